//! Words of the page of claims.

use crate::number::percent;
use answers::claims::check::About;
use answers::comparison::Probability;

/// Title.
pub const TITLE: &str = "Claims on force against drug cartels, tested";
/// Heading.
pub const VERDICTS: &str = "Verdicts";
/// Opens the reasons.
pub const WHY: &str = "Why, and what would count against it";
/// Label.
pub const SAID_BY: &str = "Said by";
/// Label.
pub const TEST: &str = "Test";
/// Label.
pub const NOTE: &str = "From words to test";
/// Label.
pub const QUANTITY: &str = "Quantity";
/// Label.
pub const HANGS_ON: &str = "Hangs most on";
/// Label.
pub const STRUCTURES: &str = "By rival structure of the model";
/// Label.
pub const AGAINST: &str = "Would count against it";
/// An assumption without a source.
pub const NO_SOURCE: &str = "No source: a wide prior.";
/// Between verdicts that are both possible.
pub const OR: &str = " or ";
/// A missing figure.
pub const NO_FIGURE: &str = "no figure";
/// Heading.
pub const UNKNOWN: &str = "What we do not know";
/// Before the list of weak places.
pub const UNKNOWN_NOTE: &str = "The assumptions that most claims hang on: who could measure them could settle the claims. And the claims that no data here can test.";
/// Before the command.
pub const PASSPORT: &str =
    "The same program, command and seed give this page again, byte for byte:";
/// Verdicts with their ranges.
pub const SCALE: [(&str, &str); 8] = [
    ("supported", "90 % and more"),
    ("more likely than not", "60 to 90 %"),
    ("open", "40 to 60 %"),
    ("less likely than not", "10 to 40 %"),
    ("contradicted", "under 10 %"),
    ("ensemble too small", "more runs can tell"),
    ("too close to call", "more runs cannot tell"),
    ("cannot be tested here", ""),
];
/// How to read the page.
pub const READING: [(&str, &str); 6] = [
    (
        "Probability",
        "The share of runs in which the claim holds. Runs differ in parameters, in rival structures of the model and in chance; what they share, above all what the model leaves out, is not in the number.",
    ),
    (
        "Claims on the record",
        "True or not, for every official series that could be meant. Where series disagree the verdict is “open”, and each is shown.",
    ),
    (
        "Hangs most on",
        "The assumptions whose values go most with the quantity, by rank correlation over the runs. They are not proof of cause.",
    ),
    (
        "± and bands",
        "The Monte Carlo error: how far the number would typically move with another ensemble of this size; runs that share their parameters count as what they are worth. It says nothing on whether the model is right.",
    ),
    (
        "Ensemble too small, too close to call",
        "Two Monte Carlo errors reach across a bound between verdicts; both are named. Where more runs can tell, their number is given (aftermath claims check --until-sure makes them); where they cannot, the probability lies on the bound or the posterior has too few sets of parameters.",
    ),
    (
        "At other thresholds",
        "A claim must draw a line: any rise, more than 5 %, more than half. What the same runs say at other lines stands with its reasons, so that nobody has to accept ours.",
    ),
];

/// What stands under the title.
pub fn byline(claims: usize, belief: &str) -> String {
    format!(
        "{claims} claims, each tested as worded against the record or the model; belief: {belief}."
    )
}

/// Label.
pub const THRESHOLDS: &str = "At other thresholds";

/// The scenarios that a claim compares.
pub fn scenarios(about: &[About]) -> String {
    let each: Vec<String> = about
        .iter()
        .map(|a| format!("{} ({})", a.title, a.id))
        .collect();
    match each.split_first() {
        None => String::new(),
        Some((only, [])) => format!("Scenario: {only}."),
        Some(_) => format!("Scenarios compared: {}.", each.join("; ")),
    }
}

/// The Monte Carlo error in words.
pub fn error(p: &Probability, draws: u32) -> String {
    format!(
        "± {:.1} % (Monte Carlo error, {draws} runs)",
        100.0 * p.monte_carlo_error
    )
}

/// A median with its interval, of a difference as a share or of a value.
pub fn interval(median: &str, low: &str, high: &str, is_share: bool) -> String {
    let what = if is_share {
        "difference as a share, of"
    } else {
        "of"
    };
    format!("{median} (90 % of runs: {low} to {high}), {what}")
}

/// A Monte Carlo error.
pub fn plus_minus(p: &Probability) -> String {
    format!("± {:.1} %", 100.0 * p.monte_carlo_error)
}

/// What the page is, for a citation.
pub fn cited(claims: usize) -> String {
    format!("{claims} claims on force against drug cartels, tested")
}

/// The weight of a structure.
pub fn weight(weight: f64) -> String {
    format!("weight {}", percent(weight))
}

/// A bound between verdicts below the bar.
pub fn bound(share: f64) -> String {
    let unit = if share == 1.0 { " %" } else { "" };
    format!("{:.0}{unit}", 100.0 * share)
}

/// Draws that a verdict needs.
pub fn needs(draws: u32) -> String {
    format!("Too few runs for a verdict: about {draws} draws are needed.")
}

/// A bar for people who cannot see it.
pub fn bar(p: &Probability) -> String {
    format!(
        "Probability {}, plus or minus {}",
        percent(p.value),
        percent(p.monte_carlo_error)
    )
}

/// Whether a claim holds for a series.
pub fn holds(holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => "Holds",
        Some(false) => "Does not hold",
        None => "Says nothing",
    }
}

/// How many claims.
pub fn claims(count: usize) -> String {
    format!("{count} {}", if count == 1 { "claim" } else { "claims" })
}

/// A figure of the record with all its digits, thousands separated.
pub fn whole(value: f64) -> String {
    if value.fract() != 0.0 {
        return value.to_string();
    }
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (k, digit) in digits.chars().enumerate() {
        if k > 0 && (digits.len() - k).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
