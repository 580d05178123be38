//! Numbers for people: few digits, thousands separated, a true minus sign, no certainties.

use crate::strings;
use answers::comparison::{Probability, Summary};

/// Below this magnitude a number is written with a power of ten.
const SMALL: f64 = 0.001;

/// Three significant digits, thousands separated by commas: `174,000`, `27.5`, `8.93 × 10⁻⁸`.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return strings::NO_VALUE.to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let exponent = exponent(value);
    if value.abs() < SMALL {
        let mantissa = value / 10f64.powi(exponent);
        return format!("{} × 10{}", fixed(mantissa, 2), superscript(exponent));
    }
    if value.fract() == 0.0 && value.abs() < 1000.0 {
        return fixed(value, 0);
    }
    rounded(value, exponent)
}

/// A value rounded to the third digit of a number with this power of ten.
fn rounded(value: f64, exponent: i32) -> String {
    let unit = 10f64.powi((exponent - 2).max(0));
    fixed(
        (value / unit).round_if(unit > 1.0) * unit,
        usize::try_from(2 - exponent).unwrap_or(0),
    )
}

/// The decimals that a median and its intervals share: three significant digits of the largest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Digits {
    /// Power of ten of the first digit of the largest value; `None` for values too small for it.
    exponent: Option<i32>,
}

impl Digits {
    /// Digits for the quantiles of a summary.
    pub fn of(s: &Summary) -> Self {
        let largest = [s.q05, s.q25, s.q50, s.q75, s.q95]
            .into_iter()
            .filter(|v| v.is_finite())
            .fold(0.0, |largest: f64, v| largest.max(v.abs()));
        Self {
            exponent: (largest >= SMALL).then(|| exponent(largest)),
        }
    }

    /// As [`Digits::of`] with two significant digits of the largest and at most two decimals, for
    /// small cells.
    pub fn two_of(s: &Summary) -> Self {
        Self {
            exponent: Self::of(s).exponent.map(|e| (e + 1).max(0)),
        }
    }

    /// A value with these digits.
    pub fn show(self, value: f64) -> String {
        match self.exponent {
            Some(exponent) if value.is_finite() && value != 0.0 => rounded(value, exponent),
            _ => number(value),
        }
    }

    /// As [`Digits::show`], with a plus sign before increases.
    pub fn signed(self, value: f64) -> String {
        let text = self.show(value);
        let is_more =
            value > 0.0 && value.is_finite() && text.contains(|c| ('1'..='9').contains(&c));
        if is_more { format!("+{text}") } else { text }
    }
}

/// The summary of shares in per cent.
pub fn in_percent(s: &Summary) -> Summary {
    let f = |v: f64| 100.0 * v;
    Summary {
        mean: f(s.mean),
        q05: f(s.q05),
        q25: f(s.q25),
        q50: f(s.q50),
        q75: f(s.q75),
        q95: f(s.q95),
    }
}

/// A share as per cent: `5 %`.
pub fn percent(share: f64) -> String {
    format!("{} %", number(hundredth(100.0 * share)))
}

/// Per cents below a hundredth are noise: they are written as 0.
fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// An interval in words, `−48.1 to −10.2`.
pub fn interval(low: f64, high: f64, show: impl Fn(f64) -> String) -> String {
    strings::interval(&show(low), &show(high))
}

/// The 90 % interval of a summary.
pub fn interval_90(summary: &Summary, show: impl Fn(f64) -> String) -> String {
    interval(summary.q05, summary.q95, show)
}

/// The 50 % interval of a summary.
pub fn interval_50(summary: &Summary, show: impl Fn(f64) -> String) -> String {
    interval(summary.q25, summary.q75, show)
}

/// A probability in per cent, never a bare 0 or 100: where all of `n` draws agree, three in `n` is the
/// 95 % limit of what they can rule out.
pub fn probability(probability: &Probability, draws: u64) -> String {
    let p = 100.0 * probability.value;
    if !p.is_finite() {
        return strings::NO_VALUE.to_owned();
    }
    let least = answers::words::ruled_out_percent(draws).min(50.0);
    if p < least {
        return format!("<{} %", plain(least, 1));
    }
    if p > 100.0 - least {
        return format!(">{} %", plain(100.0 - least, 1));
    }
    let whole = p.round();
    if !(1.0..=99.0).contains(&whole) || 100.0 * probability.monte_carlo_error < 0.5 {
        format!("{} %", number_1(p))
    } else {
        format!("{} %", fixed(whole, 0))
    }
}

/// The Monte Carlo standard error of a probability, percentage points: `± 1.1`.
pub fn monte_carlo_error(probability: &Probability) -> String {
    let error = 100.0 * probability.monte_carlo_error;
    if !error.is_finite() {
        strings::NO_VALUE.to_owned()
    } else if error < 0.095 {
        format!("±{:.2}", error.max(0.01))
    } else {
        format!("±{error:.1}")
    }
}

/// A tick's label, with the decimals that its step needs.
pub fn tick(value: f64, step: f64) -> String {
    if !value.is_finite() || !step.is_finite() || step <= 0.0 {
        return strings::NO_VALUE.to_owned();
    }
    if step < SMALL {
        return number(value);
    }
    fixed(value, usize::try_from(-exponent(step)).unwrap_or(0))
}

/// Few plain characters for a machine: four significant digits, nothing for a missing value.
pub fn short(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let exponent = exponent(value);
    if exponent < -4 {
        return format!("{value:.3e}");
    }
    let unit = 10f64.powi((exponent - 3).max(0));
    let rounded = (value / unit).round_if(unit > 1.0) * unit;
    plain(rounded, usize::try_from(3 - exponent).unwrap_or(0))
}

/// At most `decimals` decimals without trailing zeros, with an ASCII minus; never `-0`.
pub fn plain(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// Power of ten of the first significant digit after rounding to three digits.
fn exponent(value: f64) -> i32 {
    let exponent = value.abs().log10().floor() as i32;
    // 9.996 becomes 10.0, which has one digit more before the point.
    if value.abs() / 10f64.powi(exponent) >= 9.995 {
        exponent + 1
    } else {
        exponent
    }
}

fn number_1(value: f64) -> String {
    fixed(value, 1)
}

fn fixed(value: f64, decimals: usize) -> String {
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
    exponent
        .to_string()
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4' => '⁴',
            '5' => '⁵',
            '6' => '⁶',
            '7' => '⁷',
            '8' => '⁸',
            '9' => '⁹',
            _ => '⁰',
        })
        .collect()
}

trait RoundIf {
    fn round_if(self, condition: bool) -> f64;
}

impl RoundIf for f64 {
    fn round_if(self, condition: bool) -> f64 {
        if condition { self.round() } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.5, "1.50"),
            (12.34, "12.3"),
            (-27.5, "−27.5"),
            (9.996, "10.0"),
            (110.0, "110"),
            (999.6, "1,000"),
            (0.0123, "0.0123"),
            (173_836.95, "174,000"),
            (-48_068.0, "−48,100"),
            (8.93e-8, "8.93 × 10⁻⁸"),
            (f64::NAN, "n/a"),
            (f64::NEG_INFINITY, "n/a"),
        ] {
            assert_eq!(number(value), text, "{value}");
        }
        assert_eq!(percent(0.05), "5 %");
    }

    #[test]
    fn an_interval_and_its_median_share_decimals() {
        let summary = |q05, q50, q95| Summary {
            mean: q50,
            q05,
            q25: q50,
            q50,
            q75: q50,
            q95,
        };
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
        ] {
            let digits = Digits::of(&s);
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
        assert_eq!(of(0.0, 0.0003, 2000), "<0.2 %");
        assert_eq!(of(1.0, 0.0003, 2000), ">99.8 %");
        assert_eq!(of(0.0, 0.003, 300), "<1 %");
        assert_eq!(of(1.0, 0.003, 300), ">99 %");
        assert_eq!(of(0.423, 0.011, 2000), "42 %");
        assert_eq!(of(0.996, 0.001, 2000), "99.6 %");
        assert_eq!(of(0.0042, 0.001, 2000), "0.4 %");
        assert_eq!(of(f64::NAN, 0.0, 2000), "n/a");
        for k in 0..=4000 {
            let text = of(f64::from(k) / 4000.0, 0.01, 4000);
            assert!(text != "0 %" && text != "100 %" && text != "0.0 %" && text != "100.0 %");
        }
    }

    #[test]
    fn machine_numbers_are_short() {
        assert_eq!(short(305.128), "305.1");
        assert_eq!(short(173_836.95), "173800");
        assert_eq!(short(f64::NAN), "");
        assert_eq!(plain(-0.01, 1), "0");
        assert_eq!(plain(120.0, 1), "120");
    }
}
