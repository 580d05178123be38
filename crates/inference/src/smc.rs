//! Tempered sequential Monte Carlo: from the prior to the posterior in steps that half of the particles survive.
//!
//! At inverse temperature β the target is N(z; 0, I) L(z)^β, from β = 0 to the learning rate. A stage raises β until the
//! effective sample size is half of the number of particles, resamples, and moves every particle by Metropolis steps that
//! propose
//!
//! ```text
//! z' = m + √(1 − s²) (z − m) + s C^½ ξ          ξ ~ N(0, I)
//! ```
//!
//! with m and C the mean and covariance of the population (C shrunk to its diagonal and widened), which is reversible for
//! N(m, C); s adapts to an acceptance of a quarter, m and C to the population as it moves. Half of the moves also propose
//! another number of the particle's chance, all numbers being equally likely under the prior. Sources: Del Moral, Doucet & Jasra, *JRSS B* 68:411 (2006); Cotter, Roberts,
//! Stuart & White, *Statistical Science* 28:424 (2013); Dai et al., *JASA* 117:1587 (2022).

use numerics::cholesky::Cholesky;
use numerics::elementary::{exp, ln};
use numerics::random::{Address, Cell};
use numerics::sample::normal;

/// Share of the particles that the effective sample size falls to in a stage.
const SURVIVING: f64 = 0.5;
/// Acceptance that the step size is adapted to.
const ACCEPTANCE: f64 = 0.25;
/// Proposals are wider than the population by this factor of their variance: a population that has lost its breadth by
/// resampling can find it again.
const WIDER: f64 = 1.3;
/// Moves after which m and C are taken anew.
const ANEW: u32 = 4;
/// Share of the moves that also propose another chance.
const OTHER_CHANCE: f64 = 0.5;
/// Purposes of random numbers.
const RESAMPLE: u32 = 0x534d_0000;
const PROPOSE: u32 = 0x534d_0001;

/// A population between two stages: all that is needed to go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// Stages done.
    pub stage: u32,
    /// β, inverse temperature: 0 is the prior, the learning rate the posterior.
    pub beta: f64,
    /// s, size of the moves.
    pub step: f64,
    /// Logarithm of the evidence so far, up to the likelihood's constant.
    pub ln_evidence: f64,
    /// Share of the moves of the last stage that were accepted.
    pub accepted: f64,
    /// Coordinates of each particle.
    pub z: Vec<Vec<f64>>,
    /// Number of the chance of each particle.
    pub ids: Vec<u32>,
    /// Logarithm of the likelihood of each particle.
    pub ln_likelihood: Vec<f64>,
}

/// How hard to work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// Moves a stage.
    pub moves: u32,
    /// Moves at the posterior.
    pub last_moves: u32,
    /// η, the power of the likelihood at the posterior: 1 by Bayes' rule.
    pub learning_rate: f64,
    /// Stages at most; a population that has not arrived by then is an error of the target.
    pub stages: u32,
}

impl Population {
    /// Particles of the prior with their likelihoods.
    pub fn new(z: Vec<Vec<f64>>, ids: Vec<u32>, ln_likelihood: Vec<f64>) -> Self {
        Self {
            stage: 0,
            beta: 0.0,
            step: 0.4,
            ln_evidence: 0.0,
            accepted: 0.0,
            z,
            ids,
            ln_likelihood,
        }
    }

    /// Whether the posterior is reached.
    pub fn has_arrived(&self, effort: Effort) -> bool {
        self.beta >= effort.learning_rate
    }

    /// Does one stage: raises β, resamples, moves. `likelihood` takes coordinates and numbers of chance. All random
    /// numbers are addressed by seed, stage and particle: the same population gives the same next one.
    pub fn advance(
        &mut self,
        seed: u64,
        effort: Effort,
        likelihood: impl Fn(&[Vec<f64>], &[u32]) -> Vec<f64>,
    ) {
        let rise = self.rise(effort.learning_rate - self.beta);
        let weights: Vec<f64> = self.weights(rise);
        let total: f64 = weights.iter().sum();
        let best = self.best();
        self.ln_evidence += rise * best + ln(total / weights.len() as f64);
        self.beta = if self.beta + rise >= effort.learning_rate * (1.0 - 1e-12) {
            effort.learning_rate
        } else {
            self.beta + rise
        };
        let cell = |stream: u32, step: u32, index: u32| {
            Cell::new(Address {
                seed,
                draw: self.stage,
                replicate: 0,
                stream,
                step,
                index,
            })
        };
        let (mut mean, mut factor) = self.shape(&weights);
        let chosen = systematic(&weights, cell(RESAMPLE, 0, 0).uniform());
        self.ln_likelihood = chosen.iter().map(|k| self.ln_likelihood[*k]).collect();
        self.ids = chosen.iter().map(|k| self.ids[*k]).collect();
        self.z = chosen.iter().map(|k| self.z[*k].clone()).collect();
        let moves = if self.has_arrived(effort) {
            effort.last_moves
        } else {
            effort.moves
        };
        let mut accepted_all = 0.0;
        let equal = vec![1.0; self.z.len()];
        for m in 0..moves {
            if m > 0 && m % ANEW == 0 {
                (mean, factor) = self.shape(&equal);
            }
            let keep = (1.0 - self.step * self.step).max(0.0).sqrt();
            let proposals: Vec<(Vec<f64>, u32)> = self
                .z
                .iter()
                .zip(&self.ids)
                .enumerate()
                .map(|(k, (z, id))| {
                    let mut chance = cell(PROPOSE, m, k as u32);
                    let xi: Vec<f64> = z.iter().map(|_| normal(&mut chance)).collect();
                    let moved = factor.times(&xi);
                    let z = (0..z.len())
                        .map(|i| mean[i] + keep * (z[i] - mean[i]) + self.step * moved[i])
                        .collect();
                    let anew = chance.uniform() < OTHER_CHANCE;
                    let other = (chance.next_u64() >> 32) as u32;
                    (z, if anew { other } else { *id })
                })
                .collect();
            let (proposals, ids): (Vec<Vec<f64>>, Vec<u32>) = proposals.into_iter().unzip();
            let proposed = likelihood(&proposals, &ids);
            let mut accepted = 0.0;
            for (k, ((z, id), l)) in proposals.into_iter().zip(ids).zip(proposed).enumerate() {
                let from = self.ln_ratio(&self.z[k], self.ln_likelihood[k], &mean, &factor);
                let to = self.ln_ratio(&z, l, &mean, &factor);
                let chance = cell(PROPOSE, m, (self.z.len() + k) as u32).uniform();
                if ln(chance) < to - from {
                    self.z[k] = z;
                    self.ln_likelihood[k] = l;
                    self.ids[k] = id;
                    accepted += 1.0;
                }
            }
            let rate = accepted / self.z.len() as f64;
            accepted_all += rate;
            self.step = (self.step * exp(rate - ACCEPTANCE)).clamp(0.02, 0.95);
        }
        self.accepted = accepted_all / f64::from(moves.max(1));
        self.stage += 1;
    }

    fn best(&self) -> f64 {
        self.ln_likelihood
            .iter()
            .copied()
            .fold(f64::NEG_INFINITY, f64::max)
    }

    /// Weights of a rise of β, the best particle's one.
    fn weights(&self, rise: f64) -> Vec<f64> {
        let best = self.best();
        self.ln_likelihood
            .iter()
            .map(|l| exp(rise * (l - best)))
            .collect()
    }

    /// The rise of β at which the effective sample size is `SURVIVING`, by bisection; no more than what is left.
    fn rise(&self, left: f64) -> f64 {
        let wanted = SURVIVING * self.z.len() as f64;
        if effective_sample_size(&self.weights(left)) >= wanted {
            return left;
        }
        let (mut low, mut high) = (0.0, left);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if effective_sample_size(&self.weights(middle)) >= wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    }

    /// Mean of the weighted population and factor of its covariance, shrunk to the diagonal.
    fn shape(&self, weights: &[f64]) -> (Vec<f64>, Cholesky) {
        let d = self.z.first().map_or(0, Vec::len);
        let total: f64 = weights.iter().sum();
        let mut mean = vec![0.0; d];
        for (z, w) in self.z.iter().zip(weights) {
            for (m, x) in mean.iter_mut().zip(z) {
                *m += w / total * x;
            }
        }
        let mut covariance = vec![0.0; d * d];
        for (z, w) in self.z.iter().zip(weights) {
            for i in 0..d {
                for j in 0..=i {
                    covariance[i * d + j] += w / total * (z[i] - mean[i]) * (z[j] - mean[j]);
                }
            }
        }
        let shrink = d as f64 / (d as f64 + effective_sample_size(weights));
        for i in 0..d {
            for j in 0..i {
                covariance[i * d + j] *= 1.0 - shrink;
            }
            // A coordinate that has collapsed can still move.
            covariance[i * d + i] = covariance[i * d + i].max(1e-4);
        }
        covariance.iter_mut().for_each(|c| *c *= WIDER);
        let factor = Cholesky::new(d, covariance).unwrap_or_else(|| Cholesky::identity(d));
        (mean, factor)
    }

    /// Logarithm of the target over the density for which proposals are reversible.
    fn ln_ratio(&self, z: &[f64], ln_likelihood: f64, mean: &[f64], factor: &Cholesky) -> f64 {
        if !ln_likelihood.is_finite() {
            return f64::NEG_INFINITY;
        }
        let prior: f64 = z.iter().map(|x| -0.5 * x * x).sum();
        let mut scaled: Vec<f64> = z.iter().zip(mean).map(|(x, m)| x - m).collect();
        factor.forward(&mut scaled);
        let proposal: f64 = scaled.iter().map(|x| -0.5 * x * x).sum();
        prior + self.beta * ln_likelihood - proposal
    }
}

/// (Σ w)² / Σ w².
pub fn effective_sample_size(weights: &[f64]) -> f64 {
    let (sum, squares) = weights
        .iter()
        .fold((0.0, 0.0), |(s, q), w| (s + w, q + w * w));
    if squares > 0.0 {
        sum * sum / squares
    } else {
        0.0
    }
}

/// Systematic resampling: number `n` of equally spaced points in the cumulated weights.
fn systematic(weights: &[f64], uniform: f64) -> Vec<usize> {
    let n = weights.len();
    let total: f64 = weights.iter().sum();
    let (mut at, mut cumulated) = (0, weights.first().copied().unwrap_or(0.0));
    (0..n)
        .map(|k| {
            let point = (k as f64 + uniform) / n as f64 * total;
            while cumulated < point && at + 1 < n {
                at += 1;
                cumulated += weights[at];
            }
            at
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EFFORT: Effort = Effort {
        moves: 8,
        last_moves: 20,
        learning_rate: 1.0,
        stages: 50,
    };

    fn prior(n: u32, d: u32) -> Vec<Vec<f64>> {
        let of = |draw, index| {
            normal(&mut Cell::new(Address {
                seed: 8,
                draw,
                replicate: 0,
                stream: 0,
                step: 0,
                index,
            }))
        };
        (0..n).map(|k| (0..d).map(|i| of(k, i)).collect()).collect()
    }

    /// Observations y_i of z_i with standard deviation 0.5: posterior N(0.8 y, 0.2).
    fn run(n: u32, seed: u64) -> Population {
        let y = [1.0, -0.5, 2.0];
        let likelihood = |z: &[Vec<f64>], _: &[u32]| -> Vec<f64> {
            z.iter()
                .map(|z| {
                    let miss = z.iter().zip(y).map(|(z, y)| (z - y) / 0.5);
                    miss.map(|m| -0.5 * m * m).sum()
                })
                .collect()
        };
        let z = prior(n, 3);
        let ids: Vec<u32> = (0..n).collect();
        let l = likelihood(&z, &ids);
        let mut p = Population::new(z, ids, l);
        while !p.has_arrived(EFFORT) && p.stage < EFFORT.stages {
            p.advance(seed, EFFORT, likelihood);
        }
        p
    }

    #[test]
    fn a_conjugate_posterior_is_found() {
        let p = run(800, 1);
        assert!(p.has_arrived(EFFORT));
        for (i, y) in [1.0, -0.5, 2.0].iter().enumerate() {
            let values: Vec<f64> = p.z.iter().map(|z| z[i]).collect();
            let mean = values.iter().sum::<f64>() / 800.0;
            let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 800.0;
            assert!((mean - 0.8 * y).abs() < 0.07, "{mean}");
            assert!((variance - 0.2).abs() < 0.04, "{variance}");
        }
        // ∫ exp(−2 (z − y)²) N(z) dz = exp(−0.4 y²)/√5, three times.
        let expected: f64 = -0.4 * (1.0 + 0.25 + 4.0) - 1.5 * 5.0_f64.ln();
        assert!((p.ln_evidence - expected).abs() < 0.25, "{}", p.ln_evidence);
    }

    #[test]
    fn the_same_seed_gives_the_same_bits_and_going_on_changes_nothing() {
        assert_eq!(run(64, 3), run(64, 3));
        assert_ne!(run(64, 3), run(64, 4));
    }

    #[test]
    fn resampling_takes_particles_by_weight() {
        assert_eq!(systematic(&[0.0, 1.0, 0.0], 0.3), [1, 1, 1]);
        assert_eq!(systematic(&[1.0, 1.0, 2.0, 0.0], 0.5), [0, 1, 2, 2]);
        assert!((effective_sample_size(&[1.0, 1.0, 0.0]) - 2.0).abs() < 1e-12);
    }
}
