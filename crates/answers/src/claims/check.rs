//! Verdicts on claims, with the probability, what it hangs on, and the sources.

use super::expression::{Reference, Values, Window, is_share, shown};
use super::file::{Claim, Kind};
use super::parse::{BASELINE, SERIES};
use crate::comparison::{HangsOn, Probability, Summary};
use crate::flagship::catalogue::{CATALOGUE, FIRST, policy};
use crate::flagship::question::reading_of;
use crate::paired::{Reading, probability};
use crate::question::{CompareError, months};
use crate::sensitivity::{hangs_on, ranks};
use assumptions::{Belief, Ledger};
use engine::{Ensemble, Member, Observer, ObserverError};
use inference::inputs::{FIRST_YEAR, MONTHS, model};
use inference::posterior::BeliefDraws;
use inference::structures::{InForce, Structures};
use record::series;
use scenario::Scenario;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::AtomicBool;
use system::outcomes::OUTCOMES;
use system::policy::Policy;

/// The verdicts.
pub const VERDICTS: [&str; 7] = [
    SUPPORTED,
    LIKELIER,
    OPEN,
    UNLIKELIER,
    CONTRADICTED,
    UNTESTED,
    TOO_SMALL,
];
const SUPPORTED: &str = "supported";
const LIKELIER: &str = "more likely than not";
const OPEN: &str = "open";
const UNLIKELIER: &str = "less likely than not";
const CONTRADICTED: &str = "contradicted";
const UNTESTED: &str = "cannot be tested here";
const TOO_SMALL: &str = "ensemble too small";

/// Least probabilities of the first four verdicts.
const BOUNDS: [(f64, &str); 4] = [
    (0.9, SUPPORTED),
    (0.6, LIKELIER),
    (0.4, OPEN),
    (0.1, UNLIKELIER),
];
/// Two Monte Carlo errors may be at most this much for a verdict.
const SHARP: f64 = 0.05;
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
    /// One of [`VERDICTS`].
    pub verdict: String,
    /// Probability over the ensemble.
    pub probability: Option<Probability>,
    /// Members of the ensemble.
    pub draws: u32,
    /// Draws that a verdict needs, where there are too few.
    pub needs_draws: Option<u32>,
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
    let mut groups: BTreeMap<(bool, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (k, claim) in claims.iter().enumerate() {
        if checked[k].is_none() {
            let key = (claim.kind == Kind::Scenario, claim.assume.as_deref());
            groups.entry(key).or_default().push(k);
        }
    }
    for ((future, assume), members) in groups {
        let of_group: Vec<&Claim> = members.iter().map(|k| &claims[*k]).collect();
        let years = if future {
            "the years to come"
        } else {
            "the past"
        };
        let with = assume.map_or(String::new(), |a| {
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

/// The members of an ensemble that was asked about one claim.
#[derive(Clone, Debug)]
pub struct Members {
    /// The ledger, with the claim's assumptions.
    pub ledger: Ledger,
    /// Whether the claim held.
    pub held: Vec<bool>,
    /// Values of the parameters: `parameters[parameter][member]`.
    pub parameters: Vec<Vec<f64>>,
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
        mut ask, ledger, ..
    }) = ask(&[claim], task, cancel)?
    else {
        return Err(wrong(claim, "it names no scenario".to_owned()));
    };
    let held = ask.claims.pop().map(|a| a.held).unwrap_or_default();
    let parameters = (0..ledger.entries().len())
        .map(|k| ask.parameters.iter().map(|p| p[k]).collect())
        .collect();
    Ok(Members {
        ledger,
        held,
        parameters,
    })
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
        needs_draws: None,
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

fn is_surprise(claim: &Claim, verdict: &str) -> bool {
    !claim.expect.is_empty() && claim.expect.iter().all(|e| e != verdict)
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
fn by_record(claim: &Claim) -> Option<Checked> {
    let mut checked = blank(claim);
    let Some(expression) = &claim.expression else {
        checked.is_surprise = is_surprise(claim, UNTESTED);
        return Some(checked);
    };
    if claim.kind != Kind::Data {
        return None;
    }
    let references = expression.test.references();
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
    checked.is_surprise = is_surprise(claim, verdict);
    Some(checked)
}

/// Where a reference is read in a run.
struct Place {
    scenario: usize,
    reading: Reading,
    points: Vec<usize>,
}

/// A claim that members are asked about.
struct Asked<'a> {
    claim: &'a Claim,
    places: BTreeMap<&'a Reference, Place>,
    /// Whether it held, member by member.
    held: Vec<bool>,
    quantity: Vec<f64>,
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

struct Ask<'a> {
    claims: Vec<Asked<'a>>,
    /// Values of the parameters, member by member.
    parameters: Vec<Vec<f64>>,
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
            // A ratio to nothing is not evidence for a claim.
            asked
                .held
                .push(expression.test.holds(&values).unwrap_or(false));
            let (left, right) = expression.test.first_comparison();
            asked
                .quantity
                .push(shown(left, right, &values).unwrap_or(f64::NAN));
        }
        Ok(())
    }
}

fn wrong(claim: &Claim, reason: String) -> CheckError {
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
        for reference in expression.test.references() {
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

/// What an ensemble said to claims.
struct Answered<'a> {
    ask: Ask<'a>,
    ledger: Ledger,
    scenarios: Vec<Scenario>,
    shares: Vec<(InForce, Range<u32>)>,
}

/// Asks every member of an ensemble about claims that share years and assumptions.
fn ask<'a>(
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
    let mut ledger = task.ledger.clone();
    if let Some(assume) = &first.assume {
        let overlay = ledger
            .overlay(assume)
            .map_err(|source| CheckError::Assumptions {
                id: first.id.clone(),
                source,
            })?;
        ledger = ledger.with_overlay(&overlay);
    }
    let mut asked = Vec::new();
    let (mut from, mut to) = (usize::MAX, 0);
    for claim in claims {
        let mut places = BTreeMap::new();
        let references = claim
            .expression
            .iter()
            .flat_map(|e| e.test.references())
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
            let at = scenarios.iter().position(|s| s.id == *id).unwrap_or(0);
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
    Ok(Some(Answered {
        ask,
        ledger,
        scenarios,
        shares,
    }))
}

fn by_ensemble(
    claims: &[&Claim],
    task: &Task<'_>,
    cancel: &AtomicBool,
) -> Result<Vec<Checked>, CheckError> {
    let Some(Answered {
        ask,
        ledger,
        scenarios,
        shares,
    }) = ask(claims, task, cancel)?
    else {
        return Ok(Vec::new());
    };
    let parameter_ranks: Vec<Vec<f64>> = (0..ledger.entries().len())
        .map(|k| ranks(&ask.parameters.iter().map(|p| p[k]).collect::<Vec<_>>()))
        .collect();
    let results = ask.claims.iter().map(|asked| {
        let mut checked = blank(asked.claim);
        let share = |held: &[bool]| {
            let count = held.iter().filter(|h| **h).count();
            probability(count as f64 / held.len() as f64, held.len() as u64)
        };
        let p = share(&asked.held);
        let verdict = verdict(p);
        checked.draws = task.draws;
        checked.needs_draws = (verdict == TOO_SMALL).then(|| draws_for(p));
        checked.verdict = verdict.to_owned();
        checked.is_surprise = is_surprise(asked.claim, verdict);
        checked.structures = shares
            .iter()
            .map(|(part, range)| UnderStructure {
                id: part.structure().id.to_owned(),
                weight: part.weight,
                probability: share(&asked.held[range.start as usize..range.end as usize]),
            })
            .collect();
        checked
            .structures
            .sort_by(|a, b| b.weight.total_cmp(&a.weight));
        checked.probability = Some(p);
        checked.quantity = summary(&asked.quantity);
        checked.quantity_is = asked.claim.expression.as_ref().map_or(String::new(), |e| {
            let (_, right) = e.test.first_comparison();
            if is_share(right) {
                "left side of the test above the right, as a share of it".to_owned()
            } else {
                "left side of the test".to_owned()
            }
        });
        checked.hangs_on = hangs_on(&ledger, &parameter_ranks, &asked.quantity, NAMED);
        checked.warnings = warnings(asked.claim, &scenarios, p);
        checked
    });
    Ok(results.collect())
}

/// The verdict of a probability.
fn verdict(p: Probability) -> &'static str {
    if 2.0 * p.monte_carlo_error > SHARP {
        return TOO_SMALL;
    }
    BOUNDS
        .iter()
        .find(|(least, _)| p.value >= *least)
        .map_or(CONTRADICTED, |(_, verdict)| *verdict)
}

/// Draws at which two Monte Carlo errors are as small as a verdict asks for.
fn draws_for(p: Probability) -> u32 {
    let spread = (p.value * (1.0 - p.value)).max(0.1);
    (4.0 * spread / (SHARP * SHARP)).ceil() as u32 + 4
}

/// Whether another verdict lies within two Monte Carlo errors.
pub fn is_near_a_bound(p: Probability) -> bool {
    BOUNDS
        .iter()
        .any(|(bound, _)| (p.value - bound).abs() < 2.0 * p.monte_carlo_error)
}

fn warnings(claim: &Claim, scenarios: &[Scenario], p: Probability) -> Vec<String> {
    let mut warnings = Vec::new();
    let names = |id: &str| {
        let own = claim.scenario == id;
        let named = claim.expression.iter().flat_map(|e| e.test.references());
        own || named
            .into_iter()
            .any(|r| matches!(r, Reference::Outcome { scenario, .. } if scenario == id))
    };
    let strikes = scenarios.iter().any(|s| {
        names(&s.id)
            && s.levers
                .iter()
                .any(|l| l.lever.starts_with("strike.") || l.lever == "patrols")
    });
    if strikes {
        warnings.push("Outside the region that data inform: no force of the United States on Mexican soil is on record. The answer is what studies of other countries and mechanisms leave open.".to_owned());
    }
    if is_near_a_bound(p) {
        warnings.push("Near the bound between two verdicts: another seed could give the other; more draws settle it (--until-sure).".to_owned());
    }
    if let Some(assume) = &claim.assume {
        warnings.push(format!(
            "With the assumptions of `{assume}` in place of the ledger's: what follows if they are right."
        ));
    }
    warnings
}

fn summary(values: &[f64]) -> Option<Summary> {
    let mut finite: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    finite.sort_by(f64::total_cmp);
    let last = finite.len().checked_sub(1)?;
    let q = |p: f64| finite[(p * last as f64).round() as usize];
    Some(Summary {
        mean: finite.iter().sum::<f64>() / finite.len() as f64,
        q05: q(0.05),
        q25: q(0.25),
        q50: q(0.5),
        q75: q(0.75),
        q95: q(0.95),
    })
}

#[cfg(test)]
mod tests {
    use super::super::file::{BUILT_IN, read};
    use super::*;

    #[test]
    fn verdicts_follow_the_probability_and_need_enough_runs() {
        let of = |p: f64, n: u64| verdict(probability(p, n));
        assert_eq!(of(0.95, 1000), SUPPORTED);
        assert_eq!(of(0.7, 2000), LIKELIER);
        assert_eq!(of(0.5, 2000), OPEN);
        assert_eq!(of(0.2, 2000), UNLIKELIER);
        assert_eq!(of(0.02, 2000), CONTRADICTED);
        assert_eq!(of(0.5, 100), TOO_SMALL);
        let needed = draws_for(probability(0.5, 100));
        assert_ne!(of(0.5, needed.into()), TOO_SMALL);
        assert!(is_near_a_bound(probability(0.61, 500)));
        assert!(!is_near_a_bound(probability(0.75, 500)));
    }

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
}
