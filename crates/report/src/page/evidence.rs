//! What the answer rests on: options, omissions, assumptions, sources, passport.

use super::number_whole;
use super::prose::{Prose, anchor};
use crate::number::{Digits, interval_90};
use crate::{Passport, strings};
use answers::comparison::{Assumption, Comparison, ModelCard, PolicyOption};
use maud::{Markup, PreEscaped, html};
use std::collections::{BTreeMap, BTreeSet};

/// The options with their levers and doses.
pub(super) fn options(comparison: &Comparison, prose: &Prose) -> Markup {
    html! {
        div.cards { @for option in &comparison.options { (card(option, prose)) } }
    }
}

fn card(option: &PolicyOption, prose: &Prose) -> Markup {
    html! {
        article id={ "option-" (option.id) } {
            h3 {
                (option.title)
                @if option.is_baseline { " " span.tag { (strings::IS_BASELINE) } }
            }
            p { (prose.line(&option.description)) }
            @if !option.dose.is_empty() || !option.cost.is_empty() {
                dl.facts {
                    @for (term, text) in [(strings::DOSE, &option.dose), (strings::COST, &option.cost)] {
                        @if !text.is_empty() { div { dt { (term) } dd { (prose.line(text)) } } }
                    }
                }
            }
            @if !option.validity.is_empty() { p.validity { b { (option.validity) } } }
            @if option.levers.is_empty() && option.dose.is_empty() {
                p.note { (strings::NO_LEVERS) }
            } @else if !option.levers.is_empty() {
                ul {
                    @for lever in &option.levers {
                        li {
                            b { (lever.dose) } " " (strings::in_force(&lever.start, &lever.end))
                            " · " span.note { code { (lever.lever) } }
                        }
                    }
                }
            }
        }
    }
}

/// The model and what it leaves out.
pub(super) fn left_out(model: &ModelCard, prose: &Prose) -> Markup {
    html! {
        ul { @for sentence in &model.leaves_out { li { (prose.line(sentence)) } } }
        dl.facts {
            div { dt { (strings::MODEL) } dd { (model.title) " (" code { (model.id) } "). " (prose.line(&model.citation)) } }
            div {
                dt { (strings::NETWORK) }
                dd {
                    (prose.line(&model.network))
                    @if model.network_is_synthetic { " " span.badge { (strings::ILLUSTRATIVE) } }
                }
            }
        }
    }
}

/// The assumptions with their priors, the values used and their sources.
pub(super) fn assumptions(comparison: &Comparison, prose: &Prose) -> Markup {
    html! {
        p { (strings::ASSUMPTIONS_NOTE) }
        div.scroll role="region" tabindex="0" aria-label=(strings::ASSUMPTIONS) {
            table.key.wordy {
                thead { tr {
                    th scope="col" { (strings::SYMBOL) }
                    @for name in [strings::MEANING, strings::PRIOR, strings::SAMPLED, strings::FROM] {
                        th scope="col" { (name) }
                    }
                } }
                tbody { @for assumption in &comparison.assumptions { (row(assumption, prose)) } }
            }
        }
        @let rows = evidence_rows(comparison);
        @if !rows.is_empty() {
            h3 { (strings::EVIDENCE_ROWS) }
            dl.facts {
                @for (row, says) in &rows {
                    div id={ "evidence-" (row) } {
                        dt { (row) }
                        dd { @for (k, text) in says.iter().enumerate() { @if k > 0 { br; } (prose.line(text)) } }
                    }
                }
            }
        }
    }
}

/// A source that is a row of the table of evidence, "[A01] what it says": the row's name and the rest.
fn tagged(source: &str) -> Option<(&str, &str)> {
    source.strip_prefix('[')?.split_once("] ")
}

/// The rows of evidence behind the assumptions, each once.
fn evidence_rows(comparison: &Comparison) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut rows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (row, says) in comparison
        .assumptions
        .iter()
        .flat_map(|a| &a.sources)
        .filter_map(|s| tagged(s))
    {
        rows.entry(row).or_default().insert(says);
    }
    rows
}

fn row(assumption: &Assumption, prose: &Prose) -> Markup {
    html! {
        tr {
            th scope="row" { (assumption.symbol) }
            td data-label=(strings::MEANING) { span { (prose.line(&assumption.meaning)) } }
            td data-label=(strings::PRIOR) { span { (prose.line(&assumption.prior)) } }
            td data-label=(strings::SAMPLED) {
                span {
                    @if let Some(sampled) = &assumption.sampled {
                        @let digits = Digits::of_any(sampled);
                        b { (digits.show(sampled.q50)) } " "
                        small { "(" (interval_90(sampled, |v| digits.show(v))) ")" }
                        " " (assumption.unit)
                    } @else {
                        (strings::FIXED)
                    }
                }
            }
            td data-label=(strings::FROM) {
                span {
                    @for (k, source) in assumption.sources.iter().enumerate() {
                        @match tagged(source) {
                            Some((row, _)) => { @if k > 0 { " " } a href={ "#evidence-" (row) } { (row) } }
                            None => { @if k > 0 { br; } (prose.line(source)) }
                        }
                    }
                }
            }
        }
    }
}

/// The sources, each with an anchor that the rest of the page links to.
pub(super) fn sources(comparison: &Comparison, prose: &Prose) -> Markup {
    html! {
        @if comparison.sources.is_empty() { p { (strings::NO_SOURCES) } }
        div.sources {
            @for source in &comparison.sources {
                article id=(anchor(&source.id)) {
                    h3 { (source.title) }
                    p.note { code { (source.id) } }
                    dl.facts {
                        @for (term, text) in [
                            (strings::PUBLISHER, &source.publisher),
                            (strings::DEFINITION, &source.definition),
                            (strings::VINTAGE, &source.vintage),
                            (strings::READ_AT, &source.source),
                        ] {
                            @if !text.is_empty() {
                                div { dt { (term) } dd { (prose.line(text)) } }
                            }
                        }
                        @let drawn = drawn_for(comparison, &source.id);
                        @if !drawn.is_empty() {
                            div { dt { (strings::USED_FOR) } dd { a href="#over-time" { (drawn) } } }
                        }
                    }
                }
            }
        }
    }
}

/// Titles of the outcomes beside which a series is drawn.
fn drawn_for(comparison: &Comparison, source: &str) -> String {
    let is_drawn = |outcome: &str| {
        comparison
            .observed
            .iter()
            .any(|o| o.outcome == outcome && o.series.iter().any(|s| s == source))
    };
    let titles: Vec<&str> = comparison
        .outcomes
        .iter()
        .filter(|o| is_drawn(&o.id))
        .map(|o| o.title.as_str())
        .collect();
    titles.join(", ")
}

/// What makes the same page again; also as data, for programs.
pub(super) fn passport(passport: &Passport) -> Markup {
    // `<` could end the script element early.
    let data = serde_json::to_string(passport)
        .unwrap_or_default()
        .replace('<', "\\u003c");
    html! {
        p { (strings::PASSPORT_NOTE) }
        pre {
            // A word of the command breaks only where it is longer than a line.
            code { @for word in passport.command.split_inclusive(' ') { span { (word.trim_end()) } " " } }
        }
        dl.facts.hashes {
            div { dt { (strings::VERSION) } dd { (passport.version) } }
            div { dt { (strings::COMMIT) } dd { code { (passport.commit) } } }
            div { dt { (strings::SEED) } dd { (passport.seed) } }
            div { dt { (strings::DRAWS) } dd { (number_whole(passport.draws)) } }
            div { dt { (strings::REPLICATES) } dd { (number_whole(passport.replicates)) } }
            div { dt { (strings::ANSWER_HASH) } dd { code { (passport.answer_hash) } } }
            div { dt { (strings::DATA_HASH) } dd { code { (passport.data_hash) } } }
            @for (term, hash) in [
                (strings::ASSUMPTIONS_HASH, &passport.assumptions_hash),
                (strings::POSTERIOR_HASH, &passport.posterior_hash),
                (strings::NETWORK_HASH, &passport.network_hash),
            ] {
                @if !hash.is_empty() { div { dt { (term) } dd { code { (hash) } } } }
            }
            @for file in &passport.files {
                div { dt { (file.name) } dd { code { (file.hash) } } }
            }
            @for (id, hash) in &passport.scenario_hashes {
                div { dt { (strings::scenario(id)) } dd { code { (hash) } } }
            }
        }
        script type="application/json" id="passport-data" { (PreEscaped(data)) }
    }
}
