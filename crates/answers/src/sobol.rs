//! Variance-based sensitivity: shares of the variance of a function of independent inputs.
//!
//! With two samples A and B of N rows, and A_B^j, which is A with input j from B:
//!
//! ```text
//! S_j = (1/N) Σ f(B)_i (f(A_B^j)_i − f(A)_i) / V        first order (Saltelli et al. 2010)
//! T_j = (1/2N) Σ (f(A)_i − f(A_B^j)_i)² / V             total order (Jansen 1999)
//! ```
//!
//! f is centred first, which leaves the expectations as they are and makes the first less noisy. Sources: Saltelli et
//! al., *Computer Physics Communications* 181:259 (2010), table 2, (b) and (f).

use assumptions::rank;
use serde::Serialize;

/// Resamples of the rows behind an interval.
const RESAMPLES: u32 = 300;
/// Seed of the resampling.
const SEED: u64 = 0x0005_0B01;

/// An index with its 90 % interval by bootstrap over rows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Index {
    /// The estimate; noise may put it slightly outside 0 to 1.
    pub value: f64,
    /// 5 % quantile.
    pub low: f64,
    /// 95 % quantile.
    pub high: f64,
}

/// First and total order of an input.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Indices {
    /// The input alone.
    pub first: Index,
    /// The input with all that it acts through others.
    pub total: Index,
}

fn variance(a: &[f64], b: &[f64], rows: &[usize]) -> f64 {
    let n = 2.0 * rows.len() as f64;
    let mean = rows.iter().map(|i| a[*i] + b[*i]).sum::<f64>() / n;
    let square = |x: f64| (x - mean) * (x - mean);
    rows.iter()
        .map(|i| square(a[*i]) + square(b[*i]))
        .sum::<f64>()
        / n
}

fn estimates(a: &[f64], b: &[f64], ab: &[f64], rows: &[usize]) -> (f64, f64) {
    let n = rows.len() as f64;
    let v = variance(a, b, rows);
    if !(v > 0.0) {
        return (0.0, 0.0);
    }
    let mean = rows.iter().map(|i| a[*i] + b[*i]).sum::<f64>() / (2.0 * n);
    let first = rows
        .iter()
        .map(|i| (b[*i] - mean) * (ab[*i] - a[*i]))
        .sum::<f64>()
        / n;
    let total = rows.iter().map(|i| (a[*i] - ab[*i]).powi(2)).sum::<f64>() / (2.0 * n);
    (first / v, total / v)
}

/// Indices of each input, from f(A), f(B) and f(A_B^j) for every input j, all of N rows.
pub fn indices(a: &[f64], b: &[f64], ab: &[Vec<f64>]) -> Vec<Indices> {
    let n = a.len();
    let all: Vec<usize> = (0..n).collect();
    let resamples: Vec<Vec<usize>> = (0..RESAMPLES)
        .map(|r| {
            (0..n)
                .map(|i| ((rank(SEED, r, i) * n as f64) as usize).min(n.saturating_sub(1)))
                .collect()
        })
        .collect();
    ab.iter()
        .map(|ab| {
            let (first, total) = estimates(a, b, ab, &all);
            let (mut firsts, mut totals): (Vec<f64>, Vec<f64>) = resamples
                .iter()
                .map(|rows| estimates(a, b, ab, rows))
                .unzip();
            let interval = |value: f64, of: &mut Vec<f64>| {
                of.sort_by(f64::total_cmp);
                let at = |p: f64| of[((of.len() - 1) as f64 * p).round() as usize];
                Index {
                    value,
                    low: at(0.05),
                    high: at(0.95),
                }
            };
            Indices {
                first: interval(first, &mut firsts),
                total: interval(total, &mut totals),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    /// Ishigami's function, a = 7, b = 0.1, whose indices are known.
    fn ishigami(x: [f64; 3]) -> f64 {
        let [x, y, z] = x.map(|u| PI * (2.0 * u - 1.0));
        x.sin() + 7.0 * y.sin().powi(2) + 0.1 * z.powi(4) * x.sin()
    }

    #[test]
    fn ishigami_has_its_published_indices() {
        let n = 20_000;
        let row = |m: u32, i: u32| [0, 1, 2].map(|j| rank(7, i, 10 * m as usize + j));
        let f = |m: u32| (0..n).map(|i| ishigami(row(m, i))).collect::<Vec<_>>();
        let ab: Vec<Vec<f64>> = (0..3)
            .map(|j| {
                (0..n)
                    .map(|i| {
                        let mut x = row(0, i);
                        x[j] = row(1, i)[j];
                        ishigami(x)
                    })
                    .collect()
            })
            .collect();
        let found = indices(&f(0), &f(1), &ab);
        for (k, (first, total)) in [(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)]
            .into_iter()
            .enumerate()
        {
            assert!(
                (found[k].first.value - first).abs() < 0.02,
                "{k}: {:?}",
                found[k]
            );
            assert!(
                (found[k].total.value - total).abs() < 0.02,
                "{k}: {:?}",
                found[k]
            );
            assert!(found[k].total.low <= total && total <= found[k].total.high + 0.01);
        }
    }

    #[test]
    fn a_constant_has_no_sensitivity() {
        let one = vec![1.0; 50];
        let found = indices(&one, &one, std::slice::from_ref(&one));
        assert_eq!((found[0].first.value, found[0].total.value), (0.0, 0.0));
    }
}
