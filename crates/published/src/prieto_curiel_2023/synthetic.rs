//! A made-up network of the same size and density as the real one.
//!
//! The real edge lists may not be redistributed. This network has 150 groups, 92 rivalries of total
//! weight 179 and 91 alliances of total weight 163, as the real one, and a few groups that hold
//! most ties; which group has which tie is chance. Results for it are illustrations.

use super::network::{Network, Tie};
use numerics::random::{Address, Cell};

const GROUPS: usize = 150;
const RIVALRIES: (usize, usize) = (92, 179);
const ALLIANCES: (usize, usize) = (91, 163);
/// How unequally ties are spread: the chance of group k to be drawn is proportional to k^-INEQUALITY.
/// Chosen so that the largest group holds about as many ties as in the real network (77 and 55).
const INEQUALITY: f64 = 0.9;

/// The synthetic network; always the same.
pub fn network() -> Network {
    let mut cell = Cell::new(Address {
        seed: 2023,
        draw: 0,
        replicate: 0,
        stream: 0,
        step: 0,
        index: 0,
    });
    let rivalries = ties(&mut cell, RIVALRIES);
    let alliances = ties(&mut cell, ALLIANCES);

    // Rank by the strength of all ties, as the model wants it; equal strengths keep their order.
    let mut strength = vec![0.0; GROUPS];
    for tie in rivalries.iter().chain(&alliances) {
        strength[tie.a] += tie.weight;
        strength[tie.b] += tie.weight;
    }
    let mut order: Vec<usize> = (0..GROUPS).collect();
    order.sort_by(|&a, &b| strength[b].total_cmp(&strength[a]));
    let mut rank = vec![0; GROUPS];
    for (r, &group) in order.iter().enumerate() {
        rank[group] = r;
    }
    let by_rank = |ties: &[Tie]| -> Vec<Tie> {
        ties.iter()
            .map(|t| Tie {
                a: rank[t.a],
                b: rank[t.b],
                weight: t.weight,
            })
            .collect()
    };
    Network::new(
        "synthetic network: made up, with the size and density of the real one".to_owned(),
        true,
        (1..=GROUPS).map(|k| format!("S{k:03}")).collect(),
        &by_rank(&rivalries),
        &by_rank(&alliances),
    )
}

/// Distinct pairs of unequally popular groups, each with weight one, then the weight that is left
/// over spread one by one.
fn ties(cell: &mut Cell, (pairs, weight): (usize, usize)) -> Vec<Tie> {
    let popularity: Vec<f64> = (1..=GROUPS)
        .map(|k| numerics::elementary::pow(k as f64, -INEQUALITY))
        .collect();
    let mut ties: Vec<Tie> = Vec::with_capacity(pairs);
    while ties.len() < pairs {
        let (a, b) = (pick(cell, &popularity), pick(cell, &popularity));
        let known = ties
            .iter()
            .any(|t| (t.a, t.b) == (a, b) || (t.a, t.b) == (b, a));
        if a != b && !known {
            ties.push(Tie { a, b, weight: 1.0 });
        }
    }
    for _ in pairs..weight {
        let at = (cell.uniform() * pairs as f64) as usize;
        ties[at].weight += 1.0;
    }
    ties
}

/// An index drawn in proportion to the weights.
fn pick(cell: &mut Cell, weights: &[f64]) -> usize {
    let mut left = cell.uniform() * weights.iter().sum::<f64>();
    for (k, w) in weights.iter().enumerate() {
        left -= w;
        if left < 0.0 {
            return k;
        }
    }
    weights.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_the_size_and_density_of_the_real_network() {
        let net = network();
        assert!(net.is_synthetic);
        assert_eq!(net.groups(), 150);
        let rivals: usize = (0..150).map(|i| net.rivals(i).len()).sum();
        assert_eq!(rivals, 2 * 92);
        let rival_weight: f64 = (0..150).map(|i| net.rival_strength(i)).sum();
        assert_eq!(rival_weight, 2.0 * 179.0);
        let ally_weight: f64 = (0..150).map(|i| net.ally_strength(i)).sum();
        assert_eq!(ally_weight, 2.0 * 163.0);
        // Published: Σ c = 13,520.9 for the real network.
        let c: f64 = (0..150)
            .flat_map(|i| (0..150).map(move |j| (i, j)))
            .map(|(i, j)| net.conflict(i, j))
            .sum();
        assert!((c / 13_520.9 - 1.0).abs() < 0.15, "sum of conflicts {c}");
        let top = net.rival_strength(0) + net.ally_strength(0);
        assert!(
            (60.0..160.0).contains(&top),
            "strength of the first group {top}"
        );
    }

    #[test]
    fn groups_are_ranked_by_strength() {
        let net = network();
        let strength: Vec<f64> = (0..150)
            .map(|i| net.rival_strength(i) + net.ally_strength(i))
            .collect();
        assert!(strength.windows(2).all(|w| w[0] >= w[1]));
    }
}
