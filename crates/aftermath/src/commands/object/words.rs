//! An objection in the terminal.

use crate::tables::table;
use answers::comparison::{Probability, Summary};
use answers::objection::{Conclusion, Held, HeldSet, Objection, Standing, Worked};
use answers::words::percent;
use report::number::{Digits, PERCENT, in_percent, interval_90, number};

/// All of an objection; `deciding` is the command that decides what may turn.
pub fn show(o: &Objection, deciding: Option<&str>) -> String {
    let by = if o.by.is_empty() {
        String::new()
    } else {
        format!(", by {}", o.by)
    };
    let mut text = format!("Objection {}{by}\n", o.id);
    for overlay in &o.overlays {
        text += &overlay_in_words(overlay);
    }
    for form in &o.forms {
        text += &format!("\n  form {form}\n");
    }
    text += "\n";
    for note in &o.notes {
        text += &format!("! {note}\n");
    }
    if !o.validity.is_empty() {
        text += &format!("! {} ({})\n", o.validity, o.scenario_title);
    }
    text += &lines(o);
    text += &effects(o);
    for worked in &o.worked {
        text += &world(o, worked);
    }
    if let Some(command) = deciding {
        text += &format!("\nTo decide what may turn: {command}\n");
    }
    text
}

fn overlay_in_words(overlay: &Held) -> String {
    let by = if overlay.by.is_empty() {
        String::new()
    } else {
        format!(", held by {}", overlay.by)
    };
    let mut text = format!("\n  {} ({}){by}\n", overlay.id, overlay.title);
    for set in &overlay.sets {
        text += &set_in_words(set);
    }
    text
}

fn set_in_words(set: &HeldSet) -> String {
    let state = match (&set.overruled_by, set.is_default) {
        (Some(later), _) => format!(" [not in force: `{later}` comes later and sets it too]"),
        (None, true) => " [the default itself]".to_owned(),
        (None, false) => String::new(),
    };
    let mut text = format!(
        "    {}: {}; default: {} (unit: {}){state}\n      {}\n",
        set.parameter, set.held, set.default, set.unit, set.reason
    );
    for source in &set.sources {
        text += &format!("      source: {}: {}\n", source.citation, source.says);
    }
    if set.sources.is_empty() {
        text += "      no source given\n";
    }
    text
}

fn with_digits(s: &Summary, digits: Digits) -> String {
    let show = |x| digits.show(x);
    format!("{} ({})", show(s.q50), interval_90(s, show))
}

/// The name of an outcome on its first row, of `each` rows.
fn first(name: &str, row: usize, each: usize) -> String {
    if row.is_multiple_of(each) {
        name.to_owned()
    } else {
        String::new()
    }
}

fn lines(o: &Objection) -> String {
    let worlds = o.worked.len() + 1;
    let rows = o.lines.iter().enumerate().map(|(k, line)| {
        vec![
            first(&line.outcome, k, 2 * worlds),
            line.world.clone(),
            line.policy.clone(),
            with_digits(&line.value, Digits::of(&line.value, &line.unit)),
            line.unit.clone(),
        ]
    });
    let header = [
        "outcome",
        "world",
        "policy",
        "median (90 % of runs)",
        "unit",
    ];
    format!(
        "\nAfter {} years, outcome by outcome: what the assumptions change stands beside what the policy changes\n{}",
        o.years,
        table(&header, 5, rows)
    )
}

fn effects(o: &Objection) -> String {
    let worlds = o.worked.len() + 1;
    let draws = u64::from(o.draws);
    let rows = o.effects.iter().enumerate().map(|(k, effect)| {
        let difference = &effect.difference;
        let relative = in_percent(&effect.relative_difference);
        vec![
            first(&effect.outcome, k, worlds),
            effect.world.clone(),
            with_digits(difference, Digits::of(difference, &effect.unit)),
            effect.unit.clone(),
            with_digits(&relative, Digits::two_of(&relative, PERCENT)),
            percent(&effect.better, draws),
            percent(&effect.worse, draws),
        ]
    });
    let header = [
        "outcome",
        "world",
        "difference",
        "unit",
        "relative, %",
        "better",
        "worse",
    ];
    format!(
        "\nWhat the policy ({}) changes in each world: every run with it against the same run without it. Median (90 % of \
         runs); probability (± Monte Carlo error) of better and of worse by over {} %\n{}",
        o.scenario,
        number(100.0 * o.margin),
        table(&header, 7, rows)
    )
}

fn world(o: &Objection, worked: &Worked) -> String {
    let conclusions = || o.conclusions.iter().filter(|c| c.world == worked.world);
    let can_react = |c: &&Conclusion| c.standing != Standing::CannotReact;
    let mut text = format!("\n{}\n", o.tally(&worked.world));
    let with_verdict = |p: &Option<Probability>, verdict: &str| {
        let share = p
            .as_ref()
            .map_or("none".to_owned(), |p| percent(p, o.draws.into()));
        format!("{share}, {verdict}")
    };
    let rows: Vec<Vec<String>> = conclusions()
        .filter(can_react)
        .map(|c| {
            vec![
                c.id.clone(),
                with_verdict(&c.probability, &c.verdict),
                with_verdict(&c.probability_with_objection, &c.with_objection),
                c.what_becomes(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        let header = ["conclusion", "default", "with the objection", ""];
        text += &table(&header, 4, rows);
    }
    for c in conclusions().filter(|c| can_react(c) && !c.note.is_empty()) {
        text += &format!("{}: {}.\n", c.id, c.note);
    }
    for (note, ids) in o.cannot_react(&worked.world) {
        text += &format!("Cannot react: {}: {note}.\n", ids.join(", "));
    }
    text += &format!("The lines were found {}.\n", worked.lines);
    for (count, how) in &worked.conclusions {
        text += &format!("{count} of the conclusions {how}.\n");
    }
    text
}
