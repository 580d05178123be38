//! Where the shared reference tables are; the tests are in `tests/`.
//!
//! The tables (published reference values, the real conflict network, state-month series) are not
//! part of this repository. They are looked for in a folder `shared` beside it, or where
//! `AFTERMATH_SHARED` points when the tests are built.

use std::path::PathBuf;

/// A file of the shared folder.
pub fn shared(path: &str) -> PathBuf {
    PathBuf::from(option_env!("AFTERMATH_SHARED_FOLDER").unwrap_or("shared-not-found")).join(path)
}
