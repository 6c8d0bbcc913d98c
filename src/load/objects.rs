//! Rows that are JSON objects: one a line, or the elements of a list.
//!
//! An object whose keys come in the order of the one before, with plain strings and numbers, is read in one pass over its
//! bytes; whatever is otherwise is read by `serde_json`, with the same result or with the fault that it has.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::entries::{Entries, Str};
use super::fault::Severity;
use super::flat::{Taking, Values};
use super::input::without_position;
use super::rows::{Piece, Rows, Step};
use super::scan::{line_end, plain_string, skip_blank, value_end};
use super::worker::Worker;
use crate::model::table::{Field, Table};

/// More distinct keys than this are looked up each time.
const MOST_KEYS: usize = 64;
/// So many keys in a row may be missing.
const MOST_SKIPPED: usize = 8;

/// Objects one a line.
pub(super) struct Lines {
    pub table: Arc<Table>,
}

/// The elements of a list.
pub(super) struct Elements {
    pub table: Arc<Table>,
    /// The key that each element begins with, as the first one does: so that one is told from an object inside it.
    pub first_key: String,
}

/// Why an object cannot be read.
struct Broken {
    what: String,
    /// Which byte of it.
    at: usize,
}

impl Rows for Lines {
    fn guess(&self, piece: Piece<'_>, from: usize) -> Option<usize> {
        line_begin(piece, from)
    }

    fn take(&self, piece: Piece<'_>, at: usize, worker: &mut Worker<'_>) -> Step {
        let Some((end, next)) = line(piece, at) else {
            return Step::Cut;
        };
        let line = piece.text.get(at..end).unwrap_or("");
        let begin = skip_blank(line.as_bytes(), 0);
        let row = line.get(begin..).unwrap_or("").trim_end();
        if !row.is_empty() {
            let field = |key: &str| self.table.field(key);
            let mut values = Values::default();
            let text = (row, piece.is_clean);
            let end = worker.keys.quick(text, field, &mut values);
            let plain = end.filter(|end| *end == row.len()).map(|_| &values);
            row_of(&self.table, piece, (at + begin, row), plain, worker);
        }
        Step::Next(next)
    }
}

impl Rows for Elements {
    fn guess(&self, piece: Piece<'_>, from: usize) -> Option<usize> {
        element_begin(piece, from, &self.first_key)
    }

    fn take(&self, piece: Piece<'_>, at: usize, worker: &mut Worker<'_>) -> Step {
        let quick = |text, worker: &mut Worker<'_>| {
            let field = |key: &str| self.table.field(key);
            let mut values = Values::default();
            let end = worker.keys.quick((text, false), field, &mut values)?;
            Some((values, end))
        };
        element(piece, at, worker, quick, |plain, (at, row), worker| {
            row_of(&self.table, piece, (at, row), plain.as_ref(), worker);
        })
    }
}

/// Where a line begins, from a byte on.
pub(super) fn line_begin(piece: Piece<'_>, from: usize) -> Option<usize> {
    match from.checked_sub(1) {
        None => Some(0),
        Some(before) => Some(line_end(piece.text.as_bytes(), before)? + 1),
    }
}

/// Where the line that begins at a byte ends, and where the next one begins; `None` where it goes on behind the piece.
pub(super) fn line(piece: Piece<'_>, at: usize) -> Option<(usize, usize)> {
    match line_end(piece.text.as_bytes(), at) {
        Some(end) => Some((end, end + 1)),
        None if piece.is_last => Some((piece.text.len(), piece.text.len())),
        None => None,
    }
}

/// Where an element of a list seems to begin, from a byte on: behind the end of another and a comma, with the key that all
/// begin with.
pub(super) fn element_begin(piece: Piece<'_>, from: usize, first_key: &str) -> Option<usize> {
    let bytes = piece.text.as_bytes();
    let begins = |at: usize| {
        let quote = skip_blank(bytes, at + 1);
        (bytes.get(quote) == Some(&b'"'))
            .then(|| plain_string(piece.text, quote))
            .flatten()
            .is_some_and(|(key, _)| key == first_key)
    };
    let behind_comma = |at: usize| {
        let before = bytes.get(..at)?.trim_ascii_end();
        let before = before.strip_suffix(b",")?.trim_ascii_end();
        before.ends_with(b"}").then_some(())
    };
    let rest = bytes.get(from..)?;
    memchr::memchr_iter(b'{', rest)
        .map(|at| from + at)
        .find(|at| begins(*at) && (behind_comma(*at).is_some() || from == 0))
}

/// Reads one element of a list, and finds the next. `quick` reads what is plain, and where it ends; `take` takes that, or
/// reads the element with care, once it is known to be whole.
pub(super) fn element<'p, 'n, T>(
    piece: Piece<'p>,
    at: usize,
    worker: &mut Worker<'n>,
    quick: impl FnOnce(&'p str, &mut Worker<'n>) -> Option<(T, usize)>,
    take: impl FnOnce(Option<T>, (usize, &'p str), &mut Worker<'n>),
) -> Step {
    let bytes = piece.text.as_bytes();
    let at = skip_blank(bytes, at);
    let plain = match bytes.get(at) {
        Some(b']') => return Step::End(at),
        Some(_) if piece.spoilt.is_empty() => quick(piece.text.get(at..).unwrap_or(""), worker),
        _ => None,
    };
    let (plain, end) = match plain {
        Some((plain, len)) => (Some(plain), Some(at + len)),
        None => (None, value_end(bytes, at)),
    };
    let next = end.map(|end| (end, skip_blank(bytes, end)));
    let Some((end, behind)) = next.filter(|(_, behind)| *behind < bytes.len()) else {
        if piece.is_last {
            broken_list(piece, at, worker);
            return Step::Broken;
        }
        return Step::Cut;
    };
    let follows = skip_blank(bytes, behind + 1);
    let step = match bytes.get(behind) {
        Some(b',') if follows >= bytes.len() && !piece.is_last => return Step::Cut,
        Some(b',') if follows >= bytes.len() => Step::Broken,
        Some(b',') => Step::Next(follows),
        Some(b']') => Step::End(behind),
        _ => {
            broken_list(piece, behind, worker);
            return Step::Broken;
        }
    };
    take(plain, (at, piece.text.get(at..end).unwrap_or("")), worker);
    if step == Step::Broken {
        broken_list(piece, bytes.len(), worker);
    }
    step
}

/// A list that does not go on as one: what comes after is not read, and said not to be.
fn broken_list(piece: Piece<'_>, at: usize, worker: &mut Worker<'_>) {
    let rest = piece.text.get(at..).unwrap_or("");
    let found = match rest.chars().next() {
        Some(letter) => format!("\"{letter}\""),
        None => "the end of the file".to_owned(),
    };
    worker.fault(
        Severity::Error,
        piece.offset(at),
        ("", None),
        &found,
        "a comma or the end of the list; what comes after it is not read",
    );
    worker.yielded.set_aside += 1;
}

/// Takes one row, as it was read in one pass, or reads it with care.
fn row_of(
    table: &Table,
    piece: Piece<'_>,
    (at, row): (usize, &str),
    plain: Option<&Values<'_>>,
    worker: &mut Worker<'_>,
) {
    let Some(record) = piece.record(at, row, worker) else {
        return;
    };
    let take = |values: &Values<'_>, worker: &mut Worker<'_>| {
        let taking = Taking {
            values,
            table,
            record,
        };
        taking.take(worker);
    };
    if let Some(values) = plain {
        return take(values, worker);
    }
    match careful(row, table) {
        Ok(said) => {
            let (values, doubled) = sorted(&said);
            for (at, field) in doubled {
                let found = format!("the field \"{}\" twice", field.name());
                let (offset, path) = (record.offset + at as u64, ("", values.get(Field::Id)));
                let fault =
                    worker.fault(Severity::Warning, offset, path, &found, "each field once");
                fault.hint("the last one counts");
            }
            take(&values, worker);
        }
        Err(Broken { what, at }) => {
            let offset = record.offset + at as u64;
            let found = super::fault::quoted(row);
            let expected = "an object of JSON";
            let fault = worker.fault(Severity::Error, offset, ("", None), &found, expected);
            fault.hint(&what);
            worker.set_aside(None, record.offset, record.len);
        }
    }
}

/// The values of a row, read again; handed to `read`, as they may have been made anew.
pub(super) fn values<T>(
    row: &str,
    table: &Table,
    read: impl FnOnce(&Values<'_>) -> T,
) -> Option<T> {
    let said = careful(row, table).ok()?;
    Some(read(&sorted(&said).0))
}

/// A key as it is written, from the quotation mark to the colon.
#[derive(Debug)]
struct Key {
    written: Box<str>,
    /// Its first sixteen bytes as a number, or as many as it has, and the mask of these.
    begin: (u128, u128),
    field: Option<Field>,
}

impl Key {
    fn new(written: &str, field: Option<Field>) -> Self {
        let mut begin = [0; 16];
        let mut mask = [0; 16];
        for ((byte, slot), mask) in written.bytes().zip(&mut begin).zip(&mut mask) {
            (*slot, *mask) = (byte, u8::MAX);
        }
        Self {
            written: written.into(),
            begin: (u128::from_le_bytes(begin), u128::from_le_bytes(mask)),
            field,
        }
    }

    /// Whether it stands at the beginning of a text, whose first sixteen bytes are these.
    fn begins(&self, text: &[u8], first: u128) -> bool {
        let (begin, mask) = self.begin;
        let is_short = self.written.len() <= 16;
        first & mask == begin && (is_short || text.starts_with(self.written.as_bytes()))
    }
}

/// The keys that rows have had so far, in the order in which they come: most often the next one is the next of these.
#[derive(Debug, Default)]
pub(super) struct Keys {
    known: Vec<Key>,
    /// Which of them came last.
    last: usize,
}

impl Keys {
    /// Reads the row that a text begins with in one pass, and where it ends; `None` where anything in it is not plain.
    fn quick<'v>(
        &mut self,
        (text, is_clean): (&'v str, bool),
        field: impl Fn(&str) -> Option<Field>,
        values: &mut Values<'v>,
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        if bytes.first() != Some(&b'{') {
            return None;
        }
        let mut at = skip_blank(bytes, 1);
        loop {
            let (field, behind) = self.key(text, at, &field)?;
            at = skip_blank(bytes, behind);
            let (value, end) = match bytes.get(at)? {
                b'"' => {
                    plain_string(text, at).filter(|(value, _)| is_clean || !has_control(value))?
                }
                b'-' | b'0'..=b'9' => {
                    let end = value_end(bytes, at)?;
                    let value = text.get(at..end)?;
                    is_number(value.as_bytes()).then_some((value, end))?
                }
                b'n' if bytes.get(at..at + 4) == Some(b"null") => ("", at + 4),
                _ => return None,
            };
            if let Some(field) = field
                && !values.set(field, value, at)
            {
                return None;
            }
            at = skip_blank(bytes, end);
            match bytes.get(at)? {
                b',' => at = skip_blank(bytes, at + 1),
                b'}' => return Some(at + 1),
                _ => return None,
            }
        }
    }

    /// The field that the key at a byte is, and the byte behind its colon.
    pub fn key(
        &mut self,
        row: &str,
        at: usize,
        field: impl Fn(&str) -> Option<Field>,
    ) -> Option<(Option<Field>, usize)> {
        let rest = row.as_bytes().get(at..)?;
        let Some(first) = rest.first_chunk() else {
            return self.new_key(row, at, field);
        };
        let first = u128::from_le_bytes(*first);
        // Keys that say nothing are left out by some, so that one may be missing in between.
        for skipped in 1..=MOST_SKIPPED {
            let next = match self.last + skipped {
                next if next < self.known.len() => next,
                next => next.checked_sub(self.known.len())?,
            };
            if let Some(key) = self.known.get(next)
                && key.begins(rest, first)
            {
                self.last = next;
                return Some((key.field, at + key.written.len()));
            }
            if skipped >= self.known.len() {
                break;
            }
        }
        self.new_key(row, at, field)
    }

    fn new_key(
        &mut self,
        row: &str,
        at: usize,
        field: impl Fn(&str) -> Option<Field>,
    ) -> Option<(Option<Field>, usize)> {
        let bytes = row.as_bytes();
        if bytes.get(at) != Some(&b'"') {
            return None;
        }
        let (key, end) = plain_string(row, at).filter(|(key, _)| !has_control(key))?;
        let colon = skip_blank(bytes, end);
        if bytes.get(colon) != Some(&b':') {
            return None;
        }
        let field = field(key);
        let written = row.get(at..=colon)?;
        let known = self
            .known
            .iter()
            .position(|known| *known.written == *written);
        if let Some(known) = known {
            self.last = known;
        } else if self.known.len() < MOST_KEYS {
            // Behind the one that came before it, where it will be looked for.
            self.last = (self.last + 1).min(self.known.len());
            self.known.insert(self.last, Key::new(written, field));
        }
        Some((field, colon + 1))
    }
}

/// Whether there are characters that JSON allows in no string.
pub(super) fn has_control(text: &str) -> bool {
    // All of it, not until the first: the compiler then looks at many bytes at a time.
    let control = |seen: u8, byte: u8| seen | u8::from(byte < 0x20);
    text.bytes().fold(0, control) != 0
}

/// Whether this is a number as JSON writes it, without an exponent.
pub(super) fn is_number(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(text);
    let Some(rest) = text.get(whole..) else {
        return false;
    };
    let leads = whole == 1 || (whole > 1 && text.first() != Some(&b'0'));
    let rest = match rest.strip_prefix(b".") {
        None => rest,
        Some(part) => match digits(part) {
            0 => return false,
            count => part.get(count..).unwrap_or(&[]),
        },
    };
    // Exponents are rare enough to be left to the library.
    leads && rest.is_empty()
}

/// What a field says, and where in its row.
type Said<'v> = (Field, Cow<'v, str>, usize);

/// Reads a row with the library. Values that are neither text nor number nor list of texts say nothing.
fn careful<'v>(row: &'v str, table: &Table) -> Result<Vec<Said<'v>>, Broken> {
    let entries: Entries<'v> = serde_json::from_str(row).map_err(|error| Broken {
        at: super::position::offset_of(row, error.line(), error.column()).min(row.len()),
        what: without_position(&error),
    })?;
    let known = entries.0.into_iter().filter_map(|(key, raw)| {
        let at = raw.get().as_ptr().addr() - row.as_ptr().addr();
        Some((table.field(&key)?, text_of(raw), at))
    });
    Ok(known.collect())
}

/// The values of a row by field, and those that were there before.
fn sorted<'v>(said: &'v [Said<'_>]) -> (Values<'v>, Vec<(usize, Field)>) {
    let mut values = Values::default();
    let mut doubled = Vec::new();
    for (field, text, at) in said {
        if !values.set(*field, text, *at) {
            doubled.push((*at, *field));
        }
    }
    (values, doubled)
}

/// A value as text.
fn text_of(raw: &RawValue) -> Cow<'_, str> {
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b'"') => match serde_json::from_str::<Str<'_>>(text) {
            Ok(Str(text)) => text,
            Err(_) => Cow::Borrowed(text),
        },
        Some(b'[') => match serde_json::from_str::<Vec<Str<'_>>>(text) {
            Ok(texts) => {
                let texts: Vec<&str> = texts.iter().map(|text| &*text.0).collect();
                Cow::Owned(texts.join(";"))
            }
            Err(_) => Cow::Borrowed(text),
        },
        Some(b'n') => Cow::Borrowed(""),
        _ => Cow::Borrowed(text),
    }
}
