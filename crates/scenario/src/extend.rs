//! Following `extends`, and laying a child over its parent.

use crate::catalogue::Catalogue;
use crate::kind::{Kind, nearest};
use crate::load::{Place, locate};
use crate::problem::Problem;
use crate::raw::{Field, RawScenario, read};
use std::path::{Path, PathBuf};

/// How many scenarios may stand in a row, the first child among them.
const LIMIT: usize = 16;

/// Lays a scenario over all that it extends. `chain` holds the names that led here.
pub(crate) fn follow(
    mut child: RawScenario,
    place: &Place,
    catalogue: &Catalogue,
    chain: &mut Vec<String>,
    problems: &mut Vec<Problem>,
) -> RawScenario {
    chain.push(child.text.name.clone());
    let Some(extends) = child.extends.clone() else {
        report_removals(&child, &[], problems);
        return child;
    };
    let parent = parent_of(&extends, place, catalogue, chain, problems);
    // What a broken parent would have given is not known, and nothing is said of it.
    child.incomplete |= parent.as_ref().is_none_or(|p| p.incomplete);
    let Some(parent) = parent else {
        return child;
    };
    let inherited: Vec<String> = parent.levers.keys().cloned().collect();
    report_removals(&child, &inherited, problems);
    let mut levers = parent.levers;
    for name in &child.remove {
        levers.remove(&name.value);
    }
    for (name, mut lever) in std::mem::take(&mut child.levers) {
        if let Some(base) = levers.remove(&name) {
            lever.lever = lever.lever.or(base.lever);
            lever.intensity = lever.intensity.or(base.intensity);
            lever.unit = lever.unit.or(base.unit);
            lever.start = lever.start.or(base.start);
            lever.end = lever.end.or(base.end);
            lever.place = lever.place.or(base.place);
            lever.mode = lever.mode.or(base.mode);
            // A rule is inherited whole: half of one means nothing.
            lever.when = lever.when.or(base.when);
            lever.until = lever.until.or(base.until);
            lever.spoiled.extend(base.spoiled);
        }
        levers.insert(name, lever);
    }
    child.levers = levers;
    // Everything but the name, and the dose and cost that only the parent has: a child is another
    // scenario than its parent.
    child.description = child.description.or(parent.description);
    child.group = child.group.or(parent.group);
    child.start = child.start.or(parent.start);
    child.end = child.end.or(parent.end);
    child.spoiled.extend(parent.spoiled);
    child
}

/// The scenario that `extends` names, with all that it inherits.
fn parent_of(
    extends: &Field<String>,
    place: &Place,
    catalogue: &Catalogue,
    chain: &mut Vec<String>,
    problems: &mut Vec<Problem>,
) -> Option<RawScenario> {
    let folder = match place {
        Place::File(path) => path.parent().unwrap_or(Path::new("")).to_owned(),
        Place::BuiltIn | Place::Given => PathBuf::new(),
    };
    let (text, parent_place) = match locate(&extends.value, &folder, catalogue) {
        Ok(found) => found,
        Err(problem) => {
            // Said where the parent is named: its own text may not exist.
            problems.push(extends.problem(problem.kind().clone()));
            return None;
        }
    };
    let same = |known: &String| {
        known == &text.name
            || std::fs::canonicalize(known)
                .is_ok_and(|k| std::fs::canonicalize(&text.name).is_ok_and(|t| t == k))
    };
    if chain.iter().any(same) {
        let chain = format!("{} → {}", chain.join(" → "), text.name);
        problems.push(extends.problem(Kind::Cycle { chain }));
        return None;
    }
    if chain.len() >= LIMIT {
        problems.push(extends.problem(Kind::TooDeep { limit: LIMIT }));
        return None;
    }
    let mut own = Vec::new();
    let mut raw = read(&text, catalogue, &mut own)
        .map(|raw| follow(raw, &parent_place, catalogue, chain, &mut own));
    if !own.is_empty() {
        problems.push(extends.problem(Kind::Parent {
            parent: extends.value.clone(),
        }));
        problems.append(&mut own);
        if let Some(raw) = &mut raw {
            raw.incomplete = true;
        }
    }
    raw
}

/// Notes the levers to remove that are not inherited.
fn report_removals(child: &RawScenario, inherited: &[String], problems: &mut Vec<Problem>) {
    if child.incomplete {
        return;
    }
    for (k, name) in child.remove.iter().enumerate() {
        let again = child.remove[..k].iter().any(|n| n.value == name.value);
        if again || !inherited.contains(&name.value) {
            problems.push(name.problem(Kind::NothingToRemove {
                found: name.value.clone(),
                near: nearest(&name.value, inherited).filter(|n| *n != name.value),
                valid: inherited.to_vec(),
            }));
        }
    }
}
