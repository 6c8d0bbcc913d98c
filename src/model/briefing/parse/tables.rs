//! Tables, put together cell by cell.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::faults::Faults;
use crate::model::briefing::{Align, Run, Table};

/// So many columns are read.
const MOST_COLUMNS: usize = 12;
/// So many rows are read.
const MOST_ROWS: usize = 200;

/// A table that is being read.
#[derive(Debug)]
pub(super) struct Rows {
    table: Table,
    row: Vec<Vec<Run>>,
    has_head: bool,
    /// Where the first row is that is left out.
    too_many: Option<Range<usize>>,
}

impl Rows {
    /// A table of some columns begins at a place.
    pub(super) fn of(aligns: &[Alignment], at: &Range<usize>, faults: &mut Faults) -> Self {
        if aligns.len() > MOST_COLUMNS {
            let words = format!(
                "a table has at most {MOST_COLUMNS} columns; the other {} are left out",
                aligns.len() - MOST_COLUMNS
            );
            faults.error(at.start..at.start, "table", &words);
        }
        let aligns = aligns.iter().take(MOST_COLUMNS).map(|align| match align {
            Alignment::Center => Align::Centre,
            Alignment::Right => Align::Right,
            Alignment::Left | Alignment::None => Align::Left,
        });
        let table = Table {
            aligns: aligns.collect(),
            head: Vec::new(),
            rows: Vec::new(),
        };
        Self {
            table,
            row: Vec::new(),
            has_head: false,
            too_many: None,
        }
    }

    /// A cell has ended.
    pub(super) fn cell(&mut self, words: Vec<Run>) {
        if self.row.len() < self.table.aligns.len() {
            self.row.push(words);
        }
    }

    /// A row has ended.
    pub(super) fn end_row(&mut self, at: &Range<usize>) {
        let mut row = std::mem::take(&mut self.row);
        row.resize(self.table.aligns.len(), Vec::new());
        if !self.has_head {
            self.table.head = row;
            self.has_head = true;
        } else if self.table.rows.len() < MOST_ROWS {
            self.table.rows.push(row);
        } else if self.too_many.is_none() {
            self.too_many = Some(at.clone());
        }
    }

    /// All of it.
    pub(super) fn finish(self, faults: &mut Faults) -> Table {
        if let Some(span) = self.too_many {
            let words =
                format!("a table has at most {MOST_ROWS} rows; those from here on are left out");
            faults.error(span, "table", &words);
        }
        self.table
    }
}
