//! Passports of the program's answers: how they are issued, and read again.

use crate::commands::assumptions::ledger;
use crate::output::sha256;
use anyhow::{Context, Result, bail};
use report::{Passport, UserFile};
use scenario::Catalogue;
use serde::Serialize;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What was asked for, in words that ask for the same again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The command, word by word, without the name of the program.
    pub arguments: Vec<String>,
    /// Files of the user that it names.
    pub files: Vec<UserFile>,
}

impl Request {
    /// A request without files so far.
    pub fn new(arguments: Vec<String>) -> Self {
        Self {
            arguments,
            files: Vec::new(),
        }
    }

    fn keep(&mut self, name: &str, text: String) {
        if self.files.iter().all(|f| f.name != name) {
            self.files.push(UserFile {
                name: name.to_owned(),
                hash: sha256(&text),
                text,
            });
        }
    }

    /// Keeps a file as it is.
    pub fn keep_file(&mut self, path: &Path) -> Result<()> {
        let name = path.display().to_string();
        let text =
            std::fs::read_to_string(path).with_context(|| format!("{name}: cannot be read"))?;
        self.keep(&name, text);
        Ok(())
    }

    /// Keeps a set of assumptions, unless it is part of the program.
    pub fn keep_assumptions(&mut self, reference: &str) -> Result<()> {
        if assumptions::OVERLAYS.iter().any(|o| o.0 == reference) {
            return Ok(());
        }
        ledger()?.overlay(reference)?;
        self.keep_file(Path::new(reference))
    }

    /// Keeps a scenario with all that it inherits, unless it is part of the program.
    pub fn keep_scenario(&mut self, reference: &str, catalogue: &Catalogue) -> Result<()> {
        if catalogue.built_in.iter().any(|b| b.id == reference) {
            return Ok(());
        }
        let text = scenario::load(reference, catalogue)?.to_toml();
        self.keep(reference, text);
        Ok(())
    }

    /// Sets the value of an option that the request names.
    pub fn set(&mut self, option: &str, value: &str) {
        if let Some(at) = self.arguments.iter().position(|w| w == option)
            && let Some(of) = self.arguments.get_mut(at + 1)
        {
            value.clone_into(of);
        }
    }

    /// The command for a shell.
    pub fn command(&self) -> String {
        let words = self.arguments.iter().map(|w| quoted(w));
        std::iter::once("aftermath".to_owned())
            .chain(words)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The passport of an answer, without what only some answers have.
pub fn issue(
    request: &Request,
    answer: &impl Serialize,
    seed: u64,
    draws: u32,
) -> Result<Passport> {
    Ok(Passport {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: env!("AFTERMATH_COMMIT").to_owned(),
        data_hash: sha256(&serde_json::to_string(record::all())?),
        assumptions_hash: sha256(&serde_json::to_string(ledger()?.entries())?),
        posterior_hash: inference::posterior::shipped_hash(),
        answer_hash: sha256(&serde_json::to_string(answer)?),
        seed,
        draws: draws.into(),
        replicates: 1,
        command: request.command(),
        arguments: request.arguments.clone(),
        files: request.files.clone(),
        ..Passport::default()
    })
}

/// An answer with its passport, as JSON.
pub fn stamped(passport: &Passport, answer: &impl Serialize) -> Result<String> {
    #[derive(Serialize)]
    struct Stamped<'a, T> {
        passport: &'a Passport,
        #[serde(flatten)]
        answer: &'a T,
    }
    let json = serde_json::to_string_pretty(&Stamped { passport, answer })?;
    Ok(json + "\n")
}

/// An answer that was read from a file.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The file.
    pub file: PathBuf,
    /// Its passport.
    pub passport: Passport,
    /// All of it.
    pub json: Value,
}

impl Answered {
    /// Reads an answer: a folder that `compare` or `optimize` wrote, the file in it, or any JSON with a passport.
    pub fn read(path: &Path) -> Result<Self> {
        let file = if path.is_dir() {
            path.join("answer.json")
        } else {
            path.to_owned()
        };
        let name = file.display();
        let text =
            std::fs::read_to_string(&file).with_context(|| format!("{name}: cannot be read"))?;
        let json: Value = serde_json::from_str(&text)
            .with_context(|| format!("{name}: not an answer of this program"))?;
        let none = "there is no passport in it; `aftermath compare` and `optimize` with --out DIR and `claims check`, `flip`, `why`, `inform` and `object` with --json write one";
        let Some(passport) = json.get("passport") else {
            bail!("{name}: {none}");
        };
        let passport: Passport = serde_json::from_value(passport.clone())
            .with_context(|| format!("{name}: its passport cannot be read"))?;
        if passport.answer_hash.is_empty() || passport.command.is_empty() {
            bail!("{name}: {none}");
        }
        Ok(Self {
            file,
            passport,
            json,
        })
    }

    /// What it is an answer to.
    pub fn question(&self) -> String {
        let text = |v: &Value| v.as_str().map(str::to_owned);
        let of_answer = text(&self.json["answer"]["question"]);
        of_answer
            .or_else(|| text(&self.json["text"]))
            .or_else(|| {
                let title = text(&self.json["option_title"])?;
                let outcome = text(&self.json["outcome_title"])?;
                Some(format!("Why: {title}, {outcome}"))
            })
            .or_else(|| {
                self.json["choices"].as_array()?;
                Some("What would be worth measuring".to_owned())
            })
            .or_else(|| {
                self.json["conclusions"].as_array()?;
                Some(format!("Objection {}", text(&self.json["id"])?))
            })
            .or_else(|| {
                let claims = self.json["claims"].as_array()?;
                Some(match claims.as_slice() {
                    [one] => format!("Claim tested: {}", text(&one["text"])?),
                    all => format!("{} claims on force against drug cartels, tested", all.len()),
                })
            })
            .unwrap_or_else(|| "What follows from force against drug cartels".to_owned())
    }
}

/// A word for a shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_quoted_for_a_shell() {
        let request = Request::new(
            ["compare", "my file.toml", "it's", "", "--form", "a=b"]
                .map(str::to_owned)
                .to_vec(),
        );
        assert_eq!(
            request.command(),
            "aftermath compare 'my file.toml' 'it'\\''s' '' --form a=b"
        );
    }
}
