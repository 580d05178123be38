//! The parts that only a model of states, markets and relationships has; each is left out when the
//! answer has no data for it.

use super::prose::Prose;
use crate::figures::matrix::Column;
use crate::figures::{
    channels, deaths_by_kind, dyads, market_chain, matrix, outcome, tile_map, title,
};
use crate::number::{Digits, PERCENT, interval_90, of_unit, signed};
use crate::strings;
use answers::comparison::{
    CheckedFact, Comparison, Durability, Dyad, LayerEstimate, ReportedOutcome, StateMap, Summary,
};
use maud::{Markup, PreEscaped, html};

/// All options against the key outcomes, one table a horizon.
pub(super) fn matrix(comparison: &Comparison) -> Option<Markup> {
    if !comparison.outcomes.iter().any(|o| o.is_key) {
        return None;
    }
    Some(html! {
        p { (strings::MATRIX_NOTE) }
        (matrix::key())
        fieldset.tabs {
            legend.unseen { (strings::HORIZON) }
            @for (h, horizon) in comparison.horizons_years.iter().enumerate() {
                @let id = format!("matrix-{h}");
                input type="radio" name="matrix" id=(id) checked[*horizon == comparison.headline_years];
                label for=(id) { (strings::years(*horizon)) }
            }
            @for horizon in &comparison.horizons_years {
                div.panel { (PreEscaped(matrix::table(comparison, *horizon))) }
            }
        }
    })
}

/// The maps of each outcome and horizon, with the same as a table.
pub(super) fn states(comparison: &Comparison) -> Option<Markup> {
    if comparison.maps.is_empty() {
        return None;
    }
    let mut kinds: Vec<(&str, f64)> = Vec::new();
    for map in &comparison.maps {
        let kind = (map.outcome.as_str(), map.horizon_years);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    Some(html! {
        p { (tile_map::note()) }
        @for (k, (outcome, horizon)) in kinds.iter().enumerate() {
            @let all = comparison
                .maps
                .iter()
                .filter(|m| m.outcome == *outcome && m.horizon_years == *horizon)
                .count();
            @let shown = tile_map::shown(comparison, outcome, *horizon);
            details.outcome open[k == 0] {
                summary { h3 { (outcome_title(comparison, outcome)) ", " (strings::after(*horizon).to_lowercase()) } }
                @if shown.len() < all { p.note { (strings::some_maps(shown.len(), all)) } }
                div.panels {
                    @for map in &shown {
                        figure {
                            figcaption { (title(comparison, &map.option)) }
                            (PreEscaped(tile_map::figure(comparison, map)))
                        }
                    }
                }
                details { summary { (strings::AS_TABLE) } (state_table(comparison, &shown)) }
            }
        }
    })
}

fn state_table(comparison: &Comparison, maps: &[&StateMap]) -> Markup {
    let Some(first) = maps.first() else {
        return html! {};
    };
    html! {
        div.scroll role="region" tabindex="0" aria-label=(strings::AS_TABLE) {
            table.matrix {
                caption { (strings::MAP_UNIT) }
                thead { tr {
                    th scope="col" { (strings::STATE) }
                    @for map in maps { th scope="col" { (title(comparison, &map.option)) } }
                } }
                tbody {
                    @for tile in &first.tiles {
                        tr {
                            th scope="row" { (tile.name) }
                            @for map in maps {
                                td {
                                    @if let Some(t) = map.tiles.iter().find(|t| t.code == tile.code) {
                                        @let digits = Digits::two_of(&t.difference_per_100k, strings::PEOPLE);
                                        b { (digits.signed(t.difference_per_100k.q50)) }
                                        small { (interval_90(&t.difference_per_100k, |v| digits.signed(v))) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Kinds of death, one panel an option.
pub(super) fn deaths(comparison: &Comparison) -> Option<Markup> {
    let figures: Vec<(&str, f64, String)> = comparison
        .deaths_by_kind
        .iter()
        .map(|d| {
            let figure = deaths_by_kind::figure(comparison, d);
            (d.option.as_str(), d.horizon_years, figure)
        })
        .collect();
    panels(comparison, strings::DEATHS_NOTE, &figures)
}

/// Pairs of blocs in the table beside the triangle.
const PAIRS: usize = 8;

/// Who fights whom: the triangle of the baseline, and what options change for the deadliest pairs.
pub(super) fn fights(comparison: &Comparison) -> Option<Markup> {
    let all = comparison.dyads.as_ref()?;
    let options: Vec<_> = comparison
        .options
        .iter()
        .filter(|o| !o.is_baseline)
        .collect();
    let extreme = |pair: &Dyad, sign: f64| {
        let by_size = |(_, a): &(usize, &Summary), (_, b): &(usize, &Summary)| {
            (sign * a.q50).total_cmp(&(sign * b.q50))
        };
        let (k, s) = pair.differences.iter().enumerate().max_by(by_size)?;
        let option = options.get(k).filter(|_| sign * s.q50 > 0.0)?;
        Some((option.title.clone(), *s))
    };
    Some(html! {
        p { (strings::DYADS_NOTE) }
        div.scroll role="region" tabindex="0" aria-label=(strings::DYADS) {
            (PreEscaped(dyads::figure(all)))
        }
        div.scroll role="region" tabindex="0" aria-label=(strings::PAIR) {
            table.key.wordy {
                thead { tr {
                    @for name in [strings::PAIR, strings::DEATHS_A_YEAR, strings::LARGEST_RISE, strings::LARGEST_FALL] {
                        th scope="col" { (name) }
                    }
                } }
                tbody { @for pair in dyads::largest(all, PAIRS) { tr {
                    th scope="row" { (dyads::label(all, pair)) }
                    td data-label=(strings::DEATHS_A_YEAR) { span {
                        @let digits = Digits::of(&pair.baseline, strings::PEOPLE);
                        (digits.show(pair.baseline.mean)) " "
                        small { (interval_90(&pair.baseline, |v| digits.show(v))) }
                    } }
                    @for (sign, name) in [(1.0, strings::LARGEST_RISE), (-1.0, strings::LARGEST_FALL)] {
                        td data-label=(name) { span {
                            @if let Some((option, s)) = extreme(pair, sign) {
                                @let digits = Digits::two_of(&s, strings::PEOPLE);
                                (option) ": " b { (digits.signed(s.q50)) } " "
                                small { (interval_90(&s, |v| digits.signed(v))) }
                            } @else {
                                (strings::NOT_APPLICABLE)
                            }
                        } }
                    }
                } } }
            }
        }
    })
}

/// The drug market stage by stage, one panel an option.
pub(super) fn market(comparison: &Comparison) -> Option<Markup> {
    let figures: Vec<(&str, f64, String)> = comparison
        .chains
        .iter()
        .map(|c| {
            let figure = market_chain::figure(comparison, c);
            (c.option.as_str(), c.horizon_years, figure)
        })
        .collect();
    panels(comparison, strings::MARKET_NOTE, &figures)
}

/// Panels by group of options, the first group open.
fn panels(comparison: &Comparison, note: &str, figures: &[(&str, f64, String)]) -> Option<Markup> {
    if figures.is_empty() {
        return None;
    }
    let group = |id: &str| {
        let option = comparison.options.iter().find(|o| o.id == id);
        option.map_or("", |o| o.group.as_str())
    };
    let groups: Vec<_> = figures.chunk_by(|a, b| group(a.0) == group(b.0)).collect();
    let draw = |figures: &[(&str, f64, String)]| {
        html! {
            div.panels {
                @for (option, horizon, figure) in figures {
                    figure {
                        figcaption {
                            (title(comparison, option)) " "
                            span.tag { (strings::after(*horizon).to_lowercase()) }
                        }
                        (PreEscaped(figure))
                    }
                }
            }
        }
    };
    Some(html! {
        p { (note) }
        p.note { (strings::STRIPS_NOTE) }
        @for (k, figures) in groups.into_iter().enumerate() {
            @let name = figures.first().map_or("", |f| group(f.0));
            @if name.is_empty() {
                (draw(figures))
            } @else {
                details.outcome open[k == 0] { summary { h3 { (name) } } (draw(figures)) }
            }
        }
    })
}

/// The channels of the relationship over time.
pub(super) fn relationship(comparison: &Comparison) -> Option<Markup> {
    let outcomes = channels::outcomes(comparison);
    if outcomes.is_empty() {
        return None;
    }
    let options = channels::options(comparison);
    Some(html! {
        p { (strings::CHANNELS_NOTE) }
        @if options.len() < comparison.options.len() {
            p.note { (strings::some_options(options.len(), comparison.options.len())) }
        }
        ul.legend {
            @for (k, (letter, option)) in options.iter().enumerate() {
                li {
                    svg.swatch viewBox="0 0 28 14" aria-hidden="true" { (PreEscaped(channels::sample(k))) }
                    b { (letter) } " " (option.title)
                }
            }
        }
        div.panels.two {
            @for outcome in outcomes {
                figure {
                    figcaption { (outcome.title) }
                    (PreEscaped(channels::figure(comparison, &outcome.id)))
                }
            }
        }
    })
}

/// How long effects last, one table an outcome.
pub(super) fn durability(comparison: &Comparison) -> Option<Markup> {
    if comparison.durability.is_empty() {
        return None;
    }
    let lasting = |outcome: &str| -> Vec<&Durability> {
        comparison
            .durability
            .iter()
            .filter(|d| d.outcome == outcome)
            .collect()
    };
    Some(html! {
        p { (strings::DURABILITY_NOTE) }
        @for outcome in comparison.outcomes.iter().filter(|o| !lasting(&o.id).is_empty()) {
            details.outcome {
                summary { h3 { (outcome.title) } }
                div.scroll role="region" tabindex="0" aria-label=(outcome.title) {
                    table.matrix {
                        thead { tr {
                            @for name in [strings::OPTION, strings::PEAK, strings::PEAK_AFTER, strings::HALF_GONE] {
                                th scope="col" { (name) }
                            }
                        } }
                        tbody { @for d in lasting(&outcome.id) { tr {
                            th scope="row" { (title(comparison, &d.option)) }
                            @if let Some(years) = d.peak_years {
                                td { b {
                                    @if Column::new(comparison, outcome).is_relative {
                                        (signed_percent(d.peak_relative))
                                    } @else {
                                        (strings::from_nothing(d.peak_relative))
                                    }
                                } }
                                td { (strings::span(years)) }
                                td.lasts {
                                    @match d.half_gone_years {
                                        Some(years) => (strings::after_peak(&strings::span(years))),
                                        None => (matrix::how_long(d)),
                                    }
                                }
                            } @else {
                                td colspan="3" { (strings::NO_EFFECT) }
                            }
                        } } }
                    }
                }
            }
        }
    })
}

fn signed_percent(share: f64) -> String {
    let value = 100.0 * share;
    format!("{} %", signed(value, of_unit(value, PERCENT)))
}

/// The same estimates under each belief, one table an outcome and horizon.
pub(super) fn layers(comparison: &Comparison) -> Option<Markup> {
    if comparison.layers.is_empty() {
        return None;
    }
    let has = |outcome: &str, horizon: f64| {
        comparison.layers.iter().any(|l| {
            l.estimates
                .iter()
                .any(|e| e.outcome == outcome && e.horizon_years == horizon)
        })
    };
    let tables: Vec<(&ReportedOutcome, f64)> = comparison
        .outcomes
        .iter()
        .flat_map(|o| comparison.horizons_years.iter().map(move |h| (o, *h)))
        .filter(|(o, h)| has(&o.id, *h))
        .collect();
    Some(html! {
        p { (strings::LAYERS_NOTE) }
        dl.help {
            @for layer in &comparison.layers { div { dt { (layer.belief) } dd { (layer.note) } } }
        }
        @for (k, (outcome, horizon)) in tables.into_iter().enumerate() {
            details.outcome open[k == 0] {
                summary { h3 { (outcome.title) ", " (strings::after(horizon).to_lowercase()) } }
                (layer_table(comparison, outcome, horizon))
            }
        }
    })
}

fn layer_table(comparison: &Comparison, outcome: &ReportedOutcome, horizon: f64) -> Markup {
    let of_table = |e: &&LayerEstimate| e.outcome == outcome.id && e.horizon_years == horizon;
    let layers: Vec<Vec<&LayerEstimate>> = comparison
        .layers
        .iter()
        .map(|l| l.estimates.iter().filter(of_table).collect())
        .collect();
    let column = Column::of_layers(outcome, &layers.concat());
    html! {
        div.scroll role="region" tabindex="0" aria-label=(outcome.title) {
            table.matrix {
                thead { tr {
                    th scope="col" { (strings::OPTION) }
                    @for layer in &comparison.layers {
                        th scope="col" { (layer.belief) small { (column.unit()) } }
                    }
                } }
                tbody {
                    @for option in comparison.options.iter().filter(|o| !o.is_baseline) {
                        @let cells: Vec<_> = layers.iter().map(|l| l.iter().find(|e| e.option == option.id)).collect();
                        @if cells.iter().any(Option::is_some) {
                            tr {
                                th scope="row" { (option.title) }
                                @for cell in &cells {
                                    @if let Some(e) = cell {
                                        (column.layer_cell(comparison, e))
                                    } @else {
                                        td { (strings::NOT_APPLICABLE) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Place of a verdict in the table, and its words.
fn rank(fact: &CheckedFact) -> (u8, &str) {
    match fact.verdict.as_str() {
        "miss" => (0, strings::MISS),
        "says little" => (1, strings::SAYS_LITTLE),
        "pass" => (2, strings::PASS),
        "input" => (3, strings::INPUT),
        other => (2, other),
    }
}

/// Facts of the record beside what the model says, misses first.
pub(super) fn facts(comparison: &Comparison, prose: &Prose) -> Option<Markup> {
    if comparison.facts.is_empty() {
        return None;
    }
    let mut facts: Vec<&CheckedFact> = comparison.facts.iter().collect();
    facts.sort_by_key(|f| rank(f).0);
    let count = |verdict: &str| facts.iter().filter(|f| f.verdict == verdict).count();
    Some(html! {
        p { (strings::facts_note(["pass", "miss", "says little", "input"].map(count))) }
        div.scroll role="region" tabindex="0" aria-label=(strings::FACTS) {
            table.key.wordy {
                thead { tr {
                    @for name in [strings::FACT, strings::VERDICT, strings::OBSERVATION, strings::SIMULATED, strings::FROM] {
                        th scope="col" { (name) }
                    }
                } }
                tbody { @for fact in &facts { tr {
                    th scope="row" { (fact.statement) }
                    td data-label=(strings::VERDICT) { span { b { (rank(fact).1) } } }
                    td data-label=(strings::OBSERVATION) { span { (fact.observed) } }
                    td data-label=(strings::SIMULATED) { span { (fact.simulated) } }
                    td data-label=(strings::FROM) { span { (prose.line(&fact.source)) } }
                } } }
            }
        }
    })
}

fn outcome_title<'a>(comparison: &'a Comparison, id: &'a str) -> &'a str {
    outcome(comparison, id).map_or(id, |o| o.title.as_str())
}
