//! The page as a reader's browser gets it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod fixture;

use answers::comparison::{Estimate, Summary};
use report::number::{Digits, PERCENT, in_percent, interval_90, share_and_error};

/// The page of the fixture; also written to a file to look at.
fn page() -> String {
    let page = report::page(&fixture::comparison(), &fixture::passport());
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/report.html"), &page).unwrap();
    page
}

/// Text between tags, one line for each, without styles and scripts.
fn words(page: &str) -> Vec<String> {
    let mut text = String::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        text.push('\n');
        let tag = &rest[start..];
        let end = ["style", "script"]
            .iter()
            .filter(|name| tag[1..].starts_with(**name))
            .find_map(|name| tag.find(&format!("</{name}>")))
            .unwrap_or_else(|| tag.find('>').unwrap());
        rest = &tag[end + 1..];
    }
    text.split(|c: char| !(c.is_alphanumeric() || "-−.".contains(c)))
        .map(str::to_owned)
        .collect()
}

/// Names of the tags that are opened and closed wrongly.
fn unbalanced(page: &str) -> Vec<String> {
    const VOID: [&str; 5] = ["meta", "link", "input", "br", "!DOCTYPE"];
    let mut open: Vec<String> = Vec::new();
    let mut wrong = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start + 1..];
        let end = tag.find('>').unwrap();
        let inside = &tag[..end];
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(|c| !c.is_whitespace() && *c != '/')
            .collect();
        rest = &tag[end + 1..];
        if let Some(closing) = inside.strip_prefix('/') {
            if open.pop().as_deref() != Some(closing) {
                wrong.push(format!("/{closing}"));
            }
        } else if !VOID.contains(&name.as_str()) && !inside.ends_with('/') {
            if name == "style" || name == "script" {
                let close = format!("</{name}>");
                rest = &rest[rest.find(&close).unwrap() + close.len()..];
            } else {
                open.push(name);
            }
        }
    }
    wrong.extend(open);
    wrong
}

#[test]
fn loads_nothing() {
    let page = page();
    assert!(page.contains("<link rel=\"icon\" href=\"data:,\">"));
    assert!(!page.contains("@import") && !page.contains("url(") && !page.contains(" src="));
    assert!(!page.contains("xlink") && !page.contains("<img") && !page.contains("<iframe"));
    for (at, _) in page.match_indices("=\"http") {
        let before = &page[..at];
        let is_citation = before.ends_with(" href") && before[..at - 5].ends_with("<a");
        let is_namespace = before.ends_with("<svg xmlns");
        assert!(is_citation || is_namespace, "{}", &page[at - 40..at + 40]);
    }
}

#[test]
fn is_small_and_well_formed() {
    let page = page();
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
    assert_eq!(unbalanced(&page), Vec::<String>::new());
    check_ids(&page);
}

/// Each id is there once and each link within the page leads somewhere.
fn check_ids(page: &str) {
    let mut ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .map(|rest| &rest[..rest.find('"').unwrap()])
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "each id once");
    for target in page.split("href=\"#").skip(1) {
        let target = &target[..target.find('"').unwrap()];
        assert!(ids.contains(&target), "#{target} leads nowhere");
    }
}

#[test]
fn headings_are_in_order() {
    let page = page();
    let mut last = 0;
    for (at, _) in page.match_indices("<h") {
        if let Some(level) = page[at + 2..].chars().next().and_then(|c| c.to_digit(10)) {
            assert!(level <= last + 1, "h{level} after h{last}");
            last = level;
        }
    }
    assert_eq!(page.matches("<h1").count(), 1);
}

#[test]
fn shows_the_numbers_of_every_estimate() {
    let comparison = fixture::comparison();
    let page = page();
    assert_eq!(comparison.estimates.len(), 6 * 3 * 4);
    for e in &comparison.estimates {
        let relative = in_percent(&e.relative_difference);
        let outcome = comparison.outcomes.iter().find(|o| o.id == e.outcome);
        let unit = &outcome.unwrap().unit;
        let difference = Digits::of(&e.difference, unit);
        let chance = |p| {
            let (share, error) = share_and_error(p, comparison.draws);
            let share = share.replace('<', "&lt;").replace('>', "&gt;");
            format!("<b>{share}</b> <small>{error}</small>")
        };
        for text in [
            Digits::of(&e.baseline, unit).show(e.baseline.q50),
            Digits::of(&e.level, unit).show(e.level.q50),
            difference.signed(e.difference.q50),
            format!("{} %", Digits::of(&relative, PERCENT).signed(relative.q50)),
            interval_90(&e.difference, |v| difference.signed(v)),
            chance(&e.better),
            chance(&e.no_real_change),
            chance(&e.worse),
        ] {
            assert!(page.contains(&text), "{text}");
        }
    }
}

#[test]
fn has_no_broken_numbers_and_no_certainties() {
    let page = page();
    for word in words(&page) {
        assert!(
            !["NaN", "inf", "-inf", "-0", "−0", "-0.0"].contains(&word.as_str()),
            "{word}"
        );
    }
    for bare in [">0 %<", ">100 %<", "NaN", "\"inf", " inf "] {
        // The ends of the probability axis are the only bare 0 and 100 %.
        let axis = page.matches(bare).count();
        let charts = if bare.ends_with("%<") { 12 } else { 0 };
        assert_eq!(axis, charts, "{bare}");
    }
}

#[test]
fn text_of_the_answer_cannot_become_markup() {
    let mut comparison = fixture::comparison();
    let evil = "<script>alert(1)</script>\"'&";
    comparison.question = evil.to_owned();
    comparison.options[1].title = evil.to_owned();
    comparison.outcomes[0].title = evil.to_owned();
    comparison.outcomes[0].unit = evil.to_owned();
    comparison.findings = vec![evil.to_owned(), format!("{evil}: less")];
    comparison.sources[0].title = evil.to_owned();
    comparison.model.leaves_out = vec![evil.to_owned()];
    let mut passport = fixture::passport();
    passport.command = evil.to_owned();
    let page = report::page(&comparison, &passport);
    assert!(!page.contains("<script>alert"));
    assert!(page.contains("&lt;script&gt;alert(1)"));
    assert_eq!(unbalanced(&page), Vec::<String>::new());
}

#[test]
fn missing_values_and_missing_parts_are_survived() {
    let mut comparison = fixture::comparison();
    let nothing = f64::NAN;
    comparison.estimates[0].difference = fixture::summary(nothing, nothing);
    comparison.estimates[0].dots = vec![nothing; 50];
    comparison.estimates[1].dots[49] = f64::INFINITY;
    comparison.estimates[2].better = fixture::chance(nothing);
    comparison.estimates[5].relative_difference = fixture::summary(f64::NEG_INFINITY, 1.0);
    comparison.fans[0].bands[7] = fixture::summary(nothing, 0.0);
    comparison.fans[2]
        .bands
        .iter_mut()
        .for_each(|b| *b = fixture::summary(f64::INFINITY, 0.0));
    comparison.observed[0].points[3].1 = nothing;
    comparison.estimates.remove(20);
    comparison.fans.remove(9);
    let page = report::page(&comparison, &fixture::passport());
    assert_eq!(unbalanced(&page), Vec::<String>::new());
    for word in words(&page) {
        assert!(
            !["NaN", "inf", "-inf", "-0", "−0"].contains(&word.as_str()),
            "{word}"
        );
    }
    assert!(page.contains("1 point without a value left out"));

    comparison.options.clear();
    comparison.fans.clear();
    comparison.estimates.clear();
    comparison.horizons_years.clear();
    comparison.warnings.clear();
    assert_eq!(
        unbalanced(&report::page(&comparison, &fixture::passport())),
        Vec::<String>::new()
    );
}

#[test]
fn options_stand_out_in_findings() {
    let mut comparison = fixture::comparison();
    comparison.findings = vec!["Double arrests; Halve recruitment: 4 % fewer".to_owned()];
    let page = report::page(&comparison, &fixture::passport());
    assert!(
        page.contains("<strong>Double arrests; Halve recruitment</strong>: 4\u{a0}% fewer"),
        "both titles are bold"
    );
}

#[test]
fn outcomes_lead_to_their_sources() {
    let page = page();
    for id in ["pc2023_homicides", "pc2023_missing"] {
        assert!(page.contains(&format!("href=\"#source-{id}\"")));
    }
    assert!(page.contains("illustrative network"));
    let mut real = fixture::comparison();
    real.model.network_is_synthetic = false;
    assert!(!report::page(&real, &fixture::passport()).contains("illustrative network"));
}

/// The page of an answer with all parts; also written to a file to look at.
fn flagship_page() -> String {
    let page = report::page(&fixture::flagship::comparison(), &fixture::passport());
    std::fs::write(
        concat!(env!("CARGO_TARGET_TMPDIR"), "/flagship.html"),
        &page,
    )
    .unwrap();
    page
}

#[test]
fn a_page_of_many_options_is_small_and_well_formed() {
    let page = flagship_page();
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
    assert_eq!(unbalanced(&page), Vec::<String>::new());
    check_ids(&page);
    for section in [
        "matrix",
        "states",
        "deaths",
        "market",
        "relationship",
        "durability",
        "beliefs",
        "facts",
    ] {
        let id = format!("<section id=\"{section}\">");
        assert!(page.contains(&id), "{section}");
        assert!(!self::page().contains(&id), "no {section} without data");
    }
    for word in words(&page) {
        assert!(
            !["NaN", "inf", "-inf", "-0", "−0", "-0.0"].contains(&word.as_str()),
            "{word}"
        );
    }
}

#[test]
fn misses_stand_before_passes() {
    let page = flagship_page();
    let at = |text: &str| page.find(text).unwrap();
    assert!(at("the-miss") < at("the-wide") && at("the-wide") < at("first-pass"));
    assert!(at("second-pass") < at("an-input"));
    assert!(page.contains("Of 4 facts"));
    assert!(page.contains("2 come out of it and 1 do not"));
}

#[test]
fn no_ratio_is_told_of_a_baseline_of_about_nothing() {
    let mut comparison = fixture::flagship::comparison();
    let outcome = comparison.outcomes[1].id.clone();
    let change_in = report::strings::change_in(&comparison.outcomes[1].unit);
    // As under open priors: a baseline of nothing in some draws makes ratios of 200 digits.
    let wild = Summary {
        q95: 2.4e203,
        ..fixture::summary(0.3, 0.1)
    };
    for layer in &mut comparison.layers {
        for e in layer.estimates.iter_mut().filter(|e| e.outcome == outcome) {
            e.baseline = fixture::summary(6.15e-11, 2.71e-16);
            e.relative_difference = wild;
            e.difference = fixture::summary(12.0, 8.0);
        }
    }
    for e in comparison
        .estimates
        .iter_mut()
        .filter(|e| e.outcome == outcome)
    {
        e.baseline = fixture::summary(6.15e-11, 2.71e-16);
        e.relative_difference = wild;
    }
    for d in comparison
        .durability
        .iter_mut()
        .filter(|d| d.outcome == outcome)
    {
        d.peak_relative = 2.4e203;
    }
    let page = report::page(&comparison, &fixture::passport());
    let longest = |text: &str| {
        text.split(|c: char| !(c.is_ascii_digit() || c == ','))
            .map(str::len)
            .max()
    };
    let visible = page.split("<style>").next().unwrap().to_owned()
        + page
            .split("</style>")
            .nth(1)
            .unwrap()
            .split("data-q")
            .next()
            .unwrap();
    assert!(longest(&visible) < Some(20), "{:?}", longest(&visible));
    // Powers of ten are for values of assumptions alone.
    let before = page.split("<section id=\"assumptions\">").next().unwrap();
    assert!(!before.contains(" × 10"), "a power of ten");
    let beliefs = page.split("<section id=\"beliefs\">").nth(1).unwrap();
    assert!(
        beliefs
            .split("</section>")
            .next()
            .unwrap()
            .contains(&change_in)
    );
}

#[test]
fn every_probability_has_its_error() {
    // Nothing ends with a per cent where a probability stands: "better 57 %", "no change >99 %", a cell of its own.
    for page in [page(), flagship_page()] {
        let text = page.replace("&lt;", "<").replace("&gt;", ">");
        let text = text.replace('\u{a0}', " ");
        for word in ["better ", "worse ", "no change ", "no real change "] {
            for (at, _) in text.match_indices(word) {
                let rest = &text[at + word.len()..];
                let number = rest.trim_start_matches(['<', '>']);
                if !number.starts_with(|c: char| c.is_ascii_digit()) {
                    continue;
                }
                let end = number.find(" %").unwrap_or(0) + " %".len();
                assert!(number[end..].starts_with(" ± "), "{}", &text[at..at + 40]);
            }
        }
        for class in ["<td class=\"b\">", "<td class=\"w\">"] {
            for cell in page.split(class).skip(1) {
                let cell = cell.split("</td>").next().unwrap();
                assert!(cell.contains(" % ± "), "{cell}");
            }
        }
    }
}

#[test]
fn findings_say_for_each_option_whether_it_is_likely_open_or_no_change() {
    let mut comparison = fixture::flagship::comparison();
    let outcome = comparison
        .outcomes
        .iter()
        .find(|o| o.is_key)
        .unwrap()
        .clone();
    comparison.outcomes = vec![outcome.clone()];
    comparison.options.truncate(5);
    let [_, a, b, c, d] = [0, 1, 2, 3, 4].map(|k| comparison.options[k].id.clone());
    let title = |id: &str| {
        let options = fixture::flagship::comparison().options;
        options.into_iter().find(|o| o.id == id).unwrap().title
    };
    let keep = comparison.estimates.clone();
    let with = |id: &str, median: f64, [better, same, worse]: [f64; 3]| {
        let is_it =
            |e: &&Estimate| e.option == id && e.outcome == outcome.id && e.horizon_years == 3.0;
        Estimate {
            relative_difference: fixture::summary(median, 0.02),
            better: fixture::chance(better),
            no_real_change: fixture::chance(same),
            worse: fixture::chance(worse),
            ..keep.iter().find(is_it).unwrap().clone()
        }
    };
    comparison.estimates = vec![
        with(&a, 0.08, [0.05, 0.2, 0.75]),
        with(&b, 0.21, [0.05, 0.2, 0.75]),
        with(&c, 0.07, [0.09, 0.33, 0.58]),
        with(&d, 0.01, [0.02, 0.9, 0.08]),
    ];
    let findings = answers::flagship::words::findings(&comparison);
    assert!(findings[0].starts_with("After 3 years."), "{}", findings[0]);
    let text = &findings[1];
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
    // The larger effect first, though both are as likely.
    let likely = at("Likely higher: ");
    assert!(likely < at(&title(&b)) && at(&title(&b)) < at(&title(&a)));
    // 58 % worse is open, with its probabilities and their error, and not "no change".
    let open = format!(
        " Open: {} (+7 %; lower 9 % ± 0.6, higher 58 % ± 1).",
        title(&c)
    );
    assert!(at(&title(&a)) < at(&open));
    assert!(
        text.ends_with("“No real change” for the other option."),
        "{text}"
    );
    // One option alone is not "none of the 1 options".
    comparison.estimates = vec![with(&d, 0.01, [0.02, 0.9, 0.08])];
    let text = &answers::flagship::words::findings(&comparison)[1];
    assert!(
        text.ends_with(". “No real change” for the option."),
        "{text}"
    );
}

#[test]
fn tables_open_at_the_horizon_of_the_findings() {
    for (page, years) in [(page(), "5 years"), (flagship_page(), "3 years")] {
        for checked in page.split(" checked>").skip(1) {
            let label = &checked[..checked.find("</label>").unwrap()];
            assert!(label.ends_with(&format!(">{years}")), "{label}");
        }
        assert!(page.contains(" checked>"));
    }
}

#[test]
fn missing_values_of_the_new_parts_are_survived() {
    let mut comparison = fixture::flagship::comparison();
    let nothing = fixture::summary(f64::NAN, f64::NAN);
    comparison.maps[0].tiles[3].difference_per_100k = nothing;
    comparison.maps[0].tiles[3].worse = fixture::chance(f64::NAN);
    comparison.maps[1].tiles.clear();
    comparison.maps[2].tiles[0].code = 99;
    comparison.deaths_by_kind[0].parts[0].difference = nothing;
    comparison.deaths_by_kind[0].parts[1].baseline = nothing;
    comparison.chains[0].stages[0].relative_difference = fixture::summary(f64::INFINITY, 1.0);
    comparison.layers[0].estimates[0].relative_difference = nothing;
    comparison.layers[1].estimates.clear();
    comparison.durability[0].peak_relative = f64::NAN;
    comparison.estimates[0].relative_difference = nothing;
    comparison.estimates[0].difference = nothing;
    comparison.fans.retain(|f| f.outcome != "channel_border");
    comparison.options.remove(5);
    let page = report::page(&comparison, &fixture::passport());
    assert_eq!(unbalanced(&page), Vec::<String>::new());
    for word in words(&page) {
        assert!(
            !["NaN", "inf", "-inf", "-0", "−0"].contains(&word.as_str()),
            "{word}"
        );
    }
}
