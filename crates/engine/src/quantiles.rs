//! Quantiles of a stream in fixed memory.
//!
//! Values are counted in buckets whose bounds grow geometrically, one set for each sign, so that every quantile
//! has a bounded relative error (Masson, Rim & Lee, *DDSketch*, PVLDB 12(12), 2019). Counts are
//! integers: any order of values gives the same result, bit for bit.

use numerics::elementary::{exp, ln};

/// A sketch of a distribution with a bounded relative error of its quantiles.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    /// ln of the ratio of neighbouring bucket bounds.
    log_ratio: f64,
    negative: Counts,
    zeros: u64,
    positive: Counts,
    min: f64,
    max: f64,
}

/// Counts of a contiguous range of bucket numbers that grows as needed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Counts {
    first: i32,
    counts: Vec<u32>,
    total: u64,
}

/// Magnitudes below this count as zero; it bounds the number of buckets.
const TINY: f64 = 1e-12;

impl Counts {
    fn add(&mut self, bucket: i32, n: u32) {
        if self.counts.is_empty() {
            self.first = bucket;
        }
        if bucket < self.first {
            let grow = self.first.abs_diff(bucket) as usize;
            self.counts.splice(0..0, std::iter::repeat_n(0, grow));
            self.first = bucket;
        }
        let at = bucket.abs_diff(self.first) as usize;
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
        }
        self.counts[at] = self.counts[at].saturating_add(n);
        self.total += u64::from(n);
    }

    /// Number of the bucket that holds the value of this rank, counting from the smallest bucket.
    fn bucket_of_rank(&self, rank: u64) -> i32 {
        let mut seen = 0;
        for (at, n) in self.counts.iter().enumerate() {
            seen += u64::from(*n);
            if rank < seen {
                return self.first + at as i32;
            }
        }
        self.first + self.counts.len() as i32 - 1
    }
}

impl Sketch {
    /// An empty sketch whose quantiles are within `relative_error` (0.001 is 0.1 %) of a value of
    /// the data at that rank.
    pub fn new(relative_error: f64) -> Self {
        let ratio = (1.0 + relative_error) / (1.0 - relative_error);
        Self {
            log_ratio: ln(ratio),
            negative: Counts::default(),
            zeros: 0,
            positive: Counts::default(),
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
        }
    }

    /// Counts a value. The ensemble refuses values that are not finite before they come here; should one come, it is left out.
    pub fn insert(&mut self, value: f64) {
        if !value.is_finite() {
            return;
        }
        self.min = self.min.min(value);
        self.max = self.max.max(value);
        let magnitude = value.abs();
        if magnitude < TINY {
            self.zeros += 1;
        } else {
            let bucket = self.bucket(magnitude);
            if value > 0.0 {
                self.positive.add(bucket, 1);
            } else {
                self.negative.add(bucket, 1);
            }
        }
    }

    /// Number of values counted.
    pub fn count(&self) -> u64 {
        self.negative.total + self.zeros + self.positive.total
    }

    /// The quantile `q` in [0, 1] (the value of rank ⌊q (n − 1) + 1/2⌋); `None` when empty.
    pub fn quantile(&self, q: f64) -> Option<f64> {
        let n = self.count();
        if n == 0 {
            return None;
        }
        let rank = (q.clamp(0.0, 1.0) * (n - 1) as f64 + 0.5).floor() as u64;
        let middle = if rank < self.negative.total {
            // The most negative value sits in the highest bucket.
            -self.middle(self.negative.bucket_of_rank(self.negative.total - 1 - rank))
        } else if rank < self.negative.total + self.zeros {
            0.0
        } else {
            self.middle(
                self.positive
                    .bucket_of_rank(rank - self.negative.total - self.zeros),
            )
        };
        Some(middle.clamp(self.min, self.max))
    }

    /// What a counted value is told as: the middle of its bucket, within the data. A quantile is the value at a rank,
    /// told so.
    pub fn told(&self, value: f64) -> f64 {
        let magnitude = value.abs();
        let middle = if magnitude < TINY {
            0.0
        } else {
            self.middle(self.bucket(magnitude)).copysign(value)
        };
        middle.clamp(self.min, self.max)
    }

    fn bucket(&self, magnitude: f64) -> i32 {
        (ln(magnitude) / self.log_ratio).ceil() as i32
    }

    /// The value of a bucket with equal relative distance to both of its bounds.
    fn middle(&self, bucket: i32) -> f64 {
        2.0 * exp(f64::from(bucket) * self.log_ratio) / (exp(self.log_ratio) + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quantiles_are_within_the_error_of_a_value_at_that_rank(
            mut values in prop::collection::vec(-1e6_f64..1e6, 1..300), q in 0.0_f64..1.0
        ) {
            let mut sketch = Sketch::new(0.001);
            for &v in &values { sketch.insert(v); }
            values.sort_by(f64::total_cmp);
            let rank = (q * (values.len() - 1) as f64 + 0.5).floor() as usize;
            let got = sketch.quantile(q).unwrap();
            prop_assert!((got - values[rank]).abs() <= 0.001_000_1 * values[rank].abs() + 1e-11,
                "{got} against {}", values[rank]);
        }

        #[test]
        fn a_quantile_is_the_value_at_its_rank_as_told(
            mut values in prop::collection::vec(-1e6_f64..1e6, 1..300), q in 0.0_f64..1.0
        ) {
            values.push(0.0);
            let mut sketch = Sketch::new(0.001);
            for &v in &values { sketch.insert(v); }
            values.sort_by(f64::total_cmp);
            let rank = (q * (values.len() - 1) as f64 + 0.5).floor() as usize;
            prop_assert_eq!(sketch.quantile(q).unwrap().to_bits(), sketch.told(values[rank]).to_bits());
        }

        #[test]
        fn order_changes_nothing(values in prop::collection::vec(-1e3_f64..1e3, 2..100)) {
            let (mut forth, mut back) = (Sketch::new(0.01), Sketch::new(0.01));
            values.iter().for_each(|v| forth.insert(*v));
            values.iter().rev().for_each(|v| back.insert(*v));
            for q in [0.0, 0.05, 0.5, 0.95, 1.0] {
                prop_assert_eq!(forth.quantile(q).unwrap().to_bits(), back.quantile(q).unwrap().to_bits());
            }
        }

        #[test]
        fn quantiles_are_ordered(values in prop::collection::vec(-10.0_f64..1e5, 1..50)) {
            let mut sketch = Sketch::new(0.005);
            for &v in &values { sketch.insert(v); }
            let qs: Vec<f64> = (0..=20).map(|k| sketch.quantile(f64::from(k) / 20.0).unwrap()).collect();
            prop_assert!(qs.windows(2).all(|w| w[0] <= w[1]), "{:?}", qs);
        }
    }

    #[test]
    fn an_empty_sketch_has_no_quantile() {
        assert_eq!(Sketch::new(0.01).quantile(0.5), None);
    }

    #[test]
    fn a_constant_is_returned_exactly() {
        let mut sketch = Sketch::new(0.01);
        for _ in 0..10 {
            sketch.insert(115_000.0);
        }
        assert_eq!(sketch.quantile(0.5), Some(115_000.0));
    }
}
