//! With splits, hostility and geography off and the published parameters, the grid is the population
//! model of 2023 for a network in which all pairs fight alike.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use engine::Streams;
use published::prieto_curiel_2023::PUBLISHED;
use published::prieto_curiel_2023::equations::initial_members;
use published::prieto_curiel_2023::network::{Network, Source};
use published::prieto_curiel_2023::trajectory::{State, run_euler};
use system::parameters::{ConflictForm, Forms, Parameters, RecruitmentForm};
use system::state::{Groups, Shape};
use system::step::step;

const FORMS: Forms = Forms {
    conflict: ConflictForm::MassAction,
    recruitment: RecruitmentForm::Proportional,
    fragmentation: false,
};

fn parameters() -> Parameters {
    Parameters {
        rho_per_week: PUBLISHED.rho,
        eta_people_per_week: PUBLISHED.eta,
        theta_per_person_week: PUBLISHED.theta,
        omega_per_person_week: PUBLISHED.omega,
        reference_members: 1.0,
        split_hazard_per_week: 0.0,
        merger_hazard_per_week: 0.0,
        instability_per_removal: 0.0,
        instability_half_life_weeks: 1.0,
        hostility_per_split: 0.0,
        hostility_half_life_weeks: 1.0,
    }
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
fn difference(groups: &mut Groups<1>, network: &Network, members: Vec<f64>) -> f64 {
    let states = run_euler(network, &PUBLISHED, &State::from_members(members), 520);
    let streams = [Streams {
        seed: 1,
        draw: 0,
        replicate: 0,
    }];
    let removals = vec![0; groups.shape.blocs];
    let (mut killed, mut worst) = (0.0, 0.0_f64);
    for (week, state) in states.iter().enumerate().skip(1) {
        killed += step(
            groups,
            &FORMS,
            &[parameters()],
            &streams,
            week as u32,
            &removals,
        )
        .killed[0];
        worst = worst.max((groups.total_members(0) / state.total() - 1.0).abs());
        worst = worst.max((killed / state.killed - 1.0).abs());
    }
    worst
}

#[test]
fn blocs_of_one_fragment_are_the_groups_of_the_model() {
    let members = initial_members(12, 115_000.0);
    let shape = Shape {
        blocs: 12,
        states: 1,
    };
    let cells: Vec<(f64, u32)> = members.iter().map(|&x| (x, 1)).collect();
    let mut groups = Groups::of_equal_fragments(shape, &cells);
    let worst = difference(&mut groups, &all_alike(12), members.clone());
    assert!(worst < 1e-9, "{worst:e}");
    let states = run_euler(
        &all_alike(12),
        &PUBLISHED,
        &State::from_members(members),
        520,
    );
    for (ours, theirs) in groups.members.iter().zip(&states[520].members) {
        assert!((ours[0] / theirs - 1.0).abs() < 1e-9);
    }
}

#[test]
fn fragments_of_equal_size_are_groups_of_equal_size() {
    let shape = Shape {
        blocs: 3,
        states: 1,
    };
    let mut groups = Groups::of_equal_fragments(shape, &[(50.0 * 700.0, 50); 3]);
    let worst = difference(&mut groups, &all_alike(150), vec![700.0; 150]);
    assert!(worst < 1e-9, "{worst:e}");
}

#[test]
fn states_that_do_not_meet_are_peaceful_towards_each_other() {
    // The same groups in two states fight half of the pairs that they fight in one.
    let killed = |states: usize| {
        let shape = Shape { blocs: 2, states };
        let cells = vec![(4000.0 / states as f64, 1); 2 * states];
        let mut groups = Groups::<1>::of_equal_fragments(shape, &cells);
        let streams = [Streams {
            seed: 1,
            draw: 0,
            replicate: 0,
        }];
        step(&mut groups, &FORMS, &[parameters()], &streams, 1, &[0, 0]).killed[0]
    };
    assert!((killed(2) / killed(1) - 0.5).abs() < 1e-12);
}
