//! Which quantities can be compared and added: units and numbers of years.

use super::expression::{Quantity, Reference, Window};
use crate::flagship::question::yearly_unit;
use record::series;
use system::outcomes::OUTCOMES;

/// What a quantity is measured in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A bare number: takes any unit.
    Bare,
    /// A ratio of two quantities of one unit, or a percentage.
    Ratio,
    /// A unit.
    Of(String),
}

#[derive(Clone, Debug)]
/// A quantity with its unit, its number of years and its place in the text.
pub(super) struct Typed {
    pub quantity: Quantity,
    pub unit: Unit,
    pub years: usize,
    pub at: usize,
}

pub(super) struct Failure {
    pub at: usize,
    pub message: String,
}

pub(super) type Parsed<T> = Result<T, Failure>;

impl Unit {
    pub fn words(&self) -> String {
        match self {
            Self::Bare => "a number".to_owned(),
            Self::Ratio => "a ratio".to_owned(),
            Self::Of(unit) => format!("`{unit}`"),
        }
    }
}

/// The unit that a text begins with, of those of outcomes and series the longest that fits, and its length in the text.
pub(super) fn known_unit(text: &str) -> Option<(String, usize)> {
    let of_outcomes = OUTCOMES.iter().map(|o| yearly_unit(o.unit));
    let all = of_outcomes.chain(series::all().iter().map(|s| s.unit.to_owned()));
    all.filter_map(|unit| {
        let mut rest = text;
        for (k, word) in unit.split(' ').enumerate() {
            let next = rest.trim_start();
            let is_apart = k == 0 || next.len() < rest.len();
            rest = next.strip_prefix(word).filter(|_| is_apart)?;
        }
        let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        ends.then_some((unit, text.len() - rest.len()))
    })
    .max_by_key(|(unit, _)| unit.len())
}

/// An outcome with its unit: monthly flows are yearly sums.
pub(super) fn typed_outcome(outcome: usize, scenario: String, window: Window, at: usize) -> Typed {
    Typed {
        quantity: Quantity::Reference(Reference::Outcome {
            outcome,
            scenario,
            window,
        }),
        unit: Unit::Of(yearly_unit(OUTCOMES[outcome].unit)),
        years: window.years(),
        at,
    }
}

/// The number of years of two quantities that are compared or combined.
pub(super) fn same_years(a: &Typed, b: &Typed, at: usize) -> Parsed<usize> {
    if a.years == b.years || a.years == 1 || b.years == 1 {
        Ok(a.years.max(b.years))
    } else {
        Err(Failure {
            at,
            message: format!(
                "{} years on one side, {} on the other: give the same windows, or mean(…)",
                a.years, b.years
            ),
        })
    }
}

/// Two quantities made into one.
pub(super) fn combined(
    make: fn(Box<Quantity>, Box<Quantity>) -> Quantity,
    left: Typed,
    right: Typed,
    unit: Unit,
    at: usize,
) -> Parsed<Typed> {
    let years = same_years(&left, &right, at)?;
    Ok(Typed {
        quantity: make(Box::new(left.quantity), Box::new(right.quantity)),
        unit,
        years,
        at: left.at,
    })
}

/// The unit of two quantities that are compared or added; a bare number takes any.
pub(super) fn same_unit(a: &Typed, b: &Typed, at: usize) -> Parsed<Unit> {
    let is_relative = |unit: &str| unit == "share" || unit == "index";
    match (&a.unit, &b.unit) {
        (Unit::Of(of), Unit::Ratio) | (Unit::Ratio, Unit::Of(of)) if is_relative(of) => {
            Ok(Unit::Of(of.clone()))
        }
        (Unit::Bare, other) | (other, Unit::Bare) => Ok(other.clone()),
        (a, b) if a == b => Ok(a.clone()),
        (a, b) => {
            let hint = if a == &Unit::Ratio || b == &Unit::Ratio {
                ": a share is of something (5 % * baseline), and a number can have a unit (11000 deaths)"
            } else {
                ""
            };
            Err(Failure {
                at,
                message: format!(
                    "{} and {} cannot be compared or added{hint}",
                    a.words(),
                    b.words()
                ),
            })
        }
    }
}
