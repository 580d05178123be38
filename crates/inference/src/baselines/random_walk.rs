//! A hierarchical random walk on the logarithm of yearly counts:
//!
//! ```text
//! ln y_s(t+1) = ln y_st + g_t + e_st        g_t ~ σ_g t_5 for the nation, e_st ~ σ_e t_5 for a state
//! ```
//!
//! with the variances drawn for their errors; t_5 has variance 5/3.

use super::{Forecast, Forecaster, chance, changes, deviation, log_counts, months_of, student_5};
use crate::course::N;
use crate::panel::Panel;

/// The rule.
#[derive(Clone, Copy, Debug)]
pub struct RandomWalk;

/// Standard deviation of t_5.
const T5_DEVIATION: f64 = 1.290_994_448_735_805_6;

impl Forecaster for RandomWalk {
    fn name(&self) -> &'static str {
        "random walk, national and state"
    }

    fn forecast(&self, past: &Panel, years: usize, draws: u32, seed: u64) -> Forecast {
        let logs = log_counts(&past.years());
        let changes = changes(&logs);
        let n = changes.len();
        let (mut common, mut own) = (0.0, 0.0);
        for change in &changes {
            let g = change.iter().sum::<f64>() / N as f64;
            common += g * g;
            own += change.iter().map(|c| (c - g).powi(2)).sum::<f64>();
        }
        (0..draws)
            .map(|draw| {
                let mut chance = chance(seed, 6, draw);
                let sigma_g = deviation(common, n, &mut chance) / T5_DEVIATION;
                let sigma_e = deviation(own, n * (N - 1), &mut chance) / T5_DEVIATION;
                let mut level = logs[logs.len() - 1];
                (0..years)
                    .flat_map(|_| {
                        let g = sigma_g * student_5(&mut chance);
                        for l in &mut level {
                            *l += g + sigma_e * student_5(&mut chance);
                        }
                        months_of(past, &level, &mut chance)
                    })
                    .collect()
            })
            .collect()
    }
}
