//! Cost of a ten-year run of the whole model on the full grid, and where the time goes.
//!
//! Run with `cargo bench --package aftermath-system`. Compare figures of one run only.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that cannot go on fails"
)]

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use engine::{Model, Series, Streams};
use fixture::{bare, block, country, parameters};
use numerics::elementary::exp;
use std::hint::black_box;
use system::exact::ExactGroups;
use system::forms::{Displacement, Forms, Retaliation};
use system::model::SystemModel;
use system::policy::{Lever, Mode, Policy, Use};
use system::world::Clock;

const MONTHS: usize = 120;
const STATES: usize = 32;
const BLOCS: usize = 12;
static PLACES: [&str; 33] = ["place"; 33];

fn model(forms: Forms) -> SystemModel {
    SystemModel {
        inputs: country(BLOCS, STATES, MONTHS),
        places: &PLACES,
        forms,
        clock: Clock::WEEKLY,
        from: 0,
        to: MONTHS,
    }
}

fn strikes() -> Policy {
    let lever = Use {
        lever: Lever::StrikeLabs,
        intensity: 5.0,
        months: 12..60,
        place: None,
        mode: Some(Mode::Unilateral),
        when: None,
        until: None,
    };
    Policy {
        start_month: 12,
        uses: vec![lever],
    }
}

/// The sizes of the grid step by step as simply as they can be written: one member, no lanes, the same numbers
/// of cells and steps, with conflict, recruitment, arrests and the third moment.
fn plain_scalar_loop(values: &[f64]) -> f64 {
    let (rho, theta, omega) = (values[1], values[6], values[3]);
    let mut x = vec![values[0] / (BLOCS * STATES) as f64; BLOCS * STATES];
    let mut f = vec![1.0_f64; BLOCS * STATES];
    let mut m2: Vec<f64> = x.iter().map(|x| x * x).collect();
    let mut killed = 0.0;
    for step in 0..4 * MONTHS {
        for state in 0..STATES {
            let cells = state * BLOCS..(state + 1) * BLOCS;
            let t: f64 = x[cells.clone()].iter().sum();
            let hostility = 1.0 + 0.5 * (-(step as f64) / 100.0).exp();
            let c = theta * hostility;
            for k in cells {
                let alpha = rho - 0.001 - c * t;
                let beta = c - omega;
                let (a, b) = (x[k] * x[k] - m2[k], 2.0 * (f[k] * m2[k] - x[k] * x[k]));
                let below = f[k] * a + b;
                let m3 = x[k] * m2[k] * if below > 0.0 { (a + b) / below } else { 1.0 };
                killed += c * (t * x[k] - m2[k]);
                let next = (x[k] * (1.0 + alpha) + beta * m2[k]).max(0.0);
                let moved = (1.0 + alpha) * (1.0 + alpha) * m2[k] + 2.0 * (1.0 + alpha) * beta * m3;
                x[k] = next;
                m2[k] = moved.max(next * next / f[k]).min(next * next);
                f[k] = f[k].max(1.0);
            }
        }
    }
    killed
}

fn runs(c: &mut Criterion) {
    let values = parameters(&[]);
    let mut group = c.benchmark_group("ten_years");
    group.sample_size(20);
    group.throughput(Throughput::Elements(1));
    group.bench_function("plain_scalar_loop_of_the_grid_alone", |b| {
        b.iter(|| plain_scalar_loop(black_box(&values)));
    });
    let one = block::<1>(&values, [0]);
    let full = model(Forms::default());
    group.bench_function("whole_model_1_lane", |b| {
        let mut series = Series::new(&full);
        b.iter(|| full.simulate(&one, &strikes(), &mut series));
    });
    group.bench_function("groups_one_by_one", |b| {
        let mut series = [Series::new(&full)];
        b.iter(|| full.simulate_groups::<ExactGroups<1>, 1>(&one, &[strikes()], &mut series));
    });
    group.throughput(Throughput::Elements(8));
    let eight = block::<8>(&values, std::array::from_fn(|l| l as u32));
    for (name, forms) in [
        ("whole_model_8_lanes", Forms::default()),
        (
            "without_displacement",
            Forms {
                displacement: Displacement::Off,
                ..Forms::default()
            },
        ),
        (
            "without_splits",
            Forms {
                fragmentation: false,
                ..Forms::default()
            },
        ),
        (
            "without_attacks",
            Forms {
                retaliation: Retaliation::Off,
                ..Forms::default()
            },
        ),
        ("bare", bare()),
    ] {
        let model = model(forms);
        let mut series = Series::new(&model);
        group.bench_function(name, |b| {
            b.iter(|| model.simulate(&eight, &strikes(), &mut series))
        });
    }
    group.finish();

    // What the same number of exponentials and random numbers costs alone.
    let mut parts = c.benchmark_group("parts");
    let streams = Streams {
        seed: 1,
        draw: 0,
        replicate: 0,
    };
    parts.bench_function("exponential", |b| b.iter(|| exp(black_box(-0.3))));
    parts.bench_function("random_address_and_uniform", |b| {
        let mut step = 0;
        b.iter(|| {
            step += 1;
            streams.cell(1, step, 0).uniform()
        });
    });
    parts.finish();
}

criterion_group!(benches, runs);
criterion_main!(benches);
