//! What a model must provide, and the buffers that it reads and fills.

use crate::describe::{Outcome, Parameter, Places};
use crate::grid::TimeGrid;
use numerics::random::{Address, Cell};

/// Members of an ensemble that are simulated side by side: eight doubles fill two AVX2 registers.
/// Results do not depend on it, since no operation mixes lanes.
pub const LANES: usize = 8;

/// A model: a pure function of parameters, scenario and random streams on a fixed time grid.
pub trait Model: Sync {
    /// What is done in a run: the policy inputs, already checked.
    type Scenario: Sync;

    /// The parameters that a draw supplies, in the order of [`Block::parameters`].
    fn parameters(&self) -> &'static [Parameter];

    /// The series that a run produces, in the order of [`Series`].
    fn outcomes(&self) -> &'static [Outcome];

    /// The places for which each series exists, at least one.
    fn places(&self) -> &'static [&'static str];

    /// The time grid of every run.
    fn grid(&self) -> TimeGrid;

    /// Simulates `L` members and fills every value of `series`.
    ///
    /// Lane `l` may depend on lane `l` of the block only; this is what makes results independent
    /// of the number of lanes.
    fn simulate<const L: usize>(
        &self,
        block: &Block<L>,
        scenario: &Self::Scenario,
        series: &mut Series<L>,
    );

    /// Simulates the same members under every scenario. A model whose scenarios share a past may simulate
    /// it once; the results must be those of [`Model::simulate`].
    fn simulate_all<const L: usize>(
        &self,
        block: &Block<L>,
        scenarios: &[Self::Scenario],
        series: &mut [Series<L>],
    ) {
        for (scenario, series) in scenarios.iter().zip(series) {
            self.simulate(block, scenario, series);
        }
    }
}

/// Where the parameters of a draw come from: a prior, a posterior, or one fixed set.
pub trait Draws: Sync {
    /// Fills `parameters[p][lane]` for the draws `draws[lane]`.
    ///
    /// A pure function of seed and draw: lane `l` depends on `draws[l]` only.
    fn fill<const L: usize>(&self, seed: u64, draws: [u32; L], parameters: &mut [[f64; L]]);

    /// Rows that a draw supplies beyond the parameters: what a fit knows of the past.
    fn rows_of_the_past(&self) -> usize {
        0
    }

    /// The random streams that a member had in the past that its draw was fitted to: by default those of its future.
    fn past(&self, streams: Streams) -> Streams {
        streams
    }
}

/// The random streams of one member: every number has an address, none has a state.
///
/// The scenario is no part of the address, so all scenarios share their random numbers and
/// differences between them are paired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streams {
    /// Seed of the whole ensemble.
    pub seed: u64,
    /// Number of the parameter draw.
    pub draw: u32,
    /// Number of the replicate within the draw.
    pub replicate: u32,
}

impl Streams {
    /// The random numbers of one cell: a purpose (`stream`), a time step and an index within it.
    pub fn cell(&self, stream: u32, step: u32, index: u32) -> Cell {
        Cell::new(Address {
            seed: self.seed,
            draw: self.draw,
            replicate: self.replicate,
            stream,
            step,
            index,
        })
    }
}

/// The members that a model simulates at once.
#[derive(Clone, Debug)]
pub struct Block<const L: usize> {
    /// Random streams of each lane.
    pub streams: [Streams; L],
    /// Those of the past that the draw was fitted to; equal where there is no fit.
    pub past: [Streams; L],
    /// Parameter values, `parameters[p][lane]`, in the order of [`Model::parameters`]; then what the draw knows of the
    /// past.
    pub parameters: Vec<[f64; L]>,
}

impl<const L: usize> Block<L> {
    /// Members whose draws know nothing of the past.
    pub fn new(streams: [Streams; L], parameters: Vec<[f64; L]>) -> Self {
        Self {
            streams,
            past: streams,
            parameters,
        }
    }
}

/// Where the values of an outcome lie in a buffer: rows of points, one for each place of each outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    points: usize,
    /// First row of each outcome, and the end.
    first: Vec<usize>,
}

impl Rows {
    pub(crate) fn new<M: Model>(model: &M) -> Self {
        let all = model.places().len();
        let mut first = vec![0];
        let mut end = 0;
        for outcome in model.outcomes() {
            end += match outcome.places {
                Places::First => 1,
                Places::All => all,
                Places::Own(number) => number,
            };
            first.push(end);
        }
        Self {
            points: model.grid().points(),
            first,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.first.last().copied().unwrap_or(0) * self.points
    }

    /// Number of places at which an outcome exists.
    pub(crate) fn places(&self, outcome: usize) -> usize {
        self.first[outcome + 1] - self.first[outcome]
    }

    pub(crate) fn at(&self, outcome: usize, place: usize, point: usize) -> usize {
        debug_assert!(
            place < self.places(outcome),
            "the outcome does not exist at this place"
        );
        (self.first[outcome] + place) * self.points + point
    }
}

/// The series of a block: a value for each outcome, place at which it exists, point in time and lane.
#[derive(Clone, Debug)]
pub struct Series<const L: usize> {
    rows: Rows,
    values: Vec<[f64; L]>,
}

impl<const L: usize> Series<L> {
    /// A buffer of the model's shape, filled with NaN so that a forgotten value is noticed.
    pub fn new<M: Model>(model: &M) -> Self {
        let rows = Rows::new(model);
        Self {
            values: vec![[f64::NAN; L]; rows.len()],
            rows,
        }
    }

    fn at(&self, outcome: usize, place: usize, point: usize) -> usize {
        self.rows.at(outcome, place, point)
    }

    /// Takes the values of all outcomes and places at a point from another buffer of the same model.
    pub fn copy_point(&mut self, from: &Self, point: usize) {
        let points = self.rows.points;
        let to = self.values.iter_mut().skip(point).step_by(points);
        for (to, from) in to.zip(from.values.iter().skip(point).step_by(points)) {
            *to = *from;
        }
    }

    /// Sets the values of all lanes.
    pub fn set(&mut self, outcome: usize, place: usize, point: usize, values: [f64; L]) {
        let at = self.at(outcome, place, point);
        self.values[at] = values;
    }

    /// The values of all lanes.
    pub fn get(&self, outcome: usize, place: usize, point: usize) -> [f64; L] {
        self.values[self.at(outcome, place, point)]
    }

    /// All values, lanes innermost.
    pub(crate) fn flat(&self) -> &[f64] {
        self.values.as_flattened()
    }

    /// The first value of a lane that is not finite: outcome, place, point.
    pub(crate) fn first_not_finite(&self, lane: usize) -> Option<(usize, usize, usize)> {
        let at = self.values.iter().position(|v| !v[lane].is_finite())?;
        let (row, point) = (at / self.rows.points, at % self.rows.points);
        let outcome = self.rows.first.partition_point(|first| *first <= row) - 1;
        Some((outcome, row - self.rows.first[outcome], point))
    }
}
