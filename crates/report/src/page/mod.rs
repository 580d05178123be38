//! The document: one HTML file that loads nothing.

mod argued;
mod claims;
mod evidence;
mod flagship;
mod flip;
mod objection;
mod over_time;
mod portfolios;
mod prose;
mod record;
mod results;
mod width;

pub use claims::claims_page;
pub use flip::flip_page;
pub use objection::objection_page;
pub use portfolios::portfolios_page;

use crate::number::{number, percent};
use crate::{Passport, strings};
use answers::claims::check::Checked;
use answers::comparison::Comparison;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use prose::Prose;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// The document may use its own styles and script and nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/// The report: one self-contained HTML document that loads nothing and works without script.
pub fn page(comparison: &Comparison, passport: &Passport) -> String {
    page_beside_claims(comparison, passport, &[])
}

/// The report beside a page `claims.html` on these claims, if there are any.
pub fn page_beside_claims(
    comparison: &Comparison,
    passport: &Passport,
    checked: &[Checked],
) -> String {
    let prose = Prose::new(&comparison.sources);
    let sections = [
        (
            "matrix",
            strings::MATRIX,
            flagship::matrix(comparison).unwrap_or_default(),
        ),
        ("results", strings::RESULTS, results::section(comparison)),
        (
            "states",
            strings::STATES,
            flagship::states(comparison).unwrap_or_default(),
        ),
        (
            "deaths",
            strings::DEATHS,
            flagship::deaths(comparison).unwrap_or_default(),
        ),
        (
            "fights",
            strings::DYADS,
            flagship::fights(comparison).unwrap_or_default(),
        ),
        (
            "market",
            strings::MARKET,
            flagship::market(comparison).unwrap_or_default(),
        ),
        (
            "relationship",
            strings::RELATIONSHIP,
            flagship::relationship(comparison).unwrap_or_default(),
        ),
        (
            "durability",
            strings::DURABILITY,
            flagship::durability(comparison).unwrap_or_default(),
        ),
        (
            "over-time",
            strings::OVER_TIME,
            over_time::section(comparison, &prose),
        ),
        (
            "beliefs",
            strings::LAYERS,
            flagship::layers(comparison).unwrap_or_default(),
        ),
        (
            "width",
            strings::width::TITLE,
            width::section(comparison).unwrap_or_default(),
        ),
        (
            "facts",
            strings::FACTS,
            flagship::facts(comparison, &prose).unwrap_or_default(),
        ),
        (
            "record",
            strings::RECORD,
            record::section(comparison).unwrap_or_default(),
        ),
        (
            "claims",
            strings::argued::CLAIMS,
            argued::claims(checked).unwrap_or_default(),
        ),
        (
            "unknown",
            strings::argued::UNKNOWN,
            argued::unknown(comparison).unwrap_or_default(),
        ),
        (
            "dissent",
            strings::argued::DISSENT,
            argued::disagrees(comparison).unwrap_or_default(),
        ),
        ("reading", strings::READING, reading(comparison)),
        (
            "options",
            strings::OPTIONS,
            evidence::options(comparison, &prose),
        ),
        (
            "left-out",
            strings::LEFT_OUT,
            evidence::left_out(&comparison.model, &prose),
        ),
        (
            "assumptions",
            strings::ASSUMPTIONS,
            evidence::assumptions(comparison, &prose),
        ),
        (
            "sources",
            strings::SOURCES,
            evidence::sources(comparison, &prose),
        ),
        (
            "passport",
            strings::PASSPORT,
            html! {
                (evidence::passport(passport))
                (argued::citation(passport, &comparison.question))
            },
        ),
    ];
    // A section without content is a part that this answer does not have.
    let sections: Vec<(&str, &str, Markup)> = sections
        .into_iter()
        .filter(|(_, _, content)| !content.0.is_empty())
        .collect();
    let body = html! {
        div hidden { (PreEscaped(crate::figures::strips::shared())) }
        main {
            (head(comparison, &prose))
            nav aria-label=(strings::CONTENTS) {
                ul { @for (id, title, _) in &sections { li { a href={ "#" (id) } { (title) } } } }
            }
            @for (id, title, content) in &sections {
                section id=(id) { h2 { (title) } (content) }
            }
        }
        script { (PreEscaped(SCRIPT)) }
    };
    document(&comparison.question, &results::tab_rules(comparison), &body)
}

/// A self-contained document with the styles of all pages and some of its own.
fn document(title: &str, own_style: &str, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang=(strings::LANGUAGE) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) (PreEscaped(own_style)) }
            }
            body { (body) }
        }
    }
    .into_string()
}

/// The question, the answer in plain words, and what to know before using it.
fn head(comparison: &Comparison, prose: &Prose) -> Markup {
    let byline = strings::byline(
        &comparison.model.title,
        &number_whole(comparison.draws),
        &strings::replicates(comparison.replicates),
        &strings::month(comparison.start_year),
    );
    html! {
        header {
            @if comparison.model.network_is_synthetic {
                p.badge { a href="#warnings" { span aria-hidden="true" { "◇ " } (strings::ILLUSTRATIVE) } }
            }
            h1 { (comparison.question) }
            p.byline { (byline) }
        }
        div.top {
            section.summary aria-labelledby="summary" {
                h2 id="summary" { (strings::SUMMARY) }
                ul.findings {
                    @for finding in &comparison.findings {
                        li { (finding_in_bold(comparison, finding, prose)) }
                    }
                }
            }
            aside.warnings aria-labelledby="warnings" {
                h2 id="warnings" { (strings::WARNINGS) }
                ul { @for warning in &comparison.warnings { li { (prose.line(warning)) } } }
                p { a href="#left-out" { (strings::SEE_LEFT_OUT) } }
            }
        }
    }
}

/// A finding whose options stand out, where it begins with their titles.
fn finding_in_bold(comparison: &Comparison, finding: &str, prose: &Prose) -> Markup {
    let mut rest = finding;
    while let Some(title) = leading_title(comparison, rest) {
        rest = &rest[title.len()..];
        match rest.strip_prefix(strings::BETWEEN_OPTIONS) {
            Some(next) if leading_title(comparison, next).is_some() => rest = next,
            _ => break,
        }
    }
    let titles = &finding[..finding.len() - rest.len()];
    html! {
        @if !titles.is_empty() { strong { (titles) } }
        (prose.line(rest))
    }
}

/// The longest title of an option that a text begins with.
fn leading_title<'a>(comparison: &'a Comparison, text: &str) -> Option<&'a str> {
    comparison
        .options
        .iter()
        .map(|o| o.title.as_str())
        .filter(|title| !title.is_empty() && text.starts_with(title))
        .max_by_key(|title| title.len())
}

fn reading(comparison: &Comparison) -> Markup {
    let baseline = comparison.options.iter().find(|o| o.is_baseline);
    let baseline = baseline.map_or(strings::BASELINE, |o| &o.title);
    let help = strings::reading(
        &percent(comparison.margin),
        &number_whole(comparison.draws),
        baseline,
    );
    html! {
        dl.help { @for (term, words) in help { div { dt { (term) } dd { (words) } } } }
    }
}

/// A count with thousands separated, all digits shown.
fn number_whole(count: u64) -> String {
    if count < 1000 {
        return number(count as f64);
    }
    format!("{},{:03}", number_whole(count / 1000), count % 1000)
}
