//! The course of hostility that the mechanisms leave out, given the record: mode, marginal likelihood, draws.
//!
//! A run of the model gives for each state s and quarter t of the record the expected homicides of background o, of
//! fights m (without random hostility) and of other kinds h. The record has
//!
//! ```text
//! y_st ~ negative binomial (mean λ_st, size r)
//! λ_st = o_st e^b_s + h_st + m_st e^w_st
//! w_st = a_s + u_st + c_t − τ²/2
//! b_s ~ N(0, σ_b²)     a_s ~ N(0, σ_a²)     c, u  AR(1) with variances κ τ² and (1 − κ) τ², half-life h_w
//! ```
//!
//! with τ, h_w and κ those of random hostility in `system::mechanisms::conflict`, whose e^w has mean e^a. The marginal likelihood of o, m and h
//! is a Laplace approximation: the mode by Newton's steps, its curvature by blocks (states are independent given c; a
//! state's part is an `arrow`). Quarters, because events have months: with yearly counts the fit gives to chance what
//! follows an event, and a forecast starts from the mean of the last year.
//! Source: Tierney & Kadane, *JASA* 81:82 (1986); Rue, Martino & Chopin, *JRSS B* 71:319 (2009).

mod arrow;

use arrow::{Arrow, Autoregression, Pair};
use numerics::cholesky::Cholesky;
use numerics::dispatch::{InstructionSet, Kernel, dispatch};
use numerics::elementary::{exp, ln, pow};
use numerics::random::Cell;
use numerics::sample::{normal, poisson};
use record::states::STATES;
use system::mechanisms::conflict::COMMON_VARIANCE;
use system::past::QUARTERS;

/// Number of states.
pub const N: usize = STATES.len();
/// σ_a, standard deviation of lasting differences between states in the logarithm of hostility: no source, wide.
const LASTING: f64 = 0.7;
/// σ_b, the same for background: no source; half of the differences are given already (`inputs::background_shape`).
const BACKGROUND: f64 = 0.3;
/// r, size of the negative binomial: quarterly counts of a state scatter by 7 % beyond Poisson. In the record the
/// variance of their logarithm beyond Poisson is 0.000 to 0.009, by differences over one, two and four quarters of the
/// states with more homicides than the median.
pub const SIZE: f64 = 200.0;
/// Steps to the mode at most, and the gain in the logarithm of the density below which it is found. One in twenty runs needs
/// more than 30, two in five thousand more than 100.
const STEPS: usize = 120;
const FOUND: f64 = 0.005;
/// Share of the expected curvature by which the observed one may fall below it.
const BENT: f64 = 0.7;
/// A step changes no logarithm by more than this.
const LARGEST: f64 = 6.0;
/// Nothing expected is less than this, people a quarter.
const LEAST: f64 = 1e-6;

/// Counts or expected numbers by state.
pub type States = [f64; N];

/// What a run expects in a quarter, by state, people as registered.
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

impl Tension {
    /// The autoregression of a share of its variance.
    #[inline(always)]
    fn autoregression(&self, share: f64) -> Autoregression {
        let kept = pow(2.0, -1.0 / (QUARTERS as f64 * self.half_life_years));
        Autoregression::new(share * self.spread * self.spread, kept)
    }

    /// Those of u and c.
    #[inline(always)]
    fn of_states_and_nation(&self) -> [Autoregression; 2] {
        [1.0 - COMMON_VARIANCE, COMMON_VARIANCE].map(|share| self.autoregression(share))
    }
}

/// Gaussian approximation of b, a, u and c at their mode.
#[derive(Clone, Debug)]
pub struct Course {
    /// Logarithm of the marginal likelihood, up to a constant of the data.
    pub ln_likelihood: f64,
    /// b by state at the mode.
    pub background: States,
    /// w at the mode, `[quarter][state]`.
    pub course: Vec<States>,
    common: Vec<f64>,
    states: Vec<Block>,
    schur: Cholesky,
    centre: f64,
}

/// A state's part of the mode.
#[derive(Clone, Debug)]
struct State {
    /// u.
    quarters: Vec<f64>,
    /// a and b.
    pair: Pair,
}

/// A state's part of the mode and its curvature.
#[derive(Clone, Debug)]
struct Block {
    mode: State,
    /// Curvature of (u, a, b).
    own: Arrow,
    /// Curvature between u and c, by quarter.
    with_common: Vec<f64>,
}

/// One draw of what the mechanisms leave out.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// b by state.
    pub background: States,
    /// a by state.
    pub lasting: States,
    /// w, `[quarter][state]`.
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
pub fn prior_draw(quarters: usize, tension: &Tension, chance: &mut Cell) -> Draw {
    let walk = |of: Autoregression, chance: &mut Cell| -> Vec<f64> {
        let innovation = (of.variance * (1.0 - of.kept * of.kept)).sqrt();
        let mut x = of.variance.sqrt() * normal(chance);
        (0..quarters)
            .map(|t| {
                if t > 0 {
                    x = of.kept * x + innovation * normal(chance);
                }
                x
            })
            .collect()
    };
    let [of_state, of_nation] = tension.of_states_and_nation();
    let c = walk(of_nation, chance);
    let mut draw = Draw {
        background: [0.0; N],
        lasting: [0.0; N],
        course: vec![[0.0; N]; quarters],
    };
    let centre = 0.5 * tension.spread * tension.spread;
    for s in 0..N {
        draw.background[s] = BACKGROUND * normal(chance);
        draw.lasting[s] = LASTING * normal(chance);
        let u = walk(of_state, chance);
        for (t, course) in draw.course.iter_mut().enumerate() {
            course[s] = draw.lasting[s] + u[t] + c[t] - centre;
        }
    }
    draw
}

/// What is registered of an expected number: negative binomial of size r, its gamma factor taken as a log-normal of the
/// same variance.
pub fn register(rate: f64, chance: &mut Cell) -> f64 {
    let factor = scatter(chance);
    poisson(chance, rate * factor) as f64
}

/// The factor of mean one by which a quarter's counts scatter beyond Poisson.
pub fn scatter(chance: &mut Cell) -> f64 {
    exp((1.0 / SIZE).sqrt() * normal(chance) - 0.5 / SIZE)
}

/// What a run expects of a state, and what it has, by quarter.
struct OfState {
    background: Vec<f64>,
    other: Vec<f64>,
    fights: Vec<f64>,
    counts: Vec<f64>,
}

/// Rates of a state at a point, by quarter.
#[derive(Clone, Debug)]
struct Rates {
    background: Vec<f64>,
    fights: Vec<f64>,
    all: Vec<f64>,
}

struct Problem {
    /// τ²/2.
    centre: f64,
    states: Vec<OfState>,
    /// Priors of u and c.
    own: Autoregression,
    common: Autoregression,
}

/// A point, with what is needed of it.
struct Point {
    states: Vec<State>,
    common: Vec<f64>,
    rates: Vec<Rates>,
    /// Logarithm of likelihood and prior, up to constants.
    objective: f64,
}

impl Problem {
    #[inline(always)]
    fn new(expected: &[Expected], counts: &[States], tension: &Tension) -> Self {
        let [own, common] = tension.of_states_and_nation();
        let states = (0..N).map(|s| OfState {
            background: expected.iter().map(|e| e.background[s]).collect(),
            other: expected.iter().map(|e| e.other[s]).collect(),
            fights: expected.iter().map(|e| e.fights[s]).collect(),
            counts: counts.iter().map(|y| y[s]).collect(),
        });
        Self {
            centre: 0.5 * tension.spread * tension.spread,
            states: states.collect(),
            own,
            common,
        }
    }

    /// Where the search starts in a state: rates as counted, as is usual for generalised linear models.
    #[inline(always)]
    fn start(&self, s: usize) -> State {
        let of = &self.states[s];
        let quarter = |t: usize| {
            let y = of.counts[t];
            let fights = (y - of.background[t] - of.other[t]).max(0.05 * y + 0.5);
            (ln(fights / (of.fights[t] + LEAST)) + self.centre).clamp(-LARGEST, LARGEST)
        };
        State {
            quarters: (0..of.counts.len()).map(quarter).collect(),
            pair: [0.0; 2],
        }
    }

    #[inline(always)]
    fn rates(&self, s: usize, x: &State, common: &[f64]) -> Rates {
        let n = common.len();
        let of = &self.states[s];
        let ([a, b], u) = (x.pair, &x.quarters[..n]);
        let (o, h, m) = (&of.background[..n], &of.other[..n], &of.fights[..n]);
        let by_background = exp(b);
        let background: Vec<f64> = o.iter().map(|o| o * by_background + LEAST).collect();
        let mut fights = vec![0.0; n];
        for t in 0..n {
            fights[t] = m[t] * exp(a + u[t] + common[t] - self.centre);
        }
        let mut all = vec![0.0; n];
        for t in 0..n {
            all[t] = background[t] + h[t] + fights[t];
        }
        Rates {
            background,
            fights,
            all,
        }
    }

    #[inline(always)]
    fn point(&self, states: Vec<State>, common: Vec<f64>) -> Point {
        let n = common.len();
        let mut objective = -0.5 * self.common.quadratic(&common);
        let mut rates = Vec::with_capacity(N);
        let mut terms = vec![0.0; n];
        for (s, x) in states.iter().enumerate() {
            let [a, b] = x.pair;
            let lasting = a * a / (LASTING * LASTING) + b * b / (BACKGROUND * BACKGROUND);
            objective -= 0.5 * (self.own.quadratic(&x.quarters) + lasting);
            let of = self.rates(s, x, &common);
            let (y, all) = (&self.states[s].counts[..n], &of.all[..n]);
            for t in 0..n {
                terms[t] = y[t] * ln(all[t]) - (y[t] + SIZE) * ln(all[t] + SIZE);
            }
            objective += terms.iter().sum::<f64>();
            rates.push(of);
        }
        Point {
            states,
            common,
            rates,
            objective,
        }
    }
}

/// Finds the mode and the marginal likelihood; `None` where a number leaves the finite ones or no mode is found (a run that no
/// record could have come from).
pub fn fit(expected: &[Expected], counts: &[States], tension: &Tension) -> Option<Course> {
    let fit = Fit {
        expected,
        counts,
        tension,
    };
    dispatch(InstructionSet::best(), fit)
}

/// The arguments of [`fit`].
struct Fit<'a> {
    expected: &'a [Expected],
    counts: &'a [States],
    tension: &'a Tension,
}

impl Kernel for Fit<'_> {
    type Output = Option<Course>;

    #[inline(always)]
    fn run(self) -> Option<Course> {
        let Self {
            expected,
            counts,
            tension,
        } = self;
        mode(expected, counts, tension)
    }
}

#[inline(always)]
fn mode(expected: &[Expected], counts: &[States], tension: &Tension) -> Option<Course> {
    let quarters = counts.len();
    let problem = Problem::new(expected, counts, tension);
    let states = (0..N).map(|s| problem.start(s)).collect();
    let mut point = problem.point(states, vec![0.0; quarters]);
    let Step { blocks, schur, .. } = 'search: {
        for _ in 0..STEPS {
            let step = Step::new(&problem, &point, Curvature::Observed)
                .or_else(|| Step::new(&problem, &point, Curvature::Expected))?;
            let largest = step.largest();
            if !largest.is_finite() {
                return None;
            }
            let mut share = (LARGEST / largest).min(1.0);
            let before = point.objective;
            for _ in 0..8 {
                let (states, common) = step.taken(&point, share);
                let tried = problem.point(states, common);
                if tried.objective >= point.objective {
                    point = tried;
                    break;
                }
                share *= 0.4;
            }
            if point.objective - before < FOUND {
                break 'search step;
            }
        }
        return None;
    };
    let Point {
        states,
        common,
        objective,
        ..
    } = point;
    let blocks: Vec<Block> = blocks
        .into_iter()
        .zip(states)
        .map(|((own, with_common), mode)| Block {
            mode,
            own,
            with_common,
        })
        .collect();
    let curvature: f64 =
        blocks.iter().map(|b| b.own.ln_determinant()).sum::<f64>() + schur.ln_determinant();
    let of_pair = 2.0 * (ln(LASTING) + ln(BACKGROUND));
    let prior = N as f64 * (problem.own.ln_determinant(quarters) + of_pair)
        + problem.common.ln_determinant(quarters);
    let ln_likelihood = objective - 0.5 * (curvature + prior);
    if !ln_likelihood.is_finite() {
        return None;
    }
    let w = |t: usize, block: &Block| {
        block.mode.pair[0] + block.mode.quarters[t] + common[t] - problem.centre
    };
    Some(Course {
        ln_likelihood,
        background: std::array::from_fn(|s| blocks[s].mode.pair[1]),
        course: (0..quarters)
            .map(|t| std::array::from_fn(|s| w(t, &blocks[s])))
            .collect(),
        common,
        states: blocks,
        schur,
        centre: problem.centre,
    })
}

/// Which curvature of the likelihood.
#[derive(Clone, Copy)]
enum Curvature {
    /// With the bend of η at the slope that the counts give, at least 1 − `BENT` of the expected by w and by b.
    Observed,
    /// Its expectation: always positive.
    Expected,
}

/// Curvature at a point, and the step of Newton from it.
struct Step {
    /// By state: that of (u, a, b), and that between u and c.
    blocks: Vec<(Arrow, Vec<f64>)>,
    /// Factor of the curvature of c, the states summed out.
    schur: Cholesky,
    by_state: Vec<State>,
    by_common: Vec<f64>,
}

impl Step {
    #[inline(always)]
    fn new(problem: &Problem, point: &Point, curvature: Curvature) -> Option<Self> {
        let n = point.common.len();
        // Element (i, i − k) at k n + i.
        let mut by_diagonals = vec![0.0; n * n];
        for t in 0..n {
            by_diagonals[t] = problem.common.diagonal(t, n);
            if t > 0 {
                by_diagonals[n + t] = problem.common.beside();
            }
        }
        let mut by_common: Vec<f64> = problem
            .common
            .times(&point.common)
            .iter()
            .map(|x| -x)
            .collect();
        let mut blocks = Vec::with_capacity(N);
        let mut by_state = Vec::with_capacity(N);
        for (s, x) in point.states.iter().enumerate() {
            let [a, b] = x.pair;
            let (y, rates) = (&problem.states[s].counts, &point.rates[s]);
            let mut gradient: Vec<f64> =
                problem.own.times(&x.quarters).iter().map(|x| -x).collect();
            let mut of_pair = [-a / (LASTING * LASTING), -b / (BACKGROUND * BACKGROUND)];
            let mut corner = [
                1.0 / (LASTING * LASTING),
                0.0,
                1.0 / (BACKGROUND * BACKGROUND),
            ];
            let mut diagonal = vec![0.0; n];
            let mut with_common = vec![0.0; n];
            let mut border = vec![[0.0; 2]; n];
            for t in 0..n {
                // η = ln λ: slope and expected curvature of the likelihood by η, derivatives q and d of η by w and b.
                let rate = rates.all[t];
                let shrink = SIZE / (SIZE + rate);
                let (slope, weight) = ((y[t] - rate) * shrink, rate * shrink);
                let (q, d) = (rates.fights[t] / rate, rates.background[t] / rate);
                // η bends too, by q (1 − q), −q d and d (1 − d).
                let bent = match curvature {
                    Curvature::Observed => {
                        (-slope).max(-BENT * weight * (q / (1.0 - q)).min(d / (1.0 - d)))
                    }
                    Curvature::Expected => 0.0,
                };
                let by_w = weight * q * q + bent * q * (1.0 - q);
                let by_both = (weight - bent) * q * d;
                let by_b = weight * d * d + bent * d * (1.0 - d);
                diagonal[t] = problem.own.diagonal(t, n) + by_w;
                with_common[t] = by_w;
                border[t] = [by_w, by_both];
                corner[0] += by_w;
                corner[1] += by_both;
                corner[2] += by_b;
                gradient[t] += slope * q;
                of_pair[0] += slope * q;
                of_pair[1] += slope * d;
                by_diagonals[t] += by_w;
                by_common[t] += slope * q;
            }
            let own = Arrow::new(diagonal, problem.own.beside(), border, corner)?;
            own.reduce(&with_common, &mut by_diagonals);
            // A⁻¹ times the gradient.
            own.solve_quarters(&mut gradient);
            let met = own.border_times(&gradient);
            let pair = own.solve_corner([of_pair[0] - met[0], of_pair[1] - met[1]]);
            own.take_away(pair, &mut gradient);
            for (t, c) in by_common.iter_mut().enumerate() {
                let border = own.border()[t];
                *c -= with_common[t] * gradient[t] + border[0] * pair[0] + border[1] * pair[1];
            }
            by_state.push(State {
                quarters: gradient,
                pair,
            });
            blocks.push((own, with_common));
        }
        let mut by_rows = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..=i {
                by_rows[i * n + j] = by_diagonals[(i - j) * n + i];
            }
        }
        let schur = Cholesky::new(n, by_rows)?;
        schur.solve(&mut by_common);
        for (state, (own, with_common)) in by_state.iter_mut().zip(&blocks) {
            follow(own, with_common, &by_common, [0.0; 2], state);
        }
        Some(Self {
            blocks,
            schur,
            by_state,
            by_common,
        })
    }

    #[inline(always)]
    fn largest(&self) -> f64 {
        let of_states = self
            .by_state
            .iter()
            .flat_map(|s| s.quarters.iter().chain(&s.pair));
        of_states.chain(&self.by_common).fold(0.0_f64, |m, x| {
            if x.is_finite() {
                m.max(x.abs())
            } else {
                f64::INFINITY
            }
        })
    }

    /// Where a share of the step leads.
    #[inline(always)]
    fn taken(&self, point: &Point, share: f64) -> (Vec<State>, Vec<f64>) {
        let add = |x: &[f64], step: &[f64]| -> Vec<f64> {
            x.iter().zip(step).map(|(x, d)| x + share * d).collect()
        };
        let states = point.states.iter().zip(&self.by_state).map(|(x, d)| State {
            quarters: add(&x.quarters, &d.quarters),
            pair: [0, 1].map(|k| x.pair[k] + share * d.pair[k]),
        });
        (states.collect(), add(&point.common, &self.by_common))
    }
}

/// What a change of c, and a push to a and b in standard normals, change of a state.
#[inline(always)]
fn follow(own: &Arrow, with_common: &[f64], common: &[f64], push: Pair, state: &mut State) {
    let mut met = [0.0; 2];
    for (m, c) in own.meeting(with_common).iter().zip(common) {
        met[0] += m[0] * c;
        met[1] += m[1] * c;
    }
    let (mean, chance) = (own.solve_corner(met), own.scatter_corner(push));
    let change = [chance[0] - mean[0], chance[1] - mean[1]];
    let mut through: Vec<f64> = with_common.iter().zip(common).map(|(d, c)| d * c).collect();
    own.solve_quarters(&mut through);
    for (x, by) in state.quarters.iter_mut().zip(&through) {
        *x -= by;
    }
    own.take_away(change, &mut state.quarters);
    state.pair[0] += change[0];
    state.pair[1] += change[1];
}

impl Course {
    /// A draw from the approximation.
    pub fn draw(&self, chance: &mut Cell) -> Draw {
        let quarters = self.common.len();
        let normals =
            |n: usize, chance: &mut Cell| -> Vec<f64> { (0..n).map(|_| normal(chance)).collect() };
        let mut change = normals(quarters, chance);
        self.schur.backward(&mut change);
        let mut draw = Draw {
            background: [0.0; N],
            lasting: [0.0; N],
            course: vec![[0.0; N]; quarters],
        };
        for (s, block) in self.states.iter().enumerate() {
            let mut x = State {
                quarters: normals(quarters, chance),
                pair: block.mode.pair,
            };
            block.own.scatter_quarters(&mut x.quarters);
            let push = [normal(chance), normal(chance)];
            follow(&block.own, &block.with_common, &change, push, &mut x);
            [draw.lasting[s], draw.background[s]] = x.pair;
            let nation = self.common.iter().zip(&change).map(|(c, by)| c + by);
            let own = block.mode.quarters.iter().zip(&x.quarters);
            for ((course, c), (u, by)) in draw.course.iter_mut().zip(nation).zip(own) {
                course[s] = x.pair[0] + u + by + c - self.centre;
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
        let c = fit(&expected(6, 100.0), &counts(6, |_, _| 1.0), &T).unwrap();
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
        let c = fit(&expected(6, 100.0), &counts, &T).unwrap();
        assert!(c.course[4][7] > 1.2 && c.course[4][6].abs() < 0.2);
        assert!(c.course[1][7].abs() < 0.5);
    }

    #[test]
    fn expectations_closer_to_the_record_are_likelier() {
        let counts = counts(6, |_, _| 1.0);
        let of = |fights| fit(&expected(6, fights), &counts, &T).unwrap();
        let (near, far) = (of(100.0), of(25.0));
        assert!(near.ln_likelihood > far.ln_likelihood + 5.0);
    }

    #[test]
    fn one_quarter_agrees_with_the_integral_over_a_grid() {
        // With one state that counts and one quarter, b, a, u and c can be summed out on a grid.
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
        let approximation = |e: &[Expected]| fit(e, &y, &T).unwrap().ln_likelihood;
        let mut other = e.clone();
        other[0].fights[0] = 150.0;
        let highest = 240.0 * ln(240.0) - (240.0 + SIZE) * ln(240.0 + SIZE);
        let exact = |fights: f64| {
            let mut sum = 0.0;
            let sd_w = (LASTING * LASTING + T.spread * T.spread).sqrt();
            for i in 0..400 {
                for j in 0..400 {
                    let z = |k: i32| (f64::from(k) - 199.5) / 40.0;
                    let (w, b) = (sd_w * z(i), BACKGROUND * z(j));
                    let rate = 60.0 * exp(b) + 10.0 + fights * exp(w - 0.5 * T.spread * T.spread);
                    let l = 240.0 * ln(rate) - (240.0 + SIZE) * ln(rate + SIZE);
                    sum += exp(l - highest - 0.5 * (z(i) * z(i) + z(j) * z(j)));
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
        let c = fit(&expected(4, 100.0), &counts(4, |_, _| 1.3), &T).unwrap();
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
