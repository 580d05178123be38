//! Fields to modes and rules.

use crate::catalogue::Catalogue;
use crate::kind::{Kind, nearest};
use crate::month::Month;
use crate::problem::Problem;
use crate::raw::{Field, RawLever, RawRule};
use crate::rule::{Direction, Mode, Rule, RuleLevel};

/// The largest share of the start that is accepted.
const LARGEST_SHARE: f64 = 10.0;
/// The most months that are accepted.
const MOST_MONTHS: f64 = 240.0;
/// Months before the scenario's start over which `share_of_start` is measured.
const MONTHS_BEFORE: i32 = 12;

/// Checks the mode of a lever; `unclear` says whether its absence means nothing.
pub(crate) fn check_mode(
    name: &str,
    lever: &'static str,
    raw: &RawLever,
    unclear: bool,
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> Option<Mode> {
    let applies = catalogue.levers_with_mode.contains(&lever);
    match &raw.mode {
        Some(field) if applies => find(field, &Mode::ALL.map(|m| (m.id(), m)), problems, |f| {
            Kind::UnknownMode {
                found: f.found,
                near: f.near,
                valid: f.valid,
            }
        }),
        Some(field) => {
            let with_mode = catalogue.levers_with_mode.iter();
            problems.push(field.problem(Kind::ModeNotHere {
                lever,
                with_mode: with_mode.map(|l| format!("`{l}`")).collect(),
            }));
            None
        }
        None if applies && !unclear => {
            let of = format!("`levers.{name}`");
            problems.push(raw.header.problem(Kind::NoMode { lever, of }));
            None
        }
        None => None,
    }
}

/// What a rule's times are measured against; `None` where those are wrong or not known.
pub(crate) struct RuleTimes {
    /// Start of the scenario.
    pub scenario_start: Option<Month>,
    /// First month in force and first month no longer in force of the lever.
    pub lever: Option<(Month, Month)>,
    /// Months by which the lever comes into force later than its start, at the least.
    pub offset: u16,
}

/// Checks the rule that `key` holds.
pub(crate) fn check_rule(
    key: &'static str,
    raw: &RawRule,
    times: RuleTimes,
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> Option<Rule> {
    if catalogue.observed.is_empty() {
        problems.push(raw.header.problem(Kind::NoRules { key }));
        return None;
    }
    let before = problems.len();
    let unclear = |key: &str| raw.spoiled.iter().any(|s| s == key);
    for (part, absent) in [("outcome", raw.outcome.is_none()), ("is", raw.is.is_none())] {
        if absent && !unclear(part) {
            let of = format!("`{key}`");
            problems.push(raw.header.problem(Kind::Missing { key: part, of }));
        }
    }
    let observed: Vec<_> = catalogue.observed.iter().map(|o| (o.0, o.0)).collect();
    let outcome = raw.outcome.as_ref().and_then(|field| {
        find(field, &observed, problems, |f| Kind::UnknownOutcome {
            found: f.found,
            near: f.near,
            valid: f.valid,
        })
    });
    let directions = Direction::ALL.map(|d| (d.id(), d));
    let is = raw.is.as_ref().and_then(|field| {
        find(field, &directions, problems, |f| Kind::UnknownDirection {
            found: f.found,
            near: f.near,
            valid: f.valid,
        })
    });
    let no_level_meant = !unclear("share_of_start") && !unclear("value");
    let level = level(key, raw, is, no_level_meant, problems);
    let after_months = months("after_months", raw.after_months.as_ref(), problems);
    let delay_months = months("delay_months", raw.delay_months.as_ref(), problems);
    if let (Some(RuleLevel::ShareOfStart(_)), Some(start), Some(field)) =
        (level, times.scenario_start, &raw.share_of_start)
        && start.months_since(catalogue.first) < MONTHS_BEFORE
    {
        let first = catalogue.first;
        problems.push(field.problem(Kind::NoYearBefore { start, first }));
    }
    if problems.len() > before || !raw.spoiled.is_empty() {
        return None;
    }
    let rule = Rule {
        outcome: outcome?,
        is: is?,
        level: level?,
        after_months: after_months?,
        delay_months: delay_months?,
    };
    if let Some((start, end)) = times.lever {
        let earliest = start.plus_months(times.offset.saturating_add(rule.earliest()));
        if earliest >= end {
            problems.push(raw.header.problem(Kind::RuleTooLate { earliest, end }));
            return None;
        }
    }
    Some(rule)
}

/// The level of a rule; `meant` says whether its absence means that there is none.
fn level(
    key: &'static str,
    raw: &RawRule,
    is: Option<Direction>,
    meant: bool,
    problems: &mut Vec<Problem>,
) -> Option<RuleLevel> {
    let (name, field, largest) = match (&raw.share_of_start, &raw.value) {
        (Some(_), Some(value)) => {
            problems.push(value.problem(Kind::TwoLevels { key }));
            return None;
        }
        (None, None) => {
            if meant {
                problems.push(raw.header.problem(Kind::NoLevel { key }));
            }
            return None;
        }
        (Some(share), None) => ("share_of_start", share, LARGEST_SHARE),
        (None, Some(value)) => ("value", value, f64::MAX),
    };
    let found = field.value;
    if !(0.0..=largest).contains(&found) {
        problems.push(field.problem(Kind::BadLevel { key: name, found }));
        return None;
    }
    if found == 0.0 && is == Some(Direction::Below) {
        problems.push(field.problem(Kind::BelowZero));
        return None;
    }
    Some(match raw.value {
        Some(_) => RuleLevel::Value(found),
        None => RuleLevel::ShareOfStart(found),
    })
}

fn months(
    key: &'static str,
    field: Option<&Field<f64>>,
    problems: &mut Vec<Problem>,
) -> Option<u16> {
    let Some(field) = field else {
        return Some(0);
    };
    let found = field.value;
    if (0.0..=MOST_MONTHS).contains(&found) && found.fract() == 0.0 {
        // In range and whole, so that nothing is lost.
        return Some(found as u16);
    }
    problems.push(field.problem(Kind::BadMonths { key, found }));
    None
}

/// A word that is none of those accepted.
struct NotFound {
    found: String,
    near: Option<String>,
    valid: Vec<String>,
}

/// What a word stands for.
fn find<T: Copy>(
    field: &Field<String>,
    valid: &[(&'static str, T)],
    problems: &mut Vec<Problem>,
    kind: impl FnOnce(NotFound) -> Kind,
) -> Option<T> {
    let found = valid.iter().find(|(word, _)| *word == field.value);
    if found.is_none() {
        let words: Vec<String> = valid.iter().map(|(word, _)| (*word).to_owned()).collect();
        problems.push(field.problem(kind(NotFound {
            found: field.value.clone(),
            near: nearest(&field.value, &words),
            valid: words,
        })));
    }
    found.map(|(_, meaning)| *meaning)
}
