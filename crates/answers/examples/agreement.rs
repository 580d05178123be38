//! Samples with our indices and boxes, as JSON, for `benches/agreement.py`, which puts the same samples to public packages.

#![allow(clippy::expect_used, reason = "a measurement that cannot go on fails")]

use answers::claims::check::{Members, Task, members};
use answers::claims::file;
use answers::prim::prim;
use answers::sensitivity::{ranks, strongest};
use answers::sobol::indices;
use assumptions::{Belief, Ledger, rank};
use serde_json::{Value, json};
use std::f64::consts::PI;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

const SEED: u64 = 1;
/// The fastest of so many runs is told.
const RUNS: usize = 5;
/// The claim and the draws of a sample of `aftermath flip`, and the parameters among which it looks.
const CLAIM: &str = "9b-strikes-on-leaders-raise-deaths";
const DRAWS: u32 = 2000;
const CANDIDATES: usize = 15;

/// What `work` gives, and the seconds that its fastest run took.
fn timed<T>(work: impl Fn() -> T) -> (T, f64) {
    let run = || {
        let began = Instant::now();
        let result = work();
        (result, began.elapsed().as_secs_f64())
    };
    (1..RUNS).fold(run(), |best, _| {
        let next = run();
        if next.1 < best.1 { next } else { best }
    })
}

/// Ishigami's function, a = 7, b = 0.1.
fn ishigami(x: &[f64]) -> f64 {
    let x: Vec<f64> = x.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
    x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
}

/// The function G of Sobol', with the a of Saltelli et al. (2010).
fn g(x: &[f64]) -> f64 {
    let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
    let factors = x
        .iter()
        .zip(a)
        .map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a));
    factors.product()
}

/// A sample of a function of `d` uniform inputs, with `n` rows; rows of B are those after the rows of A.
fn variance(name: &str, d: usize, n: u32, f: impl Fn(&[f64]) -> f64) -> Value {
    let row = |i: u32| -> Vec<f64> { (0..d).map(|k| rank(SEED, i, k)).collect() };
    let a: Vec<f64> = (0..n).map(|i| f(&row(i))).collect();
    let b: Vec<f64> = (0..n).map(|i| f(&row(n + i))).collect();
    let ab: Vec<Vec<f64>> = (0..d)
        .map(|k| {
            let mixed = |i: u32| {
                let mut x = row(i);
                x[k] = rank(SEED, n + i, k);
                f(&x)
            };
            (0..n).map(mixed).collect()
        })
        .collect();
    let (found, seconds) = timed(|| indices(&a, &b, &ab));
    json!({"name": name, "a": a, "b": b, "ab": ab, "indices": found, "seconds": seconds})
}

fn scenario(name: &str, x: &[Vec<f64>], is_case: &[bool]) -> Value {
    // Every member by itself: the other package knows no sets.
    let sets: Vec<usize> = (0..is_case.len()).collect();
    let (found, seconds) = timed(|| prim(x, is_case, &sets));
    let found = found.map(|f| {
        let edge = |v: f64| v.is_finite().then_some(v);
        let limits: Vec<Value> = f
            .limits
            .iter()
            .map(|l| json!([l.variable, edge(l.low), edge(l.high)]))
            .collect();
        json!({"limits": limits, "training": f.training, "held_out": f.held_out})
    });
    json!({"name": name, "x": x, "is_case": is_case, "found": found, "seconds": seconds})
}

/// Ten uniform variables; nine of ten members are cases where the first is above 0.6 and the third below 0.4, one of twenty
/// elsewhere.
fn synthetic(n: u32) -> (Vec<Vec<f64>>, Vec<bool>) {
    let x: Vec<Vec<f64>> = (0..10)
        .map(|k| (0..n).map(|i| rank(SEED, i, k)).collect())
        .collect();
    let is_case = (0..n)
        .map(|i| {
            let m = i as usize;
            let inside = x[0][m] > 0.6 && x[2][m] < 0.4;
            rank(SEED, i, 10) < if inside { 0.9 } else { 0.05 }
        })
        .collect();
    (x, is_case)
}

/// The sample in which `aftermath flip` looks for a region.
fn flip() -> (Vec<Vec<f64>>, Vec<bool>) {
    let ledger = Ledger::built_in(system::parameters::PARAMETERS).expect("a ledger");
    let claims = file::read("claims.toml", file::BUILT_IN).expect("claims");
    let claim = claims.iter().find(|c| c.id == CLAIM).expect("a claim");
    let task = Task {
        ledger: &ledger,
        belief: Belief::Posterior,
        asked: &[],
        draws: DRAWS,
        seed: SEED,
    };
    let Members {
        held, parameters, ..
    } = members(claim, &task, &AtomicBool::new(false)).expect("members");
    let held: Vec<bool> = held.into_iter().flatten().collect();
    let mostly = 2 * held.iter().filter(|h| **h).count() >= held.len();
    let is_case: Vec<bool> = held.iter().map(|h| *h != mostly).collect();
    let indicator: Vec<f64> = is_case.iter().map(|c| f64::from(u8::from(*c))).collect();
    let of: Vec<Vec<f64>> = parameters.iter().map(|p| ranks(p)).collect();
    let x = strongest(&of, &indicator)
        .into_iter()
        .take(CANDIDATES)
        .map(|(k, _)| parameters[k].clone())
        .collect();
    (x, is_case)
}

fn main() {
    let (synthetic_x, synthetic_cases) = synthetic(4000);
    let (flip_x, flip_cases) = flip();
    let all = json!({
        "variance": [
            variance("Ishigami, 3 inputs, 1,024 rows", 3, 1024, ishigami),
            variance("Ishigami, 3 inputs, 16,384 rows", 3, 16_384, ishigami),
            variance("G, 8 inputs, 4,096 rows", 8, 4096, g),
        ],
        "scenario": [
            scenario("known box, 10 variables, 4,000 members", &synthetic_x, &synthetic_cases),
            scenario("`flip` of claim 9b, 15 parameters, 2,000 draws", &flip_x, &flip_cases),
        ],
    });
    println!("{all}");
}
