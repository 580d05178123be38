//! Pareto fronts: which of several alternatives no other is better than in everything.
//!
//! Objectives are vectors of equal length, each to be made small. No objective is ever weighed against another.

/// Whether `a` is at least as good as `b` in every objective and better in one.
pub fn dominates(a: &[f64], b: &[f64]) -> bool {
    let no_worse = a.iter().zip(b).all(|(a, b)| a <= b);
    no_worse && a.iter().zip(b).any(|(a, b)| a < b)
}

/// The number of the front that each alternative lies on: 0 where none dominates it, 1 where only those of front 0 do,
/// and so on (fast non-dominated sorting: Deb, Pratap, Agarwal & Meyarivan, *IEEE Transactions on Evolutionary
/// Computation* 6:182 (2002), section III A).
pub fn fronts(objectives: &[Vec<f64>]) -> Vec<usize> {
    let n = objectives.len();
    let mut dominated: Vec<Vec<usize>> = vec![Vec::new(); n];
    let mut dominators = vec![0_usize; n];
    for a in 0..n {
        for b in 0..n {
            if dominates(&objectives[a], &objectives[b]) {
                dominated[a].push(b);
                dominators[b] += 1;
            }
        }
    }
    let mut numbers = vec![0; n];
    let mut front: Vec<usize> = (0..n).filter(|k| dominators[*k] == 0).collect();
    let mut number = 0;
    while !front.is_empty() {
        let mut next = Vec::new();
        for a in front {
            numbers[a] = number;
            for b in &dominated[a] {
                dominators[*b] -= 1;
                if dominators[*b] == 0 {
                    next.push(*b);
                }
            }
        }
        next.sort_unstable();
        front = next;
        number += 1;
    }
    numbers
}

/// How far each of some alternatives lies from its neighbours along the objectives, infinite at the ends (crowding
/// distance, section III B of the same).
pub fn crowding(objectives: &[Vec<f64>], of: &[usize]) -> Vec<f64> {
    let mut distances = vec![0.0; of.len()];
    let count = objectives.first().map_or(0, Vec::len);
    let column = |o: usize| of.iter().map(|k| objectives[*k][o]).collect::<Vec<f64>>();
    for values in (0..count).map(column) {
        let value = |k: usize| values[k];
        let mut order: Vec<usize> = (0..of.len()).collect();
        order.sort_by(|a, b| value(*a).total_cmp(&value(*b)));
        let (Some(&first), Some(&last)) = (order.first(), order.last()) else {
            continue;
        };
        let width = value(last) - value(first);
        // An objective in which all are equal tells no neighbours apart.
        if !(width > 0.0) {
            continue;
        }
        distances[first] = f64::INFINITY;
        distances[last] = f64::INFINITY;
        for three in order.windows(3) {
            distances[three[1]] += (value(three[2]) - value(three[0])) / width;
        }
    }
    distances
}

/// The best `size` alternatives, by front and then, within the front that does not fit whole, the least crowded.
pub fn survivors(objectives: &[Vec<f64>], size: usize) -> Vec<usize> {
    let numbers = fronts(objectives);
    let mut kept = Vec::new();
    for number in 0..=numbers.iter().copied().max().unwrap_or(0) {
        let front: Vec<usize> = (0..numbers.len())
            .filter(|k| numbers[*k] == number)
            .collect();
        if kept.len() + front.len() <= size {
            kept.extend(front);
            continue;
        }
        let left = size - kept.len();
        kept.extend(spread(objectives, front, left));
        break;
    }
    kept
}

/// `size` alternatives of a front, spread out: the most crowded is left out, one after the other.
pub fn spread(objectives: &[Vec<f64>], mut front: Vec<usize>, size: usize) -> Vec<usize> {
    while front.len() > size {
        let distances = crowding(objectives, &front);
        let most_crowded = (0..front.len()).min_by(|a, b| distances[*a].total_cmp(&distances[*b]));
        front.remove(most_crowded.unwrap_or(0));
    }
    front
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fronts_of_a_known_set() {
        // A stair, what lies behind it, and what lies behind both; equal alternatives share a front.
        let points: Vec<Vec<f64>> = [
            [1.0, 4.0],
            [2.0, 2.0],
            [4.0, 1.0],
            [2.0, 4.0],
            [3.0, 3.0],
            [4.0, 4.0],
            [2.0, 2.0],
        ]
        .map(Vec::from)
        .to_vec();
        assert_eq!(fronts(&points), [0, 0, 0, 1, 1, 2, 0]);
        assert_eq!(survivors(&points, 4), [0, 1, 2, 6]);
        assert!(!dominates(&points[1], &points[6]));
    }

    #[test]
    fn ends_are_kept_and_the_crowded_go() {
        let points: Vec<Vec<f64>> = [0.0, 0.1, 0.2, 0.6, 1.0].map(|x| vec![x, 1.0 - x]).to_vec();
        assert_eq!(spread(&points, (0..5).collect(), 3), [0, 3, 4]);
        // One objective that does not vary leaves the distances to the other.
        let flat: Vec<Vec<f64>> = points.iter().map(|p| vec![p[0], 1.0]).collect();
        assert!(crowding(&flat, &[0, 1, 2, 3, 4])[1].is_finite());
    }
}
