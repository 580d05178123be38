//! What a model accepts, and a scenario that has been checked against it.

use crate::month::Month;
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
    /// SHA-256 (hexadecimal) of all that affects results: times and levers, not names, titles or
    /// origin.
    pub fn hash(&self) -> String {
        let mut levers: Vec<String> = self
            .levers
            .iter()
            .map(|l| {
                let bits = l.intensity.to_bits();
                format!(
                    "{} {} {bits:016x} {} {} {}\n",
                    l.lever, l.unit, l.start, l.end, l.place
                )
            })
            .collect();
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
