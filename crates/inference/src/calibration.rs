//! Calibration in shards: a plan in a file, shards that can be run anywhere and stopped at any moment, and their
//! collection.
//!
//! A shard is an island: a population of its own with its own seed, from the prior to the posterior (`smc`). Islands
//! know nothing of each other, so they can run on any machines, and where they agree the posterior can be believed.
//! After every stage the island is written to a temporary file that then takes the place of the last one; what is on
//! disk is always whole, and a shard that is run again goes on from there to the same bytes.

use crate::course::{N, States};
use crate::inputs::FIRST_YEAR;
use crate::smc::{Effort, Population};
use crate::target::{Particle, Target};
use assumptions::{Belief, Ledger, rank};
use engine::{Block, Streams};
use numerics::sample::normal_quantile;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use system::forms::Forms;
use system::parameters::PARAMETERS;
use system::past::QUARTERS;
use system::policy::Policy;

/// Name of the plan in its folder.
pub const PLAN: &str = "plan.json";
/// First line of a shard's file.
const MAGIC: &[u8] = b"AFTERMATH SHARD 1\n";
/// Scores at which a parameter is tried to see whether the record says anything about it.
const TRIED: [f64; 2] = [-1.5, 1.5];
/// η, the power of the likelihood for the parameters; what the mechanisms leave out is drawn given them with all of it. The
/// likelihood is an approximation (a particle has one course of chance, what the mechanisms leave out is summed out about its
/// mode, a small population loses its breadth), and with η = 1 its intervals are far too narrow. η is the largest of 1, 0.1,
/// 0.03 with which 90 % intervals of policy effects hold the truth of simulated records 85 to 95 times in a hundred, and
/// those of parameters on average (`posterior/sbc.json`, at the size that is used there: small fits of short records). That
/// the model is not the truth, simulated records cannot tell: the hindcast does. Sources: Syring & Martin, *Biometrika* 106:479 (2019); Holmes &
/// Walker, *Biometrika* 104:497 (2017).
pub const LEARNING_RATE: f64 = 0.1;
/// Version of the likelihood: changes with what is held against the record, and how.
const LIKELIHOOD: &[u8] = b"3";
/// Months of the run whose bits are part of the fingerprint.
const TRIAL_MONTHS: usize = 24;
/// Change of the logarithm of the likelihood from which it does.
const SAYS_SOMETHING: f64 = 0.01;

/// Why a calibration cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum CalibrationError {
    /// A file or folder cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The plan is not one.
    #[error(
        "{path}: not a plan of this program: {reason}. Make one with `aftermath calibrate plan`"
    )]
    NotAPlan {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A shard's file is cut off or changed.
    #[error(
        "{path}: cut off or damaged (its checksum does not fit). Delete it; the shard then starts again"
    )]
    Damaged {
        /// The file.
        path: String,
    },
    /// A shard's file belongs to another plan, or to another version of the model.
    #[error(
        "{path}: belongs to another plan or another version of the model. Use another folder, or delete it"
    )]
    OtherPlan {
        /// The file.
        path: String,
    },
    /// The plan was made by another version of the model or of the assumptions.
    #[error(
        "{path}: made for other assumptions or another version of the model ({made}, now {now}). Make a new plan"
    )]
    OtherModel {
        /// The plan.
        path: String,
        /// Fingerprint then.
        made: String,
        /// Fingerprint now.
        now: String,
    },
    /// Shards are missing.
    #[error(
        "{done} of {shards} shards are done; run the others first: `aftermath calibrate run {folder}`"
    )]
    NotDone {
        /// Shards done.
        done: u32,
        /// Shards of the plan.
        shards: u32,
        /// Folder.
        folder: String,
    },
    /// Somebody asked it to stop.
    #[error("stopped; what is done is kept: `aftermath calibrate run` goes on from there")]
    Cancelled,
    /// The island did not arrive at the posterior.
    #[error("shard {shard} did not reach the posterior in {stages} stages (β = {beta:.3})")]
    Lost {
        /// The shard.
        shard: u32,
        /// Stages done.
        stages: u32,
        /// β reached.
        beta: f64,
    },
}

fn file_error(path: &Path) -> impl FnOnce(std::io::Error) -> CalibrationError + '_ {
    move |source| CalibrationError::File {
        path: path.display().to_string(),
        source,
    }
}

/// What is to be done: all that a shard needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Fingerprint of parameters, priors, history and code version.
    pub model: String,
    /// The data: file name, checksum, publisher as far as known.
    pub data: String,
    /// First year of the counts.
    pub first_year: u16,
    /// Homicides by quarter and state, INEGI codes 1 to 32.
    pub quarters: Vec<Vec<f64>>,
    /// Forms of mechanisms that are not the default, `mechanism=form`.
    pub forms: Vec<String>,
    /// Seed of everything.
    pub seed: u64,
    /// Shards.
    pub shards: u32,
    /// Particles a shard.
    pub particles: u32,
    /// Moves of each particle a stage.
    pub moves: u32,
    /// Moves at the posterior.
    pub last_moves: u32,
    /// η, the power of the likelihood.
    pub learning_rate: f64,
    /// Whether tallies of killings and counts of groups are used (`national`): not for simulated records.
    pub national: bool,
    /// Numbers of the parameters that the record can say something about; the others keep their prior.
    pub active: Vec<usize>,
}

/// Sizes of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Shards.
    pub shards: u32,
    /// Particles a shard.
    pub particles: u32,
    /// Moves a stage.
    pub moves: u32,
    /// Moves at the posterior.
    pub last_moves: u32,
}

impl Size {
    /// The calibration of each structure whose posterior ships with the program.
    pub const FULL: Self = Self {
        shards: 2,
        particles: 170,
        moves: 5,
        last_moves: 24,
    };
    /// One of the many of simulation-based calibration.
    pub const ONE_OF_MANY: Self = Self {
        shards: 1,
        particles: 64,
        moves: 3,
        last_moves: 6,
    };
    /// A small one, to see that everything works.
    pub const REDUCED: Self = Self {
        shards: 2,
        particles: 48,
        moves: 3,
        last_moves: 9,
    };
}

/// Where a shard is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Progress {
    /// Number of the shard.
    pub shard: u32,
    /// Stages done.
    pub stage: u32,
    /// β, from 0 to the learning rate.
    pub beta: f64,
    /// Share of moves accepted in the last stage.
    pub accepted: f64,
    /// Whether it is done.
    pub is_done: bool,
}

/// Fingerprint of what a likelihood depends on besides the plan: parameters, priors, history, and most equations, by the
/// bits of a short run. What that run does not reach (rival forms, `course`, `steering`, `national`) is in `LIKELIHOOD`.
pub fn fingerprint(ledger: &Ledger) -> String {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    hash.update(LIKELIHOOD);
    for (k, p) in PARAMETERS.iter().enumerate() {
        hash.update(p.symbol);
        if let Some(entry) = ledger.entries().get(k) {
            hash.update(entry.evidence.words());
        }
    }
    hash.update(format!("{:?}", crate::inputs::inputs()));
    for bits in trial_run(ledger) {
        hash.update(bits.to_le_bytes());
    }
    hex(&hash.finalize()[..8])
}

/// Bits of homicides by month and state in a short run at the middle of the priors: they change with the equations.
fn trial_run(ledger: &Ledger) -> Vec<u64> {
    let middle: Vec<[f64; 1]> = ledger
        .entries()
        .iter()
        .map(|entry| [entry.evidence.quantile(0.5)])
        .collect();
    let streams = [Streams {
        seed: 0,
        draw: 0,
        replicate: 0,
    }];
    let policy = Policy {
        start_month: usize::MAX,
        uses: Vec::new(),
    };
    let model = crate::inputs::model(Forms::default(), 0, TRIAL_MONTHS);
    let mut bits = Vec::new();
    model.watch(&Block::new(streams, middle), &policy, |world| {
        bits.extend(world.flows.homicides.iter().map(|h| h[0].to_bits()));
    });
    bits
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Writes a file whole or not at all, readable by whom the user's settings let.
///
/// # Errors
///
/// The file cannot be written; what was there before is whole.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), CalibrationError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .map_err(file_error(path))?;
    file.write_all(bytes).map_err(file_error(path))?;
    file.as_file().sync_all().map_err(file_error(path))?;
    file.persist(path).map_err(|e| CalibrationError::File {
        path: path.display().to_string(),
        source: e.error,
    })?;
    Ok(())
}

impl Plan {
    /// Plans the fit to quarterly counts by state.
    pub fn new(
        ledger: &Ledger,
        forms: &[String],
        data: String,
        quarters: Vec<States>,
        seed: u64,
        size: Size,
    ) -> Self {
        let mut plan = Self {
            model: fingerprint(ledger),
            data,
            first_year: FIRST_YEAR,
            quarters: quarters.iter().map(|q| q.to_vec()).collect(),
            forms: forms.to_vec(),
            seed,
            shards: size.shards,
            particles: size.particles,
            moves: size.moves,
            last_moves: size.last_moves,
            learning_rate: LEARNING_RATE,
            national: true,
            active: Vec::new(),
        };
        plan.active = plan.parameters_with_a_say(ledger);
        plan
    }

    /// Numbers of the parameters of which the likelihood depends, at the middle of the prior.
    fn parameters_with_a_say(&self, ledger: &Ledger) -> Vec<usize> {
        let target = self.target(ledger);
        let middle = vec![0.0; PARAMETERS.len()];
        let mut tried = vec![middle.clone()];
        for k in 0..PARAMETERS.len() {
            for score in TRIED {
                let mut z = middle.clone();
                z[k] = score;
                tried.push(z);
            }
        }
        let particles: Vec<Particle> = tried.into_iter().map(|z| Particle { z, id: 0 }).collect();
        let l = target.ln_likelihood(&particles);
        (0..PARAMETERS.len())
            .filter(|k| (1..=2).any(|i| (l[2 * k + i] - l[0]).abs() > SAYS_SOMETHING))
            .collect()
    }

    /// The likelihood.
    pub fn target<'a>(&self, ledger: &'a Ledger) -> Target<'a> {
        let counts: Vec<States> = self
            .quarters
            .iter()
            .map(|of| std::array::from_fn(|s| of.get(s).copied().unwrap_or(0.0)))
            .collect();
        let target = Target::new(ledger, Belief::Evidence, self.forms(), counts, self.seed);
        if self.national {
            target.with_national(self.learning_rate)
        } else {
            target
        }
    }

    /// Forms of the mechanisms.
    pub fn forms(&self) -> Forms {
        let mut forms = Forms::default();
        for pair in &self.forms {
            if let Some((mechanism, form)) = pair.split_once('=') {
                // Checked when the plan was made.
                let _ = forms.set(mechanism, form);
            }
        }
        forms
    }

    /// Last year of the counts.
    pub fn last_year(&self) -> u16 {
        self.first_year + (self.quarters.len() / QUARTERS).saturating_sub(1) as u16
    }

    /// Normal scores of all parameters of a particle of the prior.
    pub fn prior_scores(&self, id: u32) -> Vec<f64> {
        (0..PARAMETERS.len())
            .map(|k| normal_quantile(rank(self.seed, id, k)))
            .collect()
    }

    /// Writes the plan into its folder, which is made if need be; a plan that is there already stays.
    pub fn write(&self, folder: &Path) -> Result<(), CalibrationError> {
        std::fs::create_dir_all(folder).map_err(file_error(folder))?;
        let path = folder.join(PLAN);
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        write_whole(&path, text.as_bytes())
    }

    /// Reads the plan of a folder and checks that it is one for this program.
    pub fn read(folder: &Path, ledger: &Ledger) -> Result<Self, CalibrationError> {
        let path = folder.join(PLAN);
        let text = std::fs::read_to_string(&path).map_err(file_error(&path))?;
        let name = path.display().to_string();
        let plan: Self = serde_json::from_str(&text).map_err(|e| CalibrationError::NotAPlan {
            path: name.clone(),
            reason: e.to_string(),
        })?;
        plan.check(&name, ledger)?;
        Ok(plan)
    }

    fn check(&self, path: &str, ledger: &Ledger) -> Result<(), CalibrationError> {
        let not = |reason: String| CalibrationError::NotAPlan {
            path: path.to_owned(),
            reason,
        };
        let now = fingerprint(ledger);
        if self.model != now {
            return Err(CalibrationError::OtherModel {
                path: path.to_owned(),
                made: self.model.clone(),
                now,
            });
        }
        if self.quarters.is_empty() || self.quarters.iter().any(|q| q.len() != N) {
            return Err(not(format!("`quarters` must have {N} states a quarter")));
        }
        if !self.quarters.len().is_multiple_of(QUARTERS) {
            return Err(not("`quarters` must be whole years".to_owned()));
        }
        if self
            .quarters
            .iter()
            .flatten()
            .any(|c| !(*c >= 0.0 && c.is_finite()))
        {
            return Err(not("`quarters` must be finite and not negative".to_owned()));
        }
        if self.first_year != FIRST_YEAR {
            return Err(not(format!("`first_year` must be {FIRST_YEAR}")));
        }
        if !(self.learning_rate > 0.0 && self.learning_rate <= 1.0) {
            return Err(not(
                "`learning_rate` must be above 0 and at most 1".to_owned()
            ));
        }
        let particles = self.shards.checked_mul(self.particles);
        if self.particles < 8 || self.shards == 0 || particles.is_none() {
            return Err(not(
                "at least 8 particles and 1 shard, 4 billion particles at most".to_owned(),
            ));
        }
        for pair in &self.forms {
            let (mechanism, form) = pair
                .split_once('=')
                .ok_or_else(|| not(format!("`forms` has `{pair}`, not mechanism=form")))?;
            Forms::default().set(mechanism, form).map_err(&not)?;
        }
        if self.active.is_empty() || self.active.iter().any(|k| *k >= PARAMETERS.len()) {
            return Err(not("`active` must be numbers of parameters".to_owned()));
        }
        Ok(())
    }

    fn hash(&self) -> [u8; 32] {
        let text = serde_json::to_string(self).unwrap_or_default();
        Sha256::digest(text.as_bytes()).into()
    }

    /// The file of a shard.
    pub fn shard_path(folder: &Path, shard: u32) -> PathBuf {
        folder.join(format!("shard-{shard:03}.bin"))
    }

    /// Where a shard is; `None` before its first stage.
    pub fn progress(
        &self,
        folder: &Path,
        shard: u32,
    ) -> Result<Option<Progress>, CalibrationError> {
        let path = Self::shard_path(folder, shard);
        if !path.exists() {
            return Ok(None);
        }
        let population = self.read_shard(&path, shard)?;
        Ok(Some(progress(shard, &population, self.effort())))
    }

    /// Runs a shard to its end, from where it is; tells `report` after every stage.
    pub fn run_shard(
        &self,
        folder: &Path,
        shard: u32,
        target: &Target<'_>,
        cancel: &AtomicBool,
        mut report: impl FnMut(Progress),
    ) -> Result<Population, CalibrationError> {
        let path = Self::shard_path(folder, shard);
        let population = if path.exists() {
            self.read_shard(&path, shard)?
        } else {
            self.prior_population(shard, target)
        };
        self.island(population, shard, target, cancel, |p| {
            write_whole(&path, &self.encode(shard, p))?;
            report(progress(shard, p, self.effort()));
            Ok(())
        })
    }

    /// Runs a shard in memory.
    pub fn run_in_memory(
        &self,
        shard: u32,
        target: &Target<'_>,
        cancel: &AtomicBool,
    ) -> Result<Population, CalibrationError> {
        let population = self.prior_population(shard, target);
        self.island(population, shard, target, cancel, |_| Ok(()))
    }

    /// Takes an island to the posterior; `keep` sees it after every stage.
    fn island(
        &self,
        mut population: Population,
        shard: u32,
        target: &Target<'_>,
        cancel: &AtomicBool,
        mut keep: impl FnMut(&Population) -> Result<(), CalibrationError>,
    ) -> Result<Population, CalibrationError> {
        let likelihood = |z: &[Vec<f64>], ids: &[u32]| {
            let particles: Vec<Particle> = z
                .iter()
                .zip(ids)
                .map(|(z, id)| self.particle(z, *id))
                .collect();
            target.ln_likelihood(&particles)
        };
        let effort = self.effort();
        while !population.has_arrived(effort) {
            if cancel.load(Ordering::Relaxed) {
                return Err(CalibrationError::Cancelled);
            }
            if population.stage >= effort.stages {
                return Err(CalibrationError::Lost {
                    shard,
                    stages: population.stage,
                    beta: population.beta,
                });
            }
            population.advance(self.shard_seed(shard), effort, likelihood);
            keep(&population)?;
        }
        Ok(population)
    }

    /// The populations of all shards, once they are done.
    pub fn populations(&self, folder: &Path) -> Result<Vec<Population>, CalibrationError> {
        let mut done = Vec::new();
        for shard in 0..self.shards {
            let path = Self::shard_path(folder, shard);
            if path.exists() {
                let population = self.read_shard(&path, shard)?;
                if population.has_arrived(self.effort()) {
                    done.push(population);
                }
            }
        }
        if done.len() < self.shards as usize {
            return Err(CalibrationError::NotDone {
                done: done.len() as u32,
                shards: self.shards,
                folder: folder.display().to_string(),
            });
        }
        Ok(done)
    }

    /// All scores of a particle from those that the record can say something about.
    pub fn particle(&self, active: &[f64], id: u32) -> Particle {
        let mut z = self.prior_scores(id);
        for (k, value) in self.active.iter().zip(active) {
            z[*k] = *value;
        }
        Particle { z, id }
    }

    fn effort(&self) -> Effort {
        Effort {
            moves: self.moves,
            last_moves: self.last_moves,
            learning_rate: self.learning_rate,
            stages: 200,
        }
    }

    fn shard_seed(&self, shard: u32) -> u64 {
        self.seed ^ (u64::from(shard) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn prior_population(&self, shard: u32, target: &Target<'_>) -> Population {
        let ids: Vec<u32> = (0..self.particles)
            .map(|k| shard * self.particles + k)
            .collect();
        let particles: Vec<Particle> = ids
            .iter()
            .map(|id| Particle {
                z: self.prior_scores(*id),
                id: *id,
            })
            .collect();
        let l = target.ln_likelihood(&particles);
        let z = particles
            .iter()
            .map(|p| self.active.iter().map(|k| p.z[*k]).collect())
            .collect();
        Population::new(z, ids, l)
    }

    fn encode(&self, shard: u32, p: &Population) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.hash());
        bytes.extend(shard.to_le_bytes());
        bytes.extend(p.stage.to_le_bytes());
        for value in [p.beta, p.step, p.ln_evidence, p.accepted] {
            bytes.extend(value.to_le_bytes());
        }
        for id in &p.ids {
            bytes.extend(id.to_le_bytes());
        }
        for value in p.ln_likelihood.iter().chain(p.z.iter().flatten()) {
            bytes.extend(value.to_le_bytes());
        }
        let sum: [u8; 32] = Sha256::digest(&bytes).into();
        bytes.extend(sum);
        bytes
    }

    fn read_shard(&self, path: &Path, shard: u32) -> Result<Population, CalibrationError> {
        let bytes = std::fs::read(path).map_err(file_error(path))?;
        let damaged = || CalibrationError::Damaged {
            path: path.display().to_string(),
        };
        let body = bytes.len().checked_sub(32).ok_or_else(damaged)?;
        let (body, sum) = bytes.split_at(body);
        if Sha256::digest(body).as_slice() != sum {
            return Err(damaged());
        }
        let mut rest = Reader(body);
        if rest.take(MAGIC.len()) != Some(MAGIC) {
            return Err(damaged());
        }
        let same_plan = rest.take(32) == Some(&self.hash());
        if !same_plan || rest.u32() != Some(shard) {
            return Err(CalibrationError::OtherPlan {
                path: path.display().to_string(),
            });
        }
        let (n, d) = (self.particles as usize, self.active.len());
        let mut read = || -> Option<Population> {
            let stage = rest.u32()?;
            let [beta, step, ln_evidence, accepted] =
                [rest.f64()?, rest.f64()?, rest.f64()?, rest.f64()?];
            let ids = (0..n).map(|_| rest.u32()).collect::<Option<_>>()?;
            let ln_likelihood = (0..n).map(|_| rest.f64()).collect::<Option<_>>()?;
            let z = (0..n)
                .map(|_| (0..d).map(|_| rest.f64()).collect())
                .collect::<Option<_>>()?;
            Some(Population {
                stage,
                beta,
                step,
                ln_evidence,
                accepted,
                z,
                ids,
                ln_likelihood,
            })
        };
        read().ok_or_else(damaged)
    }
}

fn progress(shard: u32, p: &Population, effort: Effort) -> Progress {
    Progress {
        shard,
        stage: p.stage,
        beta: p.beta,
        accepted: p.accepted,
        is_done: p.has_arrived(effort),
    }
}

/// Reads numbers from bytes, little-endian.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(n)?;
        self.0 = tail;
        Some(head)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    pub(crate) fn f64(&mut self) -> Option<f64> {
        Some(f64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }
}
