//! The causal system: armed groups on a grid of blocs and states, mechanism by mechanism, step by
//! step. No files, no threads, no clock.
//!
//! | file | what |
//! | --- | --- |
//! | `step` | one function that lists what happens in a step, in order |
//! | `world` | the state of everything, and what a month does to it |
//! | `state` | what a cell of the grid carries, and how moments over its fragments are closed |
//! | `exact` | the armed groups one by one: slow, and the truth that the grid is tested against |
//! | `mechanisms` | one mechanism, one file |
//! | `parameters` | the numbers that the mechanisms need |
//! | `forms` | which form of each mechanism is in force |
//! | `levers`, `policy` | what can be done, and what a scenario does |
//! | `outcomes` | what comes out |
//! | `inputs` | geography, and what was done in the past |
//! | `past` | what a fit to the record knows of the past beyond the parameters |
//! | `steering` | random hostility as the record asks for it, while the model is fitted |
//! | `model` | all of it as a model that the engine runs |

pub mod exact;
pub mod forms;
pub mod inputs;
pub mod levers;
pub mod mechanisms;
pub mod model;
pub mod outcomes;
pub mod parameters;
pub mod past;
pub mod policy;
pub mod state;
pub mod steering;
pub mod step;
pub mod world;
