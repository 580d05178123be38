//! Simulation-based calibration: do the intervals mean something?
//!
//! For each of many data sets a truth is drawn from the prior, the model simulates the record that it would have left,
//! and the calibration is run on that record. Where the calibration is right, the 90 % interval holds the truth nine
//! times in ten: for parameters, and for the differences between policies that users see; by Bayes' rule the rank of
//! the truth among the draws is uniform too (with a power of the likelihood below one it need not be). Source: Talts, Betancourt, Simpson, Vehtari & Gelman, arXiv:1804.06788 (2018).

use crate::calibration::{CalibrationError, Plan, Size};
use crate::course::N;
use crate::target::{Particle, Target};
use assumptions::Ledger;
use engine::{Block, LANES, Streams};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::atomic::AtomicBool;
use system::past::QUARTERS;
use system::policy::{Lever, Policy, Use};

/// Bins of the histograms of ranks.
pub const BINS: usize = 8;
/// Number of the truth of every data set: no particle of a prior has it.
const TRUTH: u32 = u32::MAX;
/// Years after the data in which a policy acts.
const POLICY_YEARS: usize = 3;
/// Policies whose effect is ranked: lever and intensity, and a name for people.
const POLICIES: [(Lever, f64, &str); 3] = [
    (
        Lever::Kingpin,
        10.0,
        "homicides: campaign against leaders, 10 a year",
    ),
    (Lever::Deploy, 1.54, "homicides: 15,400 more troops"),
    (
        Lever::Recruitment,
        0.5,
        "homicides: half of recruitment prevented",
    ),
];

/// What is to be done.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// Size of each calibration.
    pub size: Size,
    /// Years of each record.
    pub years: usize,
    /// Data sets.
    pub datasets: u32,
    /// Seed.
    pub seed: u64,
}

/// Coverage of one quantity over the data sets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Covered {
    /// Parameter, or policy effect.
    pub quantity: String,
    /// Share of truths within the 50 % interval.
    pub within_50: f64,
    /// Share of truths within the 90 % interval.
    pub within_90: f64,
    /// Number of truths by eighth of the rank.
    pub ranks: [u32; BINS],
}

/// The result.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sbc {
    /// Data sets.
    pub datasets: u32,
    /// Years of each.
    pub years: usize,
    /// Particles of each calibration.
    pub particles: u32,
    /// η, the power of the likelihood.
    pub learning_rate: f64,
    /// By parameter.
    pub parameters: Vec<Covered>,
    /// By policy effect.
    pub policies: Vec<Covered>,
}

impl Sbc {
    /// The one that ships with the program: made by `aftermath calibrate sbc --json`; `None` if it cannot be read.
    pub fn shipped() -> Option<Self> {
        serde_json::from_str(include_str!("../../../posterior/sbc.json")).ok()
    }

    /// Mean share within the 50 and 90 % intervals.
    pub fn mean(of: &[Covered]) -> (f64, f64) {
        let n = of.len() as f64;
        let mean = |f: fn(&Covered) -> f64| of.iter().map(f).sum::<f64>() / n;
        (mean(|c| c.within_50), mean(|c| c.within_90))
    }
}

/// Runs all data sets; `report` hears how many are done.
pub fn sbc(
    task: &Task<'_>,
    cancel: &AtomicBool,
    mut report: impl FnMut(u32),
) -> Result<Sbc, CalibrationError> {
    let empty = vec![[25.0; N]; QUARTERS * task.years];
    let base = Plan::new(
        task.ledger,
        &[],
        "simulated".to_owned(),
        empty,
        task.seed,
        task.size,
    );
    let mut ranks: Vec<Vec<f64>> = vec![Vec::new(); base.active.len() + POLICIES.len()];
    for dataset in 0..task.datasets {
        // Every data set has its own particles and its own moves.
        let mut plan = Plan {
            seed: task.seed ^ (u64::from(dataset) + 1).wrapping_mul(0xd1b5_4a32_d192_ed03),
            national: false,
            ..base.clone()
        };
        let truth = Particle {
            z: plan.prior_scores(TRUTH),
            id: TRUTH,
        };
        let (counts, past) = plan.target(task.ledger).simulate(&truth);
        plan.quarters = counts.iter().map(|y| y.to_vec()).collect();
        let target = plan.target(task.ledger);
        let mut particles = Vec::new();
        for shard in 0..plan.shards {
            let p = plan.run_in_memory(shard, &target, cancel)?;
            particles.extend(p.z.iter().zip(&p.ids).map(|(z, id)| plan.particle(z, *id)));
        }
        for (ranks, k) in ranks.iter_mut().zip(&plan.active) {
            let draws: Vec<f64> = particles.iter().map(|p| p.z[*k]).collect();
            ranks.push(rank(&draws, truth.z[*k]));
        }
        let with_past: Vec<(Particle, Vec<f64>)> = particles
            .iter()
            .zip(target.fits(&particles))
            .enumerate()
            .filter_map(|(n, (p, fit))| {
                Some((p.clone(), target.rows_of_the_past(p, n as u32, &fit?.1)))
            })
            .chain([(truth, past)])
            .collect();
        for (ranks, (lever, intensity, _)) in ranks[plan.active.len()..].iter_mut().zip(POLICIES) {
            let mut effects = effects(&target, &with_past, lever, intensity);
            let Some(of_truth) = effects.pop() else {
                continue;
            };
            ranks.push(rank(&effects, of_truth));
        }
        report(dataset + 1);
    }
    let name = |k: &usize| task.ledger.entries()[*k].id.clone();
    let names = base.active.iter().map(name);
    let names = names.chain(POLICIES.map(|p| p.2.to_owned()));
    let mut parameters: Vec<Covered> = names
        .zip(&ranks)
        .map(|(quantity, ranks)| covered(quantity, ranks))
        .collect();
    let policies = parameters.split_off(base.active.len());
    Ok(Sbc {
        datasets: task.datasets,
        years: task.years,
        particles: task.size.shards * task.size.particles,
        learning_rate: base.learning_rate,
        parameters,
        policies,
    })
}

/// Rank of a value among draws, ties counted half, from 0 to 1: (r + ½)/(n + 1), so that of n + 1 equally likely ranks as
/// many lie in an interval as it says.
fn rank(draws: &[f64], value: f64) -> f64 {
    let of = |d: &f64| match d.total_cmp(&value) {
        std::cmp::Ordering::Less => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Greater => 0.0,
    };
    (draws.iter().map(of).sum::<f64>() + 0.5) / (draws.len() as f64 + 1.0)
}

fn covered(quantity: String, ranks: &[f64]) -> Covered {
    let within = |level: f64| {
        let tail = 0.5 * (1.0 - level);
        let inside = ranks.iter().filter(|r| (tail..=1.0 - tail).contains(*r));
        inside.count() as f64 / ranks.len().max(1) as f64
    };
    let mut bins = [0; BINS];
    for rank in ranks {
        bins[((rank * BINS as f64) as usize).min(BINS - 1)] += 1;
    }
    Covered {
        quantity,
        within_50: within(0.5),
        within_90: within(0.9),
        ranks: bins,
    }
}

/// Homicides that a lever adds over the years after the data, by particle.
fn effects(
    target: &Target<'_>,
    particles: &[(Particle, Vec<f64>)],
    lever: Lever,
    intensity: f64,
) -> Vec<f64> {
    let cut = 12 * target.years();
    let mut model = target.model().clone();
    model.to = cut + 12 * POLICY_YEARS;
    let policy = |uses: Vec<Use>| Policy {
        start_month: usize::MAX,
        uses,
    };
    let policies = [
        policy(Vec::new()),
        policy(vec![Use {
            lever,
            intensity,
            months: cut..model.to,
            place: None,
            mode: None,
            when: None,
            until: None,
        }]),
    ];
    particles
        .par_chunks(LANES)
        .enumerate()
        .flat_map_iter(|(number, chunk)| {
            let of = |lane: usize| &chunk[lane.min(chunk.len() - 1)];
            let rows: Vec<Vec<f64>> = (0..LANES)
                .map(|lane| {
                    let (particle, past) = of(lane);
                    let mut row = target.parameters(particle);
                    row.extend(past);
                    row
                })
                .collect();
            let rows: Vec<[f64; LANES]> = (0..rows[0].len())
                .map(|k| std::array::from_fn(|lane| rows[lane][k]))
                .collect();
            let past: [Streams; LANES] = std::array::from_fn(|lane| target.streams(of(lane).0.id));
            // What follows the data is chance of each draw's own, also of draws that share their past.
            let future = |lane: usize| Streams {
                draw: (LANES * number + lane) as u32,
                replicate: 1,
                ..past[lane]
            };
            let block = Block {
                streams: std::array::from_fn(future),
                past,
                parameters: rows,
            };
            let dead = policies.each_ref().map(|policy| {
                let mut dead = [0.0; LANES];
                model.watch(&block, policy, |world| {
                    if world.month > cut {
                        for (lane, dead) in dead.iter_mut().enumerate() {
                            *dead += world.flows.homicides.iter().map(|h| h[lane]).sum::<f64>();
                        }
                    }
                });
                dead
            });
            (0..chunk.len())
                .map(|lane| dead[1][lane] - dead[0][lane])
                .collect::<Vec<f64>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uniform_ranks_cover_as_they_should() {
        let ranks: Vec<f64> = (0..1000).map(|k| (f64::from(k) + 0.5) / 1000.0).collect();
        let c = covered("x".to_owned(), &ranks);
        assert!((c.within_50 - 0.5).abs() < 0.01 && (c.within_90 - 0.9).abs() < 0.01);
        assert!(c.ranks.iter().all(|n| *n == 125));
    }

    #[test]
    fn overconfident_ranks_are_found_out() {
        let c = covered("x".to_owned(), &[0.0, 1.0, 0.01, 0.99, 0.5]);
        assert!((c.within_90 - 0.2).abs() < 1e-12);
        assert_eq!(rank(&[1.0, 2.0, 3.0, 4.0], 2.0), 0.4);
        // Of 65 equally likely ranks among 64 draws 59 lie in the 90 % interval.
        let draws: Vec<f64> = (0..64).map(f64::from).collect();
        let ranks: Vec<f64> = (0..=64).map(|r| rank(&draws, f64::from(r) - 0.5)).collect();
        assert!((covered("x".to_owned(), &ranks).within_90 - 59.0 / 65.0).abs() < 1e-12);
    }
}
