//! The posterior as a compact file, and draws from it.
//!
//! A draw is the normal scores of the parameters that the record says something about (16 bits each, steps of 1/4096),
//! the number of its chance, and its past (8 bits each, steps of 1/25, so that a factor e^w is known to 2 %): lasting
//! parts, and of the course the means of years (of e^w) and the last quarter; when it is read, the quarters of a year have
//! its mean, and those of the last year lead in a straight line to the last one. Parameters that the record says nothing about
//! are drawn from their priors.

use crate::calibration::{CalibrationError, Plan, Reader, fingerprint, write_whole};
use crate::course::N;
use crate::diagnostics::Diagnostics;
use crate::structures::STRUCTURES;
use crate::target::Target;
use assumptions::{Belief, Ledger, LedgerDraws, Prior, rank};
use engine::{Draws, Streams};
use numerics::elementary::{exp, ln};
use numerics::sample::normal_cdf;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;
use system::past::QUARTERS;

const MAGIC: &[u8] = b"AFTERMATH POSTERIOR 2\n";
const SCORE_STEPS: f64 = 4096.0;
const PAST_STEPS: f64 = 25.0;
/// The posteriors that are part of the program, in the order of [`STRUCTURES`].
const SHIPPED: [&[u8]; STRUCTURES.len()] = [
    include_bytes!("../../../posterior/contest-splits.bin"),
    include_bytes!("../../../posterior/contest-replacement.bin"),
    include_bytes!("../../../posterior/fixed-contact-splits.bin"),
    include_bytes!("../../../posterior/fixed-contact-replacement.bin"),
    include_bytes!("../../../posterior/mass-action-splits.bin"),
    include_bytes!("../../../posterior/mass-action-replacement.bin"),
];

/// SHA-256 of all posteriors that are part of the program, hexadecimal.
pub fn shipped_hash() -> String {
    let mut hash = Sha256::new();
    for bytes in SHIPPED {
        hash.update(bytes);
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

/// What a posterior is and how it came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Fingerprint of parameters, priors and history that it belongs to.
    pub model: String,
    /// The data: file and checksum.
    pub data: String,
    /// First year of the data.
    pub first_year: u16,
    /// Last year of the data.
    pub last_year: u16,
    /// Forms that are not the default.
    pub forms: Vec<String>,
    /// η, the power of the likelihood.
    pub learning_rate: f64,
    /// Seed of the calibration.
    pub seed: u64,
    /// Draws.
    pub draws: u32,
    /// Parameters that the record says something about.
    pub active: Vec<String>,
    /// How well the calibration went.
    pub diagnostics: Diagnostics,
}

/// A posterior: draws of parameters and of the past.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// What it is.
    pub manifest: Manifest,
    active: Vec<usize>,
    draws: Vec<One>,
}

#[derive(Clone, Debug, PartialEq)]
struct One {
    id: u32,
    /// Scores of the active parameters.
    z: Vec<f64>,
    past: Compact,
}

/// The past of a draw as it is kept: b and a by state, logarithms of the means of e^w by year and state, w of the last quarter by state.
#[derive(Clone, Debug, PartialEq)]
struct Compact(Vec<f64>);

impl Compact {
    /// From rows in the order of [`system::past::Past::rows`].
    fn of(rows: &[f64]) -> Self {
        let (lasting, course) = rows.split_at(2 * N);
        let mean = |year: &[f64], s: usize| {
            let quarters = year.iter().skip(s).step_by(N);
            ln(quarters.map(|w| exp(*w)).sum::<f64>() / QUARTERS as f64)
        };
        let years = course.chunks_exact(N * QUARTERS);
        let means = years.flat_map(|year| (0..N).map(move |s| mean(year, s)));
        let last = &course[course.len().saturating_sub(N)..];
        Self(
            lasting
                .iter()
                .copied()
                .chain(means)
                .chain(last.iter().copied())
                .collect(),
        )
    }

    /// Rows in the order of [`system::past::Past::rows`].
    fn rows(&self) -> Vec<f64> {
        let (lasting, rest) = self.0.split_at(2 * N);
        let (years, last) = rest.split_at(rest.len() - N);
        let count = years.len() / N;
        let mut rows = lasting.to_vec();
        for (t, year) in years.chunks_exact(N).enumerate() {
            for quarter in 0..QUARTERS {
                // Of a straight line with that mean and that end.
                let middle = 0.5 * (QUARTERS as f64 - 1.0);
                let to_end = (quarter as f64 - middle) / middle;
                let slope = if t + 1 == count { to_end } else { 0.0 };
                rows.extend(
                    year.iter()
                        .zip(last)
                        .map(|(mean, last)| mean + slope * (last - mean)),
                );
            }
        }
        rows
    }
}

/// Why a posterior cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PosteriorError {
    /// The bytes are cut off or changed.
    #[error("the posterior is cut off or damaged (its checksum does not fit)")]
    Damaged,
    /// It was made for another model.
    #[error(
        "the posterior belongs to another version of the model or of the assumptions ({made}, now {now}); make it again with `aftermath calibrate`"
    )]
    OtherModel {
        /// Fingerprint then.
        made: String,
        /// Fingerprint now.
        now: String,
    },
}

impl Posterior {
    /// The posterior of a structure (its number in [`STRUCTURES`]) that is part of the program.
    pub fn shipped(structure: usize, ledger: &Ledger) -> Result<Self, PosteriorError> {
        Self::decode(SHIPPED[structure], ledger)
    }

    /// Collects the shards of a plan: every particle is a draw, with a draw of its past.
    pub fn collect(
        plan: &Plan,
        ledger: &Ledger,
        target: &Target<'_>,
        folder: &Path,
    ) -> Result<Self, CalibrationError> {
        let populations = plan.populations(folder)?;
        let particles: Vec<_> = populations
            .iter()
            .flat_map(|p| p.z.iter().zip(&p.ids))
            .map(|(z, id)| (z.clone(), plan.particle(z, *id)))
            .collect();
        let whole: Vec<_> = particles.iter().map(|p| p.1.clone()).collect();
        let draws: Vec<One> = particles
            .iter()
            .zip(target.fits(&whole))
            .enumerate()
            .filter_map(|(number, ((z, particle), fit))| {
                let (_, course) = fit?;
                Some(One {
                    id: particle.id,
                    z: z.clone(),
                    past: Compact::of(&target.rows_of_the_past(particle, number as u32, &course)),
                })
            })
            .collect();
        let names = ledger.entries();
        Ok(Self {
            manifest: Manifest {
                model: plan.model.clone(),
                data: plan.data.clone(),
                first_year: plan.first_year,
                last_year: plan.last_year(),
                forms: plan.forms.clone(),
                learning_rate: plan.learning_rate,
                seed: plan.seed,
                draws: draws.len() as u32,
                active: plan.active.iter().map(|k| names[*k].id.clone()).collect(),
                diagnostics: Diagnostics::of(plan, ledger, &populations),
            },
            active: plan.active.clone(),
            draws,
        })
    }

    /// Writes the file, whole or not at all.
    pub fn write(&self, path: &Path) -> Result<(), CalibrationError> {
        write_whole(path, &self.encode())
    }

    fn encode(&self) -> Vec<u8> {
        let manifest = serde_json::to_string(&self.manifest).unwrap_or_default();
        let mut bytes = MAGIC.to_vec();
        bytes.extend((manifest.len() as u32).to_le_bytes());
        bytes.extend(manifest.as_bytes());
        for draw in &self.draws {
            bytes.extend(draw.id.to_le_bytes());
            for z in &draw.z {
                let steps = (z * SCORE_STEPS).round().clamp(-32767.0, 32767.0);
                bytes.extend((steps as i16).to_le_bytes());
            }
            for x in &draw.past.0 {
                let steps = (x * PAST_STEPS).round().clamp(-127.0, 127.0);
                bytes.extend((steps as i8).to_le_bytes());
            }
        }
        let sum: [u8; 32] = Sha256::digest(&bytes).into();
        bytes.extend(sum);
        bytes
    }

    /// Reads a posterior and checks that it belongs to this model.
    pub fn decode(bytes: &[u8], ledger: &Ledger) -> Result<Self, PosteriorError> {
        let posterior = Self::read(bytes, ledger).ok_or(PosteriorError::Damaged)?;
        let now = fingerprint(ledger);
        if posterior.manifest.model != now {
            return Err(PosteriorError::OtherModel {
                made: posterior.manifest.model,
                now,
            });
        }
        Ok(posterior)
    }

    fn read(bytes: &[u8], ledger: &Ledger) -> Option<Self> {
        let (body, sum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
        if Sha256::digest(body).as_slice() != sum {
            return None;
        }
        let mut rest = Reader(body);
        if rest.take(MAGIC.len())? != MAGIC {
            return None;
        }
        let length = rest.u32()? as usize;
        let manifest: Manifest = serde_json::from_slice(rest.take(length)?).ok()?;
        let number = |name: &String| ledger.entries().iter().position(|e| e.id == *name);
        let active: Vec<usize> = manifest.active.iter().map(number).collect::<Option<_>>()?;
        let years = usize::from(manifest.last_year.checked_sub(manifest.first_year)?) + 1;
        let rows = N * (2 + years + 1);
        let draws = (0..manifest.draws)
            .map(|_| {
                let id = rest.u32()?;
                let z = (0..active.len()).map(|_| {
                    let steps = i16::from_le_bytes(rest.take(2)?.try_into().ok()?);
                    Some(f64::from(steps) / SCORE_STEPS)
                });
                let z = z.collect::<Option<_>>()?;
                let past = rest.take(rows)?.iter();
                let past = past.map(|b| f64::from(b.cast_signed()) / PAST_STEPS);
                let past = Compact(past.collect());
                Some(One { id, z, past })
            })
            .collect::<Option<Vec<One>>>()?;
        (!draws.is_empty() && rest.0.is_empty()).then_some(Self {
            manifest,
            active,
            draws,
        })
    }

    /// Draws for ensembles, with the overlays of a ledger: a parameter that an overlay sets is drawn from the overlay.
    pub fn draws(&self, ledger: &Ledger) -> PosteriorDraws {
        let count = ledger.entries().len();
        let prior = |k: usize| ledger.prior(Belief::Posterior, k);
        let fitted = |k: usize| self.active.contains(&k) && ledger.overlaid(k).is_none();
        let values = self
            .draws
            .iter()
            .map(|draw| {
                let mut values = vec![f64::NAN; count];
                for (k, score) in self.active.iter().zip(&draw.z) {
                    values[*k] = prior(*k).quantile(normal_cdf(*score));
                }
                values.extend(draw.past.rows());
                values
            })
            .collect();
        PosteriorDraws {
            others: (0..count)
                .map(|k| (!fitted(k)).then(|| prior(k).clone()))
                .collect(),
            seed: self.manifest.seed,
            ids: self.draws.iter().map(|d| d.id).collect(),
            values,
        }
    }
}

/// Draws from a posterior: draw `d` is number `d` modulo their count, each with the past that it was fitted to. Of the
/// parameters that the record says nothing about, every draw has its own, with the rank that it has under the priors:
/// draws of a fit that descend from one particle share no more than what was fitted.
#[derive(Clone, Debug)]
pub struct PosteriorDraws {
    /// Priors of the parameters that were not fitted, or that an overlay sets.
    others: Vec<Option<Prior>>,
    seed: u64,
    ids: Vec<u32>,
    /// Parameters, then rows of the past.
    values: Vec<Vec<f64>>,
}

impl PosteriorDraws {
    fn number(&self, draw: u32) -> usize {
        draw as usize % self.ids.len()
    }
}

impl Draws for PosteriorDraws {
    fn fill<const L: usize>(&self, seed: u64, draws: [u32; L], parameters: &mut [[f64; L]]) {
        for (lane, draw) in draws.into_iter().enumerate() {
            for (row, value) in parameters.iter_mut().zip(&self.values[self.number(draw)]) {
                row[lane] = *value;
            }
        }
        for (index, (row, prior)) in parameters.iter_mut().zip(&self.others).enumerate() {
            let Some(prior) = prior else { continue };
            for (value, draw) in row.iter_mut().zip(draws) {
                *value = prior.quantile(rank(seed, draw, index));
            }
        }
    }

    fn rows_of_the_past(&self) -> usize {
        self.values[0].len() - self.others.len()
    }

    fn past(&self, streams: Streams) -> Streams {
        Streams {
            seed: self.seed,
            draw: self.ids[self.number(streams.draw)],
            replicate: 0,
        }
    }
}

/// Draws under any belief.
#[derive(Clone, Debug)]
pub enum BeliefDraws<'a> {
    /// From priors.
    Prior(LedgerDraws<'a>),
    /// From the posterior.
    Posterior(PosteriorDraws),
}

impl<'a> BeliefDraws<'a> {
    /// Draws from a ledger under a belief; the posterior is that of a structure (its number in [`STRUCTURES`]).
    pub fn new(
        ledger: &'a Ledger,
        belief: Belief,
        structure: usize,
    ) -> Result<Self, PosteriorError> {
        Ok(match belief {
            Belief::Posterior => {
                Self::Posterior(Posterior::shipped(structure, ledger)?.draws(ledger))
            }
            prior => Self::Prior(LedgerDraws::new(ledger, prior)),
        })
    }
}

impl Draws for BeliefDraws<'_> {
    fn fill<const L: usize>(&self, seed: u64, draws: [u32; L], parameters: &mut [[f64; L]]) {
        match self {
            Self::Prior(of) => of.fill(seed, draws, parameters),
            Self::Posterior(of) => of.fill(seed, draws, parameters),
        }
    }

    fn rows_of_the_past(&self) -> usize {
        match self {
            Self::Prior(of) => of.rows_of_the_past(),
            Self::Posterior(of) => of.rows_of_the_past(),
        }
    }

    fn past(&self, streams: Streams) -> Streams {
        match self {
            Self::Prior(of) => of.past(streams),
            Self::Posterior(of) => of.past(streams),
        }
    }
}
