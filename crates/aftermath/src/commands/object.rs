//! `aftermath object`: the question put again with other assumptions; which conclusions survive.

mod log;
mod words;

use super::Outcome;
use super::assumptions::{belief, forms, ledger};
use crate::args::{Common, Object as Arguments, ObjectCommand};
use crate::interrupt;
use crate::output::{NewFolder, print, say};
use crate::passport::{Request, issue, stamped};
use answers::claims::check::Task;
use answers::claims::file::{self, BUILT_IN, Kind};
use answers::claims::worlds::World;
use answers::flagship::catalogue::CATALOGUE;
use answers::flagship::lines::lines;
use answers::flagship::question::Assumed;
use answers::flagship::why::Why;
use answers::flagship::words::validity;
use answers::objection::{Held, Objection, Worked, conclusions, held};
use anyhow::{Result, bail};
use assumptions::{Ledger, Overlay};
use report::Passport;
use std::sync::atomic::AtomicBool;

const TEMPLATE: &str = include_str!("../../../../assumptions/template-objection.toml");
/// Years after the start at which the lines are told.
const YEARS: u16 = 3;
/// Relative change below which nothing has really changed: that of `compare`.
const MARGIN: f64 = 0.05;

/// Runs the command.
pub fn run(args: &Arguments, common: &Common) -> Result<Outcome> {
    match &args.command {
        Some(ObjectCommand::New) => print(TEMPLATE)?,
        Some(ObjectCommand::Log { folder }) => log::list(folder)?,
        None => object(args, common)?,
    }
    Ok(Outcome::Done)
}

fn object(args: &Arguments, common: &Common) -> Result<()> {
    let folder = NewFolder::asked(args.out.as_deref(), args.force)?;
    let made = make(args, &request(args)?, common, interrupt::watch()?)?;
    if !args.no_log {
        let kept = log::keep(&args.log, &made)?;
        if !common.quiet {
            say(&kept);
        }
    }
    print(&if args.json {
        made.json.clone()
    } else {
        words::show(&made.objection, made.deciding.as_deref())
    })?;
    if let Some(folder) = &folder {
        folder.write("answer.json", &made.json)?;
        folder.write(PAGE, &made.page)?;
    }
    NewFolder::complete(folder, common.quiet, "Answer and page", PAGE)
}

/// File of the page.
pub const PAGE: &str = "objection.html";

/// What was made.
pub struct Made {
    /// The answer.
    objection: Objection,
    /// The command that decides what may turn, if one does.
    deciding: Option<String>,
    /// What makes it again.
    pub passport: Passport,
    /// Both as JSON.
    pub json: String,
    /// Both as a page.
    pub page: String,
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
    if !args.by.is_empty() {
        words.extend(["--by".to_owned(), args.by.clone()]);
    }
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

/// The sets of assumptions that are asked for, each once.
fn overlays(args: &Arguments, default: &Ledger) -> Result<Vec<Overlay>> {
    let mut all: Vec<Overlay> = Vec::new();
    for reference in &args.files {
        let overlay = default.overlay(reference)?;
        if all.iter().any(|o| o.id == overlay.id) {
            bail!(
                "{reference}: a set of assumptions with the id `{}` is named already; a second time it changes nothing",
                overlay.id
            );
        }
        all.push(overlay);
    }
    Ok(all)
}

/// The worlds that are asked for: all sets of assumptions stacked in one, or each apart.
fn worlds(args: &Arguments, overlays: &[Overlay], default: &Ledger) -> Vec<World> {
    if !args.apart {
        return vec![World {
            name: "mine".to_owned(),
            ledger: overlays
                .iter()
                .fold(default.clone(), |l, o| l.with_overlay(o)),
            asked: args.form.clone(),
        }];
    }
    let of_overlays = overlays.iter().map(|overlay| World {
        name: overlay.id.clone(),
        ledger: default.clone().with_overlay(overlay),
        asked: Vec::new(),
    });
    let of_forms = args.form.iter().map(|(mechanism, form)| World {
        name: format!("{mechanism}={form}"),
        ledger: default.clone(),
        asked: vec![(mechanism.clone(), form.clone())],
    });
    of_overlays.chain(of_forms).collect()
}

/// What to know of an objection.
fn notes(
    by: &str,
    held: &[Held],
    forms: &[String],
    overlays: &[Overlay],
    default: &Ledger,
) -> Vec<String> {
    let mut notes = Vec::new();
    if forms.is_empty() && held.iter().all(|o| o.changes_nothing) {
        notes.push("It changes nothing: these are the defaults.".to_owned());
    } else {
        for overlay in held.iter().filter(|o| o.changes_nothing) {
            notes.push(format!(
                "`{}` changes nothing: these are the defaults.",
                overlay.id
            ));
        }
    }
    if by.is_empty() {
        let nobody = held.iter().filter(|o| o.by.is_empty());
        let nobody: Vec<String> = nobody
            .map(|o| format!("`{}`", o.id))
            .chain(forms.iter().map(|f| format!("`{f}`")))
            .collect();
        if !nobody.is_empty() {
            notes.push(format!(
                "No author given for {}: name one with --by, or as `by` in the file.",
                nobody.join(", ")
            ));
        }
    }
    let without = held
        .iter()
        .flat_map(|o| &o.sets)
        .filter(|s| s.sources.is_empty());
    let without: Vec<String> = without.map(|s| format!("`{}`", s.parameter)).collect();
    if !without.is_empty() {
        notes.push(format!("No source given for {}.", without.join(", ")));
    }
    let sets = overlays.iter().flat_map(|o| &o.sets);
    notes.extend(sets.filter_map(|set| Some(default.beyond_open(set)? + ".")));
    notes
}

/// Who objects: who is named, else who the files name.
fn author(args: &Arguments, overlays: &[Overlay]) -> String {
    if !args.by.is_empty() {
        return args.by.clone();
    }
    let named: Vec<&str> = overlays
        .iter()
        .map(|o| o.by.as_str())
        .filter(|by| !by.is_empty())
        .collect();
    named.join("; ")
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
    let overlays = overlays(args, &default)?;
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
    let worlds = worlds(args, &overlays, &default);
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
    let size = (args.draws, MARGIN);
    let beside = lines(&question, &assumed, &worlds, size, args.simulate, cancel)?;
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
    let (conclusions, methods) =
        conclusions(&claims, &task, &worlds, args.simulate, cancel, report)?;
    let worked = worlds.iter().zip(beside.methods).zip(methods);
    let worked = worked.map(|((world, lines), conclusions)| Worked {
        world: world.name.clone(),
        lines,
        conclusions,
    });
    let named: Vec<String> = args.form.iter().map(|(m, f)| format!("{m}={f}")).collect();
    let ids: Vec<String> = overlays
        .iter()
        .map(|o| o.id.clone())
        .chain(named.iter().map(|f| f.replace('=', "-")))
        .collect();
    let held = held(
        &overlays,
        !args.apart,
        &default,
        believed,
        &beside.is_fitted,
    );
    let by = author(args, &overlays);
    let objection = Objection {
        id: ids.join(if args.apart { "," } else { "+" }),
        notes: notes(&args.by, &held, &named, &overlays, &default),
        by,
        overlays: held,
        forms: named,
        scenario: option.id.clone(),
        scenario_title: option.title.clone(),
        validity: validity(&option),
        years: YEARS,
        margin: MARGIN,
        belief: believed,
        draws: args.draws,
        seed: args.seed,
        worked: worked.collect(),
        lines: beside.lines,
        effects: beside.effects,
        conclusions,
    };
    let passport = issue(request, &objection, args.seed, args.draws)?;
    let deciding = deciding(&objection, request);
    Ok(Made {
        json: stamped(&passport, &objection)?,
        page: report::objection_page(&objection, deciding.as_deref(), &passport),
        objection,
        deciding,
        passport,
    })
}

/// The command whose runs decide all that may turn and that a practical number of runs can decide.
fn deciding(objection: &Objection, request: &Request) -> Option<String> {
    let most = objection.conclusions.iter().filter_map(|c| c.needs_draws);
    let mut request = request.clone();
    request.set("--draws", &most.max()?.to_string());
    Some(request.command())
}
