//! Tables for a terminal.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width,
};

/// A rule under the header and one at the end.
const STYLE: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));
/// Width where standard output is no terminal.
const WIDTH: u16 = 120;

/// Words longer than this may be broken.
const LONGEST_WORD: u16 = 36;

/// A table with a header; columns from `numbers` on are aligned to the right.
pub fn table(
    header: &[&str],
    numbers: usize,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let mut table = Table::new();
    table
        .load_style(STYLE)
        .set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_none() {
        table.set_width(WIDTH);
    }
    table.set_header(header.iter().copied());
    let longest = |text: &str| {
        text.split_whitespace()
            .map(|w| w.chars().count())
            .max()
            .unwrap_or(0)
    };
    let mut widest: Vec<usize> = header.iter().map(|h| longest(h)).collect();
    for row in rows {
        for (widest, cell) in widest.iter_mut().zip(&row) {
            *widest = (*widest).max(longest(cell));
        }
        table.add_row(row);
    }
    // Identifiers and words stay whole: with the padding, no column is narrower than its longest word.
    for (k, widest) in widest.into_iter().enumerate() {
        if let Some(column) = table.column_mut(k) {
            let width = u16::try_from(widest)
                .unwrap_or(LONGEST_WORD)
                .min(LONGEST_WORD)
                + 2;
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
        }
    }
    for k in numbers..header.len() {
        if let Some(column) = table.column_mut(k) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("{table}\n")
}
