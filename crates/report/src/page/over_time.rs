//! Charts over time, with what was observed and where that comes from.

use super::prose::Prose;
use super::results::outcome_heading;
use crate::figures::{fan, has_many};
use crate::strings;
use answers::comparison::{Comparison, ReportedOutcome};
use maud::{Markup, PreEscaped, html};

/// One group of panels an outcome, the most important one open.
pub(super) fn section(comparison: &Comparison, prose: &Prose) -> Markup {
    html! {
        p.hint.scripted hidden { (strings::HINT) }
        @for (o, outcome) in outcomes(comparison).into_iter().enumerate() {
            details.outcome open[o == 0] {
                summary { (outcome_heading(outcome)) }
                @let observed: Vec<_> =
                    comparison.observed.iter().filter(|s| s.outcome == outcome.id).collect();
                (key(comparison, !observed.is_empty()))
                @for series in observed {
                    p.note {
                        b { (strings::OBSERVED) ": " } (prose.line(&series.label)) " ["
                        @for (k, id) in series.series.iter().enumerate() {
                            @if k > 0 { ", " }
                            (prose.source(id))
                        }
                        "]"
                    }
                }
                @let panels = fan::panels(comparison, &outcome.id);
                @if panels.len() < comparison.options.len() && has_many(comparison) {
                    p.note { (strings::some_options(panels.len(), comparison.options.len())) }
                }
                div.panels {
                    @for panel in panels {
                        @let option = comparison.options.iter().find(|o| o.id == panel.option);
                        figure {
                            figcaption {
                                (option.map_or(panel.option.as_str(), |o| o.title.as_str()))
                                @if option.is_some_and(|o| o.is_baseline) {
                                    " " span.tag { (strings::IS_BASELINE) }
                                }
                            }
                            (PreEscaped(panel.svg))
                        }
                    }
                }
            }
        }
    }
}

/// The outcomes to draw: the key outcomes where there are any.
fn outcomes(comparison: &Comparison) -> Vec<&ReportedOutcome> {
    let has_keys = comparison.outcomes.iter().any(|o| o.is_key);
    comparison
        .outcomes
        .iter()
        .filter(|o| o.is_key || !has_keys)
        .collect()
}

/// What the lines, bands and dots are.
fn key(comparison: &Comparison, has_observed: bool) -> Markup {
    let baseline = comparison.options.iter().find(|o| o.is_baseline);
    let swatch = |shape: &str| {
        PreEscaped(format!(
            "<svg class=\"swatch\" viewBox=\"0 0 28 14\" aria-hidden=\"true\">{shape}</svg>"
        ))
    };
    html! {
        ul.legend {
            li { (swatch("<path class=\"median\" d=\"M0 7H28\"/>")) (strings::KEY_MEDIAN) }
            @if let Some(baseline) = baseline {
                li {
                    (swatch("<path class=\"reference\" d=\"M0 7H28\"/>"))
                    (strings::key_baseline(&baseline.title))
                }
            }
            li { (swatch("<rect class=\"band50\" width=\"28\" height=\"14\"/>")) (strings::KEY_50) }
            li { (swatch("<rect class=\"band90\" width=\"28\" height=\"14\"/>")) (strings::KEY_90) }
            @if has_observed {
                li {
                    (swatch("<circle class=\"observed\" cx=\"14\" cy=\"7\" r=\"3\"/>"))
                    (strings::KEY_OBSERVED)
                }
            }
        }
    }
}
