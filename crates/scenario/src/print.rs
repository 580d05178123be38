//! A scenario as text: what it is with everything that it inherits, and the template for a new one.

use crate::catalogue::{Catalogue, Scenario};
use crate::kind::range;
use engine::describe::DoseUnit;
use std::fmt::Write;

impl Scenario {
    /// The scenario as TOML that stands on its own and is read back as the same scenario.
    pub fn to_toml(&self) -> String {
        let mut text = String::from("schema_version = 1\n");
        let (start, end) = (self.start.to_string(), self.end.to_string());
        for (key, value) in [
            ("id", Some(&self.id)),
            ("title", Some(&self.title)),
            ("description", Some(&self.description)),
            ("dose", self.dose.as_ref()),
            ("cost", self.cost.as_ref()),
            ("group", self.group.as_ref()),
            ("start", Some(&start)),
            ("end", Some(&end)),
        ] {
            if let Some(value) = value {
                let _ = writeln!(text, "{key} = {}", quoted(value));
            }
        }
        for lever in &self.levers {
            let _ = write!(
                text,
                "\n[levers.{}]\nlever = {}\nintensity = {}\nunit = {}\nstart = \"{}\"\nend = \"{}\"\nplace = {}\n",
                quoted(&lever.name),
                quoted(lever.lever),
                number(lever.intensity),
                quoted(lever.unit),
                lever.start,
                lever.end,
                quoted(lever.place),
            );
            if let Some(mode) = lever.mode {
                let _ = writeln!(text, "mode = {}", quoted(mode.id()));
            }
            for (key, rule) in [("when", lever.when), ("until", lever.until)] {
                if let Some(rule) = rule {
                    let _ = writeln!(text, "{key} = {rule}");
                }
            }
        }
        text
    }
}

/// A TOML string; everything that could end or escape it is escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A number that is read back as the same bits.
fn number(value: f64) -> String {
    format!("{value:?}")
}

/// An id as a key: quoted where TOML would take it for nested tables.
fn key(id: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !id.is_empty() && id.chars().all(bare) {
        id.to_owned()
    } else {
        quoted(id)
    }
}

/// An intensity that the unit accepts.
fn example(unit: &DoseUnit) -> f64 {
    let middle = unit.min + (unit.max - unit.min) / 2.0;
    if unit.min <= 0.5 && unit.max >= 0.5 {
        0.5
    } else if middle == 0.0 {
        unit.max
    } else {
        middle
    }
}

/// A commented file that `check` accepts as it is.
pub fn template(catalogue: &Catalogue) -> String {
    let mut text = format!(
        "# A scenario for Aftermath: what is done, when, and how strongly.\n\
         # Check it with `aftermath scenarios check FILE`, run it with `aftermath compare FILE`.\n\
         schema_version = 1\n\n\
         # Lower-case letters, digits and hyphens.\n\
         id = \"my-scenario\"\n\
         title = \"My scenario\"\n\
         description = \"What is done and why, in one or two sentences.\"\n\
         # If you like: how strongly in words, what it costs with the source, what it is listed with.\n\
         # dose = \"\"\n\
         # cost = \"\"\n\
         # group = \"\"\n\n\
         {}\
         # Options are measured from `start`; the run ends before `end`. Accepted: {} to {}.\n\
         start = \"{}\"\n\
         end = \"{}\"\n",
        inherit(catalogue),
        catalogue.first,
        catalogue.latest_end,
        catalogue.start,
        catalogue.end
    );
    text += &places(catalogue);
    text += &rules(catalogue);
    for (k, lever) in catalogue.levers.iter().enumerate() {
        let _ = write!(
            text,
            "\n# {}. `intensity` can be given in:\n",
            lever.meaning
        );
        for unit in lever.units {
            let _ = writeln!(
                text,
                "#   unit = \"{}\": {}; {}",
                unit.id,
                unit.meaning,
                range(unit.min, unit.max)
            );
        }
        // The first lever is in force; the others show how they are written.
        let hash = if k == 0 { "" } else { "# " };
        let unit = lever.units.first().map_or("", |u| u.id);
        let _ = write!(
            text,
            "{hash}[levers.{}]   # any name of your choosing\n\
             {hash}lever = \"{}\"\n\
             {hash}intensity = {}\n\
             {hash}unit = \"{unit}\"\n\
             {hash}start = \"{}\"   # first month in force; default: the scenario's start\n\
             {hash}end = \"{}\"     # first month no longer in force; default: the scenario's end\n\
             {hash}place = \"{}\"\n",
            key(lever.id),
            lever.id,
            number(lever.units.first().map_or(0.5, example)),
            catalogue.start,
            catalogue.end,
            catalogue.places.first().unwrap_or(&"national"),
        );
        if catalogue.levers_with_mode.contains(&lever.id) {
            let _ = writeln!(
                text,
                "{hash}mode = \"cooperative\"   # with Mexico's consent; \"unilateral\": without"
            );
        }
        if let (0, Some((outcome, _))) = (k, catalogue.observed.first()) {
            for (key, is, share) in [("when", "above", 0.9), ("until", "below", 0.5)] {
                let _ = writeln!(
                    text,
                    "# {key} = {{ outcome = \"{outcome}\", is = \"{is}\", share_of_start = {share:?}, after_months = 12, delay_months = 2 }}"
                );
            }
        }
    }
    text
}

/// The line that inherits, if there is anything to inherit from.
fn inherit(catalogue: &Catalogue) -> String {
    catalogue.built_in.first().map_or_else(String::new, |b| {
        format!(
            "# Inherit from a built-in scenario or from another file; delete the line to start from nothing.\n\
             extends = {}\n\n",
            quoted(b.id)
        )
    })
}

/// Where levers can act, if there is a choice.
fn places(catalogue: &Catalogue) -> String {
    if catalogue.places.len() < 2 {
        return String::new();
    }
    format!(
        "\n# Where a lever can act (`place`): {}.\n",
        catalogue.places.join(", ")
    )
}

/// What rules are, if the model has them.
fn rules(catalogue: &Catalogue) -> String {
    if catalogue.observed.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "\n# A lever can wait: with `when` it comes into force only once an outcome is above or below a\n\
         # level, with `until` it goes out of force; each for good. The mean of the last three months\n\
         # counts. The level is `share_of_start`, a share of the outcome's own mean in the 12 months before\n\
         # the scenario's start, or `value`, in the outcome's unit. `after_months` (0 unless given) is how\n\
         # long after the lever's start looking begins, for an `until` besides a `when` how long after the\n\
         # lever came into force; `delay_months` (0 unless given) is the time from first true to effect.\n\
         # Outcomes that can be looked at:\n",
    );
    for (id, meaning) in catalogue.observed {
        let _ = writeln!(text, "#   {id}: {meaning}");
    }
    text
}
