//! Words for what can be argued with.

/// Heading.
pub const CLAIMS: &str = "Claims of the public argument, tested";
/// Link.
pub const SEE_CLAIMS: &str = "Each claim with its verdict and reasons, for print.";
/// Heading.
pub const UNKNOWN: &str = "What we do not know";
/// Before the list.
pub const UNKNOWN_NOTE: &str = "The assumptions that the differences between options hang on most. Whoever measures one of them narrows the answer.";
/// Link.
pub const SEE_LEFT_OUT: &str = "What the model leaves out is not in any interval.";
/// An assumption without a source.
pub const NO_SOURCE: &str = "No study was found: a wide prior.";
/// Heading.
pub const DISSENT: &str = "Who disagrees";
/// Before the list.
pub const DISSENT_NOTE: &str =
    "On each of these assumptions the literature or one side of the argument holds something else.";
/// Before the commands.
pub const OBJECT: &str = "To see whether another view changes the answer:";
/// Commands and what they do.
pub const OBJECTIONS: [(&str, &str); 3] = [
    (
        "aftermath object proponents critics --apart",
        "both sides' assumptions beside the default ones, with and without the policy, and which conclusions turn",
    ),
    (
        "aftermath object new > mine.toml",
        "a template for assumptions of your own; then aftermath object mine.toml",
    ),
    (
        "aftermath flip --claim ID",
        "what would have to be true for a claim's opposite",
    ),
];
/// Heading.
pub const CITE: &str = "To cite this exact answer";

/// How many claims have which verdict.
pub fn claims(count: usize, verdicts: &str) -> String {
    format!("{count} tests of sentences from both sides, with the same number of runs: {verdicts}.")
}

/// How many differences hang on an assumption.
pub fn hang_on_it(count: usize, of: usize) -> String {
    format!("{count} of {of} differences hang on it.")
}
