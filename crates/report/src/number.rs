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
    let unit = 10f64.powi((exponent - 2).max(0));
    fixed((value / unit).round_if(unit > 1.0) * unit, usize::try_from(2 - exponent).unwrap_or(0))
}

/// As [`number`], with a plus sign before increases.
pub fn signed(value: f64) -> String {
    let text = number(value);
    if value.is_finite() && value > 0.0 { format!("+{text}") } else { text }
}

/// A share as per cent, with its sign: `−27.5 %`.
pub fn signed_percent(share: f64) -> String {
    format!("{} %", signed(hundredth(100.0 * share)))
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

/// A probability in per cent, never a bare 0 or 100: an ensemble of `draws` cannot tell less than
/// one draw from nothing.
pub fn probability(probability: &Probability, draws: u64) -> String {
    let p = 100.0 * probability.value;
    if !p.is_finite() {
        return strings::NO_VALUE.to_owned();
    }
    let one_draw = if draws == 0 { 0.0 } else { 100.0 / draws as f64 };
    let least = ((one_draw * 10.0).ceil() / 10.0).clamp(0.1, 50.0);
    if p < least {
        return format!("<{} %", number(least));
    }
    if p > 100.0 - least {
        return format!(">{} %", number_1(100.0 - least));
    }
    let whole = p.round();
    if whole < 1.0 || whole > 99.0 || 100.0 * probability.monte_carlo_error < 0.5 {
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
    } else if error < 0.1 {
        "±<0.1".to_owned()
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
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Power of ten of the first significant digit after rounding to three digits.
fn exponent(value: f64) -> i32 {
    let exponent = value.abs().log10().floor() as i32;
    // 9.996 becomes 10.0, which has one digit more before the point.
    if value.abs() / 10f64.powi(exponent) >= 9.995 { exponent + 1 } else { exponent }
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
        assert_eq!(signed(3.0), "+3");
        assert_eq!(signed_percent(-0.000_001), "0 %");
        assert_eq!(signed_percent(-0.275), "−27.5 %");
    }

    #[test]
    fn probabilities_are_never_bare_certainties() {
        let of = |value: f64, error: f64, draws| {
            probability(&Probability { value, monte_carlo_error: error }, draws)
        };
        assert_eq!(of(0.0, 0.0003, 2000), "<0.1 %");
        assert_eq!(of(1.0, 0.0003, 2000), ">99.9 %");
        assert_eq!(of(0.0, 0.003, 300), "<0.4 %");
        assert_eq!(of(1.0, 0.003, 300), ">99.6 %");
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
