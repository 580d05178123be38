//! The fixed time grid that a model runs on.

/// Equal steps from time zero: `steps + 1` points `0, step_weeks, 2 step_weeks, …`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeGrid {
    /// Length of a step in weeks.
    pub step_weeks: f64,
    /// Number of steps.
    pub steps: usize,
}

impl TimeGrid {
    /// Number of points in time, one more than there are steps.
    pub fn points(&self) -> usize {
        self.steps + 1
    }

    /// Time of a point, in weeks from the start of the run.
    pub fn weeks(&self, point: usize) -> f64 {
        self.step_weeks * point as f64
    }
}
