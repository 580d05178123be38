//! A panel of rows on one scale: a label with its numbers, and below it the interval drawn.

use super::strips::Scale;
use crate::number::{Digits, interval_90};
use crate::svg::{Anchor, Svg, TEXT, text_width, wrap};
use answers::comparison::Summary;

/// Width of a panel.
pub(super) const WIDTH: f64 = 340.0;
/// Height of a line of text and of an interval.
const LINE: f64 = 18.0;
const INTERVAL: f64 = 22.0;
/// Height of the ends of the axis above the rows.
const HEADER: f64 = 20.0;

/// One row of a panel.
pub(super) struct Row {
    /// What is measured.
    pub(super) label: String,
    /// The values to draw and to write.
    pub(super) summary: Summary,
    /// Unit of the values.
    pub(super) unit: &'static str,
    /// Written after the median, for example ` %`.
    pub(super) after: &'static str,
}

/// The panel; `ends` say what left and right mean and `axis` is the axis' title with its unit.
pub(super) fn panel(
    scale: &Scale,
    rows: &[Row],
    title: &str,
    (left, right): (&str, &str),
    axis: &str,
) -> String {
    let bottom = HEADER + rows.iter().map(Row::height).sum::<f64>();
    let sentences: Vec<String> = rows.iter().map(Row::sentence).collect();
    let size = (WIDTH, bottom + 40.0);
    let name = format!("{title}. {}", sentences.join(". "));
    let mut svg = Svg::named("intervals", size, &name);
    svg.text("strong", (0.0, 13.0), Anchor::Start, left);
    svg.text("strong", (WIDTH, 13.0), Anchor::End, right);
    let mut end = HEADER;
    let strips: Vec<(f64, f64)> = rows
        .iter()
        .map(|row| {
            end += row.height();
            (end - INTERVAL + 2.0, end)
        })
        .collect();
    scale.grid(&mut svg, &strips);
    let mut top = HEADER;
    for row in rows {
        let end = top + row.height();
        let first = top + 15.0;
        let label = wrap(&row.label, WIDTH, TEXT, 1).concat();
        svg.text("label", (0.0, first), Anchor::Start, &label);
        let numbers = if row.is_short() { first } else { first + LINE };
        svg.text("", (WIDTH, numbers), Anchor::End, &row.numbers());
        scale.draw(&mut svg, &row.summary, end - INTERVAL / 2.0 - 1.0);
        top = end;
    }
    scale.labels(&mut svg, bottom + 15.0);
    let axis = wrap(axis, WIDTH, TEXT, 1).concat();
    svg.text("", (WIDTH / 2.0, bottom + 33.0), Anchor::Middle, &axis);
    svg.finish()
}

impl Row {
    /// Whether label and numbers have room on one line.
    fn is_short(&self) -> bool {
        text_width(&self.label, TEXT) + text_width(&self.numbers(), TEXT) + 8.0 <= WIDTH
    }

    fn height(&self) -> f64 {
        let lines = if self.is_short() { 1.0 } else { 2.0 };
        lines * LINE + INTERVAL
    }

    /// Median and 90 % interval.
    fn numbers(&self) -> String {
        let digits = Digits::two_of(&self.summary, self.unit);
        format!(
            "{}{} ({})",
            digits.signed(self.summary.q50),
            self.after,
            interval_90(&self.summary, |v| digits.signed(v))
        )
    }

    fn sentence(&self) -> String {
        format!("{}: {}", self.label, self.numbers())
    }
}
