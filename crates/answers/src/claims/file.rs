//! Files of claims (TOML), and the built-in one.

use super::expression::{Expression, Reference};
use super::parse::{BASELINE, SERIES, parse};
use record::series;
use serde::Deserialize;
use toml::Spanned;

/// The claims of the op-ed, each as worded.
pub const BUILT_IN: &str = include_str!("../../../../claims/claims.toml");
/// What `aftermath claims new` prints.
pub const TEMPLATE: &str = include_str!("../../../../claims/template.toml");
/// What `aftermath claims language` prints.
pub const LANGUAGE: &str = include_str!("../../../../claims/language.txt");

/// What a claim is tested with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Figures of the record.
    Data,
    /// The model run through 2006 to 2024, with and without what was done.
    History,
    /// The model run on from now, under options.
    Scenario,
}

/// A claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Identifier.
    pub id: String,
    /// The claim in plain words.
    pub text: String,
    /// Who says so.
    pub said_by: String,
    /// When, as a date or part of one.
    pub said_on: String,
    /// What it is tested with.
    pub kind: Kind,
    /// The test; none where it cannot be tested here.
    pub expression: Option<Expression>,
    /// Its text.
    pub expression_text: String,
    /// Series that the test is repeated with.
    pub series: Vec<String>,
    /// The scenario of references that name none.
    pub scenario: String,
    /// Files of scenarios that the test names.
    pub scenario_files: Vec<String>,
    /// A set of assumptions in place of the ledger's.
    pub assume: Option<String>,
    /// What would count against it.
    pub against: String,
    /// How the wording was made into a test, and what that leaves out.
    pub note: String,
    /// What to know with the verdict, in few words: shown beside it wherever it is.
    pub caveat: String,
    /// Verdicts that are no surprise: any other makes `claims check` end with status 1.
    pub expect: Vec<String>,
}

/// Why a file of claims cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    /// Not TOML, or not the fields of a claim.
    #[error("{file}: {reason}")]
    Form {
        /// File.
        file: String,
        /// What is wrong, with its line.
        reason: String,
    },
    /// A field of a claim is wrong.
    #[error("{file}, line {line}, claim `{id}`: {reason}")]
    Claim {
        /// File.
        file: String,
        /// Line.
        line: usize,
        /// The claim.
        id: String,
        /// What is wrong.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    schema_version: u32,
    claims: Vec<Spanned<RawClaim>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClaim {
    id: Spanned<String>,
    text: String,
    #[serde(default)]
    said_by: String,
    #[serde(default)]
    said_on: String,
    kind: Kind,
    expression: Option<Spanned<String>>,
    #[serde(default)]
    series: Vec<Spanned<String>>,
    #[serde(default)]
    scenario: String,
    #[serde(default)]
    scenario_files: Vec<String>,
    assume: Option<String>,
    #[serde(default)]
    against: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    caveat: String,
    #[serde(default)]
    expect: Vec<Spanned<String>>,
}

/// Reads the claims of a file; `file` is its name for messages.
///
/// # Errors
///
/// The first thing that is wrong, with its line.
pub fn read(file: &str, text: &str) -> Result<Vec<Claim>, ClaimError> {
    let raw: RawFile = toml::from_str(text).map_err(|e| ClaimError::Form {
        file: file.to_owned(),
        reason: e.to_string().trim_end().to_owned(),
    })?;
    if raw.schema_version != 1 {
        return Err(ClaimError::Form {
            file: file.to_owned(),
            reason: format!("schema_version {} is not known; 1 is", raw.schema_version),
        });
    }
    let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
    let mut claims: Vec<Claim> = Vec::new();
    for raw in raw.claims {
        let at = raw.span().start;
        let raw = raw.into_inner();
        let id = raw.id.get_ref().clone();
        let wrong = |at: usize, reason: String| ClaimError::Claim {
            file: file.to_owned(),
            line: line(at),
            id: id.clone(),
            reason,
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if id.is_empty() || !id.chars().all(plain) {
            let reason = "an id of letters, digits and hyphens is expected".to_owned();
            return Err(wrong(raw.id.span().start, reason));
        }
        if claims.iter().any(|c| c.id == id) {
            return Err(wrong(raw.id.span().start, "the id stands twice".to_owned()));
        }
        for series in &raw.series {
            series::find(series.get_ref())
                .map_err(|e| wrong(series.span().start, e.to_string()))?;
        }
        for verdict in &raw.expect {
            if !super::verdict::VERDICTS.contains(&verdict.get_ref().as_str()) {
                let all = super::verdict::VERDICTS.join(", ");
                let reason = format!("`{}` is not one of: {all}", verdict.get_ref());
                return Err(wrong(verdict.span().start, reason));
            }
        }
        let mut expression = None;
        let mut expression_text = String::new();
        if let Some(source) = &raw.expression {
            let place = source.span().start;
            expression_text = source.get_ref().clone();
            let parsed = parse(&expression_text).map_err(|e| wrong(place, e.to_string()))?;
            fits(&raw, &parsed).map_err(|reason| wrong(place, reason))?;
            expression = Some(parsed);
        } else if raw.note.is_empty() {
            let reason =
                "without an `expression` a `note` must say why it cannot be tested".to_owned();
            return Err(wrong(at, reason));
        }
        claims.push(Claim {
            id: id.clone(),
            text: raw.text,
            said_by: raw.said_by,
            said_on: raw.said_on,
            kind: raw.kind,
            expression,
            expression_text,
            series: raw.series.into_iter().map(Spanned::into_inner).collect(),
            scenario: raw.scenario,
            scenario_files: raw.scenario_files,
            assume: raw.assume,
            against: raw.against,
            note: raw.note,
            caveat: raw.caveat,
            expect: raw.expect.into_iter().map(Spanned::into_inner).collect(),
        });
    }
    Ok(claims)
}

/// Whether an expression goes with the rest of its claim.
fn fits(raw: &RawClaim, expression: &Expression) -> Result<(), String> {
    let references = expression.references();
    let any_series = references
        .iter()
        .any(|r| matches!(r, Reference::Series { id, .. } if id == SERIES));
    if any_series && raw.series.is_empty() {
        return Err(
            "`SERIES` stands for each series of the list `series`, which is empty".to_owned(),
        );
    }
    match (raw.kind, expression.is_probability) {
        (Kind::Data, true) => {
            return Err("kind `data` is for figures of the record; outcomes of the model need `history` or `scenario`".to_owned());
        }
        (Kind::History | Kind::Scenario, false) => {
            return Err(
                "kinds `history` and `scenario` are for outcomes of the model: P(…)".to_owned(),
            );
        }
        _ => {}
    }
    let unnamed =
        |r: &&Reference| matches!(r, Reference::Outcome { scenario, .. } if scenario.is_empty());
    if raw.scenario.is_empty() && references.iter().any(unnamed) {
        return Err(
            "an outcome without `@scenario` takes the claim's `scenario`, which is missing"
                .to_owned(),
        );
    }
    if raw.scenario == BASELINE {
        return Err("`scenario` names an option; the baseline is always there".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_and_the_template_are_accepted() {
        let claims = read("claims.toml", BUILT_IN).unwrap();
        for number in 1..=14 {
            let of = |c: &&Claim| {
                let digits = c.id.split('-').next().unwrap_or_default();
                digits.trim_end_matches(|c: char| c.is_ascii_lowercase()) == number.to_string()
            };
            assert!(claims.iter().any(|c| of(&c)), "claim {number} is missing");
        }
        assert!(
            claims
                .iter()
                .all(|c| !c.against.is_empty() && !c.note.is_empty())
        );
        assert_eq!(read("template.toml", TEMPLATE).unwrap().len(), 2);
    }

    #[test]
    fn errors_name_line_claim_and_place() {
        let claim = |body: &str| {
            read(
                "mine.toml",
                &format!("schema_version = 1\n[[claims]]\nid = \"a\"\ntext = \"t\"\n{body}\n"),
            )
            .unwrap_err()
            .to_string()
        };
        let e = claim("kind = \"data\"\nexpression = \"homicides_inegi[2007] >\"");
        assert!(
            e.starts_with("mine.toml, line 6, claim `a`: a number, a series"),
            "{e}"
        );
        let e = claim("kind = \"data\"\nexpression = \"P(homicides@x[year 1] > baseline)\"");
        assert!(e.contains("kind `data` is for figures"), "{e}");
        let e = claim("kind = \"scenario\"\nexpression = \"P(homicides[year 1] > baseline)\"");
        assert!(e.contains("`scenario`, which is missing"), "{e}");
        let e = claim("kind = \"data\"\nexpression = \"SERIES[2007] > 1\"");
        assert!(e.contains("which is empty"), "{e}");
        let e = claim("kind = \"data\"");
        assert!(e.contains("a `note` must say why"), "{e}");
        let e = claim("kind = \"sideways\"");
        assert!(e.contains("line 5") && e.contains("sideways"), "{e}");
        let e = claim("kind = \"data\"\nexpect = [\"maybe\"]\nnote = \"n\"");
        assert!(e.contains("line 6") && e.contains("supported"), "{e}");
        let e = claim("kind = \"data\"\ncolour = 1");
        assert!(e.contains("colour"), "{e}");
    }
}
