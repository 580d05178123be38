//! The figures, one a file.

pub mod difference;
mod dots;
pub mod fan;
pub mod matrix;
pub mod probability;

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

/// Estimates of an outcome at a horizon with their options, in the order of the options.
pub(crate) fn estimates<'a>(
    comparison: &'a Comparison,
    outcome: &str,
    horizon: f64,
) -> Vec<(&'a PolicyOption, &'a Estimate)> {
    let find = |option: &PolicyOption| {
        comparison
            .estimates
            .iter()
            .find(|e| e.option == option.id && e.outcome == outcome && e.horizon_years == horizon)
    };
    comparison
        .options
        .iter()
        .filter_map(|o| find(o).map(|e| (o, e)))
        .collect()
}

/// An outcome of the answer by its id.
pub(crate) fn outcome<'a>(comparison: &'a Comparison, id: &str) -> Option<&'a ReportedOutcome> {
    comparison.outcomes.iter().find(|o| o.id == id)
}
