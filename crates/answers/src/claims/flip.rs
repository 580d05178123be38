//! What would have to be true for the answer to flip: the region of assumptions in which a claim's opposite holds.

use super::check::{CheckError, Members, Task, members};
use super::file::Claim;
use crate::comparison::Probability;
use crate::paired::probability;
use crate::prim::{Catch, Limit, prim};
use crate::sensitivity::{ranks, strongest};
use crate::weighted::Weighted;
use assumptions::{Belief, Ledger, LedgerDraws};
use engine::Draws;
use serde::Serialize;
use std::sync::atomic::AtomicBool;

/// Parameters among which the region is looked for: those that go most with the claim.
const CANDIDATES: usize = 15;
/// Draws from the priors that tell how probable the region was.
const PRIOR_DRAWS: u32 = 4000;
/// Members drawn in the picture.
const DRAWN: usize = 1500;

/// A limit on a parameter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Condition {
    /// Id of the parameter.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Least value, if it is limited below.
    pub at_least: Option<f64>,
    /// Greatest value, if it is limited above.
    pub at_most: Option<f64>,
}

/// A region of assumptions in which the answer is the opposite.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Region {
    /// Its limits, the most telling first.
    pub conditions: Vec<Condition>,
    /// What it catches among the members that it was found with.
    pub training: Catch,
    /// What it catches among members that had no part in it.
    pub held_out: Catch,
    /// Its probability under the open priors.
    pub under_open: Probability,
    /// Under the priors from published studies.
    pub under_evidence: Probability,
    /// Under the belief that was asked for.
    pub under_belief: Probability,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flip {
    /// Id of the claim.
    pub claim: String,
    /// The claim.
    pub text: String,
    /// Its probability.
    pub probability: Probability,
    /// Whether the region is looked for where the claim fails (else where it holds).
    pub opposite_is_failure: bool,
    /// The region; none where no region within the priors flips the answer.
    pub region: Option<Region>,
    /// Members.
    pub draws: u32,
    /// Values of the first two parameters of the region, and whether the answer is the opposite there: for the picture.
    #[serde(skip)]
    pub points: Vec<(f64, f64, bool)>,
}

/// Looks for the region.
///
/// # Errors
///
/// The claim is not about the model, or cannot be checked.
pub fn flip(claim: &Claim, task: &Task<'_>, cancel: &AtomicBool) -> Result<Flip, CheckError> {
    let Members {
        ledger,
        held,
        parameters,
        is_fitted,
    } = members(claim, task, cancel)?;
    // What a claim presupposes must hold: other members say nothing.
    let counted: Vec<usize> = (0..held.len()).filter(|m| held[*m].is_some()).collect();
    let held: Vec<bool> = counted.iter().filter_map(|m| held[*m]).collect();
    let parameters: Vec<Vec<f64>> = parameters
        .iter()
        .map(|of| counted.iter().map(|m| of[*m]).collect())
        .collect();
    let rows: Vec<Vec<f64>> = (0..held.len())
        .map(|m| parameters.iter().map(|of| of[m]).collect())
        .collect();
    let weighted = Weighted::equal(&rows, &is_fitted);
    let all = 0..held.len();
    let answers: Vec<Option<bool>> = held.iter().copied().map(Some).collect();
    let probability_of_claim = weighted.share(all.clone(), &answers).probability;
    let opposite_is_failure = probability_of_claim.value >= 0.5;
    let is_case: Vec<bool> = held.iter().map(|h| *h != opposite_is_failure).collect();
    let indicator: Vec<f64> = is_case.iter().map(|c| f64::from(u8::from(*c))).collect();
    let parameter_ranks: Vec<Vec<f64>> = parameters.iter().map(|p| ranks(p)).collect();
    let candidates: Vec<usize> = strongest(&parameter_ranks, &indicator)
        .into_iter()
        .take(CANDIDATES)
        .map(|(k, _)| k)
        .collect();
    let x: Vec<Vec<f64>> = candidates.iter().map(|k| parameters[*k].clone()).collect();
    let found = prim(&x, &is_case, weighted.sets());
    let region = found.as_ref().map(|found| {
        let limits: Vec<(usize, &Limit)> = found
            .limits
            .iter()
            .map(|l| (candidates[l.variable], l))
            .collect();
        let is_inside: Vec<Option<bool>> = all
            .clone()
            .map(|m| Some(inside(&limits, &parameters, m)))
            .collect();
        Region {
            conditions: limits
                .iter()
                .map(|(k, l)| condition(&ledger, *k, l))
                .collect(),
            training: found.training,
            held_out: found.held_out,
            under_open: under(&ledger, Belief::Open, &limits),
            under_evidence: under(&ledger, Belief::Evidence, &limits),
            under_belief: weighted.share(all.clone(), &is_inside).probability,
        }
    });
    let points = found.map_or(Vec::new(), |found| {
        let first = candidates[found.limits[0].variable];
        let second = found.limits.get(1).map_or_else(
            || {
                candidates
                    .iter()
                    .copied()
                    .find(|k| *k != first)
                    .unwrap_or(first)
            },
            |l| candidates[l.variable],
        );
        (0..held.len().min(DRAWN))
            .map(|m| (parameters[first][m], parameters[second][m], is_case[m]))
            .collect()
    });
    Ok(Flip {
        claim: claim.id.clone(),
        text: claim.text.clone(),
        probability: probability_of_claim,
        opposite_is_failure,
        region,
        draws: task.draws,
        points,
    })
}

fn condition(ledger: &Ledger, parameter: usize, limit: &Limit) -> Condition {
    let entry = &ledger.entries()[parameter];
    Condition {
        id: entry.id.clone(),
        name: entry.name.clone(),
        unit: entry.unit.clone(),
        at_least: Some(limit.low).filter(|v| v.is_finite()),
        at_most: Some(limit.high).filter(|v| v.is_finite()),
    }
}

/// Whether a member lies within limits; `parameters[parameter][member]`.
fn inside(limits: &[(usize, &Limit)], parameters: &[Vec<f64>], member: usize) -> bool {
    limits
        .iter()
        .all(|(k, l)| (l.low..=l.high).contains(&parameters[*k][member]))
}

/// How probable the limits are under a prior.
fn under(ledger: &Ledger, belief: Belief, limits: &[(usize, &Limit)]) -> Probability {
    let draws = LedgerDraws::new(ledger, belief);
    let mut values = vec![Vec::new(); ledger.entries().len()];
    for draw in 0..PRIOR_DRAWS {
        let mut row = vec![[0.0; 1]; ledger.entries().len()];
        draws.fill(1, [draw], &mut row);
        for (of, value) in values.iter_mut().zip(row) {
            of.push(value[0]);
        }
    }
    let count = (0..PRIOR_DRAWS as usize)
        .filter(|m| inside(limits, &values, *m))
        .count();
    probability(count as f64 / f64::from(PRIOR_DRAWS), PRIOR_DRAWS.into())
}
