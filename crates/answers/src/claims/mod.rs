//! Claims: sentences that are tested against the record and against ensembles.
//!
//! | file | what |
//! | --- | --- |
//! | `expression` | the language: what an expression says and whether it holds |
//! | `parse` | its text, with a place for every error |
//! | `print` | an expression back to its text |
//! | `units` | which quantities can be compared and added |
//! | `file` | files of claims; the built-in one |
//! | `ensemble` | claims put to the members of an ensemble |
//! | `verdict` | from a probability to a verdict, or to the draws that one needs |
//! | `check` | verdict, probability, what it hangs on |
//! | `validity` | how far data inform a verdict |
//! | `worlds` | claims under other assumptions, beside the default ones |
//! | `flip` | the region of assumptions in which the opposite holds |

pub mod check;
mod ensemble;
pub mod expression;
pub mod file;
pub mod flip;
pub mod parse;
mod print;
mod units;
mod validity;
pub mod verdict;
pub mod worlds;
