//! `aftermath flip`

use super::Outcome;
use super::assumptions::assumed;
use super::claims::{keep_files_of, read_files};
use crate::args::{Common, Flip as Arguments};
use crate::interrupt;
use crate::output::{print, refuse_existing, say, write_file};
use crate::passport::{Request, issue, stamped};
use answers::claims::check::Task;
use answers::claims::file::Claim;
use answers::claims::flip::{Condition, Flip, flip};
use answers::flagship::catalogue::CATALOGUE;
use answers::words::percent;
use anyhow::{Result, bail};
use report::Passport;
use std::sync::atomic::AtomicBool;

/// Runs the command.
pub fn run(args: &Arguments, common: &Common) -> Result<Outcome> {
    refuse_existing(args.out.as_deref(), args.force)?;
    let claim = asked(args)?;
    let request = request(args, &claim)?;
    if !common.quiet {
        say(&format!("Running {} draws …", args.draws));
    }
    let made = make(args, &claim, &request, interrupt::watch()?)?;
    if let Some(path) = &args.out {
        write_file(path, &made.page)?;
    }
    print(&if args.json {
        made.json
    } else {
        show(&made.flip)
    })?;
    Ok(Outcome::Done)
}

/// What was made.
pub struct Made {
    /// The answer.
    pub flip: Flip,
    /// What makes it again.
    pub passport: Passport,
    /// Both as JSON.
    pub json: String,
    /// Both as a page.
    pub page: String,
}

/// Looks for the region.
pub fn make(
    args: &Arguments,
    claim: &Claim,
    request: &Request,
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
    let flip = flip(claim, &task, cancel)?;
    let passport = issue(request, &flip, args.seed, args.draws)?;
    Ok(Made {
        json: stamped(&passport, &flip)?,
        page: report::flip_page(
            &flip,
            &sentence(&flip),
            searched(&flip).as_deref(),
            &passport,
        ),
        flip,
        passport,
    })
}

/// The claim that is asked about, with the scenario that is asked for.
pub fn asked(args: &Arguments) -> Result<Claim> {
    let claims = read_files(&args.file)?;
    let Some(mut claim) = claims.iter().find(|c| c.id == args.claim).cloned() else {
        let ids: Vec<&str> = claims.iter().map(|c| c.id.as_str()).collect();
        let near = assumptions::nearest(&args.claim, ids.iter().copied());
        bail!(
            "there is no claim `{}`{near}; there are {}",
            args.claim,
            ids.join(", ")
        );
    };
    if let Some(scenario) = &args.scenario {
        if claim.scenario.is_empty() {
            bail!(
                "claim `{}` names its scenarios in the test; another can only take the place of `scenario`",
                claim.id
            );
        }
        let loaded = scenario::load(scenario, &CATALOGUE)?;
        claim.scenario = loaded.id;
        if CATALOGUE.built_in.iter().all(|b| b.id != *scenario) {
            claim.scenario_files.push(scenario.clone());
        }
    }
    Ok(claim)
}

/// The request that asks for the same again.
fn request(args: &Arguments, claim: &Claim) -> Result<Request> {
    let mut words = vec!["flip".to_owned()];
    words.extend(args.scenario.clone());
    words.extend(["--claim".to_owned(), args.claim.clone()]);
    for file in &args.file {
        words.extend(["--file".to_owned(), file.display().to_string()]);
    }
    words.extend(args.assumed.words());
    for (name, value) in [("--draws", u64::from(args.draws)), ("--seed", args.seed)] {
        words.extend([name.to_owned(), value.to_string()]);
    }
    let mut request = Request::new(words);
    for file in &args.file {
        request.keep_file(file)?;
    }
    for reference in &args.assumed.assume {
        request.keep_assumptions(reference)?;
    }
    keep_files_of(&mut request, std::slice::from_ref(claim))?;
    Ok(request)
}

/// The region in one sentence, or what was searched in vain.
fn sentence(flip: &Flip) -> String {
    let opposite = if flip.opposite_is_failure {
        "fails"
    } else {
        "holds"
    };
    match &flip.region {
        None => format!(
            "This search found no region of up to three assumptions in which the claim {opposite} more often than not: neither in {draws} runs under the belief nor in {draws} in which the assumptions that matter most are drawn from the whole of their open priors ({}). That is no proof that there is none: more runs (--draws) see more, and an objection of your own tries any values (aftermath object).",
            flip.widened.join("; "),
            draws = flip.draws,
        ),
        Some(region) => {
            let all: Vec<String> = region.conditions.iter().map(condition).collect();
            format!(
                "The claim {opposite} in {:.0} % (± {:.0}) of runs where {}.",
                100.0 * region.held_out.density,
                100.0 * region.held_out.error(),
                all.join(" and ")
            )
        }
    }
}

/// Where the region was found.
fn searched(flip: &Flip) -> Option<String> {
    (flip.region.is_some() && !flip.widened.is_empty()).then(|| {
        format!(
            "Found among {} runs in which these were drawn from the whole of their open priors, since under the belief such values are rare: {}. All else as believed.",
            flip.draws,
            flip.widened.join("; ")
        )
    })
}

fn condition(c: &Condition) -> String {
    let limits = match (c.at_least, c.at_most) {
        (Some(low), Some(high)) => {
            format!("is between {} and {}", significant(low), significant(high))
        }
        (Some(low), None) => format!("is at least {}", significant(low)),
        (None, Some(high)) => format!("is at most {}", significant(high)),
        (None, None) => "is anything".to_owned(),
    };
    let unit = if c.unit.is_empty() || c.unit == "1" {
        String::new()
    } else {
        format!(" {}", c.unit)
    };
    format!("“{}” ({}) {limits}{unit}", c.name, c.id)
}

fn show(flip: &Flip) -> String {
    let draws = u64::from(flip.draws);
    let mut text = format!(
        "“{}”\nTest: {}\n{}Probability {} over {} runs.\n\n{}\n",
        flip.text,
        flip.expression,
        super::claims::about(&flip.scenarios, ""),
        percent(&flip.probability, draws),
        flip.draws,
        sentence(flip)
    );
    for line in searched(flip).iter().chain(&flip.validity) {
        text += &format!("{line}\n");
    }
    if let Some(region) = &flip.region {
        text += &format!(
            "\nHeld out: {} runs inside, density {:.0} % ± {:.0}, coverage {:.0} % of all such runs (found with density {:.0} %, coverage {:.0} %).\n\
             How probable the region is: {} under open priors, {} with published studies, {} under the belief asked for.\n",
            region.held_out.inside,
            100.0 * region.held_out.density,
            100.0 * region.held_out.error(),
            100.0 * region.held_out.coverage,
            100.0 * region.training.density,
            100.0 * region.training.coverage,
            percent(&region.under_open, 4000),
            percent(&region.under_evidence, 4000),
            percent(&region.under_belief, draws),
        );
        if region.held_out.coverage < 0.5 {
            text += "Other regions, or chance, make up the rest.\n";
        }
        text += "Sources and dissent: aftermath assumptions show ID.\n";
    }
    text
}

/// Three significant digits: limits of a region are not known better.
fn significant(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let digits = (2.0 - value.abs().log10().floor()).clamp(0.0, 12.0) as usize;
    let scale = 10f64.powf(2.0 - value.abs().log10().floor());
    let text = format!("{:.digits$}", (value * scale).round() / scale);
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::significant;

    #[test]
    fn limits_have_three_digits() {
        let shown: Vec<String> = [0.0, 0.216_710_3, -0.002_476, 0.041_481, 12_345.0, 1.0]
            .map(significant)
            .to_vec();
        assert_eq!(shown, ["0", "0.217", "−0.00248", "0.0415", "12300", "1.00"]);
    }
}
