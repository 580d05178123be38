//! Differences of many options: one line an option with its interval drawn and its numbers beside it.

use super::{estimates, outcome};
use crate::number::{Digits, in_percent, interval_90, percent, probability};
use crate::scale::{Linear, Ticks};
use crate::strings;
use crate::svg::{Anchor, Path, Svg};
use answers::comparison::{Comparison, Estimate, Summary};
use engine::describe::Better;
use maud::{Markup, PreEscaped, html};

/// Width and height of the drawing of one line.
const SIZE: (f64, f64) = (320.0, 24.0);
/// Room on either side of the plot, for the labels of the ticks at its ends.
const MARGIN: f64 = 24.0;
/// How far beyond the other intervals one interval may reach before the scale cuts it.
const MOST_REACH: f64 = 6.0;

/// The table of an outcome at a horizon: an HTML element that is figure and numbers in one.
///
/// All lines share one scale in the outcome's unit, symmetric about zero. An interval that is many
/// times wider than the others is cut at the end of the scale and marked with an arrowhead.
pub fn table(comparison: &Comparison, outcome_id: &str, horizon: f64) -> String {
    let Some(outcome) = outcome(comparison, outcome_id) else {
        return String::new();
    };
    let rows = estimates(comparison, outcome_id, horizon);
    let scale = Scale::of(rows.iter().map(|(_, e)| &e.difference));
    let band = rows
        .iter()
        .map(|(_, e)| comparison.margin * e.baseline.q50.abs())
        .find(|b| b.is_finite())
        .unwrap_or(0.0);
    let has_direction = outcome.better != Better::Neither;
    let (less, more) = strings::ends(outcome.better, &outcome.unit);
    let caption = format!(
        "{}, {}. {}",
        strings::difference_axis(&outcome.unit),
        strings::after(horizon).to_lowercase(),
        strings::band(&percent(comparison.margin), &crate::number::number(band))
    );
    html! {
        table.strips {
            caption { (outcome.title) ". " (caption) }
            thead { tr {
                th scope="col" { (strings::OPTION) }
                th.strip scope="col" { (PreEscaped(scale.axis(&less, &more, &outcome.unit))) }
                th scope="col" { (strings::DIFFERENCE) }
                th scope="col" { (strings::RELATIVE) }
                @if has_direction {
                    th scope="col" { (strings::P_BETTER) }
                    th scope="col" { (strings::P_WORSE) }
                }
            } }
            tbody {
                @for (option, estimate) in rows {
                    tr {
                        th scope="row" { (option.title) }
                        td.strip { (PreEscaped(scale.strip(&estimate.difference, band))) }
                        (numbers(estimate))
                        @if has_direction {
                            td data-label=(strings::BETTER) { (probability(&estimate.better, comparison.draws)) }
                            td data-label=(strings::WORSE) { (probability(&estimate.worse, comparison.draws)) }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

fn numbers(estimate: &Estimate) -> Markup {
    let relative = in_percent(&estimate.relative_difference);
    let cell = |s: &Summary, unit: &str| {
        let digits = Digits::two_of(s);
        html! {
            td {
                b { (digits.signed(s.q50)) (unit) } " "
                small { (interval_90(s, |v| digits.signed(v))) }
            }
        }
    };
    html! { (cell(&estimate.difference, "")) (cell(&relative, " %")) }
}

/// The scale that the lines share.
pub(super) struct Scale {
    reach: f64,
    x: Linear,
    ticks: Ticks,
}

impl Scale {
    /// A scale symmetric about zero that holds the intervals, except those far wider than most.
    pub(super) fn of<'a>(summaries: impl Iterator<Item = &'a Summary>) -> Self {
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
            reach,
            x: Linear::new((-reach, reach), (MARGIN, SIZE.0 - MARGIN)),
            ticks: Ticks::within(-reach, reach, 5),
        }
    }

    /// The axis: what either side means, and the labels of the ticks.
    fn axis(&self, less: &str, more: &str, unit: &str) -> String {
        let mut svg = Svg::new("strip", (SIZE.0, 38.0), strings::DRAWN, unit);
        svg.text("strong", (0.0, 13.0), Anchor::Start, less);
        svg.text("strong", (SIZE.0, 13.0), Anchor::End, more);
        for value in &self.ticks.values {
            let x = self.x.at(*value);
            svg.text("tick", (x, 32.0), Anchor::Middle, &self.label(*value));
        }
        svg.finish()
    }

    fn label(&self, value: f64) -> String {
        let text = self.ticks.label(value);
        if value > 0.0 {
            format!("+{text}")
        } else {
            text
        }
    }

    /// One line: intervals and median, cut at the ends of the scale.
    fn strip(&self, s: &Summary, band: f64) -> String {
        let mut svg = Svg::decoration(SIZE);
        let h = SIZE.1;
        let band = band.min(self.reach);
        let (left, right) = (self.x.at(-band), self.x.at(band));
        svg.rect("same-band", (left, 0.0), (right - left, h));
        let mut grid = Path::default();
        for value in self.ticks.values.iter().filter(|v| **v != 0.0) {
            grid.polyline([(self.x.at(*value), 0.0), (self.x.at(*value), h)]);
        }
        svg.path("grid", &grid);
        svg.line("zero", (self.x.at(0.0), 0.0), (self.x.at(0.0), h));
        self.draw(&mut svg, s, h / 2.0);
        svg.finish()
    }

    /// Draws intervals and median at a height.
    pub(super) fn draw(&self, svg: &mut Svg, s: &Summary, y: f64) {
        if [s.q05, s.q25, s.q50, s.q75, s.q95]
            .iter()
            .any(|v| !v.is_finite())
        {
            let x = self.x.at(0.0) + 6.0;
            svg.text("", (x, y + 4.5), Anchor::Start, strings::NOT_DRAWN);
            return;
        }
        let at = |v: f64| self.x.at(v.clamp(-self.reach, self.reach));
        svg.line("interval90", (at(s.q05), y), (at(s.q95), y));
        svg.line("interval50", (at(s.q25), y), (at(s.q75), y));
        for (end, sign) in [(s.q05, -1.0), (s.q95, 1.0)] {
            if sign * end > self.reach {
                let tip = at(end) + sign * 7.0;
                let base = at(end);
                let mut head = Path::default();
                head.polygon([(tip, y), (base, y - 4.5), (base, y + 4.5)]);
                svg.path("arrow", &head);
            }
        }
        let m = at(s.q50);
        let mut diamond = Path::default();
        diamond.polygon([(m, y - 5.5), (m + 4.5, y), (m, y + 5.5), (m - 4.5, y)]);
        svg.path("diamond", &diamond);
    }
}
