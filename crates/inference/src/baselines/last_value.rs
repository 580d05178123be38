//! Last year's count, with errors as large as past changes: y_(T+h) = y_T exp(Σ ±Δ_t), past yearly changes Δ_t drawn
//! anew for each year, the same year t for all states, so that states move together as they did.

use super::{Forecast, Forecaster, chance, changes, log_counts, months_of, pick, sign};
use crate::panel::Panel;

/// The rule.
#[derive(Clone, Copy, Debug)]
pub struct LastValue;

impl Forecaster for LastValue {
    fn name(&self) -> &'static str {
        "last value"
    }

    fn forecast(&self, past: &Panel, years: usize, draws: u32, seed: u64) -> Forecast {
        let logs = log_counts(&past.years());
        let changes = changes(&logs);
        (0..draws)
            .map(|draw| {
                let mut chance = chance(seed, 1, draw);
                let mut level = logs[logs.len() - 1];
                (0..years)
                    .flat_map(|_| {
                        let change = changes[pick(changes.len(), &mut chance)];
                        let sign = sign(&mut chance);
                        for (l, c) in level.iter_mut().zip(change) {
                            *l += sign * c;
                        }
                        months_of(past, &level, &mut chance)
                    })
                    .collect()
            })
            .collect()
    }
}
