//! The likelihood of parameters: the model is run over the record's years and held against its counts.
//!
//! A particle is a point in the space of normal scores, one a parameter: parameter k is the quantile of its prior at
//! Φ(z_k), so that the prior is a standard normal. Its chance (splits, attacks, successions) is part of the particle,
//! addressed by a number, so that its likelihood is a fixed function of z. The run is steered by the record
//! (`system::steering`): deaths change who is left to fight, and who died is known.

use crate::course::{Course, Expected, N, States, Tension, fit, prior_draw, register};
use crate::inputs;
use crate::national::National;
use assumptions::{Belief, Ledger};
use engine::{Block, LANES, Streams};
use numerics::elementary::exp;
use numerics::sample::normal_cdf;
use rayon::prelude::*;
use system::forms::Forms;
use system::model::SystemModel;
use system::parameters::{PARAMETERS, Parameters};
use system::past::{MONTHS_OF_A_QUARTER, QUARTERS};
use system::policy::Policy;

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
    /// The same, steered by the counts.
    steered: SystemModel,
    ledger: &'a Ledger,
    belief: Belief,
    /// Homicides by quarter and state.
    counts: Vec<States>,
    /// National evidence, and the power of the rest of the likelihood; none for records that the model simulated.
    national: Option<(National, f64)>,
    seed: u64,
}

/// What a run gives over the quarters.
#[derive(Clone, Debug)]
struct Run {
    expected: Vec<Expected>,
    /// Independent groups at the end of each year.
    groups: Vec<f64>,
    tension: Tension,
}

impl<'a> Target<'a> {
    /// The likelihood of quarterly counts by state from `inputs::FIRST_YEAR` on.
    pub fn new(
        ledger: &'a Ledger,
        belief: Belief,
        forms: Forms,
        counts: Vec<States>,
        seed: u64,
    ) -> Self {
        let model = inputs::model(forms, 0, MONTHS_OF_A_QUARTER * counts.len());
        let mut steered = model.clone();
        steered.inputs.registered = counts
            .iter()
            .flat_map(|quarter| {
                let month = quarter.map(|y| y / MONTHS_OF_A_QUARTER as f64).to_vec();
                vec![month; MONTHS_OF_A_QUARTER]
            })
            .collect();
        Self {
            model,
            steered,
            ledger,
            belief,
            national: None,
            counts,
            seed,
        }
    }

    /// With what else is known of the nation in these years, for a likelihood that is raised to the power η in the end:
    /// counts of groups, which are not to be tempered, enter with the power 1/η.
    #[must_use]
    pub fn with_national(mut self, learning_rate: f64) -> Self {
        self.national = Some((National::of_the_record(self.years()), learning_rate));
        self
    }

    /// Years of the record.
    pub fn years(&self) -> usize {
        self.counts.len() / QUARTERS
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
        self.fits(particles)
            .into_iter()
            .map(|f| f.map_or(f64::NEG_INFINITY, |(l, _)| l))
            .collect()
    }

    /// Likelihood and course of each particle.
    pub fn fits(&self, particles: &[Particle]) -> Vec<Option<(f64, Course)>> {
        particles
            .par_chunks(LANES)
            .flat_map_iter(|chunk| self.fit_block(chunk))
            .collect()
    }

    /// A draw, by number, of the rows of the past of a fitted particle, in the order of [`system::past::Past::rows`].
    pub fn rows_of_the_past(&self, particle: &Particle, number: u32, course: &Course) -> Vec<f64> {
        let mut chance = self.streams(particle.id).cell(STREAM, number, 0);
        course.draw(&mut chance).rows()
    }

    fn fit_block(&self, particles: &[Particle]) -> Vec<Option<(f64, Course)>> {
        let values: Vec<Vec<f64>> = particles.iter().map(|p| self.parameters(p)).collect();
        // Lanes that are left over repeat the last particle.
        let of = |lane: usize| lane.min(particles.len() - 1);
        let rows: Vec<[f64; LANES]> = (0..PARAMETERS.len())
            .map(|k| std::array::from_fn(|lane| values[of(lane)][k]))
            .collect();
        let streams: [Streams; LANES] =
            std::array::from_fn(|lane| self.streams(particles[of(lane)].id));
        run(&self.steered, &rows, streams)
            .iter()
            .take(particles.len())
            .map(|run| {
                let course = fit(&run.expected, &self.counts, &run.tension)?;
                let l = course.ln_likelihood + self.national_likelihood(run, &course);
                l.is_finite().then_some((l, course))
            })
            .collect()
    }

    /// Quarterly counts that the model would have had the record of under a particle, with a course of its prior; also
    /// that course, as rows of the past.
    pub fn simulate(&self, particle: &Particle) -> (Vec<States>, Vec<f64>) {
        let mut rows: Vec<[f64; LANES]> = self
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
        let draw = prior_draw(self.counts.len(), &tension, &mut chance);
        // Background and what lasts are put in below.
        rows.extend([[0.0; LANES]; 2 * N]);
        rows.extend(draw.course.iter().flatten().map(|w| [*w; LANES]));
        let runs = run(&self.model, &rows, streams);
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
        (counts, draw.rows())
    }

    /// Logarithm of the likelihood of tallies and of counts of groups.
    fn national_likelihood(&self, run: &Run, course: &Course) -> f64 {
        let Some((national, learning_rate)) = &self.national else {
            return 0.0;
        };
        let killed = |year: usize| -> f64 {
            let quarters = QUARTERS * year..QUARTERS * (year + 1);
            run.expected[quarters.clone()]
                .iter()
                .zip(&course.course[quarters])
                .flat_map(|(e, w)| (0..N).map(|s| e.other[s] + e.fights[s] * exp(w[s])))
                .sum()
        };
        national.tallies(killed) + national.counts(&run.groups) / learning_rate
    }
}

/// Runs the model; what it expects without random hostility, given what happened before with it.
fn run(model: &SystemModel, rows: &[[f64; LANES]], streams: [Streams; LANES]) -> Vec<Run> {
    let p = Parameters::from_rows(rows);
    let empty = Expected {
        background: [0.0; N],
        other: [0.0; N],
        fights: [0.0; N],
    };
    let mut runs: Vec<Run> = (0..LANES)
        .map(|lane| Run {
            expected: vec![empty.clone(); model.to / MONTHS_OF_A_QUARTER],
            groups: Vec::with_capacity(model.to / 12),
            tension: Tension {
                spread: p.tension[lane],
                half_life_years: p.tension_half_life_years[lane],
            },
        })
        .collect();
    let block = Block::new(streams, rows.to_vec());
    let policy = Policy {
        // No rule looks back: nothing needs to be remembered.
        start_month: usize::MAX,
        uses: Vec::new(),
    };
    model.watch(&block, &policy, |world| {
        let Some(month) = world.month.checked_sub(1) else {
            return;
        };
        let f = &world.flows;
        let groups = (month % 12 == 11).then(|| world.independent_groups());
        for (lane, run) in runs.iter_mut().enumerate() {
            run.groups.extend(groups.map(|g| g[lane]));
            let quarter = &mut run.expected[month / MONTHS_OF_A_QUARTER];
            let share = p.inegi_share[lane];
            for s in 0..N {
                let fights = f.fights(s)[lane];
                let background = f.background[s][lane];
                quarter.background[s] += share * background;
                quarter.fights[s] += share * fights / world.hostility.random[s][lane];
                let other = f.homicides[s][lane] - background - fights;
                quarter.other[s] += share * other.max(0.0);
            }
        }
    });
    runs
}
