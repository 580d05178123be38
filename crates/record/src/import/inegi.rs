//! INEGI, *Estadísticas de defunciones registradas*.
//!
//! Two shapes are read. The microdata (`conjunto_de_datos_defunciones_registradas_YEAR.csv`) have a row a death:
//! state, month and year of occurrence `ent_ocurr`, `mes_ocurr`, `anio_ocur`, year of registration `anio_regis`,
//! and the kind of death, `tipo_defun` since 2022 and `presunto` before, in which 2 is homicide. A query by state
//! has a row a state and year, and a column a month.

use super::sheet::{ImportError, Sheet};
use super::{Imported, MESES};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const HOMICIDE: &str = "2";

pub(super) fn import(sheets: &[Sheet]) -> Result<Imported, ImportError> {
    let mut counts: BTreeMap<(u8, u16, u8), f64> = BTreeMap::new();
    let mut notes = Vec::new();
    let microdata = sheets.iter().all(|s| s.find(&["ent_ocurr"]).is_some());
    if microdata {
        deaths(sheets, &mut counts, &mut notes)?;
    } else {
        let mut seen = HashMap::new();
        for sheet in sheets {
            by_month(sheet, &mut counts, &mut seen)?;
        }
        notes.push("Deaths by homicide as the query gives them: by year of registration or of death, as chosen there.".to_owned());
    }
    let rows = counts
        .iter()
        .map(|(&(state, year, month), &count)| {
            [f64::from(state), f64::from(year), f64::from(month), count]
                .map(Some)
                .to_vec()
        })
        .collect();
    Ok(Imported {
        header: vec!["state_code", "year", "month", "homicides"],
        rows,
        notes,
    })
}

fn deaths(
    sheets: &[Sheet],
    counts: &mut BTreeMap<(u8, u16, u8), f64>,
    notes: &mut Vec<String>,
) -> Result<(), ImportError> {
    let mut registered: BTreeMap<u16, &str> = BTreeMap::new();
    let (mut homicides, mut unknown, mut abroad) = (0_u64, 0_u64, 0_u64);
    for sheet in sheets {
        let kind = sheet.column(&["tipo_defun", "presunto"])?;
        let place = sheet.column(&["ent_ocurr"])?;
        let month = sheet.column(&["mes_ocurr"])?;
        let year = sheet.column(&["anio_ocur", "anio_ocurr"])?;
        let registration = sheet.column(&["anio_regis"])?;
        let mut of_sheet = BTreeSet::new();
        sheet.each(|_, row| {
            let in_year = row.whole(registration, 1985..=2100, "a year from 1985 to 2100")?;
            of_sheet.insert(in_year);
            if !matches!(
                row.text(kind),
                "" | "1" | "2" | "3" | "4" | "5" | "6" | "8" | "9"
            ) {
                return Err(row.wrong(kind, "a kind of death from 1 to 9"));
            }
            if row.text(kind) != HOMICIDE {
                return Ok(());
            }
            // 33 to 35 are places abroad, 99 is unknown.
            let state = row.whole(place, 1..=99, "a state code from 1 to 35, or 99")?;
            let month = row.whole(month, 1..=99, "a month from 1 to 12, or 99")?;
            let year = row.whole(year, 1900..=9999, "a year, or 9999")?;
            homicides += 1;
            match (u8::try_from(state), u8::try_from(month)) {
                (Ok(state @ 1..=32), Ok(month @ 1..=12)) if year <= in_year => {
                    *counts.entry((state, year, month)).or_default() += 1.0;
                }
                (Ok(33..=35), _) => abroad += 1,
                _ => unknown += 1,
            }
            Ok(())
        })?;
        if let Some((year, first)) = of_sheet.iter().find_map(|y| registered.get_key_value(y)) {
            return Err(ImportError::Files {
                file: sheet.file().to_owned(),
                reason: format!(
                    "deaths registered in {year} stand in {first} too: two vintages are not added up"
                ),
            });
        }
        registered.extend(of_sheet.into_iter().map(|year| (year, sheet.file())));
    }
    let (Some((&first, _)), Some((&last, _))) =
        (registered.first_key_value(), registered.last_key_value())
    else {
        return Ok(());
    };
    if let Some(gap) = (first..=last).find(|y| !registered.contains_key(y)) {
        return Err(ImportError::Files {
            file: sheets.last().map_or("", Sheet::file).to_owned(),
            reason: format!("the year of registration {gap} is missing between {first} and {last}"),
        });
    }
    let earlier: f64 = counts
        .iter()
        .filter(|((_, year, _), _)| *year < first)
        .map(|(_, n)| n)
        .sum();
    counts.retain(|(_, year, _), _| *year >= first);
    // A month without a homicide is a zero in these files, which hold every registered death.
    for state in 1..=32 {
        for year in first..=last {
            for month in 1..=12 {
                counts.entry((state, year, month)).or_default();
            }
        }
    }
    notes.push(format!(
        "{homicides} homicides registered in {first} to {last}, by state, year and month of death."
    ));
    notes.push(format!(
        "Left out: {earlier} that happened before {first}, {unknown} without a known state, month or year, {abroad} abroad."
    ));
    notes.push(format!(
        "Deaths of {last} that were registered later are missing: as a rule some per cent."
    ));
    Ok(())
}

/// `seen` has the place of each state and year.
fn by_month(
    sheet: &Sheet,
    counts: &mut BTreeMap<(u8, u16, u8), f64>,
    seen: &mut HashMap<(u8, u16), String>,
) -> Result<(), ImportError> {
    let state = sheet.column(&[
        "clave_ent",
        "cve_ent",
        "state_code",
        "entidad federativa",
        "entidad",
        "estado",
    ])?;
    let year = sheet.column(&["año", "anio", "year"])?;
    let months = MESES
        .iter()
        .map(|m| sheet.column(&[m]))
        .collect::<Result<Vec<_>, _>>()?;
    sheet.each(|line, row| {
        let state = row.state(state)?;
        let year = row.whole(year, 1985..=2100, "a year from 1985 to 2100")?;
        let values = months
            .iter()
            .map(|&m| row.count(m))
            .collect::<Result<Vec<_>, _>>()?;
        let here = format!("{}, line {line}", sheet.file());
        if let Some(first) = seen.insert((state, year), here) {
            return Err(format!(
                "state {state} in {year} stands in {first} already: two vintages are not added up"
            ));
        }
        for (month, value) in (1..).zip(values) {
            if let Some(value) = value {
                counts.insert((state, year, month), value);
            }
        }
        Ok(())
    })
}
