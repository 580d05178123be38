//! The authors' runs from random starts: y_i(0) ~ Poisson(λ_i), published values otherwise.

use super::PUBLISHED;
use super::network::Network;
use super::policy::{Fixed, Policy, PopulationModel};
use engine::{Ensemble, Member, Observer, ObserverError};
use std::sync::atomic::AtomicBool;

/// Means over Poisson starts with the published values, as in the authors' runs.
#[derive(Clone, Debug)]
pub struct PoissonStarts {
    sums: [f64; 6],
}

impl PoissonStarts {
    /// Starts drawn; the reference had 200.
    const STARTS: u32 = 2000;
    const NAMES: [&'static str; 6] = [
        "members_2012",
        "members_2022",
        "killed_per_week_2022",
        "killed_cumulative_2012_2022",
        "members_2027",
        "killed_per_week_2027",
    ];

    /// Runs the starts to 2027.
    pub fn run(network: &Network) -> Self {
        let mut means = Self { sums: [0.0; 6] };
        let ensemble = Ensemble {
            model: &PopulationModel {
                network,
                start_month: 0,
                months: 180,
            },
            draws: &Fixed(PUBLISHED),
            scenarios: &[Policy { doses: Vec::new() }],
            seed: 2023,
            range: 0..Self::STARTS,
            replicates: 1,
        };
        if ensemble
            .run(&AtomicBool::new(false), &mut [&mut means])
            .is_err()
        {
            // Nothing cancels it; a value that is not finite must fail every comparison.
            means.sums = [f64::NAN; 6];
        }
        means
    }

    /// A mean by name.
    pub fn mean(&self, name: &str) -> Option<f64> {
        let at = Self::NAMES.iter().position(|n| *n == name)?;
        Some(self.sums[at] / f64::from(Self::STARTS))
    }
}

impl Observer for PoissonStarts {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        // (outcome, month) of each name.
        let places = [(2, 0), (2, 120), (0, 120), (1, 120), (2, 180), (0, 180)];
        for (sum, (outcome, month)) in self.sums.iter_mut().zip(places) {
            *sum += member.value(0, outcome, 0, month);
        }
        Ok(())
    }
}
