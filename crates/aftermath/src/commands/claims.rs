//! `aftermath claims`

use super::Outcome;
use super::assumptions::assumed;
use crate::args::{CheckClaims, Claims, Common};
use crate::interrupt;
use crate::output::{print, say, write_file};
use crate::tables::table;
use answers::claims::check::{Checked, Task, check, is_near_a_bound};
use answers::claims::file::{self, BUILT_IN, Claim, TEMPLATE};
use answers::words::{bounded_percent, number};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::path::PathBuf;

/// Most draws that `--until-sure` goes up to.
const MOST_DRAWS: u32 = 16_000;

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

fn run_check(args: &CheckClaims, common: &Common) -> Result<Outcome> {
    let mut claims = read_files(&args.files)?;
    if !args.only.is_empty() {
        if let Some(id) = args
            .only
            .iter()
            .find(|id| claims.iter().all(|c| c.id != **id))
        {
            let ids: Vec<&str> = claims.iter().map(|c| c.id.as_str()).collect();
            bail!("there is no claim `{id}`; there are {}", ids.join(", "));
        }
        claims.retain(|c| args.only.contains(&c.id));
    }
    let (ledger, belief) = assumed(&args.assumed)?;
    let task = Task {
        ledger: &ledger,
        belief,
        asked: &args.assumed.form,
        draws: args.draws,
        seed: args.seed,
    };
    let cancel = interrupt::watch()?;
    let report = |what: &str| {
        if !common.quiet {
            say(what);
        }
    };
    let mut checked = check(&claims, &task, cancel, report)?;
    let mut draws = args.draws;
    while args.until_sure && draws < MOST_DRAWS {
        let unsure =
            |c: &Checked| c.needs_draws.is_some() || c.probability.is_some_and(is_near_a_bound);
        let again: Vec<Claim> = claims
            .iter()
            .zip(&checked)
            .filter(|(_, c)| unsure(c))
            .map(|(claim, _)| claim.clone())
            .collect();
        if again.is_empty() {
            break;
        }
        draws = (2 * draws).min(MOST_DRAWS);
        report(&format!("{} not yet sure: {draws} draws …", again.len()));
        for result in check(&again, &Task { draws, ..task }, cancel, report)? {
            if let Some(c) = checked.iter_mut().find(|c| c.id == result.id) {
                *c = result;
            }
        }
    }
    let json = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "commit": env!("AFTERMATH_COMMIT"),
        "belief": belief.to_string(),
        "seed": args.seed,
        "claims": checked,
    });
    if let Some(path) = &args.out {
        let command = command_line(args);
        let page = report::claims_page(&checked, &command, &belief.to_string());
        write_file(path, &page)?;
        report(&format!("{}: open it in a browser", path.display()));
    }
    if args.json {
        print(&format!("{}\n", serde_json::to_string_pretty(&json)?))?;
    } else {
        print(&show(&checked))?;
    }
    Ok(if checked.iter().any(|c| c.is_surprise) {
        Outcome::Difference
    } else {
        Outcome::Done
    })
}

/// The command that gives the same result.
fn command_line(args: &CheckClaims) -> String {
    let mut words = vec!["aftermath claims check".to_owned()];
    words.extend(args.files.iter().map(|f| f.display().to_string()));
    words.extend(args.only.iter().map(|id| format!("--only {id}")));
    words.extend(args.assumed.assume.iter().map(|a| format!("--assume {a}")));
    words.extend(
        args.assumed
            .form
            .iter()
            .map(|(m, f)| format!("--form {m}={f}")),
    );
    words.push(format!("--draws {} --seed {}", args.draws, args.seed));
    words.join(" ")
}

/// Verdicts first, then each claim with its reasons.
fn show(checked: &[Checked]) -> String {
    let rows = checked.iter().map(|c| {
        vec![
            c.id.clone(),
            c.verdict.clone(),
            c.probability.as_ref().map_or(String::new(), |p| {
                format!(
                    "{}±{:.1} %",
                    bounded_percent(p, c.draws.into()),
                    100.0 * p.monte_carlo_error
                )
            }),
            c.text.clone(),
        ]
    });
    let header = ["claim", "verdict", "probability", "in words"];
    let mut text = table(&header, 4, rows);
    for c in checked {
        text += &format!("\n{}. {}\n", c.id, c.text);
        if !c.said_by.is_empty() {
            text += &format!("  said by      {}, {}\n", c.said_by, c.said_on);
        }
        if !c.expression.is_empty() {
            text += &format!("  test         {}\n", c.expression);
        }
        text += &format!("  verdict      {}", c.verdict);
        if let Some(p) = &c.probability {
            text += &format!(
                ", probability {} % (± {:.1}, {} runs)",
                bounded_percent(p, c.draws.into()),
                100.0 * p.monte_carlo_error,
                c.draws
            );
        }
        if let Some(draws) = c.needs_draws {
            text += &format!("; a verdict needs about {draws} draws (--draws {draws})");
        }
        text += "\n";
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
                "  {holds:<13}{} [{}]\n               {} {}\n",
                s.title,
                s.id,
                figures.join(", "),
                s.unit
            );
        }
        if let Some(q) = &c.quantity {
            let (scale, unit) = if c.quantity_is.ends_with("share of it") {
                (100.0, " %")
            } else {
                (1.0, "")
            };
            let n = |x: f64| number(scale * x) + unit;
            text += &format!(
                "  quantity     {} (90 %: {} to {}), the {}\n",
                n(q.q50),
                n(q.q05),
                n(q.q95),
                c.quantity_is
            );
        }
        for h in &c.hangs_on {
            text += &format!(
                "  hangs on     {} [{}], rank correlation {:+.2}\n",
                h.name, h.id, h.correlation
            );
        }
        if c.structures.len() > 1 {
            let each: Vec<String> = c
                .structures
                .iter()
                .map(|s| {
                    format!(
                        "{} {:.0} % (weight {:.0} %)",
                        s.id,
                        100.0 * s.probability.value,
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
    text + "\nVerdicts: supported from 90 %, more likely than not from 60 %, open from 40 %, less likely than not from 10 %, else contradicted. Sources of an assumption: aftermath assumptions show ID; of a series: aftermath evidence show ID.\n"
}
