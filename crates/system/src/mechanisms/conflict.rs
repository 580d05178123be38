//! Rival members who meet in a state kill each other, the more so the more hostile they are.
//!
//! A member of a fragment of size x, in a state with T members in all, dies at the hazard
//!
//! ```text
//! θ' H (T − x)                    per member and week
//! mass action                     θ' = θ
//! frequency-dependent             θ' = θ T_ref / T
//! Tullock contest                 θ' = θ T_ref / T · R       frequency-dependent contact scaled by rents
//! off                             θ' = 0
//! ```
//!
//! so that deaths are θ' H (T² − Σ x²) = θ' H T² (1 − HHI). R is the earnings of the trade (1 in 2023): in a
//! contest of n equal rivals for rents R, effort is R (n−1)/n, which is R (1 − HHI). Sources: mass action,
//! Prieto-Curiel, Campedelli & Hope, *Science* 381:1312 (2023); the two forms of contact, McCallum, Barlow &
//! Hone, *Trends in Ecology & Evolution* 16 (2001); the contest as in Castillo & Kronick, *APSR* 114:874
//! (2020), simplified.
//!
//! Hostility H is 1 in 2000 and changes by
//!
//! ```text
//! H = (1 + K)(1 − calm)(1 − watched)(1 − deterred) e^w
//! K ← K 2^(−dt/h) + B (1 − 2^(−dt/d))                       wars build up over d
//! B ← B 2^(−dt/d) + a_split x_bs splits + a_removal x_bs (1 + K) + a_deploy · D (1 − 2^(−month/h))
//!                                                          D troops there: they add a_deploy while they stay
//! w ← AR(1) with standard deviation τ and half-life h_w, monthly: what the model leaves out
//! ```

use super::{ByState, kept};
use crate::forms::{Conflict, Forms};
use crate::parameters::Parameters;
use crate::past::Past;
use crate::step::Stream;
use engine::Streams;
use numerics::lanes::Lanes;
use numerics::sample::normal;

/// Share of the variance of random hostility that is common to all states: a choice of the model.
pub const COMMON_VARIANCE: f64 = 0.3;
/// Extra hostility cannot take more than this share of the hostility of 2000 away.
const LOWEST_EXTRA: f64 = -0.9;
/// Time to half of the calm after a capture, weeks: it is there for a quarter.
const CALM_HALF_LIFE_WEEKS: f64 = 9.0;
const WEEKS_PER_YEAR: f64 = 365.2425 / 7.0;

/// Hostility by state.
#[derive(Clone, Debug)]
pub struct Hostility<const L: usize> {
    /// K, extra hostility as a multiple of that of 2000.
    pub extra: ByState<L>,
    /// B, hostility that is building up, likewise.
    pub building: ByState<L>,
    /// Share by which fights are calmed after captures.
    pub calm: ByState<L>,
    /// e^w by state.
    pub random: ByState<L>,
    /// l by state.
    logarithm: ByState<L>,
    /// Share of the variance of l that the end of the fit still takes away.
    known: Lanes<L>,
    /// w that l scatters about.
    lasting: ByState<L>,
    kept_extra: Lanes<L>,
    kept_building: Lanes<L>,
    kept_calm: Lanes<L>,
    /// What a month leaves of random hostility.
    kept_random: Lanes<L>,
    /// What a month leaves of anything that fades with h.
    kept_month: Lanes<L>,
}

impl<const L: usize> Hostility<L> {
    /// The hostility of 2000; random hostility starts in its stationary distribution.
    pub fn new(
        states: usize,
        p: &Parameters<L>,
        past: &Past<L>,
        streams: &[Streams; L],
        step_weeks: f64,
    ) -> Self {
        let half_life = p.hostility_half_life_years.scale(WEEKS_PER_YEAR);
        let mut hostility = Self {
            extra: vec![Lanes::ZERO; states],
            building: vec![Lanes::ZERO; states],
            calm: vec![Lanes::ZERO; states],
            random: vec![Lanes::ONE; states],
            logarithm: vec![Lanes::ZERO; states],
            known: Lanes::ZERO,
            lasting: (0..states).map(|s| past.lasting(s)).collect(),
            kept_extra: kept(half_life, step_weeks),
            kept_building: kept(p.hostility_delay_weeks, step_weeks),
            kept_calm: kept(Lanes::splat(CALM_HALF_LIFE_WEEKS), step_weeks),
            kept_random: kept(
                p.tension_half_life_years.scale(WEEKS_PER_YEAR),
                WEEKS_PER_YEAR / 12.0,
            ),
            kept_month: kept(half_life, WEEKS_PER_YEAR / 12.0),
        };
        hostility.next_month(p, past, streams, 0);
        hostility
    }

    /// Random hostility of a month: as the fit has it, else it moves on by chance.
    #[inline(always)]
    pub fn next_month(
        &mut self,
        p: &Parameters<L>,
        past: &Past<L>,
        streams: &[Streams; L],
        month: u32,
    ) {
        if (month as usize) < past.months() {
            for state in 0..self.random.len() {
                if let Some(w) = past.hostility(month as usize, state) {
                    self.random[state] = w.exp();
                    self.lasting[state] = w;
                }
            }
            self.known = Lanes::ONE;
        } else if month == 0 {
            self.draw(p, streams, month, Lanes::ZERO);
        } else {
            self.draw(p, streams, month, self.kept_random);
        }
    }

    #[inline(always)]
    fn draw(&mut self, p: &Parameters<L>, streams: &[Streams; L], month: u32, kept: Lanes<L>) {
        let states = self.logarithm.len();
        let draw = |index: usize| {
            let mut drawn = Lanes::<L>::ZERO;
            for (value, streams) in drawn.0.iter_mut().zip(streams) {
                *value = normal(&mut streams.cell(Stream::Tension as u32, month, index as u32));
            }
            drawn
        };
        let common = draw(states).scale(COMMON_VARIANCE.sqrt());
        // Innovations that take the variance to τ²; the mean of e^l is one.
        let innovation = (Lanes::ONE - kept * kept).map(f64::sqrt) * p.tension;
        self.known = self.known * kept * kept;
        let centre = (p.tension * p.tension).scale(0.5) * (Lanes::ONE - self.known);
        for (state, w) in self.logarithm.iter_mut().enumerate() {
            let own = draw(state).scale((1.0 - COMMON_VARIANCE).sqrt());
            *w = w.mul_add(kept, innovation * (own + common));
            self.random[state] = (self.lasting[state] + *w - centre).exp();
        }
    }

    /// Adds to the hostility that is building up in a state in a lane.
    pub fn provoke(&mut self, forms: &Forms, state: usize, lane: usize, by: f64) {
        if forms.hostility {
            self.building[state][lane] += by;
        }
    }

    /// A month with troops (tens of thousands) in each state: as long as they stay, extra hostility tends to
    /// `hostility_per_deployment` times their number.
    #[inline(always)]
    pub fn deploy(&mut self, forms: &Forms, p: &Parameters<L>, troops: &[Lanes<L>]) {
        if forms.hostility {
            let renewed = p.hostility_per_deployment * (Lanes::ONE - self.kept_month);
            for (building, troops) in self.building.iter_mut().zip(troops) {
                *building += renewed * *troops;
            }
        }
    }

    /// Calms fights in a state by a share; a negative one inflames them.
    pub fn calm_down(&mut self, forms: &Forms, state: usize, lane: usize, share: f64) {
        if forms.hostility {
            let calm = &mut self.calm[state][lane];
            *calm = 1.0 - (1.0 - *calm) * (1.0 - share.clamp(-0.9, 0.9));
        }
    }

    /// H of a state, given the share by which other mechanisms hold fights back.
    #[inline(always)]
    pub fn level(&self, state: usize, held_back: Lanes<L>) -> Lanes<L> {
        (Lanes::ONE + self.extra[state])
            * (Lanes::ONE - self.calm[state])
            * (Lanes::ONE - held_back)
            * self.random[state]
    }

    /// Hostility builds up and fades.
    #[inline(always)]
    pub fn decay(&mut self) {
        let lowest = Lanes::splat(LOWEST_EXTRA);
        for (extra, building) in self.extra.iter_mut().zip(&mut self.building) {
            let built = *building * (Lanes::ONE - self.kept_building);
            *building -= built;
            *extra = extra.mul_add(self.kept_extra, built).max(lowest);
        }
        for calm in &mut self.calm {
            *calm *= self.kept_calm;
        }
    }
}

/// θ' H: deaths per pair of rival members in a state and week.
#[inline(always)]
pub fn lethality<const L: usize>(
    form: Conflict,
    p: &Parameters<L>,
    hostility: Lanes<L>,
    in_state: Lanes<L>,
    earnings: Lanes<L>,
) -> Lanes<L> {
    let theta = p.theta_per_person_week * hostility;
    match form {
        Conflict::MassAction => theta,
        Conflict::FrequencyDependent => theta * p.reference_members.over_positive(in_state, 0.0),
        Conflict::Tullock => theta * p.reference_members.over_positive(in_state, 0.0) * earnings,
        Conflict::Off => Lanes::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::tests::typical;

    fn deaths(form: Conflict, sizes: &[f64], scale: f64, earnings: f64) -> f64 {
        let p = typical::<1>();
        let total: f64 = sizes.iter().sum::<f64>() * scale;
        let second: f64 = sizes.iter().map(|x| x * x * scale * scale).sum();
        let c = lethality(form, &p, Lanes::ONE, Lanes([total]), Lanes([earnings]))[0];
        c * (total * total - second)
    }

    #[test]
    fn a_single_group_alone_has_nobody_to_fight() {
        for form in [
            Conflict::MassAction,
            Conflict::FrequencyDependent,
            Conflict::Tullock,
        ] {
            assert_eq!(deaths(form, &[500.0], 1.0, 1.0), 0.0);
        }
    }

    #[test]
    fn the_forms_agree_at_the_reference_and_scale_as_they_say() {
        let reference = typical::<1>().reference_members[0];
        let sizes = [0.25 * reference; 4];
        let mass = deaths(Conflict::MassAction, &sizes, 1.0, 1.0);
        let frequency = deaths(Conflict::FrequencyDependent, &sizes, 1.0, 1.0);
        assert!((mass / frequency - 1.0).abs() < 1e-12);
        assert!((deaths(Conflict::MassAction, &sizes, 2.0, 1.0) / mass - 4.0).abs() < 1e-12);
        let twice = deaths(Conflict::FrequencyDependent, &sizes, 2.0, 1.0);
        assert!((twice / frequency - 2.0).abs() < 1e-12);
        assert_eq!(deaths(Conflict::Off, &sizes, 1.0, 1.0), 0.0);
    }

    #[test]
    fn the_contest_is_that_of_castillo_and_kronick_simplified() {
        // V = Π (n − 1)/n: their table has V/Π = 1/2, 4/5 for n = 2, 5 (published rents 0.62996 and
        // 0.678605 give V = 0.314980 and 0.542884).
        let reference = typical::<1>().reference_members[0];
        let v = |n: usize, rents: f64| {
            deaths(
                Conflict::Tullock,
                &vec![reference / n as f64; n],
                1.0,
                rents,
            )
        };
        let all = typical::<1>().theta_per_person_week[0] * reference * reference;
        assert!((v(2, 0.629_960_5) / all - 0.314_980).abs() < 1e-6);
        assert!((v(5, 0.678_604_5) / all - 0.542_884).abs() < 1e-6);
    }

    #[test]
    fn an_empty_state_is_peaceful() {
        let p = typical::<1>();
        let c = lethality(
            Conflict::FrequencyDependent,
            &p,
            Lanes::ONE,
            Lanes::ZERO,
            Lanes::ONE,
        );
        assert_eq!(c[0], 0.0);
    }

    #[test]
    fn random_hostility_has_mean_one_and_its_own_spread() {
        let mut p = typical::<1>();
        p.tension = Lanes([0.4]);
        let (mut sum, mut square, n) = (0.0, 0.0, 4000);
        for draw in 0..n {
            let streams = [Streams {
                seed: 3,
                draw,
                replicate: 0,
            }];
            let mut h = Hostility::new(1, &p, &Past::default(), &streams, 1.0);
            for month in 1..5 {
                h.next_month(&p, &Past::default(), &streams, month);
            }
            sum += h.random[0][0];
            square += h.logarithm[0][0] * h.logarithm[0][0];
        }
        assert!(
            (sum / f64::from(n) - 1.0).abs() < 0.03,
            "{}",
            sum / f64::from(n)
        );
        assert!((square / f64::from(n) / 0.16 - 1.0).abs() < 0.08);
    }

    #[test]
    fn after_a_fit_it_scatters_about_where_the_fit_ends_with_the_mean_that_it_has_there() {
        let mut p = typical::<1>();
        p.tension = Lanes([0.6]);
        let past = Past::from_rows(&[[0.0], [0.3], [-0.7]], 1);
        let (mut sums, n) = ([0.0; 2], 4000);
        for draw in 0..n {
            let streams = [Streams {
                seed: 3,
                draw,
                replicate: 0,
            }];
            let mut h = Hostility::new(1, &p, &past, &streams, 1.0);
            for month in 1..60 {
                h.next_month(&p, &past, &streams, month);
                for (sum, at) in sums.iter_mut().zip([2, 59]) {
                    if month == at {
                        *sum += h.random[0][0] / f64::from(n);
                    }
                }
            }
        }
        let end = (-0.7_f64).exp();
        assert!((sums[0] - end).abs() < 1e-12, "{}", sums[0]);
        assert!((sums[1] / end - 1.0).abs() < 0.03, "{}", sums[1] / end);
    }

    #[test]
    fn troops_that_stay_keep_hostility_at_what_their_parameter_says() {
        let p = typical::<1>();
        let streams = [Streams {
            seed: 3,
            draw: 0,
            replicate: 0,
        }];
        let mut h = Hostility::new(1, &p, &Past::default(), &streams, WEEKS_PER_YEAR / 48.0);
        for _ in 0..1200 {
            h.deploy(&Forms::default(), &p, &[Lanes([2.0])]);
            for _ in 0..4 {
                h.decay();
            }
        }
        let tends_to = 2.0 * p.hostility_per_deployment[0];
        assert!(
            (h.extra[0][0] / tends_to - 1.0).abs() < 0.03,
            "{}",
            h.extra[0][0]
        );
    }

    #[test]
    fn hostility_builds_up_and_fades() {
        let mut p = typical::<1>();
        p.hostility_delay_weeks = Lanes([20.0]);
        p.hostility_half_life_years = Lanes([1e9]);
        let streams = [Streams {
            seed: 3,
            draw: 0,
            replicate: 0,
        }];
        // Without fading, a war builds up to all that its causes add, half of it after the delay.
        let mut h = Hostility::new(2, &p, &Past::default(), &streams, 1.0);
        h.provoke(&Forms::default(), 1, 0, 3.0);
        for _ in 0..20 {
            h.decay();
        }
        assert!((h.extra[1][0] - 1.5).abs() < 1e-6 && h.extra[0][0] == 0.0);
        // What has built up fades with its half-life.
        p.hostility_half_life_years = Lanes([2.0]);
        let mut h = Hostility::new(2, &p, &Past::default(), &streams, WEEKS_PER_YEAR);
        h.extra[1] = Lanes([3.0]);
        h.decay();
        assert!((h.extra[1][0] - 3.0 * 0.5_f64.powf(0.5)).abs() < 1e-12);
        let off = Forms {
            hostility: false,
            ..Forms::default()
        };
        h.provoke(&off, 0, 0, 3.0);
        h.decay();
        assert_eq!(h.extra[0][0], 0.0);
    }
}
