//! CDC, National Center for Health Statistics, *VSRR Provisional Drug Overdose Death Counts*
//! (data.cdc.gov, xkb8-kh2a).
//!
//! A row a place, month and indicator: deaths in the twelve months that end with the month, as reported and as
//! predicted with allowance for late reports. The rows of the United States are read.

use super::Imported;
use super::sheet::{ImportError, Sheet};
use crate::states::plain;
use std::collections::BTreeMap;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What is counted, and how the file names it.
const INDICATORS: [&str; 2] = [
    "number of drug overdose deaths",
    "synthetic opioids, excl. methadone (t40.4)",
];

pub(super) fn import(sheets: &[Sheet]) -> Result<Imported, ImportError> {
    let mut deaths: BTreeMap<(u16, u8), [Option<f64>; 4]> = BTreeMap::new();
    let mut seen: BTreeMap<(u16, u8, usize), String> = BTreeMap::new();
    let mut others = 0_u64;
    for sheet in sheets {
        let place = sheet.column(&["state"])?;
        let year = sheet.column(&["year"])?;
        let month = sheet.column(&["month"])?;
        let period = sheet.column(&["period"])?;
        let indicator = sheet.column(&["indicator"])?;
        let reported = sheet.column(&["data value"])?;
        let predicted = sheet.column(&["predicted value"])?;
        sheet.each(|line, row| {
            let of = plain(row.text(indicator));
            let Some(k) = INDICATORS.iter().position(|i| *i == of) else {
                others += 1;
                return Ok(());
            };
            if row.text(place) != "US" {
                others += 1;
                return Ok(());
            }
            let year = row.whole(year, 2010..=2100, "a year from 2010 to 2100")?;
            let name = plain(row.text(month));
            let month_of = (1..)
                .zip(MONTHS)
                .find(|(_, m)| *m == name)
                .map(|(k, _)| k)
                .ok_or_else(|| row.wrong(month, "the English name of a month"))?;
            if !plain(row.text(period)).starts_with("12 month") {
                return Err(row.wrong(period, "`12 month-ending`, the only period that is read"));
            }
            let values = [row.count(reported)?, row.count(predicted)?];
            let here = format!("{}, line {line}", sheet.file());
            if let Some(first) = seen.insert((year, month_of, k), here) {
                return Err(format!("{} {year} of this indicator stands in {first} already: two vintages are not mixed", MONTHS[usize::from(month_of) - 1]));
            }
            let entry = deaths.entry((year, month_of)).or_default();
            entry[2 * k..2 * k + 2].copy_from_slice(&values);
            Ok(())
        })?;
    }
    if deaths.is_empty() {
        return Err(ImportError::Files {
            file: sheets.first().map_or("", Sheet::file).to_owned(),
            reason: "there is no row for the United States (`US`) with the number of drug overdose deaths".to_owned(),
        });
    }
    let rows = deaths
        .iter()
        .map(|(&(year, month), values)| {
            let keys = [Some(f64::from(year)), Some(f64::from(month))];
            keys.iter().chain(values).copied().collect()
        })
        .collect();
    Ok(Imported {
        header: vec![
            "year",
            "month",
            "all_drugs_12_months",
            "all_drugs_12_months_predicted",
            "synthetic_opioids_12_months",
            "synthetic_opioids_12_months_predicted",
        ],
        rows,
        notes: vec![
            "Deaths in the twelve months that end with the month: do not add months up.".to_owned(),
            format!("Rows of other places and indicators, left out: {others}."),
        ],
    })
}
