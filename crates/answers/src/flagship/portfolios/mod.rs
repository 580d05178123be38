//! Robust portfolios: combinations of levers of which none other is better in every outcome.
//!
//! | file | what |
//! | --- | --- |
//! | `limits` | levers with their limits, and portfolios of them |
//! | `search` | the search, on draws of its own |
//! | `assess` | what is found, judged on fresh draws |
//! | `words` | what the front says, in plain sentences |
//!
//! Outcomes are never weighed against each other. What the search found is judged on draws that had no part in finding it,
//! so that luck in the search is not taken for merit.

mod assess;
pub mod limits;
mod search;
pub mod words;

use super::catalogue::policy;
use super::question::Assumed;
use super::values::{self, Window};
use crate::comparison::{Probability, ReportedOutcome, Summary};
use crate::question::CompareError;
use engine::Observer;
use engine::describe::Better;
use inference::structures::InForce;
use limits::{Kind, Limit, Portfolio};
use scenario::Scenario;
use serde::Serialize;
use std::ops::Range;
use std::sync::atomic::AtomicBool;
use system::outcomes::{Id, OUTCOMES};

/// Outcomes where none are asked for: deaths in Mexico, in the United States, by force itself, and the relationship.
pub const OUTCOMES_BY_DEFAULT: [Id; 4] = [
    Id::Homicides,
    Id::OverdoseDeaths,
    Id::CiviliansKilledByForce,
    Id::Cooperation,
];

/// The question.
#[derive(Clone, Debug)]
pub struct Optimise<'a> {
    /// The baseline, whose time the portfolios are in force.
    pub baseline: &'a Scenario,
    /// Levers and their limits.
    pub limits: Vec<Limit>,
    /// How far a portfolio may reach: the sum of its doses, each as a share of its lever's limit.
    pub reach: f64,
    /// Outcomes by number.
    pub outcomes: Vec<usize>,
    /// Years after the start over which they are read.
    pub years: u16,
    /// Draws of the search.
    pub search_draws: u32,
    /// Fresh draws on which what is found is judged.
    pub draws: u32,
    /// New portfolios of each search a generation.
    pub population: usize,
    /// Generations after the first.
    pub generations: u32,
    /// Relative change below which a portfolio makes no real change to an outcome.
    pub margin: f64,
    /// Seed of all random numbers.
    pub seed: u64,
}

/// A portfolio and an outcome.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OnOutcome {
    /// Id of the outcome.
    pub outcome: String,
    /// Its yearly mean.
    pub level: Summary,
    /// Its difference from the status quo.
    pub difference: Summary,
    /// Monte Carlo standard error of the mean difference.
    pub difference_error: f64,
    /// Mean difference as a share of the mean under the status quo; infinite where that is nothing.
    pub relative: f64,
    /// Monte Carlo standard error of `relative`.
    pub relative_error: f64,
    /// Mean distance to the best portfolio of each draw.
    pub regret: f64,
    /// Its Monte Carlo standard error.
    pub regret_error: f64,
    /// Distance that 90 % of draws stay below.
    pub regret_90: f64,
    /// Better than the status quo by more than the margin.
    pub better: Probability,
    /// No real change.
    pub no_real_change: Probability,
    /// Worse by more than the margin.
    pub worse: Probability,
}

/// Another portfolio that is at least as good in every outcome and better in one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dominated {
    /// The other, chosen on the draws of the search.
    pub by: String,
    /// In how many fresh draws.
    pub probability: Probability,
}

/// A portfolio, judged on fresh draws.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assessed {
    /// Identifier.
    pub id: String,
    /// Doses in words.
    pub words: String,
    /// Military, non-military or mixed.
    pub kind: Kind,
    /// How far data inform it; empty where nothing is done.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub validity: String,
    /// Sum of its doses, each as a share of its lever's limit.
    pub reach: f64,
    /// Whether none other is better in every outcome by mean, small differences aside.
    pub is_on_front: bool,
    /// The same by the regret that 90 % of draws stay below.
    pub is_on_regret_front: bool,
    /// Whether it is shown: on a front, and not too near to others there.
    pub is_shown: bool,
    /// What dominates it most often, if anything did in the search.
    pub dominated: Option<Dominated>,
    /// Outcome by outcome.
    pub outcomes: Vec<OnOutcome>,
    /// The same as a scenario.
    #[serde(skip)]
    pub scenario: Scenario,
}

/// A portfolio of one kind against the best of another kind that reaches no further.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contest {
    /// The portfolio.
    pub portfolio: String,
    /// Its kind.
    pub kind: Kind,
    /// The other: of those that reach no further the one that dominated it most often in the search.
    pub rival: String,
    /// Its kind.
    pub rival_kind: Kind,
    /// In how many fresh draws the rival is at least as good in every outcome and better in one.
    pub dominates: Probability,
    /// In how many the rival is better, outcome by outcome.
    pub better: Vec<Probability>,
}

/// How often the best portfolio of a draw is of a kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BestKind {
    /// Id of the outcome.
    pub outcome: String,
    /// Kinds with the share of draws in which one of them is best; equals count for each.
    pub shares: Vec<(Kind, Probability)>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Portfolios {
    /// Month from which the portfolios are in force.
    pub start: String,
    /// Years over which outcomes are read.
    pub years: u16,
    /// What is believed.
    pub belief: String,
    /// Outcomes.
    pub outcomes: Vec<ReportedOutcome>,
    /// Levers and limits.
    pub limits: Vec<Limit>,
    /// How far a portfolio may reach.
    pub reach: f64,
    /// Portfolios that the search evaluated, and on how many draws.
    pub searched: usize,
    /// Draws of the search.
    pub search_draws: u32,
    /// Fresh draws.
    pub draws: u32,
    /// Relative change below which there is no real change.
    pub margin: f64,
    /// Seed.
    pub seed: u64,
    /// Portfolios, the status quo first.
    pub portfolios: Vec<Assessed>,
    /// Contests of kinds.
    pub contests: Vec<Contest>,
    /// Which kind the best portfolio of a draw is.
    pub best: Vec<BestKind>,
    /// What the front says.
    pub findings: Vec<String>,
    /// What must be known before it is used.
    pub warnings: Vec<String>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum PortfolioError {
    /// An ensemble could not be run.
    #[error(transparent)]
    Compare(#[from] CompareError),
    /// An outcome of which neither direction is better.
    #[error(
        "outcome `{id}`: neither more nor less of it is better, so no portfolio can be best in it"
    )]
    NoDirection {
        /// The outcome.
        id: &'static str,
    },
    /// Fewer than two outcomes have no front.
    #[error("a front needs two outcomes or more: give --outcome at least twice, or not at all")]
    OneOutcome,
    /// The run ends too early.
    #[error(
        "the scenario ends {months} months after its start, before the {years} years that are asked for"
    )]
    TooShort {
        /// Months of the scenario.
        months: usize,
        /// Years asked for.
        years: u16,
    },
}

/// Values of portfolios on the same draws.
#[derive(Clone, Debug, Default)]
struct Sampled {
    portfolios: Vec<Portfolio>,
    /// `values[portfolio][outcome][draw]`
    values: Vec<Vec<Vec<f64>>>,
}

/// Distance to the best portfolio of each draw.
struct Regret {
    mean: f64,
    error: f64,
    q90: f64,
}

impl Sampled {
    fn mean(&self, portfolio: usize, outcome: usize) -> f64 {
        mean(&self.values[portfolio][outcome])
    }

    /// The best value of each draw; `sign` is 1 where less is better.
    fn best(&self, outcome: usize, sign: f64) -> Vec<f64> {
        let mut best = self.values[0][outcome].clone();
        for values in &self.values {
            for (best, value) in best.iter_mut().zip(&values[outcome]) {
                if sign * value < sign * *best {
                    *best = *value;
                }
            }
        }
        best
    }

    fn regret(&self, portfolio: usize, outcome: usize, sign: f64, best: &[f64]) -> Regret {
        let values = self.values[portfolio][outcome].iter().zip(best);
        let mut distances: Vec<f64> = values.map(|(v, b)| sign * (v - b)).collect();
        let (mean, error) = (mean(&distances), error(&distances));
        distances.sort_by(f64::total_cmp);
        Regret {
            mean,
            error,
            q90: at(&distances, 0.9),
        }
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Standard error of a mean.
fn error(values: &[f64]) -> f64 {
    let (n, m) = (values.len() as f64, mean(values));
    (values.iter().map(|v| (v - m) * (v - m)).sum::<f64>() / (n - 1.0).max(1.0) / n).sqrt()
}

/// A quantile of sorted values.
fn at(sorted: &[f64], p: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted
        .get((p * last as f64).round() as usize)
        .copied()
        .unwrap_or(f64::NAN)
}

/// Draws of each structure.
type Shares = Vec<(InForce, Range<u32>)>;

impl Optimise<'_> {
    /// Whether it can be answered.
    ///
    /// # Errors
    ///
    /// Too few outcomes, one without a direction, or a baseline that ends too early.
    pub fn check(&self) -> Result<(), PortfolioError> {
        if self.outcomes.len() < 2 {
            return Err(PortfolioError::OneOutcome);
        }
        let of = |o: &&usize| OUTCOMES[**o].better == Better::Neither;
        if let Some(o) = self.outcomes.iter().find(of) {
            return Err(PortfolioError::NoDirection {
                id: OUTCOMES[*o].id,
            });
        }
        let months = crate::question::months(self.baseline.start, self.baseline.end);
        if months < 12 * usize::from(self.years) {
            return Err(PortfolioError::TooShort {
                months,
                years: self.years,
            });
        }
        Ok(())
    }

    /// Runs of the model at most, in the search and after it: portfolios times draws.
    pub fn runs(&self) -> (usize, usize) {
        let searched = search::most_portfolios(self) * self.search_draws as usize;
        let judged = search::most_candidates(self) * self.draws as usize;
        (searched, judged)
    }

    /// Runs portfolios over some draws and adds them to those sampled there.
    fn sample(
        &self,
        portfolios: Vec<Portfolio>,
        shares: &Shares,
        sampled: &mut Sampled,
        assumed: &Assumed<'_>,
        cancel: &AtomicBool,
        observer: &mut dyn Observer,
    ) -> Result<(), CompareError> {
        let policies: Vec<_> = portfolios
            .iter()
            .map(|p| policy(&p.scenario("candidate", &self.limits, self.baseline)))
            .collect();
        let window = Window {
            outcomes: &self.outcomes,
            start: self.baseline.start,
            years: self.years,
        };
        let values = values::run(
            &window, assumed, shares, &policies, self.seed, cancel, observer,
        )?;
        for (k, portfolio) in portfolios.into_iter().enumerate() {
            sampled.portfolios.push(portfolio);
            let of = |o| values.of(k, o);
            sampled
                .values
                .push((0..self.outcomes.len()).map(of).collect());
        }
        Ok(())
    }

    /// 1 where less of an outcome is better, −1 where more is.
    fn sign(&self, outcome: usize) -> f64 {
        if OUTCOMES[self.outcomes[outcome]].better == Better::Higher {
            -1.0
        } else {
            1.0
        }
    }

    /// Draws of the search and, beyond them, fresh ones.
    fn shares(&self, assumed: &Assumed<'_>) -> Result<(Shares, Shares), CompareError> {
        let structures = assumed.structures(assumed.belief)?;
        let search = structures.shares(self.search_draws);
        let fresh = structures.shares(self.draws);
        // Of every structure the fresh draws begin where those of the search end: a posterior has so many draws only.
        let mut from = 0;
        let mut shares = (Vec::new(), Vec::new());
        for part in structures.by_weight() {
            let count = |of: &Shares| {
                let found = of.iter().find(|s| s.0.number == part.number);
                found.map_or(0, |s| s.1.end - s.1.start)
            };
            let (first, second) = (count(&search), count(&fresh));
            if first > 0 {
                shares.0.push((part, from..from + first));
            }
            if second > 0 {
                shares.1.push((part, from + first..from + first + second));
            }
            from += first + second;
        }
        Ok(shares)
    }
}
