//! Use, its purity, treatment and naloxone decide how many die of overdoses in the United States.
//!
//! ```text
//! deaths         d(t) Q^β e^{γ(1 − q)} T N       a week
//! treated        V' = τ u (1 + x (1 − Q)) − V ln 2/h,   at most the untreated u_0
//! T              [(u_0 − V) r + 1 − u_0 + V]/[u_0 r + 1 − u_0]
//! N              1 − ν · share of the gap closed
//! off            Q and q do not matter
//! ```
//!
//! d(t) the record of deaths from synthetic opioids (CDC, ICD-10 T40.4) until 2023, then its trend; Q use, q purity.
//! β and γ may have either sign: less use, but of stuff whose strength varies. Sources: deaths fell by a quarter
//! for 3-5 months after China's class ban (evidence ledger D08), harms halved and came back in 18 months (D06),
//! heroin drought −60 % (D10); risk in and out of treatment, H05; naloxone, H08, H09. The course of exposure to
//! fentanyl is that of the record, as in the SOURCE model (Lim et al., *PNAS* 2022), which has no supply curve.

use super::kept;
use super::market::Market;
use crate::parameters::Parameters;
use numerics::lanes::Lanes;

const WEEKS_PER_YEAR: f64 = 365.2425 / 7.0;

/// People newly in treatment.
#[derive(Clone, Debug)]
pub struct Treatment<const L: usize> {
    /// V, share of all with opioid use disorder.
    pub added: Lanes<L>,
    left: Lanes<L>,
    step_years: f64,
}

impl<const L: usize> Treatment<L> {
    /// Treatment as in 2023.
    pub fn new(p: &Parameters<L>, step_weeks: f64) -> Self {
        Self {
            added: Lanes::ZERO,
            left: kept(p.treatment_retention_half_life_weeks, step_weeks),
            step_years: step_weeks / WEEKS_PER_YEAR,
        }
    }

    /// Deaths relative to the record's course, with treatment of a share a year and naloxone.
    #[inline(always)]
    pub fn step(
        &mut self,
        follows_market: bool,
        p: &Parameters<L>,
        market: &Market<L>,
        treatment_per_year: Lanes<L>,
        naloxone: Lanes<L>,
    ) -> Lanes<L> {
        let untreated = p.untreated_share;
        let used = if follows_market {
            market.used
        } else {
            Lanes::ONE
        };
        let missing = (Lanes::ONE - used).max(Lanes::ZERO);
        // Entry through scarcity comes on top of what programmes bring.
        let entry = treatment_per_year + p.scarcity_treatment_entry * missing;
        let open = (untreated - self.added).max(Lanes::ZERO);
        self.added = (self.added * self.left + entry * open.scale(self.step_years))
            .max(Lanes::ZERO)
            .min(untreated);
        let risk = |out: Lanes<L>| out * p.treatment_risk_ratio + (Lanes::ONE - out);
        let treated = risk(untreated - self.added) / risk(untreated);
        let saved = Lanes::ONE - p.naloxone_effect * naloxone;
        let exposure = if follows_market {
            let amount = market.used.max(Lanes::splat(1e-6)).ln() * p.death_elasticity;
            (amount + p.purity_risk * (Lanes::ONE - market.purity)).exp()
        } else {
            Lanes::ONE
        };
        exposure * treated * saved
    }
}

/// Deaths a week without any change of policy or supply, `years_after` the end of the record.
#[inline(always)]
pub fn course<const L: usize>(p: &Parameters<L>, recorded: f64, years_after: f64) -> Lanes<L> {
    p.overdose_trend_per_year
        .scale(years_after)
        .exp()
        .scale(recorded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::tests::typical;

    fn deaths(market: &Market<1>, weeks: usize, treatment: f64, naloxone: f64) -> f64 {
        let p = typical::<1>();
        let mut t = Treatment::new(&p, 1.0);
        let mut last = Lanes::ZERO;
        for _ in 0..weeks {
            last = t.step(true, &p, market, Lanes([treatment]), Lanes([naloxone]));
        }
        last[0]
    }

    #[test]
    fn as_in_2023_nothing_changes() {
        let market = Market::new(&typical(), 1.0);
        assert!((deaths(&market, 100, 0.0, 0.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn naloxone_for_all_prevents_its_share_and_treatment_at_most_all_excess_risk() {
        let p = typical::<1>();
        let market = Market::new(&p, 1.0);
        assert!((deaths(&market, 1, 0.0, 1.0) - (1.0 - p.naloxone_effect[0])).abs() < 1e-12);
        let all = deaths(&market, 2000, 1e6, 0.0);
        let (u, r) = (p.untreated_share[0], p.treatment_risk_ratio[0]);
        assert!((all - 1.0 / (u * r + 1.0 - u)).abs() < 0.02, "{all}");
    }

    #[test]
    fn deaths_follow_use_by_their_elasticity_unless_switched_off() {
        let mut p = typical::<1>();
        p.scarcity_treatment_entry = Lanes::ZERO;
        let mut market = Market::new(&p, 1.0);
        market.used = Lanes([0.5]);
        let mut t = Treatment::new(&p, 1.0);
        let d = t.step(true, &p, &market, Lanes::ZERO, Lanes::ZERO)[0];
        assert!((d - 0.5_f64.powf(p.death_elasticity[0])).abs() < 1e-12);
        let mut t = Treatment::new(&p, 1.0);
        assert_eq!(t.step(false, &p, &market, Lanes::ZERO, Lanes::ZERO)[0], 1.0);
    }

    #[test]
    fn the_course_is_the_record_and_then_its_trend() {
        let p = typical::<1>();
        assert_eq!(course(&p, 100.0, 0.0)[0], 100.0);
        let two = course(&p, 100.0, 2.0)[0] / 100.0;
        assert!((two - (2.0 * p.overdose_trend_per_year[0]).exp()).abs() < 1e-12);
    }
}
