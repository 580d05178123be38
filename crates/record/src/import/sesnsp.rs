//! SESNSP, *Víctimas, incidencia delictiva estatal* (new method, since 2015).
//!
//! A row a year, state, subtype of crime, means, sex and age, with a column a month. Victims of intentional
//! homicide and of femicide are kept apart: they are two series.

use super::sheet::{ImportError, Sheet};
use super::{Imported, MESES};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const SUBTYPES: [&str; 2] = ["homicidio doloso", "feminicidio"];

pub(super) fn import(sheets: &[Sheet]) -> Result<Imported, ImportError> {
    let mut victims: BTreeMap<(u8, u16, u8), [f64; 2]> = BTreeMap::new();
    let mut seen: HashMap<Vec<String>, String> = HashMap::new();
    let mut others = 0_u64;
    let mut unreported: BTreeSet<(u16, u8)> = BTreeSet::new();
    for sheet in sheets {
        let year = sheet.column(&["año", "anio", "ano"])?;
        let state = sheet.column(&["clave_ent", "clave ent", "entidad"])?;
        let subtype = sheet.column(&["subtipo de delito"])?;
        let sex = sheet.column(&["sexo"]).map_err(|e| match e {
            ImportError::Header { file, .. } => ImportError::Header {
                file,
                reason: "there is no column `Sexo`: this file seems to count case files; the file of victims is wanted".to_owned(),
            },
            other => other,
        })?;
        let means = sheet.column(&["modalidad"])?;
        let age = sheet.column(&["rango de edad"])?;
        let months = MESES
            .iter()
            .map(|m| sheet.column(&[m]))
            .collect::<Result<Vec<_>, _>>()?;
        // Whether any row has a number for the month: later months of the running year are blank in all.
        let mut reported: BTreeMap<(u16, u8), (u64, Option<u64>)> = BTreeMap::new();
        sheet.each(|line, row| {
            let year_of = row.whole(year, 2015..=2100, "a year from 2015 to 2100")?;
            let state = row.state(state)?;
            let values = months
                .iter()
                .map(|&m| row.count(m))
                .collect::<Result<Vec<_>, _>>()?;
            let of = crate::states::plain(row.text(subtype));
            let Some(k) = SUBTYPES.iter().position(|s| *s == of) else {
                others += 1;
                return Ok(());
            };
            let key = vec![
                year_of.to_string(),
                state.to_string(),
                of,
                row.text(means).to_owned(),
                row.text(sex).to_owned(),
                row.text(age).to_owned(),
            ];
            let here = format!("{}, line {line}", sheet.file());
            if let Some(first) = seen.insert(key, here) {
                return Err(format!("the same year, state, subtype, means, sex and age stand in {first}: two vintages are not added up"));
            }
            for (month, value) in (1..).zip(values) {
                let entry = reported.entry((year_of, month)).or_default();
                match value {
                    Some(value) => {
                        entry.0 += 1;
                        victims.entry((state, year_of, month)).or_default()[k] += value;
                    }
                    None => entry.1 = entry.1.or(Some(line)),
                }
            }
            Ok(())
        })?;
        for ((year, month), (numbers, blank)) in reported {
            match blank {
                Some(line) if numbers > 0 => {
                    return Err(ImportError::Files {
                        file: sheet.file().to_owned(),
                        reason: format!(
                            "line {line}: {} {year} is blank, though other rows have a number for it; a zero is written 0",
                            MESES[usize::from(month) - 1]
                        ),
                    });
                }
                Some(_) => {
                    unreported.insert((year, month));
                }
                None => {}
            }
        }
    }
    let mut notes = vec![
        "Victims in case files opened in the month; homicide and femicide are separate series."
            .to_owned(),
        format!("Rows of other crimes, left out: {others}."),
    ];
    if let Some((year, month)) = unreported.first() {
        notes.push(format!(
            "No number yet from {} {year} on: left out.",
            MESES[usize::from(*month) - 1]
        ));
    }
    let rows = victims
        .iter()
        .map(|(&(state, year, month), &[homicide, femicide])| {
            [
                f64::from(state),
                f64::from(year),
                f64::from(month),
                homicide,
                femicide,
            ]
            .map(Some)
            .to_vec()
        })
        .collect();
    Ok(Imported {
        header: vec![
            "state_code",
            "year",
            "month",
            "victims_homicidio_doloso",
            "victims_feminicidio",
        ],
        rows,
        notes,
    })
}
