//! The flagship's built-in scenarios: each is what its id says, and like is compared with like.

#![allow(clippy::panic, reason = "a test that cannot go on fails")]

mod flagship;

use flagship::CATALOGUE;
use scenario::{
    Direction, FLAGSHIP_BUILT_IN, LeverUse, Mode, Month, POPULATION_BUILT_IN, RuleLevel, Scenario,
    load,
};

fn get(id: &str) -> Scenario {
    load(id, &CATALOGUE).unwrap_or_else(|p| panic!("{p}"))
}

/// Lever, intensity and unit of each lever in use.
fn doses(id: &str) -> Vec<(&'static str, f64, &'static str)> {
    let levers = get(id).levers;
    let mut doses: Vec<_> = levers
        .iter()
        .map(|l| (l.lever, l.intensity, l.unit))
        .collect();
    doses.sort_by_key(|d| d.0);
    doses
}

#[test]
fn all_are_accepted_and_say_what_they_are() {
    for b in FLAGSHIP_BUILT_IN {
        let s = get(b.id);
        assert_eq!(s.id, b.id);
        assert!(!s.title.is_empty() && !s.description.is_empty(), "{}", b.id);
        assert!(
            s.dose.is_some() && s.cost.is_some() && s.group.is_some(),
            "{}",
            b.id
        );
        let times = if b.id.starts_with("history-") {
            (Month::new(2006, 12), Month::new(2022, 12))
        } else {
            (Month::new(2025, 4), Month::new(2035, 4))
        };
        assert_eq!((s.start, s.end), times, "{}", b.id);
        let baseline = ["status-quo", "history-as-it-was"].contains(&b.id);
        assert_eq!(s.levers.is_empty(), baseline, "{}", b.id);
        assert!(
            POPULATION_BUILT_IN.iter().all(|p| p.id != b.id),
            "ids of the two models differ: {}",
            b.id
        );
    }
    assert_eq!(FLAGSHIP_BUILT_IN[0].id, "status-quo");
}

#[test]
fn every_file_is_listed() {
    for (folder, listed) in [
        ("../../scenarios", FLAGSHIP_BUILT_IN),
        ("../../scenarios/population", POPULATION_BUILT_IN),
    ] {
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut names: Vec<String> = files
            .filter_map(|f| {
                f.file_name()
                    .to_str()?
                    .strip_suffix(".toml")
                    .map(str::to_owned)
            })
            .collect();
        names.sort();
        let mut ids: Vec<&str> = listed.iter().map(|b| b.id).collect();
        ids.sort_unstable();
        assert_eq!(names, ids);
    }
}

#[test]
fn all_strikes_are_of_like_effort_and_pairs_differ_in_consent_alone() {
    let without_mode = |l: &LeverUse| LeverUse {
        mode: None,
        ..l.clone()
    };
    for target in ["labs", "infrastructure", "leaders"] {
        let pair = [
            (
                get(&format!("strikes-{target}-cooperative")),
                Mode::Cooperative,
            ),
            (
                get(&format!("strikes-{target}-unilateral")),
                Mode::Unilateral,
            ),
        ];
        for (s, mode) in &pair {
            let l = &s.levers[0];
            assert_eq!(s.levers.len(), 1);
            assert_eq!(l.lever, format!("strike.{target}"));
            assert_eq!(
                (l.intensity, l.unit, l.mode),
                (17.0, "per_month", Some(*mode))
            );
            assert_eq!((l.start, l.end), (Month::new(2025, 4), Month::new(2030, 4)));
        }
        assert_eq!(
            without_mode(&pair[0].0.levers[0]),
            without_mode(&pair[1].0.levers[0])
        );
    }
    let state = &get("strikes-labs-state").levers;
    let nation = &get("strikes-labs-cooperative").levers;
    assert_eq!(state[0].place, "Sinaloa");
    assert_eq!(
        LeverUse {
            place: "national",
            ..state[0].clone()
        },
        nation[0]
    );
}

#[test]
fn consent_ends_where_its_absence_begins() {
    let levers = get("cooperative-then-unilateral").levers;
    let find = |mode| {
        levers
            .iter()
            .find(|l| l.mode == Some(mode))
            .unwrap_or_else(|| panic!("no lever is {mode:?}"))
    };
    let (with, without) = (find(Mode::Cooperative), find(Mode::Unilateral));
    assert_eq!((with.when, without.until), (None, None));
    assert_eq!(with.until, without.when);
    assert_eq!(with.intensity, without.intensity);
    assert_eq!((with.start, with.end), (without.start, without.end));
    let rule = with.until.unwrap_or_else(|| panic!("no rule"));
    assert_eq!((rule.outcome, rule.is), ("flow", Direction::Above));
    assert_eq!(rule.level, RuleLevel::ShareOfStart(0.9));
    assert_eq!((rule.after_months, rule.delay_months), (12, 0));
}

#[test]
fn doses_are_those_documented() {
    assert_eq!(doses("kingpin-campaign"), [("kingpin", 8.4, "per_year")]);
    assert_eq!(
        doses("deploy-army"),
        [("deploy", 1.54, "ten_thousand_troops")]
    );
    let rise: f64 = (52_690.0 - 37_253.0) / 10_000.0;
    assert!((rise - 1.54).abs() < 0.005);
    assert_eq!(
        doses("us-patrols"),
        [("patrols", 1.0, "ten_thousand_troops")]
    );
    assert_eq!(get("us-patrols").levers[0].mode, Some(Mode::Unilateral));
    assert_eq!(doses("interdiction"), [("interdict", 1.0, "doublings")]);
    assert_eq!(
        doses("history-no-deployment"),
        [
            ("withdraw.deploy", 1.0, "share"),
            ("withdraw.kingpin", 1.0, "share")
        ]
    );
}

#[test]
fn the_portfolio_is_the_sum_of_its_parts() {
    let mut parts: Vec<LeverUse> = [
        "precursor-control",
        "prevention",
        "focused-deterrence",
        "treatment-naloxone",
    ]
    .into_iter()
    .flat_map(|id| get(id).levers)
    .collect();
    let mut whole = get("non-military-portfolio").levers;
    parts.sort_by_key(|l| l.lever);
    whole.sort_by_key(|l| l.lever);
    assert_eq!(whole.len(), 5);
    assert_eq!(whole, parts);
}

#[test]
fn the_history_can_be_compared_with_its_baseline() {
    let (a, b) = (get("history-as-it-was"), get("history-no-deployment"));
    assert_eq!((a.start, a.end), (b.start, b.end));
    assert!(a.levers.is_empty());
}
