//! One module a command.

pub mod assumptions;
mod calibrate;
mod cite;
mod claims;
pub mod compare;
pub mod evidence;
mod flagship;
mod flip;
mod hindcast;
mod history;
mod inform;
mod object;
mod optimize;
pub mod published;
mod redraw;
pub mod scenarios;
mod why;

use crate::args::{Args, Command};
use anyhow::{Context, Result};
use clap::CommandFactory;

/// How a command ended when nothing stood in its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// A check found a difference.
    Difference,
}

/// Does what was asked.
pub fn run(args: Args) -> Result<Outcome> {
    if let Some(threads) = args.common.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads.into())
            .build_global()
            .context("the threads cannot be started")?;
    }
    match args.command {
        Command::Compare(compare) => compare::run(&compare, &args.common),
        Command::Cite(command) => cite::run(&command),
        Command::Redraw(command) => redraw::run(&command, &args.common),
        Command::Claims(command) => claims::run(&command, &args.common),
        Command::Flip(command) => flip::run(&command, &args.common),
        Command::Why(command) => why::run(&command, &args.common),
        Command::Object(command) => object::run(&command, &args.common),
        Command::Optimize(command) => optimize::run(&command, &args.common),
        Command::Inform(command) => inform::run(&command, &args.common),
        Command::Scenarios(command) => scenarios::run(&command),
        Command::Evidence(command) => evidence::run(&command),
        Command::Levers { format } => flagship::levers(format),
        Command::Outcomes { format } => flagship::outcomes(format),
        Command::Assumptions(command) => assumptions::run(&command),
        Command::Neutrality(command) => flagship::neutrality(&command, &args.common),
        Command::Facts(command) => flagship::facts(&command, &args.common),
        Command::Calibrate(command) => calibrate::run(&command, &args.common),
        Command::Hindcast(command) => hindcast::run(&command, &args.common),
        Command::Published(command) => published::run(&command, &args.common),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "aftermath", &mut script);
            crate::output::print(&String::from_utf8_lossy(&script))?;
            Ok(Outcome::Done)
        }
    }
}
