//! What an answer hangs on: rank correlations with parameters, and the variance of a paired difference split into
//! chance, parameters and structures.

use crate::comparison::HangsOn;
use assumptions::Ledger;

/// Ranks from 0 of values; equal values share the mean of their ranks, values that are not numbers come last.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let mut to = from + 1;
        while to < order.len() && values[order[to]] == values[order[from]] {
            to += 1;
        }
        for k in &order[from..to] {
            ranks[*k] = (from + to - 1) as f64 / 2.0;
        }
        from = to;
    }
    ranks
}

/// Pearson's correlation; zero if one of the two does not vary.
pub fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let (ma, mb) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let sum = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
        a.iter().zip(b).map(|(x, y)| f(x - ma, y - mb)).sum()
    };
    let below = (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt();
    if below > 0.0 {
        sum(&|x, y| x * y) / below
    } else {
        0.0
    }
}

/// Parameters by number with their rank correlation (Spearman) with a quantity, strongest first, where it is more than
/// chance gives: above 2/√n. `parameter_ranks[parameter][member]`.
pub fn strongest(parameter_ranks: &[Vec<f64>], quantity: &[f64]) -> Vec<(usize, f64)> {
    let ranked = ranks(quantity);
    let chance = 2.0 / (quantity.len() as f64).sqrt();
    let mut all: Vec<(usize, f64)> = parameter_ranks
        .iter()
        .enumerate()
        .map(|(k, of)| (k, correlation(of, &ranked)))
        .filter(|(_, r)| r.abs() > chance)
        .collect();
    all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    all
}

/// The strongest of them with their names and sources.
pub fn hangs_on(
    ledger: &Ledger,
    parameter_ranks: &[Vec<f64>],
    quantity: &[f64],
    count: usize,
) -> Vec<HangsOn> {
    strongest(parameter_ranks, quantity)
        .into_iter()
        .take(count)
        .map(|(k, correlation)| {
            let entry = &ledger.entries()[k];
            HangsOn {
                id: entry.id.clone(),
                name: entry.name.clone(),
                correlation,
                sources: entry.sources.iter().map(|s| s.citation.clone()).collect(),
                dissent: entry.dissent.clone(),
            }
        })
        .collect()
}

/// Shares of a variance; they add up to one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Chance: the same parameters and structure, other random numbers.
    pub chance: f64,
    /// Differences between rival structures.
    pub structures: f64,
    /// Parameters.
    pub parameters: f64,
}

/// Lowest and highest share of values that are set to the quantiles there: a few runs that explode do not decide.
const TAIL: f64 = 0.01;

/// Splits the variance of a quantity. `groups` holds its values by structure, `pairs` values of the same parameters and
/// structure under two courses of chance; `None` if nothing varies.
///
/// ```text
/// chance      = mean of (a − b)²/2 over pairs
/// structures  = Σ n_k (m_k − m)²/n − (K − 1) s²/n, at least 0    (m_k, m means; s² variance within structures)
/// parameters  = the rest
/// ```
pub fn split(groups: &[Vec<f64>], pairs: &[(f64, f64)]) -> Option<Shares> {
    let mut sorted: Vec<f64> = groups.iter().flatten().copied().collect();
    sorted.retain(|x| x.is_finite());
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let at = |p: f64| sorted[(p * last as f64).round() as usize];
    let (low, high) = (at(TAIL), at(1.0 - TAIL));
    let held = |x: f64| {
        if x.is_finite() {
            x.clamp(low, high)
        } else {
            high
        }
    };
    let groups: Vec<Vec<f64>> = groups
        .iter()
        .map(|g| g.iter().map(|x| held(*x)).collect())
        .collect();
    let n = groups.iter().map(Vec::len).sum::<usize>() as f64;
    let mean = groups.iter().flatten().sum::<f64>() / n;
    let square = |x: f64, m: f64| (x - m) * (x - m);
    let total = groups
        .iter()
        .flatten()
        .map(|x| square(*x, mean))
        .sum::<f64>()
        / n;
    if !(total > 0.0) || pairs.is_empty() {
        return None;
    }
    let (mut between, mut within) = (0.0, 0.0);
    for group in groups.iter().filter(|g| !g.is_empty()) {
        let size = group.len() as f64;
        let m = group.iter().sum::<f64>() / size;
        between += size * square(m, mean) / n;
        within += group.iter().map(|x| square(*x, m)).sum::<f64>() / n;
    }
    let count = groups.iter().filter(|g| !g.is_empty()).count() as f64;
    let structures = ((between - (count - 1.0) * within / n) / total).clamp(0.0, 1.0);
    let chance = pairs
        .iter()
        .map(|(a, b)| square(held(*a), held(*b)) / 2.0)
        .sum::<f64>()
        / pairs.len() as f64;
    let chance = (chance / total).min(1.0 - structures);
    Some(Shares {
        chance,
        structures,
        parameters: 1.0 - chance - structures,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rank_correlation_is_one_for_any_rising_function() {
        let x: Vec<f64> = (0..20).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|v| v.exp()).collect();
        let r = |a: &[f64], b: &[f64]| correlation(&ranks(a), &ranks(b));
        assert!((r(&x, &y) - 1.0).abs() < 1e-12);
        assert_eq!(ranks(&[3.0, 1.0, 3.0]), [1.5, 0.0, 1.5]);
        assert_eq!(r(&x, &[1.0; 20]), 0.0);
        let found = strongest(&[vec![0.0; 20], ranks(&x)], &y);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, 1);
    }

    #[test]
    fn variance_goes_to_where_it_comes_from() {
        // Structures 0 and 10 apart, parameters of variance 1/12, chance of variance 0.
        let unit = |k: u32| f64::from(k) / 199.0;
        let a: Vec<f64> = (0..200).map(unit).collect();
        let b: Vec<f64> = a.iter().map(|x| x + 10.0).collect();
        let pairs: Vec<(f64, f64)> = a.iter().map(|x| (*x, *x)).collect();
        let s = split(&[a.clone(), b], &pairs).unwrap();
        assert!(s.structures > 0.99 && s.chance == 0.0);
        let s = split(&[a.clone(), a.clone()], &pairs).unwrap();
        assert!(s.structures < 0.01 && s.parameters > 0.99);
        // Values that are chance alone: pairs are as far apart as any two values.
        let shuffled: Vec<(f64, f64)> = (0..200).map(|k| (a[k], a[(k * 77 + 31) % 200])).collect();
        let s = split(std::slice::from_ref(&a), &shuffled).unwrap();
        assert!(s.chance > 0.85, "{s:?}");
        assert_eq!(split(&[vec![1.0; 10]], &[(1.0, 1.0)]), None);
    }
}
