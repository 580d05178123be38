//! Charts over time, with what was observed and where that comes from.

use super::prose::Prose;
use super::results::outcome_heading;
use crate::figures::fan;
use crate::strings;
use answers::comparison::Comparison;
use maud::{Markup, PreEscaped, html};

/// One group of panels an outcome, the most important one open.
pub(super) fn section(comparison: &Comparison, prose: &Prose) -> Markup {
    html! {
        p.hint.scripted hidden { (strings::HINT) }
        @for (o, outcome) in comparison.outcomes.iter().enumerate() {
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
                div.panels {
                    @for panel in fan::panels(comparison, &outcome.id) {
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
