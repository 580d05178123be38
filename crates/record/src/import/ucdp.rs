//! Uppsala Conflict Data Program, Georeferenced Event Dataset (GED), the world or Mexico.
//!
//! A row an event. Deaths are the best estimate, in the state `adm_1` and the month in which the event began,
//! apart by type of violence: 1 state-based, 2 between organised groups, 3 against civilians.

use super::Imported;
use super::sheet::{ImportError, Sheet};
use crate::states::plain;
use std::collections::{BTreeMap, HashMap};

pub(super) fn import(sheets: &[Sheet]) -> Result<Imported, ImportError> {
    let mut events: BTreeMap<(u8, u16, u8), [f64; 4]> = BTreeMap::new();
    let mut seen: HashMap<String, String> = HashMap::new();
    let (mut elsewhere, mut unplaced, mut unplaced_deaths) = (0_u64, 0_u64, 0.0);
    let mut years = (u16::MAX, u16::MIN);
    for sheet in sheets {
        let id = sheet.column(&["id"])?;
        let country = sheet.column(&["country"])?;
        let kind = sheet.column(&["type_of_violence"])?;
        let place = sheet.column(&["adm_1"])?;
        let start = sheet.column(&["date_start"])?;
        let best = sheet.column(&["best", "best_est"])?;
        sheet.each(|line, row| {
            if plain(row.text(country)) != "mexico" {
                elsewhere += 1;
                return Ok(());
            }
            let kind = row.whole(
                kind,
                1..=3,
                "a type of violence: 1 state-based, 2 non-state, 3 one-sided",
            )?;
            let deaths = row
                .count(best)?
                .ok_or_else(|| row.wrong(best, "a number of deaths"))?;
            let (year, month) = year_and_month(row.text(start))
                .ok_or_else(|| row.wrong(start, "a date such as 2019-10-17"))?;
            if row.text(id).is_empty() {
                return Err(row.wrong(id, "the number of an event"));
            }
            let here = format!("{}, line {line}", sheet.file());
            if let Some(first) = seen.insert(row.text(id).to_owned(), here) {
                return Err(format!(
                    "event {} stands in {first} already: two vintages are not added up",
                    row.text(id)
                ));
            }
            years = (years.0.min(year), years.1.max(year));
            if row.text(place).is_empty() {
                unplaced += 1;
                unplaced_deaths += deaths;
                return Ok(());
            }
            let state = row.state(place)?;
            let counts = events.entry((state, year, month)).or_default();
            counts[0] += 1.0;
            counts[usize::from(kind)] += deaths;
            Ok(())
        })?;
    }
    if years.0 > years.1 {
        return Err(ImportError::Files {
            file: sheets.first().map_or("", Sheet::file).to_owned(),
            reason: "there is no event in Mexico".to_owned(),
        });
    }
    // The dataset holds all events that it knows: a month without one is a zero of the dataset.
    for state in 1..=32 {
        for year in years.0..=years.1 {
            for month in 1..=12 {
                events.entry((state, year, month)).or_default();
            }
        }
    }
    let rows = events
        .iter()
        .map(|(&(state, year, month), counts)| {
            let keys = [f64::from(state), f64::from(year), f64::from(month)];
            keys.iter().chain(counts).copied().map(Some).collect()
        })
        .collect();
    Ok(Imported {
        header: vec![
            "state_code",
            "year",
            "month",
            "events",
            "deaths_state_based",
            "deaths_non_state",
            "deaths_one_sided",
        ],
        rows,
        notes: vec![
            format!("{} events in Mexico, {} to {}; best estimates, by the month in which an event began.", seen.len(), years.0, years.1),
            format!("Left out: {unplaced} events without a state, with {unplaced_deaths} deaths; {elsewhere} events in other countries."),
            "A zero means that the dataset has no event, not that nothing happened; coverage grew over time.".to_owned(),
        ],
    })
}

/// Of a date as `2019-10-17`, with or without a time after it.
fn year_and_month(date: &str) -> Option<(u16, u8)> {
    let date = date.split([' ', 'T']).next()?;
    let mut parts = date.split('-');
    let year: u16 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    let whole = (1946..=2100).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && parts.next().is_none();
    whole.then_some((year, month))
}
