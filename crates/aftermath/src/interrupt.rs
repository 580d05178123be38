//! Ctrl-C: the first one lets work end in order, the second one ends it at once.

use anyhow::Context;
use std::sync::atomic::{AtomicBool, Ordering};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// As [`watch_and_say`], for work of which nothing unfinished is kept.
pub fn watch() -> anyhow::Result<&'static AtomicBool> {
    watch_and_say("nothing unfinished is kept")
}

/// Installs the handler and returns the flag that long work looks at; `kept` tells what is left of it.
pub fn watch_and_say(kept: &'static str) -> anyhow::Result<&'static AtomicBool> {
    ctrlc::set_handler(move || {
        if INTERRUPTED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        crate::output::say(&format!(
            "\nStopping; {kept}. Press Ctrl-C again to end at once."
        ));
    })
    .context("Ctrl-C cannot be watched")?;
    Ok(&INTERRUPTED)
}

/// Whether Ctrl-C was pressed.
pub fn happened() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}
