//! Strikes have four separate terms, so that opposite findings can all hold; each can be switched off.
//!
//! With n_c strikes a month of class c (laboratories, infrastructure, leaders), of which n_cs in state s:
//!
//! ```text
//! quality              Q = I^i e^{k·consent}/(1 + A)                   I the channel of intelligence
//! hiding               A grows by c per ten strikes, half forgotten in its half-life: ever harder, never complete
//! 1 incapacitation     laboratories at work destroyed   n_lab l Q a      a share of targets at work when hit
//!                      export capacity destroyed        n_inf e Q
//!                      leaders killed                   Poisson(n_lead h Q)
//!                      members killed                   m a strike
//! 2 deterrence         fights and attacks fall by  d W_s,  W_s = 1 − e^{−n_s},  times (1 − u) without consent
//! 3 retaliation        r attacks a strike, times e^{v·consent};  US persons harmed likewise
//! 4 loss of control    predation of the bloc rises by o after its leader is killed, fading like instability
//! civilians killed     z D N^{log2(1 − y)} a strike on leaders or infrastructure, b a laboratory;  D dead a strike,
//!                      z civilian share, N strikes so far in doublings, y learning; divided by Q where Q < 1
//! ```
//!
//! Sources: local suppression with a consenting host, evidence ledger C01-C04; revenge after a leader is hit, C05;
//! national reaction, C06-C08; no incapacitation, C09; more attacks whoever dies, C12; civilian shares, C14-C19,
//! C25; laboratories in Afghanistan and in Mexico, C20-C23, C26, C27; host-led strikes that worked, C28. None of
//! them is about cartels: that is why the priors are wide. Nothing in the code prefers either side.

use super::{ByState, kept};
use crate::forms::Forms;
use crate::parameters::Parameters;
use crate::step::Stream;
use crate::world::WEEKS_PER_MONTH;
use engine::Streams;
use numerics::lanes::Lanes;
use numerics::sample::poisson;

/// Classes of targets.
pub const CLASSES: usize = 3;
/// Laboratories, in arrays by class.
pub const LABORATORIES: usize = 0;
/// Other infrastructure, in arrays by class.
pub const INFRASTRUCTURE: usize = 1;
/// Leaders, in arrays by class.
pub const LEADERS: usize = 2;
/// Strikes that the parameter of learning to hide counts as one lesson.
const STRIKES_PER_UNIT_OF_LEARNING: f64 = 10.0;

/// Strikes a month in a step: by class, with and without consent, and where.
#[derive(Clone, Debug)]
pub struct Sorties<const L: usize> {
    /// Strikes a month with consent, by class.
    pub cooperative: [Lanes<L>; CLASSES],
    /// Strikes a month without consent, by class.
    pub unilateral: [Lanes<L>; CLASSES],
    /// Share of a class's strikes by state; sums to one where there are any.
    pub where_: [ByState<L>; CLASSES],
}

/// What groups have learnt, and what has been done so far.
#[derive(Clone, Debug)]
pub struct Strikes<const L: usize> {
    /// Strikes so far.
    pub so_far: Lanes<L>,
    /// A, what groups have learnt of hiding: targets found are 1/(1 + A) of those at first.
    pub hidden: Lanes<L>,
    /// Rise of predation by state after leaders were killed.
    pub out_of_control: ByState<L>,
    /// Share by which fights and attacks are held back by watching, by state.
    pub watched: ByState<L>,
    kept_hidden: Lanes<L>,
    kept_control: Lanes<L>,
    step_months: f64,
}

/// What the strikes of a step did.
#[derive(Clone, Debug)]
pub struct Damage<const L: usize> {
    /// Strikes carried out.
    pub strikes: Lanes<L>,
    /// Strikes by state.
    pub by_state: ByState<L>,
    /// Laboratories at work destroyed, by state.
    pub laboratories: ByState<L>,
    /// Share of export capacity destroyed.
    pub export_share: Lanes<L>,
    /// Leaders killed.
    pub leaders: [u64; L],
    /// Members killed, by state.
    pub members: ByState<L>,
    /// Civilians killed, by state.
    pub civilians: ByState<L>,
    /// Attacks on the state provoked, by state.
    pub provoked: ByState<L>,
    /// US persons harmed.
    pub us_persons: Lanes<L>,
}

impl<const L: usize> Strikes<L> {
    /// No strike so far.
    pub fn new(states: usize, p: &Parameters<L>, step_weeks: f64) -> Self {
        Self {
            so_far: Lanes::ZERO,
            hidden: Lanes::ZERO,
            out_of_control: vec![Lanes::ZERO; states],
            watched: vec![Lanes::ZERO; states],
            kept_hidden: kept(p.concealment_half_life_weeks, step_weeks),
            kept_control: kept(p.instability_half_life_weeks, step_weeks),
            step_months: step_weeks / WEEKS_PER_MONTH,
        }
    }

    /// What fades, fades; also where there are no strikes now.
    #[inline(always)]
    pub fn fade(&mut self) {
        self.hidden *= self.kept_hidden;
        for out in &mut self.out_of_control {
            *out *= self.kept_control;
        }
        self.watched.fill(Lanes::ZERO);
    }

    /// A step with strikes.
    #[inline(always)]
    pub fn step(
        &mut self,
        forms: &Forms,
        p: &Parameters<L>,
        sorties: &Sorties<L>,
        intelligence: Lanes<L>,
        streams: &[Streams; L],
        step: u32,
    ) -> Damage<L> {
        let states = self.watched.len();
        let step_months = self.step_months;
        let mut damage = Damage {
            strikes: Lanes::ZERO,
            by_state: vec![Lanes::ZERO; states],
            laboratories: vec![Lanes::ZERO; states],
            export_share: Lanes::ZERO,
            leaders: [0; L],
            members: vec![Lanes::ZERO; states],
            civilians: vec![Lanes::ZERO; states],
            provoked: vec![Lanes::ZERO; states],
            us_persons: Lanes::ZERO,
        };
        let found = Lanes::ONE / (Lanes::ONE + self.hidden);
        let consenting = p.consent_target_quality.exp();
        let calmer = p.consent_retaliation.exp();
        // Civilian share after N strikes: z (1 − y)^{log2 N}.
        let practice = self
            .so_far
            .max(Lanes::ONE)
            .ln()
            .scale(1.0 / std::f64::consts::LN_2);
        let rate = (Lanes::ONE - p.strike_learning)
            .max(Lanes::splat(1e-6))
            .ln();
        let learnt = (rate * practice).exp();
        let mut monthly = Lanes::ZERO;
        let mut consented = Lanes::ZERO;
        for class in 0..CLASSES {
            let (with, without) = (sorties.cooperative[class], sorties.unilateral[class]);
            let quality_with = found * intelligence * consenting;
            let quality_without = found * intelligence;
            let effective = (with * quality_with + without * quality_without).scale(step_months);
            let number = (with + without).scale(step_months);
            let angry = (with * calmer + without).scale(step_months);
            monthly += with + without;
            consented += with;
            damage.strikes += number;
            // Poor intelligence also kills more of those who were not meant.
            let care = number
                .over_positive(effective, 1.0)
                .max(Lanes::ONE)
                .min(Lanes::splat(5.0));
            let civilians = match class {
                LABORATORIES => number * p.civilians_per_lab * learnt,
                _ => number * p.civilian_share * p.dead_per_strike * learnt,
            } * care;
            for state in 0..states {
                let share = sorties.where_[class][state];
                damage.by_state[state] += number * share;
                damage.civilians[state] += civilians * share;
                if forms.strike_retaliation {
                    damage.provoked[state] += p.attacks_per_strike * angry * share;
                }
                if forms.strike_incapacitation {
                    damage.members[state] += number * p.members_per_strike * share;
                    if class == LABORATORIES {
                        damage.laboratories[state] +=
                            effective * p.labs_per_strike * p.active_share.min(Lanes::ONE) * share;
                    }
                }
            }
            if forms.strike_retaliation {
                damage.us_persons += p.us_persons_per_strike * angry;
            }
            if forms.strike_incapacitation && class == INFRASTRUCTURE {
                damage.export_share += effective * p.infrastructure_per_strike;
            }
            if forms.strike_incapacitation && class == LEADERS {
                for lane in 0..L {
                    let mut chance = streams[lane].cell(Stream::LeaderHit as u32, step, 0);
                    let expected = effective[lane] * p.leader_hit_probability[lane];
                    damage.leaders[lane] = poisson(&mut chance, expected);
                }
            }
        }
        if forms.strike_deterrence {
            let with_consent = consented.over_positive(monthly, 0.0);
            let kept_by_mode = Lanes::ONE - p.consent_surveillance * (Lanes::ONE - with_consent);
            for state in 0..states {
                let here = damage.by_state[state].scale(1.0 / step_months);
                let coverage = Lanes::ONE - here.scale(-1.0).exp();
                self.watched[state] =
                    (p.surveillance_deterrence * kept_by_mode * coverage).clamp(-1.0, 0.95);
            }
        }
        self.so_far += damage.strikes;
        self.hidden += p.concealment_per_strike.max(Lanes::ZERO)
            * damage.strikes.scale(1.0 / STRIKES_PER_UNIT_OF_LEARNING);
        damage
    }

    /// A leader killed by a strike: control is lost where the bloc is, by its share of the members there.
    pub fn lose_control(
        &mut self,
        forms: &Forms,
        p: &Parameters<L>,
        state: usize,
        lane: usize,
        share: f64,
    ) {
        if forms.strike_loss_of_control {
            self.out_of_control[state][lane] += p.loss_of_control[lane] * share;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::tests::typical;

    const STREAMS: [Streams; 1] = [Streams {
        seed: 2,
        draw: 0,
        replicate: 0,
    }];

    fn sorties(n: f64, consent: bool) -> Sorties<1> {
        let rate = [Lanes([n]); CLASSES];
        let none = [Lanes::ZERO; CLASSES];
        Sorties {
            cooperative: if consent { rate } else { none },
            unilateral: if consent { none } else { rate },
            where_: std::array::from_fn(|_| vec![Lanes([0.25]), Lanes([0.75])]),
        }
    }

    fn one_step(
        forms: &Forms,
        p: &Parameters<1>,
        n: f64,
        consent: bool,
    ) -> (Strikes<1>, Damage<1>) {
        let mut s = Strikes::new(2, p, WEEKS_PER_MONTH / 4.0);
        let d = s.step(forms, p, &sorties(n, consent), Lanes::ONE, &STREAMS, 0);
        (s, d)
    }

    #[test]
    fn each_term_can_be_switched_off_alone() {
        let p = typical::<1>();
        let all = Forms::default();
        let (s, d) = one_step(&all, &p, 8.0, false);
        assert!(d.laboratories[1][0] > 0.0 && d.export_share[0] > 0.0 && s.watched[0][0] > 0.0);
        assert!(d.provoked[0][0] > 0.0 && d.us_persons[0] > 0.0);
        let off = Forms {
            strike_incapacitation: false,
            ..all
        };
        let (s2, d2) = one_step(&off, &p, 8.0, false);
        assert_eq!(
            (d2.laboratories[1][0], d2.export_share[0], d2.leaders[0]),
            (0.0, 0.0, 0)
        );
        assert_eq!((d2.members[1][0], d2.provoked[0]), (0.0, d.provoked[0]));
        assert_eq!(s2.watched, s.watched);
        let off = Forms {
            strike_deterrence: false,
            ..all
        };
        assert_eq!(one_step(&off, &p, 8.0, false).0.watched[1][0], 0.0);
        let off = Forms {
            strike_retaliation: false,
            ..all
        };
        let d3 = one_step(&off, &p, 8.0, false).1;
        assert_eq!((d3.provoked[1][0], d3.us_persons[0]), (0.0, 0.0));
        assert_eq!(d3.laboratories, d.laboratories);
        let off = Forms {
            strike_loss_of_control: false,
            ..all
        };
        let mut s4 = Strikes::new(2, &p, WEEKS_PER_MONTH / 4.0);
        s4.lose_control(&off, &p, 0, 0, 1.0);
        assert_eq!(s4.out_of_control[0][0], 0.0);
        s4.lose_control(&all, &p, 0, 0, 0.5);
        assert_eq!(s4.out_of_control[0][0], 0.5 * p.loss_of_control[0]);
    }

    #[test]
    fn modes_differ_only_through_consent() {
        let mut p = typical::<1>();
        p.consent_target_quality = Lanes::ZERO;
        p.consent_retaliation = Lanes::ZERO;
        p.consent_surveillance = Lanes::ZERO;
        let (a, b) = (
            one_step(&Forms::default(), &p, 8.0, true),
            one_step(&Forms::default(), &p, 8.0, false),
        );
        assert_eq!(a.1.laboratories, b.1.laboratories);
        assert_eq!(a.1.provoked, b.1.provoked);
        assert_eq!(a.1.civilians, b.1.civilians);
        assert_eq!(a.0.watched, b.0.watched);
    }

    #[test]
    fn targets_hit_are_strikes_times_shares_and_shrink_as_groups_hide() {
        let mut p = typical::<1>();
        p.concealment_per_strike = Lanes([0.1]);
        let mut s = Strikes::new(2, &p, WEEKS_PER_MONTH / 4.0);
        let hits = |s: &mut Strikes<1>| {
            let d = s.step(
                &Forms::default(),
                &p,
                &sorties(40.0, false),
                Lanes::ONE,
                &STREAMS,
                0,
            );
            d.laboratories[0][0] + d.laboratories[1][0]
        };
        let first = hits(&mut s);
        assert!((first - 10.0 * p.labs_per_strike[0] * p.active_share[0]).abs() < 1e-12);
        // Three classes of ten strikes each: 1/(1 + 3 · 0.1) of the first.
        assert!((hits(&mut s) / first - 1.0 / 1.3).abs() < 1e-9);
    }

    #[test]
    fn practice_lowers_the_civilian_share_by_its_learning_rate() {
        let mut p = typical::<1>();
        p.strike_learning = Lanes([0.2]);
        p.concealment_per_strike = Lanes::ZERO;
        let civilians = |so_far: f64| {
            let mut s = Strikes::new(2, &p, WEEKS_PER_MONTH / 4.0);
            s.so_far = Lanes([so_far]);
            s.step(
                &Forms::default(),
                &p,
                &sorties(1.0, false),
                Lanes::ONE,
                &STREAMS,
                0,
            )
            .civilians[0][0]
        };
        assert!((civilians(200.0) / civilians(100.0) - 0.8).abs() < 1e-9);
    }
}
