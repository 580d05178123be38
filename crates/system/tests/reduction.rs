//! With splits, hostility, geography and all other parts off and the published parameters, the grid is the
//! population model of 2023 for a network in which all pairs fight alike.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod fixture;

use engine::Streams;
use fixture::{bare, country, parameters};
use numerics::lanes::Lanes;
use published::prieto_curiel_2023::PUBLISHED;
use published::prieto_curiel_2023::equations::initial_members;
use published::prieto_curiel_2023::network::{Network, Source};
use published::prieto_curiel_2023::trajectory::{State, run_euler};
use system::inputs::Inputs;
use system::mechanisms::ladder::Ladder;
use system::parameters::Parameters;
use system::past::Past;
use system::policy::Policy;
use system::state::{ArmedGroups, Groups};
use system::world::{Clock, Course, World};

/// Steps of one week, as the publication has them.
const WEEKS: Clock = Clock {
    steps_per_month: 4,
    step_weeks: 1.0,
};

fn published(members: f64) -> Parameters<1> {
    let values = parameters(&[
        ("members_2000", members),
        ("rho_per_week", PUBLISHED.rho),
        ("eta_people_per_week", PUBLISHED.eta),
        ("theta_per_person_week", PUBLISHED.theta),
        ("arrest_elasticity", 0.0),
        ("omega_per_person_week", PUBLISHED.omega),
        ("victims_per_member_killed", 1.0),
        ("killed_per_arrest", 0.0),
        ("tension", 0.0),
    ]);
    Parameters::from_rows(&values.iter().map(|v| [*v]).collect::<Vec<_>>())
}

fn world(inputs: &Inputs, members: f64) -> World<'_, Groups<1>, 1> {
    let streams = [Streams {
        seed: 1,
        draw: 0,
        replicate: 0,
    }];
    World::new(
        inputs,
        bare(),
        published(members),
        Past::default(),
        Course {
            past: streams,
            future: streams,
        },
        WEEKS,
    )
}

/// A country with nothing but these members, `[state][bloc]`.
fn inputs(share: Vec<Vec<f64>>) -> Inputs {
    let mut inputs = country(share[0].len(), share.len(), 4);
    inputs.members_share = share;
    inputs.removals.clear();
    inputs.removals_end = usize::MAX;
    inputs.troops = vec![vec![0.0; inputs.states]];
    inputs.reference_troops = 0.0;
    inputs
}

/// A network without ties: every pair fights at the base rate.
fn all_alike(groups: usize) -> Network {
    let nodes: String = (1..=groups).map(|k| format!("{k},G{k}\n")).collect();
    let nodes = format!("rank,node_id\n{nodes}");
    let none = Source {
        name: "none",
        text: "node_a,node_b,weight\n",
    };
    Network::from_csv(
        "all alike",
        Source {
            name: "nodes",
            text: &nodes,
        },
        none,
        none,
    )
    .unwrap()
}

/// Largest relative difference of members and accumulated deaths over ten years of weeks.
fn difference(world: &mut World<'_, Groups<1>, 1>, network: &Network, members: Vec<f64>) -> f64 {
    let states = run_euler(network, &PUBLISHED, &State::from_members(members), 520);
    let policy = Policy::default();
    let mut ladder = Ladder::new(&policy);
    let mut worst = 0.0_f64;
    for (week, state) in states.iter().enumerate().skip(1) {
        if week % 4 == 1 {
            world.begin_month(&policy, &mut ladder);
        }
        world.step(week % 4 == 1);
        if week % 4 == 0 {
            world.end_month(&policy);
        }
        worst = worst.max((world.totals.nation[0] / state.total() - 1.0).abs());
        worst = worst.max((world.flows.members_killed[0] / state.killed - 1.0).abs());
    }
    worst
}

#[test]
fn blocs_of_one_fragment_are_the_groups_of_the_model() {
    let members = initial_members(12, 115_000.0);
    let inputs = inputs(vec![members.iter().map(|x| x / 115_000.0).collect()]);
    let mut world = world(&inputs, 115_000.0);
    let worst = difference(&mut world, &all_alike(12), members.clone());
    assert!(worst < 1e-9, "{worst:e}");
    let states = run_euler(
        &all_alike(12),
        &PUBLISHED,
        &State::from_members(members),
        520,
    );
    for (ours, theirs) in world.groups.members().iter().zip(&states[520].members) {
        assert!((ours[0] / theirs - 1.0).abs() < 1e-9);
    }
}

#[test]
fn fragments_of_equal_size_are_groups_of_equal_size() {
    let inputs = inputs(vec![vec![1.0 / 3.0; 3]]);
    let mut world = world(&inputs, 105_000.0);
    let cells = vec![(Lanes([35_000.0]), 50); 3];
    world.groups = Groups::of_equal_fragments(world.groups.shape(), &cells);
    world.sum_up();
    let worst = difference(&mut world, &all_alike(150), vec![700.0; 150]);
    assert!(worst < 1e-9, "{worst:e}");
}

#[test]
fn states_that_do_not_meet_are_peaceful_towards_each_other() {
    // The same groups in two states fight half of the pairs that they fight in one.
    let killed = |states: usize| {
        let inputs = inputs(vec![vec![0.5 / states as f64; 2]; states]);
        let mut world = world(&inputs, 8000.0);
        world.begin_month(&Policy::default(), &mut Ladder::new(&Policy::default()));
        world.step(true);
        world.flows.members_killed[0]
    };
    assert!((killed(2) / killed(1) - 0.5).abs() < 1e-12);
}
