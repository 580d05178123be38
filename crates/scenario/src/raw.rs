//! TOML text to fields with their places, every problem of form collected.

use crate::catalogue::Catalogue;
use crate::kind::{Kind, nearest};
use crate::problem::{Problem, Text};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// A value and where it stands; inherited ones stand in the parent's text.
#[derive(Clone, Debug)]
pub(crate) struct Field<T> {
    pub value: T,
    pub text: Arc<Text>,
    pub span: Range<usize>,
}

impl<T> Field<T> {
    pub fn problem(&self, kind: Kind) -> Problem {
        Problem::new(kind, &self.text, self.span.clone())
    }
}

/// A lever table as written.
#[derive(Clone, Debug)]
pub(crate) struct RawLever {
    /// The table's header.
    pub header: Field<()>,
    pub lever: Option<Field<String>>,
    pub intensity: Option<Field<f64>>,
    pub unit: Option<Field<String>>,
    pub start: Option<Field<String>>,
    pub end: Option<Field<String>>,
    pub place: Option<Field<String>>,
    pub mode: Option<Field<String>>,
    pub when: Option<RawRule>,
    pub until: Option<RawRule>,
    /// Keys whose values cannot be read or whose names are misspelt: they are not missing.
    pub spoiled: Vec<String>,
}

/// A rule as written.
#[derive(Clone, Debug)]
pub(crate) struct RawRule {
    /// The key that holds it.
    pub header: Field<()>,
    pub outcome: Option<Field<String>>,
    pub is: Option<Field<String>>,
    pub share_of_start: Option<Field<f64>>,
    pub value: Option<Field<f64>>,
    pub after_months: Option<Field<f64>>,
    pub delay_months: Option<Field<f64>>,
    /// Keys whose values cannot be read or whose names are misspelt: they are not missing.
    pub spoiled: Vec<String>,
}

/// A file as written.
#[derive(Clone, Debug)]
pub(crate) struct RawScenario {
    pub text: Arc<Text>,
    pub id: Option<Field<String>>,
    pub title: Option<Field<String>>,
    pub description: Option<Field<String>>,
    pub dose: Option<Field<String>>,
    pub cost: Option<Field<String>>,
    pub group: Option<Field<String>>,
    pub extends: Option<Field<String>>,
    pub remove: Vec<Field<String>>,
    pub start: Option<Field<String>>,
    pub end: Option<Field<String>>,
    pub levers: BTreeMap<String, RawLever>,
    /// Keys whose values cannot be read or whose names are misspelt.
    pub spoiled: Vec<String>,
    /// Whether a parent is broken, so that what is absent here may only not have been inherited.
    pub incomplete: bool,
}

const KEYS: [&str; 12] = [
    "schema_version",
    "id",
    "title",
    "description",
    "dose",
    "cost",
    "group",
    "extends",
    "remove",
    "start",
    "end",
    "levers",
];
const LEVER_KEYS: [&str; 6] = ["lever", "intensity", "unit", "start", "end", "place"];
const RULE_KEYS: [&str; 6] = [
    "outcome",
    "is",
    "share_of_start",
    "value",
    "after_months",
    "delay_months",
];

/// The keys of a lever's table in this model.
fn lever_keys(catalogue: &Catalogue) -> Vec<&'static str> {
    let mut keys = LEVER_KEYS.to_vec();
    if !catalogue.levers_with_mode.is_empty() {
        keys.push("mode");
    }
    if !catalogue.observed.is_empty() {
        keys.extend(["when", "until"]);
    }
    keys
}

/// Reads a table's keys one by one and notes what is wrong with them.
struct Reader<'a> {
    text: &'a Arc<Text>,
    catalogue: &'a Catalogue,
    problems: &'a mut Vec<Problem>,
    /// Keys of the present table that have been complained of.
    spoiled: Vec<String>,
}

type Key<'t, 'i> = (&'t str, Range<usize>, &'t DeValue<'i>, Range<usize>);

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

impl Reader<'_> {
    fn field<T>(&self, value: T, span: Range<usize>) -> Field<T> {
        Field {
            value,
            text: Arc::clone(self.text),
            span,
        }
    }

    fn wrong_type(
        &mut self,
        key: &str,
        expected: &'static str,
        value: &DeValue<'_>,
        span: Range<usize>,
    ) {
        let kind = Kind::WrongType {
            key: key.to_owned(),
            expected,
            found: type_name(value),
        };
        self.spoiled.push(key.to_owned());
        self.problems.push(Problem::new(kind, self.text, span));
    }

    fn string(&mut self, (key, _, value, span): Key<'_, '_>) -> Option<Field<String>> {
        match value {
            DeValue::String(text) => Some(self.field(text.clone().into_owned(), span)),
            other => {
                self.wrong_type(key, "text in quotation marks", other, span);
                None
            }
        }
    }

    fn number(&mut self, (key, _, value, span): Key<'_, '_>) -> Option<Field<f64>> {
        let number = match value {
            DeValue::Float(f) => f.as_str().replace('_', "").parse().ok(),
            DeValue::Integer(i) if i.radix() == 10 => i.as_str().replace('_', "").parse().ok(),
            DeValue::Integer(i) => i64::from_str_radix(&i.as_str().replace('_', ""), i.radix())
                .ok()
                .map(|i| i as f64),
            _ => None,
        };
        match number {
            Some(number) => Some(self.field(number, span)),
            None => {
                self.wrong_type(key, "a number", value, span);
                None
            }
        }
    }

    fn unknown_key(&mut self, key: &str, span: Range<usize>, valid: &[&str]) {
        let valid: Vec<String> = valid.iter().map(|v| (*v).to_owned()).collect();
        let near = nearest(key, &valid);
        self.spoiled.extend(near.clone());
        let kind = Kind::UnknownKey {
            key: key.to_owned(),
            near,
            valid,
        };
        self.problems.push(Problem::new(kind, self.text, span));
    }

    /// Whether the rest can be read; without a version it is read as the present one.
    fn version(&mut self, value: Option<Key<'_, '_>>) -> bool {
        let (kind, span) = match value {
            None => (Kind::NoVersion, 0..0),
            Some((_, _, DeValue::Integer(i), _)) if i.as_str() == "1" => return true,
            Some((_, _, DeValue::Integer(i), span)) => (
                Kind::UnknownVersion {
                    found: i.as_str().to_owned(),
                },
                span,
            ),
            Some((key, _, other, span)) => {
                self.wrong_type(key, "the number 1", other, span);
                return true;
            }
        };
        let known = kind == Kind::NoVersion;
        self.problems.push(Problem::new(kind, self.text, span));
        known
    }

    fn lever(&mut self, (name, key_span, value, span): Key<'_, '_>) -> Option<RawLever> {
        let DeValue::Table(table) = value else {
            self.wrong_type(name, "a table such as [levers.my-lever]", value, span);
            return None;
        };
        let mut lever = RawLever {
            header: self.field((), key_span),
            lever: None,
            intensity: None,
            unit: None,
            start: None,
            end: None,
            place: None,
            mode: None,
            when: None,
            until: None,
            spoiled: Vec::new(),
        };
        let outer = std::mem::take(&mut self.spoiled);
        for entry in entries(table) {
            match entry.0 {
                "lever" => lever.lever = self.string(entry),
                "intensity" => lever.intensity = self.number(entry),
                "unit" => lever.unit = self.string(entry),
                "start" => lever.start = self.string(entry),
                "end" => lever.end = self.string(entry),
                "place" => lever.place = self.string(entry),
                "mode" => lever.mode = self.string(entry),
                "when" => lever.when = self.rule(entry),
                "until" => lever.until = self.rule(entry),
                key => self.unknown_key(key, entry.1, &lever_keys(self.catalogue)),
            }
        }
        lever.spoiled = std::mem::replace(&mut self.spoiled, outer);
        Some(lever)
    }

    fn rule(&mut self, (key, key_span, value, span): Key<'_, '_>) -> Option<RawRule> {
        let DeValue::Table(table) = value else {
            let expected = "a table such as { outcome = \"flow\", is = \"above\", value = 1.0 }";
            self.wrong_type(key, expected, value, span);
            return None;
        };
        let mut rule = RawRule {
            header: self.field((), key_span),
            outcome: None,
            is: None,
            share_of_start: None,
            value: None,
            after_months: None,
            delay_months: None,
            spoiled: Vec::new(),
        };
        let outer = std::mem::take(&mut self.spoiled);
        for entry in entries(table) {
            match entry.0 {
                "outcome" => rule.outcome = self.string(entry),
                "is" => rule.is = self.string(entry),
                "share_of_start" => rule.share_of_start = self.number(entry),
                "value" => rule.value = self.number(entry),
                "after_months" => rule.after_months = self.number(entry),
                "delay_months" => rule.delay_months = self.number(entry),
                key => self.unknown_key(key, entry.1, &RULE_KEYS),
            }
        }
        rule.spoiled = std::mem::replace(&mut self.spoiled, outer);
        Some(rule)
    }
}

fn entries<'t, 'i>(table: &'t DeTable<'i>) -> impl Iterator<Item = Key<'t, 'i>> {
    table
        .iter()
        .map(|(k, v)| (k.get_ref().as_ref(), k.span(), v.get_ref(), v.span()))
}

/// Reads a text; problems of form are added to `problems`, and what can be read is returned.
pub(crate) fn read(
    text: &Arc<Text>,
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> Option<RawScenario> {
    let (table, errors) = DeTable::parse_recoverable(text.content());
    if !errors.is_empty() {
        problems.extend(syntax(&errors, text));
        return None;
    }
    let table = table.into_inner();
    let mut reader = Reader {
        text,
        catalogue,
        problems,
        spoiled: Vec::new(),
    };
    let mut raw = RawScenario {
        text: Arc::clone(text),
        id: None,
        title: None,
        description: None,
        dose: None,
        cost: None,
        group: None,
        extends: None,
        remove: Vec::new(),
        start: None,
        end: None,
        levers: BTreeMap::new(),
        spoiled: Vec::new(),
        incomplete: false,
    };
    if !reader.version(entries(&table).find(|e| e.0 == "schema_version")) {
        return None;
    }
    for entry in entries(&table) {
        match (entry.0, entry.2) {
            ("schema_version", _) => {}
            ("id", _) => raw.id = reader.string(entry),
            ("title", _) => raw.title = reader.string(entry),
            ("description", _) => raw.description = reader.string(entry),
            ("dose", _) => raw.dose = reader.string(entry),
            ("cost", _) => raw.cost = reader.string(entry),
            ("group", _) => raw.group = reader.string(entry),
            ("extends", _) => raw.extends = reader.string(entry),
            ("start", _) => raw.start = reader.string(entry),
            ("end", _) => raw.end = reader.string(entry),
            ("remove", DeValue::Array(names)) => {
                for name in names.iter() {
                    let entry = ("remove", name.span(), name.get_ref(), name.span());
                    raw.remove.extend(reader.string(entry));
                }
            }
            ("remove", other) => {
                reader.wrong_type("remove", "a list of lever names", other, entry.3)
            }
            ("levers", DeValue::Table(levers)) => {
                for entry in entries(levers) {
                    if let Some(lever) = reader.lever(entry.clone()) {
                        raw.levers.insert(entry.0.to_owned(), lever);
                    }
                }
            }
            ("levers", other) => {
                reader.wrong_type("levers", "tables such as [levers.my-lever]", other, entry.3)
            }
            (key, _) => reader.unknown_key(key, entry.1, &KEYS),
        }
    }
    raw.spoiled = reader.spoiled;
    Some(raw)
}

/// Errors of syntax, the first of each line: those that follow on it mostly come of the first.
fn syntax(errors: &[toml::de::Error], text: &Arc<Text>) -> Vec<Problem> {
    let mut found: Vec<Problem> = Vec::new();
    for error in errors {
        let message = error.message().trim().replace('\n', ", ");
        let span = error.span().unwrap_or(0..0);
        let problem = Problem::new(Kind::Syntax { message }, text, span);
        let line = problem.line_and_column().0;
        if found.last().is_none_or(|p| p.line_and_column().0 != line) {
            found.push(problem);
        }
        if found.len() == 20 {
            break;
        }
    }
    found
}
