//! The armed groups one by one: every fragment has its own size, every split its own cut.
//!
//! Slow, and the truth that the grid's closure is tested against. All mechanisms are the same code, since
//! they act through [`ArmedGroups`]; only sizes, splits and mergers are computed here without moments.

use crate::state::{ArmedGroups, Shape};
use numerics::lanes::Lanes;
use numerics::random::Cell;

/// All fragments of all cells, `L` members of an ensemble side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct ExactGroups<const L: usize> {
    shape: Shape,
    /// Sizes by cell and lane, people.
    sizes: Vec<[Vec<f64>; L]>,
    members: Vec<Lanes<L>>,
    fragments: Vec<Lanes<L>>,
    second_moment: Vec<Lanes<L>>,
}

impl<const L: usize> ExactGroups<L> {
    /// Sizes of the fragments of a cell in a lane, people.
    pub fn sizes(&self, cell: usize, lane: usize) -> &[f64] {
        &self.sizes[cell][lane]
    }

    fn sum_up(&mut self, cell: usize, lane: usize) {
        let sizes = &self.sizes[cell][lane];
        self.members[cell][lane] = sizes.iter().sum();
        self.fragments[cell][lane] = sizes.len() as f64;
        self.second_moment[cell][lane] = sizes.iter().map(|x| x * x).sum();
    }
}

/// One of `n` with equal chance.
fn any(chance: &mut Cell, n: usize) -> usize {
    ((chance.uniform() * n as f64) as usize).min(n.saturating_sub(1))
}

impl<const L: usize> ArmedGroups<L> for ExactGroups<L> {
    fn of_equal_fragments(shape: Shape, cells: &[(Lanes<L>, u32)]) -> Self {
        let equal = |x: f64, f: u32| {
            let f = if x > 0.0 { f } else { 0 };
            vec![x / f64::from(f.max(1)); f as usize]
        };
        let mut groups = Self {
            shape,
            sizes: cells
                .iter()
                .map(|&(x, f)| std::array::from_fn(|l| equal(x[l], f)))
                .collect(),
            members: vec![Lanes::ZERO; cells.len()],
            fragments: vec![Lanes::ZERO; cells.len()],
            second_moment: vec![Lanes::ZERO; cells.len()],
        };
        for cell in 0..cells.len() {
            for lane in 0..L {
                groups.sum_up(cell, lane);
            }
        }
        groups
    }

    fn shape(&self) -> Shape {
        self.shape
    }

    fn members(&self) -> &[Lanes<L>] {
        &self.members
    }

    fn fragments(&self) -> &[Lanes<L>] {
        &self.fragments
    }

    fn second_moment(&self) -> &[Lanes<L>] {
        &self.second_moment
    }

    fn change_sizes(&mut self, state: usize, alpha: Lanes<L>, beta: Lanes<L>) {
        for cell in state * self.shape.blocs..(state + 1) * self.shape.blocs {
            for lane in 0..L {
                for x in &mut self.sizes[cell][lane] {
                    *x = (*x * (1.0 + alpha[lane] + beta[lane] * *x)).max(0.0);
                }
                self.sum_up(cell, lane);
            }
        }
    }

    fn split(&mut self, cell: usize, lane: usize, chance: &mut Cell) {
        let sizes = &mut self.sizes[cell][lane];
        if sizes.is_empty() {
            return;
        }
        let chosen = any(chance, sizes.len());
        let cut = chance.uniform() * sizes[chosen];
        sizes[chosen] -= cut;
        sizes.push(cut);
        self.sum_up(cell, lane);
    }

    fn merge(&mut self, cell: usize, lane: usize, chance: &mut Cell) {
        let sizes = &mut self.sizes[cell][lane];
        if sizes.len() < 2 {
            return;
        }
        let absorbed = any(chance, sizes.len());
        let absorbed = sizes.swap_remove(absorbed);
        let into = any(chance, sizes.len());
        sizes[into] += absorbed;
        self.sum_up(cell, lane);
    }

    fn set_members(&mut self, cell: usize, lane: usize, to: f64) {
        let now = self.members[cell][lane];
        let sizes = &mut self.sizes[cell][lane];
        if !(to > 0.0) {
            sizes.clear();
        } else if now > 0.0 {
            for x in sizes.iter_mut() {
                *x *= to / now;
            }
        } else {
            *sizes = vec![to];
        }
        self.sum_up(cell, lane);
    }
}
