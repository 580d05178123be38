//! The self-contained HTML report and its figures.
//!
//! | file | what |
//! | --- | --- |
//! | `page` | the documents: the answer (summary, results, charts over time, reading help, evidence, passport), and claims |
//! | `figures` | one figure a file, each a function from the answer to an SVG string |
//! | `svg`, `scale`, `number` | the drawing: elements and text, ticks, numbers for people |
//! | `strings` | every word that the page says of itself, in English |

pub mod figures;
pub mod number;
mod page;
pub mod scale;
pub mod strings;
pub mod svg;

pub use page::{claims_page, flip_page, page, portfolios_page};

use serde::Serialize;

/// What is needed to make the same answer again, and to tell whether it is the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passport {
    /// Version of the program.
    pub version: String,
    /// Commit that it was built from.
    pub commit: String,
    /// Id and hash of each scenario.
    pub scenario_hashes: Vec<(String, String)>,
    /// Hash of the embedded record.
    pub data_hash: String,
    /// Hash of the conflict network.
    pub network_hash: String,
    /// Hash of the answer.
    pub answer_hash: String,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Parameter draws.
    pub draws: u64,
    /// Replicates for each draw.
    pub replicates: u64,
    /// The command that makes this page again.
    pub command: String,
}
