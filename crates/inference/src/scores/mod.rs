//! Proper scores of a forecast given as draws, one file a score. Lower is better for all but coverage.

pub mod coverage;
pub mod crps;
pub mod interval;
pub mod log_score;

/// Draws in ascending order.
pub(crate) fn sorted(draws: &[f64]) -> Vec<f64> {
    let mut all = draws.to_vec();
    all.sort_by(f64::total_cmp);
    all
}

/// A quantile of ascending draws, by linear interpolation between order statistics (rank p (m − 1)); NaN without draws.
pub fn quantile(ascending: &[f64], p: f64) -> f64 {
    let Some(last) = ascending.len().checked_sub(1) else {
        return f64::NAN;
    };
    let rank = p.clamp(0.0, 1.0) * last as f64;
    let low = rank.floor() as usize;
    let high = (low + 1).min(last);
    ascending[low] + (rank - low as f64) * (ascending[high] - ascending[low])
}
