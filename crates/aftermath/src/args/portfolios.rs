//! `aftermath optimize` and `aftermath inform`.

use super::AssumedArgs;
use clap::Args as ClapArgs;
use std::path::PathBuf;

/// `aftermath optimize`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  aftermath optimize --out my-front\n  aftermath optimize --lever strike.labs \
                        --lever naloxone=0.8 --lever treatment --reach 2\n  aftermath optimize --outcome homicides \
                        --outcome presence --years 5"
)]
pub struct Optimize {
    /// Outcome to make better (`aftermath outcomes`); repeat for several (default: homicides, overdose_deaths,
    /// civilians_killed_by_force, cooperation)
    #[arg(long, value_name = "ID")]
    pub outcome: Vec<String>,
    /// Lever that a portfolio may use, with its largest dose if not that of the built-in scenarios; repeat for several
    /// (default: all levers of the built-in question)
    #[arg(long, value_name = "ID[=MAX]", value_parser = limit)]
    pub lever: Vec<(String, Option<f64>)>,
    /// How far a portfolio may reach: the sum of its doses, each as a share of its lever's limit. 3 is what all three
    /// kinds of strikes together take
    #[arg(long, value_name = "X", default_value_t = 3.0, value_parser = reach)]
    pub reach: f64,
    /// Years after the start over which outcomes are read
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=10))]
    pub years: u16,
    /// What the model is run with.
    #[command(flatten)]
    pub assumed: AssumedArgs,
    /// Fresh parameter draws, on which what the search found is judged
    #[arg(long, value_name = "N", default_value_t = 240, value_parser = clap::value_parser!(u32).range(20..=100_000))]
    pub draws: u32,
    /// Parameter draws of the search
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(16..=10_000))]
    pub search_draws: u32,
    /// New portfolios in a generation of each of the four searches
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u16).range(4..=1000))]
    pub population: u16,
    /// Generations
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub generations: u32,
    /// Relative change, in per cent, below which a portfolio makes no real change
    #[arg(long, value_name = "PERCENT", default_value_t = 5.0, value_parser = super::percent)]
    pub margin: f64,
    /// Seed of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Print JSON on standard output, and nothing else there
    #[arg(long)]
    pub json: bool,
    /// Write a page with the front, the answer, and each portfolio as a scenario to this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the folder if it exists
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// `aftermath inform`
#[derive(Debug, ClapArgs)]
#[command(
    visible_aliases = ["value-of-information", "voi"],
    after_help = "Examples:\n  aftermath inform\n  aftermath inform status-quo strikes-leaders-unilateral --outcome \
                  homicides\n  aftermath inform mine.toml deploy-army --years 5"
)]
pub struct Inform {
    /// Options to choose from: scenario files or ids of built-in scenarios, the status quo always among them; without
    /// any, the built-in question
    #[arg(value_name = "SCENARIO")]
    pub scenarios: Vec<String>,
    /// Outcome by which an option is chosen (`aftermath outcomes`); repeat for several, each answered by itself (default:
    /// homicides, overdose_deaths, civilians_killed_by_force, cooperation)
    #[arg(long, value_name = "ID")]
    pub outcome: Vec<String>,
    /// Years after the start over which outcomes are read
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=10))]
    pub years: u16,
    /// What the model is run with.
    #[command(flatten)]
    pub assumed: AssumedArgs,
    /// Parameter draws in the ensemble
    #[arg(long, value_name = "N", default_value_t = 600, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub draws: u32,
    /// Seed of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Print JSON on standard output, and nothing else there
    #[arg(long)]
    pub json: bool,
    /// Write the answer, as JSON, to this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the folder if it exists
    #[arg(long, requires = "out")]
    pub force: bool,
}

fn limit(text: &str) -> Result<(String, Option<f64>), String> {
    let Some((id, max)) = text.split_once('=') else {
        return Ok((text.trim().to_owned(), None));
    };
    let max = max
        .trim()
        .parse()
        .map_err(|_| format!("`{max}` is not a number"))?;
    Ok((id.trim().to_owned(), Some(max)))
}

fn reach(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(value) if (0.25..=100.0).contains(&value) => Ok(value),
        _ => Err("a number from 0.25 to 100 is accepted".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_and_reach_are_checked() {
        assert_eq!(
            limit("naloxone = 0.5"),
            Ok(("naloxone".to_owned(), Some(0.5)))
        );
        assert_eq!(limit("deploy"), Ok(("deploy".to_owned(), None)));
        assert!(limit("deploy=many").is_err() && reach("0").is_err() && reach("NaN").is_err());
    }
}
