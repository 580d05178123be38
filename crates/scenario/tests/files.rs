//! What scenario files may say, and what is said of those that may not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use common::CATALOGUE;
use miette::NarratableReportHandler;
use proptest::prelude::*;
use scenario::{Kind, Month, Problems, Report, Scenario, check_str, load, template};

fn check(text: &str) -> Result<Scenario, Problems> {
    check_str("mine.toml", text, &CATALOGUE)
}

/// A file with one lever whose table holds these lines.
fn with_lever(lines: &str) -> String {
    format!("schema_version = 1\n[levers.a]\n{lines}\n")
}

const GOOD: &str = "lever = \"arrests\"\nintensity = 0.5";

/// The only problem of a text, in one line.
fn problem(text: &str) -> String {
    let problems = check(text).unwrap_err();
    assert_eq!(problems.iter().count(), 1, "{problems}");
    problems.to_string()
}

#[test]
fn built_in_scenarios_and_the_template_are_accepted() {
    for b in CATALOGUE.built_in {
        let scenario = load(b.id, &CATALOGUE).unwrap_or_else(|p| panic!("{p}"));
        assert_eq!(scenario.id, b.id);
        assert!(!scenario.title.is_empty() && !scenario.description.is_empty());
    }
    let mine = check(&template(&CATALOGUE)).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!(mine.levers.len(), 1, "the template does something");
    let commented = template(&CATALOGUE)
        .replace("# [levers", "[levers")
        .replace("# lever =", "lever =")
        .replace("# intensity =", "intensity =")
        .replace("# unit =", "unit =")
        .replace("# start =", "start =")
        .replace("# end =", "end =")
        .replace("# place =", "place =");
    assert_eq!(
        check(&commented)
            .unwrap_or_else(|p| panic!("{p}"))
            .levers
            .len(),
        2,
        "its comments are examples that work"
    );
}

#[test]
fn defaults_are_filled_in() {
    let s = check(&with_lever(GOOD)).unwrap();
    assert_eq!((s.id.as_str(), s.title.as_str()), ("mine", "mine"));
    assert_eq!((s.start, s.end), (Month::new(2022, 1), Month::new(2032, 1)));
    let lever = &s.levers[0];
    assert_eq!(
        (lever.lever, lever.unit, lever.place),
        ("arrests", "share", "national")
    );
    assert_eq!((lever.start, lever.end), (s.start, s.end));
}

#[test]
fn each_problem_names_place_and_remedy() {
    let lever = |lines: &str| problem(&with_lever(lines));
    let cases = [
        (
            problem("title = \"x\"\n"),
            "mine.toml:1:1: `schema_version` is missing; this program reads `schema_version = 1`",
        ),
        (
            problem("schema_version = 2\n"),
            "mine.toml:1:18: schema version 2 is not known; this program reads `schema_version = 1`",
        ),
        (
            problem("schema_version = 1\ntitel = \"x\"\n"),
            "mine.toml:2:1: unknown key `titel`; did you mean `title`? Accepted:",
        ),
        (
            problem("schema_version = 1\ntitle = 3\n"),
            "mine.toml:2:9: `title` must be text in quotation marks, found a number",
        ),
        (
            problem("schema_version = 1\nid = \"Not Good\"\n"),
            "mine.toml:2:6: `Not Good` is not an identifier; an identifier has 1 to 60 lower-case letters",
        ),
        (
            problem("schema_version = 1\nstart = \"2022-1\"\n"),
            "mine.toml:2:9: `2022-1` is not a month; a month is written \"YYYY-MM\"",
        ),
        (
            problem("schema_version = 1\nend = \"2050-01\"\n"),
            "mine.toml:2:7: end 2050-01 is outside the model's time; accepted: 2012-01 to 2042-01",
        ),
        (
            problem("schema_version = 1\nend = \"2020-01\"\n"),
            "mine.toml:2:7: the end 2020-01 is not after the start 2022-01; give an end after 2022-01",
        ),
        (
            problem("schema_version = 1\nlevers = 3\n"),
            "mine.toml:2:10: `levers` must be tables such as [levers.my-lever], found a number",
        ),
        (
            problem("schema_version = 1\nextends = \"no-chang\"\n"),
            "did you mean `no-change`?",
        ),
        (
            problem("schema_version = 1\nextends = \"double-arrests\"\nremove = [\"arests\"]\n"),
            "mine.toml:3:11: there is no inherited lever `arests` to remove; did you mean `arrests`?",
        ),
        (
            lever("lever = \"arests\"\nintensity = 1"),
            "mine.toml:3:9: there is no lever `arests`; did you mean `arrests`? Accepted: `arrests`, `recruitment`",
        ),
        (
            lever("lever = \"arrests\""),
            "mine.toml:2:9: `intensity` is missing; give `levers.a` its `intensity`",
        ),
        (
            lever("lever = \"arrests\"\nintensity = \"much\""),
            "mine.toml:4:13: `intensity` must be a number, found text",
        ),
        (
            lever("lever = \"arrests\"\nintensity = 11"),
            "mine.toml:4:13: an intensity of 11 is out of range; accepted in `share`: above 0, up to 10 (added arrests as a share of today's)",
        ),
        (
            lever("lever = \"arrests\"\nintensity = -1"),
            "an intensity of -1 is out of range",
        ),
        (
            lever("lever = \"arrests\"\nintensity = nan"),
            "an intensity of NaN is not a finite number",
        ),
        (
            lever("lever = \"arrests\"\nintensity = 0"),
            "mine.toml:4:13: an intensity of zero does nothing; leave the lever out, or give one accepted in `share`: above 0, up to 10",
        ),
        (
            lever(&format!("{GOOD}\nunit = \"people\"")),
            "mine.toml:5:8: the lever `arrests` has no unit `people`; did you mean `people_per_week`?",
        ),
        (
            lever(&format!("{GOOD}\nplace = \"nacional\"")),
            "mine.toml:5:9: there is no place `nacional`; did you mean `national`?",
        ),
        (
            lever(&format!("{GOOD}\nend = \"2021-06\"\nstart = \"2020-01\"")),
            "this lever can never act: its end 2021-06 is not after the scenario's start 2022-01; let it act between 2022-01 and 2032-01",
        ),
        (
            lever(&format!("{GOOD}\nstart = \"2032-01\"\nend = \"2033-01\"")),
            "this lever can never act: its start 2032-01 is not before the scenario's end 2032-01",
        ),
        (
            lever(&format!("{GOOD}\nstart = \"2025-01\"\nend = \"2025-01\"")),
            "the end 2025-01 is not after the start 2025-01",
        ),
        (
            lever(&format!("{GOOD}\nintensty = 3")),
            "mine.toml:5:1: unknown key `intensty`; did you mean `intensity`?",
        ),
        (
            problem("schema_version = 1\ntitle = \"open\n"),
            "this is not TOML",
        ),
    ];
    for (got, expected) in cases {
        assert!(
            got.contains(expected),
            "\n got      {got}\n expected {expected}"
        );
    }
}

#[test]
fn all_problems_are_found_in_one_pass() {
    let text = with_lever("lever = \"nothing\"\nintensity = 1\nplace = \"moon\"\ncolour = \"red\"");
    let problems = check(&text).unwrap_err();
    assert_eq!(problems.iter().count(), 3, "{problems}");
}

#[test]
fn a_renderer_shows_the_line() {
    let problems = check(&with_lever("lever = \"arests\"\nintensity = 1")).unwrap_err();
    let mut text = String::new();
    NarratableReportHandler::new()
        .render_report(&mut text, &Report(problems.iter().next().unwrap()))
        .unwrap();
    insta::assert_snapshot!(text, @r#"
    there is no lever `arests`
        Diagnostic severity: error
    Begin snippet for mine.toml starting at line 2, column 1

    snippet line 2: [levers.a]
    snippet line 3: lever = "arests"
        label at line 3, columns 9 to 16: here
    snippet line 4: intensity = 1
    diagnostic help: did you mean `arrests`? Accepted: `arrests`, `recruitment`
    diagnostic code: aftermath::scenario::unknown_lever
    "#);
}

#[test]
fn a_child_changes_single_fields_of_what_it_inherits() {
    let s = check("schema_version = 1\nextends = \"both-110\"\n[levers.arrests]\nintensity = 70\n")
        .unwrap();
    let get = |name: &str| s.levers.iter().find(|l| l.name == name).unwrap();
    assert_eq!(
        (get("arrests").intensity, get("arrests").unit),
        (70.0, "people_per_week")
    );
    assert_eq!(get("prevention").intensity, 55.0);
    let s =
        check("schema_version = 1\nextends = \"both-110\"\nremove = [\"prevention\"]\n").unwrap();
    assert_eq!(s.levers.len(), 1);
}

#[test]
fn files_extend_files_beside_them_and_cycles_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    write(
        "a.toml",
        &format!("schema_version = 1\nextends = \"b.toml\"\n[levers.x]\n{GOOD}\n"),
    );
    write("b.toml", "schema_version = 1\nend = \"2030-01\"\n");
    assert_eq!(
        load(&path("a.toml"), &CATALOGUE).unwrap().end,
        Month::new(2030, 1)
    );
    write("b.toml", "schema_version = 1\nextends = \"a.toml\"\n");
    let cycle = load(&path("a.toml"), &CATALOGUE).unwrap_err();
    assert!(
        cycle.iter().any(|p| matches!(p.kind(), Kind::Cycle { .. })),
        "{cycle}"
    );
    write("b.toml", "schema_version = 1\nend = \"2050-01\"\n");
    let inherited = load(&path("a.toml"), &CATALOGUE).unwrap_err().to_string();
    assert!(
        inherited.contains("b.toml:2:7: end 2050-01"),
        "the place is the parent's: {inherited}"
    );
    write("c.toml", "schema_version = 1\nextends = \"d.toml\"\n");
    write("d.toml", "nonsense");
    let broken = load(&path("c.toml"), &CATALOGUE).unwrap_err().to_string();
    assert!(
        broken.contains("the parent `d.toml` has problems of its own"),
        "{broken}"
    );
}

#[test]
fn missing_files_folders_and_other_encodings_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let message = |reference: &str| load(reference, &CATALOGUE).unwrap_err().to_string();
    assert!(message("halve-recruitmnt").contains("did you mean `halve-recruitment`?"));
    assert!(message(&dir.path().join("none.toml").display().to_string()).contains("no file"));
    assert!(message(&dir.path().display().to_string()).contains("cannot be read"));
    let latin = dir.path().join("latin.toml");
    std::fs::write(&latin, b"schema_version = 1\ntitle = \"M\xe9xico\"\n").unwrap();
    assert!(message(&latin.display().to_string()).contains("byte 30 is not UTF-8"));
    let bom = dir.path().join("bom.toml");
    std::fs::write(&bom, "\u{feff}schema_version = 1\n").unwrap();
    assert!(load(&bom.display().to_string(), &CATALOGUE).is_ok());
}

#[test]
fn the_hash_is_of_what_acts() {
    let hash = |text: &str| check(text).unwrap().hash();
    let base = with_lever(GOOD);
    assert_eq!(hash(&base), hash(&format!("title = \"other\"\n{base}")));
    assert_eq!(hash(&base), hash(&base.replace("levers.a", "levers.b")));
    assert_ne!(hash(&base), hash(&base.replace("0.5", "0.6")));
    assert_ne!(hash(&base), hash(&format!("end = \"2030-01\"\n{base}")));
}

prop_compose! {
    fn any_scenario()(
        title in "\\PC{1,40}",
        description in "\\PC{0,40}",
        length in 1_u16..=10,
        levers in prop::collection::btree_map("[a-z \"\\\\é]{1,8}", (0_usize..2, 0_usize..2, 0.001_f64..1.0, 0_u8..6), 0..4),
    ) -> String {
        let quote = |s: &str| toml::Value::String(s.to_owned()).to_string();
        let mut text = format!("schema_version = 1\ntitle = {}\ndescription = {}\nend = \"{}-01\"\n", quote(&title), quote(&description), 2022 + length);
        for (name, (lever, unit, intensity, month)) in levers {
            let lever = &CATALOGUE.levers[lever];
            text += &format!("[levers.{}]\nlever = \"{}\"\nunit = \"{}\"\nintensity = {intensity:?}\nstart = \"2022-{:02}\"\n", quote(&name), lever.id, lever.units[unit].id, month + 1);
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
    fn any_text_is_accepted_or_refused(text in ".{0,200}") {
        if let Err(problems) = check(&text) {
            prop_assert!(problems.iter().count() > 0);
            for p in problems.iter() {
                prop_assert!(!p.to_string().is_empty());
                let mut shown = String::new();
                prop_assert!(NarratableReportHandler::new().render_report(&mut shown, &Report(p)).is_ok());
            }
        }
    }

    #[test]
    fn a_damaged_file_is_accepted_or_refused(at in 0_usize..2000, byte in any::<char>(), cut in 0_usize..40) {
        let mut text: Vec<char> = template(&CATALOGUE).chars().collect();
        let at = at % text.len();
        text[at] = byte;
        let end = (at + cut).min(text.len());
        text.drain(at + 1..end.max(at + 1));
        let text: String = text.into_iter().collect();
        if let Err(problems) = check(&text) {
            for p in problems.iter() {
                let (line, column) = p.line_and_column();
                prop_assert!(line >= 1 && column >= 1 && line <= text.lines().count() + 1);
            }
        }
    }
}
