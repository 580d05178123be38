//! Finding scenarios, following `extends`, and merging a child over its parent.

use crate::builtin;
use crate::catalogue::{Catalogue, Origin, Scenario};
use crate::check::check;
use crate::problem::{Kind, Problem, Problems, Text, nearest};
use crate::raw::{RawScenario, read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a text comes from: what relative parents are relative to.
#[derive(Clone, Debug)]
enum Place {
    BuiltIn,
    File(PathBuf),
    /// A text without a file; parents are built-in ones or relative to the current folder.
    Given,
}

/// Loads a scenario: the id of a built-in one, or the path of a file.
pub fn load(reference: &str, catalogue: &Catalogue) -> Result<Scenario, Problems> {
    let mut problems = Vec::new();
    let located = locate(reference, Path::new(""));
    let (text, place) =
        located.map_err(|(kind, text)| Problems(vec![Problem::new(kind, &text, 0..0)]))?;
    finish(text, place, catalogue, &mut problems)
}

/// Checks a text that is no file; `name` stands for it in messages and gives it its id.
pub fn check_str(name: &str, text: &str, catalogue: &Catalogue) -> Result<Scenario, Problems> {
    let text = Arc::new(Text {
        name: name.to_owned(),
        content: text.to_owned(),
    });
    finish(text, Place::Given, catalogue, &mut Vec::new())
}

fn finish(
    text: Arc<Text>,
    place: Place,
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> Result<Scenario, Problems> {
    let origin = match &place {
        Place::BuiltIn => Origin::BuiltIn,
        Place::File(path) => Origin::File(path.clone()),
        Place::Given => Origin::File(PathBuf::from(&text.name)),
    };
    let stem = Path::new(&text.name)
        .file_stem()
        .map(|s| s.to_string_lossy().into_owned());
    let raw = read(&text, problems).and_then(|raw| merge(raw, &place, &mut Vec::new(), problems));
    let scenario =
        raw.and_then(|raw| check(&raw, &stem.unwrap_or_default(), origin, catalogue, problems));
    match scenario {
        Some(scenario) if problems.is_empty() => Ok(scenario),
        _ => Err(Problems(std::mem::take(problems))),
    }
}

/// The text and place of a reference, or what is wrong and a text that names it.
fn locate(reference: &str, folder: &Path) -> Result<(Arc<Text>, Place), (Kind, Arc<Text>)> {
    let text = |name: &str, content: String| {
        Arc::new(Text {
            name: name.to_owned(),
            content,
        })
    };
    if let Some(found) = builtin::built_in().iter().find(|b| b.id == reference) {
        return Ok((
            text(&format!("{reference} (built in)"), found.text.to_owned()),
            Place::BuiltIn,
        ));
    }
    let path = folder.join(reference);
    let name = path.display().to_string();
    let unreadable = |reason: String| (Kind::Unreadable { reason }, text(&name, String::new()));
    if !path.exists() {
        let valid: Vec<String> = builtin::built_in()
            .iter()
            .map(|b| b.id.to_owned())
            .collect();
        let kind = Kind::NotFound {
            reference: reference.to_owned(),
            near: nearest(reference, &valid),
            valid,
        };
        return Err((kind, text(&name, String::new())));
    }
    let bytes = std::fs::read(&path).map_err(|e| unreadable(e.to_string()))?;
    let content = String::from_utf8(bytes).map_err(|e| {
        unreadable(format!(
            "byte {} is not UTF-8",
            e.utf8_error().valid_up_to() + 1
        ))
    })?;
    let content = content
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(content);
    Ok((text(&name, content), Place::File(path)))
}

/// Follows `extends` and lays the child over its parent. `chain` holds the places that led here.
fn merge(
    mut child: RawScenario,
    place: &Place,
    chain: &mut Vec<String>,
    problems: &mut Vec<Problem>,
) -> Option<RawScenario> {
    chain.push(child.text.name.clone());
    let mut parent = None;
    if let Some(extends) = child.extends.clone() {
        let folder = match place {
            Place::File(path) => path.parent().unwrap_or(Path::new("")).to_owned(),
            Place::BuiltIn | Place::Given => PathBuf::new(),
        };
        let (text, parent_place) = match locate(&extends.value, &folder) {
            Ok(found) => found,
            Err((kind, _)) => {
                problems.push(extends.problem(kind));
                return None;
            }
        };
        let same = |known: &String| {
            known == &text.name
                || std::fs::canonicalize(known)
                    .ok()
                    .is_some_and(|k| std::fs::canonicalize(&text.name).is_ok_and(|t| t == k))
        };
        if chain.iter().any(same) {
            chain.push(text.name.clone());
            problems.push(extends.problem(Kind::Cycle {
                chain: chain.join(" → "),
            }));
            return None;
        }
        let mut own = Vec::new();
        parent = read(&text, &mut own).and_then(|raw| merge(raw, &parent_place, chain, &mut own));
        if parent.is_none() || !own.is_empty() {
            problems.push(extends.problem(Kind::Parent {
                parent: extends.value.clone(),
            }));
            problems.append(&mut own);
            return None;
        }
    }
    let inherited = parent
        .as_ref()
        .map(|p| p.levers.clone())
        .unwrap_or_default();
    let mut levers = inherited.clone();
    for name in &child.remove {
        if levers.remove(&name.value).is_none() {
            let valid: Vec<String> = inherited.keys().cloned().collect();
            let near = nearest(&name.value, &valid);
            problems.push(name.problem(Kind::NothingToRemove {
                found: name.value.clone(),
                near,
                valid,
            }));
        }
    }
    for (name, mut lever) in std::mem::take(&mut child.levers) {
        if let Some(base) = levers.remove(&name) {
            lever.lever = lever.lever.or(base.lever);
            lever.intensity = lever.intensity.or(base.intensity);
            lever.unit = lever.unit.or(base.unit);
            lever.start = lever.start.or(base.start);
            lever.end = lever.end.or(base.end);
            lever.place = lever.place.or(base.place);
        }
        levers.insert(name, lever);
    }
    child.levers = levers;
    if let Some(parent) = parent {
        // Everything but the name: a child is another scenario than its parent.
        child.description = child.description.or(parent.description);
        child.start = child.start.or(parent.start);
        child.end = child.end.or(parent.end);
    }
    Some(child)
}
