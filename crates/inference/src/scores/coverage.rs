//! Whether a central interval of the draws holds the outcome.

use super::{quantile, sorted};

/// Whether the central interval of nominal probability `level` holds the outcome, its ends included.
pub fn covers(draws: &[f64], outcome: f64, level: f64) -> bool {
    let ascending = sorted(draws);
    let tail = 0.5 * (1.0 - level);
    (quantile(&ascending, tail)..=quantile(&ascending, 1.0 - tail)).contains(&outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ninety_per_cent_interval_of_a_hundred_equal_steps_holds_ninety() {
        let draws: Vec<f64> = (0..=1000).map(|k| f64::from(k) / 10.0).collect();
        let held = (0..100)
            .filter(|y| covers(&draws, f64::from(*y) + 0.5, 0.9))
            .count();
        assert_eq!(held, 90);
        assert!(covers(&[3.0], 3.0, 0.5));
    }
}
