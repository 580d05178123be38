//! The relationship between the two countries: one panel a channel, a line with its band an option.

use super::fan::{self, Frame, RIGHT, SIZE};
use super::{drawn, has_many, outcome};
use crate::svg::{Anchor, Svg};
use answers::comparison::{Comparison, Fan, PolicyOption, ReportedOutcome, Summary};

/// Options drawn, the baseline among them.
const MOST_OPTIONS: usize = 4;
/// Outcome whose change decides which options are drawn.
const COOPERATION: &str = "cooperation";
/// How an outcome that is a channel begins its id.
const CHANNEL: &str = "channel_";
/// Least distance between the letters at the ends of the lines.
const LETTER: f64 = 13.0;

/// The outcomes that are channels and have bands over time, in the order of the answer.
pub fn outcomes(comparison: &Comparison) -> Vec<&ReportedOutcome> {
    comparison
        .outcomes
        .iter()
        .filter(|o| o.id.starts_with(CHANNEL))
        .filter(|o| comparison.fans.iter().any(|f| f.outcome == o.id))
        .collect()
}

/// The options drawn, each with the letter that marks its line: the baseline first, then those that
/// move cooperation most.
pub fn options(comparison: &Comparison) -> Vec<(char, &PolicyOption)> {
    ('A'..)
        .zip(drawn(comparison, COOPERATION, MOST_OPTIONS))
        .collect()
}

/// The panel of one channel: medians with 90 % bands. Lines differ in colour, in dashes and in the
/// letter at their end.
pub fn figure(comparison: &Comparison, outcome_id: &str) -> String {
    let Some(outcome) = outcome(comparison, outcome_id) else {
        return String::new();
    };
    let fans: Vec<(usize, char, Fan, &str)> = options(comparison)
        .into_iter()
        .enumerate()
        .filter_map(|(k, (letter, option))| {
            let fan = comparison
                .fans
                .iter()
                .find(|f| f.option == option.id && f.outcome == outcome_id)?;
            let fan = fan::thinned(fan, has_many(comparison));
            Some((k, letter, fan, option.title.as_str()))
        })
        .collect();
    let frame = Frame::new(comparison, outcome_id, &outcome.unit, &[]);
    let sentences: Vec<String> = fans
        .iter()
        .map(|(_, letter, fan, title)| {
            format!("{letter} {title}: {}", fan::description(fan, &outcome.unit))
        })
        .collect();
    let name = format!("{}. {}", outcome.title, sentences.join(" "));
    let mut svg = Svg::named("channel", SIZE, &name);
    frame.draw_axes(&mut svg);
    let points = |fan: &Fan| -> Vec<(f64, Summary)> {
        fan.years
            .iter()
            .copied()
            .zip(fan.bands.iter().copied())
            .collect()
    };
    for (k, _, fan, _) in &fans {
        let points = points(fan);
        let points: Vec<(f64, &Summary)> = points.iter().map(|(x, b)| (*x, b)).collect();
        fan::band(&mut svg, &frame, &format!("wash c{k}"), &points, |b| {
            (b.q05, b.q95)
        });
    }
    frame.draw_start(&mut svg);
    let mut ends: Vec<(f64, char, usize)> = Vec::new();
    for (k, letter, fan, _) in &fans {
        let points = points(fan);
        let points: Vec<(f64, &Summary)> = points.iter().map(|(x, b)| (*x, b)).collect();
        fan::median(&mut svg, &frame, &format!("series c{k}"), &points);
        if let Some(last) = points.last().map(|(_, b)| b.q50).filter(|v| v.is_finite()) {
            ends.push((frame.y.at(last), *letter, *k));
        }
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut above = f64::NEG_INFINITY;
    for (y, letter, k) in ends {
        let y = y.max(above + LETTER);
        above = y;
        let at = (SIZE.0 - RIGHT + 3.0, y + 4.5);
        svg.text(
            &format!("strong letter c{k}"),
            at,
            Anchor::Start,
            &letter.to_string(),
        );
    }
    svg.finish()
}

/// A sample of a line for the key, as the content of a drawing 28 by 14.
pub(crate) fn sample(k: usize) -> String {
    format!(
        "<rect class=\"wash c{k}\" width=\"28\" height=\"14\"/><path class=\"series c{k}\" d=\"M0 7H28\"/>"
    )
}
