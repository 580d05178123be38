//! The self-contained HTML report and its figures.
//!
//! | file | what |
//! | --- | --- |
//! | `page` | the documents: the answer (summary, results, charts over time, reading help, evidence, passport), and claims |
//! | `figures` | one figure a file, each a function from the answer to an SVG string |
//! | `svg`, `scale`, `number` | the drawing: elements and text, ticks, numbers for people |
//! | `passport` | what makes an answer again, and a citation of it |
//! | `strings` | every word that the page says of itself, in English |

pub mod figures;
pub mod number;
mod page;
mod passport;
pub mod scale;
pub mod strings;
pub mod svg;

pub use page::{claims_page, flip_page, objection_page, page, page_beside_claims, portfolios_page};
pub use passport::{Passport, UserFile};
