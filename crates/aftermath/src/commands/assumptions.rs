//! `aftermath assumptions`

use super::Outcome;
use crate::args::{AssumedArgs, Assumptions, BeliefChoice, Format};
use crate::numbers::precise;
use crate::output::print;
use crate::tables::table;
use anyhow::{Result, bail};
use assumptions::{Belief, Entry, Ledger, OVERLAYS, Prior, Source};
use system::forms::Forms;
use system::parameters::PARAMETERS;

/// Runs the command.
pub fn run(command: &Assumptions) -> Result<Outcome> {
    match command {
        Assumptions::List { format } => list(*format)?,
        Assumptions::Show { id } => show(id)?,
        Assumptions::Check { sets } => check(sets)?,
    }
    Ok(Outcome::Done)
}

/// The ledger that is part of the program.
pub fn ledger() -> Result<Ledger> {
    Ok(Ledger::built_in(PARAMETERS)?)
}

/// The belief that was chosen.
pub fn belief(choice: BeliefChoice) -> Belief {
    match choice {
        BeliefChoice::Open => Belief::Open,
        BeliefChoice::Evidence => Belief::Evidence,
        BeliefChoice::Posterior => Belief::Posterior,
    }
}

/// Ledger with overlays and belief, as asked for; the forms asked for are checked.
pub fn assumed(args: &AssumedArgs) -> Result<(Ledger, Belief)> {
    let mut ledger = ledger()?;
    for reference in &args.assume {
        let overlay = ledger.overlay(reference)?;
        ledger = ledger.with_overlay(&overlay);
    }
    forms(&args.form)?;
    Ok((ledger, belief(args.belief)))
}

/// Forms of the mechanisms, with those asked for in place of the defaults.
pub fn forms(settings: &[(String, String)]) -> Result<Forms> {
    let mut forms = Forms::default();
    for (name, value) in settings {
        forms.set(name, value).map_err(anyhow::Error::msg)?;
    }
    Ok(forms)
}

/// A prior in few words for a column.
fn short(prior: &Prior) -> String {
    match prior {
        Prior::Uniform { low, high } => format!("U({}, {})", precise(*low), precise(*high)),
        Prior::LogUniform { low, high } => format!("LU({}, {})", precise(*low), precise(*high)),
        Prior::Normal { low, high, .. } => format!("N({}, {})", precise(*low), precise(*high)),
        Prior::LogNormal { low, high, .. } => format!("LN({}, {})", precise(*low), precise(*high)),
        Prior::Fixed { value } => precise(*value),
    }
}

fn list(format: Format) -> Result<()> {
    let ledger = ledger()?;
    let rows: Vec<Vec<String>> = ledger
        .entries()
        .iter()
        .map(|e| {
            let rows: Vec<&str> = e
                .sources
                .iter()
                .map(|s| s.row.as_str())
                .filter(|r| !r.is_empty())
                .collect();
            vec![
                e.id.clone(),
                e.symbol.clone(),
                e.unit.clone(),
                short(&e.open),
                short(&e.evidence),
                e.grade.name().to_owned(),
                rows.join(" "),
            ]
        })
        .collect();
    let header = [
        "id",
        "symbol",
        "unit",
        "open prior",
        "evidence prior",
        "evidence",
        "rows",
    ];
    match format {
        Format::Json => print(&format!(
            "{}\n",
            serde_json::to_string_pretty(ledger.entries())?
        )),
        Format::Csv => {
            let line = |r: &Vec<String>| {
                let cells: Vec<String> = r
                    .iter()
                    .map(|c| format!("\"{}\"", c.replace('"', "\"\"")))
                    .collect();
                cells.join(",") + "\n"
            };
            print(&format!(
                "{}\n{}",
                header.join(","),
                rows.iter().map(line).collect::<String>()
            ))
        }
        Format::Table => print(&format!(
            "{}\nU uniform and LU log-uniform between bounds; N normal and LN log-normal by their 5 % and 95 % quantiles. \
             Rows are those of the evidence ledger. `aftermath assumptions show ID` gives sources and dissent.\n",
            table(&header, 7, rows.into_iter())
        )),
    }
}

fn show(id: &str) -> Result<()> {
    let ledger = ledger()?;
    if let Some(entry) = ledger.entries().iter().find(|e| e.id == id) {
        return print(&entry_text(entry));
    }
    if OVERLAYS.iter().any(|o| o.0 == id) {
        let overlay = ledger.overlay(id)?;
        let mut text = format!(
            "{} ({})\n{}\n",
            overlay.title, overlay.id, overlay.description
        );
        for set in &overlay.sets {
            text += &format!(
                "\n{}: {}\n  {}\n{}",
                set.parameter,
                set.prior.words(),
                set.reason,
                sources(&set.sources)
            );
        }
        return print(&text);
    }
    let names = ledger
        .entries()
        .iter()
        .map(|e| e.id.as_str())
        .chain(OVERLAYS.iter().map(|o| o.0));
    let near = assumptions::nearest(id, names);
    bail!("there is no assumption `{id}`{near}; `aftermath assumptions list` shows all")
}

fn entry_text(e: &Entry) -> String {
    format!(
        "{} ({}, {})\n\n{}\n\nunit            {}\naccepted        {}\ngroup           {}\nopen prior      {}\nevidence prior  {}\n\
         evidence        {}\nwho disagrees   {}\nsources\n{}",
        e.name,
        e.symbol,
        e.id,
        e.statement,
        e.unit,
        e.range.words(),
        e.group,
        e.open.words(),
        e.evidence.words(),
        e.grade.name(),
        e.dissent,
        if e.sources.is_empty() {
            "  none found\n".to_owned()
        } else {
            sources(&e.sources)
        }
    )
}

fn sources(sources: &[Source]) -> String {
    let line = |s: &Source| {
        let row = if s.row.is_empty() {
            String::new()
        } else {
            format!("[{}] ", s.row)
        };
        format!("  {row}{}\n      {}\n", s.citation, s.says)
    };
    sources.iter().map(line).collect()
}

fn check(sets: &[String]) -> Result<()> {
    let ledger = ledger()?;
    print(&format!(
        "ledger: ok ({} parameters)\n",
        ledger.entries().len()
    ))?;
    for reference in sets {
        let overlay = ledger.overlay(reference)?;
        print(&format!(
            "{reference}: ok ({}, sets {} parameters)\n",
            overlay.id,
            overlay.sets.len()
        ))?;
        for note in overlay.sets.iter().filter_map(|s| ledger.beyond_open(s)) {
            print(&format!("  ! {note}\n"))?;
        }
    }
    Ok(())
}
