//! Elementary functions with the same bits on every machine.
//!
//! Reductions and rearrangements after Tang (*ACM TOMS* 15(2), 1989, for exp) and the freely
//! published FDLIBM (Sun Microsystems, 1993, for ln); polynomials are Taylor series long enough that
//! truncation is below a tenth of a unit in the last place.

const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// 1.5 · 2⁵², added and subtracted to round to a whole number.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// eˣ, within one unit in the last place; 0 below −745.13, infinite above 709.78.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    // Beyond these bounds the result is 0 or infinite; the clamp keeps the exponent in range.
    let clamped = x.clamp(-746.0, 710.0);
    let n = clamped.mul_add(std::f64::consts::LOG2_E, ROUND) - ROUND;
    // x = n ln 2 + r, |r| ≤ ln(2)/2
    let r = (-n).mul_add(LN2_LOW, (-n).mul_add(LN2_HIGH, clamped));
    let mut q = 1.0 / 6_227_020_800.0;
    for c in [
        1.0 / 479_001_600.0,
        1.0 / 39_916_800.0,
        1.0 / 3_628_800.0,
        1.0 / 362_880.0,
        1.0 / 40_320.0,
        1.0 / 5_040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
    ] {
        q = r.mul_add(q, c);
    }
    let y = 1.0 + (r * r).mul_add(q, r);
    // 2ⁿ in two factors, so that results below the normal range come out.
    let half = (n * 0.5).floor();
    let result = y * power_of_two(half) * power_of_two(n - half);
    if x.is_nan() { x } else { result }
}

/// 2ⁿ for whole n from −1022 to 1023. The sum has n + 1023 in its lowest bits: unlike a conversion to a whole number,
/// this is done for several numbers at once.
#[inline(always)]
fn power_of_two(n: f64) -> f64 {
    f64::from_bits((n + (ROUND + 1023.0)).to_bits() << 52)
}

/// x = m 2ᵉ with m in [√½, √2), for positive finite x.
#[inline(always)]
fn split(x: f64) -> (f64, f64) {
    const TWO_52: f64 = 4_503_599_627_370_496.0;
    const TWO_54: f64 = 18_014_398_509_481_984.0;
    // Numbers below the normal range are scaled up first.
    let small = x < f64::MIN_POSITIVE;
    let scaled = if small { x * TWO_54 } else { x };
    let bits = scaled.to_bits();
    // Adding the distance from √½ to 1 in bits moves the cut between exponents to √½.
    let shifted = bits.wrapping_add(0x3ff0_0000_0000_0000 - 0x3fe6_a09e_667f_3bcd);
    let biased = shifted >> 52;
    let m = f64::from_bits(bits.wrapping_sub(biased.wrapping_sub(1023) << 52));
    // 2⁵² + biased, written as its bits: see `power_of_two`.
    let exponent = f64::from_bits(TWO_52.to_bits() | biased) - (TWO_52 + 1023.0);
    (m, exponent - if small { 54.0 } else { 0.0 })
}

/// Σ_{k≥1} 2/(2k+1) zᵏ, which is (2 atanh(s) − 2 s)/s for z = s² ≤ 0.0295.
#[inline(always)]
fn atanh_tail(z: f64) -> f64 {
    let mut q = 2.0 / 25.0;
    for c in [
        2.0 / 23.0,
        2.0 / 21.0,
        2.0 / 19.0,
        2.0 / 17.0,
        2.0 / 15.0,
        2.0 / 13.0,
        2.0 / 11.0,
        2.0 / 9.0,
        2.0 / 7.0,
        2.0 / 5.0,
        2.0 / 3.0,
    ] {
        q = z.mul_add(q, c);
    }
    z * q
}

/// The natural logarithm, within one unit in the last place; −∞ at 0, NaN below.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    let (m, e) = split(x);
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let tail = atanh_tail(s * s);
    let half_square = 0.5 * f * f;
    // ln(1 + f) = f − (f²/2 − s (f²/2 + tail))
    let low = e.mul_add(LN2_LOW, s * (half_square + tail));
    let result = e.mul_add(LN2_HIGH, f - (half_square - low));
    if x > 0.0 && x < f64::INFINITY {
        result
    } else if x == 0.0 {
        f64::NEG_INFINITY
    } else if x == f64::INFINITY {
        x
    } else {
        f64::NAN
    }
}

/// x to the power y for x ≥ 0: within four units in the last place as a rule, about thirty for x near 1
/// and large |y|. NaN for x < 0, also where y is a whole number; 1 for y = 0.
#[inline(always)]
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    if !(x >= 0.0) || y.is_nan() {
        return f64::NAN;
    }
    if x == 0.0 || x == f64::INFINITY || y.is_infinite() {
        let grows = (x > 1.0) == (y > 0.0);
        return if grows { f64::INFINITY } else { 0.0 };
    }
    // ln x in two parts, high + low.
    let (m, e) = split(x);
    let f = m - 1.0;
    let d = 2.0 + f;
    let d_low = f - (d - 2.0);
    let s = f / d;
    let s_low = ((-s).mul_add(d, f) - s * d_low) / d;
    let tail = s * atanh_tail(s * s);
    let big = e * LN2_HIGH;
    let two_s = 2.0 * s;
    let sum = big + two_s;
    let lost = if big.abs() > two_s.abs() {
        two_s - (sum - big)
    } else {
        big - (sum - two_s)
    };
    let rest = e.mul_add(LN2_LOW, 2.0 * s_low + tail + lost);
    let high = sum + rest;
    let low = rest - (high - sum);
    // y ln x in two parts, then e^high (1 + low).
    let product = y * high;
    let remainder = y.mul_add(high, -product) + y * low;
    let result = exp(product);
    if result == 0.0 || result.is_infinite() {
        result
    } else {
        result.mul_add(remainder, result)
    }
}

/// ln k! for whole k ≥ 0 (given as a double), by Stirling's series above 15.
#[inline]
pub fn ln_factorial(k: f64) -> f64 {
    if k < 16.0 {
        let mut product = 1.0;
        let mut j = 2.0;
        while j <= k {
            product *= j;
            j += 1.0;
        }
        return ln(product);
    }
    const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;
    let inverse = 1.0 / k;
    let z = inverse * inverse;
    let series = inverse * (1.0 / 12.0 - z * (1.0 / 360.0 - z * (1.0 / 1260.0 - z / 1680.0)));
    (k + 0.5).mul_add(ln(k), HALF_LN_TWO_PI - k) + series
}

#[cfg(test)]
#[expect(clippy::approx_constant, reason = "tables hold the constants in full")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ulps(a: f64, b: f64) -> u64 {
        (a.to_bits() as i64).abs_diff(b.to_bits() as i64)
    }

    include!("elementary_tables.rs");

    #[test]
    fn agree_with_high_precision_tables() {
        for &(x, y) in EXP {
            assert!(ulps(exp(x), y) <= 1, "exp({x}) = {} not {y}", exp(x));
        }
        for &(x, y) in LN {
            assert!(ulps(ln(x), y) <= 1, "ln({x}) = {} not {y}", ln(x));
        }
        for &(x, e, y) in POW {
            assert!(
                ulps(pow(x, e), y) <= 4,
                "pow({x}, {e}) = {} not {y}",
                pow(x, e)
            );
        }
        for &(k, y) in LN_FACTORIAL {
            assert!(
                (ln_factorial(k) / y - 1.0).abs() < 1e-14,
                "ln {k}! = {} not {y}",
                ln_factorial(k)
            );
        }
    }

    #[test]
    fn edges_are_what_arithmetic_expects() {
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(f64::INFINITY), f64::INFINITY);
        assert_eq!(exp(f64::NEG_INFINITY), 0.0);
        assert_eq!(exp(710.0), f64::INFINITY);
        assert_eq!(exp(-746.0), 0.0);
        assert!(exp(f64::NAN).is_nan());
        assert_eq!(ln(1.0), 0.0);
        assert_eq!(ln(0.0), f64::NEG_INFINITY);
        assert_eq!(ln(f64::INFINITY), f64::INFINITY);
        assert!(ln(-1.0).is_nan() && ln(f64::NAN).is_nan());
        assert_eq!(pow(0.0, 2.0), 0.0);
        assert_eq!(pow(0.0, -2.0), f64::INFINITY);
        assert_eq!(pow(2.0, f64::INFINITY), f64::INFINITY);
        assert_eq!(pow(0.5, f64::INFINITY), 0.0);
        assert_eq!(pow(f64::INFINITY, -1.0), 0.0);
        assert_eq!(pow(5.0, 0.0), 1.0);
        assert!(pow(-2.0, 2.0).is_nan() && pow(2.0, f64::NAN).is_nan());
        assert_eq!(pow(10.0, 400.0), f64::INFINITY);
        assert_eq!(pow(10.0, -400.0), 0.0);
    }

    proptest! {
        #[test]
        fn close_to_the_standard_library(x in -700.0_f64..700.0, p in 1e-300_f64..1e300, y in -3.0_f64..3.0) {
            prop_assert!(ulps(exp(x), x.exp()) <= 2);
            prop_assert!((ln(p) - p.ln()).abs() <= 2.0 * f64::EPSILON * p.ln().abs());
            let q = exp(x / 10.0);
            prop_assert!(ulps(pow(q, y), q.powf(y)) <= 5, "{} {}", pow(q, y), q.powf(y));
        }
    }
}
