//! The built-in question on a small ensemble.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use answers::comparison::Comparison;
use answers::population::{BUILT_IN_QUESTION, CATALOGUE};
use answers::question::{CompareError, Question};
use published::prieto_curiel_2023::synthetic;
use scenario::{Scenario, check_str, load};
use std::sync::atomic::AtomicBool;

fn question(scenarios: Vec<Scenario>, draws: u32) -> Question {
    Question {
        scenarios,
        draws,
        replicates: 1,
        seed: 3,
        margin: 0.05,
    }
}

fn built_in() -> Vec<Scenario> {
    BUILT_IN_QUESTION
        .iter()
        .map(|id| load(id, &CATALOGUE).unwrap())
        .collect()
}

fn answer(question: &Question) -> Result<Comparison, CompareError> {
    question.answer_with_population(&synthetic::network(), &AtomicBool::new(false), &mut [])
}

fn scenario(id: &str, text: &str) -> Scenario {
    check_str(
        &format!("{id}.toml"),
        &format!("schema_version = 1\n{text}"),
        &CATALOGUE,
    )
    .unwrap()
}

#[test]
fn the_built_in_question_has_a_whole_answer() {
    let c = answer(&question(built_in(), 48)).unwrap();
    assert_eq!(c.estimates.len(), 6 * 3 * 4);
    assert_eq!(c.fans.len(), 7 * 3);
    for e in &c.estimates {
        let p = [e.better, e.no_real_change, e.worse];
        assert!((p.iter().map(|p| p.value).sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(p.iter().all(|p| p.monte_carlo_error > 0.0));
        for s in [e.baseline, e.level, e.difference, e.relative_difference] {
            assert!(s.q05 <= s.q25 && s.q25 <= s.q50 && s.q50 <= s.q75 && s.q75 <= s.q95);
        }
        assert_eq!(e.dots.len(), 50);
    }
    for fan in &c.fans {
        assert_eq!((fan.years.len(), fan.bands.len()), (81, 81));
        assert_eq!((fan.years[0], fan.years[80]), (2012.0, 2032.0));
    }
    assert!(!c.findings.is_empty() && !c.warnings.is_empty() && !c.sources.is_empty());
    assert!(
        c.assumptions.iter().all(|a| !a.sources.is_empty()),
        "every assumption has a source"
    );
    for option in c.options.iter().filter(|o| !o.is_baseline) {
        let told = c
            .findings
            .iter()
            .filter(|f| f.contains(&option.title))
            .count();
        assert!(told >= 1, "no finding on {}", option.id);
    }
    assert_eq!(
        c.findings.len(),
        4,
        "three options and one group of three that are alike"
    );
    assert!(c.observed[0].points.len() == 10);
}

#[test]
fn arrests_and_prevention_are_the_same_at_equal_dose() {
    let c = answer(&question(built_in(), 24)).unwrap();
    let of = |id: &str| {
        c.estimates
            .iter()
            .filter(|e| e.option == id)
            .map(|e| e.difference.mean)
            .collect::<Vec<f64>>()
    };
    let (arrests, recruits, both) = (of("arrests-110"), of("recruitment-110"), of("both-110"));
    for ((a, r), b) in arrests.iter().zip(&recruits).zip(&both) {
        assert!(
            (a / r - 1.0).abs() < 1e-8 && (a / b - 1.0).abs() < 1e-8,
            "{a} {r} {b}"
        );
    }
    assert!(
        c.findings
            .iter()
            .any(|f| f.starts_with("110 more arrests a week; 110 fewer")
                && f.contains("as much as each other at every horizon")),
        "and the reader is told"
    );
}

#[test]
fn the_published_doses_give_about_the_published_effects() {
    // The published point estimates, against no change in 2027: members 184,036 and 156,683 against
    // 213,745, deaths 126.4 and 92.3 against 169.4 a week. The ensemble's median must be near.
    let c = answer(&question(built_in(), 400)).unwrap();
    let median = |option: &str, outcome: &str| {
        let e = c
            .estimates
            .iter()
            .find(|e| e.option == option && e.outcome == outcome && e.horizon_years == 5.0);
        e.unwrap().relative_difference.q50
    };
    for (option, outcome, published) in [
        (
            "double-arrests",
            "members_total",
            184_036.0 / 213_745.0 - 1.0,
        ),
        (
            "halve-recruitment",
            "members_total",
            156_683.0 / 213_745.0 - 1.0,
        ),
        ("double-arrests", "killed_per_week", 126.437 / 169.375 - 1.0),
        (
            "halve-recruitment",
            "killed_per_week",
            92.256 / 169.375 - 1.0,
        ),
    ] {
        let ours = median(option, outcome);
        assert!(
            (ours - published).abs() < 0.06,
            "{option} {outcome}: {ours} against {published}"
        );
    }
}

#[test]
fn the_same_bits_on_one_and_two_threads_and_another_seed_differs() {
    let on = |threads: usize, seed: u64| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let question = Question {
            seed,
            replicates: 2,
            ..question(built_in(), 300)
        };
        pool.install(|| format!("{:?}", answer(&question).unwrap()))
    };
    let one = on(1, 3);
    assert_eq!(one, on(2, 3));
    assert_ne!(one, on(2, 4));
}

#[test]
fn doing_nothing_twice_is_no_real_change() {
    let twice = vec![scenario("a", ""), scenario("b", "")];
    for e in answer(&question(twice, 16)).unwrap().estimates {
        assert_eq!(
            (e.difference.q05, e.difference.q95, e.no_real_change.value),
            (0.0, 0.0, 1.0)
        );
    }
}

#[test]
fn a_lever_acts_from_its_start_to_its_end() {
    let lever = "[levers.a]\nlever = \"arrests\"\nintensity = 1.0\nstart = \"2024-01\"\nend = \"2026-01\"\n";
    let c = answer(&question(vec![scenario("a", ""), scenario("b", lever)], 16)).unwrap();
    let members = |h: f64| {
        c.estimates
            .iter()
            .find(|e| e.outcome == "members_total" && e.horizon_years == h)
            .unwrap()
    };
    assert_eq!(members(1.0).difference.q50, 0.0, "nothing before it starts");
    // At most two years of 52 weeks and about 103 arrests.
    assert!(members(5.0).difference.q50 < -8_000.0 && members(5.0).difference.q50 > -16_000.0);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let short = "end = \"2022-06\"\n";
    let cases = [
        (vec![], "there is nothing to compare"),
        (vec![scenario("a", "")], "there is nothing to compare"),
        (
            vec![scenario("a", ""), scenario("a", "")],
            "have the id `a`",
        ),
        (
            vec![scenario("a", ""), scenario("b", "end = \"2030-01\"")],
            "`b` runs from 2022-01 to 2030-01, but `a` from 2022-01 to 2032-01",
        ),
        (
            vec![scenario("a", short), scenario("b", short)],
            "end 5 month(s) after their start",
        ),
    ];
    for (scenarios, expected) in cases {
        let error = answer(&question(scenarios, 8)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}
