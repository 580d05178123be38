//! The entries in the order of the model's parameters, with overlays.

use crate::builtin::{GROUPS, OVERLAYS};
use crate::prior::Prior;
use crate::range::{Range, beyond};
use crate::read::{self, Problems};
use engine::describe::Parameter;
use serde::Serialize;

/// Which prior to draw from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Belief {
    /// The mechanism alone: wide, both signs where the sign is contested.
    Open,
    /// What published studies add.
    Evidence,
    /// What the record adds. The ledger holds the prior of its fit, the evidence prior.
    Posterior,
}

impl std::fmt::Display for Belief {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Open => "open prior",
            Self::Evidence => "evidence prior",
            Self::Posterior => "posterior",
        })
    }
}

/// How good the evidence behind a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Measured where and when it is used, by a sound design.
    High,
    /// Measured elsewhere, or by a weaker design.
    Medium,
    /// Indirect, or one study.
    Low,
    /// No evidence found.
    None,
}

impl Grade {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::None => "none",
        }
    }
}

/// A source of an assumption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Row of the evidence ledger, or empty.
    pub row: String,
    /// The work.
    pub citation: String,
    /// What it says that matters here.
    pub says: String,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Name in the model, for example `rho_per_week`.
    pub id: String,
    /// Group: the name of its file.
    pub group: String,
    /// Symbol in equations.
    pub symbol: String,
    /// Short name.
    pub name: String,
    /// Unit of its values.
    pub unit: String,
    /// What its values can be at all.
    pub range: Range,
    /// What it is and what high and low values mean.
    pub statement: String,
    /// Prior that knows only the mechanism.
    pub open: Prior,
    /// Prior from published studies.
    pub evidence: Prior,
    /// How good the evidence is.
    pub grade: Grade,
    /// Who disagrees.
    pub dissent: String,
    /// Sources.
    pub sources: Vec<Source>,
}

/// A prior that an overlay sets.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Set {
    /// Name of the parameter.
    pub parameter: String,
    /// The prior in place of the ledger's.
    pub prior: Prior,
    /// Why that side holds it.
    pub reason: String,
    /// Sources.
    pub sources: Vec<Source>,
}

/// A set of assumptions that replaces part of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overlay {
    /// Identifier.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What it is and whose.
    pub description: String,
    /// Who holds it; empty where the file does not say.
    pub by: String,
    /// What it sets.
    pub sets: Vec<Set>,
}

/// All assumptions.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    entries: Vec<Entry>,
    overlaid: Vec<Option<Set>>,
}

impl Ledger {
    /// The ledger that is part of the program, checked against the model's parameters: each must have one entry,
    /// with its unit, and each entry a parameter.
    pub fn built_in(parameters: &[Parameter]) -> Result<Self, Problems> {
        Self::of_files(&GROUPS, parameters)
    }

    /// A ledger of files given as name and text.
    pub fn of_files(files: &[(&str, &str)], parameters: &[Parameter]) -> Result<Self, Problems> {
        let entries = read::groups(files, parameters)?;
        let overlaid = vec![None; entries.len()];
        Ok(Self { entries, overlaid })
    }

    /// All entries, in the order of the model's parameters.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The prior of a parameter by number: an overlay's where there is one.
    pub fn prior(&self, belief: Belief, index: usize) -> &Prior {
        match (&self.overlaid[index], belief) {
            (Some(set), _) => &set.prior,
            (None, Belief::Open) => &self.entries[index].open,
            (None, Belief::Evidence | Belief::Posterior) => &self.entries[index].evidence,
        }
    }

    /// What an overlay set for a parameter by number.
    pub fn overlaid(&self, index: usize) -> Option<&Set> {
        self.overlaid[index].as_ref()
    }

    /// That a prior in place of a parameter's gives weight to values which the ledger's open prior, the widest, rules
    /// out; none if it does not.
    pub fn beyond_open(&self, set: &Set) -> Option<String> {
        let entry = self.entries.iter().find(|e| e.id == set.parameter)?;
        let share = beyond(&set.prior, &entry.open)?;
        let how_much = match set.prior {
            Prior::Fixed { value } if entry.unit == "share" => {
                format!("{value}, that is {} %, lies", 100.0 * value)
            }
            Prior::Fixed { value } => format!("{value} lies"),
            _ => format!("{:.1} % of what is assumed lies", 100.0 * share),
        };
        Some(format!(
            "`{}`: {how_much} outside the ledger's open prior ({}; unit: {})",
            entry.id,
            entry.open.words(),
            entry.unit
        ))
    }

    /// The ledger with an overlay on top.
    #[must_use]
    pub fn with_overlay(mut self, overlay: &Overlay) -> Self {
        for set in &overlay.sets {
            if let Some(k) = self.entries.iter().position(|e| e.id == set.parameter) {
                self.overlaid[k] = Some(set.clone());
            }
        }
        self
    }

    /// The ledger without any overlay.
    #[must_use]
    pub fn without_overlays(&self) -> Self {
        Self {
            entries: self.entries.clone(),
            overlaid: vec![None; self.entries.len()],
        }
    }

    /// Reads an overlay: one that is part of the program by its id, else a file.
    pub fn overlay(&self, reference: &str) -> Result<Overlay, Problems> {
        if let Some((name, text)) = OVERLAYS.iter().find(|(name, _)| *name == reference) {
            return read::overlay(&format!("assumptions/{name}.toml"), text, &self.entries);
        }
        match std::fs::read_to_string(reference) {
            Ok(text) => read::overlay(reference, &text, &self.entries),
            Err(error) => Err(Problems::unreadable(
                reference,
                &error,
                &OVERLAYS.map(|o| o.0),
            )),
        }
    }
}
