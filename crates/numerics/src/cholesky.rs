//! Cholesky factor of a small symmetric positive definite matrix: solutions, determinant, Gaussian draws.
//!
//! A = L Lᵀ with L lower triangular. Source: Golub & Van Loan, *Matrix Computations*, 4th ed., section 4.2.

/// Σ a_i b_i over the shorter of two slices, in four partial sums of fixed order.
#[inline(always)]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len().min(b.len());
    let (a, b) = (&a[..n], &b[..n]);
    let mut sums = [0.0; 4];
    let (a4, b4) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = a4
        .remainder()
        .iter()
        .zip(b4.remainder())
        .map(|(x, y)| x * y)
        .sum();
    for (x, y) in a4.zip(b4) {
        for k in 0..4 {
            sums[k] += x[k] * y[k];
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

/// The factor L.
#[derive(Clone, Debug, PartialEq)]
pub struct Cholesky {
    n: usize,
    /// Row-major lower triangle; what is above the diagonal is not used.
    l: Vec<f64>,
}

impl Cholesky {
    /// Factors an `n` × `n` matrix given by rows, of which the lower triangle is read; `None` if it is not positive
    /// definite.
    #[inline(always)]
    pub fn new(n: usize, mut a: Vec<f64>) -> Option<Self> {
        for i in 0..n {
            for j in 0..=i {
                let (row_i, row_j) = (&a[i * n..i * n + j], &a[j * n..j * n + j]);
                let left = a[i * n + j] - dot(row_i, row_j);
                if i == j {
                    if !(left > 0.0) {
                        return None;
                    }
                    a[i * n + i] = left.sqrt();
                } else {
                    a[i * n + j] = left / a[j * n + j];
                }
            }
        }
        Some(Self { n, l: a })
    }

    /// The factor of the identity.
    pub fn identity(n: usize) -> Self {
        let l = (0..n * n).map(|k| f64::from(u8::from(k / n == k % n)));
        Self { n, l: l.collect() }
    }

    /// Rows of the matrix.
    pub fn size(&self) -> usize {
        self.n
    }

    /// ln |A|.
    #[inline(always)]
    pub fn ln_determinant(&self) -> f64 {
        (0..self.n)
            .map(|i| 2.0 * crate::elementary::ln(self.l[i * self.n + i]))
            .sum()
    }

    /// Replaces b by L⁻¹ b.
    #[inline(always)]
    pub fn forward(&self, b: &mut [f64]) {
        self.forward_from(0, b);
    }

    /// The same for b whose first `start` elements are zero.
    #[inline(always)]
    pub fn forward_from(&self, start: usize, b: &mut [f64]) {
        for i in start..self.n {
            let row = &self.l[i * self.n + start..i * self.n + i];
            b[i] = (b[i] - dot(row, &b[start..])) / self.l[i * self.n + i];
        }
    }

    /// Replaces b by L⁻ᵀ b: with standard normal b, a draw with covariance A⁻¹.
    #[inline(always)]
    pub fn backward(&self, b: &mut [f64]) {
        for i in (0..self.n).rev() {
            b[i] /= self.l[i * self.n + i];
            let x = b[i];
            let row = &self.l[i * self.n..i * self.n + i];
            for (b, l) in b.iter_mut().zip(row) {
                *b -= l * x;
            }
        }
    }

    /// Replaces b by A⁻¹ b.
    #[inline(always)]
    pub fn solve(&self, b: &mut [f64]) {
        self.forward(b);
        self.backward(b);
    }

    /// L b: with standard normal b, a draw with covariance A.
    pub fn times(&self, b: &[f64]) -> Vec<f64> {
        let row = |i: usize| &self.l[i * self.n..=i * self.n + i];
        (0..self.n).map(|i| dot(row(i), b)).collect()
    }

    /// A⁻¹ by rows.
    pub fn inverse(&self) -> Vec<f64> {
        let mut inverse = vec![0.0; self.n * self.n];
        for j in 0..self.n {
            let mut column = vec![0.0; self.n];
            column[j] = 1.0;
            self.solve(&mut column);
            for (i, x) in column.into_iter().enumerate() {
                inverse[i * self.n + j] = x;
            }
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [[4, 2, 0.4], [2, 5, 1], [0.4, 1, 3]].
    fn matrix() -> Vec<f64> {
        vec![4.0, 2.0, 0.4, 2.0, 5.0, 1.0, 0.4, 1.0, 3.0]
    }

    #[test]
    fn solutions_solve_and_the_determinant_is_that_of_the_matrix() {
        let c = Cholesky::new(3, matrix()).unwrap();
        let mut x = vec![1.0, -2.0, 0.5];
        c.solve(&mut x);
        for (i, b) in [1.0, -2.0, 0.5].iter().enumerate() {
            let sum: f64 = (0..3).map(|j| matrix()[3 * i + j] * x[j]).sum();
            assert!((sum - b).abs() < 1e-14);
        }
        // 4 (15 − 1) − 2 (6 − 0.4) + 0.4 (2 − 2)
        assert!((c.ln_determinant() - 44.8_f64.ln()).abs() < 1e-13);
    }

    #[test]
    fn the_factor_and_its_inverse_undo_each_other() {
        let c = Cholesky::new(3, matrix()).unwrap();
        let mut x = c.times(&[0.3, 0.1, -0.7]);
        c.forward(&mut x);
        assert!((x[0] - 0.3).abs() + (x[1] - 0.1).abs() + (x[2] + 0.7).abs() < 1e-14);
        let inverse = c.inverse();
        let product: f64 = (0..3).map(|k| matrix()[3 + k] * inverse[3 * k + 1]).sum();
        assert!((product - 1.0).abs() < 1e-14);
    }

    #[test]
    fn a_matrix_that_is_not_positive_definite_is_refused() {
        assert_eq!(Cholesky::new(2, vec![1.0, 2.0, 2.0, 1.0]), None);
        assert_eq!(Cholesky::new(1, vec![f64::NAN]), None);
    }
}
