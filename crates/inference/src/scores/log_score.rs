//! Two log scores: of bins, as published, and of a smooth density, for counts that the bins do not tell apart.
//!
//! ```text
//! IGN   = −log2((c_b + 1)/(m + B))      b the bin of y, c_b the draws in it, B = 11 bins
//! ln p  = −ln f(ln(1 + y)) + ln(1 + y)  f a normal density with the mean and variance of ln(1 + x_i)
//! ```
//!
//! The bins end at 1,000, where most months of the nation and years of states lie: there the second is used. It is the
//! density of a log-normal with the moments of the draws, the shape that forecasts of counts with multiplicative errors
//! have. Sources: ViEWS Prediction Challenge 2023/24 (IGN); Gneiting & Raftery, *JASA* 102:359 (2007).

use numerics::elementary::ln;

/// Lower ends of the bins after the first.
const EDGES: [f64; 10] = [0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5];
/// Least standard deviation of a logarithm: forecasts that claim to know a count to under half a per cent are not
/// rewarded without end.
const LEAST_DEVIATION: f64 = 0.005;

/// Binned log score in bits, with one pseudo-draw a bin.
pub fn ignorance(draws: &[f64], outcome: f64) -> f64 {
    let bin = |x: f64| EDGES.iter().filter(|e| x >= **e).count();
    let own = bin(outcome);
    let inside = draws.iter().filter(|x| bin(**x) == own).count();
    let p = (inside as f64 + 1.0) / (draws.len() as f64 + EDGES.len() as f64 + 1.0);
    -ln(p) / std::f64::consts::LN_2
}

/// Negative logarithm of the log-normal density with the moments of the draws, in nats.
pub fn log_score(draws: &[f64], outcome: f64) -> f64 {
    let m = draws.len() as f64;
    let of = |x: &f64| ln(1.0 + x.max(0.0));
    let mean = draws.iter().map(of).sum::<f64>() / m;
    let variance = draws.iter().map(|x| (of(x) - mean).powi(2)).sum::<f64>() / m;
    let deviation = variance.sqrt().max(LEAST_DEVIATION);
    let miss = (of(&outcome) - mean) / deviation;
    0.5 * miss * miss + ln(deviation) + 0.5 * ln(2.0 * std::f64::consts::PI) + of(&outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_vectors() {
        let close = |draws: &[f64], y: f64, expected: f64| {
            assert!((ignorance(draws, y) - expected).abs() < 1e-6);
        };
        close(&[0.0, 1.0, 2.0, 3.0, 10.0], 4.0, 3.0);
        close(&[0.0; 5], 0.0, 1.415_037);
        close(&[0.0; 1000], 3.0, 9.981_567);
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        close(&hundred, 50.0, 2.093_976);
        close(&[5.0; 10], 20.0, 4.392_317);
    }

    #[test]
    fn sharp_and_right_beats_wide_and_sharp_and_wrong() {
        let around = |centre: f64, by: f64| -> Vec<f64> {
            (-50..=50)
                .map(|k| centre * (1.0 + by * f64::from(k) / 50.0))
                .collect()
        };
        let sharp = log_score(&around(3000.0, 0.1), 3050.0);
        assert!(sharp < log_score(&around(3000.0, 0.5), 3050.0));
        assert!(sharp < log_score(&around(2000.0, 0.1), 3050.0));
    }
}
