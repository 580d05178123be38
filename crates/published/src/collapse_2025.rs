//! Two groups that a shock can end (Prieto-Curiel 2025, weekly map, variant with constant arrests).
//!
//! Can one blow end a cartel? Arrests are a head count here, not a share of the members:
//!
//! ```text
//! C1' = max(0, C1 + ρ C1 − θ C1 C2 − 50 − ω C1²),   killed = 2 θ C1 C2
//! ```
//!
//! Two equal groups then have two fixed points, the roots of 0.0048 C − 1.12e-7 C² − 50 = 0: a stable
//! one at 25,000 and an unstable one at 17,857.14. A shock that ends below it dooms both groups,
//! slowly.

use crate::map::{self, Row, target};
use crate::prieto_curiel_2023::network::Network;
use crate::{PublishedError, PublishedModel, Quantities, RunRequest, RunRow, Symbol, Target};

/// The model.
#[derive(Clone, Copy, Debug)]
pub struct Model;

const RHO: f64 = 120.0 / 25_000.0;
const THETA: f64 = 10.0 / (25_000.0 * 25_000.0);
const ARRESTS_PER_WEEK: f64 = 50.0;
const OMEGA: f64 = 60.0 / (25_000.0 * 25_000.0);

fn rows(shock: f64, count: usize) -> Vec<Row> {
    map::rows(THETA, shock, count, |c, enemy, theta| {
        (c + RHO * c - theta * c * enemy - ARRESTS_PER_WEEK - OMEGA * c * c).max(0.0)
    })
}

/// The smaller root of ρ C − (θ + ω) C² − arrests = 0, people.
fn unstable_equilibrium() -> f64 {
    let curvature = THETA + OMEGA;
    (RHO - (RHO * RHO - 4.0 * curvature * ARRESTS_PER_WEEK).sqrt()) / (2.0 * curvature)
}

static SYMBOLS: [Symbol; 1] = [map::shock_symbol(68.0)];

impl PublishedModel for Model {
    fn id(&self) -> &'static str {
        "collapse-2025"
    }
    fn title(&self) -> &'static str {
        "Two cartels and a blow that ends them"
    }
    fn citation(&self) -> &'static str {
        "Prieto-Curiel, R. (2025), two-cartel conflict model, collapse variant, authors' stored \
         code 7966783095; reference values from a port of that code"
    }
    fn purpose(&self) -> &'static str {
        "Can one large blow end a cartel, when arrests are a fixed number of people a week?"
    }
    fn uses_network(&self) -> bool {
        false
    }
    fn symbols(&self) -> &'static [Symbol] {
        &SYMBOLS
    }
    fn run(&self, request: &RunRequest, _network: &Network) -> Result<Vec<RunRow>, PublishedError> {
        map::run(self.id(), &SYMBOLS, request, rows)
    }
    fn targets(&self) -> &'static [Target] {
        &TARGETS
    }
    fn quantities<'a>(&self, _network: &'a Network) -> Box<dyn Quantities + 'a> {
        Box::new(Collapse)
    }
}

struct Collapse;

impl Quantities for Collapse {
    fn value(&self, quantity: &str, setting: &str) -> Result<Option<f64>, PublishedError> {
        let Some(shock) = map::shock_of(setting) else {
            return Ok(None);
        };
        let run = rows(shock, map::ROWS);
        Ok(match quantity {
            "unstable_equilibrium" => Some(unstable_equilibrium()),
            "C1_final" => run.last().map(|r| r.c1),
            "first_zero_row" => run
                .iter()
                .position(|r| r.c1 == 0.0)
                .map(|at| (at + 1) as f64),
            "kills_sum_1501_rows" => Some(run.iter().map(|r| r.killed).sum()),
            _ => map::row_number(quantity, "C1_at_row", &run).map(|r| r.c1),
        })
    }
}

/// Reference values: a port of the authors' code; the equilibrium is analytic.
static TARGETS: [Target; 12] = [
    target("unstable_equilibrium", "no shock", 17_857.142_857, 1e-9),
    target("C1_at_row126", "theta x68", 14_598.11, 1e-5),
    target("C1_at_row300", "theta x68", 13_838.14, 1e-5),
    target("C1_at_row520", "theta x68", 12_484.33, 1e-5),
    target("C1_at_row1000", "theta x68", 5_698.081, 1e-5),
    target("first_zero_row", "theta x68", 1158.0, 0.0),
    // 48.00 more than the equations give: 68 − 20, as if the first row were that of the balanced variant.
    // Shown, not required.
    Target {
        required: false,
        ..target("kills_sum_1501_rows", "theta x68", 27_103.97, 1e-5)
    },
    target("C1_final", "theta x30", 20_762.18, 1e-4),
    target("C1_final", "theta x38", 18_292.60, 1e-4),
    target("C1_final", "theta x40", 17_478.29, 1e-4),
    target("C1_final", "theta x50", 11_123.11, 1e-4),
    target("C1_final", "theta x60", 0.0, 0.0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tipping_point_lies_between_39_and_40_times() {
        // Reference: 17,870.8 at row 126 for x39, which recovers; 17,735.3 for x40, which does not.
        let (recovers, dies) = (rows(39.0, 1501), rows(40.0, 1501));
        assert!((recovers[125].c1 - 17_870.8).abs() < 0.1);
        assert!((dies[125].c1 - 17_735.3).abs() < 0.1);
        assert!(recovers[1500].c1 > recovers[125].c1);
        assert!(dies[1500].c1 < dies[125].c1);
    }

    #[test]
    fn sizes_are_never_negative() {
        assert!(
            rows(1000.0, 1501)
                .iter()
                .all(|r| r.c1 >= 0.0 && r.killed >= 0.0)
        );
    }
}
