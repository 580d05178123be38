//! The error of the grid's closure against the exact simulation, outcome by outcome.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use engine::Streams;
use system::exact::ExactGroups;
use system::parameters::{ConflictForm, Forms, Parameters, RecruitmentForm};
use system::state::{Groups, Shape};
use system::step::step;

const SHAPE: Shape = Shape {
    blocs: 4,
    states: 3,
};
const YEARS: usize = 10;
const REPLICATES: u32 = 300;
const OUTCOMES: [&str; 4] = ["members", "killed in the year", "fragments", "HHI"];

/// Yearly values of the outcomes.
type Run = [[f64; 4]; YEARS];

fn cells() -> Vec<(f64, u32)> {
    (0..SHAPE.cells())
        .map(|c| (14_000.0 / (1.0 + (c % 5) as f64), 1 + (c % 3) as u32))
        .collect()
}

/// Two removals from the first bloc in the second year, one from the second bloc in the fifth.
fn removals(week: u32) -> [u32; 4] {
    match week {
        60 | 80 => [1, 0, 0, 0],
        230 => [0, 1, 0, 0],
        _ => [0; 4],
    }
}

fn on_the_grid(forms: &Forms, p: &Parameters, replicate: u32) -> Run {
    let mut groups = Groups::<1>::of_equal_fragments(SHAPE, &cells());
    let streams = [Streams {
        seed: 5,
        draw: 0,
        replicate,
    }];
    std::array::from_fn(|year| {
        let mut killed = 0.0;
        for week in (52 * year as u32 + 1)..=(52 * (year as u32 + 1)) {
            killed += step(&mut groups, forms, &[*p], &streams, week, &removals(week)).killed[0];
        }
        [
            groups.total_members(0),
            killed,
            groups.total_fragments(0),
            groups.hhi(0),
        ]
    })
}

fn exactly(forms: &Forms, p: &Parameters, replicate: u32) -> Run {
    let mut groups = ExactGroups::of_equal_fragments(SHAPE, &cells());
    let streams = Streams {
        seed: 5,
        draw: 0,
        replicate,
    };
    std::array::from_fn(|year| {
        let mut killed = 0.0;
        for week in (52 * year as u32 + 1)..=(52 * (year as u32 + 1)) {
            killed += groups
                .step(forms, p, &streams, week, &removals(week))
                .killed;
        }
        [
            groups.total_members(),
            killed,
            groups.total_fragments(),
            groups.hhi(),
        ]
    })
}

/// Mean and standard deviation over replicates of the mean over years of an outcome.
fn moments(runs: &[Run], outcome: usize) -> (f64, f64) {
    let values: Vec<f64> = runs
        .iter()
        .map(|r| r.iter().map(|y| y[outcome]).sum::<f64>() / YEARS as f64)
        .collect();
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    (mean, variance.sqrt())
}

fn base() -> Parameters {
    Parameters {
        rho_per_week: 2.5e-3,
        eta_people_per_week: 60.0,
        theta_per_person_week: 6e-8,
        omega_per_person_week: 4e-8,
        reference_members: 20_000.0,
        split_hazard_per_week: 0.004,
        merger_hazard_per_week: 0.004,
        instability_per_removal: 4.0,
        instability_half_life_weeks: 26.0,
        hostility_per_split: 2.0,
        hostility_half_life_weeks: 26.0,
    }
}

#[test]
fn the_closure_is_close_over_a_spread_of_parameters() {
    let forms = |conflict| Forms {
        conflict,
        recruitment: RecruitmentForm::Proportional,
        fragmentation: true,
    };
    let mass = forms(ConflictForm::MassAction);
    let frequency = forms(ConflictForm::FrequencyDependent);
    let cases = [
        ("base", mass, base()),
        ("frequency-dependent", frequency, base()),
        (
            "few splits",
            mass,
            Parameters {
                split_hazard_per_week: 0.001,
                merger_hazard_per_week: 0.001,
                ..base()
            },
        ),
        (
            "many splits",
            mass,
            Parameters {
                split_hazard_per_week: 0.012,
                merger_hazard_per_week: 0.010,
                ..base()
            },
        ),
        (
            "deadly",
            mass,
            Parameters {
                theta_per_person_week: 2.4e-7,
                ..base()
            },
        ),
        (
            "hostile",
            mass,
            Parameters {
                hostility_per_split: 8.0,
                hostility_half_life_weeks: 52.0,
                ..base()
            },
        ),
        (
            "unstable",
            mass,
            Parameters {
                instability_per_removal: 8.0,
                instability_half_life_weeks: 52.0,
                ..base()
            },
        ),
    ];
    println!(
        "{:<22}{:<20}{:>12}{:>12}{:>9}{:>9}",
        "case", "outcome", "exact", "grid", "mean", "spread"
    );
    let mut worst = [0.0_f64; 4];
    let mut worst_spread = [0.0_f64; 4];
    for (name, forms, p) in cases {
        let grid: Vec<Run> = (0..REPLICATES)
            .map(|r| on_the_grid(&forms, &p, r))
            .collect();
        let exact: Vec<Run> = (0..REPLICATES).map(|r| exactly(&forms, &p, r)).collect();
        for (o, outcome) in OUTCOMES.iter().enumerate() {
            let ((m1, s1), (m0, s0)) = (moments(&grid, o), moments(&exact, o));
            let (mean, spread) = (m1 / m0 - 1.0, s1 / s0 - 1.0);
            println!(
                "{name:<22}{outcome:<20}{m0:>12.4}{m1:>12.4}{:>8.1}%{:>8.1}%",
                100.0 * mean,
                100.0 * spread
            );
            worst[o] = worst[o].max(mean.abs());
            worst_spread[o] = worst_spread[o].max(spread.abs());
        }
    }
    println!("worst error of the mean: {worst:?}; of the spread: {worst_spread:?}");
    // The aim: under 5 % for means over years, within 15 % for their spread over replicates.
    assert!(worst.iter().all(|e| *e < 0.05), "means: {worst:?}");
    assert!(
        worst_spread.iter().all(|e| *e < 0.15),
        "spreads: {worst_spread:?}"
    );
}
