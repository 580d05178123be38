//! Verdicts on claims, with the probability, what it hangs on, and the sources.

use super::ensemble::{Answered, Asked, ask};
use super::expression::{Reference, Values, is_share};
use super::file::{Claim, Kind};
use super::parse::SERIES;
use super::validity;
use super::verdict::{CONTRADICTED, OPEN, SUPPORTED, TOO_SMALL, UNTESTED, judge};
use crate::comparison::{HangsOn, Probability, Summary};
use crate::question::CompareError;
use crate::sensitivity::{hangs_on, ranks};
use crate::weighted::Weighted;
use assumptions::{Belief, Ledger};
use record::series;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

pub use super::ensemble::{Members, members};

/// Assumptions named with a claim.
const NAMED: usize = 3;

/// What claims are checked with.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// The ledger, with overlays.
    pub ledger: &'a Ledger,
    /// What to believe.
    pub belief: Belief,
    /// Forms that are asked for.
    pub asked: &'a [(String, String)],
    /// Draws.
    pub draws: u32,
    /// Seed.
    pub seed: u64,
}

/// A probability under one structure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnderStructure {
    /// Id of the structure.
    pub id: String,
    /// Weight, 0 to 1.
    pub weight: f64,
    /// The probability.
    pub probability: Probability,
}

/// What a series says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BySeries {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Years and figures that the test looks at.
    pub figures: Vec<(u16, Option<f64>)>,
    /// Whether the claim holds; none where a figure is missing.
    pub holds: Option<bool>,
    /// Publisher and source.
    pub source: String,
}

/// A claim with its verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Checked {
    /// Id of the claim.
    pub id: String,
    /// The claim.
    pub text: String,
    /// Who says so.
    pub said_by: String,
    /// When.
    pub said_on: String,
    /// What it was tested with.
    pub kind: Kind,
    /// The test.
    pub expression: String,
    /// One of [`super::verdict::VERDICTS`].
    pub verdict: String,
    /// Probability over the ensemble.
    pub probability: Option<Probability>,
    /// Members of the ensemble.
    pub draws: u32,
    /// The verdicts that are still possible, where the ensemble is too small to tell.
    pub between: Vec<String>,
    /// Draws that a verdict needs, where there are too few and more can give one.
    pub needs_draws: Option<u32>,
    /// Runs in which what the claim presupposes holds, where it presupposes something.
    pub given: Option<Probability>,
    /// How far data inform the verdict: to be shown beside it.
    pub validity: Vec<String>,
    /// The quantity on the left of the test, beside the right where that is measured too.
    pub quantity: Option<Summary>,
    /// What the quantity is.
    pub quantity_is: String,
    /// Assumptions that it hangs on most.
    pub hangs_on: Vec<HangsOn>,
    /// The probability by structure.
    pub structures: Vec<UnderStructure>,
    /// Every series that could be meant.
    pub series: Vec<BySeries>,
    /// How the words became a test.
    pub note: String,
    /// What would count against it.
    pub against: String,
    /// What to know before using the verdict.
    pub warnings: Vec<String>,
    /// Whether the verdict is none of those that the file expects.
    pub is_surprise: bool,
}

/// Why claims cannot be checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// A claim names what there is not.
    #[error("claim `{id}`: {reason}")]
    Claim {
        /// The claim.
        id: String,
        /// What is wrong.
        reason: String,
    },
    /// A scenario has problems.
    #[error("claim `{id}`")]
    Scenario {
        /// The claim.
        id: String,
        /// The problems.
        source: scenario::Problems,
    },
    /// A set of assumptions has problems.
    #[error("claim `{id}`")]
    Assumptions {
        /// The claim.
        id: String,
        /// The problems.
        source: assumptions::Problems,
    },
    /// The ensemble cannot be run.
    #[error(transparent)]
    Compare(#[from] CompareError),
}

/// Checks claims, in their order; claims that share years and assumptions share an ensemble.
pub fn check(
    claims: &[Claim],
    task: &Task<'_>,
    cancel: &AtomicBool,
    mut report: impl FnMut(&str),
) -> Result<Vec<Checked>, CheckError> {
    let mut checked: Vec<Option<Checked>> = claims.iter().map(by_record).collect();
    for members in groups(claims, &checked) {
        let of_group: Vec<&Claim> = members.iter().map(|k| &claims[*k]).collect();
        let years = match of_group[0].kind {
            Kind::Scenario => "the years to come",
            _ => "the past",
        };
        let with = of_group[0].assume.as_ref().map_or(String::new(), |a| {
            format!(", with the assumptions of `{a}`")
        });
        report(&format!("{} claims on {years}{with} …", of_group.len()));
        for (k, result) in members
            .into_iter()
            .zip(by_ensemble(&of_group, task, cancel)?)
        {
            checked[k] = Some(result);
        }
    }
    Ok(checked.into_iter().flatten().collect())
}

/// The claims without a verdict so far, by number: those that share years and assumptions share an ensemble.
pub(super) fn groups(claims: &[Claim], checked: &[Option<Checked>]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<(bool, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (k, claim) in claims.iter().enumerate() {
        if checked[k].is_none() {
            let key = (claim.kind == Kind::Scenario, claim.assume.as_deref());
            groups.entry(key).or_default().push(k);
        }
    }
    groups.into_values().collect()
}

fn blank(claim: &Claim) -> Checked {
    Checked {
        id: claim.id.clone(),
        text: claim.text.clone(),
        said_by: claim.said_by.clone(),
        said_on: claim.said_on.clone(),
        kind: claim.kind,
        expression: claim.expression_text.clone(),
        verdict: UNTESTED.to_owned(),
        probability: None,
        draws: 0,
        between: Vec::new(),
        needs_draws: None,
        given: None,
        validity: Vec::new(),
        quantity: None,
        quantity_is: String::new(),
        hangs_on: Vec::new(),
        structures: Vec::new(),
        series: Vec::new(),
        note: claim.note.clone(),
        against: claim.against.clone(),
        warnings: Vec::new(),
        is_surprise: false,
    }
}

/// Whether none of the verdicts that are possible is expected.
fn is_surprise(claim: &Claim, verdict: &str, between: &[&str]) -> bool {
    let expected = |v: &str| claim.expect.iter().any(|e| e == v);
    !claim.expect.is_empty() && !expected(verdict) && !between.iter().any(|v| expected(v))
}

/// The record, with one series in the place of `SERIES`.
struct OfRecord<'a> {
    series: &'a str,
}

impl Values for OfRecord<'_> {
    fn values(&self, reference: &Reference) -> Option<Vec<f64>> {
        let Reference::Series { id, window } = reference else {
            return None;
        };
        let id = if id == SERIES { self.series } else { id };
        let series = series::find(id).ok()?;
        let (first, last) = window.ends();
        (first..=last).map(|y| series.value(y)).collect()
    }
}

/// The verdict of the record on a claim about it, or on one without a test; `None` for other kinds.
pub(super) fn by_record(claim: &Claim) -> Option<Checked> {
    let mut checked = blank(claim);
    let Some(expression) = &claim.expression else {
        checked.validity = validity::of_record(claim);
        checked.is_surprise = is_surprise(claim, UNTESTED, &[]);
        return Some(checked);
    };
    if claim.kind != Kind::Data {
        return None;
    }
    let references = expression.references();
    let mut ids: Vec<&str> = claim.series.iter().map(String::as_str).collect();
    for reference in &references {
        if let Reference::Series { id, .. } = reference
            && id != SERIES
            && !ids.contains(&id.as_str())
        {
            ids.push(id);
        }
    }
    let varies = references
        .iter()
        .any(|r| matches!(r, Reference::Series { id, .. } if id == SERIES));
    for id in ids {
        let Ok(series) = series::find(id) else {
            continue;
        };
        let mut years: Vec<u16> = references
            .iter()
            .filter_map(|r| match r {
                Reference::Series { id: of, window } if of == id || of == SERIES => {
                    Some(window.ends())
                }
                _ => None,
            })
            .flat_map(|(first, last)| first..=last)
            .collect();
        years.sort_unstable();
        years.dedup();
        checked.series.push(BySeries {
            id: id.to_owned(),
            title: series.title.to_owned(),
            unit: series.unit.to_owned(),
            figures: years.iter().map(|y| (*y, series.value(*y))).collect(),
            holds: expression.test.holds(&OfRecord { series: id }),
            source: format!("{}; {}", series.publisher, series.source),
        });
    }
    let known: Vec<bool> = checked.series.iter().filter_map(|s| s.holds).collect();
    let verdict = match (known.iter().all(|h| *h), known.iter().any(|h| *h)) {
        _ if known.is_empty() => UNTESTED,
        (true, _) => SUPPORTED,
        (_, true) => OPEN,
        _ => CONTRADICTED,
    };
    if verdict == OPEN {
        checked
            .warnings
            .push("It depends on the series.".to_owned());
    }
    if varies && known.len() < checked.series.len() {
        checked
            .warnings
            .push("A series without figures for these years says nothing on it.".to_owned());
    }
    checked.verdict = verdict.to_owned();
    checked.validity = validity::of_record(claim);
    checked.is_surprise = is_surprise(claim, verdict, &[]);
    Some(checked)
}

fn by_ensemble(
    claims: &[&Claim],
    task: &Task<'_>,
    cancel: &AtomicBool,
) -> Result<Vec<Checked>, CheckError> {
    let Some(answered) = ask(claims, task, cancel)? else {
        return Ok(Vec::new());
    };
    let weighted = Weighted::equal(&answered.ask.parameters, &answered.is_fitted);
    Ok(judged(&answered, &weighted, task.draws))
}

/// Verdicts from the members of an ensemble, weighted or not.
pub(super) fn judged(answered: &Answered<'_>, weighted: &Weighted, draws: u32) -> Vec<Checked> {
    let parameters = &answered.ask.parameters;
    let parameter_ranks: Vec<Vec<f64>> = (0..answered.ledger.entries().len())
        .map(|k| ranks(&parameters.iter().map(|p| p[k]).collect::<Vec<_>>()))
        .collect();
    let one = |asked: &Asked<'_>| {
        let mut checked = blank(asked.claim);
        let share = weighted.share(0..asked.held.len(), &asked.held);
        let result = judge(&share, draws);
        checked.draws = draws;
        checked.needs_draws = result.needs_draws;
        checked.verdict = result.verdict.to_owned();
        checked.is_surprise = is_surprise(asked.claim, result.verdict, &result.between);
        checked.between = result.between.into_iter().map(str::to_owned).collect();
        checked.structures = answered
            .shares
            .iter()
            .map(|(part, range)| {
                let range = range.start as usize..range.end as usize;
                UnderStructure {
                    id: part.structure().id.to_owned(),
                    weight: part.weight,
                    probability: weighted.share(range, &asked.held).probability,
                }
            })
            .collect();
        checked
            .structures
            .sort_by(|a, b| b.weight.total_cmp(&a.weight));
        checked.probability = Some(share.probability);
        if asked
            .claim
            .expression
            .as_ref()
            .is_some_and(|e| e.given.is_some())
        {
            let counts: Vec<Option<bool>> = asked.held.iter().map(|h| Some(h.is_some())).collect();
            checked.given = Some(weighted.share(0..counts.len(), &counts).probability);
        }
        checked.quantity = weighted.summary(&asked.quantity);
        let first = asked
            .claim
            .expression
            .as_ref()
            .map(|e| e.test.first_comparison());
        let is_share = first.is_some_and(|(_, right)| is_share(right));
        checked.quantity_is = if is_share {
            "left side of the test against what it is compared with: difference as a share of it"
        } else {
            "left side of the test"
        }
        .to_owned();
        checked.hangs_on = hangs_on(&answered.ledger, &parameter_ranks, &asked.quantity, NAMED);
        checked.validity = validity::of_ensemble(asked.claim, &answered.scenarios);
        checked.warnings = warnings(&checked, asked.claim, is_share);
        checked
    };
    answered.ask.claims.iter().map(one).collect()
}

/// Differences smaller than this share of the baseline would hardly be noticed.
const SLIGHT: f64 = 0.01;

/// What to know before using a verdict.
fn warnings(checked: &Checked, claim: &Claim, is_share: bool) -> Vec<String> {
    let mut warnings = Vec::new();
    if checked.verdict == TOO_SMALL && checked.needs_draws.is_none() {
        warnings.push("More draws alone cannot decide: the probability lies on the bound between two verdicts, or the posterior has too few sets of parameters.".to_owned());
    }
    if let Some(given) = &checked.given {
        warnings.push(format!(
            "It presupposes something that holds in {:.1} % (± {:.1}) of runs; the probability is of those.",
            100.0 * given.value,
            100.0 * given.monte_carlo_error
        ));
    }
    if let Some(q) = checked.quantity
        && is_share
        && q.q05.abs().max(q.q95.abs()) < SLIGHT
    {
        warnings.push("In nine of ten runs the two sides differ by less than 1 %: the verdict is on the sign of a difference that would hardly be noticed.".to_owned());
    }
    if let Some(assume) = &claim.assume {
        warnings.push(format!(
            "With the assumptions of `{assume}` in place of the ledger's: what follows if they are right."
        ));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::super::file::{BUILT_IN, read};
    use super::*;

    #[test]
    fn the_record_judges_the_claims_about_it() {
        let claims = read("claims.toml", BUILT_IN).unwrap();
        let of = |id: &str| {
            let claim = claims.iter().find(|c| c.id == id).unwrap();
            by_record(claim).unwrap()
        };
        let first = of("1-eleven-thousand");
        assert_eq!(
            first.verdict, CONTRADICTED,
            "no official series gives 11,000"
        );
        assert_eq!(first.series.len(), 3);
        assert_eq!(first.series[0].figures, [(2007, Some(8867.0))]);
        let second = of("2-sixth-year-above-30000");
        assert_eq!(second.verdict, OPEN, "true of homicide with femicide alone");
        let holds: Vec<Option<bool>> = second.series.iter().map(|s| s.holds).collect();
        assert_eq!(holds, [Some(false), Some(false), Some(true)]);
        assert_eq!(of("3a-violence-rose").verdict, SUPPORTED);
        assert_eq!(of("4b-no-attacks-before").verdict, UNTESTED);
    }

    #[test]
    fn an_expectation_that_is_still_possible_is_no_surprise() {
        let mut claim = read("claims.toml", BUILT_IN).unwrap().remove(0);
        assert!(!is_surprise(&claim, OPEN, &[]));
        claim.expect = vec![OPEN.to_owned()];
        assert!(!is_surprise(
            &claim,
            TOO_SMALL,
            &["more likely than not", OPEN]
        ));
        assert!(is_surprise(
            &claim,
            TOO_SMALL,
            &[SUPPORTED, "more likely than not"]
        ));
        assert!(is_surprise(&claim, SUPPORTED, &[]));
    }
}
