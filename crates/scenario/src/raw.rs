//! TOML text to fields with their places, every problem of form collected.

use crate::problem::{Kind, Problem, Text, nearest};
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
    /// Whether a key has a value of the wrong type: then it is not missing.
    pub has_wrong_type: bool,
}

/// A file as written.
#[derive(Clone, Debug)]
pub(crate) struct RawScenario {
    pub text: Arc<Text>,
    pub id: Option<Field<String>>,
    pub title: Option<Field<String>>,
    pub description: Option<Field<String>>,
    pub extends: Option<Field<String>>,
    pub remove: Vec<Field<String>>,
    pub start: Option<Field<String>>,
    pub end: Option<Field<String>>,
    pub levers: BTreeMap<String, RawLever>,
}

const KEYS: [&str; 9] = [
    "schema_version",
    "id",
    "title",
    "description",
    "extends",
    "remove",
    "start",
    "end",
    "levers",
];
const LEVER_KEYS: [&str; 6] = ["lever", "intensity", "unit", "start", "end", "place"];

/// Reads a table's keys one by one and notes what is wrong with them.
struct Reader<'a> {
    text: &'a Arc<Text>,
    problems: &'a mut Vec<Problem>,
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
        let kind = Kind::UnknownKey {
            key: key.to_owned(),
            near: nearest(key, &valid),
            valid,
        };
        self.problems.push(Problem::new(kind, self.text, span));
    }

    fn version(&mut self, value: Option<Key<'_, '_>>) {
        let (kind, span) = match value {
            None => (Kind::NoVersion, 0..0),
            Some((_, _, DeValue::Integer(i), _)) if i.as_str() == "1" => return,
            Some((_, _, DeValue::Integer(i), span)) => (
                Kind::UnknownVersion {
                    found: i.as_str().to_owned(),
                },
                span,
            ),
            Some((key, _, other, span)) => {
                return self.wrong_type(key, "the number 1", other, span);
            }
        };
        self.problems.push(Problem::new(kind, self.text, span));
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
            has_wrong_type: false,
        };
        let before = self.problems.len();
        for entry in entries(table) {
            match entry.0 {
                "lever" => lever.lever = self.string(entry),
                "intensity" => lever.intensity = self.number(entry),
                "unit" => lever.unit = self.string(entry),
                "start" => lever.start = self.string(entry),
                "end" => lever.end = self.string(entry),
                "place" => lever.place = self.string(entry),
                key => self.unknown_key(key, entry.1, &LEVER_KEYS),
            }
        }
        lever.has_wrong_type = self.problems.len() > before;
        Some(lever)
    }
}

fn entries<'t, 'i>(table: &'t DeTable<'i>) -> impl Iterator<Item = Key<'t, 'i>> {
    table
        .iter()
        .map(|(k, v)| (k.get_ref().as_ref(), k.span(), v.get_ref(), v.span()))
}

/// Reads a text; problems of form are added to `problems`, and what can be read is returned.
pub(crate) fn read(text: &Arc<Text>, problems: &mut Vec<Problem>) -> Option<RawScenario> {
    let table = match DeTable::parse(&text.content) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let kind = Kind::Syntax {
                message: error.message().trim().replace('\n', ", "),
            };
            problems.push(Problem::new(kind, text, error.span().unwrap_or(0..0)));
            return None;
        }
    };
    let mut reader = Reader { text, problems };
    let mut raw = RawScenario {
        text: Arc::clone(text),
        id: None,
        title: None,
        description: None,
        extends: None,
        remove: Vec::new(),
        start: None,
        end: None,
        levers: BTreeMap::new(),
    };
    reader.version(entries(&table).find(|e| e.0 == "schema_version"));
    for entry in entries(&table) {
        match (entry.0, entry.2) {
            ("schema_version", _) => {}
            ("id", _) => raw.id = reader.string(entry),
            ("title", _) => raw.title = reader.string(entry),
            ("description", _) => raw.description = reader.string(entry),
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
    Some(raw)
}
