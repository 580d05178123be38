//! The equations of the cartel population model, in lanes.
//!
//! With y_i the members of group i and T = Σ_j y_j, time in weeks:
//!
//! ```text
//! dy_i/dt = y_i [ ρ − η/T − θ Σ_j c_ij y_j − ω y_i ],   c_ij = (r_ij + 1)/(A_i + 1) for i ≠ j, c_ii = 0
//! recruited     ρ T               people a week
//! incapacitated η                 people a week (a head count, shared out in proportion to size)
//! killed        θ Σ_ij c_ij y_i y_j
//! saturated     ω Σ_i y_i²        people who leave because their group is large
//! ```
//!
//! r_ij is the weight of the rivalry of i and j, A_i the strength of all alliances of i. The "+1"
//! makes every pair of groups fight. Since it does, Σ_j c_ij y_j = (T − y_i + Σ_j r_ij y_j)/(A_i + 1):
//! only the 92 rivalries need a product, not all 22,350 pairs.
//!
//! Source: Prieto-Curiel, Campedelli & Hope, *Science* 381:1312-1316 (2023), and the authors' code.

use super::network::Network;
use engine::rk4::Derivative;
use numerics::lanes::Lanes;

/// Parameters of the model, one value a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates<const L: usize> {
    /// ρ, recruits per member and week.
    pub rho_per_week: [f64; L],
    /// η, people incapacitated (arrested) a week.
    pub eta_people_per_week: [f64; L],
    /// θ, deaths per pair of members and week, before alliances and rivalries.
    pub theta_per_person_week: [f64; L],
    /// ω, departures per member of one's own group and week.
    pub omega_per_person_week: [f64; L],
}

/// What policy adds to the published model, in force over a step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dose {
    /// Additional arrests as a share of η.
    pub arrests_share: f64,
    /// Additional arrests, people a week.
    pub arrests_people_per_week: f64,
    /// Share of recruitment prevented, 0 to 1.
    pub prevented_share: f64,
    /// Recruits prevented, people a week.
    pub prevented_people_per_week: f64,
}

/// No more than this share of the members is arrested in a week. The published model has no bound
/// and breaks down when fewer members are left than are arrested; with 110 arrests a week the bound
/// acts below 440 members, which no published run comes near.
const MAX_ARREST_HAZARD_PER_WEEK: f64 = 0.25;

/// Rows of the state after the groups: what has accumulated since the start, in people.
pub const ACCUMULATED: usize = 4;
/// Offset of the killed among the accumulated.
pub const KILLED: usize = 0;
/// Offset of the recruited among the accumulated.
pub const RECRUITED: usize = 1;
/// Offset of the incapacitated among the accumulated.
pub const INCAPACITATED: usize = 2;
/// Offset of the saturated among the accumulated.
pub const SATURATED: usize = 3;

/// The system of equations for one network, parameter set and dose.
///
/// State: members of each group by rank, then the accumulated killed, recruited, incapacitated and
/// saturated. The slopes of the accumulated rows are the weekly flows.
#[derive(Clone, Copy, Debug)]
pub struct Population<'a, const L: usize> {
    /// Who fights whom.
    pub network: &'a Network,
    /// Parameters.
    pub rates: Rates<L>,
    /// Policy.
    pub dose: Dose,
}

impl<const L: usize> Population<'_, L> {
    /// Number of rows of the state.
    pub fn rows(&self) -> usize {
        self.network.groups() + ACCUMULATED
    }
}

impl<const L: usize> Derivative<L> for Population<'_, L> {
    #[inline(always)]
    fn derivative(&self, _week: f64, y: &[[f64; L]], dy: &mut [[f64; L]]) {
        let n = self.network.groups();
        let Dose {
            arrests_share,
            arrests_people_per_week,
            prevented_share,
            prevented_people_per_week,
        } = self.dose;
        let rho = Lanes(self.rates.rho_per_week);
        let eta = Lanes(self.rates.eta_people_per_week);
        let theta = Lanes(self.rates.theta_per_person_week);
        let omega = Lanes(self.rates.omega_per_person_week);
        let members = &y[..n];
        let (groups, accumulated) = dy.split_at_mut(n);

        let total = members
            .iter()
            .fold(Lanes::splat(0.0), |sum, y| sum + Lanes(*y));
        // Rounding at extinction must not turn the rates round.
        let one_over_total = total.map(|t| t.max(f64::MIN_POSITIVE).recip());
        let prevented = one_over_total * Lanes::splat(-prevented_people_per_week);
        let recruitment = rho
            .mul_add(Lanes::splat(1.0 - prevented_share), prevented)
            .map(|r| r.max(0.0));
        let wanted = eta.mul_add(
            Lanes::splat(1.0 + arrests_share),
            Lanes::splat(arrests_people_per_week),
        );
        let arrest_hazard =
            (wanted * one_over_total).map(|hazard| hazard.min(MAX_ARREST_HAZARD_PER_WEEK));
        let growth = recruitment - arrest_hazard;

        let mut killed = Lanes::splat(0.0);
        let mut saturated = Lanes::splat(0.0);
        for (i, (yi, slope)) in members.iter().zip(groups).enumerate() {
            let yi = Lanes(*yi);
            let enemies = self
                .network
                .rivals(i)
                .iter()
                .fold(total - yi, |sum, &(j, weight)| {
                    Lanes(members[j]).mul_add(Lanes::splat(weight), sum)
                });
            let death = theta * enemies * Lanes::splat(self.network.shield(i));
            let leaving = omega * yi;
            killed = death.mul_add(yi, killed);
            saturated = leaving.mul_add(yi, saturated);
            *slope = (yi * (growth - death - leaving)).0;
        }
        accumulated[KILLED] = killed.0;
        accumulated[RECRUITED] = (recruitment * total).0;
        // Written so that η itself comes out where the bound does not act.
        accumulated[INCAPACITATED] = wanted
            .min(total * Lanes::splat(MAX_ARREST_HAZARD_PER_WEEK))
            .0;
        accumulated[SATURATED] = saturated.0;
    }
}

/// The start of 2012: λ_i = C0 (1/i)/H with H = Σ 1/k over the groups, i the rank.
pub fn initial_members(groups: usize, c0_people: f64) -> Vec<f64> {
    let h: f64 = (1..=groups).map(|k| 1.0 / k as f64).sum();
    (1..=groups).map(|i| c0_people / (i as f64 * h)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::synthetic;
    use super::*;

    fn rates<const L: usize>(rho: f64, eta: f64, theta: f64, omega: f64) -> Rates<L> {
        Rates {
            rho_per_week: [rho; L],
            eta_people_per_week: [eta; L],
            theta_per_person_week: [theta; L],
            omega_per_person_week: [omega; L],
        }
    }

    #[test]
    fn agrees_with_the_sum_over_all_pairs() {
        let network = synthetic::network();
        let n = network.groups();
        let system = Population {
            network: &network,
            rates: rates::<1>(2.5e-3, 110.0, 1.5e-8, 4e-8),
            dose: Dose::default(),
        };
        let members = initial_members(n, 115_000.0);
        let mut y: Vec<[f64; 1]> = members.iter().map(|&m| [m]).collect();
        y.extend([[0.0]; ACCUMULATED]);
        let mut dy = vec![[0.0]; n + ACCUMULATED];
        system.derivative(0.0, &y, &mut dy);
        let total: f64 = members.iter().sum();
        let mut killed = 0.0;
        for i in 0..n {
            let conflict: f64 = (0..n).map(|j| network.conflict(i, j) * members[j]).sum();
            let expected =
                members[i] * (2.5e-3 - 110.0 / total - 1.5e-8 * conflict - 4e-8 * members[i]);
            assert!(
                (dy[i][0] - expected).abs() <= 1e-12 * members[i],
                "group {i}"
            );
            killed += 1.5e-8 * conflict * members[i];
        }
        assert!((dy[n + KILLED][0] / killed - 1.0).abs() < 1e-12);
    }

    #[test]
    fn people_are_conserved() {
        let network = synthetic::network();
        let n = network.groups();
        let dose = Dose {
            arrests_share: 0.3,
            arrests_people_per_week: 20.0,
            prevented_share: 0.1,
            prevented_people_per_week: 30.0,
        };
        let system = Population {
            network: &network,
            rates: rates::<2>(2.5e-3, 110.0, 1.5e-8, 4e-8),
            dose,
        };
        let mut y: Vec<[f64; 2]> = initial_members(n, 90_000.0)
            .iter()
            .map(|&m| [m, 2.0 * m])
            .collect();
        y.extend([[0.0; 2]; ACCUMULATED]);
        let mut dy = vec![[0.0; 2]; system.rows()];
        system.derivative(0.0, &y, &mut dy);
        for l in 0..2 {
            let change: f64 = dy[..n].iter().map(|d| d[l]).sum();
            let balance = dy[n + RECRUITED][l]
                - dy[n + KILLED][l]
                - dy[n + INCAPACITATED][l]
                - dy[n + SATURATED][l];
            assert!((change - balance).abs() < 1e-9);
        }
    }

    #[test]
    fn doses_do_what_they_say() {
        let network = synthetic::network();
        let n = network.groups();
        let flows = |dose| {
            let system = Population {
                network: &network,
                rates: rates::<1>(2.5e-3, 110.0, 1.5e-8, 4e-8),
                dose,
            };
            let mut y: Vec<[f64; 1]> = initial_members(n, 100_000.0).iter().map(|&m| [m]).collect();
            y.extend([[0.0]; ACCUMULATED]);
            let mut dy = vec![[0.0]; system.rows()];
            system.derivative(0.0, &y, &mut dy);
            (dy[n + RECRUITED][0], dy[n + INCAPACITATED][0])
        };
        let close = |a: (f64, f64), b: (f64, f64)| {
            assert!(
                (a.0 - b.0).abs() < 1e-9 && (a.1 - b.1).abs() < 1e-9,
                "{a:?} {b:?}"
            )
        };
        close(flows(Dose::default()), (250.0, 110.0));
        close(
            flows(Dose {
                arrests_share: 1.0,
                ..Dose::default()
            }),
            (250.0, 220.0),
        );
        close(
            flows(Dose {
                arrests_people_per_week: 40.0,
                ..Dose::default()
            }),
            (250.0, 150.0),
        );
        close(
            flows(Dose {
                prevented_share: 0.5,
                ..Dose::default()
            }),
            (125.0, 110.0),
        );
        close(
            flows(Dose {
                prevented_people_per_week: 110.0,
                ..Dose::default()
            }),
            (140.0, 110.0),
        );
        // More cannot be prevented than is recruited, more not arrested than a quarter in a week.
        close(
            flows(Dose {
                prevented_people_per_week: 1e4,
                ..Dose::default()
            }),
            (0.0, 110.0),
        );
        close(
            flows(Dose {
                arrests_people_per_week: 1e6,
                ..Dose::default()
            }),
            (250.0, 25_000.0),
        );
    }
}
