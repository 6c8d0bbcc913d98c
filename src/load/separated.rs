//! Rows whose values are separated by commas, tabs or semicolons, under a header (RFC 4180, and what is usual beside it).
//!
//! A value that begins with a quotation mark ends with one, whatever is between: separators, line ends, doubled quotation
//! marks. Own code, as the row has to say where each value stands in the file and where in the middle of a file a row may
//! begin, which the libraries do not.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::{memchr, memchr2};

use super::fault::{Severity, quoted};
use super::flat::{Taking, Values};
use super::objects::line_begin;
use super::rows::{Piece, Rows, Step};
use super::worker::Worker;
use crate::model::events::RecordAt;
use crate::model::table::Table;

/// So many places in a block are tried as the beginning of a row.
const MOST_GUESSES: usize = 64;
/// More values than this are not counted in one row.
const MOST_VALUES: usize = 10_000;

/// Separated rows under a header.
pub(super) struct Separated {
    pub table: Arc<Table>,
}

/// One row: its values, and where it ends.
pub(super) struct Split<'s> {
    /// Each value and where it begins, in columns that the row may have too many or too few of.
    pub values: Vec<(Cow<'s, str>, usize)>,
    /// Behind the last value.
    pub end: usize,
    /// Where the next row begins.
    pub next: usize,
}

/// Splits the row that begins at a byte; `None` where it goes on behind the text and that is not the last.
pub(super) fn split(text: &str, begin: usize, separator: u8, is_last: bool) -> Option<Split<'_>> {
    let mut values = Vec::with_capacity(32);
    let mut at = begin;
    loop {
        let (value, end) = if text.as_bytes().get(at) == Some(&b'"') {
            quoted_value(text, at, separator, is_last)?
        } else {
            plain_value(text, at, separator, is_last)?
        };
        if values.len() < MOST_VALUES {
            values.push((value, at));
        }
        if text.as_bytes().get(end) == Some(&separator) {
            at = end + 1;
            continue;
        }
        // A line may end with a carriage return too.
        if let Some((Cow::Borrowed(value), _)) = values.last_mut() {
            *value = value.strip_suffix('\r').unwrap_or(value);
        }
        return Some(Split {
            values,
            end: end.min(text.len()),
            next: (end + 1).min(text.len()),
        });
    }
}

fn plain_value(
    text: &str,
    at: usize,
    separator: u8,
    is_last: bool,
) -> Option<(Cow<'_, str>, usize)> {
    let rest = text.as_bytes().get(at..)?;
    let end = match memchr2(separator, b'\n', rest) {
        Some(end) => at + end,
        None if is_last => text.len(),
        None => return None,
    };
    Some((Cow::Borrowed(text.get(at..end)?), end))
}

fn quoted_value(
    text: &str,
    quote: usize,
    separator: u8,
    is_last: bool,
) -> Option<(Cow<'_, str>, usize)> {
    let bytes = text.as_bytes();
    let mut at = quote + 1;
    let mut has_doubled = false;
    let end = loop {
        let Some(found) = memchr(b'"', bytes.get(at..)?) else {
            // Never closed: all the rest is the value, which the number of columns will not fit.
            return is_last.then(|| (Cow::Borrowed(text.get(quote..).unwrap_or("")), text.len()));
        };
        match bytes.get(at + found + 1) {
            Some(b'"') => {
                has_doubled = true;
                at += found + 2;
            }
            None if !is_last => return None,
            _ => break at + found,
        }
    };
    let inside = text.get(quote + 1..end)?;
    let inside = if has_doubled {
        Cow::Owned(inside.replace("\"\"", "\""))
    } else {
        Cow::Borrowed(inside)
    };
    // What stands between the closing mark and the separator belongs to the value.
    let (behind, next) = plain_value(text, end + 1, separator, is_last)?;
    let behind = behind.strip_suffix('\r').unwrap_or(&behind);
    if behind.trim().is_empty() {
        return Some((inside, next));
    }
    Some((Cow::Owned(format!("{inside}{behind}")), next))
}

impl Separated {
    fn separator(&self) -> u8 {
        self.table.separator.unwrap_or(b',')
    }

    fn fits(&self, piece: Piece<'_>, at: usize) -> Option<usize> {
        let split = split(piece.text, at, self.separator(), piece.is_last)?;
        (split.values.len() == self.table.columns.len()).then_some(split.next)
    }
}

impl Rows for Separated {
    fn guess(&self, piece: Piece<'_>, from: usize) -> Option<usize> {
        let mut at = line_begin(piece, from)?;
        for _ in 0..MOST_GUESSES {
            let next = self.fits(piece, at);
            // Two rows behind each other that fit are no accident.
            if next.is_some_and(|next| next >= piece.text.len() || self.fits(piece, next).is_some())
            {
                return Some(at);
            }
            at = line_begin(piece, at + 1)?;
        }
        None
    }

    fn take(&self, piece: Piece<'_>, at: usize, worker: &mut Worker<'_>) -> Step {
        if let Some(quick) = self.quick(piece.text, at)
            && piece.spoilt.is_empty()
        {
            let taking = Taking {
                values: &quick.values,
                table: &self.table,
                record: RecordAt {
                    source: worker.file,
                    offset: piece.offset(at),
                    len: u32::try_from(quick.end - at).unwrap_or(u32::MAX),
                },
            };
            taking.take(worker);
            return Step::Next(quick.next);
        }
        let Some(split) = split(piece.text, at, self.separator(), piece.is_last) else {
            return Step::Cut;
        };
        let row = piece.text.get(at..split.end).unwrap_or("");
        if !row.trim().is_empty() {
            self.row(piece, (at, row), &split, worker);
        }
        Step::Next(split.next)
    }
}

/// A row whose values stand in the text as they are.
struct Quick<'q> {
    values: Values<'q>,
    end: usize,
    next: usize,
}

impl Separated {
    /// Reads the row that begins at a byte in one pass; `None` where anything in it is not plain, or its end is not there.
    fn quick<'q>(&self, text: &'q str, begin: usize) -> Option<Quick<'q>> {
        let bytes = text.as_bytes();
        let separator = self.separator();
        let mut values = Values::default();
        let mut at = begin;
        let mut columns = self.table.columns.iter();
        loop {
            let column = columns.next()?;
            let (first, last, end) = if bytes.get(at) == Some(&b'"') {
                let quote = at + 1 + memchr(b'"', bytes.get(at + 1..)?)?;
                (at + 1, quote, quote + 1)
            } else {
                let end = at + memchr2(separator, b'\n', bytes.get(at..)?)?;
                (at, end, end)
            };
            let stop = *bytes.get(end)?;
            let is_last = stop == b'\n';
            if stop != separator && !is_last {
                return None;
            }
            let mut value = text.get(first..last)?;
            if is_last {
                value = value.strip_suffix('\r').unwrap_or(value);
            }
            if let Some(field) = column {
                values.set(*field, value, at - begin);
            }
            if is_last {
                // An empty line is no row, and one with too few values a faulty one.
                let is_whole = columns.next().is_none() && end > begin;
                let next = end + 1;
                return is_whole.then_some(Quick { values, end, next });
            }
            at = end + 1;
        }
    }

    fn row(
        &self,
        piece: Piece<'_>,
        (at, row): (usize, &str),
        split: &Split<'_>,
        worker: &mut Worker<'_>,
    ) {
        let Some(record) = piece.record(at, row, worker) else {
            return;
        };
        let columns = self.table.columns.len();
        let surplus = split.values.get(columns..).unwrap_or(&[]);
        let is_short = split.values.len() < columns;
        if is_short || surplus.iter().any(|(text, _)| !text.trim().is_empty()) {
            let found = format!("{} values: {}", split.values.len(), quoted(row));
            let expected = format!("{columns}, one for each column");
            worker.fault(
                Severity::Error,
                record.offset,
                ("", None),
                &found,
                &expected,
            );
            worker.set_aside(None, record.offset, record.len);
            return;
        }
        let mut values = Values::default();
        fill(&self.table, &split.values, at, &mut values);
        let taking = Taking {
            values: &values,
            table: &self.table,
            record,
        };
        taking.take(worker);
    }
}

fn fill<'v>(
    table: &Table,
    split: &'v [(Cow<'_, str>, usize)],
    begin: usize,
    values: &mut Values<'v>,
) {
    for ((text, at), field) in split.iter().zip(&table.columns) {
        if let Some(field) = field {
            values.set(*field, text, at - begin);
        }
    }
}

/// The values of a row, read again; each handed to `read`, as they may have been made anew.
pub(super) fn values<T>(
    row: &str,
    table: &Table,
    read: impl FnOnce(&Values<'_>) -> T,
) -> Option<T> {
    let split = split(row, 0, table.separator?, true)?;
    let mut values = Values::default();
    fill(table, &split.values, 0, &mut values);
    Some(read(&values))
}
