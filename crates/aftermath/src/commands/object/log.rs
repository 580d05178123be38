//! The objections that were kept.

use super::Made;
use crate::output::{print, write_file};
use crate::tables::table;
use crate::today::today;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::Path;

/// Keeps an objection in a folder; says where. The name tells the content: the same objection again is the same file, and
/// keeps the date on which it was first made. The date stands beside the answer and is no part of it.
pub fn keep(folder: &Path, made: &Made) -> Result<String> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{}: cannot be made", folder.display()))?;
    let hash: String = made.passport.answer_hash.chars().take(8).collect();
    let path = folder.join(format!("{}-{hash}.json", made.objection.id));
    if path.exists() {
        return Ok(format!("kept already as {}", path.display()));
    }
    let mut kept: Value = serde_json::from_str(&made.json)?;
    if let Some(fields) = kept.as_object_mut() {
        fields.insert("kept".to_owned(), json!({ "on": today() }));
    }
    write_file(&path, &(serde_json::to_string_pretty(&kept)? + "\n"))?;
    Ok(format!("kept as {}", path.display()))
}

/// Lists the objections kept in a folder, one line a world.
pub fn list(folder: &Path) -> Result<()> {
    let files = std::fs::read_dir(folder).with_context(|| {
        format!(
            "{}: cannot be read; objections are kept there once there are any",
            folder.display()
        )
    })?;
    let mut names: Vec<_> = files.filter_map(|f| Some(f.ok()?.path())).collect();
    names.retain(|p| p.extension().is_some_and(|e| e == "json"));
    let mut rows = Vec::new();
    for path in names {
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{}: cannot be read", path.display()))?;
        let value: Value = serde_json::from_str(&text)
            .with_context(|| format!("{}: not an objection", path.display()))?;
        rows.extend(rows_of(&value));
    }
    rows.sort();
    let header = [
        "on",
        "objection",
        "by",
        "policy of the lines",
        "world",
        "turn",
        "may turn",
        "sources",
    ];
    print(&format!(
        "{}Conclusions by the number of their claim: `aftermath claims list`.\n",
        table(&header, header.len(), rows)
    ))
}

/// The lines of one objection, one a world.
fn rows_of(kept: &Value) -> Vec<Vec<String>> {
    let text = |v: &Value, none: &str| match v.as_str() {
        Some(text) if !text.is_empty() => text.to_owned(),
        _ => none.to_owned(),
    };
    let items = |v: &Value| v.as_array().cloned().unwrap_or_default();
    let sets: Vec<Value> = items(&kept["overlays"])
        .iter()
        .flat_map(|o| items(&o["sets"]))
        .collect();
    let without = sets.iter().filter(|s| items(&s["sources"]).is_empty());
    let sources = match (without.count(), sets.len()) {
        (0, _) => "given".to_owned(),
        (without, all) if without == all => "no source given".to_owned(),
        (without, all) => format!("none for {without} of {all}"),
    };
    let conclusions = items(&kept["conclusions"]);
    let worlds = items(&kept["worked"]);
    let one = |world: &Value| {
        let those = |standing: &str| {
            let ids: Vec<&str> = conclusions
                .iter()
                .filter(|c| c["world"] == world["world"] && c["standing"] == standing)
                .filter_map(|c| c["id"].as_str()?.split('-').next())
                .collect();
            if ids.is_empty() {
                "none".to_owned()
            } else {
                ids.join(", ")
            }
        };
        vec![
            text(&kept["kept"]["on"], "no date"),
            text(&kept["id"], "?"),
            text(&kept["by"], "no author given"),
            text(&kept["scenario"], "?"),
            text(&world["world"], "?"),
            those("turns"),
            those("may-turn"),
            sources.clone(),
        ]
    };
    worlds.iter().map(one).collect()
}
