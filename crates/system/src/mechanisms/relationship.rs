//! A unilateral act is a shock to cooperation, which comes back slowly and perhaps not whole.
//!
//! ```text
//! channel k          C_k = c_k(t) (1 − w_k ℓ),  c_k the course of the record relative to 2023, w_k the channel's weight
//!                    (joint operations 1)
//! loss               dℓ/dt = (ℓ* − ℓ) ln 2/6 weeks        while acts go on, ℓ* = S a f(n)
//!                    ℓ ← ℓ_p + (ℓ − ℓ_p) 2^{−dt/h}         afterwards;  ℓ_p = permanent share of the largest loss
//! intensity          f(n) = 1 − e^{−n}, n acts a month
//! answer             acquiesce a = 1/10;  cut channels a = 1;  compensate a = 1 and enforcement times e^{c ℓ/S}
//! with consent       the same with its own S, which may be negative, and a = 1
//! off                ℓ = 0
//! ```
//!
//! Sources: the arrest of an ex-minister froze most joint work for months and closed a vetted unit for good
//! (evidence ledger F01, F03); extraditions fell by a third and came back (F05); a policy reform alone halved
//! them (F06); earlier shocks healed in 1-12 months (F08-F12). No case of force on Mexican soil exists in the
//! record: size, answer and recovery are wide. Sides differ through these channels only: quality of targets,
//! removals (intelligence, extradition), arrests (joint operations), seizures (border).

use super::kept;
use crate::forms::Answer;
use crate::parameters::Parameters;
use crate::step::Stream;
use engine::Streams;
use numerics::elementary::exp;
use numerics::lanes::Lanes;

/// Channels of cooperation.
pub const CHANNELS: usize = 4;
/// Number of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Intelligence.
    Intelligence,
    /// Extradition.
    Extradition,
    /// Joint operations.
    JointOperations,
    /// Border control.
    Border,
}

/// Time in which half of a loss comes while acts go on, weeks.
const ONSET_WEEKS: f64 = 6.0;
/// What is left of the loss if the Mexican government acquiesces: a choice of the model.
const ACQUIESCENCE: f64 = 0.1;
/// Cooperation cannot rise by more than this share through strikes with consent.
const LARGEST_GAIN: f64 = -0.5;

/// The state of the relationship.
#[derive(Clone, Debug)]
pub struct Relationship<const L: usize> {
    /// ℓ, share of cooperation lost (negative: gained).
    pub loss: Lanes<L>,
    /// c: logarithm of the change of Mexican enforcement.
    pub compensation: Lanes<L>,
    /// Channels relative to 2023.
    pub channels: [Lanes<L>; CHANNELS],
    largest: Lanes<L>,
    share_of_shock: Lanes<L>,
    compensates: Lanes<L>,
    onset: Lanes<L>,
    kept: Lanes<L>,
}

impl<const L: usize> Relationship<L> {
    /// No loss; the answer that the Mexican government would give is drawn once.
    pub fn new(form: Answer, p: &Parameters<L>, streams: &[Streams; L], step_weeks: f64) -> Self {
        let mut share_of_shock = Lanes::ONE;
        let mut compensates = Lanes::ZERO;
        for lane in 0..L {
            let u = streams[lane].cell(Stream::Answer as u32, 0, 0).uniform();
            let acquiesces = match form {
                Answer::Acquiesce => true,
                Answer::Uncertain => u < p.acquiesce_probability[lane],
                _ => false,
            };
            let both = p.acquiesce_probability[lane] + p.compensate_probability[lane];
            let compensating = match form {
                Answer::Compensate => true,
                Answer::Uncertain => !acquiesces && u < both,
                _ => false,
            };
            share_of_shock[lane] = match form {
                Answer::Off => 0.0,
                _ if acquiesces => ACQUIESCENCE,
                _ => 1.0,
            };
            compensates[lane] = f64::from(u8::from(compensating));
        }
        Self {
            loss: Lanes::ZERO,
            compensation: Lanes::ZERO,
            channels: [Lanes::ONE; CHANNELS],
            largest: Lanes::ZERO,
            share_of_shock,
            compensates,
            onset: kept(Lanes::splat(ONSET_WEEKS), step_weeks),
            kept: kept(p.shock_half_life_weeks, step_weeks),
        }
    }

    /// A step with acts a month without and with consent; `record` is the course of the channels.
    #[inline(always)]
    pub fn step(
        &mut self,
        form: Answer,
        p: &Parameters<L>,
        unilateral: Lanes<L>,
        cooperative: Lanes<L>,
        record: &[Lanes<L>; CHANNELS],
    ) {
        let reach = |acts: f64| 1.0 - exp(-acts.max(0.0));
        for lane in 0..L {
            let (alone, together) = (unilateral[lane], cooperative[lane]);
            if alone > 0.0 || together > 0.0 {
                let target = p.shock_unilateral[lane] * self.share_of_shock[lane] * reach(alone)
                    + if form == Answer::Off {
                        0.0
                    } else {
                        p.shock_cooperative[lane] * reach(together)
                    };
                let target = target.clamp(LARGEST_GAIN, 1.0);
                // Worse comes within weeks; better only as a shock fades.
                let kept = if target > self.loss[lane] || target < 0.0 {
                    self.onset[lane]
                } else {
                    self.kept[lane]
                };
                self.loss[lane] = target + (self.loss[lane] - target) * kept;
            } else if self.loss[lane] != 0.0 {
                let rest = p.permanent_share[lane] * self.largest[lane];
                self.loss[lane] = rest + (self.loss[lane] - rest) * self.kept[lane];
            }
            if self.loss[lane].abs() > self.largest[lane].abs() {
                self.largest[lane] = self.loss[lane];
            }
        }
        let relative = self
            .loss
            .over_positive(p.shock_unilateral, 0.0)
            .clamp(0.0, 1.0);
        self.compensation = p.compensation * self.compensates * relative;
        let weights = [
            p.intelligence_weight,
            p.extradition_weight,
            Lanes::ONE,
            p.border_weight,
        ];
        for ((channel, course), weight) in self.channels.iter_mut().zip(record).zip(weights) {
            *channel = (*course * (Lanes::ONE - weight * self.loss)).max(Lanes::ZERO);
        }
    }

    /// A channel to the power of an elasticity.
    #[inline(always)]
    pub fn effect(&self, channel: Channel, elasticity: Lanes<L>) -> Lanes<L> {
        let c = self.channels[channel as usize].max(Lanes::splat(1e-3));
        (c.ln() * elasticity).exp()
    }

    /// Mean of the channels.
    #[inline(always)]
    pub fn level(&self) -> Lanes<L> {
        self.channels
            .iter()
            .fold(Lanes::ZERO, |sum, c| sum + *c)
            .scale(1.0 / CHANNELS as f64)
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

    fn run(form: Answer, acts: f64, weeks: usize, quiet: usize) -> Relationship<1> {
        let p = typical::<1>();
        let mut r = Relationship::new(form, &p, &STREAMS, 1.0);
        for week in 0..weeks + quiet {
            let n = Lanes([if week < weeks { acts } else { 0.0 }]);
            r.step(form, &p, n, Lanes::ZERO, &[Lanes::ONE; CHANNELS]);
        }
        r
    }

    #[test]
    fn many_acts_cost_the_whole_shock_and_time_heals_all_but_the_permanent_part() {
        let p = typical::<1>();
        let shocked = run(Answer::CutChannels, 50.0, 300, 0);
        assert!((shocked.loss[0] - p.shock_unilateral[0]).abs() < 1e-9);
        let healed = run(Answer::CutChannels, 50.0, 300, 4000);
        assert!((healed.loss[0] - p.permanent_share[0] * p.shock_unilateral[0]).abs() < 1e-9);
    }

    #[test]
    fn answers_differ_as_they_say() {
        let p = typical::<1>();
        let acquiesced = run(Answer::Acquiesce, 50.0, 300, 0);
        assert!((acquiesced.loss[0] - 0.1 * p.shock_unilateral[0]).abs() < 1e-9);
        assert_eq!(run(Answer::Off, 50.0, 300, 0).loss[0], 0.0);
        assert_eq!(run(Answer::CutChannels, 50.0, 300, 0).compensation[0], 0.0);
        let compensated = run(Answer::Compensate, 50.0, 300, 0);
        assert!((compensated.compensation[0] - p.compensation[0]).abs() < 1e-6);
    }

    #[test]
    fn without_acts_channels_follow_the_record() {
        let p = typical::<1>();
        let mut r = Relationship::new(Answer::Uncertain, &p, &STREAMS, 1.0);
        r.step(
            Answer::Uncertain,
            &p,
            Lanes::ZERO,
            Lanes::ZERO,
            &[Lanes([0.7]); CHANNELS],
        );
        assert_eq!(r.channels, [Lanes([0.7]); CHANNELS]);
        assert!((r.effect(Channel::Border, Lanes([2.0]))[0] - 0.49).abs() < 1e-12);
    }
}
