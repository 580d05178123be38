//! The state arrests members and kills some of them, and loses soldiers and police in doing so.
//!
//! ```text
//! arrests in a week    η E (T_n/X_0)^κ, in proportion to members, no more than a quarter of them
//! effort               E = e^{a D} J^j e^{c} (1 + e_p U)
//! killed by the state  k per arrest;  soldiers and police killed: s per member killed
//! ```
//!
//! T_n members in the nation, X_0 those of 2000, κ the elasticity (0 in the population model of 2023), D troops
//! deployed beyond the mean of 2012-2018 (tens of thousands), J the channel of joint operations relative to 2023, U US
//! patrols (tens of thousands), c the answer of the Mexican government to unilateral force. Sources: η as in
//! Prieto-Curiel, Campedelli & Hope, *Science* 381:1312 (2023); dead per arrest and dead per wounded,
//! evidence ledger B26 and the official counts of clashes.

use crate::parameters::Parameters;
use numerics::lanes::Lanes;

/// No more than this share of the members is arrested in a week.
pub const MAX_ARREST_HAZARD_PER_WEEK: f64 = 0.25;

/// Share of the members arrested in a step at an effort relative to that of 2012-2018.
#[inline(always)]
pub fn arrest_share<const L: usize>(
    p: &Parameters<L>,
    effort: Lanes<L>,
    members_in_nation: Lanes<L>,
    step_weeks: f64,
) -> Lanes<L> {
    let relative = members_in_nation
        .over_positive(p.members_2000, 0.0)
        .max(Lanes::splat(1e-9));
    let follows = (relative.ln() * p.arrest_elasticity).exp();
    (p.eta_people_per_week * effort * follows)
        .over_positive(members_in_nation, 0.0)
        .min(Lanes::splat(MAX_ARREST_HAZARD_PER_WEEK))
        .scale(step_weeks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::tests::typical;

    #[test]
    fn at_usual_effort_as_many_are_arrested_as_eta_says() {
        let mut p = typical::<1>();
        let arrests = |p: &Parameters<1>, members: f64| {
            arrest_share(p, Lanes::ONE, Lanes([members]), 1.0)[0] * members
        };
        let eta = p.eta_people_per_week[0];
        assert!((arrests(&p, p.members_2000[0]) - eta).abs() < 1e-9);
        p.arrest_elasticity = Lanes::ZERO;
        assert!((arrests(&p, 1e5) - eta).abs() < 1e-9);
        p.arrest_elasticity = Lanes::ONE;
        assert!((arrests(&p, 2.0 * p.members_2000[0]) - 2.0 * eta).abs() < 1e-9);
    }

    #[test]
    fn a_small_organisation_is_not_arrested_in_one_week() {
        let mut p = typical::<1>();
        p.arrest_elasticity = Lanes::ZERO;
        let share = arrest_share(&p, Lanes::ONE, Lanes([10.0]), 1.0);
        assert_eq!(share[0], MAX_ARREST_HAZARD_PER_WEEK);
        assert_eq!(
            arrest_share(&typical::<1>(), Lanes::ONE, Lanes::ZERO, 1.0)[0],
            0.0
        );
    }
}
