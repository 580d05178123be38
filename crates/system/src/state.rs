//! What a cell of the grid (a bloc in a state) carries, and how moments over its fragments are closed.
//!
//! A cell holds F independent fragments of sizes x_i. It carries three numbers:
//!
//! ```text
//! X  = Σ x_i     members
//! F              fragments, a whole number
//! M2 = Σ x_i²    second moment; M2/X² is the concentration (HHI) of the cell
//! ```
//!
//! Contact between fragments is X² − M2 = X² (1 − HHI). Sizes change at rates that are linear in the
//! size, x ← x (1 + α + β x), which brings in the third moment. It is closed as if the shares x_i/X were
//! a symmetric Dirichlet distribution over F fragments, whose parameter a follows from the HHI, H:
//!
//! ```text
//! a = (1 − H)/(F H − 1)
//! M3 = X³ (a+1)(a+2) / ((F a+1)(F a+2)),     M4 = M3 X (a+3)/(F a+3)
//! ```
//!
//! Exact for one fragment and for fragments of equal size (a → ∞); for many fragments of which most
//! are tiny it tends to the Poisson-Dirichlet law that repeated random splitting makes. (A log-normal
//! closure was tried: it lets tiny fragments, which hardly matter, dominate the higher moments.)

use crate::mechanisms::fragmentation;
use numerics::lanes::Lanes;
use numerics::random::Cell;

/// Blocs of armed groups and how many states they are in: the shape of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Number of blocs.
    pub blocs: usize,
    /// Number of states.
    pub states: usize,
}

impl Shape {
    /// Number of cells.
    #[inline(always)]
    pub fn cells(&self) -> usize {
        self.blocs * self.states
    }

    /// The cell of a bloc in a state; the cells of a state lie side by side.
    #[inline(always)]
    pub fn cell(&self, bloc: usize, state: usize) -> usize {
        state * self.blocs + bloc
    }
}

/// The armed groups, `L` members of an ensemble side by side: the grid closure ([`Groups`]) or group by
/// group ([`crate::exact::ExactGroups`]). All mechanisms act through this.
pub trait ArmedGroups<const L: usize>: Clone {
    /// Groups of equal fragments: members and fragments by cell.
    fn of_equal_fragments(shape: Shape, cells: &[(Lanes<L>, u32)]) -> Self;
    /// Shape of the grid.
    fn shape(&self) -> Shape;
    /// X by cell, people.
    fn members(&self) -> &[Lanes<L>];
    /// F by cell; zero where there is nobody.
    fn fragments(&self) -> &[Lanes<L>];
    /// M2 by cell, people².
    fn second_moment(&self) -> &[Lanes<L>];
    /// In a state, every fragment of size x becomes x (1 + α + β x), never less than nothing.
    fn change_sizes(&mut self, state: usize, alpha: Lanes<L>, beta: Lanes<L>);
    /// A fragment of a cell, chosen by chance, splits in two at a uniform cut.
    fn split(&mut self, cell: usize, lane: usize, chance: &mut Cell);
    /// A fragment of a cell is absorbed by another, both chosen by chance.
    fn merge(&mut self, cell: usize, lane: usize, chance: &mut Cell);
    /// Members of a cell become `to` in a lane, fragments keeping their shares; the first ones in an empty
    /// cell are one fragment.
    fn set_members(&mut self, cell: usize, lane: usize, to: f64);
}

/// The grid closure: three numbers a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Groups<const L: usize> {
    shape: Shape,
    members: Vec<Lanes<L>>,
    fragments: Vec<Lanes<L>>,
    second_moment: Vec<Lanes<L>>,
}

impl<const L: usize> ArmedGroups<L> for Groups<L> {
    fn of_equal_fragments(shape: Shape, cells: &[(Lanes<L>, u32)]) -> Self {
        let members = |c: &(Lanes<L>, u32)| if c.1 == 0 { Lanes::ZERO } else { c.0 };
        Self {
            shape,
            members: cells.iter().map(members).collect(),
            fragments: cells
                .iter()
                .map(|c| members(c).map(|x| if x > 0.0 { f64::from(c.1) } else { 0.0 }))
                .collect(),
            second_moment: cells
                .iter()
                .map(|c| {
                    let x = members(c);
                    (x * x).scale(1.0 / f64::from(c.1.max(1)))
                })
                .collect(),
        }
    }

    #[inline(always)]
    fn shape(&self) -> Shape {
        self.shape
    }

    #[inline(always)]
    fn members(&self) -> &[Lanes<L>] {
        &self.members
    }

    #[inline(always)]
    fn fragments(&self) -> &[Lanes<L>] {
        &self.fragments
    }

    #[inline(always)]
    fn second_moment(&self) -> &[Lanes<L>] {
        &self.second_moment
    }

    #[inline(always)]
    fn change_sizes(&mut self, state: usize, alpha: Lanes<L>, beta: Lanes<L>) {
        let cells = state * self.shape.blocs..(state + 1) * self.shape.blocs;
        let grow = Lanes::ONE + alpha;
        let (square, cross) = (grow * grow, (grow * beta).scale(2.0));
        let members = &mut self.members[cells.clone()];
        let fragments = &self.fragments[cells.clone()];
        let second = &mut self.second_moment[cells];
        for ((x, f), m2) in members.iter_mut().zip(fragments).zip(second) {
            // The term β² M4 is left out: (β x)² is below 1e-7 in a week.
            let m3 = third_moment(*x, *f, *m2);
            let next = x.mul_add(grow, beta * *m2).max(Lanes::ZERO);
            let moved = m2.mul_add(square, cross * m3);
            *x = next;
            *m2 = bounded_second_moment(next, *f, moved);
        }
    }

    fn split(&mut self, cell: usize, lane: usize, chance: &mut Cell) {
        let (x, f, m2) = self.of(cell, lane);
        let (f, m2) = fragmentation::after_split(chance, x, f, m2);
        self.fragments[cell][lane] = f;
        self.second_moment[cell][lane] = m2;
    }

    fn merge(&mut self, cell: usize, lane: usize, chance: &mut Cell) {
        let (x, f, m2) = self.of(cell, lane);
        let (f, m2) = fragmentation::after_merger(chance, x, f, m2);
        self.fragments[cell][lane] = f;
        self.second_moment[cell][lane] = m2;
    }

    fn set_members(&mut self, cell: usize, lane: usize, to: f64) {
        let (x, f, m2) = self.of(cell, lane);
        let (f, m2) = if !(to > 0.0) {
            (0.0, 0.0)
        } else if f > 0.0 && x > 0.0 {
            (f, m2 * (to / x) * (to / x))
        } else {
            (1.0, to * to)
        };
        self.members[cell][lane] = to.max(0.0);
        self.fragments[cell][lane] = f;
        self.second_moment[cell][lane] = m2;
    }
}

impl<const L: usize> Groups<L> {
    fn of(&self, cell: usize, lane: usize) -> (f64, f64, f64) {
        (
            self.members[cell][lane],
            self.fragments[cell][lane],
            self.second_moment[cell][lane],
        )
    }
}

/// M3 of Dirichlet shares, with one division: with A = X² − M2 and B = F M2 − X²,
/// M3 = X M2 (A + 2 B)/(F A + 2 B). For one fragment both are zero and M3 = X M2.
#[inline(always)]
fn third_moment<const L: usize>(x: Lanes<L>, f: Lanes<L>, m2: Lanes<L>) -> Lanes<L> {
    let square = x * x;
    let a = (square - m2).max(Lanes::ZERO);
    let b = (f * m2 - square).max(Lanes::ZERO).scale(2.0);
    x * m2 * (a + b).over_positive(f * a + b, 1.0)
}

/// Fourth moment of Dirichlet shares; zero for an empty cell.
pub fn fourth_moment(x: f64, f: f64, m2: f64) -> f64 {
    if !(x > 0.0 && f > 0.0) {
        return 0.0;
    }
    let h = m2 / (x * x);
    // Numerators and denominators times (F H − 1), so that equal sizes (F H = 1) need no limit.
    let (a, one) = ((1.0 - h).max(0.0), (f * h - 1.0).max(0.0));
    let ratio = |k: f64| {
        let below = f * a + k * one;
        if below > 0.0 {
            (a + k * one) / below
        } else {
            1.0
        }
    };
    x * x * x * x * h * ratio(2.0) * ratio(3.0)
}

/// The second moment held between its bounds: equal sizes below, one fragment with all above.
#[inline(always)]
pub fn bounded_second_moment<const L: usize>(x: Lanes<L>, f: Lanes<L>, m2: Lanes<L>) -> Lanes<L> {
    let square = x * x;
    let equal = square.over_positive(f, 0.0);
    // An empty cell has both bounds at zero, since it has no members.
    m2.max(equal).min(square)
}

#[cfg(test)]
mod tests {
    use super::*;
    use numerics::random::Address;

    fn moments(sizes: &[f64]) -> [f64; 4] {
        [1, 2, 3, 4].map(|k| sizes.iter().map(|x| x.powi(k)).sum())
    }

    fn closed(x: f64, f: usize, m2: f64) -> (f64, f64) {
        let lanes = |v: f64| Lanes([v]);
        let m3 = third_moment(lanes(x), lanes(f as f64), lanes(m2))[0];
        (m3, fourth_moment(x, f as f64, m2))
    }

    #[test]
    fn the_closure_is_exact_for_one_fragment_and_for_equal_ones() {
        for sizes in [vec![730.0], vec![40.0; 9]] {
            let [x, m2, m3, m4] = moments(&sizes);
            let (c3, c4) = closed(x, sizes.len(), m2);
            assert!((c3 / m3 - 1.0).abs() < 1e-12 && (c4 / m4 - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_closure_is_exact_for_a_stick_broken_at_random() {
        // Shares of a stick broken at F − 1 uniform points are Dirichlet with a = 1; averages over
        // many sticks of M2 give averages of M3 and M4.
        let (f, sticks) = (6, 20_000);
        let mut mean = [0.0; 4];
        for stick in 0..sticks {
            let mut cell = Cell::new(Address {
                seed: 1,
                draw: stick,
                replicate: 0,
                stream: 0,
                step: 0,
                index: 0,
            });
            let mut cuts: Vec<f64> = (1..f).map(|_| cell.uniform()).chain([0.0, 1.0]).collect();
            cuts.sort_by(f64::total_cmp);
            let sizes: Vec<f64> = cuts.windows(2).map(|w| w[1] - w[0]).collect();
            for (mean, m) in mean.iter_mut().zip(moments(&sizes)) {
                *mean += m / f64::from(sticks);
            }
        }
        let (c3, c4) = closed(1.0, f, mean[1]);
        assert!((c3 / mean[2] - 1.0).abs() < 0.02, "{c3} {}", mean[2]);
        assert!((c4 / mean[3] - 1.0).abs() < 0.04, "{c4} {}", mean[3]);
    }

    #[test]
    fn an_empty_cell_has_no_moments() {
        assert_eq!(closed(0.0, 0, 0.0), (0.0, 0.0));
        let zero = Lanes([0.0]);
        assert_eq!(bounded_second_moment(zero, zero, Lanes([3.0]))[0], 0.0);
    }

    #[test]
    fn members_can_come_and_go() {
        let shape = Shape {
            blocs: 1,
            states: 1,
        };
        let mut g = Groups::<1>::of_equal_fragments(shape, &[(Lanes([100.0]), 4)]);
        g.set_members(0, 0, 50.0);
        assert_eq!(
            (g.members[0][0], g.fragments[0][0], g.second_moment[0][0]),
            (50.0, 4.0, 625.0)
        );
        g.set_members(0, 0, 0.0);
        assert_eq!((g.fragments[0][0], g.second_moment[0][0]), (0.0, 0.0));
        g.set_members(0, 0, 7.0);
        assert_eq!((g.fragments[0][0], g.second_moment[0][0]), (1.0, 49.0));
    }
}
