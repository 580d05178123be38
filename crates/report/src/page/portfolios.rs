//! The page of robust portfolios.

use super::document;
use super::prose::Prose;
use crate::figures::fronts::{figure, mark};
use crate::number::{Digits, error_of_unit, interval_90, number, of_unit, probability};
use crate::strings::{self, portfolios as words};
use crate::svg::Svg;
use answers::flagship::portfolios::limits::Kind;
use answers::flagship::portfolios::{Assessed, OnOutcome, Portfolios};
use maud::{Markup, PreEscaped, html};

const PORTFOLIOS_STYLE: &str = include_str!("portfolios.css");

/// The fronts: one self-contained HTML document that loads nothing and works without script.
pub fn portfolios_page(answer: &Portfolios, command: &str) -> String {
    let byline = words::byline(
        &answer.start,
        answer.years,
        &answer.belief,
        answer.searched,
        answer.search_draws,
        answer.draws,
    );
    let prose = Prose::new(&[]);
    let body = html! {
        main {
            header { h1 { (words::TITLE) } p.byline { (byline) } }
            div.top {
                section.summary aria-labelledby="summary" {
                    h2 id="summary" { (strings::SUMMARY) }
                    ul.findings { @for finding in &answer.findings { li { (finding) } } }
                }
                aside.warnings aria-labelledby="warnings" {
                    h2 id="warnings" { (strings::WARNINGS) }
                    ul { @for warning in &answer.warnings { li { (prose.line(warning)) } } }
                }
            }
            section id="picture" { h2 { (words::PICTURE) } (pictures(answer)) }
            section id="table" { h2 { (words::TABLE) } (table(answer)) }
            section id="contests" { h2 { (words::CONTESTS) } (contests(answer)) }
            section id="best" { h2 { (words::BEST) } (best(answer)) }
            section id="limits" { h2 { (words::LIMITS) } (limits(answer)) }
            section id="passport" { h2 { (strings::PASSPORT) } p { (words::PASSPORT) " " code { (command) } } }
        }
    };
    document(words::TITLE, PORTFOLIOS_STYLE, &body)
}

/// Every pair of outcomes.
fn pictures(answer: &Portfolios) -> Markup {
    let count = answer.outcomes.len();
    let pairs = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b)));
    html! {
        p { (words::PICTURE_NOTE) }
        ul.legend {
            @for kind in [Kind::NonMilitary, Kind::Military, Kind::Mixed, Kind::StatusQuo] {
                li { (legend_mark(kind)) (kind.name()) }
            }
        }
        div.panels.two {
            @for (a, b) in pairs {
                figure {
                    figcaption { (words::axis(&answer.outcomes[b].title, answer.outcomes[b].better)) }
                    (PreEscaped(figure(answer, a, b)))
                }
            }
        }
    }
}

fn legend_mark(kind: Kind) -> Markup {
    let mut svg = Svg::decoration((16.0, 16.0));
    mark(&mut svg, kind, (8.0, 8.0), 5.0);
    html! { span.mark { (PreEscaped(svg.finish())) } }
}

fn table(answer: &Portfolios) -> Markup {
    html! {
        p { (words::TABLE_NOTE) }
        div.scroll {
            table.portfolios {
                thead { tr {
                    th { (words::TITLE) }
                    @for o in &answer.outcomes {
                        th { (words::short(&o.title)) small { (o.unit) ", " (words::better(o.better)) } }
                    }
                    th { "Dominated" }
                } }
                tbody {
                    @for p in answer.portfolios.iter().filter(|p| p.is_shown) { (row(answer, p)) }
                }
            }
        }
    }
}

fn row(answer: &Portfolios, p: &Assessed) -> Markup {
    html! {
        tr {
            th scope="row" {
                (legend_mark(p.kind)) " " (p.id) ", " (p.kind.name())
                small { (p.words) }
                @if !p.validity.is_empty() { small.validity title=(p.validity) { b { (words::short(&p.validity)) } } }
                small { (words::reach(p.reach)) ", " (words::fronts(p.is_on_front, p.is_on_regret_front)) }
            }
            @for (on, o) in p.outcomes.iter().zip(&answer.outcomes) { td { (cell(answer, &o.unit, on)) } }
            td {
                @match &p.dominated {
                    Some(d) => { (probability(&d.probability, answer.draws.into())) small { "by " (d.by) } }
                    None => "never in the search",
                }
            }
        }
    }
}

fn cell(answer: &Portfolios, unit: &str, on: &OnOutcome) -> Markup {
    let digits = Digits::of(&on.difference, unit);
    let regret = |x: f64| of_unit(x, unit);
    html! {
        b { (digits.signed(on.difference.mean)) } " ± " (error_of_unit(on.difference_error, unit))
        small { (interval_90(&on.difference, |x| digits.signed(x))) }
        small { "better " (probability(&on.better, answer.draws.into())) }
        small { "worse " (probability(&on.worse, answer.draws.into())) }
        small { "regret " (regret(on.regret)) " ± " (error_of_unit(on.regret_error, unit)) "; 90 % below " (regret(on.regret_90)) }
    }
}

fn named<'a>(answer: &'a Portfolios, id: &'a str) -> &'a str {
    let found = answer.portfolios.iter().find(|p| p.id == id);
    found.map_or(id, |p| p.words.as_str())
}

fn contests(answer: &Portfolios) -> Markup {
    html! {
        p { (words::CONTESTS_NOTE) }
        div.scroll {
            table {
                thead { tr {
                    th { "Portfolio" } th { "Against" } th { "Better in every outcome" }
                    @for o in &answer.outcomes { th { "Better: " (words::short(&o.title)) } }
                } }
                tbody {
                    @for c in &answer.contests {
                        tr {
                            th scope="row" { (c.portfolio) ", " (c.kind.name()) small { (named(answer, &c.portfolio)) } }
                            td { (c.rival) ", " (c.rival_kind.name()) " " small { (named(answer, &c.rival)) } }
                            td { (probability(&c.dominates, answer.draws.into())) }
                            @for p in &c.better { td { (probability(p, answer.draws.into())) } }
                        }
                    }
                }
            }
        }
    }
}

fn best(answer: &Portfolios) -> Markup {
    html! {
        p { (words::BEST_NOTE) }
        div.scroll {
            table {
                thead { tr { th { "Outcome" } @for (kind, _) in answer.best.first().map_or(&[][..], |b| &b.shares) { th { (kind.name()) } } } }
                tbody {
                    @for (b, o) in answer.best.iter().zip(&answer.outcomes) {
                        tr {
                            th scope="row" { (words::short(&o.title)) }
                            @for (_, share) in &b.shares { td { (probability(share, answer.draws.into())) } }
                        }
                    }
                }
            }
        }
    }
}

fn limits(answer: &Portfolios) -> Markup {
    html! {
        div.scroll {
            table {
                thead { tr { @for column in words::LIMIT_COLUMNS { th { (column) } } } }
                tbody {
                    @for l in &answer.limits {
                        tr {
                            th scope="row" { (l.lever) small { " " (l.meaning) } }
                            td { (number(l.max)) }
                            td { (l.unit_meaning) }
                            td { (l.from) }
                            td { @if l.is_military { "force" } @else { "no force" } }
                            td { (l.cost) }
                        }
                    }
                }
            }
        }
    }
}
