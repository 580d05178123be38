//! The assumption ledger: every parameter with its priors, its sources and those who disagree.
//!
//! | file | what |
//! | --- | --- |
//! | `prior` | distributions, in words and as quantiles |
//! | `read` | TOML to checked entries and overlays, every problem with its line |
//! | `ledger` | the entries in the order of the model's parameters, with overlays |
//! | `draws` | draws of all parameters, for ensembles |
//! | `builtin` | the files that are part of the program |

mod builtin;
mod draws;
mod ledger;
mod prior;
mod read;

pub use builtin::{GROUPS, OVERLAYS};
pub use draws::{LedgerDraws, rank};
pub use ledger::{Belief, Entry, Grade, Ledger, Overlay, Set, Source};
pub use prior::{Density, Prior};
pub use read::{Problem, Problems, nearest};
