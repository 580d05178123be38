//! The last value moved on by the mean change: y_(T+h) = y_T exp(h d + Σ ±(Δ_t − d)), d the mean yearly change of a
//! state.

use super::{Forecast, Forecaster, chance, changes, log_counts, months_of, pick, sign};
use crate::course::{N, States};
use crate::panel::Panel;

/// The rule.
#[derive(Clone, Copy, Debug)]
pub struct Drift;

impl Forecaster for Drift {
    fn name(&self) -> &'static str {
        "drift"
    }

    fn forecast(&self, past: &Panel, years: usize, draws: u32, seed: u64) -> Forecast {
        let logs = log_counts(&past.years());
        let changes = changes(&logs);
        let n = changes.len() as f64;
        let drift: States = std::array::from_fn(|s| changes.iter().map(|c| c[s]).sum::<f64>() / n);
        (0..draws)
            .map(|draw| {
                let mut chance = chance(seed, 2, draw);
                let mut level = logs[logs.len() - 1];
                (0..years)
                    .flat_map(|_| {
                        let change = changes[pick(changes.len(), &mut chance)];
                        let sign = sign(&mut chance);
                        for s in 0..N {
                            level[s] += drift[s] + sign * (change[s] - drift[s]);
                        }
                        months_of(past, &level, &mut chance)
                    })
                    .collect()
            })
            .collect()
    }
}
