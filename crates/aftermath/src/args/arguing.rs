//! What can be typed for answers that are argued with.

use super::{AssumedArgs, BeliefChoice, pair};
use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

/// `aftermath claims`
#[derive(Debug, Subcommand)]
pub enum Claims {
    /// Test claims: verdict, probability, what it hangs on; exit status 1 if a claim's `expect` is not met
    Check(CheckClaims),
    /// List the built-in claims
    List,
    /// Print a commented template that `check` accepts as it is
    New,
    /// Print the language of tests, with examples
    Language,
}

/// `aftermath claims check`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  aftermath claims check\n  aftermath claims check --assume proponents --out \
                        claims.html\n  aftermath claims new > mine.toml && aftermath claims check mine.toml"
)]
pub struct CheckClaims {
    /// Files of claims; without any, the built-in ones
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Only the claim with this id; repeat for several
    #[arg(long, value_name = "ID")]
    pub only: Vec<String>,
    /// What the model is run with.
    #[command(flatten)]
    pub assumed: AssumedArgs,
    /// Parameter draws in the ensemble
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(20..=1_000_000))]
    pub draws: u32,
    /// Double the draws for claims without a verdict, until they have one; Ctrl-C keeps the last complete round
    #[arg(long)]
    pub until_sure: bool,
    /// Most draws that --until-sure goes up to
    #[arg(long, value_name = "N", default_value_t = 16_000, requires = "until_sure", value_parser = clap::value_parser!(u32).range(20..=1_000_000))]
    pub most_draws: u32,
    /// Seed of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Print JSON on standard output, and nothing else there
    #[arg(long)]
    pub json: bool,
    /// Also write a page to print or to publish
    #[arg(long, value_name = "FILE.html")]
    pub out: Option<PathBuf>,
    /// Replace the page if it exists
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// `aftermath why`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  aftermath why strikes-leaders-unilateral\n  aftermath why mine.toml --outcome flow --years 1"
)]
pub struct Why {
    /// Scenario file or id of a built-in scenario, against the status quo
    #[arg(value_name = "SCENARIO")]
    pub scenario: String,
    /// Outcome (`aftermath outcomes`)
    #[arg(long, value_name = "ID", default_value = "homicides")]
    pub outcome: String,
    /// Years after the start
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=10))]
    pub years: u16,
    /// What the model is run with.
    #[command(flatten)]
    pub assumed: AssumedArgs,
    /// Seed of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Print JSON on standard output, and nothing else there
    #[arg(long)]
    pub json: bool,
}

/// `aftermath object`
#[derive(Debug, ClapArgs)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  aftermath object proponents\n  aftermath object proponents critics --apart\n  aftermath object new > mine.toml && aftermath object \
                  mine.toml --by \"who I am\" --out mine\n  aftermath object --form conflict=mass-action\n  aftermath object log"
)]
pub struct Object {
    /// Template and log
    #[command(subcommand)]
    pub command: Option<ObjectCommand>,
    /// Sets of assumptions: proponents, critics, or files; several stack, later ones on top
    #[arg(value_name = "NAME|FILE")]
    pub files: Vec<String>,
    /// A rival form of a mechanism, for example conflict=tullock; `=off` switches it off
    #[arg(long, value_name = "MECHANISM=FORM", value_parser = pair)]
    pub form: Vec<(String, String)>,
    /// What to believe of the other parameters
    #[arg(long, value_enum, default_value_t)]
    pub belief: BeliefChoice,
    /// Each set of assumptions and each form in a world of its own, side by side, instead of all in one
    #[arg(long)]
    pub apart: bool,
    /// Simulate every world, even where the runs of the default world can be weighted
    #[arg(long)]
    pub simulate: bool,
    /// The policy of the four lines: a scenario file or the id of a built-in one
    #[arg(
        long,
        value_name = "SCENARIO",
        default_value = "strikes-labs-unilateral"
    )]
    pub scenario: String,
    /// Who objects; without it, `by` in the files
    #[arg(long, value_name = "NAME", default_value = "")]
    pub by: String,
    /// Folder in which objections are kept
    #[arg(long, value_name = "DIR", default_value = "objections")]
    pub log: PathBuf,
    /// Keep no record
    #[arg(long)]
    pub no_log: bool,
    /// Parameter draws in each world
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(20..=1_000_000))]
    pub draws: u32,
    /// Seed of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Print JSON on standard output, and nothing else there
    #[arg(long)]
    pub json: bool,
    /// Write answer and page to this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the folder if it exists
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// `aftermath object new|log`
#[derive(Debug, Subcommand)]
pub enum ObjectCommand {
    /// Print a commented template
    New,
    /// List the objections that were kept
    Log {
        /// Folder in which they are kept
        #[arg(value_name = "DIR", default_value = "objections")]
        folder: PathBuf,
    },
}

/// `aftermath cite`
#[derive(Debug, ClapArgs)]
pub struct Cite {
    /// Folder that `compare` or `optimize` wrote, the answer.json in it, or the JSON of `claims check`, `flip`, `why`, `inform` or `object`
    #[arg(value_name = "PASSPORT")]
    pub answer: PathBuf,
}

/// `aftermath redraw`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "The files of yours that the answer used are in its passport: it can be made again when they are \
                  gone.\n\nExamples:\n  aftermath redraw my-first-answer\n  aftermath claims check --json > \
                  claims.json && aftermath redraw claims.json --out again"
)]
pub struct Redraw {
    /// Folder that `compare` or `optimize` wrote, the answer.json in it, or the JSON of `claims check`, `flip`, `why`, `inform` or `object`
    #[arg(value_name = "PASSPORT")]
    pub answer: PathBuf,
    /// Write answer and report again, to this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the folder if it exists
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Print the comparison as JSON on standard output, and nothing else there
    #[arg(long)]
    pub json: bool,
}

/// `aftermath flip`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  aftermath flip --claim 9b-strikes-on-leaders-raise-deaths\n  aftermath flip \
                        deploy-army --claim 9b-strikes-on-leaders-raise-deaths --out flip.html"
)]
pub struct Flip {
    /// A scenario in place of the claim's: a file, or the id of a built-in one
    #[arg(value_name = "SCENARIO")]
    pub scenario: Option<String>,
    /// Id of the claim (`aftermath claims list`)
    #[arg(long, value_name = "ID")]
    pub claim: String,
    /// File of the claim, if it is not built in
    #[arg(long, value_name = "FILE")]
    pub file: Vec<PathBuf>,
    /// What the model is run with.
    #[command(flatten)]
    pub assumed: AssumedArgs,
    /// Parameter draws in the ensemble
    #[arg(long, value_name = "N", default_value_t = 2000, value_parser = clap::value_parser!(u32).range(200..=1_000_000))]
    pub draws: u32,
    /// Seed of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Print JSON on standard output, and nothing else there
    #[arg(long)]
    pub json: bool,
    /// Also write a page with the picture
    #[arg(long, value_name = "FILE.html")]
    pub out: Option<PathBuf>,
    /// Replace the page if it exists
    #[arg(long, requires = "out")]
    pub force: bool,
}
