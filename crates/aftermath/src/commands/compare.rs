//! `aftermath compare`

use super::Outcome;
use crate::args::{Common, Compare};
use crate::output::{NewFolder, print, say, sha256};
use crate::progress::Progress;
use crate::runs::Runs;
use crate::tables::table;
use crate::{interrupt, network_files};
use answers::comparison::{Comparison, Estimate, Probability, Summary};
use answers::population::{BUILT_IN_QUESTION, CATALOGUE, Question};
use answers::words::{bounded_percent, number, years};
use anyhow::{Result, bail};
use engine::Observer;
use published::prieto_curiel_2023::network::Network;
use report::Passport;
use scenario::Scenario;
use serde_json::json;

/// Runs the command.
pub fn run(args: &Compare, common: &Common) -> Result<Outcome> {
    let scenarios = load(&args.scenarios)?;
    let network = network_files::load(args.network.network.as_deref())?;
    let folder = args
        .out
        .as_deref()
        .map(|dir| NewFolder::create(dir, args.force))
        .transpose()?;
    let question = Question {
        scenarios,
        draws: args.draws,
        replicates: args.replicates,
        seed: args.seed,
        margin: args.margin / 100.0,
    };
    let cancel = interrupt::watch()?;
    let members = u64::from(args.draws) * u64::from(args.replicates);
    let mut progress = Progress::new(members, common.quiet);
    let mut runs = Runs::new(folder.as_ref(), &question)?;
    let answer = {
        let mut observers: Vec<&mut dyn Observer> = vec![&mut progress];
        runs.watch(&mut observers);
        question.answer(&network, cancel, &mut observers)?
    };
    drop(progress);
    runs.finish()?;

    let passport = passport(args, &question, &network, &answer)?;
    let json = serde_json::to_string_pretty(&json!({ "passport": passport, "answer": answer }))?;
    if let Some(folder) = &folder {
        folder.write("report.html", &report::page(&answer, &passport))?;
        folder.write("answer.json", &format!("{json}\n"))?;
        for scenario in &question.scenarios {
            folder.write(&format!("{}.toml", scenario.id), &scenario.to_toml())?;
        }
    }
    // The folder gets its name last: whatever fails before leaves things as they were.
    print(&if args.json {
        format!("{json}\n")
    } else {
        show(&answer)
    })?;
    if interrupt::happened() {
        bail!("stopped before the folder was complete");
    }
    if let (Some(folder), Some(dir)) = (folder, &args.out) {
        folder.finish()?;
        if !common.quiet {
            say(&format!(
                "Report, answer, scenarios and runs are in `{}`: open report.html.",
                dir.display()
            ));
        }
    }
    Ok(Outcome::Done)
}

/// The scenarios asked for, baseline first.
fn load(references: &[String]) -> Result<Vec<Scenario>> {
    let built_in = BUILT_IN_QUESTION.map(str::to_owned);
    let references = if references.is_empty() {
        &built_in[..]
    } else {
        references
    };
    let mut scenarios = references
        .iter()
        .map(|r| Ok(scenario::load(r, &CATALOGUE)?))
        .collect::<Result<Vec<_>>>()?;
    if let Some(at) = scenarios.iter().position(|s| s.levers.is_empty()) {
        let baseline = scenarios.remove(at);
        scenarios.insert(0, baseline);
    } else if let Some(first) = scenarios.first() {
        let (start, end) = (first.start, first.end);
        let mut baseline = scenario::load(BUILT_IN_QUESTION[0], &CATALOGUE)?;
        (baseline.start, baseline.end) = (start, end);
        scenarios.insert(0, baseline);
    }
    Ok(scenarios)
}

fn passport(
    args: &Compare,
    question: &Question,
    network: &Network,
    answer: &Comparison,
) -> Result<Passport> {
    let mut command = vec!["aftermath compare".to_owned()];
    command.extend(args.scenarios.iter().map(|s| quoted(s)));
    command.push(format!(
        "--draws {} --replicates {} --seed {}",
        args.draws, args.replicates, args.seed
    ));
    command.push(format!("--margin {}", args.margin));
    if let Some(network) = &args.network.network {
        command.push(format!(
            "--network {}",
            quoted(&network.display().to_string())
        ));
    }
    if let Some(out) = &args.out {
        command.push(format!("--out {}", quoted(&out.display().to_string())));
    }
    let hashes = question.scenarios.iter().map(|s| (s.id.clone(), s.hash()));
    Ok(Passport {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: env!("AFTERMATH_COMMIT").to_owned(),
        scenario_hashes: hashes.collect(),
        data_hash: sha256(&serde_json::to_string(record::all())?),
        network_hash: sha256(&network.canonical()),
        answer_hash: sha256(&serde_json::to_string(answer)?),
        seed: args.seed,
        draws: args.draws.into(),
        replicates: args.replicates.into(),
        command: command.join(" "),
    })
}

/// A word for a shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// The answer for a terminal.
fn show(answer: &Comparison) -> String {
    let mut text = format!("{}\n", answer.question);
    text += "\nIn short\n";
    for finding in &answer.findings {
        text += &format!("  • {finding}\n");
    }
    text += "\nBefore you use it\n";
    for warning in &answer.warnings {
        text += &format!("  ! {warning}\n");
    }
    for outcome in &answer.outcomes {
        text += &format!(
            "\n{} ({}), difference from the baseline\n",
            outcome.title, outcome.unit
        );
        let estimates: Vec<&Estimate> = answer
            .estimates
            .iter()
            .filter(|e| e.outcome == outcome.id)
            .collect();
        let rows = estimates.iter().enumerate().map(|(k, e)| {
            // The option's title stands once, on the first of its rows.
            let first = k == 0 || estimates[k - 1].option != e.option;
            row(
                if first { title(answer, &e.option) } else { "" },
                e,
                answer.draws,
            )
        });
        text += &table(
            &[
                "option",
                "after",
                "baseline",
                "difference",
                "50 % interval",
                "90 % interval",
                "better",
                "no real change",
                "worse",
            ],
            2,
            rows,
        );
    }
    text += &format!(
        "\nMedians over {} draws; better and worse mean by more than {} % of the baseline; ± is the Monte Carlo error.\n",
        answer.draws,
        number(100.0 * answer.margin)
    );
    text
}

fn title<'a>(answer: &'a Comparison, option: &'a str) -> &'a str {
    answer
        .options
        .iter()
        .find(|o| o.id == option)
        .map_or(option, |o| &o.title)
}

fn row(title: &str, e: &Estimate, draws: u64) -> Vec<String> {
    let interval = |low: f64, high: f64| format!("{} to {}", number(low), number(high));
    let Summary {
        q05,
        q25,
        q50,
        q75,
        q95,
        ..
    } = e.difference;
    vec![
        title.to_owned(),
        years(e.horizon_years),
        number(e.baseline.q50),
        number(q50),
        interval(q25, q75),
        interval(q05, q95),
        share(&e.better, draws),
        share(&e.no_real_change, draws),
        share(&e.worse, draws),
    ]
}

/// A probability for a narrow column.
fn share(p: &Probability, draws: u64) -> String {
    format!(
        "{}±{:.1}%",
        bounded_percent(p, draws),
        100.0 * p.monte_carlo_error
    )
}
