//! The text of a claim to its expression; every error has a place in the text.

use super::expression::{
    Comparison, Expression, Function, Over, Quantity, Reference, Test, Window,
};
use super::units::{
    Failure, Parsed, Typed, Unit, combined, known_unit, same_unit, same_years, typed_outcome,
};
use assumptions::nearest;
use engine::describe;
use record::series;
use system::outcomes::OUTCOMES;

/// What is wrong with an expression, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}\n    {text}\n    {}^ here", " ".repeat(text.chars().take(*column).count()))]
pub struct ExpressionError {
    /// What is wrong and what is accepted.
    pub message: String,
    /// The expression.
    pub text: String,
    /// Characters before the place.
    pub column: usize,
}

/// How deep expressions may be nested.
const DEEPEST: usize = 40;
/// Longest text, characters.
const LONGEST: usize = 2000;
/// Longest window, years.
const MOST_YEARS: u16 = 60;

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// The first reference of the present comparison.
    first: Option<Reference>,
}

/// Reads an expression.
///
/// # Errors
///
/// The first thing that is wrong: a character, a name, a unit, a window.
pub fn parse(text: &str) -> Result<Expression, ExpressionError> {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut parser = Parser {
        text: &line,
        at: 0,
        depth: 0,
        first: None,
    };
    let result = if line.chars().count() > LONGEST {
        Err(Failure {
            at: 0,
            message: format!("the expression is longer than {LONGEST} characters"),
        })
    } else {
        parser.claim()
    };
    result.map_err(|f| ExpressionError {
        message: f.message,
        column: line[..f.at.min(line.len())].chars().count(),
        text: line.clone(),
    })
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn fail<T>(&self, message: impl Into<String>) -> Parsed<T> {
        Err(Failure {
            at: self.at,
            message: message.into(),
        })
    }

    /// Takes a sign.
    fn takes(&mut self, sign: &str) -> bool {
        self.space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    /// Takes a word, not the beginning of a longer one.
    fn takes_word(&mut self, word: &str) -> bool {
        self.space();
        let found = self.word_here() == word;
        if found {
            self.at += word.len();
        }
        found
    }

    fn word_here(&self) -> &str {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        &rest[..end]
    }

    fn need(&mut self, sign: &str) -> Parsed<()> {
        if self.takes(sign) {
            Ok(())
        } else {
            self.fail(format!("`{sign}` is expected"))
        }
    }

    fn deeper<T>(&mut self, f: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.depth += 1;
        let result = if self.depth > DEEPEST {
            self.fail(format!("more than {DEEPEST} levels of brackets"))
        } else {
            f(self)
        };
        self.depth -= 1;
        result
    }

    fn claim(&mut self) -> Parsed<Expression> {
        self.space();
        let start = self.at;
        let is_probability = self.word_here() == "P";
        let (test, given) = if is_probability {
            self.at += 1;
            self.need("(")?;
            let test = self.test()?;
            let given = if self.takes_word("given") {
                Some(self.test()?)
            } else {
                None
            };
            self.need(")")?;
            (test, given)
        } else {
            (self.test()?, None)
        };
        self.space();
        if !self.rest().is_empty() {
            return self.fail("the expression should end here, or go on with `and` or `or`");
        }
        let of_model = |r: &&Reference| matches!(r, Reference::Outcome { .. });
        let expression = Expression {
            is_probability,
            test,
            given,
        };
        let references = expression.references();
        let outcomes = references.iter().filter(|r| of_model(r)).count();
        let failure = |message: &str| {
            Err(Failure {
                at: start,
                message: message.to_owned(),
            })
        };
        if is_probability && outcomes == 0 {
            return failure(
                "P(…) is for outcomes of the model: figures of the record are true or not",
            );
        }
        if !is_probability && outcomes > 0 {
            return failure(
                "outcomes of the model differ from run to run: write P(…) around the test",
            );
        }
        if outcomes > 0 && outcomes < references.len() {
            return failure(
                "a test is about figures of the record or about outcomes of the model, not both",
            );
        }
        if references.is_empty() {
            return failure("the expression names no series and no outcome");
        }
        Ok(expression)
    }

    fn test(&mut self) -> Parsed<Test> {
        self.deeper(|p| {
            let mut test = p.both()?;
            while p.takes_word("or") {
                test = Test::Or(Box::new(test), Box::new(p.both()?));
            }
            Ok(test)
        })
    }

    fn both(&mut self) -> Parsed<Test> {
        let mut test = self.one()?;
        while self.takes_word("and") {
            test = Test::And(Box::new(test), Box::new(self.one()?));
        }
        Ok(test)
    }

    fn one(&mut self) -> Parsed<Test> {
        if self.takes_word("not") {
            return self.deeper(|p| Ok(Test::Not(Box::new(p.one()?))));
        }
        self.space();
        let start = self.at;
        let comparison = match self.comparison() {
            Ok(test) => return Ok(test),
            Err(failure) => failure,
        };
        // A bracket may hold a test rather than a sum.
        self.at = start;
        if self.takes("(") && self.depth < DEEPEST {
            let inner = self.test().and_then(|test| {
                self.need(")")?;
                Ok(test)
            });
            match inner {
                Ok(test) => return Ok(test),
                Err(failure) if failure.at > comparison.at => return Err(failure),
                Err(_) => {}
            }
        }
        Err(comparison)
    }

    fn comparison(&mut self) -> Parsed<Test> {
        self.first = None;
        let left = self.sum()?;
        self.space();
        let operator = self.at;
        let by = if self.takes(">=") {
            Comparison::AtLeast
        } else if self.takes("<=") {
            Comparison::AtMost
        } else if self.takes(">") {
            Comparison::Above
        } else if self.takes("<") {
            Comparison::Below
        } else {
            return self.fail("`>`, `<`, `>=` or `<=` is expected");
        };
        let right = self.sum()?;
        let over = if self.takes_word("for") {
            if self.takes_word("all") {
                Over::All
            } else if self.takes_word("any") {
                Over::Any
            } else {
                return self.fail("`all` or `any` is expected");
            }
        } else {
            Over::Mean
        };
        same_unit(&left, &right, operator)?;
        if over != Over::Mean {
            same_years(&left, &right, operator)?;
        }
        Ok(Test::Compare {
            by,
            left: left.quantity,
            right: right.quantity,
            over,
        })
    }

    fn sum(&mut self) -> Parsed<Typed> {
        self.deeper(|p| {
            let mut left = p.product()?;
            loop {
                p.space();
                let at = p.at;
                let make = if p.takes("+") {
                    Quantity::Add
                } else if p.takes("-") {
                    Quantity::Subtract
                } else {
                    return Ok(left);
                };
                let right = p.product()?;
                let unit = same_unit(&left, &right, at)?;
                left = combined(make, left, right, unit, at)?;
            }
        })
    }

    fn product(&mut self) -> Parsed<Typed> {
        let mut left = self.factor()?;
        loop {
            self.space();
            let at = self.at;
            if self.takes("*") {
                let right = self.factor()?;
                let unit = match (&left.unit, &right.unit) {
                    (Unit::Bare | Unit::Ratio, other) | (other, Unit::Bare | Unit::Ratio) => {
                        other.clone()
                    }
                    (a, b) => {
                        return Err(Failure {
                            at,
                            message: format!("{} times {} has no unit here", a.words(), b.words()),
                        });
                    }
                };
                left = combined(Quantity::Multiply, left, right, unit, at)?;
            } else if self.takes("/") {
                let right = self.factor()?;
                let unit = match (&left.unit, &right.unit) {
                    (a, Unit::Bare) => a.clone(),
                    (Unit::Bare, Unit::Ratio) | (Unit::Ratio, Unit::Ratio) => Unit::Ratio,
                    (a, b) if a == b => Unit::Ratio,
                    (a, Unit::Ratio) => a.clone(),
                    (a, b) => {
                        return Err(Failure {
                            at,
                            message: format!("{} by {} has no unit here", a.words(), b.words()),
                        });
                    }
                };
                left = combined(Quantity::Divide, left, right, unit, at)?;
            } else {
                return Ok(left);
            }
        }
    }

    fn factor(&mut self) -> Parsed<Typed> {
        self.space();
        let at = self.at;
        if self.takes("-") {
            let of = self.deeper(Self::factor)?;
            return Ok(Typed {
                quantity: Quantity::Multiply(
                    Box::new(Quantity::Number(-1.0)),
                    Box::new(of.quantity),
                ),
                ..of
            });
        }
        if self.takes("(") {
            let of = self.sum()?;
            self.need(")")?;
            return Ok(of);
        }
        if self.rest().starts_with(|c: char| c.is_ascii_digit()) {
            return self.number();
        }
        let word = self.word_here().to_owned();
        if word.is_empty() {
            return self
                .fail("a number, a series, an outcome, `baseline` or a bracket is expected");
        }
        self.at += word.len();
        let function = match word.as_str() {
            "mean" => Some(Function::Mean),
            "sum" => Some(Function::Sum),
            "min" => Some(Function::Min),
            "max" => Some(Function::Max),
            "abs" => Some(Function::Abs),
            _ => None,
        };
        if let Some(function) = function {
            self.need("(")?;
            let of = self.sum()?;
            self.need(")")?;
            return Ok(Typed {
                quantity: Quantity::Call(function, Box::new(of.quantity)),
                unit: of.unit,
                years: if function == Function::Abs {
                    of.years
                } else {
                    1
                },
                at,
            });
        }
        self.reference(&word, at)
    }

    fn number(&mut self) -> Parsed<Typed> {
        let rest = self.rest();
        let mut end = 0;
        let bytes = rest.as_bytes();
        while end < bytes.len() && (bytes[end].is_ascii_digit() || bytes[end] == b'.') {
            // Two dots are a range.
            if bytes[end..].starts_with(b"..") {
                break;
            }
            end += 1;
        }
        let at = self.at;
        let Some(value) = rest[..end].parse::<f64>().ok().filter(|v| v.is_finite()) else {
            return self.fail("a number such as 30000 or 0.5 is expected");
        };
        self.at += end;
        let (value, unit) = if self.takes("%") {
            (value / 100.0, Unit::Ratio)
        } else {
            self.space();
            match known_unit(self.rest()) {
                Some((unit, length)) => {
                    self.at += length;
                    (value, Unit::Of(unit))
                }
                None => (value, Unit::Bare),
            }
        };
        Ok(Typed {
            quantity: Quantity::Number(value),
            unit,
            years: 1,
            at,
        })
    }

    fn reference(&mut self, word: &str, at: usize) -> Parsed<Typed> {
        if word == "baseline" {
            let Some(Reference::Outcome {
                outcome, window, ..
            }) = self.first.clone()
            else {
                return Err(Failure {
                    at,
                    message: "`baseline` stands for the outcome before it in the same comparison, and there is none".to_owned(),
                });
            };
            return Ok(typed_outcome(outcome, BASELINE.to_owned(), window, at));
        }
        let scenario = if self.takes("@") {
            Some(self.scenario()?)
        } else {
            None
        };
        let window = if self.takes("[") {
            Some(self.window()?)
        } else {
            None
        };
        let inherited = self.first.as_ref().map(|r| match r {
            Reference::Series { window, .. } | Reference::Outcome { window, .. } => *window,
        });
        let Some(window) = window.or(inherited) else {
            return self.fail(
                "years are expected: for example [2018..2023], or [year 1..2] after the start",
            );
        };
        // Outcomes by pair of blocs have no value for the nation.
        let national =
            |o: &describe::Outcome| o.id == word && !matches!(o.places, describe::Places::Own(_));
        let outcome = OUTCOMES.iter().position(national);
        let series = word == SERIES || series::all().iter().any(|s| s.id == word);
        let typed = match (outcome, series, scenario) {
            (Some(outcome), _, scenario) => {
                typed_outcome(outcome, scenario.unwrap_or_default(), window, at)
            }
            (None, true, None) => {
                if matches!(window, Window::After(..)) {
                    return Err(Failure {
                        at,
                        message: format!(
                            "`{word}` is a series of the record: calendar years are expected"
                        ),
                    });
                }
                let unit = series::find(word).map_or(Unit::Bare, |s| Unit::Of(s.unit.to_owned()));
                Typed {
                    quantity: Quantity::Reference(Reference::Series {
                        id: word.to_owned(),
                        window,
                    }),
                    unit,
                    years: window.years(),
                    at,
                }
            }
            (None, true, Some(_)) => {
                return Err(Failure {
                    at,
                    message: format!("`{word}` is a series of the record: it has no scenario"),
                });
            }
            (None, false, _) => {
                let names = OUTCOMES
                    .iter()
                    .map(|o| o.id)
                    .chain(series::all().iter().map(|s| s.id));
                let near = nearest(word, names);
                return Err(Failure {
                    at,
                    message: format!(
                        "there is no series and no outcome `{word}`{} (`aftermath evidence list`, `aftermath outcomes`)",
                        near
                    ),
                });
            }
        };
        if self.first.is_none()
            && let Quantity::Reference(reference) = &typed.quantity
        {
            self.first = Some(reference.clone());
        }
        Ok(typed)
    }

    fn scenario(&mut self) -> Parsed<String> {
        let rest = self.rest();
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let end = rest.find(|c| !allowed(c)).unwrap_or(rest.len());
        if end == 0 {
            return self.fail("the id of a scenario is expected");
        }
        let id = rest[..end].to_owned();
        self.at += end;
        Ok(id)
    }

    fn window(&mut self) -> Parsed<Window> {
        let after = self.takes_word("year") || self.takes_word("years");
        self.space();
        let at = self.at;
        let first = self.year()?;
        let last = if self.takes("..") {
            self.space();
            self.year()?
        } else {
            first
        };
        self.need("]")?;
        let range = if after { 1..=30 } else { 1980..=2060 };
        let wrong = !range.contains(&first) || !range.contains(&last);
        if wrong || last < first || last - first >= MOST_YEARS {
            return Err(Failure {
                at,
                message: format!(
                    "years from {} to {} are accepted, the first not after the last",
                    range.start(),
                    range.end()
                ),
            });
        }
        Ok(if after {
            Window::After(first, last)
        } else {
            Window::Calendar(first, last)
        })
    }

    fn year(&mut self) -> Parsed<u16> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let Ok(year) = rest[..end].parse() else {
            return self.fail("a year is expected, for example 2018 or `year 1`");
        };
        self.at += end;
        Ok(year)
    }
}

/// The name that stands for each of a claim's series in turn.
pub const SERIES: &str = "SERIES";
/// The name of the baseline among scenarios.
pub const BASELINE: &str = "baseline";

#[cfg(test)]
mod tests {
    use super::super::expression::Values;
    use super::*;

    struct Record;

    impl Values for Record {
        fn values(&self, reference: &Reference) -> Option<Vec<f64>> {
            match reference {
                Reference::Series { id, window } => {
                    let (first, last) = window.ends();
                    let series = series::find(id).ok()?;
                    (first..=last).map(|y| series.value(y)).collect()
                }
                // Under the baseline 100 a year, else 110 and 130.
                Reference::Outcome {
                    scenario, window, ..
                } => Some(if scenario == BASELINE {
                    vec![100.0; window.years()]
                } else {
                    [110.0, 130.0]
                        .into_iter()
                        .cycle()
                        .take(window.years())
                        .collect()
                }),
            }
        }
    }

    fn holds(text: &str) -> bool {
        parse(text).unwrap().test.holds(&Record).unwrap()
    }

    #[test]
    fn the_record_decides() {
        assert!(holds("homicides_inegi[2018..2023] > 30000 for all"));
        assert!(!holds("homicides_inegi[2016..2023] > 30000 for all"));
        assert!(holds("homicides_inegi[2016..2023] > 30000 for any"));
        assert!(holds("homicides_inegi[2011] > 2 * homicides_inegi[2007]"));
        assert!(!holds(
            "abs(homicides_inegi[2007] / 11000 deaths - 1) <= 5 %"
        ));
        assert!(holds("not homicides_inegi[2007] > 11000 and (homicides_inegi[2007] < 9000 or homicides_inegi[2007] > 1e0)".replace("1e0", "1").as_str()));
        assert!(holds(
            "homicides_inegi[2020] - homicides_inegi[2007] > 20000"
        ));
    }

    #[test]
    fn members_of_an_ensemble_are_compared_with_the_baseline() {
        let e = parse("P(homicides@deploy-army[year 1..2] > baseline)").unwrap();
        assert!(e.is_probability);
        assert_eq!(e.test.holds(&Record), Some(true));
        assert!(holds("P(homicides@a-b[year 1..2] < 1.25 * baseline)"));
        assert!(!holds(
            "P(homicides@a[year 1..2] < 1.25 * baseline for all)"
        ));
        assert!(holds(
            "P(mean(homicides@a[year 1..2]) / mean(homicides@baseline) >= 120 %)"
        ));
        assert_eq!(e.references().len(), 2);
        let e = parse("P(flow@a[year 1] > baseline given homicides@a[year 2] > baseline)").unwrap();
        assert!(e.given.is_some());
        assert_eq!(e.references().len(), 4);
    }

    #[test]
    fn errors_have_a_place_and_say_what_is_accepted() {
        let error = |text: &str| {
            let e = parse(text).unwrap_err();
            (e.column, e.message)
        };
        let at = |text: &str, column: usize, words: &str| {
            let (found, message) = error(text);
            assert_eq!(found, column, "{text}: {message}");
            assert!(message.contains(words), "{text}: {message}");
        };
        at(
            "homicides_inegy[2007] > 1",
            0,
            "did you mean `homicides_inegi`",
        );
        at("homicides_inegi[207] > 1", 16, "years from 1980 to 2060");
        at(
            "homicides_inegi[2008..2007] > 1",
            16,
            "first not after the last",
        );
        at("homicides_inegi > 1", 16, "years are expected");
        at("homicides_inegi[2007]", 21, "`>`, `<`, `>=` or `<=`");
        at("homicides@x[year 1] > 1", 0, "write P(…)");
        at("P(homicides_inegi[2007] > 1)", 0, "P(…) is for outcomes");
        at(
            "P(homicides@x[year 1] > flow@x[year 1])",
            22,
            "cannot be compared",
        );
        at(
            "P(homicides@x[year 1] * homicides@y > 1)",
            22,
            "has no unit",
        );
        at(
            "P(homicides@x[year 1..3] > homicides@x[year 1..2] for all)",
            25,
            "3 years on one side",
        );
        at("homicides_inegi[2007] > 1 extra", 26, "should end here");
        at(
            "P(homicides@x[year 1] > 5 %)",
            22,
            "`people a year` and a ratio",
        );
        at(
            "P(homicides@x[year 1] > 5 groups)",
            22,
            "`people a year` and `groups`",
        );
        at("baseline > 1", 0, "there is none");
        at(
            "homicides_inegi[2007] > 1 given homicides_inegi[2008] > 1",
            26,
            "should end here",
        );
        at("1 > 2", 0, "names no series");
        let shown = parse("homicides_inegi[2007] >").unwrap_err().to_string();
        assert!(
            shown.ends_with("homicides_inegi[2007] >\n                           ^ here"),
            "{shown}"
        );
    }
}
