//! Natural cubic splines, continued as straight lines outside their knots.
//!
//! The same curve as R's `splinefun(method = "natural")`.

/// Why no spline goes through the points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SplineError {
    /// Fewer than two points, or lists of different lengths.
    Length {
        /// Number of abscissae.
        x: usize,
        /// Number of ordinates.
        y: usize,
    },
    /// The abscissae do not ascend, or a number is not finite, at this position.
    Order {
        /// Position from zero.
        at: usize,
    },
}

impl std::fmt::Display for SplineError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Length { x, y } => {
                write!(
                    f,
                    "a spline needs two or more points with both coordinates, not {x} and {y}"
                )
            }
            Self::Order { at } => {
                write!(f, "point {at} is not finite or not beyond the one before")
            }
        }
    }
}

impl std::error::Error for SplineError {}

/// A natural cubic spline.
#[derive(Clone, Debug, PartialEq)]
pub struct NaturalCubicSpline {
    x: Vec<f64>,
    y: Vec<f64>,
    /// Second derivatives at the knots, zero at both ends.
    curvature: Vec<f64>,
}

impl NaturalCubicSpline {
    /// The spline through points with ascending x.
    pub fn new(x: &[f64], y: &[f64]) -> Result<Self, SplineError> {
        let n = x.len();
        if n < 2 || y.len() != n {
            return Err(SplineError::Length { x: n, y: y.len() });
        }
        let bad = |k: usize| !x[k].is_finite() || !y[k].is_finite() || (k > 0 && x[k] <= x[k - 1]);
        if let Some(at) = (0..n).find(|&k| bad(k)) {
            return Err(SplineError::Order { at });
        }
        // Tridiagonal system for the second derivatives: forward elimination, back substitution.
        let mut curvature = vec![0.0; n];
        let mut upper = vec![0.0; n];
        for k in 1..n - 1 {
            let (left, right) = (x[k] - x[k - 1], x[k + 1] - x[k]);
            let bend = 6.0 * ((y[k + 1] - y[k]) / right - (y[k] - y[k - 1]) / left);
            let pivot = 2.0 * (left + right) - left * upper[k - 1];
            upper[k] = right / pivot;
            curvature[k] = (bend - left * curvature[k - 1]) / pivot;
        }
        for k in (1..n - 1).rev() {
            curvature[k] -= upper[k] * curvature[k + 1];
        }
        Ok(Self {
            x: x.to_vec(),
            y: y.to_vec(),
            curvature,
        })
    }

    /// The value at any x.
    pub fn value(&self, x: f64) -> f64 {
        let last = self.x.len() - 1;
        if x < self.x[0] {
            return self.y[0] + (x - self.x[0]) * self.slope_at_start(0);
        }
        if x > self.x[last] {
            let h = self.x[last] - self.x[last - 1];
            let slope = (self.y[last] - self.y[last - 1]) / h + h * self.curvature[last - 1] / 6.0;
            return self.y[last] + (x - self.x[last]) * slope;
        }
        let k = self.x.partition_point(|knot| *knot <= x).clamp(1, last) - 1;
        let (h, t) = (self.x[k + 1] - self.x[k], x - self.x[k]);
        let third = (self.curvature[k + 1] - self.curvature[k]) / (6.0 * h);
        self.y[k] + t * (self.slope_at_start(k) + t * (0.5 * self.curvature[k] + t * third))
    }

    /// Slope at the left end of interval k.
    fn slope_at_start(&self, k: usize) -> f64 {
        let h = self.x[k + 1] - self.x[k];
        (self.y[k + 1] - self.y[k]) / h
            - h * (2.0 * self.curvature[k] + self.curvature[k + 1]) / 6.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_a_line_everywhere() {
        let spline =
            NaturalCubicSpline::new(&[0.0, 1.0, 3.0, 4.5], &[1.0, 3.0, 7.0, 10.0]).unwrap();
        for x in [-2.0, 0.0, 0.4, 2.9, 4.5, 9.0] {
            assert!((spline.value(x) - (1.0 + 2.0 * x)).abs() < 1e-12);
        }
    }

    #[test]
    fn a_hand_computed_example() {
        // Knots 0, 1, 2 with values 0, 1, 0: second derivative −3 in the middle.
        let spline = NaturalCubicSpline::new(&[0.0, 1.0, 2.0], &[0.0, 1.0, 0.0]).unwrap();
        assert!((spline.value(0.5) - 0.6875).abs() < 1e-15);
        assert_eq!(spline.value(1.0), 1.0);
        // Slope 1.5 at the left end continues outside.
        assert!((spline.value(-2.0) + 3.0).abs() < 1e-15);
        assert!((spline.value(4.0) + 3.0).abs() < 1e-15);
    }

    #[test]
    fn bad_points_are_refused() {
        assert_eq!(
            NaturalCubicSpline::new(&[1.0], &[1.0]),
            Err(SplineError::Length { x: 1, y: 1 })
        );
        assert_eq!(
            NaturalCubicSpline::new(&[1.0, 1.0], &[1.0, 2.0]),
            Err(SplineError::Order { at: 1 })
        );
        assert_eq!(
            NaturalCubicSpline::new(&[1.0, 2.0], &[f64::NAN, 2.0]),
            Err(SplineError::Order { at: 0 })
        );
    }
}
