//! The flagship model with its ledger, record and scenarios.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use answers::flagship::catalogue::{BUILT_IN_QUESTION, CATALOGUE};
use answers::flagship::facts::{Run, facts};
use answers::flagship::neutrality::{BOUNDS, SCENARIOS, check};
use answers::flagship::question::Assumed;
use answers::question::Question;
use assumptions::{Belief, Ledger, OVERLAYS};
use scenario::Scenario;
use std::sync::atomic::AtomicBool;
use system::parameters::PARAMETERS;

fn load(id: &str) -> Scenario {
    scenario::load(id, &CATALOGUE).unwrap()
}

fn ledger() -> Ledger {
    Ledger::built_in(PARAMETERS).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn the_ledger_stays_within_what_numbers_can_mean_and_nothing_beyond_is_accepted() {
    let ledger = ledger();
    for entry in ledger.entries() {
        for prior in [&entry.open, &entry.evidence] {
            assert!(entry.range.holds(prior), "{}: {prior:?}", entry.id);
        }
        let beyond = entry.range.min.map(|x| x - 0.5).into_iter();
        for value in beyond.chain(entry.range.max.map(|x| x + 0.5)) {
            assert!(
                !entry.range.holds(&assumptions::Prior::Fixed { value }),
                "{}: {value}",
                entry.id
            );
        }
        // 40 per cent is 0.4.
        let forty = assumptions::Prior::Fixed { value: 40.0 };
        let is_share = ["share", "probability"].contains(&entry.unit.as_str());
        if is_share && entry.range.max.is_some() {
            assert!(!entry.range.holds(&forty), "{}", entry.id);
        }
    }
    let unbounded = |unit: &str| {
        let of_unit = ledger.entries().iter().filter(|e| e.unit == unit);
        of_unit.filter(|e| e.range.max.is_none()).count()
    };
    // Shares of a rise have no most; a rise can be more than a doubling.
    assert_eq!((unbounded("share"), unbounded("probability")), (4, 0));
}

#[test]
fn every_parameter_has_one_entry_and_every_entry_a_parameter() {
    let ids: Vec<&str> = PARAMETERS.iter().map(|p| p.symbol).collect();
    let ledger = ledger();
    assert_eq!(
        ledger
            .entries()
            .iter()
            .map(|e| e.id.as_str())
            .collect::<Vec<_>>(),
        ids
    );
    // A parameter that the model lacks, or that the ledger lacks, is refused.
    let fewer = Ledger::built_in(&PARAMETERS[1..]).unwrap_err().to_string();
    assert!(
        fewer.contains("the model has no parameter `members_2000`"),
        "{fewer}"
    );
    let mut more = PARAMETERS.to_vec();
    more.push(engine::describe::Parameter {
        symbol: "weather",
        unit: "1",
        meaning: "",
    });
    let more = Ledger::built_in(&more).unwrap_err().to_string();
    assert!(more.contains("`weather` has no entry"), "{more}");
}

#[test]
fn both_sides_assumptions_can_be_laid_over_the_ledger() {
    for (name, _) in OVERLAYS {
        let overlay = ledger()
            .overlay(name)
            .unwrap_or_else(|problems| panic!("{problems}"));
        assert!(overlay.sets.len() >= 10);
        let overlaid = ledger().with_overlay(&overlay);
        let count = (0..PARAMETERS.len())
            .filter(|k| overlaid.overlaid(*k).is_some())
            .count();
        assert_eq!(count, overlay.sets.len());
    }
}

#[test]
fn the_built_in_question_has_a_dose_for_every_option() {
    let scenarios: Vec<Scenario> = BUILT_IN_QUESTION.iter().map(|id| load(id)).collect();
    assert!(scenarios[0].levers.is_empty());
    for s in &scenarios[1..] {
        assert!(
            !s.levers.is_empty() && s.dose.is_some() && s.cost.is_some(),
            "{}",
            s.id
        );
        assert_eq!((s.start, s.end), (scenarios[0].start, scenarios[0].end));
    }
}

#[test]
fn the_answer_has_every_part_and_its_numbers_fit() {
    let question = Question {
        scenarios: [
            "status-quo",
            "strikes-labs-unilateral",
            "non-military-portfolio",
        ]
        .map(load)
        .to_vec(),
        draws: 24,
        replicates: 1,
        seed: 1,
        margin: 0.05,
    };
    let ledger = ledger();
    let assumed = Assumed {
        ledger: &ledger,
        belief: Belief::Evidence,
        beside: &[Belief::Open],
        asked: &[],
    };
    let answer = question
        .answer_with_flagship(&assumed, &AtomicBool::new(false), &mut [])
        .unwrap();
    assert_eq!(answer.layers.len(), 2);
    assert_eq!(answer.maps.len(), 2);
    assert_eq!(answer.estimates.len(), 2 * 16 * 4);
    assert!(answer.estimates.iter().all(|e| {
        let sum = e.better.value + e.no_real_change.value + e.worse.value;
        (sum - 1.0).abs() < 1e-9 && e.difference.q05 <= e.difference.q95
    }));
    // Treatment and naloxone lower overdose deaths and nothing in Mexico depends on them.
    let find = |outcome: &str| {
        let found = answer.estimates.iter().find(|e| {
            e.option == "non-military-portfolio" && e.outcome == outcome && e.horizon_years == 3.0
        });
        found.unwrap().relative_difference.q50
    };
    assert!(find("overdose_deaths") < -0.02);
    // The same under the belief beside it as alone: layers share draws, not results.
    assert_ne!(answer.layers[0].estimates, answer.layers[1].estimates);
}

#[test]
fn under_open_priors_both_answers_to_contested_claims_stay_possible() {
    let scenarios: Vec<Scenario> = SCENARIOS.iter().map(|id| load(id)).collect();
    let result = check(
        &ledger(),
        Belief::Open,
        &[],
        &scenarios,
        400,
        1,
        &AtomicBool::new(false),
    )
    .unwrap();
    for claim in &result.claims {
        let p = claim.probability.value;
        assert!((BOUNDS.0..=BOUNDS.1).contains(&p) == claim.open);
        assert!(claim.open, "{}: {p}", claim.text);
    }
    // With every channel of consent off the two modes are the same to the last bit.
    let last = result.consent.last().unwrap();
    assert_eq!(
        (last.fewer_homicides.value, last.homicides, last.flow),
        (0.0, 0.0, 0.0)
    );
}

#[test]
fn wide_intervals_before_the_record_hold_its_course_and_pass_nothing() {
    let ledger = ledger();
    let run = Run {
        ledger: &ledger,
        belief: Belief::Evidence,
        asked: &[],
        draws: 100,
        seed: 1,
    };
    let facts = facts(&run, &AtomicBool::new(false)).unwrap();
    let ids: Vec<String> = (1..=14).map(|k| format!("F{k}")).collect();
    assert_eq!(facts.iter().map(|f| f.id.clone()).collect::<Vec<_>>(), ids);
    let find = |id: &str| facts.iter().find(|f| f.id == id).unwrap();
    // Before the record the intervals of the course are wide: they hold it, and that is no merit.
    let course = find("F12");
    assert_eq!(course.verdict, "says little", "{}", course.simulated);
    // A share that can be anything between its bounds passes nothing either.
    let share = find("F8");
    assert_eq!(share.verdict, "says little", "{}", share.simulated);
    // A price that is back sooner than any on record is a miss, not a pass for being back at all.
    let fading = find("F13");
    assert_eq!(fading.verdict, "miss", "{}", fading.simulated);
}
