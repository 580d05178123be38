//! Pressure in one state moves members, and what they do, to others; violence moves people.
//!
//! ```text
//! pressure       Z_s = (troops + US patrols)/10,000 + strikes a month/5, smoothed over a quarter
//! neighbours     a member moves from s to a neighbour n at the rate m (Z_s − Z_n)⁺/k_s a year, k_s neighbours;
//!                nobody returns when pressure ends
//! routes         members drift at the rate l from present shares towards w_s e^{−Z_s}/Σ, w_s the shares of 2000
//! off            nobody moves
//! people         displaced = a · homicides above background + b · strikes
//! ```
//!
//! The second form is the allocation of routes by perceived risk of NarcoLogic (Magliocca et al., *PNAS* 116:7784,
//! 2019), reduced to states and without distances. Sources: diverted traffic and killings on new routes, evidence
//! ledger B04, B05; spill-over to neighbours with the same group, A03, A05, against A06; migration, G02 against G04.

use super::ByState;
use crate::forms::Displacement as Form;
use crate::parameters::Parameters;
use crate::state::ArmedGroups;
use numerics::elementary::exp;
use numerics::lanes::Lanes;

/// Time constant of smoothed pressure, months: a quarter.
const SMOOTHING_MONTHS: f64 = 3.0;
/// No more than this share of the members of a state leaves in a month.
const MAX_SHARE_PER_MONTH: f64 = 0.2;

/// Smoothed pressure by state.
#[derive(Clone, Debug)]
pub struct Pressure<const L: usize> {
    /// Z by state.
    pub level: ByState<L>,
}

impl<const L: usize> Pressure<L> {
    /// No pressure yet.
    pub fn new(states: usize) -> Self {
        Self {
            level: vec![Lanes::ZERO; states],
        }
    }

    /// A month with this pressure in a state.
    pub fn observe(&mut self, state: usize, now: Lanes<L>) {
        let level = self.level[state];
        self.level[state] = level + (now - level).scale(1.0 / SMOOTHING_MONTHS);
    }

    /// Moves members for a month. `home[state]` is a state's share of the members of 2000.
    pub fn move_members<G: ArmedGroups<L>>(
        &self,
        form: Form,
        p: &Parameters<L>,
        groups: &mut G,
        neighbours: &[Vec<usize>],
        home: &[f64],
    ) {
        let shape = groups.shape();
        for lane in 0..L {
            let z = |s: usize| self.level[s][lane];
            // moves[from] lists where to and which share of the members a month.
            let moves: Vec<Vec<(usize, f64)>> = match form {
                Form::Off => return,
                Form::Neighbours => {
                    let rate = p.mobility_per_year[lane] / 12.0;
                    let from = |s: usize| {
                        let to = |n: &usize| {
                            let push = (z(s) - z(*n)).max(0.0) / neighbours[s].len() as f64;
                            (*n, rate * push)
                        };
                        neighbours[s].iter().map(to).filter(|m| m.1 > 0.0).collect()
                    };
                    (0..shape.states).map(from).collect()
                }
                Form::Routes => {
                    let here = |s: usize| -> f64 {
                        let cells = shape.cell(0, s)..shape.cell(0, s) + shape.blocs;
                        groups.members()[cells].iter().map(|m| m[lane]).sum()
                    };
                    let now: Vec<f64> = (0..shape.states).map(here).collect();
                    routes(p.route_learning_per_year[lane] / 12.0, home, &now, z)
                }
            };
            if moves.iter().all(Vec::is_empty) {
                continue;
            }
            for bloc in 0..shape.blocs {
                let before: Vec<f64> = (0..shape.states)
                    .map(|s| groups.members()[shape.cell(bloc, s)][lane])
                    .collect();
                let mut after = before.clone();
                for (from, moves) in moves.iter().enumerate() {
                    let all: f64 = moves.iter().map(|m| m.1).sum();
                    let held = if all > MAX_SHARE_PER_MONTH {
                        MAX_SHARE_PER_MONTH / all
                    } else {
                        1.0
                    };
                    for &(to, share) in moves {
                        let movers = before[from] * share * held;
                        after[from] -= movers;
                        after[to] += movers;
                    }
                }
                for state in 0..shape.states {
                    if after[state] != before[state] {
                        groups.set_members(shape.cell(bloc, state), lane, after[state]);
                    }
                }
            }
        }
    }
}

/// Members move from states that have more than their share by attraction to those that have less.
fn routes(
    rate: f64,
    home: &[f64],
    now: &[f64],
    z: impl Fn(usize) -> f64,
) -> Vec<Vec<(usize, f64)>> {
    let attraction: Vec<f64> = home
        .iter()
        .enumerate()
        .map(|(s, w)| w * exp(-z(s)))
        .collect();
    let (all, members) = (attraction.iter().sum::<f64>(), now.iter().sum::<f64>());
    let change: Vec<f64> = attraction
        .iter()
        .zip(now)
        .map(|(a, x)| a / all - x / members)
        .collect();
    let gained: f64 = change.iter().filter(|c| **c > 0.0).sum();
    change
        .iter()
        .zip(now)
        .map(|(c, x)| {
            // Rounding alone moves nobody.
            if *c > -1e-12 || !(gained > 1e-12) {
                return Vec::new();
            }
            let leave = rate * (-c) / (x / members).max(1e-9);
            let to = |(s, g): (usize, &f64)| (*g > 0.0).then_some((s, leave * g / gained));
            change.iter().enumerate().filter_map(to).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::tests::typical;
    use crate::state::{Groups, Shape};

    fn moved(form: Form, pressure: [f64; 3]) -> [f64; 3] {
        let shape = Shape {
            blocs: 2,
            states: 3,
        };
        let mut groups = Groups::<1>::of_equal_fragments(shape, &[(Lanes([100.0]), 1); 6]);
        let mut z = Pressure::new(3);
        for (state, level) in pressure.iter().enumerate() {
            z.level[state] = Lanes([*level]);
        }
        let neighbours = [vec![1], vec![0, 2], vec![1]];
        z.move_members(form, &typical(), &mut groups, &neighbours, &[1.0; 3]);
        [0, 1, 2]
            .map(|s| groups.members()[shape.cell(0, s)][0] + groups.members()[shape.cell(1, s)][0])
    }

    #[test]
    fn equal_pressure_moves_nobody() {
        for form in [Form::Neighbours, Form::Routes, Form::Off] {
            assert_eq!(moved(form, [0.4; 3]), [200.0; 3]);
        }
    }

    #[test]
    fn members_leave_pressure_and_nobody_is_lost() {
        for form in [Form::Neighbours, Form::Routes] {
            let after = moved(form, [1.0, 0.0, 0.0]);
            assert!(after[0] < 200.0 && after[1] > 200.0, "{form:?} {after:?}");
            assert!((after.iter().sum::<f64>() - 600.0).abs() < 1e-9);
        }
        assert_eq!(moved(Form::Neighbours, [1.0, 0.0, 0.0])[2], 200.0);
        assert!(moved(Form::Routes, [1.0, 0.0, 0.0])[2] > 200.0);
        assert_eq!(moved(Form::Off, [1.0, 0.0, 0.0]), [200.0; 3]);
    }

    #[test]
    fn routes_settle_at_the_shares_that_attraction_gives_and_come_back() {
        let shape = Shape {
            blocs: 1,
            states: 3,
        };
        let mut p = typical::<1>();
        p.route_learning_per_year = Lanes([2.0]);
        let mut groups = Groups::<1>::of_equal_fragments(shape, &[(Lanes([100.0]), 1); 3]);
        let mut z = Pressure::new(3);
        let home = [1.0 / 3.0; 3];
        let mut settle = |level: f64, groups: &mut Groups<1>| {
            z.level[0] = Lanes([level]);
            for _ in 0..500 {
                z.move_members(Form::Routes, &p, groups, &[vec![], vec![], vec![]], &home);
            }
            groups.members()[0][0] / 300.0
        };
        let pressed = settle(1.0, &mut groups);
        let target = exp(-1.0) / (2.0 + exp(-1.0));
        assert!((pressed - target).abs() < 1e-6, "{pressed} {target}");
        assert!((settle(0.0, &mut groups) - 1.0 / 3.0).abs() < 1e-6);
    }
}
