//! Axes: linear scales and ticks at round numbers.

use crate::number;

/// A straight map from values to coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Linear {
    /// Maps `domain` to `range`; an empty domain is widened.
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self {
            domain: widened(domain.0, domain.1),
            range,
        }
    }

    /// The coordinate of a value.
    pub fn at(&self, value: f64) -> f64 {
        let share = (value - self.domain.0) / (self.domain.1 - self.domain.0);
        self.range.0 + share * (self.range.1 - self.range.0)
    }
}

/// Ticks at round numbers, ascending and evenly spaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    /// The values.
    pub values: Vec<f64>,
    /// Distance between neighbours.
    pub step: f64,
}

impl Ticks {
    /// At most `most` ticks (of three or more) of which the first is ≤ `low` and the last ≥ `high`.
    pub fn covering(low: f64, high: f64, most: usize) -> Self {
        let (low, high) = widened(low, high);
        Self::first_fit(low, high, most.max(3), |step| {
            ((low / step + SLACK).floor(), (high / step - SLACK).ceil())
        })
    }

    /// At most `most` ticks between `low` and `high`.
    pub fn within(low: f64, high: f64, most: usize) -> Self {
        let (low, high) = widened(low, high);
        Self::first_fit(low, high, most.max(1), |step| {
            ((low / step - SLACK).ceil(), (high / step + SLACK).floor())
        })
    }

    /// At most `most` whole years between `low` and `high`.
    pub fn years(low: f64, high: f64, most: usize) -> Self {
        let mut ticks = Self::within(low, high, most);
        if ticks.step < 1.0 {
            ticks = Self {
                values: Vec::new(),
                step: 1.0,
            };
            let mut year = low.ceil();
            while year <= high {
                ticks.values.push(year);
                year += 1.0;
            }
        }
        ticks
    }

    /// The label of a tick.
    pub fn label(&self, value: f64) -> String {
        number::tick(value, self.step)
    }

    fn first_fit(low: f64, high: f64, most: usize, ends: impl Fn(f64) -> (f64, f64)) -> Self {
        let mut power = ((high - low) / most as f64).log10().floor() as i32 - 1;
        loop {
            for digit in [1.0, 2.0, 5.0] {
                let step = digit * 10f64.powi(power);
                let (first, last) = ends(step);
                if last - first < most as f64 {
                    let count = (last - first).max(-1.0) as i64;
                    // Adding zero turns −0 into 0.
                    let values = (0..=count)
                        .map(|k| (first + k as f64) * step + 0.0)
                        .collect();
                    return Self { values, step };
                }
            }
            power += 1;
        }
    }
}

/// Share of a step by which a value may miss a tick from rounding alone.
const SLACK: f64 = 1e-9;

/// A finite, non-empty domain.
fn widened(low: f64, high: f64) -> (f64, f64) {
    match (low.is_finite(), high.is_finite()) {
        (true, true) if high - low > 1e-12 * low.abs().max(high.abs()) && high > low => (low, high),
        (true, _) => (low, low + low.abs().max(1.0)),
        (false, true) => (high - high.abs().max(1.0), high),
        (false, false) => (0.0, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_nice(step: f64) -> bool {
        let mantissa = step / 10f64.powf(step.log10().floor());
        [1.0, 2.0, 5.0, 10.0]
            .iter()
            .any(|m| (mantissa - m).abs() < 1e-6)
    }

    #[test]
    fn ticks_cover_the_range_are_few_and_nice() {
        for power in -9..9 {
            for k in 1..60 {
                for low in [-1.0, -0.3, 0.0, 0.7] {
                    let unit = 10f64.powi(power);
                    let (low, high) = (low * unit, (low + 0.17 * f64::from(k)) * unit);
                    for most in [3, 4, 6, 8] {
                        let ticks = Ticks::covering(low, high, most);
                        let n = ticks.values.len();
                        assert!((2..=most).contains(&n), "{low} {high} {most}: {ticks:?}");
                        assert!(ticks.values[0] <= low + 1e-6 * ticks.step);
                        assert!(ticks.values[n - 1] >= high - 1e-6 * ticks.step);
                        assert!(is_nice(ticks.step), "{ticks:?}");
                        let ticks = Ticks::within(low, high, most);
                        assert!(ticks.values.len() <= most && is_nice(ticks.step));
                        assert!(ticks.values.iter().all(
                            |t| *t >= low - 1e-6 * ticks.step && *t <= high + 1e-6 * ticks.step
                        ));
                    }
                }
            }
        }
    }

    #[test]
    fn labels_are_distinct_and_never_minus_zero() {
        for high in [0.03, 0.7, 1.0, 4.2, 33.0, 812.0, 250_000.0] {
            let ticks = Ticks::covering(-high, high, 8);
            let labels: Vec<String> = ticks.values.iter().map(|t| ticks.label(*t)).collect();
            for (k, label) in labels.iter().enumerate() {
                assert!(label != "−0" && label != "-0", "{labels:?}");
                assert!(!labels[..k].contains(label), "{labels:?}");
            }
        }
    }

    #[test]
    fn years_are_whole() {
        assert_eq!(
            Ticks::years(2012.0, 2032.0, 6).values,
            [2015.0, 2020.0, 2025.0, 2030.0]
        );
        assert_eq!(Ticks::years(2020.25, 2022.5, 6).values, [2021.0, 2022.0]);
    }

    #[test]
    fn odd_domains_are_mended() {
        for (low, high) in [
            (0.0, 0.0),
            (5.0, 5.0),
            (f64::NAN, 3.0),
            (0.0, f64::INFINITY),
            (4.0, 1.0),
        ] {
            let ticks = Ticks::covering(low, high, 6);
            assert!(ticks.values.iter().all(|t| t.is_finite()) && ticks.values.len() >= 2);
            assert!(Linear::new((low, high), (0.0, 100.0)).at(1.0).is_finite());
        }
    }
}
