//! `aftermath object`: the question put again with other assumptions; which conclusions survive.

use super::Outcome;
use super::assumptions::{belief, forms, ledger};
use crate::args::{Common, Object as Arguments, ObjectCommand};
use crate::interrupt;
use crate::output::{print, say, sha256, write_file};
use crate::tables::table;
use answers::claims::check::{Checked, Task, check};
use answers::claims::file::{self, BUILT_IN, Kind};
use answers::comparison::{Comparison, Summary};
use answers::flagship::catalogue::CATALOGUE;
use answers::flagship::question::Assumed;
use answers::question::Question;
use answers::words::{bounded_percent, number};
use anyhow::{Context, Result, bail};
use serde::Serialize;
use std::path::Path;

const TEMPLATE: &str = include_str!("../../../../assumptions/template-objection.toml");
/// Years after the start at which the lines are told.
const YEARS: f64 = 3.0;

/// One of the four lines of an outcome.
#[derive(Serialize)]
struct Line {
    world: &'static str,
    policy: String,
    outcome: String,
    unit: String,
    value: Summary,
}

/// What became of a conclusion.
#[derive(Serialize)]
struct Conclusion {
    id: String,
    text: String,
    verdict: String,
    probability: f64,
    with_objection: String,
    probability_with_objection: f64,
    survives: bool,
}

/// A record of the log.
#[derive(Serialize)]
struct Entry {
    version: &'static str,
    id: String,
    by: String,
    reasons: Vec<String>,
    forms: Vec<String>,
    files: Vec<(String, String)>,
    scenario: String,
    draws: u32,
    seed: u64,
    lines: Vec<Line>,
    conclusions: Vec<Conclusion>,
}

/// Runs the command.
pub fn run(args: &Arguments, common: &Common) -> Result<Outcome> {
    match &args.command {
        Some(ObjectCommand::New) => print(TEMPLATE)?,
        Some(ObjectCommand::Log { folder }) => log(folder)?,
        None => object(args, common)?,
    }
    Ok(Outcome::Done)
}

fn object(args: &Arguments, common: &Common) -> Result<()> {
    if args.files.is_empty() && args.form.is_empty() {
        bail!(
            "nothing to object with: give a file (`aftermath object new` prints a template), `proponents`, `critics`, or --form MECHANISM=FORM"
        );
    }
    let default = ledger()?;
    let mut mine = default.clone();
    let (mut ids, mut reasons, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
    for reference in &args.files {
        let overlay = default.overlay(reference)?;
        for set in &overlay.sets {
            reasons.push(format!("{}: {}", set.parameter, set.reason));
        }
        hashes.push((reference.clone(), sha256(&serde_json::to_string(&overlay)?)));
        ids.push(overlay.id.clone());
        mine = mine.with_overlay(&overlay);
    }
    forms(&args.form)?;
    let named: Vec<String> = args.form.iter().map(|(m, f)| format!("{m}={f}")).collect();
    ids.extend(named.iter().map(|f| f.replace('=', "-")));
    let option = scenario::load(&args.scenario, &CATALOGUE)?;
    let mut baseline = scenario::load("status-quo", &CATALOGUE)?;
    (baseline.start, baseline.end) = (option.start, option.end);
    let question = Question {
        scenarios: vec![baseline, option],
        draws: args.draws,
        replicates: 1,
        seed: args.seed,
        margin: 0.05,
    };
    let cancel = interrupt::watch()?;
    let report = |what: &str| {
        if !common.quiet {
            say(what);
        }
    };
    let claims: Vec<_> = file::read("claims.toml", BUILT_IN)?
        .into_iter()
        .filter(|c| c.kind != Kind::Data && c.expression.is_some())
        .collect();
    let believed = belief(args.belief);
    let (mut lines, mut checked) = (Vec::new(), Vec::new());
    let as_it_is: &[(String, String)] = &[];
    for (world, ledger, asked) in [
        ("default", &default, as_it_is),
        ("mine", &mine, args.form.as_slice()),
    ] {
        report(&format!("the world of {world} assumptions …"));
        let assumed = Assumed {
            ledger,
            belief: believed,
            beside: &[],
            asked,
        };
        let answer = question.answer_with_flagship(&assumed, cancel, &mut [])?;
        lines.extend(lines_of(world, &answer));
        let task = Task {
            ledger,
            belief: believed,
            asked,
            draws: args.draws,
            seed: args.seed,
        };
        checked.push(check(&claims, &task, cancel, |_| {})?);
    }
    // The four lines of an outcome stand together.
    let order: Vec<String> = lines.iter().map(|l: &Line| l.outcome.clone()).collect();
    lines.sort_by_key(|l| order.iter().position(|o| *o == l.outcome));
    let conclusions: Vec<Conclusion> = checked[0]
        .iter()
        .zip(&checked[1])
        .map(|(before, after)| conclusion(before, after))
        .collect();
    let entry = Entry {
        version: env!("CARGO_PKG_VERSION"),
        id: ids.join("+"),
        by: args.by.clone(),
        reasons,
        forms: named,
        files: hashes,
        scenario: args.scenario.clone(),
        draws: args.draws,
        seed: args.seed,
        lines,
        conclusions,
    };
    let json = format!("{}\n", serde_json::to_string_pretty(&entry)?);
    if !args.no_log {
        std::fs::create_dir_all(&args.log)
            .with_context(|| format!("{}: cannot be made", args.log.display()))?;
        // The name tells the content: the same objection again gives the same file.
        let name = format!("{}-{}.json", entry.id, &sha256(&json)[..8]);
        let path = args.log.join(name);
        write_file(&path, &json)?;
        report(&format!("kept as {}", path.display()));
    }
    print(&if args.json {
        json
    } else {
        show(&entry, args.draws)
    })
}

fn lines_of(world: &'static str, answer: &Comparison) -> Vec<Line> {
    let mut lines = Vec::new();
    for outcome in answer.outcomes.iter().filter(|o| o.is_key) {
        let at = |e: &&answers::comparison::Estimate| {
            e.outcome == outcome.id && e.horizon_years <= YEARS
        };
        if let Some(e) = answer.estimates.iter().rfind(at) {
            for (policy, value) in [
                ("no policy".to_owned(), e.baseline),
                (e.option.clone(), e.level),
            ] {
                lines.push(Line {
                    world,
                    policy,
                    outcome: outcome.title.clone(),
                    unit: outcome.unit.clone(),
                    value,
                });
            }
        }
    }
    lines
}

fn conclusion(before: &Checked, after: &Checked) -> Conclusion {
    let p = |c: &Checked| c.probability.map_or(0.0, |p| p.value);
    Conclusion {
        id: before.id.clone(),
        text: before.text.clone(),
        verdict: before.verdict.clone(),
        probability: p(before),
        with_objection: after.verdict.clone(),
        probability_with_objection: p(after),
        // A verdict survives if the answer stays on its side of one half.
        survives: before.verdict == after.verdict || (p(before) >= 0.5) == (p(after) >= 0.5),
    }
}

fn show(entry: &Entry, draws: u32) -> String {
    let mut text = format!("Objection {}\n", entry.id);
    for reason in &entry.reasons {
        text += &format!("  {reason}\n");
    }
    text += &format!(
        "\nFour lines an outcome, after {YEARS} years: what the assumptions change stands beside what the policy changes\n"
    );
    let rows = entry.lines.iter().enumerate().map(|(k, line)| {
        vec![
            if k % 4 == 0 {
                line.outcome.clone()
            } else {
                String::new()
            },
            line.world.to_owned(),
            line.policy.clone(),
            format!(
                "{} ({} to {})",
                number(line.value.q50),
                number(line.value.q05),
                number(line.value.q95)
            ),
            line.unit.clone(),
        ]
    });
    let header = [
        "outcome",
        "world",
        "policy",
        "median (90 % of runs)",
        "unit",
    ];
    text += &table(&header, 5, rows);
    let share = |p: f64| {
        bounded_percent(&answers::paired::probability(p, draws.into()), draws.into()) + " %"
    };
    let rows = entry.conclusions.iter().map(|c| {
        vec![
            c.id.clone(),
            format!("{}, {}", share(c.probability), c.verdict),
            format!(
                "{}, {}",
                share(c.probability_with_objection),
                c.with_objection
            ),
            if c.survives { "survives" } else { "TURNS" }.to_owned(),
        ]
    });
    let turned = entry.conclusions.iter().filter(|c| !c.survives).count();
    text += &format!(
        "\n{turned} of {} conclusions turn (a conclusion turns when its probability crosses one half); all runs simulated \
         anew, {draws} draws in each world\n{}",
        entry.conclusions.len(),
        table(
            &["conclusion", "default", "with the objection", ""],
            4,
            rows
        )
    );
    text
}

/// The objections kept in a folder.
fn log(folder: &Path) -> Result<()> {
    let files = std::fs::read_dir(folder).with_context(|| {
        format!(
            "{}: cannot be read; objections are kept there once there are any",
            folder.display()
        )
    })?;
    let mut names: Vec<_> = files.filter_map(|f| Some(f.ok()?.path())).collect();
    names.retain(|p| p.extension().is_some_and(|e| e == "json"));
    names.sort();
    let mut rows = Vec::new();
    for path in names {
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{}: cannot be read", path.display()))?;
        let value: serde_json::Value = serde_json::from_str(&text)
            .with_context(|| format!("{}: not an objection", path.display()))?;
        let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let turned: Vec<String> = value["conclusions"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|c| c["survives"] == false)
            .filter_map(|c| c["id"].as_str().map(str::to_owned))
            .collect();
        rows.push(vec![
            field("id"),
            field("by"),
            field("scenario"),
            if turned.is_empty() {
                "none".to_owned()
            } else {
                turned.join(", ")
            },
        ]);
    }
    print(&table(
        &["objection", "by", "scenario", "conclusions that turn"],
        4,
        rows,
    ))
}
