//! `aftermath cite`

use super::Outcome;
use crate::args::Cite;
use crate::output::print;
use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Prints a citation of an exact result and its BibTeX entry.
pub fn run(args: &Cite) -> Result<Outcome> {
    let file = if args.answer.is_dir() {
        args.answer.join("answer.json")
    } else {
        args.answer.clone()
    };
    let name = file.display();
    let text = std::fs::read_to_string(&file).with_context(|| format!("{name}: cannot be read"))?;
    let json: Value =
        serde_json::from_str(&text).with_context(|| format!("{name}: not an answer"))?;
    let passport = &json["passport"];
    let field = |key: &str| passport[key].as_str();
    let (Some(version), Some(commit), Some(hash), Some(command)) = (
        field("version"),
        field("commit"),
        field("answer_hash"),
        field("command"),
    ) else {
        bail!("{name}: there is no passport in it; `aftermath compare --out DIR` writes one");
    };
    let question = json["answer"]["question"].as_str().unwrap_or_default();
    let short: String = hash.chars().take(12).collect();
    print(&format!(
        "Aftermath {version} (commit {commit}). “{question}” Answer {short}, made with: {command}\n\n\
         @software{{aftermath_{short},\n  \
           title = {{{{Aftermath: what follows from force against drug cartels}}}},\n  \
           version = {{{version}, commit {commit}}},\n  \
           note = {{Answer {hash}, made with: {command}}}\n}}\n"
    ))?;
    Ok(Outcome::Done)
}
