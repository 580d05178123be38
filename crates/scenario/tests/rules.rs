//! Modes, rules and places: what they may say, and what is said of those that may not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod flagship;

use flagship::CATALOGUE;
use miette::NarratableReportHandler;
use proptest::prelude::*;
use scenario::{
    Catalogue, Direction, LeverUse, Mode, Month, POPULATION_BUILT_IN, Problems, Report, Rule,
    RuleLevel, Scenario, check_str, template,
};

fn check(text: &str) -> Result<Scenario, Problems> {
    check_str("mine.toml", text, &CATALOGUE)
}

/// A file with strikes whose table holds these lines from line 5 on.
fn strikes(lines: &str) -> String {
    format!("schema_version = 1\n[levers.a]\nlever = \"strike.labs\"\nintensity = 5\n{lines}\n")
}

/// The same with a mode, so that the lines begin on line 6.
fn with_mode(lines: &str) -> String {
    strikes(&format!("mode = \"cooperative\"\n{lines}"))
}

fn lever(text: &str) -> LeverUse {
    let scenario = check(text).unwrap_or_else(|p| panic!("{p}\n{text}"));
    scenario.levers[0].clone()
}

const RULE: &str = r#"{ outcome = "flow", is = "above", share_of_start = 0.9, after_months = 12, delay_months = 2 }"#;

#[test]
fn a_rule_is_read_inline_and_as_a_table_of_its_own() {
    let expected = Rule {
        outcome: "flow",
        is: Direction::Above,
        level: RuleLevel::ShareOfStart(0.9),
        after_months: 12,
        delay_months: 2,
    };
    let inline = lever(&with_mode(&format!("when = {RULE}")));
    assert_eq!((inline.when, inline.until), (Some(expected), None));
    let own = lever(&with_mode(
        "[levers.a.until]\noutcome = \"us_persons_harmed\"\nis = \"below\"\nvalue = 3",
    ));
    assert_eq!(own.when, None);
    assert_eq!(
        own.until,
        Some(Rule {
            outcome: "us_persons_harmed",
            is: Direction::Below,
            level: RuleLevel::Value(3.0),
            after_months: 0,
            delay_months: 0,
        })
    );
}

#[test]
fn the_mode_is_part_of_what_is_done() {
    assert_eq!(lever(&with_mode("")).mode, Some(Mode::Cooperative));
    assert_eq!(
        lever(&strikes("mode = \"unilateral\"")).mode,
        Some(Mode::Unilateral)
    );
    let text = "schema_version = 1\n[levers.a]\nlever = \"deploy\"\nintensity = 1\n";
    assert_eq!(lever(text).mode, None);
}

#[test]
fn each_problem_names_place_and_remedy() {
    let rule = |inside: &str| with_mode(&format!("when = {{ {inside} }}"));
    let cases = [
        strikes(""),
        strikes("mode = \"cooperativ\""),
        strikes("mode = 1"),
        with_mode("").replace("strike.labs", "deploy"),
        with_mode("wen = 1"),
        with_mode("when = 3"),
        rule(r#"is = "above", value = 1"#),
        rule(r#"outcome = "flow", value = 1"#),
        rule(r#"outcome = "overdoses_deaths", is = "above", value = 1"#),
        rule(r#"outcome = "moon", is = "above", value = 1"#),
        rule(r#"outcome = "flow", is = "abov", value = 1"#),
        rule(r#"outcome = "flow", is = "above", value = 1, share_of_start = 1"#),
        rule(r#"outcome = "flow", is = "above""#),
        rule(r#"outcome = "flow", is = "above", share_of_start = 10.5"#),
        rule(r#"outcome = "flow", is = "above", share_of_start = -0.1"#),
        rule(r#"outcome = "flow", is = "above", value = nan"#),
        rule(r#"outcome = "flow", is = "above", value = inf"#),
        rule(r#"outcome = "flow", is = "above", value = -1"#),
        rule(r#"outcome = "flow", is = "below", value = 0"#),
        rule(r#"outcome = "flow", is = "above", value = "much""#),
        rule(r#"outcome = "flow", is = "above", value = 1, after_months = 241"#),
        rule(r#"outcome = "flow", is = "above", value = 1, delay_months = 1.5"#),
        rule(r#"outcome = "flow", is = "above", value = 1, delay_months = -1"#),
        rule(r#"outcome = "flow", is = "above", value = 1, after_month = 3"#),
        rule(r#"outcome = "flow", is = "above", share_of_strat = 0.5"#),
        rule(r#"outcome = "flow", is = "above", value = 1, after_months = 120"#),
        with_mode(&format!("when = {RULE}\nuntil = {RULE}\nend = \"2026-08\"")),
        format!(
            "start = \"2000-12\"\n{}",
            with_mode(&format!("until = {RULE}"))
        ),
        with_mode("place = \"Michoacan\""),
        with_mode("place = \"ciudad de mexico\""),
        "schema_version = 1\ndose = \"\"\n".to_owned(),
        "schema_version = 1\ncost = \"a\\nb\"\n".to_owned(),
        "schema_version = 1\ngroup = [\"strikes\"]\n".to_owned(),
    ];
    let mut shown = String::new();
    for text in cases {
        let problems = check(&text)
            .err()
            .unwrap_or_else(|| panic!("accepted:\n{text}"));
        assert_eq!(problems.iter().count(), 1, "{problems}\n{text}");
        shown += &format!("{problems}\n");
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn a_renderer_shows_the_rule() {
    let text = with_mode("when = { outcome = \"flows\", is = \"above\", value = 1 }");
    let problems = check(&text).unwrap_err();
    let mut shown = String::new();
    NarratableReportHandler::new()
        .render_report(&mut shown, &Report(problems.iter().next().unwrap()))
        .unwrap();
    insta::assert_snapshot!(shown);
}

#[test]
fn all_problems_of_a_rule_are_found_in_one_pass() {
    let text = with_mode(
        "when = { outcome = \"moon\", is = \"over\", share_of_start = 11, after_months = -1, colour = 1 }",
    );
    assert_eq!(check(&text).unwrap_err().iter().count(), 5);
}

#[test]
fn a_model_without_modes_and_rules_refuses_them() {
    let plain = Catalogue {
        levers_with_mode: &[],
        observed: &[],
        built_in: POPULATION_BUILT_IN,
        ..CATALOGUE
    };
    let said = |lines: &str| {
        let problems = check_str("mine.toml", &strikes(lines), &plain).unwrap_err();
        assert_eq!(problems.iter().count(), 1, "{problems}");
        problems.to_string()
    };
    assert_eq!(
        said("mode = \"unilateral\""),
        "mine.toml:5:8: the lever `strike.labs` has no `mode`; take `mode` out: no lever of this model has one"
    );
    assert_eq!(
        said(&format!("when = {RULE}")),
        "mine.toml:5:1: this model has no rules: `when` cannot act; take `when` out: give the lever its months with `start` and `end`"
    );
    let unknown = said("colour = 1");
    assert!(
        unknown.contains("`place`") && !unknown.contains("`mode`") && !unknown.contains("`when`"),
        "only keys of this model are offered: {unknown}"
    );
    let text = template(&plain);
    assert!(!text.contains("mode =") && !text.contains("when ="));
    check_str("mine.toml", &text, &plain).unwrap();
}

#[test]
fn rules_can_act_up_to_the_last_month() {
    let end = |end: &str| check(&with_mode(&format!("when = {RULE}\nend = \"{end}\""))).is_ok();
    // 2025-04 and 14 months: 2026-06 is the first month in which it can be in force.
    assert!(!end("2026-06"));
    assert!(end("2026-07"));
    // `until` is looked at from there on, and needs its own delay besides.
    let both = |end: &str| {
        check(&with_mode(&format!(
            "when = {RULE}\nuntil = {RULE}\nend = \"{end}\""
        )))
        .is_ok()
    };
    assert!(!both("2026-08"));
    assert!(both("2026-09"));
}

#[test]
fn a_share_of_the_start_needs_a_year_before_it() {
    let text = |start: &str| {
        format!(
            "start = \"{start}\"\n{}",
            with_mode(&format!("when = {RULE}"))
        )
    };
    assert!(check(&text("2001-01")).is_ok());
    assert!(check(&text("2000-12")).is_err());
    assert!(check(&text("2000-12").replace("share_of_start", "value")).is_ok());
}

#[test]
fn places_have_accents_and_spaces() {
    for place in [
        "Michoacán",
        "Ciudad de México",
        "San Luis Potosí",
        "national",
    ] {
        assert_eq!(
            lever(&with_mode(&format!("place = \"{place}\""))).place,
            place
        );
    }
    assert_eq!(lever(&with_mode("")).place, "national");
    for (wrong, near) in [
        ("Michoacan", "Michoacán"),
        ("michoacán", "Michoacán"),
        ("Nuevo Leon", "Nuevo León"),
        ("Ciudad de Mexico", "Ciudad de México"),
        ("Mexico", "México"),
        ("Queretaro", "Querétaro"),
        ("sinaloa", "Sinaloa"),
    ] {
        let said = check(&with_mode(&format!("place = \"{wrong}\""))).unwrap_err();
        assert!(
            said.to_string()
                .contains(&format!("did you mean `{near}`?")),
            "{said}"
        );
    }
}

#[test]
fn a_child_inherits_mode_group_and_whole_rules() {
    let child = |lines: &str| {
        let text = format!(
            "schema_version = 1\nextends = \"cooperative-then-unilateral\"\n[levers.without-consent]\n{lines}\n"
        );
        check(&text).unwrap_or_else(|p| panic!("{p}"))
    };
    let get = |s: &Scenario| {
        s.levers
            .iter()
            .find(|l| l.name == "without-consent")
            .cloned()
    };
    let s = child("intensity = 7");
    let lever = get(&s).unwrap();
    assert_eq!((lever.intensity, lever.mode), (7.0, Some(Mode::Unilateral)));
    assert_eq!(lever.when.unwrap().after_months, 12);
    assert_eq!(
        (s.dose, s.cost, s.group.as_deref()),
        (None, None, Some("strikes"))
    );
    let s = child("when = { outcome = \"homicides\", is = \"below\", value = 2000 }");
    let rule = get(&s).unwrap().when.unwrap();
    assert_eq!((rule.outcome, rule.after_months), ("homicides", 0));
}

#[test]
fn the_hash_is_of_modes_and_rules_too() {
    let hash = |text: &str| check(text).unwrap_or_else(|p| panic!("{p}")).hash();
    let when = with_mode(&format!("when = {RULE}"));
    let texts = [
        with_mode(""),
        strikes("mode = \"unilateral\""),
        when.clone(),
        with_mode(&format!("until = {RULE}")),
        when.replace("flow", "price"),
        when.replace("above", "below"),
        when.replace("0.9", "0.8"),
        when.replace("share_of_start", "value"),
        when.replace("after_months = 12", "after_months = 13"),
        when.replace("delay_months = 2", "delay_months = 3"),
    ];
    let hashes: Vec<String> = texts.iter().map(|t| hash(t)).collect();
    for (k, h) in hashes.iter().enumerate() {
        assert!(!hashes[..k].contains(h), "{}", texts[k]);
    }
    assert_eq!(
        hash(&when),
        hash(&format!(
            "dose = \"x\"\ncost = \"y\"\ngroup = \"z\"\n{when}"
        )),
        "texts do not act"
    );
    let default = with_mode("when = { outcome = \"flow\", is = \"above\", value = 0 }");
    let written = with_mode(
        "when = { outcome = \"flow\", is = \"above\", value = -0.0, after_months = 0, delay_months = 0 }",
    );
    assert_eq!(hash(&default), hash(&written));
}

#[test]
fn the_template_shows_modes_and_rules() {
    let text = template(&CATALOGUE);
    let s = check(&text).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!(s.levers[0].mode, Some(Mode::Cooperative));
    assert_eq!((s.start, s.end), (Month::new(2025, 4), Month::new(2035, 4)));
    // Every commented line that is TOML works when its hash is taken away.
    let live: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest)
                if rest.starts_with('[') || rest.contains(" = ") && !rest.starts_with(' ') =>
            {
                format!("{rest}\n")
            }
            _ => format!("{line}\n"),
        })
        .collect();
    let all = check(&live).unwrap_or_else(|p| panic!("{p}\n{live}"));
    assert_eq!(all.levers.len(), CATALOGUE.levers.len());
    assert!(
        all.levers
            .iter()
            .any(|l| l.when.is_some() && l.until.is_some())
    );
    assert!(all.dose.is_some() && all.cost.is_some() && all.group.is_some());
    insta::assert_snapshot!(text.lines().take(62).collect::<Vec<_>>().join("\n"));
}

prop_compose! {
    fn any_rule()(
        outcome in 0_usize..9,
        above in any::<bool>(),
        share in any::<bool>(),
        level in 0.001_f64..10.0,
        after in 0_u16..=30,
        delay in prop::option::of(0_u16..=20),
    ) -> String {
        let key = if share { "share_of_start" } else { "value" };
        let is = if above { "above" } else { "below" };
        let delay = delay.map(|d| format!(", delay_months = {d}")).unwrap_or_default();
        format!(
            "{{ outcome = \"{}\", is = \"{is}\", {key} = {level:?}, after_months = {after}{delay} }}",
            CATALOGUE.observed[outcome].0
        )
    }
}

prop_compose! {
    fn any_scenario()(
        dose in prop::option::of("\\PC{1,40}"),
        levers in prop::collection::vec(
            (0_usize..15, any::<bool>(), 0_usize..33, prop::option::of(any_rule()), prop::option::of(any_rule())),
            0..4,
        ),
    ) -> String {
        let mut text = "schema_version = 1\n".to_owned();
        if let Some(dose) = dose {
            text += &format!("dose = {}\n", toml::Value::String(dose));
        }
        for (k, (lever, cooperative, place, when, until)) in levers.into_iter().enumerate() {
            let lever = &CATALOGUE.levers[lever];
            text += &format!(
                "[levers.l{k}]\nlever = \"{}\"\nintensity = 0.5\nplace = \"{}\"\n",
                lever.id, CATALOGUE.places[place]
            );
            if CATALOGUE.levers_with_mode.contains(&lever.id) {
                let mode = if cooperative { "cooperative" } else { "unilateral" };
                text += &format!("mode = \"{mode}\"\n");
            }
            for (key, rule) in [("when", when), ("until", until)] {
                if let Some(rule) = rule {
                    text += &format!("{key} = {rule}\n");
                }
            }
        }
        text
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back_as_the_same(text in any_scenario()) {
        let first = check(&text).unwrap_or_else(|p| panic!("{p}\n{text}"));
        let printed = first.to_toml();
        let second = check(&printed).unwrap_or_else(|p| panic!("{p}\n{printed}"));
        prop_assert_eq!(&first, &second);
        prop_assert_eq!(first.hash(), second.hash());
        prop_assert_eq!(printed, second.to_toml());
    }

    #[test]
    fn a_damaged_template_is_accepted_or_refused(at in 0_usize..9000, byte in any::<char>(), cut in 0_usize..40) {
        let mut text: Vec<char> = template(&CATALOGUE).replace("\n# ", "\n").chars().collect();
        let at = at % text.len();
        text[at] = byte;
        let end = (at + cut).min(text.len());
        text.drain(at + 1..end.max(at + 1));
        let text: String = text.into_iter().collect();
        if let Err(problems) = check(&text) {
            for p in problems.iter() {
                let mut shown = String::new();
                prop_assert!(NarratableReportHandler::new().render_report(&mut shown, &Report(p)).is_ok());
            }
        }
    }
}
