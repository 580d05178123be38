//! Words of the page of robust portfolios.

use answers::flagship::portfolios::limits::Kind;
use engine::describe::Better;

/// Heading.
pub const TITLE: &str = "Robust portfolios";
/// Heading of the picture.
pub const PICTURE: &str = "The fronts, outcome against outcome";
/// Below it.
pub const PICTURE_NOTE: &str = "Each mark is a portfolio: its mean change against the status quo, by two outcomes at a time. Lines are 90 % of draws. Large marks with a number are on a front and stand in the table; small faint ones were judged too. The dashed lines are the status quo; the side where both outcomes are better is shaded. Outcomes are never added up.";
/// Heading of the table of portfolios.
pub const TABLE: &str = "Portfolios and outcomes";
/// Above it.
pub const TABLE_NOTE: &str = "Mean change against the status quo with its Monte Carlo standard error; 90 % of draws; the probability that it is better or worse by more than the margin; regret: the distance to the best portfolio of each draw, mean and what 90 % of draws stay below. Dominated: how often another portfolio, picked in the search, is at least as good in every outcome and better in one.";
/// Heading of the contests.
pub const CONTESTS: &str = "Force against no force, at equal reach (claim 14)";
/// Above them.
pub const CONTESTS_NOTE: &str = "Each portfolio against the one of the other kind that reaches no further and dominated it most often in the search. Both ways round.";
/// Heading of the table of kinds.
pub const BEST: &str = "Which kind is the best of a draw";
/// Above it.
pub const BEST_NOTE: &str = "Share of draws in which a portfolio of a kind is the best in an outcome. Equals count for each kind, so rows may add up to more than 100 %.";
/// Heading of the limits.
pub const LIMITS: &str = "Levers, limits and costs";
/// Above the command.
pub const PASSPORT: &str =
    "The same version, levers, draws and seed give the same numbers. To make this page again:";
/// Columns of the limits.
pub const LIMIT_COLUMNS: [&str; 6] = ["Lever", "Up to", "Unit", "From", "Force?", "Cost"];

/// Under the heading.
pub fn byline(
    start: &str,
    years: u16,
    belief: &str,
    searched: usize,
    search: u32,
    draws: u32,
) -> String {
    format!(
        "Levers in force from {start} on; outcomes as yearly means over {years} years, under the {belief}. {searched} \
         portfolios searched on {search} draws; what was found is judged on {draws} others."
    )
}

/// Which direction is better.
pub fn better(better: Better) -> &'static str {
    match better {
        Better::Lower => "less is better",
        Better::Higher => "more is better",
        Better::Neither => "",
    }
}

/// The fronts that a portfolio is on.
pub fn fronts(by_mean: bool, by_regret: bool) -> &'static str {
    match (by_mean, by_regret) {
        (true, true) => "front by mean and by regret",
        (true, false) => "front by mean",
        (false, true) => "front by regret",
        (false, false) => "",
    }
}

/// Reach.
pub fn reach(reach: f64) -> String {
    format!("reach {reach}")
}

/// The name of an axis.
pub fn axis(title: &str, direction: Better) -> String {
    format!("{}, change in % ({})", short(title), better(direction))
}

/// The part of a title before its first comma or colon.
pub fn short(title: &str) -> &str {
    title.split([',', ':']).next().unwrap_or(title)
}

/// What a mark says when it is pointed at.
pub fn mark(id: &str, kind: Kind, words: &str) -> String {
    format!("{id}, {}: {words}", kind.name())
}

/// What a picture is, for people who cannot see it.
pub fn picture(x: &str, y: &str) -> String {
    format!(
        "Portfolios by change in {} and {}; the numbers are in the table",
        short(x),
        short(y)
    )
}
