//! The page of an objection: other assumptions with their reasons, and what they change.

use super::document;
use crate::Passport;
use crate::number::{
    Digits, PERCENT, in_percent, interval_90, percent, probability, share_and_error,
};
use crate::strings::{self, objection as words};
use answers::comparison::{Probability, Summary};
use answers::flagship::lines::{Effect, Line};
use answers::objection::{Conclusion, Held, HeldSet, Objection, Standing, Worked};
use maud::{Markup, html};

const OBJECTION_STYLE: &str = include_str!("objection.css");

/// An objection: one self-contained HTML document that loads nothing and works without script. `deciding` is the command
/// that decides what may turn.
pub fn objection_page(o: &Objection, deciding: Option<&str>, passport: &Passport) -> String {
    let title = format!("{} {}", words::TITLE, o.id);
    let body = html! {
        main {
            header {
                h1 { (title) }
                p.byline { (words::byline(&o.by, &o.scenario_title, o.draws, &o.belief.to_string())) }
            }
            div.top {
                section.summary aria-labelledby="summary" {
                    h2 id="summary" { (strings::SUMMARY) }
                    ul.findings { @for worked in &o.worked { li { (o.tally(&worked.world)) } } }
                }
                @if !o.notes.is_empty() || !o.validity.is_empty() {
                    aside.warnings aria-labelledby="warnings" {
                        h2 id="warnings" { (strings::WARNINGS) }
                        ul {
                            @if !o.validity.is_empty() { li { (o.validity) } }
                            @for note in &o.notes { li { (coded(note)) } }
                        }
                    }
                }
            }
            section id="effects" { h2 { (words::EFFECTS) } (effects(o)) }
            section id="lines" { h2 { (words::LINES) } (lines(o)) }
            section id="conclusions" {
                h2 { (words::CONCLUSIONS) }
                @for worked in &o.worked { (conclusions(o, worked)) }
                @if let Some(command) = deciding { p { (words::DECIDING) " " code { (command) } } }
            }
            section id="held" {
                h2 { (words::HELD) }
                @for overlay in &o.overlays { (held(overlay)) }
                @for form in &o.forms { p { (words::form(form)) } }
            }
            section id="passport" {
                h2 { (strings::PASSPORT) }
                p { (strings::claims::PASSPORT) " " code { (passport.command) } }
                (super::argued::citation(passport, &title))
            }
        }
    };
    document(&title, OBJECTION_STYLE, &body)
}

/// A header row.
fn columns<S: AsRef<str>>(names: &[S]) -> Markup {
    html! { thead { tr { @for name in names { th scope="col" { (name.as_ref()) } } } } }
}

fn held(overlay: &Held) -> Markup {
    html! {
        h3 { (overlay.title) " (" code { (overlay.id) } ")" }
        p.note { @if overlay.by.is_empty() { (words::NO_AUTHOR) } @else { (overlay.by) } }
        @if !overlay.sets.is_empty() {
            div.scroll {
                table.held {
                    (columns(&words::HELD_COLUMNS))
                    tbody { @for set in &overlay.sets { (held_set(set)) } }
                }
            }
        }
    }
}

fn held_set(set: &HeldSet) -> Markup {
    let [_, held, default, _] = words::HELD_COLUMNS;
    html! {
        tr {
            th scope="row" { (set.name) small { code { (set.parameter) } ", " (set.unit) } }
            td data-label=(held) {
                (set.held)
                @if let Some(later) = &set.overruled_by { small { (words::overruled(later)) } }
                @else if set.is_default { small { (words::IS_DEFAULT) } }
            }
            td data-label=(default) { (set.default) }
            td.why {
                (set.reason)
                @if set.sources.is_empty() { small { (words::NO_SOURCE) } }
                @for source in &set.sources { small { (source.citation) ": " (source.says) } }
            }
        }
    }
}

/// A median with its interval below it.
fn median(s: &Summary, show: impl Fn(f64) -> String) -> Markup {
    html! { (show(s.q50)) small { "(" (interval_90(s, &show)) ")" } }
}

/// A text whose words between backticks are code.
fn coded(text: &str) -> Markup {
    html! {
        @for (k, part) in text.split('`').enumerate() {
            @if k % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// A row that names the outcome of the rows below it.
fn outcome(title: &str, unit: &str, columns: usize) -> Markup {
    html! { tr.outcome { th scope="rowgroup" colspan=(columns) { (title) ", " span.note { (unit) } } } }
}

fn with_error(p: &Probability, draws: u32) -> Markup {
    let (share, error) = share_and_error(p, draws.into());
    html! { (share) small { (error) } }
}

fn effects(o: &Objection) -> Markup {
    let columns_of = words::effects_columns(&percent(o.margin));
    let row = |e: &Effect| {
        let digits = Digits::of(&e.difference, &e.unit);
        let relative = in_percent(&e.relative_difference);
        let of_relative = Digits::two_of(&relative, PERCENT);
        html! {
            tr {
                td { (e.world) }
                td { (median(&e.difference, |x| digits.show(x))) }
                td { (median(&relative, |x| of_relative.show(x))) }
                td { (with_error(&e.better, o.draws)) }
                td { (with_error(&e.worse, o.draws)) }
            }
        }
    };
    html! {
        p { (words::effects_note(o.years)) }
        div.scroll {
            table {
                (columns(&columns_of))
                @for each in o.effects.chunks(o.worked.len() + 1) {
                    tbody {
                        @if let Some(first) = each.first() { (outcome(&first.outcome, &first.unit, columns_of.len())) }
                        @for effect in each { (row(effect)) }
                    }
                }
            }
        }
    }
}

fn lines(o: &Objection) -> Markup {
    // Each world has a line without the policy, then one with it.
    let row = |pair: &[Line]| {
        html! {
            tr {
                @if let Some(line) = pair.first() { td { (line.world) } }
                @for line in pair { td { ({
                    let digits = Digits::of(&line.value, &line.unit);
                    median(&line.value, |x| digits.show(x))
                }) } }
            }
        }
    };
    html! {
        p { (words::lines_note(o.years)) }
        div.scroll {
            table {
                (columns(&words::LINES_COLUMNS))
                @for each in o.lines.chunks(2 * (o.worked.len() + 1)) {
                    tbody {
                        @if let Some(first) = each.first() { (outcome(&first.outcome, &first.unit, words::LINES_COLUMNS.len())) }
                        @for pair in each.chunks(2) { (row(pair)) }
                    }
                }
            }
        }
        @for worked in &o.worked { p.note { (coded(&words::lines_found(&worked.world, &worked.lines.to_string()))) } }
    }
}

fn conclusions(o: &Objection, worked: &Worked) -> Markup {
    let those = o.conclusions.iter().filter(|c| c.world == worked.world);
    let reacting: Vec<&Conclusion> = those
        .filter(|c| c.standing != Standing::CannotReact)
        .collect();
    html! {
        h3 { (worked.world) }
        p { (o.tally(&worked.world)) }
        @if !reacting.is_empty() {
            p.note { (words::SHIFT) }
            div.scroll {
                table.conclusions {
                    (columns(&words::CONCLUSION_COLUMNS))
                    tbody { @for c in reacting { (conclusion(c, o.draws)) } }
                }
            }
        }
        ul {
            @for (note, ids) in o.cannot_react(&worked.world) { li { (words::CANNOT_REACT) " " (ids.join(", ")) ": " (coded(note)) "." } }
        }
        @for (count, how) in &worked.conclusions { p.note { (coded(&words::conclusions_found(*count, &how.to_string()))) } }
    }
}

fn conclusion(c: &Conclusion, draws: u32) -> Markup {
    let cell = |p: &Option<Probability>, verdict: &str| {
        html! {
            @if let Some(p) = p { (probability(p, draws.into())) }
            small { (verdict) }
        }
    };
    let [_, default, objection, _] = words::CONCLUSION_COLUMNS;
    let class = match c.standing {
        Standing::Turns => "turns",
        Standing::MayTurn => "may-turn",
        _ => "stays",
    };
    html! {
        tr {
            th scope="row" {
                "“" (c.text) "”" small { code { (c.id) } }
                @for mark in &c.validity { small { (mark) } }
                @if !c.note.is_empty() { small { (coded(&c.note)) "." } }
            }
            td data-label=(default) { (cell(&c.probability, &c.verdict)) }
            td data-label=(objection) { (cell(&c.probability_with_objection, &c.with_objection)) }
            td class=(class) {
                (c.what_becomes())
                @if let (Some(before), Some(after)) = (&c.probability, &c.probability_with_objection) { (shift(before, after)) }
            }
        }
    }
}

/// From the default probability to that with the objection, on a line from 0 to 1 with a mark at one half.
fn shift(before: &Probability, after: &Probability) -> Markup {
    let x = |share: f64| 8.0 + 184.0 * share.clamp(0.0, 1.0);
    let (low, high) = (
        after.value - 2.0 * after.monte_carlo_error,
        after.value + 2.0 * after.monte_carlo_error,
    );
    html! {
        svg.shift viewBox="0 0 200 24" role="img" aria-label=(words::shift(before, after)) {
            line.axis x1=(x(0.0)) x2=(x(1.0)) y1="12" y2="12" {}
            line.axis x1=(x(0.5)) x2=(x(0.5)) y1="2" y2="22" {}
            rect.error x=(x(low)) width=(x(high) - x(low)) y="7" height="10" rx="3" {}
            circle.before cx=(x(before.value)) cy="12" r="5" {}
            circle.after cx=(x(after.value)) cy="12" r="5" {}
        }
    }
}
