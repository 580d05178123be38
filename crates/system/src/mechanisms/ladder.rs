//! What is in force in a month: times, places, modes and rules of the levers of a scenario.
//!
//! A rule looks at the mean of an outcome over the last three months, against a value or a share of its mean in
//! the twelve months before the scenario's start. Rules are decided member by member: in some futures the
//! condition comes true, in others never.

use crate::policy::{Level, Lever, Mode, Policy, Rule, Use};
use numerics::lanes::Lanes;

/// Months that a rule averages over.
const RECENT_MONTHS: usize = 3;
/// Months before the start that levels are measured against.
const BASE_MONTHS: usize = 12;

/// Observed outcomes by month: `[month][outcome]`.
pub type Observed<const L: usize> = Vec<Vec<Lanes<L>>>;

/// Since when a rule holds, lane by lane.
#[derive(Clone, Debug)]
struct Latch<const L: usize> {
    /// Month in which the rule was first true.
    since: [Option<usize>; L],
}

/// The ladder: latches of all rules.
#[derive(Clone, Debug)]
pub struct Ladder<const L: usize> {
    when: Vec<Latch<L>>,
    until: Vec<Latch<L>>,
}

/// A lever in force in a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dose<const L: usize> {
    /// Which.
    pub lever: Lever,
    /// How strongly, by lane; zero where it is not in force.
    pub intensity: Lanes<L>,
    /// State, or the whole country.
    pub place: Option<usize>,
    /// With or without consent.
    pub mode: Option<Mode>,
}

impl<const L: usize> Ladder<L> {
    /// No rule has come true yet.
    pub fn new(policy: &Policy) -> Self {
        let latch = || Latch { since: [None; L] };
        Self {
            when: policy.uses.iter().map(|_| latch()).collect(),
            until: policy.uses.iter().map(|_| latch()).collect(),
        }
    }

    /// The levers in force in a month, given what was observed before it.
    pub fn doses(&mut self, policy: &Policy, month: usize, observed: &Observed<L>) -> Vec<Dose<L>> {
        let mut doses = Vec::new();
        for (k, lever_use) in policy.uses.iter().enumerate() {
            if !lever_use.months.contains(&month) {
                continue;
            }
            let mut intensity = Lanes::splat(lever_use.intensity);
            for lane in 0..L {
                let holds = |rule: &Rule, latch: &mut Latch<L>| {
                    let first = lever_use.months.start + rule.after_months;
                    let since = &mut latch.since[lane];
                    if since.is_none() && month >= first {
                        *since = is_true(rule, policy, month, observed, lane).then_some(month);
                    }
                    since.is_some_and(|s| month >= s + rule.delay_months)
                };
                let on = lever_use
                    .when
                    .as_ref()
                    .is_none_or(|r| holds(r, &mut self.when[k]));
                // A lever that has not come into force cannot go out of it.
                let off = on
                    && lever_use
                        .until
                        .as_ref()
                        .is_some_and(|r| holds(r, &mut self.until[k]));
                if !on || off {
                    intensity[lane] = 0.0;
                }
            }
            if intensity.0.iter().any(|i| *i != 0.0) {
                let Use {
                    lever, place, mode, ..
                } = *lever_use;
                doses.push(Dose {
                    lever,
                    intensity,
                    place,
                    mode,
                });
            }
        }
        doses
    }
}

fn is_true<const L: usize>(
    rule: &Rule,
    policy: &Policy,
    month: usize,
    observed: &Observed<L>,
    lane: usize,
) -> bool {
    let mean = |months: std::ops::Range<usize>| {
        let rows = observed.get(months)?;
        let sum: f64 = rows
            .iter()
            .filter_map(|m| m.get(rule.outcome))
            .map(|v| v[lane])
            .sum();
        (!rows.is_empty()).then(|| sum / rows.len() as f64)
    };
    let Some(recent) = mean(month.saturating_sub(RECENT_MONTHS)..month) else {
        return false;
    };
    let level = match rule.level {
        Level::Value(value) => value,
        Level::ShareOfStart(share) => {
            let start = policy.start_month;
            match mean(start.saturating_sub(BASE_MONTHS)..start) {
                Some(base) => share * base,
                None => return false,
            }
        }
    };
    if rule.above {
        recent > level
    } else {
        recent < level
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(when: Option<Rule>, until: Option<Rule>) -> Policy {
        Policy {
            start_month: 12,
            uses: vec![Use {
                lever: Lever::StrikeLabs,
                intensity: 5.0,
                months: 12..40,
                place: None,
                mode: Some(Mode::Unilateral),
                when,
                until,
            }],
        }
    }

    /// Months in force if the outcome is 1 in the first lane and falls to 0.5 from month 15 in the second.
    fn months(policy: &Policy) -> [Vec<usize>; 2] {
        let mut ladder = Ladder::<2>::new(policy);
        let mut observed: Observed<2> = Vec::new();
        let mut result = [Vec::new(), Vec::new()];
        for month in 0..45 {
            for dose in ladder.doses(policy, month, &observed) {
                for (months, intensity) in result.iter_mut().zip(dose.intensity.0) {
                    if intensity > 0.0 {
                        months.push(month);
                    }
                }
            }
            observed.push(vec![Lanes([1.0, if month < 15 { 1.0 } else { 0.5 }])]);
        }
        result
    }

    const FALLEN: Rule = Rule {
        outcome: 0,
        above: false,
        level: Level::ShareOfStart(0.6),
        after_months: 0,
        delay_months: 2,
    };

    #[test]
    fn without_rules_a_lever_is_in_force_in_its_months() {
        let all: Vec<usize> = (12..40).collect();
        assert_eq!(months(&policy(None, None)), [all.clone(), all]);
    }

    #[test]
    fn rules_are_decided_member_by_member_with_their_delay() {
        // In the second lane the mean of three months is 0.5 at the start of month 18: in force from 20.
        let [never, later] = months(&policy(Some(FALLEN), None));
        assert_eq!((never, later), (Vec::new(), (20..40).collect()));
        let [always, first] = months(&policy(None, Some(FALLEN)));
        assert_eq!((always, first), ((12..40).collect(), (12..20).collect()));
    }

    #[test]
    fn a_rule_that_looks_late_and_at_a_value() {
        let rule = Rule {
            above: true,
            level: Level::Value(0.9),
            after_months: 12,
            delay_months: 0,
            ..FALLEN
        };
        let [late, never] = months(&policy(Some(rule), None));
        assert_eq!((late, never), ((24..40).collect(), Vec::new()));
    }
}
