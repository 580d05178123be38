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
//! | `check_rule` | fields to modes and rules |
//! | `rule` | modes and rules |
//! | `kind` | everything that can be wrong, with its remedy |
//! | `problem` | where it is wrong |
//! | `print` | a scenario as text, and the template for a new one |
//! | `builtin` | the scenarios that are part of the program |
//!
//! All problems of a file are found in one pass. A lever that cannot act is an error, not a silence.

mod builtin;
mod catalogue;
mod check;
mod check_rule;
mod extend;
mod kind;
mod load;
mod month;
mod print;
mod problem;
mod raw;
mod rule;

pub use builtin::{BuiltIn, FLAGSHIP_BUILT_IN, POPULATION_BUILT_IN};
pub use catalogue::{Catalogue, LeverUse, Origin, Scenario};
pub use kind::Kind;
pub use load::{check_str, load};
pub use month::{Month, NotAMonth};
pub use print::template;
pub use problem::{Problem, Problems, Report};
pub use rule::{Direction, Mode, Rule, RuleLevel};
