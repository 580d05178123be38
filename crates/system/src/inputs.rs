//! What is given to the model from outside: geography, and what was done in the past.

use crate::mechanisms::relationship::CHANNELS;

/// A leader removed by the state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Removal {
    /// Month, counted from the first month of the run.
    pub month: usize,
    /// Number of the bloc.
    pub bloc: usize,
    /// Whether it was a leader or co-leader, not a lieutenant.
    pub top: bool,
    /// Whether he was killed, not captured.
    pub killed: bool,
    /// How many.
    pub count: u32,
}

/// Geography and history, the same for all members of an ensemble.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// Calendar year of the first day of the run.
    pub first_year: f64,
    /// Blocs.
    pub blocs: usize,
    /// Names of the states.
    pub states: usize,
    /// States that share a border with each state.
    pub neighbours: Vec<Vec<usize>>,
    /// Population, `[month][state]`, people; the last month holds on.
    pub population: Vec<Vec<f64>>,
    /// Background homicide rate of each state over that of the nation.
    pub background_shape: Vec<f64>,
    /// Share of all members of 2000 by `[state][bloc]`.
    pub members_share: Vec<Vec<f64>>,
    /// Share of laboratories by state.
    pub laboratory_share: Vec<f64>,
    /// Leaders removed, by month.
    pub removals: Vec<Removal>,
    /// First month without a record of removals: from there on chance removes leaders at the given pace.
    pub removals_end: usize,
    /// Lieutenants removed for each leader, after the record.
    pub lieutenants_per_leader: f64,
    /// Troops deployed against cartels, tens of thousands, `[month][state]`; the last month holds on.
    pub troops: Vec<Vec<f64>>,
    /// Troops in the whole country at which enforcement has its usual effort, tens of thousands.
    pub reference_troops: f64,
    /// Each channel of cooperation relative to 2023, by month; the last month holds on.
    pub cooperation: Vec<[f64; CHANNELS]>,
    /// Overdose deaths from synthetic opioids in the United States a month, as recorded; after the last
    /// month the trend holds.
    pub overdose_deaths: Vec<f64>,
    /// Homicides as registered that steer the run, `[month][state]`; none outside fits to the record (`steering`).
    pub registered: Vec<Vec<f64>>,
}

impl Inputs {
    /// The entry of a month, or the last one.
    pub fn held<T>(series: &[T], month: usize) -> Option<&T> {
        series.get(month).or(series.last())
    }
}
