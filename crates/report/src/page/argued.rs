//! What can be argued with: claims, what we do not know, who disagrees, and how to cite the exact answer.

use crate::Passport;
use crate::strings::argued as words;
use answers::claims::check::Checked;
use answers::comparison::{Assumption, Comparison};
use maud::{Markup, html};

/// Assumptions that are named.
const NAMED: usize = 10;

/// The claims with how many verdicts of each kind, on a page of their own beside this one.
pub(super) fn claims(checked: &[Checked]) -> Option<Markup> {
    if checked.is_empty() {
        return None;
    }
    let mut verdicts: Vec<(&str, usize)> = Vec::new();
    for c in checked {
        match verdicts.iter_mut().find(|v| v.0 == c.verdict) {
            Some(known) => known.1 += 1,
            None => verdicts.push((&c.verdict, 1)),
        }
    }
    verdicts.sort_by_key(|v| std::cmp::Reverse(v.1));
    let counts: Vec<String> = verdicts.iter().map(|(v, n)| format!("{n} {v}")).collect();
    Some(html! {
        p {
            (words::claims(checked.len(), &counts.join(", "))) " "
            a href="claims.html" { (words::SEE_CLAIMS) }
        }
    })
}

/// The assumptions that the differences hang on most, with the number of differences that do.
fn weighty(comparison: &Comparison) -> Vec<(&Assumption, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for h in comparison.splits.iter().flat_map(|s| &s.hangs_on) {
        match counts.iter_mut().find(|c| c.0 == h.id) {
            Some(known) => known.1 += 1,
            None => counts.push((&h.id, 1)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts
        .into_iter()
        .filter_map(|(id, n)| Some((comparison.assumptions.iter().find(|a| a.symbol == id)?, n)))
        .take(NAMED)
        .collect()
}

/// An assumption's name: what stands before its symbol in the meaning.
fn name(a: &Assumption) -> &str {
    a.meaning.split(" (").next().unwrap_or(&a.meaning)
}

/// What nobody has measured and the answer hangs on.
pub(super) fn unknown(comparison: &Comparison) -> Option<Markup> {
    let all = weighty(comparison);
    (!all.is_empty()).then(|| {
        html! {
            p { (words::UNKNOWN_NOTE) " " a href="#left-out" { (words::SEE_LEFT_OUT) } }
            ul {
                @for (a, count) in &all {
                    li {
                        b { (name(a)) } " (" code { (a.symbol) } "): " (words::hang_on_it(*count, comparison.splits.len()))
                        @if a.sources.is_empty() { " " (words::NO_SOURCE) }
                    }
                }
            }
        }
    })
}

/// Who disagrees with the assumptions that the answer hangs on, and how to put other ones in.
pub(super) fn disagrees(comparison: &Comparison) -> Option<Markup> {
    let mut all = weighty(comparison);
    all.retain(|(a, _)| !a.dissent.is_empty());
    (!all.is_empty()).then(|| {
        html! {
            p { (words::DISSENT_NOTE) }
            ul { @for (a, _) in &all { li { b { (name(a)) } ": " (a.dissent) } } }
            p { (words::OBJECT) }
            ul { @for (command, what) in words::OBJECTIONS { li { code { (command) } ": " (what) } } }
        }
    })
}

/// A citation of the exact answer, also for BibTeX.
pub(super) fn citation(passport: &Passport, question: &str) -> Markup {
    html! {
        h3 { (words::CITE) }
        p { (passport.citation(question)) }
        pre { code { (passport.bibtex(question)) } }
    }
}
