//! Fields to a scenario: names, ranges, and whether every lever can act.

use crate::catalogue::{Catalogue, LeverUse, Origin, Scenario};
use crate::check_rule::{RuleTimes, check_mode, check_rule};
use crate::kind::{Kind, nearest};
use crate::month::Month;
use crate::problem::Problem;
use crate::raw::{Field, RawLever, RawScenario};
use crate::rule::Rule;
use engine::describe::{DoseUnit, Lever};

/// Checks a merged scenario; problems are added to `problems`. `stem` is its id if it gives none.
pub(crate) fn check(
    raw: &RawScenario,
    stem: &str,
    origin: Origin,
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> Option<Scenario> {
    let id = identifier(raw, stem, problems);
    let unclear = |key: &str| raw.incomplete || is_spoiled(&raw.spoiled, key);
    let start = month("start", &raw.start, unclear("start"), catalogue, problems);
    let end = month("end", &raw.end, unclear("end"), catalogue, problems);
    let start = start.or(catalogue.start);
    let end = end.or(catalogue.end);
    // Where the scenario's own times are wrong, those of its levers are not measured against them.
    let window = match (start, end) {
        (Some(start), Some(end)) if end <= start => {
            if let Some(field) = raw.end.as_ref().or(raw.start.as_ref()) {
                problems.push(field.problem(Kind::EndBeforeStart { start, end }));
            }
            None
        }
        (Some(start), Some(end)) => Some((start, end)),
        _ => None,
    };
    let levers = raw
        .levers
        .iter()
        .filter_map(|(name, lever)| {
            let unclear = |key: &str| raw.incomplete || is_spoiled(&lever.spoiled, key);
            check_lever((name, lever), unclear, window, catalogue, problems)
        })
        .collect();
    for (key, field, limit) in [
        ("title", &raw.title, 120),
        ("description", &raw.description, 2000),
        ("dose", &raw.dose, 300),
        ("cost", &raw.cost, 600),
        ("group", &raw.group, 60),
    ] {
        if let Some(field) = field {
            let length = field.value.chars().count();
            let breaks = |c: char| c.is_control() && !(key == "description" && c == '\n');
            if length == 0 && key != "description"
                || length > limit
                || field.value.chars().any(breaks)
            {
                problems.push(field.problem(Kind::BadText { key, limit }));
            }
        }
    }
    let id = id?;
    let (start, end) = window?;
    Some(Scenario {
        title: raw
            .title
            .as_ref()
            .map_or_else(|| id.clone(), |t| t.value.clone()),
        id,
        description: raw
            .description
            .as_ref()
            .map(|d| d.value.clone())
            .unwrap_or_default(),
        dose: raw.dose.as_ref().map(|d| d.value.clone()),
        cost: raw.cost.as_ref().map(|c| c.value.clone()),
        group: raw.group.as_ref().map(|g| g.value.clone()),
        start,
        end,
        levers,
        origin,
    })
}

fn identifier(raw: &RawScenario, stem: &str, problems: &mut Vec<Problem>) -> Option<String> {
    let (text, place) = match &raw.id {
        Some(field) => (field.value.as_str(), Some(field)),
        None => (stem, None),
    };
    let valid = (1..=60).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    match (valid, place) {
        (true, _) => return Some(text.to_owned()),
        (false, Some(field)) => problems.push(field.problem(Kind::BadId {
            found: text.to_owned(),
        })),
        (false, None) => {
            // The name of the file makes no identifier: make one of what it has.
            let made: String = text
                .to_lowercase()
                .chars()
                .map(|c| {
                    if c.is_ascii_lowercase() || c.is_ascii_digit() {
                        c
                    } else {
                        '-'
                    }
                })
                .take(60)
                .collect();
            let made = made.trim_matches('-').to_owned();
            return Some(if made.is_empty() {
                "scenario".to_owned()
            } else {
                made
            });
        }
    }
    None
}

fn is_spoiled(spoiled: &[String], key: &str) -> bool {
    spoiled.iter().any(|s| s == key)
}

/// What a file says of a month.
#[derive(Clone, Copy)]
enum Given {
    /// Nothing: the default holds.
    Absent,
    /// This one, within the model's time.
    Month(Month),
    /// Something, but not which month is meant.
    Unclear,
}

impl Given {
    fn or(self, default: Month) -> Option<Month> {
        match self {
            Self::Absent => Some(default),
            Self::Month(month) => Some(month),
            Self::Unclear => None,
        }
    }
}

fn month(
    what: &'static str,
    field: &Option<Field<String>>,
    unclear: bool,
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> Given {
    let Some(field) = field else {
        return if unclear {
            Given::Unclear
        } else {
            Given::Absent
        };
    };
    let Ok(month) = field.value.parse::<Month>() else {
        problems.push(field.problem(Kind::BadMonth {
            found: field.value.clone(),
        }));
        return Given::Unclear;
    };
    let (first, last) = (catalogue.first, catalogue.latest_end);
    if month < first || month > last {
        problems.push(field.problem(Kind::OutsideTime {
            what,
            month,
            first,
            last,
        }));
        return Given::Unclear;
    }
    Given::Month(month)
}

/// Checks one lever; `unclear` says of a key whether its absence means nothing.
fn check_lever(
    (name, raw): (&str, &RawLever),
    unclear: impl Fn(&str) -> bool,
    window: Option<(Month, Month)>,
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> Option<LeverUse> {
    let before = problems.len();
    for (key, absent) in [
        ("lever", raw.lever.is_none()),
        ("intensity", raw.intensity.is_none()),
    ] {
        if absent && !unclear(key) {
            let of = format!("`levers.{name}`");
            problems.push(raw.header.problem(Kind::Missing { key, of }));
        }
    }
    let lever = raw
        .lever
        .as_ref()
        .and_then(|f| find_lever(f, catalogue, problems));
    let unit = match (lever, &raw.unit) {
        (Some(_), None) if unclear("unit") => None,
        (Some(lever), field) => find_unit(lever, field.as_ref(), problems),
        (None, _) => None,
    };
    if let (Some(unit), Some(intensity)) = (unit, &raw.intensity) {
        check_intensity(unit, intensity, problems);
    }
    let place = match &raw.place {
        None => catalogue.places.first().copied(),
        Some(field) => find_place(field, catalogue, problems),
    };
    let start = month("start", &raw.start, unclear("start"), catalogue, problems);
    let end = month("end", &raw.end, unclear("end"), catalogue, problems);
    problems.extend(never_acts(raw, start, end, window));
    // Where times are wrong, rules are not measured against them.
    let times = match (window, start, end) {
        _ if problems.len() > before => None,
        (Some((first, last)), start, end) => start
            .or(first)
            .zip(end.or(last))
            .map(|(start, end)| (start.max(first), end.min(last))),
        (None, ..) => None,
    };
    let mode =
        lever.and_then(|l| check_mode(name, l.id, raw, unclear("mode"), catalogue, problems));
    let mut rule = |key, rule, offset| {
        let held = RuleTimes {
            scenario_start: window.map(|w| w.0),
            lever: times,
            offset,
        };
        check_rule(key, rule, held, catalogue, problems)
    };
    let when = raw.when.as_ref().and_then(|r| rule("when", r, 0));
    // `until` is looked at once the lever is in force.
    let offset = when.map_or(0, |w: Rule| w.earliest());
    let until = raw.until.as_ref().and_then(|r| rule("until", r, offset));
    if problems.len() > before {
        return None;
    }
    let (start, end) = times?;
    Some(LeverUse {
        name: name.to_owned(),
        lever: lever?.id,
        intensity: raw.intensity.as_ref()?.value,
        unit: unit?.id,
        start,
        end,
        place: place?,
        mode,
        when,
        until,
    })
}

/// Why a lever's times let it never act, if they do.
fn never_acts(
    raw: &RawLever,
    start: Given,
    end: Given,
    window: Option<(Month, Month)>,
) -> Option<Problem> {
    if let (Given::Month(start), Given::Month(end)) = (start, end)
        && end <= start
    {
        let field = raw.end.as_ref()?;
        return Some(field.problem(Kind::EndBeforeStart { start, end }));
    }
    let (scenario_start, scenario_end) = window?;
    match (start, end) {
        (_, Given::Month(end)) if end <= scenario_start => {
            Some(raw.end.as_ref()?.problem(Kind::EndsTooEarly {
                end,
                scenario_start,
                scenario_end,
            }))
        }
        (Given::Month(start), _) if start >= scenario_end => {
            Some(raw.start.as_ref()?.problem(Kind::StartsTooLate {
                start,
                scenario_start,
                scenario_end,
            }))
        }
        _ => None,
    }
}

fn find_place(
    field: &Field<String>,
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> Option<&'static str> {
    let found = catalogue.places.iter().copied().find(|p| *p == field.value);
    if found.is_none() {
        let valid: Vec<String> = catalogue.places.iter().map(|p| (*p).to_owned()).collect();
        problems.push(field.problem(Kind::UnknownPlace {
            found: field.value.clone(),
            near: nearest(&field.value, &valid),
            valid,
        }));
    }
    found
}

fn find_lever(
    field: &Field<String>,
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> Option<&'static Lever> {
    let found = catalogue.levers.iter().find(|l| l.id == field.value);
    if found.is_none() {
        let valid: Vec<String> = catalogue.levers.iter().map(|l| l.id.to_owned()).collect();
        let near = nearest(&field.value, &valid);
        problems.push(field.problem(Kind::UnknownLever {
            found: field.value.clone(),
            near,
            valid,
        }));
    }
    found
}

fn find_unit(
    lever: &'static Lever,
    field: Option<&Field<String>>,
    problems: &mut Vec<Problem>,
) -> Option<&'static DoseUnit> {
    let Some(field) = field else {
        return lever.units.first();
    };
    let found = lever.units.iter().find(|u| u.id == field.value);
    if found.is_none() {
        let valid: Vec<String> = lever.units.iter().map(|u| u.id.to_owned()).collect();
        let near = nearest(&field.value, &valid);
        problems.push(field.problem(Kind::UnknownUnit {
            lever: lever.id,
            found: field.value.clone(),
            near,
            valid,
        }));
    }
    found
}

fn check_intensity(unit: &'static DoseUnit, field: &Field<f64>, problems: &mut Vec<Problem>) {
    let DoseUnit {
        id: unit,
        meaning,
        min,
        max,
    } = *unit;
    let found = field.value;
    if !found.is_finite() {
        problems.push(field.problem(Kind::NotFinite {
            found,
            min,
            max,
            unit,
            meaning,
        }));
    } else if found == 0.0 {
        problems.push(field.problem(Kind::Zero {
            min,
            max,
            unit,
            meaning,
        }));
    } else if found < min || found > max {
        problems.push(field.problem(Kind::OutOfRange {
            found,
            min,
            max,
            unit,
            meaning,
        }));
    }
}
