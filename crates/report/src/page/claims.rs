//! The page of claims: verdicts that can be printed, each with its reasons one click away.

use super::document;
use crate::Passport;
use crate::number::{number, percent};
use crate::strings::{self, argued, claims as words, width};
use answers::claims::check::{BySeries, Checked};
use answers::comparison::Probability;
use answers::words::bounded_percent;
use maud::{Markup, html};

/// Rules that only this page has.
const CLAIMS_STYLE: &str = include_str!("claims.css");

/// The claims with their verdicts: one self-contained HTML document that loads nothing and works without script.
pub fn claims_page(checked: &[Checked], passport: &Passport, belief: &str) -> String {
    let body = html! {
        main {
            header {
                h1 { (words::TITLE) }
                p.byline { (words::byline(checked.len(), belief)) }
            }
            section id="verdicts" {
                h2 { (words::VERDICTS) }
                (scale())
                @for claim in checked { (article(claim)) }
            }
            section id="unknown" { h2 { (words::UNKNOWN) } (unknown(checked)) }
            @let dissent = disagrees(checked);
            @if !dissent.is_empty() {
                section id="dissent" {
                    h2 { (argued::DISSENT) }
                    p { (argued::DISSENT_NOTE) }
                    ul { @for (name, text) in dissent { li { b { (name) } ": " (text) } } }
                    p { (argued::OBJECT) }
                    ul { @for (command, what) in argued::OBJECTIONS { li { code { (command) } ": " (what) } } }
                }
            }
            section id="reading" {
                h2 { (strings::READING) }
                dl.help {
                    @for (term, text) in words::READING { div { dt { (term) } dd { (text) } } }
                }
            }
            section id="passport" {
                h2 { (strings::PASSPORT) }
                p { (words::PASSPORT) " " code { (passport.command) } }
                (super::argued::citation(passport, &words::cited(checked.len())))
            }
        }
    };
    document(words::TITLE, CLAIMS_STYLE, &body)
}

/// The class that colours a verdict; the word stands beside it.
fn class(verdict: &str) -> &'static str {
    match verdict {
        "supported" => "v4",
        "more likely than not" => "v3",
        "open" => "v2",
        "less likely than not" => "v1",
        "contradicted" => "v0",
        _ => "vx",
    }
}

fn scale() -> Markup {
    html! {
        p.scale {
            @for (verdict, range) in words::SCALE {
                span class={ "chip " (class(verdict)) } { (verdict) " " small { (range) } } " "
            }
        }
    }
}

fn article(c: &Checked) -> Markup {
    html! {
        article.claim id={ "claim-" (c.id) } {
            h3 { "“" (c.text) "”" }
            p.verdict {
                span class={ "chip " (class(&c.verdict)) } { (c.verdict) }
                @if !c.between.is_empty() { ": " (c.between.join(words::OR)) }
                @if let Some(p) = &c.probability {
                    " " b { (bounded_percent(p, c.counted.into())) " %" } " " span.note { (words::error(p, c.counted)) }
                }
            }
            @if !c.scenarios.is_empty() { p.note { (words::scenarios(&c.scenarios)) } }
            @for mark in &c.validity { p.validity { b { (mark) } } }
            @if let Some(p) = &c.probability { (bar(p)) }
            @if !c.series.is_empty() { (series(&c.series)) }
            @for warning in &c.warnings { p.warning { (warning) } }
            @if let Some(draws) = c.needs_draws { p.warning { (words::needs(draws)) } }
            details {
                summary { (words::WHY) }
                dl.facts {
                    @if !c.said_by.is_empty() {
                        div { dt { (words::SAID_BY) } dd { (c.said_by) ", " (c.said_on) } }
                    }
                    @if !c.series.is_empty() {
                        div { dt { (strings::SOURCES) } dd { ul { @for s in &c.series { li { (s.title) ": " (s.source) } } } } }
                    }
                    @if !c.expression.is_empty() {
                        div { dt { (words::TEST) } dd { code { (c.expression) } } }
                    }
                    div { dt { (words::NOTE) } dd { (c.note) } }
                    @if let Some(q) = &c.quantity {
                        @let show = |x: f64| if c.quantity_is_share { percent(x) } else { number(x) };
                        div { dt { (words::QUANTITY) } dd { (words::interval(&show(q.q50), &show(q.q05), &show(q.q95), c.quantity_is_share)) " " code { (c.quantity_is) } } }
                    }
                    @if !c.thresholds.is_empty() {
                        div { dt { (words::THRESHOLDS) } dd { ul {
                            @for t in &c.thresholds { li { (t.words) ": " (bounded_percent(&t.probability, c.counted.into())) " % " span.note { (words::plus_minus(&t.probability)) } } }
                        } } }
                    }
                    @if !c.hangs_on.is_empty() {
                        div { dt { (words::HANGS_ON) } dd { ul {
                            @for h in &c.hangs_on {
                                li {
                                    (h.name) " (" code { (h.id) } "), " "rank correlation " (width::correlation(h.correlation)) "."
                                    @if h.sources.is_empty() { " " (words::NO_SOURCE) } @else { " " span.note { (h.sources.join("; ")) } }
                                }
                            }
                        } } }
                    }
                    @if c.structures.len() > 1 {
                        div { dt { (words::STRUCTURES) } dd { ul {
                            @for s in &c.structures {
                                li { code { (s.id) } ": " (s.probability_in_words()) ", " span.note { (words::weight(s.weight)) } }
                            }
                        } } }
                    }
                    @if !c.against.is_empty() { div { dt { (words::AGAINST) } dd { (c.against) } } }
                }
            }
        }
    }
}

/// A probability on a line from 0 to 100 % with the bounds of the verdicts; the band is two Monte Carlo errors.
fn bar(p: &Probability) -> Markup {
    let x = |share: f64| 10.0 + 580.0 * share.clamp(0.0, 1.0);
    let (low, high) = (
        p.value - 2.0 * p.monte_carlo_error,
        p.value + 2.0 * p.monte_carlo_error,
    );
    html! {
        svg.bar viewBox="0 0 600 34" role="img" aria-label=(words::bar(p)) {
            line.axis x1="10" x2="590" y1="12" y2="12" {}
            @for bound in [0.0, 0.1, 0.4, 0.6, 0.9, 1.0] {
                line.axis x1=(x(bound)) x2=(x(bound)) y1="7" y2="17" {}
                text x=(x(bound)) y="31" text-anchor=(if bound == 0.0 { "start" } else if bound == 1.0 { "end" } else { "middle" }) {
                    (words::bound(bound))
                }
            }
            rect.error x=(x(low)) width=(x(high) - x(low)) y="6" height="12" rx="3" {}
            circle.point cx=(x(p.value)) cy="12" r="6" {}
        }
    }
}

fn series(all: &[BySeries]) -> Markup {
    html! {
        ul.series {
            @for s in all {
                li {
                    b { (words::holds(s.holds)) } " · " (s.title) ": "
                    @for (k, (year, value)) in s.figures.iter().enumerate() {
                        @if k > 0 { ", " }
                        (year) ": " (value.map_or(words::NO_FIGURE.to_owned(), words::whole))
                    }
                    " " (s.unit) "."
                }
            }
        }
    }
}

/// The assumptions that claims hang on and somebody disagrees with: name and dissent, each once.
fn disagrees(checked: &[Checked]) -> Vec<(&str, &str)> {
    let mut all: Vec<(&str, &str)> = Vec::new();
    for h in checked.iter().flat_map(|c| &c.hangs_on) {
        if !h.dissent.is_empty() && all.iter().all(|a| a.0 != h.name) {
            all.push((&h.name, &h.dissent));
        }
    }
    all
}

/// What stands between the claims and an answer.
fn unknown(checked: &[Checked]) -> Markup {
    let mut weak: Vec<(&str, &str, usize)> = Vec::new();
    for h in checked.iter().flat_map(|c| &c.hangs_on) {
        match weak.iter_mut().find(|w| w.0 == h.id) {
            Some(entry) => entry.2 += 1,
            None => weak.push((&h.id, &h.name, 1)),
        }
    }
    weak.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(b.0)));
    let untested = checked
        .iter()
        .filter(|c| c.verdict == "cannot be tested here");
    html! {
        p { (words::UNKNOWN_NOTE) }
        ul {
            @for (id, name, count) in weak.iter().take(8) { li { (name) " (" code { (id) } "): " (words::claims(*count)) } }
            @for c in untested { li { "“" (c.text) "”: " (c.note) } }
        }
    }
}
