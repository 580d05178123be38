//! What can be wrong with a scenario file, each with its place and the way to mend it.

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A file's name and text.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// Name for messages.
    pub name: String,
    /// Content.
    pub content: String,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[allow(missing_docs, reason = "each message says what the fields mean")]
pub enum Kind {
    #[error("the file cannot be read: {reason}")]
    Unreadable { reason: String },
    #[error("there is no built-in scenario and no file `{reference}`")]
    NotFound {
        reference: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("this is not TOML: {message}")]
    Syntax { message: String },
    #[error("`schema_version` is missing")]
    NoVersion,
    #[error("schema version {found} is not known")]
    UnknownVersion { found: String },
    #[error("unknown key `{key}`")]
    UnknownKey {
        key: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("`{key}` is missing")]
    Missing { key: &'static str, of: String },
    #[error("`{key}` must be {expected}, found {found}")]
    WrongType {
        key: String,
        expected: &'static str,
        found: &'static str,
    },
    #[error("`{found}` is not a month")]
    BadMonth { found: String },
    #[error("`{found}` is not an identifier")]
    BadId { found: String },
    #[error("{what} {month} is outside the model's time")]
    OutsideTime {
        what: &'static str,
        month: String,
        first: String,
        last: String,
    },
    #[error("the end {end} is not after the start {start}")]
    EndBeforeStart { start: String, end: String },
    #[error("there is no lever `{found}`")]
    UnknownLever {
        found: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("the lever `{lever}` has no unit `{found}`")]
    UnknownUnit {
        lever: &'static str,
        found: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("an intensity of {found} is out of range")]
    OutOfRange {
        found: f64,
        min: f64,
        max: f64,
        unit: &'static str,
        meaning: &'static str,
    },
    #[error("an intensity of zero does nothing")]
    Zero {
        min: f64,
        max: f64,
        unit: &'static str,
        meaning: &'static str,
    },
    #[error("this lever can never act: it ends {end}, before the scenario starts {start}")]
    EndsTooEarly {
        end: String,
        start: String,
        scenario_end: String,
    },
    #[error("this lever can never act: it starts {start}, after the scenario ends {end}")]
    StartsTooLate {
        start: String,
        scenario_start: String,
        end: String,
    },
    #[error("there is no place `{found}`")]
    UnknownPlace {
        found: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("there is no inherited lever `{found}` to remove")]
    NothingToRemove {
        found: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("a scenario cannot extend itself: {chain}")]
    Cycle { chain: String },
    #[error("the parent `{parent}` has problems of its own")]
    Parent { parent: String },
}

/// A list of names for a message.
fn list(names: &[String]) -> String {
    names
        .iter()
        .map(|n| format!("`{n}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn did_you_mean(near: &Option<String>, valid: &[String]) -> String {
    match (near, valid.is_empty()) {
        (Some(near), _) => format!("did you mean `{near}`? Accepted: {}", list(valid)),
        (None, false) => format!("accepted: {}", list(valid)),
        (None, true) => "none can be given here".to_owned(),
    }
}

impl Kind {
    /// A stable name for this kind of problem.
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "unreadable",
            Self::NotFound { .. } => "not_found",
            Self::Syntax { .. } => "syntax",
            Self::NoVersion => "no_version",
            Self::UnknownVersion { .. } => "unknown_version",
            Self::UnknownKey { .. } => "unknown_key",
            Self::Missing { .. } => "missing",
            Self::WrongType { .. } => "wrong_type",
            Self::BadMonth { .. } => "bad_month",
            Self::BadId { .. } => "bad_id",
            Self::OutsideTime { .. } => "outside_time",
            Self::EndBeforeStart { .. } => "end_before_start",
            Self::UnknownLever { .. } => "unknown_lever",
            Self::UnknownUnit { .. } => "unknown_unit",
            Self::OutOfRange { .. } => "out_of_range",
            Self::Zero { .. } => "zero",
            Self::EndsTooEarly { .. } | Self::StartsTooLate { .. } => "never_acts",
            Self::UnknownPlace { .. } => "unknown_place",
            Self::NothingToRemove { .. } => "nothing_to_remove",
            Self::Cycle { .. } => "cycle",
            Self::Parent { .. } => "parent",
        }
    }

    /// How to mend it.
    fn help(&self) -> Option<String> {
        Some(match self {
            Self::Unreadable { .. } | Self::Syntax { .. } => return None,
            Self::NotFound { near, valid, .. } => did_you_mean(near, valid),
            Self::NoVersion | Self::UnknownVersion { .. } => {
                "this program reads `schema_version = 1`".to_owned()
            }
            Self::UnknownKey { near, valid, .. }
            | Self::UnknownLever { near, valid, .. }
            | Self::UnknownUnit { near, valid, .. }
            | Self::UnknownPlace { near, valid, .. }
            | Self::NothingToRemove { near, valid, .. } => did_you_mean(near, valid),
            Self::Missing { key, of } => format!("give {of} its `{key}`"),
            Self::WrongType { expected, .. } => format!("give {expected}"),
            Self::BadMonth { .. } => "a month is written \"YYYY-MM\", for example \"2022-01\"".to_owned(),
            Self::BadId { .. } => {
                "an identifier has 1 to 60 lower-case letters, digits and hyphens, for example \"more-arrests\"".to_owned()
            }
            Self::OutsideTime { first, last, .. } => format!("accepted: {first} to {last}"),
            Self::EndBeforeStart { start, .. } => format!("give an end after {start}"),
            Self::OutOfRange { min, max, unit, meaning, .. } => {
                format!("accepted in `{unit}`: above {min}, up to {max} ({meaning})")
            }
            Self::Zero { min, max, unit, meaning } => {
                format!("leave the lever out, or give more than {min}, up to {max} `{unit}` ({meaning})")
            }
            Self::EndsTooEarly { start, scenario_end, .. } => {
                format!("let it act between {start} and {scenario_end}")
            }
            Self::StartsTooLate { scenario_start, end, .. } => {
                format!("let it act between {scenario_start} and {end}")
            }
            Self::Cycle { .. } => "take `extends` out of one of them".to_owned(),
            Self::Parent { .. } => "mend the parent first".to_owned(),
        })
    }
}

/// A problem with its place.
#[derive(Clone, Debug)]
pub struct Problem {
    kind: Box<Kind>,
    text: Arc<Text>,
    source: NamedSource<String>,
    span: Range<usize>,
}

impl Problem {
    pub(crate) fn new(kind: Kind, text: &Arc<Text>, span: Range<usize>) -> Self {
        // A span may not lie beyond the text, as an error at its end does.
        let end = span.end.min(text.content.len());
        let span = span.start.min(end)..end;
        let source = NamedSource::new(&text.name, text.content.clone()).with_language("TOML");
        Self {
            kind: Box::new(kind),
            text: Arc::clone(text),
            source,
            span,
        }
    }

    /// What is wrong.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Name of the file.
    pub fn file(&self) -> &str {
        &self.text.name
    }

    /// Line and column, from 1.
    pub fn line_and_column(&self) -> (usize, usize) {
        let before: Vec<u8> = self.text.content.bytes().take(self.span.start).collect();
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        let column = before.len()
            - before
                .iter()
                .rposition(|b| *b == b'\n')
                .map_or(0, |p| p + 1)
            + 1;
        (line, column)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.text.content.is_empty() {
            write!(f, "{}: {}", self.file(), self.kind)?;
        } else {
            let (line, column) = self.line_and_column();
            write!(f, "{}:{line}:{column}: {}", self.file(), self.kind)?;
        }
        match self.kind.help() {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

/// The same problem for a renderer that shows the source: the message without the place.
#[derive(Debug)]
pub struct Report<'a>(pub &'a Problem);

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.text.content.is_empty() {
            write!(f, "{}: ", self.0.file())?;
        }
        write!(f, "{}", self.0.kind)
    }
}

impl std::error::Error for Report<'_> {}

impl Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("scenario::{}", self.0.kind.code())))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0
            .kind
            .help()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        if self.0.text.content.is_empty() {
            None
        } else {
            Some(&self.0.source)
        }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = SourceSpan::from(self.0.span.clone());
        Some(Box::new(std::iter::once(
            LabeledSpan::new_primary_with_span(Some("here".to_owned()), span),
        )))
    }
}

/// All problems of a scenario, in the order of the text.
#[derive(Clone, Debug)]
pub struct Problems(pub(crate) Vec<Problem>);

impl Problems {
    /// The problems.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (k, problem) in self.0.iter().enumerate() {
            if k > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// The valid name most like `wrong`, if one is like it.
pub(crate) fn nearest(wrong: &str, valid: &[String]) -> Option<String> {
    valid
        .iter()
        .map(|name| (strsim::jaro_winkler(wrong, name), name))
        .filter(|(likeness, _)| *likeness > 0.72)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name.clone())
}
