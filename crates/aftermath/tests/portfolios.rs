//! Portfolios and the value of information as a user meets them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use common::run;
use serde_json::Value;

const SMALL: [&str; 13] = [
    "optimize",
    "--search-draws",
    "16",
    "--population",
    "4",
    "--generations",
    "2",
    "--draws",
    "24",
    "--years",
    "1",
    "--json",
    "-q",
];

#[test]
fn a_front_is_the_same_on_any_threads_and_its_portfolios_are_scenarios() {
    let dir = tempfile::tempdir().unwrap();
    let with = |threads: &str, out: &str| {
        let more = ["--threads", threads, "--out", out];
        let (text, _) = run(dir.path(), &[&SMALL[..], &more].concat(), 0);
        let answer: Value = serde_json::from_str(&text).unwrap();
        answer["answer"].clone()
    };
    let answer = with("1", "one");
    assert_eq!(answer, with("2", "two"));
    let portfolios = answer["portfolios"].as_array().unwrap();
    assert_eq!(portfolios[0]["id"], "status-quo");
    let kinds: Vec<&str> = portfolios
        .iter()
        .map(|p| p["kind"].as_str().unwrap())
        .collect();
    for kind in ["status-quo", "military", "non-military", "mixed"] {
        assert!(kinds.contains(&kind), "{kind} was never judged");
    }
    for p in portfolios {
        assert!(p["reach"].as_f64().unwrap() <= 3.0);
        for on in p["outcomes"].as_array().unwrap() {
            let of = |key: &str| on[key].as_f64().unwrap();
            let share = |key: &str| on[key]["value"].as_f64().unwrap();
            let sum = share("better") + share("no_real_change") + share("worse");
            assert!((sum - 1.0).abs() < 1e-12);
            assert!(on["better"]["monte_carlo_error"].as_f64().unwrap() > 0.0);
            assert!(of("regret") >= 0.0 && of("regret_90") >= 0.0);
            if p["id"] == "status-quo" {
                assert_eq!((of("relative"), share("no_real_change")), (0.0, 1.0));
            }
        }
    }
    // Nothing on the front by mean is worse than another in every outcome.
    let mean = |p: &Value, o: usize| {
        let sign = if answer["outcomes"][o]["better"] == "higher" {
            -1.0
        } else {
            1.0
        };
        sign * p["outcomes"][o]["level"]["mean"].as_f64().unwrap()
    };
    let least = |o: usize| 0.005 * mean(&portfolios[0], o).abs();
    for p in portfolios.iter().filter(|p| p["is_on_front"] == true) {
        let beats = |q: &Value| (0..4).all(|o| mean(q, o) < mean(p, o) - least(o));
        assert!(!portfolios.iter().any(beats), "{}", p["words"]);
    }
    let (shown, hidden): (Vec<&Value>, Vec<&Value>) =
        portfolios.iter().partition(|p| p["is_shown"] == true);
    for p in shown.iter().filter(|p| p["id"] != "status-quo") {
        let file = format!("one/{}.toml", p["id"].as_str().unwrap());
        run(dir.path(), &["scenarios", "check", &file], 0);
    }
    let page = std::fs::read_to_string(dir.path().join("one/portfolios.html")).unwrap();
    // Six pairs of four outcomes; every portfolio is a mark in each; nothing is loaded.
    assert_eq!(page.matches("<svg class=\"fronts\"").count(), 6);
    assert_eq!(
        page.matches("<g class=\"faint\">").count(),
        6 * hidden.len()
    );
    assert!(!page.contains("http://") && !page.contains("https://"));
    assert!(page.contains("Equal cost cannot be tested"));
}

#[test]
fn a_front_is_told_in_names_units_and_errors_of_the_same_unit() {
    let dir = tempfile::tempdir().unwrap();
    let args = ["--belief", "evidence", "--out", "front"];
    let small: Vec<&str> = SMALL.iter().copied().filter(|a| *a != "--json").collect();
    let (text, _) = run(dir.path(), &[&small[..], &args].concat(), 0);
    // A change in per cent has its error in per cent: no error of hundreds of deaths beside it.
    let errors: Vec<f64> = text
        .split(" % ± ")
        .skip(1)
        .filter_map(|rest| {
            rest.split_whitespace()
                .next()?
                .replace(',', "")
                .parse()
                .ok()
        })
        .collect();
    assert!(errors.len() > 10, "{text}");
    assert!(errors.iter().all(|e| *e < 100.0), "{errors:?}");
    let page = std::fs::read_to_string(dir.path().join("front/portfolios.html")).unwrap();
    let limits = page.find("<section id=\"limits\">").unwrap();
    for words in [text.as_str(), &page[..limits]] {
        for id in ["strike.", "deploy ", "kingpin "] {
            assert!(!words.contains(id), "{id}");
        }
        assert!(words.contains(" strikes a month on "));
        assert!(words.contains("Outside the data: no force of the United States"));
    }
    assert!(page.contains("<small class=\"validity\" title=\"Outside the data"));
}

#[test]
fn why_says_when_nothing_leads_from_an_option_to_an_outcome() {
    let dir = tempfile::tempdir().unwrap();
    let args = [
        "why",
        "deploy-army",
        "--outcome",
        "overdose_deaths",
        "--years",
        "1",
    ];
    let (text, err) = run(
        dir.path(),
        &[&args[..], &["--belief", "evidence"]].concat(),
        0,
    );
    assert!(text.contains("after 1 year\n"), "{text}");
    assert!(
        text.contains("Nothing leads from this option to this outcome"),
        "{text}"
    );
    assert!(
        text.contains("Within the record") || text.contains("Beyond the record"),
        "{text}"
    );
    // No tables of nothing.
    assert!(
        !text.contains("without each mechanism") && !text.contains("+0.0 %"),
        "{text}"
    );
    // What it will take stands before what is done.
    assert!(
        err.starts_with("At most ") && err.contains(" runs of 1 year on "),
        "{err}"
    );
}

#[test]
fn levers_and_outcomes_can_be_chosen() {
    let dir = tempfile::tempdir().unwrap();
    let more = [
        "--lever",
        "naloxone=0.8",
        "--lever",
        "treatment",
        "--reach",
        "1.5",
        "--outcome",
        "overdose_deaths",
        "--outcome",
        "fragments",
    ];
    let outcomes = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
    // Of fragments neither direction is better.
    let (_, err) = run(dir.path(), &[&SMALL[..], &more].concat(), 2);
    assert!(err.contains("`fragments`: neither more nor less"), "{err}");
    let mut chosen = more;
    chosen[9] = "flow";
    let (text, _) = run(dir.path(), &[&SMALL[..], &chosen].concat(), 0);
    let answer = &outcomes(&text)["answer"];
    assert_eq!(answer["limits"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&answer["limits"][0]["max"], &answer["limits"][0]["from"]),
        (&0.8.into(), &"asked for".into())
    );
    for p in answer["portfolios"].as_array().unwrap() {
        assert_ne!(p["kind"], "military");
        assert!(p["reach"].as_f64().unwrap() <= 1.5);
    }
}

#[test]
fn what_cannot_be_asked_is_one_clear_message() {
    let dir = tempfile::tempdir().unwrap();
    for (args, expected) in [
        (
            &["optimize", "--lever", "naloxon"][..],
            "did you mean `naloxone`?",
        ),
        (
            &["optimize", "--lever", "naloxone=1.5"],
            "above 0 up to 1 is accepted",
        ),
        (
            &["optimize", "--lever", "withdraw.deploy"],
            "no portfolio can use it",
        ),
        (
            &["optimize", "--outcome", "homicide"],
            "did you mean `homicides`?",
        ),
        (
            &["optimize", "--outcome", "homicides"],
            "two outcomes or more",
        ),
        (
            &["optimize", "--outcome", "flow", "--outcome", "flow"],
            "it is given twice",
        ),
        (&["optimize", "--reach", "0"], "a number from 0.25 to 100"),
        (&["inform", "status-quo"], "nothing to compare"),
        (&["voi", "--outcome", "fragments"], "so it decides nothing"),
    ] {
        let (_, err) = run(dir.path(), args, 2);
        assert!(err.contains(expected), "{args:?}: {err}");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_front_can_be_cited_and_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let front = [
        "--lever",
        "naloxone=0.5",
        "--lever",
        "strike.labs",
        "--reach",
        "2",
    ];
    let out = ["--out", "front"];
    run(dir.path(), &[&SMALL[..], &front, &out].concat(), 0);
    let (text, _) = run(dir.path(), &["cite", "front"], 0);
    assert!(
        text.contains("aftermath optimize --lever naloxone=0.5 --lever strike.labs"),
        "{text}"
    );
    let (text, _) = run(dir.path(), &["redraw", "front", "--out", "again", "-q"], 0);
    assert!(text.contains("The same answer, byte by byte"), "{text}");
    assert!(!text.contains("other bytes"), "{text}");
    for file in ["answer.json", "portfolios.html"] {
        let read = |folder: &str| std::fs::read(dir.path().join(folder).join(file)).unwrap();
        assert_eq!(read("front"), read("again"), "{file}");
    }
}

#[test]
fn the_value_of_information_names_what_decides() {
    let dir = tempfile::tempdir().unwrap();
    let args = [
        "inform",
        "strikes-labs-cooperative",
        "--draws",
        "150",
        "--outcome",
        "cooperation",
        "--outcome",
        "overdose_deaths",
        "--json",
        "-q",
    ];
    let (one, _) = run(dir.path(), &[&args[..], &["--threads", "1"]].concat(), 0);
    let (two, _) = run(dir.path(), &[&args[..], &["--threads", "2"]].concat(), 0);
    assert_eq!(one, two);
    let answer: Value = serde_json::from_str(&one).unwrap();
    let choice = &answer["choices"][0];
    // Whether joint strikes cost or build trust is what decides between them and the status quo.
    assert_eq!(choice["worth_measuring"][0]["id"], "shock_cooperative");
    let of = |key: &str| choice["worth_measuring"][0][key].as_f64().unwrap();
    assert!(of("evppi") > of("by_chance"));
    // No measurement is worth more than to know everything.
    assert!(of("evppi") < choice["everything"].as_f64().unwrap() + 3.0 * of("standard_error"));
    assert!(of("standard_error") > 0.0 && of("changes") > 0.0 && of("changes") < 1.0);
    assert!(
        !choice["worth_measuring"][0]["sources"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}
