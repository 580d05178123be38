//! What is written is read back, row by row.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use engine::describe::{Better, Measure, Outcome, Parameter, Places};
use engine::{Block, Draws, Ensemble, Model, Series, TimeGrid};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use std::sync::atomic::AtomicBool;
use storage::{Labels, ParquetRuns};

static OUTCOMES: [Outcome; 2] = [
    Outcome {
        id: "x",
        title: "X",
        unit: "people",
        better: Better::Neither,
        measure: Measure::Level,
        places: Places::All,
    },
    Outcome {
        id: "y",
        title: "Y",
        unit: "people/week",
        better: Better::Neither,
        measure: Measure::Level,
        places: Places::All,
    },
];

/// Values that tell where they belong: draw, scenario, outcome, place and point in decimal places.
struct Coded;

impl Model for Coded {
    type Scenario = f64;
    fn parameters(&self) -> &'static [Parameter] {
        &[]
    }
    fn outcomes(&self) -> &'static [Outcome] {
        &OUTCOMES
    }
    fn places(&self) -> &'static [&'static str] {
        &["here", "there"]
    }
    fn grid(&self) -> TimeGrid {
        TimeGrid {
            step_weeks: 1.0,
            steps: 4,
        }
    }
    fn simulate<const L: usize>(&self, block: &Block<L>, scenario: &f64, series: &mut Series<L>) {
        for outcome in 0..2 {
            for place in 0..2 {
                for point in 0..5 {
                    let code = |l: usize| {
                        1000.0 * f64::from(block.streams[l].draw)
                            + 100.0 * scenario
                            + 50.0 * f64::from(block.streams[l].replicate)
                            + 20.0 * outcome as f64
                            + 10.0 * place as f64
                            + point as f64
                    };
                    series.set(outcome, place, point, std::array::from_fn(code));
                }
            }
        }
    }
}

impl Draws for Coded {
    fn fill<const L: usize>(&self, _: u64, _: [u32; L], _: &mut [[f64; L]]) {}
}

fn write(draws: u32) -> Vec<u8> {
    let labels = Labels {
        structures: vec![(0, "coded".into())],
        scenarios: vec!["base".into(), "other".into()],
        outcomes: OUTCOMES.to_vec(),
        places: vec!["here".into(), "there".into()],
        years: (0..5).map(|k| 2000.0 + f64::from(k)).collect(),
        every: 2,
    };
    let mut runs = ParquetRuns::new(Vec::new(), labels).unwrap();
    let ensemble = Ensemble {
        model: &Coded,
        draws: &Coded,
        scenarios: &[0.0, 1.0],
        seed: 1,
        range: 0..draws,
        replicates: 2,
    };
    ensemble
        .run(&AtomicBool::new(false), &mut [&mut runs])
        .unwrap();
    runs.finish().unwrap()
}

#[test]
fn every_value_stands_in_a_row_with_its_names() {
    let bytes = write(11);
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    let names: Vec<String> = reader
        .metadata()
        .file_metadata()
        .schema_descr()
        .columns()
        .iter()
        .map(|c| c.name().to_owned())
        .collect();
    assert_eq!(
        names,
        [
            "draw",
            "replicate",
            "structure",
            "scenario",
            "time",
            "outcome",
            "place",
            "value"
        ]
    );
    let units = reader
        .metadata()
        .file_metadata()
        .key_value_metadata()
        .unwrap();
    assert!(
        units
            .iter()
            .any(|k| k.key == "unit.y" && k.value.as_deref() == Some("people/week"))
    );
    let mut rows = 0;
    for row in reader.get_row_iter(None).unwrap() {
        let row = row.unwrap();
        let scenario = ["base", "other"]
            .iter()
            .position(|s| *s == row.get_string(3).unwrap())
            .unwrap() as f64;
        let outcome = ["x", "y"]
            .iter()
            .position(|s| *s == row.get_string(5).unwrap())
            .unwrap() as f64;
        let place = ["here", "there"]
            .iter()
            .position(|s| *s == row.get_string(6).unwrap())
            .unwrap() as f64;
        let expected = 1000.0 * f64::from(row.get_uint(0).unwrap())
            + 50.0 * f64::from(row.get_uint(1).unwrap())
            + 100.0 * scenario
            + 20.0 * outcome
            + 10.0 * place
            + (row.get_double(4).unwrap() - 2000.0);
        assert_eq!(row.get_double(7).unwrap(), expected);
        assert_eq!(row.get_string(2).unwrap(), "coded");
        rows += 1;
    }
    // draws × replicates × scenarios × outcomes × places × every second of five points
    assert_eq!(rows, 11 * 2 * 2 * 2 * 2 * 3);
}

#[test]
fn the_same_runs_are_the_same_bytes() {
    assert_eq!(write(5), write(5));
}
