//! The promises of the ensemble: same bits for any threads, lanes and split; order; stopping.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use engine::describe::{Better, Measure, Outcome, Parameter, Places};
use engine::{
    Block, Draws, Ensemble, EnsembleError, Member, Model, Observer, ObserverError, Series, TimeGrid,
};
use std::sync::atomic::{AtomicBool, Ordering};

/// A random walk whose step is the parameter: uses draws, replicates, streams and the scenario.
struct Walk {
    steps: usize,
}

impl Model for Walk {
    type Scenario = f64;
    fn parameters(&self) -> &'static [Parameter] {
        &[Parameter {
            symbol: "s",
            unit: "1",
            meaning: "step",
        }]
    }
    fn outcomes(&self) -> &'static [Outcome] {
        &[Outcome {
            id: "x",
            title: "Position",
            unit: "1",
            better: Better::Neither,
            measure: Measure::Level,
            places: Places::All,
        }]
    }
    fn places(&self) -> &'static [&'static str] {
        &["here", "there"]
    }
    fn grid(&self) -> TimeGrid {
        TimeGrid {
            step_weeks: 1.0,
            steps: self.steps,
        }
    }
    fn simulate<const L: usize>(&self, block: &Block<L>, scenario: &f64, series: &mut Series<L>) {
        for place in 0..2 {
            let mut x = [0.0; L];
            series.set(0, place, 0, x);
            for k in 1..=self.steps {
                for (l, x) in x.iter_mut().enumerate() {
                    let u = block.streams[l].cell(7, k as u32, place as u32).uniform();
                    *x += block.parameters[0][l] * (u - 0.5) + scenario;
                }
                series.set(0, place, k, x);
            }
        }
    }
}

struct Linear;
impl Draws for Linear {
    fn fill<const L: usize>(&self, _seed: u64, draws: [u32; L], parameters: &mut [[f64; L]]) {
        parameters[0] = draws.map(|d| 1.0 + f64::from(d));
    }
}

#[derive(Default)]
struct Collect {
    rows: Vec<(u32, u32, Vec<u64>)>,
    cancel_after: Option<usize>,
}

static STOP: AtomicBool = AtomicBool::new(false);

impl Observer for Collect {
    fn observe(&mut self, m: &Member<'_>) -> Result<(), ObserverError> {
        let mut bits = vec![m.parameters[0].to_bits()];
        for s in 0..m.scenarios() {
            for place in 0..2 {
                for k in 0..m.grid().points() {
                    bits.push(m.value(s, 0, place, k).to_bits());
                }
            }
        }
        self.rows.push((m.draw, m.replicate, bits));
        if self.cancel_after == Some(self.rows.len()) {
            STOP.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}

fn run<const L: usize>(threads: usize, range: std::ops::Range<u32>) -> Vec<(u32, u32, Vec<u64>)> {
    let model = Walk { steps: 5 };
    let ensemble = Ensemble {
        model: &model,
        draws: &Linear,
        scenarios: &[0.0, 0.25],
        seed: 42,
        range,
        replicates: 3,
    };
    let mut collect = Collect::default();
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap()
        .install(|| {
            ensemble
                .run_in_lanes::<L>(&AtomicBool::new(false), &mut [&mut collect])
                .unwrap();
        });
    collect.rows
}

#[test]
fn same_bits_for_any_threads_lanes_and_split() {
    let one = run::<8>(1, 0..301);
    assert_eq!(one.len(), 903);
    assert_eq!(one, run::<8>(2, 0..301), "two threads");
    assert_eq!(one, run::<8>(5, 0..301), "five threads");
    assert_eq!(one, run::<1>(2, 0..301), "one lane");
    assert_eq!(one, run::<4>(2, 0..301), "four lanes");
    let mut split = run::<8>(2, 0..123);
    split.extend(run::<8>(2, 123..301));
    assert_eq!(one, split, "in two parts");
}

#[test]
fn members_come_in_order_and_differ() {
    let rows = run::<8>(2, 0..20);
    let order: Vec<_> = rows.iter().map(|r| (r.0, r.1)).collect();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert_eq!(order, sorted);
    let mut distinct: Vec<_> = rows.iter().map(|r| &r.2).collect();
    distinct.sort();
    distinct.dedup();
    assert_eq!(
        distinct.len(),
        rows.len(),
        "each member has its own random numbers"
    );
}

#[test]
fn scenarios_share_their_random_numbers() {
    for (_, _, bits) in run::<8>(1, 0..4) {
        let value = |i: usize| f64::from_bits(bits[1 + i]);
        // Second scenario = first + 0.25 a step, to rounding.
        for k in 0..6 {
            assert!((value(12 + k) - value(k) - 0.25 * k as f64).abs() < 1e-12);
        }
    }
}

#[test]
fn stops_when_asked_and_says_how_far_it_came() {
    let model = Walk { steps: 2 };
    let ensemble = Ensemble {
        model: &model,
        draws: &Linear,
        scenarios: &[0.0],
        seed: 1,
        range: 0..10_000,
        replicates: 1,
    };
    let mut collect = Collect {
        cancel_after: Some(10),
        ..Collect::default()
    };
    let end = ensemble.run(&STOP, &mut [&mut collect]);
    match end {
        Err(EnsembleError::Cancelled { members }) => {
            assert_eq!(
                members as usize,
                collect.rows.len(),
                "whole batches are observed"
            );
            assert!(members < 10_000);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_value_that_is_not_finite_is_an_error_with_its_place() {
    struct Infinite;
    impl Draws for Infinite {
        fn fill<const L: usize>(&self, _: u64, draws: [u32; L], parameters: &mut [[f64; L]]) {
            parameters[0] = draws.map(|d| if d == 3 { f64::INFINITY } else { 1.0 });
        }
    }
    let model = Walk { steps: 2 };
    let ensemble = Ensemble {
        model: &model,
        draws: &Infinite,
        scenarios: &[0.0],
        seed: 1,
        range: 0..8,
        replicates: 1,
    };
    let error = ensemble.run(&AtomicBool::new(false), &mut []).unwrap_err();
    assert_eq!(
        error.to_string(),
        "x is not a finite number at step 1 of draw 3, replicate 0, scenario 0"
    );
}

#[test]
fn an_empty_range_is_an_empty_run() {
    assert!(run::<8>(2, 5..5).is_empty());
}
