//! A hierarchical negative-binomial autoregression of yearly counts.
//!
//! ```text
//! μ_s(t+1) = m_s + φ (ln y_st − m_s) + g_t + e_st        g_t ~ N(0, σ_g²) for the nation, e_st ~ N(0, σ_e²)
//! y_st ~ Poisson(exp μ_st · γ),  γ gamma with mean 1 through the log-normal e and g
//! ```
//!
//! φ is pooled over states by least squares of deviations from the state's mean m_s, with the first-order correction for
//! short series, φ + (1 + 3 φ)/T (Kendall, *Biometrika* 41:403, 1954), at most 1; variances are drawn for their errors.

use super::{Forecast, Forecaster, chance, deviation, log_counts, months_of};
use crate::course::{N, States};
use crate::panel::Panel;
use numerics::sample::normal;

/// The rule.
#[derive(Clone, Copy, Debug)]
pub struct Autoregression;

impl Forecaster for Autoregression {
    fn name(&self) -> &'static str {
        "autoregression"
    }

    fn forecast(&self, past: &Panel, years: usize, draws: u32, seed: u64) -> Forecast {
        let logs = log_counts(&past.years());
        let t = logs.len() as f64;
        let mean: States = std::array::from_fn(|s| logs.iter().map(|y| y[s]).sum::<f64>() / t);
        let (mut xy, mut xx) = (0.0, 0.0);
        for w in logs.windows(2) {
            for s in 0..N {
                xy += (w[0][s] - mean[s]) * (w[1][s] - mean[s]);
                xx += (w[0][s] - mean[s]).powi(2);
            }
        }
        let raw = if xx > 0.0 { xy / xx } else { 0.0 };
        let phi = (raw + (1.0 + 3.0 * raw) / t).clamp(0.0, 1.0);
        let (mut common, mut own) = (0.0, 0.0);
        for w in logs.windows(2) {
            let error: States =
                std::array::from_fn(|s| w[1][s] - mean[s] - phi * (w[0][s] - mean[s]));
            let g = error.iter().sum::<f64>() / N as f64;
            common += g * g;
            own += error.iter().map(|e| (e - g).powi(2)).sum::<f64>();
        }
        let n = logs.len() - 1;
        (0..draws)
            .map(|draw| {
                let mut chance = chance(seed, 5, draw);
                let sigma_g = deviation(common, n, &mut chance);
                let sigma_e = deviation(own, n * (N - 1), &mut chance);
                let mut level = logs[logs.len() - 1];
                (0..years)
                    .flat_map(|_| {
                        let g = sigma_g * normal(&mut chance);
                        for s in 0..N {
                            let e = sigma_e * normal(&mut chance);
                            level[s] = mean[s] + phi * (level[s] - mean[s]) + g + e;
                        }
                        months_of(past, &level, &mut chance)
                    })
                    .collect()
            })
            .collect()
    }
}
