//! Reader of long tables of counts by state and month.
//!
//! The first line names the columns: `state_code` (INEGI, 1-32), `year`, `month`, then one or more
//! counts of any name. A blank count means not known. Every row is checked; on the first error
//! nothing is returned.

use crate::series::{Series, nearest};
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Counts of a state in a month.
#[derive(Clone, Debug, PartialEq)]
pub struct StateMonth {
    /// INEGI code of the state, 1 to 32.
    pub state: u8,
    /// Calendar year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Counts in the order of the table's columns; `None` where blank.
    pub values: Vec<Option<f64>>,
}

/// A long table.
#[derive(Clone, Debug, PartialEq)]
pub struct StateMonths {
    /// Names of the count columns.
    pub columns: Vec<String>,
    /// Rows in file order; no state and month twice.
    pub rows: Vec<StateMonth>,
}

/// A year in which a table and a series differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Year.
    pub year: u16,
    /// Sum over the states and months of the table.
    pub total: f64,
    /// Figure of the series.
    pub figure: f64,
}

/// Why a table cannot be read. Lines count from 1, the header included.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LongCsvError {
    /// The file cannot be opened or read.
    #[error("{file}: cannot be read: {reason}")]
    Io {
        /// File.
        file: String,
        /// Reason given by the system.
        reason: String,
    },
    /// There is no row.
    #[error("{file}: the table has no rows")]
    Empty {
        /// File.
        file: String,
    },
    /// A key column is missing.
    #[error("{file}, line 1: there is no column `{column}`{}", near.as_ref().map(|n| format!("; did you mean `{n}` to be it?")).unwrap_or_default())]
    MissingColumn {
        /// File.
        file: String,
        /// The column needed.
        column: &'static str,
        /// The header most like it.
        near: Option<String>,
    },
    /// There is no column of counts, or a column has no name or one that is taken.
    #[error("{file}, line 1: {reason}")]
    Header {
        /// File.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// A line is not a row of the table.
    #[error("{file}, line {line}: {reason}")]
    Row {
        /// File.
        file: String,
        /// Line.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// A value is out of its range.
    #[error("{file}, line {line}, column {column}: `{found}` is not {expected}")]
    Value {
        /// File.
        file: String,
        /// Line.
        line: u64,
        /// Column name.
        column: String,
        /// The text found, shortened.
        found: String,
        /// What is accepted.
        expected: &'static str,
    },
    /// A state and month stand twice.
    #[error(
        "{file}, line {line}: state {state} in {year}-{month:02} stands already on line {first}: two vintages are not mixed"
    )]
    Duplicate {
        /// File.
        file: String,
        /// Line.
        line: u64,
        /// Line of the first one.
        first: u64,
        /// State.
        state: u8,
        /// Year.
        year: u16,
        /// Month.
        month: u8,
    },
}

const KEYS: [&str; 3] = ["state_code", "year", "month"];

impl StateMonths {
    /// Sum of a column over states and months of a year; `None` if the year has no row or any of its
    /// counts is blank.
    pub fn yearly_total(&self, column: usize, year: u16) -> Option<f64> {
        let mut rows = self.rows.iter().filter(|r| r.year == year).peekable();
        rows.peek()?;
        rows.map(|r| r.values.get(column).copied().flatten()).sum()
    }

    /// Sum of a column over states and months of a year that is whole: as `yearly_total`, but `None` also
    /// if any state of the table lacks a month of the year.
    pub fn whole_year_total(&self, column: usize, year: u16) -> Option<f64> {
        let states: BTreeSet<u8> = self.rows.iter().map(|r| r.state).collect();
        // No state and month stands twice, so that the count of rows tells whether any is missing.
        let rows = self.rows.iter().filter(|r| r.year == year).count();
        if rows == 12 * states.len() {
            self.yearly_total(column, year)
        } else {
            None
        }
    }

    /// The place of a count column by its name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == name)
    }

    /// First and last year and month; `None` if there are no rows.
    pub fn span(&self) -> Option<((u16, u8), (u16, u8))> {
        let months = || self.rows.iter().map(|r| (r.year, r.month));
        Some((months().min()?, months().max()?))
    }

    /// Whole years in which a column does not add up to the figure of a series, ascending; years that
    /// only one of them has are not compared.
    pub fn differences(&self, column: usize, series: &Series) -> Vec<Difference> {
        let years = self.years().into_iter();
        years
            .filter_map(|year| {
                let total = self.whole_year_total(column, year)?;
                let figure = series.value(year)?;
                (total != figure).then_some(Difference {
                    year,
                    total,
                    figure,
                })
            })
            .collect()
    }

    /// Years that occur, ascending.
    pub fn years(&self) -> Vec<u16> {
        let mut years: Vec<u16> = self.rows.iter().map(|r| r.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

/// Reads a table from a file.
pub fn read_state_months(path: &Path) -> Result<StateMonths, LongCsvError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|e| LongCsvError::Io {
        file: name.clone(),
        reason: e.to_string(),
    })?;
    parse_state_months(&name, file)
}

/// Reads a table from bytes; `file` is the name for messages.
pub fn parse_state_months(file: &str, mut bytes: impl Read) -> Result<StateMonths, LongCsvError> {
    let name = || file.to_owned();
    let mut content = Vec::new();
    bytes
        .read_to_end(&mut content)
        .map_err(|e| LongCsvError::Io {
            file: name(),
            reason: e.to_string(),
        })?;
    let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&content);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(content);
    let header = reader
        .headers()
        .map_err(|e| LongCsvError::Header {
            file: name(),
            reason: reason(&e),
        })?
        .clone();
    let mut keys = [0; 3];
    for (at, column) in keys.iter_mut().zip(KEYS) {
        *at =
            header
                .iter()
                .position(|h| h == column)
                .ok_or_else(|| LongCsvError::MissingColumn {
                    file: name(),
                    column,
                    near: nearest(column, header.iter()).map(str::to_owned),
                })?;
    }
    let counts: Vec<usize> = (0..header.len()).filter(|k| !keys.contains(k)).collect();
    let columns: Vec<String> = counts.iter().map(|&k| header[k].to_owned()).collect();
    let problem = if columns.is_empty() {
        Some("there is no column of counts beside state_code, year and month".to_owned())
    } else if columns.iter().any(String::is_empty) {
        Some("a column has no name".to_owned())
    } else {
        (0..header.len())
            .find(|&k| header.iter().take(k).any(|h| h == &header[k]))
            .map(|k| format!("the column `{}` stands twice", shortened(&header[k])))
    };
    if let Some(reason) = problem {
        return Err(LongCsvError::Header {
            file: name(),
            reason,
        });
    }

    let mut lines: HashMap<(u8, u16, u8), u64> = HashMap::new();
    let mut rows = Vec::new();
    let mut place = Place::start(content);
    for record in reader.records() {
        let record = record.map_err(|e| LongCsvError::Row {
            file: name(),
            line: place.line_of(e.position()),
            reason: reason(&e),
        })?;
        let line = place.line_of(record.position());
        let wrong = |at: usize, expected| LongCsvError::Value {
            file: name(),
            line,
            column: header[at].to_owned(),
            found: shortened(&record[at]),
            expected,
        };
        let whole = |k: usize, range: std::ops::RangeInclusive<u16>, expected| {
            let value = record[keys[k]].parse().ok().filter(|v| range.contains(v));
            value.ok_or_else(|| wrong(keys[k], expected))
        };
        let state = whole(0, 1..=32, "a state code from 1 to 32")? as u8;
        let year = whole(1, 1980..=2100, "a year from 1980 to 2100")?;
        let month = whole(2, 1..=12, "a month from 1 to 12")? as u8;
        let values = counts
            .iter()
            .map(|&k| match &record[k] {
                "" => Ok(None),
                text => match text.parse::<f64>() {
                    Ok(v) if v.is_finite() && v >= 0.0 => Ok(Some(v)),
                    _ => Err(wrong(k, "blank or a number of 0 or more")),
                },
            })
            .collect::<Result<_, _>>()?;
        if let Some(first) = lines.insert((state, year, month), line) {
            return Err(LongCsvError::Duplicate {
                file: name(),
                line,
                first,
                state,
                year,
                month,
            });
        }
        rows.push(StateMonth {
            state,
            year,
            month,
            values,
        });
    }
    if rows.is_empty() {
        return Err(LongCsvError::Empty { file: name() });
    }
    Ok(StateMonths { columns, rows })
}

/// Counts lines while records are read. The line that the CSV library gives is that of the place where the
/// last record ended: one too few after CR LF, and before blank lines.
pub(crate) struct Place<'a> {
    content: &'a [u8],
    byte: usize,
    line: u64,
}

impl<'a> Place<'a> {
    pub(crate) fn start(content: &'a [u8]) -> Self {
        Place {
            content,
            byte: 0,
            line: 1,
        }
    }

    /// The line on which a record begins; records come in file order.
    pub(crate) fn line_of(&mut self, position: Option<&csv::Position>) -> u64 {
        let from = position.map_or(0, |p| usize::try_from(p.byte()).unwrap_or(usize::MAX));
        while let Some(&byte) = self.content.get(self.byte) {
            let breaks = matches!(byte, b'\r' | b'\n');
            if self.byte >= from && !breaks {
                break;
            }
            self.byte += 1;
            // CR LF is one line break.
            if byte == b'\n' || (byte == b'\r' && self.content.get(self.byte) != Some(&b'\n')) {
                self.line += 1;
            }
        }
        self.line
    }
}

/// At most forty characters of a text.
pub(crate) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// What the CSV library found, in plain words.
pub(crate) fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("{len} fields where the first line has {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "the text is not UTF-8".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GOOD: &str = "state_code,year,month,homicides,population\n1,2000,1,0,944330\n1,2000,2,,944330\n32,2001,12,7.5,1\n";

    fn parse(text: &str) -> Result<StateMonths, LongCsvError> {
        parse_state_months("t.csv", text.as_bytes())
    }

    fn message(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn reads_rows_blanks_and_totals() {
        let table = parse(GOOD).unwrap();
        assert_eq!(table.columns, ["homicides", "population"]);
        assert_eq!(table.rows.len(), 3);
        assert_eq!(table.rows[1].values, [None, Some(944_330.0)]);
        assert_eq!(
            table.yearly_total(0, 2000),
            None,
            "a blank makes the total unknown"
        );
        assert_eq!(table.yearly_total(1, 2000), Some(1_888_660.0));
        assert_eq!(table.yearly_total(0, 2001), Some(7.5));
        assert_eq!(table.yearly_total(0, 1999), None);
        assert_eq!(table.years(), [2000, 2001]);
        let with_bom = format!("\u{feff}{GOOD}");
        assert_eq!(parse(&with_bom).unwrap(), table);
        assert_eq!(parse(&GOOD.replace('\n', "\r\n")).unwrap(), table);
    }

    #[test]
    fn errors_name_file_line_and_column() {
        assert_eq!(
            message(""),
            "t.csv, line 1: there is no column `state_code`"
        );
        assert_eq!(
            message("state_cod,year,month,n\n1,2000,1,2\n"),
            "t.csv, line 1: there is no column `state_code`; did you mean `state_cod` to be it?"
        );
        assert_eq!(
            message("state_code,year,month\n1,2000,1\n"),
            "t.csv, line 1: there is no column of counts beside state_code, year and month"
        );
        assert_eq!(
            message("state_code,year,month,n,n\n1,2000,1,1,1\n"),
            "t.csv, line 1: the column `n` stands twice"
        );
        assert_eq!(
            message("state_code,year,month,n\n"),
            "t.csv: the table has no rows"
        );
        let row = |r: &str| message(&format!("state_code,year,month,n\n5,2000,1,3\n{r}\n"));
        assert_eq!(
            row("33,2000,1,2"),
            "t.csv, line 3, column state_code: `33` is not a state code from 1 to 32"
        );
        assert_eq!(
            row("1,1900,1,2"),
            "t.csv, line 3, column year: `1900` is not a year from 1980 to 2100"
        );
        assert_eq!(
            row("1,2000,13,2"),
            "t.csv, line 3, column month: `13` is not a month from 1 to 12"
        );
        for bad in ["-1", "NaN", "inf", "1e999", "many"] {
            assert_eq!(
                row(&format!("1,2000,1,{bad}")),
                format!("t.csv, line 3, column n: `{bad}` is not blank or a number of 0 or more")
            );
        }
        assert_eq!(
            row("1,2000,1"),
            "t.csv, line 3: 3 fields where the first line has 4"
        );
        assert_eq!(
            row("5,2000,1,9"),
            "t.csv, line 3: state 5 in 2000-01 stands already on line 2: two vintages are not mixed"
        );
    }

    #[test]
    fn lines_count_through_quoted_line_breaks() {
        let text = "state_code,year,month,n\n1,2000,\"1\n\",4\n1,2000,99,4\n";
        assert!(
            message(text).starts_with("t.csv, line 4, column month"),
            "{}",
            message(text)
        );
    }

    #[test]
    fn lines_count_through_other_line_ends_and_blank_lines() {
        let bad = |text: &str| message(&format!("state_code,year,month,n\n{text}"));
        let line = "t.csv, line 5, column month";
        let crlf = "1,2000,1,4\n1,2000,2,4\n1,2000,\"3\n\",4\n";
        assert!(bad("1,2000,1,4\n\n\n1,2000,99,4\n").starts_with(line));
        assert!(bad("\n\n1,2000,1,4\n1,2000,99,4\n").starts_with(line));
        for end in ["\r\n", "\n", "\r"] {
            let text = format!("state_code,year,month,n\n{crlf}1,2000,99,4\n1,2000,1,4\n");
            let error = message(&text.replace('\n', end));
            assert!(error.starts_with("t.csv, line 6, column month"), "{error}");
            let text = format!("state_code,year,month,n\n\n{crlf}1,2000,1,4\n");
            assert_eq!(
                message(&text.replace('\n', end)),
                "t.csv, line 7: state 1 in 2000-01 stands already on line 3: two vintages are not mixed"
            );
            let text = "state_code,year,month,n\n1,2000,1,4\n\n1,2000,2\n".replace('\n', end);
            assert!(message(&text).starts_with("t.csv, line 4: 3 fields"));
        }
        let latin = b"\xef\xbb\xbfstate_code,year,month,n\r\n1,2000,1,4\r\n1,2000,2,\xe9\r\n";
        let error = parse_state_months("t.csv", &latin[..]).unwrap_err();
        assert_eq!(error.to_string(), "t.csv, line 3: the text is not UTF-8");
    }

    fn year_of(states: &[u8], year: u16, months: u8) -> Vec<StateMonth> {
        let row = |state, month| StateMonth {
            state,
            year,
            month,
            values: vec![Some(1.0), None],
        };
        (1..=months)
            .flat_map(|m| states.iter().map(move |s| row(*s, m)))
            .collect()
    }

    #[test]
    fn a_year_that_is_not_whole_has_no_whole_total() {
        let mut rows = year_of(&[1, 2], 2007, 12);
        rows.extend(year_of(&[1, 2], 2008, 6));
        rows.extend(year_of(&[1], 2009, 12));
        let table = StateMonths {
            columns: vec!["n".to_owned(), "blank".to_owned()],
            rows,
        };
        assert_eq!(table.whole_year_total(0, 2007), Some(24.0));
        assert_eq!(table.whole_year_total(1, 2007), None);
        assert_eq!(table.whole_year_total(2, 2007), None, "no such column");
        assert_eq!(table.yearly_total(0, 2008), Some(12.0));
        assert_eq!(table.whole_year_total(0, 2008), None, "half of the months");
        assert_eq!(table.whole_year_total(0, 2009), None, "half of the states");
        assert_eq!(table.span(), Some(((2007, 1), (2009, 12))));
        assert_eq!(table.column("blank"), Some(1));
        assert_eq!(table.column("other"), None);
        let series = crate::find("homicides_inegi").unwrap();
        assert_eq!(
            table.differences(0, series),
            [Difference {
                year: 2007,
                total: 24.0,
                figure: 8867.0
            }]
        );
        assert!(table.differences(1, series).is_empty());
    }

    #[test]
    fn files_are_read_as_their_content_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        std::fs::write(&path, GOOD).unwrap();
        assert_eq!(read_state_months(&path), parse(GOOD));
    }

    #[test]
    fn other_encodings_and_missing_files_are_refused() {
        let latin = b"state_code,year,month,n\n1,2000,1,\xe9\n";
        let error = parse_state_months("t.csv", &latin[..])
            .unwrap_err()
            .to_string();
        assert_eq!(error, "t.csv, line 2: the text is not UTF-8");
        let missing = read_state_months(Path::new("no/such/file.csv"))
            .unwrap_err()
            .to_string();
        assert!(
            missing.starts_with("no/such/file.csv: cannot be read"),
            "{missing}"
        );
    }

    prop_compose! {
        fn table()(columns in 1_usize..4, cells in prop::collection::btree_map((1_u8..=32, 1980_u16..=2100, 1_u8..=12), prop::collection::vec(prop::option::of(0.0_f64..1e7), 3), 1..40)) -> StateMonths {
            StateMonths {
                columns: (0..columns).map(|k| format!("count_{k}")).collect(),
                rows: cells.into_iter().map(|((state, year, month), values)| StateMonth { state, year, month, values: values[..columns].to_vec() }).collect(),
            }
        }
    }

    fn print(table: &StateMonths) -> String {
        let mut text = format!("state_code,year,month,{}\n", table.columns.join(","));
        for r in &table.rows {
            let cells: Vec<String> = r
                .values
                .iter()
                .map(|v| v.map(|v| v.to_string()).unwrap_or_default())
                .collect();
            text += &format!("{},{},{},{}\n", r.state, r.year, r.month, cells.join(","));
        }
        text
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(table in table()) {
            prop_assert_eq!(parse(&print(&table)).unwrap(), table);
        }

        #[test]
        fn a_bad_cell_is_found_where_it_is(table in table(), at in 0_usize..1000) {
            let mut text: Vec<String> = print(&table).lines().map(str::to_owned).collect();
            let line = 1 + at % table.rows.len();
            let cell = text[line].rfind(',').unwrap();
            text[line].replace_range(cell + 1.., "bad");
            let error = parse(&(text.join("\n") + "\n")).unwrap_err().to_string();
            let expected = format!("t.csv, line {}, column {}: `bad`", line + 1, table.columns.last().unwrap());
            prop_assert!(error.starts_with(&expected), "{}", error);
        }

        #[test]
        fn a_bad_cell_of_any_column_is_found_after_any_line_end(table in table(), at in 0_usize..1000, column in 0_usize..1000, end in prop::sample::select(vec!["\n", "\r\n", "\r"]), blank in 0_usize..3) {
            let mut text: Vec<String> = print(&table).lines().map(str::to_owned).collect();
            let line = 1 + at % table.rows.len();
            let mut cells: Vec<String> = text[line].split(',').map(str::to_owned).collect();
            let column = column % cells.len();
            "-7".clone_into(&mut cells[column]);
            text[line] = cells.join(",");
            for _ in 0..blank {
                text.insert(1, String::new());
            }
            let name = KEYS.iter().copied().chain(table.columns.iter().map(String::as_str)).nth(column).unwrap();
            let error = parse(&(text.join(end) + end)).unwrap_err().to_string();
            let expected = format!("t.csv, line {}, column {name}: `-7`", line + 1 + blank);
            prop_assert!(error.starts_with(&expected), "{}", error);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), head in any::<bool>()) {
            let mut content = if head { b"state_code,year,month,n\n".to_vec() } else { Vec::new() };
            content.extend(bytes);
            let _ = parse_state_months("t.csv", &content[..]);
        }
    }
}
