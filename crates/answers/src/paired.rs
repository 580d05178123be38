//! Summaries of an ensemble in fixed memory: paired differences at horizons, bands over time.

use crate::comparison::{Estimate, Probability, Summary};
use engine::describe::Better;
use engine::quantiles::Sketch;
use engine::{Member, Observer, ObserverError};

/// Relative error of reported quantiles; far below the Monte Carlo error of any ensemble.
const ANSWER_ERROR: f64 = 0.0005;
/// Relative error of bands in charts: less than a line's width.
const CHART_ERROR: f64 = 0.0025;

/// Mean and quantiles of a stream of values.
#[derive(Clone, Debug)]
pub struct Distribution {
    sketch: Sketch,
    sum: f64,
}

impl Distribution {
    /// An empty one whose quantiles are told to a relative error.
    fn new(relative_error: f64) -> Self {
        Self {
            sketch: Sketch::new(relative_error),
            sum: 0.0,
        }
    }

    /// An empty one whose quantiles are told as those of answers are.
    pub(crate) fn of_answer() -> Self {
        Self::new(ANSWER_ERROR)
    }

    /// The same to the precision of a comparison of many options: see [`PairedDifferences::coarse`].
    pub(crate) fn of_comparison() -> Self {
        Self::new(CHART_ERROR)
    }

    /// What a counted value is told as in a quantile.
    pub(crate) fn told(&self, value: f64) -> f64 {
        self.sketch.told(value)
    }

    /// Counts a value.
    pub(crate) fn insert(&mut self, value: f64) {
        self.sketch.insert(value);
        self.sum += value;
    }

    /// Mean and quantiles; NaN before the first value.
    pub fn summary(&self) -> Summary {
        let q = |p| self.quantile(p);
        Summary {
            mean: self.sum / self.sketch.count() as f64,
            q05: q(0.05),
            q25: q(0.25),
            q50: q(0.50),
            q75: q(0.75),
            q95: q(0.95),
        }
    }

    fn quantile(&self, p: f64) -> f64 {
        self.sketch.quantile(p).unwrap_or(f64::NAN)
    }
}

/// A difference as a share of the baseline. From nothing it has no relative size: equal counts as none, more as all of it.
pub(crate) fn relative_difference(baseline: f64, level: f64) -> f64 {
    let difference = level - baseline;
    if baseline != 0.0 {
        difference / baseline.abs()
    } else if difference == 0.0 {
        0.0
    } else {
        difference.signum()
    }
}

/// By how much a relative difference is to the better; negative: to the worse.
pub(crate) fn improvement(relative: f64, better: Better) -> f64 {
    match better {
        Better::Lower => -relative,
        Better::Higher => relative,
        Better::Neither => 0.0,
    }
}

/// What is known of one option, outcome and horizon.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The outcome under the baseline.
    pub baseline: Distribution,
    /// The outcome under the option.
    pub level: Distribution,
    /// Option minus baseline within a member.
    pub difference: Distribution,
    /// The difference as a share of the baseline.
    pub relative_difference: Distribution,
    better: u64,
    worse: u64,
    members: u64,
}

impl Pair {
    fn new(relative_error: f64) -> Self {
        let new = || Distribution::new(relative_error);
        Self {
            baseline: new(),
            level: new(),
            difference: new(),
            relative_difference: new(),
            better: 0,
            worse: 0,
            members: 0,
        }
    }

    fn insert(&mut self, baseline: f64, level: f64, better: Better, margin: f64) {
        let difference = level - baseline;
        let relative = relative_difference(baseline, level);
        self.baseline.insert(baseline);
        self.level.insert(level);
        self.difference.insert(difference);
        self.relative_difference.insert(relative);
        self.members += 1;
        let improvement = improvement(relative, better);
        self.better += u64::from(improvement > margin);
        self.worse += u64::from(improvement < -margin);
    }

    /// Probabilities that the option is better, makes no real change, is worse.
    ///
    /// `draws` is the number of independent parameter draws, the sample size for the Monte Carlo
    /// error (replicates of a draw are not independent of each other).
    pub fn probabilities(&self, draws: u64) -> [Probability; 3] {
        let same = self.members - self.better - self.worse;
        [self.better, same, self.worse]
            .map(|count| probability(count as f64 / self.members as f64, draws))
    }

    /// The estimate of an option's effect on an outcome some years after the start.
    pub fn estimate(&self, option: &str, outcome: &str, years: u16, draws: u32) -> Estimate {
        let [better, no_real_change, worse] = self.probabilities(u64::from(draws));
        Estimate {
            option: option.to_owned(),
            outcome: outcome.to_owned(),
            horizon_years: f64::from(years),
            baseline: self.baseline.summary(),
            level: self.level.summary(),
            difference: self.difference.summary(),
            relative_difference: self.relative_difference.summary(),
            better,
            no_real_change,
            worse,
            dots: self.dots(),
        }
    }

    /// Fifty equally likely values of the difference: quantiles at 1 %, 3 %, … 99 %.
    pub fn dots(&self) -> Vec<f64> {
        (0..50)
            .map(|k| self.difference.quantile((2.0 * f64::from(k) + 1.0) / 100.0))
            .collect()
    }
}

/// A share of `n` independent draws, with its Monte Carlo standard error √(p (1 − p)/n).
///
/// The error is taken at the Agresti-Coull centre (two more successes and failures), so that it does
/// not vanish when all members agree (*The American Statistician* 52(2), 1998).
pub fn probability(value: f64, n: u64) -> Probability {
    probability_of(value, n as f64)
}

/// The same from a number of members that need not be whole: that which weighted members are worth.
pub fn probability_of(value: f64, n: f64) -> Probability {
    let centre = (value * n + 2.0) / (n + 4.0);
    Probability {
        value,
        monte_carlo_error: (centre * (1.0 - centre) / (n + 4.0)).sqrt(),
    }
}

/// What is read of a run at a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Number of the outcome.
    pub outcome: usize,
    /// Number of the place.
    pub place: usize,
    /// Which direction is better.
    pub better: Better,
    /// How many values, up to the point, are added: 1 for a level, 12 for a year of monthly flows.
    pub sum_of: usize,
}

impl Reading {
    /// The value at a point of the time grid, under a scenario.
    pub fn of(&self, member: &Member<'_>, scenario: usize, point: usize) -> f64 {
        let first = (point + 1).saturating_sub(self.sum_of);
        (first..=point)
            .map(|p| member.value(scenario, self.outcome, self.place, p))
            .sum()
    }
}

/// Collects paired differences from scenario 0, the baseline, at horizons.
#[derive(Clone, Debug)]
pub struct PairedDifferences {
    outcomes: Vec<Reading>,
    points: Vec<usize>,
    margin: f64,
    /// `pairs[(option − 1) × outcomes × points + outcome × points + point]`
    pairs: Vec<Pair>,
}

impl PairedDifferences {
    /// For `scenarios` scenarios, what is read, and horizons as points of the time grid.
    pub fn new(scenarios: usize, outcomes: Vec<Reading>, points: Vec<usize>, margin: f64) -> Self {
        let count = scenarios.saturating_sub(1) * outcomes.len() * points.len();
        Self {
            outcomes,
            points,
            margin,
            pairs: vec![Pair::new(ANSWER_ERROR); count],
        }
    }

    /// With quantiles to a quarter of a per cent, in a fifth of the memory: for many options, outcomes and places.
    #[must_use]
    pub fn coarse(mut self) -> Self {
        self.pairs.fill(Pair::new(CHART_ERROR));
        self
    }

    /// The result for scenario `option` ≥ 1, by positions in the lists of outcomes and points.
    pub fn pair(&self, option: usize, outcome: usize, point: usize) -> &Pair {
        let per_option = self.outcomes.len() * self.points.len();
        &self.pairs[(option - 1) * per_option + outcome * self.points.len() + point]
    }
}

impl Observer for PairedDifferences {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        let points = &self.points;
        let each = |o: &Reading, scenario: usize| -> Vec<f64> {
            points.iter().map(|p| o.of(member, scenario, *p)).collect()
        };
        let baselines: Vec<Vec<f64>> = self.outcomes.iter().map(|o| each(o, 0)).collect();
        let mut pairs = self.pairs.iter_mut();
        for option in 1..member.scenarios() {
            for (outcome, baselines) in self.outcomes.iter().zip(&baselines) {
                for (level, baseline) in each(outcome, option).iter().zip(baselines) {
                    if let Some(pair) = pairs.next() {
                        pair.insert(*baseline, *level, outcome.better, self.margin);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Collects the distribution of outcomes over time, for every scenario, or that of their paired differences.
#[derive(Clone, Debug)]
pub struct Bands {
    outcomes: Vec<Reading>,
    of_differences: bool,
    points: Vec<usize>,
    distributions: Vec<Distribution>,
}

impl Bands {
    /// For `scenarios` scenarios, what is read, at points of the time grid.
    pub fn new(scenarios: usize, outcomes: Vec<Reading>, points: Vec<usize>) -> Self {
        let count = scenarios * outcomes.len() * points.len();
        Self {
            outcomes,
            of_differences: false,
            points,
            distributions: vec![Distribution::new(CHART_ERROR); count],
        }
    }

    /// The same for differences from scenario 0, as a share of it (from nothing, in the outcome's unit).
    pub fn of_differences(scenarios: usize, outcomes: Vec<Reading>, points: Vec<usize>) -> Self {
        Self {
            of_differences: true,
            ..Self::new(scenarios, outcomes, points)
        }
    }

    /// The bands of a scenario and outcome (position in the list), one summary a point.
    pub fn bands(&self, scenario: usize, outcome: usize) -> Vec<Summary> {
        let n = self.points.len();
        let first = (scenario * self.outcomes.len() + outcome) * n;
        self.distributions[first..first + n]
            .iter()
            .map(Distribution::summary)
            .collect()
    }
}

impl Observer for Bands {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        let mut distributions = self.distributions.iter_mut();
        for scenario in 0..member.scenarios() {
            for outcome in &self.outcomes {
                for &point in &self.points {
                    if let Some(distribution) = distributions.next() {
                        let mut value = outcome.of(member, scenario, point);
                        if self.of_differences {
                            let baseline = outcome.of(member, 0, point);
                            value -= baseline;
                            if baseline != 0.0 {
                                value /= baseline.abs();
                            }
                        }
                        distribution.insert(value);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Collects the values of the parameters, once a draw.
#[derive(Clone, Debug)]
pub struct ParameterValues {
    distributions: Vec<Distribution>,
}

impl ParameterValues {
    /// For a number of parameters.
    pub fn new(parameters: usize) -> Self {
        Self {
            distributions: vec![Distribution::new(ANSWER_ERROR); parameters],
        }
    }

    /// Summary of a parameter over the draws.
    pub fn summary(&self, parameter: usize) -> Summary {
        self.distributions[parameter].summary()
    }
}

impl Observer for ParameterValues {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        if member.replicate == 0 {
            for (distribution, value) in self.distributions.iter_mut().zip(member.parameters) {
                distribution.insert(*value);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_worse_and_no_real_change_partition_the_members() {
        let mut pair = Pair::new(ANSWER_ERROR);
        for level in [80.0, 94.0, 96.0, 100.0, 104.0, 106.0, 150.0, 95.0] {
            pair.insert(100.0, level, Better::Lower, 0.05);
        }
        let [better, same, worse] = pair.probabilities(8);
        assert_eq!((better.value, same.value, worse.value), (0.25, 0.5, 0.25));
        let mut pair = Pair::new(ANSWER_ERROR);
        pair.insert(100.0, 80.0, Better::Higher, 0.05);
        assert_eq!(pair.probabilities(1)[2].value, 1.0);
    }

    #[test]
    fn the_error_of_a_probability_is_binomial_and_never_zero() {
        let p = probability(0.3, 2000);
        assert!((p.monte_carlo_error - (0.3_f64 * 0.7 / 2000.0).sqrt()).abs() < 2e-5);
        assert!(probability(1.0, 2000).monte_carlo_error > 5e-4);
        assert!(probability(0.0, 10).monte_carlo_error > 0.05);
    }

    #[test]
    fn dots_are_fifty_ascending_quantiles() {
        let mut pair = Pair::new(ANSWER_ERROR);
        for k in 0..1001 {
            pair.insert(1000.0, 1000.0 + f64::from(k - 500), Better::Lower, 0.05);
        }
        let dots = pair.dots();
        assert_eq!(dots.len(), 50);
        assert!(dots.windows(2).all(|w| w[0] <= w[1]));
        assert!((dots[0] + 490.0).abs() < 1.0 && (dots[49] - 490.0).abs() < 1.0);
    }

    #[test]
    fn a_change_from_nothing_counts() {
        let mut pair = Pair::new(ANSWER_ERROR);
        pair.insert(0.0, 3.0, Better::Lower, 0.05);
        pair.insert(0.0, 0.0, Better::Lower, 0.05);
        let [better, same, worse] = pair.probabilities(2);
        assert_eq!((better.value, same.value, worse.value), (0.0, 0.5, 0.5));
    }
}
