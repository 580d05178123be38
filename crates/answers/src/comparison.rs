//! The answer to "what does each option change?": plain data, ready for a table, JSON or a report.

use engine::describe::Better;
use serde::Serialize;

/// Quantiles and mean of a quantity over the ensemble.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Arithmetic mean.
    pub mean: f64,
    /// 5 % quantile: lower end of the 90 % interval.
    pub q05: f64,
    /// 25 % quantile: lower end of the 50 % interval.
    pub q25: f64,
    /// Median.
    pub q50: f64,
    /// 75 % quantile: upper end of the 50 % interval.
    pub q75: f64,
    /// 95 % quantile: upper end of the 90 % interval.
    pub q95: f64,
}

/// A probability estimated by counting, with its Monte Carlo standard error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Probability {
    /// The share of the ensemble, 0 to 1.
    pub value: f64,
    /// Its Monte Carlo standard error: how far the share would typically move with another seed.
    pub monte_carlo_error: f64,
}

/// The model behind an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ModelCard {
    /// Identifier, for example `prieto-curiel-2023`.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Full citation of the publication.
    pub citation: String,
    /// What the model leaves out, in plain sentences.
    pub leaves_out: Vec<String>,
    /// Which conflict network was used, in words.
    pub network: String,
    /// Whether that network is synthetic (made up, with the real one's size and density).
    pub network_is_synthetic: bool,
}

/// One lever of an option, in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeverUse {
    /// Lever id, for example `arrests`.
    pub lever: String,
    /// What it does at this dose, for example `+110 people a week`.
    pub dose: String,
    /// First month in force, `YYYY-MM`.
    pub start: String,
    /// First month no longer in force, `YYYY-MM`.
    pub end: String,
}

/// One of the options compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PolicyOption {
    /// Identifier of the scenario.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What is done, in plain words.
    pub description: String,
    /// Whether this is the baseline that the others are compared with.
    pub is_baseline: bool,
    /// The levers in force.
    pub levers: Vec<LeverUse>,
}

/// An outcome in the answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportedOutcome {
    /// Identifier, for example `killed_per_week`.
    pub id: String,
    /// Title for people, without the unit.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Which direction is better.
    pub better: Better,
}

/// Paired difference of one option from the baseline, for one outcome at one horizon.
///
/// Each member of the ensemble is run with and without the option on the same parameters and the
/// same random numbers; the difference is taken within the member, and summarised over members.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Option id.
    pub option: String,
    /// Outcome id.
    pub outcome: String,
    /// Years after the start of the policies.
    pub horizon_years: f64,
    /// The outcome under the baseline.
    pub baseline: Summary,
    /// The outcome under the option.
    pub level: Summary,
    /// Option minus baseline, in the outcome's unit.
    pub difference: Summary,
    /// Option minus baseline, as a share of the baseline (0.1 is 10 % more).
    pub relative_difference: Summary,
    /// Probability that the option is better by more than the margin.
    pub better: Probability,
    /// Probability that the option makes no real change: within the margin of the baseline.
    pub no_real_change: Probability,
    /// Probability that the option is worse by more than the margin.
    pub worse: Probability,
    /// Fifty equally likely values of the difference (quantiles at 1 %, 3 %, … 99 %), ascending.
    pub dots: Vec<f64>,
}

/// Bands of one outcome over time under one option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fan {
    /// Option id.
    pub option: String,
    /// Outcome id.
    pub outcome: String,
    /// Time in calendar years, ascending (2022.25 is the start of April 2022).
    pub years: Vec<f64>,
    /// Summary at each of those times.
    pub bands: Vec<Summary>,
}

/// Observed values to draw beside a fan, as dots.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Observed {
    /// Outcome id that they can be compared with.
    pub outcome: String,
    /// What they are and how they were made, in plain words.
    pub label: String,
    /// Ids of the series of the record that they come from.
    pub series: Vec<String>,
    /// Pairs of time in calendar years, as the model places it, and value in the outcome's unit.
    pub points: Vec<(f64, f64)>,
}

/// One assumption behind the answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assumption {
    /// Symbol, for example `rho`.
    pub symbol: String,
    /// Meaning in plain words.
    pub meaning: String,
    /// Unit.
    pub unit: String,
    /// The distribution it was sampled from, in words with numbers.
    pub prior: String,
    /// Its values over the ensemble, where it varies.
    pub sampled: Option<Summary>,
    /// Where it comes from, one entry a source.
    pub sources: Vec<String>,
}

/// A source of figures used in the answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    /// Id in the record, shown by `aftermath evidence show ID`.
    pub id: String,
    /// Title of the series or work.
    pub title: String,
    /// Publisher.
    pub publisher: String,
    /// Definition of what is counted.
    pub definition: String,
    /// Vintage: edition or date of revision.
    pub vintage: String,
    /// Where it was read, as a citation or address.
    pub source: String,
}

/// The whole answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The question in plain words.
    pub question: String,
    /// The answer in plain words, one sentence an entry, most important first.
    pub findings: Vec<String>,
    /// What a reader must know before using it; travels inside every form of the result.
    pub warnings: Vec<String>,
    /// The model behind it.
    pub model: ModelCard,
    /// Calendar year at which policies start to differ.
    pub start_year: f64,
    /// Relative change below which an option "makes no real change", for example 0.05.
    pub margin: f64,
    /// Parameter draws in the ensemble.
    pub draws: u64,
    /// Replicates (independent chance) for each draw.
    pub replicates: u64,
    /// Seed of all random numbers.
    pub seed: u64,
    /// The options, baseline first.
    pub options: Vec<PolicyOption>,
    /// The outcomes, most important first.
    pub outcomes: Vec<ReportedOutcome>,
    /// The horizons, in years after the start, ascending.
    pub horizons_years: Vec<f64>,
    /// Paired differences: options without the baseline × outcomes × horizons.
    pub estimates: Vec<Estimate>,
    /// Bands over time: options × outcomes.
    pub fans: Vec<Fan>,
    /// Observed values to show beside the bands.
    pub observed: Vec<Observed>,
    /// The assumptions.
    pub assumptions: Vec<Assumption>,
    /// The sources of embedded figures that it used.
    pub sources: Vec<Source>,
}
