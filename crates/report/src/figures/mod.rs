//! The figures, one a file.

pub mod channels;
pub mod deaths_by_kind;
pub mod difference;
mod dots;
pub mod dyads;
pub mod fan;
pub mod fronts;
mod intervals;
pub mod market_chain;
pub mod matrix;
pub mod probability;
pub mod strips;
pub mod tile_map;

use answers::comparison::{Comparison, Estimate, PolicyOption, ReportedOutcome};

/// The two forms of a figure with rows: the page shows the one that its width has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Labels beside the plot, for screens and paper.
    Wide,
    /// Labels above the plot, for phones.
    Narrow,
}

impl Form {
    /// The class by which the style sheet shows or hides it.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// Number of options above which figures give one line to an option and charts over time show some.
const MANY: usize = 8;
/// Charts over time shown of an outcome where there are many options.
const MOST_PANELS: usize = 6;

/// Whether there are too many options for the larger figures.
pub(crate) fn has_many(comparison: &Comparison) -> bool {
    comparison.options.len() > MANY
}

/// The options to draw for an outcome, in their order: all of them where they are few, else the
/// baseline, the option of each group with the largest median difference at the longest horizon, and
/// those of the rest with the largest.
pub(crate) fn drawn<'a>(
    comparison: &'a Comparison,
    outcome: &str,
    most: usize,
) -> Vec<&'a PolicyOption> {
    let size = |option: &PolicyOption| {
        comparison
            .horizons_years
            .last()
            .and_then(|h| estimate(comparison, &option.id, outcome, *h))
            .map(|e| e.difference.q50.abs())
            .filter(|v| v.is_finite())
            .unwrap_or(0.0)
    };
    let options = &comparison.options;
    let leads = |option: &PolicyOption| {
        !option.group.is_empty()
            && options
                .iter()
                .filter(|o| o.group == option.group)
                .max_by(|a, b| size(a).total_cmp(&size(b)))
                .is_some_and(|largest| largest.id == option.id)
    };
    let mut ranked: Vec<(usize, u8, f64)> = options
        .iter()
        .enumerate()
        .map(|(k, option)| {
            let rank = match (option.is_baseline, leads(option)) {
                (true, _) => 0,
                (_, true) => 1,
                _ => 2,
            };
            (k, rank, size(option))
        })
        .collect();
    ranked.sort_by(|a, b| a.1.cmp(&b.1).then(b.2.total_cmp(&a.2)));
    let mut chosen: Vec<usize> = ranked.iter().take(most).map(|r| r.0).collect();
    chosen.sort_unstable();
    chosen.into_iter().filter_map(|k| options.get(k)).collect()
}

/// The estimate of an option, an outcome and a horizon.
pub(crate) fn estimate<'a>(
    comparison: &'a Comparison,
    option: &str,
    outcome: &str,
    horizon: f64,
) -> Option<&'a Estimate> {
    comparison
        .estimates
        .iter()
        .find(|e| e.option == option && e.outcome == outcome && e.horizon_years == horizon)
}

/// Estimates of an outcome at a horizon with their options, in the order of the options.
pub(crate) fn estimates<'a>(
    comparison: &'a Comparison,
    outcome: &str,
    horizon: f64,
) -> Vec<(&'a PolicyOption, &'a Estimate)> {
    comparison
        .options
        .iter()
        .filter_map(|o| estimate(comparison, &o.id, outcome, horizon).map(|e| (o, e)))
        .collect()
}

/// An outcome of the answer by its id.
pub(crate) fn outcome<'a>(comparison: &'a Comparison, id: &str) -> Option<&'a ReportedOutcome> {
    comparison.outcomes.iter().find(|o| o.id == id)
}

/// Title of an option by its id, or the id where the answer does not have it.
pub(crate) fn title<'a>(comparison: &'a Comparison, option: &'a str) -> &'a str {
    comparison
        .options
        .iter()
        .find(|o| o.id == option)
        .map_or(option, |o| o.title.as_str())
}
