//! What the two weekly maps of 2025 share: two equal groups, a conflict shock, numbered rows.
//!
//! Row 1 is one step from the start; loop step k = 1, 2, … adds row k + 1 with θ_k, and θ_k is
//! multiplied by the shock in loop steps 100 to 125, that is rows 101 to 126.

use crate::{From, PublishedError, RunRequest, RunRow, Symbol, Target, Tolerance, checked_values};

/// Members of each group at the start, people.
pub const START: f64 = 25_000.0;
/// Rows of the published runs.
pub const ROWS: usize = 1501;
const SHOCK_ROWS: std::ops::RangeInclusive<usize> = 101..=126;

/// A row: sizes after the step and deaths during it, from the sizes before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Members of the first group, people.
    pub c1: f64,
    /// Members of the second group, people.
    pub c2: f64,
    /// Killed in both groups in this week, people.
    pub killed: f64,
}

/// Runs a map for a number of rows; `next(c, enemy, theta)` is the size of a group a week later.
pub fn rows(theta: f64, shock: f64, count: usize, next: impl Fn(f64, f64, f64) -> f64) -> Vec<Row> {
    let (mut c1, mut c2) = (START, START);
    (1..=count)
        .map(|row| {
            let theta = if SHOCK_ROWS.contains(&row) {
                theta * shock
            } else {
                theta
            };
            let killed = 2.0 * theta * c1 * c2;
            (c1, c2) = (next(c1, c2, theta), next(c2, c1, theta));
            Row { c1, c2, killed }
        })
        .collect()
}

/// Runs a map as requested: `rows(shock, count)` are its rows.
pub fn run(
    id: &'static str,
    symbols: &'static [Symbol],
    request: &RunRequest,
    rows: impl Fn(f64, usize) -> Vec<Row>,
) -> Result<Vec<RunRow>, PublishedError> {
    if request.from != From::Start {
        return Err(PublishedError::NoCalendar { id });
    }
    let values = checked_values(symbols, request)?;
    let count = request.weeks.map_or(ROWS, |w| w as usize);
    Ok(to_run_rows(&rows(values[0], count)))
}

/// A reference value within a relative tolerance.
pub const fn target(
    quantity: &'static str,
    setting: &'static str,
    value: f64,
    relative: f64,
) -> Target {
    Target::reference(quantity, setting, value, Tolerance::Relative(relative))
}

/// The rows of a run as quantities; row k is week k, week 0 is the start.
fn to_run_rows(rows: &[Row]) -> Vec<RunRow> {
    let start = Row {
        c1: START,
        c2: START,
        killed: 0.0,
    };
    let mut killed_cumulative = 0.0;
    std::iter::once(&start)
        .chain(rows)
        .enumerate()
        .flat_map(|(week, row)| {
            killed_cumulative += row.killed;
            [
                ("members_total", "people", row.c1 + row.c2),
                ("members_C1", "people", row.c1),
                ("members_C2", "people", row.c2),
                ("killed_per_week", "people/week", row.killed),
                ("killed_cumulative", "people", killed_cumulative),
            ]
            .map(|(quantity, unit, value)| RunRow {
                week: week as u32,
                quantity: quantity.to_owned(),
                unit,
                value,
            })
        })
        .collect()
}

/// The one symbol of both maps.
pub const fn shock_symbol(value: f64) -> Symbol {
    Symbol {
        symbol: "shock",
        unit: "times",
        value,
        min: 0.0,
        // Beyond this more members would die in a week than there are.
        max: 500.0,
        meaning: "what conflict is multiplied by for half a year, in weeks 101 to 126",
    }
}

/// The number of a setting such as `theta x3 in loop steps 100-125`; 1 for `no shock`.
pub fn shock_of(setting: &str) -> Option<f64> {
    if setting == "no shock" {
        return Some(1.0);
    }
    setting
        .strip_prefix("theta x")?
        .split(' ')
        .next()?
        .parse()
        .ok()
}

/// A row by its number, counting from one.
pub fn row_number(name: &str, prefix: &str, rows: &[Row]) -> Option<Row> {
    let number: usize = name.strip_prefix(prefix)?.parse().ok()?;
    rows.get(number.checked_sub(1)?).copied()
}
