//! The same month of last year, with errors as large as past changes from a month to that month a year later.

use super::{Forecast, Forecaster, chance, log_counts, pick, sign};
use crate::course::N;
use crate::panel::Panel;
use numerics::elementary::exp;
use numerics::sample::poisson;

/// The rule.
#[derive(Clone, Copy, Debug)]
pub struct Seasonal;

impl Forecaster for Seasonal {
    fn name(&self) -> &'static str {
        "seasonal last value"
    }

    fn forecast(&self, past: &Panel, years: usize, draws: u32, seed: u64) -> Forecast {
        let logs = log_counts(&past.months);
        let span = logs.len() / 12;
        (0..draws)
            .map(|draw| {
                let mut chance = chance(seed, 3, draw);
                let mut level = logs[logs.len() - 12..].to_vec();
                let mut months = Vec::with_capacity(12 * years);
                for _ in 0..years {
                    let year = 1 + pick(span.saturating_sub(1), &mut chance);
                    let sign = sign(&mut chance);
                    for (m, level) in level.iter_mut().enumerate() {
                        let (now, before) = (logs[12 * year + m], logs[12 * (year - 1) + m]);
                        for s in 0..N {
                            level[s] += sign * (now[s] - before[s]);
                        }
                        months.push(level.map(|l| {
                            poisson(&mut chance, (exp(l.min(12.0)) - 0.5).max(0.0)) as f64
                        }));
                    }
                }
                months
            })
            .collect()
    }
}
