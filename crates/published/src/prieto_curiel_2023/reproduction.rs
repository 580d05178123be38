//! Every published quantity of the model, by name and time, as computed here.
//!
//! Names follow the tables of reference values: `members_total` at `2022`,
//! `scenario_halve_recruitment:killed_per_week` at `2022+260 weeks`, `published:recruited_2021`, …

use super::fit::{self, Fit, FitError, Target};
use super::network::Network;
use super::poisson_starts::PoissonStarts;
use super::trajectory::{Flows, State, WEEKS_TO_2022, flows, killed_by, run, run_euler};
use super::{PUBLISHED, Values};
use crate::{PublishedError, Quantities};
use engine::adaptive::IntegrationError;
use std::sync::OnceLock;

/// Years ahead of 2022 of the published scenarios, in weeks.
const HORIZON: u32 = 520;
/// Weeks from 2022 to the published results for 2027.
const TO_2027: usize = 260;
const AT_2022: usize = WEEKS_TO_2022 as usize;

/// The published run of 2012 to 2022 and all that is derived from it. Costly parts are computed when
/// they are first asked for.
pub struct Reproduction<'a> {
    network: &'a Network,
    /// States at weeks 0 to 520 from the start of 2012.
    past: Vec<State>,
    fit: OnceLock<Result<Fit, FitError>>,
    poisson: OnceLock<PoissonStarts>,
}

/// Published scenarios: values from 2022 on.
fn scenario(name: &str) -> Option<Values> {
    let base = PUBLISHED;
    Some(match name {
        "base" => base,
        "double_incapacitation" => Values {
            eta: 2.0 * base.eta,
            ..base
        },
        "halve_recruitment" => Values {
            rho: 0.5 * base.rho,
            ..base
        },
        "zero_recruitment" => Values { rho: 0.0, ..base },
        "halve_recruitment_and_double_incapacitation" => Values {
            rho: 0.5 * base.rho,
            eta: 2.0 * base.eta,
            ..base
        },
        "zero_incapacitation" => Values { eta: 0.0, ..base },
        "double_lethality_theta" => Values {
            theta: 2.0 * base.theta,
            ..base
        },
        _ => return None,
    })
}

impl<'a> Reproduction<'a> {
    /// Runs 2012 to 2022 on a network.
    pub fn new(network: &'a Network) -> Result<Self, IntegrationError> {
        let start = State::start_of_2012(network, PUBLISHED.c0);
        Ok(Self {
            network,
            past: run(network, &PUBLISHED, &start, WEEKS_TO_2022)?,
            fit: OnceLock::new(),
            poisson: OnceLock::new(),
        })
    }

    /// States at weeks 0 to 520 from the start of 2012.
    pub fn past(&self) -> &[State] {
        &self.past
    }

    fn flows(&self, values: &Values, state: &State) -> Flows {
        flows(self.network, values, state)
    }

    /// A series at a state of a run.
    fn series(&self, name: &str, values: &Values, state: &State, start: &State) -> Option<f64> {
        let flows = self.flows(values, state);
        Some(match name {
            "members_total" => state.total(),
            "killed_per_week" => flows.killed,
            "recruited_per_week" => flows.recruited,
            "incapacitated_per_week" => flows.incapacitated,
            "saturation_per_week" => flows.saturated,
            "killed_cumulative" | "killed_cumulative_since_2022" => state.killed - start.killed,
            "recruited_cumulative" => state.recruited - start.recruited,
            _ => return None,
        })
    }

    /// The 2022 state run on for some weeks with other values.
    fn ahead(&self, values: &Values, start: &State) -> Result<Vec<State>, IntegrationError> {
        run(self.network, values, start, HORIZON)
    }

    fn scenario_value(
        &self,
        name: &str,
        series: &str,
        time: &str,
    ) -> Result<Option<f64>, PublishedError> {
        let Some(values) = scenario(name) else {
            return Ok(None);
        };
        let start = &self.past[AT_2022];
        let states = self.ahead(&values, start)?;
        if let Some(weeks) = time
            .strip_prefix("2022+")
            .and_then(|t| t.strip_suffix(" weeks"))
        {
            let state = weeks.parse().ok().and_then(|w: usize| states.get(w));
            return Ok(state.and_then(|s| self.series(series, &values, s, start)));
        }
        // Percentages compare 2027 with 2022 under the published values.
        let base = match series {
            "members_pct_vs_2022" => "members_total",
            "killed_pct_vs_2022" => "killed_per_week",
            _ => return Ok(None),
        };
        let then = self.series(base, &values, &states[TO_2027], start);
        let now = self.series(base, &PUBLISHED, start, start);
        Ok(then.zip(now).map(|(then, now)| 100.0 * (then / now - 1.0)))
    }

    /// The largest group is halved once at the start of 2022.
    fn decapitated(&self, series: &str, time: &str) -> Result<Option<f64>, PublishedError> {
        let mut start = self.past[AT_2022].clone();
        start.members[0] *= 0.5;
        let states = self.ahead(&PUBLISHED, &start)?;
        let week = match time {
            "2022+0" => 0,
            "2022+260 weeks" => TO_2027,
            _ => return Ok(None),
        };
        Ok(self.series(series, &PUBLISHED, &states[week], &start))
    }

    fn euler(&self, series: &str) -> Option<f64> {
        let start = &self.past[0];
        let states = run_euler(self.network, &PUBLISHED, start, WEEKS_TO_2022);
        self.series(series, &PUBLISHED, &states[AT_2022], start)
    }

    /// Relative change at week 520 for one per cent more of a parameter, over that per cent.
    fn elasticity(&self, of: &str, symbol: &str) -> Result<Option<f64>, PublishedError> {
        let Some(at) = fit::SYMBOLS.iter().position(|s| *s == symbol) else {
            return Ok(None);
        };
        let mut more = PUBLISHED.to_array();
        more[at] *= 1.01;
        let more = Values::from_array(more);
        let start = State::start_of_2012(self.network, more.c0);
        let states = run(self.network, &more, &start, WEEKS_TO_2022)?;
        let series = match of {
            "members" => "members_total",
            "kills" => "killed_per_week",
            _ => return Ok(None),
        };
        let with = self.series(series, &more, &states[AT_2022], &start);
        let without = self.series(series, &PUBLISHED, &self.past[AT_2022], &start);
        Ok(with
            .zip(without)
            .map(|(with, without)| (with / without - 1.0) / 0.01))
    }

    /// The published fit, made once.
    pub fn fit(&self) -> Result<&Fit, PublishedError> {
        let fit = self
            .fit
            .get_or_init(|| fit::fit(self.network, fit::Precision::Published));
        fit.as_ref().map_err(|e| e.clone().into())
    }

    fn fit_value(&self, name: &str) -> Result<Option<f64>, PublishedError> {
        let fit = self.fit()?;
        Ok(match name {
            "SSE" => Some(fit.sse),
            "SST" => Some(fit.sst),
            "RMSE_kills_per_week" => Some(fit.rmse()),
            symbol => fit::SYMBOLS
                .iter()
                .position(|s| *s == symbol)
                .map(|at| fit.values.to_array()[at]),
        })
    }

    fn profile(&self, name: &str) -> Result<Option<f64>, PublishedError> {
        let Some((what, c0)) = name.split_once("_at_C0=") else {
            return Ok(None);
        };
        let Ok(c0) = c0.parse() else { return Ok(None) };
        let fit = fit::profile(self.network, c0)?;
        Ok(match what {
            "SSE" => Some(fit.sse),
            "members_2022" => Some(fit.members_at_end),
            _ => None,
        })
    }

    /// Statements of the publication and of the press on it, as this run gives them.
    fn published(&self, name: &str) -> Result<Option<f64>, PublishedError> {
        let (start, year_ago, now) = (&self.past[0], &self.past[AT_2022 - 52], &self.past[AT_2022]);
        let percent =
            |scenario: &str, series: &str| self.scenario_value(scenario, series, "2027 (260 wk)");
        let value = match name {
            "members_2022" => now.total(),
            "recruit_per_week" => now.recruited / f64::from(WEEKS_TO_2022),
            "top2_cartels_members" => now.members[..2].iter().sum(),
            "net_growth_per_year" => (now.total() - start.total()) / 10.0,
            "net_growth_2021" => now.total() - year_ago.total(),
            "killed_or_incapacitated_share_pct" => {
                100.0 * (now.killed + now.incapacitated) / (start.total() + now.recruited)
            }
            "members_growth_by_2027_pct" => return percent("base", "members_pct_vs_2022"),
            "casualties_growth_by_2027_pct" => return percent("base", "killed_pct_vs_2022"),
            "double_incapacitation_casualties_pct" => {
                return percent("double_incapacitation", "killed_pct_vs_2022");
            }
            "halve_recruitment_casualties_pct" => {
                return percent("halve_recruitment", "killed_pct_vs_2022");
            }
            "halve_recruitment_members_pct" => {
                return percent("halve_recruitment", "members_pct_vs_2022");
            }
            "zero_recruitment_years_to_2012_violence" => {
                let values = Values {
                    rho: 0.0,
                    ..PUBLISHED
                };
                let target = self.flows(&PUBLISHED, start).killed;
                let states = self.ahead(&values, now)?;
                let week = states
                    .iter()
                    .position(|s| self.flows(&values, s).killed <= target);
                return Ok(week.map(|w| w as f64 / 52.0));
            }
            "recruited_2021" => {
                (now.recruited - year_ago.recruited) - (now.saturated - year_ago.saturated)
            }
            "killed_plus_incapacitated_2021" => {
                (now.killed - year_ago.killed) + (now.incapacitated - year_ago.incapacitated)
            }
            "share_of_killed_from_small_orgs_pct" => {
                let n = self.network.groups();
                let small = killed_by(self.network, &PUBLISHED, now, 10.min(n)..n, 0..n);
                100.0 * small / self.flows(&PUBLISHED, now).killed
            }
            "killed_per_week" => self.flows(&PUBLISHED, now).killed,
            _ => return Ok(None),
        };
        Ok(Some(value))
    }

    fn blocks(&self, name: &str) -> Option<f64> {
        let n = self.network.groups();
        let (top, small) = (0..10.min(n), 10.min(n)..n);
        let (victims, aggressors) = match name {
            "kills_top10_vs_top10" => (top.clone(), top),
            "kills_in_top10_by_small" => (top, small),
            "kills_in_small_by_top10" => (small, top),
            "kills_small_vs_small" => (small.clone(), small),
            _ => return None,
        };
        Some(killed_by(
            self.network,
            &PUBLISHED,
            &self.past[AT_2022],
            victims,
            aggressors,
        ))
    }

    /// Sum, largest and mean off-diagonal value of the conflict matrix.
    fn matrix(&self, name: &str) -> Option<f64> {
        let n = self.network.groups();
        let all = (0..n).flat_map(|i| (0..n).map(move |j| (i, j)));
        let c = all.map(|(i, j)| self.network.conflict(i, j));
        match name {
            "conflict_sum" => Some(c.sum()),
            "conflict_max" => c.reduce(f64::max),
            "conflict_mean_off_diagonal" => Some(c.sum::<f64>() / (n * (n - 1)) as f64),
            _ => None,
        }
    }
}

/// The target series `target_kills_per_week week261`, points counted from one.
fn target_series(name: &str) -> Option<f64> {
    let (series, week) = name.split_once(" week")?;
    let target = match series {
        "target_kills_per_week" => Target::deaths(),
        "target_arrests_per_week" => Target::arrests(),
        _ => return None,
    };
    Some(
        target.at_point(
            week.parse()
                .ok()
                .filter(|k| (1..=fit::POINTS).contains(k))?,
        ),
    )
}

impl Quantities for Reproduction<'_> {
    fn value(&self, quantity: &str, setting: &str) -> Result<Option<f64>, PublishedError> {
        if let Some(rest) = quantity.strip_prefix("scenario_") {
            return match rest.split_once(':') {
                Some((name, series)) => self.scenario_value(name, series, setting),
                None => Ok(None),
            };
        }
        if let Some(series) = quantity.strip_prefix("rank1_cartel_halved_at_2022:") {
            return self.decapitated(series, setting);
        }
        if let Some(rest) = quantity.strip_prefix("elasticity_") {
            return match rest.split_once("_wrt_") {
                Some((of, symbol)) => self.elasticity(of, symbol),
                None => Ok(None),
            };
        }
        if let Some(name) = quantity.strip_prefix("fit_") {
            return self.fit_value(name);
        }
        if let Some(name) = quantity.strip_prefix("profile_") {
            return self.profile(name);
        }
        if let Some(name) = quantity.strip_prefix("published:") {
            return self.published(name);
        }
        if let Some(name) = quantity.strip_prefix("poisson_y0_mean:") {
            let starts = self
                .poisson
                .get_or_init(|| PoissonStarts::run(self.network));
            return Ok(starts.mean(name));
        }
        if let Some(series) = quantity.strip_suffix("_euler_dt1") {
            return Ok(self.euler(series));
        }
        if let Some(rank) = quantity.strip_prefix("cartel_size_rank") {
            let rank: Option<usize> = rank.parse().ok();
            return Ok(rank
                .and_then(|r| self.past[AT_2022].members.get(r.checked_sub(1)?))
                .copied());
        }
        if let Some(value) = self
            .blocks(quantity)
            .or_else(|| self.matrix(quantity))
            .or_else(|| target_series(quantity))
        {
            return Ok(Some(value));
        }
        // A series in a year: "2017" or "2017 (week 260)".
        let year: Option<usize> = setting.get(..4).and_then(|y| y.parse().ok());
        let state = year.and_then(|y| self.past.get(y.checked_sub(2012)? * 52));
        Ok(state.and_then(|s| self.series(quantity, &PUBLISHED, s, &self.past[0])))
    }
}
