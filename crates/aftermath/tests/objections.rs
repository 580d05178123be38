//! Objections of somebody who disagrees with everything.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use common::run;
use serde_json::Value;
use std::path::Path;

/// `object` with few runs and without the posterior.
fn object(dir: &Path, more: &[&str]) -> String {
    let few = ["--belief", "evidence", "--draws", "24", "-q"];
    run(dir, &[&["object"], more, &few].concat(), 0).0
}

/// Writes a set of assumptions: the prior of `surveillance_deterrence` and its reason.
fn write(dir: &Path, name: &str, prior: &str, reason: &str) {
    let id = name.trim_end_matches(".toml");
    let text = format!(
        "schema_version = 1\nid = \"{id}\"\ntitle = \"t\"\ndescription = \"d\"\n\n[[set]]\n\
         parameter = \"surveillance_deterrence\"\nprior = {prior}\nreason = \"{reason}\"\n"
    );
    std::fs::write(dir.join(name), text).unwrap();
}

fn items(value: &Value) -> Vec<Value> {
    value.as_array().unwrap().clone()
}

#[test]
fn what_a_number_cannot_mean_is_refused_with_the_place_and_the_range() {
    let dir = tempfile::tempdir().unwrap();
    for prior in [
        "{ distribution = \"fixed\", value = 40.0 }",
        "{ distribution = \"uniform\", low = 2.0, high = 5.0 }",
        "{ distribution = \"normal\", low = 0.2, high = 1.4 }",
    ] {
        write(dir.path(), "mine.toml", prior, "Why not.");
        for command in [
            &["assumptions", "check", "mine.toml"][..],
            &["object", "mine.toml"],
        ] {
            let (_, err) = run(dir.path(), command, 2);
            for words in [
                "mine.toml:8",
                "surveillance_deterrence",
                "accepted: -1 to 1 (unit: share)",
            ] {
                assert!(err.contains(words), "{err}");
            }
        }
    }
    // What can be meant, though the ledger rules it out, is a note.
    let bold = "{ distribution = \"fixed\", value = 0.97 }";
    write(dir.path(), "mine.toml", bold, "Watching is all.");
    let (out, _) = run(dir.path(), &["assumptions", "check", "mine.toml"], 0);
    assert!(
        out.contains("that is 97 %, lies outside the ledger's open prior"),
        "{out}"
    );
    let (out, _) = run(
        dir.path(),
        &["assumptions", "show", "surveillance_deterrence"],
        0,
    );
    assert!(out.contains("accepted        -1 to 1"), "{out}");
}

#[test]
fn an_objection_says_why_and_who() {
    let dir = tempfile::tempdir().unwrap();
    let prior = "{ distribution = \"uniform\", low = 0.2, high = 0.5 }";
    write(dir.path(), "mute.toml", prior, " ");
    let (_, err) = run(dir.path(), &["object", "mute.toml"], 2);
    assert!(
        err.contains("mute.toml:9") && err.contains("`reason` is empty"),
        "{err}"
    );
    write(dir.path(), "twice.toml", prior, "Because.");
    let (_, err) = run(dir.path(), &["object", "twice.toml", "twice.toml"], 2);
    assert!(err.contains("`twice` is named already"), "{err}");
    let (_, err) = run(dir.path(), &["object", "proponents", "proponents"], 2);
    assert!(err.contains("`proponents` is named already"), "{err}");
    let slash = std::fs::read_to_string(dir.path().join("twice.toml")).unwrap();
    let slash = slash.replace("\"twice\"", "\"../twice\"");
    std::fs::write(dir.path().join("slash.toml"), slash).unwrap();
    let (_, err) = run(dir.path(), &["object", "slash.toml"], 2);
    assert!(
        err.contains("slash.toml:2") && err.contains("`id`"),
        "{err}"
    );
}

#[test]
fn an_objection_that_changes_nothing_is_told_so() {
    let dir = tempfile::tempdir().unwrap();
    let default = "{ distribution = \"normal\", low = -0.1, high = 0.4, min = -0.95, max = 0.95 }";
    write(dir.path(), "same.toml", default, "I agree.");
    let empty = "schema_version = 1\nid = \"empty\"\ntitle = \"t\"\ndescription = \"d\"\n";
    std::fs::write(dir.path().join("empty.toml"), empty).unwrap();
    for file in ["same.toml", "empty.toml"] {
        let out = object(dir.path(), &[file, "--no-log"]);
        assert!(
            out.contains("It changes nothing: these are the defaults."),
            "{out}"
        );
        assert!(
            out.contains("0 of 0 conclusions that can react turn; 16 cannot react"),
            "{out}"
        );
        assert!(out.contains("the objection changes nothing."), "{out}");
    }
    let out = object(dir.path(), &["same.toml", "critics", "--apart", "--no-log"]);
    assert!(out.contains("No author given for `same`:"), "{out}");
    assert!(
        out.contains("No source given for `surveillance_deterrence`."),
        "{out}"
    );
    assert!(
        out.contains("`same` changes nothing: these are the defaults."),
        "{out}"
    );
}

#[test]
fn only_what_can_react_is_counted_and_the_effect_of_the_policy_stands_apart() {
    let dir = tempfile::tempdir().unwrap();
    let prior = "{ distribution = \"uniform\", low = 0.2, high = 0.5 }";
    write(dir.path(), "mine.toml", prior, "Because.");
    let answer: Value =
        serde_json::from_str(&object(dir.path(), &["mine.toml", "--no-log", "--json"])).unwrap();
    let of = |id: &str| {
        let all = items(&answer["conclusions"]);
        all.iter().find(|c| c["id"] == id).unwrap().clone()
    };
    let set = of("12a-force-that-discriminates");
    assert_eq!(set["standing"], "cannot-react");
    assert_eq!(
        set["note"],
        "it sets `surveillance_deterrence` itself (proponents)"
    );
    assert_eq!(set["probability"], set["probability_with_objection"]);
    let past = of("7-capacity-not-reduced");
    assert_eq!(past["standing"], "cannot-react");
    assert!(
        past["note"]
            .as_str()
            .unwrap()
            .contains("the past that it is about")
    );
    assert_ne!(
        of("9b-strikes-on-leaders-raise-deaths")["standing"],
        "cannot-react"
    );
    assert!(
        of("9b-strikes-on-leaders-raise-deaths")["validity"][0]
            .as_str()
            .unwrap()
            .starts_with("Outside the data")
    );
    assert!(
        answer["validity"]
            .as_str()
            .unwrap()
            .starts_with("Outside the data")
    );

    // The default world is that of `compare`, bit for bit.
    let compare = [
        "compare",
        "strikes-labs-unilateral",
        "--belief",
        "evidence",
        "--one-belief",
        "--draws",
        "24",
        "--json",
        "-q",
    ];
    let compared: Value = serde_json::from_str(&run(dir.path(), &compare, 0).0).unwrap();
    let compared = &compared["answer"];
    let effects = items(&answer["effects"]);
    assert_eq!(effects.len(), 12, "six outcomes in two worlds");
    for effect in effects.iter().filter(|e| e["world"] == "default") {
        let outcome = items(&compared["outcomes"])
            .into_iter()
            .find(|o| o["title"] == effect["outcome"])
            .unwrap();
        let estimates = items(&compared["estimates"]);
        let estimate = estimates
            .iter()
            .find(|e| {
                e["outcome"] == outcome["id"]
                    && e["horizon_years"] == 3.0
                    && e["option"] == "strikes-labs-unilateral"
            })
            .unwrap();
        for key in ["difference", "relative_difference", "better", "worse"] {
            for (field, value) in estimate[key].as_object().unwrap() {
                let (a, b) = (effect[key][field].as_f64(), value.as_f64());
                // Sums are taken in another order.
                let is_sum = ["mean", "monte_carlo_error"].contains(&field.as_str());
                let rounding = if is_sum { 1e-12 } else { 0.0 };
                assert!(
                    (a.unwrap() / b.unwrap() - 1.0).abs() <= rounding || a == b,
                    "{} {key} {field}: {a:?} {b:?}",
                    effect["outcome"]
                );
            }
        }
        for (policy, key) in [
            ("no policy", "baseline"),
            ("strikes-labs-unilateral", "level"),
        ] {
            let lines = items(&answer["lines"]);
            let line = lines
                .iter()
                .find(|l| {
                    l["world"] == "default"
                        && l["policy"] == policy
                        && l["outcome"] == effect["outcome"]
                })
                .unwrap();
            for q in ["q05", "q25", "q50", "q75", "q95"] {
                assert_eq!(
                    line["value"][q], estimate[key][q],
                    "{} {policy} {q}",
                    effect["outcome"]
                );
            }
        }
    }
}

#[test]
fn stacked_and_apart_objections_are_told_kept_and_written() {
    let dir = tempfile::tempdir().unwrap();
    let out = object(dir.path(), &["proponents", "critics", "--out", "both"]);
    for words in [
        "[not in force: `critics` comes later and sets it too]",
        "source: Mansfield 2018",
        "What critics of strikes assume",
        "outside the ledger's open prior",
        "Outside the data",
        "of better and of worse by over 5 %",
        "To decide what may turn: aftermath object proponents critics --belief evidence",
    ] {
        assert!(out.contains(words), "{words}\n{out}");
    }
    let text = std::fs::read_to_string(dir.path().join("both/answer.json")).unwrap();
    let answer: Value = serde_json::from_str(&text).unwrap();
    let needed = items(&answer["conclusions"])
        .iter()
        .filter_map(|c| c["needs_draws"].as_u64())
        .max();
    assert!(
        out.contains(&format!("--draws {}", needed.unwrap())),
        "{out}"
    );
    let page = std::fs::read_to_string(dir.path().join("both/objection.html")).unwrap();
    for words in [
        "Outside the data",
        "not in force",
        "What the policy changes",
        "Mansfield 2018",
        "@misc{aftermath_",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let again = [
        "object", "critics", "--belief", "evidence", "--draws", "24", "--out", "both", "-q",
    ];
    let (_, err) = run(dir.path(), &again, 2);
    assert!(err.contains("--force"), "{err}");
    assert_eq!(
        text,
        std::fs::read_to_string(dir.path().join("both/answer.json")).unwrap()
    );

    object(dir.path(), &["proponents", "critics", "--apart"]);
    let (log, _) = run(dir.path(), &["object", "log"], 0);
    let rows: Vec<&str> = log.lines().filter(|l| l.contains("20")).collect();
    assert_eq!(
        rows.iter()
            .filter(|r| r.trim_start().starts_with("20"))
            .count(),
        3,
        "{log}"
    );
    assert!(log.contains("may turn") && log.contains("given"), "{log}");
    // The date stands beside the answer: what was kept is made again byte by byte.
    let kept = std::fs::read_dir(dir.path().join("objections"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let kept = kept.path().display().to_string();
    assert!(std::fs::read_to_string(&kept).unwrap().contains("\"kept\""));
    let (said, _) = run(dir.path(), &["redraw", &kept, "--out", "again", "-q"], 0);
    assert!(said.contains("byte by byte"), "{said}");
    assert!(dir.path().join("again/objection.html").exists());
}

#[test]
fn what_would_be_worth_measuring_is_marked_written_and_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let inform = [
        "inform",
        "strikes-labs-cooperative",
        "--belief",
        "evidence",
        "--draws",
        "100",
        "--outcome",
        "cooperation",
        "--out",
        "voi",
        "-q",
    ];
    let (out, _) = run(dir.path(), &inform, 0);
    assert!(out.contains("! Outside the data"), "{out}");
    let text = std::fs::read_to_string(dir.path().join("voi/answer.json")).unwrap();
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert!(
        answer["options"][1]["validity"]
            .as_str()
            .unwrap()
            .starts_with("Outside the data")
    );
    let (_, err) = run(dir.path(), &inform, 2);
    assert!(err.contains("--force"), "{err}");
    let (said, _) = run(dir.path(), &["redraw", "voi", "-q"], 0);
    assert!(said.contains("byte by byte"), "{said}");
}
