//! From the record to a posterior: what is believed of the parameters once the model has been held against the record.
//!
//! | file | what |
//! | --- | --- |
//! | `inputs` | geography and history of the flagship model, from the record |
//! | `course` | what the mechanisms leave out, given the record: mode, marginal likelihood, draws |
//! | `national` | tallies of killings by organised crime and counts of groups |
//! | `target` | the likelihood of parameters: runs of the model against the record |
//! | `forecast` | the fitted model run on after a cut-off |
//! | `baselines` | simple forecasts that any model must beat |
//! | `hindcast` | fitted up to a cut-off, scored after it |
//! | `event_study` | one estimator, on the record and on simulated records |
//! | `panel` | homicides by state and month, whole and checked |
//! | `scores` | proper scores, one file a score |
//! | `sbc` | simulation-based calibration: do the intervals mean something? |
//! | `smc` | tempered sequential Monte Carlo with moves that know the population |
//! | `calibration` | plan, shards with checkpoints, collection |
//! | `diagnostics` | did it work, and what did the record say? |
//! | `structures` | rival structures of the model and their weights by stacking |
//! | `posterior` | the compact file of draws that ships with the program, and draws from it |

pub mod baselines;
pub mod calibration;
pub mod course;
pub mod diagnostics;
pub mod event_study;
pub mod forecast;
pub mod hindcast;
pub mod inputs;
pub mod national;
pub mod panel;
pub mod posterior;
pub mod sbc;
pub mod scores;
pub mod smc;
pub mod structures;
pub mod target;
