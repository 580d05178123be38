//! Ensemble results on disk as Parquet: one row a value, memory of one row group.
//!
//! Columns: `draw`, `replicate` (u32), `structure`, `scenario` (text), `time` (calendar years, f64),
//! `outcome`, `place` (text), `value` (f64, in the outcome's unit, which the file's metadata names).

use engine::describe::{Measure, Outcome, Places};
use engine::{Member, Observer, ObserverError};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;

/// Rows of a row group; bounds the memory of the writer.
const ROWS_PER_GROUP: usize = 1 << 19;

/// What a file says of its runs.
#[derive(Clone, Debug)]
pub struct Labels {
    /// Structures (rival forms of the model), each with the first of its draws, ascending from 0.
    pub structures: Vec<(u32, String)>,
    /// Scenario ids by number.
    pub scenarios: Vec<String>,
    /// Outcomes by number.
    pub outcomes: Vec<Outcome>,
    /// Places by number.
    pub places: Vec<String>,
    /// Calendar year of each point of the time grid.
    pub years: Vec<f64>,
    /// Every how many points a row is written.
    pub every: usize,
}

/// Writes every member it observes.
pub struct ParquetRuns<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    labels: Labels,
    columns: Columns,
}

/// Values of the row group that is being filled. Texts are kept as numbers until it is written.
#[derive(Default)]
struct Columns {
    draw: Vec<i32>,
    replicate: Vec<i32>,
    scenario: Vec<usize>,
    time: Vec<f64>,
    outcome: Vec<usize>,
    place: Vec<usize>,
    value: Vec<f64>,
}

fn schema() -> Result<Type, ParquetError> {
    let column = |name: &str, physical: Physical, logical: Option<LogicalType>| {
        Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::REQUIRED)
            .with_logical_type(logical)
            .build()
            .map(Arc::new)
    };
    let whole = || Some(LogicalType::integer(32, false));
    let text = || Some(LogicalType::String);
    Type::group_type_builder("runs")
        .with_fields(vec![
            column("draw", Physical::INT32, whole())?,
            column("replicate", Physical::INT32, whole())?,
            column("structure", Physical::BYTE_ARRAY, text())?,
            column("scenario", Physical::BYTE_ARRAY, text())?,
            column("time", Physical::DOUBLE, None)?,
            column("outcome", Physical::BYTE_ARRAY, text())?,
            column("place", Physical::BYTE_ARRAY, text())?,
            column("value", Physical::DOUBLE, None)?,
        ])
        .build()
}

impl<W: Write + Send> ParquetRuns<W> {
    /// Starts a file.
    pub fn new(sink: W, labels: Labels) -> Result<Self, ParquetError> {
        let units = labels
            .outcomes
            .iter()
            .map(|o| KeyValue::new(format!("unit.{}", o.id), o.unit.to_owned()))
            .collect();
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("aftermath {}", env!("CARGO_PKG_VERSION")))
            .set_key_value_metadata(Some(units))
            .build();
        let writer = SerializedFileWriter::new(sink, Arc::new(schema()?), Arc::new(properties))?;
        Ok(Self {
            writer,
            labels,
            columns: Columns::default(),
        })
    }

    /// Writes what is left and the footer; without it the file is not readable.
    pub fn finish(mut self) -> Result<W, ParquetError> {
        self.write_group()?;
        self.writer.into_inner()
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let columns = std::mem::take(&mut self.columns);
        if columns.value.is_empty() {
            return Ok(());
        }
        let names = |names: Vec<&str>| -> Vec<ByteArray> {
            names
                .into_iter()
                .map(|n| ByteArray::from(n.as_bytes().to_vec()))
                .collect()
        };
        let pick = |names: &[ByteArray], at: &[usize]| -> Vec<ByteArray> {
            at.iter().map(|&k| names[k].clone()).collect()
        };
        let scenarios = names(self.labels.scenarios.iter().map(String::as_str).collect());
        let outcomes = names(self.labels.outcomes.iter().map(|o| o.id).collect());
        let places = names(self.labels.places.iter().map(String::as_str).collect());
        let structures = names(
            self.labels
                .structures
                .iter()
                .map(|s| s.1.as_str())
                .collect(),
        );
        let structure: Vec<ByteArray> = columns
            .draw
            .iter()
            .map(|draw| {
                let after = self
                    .labels
                    .structures
                    .partition_point(|s| i64::from(s.0) <= i64::from(*draw));
                structures
                    .get(after.saturating_sub(1))
                    .cloned()
                    .unwrap_or_default()
            })
            .collect();

        let mut group = self.writer.next_row_group()?;
        write_column::<Int32Type, W>(&mut group, &columns.draw)?;
        write_column::<Int32Type, W>(&mut group, &columns.replicate)?;
        write_column::<ByteArrayType, W>(&mut group, &structure)?;
        write_column::<ByteArrayType, W>(&mut group, &pick(&scenarios, &columns.scenario))?;
        write_column::<DoubleType, W>(&mut group, &columns.time)?;
        write_column::<ByteArrayType, W>(&mut group, &pick(&outcomes, &columns.outcome))?;
        write_column::<ByteArrayType, W>(&mut group, &pick(&places, &columns.place))?;
        write_column::<DoubleType, W>(&mut group, &columns.value)?;
        group.close()?;
        Ok(())
    }
}

fn write_column<T: DataType, W: Write + Send>(
    group: &mut parquet::file::writer::SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General(
            "the schema has fewer columns than were written".into(),
        ));
    };
    column.typed::<T>().write_batch(values, None, None)?;
    column.close()
}

impl<W: Write + Send> Observer for ParquetRuns<W> {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        for scenario in 0..self.labels.scenarios.len() {
            for outcome in 0..self.labels.outcomes.len() {
                let flow = self.labels.outcomes[outcome].measure == Measure::Flow;
                // Places of its own have no names in this table.
                if matches!(self.labels.outcomes[outcome].places, Places::Own(_)) {
                    continue;
                }
                let places = self.labels.places.len().min(member.places(outcome));
                for place in 0..places {
                    for (point, year) in self
                        .labels
                        .years
                        .iter()
                        .enumerate()
                        .step_by(self.labels.every.max(1))
                    {
                        let columns = &mut self.columns;
                        // Parquet stores unsigned numbers in the bits of signed ones.
                        columns.draw.push(member.draw.cast_signed());
                        columns.replicate.push(member.replicate.cast_signed());
                        columns.scenario.push(scenario);
                        columns.time.push(*year);
                        columns.outcome.push(outcome);
                        columns.place.push(place);
                        // A row of a flow is the amount since the row before.
                        let every = if flow { self.labels.every.max(1) } else { 1 };
                        let first = (point + 1).saturating_sub(every);
                        let of = |p| member.value(scenario, outcome, place, p);
                        columns.value.push((first..=point).map(of).sum());
                    }
                }
            }
        }
        if self.columns.value.len() >= ROWS_PER_GROUP {
            self.write_group()?;
        }
        Ok(())
    }
}
