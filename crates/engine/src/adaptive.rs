//! Integration with automatic step size and error control, for reproducing published figures.
//!
//! A thin layer over the Dormand-Prince 8(5,3) method of the `ode_solvers` crate. Its step-size
//! control uses the platform's power function, so its last bits may differ between platforms:
//! ensembles use [`crate::rk4`], whose bits do not.

use crate::rk4::Derivative;
use ode_solvers::{DVector, Dop853, System};

/// Why an integration could not be finished.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum IntegrationError {
    /// The interval or the output spacing is not positive and finite.
    #[error("cannot integrate from week {from} to week {to} with output every {every} weeks")]
    BadInterval {
        /// Start in weeks.
        from: f64,
        /// End in weeks.
        to: f64,
        /// Output spacing in weeks.
        every: f64,
    },
    /// The method gave up: too many steps, a step too small, or a stiff problem.
    #[error(
        "the equations could not be integrated to week {to}, the values are too extreme for the method: {reason}"
    )]
    GaveUp {
        /// End in weeks.
        to: f64,
        /// What the method reported.
        reason: String,
    },
    /// The solution left the finite numbers.
    #[error("the solution is not finite at week {week}")]
    NotFinite {
        /// Week of the first value that is not finite.
        week: f64,
    },
}

struct Adapter<'a, D>(&'a D);

impl<D: Derivative<1>> System<f64, DVector<f64>> for Adapter<'_, D> {
    fn system(&self, t: f64, y: &DVector<f64>, dy: &mut DVector<f64>) {
        // [f64; 1] and f64 have the same layout, but a copy keeps this free of unsafe code.
        let rows: Vec<[f64; 1]> = y.iter().map(|&v| [v]).collect();
        let mut slopes = vec![[0.0]; rows.len()];
        self.0.derivative(t, &rows, &mut slopes);
        for (to, from) in dy.iter_mut().zip(slopes) {
            *to = from[0];
        }
    }
}

/// Integrates from week `from` to week `to` and returns the state at `from`, `from + every`, … `to`.
///
/// `tolerance` bounds the estimated error of a step, relative and absolute. The span must be a whole
/// number of output intervals.
pub fn integrate<D: Derivative<1>>(
    system: &D,
    y0: &[f64],
    from: f64,
    to: f64,
    every: f64,
    tolerance: f64,
) -> Result<Vec<Vec<f64>>, IntegrationError> {
    let intervals = ((to - from) / every).round();
    if !(intervals >= 1.0 && ((to - from) - intervals * every).abs() < 1e-9 * every) {
        return Err(IntegrationError::BadInterval { from, to, every });
    }
    // Integrating a little past the end makes sure that rounding does not lose the last output.
    let mut solver = Dop853::new(
        Adapter(system),
        from,
        to + 1e-6 * every,
        every,
        DVector::from_column_slice(y0),
        tolerance,
        tolerance,
    );
    solver.integrate().map_err(|e| IntegrationError::GaveUp {
        to,
        reason: e.to_string(),
    })?;
    let states: Vec<Vec<f64>> = solver
        .y_out()
        .iter()
        .take(intervals as usize + 1)
        .map(|y| y.iter().copied().collect())
        .collect();
    if let Some(k) = states.iter().position(|y| y.iter().any(|v| !v.is_finite())) {
        return Err(IntegrationError::NotFinite {
            week: from + k as f64 * every,
        });
    }
    if states.len() != intervals as usize + 1 {
        return Err(IntegrationError::GaveUp {
            to,
            reason: format!("only {} of {} outputs", states.len(), intervals + 1.0),
        });
    }
    Ok(states)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Logistic;
    impl Derivative<1> for Logistic {
        fn derivative(&self, _t: f64, y: &[[f64; 1]], dy: &mut [[f64; 1]]) {
            dy[0][0] = 0.3 * y[0][0] * (1.0 - y[0][0]);
        }
    }

    #[test]
    fn agrees_with_the_closed_form_at_every_output() {
        let states = integrate(&Logistic, &[0.1], 0.0, 40.0, 0.5, 1e-11).unwrap();
        assert_eq!(states.len(), 81);
        for (k, y) in states.iter().enumerate() {
            let exact = 1.0 / (1.0 + 9.0 * (-0.3 * 0.5 * k as f64).exp());
            assert!(
                (y[0] - exact).abs() < 1e-9,
                "at output {k}: {} {exact}",
                y[0]
            );
        }
    }

    #[test]
    fn refuses_an_interval_that_is_not_whole() {
        let bad = integrate(&Logistic, &[0.1], 0.0, 1.3, 0.5, 1e-8);
        assert!(matches!(bad, Err(IntegrationError::BadInterval { .. })));
        let none = integrate(&Logistic, &[0.1], 0.0, 0.0, 1.0, 1e-8);
        assert!(matches!(none, Err(IntegrationError::BadInterval { .. })));
    }

    #[test]
    fn reports_a_solution_that_explodes() {
        struct Explodes;
        impl Derivative<1> for Explodes {
            fn derivative(&self, _t: f64, y: &[[f64; 1]], dy: &mut [[f64; 1]]) {
                dy[0][0] = y[0][0] * y[0][0];
            }
        }
        assert!(integrate(&Explodes, &[1.0], 0.0, 10.0, 1.0, 1e-8).is_err());
    }
}
