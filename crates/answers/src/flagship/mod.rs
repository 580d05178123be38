//! The questions put to the flagship model.

pub mod inputs;
