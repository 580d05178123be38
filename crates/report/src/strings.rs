//! Every word that the page says of itself, in English. Texts of the answer come with the answer.

pub mod argued;
pub mod claims;
pub mod flip;
pub mod objection;
pub mod portfolios;
pub mod width;

use engine::describe::Better;

/// Language of these texts, for the document.
pub const LANGUAGE: &str = "en";
/// Shown for a number that does not exist.
pub const NO_VALUE: &str = answers::number::NO_VALUE;

// Sections.
/// Unit of deaths and of rates by state.
pub const PEOPLE: &str = "people";
/// Heading of the summary.
pub const SUMMARY: &str = "In short";
/// Heading of the results.
pub const RESULTS: &str = "What each option changes";
/// Heading of the charts over time.
pub const OVER_TIME: &str = "Over time";
/// Heading of the reading help.
pub const READING: &str = "How to read this";
/// Heading of the options.
pub const OPTIONS: &str = "The options";
/// Heading of the assumptions.
pub const ASSUMPTIONS: &str = "Assumptions";
/// Heading of the sources.
pub const SOURCES: &str = "Sources";
/// Heading of what the model leaves out.
pub const LEFT_OUT: &str = "What this model leaves out";
/// Heading of the passport.
pub const PASSPORT: &str = "Passport";
/// Name of the list of sections.
pub const CONTENTS: &str = "Contents";

// Summary.
/// Heading of the warnings.
pub const WARNINGS: &str = "Before you use this";
/// Badge of answers on a made-up network.
pub const ILLUSTRATIVE: &str = "illustrative network";
/// Stands between options that share a finding.
pub const BETWEEN_OPTIONS: &str = "; ";
/// Link from the top to the omissions.
pub const SEE_LEFT_OUT: &str = "See also what this model leaves out.";

// Figures.
/// Label of the line at zero.
pub const NO_DIFFERENCE: &str = "no difference";
/// Label of a run within the margin.
pub const NO_REAL_CHANGE: &str = "no real change";
/// Label of a run beyond the margin in the good direction.
pub const BETTER: &str = "better";
/// Label of a run beyond the margin in the bad direction.
pub const WORSE: &str = "worse";
/// Label of the line where policies start.
pub const POLICIES_START: &str = "policies start";
/// Heading of medians in figures.
pub const MEDIAN: &str = "median";
/// Name of the wider interval.
pub const INTERVAL_90: &str = "90 % interval";
/// Name of the narrower interval.
pub const INTERVAL_50: &str = "50 % interval";
/// Said of an estimate that cannot be drawn.
pub const NOT_DRAWN: &str = "no finite value to draw";
/// Title of the figure of differences.
pub const DIFFERENCE_FIGURE: &str = "Difference from the baseline";
/// Title of the figure of probabilities.
pub const PROBABILITY_FIGURE: &str = "How likely is it better or worse?";
/// Said where a figure of probabilities would have no meaning.
pub const NO_PROBABILITIES: &str = "Neither direction of this outcome is better in itself, so there is no probability of better or worse.";
/// How to read values off a chart; shown when the page's script runs.
pub const HINT: &str =
    "Point at a chart, tap it, or focus it and press the arrow keys to read its values.";
/// Key of the fan charts.
pub const KEY_MEDIAN: &str = "median of this option";
/// Key of the fan charts.
pub const KEY_50: &str = "half of all runs (50 %)";
/// Key of the fan charts.
pub const KEY_90: &str = "nine in ten runs (90 %)";
/// Key of the fan charts.
pub const KEY_OBSERVED: &str = "observed";
/// Begins the note on what was observed.
pub const OBSERVED: &str = "Observed";

// Table.
/// Column of the options.
pub const OPTION: &str = "Option";
/// Column of the baseline's level.
pub const BASELINE: &str = "Baseline";
/// Column of the option's level.
pub const WITH_OPTION: &str = "With option";
/// Column of the difference.
pub const DIFFERENCE: &str = "Difference";
/// Column of the relative difference.
pub const RELATIVE: &str = "In per cent";
/// Column of the probability of better.
pub const P_BETTER: &str = "P(better)";
/// Column of the probability of no real change.
pub const P_SAME: &str = "P(no real change)";
/// Column of the probability of worse.
pub const P_WORSE: &str = "P(worse)";
/// Shown where a probability has no meaning.
pub const NOT_APPLICABLE: &str = "–";
/// What the cells of the table are.
pub const TABLE_NOTE: &str = "Medians, with 90 % intervals below them. After each probability stands its Monte Carlo standard error in percentage points.";

// Options.
/// Marks the baseline.
pub const IS_BASELINE: &str = "baseline";
/// An option without levers.
pub const NO_LEVERS: &str = "No lever in force.";

// Assumptions and sources.
/// What the table of assumptions shows.
pub const ASSUMPTIONS_NOTE: &str = "Ranges are 90 % intervals of the values that this answer was computed with, around their medians. An assumption without a range is the same in every run. “Fitted”: the record says something about it (overlap: how much of the prior the posterior still covers); “not in the fit”: it says nothing.";
/// Column of symbols.
pub const SYMBOL: &str = "Symbol";
/// Column of meanings.
pub const MEANING: &str = "Meaning";
/// Column of priors.
pub const PRIOR: &str = "Sampled from";
/// Column of sampled values.
pub const SAMPLED: &str = "Values used";
/// Column of sources of an assumption.
pub const FROM: &str = "Source";
/// An assumption that does not vary.
pub const FIXED: &str = "fixed";
/// Part of a source.
pub const PUBLISHER: &str = "Publisher";
/// Part of a source.
pub const DEFINITION: &str = "What is counted";
/// Part of a source.
pub const VINTAGE: &str = "Edition";
/// Part of a source.
pub const READ_AT: &str = "Read at";
/// Part of a source.
pub const USED_FOR: &str = "Drawn as dots for";
/// When there are no embedded sources.
pub const NO_SOURCES: &str = "No embedded series were used.";
/// Names the model.
pub const MODEL: &str = "Model";
/// Names the network.
pub const NETWORK: &str = "Network";

// Passport.
/// What the passport is for.
pub const PASSPORT_NOTE: &str = "The same version, scenarios, data, network and seed give the same numbers, bit by bit. To draw this page again:";
/// Part of the passport.
pub const VERSION: &str = "Version";
/// Part of the passport.
pub const COMMIT: &str = "Commit";
/// Part of the passport.
pub const SEED: &str = "Seed";
/// Part of the passport.
pub const DRAWS: &str = "Parameter draws";
/// Part of the passport.
pub const REPLICATES: &str = "Replicates of each draw";
/// Part of the passport.
pub const DATA_HASH: &str = "Data";
/// Part of the passport.
pub const ASSUMPTIONS_HASH: &str = "Assumptions";
/// Part of the passport.
pub const POSTERIOR_HASH: &str = "Posterior";
/// Part of the passport.
pub const NETWORK_HASH: &str = "Network";
/// Part of the passport.
pub const ANSWER_HASH: &str = "Answer";

// The table of all options.
/// Heading of the table of all options.
pub const MATRIX: &str = "The answer on one page";
/// What the table of all options shows.
pub const MATRIX_NOTE: &str = "Each cell: the median change against the baseline, its 90 % interval, and the likeliest of better, no real change and worse with its probability ± its Monte Carlo error. A colour means better or worse in at least half of the runs. The switch chooses the years after the start.";
/// Name of the switch of the horizon.
pub const HORIZON: &str = "Years after the start of the policies";
/// Column of how long effects last.
pub const HOW_LONG: &str = "How long it lasts";
/// Unit of a column in per cent.
pub const CHANGE_IN_PERCENT: &str = "change in %";
/// Said of an option without an effect on an outcome.
pub const NO_EFFECT: &str = "no effect";
/// Said of an effect that is still there when the simulation ends.
pub const LASTS: &str = "to the end of the simulation";

/// Caption of the table of all options.
pub fn matrix_caption(after: &str) -> String {
    format!("Change against the baseline {after}")
}

/// Unit of a column of differences.
pub fn change_in(unit: &str) -> String {
    format!("change in {unit}")
}

/// The first part of a title, without what follows its first colon or comma: the name for a narrow
/// column. A title of which too little would be left stays whole.
pub fn short_title(title: &str) -> &str {
    let short = title.split([':', ',']).next().unwrap_or(title).trim();
    if short.contains(' ') { short } else { title }
}

/// Key of a colour: "worse: at least 66.7 % of runs".
pub fn at_least(word: &str, share: &str) -> String {
    format!("{word}: at least {share} of runs")
}

/// How long after its peak half of an effect is gone.
pub fn half_gone(years_after_peak: f64) -> String {
    format!("half gone {} after the peak", span(years_after_peak))
}

/// A span of time: months below two years, else years with one decimal.
pub fn span(length: f64) -> String {
    let months = (12.0 * length).round();
    if !length.is_finite() {
        NO_VALUE.to_owned()
    } else if months == 1.0 {
        "1 month".to_owned()
    } else if months < 24.0 {
        format!("{} months", crate::number::plain(months, 0))
    } else {
        format!("{} years", crate::number::plain(length, 1))
    }
}

/// A run within the margin, in a small cell.
pub const NO_CHANGE: &str = "no change";

// Figures of many options.
/// Begins what the shaded band is.
pub const SHADED: &str = "Shaded:";
/// Column of the drawn intervals.
pub const DRAWN: &str = "90 % and 50 % interval, median";
/// Key of the strips.
pub const STRIPS_NOTE: &str = "Thin line: 90 % interval. Thick line: 50 % interval. Diamond: median. An arrowhead means that an interval runs on beyond the scale.";

// States.
/// Heading of the maps.
pub const STATES: &str = "Where";
/// Unit of the maps.
pub const MAP_UNIT: &str = "difference a year and 100,000 inhabitants";
/// Column of states.
pub const STATE: &str = "State";
/// Name of the table behind the maps.
pub const AS_TABLE: &str = "The same as a table";

/// Title of a map.
pub fn map_title(outcome: &str, option: &str, after: &str) -> String {
    format!("{outcome}: {option}, {after}, {MAP_UNIT}")
}

/// What the maps show.
pub fn map_note(sure: &str) -> String {
    format!(
        "Each square is a state, in roughly its place on the map; the number is the median {MAP_UNIT}. A heavy frame: worse in at least {sure} of runs. Blue is better and orange is worse; all maps of an outcome share their colours."
    )
}

/// Which maps are shown.
pub fn some_maps(shown: usize, all: usize) -> String {
    format!(
        "{shown} of {all} options are drawn: the one of each group with the largest effect, and those of the rest with the largest."
    )
}

/// One state as a sentence.
pub fn state(name: &str, median: &str, interval: &str, baseline: &str, worse: &str) -> String {
    format!(
        "{name}: {median} a year and 100,000 inhabitants ({INTERVAL_90} {interval}; baseline {baseline}); {WORSE} {worse}"
    )
}

/// The lowest and the highest state.
pub fn extremes(low: (&str, &str), high: (&str, &str)) -> String {
    format!(
        "Lowest: {} {}. Highest: {} {}.",
        low.0, low.1, high.0, high.1
    )
}

// Kinds of death.
/// Heading of the figure of kinds of death.
pub const DEATHS: &str = "Who dies";
/// What the figure of kinds of death shows.
pub const DEATHS_NOTE: &str = "Difference from the baseline for each kind of death, people a year, with the baseline's median in brackets after its name. One scale for all options. At the right: the median and its 90 % interval.";
/// Left end of the axis.
pub const FEWER_DEATHS: &str = "← fewer deaths";
/// Right end of the axis.
pub const MORE_DEATHS: &str = "more deaths →";
/// Title of the axis.
pub const DEATHS_AXIS: &str = "Difference from the baseline, people a year";

/// Heading of the tests on the record.
pub const RECORD: &str = "Tested on the record";
/// What the first table shows.
pub fn skill_note(data: &str, origins: &[u16]) -> String {
    let origins: Vec<String> = origins.iter().map(u16::to_string).collect();
    format!(
        "The model was fitted up to the end of {} and scored on homicides after it, against six simple rules ({data}). Skill is \
         how much smaller its error (CRPS) is than that of the best rule, chosen after the fact for each row: negative means \
         that the rule was better. With realised policy it was told the removals, deployments and regimes that followed; \
         with frozen policy it was not. Worst first.",
        origins.join(", ")
    )
}
/// What the second table shows.
pub const EVENTS_NOTE: &str = "What follows the removal of a top leader (in the home states of the group) and the start of a joint operation: one regression with effects of states and months, run on the record and, unchanged, on 200 records simulated from the posterior, once with other chance (what mechanisms alone bring about) and once with what the mechanisms leave out as fitted. Where the record lies outside the 90 % interval of the mechanisms, they are not what the record shows; where it lies inside only with what they leave out, the model puts down to chance what may belong to the event, or what brought the event there.";
/// Columns of the tests.
pub const SKILL_COLUMNS: [&str; 6] = [
    "Homicides of",
    "Years ahead",
    "Skill",
    "Error of the model",
    "Error of the best rule",
    "Outcomes in the 90 % interval",
];
/// Columns of the event study.
pub const EVENT_COLUMNS: [&str; 5] = [
    "Event",
    "Record (± standard error)",
    "Mechanisms alone (90 %)",
    "Verdict on the mechanisms",
    "With what they leave out, by year (90 %)",
];
/// Columns of how often intervals hold the truth.
pub const INTERVAL_COLUMNS: [&str; 4] = [
    "Truth of simulated records",
    "In the 50 % interval",
    "In the 90 % interval",
    "Ranks, by eighth",
];
/// What the table of intervals shows.
pub fn intervals_note(records: u32) -> String {
    format!(
        "Do the intervals mean something? {records} truths were drawn from the priors, records of six years simulated from them, and the fit run on each (at a reduced size, one structure). Right intervals hold the truth as often as they say, and ranks are even."
    )
}
/// The record is inside.
pub const INSIDE: &str = "inside";
/// The record is outside.
pub const OUTSIDE: &str = "outside";

/// Heading of the rows of evidence.
pub const EVIDENCE_ROWS: &str = "Rows of evidence";
/// Heading of the figure of pairs of blocs.
pub const DYADS: &str = "Who fights whom";
/// What the triangle of pairs shows.
pub const DYADS_NOTE: &str = "Deaths in fights between two blocs, and within one (on the diagonal), under the baseline: mean, people a year. The deaths of a state in a month are divided by how many pairs of members could meet; it is where rivals stand side by side, not a record of who killed whom.";
/// Column of the pair.
pub const PAIR: &str = "Pair";
/// Column of the baseline's deaths.
pub const DEATHS_A_YEAR: &str = "Baseline, people a year";
/// Column of the largest rise.
pub const LARGEST_RISE: &str = "Largest rise, of all options";
/// Column of the largest fall.
pub const LARGEST_FALL: &str = "Largest fall, of all options";

/// "Sinaloa and Jalisco", "within Sinaloa".
pub fn dyad(first: &str, second: &str) -> String {
    if first == second {
        format!("within {first}")
    } else {
        format!("{first} and {second}")
    }
}

/// Deaths of a pair in words.
pub fn dyad_deaths(pair: &str, mean: &str, interval: &str) -> String {
    format!("{pair}: {mean} deaths a year, 90 % interval {interval}")
}

/// A kind of death with its baseline.
pub fn kind_of_death(kind: &str, baseline: &str) -> String {
    format!("{kind} [{baseline}]")
}

// Market.
/// Heading of the figure of the drug market.
pub const MARKET: &str = "Along the drug market";
/// What the figure of the market shows.
pub const MARKET_NOTE: &str = "Change of each stage of the market in per cent of the baseline, from the laboratory to the overdose. One scale for all options. At the right: the median and its 90 % interval.";
/// Left end of the axis.
pub const LESS: &str = "← less";
/// Right end of the axis.
pub const MORE: &str = "more →";
/// Title of the axis.
pub const MARKET_AXIS: &str = "Change in % of the baseline";

// Relationship.
/// Heading of the channels.
pub const RELATIONSHIP: &str = "The relationship between the countries";
/// What the figure of channels shows.
pub const CHANNELS_NOTE: &str = "Each panel is one channel of the relationship. Lines are medians and bands hold nine in ten runs (90 %); the letter at the end of a line names its option.";

// Durability.
/// Heading of how long effects last.
pub const DURABILITY: &str = "How long effects last";
/// What the table of durability shows.
pub const DURABILITY_NOTE: &str = "Of the median effect over time: its peak, when that is reached, and how long after the peak half of it is gone.";
/// Column of the largest effect.
pub const PEAK: &str = "Largest effect";
/// Column of its time.
pub const PEAK_AFTER: &str = "Reached after";
/// Column of its end.
pub const HALF_GONE: &str = "Half gone";

/// The largest effect on an outcome whose baseline is about nothing: a ratio would say nothing.
pub fn from_nothing(change: f64) -> &'static str {
    if change < 0.0 {
        "less, from almost nothing"
    } else {
        "more, from almost nothing"
    }
}

/// How long after the peak.
pub fn after_peak(span: &str) -> String {
    format!("{span} after the peak")
}

// Beliefs.
/// Heading of the answers under other beliefs.
pub const LAYERS: &str = "The same question under other beliefs";
/// What the table of beliefs shows.
pub const LAYERS_NOTE: &str = "Where the columns agree, the evidence does not decide the answer; where they differ, it does. Each cell: the median change in per cent of the baseline (in the unit of the outcome where a baseline is about nothing), its 90 % interval, and the likeliest of better, no real change and worse with its probability ± its Monte Carlo error.";

// Checked facts.
/// Heading of the checked facts.
pub const FACTS: &str = "The model against the record";
/// Column of the facts.
pub const FACT: &str = "Fact";
/// Column of the observation.
pub const OBSERVATION: &str = "Observed";
/// Column of the simulation.
pub const SIMULATED: &str = "In the model";
/// Column of the verdict.
pub const VERDICT: &str = "Verdict";
/// Verdict of a fact that the model does not show.
pub const MISS: &str = "✗ miss";
/// Verdict of a fact that the model shows.
pub const PASS: &str = "✓ pass";
/// Verdict of a fact that the model's interval is too wide for.
pub const SAYS_LITTLE: &str = "○ says little";
/// Verdict of a fact that the model was given.
pub const INPUT: &str = "input";

/// How many facts the model shows: passed, missed, too wide to tell, and given to it.
pub fn facts_note([passed, missed, little, inputs]: [usize; 4]) -> String {
    format!(
        "Of {} facts that the model was not given, {passed} come out of it and {missed} do not; misses stand first. On {little} it says little: its 90 % interval holds the record only because it is wider than half of what is possible, or its ends differ more than fourfold. Another {inputs} facts were put in and prove nothing.",
        passed + missed + little
    )
}

// Options.
/// Begins the dose of an option.
pub const DOSE: &str = "Dose";
/// Begins the cost of an option.
pub const COST: &str = "Cost";

/// Which options a group of charts shows.
pub fn some_options(shown: usize, all: usize) -> String {
    format!(
        "{shown} of {all} options are drawn: the baseline, the one of each group with the largest effect, and those of the rest with the largest. The tables above hold all of them."
    )
}

/// `Scenario no-change`.
pub fn scenario(id: &str) -> String {
    format!("Scenario {id}")
}

/// `−48.1 to −10.2`.
pub fn interval(low: &str, high: &str) -> String {
    format!("{low} to {high}")
}

/// When a lever is in force: its first month, and the first month after it.
pub fn in_force(start: &str, end: &str) -> String {
    // A month stays on one line.
    let whole = |month: &str| month.replace('-', "\u{2011}");
    format!("from {} on, ends before {}", whole(start), whole(end))
}

/// "1 year", "5 years".
pub fn years(years: f64) -> String {
    if years == 1.0 {
        "1 year".to_owned()
    } else {
        format!("{} years", crate::number::plain(years, 2))
    }
}

/// "After 5 years".
pub fn after(horizon: f64) -> String {
    format!("After {}", years(horizon))
}

/// The words for less and more of a unit.
fn less_more(unit: &str) -> (&'static str, &'static str) {
    if answers::number::counts(unit) {
        ("fewer", "more")
    } else {
        ("lower", "higher")
    }
}

/// "fewer is better".
pub fn direction(better: Better, unit: &str) -> String {
    let (less, more) = less_more(unit);
    match better {
        Better::Lower => format!("{less} is better"),
        Better::Higher => format!("{more} is better"),
        Better::Neither => "neither direction is better in itself".to_owned(),
    }
}

/// The ends of an axis of differences: "← fewer (better)" and "more (worse) →".
pub fn ends(better: Better, unit: &str) -> (String, String) {
    let (less, more) = less_more(unit);
    match better {
        Better::Lower => (
            format!("← {less} ({BETTER})"),
            format!("{more} ({WORSE}) →"),
        ),
        Better::Higher => (
            format!("← {less} ({WORSE})"),
            format!("{more} ({BETTER}) →"),
        ),
        Better::Neither => (format!("← {less}"), format!("{more} →")),
    }
}

/// Title of the axis of differences.
pub fn difference_axis(unit: &str) -> String {
    format!("Difference from the baseline, {unit}")
}

/// Key of the band around zero, with its half-width at the median baseline.
pub fn band(margin: &str, half_width: &str) -> String {
    format!("{NO_REAL_CHANGE}: less than {margin} of the baseline, about ±{half_width}")
}

/// What the values of one row of the difference figure are, as a sentence.
pub fn row(option: &str, median: &str, unit: &str, i50: &str, i90: &str) -> String {
    format!("{option}: median {median} {unit}, {INTERVAL_50} {i50}, {INTERVAL_90} {i90}")
}

/// The probabilities of one option as a sentence.
pub fn chances(option: &str, better: &str, same: &str, worse: &str) -> String {
    format!("{option}: {BETTER} {better}, {NO_REAL_CHANGE} {same}, {WORSE} {worse}")
}

/// The numbers of a fan as a sentence.
pub fn fan(year: &str, median: &str, unit: &str, i90: &str) -> String {
    format!("At {year}: median {median} {unit}, {INTERVAL_90} {i90}.")
}

/// Key of the baseline's median in the panels of the others.
pub fn key_baseline(baseline: &str) -> String {
    format!("median of the baseline, “{baseline}”")
}

/// Said of points of a chart without a value.
pub fn left_out(points: usize) -> String {
    if points == 1 {
        "1 point without a value left out".to_owned()
    } else {
        format!("{points} points without a value left out")
    }
}

/// One line under the title: the model and the size of the ensemble.
pub fn byline(model: &str, draws: &str, replicates: &str, start: &str) -> String {
    format!(
        "{model}. {draws} parameter draws with {replicates} of chance each; policies start in {start}."
    )
}

/// "1 replicate", "4 replicates".
pub fn replicates(count: u64) -> String {
    if count == 1 {
        "1 replicate".to_owned()
    } else {
        format!("{count} replicates")
    }
}

/// A month of a calendar year with fraction: "January 2022".
pub fn month(year: f64) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    if !year.is_finite() {
        return NO_VALUE.to_owned();
    }
    let month = (year * 12.0).round() as i64;
    let name = MONTHS[usize::try_from(month.rem_euclid(12)).unwrap_or(0)];
    format!("{name} {}", month.div_euclid(12))
}

/// The reading help: term and explanation.
pub fn reading(margin: &str, draws: &str, baseline: &str) -> Vec<(&'static str, String)> {
    vec![
        (
            "Paired difference",
            format!("Each run of the model is made twice: once with the option and once without it (“{baseline}”), with the same assumptions and the same chance events. What is left between the two is the work of the option. The figures show the spread of this difference over {draws} sets of assumptions. Two options can have broad, overlapping levels and still differ clearly in every pair."),
        ),
        (
            "50 % and 90 % interval",
            "Half of all runs lie in the 50 % interval (thick bar, darker band); nine in ten lie in the 90 % interval (thin line, lighter band). One run in twenty lies below the 90 % interval and one in twenty above. They hold the uncertainty that this model knows of, not that the model itself is wrong.".to_owned(),
        ),
        (
            "One dot",
            "Each option has 50 dots, stacked where they fall. All are equally likely: one dot is a chance of 2 in 100. Count the dots on either side of a value to read its odds.".to_owned(),
        ),
        (
            "No real change",
            format!("A run in which the option moves the outcome by less than {margin} of the baseline counts as “no real change”; only beyond that margin is it better or worse. Each run is judged by its own baseline; the shaded band in the figures is drawn at the median baseline."),
        ),
        (
            "Better and worse",
            "Say only in which direction the outcome moves, as stated beside its title. They weigh nothing else: no costs, no side effects, no other outcome.".to_owned(),
        ),
        (
            "± after a probability",
            "The Monte Carlo standard error, in percentage points: how far the figure would typically move if the computer drew other runs. It shrinks with more draws. A probability is never shown as 0 or 100 %, since a finite number of runs cannot show that.".to_owned(),
        ),
    ]
}
