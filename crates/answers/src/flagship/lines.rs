//! Four lines an outcome: what assumptions change beside what a policy changes.

use super::question::{Assumed, KEY, REPORTED, reading};
use super::why::Why;
use crate::claims::worlds::World;
use crate::comparison::Summary;
use crate::question::CompareError;
use crate::reweight::{Method, fitted, reweighted};
use crate::weighted::Weighted;
use engine::Member;
use serde::Serialize;
use std::sync::atomic::AtomicBool;
use system::outcomes::OUTCOMES;

/// An outcome in a world, without and with the policy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// The world.
    pub world: String,
    /// The policy; "no policy" for the baseline.
    pub policy: String,
    /// The outcome's title.
    pub outcome: String,
    /// Its unit.
    pub unit: String,
    /// Its value at the horizon.
    pub value: Summary,
}

/// The lines of all worlds, outcome by outcome, the default world first; and how each other world was worked out: from
/// the runs of the default one where they are worth enough, unless all are to be simulated.
///
/// # Errors
///
/// An ensemble cannot be run.
pub fn lines(
    question: &Why<'_>,
    default: &Assumed<'_>,
    worlds: &[World],
    draws: u32,
    always_simulate: bool,
    cancel: &AtomicBool,
) -> Result<(Vec<Line>, Vec<Method>), CompareError> {
    let point = question.point();
    let outcomes = &REPORTED[..KEY];
    let take = |m: &Member<'_>| -> Vec<f64> {
        let of = |scenario| {
            outcomes
                .iter()
                .map(move |id| reading(*id, 0).of(m, scenario, point))
        };
        of(0).chain(of(1)).collect()
    };
    let (rows, parameters) = question.ensemble(default, &[], draws, cancel, take)?;
    let shares = default.structures(default.belief)?.shares(draws);
    let known = fitted(default.ledger, default.belief, &shares)?;
    let mut all = vec![(
        "default".to_owned(),
        rows.clone(),
        Weighted::equal(&parameters, &known),
    )];
    let mut methods = Vec::new();
    for world in worlds {
        let weights = if always_simulate {
            Err("a simulation was asked for".to_owned())
        } else if world.asked.as_slice() == default.asked {
            reweighted(
                default.ledger,
                &world.ledger,
                default.belief,
                &known,
                &parameters,
            )
        } else {
            Err("the structure of the model is another".to_owned())
        };
        let (rows, weighted, method) = match weights {
            Ok(weighted) => {
                let method = Method::Reweighted {
                    worth: weighted.worth(),
                    of: rows.len(),
                };
                (rows.clone(), weighted, method)
            }
            Err(reason) => {
                let assumed = Assumed {
                    ledger: &world.ledger,
                    asked: &world.asked,
                    ..default.clone()
                };
                let (rows, parameters) = question.ensemble(&assumed, &[], draws, cancel, take)?;
                (
                    rows,
                    Weighted::equal(&parameters, &known),
                    Method::Simulated { reason },
                )
            }
        };
        all.push((world.name.clone(), rows, weighted));
        methods.push(method);
    }
    let mut lines = Vec::new();
    for (k, id) in outcomes.iter().enumerate() {
        let outcome = &OUTCOMES[*id as usize];
        for (world, rows, weighted) in &all {
            let policies = ["no policy", question.option.id.as_str()];
            for (scenario, policy) in policies.into_iter().enumerate() {
                let column = scenario * outcomes.len() + k;
                let values: Vec<f64> = rows.iter().map(|r| r[column]).collect();
                lines.extend(weighted.summary(&values).map(|value| Line {
                    world: world.clone(),
                    policy: policy.to_owned(),
                    outcome: outcome.title.to_owned(),
                    unit: outcome.unit.replace(" a month", " a year"),
                    value,
                }));
            }
        }
    }
    Ok((lines, methods))
}
