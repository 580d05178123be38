//! What each option changes: for each outcome and horizon two figures and a table.

use crate::figures::{Form, difference, estimates, has_many, probability, strips};
use crate::number::{Digits, PERCENT, in_percent, interval_90, share_and_error};
use crate::strings;
use answers::comparison::{
    Comparison, Estimate, PolicyOption, Probability, ReportedOutcome, Summary, reads_in_percent,
};
use engine::describe::Better;
use maud::{Markup, PreEscaped, html};
use std::fmt::Write;

/// Outcomes one below the other, the most important one open; horizons behind tabs.
pub(super) fn section(comparison: &Comparison) -> Markup {
    let has_keys = comparison.outcomes.iter().any(|o| o.is_key);
    html! {
        @if has_many(comparison) {
            p.note { (strings::STRIPS_NOTE) }
        } @else {
            p.hint.scripted hidden { (strings::HINT) }
        }
        @for (o, outcome) in comparison.outcomes.iter().enumerate() {
            details.outcome open[o == 0] {
                summary { (outcome_heading(outcome)) }
                @if has_many(comparison) && has_keys && !outcome.is_key {
                    (PreEscaped(strips::all_horizons(comparison, &outcome.id, comparison.headline_years)))
                } @else {
                    (by_horizon(comparison, o, outcome))
                }
            }
        }
    }
}

/// The horizons of an outcome behind tabs.
fn by_horizon(comparison: &Comparison, o: usize, outcome: &ReportedOutcome) -> Markup {
    html! {
        fieldset.tabs {
            legend.unseen { (outcome.title) }
            @for (h, horizon) in comparison.horizons_years.iter().enumerate() {
                @let id = format!("tab-{o}-{h}");
                input type="radio" name={ "tab-" (o) } id=(id) checked[*horizon == comparison.headline_years];
                label for=(id) { (strings::years(*horizon)) }
            }
            @for horizon in &comparison.horizons_years {
                div.panel {
                    @if has_many(comparison) {
                        (PreEscaped(strips::table(comparison, &outcome.id, *horizon)))
                    } @else {
                        (panel(comparison, outcome, *horizon))
                    }
                }
            }
        }
    }
}

/// Title, unit and direction of an outcome as a heading of the third level.
pub(super) fn outcome_heading(outcome: &ReportedOutcome) -> Markup {
    html! {
        h3 { (outcome.title) }
        span.unit {
            (outcome.unit) " · "
            span.direction { (strings::direction(outcome.better, &outcome.unit)) }
        }
    }
}

/// Style rules that show the panel of the chosen tab, one a horizon. On paper the tables of all
/// horizons are shown, and the figures of the chosen one.
pub(super) fn tab_rules(comparison: &Comparison) -> String {
    let mut rules = String::new();
    for k in 1..=comparison.horizons_years.len() {
        let chosen = format!(".tabs>input:nth-of-type({k}):checked~.panel:nth-of-type({k})");
        let _ = write!(rules, "{chosen},{chosen} figure{{display:block}}");
    }
    rules
}

fn panel(comparison: &Comparison, outcome: &ReportedOutcome, horizon: f64) -> Markup {
    let forms = [Form::Wide, Form::Narrow];
    let chances = forms.map(|form| probability::figure(comparison, &outcome.id, horizon, form));
    html! {
        h4 { (outcome.title) ": " (strings::after(horizon).to_lowercase()) }
        figure {
            figcaption { (strings::DIFFERENCE_FIGURE) }
            @for form in forms {
                (PreEscaped(difference::figure(comparison, &outcome.id, horizon, form)))
            }
        }
        @if outcome.better == Better::Neither {
            p { (strings::NO_PROBABILITIES) }
        } @else {
            figure {
                figcaption { (strings::PROBABILITY_FIGURE) }
                @for figure in chances.into_iter().flatten() { (PreEscaped(figure)) }
            }
        }
        (table(comparison, outcome, horizon))
    }
}

fn table(comparison: &Comparison, outcome: &ReportedOutcome, horizon: f64) -> Markup {
    let rows = estimates(comparison, &outcome.id, horizon);
    html! {
        div.scroll role="region" tabindex="0" aria-label={ (outcome.title) ", " (strings::after(horizon)) } {
            table.key {
                caption { (outcome.title) ", " (outcome.unit) ", " (strings::after(horizon).to_lowercase()) ". " (strings::TABLE_NOTE) }
                thead {
                    tr {
                        th scope="col" { (strings::OPTION) }
                        @for name in COLUMNS { th scope="col" { (name) } }
                    }
                }
                tbody {
                    @for (option, estimate) in rows { (row(comparison, outcome, option, estimate)) }
                }
            }
        }
    }
}

const COLUMNS: [&str; 7] = [
    strings::BASELINE,
    strings::WITH_OPTION,
    strings::DIFFERENCE,
    strings::RELATIVE,
    strings::P_BETTER,
    strings::P_SAME,
    strings::P_WORSE,
];

fn row(
    comparison: &Comparison,
    outcome: &ReportedOutcome,
    option: &PolicyOption,
    e: &Estimate,
) -> Markup {
    let chance = |p: &Probability| {
        if outcome.better == Better::Neither {
            html! { (strings::NOT_APPLICABLE) }
        } else {
            let (share, error) = share_and_error(p, comparison.draws);
            html! { b { (share) } " " small { (error) } }
        }
    };
    let value = |s: &Summary, show: fn(Digits, f64) -> String| {
        let show = |v| show(Digits::of(s, &outcome.unit), v);
        html! { b { (show(s.q50)) } " " small { (interval_90(s, show)) } }
    };
    let relative = in_percent(&e.relative_difference);
    let relative = if reads_in_percent(&e.baseline, &e.relative_difference, &outcome.unit) {
        let show = |v| Digits::of(&relative, PERCENT).signed(v);
        html! { b { (show(relative.q50)) " %" } " " small { (interval_90(&relative, show)) " %" } }
    } else {
        html! { (strings::NOT_APPLICABLE) }
    };
    let cells = [
        value(&e.baseline, Digits::show),
        value(&e.level, Digits::show),
        value(&e.difference, Digits::signed),
        relative,
        chance(&e.better),
        chance(&e.no_real_change),
        chance(&e.worse),
    ];
    html! {
        tr {
            th scope="row" { (option.title) }
            @for (name, cell) in COLUMNS.iter().zip(cells) { td data-label=(name) { span { (cell) } } }
        }
    }
}
