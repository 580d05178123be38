//! What can be typed.

mod arguing;
mod portfolios;

pub use arguing::{CheckClaims, Cite, Claims, Flip, Object, ObjectCommand, Redraw, Why};
pub use portfolios::{Inform, Optimize};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    " (commit ",
    env!("AFTERMATH_COMMIT"),
    ")"
);

/// What follows from force against drug cartels, and from its alternatives.
///
/// Aftermath simulates options as paired counterfactuals, says how sure it is, and shows the source
/// of every number. Start with `aftermath compare --out my-first-answer` and open report.html.
#[derive(Debug, Parser)]
#[command(
    name = "aftermath",
    version = VERSION,
    propagate_version = true,
    after_help = "Exit status: 0 done; 1 a check found a difference; 2 bad input or a failure, nothing was \
                  changed; 130 stopped by Ctrl-C."
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Settings of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Settings of every command.
#[derive(Clone, Debug, ClapArgs)]
pub struct Common {
    /// Show no progress and no notes
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Threads to use (default: all cores); results do not depend on it
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare options: what does each change, and how sure is that?
    Compare(Compare),
    /// Claims: sentences tested against the record and the model
    #[command(subcommand)]
    Claims(Claims),
    /// Why the model says so: what moved first, the answer without each mechanism, what it is sensitive to
    Why(Why),
    /// What would have to be true for a claim's opposite: the region of assumptions, in one sentence
    Flip(Flip),
    /// Object: other assumptions, the question put again, and which conclusions survive
    Object(Object),
    /// Robust portfolios: combinations of levers of which no other is better in every outcome
    Optimize(Optimize),
    /// Value of information: which measurement would change the choice of an option most often
    Inform(Inform),
    /// Scenarios: what can be done, in files
    #[command(subcommand)]
    Scenarios(Scenarios),
    /// The record: embedded figures with their sources, and readers for data files
    #[command(subcommand)]
    Evidence(Evidence),
    /// A citation and BibTeX entry for an exact answer
    Cite(Cite),
    /// Make an answer again from its passport, and say whether it is the same; exit status 1 if not
    Redraw(Redraw),
    /// Levers: what can be done, with units, ranges and the assumptions that decide what follows
    Levers {
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Outcomes: what comes out, with units
    Outcomes {
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Assumptions: every parameter with its priors, its sources and who disagrees
    #[command(subcommand)]
    Assumptions(Assumptions),
    /// Check that open priors leave both answers to contested claims possible; exit status 1 if not
    Neutrality(Neutrality),
    /// Check the model against regularities of the record: observed, simulated, pass or miss
    Facts(Facts),
    /// Fit the model to the record, in shards that can be stopped and run anywhere
    #[command(subcommand)]
    Calibrate(Calibrate),
    /// Fit the model up to past years and score what it says of the years after, against simple baselines
    Hindcast(Hindcast),
    /// Published models of parts of the system: run them, check them against their own numbers
    #[command(subcommand)]
    Published(Published),
    /// Print a completion script for a shell
    Completions {
        /// Shell
        shell: clap_complete::Shell,
    },
}

/// `aftermath calibrate`
#[derive(Debug, Subcommand)]
pub enum Calibrate {
    /// Check the data and write a plan: what is fitted to what, in which shards
    Plan {
        /// Homicides by state and month: a long CSV with `state_code`, `year`, `month` and a column of counts, every
        /// month from January 2000 on (`aftermath evidence import` makes one from official files)
        file: PathBuf,
        /// Column of the counts
        #[arg(long, value_name = "NAME", default_value = "homicides")]
        column: String,
        /// Folder of the calibration; a new one
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// How much work: the one that ships (under half an hour on two cores), or one to see that it works
        #[arg(long, value_enum, default_value_t)]
        size: CalibrationSize,
        /// Last year to fit, if not the last whole one of the file
        #[arg(long, value_name = "YEAR")]
        until: Option<u16>,
        /// A rival form of a mechanism, for example conflict=tullock
        #[arg(long, value_name = "MECHANISM=FORM", value_parser = pair)]
        form: Vec<(String, String)>,
        /// Seed of all random numbers
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
    },
    /// Run the shards that are not done; may be stopped at any moment and run again
    Run {
        /// Folder of the calibration
        folder: PathBuf,
        /// Only this shard, counted from 0: for several machines that share the folder
        #[arg(long, value_name = "K")]
        shard: Option<u32>,
    },
    /// Show how far each shard is
    Status {
        /// Folder of the calibration
        folder: PathBuf,
    },
    /// Fit records that the model itself simulated: do the intervals hold the truth as often as they say?
    Sbc {
        /// Simulated records
        #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(10..=10_000))]
        datasets: u32,
        /// Years of each record
        #[arg(long, value_name = "YEARS", default_value_t = 8, value_parser = clap::value_parser!(u16).range(4..=30))]
        years: u16,
        /// Seed of all random numbers
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        /// Also write the result to this JSON file
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Put the shards together: the posterior and how well it went
    Collect {
        /// Folder of the calibration
        folder: PathBuf,
        /// File of the posterior
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

/// `aftermath hindcast`
#[derive(Debug, ClapArgs)]
pub struct Hindcast {
    /// Homicides by state and month: a long CSV with `state_code`, `year`, `month` and a column of counts, every month
    /// from January 2000 on
    pub file: PathBuf,
    /// Column of the counts
    #[arg(long, value_name = "NAME", default_value = "homicides")]
    pub column: String,
    /// Years to fit up to; repeat for several (default: 2006, 2009, 2012, 2015, 2018, 2020)
    #[arg(long, value_name = "YEAR")]
    pub origin: Vec<u16>,
    /// Size of each fit
    #[arg(long, value_enum, default_value_t = CalibrationSize::Reduced)]
    pub size: CalibrationSize,
    /// A rival form of a mechanism, for example conflict=tullock
    #[arg(long, value_name = "MECHANISM=FORM", value_parser = pair)]
    pub form: Vec<(String, String)>,
    /// Seed of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Also write all scores and forecasts to this JSON file
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

/// How much work a calibration is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CalibrationSize {
    /// 2 shards of 170 particles
    #[default]
    Full,
    /// 2 shards of 48 particles
    Reduced,
}

/// Where the conflict network is read from.
#[derive(Clone, Debug, ClapArgs)]
pub struct NetworkArgs {
    /// Folder with the real conflict network: pc2023_nodes.csv, pc2023_rival_edges.csv and
    /// pc2023_ally_edges.csv. Without it a synthetic network of the same size and density is used
    #[arg(long, value_name = "DIR")]
    pub network: Option<PathBuf>,
}

/// `aftermath compare`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  aftermath compare\n  aftermath compare --out my-first-answer\n  \
    aftermath scenarios new > mine.toml && aftermath compare mine.toml\n  \
    aftermath compare halve-recruitment mine.toml --json > answer.json"
)]
pub struct Compare {
    /// Scenario files or ids of built-in scenarios; without any, the built-in question. One without
    /// levers is the baseline; if there is none, the model's own over the same time is
    #[arg(value_name = "SCENARIO")]
    pub scenarios: Vec<String>,
    /// Ask history: what if Mexico had not deployed its army and hunted leaders from December 2006, or from 2012?
    #[arg(long, conflicts_with = "scenarios")]
    pub history: bool,
    /// The model that answers
    #[command(flatten)]
    pub model: ForModel,
    /// What to believe of the parameters (flagship)
    #[command(flatten)]
    pub assumed: AssumedArgs,
    /// Answer under one belief only, not under the others beside it (flagship)
    #[arg(long)]
    pub one_belief: bool,
    /// Parameter draws in the ensemble (default: 500 for the flagship, 2000 for the population model)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(20..=10_000_000))]
    pub draws: Option<u32>,
    /// Replicates of each draw: same parameters, other chance
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub replicates: u32,
    /// Seed of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Relative change, in per cent, below which an option makes no real change
    #[arg(long, value_name = "PERCENT", default_value_t = 5.0, value_parser = percent)]
    pub margin: f64,
    /// Print the answer as JSON on standard output, and nothing else there
    #[arg(long)]
    pub json: bool,
    /// Write report, answer, scenarios and runs to this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the folder if it exists
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Where the conflict network is read from (population model).
    #[command(flatten)]
    pub network: NetworkArgs,
}

/// What to believe of the parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum BeliefChoice {
    /// The mechanisms alone: wide, both signs where the sign is contested
    Open,
    /// What published studies add
    Evidence,
    /// What the record adds to them
    #[default]
    Posterior,
}

impl BeliefChoice {
    /// The words that say the same; nothing for the default.
    pub fn words(self) -> Vec<String> {
        let name = match self {
            Self::Open => "open",
            Self::Evidence => "evidence",
            Self::Posterior => return Vec::new(),
        };
        ["--belief", name].map(str::to_owned).to_vec()
    }
}

/// What the flagship model is run with.
#[derive(Clone, Debug, ClapArgs)]
pub struct AssumedArgs {
    /// What to believe of the parameters
    #[arg(long, value_enum, default_value_t)]
    pub belief: BeliefChoice,
    /// A set of assumptions in place of part of the ledger: proponents, critics, or a file
    #[arg(long, value_name = "NAME|FILE")]
    pub assume: Vec<String>,
    /// A rival form of a mechanism, for example conflict=tullock or recruitment=income; `=off` switches it off
    #[arg(long, value_name = "MECHANISM=FORM", value_parser = pair)]
    pub form: Vec<(String, String)>,
}

impl AssumedArgs {
    /// The words that say the same; nothing where it is the default.
    pub fn words(&self) -> Vec<String> {
        let sets = self.assume.iter().map(|a| ("--assume", a.clone()));
        let forms = self
            .form
            .iter()
            .map(|(m, f)| ("--form", format!("{m}={f}")));
        let rest = sets
            .chain(forms)
            .flat_map(|(name, value)| [name.to_owned(), value]);
        self.belief.words().into_iter().chain(rest).collect()
    }
}

/// `aftermath assumptions`
#[derive(Debug, Subcommand)]
pub enum Assumptions {
    /// List all parameters with their priors and the grade of their evidence
    List {
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Show a parameter with its sources and dissent, or a set of assumptions (proponents, critics)
    Show {
        /// Id of the parameter, or of the set
        id: String,
    },
    /// Check the ledger, and sets of assumptions in files
    Check {
        /// Sets of assumptions: ids or files
        #[arg(value_name = "NAME|FILE")]
        sets: Vec<String>,
    },
}

/// `aftermath neutrality`
#[derive(Debug, ClapArgs)]
pub struct Neutrality {
    /// What to believe of the parameters, if not the open priors
    #[arg(long, value_enum, default_value_t = BeliefChoice::Open)]
    pub belief: BeliefChoice,
    /// A rival form of a mechanism, for example conflict=tullock
    #[arg(long, value_name = "MECHANISM=FORM", value_parser = pair)]
    pub form: Vec<(String, String)>,
    /// Parameter draws in the ensemble
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub draws: u32,
    /// Seed of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// `aftermath facts`
#[derive(Debug, ClapArgs)]
pub struct Facts {
    /// What the model is run with.
    #[command(flatten)]
    pub assumed: AssumedArgs,
    /// Parameter draws in the ensemble
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(20..=1_000_000))]
    pub draws: u32,
    /// Seed of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("MECHANISM=FORM is accepted, for example conflict=tullock")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').trim().parse::<f64>() {
        Ok(value) if (0.0..=100.0).contains(&value) => Ok(value),
        _ => Err("a number from 0 to 100 is accepted".to_owned()),
    }
}

/// Models that scenarios can be written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ScenarioModel {
    /// The whole causal system: strikes, leaders, deployment, the drug market, the relationship
    #[default]
    Flagship,
    /// The cartel population model of 2023: arrests and recruitment
    Population,
}

/// The choice of a model.
#[derive(Clone, Copy, Debug, ClapArgs)]
pub struct ForModel {
    /// The model that scenarios are for: it sets levers, places, times and built-in scenarios
    #[arg(long, value_enum, default_value_t)]
    pub model: ScenarioModel,
}

/// `aftermath scenarios`
#[derive(Debug, Subcommand)]
pub enum Scenarios {
    /// List the built-in scenarios and the levers
    List {
        /// The model.
        #[command(flatten)]
        model: ForModel,
    },
    /// Show a scenario with all that it inherits
    Show {
        /// Scenario file or id of a built-in scenario
        scenario: String,
        /// The model.
        #[command(flatten)]
        model: ForModel,
    },
    /// Check scenario files
    Check {
        /// Scenario files or ids of built-in scenarios
        #[arg(required = true, value_name = "SCENARIO")]
        scenarios: Vec<String>,
        /// The model.
        #[command(flatten)]
        model: ForModel,
    },
    /// Print a commented template that `check` accepts as it is
    New {
        /// The model.
        #[command(flatten)]
        model: ForModel,
    },
}

/// `aftermath evidence`
#[derive(Debug, Subcommand)]
pub enum Evidence {
    /// List the embedded series
    List,
    /// Show a series: values, publisher, definition, unit, vintage, source
    Show {
        /// Id of the series
        id: String,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Show what was done and what followed: leaders removed, deployments, policy, attacks, presence, groups
    History {
        /// Which table; without it leaders removed by year and joint operations
        #[arg(long, value_enum)]
        table: Option<HistoryTable>,
        /// How to print it: removals as a table are counts by year, as CSV and JSON every row
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Read a long CSV file of counts by state and month, check every row and show yearly totals
    Read {
        /// CSV file with the columns state_code, year, month and one or more counts
        file: PathBuf,
    },
    /// Turn official files, as they are downloaded, into a long table by month
    #[command(
        after_help = "Every row is checked; if any is wrong, the wrong ones are listed with their lines and nothing is \
                      written.\n\nExamples:\n  aftermath evidence import inegi \
                      conjunto_de_datos_defunciones_registradas_20*.csv --out homicides.csv\n  aftermath evidence \
                      import sesnsp IDVFC_NM.csv --out victims.csv"
    )]
    Import {
        /// What the files are
        #[arg(value_enum)]
        kind: ImportKind,
        /// Files; several of one kind are put together, for example one a year
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Table to write; without it the table is printed
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Replace the file if it exists
        #[arg(long, requires = "out")]
        force: bool,
    },
}

/// What official files are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportKind {
    /// INEGI: registered deaths, microdata as CSV, or a query by state with a column a month
    Inegi,
    /// SESNSP: victims by state with a column a month
    Sesnsp,
    /// UCDP: Georeferenced Event Dataset, CSV
    Ucdp,
    /// CDC: provisional counts of drug overdose deaths (VSRR), CSV
    Cdc,
}

/// A table of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HistoryTable {
    /// Leaders removed by the state
    Removals,
    /// Joint operations and large deployments
    Deployments,
    /// Phases of federal policy
    Regimes,
    /// Events between Mexico and the United States
    Relationship,
    /// Attacks on the state
    Attacks,
    /// Soldiers on duty against crime
    Troops,
    /// Which bloc was in which state
    Presence,
    /// Published counts of groups, each by its own definition
    Groups,
    /// Counts of groups by those who counted more than once, and which of them the fit uses
    Counters,
}

/// How to print a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading
    Table,
    /// Comma-separated values
    Csv,
    /// JSON
    Json,
}

/// `aftermath published`
#[derive(Debug, Subcommand)]
pub enum Published {
    /// List the models
    List,
    /// Check a model, or all, against published numbers; exit status 1 if a required one is missed
    Check {
        /// Id of the model; without it, all
        model: Option<String>,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
        /// Where the conflict network is read from.
        #[command(flatten)]
        network: NetworkArgs,
    },
    /// Run a model
    #[command(
        after_help = "Examples:\n  aftermath published run prieto-curiel-2023 --format csv\n  \
        aftermath published run prieto-curiel-2023 --from 2022 --set eta=220 --weeks 260"
    )]
    Run {
        /// Id of the model
        model: String,
        /// Set a symbol to a value, in the units that `published list` shows
        #[arg(long, value_name = "SYMBOL=VALUE", value_parser = setting)]
        set: Vec<(String, f64)>,
        /// Start in 2012, or in 2022 after ten years with the published values; weeks and totals count from there
        #[arg(long, value_name = "YEAR", default_value = "2012", value_parser = ["2012", "2022"])]
        from: String,
        /// Weeks to run (default: as published)
        #[arg(long, value_name = "N")]
        weeks: Option<u32>,
        /// Seed, for models with chance
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        /// How to print it; the table shows one row a year, CSV and JSON every week and group
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
        /// Where the conflict network is read from.
        #[command(flatten)]
        network: NetworkArgs,
    },
    /// Repeat the published fit to the record
    Fit {
        /// Id of the model
        model: String,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
        /// Where the conflict network is read from.
        #[command(flatten)]
        network: NetworkArgs,
    },
}

fn setting(text: &str) -> Result<(String, f64), String> {
    let (symbol, value) = text
        .split_once('=')
        .ok_or("SYMBOL=VALUE is accepted, for example eta=220")?;
    let number = value
        .trim()
        .parse()
        .map_err(|_| format!("`{value}` is not a number"))?;
    Ok((symbol.trim().to_owned(), number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn percentages_and_settings_are_checked() {
        assert_eq!(percent("5 %"), Ok(5.0));
        assert!(percent("101").is_err() && percent("NaN").is_err());
        assert_eq!(setting("eta = 220"), Ok(("eta".to_owned(), 220.0)));
        assert!(setting("eta").is_err() && setting("eta=many").is_err());
    }
}
