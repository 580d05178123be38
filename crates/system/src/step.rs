//! What happens in a week, in order.
//!
//! 1. Leaders that are removed make their blocs unstable.
//! 2. Members join, are arrested, die in fights, and leave: sizes change at rates linear in the size.
//! 3. Fragments split and merge; splits make enemies within the bloc.
//! 4. Instability and hostility decay.
//!
//! Rates are taken at the start of the week (explicit Euler steps of a week, as in the published fit
//! of the population model of 2023).

use crate::mechanisms::{conflict, fragmentation, recruitment};
use crate::parameters::{Forms, Parameters};
use crate::state::{Groups, bounded_second_moment, higher_moments};
use engine::Streams;
use numerics::sample::binomial;

/// No more than this share of the members is arrested in a week.
pub const MAX_ARREST_HAZARD_PER_WEEK: f64 = 0.25;

/// Purposes of random numbers.
#[derive(Clone, Copy, Debug)]
pub enum Stream {
    /// Splits of fragments, by cell.
    Split = 1,
    /// Mergers of fragments, by cell.
    Merger = 2,
    /// Which fragments split and merge, by cell.
    Which = 3,
}

/// What happened in a week, people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week<const L: usize> {
    /// Joined.
    pub recruited: [f64; L],
    /// Arrested.
    pub arrested: [f64; L],
    /// Killed in fights between fragments.
    pub killed: [f64; L],
    /// Left because their fragment is large.
    pub saturated: [f64; L],
    /// Splits of fragments.
    pub splits: [f64; L],
}

impl<const L: usize> Default for Week<L> {
    fn default() -> Self {
        let zero = [0.0; L];
        Self {
            recruited: zero,
            arrested: zero,
            killed: zero,
            saturated: zero,
            splits: zero,
        }
    }
}

/// Advances the groups by a week; `removals[bloc]` leaders are removed at its start.
pub fn step<const L: usize>(
    groups: &mut Groups<L>,
    forms: &Forms,
    parameters: &[Parameters; L],
    streams: &[Streams; L],
    week: u32,
    removals: &[u32],
) -> Week<L> {
    let mut happened = Week::default();
    for lane in 0..L {
        let p = &parameters[lane];
        destabilise(groups, p, lane, removals);
        change_sizes(groups, forms, p, lane, &mut happened);
        if forms.fragmentation {
            split_and_merge(groups, p, lane, &streams[lane], week, &mut happened);
        }
        decay(groups, p, lane);
    }
    happened
}

/// Leaders that are removed make their blocs unstable.
fn destabilise<const L: usize>(
    groups: &mut Groups<L>,
    p: &Parameters,
    lane: usize,
    removals: &[u32],
) {
    for (instability, removed) in groups.instability.iter_mut().zip(removals) {
        instability[lane] += p.instability_per_removal * f64::from(*removed);
    }
}

/// A fragment of size x becomes x (1 + α + β x): recruitment and arrests per member are the same for
/// all, deaths and departures depend on the size of the own fragment.
fn change_sizes<const L: usize>(
    groups: &mut Groups<L>,
    forms: &Forms,
    p: &Parameters,
    lane: usize,
    happened: &mut Week<L>,
) {
    let shape = groups.shape;
    let total = groups.total_members(lane);
    let arrest =
        (p.eta_people_per_week / total.max(f64::MIN_POSITIVE)).min(MAX_ARREST_HAZARD_PER_WEEK);
    let join = recruitment::hazard_per_week(forms.recruitment, p);
    for state in 0..shape.states {
        let cells = (0..shape.blocs).map(|bloc| shape.cell(bloc, state));
        let in_state: f64 = cells.map(|c| groups.members[c][lane]).sum();
        for bloc in 0..shape.blocs {
            let cell = shape.cell(bloc, state);
            let x = groups.members[cell][lane];
            if x <= 0.0 {
                continue;
            }
            let f = groups.fragments[cell][lane];
            let m2 = groups.second_moment[cell][lane];
            let death =
                conflict::hazard(forms.conflict, p, x, in_state, groups.hostility[bloc][lane]);
            let alpha = join - arrest - death.constant;
            let beta = death.slope - p.omega_per_person_week;
            let (m3, m4) = higher_moments(x, f, m2);
            let x_next = ((1.0 + alpha) * x + beta * m2).max(0.0);
            let m2_next = (1.0 + alpha) * (1.0 + alpha) * m2
                + 2.0 * (1.0 + alpha) * beta * m3
                + beta * beta * m4;
            groups.members[cell][lane] = x_next;
            groups.second_moment[cell][lane] = bounded_second_moment(x_next, f, m2_next);
            happened.recruited[lane] += join * x;
            happened.arrested[lane] += arrest * x;
            happened.killed[lane] += death.constant * x - death.slope * m2;
            happened.saturated[lane] += p.omega_per_person_week * m2;
        }
    }
}

/// Splits and mergers of the week; splits make enemies within the bloc.
fn split_and_merge<const L: usize>(
    groups: &mut Groups<L>,
    p: &Parameters,
    lane: usize,
    streams: &Streams,
    week: u32,
    happened: &mut Week<L>,
) {
    let shape = groups.shape;
    for bloc in 0..shape.blocs {
        let split = fragmentation::split_hazard_per_week(p, groups.instability[bloc][lane]);
        let split = fragmentation::probability_in_a_week(split);
        let merge = fragmentation::probability_in_a_week(p.merger_hazard_per_week);
        let (mut bloc_splits, mut bloc_fragments) = (0.0, 0.0);
        for state in 0..shape.states {
            let cell = shape.cell(bloc, state);
            let (x, f) = (groups.members[cell][lane], groups.fragments[cell][lane]);
            if !(f > 0.0) {
                continue;
            }
            let draw = |stream: Stream, p: f64| {
                binomial(
                    &mut streams.cell(stream as u32, week, cell as u32),
                    f as u64,
                    p,
                )
            };
            let splits = draw(Stream::Split, split);
            let mergers = if f > 1.0 {
                draw(Stream::Merger, merge)
            } else {
                0
            };
            let m2 = groups.second_moment[cell][lane];
            let (f_next, m2_next) = fragmentation::after_events(
                &mut streams.cell(Stream::Which as u32, week, cell as u32),
                x,
                f,
                m2,
                splits,
                mergers,
            );
            groups.fragments[cell][lane] = f_next;
            groups.second_moment[cell][lane] = m2_next;
            bloc_splits += splits as f64;
            bloc_fragments += f;
        }
        if bloc_fragments > 0.0 {
            groups.hostility[bloc][lane] += p.hostility_per_split * bloc_splits / bloc_fragments;
        }
        happened.splits[lane] += bloc_splits;
    }
}

/// Instability and hostility fade.
fn decay<const L: usize>(groups: &mut Groups<L>, p: &Parameters, lane: usize) {
    let instability = fragmentation::kept_in_a_week(p.instability_half_life_weeks);
    let hostility = fragmentation::kept_in_a_week(p.hostility_half_life_weeks);
    for value in &mut groups.instability {
        value[lane] *= instability;
    }
    for value in &mut groups.hostility {
        value[lane] *= hostility;
    }
}
