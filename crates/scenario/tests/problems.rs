//! Every kind of problem: its code, its line, and the help that mends it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use common::CATALOGUE;
use engine::describe::{DoseUnit, Lever};
use miette::{Diagnostic, NarratableReportHandler};
use proptest::prelude::*;
use scenario::{Catalogue, Problem, Problems, Report, check_str, load, template};
use std::path::Path;

fn refused(text: &str) -> Problems {
    check_str("mine.toml", text, &CATALOGUE).unwrap_err()
}

/// Code without its prefix, and line.
fn code_and_line(problem: &Problem) -> (String, usize) {
    let code = problem.kind().code();
    let code = code.strip_prefix("aftermath::scenario::").unwrap();
    (code.to_owned(), problem.line_and_column().0)
}

/// Asserts that a text has this problem and no other.
#[track_caller]
fn only(text: &str, code: &str, line: usize, help: &str) {
    let problems = refused(text);
    let found: Vec<_> = problems.iter().map(code_and_line).collect();
    assert_eq!(found, [(code.to_owned(), line)], "{problems}");
    let problem = problems.iter().next().unwrap();
    let said = problem.kind().help().unwrap_or_default();
    assert!(said.contains(help), "help of {code}: {said}");
    let place = format!("mine.toml:{line}:");
    assert!(problem.to_string().starts_with(&place), "{problem}");
    let report = Report(problem);
    assert_eq!(
        report.code().unwrap().to_string(),
        format!("aftermath::scenario::{code}")
    );
    assert_eq!(report.source_code().is_some(), !text.is_empty());
}

/// A file with one lever whose table, from line 3, holds these lines.
fn lever(lines: &str) -> String {
    format!("schema_version = 1\n[levers.a]\n{lines}\n")
}

/// The same with a lever and an intensity on lines 3 and 4.
fn good(lines: &str) -> String {
    lever(&format!("lever = \"arrests\"\nintensity = 0.5\n{lines}"))
}

fn top(line: &str) -> String {
    format!("schema_version = 1\n{line}\n")
}

#[test]
fn problems_of_form() {
    only("", "no_version", 1, "schema_version = 1");
    only("title = \"x\"\n", "no_version", 1, "schema_version = 1");
    only(
        "schema_version = 2\nrules = 1\n",
        "unknown_version",
        1,
        "schema_version = 1",
    );
    only("schema_version = \"1\"\n", "wrong_type", 1, "the number 1");
    only(&top("title = \"open"), "syntax", 2, "quotation marks");
    only(
        &top("titel = \"x\""),
        "unknown_key",
        2,
        "did you mean `title`?",
    );
    only(
        &good("intensty = 3"),
        "unknown_key",
        5,
        "did you mean `intensity`?",
    );
    only(
        &top("title = 3"),
        "wrong_type",
        2,
        "text in quotation marks",
    );
    only(
        &top("start = 2022-01-01"),
        "wrong_type",
        2,
        "text in quotation marks",
    );
    only(
        &top("remove = \"a\""),
        "wrong_type",
        2,
        "a list of lever names",
    );
    only(&top("levers = 3"), "wrong_type", 2, "tables such as");
    only(&top("levers.a = 3"), "wrong_type", 2, "a table such as");
    only(
        &good("unit = 1"),
        "wrong_type",
        5,
        "text in quotation marks",
    );
    only(&top("id = \"Not Good\""), "bad_id", 2, "lower-case letters");
}

#[test]
fn problems_of_time() {
    only(&top("start = \"2022-13\""), "bad_month", 2, "YYYY-MM");
    only(&good("end = \"soon\""), "bad_month", 5, "YYYY-MM");
    only(
        &top("end = \"2042-02\""),
        "outside_time",
        2,
        "2012-01 to 2042-01",
    );
    only(
        &top("start = \"2011-12\""),
        "outside_time",
        2,
        "2012-01 to 2042-01",
    );
    only(
        &good("start = \"1999-01\""),
        "outside_time",
        5,
        "2012-01 to 2042-01",
    );
    only(
        &good("end = \"2050-01\""),
        "outside_time",
        5,
        "2012-01 to 2042-01",
    );
    only(
        &top("end = \"2022-01\""),
        "end_before_start",
        2,
        "after 2022-01",
    );
    only(
        &top("start = \"2032-01\""),
        "end_before_start",
        2,
        "after 2032-01",
    );
    let empty = good("start = \"2025-01\"\nend = \"2025-01\"");
    only(&empty, "end_before_start", 6, "after 2025-01");
    only(
        &good("end = \"2022-01\""),
        "never_acts",
        5,
        "between 2022-01 and 2032-01",
    );
    only(
        &good("start = \"2032-01\""),
        "never_acts",
        5,
        "between 2022-01 and 2032-01",
    );
    let late = good("start = \"2033-01\"\nend = \"2034-01\"");
    only(&late, "never_acts", 5, "between 2022-01 and 2032-01");
}

#[test]
fn problems_of_levers() {
    only(
        &lever("lever = \"arests\"\nintensity = 1"),
        "unknown_lever",
        3,
        "did you mean `arrests`? Accepted: `arrests`, `recruitment`",
    );
    only(
        &good("unit = \"people\""),
        "unknown_unit",
        5,
        "did you mean `people_per_week`? Accepted: `share`, `people_per_week`",
    );
    only(
        &good("place = \"nacional\""),
        "unknown_place",
        5,
        "did you mean `national`?",
    );
    only(
        &good("place = \"Sinaloa\""),
        "unknown_place",
        5,
        "`national`",
    );
    only(&lever("lever = \"arrests\""), "missing", 2, "`intensity`");
    only(&lever("intensity = 1"), "missing", 2, "`lever`");
    for (intensity, code) in [
        ("11", "out_of_range"),
        ("-0.5", "out_of_range"),
        ("1e300", "out_of_range"),
        ("99999999999999999999", "out_of_range"),
        ("0", "zero"),
        ("-0.0", "zero"),
        ("nan", "not_finite"),
        ("-inf", "not_finite"),
        ("1e999", "not_finite"),
    ] {
        let text = lever(&format!("lever = \"arrests\"\nintensity = {intensity}"));
        only(&text, code, 4, "in `share`: above 0, up to 10");
    }
}

#[test]
fn problems_of_inheritance() {
    only(
        &top("extends = \"no-chang\""),
        "not_found",
        2,
        "did you mean `no-change`?",
    );
    only(
        &top("extends = \"double-arrests\"\nremove = [\"arests\"]"),
        "nothing_to_remove",
        3,
        "did you mean `arrests`?",
    );
    only(
        &top("extends = \"double-arrests\"\nremove = [\"arrests\", \"arrests\"]"),
        "nothing_to_remove",
        3,
        "`arrests`",
    );
    only(
        &top("remove = [\"arrests\"]"),
        "nothing_to_remove",
        2,
        "none can be given",
    );
    // Half of an inherited lever is not missing because the parent is.
    only(
        &top("extends = \"nowhere\"\nremove = [\"x\"]\n[levers.arrests]\nintensity = 70"),
        "not_found",
        2,
        "accepted: `no-change`",
    );
}

/// Codes and lines of a file's problems, with the names of the files.
fn of_file(path: &Path) -> Vec<(String, String, usize)> {
    let problems = load(&path.display().to_string(), &CATALOGUE).unwrap_err();
    problems
        .iter()
        .map(|p| {
            let file = Path::new(p.file()).file_name().unwrap();
            let (code, line) = code_and_line(p);
            (file.to_string_lossy().into_owned(), code, line)
        })
        .collect()
}

#[test]
fn problems_of_files() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(dir.path().join(name), bytes).unwrap();
        dir.path().join(name)
    };
    let one = |path: &Path| {
        let (_, code, line) = of_file(path).remove(0);
        (code, line)
    };
    assert_eq!(one(dir.path()).0, "unreadable");
    let latin = write("latin.toml", b"schema_version = 1\ntitle = \"M\xe9xico\"\n");
    assert_eq!(one(&latin), ("not_utf8".to_owned(), 2));
    let long = write("long.toml", &vec![b'#'; (1 << 20) + 1]);
    assert_eq!(one(&long).0, "unreadable");
    assert_eq!(one(Path::new("halve-recruitmnt")).0, "not_found");

    // A row of sixteen is accepted, of seventeen not.
    for k in 0..17 {
        let text = format!("schema_version = 1\nextends = \"{}.toml\"\n", k + 1);
        write(&format!("{k}.toml"), text.as_bytes());
    }
    write("17.toml", b"schema_version = 1\n");
    assert!(load(&dir.path().join("2.toml").display().to_string(), &CATALOGUE).is_ok());
    let deep = of_file(&dir.path().join("1.toml"));
    assert!(
        deep.contains(&("16.toml".to_owned(), "too_deep".to_owned(), 2)),
        "{deep:?}"
    );

    let cycle = write(
        "self.toml",
        b"schema_version = 1\nextends = \"self.toml\"\n",
    );
    assert_eq!(one(&cycle), ("cycle".to_owned(), 2));
}

#[test]
fn a_broken_parent_does_not_hide_the_childs_own_problems() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    std::fs::write(
        path("parent.toml"),
        "schema_version = 1\ncolour = \"red\"\n",
    )
    .unwrap();
    let child = "schema_version = 1\ntitle = 3\nextends = \"parent.toml\"\n[levers.a]\nlever = \"arests\"\nintensity = 1\n";
    std::fs::write(path("child.toml"), child).unwrap();
    let entry = |file: &str, code: &str, line| (file.to_owned(), code.to_owned(), line);
    assert_eq!(
        of_file(&path("child.toml")),
        [
            entry("child.toml", "wrong_type", 2),
            entry("child.toml", "parent", 3),
            entry("child.toml", "unknown_lever", 5),
            entry("parent.toml", "unknown_key", 2),
        ]
    );
}

#[test]
fn problems_come_in_the_order_of_the_text() {
    let problems = refused("start = \"x\"\ntitle = 1\n[levers.b]\nlever = \"b\"\nwhat = 1\n");
    let lines: Vec<usize> = problems.iter().map(|p| p.line_and_column().0).collect();
    assert!(lines.is_sorted() && lines.len() > 3, "{problems}");
}

#[test]
fn what_a_file_says_stays_on_one_line_without_colours() {
    let problems = refused(&top("start = \"\\u001b[31mred\\nnext\""));
    assert_eq!(problems.to_string().lines().count(), 1);
    assert!(!problems.to_string().contains('\u{1b}'));
    // Columns count characters.
    let problems = refused(&top("levers = { 'é' = 1 }"));
    assert_eq!(problems.iter().next().unwrap().line_and_column(), (2, 18));
}

#[test]
fn rendered_problems() {
    let text = good("unit = \"people\"\nplace = \"Sinaloa\"");
    let mut shown = refused(&text).to_string() + "\n\n";
    for problem in refused(&text).iter() {
        NarratableReportHandler::new()
            .render_report(&mut shown, &Report(problem))
            .unwrap();
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn a_template_is_accepted_whatever_the_units_and_names() {
    static DOTTED: [Lever; 1] = [Lever {
        id: "strike.labs",
        meaning: "Strikes",
        units: &[DoseUnit {
            id: "a_month",
            meaning: "strikes a month",
            min: 1.0,
            max: 9.0,
        }],
    }];
    let catalogue = Catalogue {
        levers: &DOTTED,
        ..CATALOGUE
    };
    let s = check_str("x", &template(&catalogue), &catalogue).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!(s.levers[0].lever, "strike.labs");
}

proptest! {
    #[test]
    fn any_bytes_in_a_file_are_accepted_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.toml");
        std::fs::write(&path, bytes).unwrap();
        if let Err(problems) = load(&path.display().to_string(), &CATALOGUE) {
            for p in problems.iter() {
                prop_assert!(!p.to_string().is_empty());
                let mut shown = String::new();
                prop_assert!(NarratableReportHandler::new().render_report(&mut shown, &Report(p)).is_ok());
            }
        }
    }

    #[test]
    fn a_chopped_template_renders(from in 0_usize..2000, to in 0_usize..2000) {
        let text: Vec<char> = template(&CATALOGUE).chars().collect();
        let (from, to) = (from.min(to).min(text.len()), from.max(to).min(text.len()));
        let text: String = text[..from].iter().chain(&text[to..]).collect();
        if let Err(problems) = check_str("x", &text, &CATALOGUE) {
            for p in problems.iter() {
                let mut shown = String::new();
                prop_assert!(NarratableReportHandler::new().render_report(&mut shown, &Report(p)).is_ok());
            }
        }
    }
}
