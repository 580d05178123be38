//! Single runs of the model: adaptive integration week by week, and the explicit Euler scheme of the published fit.

use super::Values;
use super::equations::{
    ACCUMULATED, Dose, INCAPACITATED, KILLED, Population, RECRUITED, Rates, SATURATED,
    initial_members,
};
use super::network::Network;
use engine::adaptive::{IntegrationError, integrate};
use engine::rk4::Derivative;

/// Weeks from the start of 2012 to the start of 2022, with 52 weeks a year as in the publication.
pub const WEEKS_TO_2022: u32 = 520;

/// Error allowed for a step of the adaptive integrator, relative and in people.
const TOLERANCE: f64 = 1e-10;

/// The model's state at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Members of each group by rank, people.
    pub members: Vec<f64>,
    /// Killed since the start of the run, people.
    pub killed: f64,
    /// Recruited since the start of the run, people.
    pub recruited: f64,
    /// Incapacitated since the start of the run, people.
    pub incapacitated: f64,
    /// Saturated since the start of the run, people.
    pub saturated: f64,
}

/// Weekly flows at one time, people a week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flows {
    /// θ Σ c_ij y_i y_j
    pub killed: f64,
    /// ρ T
    pub recruited: f64,
    /// η
    pub incapacitated: f64,
    /// ω Σ y_i²
    pub saturated: f64,
}

impl State {
    /// The published start of 2012, C0 (1/i)/H.
    pub fn start_of_2012(network: &Network, c0_people: f64) -> Self {
        Self::from_members(initial_members(network.groups(), c0_people))
    }

    /// A state with nothing accumulated yet.
    pub fn from_members(members: Vec<f64>) -> Self {
        Self {
            members,
            killed: 0.0,
            recruited: 0.0,
            incapacitated: 0.0,
            saturated: 0.0,
        }
    }

    /// T, all members, people.
    pub fn total(&self) -> f64 {
        self.members.iter().sum()
    }

    fn to_rows(&self) -> Vec<f64> {
        let accumulated = [
            self.killed,
            self.recruited,
            self.incapacitated,
            self.saturated,
        ];
        self.members.iter().copied().chain(accumulated).collect()
    }

    fn from_rows(rows: &[f64]) -> Self {
        let (members, accumulated) = rows.split_at(rows.len() - ACCUMULATED);
        Self {
            // Near extinction the integrator's error may leave less than nobody.
            members: members.iter().map(|m| m.max(0.0)).collect(),
            killed: accumulated[KILLED],
            recruited: accumulated[RECRUITED],
            incapacitated: accumulated[INCAPACITATED],
            saturated: accumulated[SATURATED],
        }
    }
}

fn system<'a>(network: &'a Network, values: &Values) -> Population<'a, 1> {
    Population {
        network,
        rates: Rates {
            rho_per_week: [values.rho],
            eta_people_per_week: [values.eta],
            theta_per_person_week: [values.theta],
            omega_per_person_week: [values.omega],
        },
        dose: Dose::default(),
    }
}

fn slopes(system: &Population<'_, 1>, rows: &[f64]) -> Vec<[f64; 1]> {
    let y: Vec<[f64; 1]> = rows.iter().map(|&v| [v]).collect();
    let mut dy = vec![[0.0]; y.len()];
    system.derivative(0.0, &y, &mut dy);
    dy
}

/// The weekly flows in a state.
pub fn flows(network: &Network, values: &Values, state: &State) -> Flows {
    let dy = slopes(&system(network, values), &state.to_rows());
    let accumulated = &dy[network.groups()..];
    Flows {
        killed: accumulated[KILLED][0],
        recruited: accumulated[RECRUITED][0],
        incapacitated: accumulated[INCAPACITATED][0],
        saturated: accumulated[SATURATED][0],
    }
}

/// Integrates for `weeks` weeks and returns the state at weeks 0, 1, …, `weeks`.
pub fn run(
    network: &Network,
    values: &Values,
    start: &State,
    weeks: u32,
) -> Result<Vec<State>, IntegrationError> {
    if weeks == 0 {
        return Ok(vec![start.clone()]);
    }
    let rows = integrate(
        &system(network, values),
        &start.to_rows(),
        0.0,
        f64::from(weeks),
        1.0,
        TOLERANCE,
    )?;
    Ok(rows.iter().map(|r| State::from_rows(r)).collect())
}

/// Explicit Euler steps of one week, as in the published fit; states at weeks 0, 1, …, `weeks`.
pub fn run_euler(network: &Network, values: &Values, start: &State, weeks: u32) -> Vec<State> {
    let system = system(network, values);
    let mut rows = start.to_rows();
    let mut states = vec![start.clone()];
    for _ in 0..weeks {
        let dy = slopes(&system, &rows);
        for (y, dy) in rows.iter_mut().zip(dy) {
            *y += dy[0];
        }
        states.push(State::from_rows(&rows));
    }
    states
}

/// Weekly deaths of groups in `victims` at the hands of groups in `aggressors` (ranges of numbers
/// by rank from zero), people a week.
pub fn killed_by(
    network: &Network,
    values: &Values,
    state: &State,
    victims: std::ops::Range<usize>,
    aggressors: std::ops::Range<usize>,
) -> f64 {
    victims
        .map(|i| {
            let conflict: f64 = aggressors
                .clone()
                .map(|j| network.conflict(i, j) * state.members[j])
                .sum();
            values.theta * conflict * state.members[i]
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::{PUBLISHED, synthetic};
    use super::*;

    #[test]
    fn people_are_conserved_over_ten_years() {
        let network = synthetic::network();
        let states = run(
            &network,
            &PUBLISHED,
            &State::start_of_2012(&network, 115_000.0),
            520,
        )
        .unwrap();
        let end = &states[520];
        let balance = 115_000.0 + end.recruited - end.killed - end.incapacitated - end.saturated;
        assert!(
            (balance - end.total()).abs() < 1e-4,
            "{balance} {}",
            end.total()
        );
        assert!(end.members.iter().all(|m| *m > 0.0));
    }

    #[test]
    fn without_conflict_arrests_or_saturation_growth_is_exponential() {
        let network = synthetic::network();
        let values = Values {
            eta: 0.0,
            theta: 0.0,
            omega: 0.0,
            ..PUBLISHED
        };
        let states = run(
            &network,
            &values,
            &State::start_of_2012(&network, 1000.0),
            100,
        )
        .unwrap();
        let exact = 1000.0 * (values.rho * 100.0).exp();
        assert!((states[100].total() / exact - 1.0).abs() < 1e-9);
        assert_eq!(states[100].killed, 0.0);
    }

    #[test]
    fn stays_positive_when_recruitment_stops_for_good() {
        let network = synthetic::network();
        let values = Values {
            rho: 0.0,
            eta: 500.0,
            ..PUBLISHED
        };
        let states = run(
            &network,
            &values,
            &State::start_of_2012(&network, 20_000.0),
            1000,
        )
        .unwrap();
        for state in &states {
            assert!(state.members.iter().all(|m| *m >= 0.0 && m.is_finite()));
        }
        assert!(states[1000].total() < 1.0);
    }

    #[test]
    fn deaths_by_blocks_add_up_to_all_deaths() {
        let network = synthetic::network();
        let state = State::start_of_2012(&network, 115_000.0);
        let parts: f64 = [
            (0..10, 0..10),
            (0..10, 10..150),
            (10..150, 0..10),
            (10..150, 10..150),
        ]
        .into_iter()
        .map(|(v, a)| killed_by(&network, &PUBLISHED, &state, v, a))
        .sum();
        let all = flows(&network, &PUBLISHED, &state).killed;
        assert!((parts / all - 1.0).abs() < 1e-12);
    }
}
