//! The classical Runge-Kutta method with a fixed step, for `L` systems side by side.
//!
//! Written with fused multiply-add in fixed order, so every machine gets the same bits.
//! Source: Hairer, Nørsett & Wanner, *Solving Ordinary Differential Equations I*, 2nd ed., II.1.

use numerics::lanes::Lanes;

/// A system of ordinary differential equations dy/dt = f(t, y) in `L` lanes.
pub trait Derivative<const L: usize> {
    /// Writes f(t, y) to `dy`; both hold one row per state variable. Time in weeks.
    fn derivative(&self, t: f64, y: &[[f64; L]], dy: &mut [[f64; L]]);
}

/// Working memory for steps of a system of a given size.
#[derive(Clone, Debug)]
pub struct Rk4<const L: usize> {
    slope: Vec<[f64; L]>,
    sum: Vec<[f64; L]>,
    point: Vec<[f64; L]>,
}

impl<const L: usize> Rk4<L> {
    /// Working memory for `n` state variables.
    pub fn new(n: usize) -> Self {
        Self {
            slope: vec![[0.0; L]; n],
            sum: vec![[0.0; L]; n],
            point: vec![[0.0; L]; n],
        }
    }

    /// Advances `y` from `t` to `t + h` (weeks).
    #[inline(always)]
    pub fn step<D: Derivative<L>>(&mut self, system: &D, t: f64, h: f64, y: &mut [[f64; L]]) {
        self.begin(system, t, y);
        self.finish(system, t, h, y);
    }

    /// First half of a step: the slope at `t`, which is often wanted for itself.
    #[inline(always)]
    pub fn begin<D: Derivative<L>>(&mut self, system: &D, t: f64, y: &[[f64; L]]) -> &[[f64; L]] {
        system.derivative(t, y, &mut self.slope);
        &self.slope
    }

    /// Second half of a step, after [`Rk4::begin`] at the same `t` and `y`.
    #[inline(always)]
    pub fn finish<D: Derivative<L>>(&mut self, system: &D, t: f64, h: f64, y: &mut [[f64; L]]) {
        // y + h/6 (k1 + 2 k2 + 2 k3 + k4); `sum` collects the bracket.
        self.sum.copy_from_slice(&self.slope);
        for (weight, ahead) in [(2.0, 0.5 * h), (2.0, 0.5 * h), (1.0, h)] {
            add_scaled(&mut self.point, y, ahead, &self.slope);
            system.derivative(t + ahead, &self.point, &mut self.slope);
            for (sum, slope) in self.sum.iter_mut().zip(&self.slope) {
                *sum = Lanes(*slope).mul_add(Lanes::splat(weight), Lanes(*sum)).0;
            }
        }
        for (y, sum) in y.iter_mut().zip(&self.sum) {
            *y = Lanes(*sum).mul_add(Lanes::splat(h / 6.0), Lanes(*y)).0;
        }
    }
}

#[inline(always)]
fn add_scaled<const L: usize>(out: &mut [[f64; L]], y: &[[f64; L]], h: f64, slope: &[[f64; L]]) {
    for ((out, y), slope) in out.iter_mut().zip(y).zip(slope) {
        *out = Lanes(*slope).mul_add(Lanes::splat(h), Lanes(*y)).0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Decay;
    impl<const L: usize> Derivative<L> for Decay {
        fn derivative(&self, _t: f64, y: &[[f64; L]], dy: &mut [[f64; L]]) {
            for l in 0..L {
                dy[0][l] = -y[0][l];
            }
        }
    }

    fn error(steps: usize) -> f64 {
        let mut y = vec![[1.0, 2.0]];
        let mut rk4 = Rk4::new(1);
        let h = 1.0 / steps as f64;
        for k in 0..steps {
            rk4.step(&Decay, k as f64 * h, h, &mut y);
        }
        assert_eq!(y[0][1], 2.0 * y[0][0], "lanes are independent");
        (y[0][0] - (-1.0_f64).exp()).abs()
    }

    #[test]
    fn converges_with_order_four() {
        let order = (error(10) / error(20)).log2();
        assert!((order - 4.0).abs() < 0.1, "measured order {order}");
    }

    #[test]
    fn depends_on_time_where_the_system_does() {
        // dy/dt = 4 t³ is integrated exactly by Simpson's rule up to cubics.
        struct Cubic;
        impl Derivative<1> for Cubic {
            fn derivative(&self, t: f64, _y: &[[f64; 1]], dy: &mut [[f64; 1]]) {
                dy[0][0] = 4.0 * t * t * t;
            }
        }
        let mut y = vec![[0.0]];
        Rk4::new(1).step(&Cubic, 1.0, 2.0, &mut y);
        assert!((y[0][0] - (81.0 - 1.0)).abs() < 1e-12);
    }
}
