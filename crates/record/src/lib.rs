//! Embedded facts with their sources, and readers for official files.
//!
//! | file | what |
//! | --- | --- |
//! | `series` | what a series is, and how to find one |
//! | `facts` | the figures, typed in, one file a subject |
//! | `history` | by date, bloc and state: leaders removed, deployments, policy, events between Mexico and the United States, attacks on the state, presence, groups |
//! | `states` | the 32 federal entities: borders, population, homicides |
//! | `long_csv` | reader of long tables by state and month |
//! | `import` | readers of official files as they are downloaded: INEGI, SESNSP, UCDP, CDC |
//!
//! Definitions are never mixed: each count has its own series. A year that is not there was not
//! found; it is never zero.

mod facts;
pub mod history;
pub mod import;
pub mod long_csv;
pub mod series;
pub mod states;

pub use series::{Series, UnknownSeries, all, find};
