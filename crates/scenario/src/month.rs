//! Months: the resolution of time in scenarios.

use std::fmt;
use std::str::FromStr;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: u16,
    /// 1 to 12.
    month: u8,
}

impl Month {
    /// A month; `month` beyond 1 to 12 is taken as the nearest valid one.
    pub const fn new(year: u16, month: u8) -> Self {
        let month = match month {
            0 => 1,
            13.. => 12,
            m => m,
        };
        Self { year, month }
    }

    /// The month that many months later, at most December 9999.
    pub fn plus_months(self, months: u16) -> Self {
        let count = u32::from(self.year) * 12 + u32::from(self.month) - 1 + u32::from(months);
        match u16::try_from(count / 12) {
            Ok(year @ 0..=9999) => Self {
                year,
                month: (count % 12) as u8 + 1,
            },
            _ => Self::new(9999, 12),
        }
    }

    /// Months from `earlier` to this one; negative if this one is earlier.
    pub fn months_since(self, earlier: Self) -> i32 {
        let count = |m: Self| i32::from(m.year) * 12 + i32::from(m.month);
        count(self) - count(earlier)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// The text is no month of the form `YYYY-MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a month is written YYYY-MM, for example 2022-01")]
pub struct NotAMonth;

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let (year, month) = text.split_once('-').ok_or(NotAMonth)?;
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(NotAMonth);
        }
        let (year, month) = (year.parse(), month.parse());
        match (year, month) {
            (Ok(year), Ok(month @ 1..=12)) => Ok(Self { year, month }),
            _ => Err(NotAMonth),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_year_and_month_are_accepted() {
        assert_eq!("2022-01".parse(), Ok(Month::new(2022, 1)));
        for bad in [
            "2022",
            "2022-1",
            "2022-13",
            "2022-00",
            "22-01",
            "2022-01-03",
            "+022-01",
            "",
        ] {
            assert_eq!(bad.parse::<Month>(), Err(NotAMonth), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn prints_what_it_parses(year in 0_u16..=9999, month in 1_u8..=12) {
            let m = Month::new(year, month);
            prop_assert_eq!(m.to_string().parse(), Ok(m));
        }
    }

    proptest! {
        #[test]
        fn later_months_are_that_far_away(year in 0_u16..=9000, month in 1_u8..=12, n in 0_u16..=2000) {
            let m = Month::new(year, month);
            prop_assert_eq!(m.plus_months(n).months_since(m), i32::from(n));
        }
    }

    #[test]
    fn time_ends_in_9999() {
        assert_eq!(Month::new(9999, 11).plus_months(2), Month::new(9999, 12));
    }

    #[test]
    fn distances_count_months() {
        assert_eq!(Month::new(2023, 2).months_since(Month::new(2022, 11)), 3);
        assert_eq!(Month::new(2022, 1).months_since(Month::new(2022, 2)), -1);
    }
}
