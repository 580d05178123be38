//! Fan charts: an outcome over time, one panel an option, on one scale.

use super::{MOST_PANELS, drawn, has_many, outcome};
use crate::number::{Digits, interval_90, plain, short};
use crate::scale::{Linear, Ticks};
use crate::strings;
use crate::svg::{Anchor, Path, Svg, TEXT, text_width, wrap};
use answers::comparison::{Comparison, Fan, Summary};

pub(super) const SIZE: (f64, f64) = (340.0, 226.0);
pub(super) const RIGHT: f64 = 14.0;
const BOTTOM: f64 = 26.0;
const LINE: f64 = 18.0;

/// The chart of one option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// Option id.
    pub option: String,
    /// The chart, an SVG element.
    pub svg: String,
}

/// The panels of an outcome in the order of the options; options without a fan have none.
///
/// Levels start at zero, all panels share both axes, and the baseline's median is repeated in the
/// panels of the others. Where there are many options only some are drawn, with fewer points.
pub fn panels(comparison: &Comparison, outcome_id: &str) -> Vec<Panel> {
    let Some(outcome) = outcome(comparison, outcome_id) else {
        return Vec::new();
    };
    let find = |option: &str| {
        comparison
            .fans
            .iter()
            .find(|f| f.option == option && f.outcome == outcome_id)
    };
    let baseline = comparison
        .options
        .iter()
        .find(|o| o.is_baseline)
        .and_then(|o| find(&o.id))
        .map(|fan| thinned(fan, has_many(comparison)));
    let observed: Vec<(f64, f64)> = comparison
        .observed
        .iter()
        .filter(|o| o.outcome == outcome_id)
        .flat_map(|o| o.points.iter().copied())
        .filter(|(x, y)| x.is_finite() && y.is_finite())
        .collect();
    let most = if has_many(comparison) {
        MOST_PANELS
    } else {
        comparison.options.len()
    };
    let frame = Frame::new(comparison, outcome_id, &outcome.unit, &observed);
    drawn(comparison, outcome_id, most)
        .into_iter()
        .filter_map(|option| {
            let fan = &thinned(find(&option.id)?, has_many(comparison));
            let reference = baseline.as_ref().filter(|_| !option.is_baseline);
            let title = format!("{}: {}", option.title, outcome.title);
            Some(Panel {
                option: option.id.clone(),
                svg: panel(&frame, fan, reference, &observed, &title, &outcome.unit),
            })
        })
        .collect()
}

/// Points of a fan on a page of many.
const MOST_POINTS: usize = 25;

/// Every so many points of a fan and the last, where it has too many for a page of many fans.
pub(super) fn thinned(fan: &Fan, is_one_of_many: bool) -> Fan {
    let step = if is_one_of_many {
        fan.years.len().div_ceil(MOST_POINTS).max(1)
    } else {
        1
    };
    let last = fan.years.len().saturating_sub(1);
    let kept = |k: &usize| k.is_multiple_of(step) || *k == last;
    Fan {
        option: fan.option.clone(),
        outcome: fan.outcome.clone(),
        years: (0..fan.years.len())
            .filter(kept)
            .filter_map(|k| fan.years.get(k).copied())
            .collect(),
        bands: (0..fan.years.len())
            .filter(kept)
            .filter_map(|k| fan.bands.get(k).copied())
            .collect(),
    }
}

/// Axes shared by the panels of an outcome.
pub(super) struct Frame {
    years: Ticks,
    levels: Ticks,
    span: (f64, f64),
    pub(super) x: Linear,
    pub(super) y: Linear,
    left: f64,
    top: f64,
    unit: String,
    start: Option<f64>,
    start_label: f64,
}

impl Frame {
    pub(super) fn new(
        comparison: &Comparison,
        outcome: &str,
        unit: &str,
        observed: &[(f64, f64)],
    ) -> Self {
        let mut years = (f64::INFINITY, f64::NEG_INFINITY);
        let mut levels = (0.0_f64, f64::NEG_INFINITY);
        let mut see = |x: f64, low: f64, high: f64| {
            if x.is_finite() && low.is_finite() && high.is_finite() {
                years = (years.0.min(x), years.1.max(x));
                levels = (levels.0.min(low), levels.1.max(high));
            }
        };
        for fan in comparison.fans.iter().filter(|f| f.outcome == outcome) {
            for (x, b) in fan.years.iter().zip(&fan.bands) {
                see(*x, b.q05, b.q95);
            }
        }
        for (x, y) in observed {
            see(*x, *y, *y);
        }
        let levels = Ticks::covering(levels.0, levels.1, 6);
        let widest = levels
            .values
            .iter()
            .map(|v| text_width(&levels.label(*v), TEXT));
        let left = widest.fold(0.0, f64::max).ceil() + 8.0;
        let x = Linear::new(years, (left, SIZE.0 - RIGHT));
        let start =
            Some(comparison.start_year).filter(|s| s.is_finite() && *s > years.0 && *s < years.1);

        // The label of the start goes beside the unit, or in a line of its own where it would meet it.
        let unit = wrap(unit, 200.0, TEXT, 1).concat();
        let half = text_width(strings::POLICIES_START, TEXT) / 2.0;
        let start_label = x.at(start.unwrap_or(0.0)).clamp(half, SIZE.0 - half);
        let meets = start_label - half < text_width(&unit, TEXT) + 10.0;
        let top = if meets { 2.0 * LINE + 8.0 } else { LINE + 8.0 };
        let ends = (
            levels.values.first().copied(),
            levels.values.last().copied(),
        );
        let y = Linear::new(
            (ends.0.unwrap_or(0.0), ends.1.unwrap_or(1.0)),
            (SIZE.1 - BOTTOM, top),
        );
        let span = years;
        let years = Ticks::years(span.0, span.1, 5);
        Self {
            years,
            levels,
            span,
            x,
            y,
            left,
            top,
            unit,
            start,
            start_label,
        }
    }

    pub(super) fn draw_axes(&self, svg: &mut Svg) {
        let (right, bottom) = (SIZE.0 - RIGHT, SIZE.1 - BOTTOM);
        svg.text("", (0.0, 13.0), Anchor::Start, &self.unit);
        for value in &self.levels.values {
            let y = self.y.at(*value);
            svg.line(
                if *value == 0.0 { "axis" } else { "grid" },
                (self.left, y),
                (right, y),
            );
            svg.text(
                "",
                (self.left - 5.0, y + 4.5),
                Anchor::End,
                &self.levels.label(*value),
            );
        }
        for year in &self.years.values {
            let x = self.x.at(*year);
            svg.line("axis", (x, bottom), (x, bottom + 4.0));
            svg.text(
                "",
                (x.min(SIZE.0 - 17.0), bottom + 18.0),
                Anchor::Middle,
                &plain(*year, 0),
            );
        }
    }

    pub(super) fn draw_start(&self, svg: &mut Svg) {
        if let Some(start) = self.start {
            let x = self.x.at(start);
            svg.line("start", (x, self.top - 6.0), (x, SIZE.1 - BOTTOM));
            svg.text(
                "",
                (self.start_label, self.top - 12.0),
                Anchor::Middle,
                strings::POLICIES_START,
            );
        }
    }
}

fn panel(
    frame: &Frame,
    fan: &Fan,
    baseline: Option<&Fan>,
    observed: &[(f64, f64)],
    title: &str,
    unit: &str,
) -> String {
    let mut svg = Svg::new("fan", SIZE, title, &description(fan, unit));
    let points: Vec<(f64, &Summary)> = fan.years.iter().copied().zip(&fan.bands).collect();
    svg.data("unit", unit);
    svg.data(
        "plot",
        &format!("{} {}", plain(frame.left, 1), plain(SIZE.0 - RIGHT, 1)),
    );
    svg.data(
        "years",
        &format!("{} {}", plain(frame.span.0, 3), plain(frame.span.1, 3)),
    );
    svg.data("x", &join(points.iter().map(|(x, _)| plain(*x, 2)), " "));
    svg.data(
        "q",
        &join(
            points.iter().map(|(_, b)| join(row(b).map(short), ",")),
            ";",
        ),
    );

    frame.draw_axes(&mut svg);
    band(&mut svg, frame, "band90", &points, |b| (b.q05, b.q95));
    band(&mut svg, frame, "band50", &points, |b| (b.q25, b.q75));
    frame.draw_start(&mut svg);
    if let Some(baseline) = baseline {
        let points: Vec<(f64, &Summary)> = baseline
            .years
            .iter()
            .copied()
            .zip(&baseline.bands)
            .collect();
        median(&mut svg, frame, "reference", &points);
    }
    median(&mut svg, frame, "median", &points);
    for (x, y) in observed {
        svg.circle("observed", (frame.x.at(*x), frame.y.at(*y)), 2.8);
    }
    let missing = points.iter().filter(|(x, b)| !is_finite(*x, b)).count();
    if missing > 0 {
        let middle = (frame.left + SIZE.0 - RIGHT) / 2.0;
        svg.text(
            "note",
            (middle, SIZE.1 - BOTTOM - 8.0),
            Anchor::Middle,
            &strings::left_out(missing),
        );
    }
    svg.finish()
}

fn row(b: &Summary) -> [f64; 5] {
    [b.q05, b.q25, b.q50, b.q75, b.q95]
}

fn is_finite(x: f64, b: &Summary) -> bool {
    x.is_finite() && row(b).iter().all(|v| v.is_finite())
}

/// The stretches of a fan without gaps.
fn stretches<'a, 'b>(
    points: &'b [(f64, &'a Summary)],
) -> impl Iterator<Item = &'b [(f64, &'a Summary)]> {
    points
        .split(|(x, b)| !is_finite(*x, b))
        .filter(|s| !s.is_empty())
}

pub(super) fn band(
    svg: &mut Svg,
    frame: &Frame,
    class: &str,
    points: &[(f64, &Summary)],
    ends: impl Fn(&Summary) -> (f64, f64),
) {
    let mut path = Path::default();
    for stretch in stretches(points) {
        let upper = stretch
            .iter()
            .map(|(x, b)| (frame.x.at(*x), frame.y.at(ends(b).1)));
        let lower = stretch
            .iter()
            .rev()
            .map(|(x, b)| (frame.x.at(*x), frame.y.at(ends(b).0)));
        path.polygon(upper.chain(lower));
    }
    svg.path(class, &path);
}

pub(super) fn median(svg: &mut Svg, frame: &Frame, class: &str, points: &[(f64, &Summary)]) {
    let mut path = Path::default();
    for stretch in stretches(points) {
        path.polyline(
            stretch
                .iter()
                .map(|(x, b)| (frame.x.at(*x), frame.y.at(b.q50))),
        );
    }
    svg.path(class, &path);
}

/// The numbers at the start and at the end, in words.
pub(super) fn description(fan: &Fan, unit: &str) -> String {
    let points: Vec<(f64, &Summary)> = fan
        .years
        .iter()
        .copied()
        .zip(&fan.bands)
        .filter(|(x, b)| is_finite(*x, b))
        .collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return strings::NOT_DRAWN.to_owned();
    };
    let say = |(x, b): &(f64, &Summary)| {
        let digits = Digits::of(b, unit);
        strings::fan(
            &strings::month(*x),
            &digits.show(b.q50),
            unit,
            &interval_90(b, |v| digits.show(v)),
        )
    };
    format!("{} {}", say(first), say(last))
}

fn join(items: impl IntoIterator<Item = String>, separator: &str) -> String {
    items.into_iter().collect::<Vec<_>>().join(separator)
}
