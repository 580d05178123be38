//! The published fit: weekly deaths of members matched to a tenth of homicides and missing persons.
//!
//! Target k*(t) = 0.10 [S_hom(t) + S_mis(t)], S the natural cubic spline through (year, annual/52),
//! at 520 equally spaced times from 2012 to 2022. Minimise Σ_t (killed(t) − k*(t))² over
//! (ρ, η, θ, ω, C0) in a box, with killed(t) from explicit Euler steps of a week. The misfit of
//! arrests has weight zero in the authors' code: arrests act only through the bounds of η.
//!
//! The authors used `optim(method = "L-BFGS-B")` of R with its defaults; the `rcompat-lbfgsb` crate
//! follows the same path and stops at the same point. That point is not the best in the box: with a
//! tighter stopping rule the same method goes on to a smaller misfit ([`Precision::Tight`]).

use super::equations::{ACCUMULATED, Dose, KILLED, Population, Rates, initial_members};
use super::network::Network;
use super::{CALIBRATION, PUBLISHED, Values};
use engine::LANES;
use engine::rk4::Derivative;
use numerics::dispatch::{InstructionSet, Kernel, dispatch};
use numerics::spline::NaturalCubicSpline;
use rcompat_lbfgsb::{Bounds, OptimControl, OptimError, optim_lbfgsb};

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

/// Units that the search works in: the published script fits ρ·10³, η, θ·10⁸, ω·10⁶ and C0/10³.
const UNITS: [f64; 5] = [1e-3, 1.0, 1e-8, 1e-6, 1e3];

/// When a search stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// As R does by default, and so did the publication: relative improvement below 10⁷ machine
    /// precisions, slopes from steps of 0.001.
    Published,
    /// As close to the minimum as differences allow.
    Tight,
}

/// Why a fit failed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FitError {
    /// The optimiser did not converge.
    #[error("the fit did not converge: {0}")]
    NotConverged(String),
    /// The optimiser failed.
    #[error("the optimiser failed: {0}")]
    Optimiser(#[from] OptimError),
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
        let weekly: Vec<f64> = CALIBRATION
            .iter()
            .map(|r| value(r) / WEEKS_PER_YEAR)
            .collect();
        #[expect(
            clippy::expect_used,
            reason = "the typed-in years are ten and ascend; a test covers it"
        )]
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
    /// Evaluations of the misfit, as R counts them (those for slopes left out).
    pub evaluations: usize,
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
    dispatch(
        InstructionSet::best(),
        Misfit {
            network,
            target,
            values,
        },
    )
}

/// The published fit of all five values in the published box from the published start.
pub fn fit(network: &Network, precision: Precision) -> Result<Fit, FitError> {
    fit_in_box(network, LOWER, UPPER, START, precision)
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
        Precision::Tight,
    )
}

/// Least squares in a box; where lower and upper bound agree the value is fixed.
fn fit_in_box(
    network: &Network,
    lower: [f64; 5],
    upper: [f64; 5],
    start: [f64; 5],
    precision: Precision,
) -> Result<Fit, FitError> {
    let target = Target::deaths().points();
    let mean = target.iter().sum::<f64>() / POINTS as f64;
    let sst: f64 = target.iter().map(|k| (k - mean) * (k - mean)).sum();
    let free: Vec<usize> = (0..5).filter(|&p| upper[p] > lower[p]).collect();
    let scaled = |values: &[f64; 5]| {
        free.iter()
            .map(|&p| values[p] / UNITS[p])
            .collect::<Vec<f64>>()
    };
    let values_at = |scaled: &[f64]| {
        let mut values = start;
        for (&p, &v) in free.iter().zip(scaled) {
            // Division by the unit rounds; the bounds themselves must come back exactly.
            values[p] = (v * UNITS[p]).clamp(lower[p], upper[p]);
        }
        Values::from_array(values)
    };
    let mut control = OptimControl::default_for_dimension(free.len());
    if precision == Precision::Tight {
        // Steps between the rounding and the curvature of the misfit, and no more precision than slopes
        // by differences have: otherwise the line search fails on them.
        control.factr = 1e5;
        control.maxit = 2000;
        control.ndeps = scaled(&std::array::from_fn(|p| 3e-6 * (upper[p] - lower[p])));
    }
    let result = optim_lbfgsb(
        scaled(&start),
        Bounds::new(scaled(&lower), scaled(&upper))?,
        |at| misfit(network, &target, [values_at(at); LANES])[0].0,
        control,
    )?;
    if !result.is_success() {
        // Near the minimum the line search of a tight search can fail on the rounding of its slopes.
        // What it has then is the minimum, if no step along any axis is lower.
        let step = |p: usize, sign: f64| {
            let mut at = result.par.clone();
            at[p] += sign * 1e-4 * (upper[free[p]] - lower[free[p]]) / UNITS[free[p]];
            misfit(network, &target, [values_at(&at); LANES])[0].0
        };
        let lower_nearby = (0..free.len()).any(|p| {
            [-1.0, 1.0]
                .into_iter()
                .any(|sign| step(p, sign) < result.value * (1.0 - 1e-6))
        });
        if precision == Precision::Published || lower_nearby {
            return Err(FitError::NotConverged(result.message));
        }
    }
    let values = values_at(&result.par);
    let (sse, members_at_end) = misfit(network, &target, [values; LANES])[0];
    Ok(Fit {
        values,
        sse,
        sst,
        members_at_end,
        evaluations: result.counts.function,
    })
}

#[cfg(test)]
mod tests {
    use super::super::synthetic;
    use super::*;

    #[test]
    fn the_target_is_the_published_spline() {
        // Reference run of the authors' code: points 1, 261 and 520.
        let (deaths, arrests) = (Target::deaths(), Target::arrests());
        for (k, d, a) in [
            (1, 70.628_846, 98.591_346),
            (261, 95.166_084, 101.762_550),
            (520, 108.886_308, 131.122_802),
        ] {
            assert!(
                (deaths.at_point(k) - d).abs() < 1e-5,
                "{k}: {}",
                deaths.at_point(k)
            );
            assert!(
                (arrests.at_point(k) - a).abs() < 1e-5,
                "{k}: {}",
                arrests.at_point(k)
            );
        }
    }

    #[test]
    fn the_profile_converges_over_the_whole_range_of_sizes() {
        let network = synthetic::network();
        let sse: Vec<f64> = (0..24)
            .map(|k| profile(&network, 55e3 + 8e3 * f64::from(k)).unwrap().sse)
            .collect();
        // Within 14 % from 63,000 up: deaths hardly identify the size.
        let best = sse.iter().copied().reduce(f64::min).unwrap();
        assert!(sse[1..].iter().all(|s| s / best < 1.14), "{sse:?}");
    }

    #[test]
    fn no_neighbour_in_the_box_is_better_than_a_tight_fit() {
        let network = synthetic::network();
        let best = fit(&network, Precision::Tight).unwrap();
        assert!(best.sse <= fit(&network, Precision::Published).unwrap().sse);
        let target = Target::deaths().points();
        let at = best.values.to_array();
        for p in 0..5 {
            for sign in [-1.0, 1.0] {
                let mut near = at;
                near[p] = (near[p] + sign * 1e-3 * (UPPER[p] - LOWER[p])).clamp(LOWER[p], UPPER[p]);
                let sse = misfit(&network, &target, [Values::from_array(near); LANES])[0].0;
                assert!(
                    sse >= best.sse * (1.0 - 1e-6),
                    "{} {sign}: {sse} < {}",
                    SYMBOLS[p],
                    best.sse
                );
            }
        }
    }
}
