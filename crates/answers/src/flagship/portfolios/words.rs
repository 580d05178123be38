//! What the front says, in plain sentences; on claim 14 too: “more harm than the best non-military portfolio at equal
//! cost or reach”.

use super::limits::Kind;
use super::{Assessed, Contest, Portfolios};
use crate::words::{number, percent};

/// From this probability on a contest is told as decided.
const DECIDED: f64 = 0.9;

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
    let by = |a: &&Assessed, b: &&Assessed| a.outcomes[o].regret.total_cmp(&b.outcomes[o].regret);
    let best = p.portfolios.iter().min_by(by);
    let named = best.map_or(String::new(), |a| {
        let on = &a.outcomes[o];
        format!(
            "best by mean is {} ({}, {}): {:+.1} % of the status quo (90 % of draws: {} to {} {})",
            a.id,
            a.kind.name(),
            a.words,
            100.0 * on.relative,
            number(on.difference.q05),
            number(on.difference.q95),
            p.outcomes[o].unit,
        )
        .replace('-', "−")
        .replace("non−", "non-")
        .replace("status−", "status-")
    });
    let shares: Vec<String> = p.best[o]
        .shares
        .iter()
        .filter(|(kind, _)| p.portfolios.iter().any(|a| a.kind == *kind))
        .map(|(kind, share)| format!("{} in {}", kind.name(), percent(share, p.draws.into())))
        .collect();
    format!(
        "{}: {named}. The best of a draw is {} (equals count for each).",
        p.outcomes[o].title,
        shares.join(", ")
    )
}

/// What contests of two kinds say.
fn contest(p: &Portfolios, kind: Kind, rival: Kind) -> Option<String> {
    let of: Vec<&Contest> = p
        .contests
        .iter()
        .filter(|c| c.kind == kind && c.rival_kind == rival)
        .collect();
    let by = |a: &&&Contest, b: &&&Contest| a.dominates.value.total_cmp(&b.dominates.value);
    let (least, most) = (of.iter().min_by(by)?, of.iter().max_by(by)?);
    let decided = of.iter().filter(|c| c.dominates.value >= DECIDED).count();
    let name = |id: &str| {
        let found = p.portfolios.iter().find(|a| a.id == id);
        found.map_or(id.to_owned(), |a| format!("{id} ({})", a.words))
    };
    let told = |c: &Contest| {
        format!(
            "in {} of draws for {}",
            percent(&c.dominates, p.draws.into()),
            name(&c.portfolio)
        )
    };
    let lead = if kind == Kind::Military {
        "Claim 14, at equal reach. "
    } else {
        ""
    };
    Some(format!(
        "{lead}Each of the {} {} portfolios against the {} one that reaches no further and dominated it most often in the \
         search: the {} one is at least as good in all {} outcomes at once, and better in one, {} (most often) and {} (least \
         often); in {DECIDED:.0} % of draws or more for {decided} of {}.",
        of.len(),
        kind.name(),
        rival.name(),
        rival.name(),
        p.outcomes.len(),
        told(most),
        told(least),
        of.len(),
        DECIDED = 100.0 * DECIDED,
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
    vec![
        format!(
            "Equal cost cannot be tested: the evidence ledger has no cost for {without} of {} levers, and none that could \
             be set against that of another. Reach stands in its place: the sum of a portfolio's doses, each as a share of \
             its lever's limit, here at most {}. That is a convention: {limits}. With other limits the front is another.",
            p.limits.len(),
            number(p.reach),
        ),
        "No data exist on strikes on Mexican soil; what strikes, and most other levers, do here rests on studies of other \
         places and on mechanisms. How far data inform each option: `aftermath compare`."
            .to_owned(),
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
    ]
}
