//! Members of an ensemble that do not count alike: weighted ones, and those that share their parameters.
//!
//! A posterior is a finite number of parameter sets. An ensemble with more draws than that repeats them with other
//! chance, and members with the same parameters say less together than as many with parameters of their own. The error
//! of a share is therefore taken over parameter sets:
//!
//! ```text
//! p = Σ w h / Σ w        Var p = Σ_c (Σ_{i in c} w_i (h_i − p))² / (Σ w)²        (c: parameter sets)
//! ```
//!
//! With equal weights and sets of one this is p (1 − p) / n. Source: Liang & Zeger, *Biometrika* 73:13 (1986).

use crate::comparison::{Probability, Summary};
use crate::paired::probability_of;
use std::collections::BTreeMap;

/// Weights of members and the parameter set of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighted {
    weights: Vec<f64>,
    sets: Vec<usize>,
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
    /// Members of equal weight; `parameters[member]`. Equal rows are one parameter set.
    pub fn equal(parameters: &[Vec<f64>]) -> Self {
        let mut known: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
        let sets = parameters
            .iter()
            .map(|row| {
                let next = known.len();
                *known
                    .entry(row.iter().map(|x| x.to_bits()).collect())
                    .or_insert(next)
            })
            .collect();
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

    /// The parameter set of each member, by number.
    pub fn sets(&self) -> &[usize] {
        &self.sets
    }

    /// How many members of equal weight these are worth: (Σ w)² / Σ w². Source: Kong, Liu & Wong, *JASA* 89:278 (1994).
    pub fn worth(&self) -> f64 {
        kish(self.weights.iter().copied())
    }

    /// Sums of a quantity over parameter sets.
    fn by_set(&self, of: impl Fn(usize) -> f64) -> BTreeMap<usize, f64> {
        let mut sums = BTreeMap::new();
        for (member, set) in self.sets.iter().enumerate() {
            *sums.entry(*set).or_insert(0.0) += of(member);
        }
        sums
    }

    /// The share of members of a range for which something holds; those for which it is `None` do not count.
    pub fn share(&self, members: std::ops::Range<usize>, held: &[Option<bool>]) -> Share {
        let weight = |m: usize| {
            if members.contains(&m) && held[m].is_some() {
                self.weights[m]
            } else {
                0.0
            }
        };
        let value = |m: usize| f64::from(u8::from(held[m] == Some(true)));
        let all = 0..self.weights.len();
        let counted = members.clone().filter(|m| held[*m].is_some()).count();
        let total: f64 = all.clone().map(weight).sum();
        if !(total > 0.0) {
            return Share {
                probability: probability_of(0.0, 0.0),
                floor: 0.0,
                counted,
            };
        }
        let p = all.clone().map(|m| weight(m) * value(m)).sum::<f64>() / total;
        let rests = self.by_set(|m| weight(m) * (value(m) - p));
        let variance = rests.values().map(|r| r * r).sum::<f64>() / (total * total);
        let most = kish(all.clone().map(weight));
        let worth = if variance > 0.0 {
            (p * (1.0 - p) / variance).clamp(1.0, most)
        } else {
            kish(self.by_set(weight).into_values())
        };
        let probability = probability_of(p, worth);
        // What chance adds within parameter sets goes down with more draws; the rest does not.
        let sizes = self.by_set(|m| f64::from(u8::from(weight(m) > 0.0)));
        let held_of = self.by_set(|m| if weight(m) > 0.0 { value(m) } else { 0.0 });
        let free: f64 = sizes.values().map(|n| (n - 1.0).max(0.0)).sum();
        let floor = if free > 0.0 {
            let spread: f64 = sizes
                .iter()
                .filter(|(_, n)| **n > 0.0)
                .map(|(set, n)| held_of[set] * (1.0 - held_of[set] / n))
                .sum();
            let chance =
                spread / free * all.map(|m| weight(m) * weight(m)).sum::<f64>() / (total * total);
            (variance - chance).max(0.0).sqrt()
        } else {
            0.0
        };
        Share {
            probability,
            floor,
            counted,
        }
    }

    /// Mean and quantiles of a quantity; members where it is not a number do not count.
    pub fn summary(&self, values: &[f64]) -> Option<Summary> {
        let mut sorted: Vec<(f64, f64)> = values
            .iter()
            .copied()
            .zip(self.weights.iter().copied())
            .filter(|(v, w)| v.is_finite() && *w > 0.0)
            .collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let total: f64 = sorted.iter().map(|v| v.1).sum();
        let (last, _) = sorted.last().copied()?;
        // A member stands in the middle of its weight.
        let q = |p: f64| {
            let (first, end) = (0.5 * sorted[0].1, total - 0.5 * sorted[sorted.len() - 1].1);
            let aim = first + p * (end - first);
            let mut before = 0.0;
            for (value, weight) in &sorted {
                if before + weight >= aim {
                    return *value;
                }
                before += weight;
            }
            last
        };
        Some(Summary {
            mean: sorted.iter().map(|(v, w)| v * w).sum::<f64>() / total,
            q05: q(0.05),
            q25: q(0.25),
            q50: q(0.5),
            q75: q(0.75),
            q95: q(0.95),
        })
    }
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
        let all = Weighted::equal(&rows(400, 1));
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
        let all = Weighted::equal(&rows(50, 40));
        let held: Vec<Option<bool>> = (0..2000).map(|m| Some(m % 50 < 20)).collect();
        let share = all.share(0..2000, &held);
        let expected = probability(0.4, 50).monte_carlo_error;
        assert!((share.probability.monte_carlo_error - expected).abs() < 1e-9);
        assert!((share.floor - (0.24_f64 / 50.0).sqrt()).abs() < 1e-9);
    }

    #[test]
    fn repeated_parameters_are_as_good_as_new_ones_if_chance_decides() {
        let all = Weighted::equal(&rows(50, 40));
        let held: Vec<Option<bool>> = (0..2000).map(|m| Some((m / 50) % 2 == 0)).collect();
        let share = all.share(0..2000, &held);
        assert_eq!(share.probability.value, 0.5);
        assert!(share.probability.monte_carlo_error <= probability(0.5, 50).monte_carlo_error);
        assert_eq!(share.floor, 0.0);
    }

    #[test]
    fn what_does_not_count_is_left_out() {
        let all = Weighted::equal(&rows(100, 1));
        let held: Vec<Option<bool>> = (0..100).map(|m| (m < 40).then_some(m < 10)).collect();
        let share = all.share(0..100, &held);
        assert_eq!((share.probability.value, share.counted), (0.25, 40));
        let none = all.share(0..100, &[None; 100]);
        assert_eq!(none.counted, 0);
        assert!(none.probability.monte_carlo_error >= 0.25);
    }

    #[test]
    fn weights_move_shares_and_quantiles() {
        let weights: Vec<f64> = (0..1000).map(|m| if m < 500 { 3.0 } else { 1.0 }).collect();
        let all = Weighted::equal(&rows(1000, 1)).with(weights);
        assert!((all.worth() - 800.0).abs() < 1e-9);
        let held: Vec<Option<bool>> = (0..1000).map(|m| Some(m < 500)).collect();
        assert!((all.share(0..1000, &held).probability.value - 0.75).abs() < 1e-12);
        let values: Vec<f64> = (0..1000).map(f64::from).collect();
        let summary = all.summary(&values).unwrap();
        assert!((summary.q50 - 333.0).abs() <= 1.0, "{summary:?}");
        let equal = Weighted::equal(&rows(101, 1))
            .summary(&values[..101])
            .unwrap();
        assert_eq!((equal.q05, equal.q50, equal.q95), (5.0, 50.0, 95.0));
    }
}
