//! Fitted up to a year and scored after it: rolling origins, the nation and its states, years and months, against
//! baselines.

use crate::baselines::{Forecast, all};
use crate::calibration::{CalibrationError, Plan, Size};
use crate::course::{N, States};
use crate::forecast::{Mode, forecast};
use crate::panel::Panel;
use crate::scores::coverage::covers;
use crate::scores::crps::crps;
use crate::scores::interval::interval_score;
use crate::scores::log_score::log_score;
use crate::structures::{STRUCTURES, apportion, stacking};
use assumptions::Ledger;
use serde::{Deserialize, Serialize};
use std::sync::atomic::AtomicBool;

/// Cut-offs: the model knows nothing after the end of these years.
pub const ORIGINS: [u16; 6] = [2006, 2009, 2012, 2015, 2018, 2020];
/// Longest horizon, years.
pub const HORIZONS: usize = 5;
/// Draws of a baseline.
const DRAWS: u32 = 1000;

/// What is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Homicides of the nation in a year.
    NationYear,
    /// Of a state in a year, mean over states.
    StateYear,
    /// Of the nation in a month, mean over months.
    NationMonth,
    /// Of a state in a month, mean over both.
    StateMonth,
}

impl Scope {
    /// All.
    pub const ALL: [Self; 4] = [
        Self::NationYear,
        Self::StateYear,
        Self::NationMonth,
        Self::StateMonth,
    ];

    /// Name for tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NationYear => "nation, years",
            Self::StateYear => "states, years",
            Self::NationMonth => "nation, months",
            Self::StateMonth => "states, months",
        }
    }
}

/// Mean scores of a forecaster at a horizon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Forecaster.
    pub forecaster: String,
    /// What is scored.
    pub scope: Scope,
    /// Years after the cut-off.
    pub horizon: usize,
    /// Cut-offs with a known outcome.
    pub origins: usize,
    /// CRPS, people.
    pub crps: f64,
    /// Log score, nats.
    pub log_score: f64,
    /// Interval score of the 90 % interval, people.
    pub interval: f64,
    /// Share of outcomes within the 50 % interval.
    pub coverage_50: f64,
    /// Share of outcomes within the 90 % interval.
    pub coverage_90: f64,
}

/// What was forecast for the nation at one origin, to be drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fan {
    /// Forecaster.
    pub forecaster: String,
    /// Cut-off.
    pub origin: u16,
    /// 5, 50 and 95 % of homicides in each year after it.
    pub quantiles: Vec<[f64; 3]>,
}

/// How one structure did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfStructure {
    /// Id, or `as asked`.
    pub id: String,
    /// Forms that are not the default.
    pub forms: Vec<String>,
    /// Stacking weight from all origins.
    pub weight: f64,
    /// Scores in both modes.
    pub scores: Vec<Score>,
}

/// Scores of all forecasters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hindcast {
    /// The data.
    pub data: String,
    /// Cut-offs.
    pub origins: Vec<u16>,
    /// Scores of the baselines and of the mixture of the structures, whose weights for an origin come from the other
    /// origins.
    pub scores: Vec<Score>,
    /// The structures one by one.
    pub structures: Vec<OfStructure>,
    /// Forecasts of the nation.
    pub fans: Vec<Fan>,
    /// Homicides of the nation by year, from the panel's first year.
    pub observed: Vec<(u16, f64)>,
}

/// Sums of scores over origins.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    n: f64,
    crps: f64,
    log_score: f64,
    interval: f64,
    inside_50: f64,
    inside_90: f64,
}

impl Sum {
    fn add(&mut self, draws: &[f64], outcome: f64) {
        self.n += 1.0;
        self.crps += crps(draws, outcome);
        self.log_score += log_score(draws, outcome);
        self.interval += interval_score(draws, outcome);
        self.inside_50 += f64::from(u8::from(covers(draws, outcome, 0.5)));
        self.inside_90 += f64::from(u8::from(covers(draws, outcome, 0.9)));
    }
}

/// What is to be done.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// Homicides, to the last year.
    pub panel: &'a Panel,
    /// Name of the data.
    pub data: &'a str,
    /// The structures: id, and forms that are not the default.
    pub structures: &'a [(String, Vec<String>)],
    /// Cut-offs.
    pub origins: &'a [u16],
    /// Size of each fit.
    pub size: Size,
    /// Seed.
    pub seed: u64,
}

/// Scores of one forecaster over all origins.
#[derive(Default)]
struct Tally {
    sums: [[Sum; 4]; HORIZONS],
    origins: [usize; HORIZONS],
}

impl Tally {
    fn scores(&self, forecaster: &str) -> Vec<Score> {
        let mut scores = Vec::new();
        for (h, sums) in self.sums.iter().enumerate() {
            if self.origins[h] == 0 {
                continue;
            }
            for (scope, s) in Scope::ALL.into_iter().zip(sums) {
                scores.push(Score {
                    forecaster: forecaster.to_owned(),
                    scope,
                    horizon: h + 1,
                    origins: self.origins[h],
                    crps: s.crps / s.n,
                    log_score: s.log_score / s.n,
                    interval: s.interval / s.n,
                    coverage_50: s.inside_50 / s.n,
                    coverage_90: s.inside_90 / s.n,
                });
            }
        }
        scores
    }
}

const MODES: [Mode; 2] = [Mode::Frozen, Mode::Realised];
/// The mode whose forecasts weigh the structures.
const REALISED: usize = 1;

/// What a structure forecast from an origin.
struct Fitted {
    /// By mode.
    forecasts: [Forecast; 2],
    /// Log densities of homicides by state and year.
    log_densities: Vec<f64>,
}

/// Fits and scores at every origin; `report` hears what is being done.
pub fn hindcast(
    task: &Task<'_>,
    cancel: &AtomicBool,
    mut report: impl FnMut(&str),
) -> Result<Hindcast, CalibrationError> {
    let rules = all();
    let mut baselines: Vec<Tally> = rules.iter().map(|_| Tally::default()).collect();
    let mut fans = Vec::new();
    // `fitted[origin][structure]`
    let mut fitted: Vec<Vec<Fitted>> = Vec::new();
    for origin in task.origins {
        let past = task.panel.until(*origin);
        report(&format!("baselines from {origin}"));
        for (rule, tally) in rules.iter().zip(&mut baselines) {
            let forecast = rule.forecast(&past, HORIZONS, DRAWS, task.seed);
            score(task.panel, *origin, &forecast, tally);
            fans.push(fan(rule.name(), *origin, &forecast));
        }
        let mut of_origin = Vec::new();
        for (id, forms) in task.structures {
            report(&format!("fit to {origin}: {id}"));
            let data = task.data.to_owned();
            let plan = Plan::new(
                task.ledger,
                forms,
                data,
                past.quarters(),
                task.seed,
                task.size,
            );
            let target = plan.target(task.ledger);
            let mut populations = Vec::new();
            for shard in 0..plan.shards {
                populations.push(plan.run_in_memory(shard, &target, cancel)?);
            }
            let particles = (plan.shards * plan.particles).max(1);
            let replicates = DRAWS.div_ceil(particles);
            let forecasts = MODES
                .map(|mode| forecast(&plan, &target, &populations, mode, HORIZONS, replicates));
            of_origin.push(Fitted {
                log_densities: log_densities(task.panel, *origin, &forecasts[REALISED]),
                forecasts,
            });
        }
        fitted.push(of_origin);
    }
    let weights = |left_out: Option<usize>| {
        let densities: Vec<Vec<f64>> = (0..task.structures.len())
            .map(|k| {
                let origins = fitted.iter().enumerate();
                origins
                    .filter(|(o, _)| Some(*o) != left_out)
                    .flat_map(|(_, of)| of[k].log_densities.clone())
                    .collect()
            })
            .collect();
        stacking(&densities)
    };
    let mut scores: Vec<Score> = rules
        .iter()
        .zip(&baselines)
        .flat_map(|(rule, tally)| tally.scores(rule.name()))
        .collect();
    let mut singles: Vec<Vec<Score>> = vec![Vec::new(); task.structures.len()];
    for (m, mode) in MODES.into_iter().enumerate() {
        let mut mixture = Tally::default();
        for (o, origin) in task.origins.iter().enumerate() {
            let mixed = mix(&fitted[o], m, &weights(Some(o)));
            score(task.panel, *origin, &mixed, &mut mixture);
            fans.push(fan(mode.name(), *origin, &mixed));
        }
        scores.extend(mixture.scores(mode.name()));
        for (k, of) in singles.iter_mut().enumerate() {
            let mut single = Tally::default();
            for (o, origin) in task.origins.iter().enumerate() {
                score(task.panel, *origin, &fitted[o][k].forecasts[m], &mut single);
            }
            of.extend(single.scores(mode.name()));
        }
    }
    let years = task.panel.years();
    let observed = years
        .iter()
        .enumerate()
        .map(|(t, y)| (task.panel.first_year + t as u16, y.iter().sum()));
    let structures = task.structures.iter().zip(weights(None)).zip(singles);
    Ok(Hindcast {
        data: task.data.to_owned(),
        origins: task.origins.to_vec(),
        scores,
        structures: structures
            .map(|(((id, forms), weight), scores)| OfStructure {
                id: id.clone(),
                forms: forms.clone(),
                weight,
                scores,
            })
            .collect(),
        fans,
        observed: observed.collect(),
    })
}

/// Draws of a mixture: of each structure as many as its weight says, evenly from all of its own.
fn mix(structures: &[Fitted], mode: usize, weights: &[f64]) -> Forecast {
    let counts = apportion(DRAWS, weights);
    structures
        .iter()
        .zip(counts)
        .flat_map(|(of, count)| {
            let draws = &of.forecasts[mode];
            let at = move |i: u32| i as usize * draws.len() / count as usize;
            (0..count).map(move |i| draws[at(i)].clone())
        })
        .collect()
}

/// Log densities of homicides of every state in every year after an origin that the panel has.
fn log_densities(panel: &Panel, origin: u16, forecast: &Forecast) -> Vec<f64> {
    let first = 12 * usize::from(origin + 1 - panel.first_year);
    let mut densities = Vec::new();
    for h in 0..HORIZONS {
        let Some(outcome) = panel.months.get(first + 12 * h..first + 12 * (h + 1)) else {
            continue;
        };
        for s in 0..N {
            let total = |of: &[States]| of.iter().map(|m| m[s]).sum::<f64>();
            let draws: Vec<f64> = forecast
                .iter()
                .map(|draw| total(&draw[12 * h..12 * (h + 1)]))
                .collect();
            densities.push(-log_score(&draws, total(outcome)));
        }
    }
    densities
}

/// Adds the scores of a forecast at each horizon whose outcome the panel has.
fn score(panel: &Panel, origin: u16, forecast: &Forecast, tally: &mut Tally) {
    let first = 12 * usize::from(origin + 1 - panel.first_year);
    for (h, (sums, origins)) in tally.sums.iter_mut().zip(&mut tally.origins).enumerate() {
        let months = first + 12 * h..first + 12 * (h + 1);
        let Some(outcome) = panel.months.get(months) else {
            continue;
        };
        *origins += 1;
        let ahead = 12 * h..12 * (h + 1);
        let total = |of: &[States], s: usize| of.iter().map(|m| m[s]).sum::<f64>();
        let national = |of: &[States]| of.iter().flatten().sum::<f64>();
        let draws = |value: &dyn Fn(&[States]) -> f64| -> Vec<f64> {
            forecast
                .iter()
                .map(|draw| value(&draw[ahead.clone()]))
                .collect()
        };
        sums[0].add(&draws(&national), national(outcome));
        for s in 0..N {
            sums[1].add(&draws(&|y| total(y, s)), total(outcome, s));
        }
        for m in 0..12 {
            sums[2].add(&draws(&|y| y[m].iter().sum()), outcome[m].iter().sum());
            for s in 0..N {
                sums[3].add(&draws(&|y| y[m][s]), outcome[m][s]);
            }
        }
    }
}

fn fan(name: &str, origin: u16, forecast: &Forecast) -> Fan {
    let quantiles = (0..HORIZONS)
        .map(|h| {
            let mut draws: Vec<f64> = forecast
                .iter()
                .map(|d| d[12 * h..12 * (h + 1)].iter().flatten().sum())
                .collect();
            draws.sort_by(f64::total_cmp);
            [0.05, 0.5, 0.95].map(|p| crate::scores::quantile(&draws, p))
        })
        .collect();
    Fan {
        forecaster: name.to_owned(),
        origin,
        quantiles,
    }
}

/// How the model stands against the record, as it ships with the program: made by `aftermath hindcast --json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Scores.
    pub hindcast: Hindcast,
    /// The event study.
    pub events: Vec<crate::event_study::Comparison>,
}

impl Record {
    /// The one that is part of the program; `None` if it cannot be read.
    pub fn shipped() -> Option<Self> {
        serde_json::from_str(include_str!("../../../posterior/record.json")).ok()
    }
}

impl Hindcast {
    /// Stacking weights in the order of [`STRUCTURES`]; empty if they were not all fitted.
    pub fn weights(&self) -> Vec<f64> {
        let of = |id: &str| self.structures.iter().find(|s| s.id == id);
        let weights = STRUCTURES.iter().map(|s| of(s.id).map(|s| s.weight));
        weights.collect::<Option<_>>().unwrap_or_default()
    }

    /// The best baseline at a scope and horizon by CRPS.
    pub fn best_baseline(&self, scope: Scope, horizon: usize) -> Option<&Score> {
        let is_model = |s: &Score| s.forecaster.starts_with("model");
        self.scores
            .iter()
            .filter(|s| s.scope == scope && s.horizon == horizon && !is_model(s))
            .min_by(|a, b| a.crps.total_cmp(&b.crps))
    }

    /// The model's score.
    pub fn model(&self, mode: Mode, scope: Scope, horizon: usize) -> Option<&Score> {
        let of =
            |s: &&Score| s.scope == scope && s.horizon == horizon && s.forecaster == mode.name();
        self.scores.iter().find(of)
    }

    /// Skill: 1 − CRPS of the model over that of the best baseline.
    pub fn skill(&self, mode: Mode, scope: Scope, horizon: usize) -> Option<f64> {
        let (m, b) = (
            self.model(mode, scope, horizon)?,
            self.best_baseline(scope, horizon)?,
        );
        Some(1.0 - m.crps / b.crps)
    }
}
