//! The state is present where its forces are and groups are not; where it is absent, groups prey on people.
//!
//! ```text
//! presence       P' = g D (1 − P) − e (X/pop · 1000) P + r (P_0 − P)        a year
//! predation      π X (1 − P)(1 + f (1 − HHI))(1 + o)/1000                    civilians killed a year
//! background     b pop e^{c (t − 2000)} until 2007, constant after
//! off            P stays at P_0
//! ```
//!
//! D troops deployed in the state (tens of thousands), X members, HHI their concentration, o loss of control after
//! a leader was killed. One study recalls a fall of local capacity under militarisation (evidence ledger B17),
//! none gives the size of presence; extortion after removals is not identified anywhere (evidence summary, items 9
//! and 10); permanent presence did not lower murders in one city (B23).

use super::ByState;
use crate::parameters::Parameters;
use numerics::lanes::Lanes;

const WEEKS_PER_YEAR: f64 = 365.2425 / 7.0;
/// Until this year background homicides follow their trend.
const TREND_UNTIL: f64 = 2007.0;

/// Presence of the state, by federal state.
#[derive(Clone, Debug)]
pub struct Territory<const L: usize> {
    /// P by state.
    pub presence: ByState<L>,
    step_years: f64,
}

impl<const L: usize> Territory<L> {
    /// The presence of 2000.
    pub fn new(states: usize, p: &Parameters<L>, step_weeks: f64) -> Self {
        Self {
            presence: vec![p.presence_2000; states],
            step_years: step_weeks / WEEKS_PER_YEAR,
        }
    }

    /// A step in a state.
    #[inline(always)]
    pub fn step(
        &mut self,
        p: &Parameters<L>,
        state: usize,
        troops: Lanes<L>,
        members: Lanes<L>,
        population: f64,
    ) {
        let presence = self.presence[state];
        let gained = p.presence_per_deployment * troops * (Lanes::ONE - presence);
        let armed = members.scale(1000.0 / population);
        let worn = p.presence_erosion * armed * presence;
        let recovered = p.presence_recovery_per_year * (p.presence_2000 - presence);
        let change = (gained - worn + recovered).scale(self.step_years);
        self.presence[state] = (presence + change).clamp(0.0, 1.0);
    }

    /// Civilians killed by predation in a step in a state.
    #[inline(always)]
    pub fn predation(
        &self,
        p: &Parameters<L>,
        state: usize,
        members: Lanes<L>,
        hhi: Lanes<L>,
        out_of_control: Lanes<L>,
    ) -> Lanes<L> {
        let rate = p
            .predation_per_thousand_members_year
            .scale(self.step_years / 1000.0);
        let split = (Lanes::ONE + p.predation_fragmentation * (Lanes::ONE - hhi)).max(Lanes::ZERO);
        let loose = (Lanes::ONE + out_of_control).max(Lanes::ZERO);
        rate * members * (Lanes::ONE - self.presence[state]) * split * loose
    }
}

/// Factor of background homicides in a year, relative to 2000.
#[inline(always)]
pub fn background_trend<const L: usize>(p: &Parameters<L>, year: f64) -> Lanes<L> {
    let years = (year - 2000.0).min(TREND_UNTIL - 2000.0);
    p.background_trend_per_year.scale(years).exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::tests::typical;

    fn settled(troops: f64, members: f64) -> f64 {
        let p = typical::<1>();
        let mut t = Territory::new(1, &p, 1.0);
        for _ in 0..20_000 {
            t.step(&p, 0, Lanes([troops]), Lanes([members]), 3e6);
        }
        t.presence[0][0]
    }

    #[test]
    fn presence_grows_with_troops_and_erodes_with_armed_rivals() {
        let start = typical::<1>().presence_2000[0];
        assert!((settled(0.0, 0.0) - start).abs() < 1e-12);
        assert!(settled(1.0, 0.0) > start && settled(0.0, 5000.0) < start);
        assert!(settled(1.0, 5000.0) > settled(0.0, 5000.0));
    }

    #[test]
    fn nobody_preys_where_the_state_is_everywhere_or_groups_are_nowhere() {
        let p = typical::<1>();
        let mut t = Territory::new(1, &p, 1.0);
        let prey = |t: &Territory<1>, x: f64, h: f64| {
            t.predation(&p, 0, Lanes([x]), Lanes([h]), Lanes::ZERO)[0]
        };
        assert_eq!(prey(&t, 0.0, 1.0), 0.0);
        let (one, many) = (prey(&t, 1000.0, 1.0), prey(&t, 1000.0, 0.0));
        assert!((many / one - 1.0 - p.predation_fragmentation[0]).abs() < 1e-12);
        t.presence[0] = Lanes::ONE;
        assert_eq!(prey(&t, 1000.0, 0.5), 0.0);
    }

    #[test]
    fn the_background_is_constant_after_2007() {
        let p = typical::<1>();
        assert_eq!(background_trend(&p, 2000.0)[0], 1.0);
        assert_eq!(background_trend(&p, 2007.0), background_trend(&p, 2020.0));
    }

    #[test]
    fn predation_is_never_negative() {
        let mut p = typical::<1>();
        p.predation_fragmentation = Lanes([-1.8]);
        let t = Territory::new(1, &p, 1.0);
        let none = t.predation(&p, 0, Lanes([1000.0]), Lanes([0.1]), Lanes::ZERO);
        assert_eq!(none[0], 0.0);
    }
}
