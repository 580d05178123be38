//! Words of the page of an objection.

use crate::number::percent;
use answers::comparison::Probability;

/// Heading before the id.
pub const TITLE: &str = "Objection";
/// Heading of the assumptions.
pub const HELD: &str = "What is held, why, and by whom";
/// A set of assumptions of which nobody says whose it is.
pub const NO_AUTHOR: &str = "no author given";
/// Columns of what is held.
pub const HELD_COLUMNS: [&str; 4] = ["Assumption", "Held", "Default", "Reason and sources"];
/// An assumption that is the default.
pub const IS_DEFAULT: &str = "the default itself";
/// An assumption without a source.
pub const NO_SOURCE: &str = "No source given.";
/// Heading of the effects.
pub const EFFECTS: &str = "What the policy changes, in each world";
/// Heading of the levels.
pub const LINES: &str = "What assumptions change beside what the policy changes";
/// Columns of the levels.
pub const LINES_COLUMNS: [&str; 3] = ["World", "No policy", "With the policy"];
/// Heading of the conclusions.
pub const CONCLUSIONS: &str = "What becomes of the conclusions";
/// Columns of the conclusions.
pub const CONCLUSION_COLUMNS: [&str; 4] = ["Conclusion", "Default", "With the objection", ""];
/// What the small pictures show.
pub const SHIFT: &str = "On each line from 0 to 100 %, with a mark at one half: the ring is the default, the dot the objection, with two Monte Carlo errors.";
/// Before the reasons of those that cannot react.
pub const CANNOT_REACT: &str = "Cannot react:";
/// Before the command that decides what may turn.
pub const DECIDING: &str = "To decide what may turn:";

/// What stands under the heading.
pub fn byline(by: &str, scenario: &str, draws: u32, belief: &str) -> String {
    let by = if by.is_empty() { NO_AUTHOR } else { by };
    format!(
        "By: {by}. The policy of the lines: {scenario}. {draws} draws in each world; all other assumptions from the {belief}."
    )
}

/// A form of a mechanism.
pub fn form(form: &str) -> String {
    format!("Form of a mechanism: {form}")
}

/// The later set of assumptions that is in force.
pub fn overruled(by: &str) -> String {
    format!("not in force: {by} comes later and sets it too")
}

/// Before the effects.
pub fn effects_note(years: u16) -> String {
    format!(
        "After {years} years, every run with the policy against the same run without it: median, 90 % of runs in brackets; \
         probabilities with their Monte Carlo error."
    )
}

/// Columns of the effects.
pub fn effects_columns(margin: &str) -> [String; 5] {
    [
        "World".to_owned(),
        "Difference".to_owned(),
        "Relative, %".to_owned(),
        format!("Better by over {margin}"),
        format!("Worse by over {margin}"),
    ]
}

/// Before the levels.
pub fn lines_note(years: u16) -> String {
    format!(
        "After {years} years: median, 90 % of runs in brackets. Down a column stands what the assumptions change, across a \
         row what the policy changes."
    )
}

/// How the levels of a world were found.
pub fn lines_found(world: &str, how: &str) -> String {
    format!("The figures of {world} were found {how}.")
}

/// How conclusions of a world were found.
pub fn conclusions_found(count: usize, how: &str) -> String {
    format!("{count} of the conclusions {how}.")
}

/// A small picture in words.
pub fn shift(before: &Probability, after: &Probability) -> String {
    format!(
        "From {} by default to {} with the objection",
        percent(before.value),
        percent(after.value)
    )
}
