//! Every run on disk, where the build has Parquet and a folder is asked for.

use crate::output::NewFolder;
use answers::flagship::catalogue as flagship;
use answers::question::Question;
use anyhow::Result;
use engine::Observer;
use engine::describe::Outcome;
use inference::structures::Structures;
use published::prieto_curiel_2023::policy::{FIRST_YEAR, OUTCOMES};
use scenario::Month;

/// What the series of a model are.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(feature = "parquet"),
    allow(dead_code, reason = "only files need it")
)]
pub struct Shape {
    /// Structures, each with the first of its draws.
    structures: Vec<(u32, String)>,
    /// Outcomes.
    outcomes: Vec<Outcome>,
    /// Places.
    places: Vec<String>,
    /// First recorded month.
    first: Month,
}

impl Shape {
    /// Of the population model.
    pub fn population() -> Self {
        Self {
            structures: vec![(0, "prieto-curiel-2023".to_owned())],
            outcomes: OUTCOMES.to_vec(),
            places: vec!["national".to_owned()],
            first: Month::new(FIRST_YEAR, 1),
        }
    }

    /// Of the flagship model, which records from some years before the start of the options.
    pub fn flagship(question: &Question, structures: &Structures) -> Self {
        let shares = structures.shares(question.draws).into_iter();
        Self {
            structures: shares
                .map(|(part, range)| (range.start, part.structure().id.to_owned()))
                .collect(),
            outcomes: system::outcomes::OUTCOMES.to_vec(),
            // By state a file of the whole question would have some ten million rows.
            places: vec!["national".to_owned()],
            first: flagship::FIRST.plus_months(question.recorded_from() as u16),
        }
    }
}

/// A file that is being written, if one is asked for.
#[cfg(feature = "parquet")]
pub struct Runs {
    writer: Option<storage::ParquetRuns<std::io::BufWriter<std::fs::File>>>,
}

#[cfg(feature = "parquet")]
impl Runs {
    /// Months between the rows of a series.
    const EVERY: usize = 12;

    /// Starts the file in the folder.
    pub fn new(folder: Option<&NewFolder>, question: &Question, shape: Shape) -> Result<Self> {
        use anyhow::Context;
        let (Some(folder), Some(baseline)) = (folder, question.scenarios.first()) else {
            return Ok(Self { writer: None });
        };
        let path = folder.path().join("runs.parquet");
        let file = std::fs::File::create(&path)
            .with_context(|| format!("cannot write `{}`", path.display()))?;
        let months = baseline.end.months_since(shape.first).max(0);
        let first = 2000.0 + f64::from(shape.first.months_since(Month::new(2000, 1))) / 12.0;
        let labels = storage::Labels {
            structures: shape.structures,
            scenarios: question.scenarios.iter().map(|s| s.id.clone()).collect(),
            outcomes: shape.outcomes,
            places: shape.places,
            years: (0..=months).map(|m| first + f64::from(m) / 12.0).collect(),
            every: Self::EVERY,
        };
        Ok(Self {
            writer: Some(storage::ParquetRuns::new(
                std::io::BufWriter::new(file),
                labels,
            )?),
        })
    }

    /// Lets it see the members.
    pub fn watch<'a>(&'a mut self, observers: &mut Vec<&'a mut dyn Observer>) {
        if let Some(writer) = &mut self.writer {
            observers.push(writer);
        }
    }

    /// Completes the file.
    pub fn finish(self) -> Result<()> {
        use anyhow::Context;
        if let Some(writer) = self.writer {
            let file = writer.finish().context("cannot finish runs.parquet")?;
            file.into_inner()
                .map_err(|e| e.into_error())
                .context("cannot finish runs.parquet")?;
        }
        Ok(())
    }
}

/// Without Parquet nothing is written.
#[cfg(not(feature = "parquet"))]
pub struct Runs;

#[cfg(not(feature = "parquet"))]
impl Runs {
    /// Starts the file in the folder.
    pub fn new(_folder: Option<&NewFolder>, _question: &Question, _shape: Shape) -> Result<Self> {
        Ok(Self)
    }

    /// Lets it see the members.
    pub fn watch<'a>(&'a mut self, _observers: &mut Vec<&'a mut dyn Observer>) {}

    /// Completes the file.
    pub fn finish(self) -> Result<()> {
        Ok(())
    }
}
