//! `aftermath published`

use super::Outcome;
use crate::args::{Common, Format, NetworkArgs, Published};
use crate::network_files;
use crate::numbers::precise;
use crate::output::{print, say};
use crate::tables::table;
use anyhow::Result;
use published::prieto_curiel_2023::fit::{self, Fit, Precision};
use published::prieto_curiel_2023::network::Network;
use published::{
    CheckRow, From, PublishedError, PublishedModel, RunRequest, RunRow, Verdict, find, models,
};
use serde_json::json;

/// Runs the command.
pub fn run(command: &Published, common: &Common) -> Result<Outcome> {
    match command {
        Published::List => list(),
        Published::Check {
            model,
            format,
            network,
        } => {
            let models = match model {
                Some(id) => vec![find(id)?],
                None => models().to_vec(),
            };
            check(&models, *format, network, common)
        }
        Published::Run {
            model,
            set,
            from,
            weeks,
            seed,
            format,
            network,
        } => {
            let model = find(model)?;
            let request = RunRequest {
                set: set.clone(),
                from: if from == "2022" {
                    From::Year2022
                } else {
                    From::Start
                },
                weeks: *weeks,
                seed: *seed,
            };
            let network = load(model, network, common)?;
            let rows = model.run(&request, &network)?;
            print(&show_run(&rows, *format)?)?;
            Ok(Outcome::Done)
        }
        Published::Fit {
            model,
            format,
            network,
        } => {
            let model = find(model)?;
            if model.id() != "prieto-curiel-2023" {
                return Err(PublishedError::NothingToFit { id: model.id() }.into());
            }
            let network = load(model, network, common)?;
            show_fit(&network, *format)
        }
    }
}

/// The network, with a note on standard error where it is made up and matters.
fn load(model: &dyn PublishedModel, args: &NetworkArgs, common: &Common) -> Result<Network> {
    let network = network_files::load(args.network.as_deref())?;
    if model.uses_network() && network.is_synthetic && !common.quiet {
        say(
            "note: this is the synthetic network, made up with the size and density of the real one; \
             give the real tables with --network DIR",
        );
    }
    Ok(network)
}

fn list() -> Result<Outcome> {
    let mut text = String::new();
    for model in models() {
        text += &format!(
            "{}: {}\n{}\n{}\n",
            model.id(),
            model.title(),
            model.purpose(),
            model.citation()
        );
        let rows = model.symbols().iter().map(|s| {
            vec![
                s.symbol.to_owned(),
                s.meaning.to_owned(),
                s.unit.to_owned(),
                precise(s.value),
                format!("{} to {}", precise(s.min), precise(s.max)),
            ]
        });
        text += &table(
            &["symbol", "meaning", "unit", "published", "accepted"],
            3,
            rows,
        );
        text.push('\n');
    }
    print(&text)?;
    Ok(Outcome::Done)
}

fn check(
    models: &[&dyn PublishedModel],
    format: Format,
    args: &NetworkArgs,
    common: &Common,
) -> Result<Outcome> {
    let mut outcome = Outcome::Done;
    let mut all = Vec::new();
    let mut text = String::new();
    for model in models {
        let network = load(*model, args, common)?;
        let rows = published::check::check(*model, &network)?;
        if rows.iter().any(|r| r.verdict == Verdict::Fail) {
            outcome = Outcome::Difference;
        }
        match format {
            Format::Table => text += &check_table(*model, &rows),
            Format::Csv | Format::Json => all.extend(rows.into_iter().map(|r| (model.id(), r))),
        }
    }
    match format {
        Format::Table => {}
        Format::Json => {
            let rows: Vec<_> = all
                .iter()
                .map(|(id, row)| json!({ "model": id, "row": row }))
                .collect();
            text = format!("{}\n", serde_json::to_string_pretty(&rows)?);
        }
        Format::Csv => {
            text = "model,quantity,setting,published,reference,ours,tolerance,verdict\n".to_owned();
            let number = |v: Option<f64>| v.map_or(String::new(), |v| v.to_string());
            for (id, r) in all {
                text += &format!(
                    "{id},\"{}\",\"{}\",{},{},{},\"{}\",{}\n",
                    r.quantity,
                    r.setting,
                    number(r.published),
                    number(r.reference),
                    number(r.ours),
                    r.tolerance,
                    verdict(r.verdict),
                );
            }
        }
    }
    print(&text)?;
    Ok(outcome)
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "FAIL",
        Verdict::KnownDifference => "differs, as known",
        Verdict::NotChecked => "not checked",
    }
}

fn check_table(model: &dyn PublishedModel, rows: &[CheckRow]) -> String {
    let number = |v: Option<f64>| v.map_or("–".to_owned(), precise);
    let lines = rows.iter().map(|r| {
        vec![
            format!("{}, {}", r.quantity, r.setting),
            number(r.published),
            number(r.reference),
            number(r.ours),
            r.tolerance.clone(),
            verdict(r.verdict).to_owned(),
        ]
    });
    let body = table(
        &[
            "quantity",
            "published",
            "reference run",
            "ours",
            "tolerance",
            "verdict",
        ],
        1,
        lines,
    );
    let count = |wanted| rows.iter().filter(|r| r.verdict == wanted).count();
    let mut summary = format!(
        "{}: {} passed, {} failed",
        model.id(),
        count(Verdict::Pass),
        count(Verdict::Fail)
    );
    let known = count(Verdict::KnownDifference);
    if known > 0 {
        summary += &format!("; {known} known differences, not required: marked in the table");
    }
    let unchecked = count(Verdict::NotChecked);
    if unchecked > 0 {
        summary +=
            &format!("; {unchecked} not checked, they need the real network (--network DIR)");
    }
    format!(
        "{}\n{}\n{body}{summary}.\n\n",
        model.title(),
        model.citation()
    )
}

fn show_run(rows: &[RunRow], format: Format) -> Result<String> {
    Ok(match format {
        Format::Json => format!("{}\n", serde_json::to_string_pretty(rows)?),
        Format::Csv => {
            let mut text = String::from("week,quantity,unit,value\n");
            for r in rows {
                text += &format!("{},{},{},{}\n", r.week, r.quantity, r.unit, r.value);
            }
            text
        }
        Format::Table => {
            // One row a year and the last week. Sizes of single groups and what else has accumulated
            // are in CSV and JSON: a terminal is too narrow for them.
            let last = rows.iter().map(|r| r.week).max().unwrap_or(0);
            let is_left_out = |q: &str| {
                (q.starts_with("members_") && !q.starts_with("members_total"))
                    || (q.ends_with("_cumulative") && q != "killed_cumulative")
            };
            let mut names: Vec<(&str, &str)> = Vec::new();
            for r in rows.iter().take_while(|r| r.week == 0) {
                if !is_left_out(&r.quantity) {
                    names.push((&r.quantity, r.unit));
                }
            }
            let header: Vec<String> = std::iter::once("week".to_owned())
                .chain(
                    names
                        .iter()
                        .map(|(n, unit)| format!("{} ({unit})", n.replace('_', " "))),
                )
                .collect();
            let mut lines: Vec<Vec<String>> = Vec::new();
            for r in rows
                .iter()
                .filter(|r| (r.week % 52 == 0 || r.week == last) && !is_left_out(&r.quantity))
            {
                let week = r.week.to_string();
                match lines.last_mut() {
                    Some(line) if line[0] == week => line.push(precise(r.value)),
                    _ => lines.push(vec![week, precise(r.value)]),
                }
            }
            let header: Vec<&str> = header.iter().map(String::as_str).collect();
            table(&header, 0, lines)
        }
    })
}

fn show_fit(network: &Network, format: Format) -> Result<Outcome> {
    let published = fit::fit(network, Precision::Published)?;
    let tight = fit::fit(network, Precision::Tight)?;
    let quantities = |f: &Fit| {
        let mut all: Vec<(&str, &str, f64)> = fit::SYMBOLS
            .into_iter()
            .zip([
                "1/week",
                "people/week",
                "1/(person week)",
                "1/(person week)",
                "people",
            ])
            .zip(f.values.to_array())
            .map(|((symbol, unit), value)| (symbol, unit, value))
            .collect();
        all.push(("sum of squares", "(people/week)²", f.sse));
        all.push(("root mean square", "people/week", f.rmse()));
        all.push(("R²", "1", f.r_squared()));
        all.push(("evaluations", "1", f.evaluations as f64));
        all
    };
    let rows = quantities(&published).into_iter().zip(quantities(&tight));
    let text = match format {
        Format::Json => {
            let rows: Vec<_> = rows
                .map(|((name, unit, a), (_, _, b))| json!({ "quantity": name, "unit": unit, "fit": a, "tight_fit": b }))
                .collect();
            format!("{}\n", serde_json::to_string_pretty(&rows)?)
        }
        Format::Csv => {
            let lines: String = rows
                .map(|((name, unit, a), (_, _, b))| format!("{name},{unit},{a},{b}\n"))
                .collect();
            format!("quantity,unit,fit,tight_fit\n{lines}")
        }
        Format::Table => {
            let lines = rows.map(|((name, unit, a), (_, _, b))| {
                let bound = match fit::SYMBOLS.iter().position(|s| *s == name) {
                    Some(p) if a == fit::LOWER[p] => "lower bound".to_owned(),
                    Some(p) if a == fit::UPPER[p] => "upper bound".to_owned(),
                    Some(p) => format!(
                        "in {} to {}",
                        precise(fit::LOWER[p]),
                        precise(fit::UPPER[p])
                    ),
                    None => String::new(),
                };
                vec![
                    name.to_owned(),
                    unit.to_owned(),
                    precise(a),
                    bound,
                    precise(b),
                ]
            });
            format!(
                "{}The published search stops where R's default rule stops it; with a tighter rule the same \
                 search goes on to the last column. Fitted to weekly deaths, 2012-2021; conflict network: {}.\n",
                table(
                    &[
                        "quantity",
                        "unit",
                        "the published search, repeated",
                        "place in its box",
                        "tighter search"
                    ],
                    2,
                    lines
                ),
                network.label,
            )
        }
    };
    print(&text)?;
    Ok(Outcome::Done)
}
