//! Finding scenarios by reference: built-in ones and files.

use crate::catalogue::{Catalogue, Origin, Scenario};
use crate::check::check;
use crate::extend::follow;
use crate::kind::{Kind, nearest};
use crate::problem::{Problem, Problems, Text};
use crate::raw::read;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The longest file that is read, in bytes: far more than any scenario needs.
const LONGEST: u64 = 1 << 20;

/// Where a text comes from: what relative parents are relative to.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    BuiltIn,
    File(PathBuf),
    /// A text without a file; parents are built-in ones or relative to the current folder.
    Given,
}

/// Loads a scenario: the id of a built-in one of the model, or the path of a file.
pub fn load(reference: &str, catalogue: &Catalogue) -> Result<Scenario, Problems> {
    match locate(reference, Path::new(""), catalogue) {
        Ok((text, place)) => finish(&text, &place, catalogue),
        Err(problem) => Err(Problems::new(vec![problem])),
    }
}

/// Checks a text that is no file; `name` stands for it in messages and gives it its id.
pub fn check_str(name: &str, text: &str, catalogue: &Catalogue) -> Result<Scenario, Problems> {
    finish(&Text::new(name, text.to_owned()), &Place::Given, catalogue)
}

fn finish(text: &Arc<Text>, place: &Place, catalogue: &Catalogue) -> Result<Scenario, Problems> {
    let origin = match place {
        Place::BuiltIn => Origin::BuiltIn,
        Place::File(path) => Origin::File(path.clone()),
        Place::Given => Origin::File(PathBuf::from(&text.name)),
    };
    let stem = Path::new(&text.name)
        .file_stem()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut problems = Vec::new();
    let scenario = read(text, catalogue, &mut problems).and_then(|raw| {
        let raw = follow(raw, place, catalogue, &mut Vec::new(), &mut problems);
        check(&raw, &stem, origin, catalogue, &mut problems)
    });
    match scenario {
        Some(scenario) if problems.is_empty() => Ok(scenario),
        _ => Err(Problems::new(problems)),
    }
}

/// The text and place of a reference.
pub(crate) fn locate(
    reference: &str,
    folder: &Path,
    catalogue: &Catalogue,
) -> Result<(Arc<Text>, Place), Problem> {
    let built_in = catalogue.built_in;
    if let Some(found) = built_in.iter().find(|b| b.id == reference) {
        let name = format!("{reference} (built in)");
        return Ok((Text::new(&name, found.text.to_owned()), Place::BuiltIn));
    }
    let path = folder.join(reference);
    let name = path.display().to_string();
    let refused = |kind| Problem::new(kind, &Text::unread(&name), 0..0);
    if !path.exists() {
        let valid: Vec<String> = built_in.iter().map(|b| b.id.to_owned()).collect();
        return Err(refused(Kind::NotFound {
            reference: reference.to_owned(),
            near: nearest(reference, &valid),
            valid,
        }));
    }
    let bytes = contents(&path).map_err(|reason| refused(Kind::Unreadable { reason }))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        // What precedes the bad byte is shown as it is, so that the place can be seen.
        let at = error.utf8_error().valid_up_to();
        let shown = Text::new(
            &name,
            String::from_utf8_lossy(error.as_bytes()).into_owned(),
        );
        let replaced = char::REPLACEMENT_CHARACTER.len_utf8();
        Problem::new(Kind::NotUtf8 { byte: at + 1 }, &shown, at..at + replaced)
    })?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    Ok((Text::new(&name, text), Place::File(path)))
}

/// The bytes of a file, or why there are none.
fn contents(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    Ok(bytes)
}
