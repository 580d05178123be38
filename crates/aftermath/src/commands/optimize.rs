//! `aftermath optimize`

use super::Outcome;
use super::assumptions::assumed;
use super::flagship::outcome;
use crate::args::{Common, Optimize as Arguments};
use crate::interrupt;
use crate::output::{NewFolder, print, say};
use crate::passport::{Request, issue};
use crate::progress::Progress;
use crate::tables::table;
use answers::comparison::Probability;
use answers::flagship::catalogue::CATALOGUE;
use answers::flagship::portfolios::limits::{Limit, action, limits};
use answers::flagship::portfolios::words::change;
use answers::flagship::portfolios::{Assessed, OUTCOMES_BY_DEFAULT, Optimise, Portfolios};
use answers::flagship::question::Assumed;
use answers::number::{Digits, brief, error_of_unit, number, of_unit};
use answers::words::bounded_percent;
use anyhow::{Result, bail};
use report::Passport;
use serde_json::json;
use std::sync::atomic::AtomicBool;

/// Seconds that a year of one run takes a thread, about (BENCHMARKS.md).
const SECONDS_A_YEAR: f64 = 0.000_2;
/// Years before the start, which are run once a draw.
const YEARS_BEFORE: f64 = 25.0;

/// Runs the command.
pub fn run(args: &Arguments, common: &Common) -> Result<Outcome> {
    let folder = NewFolder::asked(args.out.as_deref(), args.force)?;
    let cancel = interrupt::watch()?;
    let made = make(args, &request(args)?, common, folder.as_ref(), cancel)?;
    print(&if args.json {
        made.json
    } else {
        show(&made.answer)
    })?;
    let what = "Page, answer and the portfolios as scenarios";
    NewFolder::complete(folder, common.quiet, what, "portfolios.html")?;
    Ok(Outcome::Done)
}

/// What was made.
pub struct Made {
    /// The answer.
    pub answer: Portfolios,
    /// What makes it again.
    pub passport: Passport,
    /// Both as JSON.
    pub json: String,
}

/// Searches, and judges what was found; page, answer and scenarios go to the folder.
pub fn make(
    args: &Arguments,
    request: &Request,
    common: &Common,
    folder: Option<&NewFolder>,
    cancel: &AtomicBool,
) -> Result<Made> {
    let baseline = scenario::load("status-quo", &CATALOGUE)?;
    let optimise = Optimise {
        baseline: &baseline,
        limits: restricted(limits()?, &args.lever)?,
        reach: args.reach,
        outcomes: outcomes(&args.outcome)?,
        years: args.years,
        search_draws: args.search_draws,
        draws: args.draws,
        population: args.population.into(),
        generations: args.generations,
        margin: args.margin / 100.0,
        seed: args.seed,
    };
    optimise.check()?;
    let (ledger, belief) = assumed(&args.assumed)?;
    let assumed = Assumed {
        ledger: &ledger,
        belief,
        beside: &[],
        asked: &args.assumed.form,
    };
    let members =
        u64::from(args.search_draws) * u64::from(args.generations + 1) + u64::from(args.draws);
    if !common.quiet {
        say(&cost(&optimise, members));
    }
    let mut progress = Progress::new(members, common.quiet);
    let answer = optimise.answer(&assumed, cancel, &mut progress)?;
    drop(progress);

    let passport = issue(request, &answer, args.seed, args.draws)?;
    let json = json!({ "passport": passport, "answer": answer });
    let json = serde_json::to_string_pretty(&json)? + "\n";
    if let Some(folder) = folder {
        let page = report::portfolios_page(&answer, &passport.command);
        folder.write("portfolios.html", &page)?;
        folder.write("answer.json", &json)?;
        for portfolio in answer.portfolios.iter().filter(|p| p.is_shown) {
            folder.write(
                &format!("{}.toml", portfolio.id),
                &portfolio.scenario.to_toml(),
            )?;
        }
    }
    Ok(Made {
        answer,
        passport,
        json,
    })
}

/// The request that asks for the same again, with every setting spelled out.
fn request(args: &Arguments) -> Result<Request> {
    let mut words = vec!["optimize".to_owned()];
    for id in &args.outcome {
        words.extend(["--outcome".to_owned(), id.clone()]);
    }
    for (id, most) in &args.lever {
        let limit = most.map_or_else(String::new, |most| format!("={most}"));
        words.extend(["--lever".to_owned(), format!("{id}{limit}")]);
    }
    words.extend(args.assumed.words());
    for (name, value) in [
        ("--reach", args.reach.to_string()),
        ("--years", args.years.to_string()),
        ("--draws", args.draws.to_string()),
        ("--search-draws", args.search_draws.to_string()),
        ("--population", args.population.to_string()),
        ("--generations", args.generations.to_string()),
        ("--margin", args.margin.to_string()),
        ("--seed", args.seed.to_string()),
    ] {
        words.extend([name.to_owned(), value]);
    }
    if let Some(out) = &args.out {
        words.extend(["--out".to_owned(), out.display().to_string()]);
    }
    let mut request = Request::new(words);
    for reference in &args.assumed.assume {
        request.keep_assumptions(reference)?;
    }
    Ok(request)
}

/// The outcomes asked for, or those that are read by default.
pub fn outcomes(asked: &[String]) -> Result<Vec<usize>> {
    if asked.is_empty() {
        return Ok(OUTCOMES_BY_DEFAULT.map(|id| id as usize).to_vec());
    }
    let mut numbers = Vec::new();
    for id in asked {
        let number = outcome(id)?;
        if numbers.contains(&number) {
            bail!("--outcome {id}: it is given twice");
        }
        numbers.push(number);
    }
    Ok(numbers)
}

/// The levers asked for with their limits, or all.
fn restricted(limits: Vec<Limit>, asked: &[(String, Option<f64>)]) -> Result<Vec<Limit>> {
    let mut kept: Vec<Limit> = Vec::new();
    for (id, max) in asked {
        let Some(limit) = limits.iter().find(|l| l.lever == id) else {
            let all: Vec<&str> = limits.iter().map(|l| l.lever).collect();
            bail!(
                "--lever {id}: no portfolio can use it{}; there are {}",
                assumptions::nearest(id, all.iter().copied()),
                all.join(", ")
            );
        };
        if kept.iter().any(|k| k.lever == id) {
            bail!("--lever {id}: it is given twice");
        }
        kept.push(match max {
            None => limit.clone(),
            Some(max) => match limit.up_to(*max) {
                Ok(limit) => limit,
                Err(most) => bail!(
                    "--lever {id}={max}: above 0 up to {most} is accepted, {}",
                    limit.unit_meaning
                ),
            },
        });
    }
    Ok(if asked.is_empty() { limits } else { kept })
}

/// What it will take, told beforehand.
fn cost(optimise: &Optimise<'_>, members: u64) -> String {
    let (search, judge) = optimise.runs();
    let threads = rayon::current_num_threads();
    let years = (search + judge) as f64 * f64::from(optimise.years) + members as f64 * YEARS_BEFORE;
    let seconds = years * SECONDS_A_YEAR / threads as f64;
    format!(
        "Searching: at most {} runs of {} years; then what is found on fresh draws, at most {}. Together about {} s on {} \
         thread(s) that have nothing else to do.",
        number(search as f64),
        optimise.years,
        number(judge as f64),
        number(seconds.ceil()),
        threads
    )
}

/// A probability in per cent with its Monte Carlo error.
fn in_percent(p: &Probability, draws: u32) -> String {
    format!(
        "{} ± {:.1}",
        bounded_percent(p, draws.into()),
        100.0 * p.monte_carlo_error
    )
}

/// The fronts that a portfolio is on.
fn fronts(p: &Assessed) -> &'static str {
    match (p.is_on_front, p.is_on_regret_front) {
        (true, true) => "m r",
        (true, false) => "m",
        (false, true) => "r",
        (false, false) => "",
    }
}

fn show(answer: &Portfolios) -> String {
    let mut text = format!(
        "Robust portfolios: levers in force from {} on, outcomes as yearly means over {} years, under the {} ({} draws)\n",
        answer.start, answer.years, answer.belief, answer.draws
    );
    text += "\nIn short\n";
    for finding in &answer.findings {
        text += &format!("  • {finding}\n");
    }
    text += "\nBefore you use it\n";
    for warning in &answer.warnings {
        text += &format!("  ! {warning}\n");
    }
    let shown: Vec<&Assessed> = answer.portfolios.iter().filter(|p| p.is_shown).collect();
    text +=
        "\nThe fronts, spread out (m: by mean, r: by the regret that 90 % of draws stay below)\n";
    let dominated = |p: &Assessed| match &p.dominated {
        None => "never in the search".to_owned(),
        Some(d) => format!("{} by {}", in_percent(&d.probability, answer.draws), d.by),
    };
    let rows = shown.iter().map(|p| {
        vec![
            p.id.clone(),
            p.kind.name().to_owned(),
            p.words.clone(),
            brief(p.reach),
            fronts(p).to_owned(),
            dominated(p),
        ]
    });
    text += &table(&["", "kind", "portfolio", "reach", "dominated in"], 3, rows);
    for (o, outcome) in answer.outcomes.iter().enumerate() {
        text += &format!(
            "\n{}, {} ({} is better)\n",
            outcome.title,
            outcome.unit,
            if outcome.better == engine::describe::Better::Lower {
                "less"
            } else {
                "more"
            }
        );
        let rows = shown.iter().map(|p| {
            let on = &p.outcomes[o];
            let digits = Digits::of(&on.difference, &outcome.unit);
            let n = |x: f64| of_unit(x, &outcome.unit);
            vec![
                p.id.clone(),
                change(on, &outcome.unit),
                format!(
                    "{} to {}",
                    digits.signed(on.difference.q05),
                    digits.signed(on.difference.q95)
                ),
                in_percent(&on.better, answer.draws),
                in_percent(&on.worse, answer.draws),
                format!(
                    "{} ± {}",
                    n(on.regret),
                    error_of_unit(on.regret_error, &outcome.unit)
                ),
                n(on.regret_90),
            ]
        });
        text += &table(
            &[
                "",
                "mean change",
                "90 % of draws",
                "better, %",
                "worse, %",
                "regret, mean",
                "regret, 90 %",
            ],
            1,
            rows,
        );
    }
    text += "\nShare of draws in which a portfolio of a kind is the best (equals count for each kind)\n";
    let kinds: Vec<&str> = answer
        .best
        .iter()
        .take(1)
        .flat_map(|b| &b.shares)
        .map(|(kind, _)| kind.name())
        .collect();
    let rows = answer.best.iter().map(|b| {
        let shares = b
            .shares
            .iter()
            .map(|(_, share)| in_percent(share, answer.draws));
        std::iter::once(b.outcome.clone()).chain(shares).collect()
    });
    text += &table(&[&[""], &kinds[..]].concat(), 1, rows);
    text += &format!(
        "\nMean change in per cent of the mean under the status quo; 90 % of draws of the change, and regret (the distance to the \
         best portfolio of each draw), in the outcome's unit; ± Monte Carlo standard error in the unit of the number before \
         it. Better, worse: by more than {} %. Limits: {}.\n",
        number(100.0 * answer.margin),
        answer
            .limits
            .iter()
            .map(|l| action(l.lever, l.max))
            .collect::<Vec<_>>()
            .join("; ")
    );
    text
}
