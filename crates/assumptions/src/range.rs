//! What a number can mean at all: bounds that no assumption may leave, whoever holds it.
//!
//! They follow from the unit, except where an entry of the ledger says otherwise (`range = { min = …, max = … }`).

use crate::prior::{Density, Prior};
use serde::Serialize;

/// Most probability that a distribution without bounds of its own may give to values beyond a bound: a tail that no
/// ensemble would notice.
const MOST_BEYOND: f64 = 1e-3;
/// Least probability beyond an open prior that is told.
const LEAST_TOLD: f64 = 0.01;

/// The values that a parameter can take.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Range {
    /// Least value; none where there is no least.
    pub min: Option<f64>,
    /// Greatest value; none where there is no greatest.
    pub max: Option<f64>,
    /// Whether the least value itself is excluded: a half-life of nothing is none.
    pub is_above_min: bool,
}

impl Range {
    /// The range that a unit implies: shares and probabilities lie within 0 and 1, times are above 0, logarithms are
    /// anything, all else is 0 or more.
    pub fn of_unit(unit: &str) -> Self {
        let at_least = |max| Self {
            min: Some(0.0),
            max,
            is_above_min: false,
        };
        match unit {
            "share" | "probability" => at_least(Some(1.0)),
            "weeks" | "years" => Self {
                is_above_min: true,
                ..at_least(None)
            },
            "log ratio" => Self {
                min: None,
                ..at_least(None)
            },
            _ => at_least(None),
        }
    }

    /// The range in words: "0 to 1", "above 0", "any number".
    pub fn words(&self) -> String {
        match (self.min, self.max) {
            (Some(min), Some(max)) => format!("{min} to {max}"),
            (Some(min), None) if self.is_above_min => format!("above {min}"),
            (Some(min), None) => format!("{min} or more"),
            (None, Some(max)) => format!("{max} or less"),
            (None, None) => "any number".to_owned(),
        }
    }

    /// Whether a distribution stays within the range, but for a tail that is too small to matter.
    pub fn holds(&self, prior: &Prior) -> bool {
        let (least, greatest) = prior.support();
        let is_below = self.min.is_some_and(|min| match prior {
            Prior::Fixed { value } => *value < min || (self.is_above_min && *value == min),
            Prior::Uniform { .. } | Prior::LogUniform { .. } => least < min,
            Prior::Normal { .. } | Prior::LogNormal { .. } => {
                // What lies beyond a bound of the prior's own is held on that bound.
                let is_on_it = self.is_above_min
                    && least == min
                    && matches!(prior.density(min), Density::Of(p) if p > MOST_BEYOND);
                is_on_it || (least < min && prior.below(min) > MOST_BEYOND)
            }
        });
        let is_above = self.max.is_some_and(|max| match prior {
            Prior::Normal { .. } | Prior::LogNormal { .. } => {
                greatest > max && 1.0 - prior.below(max) > MOST_BEYOND
            }
            _ => greatest > max,
        });
        !is_below && !is_above
    }
}

/// The probability that a distribution gives to values that another holds to be out of the question, if it is worth
/// telling. A distribution without bounds holds its outer thousandths to be so.
pub(crate) fn beyond(prior: &Prior, other: &Prior) -> Option<f64> {
    let (low, high) = match other.support() {
        (low, high) if low.is_finite() && high.is_finite() => (low, high),
        _ => (
            other.quantile(MOST_BEYOND),
            other.quantile(1.0 - MOST_BEYOND),
        ),
    };
    let share = match prior {
        Prior::Fixed { value } => f64::from(u8::from(*value < low || *value > high)),
        _ => prior.below(low) + 1.0 - prior.below(high),
    };
    (share > LEAST_TOLD).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(min: Option<f64>, max: Option<f64>) -> Prior {
        Prior::Normal {
            low: 0.2,
            high: 0.95,
            min,
            max,
        }
    }

    #[test]
    fn units_bound_what_a_number_can_mean() {
        let share = Range::of_unit("share");
        assert!(!share.holds(&Prior::Fixed { value: 40.0 }));
        assert!(share.holds(&Prior::Fixed { value: 1.0 }));
        let uniform = |low, high| Prior::Uniform { low, high };
        assert!(!share.holds(&uniform(2.0, 5.0)));
        assert!(!share.holds(&uniform(-0.001, 0.5)));
        assert!(!share.holds(&normal(None, None)), "3 % lie above 1");
        assert!(share.holds(&normal(Some(0.0), Some(1.0))));
        assert!(Range::of_unit("log ratio").holds(&uniform(-3.0, 3.0)));
        assert!(!Range::of_unit("1").holds(&uniform(-3.0, 3.0)));
        assert_eq!(share.words(), "0 to 1");
    }

    #[test]
    fn a_half_life_is_above_zero() {
        let weeks = Range::of_unit("weeks");
        assert!(!weeks.holds(&Prior::Fixed { value: 0.0 }));
        assert!(weeks.holds(&Prior::Fixed { value: 0.1 }));
        let held = Prior::Normal {
            low: -1.0,
            high: 10.0,
            min: Some(0.0),
            max: None,
        };
        assert!(!weeks.holds(&held), "a tenth of the draws would be 0");
        let log = Prior::LogNormal {
            low: 1.0,
            high: 8.0,
            min: None,
            max: None,
        };
        assert!(weeks.holds(&log));
    }

    #[test]
    fn what_the_open_prior_rules_out_is_told_with_its_share() {
        let open = Prior::Uniform {
            low: 0.0,
            high: 0.4,
        };
        let wide = Prior::Uniform {
            low: 0.3,
            high: 0.5,
        };
        assert!((beyond(&wide, &open).unwrap() - 0.5).abs() < 1e-9);
        assert_eq!(beyond(&open, &open), None);
        assert_eq!(beyond(&Prior::Fixed { value: 0.5 }, &open), Some(1.0));
        assert_eq!(beyond(&normal(None, None), &normal(None, None)), None);
    }
}
