//! `aftermath scenarios`

use super::Outcome;
use crate::args::{ScenarioModel, Scenarios};
use crate::output::{print, say};
use crate::tables::table;
use answers::flagship::catalogue as flagship;
use answers::population;
use anyhow::Result;
use miette::{GraphicalReportHandler, GraphicalTheme};
use scenario::{Catalogue, Mode, Problems, Report};
use std::io::IsTerminal;

/// What scenarios for a model may contain.
pub fn catalogue(model: ScenarioModel) -> &'static Catalogue {
    match model {
        ScenarioModel::Flagship => &flagship::CATALOGUE,
        ScenarioModel::Population => &population::CATALOGUE,
    }
}

/// Runs the command.
pub fn run(command: &Scenarios) -> Result<Outcome> {
    match command {
        Scenarios::List { model } => list(catalogue(model.model)),
        Scenarios::Show { scenario, model } => {
            let scenario = scenario::load(scenario, catalogue(model.model))?;
            print(&format!(
                "# hash {}\n{}",
                scenario.hash(),
                scenario.to_toml()
            ))?;
            Ok(Outcome::Done)
        }
        Scenarios::Check { scenarios, model } => check(scenarios, catalogue(model.model)),
        Scenarios::New { model } => {
            print(&scenario::template(catalogue(model.model)))?;
            Ok(Outcome::Done)
        }
    }
}

fn list(catalogue: &Catalogue) -> Result<Outcome> {
    let mut rows = Vec::new();
    for built_in in catalogue.built_in {
        let scenario = scenario::load(built_in.id, catalogue)?;
        rows.push(vec![scenario.id, scenario.title, scenario.description]);
    }
    let levers = catalogue.levers.iter().flat_map(|lever| {
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
    let mut text = format!(
        "Built-in scenarios\n{}\nLevers\n{}\n",
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
    );
    text += &modes_and_rules(catalogue);
    text += "Start a scenario of your own with `aftermath scenarios new > mine.toml`.\n";
    print(&text)?;
    Ok(Outcome::Done)
}

/// Which levers need a mode, and what rules can look at, where the model has them.
fn modes_and_rules(catalogue: &Catalogue) -> String {
    let mut text = String::new();
    if !catalogue.levers_with_mode.is_empty() {
        let modes = Mode::ALL.map(|mode| format!("`{}`", mode.id()));
        text += &format!(
            "Levers with a mode ({}): {}.\n\n",
            modes.join(" or "),
            catalogue.levers_with_mode.join(", ")
        );
    }
    if !catalogue.observed.is_empty() {
        let rows = catalogue
            .observed
            .iter()
            .map(|(id, meaning)| vec![(*id).to_owned(), (*meaning).to_owned()]);
        text += &format!(
            "Outcomes that rules (`when`, `until`) can look at\n{}\n",
            table(&["outcome", "meaning"], 2, rows)
        );
    }
    text
}

fn check(references: &[String], catalogue: &Catalogue) -> Result<Outcome> {
    let mut failed: Option<Problems> = None;
    for reference in references {
        match scenario::load(reference, catalogue) {
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
