//! The kinds of problems that a scenario file can have, and how each is mended.

use crate::month::Month;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[allow(missing_docs, reason = "each message says what the fields mean")]
pub enum Kind {
    #[error("the file cannot be read: {reason}")]
    Unreadable { reason: String },
    #[error("byte {byte} is not UTF-8")]
    NotUtf8 { byte: usize },
    #[error("there is no built-in scenario and no file `{reference}`")]
    NotFound {
        reference: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("this is not TOML: {message}")]
    Syntax { message: String },
    #[error("`schema_version` is missing")]
    NoVersion,
    #[error("schema version {found} is not known")]
    UnknownVersion { found: String },
    #[error("unknown key `{key}`")]
    UnknownKey {
        key: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("`{key}` is missing")]
    Missing { key: &'static str, of: String },
    #[error("`{key}` must be {expected}, found {found}")]
    WrongType {
        key: String,
        expected: &'static str,
        found: &'static str,
    },
    #[error("`{found}` is not a month")]
    BadMonth { found: String },
    #[error("`{found}` is not an identifier")]
    BadId { found: String },
    #[error("the `{key}` cannot be shown")]
    BadText { key: &'static str, limit: usize },
    #[error("{what} {month} is outside the model's time")]
    OutsideTime {
        what: &'static str,
        month: Month,
        first: Month,
        last: Month,
    },
    #[error("the end {end} is not after the start {start}")]
    EndBeforeStart { start: Month, end: Month },
    #[error("there is no lever `{found}`")]
    UnknownLever {
        found: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("the lever `{lever}` has no unit `{found}`")]
    UnknownUnit {
        lever: &'static str,
        found: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("an intensity of {found} is out of range")]
    OutOfRange {
        found: f64,
        min: f64,
        max: f64,
        unit: &'static str,
        meaning: &'static str,
    },
    #[error("an intensity of {found} is not a finite number")]
    NotFinite {
        found: f64,
        min: f64,
        max: f64,
        unit: &'static str,
        meaning: &'static str,
    },
    #[error("an intensity of zero does nothing")]
    Zero {
        min: f64,
        max: f64,
        unit: &'static str,
        meaning: &'static str,
    },
    #[error(
        "this lever can never act: its end {end} is not after the scenario's start {scenario_start}"
    )]
    EndsTooEarly {
        end: Month,
        scenario_start: Month,
        scenario_end: Month,
    },
    #[error(
        "this lever can never act: its start {start} is not before the scenario's end {scenario_end}"
    )]
    StartsTooLate {
        start: Month,
        scenario_start: Month,
        scenario_end: Month,
    },
    #[error("there is no place `{found}`")]
    UnknownPlace {
        found: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("the lever `{lever}` needs a `mode`")]
    NoMode { lever: &'static str, of: String },
    #[error("there is no mode `{found}`")]
    UnknownMode {
        found: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("the lever `{lever}` has no `mode`")]
    ModeNotHere {
        lever: &'static str,
        with_mode: Vec<String>,
    },
    #[error("this model has no rules: `{key}` cannot act")]
    NoRules { key: &'static str },
    #[error("no rule can look at `{found}`")]
    UnknownOutcome {
        found: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("`is` cannot be `{found}`")]
    UnknownDirection {
        found: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("`{key}` has two levels: `share_of_start` and `value`")]
    TwoLevels { key: &'static str },
    #[error("`{key}` has no level")]
    NoLevel { key: &'static str },
    #[error("`{key}` cannot be {found}")]
    BadLevel { key: &'static str, found: f64 },
    #[error("nothing is below zero: this rule can never hold")]
    BelowZero,
    #[error("`{key}` cannot be {found}")]
    BadMonths { key: &'static str, found: f64 },
    #[error(
        "this rule looks at the 12 months before {start}, but the model's time begins in {first}"
    )]
    NoYearBefore { start: Month, first: Month },
    #[error(
        "this rule can never act: it takes effect in {earliest} at the earliest, and the lever ends at {end}"
    )]
    RuleTooLate { earliest: Month, end: Month },
    #[error("there is no inherited lever `{found}` to remove")]
    NothingToRemove {
        found: String,
        near: Option<String>,
        valid: Vec<String>,
    },
    #[error("a scenario cannot extend itself: {chain}")]
    Cycle { chain: String },
    #[error("more than {limit} scenarios extend one another")]
    TooDeep { limit: usize },
    #[error("the parent `{parent}` has problems of its own")]
    Parent { parent: String },
}

impl Kind {
    /// A stable name for this kind of problem, for example `aftermath::scenario::unknown_lever`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "aftermath::scenario::unreadable",
            Self::NotUtf8 { .. } => "aftermath::scenario::not_utf8",
            Self::NotFound { .. } => "aftermath::scenario::not_found",
            Self::Syntax { .. } => "aftermath::scenario::syntax",
            Self::NoVersion => "aftermath::scenario::no_version",
            Self::UnknownVersion { .. } => "aftermath::scenario::unknown_version",
            Self::UnknownKey { .. } => "aftermath::scenario::unknown_key",
            Self::Missing { .. } => "aftermath::scenario::missing",
            Self::WrongType { .. } => "aftermath::scenario::wrong_type",
            Self::BadMonth { .. } => "aftermath::scenario::bad_month",
            Self::BadId { .. } => "aftermath::scenario::bad_id",
            Self::BadText { .. } => "aftermath::scenario::bad_text",
            Self::OutsideTime { .. } => "aftermath::scenario::outside_time",
            Self::EndBeforeStart { .. } => "aftermath::scenario::end_before_start",
            Self::UnknownLever { .. } => "aftermath::scenario::unknown_lever",
            Self::UnknownUnit { .. } => "aftermath::scenario::unknown_unit",
            Self::OutOfRange { .. } => "aftermath::scenario::out_of_range",
            Self::NotFinite { .. } => "aftermath::scenario::not_finite",
            Self::Zero { .. } => "aftermath::scenario::zero",
            Self::EndsTooEarly { .. } | Self::StartsTooLate { .. } => {
                "aftermath::scenario::never_acts"
            }
            Self::UnknownPlace { .. } => "aftermath::scenario::unknown_place",
            Self::NoMode { .. } => "aftermath::scenario::no_mode",
            Self::UnknownMode { .. } => "aftermath::scenario::unknown_mode",
            Self::ModeNotHere { .. } => "aftermath::scenario::mode_not_here",
            Self::NoRules { .. } => "aftermath::scenario::no_rules",
            Self::UnknownOutcome { .. } => "aftermath::scenario::unknown_outcome",
            Self::UnknownDirection { .. } => "aftermath::scenario::unknown_direction",
            Self::TwoLevels { .. } => "aftermath::scenario::two_levels",
            Self::NoLevel { .. } => "aftermath::scenario::no_level",
            Self::BadLevel { .. } => "aftermath::scenario::bad_level",
            Self::BelowZero => "aftermath::scenario::below_zero",
            Self::BadMonths { .. } => "aftermath::scenario::bad_months",
            Self::NoYearBefore { .. } => "aftermath::scenario::no_year_before",
            Self::RuleTooLate { .. } => "aftermath::scenario::rule_too_late",
            Self::NothingToRemove { .. } => "aftermath::scenario::nothing_to_remove",
            Self::Cycle { .. } => "aftermath::scenario::cycle",
            Self::TooDeep { .. } => "aftermath::scenario::too_deep",
            Self::Parent { .. } => "aftermath::scenario::parent",
        }
    }

    /// How to mend it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Unreadable { .. } => return None,
            Self::NotUtf8 { .. } => "save the file as UTF-8".to_owned(),
            Self::Syntax { .. } => {
                "a line is `key = value`, with text in quotation marks, or a header such as `[levers.my-lever]`".to_owned()
            }
            Self::NoVersion | Self::UnknownVersion { .. } => {
                "this program reads `schema_version = 1`".to_owned()
            }
            Self::NotFound { near, valid, .. }
            | Self::UnknownKey { near, valid, .. }
            | Self::UnknownLever { near, valid, .. }
            | Self::UnknownUnit { near, valid, .. }
            | Self::UnknownPlace { near, valid, .. }
            | Self::UnknownMode { near, valid, .. }
            | Self::UnknownOutcome { near, valid, .. }
            | Self::UnknownDirection { near, valid, .. }
            | Self::NothingToRemove { near, valid, .. } => did_you_mean(near.as_deref(), valid),
            Self::Missing { key, of } => format!("give {of} its `{key}`"),
            Self::WrongType { expected, .. } => format!("give {expected}"),
            Self::BadMonth { .. } => {
                "a month is written \"YYYY-MM\", for example \"2022-01\"".to_owned()
            }
            Self::BadText { limit, .. } => {
                format!("give 1 to {limit} characters without control characters")
            }
            Self::BadId { .. } => {
                "an identifier has 1 to 60 lower-case letters, digits and hyphens, for example \"more-arrests\"".to_owned()
            }
            Self::OutsideTime { first, last, .. } => format!("accepted: {first} to {last}"),
            Self::EndBeforeStart { start, .. } => format!("give an end after {start}"),
            Self::OutOfRange { min, max, unit, meaning, .. }
            | Self::NotFinite { min, max, unit, meaning, .. } => {
                format!("accepted in `{unit}`: {} ({meaning})", range(*min, *max))
            }
            Self::Zero { min, max, unit, meaning } => format!(
                "leave the lever out, or give one accepted in `{unit}`: {} ({meaning})",
                range(*min, *max)
            ),
            Self::EndsTooEarly { scenario_start, scenario_end, .. }
            | Self::StartsTooLate { scenario_start, scenario_end, .. } => {
                format!("let it act between {scenario_start} and {scenario_end}")
            }
            Self::NoMode { of, .. } => format!(
                "give {of} `mode = \"cooperative\"` (with Mexico's consent) or `mode = \"unilateral\"` (without)"
            ),
            Self::ModeNotHere { with_mode, .. } if with_mode.is_empty() => {
                "take `mode` out: no lever of this model has one".to_owned()
            }
            Self::ModeNotHere { with_mode, .. } => {
                format!("take `mode` out: only {} have one", with_mode.join(", "))
            }
            Self::NoRules { key } => {
                format!("take `{key}` out: give the lever its months with `start` and `end`")
            }
            Self::TwoLevels { .. } => "take one of them out".to_owned(),
            Self::NoLevel { key } => format!(
                "give `{key}` either `share_of_start`, a share of the outcome's mean in the 12 months before the scenario's start, or `value`, in the outcome's unit"
            ),
            Self::BadLevel { key: "share_of_start", .. } => {
                "accepted: 0 to 10, where 1 is the mean of the 12 months before the scenario's start".to_owned()
            }
            Self::BadLevel { .. } => "accepted: numbers from 0, in the outcome's unit".to_owned(),
            Self::BelowZero => "give a level above 0, or `is = \"above\"`".to_owned(),
            Self::BadMonths { .. } => "accepted: whole months, 0 to 240".to_owned(),
            Self::NoYearBefore { .. } => {
                "give `value` instead of `share_of_start`, or let the scenario start later".to_owned()
            }
            Self::RuleTooLate { .. } => {
                "lower `after_months` or `delay_months`, or let the lever end later".to_owned()
            }
            Self::Cycle { .. } => "take `extends` out of one of them".to_owned(),
            Self::TooDeep { limit } => {
                format!("at most {limit} may stand in a row: write the levers out in one of them")
            }
            Self::Parent { .. } => "mend the parent first".to_owned(),
        })
    }
}

/// Accepted intensities in words; zero is never one of them.
pub(crate) fn range(min: f64, max: f64) -> String {
    if min == 0.0 {
        format!("above 0, up to {max}")
    } else if min < 0.0 && max >= 0.0 {
        format!("{min} to {max}, not 0")
    } else {
        format!("{min} to {max}")
    }
}

/// More names than this are not listed.
const FEW: usize = 12;

fn did_you_mean(near: Option<&str>, valid: &[String]) -> String {
    let list: Vec<String> = valid.iter().take(FEW).map(|n| format!("`{n}`")).collect();
    let mut accepted = list.join(", ");
    if valid.len() > FEW {
        accepted += &format!(" and {} more", valid.len() - FEW);
    }
    match near {
        Some(near) => format!("did you mean `{near}`? Accepted: {accepted}"),
        None if valid.is_empty() => "none can be given here".to_owned(),
        None => format!("accepted: {accepted}"),
    }
}

/// The valid name most like `wrong`, if one is like it.
pub(crate) fn nearest(wrong: &str, valid: &[String]) -> Option<String> {
    // Likeness takes time that grows with both lengths; no valid name is this long.
    if wrong.len() > 200 {
        return None;
    }
    valid
        .iter()
        .map(|name| (strsim::jaro_winkler(wrong, name), name))
        .filter(|(likeness, _)| *likeness > 0.72)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name.clone())
}
