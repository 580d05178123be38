//! Problems with their places, one by one and all together.

use crate::kind::Kind;
use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A file's name and text; all problems of a file share one.
#[derive(Debug)]
pub(crate) struct Text {
    pub name: String,
    source: NamedSource<String>,
    /// Whether the text was read: lines can be pointed at.
    was_read: bool,
}

impl Text {
    /// A text that was read.
    pub fn new(name: &str, content: String) -> Arc<Self> {
        let source = NamedSource::new(name, content).with_language("TOML");
        Arc::new(Self {
            name: name.to_owned(),
            source,
            was_read: true,
        })
    }

    /// The name of something that could not be read.
    pub fn unread(name: &str) -> Arc<Self> {
        Arc::new(Self {
            name: name.to_owned(),
            source: NamedSource::new(name, String::new()),
            was_read: false,
        })
    }

    pub fn content(&self) -> &str {
        self.source.inner()
    }
}

/// A problem with its place.
#[derive(Clone, Debug)]
pub struct Problem {
    kind: Box<Kind>,
    text: Arc<Text>,
    span: Range<usize>,
}

impl Problem {
    pub(crate) fn new(kind: Kind, text: &Arc<Text>, span: Range<usize>) -> Self {
        // A span may not lie beyond the text, as an error at its end does.
        let end = span.end.min(text.content().len());
        Self {
            kind: Box::new(kind),
            text: Arc::clone(text),
            span: span.start.min(end)..end,
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

    /// Line and column, from 1; columns count characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        let bytes = self.text.content().as_bytes();
        let before = String::from_utf8_lossy(&bytes[..self.span.start]);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        (line, column)
    }
}

/// Text for one line of a log: what a file says cannot break the line, colour it or flood it.
fn one_line(text: &str) -> String {
    const LONGEST: usize = 1000;
    let mut out = String::new();
    for c in text.chars().take(LONGEST) {
        if c.is_control() {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", one_line(self.file()))?;
        if self.text.was_read {
            let (line, column) = self.line_and_column();
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", one_line(&self.kind.to_string()))?;
        match self.kind.help() {
            Some(help) => write!(f, "; {}", one_line(&help)),
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
        if self.0.text.content().is_empty() {
            write!(f, "{}: ", one_line(self.0.file()))?;
        }
        write!(f, "{}", one_line(&self.0.kind.to_string()))
    }
}

impl std::error::Error for Report<'_> {}

impl Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.0.kind.code()))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.0.kind.help()?;
        Some(Box::new(one_line(&help)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        // An empty text has no line to show.
        let shown = !self.0.text.content().is_empty();
        shown.then_some(&self.0.text.source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = SourceSpan::from(self.0.span.clone());
        let label = LabeledSpan::new_primary_with_span(Some("here".to_owned()), span);
        Some(Box::new(std::iter::once(label)))
    }
}

/// All problems of a scenario: file by file, each in the order of its text.
#[derive(Clone, Debug)]
pub struct Problems(Vec<Problem>);

impl Problems {
    pub(crate) fn new(mut problems: Vec<Problem>) -> Self {
        let mut files: Vec<Arc<Text>> = Vec::new();
        for p in &problems {
            if !files.iter().any(|f| Arc::ptr_eq(f, &p.text)) {
                files.push(Arc::clone(&p.text));
            }
        }
        let file = |p: &Problem| files.iter().position(|f| Arc::ptr_eq(f, &p.text));
        problems.sort_by_key(|p| (file(p), p.span.start));
        Self(problems)
    }

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
