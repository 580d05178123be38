//! Members of an ensemble that do not count alike: weighted ones, and those that share their parameters.
//!
//! A posterior is a finite number of draws. Some of them share the parameters that the record says nothing about, since
//! they descend from one particle of its fit, and an ensemble with more draws than that repeats them all with other
//! chance. Members with the same parameters say less together than as many with parameters of their own. The error of a
//! share is therefore taken over sets of members that have the same fitted parameters, and over sets that have the same
//! others; the larger counts.
//!
//! ```text
//! p = Σ w h / Σ w        Var p = Σ_c (Σ_{i in c} w_i (h_i − p))² / (Σ w)²        (c: sets)
//! ```
//!
//! With equal weights and sets of one this is p (1 − p) / n. Source: Liang & Zeger, *Biometrika* 73:13 (1986).

use crate::comparison::{Probability, Summary};
use crate::paired::{Distribution, probability_of};
use std::collections::BTreeMap;

/// Weights of members, and which of them share parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighted {
    weights: Vec<f64>,
    /// The set of each member, by number: sets of the same fitted parameters, sets of the same others.
    sets: [Vec<usize>; 2],
}

/// A share of the members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The share with its Monte Carlo error.
    pub probability: Probability,
    /// The part of the error that more draws cannot remove, since they repeat the same parameter sets.
    pub floor: f64,
    /// Members counted.
    pub counted: usize,
}

impl Weighted {
    /// Members of equal weight; `parameters[member][parameter]`, `is_fitted[parameter]`.
    pub fn equal(parameters: &[Vec<f64>], is_fitted: &[bool]) -> Self {
        let sets = [true, false].map(|fitted| {
            // With nothing on one side all members would be one set.
            if is_fitted.iter().all(|f| *f != fitted) {
                return (0..parameters.len()).collect();
            }
            let mut known: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
            let number = |row: &Vec<f64>| {
                let own = row.iter().zip(is_fitted).filter(|(_, f)| **f == fitted);
                let next = known.len();
                *known
                    .entry(own.map(|(x, _)| x.to_bits()).collect())
                    .or_insert(next)
            };
            parameters.iter().map(number).collect()
        });
        Self {
            weights: vec![1.0; parameters.len()],
            sets,
        }
    }

    /// The same members with other weights, one a member.
    #[must_use]
    pub fn with(mut self, weights: Vec<f64>) -> Self {
        self.weights = weights;
        self
    }

    /// The set of each member, by number: of the kind that has fewer sets.
    pub fn sets(&self) -> &[usize] {
        let count = |sets: &[usize]| sets.iter().max().map_or(0, |last| last + 1);
        let [fitted, other] = &self.sets;
        if count(fitted) < count(other) {
            fitted
        } else {
            other
        }
    }

    /// How many members of equal weight these are worth: (Σ w)² / Σ w². Source: Kong, Liu & Wong, *JASA* 89:278 (1994).
    pub fn worth(&self) -> f64 {
        kish(self.weights.iter().copied())
    }

    /// The share of members of a range for which something holds; those for which it is `None` do not count.
    pub fn share(&self, members: std::ops::Range<usize>, held: &[Option<bool>]) -> Share {
        let weights: Vec<f64> = (0..self.weights.len())
            .map(|m| {
                let counts = members.contains(&m) && held[m].is_some();
                if counts { self.weights[m] } else { 0.0 }
            })
            .collect();
        let counted = weights.iter().filter(|w| **w > 0.0).count();
        let total: f64 = weights.iter().sum();
        if !(total > 0.0) {
            return Share {
                probability: probability_of(0.0, 0.0),
                floor: 0.0,
                counted,
            };
        }
        let value = |m: usize| f64::from(u8::from(held[m] == Some(true)));
        let p = (0..weights.len())
            .map(|m| weights[m] * value(m))
            .sum::<f64>()
            / total;
        let [fitted, other] = &self.sets;
        let (worth, floor) = [fitted, other]
            .map(|sets| over_sets(sets, &weights, total, p, value))
            .into_iter()
            .fold((f64::INFINITY, 0.0_f64), |a, b| {
                (a.0.min(b.0), a.1.max(b.1))
            });
        // While sets are few a time, more draws bring others, and what sets leave cannot be told from chance.
        let floor = if is_seen_often(fitted) { floor } else { 0.0 };
        Share {
            probability: probability_of(p, worth),
            floor,
            counted,
        }
    }

    /// Mean and quantiles of a quantity; members where it is not a number do not count.
    ///
    /// A quantile is the value of the member at a rank, by the rule of [`engine::quantiles::Sketch::quantile`] and told to
    /// the same precision: with equal weights both give the same bits.
    pub fn summary(&self, values: &[f64]) -> Option<Summary> {
        self.summary_in(Distribution::of_answer(), values)
    }

    /// The same, told to the precision of a distribution that is empty so far.
    pub(crate) fn summary_in(&self, mut all: Distribution, values: &[f64]) -> Option<Summary> {
        let counts = |m: &(f64, f64)| m.0.is_finite() && m.1 > 0.0;
        let weights = self.weights.iter().copied();
        let mut members: Vec<(f64, f64)> =
            values.iter().copied().zip(weights).filter(counts).collect();
        // Equal weights are exactly one each, so that sums of them are counts.
        let most = members.iter().map(|m| m.1).fold(0.0, f64::max);
        let (mut sum, mut total) = (0.0, 0.0);
        for (value, weight) in &mut members {
            *weight /= most;
            all.insert(*value);
            sum += *value * *weight;
            total += *weight;
        }
        members.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (least, greatest) = (members.first()?, members.last()?);
        // A member stands in the middle of its weight.
        let (first, end) = (0.5 * least.1, total - 0.5 * greatest.1);
        let q = |p: f64| {
            let aim = p * (end - first) + first;
            let mut until = 0.0;
            let at = members.iter().find(|(_, weight)| {
                until += weight;
                until > aim
            });
            all.told(at.unwrap_or(greatest).0)
        };
        Some(Summary {
            mean: sum / total,
            q05: q(0.05),
            q25: q(0.25),
            q50: q(0.5),
            q75: q(0.75),
            q95: q(0.95),
        })
    }
}

/// Members of a set, in the mean, from which on what the sets leave of an error can be told.
const OFTEN: usize = 4;

fn is_seen_often(sets: &[usize]) -> bool {
    let last = sets.iter().max();
    last.is_some_and(|last| OFTEN * (last + 1) <= sets.len())
}

/// What weighted members are worth when sets of them go together, and the error that sets alone leave.
fn over_sets(
    sets: &[usize],
    weights: &[f64],
    total: f64,
    p: f64,
    value: impl Fn(usize) -> f64,
) -> (f64, f64) {
    let sums = |of: &dyn Fn(usize) -> f64| {
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (member, set) in sets.iter().enumerate().filter(|(m, _)| weights[*m] > 0.0) {
            *sums.entry(*set).or_insert(0.0) += of(member);
        }
        sums
    };
    let rests = sums(&|m| weights[m] * (value(m) - p));
    let variance = rests.values().map(|r| r * r).sum::<f64>() / (total * total);
    let most = kish(weights.iter().copied());
    let worth = if variance > 0.0 {
        (p * (1.0 - p) / variance).clamp(1.0, most)
    } else {
        kish(sums(&|m| weights[m]).into_values())
    };
    // What chance adds within sets goes down with more draws; the rest does not.
    let (sizes, held) = (sums(&|_| 1.0), sums(&value));
    let free: f64 = sizes.values().map(|n| n - 1.0).sum();
    if free <= 0.0 {
        return (worth, 0.0);
    }
    let spread: f64 = sizes
        .iter()
        .map(|(set, n)| held[set] * (1.0 - held[set] / n))
        .sum();
    let squares: f64 = weights.iter().map(|w| w * w).sum();
    let chance = spread / free * squares / (total * total);
    (worth, (variance - chance).max(0.0).sqrt())
}

fn kish(weights: impl Iterator<Item = f64>) -> f64 {
    let (sum, squares) = weights.fold((0.0, 0.0), |(s, q), w| (s + w, q + w * w));
    if squares > 0.0 {
        sum * sum / squares
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paired::probability;

    fn rows(sets: usize, times: usize) -> Vec<Vec<f64>> {
        (0..sets * times).map(|m| vec![(m % sets) as f64]).collect()
    }

    #[test]
    fn members_with_parameters_of_their_own_count_one_each() {
        let all = Weighted::equal(&rows(400, 1), &[false]);
        let held: Vec<Option<bool>> = (0..400).map(|m| Some(m % 5 == 0)).collect();
        let share = all.share(0..400, &held);
        assert_eq!(share.probability.value, 0.2);
        let expected = probability(0.2, 400).monte_carlo_error;
        assert!((share.probability.monte_carlo_error - expected).abs() < 1e-12);
        assert_eq!((share.floor, share.counted), (0.0, 400));
        assert_eq!(all.worth(), 400.0);
    }

    #[test]
    fn repeated_parameters_say_nothing_new_if_parameters_decide() {
        // Fifty sets, each forty times, and the set alone decides: worth fifty members, not two thousand.
        let all = Weighted::equal(&rows(50, 40), &[true]);
        let held: Vec<Option<bool>> = (0..2000).map(|m| Some(m % 50 < 20)).collect();
        let share = all.share(0..2000, &held);
        let expected = probability(0.4, 50).monte_carlo_error;
        assert!((share.probability.monte_carlo_error - expected).abs() < 1e-9);
        assert!((share.floor - (0.24_f64 / 50.0).sqrt()).abs() < 1e-9);
    }

    #[test]
    fn repeated_parameters_are_as_good_as_new_ones_if_chance_decides() {
        let all = Weighted::equal(&rows(50, 40), &[true]);
        let held: Vec<Option<bool>> = (0..2000).map(|m| Some((m / 50) % 2 == 0)).collect();
        let share = all.share(0..2000, &held);
        assert_eq!(share.probability.value, 0.5);
        assert!(share.probability.monte_carlo_error <= probability(0.5, 50).monte_carlo_error);
        assert_eq!(share.floor, 0.0);
    }

    #[test]
    fn sharing_either_kind_of_parameter_is_enough_to_say_less() {
        // Two parameters; the first, fitted, differs from member to member, the second takes twenty values and decides.
        let parameters: Vec<Vec<f64>> = (0..1000)
            .map(|m| vec![f64::from(m), f64::from(m % 20)])
            .collect();
        let held: Vec<Option<bool>> = (0..1000).map(|m| Some(m % 20 < 10)).collect();
        let expected = probability(0.5, 20).monte_carlo_error;
        for is_fitted in [[true, false], [false, true]] {
            let all = Weighted::equal(&parameters, &is_fitted);
            let share = all.share(0..1000, &held);
            let error = share.probability.monte_carlo_error;
            assert!((error - expected).abs() < 1e-9, "{error}");
            // Only where the fitted ones come round again is it known that more draws bring nothing new.
            assert_eq!(share.floor > 0.0, is_fitted[1]);
            assert_eq!(all.sets().iter().max(), Some(&19));
        }
    }

    #[test]
    fn what_does_not_count_is_left_out() {
        let all = Weighted::equal(&rows(100, 1), &[true]);
        let held: Vec<Option<bool>> = (0..100).map(|m| (m < 40).then_some(m < 10)).collect();
        let share = all.share(0..100, &held);
        assert_eq!((share.probability.value, share.counted), (0.25, 40));
        let none = all.share(0..100, &[None; 100]);
        assert_eq!(none.counted, 0);
        assert!(none.probability.monte_carlo_error >= 0.25);
    }

    #[test]
    fn equal_weights_give_the_bits_of_no_weights() {
        for n in [2_u32, 7, 100, 101, 500] {
            let values: Vec<f64> = (0..n)
                .map(|m| f64::from((m * 7919) % n) * 37.25 - 100.0)
                .collect();
            let mut unweighted = Distribution::of_answer();
            values.iter().for_each(|v| unweighted.insert(*v));
            let all = Weighted::equal(&rows(n as usize, 1), &[false]);
            assert_eq!(all.summary(&values), Some(unweighted.summary()), "{n}");
            let alike = all.with(vec![0.3; n as usize]);
            assert_eq!(alike.summary(&values), Some(unweighted.summary()), "{n}");
        }
    }

    #[test]
    fn weights_move_shares_and_quantiles() {
        let weights: Vec<f64> = (0..1000).map(|m| if m < 500 { 3.0 } else { 1.0 }).collect();
        let all = Weighted::equal(&rows(1000, 1), &[true]).with(weights);
        assert!((all.worth() - 800.0).abs() < 1e-9);
        let held: Vec<Option<bool>> = (0..1000).map(|m| Some(m < 500)).collect();
        assert!((all.share(0..1000, &held).probability.value - 0.75).abs() < 1e-12);
        let values: Vec<f64> = (0..1000).map(f64::from).collect();
        let summary = all.summary(&values).unwrap();
        assert!((summary.q50 - 333.0).abs() <= 1.0, "{summary:?}");
        let equal = Weighted::equal(&rows(101, 1), &[false])
            .summary(&values[..101])
            .unwrap();
        let near = |x: f64, y: f64| (x / y - 1.0).abs() < 1e-3;
        assert!(near(equal.q05, 5.0) && near(equal.q50, 50.0) && near(equal.q95, 95.0));
    }
}
