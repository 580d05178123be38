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

/// Scores of all forecasters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hindcast {
    /// The data.
    pub data: String,
    /// Forms that are not the default.
    pub forms: Vec<String>,
    /// Cut-offs.
    pub origins: Vec<u16>,
    /// All scores.
    pub scores: Vec<Score>,
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
    /// Forms that are not the default.
    pub forms: &'a [String],
    /// Cut-offs.
    pub origins: &'a [u16],
    /// Size of each fit.
    pub size: Size,
    /// Seed.
    pub seed: u64,
}

/// Fits and scores at every origin; `report` hears what is being done.
pub fn hindcast(
    task: &Task<'_>,
    cancel: &AtomicBool,
    mut report: impl FnMut(&str),
) -> Result<Hindcast, CalibrationError> {
    let mut sums: Vec<(String, Vec<[Sum; 4]>, Vec<usize>)> = Vec::new();
    let mut fans = Vec::new();
    let mut take = |name: &str, origin: u16, forecast: &Forecast| {
        let at = sums.iter().position(|s| s.0 == name).unwrap_or_else(|| {
            sums.push((
                name.to_owned(),
                vec![[Sum::default(); 4]; HORIZONS],
                vec![0; HORIZONS],
            ));
            sums.len() - 1
        });
        let (_, scores, origins) = &mut sums[at];
        score(task.panel, origin, forecast, scores, origins);
        fans.push(fan(name, origin, forecast));
    };
    for origin in task.origins {
        let past = task.panel.until(*origin);
        report(&format!("baselines from {origin}"));
        for rule in all() {
            take(
                rule.name(),
                *origin,
                &rule.forecast(&past, HORIZONS, DRAWS, task.seed),
            );
        }
        report(&format!("fit to {origin}"));
        let counts = past.years().iter().map(|y| y.to_vec()).collect();
        let plan = Plan::new(
            task.ledger,
            task.forms,
            task.data.to_owned(),
            counts,
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
        for mode in [Mode::Frozen, Mode::Realised] {
            let forecast = forecast(&plan, &target, &populations, mode, HORIZONS, replicates);
            take(mode.name(), *origin, &forecast);
        }
    }
    let scores = sums
        .iter()
        .flat_map(|(name, by_horizon, origins)| {
            by_horizon.iter().enumerate().flat_map(move |(h, scopes)| {
                Scope::ALL
                    .into_iter()
                    .zip(scopes)
                    .map(move |(scope, s)| Score {
                        forecaster: name.clone(),
                        scope,
                        horizon: h + 1,
                        origins: origins[h],
                        crps: s.crps / s.n,
                        log_score: s.log_score / s.n,
                        interval: s.interval / s.n,
                        coverage_50: s.inside_50 / s.n,
                        coverage_90: s.inside_90 / s.n,
                    })
            })
        })
        .filter(|s| s.origins > 0)
        .collect();
    let years = task.panel.years();
    let observed = years
        .iter()
        .enumerate()
        .map(|(t, y)| (task.panel.first_year + t as u16, y.iter().sum()));
    Ok(Hindcast {
        data: task.data.to_owned(),
        forms: task.forms.to_vec(),
        origins: task.origins.to_vec(),
        scores,
        fans,
        observed: observed.collect(),
    })
}

/// Adds the scores of a forecast at each horizon whose outcome the panel has.
fn score(
    panel: &Panel,
    origin: u16,
    forecast: &Forecast,
    sums: &mut [[Sum; 4]],
    origins: &mut [usize],
) {
    let first = 12 * usize::from(origin + 1 - panel.first_year);
    for (h, (sums, origins)) in sums.iter_mut().zip(origins).enumerate() {
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
