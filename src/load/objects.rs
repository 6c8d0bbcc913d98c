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
use crate::model::events::RecordAt;
use crate::model::table::{Field, Table};

/// More distinct keys than this are looked up each time.
const MOST_KEYS: usize = 64;

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
            row_of(&self.table, piece, (at + begin, row), worker);
        }
        Step::Next(next)
    }
}

impl Rows for Elements {
    fn guess(&self, piece: Piece<'_>, from: usize) -> Option<usize> {
        element_begin(piece, from, &self.first_key)
    }

    fn take(&self, piece: Piece<'_>, at: usize, worker: &mut Worker<'_>) -> Step {
        element(piece, at, worker, |row, worker| {
            row_of(&self.table, piece, (at, row), worker);
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

/// Reads one element of a list, and finds the next.
pub(super) fn element<'n>(
    piece: Piece<'_>,
    at: usize,
    worker: &mut Worker<'n>,
    read: impl FnOnce(&str, &mut Worker<'n>),
) -> Step {
    let bytes = piece.text.as_bytes();
    let at = skip_blank(bytes, at);
    let end = match bytes.get(at) {
        Some(b']') => return Step::End(at),
        Some(_) => value_end(bytes, at),
        None => None,
    };
    let next = end.map(|end| (end, skip_blank(bytes, end)));
    let Some((end, behind)) = next.filter(|(_, behind)| *behind < bytes.len()) else {
        if piece.is_last {
            broken_list(piece, at, worker);
            return Step::End(bytes.len());
        }
        return Step::Cut;
    };
    let follows = skip_blank(bytes, behind + 1);
    let step = match bytes.get(behind) {
        Some(b',') if follows >= bytes.len() && !piece.is_last => return Step::Cut,
        Some(b',') => Step::Next(follows),
        Some(b']') => Step::End(behind),
        _ => {
            broken_list(piece, behind, worker);
            return Step::End(bytes.len());
        }
    };
    read(piece.text.get(at..end).unwrap_or(""), worker);
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

/// Reads one row: quickly, or with care.
fn row_of(table: &Table, piece: Piece<'_>, (at, row): (usize, &str), worker: &mut Worker<'_>) {
    let record = RecordAt {
        source: worker.file,
        offset: piece.offset(at),
        len: u32::try_from(row.len()).unwrap_or(u32::MAX),
    };
    if let Some(spoilt) = piece.spoilt_in(at, at + row.len()) {
        let expected = "text in UTF-8";
        worker.fault(
            Severity::Error,
            piece.offset(spoilt),
            ("", None),
            "a byte that begins no character",
            expected,
        );
        worker.set_aside(None, record.offset, record.len);
        return;
    }
    let mut values = Values::default();
    let taking = |values: &Values<'_>, worker: &mut Worker<'_>| {
        let taking = Taking {
            values,
            table,
            record,
        };
        taking.take(worker);
    };
    if quick(row, table, &mut worker.keys, &mut values).is_some() {
        return taking(&values, worker);
    }
    let mut values = Values::default();
    let mut doubled = Vec::new();
    match careful(row, table, &mut values, &mut doubled) {
        Ok(()) => {
            for (at, field) in doubled {
                let found = format!("the field \"{}\" twice", field.name());
                let offset = record.offset + at as u64;
                worker
                    .fault(
                        Severity::Warning,
                        offset,
                        ("", values.get(Field::Id)),
                        &found,
                        "each field once",
                    )
                    .hint("the last one counts");
            }
            taking(&values, worker);
        }
        Err(Broken { what, at }) => {
            let offset = record.offset + at as u64;
            worker
                .fault(
                    Severity::Error,
                    offset,
                    ("", None),
                    &super::fault::quoted(row),
                    "an object of JSON",
                )
                .hint(&what);
            worker.set_aside(None, record.offset, record.len);
        }
    }
}

/// The values of a row, read again.
pub(super) fn values<'v>(row: &'v str, table: &Table) -> Option<Values<'v>> {
    let mut values = Values::default();
    careful(row, table, &mut values, &mut Vec::new()).ok()?;
    Some(values)
}

/// The keys of the last row in their order, each with the field that it is.
pub(super) type Keys = Vec<(Box<str>, Option<Field>)>;

/// Reads a row in one pass; `None` where anything in it is not plain.
fn quick<'v>(row: &'v str, table: &Table, keys: &mut Keys, values: &mut Values<'v>) -> Option<()> {
    let bytes = row.as_bytes();
    if bytes.first() != Some(&b'{') {
        return None;
    }
    let mut at = skip_blank(bytes, 1);
    for number in 0.. {
        if bytes.get(at) != Some(&b'"') {
            return None;
        }
        let (key, end) = plain_string(row, at)?;
        let field = field_of(key, number, table, keys);
        at = skip_blank(bytes, end);
        if bytes.get(at) != Some(&b':') {
            return None;
        }
        at = skip_blank(bytes, at + 1);
        let (text, end) = match bytes.get(at)? {
            b'"' => plain_string(row, at).filter(|(text, _)| !has_control(text))?,
            b'-' | b'0'..=b'9' => {
                let end = value_end(bytes, at)?;
                let text = row.get(at..end)?;
                is_number(text.as_bytes()).then_some((text, end))?
            }
            b'n' if bytes.get(at..at + 4) == Some(b"null") => ("", at + 4),
            _ => return None,
        };
        if let Some(field) = field
            && !values.set(field, Cow::Borrowed(text), at)
        {
            return None;
        }
        at = skip_blank(bytes, end);
        match bytes.get(at)? {
            b',' => at = skip_blank(bytes, at + 1),
            b'}' => return (at + 1 == bytes.len()).then_some(()),
            _ => return None,
        }
    }
    None
}

/// The field that a key is: most often the one that it was in the row before.
fn field_of(key: &str, number: usize, table: &Table, keys: &mut Keys) -> Option<Field> {
    if let Some((known, field)) = keys.get(number)
        && **known == *key
    {
        return *field;
    }
    let field = table.field(key);
    if number < MOST_KEYS {
        keys.truncate(number);
        keys.push((key.into(), field));
    }
    field
}

/// Whether there are characters that JSON allows in no string.
pub(super) fn has_control(text: &str) -> bool {
    // All of it, not until the first: the compiler then looks at many bytes at a time.
    text.bytes().fold(false, |has, byte| has | (byte < 0x20))
}

/// Whether this is a number as JSON writes it.
fn is_number(text: &[u8]) -> bool {
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

/// Reads a row with the library. Values that are neither text nor number nor list of texts say nothing.
fn careful<'v>(
    row: &'v str,
    table: &Table,
    values: &mut Values<'v>,
    doubled: &mut Vec<(usize, Field)>,
) -> Result<(), Broken> {
    let entries: Entries<'v> = serde_json::from_str(row).map_err(|error| Broken {
        at: super::position::offset_of(row, error.line(), error.column()).min(row.len()),
        what: without_position(&error),
    })?;
    for (key, raw) in entries.0 {
        let Some(field) = table.field(&key) else {
            continue;
        };
        let at = raw.get().as_ptr().addr() - row.as_ptr().addr();
        if !values.set(field, text_of(raw), at) {
            doubled.push((at, field));
        }
    }
    Ok(())
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
