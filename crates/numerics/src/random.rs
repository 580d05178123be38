//! The address of every random number.
//!
//! No generator is stepped along a simulation: each number is a function of where it is used. So
//! results do not depend on threads, lanes or order, and two scenarios use the same numbers for the
//! same purpose at the same time.
//!
//! The layout is a promise; changing it changes all results:
//!
//! ```text
//! key     = [seed, draw·2³² + replicate]
//! counter = [stream·2³² + step, index·2³² + attempt]
//! ```
//!
//! Different addresses give different blocks of the generator, by construction.

use crate::threefry::threefry2x64;

/// Where a random number is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// Seed of the whole ensemble.
    pub seed: u64,
    /// Number of the parameter draw.
    pub draw: u32,
    /// Number of the replicate within the draw.
    pub replicate: u32,
    /// Purpose.
    pub stream: u32,
    /// Time step.
    pub step: u32,
    /// Which of the numbers for this purpose at this step: a group, a place.
    pub index: u32,
}

/// The random numbers at one address: a short sequence, for samplers that need more than one.
#[derive(Clone, Debug)]
pub struct Cell {
    key: [u64; 2],
    counter: [u64; 2],
    /// Second word of the last block, if it has not been used.
    spare: Option<u64>,
}

impl Cell {
    /// The sequence at an address, from its beginning.
    #[inline]
    pub fn new(address: Address) -> Self {
        let Address {
            seed,
            draw,
            replicate,
            stream,
            step,
            index,
        } = address;
        let join = |high: u32, low: u32| (u64::from(high) << 32) | u64::from(low);
        Self {
            key: [seed, join(draw, replicate)],
            counter: [join(stream, step), join(index, 0)],
            spare: None,
        }
    }

    /// The next 64 random bits.
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        if let Some(word) = self.spare.take() {
            return word;
        }
        let [first, second] = threefry2x64(self.key, self.counter);
        // The attempt takes the low half of the counter; 2³² attempts do not happen.
        self.counter[1] = self.counter[1].wrapping_add(1);
        self.spare = Some(second);
        first
    }

    /// The next number, uniform on the open interval from 0 to 1: (k + ½)/2⁵³, k of 53 bits. Above a
    /// half the ½ rounds to even; 1 itself never comes out.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        const SCALE: f64 = 1.0 / 9_007_199_254_740_992.0;
        ((self.next_u64() >> 11) as f64 + 0.5).min(9_007_199_254_740_991.0) * SCALE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const BASE: Address = Address {
        seed: 1,
        draw: 2,
        replicate: 3,
        stream: 4,
        step: 5,
        index: 6,
    };

    #[test]
    fn the_layout_is_pinned() {
        let expected = threefry2x64([1, (2 << 32) | 3], [(4 << 32) | 5, 6 << 32]);
        let mut cell = Cell::new(BASE);
        assert_eq!([cell.next_u64(), cell.next_u64()], expected);
        let next = threefry2x64([1, (2 << 32) | 3], [(4 << 32) | 5, (6 << 32) | 1]);
        assert_eq!([cell.next_u64(), cell.next_u64()], next);
    }

    #[test]
    fn every_part_of_the_address_matters() {
        let addresses = [
            BASE,
            Address { seed: 9, ..BASE },
            Address { draw: 9, ..BASE },
            Address {
                replicate: 9,
                ..BASE
            },
            Address { stream: 9, ..BASE },
            Address { step: 9, ..BASE },
            Address { index: 9, ..BASE },
        ];
        let words: HashSet<u64> = addresses.iter().map(|a| Cell::new(*a).next_u64()).collect();
        assert_eq!(words.len(), addresses.len());
    }

    #[test]
    fn uniform_numbers_lie_inside_and_have_the_right_moments() {
        let mut cell = Cell::new(BASE);
        let n = 100_000;
        let numbers: Vec<f64> = (0..n).map(|_| cell.uniform()).collect();
        assert!(numbers.iter().all(|u| *u > 0.0 && *u < 1.0));
        let mean = numbers.iter().sum::<f64>() / f64::from(n);
        let square = numbers.iter().map(|u| u * u).sum::<f64>() / f64::from(n);
        assert!((mean - 0.5).abs() < 0.004 && (square - 1.0 / 3.0).abs() < 0.004);
    }
}
