//! Four lines an outcome: what assumptions change beside what a policy changes.

use super::question::{Assumed, KEY, REPORTED, reading, yearly_unit};
use super::why::Why;
use crate::claims::worlds::World;
use crate::comparison::{Probability, Summary};
use crate::paired::{Distribution, improvement, relative_difference};
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

/// What a policy changes in a world: each run with it against the same run without it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// The world.
    pub world: String,
    /// The outcome's title.
    pub outcome: String,
    /// Its unit.
    pub unit: String,
    /// With the policy minus without.
    pub difference: Summary,
    /// The same as a share of the value without.
    pub relative_difference: Summary,
    /// Probability that the outcome is better by more than the margin.
    pub better: Probability,
    /// Probability that it is worse by more than the margin.
    pub worse: Probability,
}

/// What assumptions change beside what a policy changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SideBySide {
    /// The lines of all worlds, outcome by outcome, the default world first.
    pub lines: Vec<Line>,
    /// The effects of the policy, in the same order.
    pub effects: Vec<Effect>,
    /// How each world but the default one was worked out.
    pub methods: Vec<Method>,
    /// For each parameter, whether the record was fitted with it.
    pub is_fitted: Vec<bool>,
}

/// Lines and effects of all worlds. Other worlds than the default one come from its runs where they are worth enough,
/// unless all are to be simulated. `margin` is the relative change below which nothing has really changed.
///
/// # Errors
///
/// An ensemble cannot be run.
pub fn lines(
    question: &Why<'_>,
    default: &Assumed<'_>,
    worlds: &[World],
    (draws, margin): (u32, f64),
    always_simulate: bool,
    cancel: &AtomicBool,
) -> Result<SideBySide, CompareError> {
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
    let mut result = SideBySide {
        is_fitted: known.clone(),
        ..SideBySide::default()
    };
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
        result.methods.push(method);
    }
    for (k, id) in outcomes.iter().enumerate() {
        let outcome = &OUTCOMES[*id as usize];
        let unit = yearly_unit(outcome.unit);
        for (world, rows, weighted) in &all {
            let of = |scenario: usize| -> Vec<f64> {
                let column = scenario * outcomes.len() + k;
                rows.iter().map(|r| r[column]).collect()
            };
            let (without, with) = (of(0), of(1));
            // The figures of `compare`, to the last digit.
            let summary =
                |values: &[f64]| weighted.summary_in(Distribution::of_comparison(), values);
            for (policy, values) in [("no policy", &without), (&question.option.id, &with)] {
                result.lines.extend(summary(values).map(|value| Line {
                    world: world.clone(),
                    policy: policy.to_owned(),
                    outcome: outcome.title.to_owned(),
                    unit: unit.clone(),
                    value,
                }));
            }
            let pairs = || without.iter().zip(&with);
            let differences: Vec<f64> = pairs().map(|(a, b)| b - a).collect();
            let relative: Vec<f64> = pairs().map(|(a, b)| relative_difference(*a, *b)).collect();
            let share = |holds: &dyn Fn(f64) -> bool| {
                let held: Vec<Option<bool>> = relative
                    .iter()
                    .map(|r| Some(holds(improvement(*r, outcome.better))))
                    .collect();
                weighted.share(0..held.len(), &held).probability
            };
            if let (Some(difference), Some(relative_difference)) =
                (summary(&differences), summary(&relative))
            {
                result.effects.push(Effect {
                    world: world.clone(),
                    outcome: outcome.title.to_owned(),
                    unit: unit.clone(),
                    difference,
                    relative_difference,
                    better: share(&|gain| gain > margin),
                    worse: share(&|gain| gain < -margin),
                });
            }
        }
    }
    Ok(result)
}
