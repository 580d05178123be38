//! The answer in plain sentences, for people who know policy and not code.

use crate::comparison::{Comparison, Estimate, Probability};
use crate::number::{PERCENT, number, of_unit};
use engine::describe::Better;
use scenario::Month;

/// The question of the population model.
pub const QUESTION: &str =
    "Cartel deaths and cartel size in Mexico: what would more arrests or less recruitment change?";

/// What the model does not contain.
pub const LEAVES_OUT: [&str; 6] = [
    "Arrests have no side effects here: no retaliation, no fights over succession, no splits, no deterrence. So arrests can only lower deaths; studies of leader removals find that they can raise them.",
    "Groups never split, merge, appear or end; all fighting is between the groups of 2020.",
    "There are no places, no money, no drugs, no civilians and no state except the number of arrests.",
    "Nothing is changed over time but the size of the groups: no learning, no adaptation to policy.",
    "Strikes by missile or drone are not in this model; it says nothing on them.",
    "Deaths are deaths of cartel members, taken to be 10 % of homicides and missing persons.",
];

/// Assumptions of the publication that are not sampled: symbol, meaning, value, source.
pub const FIXED_ASSUMPTIONS: [(&str, &str, &str, &str); 3] = [
    (
        "share of deaths",
        "share of homicides and missing persons who were members of cartels",
        "fixed at 10 %: the level of all deaths here is this assumption",
        "assumed in Prieto-Curiel, Campedelli & Hope (2023); no evidence found",
    ),
    (
        "start by rank",
        "sizes of the groups at the start of 2012",
        "proportional to 1/rank, rank by the strength of rivalries and alliances of 2020; Poisson chance",
        "assumed in Prieto-Curiel, Campedelli & Hope (2023); no evidence found",
    ),
    (
        "constant rates",
        "whether rates change over time",
        "constant from 2012 on, except for the options' levers",
        "assumed in Prieto-Curiel, Campedelli & Hope (2023)",
    ),
];

/// Draws below which probabilities near a half are uncertain by more than two points.
const FEW_DRAWS: u32 = 600;

/// What a reader must know before using the answer.
pub fn warnings(network_is_synthetic: bool, start: Month, draws: u32) -> Vec<String> {
    let mut warnings = vec![
        "This is the answer of one published model, in which force has no side effects. Take it as a check of that model, not as advice.".to_owned(),
        if start < Month::new(2022, 1) {
            format!("The options start in {start}, within the years 2012-2021 that the model was fitted to: it has seen what followed.")
        } else {
            format!("The options start in {start}; the model was fitted to deaths up to 2021 and knows nothing later.")
        },
        "The model follows only the trend of the record, not its ups and downs: the published fit typically misses weekly deaths by 8.5 (root mean square, real network), and the bands show the uncertainty of that trend, so years lie outside them.".to_owned(),
    ];
    if network_is_synthetic {
        warnings.insert(0, "Illustrative network: who fights whom is made up here, with the size and density of the real network, which may not be redistributed. Give the real tables with `--network DIR`.".to_owned());
    }
    if draws < FEW_DRAWS {
        warnings.push(format!(
            "Few draws ({draws}): probabilities are rough, see their Monte Carlo errors."
        ));
    }
    warnings
}

/// A lever's dose in words.
pub fn dose(lever: &str, unit: &str, intensity: f64) -> String {
    match (lever, unit) {
        ("arrests", "share") => format!("+{} % arrests", number(100.0 * intensity)),
        ("arrests", _) => format!("+{} arrests a week", number(intensity)),
        (_, "share") => format!("−{} % recruitment", number(100.0 * intensity)),
        (_, _) => format!("−{} recruits a week", number(intensity)),
    }
}

/// Per cents that draws cannot tell from 0: where all of `n` agree, three in `n` is the 95 % limit of
/// what they rule out. Rounded up to a tenth.
pub fn ruled_out_percent(draws: u64) -> f64 {
    ((3000.0 / draws as f64).ceil() / 10.0).max(0.1)
}

/// A probability in per cent, never a bare 0 or 100 (see [`ruled_out_percent`]): like `42.3`, `99.3`,
/// `<0.2`.
pub fn bounded_percent(probability: &Probability, draws: u64) -> String {
    let percent = 100.0 * probability.value;
    let bound = ruled_out_percent(draws).min(100.0);
    if percent < bound {
        format!("<{bound:.1}")
    } else if percent > 100.0 - bound {
        format!(">{:.1}", 100.0 - bound)
    } else {
        format!("{percent:.1}")
    }
}

/// The same with its Monte Carlo error: `42.3 % ± 1.1`.
pub fn percent_and_error(probability: &Probability, draws: u64) -> String {
    let shown = bounded_percent(probability, draws);
    format!("{shown} % ± {:.1}", 100.0 * probability.monte_carlo_error)
}

/// The same in a sentence.
pub fn percent(probability: &Probability, draws: u64) -> String {
    let shown = bounded_percent(probability, draws)
        .replace('<', "less than ")
        .replace('>', "more than ");
    format!("{shown} % (± {:.1})", 100.0 * probability.monte_carlo_error)
}

/// The most important findings at the headline horizon: one sentence an
/// option, options that come out alike in one sentence.
pub fn findings(comparison: &Comparison) -> Vec<String> {
    let Some(outcome) = comparison
        .outcomes
        .iter()
        .find(|o| o.better != Better::Neither)
    else {
        return Vec::new();
    };
    let horizon = comparison.headline_years;
    let title = |id: &str| {
        comparison
            .options
            .iter()
            .find(|o| o.id == id)
            .map_or(id.to_owned(), |o| o.title.clone())
    };
    let mut findings = Vec::new();
    for group in alike(comparison) {
        let estimate = comparison.estimates.iter().find(|e| {
            e.option == group[0] && e.outcome == outcome.id && e.horizon_years == horizon
        });
        let Some(estimate) = estimate else { continue };
        let titles: Vec<String> = group.iter().map(|id| title(id)).collect();
        // A rate at the horizon is easily taken for a total: say both.
        let together = comparison.estimates.iter().find(|e| {
            e.option == group[0] && e.outcome == "killed_cumulative" && e.horizon_years == horizon
        });
        let mut text = sentence(
            estimate,
            together,
            &titles.join("; "),
            &outcome.title.to_lowercase(),
            comparison.margin,
            comparison.draws,
        );
        if group.len() > 1 && use_different_levers(comparison, &group) {
            text += &format!(
                " These {} options change as much as each other at every horizon, to rounding: in this model a \
                 person arrested and a person not recruited count the same, so at an equal dose it cannot \
                 tell the two policies apart.",
                group.len()
            );
        }
        findings.push(text);
    }
    findings
}

/// The options in groups whose differences from the baseline agree to rounding (1e-6) everywhere;
/// most groups have one member.
fn alike(comparison: &Comparison) -> Vec<Vec<&str>> {
    let differences = |id: &str| -> Vec<f64> {
        let of_option = comparison.estimates.iter().filter(|e| e.option == id);
        of_option
            .flat_map(|e| [e.difference.mean, e.difference.q05, e.difference.q95])
            .collect()
    };
    let mut groups: Vec<(Vec<&str>, Vec<f64>)> = Vec::new();
    for option in comparison.options.iter().filter(|o| !o.is_baseline) {
        let mine = differences(&option.id);
        let close = |theirs: &[f64]| {
            mine.iter()
                .zip(theirs)
                .all(|(a, b)| (a - b).abs() <= 1e-6 * a.abs().max(b.abs()))
        };
        match groups.iter_mut().find(|(_, theirs)| close(theirs)) {
            Some((ids, _)) => ids.push(&option.id),
            None => groups.push((vec![&option.id], mine)),
        }
    }
    groups.into_iter().map(|(ids, _)| ids).collect()
}

/// Whether the options do not all use the same levers.
fn use_different_levers(comparison: &Comparison, group: &[&str]) -> bool {
    let levers = |id: &str| -> Vec<&str> {
        let option = comparison.options.iter().find(|o| o.id == id);
        let mut names: Vec<&str> = option
            .into_iter()
            .flat_map(|o| &o.levers)
            .map(|l| l.lever.as_str())
            .collect();
        names.sort_unstable();
        names
    };
    group.iter().any(|id| levers(id) != levers(group[0]))
}

fn sentence(
    e: &Estimate,
    together: Option<&Estimate>,
    option: &str,
    outcome: &str,
    margin: f64,
    draws: u64,
) -> String {
    let relative = e.relative_difference;
    let direction = |x: f64| if x < 0.0 { "fewer" } else { "more" };
    // The interval in the direction of the median; an end in the other direction keeps its sign.
    let (low, high) = if relative.q50 < 0.0 {
        (-relative.q95, -relative.q05)
    } else {
        (relative.q05, relative.q95)
    };
    let together = together.map_or(String::new(), |t| {
        let median = t.relative_difference.q50;
        format!(
            "; over the {} together {} % {}",
            years(t.horizon_years),
            of_unit(100.0 * median.abs(), PERCENT),
            direction(median)
        )
    });
    format!(
        "{option}: after {}, {} % {} {outcome} than without it (90 % interval {} to {} %){together}. \
         Probability of a real improvement, more than {} %: {}; of the opposite: {}.",
        years(e.horizon_years),
        of_unit(100.0 * relative.q50.abs(), PERCENT),
        direction(relative.q50),
        of_unit(100.0 * low, PERCENT),
        of_unit(100.0 * high, PERCENT),
        number(100.0 * margin),
        percent(&e.better, draws),
        percent(&e.worse, draws),
    )
}

/// "1 year", "5 years".
pub fn years(years: f64) -> String {
    if years == 1.0 {
        "1 year".to_owned()
    } else {
        format!("{} years", number(years))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paired::probability;

    #[test]
    fn probabilities_are_never_bare_certainties() {
        let shown = |value, n| percent(&probability(value, n), n);
        assert_eq!(shown(1.0, 2000), "more than 99.8 % (± 0.1)");
        assert_eq!(shown(0.0, 2000), "less than 0.2 % (± 0.1)");
        assert_eq!(shown(0.0, 40), "less than 7.5 % (± 3.1)");
        assert_eq!(shown(1.0, 1), "more than 0.0 % (± 21.9)");
        assert_eq!(shown(0.995, 2000), "99.5 % (± 0.2)");
        assert_eq!(shown(0.423, 2000), "42.3 % (± 1.1)");
    }

    #[test]
    fn doses_say_what_is_done() {
        assert_eq!(dose("arrests", "share", 1.0), "+100 % arrests");
        assert_eq!(
            dose("recruitment", "people_per_week", 55.0),
            "−55 recruits a week"
        );
    }
}
