//! Who dies more or less under an option: a row for each kind of death, one panel an option.

use super::intervals::{Row, WIDTH, panel};
use super::strips::Scale;
use crate::number::of_unit;
use crate::strings;
use answers::comparison::{Comparison, DeathsByKind};

/// The panel of one option and horizon; the scale, people a year, is shared by all panels of that
/// horizon.
pub fn figure(comparison: &Comparison, deaths: &DeathsByKind) -> String {
    let same = |d: &&DeathsByKind| d.horizon_years == deaths.horizon_years;
    let scale = Scale::of(
        comparison
            .deaths_by_kind
            .iter()
            .filter(same)
            .flat_map(|d| d.parts.iter().map(|p| &p.difference)),
        WIDTH,
    );
    let rows: Vec<Row> = deaths
        .parts
        .iter()
        .map(|part| Row {
            label: strings::kind_of_death(
                &part.label,
                &of_unit(part.baseline.q50, strings::PEOPLE),
            ),
            summary: part.difference,
            unit: strings::PEOPLE,
            after: "",
        })
        .collect();
    let title = format!(
        "{}: {}, {}",
        strings::DEATHS,
        super::title(comparison, &deaths.option),
        strings::after(deaths.horizon_years).to_lowercase()
    );
    let ends = (strings::FEWER_DEATHS, strings::MORE_DEATHS);
    panel(&scale, &rows, &title, ends, strings::DEATHS_AXIS)
}
