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

/// Year and value of the rows of a table for which `wanted` holds and the year is a whole one.
fn rows(
    table: &str,
    year: usize,
    value: usize,
    wanted: impl Fn(&csv::StringRecord) -> bool,
) -> Vec<(u16, f64)> {
    csv::Reader::from_path(shared(table))
        .unwrap()
        .records()
        .map(Result::unwrap)
        .filter(|r| wanted(r))
        .filter_map(|r| Some((r[year].parse().ok()?, r[value].parse().unwrap())))
        .collect()
}

/// The same points in the order of years.
fn sorted(mut points: Vec<(u16, f64)>) -> Vec<(u16, f64)> {
    points.sort_by_key(|p| p.0);
    points
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn killings_put_down_to_organised_crime_equal_their_table() {
    for (id, counter) in [
        ("oc_killings_moloeznik", "Moloeznik"),
        ("oc_killings_reforma", "Reforma"),
        ("oc_killings_milenio", "Milenio"),
        ("oc_killings_presidency", "PGR / Presidency"),
        ("oc_killings_federal", "federal government"),
        ("oc_killings_lantia", "Lantia"),
    ] {
        let table = rows("data/mexico_oc_killings.csv", 0, 1, |r| {
            r[2].starts_with(counter)
        });
        assert_eq!(record::find(id).unwrap().points, sorted(table), "{id}");
    }
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn forces_and_extraditions_equal_their_tables() {
    let army = rows("data/mexico_security_forces.csv", 0, 2, |r| {
        &r[1] == "army_on_public_security"
    });
    assert_eq!(
        record::find("army_on_public_security").unwrap().points,
        sorted(army)
    );
    let extradited = |wanted: &dyn Fn(&csv::StringRecord) -> bool| {
        sorted(rows("data/events/extraditions_by_year.csv", 0, 1, wanted))
    };
    assert_eq!(
        record::find("extraditions_to_us_nationals").unwrap().points,
        extradited(&|r| &r[2] == "Mexican nationals only")
    );
    // Of the two counts of 2008 the one of US Justice.
    assert_eq!(
        record::find("extraditions_to_us").unwrap().points,
        extradited(&|r| r[2].starts_with("all")
            && &r[3] != "from memory"
            && !r[2].contains("at 30 Dec"))
    );
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn leaders_removed_equal_the_derived_table() {
    for (id, name) in [
        ("leaders_removed_top", "state_captures_kills_top"),
        (
            "leaders_removed_lieutenants",
            "state_captures_kills_lieutenant",
        ),
    ] {
        let mut table = column("data/events/derived_kingpins_per_year.csv", "year", name);
        // The table ends in June 2024.
        table.retain(|p| p.0 < 2024);
        assert_eq!(record::find(id).unwrap().points, table, "{id}");
    }
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn market_series_equal_their_tables_in_the_years_that_were_read() {
    let overdose = "data/market/us_overdose_annual.csv";
    let synthetic = "synthetic_opioids_other_than_methadone_T40_4";
    let seizures = "data/market/us_fentanyl_seizures_cbp.csv";
    assert_eq!(
        record::find("us_overdose_deaths").unwrap().points,
        column(overdose, "year", "all_drugs")
    );
    for (id, mut table, years_read) in [
        (
            "us_overdose_deaths_synthetic_opioids",
            column(overdose, "year", synthetic),
            &[2013, 2018, 2019, 2021, 2022, 2023][..],
        ),
        (
            "fentanyl_seizures_cbp",
            column(seizures, "fiscal_year", "nationwide_lb"),
            &[2020, 2021, 2022][..],
        ),
    ] {
        table.retain(|p| years_read.contains(&p.0));
        assert_eq!(record::find(id).unwrap().points, table, "{id}");
    }
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn whole_years_of_the_tables_agree_with_the_record() {
    let deaths = read_state_months(&shared("data/mexico_homicides_state_month.csv")).unwrap();
    assert_eq!(deaths.span(), Some(((2000, 1), (2022, 12))));
    let states: std::collections::BTreeSet<u8> = deaths.rows.iter().map(|r| r.state).collect();
    assert_eq!(states, (1..=32).collect());
    assert_eq!(deaths.whole_year_total(0, 2007), Some(8837.0));
    let series = record::find("homicides_inegi_by_occurrence").unwrap();
    assert!(deaths.differences(0, series).is_empty());
    let victims =
        read_state_months(&shared("data/mexico_homicides_state_month_sesnsp.csv")).unwrap();
    assert_eq!(victims.span(), Some(((2015, 1), (2024, 6))));
    assert_eq!(victims.whole_year_total(0, 2024), None, "half a year");
    for (column, id) in [
        ("victims_homicidio_doloso", "homicides_sesnsp_victims"),
        ("victims_feminicidio", "femicides_sesnsp_victims"),
    ] {
        let at = victims.column(column).unwrap();
        let series = record::find(id).unwrap();
        for &(year, value) in series.points {
            assert_eq!(
                victims.whole_year_total(at, year),
                Some(value),
                "{id} {year}"
            );
        }
        assert!(victims.differences(at, series).is_empty());
    }
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn states_are_those_of_the_table() {
    let mut reader = csv::Reader::from_path(shared("data/mexico_states.csv")).unwrap();
    let table: Vec<(u8, String)> = reader
        .records()
        .map(Result::unwrap)
        .map(|r| (r[0].parse().unwrap(), r[1].to_owned()))
        .collect();
    assert_eq!(table.len(), 32);
    for (code, name) in table {
        assert_eq!(record::states::by_code(code).unwrap().name, name);
        assert_eq!(record::states::find(&name).unwrap().code, code);
    }
}
