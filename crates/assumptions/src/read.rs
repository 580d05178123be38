//! TOML to checked entries and overlays; every problem names file, line and remedy.

use crate::ledger::{Entry, Grade, Overlay, Set, Source};
use crate::prior::Prior;
use crate::range::Range;
use engine::describe::Parameter;
use serde::Deserialize;
use std::fmt;
use toml::Spanned;

/// The version of the files that is read.
const SCHEMA_VERSION: u32 = 1;
/// Names of the distributions, with what each needs.
const DISTRIBUTIONS: &str = "uniform, log-uniform (low and high, the bounds), normal, log-normal (low and high, the 5 % and 95 % \
     quantiles, and if need be min and max), fixed (value)";

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong and what is accepted.
    pub message: String,
}

/// All that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (k, p) in self.0.iter().enumerate() {
            let break_ = if k == 0 { "" } else { "\n" };
            match p.line {
                0 => write!(f, "{break_}{}: {}", p.file, p.message)?,
                line => write!(f, "{break_}{}:{line}: {}", p.file, p.message)?,
            }
        }
        Ok(())
    }
}

impl Problems {
    /// A file that cannot be read, and no overlay of that name is part of the program.
    pub(crate) fn unreadable(file: &str, error: &std::io::Error, built_in: &[&str]) -> Self {
        let message = format!(
            "no set of assumptions of this name is part of the program ({}), and as a file it cannot be read: {error}",
            built_in.join(", ")
        );
        Self(vec![Problem {
            file: file.to_owned(),
            line: 0,
            message,
        }])
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    schema_version: Spanned<u32>,
    group: Spanned<String>,
    #[serde(rename = "title")]
    _title: String,
    #[serde(default)]
    parameter: Vec<Spanned<RawEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    id: Spanned<String>,
    symbol: Spanned<String>,
    name: String,
    unit: Spanned<String>,
    range: Option<RawRange>,
    statement: String,
    open: Spanned<RawPrior>,
    evidence: Spanned<RawPrior>,
    grade: Spanned<String>,
    dissent: String,
    sources: Vec<RawSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOverlay {
    schema_version: Spanned<u32>,
    id: Spanned<String>,
    title: String,
    description: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    set: Vec<Spanned<RawSet>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSet {
    parameter: Spanned<String>,
    prior: Spanned<RawPrior>,
    reason: Spanned<String>,
    #[serde(default)]
    sources: Vec<RawSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRange {
    min: Option<f64>,
    max: Option<f64>,
}

impl RawRange {
    fn range(&self) -> Range {
        Range {
            min: self.min,
            max: self.max,
            is_above_min: false,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPrior {
    distribution: String,
    low: Option<f64>,
    high: Option<f64>,
    min: Option<f64>,
    max: Option<f64>,
    value: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSource {
    row: String,
    citation: String,
    says: String,
}

/// A file being checked.
struct Checker<'a> {
    file: &'a str,
    text: &'a str,
    problems: &'a mut Vec<Problem>,
}

impl Checker<'_> {
    fn problem(&mut self, at: usize, message: String) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line,
            message,
        });
    }

    fn parse<T: serde::de::DeserializeOwned>(&mut self) -> Option<T> {
        match toml::from_str(self.text) {
            Ok(raw) => Some(raw),
            Err(error) => {
                let at = error.span().map_or(0, |s| s.start);
                self.problem(at, error.message().to_owned());
                None
            }
        }
    }

    fn version(&mut self, version: &Spanned<u32>) {
        if *version.get_ref() != SCHEMA_VERSION {
            self.problem(
                version.span().start,
                format!(
                    "schema version {} is not known; {SCHEMA_VERSION} is",
                    version.get_ref()
                ),
            );
        }
    }

    /// A prior of a parameter that can take the values of a range.
    fn prior_within(
        &mut self,
        raw: &Spanned<RawPrior>,
        of: &str,
        range: &Range,
        unit: &str,
    ) -> Option<Prior> {
        let prior = self.prior(raw, of)?;
        if range.holds(&prior) {
            return Some(prior);
        }
        self.problem(
            raw.span().start,
            format!(
                "`{of}`: {} goes beyond what the number can mean; accepted: {} (unit: {unit})",
                prior.words(),
                range.words()
            ),
        );
        None
    }

    fn prior(&mut self, raw: &Spanned<RawPrior>, of: &str) -> Option<Prior> {
        let at = raw.span().start;
        let r = raw.get_ref();
        let given = [r.low, r.high, r.min, r.max, r.value];
        if given.iter().flatten().any(|v| !v.is_finite()) {
            self.problem(at, format!("`{of}`: numbers must be finite"));
            return None;
        }
        let bounded = r.min.is_some() || r.max.is_some();
        let prior = match (r.distribution.as_str(), r.low, r.high, r.value, bounded) {
            ("uniform", Some(low), Some(high), None, false) => Prior::Uniform { low, high },
            ("log-uniform", Some(low), Some(high), None, false) => Prior::LogUniform { low, high },
            ("normal", Some(low), Some(high), None, _) => Prior::Normal {
                low,
                high,
                min: r.min,
                max: r.max,
            },
            ("log-normal", Some(low), Some(high), None, _) => Prior::LogNormal {
                low,
                high,
                min: r.min,
                max: r.max,
            },
            ("fixed", None, None, Some(value), false) => Prior::Fixed { value },
            (name, ..) => {
                self.problem(at, format!("`{of}`: `{name}` with these keys is not a distribution; accepted: {DISTRIBUTIONS}"));
                return None;
            }
        };
        if let (Some(low), Some(high)) = (r.low, r.high) {
            if low >= high {
                self.problem(at, format!("`{of}`: low {low} is not below high {high}"));
                return None;
            }
            if matches!(prior, Prior::LogUniform { .. } | Prior::LogNormal { .. }) && low <= 0.0 {
                self.problem(
                    at,
                    format!(
                        "`{of}`: low {low} must be above zero for a {}",
                        r.distribution
                    ),
                );
                return None;
            }
        }
        if let (Some(min), Some(max)) = (r.min, r.max)
            && min >= max
        {
            self.problem(at, format!("`{of}`: min {min} is not below max {max}"));
            return None;
        }
        Some(prior)
    }
}

fn sources(raw: &[RawSource]) -> Vec<Source> {
    raw.iter()
        .map(|s| Source {
            row: s.row.clone(),
            citation: s.citation.clone(),
            says: s.says.clone(),
        })
        .collect()
}

/// The nearest of some names, as the end of an error message; empty if none is near.
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    let near = names
        .map(|n| (strsim::jaro_winkler(name, n), n))
        .filter(|n| n.0 > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    near.map_or(String::new(), |n| format!("; did you mean `{}`?", n.1))
}

/// The entries of all files, in the order of the parameters.
pub(crate) fn groups(
    files: &[(&str, &str)],
    parameters: &[Parameter],
) -> Result<Vec<Entry>, Problems> {
    let mut problems = Vec::new();
    let mut found: Vec<Option<Entry>> = vec![None; parameters.len()];
    let mut symbols: Vec<String> = Vec::new();
    for (name, text) in files {
        let file = format!("assumptions/{name}.toml");
        let mut check = Checker {
            file: &file,
            text,
            problems: &mut problems,
        };
        let Some(raw) = check.parse::<RawGroup>() else {
            continue;
        };
        check.version(&raw.schema_version);
        if raw.group.get_ref() != name {
            check.problem(
                raw.group.span().start,
                format!("the group must be `{name}`, as the file"),
            );
        }
        for item in &raw.parameter {
            let r = item.get_ref();
            let (id, at) = (r.id.get_ref(), r.id.span().start);
            let Some(k) = parameters.iter().position(|p| p.symbol == id.as_str()) else {
                let near = nearest(id, parameters.iter().map(|p| p.symbol));
                check.problem(at, format!("the model has no parameter `{id}`{near}"));
                continue;
            };
            if found[k].is_some() {
                check.problem(at, format!("`{id}` stands in the ledger twice"));
            }
            if symbols.contains(r.symbol.get_ref()) {
                check.problem(
                    r.symbol.span().start,
                    format!("the symbol {} is taken", r.symbol.get_ref()),
                );
            }
            symbols.push(r.symbol.get_ref().clone());
            if r.unit.get_ref() != parameters[k].unit {
                check.problem(
                    r.unit.span().start,
                    format!(
                        "`{id}`: the model has it in {}, not in {}",
                        parameters[k].unit,
                        r.unit.get_ref()
                    ),
                );
            }
            let grade = [Grade::High, Grade::Medium, Grade::Low, Grade::None]
                .into_iter()
                .find(|g| g.name() == r.grade.get_ref());
            if grade.is_none() {
                check.problem(
                    r.grade.span().start,
                    format!(
                        "`{id}`: grade must be high, medium, low or none, found `{}`",
                        r.grade.get_ref()
                    ),
                );
            }
            if grade.is_some_and(|g| (g == Grade::None) != r.sources.is_empty()) {
                check.problem(
                    r.grade.span().start,
                    format!(
                        "`{id}`: a parameter without sources has the grade none, and only that"
                    ),
                );
            }
            let unit = r.unit.get_ref();
            let range = r
                .range
                .as_ref()
                .map_or_else(|| Range::of_unit(unit), |given| given.range());
            let open = check.prior_within(&r.open, id, &range, unit);
            let evidence = check.prior_within(&r.evidence, id, &range, unit);
            if let (Some(open), Some(evidence), Some(grade)) = (open, evidence, grade) {
                found[k] = Some(Entry {
                    id: id.clone(),
                    group: (*name).to_owned(),
                    symbol: r.symbol.get_ref().clone(),
                    name: r.name.clone(),
                    unit: unit.clone(),
                    range,
                    statement: r.statement.clone(),
                    open,
                    evidence,
                    grade,
                    dissent: r.dissent.clone(),
                    sources: sources(&r.sources),
                });
            }
        }
    }
    if problems.is_empty() {
        for (entry, parameter) in found.iter().zip(parameters) {
            if entry.is_none() {
                problems.push(Problem {
                    file: "assumptions".to_owned(),
                    line: 0,
                    message: format!(
                        "the parameter `{}` has no entry in the ledger",
                        parameter.symbol
                    ),
                });
            }
        }
    }
    if problems.is_empty() {
        Ok(found.into_iter().flatten().collect())
    } else {
        Err(Problems(problems))
    }
}

/// An overlay.
pub(crate) fn overlay(file: &str, text: &str, entries: &[Entry]) -> Result<Overlay, Problems> {
    let mut problems = Vec::new();
    let mut check = Checker {
        file,
        text,
        problems: &mut problems,
    };
    let mut result = None;
    if let Some(raw) = check.parse::<RawOverlay>() {
        check.version(&raw.schema_version);
        let id = raw.id.get_ref();
        // It names files and worlds.
        if id.is_empty()
            || !id
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        {
            check.problem(
                raw.id.span().start,
                format!("`id`: letters, digits and hyphens are accepted, found `{id}`"),
            );
        }
        let mut sets: Vec<Set> = Vec::new();
        for item in &raw.set {
            let r = item.get_ref();
            let (id, at) = (r.parameter.get_ref(), r.parameter.span().start);
            let entry = entries.iter().find(|e| e.id == *id);
            if entry.is_none() {
                let near = nearest(id, entries.iter().map(|e| e.id.as_str()));
                check.problem(at, format!("the ledger has no parameter `{id}`{near}"));
            }
            if r.reason.get_ref().trim().is_empty() {
                check.problem(
                    r.reason.span().start,
                    format!("`{id}`: `reason` is empty; say why you hold it"),
                );
            }
            if sets.iter().any(|s| s.parameter == *id) {
                check.problem(at, format!("`{id}` is set twice"));
            }
            let prior = match entry {
                Some(entry) => check.prior_within(&r.prior, id, &entry.range, &entry.unit),
                None => check.prior(&r.prior, id),
            };
            if let Some(prior) = prior {
                sets.push(Set {
                    parameter: id.clone(),
                    prior,
                    reason: r.reason.get_ref().clone(),
                    sources: sources(&r.sources),
                });
            }
        }
        result = Some(Overlay {
            id: raw.id.into_inner(),
            title: raw.title,
            description: raw.description,
            by: raw.by,
            sets,
        });
    }
    match result {
        Some(overlay) if problems.is_empty() => Ok(overlay),
        _ => Err(Problems(problems)),
    }
}
