//! Losses are replaced: people join armed groups.
//!
//! ```text
//! proportional   r = ρ (1 − q)                recruits per member and week
//! income         r = ρ (1 − q) R^ε            R earnings of the trade, 1 in 2023
//! grievance      r = ρ (1 − q) + g C δ/T      C civilians killed by strikes, in attacks and clashes, and still mourned, δ = ln 2/13 weeks
//! off            r = 0
//! prevention     q follows reach · share, half of it after the delay of a programme
//! ```
//!
//! Sources: ρ, Prieto-Curiel, Campedelli & Hope, *Science* 381:1312 (2023); that strikes bring recruits is
//! held by some and denied by others (evidence ledger C08, C13), so g takes both signs; prevention that
//! reaches men in armed groups, Blattman et al. 2022 (H02), none tested on cartels.

use super::{ByState, kept};
use crate::forms::Recruitment;
use crate::parameters::Parameters;
use numerics::lanes::Lanes;

/// Time to half of a grievance, weeks: recruits come over half a year.
const GRIEVANCE_HALF_LIFE_WEEKS: f64 = 13.0;
/// Recruitment cannot add more than this share of the members of a state in a week.
const MAX_PER_WEEK: f64 = 0.1;

/// Prevention in force, and civilians whose death is still mourned.
#[derive(Clone, Debug)]
pub struct Sources<const L: usize> {
    /// q, share of recruitment prevented.
    pub prevented: Lanes<L>,
    /// C by state, people.
    pub grievance: ByState<L>,
    kept_grievance: Lanes<L>,
    kept_programme: Lanes<L>,
    step_weeks: f64,
}

impl<const L: usize> Sources<L> {
    /// Nobody mourned, nothing prevented.
    pub fn new(states: usize, p: &Parameters<L>, step_weeks: f64) -> Self {
        Self {
            prevented: Lanes::ZERO,
            grievance: vec![Lanes::ZERO; states],
            kept_grievance: kept(Lanes::splat(GRIEVANCE_HALF_LIFE_WEEKS), step_weeks),
            kept_programme: kept(p.prevention_delay_weeks, step_weeks),
            step_weeks,
        }
    }

    /// Programmes follow their dose; grievances fade.
    #[inline(always)]
    pub fn step(&mut self, p: &Parameters<L>, share: Lanes<L>) {
        let target = p.prevention_reach * share;
        self.prevented = target + (self.prevented - target) * self.kept_programme;
        for c in &mut self.grievance {
            *c *= self.kept_grievance;
        }
    }

    /// Recruits per member in a step, in a state with `members`.
    #[inline(always)]
    pub fn rate(
        &self,
        form: Recruitment,
        p: &Parameters<L>,
        state: usize,
        members: Lanes<L>,
        earnings: Lanes<L>,
    ) -> Lanes<L> {
        let usual = p.rho_per_week.scale(self.step_weeks) * (Lanes::ONE - self.prevented);
        let rate = match form {
            Recruitment::Off => return Lanes::ZERO,
            Recruitment::Proportional => usual,
            Recruitment::Income => usual * power(earnings, p.income_elasticity),
            Recruitment::Grievance => {
                let due = self.grievance[state] * (Lanes::ONE - self.kept_grievance);
                usual + (p.grievance_recruits * due).over_positive(members, 0.0)
            }
        };
        rate.clamp(
            -MAX_PER_WEEK * self.step_weeks,
            MAX_PER_WEEK * self.step_weeks,
        )
    }
}

#[inline(always)]
fn power<const L: usize>(base: Lanes<L>, exponent: Lanes<L>) -> Lanes<L> {
    let logarithm = base.max(Lanes::splat(1e-6)).ln();
    (logarithm * exponent).exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::tests::typical;

    fn rate(form: Recruitment, s: &Sources<1>, earnings: f64) -> f64 {
        s.rate(form, &typical::<1>(), 0, Lanes([1000.0]), Lanes([earnings]))[0]
    }

    #[test]
    fn without_harm_and_at_usual_earnings_the_forms_agree() {
        let s = Sources::new(1, &typical::<1>(), 1.0);
        let rho = typical::<1>().rho_per_week[0];
        for form in [
            Recruitment::Proportional,
            Recruitment::Income,
            Recruitment::Grievance,
        ] {
            assert!((rate(form, &s, 1.0) - rho).abs() < 1e-15);
        }
        assert_eq!(rate(Recruitment::Off, &s, 1.0), 0.0);
    }

    #[test]
    fn each_death_brings_the_recruits_of_its_parameter() {
        let mut p = typical::<1>();
        p.grievance_recruits = Lanes([3.0]);
        p.rho_per_week = Lanes::ZERO;
        let mut s = Sources::new(1, &p, 1.0);
        s.grievance[0] = Lanes([10.0]);
        let mut recruits = 0.0;
        for _ in 0..1000 {
            recruits +=
                1000.0 * s.rate(Recruitment::Grievance, &p, 0, Lanes([1000.0]), Lanes::ONE)[0];
            s.step(&p, Lanes::ZERO);
        }
        assert!((recruits - 30.0).abs() < 1e-9, "{recruits}");
    }

    #[test]
    fn a_programme_reaches_half_of_its_effect_after_its_delay() {
        let mut p = typical::<1>();
        p.prevention_delay_weeks = Lanes([20.0]);
        let mut s = Sources::new(1, &p, 1.0);
        for _ in 0..20 {
            s.step(&p, Lanes::ONE);
        }
        assert!((s.prevented[0] - 0.5 * p.prevention_reach[0]).abs() < 1e-12);
    }

    #[test]
    fn recruitment_follows_earnings_with_its_elasticity() {
        let mut p = typical::<1>();
        p.income_elasticity = Lanes([0.5]);
        let s = Sources::new(1, &p, 1.0);
        let at = |r: f64| s.rate(Recruitment::Income, &p, 0, Lanes([1.0]), Lanes([r]))[0];
        assert!((at(4.0) / at(1.0) - 2.0).abs() < 1e-9);
    }
}
