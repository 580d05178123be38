//! Simple forecasts that any model must beat, one file a rule. All take a panel up to a cut-off and give draws of the
//! months after it; yearly rules spread a year over its months as the state's last three years did.

pub mod autoregression;
pub mod drift;
pub mod last_value;
pub mod random_walk;
pub mod seasonal;
pub mod smoothing;

use crate::course::{N, States};
use crate::panel::Panel;
use numerics::elementary::{exp, ln};
use numerics::random::{Address, Cell};
use numerics::sample::{normal, poisson};

/// Years of which the shares of months are taken.
const SHARE_YEARS: usize = 3;

/// Counts by month after the cut-off and state, one entry a draw.
pub type Forecast = Vec<Vec<States>>;

/// A rule that forecasts.
pub trait Forecaster: Sync {
    /// Name for tables.
    fn name(&self) -> &'static str;

    /// Draws of the `years` years after the panel's end. A pure function of its arguments.
    fn forecast(&self, past: &Panel, years: usize, draws: u32, seed: u64) -> Forecast;
}

/// All baselines.
pub fn all() -> Vec<Box<dyn Forecaster>> {
    vec![
        Box::new(last_value::LastValue),
        Box::new(seasonal::Seasonal),
        Box::new(drift::Drift),
        Box::new(smoothing::Smoothing),
        Box::new(autoregression::Autoregression),
        Box::new(random_walk::RandomWalk),
    ]
}

/// The random numbers of a draw of a rule.
pub(crate) fn chance(seed: u64, rule: u32, draw: u32) -> Cell {
    Cell::new(Address {
        seed,
        draw,
        replicate: 0,
        stream: 0x4253_0000 + rule,
        step: 0,
        index: 0,
    })
}

/// ln(count + ½): zero counts have a logarithm too.
pub(crate) fn log_counts(years: &[States]) -> Vec<States> {
    years.iter().map(|y| y.map(|v| ln(v + 0.5))).collect()
}

/// Changes from each entry to the next.
pub(crate) fn changes(of: &[States]) -> Vec<States> {
    of.windows(2)
        .map(|w| std::array::from_fn(|s| w[1][s] - w[0][s]))
        .collect()
}

/// One of so many, equally likely.
pub(crate) fn pick(n: usize, chance: &mut Cell) -> usize {
    ((chance.uniform() * n as f64) as usize).min(n.saturating_sub(1))
}

/// Plus or minus one.
pub(crate) fn sign(chance: &mut Cell) -> f64 {
    if chance.uniform() < 0.5 { -1.0 } else { 1.0 }
}

/// A draw from Student's t with five degrees of freedom.
pub(crate) fn student_5(chance: &mut Cell) -> f64 {
    let z = normal(chance);
    let square: f64 = (0..5).map(|_| normal(chance).powi(2)).sum();
    z / (square / 5.0).sqrt()
}

/// A draw of a standard deviation given n squares and their sum, under the prior 1/σ: √(sum/χ²_n).
pub(crate) fn deviation(sum: f64, n: usize, chance: &mut Cell) -> f64 {
    let chi: f64 = (0..n.max(1)).map(|_| normal(chance).powi(2)).sum();
    (sum / chi.max(1e-3)).sqrt()
}

/// Months of a year whose total has the given expectation.
pub(crate) fn months_of(past: &Panel, log_total: &States, chance: &mut Cell) -> Vec<States> {
    let last = past.months.len().saturating_sub(12 * SHARE_YEARS);
    let recent = &past.months[last..];
    let mut share = vec![[0.0; N]; 12];
    for s in 0..N {
        let total: f64 = recent.iter().map(|m| m[s] + 0.1).sum();
        for (m, month) in recent.iter().enumerate() {
            share[m % 12][s] += (month[s] + 0.1) / total;
        }
    }
    share
        .iter()
        .map(|month| {
            std::array::from_fn(|s| {
                let mean = (exp(log_total[s]) - 0.5).max(0.0) * month[s];
                poisson(chance, mean) as f64
            })
        })
        .collect()
}
