//! What a model says of itself: its parameters, outcomes, levers and places, each with units.

use serde::Serialize;

/// Which direction of an outcome people would call an improvement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// A smaller value is better (deaths, for example).
    Lower,
    /// A larger value is better.
    Higher,
    /// Neither direction is better in itself.
    Neither,
}

/// Whether the values of a series are amounts of a period or the state at a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The state at the point in time.
    Level,
    /// The amount in the step of the grid that ends at the point; zero at the first point.
    Flow,
}

/// Where a series exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Places {
    /// At the model's first place only: the nation.
    First,
    /// At every place.
    All,
    /// At this many places of its own, which are no places of the model: pairs of groups, for example.
    Own(usize),
}

/// A named series that a model produces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The name used in tables, files and charts, for example `killed_per_week`.
    pub id: &'static str,
    /// A title for people, without the unit.
    pub title: &'static str,
    /// The unit of the values.
    pub unit: &'static str,
    /// Which direction is better.
    pub better: Better,
    /// Level or flow.
    pub measure: Measure,
    /// Where it exists.
    pub places: Places,
}

/// A number that a model needs and that a draw supplies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// The symbol in equations, code and files, for example `rho`.
    pub symbol: &'static str,
    /// The unit of its values.
    pub unit: &'static str,
    /// Its meaning in plain words.
    pub meaning: &'static str,
}

/// A way to give the strength of a lever, with its range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DoseUnit {
    /// The name used in scenario files, for example `share` or `people_per_week`.
    pub id: &'static str,
    /// What an intensity of this unit means, in plain words.
    pub meaning: &'static str,
    /// The smallest accepted intensity (a lever that does nothing is refused, so zero itself never passes).
    pub min: f64,
    /// The largest accepted intensity.
    pub max: f64,
}

/// Something that can be done: a policy input of a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lever {
    /// The name used in scenario files, for example `recruitment`.
    pub id: &'static str,
    /// What it does, in plain words.
    pub meaning: &'static str,
    /// The units in which its intensity can be given; the first is the default.
    pub units: &'static [DoseUnit],
}
