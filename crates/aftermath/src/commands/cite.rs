//! `aftermath cite`

use super::Outcome;
use crate::args::Cite;
use crate::output::print;
use crate::passport::Answered;
use anyhow::Result;

/// Prints a citation of an exact result and its BibTeX entry.
pub fn run(args: &Cite) -> Result<Outcome> {
    let answered = Answered::read(&args.answer)?;
    let question = answered.question();
    let passport = &answered.passport;
    print(&format!(
        "{}\n\n{}\n",
        passport.citation(&question),
        passport.bibtex(&question)
    ))?;
    Ok(Outcome::Done)
}
