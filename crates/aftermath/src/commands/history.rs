//! `aftermath evidence history`

use crate::args::{Format, HistoryTable};
use crate::output::print;
use crate::tables::table;
use anyhow::Result;
use record::history::{
    Bloc, How, Period, Rank, attacks, counters, deployments, group_counts, presence, regimes,
    relationship_events, removals, troop_counts, weight,
};
use record::states::{STATES, by_code};
use serde::Serialize;

/// Name of the column of sources, which is the last where there is one.
const SOURCE: &str = "source";

/// Rows of a table of the history, before they are printed.
struct Rows {
    /// Words above the table.
    title: &'static str,
    /// Names of the columns.
    header: Vec<String>,
    /// The first column of numbers only.
    numbers: usize,
    rows: Vec<Vec<String>>,
}

/// Prints a table of the history; without one the counts of removals by year and the operations.
pub fn history(which: Option<HistoryTable>, format: Format) -> Result<()> {
    let Some(which) = which else {
        return match format {
            Format::Table => {
                let (removals, operations) = (removals_by_year(), deployment_rows());
                print(&format!("{}\n{}", text(&removals), text(&operations)))
            }
            _ => history(Some(HistoryTable::Removals), format),
        };
    };
    match format {
        Format::Json => print(&format!("{}\n", json(which)?)),
        Format::Csv => print(&csv(&rows(which, format)?)),
        Format::Table => print(&text(&rows(which, format)?)),
    }
}

fn rows(which: HistoryTable, format: Format) -> Result<Rows> {
    Ok(match (which, format) {
        (HistoryTable::Removals, Format::Table) => removals_by_year(),
        (HistoryTable::Removals, _) => removal_rows()?,
        (HistoryTable::Deployments, _) => deployment_rows(),
        (HistoryTable::Regimes, _) => regime_rows(),
        (HistoryTable::Relationship, _) => relationship_rows()?,
        (HistoryTable::Attacks, Format::Table) => attack_list()?,
        (HistoryTable::Attacks, _) => attack_rows()?,
        (HistoryTable::Troops, _) => troop_rows(),
        (HistoryTable::Presence, Format::Table) => presence_maps()?,
        (HistoryTable::Presence, _) => presence_rows()?,
        (HistoryTable::Groups, _) => group_rows(),
        (HistoryTable::Counters, _) => counter_rows(),
    })
}

fn json(which: HistoryTable) -> Result<String> {
    Ok(match which {
        HistoryTable::Removals => serde_json::to_string_pretty(removals())?,
        HistoryTable::Deployments => serde_json::to_string_pretty(deployments())?,
        HistoryTable::Regimes => serde_json::to_string_pretty(regimes())?,
        HistoryTable::Relationship => serde_json::to_string_pretty(relationship_events())?,
        HistoryTable::Attacks => serde_json::to_string_pretty(attacks())?,
        HistoryTable::Troops => serde_json::to_string_pretty(troop_counts())?,
        HistoryTable::Groups => serde_json::to_string_pretty(group_counts())?,
        HistoryTable::Counters => serde_json::to_string_pretty(counters())?,
        HistoryTable::Presence => {
            let present = Period::ALL.into_iter().flat_map(|period| {
                Bloc::ALL.into_iter().flat_map(move |bloc| {
                    let states = presence(period, bloc).iter();
                    states.map(move |&(state, weight)| Present {
                        period,
                        bloc,
                        state,
                        weight,
                    })
                })
            });
            serde_json::to_string_pretty(&present.collect::<Vec<_>>())?
        }
    })
}

/// A bloc in a state, as in JSON.
#[derive(Serialize)]
struct Present {
    period: Period,
    bloc: Bloc,
    state: u8,
    weight: u8,
}

/// For reading: without the sources, for which there is no room.
fn text(rows: &Rows) -> String {
    let header: Vec<&str> = rows
        .header
        .iter()
        .map(String::as_str)
        .filter(|name| *name != SOURCE)
        .collect();
    let shown = rows
        .rows
        .iter()
        .map(|row| row.iter().take(header.len()).cloned().collect());
    format!(
        "{}\n{}",
        rows.title,
        table(&header, rows.numbers.min(header.len()), shown)
    )
}

/// Comma-separated lines; cells with a comma, a quote or a space in them are quoted.
fn csv(rows: &Rows) -> String {
    let cell = |cell: &String| {
        if cell.contains([',', '"', ' ']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let lines = std::iter::once(&rows.header).chain(&rows.rows);
    lines
        .map(|line| line.iter().map(cell).collect::<Vec<_>>().join(",") + "\n")
        .collect()
}

/// The name of a bloc, rank or way, as in JSON.
fn name(value: impl Serialize) -> Result<String> {
    Ok(serde_json::to_value(value)?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

fn headers(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| (*n).to_owned()).collect()
}

/// Year and month, or the year alone.
fn date(year: u16, month: u8) -> String {
    if month == 0 {
        year.to_string()
    } else {
        format!("{year}-{month:02}")
    }
}

/// Names of states, or the whole country.
fn places(states: &[u8]) -> String {
    let names: Vec<&str> = states
        .iter()
        .filter_map(|s| by_code(*s))
        .map(|s| s.name)
        .collect();
    if names.is_empty() {
        "national".to_owned()
    } else {
        names.join(", ")
    }
}

fn removals_by_year() -> Rows {
    let mut years: Vec<u16> = removals().iter().map(|r| r.year).collect();
    years.dedup();
    let rows = years.into_iter().map(|year| {
        let count = |rank, how| {
            let of = removals()
                .iter()
                .filter(|r| r.year == year && r.rank == rank && r.how == how);
            of.map(|r| u32::from(r.count)).sum::<u32>().to_string()
        };
        vec![
            year.to_string(),
            count(Rank::Top, How::Captured),
            count(Rank::Top, How::Killed),
            count(Rank::Lieutenant, How::Captured),
            count(Rank::Lieutenant, How::Killed),
        ]
    });
    Rows {
        title: "Leaders removed by the state (a sample found through the press: thin before 2000, thick for 2008-2015)",
        header: headers(&[
            "year",
            "top, captured",
            "top, killed",
            "lieutenant, captured",
            "lieutenant, killed",
        ]),
        numbers: 1,
        rows: rows.collect(),
    }
}

fn removal_rows() -> Result<Rows> {
    let rows = removals().iter().map(|r| {
        Ok(vec![
            r.year.to_string(),
            r.month.to_string(),
            name(r.bloc)?,
            name(r.rank)?,
            name(r.how)?,
            r.count.to_string(),
            r.source.to_owned(),
        ])
    });
    Ok(Rows {
        title: "Leaders removed by the state",
        header: headers(&["year", "month", "bloc", "rank", "how", "count", SOURCE]),
        numbers: 7,
        rows: rows.collect::<Result<_>>()?,
    })
}

fn deployment_rows() -> Rows {
    let rows = deployments().iter().map(|d| {
        vec![
            date(d.year, d.month),
            d.operation.to_owned(),
            places(d.states),
            d.forces.to_owned(),
            d.source.to_owned(),
        ]
    });
    Rows {
        title: "Joint operations and large deployments",
        header: headers(&[
            "start",
            "operation",
            "states",
            "forces at the start",
            SOURCE,
        ]),
        numbers: 4,
        rows: rows.collect(),
    }
}

fn regime_rows() -> Rows {
    let rows = regimes().iter().map(|r| {
        let codes = [
            r.leader_targeting,
            r.military_deployment,
            r.federal_police,
            r.cooperation,
            r.crackdown,
        ];
        let mut row = vec![
            date(r.start.0, r.start.1),
            date(r.end.0, r.end.1),
            format!("{}, {}", r.administration, r.phase),
        ];
        row.extend(codes.map(|c| c.level.to_string()));
        row.push(r.source.to_owned());
        row
    });
    Rows {
        title: "Phases of federal policy, coded 0 (none) to 3 (strongest); reasons with --format json",
        header: headers(&[
            "first",
            "last",
            "phase",
            "leaders",
            "military",
            "police",
            "cooperation",
            "crackdown",
            SOURCE,
        ]),
        numbers: 3,
        rows: rows.collect(),
    }
}

fn relationship_rows() -> Result<Rows> {
    let rows = relationship_events().iter().map(|e| {
        Ok(vec![
            date(e.year, e.month),
            format!("{:+}", e.severity),
            name(e.kind)?,
            e.event.to_owned(),
            e.consequence.to_owned(),
            e.source.to_owned(),
        ])
    });
    Ok(Rows {
        title: "Events between Mexico and the United States (-3 to +3: hurt or helped cooperation)",
        header: headers(&["date", "severity", "kind", "event", "what followed", SOURCE]),
        numbers: 5,
        rows: rows.collect::<Result<_>>()?,
    })
}

/// Attacks with the dead in all: as stated, or the sum of those that are.
fn attack_list() -> Result<Rows> {
    let rows = attacks().iter().map(|a| {
        let parts = [a.deaths_security, a.deaths_civilian, a.deaths_gunmen];
        let known = parts
            .iter()
            .any(Option::is_some)
            .then(|| parts.iter().flatten().sum::<u16>())
            // No dead among those counted, and others not: unknown.
            .filter(|sum| *sum > 0 || parts.iter().all(Option::is_some));
        let number = |n: Option<u16>| n.map_or(String::new(), |n| n.to_string());
        Ok(vec![
            date(a.year, a.month),
            a.place.to_owned(),
            a.bloc.map_or(Ok(String::new()), name)?,
            name(a.trigger)?,
            number(a.lag_days),
            number(a.deaths_total.or(known)),
        ])
    });
    Ok(Rows {
        title: "Attacks on the state (chosen for fame; blank: not stated or not established; dead: those stated)",
        header: headers(&["date", "place", "bloc", "trigger", "days after it", "dead"]),
        numbers: 4,
        rows: rows.collect::<Result<_>>()?,
    })
}

/// Attacks in full.
fn attack_rows() -> Result<Rows> {
    let number = |n: Option<u16>| n.map_or(String::new(), |n| n.to_string());
    let rows = attacks().iter().map(|a| {
        Ok(vec![
            date(a.year, a.month),
            a.place.to_owned(),
            a.bloc.map_or(Ok(String::new()), name)?,
            a.kind.to_owned(),
            name(a.trigger)?,
            number(a.lag_days),
            number(a.deaths_security),
            number(a.deaths_civilian),
            number(a.deaths_gunmen),
            number(a.deaths_total),
            a.source.to_owned(),
        ])
    });
    Ok(Rows {
        title: "Attacks on the state",
        header: headers(&[
            "date",
            "place",
            "bloc",
            "kind",
            "trigger",
            "lag_days",
            "deaths_security",
            "deaths_civilian",
            "deaths_gunmen",
            "deaths_total",
            SOURCE,
        ]),
        numbers: 5,
        rows: rows.collect::<Result<_>>()?,
    })
}

fn troop_rows() -> Rows {
    let rows = troop_counts().iter().map(|t| {
        vec![
            format!("{:.1}", t.date),
            t.count.to_string(),
            if t.same_definition { "yes" } else { "no" }.to_owned(),
            t.definition.to_owned(),
            t.source.to_owned(),
        ]
    });
    Rows {
        title: "Soldiers on duty against crime; models use the rows of one definition",
        header: headers(&["date", "count", "used", "definition", SOURCE]),
        numbers: 5,
        rows: rows.collect(),
    }
}

fn group_rows() -> Rows {
    let rows = group_counts().iter().map(|c| {
        let range = |low: u16, high: u16| {
            if low == high {
                low.to_string()
            } else {
                format!("{low}-{high}")
            }
        };
        vec![
            range(c.first, c.last),
            range(c.low, c.high),
            c.definition.to_owned(),
            c.source.to_owned(),
        ]
    });
    Rows {
        title: "Published counts of groups; definitions differ: never join them (no source: no page was read)",
        header: headers(&["years", "groups", "definition", SOURCE]),
        numbers: 2,
        rows: rows.collect(),
    }
}

fn counter_rows() -> Rows {
    let rows = counters().iter().map(|c| {
        let each = c.counts.iter().map(|(year, n)| format!("{year}: {n}"));
        let used = c.ledger_row.map_or("yes".to_owned(), |row| {
            format!("no: priors rest on it, {row}")
        });
        vec![
            c.name.to_owned(),
            each.collect::<Vec<_>>().join("; "),
            used,
            c.caveat.to_owned(),
            c.source.to_owned(),
        ]
    });
    Rows {
        title: "Groups at the ends of years, by those who counted more than once; the fit compares how they grew",
        header: headers(&["counter", "year: groups", "in the fit", "caveat", SOURCE]),
        numbers: 4,
        rows: rows.collect(),
    }
}

/// States down, blocs across: weights about 2000 and about 2020.
fn presence_maps() -> Result<Rows> {
    let mut header = headers(&["state"]);
    for bloc in Bloc::ALL {
        header.push(name(bloc)?);
    }
    let rows = STATES.iter().map(|state| {
        let mut row = vec![state.abbreviation.to_owned()];
        row.extend(Bloc::ALL.map(|bloc| {
            let [then, now] = Period::ALL.map(|p| weight(p, bloc, state.code));
            if then == 0 && now == 0 {
                String::new()
            } else {
                format!("{then} {now}")
            }
        }));
        row
    });
    Ok(Rows {
        title: "Blocs by state about 2000 and about 2020: 0 absent, 1 some, 2 strong, 3 home or dominant (rough; blank: absent at both dates)",
        header,
        numbers: 1,
        rows: rows.collect(),
    })
}

fn presence_rows() -> Result<Rows> {
    let mut rows = Vec::new();
    for period in Period::ALL {
        for bloc in Bloc::ALL {
            for (state, weight) in presence(period, bloc) {
                rows.push(vec![
                    name(period)?,
                    name(bloc)?,
                    state.to_string(),
                    weight.to_string(),
                ]);
            }
        }
    }
    Ok(Rows {
        title: "Blocs by state",
        header: headers(&["period", "bloc", "state_code", "weight"]),
        numbers: 2,
        rows,
    })
}
