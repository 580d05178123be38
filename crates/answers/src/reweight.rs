//! Members that were drawn from one set of priors, weighted so that they stand for another.
//!
//! ```text
//! w_i = Π_k p'_k(x_ik) / p_k(x_ik)        over the parameters k whose prior is another
//! ```
//!
//! p is the default prior, p' the objection's. Under the posterior the same ratio applies to parameters that the record
//! says nothing about: their distribution is still their prior. A parameter that the record was fitted to is another
//! matter: an objection there is held in place of what the record says, which only a simulation can show. Source for
//! importance weights and what they are worth: Kong, Liu & Wong, *JASA* 89:278 (1994).

use crate::number::number;
use crate::question::CompareError;
use crate::weighted::Weighted;
use assumptions::{Belief, Density, Ledger, Prior};
use inference::posterior::Posterior;
use inference::structures::InForce;
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::Range;

/// Weighted members must be worth at least this share of those that they come from: Monte Carlo errors are then at most
/// 1.6 times those of a simulation.
pub const LEAST_WORTH: f64 = 0.4;
/// Most probability that the objection may give to values that the default never takes.
const MOST_OUTSIDE: f64 = 1e-3;

/// How a world of other assumptions was worked out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "method", rename_all = "lowercase")]
pub enum Method {
    /// The runs of the default world, weighted.
    Reweighted {
        /// How many runs of equal weight they are worth (effective sample size).
        worth: f64,
        /// Runs.
        of: usize,
    },
    /// Runs of its own.
    Simulated {
        /// Why weights would not do.
        reason: String,
    },
}

impl std::fmt::Display for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Reweighted { worth, of } => write!(
                f,
                "by weighting the {of} runs of the default world, worth {} of equal weight",
                number(*worth)
            ),
            Self::Simulated { reason } => {
                write!(f, "by runs of its own; weights would not do: {reason}")
            }
        }
    }
}

/// For each parameter, whether the record was fitted with it, in any of the structures that take part.
///
/// # Errors
///
/// A posterior cannot be used with the ledger.
pub fn fitted(
    ledger: &Ledger,
    belief: Belief,
    shares: &[(InForce, Range<u32>)],
) -> Result<Vec<bool>, CompareError> {
    let mut all = BTreeSet::new();
    if belief == Belief::Posterior {
        for (part, _) in shares {
            all.extend(Posterior::shipped(part.number, ledger)?.manifest.active);
        }
    }
    let entries = ledger.entries().iter();
    Ok(entries.map(|e| all.contains(&e.id)).collect())
}

/// Weights for members that were drawn under `before`, to stand for `after`; `parameters[member]`.
///
/// # Errors
///
/// Why there are none: the words follow "weights would not do: ".
pub fn reweighted(
    before: &Ledger,
    after: &Ledger,
    belief: Belief,
    is_fitted: &[bool],
    parameters: &[Vec<f64>],
) -> Result<Weighted, String> {
    let equal = Weighted::equal(parameters, is_fitted);
    let mut weights = vec![1.0; parameters.len()];
    for (k, entry) in before.entries().iter().enumerate() {
        if before.overlaid(k) == after.overlaid(k) {
            continue;
        }
        if is_fitted[k] {
            return Err(format!(
                "`{}` was fitted to the record, and the objection stands in place of that",
                entry.id
            ));
        }
        let (old, new) = (before.prior(belief, k), after.prior(belief, k));
        covers(old, new).map_err(|reason| format!("`{}`: {reason}", entry.id))?;
        for (weight, row) in weights.iter_mut().zip(parameters) {
            *weight *= ratio(old, new, row[k]);
        }
    }
    let most = equal.worth();
    let weighted = equal.with(weights);
    let worth = weighted.worth();
    if worth < LEAST_WORTH * most {
        return Err(format!(
            "the {most:.0} runs of the default world would be worth {worth:.0} (at least {:.0} are asked for)",
            LEAST_WORTH * most
        ));
    }
    Ok(weighted)
}

/// Whether draws from `old` reach all that `new` holds possible.
fn covers(old: &Prior, new: &Prior) -> Result<(), String> {
    if matches!(
        (old, new),
        (Prior::Fixed { .. }, _) | (_, Prior::Fixed { .. })
    ) {
        return Err("one value is not a distribution to weigh with".to_owned());
    }
    let ((least, greatest), (low, high)) = (old.support(), new.support());
    // What would lie beyond a hard bound is held on the bound: the default must hold something there too.
    for (bound, held) in [(low, new.below(low)), (high, 1.0 - new.below(high))] {
        if held > MOST_OUTSIDE && !matches!(old.density(bound), Density::Of(_)) {
            return Err(format!(
                "the objection holds {:.1} % on the bound {bound}, the default none",
                100.0 * held
            ));
        }
    }
    let under = if low < least { new.below(least) } else { 0.0 };
    let over = if high > greatest {
        1.0 - new.below(greatest)
    } else {
        0.0
    };
    if under + over > MOST_OUTSIDE {
        return Err(format!(
            "the objection gives {:.1} % to values that the default never takes",
            100.0 * (under + over)
        ));
    }
    Ok(())
}

fn ratio(old: &Prior, new: &Prior, x: f64) -> f64 {
    match (new.density(x), old.density(x)) {
        (Density::Per(new), Density::Per(old)) | (Density::Of(new), Density::Of(old))
            if old > 0.0 =>
        {
            new / old
        }
        // A bound on which the default holds some probability and the objection none.
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use numerics::random::{Address, Cell};

    fn uniform(member: u32) -> f64 {
        Cell::new(Address {
            seed: 5,
            draw: member,
            replicate: 0,
            stream: 11,
            step: 0,
            index: 0,
        })
        .uniform()
    }

    /// The mean of a function under `new`, by weighting draws from `old`, and by drawing.
    fn both(old: &Prior, new: &Prior, f: impl Fn(f64) -> f64) -> (f64, f64) {
        let n = 40_000;
        let x: Vec<f64> = (0..n).map(|m| old.quantile(uniform(m))).collect();
        let w: Vec<f64> = x.iter().map(|x| ratio(old, new, *x)).collect();
        let total: f64 = w.iter().sum();
        let weighted = x.iter().zip(&w).map(|(x, w)| w * f(*x)).sum::<f64>() / total;
        let drawn = (0..n).map(|m| f(new.quantile(uniform(m)))).sum::<f64>() / f64::from(n);
        (weighted, drawn)
    }

    #[test]
    fn weighted_draws_have_the_mean_of_the_other_prior() {
        let normal = |low, high, min| Prior::Normal {
            low,
            high,
            min,
            max: None,
        };
        let pairs = [
            (
                Prior::Uniform {
                    low: 0.0,
                    high: 1.0,
                },
                Prior::Uniform {
                    low: 0.2,
                    high: 0.7,
                },
            ),
            (
                Prior::LogUniform {
                    low: 1e-3,
                    high: 10.0,
                },
                Prior::LogNormal {
                    low: 0.01,
                    high: 0.5,
                    min: None,
                    max: None,
                },
            ),
            (normal(-2.0, 2.0, None), normal(-1.0, 1.5, None)),
            (normal(-1.0, 3.0, Some(0.0)), normal(-1.0, 2.0, Some(0.0))),
        ];
        for (old, new) in pairs {
            let (weighted, drawn) = both(&old, &new, |x| x);
            assert!(
                (weighted - drawn).abs() < 0.02,
                "{old:?} {new:?}: {weighted} {drawn}"
            );
            let (weighted, drawn) = both(&old, &new, |x| f64::from(u8::from(x > 0.3)));
            assert!(
                (weighted - drawn).abs() < 0.02,
                "{old:?} {new:?}: {weighted} {drawn}"
            );
        }
    }

    #[test]
    fn what_the_default_never_takes_cannot_be_weighed() {
        let uniform = |low, high| Prior::Uniform { low, high };
        assert!(covers(&uniform(0.0, 1.0), &uniform(0.2, 0.9)).is_ok());
        let message = covers(&uniform(0.0, 1.0), &uniform(0.5, 1.5)).unwrap_err();
        assert!(message.contains("50.0 % to values"), "{message}");
        assert!(covers(&uniform(0.0, 1.0), &Prior::Fixed { value: 0.5 }).is_err());
        let held = |min| Prior::Normal {
            low: -1.0,
            high: 1.0,
            min,
            max: None,
        };
        assert!(covers(&held(None), &held(Some(0.0))).is_err());
        assert!(covers(&held(Some(0.0)), &held(Some(0.0))).is_ok());
        assert!(covers(&held(Some(0.0)), &held(None)).is_err());
        assert!(covers(&uniform(0.0, 1.0), &held(None)).is_err());
    }
}
