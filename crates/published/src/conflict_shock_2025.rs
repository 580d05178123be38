//! Two groups and a shock of conflict (Prieto-Curiel 2025, weekly map).
//!
//! Does a burst of violence last? With C1, C2 the members of two groups,
//!
//! ```text
//! C1' = C1 + ρ C1 − θ C1 C2 − η C1 − ω C1²,   killed = 2 θ C1 C2
//! ```
//!
//! balanced by design: each group of 25,000 gains 150 a week and loses 34 killed, 40 arrested and 76
//! saturated. After the shock fewer fighters are left, so deaths fall below where they were.

use crate::map::{self, Row, target};
use crate::prieto_curiel_2023::network::Network;
use crate::{PublishedError, PublishedModel, Quantities, RunRequest, RunRow, Symbol, Target};

/// The model.
#[derive(Clone, Copy, Debug)]
pub struct Model;

const RHO: f64 = 150.0 / 25_000.0;
const THETA: f64 = 34.0 / (25_000.0 * 25_000.0);
const ETA: f64 = 80.0 / 50_000.0;
const OMEGA: f64 = 76.0 / (25_000.0 * 25_000.0);

fn rows(shock: f64, count: usize) -> Vec<Row> {
    map::rows(THETA, shock, count, |c, enemy, theta| {
        c + RHO * c - theta * c * enemy - ETA * c - OMEGA * c * c
    })
}

fn killed(rows: &[Row]) -> f64 {
    rows.iter().map(|r| r.killed).sum()
}

static SYMBOLS: [Symbol; 1] = [map::shock_symbol(3.0)];

impl PublishedModel for Model {
    fn id(&self) -> &'static str {
        "conflict-shock-2025"
    }
    fn title(&self) -> &'static str {
        "Two cartels and a conflict shock"
    }
    fn citation(&self) -> &'static str {
        "Prieto-Curiel, R. (2025), two-cartel conflict model, authors' stored code 7966783095; \
         reference values from a port of that code"
    }
    fn purpose(&self) -> &'static str {
        "Does a burst of violence between cartels last, when groups do not split?"
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
        Box::new(Shock)
    }
}

struct Shock;

impl Quantities for Shock {
    fn value(&self, quantity: &str, setting: &str) -> Result<Option<f64>, PublishedError> {
        let Some(shock) = map::shock_of(setting) else {
            return Ok(None);
        };
        let run = rows(shock, map::ROWS);
        let base = rows(1.0, map::ROWS);
        let ratio = |count: usize| killed(&run[..count]) / killed(&base[..count]);
        Ok(match quantity {
            "kills_sum_1501_rows" => Some(killed(&run)),
            "kills_ratio_1501_vs_base" => Some(ratio(map::ROWS)),
            "kills_ratio_first500_vs_base" => Some(ratio(500)),
            "C1" => run.last().map(|r| r.c1),
            "C1_min_at_row126" => run
                .iter()
                .map(|r| r.c1)
                .reduce(f64::min)
                .filter(|min| *min == run[125].c1),
            _ => map::row_number(quantity, "C1_at_row", &run)
                .map(|r| r.c1)
                .or_else(|| map::row_number(quantity, "kills_at_row", &run).map(|r| r.killed)),
        })
    }
}

const X0: &str = "theta x0 in loop steps 100-125";
const X2: &str = "theta x2 in loop steps 100-125";
const X3: &str = "theta x3 in loop steps 100-125";
const X6: &str = "theta x6 in loop steps 100-125";
const X11: &str = "theta x11 in loop steps 100-125";

/// Reference values: a port of the authors' code.
static TARGETS: [Target; 17] = [
    target("C1", "no shock", 25_000.0, 0.0),
    target("kills_sum_1501_rows", "no shock", 102_068.0, 1e-12),
    target("kills_ratio_1501_vs_base", X0, 0.993_043, 1e-6),
    target("kills_ratio_1501_vs_base", X2, 1.006_339, 1e-6),
    target("kills_ratio_1501_vs_base", X3, 1.012_122, 1e-6),
    target("kills_ratio_1501_vs_base", X6, 1.026_636, 1e-6),
    target("kills_ratio_1501_vs_base", X11, 1.043_655, 1e-6),
    target("kills_ratio_first500_vs_base", X0, 0.973_315, 1e-6),
    target("kills_ratio_first500_vs_base", X3, 1.047_867, 1e-6),
    target("kills_ratio_first500_vs_base", X11, 1.186_790, 1e-6),
    target("C1_min_at_row126", X2, 24_189.128_6, 1e-6),
    target("C1_min_at_row126", X3, 23_427.491_6, 1e-6),
    target("C1_min_at_row126", X11, 18_679.190_2, 1e-6),
    target("kills_at_row127", X2, 63.6604, 1e-5),
    target("kills_at_row127", X3, 59.7146, 1e-5),
    target("kills_at_row127", X11, 37.9616, 1e-5),
    target("C1_at_row520", X3, 24_708.086_4, 1e-6),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_shock_nothing_moves() {
        for row in rows(1.0, 200) {
            assert!((row.c1 - 25_000.0).abs() < 1e-8 && (row.killed - 68.0).abs() < 1e-10);
        }
    }

    #[test]
    fn sizes_stay_positive_for_every_accepted_shock() {
        for shock in [0.0, 11.0, 100.0, SYMBOLS[0].max] {
            assert!(
                rows(shock, 1501)
                    .iter()
                    .all(|r| r.c1 > 0.0 && r.killed.is_finite()),
                "{shock}"
            );
        }
    }

    #[test]
    fn a_violence_shock_is_self_limiting_without_splits() {
        let run = rows(3.0, 300);
        assert!(run[110].killed > 68.0, "during the shock");
        assert!(run[126].killed < 68.0, "the week after it");
    }
}
