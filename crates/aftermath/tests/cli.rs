//! The program as a user meets it: output, files, exit status, messages.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use common::{run, text};
use std::path::Path;

fn temp() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn files(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn help_and_version_say_what_and_which() {
    let dir = temp();
    let (help, _) = run(dir.path(), &["--help"], 0);
    for word in [
        "compare",
        "scenarios",
        "evidence",
        "published",
        "completions",
        "Exit status",
    ] {
        assert!(help.contains(word), "{help}");
    }
    let (version, _) = run(dir.path(), &["--version"], 0);
    assert!(
        version.starts_with("aftermath 0.") && version.contains("(commit "),
        "{version}"
    );
    let (script, _) = run(dir.path(), &["completions", "bash"], 0);
    assert!(script.contains("_aftermath"));
    run(dir.path(), &["conpare"], 2);
}

#[test]
fn json_is_alone_on_standard_output_and_the_same_on_any_threads() {
    let dir = temp();
    let args = |threads| {
        [
            "compare",
            "--model",
            "population",
            "--draws",
            "40",
            "--json",
            "--threads",
            threads,
        ]
    };
    let (one, err) = run(dir.path(), &args("1"), 0);
    assert_eq!(err, "", "no progress where there is no terminal");
    let (two, _) = run(dir.path(), &args("2"), 0);
    assert_eq!(one, two);
    let json: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!(json["answer"]["options"][0]["id"], "no-change");
    assert_eq!(json["passport"]["draws"], 40);
    assert!(
        json["answer"]["warnings"][0]
            .as_str()
            .unwrap()
            .contains("Illustrative network")
    );
    assert!(files(dir.path()).is_empty());
}

#[test]
fn a_folder_is_written_whole_and_not_overwritten() {
    let dir = temp();
    let args = [
        "compare",
        "--model",
        "population",
        "--draws",
        "20",
        "--out",
        "answer",
    ];
    let (out, err) = run(dir.path(), &args, 0);
    assert!(out.contains("In short") && out.contains("Before you use it"));
    assert!(err.contains("open report.html"));
    let written = files(&dir.path().join("answer"));
    for name in [
        "answer.json",
        "report.html",
        "runs.parquet",
        "halve-recruitment.toml",
    ] {
        assert!(written.contains(&name.to_owned()), "{written:?}");
    }
    let report = std::fs::read(dir.path().join("answer/report.html")).unwrap();
    assert!(report.len() < 1_000_000, "{} bytes", report.len());

    let (_, err) = run(dir.path(), &args, 2);
    assert!(
        err.contains("`answer` exists: choose another folder, or replace it with --force"),
        "{err}"
    );
    assert_eq!(
        std::fs::read(dir.path().join("answer/report.html")).unwrap(),
        report,
        "nothing is lost"
    );
    run(dir.path(), &[&args[..], &["--force"]].concat(), 0);
    assert_eq!(
        std::fs::read(dir.path().join("answer/report.html")).unwrap(),
        report,
        "same inputs, same bytes"
    );
    assert_eq!(files(dir.path()), ["answer"], "nothing is left behind");
    assert_eq!(files(&dir.path().join("answer")), written);
}

#[test]
fn the_command_in_the_passport_redraws_the_answer() {
    let dir = temp();
    run(
        dir.path(),
        &[
            "compare",
            "--model",
            "population",
            "halve-recruitment",
            "arrests-110",
            "--draws",
            "24",
            "--seed",
            "9",
            "--margin",
            "2.5",
            "--out",
            "first",
        ],
        0,
    );
    let json: serde_json::Value = serde_json::from_str(
        &std::fs::read_to_string(dir.path().join("first/answer.json")).unwrap(),
    )
    .unwrap();
    let command = json["passport"]["command"]
        .as_str()
        .unwrap()
        .replace("--out first", "--out second");
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    run(dir.path(), &words, 0);
    let second: serde_json::Value = serde_json::from_str(
        &std::fs::read_to_string(dir.path().join("second/answer.json")).unwrap(),
    )
    .unwrap();
    assert_eq!(json["answer"], second["answer"]);
    assert_eq!(
        json["passport"]["answer_hash"],
        second["passport"]["answer_hash"]
    );
}

#[test]
fn a_scenario_from_template_to_comparison() {
    let dir = temp();
    let (template, _) = run(
        dir.path(),
        &["scenarios", "new", "--model", "population"],
        0,
    );
    std::fs::write(dir.path().join("mine.toml"), template).unwrap();
    let (checked, _) = run(
        dir.path(),
        &["scenarios", "check", "mine.toml", "--model", "population"],
        0,
    );
    assert_eq!(
        checked,
        "mine.toml: ok (my-scenario, 2022-01 to 2032-01, 1 lever)\n"
    );
    let (shown, _) = run(
        dir.path(),
        &["scenarios", "show", "mine.toml", "--model", "population"],
        0,
    );
    std::fs::write(dir.path().join("shown.toml"), &shown).unwrap();
    run(
        dir.path(),
        &["scenarios", "check", "shown.toml", "--model", "population"],
        0,
    );
    let (out, _) = run(
        dir.path(),
        &[
            "compare",
            "--model",
            "population",
            "mine.toml",
            "--draws",
            "20",
        ],
        0,
    );
    assert!(out.contains("My scenario"), "{out}");
    let (list, _) = run(
        dir.path(),
        &["scenarios", "list", "--model", "population"],
        0,
    );
    assert!(list.contains("halve-recruitment") && list.contains("people_per_week"));
    assert!(
        !list.contains("`when`") && !list.contains("Levers with a mode"),
        "only what the model has: {list}"
    );
    run(dir.path(), &["scenarios", "list", "--model", "none"], 2);
}

#[test]
fn a_bad_scenario_shows_file_line_and_range() {
    let dir = temp();
    std::fs::write(dir.path().join("bad.toml"), "schema_version = 1\n[levers.a]\nlever = \"arests\"\nintensity = 0.5\n[levers.b]\nlever = \"recruitment\"\nintensity = 2\n").unwrap();
    for command in [
        &["scenarios", "check", "bad.toml", "--model", "population"][..],
        &["compare", "--model", "population", "bad.toml"],
    ] {
        let (_, err) = run(dir.path(), command, 2);
        for part in [
            "bad.toml:3:9",
            "did you mean `arrests`?",
            "bad.toml:7:13",
            "above 0, up to 1",
        ] {
            assert!(err.contains(part), "{part}\n{err}");
        }
    }
    let (_, err) = run(
        dir.path(),
        &["compare", "--model", "population", "halve-recruitmen"],
        2,
    );
    assert!(err.contains("did you mean `halve-recruitment`?"), "{err}");
}

#[test]
fn bad_input_is_one_clear_message_and_changes_nothing() {
    let dir = temp();
    let at = |p: &str| dir.path().join(p);
    std::fs::create_dir(at("empty")).unwrap();
    std::fs::create_dir(at("broken")).unwrap();
    std::fs::write(at("broken/pc2023_nodes.csv"), "rank,node_id\n1,A\n2,B\n").unwrap();
    std::fs::write(
        at("broken/pc2023_rival_edges.csv"),
        "node_a,node_b,weight\nA,X,1\n",
    )
    .unwrap();
    std::fs::write(
        at("broken/pc2023_ally_edges.csv"),
        "node_a,node_b,weight\nA,B,1\n",
    )
    .unwrap();
    std::fs::write(at("file"), "mine").unwrap();
    std::fs::write(at("data.csv"), "state_code,year,month,n\n40,2000,1,2\n").unwrap();
    let before = files(dir.path());
    for (args, expected) in [
        (
            &["compare", "--model", "population", "--network", "nowhere"][..],
            "`nowhere` is not a folder",
        ),
        (
            &["compare", "--model", "population", "--network", "empty"],
            "pc2023_nodes.csv",
        ),
        (
            &["compare", "--model", "population", "--network", "broken"],
            "line 2, column node_b: `X` is not a node_id",
        ),
        (
            &["compare", "--model", "population", "--out", "file"],
            "`file` exists and is not a folder",
        ),
        (
            &["compare", "--model", "population", "--out", "file/below"],
            "cannot write to `file`",
        ),
        (
            &[
                "compare",
                "--model",
                "population",
                "--out",
                "no/such/parent",
            ],
            "cannot write to `no/such`",
        ),
        (&["compare", "--draws", "19"], "--draws"),
        (&["compare", "--margin", "101"], "0 to 100"),
        (&["compare", "--force"], "--out"),
        (&["compare", "--threads", "0"], "--threads"),
        (
            &["compare", "--model", "population", "no-change"],
            "there is nothing to compare",
        ),
        (
            &[
                "compare",
                "--model",
                "population",
                "arrests-110",
                "arrests-110",
            ],
            "have the id `arrests-110`",
        ),
        (
            &["published", "run", "prieto-curiel-2022"],
            "did you mean `prieto-curiel-2023`?",
        ),
        (
            &["published", "run", "prieto-curiel-2023", "--set", "Eta=3"],
            "did you mean `eta`?",
        ),
        (
            &["published", "run", "prieto-curiel-2023", "--set", "eta=-3"],
            "0 to 5000 people/week are accepted",
        ),
        (
            &["published", "run", "prieto-curiel-2023", "--set", "eta"],
            "SYMBOL=VALUE",
        ),
        (
            &["published", "run", "prieto-curiel-2023", "--from", "2013"],
            "2012",
        ),
        (
            &["published", "run", "prieto-curiel-2023", "--weeks", "9999"],
            "1 to 5200",
        ),
        (
            &["published", "run", "collapse-2025", "--from", "2022"],
            "has no calendar",
        ),
        (&["published", "fit", "collapse-2025"], "nothing to fit"),
        (
            &["evidence", "show", "homicide_inegi"],
            "did you mean `homicides_inegi`?",
        ),
        (&["evidence", "read", "none.csv"], "cannot be read"),
        (
            &["evidence", "read", "data.csv"],
            "data.csv, line 2, column state_code: `40` is not a state code from 1 to 32",
        ),
    ] {
        let (out, err) = run(dir.path(), args, 2);
        assert!(err.contains(expected), "{args:?}: {err}");
        assert_eq!(out, "", "{args:?}");
        assert_eq!(files(dir.path()), before, "{args:?}");
    }
    assert_eq!(std::fs::read_to_string(at("file")).unwrap(), "mine");
}

#[test]
fn published_models_are_listed_run_and_checked() {
    let dir = temp();
    let (list, _) = run(dir.path(), &["published", "list"], 0);
    for id in [
        "prieto-curiel-2023",
        "conflict-shock-2025",
        "collapse-2025",
        "participation-2025",
    ] {
        assert!(list.contains(id));
    }
    let (table, note) = run(dir.path(), &["published", "check", "prieto-curiel-2023"], 0);
    assert!(
        table.contains("0 failed") && table.contains("need the real network"),
        "{table}"
    );
    assert!(note.contains("synthetic network"));
    let (table, _) = run(dir.path(), &["published", "check", "collapse-2025"], 0);
    assert!(
        table.contains("11 passed, 0 failed; 1 known differences"),
        "{table}"
    );
}

#[test]
fn a_published_run_as_csv_has_every_quantity_and_group() {
    let dir = temp();
    let args = [
        "published",
        "run",
        "prieto-curiel-2023",
        "--from",
        "2022",
        "--set",
        "eta=220",
        "--weeks",
        "3",
        "--format",
        "csv",
    ];
    let (csv, _) = run(dir.path(), &args, 0);
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("week,quantity,unit,value"));
    let rows: Vec<Vec<&str>> = lines.map(|l| l.split(',').collect()).collect();
    assert_eq!(rows.len(), 4 * (9 + 150));
    let value = |week: &str, quantity: &str| -> f64 {
        rows.iter()
            .find(|r| r[0] == week && r[1] == quantity)
            .unwrap()[3]
            .parse()
            .unwrap()
    };
    assert_eq!(value("0", "incapacitated_per_week"), 220.0);
    assert_eq!(value("0", "killed_cumulative"), 0.0);
    assert!(value("3", "killed_cumulative") > 300.0);
    for quantity in [
        "members_total",
        "killed_per_week",
        "recruited_per_week",
        "saturation_per_week",
        "members_S001",
        "members_S150",
    ] {
        assert!(value("3", quantity) > 0.0, "{quantity}");
    }
    let groups: f64 = rows
        .iter()
        .filter(|r| r[0] == "3" && r[1].starts_with("members_S"))
        .map(|r| r[3].parse::<f64>().unwrap())
        .sum();
    assert!((groups / value("3", "members_total") - 1.0).abs() < 1e-12);
    let (json, _) = run(
        dir.path(),
        &[
            "published",
            "run",
            "participation-2025",
            "--weeks",
            "2",
            "--format",
            "json",
        ],
        0,
    );
    assert!(
        serde_json::from_str::<serde_json::Value>(&json)
            .unwrap()
            .as_array()
            .unwrap()
            .len()
            > 10
    );
}

#[test]
fn the_record_is_shown_with_its_sources() {
    let dir = temp();
    let (list, _) = run(dir.path(), &["evidence", "list"], 0);
    assert!(list.contains("homicides_inegi") && list.contains("pc2023_missing"));
    let (show, _) = run(dir.path(), &["evidence", "show", "homicides_inegi"], 0);
    for part in [
        "definition",
        "publisher",
        "vintage",
        "source",
        "8,867",
        "32,252",
    ] {
        assert!(show.contains(part), "{part}\n{show}");
    }
    let (csv, _) = run(
        dir.path(),
        &["evidence", "show", "pc2023_missing", "--format", "csv"],
        0,
    );
    assert!(csv.starts_with("year,value\n2012,10760\n"));
}

#[test]
fn history_is_shown_as_counts() {
    let dir = temp();
    let (table, _) = run(dir.path(), &["evidence", "history"], 0);
    assert!(
        table.contains("2014") && table.contains("Operativo Conjunto Michoacán"),
        "{table}"
    );
    let (csv, _) = run(dir.path(), &["evidence", "history", "--format", "csv"], 0);
    assert!(
        csv.starts_with("year,month,bloc,rank,how,count,source\n1985,4,others,top,captured,2,"),
        "{csv}"
    );
    let (json, _) = run(dir.path(), &["evidence", "history", "--format", "json"], 0);
    assert!(
        serde_json::from_str::<serde_json::Value>(&json)
            .unwrap()
            .as_array()
            .unwrap()
            .len()
            > 100
    );
}

#[test]
fn every_table_of_the_history_is_shown() {
    let dir = temp();
    for (name, words, csv_start, least) in [
        (
            "removals",
            "lieutenant, killed",
            "year,month,bloc,rank,how,count,source\n1985,4,",
            100,
        ),
        (
            "deployments",
            "Operativo Conjunto Michoacán",
            "start,operation,",
            20,
        ),
        (
            "regimes",
            "Calderón, joint operations",
            "first,last,phase,",
            12,
        ),
        (
            "relationship",
            "Mérida Initiative announced",
            "date,severity,kind,",
            70,
        ),
        (
            "attacks",
            "leader-captured",
            "date,place,bloc,kind,trigger,",
            60,
        ),
        ("troops", "62954", "date,count,used,", 10),
        (
            "presence",
            "SIN",
            "period,bloc,state_code,weight\naround2000,sinaloa,2,1\n",
            150,
        ),
        ("groups", "BACRIM2020", "years,groups,definition,", 70),
        (
            "counters",
            "priors rest on it, A19",
            "counter,\"year: groups\",",
            4,
        ),
    ] {
        let of = |format: &str| {
            let arguments = ["evidence", "history", "--table", name, "--format", format];
            run(dir.path(), &arguments, 0).0
        };
        let table = of("table");
        assert!(table.contains(words), "{name}\n{table}");
        let csv = of("csv");
        assert!(csv.starts_with(csv_start), "{name}\n{csv}");
        let json: serde_json::Value = serde_json::from_str(&of("json")).unwrap();
        let rows = json.as_array().unwrap().len();
        assert!(rows >= least, "{name}: {rows}");
        // One line for a row and one for the header.
        assert_eq!(csv.lines().count(), rows + 1, "{name}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let bin = assert_cmd::cargo::cargo_bin("aftermath");
    let script = format!(
        "'{}' published run prieto-curiel-2023 --quiet --format csv | head -n 1; echo ${{PIPESTATUS[0]}}",
        bin.display()
    );
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .output()
        .unwrap();
    assert_eq!(text(&output.stdout), "week,quantity,unit,value\n0\n");
    assert_eq!(text(&output.stderr), "");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_in_order_and_leaves_nothing_unfinished() {
    use std::process::Stdio;
    let dir = temp();
    let child = std::process::Command::new(assert_cmd::cargo::cargo_bin("aftermath"))
        .current_dir(dir.path())
        .args([
            "compare",
            "--model",
            "population",
            "--draws",
            "5000000",
            "--out",
            "answer",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Wait until it is at work: its temporary folder is there.
    for _ in 0..200 {
        if !files(dir.path()).is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    std::thread::sleep(std::time::Duration::from_millis(300));
    let status = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(status.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", text(&output.stderr));
    assert!(
        text(&output.stderr).contains("stopped after"),
        "{}",
        text(&output.stderr)
    );
    assert!(files(dir.path()).is_empty(), "{:?}", files(dir.path()));
}

#[test]
fn the_flagship_answers_a_scenario_of_its_own() {
    let dir = temp();
    let (template, _) = run(dir.path(), &["scenarios", "new"], 0);
    std::fs::write(dir.path().join("mine.toml"), template).unwrap();
    run(dir.path(), &["scenarios", "check", "mine.toml"], 0);
    let args = [
        "compare",
        "mine.toml",
        "strikes-labs-unilateral",
        "--draws",
        "20",
        "--one-belief",
        "--out",
        "answer",
    ];
    let (out, _) = run(dir.path(), &args, 0);
    assert!(
        out.contains("No data exist on strikes on Mexican soil"),
        "{out}"
    );
    let json = std::fs::read_to_string(dir.path().join("answer/answer.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let answer = &json["answer"];
    assert_eq!(answer["options"][0]["id"], "status-quo");
    for part in ["maps", "deaths_by_kind", "chains", "durability", "facts"] {
        assert!(!answer[part].as_array().unwrap().is_empty(), "{part}");
    }
    assert_eq!(answer["maps"][0]["tiles"].as_array().unwrap().len(), 32);
    // The assumptions of both sides run like any other, and say so.
    for side in ["proponents", "critics"] {
        let args = [
            "compare",
            "strikes-labs-unilateral",
            "--draws",
            "20",
            "--one-belief",
            "--assume",
            side,
        ];
        let (out, _) = run(dir.path(), &args, 0);
        assert!(
            out.contains("takes a set of assumptions in place of the ledger"),
            "{out}"
        );
    }
}

#[test]
fn the_flagship_shows_what_it_is_made_of() {
    let dir = temp();
    for (args, shows) in [
        (&["levers"][..], "strike.infrastructure"),
        (&["outcomes"], "overdose_deaths"),
        (&["assumptions", "list"], "active_share"),
        (&["assumptions", "show", "active_share"], "C26"),
        (&["assumptions", "show", "proponents"], "civilian_share"),
        (&["assumptions", "check", "critics"], "critics: ok"),
        (&["levers", "--format", "json"], "\"id\": \"naloxone\""),
        (&["facts", "--draws", "20"], "F14"),
    ] {
        let (out, _) = run(dir.path(), args, 0);
        assert!(out.contains(shows), "{args:?}: {out}");
    }
}

#[test]
fn bad_assumptions_and_forms_are_one_clear_message() {
    let dir = temp();
    let overlay = "schema_version = 1\nid = \"mine\"\ntitle = \"\"\ndescription = \"\"\n\n[[set]]\n\
                   parameter = \"active_shar\"\nprior = { distribution = \"uniform\", low = 3.0, high = 2.0 }\nreason = \"\"\n";
    std::fs::write(dir.path().join("mine.toml"), overlay).unwrap();
    for (args, message) in [
        (
            &["assumptions", "check", "mine.toml"][..],
            "mine.toml:7: the ledger has no parameter `active_shar`; did you mean `active_share`?",
        ),
        (
            &["assumptions", "check", "mine.toml"],
            "mine.toml:8: `active_shar`: low 3 is not below high 2",
        ),
        (
            &["assumptions", "check", "nowhere.toml"],
            "proponents, critics",
        ),
        (
            &["assumptions", "show", "activ_share"],
            "did you mean `active_share`?",
        ),
        (
            &["compare", "--belief", "certain"],
            "open, evidence, posterior",
        ),
        (
            &["compare", "--form", "conflict=war"],
            "mass-action, frequency-dependent, tullock, off",
        ),
        (
            &["compare", "--form", "weather=off"],
            "there is no mechanism `weather`",
        ),
        (&["compare", "--form", "off"], "conflict=tullock"),
        (&["compare", "--network", "x"], "--model population"),
        (
            &["compare", "--model", "population", "--assume", "critics"],
            "flagship",
        ),
        (
            &[
                "compare",
                "history-no-deployment",
                "strikes-labs-unilateral",
            ],
            "over the same time",
        ),
    ] {
        let (out, err) = run(dir.path(), args, 2);
        let quiet = out.is_empty() || args[0] == "assumptions";
        assert!(err.contains(message) && quiet, "{args:?}: {err}");
    }
}
