//! A question to any model: options, and how large an ensemble answers it.

use engine::EnsembleError;
use scenario::{Month, Scenario};

/// A question: options, and how large an ensemble answers it.
#[derive(Clone, Debug)]
pub struct Question {
    /// The options; the first is the baseline.
    pub scenarios: Vec<Scenario>,
    /// Parameter draws.
    pub draws: u32,
    /// Replicates of each draw.
    pub replicates: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Relative change below which an option makes no real change.
    pub margin: f64,
}

/// Why a question cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// There is no posterior for this model.
    #[error(transparent)]
    Posterior(#[from] inference::posterior::PosteriorError),
    /// A form of a mechanism that does not exist.
    #[error("{0}")]
    Form(String),
    /// Nothing to compare.
    #[error("there is nothing to compare: give at least one scenario besides the baseline")]
    OneOption,
    /// Two scenarios have one id.
    #[error(
        "two of the scenarios, the baseline included, have the id `{id}`: give each its own `id`"
    )]
    DuplicateId {
        /// The id.
        id: String,
    },
    /// Scenarios cover different times.
    #[error(
        "scenario `{id}` runs from {start} to {end}, but `{baseline}` from {baseline_start} to \
         {baseline_end}: options can only be compared over the same time"
    )]
    DifferentTimes {
        /// Scenario.
        id: String,
        /// Its start.
        start: Month,
        /// Its end.
        end: Month,
        /// The baseline.
        baseline: String,
        /// Start of the baseline.
        baseline_start: Month,
        /// End of the baseline.
        baseline_end: Month,
    },
    /// The run ends before the first horizon.
    #[error(
        "the scenarios end {months} month(s) after their start: give an `end` at least 12 months after `start`"
    )]
    TooShort {
        /// Months from start to end.
        months: usize,
    },
    /// The ensemble stopped.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
}

/// Months between two months, zero if `later` is not later.
pub fn months(earlier: Month, later: Month) -> usize {
    usize::try_from(later.months_since(earlier)).unwrap_or(0)
}

impl Question {
    /// Whether it can be answered: options of the same time with ids of their own.
    pub fn check(&self) -> Result<(), CompareError> {
        let Some((baseline, others)) = self.scenarios.split_first() else {
            return Err(CompareError::OneOption);
        };
        if others.is_empty() {
            return Err(CompareError::OneOption);
        }
        for (k, scenario) in self.scenarios.iter().enumerate() {
            if self.scenarios[..k].iter().any(|s| s.id == scenario.id) {
                return Err(CompareError::DuplicateId {
                    id: scenario.id.clone(),
                });
            }
            if (scenario.start, scenario.end) != (baseline.start, baseline.end) {
                return Err(CompareError::DifferentTimes {
                    id: scenario.id.clone(),
                    start: scenario.start,
                    end: scenario.end,
                    baseline: baseline.id.clone(),
                    baseline_start: baseline.start,
                    baseline_end: baseline.end,
                });
            }
        }
        let length = months(baseline.start, baseline.end);
        if length < 12 {
            return Err(CompareError::TooShort { months: length });
        }
        Ok(())
    }
}
