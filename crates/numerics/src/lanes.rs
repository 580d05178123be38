//! `L` numbers side by side, with arithmetic that compiles to vector instructions.
//!
//! Each operation is one loop over the lanes, and no operation mixes lanes: what comes out for one
//! lane does not depend on the others or on their number.

use crate::elementary;
use std::ops::{Add, AddAssign, Div, Index, IndexMut, Mul, MulAssign, Sub, SubAssign};

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

    /// Zero in every lane.
    pub const ZERO: Self = Self([0.0; L]);
    /// One in every lane.
    pub const ONE: Self = Self([1.0; L]);

    /// Each lane times a number.
    #[inline(always)]
    pub fn scale(self, factor: f64) -> Self {
        Self(std::array::from_fn(|l| self.0[l] * factor))
    }

    /// The larger of each lane's two numbers.
    #[inline(always)]
    pub fn max(self, other: Self) -> Self {
        Self(std::array::from_fn(|l| {
            if self.0[l] > other.0[l] {
                self.0[l]
            } else {
                other.0[l]
            }
        }))
    }

    /// Each lane held between two numbers.
    #[inline(always)]
    pub fn clamp(self, low: f64, high: f64) -> Self {
        self.max(Self::splat(low)).min(Self::splat(high))
    }

    /// `self / other`, and `otherwise` in the lanes where `other` is not above zero.
    #[inline(always)]
    pub fn over_positive(self, other: Self, otherwise: f64) -> Self {
        Self(std::array::from_fn(|l| {
            // Divided in every lane: a branch would keep the loop from becoming vector instructions.
            let quotient = self.0[l] / other.0[l];
            if other.0[l] > 0.0 {
                quotient
            } else {
                otherwise
            }
        }))
    }

    /// The smaller of each lane's two numbers.
    #[inline(always)]
    pub fn min(self, other: Self) -> Self {
        Self(std::array::from_fn(|l| self.0[l].min(other.0[l])))
    }

    /// e to the power of each lane.
    #[inline(always)]
    pub fn exp(self) -> Self {
        let mut result = self;
        for value in &mut result.0 {
            *value = elementary::exp(*value);
        }
        result
    }

    /// Natural logarithm of each lane.
    #[inline(always)]
    pub fn ln(self) -> Self {
        let mut result = self;
        for value in &mut result.0 {
            *value = elementary::ln(*value);
        }
        result
    }

    /// A function of each lane, for small functions: a large one may miss the wide instructions.
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

impl<const L: usize> Div for Lanes<L> {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        Self(std::array::from_fn(|l| self.0[l] / other.0[l]))
    }
}

impl<const L: usize> AddAssign for Lanes<L> {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl<const L: usize> SubAssign for Lanes<L> {
    #[inline(always)]
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl<const L: usize> MulAssign for Lanes<L> {
    #[inline(always)]
    fn mul_assign(&mut self, other: Self) {
        *self = *self * other;
    }
}

impl<const L: usize> Index<usize> for Lanes<L> {
    type Output = f64;
    #[inline(always)]
    fn index(&self, lane: usize) -> &f64 {
        &self.0[lane]
    }
}

impl<const L: usize> IndexMut<usize> for Lanes<L> {
    #[inline(always)]
    fn index_mut(&mut self, lane: usize) -> &mut f64 {
        &mut self.0[lane]
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
        assert_eq!((b / a).0, [4.0, 2.5, 2.0]);
        assert_eq!(a.max(Lanes([0.0, 9.0, 3.0])).0, [1.0, 9.0, 3.0]);
        assert_eq!(a.clamp(1.5, 2.5).0, [1.5, 2.0, 2.5]);
        assert_eq!(
            a.over_positive(Lanes([2.0, 0.0, -1.0]), 7.0).0,
            [0.5, 7.0, 7.0]
        );
        let mut c = a;
        c += b;
        c -= a;
        c *= Lanes::splat(2.0);
        c[0] = 1.0;
        assert_eq!((c[0], c[2], a.scale(3.0)[1]), (1.0, 12.0, 6.0));
    }
}
