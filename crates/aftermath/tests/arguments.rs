//! Claims, reasons, flips and objections as a user meets them.

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
        "--force",
        "-q",
    ];
    let (one, _) = run(dir.path(), &[&check[..], &["--threads", "1"]].concat(), 0);
    let (two, _) = run(dir.path(), &[&check[..], &["--threads", "2"]].concat(), 0);
    assert_eq!(one, two);
    let answer: Value = serde_json::from_str(&one).unwrap();
    let claims = answer["claims"].as_array().unwrap();
    assert_eq!(claims.len(), 23);
    for claim in claims {
        let p = claim["probability"]["value"].as_f64();
        let error = claim["probability"]["monte_carlo_error"].as_f64();
        assert_eq!(
            p.is_some(),
            error.is_some(),
            "no probability without its error"
        );
        assert_eq!(
            p.is_some(),
            claim["kind"] != "data" && claim["verdict"] != "cannot be tested here"
        );
        // What is compared is named, whatever the test leaves to the context.
        assert_eq!(
            p.is_some(),
            !claim["scenarios"].as_array().unwrap().is_empty()
        );
        // Forty runs are too few for anything but near certainty.
        if p.is_some_and(|p| (0.1..=0.9).contains(&p)) {
            assert_eq!(claim["verdict"], "ensemble too small");
            assert!(claim["needs_draws"].as_u64().unwrap() > 100);
        }
        for structure in claim["structures"].as_array().unwrap() {
            assert!(
                structure["probability"]["monte_carlo_error"]
                    .as_f64()
                    .unwrap()
                    > 0.0
            );
        }
        // Where nothing measures what a claim asks about, the verdict says so wherever it is shown.
        let marks = claim["validity"].as_array().unwrap();
        if claim["id"] == "5b-presence-gained" {
            assert!(marks[0].as_str().unwrap().contains("not on data"));
        }
        if claim["id"].as_str().unwrap().starts_with("11a") {
            assert!(
                marks
                    .iter()
                    .any(|m| m.as_str().unwrap().starts_with("Outside the data"))
            );
        }
    }
    let page = std::fs::read_to_string(dir.path().join("claims.html")).unwrap();
    assert!(page.contains("Verdicts") && page.contains("death certificates (INEGI)"));
    for words in [
        "not on data: no series measures",
        "Outside the data",
        "ensemble too small",
        "Who disagrees",
        "What we do not know",
        "@misc{aftermath_",
        "Scenarios compared: Status quo (status-quo); ",
        "At other thresholds",
    ] {
        assert!(page.contains(words), "{words}");
    }
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
    // What a file names is an id; a path in its place is refused, not taken for the baseline.
    let wrong = template.replace(
        "scenario = \"deploy-army\"",
        "scenario = \"deploy-army.toml\"",
    );
    std::fs::write(dir.path().join("wrong.toml"), wrong).unwrap();
    let (_, err) = run(
        dir.path(),
        &["claims", "check", "wrong.toml", "--draws", "20", "-q"],
        2,
    );
    assert!(err.contains("deploy-army.toml"), "{err}");
}

#[test]
fn more_runs_are_made_until_a_verdict_can_be_given_and_the_same_comes_out_again() {
    let dir = temp();
    let check = [
        "claims",
        "check",
        "--only",
        "13a-consent-fewer-deaths",
        "--draws",
        "40",
        "--json",
    ];
    let (few, _) = run(dir.path(), &[&check[..], &["-q"]].concat(), 0);
    let few: Value = serde_json::from_str(&few).unwrap();
    assert_eq!(few["claims"][0]["verdict"], "ensemble too small");
    let sure = [&check[..], &["--until-sure", "--most-draws", "320"]].concat();
    let (out, err) = run(dir.path(), &sure, 0);
    assert!(
        err.contains("without a verdict at 40 draws; now 80, at most 320"),
        "{err}"
    );
    let after: Value = serde_json::from_str(&out).unwrap();
    let claim = &after["claims"][0];
    let draws = claim["draws"].as_u64().unwrap();
    assert!(draws > 40 && draws <= 320, "{draws}");
    // Either a verdict, or the most draws that were allowed and how many it would take.
    assert!(claim["verdict"] != "ensemble too small" || draws == 320);
    std::fs::write(dir.path().join("sure.json"), &out).unwrap();
    let (again, _) = run(dir.path(), &["redraw", "sure.json", "-q"], 0);
    assert!(again.contains("The same answer, byte by byte"), "{again}");
    let (_, err) = run(dir.path(), &["claims", "check", "--most-draws", "320"], 2);
    assert!(err.contains("--until-sure"), "{err}");
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
fn flip_looks_beyond_what_is_believed_and_names_what_is_compared() {
    let dir = temp();
    let flip = [
        "flip",
        "--claim",
        "10a-strikes-break-the-relationship",
        "--belief",
        "evidence",
        "--draws",
        "1000",
        "-q",
    ];
    let (out, _) = run(dir.path(), &[&flip[..], &["--json"]].concat(), 0);
    let answer: Value = serde_json::from_str(&out).unwrap();
    // Half of cooperation is lost in some 16 % of runs, in no wide region under the belief; where the shock of unilateral
    // force is strong it is lost more often than not.
    assert!(!answer["widened"].as_array().unwrap().is_empty());
    let region = &answer["region"];
    assert_eq!(region["conditions"][0]["id"], "shock_unilateral");
    assert!(region["held_out"]["density"].as_f64().unwrap() > 0.5);
    assert!(region["under_evidence"]["value"].as_f64().unwrap() < 0.3);
    let (out, _) = run(dir.path(), &[&flip[..], &["--out", "f.html"]].concat(), 0);
    for words in [
        "strikes-labs-unilateral (Strikes on laboratories, without",
        "Outside the data",
        "drawn from the whole of their open priors",
    ] {
        assert!(out.contains(words), "{words}\n{out}");
    }
    let (_, err) = run(dir.path(), &[&flip[..], &["--out", "f.html"]].concat(), 2);
    assert!(err.contains("f.html exists"), "{err}");
}

#[test]
fn what_no_run_can_test_gets_no_verdict() {
    let dir = temp();
    let claim = |id: &str, expression: &str| {
        format!(
            "[[claims]]\nid = \"{id}\"\ntext = \"t\"\nkind = \"scenario\"\nscenario = \"deploy-army\"\nexpression = \"{expression}\"\n"
        )
    };
    let file = format!(
        "schema_version = 1\n{}{}{}",
        claim(
            "nothing",
            "P(homicides[year 1] / (baseline - baseline) > 1)"
        ),
        claim(
            "never",
            "P(homicides[year 1] > baseline given homicides[year 1] < 0)"
        ),
        claim("units", "P(homicides[year 1] > 1000 people a year)")
    );
    std::fs::write(dir.path().join("mine.toml"), &file).unwrap();
    let check = [
        "claims",
        "check",
        "mine.toml",
        "--draws",
        "40",
        "--json",
        "-q",
    ];
    let (out, _) = run(dir.path(), &check, 0);
    let answer: Value = serde_json::from_str(&out).unwrap();
    for (k, words) in [(0, "divides by nothing"), (1, "in none of 40 runs")] {
        let claim = &answer["claims"][k];
        assert_eq!(claim["verdict"], "cannot be tested here", "{claim}");
        assert!(claim["probability"].is_null());
        assert!(claim["warnings"][0].as_str().unwrap().contains(words));
    }
    assert_eq!(answer["claims"][2]["probability"]["value"], 1.0);
    let share = file.replace("> 1000 people a year", "> 5 %");
    std::fs::write(dir.path().join("mine.toml"), share).unwrap();
    let (_, err) = run(dir.path(), &check, 2);
    assert!(err.contains("5 % * baseline"), "{err}");
    let (language, _) = run(dir.path(), &["claims", "language"], 0);
    assert!(language.contains("for all") && language.contains("given"));
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
        "conclusions that can react turn",
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
fn weights_and_runs_agree_on_a_mild_objection() {
    let dir = temp();
    let mild = "schema_version = 1\nid = \"mild\"\ntitle = \"t\"\ndescription = \"d\"\n[[set]]\n\
                parameter = \"surveillance_deterrence\"\n\
                prior = { distribution = \"uniform\", low = -0.1, high = 0.35 }\n\
                reason = \"A little more faith in watching.\"\n";
    std::fs::write(dir.path().join("mild.toml"), mild).unwrap();
    let object = |more: &[&str]| -> Value {
        let words = [
            "object",
            "mild.toml",
            "--draws",
            "300",
            "--no-log",
            "--json",
            "-q",
        ];
        let (out, _) = run(dir.path(), &[&words[..], more].concat(), 0);
        serde_json::from_str(&out).unwrap()
    };
    let (weighted, simulated) = (object(&[]), object(&["--simulate"]));
    let lines = &weighted["worked"][0]["lines"];
    assert_eq!(lines["method"], "reweighted", "{lines}");
    let worth = lines["worth"].as_f64().unwrap();
    assert!((120.0..300.0).contains(&worth), "{worth}");
    assert_eq!(simulated["worked"][0]["lines"]["method"], "simulated");
    let claims = |v: &Value| v["conclusions"].as_array().unwrap().clone();
    let mut moved = 0;
    for (a, b) in claims(&weighted).iter().zip(claims(&simulated)) {
        let p = |c: &Value, key: &str, field: &str| c[key][field].as_f64().unwrap();
        let key = "probability_with_objection";
        let (pa, pb) = (p(a, key, "value"), p(&b, key, "value"));
        let error = p(a, key, "monte_carlo_error").hypot(p(&b, key, "monte_carlo_error"));
        assert!(
            (pa - pb).abs() < 3.0 * error,
            "{}: {pa} {pb} ± {error}",
            a["id"]
        );
        moved += u32::from((pb - p(a, "probability", "value")).abs() > 0.02);
    }
    assert!(
        moved > 0,
        "the objection changes something, so that the test can fail"
    );
    for (a, b) in weighted["lines"]
        .as_array()
        .unwrap()
        .iter()
        .zip(simulated["lines"].as_array().unwrap())
    {
        let median = |l: &Value| l["value"]["q50"].as_f64().unwrap();
        let width = a["value"]["q95"].as_f64().unwrap() - a["value"]["q05"].as_f64().unwrap();
        assert!((median(a) - median(b)).abs() <= 0.15 * width, "{a} {b}");
    }
}

#[test]
fn both_sides_stand_beside_the_default() {
    let dir = temp();
    let object = [
        "object",
        "proponents",
        "critics",
        "--apart",
        "--draws",
        "20",
        "--no-log",
        "-q",
    ];
    let (out, _) = run(dir.path(), &object, 0);
    for words in [
        "In the world of proponents",
        "In the world of critics",
        "no policy",
    ] {
        assert!(out.contains(words), "{out}");
    }
    let world = |name: &str| {
        out.lines()
            .filter(|l| l.contains(&format!(" {name} ")))
            .count()
    };
    assert!(
        world("proponents") >= 12 && world("critics") >= 12 && world("default") >= 12,
        "{out}"
    );
    assert!(!dir.path().join("objections").exists());
}

/// A scenario and a set of assumptions of the user.
fn files_of_mine(dir: &Path) {
    let (scenario, _) = run(dir, &["scenarios", "show", "treatment-naloxone"], 0);
    let mine = scenario.replace("id = \"treatment-naloxone\"", "id = \"my-plan\"");
    assert_ne!(mine, scenario);
    std::fs::write(dir.join("plan.toml"), mine).unwrap();
    let (objection, _) = run(dir, &["object", "new"], 0);
    std::fs::write(dir.join("view.toml"), objection).unwrap();
}

#[test]
fn an_answer_is_redrawn_when_its_files_are_gone_and_cited() {
    let dir = temp();
    files_of_mine(dir.path());
    let compare = [
        "compare",
        "plan.toml",
        "--assume",
        "view.toml",
        "--belief",
        "evidence",
        "--draws",
        "20",
        "--one-belief",
        "--out",
        "a",
        "-q",
    ];
    run(dir.path(), &compare, 0);
    assert!(dir.path().join("a/assumptions/view.toml").exists());
    assert!(dir.path().join("a/my-plan.toml").exists());
    std::fs::remove_file(dir.path().join("plan.toml")).unwrap();
    std::fs::remove_file(dir.path().join("view.toml")).unwrap();
    let (out, _) = run(dir.path(), &["redraw", "a", "--out", "b", "-q"], 0);
    assert!(out.starts_with("The same answer, byte by byte"), "{out}");
    for name in [
        "report.html",
        "answer.json",
        "runs.parquet",
        "my-plan.toml",
        "assumptions/view.toml",
    ] {
        let of = |folder: &str| std::fs::read(dir.path().join(folder).join(name)).unwrap();
        assert!(of("a") == of("b"), "{name}");
        if !name.contains('/') {
            assert!(out.contains(&format!("same bytes  {name}")), "{out}");
        }
    }
    let (text, _) = run(dir.path(), &["cite", "b"], 0);
    assert!(
        text.contains("@misc{aftermath_") && text.contains("-{}-draws 20"),
        "{text}"
    );
    let page = std::fs::read_to_string(dir.path().join("b/report.html")).unwrap();
    assert!(page.contains("@misc{aftermath_") && page.contains("Who disagrees"));
    let (_, err) = run(dir.path(), &["cite", "nowhere"], 2);
    assert!(err.contains("nowhere: cannot be read"), "{err}");

    // What was changed by hand is found, with the place.
    let answer = dir.path().join("a/answer.json");
    let text = std::fs::read_to_string(&answer).unwrap();
    let other = text.replace("\"margin\": 0.05", "\"margin\": 0.06");
    assert_ne!(other, text);
    std::fs::write(&answer, other).unwrap();
    let (out, _) = run(dir.path(), &["redraw", "a", "-q"], 1);
    assert!(out.contains("/answer/margin: 0.06 then, 0.05 now"), "{out}");
    // So is a copy of a file that no longer fits its hash.
    std::fs::write(
        &answer,
        text.replace("Why you hold it.", "Why they hold it."),
    )
    .unwrap();
    let (_, err) = run(dir.path(), &["redraw", "a"], 2);
    assert!(
        err.contains("copy of `view.toml` in its passport was changed"),
        "{err}"
    );
    // Another program: what differs is named.
    let other = text.replacen("\"version\": \"", "\"version\": \"9.", 1);
    std::fs::write(&answer, other).unwrap();
    let (out, _) = run(dir.path(), &["redraw", "a", "-q"], 0);
    assert!(out.contains("version of the program: 9."), "{out}");
}

#[test]
fn flips_reasons_and_objections_are_redrawn_too() {
    let dir = temp();
    files_of_mine(dir.path());
    let answers: [&[&str]; 2] = [
        &[
            "flip",
            "plan.toml",
            "--claim",
            "11b-few-lives-saved",
            "--draws",
            "200",
            "--json",
            "-q",
        ],
        &[
            "object",
            "view.toml",
            "--scenario",
            "plan.toml",
            "--draws",
            "20",
            "--no-log",
            "--json",
            "-q",
        ],
    ];
    let written: Vec<String> = answers
        .iter()
        .map(|words| run(dir.path(), words, 0).0)
        .collect();
    std::fs::remove_file(dir.path().join("plan.toml")).unwrap();
    std::fs::remove_file(dir.path().join("view.toml")).unwrap();
    for (k, text) in written.iter().enumerate() {
        let name = format!("{k}.json");
        std::fs::write(dir.path().join(&name), text).unwrap();
        let out = format!("out-{k}");
        let (said, _) = run(dir.path(), &["redraw", &name, "--out", &out, "-q"], 0);
        assert!(said.contains("byte by byte"), "{said}");
        let again = std::fs::read_to_string(dir.path().join(&out).join("answer.json")).unwrap();
        assert_eq!(&again, text);
        run(dir.path(), &["cite", &name], 0);
    }
    assert!(dir.path().join("out-0/flip.html").exists());
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
