//! Outcomes of policies as one number a draw: the mean of yearly values over the first years.

use super::catalogue::FIRST;
use super::question::{Assumed, reading_of};
use crate::paired::Reading;
use crate::question::{CompareError, months};
use engine::{Ensemble, Member, Observer, ObserverError};
use inference::inputs::model;
use inference::posterior::BeliefDraws;
use inference::structures::InForce;
use scenario::Month;
use std::ops::Range;
use std::sync::atomic::AtomicBool;
use system::policy::Policy;

/// What is read: outcomes by number, over the first `years` years from `start` on.
#[derive(Clone, Debug)]
pub(super) struct Window<'a> {
    pub outcomes: &'a [usize],
    pub start: Month,
    pub years: u16,
}

/// Values by draw, policy and outcome, in the order in which they were asked for.
#[derive(Debug, Default)]
pub(super) struct Values {
    readings: Vec<Reading>,
    points: Vec<usize>,
    part: usize,
    /// `values[draw][policy][outcome]`
    pub values: Vec<Vec<Vec<f64>>>,
    /// `parameters[draw][parameter]`
    pub parameters: Vec<Vec<f64>>,
    /// Number of the draw's structure in the order of the shares.
    pub parts: Vec<usize>,
}

impl Values {
    /// The values of an outcome under a policy, by draw.
    pub fn of(&self, policy: usize, outcome: usize) -> Vec<f64> {
        self.values.iter().map(|v| v[policy][outcome]).collect()
    }
}

impl Observer for Values {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        let years = self.points.len() as f64;
        let mean = |r: &Reading, policy: usize| {
            let sum: f64 = self.points.iter().map(|p| r.of(member, policy, *p)).sum();
            sum / years
        };
        let of = |policy: usize| self.readings.iter().map(|r| mean(r, policy)).collect();
        self.values.push((0..member.scenarios()).map(of).collect());
        self.parameters.push(member.parameters.to_vec());
        self.parts.push(self.part);
        Ok(())
    }
}

/// Runs policies over the given draws of each structure, all with the same parameters and random numbers.
pub(super) fn run(
    window: &Window<'_>,
    assumed: &Assumed<'_>,
    shares: &[(InForce, Range<u32>)],
    policies: &[Policy],
    seed: u64,
    cancel: &AtomicBool,
    observer: &mut dyn Observer,
) -> Result<Values, CompareError> {
    let start = months(FIRST, window.start);
    let from = start.saturating_sub(12);
    let first = start - from;
    let mut values = Values {
        readings: window.outcomes.iter().map(|o| reading_of(*o, 0)).collect(),
        points: (1..=usize::from(window.years))
            .map(|y| first + 12 * y)
            .collect(),
        ..Values::default()
    };
    for (number, (part, range)) in shares.iter().enumerate() {
        values.part = number;
        let ensemble = Ensemble {
            model: &model(part.forms, from, start + 12 * usize::from(window.years)),
            draws: &BeliefDraws::new(assumed.ledger, assumed.belief, part.number)?,
            scenarios: policies,
            seed,
            range: range.clone(),
            replicates: 1,
        };
        ensemble.run(cancel, &mut [&mut values, &mut *observer])?;
    }
    Ok(values)
}
