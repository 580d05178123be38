//! A panel of rows on one scale: a label with its numbers, and below it the interval drawn.

use super::strips::Scale;
use crate::number::{Digits, interval_90};
use crate::svg::{Anchor, Svg, TEXT, text_width, wrap};
use answers::comparison::Summary;

/// Width of a panel.
pub(super) const WIDTH: f64 = 340.0;
const ROW: f64 = 40.0;
/// Height of the ends of the axis above the rows.
const HEADER: f64 = 20.0;

/// One row of a panel.
pub(super) struct Row {
    /// What is measured.
    pub(super) label: String,
    /// The values to draw and to write.
    pub(super) summary: Summary,
    /// Written after each number, for example ` %`.
    pub(super) unit: &'static str,
}

/// The panel; `ends` say what left and right mean and `axis` is the axis' title with its unit.
pub(super) fn panel(
    scale: &Scale,
    rows: &[Row],
    title: &str,
    (left, right): (&str, &str),
    axis: &str,
) -> String {
    let bottom = HEADER + ROW * rows.len() as f64;
    let sentences: Vec<String> = rows.iter().map(Row::sentence).collect();
    let size = (WIDTH, bottom + 40.0);
    let name = format!("{title}. {}", sentences.join(". "));
    let mut svg = Svg::named("intervals", size, &name);
    svg.text("strong", (0.0, 13.0), Anchor::Start, left);
    svg.text("strong", (WIDTH, 13.0), Anchor::End, right);
    for (k, row) in rows.iter().enumerate() {
        let top = HEADER + ROW * k as f64;
        scale.background(&mut svg, 0.0, (top + 20.0, top + ROW));
        let numbers = row.numbers();
        let room = WIDTH - text_width(&numbers, TEXT) - 6.0;
        let label = wrap(&row.label, room.max(80.0), TEXT, 1).concat();
        svg.text("note", (0.0, top + 15.0), Anchor::Start, &label);
        svg.text("", (WIDTH, top + 15.0), Anchor::End, &numbers);
        scale.draw(&mut svg, &row.summary, top + 28.0);
    }
    scale.labels(&mut svg, bottom + 15.0);
    let axis = wrap(axis, WIDTH, TEXT, 1).concat();
    svg.text("", (WIDTH / 2.0, bottom + 33.0), Anchor::Middle, &axis);
    svg.finish()
}

impl Row {
    /// Median and 90 % interval.
    fn numbers(&self) -> String {
        let digits = Digits::two_of(&self.summary);
        format!(
            "{}{} ({})",
            digits.signed(self.summary.q50),
            self.unit,
            interval_90(&self.summary, |v| digits.signed(v))
        )
    }

    fn sentence(&self) -> String {
        format!("{}: {}", self.label, self.numbers())
    }
}
