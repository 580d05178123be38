//! The search: four at a time, so that each side has its best case.
//!
//! Force alone and no force, by the mean of each outcome and by reach, so that each kind has its best at every reach; all
//! levers by mean; and all levers by the regret that 90 % of draws stay below. All share one set of draws and random
//! numbers, and what one finds is open to the others.

use super::assess::CONTESTS;
use super::limits::{Kind, Limit, Portfolio};
use super::{Optimise, PortfolioError, Sampled};
use crate::flagship::question::Assumed;
use crate::nsga2::Search;
use crate::pareto::{fronts, spread};
use engine::Observer;
use std::sync::atomic::AtomicBool;

/// Differences below this share of the status quo put two portfolios into one box of a front (ε-dominance: Laumanns,
/// Thiele, Deb & Zitzler, *Evolutionary Computation* 10:263, 2002).
const BOX: f64 = 0.002;
/// Portfolios of each search's front that go on to fresh draws.
const KEPT: usize = 12;
/// Portfolios of a front that are shown.
const SHOWN: usize = 10;

/// By what a search compares portfolios, outcome by outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// The mean of each outcome.
    Mean,
    /// The same, and how far a portfolio reaches.
    MeanAndReach,
    /// The regret in each outcome that 90 % of draws stay below.
    Regret,
}

/// Which portfolios a search may use, and what it makes small.
struct Side {
    kinds: &'static [Kind],
    by: By,
}

const SIDES: [Side; 4] = [
    Side {
        kinds: &[Kind::Military],
        by: By::MeanAndReach,
    },
    Side {
        kinds: &[Kind::NonMilitary],
        by: By::MeanAndReach,
    },
    Side {
        kinds: &[Kind::Military, Kind::NonMilitary, Kind::Mixed],
        by: By::Mean,
    },
    Side {
        kinds: &[Kind::Military, Kind::NonMilitary, Kind::Mixed],
        by: By::Regret,
    },
];

impl Side {
    fn allows(&self, limit: &Limit) -> bool {
        let kind = if limit.is_military {
            Kind::Military
        } else {
            Kind::NonMilitary
        };
        self.kinds.contains(&kind)
    }
}

/// Portfolios at most that the search evaluates.
pub(super) fn most_portfolios(optimise: &Optimise<'_>) -> usize {
    let corners = corners(&optimise.limits, optimise.reach).len();
    1 + corners + SIDES.len() * optimise.population * (1 + optimise.generations as usize)
}

/// Portfolios at most that go on to fresh draws: each may bring one to stand against.
pub(super) fn most_candidates(optimise: &Optimise<'_>) -> usize {
    2 * (1 + corners(&optimise.limits, optimise.reach).len() + SIDES.len() * KEPT)
}

/// Every lever alone at its limit, or as near as the reach allows, with and without consent where that matters.
pub(super) fn corners(limits: &[Limit], reach: f64) -> Vec<Portfolio> {
    let mut all = Vec::new();
    for (k, limit) in limits.iter().enumerate() {
        for mode in [0.0, 1.0] {
            let mut genes = vec![0.0; limits.len() + 1];
            genes[k] = 1.0;
            genes[limits.len()] = mode;
            if mode == 0.0 || limit.has_mode {
                all.push(Portfolio::nearest(
                    &genes,
                    limits,
                    &vec![true; limits.len()],
                    reach,
                ));
            }
        }
    }
    all
}

/// Portfolios evaluated on the search's draws.
pub(super) struct Found {
    /// What was evaluated; the status quo first.
    pub sampled: Sampled,
    /// Positions of those that go on to fresh draws, the status quo and the corners among them.
    pub candidates: Vec<usize>,
}

impl Optimise<'_> {
    /// Searches.
    pub(super) fn search(
        &self,
        assumed: &Assumed<'_>,
        cancel: &AtomicBool,
        observer: &mut dyn Observer,
    ) -> Result<Found, PortfolioError> {
        let shares = self.shares(assumed)?.0;
        let limits = &self.limits;
        let mut sampled = Sampled::default();
        let mut new: Vec<Portfolio> = corners(limits, self.reach);
        new.insert(0, Portfolio::nothing(limits));
        for generation in 0..=self.generations {
            for (number, side) in SIDES.iter().enumerate() {
                let allowed: Vec<bool> = limits.iter().map(|l| side.allows(l)).collect();
                let nearest =
                    |genes: &[f64]| Portfolio::nearest(genes, limits, &allowed, self.reach);
                let search = Search {
                    seed: self.seed,
                    number: number as u32,
                    genes: limits.len() + 1,
                    repair: &|genes| genes.copy_from_slice(&nearest(genes).genes()),
                    is_known: &|genes| {
                        let portfolio = nearest(genes);
                        sampled.portfolios.contains(&portfolio) || new.contains(&portfolio)
                    },
                };
                let genes = if generation == 0 {
                    search.start(self.population)
                } else {
                    let of = sampled.of_kinds(side.kinds, limits);
                    let genes: Vec<Vec<f64>> =
                        of.iter().map(|k| sampled.portfolios[*k].genes()).collect();
                    let objectives = self.objectives(&sampled, &of, side.by);
                    let evaluated: Vec<(&[f64], Vec<f64>)> =
                        genes.iter().map(Vec::as_slice).zip(objectives).collect();
                    search.offspring(generation, &evaluated, self.population)
                };
                let made: Vec<Portfolio> = genes.iter().map(|g| nearest(g)).collect();
                new.extend(made);
            }
            let new = std::mem::take(&mut new);
            self.sample(new, &shares, &mut sampled, assumed, cancel, observer)?;
        }
        let mut candidates: Vec<usize> = (0..=corners(limits, self.reach).len()).collect();
        candidates.retain(|k| *k < sampled.portfolios.len());
        for side in &SIDES {
            let of = sampled.of_kinds(side.kinds, limits);
            let objectives = self.objectives(&sampled, &of, side.by);
            let front = self.front(&objectives, &sampled, &of, side.by);
            for k in spread(&objectives, front, KEPT) {
                if !candidates.contains(&of[k]) {
                    candidates.push(of[k]);
                }
            }
        }
        // Whom each stands against is looked for among all that was evaluated.
        for k in candidates.clone() {
            for (kind, rival_kind) in CONTESTS {
                if sampled.portfolios[k].kind(limits) == kind {
                    let among = self.within_reach(&sampled, k, rival_kind);
                    let rival = self.rival(&sampled, k, among);
                    candidates.extend(rival.filter(|r| !candidates.contains(r)));
                }
            }
        }
        Ok(Found {
            sampled,
            candidates,
        })
    }

    /// Objectives of some portfolios, each to be made small.
    fn objectives(&self, sampled: &Sampled, of: &[usize], by: By) -> Vec<Vec<f64>> {
        let outcomes = 0..self.outcomes.len();
        let columns: Vec<Vec<f64>> = outcomes
            .map(|o| match by {
                By::Mean | By::MeanAndReach => of
                    .iter()
                    .map(|k| self.sign(o) * sampled.mean(*k, o))
                    .collect(),
                By::Regret => {
                    let best = sampled.best(o, self.sign(o));
                    of.iter()
                        .map(|k| sampled.regret(*k, o, self.sign(o), &best).q90)
                        .collect()
                }
            })
            .collect();
        let reach = |k: usize| (by == By::MeanAndReach).then(|| sampled.portfolios[of[k]].reach());
        (0..of.len())
            .map(|k| columns.iter().map(|c| c[k]).chain(reach(k)).collect())
            .collect()
    }

    /// Positions of the fronts of all portfolios, by mean and by regret, with what is shown of each.
    pub(super) fn both_fronts(&self, sampled: &Sampled) -> [(Vec<usize>, Vec<usize>); 2] {
        let all: Vec<usize> = (0..sampled.portfolios.len()).collect();
        [By::Mean, By::Regret].map(|by| {
            let objectives = self.objectives(sampled, &all, by);
            let front = self.front(&objectives, sampled, &all, by);
            let shown = spread(&objectives, front.clone(), SHOWN);
            (front, shown)
        })
    }

    /// Positions within `of` of a front: one portfolio a box, the one that reaches least.
    fn front(
        &self,
        objectives: &[Vec<f64>],
        sampled: &Sampled,
        of: &[usize],
        by: By,
    ) -> Vec<usize> {
        let boxes: Vec<Vec<f64>> = objectives
            .iter()
            .map(|objectives| {
                let boxed = |(o, x): (usize, &f64)| {
                    if o == self.outcomes.len() {
                        return *x;
                    }
                    let width = BOX * sampled.mean(0, o).abs();
                    // Regret is a distance from the best; a mean is put in boxes from that of the status quo.
                    let from = if by != By::Regret {
                        self.sign(o) * sampled.mean(0, o)
                    } else {
                        0.0
                    };
                    if width > 0.0 {
                        ((x - from) / width).round()
                    } else {
                        *x
                    }
                };
                objectives.iter().enumerate().map(boxed).collect()
            })
            .collect();
        let numbers = fronts(&boxes);
        let mut order: Vec<usize> = (0..of.len()).filter(|k| numbers[*k] == 0).collect();
        order.sort_by(|a, b| {
            let reach = |k: &usize| sampled.portfolios[of[*k]].reach();
            reach(a).total_cmp(&reach(b)).then(a.cmp(b))
        });
        let mut kept: Vec<usize> = Vec::new();
        for k in order {
            if kept.iter().all(|other| boxes[*other] != boxes[k]) {
                kept.push(k);
            }
        }
        kept
    }
}

impl Sampled {
    /// Positions of the portfolios of some kinds.
    pub(super) fn of_kinds(&self, kinds: &[Kind], limits: &[Limit]) -> Vec<usize> {
        (0..self.portfolios.len())
            .filter(|k| kinds.contains(&self.portfolios[*k].kind(limits)))
            .collect()
    }
}
