//! `aftermath levers`, `outcomes`, `neutrality` and `facts`: what the flagship model is and how it stands up.

use super::Outcome;
use super::assumptions::{assumed, belief, forms, ledger};
use crate::args::{BeliefChoice, Common, Facts, Format, Neutrality};
use crate::interrupt;
use crate::output::{print, say};
use crate::tables::table;
use answers::flagship::catalogue::CATALOGUE;
use answers::flagship::facts::{Run, facts as check_facts};
use answers::flagship::neutrality::{BOUNDS, SCENARIOS, check};
use answers::number::number;
use answers::words::bounded_percent;
use anyhow::{Context, Result};
use engine::describe::{Better, Measure, Places};
use serde::Serialize;
use system::levers::LEVERS;
use system::outcomes::OUTCOMES;

/// Groups of the ledger whose parameters decide what follows from a lever.
fn evidence(lever: &str) -> &'static [&'static str] {
    match lever {
        "strike.labs" | "strike.infrastructure" => {
            &["strikes", "supply", "retaliation", "relationship"]
        }
        "strike.leaders" => &[
            "strikes",
            "fragmentation",
            "conflict",
            "retaliation",
            "relationship",
        ],
        "kingpin" | "withdraw.kingpin" => &["fragmentation", "conflict", "retaliation"],
        "deploy" | "withdraw.deploy" => &["conflict", "retaliation", "enforcement", "territory"],
        "patrols" => &["enforcement", "retaliation", "territory", "relationship"],
        "interdict" => &["border", "market"],
        "precursors" => &["supply", "market"],
        "recruitment" => &["prevention", "groups"],
        "deterrence" => &["retaliation"],
        "treatment" | "naloxone" => &["overdose"],
        _ => &["relationship"],
    }
}

/// `aftermath levers`
pub fn levers(format: Format) -> Result<Outcome> {
    let rows = LEVERS.iter().flat_map(|lever| {
        lever.units.iter().map(|unit| {
            let mode = CATALOGUE.levers_with_mode.contains(&lever.id);
            vec![
                lever.id.to_owned(),
                lever.meaning.to_owned(),
                format!("{} ({})", unit.id, unit.meaning),
                format!("above {} up to {}", unit.min, unit.max),
                if mode {
                    "cooperative or unilateral"
                } else {
                    ""
                }
                .to_owned(),
                evidence(lever.id).join(", "),
            ]
        })
    });
    show(
        format,
        LEVERS.as_slice(),
        &[
            "id",
            "meaning",
            "unit",
            "range",
            "mode",
            "groups of assumptions",
        ],
        rows.collect(),
        "Levers take effect in scenarios, with start, end, place and rules: `aftermath scenarios new`. The evidence behind \
         each group: `aftermath assumptions list`.",
    )
}

/// The number of an outcome of the nation by its id.
pub fn outcome(id: &str) -> Result<usize> {
    let named = |o: &engine::describe::Outcome| o.id == id && !matches!(o.places, Places::Own(_));
    OUTCOMES.iter().position(named).with_context(|| {
        let all = OUTCOMES.iter().map(|o| o.id);
        let near = assumptions::nearest(id, all.clone());
        let all: Vec<&str> = all.collect();
        format!(
            "--outcome {id}: there is none{near}; there are {}",
            all.join(", ")
        )
    })
}

/// `aftermath outcomes`
pub fn outcomes(format: Format) -> Result<Outcome> {
    let rows = OUTCOMES.iter().map(|o| {
        vec![
            o.id.to_owned(),
            o.title.to_owned(),
            o.unit.to_owned(),
            match o.measure {
                Measure::Level => "at the time",
                Measure::Flow => "in the month",
            }
            .to_owned(),
            match o.places {
                Places::First => "nation",
                Places::All => "nation and states",
                Places::Own(_) => "pairs of blocs",
            }
            .to_owned(),
            match o.better {
                Better::Lower => "lower",
                Better::Higher => "higher",
                Better::Neither => "neither",
            }
            .to_owned(),
        ]
    });
    show(
        format,
        OUTCOMES.as_slice(),
        &["id", "meaning", "unit", "measured", "where", "better"],
        rows.collect(),
        "`aftermath compare` gives paired differences of these at 1, 3, 5 and 10 years, flows as yearly sums, and for the \
         most important ones how long until half of an effect is gone.",
    )
}

/// Prints rows as a table, CSV, or the data as JSON.
fn show<T: Serialize + ?Sized>(
    format: Format,
    data: &T,
    header: &[&str],
    rows: Vec<Vec<String>>,
    note: &str,
) -> Result<Outcome> {
    match format {
        Format::Json => print(&format!("{}\n", serde_json::to_string_pretty(data)?))?,
        Format::Csv => {
            let quoted = |c: &String| format!("\"{}\"", c.replace('"', "\"\""));
            let line = |r: &Vec<String>| r.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
            print(&format!(
                "{}\n{}",
                header.join(","),
                rows.iter().map(line).collect::<String>()
            ))?;
        }
        Format::Table => {
            print(&format!(
                "{}\n{note}\n",
                table(header, header.len(), rows.into_iter())
            ))?;
        }
    }
    Ok(Outcome::Done)
}

/// `aftermath neutrality`
pub fn neutrality(args: &Neutrality, common: &Common) -> Result<Outcome> {
    let ledger = ledger()?;
    let scenarios = SCENARIOS
        .iter()
        .map(|id| Ok(scenario::load(id, &CATALOGUE)?))
        .collect::<Result<Vec<_>>>()?;
    if !common.quiet {
        say("Running the claims, then consent channel by channel …");
    }
    let believed = belief(args.belief);
    forms(&args.form)?;
    let result = check(
        &ledger,
        believed,
        &args.form,
        &scenarios,
        args.draws,
        args.seed,
        interrupt::watch()?,
    )?;
    if args.format == Format::Json {
        print(&format!("{}\n", serde_json::to_string_pretty(&result)?))?;
    } else {
        let draws = u64::from(args.draws);
        let claims = result.claims.iter().map(|c| {
            vec![
                c.text.clone(),
                format!(
                    "{} % ± {:.1}",
                    bounded_percent(&c.probability, draws),
                    100.0 * c.probability.monte_carlo_error
                ),
                if c.open { "open" } else { "closed" }.to_owned(),
            ]
        });
        let consent = result.consent.iter().map(|c| {
            vec![
                c.channel.clone(),
                format!("{} %", bounded_percent(&c.fewer_homicides, draws)),
                number(c.homicides),
                format!("{:+.4}", c.flow),
            ]
        });
        print(&format!(
            "Contested claims under the {believed} ({} draws): both answers must stay possible, {} to {} %\n{}\n\
             Strikes on laboratories with consent against those without, channel by channel, second year\n{}",
            args.draws,
            number(100.0 * BOUNDS.0),
            number(100.0 * BOUNDS.1),
            table(&["claim", "probability", ""], 1, claims),
            table(
                &[
                    "channels",
                    "fewer homicides with consent",
                    "homicides a year, median difference",
                    "flow, median difference"
                ],
                1,
                consent
            ),
        ))?;
    }
    let must_be_open = args.belief == BeliefChoice::Open;
    Ok(if must_be_open && result.claims.iter().any(|c| !c.open) {
        Outcome::Difference
    } else {
        Outcome::Done
    })
}

/// `aftermath facts`
pub fn facts(args: &Facts, common: &Common) -> Result<Outcome> {
    let (ledger, belief) = assumed(&args.assumed)?;
    if !common.quiet {
        say("Running the past, 2000 to 2024 …");
    }
    let run = Run {
        ledger: &ledger,
        belief,
        asked: &args.assumed.form,
        draws: args.draws,
        seed: args.seed,
    };
    let facts = check_facts(&run, interrupt::watch()?)?;
    let count = |verdict: &str| facts.iter().filter(|f| f.verdict == verdict).count();
    let note = format!(
        "Under the {belief} ({} draws): {} passed, {} missed, on {} the model says little (its 90 % interval is wider than half \
         of what is possible, or its ends differ more than fourfold), {} are input. Simulated: median and 90 % interval.",
        args.draws,
        count("pass"),
        count("miss"),
        count("says little"),
        count("input")
    );
    let rows = facts
        .iter()
        .map(|f| {
            vec![
                f.id.clone(),
                f.verdict.clone(),
                f.statement.clone(),
                f.observed.clone(),
                f.simulated.clone(),
            ]
        })
        .collect();
    show(
        args.format,
        &facts,
        &["id", "verdict", "regularity", "observed", "simulated"],
        rows,
        &note,
    )
}
