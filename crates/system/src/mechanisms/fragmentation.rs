//! Fragments split, more so for months after their bloc has lost a leader, and are absorbed by others.
//!
//! ```text
//! hazard of a split     σ (1 + I)             per fragment and week, I the instability of the bloc
//! removal of a leader   I ← I + a
//! hazard of a merger    μ (F > 1)             per fragment and week, with another of the cell
//! decay                 I ← I 2^(−1/half-life)   each week; hostility likewise
//! a split               sizes u x and (1 − u) x, u uniform
//! ```
//!
//! A split of a fragment of size x takes 2u(1 − u) x² from the second moment, a merger of two adds
//! 2 x_i x_j. Which fragments they are is chance: on the grid a size is drawn with the mean and the
//! variance that the closure gives (log-normal, held between its bounds), the cut u uniform.
//!
//! No study gives the chance of a split per removal; the prior must be wide. That removals raise the
//! number of groups is descriptive only (evidence summary, mechanism 2).

use crate::parameters::Parameters;
use crate::state::{bounded_second_moment, higher_moments};
use numerics::elementary::{exp, ln};
use numerics::random::Cell;
use numerics::sample::normal;

/// Probability that an event of a hazard happens within a week.
#[inline(always)]
pub fn probability_in_a_week(hazard_per_week: f64) -> f64 {
    1.0 - exp(-hazard_per_week.max(0.0))
}

/// Hazard that a fragment splits, per week.
#[inline(always)]
pub fn split_hazard_per_week(p: &Parameters, instability: f64) -> f64 {
    p.split_hazard_per_week * (1.0 + instability)
}

/// What is left of a decaying quantity after a week.
#[inline(always)]
pub fn kept_in_a_week(half_life_weeks: f64) -> f64 {
    exp(-std::f64::consts::LN_2 / half_life_weeks)
}

/// A cell after `splits` splits and `mergers` mergers: (F, M2). Chance says which fragments.
pub fn after_events(
    chance: &mut Cell,
    x: f64,
    f: f64,
    m2: f64,
    splits: u64,
    mergers: u64,
) -> (f64, f64) {
    let (mut f, mut m2) = (f, m2);
    for _ in 0..splits {
        let square = square_of_one(chance, x, f, m2);
        let u = chance.uniform();
        m2 -= 2.0 * u * (1.0 - u) * square;
        f += 1.0;
        m2 = bounded_second_moment(x, f, m2);
    }
    for _ in 0..mergers {
        if f < 2.0 {
            break;
        }
        if f == 2.0 {
            (f, m2) = (1.0, x * x);
            continue;
        }
        // 2 x_i x_j, mean 2 (X² − M2)/(F (F − 1)), drawn with the scatter of two sizes.
        let mean = 2.0 * (x * x - m2) / (f * (f - 1.0));
        let scatter = ln((f * m2 / (x * x)).max(1.0)) * 2.0;
        m2 += mean * exp(scatter.sqrt() * normal(chance) - 0.5 * scatter);
        f -= 1.0;
        m2 = bounded_second_moment(x, f, m2);
    }
    (f, m2)
}

/// The square of the size of a fragment drawn at random: mean M2/F, second moment M4/F.
fn square_of_one(chance: &mut Cell, x: f64, f: f64, m2: f64) -> f64 {
    if f < 2.0 {
        return m2;
    }
    let (_, m4) = higher_moments(x, f, m2);
    let scatter = ln((m4 * f / (m2 * m2)).max(1.0));
    let drawn = m2 / f * exp(scatter.sqrt() * normal(chance) - 0.5 * scatter);
    drawn.min(m2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use numerics::random::Address;

    fn chance(draw: u32) -> Cell {
        let address = Address {
            seed: 1,
            draw,
            replicate: 0,
            stream: 0,
            step: 0,
            index: 0,
        };
        Cell::new(address)
    }

    #[test]
    fn without_events_nothing_changes() {
        assert_eq!(
            after_events(&mut chance(0), 100.0, 4.0, 3000.0, 0, 0),
            (4.0, 3000.0)
        );
    }

    #[test]
    fn a_split_leaves_two_thirds_of_the_concentration_on_average() {
        // E[u² + (1 − u)²] = 2/3 for u uniform.
        let n = 20_000;
        let mean = (0..n)
            .map(|k| after_events(&mut chance(k), 100.0, 1.0, 1e4, 1, 0).1)
            .sum::<f64>();
        assert!((mean / f64::from(n) / 1e4 - 2.0 / 3.0).abs() < 0.005);
    }

    #[test]
    fn mergers_end_with_one_fragment_that_has_everybody() {
        assert_eq!(
            after_events(&mut chance(0), 100.0, 2.0, 6000.0, 0, 1),
            (1.0, 1e4)
        );
        assert_eq!(
            after_events(&mut chance(0), 100.0, 1.0, 1e4, 0, 3),
            (1.0, 1e4)
        );
        assert_eq!(
            after_events(&mut chance(0), 100.0, 5.0, 3000.0, 0, 9),
            (1.0, 1e4)
        );
    }

    #[test]
    fn the_second_moment_stays_between_equal_sizes_and_one_fragment() {
        for k in 0..2000 {
            let (f, m2) = after_events(
                &mut chance(k),
                100.0,
                3.0,
                4000.0,
                u64::from(k % 7),
                u64::from(k % 5),
            );
            assert!(
                f >= 1.0 && m2 >= 1e4 / f - 1e-9 && m2 <= 1e4 + 1e-9,
                "{f} {m2}"
            );
        }
    }

    #[test]
    fn instability_halves_in_its_half_life() {
        let weeks = 26;
        let left = (0..weeks).fold(1.0, |i, _| i * kept_in_a_week(f64::from(weeks)));
        assert!((left - 0.5_f64).abs() < 1e-12);
    }

    #[test]
    fn a_hazard_becomes_a_probability() {
        assert_eq!(probability_in_a_week(0.0), 0.0);
        assert_eq!(probability_in_a_week(-1.0), 0.0);
        assert!((probability_in_a_week(1e-6) - 1e-6).abs() < 1e-12);
        assert_eq!(probability_in_a_week(1e9), 1.0);
    }
}
