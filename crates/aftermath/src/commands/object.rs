//! `aftermath object`: the question put again with other assumptions; which conclusions survive.

use super::Outcome;
use super::assumptions::{belief, forms, ledger};
use crate::args::{Common, Object as Arguments, ObjectCommand};
use crate::interrupt;
use crate::output::{print, say, write_file};
use crate::passport::{Request, issue, stamped};
use crate::tables::table;
use answers::claims::check::{Checked, Task};
use answers::claims::file::{self, BUILT_IN, Kind};
use answers::claims::worlds::{InWorld, World, check_worlds};
use answers::comparison::Probability;
use answers::flagship::catalogue::CATALOGUE;
use answers::flagship::lines::{Line, lines};
use answers::flagship::question::Assumed;
use answers::flagship::why::Why;
use answers::number::{Digits, number};
use answers::reweight::Method;
use answers::words::percent;
use anyhow::{Context, Result, bail};
use assumptions::Overlay;
use report::Passport;
use serde::Serialize;
use std::path::Path;
use std::sync::atomic::AtomicBool;

const TEMPLATE: &str = include_str!("../../../../assumptions/template-objection.toml");
/// Years after the start at which the lines are told.
const YEARS: u16 = 3;

/// How a world was worked out.
#[derive(Serialize)]
struct Worked {
    world: String,
    /// Of the four lines.
    lines: Method,
    /// Of each conclusion, those alike together.
    conclusions: Vec<(usize, Method)>,
}

/// What became of a conclusion.
#[derive(Serialize)]
struct Conclusion {
    world: String,
    id: String,
    text: String,
    verdict: String,
    probability: Option<Probability>,
    with_objection: String,
    probability_with_objection: Option<Probability>,
    /// Whether the probability stays on its side of one half.
    survives: bool,
    /// Whether both probabilities are further from one half than two Monte Carlo errors.
    is_sure: bool,
}

/// A record of the log.
#[derive(Serialize)]
struct Entry {
    id: String,
    by: String,
    reasons: Vec<String>,
    forms: Vec<String>,
    scenario: String,
    draws: u32,
    seed: u64,
    worked: Vec<Worked>,
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
    let made = make(args, &request(args)?, common, interrupt::watch()?)?;
    if !args.no_log {
        std::fs::create_dir_all(&args.log)
            .with_context(|| format!("{}: cannot be made", args.log.display()))?;
        // The name tells the content: the same objection again gives the same file.
        let name = format!("{}-{}.json", made.entry.id, &made.passport.answer_hash[..8]);
        let path = args.log.join(name);
        write_file(&path, &made.json)?;
        if !common.quiet {
            say(&format!("kept as {}", path.display()));
        }
    }
    print(&if args.json {
        made.json
    } else {
        show(&made.entry)
    })
}

/// What was made.
pub struct Made {
    entry: Entry,
    /// What makes it again.
    pub passport: Passport,
    /// Both as JSON.
    pub json: String,
}

/// The request that asks for the same again.
fn request(args: &Arguments) -> Result<Request> {
    let mut words = vec!["object".to_owned()];
    words.extend(args.files.iter().cloned());
    for (mechanism, form) in &args.form {
        words.extend(["--form".to_owned(), format!("{mechanism}={form}")]);
    }
    words.extend(args.belief.words());
    if args.apart {
        words.push("--apart".to_owned());
    }
    if args.simulate {
        words.push("--simulate".to_owned());
    }
    words.extend(["--scenario".to_owned(), args.scenario.clone()]);
    words.extend(["--by".to_owned(), args.by.clone()]);
    for (name, value) in [("--draws", u64::from(args.draws)), ("--seed", args.seed)] {
        words.extend([name.to_owned(), value.to_string()]);
    }
    let mut request = Request::new(words);
    for reference in &args.files {
        request.keep_assumptions(reference)?;
    }
    request.keep_scenario(&args.scenario, &CATALOGUE)?;
    Ok(request)
}

/// The worlds that are asked for: all sets of assumptions stacked in one, or each apart.
fn worlds(args: &Arguments, overlays: &[Overlay]) -> Result<Vec<World>> {
    let default = ledger()?;
    if !args.apart {
        return Ok(vec![World {
            name: "mine".to_owned(),
            ledger: overlays.iter().fold(default, |l, o| l.with_overlay(o)),
            asked: args.form.clone(),
        }]);
    }
    let mut all: Vec<World> = overlays
        .iter()
        .map(|overlay| World {
            name: overlay.id.clone(),
            ledger: default.clone().with_overlay(overlay),
            asked: Vec::new(),
        })
        .collect();
    all.extend(args.form.iter().map(|(mechanism, form)| World {
        name: format!("{mechanism}={form}"),
        ledger: default.clone(),
        asked: vec![(mechanism.clone(), form.clone())],
    }));
    Ok(all)
}

/// Puts the question in each world.
pub fn make(
    args: &Arguments,
    request: &Request,
    common: &Common,
    cancel: &AtomicBool,
) -> Result<Made> {
    if args.files.is_empty() && args.form.is_empty() {
        bail!(
            "nothing to object with: give a file (`aftermath object new` prints a template), `proponents`, `critics`, or --form MECHANISM=FORM"
        );
    }
    forms(&args.form)?;
    let default = ledger()?;
    let overlays = args
        .files
        .iter()
        .map(|reference| Ok(default.overlay(reference)?))
        .collect::<Result<Vec<_>>>()?;
    let option = scenario::load(&args.scenario, &CATALOGUE)?;
    let mut baseline = scenario::load("status-quo", &CATALOGUE)?;
    (baseline.start, baseline.end) = (option.start, option.end);
    if baseline.end.months_since(baseline.start) < 12 * i32::from(YEARS) {
        bail!(
            "scenario `{}` ends before {YEARS} years are over: the lines are told then",
            option.id
        );
    }
    let report = |what: &str| {
        if !common.quiet {
            say(what);
        }
    };
    let worlds = worlds(args, &overlays)?;
    let believed = belief(args.belief);
    report("four lines an outcome …");
    let question = Why {
        baseline: &baseline,
        option: &option,
        outcome: 0,
        years: YEARS,
        seed: args.seed,
    };
    let assumed = Assumed {
        ledger: &default,
        belief: believed,
        beside: &[],
        asked: &[],
    };
    let simulated = args.simulate;
    let (lines, of_lines) = lines(&question, &assumed, &worlds, args.draws, simulated, cancel)?;
    let claims: Vec<_> = file::read("claims.toml", BUILT_IN)?
        .into_iter()
        .filter(|c| c.kind != Kind::Data && c.expression.is_some())
        .collect();
    let task = Task {
        ledger: &default,
        belief: believed,
        asked: &[],
        draws: args.draws,
        seed: args.seed,
    };
    let (before, after) = check_worlds(&claims, &task, &worlds, simulated, cancel, report)?;
    let worked = worlds
        .iter()
        .zip(of_lines)
        .zip(&after)
        .map(|((world, lines), claims)| Worked {
            world: world.name.clone(),
            lines,
            conclusions: alike(claims),
        })
        .collect();
    let conclusions = worlds
        .iter()
        .zip(&after)
        .flat_map(|(world, claims)| {
            let all = before.iter().zip(claims);
            all.map(|(before, after)| conclusion(&world.name, before, &after.checked))
        })
        .collect();
    let named: Vec<String> = args.form.iter().map(|(m, f)| format!("{m}={f}")).collect();
    let ids: Vec<String> = overlays
        .iter()
        .map(|o| o.id.clone())
        .chain(named.iter().map(|f| f.replace('=', "-")))
        .collect();
    let reasons = overlays
        .iter()
        .flat_map(|o| &o.sets)
        .map(|set| format!("{}: {}", set.parameter, set.reason))
        .collect();
    let entry = Entry {
        id: ids.join(if args.apart { "," } else { "+" }),
        by: args.by.clone(),
        reasons,
        forms: named,
        scenario: option.id.clone(),
        draws: args.draws,
        seed: args.seed,
        worked,
        lines,
        conclusions,
    };
    let passport = issue(request, &entry, args.seed, args.draws)?;
    Ok(Made {
        json: stamped(&passport, &entry)?,
        entry,
        passport,
    })
}

/// How claims were worked out, those alike together with their count.
fn alike(claims: &[InWorld]) -> Vec<(usize, Method)> {
    let mut all: Vec<(usize, Method)> = Vec::new();
    for claim in claims {
        match all.iter_mut().find(|m| m.1 == claim.method) {
            Some(known) => known.0 += 1,
            None => all.push((1, claim.method.clone())),
        }
    }
    all
}

fn conclusion(world: &str, before: &Checked, after: &Checked) -> Conclusion {
    let value = |c: &Checked| c.probability.map_or(0.0, |p| p.value);
    let clear = |c: &Checked| {
        c.probability
            .is_some_and(|p| (p.value - 0.5).abs() > 2.0 * p.monte_carlo_error)
    };
    Conclusion {
        world: world.to_owned(),
        id: before.id.clone(),
        text: before.text.clone(),
        verdict: before.verdict.clone(),
        probability: before.probability,
        with_objection: after.verdict.clone(),
        probability_with_objection: after.probability,
        survives: (value(before) >= 0.5) == (value(after) >= 0.5),
        is_sure: clear(before) && clear(after),
    }
}

/// How a world was worked out, in words.
fn method(method: &Method) -> String {
    match method {
        Method::Reweighted { worth, of } => format!(
            "by weighting the {of} runs of the default world, worth {} of equal weight",
            number(*worth)
        ),
        Method::Simulated { reason } => {
            format!("by runs of its own; weights would not do: {reason}")
        }
    }
}

fn show(entry: &Entry) -> String {
    let mut text = format!("Objection {}\n", entry.id);
    for reason in &entry.reasons {
        text += &format!("  {reason}\n");
    }
    let worlds = entry.worked.len() + 1;
    text += &format!(
        "\nAfter {YEARS} years, outcome by outcome: what the assumptions change stands beside what the policy changes\n"
    );
    let rows = entry.lines.iter().enumerate().map(|(k, line)| {
        vec![
            if k % (2 * worlds) == 0 {
                line.outcome.clone()
            } else {
                String::new()
            },
            line.world.clone(),
            line.policy.clone(),
            {
                let (s, digits) = (&line.value, Digits::of(&line.value, &line.unit));
                let [low, median, high] = [s.q05, s.q50, s.q95].map(|v| digits.show(v));
                format!("{median} ({low} to {high})")
            },
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
    let share = |p: &Option<Probability>| {
        p.as_ref()
            .map_or("none".to_owned(), |p| percent(p, entry.draws.into()))
    };
    for worked in &entry.worked {
        let conclusions = || entry.conclusions.iter().filter(|c| c.world == worked.world);
        let rows = conclusions().map(|c| {
            vec![
                c.id.clone(),
                format!("{}, {}", share(&c.probability), c.verdict),
                format!(
                    "{}, {}",
                    share(&c.probability_with_objection),
                    c.with_objection
                ),
                match (c.survives, c.is_sure) {
                    (true, true) => "survives",
                    (false, true) => "TURNS",
                    (true, false) => "survives, narrowly",
                    (false, false) => "may turn: too near one half to tell",
                }
                .to_owned(),
            ]
        });
        let turned = conclusions().filter(|c| !c.survives && c.is_sure).count();
        let unsure = conclusions().filter(|c| !c.survives && !c.is_sure).count();
        text += &format!(
            "\nIn the world of {}: {turned} of {} conclusions turn{}. A conclusion turns when its probability crosses one half.\n",
            worked.world,
            conclusions().count(),
            if unsure > 0 {
                format!(", {unsure} may (more draws tell: --draws)")
            } else {
                String::new()
            }
        );
        text += &table(
            &["conclusion", "default", "with the objection", ""],
            4,
            rows,
        );
        text += &format!("The lines were found {}.\n", method(&worked.lines));
        for (count, how) in &worked.conclusions {
            text += &format!("{count} of the conclusions {}.\n", method(how));
        }
    }
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
            .filter(|c| c["survives"] == false && c["is_sure"] != false)
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
