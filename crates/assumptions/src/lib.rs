//! The assumption ledger: every parameter with its priors, its sources and those who disagree.
//!
//! | file | what |
//! | --- | --- |
//! | `prior` | distributions, in words and as quantiles |
//! | `range` | what a number can mean at all |
//! | `read` | TOML to checked entries and overlays, every problem with its line |
//! | `ledger` | the entries in the order of the model's parameters, with overlays |
//! | `draws` | draws of all parameters, for ensembles |
//! | `builtin` | the files that are part of the program |

mod builtin;
mod draws;
mod ledger;
mod prior;
mod range;
mod read;

pub use builtin::{GROUPS, OVERLAYS};
pub use draws::{LedgerDraws, rank};
pub use ledger::{Belief, Entry, Grade, Ledger, Overlay, Set, Source};
pub use prior::{Density, Prior};
pub use range::Range;
pub use read::{Problem, Problems, nearest};
