//! The model as an ensemble: parameters that the record leaves open, chance at the start, policies.
//!
//! The publication reports one fit in a narrow box. The size of the cartels, though, is not
//! identified by deaths: initial sizes from 60,000 to 230,000 fit about as well once ρ and θ are
//! refitted (profile of the misfit, `fit::profile`). So C0, η and ω are sampled, and each draw gets
//! the ρ and θ that fit the deaths of 2012 to 2021 with them, plus the error of that fit.

use super::equations::{
    ACCUMULATED, Dose, INCAPACITATED, KILLED, Population, RECRUITED, Rates, SATURATED,
    initial_members,
};
use super::fit::Target;
use super::network::Network;
use super::{PUBLISHED, Values};
use engine::describe::{Better, DoseUnit, Lever, Measure, Outcome, Parameter, Places};
use engine::rk4::Rk4;
use engine::{Block, Draws, Model, Series, TimeGrid};
use numerics::dispatch::{InstructionSet, Kernel, dispatch};
use numerics::elementary::{exp, ln};
use numerics::random::{Address, Cell};
use numerics::sample::{normal, poisson};

/// Calendar year of time zero.
pub const FIRST_YEAR: u16 = 2012;
/// A step of the ensemble: one month, a twelfth of the model's year of 52 weeks.
pub const WEEKS_PER_MONTH: f64 = 52.0 / 12.0;

/// Purposes of random numbers.
#[derive(Clone, Copy, Debug)]
enum Stream {
    /// Parameters of a draw.
    Parameters = 1,
    /// Members of each group at the start.
    Start = 2,
}

/// The levers of the model.
pub static LEVERS: [Lever; 2] = [
    Lever {
        id: "arrests",
        meaning: "More members taken off the streets by arrest",
        units: &[
            DoseUnit {
                id: "share",
                meaning: "added arrests as a share of those made anyway (1 doubles them)",
                min: 0.0,
                max: 10.0,
            },
            DoseUnit {
                id: "people_per_week",
                meaning: "added arrests, people a week",
                min: 0.0,
                max: 2000.0,
            },
        ],
    },
    Lever {
        id: "recruitment",
        meaning: "Fewer people recruited",
        units: &[
            DoseUnit {
                id: "share",
                meaning: "share of recruitment that is prevented (0.5 halves it)",
                min: 0.0,
                max: 1.0,
            },
            DoseUnit {
                id: "people_per_week",
                meaning: "recruits prevented, people a week",
                min: 0.0,
                max: 2000.0,
            },
        ],
    },
];

const fn outcome(
    id: &'static str,
    title: &'static str,
    unit: &'static str,
    better: Better,
) -> Outcome {
    Outcome {
        id,
        title,
        unit,
        better,
        measure: Measure::Level,
        places: Places::First,
    }
}

/// Outcomes, in the order of [`Series`].
pub static OUTCOMES: [Outcome; 6] = [
    outcome(
        "killed_per_week",
        "Cartel members killed a week",
        "people/week",
        Better::Lower,
    ),
    outcome(
        "killed_cumulative",
        "Cartel members killed since the start of the policies",
        "people",
        Better::Lower,
    ),
    outcome(
        "members_total",
        "Members of cartels",
        "people",
        Better::Lower,
    ),
    outcome(
        "recruited_per_week",
        "Recruits",
        "people/week",
        Better::Lower,
    ),
    outcome(
        "incapacitated_per_week",
        "Arrests",
        "people/week",
        Better::Neither,
    ),
    outcome(
        "saturation_per_week",
        "People who leave a cartel",
        "people/week",
        Better::Neither,
    ),
];

static PARAMETERS: [Parameter; 5] = [
    Parameter {
        symbol: "rho",
        unit: "1/week",
        meaning: "recruits per member and week",
    },
    Parameter {
        symbol: "eta",
        unit: "people/week",
        meaning: "members arrested a week",
    },
    Parameter {
        symbol: "theta",
        unit: "1/(person week)",
        meaning: "lethality of a meeting of members of rival groups",
    },
    Parameter {
        symbol: "omega",
        unit: "1/(person week)",
        meaning: "departures per member of one's own group",
    },
    Parameter {
        symbol: "C0",
        unit: "people",
        meaning: "members at the start of 2012",
    },
];

/// What is done in a run: the dose in force in each month from the start of 2012.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// One dose a month; months past the end have none.
    pub doses: Vec<Dose>,
}

/// The population model on a monthly grid from 2012 on.
///
/// Integrated by fixed-step Runge-Kutta, which at one month differs from the adaptive integrator by
/// less than one part in 10⁹.
#[derive(Clone, Copy, Debug)]
pub struct PopulationModel<'a> {
    /// Who fights whom.
    pub network: &'a Network,
    /// Month, counted from the start of 2012, at which accumulated deaths start from zero.
    pub start_month: usize,
    /// Length of the run from the start of 2012, months.
    pub months: usize,
}

impl Model for PopulationModel<'_> {
    type Scenario = Policy;

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }
    fn outcomes(&self) -> &'static [Outcome] {
        &OUTCOMES
    }
    fn places(&self) -> &'static [&'static str] {
        &["national"]
    }
    fn grid(&self) -> TimeGrid {
        TimeGrid {
            step_weeks: WEEKS_PER_MONTH,
            steps: self.months,
        }
    }
    fn simulate<const L: usize>(
        &self,
        block: &Block<L>,
        scenario: &Policy,
        series: &mut Series<L>,
    ) {
        let [rho, eta, theta, omega, c0] = std::array::from_fn(|p| block.parameters[p]);
        let rates = Rates {
            rho_per_week: rho,
            eta_people_per_week: eta,
            theta_per_person_week: theta,
            omega_per_person_week: omega,
        };
        // y_i(0) ~ Poisson(λ_i), as in the authors' runs.
        let mut y: Vec<[f64; L]> = initial_members(self.network.groups(), 1.0)
            .iter()
            .enumerate()
            .map(|(i, share)| {
                std::array::from_fn(|l| {
                    let cell = &mut block.streams[l].cell(Stream::Start as u32, 0, i as u32);
                    poisson(cell, share * c0[l]) as f64
                })
            })
            .collect();
        y.extend([[0.0; L]; ACCUMULATED]);
        dispatch(
            InstructionSet::best(),
            Run {
                model: self,
                rates,
                policy: scenario,
                y,
                series,
            },
        );
    }
}

/// The monthly loop, compiled for the machine's instruction set.
struct Run<'a, const L: usize> {
    model: &'a PopulationModel<'a>,
    rates: Rates<L>,
    policy: &'a Policy,
    y: Vec<[f64; L]>,
    series: &'a mut Series<L>,
}

impl<const L: usize> Kernel for Run<'_, L> {
    type Output = ();

    #[inline(always)]
    fn run(mut self) {
        let n = self.model.network.groups();
        let mut rk4 = Rk4::new(self.y.len());
        let mut killed_before = [0.0; L];
        for month in 0..=self.model.months {
            // The last point in time has the dose of the month that ends there.
            let doses = &self.policy.doses;
            let dose = doses
                .get(month)
                .or(doses.last())
                .copied()
                .unwrap_or_default();
            let system = Population {
                network: self.model.network,
                rates: self.rates,
                dose,
            };
            let week = month as f64 * WEEKS_PER_MONTH;
            let flows = &rk4.begin(&system, week, &self.y)[n..];
            if month == self.model.start_month {
                killed_before = self.y[n + KILLED];
            }
            let mut total = [0.0; L];
            for y in &self.y[..n] {
                for l in 0..L {
                    total[l] += y[l];
                }
            }
            let killed = self.y[n + KILLED];
            let since_start = std::array::from_fn(|l| {
                if month < self.model.start_month {
                    0.0
                } else {
                    killed[l] - killed_before[l]
                }
            });
            for (outcome, values) in [
                flows[KILLED],
                since_start,
                total,
                flows[RECRUITED],
                flows[INCAPACITATED],
                flows[SATURATED],
            ]
            .into_iter()
            .enumerate()
            {
                self.series.set(outcome, 0, month, values);
            }
            if month < self.model.months {
                rk4.finish(&system, week, WEEKS_PER_MONTH, &mut self.y);
            }
        }
    }
}

/// One fixed parameter set for every draw; only chance at the start differs.
#[derive(Clone, Copy, Debug)]
pub struct Fixed(pub Values);

impl Draws for Fixed {
    fn fill<const L: usize>(&self, _seed: u64, _draws: [u32; L], parameters: &mut [[f64; L]]) {
        for (p, value) in parameters.iter_mut().zip(self.0.to_array()) {
            *p = [value; L];
        }
    }
}

/// A distribution that a parameter is drawn from, with its reasons.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    /// Symbol.
    pub symbol: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Meaning in plain words.
    pub meaning: &'static str,
    /// The distribution, in words with numbers.
    pub distribution: &'static str,
    /// Where it comes from.
    pub sources: &'static [&'static str],
}

const PAPER: &str =
    "Prieto-Curiel, Campedelli & Hope, Science 381:1312-1316 (2023), and the authors' public code";
const C0_RANGE: (f64, f64) = (60_000.0, 230_000.0);
const ETA_RANGE: (f64, f64) = (86.0, 120.0);
const OMEGA_RANGE: (f64, f64) = (1e-8, 1e-7);

/// The priors, in the order of the parameters.
pub static PRIORS: [Prior; 5] = [
    Prior {
        symbol: "rho",
        unit: "1/week",
        meaning: "recruits per member and week",
        distribution: "for each draw, the value that fits the deaths of 2012-2021 given that draw's C0, eta and omega, plus the error of that fit (log-normal; ten years of data whose misfits are correlated count as three and a third)",
        sources: &[
            PAPER,
            "refit to the same target as the publication: 10 % of homicides and missing persons",
        ],
    },
    Prior {
        symbol: "eta",
        unit: "people/week",
        meaning: "members arrested a week",
        distribution: "uniform from 86 to 120",
        sources: &[
            PAPER,
            "86 to 118: lowest and highest year of 5 % of incarcerations / 52, 2012-2021; 120: upper bound of the published fit. That 5 % of people sent to prison are members is the publication's assumption; no evidence found",
        ],
    },
    Prior {
        symbol: "theta",
        unit: "1/(person week)",
        meaning: "lethality of a meeting of members of rival groups",
        distribution: "fitted for each draw together with rho, plus the error of that fit",
        sources: &[
            PAPER,
            "that 10 % of homicides and missing persons are members of cartels is the publication's assumption; no evidence found",
        ],
    },
    Prior {
        symbol: "omega",
        unit: "1/(person week)",
        meaning: "departures per member of one's own group",
        distribution: "log-uniform from 1e-8 to 1e-7",
        sources: &[
            PAPER,
            "the published box is 4e-8 to 1e-7 and the fit sits on its lower bound, so the range is opened downwards; no evidence found",
        ],
    },
    Prior {
        symbol: "C0",
        unit: "people",
        meaning: "members at the start of 2012",
        distribution: "log-uniform from 60,000 to 230,000",
        sources: &[
            PAPER,
            "profile of the published fit: initial sizes from 60,000 to 230,000 fit the deaths about as well (sum of squares 37,765 to 41,798); the published 115,000 is a bound of the search",
        ],
    },
];

/// Parameter draws that fit the record of deaths; see the head of this file.
#[derive(Clone, Debug)]
pub struct FittedDraws<'a> {
    network: &'a Network,
    target: Vec<f64>,
    shares: Vec<f64>,
}

impl<'a> FittedDraws<'a> {
    /// Half-years from 2012 to 2022, ends included.
    const POINTS: usize = 21;
    /// A half-year of 26 weeks: coarse, but the Runge-Kutta error is below 1e-6.
    const STEP_WEEKS: f64 = 26.0;
    /// Independent observations in the ten yearly counts that the target is drawn through: yearly
    /// residuals have a lag-one autocorrelation of about 0.5 on the real network, which leaves
    /// 10 (1 − 0.5)/(1 + 0.5).
    const INDEPENDENT: f64 = 10.0 / 3.0;
    const ITERATIONS: usize = 4;

    /// Draws for a network.
    pub fn new(network: &'a Network) -> Self {
        let deaths = Target::deaths();
        let year = |k: usize| f64::from(FIRST_YEAR) + 0.5 * k as f64;
        Self {
            network,
            target: (0..Self::POINTS).map(|k| deaths.at_year(year(k))).collect(),
            shares: initial_members(network.groups(), 1.0),
        }
    }

    /// ρ and θ that fit the deaths best given C0, η and ω, with the normal matrix JᵀJ of (ln ρ, ln θ) as
    /// [a, b, c] for ((a, b), (b, c)) and the sum of squares.
    fn refit<const L: usize>(
        &self,
        c0: [f64; L],
        eta: [f64; L],
        omega: [f64; L],
    ) -> ([f64; L], [f64; L], [[f64; 3]; L], [f64; L]) {
        // Least squares for (ln ρ, ln θ) by Gauss-Newton with one-sided differences.
        const H: f64 = 1e-4;
        let mut rho = [PUBLISHED.rho; L];
        // Deaths grow with θ C0², so the best θ is near the published one times (115,000/C0)².
        let mut theta = c0.map(|c| PUBLISHED.theta * (PUBLISHED.c0 / c) * (PUBLISHED.c0 / c));
        let rates = |rho: [f64; L], theta: [f64; L]| Rates {
            rho_per_week: rho,
            eta_people_per_week: eta,
            theta_per_person_week: theta,
            omega_per_person_week: omega,
        };
        let mut normal_matrix = [[0.0; 3]; L];
        let mut sum_of_squares = [0.0; L];
        for iteration in 0..=Self::ITERATIONS {
            let base = self.deaths(rates(rho, theta), c0);
            let with_rho = self.deaths(rates(rho.map(|r| r * (1.0 + H)), theta), c0);
            let with_theta = self.deaths(rates(rho, theta.map(|t| t * (1.0 + H))), c0);
            for l in 0..L {
                let (mut a, mut b, mut c, mut p, mut q, mut ss) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
                for k in 0..Self::POINTS {
                    let miss = self.target[k] - base[k][l];
                    let (jr, jt) = (
                        (with_rho[k][l] - base[k][l]) / H,
                        (with_theta[k][l] - base[k][l]) / H,
                    );
                    (a, b, c) = (a + jr * jr, b + jr * jt, c + jt * jt);
                    (p, q, ss) = (p + jr * miss, q + jt * miss, ss + miss * miss);
                }
                normal_matrix[l] = [a, b, c];
                sum_of_squares[l] = ss;
                if iteration < Self::ITERATIONS {
                    let determinant = a * c - b * b;
                    // Steps are bounded, so that a poor start cannot throw a draw off.
                    let step = |s: f64| exp((s / determinant).clamp(-0.5, 0.5));
                    rho[l] *= step(c * p - b * q);
                    theta[l] *= step(a * q - b * p);
                }
            }
        }
        (rho, theta, normal_matrix, sum_of_squares)
    }

    /// Weekly deaths at the points of the target.
    fn deaths<const L: usize>(&self, rates: Rates<L>, c0: [f64; L]) -> Vec<[f64; L]> {
        dispatch(
            InstructionSet::best(),
            Deaths {
                draws: self,
                rates,
                c0,
            },
        )
    }
}

struct Deaths<'a, const L: usize> {
    draws: &'a FittedDraws<'a>,
    rates: Rates<L>,
    c0: [f64; L],
}

impl<const L: usize> Kernel for Deaths<'_, L> {
    type Output = Vec<[f64; L]>;

    #[inline(always)]
    fn run(self) -> Self::Output {
        let n = self.draws.network.groups();
        let system = Population {
            network: self.draws.network,
            rates: self.rates,
            dose: Dose::default(),
        };
        let mut y: Vec<[f64; L]> = self
            .draws
            .shares
            .iter()
            .map(|s| self.c0.map(|c| s * c))
            .collect();
        y.extend([[0.0; L]; ACCUMULATED]);
        let mut rk4 = Rk4::new(y.len());
        let mut deaths = Vec::with_capacity(FittedDraws::POINTS);
        for _ in 0..FittedDraws::POINTS {
            deaths.push(rk4.begin(&system, 0.0, &y)[n + KILLED]);
            rk4.finish(&system, 0.0, FittedDraws::STEP_WEEKS, &mut y);
        }
        deaths
    }
}

impl Draws for FittedDraws<'_> {
    fn fill<const L: usize>(&self, seed: u64, draws: [u32; L], parameters: &mut [[f64; L]]) {
        let cell = |l: usize, index| {
            Cell::new(Address {
                seed,
                draw: draws[l],
                replicate: 0,
                stream: Stream::Parameters as u32,
                step: 0,
                index,
            })
        };
        let log_uniform = |l, index, (low, high): (f64, f64)| {
            exp(cell(l, index)
                .uniform()
                .mul_add(ln(high) - ln(low), ln(low)))
        };
        let c0: [f64; L] = std::array::from_fn(|l| log_uniform(l, 0, C0_RANGE));
        let eta: [f64; L] = std::array::from_fn(|l| {
            cell(l, 1)
                .uniform()
                .mul_add(ETA_RANGE.1 - ETA_RANGE.0, ETA_RANGE.0)
        });
        let omega: [f64; L] = std::array::from_fn(|l| log_uniform(l, 2, OMEGA_RANGE));

        let (mut rho, mut theta, normal_matrix, sum_of_squares) = self.refit(c0, eta, omega);
        // The error of the fit: covariance σ² (JᵀJ)⁻¹, with as many points as independent years.
        for l in 0..L {
            let [a, b, c] = normal_matrix[l];
            let scale = sum_of_squares[l] / Self::INDEPENDENT;
            let determinant = a * c - b * b;
            let (var_rho, cov, var_theta) = (
                scale * c / determinant,
                -scale * b / determinant,
                scale * a / determinant,
            );
            let (z1, z2) = (normal(&mut cell(l, 3)), normal(&mut cell(l, 4)));
            let sd_rho = var_rho.sqrt();
            let slope = cov / sd_rho;
            let rest = (var_theta - slope * slope).max(0.0).sqrt();
            rho[l] *= exp(sd_rho * z1);
            theta[l] *= exp(slope.mul_add(z1, rest * z2));
        }
        for (p, values) in parameters.iter_mut().zip([rho, eta, theta, omega, c0]) {
            *p = values;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{synthetic, trajectory};
    use super::*;

    /// Runs the kernel from the deterministic start.
    fn deterministic(
        network: &Network,
        values: Values,
        policy: &Policy,
        months: usize,
    ) -> Series<1> {
        let model = PopulationModel {
            network,
            start_month: 120,
            months,
        };
        let mut series = Series::new(&model);
        let mut y: Vec<[f64; 1]> = initial_members(network.groups(), values.c0)
            .iter()
            .map(|&m| [m])
            .collect();
        y.extend([[0.0]; ACCUMULATED]);
        let rates = Rates {
            rho_per_week: [values.rho],
            eta_people_per_week: [values.eta],
            theta_per_person_week: [values.theta],
            omega_per_person_week: [values.omega],
        };
        dispatch(
            InstructionSet::best(),
            Run {
                model: &model,
                rates,
                policy,
                y,
                series: &mut series,
            },
        );
        series
    }

    #[test]
    fn the_monthly_step_agrees_with_the_adaptive_integrator() {
        let network = synthetic::network();
        let series = deterministic(&network, PUBLISHED, &Policy { doses: vec![] }, 240);
        let start = trajectory::State::start_of_2012(&network, PUBLISHED.c0);
        let states = trajectory::run(&network, &PUBLISHED, &start, 1040).unwrap();
        for year in 0..=20 {
            let ours = series.get(2, 0, 12 * year)[0];
            let theirs = states[52 * year].total();
            assert!(
                (ours / theirs - 1.0).abs() < 1e-9,
                "{year}: {ours} {theirs}"
            );
        }
        let ours = series.get(1, 0, 240)[0];
        let theirs = states[1040].killed - states[520].killed;
        assert!((ours / theirs - 1.0).abs() < 1e-8);
    }

    #[test]
    fn a_dose_acts_in_its_months_only() {
        let network = synthetic::network();
        let mut doses = vec![Dose::default(); 240];
        for dose in &mut doses[120..132] {
            dose.arrests_share = 1.0;
        }
        let with = deterministic(&network, PUBLISHED, &Policy { doses }, 240);
        let without = deterministic(&network, PUBLISHED, &Policy { doses: vec![] }, 240);
        for month in 0..=240 {
            let arrests = with.get(4, 0, month)[0];
            assert!(
                (arrests
                    - if (120..132).contains(&month) {
                        220.0
                    } else {
                        110.0
                    })
                .abs()
                    < 1e-9
            );
        }
        for month in 0..=120 {
            assert_eq!(with.get(2, 0, month), without.get(2, 0, month));
        }
        let removed = without.get(2, 0, 132)[0] - with.get(2, 0, 132)[0];
        // 52 × 110 = 5,720 are arrested; the recruits they would have brought are missing too, the
        // deaths and departures they would have added are not.
        assert!((removed / 5720.0 - 1.0).abs() < 0.03, "{removed}");
    }

    fn fitted(lanes_of: &[u32; 8], seed: u64) -> Vec<[f64; 8]> {
        let network = synthetic::network();
        let mut parameters = vec![[0.0; 8]; 5];
        FittedDraws::new(&network).fill(seed, *lanes_of, &mut parameters);
        parameters
    }

    #[test]
    fn draws_stay_in_their_ranges_and_do_not_depend_on_their_lane() {
        let a = fitted(&[0, 1, 2, 3, 4, 5, 6, 7], 1);
        let b = fitted(&[7, 6, 5, 4, 3, 2, 1, 0], 1);
        for l in 0..8 {
            for p in 0..5 {
                assert_eq!(a[p][l].to_bits(), b[p][7 - l].to_bits());
            }
            assert!((1e-3..6e-3).contains(&a[0][l]), "rho {}", a[0][l]);
            assert!((ETA_RANGE.0..=ETA_RANGE.1).contains(&a[1][l]));
            assert!((OMEGA_RANGE.0..=OMEGA_RANGE.1).contains(&a[3][l]));
            assert!((C0_RANGE.0..=C0_RANGE.1).contains(&a[4][l]));
        }
        assert_ne!(a, fitted(&[0, 1, 2, 3, 4, 5, 6, 7], 2));
    }

    #[test]
    fn every_draw_gives_deaths_near_the_record() {
        let network = synthetic::network();
        let draws = FittedDraws::new(&network);
        let mut parameters = vec![[0.0; 8]; 5];
        for block in 0..8 {
            draws.fill(
                9,
                std::array::from_fn(|l| block * 8 + l as u32),
                &mut parameters,
            );
            let [rho, eta, theta, omega, c0] = std::array::from_fn(|p| parameters[p]);
            let deaths = draws.deaths(
                Rates {
                    rho_per_week: rho,
                    eta_people_per_week: eta,
                    theta_per_person_week: theta,
                    omega_per_person_week: omega,
                },
                c0,
            );
            for l in 0..8 {
                let mean = deaths.iter().map(|d| d[l]).sum::<f64>() / 21.0;
                let target = draws.target.iter().sum::<f64>() / 21.0;
                assert!(
                    (mean / target - 1.0).abs() < 0.25,
                    "mean deaths {mean} against {target}"
                );
            }
        }
    }

    #[test]
    fn without_noise_the_refit_agrees_with_the_profile() {
        // The same least squares as `fit::profile`, on 21 points instead of 520 and with Runge-Kutta
        // steps; at large sizes the misfit is flat along a valley of both values.
        let network = synthetic::network();
        let draws = FittedDraws::new(&network);
        let sizes = [60e3, 90e3, 115e3, 150e3, 230e3];
        let (rho, theta, ..) = draws.refit(sizes, [PUBLISHED.eta; 5], [PUBLISHED.omega; 5]);
        for (k, c0) in sizes.into_iter().enumerate() {
            let profile = super::super::fit::profile(&network, c0).unwrap().values;
            assert!(
                (rho[k] / profile.rho - 1.0).abs() < 0.03,
                "{c0}: {} {}",
                rho[k],
                profile.rho
            );
            assert!(
                (theta[k] / profile.theta - 1.0).abs() < 0.03,
                "{c0}: {} {}",
                theta[k],
                profile.theta
            );
        }
    }
}
