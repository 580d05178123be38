//! What would have to be true for the answer to flip: the region of assumptions in which a claim's opposite holds.

use super::check::{About, CheckError, Members, Task, members};
use super::file::Claim;
use crate::comparison::Probability;
use crate::paired::probability;
use crate::prim::{Catch, Found, Limit, prim};
use crate::sensitivity::{ranks, strongest};
use crate::weighted::Weighted;
use assumptions::{Belief, Ledger, LedgerDraws, Overlay, Set};
use engine::Draws;
use serde::Serialize;
use std::sync::atomic::AtomicBool;

/// Parameters among which the region is looked for: those that go most with the claim.
const CANDIDATES: usize = 15;
/// Parameters that are drawn from the whole of their open priors where no region is found under the belief.
const WIDENED: usize = 6;
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
    /// Its probability under the open priors, without overlays.
    pub under_open: Probability,
    /// Under the priors from published studies, without overlays.
    pub under_evidence: Probability,
    /// Under the belief that was asked for, with overlays.
    pub under_belief: Probability,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flip {
    /// Id of the claim.
    pub claim: String,
    /// The claim.
    pub text: String,
    /// The test.
    pub expression: String,
    /// The scenarios that it compares.
    pub scenarios: Vec<About>,
    /// How far data inform the answer.
    pub validity: Vec<String>,
    /// Its probability.
    pub probability: Probability,
    /// Whether the region is looked for where the claim fails (else where it holds).
    pub opposite_is_failure: bool,
    /// The region; none where the search found no region in which the opposite is more likely than not.
    pub region: Option<Region>,
    /// Names of the assumptions that were drawn from the whole of their open priors, after no region was found under the
    /// belief; the region is of those runs.
    pub widened: Vec<String>,
    /// Members under the belief; as many again where assumptions were widened.
    pub draws: u32,
    /// Values of the first two parameters of the region, and whether the answer is the opposite there: for the picture.
    #[serde(skip)]
    pub points: Vec<(f64, f64, bool)>,
}

/// Looks for the region: first among members under the belief, then, since such a region may be improbable under it, among
/// members in which the assumptions that matter most are drawn from the whole of their open priors.
///
/// # Errors
///
/// The claim is not about the model, or cannot be checked.
pub fn flip(claim: &Claim, task: &Task<'_>, cancel: &AtomicBool) -> Result<Flip, CheckError> {
    let believed = Answers::of(members(claim, task, cancel)?, None);
    let mut found = believed.search();
    let mut widened = Vec::new();
    let mut among = None;
    if found.is_none() {
        let most = &believed.strongest[..WIDENED.min(believed.strongest.len())];
        let entries = believed.ledger.entries();
        widened.extend(most.iter().map(|k| entries[*k].name.clone()));
        let ledger = task
            .ledger
            .clone()
            .with_overlay(&open_priors(&believed.ledger, most));
        let task = Task {
            ledger: &ledger,
            ..*task
        };
        let wide = Answers::of(
            members(claim, &task, cancel)?,
            Some(believed.opposite_is_failure),
        );
        found = wide.search();
        among = Some(wide);
    }
    let among = among.as_ref().unwrap_or(&believed);
    let region = found.as_ref().map(|found| Region {
        conditions: found
            .limits
            .iter()
            .map(|l| condition(&believed.ledger, l))
            .collect(),
        training: found.training,
        held_out: found.held_out,
        under_open: under(&believed.ledger, Belief::Open, &found.limits),
        under_evidence: under(&believed.ledger, Belief::Evidence, &found.limits),
        under_belief: believed.share(|m| inside(&found.limits, &believed.parameters, m)),
    });
    let points = found.map_or(Vec::new(), |found| among.points(&found));
    Ok(Flip {
        claim: claim.id.clone(),
        text: claim.text.clone(),
        expression: claim.expression_text.clone(),
        probability: believed.share(|m| believed.held[m]),
        opposite_is_failure: believed.opposite_is_failure,
        validity: believed.validity,
        scenarios: believed.about,
        region,
        widened,
        draws: task.draws,
        points,
    })
}

/// The members that count: those in which what the claim presupposes holds.
struct Answers {
    ledger: Ledger,
    about: Vec<About>,
    validity: Vec<String>,
    held: Vec<bool>,
    /// `parameters[parameter][member]`.
    parameters: Vec<Vec<f64>>,
    weighted: Weighted,
    /// Whether the region is looked for where the claim fails.
    opposite_is_failure: bool,
    /// Whether each member is one of those that the region is to catch.
    is_case: Vec<bool>,
    /// Numbers of the parameters that go most with the opposite, and with the quantity of the test in turn: where the opposite
    /// is rare the quantity tells more.
    strongest: Vec<usize>,
}

impl Answers {
    /// `opposite_is_failure` where that is known already; else whether the claim holds in half of the members or more.
    fn of(members: Members, opposite_is_failure: Option<bool>) -> Self {
        let counted: Vec<usize> = (0..members.held.len())
            .filter(|m| members.held[*m].is_some())
            .collect();
        let of_counted =
            |values: &Vec<f64>| -> Vec<f64> { counted.iter().map(|m| values[*m]).collect() };
        let parameters: Vec<Vec<f64>> = members.parameters.iter().map(of_counted).collect();
        let rows: Vec<Vec<f64>> = (0..counted.len())
            .map(|m| parameters.iter().map(|of| of[m]).collect())
            .collect();
        let mut answers = Self {
            ledger: members.ledger,
            about: members.about,
            validity: members.validity,
            held: counted.iter().filter_map(|m| members.held[*m]).collect(),
            weighted: Weighted::equal(&rows, &members.is_fitted),
            parameters,
            opposite_is_failure: false,
            is_case: Vec::new(),
            strongest: Vec::new(),
        };
        answers.opposite_is_failure =
            opposite_is_failure.unwrap_or_else(|| answers.share(|m| answers.held[m]).value >= 0.5);
        answers.is_case = answers
            .held
            .iter()
            .map(|h| *h != answers.opposite_is_failure)
            .collect();
        answers.strongest = answers.in_turn(&of_counted(&members.quantity));
        answers
    }

    /// The share of members in which something is so.
    fn share(&self, is_so: impl Fn(usize) -> bool) -> Probability {
        let held: Vec<Option<bool>> = (0..self.held.len()).map(|m| Some(is_so(m))).collect();
        self.weighted.share(0..held.len(), &held).probability
    }

    fn in_turn(&self, quantity: &[f64]) -> Vec<usize> {
        let indicator: Vec<f64> = self
            .is_case
            .iter()
            .map(|c| f64::from(u8::from(*c)))
            .collect();
        let of_parameters: Vec<Vec<f64>> = self.parameters.iter().map(|p| ranks(p)).collect();
        let by_case = strongest(&of_parameters, &indicator);
        let by_quantity = strongest(&of_parameters, quantity);
        let mut chosen = Vec::new();
        for place in 0..by_case.len().max(by_quantity.len()) {
            for (k, _) in [by_case.get(place), by_quantity.get(place)]
                .into_iter()
                .flatten()
            {
                if !chosen.contains(k) {
                    chosen.push(*k);
                }
            }
        }
        chosen
    }

    /// A box in which the opposite is more likely than not; its variables are numbers of parameters.
    fn search(&self) -> Option<Found> {
        let candidates: Vec<usize> = self.strongest.iter().copied().take(CANDIDATES).collect();
        let x: Vec<Vec<f64>> = candidates
            .iter()
            .map(|k| self.parameters[*k].clone())
            .collect();
        let mut found = prim(&x, &self.is_case, self.weighted.sets())?;
        for limit in &mut found.limits {
            limit.variable = candidates[limit.variable];
        }
        Some(found)
    }

    /// Members by the first two parameters of a box, or the first and the one that goes most with the claim after it.
    fn points(&self, found: &Found) -> Vec<(f64, f64, bool)> {
        let first = found.limits[0].variable;
        let after = || self.strongest.iter().copied().find(|k| *k != first);
        let second = found
            .limits
            .get(1)
            .map(|l| l.variable)
            .or_else(after)
            .unwrap_or(first);
        let (x, y) = (&self.parameters[first], &self.parameters[second]);
        (0..self.held.len().min(DRAWN))
            .map(|m| (x[m], y[m], self.is_case[m]))
            .collect()
    }
}

/// Parameters with their open priors in the place of what is believed.
fn open_priors(ledger: &Ledger, parameters: &[usize]) -> Overlay {
    let set = |k: &usize| {
        let entry = &ledger.entries()[*k];
        Set {
            parameter: entry.id.clone(),
            prior: entry.open.clone(),
            reason: String::new(),
            sources: Vec::new(),
        }
    };
    Overlay {
        id: "open".to_owned(),
        title: String::new(),
        description: String::new(),
        by: String::new(),
        sets: parameters.iter().map(set).collect(),
    }
}

fn condition(ledger: &Ledger, limit: &Limit) -> Condition {
    let entry = &ledger.entries()[limit.variable];
    Condition {
        id: entry.id.clone(),
        name: entry.name.clone(),
        unit: entry.unit.clone(),
        at_least: Some(limit.low).filter(|v| v.is_finite()),
        at_most: Some(limit.high).filter(|v| v.is_finite()),
    }
}

/// Whether a member lies within limits; `parameters[parameter][member]`.
fn inside(limits: &[Limit], parameters: &[Vec<f64>], member: usize) -> bool {
    limits
        .iter()
        .all(|l| (l.low..=l.high).contains(&parameters[l.variable][member]))
}

/// How probable the limits are under a prior, whatever overlays were asked for.
fn under(ledger: &Ledger, belief: Belief, limits: &[Limit]) -> Probability {
    let ledger = &ledger.without_overlays();
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

#[cfg(test)]
mod tests {
    use super::*;
    use system::parameters::PARAMETERS;

    #[test]
    fn what_one_side_assumes_does_not_move_the_priors_of_all() {
        let ledger = Ledger::built_in(PARAMETERS).unwrap();
        let variable = ledger
            .entries()
            .iter()
            .position(|e| e.id == "surveillance_deterrence")
            .unwrap();
        let limits = [Limit {
            variable,
            low: f64::NEG_INFINITY,
            high: 0.119,
        }];
        let overlay = ledger.overlay("proponents").unwrap();
        let theirs = ledger.clone().with_overlay(&overlay);
        for belief in [Belief::Open, Belief::Evidence] {
            let of_all = under(&ledger, belief, &limits);
            assert!((0.2..0.9).contains(&of_all.value), "{of_all:?}");
            assert_eq!(under(&theirs, belief, &limits), of_all);
        }
    }
}
