//! `aftermath evidence`

use super::Outcome;
use super::history::history;
use crate::args::{Evidence, Format, ImportKind};
use crate::numbers::precise;
use crate::output::{print, refuse_existing, say, write_file};
use crate::tables::table;
use anyhow::{Context, Result};
use record::Series;
use record::import::{self, Kind};
use record::long_csv::read_state_months;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(command: &Evidence) -> Result<Outcome> {
    match command {
        Evidence::List => list()?,
        Evidence::Show { id, format } => show(record::find(id)?, *format)?,
        Evidence::History { table, format } => history(*table, *format)?,
        Evidence::Read { file } => read(file)?,
        Evidence::Import {
            kind,
            files,
            out,
            force,
        } => import(*kind, files, out.as_deref(), *force)?,
    }
    Ok(Outcome::Done)
}

fn list() -> Result<()> {
    let rows = record::all().iter().map(|s| {
        let (first, last) = s.span();
        vec![
            s.id.to_owned(),
            s.title.to_owned(),
            s.unit.to_owned(),
            format!("{first}-{last}"),
        ]
    });
    print(&format!(
        "{}\n`aftermath evidence show ID` gives values, definition and source.\n",
        table(&["id", "title", "unit", "years"], 4, rows)
    ))
}

fn show(series: &Series, format: Format) -> Result<()> {
    match format {
        Format::Json => print(&format!("{}\n", serde_json::to_string_pretty(series)?)),
        Format::Csv => {
            let rows: String = series
                .points
                .iter()
                .map(|(y, v)| format!("{y},{v}\n"))
                .collect();
            print(&format!("year,value\n{rows}"))
        }
        Format::Table => {
            let mut text = format!("{} ({})\n\n", series.title, series.id);
            for (name, value) in [
                ("unit", series.unit),
                ("definition", series.definition),
                ("publisher", series.publisher),
                ("vintage", series.vintage),
                ("source", series.source),
                ("licence", series.licence),
            ] {
                text += &format!("{name:<11}{value}\n");
            }
            for caveat in series.caveats {
                text += &format!("{:<11}{caveat}\n", "caveat");
            }
            let rows = series
                .points
                .iter()
                .map(|(y, v)| vec![y.to_string(), precise(*v)]);
            print(&format!(
                "{text}\n{}",
                table(&["year", series.unit], 1, rows)
            ))
        }
    }
}

fn read(file: &Path) -> Result<()> {
    let data = read_state_months(file)?;
    let states: std::collections::BTreeSet<u8> = data.rows.iter().map(|r| r.state).collect();
    // People are there all year round: their numbers must not be added up over months.
    let counts: Vec<usize> = (0..data.columns.len())
        .filter(|&c| !data.columns[c].starts_with("population"))
        .collect();
    let mut header = vec!["year", "rows"];
    header.extend(counts.iter().map(|&c| data.columns[c].as_str()));
    let rows = data.years().into_iter().map(|year| {
        let count = data.rows.iter().filter(|r| r.year == year).count();
        let totals = counts.iter().map(|&c| {
            data.whole_year_total(c, year)
                .map_or("unknown".to_owned(), precise)
        });
        [year.to_string(), count.to_string()]
            .into_iter()
            .chain(totals)
            .collect()
    });
    let yearly = table(&header, 1, rows);
    print(&format!(
        "{}: {} rows, {} states, every row checked; columns {}.\n\
         Sums over states and months by year (unknown where a count is blank or a month is missing; population is not summed):\n{yearly}",
        file.display(),
        data.rows.len(),
        states.len(),
        data.columns.join(", "),
    ))
}

fn import(kind: ImportKind, files: &[PathBuf], out: Option<&Path>, force: bool) -> Result<()> {
    refuse_existing(out, force)?;
    let files = files
        .iter()
        .map(|file| {
            let name = file.display().to_string();
            let bytes = std::fs::read(file).with_context(|| format!("{name} cannot be read"))?;
            Ok((name, bytes))
        })
        .collect::<Result<Vec<_>>>()?;
    let kind = match kind {
        ImportKind::Inegi => Kind::Inegi,
        ImportKind::Sesnsp => Kind::Sesnsp,
        ImportKind::Ucdp => Kind::Ucdp,
        ImportKind::Cdc => Kind::Cdc,
    };
    let table = import::import(kind, &files)?;
    match out {
        None => print(&table.to_csv())?,
        Some(out) => {
            write_file(out, &table.to_csv())?;
            say(&format!("{}: {} rows", out.display(), table.rows.len()));
        }
    }
    for note in &table.notes {
        say(note);
    }
    Ok(())
}
