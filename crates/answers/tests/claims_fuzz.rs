//! Texts that nobody meant as a claim: the readers refuse them with a place, and never fall over.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use answers::claims::file::{BUILT_IN, TEMPLATE, read};
use answers::claims::parse::parse;
use proptest::prelude::*;

/// Expressions that are in use.
fn known() -> Vec<String> {
    let claims = read("claims.toml", BUILT_IN).unwrap();
    let mut all: Vec<String> = claims
        .into_iter()
        .map(|c| c.expression_text)
        .filter(|e| !e.is_empty())
        .collect();
    all.push(
        "not (homicides_inegi[2007] > 1 or -abs(homicides_inegi[2008..2010]) < 2 deaths for any)"
            .into(),
    );
    all.push("P(homicides@a[year 1] > 30000 people a year)".into());
    all.push(
        "P(flow@a-b[year 1..3] / flow@c < 0.5 given homicides@a-b[year 2] > baseline for all)"
            .into(),
    );
    all
}

/// Pieces of the language and of other things.
const PIECES: [&str; 36] = [
    "P(",
    "(",
    ")",
    "homicides",
    "homicides_inegi",
    "SERIES",
    "@",
    "a-b",
    "[",
    "]",
    "year ",
    "2007",
    "9999999999",
    "..",
    "1",
    ".",
    "%",
    " and ",
    " or ",
    "not ",
    ">",
    "<=",
    "=",
    "+",
    "-",
    "*",
    "/",
    "baseline",
    "mean(",
    " for all",
    " given ",
    "é",
    "…",
    "\u{0}",
    "\t",
    "\u{200d}",
];

/// Whether an expression is refused as it should be: with words, and a place inside the text.
fn is_refused_in_order(text: &str) -> Result<(), TestCaseError> {
    if let Err(error) = parse(text) {
        prop_assert!(!error.message.is_empty());
        prop_assert!(
            error.column <= text.chars().count(),
            "{text:?}: {}",
            error.column
        );
        prop_assert_eq!(error.text.chars().count(), text.chars().count());
        let shown = error.to_string();
        let caret = shown.lines().last().unwrap();
        prop_assert_eq!(caret.find('^'), Some(4 + error.column), "{}", shown);
    }
    Ok(())
}

/// A text with one change: a piece in the place of some characters, some left out, some twice.
fn changed(text: &str, at: usize, length: usize, piece: &str, kind: u8) -> String {
    let all: Vec<char> = text.chars().collect();
    let at = at % (all.len() + 1);
    let end = (at + length).min(all.len());
    let part = |range: std::ops::Range<usize>| all[range].iter().collect::<String>();
    match kind % 3 {
        0 => part(0..at) + piece + &part(end..all.len()),
        1 => part(0..at) + &part(end..all.len()),
        _ => part(0..end) + &part(at..all.len()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read_or_refused_with_a_place(text in "\\PC{0,120}") {
        is_refused_in_order(&text)?;
    }

    #[test]
    fn any_bytes_are_too(text in prop::collection::vec(any::<char>(), 0..80)) {
        is_refused_in_order(&text.into_iter().collect::<String>())?;
    }

    #[test]
    fn pieces_of_the_language_are_too(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..80)) {
        is_refused_in_order(&pieces.concat())?;
    }

    #[test]
    fn expressions_in_use_with_changes_are_too(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((0..400usize, 0..12usize, prop::sample::select(&PIECES[..]), any::<u8>()), 1..5),
    ) {
        let known = known();
        let mut text = known[which.index(known.len())].clone();
        for (at, length, piece, kind) in changes {
            text = changed(&text, at, length, piece, kind);
        }
        is_refused_in_order(&text)?;
    }

    #[test]
    fn spaces_between_words_change_nothing(which in any::<prop::sample::Index>(), spaces in 1..5usize) {
        let known = known();
        let text = &known[which.index(known.len())];
        let wide = text.replace(' ', &" ".repeat(spaces));
        prop_assert_eq!(parse(text).unwrap(), parse(&wide).unwrap());
    }

    #[test]
    fn files_with_changes_are_read_or_refused_with_their_name(
        is_template in any::<bool>(),
        changes in prop::collection::vec((0..12_000usize, 0..30usize, prop::sample::select(&PIECES[..]), any::<u8>()), 1..4),
    ) {
        let mut text = if is_template { TEMPLATE } else { BUILT_IN }.to_owned();
        for (at, length, piece, kind) in changes {
            text = changed(&text, at, length, piece, kind);
        }
        if let Err(error) = read("mine.toml", &text) {
            prop_assert!(error.to_string().starts_with("mine.toml"), "{}", error);
        }
    }

    #[test]
    fn any_file_is_read_or_refused_with_its_name(text in "\\PC{0,200}") {
        if let Err(error) = read("mine.toml", &text) {
            prop_assert!(error.to_string().starts_with("mine.toml"), "{}", error);
        }
    }
}

#[test]
fn depth_is_refused_before_the_stack_ends() {
    // A small stack: what is refused by depth must not have used it up.
    let on_a_small_stack = |f: fn()| {
        let thread = std::thread::Builder::new().stack_size(512 * 1024);
        thread.spawn(f).unwrap().join().unwrap();
    };
    on_a_small_stack(|| {
        for open in ["(", "not ", "-", "abs(", "not (", "((-", "mean(sum("] {
            let deep = open.repeat(1900 / open.len());
            assert!(parse(&deep).is_err(), "{open}");
            assert!(parse(&format!("P({deep}")).is_err(), "{open}");
        }
        // Long without depth: read from left to right, held and dropped without trouble.
        let long = format!("homicides_inegi[2007] > 1{}", " + 1".repeat(480));
        let read = parse(&long).unwrap();
        assert_eq!(read.references().len(), 1);
        let long = vec!["SERIES[2007] > 1"; 90].join(" or ");
        assert!(parse(&long).is_ok());
        for open in ["[", "{a="] {
            let nested = format!("schema_version = 1\nclaims = {}", open.repeat(20_000));
            assert!(read_error(&nested).starts_with("mine.toml"));
        }
    });
}

fn read_error(text: &str) -> String {
    read("mine.toml", text).unwrap_err().to_string()
}
