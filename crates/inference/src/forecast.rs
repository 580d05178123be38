//! The fitted model run on after a cut-off: what it would have forecast.
//!
//! Two modes. *Frozen policy*: nothing that happened after the cut-off is given; leaders are removed at the pace of the
//! five years before it, troops and cooperation stay. *Realised policy*: the removals, deployments and regimes that
//! followed are given, as in a policy model; homicides never are.
//!
//! Homicides of a quarter as registered scatter around what the model expects as in `course`: by a gamma factor of size r.

use crate::baselines::Forecast;
use crate::calibration::Plan;
use crate::course::{Course, N, States, scatter};
use crate::inputs::{self, FIRST_YEAR};
use crate::panel::Panel;
use crate::posterior::PosteriorDraws;
use crate::smc::Population;
use crate::target::{Particle, Target};
use engine::{Block, Draws, LANES, Streams};
use numerics::sample::poisson;
use rayon::prelude::*;
use std::ops::Range;
use system::forms::Forms;
use system::inputs::Inputs;
use system::parameters::{PARAMETERS, Parameters};
use system::past::MONTHS_OF_A_QUARTER;
use system::policy::Policy;

/// Years before the cut-off whose pace of removals is held on to.
const PACE_YEARS: usize = 5;
/// Purpose of the random numbers of what is registered.
const REGISTERED: u32 = 0x4643_0001;

/// What is known of policy after the cut-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing: a forecast. Where blocs and laboratories are, is of about 2000 and about 2020 for all cut-offs, and
    /// arrests are counted from the troops of 2012-2018 (`inputs`): the levels of parameters mean that.
    Frozen,
    /// All: a conditional hindcast.
    Realised,
}

impl Mode {
    /// Name for tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Frozen => "model, frozen policy",
            Self::Realised => "model, realised policy",
        }
    }
}

/// Forgets what was done from a month on.
fn frozen(mut inputs: Inputs, cut: usize) -> Inputs {
    inputs.removals.retain(|r| r.month < cut);
    inputs.removals_end = inputs.removals_end.min(cut);
    inputs.troops.truncate(cut);
    inputs.cooperation.truncate(cut);
    let last = FIRST_YEAR + (cut / 12) as u16 - 1;
    inputs.lieutenants_per_leader =
        inputs::lieutenants_per_leader(last + 1 - PACE_YEARS as u16, last);
    inputs
}

/// Leaders of the first rank removed a year in the years before a month.
fn pace(inputs: &Inputs, cut: usize) -> f64 {
    let from = cut.saturating_sub(12 * PACE_YEARS);
    let removed = inputs
        .removals
        .iter()
        .filter(|r| r.top && (from..cut).contains(&r.month));
    removed.map(|r| f64::from(r.count)).sum::<f64>() / PACE_YEARS as f64
}

/// Runs the particles of a fit on: `replicates` futures each, monthly counts of the years after the fit.
pub fn forecast(
    plan: &Plan,
    target: &Target<'_>,
    populations: &[Population],
    mode: Mode,
    years: usize,
    replicates: u32,
) -> Forecast {
    let particles: Vec<Particle> = populations
        .iter()
        .flat_map(|p| p.z.iter().zip(&p.ids))
        .map(|(z, id)| plan.particle(z, *id))
        .collect();
    let fits = target.fits(&particles);
    let fitted: Vec<(&Particle, &Course, u32)> = particles
        .iter()
        .zip(&fits)
        .filter_map(|(p, f)| Some((p, &f.as_ref()?.1)))
        .flat_map(|(p, c)| (0..replicates).map(move |r| (p, c, r)))
        .collect();
    let cut = 12 * target.years();
    let mut model = target.model().clone();
    model.to = cut + 12 * years;
    model.inputs = inputs::inputs();
    let pace = pace(&model.inputs, cut);
    if mode == Mode::Frozen {
        model.inputs = frozen(model.inputs, cut);
    }
    let policy = Policy {
        start_month: usize::MAX,
        uses: Vec::new(),
    };
    let pace_at = PARAMETERS
        .iter()
        .position(|p| p.symbol == "removals_per_year");
    fitted
        .par_chunks(LANES)
        .enumerate()
        .flat_map_iter(|(block, members)| {
            let of = |lane: usize| members[lane.min(members.len() - 1)];
            let rows: Vec<Vec<f64>> = (0..LANES)
                .map(|lane| {
                    let (particle, course, _) = of(lane);
                    let mut row = target.parameters(particle);
                    if let Some(at) = pace_at {
                        row[at] = pace;
                    }
                    let number = (LANES * block + lane.min(members.len() - 1)) as u32;
                    row.extend(target.rows_of_the_past(particle, number, course));
                    row
                })
                .collect();
            let rows: Vec<[f64; LANES]> = (0..rows[0].len())
                .map(|k| std::array::from_fn(|lane| rows[lane][k]))
                .collect();
            let p = Parameters::from_rows(&rows);
            let streams: [Streams; LANES] = std::array::from_fn(|lane| Streams {
                replicate: 1 + of(lane).2,
                ..target.streams((LANES * block + lane) as u32)
            });
            let block = Block {
                streams,
                past: std::array::from_fn(|lane| target.streams(of(lane).0.id)),
                parameters: rows,
            };
            let mut expected = vec![vec![[0.0; N]; 12 * years]; LANES];
            model.watch(&block, &policy, |world| {
                let Some(month) = world.month.checked_sub(cut + 1) else {
                    return;
                };
                for (lane, expected) in expected.iter_mut().enumerate() {
                    let homicides = world.flows.homicides.iter();
                    for (expected, h) in expected[month].iter_mut().zip(homicides) {
                        *expected = h[lane] * p.inegi_share[lane];
                    }
                }
            });
            let registered: Vec<Vec<States>> = expected
                .iter()
                .zip(streams)
                .take(members.len())
                .map(|(months, streams)| register(months, streams))
                .collect();
            registered
        })
        .collect()
}

/// Records that the model simulates over the years of a panel under a posterior: the same removals, deployments and
/// regimes. What the mechanisms leave out is drawn anew, with other chance, and only the lasting differences between
/// states stay; or, given the course, both are as fitted, year by year. Records are numbered, so that those of several
/// structures differ in their chance.
pub fn simulated_records(
    posterior: &PosteriorDraws,
    forms: Forms,
    panel: &Panel,
    records: Range<u32>,
    seed: u64,
    given_course: bool,
) -> Vec<Panel> {
    let months = panel.months.len();
    let model = inputs::model(forms, 0, months);
    let policy = Policy {
        start_month: usize::MAX,
        uses: Vec::new(),
    };
    let starts: Vec<u32> = records.clone().step_by(LANES).collect();
    starts
        .par_iter()
        .flat_map_iter(|start| {
            let draws: [u32; LANES] =
                std::array::from_fn(|lane| (start + lane as u32).min(records.end - 1));
            let past = if given_course {
                posterior.rows_of_the_past()
            } else {
                2 * N
            };
            let mut rows = vec![[0.0; LANES]; PARAMETERS.len() + past];
            posterior.fill(seed, draws, &mut rows);
            let p = Parameters::from_rows(&rows);
            let streams = draws.map(|draw| Streams {
                seed,
                draw,
                replicate: 0,
            });
            let block = Block {
                streams,
                past: if given_course {
                    streams.map(|s| posterior.past(s))
                } else {
                    streams
                },
                parameters: rows,
            };
            let mut expected = vec![vec![[0.0; N]; months]; LANES];
            model.watch(&block, &policy, |world| {
                let Some(month) = world.month.checked_sub(1) else {
                    return;
                };
                for (lane, expected) in expected.iter_mut().enumerate() {
                    let homicides = world.flows.homicides.iter();
                    for (expected, h) in expected[month].iter_mut().zip(homicides) {
                        *expected = h[lane] * p.inegi_share[lane];
                    }
                }
            });
            let count = (records.end - start).min(LANES as u32) as usize;
            let panels: Vec<Panel> = expected
                .iter()
                .zip(streams)
                .take(count)
                .map(|(months, streams)| Panel {
                    first_year: panel.first_year,
                    months: register(months, streams),
                })
                .collect();
            panels
        })
        .collect()
}

/// What is registered of what is expected: a factor of mean one for each quarter and state, then Poisson by month.
fn register(expected: &[States], streams: Streams) -> Vec<States> {
    let mut chance = streams.cell(REGISTERED, 0, 0);
    let mut factor = [1.0; N];
    expected
        .iter()
        .enumerate()
        .map(|(m, month)| {
            if m % MONTHS_OF_A_QUARTER == 0 {
                factor = std::array::from_fn(|_| scatter(&mut chance));
            }
            std::array::from_fn(|s| poisson(&mut chance, month[s] * factor[s]) as f64)
        })
        .collect()
}
