//! Which measurement would change the choice of an option? Value of information, outcome by outcome.

use super::catalogue::policy;
use super::question::{Assumed, as_read, policy_option};
use super::values::{self, Values, Window};
use super::why::{fitted_parameters, quantile};
use crate::comparison::{PolicyOption, Probability, ReportedOutcome};
use crate::paired::probability;
use crate::question::{CompareError, months};
use crate::value_of_information::{Input, Worth, decision, worth};
use assumptions::Entry;
use engine::Observer;
use engine::describe::Better;
use scenario::Scenario;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use system::outcomes::OUTCOMES;

/// The question.
#[derive(Clone, Debug)]
pub struct Inform<'a> {
    /// The options, the status quo first.
    pub options: &'a [Scenario],
    /// Outcomes by number, each decided by itself.
    pub outcomes: Vec<usize>,
    /// Years after the start over which they are read.
    pub years: u16,
    /// Draws.
    pub draws: u32,
    /// Seed of all random numbers.
    pub seed: u64,
}

/// Something that could be measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measurement {
    /// Id of the parameter; `structure` for which rival structure holds.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Group of the ledger, by mechanism.
    pub group: String,
    /// What it is and what high and low values mean.
    pub statement: String,
    /// Grade of the evidence there is.
    pub evidence: String,
    /// Sources there are: what a better measurement would add to.
    pub sources: Vec<String>,
    /// Expected value of knowing it, in the unit of the outcome.
    pub evppi: f64,
    /// Standard error of it.
    pub standard_error: f64,
    /// What chance may show of a parameter without bearing: more in one of twenty ensembles, for the luckiest of all.
    pub by_chance: f64,
    /// Share of draws in which another option would be chosen.
    pub changes: f64,
    /// Standard error of it.
    pub changes_error: f64,
}

/// The choice by one outcome.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// The outcome.
    pub outcome: ReportedOutcome,
    /// The option that is best on average.
    pub decision: String,
    /// Others that are exactly as good.
    pub equals: Vec<String>,
    /// The next best.
    pub next: Option<String>,
    /// By how much the decision is better than the next best on average, in the unit of the outcome.
    pub lead: f64,
    /// Monte Carlo standard error of it.
    pub lead_error: f64,
    /// What knowing everything, chance included, would be worth: more than any measurement.
    pub everything: f64,
    /// In how many draws another option is best.
    pub another_is_best: Probability,
    /// What is worth measuring, the weightiest first: more than chance may show.
    pub worth_measuring: Vec<Measurement>,
    /// Others, the weightiest first, that show at least half of what chance may.
    pub not_told_from_chance: Vec<Measurement>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Information {
    /// Month from which options differ.
    pub start: String,
    /// Years over which outcomes are read.
    pub years: u16,
    /// What is believed.
    pub belief: String,
    /// The options, the status quo first.
    pub options: Vec<PolicyOption>,
    /// Parameters looked at.
    pub parameters: usize,
    /// Draws.
    pub draws: u32,
    /// Draws that differ in more than chance and structure.
    pub distinct: usize,
    /// Seed.
    pub seed: u64,
    /// The choices, one an outcome.
    pub choices: Vec<Choice>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum InformError {
    /// An ensemble could not be run.
    #[error(transparent)]
    Compare(#[from] CompareError),
    /// An outcome of which neither direction is better.
    #[error("outcome `{id}`: neither more nor less of it is better, so it decides nothing")]
    NoDirection {
        /// The outcome.
        id: &'static str,
    },
    /// The run ends too early.
    #[error(
        "the options end {months} months after their start, before the {years} years that are asked for"
    )]
    TooShort {
        /// Months of the options.
        months: usize,
        /// Years asked for.
        years: u16,
    },
}

impl Inform<'_> {
    /// Answers; `observer` sees every member.
    ///
    /// # Errors
    ///
    /// The question cannot be answered, or the ensemble stopped.
    pub fn answer(
        &self,
        assumed: &Assumed<'_>,
        cancel: &AtomicBool,
        observer: &mut dyn Observer,
    ) -> Result<Information, InformError> {
        let none = |o: &&usize| OUTCOMES[**o].better == Better::Neither;
        if let Some(o) = self.outcomes.iter().find(none) {
            return Err(InformError::NoDirection {
                id: OUTCOMES[*o].id,
            });
        }
        let Some((baseline, [_, ..])) = self.options.split_first() else {
            return Err(CompareError::OneOption.into());
        };
        let length = months(baseline.start, baseline.end);
        if length < 12 * usize::from(self.years) {
            return Err(InformError::TooShort {
                months: length,
                years: self.years,
            });
        }
        let window = Window {
            outcomes: &self.outcomes,
            start: baseline.start,
            years: self.years,
        };
        let policies: Vec<_> = self.options.iter().map(policy).collect();
        let structures = assumed.structures(assumed.belief)?;
        let shares = structures.shares(self.draws);
        let run = values::run(
            &window, assumed, &shares, &policies, self.seed, cancel, observer,
        )?;
        let entries = assumed.ledger.entries();
        let number = |k: usize| {
            let values: Vec<f64> = run.parameters.iter().map(|p| p[k]).collect();
            Input::number(&values)
        };
        let mut inputs: Vec<Input> = (0..entries.len()).map(number).collect();
        inputs.push(Input::class(&run.parts));
        let fitted = fitted_parameters(assumed, &structures)?;
        let clusters = clusters(&run, &fitted);
        let choices = (0..self.outcomes.len()).map(|o| {
            let sign = if OUTCOMES[self.outcomes[o]].better == Better::Higher {
                1.0
            } else {
                -1.0
            };
            let base = run.of(0, o);
            // What the status quo shares with every option decides nothing and only adds noise.
            let good: Vec<Vec<f64>> = (0..self.options.len())
                .map(|k| {
                    run.of(k, o)
                        .iter()
                        .zip(&base)
                        .map(|(x, b)| sign * (x - b))
                        .collect()
                })
                .collect();
            let good: Vec<Vec<f64>> = good.iter().map(|g| held(g)).collect();
            self.choice(o, &good, &inputs, &clusters, assumed)
        });
        Ok(Information {
            start: baseline.start.to_string(),
            years: self.years,
            belief: assumed.belief.to_string(),
            options: self
                .options
                .iter()
                .enumerate()
                .map(|(k, option)| policy_option(option, k == 0))
                .collect(),
            parameters: entries.len(),
            draws: self.draws,
            distinct: clusters.iter().max().map_or(0, |m| m + 1),
            seed: self.seed,
            choices: choices.collect(),
        })
    }

    /// The choice by an outcome, from the gain of each option over the status quo, by draw.
    fn choice(
        &self,
        outcome: usize,
        good: &[Vec<f64>],
        inputs: &[Input],
        clusters: &[usize],
        assumed: &Assumed<'_>,
    ) -> Choice {
        let id = |k: usize| self.options[k].id.clone();
        let n = good[0].len() as f64;
        let now = decision(good);
        // How much the decision is better than each option, by draw.
        let leads: Vec<Vec<f64>> = good
            .iter()
            .map(|g| good[now].iter().zip(g).map(|(a, b)| a - b).collect())
            .collect();
        let mean = |v: &[f64]| v.iter().sum::<f64>() / n;
        let others = || (0..good.len()).filter(|k| *k != now);
        let is_equal = |k: &usize| leads[*k].iter().all(|x| *x == 0.0);
        let next = others()
            .filter(|k| !is_equal(k))
            .min_by(|a, b| mean(&leads[*a]).total_cmp(&mean(&leads[*b])));
        let (lead, lead_error) = next.map_or((0.0, 0.0), |k| {
            let m = mean(&leads[k]);
            let variance = leads[k].iter().map(|x| (x - m) * (x - m)).sum::<f64>() / (n - 1.0);
            (m, (variance / n).sqrt())
        });
        let best_of = |d: usize| leads.iter().map(|l| -l[d]).fold(0.0, f64::max);
        let missed: Vec<f64> = (0..good[0].len()).map(best_of).collect();
        let another = missed.iter().filter(|m| **m > 0.0).count() as f64 / n;
        let found = worth(inputs, good, clusters, self.seed);
        let mut order: Vec<usize> = (0..found.len()).filter(|k| found[*k].value > 0.0).collect();
        order.sort_by(|a, b| found[*b].value.total_cmp(&found[*a].value));
        let (told, not_told): (Vec<usize>, Vec<usize>) = order
            .into_iter()
            .filter(|k| found[*k].value > 0.5 * found[*k].by_chance)
            .partition(|k| found[*k].is_told());
        let of = |k: usize| measurement(assumed.ledger.entries().get(k), &found[k]);
        Choice {
            outcome: as_read(self.outcomes[outcome], true),
            decision: id(now),
            equals: others().filter(is_equal).map(id).collect(),
            next: next.map(id),
            lead,
            lead_error,
            everything: mean(&missed),
            another_is_best: probability(another, u64::from(self.draws)),
            worth_measuring: told.iter().map(|k| of(*k)).collect(),
            not_told_from_chance: not_told.iter().map(|k| of(*k)).collect(),
        }
    }
}

/// What measuring a parameter would be worth; without one, knowing which structure holds.
fn measurement(entry: Option<&Entry>, worth: &Worth) -> Measurement {
    let of = |field: fn(&Entry) -> &str, otherwise: &str| entry.map_or(otherwise, field).to_owned();
    Measurement {
        id: of(|e| &e.id, "structure"),
        name: of(|e| &e.name, "Which rival structure holds"),
        group: of(|e| &e.group, "structure"),
        statement: of(
            |e| &e.statement,
            "How contact between groups turns into deaths, and whether a bloc that loses its leader splits or replaces \
             him; with the parameters that each structure was fitted with.",
        ),
        evidence: of(|e| e.grade.name(), "forecasts of the past"),
        sources: entry.map_or(Vec::new(), |e| {
            e.sources.iter().map(|s| s.citation.clone()).collect()
        }),
        evppi: worth.value,
        standard_error: worth.standard_error,
        by_chance: worth.by_chance,
        changes: worth.changes,
        changes_error: worth.changes_error,
    }
}

/// A few runs that explode do not decide: the outer hundredth on each side is held at its edge.
fn held(values: &[f64]) -> Vec<f64> {
    let (low, high) = (quantile(values, 0.01), quantile(values, 0.99));
    values.iter().map(|x| x.clamp(low, high)).collect()
}

/// Draws numbered by their parameters that were not fitted: a posterior has some of its draws more than once, and the
/// structures have them in common.
fn clusters(run: &Values, fitted: &[bool]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    run.parameters
        .iter()
        .map(|p| {
            let own: Vec<u64> = p
                .iter()
                .zip(fitted)
                .filter(|(_, fitted)| !**fitted)
                .map(|(x, _)| x.to_bits())
                .collect();
            let next = numbers.len();
            *numbers.entry(own).or_insert(next)
        })
        .collect()
}
