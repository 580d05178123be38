//! How likely each option is better, no real change, or worse: one stacked bar an option.

use super::{Form, estimates, outcome};
use crate::number::probability;
use crate::strings;
use crate::svg::{Anchor, BOLD, Path, Svg, TEXT, wrap};
use answers::comparison::{Comparison, Estimate, Probability};
use engine::describe::Better;

const LINE: f64 = 17.0;
const BAR: f64 = 18.0;
const HEADER: f64 = 42.0;

/// Where things stand in a form.
struct Layout {
    width: f64,
    bar: (f64, f64),
    /// Columns of better, no real change, worse.
    columns: [(f64, Anchor); 3],
}

impl Layout {
    fn of(form: Form) -> Self {
        match form {
            Form::Wide => Self {
                width: 760.0,
                bar: (190.0, 400.0),
                columns: [
                    (418.0, Anchor::Start),
                    (532.0, Anchor::Start),
                    (654.0, Anchor::Start),
                ],
            },
            Form::Narrow => Self {
                width: 340.0,
                bar: (0.0, 340.0),
                columns: [
                    (0.0, Anchor::Start),
                    (170.0, Anchor::Middle),
                    (340.0, Anchor::End),
                ],
            },
        }
    }
}

/// The figure of an outcome at a horizon; `None` where neither direction is better.
pub fn figure(
    comparison: &Comparison,
    outcome_id: &str,
    horizon: f64,
    form: Form,
) -> Option<String> {
    let outcome = outcome(comparison, outcome_id)?;
    if outcome.better == Better::Neither {
        return None;
    }
    let layout = Layout::of(form);
    let rows: Vec<Row<'_>> = estimates(comparison, outcome_id, horizon)
        .into_iter()
        .map(|(option, estimate)| Row::new(&option.title, estimate, comparison.draws, form))
        .collect();
    let bottom = HEADER + rows.iter().map(|r| r.height(form)).sum::<f64>();
    let description = rows
        .iter()
        .map(|r| r.sentence.as_str())
        .collect::<Vec<_>>()
        .join(". ");
    let title = format!(
        "{} {}: {}, {}",
        strings::PROBABILITY_FIGURE,
        outcome.title,
        strings::after(horizon).to_lowercase(),
        strings::direction(outcome.better, &outcome.unit)
    );
    let size = (layout.width, bottom + 4.0);
    let mut svg = Svg::new(
        &format!("rows {}", form.class()),
        size,
        &title,
        &description,
    );
    header(&mut svg, &layout, form);
    let mut top = HEADER;
    for row in &rows {
        row.draw(&mut svg, &layout, top, form);
        top += row.height(form);
    }
    Some(svg.finish())
}

/// Names of the three columns, each under a swatch of its pattern.
fn header(svg: &mut Svg, layout: &Layout, form: Form) {
    let names = [strings::BETTER, strings::NO_REAL_CHANGE, strings::WORSE];
    for (k, name) in names.into_iter().enumerate() {
        let (x, anchor) = layout.columns[k];
        let swatch = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - 10.0,
            Anchor::End => x - 20.0,
        };
        segment(svg, k, (swatch, 2.0), (20.0, 12.0));
        svg.text("strong", (x, 31.0), anchor, name);
    }
    if form == Form::Wide {
        svg.text("", (layout.bar.0, 31.0), Anchor::Start, "0 %");
        svg.text("", (layout.bar.1, 31.0), Anchor::End, "100 %");
    }
}

/// A stretch of the bar; kinds differ in pattern as well as in colour.
fn segment(svg: &mut Svg, kind: usize, at: (f64, f64), size: (f64, f64)) {
    svg.rect(["better", "same", "worse"][kind.min(2)], at, size);
    if kind == 2 && size.0 > 0.0 {
        let mut hatch = Path::default();
        hatch.hatch(at, size, 6.0);
        svg.path("hatch", &hatch);
    }
}

struct Row<'a> {
    estimate: &'a Estimate,
    label: Vec<String>,
    numbers: [String; 3],
    sentence: String,
}

impl<'a> Row<'a> {
    fn new(title: &str, estimate: &'a Estimate, draws: u64, form: Form) -> Self {
        let say = |p: &Probability| probability(p, draws);
        let numbers = [&estimate.better, &estimate.no_real_change, &estimate.worse].map(say);
        let width = match form {
            Form::Wide => 174.0,
            Form::Narrow => 336.0,
        };
        Self {
            estimate,
            label: wrap(title, width, BOLD * TEXT, 3),
            sentence: strings::chances(title, &numbers[0], &numbers[1], &numbers[2]),
            numbers,
        }
    }

    fn height(&self, form: Form) -> f64 {
        let lines = self.label.len().max(1) as f64 * LINE;
        match form {
            Form::Wide => (lines + 12.0).max(BAR + 16.0),
            Form::Narrow => lines + 7.0 + BAR + LINE + 14.0,
        }
    }

    fn draw(&self, svg: &mut Svg, layout: &Layout, top: f64, form: Form) {
        svg.open_group("row", &self.sentence);
        svg.rect("target", (0.0, top), (layout.width, self.height(form)));
        svg.line("separator", (0.0, top), (layout.width, top));
        let lines = self.label.len() as f64;
        let (first, bar, numbers) = match form {
            Form::Wide => {
                let middle = top + self.height(form) / 2.0;
                (
                    middle + 4.5 - LINE * (lines - 1.0) / 2.0,
                    middle - BAR / 2.0,
                    middle + 4.5,
                )
            }
            Form::Narrow => {
                let bar = top + lines * LINE + 7.0;
                (top + LINE, bar, bar + BAR + LINE)
            }
        };
        for (k, line) in self.label.iter().enumerate() {
            svg.text(
                "strong",
                (0.0, first + LINE * k as f64),
                Anchor::Start,
                line,
            );
        }
        let (left, right) = layout.bar;
        let mut x = left;
        let shares = [
            self.estimate.better,
            self.estimate.no_real_change,
            self.estimate.worse,
        ];
        for (k, share) in shares.iter().enumerate() {
            let share = if share.value.is_finite() {
                share.value.clamp(0.0, 1.0)
            } else {
                0.0
            };
            let width = (share * (right - left)).min(right - x);
            segment(svg, k, (x, bar), (width, BAR));
            x += width;
        }
        svg.rect("outline", (left, bar), (right - left, BAR));
        for (text, (x, anchor)) in self.numbers.iter().zip(layout.columns) {
            svg.text("", (x, numbers), anchor, text);
        }
        svg.close_group();
    }
}
