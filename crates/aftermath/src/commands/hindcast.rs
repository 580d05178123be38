//! `aftermath hindcast`

use super::Outcome;
use super::assumptions::{forms, ledger};
use super::calibrate::{panel, size};
use crate::args::{Common, Hindcast as Arguments};
use crate::interrupt;
use crate::output::{print, say, write_file};
use crate::tables::table;
use answers::number::number;
use anyhow::{Result, bail};
use assumptions::{Belief, Ledger};
use inference::event_study::{Comparison, compare};
use inference::forecast::{Mode, simulated_records};
use inference::hindcast::{HORIZONS, Hindcast, ORIGINS, Record, Scope, Score, Task, hindcast};
use inference::panel::Panel;
use inference::posterior::Posterior;
use inference::structures::{STRUCTURES, Structures};

/// Runs the command.
pub fn run(args: &Arguments, common: &Common) -> Result<Outcome> {
    forms(&args.form)?;
    let structures: Vec<(String, Vec<String>)> = if args.form.is_empty() {
        STRUCTURES
            .iter()
            .map(|s| (s.id.to_owned(), s.named_forms()))
            .collect()
    } else {
        let forms = args.form.iter().map(|(m, f)| format!("{m}={f}")).collect();
        vec![("as asked".to_owned(), forms)]
    };
    let (panel, data) = panel(&args.file, &args.column)?;
    let origins: Vec<u16> = match args.origin.as_slice() {
        [] => ORIGINS
            .into_iter()
            .filter(|o| *o < panel.last_year())
            .collect(),
        given => given.to_vec(),
    };
    let (first, last) = (panel.first_year + 4, panel.last_year() - 1);
    if let Some(origin) = origins.iter().find(|o| !(first..=last).contains(o)) {
        bail!("--origin {origin}: the file allows {first} to {last}");
    }
    let ledger = ledger()?;
    let cancel = interrupt::watch()?;
    let began = std::time::Instant::now();
    let result = hindcast(
        &Task {
            ledger: &ledger,
            panel: &panel,
            data: &data,
            structures: &structures,
            origins: &origins,
            size: size(args.size),
            seed: args.seed,
        },
        cancel,
        |what| {
            if !common.quiet {
                say(&format!("{what} ({:.0} s)", began.elapsed().as_secs_f64()));
            }
        },
    )?;
    let weights = result.weights();
    let result = Record {
        hindcast: result,
        events: events(&panel, &ledger, &args.form, &weights)?,
    };
    if let Some(path) = &args.json {
        write_file(path, &serde_json::to_string(&result)?)?;
    }
    print(&tables(&result.hindcast))?;
    print(&event_table(&result.events))?;
    Ok(Outcome::Done)
}

/// Records simulated for the event study, and their seed: not that of the fits.
const RECORDS: u32 = 200;
const RECORDS_SEED: u64 = 0x0045_5645_4e54;

/// The event study on the record and on records simulated from the posterior that ships.
fn events(
    panel: &Panel,
    ledger: &Ledger,
    asked: &[(String, String)],
    weights: &[f64],
) -> Result<Vec<Comparison>> {
    let structures = Structures::new(Belief::Posterior, asked)
        .map_err(anyhow::Error::msg)?
        .weighted(weights);
    let (mut simulated, mut given_course) = (Vec::new(), Vec::new());
    let mut last = panel.last_year();
    for (part, draws) in structures.shares(RECORDS) {
        let posterior = Posterior::shipped(part.number, ledger)?;
        last = last.min(posterior.manifest.last_year);
        let posterior = posterior.draws(ledger);
        for (records, given) in [(&mut simulated, false), (&mut given_course, true)] {
            records.extend(simulated_records(
                &posterior,
                part.forms,
                &panel.until(last),
                draws.clone(),
                RECORDS_SEED,
                given,
            ));
        }
    }
    Ok(compare(&panel.until(last), &simulated, &given_course))
}

fn event_table(events: &[Comparison]) -> String {
    let rows = events.iter().map(|c| {
        let percent = |x: f64| format!("{:+.0} %", 100.0 * x);
        let (first, last) = c.observed.window;
        let interval = |[low, middle, high]: [f64; 3]| {
            format!(
                "{} ({} to {})",
                percent(middle),
                percent(low),
                percent(high)
            )
        };
        vec![
            c.event.clone(),
            if c.observed.next_door {
                "next door"
            } else {
                "there"
            }
            .to_owned(),
            format!("{first} to {last}"),
            format!(
                "{} ± {:.0}",
                percent(c.observed.value),
                100.0 * c.observed.error
            ),
            interval(c.simulated),
            if c.is_inside { "inside" } else { "OUTSIDE" }.to_owned(),
            interval(c.given_course),
        ]
    });
    let header = [
        "event",
        "where",
        "months after",
        "record, ± error",
        "mechanisms alone",
        "record is",
        "with what they leave out, by year",
    ];
    format!(
        "\nEvent study: change of the logarithm of monthly homicides, the same estimator on the record and on {RECORDS} \
         simulated records\n{}",
        table(&header, 3, rows)
    )
}

/// Skill first, misses marked; then all scores of years.
fn tables(h: &Hindcast) -> String {
    let mut text = format!(
        "{}; fitted to the end of {:?} and scored after it\n\n",
        h.data, h.origins
    );
    if h.structures.len() > 1 {
        text.push_str(&structure_table(h));
    }
    let mut rows = Vec::new();
    for scope in Scope::ALL {
        for mode in [Mode::Realised, Mode::Frozen] {
            for horizon in 1..=HORIZONS {
                let (Some(skill), Some(score), Some(best)) = (
                    h.skill(mode, scope, horizon),
                    h.model(mode, scope, horizon),
                    h.best_baseline(scope, horizon),
                ) else {
                    continue;
                };
                rows.push((
                    skill,
                    vec![
                        scope.name().to_owned(),
                        mode.name().to_owned(),
                        horizon.to_string(),
                        format!("{:+.0} %", 100.0 * skill),
                        number(score.crps),
                        format!("{} ({})", number(best.crps), best.forecaster),
                        format!("{:.0} %", 100.0 * score.coverage_90),
                    ],
                ));
            }
        }
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    text.push_str(
        "Skill over the best baseline, worst first (CRPS, people; coverage of 90 % intervals)\n",
    );
    let header = [
        "what",
        "forecaster",
        "years",
        "skill",
        "CRPS",
        "best baseline",
        "covered",
    ];
    text.push_str(&table(&header, 2, rows.into_iter().map(|r| r.1)));
    text.push_str("\nAll scores by year\n");
    let rows = h
        .scores
        .iter()
        .filter(|s| matches!(s.scope, Scope::NationYear | Scope::StateYear))
        .map(|s| {
            vec![
                s.scope.name().to_owned(),
                s.forecaster.clone(),
                s.horizon.to_string(),
                number(s.crps),
                format!("{:.2}", s.log_score),
                number(s.interval),
                format!("{:.0} %", 100.0 * s.coverage_50),
                format!("{:.0} %", 100.0 * s.coverage_90),
            ]
        });
    let header = [
        "what",
        "forecaster",
        "years",
        "CRPS",
        "log score",
        "interval score",
        "in 50 %",
        "in 90 %",
    ];
    text.push_str(&table(&header, 2, rows));
    text
}

/// The structures by weight, with their scores of states and years.
fn structure_table(h: &Hindcast) -> String {
    let mut structures: Vec<_> = h.structures.iter().collect();
    structures.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let mean = |scores: &[Score], of: &dyn Fn(&Score) -> f64| -> f64 {
        let chosen: Vec<f64> = scores
            .iter()
            .filter(|s| s.scope == Scope::StateYear && s.forecaster == Mode::Realised.name())
            .map(of)
            .collect();
        chosen.iter().sum::<f64>() / chosen.len() as f64
    };
    let row = |name: &str, forms: String, weight: String, scores: &[Score]| {
        vec![
            name.to_owned(),
            forms,
            weight,
            number(mean(scores, &|s| s.crps)),
            format!("{:.2}", mean(scores, &|s| s.log_score)),
        ]
    };
    let mut rows: Vec<Vec<String>> = structures
        .iter()
        .map(|s| {
            let weight = format!("{:.0} %", 100.0 * s.weight);
            row(&s.id, s.forms.join(", "), weight, &s.scores)
        })
        .collect();
    rows.push(row("mixture", String::new(), String::new(), &h.scores));
    let header = ["structure", "forms", "weight", "CRPS", "log score"];
    format!(
        "Rival structures: weights by stacking of the log scores of homicides by state and year, realised policy; means \
         over 1 to {HORIZONS} years\n{}\n",
        table(&header, 2, rows)
    )
}
