//! Rival structures of the model and their weights.
//!
//! Two disputes of the literature decide how violence follows from force: how contact between groups turns into deaths
//! (mass action, contact at a fixed rate, or a contest over rents), and whether a bloc that loses its leader splits or
//! replaces him. Every pair of answers is a structure; each is fitted to the record by itself.
//!
//! Weights are those of stacking: they maximise the log score of the mixture of the structures' forecasts,
//!
//! ```text
//! max over w of  Σ_i ln Σ_k w_k p_k(y_i),   w_k ≥ 0, Σ_k w_k = 1
//! ```
//!
//! where p_k(y_i) is the density that structure k, fitted up to an origin, gives to homicides of a state in a year
//! after it under the policy that followed. Source: Yao, Vehtari, Simpson & Gelman, *Bayesian Analysis* 13:917 (2018).
//! Stacking, unlike weights by marginal likelihood, does not take one of the structures to be true.

use crate::hindcast::Record;
use assumptions::Belief;
use std::ops::Range;
use system::forms::Forms;

/// A structure: a form of conflict and a form of what follows the removal of a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Structure {
    /// Identifier.
    pub id: &'static str,
    /// Its form of `conflict`.
    pub conflict: &'static str,
    /// Its form of `removal`.
    pub removal: &'static str,
}

const fn structure(id: &'static str, conflict: &'static str, removal: &'static str) -> Structure {
    Structure {
        id,
        conflict,
        removal,
    }
}

/// All structures.
pub static STRUCTURES: [Structure; 6] = [
    structure("contest-splits", "tullock", "splits"),
    structure("contest-replacement", "tullock", "replacement"),
    structure("fixed-contact-splits", "frequency-dependent", "splits"),
    structure(
        "fixed-contact-replacement",
        "frequency-dependent",
        "replacement",
    ),
    structure("mass-action-splits", "mass-action", "splits"),
    structure("mass-action-replacement", "mass-action", "replacement"),
];

impl Structure {
    /// Mechanisms and forms, as on the command line.
    pub fn settings(&self) -> [(String, String); 2] {
        [
            ("conflict".to_owned(), self.conflict.to_owned()),
            ("removal".to_owned(), self.removal.to_owned()),
        ]
    }

    /// The same as `MECHANISM=FORM`.
    pub fn named_forms(&self) -> Vec<String> {
        self.settings()
            .iter()
            .map(|(mechanism, form)| format!("{mechanism}={form}"))
            .collect()
    }
}

/// A structure that takes part in an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InForce {
    /// Number in [`STRUCTURES`].
    pub number: usize,
    /// All forms, with those asked for.
    pub forms: Forms,
    /// Share of the draws.
    pub weight: f64,
}

impl InForce {
    /// The structure.
    pub fn structure(&self) -> &'static Structure {
        &STRUCTURES[self.number]
    }
}

/// The structures that take part in an answer; weights add up to one.
#[derive(Clone, Debug, PartialEq)]
pub struct Structures(Vec<InForce>);

impl Structures {
    /// The structures under a belief: weighted by stacking once the record has spoken, equal before.
    ///
    /// A form that is asked for leaves the structures that have it. If none has it, it is set in all of them.
    ///
    /// # Errors
    ///
    /// Says which mechanisms or forms there are, if a name is not one of them.
    pub fn new(belief: Belief, asked: &[(String, String)]) -> Result<Self, String> {
        let weights = match belief {
            Belief::Posterior => Record::shipped().map(|r| r.hindcast.weights()),
            _ => None,
        };
        let weights = weights
            .filter(|w| w.len() == STRUCTURES.len())
            .unwrap_or_else(|| vec![1.0; STRUCTURES.len()]);
        let mut parts = Vec::new();
        for (number, weight) in weights.into_iter().enumerate() {
            let mut forms = Forms::default();
            for (mechanism, form) in &STRUCTURES[number].settings() {
                forms.set(mechanism, form)?;
            }
            parts.push(InForce {
                number,
                forms,
                weight,
            });
        }
        for (mechanism, form) in asked {
            let set = |mut forms: Forms| forms.set(mechanism, form).map(|()| forms);
            let agrees = |part: &InForce| set(part.forms).is_ok_and(|f| f == part.forms);
            if parts.iter().any(agrees) {
                parts.retain(agrees);
            }
            for part in &mut parts {
                part.forms = set(part.forms)?;
            }
        }
        Ok(Self(parts).normalised())
    }

    /// The same with other weights, by number in [`STRUCTURES`]; unchanged if there are not as many.
    #[must_use]
    pub fn weighted(mut self, weights: &[f64]) -> Self {
        if weights.len() == STRUCTURES.len() {
            for part in &mut self.0 {
                part.weight = weights[part.number];
            }
        }
        self.normalised()
    }

    fn normalised(mut self) -> Self {
        let total: f64 = self.0.iter().map(|p| p.weight).sum();
        let count = self.0.len() as f64;
        for part in &mut self.0 {
            // Forms that the record gives no weight at all may still be asked for.
            part.weight = if total > 0.0 {
                part.weight / total
            } else {
                1.0 / count
            };
        }
        self
    }

    /// Those with a share of the draws and the numbers of these draws, in order and without gaps.
    pub fn shares(&self, draws: u32) -> Vec<(InForce, Range<u32>)> {
        let weights: Vec<f64> = self.0.iter().map(|p| p.weight).collect();
        let mut from = 0;
        self.0
            .iter()
            .zip(apportion(draws, &weights))
            .map(|(part, count)| {
                from += count;
                (*part, from - count..from)
            })
            .filter(|(_, range)| !range.is_empty())
            .collect()
    }

    /// All, heaviest first.
    pub fn by_weight(&self) -> Vec<InForce> {
        let mut all = self.0.clone();
        all.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        all
    }
}

/// Whole numbers in proportion to weights that add up to a total (largest remainders).
pub fn apportion(total: u32, weights: &[f64]) -> Vec<u32> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|w| f64::from(total) * w / sum).collect();
    let mut counts: Vec<u32> = exact.iter().map(|x| x.floor() as u32).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()));
    let left = total - counts.iter().sum::<u32>().min(total);
    for k in order.into_iter().take(left as usize) {
        counts[k] += 1;
    }
    counts
}

/// Rounds of the algorithm; each raises the score, by ever less.
const ROUNDS: usize = 2000;

/// Stacking weights, from the log densities that each structure gives to the same outcomes: `log_densities[k][i]`.
///
/// The score is concave in the weights; expectation-maximisation from equal weights climbs to its maximum.
pub fn stacking(log_densities: &[Vec<f64>]) -> Vec<f64> {
    let structures = log_densities.len();
    let outcomes = log_densities.first().map_or(0, Vec::len);
    let mut weights = vec![1.0 / structures as f64; structures];
    // Densities relative to the best of each outcome: no underflow.
    let relative: Vec<Vec<f64>> = (0..outcomes)
        .map(|i| {
            let of = |k: usize| log_densities[k][i];
            let best = (0..structures).map(of).fold(f64::NEG_INFINITY, f64::max);
            (0..structures)
                .map(|k| numerics::elementary::exp(of(k) - best))
                .collect()
        })
        .collect();
    for _ in 0..ROUNDS {
        let mut shares = vec![0.0; structures];
        for densities in &relative {
            let mixed: f64 = weights.iter().zip(densities).map(|(w, p)| w * p).sum();
            for (share, (w, p)) in shares.iter_mut().zip(weights.iter().zip(densities)) {
                *share += w * p / mixed;
            }
        }
        let total: f64 = shares.iter().sum();
        if !(total > 0.0) {
            break;
        }
        weights = shares.iter().map(|s| s / total).collect();
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_structure_that_is_always_better_takes_all() {
        let good = vec![-1.0; 50];
        let bad = vec![-3.0; 50];
        let weights = stacking(&[bad, good]);
        assert!(weights[1] > 0.999, "{weights:?}");
    }

    #[test]
    fn structures_that_are_right_in_turns_share() {
        // Maximum of 30 ln(w + (1 − w) e^-5) + 70 ln((1 − w) + w e^-5), near w = 0.3.
        let first: Vec<f64> = (0..100).map(|i| if i < 30 { 0.0 } else { -5.0 }).collect();
        let second: Vec<f64> = first.iter().map(|x| -5.0 - x).collect();
        let e = (-5.0_f64).exp();
        let slope =
            |w: f64| 30.0 * (1.0 - e) / (w + (1.0 - w) * e) - 70.0 * (1.0 - e) / (1.0 - w + w * e);
        let w = stacking(&[first, second])[0];
        assert!(slope(w).abs() < 1e-6 && (w - 0.3).abs() < 0.02, "{w}");
    }

    #[test]
    fn shares_add_up_and_follow_the_weights() {
        assert_eq!(apportion(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
        assert_eq!(apportion(500, &[0.0, 0.7, 0.3]), [0, 350, 150]);
        let structures = Structures::new(Belief::Open, &[]).unwrap();
        let shares = structures.shares(100);
        assert_eq!(shares.len(), STRUCTURES.len());
        assert_eq!(shares.last().unwrap().1.end, 100);
        assert!(shares.windows(2).all(|w| w[0].1.end == w[1].1.start));
    }

    #[test]
    fn forms_that_are_asked_for_choose_or_set() {
        let ask = |m: &str, f: &str| {
            Structures::new(Belief::Open, &[(m.to_owned(), f.to_owned())]).map(|s| s.shares(60))
        };
        let tullock = ask("conflict", "tullock").unwrap();
        assert_eq!(tullock.len(), 2);
        assert!(
            tullock
                .iter()
                .all(|(p, _)| p.structure().conflict == "tullock")
        );
        let off = ask("conflict", "off").unwrap();
        assert_eq!(off.len(), 6);
        assert!(off.iter().all(|(p, _)| p.forms.conflict.name() == "off"));
        assert_eq!(ask("answer", "acquiesce").unwrap().len(), 6);
        assert_eq!(ask("answer", "uncertain").unwrap().len(), 6);
        assert!(ask("weather", "fair").is_err());
    }
}
