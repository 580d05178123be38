//! One mechanism, one file: purpose, equation with symbols and units, source, forms, limiting cases.

pub mod conflict;
pub mod displacement;
pub mod enforcement;
pub mod fragmentation;
pub mod ladder;
pub mod market;
pub mod observation;
pub mod overdose;
pub mod recruitment;
pub mod relationship;
pub mod removal;
pub mod retaliation;
pub mod strikes;
pub mod supply;
pub mod territory;

use numerics::lanes::Lanes;

/// What is left of a decaying quantity after a time: 2^(−time/half-life).
#[inline(always)]
pub fn kept<const L: usize>(half_life: Lanes<L>, time: f64) -> Lanes<L> {
    (Lanes::splat(-std::f64::consts::LN_2 * time) / half_life).exp()
}

/// A state variable for each federal state.
pub type ByState<const L: usize> = Vec<Lanes<L>>;
