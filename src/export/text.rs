//! Cells as plain text: what they say, without how they look.

use ratatui::buffer::Buffer;

use super::{drawn, rows};

/// A line for each row, without the blanks at its end.
pub fn of(buffer: &Buffer) -> String {
    let mut out = String::new();
    for row in rows(buffer) {
        let line: String = drawn(row).map(|(_, _, cell)| cell.symbol()).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
