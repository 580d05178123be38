//! Fragments split, more so for months after their bloc has lost a leader, and are absorbed by others.
//!
//! ```text
//! splits of a bloc        σ F + J δ            a week; J the splits that are still to come, δ = ln 2/h
//! removal of a leader     J ← J + κ w          κ splits per removal, w rank and way (see `removal`)
//! mergers of a bloc       μ Σ (F_s − 1)        a week, F_s its fragments in a state
//! a split                 sizes u x and (1 − u) x, u uniform; every fragment is equally likely
//! ```
//!
//! A split of a fragment of size x takes 2u(1 − u) x² from the second moment, a merger of two adds
//! 2 x_i x_j. Which fragments they are is chance: on the grid a size is drawn with the mean and the
//! variance that the closure gives (log-normal, held between its bounds), the cut u uniform.
//!
//! No study gives the chance of a split per removal; the prior must be wide. That removals raise the
//! number of groups is descriptive only (evidence ledger, mechanism 2; stylised facts F4 and F5).

use super::kept;
use crate::parameters::Parameters;
use crate::state::{ArmedGroups, fourth_moment};
use crate::step::Stream;
use engine::Streams;
use numerics::elementary::{exp, ln};
use numerics::lanes::Lanes;
use numerics::random::Cell;
use numerics::sample::{normal, poisson};

/// Instability of each bloc.
#[derive(Clone, Debug)]
pub struct Instability<const L: usize> {
    /// J by bloc: splits that are still to come.
    pub pending: Vec<Lanes<L>>,
    left: Lanes<L>,
    split: Lanes<L>,
    merge: Lanes<L>,
}

impl<const L: usize> Instability<L> {
    /// All blocs stable.
    pub fn new(blocs: usize, p: &Parameters<L>, step_weeks: f64) -> Self {
        let years = step_weeks * 7.0 / 365.2425;
        Self {
            pending: vec![Lanes::ZERO; blocs],
            left: kept(p.instability_half_life_weeks, step_weeks),
            split: p.split_hazard_per_year.scale(years),
            merge: p.merger_hazard_per_year.scale(years),
        }
    }

    /// Splits and mergers of a step; calls `on_split(bloc, lane)` for each split.
    #[inline(always)]
    pub fn step<G: ArmedGroups<L>>(
        &mut self,
        groups: &mut G,
        streams: &[Streams; L],
        step: u32,
        mut on_split: impl FnMut(usize, usize),
    ) {
        let shape = groups.shape();
        for bloc in 0..shape.blocs {
            let mut fragments = Lanes::<L>::ZERO;
            let mut rivals = Lanes::<L>::ZERO;
            for state in 0..shape.states {
                let f = groups.fragments()[shape.cell(bloc, state)];
                fragments += f;
                rivals += (f - Lanes::ONE).max(Lanes::ZERO);
            }
            let due = self.pending[bloc] * (Lanes::ONE - self.left);
            self.pending[bloc] -= due;
            for lane in 0..L {
                if fragments[lane] <= 0.0 {
                    continue;
                }
                let expected = self.split[lane] * fragments[lane] + due[lane];
                let cell = |stream: Stream| streams[lane].cell(stream as u32, step, bloc as u32);
                let splits = poisson(&mut cell(Stream::Split), expected);
                let mergers = poisson(&mut cell(Stream::Merger), self.merge[lane] * rivals[lane]);
                if splits + mergers == 0 {
                    continue;
                }
                let mut chance = cell(Stream::Which);
                for _ in 0..splits {
                    if let Some(state) = pick(groups, bloc, lane, 0.0, &mut chance) {
                        groups.split(shape.cell(bloc, state), lane, &mut chance);
                        on_split(bloc, lane);
                    }
                }
                for _ in 0..mergers {
                    if let Some(state) = pick(groups, bloc, lane, 1.0, &mut chance) {
                        groups.merge(shape.cell(bloc, state), lane, &mut chance);
                    }
                }
            }
        }
    }
}

/// The state of a fragment of a bloc drawn at random; `beyond` fragments of each state do not count.
fn pick<const L: usize, G: ArmedGroups<L>>(
    groups: &G,
    bloc: usize,
    lane: usize,
    beyond: f64,
    chance: &mut Cell,
) -> Option<usize> {
    let shape = groups.shape();
    let weight =
        |state: usize| (groups.fragments()[shape.cell(bloc, state)][lane] - beyond).max(0.0);
    let total: f64 = (0..shape.states).map(weight).sum();
    let mut left = chance.uniform() * total;
    let mut last = None;
    for state in (0..shape.states).filter(|s| weight(*s) > 0.0) {
        last = Some(state);
        left -= weight(state);
        if left <= 0.0 {
            break;
        }
    }
    last
}

/// A cell of the grid after a split: (F, M2). Chance says which fragment and where it is cut.
pub fn after_split(chance: &mut Cell, x: f64, f: f64, m2: f64) -> (f64, f64) {
    if f < 1.0 {
        return (f, m2);
    }
    let square = square_of_one(chance, x, f, m2);
    let u = chance.uniform();
    let m2 = m2 - 2.0 * u * (1.0 - u) * square;
    (f + 1.0, m2.clamp(x * x / (f + 1.0), x * x))
}

/// A cell of the grid after a merger: (F, M2). Chance says which fragments.
pub fn after_merger(chance: &mut Cell, x: f64, f: f64, m2: f64) -> (f64, f64) {
    if f < 2.0 {
        return (f, m2);
    }
    if f == 2.0 {
        return (1.0, x * x);
    }
    // 2 x_i x_j, mean 2 (X² − M2)/(F (F − 1)), drawn with the scatter of two sizes.
    let mean = 2.0 * (x * x - m2) / (f * (f - 1.0));
    let scatter = ln((f * m2 / (x * x)).max(1.0)) * 2.0;
    let m2 = m2 + mean * exp(scatter.sqrt() * normal(chance) - 0.5 * scatter);
    (f - 1.0, m2.clamp(x * x / (f - 1.0), x * x))
}

/// The square of the size of a fragment drawn at random: mean M2/F, second moment M4/F.
fn square_of_one(chance: &mut Cell, x: f64, f: f64, m2: f64) -> f64 {
    if f < 2.0 || !(m2 > 0.0) {
        return m2;
    }
    let m4 = fourth_moment(x, f, m2);
    let scatter = ln((m4 * f / (m2 * m2)).max(1.0));
    let drawn = m2 / f * exp(scatter.sqrt() * normal(chance) - 0.5 * scatter);
    drawn.min(m2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::tests::typical;
    use crate::state::{Groups, Shape};
    use numerics::random::Address;

    fn chance(draw: u32) -> Cell {
        Cell::new(Address {
            seed: 1,
            draw,
            replicate: 0,
            stream: 0,
            step: 0,
            index: 0,
        })
    }

    #[test]
    fn a_split_leaves_two_thirds_of_the_concentration_on_average() {
        // E[u² + (1 − u)²] = 2/3 for u uniform.
        let n = 20_000;
        let mean = (0..n)
            .map(|k| after_split(&mut chance(k), 100.0, 1.0, 1e4).1)
            .sum::<f64>();
        assert!((mean / f64::from(n) / 1e4 - 2.0 / 3.0).abs() < 0.005);
    }

    #[test]
    fn mergers_end_with_one_fragment_that_has_everybody() {
        assert_eq!(after_merger(&mut chance(0), 100.0, 2.0, 6000.0), (1.0, 1e4));
        assert_eq!(after_merger(&mut chance(0), 100.0, 1.0, 1e4), (1.0, 1e4));
    }

    #[test]
    fn the_second_moment_stays_between_equal_sizes_and_one_fragment() {
        let (mut f, mut m2) = (3.0, 4000.0);
        for k in 0..3000 {
            let after = if k % 3 == 0 {
                after_merger
            } else {
                after_split
            };
            (f, m2) = after(&mut chance(k), 100.0, f, m2);
            assert!(
                f >= 1.0 && m2 >= 1e4 / f - 1e-9 && m2 <= 1e4 + 1e-9,
                "{f} {m2}"
            );
        }
    }

    #[test]
    fn a_removal_brings_as_many_splits_as_its_parameter_says() {
        let shape = Shape {
            blocs: 1,
            states: 2,
        };
        let mut p = typical::<1>();
        p.split_hazard_per_year = Lanes([0.0]);
        p.merger_hazard_per_year = Lanes([0.0]);
        let n = 3000;
        let mut splits = 0.0;
        for draw in 0..n {
            let streams = [Streams {
                seed: 5,
                draw,
                replicate: 0,
            }];
            let mut groups = Groups::of_equal_fragments(shape, &[(Lanes([500.0]), 1); 2]);
            let mut instability = Instability::new(1, &p, 1.0);
            instability.pending[0] = Lanes([0.4]);
            for step in 0..400 {
                instability.step(&mut groups, &streams, step, |_, _| splits += 1.0);
            }
        }
        let mean = splits / f64::from(n);
        assert!((mean - 0.4).abs() < 0.04, "{mean}");
    }

    #[test]
    fn a_stable_bloc_without_hazards_never_changes() {
        let shape = Shape {
            blocs: 2,
            states: 2,
        };
        let mut p = typical::<1>();
        p.split_hazard_per_year = Lanes([0.0]);
        p.merger_hazard_per_year = Lanes([0.0]);
        let streams = [Streams {
            seed: 5,
            draw: 0,
            replicate: 0,
        }];
        let mut groups = Groups::of_equal_fragments(shape, &[(Lanes([500.0]), 3); 4]);
        let before = groups.clone();
        let mut instability = Instability::new(2, &p, 1.0);
        for step in 0..200 {
            instability.step(&mut groups, &streams, step, |_, _| ());
        }
        assert_eq!(groups, before);
    }
}
