//! `aftermath inform`

use super::Outcome;
use super::assumptions::assumed;
use super::compare;
use super::optimize::outcomes;
use crate::args::{Common, Inform as Arguments, ScenarioModel};
use crate::interrupt;
use crate::output::{NewFolder, print, say};
use crate::passport::{Request, issue, stamped};
use crate::progress::Progress;
use answers::comparison::Probability;
use answers::flagship::catalogue::CATALOGUE;
use answers::flagship::inform::{Choice, Inform, Information, Measurement};
use answers::flagship::question::Assumed;
use answers::number::number;
use answers::question::Question;
use answers::words::percent;
use anyhow::Result;
use report::Passport;
use std::sync::atomic::AtomicBool;

/// Measurements shown for each outcome.
const SHOWN: usize = 6;
/// Of those that cannot be told from chance.
const SHOWN_NOT_TOLD: usize = 3;

/// Runs the command.
pub fn run(args: &Arguments, common: &Common) -> Result<Outcome> {
    let folder = NewFolder::asked(args.out.as_deref(), args.force)?;
    let made = make(args, &request(args)?, common, interrupt::watch()?)?;
    print(&if args.json {
        made.json.clone()
    } else {
        show(&made.answer)
    })?;
    if let Some(folder) = folder {
        folder.write("answer.json", &made.json)?;
        folder.finish()?;
    }
    Ok(Outcome::Done)
}

/// What was made.
pub struct Made {
    answer: Information,
    /// What makes it again.
    pub passport: Passport,
    /// Both as JSON.
    pub json: String,
}

/// The request that asks for the same again, with every setting spelled out.
fn request(args: &Arguments) -> Result<Request> {
    let mut words = vec!["inform".to_owned()];
    words.extend(args.scenarios.iter().cloned());
    for id in &args.outcome {
        words.extend(["--outcome".to_owned(), id.clone()]);
    }
    words.extend(args.assumed.words());
    for (name, value) in [
        ("--years", u64::from(args.years)),
        ("--draws", args.draws.into()),
        ("--seed", args.seed),
    ] {
        words.extend([name.to_owned(), value.to_string()]);
    }
    let mut request = Request::new(words);
    for reference in &args.scenarios {
        request.keep_scenario(reference, &CATALOGUE)?;
    }
    for reference in &args.assumed.assume {
        request.keep_assumptions(reference)?;
    }
    Ok(request)
}

/// Looks for what would be worth measuring.
pub fn make(
    args: &Arguments,
    request: &Request,
    common: &Common,
    cancel: &AtomicBool,
) -> Result<Made> {
    let options = compare::load(&args.scenarios, ScenarioModel::Flagship)?;
    let question = Question {
        scenarios: options,
        draws: args.draws,
        replicates: 1,
        seed: args.seed,
        margin: 0.0,
    };
    question.check()?;
    let inform = Inform {
        options: &question.scenarios,
        outcomes: outcomes(&args.outcome)?,
        years: args.years,
        draws: args.draws,
        seed: args.seed,
    };
    let (ledger, belief) = assumed(&args.assumed)?;
    let assumed = Assumed {
        ledger: &ledger,
        belief,
        beside: &[],
        asked: &args.assumed.form,
    };
    if !common.quiet {
        let runs = inform.options.len() * args.draws as usize;
        say(&format!(
            "{} runs of {} years …",
            number(runs as f64),
            args.years
        ));
    }
    let mut progress = Progress::new(args.draws.into(), common.quiet);
    let answer = inform.answer(&assumed, cancel, &mut progress)?;
    drop(progress);
    let passport = issue(request, &answer, args.seed, args.draws)?;
    Ok(Made {
        json: stamped(&passport, &answer)?,
        answer,
        passport,
    })
}

fn show(answer: &Information) -> String {
    let mut text = format!(
        "What would be worth measuring, for the choice among {} options in force from {} on; outcomes as yearly means over {} \
         years, under the {} ({} draws, of which {} differ in more than chance and structure; {} parameters and the rival structures)\n",
        answer.options.len(),
        answer.start,
        answer.years,
        answer.belief,
        answer.draws,
        answer.distinct,
        answer.parameters
    );
    for (validity, titles) in compare::by_validity(&answer.options) {
        text += &format!("  ! {validity} ({})\n", titles.join("; "));
    }
    for choice in &answer.choices {
        text += &choice_in_words(choice, answer.draws);
    }
    text += "\nWorth: how much better the outcome would be, on average, if the choice could follow the measurement (EVPPI, by \
             regression), ± standard error. Each outcome is decided by itself; outcomes are never added up. Told are those \
             that exceed what chance shows in 95 % of shuffles; the outer 1 % of the gains of an option is held at its edge on each side. What is known of each: aftermath assumptions show ID.\n";
    text
}

fn choice_in_words(choice: &Choice, draws: u32) -> String {
    let unit = &choice.outcome.unit;
    let is_small = choice.everything.abs() < 1.0 && choice.lead.abs() < 1.0;
    let n = |x: f64| {
        if is_small {
            format!("{x:.4}")
        } else {
            number(x)
        }
    };
    let aim = if choice.outcome.better == engine::describe::Better::Lower {
        "least"
    } else {
        "most"
    };
    let mut text = format!(
        "\n{}: {aim} under {}",
        choice.outcome.title, choice.decision
    );
    if !choice.equals.is_empty() {
        text += &format!(" (and, exactly as good, {})", choice.equals.join(", "));
    }
    if let Some(next) = &choice.next {
        text += &format!(
            "; next {next}, {} ± {} {unit} behind",
            n(choice.lead),
            n(choice.lead_error)
        );
    }
    text += &format!(
        ".\n  Another option is best in {} of draws; to know everything, chance included, would be worth {} {unit}.\n",
        percent(&choice.another_is_best, draws.into()),
        n(choice.everything)
    );
    let told = |m: &Measurement| {
        format!(
            "{} [{}]: worth {} ± {} {unit}; another option in {} of draws (group {}; evidence {})\n     {}\n",
            m.name,
            m.id,
            n(m.evppi),
            n(m.standard_error),
            percent(
                &Probability {
                    value: m.changes,
                    monte_carlo_error: m.changes_error,
                },
                draws.into()
            ),
            m.group,
            m.evidence,
            m.statement
        )
    };
    if choice.worth_measuring.is_empty() {
        text += "  No single parameter is worth measuring more than chance alone may show.\n";
    }
    for (k, m) in choice.worth_measuring.iter().take(SHOWN).enumerate() {
        text += &format!("  {}. {}", k + 1, told(m));
    }
    let left = choice.worth_measuring.len().saturating_sub(SHOWN);
    if left > 0 {
        text += &format!("  and {left} more with --json\n");
    }
    for m in choice.not_told_from_chance.iter().take(SHOWN_NOT_TOLD) {
        let chance = n(m.by_chance);
        text += &format!(
            "  Not told from chance, which may show {chance}: {}",
            told(m)
        );
    }
    text
}
