//! How far data inform a verdict: whether what a claim asks about is measured, and whether what it supposes was ever done.

use super::expression::Reference;
use super::file::{Claim, Kind};
use super::parse::BASELINE;
use crate::flagship::words;
use scenario::Scenario;
use system::outcomes::{Id, OUTCOMES};

/// Outcomes that a series measures where and when the model has them.
const MEASURED: [Id; 6] = [
    Id::Homicides,
    Id::OverdoseDeaths,
    Id::LeadersRemoved,
    Id::ObservedInegi,
    Id::ObservedSesnsp,
    Id::ObservedUcdp,
];

/// The titles of outcomes in a claim that no series measures, in the order of the model.
fn unmeasured(claim: &Claim) -> Vec<&'static str> {
    let named = |number: usize| {
        let references = claim.expression.iter().flat_map(|e| e.references());
        references
            .into_iter()
            .any(|r| matches!(r, Reference::Outcome { outcome, .. } if *outcome == number))
    };
    let is_measured = |number: usize| MEASURED.iter().any(|id| *id as usize == number);
    (0..OUTCOMES.len())
        .filter(|number| named(*number) && !is_measured(*number))
        .map(|number| OUTCOMES[number].title)
        .collect()
}

/// Marks for a claim that an ensemble was asked about.
pub(super) fn of_ensemble(claim: &Claim, scenarios: &[Scenario]) -> Vec<String> {
    let mut marks = Vec::new();
    let without = unmeasured(claim);
    if !without.is_empty() {
        marks.push(format!(
            "Rests on the model's mechanism, not on data: no series measures “{}”.",
            without.join("”, “")
        ));
    } else if claim.kind == Kind::History {
        marks.push(
            "Rests on the mechanism as fitted to homicides: the record alone does not separate causes.".to_owned(),
        );
    }
    let names = |id: &str| {
        claim.scenario == id
            || claim.expression.iter().flat_map(|e| e.references()).any(|r| {
                matches!(r, Reference::Outcome { scenario, .. } if scenario == id && id != BASELINE)
            })
    };
    if claim.kind == Kind::Scenario {
        for scenario in scenarios.iter().filter(|s| names(&s.id)) {
            let validity = words::validity(scenario);
            if !validity.is_empty() && !marks.contains(&validity) {
                marks.push(validity);
            }
        }
    }
    marks.extend((!claim.caveat.is_empty()).then(|| claim.caveat.clone()));
    marks
}

/// Marks for a claim that the record was asked about.
pub(super) fn of_record(claim: &Claim) -> Vec<String> {
    (!claim.caveat.is_empty())
        .then(|| claim.caveat.clone())
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::file::{BUILT_IN, read};
    use super::*;

    #[test]
    fn what_is_not_measured_is_marked_and_what_is_measured_is_not() {
        let claims = read("claims.toml", BUILT_IN).unwrap();
        let marks = |id: &str| {
            let claim = claims.iter().find(|c| c.id == id).unwrap();
            of_ensemble(claim, &[])
        };
        assert!(marks("5b-presence-gained")[0].contains("not on data: no series measures"));
        assert!(marks("7-capacity-not-reduced")[0].contains("not on data"));
        assert!(marks("3b-because-of-the-lead")[0].contains("as fitted to homicides"));
        assert_eq!(marks("9a-army-raises-deaths"), Vec::<String>::new());
    }
}
