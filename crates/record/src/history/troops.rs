//! Soldiers of the Army on duty against crime, by date.
//!
//! Figures of one definition (monthly average on anti-crime duty) from 2006 to July 2020. After that only wider
//! counts were found, of all tasks or of Army and Navy together: they are listed and not used. Navy and National Guard are
//! not in it.

use crate::series::between;
use serde::Serialize;

/// A published number of soldiers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Troops {
    /// Date as a year, for example 2007.5 for the middle or average of 2007.
    pub date: f64,
    /// Soldiers.
    pub count: u32,
    /// What was counted.
    pub definition: &'static str,
    /// Whether the definition is that of [`troops`].
    pub same_definition: bool,
    /// Site where it was read.
    pub source: &'static str,
}

const fn row(
    date: f64,
    count: u32,
    definition: &'static str,
    same_definition: bool,
    source: &'static str,
) -> Troops {
    Troops {
        date,
        count,
        definition,
        same_definition,
        source,
    }
}

const AVERAGE: &str = "Army, monthly average against organised crime";
const ALL_TASKS: &str = "Army, all security tasks";

/// All rows by date.
#[rustfmt::skip]
static TROOPS: [Troops; 16] = [
    row(2004.5, 30_000, "Army, against drugs all year round, mostly eradication (42,000 to 43,000 at the seasonal peak)", false, "archivos.elsiglodetorreon.com.mx"),
    row(2006.5, 37_253, AVERAGE, true, "jornada.com.mx"),
    row(2007.5, 45_000, AVERAGE, true, "jornada.com.mx"),
    row(2008.5, 45_106, AVERAGE, true, "jornada.com.mx"),
    row(2009.5, 48_650, AVERAGE, true, "jornada.com.mx"),
    row(2010.5, 49_650, AVERAGE, true, "jornada.com.mx"),
    row(2011.5, 52_690, AVERAGE, true, "jornada.com.mx"),
    row(2012.5, 49_650, AVERAGE, true, "jornada.com.mx"),
    row(2013.5, 34_529, AVERAGE, true, "puntoporpunto.com"),
    row(2017.5, 52_807, AVERAGE, true, "milenio.com"),
    row(2018.5, 54_980, AVERAGE, true, "jornada.com.mx"),
    row(2019.3, 62_954, "Army, against organised crime, in April 2019", true, "jornada.com.mx"),
    row(2020.3, 59_232, "Army, monthly average of January to July 2020", true, "seguridadviacivil.ibero.mx"),
    row(2021.3, 84_847, ALL_TASKS, false, "incognitapro.com"),
    row(2021.5, 75_888, "Army, operations for the construction of peace, July 2021", false, "archivo.prensa-latina.cu"),
    row(2022.9, 90_000, "Army and Navy, on public security, December 2022", false, "eluniversal.com.mx"),
];

/// Published numbers of soldiers, by date, those of other definitions among them.
pub fn troop_counts() -> &'static [Troops] {
    &TROOPS
}

/// Soldiers of the Army on duty against crime at a date (a year, for example 2007.5): linear between the rows of
/// one definition, flat before the first (2006: 37,253) and after the last (2020: 59,232). Nothing was found for
/// 2014 to 2016, which are read off the line from 2013 to 2017.
pub fn troops(year: f64) -> f64 {
    let same = TROOPS.iter().filter(|t| t.same_definition);
    between(same.map(|t| (t.date, f64::from(t.count))), year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_by_date() {
        assert!(TROOPS.windows(2).all(|w| w[0].date < w[1].date));
        assert!(
            TROOPS
                .iter()
                .all(|t| !t.source.is_empty() && !t.definition.is_empty())
        );
    }

    #[test]
    fn yearly_averages_are_those_of_the_series() {
        for &(year, value) in crate::find("army_on_public_security").unwrap().points {
            assert!(
                (troops(f64::from(year) + 0.5) - value).abs() < 1e-6,
                "{year}"
            );
        }
    }

    #[test]
    fn linear_between_and_flat_outside() {
        assert_eq!(troops(1990.0), 37_253.0);
        assert_eq!(troops(2030.0), 59_232.0);
        assert!((troops(2015.5) - f64::midpoint(34_529.0, 52_807.0)).abs() < 1e-6);
    }
}
