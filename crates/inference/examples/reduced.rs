//! A reduced fit by our sampler, as JSON, for `benches/sampler.py`, which gives the same problem to public samplers.
//!
//! Homicides of the nation by year y_t, with hostility that the record does not explain w_t, all of it in standard normal
//! scores z under the prior:
//!
//! ```text
//! y_t ~ negative binomial (mean e^(μ + w_t), size 400)      w_t = φ w_{t−1} + σ ε_t,  w_1 = σ ε_1 / √(1 − φ²)
//! μ = ln 15,000 + 0.7 z_1     σ = 0.15 e^(0.5 z_2)     φ = 1/(1 + e^(−2 − z_3))     ε_t = z_{t+3}
//! ```

#![allow(clippy::expect_used, reason = "a measurement that cannot go on fails")]

use inference::course::SIZE;
use inference::smc::{Effort, Population};
use numerics::elementary::{exp, ln};
use numerics::random::{Address, Cell};
use numerics::sample::normal;
use std::cell::Cell as Counter;
use std::time::Instant;

/// μ, σ, φ and the course w.
fn quantities(z: &[f64]) -> Vec<f64> {
    let (mu, sigma, phi) = (
        ln(15_000.0) + 0.7 * z[0],
        0.15 * exp(0.5 * z[1]),
        1.0 / (1.0 + exp(-2.0 - z[2])),
    );
    let mut all = vec![mu, sigma, phi];
    let mut w = sigma / (1.0 - phi * phi).sqrt() * z[3];
    all.push(w);
    for e in &z[4..] {
        w = phi * w + sigma * e;
        all.push(w);
    }
    all
}

/// Logarithm of the likelihood, without what depends on the counts alone.
fn ln_likelihood(z: &[f64], counts: &[f64]) -> f64 {
    let q = quantities(z);
    let each = counts.iter().zip(&q[3..]).map(|(y, w)| {
        let mean = exp(q[0] + w);
        y * (q[0] + w) - (y + SIZE) * ln(mean + SIZE)
    });
    each.sum()
}

/// Means of the quantities over the particles, and of their squares.
fn moments(z: &[Vec<f64>]) -> (Vec<f64>, Vec<f64>) {
    let all: Vec<Vec<f64>> = z.iter().map(|z| quantities(z)).collect();
    let mean = |f: fn(f64) -> f64| -> Vec<f64> {
        (0..all[0].len())
            .map(|k| all.iter().map(|q| f(q[k])).sum::<f64>() / all.len() as f64)
            .collect()
    };
    (mean(|x| x), mean(|x| x * x))
}

fn main() {
    let arguments: Vec<u32> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let [particles, moves, runs] = arguments[..] else {
        eprintln!("wanted: PARTICLES MOVES RUNS");
        std::process::exit(2);
    };
    let effort = Effort {
        moves,
        last_moves: moves,
        learning_rate: 1.0,
        stages: 200,
    };
    let series = record::find("homicides_inegi").expect("a series");
    let counts: Vec<f64> = series.points.iter().map(|(_, n)| *n).collect();
    let evaluated = Counter::new(0_usize);
    let likelihood = |z: &[Vec<f64>], _: &[u32]| -> Vec<f64> {
        evaluated.set(evaluated.get() + z.len());
        z.iter().map(|z| ln_likelihood(z, &counts)).collect()
    };
    let runs: Vec<serde_json::Value> = (0..runs)
        .map(|seed| {
            let began = Instant::now();
            evaluated.set(0);
            let score = |draw, index| {
                normal(&mut Cell::new(Address {
                    seed: seed.into(),
                    draw,
                    replicate: 0,
                    stream: 0,
                    step: 0,
                    index,
                }))
            };
            let d = counts.len() as u32 + 3;
            let z: Vec<Vec<f64>> = (0..particles)
                .map(|k| (0..d).map(|i| score(k, i)).collect())
                .collect();
            let ids: Vec<u32> = (0..particles).collect();
            let l = likelihood(&z, &ids);
            let mut population = Population::new(z, ids, l);
            while !population.has_arrived(effort) && population.stage < effort.stages {
                population.advance(seed.into(), effort, likelihood);
            }
            let seconds = began.elapsed().as_secs_f64();
            let (mean, square) = moments(&population.z);
            serde_json::json!({
                "mean": mean, "square": square, "ln_evidence": population.ln_evidence, "seconds": seconds,
                "stages": population.stage, "evaluated": evaluated.get(),
            })
        })
        .collect();
    println!(
        "{}",
        serde_json::json!({"counts": counts, "size": SIZE, "runs": runs})
    );
}
