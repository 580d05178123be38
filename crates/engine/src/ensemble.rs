//! Draws × replicates × scenarios, in parallel and in lanes, observed in order.
//!
//! Blocks of members are simulated on all threads of the current pool and handed to the observers
//! one member at a time, ordered by draw and replicate, so that sums and files do not depend on
//! threads. While one batch is observed the next is simulated; at most two batches are in memory.

use crate::grid::TimeGrid;
use crate::model::{Block, Draws, LANES, Model, Rows, Series, Streams};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

/// Most block replicates simulated between two visits of the observers.
const PER_BATCH: usize = 32;
/// Values held in one batch where the series are long: with the next batch, about 250 megabytes. A batch has at
/// least as many blocks as threads.
const VALUES_PER_BATCH: usize = 16_000_000;

/// What goes wrong in an observer: a full disk, for example.
pub type ObserverError = Box<dyn std::error::Error + Send + Sync>;

/// Sees every member of an ensemble once, in order of draw and replicate.
pub trait Observer: Send {
    /// Takes what it needs of a member.
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError>;
}

/// Why an ensemble stopped.
#[derive(Debug, thiserror::Error)]
pub enum EnsembleError {
    /// Somebody asked it to stop.
    #[error("stopped after {members} runs")]
    Cancelled {
        /// Members observed by then.
        members: u64,
    },
    /// A simulation left the finite numbers: a bug of the model or a parameter out of its range.
    #[error(
        "{outcome} is not a finite number at step {point} of draw {draw}, replicate {replicate}, \
         scenario {scenario}"
    )]
    NotFinite {
        /// Outcome id.
        outcome: &'static str,
        /// Point in time.
        point: usize,
        /// Draw.
        draw: u32,
        /// Replicate.
        replicate: u32,
        /// Number of the scenario.
        scenario: usize,
    },
    /// An observer could not take a result.
    #[error(transparent)]
    Observer(#[from] ObserverError),
}

/// An ensemble: what to run, for which draws and replicates, under which scenarios.
#[derive(Debug)]
pub struct Ensemble<'a, M: Model, D: Draws> {
    /// The model.
    pub model: &'a M,
    /// Where parameters come from.
    pub draws: &'a D,
    /// The scenarios; all share parameters and random numbers.
    pub scenarios: &'a [M::Scenario],
    /// Seed of all random numbers.
    pub seed: u64,
    /// Which draws: a part of a larger ensemble gives the same members as the whole.
    pub range: Range<u32>,
    /// Replicates of each draw: same parameters, other chance.
    pub replicates: u32,
}

/// One member: a parameter draw and replicate, run under every scenario.
#[derive(Debug)]
pub struct Member<'a> {
    /// Number of the draw.
    pub draw: u32,
    /// Number of the replicate.
    pub replicate: u32,
    /// Parameter values in the order of [`Model::parameters`].
    pub parameters: &'a [f64],
    grid: TimeGrid,
    rows: &'a Rows,
    scenarios: Vec<&'a [f64]>,
    lanes: usize,
    lane: usize,
}

impl Member<'_> {
    /// The value of an outcome at a place and point in time, under a scenario, all by number.
    pub fn value(&self, scenario: usize, outcome: usize, place: usize, point: usize) -> f64 {
        let at = self.rows.at(outcome, place, point);
        self.scenarios[scenario][at * self.lanes + self.lane]
    }

    /// Number of places at which an outcome exists.
    pub fn places(&self, outcome: usize) -> usize {
        self.rows.places(outcome)
    }

    /// Number of scenarios.
    pub fn scenarios(&self) -> usize {
        self.scenarios.len()
    }

    /// The time grid.
    pub fn grid(&self) -> TimeGrid {
        self.grid
    }
}

/// Results of one block: the series of every replicate and scenario.
struct Simulated<const L: usize> {
    draws: [u32; L],
    used: usize,
    parameters: Vec<[f64; L]>,
    /// `series[replicate][scenario]`
    series: Vec<Vec<Series<L>>>,
}

impl<M: Model, D: Draws> Ensemble<'_, M, D> {
    /// Number of members: draws times replicates.
    pub fn members(&self) -> u64 {
        u64::from(self.range.end.saturating_sub(self.range.start)) * u64::from(self.replicates)
    }

    /// Runs everything on the current thread pool. Setting `cancel` stops it between batches.
    pub fn run(
        &self,
        cancel: &AtomicBool,
        observers: &mut [&mut dyn Observer],
    ) -> Result<(), EnsembleError> {
        self.run_in_lanes::<LANES>(cancel, observers)
    }

    /// As [`Ensemble::run`], with a given number of lanes; the results are the same bits.
    pub fn run_in_lanes<const L: usize>(
        &self,
        cancel: &AtomicBool,
        observers: &mut [&mut dyn Observer],
    ) -> Result<(), EnsembleError> {
        let starts: Vec<u32> = self.range.clone().step_by(L).collect();
        let mut observed = 0;
        let mut ready: Vec<Simulated<L>> = Vec::new();
        // One round more than there are batches: the last one only observes.
        let batches: Vec<&[u32]> = starts.chunks(self.blocks_per_batch::<L>()).collect();
        for round in 0..=batches.len() {
            if cancel.load(Ordering::Relaxed) {
                return Err(EnsembleError::Cancelled { members: observed });
            }
            let batch = batches.get(round).copied().unwrap_or_default();
            let (next, seen) = rayon::join(
                || {
                    batch
                        .par_iter()
                        .map(|&start| self.simulate(start))
                        .collect::<Vec<_>>()
                },
                || -> Result<u64, EnsembleError> {
                    let mut members = 0;
                    for block in &ready {
                        members += self.observe(block, observers)?;
                    }
                    Ok(members)
                },
            );
            observed += seen?;
            ready = next;
        }
        Ok(())
    }

    /// Batches bound memory; results do not depend on them.
    fn blocks_per_batch<const L: usize>(&self) -> usize {
        let replicates = self.replicates.max(1) as usize;
        let per_block = Rows::new(self.model).len() * L * self.scenarios.len() * replicates;
        let fit = VALUES_PER_BATCH / per_block.max(1);
        fit.max(rayon::current_num_threads())
            .min(PER_BATCH / replicates)
            .max(1)
    }

    fn simulate<const L: usize>(&self, start: u32) -> Simulated<L> {
        let last = self.range.end - 1;
        // A block at the end of the range repeats its last draw in the lanes that are left over.
        let draws: [u32; L] = std::array::from_fn(|l| (start + l as u32).min(last));
        let mut parameters =
            vec![[0.0; L]; self.model.parameters().len() + self.draws.rows_of_the_past()];
        self.draws.fill(self.seed, draws, &mut parameters);
        let series = (0..self.replicates)
            .into_par_iter()
            .map(|replicate| {
                let streams = draws.map(|draw| Streams {
                    seed: self.seed,
                    draw,
                    replicate,
                });
                let block = Block {
                    streams,
                    past: streams.map(|s| self.draws.past(s)),
                    parameters: parameters.clone(),
                };
                let new = |_| Series::new(self.model);
                let mut series: Vec<Series<L>> = self.scenarios.iter().map(new).collect();
                self.model.simulate_all(&block, self.scenarios, &mut series);
                series
            })
            .collect();
        Simulated {
            draws,
            used: (self.range.end - start).min(L as u32) as usize,
            parameters,
            series,
        }
    }

    fn observe<const L: usize>(
        &self,
        block: &Simulated<L>,
        observers: &mut [&mut dyn Observer],
    ) -> Result<u64, EnsembleError> {
        let rows = Rows::new(self.model);
        for lane in 0..block.used {
            let parameters: Vec<f64> = block.parameters.iter().map(|p| p[lane]).collect();
            for (replicate, scenarios) in block.series.iter().enumerate() {
                let (draw, replicate) = (block.draws[lane], replicate as u32);
                for (scenario, series) in scenarios.iter().enumerate() {
                    if let Some((outcome, _, point)) = series.first_not_finite(lane) {
                        return Err(EnsembleError::NotFinite {
                            outcome: self.model.outcomes()[outcome].id,
                            point,
                            draw,
                            replicate,
                            scenario,
                        });
                    }
                }
                let member = Member {
                    draw,
                    replicate,
                    parameters: &parameters,
                    grid: self.model.grid(),
                    rows: &rows,
                    scenarios: scenarios.iter().map(Series::flat).collect(),
                    lanes: L,
                    lane,
                };
                for observer in observers.iter_mut() {
                    observer.observe(&member)?;
                }
            }
        }
        Ok(block.used as u64 * u64::from(self.replicates))
    }
}
