//! Paired differences at a horizon: dots, intervals and medians of each option on one scale.

use super::dots::{self, STACK};
use super::{Form, estimates, outcome};
use crate::number::{Digits, interval_50, interval_90, of_unit, percent};
use crate::scale::{Linear, Ticks};
use crate::strings;
use crate::svg::{Anchor, BOLD, Path, Svg, TEXT, text_width, wrap};
use answers::comparison::{Comparison, Estimate, PolicyOption, ReportedOutcome};

const LINE: f64 = 17.0;
/// Height of the intervals below the dots, with the gap to the next row.
const INTERVALS: f64 = 26.0;

/// Where things stand in a form.
struct Layout {
    width: f64,
    plot: (f64, f64),
    most_ticks: usize,
    header: f64,
}

impl Layout {
    fn of(form: Form) -> Self {
        match form {
            Form::Wide => Self {
                width: 760.0,
                plot: (190.0, 590.0),
                most_ticks: 7,
                header: 42.0,
            },
            Form::Narrow => Self {
                width: 340.0,
                plot: (10.0, 330.0),
                most_ticks: 5,
                header: 42.0,
            },
        }
    }
}

/// The figure of an outcome at a horizon.
///
/// The scale is symmetric about zero and shared by the options. One dot is a chance of 2 %.
pub fn figure(comparison: &Comparison, outcome_id: &str, horizon: f64, form: Form) -> String {
    let Some(outcome) = outcome(comparison, outcome_id) else {
        return String::new();
    };
    let layout = Layout::of(form);
    let rows: Vec<Row<'_>> = estimates(comparison, outcome_id, horizon)
        .into_iter()
        .map(|(option, estimate)| Row::new(option, estimate, outcome, form))
        .collect();
    let reach = rows
        .iter()
        .flat_map(|r| r.values())
        .map(f64::abs)
        .fold(0.0, f64::max);
    let band = half_width(comparison, &rows);
    let reach = 1.06
        * if reach > 0.0 {
            reach
        } else {
            2.0 * band.max(0.5)
        };
    let x = Linear::new((-reach, reach), layout.plot);
    let ticks = fitting_ticks(reach, &layout);

    let bottom = layout.header + rows.iter().map(Row::height).sum::<f64>();
    let key = key(comparison, &layout, outcome, band);
    let size = (layout.width, bottom + 24.0 + LINE * key.len() as f64 + 4.0);
    let description = rows
        .iter()
        .map(|r| r.sentence.as_str())
        .collect::<Vec<_>>()
        .join(". ");
    let title = format!(
        "{}, {}: {}",
        strings::DIFFERENCE_FIGURE,
        strings::after(horizon).to_lowercase(),
        outcome.title
    );
    let mut svg = Svg::new(
        &format!("rows {}", form.class()),
        size,
        &title,
        &description,
    );

    let mut top = layout.header;
    for row in &rows {
        let from = match form {
            Form::Wide => top,
            Form::Narrow => top + row.head() - 4.0,
        };
        top += row.height();
        background(&mut svg, &x, &ticks, band.min(reach), (from, top));
    }
    for value in &ticks.values {
        let at = x.at(*value);
        let label = if *value > 0.0 {
            format!("+{}", ticks.label(*value))
        } else {
            ticks.label(*value)
        };
        svg.text("", (at, bottom + 17.0), Anchor::Middle, &label);
    }
    header(&mut svg, &layout, outcome, form);
    draw_key(&mut svg, &layout, &key, bottom);

    let diameter = dots::diameter(rows.iter().map(|r| r.dots().collect()), &x);
    let mut top = layout.header;
    for row in &rows {
        row.draw(&mut svg, &layout, &x, top, diameter, form);
        top += row.height();
    }
    svg.finish()
}

/// Half the width of the band of no real change, drawn at the median baseline.
fn half_width(comparison: &Comparison, rows: &[Row<'_>]) -> f64 {
    let baseline = rows
        .iter()
        .map(|r| r.estimate.baseline.q50.abs())
        .find(|b| b.is_finite());
    let width = comparison.margin * baseline.unwrap_or(0.0);
    if width.is_finite() {
        width.max(0.0)
    } else {
        0.0
    }
}

/// Ticks whose labels neither meet nor stand out of the figure, on both sides of zero.
fn fitting_ticks(reach: f64, layout: &Layout) -> Ticks {
    let room = layout.plot.1 - layout.plot.0;
    let margin = layout.plot.0.min(layout.width - layout.plot.1);
    let widest = |ticks: &Ticks| {
        ticks
            .values
            .iter()
            .map(|v| text_width(&ticks.label(*v), TEXT))
            .fold(0.0, f64::max)
            + 18.0
    };
    let outside = widest(&Ticks::within(-reach, reach, layout.most_ticks)) / 2.0 - margin;
    let end = reach * (1.0 - 2.0 * outside.max(0.0) / room);
    for most in (3..=layout.most_ticks).rev() {
        let ticks = Ticks::within(-end, end, most);
        if ticks.values.len() >= 3 && widest(&ticks) * 2.0 * reach / ticks.step <= room {
            return ticks;
        }
    }
    // No even spacing leaves room for more: zero and one round number on either side.
    let power = 10f64.powf(end.log10().floor());
    let step = power
        * [5.0, 2.0]
            .into_iter()
            .find(|d| d * power <= end)
            .unwrap_or(1.0);
    Ticks {
        values: vec![-step, 0.0, step],
        step,
    }
}

fn header(svg: &mut Svg, layout: &Layout, outcome: &ReportedOutcome, form: Form) {
    let (less, more) = strings::ends(outcome.better, &outcome.unit);
    let (left, right) = layout.plot;
    svg.text("strong", (left, 13.0), Anchor::Start, &less);
    svg.text("strong", (right, 13.0), Anchor::End, &more);
    svg.text(
        "",
        ((left + right) / 2.0, 13.0 + LINE),
        Anchor::Middle,
        strings::NO_DIFFERENCE,
    );
    if form == Form::Wide {
        let x = right + 20.0;
        svg.text("strong", (x, 13.0), Anchor::Start, strings::MEDIAN);
        svg.text("", (x, 13.0 + LINE), Anchor::Start, strings::INTERVAL_90);
    }
}

/// Band, grid and zero line behind one row.
fn background(svg: &mut Svg, x: &Linear, ticks: &Ticks, band: f64, (top, bottom): (f64, f64)) {
    svg.rect(
        "same-band",
        (x.at(-band), top),
        (x.at(band) - x.at(-band), bottom - top),
    );
    let mut grid = Path::default();
    for value in ticks.values.iter().filter(|v| **v != 0.0) {
        grid.polyline([(x.at(*value), top), (x.at(*value), bottom)]);
    }
    svg.path("grid", &grid);
    svg.line("zero", (x.at(0.0), top), (x.at(0.0), bottom));
}

/// Width of the swatch in the key.
const SWATCH: f64 = 22.0;

/// Lines of the key: the title of the axis, then what the band is.
fn key(
    comparison: &Comparison,
    layout: &Layout,
    outcome: &ReportedOutcome,
    band: f64,
) -> Vec<String> {
    // Centred under the plot, so the nearer edge of the figure decides.
    let middle = (layout.plot.0 + layout.plot.1) / 2.0;
    let width = 2.0 * middle.min(layout.width - middle) - 10.0;
    let mut lines = wrap(&strings::difference_axis(&outcome.unit), width, TEXT, 1);
    let band = strings::band(&percent(comparison.margin), &of_unit(band, &outcome.unit));
    lines.extend(wrap(&band, width - SWATCH, TEXT, 2));
    lines
}

fn draw_key(svg: &mut Svg, layout: &Layout, lines: &[String], bottom: f64) {
    let middle = (layout.plot.0 + layout.plot.1) / 2.0;
    let widest = lines
        .iter()
        .skip(1)
        .map(|l| text_width(l, TEXT))
        .fold(0.0, f64::max);
    let left = (middle - (widest - SWATCH) / 2.0).max(SWATCH);
    for (k, line) in lines.iter().enumerate() {
        let y = bottom + 20.0 + LINE * (k as f64 + 1.0);
        match k {
            0 => svg.text("", (middle, y), Anchor::Middle, line),
            _ => svg.text("", (left, y), Anchor::Start, line),
        }
        if k == 1 {
            svg.rect("same-band", (left - SWATCH, y - 11.0), (16.0, 13.0));
        }
    }
}

/// One option of the figure.
struct Row<'a> {
    estimate: &'a Estimate,
    unit: &'a str,
    label: Vec<String>,
    sentence: String,
    has_values: bool,
    form: Form,
}

impl<'a> Row<'a> {
    fn new(
        option: &PolicyOption,
        estimate: &'a Estimate,
        outcome: &'a ReportedOutcome,
        form: Form,
    ) -> Self {
        let d = &estimate.difference;
        let has_values = [d.q05, d.q25, d.q50, d.q75, d.q95]
            .iter()
            .all(|v| v.is_finite());
        let width = match form {
            Form::Wide => 174.0,
            Form::Narrow => 336.0,
        };
        let sentence = if has_values {
            let digits = Digits::of(d, &outcome.unit);
            strings::row(
                &option.title,
                &digits.signed(d.q50),
                &outcome.unit,
                &interval_50(d, |v| digits.signed(v)),
                &interval_90(d, |v| digits.signed(v)),
            )
        } else {
            format!("{}: {}", option.title, strings::NOT_DRAWN)
        };
        let label = wrap(&option.title, width, BOLD * TEXT, 3);
        Self {
            estimate,
            unit: &outcome.unit,
            label,
            sentence,
            has_values,
            form,
        }
    }

    /// Finite values that the scale must hold.
    fn values(&self) -> impl Iterator<Item = f64> {
        let d = self.estimate.difference;
        let ends = [d.q05, d.q95].into_iter().filter(|_| self.has_values);
        self.dots().chain(ends)
    }

    fn dots(&self) -> impl Iterator<Item = f64> {
        self.estimate.dots.iter().copied().filter(|v| v.is_finite())
    }

    /// Height of what stands above the dots.
    fn head(&self) -> f64 {
        match self.form {
            Form::Wide => 8.0,
            Form::Narrow => (self.label.len() + 1) as f64 * LINE + 12.0,
        }
    }

    fn height(&self) -> f64 {
        self.head() + STACK + INTERVALS
    }

    fn draw(
        &self,
        svg: &mut Svg,
        layout: &Layout,
        x: &Linear,
        top: f64,
        diameter: f64,
        form: Form,
    ) {
        let d = &self.estimate.difference;
        let floor = top + self.head() + STACK;
        svg.open_group("row", &self.sentence);
        svg.rect("target", (0.0, top), (layout.width, self.height()));
        svg.line("separator", (0.0, top), (layout.width, top));
        let (median, interval) = if self.has_values {
            let digits = Digits::of(d, self.unit);
            (digits.signed(d.q50), interval_90(d, |v| digits.signed(v)))
        } else {
            (strings::NOT_DRAWN.to_owned(), String::new())
        };
        match form {
            Form::Wide => {
                let first = floor - 8.0 - LINE * (self.label.len() as f64 - 1.0) / 2.0;
                for (k, line) in self.label.iter().enumerate() {
                    svg.text(
                        "strong",
                        (0.0, first + LINE * k as f64),
                        Anchor::Start,
                        line,
                    );
                }
                let left = layout.plot.1 + 20.0;
                svg.text("strong", (left, floor - 8.0), Anchor::Start, &median);
                svg.text("", (left, floor - 8.0 + LINE), Anchor::Start, &interval);
            }
            Form::Narrow => {
                for (k, line) in self.label.iter().enumerate() {
                    svg.text(
                        "strong",
                        (0.0, top + LINE * (k as f64 + 1.0)),
                        Anchor::Start,
                        line,
                    );
                }
                let text = if interval.is_empty() {
                    median
                } else {
                    format!("{median} (90 %: {interval})")
                };
                let y = top + LINE * (self.label.len() as f64 + 1.0);
                svg.text("", (0.0, y), Anchor::Start, &text);
            }
        }
        let (centres, drawn) = dots::stack(self.dots(), x, diameter, floor);
        svg.dots("dots", &centres, drawn);
        if self.has_values {
            let y = floor + 9.0;
            svg.line("i90", (x.at(d.q05), y), (x.at(d.q95), y));
            svg.line("i50", (x.at(d.q25), y), (x.at(d.q75), y));
            let at = x.at(d.q50);
            let mut diamond = Path::default();
            diamond.diamond((at, y), (5.0, 6.5));
            svg.path("diamond", &diamond);
        }
        svg.close_group();
    }
}
