//! `cargo xtask ci`: all checks, as people and CI run them. `cargo xtask layers` and `sizes`: one of them.

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// What each crate may depend on, from the ground up; kept in step with ARCHITECTURE.md.
const LAYERS: [(&str, &[&str]); 13] = [
    ("numerics", &[]),
    ("record", &[]),
    ("engine", &["numerics"]),
    ("system", &["numerics", "engine"]),
    ("published", &["numerics", "engine", "record"]),
    ("scenario", &["engine"]),
    ("assumptions", &["numerics", "engine"]),
    (
        "inference",
        &["numerics", "engine", "record", "system", "assumptions"],
    ),
    (
        "answers",
        &[
            "numerics",
            "engine",
            "inference",
            "record",
            "system",
            "published",
            "scenario",
            "assumptions",
        ],
    ),
    ("storage", &["engine"]),
    ("report", &["answers", "engine"]),
    (
        "aftermath",
        &[
            "answers",
            "assumptions",
            "engine",
            "inference",
            "published",
            "record",
            "report",
            "scenario",
            "storage",
            "system",
        ],
    ),
    ("acceptance", &[]),
];

/// Lines that a source file may have; longer ones are split by idea.
const MAX_LINES: usize = 800;

fn main() -> Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("ci") => ci(),
        Some("layers") => layers(),
        Some("sizes") => sizes(Path::new(".")),
        _ => bail!("cargo xtask ci | layers | sizes"),
    }
}

fn ci() -> Result<()> {
    run("cargo fmt --all --check", &[])?;
    layers()?;
    sizes(Path::new("."))?;
    run(
        "cargo clippy --workspace --all-targets --locked -- --deny warnings",
        &[],
    )?;
    run(
        "cargo clippy --package aftermath --no-default-features --locked -- --deny warnings",
        &[],
    )?;
    run(
        "cargo doc --workspace --no-deps --locked --quiet",
        &[("RUSTDOCFLAGS", "--deny warnings")],
    )?;
    run("cargo test --workspace --locked", &[])
}

fn run(command: &str, variables: &[(&str, &str)]) -> Result<()> {
    eprintln!("\n> {command}");
    let mut words = command.split(' ');
    let program = words.next().context("an empty command")?;
    let status = Command::new(program)
        .args(words)
        .envs(variables.iter().copied())
        .status()?;
    if !status.success() {
        bail!("`{command}` failed");
    }
    Ok(())
}

/// Dependencies between our crates run one way.
fn layers() -> Result<()> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
        .output()?;
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    let short = |name: &str| name.strip_prefix("aftermath-").unwrap_or(name).to_owned();
    for package in metadata["packages"].as_array().context("no packages")? {
        let name = short(package["name"].as_str().unwrap_or_default());
        if name == "xtask" {
            continue;
        }
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == name) else {
            bail!("the crate `{name}` has no layer: add it to xtask and ARCHITECTURE.md");
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            // Tests may look anywhere; only what is built in counts.
            let dependency_name = short(dependency["name"].as_str().unwrap_or_default());
            let ours = LAYERS.iter().any(|(layer, _)| *layer == dependency_name);
            if dependency["kind"].is_null() && ours && !allowed.contains(&dependency_name.as_str())
            {
                bail!("`{name}` may not depend on `{dependency_name}`");
            }
        }
    }
    eprintln!("layers: ok");
    Ok(())
}

/// No source file is too long to read.
fn sizes(folder: &Path) -> Result<()> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["ls-files", "*.rs"])
        .output()?;
    for file in String::from_utf8(output.stdout)?.lines() {
        let lines =
            std::fs::read_to_string(folder.join(file)).map_or(0, |text| text.lines().count());
        if lines > MAX_LINES {
            bail!("{file} has {lines} lines, more than {MAX_LINES}: split it by idea");
        }
    }
    eprintln!("sizes: ok");
    Ok(())
}
