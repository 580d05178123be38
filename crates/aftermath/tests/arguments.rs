//! Claims, reasons, flips and objections as a user meets them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;

/// Runs, expects an exit status, returns standard output and error.
fn run(dir: &Path, args: &[&str], status: i32) -> (String, String) {
    let output = Command::cargo_bin("aftermath")
        .unwrap()
        .current_dir(dir)
        .args(args)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{args:?}\n{out}\n{err}");
    assert!(!err.contains("panicked"), "{err}");
    (out, err)
}

fn temp() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn all_built_in_claims_get_a_verdict_and_the_same_bytes_on_any_threads() {
    let dir = temp();
    let check = [
        "claims",
        "check",
        "--draws",
        "40",
        "--json",
        "--out",
        "claims.html",
        "-q",
    ];
    let (one, _) = run(dir.path(), &[&check[..], &["--threads", "1"]].concat(), 0);
    let (two, _) = run(dir.path(), &[&check[..], &["--threads", "2"]].concat(), 0);
    assert_eq!(one, two);
    let answer: Value = serde_json::from_str(&one).unwrap();
    let claims = answer["claims"].as_array().unwrap();
    assert_eq!(claims.len(), 21);
    for claim in claims {
        let p = claim["probability"]["value"].as_f64();
        let error = claim["probability"]["monte_carlo_error"].as_f64();
        assert_eq!(
            p.is_some(),
            error.is_some(),
            "no probability without its error"
        );
        assert_eq!(p.is_some(), claim["kind"] != "data");
        // Forty runs are too few for anything but near certainty.
        if p.is_some_and(|p| (0.1..=0.9).contains(&p)) {
            assert_eq!(claim["verdict"], "ensemble too small");
            assert!(claim["needs_draws"].as_u64().unwrap() > 100);
        }
    }
    let page = std::fs::read_to_string(dir.path().join("claims.html")).unwrap();
    assert!(page.contains("Verdicts") && page.contains("death certificates (INEGI)"));
    assert!(!page.contains("http-equiv=\"refresh\"") && !page.contains("src=\"http"));
}

#[test]
fn the_template_is_accepted_and_expectations_set_the_exit_status() {
    let dir = temp();
    let (template, _) = run(dir.path(), &["claims", "new"], 0);
    std::fs::write(dir.path().join("mine.toml"), &template).unwrap();
    run(
        dir.path(),
        &["claims", "check", "mine.toml", "--draws", "20", "-q"],
        0,
    );
    let only = ["claims", "check", "mine.toml", "--only", "doubled", "-q"];
    let (out, _) = run(dir.path(), &only, 0);
    assert!(
        out.contains("supported") && out.contains("homicides_sesnsp_cases_old"),
        "{out}"
    );
    let strict = template.replace(
        "kind = \"data\"  ",
        "expect = [\"contradicted\"]\nkind = \"data\"  ",
    );
    assert_ne!(strict, template);
    std::fs::write(dir.path().join("mine.toml"), strict).unwrap();
    run(dir.path(), &only, 1);
}

#[test]
fn wrong_claims_are_refused_with_the_place() {
    let dir = temp();
    let (template, _) = run(dir.path(), &["claims", "new"], 0);
    let wrong = template.replace("SERIES[2011] > 2", "SERIES[2011 > 2");
    std::fs::write(dir.path().join("mine.toml"), wrong).unwrap();
    let (_, err) = run(dir.path(), &["claims", "check", "mine.toml"], 2);
    assert!(
        err.contains("mine.toml, line 12, claim `doubled`: `]` is expected"),
        "{err}"
    );
    assert!(err.contains("^ here"), "{err}");
    let (_, err) = run(dir.path(), &["claims", "check", "--only", "no-such"], 2);
    assert!(err.contains("there is no claim `no-such`"), "{err}");
    let unknown = template.replace("\"deploy-army\"", "\"deploy-navy\"");
    std::fs::write(dir.path().join("mine.toml"), unknown).unwrap();
    let (_, err) = run(dir.path(), &["claims", "check", "mine.toml"], 2);
    assert!(
        err.contains("army-raises-deaths") && err.contains("deploy-navy"),
        "{err}"
    );
}

#[test]
fn flip_states_a_region_or_says_that_there_is_none() {
    let dir = temp();
    let flip = [
        "flip",
        "--claim",
        "13a-consent-fewer-deaths",
        "--draws",
        "400",
        "-q",
    ];
    let (out, _) = run(
        dir.path(),
        &[&flip[..], &["--json", "--out", "f.html"]].concat(),
        0,
    );
    let answer: Value = serde_json::from_str(&out).unwrap();
    let region = &answer["region"];
    if !region.is_null() {
        assert!(region["conditions"].as_array().unwrap().len() <= 3);
        assert!(region["held_out"]["density"].as_f64().unwrap() > 0.5);
        assert!(region["under_open"]["monte_carlo_error"].as_f64().unwrap() > 0.0);
    }
    assert!(dir.path().join("f.html").exists());
    let (_, err) = run(dir.path(), &["flip", "--claim", "1-eleven-thousand"], 2);
    assert!(err.contains("not about the model"), "{err}");
    let (_, err) = run(
        dir.path(),
        &["flip", "deploy-army", "--claim", "13a-consent-fewer-deaths"],
        2,
    );
    assert!(err.contains("names its scenarios"), "{err}");
}

#[test]
fn objections_are_kept_and_listed() {
    let dir = temp();
    let (template, _) = run(dir.path(), &["object", "new"], 0);
    std::fs::write(dir.path().join("mine.toml"), template).unwrap();
    let object = [
        "object",
        "mine.toml",
        "--by",
        "a reader",
        "--draws",
        "24",
        "-q",
    ];
    let (out, _) = run(dir.path(), &object, 0);
    for words in [
        "no policy",
        "strikes-labs-unilateral",
        "default",
        "mine",
        "conclusions turn",
    ] {
        assert!(out.contains(words), "{out}");
    }
    run(dir.path(), &object, 0);
    let kept = std::fs::read_dir(dir.path().join("objections"))
        .unwrap()
        .count();
    assert_eq!(kept, 1, "the same objection again is the same file");
    let (log, _) = run(dir.path(), &["object", "log"], 0);
    assert!(
        log.contains("my-objection") && log.contains("a reader"),
        "{log}"
    );
    let (_, err) = run(dir.path(), &["object"], 2);
    assert!(err.contains("nothing to object with"), "{err}");
}

#[test]
fn an_answer_can_be_cited() {
    let dir = temp();
    let compare = [
        "compare",
        "treatment-naloxone",
        "--draws",
        "20",
        "--one-belief",
        "--out",
        "a",
        "-q",
    ];
    run(dir.path(), &compare, 0);
    let (text, _) = run(dir.path(), &["cite", "a"], 0);
    assert!(
        text.contains("@software{aftermath_") && text.contains("--draws 20"),
        "{text}"
    );
    let (_, err) = run(dir.path(), &["cite", "nowhere"], 2);
    assert!(err.contains("nowhere: cannot be read"), "{err}");
}

#[test]
fn official_files_are_imported_whole_or_not_at_all() {
    let dir = temp();
    let good =
        "ENT_OCURR,MES_OCURR,ANIO_OCUR,ANIO_REGIS,TIPO_DEFUN\n25,10,2019,2019,2\n8,1,2019,2019,2\n";
    std::fs::write(dir.path().join("d.csv"), good).unwrap();
    let import = ["evidence", "import", "inegi", "d.csv", "--out", "h.csv"];
    let (_, err) = run(dir.path(), &import, 0);
    assert!(
        err.contains("384 rows") && err.contains("2 homicides registered"),
        "{err}"
    );
    let (read, _) = run(dir.path(), &["evidence", "read", "h.csv"], 0);
    assert!(read.contains("2019"), "{read}");
    let (_, err) = run(dir.path(), &import, 2);
    assert!(err.contains("exists"), "{err}");
    let before = std::fs::read(dir.path().join("h.csv")).unwrap();
    std::fs::write(dir.path().join("d.csv"), good.replace("8,1,", "40x,1,")).unwrap();
    let (_, err) = run(dir.path(), &[&import[..], &["--force"]].concat(), 2);
    assert!(err.contains("line 3: column ent_ocurr: `40x`"), "{err}");
    assert_eq!(before, std::fs::read(dir.path().join("h.csv")).unwrap());
}
