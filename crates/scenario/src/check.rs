//! Fields to a scenario: names, ranges, and whether every lever can act.

use crate::catalogue::{Catalogue, LeverUse, Origin, Scenario};
use crate::month::Month;
use crate::problem::{Kind, Problem, nearest};
use crate::raw::{Field, RawLever, RawScenario};
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
    let first = catalogue.first;
    let start = month(&raw.start, problems).unwrap_or(catalogue.start);
    let end = month(&raw.end, problems).unwrap_or(catalogue.end);
    for (what, field, month, from, to) in [
        ("start", &raw.start, start, first, catalogue.latest_end),
        ("end", &raw.end, end, first, catalogue.latest_end),
    ] {
        if let Some(field) = field.as_ref().filter(|_| month < from || month > to) {
            problems.push(field.problem(Kind::OutsideTime {
                what,
                month: month.to_string(),
                first: from.to_string(),
                last: to.to_string(),
            }));
        }
    }
    if end <= start {
        let place = raw.end.as_ref().or(raw.start.as_ref());
        if let Some(field) = place {
            problems.push(field.problem(Kind::EndBeforeStart {
                start: start.to_string(),
                end: end.to_string(),
            }));
        }
    }
    let window = (start, end);
    let levers = raw
        .levers
        .iter()
        .filter_map(|(name, lever)| check_lever(name, lever, window, catalogue, problems))
        .collect();
    let id = id?;
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

fn month(field: &Option<Field<String>>, problems: &mut Vec<Problem>) -> Option<Month> {
    let field = field.as_ref()?;
    let parsed = field.value.parse().ok();
    if parsed.is_none() {
        problems.push(field.problem(Kind::BadMonth {
            found: field.value.clone(),
        }));
    }
    parsed
}

fn check_lever(
    name: &str,
    raw: &RawLever,
    (scenario_start, scenario_end): (Month, Month),
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> Option<LeverUse> {
    let before = problems.len();
    let missing = |key| {
        raw.header.problem(Kind::Missing {
            key,
            of: format!("`levers.{name}`"),
        })
    };
    if raw.lever.is_none() && !raw.has_wrong_type {
        problems.push(missing("lever"));
    }
    if raw.intensity.is_none() && !raw.has_wrong_type {
        problems.push(missing("intensity"));
    }
    let lever = raw
        .lever
        .as_ref()
        .and_then(|f| find_lever(f, catalogue, problems));
    let unit = lever.and_then(|lever| find_unit(lever, raw.unit.as_ref(), problems));
    if let (Some(unit), Some(intensity)) = (unit, &raw.intensity) {
        check_intensity(unit, intensity, problems);
    }
    let place = match &raw.place {
        None => catalogue.places.first().copied(),
        Some(field) => {
            let found = catalogue.places.iter().copied().find(|p| *p == field.value);
            if found.is_none() {
                let valid: Vec<String> = catalogue.places.iter().map(|p| (*p).to_owned()).collect();
                let near = nearest(&field.value, &valid);
                problems.push(field.problem(Kind::UnknownPlace {
                    found: field.value.clone(),
                    near,
                    valid,
                }));
            }
            found
        }
    };
    let start = month(&raw.start, problems).unwrap_or(scenario_start);
    let end = month(&raw.end, problems).unwrap_or(scenario_end);
    if end <= start {
        let kind = Kind::EndBeforeStart {
            start: start.to_string(),
            end: end.to_string(),
        };
        let field = raw.end.as_ref().or(raw.start.as_ref());
        // Where neither is given the scenario's own times are wrong, and that has been said.
        problems.extend(field.map(|f| f.problem(kind)));
    } else if end <= scenario_start {
        let kind = Kind::EndsTooEarly {
            end: end.to_string(),
            start: scenario_start.to_string(),
            scenario_end: scenario_end.to_string(),
        };
        problems.extend(raw.end.as_ref().map(|f| f.problem(kind)));
    } else if start >= scenario_end {
        let kind = Kind::StartsTooLate {
            start: start.to_string(),
            scenario_start: scenario_start.to_string(),
            end: scenario_end.to_string(),
        };
        problems.extend(raw.start.as_ref().map(|f| f.problem(kind)));
    }
    if problems.len() > before {
        return None;
    }
    Some(LeverUse {
        name: name.to_owned(),
        lever: lever?.id,
        intensity: raw.intensity.as_ref()?.value,
        unit: unit?.id,
        start: start.max(scenario_start),
        end: end.min(scenario_end),
        place: place?,
    })
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
    if field.value == 0.0 {
        problems.push(field.problem(Kind::Zero {
            min,
            max,
            unit,
            meaning,
        }));
    } else if !(field.value >= min && field.value <= max) {
        problems.push(field.problem(Kind::OutOfRange {
            found: field.value,
            min,
            max,
            unit,
            meaning,
        }));
    }
}
