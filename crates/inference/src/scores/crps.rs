//! Continuous ranked probability score of draws x_1..x_m and outcome y.
//!
//! ```text
//! CRPS = mean|x_i − y| − (1/(2 m²)) Σ_ij |x_i − x_j|
//! ```
//!
//! in the unit of the outcome; for one draw it is the absolute error. Sources: Gneiting & Raftery, *JASA* 102:359
//! (2007); ViEWS Prediction Challenge 2023/24.

use super::sorted;

/// CRPS of draws and an outcome; NaN without draws.
pub fn crps(draws: &[f64], outcome: f64) -> f64 {
    let m = draws.len() as f64;
    let error = draws.iter().map(|x| (x - outcome).abs()).sum::<f64>() / m;
    // Σ_ij |x_i − x_j| = 2 Σ_k (2k − m + 1) x_(k) over ascending draws, k from 0.
    let spread: f64 = sorted(draws)
        .iter()
        .enumerate()
        .map(|(k, x)| (2.0 * k as f64 - m + 1.0) * x)
        .sum();
    error - spread / (m * m)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_vectors() {
        let close = |draws: &[f64], y: f64, expected: f64| {
            assert!((crps(draws, y) - expected).abs() < 1e-9);
        };
        close(&[0.0, 1.0, 2.0, 3.0, 10.0], 4.0, 1.44);
        close(&[0.0; 5], 0.0, 0.0);
        close(&[0.0; 1000], 3.0, 3.0);
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        close(&hundred, 50.0, 8.335);
        close(&[5.0; 10], 20.0, 15.0);
    }

    proptest! {
        #[test]
        fn it_is_never_negative_and_scales_with_the_unit(
            draws in proptest::collection::vec(-1e3_f64..1e3, 1..40), y in -1e3_f64..1e3
        ) {
            let score = crps(&draws, y);
            prop_assert!(score >= -1e-9);
            let tripled: Vec<f64> = draws.iter().map(|x| 3.0 * x).collect();
            prop_assert!((crps(&tripled, 3.0 * y) - 3.0 * score).abs() < 1e-6);
        }
    }

    #[test]
    fn the_true_distribution_scores_best_on_average() {
        // Outcomes 1..10 equally likely: forecasts that are too narrow, wide or shifted do worse.
        let mean = |draws: &[f64]| (1..=10).map(|y| crps(draws, f64::from(y))).sum::<f64>();
        let truth: Vec<f64> = (1..=10).map(f64::from).collect();
        let narrow: Vec<f64> = truth.iter().map(|x| 5.5 + 0.5 * (x - 5.5)).collect();
        let shifted: Vec<f64> = truth.iter().map(|x| x + 2.0).collect();
        assert!(mean(&truth) < mean(&narrow) && mean(&truth) < mean(&shifted));
    }
}
