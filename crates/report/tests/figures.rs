//! One small figure of each kind, as text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod fixture;

use answers::comparison::Comparison;
use report::figures::{
    Form, channels, deaths_by_kind, difference, fan, market_chain, matrix, probability, strips,
    tile_map,
};

/// One element a line, so that a change can be read.
fn lines(svg: &str) -> String {
    svg.replace("><", ">\n<")
}

#[test]
fn fan_chart() {
    let panels = fan::panels(&fixture::small(), "killed_per_week");
    assert_eq!(panels.len(), 2);
    assert!(
        !panels[0].svg.contains("class=\"reference\""),
        "the baseline is its own reference"
    );
    insta::assert_snapshot!(lines(&panels[1].svg));
}

#[test]
fn difference_figure() {
    for (name, form) in [
        ("difference_wide", Form::Wide),
        ("difference_narrow", Form::Narrow),
    ] {
        let svg = difference::figure(&fixture::small(), "killed_per_week", 5.0, form);
        insta::assert_snapshot!(name, lines(&svg));
    }
}

#[test]
fn probability_figure() {
    for (name, form) in [
        ("probability_wide", Form::Wide),
        ("probability_narrow", Form::Narrow),
    ] {
        let svg = probability::figure(&fixture::small(), "killed_per_week", 5.0, form).unwrap();
        insta::assert_snapshot!(name, lines(&svg));
    }
}

#[test]
fn every_dot_is_drawn_once_and_none_crosses_zero() {
    let comparison = fixture::comparison();
    for outcome in &comparison.outcomes {
        for horizon in &comparison.horizons_years {
            for (form, zero) in [(Form::Wide, 390.0), (Form::Narrow, 170.0)] {
                let svg = difference::figure(&comparison, &outcome.id, *horizon, form);
                let rows: Vec<&str> = svg.split("class=\"dots\"").skip(1).collect();
                assert_eq!(rows.len(), 6);
                for (row, estimate) in rows.iter().zip(
                    comparison
                        .estimates
                        .iter()
                        .filter(|e| e.outcome == outcome.id && e.horizon_years == *horizon),
                ) {
                    let path = row.split("d=\"").nth(1).unwrap().split('"').next().unwrap();
                    let x: Vec<f64> = path
                        .split('M')
                        .skip(1)
                        .map(|dot| dot.split(' ').next().unwrap().parse().unwrap())
                        .collect();
                    assert_eq!(x.len(), 50);
                    let left = estimate.dots.iter().filter(|d| **d < 0.0).count();
                    assert_eq!(x.iter().filter(|x| **x < zero).count(), left);
                }
            }
        }
    }
}

#[test]
fn an_outcome_without_direction_has_no_probabilities() {
    let mut comparison = fixture::small();
    comparison.outcomes[0].better = engine::describe::Better::Neither;
    assert!(probability::figure(&comparison, "killed_per_week", 5.0, Form::Wide).is_none());
    let svg = difference::figure(&comparison, "killed_per_week", 5.0, Form::Wide);
    assert!(!svg.contains("better") && !svg.contains("worse"));
}

#[test]
fn labels_of_ticks_stay_inside() {
    let mut comparison = fixture::small();
    for power in -6..9 {
        for digit in [1.0, 1.4, 2.1, 3.3, 5.2, 9.4] {
            let scale = digit * 10f64.powi(power);
            let estimate = &mut comparison.estimates[0];
            estimate.difference = fixture::summary(0.0, scale / 1.645);
            estimate.dots = vec![-scale, 0.0, scale];
            for (form, width) in [(Form::Wide, 760.0), (Form::Narrow, 340.0)] {
                let svg = difference::figure(&comparison, "killed_per_week", 5.0, form);
                let ticks = svg.split("class=\"strong\"").next().unwrap();
                let mut last = 0.0;
                let mut count = 0;
                for text in ticks.split("<text x=\"").skip(1) {
                    let x: f64 = text.split('"').next().unwrap().parse().unwrap();
                    let label = text.split('>').nth(1).unwrap().split('<').next().unwrap();
                    let half = report::svg::text_width(label, report::svg::TEXT) / 2.0;
                    assert!(
                        x - half >= last - 1.0 && x + half <= width + 1.0,
                        "{label} {svg}"
                    );
                    last = x + half;
                    // The label says where the tick stands.
                    let plain = label.replace('−', "-").replace(',', "");
                    if let Ok(value) = plain.parse::<f64>() {
                        let (zero, half_plot) = match form {
                            Form::Wide => (390.0, 200.0),
                            Form::Narrow => (170.0, 160.0),
                        };
                        let said = zero + half_plot * value / (1.06 * scale);
                        assert!((said - x).abs() < 0.2, "{label} at {x}, not {said}");
                    }
                    count += 1;
                }
                assert!(count >= 3, "{scale} {form:?}");
            }
        }
    }
}

/// The answer with all parts, cut to the baseline and three options for snapshots.
fn few() -> Comparison {
    let mut c = fixture::flagship::comparison();
    c.options.retain(|o| {
        ["status-quo", "strikes-leaders", "arrests", "package"].contains(&o.id.as_str())
    });
    c
}

#[test]
fn matrix_of_options_and_key_outcomes() {
    let table = matrix::table(&few(), 3.0);
    assert_eq!(table.matches("scope=\"row\"").count(), 3);
    assert_eq!(table.matches("scope=\"col\"").count(), 1 + 6 + 2);
    assert!(
        table.contains("change in people a month"),
        "no per cents of a baseline near zero"
    );
    insta::assert_snapshot!(lines(&table));
    assert_eq!(
        matrix::table(&fixture::comparison(), 3.0),
        "",
        "no key outcome"
    );
}

#[test]
fn one_line_an_option() {
    let table = strips::table(&few(), "homicides", 3.0);
    assert_eq!(table.matches("href=\"#m\"").count(), 3);
    insta::assert_snapshot!(lines(&table));
}

#[test]
fn an_interval_far_wider_than_the_others_is_cut_and_marked() {
    let mut comparison = fixture::flagship::comparison();
    let cut = |c: &Comparison| {
        strips::table(c, "homicides", 3.0)
            .matches("class=\"arrow\"")
            .count()
    };
    assert_eq!(cut(&comparison), 0);
    let wild = comparison
        .estimates
        .iter_mut()
        .find(|e| e.outcome == "homicides" && e.horizon_years == 3.0)
        .unwrap();
    wild.difference = fixture::summary(0.0, 1e6);
    assert_eq!(cut(&comparison), 2);
}

#[test]
fn tiles_of_the_states() {
    let comparison = few();
    let svg = tile_map::figure(&comparison, &comparison.maps[1]);
    assert_eq!(svg.matches("class=\"tile\"").count(), 32);
    assert_eq!(tile_map::shown(&comparison, "homicides", 3.0).len(), 3);
    let all = fixture::flagship::comparison();
    assert_eq!(tile_map::shown(&all, "homicides", 3.0).len(), 6);
    insta::assert_snapshot!(lines(&svg));
}

#[test]
fn every_state_has_a_place_of_its_own() {
    let mut places: Vec<_> = (1..=32).map(|c| tile_map::place(c).unwrap()).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 32);
    assert_eq!(tile_map::place(0), None);
    assert_eq!(tile_map::place(33), None);
    let west = |a: u8, b: u8| tile_map::place(a).unwrap().0 < tile_map::place(b).unwrap().0;
    let north = |a: u8, b: u8| tile_map::place(a).unwrap().1 < tile_map::place(b).unwrap().1;
    assert!(west(2, 28) && west(14, 30) && west(20, 7) && west(4, 23) && west(12, 20));
    assert!(north(26, 25) && north(19, 24) && north(9, 17) && north(31, 23) && north(14, 6));
}

#[test]
fn kinds_of_death() {
    let comparison = few();
    let svg = deaths_by_kind::figure(&comparison, &comparison.deaths_by_kind[1]);
    assert_eq!(svg.matches("class=\"diamond\"").count(), 6);
    insta::assert_snapshot!(lines(&svg));
}

#[test]
fn stages_of_the_market() {
    let comparison = few();
    let svg = market_chain::figure(&comparison, &comparison.chains[1]);
    assert_eq!(svg.matches("class=\"diamond\"").count(), 9);
    insta::assert_snapshot!(lines(&svg));
}

#[test]
fn channels_of_the_relationship() {
    let mut comparison = few();
    for fan in &mut comparison.fans {
        fan.years = fan.years.iter().copied().step_by(24).collect();
        fan.bands = fan.bands.iter().copied().step_by(24).collect();
    }
    assert_eq!(channels::outcomes(&comparison).len(), 4);
    let letters: String = channels::options(&comparison).iter().map(|o| o.0).collect();
    assert_eq!(letters, "ABCD");
    let svg = channels::figure(&comparison, "channel_extradition");
    assert_eq!(svg.matches("class=\"wash").count(), 4);
    assert_eq!(svg.matches("class=\"series").count(), 4);
    insta::assert_snapshot!(lines(&svg));
}

#[test]
fn many_options_show_the_baseline_and_the_largest_effects() {
    let panels = fan::panels(&fixture::flagship::comparison(), "homicides");
    let options: Vec<&str> = panels.iter().map(|p| p.option.as_str()).collect();
    assert_eq!(
        options,
        [
            "status-quo",
            "strikes-leaders",
            "strikes-no-consent",
            "raids",
            "recruitment",
            "package"
        ]
    );
}
