//! Differences of many options: one line an option with its interval drawn and its numbers beside it.

use super::matrix::Column;
use super::{estimates, outcome};
use crate::number::{Digits, PERCENT, in_percent, interval_90, of_unit, percent, probability};
use crate::scale::{Linear, Ticks};
use crate::strings;
use crate::svg::{Anchor, Path, Svg};
use answers::comparison::{Comparison, Estimate, ReportedOutcome, Summary};
use engine::describe::Better;
use maud::{Markup, PreEscaped, html};

/// Width and height of the drawing of one line.
const SIZE: (f64, f64) = (320.0, 24.0);
/// Room on either side of the plot, for the labels of the ticks at its ends.
const MARGIN: f64 = 24.0;
/// How far beyond the other intervals one interval may reach before the scale cuts it.
const MOST_REACH: f64 = 6.0;

/// The table of an outcome at one drawn horizon with the numbers of all horizons beside it: an HTML
/// element, for outcomes that are not key.
///
/// The interval drawn and the probabilities are those of the horizon given; the other columns are
/// changes in per cent of the baseline, or in the outcome's unit where per cents say little.
pub fn all_horizons(comparison: &Comparison, outcome_id: &str, drawn: f64) -> String {
    let Some(outcome) = outcome(comparison, outcome_id) else {
        return String::new();
    };
    let column = Column::new(comparison, outcome);
    let rows = estimates(comparison, outcome_id, drawn);
    let scale = Scale::of(rows.iter().map(|(_, e)| &e.difference), SIZE.0);
    let band = band(comparison, rows.iter().map(|(_, e)| *e));
    let grid = grid(comparison, outcome, drawn);
    let (less, more) = strings::ends(outcome.better, &outcome.unit);
    let has_direction = outcome.better != Better::Neither;
    html! {
        table.strips style=(labels()) {
            caption { (caption(comparison, outcome, drawn, band)) }
            thead { tr {
                th scope="col" { (strings::OPTION) }
                th.strip scope="col" { (PreEscaped(scale.axis(&grid, (&less, &more), &outcome.unit, band))) }
                @for horizon in &comparison.horizons_years {
                    th scope="col" { (strings::after(*horizon)) small { (column.unit()) } }
                }
                @if has_direction {
                    th scope="col" { (strings::P_BETTER) }
                    th scope="col" { (strings::P_WORSE) }
                }
            } }
            tbody {
                @for (option, estimate) in rows {
                    tr {
                        th scope="row" { (option.title) }
                        td.strip { (PreEscaped(scale.strip(&grid, &estimate.difference))) }
                        @for horizon in &comparison.horizons_years {
                            td data-label=(strings::years(*horizon)) {
                                @if let Some(e) = super::estimate(comparison, &option.id, outcome_id, *horizon) {
                                    @let (median, interval) = column.change(&e.difference, &e.relative_difference);
                                    b { (median) } " " small { (interval) }
                                }
                            }
                        }
                        @if has_direction {
                            td.b { (probability(&estimate.better, comparison.draws)) }
                            td.w { (probability(&estimate.worse, comparison.draws)) }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

/// Name of the grid that the lines of a table use: short, as every line of every table has it.
fn grid(comparison: &Comparison, outcome: &ReportedOutcome, horizon: f64) -> String {
    let of = comparison.outcomes.iter().position(|o| o.id == outcome.id);
    let at = comparison.horizons_years.iter().position(|h| *h == horizon);
    format!("g{}-{}", of.unwrap_or_default(), at.unwrap_or_default())
}

/// Half the width of the band of no real change at the first finite baseline.
fn band<'a>(comparison: &Comparison, estimates: impl Iterator<Item = &'a Estimate>) -> f64 {
    estimates
        .map(|e| comparison.margin * e.baseline.q50.abs())
        .find(|b| b.is_finite())
        .unwrap_or(0.0)
}

fn caption(comparison: &Comparison, outcome: &ReportedOutcome, horizon: f64, band: f64) -> String {
    format!(
        "{}. {}, {}. {} {}",
        outcome.title,
        strings::difference_axis(&outcome.unit),
        strings::after(horizon).to_lowercase(),
        strings::SHADED,
        strings::band(&percent(comparison.margin), &of_unit(band, &outcome.unit))
    )
}

/// The table of an outcome at a horizon: an HTML element that is figure and numbers in one.
///
/// All lines share one scale in the outcome's unit, symmetric about zero. An interval that is many
/// times wider than the others is cut at the end of the scale and marked with an arrowhead. Per cents
/// are left out where the baseline is too near zero for them.
pub fn table(comparison: &Comparison, outcome_id: &str, horizon: f64) -> String {
    let Some(outcome) = outcome(comparison, outcome_id) else {
        return String::new();
    };
    let rows = estimates(comparison, outcome_id, horizon);
    let scale = Scale::of(rows.iter().map(|(_, e)| &e.difference), SIZE.0);
    let band = band(comparison, rows.iter().map(|(_, e)| *e));
    let is_relative = Column::new(comparison, outcome).is_relative;
    let grid = grid(comparison, outcome, horizon);
    let has_direction = outcome.better != Better::Neither;
    let (less, more) = strings::ends(outcome.better, &outcome.unit);
    html! {
        table.strips style=(labels()) {
            caption { (caption(comparison, outcome, horizon, band)) }
            thead { tr {
                th scope="col" { (strings::OPTION) }
                th.strip scope="col" { (PreEscaped(scale.axis(&grid, (&less, &more), &outcome.unit, band))) }
                th scope="col" { (strings::DIFFERENCE) }
                @if is_relative { th scope="col" { (strings::RELATIVE) } }
                @if has_direction {
                    th scope="col" { (strings::P_BETTER) }
                    th scope="col" { (strings::P_WORSE) }
                }
            } }
            tbody {
                @for (option, estimate) in rows {
                    tr {
                        th scope="row" { (option.title) }
                        td.strip { (PreEscaped(scale.strip(&grid, &estimate.difference))) }
                        (numbers(estimate, &outcome.unit, is_relative))
                        @if has_direction {
                            td.b { (probability(&estimate.better, comparison.draws)) }
                            td.w { (probability(&estimate.worse, comparison.draws)) }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

/// The words before probabilities where the head of the table is not shown (narrow screens).
fn labels() -> String {
    format!("--b:'{} ';--w:'{} '", strings::BETTER, strings::WORSE)
}

fn numbers(estimate: &Estimate, unit: &str, is_relative: bool) -> Markup {
    let relative = in_percent(&estimate.relative_difference);
    let cell = |s: &Summary, unit: &str, after: &str| {
        let digits = Digits::two_of(s, unit);
        html! {
            td {
                b { (digits.signed(s.q50)) (after) } " "
                small { (interval_90(s, |v| digits.signed(v))) }
            }
        }
    };
    html! {
        (cell(&estimate.difference, unit, ""))
        @if is_relative { (cell(&relative, PERCENT, " %")) }
    }
}

/// The scale that the lines share.
pub(super) struct Scale {
    width: f64,
    reach: f64,
    x: Linear,
    ticks: Ticks,
}

impl Scale {
    /// A scale symmetric about zero, as wide as the drawing less its margins, that holds the
    /// intervals except those far wider than most.
    pub(super) fn of<'a>(summaries: impl Iterator<Item = &'a Summary>, width: f64) -> Self {
        let mut ends: Vec<f64> = summaries
            .map(|s| s.q05.abs().max(s.q95.abs()))
            .filter(|v| v.is_finite() && *v > 0.0)
            .collect();
        ends.sort_by(f64::total_cmp);
        let most = ends
            .get(ends.len() * 3 / 4)
            .map_or(1.0, |typical| MOST_REACH * typical);
        let reach = ends.last().map_or(1.0, |widest| 1.04 * widest.min(most));
        Self {
            width,
            reach,
            x: Linear::new((-reach, reach), (MARGIN, width - MARGIN)),
            ticks: Ticks::within(-reach, reach, 5),
        }
    }

    /// The axis: what either side means, the labels of the ticks, and the grid for the lines to use.
    fn axis(&self, grid: &str, (less, more): (&str, &str), unit: &str, band: f64) -> String {
        let mut svg = Svg::named(
            "scale",
            (self.width, 38.0),
            &format!("{}, {unit}", strings::DRAWN),
        );
        svg.open_definition(grid);
        self.background(&mut svg, band, (0.0, SIZE.1));
        svg.close_definition();
        svg.text("strong", (0.0, 13.0), Anchor::Start, less);
        svg.text("strong", (self.width, 13.0), Anchor::End, more);
        self.labels(&mut svg, 32.0);
        svg.finish()
    }

    /// The labels of the ticks with their base line at `y`.
    pub(super) fn labels(&self, svg: &mut Svg, y: f64) {
        for value in &self.ticks.values {
            let text = self.ticks.label(*value);
            let sign = if *value > 0.0 { "+" } else { "" };
            let at = (self.x.at(*value), y);
            svg.text("tick", at, Anchor::Middle, &format!("{sign}{text}"));
        }
    }

    /// Grid, zero line and the band of no real change.
    fn background(&self, svg: &mut Svg, band: f64, (top, bottom): (f64, f64)) {
        let band = band.min(self.reach);
        let (left, right) = (self.x.at(-band), self.x.at(band));
        svg.rect("same-band", (left, top), (right - left, bottom - top));
        self.grid(svg, &[(top, bottom)]);
    }

    /// Grid and zero line between pairs of heights.
    pub(super) fn grid(&self, svg: &mut Svg, heights: &[(f64, f64)]) {
        let (mut grid, mut zero) = (Path::default(), Path::default());
        for (top, bottom) in heights {
            for value in &self.ticks.values {
                let x = self.x.at(*value);
                let path = if *value == 0.0 { &mut zero } else { &mut grid };
                path.polyline([(x, *top), (x, *bottom)]);
            }
        }
        svg.path("grid", &grid);
        svg.path("zero", &zero);
    }

    /// One line: intervals and median on the grid.
    fn strip(&self, grid: &str, s: &Summary) -> String {
        let mut svg = Svg::decoration(SIZE);
        svg.reuse(grid);
        self.intervals(&mut svg, s, SIZE.1 / 2.0);
        if let Some(m) = self.median(s) {
            svg.reuse_at(MEDIAN, m);
        }
        svg.finish()
    }

    /// Draws intervals and median at a height, cut at the ends of the scale.
    pub(super) fn draw(&self, svg: &mut Svg, s: &Summary, y: f64) {
        self.intervals(svg, s, y);
        if let Some(m) = self.median(s) {
            let mut diamond = Path::default();
            diamond.diamond((m, y), HALF);
            svg.path("diamond", &diamond);
        }
    }

    /// Where the median stands; nowhere if the summary has values that are not finite.
    fn median(&self, s: &Summary) -> Option<f64> {
        is_finite(s).then(|| self.x.at(s.q50.clamp(-self.reach, self.reach)))
    }

    /// Draws the intervals, or a word where they are not finite.
    fn intervals(&self, svg: &mut Svg, s: &Summary, y: f64) {
        if !is_finite(s) {
            let x = self.x.at(0.0) + 6.0;
            svg.text("", (x, y + 4.5), Anchor::Start, strings::NOT_DRAWN);
            return;
        }
        let at = |v: f64| self.x.at(v.clamp(-self.reach, self.reach));
        for (class, low, high) in [("i90", s.q05, s.q95), ("i50", s.q25, s.q75)] {
            let mut line = Path::default();
            line.polyline([(at(low), y), (at(high), y)]);
            svg.path(class, &line);
        }
        for (end, sign) in [(s.q05, -1.0), (s.q95, 1.0)] {
            if sign * end > self.reach {
                let base = at(end);
                let mut head = Path::default();
                head.polygon([(base + sign * 7.0, y), (base, y - 4.5), (base, y + 4.5)]);
                svg.path("arrow", &head);
            }
        }
    }
}

/// Half-widths of the diamond at the median.
const HALF: (f64, f64) = (4.5, 5.5);
/// The diamond that the lines of tables share: a page with tables defines it once ([`shared`]).
const MEDIAN: &str = "m";

/// The drawing that a page with tables must hold: what their lines share.
pub fn shared() -> String {
    let mut svg = Svg::decoration((0.0, 0.0));
    svg.open_definition(MEDIAN);
    let mut diamond = Path::default();
    diamond.diamond((0.0, SIZE.1 / 2.0), HALF);
    svg.path("diamond", &diamond);
    svg.close_definition();
    svg.finish()
}

fn is_finite(s: &Summary) -> bool {
    [s.q05, s.q25, s.q50, s.q75, s.q95]
        .iter()
        .all(|v| v.is_finite())
}
