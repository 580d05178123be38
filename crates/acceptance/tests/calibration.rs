//! The reduced calibration on the record agrees with the posterior that ships with the program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use acceptance::shared;
use assumptions::Ledger;
use inference::calibration::{Plan, Size};
use inference::diagnostics::Diagnostics;
use inference::inputs::FIRST_YEAR;
use inference::panel::Panel;
use inference::posterior::Posterior;
use inference::structures::STRUCTURES;
use std::sync::atomic::AtomicBool;
use system::parameters::PARAMETERS;

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn a_reduced_calibration_agrees_with_the_posterior_that_ships() {
    let ledger = Ledger::built_in(PARAMETERS).unwrap();
    let file = shared("data/mexico_homicides_state_month.csv");
    let table = record::long_csv::read_state_months(&file).unwrap();
    let panel = Panel::from_table("the series", &table, "homicides", FIRST_YEAR).unwrap();
    let structure = 1;
    let plan = Plan::new(
        &ledger,
        &STRUCTURES[structure].named_forms(),
        "the series".to_owned(),
        panel.quarters(),
        7,
        Size::REDUCED,
    );
    let target = plan.target(&ledger);
    let populations: Vec<_> = (0..plan.shards)
        .map(|shard| {
            plan.run_in_memory(shard, &target, &AtomicBool::new(false))
                .unwrap()
        })
        .collect();
    let reduced = Diagnostics::of(&plan, &ledger, &populations);
    let shipped = Posterior::shipped(structure, &ledger).unwrap().manifest;
    assert_eq!(shipped.last_year, plan.last_year());
    // What the record says most about: medians of one lie within the 90 % interval of the other, widened by half.
    let mut compared = 0;
    for of in &shipped.diagnostics.parameters {
        if of.overlap > 0.5 {
            continue;
        }
        let Some(other) = reduced
            .parameters
            .iter()
            .find(|p| p.parameter == of.parameter)
        else {
            continue;
        };
        let ([low, _, high], median) = (of.quantiles, other.quantiles[1]);
        let margin = 0.5 * (high - low);
        assert!(
            (low - margin..=high + margin).contains(&median),
            "{}: {median} outside {low} to {high}",
            of.parameter
        );
        compared += 1;
    }
    assert!(compared >= 2, "{compared}");
}
