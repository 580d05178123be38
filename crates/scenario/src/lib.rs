//! Scenario files: TOML in, checked scenario out, errors with file, line and range.
//!
//! | file | what |
//! | --- | --- |
//! | `catalogue` | what a model accepts; the checked scenario |
//! | `month` | months |
//! | `raw` | TOML to fields with their places |
//! | `load` | files and built-in scenarios |
//! | `extend` | `extends`: a child laid over its parent |
//! | `check` | fields to a scenario |
//! | `kind` | everything that can be wrong, with its remedy |
//! | `problem` | where it is wrong |
//! | `print` | a scenario as text, and the template for a new one |
//! | `builtin` | the scenarios that are part of the program |
//!
//! All problems of a file are found in one pass. A lever that cannot act is an error, not a silence.

mod builtin;
mod catalogue;
mod check;
mod extend;
mod kind;
mod load;
mod month;
mod print;
mod problem;
mod raw;

pub use builtin::{BuiltIn, built_in};
pub use catalogue::{Catalogue, LeverUse, Origin, Scenario};
pub use kind::Kind;
pub use load::{check_str, load};
pub use month::{Month, NotAMonth};
pub use print::template;
pub use problem::{Problem, Problems, Report};
