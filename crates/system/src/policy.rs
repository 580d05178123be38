//! What a scenario does: levers in use, with times, places, modes and rules.

use std::ops::Range;

/// The levers, in the order of [`crate::levers::LEVERS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "crate::levers::LEVERS gives the meaning of each"
)]
pub enum Lever {
    StrikeLabs,
    StrikeInfrastructure,
    StrikeLeaders,
    Kingpin,
    Deploy,
    Patrols,
    Interdict,
    Precursors,
    Recruitment,
    Deterrence,
    Treatment,
    Naloxone,
    WithdrawKingpin,
    WithdrawDeploy,
    WithdrawCooperation,
}

impl Lever {
    /// All levers, in the order of [`crate::levers::LEVERS`].
    pub const ALL: [Self; 15] = [
        Self::StrikeLabs,
        Self::StrikeInfrastructure,
        Self::StrikeLeaders,
        Self::Kingpin,
        Self::Deploy,
        Self::Patrols,
        Self::Interdict,
        Self::Precursors,
        Self::Recruitment,
        Self::Deterrence,
        Self::Treatment,
        Self::Naloxone,
        Self::WithdrawKingpin,
        Self::WithdrawDeploy,
        Self::WithdrawCooperation,
    ];

    /// The lever with an id of [`crate::levers::LEVERS`].
    pub fn by_id(id: &str) -> Option<Self> {
        let at = crate::levers::LEVERS.iter().position(|l| l.id == id)?;
        Self::ALL.get(at).copied()
    }
}

/// With or without Mexico's consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// With consent.
    Cooperative,
    /// Without.
    Unilateral,
}

/// A condition on an observed outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Number of the outcome in [`crate::outcomes::OUTCOMES`].
    pub outcome: usize,
    /// Whether the outcome must lie above the level, not below.
    pub above: bool,
    /// The level.
    pub level: Level,
    /// Months after the lever's start from which on it is looked at.
    pub after_months: usize,
    /// Months from when it first holds until the lever follows.
    pub delay_months: usize,
}

/// What an outcome is measured against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level {
    /// A share of its own mean in the twelve months before the scenario's start.
    ShareOfStart(f64),
    /// A value in its own unit.
    Value(f64),
}

/// A lever in use.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// Which.
    pub lever: Lever,
    /// How strongly, in the lever's unit.
    pub intensity: f64,
    /// Months in force, counted from the first month of the run.
    pub months: Range<usize>,
    /// State, or the whole country.
    pub place: Option<usize>,
    /// With or without consent, where it applies.
    pub mode: Option<Mode>,
    /// It comes into force only once this holds.
    pub when: Option<Rule>,
    /// It goes out of force for good once this holds.
    pub until: Option<Rule>,
}

/// What is done in a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// The month from which options differ, counted from the first month of the run.
    pub start_month: usize,
    /// Levers in use.
    pub uses: Vec<Use>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levers_are_in_the_order_of_their_list() {
        assert_eq!(Lever::by_id("strike.leaders"), Some(Lever::StrikeLeaders));
        assert_eq!(
            Lever::by_id("withdraw.cooperation"),
            Some(Lever::WithdrawCooperation)
        );
        assert_eq!(Lever::by_id("strike"), None);
        assert_eq!(Lever::ALL.len(), crate::levers::LEVERS.len());
    }
}
