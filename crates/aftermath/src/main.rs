//! Aftermath: what follows from force against drug cartels, and from its alternatives.
//!
//! Exit status: 0 done; 1 a check found a difference; 2 the input or the machine stood in the way,
//! nothing was changed; 130 stopped by Ctrl-C.

mod args;
mod commands;
mod interrupt;
mod network_files;
mod numbers;
mod output;
mod passport;
mod progress;
mod runs;
mod tables;
mod today;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = args::Args::parse();
    match commands::run(args) {
        Ok(commands::Outcome::Done) => ExitCode::SUCCESS,
        Ok(commands::Outcome::Difference) => ExitCode::from(1),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let interrupted = interrupt::happened();
            output::show_error(&error);
            ExitCode::from(if interrupted { 130 } else { 2 })
        }
    }
}
