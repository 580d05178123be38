//! What the width of the answer is made of, and the rival structures that take part.

use crate::number::percent;
use crate::strings::width as words;
use answers::comparison::Comparison;
use maud::{Markup, html};

/// Outcomes whose split is shown; the JSON has all key outcomes.
const SHOWN: [&str; 2] = ["homicides", "flow"];

/// Structures with weights, then the splits; nothing for models with one structure.
pub(super) fn section(comparison: &Comparison) -> Option<Markup> {
    if comparison.structures.is_empty() {
        return None;
    }
    let title = |id: &str| {
        let option = comparison.options.iter().find(|o| o.id == id);
        option.map_or(id.to_owned(), |o| o.title.clone())
    };
    let outcome = |id: &str| {
        let outcome = comparison.outcomes.iter().find(|o| o.id == id);
        outcome.map_or(id.to_owned(), |o| o.title.clone())
    };
    let [option, chance, parameters, structures, hangs_on] = words::COLUMNS;
    Some(html! {
        p { (words::STRUCTURES_NOTE) }
        ul {
            @for s in &comparison.structures {
                li { b { (percent(s.weight)) } " " (words::conflict(&s.conflict)) "; " (words::removal(&s.removal)) " (" code { (s.id) } ")" }
            }
        }
        p { (words::SPLIT_NOTE) }
        @for id in SHOWN {
            @let splits: Vec<_> = comparison.splits.iter().filter(|s| s.outcome == id).collect();
            @if !splits.is_empty() {
                h3 { (outcome(id)) }
                div.scroll role="region" tabindex="0" aria-label=(outcome(id)) {
                    table.key.wordy {
                        thead { tr { @for name in words::COLUMNS { th scope="col" { (name) } } } }
                        tbody { @for s in splits { tr {
                            th scope="row" data-label=(option) { (title(&s.option)) }
                            td data-label=(chance) { span { (share(s.chance)) } }
                            td data-label=(parameters) { span { (share(s.parameters)) } }
                            td data-label=(structures) { span { (share(s.structures)) } }
                            td data-label=(hangs_on) { span {
                                @for (k, h) in s.hangs_on.iter().enumerate() {
                                    @if k > 0 { "; " }
                                    (h.name) " (" (words::correlation(h.correlation)) ")"
                                }
                            } }
                        } } }
                    }
                }
            }
        }
    })
}

/// A share of variance: the split is not known to a point.
fn share(x: f64) -> String {
    format!("{:.0}\u{a0}%", 100.0 * x)
}
