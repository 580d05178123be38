//! The state of everything, `L` members of an ensemble side by side, and what a month does to it.

use crate::forms::Forms;
use crate::inputs::Inputs;
use crate::mechanisms::conflict::Hostility;
use crate::mechanisms::displacement::Pressure;
use crate::mechanisms::fragmentation::Instability;
use crate::mechanisms::ladder::{Dose, Ladder, Observed};
use crate::mechanisms::market::Market;
use crate::mechanisms::overdose::Treatment;
use crate::mechanisms::recruitment::Sources;
use crate::mechanisms::relationship::{CHANNELS, Relationship};
use crate::mechanisms::retaliation::Attacks;
use crate::mechanisms::strikes::{CLASSES, Sorties, Strikes};
use crate::mechanisms::supply::Chain;
use crate::mechanisms::territory::Territory;
use crate::mechanisms::{ByState, observation};
use crate::outcomes::{DYADS, Id, OUTCOMES, dyad};
use crate::parameters::Parameters;
use crate::past::Past;
use crate::policy::{Lever, Mode, Policy};
use crate::state::{ArmedGroups, Shape};
use crate::step::Stream;
use engine::Streams;
use engine::describe::Places;
use numerics::lanes::Lanes;
use numerics::sample::poisson;

/// Weeks in a month of the model.
pub const WEEKS_PER_MONTH: f64 = 365.2425 / 7.0 / 12.0;
/// Strikes a month in a state that weigh as much as 10,000 troops on members who can leave.
const STRIKES_PER_PRESSURE: f64 = 5.0;

/// How time is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// Steps in a month.
    pub steps_per_month: u32,
    /// Length of a step, weeks.
    pub step_weeks: f64,
}

impl Clock {
    /// The step of all results: a quarter of a month, 7.6 days, the "week" of the model. It makes all months
    /// equally long, so that monthly figures need no correction for the calendar.
    pub const WEEKLY: Self = Self::steps_per_month(4);

    /// Steps that make up a month.
    pub const fn steps_per_month(steps_per_month: u32) -> Self {
        Self {
            steps_per_month,
            step_weeks: WEEKS_PER_MONTH / steps_per_month as f64,
        }
    }
}

/// Random streams of the lanes in the past that their draws were fitted to, and after it.
#[derive(Clone, Copy, Debug)]
pub struct Course<const L: usize> {
    /// In the months of the fit.
    pub past: [Streams; L],
    /// Afterwards.
    pub future: [Streams; L],
}

/// Sums over the cells of the grid, taken at the end of a step.
#[derive(Clone, Debug)]
pub struct Totals<const L: usize> {
    /// T by state, members.
    pub members: ByState<L>,
    /// Σ x² over all fragments of a state.
    pub fragments_squared: ByState<L>,
    /// Σ X_b² over the blocs of a state.
    pub blocs_squared: ByState<L>,
    /// Members in the nation.
    pub nation: Lanes<L>,
}

impl<const L: usize> Totals<L> {
    /// HHI of a state; 1 where there is nobody.
    #[inline(always)]
    pub fn hhi(&self, state: usize) -> Lanes<L> {
        let t = self.members[state];
        self.fragments_squared[state].over_positive(t * t, 1.0)
    }
}

/// What happened since the last record.
#[derive(Clone, Debug)]
pub struct Flows<const L: usize> {
    /// Deaths in fights with the state.
    pub with_state: Lanes<L>,
    /// Civilians killed by predation.
    pub predation: Lanes<L>,
    /// Background homicides by state.
    pub background: ByState<L>,
    /// Soldiers and police killed.
    pub security: Lanes<L>,
    /// Attacks on the state.
    pub attacks: Lanes<L>,
    /// Leaders removed.
    pub leaders: Lanes<L>,
    /// Members arrested.
    pub arrests: Lanes<L>,
    /// Recruited (net of those whom grievance drives away).
    pub recruits: Lanes<L>,
    /// Members killed by anybody.
    pub members_killed: Lanes<L>,
    /// Members who left because their fragment is large.
    pub saturated: Lanes<L>,
    /// Strikes.
    pub strikes: Lanes<L>,
    /// US persons harmed.
    pub us_persons: Lanes<L>,
    /// Overdose deaths.
    pub overdoses: Lanes<L>,
    /// Homicides in fights between blocs by state.
    pub between_blocs_by_state: ByState<L>,
    /// Homicides in fights within blocs by state.
    pub within_blocs_by_state: ByState<L>,
    /// Homicides by pair of blocs, taken at the end of a month: see [`dyad`].
    pub dyads: Vec<Lanes<L>>,
    /// Homicides by state.
    pub homicides: ByState<L>,
    /// Civilians killed by force by state.
    pub civilians_by_force: ByState<L>,
    /// People displaced by state.
    pub displaced: ByState<L>,
}

impl<const L: usize> Flows<L> {
    /// Homicides in fights between groups in a state.
    #[inline(always)]
    pub fn fights(&self, state: usize) -> Lanes<L> {
        self.within_blocs_by_state[state] + self.between_blocs_by_state[state]
    }

    fn new(states: usize) -> Self {
        let zero = Lanes::ZERO;
        Self {
            with_state: zero,
            predation: zero,
            background: vec![zero; states],
            security: zero,
            attacks: zero,
            leaders: zero,
            arrests: zero,
            recruits: zero,
            members_killed: zero,
            saturated: zero,
            strikes: zero,
            us_persons: zero,
            overdoses: zero,
            between_blocs_by_state: vec![zero; states],
            within_blocs_by_state: vec![zero; states],
            dyads: vec![zero; DYADS],
            homicides: vec![zero; states],
            civilians_by_force: vec![zero; states],
            displaced: vec![zero; states],
        }
    }
}

/// What is ordered for a month.
#[derive(Clone, Debug)]
pub struct Orders<const L: usize> {
    /// Strikes, if any.
    pub sorties: Option<Sorties<L>>,
    /// Acts a month without consent: strikes, or US patrols.
    pub unilateral: Lanes<L>,
    /// Acts a month with consent.
    pub cooperative: Lanes<L>,
    /// Troops deployed by state, tens of thousands.
    pub troops: ByState<L>,
    /// US troops by state, tens of thousands.
    pub patrols: ByState<L>,
    /// Leaders removed a year beyond the pace.
    pub kingpin_per_year: Lanes<L>,
    /// Interdiction, doublings.
    pub interdiction: Lanes<L>,
    /// Share of diverted precursors stopped.
    pub precursors: Lanes<L>,
    /// Share of recruitment within reach prevented.
    pub prevention: Lanes<L>,
    /// Share of enforcement that is conditional on violence.
    pub deterrence: Lanes<L>,
    /// Share of the untreated brought into treatment a year.
    pub treatment: Lanes<L>,
    /// Share of the gap to naloxone for all that is closed.
    pub naloxone: Lanes<L>,
    /// Share of recorded removals that do not happen.
    pub no_removals: Lanes<L>,
    /// Channels of cooperation as the record has them.
    pub record: [Lanes<L>; CHANNELS],
}

/// The state of everything.
#[derive(Clone, Debug)]
pub struct World<'a, G, const L: usize> {
    /// Geography and history.
    pub inputs: &'a Inputs,
    /// Forms in force.
    pub forms: Forms,
    /// Parameters.
    pub p: Parameters<L>,
    /// What is known of the past.
    pub past: Past<L>,
    /// e^b by state: background relative to what its shape says.
    pub background_factor: ByState<L>,
    /// Random streams in force.
    pub streams: [Streams; L],
    future: [Streams; L],
    /// How time is cut.
    pub clock: Clock,
    /// Months done.
    pub month: usize,
    /// Steps done.
    pub steps: u32,
    /// Armed groups.
    pub groups: G,
    /// Sums over the grid.
    pub totals: Totals<L>,
    /// Hostility.
    pub hostility: Hostility<L>,
    /// Instability of blocs.
    pub instability: Instability<L>,
    /// Recruitment.
    pub sources: Sources<L>,
    /// Attacks on the state.
    pub attacks: Attacks<L>,
    /// Relationship.
    pub relationship: Relationship<L>,
    /// Strikes.
    pub strikes: Strikes<L>,
    /// Supply.
    pub chain: Chain<L>,
    /// Retail market.
    pub market: Market<L>,
    /// Treatment.
    pub treatment: Treatment<L>,
    /// Presence of the state.
    pub territory: Territory<L>,
    /// Pressure on members to move.
    pub pressure: Pressure<L>,
    /// Orders of the present month.
    pub orders: Orders<L>,
    /// What happened since the last record.
    pub flows: Flows<L>,
    /// Homicides of the last month by state that were not in fights between groups.
    pub(crate) not_in_fights: ByState<L>,
    /// National outcomes of past months, for rules.
    pub observed: Observed<L>,
    home: Vec<f64>,
    capacity_2000: Lanes<L>,
}

impl<'a, G: ArmedGroups<L>, const L: usize> World<'a, G, L> {
    /// The world at the start of the run.
    pub fn new(
        inputs: &'a Inputs,
        forms: Forms,
        p: Parameters<L>,
        past: Past<L>,
        streams: Course<L>,
        clock: Clock,
    ) -> Self {
        let shape = Shape {
            blocs: inputs.blocs,
            states: inputs.states,
        };
        let dt = clock.step_weeks;
        let cells: Vec<(Lanes<L>, u32)> = inputs
            .members_share
            .iter()
            .flatten()
            .map(|share| (p.members_2000.scale(*share), u32::from(*share > 0.0)))
            .collect();
        let groups = G::of_equal_fragments(shape, &cells);
        let states = shape.states;
        let zero = vec![Lanes::ZERO; states];
        let mut world = Self {
            totals: Totals {
                members: zero.clone(),
                fragments_squared: zero.clone(),
                blocs_squared: zero.clone(),
                nation: Lanes::ZERO,
            },
            hostility: Hostility::new(states, &p, &past, &streams.past, dt),
            instability: Instability::new(shape.blocs, &p, dt),
            sources: Sources::new(states, &p, dt),
            attacks: Attacks::new(states, &p, dt),
            relationship: Relationship::new(forms.answer, &p, &streams.past, dt),
            strikes: Strikes::new(states, &p, dt),
            chain: Chain::new(&inputs.laboratory_share, &p, dt),
            market: Market::new(&p, dt),
            treatment: Treatment::new(&p, dt),
            territory: Territory::new(states, &p, dt),
            pressure: Pressure::new(states),
            not_in_fights: zero.clone(),
            orders: Orders {
                sorties: None,
                unilateral: Lanes::ZERO,
                cooperative: Lanes::ZERO,
                troops: zero.clone(),
                patrols: zero,
                kingpin_per_year: Lanes::ZERO,
                interdiction: Lanes::ZERO,
                precursors: Lanes::ZERO,
                prevention: Lanes::ZERO,
                deterrence: Lanes::ZERO,
                treatment: Lanes::ZERO,
                naloxone: Lanes::ZERO,
                no_removals: Lanes::ZERO,
                record: [Lanes::ONE; CHANNELS],
            },
            flows: Flows::new(states),
            observed: Vec::new(),
            home: inputs
                .members_share
                .iter()
                .map(|s| s.iter().sum())
                .collect(),
            capacity_2000: Lanes::ONE,
            inputs,
            forms,
            p,
            background_factor: past.background_factor(states),
            streams: if past.months() > 0 {
                streams.past
            } else {
                streams.future
            },
            future: streams.future,
            past,
            clock,
            month: 0,
            steps: 0,
            groups,
        };
        world.sum_up();
        world.capacity_2000 = world.capacity();
        world
    }

    /// Takes the sums over the grid.
    #[inline(always)]
    pub fn sum_up(&mut self) {
        let shape = self.groups.shape();
        let (members, second) = (self.groups.members(), self.groups.second_moment());
        let mut nation = Lanes::ZERO;
        for state in 0..shape.states {
            let cells = state * shape.blocs..(state + 1) * shape.blocs;
            let (mut t, mut s, mut b) = (Lanes::ZERO, Lanes::ZERO, Lanes::ZERO);
            for (x, m2) in members[cells.clone()].iter().zip(&second[cells]) {
                t += *x;
                s += *m2;
                b = x.mul_add(*x, b);
            }
            self.totals.members[state] = t;
            self.totals.fragments_squared[state] = s;
            self.totals.blocs_squared[state] = b;
            nation += t;
        }
        self.totals.nation = nation;
    }

    /// Members weighted by hostility.
    #[inline(always)]
    fn capacity(&self) -> Lanes<L> {
        let members = self.totals.members.iter().enumerate();
        members.fold(Lanes::ZERO, |sum, (s, x)| {
            sum + *x * (Lanes::ONE + self.hostility.extra[s]) * self.hostility.random[s]
        })
    }

    /// Begins a month: what the scenario orders, what the record has, and chance that changes by the month.
    #[inline(always)]
    pub fn begin_month(&mut self, policy: &Policy, ladder: &mut Ladder<L>) {
        let month = self.month;
        if month == self.past.months() {
            self.streams = self.future;
        }
        if month > 0 {
            self.hostility
                .next_month(&self.p, &self.past, &self.streams, month as u32);
        }
        self.steer();
        let doses = ladder.doses(policy, month, &self.observed);
        self.orders = self.orders_of(&doses);
        let forces: Vec<Lanes<L>> = self
            .orders
            .troops
            .iter()
            .zip(&self.orders.patrols)
            .map(|(t, u)| *t + *u)
            .collect();
        self.hostility.deploy(&self.forms, &self.p, &forces);
    }

    fn orders_of(&self, doses: &[Dose<L>]) -> Orders<L> {
        let states = self.inputs.states;
        let sum = |lever: Lever| {
            let of = doses.iter().filter(|d| d.lever == lever);
            of.fold(Lanes::ZERO, |sum, d| sum + d.intensity)
        };
        // Shares act one after the other: together never more than everything.
        let share = |lever: Lever| {
            let of = doses.iter().filter(|d| d.lever == lever);
            Lanes::ONE - of.fold(Lanes::ONE, |left, d| left * (Lanes::ONE - d.intensity))
        };
        let by_members = |state: usize| {
            self.totals.members[state].over_positive(self.totals.nation, 1.0 / states as f64)
        };
        let spread = |lever: Lever| {
            let mut by_state = vec![Lanes::ZERO; states];
            for dose in doses.iter().filter(|d| d.lever == lever) {
                for (state, at) in by_state.iter_mut().enumerate() {
                    match dose.place {
                        Some(place) if place != state => {}
                        Some(_) => *at += dose.intensity,
                        None => *at += dose.intensity * by_members(state),
                    }
                }
            }
            by_state
        };
        let mut troops = spread(Lever::Deploy);
        let stay = Lanes::ONE - share(Lever::WithdrawDeploy);
        if let Some(recorded) = Inputs::held(&self.inputs.troops, self.month) {
            for (at, recorded) in troops.iter_mut().zip(recorded) {
                *at += stay.scale(*recorded);
            }
        }
        let patrols = spread(Lever::Patrols);
        let sorties = self.sorties(doses);
        let (mut cooperative, mut unilateral) = (Lanes::ZERO, Lanes::ZERO);
        if let Some(s) = &sorties {
            for class in 0..CLASSES {
                cooperative += s.cooperative[class];
                unilateral += s.unilateral[class];
            }
        }
        for dose in doses.iter().filter(|d| d.lever == Lever::Patrols) {
            // Troops on the ground are an act every day.
            let daily = dose.intensity.map(|n| if n > 0.0 { 30.0 } else { 0.0 });
            match dose.mode {
                Some(Mode::Cooperative) => cooperative += daily,
                _ => unilateral += daily,
            }
        }
        let unchanged = share(Lever::WithdrawCooperation);
        let course = Inputs::held(&self.inputs.cooperation, self.month);
        let first = self.inputs.cooperation.first();
        let record = std::array::from_fn(|k| match (course, first) {
            (Some(c), Some(first)) => Lanes::splat(c[k]) + unchanged.scale(first[k] - c[k]),
            _ => Lanes::ONE,
        });
        Orders {
            sorties,
            unilateral,
            cooperative,
            troops,
            patrols,
            kingpin_per_year: sum(Lever::Kingpin),
            interdiction: sum(Lever::Interdict),
            precursors: share(Lever::Precursors),
            prevention: share(Lever::Recruitment),
            deterrence: share(Lever::Deterrence),
            treatment: sum(Lever::Treatment),
            naloxone: share(Lever::Naloxone),
            no_removals: share(Lever::WithdrawKingpin),
            record,
        }
    }

    fn sorties(&self, doses: &[Dose<L>]) -> Option<Sorties<L>> {
        let class_of = |lever: Lever| match lever {
            Lever::StrikeLabs => Some(0),
            Lever::StrikeInfrastructure => Some(1),
            Lever::StrikeLeaders => Some(2),
            _ => None,
        };
        let states = self.inputs.states;
        let all_laboratories = self.chain.all();
        let mut sorties: Option<Sorties<L>> = None;
        for dose in doses {
            let Some(class) = class_of(dose.lever) else {
                continue;
            };
            let s = sorties.get_or_insert_with(|| Sorties {
                cooperative: [Lanes::ZERO; CLASSES],
                unilateral: [Lanes::ZERO; CLASSES],
                where_: std::array::from_fn(|_| vec![Lanes::ZERO; states]),
            });
            match dose.mode {
                Some(Mode::Cooperative) => s.cooperative[class] += dose.intensity,
                _ => s.unilateral[class] += dose.intensity,
            }
            for state in 0..states {
                let share = match dose.place {
                    Some(place) => Lanes::splat(f64::from(u8::from(place == state))),
                    None if class == 0 => self.chain.laboratories[state]
                        .over_positive(all_laboratories, 1.0 / states as f64),
                    None => self.totals.members[state]
                        .over_positive(self.totals.nation, 1.0 / states as f64),
                };
                s.where_[class][state] += dose.intensity * share;
            }
        }
        if let Some(s) = &mut sorties {
            for class in 0..CLASSES {
                let all = s.cooperative[class] + s.unilateral[class];
                for at in &mut s.where_[class] {
                    *at = at.over_positive(all, 0.0);
                }
            }
        }
        sorties
    }

    /// Leaders and lieutenants that chance and campaigns remove in a step, beyond the record.
    #[inline(always)]
    pub fn further_removals(&self, lane: usize, tempo: Lanes<L>) -> (u64, u64) {
        let years = self.clock.step_weeks / (12.0 * WEEKS_PER_MONTH);
        let draw = |stream: Stream, per_year: f64| {
            let mut cell = self.streams[lane].cell(stream as u32, self.steps, 0);
            poisson(&mut cell, per_year * tempo[lane] * years)
        };
        let pace = if self.month >= self.inputs.removals_end {
            self.p.removals_per_year[lane] * (1.0 - self.orders.no_removals[lane])
        } else {
            0.0
        };
        let leaders =
            draw(Stream::Pace, pace) + draw(Stream::Kingpin, self.orders.kingpin_per_year[lane]);
        let lieutenants = pace * self.inputs.lieutenants_per_leader;
        (leaders, draw(Stream::Lieutenants, lieutenants))
    }

    /// Divides the deaths of the month in each state among pairs of blocs, in proportion to the pairs of members who
    /// could meet at its end: X_a X_b between blocs a and b, X_a² − Σ x² within bloc a.
    #[inline(always)]
    fn divide_among_dyads(&mut self) {
        let shape = self.groups.shape();
        let (members, second) = (self.groups.members(), self.groups.second_moment());
        for state in 0..shape.states {
            let cells = shape.cell(0, state)..shape.cell(0, state) + shape.blocs;
            let (x, m2) = (&members[cells.clone()], &second[cells]);
            // A little of everybody, so that deaths of a month at whose end nobody could meet are not lost.
            let little = self.totals.members[state].scale(1e-9) + Lanes::splat(1e-12);
            let (mut all, mut squares, mut own) = (Lanes::ZERO, Lanes::ZERO, Lanes::ZERO);
            let within = |x: Lanes<L>, m2: Lanes<L>| {
                (x * x - m2).max(Lanes::ZERO) + (x + little) * (x + little).scale(1e-9)
            };
            for (x, m2) in x.iter().zip(m2) {
                let x1 = *x + little;
                all += x1;
                squares += x1 * x1;
                own += within(*x, *m2);
            }
            let pairs = (all * all - squares).scale(0.5);
            let each = self.flows.between_blocs_by_state[state].over_positive(pairs, 0.0);
            let own = self.flows.within_blocs_by_state[state].over_positive(own, 0.0);
            for b in 0..shape.blocs {
                for a in 0..b {
                    self.flows.dyads[dyad(a, b)] += each * (x[a] + little) * (x[b] + little);
                }
                self.flows.dyads[dyad(b, b)] += own * within(x[b], m2[b]);
            }
        }
    }

    /// Ends a month: members move, and outcomes are known.
    #[inline(always)]
    pub fn end_month(&mut self, policy: &Policy) {
        self.divide_among_dyads();
        for state in 0..self.inputs.states {
            self.not_in_fights[state] = self.flows.homicides[state] - self.flows.fights(state);
            let above = self.flows.homicides[state] - self.flows.background[state];
            self.flows.displaced[state] += self.p.displaced_per_homicide * above;
            let mut now = self.orders.troops[state] + self.orders.patrols[state];
            if let Some(s) = &self.orders.sorties {
                for class in 0..CLASSES {
                    let n = (s.cooperative[class] + s.unilateral[class]) * s.where_[class][state];
                    now += n.scale(1.0 / STRIKES_PER_PRESSURE);
                }
            }
            self.pressure.observe(state, now);
        }
        self.pressure.move_members(
            self.forms.displacement,
            &self.p,
            &mut self.groups,
            &self.inputs.neighbours,
            &self.home,
        );
        self.sum_up();
        self.month += 1;
        let looks_back = policy
            .uses
            .iter()
            .any(|u| u.when.is_some() || u.until.is_some());
        if looks_back || self.month + 12 >= policy.start_month {
            let row = (0..OUTCOMES.len()).map(|o| self.outcome(o, 0)).collect();
            self.observed.resize_with(self.month - 1, Vec::new);
            self.observed.push(row);
        }
    }

    /// Forgets the flows, once they have been recorded.
    pub fn clear_flows(&mut self) {
        self.flows = Flows::new(self.inputs.states);
    }

    /// Number of places of an outcome: the nation, or the nation and all states.
    pub fn places(&self, outcome: usize) -> usize {
        match OUTCOMES[outcome].places {
            Places::First => 1,
            Places::All => 1 + self.inputs.states,
            Places::Own(number) => number,
        }
    }

    /// The value of an outcome in the nation (place 0) or a state (place 1 + state).
    #[inline(always)]
    pub fn outcome(&self, outcome: usize, place: usize) -> Lanes<L> {
        let state = place.checked_sub(1);
        let at_all = |by_state: &ByState<L>| by_state.iter().fold(Lanes::ZERO, |sum, v| sum + *v);
        let at = |by_state: &ByState<L>| match state {
            None => at_all(by_state),
            Some(s) => by_state[s],
        };
        let f = &self.flows;
        let within = || at_all(&f.within_blocs_by_state);
        let between = || at_all(&f.between_blocs_by_state);
        match Id::ALL[outcome] {
            Id::Homicides => at(&f.homicides),
            Id::HomicidesBetweenGroups => within() + between(),
            Id::HomicidesWithState => f.with_state,
            Id::HomicidesOfCivilians => f.predation,
            Id::HomicidesBackground => at(&f.background),
            Id::DeathsWithinBlocs => within(),
            Id::DeathsBetweenBlocs => between(),
            Id::DeathsByDyad => f.dyads[place],
            Id::CiviliansKilledByForce => at(&f.civilians_by_force),
            Id::SecurityDeaths => f.security,
            Id::AttacksOnState => f.attacks,
            Id::Members => at(&self.totals.members),
            Id::Fragments => self.independent_groups(),
            Id::Concentration => self.concentration(),
            Id::CapacityForViolence => self.capacity().over_positive(self.capacity_2000, 0.0),
            Id::LeadersRemoved => f.leaders,
            Id::Presence => self.presence(state),
            Id::Laboratories => at(&self.chain.laboratories),
            Id::Production => self.chain.made,
            Id::Flow => self.chain.crossed,
            Id::Seized => self.chain.seized,
            Id::ForeignSupply => self.chain.elsewhere(),
            Id::Price => self.market.price,
            Id::Purity => self.market.purity,
            Id::Consumption => self.market.used,
            Id::OverdoseDeaths => f.overdoses,
            Id::Cooperation => self.relationship.level(),
            Id::ChannelIntelligence => self.relationship.channels[0],
            Id::ChannelExtradition => self.relationship.channels[1],
            Id::ChannelJointOperations => self.relationship.channels[2],
            Id::ChannelBorder => self.relationship.channels[3],
            Id::UsPersonsHarmed => f.us_persons,
            Id::Displaced => at(&f.displaced),
            Id::Strikes => f.strikes,
            Id::Arrests => f.arrests,
            Id::Recruits => f.recruits,
            Id::MembersKilled => f.members_killed,
            Id::ObservedInegi => self.p.inegi_share * at(&f.homicides),
            Id::ObservedSesnsp => {
                observation::counts(
                    &self.p,
                    at(&f.homicides),
                    within() + between(),
                    f.with_state,
                )
                .sesnsp
            }
            Id::ObservedUcdp => {
                observation::counts(
                    &self.p,
                    at(&f.homicides),
                    within() + between(),
                    f.with_state,
                )
                .ucdp
            }
        }
    }

    /// Independent groups: blocs, and in each state the fragments beyond the first of a bloc.
    #[inline(always)]
    pub fn independent_groups(&self) -> Lanes<L> {
        let shape = self.groups.shape();
        let fragments = self.groups.fragments();
        (0..shape.blocs).fold(Lanes::ZERO, |sum, bloc| {
            let mut further = Lanes::<L>::ZERO;
            let mut any = Lanes::<L>::ZERO;
            for state in 0..shape.states {
                let f = fragments[shape.cell(bloc, state)];
                any = any.max(f.min(Lanes::ONE));
                further += (f - Lanes::ONE).max(Lanes::ZERO);
            }
            sum + any + further
        })
    }

    /// Mean HHI of the states, weighted by members.
    #[inline(always)]
    fn concentration(&self) -> Lanes<L> {
        let weighted = (0..self.inputs.states).fold(Lanes::ZERO, |sum, s| {
            sum + self.totals.hhi(s) * self.totals.members[s]
        });
        weighted.over_positive(self.totals.nation, 1.0)
    }

    #[inline(always)]
    fn presence(&self, state: Option<usize>) -> Lanes<L> {
        let presence = &self.territory.presence;
        match state {
            Some(s) => presence[s],
            None => {
                let people = Inputs::held(&self.inputs.population, self.month);
                let people = people.map(Vec::as_slice).unwrap_or_default();
                let all: f64 = people.iter().sum();
                presence
                    .iter()
                    .zip(people)
                    .fold(Lanes::ZERO, |sum, (p, n)| sum + p.scale(n / all))
            }
        }
    }
}
