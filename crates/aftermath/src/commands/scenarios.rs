//! `aftermath scenarios`

use super::Outcome;
use crate::args::Scenarios;
use crate::output::{print, say};
use crate::tables::table;
use answers::population::CATALOGUE;
use anyhow::Result;
use miette::{GraphicalReportHandler, GraphicalTheme};
use scenario::{Problems, Report};
use std::io::IsTerminal;

/// Runs the command.
pub fn run(command: &Scenarios) -> Result<Outcome> {
    match command {
        Scenarios::List => list(),
        Scenarios::Show { scenario } => {
            let scenario = scenario::load(scenario, &CATALOGUE)?;
            print(&format!(
                "# hash {}\n{}",
                scenario.hash(),
                scenario.to_toml()
            ))?;
            Ok(Outcome::Done)
        }
        Scenarios::Check { scenarios } => check(scenarios),
        Scenarios::New => {
            print(&scenario::template(&CATALOGUE))?;
            Ok(Outcome::Done)
        }
    }
}

fn list() -> Result<Outcome> {
    let mut rows = Vec::new();
    for built_in in scenario::built_in() {
        let scenario = scenario::load(built_in.id, &CATALOGUE)?;
        rows.push(vec![scenario.id, scenario.title, scenario.description]);
    }
    let levers = CATALOGUE.levers.iter().flat_map(|lever| {
        lever.units.iter().map(|unit| {
            vec![
                lever.id.to_owned(),
                lever.meaning.to_owned(),
                unit.id.to_owned(),
                unit.meaning.to_owned(),
                format!("above {} up to {}", unit.min, unit.max),
            ]
        })
    });
    print(&format!(
        "Built-in scenarios\n{}\nLevers\n{}\nStart a scenario of your own with `aftermath scenarios new > mine.toml`.\n",
        table(&["id", "title", "what is done"], 3, rows),
        table(
            &[
                "lever",
                "meaning",
                "unit",
                "what an intensity means",
                "range"
            ],
            5,
            levers
        ),
    ))?;
    Ok(Outcome::Done)
}

fn check(references: &[String]) -> Result<Outcome> {
    let mut failed: Option<Problems> = None;
    for reference in references {
        match scenario::load(reference, &CATALOGUE) {
            Ok(scenario) => {
                let levers = scenario.levers.len();
                print(&format!(
                    "{reference}: ok ({}, {} to {}, {levers} {})\n",
                    scenario.id,
                    scenario.start,
                    scenario.end,
                    if levers == 1 { "lever" } else { "levers" },
                ))?;
            }
            Err(problems) => {
                if let Some(earlier) = failed.replace(problems) {
                    show_problems(&earlier);
                }
            }
        }
    }
    failed.map_or(Ok(Outcome::Done), |problems| Err(problems.into()))
}

/// Shows problems on standard error, each with the lines of the file that it is in.
pub fn show_problems(problems: &Problems) {
    let theme = if std::io::stderr().is_terminal() {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(100)
        .with_links(false);
    for problem in problems.iter() {
        let mut text = String::new();
        if handler.render_report(&mut text, &Report(problem)).is_err() {
            text = format!("{problem}\n");
        }
        say(text.trim_end_matches('\n'));
    }
}
