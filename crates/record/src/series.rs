//! A series of the record: yearly figures of one definition, with all that is needed to judge them.

use serde::Serialize;

/// The figure of a year.
pub type Point = (u16, f64);

/// Yearly national figures of one publisher and definition.
#[derive(Debug, PartialEq, Serialize)]
pub struct Series {
    /// Identifier, for example `homicides_inegi`.
    pub id: &'static str,
    /// Title.
    pub title: &'static str,
    /// Unit of the values.
    pub unit: &'static str,
    /// What is counted, by whom it is counted and how.
    pub definition: &'static str,
    /// Who published it.
    pub publisher: &'static str,
    /// Edition or date of revision.
    pub vintage: &'static str,
    /// Where the figures were read.
    pub source: &'static str,
    /// Terms under which they may be used.
    pub licence: &'static str,
    /// What to know before using them.
    pub caveats: &'static [&'static str],
    /// Years and values, ascending; a year that is not there was not found.
    pub points: &'static [Point],
}

impl Series {
    /// The figure of a year; `None` if the record has none.
    pub fn value(&self, year: u16) -> Option<f64> {
        self.points.iter().find(|p| p.0 == year).map(|p| p.1)
    }

    /// First and last year.
    pub fn span(&self) -> (u16, u16) {
        match (self.points.first(), self.points.last()) {
            (Some(first), Some(last)) => (first.0, last.0),
            _ => (0, 0),
        }
    }
}

/// There is no series of this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the record has no series `{id}`{}; `aftermath evidence list` shows all", nearest.map(|n| format!(": did you mean `{n}`?")).unwrap_or_default())]
pub struct UnknownSeries {
    /// What was asked for.
    pub id: String,
    /// The most similar id, if any is similar.
    pub nearest: Option<&'static str>,
}

/// All series.
pub fn all() -> &'static [Series] {
    &crate::facts::ALL
}

/// The series with this id, or an error that names the nearest.
pub fn find(id: &str) -> Result<&'static Series, UnknownSeries> {
    all()
        .iter()
        .find(|s| s.id == id)
        .ok_or_else(|| UnknownSeries {
            id: id.to_owned(),
            nearest: nearest(id, all().iter().map(|s| s.id)),
        })
}

/// The value at a date: linear between points, whose dates ascend, flat outside them; zero if there is none.
pub(crate) fn between(points: impl Iterator<Item = (f64, f64)>, at: f64) -> f64 {
    let mut before: Option<(f64, f64)> = None;
    for (date, value) in points {
        if at <= date {
            return before.map_or(value, |(d, v)| v + (value - v) * (at - d) / (date - d));
        }
        before = Some((date, value));
    }
    before.map_or(0.0, |(_, v)| v)
}

/// The valid name most like `wrong`, if one is like it.
pub(crate) fn nearest<'a>(wrong: &str, valid: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    valid
        .map(|name| (strsim::jaro_winkler(wrong, name), name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_series_is_complete_and_in_order() {
        for s in all() {
            for text in [
                s.id,
                s.title,
                s.unit,
                s.definition,
                s.publisher,
                s.vintage,
                s.source,
                s.licence,
            ] {
                assert!(!text.is_empty(), "{}", s.id);
            }
            assert!(!s.points.is_empty(), "{}", s.id);
            assert!(
                s.points.windows(2).all(|w| w[0].0 < w[1].0),
                "{} years ascend",
                s.id
            );
            assert!(
                s.points.iter().all(|p| p.1.is_finite() && p.1 >= 0.0),
                "{}",
                s.id
            );
            assert_eq!(
                all().iter().filter(|o| o.id == s.id).count(),
                1,
                "{} is unique",
                s.id
            );
        }
    }

    #[test]
    fn key_figures_are_as_published() {
        assert_eq!(find("homicides_inegi").unwrap().value(2007), Some(8867.0));
        assert_eq!(find("homicides_inegi").unwrap().value(2023), Some(32_252.0));
        assert_eq!(
            find("homicides_sesnsp_cases_old").unwrap().value(2007),
            Some(10_253.0)
        );
        assert_eq!(find("homicides_inegi").unwrap().value(1980), None);
        assert_eq!(find("homicides_inegi").unwrap().span(), (1990, 2023));
    }

    #[test]
    fn victims_and_femicides_add_up() {
        let get = |id| find(id).unwrap();
        let (murder, femicide, both) = (
            get("homicides_sesnsp_victims"),
            get("femicides_sesnsp_victims"),
            get("homicides_and_femicides_sesnsp_victims"),
        );
        for &(year, value) in both.points {
            assert_eq!(
                murder.value(year).unwrap() + femicide.value(year).unwrap(),
                value,
                "{year}"
            );
        }
    }

    #[test]
    fn unknown_ids_get_the_nearest() {
        let error = find("homicide_inegi").unwrap_err();
        assert_eq!(error.nearest, Some("homicides_inegi"));
        assert!(
            error
                .to_string()
                .contains("did you mean `homicides_inegi`?")
        );
        assert_eq!(find("zzz").unwrap_err().nearest, None);
    }

    #[test]
    fn leaders_removed_are_the_counts_of_the_history() {
        use crate::history::{Rank, removed_in};
        for (id, rank) in [
            ("leaders_removed_top", Rank::Top),
            ("leaders_removed_lieutenants", Rank::Lieutenant),
        ] {
            for &(year, value) in find(id).unwrap().points {
                assert_eq!(f64::from(removed_in(year, rank)), value, "{id} {year}");
            }
        }
    }

    #[test]
    fn listed_attacks_are_the_counts_of_the_history() {
        for &(year, value) in find("attacks_on_state_listed").unwrap().points {
            let rows = crate::history::attacks();
            let count = rows.iter().filter(|a| a.year == year).count();
            assert_eq!(count as f64, value, "{year}");
        }
    }
}
