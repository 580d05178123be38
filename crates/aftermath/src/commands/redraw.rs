//! `aftermath redraw`: an answer made again from its passport, and whether it is the same.

use super::scenarios::catalogue;
use super::{Outcome, claims, compare, flip, inform, object, optimize, why};
use crate::args::{Args, Claims, Command, Common, Redraw, ScenarioModel};
use crate::interrupt;
use crate::output::{NewFolder, print, say, sha256};
use crate::passport::{Answered, Request};
use answers::claims::file::Claim;
use anyhow::{Context, Result, bail};
use clap::Parser;
use report::{Passport, UserFile};
use serde::Serialize;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Differences that are shown.
const SHOWN: usize = 8;

/// How an answer compares with the one it was made from.
#[derive(Serialize)]
struct Comparison {
    /// Whether the answer is the same, byte by byte.
    is_same: bool,
    /// Hash of the answer then.
    then: String,
    /// Hash of the answer now.
    now: String,
    /// What the two were made with that is not the same.
    made_with: Vec<String>,
    /// Places of the answer that differ, with both values.
    differences: Vec<String>,
    /// Files beside the answer: name and whether it was written again with the same bytes.
    files: Vec<(String, bool)>,
    /// What else to know.
    notes: Vec<String>,
}

/// Runs the command.
pub fn run(args: &Redraw, common: &Common) -> Result<Outcome> {
    let answered = Answered::read(&args.answer)?;
    let then = &answered.passport;
    if then.arguments.is_empty() {
        bail!(
            "{}: its passport is of version {}, which did not write all that redrawing needs; run its command instead: {}",
            answered.file.display(),
            then.version,
            then.command
        );
    }
    for file in &then.files {
        if sha256(&file.text) != file.hash {
            bail!(
                "{}: the copy of `{}` in its passport was changed after the answer was made (its hash does not fit)",
                answered.file.display(),
                file.name
            );
        }
    }
    let words = std::iter::once("aftermath").chain(then.arguments.iter().map(String::as_str));
    let parsed = Args::try_parse_from(words).map_err(|e| {
        anyhow::anyhow!(
            "this version of the program does not know what the passport asks for: {}",
            e.to_string().trim_end()
        )
    })?;
    let aside = tempfile::tempdir().context("no folder for temporary files can be made")?;
    let folder = match &args.out {
        Some(dir) => NewFolder::create(dir, args.force)?,
        None => NewFolder::create(&aside.path().join("again"), false)?,
    };
    let again = Again {
        request: Request {
            arguments: then.arguments.clone(),
            files: then.files.clone(),
        },
        copies: Copies::new(aside.path(), &then.files)?,
        folder,
    };
    let (now, json) = again.make(parsed.command, common)?;
    if interrupt::happened() {
        bail!("stopped before the answer was complete");
    }
    let comparison = compared(&answered, &now, &json, again.folder.path())?;
    if args.out.is_some() {
        again.folder.finish()?;
    }
    print(&if args.json {
        format!("{}\n", serde_json::to_string_pretty(&comparison)?)
    } else {
        show(&comparison)
    })?;
    if let (Some(dir), false) = (&args.out, common.quiet) {
        say(&format!("Written again to `{}`.", dir.display()));
    }
    Ok(if comparison.is_same && comparison.differences.is_empty() {
        Outcome::Done
    } else {
        Outcome::Difference
    })
}

/// What an answer is made again with.
struct Again {
    request: Request,
    copies: Copies,
    folder: NewFolder,
}

impl Again {
    /// Makes it; files go to the folder.
    fn make(&self, command: Command, common: &Common) -> Result<(Passport, String)> {
        let made = match command {
            Command::Compare(mut c) => {
                self.copies.put(&mut c.scenarios);
                self.copies.put(&mut c.assumed.assume);
                let whole = c.out.is_some();
                let made = compare::make(&c, common, &self.request, Some(&self.folder), whole)?;
                return Ok((made.passport, made.json));
            }
            Command::Optimize(mut c) => {
                self.copies.put(&mut c.assumed.assume);
                let cancel = interrupt::watch()?;
                let folder = Some(&self.folder);
                let made = optimize::make(&c, &self.request, common, folder, cancel)?;
                return Ok((made.passport, made.json));
            }
            Command::Claims(Claims::Check(mut c)) => {
                self.copies.put_paths(&mut c.files);
                self.copies.put(&mut c.assumed.assume);
                let mut claims = claims::asked(&c)?;
                self.copies.put_into_claims(&mut claims);
                let cancel = interrupt::watch()?;
                let made = claims::make(&c, &claims, &self.request, common, cancel)?;
                self.folder.write("claims.html", &made.page)?;
                (made.passport, made.json)
            }
            Command::Flip(mut c) => {
                self.copies.put_paths(&mut c.file);
                self.copies.put(&mut c.assumed.assume);
                self.copies.put(c.scenario.as_mut_slice());
                let mut claim = flip::asked(&c)?;
                self.copies
                    .put_into_claims(std::slice::from_mut(&mut claim));
                let made = flip::make(&c, &claim, &self.request, interrupt::watch()?)?;
                self.folder.write("flip.html", &made.page)?;
                (made.passport, made.json)
            }
            Command::Why(mut c) => {
                self.copies.put(std::slice::from_mut(&mut c.scenario));
                self.copies.put(&mut c.assumed.assume);
                let made = why::make(&c, &self.request, common, interrupt::watch()?)?;
                (made.passport, made.json)
            }
            Command::Inform(mut c) => {
                self.copies.put(&mut c.scenarios);
                self.copies.put(&mut c.assumed.assume);
                let made = inform::make(&c, &self.request, common, interrupt::watch()?)?;
                (made.passport, made.json)
            }
            Command::Object(mut c) => {
                self.copies.put(&mut c.files);
                self.copies.put(std::slice::from_mut(&mut c.scenario));
                let made = object::make(&c, &self.request, common, interrupt::watch()?)?;
                self.folder.write(object::PAGE, &made.page)?;
                (made.passport, made.json)
            }
            _ => bail!("the passport is of a command that makes no answer"),
        };
        self.folder.write("answer.json", &made.1)?;
        Ok(made)
    }
}

/// The user's files as they were when the answer was made, in a folder for now.
struct Copies(Vec<(String, PathBuf)>);

impl Copies {
    fn new(aside: &Path, files: &[UserFile]) -> Result<Self> {
        let mut copies = Vec::new();
        for (k, file) in files.iter().enumerate() {
            let path = aside.join(format!("{k}.toml"));
            std::fs::write(&path, &file.text)
                .with_context(|| format!("cannot write `{}`", path.display()))?;
            copies.push((file.name.clone(), path));
        }
        Ok(Self(copies))
    }

    fn of(&self, name: &str) -> Option<&PathBuf> {
        self.0.iter().find(|c| c.0 == name).map(|c| &c.1)
    }

    /// Puts copies in the place of names.
    fn put(&self, references: &mut [String]) {
        for reference in references {
            if let Some(path) = self.of(reference) {
                *reference = path.display().to_string();
            }
        }
    }

    fn put_paths(&self, paths: &mut [PathBuf]) {
        for path in paths {
            if let Some(copy) = self.of(&path.display().to_string()) {
                copy.clone_into(path);
            }
        }
    }

    fn put_into_claims(&self, claims: &mut [Claim]) {
        for claim in claims {
            self.put(&mut claim.scenario_files);
            self.put(claim.assume.as_mut_slice());
        }
    }
}

/// Compares an answer with the one made again.
fn compared(answered: &Answered, now: &Passport, json: &str, folder: &Path) -> Result<Comparison> {
    let then = &answered.passport;
    let again: Value = serde_json::from_str(json)?;
    let is_same = then.answer_hash == now.answer_hash;
    let mut differences = Vec::new();
    differ("", &answered.json, &again, &mut differences);
    let mut notes = Vec::new();
    if is_same && !differences.is_empty() {
        notes.push(format!(
            "{} was changed after it was written",
            answered.file.display()
        ));
    }
    for file in then.files.iter().filter(|f| has_changed(f)) {
        notes.push(format!(
            "`{}` has changed since; the copy in the passport was used",
            file.name
        ));
    }
    let mut files = Vec::new();
    if let Some(original) = answered.file.parent()
        && then.arguments.iter().any(|w| w == "--out")
    {
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .with_context(|| format!("cannot read `{}`", folder.display()))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|p| p.is_file())
            .collect();
        names.sort();
        for path in names {
            let name = path.file_name().unwrap_or_default();
            if let Ok(before) = std::fs::read(original.join(name)) {
                let after = std::fs::read(&path)
                    .with_context(|| format!("cannot read `{}`", path.display()))?;
                files.push((name.to_string_lossy().into_owned(), before == after));
            }
        }
    }
    Ok(Comparison {
        is_same,
        then: then.answer_hash.clone(),
        now: now.answer_hash.clone(),
        made_with: made_with(then, now),
        differences,
        files,
        notes,
    })
}

/// Whether a file says something else now. The copy of a scenario holds what it inherits too.
fn has_changed(file: &UserFile) -> bool {
    let Ok(text) = std::fs::read_to_string(&file.name) else {
        return false;
    };
    let is_copy = |model| {
        scenario::load(&file.name, catalogue(model)).is_ok_and(|s| s.to_toml() == file.text)
    };
    text != file.text && !is_copy(ScenarioModel::Flagship) && !is_copy(ScenarioModel::Population)
}

/// What two answers were made with that is not the same.
fn made_with(then: &Passport, now: &Passport) -> Vec<String> {
    let mut all = Vec::new();
    for (what, a, b) in [
        ("version of the program", &then.version, &now.version),
        ("commit", &then.commit, &now.commit),
        ("embedded record", &then.data_hash, &now.data_hash),
        (
            "ledger of assumptions",
            &then.assumptions_hash,
            &now.assumptions_hash,
        ),
        ("posterior", &then.posterior_hash, &now.posterior_hash),
        ("conflict network", &then.network_hash, &now.network_hash),
    ] {
        if a != b {
            let short = |x: &str| x.chars().take(12).collect::<String>();
            all.push(format!("{what}: {} then, {} now", short(a), short(b)));
        }
    }
    for (id, hash) in &then.scenario_hashes {
        match now.scenario_hashes.iter().find(|s| s.0 == *id) {
            Some(same) if same.1 == *hash => {}
            Some(_) => all.push(format!("scenario `{id}`: what it does has changed")),
            None => all.push(format!("scenario `{id}`: it is not there any more")),
        }
    }
    all
}

/// What stands beside an answer and is no part of it: its passport, and when it was kept.
const BESIDE: [&str; 2] = ["passport", "kept"];

/// Places at which two values differ, what stands beside the answer aside.
fn differ(place: &str, a: &Value, b: &Value, into: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) => {
            for (key, value) in x {
                if place.is_empty() && BESIDE.contains(&key.as_str()) {
                    continue;
                }
                let at = format!("{place}/{key}");
                differ(&at, value, y.get(key).unwrap_or(&Value::Null), into);
            }
            for key in y.keys().filter(|k| !x.contains_key(*k)) {
                into.push(format!("{place}/{key}: not there then"));
            }
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            for (k, (x, y)) in x.iter().zip(y).enumerate() {
                differ(&format!("{place}/{k}"), x, y, into);
            }
        }
        _ if a == b => {}
        _ => {
            let short = |v: &Value| {
                let text = v.to_string();
                let short: String = text.chars().take(40).collect();
                if short.len() < text.len() {
                    short + "…"
                } else {
                    short
                }
            };
            into.push(format!("{place}: {} then, {} now", short(a), short(b)));
        }
    }
}

fn show(c: &Comparison) -> String {
    let mut text = if c.is_same && c.differences.is_empty() {
        format!("The same answer, byte by byte ({}).\n", c.now)
    } else if c.is_same {
        format!(
            "The answer of the passport comes out again ({}), but it is not what the file says.\n",
            c.now
        )
    } else {
        format!("ANOTHER answer: {} then, {} now.\n", c.then, c.now)
    };
    if !c.made_with.is_empty() {
        text += "Made with something else:\n";
        for line in &c.made_with {
            text += &format!("  {line}\n");
        }
    } else if !c.is_same {
        text += "Program, record, assumptions and scenarios are the same: the answer's own numbers were changed, or this \
                 build computes otherwise.\n";
    }
    if !c.differences.is_empty() {
        text += &format!("{} places of the answer differ:\n", c.differences.len());
        for line in c.differences.iter().take(SHOWN) {
            text += &format!("  {line}\n");
        }
        if c.differences.len() > SHOWN {
            text += "  …\n";
        }
    }
    for (name, is_same) in &c.files {
        let words = if *is_same {
            "same bytes"
        } else {
            "other bytes"
        };
        text += &format!("  {words:<12}{name}\n");
    }
    for note in &c.notes {
        text += &format!("! {note}\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn differences_have_a_place_and_passports_are_left_out() {
        let a = json!({"passport": {"seed": 1}, "answer": {"x": [1, 2.5], "y": "a"}});
        let b = json!({"passport": {"seed": 2}, "answer": {"x": [1, 2.6], "z": 0}});
        let mut found = Vec::new();
        differ("", &a, &b, &mut found);
        assert_eq!(
            found,
            [
                "/answer/x/1: 2.5 then, 2.6 now",
                "/answer/y: \"a\" then, null now",
                "/answer/z: not there then"
            ]
        );
    }

    #[test]
    fn what_an_answer_was_made_with_is_compared_part_by_part() {
        let then = Passport {
            version: "0.1.0".to_owned(),
            scenario_hashes: vec![
                ("a".to_owned(), "1".to_owned()),
                ("b".to_owned(), "2".to_owned()),
            ],
            ..Passport::default()
        };
        let now = Passport {
            version: "0.2.0".to_owned(),
            scenario_hashes: vec![("a".to_owned(), "9".to_owned())],
            ..Passport::default()
        };
        assert_eq!(made_with(&then, &then), Vec::<String>::new());
        let found = made_with(&then, &now);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].contains("0.1.0 then, 0.2.0 now"));
    }
}
