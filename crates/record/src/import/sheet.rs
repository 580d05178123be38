//! A CSV file as agencies publish it.

use crate::long_csv::{Place, reason, shortened};
use crate::series::nearest;
use crate::states::{self, plain};
use std::fmt;

/// At most so many wrong rows are listed.
const LISTED: usize = 20;

/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ImportError {
    /// There is no file, or a file has no rows.
    #[error("{file}: the table has no rows")]
    Empty {
        /// File.
        file: String,
    },
    /// The first line is not that of such a file.
    #[error("{file}, line 1: {reason}")]
    Header {
        /// File.
        file: String,
        /// What is missing, and what stands there instead.
        reason: String,
    },
    /// Rows are wrong.
    #[error("{file}: {} wrong, nothing was imported\n{}{}", rows(problems.len() + more), list(problems), more_of(*more))]
    Rows {
        /// File.
        file: String,
        /// The first wrong rows in file order.
        problems: Vec<RowProblem>,
        /// How many more there are.
        more: usize,
    },
    /// Files do not go together.
    #[error("{file}: {reason}")]
    Files {
        /// File.
        file: String,
        /// Why.
        reason: String,
    },
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// Line, from 1, the header included.
    pub line: u64,
    /// What is wrong, with the column and what is accepted.
    pub reason: String,
}

fn rows(count: usize) -> String {
    format!("{count} {}", if count == 1 { "row is" } else { "rows are" })
}

fn list(problems: &[RowProblem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn more_of(count: usize) -> String {
    if count == 0 {
        String::new()
    } else {
        format!("\n  and {count} more")
    }
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  line {}: {}", self.line, self.reason)
    }
}

/// A file with its header read.
pub(super) struct Sheet {
    file: String,
    content: String,
    header: Vec<String>,
}

impl Sheet {
    /// Reads the first line. Text that is not UTF-8 is read as Latin-1, as older files of Mexican agencies are.
    pub fn new(file: &str, bytes: &[u8]) -> Result<Self, ImportError> {
        let content = match std::str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
            Err(_) => bytes.iter().map(|&b| char::from(b)).collect(),
        };
        let header = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(content.as_bytes())
            .headers()
            .map_err(|e| ImportError::Header {
                file: file.to_owned(),
                reason: reason(&e),
            })?
            .iter()
            .map(plain)
            .collect();
        Ok(Sheet {
            file: file.to_owned(),
            content,
            header,
        })
    }

    /// Name of the file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The place of the column with any of these names, whatever case and accents.
    pub fn find(&self, names: &[&str]) -> Option<usize> {
        self.header
            .iter()
            .position(|h| names.iter().any(|n| plain(n) == *h))
    }

    /// The same, or an error that says which is missing.
    pub fn column(&self, names: &[&str]) -> Result<usize, ImportError> {
        self.find(names).ok_or_else(|| {
            let near = nearest(&plain(names[0]), self.header.iter().map(String::as_str));
            let near = near.map(|n| format!("; did you mean `{n}`?"));
            self.header_error(format!(
                "there is no column `{}`{}",
                names.join("` or `"),
                near.unwrap_or_default()
            ))
        })
    }

    /// An error of the first line.
    pub fn header_error(&self, reason: String) -> ImportError {
        ImportError::Header {
            file: self.file.clone(),
            reason,
        }
    }

    /// Hands each row to `take`, and gathers what is wrong.
    ///
    /// # Errors
    ///
    /// There are no rows, or `take` found some wrong.
    pub fn each(
        &self,
        mut take: impl FnMut(u64, &Row<'_>) -> Result<(), String>,
    ) -> Result<(), ImportError> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(self.content.as_bytes());
        let mut place = Place::start(self.content.as_bytes());
        let (mut problems, mut more, mut count) = (Vec::new(), 0, 0_usize);
        for record in reader.records() {
            count += 1;
            let (line, outcome) = match &record {
                Err(e) => (place.line_of(e.position()), Err(reason(e))),
                Ok(record) => {
                    let line = place.line_of(record.position());
                    let row = Row {
                        header: &self.header,
                        record,
                    };
                    (line, take(line, &row))
                }
            };
            match outcome {
                Ok(()) => {}
                Err(reason) if problems.len() < LISTED => {
                    problems.push(RowProblem { line, reason });
                }
                Err(_) => more += 1,
            }
        }
        let file = self.file.clone();
        if count == 0 {
            Err(ImportError::Empty { file })
        } else if problems.is_empty() {
            Ok(())
        } else {
            Err(ImportError::Rows {
                file,
                problems,
                more,
            })
        }
    }
}

/// A row of a sheet.
pub(super) struct Row<'a> {
    header: &'a [String],
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    /// The text of a column; blank if there is none.
    pub fn text(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default()
    }

    /// What is wrong with a column, as words.
    pub fn wrong(&self, column: usize, expected: &str) -> String {
        format!(
            "column {}: `{}` is not {expected}",
            self.header.get(column).map_or("?", String::as_str),
            shortened(self.text(column))
        )
    }

    /// A whole number within a range.
    pub fn whole(
        &self,
        column: usize,
        range: std::ops::RangeInclusive<u16>,
        expected: &str,
    ) -> Result<u16, String> {
        let value = self.text(column).parse().ok();
        value
            .filter(|v| range.contains(v))
            .ok_or_else(|| self.wrong(column, expected))
    }

    /// A count, written with or without commas between thousands; `None` if blank.
    pub fn count(&self, column: usize) -> Result<Option<f64>, String> {
        let text = self.text(column).replace(',', "");
        if text.is_empty() {
            return Ok(None);
        }
        match text.parse::<f64>() {
            Ok(v) if (0.0..1e9).contains(&v) && v.fract() == 0.0 => Ok(Some(v)),
            _ => Err(self.wrong(column, "blank or a whole number of 0 or more")),
        }
    }

    /// A state of Mexico by code or name.
    pub fn state(&self, column: usize) -> Result<u8, String> {
        let text = self.text(column);
        match text.parse::<u8>() {
            Ok(code @ 1..=32) => Ok(code),
            Ok(_) => Err(self.wrong(column, "a state code from 1 to 32")),
            Err(_) => states::find(common_name(text.strip_suffix(" state").unwrap_or(text)))
                .map(|s| s.code)
                .map_err(|e| self.wrong(column, "a state") + ": " + &e.to_string()),
        }
    }
}

/// The name that is in use, where an official one is longer or older.
fn common_name(name: &str) -> &str {
    match plain(name).as_str() {
        "coahuila de zaragoza" => "Coahuila",
        "michoacan de ocampo" => "Michoacán",
        "veracruz de ignacio de la llave" | "veracruz-llave" => "Veracruz",
        "queretaro de arteaga" | "queretaro arteaga" => "Querétaro",
        "distrito federal" | "mexico city" | "federal district" => "Ciudad de México",
        "estado de mexico" => "México",
        _ => name,
    }
}
