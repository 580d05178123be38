//! Did the calibration work, and what did the record say? By parameter and over all.
//!
//! ```text
//! R̂             √((W + B/n) / W) over islands: W the mean variance within, B/n the variance of their means, m − 1 below the line
//! contraction   1 − variance of the posterior over that of the prior, in normal scores
//! overlap       ∫ min(prior, posterior), both taken as normal in normal scores: 1 says that the record is silent
//! ```
//!
//! Sources: Gelman & Rubin, *Statistical Science* 7:457 (1992); Garrett & Zeger, *Biometrics* 56:1055 (2000).

use crate::calibration::Plan;
use crate::smc::Population;
use assumptions::{Belief, Ledger};
use numerics::sample::{normal_cdf, normal_quantile};
use serde::{Deserialize, Serialize};

/// Overlap above which the record is called silent about a parameter.
pub const SILENT: f64 = 0.8;

/// What the record said about a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Informed {
    /// Name.
    pub parameter: String,
    /// Posterior mean and standard deviation in normal scores of the prior (0 and 1 without a record).
    pub mean: f64,
    /// See `mean`.
    pub deviation: f64,
    /// R̂ over islands.
    pub r_hat: f64,
    /// Overlap of prior and posterior.
    pub overlap: f64,
    /// 5, 50 and 95 % of the posterior, in the parameter's unit.
    pub quantiles: [f64; 3],
}

/// How a calibration went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnostics {
    /// By parameter that the likelihood depends on.
    pub parameters: Vec<Informed>,
    /// Largest R̂.
    pub worst_r_hat: f64,
    /// Particles that differ from each other.
    pub distinct: u32,
    /// Courses of chance that differ from each other.
    pub courses_of_chance: u32,
    /// ln ∫ L^η π by shard, up to a constant of the data: the evidence only where η = 1.
    pub ln_evidence: Vec<f64>,
    /// Stages by shard.
    pub stages: Vec<u32>,
}

impl Diagnostics {
    /// Of the islands of a plan.
    pub fn of(plan: &Plan, ledger: &Ledger, populations: &[Population]) -> Self {
        let parameters: Vec<Informed> = plan
            .active
            .iter()
            .enumerate()
            .map(|(i, k)| {
                let islands: Vec<Vec<f64>> = populations
                    .iter()
                    .map(|p| p.z.iter().map(|z| z[i]).collect())
                    .collect();
                let mut all: Vec<f64> = islands.concat();
                all.sort_by(f64::total_cmp);
                let (mean, variance) = moments(&all);
                let prior = ledger.prior(Belief::Evidence, *k);
                let value = |p: f64| {
                    let at = (p * (all.len() - 1) as f64).round() as usize;
                    prior.quantile(normal_cdf(all[at]))
                };
                Informed {
                    parameter: ledger.entries()[*k].id.clone(),
                    mean,
                    deviation: variance.sqrt(),
                    r_hat: r_hat(&islands),
                    overlap: overlap(mean, variance.sqrt()),
                    quantiles: [value(0.05), value(0.5), value(0.95)],
                }
            })
            .collect();
        let count = |of: &mut Vec<u64>| {
            of.sort_unstable();
            of.dedup();
            of.len() as u32
        };
        let all = || populations.iter().flat_map(|p| p.z.iter().zip(&p.ids));
        let mut ids: Vec<u64> = all().map(|(_, id)| u64::from(*id)).collect();
        let mut first: Vec<u64> = all()
            .map(|(z, _)| z.first().map_or(0, |z| z.to_bits()))
            .collect();
        Self {
            worst_r_hat: parameters.iter().map(|p| p.r_hat).fold(1.0, f64::max),
            parameters,
            distinct: count(&mut first),
            courses_of_chance: count(&mut ids),
            ln_evidence: populations.iter().map(|p| p.ln_evidence).collect(),
            stages: populations.iter().map(|p| p.stage).collect(),
        }
    }
}

fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n;
    (mean, variance)
}

/// R̂ of islands of equal size; 1 for a single island.
fn r_hat(islands: &[Vec<f64>]) -> f64 {
    let each: Vec<(f64, f64)> = islands.iter().map(|i| moments(i)).collect();
    let means: Vec<f64> = each.iter().map(|m| m.0).collect();
    let count = each.len() as f64;
    let within = each.iter().map(|m| m.1).sum::<f64>() / count;
    let between = moments(&means).1 * count / (count - 1.0).max(1.0);
    if within > 0.0 {
        ((within + between) / within).sqrt()
    } else {
        1.0
    }
}

/// ∫ min(N(0, 1), N(mean, sd²)) by the midpoint rule in ranks of the prior.
fn overlap(mean: f64, deviation: f64) -> f64 {
    const POINTS: usize = 2000;
    let ratio = |z: f64| {
        let s = (z - mean) / deviation;
        (-0.5 * (s * s - z * z)).min(700.0)
    };
    let of = |k: usize| {
        let z = normal_quantile((k as f64 + 0.5) / POINTS as f64);
        (numerics::elementary::exp(ratio(z)) / deviation).min(1.0)
    };
    (0..POINTS).map(of).sum::<f64>() / POINTS as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_record_leaves_everything_and_a_loud_one_little() {
        assert!((overlap(0.0, 1.0) - 1.0).abs() < 1e-12);
        // Two unit normals one apart overlap by 2 Φ(−½).
        assert!((overlap(1.0, 1.0) - 0.617_075).abs() < 1e-3);
        assert!(overlap(2.5, 0.1) < 0.05);
    }

    #[test]
    fn islands_that_agree_have_r_hat_one() {
        let a: Vec<f64> = (0..100).map(f64::from).collect();
        let b: Vec<f64> = a.iter().map(|x| x + 60.0).collect();
        assert!((r_hat(&[a.clone(), a.clone()]) - 1.0).abs() < 1e-12);
        // Variance within 833.25, of two means 60 apart 1,800.
        assert!((r_hat(&[a, b]) - (1.0 + 1800.0 / 833.25_f64).sqrt()).abs() < 1e-12);
    }
}
