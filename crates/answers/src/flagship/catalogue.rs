//! What scenarios for the flagship model may contain, and scenarios as the model takes them.

use crate::question::months;
use inference::inputs::{FIRST_YEAR, PLACES, RECORD_END};
use scenario::{Catalogue, Direction, Mode, Month, RuleLevel, Scenario};
use system::levers::LEVERS;
use system::outcomes::OUTCOMES;
use system::policy::{self, Level, Lever, Policy, Use};

/// First month of the run.
pub const FIRST: Month = Month::new(FIRST_YEAR, 1);

/// Outcomes that rules may look at.
static OBSERVED: [(&str, &str); 9] = [
    ("flow", "fentanyl that enters the United States, 2023 = 1"),
    ("seized", "fentanyl seized on the way, 2023 = 1"),
    ("price", "retail price of fentanyl, 2023 = 1"),
    (
        "overdose_deaths",
        "overdose deaths from synthetic opioids in the United States, people a month",
    ),
    ("homicides", "homicides in Mexico, people a month"),
    (
        "cooperation",
        "cooperation, mean of four channels, 2023 = 1",
    ),
    (
        "us_persons_harmed",
        "US persons killed or hurt in retaliation, people a month",
    ),
    (
        "attacks_on_state",
        "attacks on the Mexican state, attacks a month",
    ),
    (
        "presence",
        "share of the territory where the state is present",
    ),
];

/// What scenarios for this model may contain.
pub static CATALOGUE: Catalogue = Catalogue {
    levers: &LEVERS,
    places: &PLACES,
    first: FIRST,
    start: Month::new(2025, 4),
    end: Month::new(2035, 4),
    latest_end: Month::new(2036, 1),
    levers_with_mode: &[
        "strike.labs",
        "strike.infrastructure",
        "strike.leaders",
        "patrols",
    ],
    observed: &OBSERVED,
    built_in: scenario::FLAGSHIP_BUILT_IN,
};

/// The scenarios of the question to history, baseline first.
pub const HISTORY_QUESTION: [&str; 3] = [
    "history-as-it-was",
    "history-no-deployment",
    "history-no-deployment-2012",
];

/// The scenarios of the built-in question, baseline first: the decision that the op-ed of April 2025 argues about.
pub const BUILT_IN_QUESTION: [&str; 17] = [
    "status-quo",
    "strikes-labs-cooperative",
    "strikes-labs-unilateral",
    "strikes-infrastructure-cooperative",
    "strikes-infrastructure-unilateral",
    "strikes-leaders-cooperative",
    "strikes-leaders-unilateral",
    "cooperative-then-unilateral",
    "kingpin-campaign",
    "deploy-army",
    "us-patrols",
    "interdiction",
    "precursor-control",
    "prevention",
    "focused-deterrence",
    "treatment-naloxone",
    "non-military-portfolio",
];

/// A scenario as the model takes it.
pub fn policy(scenario: &Scenario) -> Policy {
    let rule = |r: &scenario::Rule| policy::Rule {
        outcome: OUTCOMES.iter().position(|o| o.id == r.outcome).unwrap_or(0),
        above: r.is == Direction::Above,
        level: match r.level {
            RuleLevel::ShareOfStart(share) => Level::ShareOfStart(share),
            RuleLevel::Value(value) => Level::Value(value),
        },
        after_months: usize::from(r.after_months),
        delay_months: usize::from(r.delay_months),
    };
    Policy {
        start_month: months(FIRST, scenario.start),
        uses: scenario
            .levers
            .iter()
            .filter_map(|l| {
                Some(Use {
                    lever: Lever::by_id(l.lever)?,
                    intensity: l.intensity,
                    months: months(FIRST, l.start)..months(FIRST, l.end),
                    place: PLACES.iter().position(|p| *p == l.place)?.checked_sub(1),
                    mode: l.mode.map(|m| match m {
                        Mode::Cooperative => policy::Mode::Cooperative,
                        Mode::Unilateral => policy::Mode::Unilateral,
                    }),
                    when: l.when.as_ref().map(rule),
                    until: l.until.as_ref().map(rule),
                })
            })
            .collect(),
    }
}

/// The last month of the record of what was done.
pub fn record_end() -> Month {
    Month::new(
        FIRST_YEAR + (RECORD_END / 12) as u16,
        (RECORD_END % 12) as u8 + 1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_nation_and_its_states() {
        assert_eq!(
            (PLACES[0], PLACES[25], PLACES[32]),
            ("national", "Sinaloa", "Zacatecas")
        );
    }
}
