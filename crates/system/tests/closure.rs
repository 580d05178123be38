//! The error of the grid's closure against the armed groups one by one, outcome by outcome.
//!
//! `cargo test --release -p aftermath-system --test closure -- --nocapture` prints the table of BENCHMARKS.md.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod fixture;

use engine::Series;
use fixture::{bare, block, country, parameters};
use system::exact::ExactGroups;
use system::forms::{Conflict, Forms};
use system::model::SystemModel;
use system::outcomes::{Id, OUTCOMES};
use system::policy::{Lever, Mode, Policy, Use};
use system::state::{ArmedGroups, Groups};
use system::world::Clock;

const PLACES: [&str; 7] = ["national", "A", "B", "C", "D", "E", "F"];
const MONTHS: usize = 120;
const LANES: usize = 8;

/// Name, forms and changed parameters.
type Set = (&'static str, Forms, &'static [(&'static str, f64)]);

fn model(forms: Forms) -> SystemModel {
    SystemModel {
        inputs: country(4, 6, MONTHS),
        places: &PLACES,
        forms,
        clock: Clock::WEEKLY,
        from: 0,
        to: MONTHS,
    }
}

fn policy() -> Policy {
    let strikes = |lever, intensity| Use {
        lever,
        intensity,
        months: 60..84,
        place: None,
        mode: Some(Mode::Unilateral),
        when: None,
        until: None,
    };
    Policy {
        start_month: 60,
        uses: vec![
            strikes(Lever::StrikeLabs, 5.0),
            strikes(Lever::StrikeLeaders, 5.0),
        ],
    }
}

/// Yearly means of the nation: `[replicate][outcome × year]`.
fn yearly<G: ArmedGroups<LANES>>(forms: Forms, values: &[f64], replicates: u32) -> Vec<Vec<f64>> {
    let model = model(forms);
    let mut members = Vec::new();
    for first in (0..replicates).step_by(LANES) {
        let draws = std::array::from_fn::<u32, LANES, _>(|l| first + l as u32);
        let mut series = [Series::<LANES>::new(&model)];
        model.simulate_groups::<G, LANES>(&block(values, draws), &[policy()], &mut series);
        for lane in 0..LANES {
            let mean = |o: usize, year: usize| {
                let months = 12 * year + 1..=12 * year + 12;
                months.map(|m| series[0].get(o, 0, m)[lane]).sum::<f64>() / 12.0
            };
            members.push(
                (0..OUTCOMES.len())
                    .flat_map(|o| (0..10).map(move |y| (o, y)))
                    .map(|(o, y)| mean(o, y))
                    .collect(),
            );
        }
    }
    members
}

fn mean_and_spread(members: &[Vec<f64>], column: usize) -> (f64, f64) {
    let n = members.len() as f64;
    let mean = members.iter().map(|m| m[column]).sum::<f64>() / n;
    let variance = members
        .iter()
        .map(|m| (m[column] - mean) * (m[column] - mean))
        .sum::<f64>();
    (mean, (variance / (n - 1.0)).sqrt())
}

#[test]
fn yearly_means_and_spreads_are_close_to_those_of_the_groups_one_by_one() {
    let f = Forms::default();
    let sets: [Set; 7] = [
        ("typical", f, &[]),
        (
            "many splits",
            f,
            &[("split_hazard_per_year", 0.3), ("splits_per_removal", 0.6)],
        ),
        (
            "many mergers",
            f,
            &[
                ("split_hazard_per_year", 0.3),
                ("merger_hazard_per_year", 0.5),
            ],
        ),
        (
            "deadly",
            f,
            &[("theta_per_person_week", 3e-7), ("rho_per_week", 0.006)],
        ),
        (
            "crowded",
            f,
            &[("omega_per_person_week", 2e-6), ("rho_per_week", 0.006)],
        ),
        (
            "hostile",
            f,
            &[
                ("hostility_per_split", 1.5),
                ("hostility_half_life_years", 6.0),
            ],
        ),
        (
            "frequency",
            Forms {
                conflict: Conflict::FrequencyDependent,
                ..f
            },
            &[("split_hazard_per_year", 0.2)],
        ),
    ];
    let replicates = 320;
    let outcomes = [
        Id::Homicides,
        Id::DeathsWithinBlocs,
        Id::DeathsBetweenBlocs,
        Id::Members,
        Id::Fragments,
        Id::Concentration,
        Id::CapacityForViolence,
        Id::Presence,
        Id::HomicidesOfCivilians,
        Id::AttacksOnState,
        Id::Flow,
        Id::OverdoseDeaths,
    ];
    println!(
        "{:<26}{:>12}{:>12}  largest error over {} sets",
        "outcome",
        "mean",
        "spread",
        sets.len()
    );
    let mut worst = vec![(0.0_f64, 0.0_f64); outcomes.len()];
    for (name, forms, changes) in sets {
        let values = parameters(changes);
        let grid = yearly::<Groups<LANES>>(forms, &values, replicates);
        let exact = yearly::<ExactGroups<LANES>>(forms, &values, replicates);
        for (k, id) in outcomes.iter().enumerate() {
            for year in [4, 9] {
                let column = *id as usize * 10 + year;
                let (mean, spread) = mean_and_spread(&grid, column);
                let (true_mean, true_spread) = mean_and_spread(&exact, column);
                let error = (mean / true_mean - 1.0).abs();
                // A spread of less than a hundredth of the mean is rounding to any reader.
                let wide = true_spread > 0.01 * true_mean;
                let spread_error = if wide {
                    (spread / true_spread - 1.0).abs()
                } else {
                    0.0
                };
                worst[k] = (worst[k].0.max(error), worst[k].1.max(spread_error));
                assert!(
                    error < 0.05,
                    "{name}, {id:?}, year {year}: mean {mean} against {true_mean}"
                );
                assert!(
                    spread_error < 0.15,
                    "{name}, {id:?}, year {year}: spread {spread} against {true_spread}"
                );
            }
        }
    }
    for (id, (mean, spread)) in outcomes.iter().zip(worst) {
        println!(
            "{:<26}{:>11.2}%{:>11.2}%",
            OUTCOMES[*id as usize].id,
            100.0 * mean,
            100.0 * spread
        );
    }
}

#[test]
fn without_splits_the_two_computations_agree() {
    let values = parameters(&[]);
    let grid = yearly::<Groups<LANES>>(bare(), &values, 8);
    let exact = yearly::<ExactGroups<LANES>>(bare(), &values, 8);
    for (a, b) in grid.iter().flatten().zip(exact.iter().flatten()) {
        assert!((a - b).abs() <= 1e-9 + 1e-6 * b.abs(), "{a} {b}");
    }
}
