//! Claims: sentences that are tested against the record and against ensembles.
//!
//! | file | what |
//! | --- | --- |
//! | `expression` | the language: what an expression says and whether it holds |
//! | `parse` | its text, with units checked and a place for every error |
//! | `file` | files of claims; the built-in one |
//! | `check` | verdict, probability, what it hangs on |
//! | `flip` | the region of assumptions in which the opposite holds |

pub mod check;
pub mod expression;
pub mod file;
pub mod flip;
pub mod parse;
