//! The causal system: armed groups on a grid of blocs and states, mechanism by mechanism, week by
//! week. No files, no threads, no clock.
//!
//! | file | what |
//! | --- | --- |
//! | `step` | one function that lists what happens in a week, in order |
//! | `state` | what a cell of the grid carries, and how moments over its fragments are closed |
//! | `parameters` | the numbers that the mechanisms need |
//! | `mechanisms` | one mechanism, one file |
//! | `exact` | the same mechanisms group by group: slow, and the truth that the grid is tested against |

pub mod exact;
pub mod mechanisms;
pub mod parameters;
pub mod state;
pub mod step;
