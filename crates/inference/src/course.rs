//! The course of hostility that the mechanisms leave out, given the record: mode, marginal likelihood, draws.
//!
//! A run of the model gives for each state s and year t of the record the expected homicides of background o, of
//! fights m (without random hostility) and of other kinds h. The record has
//!
//! ```text
//! y_st ~ negative binomial (mean λ_st, size r)
//! λ_st = o_st e^b_s + h_st + m_st e^w_st
//! w_st = v_st + c_t − τ²/2,   v_st = a_s + u_st
//! b_s ~ N(0, σ_b²)     a_s ~ N(0, σ_a²)     c, u  AR(1) with variances κ τ² and (1 − κ) τ², half-life h_w
//! ```
//!
//! with τ, h_w and κ those of random hostility in `system::mechanisms::conflict`, whose e^w has mean e^a. The marginal likelihood of o, m and h
//! is a Laplace approximation: the mode by Fisher scoring, its curvature by blocks (states are independent given c).
//! Source: Tierney & Kadane, *JASA* 81:82 (1986); Rue, Martino & Chopin, *JRSS B* 71:319 (2009).

use numerics::cholesky::{Cholesky, dot};
use numerics::dispatch::{InstructionSet, Kernel, dispatch};
use numerics::elementary::{exp, ln};
use numerics::random::Cell;
use numerics::sample::{normal, poisson};
use record::states::STATES;
use system::mechanisms::conflict::COMMON_VARIANCE;

/// Number of states.
pub const N: usize = STATES.len();
/// σ_a, standard deviation of lasting differences between states in the logarithm of hostility: no source, wide.
const LASTING: f64 = 0.7;
/// σ_b, the same for background: no source; half of the differences are given already (`inputs::background_shape`).
const BACKGROUND: f64 = 0.3;
/// r, size of the negative binomial: yearly counts of a state scatter by 5 % beyond Poisson. No source.
pub const SIZE: f64 = 400.0;
/// Steps to the mode at most, and the gain in the logarithm of the density below which it is found.
const STEPS: usize = 30;
const FOUND: f64 = 0.005;
/// A step changes no logarithm by more than this.
const LARGEST: f64 = 2.0;
/// Nothing expected is less than this, people a year.
const LEAST: f64 = 1e-6;

/// Counts or expected numbers by state.
pub type States = [f64; N];

/// What a run expects in a year, by state, people a year as registered.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// o, background.
    pub background: States,
    /// h, all but background and fights.
    pub other: States,
    /// m, fights between groups without random hostility.
    pub fights: States,
}

/// How random hostility behaves: the parameters of its prior.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tension {
    /// τ, standard deviation of its logarithm.
    pub spread: f64,
    /// h_w, half-life, years.
    pub half_life_years: f64,
}

/// Gaussian approximation of b, v and c at their mode.
#[derive(Clone, Debug)]
pub struct Course {
    /// Logarithm of the marginal likelihood, up to a constant of the data.
    pub ln_likelihood: f64,
    /// b by state at the mode.
    pub background: States,
    /// w at the mode, `[year][state]`.
    pub course: Vec<States>,
    years: usize,
    common: Vec<f64>,
    states: Vec<Block>,
    schur: Cholesky,
    prior: Cholesky,
    centre: f64,
}

/// A state's part of the curvature.
#[derive(Clone, Debug)]
struct Block {
    /// v, then b.
    mode: Vec<f64>,
    /// Factor of the curvature A of (v, b).
    own: Cholesky,
    /// L⁻¹ B by columns of c: B the curvature between (v, b) and c.
    with_common: Vec<f64>,
}

/// One draw of what the mechanisms leave out.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// b by state.
    pub background: States,
    /// a by state.
    pub lasting: States,
    /// w, `[year][state]`.
    pub course: Vec<States>,
}

impl Draw {
    /// In the order of [`system::past::Past::rows`].
    pub fn rows(&self) -> Vec<f64> {
        self.background
            .iter()
            .chain(&self.lasting)
            .chain(self.course.iter().flatten())
            .copied()
            .collect()
    }
}

/// A draw from the prior.
pub fn prior_draw(years: usize, tension: &Tension, chance: &mut Cell) -> Option<Draw> {
    let variance = tension.spread * tension.spread;
    let of = |share: f64| {
        Cholesky::new(
            years,
            autocorrelation(years, tension, share * variance, 0.0),
        )
    };
    let (common, own) = (of(COMMON_VARIANCE)?, of(1.0 - COMMON_VARIANCE)?);
    let mut normals = |n: usize| -> Vec<f64> { (0..n).map(|_| normal(chance)).collect() };
    let c = common.times(&normals(years));
    let mut draw = Draw {
        background: [0.0; N],
        lasting: [0.0; N],
        course: vec![[0.0; N]; years],
    };
    for s in 0..N {
        draw.background[s] = BACKGROUND * normals(1)[0];
        draw.lasting[s] = LASTING * normals(1)[0];
        let u = own.times(&normals(years));
        for t in 0..years {
            draw.course[t][s] = draw.lasting[s] + u[t] + c[t] - 0.5 * variance;
        }
    }
    Some(draw)
}

/// What is registered of an expected number: negative binomial of size r, its gamma factor taken as a log-normal of the
/// same variance.
pub fn register(rate: f64, chance: &mut Cell) -> f64 {
    let factor = exp((1.0 / SIZE).sqrt() * normal(chance) - 0.5 / SIZE);
    poisson(chance, rate * factor) as f64
}

/// What the derivatives of a state need in a year.
struct Slope {
    /// dℓ/dη, η = ln λ.
    gradient: f64,
    /// Expected curvature.
    weight: f64,
    /// dη/dw and dη/db.
    by_course: f64,
    by_background: f64,
}

struct Problem<'a> {
    /// τ²/2.
    centre: f64,
    expected: &'a [Expected],
    counts: &'a [States],
    /// Precision of v by rows, of c likewise.
    own: Vec<f64>,
    common: Vec<f64>,
}

/// R of an AR(1) of variance one: half-life to the distance in years.
#[inline(always)]
fn autocorrelation(years: usize, t: &Tension, variance: f64, lasting: f64) -> Vec<f64> {
    let kept = exp(-std::f64::consts::LN_2 / t.half_life_years);
    let mut of_distance = vec![1.0; years];
    for d in 1..years {
        of_distance[d] = of_distance[d - 1] * kept;
    }
    (0..years * years)
        .map(|k| lasting + variance * of_distance[(k / years).abs_diff(k % years)])
        .collect()
}

impl Problem<'_> {
    #[inline(always)]
    fn rate(&self, t: usize, s: usize, b: f64, w: f64) -> [f64; 3] {
        let e = &self.expected[t];
        [
            e.background[s] * exp(b) + LEAST,
            e.other[s],
            e.fights[s] * exp(w - self.centre),
        ]
    }

    #[inline(always)]
    fn slope(&self, t: usize, s: usize, b: f64, w: f64) -> Slope {
        let [background, other, fights] = self.rate(t, s, b, w);
        let rate = background + other + fights;
        let shrink = SIZE / (SIZE + rate);
        Slope {
            gradient: (self.counts[t][s] - rate) * shrink,
            weight: rate * shrink,
            by_course: fights / rate,
            by_background: background / rate,
        }
    }

    /// Logarithm of likelihood and prior, up to constants.
    #[inline(always)]
    fn objective(&self, states: &[Vec<f64>], common: &[f64]) -> f64 {
        let years = common.len();
        let mut sum = -0.5 * quadratic(&self.common, common);
        for (s, x) in states.iter().enumerate() {
            let b = x[years];
            sum -= 0.5 * (quadratic(&self.own, &x[..years]) + b * b / (BACKGROUND * BACKGROUND));
            for t in 0..years {
                let rate: f64 = self.rate(t, s, b, x[t] + common[t]).iter().sum();
                let y = self.counts[t][s];
                sum += y * ln(rate) - (y + SIZE) * ln(rate + SIZE);
            }
        }
        sum
    }
}

#[inline(always)]
fn quadratic(precision: &[f64], x: &[f64]) -> f64 {
    precision
        .chunks_exact(x.len())
        .zip(x)
        .map(|(row, x_i)| x_i * dot(row, x))
        .sum()
}

/// Finds the mode and the marginal likelihood, from a start near it if there is one; `None` where a number leaves the
/// finite ones (a run that no record could have come from).
pub fn fit(
    expected: &[Expected],
    counts: &[States],
    tension: &Tension,
    start: Option<&Course>,
) -> Option<Course> {
    let fit = Fit {
        expected,
        counts,
        tension,
        start,
    };
    dispatch(InstructionSet::best(), fit)
}

/// The arguments of [`fit`].
struct Fit<'a> {
    expected: &'a [Expected],
    counts: &'a [States],
    tension: &'a Tension,
    start: Option<&'a Course>,
}

impl Kernel for Fit<'_> {
    type Output = Option<Course>;

    #[inline(always)]
    fn run(self) -> Option<Course> {
        let Self {
            expected,
            counts,
            tension,
            start,
        } = self;
        mode(expected, counts, tension, start)
    }
}

#[inline(always)]
fn mode(
    expected: &[Expected],
    counts: &[States],
    tension: &Tension,
    start: Option<&Course>,
) -> Option<Course> {
    let years = counts.len();
    let variance = tension.spread * tension.spread;
    let own_prior = Cholesky::new(
        years,
        autocorrelation(
            years,
            tension,
            (1.0 - COMMON_VARIANCE) * variance,
            LASTING * LASTING,
        ),
    )?;
    let common_prior = Cholesky::new(
        years,
        autocorrelation(years, tension, COMMON_VARIANCE * variance, 0.0),
    )?;
    let problem = Problem {
        centre: 0.5 * variance,
        expected,
        counts,
        own: own_prior.inverse(),
        common: common_prior.inverse(),
    };
    let mut common = start.map_or_else(|| vec![0.0; years], |c| c.common.clone());
    let mut states: Vec<Vec<f64>> = match start {
        Some(course) => course.states.iter().map(|b| b.mode.clone()).collect(),
        None => vec![vec![0.0; years + 1]; N],
    };
    let mut objective = problem.objective(&states, &common);
    let mut last = None;
    for _ in 0..STEPS {
        let (blocks, schur, by_state, by_common) = curvature(&problem, &states, &common)?;
        let largest = by_state
            .iter()
            .flatten()
            .chain(&by_common)
            .fold(0.0_f64, |m, x| m.max(x.abs()));
        if !largest.is_finite() {
            return None;
        }
        let mut share = (LARGEST / largest).min(1.0);
        let before = objective;
        for _ in 0..8 {
            let tried: Vec<Vec<f64>> = states
                .iter()
                .zip(&by_state)
                .map(|(x, d)| x.iter().zip(d).map(|(x, d)| x + share * d).collect())
                .collect();
            let tried_common: Vec<f64> = common
                .iter()
                .zip(&by_common)
                .map(|(x, d)| x + share * d)
                .collect();
            let value = problem.objective(&tried, &tried_common);
            if value >= objective {
                (states, common, objective) = (tried, tried_common, value);
                break;
            }
            share *= 0.4;
        }
        last = Some((blocks, schur));
        if objective - before < FOUND {
            break;
        }
    }
    let (mut blocks, schur) = last?;
    for (block, state) in blocks.iter_mut().zip(&states) {
        block.mode.clone_from(state);
    }
    let curvature: f64 =
        blocks.iter().map(|b| b.own.ln_determinant()).sum::<f64>() + schur.ln_determinant();
    let prior = N as f64 * (own_prior.ln_determinant() + 2.0 * ln(BACKGROUND))
        + common_prior.ln_determinant();
    let ln_likelihood = objective - 0.5 * (curvature + prior);
    if !ln_likelihood.is_finite() {
        return None;
    }
    Some(Course {
        ln_likelihood,
        background: std::array::from_fn(|s| states[s][years]),
        course: (0..years)
            .map(|t| std::array::from_fn(|s| states[s][t] + common[t] - problem.centre))
            .collect(),
        years,
        common,
        states: blocks,
        schur,
        prior: own_prior,
        centre: problem.centre,
    })
}

type Curvature = (Vec<Block>, Cholesky, Vec<Vec<f64>>, Vec<f64>);

/// Curvature at a point, and the step of Fisher scoring: by state (v, then b), and for c.
#[inline(always)]
fn curvature(problem: &Problem<'_>, states: &[Vec<f64>], common: &[f64]) -> Option<Curvature> {
    let years = common.len();
    let rows = years + 1;
    let mut schur = problem.common.clone();
    let mut right: Vec<f64> = problem
        .common
        .chunks_exact(years)
        .map(|row| -dot(row, common))
        .collect();
    let mut blocks = Vec::with_capacity(N);
    let mut reduced = Vec::with_capacity(N);
    for (s, x) in states.iter().enumerate() {
        let b = x[years];
        let mut a = vec![0.0; rows * rows];
        let mut with_common = vec![0.0; years * rows];
        let mut gradient = vec![0.0; rows];
        gradient[years] = -b / (BACKGROUND * BACKGROUND);
        a[rows * rows - 1] = 1.0 / (BACKGROUND * BACKGROUND);
        for t in 0..years {
            let own = &problem.own[t * years..(t + 1) * years];
            a[t * rows..t * rows + years].copy_from_slice(own);
            let slope = problem.slope(t, s, b, x[t] + common[t]);
            let (q, d) = (slope.by_course, slope.by_background);
            a[t * rows + t] += slope.weight * q * q;
            a[years * rows + t] = slope.weight * q * d;
            a[rows * rows - 1] += slope.weight * d * d;
            with_common[t * rows + t] = slope.weight * q * q;
            with_common[t * rows + years] = slope.weight * q * d;
            schur[t * years + t] += slope.weight * q * q;
            gradient[t] = slope.gradient * q - dot(own, &x[..years]);
            gradient[years] += slope.gradient * d;
            right[t] += slope.gradient * q;
        }
        let own = Cholesky::new(rows, a)?;
        for (t, column) in with_common.chunks_exact_mut(rows).enumerate() {
            own.forward_from(t, column);
        }
        own.forward(&mut gradient);
        for i in 0..years {
            let column = &with_common[i * rows..(i + 1) * rows];
            right[i] -= dot(column, &gradient);
            for j in 0..=i {
                // The columns are zero above their own row.
                let other = &with_common[j * rows + i..(j + 1) * rows];
                schur[i * years + j] -= dot(&column[i..], other);
            }
        }
        reduced.push(gradient);
        blocks.push(Block {
            mode: Vec::new(),
            own,
            with_common,
        });
    }
    let schur = Cholesky::new(years, schur)?;
    schur.solve(&mut right);
    for (step, block) in reduced.iter_mut().zip(&blocks) {
        block.subtract(&right, step);
        block.own.backward(step);
    }
    Some((blocks, schur, reduced, right))
}

impl Block {
    /// Takes L⁻¹ B times a change of c away.
    #[inline(always)]
    fn subtract(&self, common: &[f64], from: &mut [f64]) {
        for (column, c) in self.with_common.chunks_exact(from.len()).zip(common) {
            for (x, u) in from.iter_mut().zip(column) {
                *x -= u * c;
            }
        }
    }
}

impl Course {
    /// A draw from the approximation; a is drawn given v.
    pub fn draw(&self, chance: &mut Cell) -> Draw {
        let mut normals = |n: usize| -> Vec<f64> { (0..n).map(|_| normal(chance)).collect() };
        let mut change = normals(self.years);
        self.schur.backward(&mut change);
        let mut draw = Draw {
            background: [0.0; N],
            lasting: [0.0; N],
            course: vec![[0.0; N]; self.years],
        };
        // a | v: mean σ_a² 1ᵀ K⁻¹ v, variance σ_a² − σ_a⁴ 1ᵀ K⁻¹ 1.
        let variance = LASTING * LASTING;
        let mut ones = vec![1.0; self.years];
        self.prior.solve(&mut ones);
        let left = (variance - variance * variance * ones.iter().sum::<f64>()).max(0.0);
        for (s, block) in self.states.iter().enumerate() {
            let mut x = normals(self.years + 1);
            block.subtract(&change, &mut x);
            block.own.backward(&mut x);
            for (x, mode) in x.iter_mut().zip(&block.mode) {
                *x += mode;
            }
            draw.background[s] = x[self.years];
            draw.lasting[s] = variance * dot(&ones, &x[..self.years]) + left.sqrt() * normals(1)[0];
            for t in 0..self.years {
                draw.course[t][s] = x[t] + self.common[t] + change[t] - self.centre;
            }
        }
        draw
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use numerics::random::Address;

    const T: Tension = Tension {
        spread: 0.4,
        half_life_years: 3.0,
    };

    fn expected(years: usize, fights: f64) -> Vec<Expected> {
        let of = |n: f64| std::array::from_fn(|s| n * (1.0 + s as f64 / 10.0));
        (0..years)
            .map(|_| Expected {
                background: of(60.0),
                other: of(10.0),
                fights: of(fights),
            })
            .collect()
    }

    fn counts(years: usize, factor: impl Fn(usize, usize) -> f64) -> Vec<States> {
        (0..years)
            .map(|t| {
                std::array::from_fn(|s| ((1.0 + s as f64 / 10.0) * 170.0 * factor(t, s)).round())
            })
            .collect()
    }

    fn chance() -> Cell {
        Cell::new(Address {
            seed: 4,
            draw: 0,
            replicate: 0,
            stream: 9,
            step: 0,
            index: 0,
        })
    }

    #[test]
    fn a_record_as_expected_leaves_nothing_to_explain() {
        let c = fit(&expected(6, 100.0), &counts(6, |_, _| 1.0), &T, None).unwrap();
        let largest = c
            .course
            .iter()
            .flatten()
            .fold(0.0_f64, |m, w| m.max(w.abs()));
        assert!(largest < 0.02, "{largest}");
    }

    #[test]
    fn a_war_in_one_state_is_found_there() {
        let counts = counts(6, |t, s| if t >= 3 && s == 7 { 4.0 } else { 1.0 });
        let c = fit(&expected(6, 100.0), &counts, &T, None).unwrap();
        assert!(c.course[4][7] > 1.2 && c.course[4][6].abs() < 0.2);
        assert!(c.course[1][7].abs() < 0.5);
    }

    #[test]
    fn expectations_closer_to_the_record_are_likelier() {
        let counts = counts(6, |_, _| 1.0);
        let of = |fights| fit(&expected(6, fights), &counts, &T, None).unwrap();
        let (near, far) = (of(100.0), of(25.0));
        assert!(near.ln_likelihood > far.ln_likelihood + 5.0);
    }

    #[test]
    fn one_year_agrees_with_the_integral_over_a_grid() {
        // With one state that counts and one year, b, v and c can be summed out on a grid.
        let mut e = expected(1, 100.0);
        let mut y = counts(1, |_, _| 1.0);
        // Of the others nothing is to be learnt: no fights, no background, a count as expected.
        let only_first = |first: f64, rest: f64| {
            let mut of = [rest; N];
            of[0] = first;
            of
        };
        e[0] = Expected {
            background: only_first(e[0].background[0], 0.0),
            other: only_first(e[0].other[0], 100.0),
            fights: only_first(e[0].fights[0], 0.0),
        };
        y[0] = [100.0; N];
        y[0][0] = 240.0;
        let approximation = |e: &[Expected]| fit(e, &y, &T, None).unwrap().ln_likelihood;
        let mut other = e.clone();
        other[0].fights[0] = 150.0;
        let exact = |fights: f64| {
            let mut sum = 0.0;
            let sd_w = (LASTING * LASTING + T.spread * T.spread).sqrt();
            for i in 0..400 {
                for j in 0..400 {
                    let z = |k: i32| (f64::from(k) - 199.5) / 40.0;
                    let (w, b) = (sd_w * z(i), BACKGROUND * z(j));
                    let rate = 60.0 * exp(b) + 10.0 + fights * exp(w - 0.5 * T.spread * T.spread);
                    let l = 240.0 * ln(rate) - (240.0 + SIZE) * ln(rate + SIZE);
                    sum += exp(l - 0.5 * (z(i) * z(i) + z(j) * z(j)) + 2820.0);
                }
            }
            ln(sum)
        };
        let difference = approximation(&e) - approximation(&other);
        let expected = exact(100.0) - exact(150.0);
        // The approximation is good to some hundredths.
        assert!(
            (difference - expected).abs() < 0.03,
            "{difference} {expected}"
        );
    }

    #[test]
    fn draws_scatter_around_the_mode_as_the_curvature_says() {
        let c = fit(&expected(4, 100.0), &counts(4, |_, _| 1.3), &T, None).unwrap();
        let mut chance = chance();
        let n = 2000;
        let draws: Vec<f64> = (0..n).map(|_| c.draw(&mut chance).course[2][5]).collect();
        let mean = draws.iter().sum::<f64>() / f64::from(n);
        let sd = (draws.iter().map(|w| (w - mean).powi(2)).sum::<f64>() / f64::from(n)).sqrt();
        assert!((mean - c.course[2][5]).abs() < 0.02);
        // Counts of about 330 known to √(1/330 + 1/400), of which fights are 60 %.
        assert!((0.05..0.35).contains(&sd), "{sd}");
    }
}
