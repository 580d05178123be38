//! All of it as a model that the engine runs.

use crate::forms::Forms;
use crate::inputs::Inputs;
use crate::mechanisms::ladder::Ladder;
use crate::outcomes::OUTCOMES;
use crate::parameters::{PARAMETERS, Parameters};
use crate::past::Past;
use crate::policy::Policy;
use crate::state::{ArmedGroups, Groups};
use crate::world::{Clock, Course, WEEKS_PER_MONTH, World};
use engine::describe::{Outcome, Parameter};
use engine::{Block, Model, Series, TimeGrid};
use numerics::dispatch::{InstructionSet, Kernel, dispatch};

/// The flagship model.
#[derive(Clone, Debug)]
pub struct SystemModel {
    /// Geography and history.
    pub inputs: Inputs,
    /// Names of the places: the nation, then the states.
    pub places: &'static [&'static str],
    /// Forms in force.
    pub forms: Forms,
    /// How time is cut.
    pub clock: Clock,
    /// Month of the run at which the recorded series begin.
    pub from: usize,
    /// Month of the run at which they end.
    pub to: usize,
}

impl Model for SystemModel {
    type Scenario = Policy;

    fn parameters(&self) -> &'static [Parameter] {
        PARAMETERS
    }

    fn outcomes(&self) -> &'static [Outcome] {
        &OUTCOMES
    }

    fn places(&self) -> &'static [&'static str] {
        self.places
    }

    fn grid(&self) -> TimeGrid {
        TimeGrid {
            step_weeks: WEEKS_PER_MONTH,
            steps: self.to.saturating_sub(self.from),
        }
    }

    fn simulate<const L: usize>(&self, block: &Block<L>, policy: &Policy, series: &mut Series<L>) {
        self.simulate_all(
            block,
            std::slice::from_ref(policy),
            std::slice::from_mut(series),
        );
    }

    fn simulate_all<const L: usize>(
        &self,
        block: &Block<L>,
        policies: &[Policy],
        series: &mut [Series<L>],
    ) {
        self.simulate_groups::<Groups<L>, L>(block, policies, series);
    }
}

impl SystemModel {
    /// Simulates with a given computation of the armed groups: the grid closure, or group by group.
    ///
    /// Months before any scenario acts are simulated once and shared.
    pub fn simulate_groups<G: ArmedGroups<L>, const L: usize>(
        &self,
        block: &Block<L>,
        policies: &[Policy],
        series: &mut [Series<L>],
    ) {
        let acts = policies.iter().map(|p| {
            let first = p
                .uses
                .iter()
                .map(|u| u.months.start)
                .min()
                .unwrap_or(self.to);
            first.min(p.start_month)
        });
        let branch = acts.min().unwrap_or(self.to).min(self.to);
        let world: World<'_, G, L> = self.world(block);
        // The observed months that rules look back on are those before the earliest start.
        let shared = Policy {
            start_month: policies.iter().map(|p| p.start_month).min().unwrap_or(0),
            uses: Vec::new(),
        };
        let trunk = Run {
            world,
            ladder: Ladder::new(&shared),
            policy: &shared,
        };
        let Some((first, others)) = series.split_first_mut() else {
            return;
        };
        let until = Until {
            run: trunk,
            month: branch,
            see: self.recorder(first),
        };
        let trunk = dispatch(InstructionSet::best(), until);
        for other in others.iter_mut() {
            for point in 0..=branch.saturating_sub(self.from).min(self.to - self.from) {
                other.copy_point(first, point);
            }
        }
        for (policy, series) in policies.iter().zip(series) {
            let run = Run {
                world: trunk.world.clone(),
                ladder: Ladder::new(policy),
                policy,
            };
            dispatch(
                InstructionSet::best(),
                Until {
                    run,
                    month: self.to,
                    see: self.recorder(series),
                },
            );
        }
    }
}

impl SystemModel {
    /// The world of a block at the start of the run.
    fn world<G: ArmedGroups<L>, const L: usize>(&self, block: &Block<L>) -> World<'_, G, L> {
        let parameters = Parameters::from_rows(&block.parameters);
        World::new(
            &self.inputs,
            self.forms,
            parameters,
            Past::from_rows(
                block.parameters.get(PARAMETERS.len()..).unwrap_or_default(),
                self.inputs.states,
            ),
            Course {
                past: block.past,
                future: block.streams,
            },
            self.clock,
        )
    }

    /// Writes the world into series.
    fn recorder<'w, G: ArmedGroups<L> + 'w, const L: usize>(
        &self,
        series: &mut Series<L>,
    ) -> impl FnMut(&World<'w, G, L>) {
        let from = self.from;
        move |world| {
            if let Some(point) = world.month.checked_sub(from) {
                record(world, series, point);
            }
        }
    }

    /// Runs members until the end under a policy and shows the world at the end of each month, before what happened in
    /// it is forgotten: for those who need less than all series.
    pub fn watch<const L: usize>(
        &self,
        block: &Block<L>,
        policy: &Policy,
        mut see: impl FnMut(&World<'_, Groups<L>, L>),
    ) {
        let run = Run {
            world: self.world(block),
            ladder: Ladder::new(policy),
            policy,
        };
        let until = Until {
            run,
            month: self.to,
            see: |world: &World<'_, Groups<L>, L>| see(world),
        };
        dispatch(InstructionSet::best(), until);
    }
}

/// A world under a policy.
struct Run<'a, G, const L: usize> {
    world: World<'a, G, L>,
    ladder: Ladder<L>,
    policy: &'a Policy,
}

/// Runs until a month and shows the world at the start of the run and at the end of each month.
struct Until<'a, G, F, const L: usize> {
    run: Run<'a, G, L>,
    month: usize,
    see: F,
}

impl<'a, G, F, const L: usize> Kernel for Until<'a, G, F, L>
where
    G: ArmedGroups<L>,
    F: FnMut(&World<'a, G, L>),
{
    type Output = Run<'a, G, L>;

    #[inline(always)]
    fn run(self) -> Run<'a, G, L> {
        let Self {
            mut run,
            month,
            mut see,
        } = self;
        let Run {
            world,
            ladder,
            policy,
        } = &mut run;
        if world.month == 0 {
            see(world);
        }
        while world.month < month {
            world.begin_month(policy, ladder);
            for step in 0..world.clock.steps_per_month {
                world.step(step == 0);
            }
            world.end_month(policy);
            see(world);
            world.clear_flows();
        }
        run
    }
}

fn record<G: ArmedGroups<L>, const L: usize>(
    world: &World<'_, G, L>,
    series: &mut Series<L>,
    point: usize,
) {
    for outcome in 0..OUTCOMES.len() {
        for place in 0..world.places(outcome) {
            series.set(outcome, place, point, world.outcome(outcome, place).0);
        }
    }
}
