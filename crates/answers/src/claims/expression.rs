//! The language of claims: what it says, once it is read.
//!
//! ```text
//! claim      = "P" "(" test [ "given" test ] ")" | test
//! test       = and { "or" and }          and = one { "and" one }
//! one        = "not" one | comparison | "(" test ")"
//! comparison = sum (">" | "<" | ">=" | "<=") sum [ "for" ("all" | "any") ]
//! sum        = product { ("+" | "-") product }      product = factor { ("*" | "/") factor }
//! factor     = NUMBER ["%" | UNIT] | "-" factor | "(" sum ")" | "baseline" | reference
//!            | ("mean" | "sum" | "min" | "max" | "abs") "(" sum ")"
//! reference  = NAME [ "@" SCENARIO ] [ "[" window "]" ]
//! window     = YEAR [ ".." YEAR ] | "year" N [ ".." N ]
//! ```
//!
//! A name is a series of the record or an outcome of the model. `[2018..2023]` are calendar years, `[year 1..2]` years
//! after the start of the policies; monthly flows are yearly sums, stocks stand at the end of the year. A reference
//! without a window has that of the first in its comparison; `baseline` is that first reference under the baseline.
//! Several years are compared by their mean, unless `for all` or `for any` follows. Units must agree; a bare number
//! takes the unit that it is compared with, `30000 people a year` has its own, `5 %` is a share. `given` leaves the runs in which its test holds: what the claim presupposes.

use std::collections::BTreeSet;

/// Years that a reference looks at, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Window {
    /// Calendar years.
    Calendar(u16, u16),
    /// Years after the start of the policies, from 1.
    After(u16, u16),
}

impl Window {
    /// Number of years.
    pub fn years(self) -> usize {
        let (first, last) = self.ends();
        usize::from(last - first) + 1
    }

    /// First and last year.
    pub fn ends(self) -> (u16, u16) {
        match self {
            Self::Calendar(first, last) | Self::After(first, last) => (first, last),
        }
    }
}

/// What a reference points at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// A series of the record.
    Series {
        /// Id; `SERIES` stands for each of the claim's series in turn.
        id: String,
        /// Years.
        window: Window,
    },
    /// An outcome of the model.
    Outcome {
        /// Its number.
        outcome: usize,
        /// Scenario id; empty for the claim's own.
        scenario: String,
        /// Years.
        window: Window,
    },
}

/// Functions of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// Mean over years.
    Mean,
    /// Sum over years.
    Sum,
    /// Least.
    Min,
    /// Greatest.
    Max,
    /// Absolute value of each.
    Abs,
}

/// A quantity: one number a year, or one.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// A number.
    Number(f64),
    /// What the record or the model gives.
    Reference(Reference),
    /// Sum.
    Add(Box<Quantity>, Box<Quantity>),
    /// Difference.
    Subtract(Box<Quantity>, Box<Quantity>),
    /// Product.
    Multiply(Box<Quantity>, Box<Quantity>),
    /// Ratio.
    Divide(Box<Quantity>, Box<Quantity>),
    /// Function of a list.
    Call(Function, Box<Quantity>),
}

/// How two quantities are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// >
    Above,
    /// <
    Below,
    /// >=
    AtLeast,
    /// <=
    AtMost,
}

/// Over which of several years a comparison must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// In the mean.
    Mean,
    /// In all.
    All,
    /// In at least one.
    Any,
}

/// What is true or false.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// A comparison.
    Compare {
        /// How.
        by: Comparison,
        /// Left side.
        left: Quantity,
        /// Right side.
        right: Quantity,
        /// Over which years.
        over: Over,
    },
    /// Both.
    And(Box<Test>, Box<Test>),
    /// Either.
    Or(Box<Test>, Box<Test>),
    /// Not.
    Not(Box<Test>),
}

/// A claim's expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Whether it asks for a probability over an ensemble.
    pub is_probability: bool,
    /// What is tested.
    pub test: Test,
    /// What must hold for the test to count.
    pub given: Option<Test>,
}

impl Expression {
    /// What it looks at, each once, in a fixed order.
    pub fn references(&self) -> Vec<&Reference> {
        let mut all = BTreeSet::new();
        self.test.collect(&mut all);
        if let Some(given) = &self.given {
            given.collect(&mut all);
        }
        all.into_iter().collect()
    }
}

/// Gives the values of a reference, one a year; `None` where there is no figure.
pub trait Values {
    /// The values.
    fn values(&self, reference: &Reference) -> Option<Vec<f64>>;
}

fn pairwise(a: &[f64], b: &[f64], f: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let n = a.len().max(b.len());
    // One number goes with every year; lengths are checked when the text is read.
    let at = |v: &[f64], i: usize| v.get(if v.len() == 1 { 0 } else { i }).copied();
    (0..n)
        .map(|i| match (at(a, i), at(b, i)) {
            (Some(a), Some(b)) => f(a, b),
            _ => f64::NAN,
        })
        .collect()
}

fn mean(v: &[f64]) -> f64 {
    v.iter().sum::<f64>() / v.len() as f64
}

impl Quantity {
    /// Its values; `None` where a figure is missing.
    pub fn of(&self, values: &impl Values) -> Option<Vec<f64>> {
        let two = |a: &Self, b: &Self, f: fn(f64, f64) -> f64| {
            Some(pairwise(&a.of(values)?, &b.of(values)?, f))
        };
        match self {
            Self::Number(x) => Some(vec![*x]),
            Self::Reference(reference) => values.values(reference),
            Self::Add(a, b) => two(a, b, |a, b| a + b),
            Self::Subtract(a, b) => two(a, b, |a, b| a - b),
            Self::Multiply(a, b) => two(a, b, |a, b| a * b),
            Self::Divide(a, b) => two(a, b, |a, b| a / b),
            Self::Call(function, of) => {
                let v = of.of(values)?;
                Some(match function {
                    Function::Mean => vec![mean(&v)],
                    Function::Sum => vec![v.iter().sum()],
                    Function::Min => vec![v.iter().copied().fold(f64::INFINITY, f64::min)],
                    Function::Max => vec![v.iter().copied().fold(f64::NEG_INFINITY, f64::max)],
                    Function::Abs => v.iter().map(|x| x.abs()).collect(),
                })
            }
        }
    }

    /// The factor, where it is a multiple of one reference.
    pub fn multiple(&self) -> Option<f64> {
        match self {
            Self::Reference(_) => Some(1.0),
            Self::Multiply(a, b) => match (a.as_ref(), b.as_ref()) {
                (Self::Number(x), Self::Reference(_)) | (Self::Reference(_), Self::Number(x)) => {
                    Some(*x)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn collect<'a>(&'a self, into: &mut BTreeSet<&'a Reference>) {
        match self {
            Self::Number(_) => {}
            Self::Reference(reference) => {
                into.insert(reference);
            }
            Self::Add(a, b) | Self::Subtract(a, b) | Self::Multiply(a, b) | Self::Divide(a, b) => {
                a.collect(into);
                b.collect(into);
            }
            Self::Call(_, of) => of.collect(into),
        }
    }
}

impl Test {
    /// Whether it holds; `None` where a figure is missing or a number is not finite.
    pub fn holds(&self, values: &impl Values) -> Option<bool> {
        match self {
            Self::Compare {
                by,
                left,
                right,
                over,
            } => {
                let (mut left, mut right) = (left.of(values)?, right.of(values)?);
                if *over == Over::Mean {
                    (left, right) = (vec![mean(&left)], vec![mean(&right)]);
                }
                let gaps = pairwise(&left, &right, |a, b| a - b);
                if gaps.iter().any(|g| !g.is_finite()) {
                    return None;
                }
                let one = |gap: &f64| match by {
                    Comparison::Above => *gap > 0.0,
                    Comparison::Below => *gap < 0.0,
                    Comparison::AtLeast => *gap >= 0.0,
                    Comparison::AtMost => *gap <= 0.0,
                };
                Some(match over {
                    Over::Any => gaps.iter().any(one),
                    _ => gaps.iter().all(one),
                })
            }
            Self::And(a, b) => Some(a.holds(values)? & b.holds(values)?),
            Self::Or(a, b) => Some(a.holds(values)? | b.holds(values)?),
            Self::Not(a) => a.holds(values).map(|x| !x),
        }
    }

    /// The first comparison: its quantity is the one that is shown.
    pub fn first_comparison(&self) -> (&Quantity, &Quantity) {
        match self {
            Self::Compare { left, right, .. } => (left, right),
            Self::And(a, _) | Self::Or(a, _) | Self::Not(a) => a.first_comparison(),
        }
    }

    fn collect<'a>(&'a self, into: &mut BTreeSet<&'a Reference>) {
        match self {
            Self::Compare { left, right, .. } => {
                left.collect(into);
                right.collect(into);
            }
            Self::And(a, b) | Self::Or(a, b) => {
                a.collect(into);
                b.collect(into);
            }
            Self::Not(a) => a.collect(into),
        }
    }
}

/// What the left side of a comparison is held against: the right side without a factor that is a bare number, which is
/// only the threshold. `None` if nothing measured stands there.
pub fn held_against(right: &Quantity) -> Option<&Quantity> {
    let inner = match right {
        Quantity::Multiply(a, b) => match (a.as_ref(), b.as_ref()) {
            (Quantity::Number(_), measured) | (measured, Quantity::Number(_)) => measured,
            _ => right,
        },
        _ => right,
    };
    let mut measured = BTreeSet::new();
    inner.collect(&mut measured);
    (!measured.is_empty()).then_some(inner)
}

/// The shown quantity of a comparison: how far the left side lies above what it is held against, as a share of that, if
/// that is measured too; else the left side itself. Means over years.
pub fn shown(left: &Quantity, right: &Quantity, values: &impl Values) -> Option<f64> {
    let a = mean(&left.of(values)?);
    let value = match held_against(right) {
        None => a,
        Some(against) => {
            let b = mean(&against.of(values)?);
            if b == 0.0 { a - b } else { (a - b) / b.abs() }
        }
    };
    value.is_finite().then_some(value)
}
