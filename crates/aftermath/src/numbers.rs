//! Numbers as people read them.

/// Up to seven significant digits, thousands separated; scientific below 0.001.
pub fn precise(value: f64) -> String {
    let magnitude = value.abs();
    if value == 0.0 {
        return "0".to_owned();
    }
    if magnitude < 1e-3 {
        return format!("{value:.6e}");
    }
    // Digits are counted from the first that is not zero.
    let decimals = (6.0 - magnitude.log10().floor()).max(0.0) as usize;
    let text = format!("{magnitude:.decimals$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let grouped = whole
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| String::from_utf8_lossy(group))
        .collect::<Vec<_>>()
        .join(",");
    let sign = if value < 0.0 { "−" } else { "" };
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::precise;

    #[test]
    fn digits_and_groups() {
        for (value, text) in [
            (0.0, "0"),
            (110.0, "110"),
            (173_836.953_7, "173,837"),
            (124.300_225, "124.3002"),
            (-25.779_6, "−25.7796"),
            (2.527_474e-3, "0.002527474"),
            (4e-8, "4.000000e-8"),
            (0.788, "0.788"),
        ] {
            assert_eq!(precise(value), text);
        }
    }
}
