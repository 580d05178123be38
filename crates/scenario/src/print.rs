//! A scenario as text: what it is with everything that it inherits, and the template for a new one.

use crate::catalogue::{Catalogue, Scenario};
use crate::kind::range;
use engine::describe::DoseUnit;
use std::fmt::Write;

impl Scenario {
    /// The scenario as TOML that stands on its own and is read back as the same scenario.
    pub fn to_toml(&self) -> String {
        let mut text = String::from("schema_version = 1\n");
        for (key, value) in [
            ("id", self.id.as_str()),
            ("title", &self.title),
            ("description", &self.description),
            ("start", &self.start.to_string()),
            ("end", &self.end.to_string()),
        ] {
            let _ = writeln!(text, "{key} = {}", quoted(value));
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
         description = \"What is done and why, in one or two sentences.\"\n\n\
         # Inherit from a built-in scenario or from another file; delete the line to start from nothing.\n\
         extends = \"no-change\"\n\n\
         # Options are measured from `start`; the run ends before `end`. Accepted: {} to {}.\n\
         start = \"{}\"\n\
         end = \"{}\"\n",
        catalogue.first, catalogue.latest_end, catalogue.start, catalogue.end
    );
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
    }
    text
}
