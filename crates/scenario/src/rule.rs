//! Modes and rules: with whose consent a lever acts, and on what it waits.

use std::fmt;

/// With or without Mexico's consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// With Mexico's consent.
    Cooperative,
    /// Without it.
    Unilateral,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 2] = [Self::Cooperative, Self::Unilateral];

    /// The word in scenario files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Cooperative => "cooperative",
            Self::Unilateral => "unilateral",
        }
    }
}

/// Which side of the level an outcome must be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Above it.
    Above,
    /// Below it.
    Below,
}

impl Direction {
    /// Both directions.
    pub const ALL: [Self; 2] = [Self::Above, Self::Below];

    /// The word in scenario files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
        }
    }
}

/// The level that an outcome is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RuleLevel {
    /// Share of the outcome's own mean over the 12 months before the scenario's start, 0 to 10.
    ShareOfStart(f64),
    /// A value in the outcome's unit, 0 or more.
    Value(f64),
}

/// What a lever waits for.
///
/// The mean of the outcome over the last three months is held against the level, month by month.
/// Looking begins `after_months` after the lever's start; for an `until` besides a `when`, after the
/// month in which the lever came into force. `delay_months` after the rule is first true it takes
/// effect, for good, whatever the outcome does in the meantime or later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Id of the outcome that is looked at.
    pub outcome: &'static str,
    /// On which side of the level.
    pub is: Direction,
    /// The level.
    pub level: RuleLevel,
    /// Months before looking begins, 0 to 240.
    pub after_months: u16,
    /// Months from first true to effect, 0 to 240.
    pub delay_months: u16,
}

impl Rule {
    /// Months from the start of looking's clock to the first month in which the rule can take effect.
    pub(crate) fn earliest(&self) -> u16 {
        self.after_months.saturating_add(self.delay_months)
    }

    /// Text for a hash: the same for the same rule only.
    pub(crate) fn fingerprint(&self) -> String {
        let (kind, number) = match self.level {
            RuleLevel::ShareOfStart(share) => ("share_of_start", share),
            RuleLevel::Value(value) => ("value", value),
        };
        // Zero has two signs but one meaning.
        let bits = (number + 0.0).to_bits();
        format!(
            "{} {} {kind} {bits:016x} {} {}",
            self.outcome,
            self.is.id(),
            self.after_months,
            self.delay_months
        )
    }
}

/// The rule as a TOML table on one line.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, number) = match self.level {
            RuleLevel::ShareOfStart(share) => ("share_of_start", share),
            RuleLevel::Value(value) => ("value", value),
        };
        write!(
            f,
            "{{ outcome = \"{}\", is = \"{}\", {kind} = {number:?}, after_months = {}, delay_months = {} }}",
            self.outcome,
            self.is.id(),
            self.after_months,
            self.delay_months
        )
    }
}
