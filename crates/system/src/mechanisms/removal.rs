//! A leader is captured or killed; what follows depends on rank, way and succession.
//!
//! ```text
//! weight            w = 1 for a leader or co-leader, λ for a lieutenant
//! succession        orderly with probability s: no contest, no splits
//! splits to come    J_b ← J_b + κ w k          k: killed over captured, 1 for a capture
//! hostility         B_s ← B_s + a w k x_bs (1 + K_s)     x_bs the bloc's share of the members of state s
//! calm              fights in s fall by c w x_bs for a quarter, after captures only
//! retaliation       by the forms in `retaliation`
//! form splits       as above;  replacement: succession is always orderly;  off: nothing follows
//! ```
//!
//! Sources: the size of the rise, evidence ledger A01 and A04 (bracketing, observational), A07 (small in the
//! aggregate), A34 (none found); the early fall after captures, A13 and A14; killing against capturing, A09;
//! succession, A16 and A17. Who is removed: the record, then chance at the pace of 2019-2023 times the
//! channels of intelligence and extradition, and what levers add.

use super::conflict::Hostility;
use super::fragmentation::Instability;
use super::retaliation::Provocation;
use crate::forms::{Forms, Removal};
use crate::parameters::Parameters;
use crate::state::ArmedGroups;
use crate::step::Stream;
use engine::Streams;
use numerics::random::Cell;

/// Share of leaders removed by Mexico who are killed: 14 of 106 in 2012-2017 (evidence ledger A25; A26 has up to 30 %
/// in 2009-2012).
pub const KILLED_SHARE: f64 = 0.13;

/// A removal, in one lane.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Lane.
    pub lane: usize,
    /// Bloc.
    pub bloc: usize,
    /// Whether a leader or co-leader.
    pub top: bool,
    /// Whether killed.
    pub killed: bool,
    /// Number of the event within its step, for its random numbers.
    pub index: u32,
}

/// What follows a removal, in each state by the bloc's share of the members there.
#[allow(clippy::too_many_arguments, reason = "a removal acts on all of these")]
pub fn follow<const L: usize, G: ArmedGroups<L>>(
    event: Event,
    forms: &Forms,
    p: &Parameters<L>,
    groups: &G,
    streams: &Streams,
    step: u32,
    instability: &mut Instability<L>,
    hostility: &mut Hostility<L>,
    provocation: &mut Provocation<'_, L>,
) {
    let Event {
        lane,
        bloc,
        top,
        killed,
        index,
    } = event;
    if forms.removal == Removal::Off {
        return;
    }
    let shape = groups.shape();
    let mut chance = streams.cell(Stream::Succession as u32, step, index);
    let orderly = chance.uniform() < p.orderly_succession[lane];
    let orderly = orderly || forms.removal == Removal::Replacement;
    let rank = if top { 1.0 } else { p.lieutenant_weight[lane] };
    let way = if killed { p.killed_weight[lane] } else { 1.0 };
    if !orderly && forms.fragmentation {
        instability.pending[bloc][lane] += p.splits_per_removal[lane] * rank * way;
    }
    let mut in_bloc = 0.0;
    for state in 0..shape.states {
        in_bloc += groups.members()[shape.cell(bloc, state)][lane];
    }
    if !(in_bloc > 0.0) {
        return;
    }
    for state in 0..shape.states {
        let x = groups.members()[shape.cell(bloc, state)][lane];
        if !(x > 0.0) {
            continue;
        }
        let cells = shape.cell(0, state)..shape.cell(0, state) + shape.blocs;
        let here: f64 = groups.members()[cells].iter().map(|m| m[lane]).sum();
        let share = x / here;
        if !orderly {
            // Studies give relative rises: they hold for what fighting there is.
            let relative = p.hostility_per_removal[lane] * rank * way * share;
            let by = relative * (1.0 + hostility.extra[state][lane]);
            hostility.provoke(forms, state, lane, by);
        }
        if !killed {
            let calm = p.calm_after_capture[lane] * rank * share;
            hostility.calm_down(forms, state, lane, calm);
        }
        provocation.after_removal(state, lane, rank * way, x / in_bloc);
    }
    provocation.settle_removal(lane, &mut chance, rank * way);
}

/// The bloc of a removal that chance decides on, in proportion to members.
pub fn bloc_by_members<const L: usize, G: ArmedGroups<L>>(
    groups: &G,
    lane: usize,
    chance: &mut Cell,
) -> usize {
    let shape = groups.shape();
    let total: f64 = groups.members().iter().map(|m| m[lane]).sum();
    let mut left = chance.uniform() * total;
    for bloc in 0..shape.blocs {
        for state in 0..shape.states {
            left -= groups.members()[shape.cell(bloc, state)][lane];
        }
        if left <= 0.0 {
            return bloc;
        }
    }
    shape.blocs - 1
}
