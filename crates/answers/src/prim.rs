//! Scenario discovery: a box in the space of assumptions within which cases of interest are dense.
//!
//! The patient rule induction method peels off, step by step, the twentieth of the members at one end of one variable
//! in which cases are rarest, so that density rises as coverage falls. Members with the same value go together, so that
//! a peel may be larger: draws of a posterior repeat its particles. Of the boxes on this path the widest that
//! is dense enough is taken, variables that it does not need are dropped, and it is judged by members that had no part
//! in finding it. Sources: Friedman & Fisher, *Statistics and Computing* 9:123 (1999); Bryant & Lempert,
//! *Technological Forecasting & Social Change* 77:34 (2010).

use crate::paired::probability;
use std::collections::BTreeSet;

/// Share of members that a step peels off.
const PEEL: f64 = 0.05;
/// Most variables of a box: few can be told in a sentence.
pub const MOST_VARIABLES: usize = 3;
/// Least share of members in a box.
const LEAST_SUPPORT: f64 = 0.05;
/// Densities that are tried, highest first.
const DENSITIES: [f64; 4] = [0.9, 0.8, 0.7, 0.6];
/// Least coverage of a box at the densities tried.
const LEAST_COVERAGE: f64 = 0.25;
/// A limit is kept if what it keeps out is less dense by so many standard errors: the search tries many limits, and
/// some look telling by chance.
const SURE: f64 = 4.0;

/// A limit on a variable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// Number of the variable.
    pub variable: usize,
    /// Least value inside.
    pub low: f64,
    /// Greatest value inside.
    pub high: f64,
}

/// How well a box catches cases.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Catch {
    /// Cases among the members inside.
    pub density: f64,
    /// Members inside among all cases.
    pub coverage: f64,
    /// Members inside among all.
    pub support: f64,
    /// Members inside, a count.
    pub inside: usize,
}

impl Catch {
    /// Monte Carlo error of the density, members inside counted as independent.
    pub fn error(&self) -> f64 {
        probability(self.density, self.inside as u64).monte_carlo_error
    }
}

/// A box with what it catches.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Limits, the most telling first.
    pub limits: Vec<Limit>,
    /// Among the members that it was found with.
    pub training: Catch,
    /// Among members that had no part in it.
    pub held_out: Catch,
}

/// Whether a member lies within limits; `x[variable][member]`.
fn is_inside(x: &[Vec<f64>], limits: &[Limit], member: usize) -> bool {
    limits
        .iter()
        .all(|l| (l.low..=l.high).contains(&x[l.variable][member]))
}

fn catch(x: &[Vec<f64>], is_case: &[bool], limits: &[Limit], members: &[usize]) -> Catch {
    let inside: Vec<usize> = members
        .iter()
        .copied()
        .filter(|m| is_inside(x, limits, *m))
        .collect();
    let cases = |of: &[usize]| of.iter().filter(|m| is_case[**m]).count() as f64;
    let caught = cases(&inside);
    Catch {
        density: caught / (inside.len() as f64).max(1.0),
        coverage: caught / cases(members).max(1.0),
        support: inside.len() as f64 / (members.len() as f64).max(1.0),
        inside: inside.len(),
    }
}

/// Looks for a box in which cases are more likely than not. `sets` has the number of each member's set of parameters:
/// sets with even numbers find the box, those with odd numbers judge it, so that no set does both, and members of one set
/// count as one where errors are judged. `None` if no box is dense among both.
pub fn prim(x: &[Vec<f64>], is_case: &[bool], sets: &[usize]) -> Option<Found> {
    let (training, held_out): (Vec<usize>, Vec<usize>) =
        (0..is_case.len()).partition(|m| sets[*m].is_multiple_of(2));
    let distinct = |members: &[usize]| {
        let all: BTreeSet<usize> = members.iter().map(|m| sets[*m]).collect();
        all.len() as f64 / (members.len() as f64).max(1.0)
    };
    let worth = distinct(&training);
    let of = |limits: &[Limit]| catch(x, is_case, limits, &training);
    // Few variables are preferred: at each density boxes of one are tried first.
    let paths: Vec<Vec<Vec<Limit>>> = (1..=MOST_VARIABLES)
        .map(|most| peel(x, is_case, &training, most))
        .collect();
    let kept =
        |limits: &[Limit]| without_dispensable(x, is_case, limits.to_vec(), &training, worth);
    let chosen = DENSITIES.iter().find_map(|density| {
        paths.iter().find_map(|path| {
            let limits = path
                .iter()
                .map(|limits| (limits, of(limits)))
                .filter(|(_, c)| c.density >= *density && c.coverage >= LEAST_COVERAGE)
                .max_by(|a, b| a.1.coverage.total_cmp(&b.1.coverage))
                .map(|(limits, _)| kept(limits))?;
            // Without the limits that chance alone gave, the box must still be as dense.
            (of(&limits).density >= *density).then_some(limits)
        })
    });
    // Where no box is dense and covers much, the densest of the paths may still cover a little.
    let limits = chosen.or_else(|| {
        paths
            .iter()
            .flatten()
            .map(|limits| (limits, of(limits)))
            .filter(|(_, c)| c.density > 0.5)
            .max_by(|a, b| a.1.density.total_cmp(&b.1.density))
            .map(|(limits, _)| kept(limits))
    })?;
    let found = Found {
        training: catch(x, is_case, &limits, &training),
        held_out: catch(x, is_case, &limits, &held_out),
        limits,
    };
    let error = {
        let c = &found.held_out;
        let inside = c.inside as f64 * distinct(&held_out);
        let n = inside + 4.0;
        let p = (c.density * inside + 2.0) / n;
        (p * (1.0 - p) / n).sqrt()
    };
    (!found.limits.is_empty() && found.held_out.density - 1.64 * error > 0.5).then_some(found)
}

/// The path of boxes of at most so many variables, from all members on.
fn peel(x: &[Vec<f64>], is_case: &[bool], members: &[usize], most: usize) -> Vec<Vec<Limit>> {
    let mut inside: Vec<usize> = members.to_vec();
    let mut limits: Vec<Limit> = Vec::new();
    let mut path = Vec::new();
    let least = (LEAST_SUPPORT * members.len() as f64).ceil() as usize;
    while inside.len() > least.max(10) {
        let mut best: Option<(f64, usize, bool, f64)> = None;
        for (variable, values) in x.iter().enumerate() {
            let known = limits.iter().any(|l| l.variable == variable);
            if !known && limits.len() >= most {
                continue;
            }
            let mut sorted: Vec<f64> = inside.iter().map(|m| values[*m]).collect();
            sorted.sort_by(f64::total_cmp);
            let cut = ((PEEL * inside.len() as f64).ceil() as usize).max(1);
            for is_low in [true, false] {
                // The last value that is peeled off, and the first that stays.
                let edge = if is_low {
                    let last = sorted[cut - 1];
                    sorted.iter().find(|v| **v > last)
                } else {
                    let last = sorted[sorted.len() - cut];
                    sorted.iter().rev().find(|v| **v < last)
                };
                let Some(&edge) = edge else { continue };
                let peeled: Vec<usize> = inside
                    .iter()
                    .copied()
                    .filter(|m| {
                        let value = values[*m];
                        if is_low { value < edge } else { value > edge }
                    })
                    .collect();
                if inside.len() - peeled.len() < least {
                    continue;
                }
                let cases = peeled.iter().filter(|m| is_case[**m]).count() as f64;
                let density = cases / peeled.len() as f64;
                if best.is_none_or(|b| density < b.0) {
                    best = Some((density, variable, is_low, edge));
                }
            }
        }
        let Some((_, variable, is_low, edge)) = best else {
            break;
        };
        let at = limits
            .iter()
            .position(|l| l.variable == variable)
            .unwrap_or_else(|| {
                limits.push(Limit {
                    variable,
                    low: f64::NEG_INFINITY,
                    high: f64::INFINITY,
                });
                limits.len() - 1
            });
        if is_low {
            limits[at].low = edge;
        } else {
            limits[at].high = edge;
        }
        inside.retain(|m| is_inside(x, &limits, *m));
        path.push(limits.clone());
    }
    path
}

/// Drops limits that a box does not need, and puts the most telling first. A member is worth `worth` independent ones.
fn without_dispensable(
    x: &[Vec<f64>],
    is_case: &[bool],
    mut limits: Vec<Limit>,
    members: &[usize],
    worth: f64,
) -> Vec<Limit> {
    let density = |limits: &[Limit]| catch(x, is_case, limits, members).density;
    let without = |limits: &[Limit], k: usize| -> Vec<Limit> {
        let mut rest = limits.to_vec();
        rest.remove(k);
        rest
    };
    while limits.len() > 1 {
        let inside = catch(x, is_case, &limits, members);
        // What a limit keeps out must be less dense than what it lets in, by more than chance in a search gives.
        let evidence: Vec<f64> = (0..limits.len())
            .map(|k| {
                let all = catch(x, is_case, &without(&limits, k), members);
                let (n_in, n_all) = (inside.inside as f64, all.inside as f64);
                let n_out = n_all - n_in;
                if n_out < 1.0 {
                    return 0.0;
                }
                let outside = (all.density * n_all - inside.density * n_in) / n_out;
                let p = all.density.clamp(0.01, 0.99);
                let error = (p * (1.0 - p) * (1.0 / n_in + 1.0 / n_out) / worth).sqrt();
                (inside.density - outside) / error
            })
            .collect();
        let least = (0..limits.len()).min_by(|a, b| evidence[*a].total_cmp(&evidence[*b]));
        match least {
            Some(k) if evidence[k] < SURE => {
                limits.remove(k);
            }
            _ => break,
        }
    }
    let loss = |l: &Limit| {
        let rest: Vec<Limit> = limits
            .iter()
            .filter(|o| o.variable != l.variable)
            .copied()
            .collect();
        density(&rest)
    };
    let mut sorted = limits.clone();
    sorted.sort_by(|a, b| loss(a).total_cmp(&loss(b)));
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use numerics::random::{Address, Cell};

    /// Five variables, uniform; cases lie where the first is above 0.6 and the third below 0.4.
    fn known() -> (Vec<Vec<f64>>, Vec<bool>) {
        let value = |variable: u32, member: u32| {
            Cell::new(Address {
                seed: 1,
                draw: member,
                replicate: 0,
                stream: 9,
                step: 0,
                index: variable,
            })
            .uniform()
        };
        let x: Vec<Vec<f64>> = (0..5)
            .map(|v| (0..4000).map(|m| value(v, m)).collect())
            .collect();
        let is_case = (0..4000).map(|m| x[0][m] > 0.6 && x[2][m] < 0.4).collect();
        (x, is_case)
    }

    /// Every member with parameters of its own.
    fn own(members: usize) -> Vec<usize> {
        (0..members).collect()
    }

    #[test]
    fn a_known_box_is_found() {
        let (x, is_case) = known();
        let found = prim(&x, &is_case, &own(4000)).unwrap();
        let mut variables: Vec<usize> = found.limits.iter().map(|l| l.variable).collect();
        variables.sort_unstable();
        assert_eq!(variables, [0, 2]);
        for limit in &found.limits {
            if limit.variable == 0 {
                assert!((limit.low - 0.6).abs() < 0.05, "{limit:?}");
            } else {
                assert!((limit.high - 0.4).abs() < 0.05, "{limit:?}");
            }
        }
        assert!(
            found.held_out.density > 0.8 && found.held_out.coverage > 0.9,
            "{found:?}"
        );
    }

    #[test]
    fn values_that_repeat_do_not_stop_the_search() {
        let (mut x, is_case) = known();
        // A tenth of all members share the lowest value but one, as draws of one particle do.
        for (m, value) in x[0].iter_mut().enumerate() {
            if m > 3 && *value < 0.1 {
                *value = 0.05;
            } else if m <= 3 {
                *value = 0.01;
            }
        }
        let found = prim(&x, &is_case, &own(4000)).unwrap();
        assert!(
            found
                .limits
                .iter()
                .any(|l| l.variable == 0 && (l.low - 0.6).abs() < 0.05),
            "{found:?}"
        );
    }

    #[test]
    fn one_variable_is_enough_where_it_decides_with_much_chance_beside_it() {
        // Above 0.7 of the first variable seven in ten are cases, below it two in ten; the rest is chance.
        let (x, _) = known();
        let chance = |m: usize| x[4][m];
        let is_case: Vec<bool> = (0..4000)
            .map(|m| chance(m) < if x[0][m] > 0.7 { 0.7 } else { 0.2 })
            .collect();
        let found = prim(&x[..4], &is_case, &own(4000)).unwrap();
        assert_eq!(found.limits.len(), 1, "{found:?}");
        assert_eq!(found.limits[0].variable, 0);
        assert!((found.limits[0].low - 0.7).abs() < 0.1, "{found:?}");
        assert!(found.held_out.density > 0.6, "{found:?}");
    }

    #[test]
    fn cases_that_nothing_explains_give_no_box() {
        let (x, _) = known();
        let is_case: Vec<bool> = (0..4000).map(|m| x[4][(m * 7 + 3) % 4000] < 0.2).collect();
        let unrelated: Vec<Vec<f64>> = x[..4].to_vec();
        assert_eq!(prim(&unrelated, &is_case, &own(4000)), None);
        assert_eq!(prim(&unrelated, &[false; 4000], &own(4000)), None);
        assert_eq!(prim(&[], &[true; 4], &own(4)), None);
    }

    #[test]
    fn repeated_parameters_do_not_judge_what_they_found() {
        // Forty sets, each a hundred times; cases by set alone, at random: whatever box is found holds by chance.
        let (x, _) = known();
        let repeated: Vec<Vec<f64>> = x
            .iter()
            .map(|v| (0..4000).map(|m| v[m % 40]).collect())
            .collect();
        let sets: Vec<usize> = (0..4000).map(|m| m % 40).collect();
        for shift in 0..20 {
            let is_case: Vec<bool> = (0..4000)
                .map(|m| x[4][100 + shift * 40 + m % 40] < 0.3)
                .collect();
            let found = prim(&repeated[..4], &is_case, &sets);
            assert_eq!(found, None, "{shift}");
        }
    }
}
