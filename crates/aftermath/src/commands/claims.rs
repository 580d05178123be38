//! `aftermath claims`

use super::Outcome;
use super::assumptions::assumed;
use crate::args::{CheckClaims, Claims, Common};
use crate::interrupt;
use crate::output::{print, refuse_existing, say, write_file};
use crate::passport::{Request, issue, stamped};
use crate::tables::table;
use answers::claims::check::{About, Checked, Task, check};
use answers::claims::file::{self, BUILT_IN, Claim, LANGUAGE, TEMPLATE};
use answers::flagship::catalogue::CATALOGUE;
use answers::number::{number, percent};
use answers::words::{bounded_percent, percent_and_error};
use anyhow::{Context, Result, bail};
use report::Passport;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

/// Runs the command.
pub fn run(command: &Claims, common: &Common) -> Result<Outcome> {
    match command {
        Claims::Check(args) => run_check(args, common),
        Claims::List => {
            let claims = file::read("claims.toml", BUILT_IN)?;
            let rows = claims.iter().map(|c| {
                let kind = serde_json::to_value(c.kind).ok();
                let kind = kind.and_then(|k| k.as_str().map(str::to_owned));
                vec![c.id.clone(), kind.unwrap_or_default(), c.text.clone()]
            });
            print(&table(&["id", "kind", "claim"], 3, rows))?;
            Ok(Outcome::Done)
        }
        Claims::New => {
            print(TEMPLATE)?;
            Ok(Outcome::Done)
        }
        Claims::Language => {
            print(LANGUAGE)?;
            Ok(Outcome::Done)
        }
    }
}

/// The claims of files; without any, the built-in ones.
pub fn read_files(files: &[PathBuf]) -> Result<Vec<Claim>> {
    if files.is_empty() {
        return Ok(file::read("claims.toml", BUILT_IN)?);
    }
    let mut claims = Vec::new();
    for path in files {
        let name = path.display().to_string();
        let text =
            std::fs::read_to_string(path).with_context(|| format!("{name}: cannot be read"))?;
        claims.extend(file::read(&name, &text)?);
    }
    Ok(claims)
}

/// The claims that a command asks for.
pub fn asked(args: &CheckClaims) -> Result<Vec<Claim>> {
    let mut claims = read_files(&args.files)?;
    if !args.only.is_empty() {
        if let Some(id) = args
            .only
            .iter()
            .find(|id| claims.iter().all(|c| c.id != **id))
        {
            let ids: Vec<&str> = claims.iter().map(|c| c.id.as_str()).collect();
            let near = assumptions::nearest(id, ids.iter().copied());
            bail!(
                "there is no claim `{id}`{near}; there are {}",
                ids.join(", ")
            );
        }
        claims.retain(|c| args.only.contains(&c.id));
    }
    Ok(claims)
}

fn run_check(args: &CheckClaims, common: &Common) -> Result<Outcome> {
    refuse_existing(args.out.as_deref(), args.force)?;
    let claims = asked(args)?;
    let cancel = interrupt::watch_and_say("verdicts that are complete are kept")?;
    let made = make(args, &claims, &request(args, &claims)?, common, cancel)?;
    if let Some(path) = &args.out {
        write_file(path, &made.page)?;
        if !common.quiet {
            say(&format!("{}: open it in a browser", path.display()));
        }
    }
    print(&if args.json {
        made.json
    } else {
        show(&made.checked)
    })?;
    if interrupt::happened() {
        bail!("stopped: what is above is the last complete round");
    }
    Ok(if made.checked.iter().any(|c| c.is_surprise) {
        Outcome::Difference
    } else {
        Outcome::Done
    })
}

/// What was made.
pub struct Made {
    /// Each claim with its verdict.
    pub checked: Vec<Checked>,
    /// What makes it again.
    pub passport: Passport,
    /// Both as JSON.
    pub json: String,
    /// Both as a page.
    pub page: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    belief: String,
    seed: u64,
    claims: &'a [Checked],
}

/// Checks claims.
pub fn make(
    args: &CheckClaims,
    claims: &[Claim],
    request: &Request,
    common: &Common,
    cancel: &AtomicBool,
) -> Result<Made> {
    let (ledger, belief) = assumed(&args.assumed)?;
    let task = Task {
        ledger: &ledger,
        belief,
        asked: &args.assumed.form,
        draws: args.draws,
        seed: args.seed,
    };
    let report = |what: &str| {
        if !common.quiet {
            say(what);
        }
    };
    let mut checked = check(claims, &task, cancel, report)?;
    let mut request = request.clone();
    if args.until_sure {
        let draws = until_sure(claims, &mut checked, &task, args.most_draws, cancel, report)?;
        // Stopped early: the same again stops where this did.
        request.set("--most-draws", &draws.to_string());
    }
    let belief = belief.to_string();
    let answer = Answer {
        belief: belief.clone(),
        seed: args.seed,
        claims: &checked,
    };
    let passport = issue(&request, &answer, args.seed, args.draws)?;
    Ok(Made {
        json: stamped(&passport, &answer)?,
        page: report::claims_page(&checked, &passport, &belief),
        passport,
        checked,
    })
}

/// Checks claims without a verdict again, with twice the draws, until all have one, none can get one, or `most` draws
/// are run. Returns the draws of the last complete round.
fn until_sure(
    claims: &[Claim],
    checked: &mut [Checked],
    task: &Task<'_>,
    most: u32,
    cancel: &AtomicBool,
    mut report: impl FnMut(&str) + Copy,
) -> Result<u32> {
    let mut draws = task.draws;
    while draws < most {
        let again: Vec<Claim> = claims
            .iter()
            .zip(&*checked)
            .filter(|(_, c)| c.needs_draws.is_some())
            .map(|(claim, _)| claim.clone())
            .collect();
        if again.is_empty() {
            break;
        }
        let next = draws.saturating_mul(2).min(most);
        report(&format!(
            "{} without a verdict at {draws} draws; now {next}, at most {most} …",
            again.len()
        ));
        let task = Task {
            draws: next,
            ..*task
        };
        let round = match check(&again, &task, cancel, report) {
            Err(_) if interrupt::happened() => break,
            round => round?,
        };
        for result in round {
            if let Some(c) = checked.iter_mut().find(|c| c.id == result.id) {
                *c = result;
            }
        }
        draws = next;
    }
    let left = checked.iter().filter(|c| c.needs_draws.is_some()).count();
    if left > 0 && draws >= most {
        report(&format!(
            "{left} without a verdict at {most} draws, the most that were allowed (--most-draws)"
        ));
    }
    Ok(draws)
}

/// The words that ask for the same again.
pub fn words(args: &CheckClaims) -> Request {
    let mut words = ["claims", "check"].map(str::to_owned).to_vec();
    words.extend(args.files.iter().map(|f| f.display().to_string()));
    for id in &args.only {
        words.extend(["--only".to_owned(), id.clone()]);
    }
    words.extend(args.assumed.words());
    for (name, value) in [("--draws", u64::from(args.draws)), ("--seed", args.seed)] {
        words.extend([name.to_owned(), value.to_string()]);
    }
    if args.until_sure {
        words.extend(["--until-sure", "--most-draws"].map(str::to_owned));
        words.push(args.most_draws.to_string());
    }
    Request::new(words)
}

/// The request that asks for the same again, with the files that it names.
fn request(args: &CheckClaims, claims: &[Claim]) -> Result<Request> {
    let mut request = words(args);
    for file in &args.files {
        request.keep_file(file)?;
    }
    for reference in &args.assumed.assume {
        request.keep_assumptions(reference)?;
    }
    keep_files_of(&mut request, claims)?;
    Ok(request)
}

/// Keeps the files that claims name.
pub fn keep_files_of(request: &mut Request, claims: &[Claim]) -> Result<()> {
    for claim in claims {
        for file in &claim.scenario_files {
            request.keep_scenario(file, &CATALOGUE)?;
        }
        if let Some(assume) = &claim.assume {
            request.keep_assumptions(assume)?;
        }
    }
    Ok(())
}

/// A verdict, or between which ones it lies.
fn verdict(c: &Checked) -> String {
    if c.between.is_empty() {
        c.verdict.clone()
    } else {
        format!("{}: {}", c.verdict, c.between.join(" or "))
    }
}

/// A line on the scenarios that a claim compares; none where it compares none.
pub fn about(scenarios: &[About], indent: &str) -> String {
    let each: Vec<String> = scenarios
        .iter()
        .map(|a| format!("{} ({})", a.id, a.title))
        .collect();
    if each.is_empty() {
        String::new()
    } else {
        format!("{indent}scenarios    {}\n", each.join("; "))
    }
}

/// Verdicts first, then each claim with its reasons.
fn show(checked: &[Checked]) -> String {
    let rows = checked.iter().map(|c| {
        // How far data go, in the words before the colon.
        let marks: Vec<&str> = c
            .validity
            .iter()
            .filter_map(|m| Some(m.split_once(':')?.0))
            .collect();
        vec![
            c.id.clone(),
            verdict(c),
            c.probability.as_ref().map_or(String::new(), |p| {
                format!(
                    "{}±{:.1} %",
                    bounded_percent(p, c.counted.into()),
                    100.0 * p.monte_carlo_error
                )
            }),
            marks.join("; "),
            c.text.clone(),
        ]
    });
    let header = [
        "claim",
        "verdict",
        "probability",
        "how far data go",
        "in words",
    ];
    let mut text = table(&header, 5, rows);
    for c in checked {
        text += &format!("\n{}. {}\n", c.id, c.text);
        if !c.said_by.is_empty() {
            text += &format!("  said by      {}, {}\n", c.said_by, c.said_on);
        }
        if !c.expression.is_empty() {
            text += &format!("  test         {}\n", c.expression);
        }
        text += &about(&c.scenarios, "  ");
        text += &format!("  verdict      {}", verdict(c));
        if let Some(p) = &c.probability {
            text += &format!(
                ", probability {} % (± {:.1}, {} runs)",
                bounded_percent(p, c.counted.into()),
                100.0 * p.monte_carlo_error,
                c.counted
            );
        }
        if let Some(draws) = c.needs_draws {
            text += &format!(
                "; a verdict needs about {draws} draws (--draws {draws}, or --until-sure --most-draws {draws})"
            );
        }
        text += "\n";
        for mark in &c.validity {
            text += &format!("  how far      {mark}\n");
        }
        for s in &c.series {
            let figures: Vec<String> = s
                .figures
                .iter()
                .map(|(year, value)| {
                    let value = value.map_or("no figure".to_owned(), |v| format!("{v}"));
                    format!("{year}: {value}")
                })
                .collect();
            let holds = match s.holds {
                Some(true) => "holds",
                Some(false) => "does not hold",
                None => "says nothing",
            };
            text += &format!(
                "  {holds:<14} {} [{}]\n                 {} {}\n",
                s.title,
                s.id,
                figures.join(", "),
                s.unit
            );
        }
        if let Some(q) = &c.quantity {
            let (n, what): (fn(f64) -> String, &str) = if c.quantity_is_share {
                (percent, "difference as a share, of")
            } else {
                (number, "of")
            };
            text += &format!(
                "  quantity     {} (90 %: {} to {}), {what} {}\n",
                n(q.q50),
                n(q.q05),
                n(q.q95),
                c.quantity_is
            );
        }
        if !c.thresholds.is_empty() {
            let each = c.thresholds.iter().map(|t| {
                let shown = percent_and_error(&t.probability, c.counted.into());
                format!("{} {shown}", t.words)
            });
            text += &format!("  thresholds   {}\n", each.collect::<Vec<_>>().join("; "));
        }
        for h in &c.hangs_on {
            text += &format!(
                "  hangs on     {} [{}], rank correlation {:+.2}; {}\n",
                h.name,
                h.id,
                h.correlation,
                h.sources
                    .first()
                    .map_or("no source: a wide prior", String::as_str)
            );
        }
        if c.structures.len() > 1 {
            let each: Vec<String> = c
                .structures
                .iter()
                .map(|s| {
                    format!(
                        "{} {} (weight {:.0} %)",
                        s.id,
                        s.probability_in_words(),
                        100.0 * s.weight
                    )
                })
                .collect();
            text += &format!("  by structure {}\n", each.join("; "));
        }
        for warning in &c.warnings {
            text += &format!("  !            {warning}\n");
        }
        if !c.note.is_empty() {
            text += &format!("  how          {}\n", c.note);
        }
        if !c.against.is_empty() {
            text += &format!("  against it   {}\n", c.against);
        }
    }
    text + "\nVerdicts: supported from 90 %, more likely than not from 60 %, open from 40 %, less likely than not from 10 %, else contradicted; ensemble too small: more runs can tell; too close to call: they cannot. Sources of an assumption: aftermath assumptions show ID; of a series: aftermath evidence show ID.\n"
}
