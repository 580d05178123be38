//! The embedded history is that of the shared tables, row by row, and names nobody.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use acceptance::shared;
use record::history::{
    Period, attacks, deployments, group_counts, presence, regimes, relationship_events, removals,
    splits, troop_counts,
};
use serde::Serialize;
use std::collections::HashMap;

/// A row of a table, by column.
type Row = HashMap<String, String>;

fn table(path: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(shared(path)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// Year and month of a date such as `2010`, `2010-05` or `2010-05-10`; month 0 if it has none.
fn year_month(date: &str) -> (u16, u8) {
    let mut parts = date.split('-');
    let year = parts.next().unwrap().parse().unwrap();
    (year, parts.next().map_or(0, |m| m.parse().unwrap()))
}

/// A word as in JSON.
fn word(value: impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap();
    json.as_str().unwrap().to_owned()
}

/// The same rows whatever their order.
fn sorted<T: Ord>(rows: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut rows: Vec<T> = rows.into_iter().collect();
    rows.sort();
    rows
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn populations_and_homicides_of_states_equal_their_tables() {
    let mut checked = (0, 0);
    for row in table("data/mexico_population_state_year.csv") {
        let code: usize = row["state_code"].parse().unwrap();
        let year: u16 = row["year"].parse().unwrap();
        if code > 0 && record::states::POPULATION_YEARS.contains(&year) {
            let persons: f64 = row["population_midyear"].parse().unwrap();
            let embedded = record::states::population(code - 1, f64::from(year) + 0.5);
            assert!((embedded - persons).abs() < 0.5, "{code} {year}");
            checked.0 += 1;
        }
    }
    for row in table("data/mexico_homicides_state_year.csv") {
        let code: usize = row["state_code"].parse().unwrap();
        let year: u16 = row["year"].parse().unwrap();
        let deaths = row["inegi_by_occurrence_gargiulo"].parse().ok();
        assert_eq!(
            record::states::homicides(code - 1, year),
            deaths,
            "{code} {year}"
        );
        checked.1 += usize::from(deaths.is_some());
    }
    assert_eq!(checked, (32 * 9, 32 * 23));
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn regimes_equal_their_table() {
    let rows = table("data/events/policy_regimes.csv");
    assert_eq!(rows.len(), regimes().len());
    for (row, regime) in rows.iter().zip(regimes()) {
        assert_eq!(regime.start, year_month(&row["start"]));
        assert_eq!(regime.administration, row["administration"]);
        for (code, column) in [
            (regime.leader_targeting, "kingpin_targeting"),
            (regime.military_deployment, "military_deployment"),
            (regime.federal_police, "federal_police_or_guard"),
            (regime.cooperation, "cooperation_with_US"),
            (regime.crackdown, "crackdown_intensity"),
        ] {
            assert_eq!(
                code.level.to_string(),
                row[column],
                "{:?} {column}",
                regime.start
            );
        }
    }
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn events_between_the_countries_equal_their_table() {
    let shared_rows = table("data/events/bilateral.csv").into_iter().map(|r| {
        let severity: i8 = r["sign_severity"].parse().unwrap();
        let kind = r["kind"].to_lowercase().replace(' ', "-");
        (year_month(&r["date"]), kind, severity)
    });
    let embedded = relationship_events()
        .iter()
        .map(|e| ((e.year, e.month), word(e.kind), e.severity));
    assert_eq!(sorted(embedded), sorted(shared_rows));
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn attacks_on_the_state_equal_their_table() {
    let number = |text: &str| text.parse::<u16>().ok();
    let rows = table("data/events/attacks_on_state.csv");
    let shared_rows = rows.iter().map(|r| {
        let trigger = match r["trigger_type"].as_str() {
            "leader capture attempt" => "leader-pursued".to_owned(),
            "leader's family captured" => "family-captured".to_owned(),
            prison if prison.starts_with("prison") => "prison".to_owned(),
            other => other.replace(' ', "-"),
        };
        let dead =
            ["security", "civilian", "gunmen", "total"].map(|k| number(&r[&format!("deaths_{k}")]));
        let place = r["place"].clone();
        (
            year_month(&r["date"]),
            place,
            trigger,
            dead,
            number(&r["lag_days"]),
        )
    });
    let embedded = attacks().iter().map(|a| {
        let dead = [
            a.deaths_security,
            a.deaths_civilian,
            a.deaths_gunmen,
            a.deaths_total,
        ];
        (
            (a.year, a.month),
            a.place.to_owned(),
            word(a.trigger),
            dead,
            a.lag_days,
        )
    });
    assert_eq!(sorted(embedded), sorted(shared_rows));
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn troops_are_in_their_table() {
    let rows = table("data/events/troops_deployed.csv");
    let counts: Vec<u32> = rows
        .iter()
        .filter_map(|r| r["count"].parse().ok())
        .collect();
    let wider: Vec<u32> = table("data/mexico_security_forces.csv")
        .iter()
        .filter(|r| r["indicator"] == "army_deployed_all_tasks")
        .filter_map(|r| r["value"].parse().ok())
        .collect();
    for t in troop_counts() {
        assert!(
            counts.contains(&t.count) || (!t.same_definition && wider.contains(&t.count)),
            "{t:?}"
        );
    }
    // Every average of the one definition is used.
    let averages = rows
        .iter()
        .filter(|r| r["force"] == "Army" && r["definition"] == "same");
    for r in averages {
        let date = r["date"].parse::<f64>().unwrap() + 0.5;
        let count: f64 = r["count"].parse().unwrap();
        assert!(
            (record::history::troops(date) - count).abs() < 1e-6,
            "{date}"
        );
    }
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn counts_of_groups_and_splits_equal_their_tables() {
    let ends = |text: &str| -> (u16, u16) {
        let ends: Vec<u16> = text.split('-').map(|n| n.parse().unwrap()).collect();
        (ends[0], *ends.last().unwrap())
    };
    let both = [
        table("data/events/group_counts.csv"),
        table("data/mexico_groups_by_year.csv"),
    ];
    let shared_rows = both.iter().flatten().filter(|r| {
        // Those of the first table come again in the second.
        r.get("note")
            .is_none_or(|n| n != "as in events/group_counts.csv")
    });
    let shared_rows = shared_rows.map(|r| {
        let year = &r["year"];
        // A year, a year and month, or two years.
        let years = if year.len() == 9 {
            ends(year)
        } else {
            ends(&year[..4])
        };
        (years, ends(&r["count"]))
    });
    // The counts of Mapping Criminal Organizations were read after the tables were made.
    let embedded = group_counts()
        .iter()
        .filter(|c| !c.definition.contains("Mapping Criminal Organizations"))
        .map(|c| ((c.first, c.last), (c.low, c.high)));
    assert_eq!(sorted(embedded), sorted(shared_rows));

    let rows = table("data/events/groups.csv");
    let dated = rows
        .iter()
        .filter(|r| !r["months_trigger_to_split"].is_empty());
    let shared_rows = dated.map(|r| {
        let months: f64 = r["months_trigger_to_split"].parse().unwrap();
        let tenths = (months * 10.0).round() as u32;
        let (split, trigger) = (year_month(&r["split_date"]), year_month(&r["trigger_date"]));
        (
            split,
            trigger,
            r["event"].clone(),
            tenths,
            r["parent_group"] == "Guadalajara",
        )
    });
    let embedded = splits().iter().map(|s| {
        let tenths = (s.months * 10.0).round() as u32;
        (
            (s.year, s.month),
            s.trigger,
            word(s.how),
            tenths,
            s.guadalajara,
        )
    });
    assert_eq!(sorted(embedded), sorted(shared_rows));
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn removals_by_month_equal_their_table() {
    let rows = table("data/events/kingpins.csv");
    let by_state = rows.iter().filter_map(|r| {
        let how = match r["outcome"].as_str() {
            "captured" | "surrendered" | "captured and released" => "captured",
            "killed" if !r["actor"].contains("rival") && !r["actor"].contains("internal") => {
                "killed"
            }
            _ => return None,
        };
        Some((year_month(&r["date"]), r["rank"].clone(), how.to_owned()))
    });
    let embedded = removals().iter().flat_map(|r| {
        let row = ((r.year, r.month), word(r.rank), word(r.how));
        std::iter::repeat_n(row, usize::from(r.count))
    });
    assert_eq!(sorted(embedded), sorted(by_state));
}

/// Everything of the history that a user can read, as one text.
fn all_text() -> String {
    let maps: Vec<_> = record::history::Bloc::ALL
        .into_iter()
        .flat_map(|b| Period::ALL.map(|p| (b, p, presence(p, b))))
        .collect();
    let parts = [
        serde_json::to_string(removals()),
        serde_json::to_string(deployments()),
        serde_json::to_string(regimes()),
        serde_json::to_string(relationship_events()),
        serde_json::to_string(attacks()),
        serde_json::to_string(troop_counts()),
        serde_json::to_string(group_counts()),
        serde_json::to_string(splits()),
        serde_json::to_string(&maps),
    ];
    parts.map(Result::unwrap).join("\n").to_lowercase()
}

#[test]
#[cfg_attr(
    not(shared_data),
    ignore = "needs the shared tables: see CONTRIBUTING.md"
)]
fn nobody_is_named() {
    let text = all_text();
    let mut names = 0;
    for row in table("data/events/kingpins.csv") {
        let leader = row["leader"].to_lowercase();
        // Name, then a by-name between quotes; groups are in brackets.
        let leader = leader.split('(').next().unwrap();
        let mut parts = leader.split('\'');
        let name: Vec<&str> = parts.next().unwrap().split_whitespace().collect();
        let by_name = parts.next().unwrap_or_default().trim();
        let mut wanted = vec![name.join(" "), by_name.to_owned()];
        if name.len() > 2 {
            wanted.push(name[..2].join(" "));
            wanted.push(name[name.len() - 2..].join(" "));
        }
        for wanted in wanted {
            // A family name that is also that of an organisation is no person.
            if wanted.is_empty() || wanted == "beltrán leyva" {
                continue;
            }
            let at_word = text.match_indices(&wanted).any(|(k, _)| {
                let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !letter(text[..k].chars().next_back())
                    && !letter(text[k + wanted.len()..].chars().next())
            });
            assert!(!at_word, "{wanted}");
            names += 1;
        }
    }
    assert!(names > 300, "{names}");
}
