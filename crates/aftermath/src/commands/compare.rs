//! `aftermath compare`

use super::assumptions::assumed;
use super::scenarios::catalogue;
use super::{Outcome, claims};
use crate::args::{BeliefChoice, CheckClaims, Common, Compare, ScenarioModel};
use crate::output::{NewFolder, print, sha256};
use crate::passport::{Request, issue};
use crate::progress::Progress;
use crate::runs::{Runs, Shape};
use crate::tables::table;
use crate::{interrupt, network_files};
use answers::comparison::{
    Comparison, Estimate, PolicyOption, Probability, ReportedOutcome, Summary,
};
use answers::flagship::catalogue as flagship;
use answers::flagship::facts::{self, facts};
use answers::flagship::question::Assumed;
use answers::number::{Digits, number};
use answers::population;
use answers::question::Question;
use answers::words::{bounded_percent, years};
use anyhow::{Result, bail};
use assumptions::Belief;
use engine::Observer;
use report::Passport;
use scenario::Scenario;
use serde_json::json;
use std::sync::atomic::AtomicBool;

/// Draws where none are given: flagship, population model.
const DEFAULT_DRAWS: (u32, u32) = (500, 2000);
/// Draws that the facts of the record are checked with, for a report.
const FACT_DRAWS: u32 = 100;

/// Runs the command.
pub fn run(args: &Compare, common: &Common) -> Result<Outcome> {
    check_model(args)?;
    let folder = NewFolder::asked(args.out.as_deref(), args.force)?;
    let made = make(
        args,
        common,
        &request(args)?,
        folder.as_ref(),
        folder.is_some(),
    )?;
    // The folder gets its name last: whatever fails before leaves things as they were.
    print(&if args.json {
        made.json
    } else {
        show(&made.answer)
    })?;
    let what = "Report, answer, scenarios and runs";
    NewFolder::complete(folder, common.quiet, what, "report.html")?;
    Ok(Outcome::Done)
}

/// What was made.
pub struct Made {
    /// The answer.
    pub answer: Comparison,
    /// Its passport.
    pub passport: Passport,
    /// Both as JSON.
    pub json: String,
}

/// Answers, and fills a folder if there is one. `whole` asks for all that a report shows beside the options.
pub fn make(
    args: &Compare,
    common: &Common,
    request: &Request,
    folder: Option<&NewFolder>,
    whole: bool,
) -> Result<Made> {
    let question = question(args)?;
    let cancel = interrupt::watch()?;
    let (answer, network_hash) = match args.model.model {
        ScenarioModel::Flagship => with_flagship(args, common, &question, folder, whole, cancel)?,
        ScenarioModel::Population => with_population(args, common, &question, folder, cancel)?,
    };
    let is_built_in = args.scenarios.is_empty() && !args.history;
    let claims = if is_built_in && whole && args.model.model == ScenarioModel::Flagship {
        Some(claims_beside(args, common, &question, request, cancel)?)
    } else {
        None
    };
    let hashes = question.scenarios.iter().map(|s| (s.id.clone(), s.hash()));
    let passport = Passport {
        scenario_hashes: hashes.collect(),
        network_hash,
        replicates: args.replicates.into(),
        ..issue(request, &answer, args.seed, question.draws)?
    };
    let json = serde_json::to_string_pretty(&json!({ "passport": passport, "answer": answer }))?;
    let json = json + "\n";
    if let Some(folder) = folder {
        let checked = claims.as_ref().map_or(&[][..], |c| &c.checked);
        let page = report::page_beside_claims(&answer, &passport, checked);
        folder.write("report.html", &page)?;
        if let Some(claims) = &claims {
            folder.write("claims.html", &claims.page)?;
            folder.write("claims.json", &claims.json)?;
        }
        folder.write("answer.json", &json)?;
        for scenario in &question.scenarios {
            folder.write(&format!("{}.toml", scenario.id), &scenario.to_toml())?;
        }
        folder.write_assumptions(request)?;
    }
    Ok(Made {
        answer,
        passport,
        json,
    })
}

/// The built-in claims, tested with the same assumptions, draws and seed.
fn claims_beside(
    args: &Compare,
    common: &Common,
    question: &Question,
    request: &Request,
    cancel: &AtomicBool,
) -> Result<claims::Made> {
    let check = CheckClaims {
        files: Vec::new(),
        only: Vec::new(),
        assumed: args.assumed.clone(),
        draws: question.draws,
        until_sure: false,
        most_draws: question.draws,
        seed: question.seed,
        json: false,
        out: None,
        force: false,
    };
    let all = claims::asked(&check)?;
    let asked = Request {
        files: request.files.clone(),
        ..claims::words(&check)
    };
    claims::make(&check, &all, &asked, common, cancel)
}

/// The question that is put.
fn question(args: &Compare) -> Result<Question> {
    let model = args.model.model;
    let asked = if args.history {
        flagship::HISTORY_QUESTION.map(str::to_owned).to_vec()
    } else {
        args.scenarios.clone()
    };
    Ok(Question {
        scenarios: load(&asked, model)?,
        draws: args.draws.unwrap_or(match model {
            ScenarioModel::Flagship => DEFAULT_DRAWS.0,
            ScenarioModel::Population => DEFAULT_DRAWS.1,
        }),
        replicates: args.replicates,
        seed: args.seed,
        margin: args.margin / 100.0,
    })
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
    whole: bool,
    cancel: &AtomicBool,
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
    if whole {
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
    cancel: &AtomicBool,
) -> Result<(Comparison, String)> {
    let network = network_files::load(args.network.network.as_deref())?;
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

/// The request that asks for the same again, with every setting spelled out.
fn request(args: &Compare) -> Result<Request> {
    let question_draws = question(args)?.draws;
    let mut words = vec!["compare".to_owned()];
    words.extend(args.scenarios.iter().cloned());
    if args.history {
        words.push("--history".to_owned());
    }
    if args.model.model == ScenarioModel::Population {
        words.extend(["--model", "population"].map(str::to_owned));
    }
    words.extend(args.assumed.words());
    if args.one_belief {
        words.push("--one-belief".to_owned());
    }
    for (name, value) in [
        ("--draws", question_draws.to_string()),
        ("--replicates", args.replicates.to_string()),
        ("--seed", args.seed.to_string()),
        ("--margin", args.margin.to_string()),
    ] {
        words.extend([name.to_owned(), value]);
    }
    let paths = [("--network", &args.network.network), ("--out", &args.out)];
    for (name, path) in paths {
        if let Some(path) = path {
            words.extend([name.to_owned(), path.display().to_string()]);
        }
    }
    let mut request = Request::new(words);
    for reference in &args.scenarios {
        request.keep_scenario(reference, catalogue(args.model.model))?;
    }
    for reference in &args.assumed.assume {
        request.keep_assumptions(reference)?;
    }
    Ok(request)
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
    for (validity, titles) in by_validity(&answer.options) {
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
                &outcome.unit,
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
pub fn by_validity(options: &[PolicyOption]) -> Vec<(&str, Vec<&str>)> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for option in options.iter().filter(|o| !o.validity.is_empty()) {
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

fn row(title: &str, e: &Estimate, unit: &str, draws: u64) -> Vec<String> {
    let digits = Digits::of(&e.difference, unit);
    let interval = |low: f64, high: f64| format!("{} to {}", digits.show(low), digits.show(high));
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
        Digits::of(&e.baseline, unit).show(e.baseline.q50),
        digits.signed(q50),
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
