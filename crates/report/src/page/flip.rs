//! The page of a flip: the region of assumptions in which the answer is the opposite, drawn.

use super::document;
use crate::Passport;
use crate::number::percent;
use crate::scale::{Linear, Ticks};
use crate::strings::{self, claims, flip as words};
use answers::claims::flip::{Condition, Flip};
use maud::{Markup, html};

const FLIP_STYLE: &str = include_str!("flip.css");
const SIZE: (f64, f64) = (640.0, 440.0);
/// Left, right, top, bottom.
const FRAME: (f64, f64, f64, f64) = (70.0, 625.0, 15.0, 385.0);

/// The region in a sentence and a picture: one self-contained HTML document.
pub fn flip_page(
    flip: &Flip,
    sentence: &str,
    searched: Option<&str>,
    passport: &Passport,
) -> String {
    let body = html! {
        main {
            header {
                h1 { "“" (flip.text) "”" }
                p.byline { (words::byline(&flip.probability, flip.draws)) }
                p.byline { (claims::scenarios(&flip.scenarios)) " " code { (flip.expression) } }
                @for mark in &flip.validity { p.byline { b { (mark) } } }
            }
            section id="region" {
                h2 { (words::TITLE) }
                p { b { (sentence) } }
                @if let Some(searched) = searched { p { (searched) } }
                @if let Some(region) = &flip.region {
                    p { (words::caught(&region.held_out)) }
                    p { (words::probable(&region.under_open, &region.under_evidence, &region.under_belief)) }
                    (figure(flip, &region.conditions))
                }
            }
            section id="passport" {
                h2 { (strings::PASSPORT) }
                p { (claims::PASSPORT) " " code { (passport.command) } }
                (super::argued::citation(passport, &flip.text))
            }
        }
    };
    document(words::TITLE, FLIP_STYLE, &body)
}

/// Members by the first two parameters of the region, and the region.
fn figure(flip: &Flip, conditions: &[Condition]) -> Markup {
    let middle = |of: &dyn Fn(&(f64, f64, bool)) -> f64| -> (f64, f64) {
        let mut values: Vec<f64> = flip.points.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        let at = |p: f64| values[((values.len() as f64 - 1.0) * p) as usize];
        // Long tails would press all others together: the outer 1 % on each side is drawn at the edge.
        (at(0.01), at(0.99))
    };
    if flip.points.is_empty() {
        return html! {};
    }
    let (left, right, top, bottom) = FRAME;
    let (xs, ys) = (middle(&|p| p.0), middle(&|p| p.1));
    if !(xs.1 > xs.0) || !(ys.1 > ys.0) {
        return html! {};
    }
    let x = |v: f64| Linear::new(xs, (left, right)).at(v.clamp(xs.0, xs.1));
    let y = |v: f64| Linear::new(ys, (bottom, top)).at(v.clamp(ys.0, ys.1));
    let limits = |c: Option<&Condition>, of: (f64, f64)| {
        let low = c.and_then(|c| c.at_least).unwrap_or(of.0);
        let high = c.and_then(|c| c.at_most).unwrap_or(of.1);
        (low.clamp(of.0, of.1), high.clamp(of.0, of.1))
    };
    let (x0, x1) = limits(conditions.first(), xs);
    let (y0, y1) = limits(conditions.get(1), ys);
    let name = |k: usize| {
        conditions.get(k).map_or(words::ANOTHER.to_owned(), |c| {
            if c.unit == "1" {
                c.name.clone()
            } else {
                format!("{} ({})", c.name, c.unit)
            }
        })
    };
    html! {
        figure {
            svg.region viewBox=(format!("0 0 {} {}", SIZE.0, SIZE.1)) role="img" aria-label=(words::PICTURE) {
                rect.box x=(x(x0)) y=(y(y1)) width=(x(x1) - x(x0)) height=(y(y0) - y(y1)) {}
                @for (px, py, is_case) in &flip.points {
                    @if *is_case { circle.case cx=(format!("{:.1}", x(*px))) cy=(format!("{:.1}", y(*py))) r="3" {} }
                    @else { circle.other cx=(format!("{:.1}", x(*px))) cy=(format!("{:.1}", y(*py))) r="2" {} }
                }
                @let x_ticks = Ticks::within(xs.0, xs.1, 5);
                @for v in &x_ticks.values {
                    line.tick x1=(x(*v)) x2=(x(*v)) y1=(bottom) y2=(bottom + 5.0) {}
                    text x=(x(*v)) y=(bottom + 20.0) text-anchor="middle" { (x_ticks.label(*v)) }
                }
                @let y_ticks = Ticks::within(ys.0, ys.1, 5);
                @for v in &y_ticks.values {
                    line.tick x1=(left - 5.0) x2=(left) y1=(y(*v)) y2=(y(*v)) {}
                    text x=(left - 8.0) y=(y(*v) + 4.0) text-anchor="end" { (y_ticks.label(*v)) }
                }
                line.axis x1=(left) x2=(right) y1=(bottom) y2=(bottom) {}
                line.axis x1=(left) x2=(left) y1=(top) y2=(bottom) {}
                text x=(f64::midpoint(left, right)) y=(SIZE.1 - 12.0) text-anchor="middle" { (name(0)) }
                text transform=(format!("translate(14 {}) rotate(-90)", f64::midpoint(top, bottom))) text-anchor="middle" { (name(1)) }
            }
            figcaption { (words::caption(flip.opposite_is_failure, flip.points.len())) " " (words::share(percent(0.01).as_str())) }
        }
    }
}
