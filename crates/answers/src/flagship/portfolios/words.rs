//! What the front says, in plain sentences; on claim 14 too: “more harm than the best non-military portfolio at equal
//! cost or reach”.

use super::limits::Kind;
use super::{Assessed, Contest, OnOutcome, Portfolios};
use crate::comparison::Probability;
use crate::number::{Digits, PERCENT, error_of_unit, number, of_unit, signed};
use crate::words::{bounded_percent, percent};

/// The most important findings.
pub(super) fn findings(p: &Portfolios) -> Vec<String> {
    let mut all = vec![front(p)];
    all.extend(p.outcomes.iter().enumerate().map(|(o, _)| by_outcome(p, o)));
    all.extend(contest(p, Kind::Military, Kind::NonMilitary));
    all.extend(contest(p, Kind::Mixed, Kind::NonMilitary));
    all.extend(contest(p, Kind::NonMilitary, Kind::Military));
    all
}

fn front(p: &Portfolios) -> String {
    let counts = |is_in: fn(&Assessed) -> bool| {
        let of = |kind: Kind| {
            p.portfolios
                .iter()
                .filter(|a| is_in(a) && a.kind == kind)
                .count()
        };
        let status_quo = if of(Kind::StatusQuo) > 0 { "" } else { "not " };
        format!(
            "{} military, {} non-military, {} mixed, and {status_quo}the status quo",
            of(Kind::Military),
            of(Kind::NonMilitary),
            of(Kind::Mixed)
        )
    };
    format!(
        "{} portfolios were judged on fresh draws. By mean no other is better in all {} outcomes than each of: {}. By the \
         regret that 90 % of draws stay below: {}.",
        p.portfolios.len(),
        p.outcomes.len(),
        counts(|a| a.is_on_front),
        counts(|a| a.is_on_regret_front)
    )
}

fn by_outcome(p: &Portfolios, o: usize) -> String {
    let regret = |a: &Assessed| a.outcomes[o].regret;
    let title = &p.outcomes[o].title;
    let Some(best) = p
        .portfolios
        .iter()
        .min_by(|a, b| regret(a).total_cmp(&regret(b)))
    else {
        return String::new();
    };
    let equals = p
        .portfolios
        .iter()
        .filter(|a| regret(a) == regret(best))
        .count()
        - 1;
    let equals = if equals > 0 {
        format!(", as in {equals} more")
    } else {
        String::new()
    };
    let on = &best.outcomes[o];
    let unit = p.outcomes[o].unit.as_str();
    let digits = Digits::of(&on.difference, unit);
    format!(
        "{title}: best by mean is {} ({}: {}){equals}, {} against the status quo (90 % of draws: {} to {} {unit}).",
        best.id,
        best.kind.name(),
        best.words,
        change(on, unit),
        digits.signed(on.difference.q05),
        digits.signed(on.difference.q95),
    )
}

/// A mean change with its Monte Carlo error in the same unit: in per cent, or in the outcome's unit where it is a change
/// from nothing.
pub fn change(on: &OnOutcome, unit: &str) -> String {
    let (value, error, unit) = if on.relative.is_finite() {
        (100.0 * on.relative, 100.0 * on.relative_error, PERCENT)
    } else {
        (on.difference.mean, on.difference_error, unit)
    };
    if value == 0.0 {
        return "no change".to_owned();
    }
    format!(
        "{} {unit} ± {}",
        signed(value, of_unit(value, unit)),
        error_of_unit(error, unit)
    )
}

/// What contests of two kinds say.
fn contest(p: &Portfolios, kind: Kind, rival: Kind) -> Option<String> {
    let of: Vec<&Contest> = p
        .contests
        .iter()
        .filter(|c| c.kind == kind && c.rival_kind == rival)
        .collect();
    let draws = u64::from(p.draws);
    let by = |a: &&&Contest, b: &&&Contest| a.dominates.value.total_cmp(&b.dominates.value);
    let (least, most) = (of.iter().min_by(by)?, of.iter().max_by(by)?);
    let from = |bound: f64| of.iter().filter(|c| c.dominates.value >= bound).count();
    let told = |c: &Contest| {
        let found = p.portfolios.iter().find(|a| a.id == c.portfolio);
        format!(
            "{} of draws for {} ({})",
            percent(&c.dominates, draws),
            c.portfolio,
            found.map_or("", |a| &a.words)
        )
    };
    let each: Vec<String> = p
        .outcomes
        .iter()
        .enumerate()
        .map(|(o, outcome)| {
            let mut shares: Vec<Probability> = of.iter().map(|c| c.better[o]).collect();
            shares.sort_by(|a, b| a.value.total_cmp(&b.value));
            let told =
                |p: Option<&Probability>| p.map_or(String::new(), |p| bounded_percent(p, draws));
            let (low, high) = (told(shares.first()), told(shares.last()));
            let range = if low == high {
                low
            } else {
                format!("{low} to {high}")
            };
            let title = outcome.title.split([',', ':']).next();
            format!("{} in {range} %", title.unwrap_or(&outcome.title))
        })
        .collect();
    let lead = if kind == Kind::Military {
        "Claim 14, at equal reach. "
    } else {
        ""
    };
    Some(format!(
        "{lead}Each of {} {} portfolios stands against the {} one, reaching no further, that beat it most often in all {} \
         outcomes at once in the search. On fresh draws that one does so in {} to {}; in half of draws or more for {} of {}, \
         in 90 % or more for {}. Outcome by outcome it is better: {} of draws (± {:.1} at most).",
        of.len(),
        kind.name(),
        rival.name(),
        p.outcomes.len(),
        told(least),
        told(most),
        from(0.5),
        of.len(),
        from(0.9),
        each.join("; "),
        of.iter()
            .flat_map(|c| &c.better)
            .map(|b| 100.0 * b.monte_carlo_error)
            .fold(0.0, f64::max),
    ))
}

/// What must be known before the front is used.
pub(super) fn warnings(p: &Portfolios) -> Vec<String> {
    let without = p
        .limits
        .iter()
        .filter(|l| l.cost.starts_with("No cost"))
        .count();
    let asked = p.limits.iter().filter(|l| l.from == "asked for").count();
    let limits = if asked == p.limits.len() {
        "the limits are those asked for"
    } else {
        "the limits are the doses of the built-in scenarios, most of them round numbers and none a plan"
    };
    let mut warnings = vec![
        format!(
            "Equal cost cannot be tested: the evidence ledger has no cost for {without} of {} levers, and none that could \
             be set against that of another. Reach stands in its place: the sum of a portfolio's doses, each as a share of \
             its lever's limit, here at most {}. That is a convention: {limits}. With other limits the front is another.",
            p.limits.len(),
            number(p.reach),
        ),
        format!(
            "Claim 14 says “more harm”: here that is harm in every one of the {} outcomes at once, draw by draw. Outcomes \
             are never added up, so a portfolio that is better in one and worse in another is neither more nor less \
             harmful; what is not among the outcomes does not count at all.",
            p.outcomes.len()
        ),
        format!(
            "The search evaluated {} portfolios, not all there are: another seed may find neighbours of these. Doses have \
             four steps and are in force from {} on throughout; sequences, rules and places are left out (write them as \
             scenarios). Consent is one choice for all levers that need it.",
            p.searched, p.start
        ),
        format!(
            "On a front, differences below 0.2 % of the status quo count as equal. {} draws: see the Monte Carlo errors. Regret is the distance to the best of these portfolios, not of all that could be thought of.",
            p.draws
        ),
    ];
    warnings.splice(0..0, by_validity(p));
    warnings
}

/// How far data inform the portfolios that are shown, those alike together, the least informed first.
fn by_validity(p: &Portfolios) -> Vec<String> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    let shown = p
        .portfolios
        .iter()
        .filter(|a| a.is_shown && !a.validity.is_empty());
    for a in shown {
        match all.iter_mut().find(|v| v.0 == a.validity) {
            Some((_, ids)) => ids.push(&a.id),
            None => all.push((&a.validity, vec![&a.id])),
        }
    }
    all.sort_by_key(|v| !v.0.starts_with("Outside"));
    let told = |(validity, ids): &(&str, Vec<&str>)| format!("{validity} ({})", ids.join(", "));
    all.iter().map(told).collect()
}
