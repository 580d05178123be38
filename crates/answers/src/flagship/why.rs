//! Why the model says so: what the answer is sensitive to, which mechanism makes it, and what moved first.

use super::catalogue::{FIRST, policy};
use super::question::{Assumed, reading, reading_of};
use super::words::validity;
use crate::comparison::Summary;
use crate::paired::Reading;
use crate::question::{CompareError, months};
use crate::sensitivity::{ranks, strongest};
use crate::sobol::{Indices, indices};
use assumptions::{Belief, rank};
use engine::{
    Block, Draws, Ensemble, LANES, Member, Model, Observer, ObserverError, Series, Streams,
};
use inference::inputs::model;
use inference::posterior::{BeliefDraws, Posterior};
use inference::structures::{InForce, Structures};
use rayon::prelude::*;
use scenario::Scenario;
use serde::Serialize;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use system::forms::Forms;
use system::outcomes::{Id, OUTCOMES};
use system::policy::Policy;

/// Draws behind the difference, the path, the choice of inputs and each line of the ledger of mechanisms: the same ones, so
/// that lines differ by their mechanisms alone.
pub const DRAWS: u32 = 240;
/// Rows of each of the two samples of the variance-based analysis.
const ROWS: u32 = 256;
/// Parameters that are inputs of their own there.
const INPUTS: usize = 10;
/// A change is told from this share of the baseline on.
const MOVED: f64 = 0.01;
/// A change must last so many months to be told.
const LASTS_MONTHS: usize = 3;

/// What may move, along the chain of causes.
const PATH: [Id; 20] = [
    Id::CiviliansKilledByForce,
    Id::AttacksOnState,
    Id::SecurityDeaths,
    Id::UsPersonsHarmed,
    Id::Laboratories,
    Id::Production,
    Id::Flow,
    Id::Price,
    Id::OverdoseDeaths,
    Id::Cooperation,
    Id::Members,
    Id::Fragments,
    Id::CapacityForViolence,
    Id::Presence,
    Id::DeathsBetweenBlocs,
    Id::DeathsWithinBlocs,
    Id::HomicidesWithState,
    Id::HomicidesOfCivilians,
    Id::Homicides,
    Id::Displaced,
];

/// The question.
#[derive(Clone, Debug)]
pub struct Why<'a> {
    /// The baseline.
    pub baseline: &'a Scenario,
    /// The option.
    pub option: &'a Scenario,
    /// Number of the outcome.
    pub outcome: usize,
    /// Years after the start.
    pub years: u16,
    /// Seed.
    pub seed: u64,
}

/// An input of the variance-based analysis.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Input {
    /// Id of a parameter, or the name of a group.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Its indices.
    pub indices: Indices,
}

/// A median over draws.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Median {
    /// The median.
    pub value: f64,
    /// Its Monte Carlo standard error.
    pub monte_carlo_error: f64,
}

impl Median {
    /// Of some values. The error is half the distance between the order statistics one binomial standard deviation, √n / 2
    /// ranks, on either side of the median: no shape is supposed.
    fn of(values: &[f64]) -> Self {
        let away = 0.5 / (values.len().max(1) as f64).sqrt();
        Self {
            value: quantile(values, 0.5),
            monte_carlo_error: 0.5 * (quantile(values, 0.5 + away) - quantile(values, 0.5 - away)),
        }
    }
}

/// The answer without a mechanism.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WithoutMechanism {
    /// The mechanism.
    pub mechanism: String,
    /// Median of the relative difference with this one off alone.
    pub alone: Median,
    /// With this one and all before it in the list off.
    pub cumulative: Median,
}

/// A quantity that moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moved {
    /// Id of the outcome.
    pub outcome: String,
    /// Its title.
    pub title: String,
    /// First month after the start in which the median differs by more than a hundredth.
    pub month: usize,
    /// Median relative difference three months on.
    pub change: f64,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reasons {
    /// Id of the option.
    pub option: String,
    /// Title of the option.
    pub option_title: String,
    /// Id of the outcome.
    pub outcome: String,
    /// Title of the outcome.
    pub outcome_title: String,
    /// Years after the start.
    pub years: u16,
    /// How far data inform the option; empty where nothing is done.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub validity: String,
    /// Whether nothing leads from the option to the outcome: it is the same, to the bit, in every run. Nothing else is
    /// looked for then.
    pub is_out_of_reach: bool,
    /// The relative difference that is explained.
    pub difference: Summary,
    /// Its median, with the error.
    pub median: Median,
    /// Indices, largest total first.
    pub inputs: Vec<Input>,
    /// Runs behind the indices.
    pub runs: usize,
    /// The ledger of mechanisms, the weightiest first.
    pub mechanisms: Vec<WithoutMechanism>,
    /// What moved, in order of time.
    pub path: Vec<Moved>,
}

fn relative(base: f64, level: f64) -> f64 {
    if base == 0.0 {
        level - base
    } else {
        (level - base) / base.abs()
    }
}

pub(super) fn quantile(values: &[f64], p: f64) -> f64 {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1) as f64;
    sorted
        .get((p * last).round() as usize)
        .copied()
        .unwrap_or(0.0)
}

/// Rows of numbers, one a member.
pub(super) type Table = Vec<Vec<f64>>;

/// Takes a row of numbers from every member.
struct Rows<F> {
    take: F,
    rows: Table,
    parameters: Table,
}

impl<F: FnMut(&Member<'_>) -> Vec<f64> + Send> Observer for Rows<F> {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        self.rows.push((self.take)(member));
        self.parameters.push(member.parameters.to_vec());
        Ok(())
    }
}

impl Why<'_> {
    fn policies(&self) -> [Policy; 2] {
        [policy(self.baseline), policy(self.option)]
    }

    fn start(&self) -> usize {
        months(FIRST, self.baseline.start)
    }

    /// First recorded month: a year before the start, for yearly sums.
    fn from(&self) -> usize {
        self.start().saturating_sub(12)
    }

    fn to(&self) -> usize {
        self.start() + 12 * usize::from(self.years)
    }

    /// The horizon, in recorded months.
    pub(super) fn point(&self) -> usize {
        self.to() - self.from()
    }

    /// Runs baseline and option without some mechanisms, and gives what is taken from each member, and its parameters.
    pub(super) fn ensemble<F: FnMut(&Member<'_>) -> Vec<f64> + Send>(
        &self,
        assumed: &Assumed<'_>,
        off: &[&str],
        draws: u32,
        cancel: &AtomicBool,
        take: F,
    ) -> Result<(Table, Table), CompareError> {
        let mut rows = Rows {
            take,
            rows: Vec::new(),
            parameters: Vec::new(),
        };
        let policies = self.policies();
        for (part, range) in assumed.structures(assumed.belief)?.shares(draws) {
            let mut forms = part.forms;
            for mechanism in off {
                forms.set(mechanism, "off").map_err(CompareError::Form)?;
            }
            let ensemble = Ensemble {
                model: &model(forms, self.from(), self.to()),
                draws: &BeliefDraws::new(assumed.ledger, assumed.belief, part.number)?,
                scenarios: &policies,
                seed: self.seed,
                range,
                replicates: 1,
            };
            ensemble.run(cancel, &mut [&mut rows])?;
        }
        Ok((rows.rows, rows.parameters))
    }

    /// Answers; `report` hears what is being done.
    pub fn answer(
        &self,
        assumed: &Assumed<'_>,
        cancel: &AtomicBool,
        mut report: impl FnMut(&str),
    ) -> Result<Reasons, CompareError> {
        let point = self.point();
        let target = reading_of(self.outcome, 0);
        report("what moved first …");
        let path: Vec<Reading> = PATH.iter().map(|id| monthly(*id)).collect();
        let first = self.start() - self.from() + 1;
        let (rows, parameters) = self.ensemble(assumed, &[], DRAWS, cancel, |m| {
            let mut row = vec![relative(target.of(m, 0, point), target.of(m, 1, point))];
            for r in &path {
                for p in first..=point {
                    row.push(relative(r.of(m, 0, p), r.of(m, 1, p)));
                }
            }
            row
        })?;
        let differences: Vec<f64> = rows.iter().map(|r| r[0]).collect();
        let count = point + 1 - first;
        let medians: Vec<Vec<f64>> = (0..PATH.len())
            .map(|k| {
                (0..count)
                    .map(|m| {
                        let at = 1 + k * count + m;
                        quantile(&rows.iter().map(|r| r[at]).collect::<Vec<_>>(), 0.5)
                    })
                    .collect()
            })
            .collect();
        let median = Median::of(&differences);
        let is_out_of_reach = differences.iter().all(|d| *d == 0.0);
        let (mut mechanisms, mut inputs, mut runs) = (Vec::new(), Vec::new(), 0);
        if !is_out_of_reach {
            report("the answer without each mechanism …");
            mechanisms = self.ledger(assumed, median.value, cancel)?;
            report("what the answer is sensitive to …");
            (inputs, runs) = self.sensitivity(assumed, &differences, &parameters, cancel)?;
        }
        let summary = |p: f64| quantile(&differences, p);
        Ok(Reasons {
            option: self.option.id.clone(),
            option_title: self.option.title.clone(),
            outcome: OUTCOMES[self.outcome].id.to_owned(),
            outcome_title: OUTCOMES[self.outcome].title.to_owned(),
            years: self.years,
            validity: validity(self.option),
            is_out_of_reach,
            median,
            difference: Summary {
                mean: differences.iter().sum::<f64>() / differences.len() as f64,
                q05: summary(0.05),
                q25: summary(0.25),
                q50: summary(0.5),
                q75: summary(0.75),
                q95: summary(0.95),
            },
            inputs,
            runs,
            mechanisms,
            path: moved(&medians),
        })
    }

    /// Runs at most, baseline and option each counted as one.
    pub fn runs(&self) -> u32 {
        let mechanisms = switches().count() as u32;
        // The chosen parameters, the rest of them, chance, and the fit; two samples beside them.
        let samples = INPUTS as u32 + 3 + 2;
        2 * (DRAWS * (1 + 2 * mechanisms) + ROWS * samples)
    }

    /// The answer without each mechanism, alone and with all weightier ones; `with_all` is the median with all of them.
    fn ledger(
        &self,
        assumed: &Assumed<'_>,
        with_all: f64,
        cancel: &AtomicBool,
    ) -> Result<Vec<WithoutMechanism>, CompareError> {
        let mut alone = Vec::new();
        for mechanism in switches() {
            alone.push((mechanism, self.median(assumed, &[mechanism], cancel)?));
        }
        let weight = |m: &Median| (m.value - with_all).abs();
        alone.sort_by(|a, b| weight(&b.1).total_cmp(&weight(&a.1)));
        // Mechanisms that change nothing would only lengthen the list.
        alone.retain(|a| weight(&a.1) > 1e-6);
        let mut off: Vec<&str> = Vec::new();
        let mut mechanisms = Vec::new();
        for (mechanism, value) in alone {
            off.push(mechanism);
            mechanisms.push(WithoutMechanism {
                mechanism: mechanism.to_owned(),
                alone: value,
                cumulative: match off.len() {
                    1 => value,
                    _ => self.median(assumed, &off, cancel)?,
                },
            });
        }
        Ok(mechanisms)
    }

    fn median(
        &self,
        assumed: &Assumed<'_>,
        off: &[&str],
        cancel: &AtomicBool,
    ) -> Result<Median, CompareError> {
        let point = self.point();
        let target = reading_of(self.outcome, 0);
        let (rows, _) = self.ensemble(assumed, off, DRAWS, cancel, |m| {
            vec![relative(target.of(m, 0, point), target.of(m, 1, point))]
        })?;
        Ok(Median::of(&rows.concat()))
    }

    /// Indices of chance, of what was fitted (structure, fitted parameters and their past, which depend on each other and
    /// are one input), of the strongest other parameters, and of the rest of them.
    fn sensitivity(
        &self,
        assumed: &Assumed<'_>,
        differences: &[f64],
        parameters: &[Vec<f64>],
        cancel: &AtomicBool,
    ) -> Result<(Vec<Input>, usize), CompareError> {
        let count = assumed.ledger.entries().len();
        let structures = assumed.structures(assumed.belief)?;
        let fitted = fitted_parameters(assumed, &structures)?;
        let parameter_ranks: Vec<Vec<f64>> = (0..count)
            .map(|k| ranks(&parameters.iter().map(|p| p[k]).collect::<Vec<_>>()))
            .collect();
        let own: Vec<usize> = strongest(&parameter_ranks, differences)
            .into_iter()
            .map(|(k, _)| k)
            .filter(|k| !fitted[*k])
            .take(INPUTS)
            .collect();
        let rest: Vec<usize> = (0..count)
            .filter(|k| !fitted[*k] && !own.contains(k))
            .collect();
        let entries = assumed.ledger.entries();
        let fit_name = if assumed.belief == Belief::Posterior {
            "rival structures, with the parameters and the past that the record was fitted with"
        } else {
            "rival structures"
        };
        let mut inputs: Vec<(String, String, Source)> = vec![
            (
                "chance".to_owned(),
                "other random numbers".to_owned(),
                Source::Chance,
            ),
            ("fitted".to_owned(), fit_name.to_owned(), Source::Fit),
        ];
        for k in own {
            let entry = &entries[k];
            inputs.push((
                entry.id.clone(),
                entry.name.clone(),
                Source::Parameters(vec![k]),
            ));
        }
        if !rest.is_empty() {
            let name = format!("{} other parameters together", rest.len());
            inputs.push(("others".to_owned(), name, Source::Parameters(rest)));
        }
        let evaluate = Evaluate {
            why: self,
            assumed,
            shares: structures.shares(ROWS),
            fitted,
        };
        let from_b: Vec<Option<&Source>> = std::iter::once(None)
            .chain(inputs.iter().map(|i| Some(&i.2)))
            .collect();
        let a = evaluate.rows(false, None, cancel)?;
        let b = evaluate.rows(true, None, cancel)?;
        let mut ab = Vec::new();
        for source in from_b.iter().skip(1) {
            ab.push(evaluate.rows(false, *source, cancel)?);
        }
        // As for the split of variance: the outer hundredth on each side is held at its edge.
        let both: Vec<f64> = a.iter().chain(&b).copied().collect();
        let (low, high) = (quantile(&both, 0.01), quantile(&both, 0.99));
        let held = |v: &Vec<f64>| -> Vec<f64> {
            let hold = |x: &f64| {
                if x.is_finite() {
                    x.clamp(low, high)
                } else {
                    high
                }
            };
            v.iter().map(hold).collect()
        };
        let ab: Vec<Vec<f64>> = ab.iter().map(held).collect();
        let runs = (2 + ab.len()) * ROWS as usize;
        let found = indices(&held(&a), &held(&b), &ab);
        let mut inputs: Vec<Input> = inputs
            .into_iter()
            .zip(found)
            .map(|((id, name, _), indices)| Input { id, name, indices })
            .collect();
        inputs.sort_by(|a, b| b.indices.total.value.total_cmp(&a.indices.total.value));
        Ok((inputs, runs))
    }
}

/// Mechanisms that can be switched off.
fn switches() -> impl Iterator<Item = &'static str> {
    let all = Forms::names().into_iter();
    all.filter(|(_, forms)| forms.contains(&"off")).map(|m| m.0)
}

/// A month of an outcome: no sum over the year, in which what moves first would blur.
fn monthly(id: Id) -> Reading {
    Reading {
        sum_of: 1,
        ..reading(id, 0)
    }
}

/// Quantities whose median leaves the baseline and stays away, in order of time.
fn moved(medians: &[Vec<f64>]) -> Vec<Moved> {
    let mut all: Vec<Moved> = PATH
        .iter()
        .zip(medians)
        .filter_map(|(id, medians)| {
            let lasts = |m: usize| {
                medians[m..]
                    .iter()
                    .take(LASTS_MONTHS)
                    .all(|x| x.abs() > MOVED && x.signum() == medians[m].signum())
            };
            let month = (0..medians.len().saturating_sub(LASTS_MONTHS)).find(|m| lasts(*m))?;
            let outcome = &OUTCOMES[*id as usize];
            Some(Moved {
                outcome: outcome.id.to_owned(),
                title: outcome.title.to_owned(),
                month: month + 1,
                change: medians[month + LASTS_MONTHS],
            })
        })
        .collect();
    all.sort_by_key(|m| m.month);
    all
}

/// Whether the record was fitted with each parameter, in any structure: these depend on each other.
pub(super) fn fitted_parameters(
    assumed: &Assumed<'_>,
    structures: &Structures,
) -> Result<Vec<bool>, CompareError> {
    let entries = assumed.ledger.entries();
    let mut fitted = vec![false; entries.len()];
    if assumed.belief == Belief::Posterior {
        for part in structures.by_weight() {
            let active = Posterior::shipped(part.number, assumed.ledger)?
                .manifest
                .active;
            for (k, entry) in entries.iter().enumerate() {
                let free = assumed.ledger.overlaid(k).is_none();
                fitted[k] |= free && active.contains(&entry.id);
            }
        }
    }
    Ok(fitted)
}

/// Where an input comes from.
enum Source {
    Chance,
    Fit,
    Parameters(Vec<usize>),
}

/// Runs rows of the samples.
struct Evaluate<'a> {
    why: &'a Why<'a>,
    assumed: &'a Assumed<'a>,
    shares: Vec<(InForce, Range<u32>)>,
    fitted: Vec<bool>,
}

impl Evaluate<'_> {
    /// The differences of all rows of sample A (or B), with one input from B.
    fn rows(
        &self,
        is_b: bool,
        from_b: Option<&Source>,
        cancel: &AtomicBool,
    ) -> Result<Vec<f64>, CompareError> {
        // Rows of B are another number; its structures stand in another order than those of A.
        let number = |row: u32, b: bool| {
            if b {
                ROWS + (row * 101 + 37) % ROWS
            } else {
                row
            }
        };
        let fit_in_b = is_b || matches!(from_b, Some(Source::Fit));
        let chance_in_b = is_b || matches!(from_b, Some(Source::Chance));
        let in_b =
            |k: usize| is_b || matches!(from_b, Some(Source::Parameters(of)) if of.contains(&k));
        let mut differences = vec![0.0; ROWS as usize];
        for (part, range) in &self.shares {
            let rows: Vec<u32> = (0..ROWS)
                .filter(|row| range.contains(&(number(*row, fit_in_b) % ROWS)))
                .collect();
            let draws = BeliefDraws::new(self.assumed.ledger, self.assumed.belief, part.number)?;
            let model = model(part.forms, self.why.from(), self.why.to());
            let policies = self.why.policies();
            let chunks: Vec<Vec<f64>> = rows
                .par_chunks(LANES)
                .map(|chunk| {
                    if cancel.load(Ordering::Relaxed) {
                        return Vec::new();
                    }
                    let row = |lane: usize| chunk[lane.min(chunk.len() - 1)];
                    let streams = |draw: u32| Streams {
                        seed: self.why.seed,
                        draw,
                        replicate: 0,
                    };
                    let fit: [u32; LANES] = std::array::from_fn(|l| number(row(l), fit_in_b));
                    let parameters = self.fitted.len();
                    let mut values = vec![[0.0; LANES]; parameters + draws.rows_of_the_past()];
                    draws.fill(self.why.seed, fit, &mut values);
                    for (k, value) in values.iter_mut().enumerate().take(parameters) {
                        if self.fitted[k] {
                            continue;
                        }
                        let prior = self.assumed.ledger.prior(self.assumed.belief, k);
                        for (lane, value) in value.iter_mut().enumerate() {
                            let draw = number(row(lane), in_b(k));
                            *value = prior.quantile(rank(self.why.seed, draw, k));
                        }
                    }
                    let block = Block {
                        streams: std::array::from_fn(|l| streams(number(row(l), chance_in_b))),
                        past: std::array::from_fn(|l| draws.past(streams(fit[l]))),
                        parameters: values,
                    };
                    let mut series = [Series::new(&model), Series::new(&model)];
                    model.simulate_all(&block, &policies, &mut series);
                    self.read(&series, chunk.len())
                })
                .collect();
            if cancel.load(Ordering::Relaxed) {
                return Err(engine::EnsembleError::Cancelled { members: 0 }.into());
            }
            for (row, value) in rows.iter().zip(chunks.concat()) {
                differences[*row as usize] = value;
            }
        }
        Ok(differences)
    }

    fn read(&self, series: &[Series<LANES>; 2], count: usize) -> Vec<f64> {
        let target = reading_of(self.why.outcome, 0);
        let point = self.why.to() - self.why.from();
        let level = |s: usize, lane: usize| -> f64 {
            (point + 1 - target.sum_of..=point)
                .map(|p| series[s].get(target.outcome, 0, p)[lane])
                .sum()
        };
        (0..count)
            .map(|lane| relative(level(0, lane), level(1, lane)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_a_median_is_that_of_its_ranks() {
        // Ranks 0 to 400, scaled: ten ranks on either side of the middle.
        let values: Vec<f64> = (0..=400).map(|k| f64::from(k) / 100.0).collect();
        let median = Median::of(&values);
        assert_eq!(median.value, 2.0);
        assert!((median.monte_carlo_error - 0.10).abs() < 1e-9, "{median:?}");
        let none = Median::of(&[1.0; 5]);
        assert_eq!((none.value, none.monte_carlo_error), (1.0, 0.0));
    }
}
