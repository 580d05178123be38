//! `L` numbers side by side, with arithmetic that compiles to vector instructions.
//!
//! Each operation is one loop over the lanes, and no operation mixes lanes: what comes out for one
//! lane does not depend on the others or on their number.

use std::ops::{Add, Mul, Sub};

/// `L` numbers side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lanes<const L: usize>(pub [f64; L]);

impl<const L: usize> Lanes<L> {
    /// The same number in every lane.
    #[inline(always)]
    pub fn splat(value: f64) -> Self {
        Self([value; L])
    }

    /// self × factor + term, rounded once.
    #[inline(always)]
    pub fn mul_add(self, factor: Self, term: Self) -> Self {
        Self(std::array::from_fn(|l| {
            self.0[l].mul_add(factor.0[l], term.0[l])
        }))
    }

    /// The smaller of each lane's two numbers.
    #[inline(always)]
    pub fn min(self, other: Self) -> Self {
        Self(std::array::from_fn(|l| self.0[l].min(other.0[l])))
    }

    /// A function of each lane.
    #[inline(always)]
    pub fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Self(std::array::from_fn(|l| f(self.0[l])))
    }
}

impl<const L: usize> Add for Lanes<L> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(std::array::from_fn(|l| self.0[l] + other.0[l]))
    }
}

impl<const L: usize> Sub for Lanes<L> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self(std::array::from_fn(|l| self.0[l] - other.0[l]))
    }
}

impl<const L: usize> Mul for Lanes<L> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self(std::array::from_fn(|l| self.0[l] * other.0[l]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_is_lane_by_lane() {
        let (a, b) = (Lanes([1.0, 2.0, 3.0]), Lanes([4.0, 5.0, 6.0]));
        assert_eq!((a + b).0, [5.0, 7.0, 9.0]);
        assert_eq!((a - b).0, [-3.0; 3]);
        assert_eq!((a * b).0, [4.0, 10.0, 18.0]);
        assert_eq!(a.mul_add(b, Lanes::splat(1.0)).0, [5.0, 11.0, 19.0]);
        assert_eq!(a.min(Lanes([0.0, 9.0, 3.0])).0, [0.0, 2.0, 3.0]);
        assert_eq!(a.map(f64::sqrt).0[0], 1.0);
    }
}
