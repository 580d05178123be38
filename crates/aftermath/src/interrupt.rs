//! Ctrl-C: the first one lets work end in order, the second one ends it at once.

use anyhow::Context;
use std::sync::atomic::{AtomicBool, Ordering};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Installs the handler and returns the flag that long work looks at.
pub fn watch() -> anyhow::Result<&'static AtomicBool> {
    ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        crate::output::say(
            "\nStopping; nothing unfinished is kept. Press Ctrl-C again to end at once.",
        );
    })
    .context("Ctrl-C cannot be watched")?;
    Ok(&INTERRUPTED)
}

/// Whether Ctrl-C was pressed.
pub fn happened() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}
