//! Words of the page of a flip.

use crate::number::percent;
use answers::comparison::Probability;
use answers::prim::Catch;

/// Heading.
pub const TITLE: &str = "What would have to be true for the answer to flip";
/// Where the region has one limit only.
pub const ANOTHER: &str = "the assumption that goes most with the claim after it";
/// For people who cannot see the picture.
pub const PICTURE: &str = "Runs by two assumptions; the region is shaded";

fn with_error(p: &Probability) -> String {
    format!(
        "{} (± {:.1})",
        percent(p.value),
        100.0 * p.monte_carlo_error
    )
}

/// What stands under the claim.
pub fn byline(p: &Probability, draws: u32) -> String {
    format!("Probability {} over {draws} runs.", with_error(p))
}

/// What the region catches.
pub fn caught(c: &Catch) -> String {
    format!(
        "Judged by {} runs inside it that had no part in finding it: the opposite holds in {} (± {:.0}) of them; {} of all runs with the opposite lie inside.",
        c.inside,
        percent(c.density),
        100.0 * c.error(),
        percent(c.coverage)
    )
}

/// How probable it is.
pub fn probable(open: &Probability, evidence: &Probability, belief: &Probability) -> String {
    format!(
        "Probability of the region: {} under open priors, {} with published studies, {} under the belief asked for.",
        with_error(open),
        with_error(evidence),
        with_error(belief)
    )
}

/// Below the picture.
pub fn caption(is_failure: bool, runs: usize) -> String {
    let case = if is_failure { "fails" } else { "holds" };
    format!(
        "{runs} runs. Orange dots: the claim {case}; blue circles: it does not. Shaded: the region."
    )
}

/// What is drawn at the edge.
pub fn share(share: &str) -> String {
    format!("The outer {share} on each side is drawn at the edge.")
}
