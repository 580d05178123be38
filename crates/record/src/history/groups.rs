//! Published counts of groups, counters who counted more than once, and dated splits with the months from trigger to
//! split.

use super::Bloc;
use serde::Serialize;

/// A published count of groups. Definitions differ: never join them as one series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct GroupCount {
    /// First year it is about.
    pub first: u16,
    /// Last year.
    pub last: u16,
    /// Groups; the lower end if a range was published.
    pub low: u16,
    /// Groups; the upper end.
    pub high: u16,
    /// What was counted, and by whom where the definition does not say it.
    pub definition: &'static str,
    /// Where it was read; empty if no page was read.
    pub source: &'static str,
}

/// Counts by one counter and definition at the ends of several years: how the number grew can be compared with a model,
/// its level cannot.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Counter {
    /// Who counted, and what.
    pub name: &'static str,
    /// Year at whose end, and groups; years ascend.
    pub counts: &'static [(u16, f64)],
    /// Where it was read.
    pub source: &'static str,
    /// What to know before using them.
    pub caveat: &'static str,
    /// Row of the evidence ledger that cites it, if one does: priors rest on it, so that a fit must not use it again.
    pub ledger_row: Option<&'static str>,
}

/// All counters that were found with counts of two years or more and a page that could be read. Not here: named actors in
/// deadly dyads of UCDP (they grow with its coverage of deaths), Crisis Group's 76 and 205 (no page was read), and
/// registries that counted once.
static COUNTERS: [Counter; 4] = [
    Counter {
        name: "Cartels counted by Zeta (weekly of Tijuana)",
        counts: &[(2006, 7.0), (2011, 28.0)],
        source: "therearenosunglasses.wordpress.com; foroparalelodemilenioelotroforo.blogspot.com, 5 January 2012",
        caveat: "The seven are those that the federal prosecutor recognised; the 28 include cells of gunmen that work for themselves.",
        ledger_row: None,
    },
    Counter {
        name: "Groups active in the nation, Mapping Criminal Organizations (Lettieri & Farfán-Méndez)",
        counts: &[(2007, 7.0), (2015, 25.0)],
        source: "mexicotoday.com, article of the authors",
        caveat: "2015 is \u{201c}more than 25\u{201d}.",
        ledger_row: Some("A19"),
    },
    Counter {
        name: "Cartels and cells recognised by the federal prosecutor (PGR)",
        counts: &[(2014, 52.0), (2016, 46.0), (2017, 45.0)],
        source: "zetatijuana.com, January 2017; froji.mx, November 2017",
        caveat: "The list was not kept up from 2015 on (infobae.com, 11 January 2021), and lacks groups that the same office named elsewhere.",
        ledger_row: None,
    },
    Counter {
        name: "Criminal groups in the nation, Drug Policy Programme of CIDE",
        counts: &[(2018, 148.0), (2020, 150.0)],
        source: "fox21.news (2018 to 2019); infobae.com, 8 May 2022 (BACRIM 2020)",
        caveat: "The first is for 2018 and 2019 together and includes 34 armed wings.",
        ledger_row: None,
    },
];

/// How a new group came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NewGroup {
    /// Broke away.
    Split,
    /// Remnants under a new name.
    Rebrand,
    /// A faction that stayed inside.
    Faction,
    /// An alliance or union.
    Merger,
    /// A new foundation.
    Founding,
}

/// A new group that followed a dated trigger (as a rule the removal of a leader).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Split {
    /// Year of the split.
    pub year: u16,
    /// Month, 1 to 12; 0 where only the year is known.
    pub month: u8,
    /// Bloc of the parent.
    pub bloc: Bloc,
    /// How.
    pub how: NewGroup,
    /// Year and month of the trigger.
    pub trigger: (u16, u8),
    /// Months from trigger to split; where only the year of the split is known, to the middle of that year.
    pub months: f64,
    /// Whether it is one of the four heirs of the Guadalajara organisation of 1989.
    pub guadalajara: bool,
    /// Sites where it was read, separated by `; `; empty if no page was read. Many split dates are known only to the
    /// month or year and are partly the compiler's own knowledge.
    pub source: &'static str,
}

const fn count(
    first: u16,
    last: u16,
    low: u16,
    high: u16,
    definition: &'static str,
    source: &'static str,
) -> GroupCount {
    GroupCount {
        first,
        last,
        low,
        high,
        definition,
        source,
    }
}

#[expect(clippy::too_many_arguments, reason = "a row of a table")]
const fn split(
    year: u16,
    month: u8,
    bloc: Bloc,
    how: NewGroup,
    trigger: (u16, u8),
    months: f64,
    guadalajara: bool,
    source: &'static str,
) -> Split {
    Split {
        year,
        month,
        bloc,
        how,
        trigger,
        months,
        guadalajara,
        source,
    }
}

/// All counts by year.
#[rustfmt::skip]
static COUNTS: [GroupCount; 70] = [
    count(2004, 2004, 3, 3, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2004, 2004, 4, 4, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2005, 2005, 1, 1, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2005, 2005, 2, 2, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2006, 2006, 2, 2, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2006, 2006, 7, 7, "cartels at end of Fox term (Zeta weekly)", "therearenosunglasses.wordpress.com"),
    count(2006, 2006, 3, 3, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2006, 2006, 4, 4, "dominant trafficking organizations", "everycrsreport.com"),
    count(2007, 2007, 3, 3, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2007, 2007, 4, 4, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2007, 2007, 7, 7, "groups active in the nation: Mapping Criminal Organizations", "mexicotoday.com"),
    count(2008, 2008, 4, 4, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2008, 2008, 6, 6, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2009, 2009, 3, 3, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2009, 2009, 5, 5, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2009, 2009, 7, 7, "large trafficking organisations: PGR", "wradio.com.mx"),
    count(2009, 2020, 543, 543, "distinct armed groups seen mid-2009 to late 2020 (Crisis Group)", "ero-saimin.net"),
    count(2010, 2010, 10, 10, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2010, 2010, 76, 76, "criminal groups (Crisis Group)", ""),
    count(2010, 2010, 10, 10, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2011, 2011, 8, 8, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2011, 2011, 11, 11, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2011, 2011, 11, 11, "organizations recognized by the president", "therearenosunglasses.wordpress.com"),
    count(2012, 2012, 8, 8, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2012, 2012, 28, 28, "cartels counted by Zeta weekly", "therearenosunglasses.wordpress.com"),
    count(2012, 2012, 9, 9, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2012, 2012, 70, 70, "regional groups per federal estimate", "persistencies3.rssing.com"),
    count(2013, 2013, 7, 7, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2013, 2013, 70, 70, "cells operating (80 listed, 10 said dismantled): federal security cabinet officials", "preeffect31.rssing.com"),
    count(2013, 2013, 88, 88, "criminal organisations in drug trade (8 large, 80 cells): PGR report of 25 Mar 2013, via Contralínea", "redinternacional.net"),
    count(2013, 2013, 10, 10, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2013, 2013, 12, 12, "groups named in the released part of the 122 list", "animalpolitico.com"),
    count(2014, 2014, 122, 122, "9 cartels and 113 trafficking cells: Lantia (registry described in October 2014)", "guerrero.quadratin.com.mx"),
    count(2014, 2014, 52, 52, "9 cartels and 43 cells: PGR", "zetatijuana.com"),
    count(2014, 2014, 9, 9, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2014, 2014, 9, 9, "cartels per PGR", "archivo.eluniversal.com.mx"),
    count(2014, 2014, 13, 13, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2015, 2015, 12, 12, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2015, 2015, 17, 17, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2015, 2015, 25, 25, "groups active in the nation, more than: Mapping Criminal Organizations", "mexicotoday.com"),
    count(2015, 2015, 9, 20, "major organizations (CRS, analysts)", "everycrsreport.com"),
    count(2016, 2016, 46, 46, "9 cartels and 37 cells: PGR", "zetatijuana.com"),
    count(2016, 2016, 9, 9, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2016, 2016, 13, 13, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2017, 2017, 45, 45, "9 cartels and 36 groups, cells or gangs: PGR", "froji.mx"),
    count(2017, 2017, 12, 12, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2017, 2017, 15, 15, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2018, 2018, 12, 12, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2018, 2018, 16, 16, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2018, 2019, 148, 148, "criminal groups incl. 34 armed wings (CIDE)", "fox21.news"),
    count(2019, 2019, 36, 36, "CJNG cells (31 states): Lantia", "archivo.prensa-latina.cu"),
    count(2019, 2019, 37, 37, "Sinaloa cells (28 states): Lantia", "archivo.prensa-latina.cu"),
    count(2019, 2019, 13, 13, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2019, 2019, 198, 198, "active groups (Crisis Group text mining)", "newsnowvegas.com"),
    count(2019, 2019, 37, 37, "cartels per federal government", "ecoi.net"),
    count(2019, 2019, 17, 17, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2019, 2019, 48, 48, "groups from former Zetas, Gulf, Beltrán Leyva, Templarios-Familia: Lantia", "archivo.prensa-latina.cu"),
    count(2020, 2020, 249, 249, "19 regional groups (two transnational) and about 230 cells: Infobae from official and DEA data", "infobae.com"),
    count(2020, 2020, 15, 15, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2020, 2020, 150, 150, "active cartels (PPD/CIDE data used by Prieto-Curiel)", "repository rafaelprietocuriel/Recruitment, README.md"),
    count(2020, 2020, 205, 205, "criminal groups (Crisis Group)", ""),
    count(2020, 2020, 20, 20, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2020, 2020, 150, 150, "nodes of the BACRIM2020 network: CentroGeo, GeoInt, DataLab (CONACYT); CIDE-PPD", "repository rafaelprietocuriel/Recruitment, BACRIM2020_Nodes.csv"),
    count(2021, 2021, 15, 15, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2021, 2021, 20, 20, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2022, 2022, 16, 16, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2022, 2022, 22, 22, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2023, 2023, 14, 14, "UCDP non-state dyads with 25 or more deaths in the year", "UCDP Georeferenced Event Dataset, counted for this table"),
    count(2023, 2023, 175, 175, "active criminal organisations: AC Consultores", "theworldnewstoday.com"),
    count(2023, 2023, 19, 19, "distinct named actors in those dyads: UCDP", "UCDP Georeferenced Event Dataset, counted for this table"),
];

/// All splits by date.
#[rustfmt::skip]
static SPLITS: [Split; 40] = [
    split(1989, 0, Bloc::Others, NewGroup::Split, (1989, 4), 2.8, true, "news.gaeatimes.com; read-online-books.com"),
    split(1989, 0, Bloc::Others, NewGroup::Split, (1989, 4), 2.8, true, "read-online-books.com; estatico.jornada.com.mx"),
    split(1989, 0, Bloc::Others, NewGroup::Split, (1989, 4), 2.8, true, "ibetubet.com; read-online-books.com"),
    split(1989, 0, Bloc::Others, NewGroup::Split, (1989, 4), 2.8, true, "read-online-books.com; mapinc.org"),
    split(2002, 0, Bloc::Sinaloa, NewGroup::Merger, (2001, 1), 17.3, false, "ic.labmde.org"),
    split(2004, 9, Bloc::Sinaloa, NewGroup::Split, (2004, 9), 0.1, false, "repository diegovalle/Homicide-MX-Drug-War, timelines/data/military-operations.yaml; ic.labmde.org"),
    split(2006, 9, Bloc::LaFamilia, NewGroup::Rebrand, (2004, 10), 22.7, false, "preeffect31.rssing.com; morquecho.blogspot.com"),
    split(2008, 4, Bloc::Sinaloa, NewGroup::Split, (2008, 1), 3.3, false, "narcoenmexico.com; vallartauno.com"),
    split(2008, 4, Bloc::Tijuana, NewGroup::Split, (2006, 8), 20.0, false, "kpbs.org; laprensa.org"),
    split(2010, 1, Bloc::BeltranLeyva, NewGroup::Split, (2009, 12), 1.0, false, "justiceinmexico.org"),
    split(2010, 2, Bloc::Gulf, NewGroup::Split, (2007, 1), 36.9, false, "lare2s.blogspot.com; alipac.us"),
    split(2010, 4, Bloc::BeltranLeyva, NewGroup::Rebrand, (2009, 12), 3.9, false, ""),
    split(2010, 5, Bloc::Jalisco, NewGroup::Split, (2009, 10), 6.4, false, "encripdata.com; cuuadrante.com"),
    split(2010, 5, Bloc::Jalisco, NewGroup::Split, (2009, 10), 6.4, false, "encripdata.com"),
    split(2010, 10, Bloc::BeltranLeyva, NewGroup::Split, (2010, 8), 1.5, false, "akarinohon.com"),
    split(2010, 10, Bloc::BeltranLeyva, NewGroup::Split, (2010, 8), 1.5, false, "en.wikipedia.org"),
    split(2010, 12, Bloc::BeltranLeyva, NewGroup::Split, (2009, 12), 12.0, false, "sr490.com; archivo.eluniversal.com.mx"),
    split(2010, 12, Bloc::BeltranLeyva, NewGroup::Split, (2009, 12), 12.0, false, "sr490.com"),
    split(2010, 12, Bloc::BeltranLeyva, NewGroup::Split, (2009, 12), 12.0, false, "archivo.eluniversal.com.mx"),
    split(2011, 0, Bloc::LaFamilia, NewGroup::Split, (2010, 12), 6.7, false, "sr490.com; persistencies3.rssing.com"),
    split(2011, 1, Bloc::BeltranLeyva, NewGroup::Split, (2010, 8), 4.5, false, "Lantia, list of press notes"),
    split(2011, 1, Bloc::LaFamilia, NewGroup::Split, (2010, 12), 1.2, false, "morquecho.blogspot.com"),
    split(2011, 3, Bloc::LaFamilia, NewGroup::Split, (2010, 12), 3.2, false, "morquecho.blogspot.com"),
    split(2011, 9, Bloc::Gulf, NewGroup::Split, (2010, 11), 9.9, false, "review.clateway.com"),
    split(2011, 10, Bloc::Juarez, NewGroup::Rebrand, (2011, 7), 2.6, false, ""),
    split(2012, 0, Bloc::Sinaloa, NewGroup::Split, (2010, 7), 23.1, false, "persistencies3.rssing.com"),
    split(2014, 0, Bloc::GuerreroMichoacan, NewGroup::Split, (2014, 3), 3.7, false, "ahuizote.com"),
    split(2014, 0, Bloc::GuerreroMichoacan, NewGroup::Split, (2014, 3), 3.7, false, "ahuizote.com"),
    split(2014, 0, Bloc::Gulf, NewGroup::Split, (2013, 8), 10.4, false, "insightcrime.org; admin.radioformula.com.mx"),
    split(2014, 0, Bloc::Zetas, NewGroup::Split, (2013, 7), 11.5, false, "insightcrime.org"),
    split(2014, 0, Bloc::Zetas, NewGroup::Split, (2013, 7), 11.5, false, "insightcrime.org"),
    split(2014, 4, Bloc::Gulf, NewGroup::Split, (2013, 8), 7.9, false, "latintimes.com; theworldnewstoday.com"),
    split(2014, 12, Bloc::BeltranLeyva, NewGroup::Split, (2014, 10), 2.5, false, "archivo.eluniversal.com.mx"),
    split(2015, 0, Bloc::Tijuana, NewGroup::Merger, (2014, 6), 12.3, false, "Lantia, table of organisations, 2020"),
    split(2016, 0, Bloc::Sinaloa, NewGroup::Faction, (2016, 1), 5.7, false, "eluniversal.com.mx"),
    split(2016, 0, Bloc::Sinaloa, NewGroup::Faction, (2016, 1), 5.7, false, "eluniversal.com.mx"),
    split(2016, 7, Bloc::Sinaloa, NewGroup::Split, (2016, 1), 6.2, false, "n24.mx; jb.com.br"),
    split(2017, 0, Bloc::Others, NewGroup::Founding, (2013, 8), 46.7, false, "antilavadodedinero.net"),
    split(2018, 0, Bloc::MexicoCity, NewGroup::Split, (2017, 10), 8.6, false, "mexicanist.com"),
    split(2018, 12, Bloc::MexicoCity, NewGroup::Split, (2018, 8), 4.2, false, "mexicanist.com"),
];

/// Published counts of groups, by year.
pub fn group_counts() -> &'static [GroupCount] {
    &COUNTS
}

/// Counters with counts of more than one year.
pub fn counters() -> &'static [Counter] {
    &COUNTERS
}

/// New groups that followed a dated trigger, by date.
pub fn splits() -> &'static [Split] {
    &SPLITS
}

/// Months from trigger to split of the 31 dated splits of stylised fact F4, ascending: splits and rebrands, without
/// the four heirs of 1989.
pub fn months_to_split() -> Vec<f64> {
    let counted = SPLITS
        .iter()
        .filter(|s| matches!(s.how, NewGroup::Split | NewGroup::Rebrand) && !s.guadalajara);
    let mut months: Vec<f64> = counted.map(|s| s.months).collect();
    months.sort_by(f64::total_cmp);
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_in_order_and_in_range() {
        assert!(
            COUNTS
                .windows(2)
                .all(|w| (w[0].first, w[0].last) <= (w[1].first, w[1].last))
        );
        for c in group_counts() {
            assert!(c.first <= c.last && c.low <= c.high && c.low > 0 && !c.definition.is_empty());
        }
        assert!(
            SPLITS
                .windows(2)
                .all(|w| (w[0].year, w[0].month) <= (w[1].year, w[1].month))
        );
        for s in splits() {
            assert!(s.month <= 12 && (1..=12).contains(&s.trigger.1) && s.months > 0.0);
        }
    }

    #[test]
    fn counters_counted_twice_and_their_counts_are_in_the_table() {
        for c in counters() {
            assert!(
                c.counts.len() > 1 && c.counts.windows(2).all(|w| w[0].0 < w[1].0),
                "{}",
                c.name
            );
            assert!(!c.source.is_empty() && !c.caveat.is_empty());
            for (year, groups) in c.counts {
                // A count given out in January is of the end of the year before.
                let listed = COUNTS.iter().any(|row| {
                    f64::from(row.low) == *groups
                        && (row.first..=row.last + 1).contains(&(year + 1))
                });
                assert!(listed, "{} {year}", c.name);
            }
        }
    }

    #[test]
    fn months_are_those_between_the_dates() {
        for s in splits() {
            // Middle of the year where the month is not known, of the month elsewhere.
            let month = if s.month == 0 {
                6.5
            } else {
                f64::from(s.month)
            };
            let years = f64::from(s.year) - f64::from(s.trigger.0);
            let between = 12.0 * years + month - f64::from(s.trigger.1);
            assert!((between - s.months).abs() <= 1.1, "{s:?}: {between}");
        }
    }

    #[test]
    fn time_to_split_is_as_published() {
        // Stylised fact F4: median 6.4 months, middle half 3 to 12, tail to 37.
        let months = months_to_split();
        assert_eq!(months.len(), 31);
        assert_eq!(months[15], 6.4);
        assert!((months[7] - 3.2).abs() < 0.5 && (months[23] - 11.5).abs() < 0.5);
        assert_eq!(months[30], 36.9);
    }

    #[test]
    fn the_number_of_groups_rose() {
        // Stylised fact F5: 4 to 7 in 2006, 150 to 205 in 2018 to 2020.
        let in_2006 = COUNTS.iter().filter(|c| {
            c.first == 2006 && !c.definition.contains("UCDP") && !c.definition.contains("dyads")
        });
        assert!(in_2006.into_iter().all(|c| (4..=7).contains(&c.high)));
        assert!(COUNTS.iter().any(|c| c.first == 2020 && c.high == 150));
    }
}
