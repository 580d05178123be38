//! The same mechanisms group by group: every fragment has its own size, every split its own cut.
//!
//! Slow, and the truth that the grid's closure is tested against. Splits happen to single fragments;
//! a merger joins two fragments of a cell drawn at random.

use crate::mechanisms::{conflict, fragmentation, recruitment};
use crate::parameters::{Forms, Parameters};
use crate::state::Shape;
use crate::step::MAX_ARREST_HAZARD_PER_WEEK;
use engine::Streams;

/// Purposes of random numbers; apart from those of the grid, so that the two do not share chance.
#[derive(Clone, Copy, Debug)]
enum Stream {
    Events = 101,
}

/// All fragments of all cells.
#[derive(Clone, Debug, PartialEq)]
pub struct ExactGroups {
    /// Shape of the grid.
    pub shape: Shape,
    /// Sizes of the fragments of each cell, people.
    pub sizes: Vec<Vec<f64>>,
    instability: Vec<f64>,
    hostility: Vec<f64>,
}

/// What happened in a week, people.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExactWeek {
    /// Killed in fights between fragments.
    pub killed: f64,
    /// Splits of fragments.
    pub splits: f64,
}

impl ExactGroups {
    /// Cells of equal fragments: members and fragments by cell.
    pub fn of_equal_fragments(shape: Shape, cells: &[(f64, u32)]) -> Self {
        Self {
            shape,
            sizes: cells
                .iter()
                .map(|&(x, f)| vec![x / f64::from(f.max(1)); f as usize])
                .collect(),
            instability: vec![0.0; shape.blocs],
            hostility: vec![0.0; shape.blocs],
        }
    }

    /// All members, people.
    pub fn total_members(&self) -> f64 {
        self.sizes.iter().flatten().sum()
    }

    /// All fragments.
    pub fn total_fragments(&self) -> f64 {
        self.sizes.iter().map(Vec::len).sum::<usize>() as f64
    }

    /// Concentration of all members over all fragments, 0 to 1.
    pub fn hhi(&self) -> f64 {
        let total = self.total_members();
        let second: f64 = self.sizes.iter().flatten().map(|x| x * x).sum();
        if total > 0.0 {
            second / (total * total)
        } else {
            0.0
        }
    }

    /// Advances by a week; `removals[bloc]` leaders are removed at its start.
    pub fn step(
        &mut self,
        forms: &Forms,
        p: &Parameters,
        streams: &Streams,
        week: u32,
        removals: &[u32],
    ) -> ExactWeek {
        let mut happened = ExactWeek::default();
        for (instability, removed) in self.instability.iter_mut().zip(removals) {
            *instability += p.instability_per_removal * f64::from(*removed);
        }
        self.change_sizes(forms, p, &mut happened);
        if forms.fragmentation {
            self.split_and_merge(p, streams, week, &mut happened);
        }
        for value in &mut self.instability {
            *value *= fragmentation::kept_in_a_week(p.instability_half_life_weeks);
        }
        for value in &mut self.hostility {
            *value *= fragmentation::kept_in_a_week(p.hostility_half_life_weeks);
        }
        happened
    }

    fn change_sizes(&mut self, forms: &Forms, p: &Parameters, happened: &mut ExactWeek) {
        let arrest = (p.eta_people_per_week / self.total_members().max(f64::MIN_POSITIVE))
            .min(MAX_ARREST_HAZARD_PER_WEEK);
        let join = recruitment::hazard_per_week(forms.recruitment, p);
        for state in 0..self.shape.states {
            let in_cell: Vec<f64> = (0..self.shape.blocs)
                .map(|b| self.sizes[self.shape.cell(b, state)].iter().sum())
                .collect();
            let in_state: f64 = in_cell.iter().sum();
            for (bloc, x_cell) in in_cell.iter().enumerate() {
                let death =
                    conflict::hazard(forms.conflict, p, *x_cell, in_state, self.hostility[bloc]);
                for x in &mut self.sizes[self.shape.cell(bloc, state)] {
                    let hazard = death.constant - death.slope * *x;
                    happened.killed += hazard * *x;
                    *x *= (1.0 + join - arrest - hazard - p.omega_per_person_week * *x).max(0.0);
                }
            }
        }
    }

    fn split_and_merge(
        &mut self,
        p: &Parameters,
        streams: &Streams,
        week: u32,
        happened: &mut ExactWeek,
    ) {
        let merge = fragmentation::probability_in_a_week(p.merger_hazard_per_week);
        for bloc in 0..self.shape.blocs {
            let split = fragmentation::split_hazard_per_week(p, self.instability[bloc]);
            let split = fragmentation::probability_in_a_week(split);
            let (mut bloc_splits, mut bloc_fragments) = (0.0, 0.0);
            for state in 0..self.shape.states {
                let cell = self.shape.cell(bloc, state);
                let mut chance = streams.cell(Stream::Events as u32, week, cell as u32);
                let sizes = &mut self.sizes[cell];
                let before = sizes.len();
                bloc_fragments += before as f64;
                for i in 0..before {
                    if chance.uniform() < split {
                        let x = sizes[i];
                        let u = chance.uniform();
                        sizes[i] = u * x;
                        sizes.push((1.0 - u) * x);
                        bloc_splits += 1.0;
                    }
                }
                let mergers = (0..before)
                    .filter(|_| before > 1 && chance.uniform() < merge)
                    .count();
                for _ in 0..mergers {
                    if sizes.len() < 2 {
                        break;
                    }
                    let pick = |u: f64, n: usize| ((u * n as f64) as usize).min(n - 1);
                    let absorbed = sizes.swap_remove(pick(chance.uniform(), sizes.len()));
                    let into = pick(chance.uniform(), sizes.len());
                    sizes[into] += absorbed;
                }
            }
            if bloc_fragments > 0.0 {
                self.hostility[bloc] += p.hostility_per_split * bloc_splits / bloc_fragments;
            }
            happened.splits += bloc_splits;
        }
    }
}
