//! Runs ensembles of any model: time grids, random streams, integrators, observers.
//!
//! Nothing here knows what is modelled. A [`Model`] is a pure function of parameters, a scenario and
//! random streams on a fixed [`TimeGrid`]; an [`Ensemble`] runs it for draws × replicates ×
//! scenarios over all cores and in SIMD lanes; [`Observer`]s see every member once, in order, so
//! that memory does not grow with the ensemble.
//!
//! | file | what |
//! | --- | --- |
//! | `describe` | parameters, outcomes and levers that a model declares, with units |
//! | `grid` | the fixed time grid |
//! | `model` | the traits `Model` and `Draws`, the members of a block, the series it fills |
//! | `ensemble` | draws × replicates × scenarios, in parallel, observed in order |
//! | `rk4` | fixed-step Runge-Kutta in lanes: same bits everywhere |
//! | `adaptive` | Dormand-Prince 8(5,3) with error control, for verification |
//! | `quantiles` | streaming quantiles in fixed memory, the same for any order |

pub mod adaptive;
pub mod describe;
pub mod ensemble;
pub mod grid;
pub mod model;
pub mod quantiles;
pub mod rk4;

pub use ensemble::{Ensemble, EnsembleError, Member, Observer, ObserverError};
pub use grid::TimeGrid;
pub use model::{Block, Draws, LANES, Model, Series, Streams};
