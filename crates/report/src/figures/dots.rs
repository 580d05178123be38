//! Quantile dot plots: equally likely values, stacked where they fall.

use crate::scale::Linear;

/// Height of the stacks.
pub(super) const STACK: f64 = 46.0;
/// Diameters of dots: the largest that lets all stacks fit is taken.
const DIAMETERS: std::ops::RangeInclusive<u8> = 3..=7;
/// The diameter where none fits; the stacks that are too high close up.
const CLOSED_UP: f64 = 4.0;

/// The diameter for rows of ascending values on one scale.
pub(super) fn diameter(rows: impl Iterator<Item = Vec<f64>>, x: &Linear) -> f64 {
    let rows: Vec<Vec<f64>> = rows.collect();
    let fits = |d: f64| {
        rows.iter().all(|row| {
            let columns: Vec<f64> = row.iter().map(|v| column(*v, x, d)).collect();
            highest(&columns) as f64 * d <= STACK
        })
    };
    DIAMETERS
        .rev()
        .map(f64::from)
        .find(|d| fits(*d))
        .unwrap_or(CLOSED_UP)
}

/// Centres of the stacked dots of one row above `floor`, and the diameter to draw.
pub(super) fn stack(
    dots: impl Iterator<Item = f64>,
    x: &Linear,
    diameter: f64,
    floor: f64,
) -> (Vec<(f64, f64)>, f64) {
    let columns: Vec<f64> = dots.map(|v| column(v, x, diameter)).collect();
    let step = diameter.min((STACK - diameter) / (highest(&columns) as f64 - 1.0).max(1.0));
    let zero = x.at(0.0);
    let mut level = 0;
    let centres = columns
        .iter()
        .enumerate()
        .map(|(k, c)| {
            level = if k > 0 && columns[k - 1] == *c {
                level + 1
            } else {
                0
            };
            (zero + c, floor - diameter / 2.0 - step * f64::from(level))
        })
        .collect();
    (centres, diameter * 0.88)
}

/// Height of the highest stack, in dots.
fn highest(columns: &[f64]) -> usize {
    columns
        .chunk_by(|a, b| a == b)
        .map(<[f64]>::len)
        .max()
        .unwrap_or(0)
}

/// Column of a dot: columns are as wide as a dot and none straddles zero.
fn column(value: f64, x: &Linear, diameter: f64) -> f64 {
    let offset = x.at(value) - x.at(0.0);
    if offset == 0.0 {
        0.0
    } else {
        ((offset / diameter).floor() + 0.5) * diameter
    }
}
