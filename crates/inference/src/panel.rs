//! Homicides by state and month, whole and checked: what models and baselines are fitted to and scored on.

use crate::course::{N, States};
use record::long_csv::StateMonths;
use record::states::STATES;
use system::past::MONTHS_OF_A_QUARTER;

/// Counts by month and state, without gaps, over whole years.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// First year.
    pub first_year: u16,
    /// Counts by month and state (INEGI code − 1).
    pub months: Vec<States>,
}

/// Why a table is no panel.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PanelError {
    /// The table lacks the column.
    #[error("{file}: there is no column `{column}`; the columns are {columns}")]
    NoColumn {
        /// File.
        file: String,
        /// Column asked for.
        column: String,
        /// Columns of the table.
        columns: String,
    },
    /// A state has no count in a month.
    #[error(
        "{file}: {state} has no count of `{column}` in {year}-{month:02}. Every state needs every month from {first} on; a blank is not a zero"
    )]
    Gap {
        /// File.
        file: String,
        /// Column.
        column: String,
        /// State.
        state: &'static str,
        /// Year.
        year: u16,
        /// Month.
        month: u8,
        /// First year needed.
        first: u16,
    },
    /// The table ends too early.
    #[error("{file}: has no whole year from {first} on")]
    TooShort {
        /// File.
        file: String,
        /// First year needed.
        first: u16,
    },
}

impl Panel {
    /// Takes the whole years of a column from `first_year` on; years after the last whole one are left out.
    pub fn from_table(
        file: &str,
        table: &StateMonths,
        column: &str,
        first_year: u16,
    ) -> Result<Self, PanelError> {
        let number = table.column(column).ok_or_else(|| PanelError::NoColumn {
            file: file.to_owned(),
            column: column.to_owned(),
            columns: table.columns.join(", "),
        })?;
        let last = table
            .rows
            .iter()
            .filter(|r| r.month == 12)
            .map(|r| r.year)
            .max()
            .filter(|y| *y >= first_year)
            .ok_or_else(|| PanelError::TooShort {
                file: file.to_owned(),
                first: first_year,
            })?;
        let count = usize::from(last - first_year + 1) * 12;
        let mut months = vec![[f64::NAN; N]; count];
        for row in table
            .rows
            .iter()
            .filter(|r| (first_year..=last).contains(&r.year))
        {
            let month = 12 * usize::from(row.year - first_year) + usize::from(row.month) - 1;
            let state = usize::from(row.state) - 1;
            if let Some(value) = row.values.get(number).copied().flatten() {
                months[month][state] = value;
            }
        }
        for (m, states) in months.iter().enumerate() {
            if let Some(s) = states.iter().position(|v| v.is_nan()) {
                return Err(PanelError::Gap {
                    file: file.to_owned(),
                    column: column.to_owned(),
                    state: STATES[s].name,
                    year: first_year + (m / 12) as u16,
                    month: (m % 12) as u8 + 1,
                    first: first_year,
                });
            }
        }
        Ok(Self { first_year, months })
    }

    /// Last year.
    pub fn last_year(&self) -> u16 {
        self.first_year + (self.months.len() / 12).saturating_sub(1) as u16
    }

    /// Sums by year.
    pub fn years(&self) -> Vec<States> {
        self.sums(12)
    }

    /// Sums by quarter.
    pub fn quarters(&self) -> Vec<States> {
        self.sums(MONTHS_OF_A_QUARTER)
    }

    fn sums(&self, months: usize) -> Vec<States> {
        self.months
            .chunks_exact(months)
            .map(|of| std::array::from_fn(|s| of.iter().map(|m| m[s]).sum()))
            .collect()
    }

    /// The panel up to the end of a year.
    #[must_use]
    pub fn until(&self, year: u16) -> Self {
        let years = usize::from((year + 1).saturating_sub(self.first_year));
        Self {
            first_year: self.first_year,
            months: self.months.iter().take(12 * years).copied().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::long_csv::parse_state_months;

    fn table(skip: Option<(u8, u16, u8)>) -> StateMonths {
        let mut text = "state_code,year,month,homicides\n".to_owned();
        for year in 2001..=2003_u16 {
            for month in 1..=if year == 2003 { 4 } else { 12_u8 } {
                for state in 1..=32_u8 {
                    if Some((state, year, month)) != skip {
                        text += &format!("{state},{year},{month},{}\n", state + month);
                    }
                }
            }
        }
        parse_state_months("t.csv", text.as_bytes()).unwrap()
    }

    #[test]
    fn whole_years_are_taken_and_summed() {
        let panel = Panel::from_table("t.csv", &table(None), "homicides", 2001).unwrap();
        assert_eq!((panel.last_year(), panel.months.len()), (2002, 24));
        assert_eq!(panel.years()[1][0], 12.0 + 78.0);
        assert_eq!(panel.until(2001).months.len(), 12);
    }

    #[test]
    fn gaps_and_wrong_columns_are_named() {
        let gap = table(Some((9, 2002, 5)));
        let error = Panel::from_table("t.csv", &gap, "homicides", 2001).unwrap_err();
        assert!(error.to_string().contains("Ciudad de México"), "{error}");
        assert!(error.to_string().contains("2002-05"), "{error}");
        let error = Panel::from_table("t.csv", &gap, "murders", 2001).unwrap_err();
        assert!(error.to_string().contains("the columns are homicides"));
        assert!(Panel::from_table("t.csv", &gap, "homicides", 2010).is_err());
    }
}
