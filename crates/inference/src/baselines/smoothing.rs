//! Simple exponential smoothing of the logarithm of yearly counts, as the local-level model in innovations form:
//!
//! ```text
//! y_t = l_(t−1) + e_t,   l_t = l_(t−1) + α e_t
//! ```
//!
//! with one α for all states, of least squares, and the past errors e_t as errors to come (the same year for all states).
//! Source: Hyndman, Koehler, Ord & Snyder, *Forecasting with Exponential Smoothing* (2008), chapter 2.

use super::{Forecast, Forecaster, chance, log_counts, months_of, pick, sign};
use crate::course::{N, States};
use crate::panel::Panel;

/// The rule.
#[derive(Clone, Copy, Debug)]
pub struct Smoothing;

/// Last levels and errors of a smoothing.
fn smooth(logs: &[States], alpha: f64) -> (States, Vec<States>) {
    let mut level = logs[0];
    let mut errors = Vec::new();
    for y in &logs[1..] {
        let error: States = std::array::from_fn(|s| y[s] - level[s]);
        for s in 0..N {
            level[s] += alpha * error[s];
        }
        errors.push(error);
    }
    (level, errors)
}

impl Forecaster for Smoothing {
    fn name(&self) -> &'static str {
        "exponential smoothing"
    }

    fn forecast(&self, past: &Panel, years: usize, draws: u32, seed: u64) -> Forecast {
        let logs = log_counts(&past.years());
        let cost = |alpha: f64| -> f64 {
            let (_, errors) = smooth(&logs, alpha);
            errors.iter().flatten().map(|e| e * e).sum()
        };
        let alpha = (1..=100)
            .map(|k| f64::from(k) / 100.0)
            .min_by(|a, b| cost(*a).total_cmp(&cost(*b)))
            .unwrap_or(1.0);
        let (last, errors) = smooth(&logs, alpha);
        (0..draws)
            .map(|draw| {
                let mut chance = chance(seed, 4, draw);
                let mut level = last;
                (0..years)
                    .flat_map(|_| {
                        let error = errors[pick(errors.len(), &mut chance)];
                        let sign = sign(&mut chance);
                        let y: States = std::array::from_fn(|s| level[s] + sign * error[s]);
                        for s in 0..N {
                            level[s] += alpha * sign * error[s];
                        }
                        months_of(past, &y, &mut chance)
                    })
                    .collect()
            })
            .collect()
    }
}
