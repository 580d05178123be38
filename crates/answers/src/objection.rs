//! An objection: the question put again with other assumptions, and what becomes of each conclusion.

use crate::claims::check::{CheckError, Checked, Task};
use crate::claims::expression::{Expression, Test};
use crate::claims::file::{Claim, Kind};
use crate::claims::verdict;
use crate::claims::worlds::{World, check_worlds};
use crate::comparison::Probability;
use crate::flagship::lines::{Effect, Line};
use crate::number::number;
use crate::reweight::Method;
use assumptions::{Belief, Ledger, Overlay, Source};
use serde::Serialize;
use std::sync::atomic::AtomicBool;

/// Draws with which it is found out whether an objection can reach a conclusion.
const PROBE_DRAWS: u32 = 40;
/// Of more assumptions than this only the count is told.
const MOST_NAMED: usize = 4;

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Objection {
    /// Ids of its sets of assumptions and forms.
    pub id: String,
    /// Who objects; empty where nobody says so.
    pub by: String,
    /// Its sets of assumptions, in the order in which they stack.
    pub overlays: Vec<Held>,
    /// Forms of mechanisms that it asks for.
    pub forms: Vec<String>,
    /// What to know of it.
    pub notes: Vec<String>,
    /// Id of the scenario of the lines.
    pub scenario: String,
    /// Its title.
    pub scenario_title: String,
    /// How far data inform the scenario.
    pub validity: String,
    /// Years after the start at which the lines are told.
    pub years: u16,
    /// Relative change below which nothing has really changed.
    pub margin: f64,
    /// What is believed of the other parameters.
    pub belief: Belief,
    /// Draws in each world.
    pub draws: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// How each world was worked out.
    pub worked: Vec<Worked>,
    /// Outcomes in each world, without and with the policy.
    pub lines: Vec<Line>,
    /// What the policy changes in each world.
    pub effects: Vec<Effect>,
    /// What becomes of the conclusions in each world.
    pub conclusions: Vec<Conclusion>,
}

/// A set of assumptions of an objection.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Held {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// Who holds it; empty where the file does not say.
    pub by: String,
    /// Whether all that it sets is the default.
    pub changes_nothing: bool,
    /// What it sets.
    pub sets: Vec<HeldSet>,
}

/// What is held of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeldSet {
    /// Id of the parameter.
    pub parameter: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// What is held, in words.
    pub held: String,
    /// The default, in words.
    pub default: String,
    /// Whether both are the same.
    pub is_default: bool,
    /// The later set of assumptions that stands in place of this one.
    pub overruled_by: Option<String>,
    /// Why it is held.
    pub reason: String,
    /// Its sources.
    pub sources: Vec<Source>,
}

/// How conclusions were worked out, those alike together with their count.
pub type Methods = Vec<(usize, Method)>;

/// How a world was worked out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Worked {
    /// The world.
    pub world: String,
    /// Of the four lines.
    pub lines: Method,
    /// Of the conclusions.
    pub conclusions: Methods,
}

/// What becomes of a conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Its probability is on the other side of one half.
    Turns,
    /// It may be: too near one half to tell.
    MayTurn,
    /// On the same side of one half, less probable and in the range of another verdict.
    LessLikely,
    /// On the same side of one half, more probable and in the range of another verdict.
    MoreLikely,
    /// In the range of the same verdict, or no further away than chance may take it.
    Unchanged,
    /// Nothing that the objection changes enters it: every run is the same.
    CannotReact,
}

impl Standing {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Turns => "TURNS",
            Self::MayTurn => "may turn",
            Self::LessLikely => "less likely",
            Self::MoreLikely => "more likely",
            Self::Unchanged => "unchanged",
            Self::CannotReact => "cannot react",
        }
    }
}

/// A conclusion in a world.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conclusion {
    /// The world.
    pub world: String,
    /// Id of the claim.
    pub id: String,
    /// The claim.
    pub text: String,
    /// Its verdict by default.
    pub verdict: String,
    /// Its probability by default.
    pub probability: Option<Probability>,
    /// Its verdict with the objection.
    pub with_objection: String,
    /// Its probability with the objection.
    pub probability_with_objection: Option<Probability>,
    /// What becomes of it.
    pub standing: Standing,
    /// Why it cannot react, or which assumptions it sets itself; else empty.
    pub note: String,
    /// Runs in each world that would tell whether it turns, where that is open and a practical number would.
    pub needs_draws: Option<u32>,
    /// How far data inform it.
    pub validity: Vec<String>,
}

impl Conclusion {
    /// What becomes of it, in words.
    pub fn what_becomes(&self) -> String {
        match (self.standing, self.needs_draws) {
            (Standing::MayTurn, Some(draws)) => format!(
                "may turn: about {} draws would tell",
                number(f64::from(draws))
            ),
            (Standing::MayTurn, None) => {
                "may turn: so near one half that no practical number of draws would tell".to_owned()
            }
            (standing, _) => standing.words().to_owned(),
        }
    }
}

impl Objection {
    /// How many conclusions turn in a world, of those that can react.
    pub fn tally(&self, world: &str) -> String {
        let count = |standing| {
            let those = |c: &&Conclusion| c.world == world && c.standing == standing;
            self.conclusions.iter().filter(those).count()
        };
        let cannot = count(Standing::CannotReact);
        let rest = [
            Standing::MayTurn,
            Standing::LessLikely,
            Standing::MoreLikely,
            Standing::Unchanged,
        ];
        let all = count(Standing::Turns) + rest.iter().map(|s| count(*s)).sum::<usize>();
        let told: Vec<String> = rest
            .into_iter()
            .filter(|s| count(*s) > 0)
            .map(|s| format!("{} {}", count(s), s.words()))
            .collect();
        let rest = if told.is_empty() {
            String::new()
        } else {
            format!(" ({})", told.join(", "))
        };
        format!(
            "In the world of {world}: {} of {all} conclusions that can react turn{rest}; {cannot} cannot react. A conclusion \
             turns when its probability crosses one half; it is less or more likely when on the same side it comes into the range of \
             another verdict.",
            count(Standing::Turns)
        )
    }

    /// The conclusions that cannot react in a world, by reason.
    pub fn cannot_react(&self, world: &str) -> Vec<(&str, Vec<&str>)> {
        let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
        let those = |c: &&Conclusion| c.world == world && c.standing == Standing::CannotReact;
        for c in self.conclusions.iter().filter(those) {
            match all.iter_mut().find(|a| a.0 == c.note) {
                Some(known) => known.1.push(&c.id),
                None => all.push((&c.note, vec![&c.id])),
            }
        }
        all
    }
}

/// The sets of assumptions as they are held, by overlay. `stacked` ones lie on top of each other, the last one in force.
pub fn held(
    overlays: &[Overlay],
    stacked: bool,
    default: &Ledger,
    belief: Belief,
    is_fitted: &[bool],
) -> Vec<Held> {
    let entries = default.entries();
    let one = |at: usize, overlay: &Overlay| {
        let sets = overlay.sets.iter().filter_map(|set| {
            let k = entries.iter().position(|e| e.id == set.parameter)?;
            let sets_it = |o: &&Overlay| o.sets.iter().any(|s| s.parameter == set.parameter);
            let in_force = overlays[at + 1..].iter().rev().find(sets_it);
            let prior = default.prior(belief, k);
            let fit = if is_fitted[k] {
                ", then fitted to the record"
            } else {
                ""
            };
            Some(HeldSet {
                parameter: set.parameter.clone(),
                name: entries[k].name.clone(),
                unit: entries[k].unit.clone(),
                held: set.prior.words(),
                default: format!("{}{fit}", prior.words()),
                // What the record was fitted to is replaced even by the prior of the fit.
                is_default: set.prior == *prior && !is_fitted[k],
                overruled_by: in_force.filter(|_| stacked).map(|o| o.id.clone()),
                reason: set.reason.clone(),
                sources: set.sources.clone(),
            })
        });
        let sets: Vec<HeldSet> = sets.collect();
        Held {
            id: overlay.id.clone(),
            title: overlay.title.clone(),
            by: overlay.by.clone(),
            changes_nothing: sets.iter().all(|s| s.is_default),
            sets,
        }
    };
    overlays
        .iter()
        .enumerate()
        .map(|(k, o)| one(k, o))
        .collect()
}

/// What becomes of claims about the model in other worlds, and how it was found in each world.
///
/// # Errors
///
/// As [`crate::claims::check::check`].
pub fn conclusions(
    claims: &[Claim],
    default: &Task<'_>,
    worlds: &[World],
    always_simulate: bool,
    cancel: &AtomicBool,
    report: impl FnMut(&str),
) -> Result<(Vec<Conclusion>, Vec<Methods>), CheckError> {
    let (before, after) = check_worlds(claims, default, worlds, always_simulate, cancel, report)?;
    // Runs on the same random numbers differ in nothing but the assumptions: where every one is the same bit for bit,
    // none of these enters the conclusion. A few runs show that, comparison by comparison; where a world was simulated,
    // all of its runs must agree too.
    let parts: Vec<Claim> = claims.iter().flat_map(comparisons).collect();
    let probe = Task {
        draws: PROBE_DRAWS.min(default.draws),
        ..*default
    };
    let (plain, others) = check_worlds(&parts, &probe, worlds, true, cancel, |_: &str| ())?;
    let (mut all, mut methods) = (Vec::new(), Vec::new());
    for ((world, in_world), others) in worlds.iter().zip(&after).zip(&others) {
        let mut of_world = Methods::new();
        for (before, after) in before.iter().zip(in_world) {
            let parts = || plain.iter().zip(others).filter(|p| p.0.id == before.id);
            let is_simulated = matches!(after.method, Method::Simulated { .. });
            let is_same = parts().all(|(a, b)| is_same_run(a, &b.checked))
                && (!is_simulated || is_same_run(before, &after.checked));
            let claim = claims.iter().find(|c| c.id == before.id);
            let own = claim.map_or_else(Vec::new, |c| sets_itself(c, default, world));
            let note = match claim {
                Some(claim) if is_same => why_not(claim, &own, default, world),
                Some(claim) if !own.is_empty() => {
                    itself(claim, &own) + "; only the rest of the objection reaches it"
                }
                _ => String::new(),
            };
            // Weights vary by chance even where nothing changes: the default stands.
            let (judged, after) = if is_same {
                (Standing::CannotReact, before)
            } else {
                count(&mut of_world, &after.method);
                (standing(before, &after.checked), &after.checked)
            };
            all.push(Conclusion {
                world: world.name.clone(),
                id: before.id.clone(),
                text: before.text.clone(),
                verdict: before.verdict.clone(),
                probability: before.probability,
                with_objection: after.verdict.clone(),
                probability_with_objection: after.probability,
                standing: judged,
                note,
                needs_draws: (judged == Standing::MayTurn)
                    .then(|| deciding_draws(before, after, default.draws))
                    .flatten(),
                validity: before.validity.clone(),
            });
        }
        methods.push(of_world);
    }
    Ok((all, methods))
}

/// Counts how a conclusion was worked out, with those that were alike.
fn count(methods: &mut Methods, method: &Method) {
    match methods.iter_mut().find(|m| m.1 == *method) {
        Some(known) => known.0 += 1,
        None => methods.push((1, method.clone())),
    }
}

/// A claim for each comparison in the test of a claim, and in what it presupposes.
fn comparisons(claim: &Claim) -> Vec<Claim> {
    fn collect(test: &Test, into: &mut Vec<Test>) {
        match test {
            Test::Compare { .. } => into.push(test.clone()),
            Test::And(a, b) | Test::Or(a, b) => {
                collect(a, into);
                collect(b, into);
            }
            Test::Not(a) => collect(a, into),
        }
    }
    let mut tests = Vec::new();
    if let Some(expression) = &claim.expression {
        collect(&expression.test, &mut tests);
        if let Some(given) = &expression.given {
            collect(given, &mut tests);
        }
    }
    let one = |test| Claim {
        expression: Some(Expression {
            is_probability: true,
            test,
            given: None,
        }),
        ..claim.clone()
    };
    tests.into_iter().map(one).collect()
}

/// Whether all members of two ensembles agree on a claim, to the last bit of its quantity.
fn is_same_run(a: &Checked, b: &Checked) -> bool {
    a.quantity.is_some()
        && a.quantity == b.quantity
        && a.probability == b.probability
        && a.structures == b.structures
}

/// Numbers of the parameters of which a world holds something else.
fn changed(default: &Task<'_>, world: &World) -> Vec<usize> {
    let prior = |ledger: &Ledger, k| ledger.prior(default.belief, k).clone();
    (0..default.ledger.entries().len())
        .filter(|k| prior(&world.ledger, *k) != prior(default.ledger, *k))
        .collect()
}

/// Those parameters of a world that a claim sets itself, by its own assumptions.
fn sets_itself(claim: &Claim, default: &Task<'_>, world: &World) -> Vec<String> {
    let ledger = default.ledger;
    let own = claim.assume.as_ref().and_then(|a| ledger.overlay(a).ok());
    let is_own = |id: &str| own.iter().flat_map(|o| &o.sets).any(|s| s.parameter == id);
    changed(default, world)
        .into_iter()
        .map(|k| ledger.entries()[k].id.clone())
        .filter(|id| is_own(id))
        .collect()
}

/// Why a claim cannot react to a world.
fn why_not(claim: &Claim, own: &[String], default: &Task<'_>, world: &World) -> String {
    let all = changed(default, world).len();
    if all == 0 && world.asked.is_empty() {
        return "the objection changes nothing".to_owned();
    }
    if own.len() == all && world.asked.is_empty() {
        return itself(claim, own);
    }
    let of = match claim.kind {
        Kind::History => "the past that it is about",
        _ => "the policies that it compares",
    };
    format!("what the objection changes plays no part in {of}")
}

/// That a claim sets parameters itself.
fn itself(claim: &Claim, own: &[String]) -> String {
    let named = if own.len() > MOST_NAMED {
        format!("{} of the assumptions", own.len())
    } else {
        let quoted: Vec<String> = own.iter().map(|id| format!("`{id}`")).collect();
        quoted.join(", ")
    };
    let set = claim.assume.as_deref().unwrap_or_default();
    format!("it sets {named} itself ({set})")
}

fn value(c: &Checked) -> f64 {
    c.probability.map_or(0.0, |p| p.value)
}

fn error(c: &Checked) -> f64 {
    c.probability.map_or(f64::INFINITY, |p| p.monte_carlo_error)
}

/// Whether a probability is further from one half than two Monte Carlo errors.
fn is_clear(c: &Checked) -> bool {
    (value(c) - 0.5).abs() > 2.0 * error(c)
}

/// What becomes of a conclusion that can react.
fn standing(before: &Checked, after: &Checked) -> Standing {
    let (p, q) = (value(before), value(after));
    let is_same_side = (p >= 0.5) == (q >= 0.5);
    if !is_same_side && is_clear(before) && is_clear(after) {
        return Standing::Turns;
    }
    if !is_same_side || (is_clear(before) && !is_clear(after)) {
        return Standing::MayTurn;
    }
    let is_told = (p - q).abs() > 2.0 * error(before).hypot(error(after));
    if verdict::at(p) == verdict::at(q) || !is_told {
        Standing::Unchanged
    } else if q < p {
        Standing::LessLikely
    } else {
        Standing::MoreLikely
    }
}

/// Runs that would put both probabilities further from one half than two errors, with a tenth to spare, to two digits.
fn deciding_draws(before: &Checked, after: &Checked, draws: u32) -> Option<u32> {
    let needed = [before, after]
        .iter()
        .filter(|c| !is_clear(c))
        .map(|c| f64::from(draws) * (2.0 * error(c) / (value(c) - 0.5).abs()).powi(2))
        .fold(0.0, f64::max);
    let needed = 1.1 * needed;
    (needed > 0.0 && needed < verdict::MOST_ADVISED).then(|| verdict::rounded_up(needed) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::check::{Task, check};
    use crate::claims::file;
    use crate::claims::verdict::VERDICTS;

    /// A conclusion with a probability, a Monte Carlo error and a verdict by number.
    fn checked(value: f64, error: f64, verdict: usize, between: &[usize]) -> Checked {
        let claim = file::read("claims.toml", file::BUILT_IN).unwrap().remove(0);
        let ledger = Ledger::built_in(system::parameters::PARAMETERS).unwrap();
        let task = Task {
            ledger: &ledger,
            belief: Belief::Evidence,
            asked: &[],
            draws: 20,
            seed: 1,
        };
        let mut checked = check(&[claim], &task, &AtomicBool::new(false), |_| ())
            .unwrap()
            .remove(0);
        checked.probability = Some(Probability {
            value,
            monte_carlo_error: error,
        });
        VERDICTS[verdict].clone_into(&mut checked.verdict);
        checked.between = between.iter().map(|k| VERDICTS[*k].to_owned()).collect();
        checked
    }

    #[test]
    fn another_verdict_on_the_same_side_is_not_called_unchanged() {
        let supported = checked(0.986, 0.005, 0, &[]);
        let likelier = checked(0.706, 0.02, 1, &[]);
        assert_eq!(standing(&supported, &likelier), Standing::LessLikely);
        assert_eq!(standing(&likelier, &supported), Standing::MoreLikely);
        assert_eq!(standing(&supported, &supported), Standing::Unchanged);
        // Too few runs for a verdict: the step must be more than chance.
        let near = checked(0.93, 0.028, 6, &[0, 1]);
        assert_eq!(standing(&supported, &near), Standing::Unchanged);
        assert_eq!(
            standing(&supported, &checked(0.68, 0.046, 6, &[1, 2])),
            Standing::LessLikely
        );
        // What is improbable and becomes more so is less likely, whatever that does to its denial.
        let (unlikely, hardly) = (checked(0.16, 0.016, 3, &[]), checked(0.003, 0.003, 4, &[]));
        assert_eq!(standing(&unlikely, &hardly), Standing::LessLikely);
    }

    #[test]
    fn a_conclusion_turns_only_where_both_sides_are_clear_of_one_half() {
        let (yes, no) = (checked(0.7, 0.02, 1, &[]), checked(0.2, 0.02, 3, &[]));
        assert_eq!(standing(&yes, &no), Standing::Turns);
        let open = checked(0.47, 0.02, 2, &[]);
        assert_eq!(standing(&yes, &open), Standing::MayTurn);
        assert_eq!(deciding_draws(&yes, &no, 500), None);
        // 1.1 × 500 × (0.04 / 0.03)² is 978.
        assert_eq!(deciding_draws(&yes, &open, 500), Some(980));
        assert_eq!(
            deciding_draws(&yes, &checked(0.5, 0.02, 2, &[]), 500),
            None,
            "no number of runs decides that"
        );
    }
}
