//! Random hostility as the record asks for it, while the model is fitted.
//!
//! Deaths change who is left to fight, so what a run expects of a month depends on what happened before it. In a fit the
//! past is known: in each month with registered homicides y, random hostility is set so that fights take as many
//! lives as the record leaves for them,
//!
//! ```text
//! e^w = (y/ρ − h) / m         ρ  share of homicides that is registered
//!                             h  homicides of the last month that were not in fights
//!                             m  fights of this month without random hostility, at its start
//! ```
//!
//! and groups lose whom they lost. One run then gives what the mechanisms expect, given the past; to find the course of
//! hostility by running again and again need not come to an end, where many deaths leave few to fight. Such a run is
//! never an answer: it only says what likelihood the parameters have. Background is as the parameters have it, not yet as the
//! fit will move it; runs with a fitted course come back to the record to a few per cent.

use crate::mechanisms::conflict;
use crate::state::ArmedGroups;
use crate::world::World;
use numerics::lanes::Lanes;

/// Bounds of e^w: beyond them the mechanisms are so far from the record that it does not matter how far.
const BOUNDS: (f64, f64) = (1.0 / 400.0, 400.0);
/// Of what is registered, at least this share is left for fights.
const LEAST_SHARE: f64 = 0.02;

impl<G: ArmedGroups<L>, const L: usize> World<'_, G, L> {
    /// Sets random hostility of the month that begins, if the run is steered.
    #[inline(always)]
    pub(crate) fn steer(&mut self) {
        let Some(registered) = self.inputs.registered.get(self.month) else {
            return;
        };
        let p = &self.p;
        let earnings = self.market.earnings(p);
        let weeks = self.clock.step_weeks * f64::from(self.clock.steps_per_month);
        for (state, registered) in registered.iter().enumerate() {
            let (t, s2) = (
                self.totals.members[state],
                self.totals.fragments_squared[state],
            );
            self.hostility.random[state] = Lanes::ONE;
            let hostility = self.hostility.level(state, self.held_back(state));
            let lethality = conflict::lethality(self.forms.conflict, p, hostility, t, earnings);
            let fights = (lethality * (t * t - s2) * p.victims_per_member_killed).scale(weeks);
            let happened = Lanes::splat(*registered).over_positive(p.inegi_share, 0.0);
            let left = (happened - self.not_in_fights[state]).max(happened.scale(LEAST_SHARE));
            let random = left.over_positive(fights, 1.0).clamp(BOUNDS.0, BOUNDS.1);
            self.hostility.random[state] = random;
        }
    }
}
