//! The embedded figures are those of the shared tables, value by value; the reader reads the tables.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use acceptance::shared;
use record::long_csv::read_state_months;

fn column(table: &str, key: &str, column: &str) -> Vec<(u16, f64)> {
    let mut reader = csv::Reader::from_path(shared(table)).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (key, column) = (at(key), at(column));
    reader
        .records()
        .map(Result::unwrap)
        .filter(|r| !r[column].is_empty())
        .map(|r| (r[key].parse().unwrap(), r[column].parse().unwrap()))
        .collect()
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn embedded_series_equal_their_tables() {
    let annual = "data/mexico_homicides_annual.csv";
    let trends = "reference/pc2023_trends.csv";
    for (id, table, name) in [
        ("homicides_inegi", annual, "inegi_homicides"),
        (
            "homicides_inegi_by_occurrence",
            annual,
            "inegi_by_occurrence_gargiulo",
        ),
        (
            "homicides_sesnsp_cases_old",
            annual,
            "sesnsp_cases_old_method",
        ),
        (
            "homicides_sesnsp_cases_new",
            annual,
            "sesnsp_cases_new_method",
        ),
        (
            "homicides_sesnsp_victims",
            annual,
            "sesnsp_victims_homicidio_doloso",
        ),
        (
            "femicides_sesnsp_victims",
            annual,
            "sesnsp_victims_feminicidio",
        ),
        (
            "homicides_and_femicides_sesnsp_victims",
            annual,
            "sesnsp_victims_both",
        ),
        ("pc2023_homicides", trends, "homicides"),
        ("pc2023_missing", trends, "missing"),
        ("pc2023_incarcerations", trends, "incarcerations"),
    ] {
        let series = record::find(id).unwrap();
        assert_eq!(series.points, column(table, "year", name), "{id}");
    }
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn population_and_conflict_deaths_equal_their_tables() {
    let filtered =
        |table: &str, at: usize, wanted: &str, year: usize, value: usize| -> Vec<(u16, f64)> {
            csv::Reader::from_path(shared(table))
                .unwrap()
                .records()
                .map(Result::unwrap)
                .filter(|r| &r[at] == wanted)
                .map(|r| (r[year].parse().unwrap(), r[value].parse().unwrap()))
                .collect()
        };
    let population = filtered("data/mexico_population_state_year.csv", 0, "0", 2, 3);
    assert_eq!(
        record::find("population_conapo_2023").unwrap().points,
        population
    );
    let deaths = filtered("data/ucdp_mexico_year.csv", 1, "non-state", 0, 3);
    assert_eq!(record::find("ucdp_nonstate_deaths").unwrap().points, deaths);
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn the_state_month_table_is_read_whole_and_adds_up() {
    let table = read_state_months(&shared("data/mexico_homicides_state_month.csv")).unwrap();
    assert_eq!(table.columns, ["homicides", "population"]);
    assert_eq!(table.rows.len(), 8832);
    assert_eq!(table.years(), (2000..=2022).collect::<Vec<u16>>());
    assert_eq!(table.yearly_total(0, 2007), Some(8837.0));
    for &(year, value) in record::find("homicides_inegi_by_occurrence")
        .unwrap()
        .points
    {
        assert_eq!(table.yearly_total(0, year), Some(value), "{year}");
    }
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn the_table_of_victims_is_read_whole_and_adds_up() {
    let table = read_state_months(&shared("data/mexico_homicides_state_month_sesnsp.csv")).unwrap();
    assert_eq!(table.rows.len(), 3648);
    for (column, id) in [
        (0, "homicides_sesnsp_victims"),
        (1, "femicides_sesnsp_victims"),
    ] {
        for &(year, value) in record::find(id).unwrap().points {
            assert_eq!(table.yearly_total(column, year), Some(value), "{id} {year}");
        }
    }
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn removals_by_year_and_rank_equal_the_derived_table() {
    use record::history::{Rank, removed_in};
    for (name, rank) in [
        ("state_captures_kills_top", Rank::Top),
        ("state_captures_kills_lieutenant", Rank::Lieutenant),
    ] {
        for (year, count) in column("data/events/derived_kingpins_per_year.csv", "year", name) {
            assert_eq!(f64::from(removed_in(year, rank)), count, "{name} {year}");
        }
    }
}
