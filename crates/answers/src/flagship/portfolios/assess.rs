//! What the search found, judged on fresh draws.

use super::limits::{Kind, Portfolio};
use super::search::Found;
use super::{
    Assessed, BestKind, Contest, Dominated, OnOutcome, Optimise, PortfolioError, Portfolios,
    Sampled, at, error, mean, words,
};
use crate::comparison::{Probability, Summary};
use crate::flagship::question::{Assumed, as_read};
use crate::flagship::words::validity;
use crate::paired::probability;
use crate::pareto::dominates;
use engine::Observer;
use std::sync::atomic::AtomicBool;
use system::outcomes::OUTCOMES;

/// Which kind stands against which: force against none, both ways round, and force beside other levers against none.
pub(super) const CONTESTS: [(Kind, Kind); 3] = [
    (Kind::Military, Kind::NonMilitary),
    (Kind::Mixed, Kind::NonMilitary),
    (Kind::NonMilitary, Kind::Military),
];

impl Optimise<'_> {
    /// Searches and judges; `observer` sees every member of every ensemble.
    ///
    /// # Errors
    ///
    /// The question cannot be answered, or the ensemble stopped.
    pub fn answer(
        &self,
        assumed: &Assumed<'_>,
        cancel: &AtomicBool,
        observer: &mut dyn Observer,
    ) -> Result<Portfolios, PortfolioError> {
        self.check()?;
        let Found {
            sampled: searched,
            candidates,
        } = self.search(assumed, cancel, observer)?;
        let portfolios: Vec<Portfolio> = candidates
            .iter()
            .map(|k| searched.portfolios[*k].clone())
            .collect();
        let shares = self.shares(assumed)?.1;
        let mut fresh = Sampled::default();
        self.sample(portfolios, &shares, &mut fresh, assumed, cancel, observer)?;
        let old = Sampled {
            portfolios: fresh.portfolios.clone(),
            values: candidates
                .iter()
                .map(|k| searched.values[*k].clone())
                .collect(),
        };
        let mut answer = Portfolios {
            start: self.baseline.start.to_string(),
            years: self.years,
            belief: assumed.belief.to_string(),
            outcomes: self.outcomes.iter().map(|o| as_read(*o, true)).collect(),
            limits: self.limits.clone(),
            reach: self.reach,
            searched: searched.portfolios.len(),
            search_draws: self.search_draws,
            draws: self.draws,
            margin: self.margin,
            seed: self.seed,
            portfolios: self.assess(&old, &fresh),
            contests: self.contests(&old, &fresh),
            best: self.best_kinds(&fresh),
            findings: Vec::new(),
            warnings: Vec::new(),
        };
        answer.findings = words::findings(&answer);
        answer.warnings = words::warnings(&answer);
        Ok(answer)
    }

    fn id(&self, sampled: &Sampled, k: usize) -> String {
        if sampled.portfolios[k].kind(&self.limits) == Kind::StatusQuo {
            "status-quo".to_owned()
        } else {
            format!("p{k}")
        }
    }

    fn assess(&self, old: &Sampled, fresh: &Sampled) -> Vec<Assessed> {
        let count = fresh.portfolios.len();
        let all: Vec<usize> = (0..count).collect();
        let [(by_mean, mean_shown), (by_regret, regret_shown)] = self.both_fronts(fresh);
        let bests: Vec<Vec<f64>> = (0..self.outcomes.len())
            .map(|o| fresh.best(o, self.sign(o)))
            .collect();
        all.iter()
            .map(|k| {
                let portfolio = &fresh.portfolios[*k];
                let id = self.id(fresh, *k);
                let scenario = portfolio.scenario(&id, &self.limits, self.baseline);
                let others = || all.iter().copied().filter(|other| other != k);
                Assessed {
                    words: portfolio.words(&self.limits),
                    kind: portfolio.kind(&self.limits),
                    validity: validity(&scenario),
                    reach: portfolio.reach(),
                    is_on_front: by_mean.contains(k),
                    is_on_regret_front: by_regret.contains(k),
                    is_shown: mean_shown.contains(k) || regret_shown.contains(k),
                    dominated: self.rival(old, *k, others()).map(|by| Dominated {
                        by: self.id(fresh, by),
                        probability: self.share(fresh, |d| self.dominates_in(fresh, by, *k, d)),
                    }),
                    outcomes: (0..self.outcomes.len())
                        .map(|o| self.on_outcome(fresh, *k, o, &bests[o]))
                        .collect(),
                    scenario,
                    id,
                }
            })
            .collect()
    }

    fn on_outcome(&self, fresh: &Sampled, k: usize, o: usize, best: &[f64]) -> OnOutcome {
        let (level, base) = (&fresh.values[k][o], &fresh.values[0][o]);
        let differences: Vec<f64> = level.iter().zip(base).map(|(l, b)| l - b).collect();
        let regret = fresh.regret(k, o, self.sign(o), best);
        // A change from nothing has no relative size: any counts as more than the margin.
        let improvement =
            |d: usize| -self.sign(o) * differences[d] / base[d].abs().max(f64::MIN_POSITIVE);
        let better = self.share(fresh, |d| improvement(d) > self.margin);
        let worse = self.share(fresh, |d| improvement(d) < -self.margin);
        let no_real_change = self.share(fresh, |d| improvement(d).abs() <= self.margin);
        let relative = mean(&differences) / mean(base).abs();
        // The error of a ratio of means is that of the mean of what the ratio leaves over (delta method).
        let left_over: Vec<f64> = differences
            .iter()
            .zip(base)
            .map(|(d, b)| d - relative * b * mean(base).signum())
            .collect();
        OnOutcome {
            outcome: OUTCOMES[self.outcomes[o]].id.to_owned(),
            level: summary(level),
            difference: summary(&differences),
            difference_error: error(&differences),
            relative,
            relative_error: error(&left_over) / mean(base).abs(),
            regret: regret.mean,
            regret_error: regret.error,
            regret_90: regret.q90,
            better,
            no_real_change,
            worse,
        }
    }

    /// The share of draws in which something holds.
    fn share(&self, sampled: &Sampled, holds: impl Fn(usize) -> bool) -> Probability {
        let draws = sampled.values[0][0].len();
        let count = (0..draws).filter(|d| holds(*d)).count();
        probability(count as f64 / draws as f64, draws as u64)
    }

    /// Whether `a` dominates `b` in a draw.
    fn dominates_in(&self, sampled: &Sampled, a: usize, b: usize, draw: usize) -> bool {
        let of = |k: usize| -> Vec<f64> {
            let values = sampled.values[k].iter().enumerate();
            values.map(|(o, v)| self.sign(o) * v[draw]).collect()
        };
        dominates(&of(a), &of(b))
    }

    /// Portfolios of a kind that reach no further than another.
    pub(super) fn within_reach<'a>(
        &'a self,
        sampled: &'a Sampled,
        k: usize,
        kind: Kind,
    ) -> impl Iterator<Item = usize> + 'a {
        let reach = sampled.portfolios[k].reach();
        let of = |p: &Portfolio| p.kind(&self.limits);
        (0..sampled.portfolios.len()).filter(move |other| {
            let other = &sampled.portfolios[*other];
            of(other) == kind && other.reach() <= reach
        })
    }

    /// The one of some portfolios that dominates another most often, if any does at all.
    pub(super) fn rival(
        &self,
        sampled: &Sampled,
        k: usize,
        among: impl Iterator<Item = usize>,
    ) -> Option<usize> {
        let mut found: Option<(f64, usize)> = None;
        for other in among {
            let share = self
                .share(sampled, |d| self.dominates_in(sampled, other, k, d))
                .value;
            if share > found.map_or(0.0, |f| f.0) {
                found = Some((share, other));
            }
        }
        found.map(|f| f.1)
    }

    /// Every portfolio of one kind against the strongest of another that reaches no further, both ways round.
    fn contests(&self, old: &Sampled, fresh: &Sampled) -> Vec<Contest> {
        let kind = |k: usize| fresh.portfolios[k].kind(&self.limits);
        let mut contests = Vec::new();
        for (of, rival_kind) in CONTESTS {
            for k in (0..fresh.portfolios.len()).filter(|k| kind(*k) == of) {
                let within = || self.within_reach(fresh, k, rival_kind);
                // Where none ever dominated it, any of them shows that: the first.
                let first = within().next();
                let Some(rival) = self.rival(old, k, within()).or(first) else {
                    continue;
                };
                let better = |o: usize| {
                    let value = |k: usize, d: usize| self.sign(o) * fresh.values[k][o][d];
                    self.share(fresh, |d| value(rival, d) < value(k, d))
                };
                contests.push(Contest {
                    portfolio: self.id(fresh, k),
                    kind: of,
                    rival: self.id(fresh, rival),
                    rival_kind,
                    dominates: self.share(fresh, |d| self.dominates_in(fresh, rival, k, d)),
                    better: (0..self.outcomes.len()).map(better).collect(),
                });
            }
        }
        contests
    }

    fn best_kinds(&self, fresh: &Sampled) -> Vec<BestKind> {
        let kinds = [
            Kind::StatusQuo,
            Kind::Military,
            Kind::NonMilitary,
            Kind::Mixed,
        ];
        (0..self.outcomes.len())
            .map(|o| {
                let best = fresh.best(o, self.sign(o));
                let share = |kind: Kind| {
                    let of = fresh.of_kinds(&[kind], &self.limits);
                    self.share(fresh, |d| {
                        of.iter().any(|k| fresh.values[*k][o][d] == best[d])
                    })
                };
                BestKind {
                    outcome: OUTCOMES[self.outcomes[o]].id.to_owned(),
                    shares: kinds.map(|kind| (kind, share(kind))).to_vec(),
                }
            })
            .collect()
    }
}

fn summary(values: &[f64]) -> Summary {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let q = |p| at(&sorted, p);
    Summary {
        mean: mean(values),
        q05: q(0.05),
        q25: q(0.25),
        q50: q(0.5),
        q75: q(0.75),
        q95: q(0.95),
    }
}
