//! A run that the record steers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod fixture;

use fixture::{block, country, parameters};
use system::forms::Forms;
use system::model::SystemModel;
use system::policy::Policy;
use system::world::Clock;

const PLACES: [&str; 5] = ["national", "A", "B", "C", "D"];
const MONTHS: usize = 60;

/// By month and state: registered homicides, e^w, and members.
struct Course {
    registered: Vec<Vec<f64>>,
    random: Vec<Vec<f64>>,
    members: Vec<Vec<f64>>,
}

fn run(registered: Vec<Vec<f64>>, changes: &[(&str, f64)]) -> Course {
    let mut inputs = country(3, 4, MONTHS);
    inputs.registered = registered;
    let model = SystemModel {
        inputs,
        places: &PLACES,
        forms: Forms::default(),
        clock: Clock::WEEKLY,
        from: 0,
        to: MONTHS,
    };
    let values = parameters(changes);
    let share = parameters(&[])[system::parameters::PARAMETERS
        .iter()
        .position(|p| p.symbol == "inegi_share")
        .unwrap()];
    let policy = Policy {
        start_month: usize::MAX,
        uses: Vec::new(),
    };
    let mut course = Course {
        registered: Vec::new(),
        random: Vec::new(),
        members: Vec::new(),
    };
    model.watch(&block(&values, [0_u32]), &policy, |world| {
        if world.month == 0 {
            return;
        }
        let of = |x: &[numerics::lanes::Lanes<1>]| x.iter().map(|v| v[0]).collect::<Vec<f64>>();
        let registered = of(&world.flows.homicides)
            .iter()
            .map(|h| h * share)
            .collect();
        course.registered.push(registered);
        course.random.push(of(&world.hostility.random));
        course.members.push(of(&world.totals.members));
    });
    course
}

#[test]
fn homicides_come_out_as_the_record_has_them() {
    // A rise and a fall, and states that differ.
    let record: Vec<Vec<f64>> = (0..MONTHS)
        .map(|m| {
            let wave = 1.0 + 0.6 * (m as f64 / 9.0).sin();
            (0..4)
                .map(|s| (300.0 + 50.0 * f64::from(s)) * wave)
                .collect()
        })
        .collect();
    let steered = run(record.clone(), &[]);
    // What is not in fights is known from the month before: months may be off where it jumps, years are not.
    for year in 1..MONTHS / 12 {
        for s in 0..4 {
            let sum =
                |of: &[Vec<f64>]| -> f64 { (12 * year..12 * year + 12).map(|m| of[m][s]).sum() };
            let ratio = sum(&steered.registered) / sum(&record);
            assert!((0.97..1.03).contains(&ratio), "{year} {s}: {ratio}");
        }
    }
}

#[test]
fn a_record_of_the_model_without_random_hostility_asks_for_none() {
    let quiet = [("tension", 1e-9)];
    let free = run(Vec::new(), &quiet);
    let steered = run(free.registered.clone(), &quiet);
    for s in 0..4 {
        let w: f64 = (12..MONTHS).map(|m| steered.random[m][s].ln()).sum();
        let mean = w / (MONTHS - 12) as f64;
        assert!(mean.abs() < 0.03, "{s}: {mean}");
        for m in 0..MONTHS {
            let members = steered.members[m][s] / free.members[m][s];
            assert!((members - 1.0).abs() < 0.02, "{m} {s}: {members}");
        }
    }
}

#[test]
fn who_died_is_missing_later() {
    let flat = |n: f64| vec![vec![n; 4]; MONTHS];
    let (few, many) = (run(flat(40.0), &[]), run(flat(400.0), &[]));
    let last = |c: &Course| c.members[MONTHS - 1].iter().sum::<f64>();
    assert!(last(&many) < last(&few), "{} {}", last(&many), last(&few));
}
