//! Numbers for people on the page, by the rule of the answer: intervals, labels of ticks, and numbers for machines.

pub use answers::number::{
    Digits, PERCENT, error_of_unit, number, of_unit, percent, probability, share_and_error, signed,
};

use crate::strings;
use answers::comparison::Summary;
use answers::number::{exponent, fixed};

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

/// A tick's label, with the decimals that its step needs.
pub fn tick(value: f64, step: f64) -> String {
    if !value.is_finite() || !step.is_finite() || step <= 0.0 {
        return strings::NO_VALUE.to_owned();
    }
    if step < 1e-4 {
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
    let rounded = if unit > 1.0 {
        (value / unit).round() * unit
    } else {
        value
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_numbers_are_short() {
        assert_eq!(short(305.128), "305.1");
        assert_eq!(short(173_836.95), "173800");
        assert_eq!(short(f64::NAN), "");
        assert_eq!(plain(-0.01, 1), "0");
        assert_eq!(plain(120.0, 1), "120");
    }
}
