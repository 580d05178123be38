//! Throughput of the ensemble against a plain scalar loop, and what is spent outside the model.
//!
//! Run with `cargo bench --package aftermath-answers`. Compare figures of one run only.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use answers::population::{BUILT_IN_QUESTION, CATALOGUE};
use answers::question::Question;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use engine::{Draws, Ensemble, LANES};
use published::Quantities;
use published::prieto_curiel_2023::equations::initial_members;
use published::prieto_curiel_2023::fit::{Precision, fit};
use published::prieto_curiel_2023::network::Network;
use published::prieto_curiel_2023::policy::{FittedDraws, Fixed, Policy, PopulationModel};
use published::prieto_curiel_2023::reproduction::Reproduction;
use published::prieto_curiel_2023::{PUBLISHED, Values, synthetic};
use std::hint::black_box;
use std::sync::atomic::AtomicBool;

const MONTHS: usize = 240;
const MEMBERS: u32 = 64;

/// The equations as simply as they can be written: all pairs, one member, standard Runge-Kutta.
fn plain_scalar_loop(c: &[Vec<f64>], v: &Values) -> f64 {
    let slopes = |y: &[f64]| -> (Vec<f64>, f64) {
        let total: f64 = y.iter().sum();
        let mut killed = 0.0;
        let dy = (0..y.len())
            .map(|i| {
                let mut conflict = 0.0;
                for j in 0..y.len() {
                    conflict += c[i][j] * y[j];
                }
                killed += v.theta * conflict * y[i];
                y[i] * (v.rho - v.eta / total - v.theta * conflict - v.omega * y[i])
            })
            .collect();
        (dy, killed)
    };
    let ahead = |y: &[f64], dy: &[f64], h: f64| -> Vec<f64> {
        y.iter().zip(dy).map(|(y, d)| y + h * d).collect()
    };
    let h = 52.0 / 12.0;
    let mut y = initial_members(c.len(), v.c0);
    let mut killed = 0.0;
    for _ in 0..MONTHS {
        let (k1, d1) = slopes(&y);
        let (k2, d2) = slopes(&ahead(&y, &k1, 0.5 * h));
        let (k3, d3) = slopes(&ahead(&y, &k2, 0.5 * h));
        let (k4, d4) = slopes(&ahead(&y, &k3, h));
        killed += h / 6.0 * (d1 + 2.0 * d2 + 2.0 * d3 + d4);
        for i in 0..y.len() {
            y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    killed
}

fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads")
}

fn members(c: &mut Criterion) {
    let network = synthetic::network();
    let n = network.groups();
    let matrix: Vec<Vec<f64>> = (0..n)
        .map(|i| (0..n).map(|j| network.conflict(i, j)).collect())
        .collect();
    let model = PopulationModel {
        network: &network,
        start_month: 120,
        months: MONTHS,
    };
    let ensemble = Ensemble {
        model: &model,
        draws: &Fixed(PUBLISHED),
        scenarios: &[Policy { doses: Vec::new() }],
        seed: 1,
        range: 0..MEMBERS,
        replicates: 1,
    };
    let never = AtomicBool::new(false);
    let mut group = c.benchmark_group("64 members, 20 years, one scenario");
    group
        .throughput(Throughput::Elements(MEMBERS.into()))
        .sample_size(20);
    group.bench_function("plain scalar loop over all pairs", |b| {
        b.iter(|| {
            (0..MEMBERS)
                .map(|_| plain_scalar_loop(black_box(&matrix), &PUBLISHED))
                .sum::<f64>()
        });
    });
    group.bench_function("ensemble, 1 lane, 1 thread", |b| {
        pool(1).install(|| b.iter(|| ensemble.run_in_lanes::<1>(&never, &mut []).expect("runs")));
    });
    group.bench_function("ensemble, 8 lanes, 1 thread", |b| {
        pool(1).install(|| {
            b.iter(|| {
                ensemble
                    .run_in_lanes::<LANES>(&never, &mut [])
                    .expect("runs")
            })
        });
    });
    group.bench_function("ensemble, 8 lanes, 2 threads", |b| {
        pool(2).install(|| {
            b.iter(|| {
                ensemble
                    .run_in_lanes::<LANES>(&never, &mut [])
                    .expect("runs")
            })
        });
    });
    group.finish();
}

fn built_in_question(c: &mut Criterion) {
    let network = synthetic::network();
    let draws = 256;
    let question = Question {
        scenarios: BUILT_IN_QUESTION
            .iter()
            .map(|id| scenario::load(id, &CATALOGUE).expect("built in"))
            .collect(),
        draws,
        replicates: 1,
        seed: 1,
        margin: 0.05,
    };
    let never = AtomicBool::new(false);
    let fitted = FittedDraws::new(&network);
    let model = PopulationModel {
        network: &network,
        start_month: 120,
        months: MONTHS,
    };
    let policies = vec![Policy { doses: Vec::new() }; question.scenarios.len()];
    let mut group = c.benchmark_group("built-in question, 256 draws, 7 scenarios, 1 thread");
    group
        .throughput(Throughput::Elements(u64::from(draws) * 7))
        .sample_size(10);
    group.bench_function("whole answer", |b| {
        pool(1).install(|| {
            b.iter(|| {
                question
                    .answer_with_population(&network, &never, &mut [])
                    .expect("an answer")
            })
        });
    });
    group.bench_function("model and draws only, nothing observed", |b| {
        let ensemble = Ensemble {
            model: &model,
            draws: &fitted,
            scenarios: &policies,
            seed: 1,
            range: 0..draws,
            replicates: 1,
        };
        pool(1).install(|| b.iter(|| ensemble.run(&never, &mut []).expect("runs")));
    });
    group.bench_function("draws only", |b| {
        let mut parameters = vec![[0.0; LANES]; 5];
        b.iter(|| {
            for block in 0..draws / LANES as u32 {
                fitted.fill(
                    1,
                    std::array::from_fn(|l| block * LANES as u32 + l as u32),
                    &mut parameters,
                );
            }
            parameters[0][0]
        });
    });
    group.finish();
}

fn reproduction(c: &mut Criterion) {
    let network: Network = synthetic::network();
    let mut group = c.benchmark_group("reproduction of the 2023 model");
    group.sample_size(10);
    group.bench_function("base run and four scenarios", |b| {
        b.iter(|| {
            let run = Reproduction::new(black_box(&network)).expect("runs");
            [
                "base",
                "double_incapacitation",
                "halve_recruitment",
                "zero_recruitment",
            ]
            .map(|s| {
                run.value(&format!("scenario_{s}:members_total"), "2022+520 weeks")
                    .expect("runs")
            })
        });
    });
    group.bench_function("fit", |b| {
        b.iter(|| fit(black_box(&network), Precision::Published).expect("fits"))
    });
    group.finish();
}

criterion_group!(benches, members, built_in_question, reproduction);
criterion_main!(benches);
