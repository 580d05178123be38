//! `aftermath why`

use super::Outcome;
use super::assumptions::assumed;
use super::flagship::outcome;
use crate::args::{Common, Why as Arguments};
use crate::interrupt;
use crate::output::{print, say};
use crate::passport::{Request, issue, stamped};
use crate::tables::table;
use answers::flagship::catalogue::CATALOGUE;
use answers::flagship::question::Assumed;
use answers::flagship::why::{DRAWS, Median, Moved, Reasons, Why};
use answers::number::{PERCENT, error_of_unit, fixed, number, of_unit, signed};
use answers::words::years;
use anyhow::{Result, bail};
use report::Passport;
use std::sync::atomic::AtomicBool;

/// Runs the command.
pub fn run(args: &Arguments, common: &Common) -> Result<Outcome> {
    let made = make(args, &request(args)?, common, interrupt::watch()?)?;
    print(&if args.json {
        made.json
    } else {
        show(&made.reasons)
    })?;
    Ok(Outcome::Done)
}

/// What was made.
pub struct Made {
    /// The answer.
    pub reasons: Reasons,
    /// What makes it again.
    pub passport: Passport,
    /// Both as JSON.
    pub json: String,
}

/// Looks for the reasons.
pub fn make(
    args: &Arguments,
    request: &Request,
    common: &Common,
    cancel: &AtomicBool,
) -> Result<Made> {
    let option = scenario::load(&args.scenario, &CATALOGUE)?;
    let mut baseline = scenario::load("status-quo", &CATALOGUE)?;
    (baseline.start, baseline.end) = (option.start, option.end);
    let outcome = outcome(&args.outcome)?;
    let length = baseline.end.months_since(baseline.start);
    if i32::from(args.years) * 12 > length {
        bail!(
            "--years {}: the scenario ends {length} months after its start",
            args.years
        );
    }
    let (ledger, belief) = assumed(&args.assumed)?;
    let assumed = Assumed {
        ledger: &ledger,
        belief,
        beside: &[],
        asked: &args.assumed.form,
    };
    let why = Why {
        baseline: &baseline,
        option: &option,
        outcome,
        years: args.years,
        seed: args.seed,
    };
    if !common.quiet {
        say(&format!(
            "At most {} runs of {} on {} thread(s).",
            number(f64::from(why.runs())),
            years(f64::from(why.years)),
            rayon::current_num_threads()
        ));
    }
    let reasons = why.answer(&assumed, cancel, |what| {
        if !common.quiet {
            say(what);
        }
    })?;
    let draws = u32::try_from(reasons.runs).unwrap_or(u32::MAX);
    let passport = issue(request, &reasons, args.seed, draws)?;
    Ok(Made {
        json: stamped(&passport, &reasons)?,
        reasons,
        passport,
    })
}

/// The request that asks for the same again.
fn request(args: &Arguments) -> Result<Request> {
    let mut words = vec!["why".to_owned(), args.scenario.clone()];
    words.extend(["--outcome".to_owned(), args.outcome.clone()]);
    words.extend(args.assumed.words());
    for (name, value) in [("--years", args.years.into()), ("--seed", args.seed)] {
        words.extend([name.to_owned(), value.to_string()]);
    }
    let mut request = Request::new(words);
    request.keep_scenario(&args.scenario, &CATALOGUE)?;
    for reference in &args.assumed.assume {
        request.keep_assumptions(reference)?;
    }
    Ok(request)
}

/// What moved, one line each, in order of time.
fn moves(r: &Reasons) -> String {
    if r.path.is_empty() {
        return "  Nothing did.\n".to_owned();
    }
    let line = |m: &Moved| {
        format!(
            "  From month {} on, “{}” is {} by {} % (three months later).\n",
            m.month,
            m.title,
            if m.change < 0.0 { "lower" } else { "higher" },
            of_unit(100.0 * m.change.abs(), PERCENT)
        )
    };
    r.path.iter().map(line).collect()
}

/// Inputs whose interval ends below this share are only named.
const SMALL: f64 = 0.01;

/// A share in per cent, with a sign.
fn change(share: f64) -> String {
    let value = 100.0 * share;
    format!("{} %", signed(value, of_unit(value, PERCENT)))
}

/// A median change with its Monte Carlo error.
fn median(m: &Median) -> String {
    format!(
        "{} ± {}",
        change(m.value),
        error_of_unit(100.0 * m.monte_carlo_error, PERCENT)
    )
}

fn show(r: &Reasons) -> String {
    let after = years(f64::from(r.years));
    let mut text = format!("{}: {}, after {after}\n", r.option_title, r.outcome_title);
    if !r.validity.is_empty() {
        text += &format!("  ! {}\n", r.validity);
    }
    if r.is_out_of_reach {
        text += &format!(
            "\nNothing leads from this option to this outcome in this model: in all {DRAWS} pairs of runs the outcome is the \
             same with and without it.\n"
        );
        if !r.path.is_empty() {
            text += "\nWhat the option moves instead (median of the runs, more than 1 % from the baseline for three months)\n";
            text += &moves(r);
        }
        return text;
    }
    text += &format!(
        "Difference from the baseline {} (90 % of runs: {} to {}); median of {DRAWS} draws ± Monte Carlo standard error\n",
        median(&r.median),
        change(r.difference.q05),
        change(r.difference.q95)
    );
    text += "\nWhat moved first (median of the runs, more than 1 % from the baseline for three months)\n";
    text += &moves(r);
    text += &format!(
        "\nThe answer without each mechanism, weightiest first: medians of the same {DRAWS} draws (with all: {}). As \
         they share their draws, what lies between two lines is surer than the ± of each\n",
        median(&r.median)
    );
    let rows = r
        .mechanisms
        .iter()
        .map(|m| vec![m.mechanism.clone(), median(&m.alone), median(&m.cumulative)]);
    text += &table(
        &["mechanism", "this one off", "this and all above off"],
        1,
        rows,
    );
    let index = |i: &answers::sobol::Index| {
        let [value, low, high] = [i.value, i.low, i.high].map(|x| fixed(100.0 * x, 0));
        format!("{value} % ({low} to {high})")
    };
    let (shown, small): (Vec<_>, Vec<_>) =
        r.inputs.iter().partition(|i| i.indices.total.high >= SMALL);
    let rows = shown.iter().map(|i| {
        vec![
            i.id.clone(),
            index(&i.indices.total),
            index(&i.indices.first),
            i.name.clone(),
        ]
    });
    text += &format!(
        "\nWhat the difference is sensitive to: share of its variance that goes with each input, alone and with what it \
         acts through others (Sobol', 90 % intervals; {} runs; estimates of shares can leave 0 to 100 %)\n{}",
        r.runs,
        table(&["input", "total", "alone", "what it is"], 4, rows)
    );
    if !small.is_empty() {
        let ids: Vec<&str> = small.iter().map(|i| i.id.as_str()).collect();
        text += &format!("Below 1 %: {}\n", ids.join(", "));
    }
    text
}
