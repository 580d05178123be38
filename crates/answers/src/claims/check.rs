//! Verdicts on claims, with the probability, what it hangs on, and the sources.

use super::ensemble::{Answered, Asked, ask};
use super::expression::{Comparison, Reference, Test, Values, held_against};
use super::file::{Claim, Kind};
use super::parse::SERIES;
use super::validity;
use super::verdict::{CONTRADICTED, OPEN, SUPPORTED, TOO_CLOSE, UNTESTED, judge};
use crate::comparison::{HangsOn, Probability, Summary};
use crate::question::CompareError;
use crate::sensitivity::{hangs_on, ranks};
use crate::weighted::Weighted;
use crate::words::percent_and_error;
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
    /// Members of it that count.
    pub counted: u32,
}

impl UnderStructure {
    /// The probability with its error, where enough members count to say anything.
    pub fn probability_in_words(&self) -> String {
        if self.counted < 10 {
            return "too few runs".to_owned();
        }
        percent_and_error(&self.probability, self.counted.into())
    }
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

/// The probability if the claim had drawn its line elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AtThreshold {
    /// What would have to be so, for people: `a rise of more than 5 %`.
    pub words: String,
    /// Its probability.
    pub probability: Probability,
}

/// A scenario that a claim is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct About {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
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
    /// The scenarios that it compares, the baseline first.
    pub scenarios: Vec<About>,
    /// One of [`super::verdict::VERDICTS`].
    pub verdict: String,
    /// Probability over the ensemble.
    pub probability: Option<Probability>,
    /// Members of the ensemble.
    pub draws: u32,
    /// Those that count: in which what the claim presupposes holds.
    pub counted: u32,
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
    /// What the quantity is, in the language of claims.
    pub quantity_is: String,
    /// Whether it is a difference as a share of what it is held against, rather than the left side itself.
    pub quantity_is_share: bool,
    /// The probability at other thresholds, where the test is one comparison with one quantity.
    pub thresholds: Vec<AtThreshold>,
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
        scenarios: Vec::new(),
        verdict: UNTESTED.to_owned(),
        probability: None,
        draws: 0,
        counted: 0,
        between: Vec::new(),
        needs_draws: None,
        given: None,
        validity: Vec::new(),
        quantity: None,
        quantity_is: String::new(),
        quantity_is_share: false,
        thresholds: Vec::new(),
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
        checked.scenarios = asked.about(&answered.scenarios);
        let share = weighted.share(0..asked.held.len(), &asked.held);
        let result = judge(&share, draws);
        checked.draws = draws;
        checked.counted = share.counted as u32;
        checked.needs_draws = result.needs_draws;
        checked.verdict = result.verdict.to_owned();
        checked.is_surprise = is_surprise(asked.claim, result.verdict, &result.between);
        checked.between = result.between.into_iter().map(str::to_owned).collect();
        checked.structures = answered
            .shares
            .iter()
            .map(|(part, range)| {
                let range = range.start as usize..range.end as usize;
                let share = weighted.share(range, &asked.held);
                UnderStructure {
                    id: part.structure().id.to_owned(),
                    weight: part.weight,
                    probability: share.probability,
                    counted: share.counted as u32,
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
        if let Some(reason) = untestable(asked, share.counted, draws) {
            checked.verdict = UNTESTED.to_owned();
            (checked.between, checked.needs_draws) = (Vec::new(), None);
            (checked.probability, checked.structures) = (None, Vec::new());
            checked.is_surprise = is_surprise(asked.claim, UNTESTED, &[]);
            checked.warnings = vec![reason];
            return checked;
        }
        checked.quantity = weighted.summary(&asked.quantity);
        if let Some(expression) = &asked.claim.expression {
            let (left, right) = expression.test.first_comparison();
            let against = held_against(right);
            checked.quantity_is_share = against.is_some();
            let first = if matches!(expression.test, Test::Compare { .. }) {
                ""
            } else {
                "(the first of several comparisons) "
            };
            checked.quantity_is = against.map_or(format!("{first}{left}"), |b| {
                format!("{first}{left} against {b}")
            });
            checked.thresholds = thresholds(&expression.test, asked, weighted);
        }
        checked.hangs_on = hangs_on(&answered.ledger, &parameter_ranks, &asked.quantity, NAMED);
        checked.validity = validity::of_ensemble(asked.claim, &answered.scenarios);
        checked.warnings = warnings(&checked, asked);
        checked
    };
    answered.ask.claims.iter().map(one).collect()
}

/// Why an ensemble cannot test a claim, where it cannot.
fn untestable(asked: &Asked<'_>, counted: usize, draws: u32) -> Option<String> {
    if counted == 0 {
        Some(format!(
            "What it presupposes holds in none of {draws} runs: there is nothing to test (more draws may find some)."
        ))
    } else if asked.undefined >= counted {
        Some("The test has no value in any run: it divides by nothing.".to_owned())
    } else {
        None
    }
}

/// Shares by which two sides may differ.
const SIZES: [f64; 5] = [0.0, 0.05, 0.1, 0.25, 0.5];

/// The probability had the line been drawn elsewhere: for one comparison of a quantity with a multiple of another.
fn thresholds(test: &Test, asked: &Asked<'_>, weighted: &Weighted) -> Vec<AtThreshold> {
    let Test::Compare { by, right, .. } = test else {
        return Vec::new();
    };
    let Some(factor) = right.multiple() else {
        return Vec::new();
    };
    let is_above = matches!(by, Comparison::Above | Comparison::AtLeast);
    let is_rise = factor > 1.0 || (factor == 1.0 && is_above);
    let sign = if is_rise { 1.0 } else { -1.0 };
    let (any, more) = match (is_above, is_rise) {
        (true, true) => ("any rise", "a rise of more than"),
        (true, false) => ("no fall", "no fall of more than"),
        (false, false) => ("any fall", "a fall of more than"),
        (false, true) => ("no rise", "no rise of more than"),
    };
    let one = |size: &f64| {
        let holds = |q: &f64| {
            if is_above {
                *q > sign * size
            } else {
                *q < sign * size
            }
        };
        let held: Vec<Option<bool>> = asked
            .held
            .iter()
            .zip(&asked.quantity)
            .map(|(held, q)| held.map(|_| holds(q)))
            .collect();
        AtThreshold {
            words: if *size == 0.0 {
                any.to_owned()
            } else {
                format!("{more} {:.0} %", 100.0 * size)
            },
            probability: weighted.share(0..held.len(), &held).probability,
        }
    };
    SIZES.iter().map(one).collect()
}

/// Differences smaller than this share of the baseline would hardly be noticed.
const SLIGHT: f64 = 0.01;

/// What to know before using a verdict.
fn warnings(checked: &Checked, asked: &Asked<'_>) -> Vec<String> {
    let mut warnings = Vec::new();
    if checked.verdict == TOO_CLOSE {
        warnings.push("More draws alone cannot decide: the probability lies on the bound between two verdicts, or the posterior has too few sets of parameters.".to_owned());
    }
    if let Some(given) = &checked.given {
        warnings.push(format!(
            "It presupposes something that holds in {:.1} % (± {:.1}) of runs; the probability is of those.",
            100.0 * given.value,
            100.0 * given.monte_carlo_error
        ));
    }
    if asked.undefined > 0 {
        warnings.push(format!(
            "In {} runs the test has no value (it divides by nothing): they count as runs in which the claim does not hold.",
            asked.undefined
        ));
    }
    let is_of_sign = asked.claim.expression.as_ref().is_some_and(|e| {
        let (_, right) = e.test.first_comparison();
        right.multiple() == Some(1.0)
    });
    if let Some(q) = checked.quantity
        && is_of_sign
        && q.q05.abs().max(q.q95.abs()) < SLIGHT
    {
        warnings.push("In nine of ten runs the two sides differ by less than 1 %: the verdict is on the sign of a difference that would hardly be noticed.".to_owned());
    }
    if let Some(assume) = &asked.claim.assume {
        warnings.push(format!(
            "With the assumptions of `{assume}` in place of the ledger's: what follows if they are right."
        ));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::super::file::{BUILT_IN, read};
    use super::super::verdict::TOO_SMALL;
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
        // Who the dead of fights between groups were is not in the record, and in the model by assumption alone.
        assert_eq!(of("8-civilians-bore-the-brunt").verdict, UNTESTED);
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
