//! Words on what the width of an answer is made of.

/// Heading.
pub const TITLE: &str = "What the width is made of";
/// Before the structures.
pub const STRUCTURES_NOTE: &str = "The literature disagrees on how violence follows from contact between groups and on what a bloc does that loses its leader. Each pair of answers is a structure of the model, fitted to the record by itself. The weights below are those that make their joint forecasts of homicides by state after 2006 to 2020 best (stacking); before the record has spoken they are equal.";
/// Before the splits.
pub const SPLIT_NOTE: &str = "Shares of the variance of the change against the baseline at three years (runs in the outer 1 % on each side held at its edge). Chance: the same parameters under other random numbers. The last column names the assumptions whose values go most with the change (rank correlation): who could measure them could narrow the answer.";
/// Columns.
pub const COLUMNS: [&str; 5] = [
    "Option",
    "Chance",
    "Parameters",
    "Structures",
    "Hangs most on",
];

/// A form of conflict in words.
pub fn conflict(form: &str) -> &str {
    match form {
        "mass-action" => "deaths grow with the product of members that meet",
        "frequency-dependent" => "each member meets a fixed number of rivals",
        "tullock" => "a contest over the rents of the trade",
        other => other,
    }
}

/// What follows the removal of a leader, in words.
pub fn removal(form: &str) -> &str {
    match form {
        "splits" => "a bloc that loses its leader splits",
        "replacement" => "leaders are always replaced",
        other => other,
    }
}

/// A rank correlation.
pub fn correlation(r: f64) -> String {
    format!("{}{:.2}", if r < 0.0 { "−" } else { "+" }, r.abs())
}
