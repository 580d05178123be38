//! Claims in worlds of other assumptions, beside the default one.

use super::check::{CheckError, Checked, Task, by_record, groups, judged};
use super::ensemble::{ask, ledger_for};
use super::file::Claim;
use crate::reweight::{Method, reweighted};
use crate::weighted::Weighted;
use assumptions::Ledger;
use std::sync::atomic::AtomicBool;

/// Assumptions in place of the default ones.
#[derive(Clone, Debug)]
pub struct World {
    /// Its name.
    pub name: String,
    /// The ledger, with overlays.
    pub ledger: Ledger,
    /// Forms that are asked for.
    pub asked: Vec<(String, String)>,
}

/// A claim in a world, and how it was worked out.
#[derive(Clone, Debug)]
pub struct InWorld {
    /// The claim with its verdict there.
    pub checked: Checked,
    /// How.
    pub method: Method,
}

/// Checks claims about the model in the default world and in others: `worlds[world][claim]`. Worlds that differ in
/// priors alone are worked out from the runs of the default one where those are worth enough, unless all are to be
/// simulated.
///
/// # Errors
///
/// As [`super::check::check`].
pub fn check_worlds(
    claims: &[Claim],
    default: &Task<'_>,
    worlds: &[World],
    always_simulate: bool,
    cancel: &AtomicBool,
    mut report: impl FnMut(&str),
) -> Result<(Vec<Checked>, Vec<Vec<InWorld>>), CheckError> {
    let mut before: Vec<Option<Checked>> = claims.iter().map(by_record).collect();
    let mut after: Vec<Vec<Option<InWorld>>> = vec![vec![None; claims.len()]; worlds.len()];
    for members in groups(claims, &before) {
        let of_group: Vec<&Claim> = members.iter().map(|k| &claims[*k]).collect();
        report(&format!("{} claims in the default world …", of_group.len()));
        let Some(answered) = ask(&of_group, default, cancel)? else {
            continue;
        };
        let parameters = &answered.ask.parameters;
        let known = &answered.is_fitted;
        let equal = Weighted::equal(parameters, known);
        for (k, checked) in members.iter().zip(judged(&answered, &equal, default.draws)) {
            before[*k] = Some(checked);
        }
        for (world, results) in worlds.iter().zip(&mut after) {
            let weights = if always_simulate {
                Err("a simulation was asked for".to_owned())
            } else if world.asked.as_slice() == default.asked {
                let ledger = ledger_for(of_group[0], &world.ledger)?;
                reweighted(&answered.ledger, &ledger, default.belief, known, parameters)
            } else {
                Err("the structure of the model is another".to_owned())
            };
            let (all, method) = match weights {
                Ok(weighted) => (
                    judged(&answered, &weighted, default.draws),
                    Method::Reweighted {
                        worth: weighted.worth(),
                        of: parameters.len(),
                    },
                ),
                Err(reason) => {
                    report(&format!(
                        "{} claims in the world of {}, simulated …",
                        of_group.len(),
                        world.name
                    ));
                    let task = Task {
                        ledger: &world.ledger,
                        asked: &world.asked,
                        ..*default
                    };
                    let all = ask(&of_group, &task, cancel)?.map_or(Vec::new(), |again| {
                        let equal = Weighted::equal(&again.ask.parameters, &again.is_fitted);
                        judged(&again, &equal, default.draws)
                    });
                    (all, Method::Simulated { reason })
                }
            };
            for (k, checked) in members.iter().zip(all) {
                results[*k] = Some(InWorld {
                    checked,
                    method: method.clone(),
                });
            }
        }
    }
    let after = after
        .into_iter()
        .map(|world| world.into_iter().flatten().collect())
        .collect();
    Ok((before.into_iter().flatten().collect(), after))
}
