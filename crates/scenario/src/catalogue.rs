//! What a model accepts, and a scenario that has been checked against it.

use crate::builtin::BuiltIn;
use crate::month::Month;
use crate::rule::{Mode, Rule};
use engine::describe::Lever;
use sha2::{Digest, Sha256};
use std::path::PathBuf;

/// What scenarios for a model may contain.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    /// The model's levers.
    pub levers: &'static [Lever],
    /// The places where levers can act; the first is the default.
    pub places: &'static [&'static str],
    /// First month of the model's time.
    pub first: Month,
    /// Month at which options start unless a scenario says otherwise.
    pub start: Month,
    /// First month after the run unless a scenario says otherwise.
    pub end: Month,
    /// The latest end that is accepted.
    pub latest_end: Month,
    /// Ids of the levers that need a mode; where there are none, `mode` is refused.
    pub levers_with_mode: &'static [&'static str],
    /// Id and meaning of the outcomes that rules may look at; where there are none, `when` and
    /// `until` are refused.
    pub observed: &'static [(&'static str, &'static str)],
    /// The model's built-in scenarios, its baseline first.
    pub built_in: &'static [BuiltIn],
}

/// A lever in use.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverUse {
    /// The name that the file gives it.
    pub name: String,
    /// Id of the model's lever.
    pub lever: &'static str,
    /// How strongly, in `unit`.
    pub intensity: f64,
    /// Id of the unit.
    pub unit: &'static str,
    /// First month in force.
    pub start: Month,
    /// First month no longer in force.
    pub end: Month,
    /// Where.
    pub place: &'static str,
    /// With or without consent; always given for levers that need it, never for others.
    pub mode: Option<Mode>,
    /// The lever comes into force only once this holds.
    pub when: Option<Rule>,
    /// The lever goes out of force, for good, once this holds.
    pub until: Option<Rule>,
}

impl LeverUse {
    /// Text for a hash: of all that acts. What is not used is left out, so that hashes stay when
    /// the language grows.
    fn fingerprint(&self) -> String {
        let bits = self.intensity.to_bits();
        let mut text = format!(
            "{} {} {bits:016x} {} {} {}",
            self.lever, self.unit, self.start, self.end, self.place
        );
        if let Some(mode) = self.mode {
            text += &format!("\tmode {}", mode.id());
        }
        for (key, rule) in [("when", self.when), ("until", self.until)] {
            if let Some(rule) = rule {
                text += &format!("\t{key} {}", rule.fingerprint());
            }
        }
        text + "\n"
    }
}

/// Where a scenario was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is part of the program.
    BuiltIn,
    /// A file.
    File(PathBuf),
}

/// A scenario that has been checked: everything in it can act.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Identifier.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What is done and why, in plain words.
    pub description: String,
    /// How strongly it is done, in words, where the file says so.
    pub dose: Option<String>,
    /// What it costs, with the source, where the file says so.
    pub cost: Option<String>,
    /// Name of the group of scenarios that it is listed with, where the file says so.
    pub group: Option<String>,
    /// Month at which options are measured from.
    pub start: Month,
    /// First month after the run.
    pub end: Month,
    /// Levers by name.
    pub levers: Vec<LeverUse>,
    /// Where it was read from.
    pub origin: Origin,
}

impl Scenario {
    /// SHA-256 (hexadecimal) of all that affects results: times and levers with their modes and
    /// rules, not names, texts or origin.
    pub fn hash(&self) -> String {
        let mut levers: Vec<String> = self.levers.iter().map(LeverUse::fingerprint).collect();
        levers.sort_unstable();
        let text = format!(
            "aftermath scenario 1\n{} {}\n{}",
            self.start,
            self.end,
            levers.concat()
        );
        Sha256::digest(text.as_bytes())
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect()
    }
}
