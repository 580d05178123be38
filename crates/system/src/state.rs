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
//! size, which brings in the third and fourth moment. Both are closed as if the shares x_i/X were a
//! symmetric Dirichlet distribution over F fragments, whose parameter a follows from the HHI, H:
//!
//! ```text
//! a = (1 − H)/(F H − 1)
//! M3 = X³ (a+1)(a+2) / ((F a+1)(F a+2)),     M4 = M3 X (a+3)/(F a+3)
//! ```
//!
//! Exact for one fragment and for fragments of equal size (a → ∞); for many fragments of which most
//! are tiny it tends to the Poisson-Dirichlet law that repeated random splitting makes. (A log-normal
//! closure was tried: it lets tiny fragments, which hardly matter, dominate the higher moments.)

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
    pub fn cells(&self) -> usize {
        self.blocs * self.states
    }

    /// The cell of a bloc in a state.
    pub fn cell(&self, bloc: usize, state: usize) -> usize {
        bloc * self.states + state
    }
}

/// The state of the armed groups, `L` members of an ensemble side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Groups<const L: usize> {
    /// Shape of the grid.
    pub shape: Shape,
    /// X by cell, people.
    pub members: Vec<[f64; L]>,
    /// F by cell; zero where there is nobody.
    pub fragments: Vec<[f64; L]>,
    /// M2 by cell, people².
    pub second_moment: Vec<[f64; L]>,
    /// Extra hazard of a split by bloc, as a multiple of the base hazard; decays.
    pub instability: Vec<[f64; L]>,
    /// Extra hostility between fragments of a bloc, as a multiple of the base; decays.
    pub hostility: Vec<[f64; L]>,
}

impl<const L: usize> Groups<L> {
    /// Cells of equal fragments: members and fragments by cell, the same in every lane.
    pub fn of_equal_fragments(shape: Shape, cells: &[(f64, u32)]) -> Self {
        let second = |&(x, f): &(f64, u32)| if f == 0 { 0.0 } else { x * x / f64::from(f) };
        Self {
            shape,
            members: cells
                .iter()
                .map(|c| [if c.1 == 0 { 0.0 } else { c.0 }; L])
                .collect(),
            fragments: cells.iter().map(|c| [f64::from(c.1); L]).collect(),
            second_moment: cells.iter().map(|c| [second(c); L]).collect(),
            instability: vec![[0.0; L]; shape.blocs],
            hostility: vec![[0.0; L]; shape.blocs],
        }
    }

    /// All members in a lane, people.
    pub fn total_members(&self, lane: usize) -> f64 {
        self.members.iter().map(|x| x[lane]).sum()
    }

    /// All fragments in a lane.
    pub fn total_fragments(&self, lane: usize) -> f64 {
        self.fragments.iter().map(|f| f[lane]).sum()
    }

    /// Concentration of all members over all fragments in a lane, 0 to 1; 0 where there is nobody.
    pub fn hhi(&self, lane: usize) -> f64 {
        let total = self.total_members(lane);
        let second: f64 = self.second_moment.iter().map(|m| m[lane]).sum();
        if total > 0.0 {
            second / (total * total)
        } else {
            0.0
        }
    }
}

/// Third and fourth moment of Dirichlet shares with these lower moments; zero for an empty cell.
#[inline(always)]
pub fn higher_moments(x: f64, f: f64, m2: f64) -> (f64, f64) {
    if !(x > 0.0 && f > 0.0) {
        return (0.0, 0.0);
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
    let m3 = x * x * x * h * ratio(2.0);
    (m3, m3 * x * ratio(3.0))
}

/// The second moment held between its bounds: equal sizes below, one fragment with all above.
#[inline(always)]
pub fn bounded_second_moment(x: f64, f: f64, m2: f64) -> f64 {
    if f > 0.0 {
        m2.clamp(x * x / f, x * x)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(sizes: &[f64]) -> [f64; 4] {
        [1, 2, 3, 4].map(|k| sizes.iter().map(|x| x.powi(k)).sum())
    }

    #[test]
    fn the_closure_is_exact_for_one_fragment_and_for_equal_ones() {
        for sizes in [vec![730.0], vec![40.0; 9]] {
            let [x, m2, m3, m4] = moments(&sizes);
            let (c3, c4) = higher_moments(x, sizes.len() as f64, m2);
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
            let mut cell = numerics::random::Cell::new(numerics::random::Address {
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
        let (c3, c4) = higher_moments(1.0, f64::from(f), mean[1]);
        assert!((c3 / mean[2] - 1.0).abs() < 0.02, "{c3} {}", mean[2]);
        assert!((c4 / mean[3] - 1.0).abs() < 0.04, "{c4} {}", mean[3]);
    }

    #[test]
    fn an_empty_cell_has_no_moments() {
        assert_eq!(higher_moments(0.0, 0.0, 0.0), (0.0, 0.0));
        assert_eq!(bounded_second_moment(0.0, 0.0, 3.0), 0.0);
    }
}
