//! Claims put to the members of an ensemble.

use super::check::{About, CheckError, Task};
use super::expression::{Reference, Values, Window, shown};
use super::file::{Claim, Kind};
use super::parse::BASELINE;
use super::validity;
use crate::flagship::catalogue::{CATALOGUE, FIRST, policy};
use crate::flagship::question::reading_of;
use crate::paired::Reading;
use crate::question::{CompareError, months};
use crate::reweight::fitted;
use assumptions::Ledger;
use engine::{Ensemble, Member, Observer, ObserverError};
use inference::inputs::{FIRST_YEAR, MONTHS, model};
use inference::posterior::BeliefDraws;
use inference::structures::{InForce, Structures};
use scenario::Scenario;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::AtomicBool;
use system::outcomes::OUTCOMES;
use system::policy::Policy;

/// The members of an ensemble that was asked about one claim.
#[derive(Clone, Debug)]
pub struct Members {
    /// The ledger, with the claim's assumptions.
    pub ledger: Ledger,
    /// The scenarios that it compares.
    pub about: Vec<About>,
    /// How far data inform it.
    pub validity: Vec<String>,
    /// Whether the claim held; none where what it presupposes did not.
    pub held: Vec<Option<bool>>,
    /// The quantity of its test.
    pub quantity: Vec<f64>,
    /// Values of the parameters: `parameters[parameter][member]`.
    pub parameters: Vec<Vec<f64>>,
    /// For each parameter, whether the record was fitted with it.
    pub is_fitted: Vec<bool>,
}

/// Asks every member about one claim.
///
/// # Errors
///
/// The claim is about the record alone, or names what there is not.
pub fn members(claim: &Claim, task: &Task<'_>, cancel: &AtomicBool) -> Result<Members, CheckError> {
    if claim.expression.is_none() || claim.kind == Kind::Data {
        return Err(wrong(
            claim,
            "it is not about the model: assumptions cannot turn it".to_owned(),
        ));
    }
    let Some(Answered {
        mut ask,
        ledger,
        scenarios,
        is_fitted,
        ..
    }) = ask(&[claim], task, cancel)?
    else {
        return Err(wrong(claim, "it names no scenario".to_owned()));
    };
    let Some(asked) = ask.claims.pop() else {
        return Err(wrong(claim, "it was not asked".to_owned()));
    };
    let parameters = (0..ledger.entries().len())
        .map(|k| ask.parameters.iter().map(|p| p[k]).collect())
        .collect();
    Ok(Members {
        ledger,
        about: asked.about(&scenarios),
        validity: validity::of_ensemble(claim, &scenarios),
        held: asked.held,
        quantity: asked.quantity,
        parameters,
        is_fitted,
    })
}

/// Where a reference is read in a run.
struct Place {
    scenario: usize,
    reading: Reading,
    points: Vec<usize>,
}

/// A claim that members are asked about.
pub(super) struct Asked<'a> {
    /// The claim.
    pub claim: &'a Claim,
    places: BTreeMap<&'a Reference, Place>,
    /// Whether it held, member by member; none where what it presupposes did not.
    pub held: Vec<Option<bool>>,
    /// Its quantity, member by member.
    pub quantity: Vec<f64>,
    /// Members in which the test had no value.
    pub undefined: usize,
}

impl Asked<'_> {
    /// The scenarios that the claim compares, in their order; the first is the baseline.
    pub fn about(&self, scenarios: &[Scenario]) -> Vec<About> {
        let is_named = |at: usize| self.places.values().any(|p| p.scenario == at);
        let named = scenarios.iter().enumerate().filter(|(at, _)| is_named(*at));
        named
            .map(|(_, s)| About {
                id: s.id.clone(),
                title: s.title.clone(),
            })
            .collect()
    }
}

struct OfMember<'a> {
    member: &'a Member<'a>,
    places: &'a BTreeMap<&'a Reference, Place>,
}

impl Values for OfMember<'_> {
    fn values(&self, reference: &Reference) -> Option<Vec<f64>> {
        let place = self.places.get(reference)?;
        let of = |p: &usize| place.reading.of(self.member, place.scenario, *p);
        Some(place.points.iter().map(of).collect())
    }
}

/// What the members are asked.
pub(super) struct Ask<'a> {
    /// Each claim with the answers.
    pub claims: Vec<Asked<'a>>,
    /// Values of the parameters, member by member.
    pub parameters: Vec<Vec<f64>>,
}

impl Observer for Ask<'_> {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        self.parameters.push(member.parameters.to_vec());
        for asked in &mut self.claims {
            let Some(expression) = &asked.claim.expression else {
                continue;
            };
            let values = OfMember {
                member,
                places: &asked.places,
            };
            let counts = expression
                .given
                .as_ref()
                .is_none_or(|given| given.holds(&values) == Some(true));
            let holds = counts.then(|| expression.test.holds(&values));
            if holds == Some(None) {
                asked.undefined += 1;
            }
            // A ratio to nothing is not evidence for a claim.
            asked.held.push(holds.map(|h| h.unwrap_or(false)));
            let (left, right) = expression.test.first_comparison();
            let quantity = shown(left, right, &values).filter(|_| counts);
            asked.quantity.push(quantity.unwrap_or(f64::NAN));
        }
        Ok(())
    }
}

pub(super) fn wrong(claim: &Claim, reason: String) -> CheckError {
    CheckError::Claim {
        id: claim.id.clone(),
        reason,
    }
}

/// The scenarios that claims name, baseline first.
fn scenarios_of(claims: &[&Claim]) -> Result<Vec<Scenario>, CheckError> {
    let load = |claim: &Claim, reference: &str| {
        scenario::load(reference, &CATALOGUE).map_err(|source| CheckError::Scenario {
            id: claim.id.clone(),
            source,
        })
    };
    let mut scenarios: Vec<Scenario> = Vec::new();
    for claim in claims {
        let baseline = match claim.kind {
            Kind::History => "history-as-it-was",
            _ => "status-quo",
        };
        if scenarios.is_empty() {
            scenarios.push(load(claim, baseline)?);
        }
        let mut wanted: Vec<Scenario> = Vec::new();
        for file in &claim.scenario_files {
            wanted.push(load(claim, file)?);
        }
        let Some(expression) = &claim.expression else {
            continue;
        };
        for reference in expression.references() {
            let Reference::Outcome { scenario, .. } = reference else {
                continue;
            };
            let id = if scenario.is_empty() {
                &claim.scenario
            } else {
                scenario
            };
            let known = |all: &[Scenario]| all.iter().any(|s| s.id == *id);
            if id != BASELINE && !known(&wanted) && !known(&scenarios) {
                wanted.push(load(claim, id)?);
            }
        }
        for scenario in wanted {
            match scenarios.iter().find(|s| s.id == scenario.id) {
                Some(same) if same.hash() == scenario.hash() => {}
                Some(_) => {
                    return Err(wrong(
                        claim,
                        format!("two different scenarios have the id `{}`", scenario.id),
                    ));
                }
                None => scenarios.push(scenario),
            }
        }
    }
    if let (Some(first), Some(claim)) = (scenarios.first(), claims.first()) {
        for other in &scenarios {
            if other.start != first.start {
                return Err(wrong(
                    claim,
                    format!(
                        "scenario `{}` starts in {}, the baseline `{}` in {}",
                        other.id, other.start, first.id, first.start
                    ),
                ));
            }
        }
    }
    Ok(scenarios)
}

/// Months of the run, counted from its first, at which a window is read.
fn points(window: Window, start: usize) -> Vec<usize> {
    let (first, last) = window.ends();
    (first..=last)
        .map(|year| match window {
            Window::After(..) => start + 12 * usize::from(year),
            Window::Calendar(..) => 12 * usize::from((year + 1).saturating_sub(FIRST_YEAR)),
        })
        .collect()
}

/// A ledger with a claim's own assumptions on top.
pub(super) fn ledger_for(claim: &Claim, ledger: &Ledger) -> Result<Ledger, CheckError> {
    let ledger = ledger.clone();
    let Some(assume) = &claim.assume else {
        return Ok(ledger);
    };
    let overlay = ledger
        .overlay(assume)
        .map_err(|source| CheckError::Assumptions {
            id: claim.id.clone(),
            source,
        })?;
    Ok(ledger.with_overlay(&overlay))
}

/// What an ensemble said to claims.
pub(super) struct Answered<'a> {
    /// The answers.
    pub ask: Ask<'a>,
    /// The ledger, with the claims' own assumptions.
    pub ledger: Ledger,
    /// All scenarios.
    pub scenarios: Vec<Scenario>,
    /// Structures and their draws.
    pub shares: Vec<(InForce, Range<u32>)>,
    /// For each parameter, whether the record was fitted with it.
    pub is_fitted: Vec<bool>,
}

/// Asks every member of an ensemble about claims that share years and assumptions.
pub(super) fn ask<'a>(
    claims: &[&'a Claim],
    task: &Task<'_>,
    cancel: &AtomicBool,
) -> Result<Option<Answered<'a>>, CheckError> {
    let scenarios = scenarios_of(claims)?;
    let (Some(baseline), Some(first)) = (scenarios.first(), claims.first()) else {
        return Ok(None);
    };
    let start = months(FIRST, baseline.start);
    let latest = scenarios
        .iter()
        .map(|s| months(FIRST, s.end))
        .min()
        .unwrap_or(MONTHS)
        .min(MONTHS);
    let ledger = ledger_for(first, task.ledger)?;
    let mut asked = Vec::new();
    let (mut from, mut to) = (usize::MAX, 0);
    for claim in claims {
        let mut places = BTreeMap::new();
        let references = claim
            .expression
            .iter()
            .flat_map(|e| e.references())
            .collect::<Vec<_>>();
        for reference in references {
            let Reference::Outcome {
                outcome,
                scenario,
                window,
            } = reference
            else {
                continue;
            };
            let id = if scenario.is_empty() {
                &claim.scenario
            } else {
                scenario
            };
            let at = if id == BASELINE {
                Some(0)
            } else {
                scenarios.iter().position(|s| s.id == *id)
            };
            let Some(at) = at else {
                return Err(wrong(
                    claim,
                    format!(
                        "`{id}` is not the id of a scenario: a file is named under `scenario_files`, and its `id` here"
                    ),
                ));
            };
            let points = points(*window, start);
            for point in &points {
                if *point < 12 || *point > latest {
                    return Err(wrong(
                        claim,
                        format!(
                            "`{}` is read in a year that the scenarios do not reach: they end at {}",
                            OUTCOMES[*outcome].id, baseline.end
                        ),
                    ));
                }
                from = from.min(*point - 12);
                to = to.max(*point);
            }
            places.insert(
                reference,
                Place {
                    scenario: at,
                    reading: reading_of(*outcome, 0),
                    points,
                },
            );
        }
        asked.push(Asked {
            claim,
            places,
            held: Vec::new(),
            quantity: Vec::new(),
            undefined: 0,
        });
    }
    for asked in &mut asked {
        for place in asked.places.values_mut() {
            for point in &mut place.points {
                *point -= from;
            }
        }
    }
    let mut ask = Ask {
        claims: asked,
        parameters: Vec::new(),
    };
    let policies: Vec<Policy> = scenarios.iter().map(policy).collect();
    let structures = Structures::new(task.belief, task.asked).map_err(CompareError::Form)?;
    let shares = structures.shares(task.draws);
    for (part, range) in &shares {
        let ensemble = Ensemble {
            model: &model(part.forms, from, to),
            draws: &BeliefDraws::new(&ledger, task.belief, part.number)
                .map_err(CompareError::from)?,
            scenarios: &policies,
            seed: task.seed,
            range: range.clone(),
            replicates: 1,
        };
        ensemble
            .run(cancel, &mut [&mut ask])
            .map_err(CompareError::from)?;
    }
    let is_fitted = fitted(&ledger, task.belief, &shares)?;
    Ok(Some(Answered {
        ask,
        ledger,
        scenarios,
        shares,
        is_fitted,
    }))
}
