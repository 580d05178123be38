//! Numbers for people on the page: those of the answer, intervals, and probabilities with their error.

pub use answers::number::{Digits, PERCENT, number, of_unit, percent, signed};

use crate::strings;
use answers::comparison::{Probability, Summary};
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
        return (strings::NO_VALUE.to_owned(), String::new());
    }
    let least = answers::words::ruled_out_percent(draws).min(50.0);
    let share = if p < least {
        format!("<{} %", plain(least, 1))
    } else if p > 100.0 - least {
        format!(">{} %", plain(100.0 - least, 1))
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

/// A tick's label, with the decimals that its step needs.
pub fn tick(value: f64, step: f64) -> String {
    if !value.is_finite() || !step.is_finite() || step <= 0.0 {
        return strings::NO_VALUE.to_owned();
    }
    if step < 0.001 {
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

    #[test]
    fn machine_numbers_are_short() {
        assert_eq!(short(305.128), "305.1");
        assert_eq!(short(173_836.95), "173800");
        assert_eq!(short(f64::NAN), "");
        assert_eq!(plain(-0.01, 1), "0");
        assert_eq!(plain(120.0, 1), "120");
    }
}
