//! Groups answer force with attacks on the state, which lead to further attacks and fade.
//!
//! ```text
//! attacks in a state    A = b X/1000 + d D + u U + Y (1 − 2^{−dt/h})       in a step, never below zero
//! still to come         Y ← Y 2^{−dt/h} + provocations + n A'              A' the attacks that happened
//! happened              Poisson around Σ A in the nation, in proportion to A
//! proportional          a removal of weight w adds r w, spread over the bloc's states
//! home                  only in the leader's home territory (probability π), then r w/π where the bloc is largest
//! conditional           only in states with forces deployed
//! off                   no provocation, no excitation, no attacks
//! ```
//!
//! b attacks without provocation, D troops and U US patrols (tens of thousands), n the excitation. r may be
//! negative: force may also cow. Sources: large-scale retaliation followed 8 of 57 removals of top leaders by the
//! state in 2006-2024 and mostly within a week (stylised facts F6, F7, F8); strikes, evidence ledger C01, C05,
//! C06, C12; conditional repression, B09.

use super::{ByState, kept};
use crate::forms::{Forms, Retaliation};
use crate::parameters::Parameters;
use crate::step::Stream;
use engine::Streams;
use numerics::lanes::Lanes;
use numerics::random::Cell;
use numerics::sample::poisson;

const WEEKS_PER_YEAR: f64 = 365.2425 / 7.0;

/// Attacks that are still to come, by state.
#[derive(Clone, Debug)]
pub struct Attacks<const L: usize> {
    /// Y by state, attacks.
    pub pending: ByState<L>,
    /// Attacks of the last step by state.
    pub happened: ByState<L>,
    /// Attacks on US patrols of the last step by state: their victims are US persons.
    pub on_patrols: ByState<L>,
    left: Lanes<L>,
    step_years: f64,
}

/// What attacks in a step depend on.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a, const L: usize> {
    /// Members by state.
    pub members: &'a [Lanes<L>],
    /// Troops deployed by state, tens of thousands.
    pub troops: &'a [Lanes<L>],
    /// US troops by state, tens of thousands.
    pub patrols: &'a [Lanes<L>],
    /// Share by which attacks are held back, by state.
    pub held_back: &'a [Lanes<L>],
}

impl<const L: usize> Attacks<L> {
    /// No attack to come.
    pub fn new(states: usize, p: &Parameters<L>, step_weeks: f64) -> Self {
        Self {
            pending: vec![Lanes::ZERO; states],
            happened: vec![Lanes::ZERO; states],
            on_patrols: vec![Lanes::ZERO; states],
            left: kept(p.retaliation_half_life_weeks, step_weeks),
            step_years: step_weeks / WEEKS_PER_YEAR,
        }
    }

    /// Attacks of a step.
    #[inline(always)]
    pub fn step(
        &mut self,
        form: Retaliation,
        p: &Parameters<L>,
        setting: Setting<'_, L>,
        streams: &[Streams; L],
        step: u32,
    ) {
        if form == Retaliation::Off {
            self.happened.fill(Lanes::ZERO);
            self.on_patrols.fill(Lanes::ZERO);
            return;
        }
        let per_member = p
            .attacks_per_thousand_members_year
            .scale(self.step_years / 1000.0);
        let per_troop = p.attacks_per_deployment.scale(self.step_years);
        let per_patrol = p.patrol_attacks.scale(self.step_years);
        let due = Lanes::ONE - self.left;
        let mut expected = Lanes::ZERO;
        for state in 0..self.pending.len() {
            let a = per_member * setting.members[state]
                + per_troop * setting.troops[state]
                + self.pending[state] * due;
            let open = Lanes::ONE - setting.held_back[state];
            let drawn = per_patrol * setting.patrols[state];
            // What patrols draw away from others cannot be more than there is.
            let a = (a + drawn.min(Lanes::ZERO)).max(Lanes::ZERO) * open;
            let on_patrols = drawn.max(Lanes::ZERO) * open;
            self.happened[state] = a;
            self.on_patrols[state] = on_patrols;
            expected += a + on_patrols;
        }
        let mut number = Lanes::<L>::ZERO;
        for lane in 0..L {
            let mut chance = streams[lane].cell(Stream::Attacks as u32, step, 0);
            number[lane] = poisson(&mut chance, expected[lane]) as f64;
        }
        let ratio = number.over_positive(expected, 0.0);
        for state in 0..self.pending.len() {
            self.happened[state] *= ratio;
            self.on_patrols[state] *= ratio;
            let all = self.happened[state] + self.on_patrols[state];
            self.pending[state] = self.pending[state].mul_add(self.left, p.attack_excitation * all);
        }
    }
}

/// Forces in a state, tens of thousands, at which removals provoke half of the attacks in the form `conditional`: a
/// choice of the model.
const HALF_CONDITIONAL: f64 = 0.1;

/// Collects the retaliation that a removal provokes.
#[derive(Debug)]
pub struct Provocation<'a, const L: usize> {
    /// Forms in force.
    pub forms: &'a Forms,
    /// Parameters.
    pub p: &'a Parameters<L>,
    /// Troops deployed by state, tens of thousands.
    pub troops: &'a [Lanes<L>],
    /// US troops by state, tens of thousands.
    pub patrols: &'a [Lanes<L>],
    /// Where it is added.
    pub attacks: &'a mut Attacks<L>,
    /// State in which the bloc is largest, with its share of the bloc, for the form `home`.
    pub largest: Option<(usize, f64)>,
}

impl<const L: usize> Provocation<'_, L> {
    /// A removal of weight `w` in a state with this share of the bloc's members.
    pub fn after_removal(&mut self, state: usize, lane: usize, w: f64, share: f64) {
        let full = self.p.attacks_per_removal[lane] * w * share;
        match self.forms.retaliation {
            Retaliation::Proportional => self.attacks.pending[state][lane] += full,
            Retaliation::Conditional => {
                let forces = self.troops[state][lane] + self.patrols[state][lane];
                self.attacks.pending[state][lane] += full * forces / (forces + HALF_CONDITIONAL);
            }
            Retaliation::Home => {
                if self.largest.is_none_or(|(_, most)| share > most) {
                    self.largest = Some((state, share));
                }
            }
            Retaliation::Off => {}
        }
    }

    /// Settles the form `home` once all states have been seen.
    pub fn settle_removal(&mut self, lane: usize, chance: &mut Cell, w: f64) {
        let at_home = self.p.home_territory_probability[lane];
        if let Some((state, _)) = self.largest.take()
            && chance.uniform() < at_home
        {
            self.attacks.pending[state][lane] += self.p.attacks_per_removal[lane] * w / at_home;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::tests::typical;

    fn streams(draw: u32) -> [Streams; 1] {
        [Streams {
            seed: 2,
            draw,
            replicate: 0,
        }]
    }

    fn total(form: Retaliation, provoked: f64, excitation: f64) -> f64 {
        let mut p = typical::<1>();
        p.attacks_per_thousand_members_year = Lanes::ZERO;
        p.attack_excitation = Lanes([excitation]);
        let zero = [Lanes::ZERO; 2];
        let setting = Setting {
            members: &zero,
            troops: &zero,
            patrols: &zero,
            held_back: &zero,
        };
        let (mut sum, n) = (0.0, 2000);
        for draw in 0..n {
            let mut attacks = Attacks::new(2, &p, 1.0);
            attacks.pending[1] = Lanes([provoked]);
            for step in 0..150 {
                attacks.step(form, &p, setting, &streams(draw), step);
                sum += attacks.happened[1][0];
                assert_eq!(attacks.happened[0][0], 0.0);
            }
        }
        sum / f64::from(n)
    }

    #[test]
    fn a_provocation_brings_its_attacks_and_each_attack_its_answers() {
        assert!((total(Retaliation::Proportional, 2.0, 0.0) - 2.0).abs() < 0.15);
        // A branching process with n answers an attack has 1/(1 − n) attacks for each first one.
        assert!((total(Retaliation::Proportional, 2.0, 0.5) - 4.0).abs() < 0.5);
        assert_eq!(total(Retaliation::Off, 2.0, 0.5), 0.0);
        assert_eq!(total(Retaliation::Proportional, -2.0, 0.5), 0.0);
    }

    #[test]
    fn home_and_conditional_provoke_as_much_on_average_or_only_where_they_say() {
        let mut p = typical::<1>();
        p.attacks_per_removal = Lanes([1.0]);
        p.home_territory_probability = Lanes([0.25]);
        let troops = [Lanes([0.0]), Lanes([1.0])];
        let provoke = |retaliation: Retaliation, draw: u32| {
            let forms = Forms {
                retaliation,
                ..Forms::default()
            };
            let mut attacks = Attacks::new(2, &p, 1.0);
            let mut all = Provocation {
                forms: &forms,
                p: &p,
                troops: &troops,
                patrols: &[Lanes::ZERO; 2],
                attacks: &mut attacks,
                largest: None,
            };
            all.after_removal(0, 0, 1.0, 0.7);
            all.after_removal(1, 0, 1.0, 0.3);
            let mut chance = streams(draw)[0].cell(9, 0, 0);
            all.settle_removal(0, &mut chance, 1.0);
            [attacks.pending[0][0], attacks.pending[1][0]]
        };
        assert_eq!(provoke(Retaliation::Proportional, 0), [0.7, 0.3]);
        // Ten thousand troops in the second state, none in the first.
        let [first, second] = provoke(Retaliation::Conditional, 0);
        assert!(first == 0.0 && (second - 0.3 / 1.1).abs() < 1e-12);
        let mean = (0..4000)
            .map(|d| provoke(Retaliation::Home, d)[0])
            .sum::<f64>()
            / 4000.0;
        assert!((mean - 1.0).abs() < 0.1, "{mean}");
    }
}
