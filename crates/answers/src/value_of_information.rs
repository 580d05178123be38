//! Which parameter would be worth measuring: expected value of partial perfect information.
//!
//! A decision takes the option d with the best expected outcome. Were a parameter φ known, it could differ by φ:
//!
//! ```text
//! EVPPI(φ) = E[max over d of E(B_d | φ)] − max over d of E(B_d)
//! ```
//!
//! where B_d is the outcome under option d, counted so that more is better. E(B_d | φ) is the regression of B_d on φ over
//! one ensemble, so no runs within runs are needed. Source: Strong, Oakley & Brennan, *Medical Decision Making* 34:311
//! (2014). Here the regression is a natural cubic spline with five knots in the normal score of φ, by least squares, or the
//! mean of each class where φ has classes. An outcome that all options share may be taken off every B_d: that changes
//! nothing but noise.
//!
//! The largest of noisy means is too large on average, the more so the more noise the regression leaves. So EVPPI is set
//! against that noise, the same is done with outcomes dealt to other draws at random, and only what exceeds the largest of
//! all parameters in 95 % of these shuffles is told (Westfall & Young, *Resampling-Based Multiple Testing*, 1993). Draws that share parameters stay together in shuffles and in the resamples
//! behind a standard error: they are clusters, not cases of their own.

use crate::sensitivity::ranks;
use numerics::cholesky::dot;
use numerics::random::{Address, Cell};
use numerics::sample::normal_quantile;
use rayon::prelude::*;

/// Purposes of random numbers.
const SHUFFLES_STREAM: u32 = 0x564F_0000;
const RESAMPLES_STREAM: u32 = 0x564F_0001;
/// Shuffles behind what chance gives, and the share of them that a finding must exceed.
const SHUFFLES: u32 = 100;
const EXCEEDED: f64 = 0.95;
/// Resamples of the draws behind a standard error.
const RESAMPLES: u32 = 200;
/// Where the knots of the spline stand, as shares of the draws (Harrell, *Regression Modeling Strategies*, table 2.3).
const KNOTS: [f64; 5] = [0.05, 0.275, 0.5, 0.725, 0.95];
/// A column that others explain but for this share of its length adds nothing.
const SAME: f64 = 1e-6;

/// Something that could be known: the columns of a regression on it, one value a draw.
#[derive(Clone, Debug)]
pub struct Input(Vec<Vec<f64>>);

impl Input {
    /// A number, through a natural cubic spline in its normal score.
    pub fn number(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let score = |rank: f64| normal_quantile((rank + 0.5) / n);
        let z: Vec<f64> = ranks(values).into_iter().map(score).collect();
        let knots = KNOTS.map(normal_quantile);
        // Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 2nd ed., equations 5.4 and 5.5.
        let cube = |x: f64| x.max(0.0).powi(3);
        let last = knots[4];
        let d = |k: usize, x: f64| (cube(x - knots[k]) - cube(x - last)) / (last - knots[k]);
        let bend = |k: usize| z.iter().map(|x| d(k, *x) - d(3, *x)).collect::<Vec<_>>();
        Self(vec![
            vec![1.0; z.len()],
            z.clone(),
            bend(0),
            bend(1),
            bend(2),
        ])
    }

    /// A class out of several, by number.
    pub fn class(classes: &[usize]) -> Self {
        let count = classes.iter().max().map_or(0, |m| m + 1);
        let of = |class: usize| -> Vec<f64> {
            classes
                .iter()
                .map(|c| f64::from(u8::from(*c == class)))
                .collect()
        };
        Self(
            std::iter::once(vec![1.0; classes.len()])
                .chain((0..count).map(of))
                .collect(),
        )
    }

    /// The columns at some draws, made orthonormal one after the other; what earlier ones explain is left out.
    fn orthonormal(&self, draws: &[usize]) -> Vec<Vec<f64>> {
        let mut basis: Vec<Vec<f64>> = Vec::new();
        for column in &self.0 {
            let mut column: Vec<f64> = draws.iter().map(|i| column[*i]).collect();
            let before = dot(&column, &column).sqrt();
            // Twice, so that rounding leaves nothing over.
            for _ in 0..2 {
                for b in &basis {
                    let share = dot(b, &column);
                    column.iter_mut().zip(b).for_each(|(c, b)| *c -= share * b);
                }
            }
            let length = dot(&column, &column).sqrt();
            if length > SAME * before {
                column.iter_mut().for_each(|c| *c /= length);
                basis.push(column);
            }
        }
        basis
    }
}

/// What knowing an input would be worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// EVPPI, in the unit of the outcome.
    pub value: f64,
    /// Its standard error over resamples of the draws.
    pub standard_error: f64,
    /// Share of draws in which the decision would differ.
    pub changes: f64,
    /// Standard error of that share over the same resamples.
    pub changes_error: f64,
    /// EVPPI that chance, with the noise about this regression, gives the luckiest of all inputs in 5 % of shuffles.
    pub by_chance: f64,
}

impl Worth {
    /// Whether it is more than chance shows.
    pub fn is_told(&self) -> bool {
        self.value > 0.0 && self.value > self.by_chance
    }
}

/// The option that is best on average, the first of equals.
pub fn decision(outcomes: &[Vec<f64>]) -> usize {
    let sums: Vec<f64> = outcomes.iter().map(|o| o.iter().sum()).collect();
    best(&sums)
}

fn best(values: &[f64]) -> usize {
    let mut best = 0;
    for (k, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = k;
        }
    }
    best
}

/// What a regression on an orthonormal basis says.
struct Fit {
    /// EVPPI.
    value: f64,
    /// Share of draws with another decision.
    changes: f64,
    /// Standard deviation, about the regression, of the lead over the decision of the option that gains most.
    noise: f64,
}

impl Fit {
    fn of(basis: &[Vec<f64>], outcomes: &[Vec<f64>]) -> Self {
        let n = outcomes.first().map_or(0, Vec::len);
        let now = decision(outcomes);
        let coefficients: Vec<Vec<f64>> = outcomes
            .iter()
            .map(|o| basis.iter().map(|b| dot(b, o)).collect())
            .collect();
        let mut gained = vec![0.0; outcomes.len()];
        let mut changed = 0.0;
        let mut fitted = vec![0.0; outcomes.len()];
        for i in 0..n {
            for (fitted, c) in fitted.iter_mut().zip(&coefficients) {
                *fitted = c.iter().zip(basis).map(|(c, b)| c * b[i]).sum();
            }
            let then = best(&fitted);
            let gain = fitted[then] - fitted[now];
            // Options that are equal but for rounding are no reason to change.
            if gain > SAME * fitted[now].abs() {
                gained[then] += gain;
                changed += 1.0;
            }
        }
        let other = best(&gained);
        let lead = outcomes[other].iter().zip(&outcomes[now]);
        let total: f64 = lead.map(|(a, b)| (a - b) * (a - b)).sum();
        let both = coefficients[other].iter().zip(&coefficients[now]);
        let explained: f64 = both.map(|(a, b)| (a - b) * (a - b)).sum();
        Self {
            value: gained.iter().sum::<f64>() / n as f64,
            changes: changed / n as f64,
            noise: ((total - explained).max(0.0) / n as f64).sqrt(),
        }
    }

    /// EVPPI as a multiple of the noise.
    fn strength(&self) -> f64 {
        if self.value > 0.0 {
            self.value / self.noise
        } else {
            0.0
        }
    }
}

/// What knowing each input would be worth for the choice among options, from `outcomes[option][draw]`, more is better.
///
/// `clusters` numbers the draws by what they share. Standard errors are zero where the
/// value is less than half of what chance shows.
pub fn worth(inputs: &[Input], outcomes: &[Vec<f64>], clusters: &[usize], seed: u64) -> Vec<Worth> {
    let all: Vec<usize> = (0..clusters.len()).collect();
    let members = members(clusters);
    let at = |draws: &[usize]| -> Vec<Vec<f64>> {
        let of = |o: &Vec<f64>| draws.iter().map(|i| o[*i]).collect();
        outcomes.iter().map(of).collect()
    };
    let shuffles: Vec<Vec<Vec<f64>>> = (0..SHUFFLES)
        .map(|s| at(&shuffled(seed, s, &members, clusters)))
        .collect();
    let found: Vec<(Fit, Vec<f64>)> = inputs
        .par_iter()
        .map(|input| {
            let basis = input.orthonormal(&all);
            let chance = shuffles.iter().map(|o| Fit::of(&basis, o).strength());
            (Fit::of(&basis, outcomes), chance.collect())
        })
        .collect();
    let mut luckiest: Vec<f64> = (0..SHUFFLES as usize)
        .map(|s| found.iter().map(|f| f.1[s]).fold(0.0, f64::max))
        .collect();
    luckiest.sort_by(f64::total_cmp);
    let bound = luckiest[((luckiest.len() - 1) as f64 * EXCEEDED).round() as usize];
    inputs
        .par_iter()
        .zip(found)
        .map(|(input, (fit, _))| {
            let by_chance = bound * fit.noise;
            // Without value there is nothing to resample.
            let times = if fit.value > 0.5 * by_chance {
                RESAMPLES
            } else {
                0
            };
            let resampled: Vec<(f64, f64)> = (0..times)
                .map(|r| {
                    let draws = resample(seed, r, &members);
                    let again = Fit::of(&input.orthonormal(&draws), &at(&draws));
                    (again.value, again.changes)
                })
                .collect();
            let (values, shares): (Vec<f64>, Vec<f64>) = resampled.into_iter().unzip();
            Worth {
                value: fit.value,
                standard_error: deviation(&values),
                changes: fit.changes,
                changes_error: deviation(&shares),
                by_chance,
            }
        })
        .collect()
}

/// The draws of each cluster.
fn members(clusters: &[usize]) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); clusters.iter().max().map_or(0, |m| m + 1)];
    for (draw, cluster) in clusters.iter().enumerate() {
        members[*cluster].push(draw);
    }
    members.retain(|m| !m.is_empty());
    members
}

/// Standard deviation; zero of fewer than two values.
fn deviation(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    if values.len() < 2 {
        return 0.0;
    }
    let mean = values.iter().sum::<f64>() / n;
    (values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0)).sqrt()
}

fn cell(seed: u64, stream: u32, number: u32) -> Cell {
    Cell::new(Address {
        seed,
        draw: 0,
        replicate: 0,
        stream,
        step: number,
        index: 0,
    })
}

fn below(cell: &mut Cell, n: usize) -> usize {
    ((cell.uniform() * n as f64) as usize).min(n.saturating_sub(1))
}

/// For every draw another, so that each cluster gets the draws of one other (Fisher & Yates): one after the other, and
/// from the first again where that one is smaller.
fn shuffled(seed: u64, number: u32, members: &[Vec<usize>], clusters: &[usize]) -> Vec<usize> {
    let mut cell = cell(seed, SHUFFLES_STREAM, number);
    let mut order: Vec<usize> = (0..members.len()).collect();
    for k in (1..order.len()).rev() {
        order.swap(k, below(&mut cell, k + 1));
    }
    let mut dealt = vec![0; clusters.len()];
    for (of, from) in members.iter().zip(order) {
        for (k, draw) in of.iter().enumerate() {
            dealt[*draw] = members[from][k % members[from].len()];
        }
    }
    dealt
}

/// As many clusters, taken at random with replacement: their draws.
fn resample(seed: u64, number: u32, members: &[Vec<usize>]) -> Vec<usize> {
    let mut cell = cell(seed, RESAMPLES_STREAM, number);
    (0..members.len())
        .flat_map(|_| members[below(&mut cell, members.len())].clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use numerics::elementary::exp;
    use numerics::sample::{normal, normal_cdf};

    fn normals(stream: u32, n: usize) -> Vec<f64> {
        let mut cell = cell(7, stream, 0);
        (0..n).map(|_| normal(&mut cell)).collect()
    }

    /// Draws that share nothing.
    fn alone(n: usize) -> Vec<usize> {
        (0..n).collect()
    }

    fn density(x: f64) -> f64 {
        exp(-0.5 * x * x) / (2.0 * std::f64::consts::PI).sqrt()
    }

    /// Options 0 and μ + a φ + b ψ + noise, φ and ψ standard normal: EVPPI(φ) = a D(μ/a) + μ Φ(μ/a) − max(0, μ), with D the
    /// normal density; the decision changes with probability Φ(−|μ|/a).
    #[test]
    fn the_closed_form_of_a_linear_gaussian_decision() {
        let n = 4000;
        let (phi, psi, noise) = (normals(1, n), normals(2, n), normals(3, n));
        for mu in [-0.5, 0.8] {
            let (a, b) = (1.5, 0.7);
            let option = (0..n)
                .map(|i| mu + a * phi[i] + b * psi[i] + noise[i])
                .collect();
            let outcomes = [vec![0.0; n], option];
            // A parameter that is any rising function of φ tells as much as φ.
            let log_normal: Vec<f64> = phi.iter().map(|x| exp(2.0 * x)).collect();
            let inputs = [&phi, &psi, &log_normal, &normals(4, n)].map(|v| Input::number(v));
            let found = worth(&inputs, &outcomes, &alone(n), 1);
            for (input, slope) in [(0, a), (1, b), (2, a)] {
                let w = found[input];
                let value = slope * density(mu / slope) + mu * normal_cdf(mu / slope) - mu.max(0.0);
                let changes = normal_cdf(-mu.abs() / slope);
                assert!(w.is_told(), "μ {mu}, input {input}: {w:?}");
                assert!(
                    (w.value - value).abs() < 4.0 * w.standard_error,
                    "{value}: {w:?}"
                );
                assert!(
                    (w.changes - changes).abs() < 4.0 * w.changes_error,
                    "{changes}: {w:?}"
                );
                assert!(w.standard_error < 0.1 * value.max(0.2), "{w:?}");
            }
            assert!(
                !found[3].is_told() && found[3].value < 0.02,
                "{:?}",
                found[3]
            );
        }
    }

    #[test]
    fn what_cannot_change_the_decision_is_worth_nothing() {
        let n = 1000;
        let phi = normals(1, n);
        let input = Input::number(&phi);
        // One option is better by far whatever the parameter, though both depend on it.
        let better: Vec<f64> = phi.iter().map(|x| 50.0 + x).collect();
        let found = worth(
            std::slice::from_ref(&input),
            &[phi.clone(), better],
            &alone(n),
            1,
        )[0];
        assert_eq!(
            (found.value, found.changes, found.is_told()),
            (0.0, 0.0, false)
        );
        // An outcome that all options share decides nothing; nor does a parameter that does not vary.
        let found = worth(&[input], &[phi.clone(), phi.clone()], &alone(n), 1)[0];
        assert_eq!((found.value, found.is_told()), (0.0, false));
        let fixed = Input::number(&vec![3.0; n]);
        let found = worth(&[fixed], &[vec![0.1; n], phi], &alone(n), 1)[0];
        assert_eq!((found.value, found.is_told()), (0.0, false));
    }

    #[test]
    fn classes_have_the_value_of_their_means() {
        // Of class 0 (a quarter) option 1 is worth 2, of class 1 −1: knowing it gains 2 in a quarter.
        let classes: Vec<usize> = (0..400).map(|i| usize::from(i % 4 != 0)).collect();
        let option = classes
            .iter()
            .map(|c| if *c == 0 { 2.0 } else { -1.0 })
            .collect();
        let found = worth(
            &[Input::class(&classes)],
            &[vec![0.0; 400], option],
            &alone(400),
            1,
        )[0];
        assert!((found.value - 0.5).abs() < 1e-9 && (found.changes - 0.25).abs() < 1e-12);
        assert!(found.is_told());
    }

    #[test]
    fn draws_that_share_a_parameter_are_one_case() {
        // 30 values of a parameter without bearing, each in 40 draws whose outcomes are alike: taken one by one, the draws
        // seem to tell something; as clusters they do not.
        let (values, outcomes) = (normals(5, 30), normals(6, 30));
        let clusters: Vec<usize> = (0..1200).map(|i| i / 40).collect();
        let phi: Vec<f64> = clusters.iter().map(|c| values[*c]).collect();
        let option: Vec<f64> = clusters.iter().map(|c| outcomes[*c]).collect();
        let of = |clusters: &[usize]| {
            let outcomes = [vec![0.0; 1200], option.clone()];
            worth(&[Input::number(&phi)], &outcomes, clusters, 1)[0]
        };
        assert!(of(&alone(1200)).is_told());
        assert!(!of(&clusters).is_told());
    }
}
