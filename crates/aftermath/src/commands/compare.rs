//! `aftermath compare`

use super::Outcome;
use super::assumptions::assumed;
use super::scenarios::catalogue;
use crate::args::{BeliefChoice, Common, Compare, ScenarioModel};
use crate::output::{NewFolder, print, say, sha256};
use crate::progress::Progress;
use crate::runs::{Runs, Shape};
use crate::tables::table;
use crate::{interrupt, network_files};
use answers::comparison::{Comparison, Estimate, Probability, ReportedOutcome, Summary};
use answers::flagship::catalogue as flagship;
use answers::flagship::facts::{self, facts};
use answers::flagship::question::Assumed;
use answers::population;
use answers::question::Question;
use answers::words::{bounded_percent, number, years};
use anyhow::{Result, bail};
use assumptions::Belief;
use engine::Observer;
use report::Passport;
use scenario::Scenario;
use serde_json::json;

/// Draws where none are given: flagship, population model.
const DEFAULT_DRAWS: (u32, u32) = (500, 2000);
/// Draws that the facts of the record are checked with, for a report.
const FACT_DRAWS: u32 = 100;

/// Runs the command.
pub fn run(args: &Compare, common: &Common) -> Result<Outcome> {
    let model = args.model.model;
    let asked = if args.history {
        flagship::HISTORY_QUESTION.map(str::to_owned).to_vec()
    } else {
        args.scenarios.clone()
    };
    let scenarios = load(&asked, model)?;
    let draws = args.draws.unwrap_or(match model {
        ScenarioModel::Flagship => DEFAULT_DRAWS.0,
        ScenarioModel::Population => DEFAULT_DRAWS.1,
    });
    let question = Question {
        scenarios,
        draws,
        replicates: args.replicates,
        seed: args.seed,
        margin: args.margin / 100.0,
    };
    check_model(args)?;
    let folder = args
        .out
        .as_deref()
        .map(|dir| NewFolder::create(dir, args.force))
        .transpose()?;
    let (answer, network_hash) = match model {
        ScenarioModel::Flagship => with_flagship(args, common, &question, folder.as_ref())?,
        ScenarioModel::Population => with_population(args, common, &question, folder.as_ref())?,
    };

    let passport = passport(args, &question, network_hash, &answer)?;
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

/// Options that only the other model has are refused, not ignored.
fn check_model(args: &Compare) -> Result<()> {
    match args.model.model {
        ScenarioModel::Flagship if args.network.network.is_some() => {
            bail!("`--network` is for the population model: add `--model population`")
        }
        ScenarioModel::Population
            if args.one_belief
                || args.history
                || args.assumed.belief != BeliefChoice::default()
                || !args.assumed.assume.is_empty()
                || !args.assumed.form.is_empty() =>
        {
            bail!("`--belief`, `--one-belief`, `--assume` and `--form` are for the flagship model")
        }
        _ => Ok(()),
    }
}

/// Answers with the flagship model. No conflict network, hence no hash of one.
fn with_flagship(
    args: &Compare,
    common: &Common,
    question: &Question,
    folder: Option<&NewFolder>,
) -> Result<(Comparison, String)> {
    let (ledger, belief) = assumed(&args.assumed)?;
    let mut beside = vec![Belief::Open, Belief::Evidence, Belief::Posterior];
    beside.retain(|b| *b != belief && !args.one_belief);
    let assumed = Assumed {
        ledger: &ledger,
        belief,
        beside: &beside,
        asked: &args.assumed.form,
    };
    let cancel = interrupt::watch()?;
    let members = u64::from(question.draws) * u64::from(question.replicates);
    let mut progress = Progress::new(members, common.quiet);
    let mut runs = Runs::new(
        folder,
        question,
        Shape::flagship(question, &assumed.structures(belief)?),
    )?;
    let mut answer = {
        let mut observers: Vec<&mut dyn Observer> = vec![&mut progress];
        runs.watch(&mut observers);
        question.answer_with_flagship(&assumed, cancel, &mut observers)?
    };
    drop(progress);
    runs.finish()?;
    if folder.is_some() {
        let run = facts::Run {
            ledger: &ledger,
            belief,
            asked: &args.assumed.form,
            draws: question.draws.min(FACT_DRAWS),
            seed: question.seed,
        };
        answer.facts = facts(&run, cancel)?;
        answer.record = answers::flagship::record::tested();
    }
    Ok((answer, String::new()))
}

/// Answers with the population model; also the hash of its conflict network.
fn with_population(
    args: &Compare,
    common: &Common,
    question: &Question,
    folder: Option<&NewFolder>,
) -> Result<(Comparison, String)> {
    let network = network_files::load(args.network.network.as_deref())?;
    let cancel = interrupt::watch()?;
    let members = u64::from(question.draws) * u64::from(question.replicates);
    let mut progress = Progress::new(members, common.quiet);
    let mut runs = Runs::new(folder, question, Shape::population())?;
    let answer = {
        let mut observers: Vec<&mut dyn Observer> = vec![&mut progress];
        runs.watch(&mut observers);
        question.answer_with_population(&network, cancel, &mut observers)?
    };
    drop(progress);
    runs.finish()?;
    Ok((answer, sha256(&network.canonical())))
}

/// The scenarios asked for, baseline first.
pub fn load(references: &[String], model: ScenarioModel) -> Result<Vec<Scenario>> {
    let catalogue = catalogue(model);
    let built_in: Vec<String> = match model {
        ScenarioModel::Flagship => flagship::BUILT_IN_QUESTION.map(str::to_owned).to_vec(),
        ScenarioModel::Population => population::BUILT_IN_QUESTION.map(str::to_owned).to_vec(),
    };
    let references = if references.is_empty() {
        &built_in
    } else {
        references
    };
    let mut scenarios = references
        .iter()
        .map(|r| Ok(scenario::load(r, catalogue)?))
        .collect::<Result<Vec<_>>>()?;
    if let Some(at) = scenarios.iter().position(|s| s.levers.is_empty()) {
        let baseline = scenarios.remove(at);
        scenarios.insert(0, baseline);
    } else if let Some(first) = scenarios.first() {
        let (start, end) = (first.start, first.end);
        let mut baseline = scenario::load(&built_in[0], catalogue)?;
        (baseline.start, baseline.end) = (start, end);
        scenarios.insert(0, baseline);
    }
    Ok(scenarios)
}

fn passport(
    args: &Compare,
    question: &Question,
    network_hash: String,
    answer: &Comparison,
) -> Result<Passport> {
    let mut command = vec!["aftermath compare".to_owned()];
    command.extend(args.scenarios.iter().map(|s| quoted(s)));
    if args.model.model == ScenarioModel::Population {
        command.push("--model population".to_owned());
    }
    if args.assumed.belief == BeliefChoice::Open {
        command.push("--belief open".to_owned());
    }
    if args.one_belief {
        command.push("--one-belief".to_owned());
    }
    command.extend(
        args.assumed
            .assume
            .iter()
            .map(|a| format!("--assume {}", quoted(a))),
    );
    command.extend(
        args.assumed
            .form
            .iter()
            .map(|(m, f)| format!("--form {}", quoted(&format!("{m}={f}")))),
    );
    command.push(format!(
        "--draws {} --replicates {} --seed {}",
        question.draws, args.replicates, args.seed
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
        network_hash,
        answer_hash: sha256(&serde_json::to_string(answer)?),
        seed: args.seed,
        draws: question.draws.into(),
        replicates: args.replicates.into(),
        command: command.join(" "),
    })
}

/// A word for a shell.
pub fn quoted(word: &str) -> String {
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
    for (validity, titles) in by_validity(answer) {
        text += &format!("  ! {validity} ({})\n", titles.join("; "));
    }
    if !answer.structures.is_empty() {
        let each: Vec<String> = answer
            .structures
            .iter()
            .map(|s| format!("{} {:.0} %", s.id, 100.0 * s.weight))
            .collect();
        text += &format!(
            "\nRival structures of the model, weighted by their forecasts of the past: {}\n",
            each.join(", ")
        );
    }
    let in_terminal = |o: &ReportedOutcome| o.is_key || answer.outcomes.iter().all(|o| !o.is_key);
    for outcome in answer.outcomes.iter().filter(|o| in_terminal(o)) {
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
    text += &width(answer);
    text += &format!(
        "\nMedians over {} draws; better and worse mean by more than {} % of the baseline; ± is the Monte Carlo error.\n",
        answer.draws,
        number(100.0 * answer.margin)
    );
    text
}

/// How far data inform the options, those alike together.
fn by_validity(answer: &Comparison) -> Vec<(&str, Vec<&str>)> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for option in answer.options.iter().filter(|o| !o.validity.is_empty()) {
        match all.iter_mut().find(|v| v.0 == option.validity) {
            Some((_, titles)) => titles.push(&option.title),
            None => all.push((&option.validity, vec![&option.title])),
        }
    }
    all
}

/// What the width of key outcomes is made of.
fn width(answer: &Comparison) -> String {
    if answer.splits.is_empty() {
        return String::new();
    }
    let percent = |x: f64| format!("{:.0} %", 100.0 * x);
    let rows = answer
        .splits
        .iter()
        .filter(|s| s.outcome == "homicides")
        .map(|s| {
            let hangs_on: Vec<String> = s
                .hangs_on
                .iter()
                .map(|h| format!("{} {:+.2}", h.id, h.correlation))
                .collect();
            vec![
                title(answer, &s.option).to_owned(),
                percent(s.chance),
                percent(s.parameters),
                percent(s.structures),
                hangs_on.join(", "),
            ]
        });
    let header = [
        "option",
        "chance",
        "parameters",
        "structures",
        "hangs most on (rank correlation)",
    ];
    format!(
        "\nHomicides after three years: shares of the variance of the difference (other outcomes: --json)\n{}",
        table(&header, 1, rows)
    )
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
