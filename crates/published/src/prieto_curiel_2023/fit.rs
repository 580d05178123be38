//! The published fit: weekly deaths of members matched to a tenth of homicides and missing persons.
//!
//! Target k*(t) = 0.10 [S_hom(t) + S_mis(t)], S the natural cubic spline through (year, annual/52),
//! at 520 equally spaced times from 2012 to 2022. Minimise Σ_t (killed(t) − k*(t))² over
//! (ρ, η, θ, ω, C0) in a box, with killed(t) from explicit Euler steps of a week. The misfit of
//! arrests has weight zero in the authors' code: arrests act only through the bounds of η.
//!
//! The authors used L-BFGS-B; here PANOC does it (Stella, Themelis, Sopasakis & Patrinos, CDC 2017, in
//! the `optimization_engine` crate), a quasi-Newton method that also stops exactly on a bound.

use super::equations::{ACCUMULATED, Dose, KILLED, Population, Rates, initial_members};
use super::network::Network;
use super::{CALIBRATION, PUBLISHED, Values};
use engine::LANES;
use engine::rk4::Derivative;
use numerics::dispatch::{InstructionSet, Kernel, dispatch};
use numerics::spline::NaturalCubicSpline;
use optimization_engine::constraints::Rectangle;
use optimization_engine::panoc::{PANOCCache, PANOCOptimizer};
use optimization_engine::{Problem, SolverError};

/// Number of weekly points of the target.
pub const POINTS: usize = 520;
/// Share of homicides and missing persons taken to be members of cartels, in the publication.
const SHARE_OF_DEATHS: f64 = 0.10;
/// Share of incarcerations taken to be members of cartels, in the publication.
const SHARE_OF_ARRESTS: f64 = 0.05;
const WEEKS_PER_YEAR: f64 = 52.0;

/// Symbols of the fitted values, in the order of [`LOWER`] and [`UPPER`].
pub const SYMBOLS: [&str; 5] = ["rho", "eta", "theta", "omega", "C0"];
/// Lower bounds of the published fit.
pub const LOWER: [f64; 5] = [2e-3, 110.0, 1e-8, 0.04e-6, 110e3];
/// Upper bounds of the published fit.
pub const UPPER: [f64; 5] = [3e-3, 120.0, 2e-8, 0.1e-6, 115e3];
/// Start of the published fit.
pub const START: [f64; 5] = [2.68e-3, 117.6, 1.59e-8, 0.053e-6, 111e3];

/// Why a fit failed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FitError {
    /// The optimiser did not converge.
    #[error("the fit did not converge after {iterations} iterations")]
    NotConverged {
        /// Iterations made.
        iterations: usize,
    },
    /// The optimiser failed.
    #[error("the optimiser failed: {0}")]
    Solver(String),
}

/// A series that deaths or arrests are matched to.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    spline: NaturalCubicSpline,
}

impl Target {
    /// k*(t): weekly deaths of members.
    pub fn deaths() -> Self {
        Self::through(|row| SHARE_OF_DEATHS * (row.homicides + row.missing))
    }

    /// Weekly arrests of members; not used by the fit (its weight is zero).
    pub fn arrests() -> Self {
        Self::through(|row| SHARE_OF_ARRESTS * row.incarcerations)
    }

    fn through(value: impl Fn(&super::CalibrationYear) -> f64) -> Self {
        let years: Vec<f64> = CALIBRATION.iter().map(|r| r.year).collect();
        let weekly: Vec<f64> = CALIBRATION.iter().map(|r| value(r) / WEEKS_PER_YEAR).collect();
        #[expect(clippy::expect_used, reason = "the typed-in years are ten and ascend; a test covers it")]
        let spline = NaturalCubicSpline::new(&years, &weekly).expect("ten ascending years");
        Self { spline }
    }

    /// The value in a calendar year (2012.5 is mid-2012), people a week.
    pub fn at_year(&self, year: f64) -> f64 {
        self.spline.value(year)
    }

    /// The value at point 1 ≤ k ≤ 520 of the fit, people a week.
    pub fn at_point(&self, k: usize) -> f64 {
        self.at_year(2012.0 + 10.0 * (k - 1) as f64 / (POINTS - 1) as f64)
    }

    fn points(&self) -> Vec<f64> {
        (1..=POINTS).map(|k| self.at_point(k)).collect()
    }
}

/// Result of a fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Fitted values.
    pub values: Values,
    /// Σ (killed − k*)², (people a week)².
    pub sse: f64,
    /// Total sum of squares of k*.
    pub sst: f64,
    /// Members at the last of the 520 points, people.
    pub members_at_end: f64,
    /// Iterations of the optimiser.
    pub iterations: usize,
}

impl Fit {
    /// Root mean square of the misfit, people a week.
    pub fn rmse(&self) -> f64 {
        (self.sse / POINTS as f64).sqrt()
    }

    /// Share of the target's variance explained.
    pub fn r_squared(&self) -> f64 {
        1.0 - self.sse / self.sst
    }
}

/// Misfit and final size for as many parameter sets as there are lanes.
struct Misfit<'a> {
    network: &'a Network,
    target: &'a [f64],
    values: [Values; LANES],
}

impl Kernel for Misfit<'_> {
    /// (Σ (killed − k*)², members at the last point), a lane each.
    type Output = [(f64, f64); LANES];

    #[inline(always)]
    fn run(self) -> Self::Output {
        let n = self.network.groups();
        let system = Population {
            network: self.network,
            rates: Rates {
                rho_per_week: self.values.map(|v| v.rho),
                eta_people_per_week: self.values.map(|v| v.eta),
                theta_per_person_week: self.values.map(|v| v.theta),
                omega_per_person_week: self.values.map(|v| v.omega),
            },
            dose: Dose::default(),
        };
        // λ_i is proportional to C0.
        let mut y: Vec<[f64; LANES]> = initial_members(n, 1.0)
            .iter()
            .map(|share| self.values.map(|v| share * v.c0))
            .collect();
        y.extend([[0.0; LANES]; ACCUMULATED]);
        let mut dy = vec![[0.0; LANES]; y.len()];
        let mut sse = [0.0; LANES];
        for (k, target) in self.target.iter().enumerate() {
            system.derivative(0.0, &y, &mut dy);
            for l in 0..LANES {
                let miss = dy[n + KILLED][l] - target;
                sse[l] = miss.mul_add(miss, sse[l]);
            }
            if k + 1 < self.target.len() {
                for (y, dy) in y.iter_mut().zip(&dy) {
                    for l in 0..LANES {
                        y[l] += dy[l];
                    }
                }
            }
        }
        std::array::from_fn(|l| (sse[l], y[..n].iter().map(|y| y[l]).sum()))
    }
}

fn misfit(network: &Network, target: &[f64], values: [Values; LANES]) -> [(f64, f64); LANES] {
    dispatch(InstructionSet::best(), Misfit { network, target, values })
}

/// The published fit of all five values in the published box from the published start.
pub fn fit(network: &Network) -> Result<Fit, FitError> {
    fit_in_box(network, LOWER, UPPER, START)
}

/// Refits ρ and θ with C0 given, η and ω at their published values; ρ and θ are free of the box.
pub fn profile(network: &Network, c0_people: f64) -> Result<Fit, FitError> {
    // Deaths grow with θ C0², so the best θ is near the published one times (115,000/C0)².
    let scale = (PUBLISHED.c0 / c0_people) * (PUBLISHED.c0 / c0_people);
    let given = |rho, theta| [rho, PUBLISHED.eta, theta, PUBLISHED.omega, c0_people];
    fit_in_box(
        network,
        given(1e-3, 0.5 * PUBLISHED.theta * scale),
        given(5e-3, 2.0 * PUBLISHED.theta * scale),
        given(PUBLISHED.rho, PUBLISHED.theta * scale),
    )
}

/// Least squares in a box; where lower and upper bound agree the value is fixed.
fn fit_in_box(
    network: &Network,
    lower: [f64; 5],
    upper: [f64; 5],
    start: [f64; 5],
) -> Result<Fit, FitError> {
    /// Step of the central differences, as a share of the width of the box.
    const STEP: f64 = 1e-5;
    /// Length of the scaled projected-gradient step at which the search ends.
    const TOLERANCE: f64 = 1e-9;
    const MAX_ITERATIONS: usize = 20_000;

    let target = Target::deaths().points();
    let mean = target.iter().sum::<f64>() / POINTS as f64;
    let sst: f64 = target.iter().map(|k| (k - mean) * (k - mean)).sum();
    let free: Vec<usize> = (0..5).filter(|&p| upper[p] > lower[p]).collect();
    // The search runs over the unit box, so that all directions have comparable lengths.
    let values_at = |u: &[f64]| {
        let mut v = start;
        for (&p, &u) in free.iter().zip(u) {
            v[p] = u.mul_add(upper[p] - lower[p], lower[p]);
        }
        Values::from_array(v)
    };
    let cost = |u: &[f64], out: &mut f64| -> Result<(), SolverError> {
        *out = misfit(network, &target, [values_at(u); LANES])[0].0 / sst;
        Ok(())
    };
    let gradient = |u: &[f64], out: &mut [f64]| -> Result<(), SolverError> {
        // Two points a direction, four directions a block of lanes.
        for (first, pair) in out.chunks_mut(LANES / 2).enumerate() {
            let values = std::array::from_fn(|l| {
                let mut at = u.to_vec();
                if let Some(v) = at.get_mut(first * LANES / 2 + l / 2) {
                    *v += if l % 2 == 0 { STEP } else { -STEP };
                }
                values_at(&at)
            });
            let sse = misfit(network, &target, values);
            for (d, slope) in pair.iter_mut().enumerate() {
                *slope = (sse[2 * d].0 - sse[2 * d + 1].0) / (2.0 * STEP * sst);
            }
        }
        Ok(())
    };

    let (low, high) = (vec![0.0; free.len()], vec![1.0; free.len()]);
    let bounds = Rectangle::new(Some(&low), Some(&high));
    let mut cache = PANOCCache::new(free.len(), TOLERANCE, 10);
    let mut solver = PANOCOptimizer::new(Problem::new(&bounds, gradient, cost), &mut cache)
        .with_max_iter(MAX_ITERATIONS);
    let mut u: Vec<f64> =
        free.iter().map(|&p| (start[p] - lower[p]) / (upper[p] - lower[p])).collect();
    let status = solver.solve(&mut u).map_err(|e| FitError::Solver(format!("{e:?}")))?;
    if !status.has_converged() {
        return Err(FitError::NotConverged { iterations: status.iterations() });
    }
    let values = values_at(&u);
    let (sse, members_at_end) = misfit(network, &target, [values; LANES])[0];
    Ok(Fit { values, sse, sst, members_at_end, iterations: status.iterations() })
}

#[cfg(test)]
mod tests {
    use super::super::synthetic;
    use super::*;

    #[test]
    fn the_target_is_the_published_spline() {
        // Reference run of the authors' code: points 1, 261 and 520.
        let (deaths, arrests) = (Target::deaths(), Target::arrests());
        for (k, d, a) in [(1, 70.628_846, 98.591_346), (261, 95.166_084, 101.762_550), (520, 108.886_308, 131.122_802)] {
            assert!((deaths.at_point(k) - d).abs() < 1e-5, "{k}: {}", deaths.at_point(k));
            assert!((arrests.at_point(k) - a).abs() < 1e-5, "{k}: {}", arrests.at_point(k));
        }
    }

    #[test]
    fn finds_the_values_that_made_the_data() {
        // Fitting is least squares: no neighbour of the optimum in the box is better.
        let network = synthetic::network();
        let best = fit(&network).unwrap();
        let target = Target::deaths().points();
        let at = best.values.to_array();
        for p in 0..5 {
            for sign in [-1.0, 1.0] {
                let mut near = at;
                near[p] = (near[p] + sign * 1e-3 * (UPPER[p] - LOWER[p])).clamp(LOWER[p], UPPER[p]);
                let sse = misfit(&network, &target, [Values::from_array(near); LANES])[0].0;
                assert!(sse >= best.sse * (1.0 - 1e-9), "{} {sign}: {sse} < {}", SYMBOLS[p], best.sse);
            }
        }
    }
}
