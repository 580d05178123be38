//! NSGA-II: new alternatives from the best so far, for a search after Pareto fronts.
//!
//! Parents meet in tournaments (lower front first, then less crowded); two of them are crossed by simulated binary
//! crossover and their children mutated by polynomial mutation, on genes between 0 and 1. Source: Deb, Pratap, Agarwal &
//! Meyarivan, *IEEE Transactions on Evolutionary Computation* 6:182 (2002). Selection of parents is [`survivors`] over
//! everything evaluated so far, so nothing good is ever lost. Random numbers have addresses: the same search on any number
//! of threads.

use crate::pareto::{crowding, fronts, survivors};
use numerics::elementary::pow;
use numerics::random::{Address, Cell};

/// Purpose of the random numbers, away from those of models and parameters.
const STREAM: u32 = 0x4E53_0000;
/// Chance that two parents are crossed at all.
const CROSSED: f64 = 0.9;
/// Indices of the distributions of crossover and mutation: the lower, the further children stray from parents.
const SPREAD: f64 = 5.0;
/// Attempts for each child wanted, before a search gives up finding one that is new.
const ATTEMPTS: usize = 20;

/// One search: its random numbers and what its genes may be.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// Seed of all random numbers.
    pub seed: u64,
    /// Number of the search, so that several at a time differ.
    pub number: u32,
    /// Number of genes.
    pub genes: usize,
    /// Puts genes onto the nearest alternative that is allowed.
    pub repair: &'a dyn Fn(&mut [f64]),
    /// Whether an alternative has been evaluated already.
    pub is_known: &'a dyn Fn(&[f64]) -> bool,
}

impl Search<'_> {
    fn cell(&self, generation: u32, attempt: usize) -> Cell {
        Cell::new(Address {
            seed: self.seed,
            draw: generation,
            replicate: 0,
            stream: STREAM + self.number,
            step: attempt as u32,
            index: 0,
        })
    }

    /// Alternatives at random, to start with; fewer than `size` where there are no more.
    pub fn start(&self, size: usize) -> Vec<Vec<f64>> {
        self.collect(size, 0, |cell| {
            vec![(0..self.genes).map(|_| cell.uniform()).collect()]
        })
    }

    /// New alternatives from those of a generation ≥ 1 with their objectives, each to be made small.
    pub fn offspring(
        &self,
        generation: u32,
        evaluated: &[(&[f64], Vec<f64>)],
        size: usize,
    ) -> Vec<Vec<f64>> {
        let objectives: Vec<Vec<f64>> = evaluated.iter().map(|e| e.1.clone()).collect();
        let parents = survivors(&objectives, size);
        if parents.is_empty() {
            return Vec::new();
        }
        let numbers = fronts(&objectives);
        let mut distances = vec![0.0; evaluated.len()];
        for number in 0..=parents.iter().map(|k| numbers[*k]).max().unwrap_or(0) {
            let of: Vec<usize> = parents
                .iter()
                .copied()
                .filter(|k| numbers[*k] == number)
                .collect();
            for (k, distance) in of.iter().zip(crowding(&objectives, &of)) {
                distances[*k] = distance;
            }
        }
        let pick = |cell: &mut Cell| {
            let any = |cell: &mut Cell| {
                let at = (cell.uniform() * parents.len() as f64) as usize;
                parents[at.min(parents.len() - 1)]
            };
            let (a, b) = (any(cell), any(cell));
            let b_wins =
                numbers[b] < numbers[a] || numbers[b] == numbers[a] && distances[b] > distances[a];
            evaluated[if b_wins { b } else { a }].0
        };
        self.collect(size, generation, |cell| {
            let (a, b) = (pick(cell), pick(cell));
            let mut children = cross(a, b, cell);
            for child in &mut children {
                mutate(child, cell);
            }
            children.to_vec()
        })
    }

    /// Takes alternatives, repaired, until there are enough that are new.
    fn collect(
        &self,
        size: usize,
        generation: u32,
        mut make: impl FnMut(&mut Cell) -> Vec<Vec<f64>>,
    ) -> Vec<Vec<f64>> {
        let mut found: Vec<Vec<f64>> = Vec::new();
        for attempt in 0..ATTEMPTS * size {
            for mut genes in make(&mut self.cell(generation, attempt)) {
                (self.repair)(&mut genes);
                if found.len() < size && !found.contains(&genes) && !(self.is_known)(&genes) {
                    found.push(genes);
                }
            }
            if found.len() == size {
                break;
            }
        }
        found
    }
}

/// Simulated binary crossover, gene by gene, each with chance one half, kept within 0 and 1.
fn cross(a: &[f64], b: &[f64], cell: &mut Cell) -> [Vec<f64>; 2] {
    let (mut first, mut second) = (a.to_vec(), b.to_vec());
    if cell.uniform() > CROSSED {
        return [first, second];
    }
    for (x, y) in first.iter_mut().zip(&mut second) {
        let (is_crossed, u, is_swapped) = (cell.uniform(), cell.uniform(), cell.uniform());
        if is_crossed < 0.5 {
            let ratio = if u < 0.5 { 2.0 * u } else { 0.5 / (1.0 - u) };
            let beta = pow(ratio, 1.0 / (SPREAD + 1.0));
            let (middle, half) = (f64::midpoint(*x, *y), 0.5 * beta * (*y - *x));
            *x = (middle - half).clamp(0.0, 1.0);
            *y = (middle + half).clamp(0.0, 1.0);
        }
        if is_swapped < 0.5 {
            std::mem::swap(x, y);
        }
    }
    [first, second]
}

/// Polynomial mutation: on average one gene of each child.
fn mutate(genes: &mut [f64], cell: &mut Cell) {
    let chance = 1.0 / genes.len() as f64;
    for x in genes {
        let (is_mutated, u) = (cell.uniform(), cell.uniform());
        if is_mutated < chance {
            let power = 1.0 / (SPREAD + 1.0);
            let delta = if u < 0.5 {
                pow(2.0 * u, power) - 1.0
            } else {
                1.0 - pow(2.0 * (1.0 - u), power)
            };
            *x = (*x + delta).clamp(0.0, 1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ZDT1 (Zitzler, Deb & Thiele, *Evolutionary Computation* 8:173, 2000): the front is f₂ = 1 − √f₁.
    fn zdt1(x: &[f64]) -> Vec<f64> {
        let g = 1.0 + 9.0 * x[1..].iter().sum::<f64>() / (x.len() - 1) as f64;
        vec![x[0], g * (1.0 - (x[0] / g).sqrt())]
    }

    /// Area dominated within a reference point, of two objectives.
    fn hypervolume(objectives: &[Vec<f64>], reference: [f64; 2]) -> f64 {
        let mut points: Vec<&Vec<f64>> = objectives.iter().collect();
        points.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let (mut area, mut height) = (0.0, reference[1]);
        for p in points {
            if p[0] < reference[0] && p[1] < height {
                area += (reference[0] - p[0]) * (height - p[1]);
                height = p[1];
            }
        }
        area
    }

    fn search(
        seed: u64,
        generations: u32,
        f: fn(&[f64]) -> Vec<f64>,
        genes: usize,
    ) -> Vec<Vec<f64>> {
        let search = Search {
            seed,
            number: 0,
            genes,
            repair: &|_| {},
            is_known: &|_| false,
        };
        let mut all = search.start(40);
        for generation in 1..=generations {
            let evaluated: Vec<(&[f64], Vec<f64>)> = all.iter().map(|x| (&x[..], f(x))).collect();
            let kept = survivors(
                &evaluated.iter().map(|e| e.1.clone()).collect::<Vec<_>>(),
                40,
            );
            let kept: Vec<Vec<f64>> = kept.into_iter().map(|k| all[k].clone()).collect();
            let new = search.offspring(generation, &evaluated, 40);
            all = kept.into_iter().chain(new).collect();
        }
        let objectives: Vec<Vec<f64>> = all.iter().map(|x| f(x)).collect();
        survivors(&objectives, 40)
            .into_iter()
            .map(|k| objectives[k].clone())
            .collect()
    }

    #[test]
    fn the_front_of_zdt1_is_found() {
        // The whole front dominates 1.1² − ∫(1 − √x) dx = 1.21 − 1/3 = 0.87667 of what lies within (1.1, 1.1).
        let found = search(1, 150, zdt1, 10);
        let volume = hypervolume(&found, [1.1, 1.1]);
        assert!((0.86..=0.8767).contains(&volume), "{volume}");
        let start = hypervolume(&search(1, 0, zdt1, 10), [1.1, 1.1]);
        assert!(start < 0.1, "random points dominate {start}");
    }

    #[test]
    fn a_plane_of_three_objectives_is_covered() {
        // Minimise x₁, x₂ and 1 − x₁ − x₂ + the rest: the front is the plane that adds up to one.
        let plane = |x: &[f64]| {
            let (a, b) = (x[0], x[1] * (1.0 - x[0]));
            let rest: f64 = x[2..].iter().sum();
            vec![a + rest, b + rest, 1.0 - a - b + rest]
        };
        let found = search(3, 120, plane, 6);
        let excess: f64 = found
            .iter()
            .map(|o| o.iter().sum::<f64>() - 1.0)
            .sum::<f64>()
            / 40.0;
        assert!(excess < 0.03, "{excess}");
        for o in 0..3 {
            assert!(
                found.iter().any(|p| p[o] < 0.02),
                "objective {o} has an end"
            );
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_search_and_children_are_new_and_repaired() {
        assert_eq!(search(5, 5, zdt1, 4), search(5, 5, zdt1, 4));
        assert_ne!(search(5, 5, zdt1, 4), search(6, 5, zdt1, 4));
        let search = Search {
            seed: 1,
            number: 1,
            genes: 2,
            repair: &|genes| genes.iter_mut().for_each(|g| *g = (*g * 2.0).round() / 2.0),
            is_known: &|genes| genes == [0.0, 0.0],
        };
        // Nine points on the grid, one of them known.
        assert_eq!(search.start(20).len(), 8);
    }
}
