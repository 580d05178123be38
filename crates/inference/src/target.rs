//! The likelihood of parameters: the model is run over the record's years and held against its counts.
//!
//! A particle is a point in the space of normal scores, one a parameter: parameter k is the quantile of its prior at
//! Φ(z_k), so that the prior is a standard normal. Its chance (splits, attacks, successions) is part of the particle,
//! addressed by a number, so that its likelihood is a fixed function of z. Several passes: a run without random
//! hostility, then runs with the course that the one before leaves to explain, since deaths change who is left to fight.

use crate::course::{Course, Expected, N, States, Tension, fit, prior_draw, register};
use crate::inputs;
use assumptions::{Belief, Ledger};
use engine::{Block, LANES, Streams};
use numerics::elementary::{exp, ln};
use numerics::sample::normal_cdf;
use rayon::prelude::*;
use system::forms::Forms;
use system::model::SystemModel;
use system::parameters::{PARAMETERS, Parameters};
use system::past::Past;
use system::policy::Policy;

/// Runs of the model behind one value of the likelihood, and behind the course of a draw that is run on: by then what
/// the run expects and what the course says agree.
const PASSES: usize = 3;
const PASSES_OF_DRAWS: usize = 7;
/// Standard deviation of the logarithm of a tally of killings by organised crime: tallies of one year differ by up to
/// 46 % (2009: 6,587 to 9,614, see the series `oc_killings_*`).
const TALLY_ERROR: f64 = 0.25;
/// Tallies of killings by organised crime.
const TALLIES: [&str; 6] = [
    "oc_killings_moloeznik",
    "oc_killings_reforma",
    "oc_killings_milenio",
    "oc_killings_presidency",
    "oc_killings_federal",
    "oc_killings_lantia",
];
/// Purpose of the random numbers of courses.
const STREAM: u32 = 0x494e_0001;

/// A parameter point and the number of its chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Particle {
    /// Normal scores of all parameters.
    pub z: Vec<f64>,
    /// Number of its random streams.
    pub id: u32,
}

/// What the model is held against, and how.
#[derive(Debug)]
pub struct Target<'a> {
    model: SystemModel,
    ledger: &'a Ledger,
    belief: Belief,
    /// Homicides by year and state.
    counts: Vec<States>,
    /// Mean logarithm and number of the tallies of a year, by year of the record.
    tallies: Vec<Option<(f64, f64)>>,
    seed: u64,
}

/// What a run gives over the years.
#[derive(Clone, Debug)]
struct Run {
    expected: Vec<Expected>,
    tension: Tension,
}

impl<'a> Target<'a> {
    /// The likelihood of yearly counts by state from `inputs::FIRST_YEAR` on.
    pub fn new(
        ledger: &'a Ledger,
        belief: Belief,
        forms: Forms,
        counts: Vec<States>,
        seed: u64,
    ) -> Self {
        let model = inputs::model(forms, 0, 12 * counts.len());
        Self {
            model,
            ledger,
            belief,
            tallies: tallies(counts.len()),
            counts,
            seed,
        }
    }

    /// Without the tallies of killings by organised crime: for records that the model simulated.
    #[must_use]
    pub fn without_tallies(mut self) -> Self {
        self.tallies.fill(None);
        self
    }

    /// Years of the record.
    pub fn years(&self) -> usize {
        self.counts.len()
    }

    /// Values of the parameters of a particle.
    pub fn parameters(&self, particle: &Particle) -> Vec<f64> {
        particle
            .z
            .iter()
            .enumerate()
            .map(|(k, z)| self.ledger.prior(self.belief, k).quantile(normal_cdf(*z)))
            .collect()
    }

    /// The model that is run.
    pub fn model(&self) -> &SystemModel {
        &self.model
    }

    /// The random streams of a particle over the years of the record.
    pub fn streams(&self, id: u32) -> Streams {
        Streams {
            seed: self.seed,
            draw: id,
            replicate: 0,
        }
    }

    /// Logarithm of the likelihood of each particle, up to a constant of the record; −∞ where it cannot be.
    pub fn ln_likelihood(&self, particles: &[Particle]) -> Vec<f64> {
        self.fit_all(particles, PASSES)
            .into_iter()
            .map(|f| f.map_or(f64::NEG_INFINITY, |(l, _)| l))
            .collect()
    }

    /// Likelihood and course of each particle.
    pub fn fits(&self, particles: &[Particle]) -> Vec<Option<(f64, Course)>> {
        self.fit_all(particles, PASSES_OF_DRAWS)
    }

    fn fit_all(&self, particles: &[Particle], passes: usize) -> Vec<Option<(f64, Course)>> {
        particles
            .par_chunks(LANES)
            .flat_map_iter(|chunk| self.fit_block(chunk, passes))
            .collect()
    }

    /// A draw, by number, of the rows of the past of a fitted particle, in the order of [`Past::rows`].
    pub fn rows_of_the_past(&self, particle: &Particle, number: u32, course: &Course) -> Vec<f64> {
        let mut chance = self.streams(particle.id).cell(STREAM, number, 0);
        course.draw(&mut chance).rows()
    }

    fn fit_block(&self, particles: &[Particle], passes: usize) -> Vec<Option<(f64, Course)>> {
        let values: Vec<Vec<f64>> = particles.iter().map(|p| self.parameters(p)).collect();
        // Lanes that are left over repeat the last particle.
        let of = |lane: usize| lane.min(particles.len() - 1);
        let rows: Vec<[f64; LANES]> = (0..PARAMETERS.len())
            .map(|k| std::array::from_fn(|lane| values[of(lane)][k]))
            .collect();
        let streams: [Streams; LANES] =
            std::array::from_fn(|lane| self.streams(particles[of(lane)].id));
        let mut fits: Vec<Option<(f64, Course)>> = vec![None; particles.len()];
        for _ in 0..passes {
            let courses: [Option<&Course>; LANES] =
                std::array::from_fn(|lane| fits[of(lane)].as_ref().map(|f| &f.1));
            let given = courses.map(|c| c.map(|c| c.course.as_slice()));
            let runs = self.run(&rows, streams, &given);
            let fitted = runs.iter().zip(courses).take(particles.len());
            fits = fitted
                .map(|(run, start)| {
                    let course = fit(&run.expected, &self.counts, &run.tension, start)?;
                    let l = course.ln_likelihood + self.tally_likelihood(run, &course);
                    l.is_finite().then_some((l, course))
                })
                .collect();
        }
        fits
    }

    /// Counts that the model would have had the record of under a particle, with a course of its prior; also that course,
    /// as rows of the past.
    pub fn simulate(&self, particle: &Particle) -> Option<(Vec<States>, Vec<f64>)> {
        let rows: Vec<[f64; LANES]> = self
            .parameters(particle)
            .into_iter()
            .map(|v| [v; LANES])
            .collect();
        let streams = [self.streams(particle.id); LANES];
        let p = Parameters::from_rows(&rows);
        let tension = Tension {
            spread: p.tension[0],
            half_life_years: p.tension_half_life_years[0],
        };
        let mut chance = self.streams(particle.id).cell(STREAM, u32::MAX, 0);
        let draw = prior_draw(self.years(), &tension, &mut chance)?;
        let given = [Some(draw.course.as_slice()); LANES];
        let runs = self.run(&rows, streams, &given);
        let counts = runs[0]
            .expected
            .iter()
            .zip(&draw.course)
            .map(|(e, w)| {
                std::array::from_fn(|s| {
                    let rate = e.background[s] * exp(draw.background[s])
                        + e.other[s]
                        + e.fights[s] * exp(w[s]);
                    register(rate, &mut chance)
                })
            })
            .collect();
        Some((counts, draw.rows()))
    }

    /// Runs the model with given courses of hostility; what it expects without them.
    fn run(
        &self,
        rows: &[[f64; LANES]],
        streams: [Streams; LANES],
        courses: &[Option<&[States]>; LANES],
    ) -> Vec<Run> {
        let years = self.years();
        let mut rows = rows.to_vec();
        rows.extend([[0.0; LANES]; 2 * N]);
        for t in 0..years {
            for s in 0..N {
                rows.push(courses.map(|c| c.map_or(0.0, |c| c[t][s])));
            }
        }
        debug_assert_eq!(rows.len(), PARAMETERS.len() + Past::<LANES>::rows(N, years));
        let p = Parameters::from_rows(&rows);
        let empty = Expected {
            background: [0.0; N],
            other: [0.0; N],
            fights: [0.0; N],
        };
        let mut runs: Vec<Run> = (0..LANES)
            .map(|lane| Run {
                expected: vec![empty.clone(); years],
                tension: Tension {
                    spread: p.tension[lane],
                    half_life_years: p.tension_half_life_years[lane],
                },
            })
            .collect();
        let block = Block::new(streams, rows);
        let policy = Policy {
            // No rule looks back: nothing needs to be remembered.
            start_month: usize::MAX,
            uses: Vec::new(),
        };
        self.model.watch(&block, &policy, |world| {
            let Some(month) = world.month.checked_sub(1) else {
                return;
            };
            let f = &world.flows;
            for (lane, run) in runs.iter_mut().enumerate() {
                let year = &mut run.expected[month / 12];
                let share = p.inegi_share[lane];
                for s in 0..N {
                    let fights =
                        f.within_blocs_by_state[s][lane] + f.between_blocs_by_state[s][lane];
                    let background = f.background[s][lane];
                    year.background[s] += share * background;
                    year.fights[s] += share * fights;
                    let other = f.homicides[s][lane] - background - fights;
                    year.other[s] += share * other.max(0.0);
                }
            }
        });
        for (run, course) in runs.iter_mut().zip(courses) {
            let Some(course) = course else { continue };
            for (expected, w) in run.expected.iter_mut().zip(*course) {
                for (fights, w) in expected.fights.iter_mut().zip(w) {
                    *fights *= exp(-w);
                }
            }
        }
        runs
    }

    /// Tallies of killings by organised crime against fights, clashes and predation. Tallies of one year are of the same
    /// killings: together they count as one.
    fn tally_likelihood(&self, run: &Run, course: &Course) -> f64 {
        let year = |(t, tally): (usize, &Option<(f64, f64)>)| {
            let (mean, _) = (*tally)?;
            let e = &run.expected[t];
            let killed: f64 = (0..N)
                .map(|s| e.other[s] + e.fights[s] * exp(course.course[t][s]))
                .sum();
            let miss = (mean - ln(killed.max(1.0))) / TALLY_ERROR;
            Some(-0.5 * miss * miss)
        };
        self.tallies.iter().enumerate().filter_map(year).sum()
    }
}

/// Mean logarithm and number of the tallies of each year from the first on.
fn tallies(years: usize) -> Vec<Option<(f64, f64)>> {
    let series: Vec<_> = TALLIES
        .iter()
        .filter_map(|id| record::find(id).ok())
        .collect();
    (0..years)
        .map(|t| {
            let year = inputs::FIRST_YEAR + t as u16;
            let values: Vec<f64> = series
                .iter()
                .flat_map(|s| s.points.iter().filter(|p| p.0 == year).map(|p| ln(p.1)))
                .collect();
            let n = values.len() as f64;
            (n > 0.0).then(|| (values.iter().sum::<f64>() / n, n))
        })
        .collect()
}
