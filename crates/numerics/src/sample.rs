//! Normal, Poisson and binomial random numbers.
//!
//! Written here, not taken from a library, because a library may change its values in an update and
//! with them every result. All take the cell of an address.

use crate::elementary::{exp, ln, ln_factorial};
use crate::random::Cell;

/// Means below this are sampled by adding up probabilities, larger ones by rejection.
const SMALL: f64 = 10.0;

/// A standard normal number, by inversion of one uniform number.
#[inline(always)]
pub fn normal(cell: &mut Cell) -> f64 {
    normal_quantile(cell.uniform())
}

#[inline(always)]
fn horner(x: f64, coefficients: [f64; 8]) -> f64 {
    coefficients
        .into_iter()
        .fold(0.0, |sum, c| sum.mul_add(x, c))
}

/// The quantile of the standard normal distribution, to about 1 part in 10¹⁶; −∞ at 0, ∞ at 1, NaN
/// outside. Source: Wichura, algorithm AS 241 (PPND16), *Applied Statistics* 37 (1988).
#[inline(always)]
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * horner(
            r,
            [
                2_509.080_928_730_122_7,
                33_430.575_583_588_13,
                67_265.770_927_008_7,
                45_921.953_931_549_87,
                13_731.693_765_509_46,
                1_971.590_950_306_551_3,
                133.141_667_891_784_38,
                3.387_132_872_796_366_5,
            ],
        ) / horner(
            r,
            [
                5_226.495_278_852_854,
                28_729.085_735_721_943,
                39_307.895_800_092_71,
                21_213.794_301_586_597,
                5_394.196_021_424_751,
                687.187_007_492_057_9,
                42.313_330_701_600_91,
                1.0,
            ],
        );
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return if q < 0.0 {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        };
    }
    let r = (-ln(tail)).sqrt();
    let magnitude = if r <= 5.0 {
        let r = r - 1.6;
        horner(
            r,
            [
                7.745_450_142_783_414e-4,
                2.272_384_498_926_918_4e-2,
                2.417_807_251_774_506e-1,
                1.270_458_252_452_368_4,
                3.647_848_324_763_204_5,
                5.769_497_221_460_691,
                4.630_337_846_156_546,
                1.423_437_110_749_683_5,
            ],
        ) / horner(
            r,
            [
                1.050_750_071_644_416_9e-9,
                5.475_938_084_995_345e-4,
                1.519_866_656_361_645_7e-2,
                1.481_039_764_274_800_8e-1,
                6.897_673_349_851e-1,
                1.676_384_830_183_803_8,
                2.053_191_626_637_759,
                1.0,
            ],
        )
    } else {
        let r = r - 5.0;
        horner(
            r,
            [
                2.010_334_399_292_288_1e-7,
                2.711_555_568_743_487_6e-5,
                1.242_660_947_388_078_4e-3,
                2.653_218_952_657_612_4e-2,
                2.965_605_718_285_048_7e-1,
                1.784_826_539_917_291_3,
                5.463_784_911_164_114,
                6.657_904_643_501_103,
            ],
        ) / horner(
            r,
            [
                2.044_263_103_389_939_8e-15,
                1.421_511_758_316_446e-7,
                1.846_318_317_510_054_8e-5,
                7.868_691_311_456_133e-4,
                1.487_536_129_085_061_5e-2,
                1.369_298_809_227_358e-1,
                5.998_322_065_558_879e-1,
                1.0,
            ],
        )
    };
    if q < 0.0 { -magnitude } else { magnitude }
}

/// Φ(x), the probability below x under the standard normal distribution, to about 1 part in 10¹⁵ of one, kept within
/// 10⁻¹⁵ of 0 and 1 so that [`normal_quantile`] of it is finite.
///
/// Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …). Source: Marsaglia, *Journal of Statistical Software* 11(4) (2004).
pub fn normal_cdf(x: f64) -> f64 {
    const EDGE: f64 = 1e-15;
    if x.is_nan() {
        return f64::NAN;
    }
    if x.abs() > 8.0 {
        return if x < 0.0 { EDGE } else { 1.0 - EDGE };
    }
    let (mut sum, mut term, mut odd) = (x, x, 1.0);
    while term.abs() > 1e-17 * sum.abs() {
        odd += 2.0;
        term *= x * x / odd;
        sum += term;
    }
    let density = exp(-0.5 * x * x) / (2.0 * std::f64::consts::PI).sqrt();
    (0.5 + density * sum).clamp(EDGE, 1.0 - EDGE)
}

/// Whether adding up probabilities has come to an end: beyond the mean, what is left is rounding.
fn is_exhausted(k: u64, mean: f64, probability: f64) -> bool {
    k as f64 > mean && probability < 1e-17
}

/// A Poisson number. A mean that is NaN or not positive gives 0; means above 10¹² are taken as 10¹², beyond which double precision loses the shape.
///
/// Source for means of ten and more: Hörmann, *The transformed rejection method for generating
/// Poisson random variables* (PTRS), *Insurance: Mathematics and Economics* 12 (1993).
#[inline(always)]
pub fn poisson(cell: &mut Cell, mean: f64) -> u64 {
    if !(mean > 0.0) {
        return 0;
    }
    if mean < SMALL {
        let mut left = cell.uniform();
        // e^(−mean) ≥ 1 − mean: rare events need no exponential most of the time.
        if left <= 1.0 - mean {
            return 0;
        }
        let mut probability = exp(-mean);
        let mut k = 0;
        while left > probability && !is_exhausted(k, mean, probability) {
            left -= probability;
            k += 1;
            probability *= mean / k as f64;
        }
        return k;
    }
    poisson_by_rejection(cell, mean.min(1e12))
}

/// As [`poisson`], for means of ten and more.
fn poisson_by_rejection(cell: &mut Cell, mean: f64) -> u64 {
    let b = 2.53_f64.mul_add(mean.sqrt(), 0.931);
    let a = 0.024_83_f64.mul_add(b, -0.059);
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let v_r = 0.9277 - 3.6224 / (b - 2.0);
    let ln_mean = ln(mean);
    loop {
        let u = cell.uniform() - 0.5;
        let v = cell.uniform();
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + mean + 0.43).floor();
        if us >= 0.07 && v <= v_r {
            return k as u64;
        }
        if k < 0.0 || (us < 0.013 && v > us) {
            continue;
        }
        let accept = ln(v * inverse_alpha / (a / (us * us) + b));
        if accept <= k.mul_add(ln_mean, -mean) - ln_factorial(k) {
            return k as u64;
        }
    }
}

/// A binomial number: successes in `n` trials of probability `p`. A `p` that is NaN or below 0 gives
/// 0, above 1 gives `n`; `n` is to be below 10¹².
///
/// Source for means of ten and more: Hörmann, *The generation of binomial random variates* (BTRS),
/// *Journal of Statistical Computation and Simulation* 46 (1993).
pub fn binomial(cell: &mut Cell, n: u64, p: f64) -> u64 {
    if n == 0 || !(p > 0.0) {
        return 0;
    }
    if p >= 1.0 {
        return n;
    }
    if p > 0.5 {
        return n - binomial(cell, n, 1.0 - p);
    }
    let trials = n as f64;
    let q = 1.0 - p;
    if trials * p < SMALL {
        let odds = p / q;
        // ln(1 − p), with what rounding took from 1 − p given back.
        let mut probability = exp(trials * (ln(q) - (p - (1.0 - q)) / q));
        let mut left = cell.uniform();
        let mut k = 0;
        while left > probability && k < n && !is_exhausted(k, trials * p, probability) {
            left -= probability;
            probability *= odds * (n - k) as f64 / (k + 1) as f64;
            k += 1;
        }
        return k;
    }
    let spq = (trials * p * q).sqrt();
    let b = 2.53_f64.mul_add(spq, 1.15);
    let a = 0.01_f64.mul_add(p, 0.0248_f64.mul_add(b, -0.0873));
    let c = trials.mul_add(p, 0.5);
    let v_r = 0.92 - 4.2 / b;
    let alpha = (2.83 + 5.1 / b) * spq;
    let ln_odds = ln(p / q);
    let mode = ((trials + 1.0) * p).floor();
    let at_mode = ln_factorial(mode) + ln_factorial(trials - mode);
    loop {
        let u = cell.uniform() - 0.5;
        let v = cell.uniform();
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + c).floor();
        if k < 0.0 || k > trials {
            continue;
        }
        if us >= 0.07 && v <= v_r {
            return k as u64;
        }
        let accept = ln(v * alpha / (a / (us * us) + b));
        let ratio = at_mode - ln_factorial(k) - ln_factorial(trials - k);
        if accept <= (k - mode).mul_add(ln_odds, ratio) {
            return k as u64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Address;
    use statrs::distribution::{Binomial, ChiSquared, ContinuousCDF, Discrete, Poisson};

    fn cell(index: u32) -> Cell {
        Cell::new(Address {
            seed: 7,
            draw: 0,
            replicate: 0,
            stream: 0,
            step: 0,
            index,
        })
    }

    /// Tests 40,000 numbers against their probabilities; returns the p-value of the chi-square test.
    fn p_value(
        mut draw: impl FnMut(u32) -> u64,
        probability: impl Fn(u64) -> f64,
        mean: f64,
        sd: f64,
    ) -> f64 {
        let n = 40_000;
        let low = (mean - 6.0 * sd).max(0.0) as u64;
        let high = (mean + 6.0 * sd + 10.0) as u64;
        let mut counts = vec![0.0; (high - low + 1) as usize];
        for k in 0..n {
            let value = draw(k).clamp(low, high);
            counts[(value - low) as usize] += 1.0;
        }
        // Neighbouring values are pooled until at least ten are expected.
        let (mut statistic, mut cells) = (0.0, 0.0);
        let (mut expected, mut observed) = (0.0, 0.0);
        for value in low..=high {
            expected += f64::from(n) * probability(value);
            observed += counts[(value - low) as usize];
            if expected >= 10.0 {
                statistic += (observed - expected) * (observed - expected) / expected;
                cells += 1.0;
                (expected, observed) = (0.0, 0.0);
            }
        }
        if cells < 2.0 {
            return 1.0;
        }
        1.0 - ChiSquared::new(cells - 1.0).unwrap().cdf(statistic)
    }

    #[test]
    fn the_normal_distribution_and_its_quantile_undo_each_other() {
        assert_eq!(normal_cdf(0.0), 0.5);
        // Abramowitz & Stegun, table 26.1: P(1) and P(2).
        assert!((normal_cdf(1.0) - 0.841_344_746_068_543).abs() < 1e-14);
        assert!((normal_cdf(-2.0) - (1.0 - 0.977_249_868_051_821)).abs() < 1e-14);
        for k in -50..=50 {
            let x = f64::from(k) / 10.0;
            assert!((normal_quantile(normal_cdf(x)) - x).abs() < 1e-8, "{x}");
        }
        assert!(normal_quantile(normal_cdf(-40.0)).is_finite());
    }

    #[test]
    fn poisson_numbers_follow_their_distribution() {
        for mean in [0.3, 2.0, 9.9, 10.1, 25.0, 300.0, 20_000.0] {
            let law = Poisson::new(mean).unwrap();
            let p = p_value(
                |k| poisson(&mut cell(k), mean),
                |v| law.pmf(v),
                mean,
                mean.sqrt(),
            );
            assert!(p > 1e-4, "mean {mean}: p-value {p}");
        }
    }

    #[test]
    fn binomial_numbers_follow_their_distribution() {
        for (n, p) in [
            (10, 0.3),
            (150, 0.8),
            (40, 0.5),
            (25_000, 6e-4),
            (170_000, 6e-4),
            (1000, 0.02),
            (25_000, 1e-4),
        ] {
            let law = Binomial::new(p, n).unwrap();
            let mean = n as f64 * p;
            let got = p_value(
                |k| binomial(&mut cell(k), n, p),
                |v| law.pmf(v),
                mean,
                (mean * (1.0 - p)).sqrt(),
            );
            assert!(got > 1e-4, "{n} {p}: p-value {got}");
        }
    }

    #[test]
    fn rare_events_among_many_trials_have_the_right_mean() {
        // Rounding of 1 − p must not be multiplied by the number of trials.
        let draws = 200_000;
        let sum: u64 = (0..draws)
            .map(|k| binomial(&mut cell(k), 1_000_000_000_000, 2e-12))
            .sum();
        let mean = sum as f64 / f64::from(draws);
        assert!(
            (mean - 2.0).abs() < 5.0 * (2.0 / f64::from(draws)).sqrt(),
            "{mean}"
        );
        assert!((0..draws).all(|k| binomial(&mut cell(k), 1_000_000_000, 2e-9) < 25));
    }

    #[test]
    fn degenerate_cases_are_certain() {
        for bad in [f64::NAN, -1.0, 0.0] {
            assert_eq!(poisson(&mut cell(0), bad), 0);
            assert_eq!(binomial(&mut cell(0), 10, bad), 0);
        }
        assert_eq!(binomial(&mut cell(0), 10, 1.0), 10);
        assert_eq!(binomial(&mut cell(0), 10, 1.5), 10);
        assert_eq!(binomial(&mut cell(0), 0, 0.5), 0);
    }

    #[test]
    fn normal_quantiles_agree_with_high_precision_values() {
        for (p, x) in [
            (1e-20, -9.262340089798407),
            (1e-12, -7.034483825301132),
            (1e-6, -4.753424308822899),
            (0.01, -2.326347874040841),
            (0.05, -1.6448536269514726),
            (0.25, -0.6744897501960817),
            (0.42, -0.20189347914185088),
            (0.6, 0.2533471031357997),
            (0.95, 1.6448536269514722),
            (0.975, 1.9599639845400538),
            (0.999, 3.090232306167813),
        ] {
            let got = normal_quantile(p);
            assert!((got / x - 1.0_f64).abs() < 2e-15, "{p}: {got} not {x}");
        }
        assert_eq!(normal_quantile(0.5), 0.0);
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        assert!(normal_quantile(1.1).is_nan());
    }

    #[test]
    fn values_are_pinned() {
        // Changing a sampler changes every result: this must not happen unnoticed.
        let poissons: Vec<u64> = (0..6).map(|k| poisson(&mut cell(k), 30.0)).collect();
        let binomials: Vec<u64> = (0..6).map(|k| binomial(&mut cell(k), 100, 0.4)).collect();
        let normals: Vec<f64> = (0..3).map(|k| normal(&mut cell(k))).collect();
        assert_eq!(poissons, [37, 30, 25, 22, 31, 17]);
        assert_eq!(binomials, [46, 40, 36, 33, 41, 29]);
        assert_eq!(
            normals,
            [
                1.126_161_383_261_72,
                0.027_073_013_607_883_95,
                -0.764_114_996_835_067_5
            ]
        );
    }
}
