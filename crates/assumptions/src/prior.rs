//! Distributions that an assumption can have.

use numerics::elementary::{exp, ln};
use numerics::sample::{normal_cdf, normal_quantile};
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

/// How probable a distribution makes a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Density {
    /// Probability per unit near it.
    Per(f64),
    /// Probability of exactly it: a hard bound holds what would lie beyond.
    Of(f64),
}

/// Rounding of a value that lies on a bound, relative.
const ROUNDING: f64 = 1e-9;

impl Prior {
    /// Centre and spread of the normal distribution of a value, or of its logarithm.
    fn normal(&self) -> Option<(f64, f64)> {
        let of = |low: f64, high: f64| (0.5 * (low + high), 0.5 * (high - low) / Z95);
        match self {
            Self::Normal { low, high, .. } => Some(of(*low, *high)),
            Self::LogNormal { low, high, .. } => Some(of(ln(*low), ln(*high))),
            _ => None,
        }
    }

    /// Least and greatest value.
    pub fn support(&self) -> (f64, f64) {
        match self {
            Self::Uniform { low, high } | Self::LogUniform { low, high } => (*low, *high),
            Self::Normal { min, max, .. } => (
                min.unwrap_or(f64::NEG_INFINITY),
                max.unwrap_or(f64::INFINITY),
            ),
            Self::LogNormal { min, max, .. } => (min.unwrap_or(0.0), max.unwrap_or(f64::INFINITY)),
            Self::Fixed { value } => (*value, *value),
        }
    }

    /// Probability of less than a value, hard bounds aside.
    pub fn below(&self, x: f64) -> f64 {
        let between = |low: f64, high: f64, x: f64| ((x - low) / (high - low)).clamp(0.0, 1.0);
        match self {
            Self::Uniform { low, high } => between(*low, *high, x),
            Self::LogUniform { low, high } if x > 0.0 => between(ln(*low), ln(*high), ln(x)),
            Self::Normal { .. } => self
                .normal()
                .map_or(0.0, |(centre, spread)| normal_cdf((x - centre) / spread)),
            Self::LogNormal { .. } if x > 0.0 => self.normal().map_or(0.0, |(centre, spread)| {
                normal_cdf((ln(x) - centre) / spread)
            }),
            Self::LogUniform { .. } | Self::LogNormal { .. } => 0.0,
            Self::Fixed { value } => f64::from(u8::from(*value < x)),
        }
    }

    /// Probability of a value: of exactly it on a hard bound, else per unit near it.
    pub fn density(&self, x: f64) -> Density {
        let (least, greatest) = self.support();
        let slack = ROUNDING * x.abs();
        if x < least - slack || x > greatest + slack {
            return Density::Per(0.0);
        }
        let bell = |z: f64, spread: f64| {
            exp(-0.5 * z * z) / (spread * (2.0 * std::f64::consts::PI).sqrt())
        };
        match (self, self.normal()) {
            (Self::Uniform { low, high }, _) => Density::Per(1.0 / (high - low)),
            (Self::LogUniform { low, high }, _) => Density::Per(1.0 / (x * (ln(*high) - ln(*low)))),
            (Self::Fixed { .. }, _) => Density::Of(1.0),
            _ if x <= least => Density::Of(self.below(least)),
            _ if x >= greatest => Density::Of(1.0 - self.below(greatest)),
            (Self::Normal { .. }, Some((centre, spread))) => {
                Density::Per(bell((x - centre) / spread, spread))
            }
            (_, Some((centre, spread))) if x > 0.0 => {
                Density::Per(bell((ln(x) - centre) / spread, spread) / x)
            }
            _ => Density::Per(0.0),
        }
    }

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
    fn densities_are_the_slopes_of_the_probability_below_and_add_up() {
        for prior in all() {
            let (mut inside, mut on_bounds) = (0.0, 0.0);
            let (first, last) = (prior.quantile(1e-9), prior.quantile(1.0 - 1e-9));
            for bound in [first, last] {
                if let Density::Of(p) = prior.density(bound) {
                    on_bounds += p;
                }
            }
            // Slices of equal ratio where the values span orders of size.
            let n = 20_000;
            let at = |k: u32| match prior {
                Prior::LogUniform { .. } | Prior::LogNormal { .. } => {
                    first * (last / first).powf(f64::from(k) / f64::from(n))
                }
                _ => first + (last - first) * f64::from(k) / f64::from(n),
            };
            for k in 0..n {
                let (a, b) = (at(k), at(k + 1));
                if let Density::Per(p) = prior.density(0.5 * (a + b)) {
                    inside += p * (b - a);
                    let slope = (prior.below(b) - prior.below(a)) / (b - a);
                    assert!(
                        (p / slope - 1.0).abs() < 1e-3,
                        "{prior:?} at {a}: {p} {slope}"
                    );
                }
            }
            assert!(
                (inside + on_bounds - 1.0).abs() < 1e-4,
                "{prior:?} {inside} {on_bounds}"
            );
        }
        assert_eq!(all()[0].density(3.5), Density::Per(0.0));
        assert_eq!(Prior::Fixed { value: 2.0 }.density(2.0), Density::Of(1.0));
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
