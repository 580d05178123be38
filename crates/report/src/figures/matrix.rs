//! The answer on one page: options down, key outcomes across, one horizon a table.

use super::estimates;
use crate::number::{self, Digits, PERCENT, in_percent, interval_90};
use crate::strings;
use answers::comparison::{
    Comparison, Durability, LayerEstimate, PolicyOption, Probability, ReportedOutcome, Summary,
    reads_in_percent,
};
use engine::describe::Better;
use maud::{Markup, html};

/// Shares of the runs from which a cell is "more likely than not", "likely", "very likely".
pub(crate) const DEPTHS: [f64; 3] = [0.5, 2.0 / 3.0, 0.9];

/// The table of a horizon: an HTML element, empty where no outcome is a key outcome.
///
/// A cell shows the median change in per cent of the baseline with its 90 % interval, or in the
/// outcome's own unit where the baseline is too near zero for per cents to mean anything, and the
/// most probable of better, no real change and worse with its Monte Carlo error; its colour is better or worse where one of
/// them holds in at least half of the runs, and the colour's depth is the probability.
pub fn table(comparison: &Comparison, horizon: f64) -> String {
    let outcomes: Vec<Column<'_>> = comparison
        .outcomes
        .iter()
        .filter(|o| o.is_key)
        .map(|o| Column::new(comparison, o))
        .collect();
    if outcomes.is_empty() {
        return String::new();
    }
    let lasting = lasting_outcomes(comparison);
    let width = 1 + outcomes.len() + lasting.len();
    let options: Vec<&PolicyOption> = comparison
        .options
        .iter()
        .filter(|o| !o.is_baseline)
        .collect();
    let groups: Vec<&[&PolicyOption]> = options.chunk_by(|a, b| a.group == b.group).collect();
    let caption = strings::matrix_caption(&strings::after(horizon).to_lowercase());
    html! {
        div.scroll role="region" tabindex="0" aria-label=(caption) {
            table.matrix {
                caption { (caption) }
                thead { tr {
                    th scope="col" { (strings::OPTION) }
                    @for column in &outcomes { (column.head()) }
                    @for outcome in &lasting {
                        th scope="col" { (strings::HOW_LONG) small { (strings::short_title(&outcome.title)) } }
                    }
                } }
                @for group in groups {
                    tbody {
                        @if let Some(first) = group.first().filter(|o| !o.group.is_empty()) {
                            tr.group { th colspan=(width) scope="rowgroup" { span { (first.group) } } }
                        }
                        @for option in group {
                            tr {
                                th scope="row" { a href={ "#option-" (option.id) } { (option.title) } }
                                @for column in &outcomes { (column.cell(comparison, option, horizon)) }
                                @for outcome in &lasting {
                                    td.lasts { small { (lasts(comparison, option, outcome)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

/// An outcome as a column, in per cent or in its unit.
pub(crate) struct Column<'a> {
    outcome: &'a ReportedOutcome,
    pub(crate) is_relative: bool,
}

impl<'a> Column<'a> {
    pub(crate) fn new(comparison: &Comparison, outcome: &'a ReportedOutcome) -> Self {
        let of_outcome = comparison
            .estimates
            .iter()
            .filter(|e| e.outcome == outcome.id);
        let mut changes = of_outcome.map(|e| (&e.baseline, &e.relative_difference));
        Self {
            outcome,
            is_relative: changes.all(|(b, r)| reads_in_percent(b, r, &outcome.unit)),
        }
    }

    /// The same for the estimates of some beliefs.
    pub(crate) fn of_layers(outcome: &'a ReportedOutcome, estimates: &[&LayerEstimate]) -> Self {
        let mut changes = estimates
            .iter()
            .map(|e| (&e.baseline, &e.relative_difference));
        Self {
            outcome,
            is_relative: changes.all(|(b, r)| reads_in_percent(b, r, &outcome.unit)),
        }
    }

    /// What the numbers of the column are.
    pub(crate) fn unit(&self) -> String {
        if self.is_relative {
            strings::CHANGE_IN_PERCENT.to_owned()
        } else {
            strings::change_in(&self.outcome.unit)
        }
    }

    /// A change with two digits: its median, with what to write after it, and its 90 % interval.
    pub(super) fn change(&self, difference: &Summary, relative: &Summary) -> (String, String) {
        let (summary, unit, after) = if self.is_relative {
            (in_percent(relative), PERCENT, " %")
        } else {
            (*difference, self.outcome.unit.as_str(), "")
        };
        let digits = Digits::two_of(&summary, unit);
        (
            digits.signed(summary.q50) + after,
            interval_90(&summary, |v| digits.signed(v)),
        )
    }

    fn head(&self) -> Markup {
        html! {
            th scope="col" title=(self.outcome.title) {
                (strings::short_title(&self.outcome.title))
                small { (self.unit()) }
            }
        }
    }

    fn cell(&self, comparison: &Comparison, option: &PolicyOption, horizon: f64) -> Markup {
        let found = estimates(comparison, &self.outcome.id, horizon)
            .into_iter()
            .find(|(o, _)| o.id == option.id);
        let Some((_, estimate)) = found else {
            return html! { td { (strings::NOT_APPLICABLE) } };
        };
        let chances = [&estimate.better, &estimate.no_real_change, &estimate.worse];
        let verdict = verdict(self.outcome.better, chances, comparison.draws);
        let change = self.change(&estimate.difference, &estimate.relative_difference);
        cell(&change, verdict)
    }

    /// A cell of an estimate under one belief.
    pub(crate) fn layer_cell(&self, comparison: &Comparison, e: &LayerEstimate) -> Markup {
        let chances = [&e.better, &e.no_real_change, &e.worse];
        let verdict = verdict(self.outcome.better, chances, comparison.draws);
        cell(&self.change(&e.difference, &e.relative_difference), verdict)
    }
}

fn cell((median, interval): &(String, String), verdict: Option<Verdict>) -> Markup {
    html! {
        td class=[verdict.as_ref().and_then(|v| v.class)] {
            b { (median) }
            small { (interval) }
            @if let Some(verdict) = verdict { small { (verdict.words) } }
        }
    }
}

/// What a cell says of better and worse.
struct Verdict {
    class: Option<&'static str>,
    words: String,
}

/// The most probable of better, no real change and worse; `None` where neither direction is better.
fn verdict(
    direction: Better,
    [better, same, worse]: [&Probability; 3],
    draws: u64,
) -> Option<Verdict> {
    if direction == Better::Neither {
        return None;
    }
    let is_better = better.value >= worse.value;
    let (word, likelier) = if is_better {
        (strings::BETTER, better)
    } else {
        (strings::WORSE, worse)
    };
    let depth = DEPTHS.iter().filter(|d| likelier.value >= **d).count();
    let (word, likeliest) = if same.value > likelier.value {
        (strings::NO_CHANGE, same)
    } else {
        (word, likelier)
    };
    Some(Verdict {
        class: tint(is_better, depth),
        // Word and number break between them only: a narrow cell has two lines.
        words: format!(
            "{} {}",
            word.replace(' ', "\u{a0}"),
            number::probability(likeliest, draws).replace(' ', "\u{a0}")
        ),
    })
}

/// Class of a background: better or worse, in three depths.
pub(crate) fn tint(is_better: bool, depth: usize) -> Option<&'static str> {
    const BETTER: [&str; 3] = ["b1", "b2", "b3"];
    const WORSE: [&str; 3] = ["w1", "w2", "w3"];
    let classes = if is_better { BETTER } else { WORSE };
    depth
        .checked_sub(1)
        .and_then(|k| classes.get(k.min(2)).copied())
}

/// Key of the colours.
pub(crate) fn key() -> Markup {
    html! {
        ul.legend {
            @for (is_better, word) in [(true, strings::BETTER), (false, strings::WORSE)] {
                @for (k, depth) in DEPTHS.iter().enumerate() {
                    li {
                        span.tint.(tint(is_better, k + 1).unwrap_or_default()) {}
                        (strings::at_least(word, &number::percent(*depth)))
                    }
                }
            }
        }
    }
}

/// The key outcomes of which it is known how long effects last, at most two.
fn lasting_outcomes(comparison: &Comparison) -> Vec<&ReportedOutcome> {
    comparison
        .outcomes
        .iter()
        .filter(|o| o.is_key && comparison.durability.iter().any(|d| d.outcome == o.id))
        .take(2)
        .collect()
}

fn lasts(comparison: &Comparison, option: &PolicyOption, outcome: &ReportedOutcome) -> String {
    comparison
        .durability
        .iter()
        .find(|d| d.option == option.id && d.outcome == outcome.id)
        .map_or_else(|| strings::NOT_APPLICABLE.to_owned(), how_long)
}

/// How long an effect lasts, in words.
pub(crate) fn how_long(durability: &Durability) -> String {
    match (durability.peak_years, durability.half_gone_years) {
        (None, _) => strings::NO_EFFECT.to_owned(),
        (Some(_), Some(years)) => strings::half_gone(years),
        (Some(_), None) if durability.lasts_to_end => strings::LASTS.to_owned(),
        (Some(_), None) => strings::NO_VALUE.to_owned(),
    }
}
