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

/// Median of changes, as a share of the baseline, above which per cents say less than the unit: four times the baseline.
const MOST_MEDIAN: f64 = 3.0;
/// The same for the ends of the 90 % interval.
const MOST_END: f64 = 10.0;

/// Whether changes can be told in per cent of the baseline: not from a baseline of about nothing, that is, less than the
/// smallest amount that its unit shows, nor where the 90 % interval runs to many times the baseline, as it does when the
/// baseline is about nothing in some draws.
pub fn reads_in_percent(baseline: &Summary, relative: &Summary, unit: &str) -> bool {
    let ends = [relative.q05, relative.q95];
    baseline.q50.abs() >= crate::number::step(unit)
        && relative.q50.abs() <= MOST_MEDIAN
        && ends.iter().all(|v| v.abs() <= MOST_END)
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
    /// One line: what is done a month or a year; empty where the levers say it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dose: String,
    /// What it costs, with the source, or that no cost was found in the evidence; empty where costs
    /// are not part of the answer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cost: String,
    /// Group that it is listed under, for example `strikes`; empty for no group.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// Whether this is the baseline that the others are compared with.
    pub is_baseline: bool,
    /// The levers in force.
    pub levers: Vec<LeverUse>,
    /// How far data inform the option, in plain words; empty where nothing is done.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub validity: String,
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
    /// Whether it is one of the few that the table of all options shows.
    #[serde(skip_serializing_if = "is_false")]
    pub is_key: bool,
}

/// Whether a flag is off: it is left out of the data then.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// What the width of an estimate is made of: shares of the variance of the relative difference, which add up to one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UncertaintySplit {
    /// Option id.
    pub option: String,
    /// Outcome id.
    pub outcome: String,
    /// Years after the start of the policies.
    pub horizon_years: f64,
    /// Chance: same parameters and structure, other random numbers.
    pub chance: f64,
    /// Parameters.
    pub parameters: f64,
    /// Rival structures.
    pub structures: f64,
    /// The parameters that matter most.
    pub hangs_on: Vec<HangsOn>,
}

/// A parameter that an answer hangs on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HangsOn {
    /// Id of the parameter.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Rank correlation with the quantity, −1 to 1.
    pub correlation: f64,
    /// Sources of its prior.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Who disagrees with it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dissent: String,
}

/// A rival structure of the model and its part in an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StructureShare {
    /// Identifier.
    pub id: String,
    /// Form of conflict.
    pub conflict: String,
    /// What follows the removal of a leader.
    pub removal: String,
    /// Weight, 0 to 1.
    pub weight: f64,
    /// First of its draws.
    pub first_draw: u32,
    /// Draws.
    pub draws: u32,
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
    /// Who disagrees.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dissent: String,
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

/// One state on a map of differences.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StateTile {
    /// Code of the state by INEGI, 1 to 32.
    pub code: u8,
    /// Abbreviation, at most four letters.
    pub abbreviation: String,
    /// Name of the state.
    pub name: String,
    /// Median of the outcome under the baseline, a year and 100,000 inhabitants.
    pub baseline_per_100k: f64,
    /// Option minus baseline, a year and 100,000 inhabitants.
    pub difference_per_100k: Summary,
    /// Probability that the state is worse off by more than the margin.
    pub worse: Probability,
}

/// Differences by state under one option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StateMap {
    /// Option id.
    pub option: String,
    /// Outcome id.
    pub outcome: String,
    /// Years after the start of the policies.
    pub horizon_years: f64,
    /// The states.
    pub tiles: Vec<StateTile>,
}

/// One kind of death.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The kind, for people.
    pub label: String,
    /// Deaths under the baseline, people a year.
    pub baseline: Summary,
    /// Option minus baseline, people a year.
    pub difference: Summary,
}

/// Who dies more or less under one option, by kind of death.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DeathsByKind {
    /// Option id.
    pub option: String,
    /// Years after the start of the policies.
    pub horizon_years: f64,
    /// The kinds, in the order to show.
    pub parts: Vec<Part>,
}

/// Deaths in the fights of two blocs, or within one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dyad {
    /// Number of one bloc in the list of blocs.
    pub first: usize,
    /// Number of the other; the same where the bloc's own fragments fight each other.
    pub second: usize,
    /// Deaths under the baseline, people a year.
    pub baseline: Summary,
    /// Option minus baseline, people a year, in the order of the options after the baseline.
    pub differences: Vec<Summary>,
}

/// Who fights whom: deaths in fights by pair of blocs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dyads {
    /// Years after the start of the policies.
    pub horizon_years: f64,
    /// Names of the blocs.
    pub blocs: Vec<String>,
    /// All pairs.
    pub pairs: Vec<Dyad>,
}

/// One stage of the drug market, from the laboratory to the overdose.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stage {
    /// Identifier, for example `production`.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Option minus baseline, as a share of the baseline.
    pub relative_difference: Summary,
}

/// How far the effect of one option travels along the drug market.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MarketChain {
    /// Option id.
    pub option: String,
    /// Years after the start of the policies.
    pub horizon_years: f64,
    /// The stages, first to last.
    pub stages: Vec<Stage>,
}

/// How long the effect of one option on one outcome lasts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Durability {
    /// Option id.
    pub option: String,
    /// Outcome id.
    pub outcome: String,
    /// Years from the start to the largest median effect; `None` where there is no effect.
    pub peak_years: Option<f64>,
    /// The median effect at its peak, as a share of the baseline.
    pub peak_relative: f64,
    /// Years from the peak until half of the effect is gone; `None` where that does not happen in
    /// the time simulated.
    pub half_gone_years: Option<f64>,
    /// Whether more than half of the effect is left at the end of the time simulated.
    pub lasts_to_end: bool,
}

/// One estimate under one belief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LayerEstimate {
    /// Option id.
    pub option: String,
    /// Outcome id.
    pub outcome: String,
    /// Years after the start of the policies.
    pub horizon_years: f64,
    /// The outcome under the baseline.
    pub baseline: Summary,
    /// Option minus baseline, in the outcome's unit.
    pub difference: Summary,
    /// Option minus baseline, as a share of the baseline.
    pub relative_difference: Summary,
    /// Probability that the option is better by more than the margin.
    pub better: Probability,
    /// Probability that the option makes no real change.
    pub no_real_change: Probability,
    /// Probability that the option is worse by more than the margin.
    pub worse: Probability,
}

/// The answer under one belief about the unknowns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Layer {
    /// Name of the belief, for example `posterior`.
    pub belief: String,
    /// What the belief is, in plain words.
    pub note: String,
    /// The estimates.
    pub estimates: Vec<LayerEstimate>,
}

/// A fact of the record set beside what the model says of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckedFact {
    /// Identifier.
    pub id: String,
    /// The fact in plain words.
    pub statement: String,
    /// What was observed, with its unit.
    pub observed: String,
    /// What the model says, with its unit and range.
    pub simulated: String,
    /// `pass`, `miss`, `says little` where the model's interval is too wide to be either, or `input` for a fact that the
    /// model was given.
    pub verdict: String,
    /// Where the observation comes from.
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
    /// The one of them that the findings are about and that pages open at.
    pub headline_years: f64,
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
    /// Differences by state; empty where the model has no states. The report is meant for one or two
    /// pairs of outcome and horizon here, and one horizon in each of the next two.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub maps: Vec<StateMap>,
    /// Deaths by kind; empty where the model does not tell kinds apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deaths_by_kind: Vec<DeathsByKind>,
    /// Deaths in fights by pair of blocs; none where the model has no blocs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dyads: Option<Dyads>,
    /// The drug market stage by stage; empty where the model has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chains: Vec<MarketChain>,
    /// How long effects last; empty where this was not looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub durability: Vec<Durability>,
    /// Rival structures that take part, heaviest first; empty for models with one structure.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub structures: Vec<StructureShare>,
    /// What the width of key outcomes is made of at three years; empty for models without structures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub splits: Vec<UncertaintySplit>,
    /// The answer under other beliefs; empty where there is one belief only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<Layer>,
    /// The model against the record; empty where it was not checked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<CheckedFact>,
    /// Forecasts of the past, scored; none where there is no such test.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<TestedOnRecord>,
}

/// How the model did when fitted up to a year and scored after it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TestedOnRecord {
    /// The data.
    pub data: String,
    /// Years fitted up to.
    pub origins: Vec<u16>,
    /// Skill over the best simple rule, worst first.
    pub skills: Vec<Skill>,
    /// What follows events, in the record and in simulated records.
    pub events: Vec<EventEffect>,
    /// How often intervals hold the truth of simulated records.
    pub intervals: Vec<IntervalsOf>,
}

/// How often the intervals of a quantity held the truth, over records simulated with known truths.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IntervalsOf {
    /// The quantity.
    pub quantity: String,
    /// Records simulated.
    pub records: u32,
    /// Share of truths in the 50 % interval.
    pub within_50: f64,
    /// Share of truths in the 90 % interval.
    pub within_90: f64,
    /// Truths by eighth of their rank among the draws, where it is one quantity.
    pub ranks: Vec<u32>,
}

/// Score of the model beside that of the best simple rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Skill {
    /// What was forecast.
    pub scope: String,
    /// What was known of policy after the cut-off.
    pub mode: String,
    /// Years after the cut-off.
    pub horizon_years: usize,
    /// 1 − CRPS of the model over that of the best rule.
    pub skill: f64,
    /// CRPS of the model, people.
    pub crps: f64,
    /// The best rule.
    pub best: String,
    /// Its CRPS, people.
    pub best_crps: f64,
    /// Share of outcomes within the model's 90 % interval.
    pub coverage_90: f64,
}

/// What follows an event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventEffect {
    /// The event, where and when.
    pub what: String,
    /// Change of the logarithm of homicides in the record, with its standard error.
    pub observed: f64,
    /// Standard error of `observed`.
    pub error: f64,
    /// 5, 50 and 95 % in records simulated with other chance: what mechanisms alone bring about.
    pub simulated: [f64; 3],
    /// Whether the record lies inside.
    pub is_inside: bool,
    /// 5, 50 and 95 % in records simulated with what the mechanisms leave out as fitted.
    pub given_course: [f64; 3],
}
