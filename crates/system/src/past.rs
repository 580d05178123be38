//! What a fit to the record knows of the past beyond the parameters: lasting differences between states, and the
//! course of hostility that the mechanisms leave out.
//!
//! ```text
//! background of a state      × e^b
//! random hostility           e^w in the years of the fit, w by state and quarter; afterwards
//!                            e^(w_T + l − v/2), w_T the last w, l the AR(1) of `mechanisms::conflict` from 0 on, v its
//!                            variance
//! ```
//!
//! After the fit random hostility scatters about where the fit ends, with the mean that it has there: that it goes back to a
//! level of long ago, the record does not show (forecasts that say so were tried and missed upwards). Where only lasting
//! differences are known, e^(a + l − τ²/2); without a fit all are zero. In both, l is in its stationary distribution.

use crate::mechanisms::ByState;
use numerics::lanes::Lanes;

/// Quarters of a year.
pub const QUARTERS: usize = 4;
/// Months of a quarter.
pub const MONTHS_OF_A_QUARTER: usize = 3;

/// The past of `L` members of an ensemble.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past<const L: usize> {
    /// b by state: logarithm of the background relative to what its shape says.
    pub background: ByState<L>,
    /// a by state: lasting part of the logarithm of hostility.
    pub lasting: ByState<L>,
    /// w, `[quarter][state]`: logarithm of random hostility, the lasting part included.
    pub course: Vec<ByState<L>>,
}

impl<const L: usize> Past<L> {
    /// Rows of a past of so many states and quarters: b, then a, then w quarter by quarter.
    pub const fn rows(states: usize, quarters: usize) -> usize {
        states * (2 + quarters)
    }

    /// Takes rows in the order of [`Past::rows`]; without rows nothing is known.
    pub fn from_rows(rows: &[[f64; L]], states: usize) -> Self {
        let mut by_state = rows
            .chunks_exact(states.max(1))
            .map(|c| c.iter().map(|row| Lanes(*row)).collect());
        Self {
            background: by_state.next().unwrap_or_default(),
            lasting: by_state.next().unwrap_or_default(),
            course: by_state.collect(),
        }
    }

    /// Months of the fit.
    pub fn months(&self) -> usize {
        MONTHS_OF_A_QUARTER * self.course.len()
    }

    /// w of a state in a month of the fit.
    #[inline(always)]
    pub fn hostility(&self, month: usize, state: usize) -> Option<Lanes<L>> {
        self.course
            .get(month / MONTHS_OF_A_QUARTER)
            .map(|quarter| quarter[state])
    }

    /// a of a state.
    #[inline(always)]
    pub fn lasting(&self, state: usize) -> Lanes<L> {
        self.lasting.get(state).copied().unwrap_or(Lanes::ZERO)
    }

    /// e^b of each state.
    pub fn background_factor(&self, states: usize) -> ByState<L> {
        let of = |state: usize| self.background.get(state).map_or(Lanes::ONE, |b| b.exp());
        (0..states).map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_background_lasting_and_quarters() {
        let rows: Vec<[f64; 1]> = (0..Past::<1>::rows(2, 3)).map(|k| [k as f64]).collect();
        let past = Past::from_rows(&rows, 2);
        assert_eq!(past.background[1][0], 1.0);
        assert_eq!(past.lasting(0)[0], 2.0);
        assert_eq!(past.months(), 9);
        assert_eq!(past.hostility(3, 1).map(|w| w[0]), Some(7.0));
        assert_eq!(past.hostility(9, 0), None);
    }

    #[test]
    fn without_a_fit_nothing_is_known() {
        let past = Past::<1>::from_rows(&[], 2);
        assert_eq!(past, Past::default());
        assert_eq!(past.background_factor(2)[1][0], 1.0);
        assert_eq!(past.lasting(1)[0], 0.0);
    }
}
