//! Progress of an ensemble, on a terminal only.

use engine::{Member, Observer, ObserverError};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

/// A progress bar that watches an ensemble.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar for a number of members; hidden when quiet or when standard error is no terminal.
    pub fn new(members: u64, quiet: bool) -> Self {
        let target = if quiet || !std::io::stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(Some(members), target);
        if let Ok(style) =
            ProgressStyle::with_template("Simulating {bar:30} {pos}/{len} members, {eta} left")
        {
            bar.set_style(style);
        }
        Self { bar }
    }
}

impl Observer for Progress {
    fn observe(&mut self, _member: &Member<'_>) -> Result<(), ObserverError> {
        self.bar.inc(1);
        Ok(())
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
