//! Portfolios by two outcomes: mean changes against the status quo, with 90 % of draws.

use crate::scale::{Linear, Ticks};
use crate::strings::portfolios as words;
use crate::svg::{Anchor, Path, Svg, TEXT, wrap};
use answers::flagship::portfolios::limits::Kind;
use answers::flagship::portfolios::{Assessed, OnOutcome, Portfolios};
use engine::describe::Better;

const SIZE: (f64, f64) = (420.0, 340.0);
/// Left, right, top, bottom.
const FRAME: (f64, f64, f64, f64) = (54.0, 412.0, 8.0, 280.0);
/// Half the size of a large mark and of a small one.
const LARGE: f64 = 5.0;
const SMALL: f64 = 2.5;

/// Mean change and 90 % of draws in per cent of the status quo.
fn change(on: &OnOutcome) -> (f64, f64, f64) {
    let base = (on.level.mean - on.difference.mean).abs();
    let percent = |x: f64| if base > 0.0 { 100.0 * x / base } else { 0.0 };
    (
        percent(on.difference.mean),
        percent(on.difference.q05),
        percent(on.difference.q95),
    )
}

/// The picture for outcomes `a` (across) and `b` (up), by position.
pub fn figure(answer: &Portfolios, a: usize, b: usize) -> String {
    let (left, right, top, bottom) = FRAME;
    let range = |o: usize| {
        let mut values = vec![0.0];
        for p in &answer.portfolios {
            let (mean, low, high) = change(&p.outcomes[o]);
            values.push(mean);
            if p.is_shown {
                values.extend([low, high]);
            }
        }
        values.sort_by(f64::total_cmp);
        let (first, last) = (values[0], values[values.len() - 1]);
        let air = 0.05 * (last - first).max(1e-3);
        (first - air, last + air)
    };
    let (xs, ys) = (range(a), range(b));
    let (x_scale, y_scale) = (
        Linear::new(xs, (left, right)),
        Linear::new(ys, (bottom, top)),
    );
    let (x, y) = (|v: f64| x_scale.at(v), |v: f64| y_scale.at(v));
    let (across, up) = (&answer.outcomes[a], &answer.outcomes[b]);
    let mut svg = Svg::named("fronts", SIZE, &words::picture(&across.title, &up.title));
    // The quarter in which both outcomes are better than under the status quo.
    let (from_x, to_x) = if across.better == Better::Lower {
        (left, x(0.0))
    } else {
        (x(0.0), right)
    };
    let (from_y, to_y) = if up.better == Better::Lower {
        (y(0.0), bottom)
    } else {
        (top, y(0.0))
    };
    svg.rect("both", (from_x, from_y), (to_x - from_x, to_y - from_y));
    let x_ticks = Ticks::within(xs.0, xs.1, 5);
    for v in &x_ticks.values {
        svg.line("grid", (x(*v), top), (x(*v), bottom));
        svg.text(
            "tick",
            (x(*v), bottom + 16.0),
            Anchor::Middle,
            &x_ticks.label(*v),
        );
    }
    let y_ticks = Ticks::within(ys.0, ys.1, 5);
    for v in &y_ticks.values {
        svg.line("grid", (left, y(*v)), (right, y(*v)));
        svg.text(
            "tick",
            (left - 6.0, y(*v) + 4.0),
            Anchor::End,
            &y_ticks.label(*v),
        );
    }
    svg.line("reference", (x(0.0), top), (x(0.0), bottom));
    svg.line("reference", (left, y(0.0)), (right, y(0.0)));
    let place = |p: &Assessed| (x(change(&p.outcomes[a]).0), y(change(&p.outcomes[b]).0));
    for p in answer.portfolios.iter().filter(|p| !p.is_shown) {
        svg.open_group("faint", &words::mark(&p.id, p.kind, &p.words));
        mark(&mut svg, p.kind, place(p), SMALL);
        svg.close_group();
    }
    for p in answer.portfolios.iter().filter(|p| p.is_shown) {
        let (at_x, at_y) = place(p);
        let ((_, x0, x1), (_, y0, y1)) = (change(&p.outcomes[a]), change(&p.outcomes[b]));
        svg.open_group("row", &words::mark(&p.id, p.kind, &p.words));
        svg.line(class(p.kind), (x(x0), at_y), (x(x1), at_y));
        svg.line(class(p.kind), (at_x, y(y0)), (at_x, y(y1)));
        mark(&mut svg, p.kind, (at_x, at_y), LARGE);
        svg.close_group();
    }
    let mut placed: Vec<(f64, f64)> = Vec::new();
    for p in answer.portfolios.iter().filter(|p| p.is_shown) {
        let (at_x, at_y) = place(p);
        let label = (at_x + LARGE + 2.0, at_y - LARGE);
        // A label that would lie on another is left to the table.
        if placed
            .iter()
            .all(|(x, y)| (x - label.0).abs() > 24.0 || (y - label.1).abs() > 12.0)
        {
            svg.text("name", label, Anchor::Start, &p.id);
            placed.push(label);
        }
    }
    let axis = words::axis(&across.title, across.better);
    for (k, line) in wrap(&axis, right - left, TEXT, 2).iter().enumerate() {
        let at = (f64::midpoint(left, right), bottom + 36.0 + 16.0 * k as f64);
        svg.text("label", at, Anchor::Middle, line);
    }
    svg.finish()
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::StatusQuo => "status-quo",
        Kind::Military => "military",
        Kind::NonMilitary => "non-military",
        Kind::Mixed => "mixed",
    }
}

/// The mark of a kind: kinds differ in form as well as colour.
pub(crate) fn mark(svg: &mut Svg, kind: Kind, (x, y): (f64, f64), half: f64) {
    let mut path = Path::default();
    match kind {
        Kind::NonMilitary => return svg.circle(class(kind), (x, y), half),
        Kind::Military => {
            return svg.rect(class(kind), (x - half, y - half), (2.0 * half, 2.0 * half));
        }
        Kind::Mixed => path.diamond((x, y), (1.3 * half, 1.3 * half)),
        Kind::StatusQuo => {
            path.polyline([(x - half, y - half), (x + half, y + half)]);
            path.polyline([(x - half, y + half), (x + half, y - half)]);
        }
    }
    svg.path(class(kind), &path);
}
