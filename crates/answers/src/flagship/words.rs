//! The flagship's answer in plain sentences.

use super::catalogue::record_end;
use super::question::Assumed;
use crate::comparison::{Comparison, Estimate, ReportedOutcome, reads_in_percent};
use crate::number::{PERCENT, number, of_unit, probability, signed};
use crate::words::{percent, years};
use assumptions::Belief;
use engine::describe::Better;
use inference::structures::Structures;
use scenario::{LeverUse, Mode, Month, RuleLevel, Scenario};

/// The question.
pub const QUESTION: &str = "Should the United States strike Mexican cartels with missiles or drones, with Mexico's consent \
     or without it? What would follow from each option, and from the alternatives?";

/// The question that a comparison from a month on is about.
pub fn question(start: Month) -> &'static str {
    if start < record_end() {
        "What would have happened in Mexico under another policy than the one that was in force?"
    } else {
        QUESTION
    }
}

/// What the model does not contain.
pub const LEAVES_OUT: [&str; 7] = [
    "States and months only: no towns, no persons, no single targets.",
    "No elections, no economy, no migration to the United States; cooperation is one loss shared by four channels.",
    "One drug market, that of fentanyl; other drugs, fuel theft and extortion are earnings that stay as they are.",
    "Blocs are families of groups with a common origin: alliances that change within a year are chance here.",
    "Laboratories, stocks and prices are in balance in 2023; the years before have no market of their own.",
    "No force of the United States has been used on Mexican soil in the years of the record: what it would do rests on studies of other countries and on mechanisms.",
    "Costs are shown where a source gives one; options are otherwise compared at the dose that each states, not at equal cost.",
];

/// Largest rise of troops on record, tens of thousands: 37,253 soldiers on duty against crime in 2006, 62,954 in 2019
/// (`aftermath evidence history --table troops`).
const MOST_TROOPS: f64 = 2.6;
/// Largest rise of leaders of the first rank removed a year: ten in 2014, 1.6 a year in 2019-2023
/// (`aftermath evidence history --table removals`).
const MOST_REMOVALS: f64 = 8.4;

/// Draws below which probabilities near a half are uncertain by more than two points.
const FEW_DRAWS: u32 = 600;

/// What is published of the parts.
pub fn citation(structures: &Structures) -> String {
    let parts = structures.by_weight();
    let list: Vec<String> = parts
        .iter()
        .map(|p| {
            format!(
                "{} ({:.0} %: conflict {}, removal {})",
                p.structure().id,
                100.0 * p.weight,
                p.forms.conflict.name(),
                p.forms.removal.name()
            )
        })
        .collect();
    let others = parts.first().map_or(String::new(), |p| {
        let forms = &p.forms;
        format!(
            " Forms in all of them: recruitment {}, retaliation {}, supply {}, price {}, answer of Mexico {}, displacement {}.",
            forms.recruitment.name(),
            forms.retaliation.name(),
            forms.supply.name(),
            forms.price.name(),
            forms.answer.name(),
            forms.displacement.name()
        )
    });
    format!(
        "Mechanisms and their sources: `aftermath assumptions list`, and the files of the model. Rival structures and \
         their weights: {}.{others}",
        list.join("; ")
    )
}

/// What a belief is.
pub fn belief(belief: Belief) -> &'static str {
    match belief {
        Belief::Open => {
            "What one would say knowing only the mechanisms: wide, and with both signs where the sign is contested."
        }
        Belief::Evidence => {
            "What published studies add: ranges that bracket studies that disagree, wide where there are none."
        }
        Belief::Posterior => {
            "What the record adds: those of the parameters, of all that studies leave open, that go with homicides by state since 2000."
        }
    }
}

/// The prior of a parameter that the record says something about, and how much.
pub fn informed(prior: &str, overlap: f64) -> String {
    format!("fitted; prior {prior}; overlap {:.0} %", 100.0 * overlap)
}

/// The prior of a parameter that the record says nothing about.
pub fn not_informed(prior: &str) -> String {
    format!("{prior}; not in the fit")
}

/// How often 90 % intervals of policy effects held the truth of simulated records.
fn coverage() -> String {
    let held: Vec<f64> = super::record::intervals()
        .iter()
        .filter(|i| i.quantity.starts_with("homicides"))
        .map(|i| 100.0 * i.within_90)
        .collect();
    let (Some(least), Some(most)) = (
        held.iter().copied().reduce(f64::min),
        held.iter().copied().reduce(f64::max),
    ) else {
        return String::new();
    };
    format!(
        " On simulated records 90 % intervals of policy effects held the truth in {least:.0} to {most:.0} % of cases (smaller fits of one structure)."
    )
}

/// What a reader must know before using the answer.
pub fn warnings(assumed: &Assumed<'_>, start: Month, draws: u32) -> Vec<String> {
    let mut warnings = vec![
        "No data exist on strikes on Mexican soil. The answer rests on studies of other countries and on mechanisms; its width is part of it.".to_owned(),
        match assumed.belief {
            Belief::Open => "These are open priors: mechanisms alone, before any study. They are shown to see what the structure of the model allows, not to be believed.".to_owned(),
            Belief::Evidence => "These are priors from published studies, before the record: the bands say what the studies leave open, not how well the model predicts.".to_owned(),
            Belief::Posterior => "Fitted to homicides by state. The record says much about fights between groups, little about retaliation and territory, and nothing about strikes, laboratories, the market and the relationship: there the answer is what published studies leave open.".to_owned() + &coverage(),
        },
    ];
    if start < record_end() {
        warnings.push(format!(
            "The options start in {start}, within the years whose removals, deployments and regimes the model is given."
        ));
        if assumed.belief == Belief::Posterior {
            warnings.push("What the mechanisms leave out of the past is held as it was fitted to history with the policy that was in force: had it other causes in another history, the answer would be another. The event study and the hindcast say how far the mechanisms can be trusted with it.".to_owned());
        }
    } else {
        warnings.push(format!(
            "What was done is on record until {}; after it leaders are removed at the pace of 2019-2023, and troops, regimes and cooperation stay as they were.",
            record_end()
        ));
    }
    if assumed.belief == Belief::Posterior && start >= record_end() {
        warnings.push("The level of the baseline is weaker than the differences from it: random hostility scatters about where the fit ends (2022), and what grows in the runs is members and what troops bring about, while homicides registered in 2023 (32,252, INEGI) had fallen a little.".to_owned());
    }
    let overlaid: Vec<&str> = (0..assumed.ledger.entries().len())
        .filter(|k| assumed.ledger.overlaid(*k).is_some())
        .map(|k| assumed.ledger.entries()[k].id.as_str())
        .collect();
    if !overlaid.is_empty() {
        warnings.insert(
            0,
            format!(
                "This answer takes a set of assumptions in place of the ledger for {} parameters: {}.",
                overlaid.len(),
                overlaid.join(", ")
            ),
        );
    }
    if draws < FEW_DRAWS {
        warnings.push(format!(
            "Few draws ({draws}): probabilities are rough, see their Monte Carlo errors."
        ));
    }
    warnings
}

/// How far data inform a scenario: the weakest of its levers decides.
pub fn validity(scenario: &Scenario) -> String {
    let levers: Vec<&str> = scenario.levers.iter().map(|l| l.lever).collect();
    let any = |names: &[&str]| {
        levers
            .iter()
            .any(|l| names.iter().any(|n| l.starts_with(n)))
    };
    let beyond = |lever: &str, most: f64| {
        let of = scenario.levers.iter().filter(|l| l.lever == lever);
        of.map(|l| l.intensity).fold(0.0, f64::max) > most
    };
    if levers.is_empty() {
        String::new()
    } else if any(&["strike.", "patrols"]) {
        "Outside the data: no force of the United States on Mexican soil is on record. What follows rests on studies of other countries and on mechanisms.".to_owned()
    } else if beyond("deploy", MOST_TROOPS) || beyond("kingpin", MOST_REMOVALS) {
        "Beyond the record: a larger dose than any that the model was fitted to.".to_owned()
    } else if any(&["deploy", "kingpin", "withdraw."]) {
        "Within the record: the model was fitted to years with such doses, together with all else that happened in them.".to_owned()
    } else {
        "Studies only: the record that was fitted says nothing on this lever.".to_owned()
    }
}

/// A lever's dose in words.
pub fn dose(lever: &LeverUse) -> String {
    let n = number(lever.intensity);
    let share = number(100.0 * lever.intensity);
    let amount = match (lever.lever, lever.unit) {
        (_, "per_month") => format!("{n} strikes a month"),
        (_, "per_year") => format!("{n} more top leaders removed a year"),
        ("patrols", _) => format!("{} US troops", number(1e4 * lever.intensity)),
        (_, "ten_thousand_troops") => format!("{} more troops", number(1e4 * lever.intensity)),
        (_, "doublings") => format!("effort doubled {n} times"),
        _ => format!("{share} %"),
    };
    let mode = match lever.mode {
        Some(Mode::Cooperative) => ", with Mexico's consent",
        Some(Mode::Unilateral) => ", without Mexico's consent",
        None => "",
    };
    let place = if lever.place == "national" {
        String::new()
    } else {
        format!(", in {}", lever.place)
    };
    let rule = |word: &str, rule: &Option<scenario::Rule>| {
        rule.as_ref().map_or(String::new(), |r| {
            let level = match r.level {
                RuleLevel::ShareOfStart(s) => format!("{} % of its start", number(100.0 * s)),
                RuleLevel::Value(v) => number(v),
            };
            let direction = if r.is == scenario::Direction::Above {
                "above"
            } else {
                "below"
            };
            let after = if r.after_months == 0 {
                String::new()
            } else {
                format!(" (looked at from {} months on)", r.after_months)
            };
            format!(", {word} `{}` is {direction} {level}{after}", r.outcome)
        })
    };
    format!(
        "{amount}{mode}{place}{}{}",
        rule("once", &lever.when),
        rule("until", &lever.until)
    )
}

/// A probability from which on a direction is called likely.
const LIKELY: f64 = 2.0 / 3.0;

/// What the answer says of an option and an outcome; each option is exactly one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// Better by more than the margin, in at least two runs of three.
    Better,
    /// Worse by more than the margin, in at least two runs of three.
    Worse,
    /// No real change, in at least two runs of three.
    NoChange,
    /// None of these.
    Open,
}

impl Says {
    fn of(e: &Estimate) -> Self {
        if e.better.value >= LIKELY {
            Self::Better
        } else if e.worse.value >= LIKELY {
            Self::Worse
        } else if e.no_real_change.value >= LIKELY {
            Self::NoChange
        } else {
            Self::Open
        }
    }
}

/// What the words of the findings mean, then one entry for each key outcome, all at the headline horizon.
pub fn findings(comparison: &Comparison) -> Vec<String> {
    let margin = number(100.0 * comparison.margin);
    let mut findings = vec![format!(
        "After {}. “Likely” and “no real change” mean beyond and within {margin} % of the baseline, each in at least two \
         runs of three; all else is “open”. In brackets the median change against the \
         baseline and, where it is open, the probabilities ± their Monte Carlo errors; largest effects first.",
        years(comparison.headline_years)
    )];
    findings.extend(
        comparison
            .outcomes
            .iter()
            .filter(|o| o.is_key)
            .filter_map(|outcome| finding(comparison, outcome)),
    );
    findings.extend(consent(comparison, comparison.headline_years));
    findings
}

/// What the options do to one outcome.
fn finding(comparison: &Comparison, outcome: &ReportedOutcome) -> Option<String> {
    let mut estimates: Vec<&Estimate> = comparison
        .estimates
        .iter()
        .filter(|e| e.outcome == outcome.id && e.horizon_years == comparison.headline_years)
        .collect();
    // Sizes in one list must be of one kind.
    let in_percent =
        |e: &&Estimate| reads_in_percent(&e.baseline, &e.relative_difference, &outcome.unit);
    let is_relative = estimates.iter().all(in_percent);
    let size = |e: &Estimate| {
        if is_relative {
            100.0 * e.relative_difference.q50
        } else {
            e.difference.q50
        }
    };
    estimates.sort_by(|a, b| size(b).abs().total_cmp(&size(a).abs()));
    let unit = if is_relative { PERCENT } else { &outcome.unit };
    let title = |e: &Estimate| {
        let option = comparison.options.iter().find(|o| o.id == e.option);
        option.map_or(e.option.clone(), |o| o.title.clone())
    };
    let change = |e: &Estimate| format!("{} {unit}", signed(size(e), of_unit(size(e), unit)));
    let those = |says: Says| {
        estimates
            .iter()
            .copied()
            .filter(move |e| Says::of(e) == says)
    };
    let list = |says: Says| {
        let each: Vec<String> = those(says)
            .map(|e| format!("{} ({})", title(e), change(e)))
            .collect();
        each.join("; ")
    };
    let (better, worse) = match outcome.better {
        Better::Higher => ("higher", "lower"),
        _ => ("lower", "higher"),
    };
    let mut text = String::new();
    for (says, word) in [(Says::Better, better), (Says::Worse, worse)] {
        let list = list(says);
        if !list.is_empty() {
            text += &format!(" Likely {word}: {list}.");
        }
    }
    let open: Vec<String> = those(Says::Open)
        .map(|e| {
            let [good, bad] = [e.better, e.worse].map(|p| probability(&p, comparison.draws));
            format!(
                "{} ({}; {better} {good}, {worse} {bad})",
                title(e),
                change(e)
            )
        })
        .collect();
    if !open.is_empty() {
        text += &format!(" Open: {}.", open.join("; "));
    }
    if estimates.is_empty() {
        return None;
    }
    // In quotation marks, as it was defined: “no real change is likely” could be read as “no change is likely”.
    let whom = match (those(Says::NoChange).count(), estimates.len()) {
        (0, _) => None,
        (1, 1) => Some("the option".to_owned()),
        (1, _) => Some("the other option".to_owned()),
        (n, all) if n == all => Some(format!("all {n} options")),
        (n, _) => Some(format!("the other {n} options")),
    };
    if let Some(whom) = whom {
        text += &format!(" “No real change” for {whom}.");
    }
    Some(format!("{}.{text}", outcome.title))
}

/// Homicides under strikes with consent beside strikes without.
fn consent(comparison: &Comparison, horizon: f64) -> Option<String> {
    let find = |option: &str, outcome: &str| {
        comparison
            .estimates
            .iter()
            .find(|e| e.option == option && e.outcome == outcome && e.horizon_years == horizon)
    };
    let (with, without) = ("strikes-labs-cooperative", "strikes-labs-unilateral");
    let (a, b) = (find(with, "homicides")?, find(without, "homicides")?);
    let (c, d) = (find(with, "cooperation")?, find(without, "cooperation")?);
    let draws = comparison.draws;
    Some(format!(
        "Strikes on laboratories with and without Mexico's consent, after {}: homicides rise by more than the margin \
         with probability {} and {}; cooperation falls by more than the margin with probability {} and {}.",
        years(horizon),
        percent(&a.worse, draws),
        percent(&b.worse, draws),
        percent(&c.worse, draws),
        percent(&d.worse, draws),
    ))
}
