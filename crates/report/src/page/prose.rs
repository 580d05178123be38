//! Texts of the answer made into HTML: addresses and series become links, back-quotes become code.

use answers::comparison::Source;
use maud::{Markup, html};

/// Knows the sources that texts may name.
pub(super) struct Prose {
    sources: Vec<String>,
}

impl Prose {
    pub(super) fn new(sources: &[Source]) -> Self {
        Self {
            sources: sources.iter().map(|s| s.id.clone()).collect(),
        }
    }

    /// One line of text.
    pub(super) fn line(&self, text: &str) -> Markup {
        // A per cent sign stays with its number.
        let text = text.replace(" %", "\u{a0}%");
        html! {
            @for (k, part) in text.split('`').enumerate() {
                @if k % 2 == 1 { code { (part) } } @else { (self.linked(part)) }
            }
        }
    }

    /// A link to a source by its id, or the id alone where the page does not have it.
    pub(super) fn source(&self, id: &str) -> Markup {
        html! {
            @if self.sources.iter().any(|s| s == id) {
                a href={ "#" (anchor(id)) } { (id) }
            } @else {
                (id)
            }
        }
    }

    fn linked(&self, text: &str) -> Markup {
        html! {
            @for word in text.split_inclusive(char::is_whitespace) {
                @let (before, core, after) = trimmed(word);
                @let core_or_address = address(core);
                (before)
                @if let Some(address) = core_or_address {
                    a href=(address) rel="noreferrer" { (core) }
                } @else {
                    (self.source(core))
                }
                (after)
            }
        }
    }
}

/// The id of a source's entry on the page.
pub(super) fn anchor(source: &str) -> String {
    format!("source-{source}")
}

/// A word without the punctuation around it.
fn trimmed(word: &str) -> (&str, &str, &str) {
    let opening = |c: char| "([{“‘\"'<".contains(c);
    let closing = |c: char| c.is_whitespace() || ".,;:)]}”’\"'>".contains(c);
    let rest = word.trim_start_matches(opening);
    let core = rest.trim_end_matches(closing);
    (&word[..word.len() - rest.len()], core, &rest[core.len()..])
}

/// Where a word points to, if it is a web address or a DOI.
fn address(word: &str) -> Option<String> {
    if word.starts_with("https://") || word.starts_with("http://") {
        return Some(word.to_owned());
    }
    let doi = word.strip_prefix("doi:").unwrap_or(word);
    (doi.starts_with("10.") && doi.contains('/')).then(|| format!("https://doi.org/{doi}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_series_and_code_are_marked_up() {
        let prose = Prose {
            sources: vec!["pc2023_missing".to_owned()],
        };
        let line = prose.line(
            "Give `--network DIR` (see https://example.org/a, doi:10.1126/x.y) <b> pc2023_missing.",
        );
        assert_eq!(
            line.into_string(),
            "Give <code>--network DIR</code> (see \
             <a href=\"https://example.org/a\" rel=\"noreferrer\">https://example.org/a</a>, \
             <a href=\"https://doi.org/10.1126/x.y\" rel=\"noreferrer\">doi:10.1126/x.y</a>) &lt;b&gt; \
             <a href=\"#source-pc2023_missing\">pc2023_missing</a>."
        );
    }
}
