//! An expression back to its text, with everything that was left to the context written out: what is read is read again
//! to the same.

use super::expression::{
    Comparison, Expression, Function, Over, Quantity, Reference, Test, Window,
};
use std::fmt::{Display, Formatter, Result};
use system::outcomes::OUTCOMES;

impl Display for Window {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let (first, last) = self.ends();
        let word = match self {
            Self::Calendar(..) => "",
            Self::After(..) => "year ",
        };
        if first == last {
            write!(f, "[{word}{first}]")
        } else {
            write!(f, "[{word}{first}..{last}]")
        }
    }
}

impl Display for Reference {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Series { id, window } => write!(f, "{id}{window}"),
            Self::Outcome {
                outcome,
                scenario,
                window,
            } => {
                let at = if scenario.is_empty() { "" } else { "@" };
                write!(f, "{}{at}{scenario}{window}", OUTCOMES[*outcome].id)
            }
        }
    }
}

impl Display for Function {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Mean => "mean",
            Self::Sum => "sum",
            Self::Min => "min",
            Self::Max => "max",
            Self::Abs => "abs",
        })
    }
}

/// How tightly an operator binds: a part that binds less stands in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binds {
    Sum,
    Product,
    Factor,
}

impl Quantity {
    fn binds(&self) -> Binds {
        match self {
            Self::Add(..) | Self::Subtract(..) => Binds::Sum,
            Self::Multiply(a, _) if **a == Self::Number(-1.0) => Binds::Factor,
            Self::Multiply(..) | Self::Divide(..) => Binds::Product,
            _ => Binds::Factor,
        }
    }

    fn part(&self, f: &mut Formatter<'_>, least: Binds) -> Result {
        if self.binds() < least {
            write!(f, "({self})")
        } else {
            write!(f, "{self}")
        }
    }

    fn two(
        f: &mut Formatter<'_>,
        (left, sign, right): (&Self, &str, &Self),
        [at_left, at_right]: [Binds; 2],
    ) -> Result {
        left.part(f, at_left)?;
        write!(f, " {sign} ")?;
        right.part(f, at_right)
    }
}

impl Display for Quantity {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        // What stands on the right is read first if it binds as tightly: it needs brackets.
        let (sum, product) = (
            [Binds::Sum, Binds::Product],
            [Binds::Product, Binds::Factor],
        );
        match self {
            Self::Number(x) => write!(f, "{x}"),
            Self::Reference(reference) => write!(f, "{reference}"),
            Self::Call(function, of) => write!(f, "{function}({of})"),
            Self::Add(a, b) => Self::two(f, (a, "+", b), sum),
            Self::Subtract(a, b) => Self::two(f, (a, "-", b), sum),
            Self::Multiply(a, b) if **a == Self::Number(-1.0) => {
                f.write_str("-")?;
                b.part(f, Binds::Factor)
            }
            Self::Multiply(a, b) => Self::two(f, (a, "*", b), product),
            Self::Divide(a, b) => Self::two(f, (a, "/", b), product),
        }
    }
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Above => ">",
            Self::Below => "<",
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
        })
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let part = |f: &mut Formatter<'_>, of: &Self, is_alone: bool| {
            if is_alone {
                write!(f, "{of}")
            } else {
                write!(f, "({of})")
            }
        };
        let is_one = |of: &Self| matches!(of, Self::Compare { .. } | Self::Not(_));
        match self {
            Self::Compare {
                by,
                left,
                right,
                over,
            } => {
                write!(f, "{left} {by} {right}")?;
                f.write_str(match over {
                    Over::Mean => "",
                    Over::All => " for all",
                    Over::Any => " for any",
                })
            }
            Self::And(a, b) => {
                part(f, a, !matches!(**a, Self::Or(..)))?;
                f.write_str(" and ")?;
                part(f, b, is_one(b))
            }
            Self::Or(a, b) => {
                part(f, a, true)?;
                f.write_str(" or ")?;
                part(f, b, !matches!(**b, Self::Or(..)))
            }
            Self::Not(a) => {
                f.write_str("not ")?;
                part(f, a, is_one(a))
            }
        }
    }
}

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match (self.is_probability, &self.given) {
            (true, Some(given)) => write!(f, "P({} given {given})", self.test),
            (true, None) => write!(f, "P({})", self.test),
            (false, _) => write!(f, "{}", self.test),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::file::{BUILT_IN, TEMPLATE, read};
    use super::super::parse::parse;
    use proptest::prelude::*;

    #[test]
    fn claims_are_read_again_to_the_same() {
        for text in [BUILT_IN, TEMPLATE] {
            for claim in read("claims.toml", text).unwrap() {
                let Some(expression) = claim.expression else {
                    continue;
                };
                let printed = expression.to_string();
                assert_eq!(parse(&printed).unwrap(), expression, "{printed}");
            }
        }
        let printed = parse("P(homicides@a[year 1..2] > 1.05 * baseline)")
            .unwrap()
            .to_string();
        assert_eq!(
            printed,
            "P(homicides@a[year 1..2] > 1.05 * homicides@baseline[year 1..2])"
        );
    }

    /// Texts of sums.
    fn sum() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            Just("homicides@a[year 1..2]".to_owned()),
            Just("homicides@b".to_owned()),
            Just("baseline".to_owned()),
            (1u32..9).prop_map(|n| format!("{n}.5")),
            (1u32..9).prop_map(|n| format!("{n} people a year")),
        ];
        leaf.prop_recursive(4, 24, 2, |inner| {
            let pair = (inner.clone(), inner.clone());
            prop_oneof![
                (pair.clone(), 0usize..2)
                    .prop_map(|((a, b), k)| format!("{a} {} {b}", ["+", "-"][k])),
                (inner.clone(), 1u32..9).prop_map(|(a, n)| format!("({a}) * {n}")),
                (inner.clone(), 1u32..9).prop_map(|(a, n)| format!("({a}) / {n} %")),
                pair.prop_map(|(a, b)| format!("({a}) - ({b})")),
                inner.clone().prop_map(|a| format!("-({a})")),
                inner.prop_map(|a| format!("mean({a})")),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_read_is_printed_and_read_again_to_the_same(
            parts in prop::collection::vec((sum(), sum(), 0usize..4, 0usize..3), 1..4),
            joins in prop::collection::vec(0usize..3, 3),
        ) {
            let mut text = String::new();
            for (k, (a, b, by, over)) in parts.iter().enumerate() {
                let one = format!(
                    "homicides@c[year 1..2] + {a} {} {b}{}",
                    [">", "<", ">=", "<="][*by],
                    ["", " for all", " for any"][*over]
                );
                text = match (k, joins[k]) {
                    (0, 0) => format!("not ({one})"),
                    (0, _) => one,
                    (_, 0) => format!("{text} and {one}"),
                    (_, 1) => format!("({text}) or ({one} and {one})"),
                    _ => format!("not ({text}) and ({one} or {one})"),
                };
            }
            if let Ok(expression) = parse(&format!("P({text})")) {
                let printed = expression.to_string();
                prop_assert_eq!(parse(&printed).unwrap(), expression, "{}", printed);
            }
        }
    }
}
