//! Interval score of the central 90 % interval.
//!
//! ```text
//! MIS = (U − L) + (2/α)(L − y)[y < L] + (2/α)(y − U)[y > U]      α = 0.1, L and U the 5 and 95 % quantiles
//! ```
//!
//! Sources: Gneiting & Raftery, *JASA* 102:359 (2007); ViEWS Prediction Challenge 2023/24.

use super::{quantile, sorted};

/// Interval score of draws and an outcome at α = 0.1.
pub fn interval_score(draws: &[f64], outcome: f64) -> f64 {
    let ascending = sorted(draws);
    let (low, high) = (quantile(&ascending, 0.05), quantile(&ascending, 0.95));
    (high - low) + 20.0 * ((low - outcome).max(0.0) + (outcome - high).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_vectors() {
        let close = |draws: &[f64], y: f64, expected: f64| {
            assert!((interval_score(draws, y) - expected).abs() < 1e-9);
        };
        close(&[0.0, 1.0, 2.0, 3.0, 10.0], 4.0, 8.4);
        close(&[0.0; 5], 0.0, 0.0);
        close(&[0.0; 1000], 3.0, 60.0);
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        close(&hundred, 50.0, 89.1);
        close(&[5.0; 10], 20.0, 300.0);
    }
}
