//! Forecasts of the past, scored, and the event study: failures first.

use crate::number::{number, probability};
use crate::strings;
use answers::comparison::Comparison;
use maud::{Markup, html};

/// Both tables; nothing where the model was not tested.
pub(super) fn section(comparison: &Comparison) -> Option<Markup> {
    let tested = comparison.record.as_ref()?;
    let percent = |x: f64| match (100.0 * x).round() {
        0.0 => "0\u{a0}%".to_owned(),
        rounded => format!("{rounded:+.0}\u{a0}%").replace('-', "−"),
    };
    let [scope, years, skill, model, rule, covered] = strings::SKILL_COLUMNS;
    let [quantity, in_50, in_90, ranks] = strings::INTERVAL_COLUMNS;
    let [event, record, simulated, verdict, given] = strings::EVENT_COLUMNS;
    let interval = |[low, middle, high]: [f64; 3]| {
        format!(
            "{} ({} to {})",
            percent(middle),
            percent(low),
            percent(high)
        )
    };
    Some(html! {
        p { (strings::skill_note(&tested.data, &tested.origins)) }
        div.scroll role="region" tabindex="0" aria-label=(strings::RECORD) {
            table.key.wordy {
                thead { tr { @for name in strings::SKILL_COLUMNS { th scope="col" { (name) } } } }
                tbody { @for s in &tested.skills { tr {
                    th scope="row" data-label=(scope) { (s.scope) "; " (s.mode) }
                    td data-label=(years) { span { (s.horizon_years) } }
                    td data-label=(skill) { span { b { (percent(s.skill)) } } }
                    td data-label=(model) { span { (number(s.crps)) } }
                    td data-label=(rule) { span { (number(s.best_crps)) " (" (s.best) ")" } }
                    td data-label=(covered) { span { (format!("{:.0}\u{a0}%", 100.0 * s.coverage_90)) } }
                } } }
            }
        }
        @if let Some(first) = tested.intervals.first() {
            p { (strings::intervals_note(first.records)) }
            div.scroll role="region" tabindex="0" aria-label=(quantity) {
                table.key.wordy {
                    thead { tr { @for name in strings::INTERVAL_COLUMNS { th scope="col" { (name) } } } }
                    tbody { @for i in &tested.intervals { tr {
                        th scope="row" data-label=(quantity) { (i.quantity) }
                        @let share = |x: f64| {
                            let records = i.records.into();
                            probability(&answers::paired::probability(x, records), records)
                        };
                        td data-label=(in_50) { span { (share(i.within_50)) } }
                        td data-label=(in_90) { span { b { (share(i.within_90)) } } }
                        td data-label=(ranks) { span { @for n in &i.ranks { (n) " " } } }
                    } } }
                }
            }
        }
        p { (strings::EVENTS_NOTE) }
        div.scroll role="region" tabindex="0" aria-label=(event) {
            table.key.wordy {
                thead { tr { @for name in strings::EVENT_COLUMNS { th scope="col" { (name) } } } }
                tbody { @for e in &tested.events { tr {
                    th scope="row" data-label=(event) { (e.what) }
                    td data-label=(record) { span { (percent(e.observed)) " ± " (format!("{:.0}", 100.0 * e.error)) } }
                    td data-label=(simulated) { span { (interval(e.simulated)) } }
                    td data-label=(verdict) { span { b { (if e.is_inside { strings::INSIDE } else { strings::OUTSIDE }) } } }
                    td data-label=(given) { span { (interval(e.given_course)) } }
                } } }
            }
        }
    })
}
