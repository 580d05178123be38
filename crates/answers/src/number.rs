//! Numbers for people, by one rule for the terminal and the page: three significant digits, thousands separated, a true
//! minus sign, and no digit finer than its unit can mean.
//!
//! | unit | finest step shown | why |
//! | --- | --- | --- |
//! | per cent | 0.1 | no probability here is known better than that |
//! | counts of people, attacks, sites … | 0.1 | one in ten years is the least that matters |
//! | indices, shares, prices | 0.001 | a thousandth of the level of 2023 is below all chance |
//! | inputs and values of assumptions | any | they are given, not found; below 0.001 with a power of ten |
//!
//! What is less than half a step is written as 0.

use crate::comparison::{Probability, Summary};

/// Shown for a number that does not exist.
pub const NO_VALUE: &str = "n/a";
/// The unit of changes in per cent.
pub const PERCENT: &str = "%";
/// Below this magnitude a number without a unit is written with a power of ten.
const SMALL: f64 = 0.001;
/// From this power of ten on every number is written with it: nobody reads longer rows of digits.
const LARGE: i32 = 9;
/// Decimals of a number whose unit sets no limit.
const ANY: usize = usize::MAX;

/// Whether a unit counts things, so that it takes "fewer" and not "lower".
pub fn counts(unit: &str) -> bool {
    const THINGS: [&str; 12] = [
        "people",
        "deaths",
        "homicides",
        "events",
        "attacks",
        "groups",
        "members",
        "laboratories",
        "fragments",
        "sites",
        "leaders",
        "strikes",
    ];
    THINGS.iter().any(|thing| unit.starts_with(thing))
}

/// Decimals that are worth reading in a unit.
fn finest(unit: &str) -> usize {
    if unit == PERCENT || counts(unit) {
        1
    } else {
        3
    }
}

/// The smallest amount of a unit that is shown as more than nothing.
pub fn step(unit: &str) -> f64 {
    1.0 / 10f64.powi(finest(unit) as i32)
}

/// Three significant digits: `174,000`, `27.5`, `7`, `8.93 × 10⁻⁸`. For numbers without a unit, or whose unit sets no limit.
pub fn number(value: f64) -> String {
    single(value, ANY)
}

/// The same with at most two decimals, for figures of many kinds side by side.
pub fn brief(value: f64) -> String {
    single(value, 2)
}

/// The same, no finer than the unit can mean.
pub fn of_unit(value: f64, unit: &str) -> String {
    single(value, finest(unit))
}

/// A Monte Carlo error in a unit: one too small to show is `<0.1`, not nothing.
pub fn error_of_unit(error: f64, unit: &str) -> String {
    let text = of_unit(error, unit);
    if text == "0" && error > 0.0 {
        format!("<{}", step(unit))
    } else {
        text
    }
}

/// A share as per cent, `5 %`; a hundredth of a per cent is the least, as thresholds are given with it.
pub fn percent(share: f64) -> String {
    format!("{} %", single(100.0 * share, 2))
}

/// With a plus sign before increases.
pub fn signed(value: f64, text: String) -> String {
    let is_more = value > 0.0 && value.is_finite() && text.contains(|c| ('1'..='9').contains(&c));
    if is_more { format!("+{text}") } else { text }
}

/// One number by itself: whole numbers have no decimals.
fn single(value: f64, finest: usize) -> String {
    // 100 × 0.07 is not quite 7.
    let is_whole = (value - value.round()).abs() < 1e-6 * value.abs().min(1.0);
    if is_whole && value.abs() < 1000.0 {
        return fixed(value, 0);
    }
    shown(value, exponent(value), finest)
}

/// A value with the digits of a number with this power of ten.
fn shown(value: f64, exponent: i32, finest: usize) -> String {
    if !value.is_finite() {
        return NO_VALUE.to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    if exponent >= LARGE || (finest == ANY && value.abs() < SMALL && exponent < -3) {
        let power = self::exponent(value);
        return format!(
            "{} × 10{}",
            fixed(value / 10f64.powi(power), 2),
            superscript(power)
        );
    }
    let unit = 10f64.powi((exponent - 2).max(0));
    let decimals = usize::try_from(2 - exponent).unwrap_or(0).min(finest);
    let rounded = if unit > 1.0 {
        (value / unit).round() * unit
    } else {
        value
    };
    let text = fixed(rounded, decimals);
    if text.contains(|c| ('1'..='9').contains(&c)) {
        text
    } else {
        "0".to_owned()
    }
}

/// The decimals that a median and its intervals share: three significant digits of the largest, no finer than their unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Digits {
    /// Power of ten of the first digit of the largest value.
    exponent: i32,
    /// Most decimals.
    finest: usize,
}

impl Digits {
    /// Digits for the quantiles of a summary in a unit.
    pub fn of(s: &Summary, unit: &str) -> Self {
        Self::of_any(s).at_most(finest(unit))
    }

    /// The same with at most so many decimals.
    #[must_use]
    pub fn at_most(self, decimals: usize) -> Self {
        Self {
            finest: self.finest.min(decimals),
            ..self
        }
    }

    /// Digits for values whose unit sets no limit: those of assumptions.
    pub fn of_any(s: &Summary) -> Self {
        let largest = [s.q05, s.q25, s.q50, s.q75, s.q95]
            .into_iter()
            .filter(|v| v.is_finite())
            .fold(0.0, |largest: f64, v| largest.max(v.abs()));
        Self {
            exponent: exponent(largest),
            finest: ANY,
        }
    }

    /// As [`Digits::of`] with two significant digits of the largest and at most two decimals, for small cells.
    pub fn two_of(s: &Summary, unit: &str) -> Self {
        let of = Self::of(s, unit);
        Self {
            exponent: (of.exponent + 1).max(0),
            ..of
        }
    }

    /// A value with these digits.
    pub fn show(self, value: f64) -> String {
        shown(value, self.exponent, self.finest)
    }

    /// As [`Digits::show`], with a plus sign before increases.
    pub fn signed(self, value: f64) -> String {
        signed(value, self.show(value))
    }
}

/// A probability in per cent with its Monte Carlo standard error in percentage points: `42 % ± 2`.
///
/// Never a bare 0 or 100: where all of `draws` agree, three in `draws` is the 95 % limit of what they can rule out.
pub fn probability(probability: &Probability, draws: u64) -> String {
    let (share, error) = share_and_error(probability, draws);
    if error.is_empty() {
        share
    } else {
        format!("{share} {error}")
    }
}

/// The same in two parts, for cells that set them apart; the second is empty where there is no probability.
pub fn share_and_error(probability: &Probability, draws: u64) -> (String, String) {
    let (p, error) = (
        100.0 * probability.value,
        100.0 * probability.monte_carlo_error,
    );
    if !p.is_finite() || !error.is_finite() {
        return (NO_VALUE.to_owned(), String::new());
    }
    let least = crate::words::ruled_out_percent(draws).min(50.0);
    let share = if p < least {
        format!("<{} %", single(least, 1))
    } else if p > 100.0 - least {
        format!(">{} %", single(100.0 - least, 1))
    } else if error < 0.5 || !(1.0..=99.0).contains(&p.round()) {
        format!("{} %", fixed(p, 1))
    } else {
        format!("{} %", fixed(p.round(), 0))
    };
    let error = if error < 0.95 {
        format!("± {:.1}", error.max(0.1))
    } else {
        format!("± {error:.0}")
    };
    (share, error)
}

/// Power of ten of the first significant digit after rounding to three digits; 0 for nothing.
pub fn exponent(value: f64) -> i32 {
    if value == 0.0 || !value.is_finite() {
        return 0;
    }
    let exponent = value.abs().log10().floor() as i32;
    // 9.996 becomes 10.0, which has one digit more before the point.
    if value.abs() / 10f64.powi(exponent) >= 9.995 {
        exponent + 1
    } else {
        exponent
    }
}

/// A value with so many decimals, thousands separated, with a true minus sign that zero never has.
pub fn fixed(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return NO_VALUE.to_owned();
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let is_zero = text.chars().all(|c| c == '0' || c == '.');
    let mut out = String::new();
    if value < 0.0 && !is_zero {
        out.push('−');
    }
    for (k, digit) in whole.chars().enumerate() {
        if k > 0 && (whole.len() - k).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

fn superscript(exponent: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |c: char| match c.to_digit(10) {
        Some(d) => DIGITS[d as usize],
        None => '⁻',
    };
    exponent.to_string().chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(q05: f64, q50: f64, q95: f64) -> Summary {
        Summary {
            mean: q50,
            q05,
            q25: q50,
            q50,
            q75: q50,
            q95,
        }
    }

    #[test]
    fn numbers_read_well() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.5, "1.50"),
            (100.0 * 0.07, "7"),
            (12.34, "12.3"),
            (-27.5, "−27.5"),
            (9.996, "10.0"),
            (110.0, "110"),
            (999.6, "1,000"),
            (0.0123, "0.0123"),
            (173_836.95, "174,000"),
            (-48_068.0, "−48,100"),
            (8.93e-8, "8.93 × 10⁻⁸"),
            (2.4e203, "2.40 × 10²⁰³"),
            (f64::NAN, "n/a"),
            (f64::NEG_INFINITY, "n/a"),
        ] {
            assert_eq!(number(value), text, "{value}");
        }
    }

    #[test]
    fn a_share_is_rounded_once() {
        // To hundredths first and then to tenths, 98.349 would become 98.4.
        for (share, text) in [
            (0.983_49, "98.3 %"),
            (-0.658_46, "−65.8 %"),
            (0.105_49, "10.5 %"),
            (0.05, "5 %"),
            (0.0025, "0.25 %"),
            (2.5e-8, "0 %"),
        ] {
            assert_eq!(percent(share), text, "{share}");
            if share.abs() > 0.1 {
                assert_eq!(number(100.0 * share) + " %", text);
            }
        }
    }

    #[test]
    fn no_digit_is_finer_than_its_unit_can_mean() {
        for (value, unit, text) in [
            (6.15e-11, "people a year", "0"),
            (0.04, "people a year", "0"),
            (0.06, "deaths a year", "0.1"),
            (4.66, "attacks a year", "4.7"),
            (191.4, "people a year", "191"),
            (-2.5e-6, PERCENT, "0"),
            (0.35, PERCENT, "0.3"),
            (0.0004, "index", "0"),
            (0.0006, "share", "0.001"),
            (0.666_7, "index", "0.667"),
        ] {
            assert_eq!(of_unit(value, unit), text, "{value} {unit}");
        }
        assert_eq!(error_of_unit(0.02, PERCENT), "<0.1");
        assert_eq!(error_of_unit(0.0, PERCENT), "0");
        assert_eq!(error_of_unit(0.0002, "index"), "<0.001");
        let tiny = summary(6.15e-11, 0.02, 191.0);
        let digits = Digits::of(&tiny, "people a year");
        let texts = [tiny.q05, tiny.q50, tiny.q95].map(|v| digits.show(v));
        assert_eq!(texts, ["0", "0", "191"]);
        let tiny = summary(-5.9e-7, 0.0, 1.77e-8);
        for digits in [Digits::of(&tiny, PERCENT), Digits::two_of(&tiny, "index")] {
            assert_eq!([tiny.q05, tiny.q95].map(|v| digits.signed(v)), ["0", "0"]);
        }
    }

    #[test]
    fn an_interval_and_its_median_share_decimals() {
        for (s, texts) in [
            (summary(-68.9, -34.0, 0.932), ["−68.9", "−34.0", "+0.9"]),
            (summary(-140.2, -117.4, -93.6), ["−140", "−117", "−94"]),
            (summary(-0.2, 0.0, 173.0), ["0", "0", "+173"]),
            (
                summary(-48_068.0, -1_234.0, 171_000.0),
                ["−48,000", "−1,000", "+171,000"],
            ),
            (
                summary(-1e-8, 0.0, 2e-8),
                ["−1.00 × 10⁻⁸", "0", "+2.00 × 10⁻⁸"],
            ),
            (summary(f64::NAN, 1.0, 2.0), ["n/a", "+1.00", "+2.00"]),
            (
                summary(0.0, 3.0, 2.4e203),
                ["0", "+3.00 × 10⁰", "+2.40 × 10²⁰³"],
            ),
        ] {
            let digits = Digits::of_any(&s);
            assert_eq!([s.q05, s.q50, s.q95].map(|v| digits.signed(v)), texts);
        }
    }

    #[test]
    fn probabilities_are_never_bare_certainties() {
        let of = |value: f64, error: f64, draws| {
            probability(
                &Probability {
                    value,
                    monte_carlo_error: error,
                },
                draws,
            )
        };
        assert_eq!(of(0.0, 0.0003, 2000), "<0.2 % ± 0.1");
        assert_eq!(of(1.0, 0.0003, 2000), ">99.8 % ± 0.1");
        assert_eq!(of(0.0, 0.003, 300), "<1 % ± 0.3");
        assert_eq!(of(1.0, 0.003, 300), ">99 % ± 0.3");
        assert_eq!(of(0.423, 0.011, 2000), "42 % ± 1");
        assert_eq!(of(0.423, 0.022, 500), "42 % ± 2");
        assert_eq!(of(0.423, 0.0949, 25), "42 % ± 9");
        assert_eq!(of(0.996, 0.001, 2000), "99.6 % ± 0.1");
        assert_eq!(of(0.0042, 0.001, 2000), "0.4 % ± 0.1");
        assert_eq!(of(f64::NAN, 0.0, 2000), "n/a");
        for k in 0..=4000 {
            let text = of(f64::from(k) / 4000.0, 0.01, 4000);
            for bare in ["0 % ", "100 % ", "0.0 % ", "100.0 % "] {
                assert!(!text.starts_with(bare), "{text}");
            }
            assert!(text.contains(" ± "), "{text}");
        }
    }
}
