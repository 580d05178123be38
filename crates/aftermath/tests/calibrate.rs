//! `calibrate` and `hindcast` as people meet them: plans, states of shards, and errors that say what to mend.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use common::run;
use std::fmt::Write;
use std::path::Path;

/// Made-up counts of 2000 to 2005, every state and month; `change` may take rows out or alter them.
fn table(dir: &Path, name: &str, change: impl Fn(String) -> Option<String>) {
    let mut text = "state_code,year,month,homicides\n".to_owned();
    for year in 2000..=2005 {
        for month in 1..=12 {
            for state in 1..=32 {
                if let Some(row) = change(format!("{state},{year},{month},{}", 20 + state)) {
                    writeln!(text, "{row}").unwrap();
                }
            }
        }
    }
    std::fs::write(dir.join(name), text).unwrap();
}

#[test]
fn a_calibration_is_planned_and_its_state_is_shown() {
    let dir = tempfile::tempdir().unwrap();
    table(dir.path(), "good.csv", Some);
    let args = [
        "calibrate",
        "plan",
        "good.csv",
        "--out",
        "fit",
        "--size",
        "reduced",
        "--until",
        "2004",
    ];
    let (_, err) = run(dir.path(), &args, 0);
    assert!(err.contains("2 shards of 48 particles"), "{err}");
    let (out, _) = run(dir.path(), &["calibrate", "status", "fit"], 0);
    assert!(out.contains("good.csv, column homicides") && out.matches("not begun").count() == 2);
    let (_, err) = run(dir.path(), &args, 2);
    assert!(err.contains("holds a calibration already"), "{err}");
    let (_, err) = run(
        dir.path(),
        &["calibrate", "collect", "fit", "--out", "p.bin"],
        2,
    );
    assert!(err.contains("0 of 2 shards are done"), "{err}");
    assert!(!dir.path().join("p.bin").exists());
    let (_, err) = run(dir.path(), &["calibrate", "run", "fit", "--shard", "2"], 2);
    assert!(err.contains("shards 0 to 1"), "{err}");
    std::fs::write(dir.path().join("fit/shard-000.bin"), "AFTERMATH SHARD 1\n").unwrap();
    let (_, err) = run(dir.path(), &["calibrate", "status", "fit"], 2);
    assert!(
        err.contains("shard-000.bin") && err.contains("cut off or damaged"),
        "{err}"
    );
}

#[test]
fn bad_data_is_named_by_file_and_place_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    table(dir.path(), "gap.csv", |row| {
        (!row.starts_with("9,2003,5,")).then_some(row)
    });
    table(dir.path(), "negative.csv", |row| {
        Some(if row.starts_with("9,2003,5,") {
            "9,2003,5,-3".to_owned()
        } else {
            row
        })
    });
    table(dir.path(), "state.csv", |row| {
        Some(if row.starts_with("9,2003,5,") {
            "33,2003,5,3".to_owned()
        } else {
            row
        })
    });
    table(dir.path(), "twice.csv", |row| {
        Some(if row.starts_with("9,2003,5,") {
            format!("{row}\n{row}")
        } else {
            row
        })
    });
    table(dir.path(), "good.csv", Some);
    for (args, message) in [
        (&["gap.csv"][..], "no count of `homicides` in 2003-05"),
        (&["negative.csv"], "negative.csv, line 1"),
        (&["state.csv"], "column state_code"),
        (&["twice.csv"], "stands already on line"),
        (&["nowhere.csv"], "nowhere.csv: cannot be read"),
        (
            &["good.csv", "--column", "murders"],
            "the columns are homicides",
        ),
        (
            &["good.csv", "--until", "2030"],
            "the file allows 2004 to 2005",
        ),
        (&["good.csv", "--form", "conflict=war"], "mass-action"),
    ] {
        let all: Vec<&str> = ["calibrate", "plan", "--out", "fit"]
            .iter()
            .chain(args)
            .copied()
            .collect();
        let (out, err) = run(dir.path(), &all, 2);
        assert!(err.contains(message) && out.is_empty(), "{args:?}: {err}");
        assert!(!dir.path().join("fit").exists());
    }
    let (_, err) = run(dir.path(), &["calibrate", "run", "nowhere"], 2);
    assert!(err.contains("plan.json"), "{err}");
    let (_, err) = run(dir.path(), &["hindcast", "good.csv", "--origin", "2002"], 2);
    assert!(err.contains("the file allows 2004 to 2004"), "{err}");
}
