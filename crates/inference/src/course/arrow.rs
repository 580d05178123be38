//! The curvature of one state's part of the course, and of an autoregression: tridiagonal with a border, so that its cost
//! grows with the number of quarters and not with its cube.
//!
//! ```text
//!     ⎡ T    C ⎤     T  tridiagonal over the quarters (u)
//! A = ⎢        ⎥     C  two columns (a and b) that meet every quarter
//!     ⎣ Cᵀ   E ⎦     F = E − Cᵀ T⁻¹ C
//! ```
//!
//! T = L D Lᵀ with L unit lower bidiagonal. Source: Golub & Van Loan, *Matrix Computations*, 4th ed., sections 4.1 and
//! 4.3; Rue & Held, *Gaussian Markov Random Fields* (2005), section 2.4.

use numerics::elementary::ln;

/// Precision of a stationary first-order autoregression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Autoregression {
    end: f64,
    inner: f64,
    off: f64,
    ln_determinant_of_one: f64,
    ln_determinant_of_more: f64,
    /// ρ, what a step leaves.
    pub kept: f64,
    /// σ², stationary variance.
    pub variance: f64,
}

impl Autoregression {
    /// With a variance and the share that a step leaves.
    #[inline(always)]
    pub fn new(variance: f64, kept: f64) -> Self {
        let innovation = variance * (1.0 - kept * kept);
        Self {
            end: 1.0 / innovation,
            inner: (1.0 + kept * kept) / innovation,
            off: -kept / innovation,
            ln_determinant_of_one: ln(variance),
            ln_determinant_of_more: ln(innovation),
            kept,
            variance,
        }
    }

    /// Diagonal element of the precision over so many steps.
    #[inline(always)]
    pub fn diagonal(&self, step: usize, steps: usize) -> f64 {
        match (step == 0, step + 1 == steps) {
            (true, true) => 1.0 / self.variance,
            (true, false) | (false, true) => self.end,
            (false, false) => self.inner,
        }
    }

    /// What stands beside the diagonal.
    #[inline(always)]
    pub fn beside(&self) -> f64 {
        self.off
    }

    /// The precision times x.
    #[inline(always)]
    pub fn times(&self, x: &[f64]) -> Vec<f64> {
        (0..x.len())
            .map(|t| {
                let before = if t > 0 { x[t - 1] } else { 0.0 };
                let after = x.get(t + 1).copied().unwrap_or(0.0);
                self.diagonal(t, x.len()) * x[t] + self.off * (before + after)
            })
            .collect()
    }

    /// xᵀ (precision) x.
    #[inline(always)]
    pub fn quadratic(&self, x: &[f64]) -> f64 {
        let diagonal: f64 = (0..x.len())
            .map(|t| self.diagonal(t, x.len()) * x[t] * x[t])
            .sum();
        let beside: f64 = x.windows(2).map(|w| w[0] * w[1]).sum();
        diagonal + 2.0 * self.off * beside
    }

    /// Logarithm of the determinant of the covariance over so many steps.
    #[inline(always)]
    pub fn ln_determinant(&self, steps: usize) -> f64 {
        self.ln_determinant_of_one + (steps as f64 - 1.0) * self.ln_determinant_of_more
    }
}

/// Numbers that belong to a and to b.
pub type Pair = [f64; 2];

/// The factored matrix A.
#[derive(Clone, Debug)]
pub struct Arrow {
    /// D.
    pivots: Vec<f64>,
    /// Minus what stands below the diagonal of L.
    passed: Vec<f64>,
    /// C, a pair a quarter.
    border: Vec<Pair>,
    /// T⁻¹ C.
    solved: Vec<Pair>,
    /// Lower triangle of the Cholesky factor of F: aa, ab, bb.
    corner: [f64; 3],
}

impl Arrow {
    /// Factors the matrix of a diagonal and what stands beside it, the border, and the corner (aa, ab, bb); `None` if it
    /// is not positive definite.
    #[inline(always)]
    pub fn new(
        diagonal: Vec<f64>,
        beside: f64,
        border: Vec<Pair>,
        corner: [f64; 3],
    ) -> Option<Self> {
        let mut pivots = diagonal;
        let mut passed = vec![0.0; pivots.len().saturating_sub(1)];
        for t in 0..pivots.len() {
            if !(pivots[t] > 0.0) {
                return None;
            }
            if t + 1 < pivots.len() {
                let l = beside / pivots[t];
                passed[t] = -l;
                pivots[t + 1] -= l * beside;
            }
        }
        let mut arrow = Self {
            pivots,
            passed,
            solved: border.clone(),
            border,
            corner: [0.0; 3],
        };
        for k in 0..2 {
            let mut column: Vec<f64> = arrow.border.iter().map(|c| c[k]).collect();
            arrow.solve_quarters(&mut column);
            for (solved, x) in arrow.solved.iter_mut().zip(column) {
                solved[k] = x;
            }
        }
        let [mut aa, mut ab, mut bb] = corner;
        for (c, g) in arrow.border.iter().zip(&arrow.solved) {
            aa -= c[0] * g[0];
            ab -= c[0] * g[1];
            bb -= c[1] * g[1];
        }
        if !(aa > 0.0) {
            return None;
        }
        let first = aa.sqrt();
        let second = ab / first;
        let third = bb - second * second;
        if !(third > 0.0) {
            return None;
        }
        arrow.corner = [first, second, third.sqrt()];
        Some(arrow)
    }

    /// Replaces b by T⁻¹ b.
    #[inline(always)]
    pub fn solve_quarters(&self, b: &mut [f64]) {
        for t in 0..self.passed.len() {
            b[t + 1] += self.passed[t] * b[t];
        }
        for (b, d) in b.iter_mut().zip(&self.pivots) {
            *b /= d;
        }
        self.pass_back(b);
    }

    /// Replaces b by L⁻ᵀ b.
    #[inline(always)]
    fn pass_back(&self, b: &mut [f64]) {
        for t in (0..self.passed.len()).rev() {
            b[t] += self.passed[t] * b[t + 1];
        }
    }

    /// Replaces standard normals by a draw with covariance T⁻¹.
    #[inline(always)]
    pub fn scatter_quarters(&self, normals: &mut [f64]) {
        for (x, d) in normals.iter_mut().zip(&self.pivots) {
            *x /= d.sqrt();
        }
        self.pass_back(normals);
    }

    /// F⁻¹ x.
    #[inline(always)]
    pub fn solve_corner(&self, x: Pair) -> Pair {
        let [first, second, third] = self.corner;
        self.scatter_corner([x[0] / first, (x[1] - second * x[0] / first) / third])
    }

    /// From standard normals a draw with covariance F⁻¹.
    #[inline(always)]
    pub fn scatter_corner(&self, normals: Pair) -> Pair {
        let [first, second, third] = self.corner;
        let b = normals[1] / third;
        [(normals[0] - second * b) / first, b]
    }

    /// Cᵀ x.
    #[inline(always)]
    pub fn border_times(&self, x: &[f64]) -> Pair {
        let mut sum = [0.0; 2];
        for (c, x) in self.border.iter().zip(x) {
            sum[0] += c[0] * x;
            sum[1] += c[1] * x;
        }
        sum
    }

    /// Takes T⁻¹ C (a, b) away from x.
    #[inline(always)]
    pub fn take_away(&self, pair: Pair, x: &mut [f64]) {
        for (x, g) in x.iter_mut().zip(&self.solved) {
            *x -= g[0] * pair[0] + g[1] * pair[1];
        }
    }

    /// C, a pair a quarter.
    #[inline(always)]
    pub fn border(&self) -> &[Pair] {
        &self.border
    }

    /// Cᵀ − Cᵀ T⁻¹ diag(d), a pair a quarter: how a and b meet what meets u by d and them by C.
    #[inline(always)]
    pub fn meeting(&self, d: &[f64]) -> Vec<Pair> {
        let of = |((c, g), d): ((&Pair, &Pair), &f64)| [c[0] - g[0] * d, c[1] - g[1] * d];
        self.border
            .iter()
            .zip(&self.solved)
            .zip(d)
            .map(of)
            .collect()
    }

    /// Takes Bᵀ A⁻¹ B away from a symmetric matrix kept by diagonals (`by_diagonals[k * n + i]` is element (i, i − k)), B
    /// being diag(d) over u and Cᵀ over a and b.
    #[inline(always)]
    pub fn reduce(&self, d: &[f64], by_diagonals: &mut [f64]) {
        let n = d.len();
        // Diagonal of T⁻¹; element (i − k, i) is the one below it times what is passed on.
        let mut inverse = vec![0.0; n];
        for t in (0..n).rev() {
            inverse[t] = 1.0 / self.pivots[t];
            if t + 1 < n {
                inverse[t] += self.passed[t] * self.passed[t] * inverse[t + 1];
            }
        }
        let [first, second, third] = self.corner;
        let meeting = self.meeting(d);
        let p0: Vec<f64> = meeting.iter().map(|m| m[0] / first).collect();
        let p1: Vec<f64> = meeting
            .iter()
            .zip(&p0)
            .map(|(m, p)| (m[1] - second * p) / third)
            .collect();
        for k in 0..n {
            let left = n - k;
            let row = &mut by_diagonals[k * n + k..(k + 1) * n];
            let (g, e) = (&mut inverse[k..], &self.passed);
            if k > 0 {
                for (g, e) in g.iter_mut().zip(&e[..left]) {
                    *g *= e;
                }
            }
            let (d1, d0) = (&d[k..], &d[..left]);
            let (a1, a0) = (&p0[k..], &p0[..left]);
            let (b1, b0) = (&p1[k..], &p1[..left]);
            for i in 0..left {
                row[i] -= d1[i] * g[i] * d0[i] + a1[i] * a0[i] + b1[i] * b0[i];
            }
        }
    }

    /// ln |A|.
    #[inline(always)]
    pub fn ln_determinant(&self) -> f64 {
        let quarters: f64 = self.pivots.iter().map(|d| ln(*d)).sum();
        quarters + 2.0 * (ln(self.corner[0]) + ln(self.corner[2]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use numerics::cholesky::Cholesky;

    const D: [f64; 4] = [0.7, 1.1, 0.2, 2.0];

    fn arrow() -> Arrow {
        let prior = Autoregression::new(0.5, 0.8);
        let diagonal = (0..4).map(|t| prior.diagonal(t, 4) + D[t]).collect();
        let border = vec![[0.7, 0.1], [1.1, 0.3], [0.2, 0.05], [2.0, 0.4]];
        Arrow::new(diagonal, prior.beside(), border, [6.0, 1.0, 3.0]).unwrap()
    }

    /// The same matrix by rows: quarters, then a and b.
    fn dense() -> Vec<f64> {
        let (arrow, prior) = (arrow(), Autoregression::new(0.5, 0.8));
        let mut m = vec![0.0; 36];
        for t in 0..4 {
            m[6 * t + t] = prior.diagonal(t, 4) + D[t];
            if t < 3 {
                m[6 * t + t + 1] = prior.beside();
                m[6 * (t + 1) + t] = prior.beside();
            }
            for k in 0..2 {
                m[6 * t + 4 + k] = arrow.border()[t][k];
                m[6 * (4 + k) + t] = arrow.border()[t][k];
            }
        }
        (m[28], m[29], m[34], m[35]) = (6.0, 1.0, 1.0, 3.0);
        m
    }

    #[test]
    fn an_autoregression_has_the_covariance_of_its_kind() {
        let prior = Autoregression::new(0.5, 0.8);
        let covariance: Vec<f64> = (0..9_i32)
            .map(|k| 0.5 * 0.8_f64.powi((k / 3 - k % 3).abs()))
            .collect();
        let dense = Cholesky::new(3, covariance.clone()).unwrap();
        assert!((prior.ln_determinant(3) - dense.ln_determinant()).abs() < 1e-12);
        let x = [0.3, -1.0, 0.6];
        let back = prior.times(&x);
        for i in 0..3 {
            let sum: f64 = (0..3).map(|j| covariance[3 * i + j] * back[j]).sum();
            assert!((sum - x[i]).abs() < 1e-12);
        }
        let q: f64 = x.iter().zip(&back).map(|(x, y)| x * y).sum();
        assert!((prior.quadratic(&x) - q).abs() < 1e-12);
        assert!((prior.diagonal(0, 1) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn solutions_and_determinants_are_those_of_the_whole_matrix() {
        let (arrow, whole) = (arrow(), Cholesky::new(6, dense()).unwrap());
        assert!((arrow.ln_determinant() - whole.ln_determinant()).abs() < 1e-12);
        let mut expected = vec![1.0, -0.5, 0.2, 0.9, 0.4, -0.3];
        let mut quarters = expected[..4].to_vec();
        arrow.solve_quarters(&mut quarters);
        let met = arrow.border_times(&quarters);
        let pair = arrow.solve_corner([expected[4] - met[0], expected[5] - met[1]]);
        arrow.take_away(pair, &mut quarters);
        whole.solve(&mut expected);
        for (x, y) in quarters.iter().chain(&pair).zip(&expected) {
            assert!((x - y).abs() < 1e-12, "{x} {y}");
        }
    }

    #[test]
    fn what_is_reduced_is_b_transposed_times_the_inverse_times_b() {
        let (arrow, whole) = (arrow(), Cholesky::new(6, dense()).unwrap());
        let mut by_diagonals = vec![0.0; 16];
        arrow.reduce(&D, &mut by_diagonals);
        let column = |t: usize| {
            let mut b = vec![0.0; 6];
            b[t] = D[t];
            b[4..].copy_from_slice(&arrow.border()[t]);
            b
        };
        for i in 0..4 {
            for j in 0..=i {
                let mut solved = column(j);
                whole.solve(&mut solved);
                let product: f64 = column(i).iter().zip(&solved).map(|(x, y)| x * y).sum();
                let found = -by_diagonals[(i - j) * 4 + i];
                assert!(
                    (product - found).abs() < 1e-12,
                    "{i} {j}: {product} {found}"
                );
            }
        }
    }

    #[test]
    fn draws_have_the_inverse_as_covariance() {
        // Columns of a factor of T⁻¹ times their transpose are T⁻¹.
        let arrow = arrow();
        let factor: Vec<Vec<f64>> = (0..4)
            .map(|k| {
                let mut x = vec![0.0; 4];
                x[k] = 1.0;
                arrow.scatter_quarters(&mut x);
                x
            })
            .collect();
        let mut solved = vec![0.0, 1.0, 0.0, 0.0];
        arrow.solve_quarters(&mut solved);
        for (i, expected) in solved.iter().enumerate() {
            let product: f64 = factor.iter().map(|x| x[i] * x[1]).sum();
            assert!((product - expected).abs() < 1e-12);
        }
        let [x, y] = [[1.0, 0.0], [0.0, 1.0]].map(|n| arrow.scatter_corner(n));
        let inverse = arrow.solve_corner([1.0, 0.0]);
        assert!((x[0] * x[0] + y[0] * y[0] - inverse[0]).abs() < 1e-12);
        assert!((x[0] * x[1] + y[0] * y[1] - inverse[1]).abs() < 1e-12);
    }
}
