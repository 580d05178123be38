//! What happens in a step (7.6 days, a "week"), in order.
//!
//! 1. Cooperation answers what was done; the state's effort follows.
//! 2. Strikes: what they destroy, whom they kill, what they provoke.
//! 3. Leaders are removed, by the record, by chance, by campaigns, by strikes.
//! 4. Groups attack the state.
//! 5. Members join, are arrested, die in fights, and leave: sizes change at rates linear in the size.
//! 6. Fragments split and merge; splits make enemies.
//! 7. The state gains and loses presence; civilians are killed and displaced.
//! 8. Fentanyl is made, seized, sold and used; people die of it.
//! 9. What fades, fades.
//!
//! Rates are taken at the start of the step (explicit Euler steps, as in the published fit of the
//! population model of 2023).

use crate::inputs::Inputs;
use crate::mechanisms::relationship::Channel;
use crate::mechanisms::removal::{self, Event, KILLED_SHARE};
use crate::mechanisms::retaliation::{Provocation, Setting};
use crate::mechanisms::strikes::Damage;
use crate::mechanisms::supply::Pressure;
use crate::mechanisms::territory::background_trend;
use crate::mechanisms::{conflict, enforcement, overdose};
use crate::state::ArmedGroups;
use crate::world::{WEEKS_PER_MONTH, World};
use numerics::lanes::Lanes;

/// Purposes of random numbers. Numbers are part of every result: never reuse one.
#[derive(Clone, Copy, Debug)]
pub enum Stream {
    /// Splits of fragments, by bloc.
    Split = 1,
    /// Mergers of fragments, by bloc.
    Merger = 2,
    /// Which fragments split and merge, by bloc.
    Which = 3,
    /// Random hostility, by state and month.
    Tension = 4,
    /// The answer of the Mexican government, once.
    Answer = 5,
    /// Succession after removals, by event of a step.
    Succession = 6,
    /// Attacks on the state.
    Attacks = 7,
    /// Leaders hit by strikes.
    LeaderHit = 8,
    /// Removals at the usual pace.
    Pace = 9,
    /// Removals by campaigns.
    Kingpin = 10,
    /// Which bloc loses a leader, and whether he is killed, by event of a step.
    WhichLeader = 11,
    /// Which recorded removals do not happen, by event of a step.
    Undone = 12,
    /// Lieutenants removed at the usual pace.
    Lieutenants = 13,
}

/// No more than this share of a state's members dies in fights in a step: beyond it the step is too long.
const LARGEST_LOSS: f64 = 0.5;

impl<G: ArmedGroups<L>, const L: usize> World<'_, G, L> {
    /// Advances by a step; `first` is the first step of the month, in which the month's record acts.
    #[inline(always)]
    pub fn step(&mut self, first: bool) {
        let effort = self.cooperate();
        let damage = self.strike();
        self.remove_leaders(first, damage.as_ref());
        self.attack();
        self.change_sizes(effort, damage.as_ref());
        self.split_and_merge();
        self.sum_up();
        self.hold_territory();
        self.trade(damage.as_ref());
        self.hostility.decay();
        self.strikes.fade();
        self.steps += 1;
    }

    /// 1. Cooperation, and the effort of enforcement relative to that of 2012-2018.
    #[inline(always)]
    fn cooperate(&mut self) -> Lanes<L> {
        let (p, orders) = (&self.p, &self.orders);
        self.relationship.step(
            self.forms.answer,
            p,
            orders.unilateral,
            orders.cooperative,
            &orders.record,
        );
        let all = |by_state: &[Lanes<L>]| by_state.iter().fold(Lanes::ZERO, |s, v| s + *v);
        let more = all(&orders.troops) - Lanes::splat(self.inputs.reference_troops);
        let joint = self
            .relationship
            .effect(Channel::JointOperations, p.joint_elasticity);
        let patrols = Lanes::ONE + p.patrol_arrests * all(&orders.patrols);
        (p.arrests_per_deployment * more + self.relationship.compensation).exp()
            * joint
            * patrols.max(Lanes::ZERO)
    }

    /// 2. Strikes, where there are any.
    #[inline(always)]
    fn strike(&mut self) -> Option<Damage<L>> {
        let sorties = self.orders.sorties.as_ref()?;
        let intelligence = self
            .relationship
            .effect(Channel::Intelligence, self.p.intelligence_elasticity);
        let damage = self.strikes.step(
            &self.forms,
            &self.p,
            sorties,
            intelligence,
            &self.streams,
            self.steps,
        );
        self.flows.strikes += damage.strikes;
        self.flows.us_persons += damage.us_persons;
        for state in 0..self.inputs.states {
            self.attacks.pending[state] += damage.provoked[state];
            self.sources.grievance[state] += damage.civilians[state];
            self.flows.civilians_by_force[state] += damage.civilians[state];
            let members = damage.members[state].min(self.totals.members[state].scale(LARGEST_LOSS));
            let dead = members + damage.civilians[state];
            self.flows.homicides[state] += dead;
            self.flows.with_state += dead;
            self.flows.displaced[state] += self.p.displaced_per_strike * damage.by_state[state];
        }
        Some(damage)
    }

    /// 3. Leaders are removed.
    #[inline(always)]
    fn remove_leaders(&mut self, first: bool, damage: Option<&Damage<L>>) {
        let intelligence = self
            .relationship
            .effect(Channel::Intelligence, self.p.intelligence_elasticity);
        let tempo = intelligence
            * self
                .relationship
                .effect(Channel::Extradition, self.p.extradition_elasticity);
        for lane in 0..L {
            let mut index = 0;
            if first {
                let month = self.month;
                let inputs = self.inputs;
                for r in inputs.removals.iter().filter(|r| r.month == month) {
                    for _ in 0..r.count {
                        let mut chance =
                            self.streams[lane].cell(Stream::Undone as u32, self.steps, index);
                        if chance.uniform() >= self.orders.no_removals[lane] {
                            self.removed(lane, r.bloc, r.top, r.killed, index);
                        }
                        index += 1;
                    }
                }
            }
            let (leaders, lieutenants) = self.further_removals(lane, tempo);
            for number in 0..leaders + lieutenants {
                let mut chance =
                    self.streams[lane].cell(Stream::WhichLeader as u32, self.steps, index);
                let bloc = removal::bloc_by_members(&self.groups, lane, &mut chance);
                let killed = chance.uniform() < KILLED_SHARE;
                self.removed(lane, bloc, number < leaders, killed, index);
                index += 1;
            }
            // Strikes have event numbers of their own, so that they do not shift those of others.
            let hits = damage.map_or(0, |d| d.leaders[lane]);
            for k in 0..hits {
                let index = 1000 + k as u32;
                let mut chance =
                    self.streams[lane].cell(Stream::WhichLeader as u32, self.steps, index);
                let bloc = removal::bloc_by_members(&self.groups, lane, &mut chance);
                self.removed(lane, bloc, true, true, index);
                self.lose_control(lane, bloc);
            }
        }
    }

    fn removed(&mut self, lane: usize, bloc: usize, top: bool, killed: bool, index: u32) {
        let event = Event {
            lane,
            bloc,
            top,
            killed,
            index,
        };
        self.flows.leaders[lane] += 1.0;
        let mut provocation = Provocation {
            forms: &self.forms,
            p: &self.p,
            troops: &self.orders.troops,
            patrols: &self.orders.patrols,
            attacks: &mut self.attacks,
            largest: None,
        };
        removal::follow(
            event,
            &self.forms,
            &self.p,
            &self.groups,
            &self.streams[lane],
            self.steps,
            &mut self.instability,
            &mut self.hostility,
            &mut provocation,
        );
    }

    fn lose_control(&mut self, lane: usize, bloc: usize) {
        let shape = self.groups.shape();
        for state in 0..shape.states {
            let x = self.groups.members()[shape.cell(bloc, state)][lane];
            let all = self.totals.members[state][lane];
            if x > 0.0 && all > 0.0 {
                self.strikes
                    .lose_control(&self.forms, &self.p, state, lane, x / all);
            }
        }
    }

    /// Share by which fights and attacks in a state are held back by watching and by deterrence.
    #[inline(always)]
    pub(crate) fn held_back(&self, state: usize) -> Lanes<L> {
        let deterred = self.p.deterrence_effect * self.orders.deterrence;
        Lanes::ONE - (Lanes::ONE - self.strikes.watched[state]) * (Lanes::ONE - deterred)
    }

    /// 4. Groups attack the state.
    #[inline(always)]
    fn attack(&mut self) {
        let held_back: Vec<Lanes<L>> = (0..self.inputs.states).map(|s| self.held_back(s)).collect();
        self.attacks.step(
            self.forms.retaliation,
            &self.p,
            Setting {
                members: &self.totals.members,
                troops: &self.orders.troops,
                patrols: &self.orders.patrols,
                held_back: &held_back,
            },
            &self.streams,
            self.steps,
        );
        let mut all = Lanes::ZERO;
        for state in 0..self.inputs.states {
            let a = self.attacks.happened[state];
            let (security, civilians) = (
                a * self.p.security_deaths_per_attack,
                a * self.p.civilian_deaths_per_attack,
            );
            self.flows.security += security;
            self.flows.civilians_by_force[state] += civilians;
            self.sources.grievance[state] += civilians;
            self.flows.homicides[state] += security + civilians;
            self.flows.with_state += security + civilians;
            all += a + self.attacks.on_patrols[state];
            self.flows.us_persons += self.attacks.on_patrols[state] * self.p.patrol_us_harm;
        }
        self.flows.attacks += all;
    }

    /// 5. A fragment of size x becomes x (1 + α + β x).
    #[inline(always)]
    fn change_sizes(&mut self, effort: Lanes<L>, damage: Option<&Damage<L>>) {
        let dt = self.clock.step_weeks;
        let p = &self.p;
        let arrested = enforcement::arrest_share(p, effort, self.totals.nation, dt);
        let killed_by_state = arrested * p.killed_per_arrest;
        let omega = p.omega_per_person_week.scale(dt);
        let earnings = self.market.earnings(p);
        for state in 0..self.inputs.states {
            let t = self.totals.members[state];
            let s2 = self.totals.fragments_squared[state];
            let b2 = self.totals.blocs_squared[state];
            let h = self.hostility.level(state, self.held_back(state));
            let c = conflict::lethality(self.forms.conflict, p, h, t, earnings).scale(dt);
            let c = c.min(Lanes::splat(LARGEST_LOSS).over_positive(t, f64::INFINITY));
            let joined = self
                .sources
                .rate(self.forms.recruitment, p, state, t, earnings);
            let struck = match damage {
                Some(d) => d.members[state]
                    .over_positive(t, 0.0)
                    .min(Lanes::splat(LARGEST_LOSS)),
                None => Lanes::ZERO,
            };
            let alpha = joined - arrested - killed_by_state - struck - c * t;
            let alpha = alpha.max(Lanes::splat(-1.0));
            self.groups.change_sizes(state, alpha, c - omega);

            let within = (c * (b2 - s2)).max(Lanes::ZERO);
            let between = (c * (t * t - b2)).max(Lanes::ZERO);
            let victims = p.victims_per_member_killed;
            self.flows.within_blocs_by_state[state] += within * victims;
            self.flows.between_blocs_by_state[state] += between * victims;
            let clashes = killed_by_state * t;
            let security = clashes * p.security_deaths_per_member_killed;
            self.flows.security += security;
            let civilians = clashes * p.civilians_per_member_killed;
            self.flows.civilians_by_force[state] += civilians;
            self.sources.grievance[state] += civilians;
            let with_state = clashes + security + civilians;
            self.flows.with_state += with_state;
            self.flows.homicides[state] += (within + between) * victims + with_state;
            self.flows.members_killed += within + between + clashes + struck * t;
            self.flows.arrests += arrested * t;
            self.flows.recruits += joined * t;
            self.flows.saturated += omega * s2;
        }
        self.sources.step(p, self.orders.prevention);
    }

    /// 6. Splits and mergers; splits make enemies.
    #[inline(always)]
    fn split_and_merge(&mut self) {
        if !self.forms.fragmentation {
            return;
        }
        let mut splits = Vec::new();
        self.instability
            .step(&mut self.groups, &self.streams, self.steps, |bloc, lane| {
                splits.push((bloc, lane));
            });
        for (bloc, lane) in splits {
            self.make_enemies(bloc, lane);
        }
    }

    /// A split raises hostility wherever the bloc is, by its share of the members there.
    fn make_enemies(&mut self, bloc: usize, lane: usize) {
        let shape = self.groups.shape();
        for state in 0..shape.states {
            let x = self.groups.members()[shape.cell(bloc, state)][lane];
            let all = self.totals.members[state][lane];
            if x > 0.0 && all > 0.0 {
                let by = self.p.hostility_per_split[lane] * x / all;
                self.hostility.provoke(&self.forms, state, lane, by);
            }
        }
    }

    /// 7. Presence, predation, background, displacement of people.
    #[inline(always)]
    fn hold_territory(&mut self) {
        let p = &self.p;
        let years = self.clock.step_weeks / (12.0 * WEEKS_PER_MONTH);
        let year = self.inputs.first_year + self.month as f64 / 12.0;
        let background = p.background_per_100k_year * background_trend(p, year);
        let background = background.scale(years / 1e5);
        let Some(people) = Inputs::held(&self.inputs.population, self.month) else {
            return;
        };
        for (state, people) in people.iter().enumerate() {
            let t = self.totals.members[state];
            if self.forms.territory {
                let forces = self.orders.troops[state] + self.orders.patrols[state];
                self.territory.step(p, state, forces, t, *people);
            }
            let preyed = self.territory.predation(
                p,
                state,
                t,
                self.totals.hhi(state),
                self.strikes.out_of_control[state],
            );
            let usual = background.scale(*people * self.inputs.background_shape[state])
                * self.background_factor[state];
            self.flows.predation += preyed;
            self.flows.background[state] += usual;
            self.flows.homicides[state] += preyed + usual;
        }
    }

    /// 8. The market.
    #[inline(always)]
    fn trade(&mut self, damage: Option<&Damage<L>>) {
        let p = &self.p;
        self.chain.step(
            self.forms.supply,
            p,
            &self.inputs.laboratory_share,
            Pressure {
                destroyed: damage.map(|d| d.laboratories.as_slice()),
                export_destroyed: damage.map_or(Lanes::ZERO, |d| d.export_share.clamp(0.0, 1.0)),
                interdiction: self.orders.interdiction,
                precursors: self.orders.precursors,
            },
            &self.relationship,
            &self.market,
        );
        self.market.step(
            self.forms.price,
            p,
            self.chain.crossed,
            self.chain.seizure_share,
        );
        let factor = self.treatment.step(
            self.forms.overdose,
            p,
            &self.market,
            self.orders.treatment,
            self.orders.naloxone,
        );
        let recorded = &self.inputs.overdose_deaths;
        let after = (self.month + 1).saturating_sub(recorded.len()) as f64 / 12.0;
        let usual = Inputs::held(recorded, self.month).copied().unwrap_or(0.0);
        let share_of_month = 1.0 / f64::from(self.clock.steps_per_month);
        self.flows.overdoses += overdose::course(p, usual, after) * factor.scale(share_of_month);
    }
}
