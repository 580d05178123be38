//! Distributions that an assumption can have.

use numerics::elementary::{exp, ln};
use numerics::sample::normal_quantile;
use serde::Serialize;

/// The 95 % quantile of the standard normal distribution.
const Z95: f64 = 1.644_853_626_951_472_2;

/// What is believed of a number before looking at the record.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "distribution", rename_all = "kebab-case")]
pub enum Prior {
    /// Equally likely between two bounds.
    Uniform {
        /// Lower bound.
        low: f64,
        /// Upper bound.
        high: f64,
    },
    /// The logarithm is equally likely between those of two bounds.
    LogUniform {
        /// Lower bound, above zero.
        low: f64,
        /// Upper bound.
        high: f64,
    },
    /// Normal, given by its 5 % and 95 % quantiles, held between bounds.
    Normal {
        /// 5 % quantile.
        low: f64,
        /// 95 % quantile.
        high: f64,
        /// Hard lower bound.
        min: Option<f64>,
        /// Hard upper bound.
        max: Option<f64>,
    },
    /// The logarithm is normal; given by the 5 % and 95 % quantiles of the number itself.
    LogNormal {
        /// 5 % quantile, above zero.
        low: f64,
        /// 95 % quantile.
        high: f64,
        /// Hard lower bound.
        min: Option<f64>,
        /// Hard upper bound.
        max: Option<f64>,
    },
    /// One value.
    Fixed {
        /// The value.
        value: f64,
    },
}

impl Prior {
    /// The quantile at a probability between 0 and 1.
    pub fn quantile(&self, p: f64) -> f64 {
        let held = |x: f64, min: &Option<f64>, max: &Option<f64>| {
            x.max(min.unwrap_or(f64::NEG_INFINITY))
                .min(max.unwrap_or(f64::INFINITY))
        };
        match self {
            Self::Uniform { low, high } => low + (high - low) * p,
            Self::LogUniform { low, high } => exp(ln(*low) + (ln(*high) - ln(*low)) * p),
            Self::Normal {
                low,
                high,
                min,
                max,
            } => {
                let (centre, spread) = (0.5 * (low + high), 0.5 * (high - low) / Z95);
                held(centre + spread * normal_quantile(p), min, max)
            }
            Self::LogNormal {
                low,
                high,
                min,
                max,
            } => {
                let (low, high) = (ln(*low), ln(*high));
                let (centre, spread) = (0.5 * (low + high), 0.5 * (high - low) / Z95);
                held(exp(centre + spread * normal_quantile(p)), min, max)
            }
            Self::Fixed { value } => *value,
        }
    }

    /// The distribution in words with its numbers.
    pub fn words(&self) -> String {
        let bounds = |min: &Option<f64>, max: &Option<f64>| {
            let min = min.map_or(String::new(), |m| format!(", never below {m}"));
            let max = max.map_or(String::new(), |m| format!(", never above {m}"));
            format!("{min}{max}")
        };
        match self {
            Self::Uniform { low, high } => format!("anything from {low} to {high} alike"),
            Self::LogUniform { low, high } => {
                format!("anything from {low} to {high}, each order of size alike")
            }
            Self::Normal {
                low,
                high,
                min,
                max,
            } => {
                format!("normal, 90 % from {low} to {high}{}", bounds(min, max))
            }
            Self::LogNormal {
                low,
                high,
                min,
                max,
            } => {
                format!("log-normal, 90 % from {low} to {high}{}", bounds(min, max))
            }
            Self::Fixed { value } => format!("held at {value}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Prior> {
        vec![
            Prior::Uniform {
                low: -2.0,
                high: 3.0,
            },
            Prior::LogUniform {
                low: 1e-9,
                high: 1e-6,
            },
            Prior::Normal {
                low: -1.0,
                high: 2.0,
                min: Some(-1.5),
                max: None,
            },
            Prior::LogNormal {
                low: 0.1,
                high: 10.0,
                min: None,
                max: Some(40.0),
            },
        ]
    }

    #[test]
    fn quantiles_rise_and_stay_within_bounds() {
        for prior in all() {
            let q: Vec<f64> = (1..1000)
                .map(|k| prior.quantile(f64::from(k) / 1000.0))
                .collect();
            assert!(q.windows(2).all(|w| w[0] <= w[1]), "{prior:?}");
            assert!(q.iter().all(|x| x.is_finite()));
        }
        assert_eq!(all()[2].quantile(1e-9), -1.5);
        assert_eq!(all()[3].quantile(1.0 - 1e-9), 40.0);
    }

    #[test]
    fn low_and_high_are_the_bounds_or_the_ninety_per_cent_interval() {
        let at = |k: usize, p: f64| all()[k].quantile(p);
        assert!((at(0, 0.0) + 2.0).abs() < 1e-12 && (at(0, 1.0) - 3.0).abs() < 1e-12);
        assert!((at(1, 0.5) / 10.0_f64.powf(-7.5) - 1.0).abs() < 1e-9);
        assert!((at(2, 0.05) + 1.0).abs() < 1e-9 && (at(2, 0.95) - 2.0).abs() < 1e-9);
        assert!((at(3, 0.05) - 0.1).abs() < 1e-9 && (at(3, 0.5) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn words_carry_the_numbers() {
        assert_eq!(
            all()[2].words(),
            "normal, 90 % from -1 to 2, never below -1.5"
        );
        assert_eq!(Prior::Fixed { value: 0.5 }.words(), "held at 0.5");
    }
}
