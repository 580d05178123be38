//! National evidence beside homicides by state: tallies of killings by organised crime, and how the number of groups grew.
//!
//! ```text
//! mean ln tally of a year   ~ N(ln killed, 0.25²)          killed: fights, clashes and predation, as registered
//! ln count of k in year t   ~ N(d_k + ln G_t, 0.4²)        G: groups at the end of the year, of blocs that had begun
//! d_k  flat                                                the definition of a counter: only growth is compared
//! ```
//!
//! Tallies of one year are of the same killings: together they count as one. Their error is shared by all years (what a
//! counter calls organised crime), so they are tempered with homicides (`calibration::LEARNING_RATE`). Counts of groups are
//! few, their level is free and their error wide: they count in full.

use crate::inputs::FIRST_YEAR;
use numerics::elementary::ln;
use record::history::{Bloc, Counter, counters};

/// Standard deviation of the logarithm of a tally of killings by organised crime: tallies of one year differ by up to
/// 46 % (2009: 6,587 to 9,614, see the series `oc_killings_*`).
const TALLY_ERROR: f64 = 0.25;
/// Standard deviation of the logarithm of a count of groups about its definition. No source; wide, since counts also grow
/// with the attention of those who count: a fourfold rise is two standard deviations of no rise at all.
const COUNT_ERROR: f64 = 0.4;
/// Tallies of killings by organised crime, with the first year that is not used: `oc_killings_presidency` is not here, as
/// it has the source of `oc_killings_federal`, whose year 2013 ended in August.
const TALLIES: [(&str, u16); 5] = [
    ("oc_killings_moloeznik", u16::MAX),
    ("oc_killings_reforma", u16::MAX),
    ("oc_killings_milenio", u16::MAX),
    ("oc_killings_federal", 2013),
    ("oc_killings_lantia", u16::MAX),
];

/// What is known of the nation in the years of a record.
#[derive(Clone, Debug)]
pub struct National {
    /// Mean logarithm of the tallies of a year, by year of the record.
    tallies: Vec<Option<f64>>,
    /// Years of the record at whose end each counter counted, with the logarithm of the count.
    counts: Vec<Vec<(usize, f64)>>,
}

impl National {
    /// Of the first `years` years of the record.
    pub fn of_the_record(years: usize) -> Self {
        let within = |year: u16| {
            let t = usize::from(year.checked_sub(FIRST_YEAR)?);
            (t < years).then_some(t)
        };
        let counts = |c: &Counter| -> Vec<(usize, f64)> {
            c.counts
                .iter()
                .filter_map(|(year, groups)| Some((within(*year)?, ln(*groups))))
                .collect()
        };
        Self {
            tallies: (0..years).map(|t| tally(FIRST_YEAR + t as u16)).collect(),
            counts: unused_by_priors().map(counts).collect(),
        }
    }

    /// Logarithm of the likelihood of the tallies, given the killings of a year.
    pub fn tallies(&self, killed: impl Fn(usize) -> f64) -> f64 {
        let miss = |(t, tally): (usize, &Option<f64>)| {
            Some(((*tally)? - ln(killed(t).max(1.0))) / TALLY_ERROR)
        };
        let misses = self.tallies.iter().enumerate().filter_map(miss);
        misses.map(|m| -0.5 * m * m).sum()
    }

    /// Logarithm of the likelihood of the counts of groups, d_k summed out, given the groups of the model at the end of each
    /// year.
    pub fn counts(&self, groups: &[f64]) -> f64 {
        self.counts
            .iter()
            .map(|counter| {
                let rest: Vec<f64> = counter
                    .iter()
                    .map(|(t, ln_count)| ln_count - ln(begun(groups[*t], *t)))
                    .collect();
                let mean = rest.iter().sum::<f64>() / rest.len().max(1) as f64;
                let miss = |r: &f64| (r - mean) / COUNT_ERROR;
                rest.iter().map(|r| -0.5 * miss(r) * miss(r)).sum::<f64>()
            })
            .sum()
    }
}

/// Counters on which no prior rests yet.
fn unused_by_priors() -> impl Iterator<Item = &'static Counter> {
    counters().iter().filter(|c| c.ledger_row.is_none())
}

/// Groups at the end of a year of the record, without blocs that nobody could yet have counted: the model has all from
/// its start.
fn begun(groups: f64, t: usize) -> f64 {
    let year = FIRST_YEAR + t as u16;
    let later = Bloc::ALL
        .iter()
        .filter(|b| b.first_year() > Some(year))
        .count();
    (groups - later as f64).max(1.0)
}

/// Mean logarithm of the tallies of a year.
fn tally(year: u16) -> Option<f64> {
    let values: Vec<f64> = TALLIES
        .iter()
        .filter(|(_, end)| year < *end)
        .filter_map(|(id, _)| record::find(id).ok()?.value(year))
        .map(ln)
        .collect();
    let n = values.len() as f64;
    (n > 0.0).then(|| values.iter().sum::<f64>() / n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_growth_counts_and_more_of_it_than_no_growth() {
        let national = National::of_the_record(23);
        let flat = vec![16.0; 23];
        let grown: Vec<f64> = (0..23)
            .map(|t| 12.0 * (1.0 + (t as f64 - 6.0).clamp(0.0, 6.0) / 2.0))
            .collect();
        assert!(national.counts(&grown) > national.counts(&flat) + 1.0);
        // Zeta's fourfold rise in five years, and 28 groups with one that had not begun in 2011, four in 2006.
        let zeta = National {
            tallies: Vec::new(),
            counts: vec![national.counts[0].clone()],
        };
        let mut exact = flat;
        (exact[6], exact[11]) = (7.0 + 4.0, 28.0 + 1.0);
        assert!(zeta.counts(&exact).abs() < 1e-12);
    }

    #[test]
    fn no_count_is_used_twice() {
        // A19 is among the sources of the priors of splits; what it counted is not in the likelihood as well.
        let names: Vec<&str> = unused_by_priors().map(|c| c.name).collect();
        assert!(
            names.len() == counters().len() - 1 && !names.iter().any(|n| n.contains("Mapping")),
            "{names:?}"
        );
    }

    #[test]
    fn what_lies_after_the_record_says_nothing() {
        // Up to 2006 no counter counted twice.
        let national = National::of_the_record(7);
        let (few, many) = ([12.0; 7], [90.0; 7]);
        assert_eq!(
            national.counts(&few).to_bits(),
            national.counts(&many).to_bits()
        );
        assert_eq!(national.tallies.len(), 7);
    }

    #[test]
    fn tallies_of_one_source_count_once_and_parts_of_years_do_not() {
        let of = |year: u16| tally(year).map(f64::exp);
        assert_eq!(of(2013), None);
        // Reforma, Milenio and the federal government in 2008; Reforma alone would be 5,153.
        let three = (5153.0f64 * 5661.0 * 6824.0).cbrt();
        assert!(
            (of(2008).unwrap() / three - 1.0).abs() < 1e-9,
            "{:?}",
            of(2008)
        );
        assert!((of(2016).unwrap() / 12_224.0 - 1.0).abs() < 1e-9);
    }
}
