//! What kind of file an input is, told from how it begins.

use std::sync::Arc;

use super::fault::excerpt;
use super::input::{Input, MARK, Unreadable};
use super::scan::{plain_string, skip_blank, string_end, value_end};
use super::separated::split;
use crate::model::table::{Field, Table};
use crate::model::text::Text;

/// So much of a file is looked at.
const LOOK: usize = 64 << 10;
/// So much of a file may stand before its list of events.
const LONGEST_HEAD: usize = 64 << 20;
/// As many fields have to be known for a row to be one of ours.
const LEAST_KNOWN: usize = 2;

/// What kind of file it is.
pub(super) enum Kind {
    /// A document of the native format, read whole; and whatever else is JSON, to be told what is wrong with it.
    Native,
    /// A large document of the native format: its events are read one by one.
    NativeList(Listing),
    /// Objects one a line.
    Lines(Arc<Table>, u64),
    /// A list of objects.
    Elements(Arc<Table>, Listing),
    /// Separated rows, and where the first stands under the header.
    Separated(Arc<Table>, u64),
}

/// Where a list stands in a file.
#[derive(Debug, Clone)]
pub(super) struct Listing {
    /// The file up to the bracket that opens the list, with it.
    pub head: String,
    /// Where its first element begins.
    pub first: u64,
    /// The key that this begins with; empty where it is no object.
    pub first_key: String,
}

/// What kind of file an input is; a document of up to `small` bytes is read as one.
///
/// # Errors
/// [`Unreadable`] where it cannot be read, is empty, or is said to be a table and has no column that is known.
pub(super) fn kind(input: &Input, small: u64) -> Result<Kind, Unreadable> {
    let mut buffer = Vec::new();
    let bytes = input
        .store
        .part(0, LOOK, &mut buffer)
        .map_err(|source| input.failed(source))?;
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let skipped = if input.store.len() > 2 {
        mark_len(input)?
    } else {
        0
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or(&[])).unwrap_or("")
        }
    };
    let begin = skip_blank(text.as_bytes(), 0);
    let first = skipped + begin as u64;
    match text.as_bytes().get(begin) {
        Some(b'{') if is_lines(text, begin, input) => Ok(Kind::Lines(
            Arc::new(Table::of_objects(&input.renamed)),
            first,
        )),
        Some(b'{') if input.store.len() > small => {
            Ok(listing(input)?.map_or(Kind::Native, Kind::NativeList))
        }
        Some(b'[') => Ok(elements(text, begin, skipped, input).unwrap_or(Kind::Native)),
        None | Some(b'{') => Ok(Kind::Native),
        Some(_) => separated(text, skipped, input),
    }
}

/// How many bytes of a byte-order mark there are.
fn mark_len(input: &Input) -> Result<u64, Unreadable> {
    let mut buffer = Vec::new();
    let begin = input.store.part(0, MARK.len(), &mut buffer);
    let begin = begin.map_err(|source| input.failed(source))?;
    Ok(if begin == MARK { MARK.len() as u64 } else { 0 })
}

/// Whether an object is the first of many, one a line, or a lonely row.
fn is_lines(text: &str, begin: usize, input: &Input) -> bool {
    let bytes = text.as_bytes();
    let keys = keys(text, begin);
    if keys.contains(&"format") {
        return false;
    }
    let Some(end) = value_end(bytes, begin) else {
        // A first row that is longer than what is looked at is told by how it begins.
        let is_long = input.store.len() > LOOK as u64 && text.len() + MARK.len() >= LOOK;
        return is_long && known(&keys, input) >= LEAST_KNOWN;
    };
    let behind = skip_blank(bytes, end);
    bytes.get(behind) == Some(&b'{') || known(&keys, input) >= LEAST_KNOWN
}

/// How many of some keys are fields that we know.
fn known(keys: &[&str], input: &Input) -> usize {
    let table = Table::of_objects(&input.renamed);
    keys.iter().filter(|key| table.field(key).is_some()).count()
}

/// The keys of an object, as far as they are plain and at hand.
fn keys(text: &str, begin: usize) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut keys = Vec::new();
    let mut at = skip_blank(bytes, begin + 1);
    while let Some((key, end)) = plain_string(text, at).filter(|_| bytes.get(at) == Some(&b'"')) {
        keys.push(key);
        let colon = skip_blank(bytes, end);
        let Some(end) = value_end(bytes, skip_blank(bytes, colon + 1)) else {
            break;
        };
        let comma = skip_blank(bytes, end);
        if bytes.get(comma) != Some(&b',') {
            break;
        }
        at = skip_blank(bytes, comma + 1);
    }
    keys
}

fn elements(text: &str, begin: usize, skipped: u64, input: &Input) -> Option<Kind> {
    let first = skip_blank(text.as_bytes(), begin + 1);
    if text.as_bytes().get(first) != Some(&b'{') {
        return None;
    }
    let keys = keys(text, first);
    (known(&keys, input) >= LEAST_KNOWN).then(|| {
        let listing = Listing {
            head: text.get(..=begin).unwrap_or("").to_owned(),
            first: skipped + first as u64,
            first_key: keys.first().map_or(String::new(), |key| (*key).to_owned()),
        };
        Kind::Elements(Arc::new(Table::of_objects(&input.renamed)), listing)
    })
}

fn separated(text: &str, skipped: u64, input: &Input) -> Result<Kind, Unreadable> {
    let line = text.lines().next().unwrap_or("");
    let count = |separator: u8| line.bytes().filter(|byte| *byte == separator).count();
    let separator = [b',', b'\t', b';']
        .into_iter()
        .max_by_key(|one| (count(*one), *one == b','));
    let separator = separator.unwrap_or(b',');
    let is_whole = input.store.len() <= text.len() as u64 + skipped;
    let header = split(text, 0, separator, is_whole);
    let Some(header) = header.filter(|header| header.values.len() > 1) else {
        return Ok(Kind::Native);
    };
    let names: Vec<&str> = header.values.iter().map(|(name, _)| &**name).collect();
    let table = Table::of_columns(separator, &names, &input.renamed);
    let is_there = |name: &str| names.iter().any(|known| known.trim() == name);
    if let Some((_, lost)) = input.renamed.iter().find(|(_, name)| !is_there(name)) {
        return Err(Unreadable::NotOurs {
            file: input.label(),
            format: "table of events",
            found: Text::clean(&format!("the columns {}", excerpt(&names.join(", ")))),
            expected: Text::clean(&format!("a column {}, as --map says", excerpt(lost))),
        });
    }
    if table.columns.iter().flatten().count() >= LEAST_KNOWN {
        return Ok(Kind::Separated(
            Arc::new(table),
            skipped + header.next as u64,
        ));
    }
    let name = input.name.to_lowercase();
    if [".csv", ".tsv", ".tab"]
        .iter()
        .any(|end| name.contains(end))
    {
        let known: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
        return Err(Unreadable::NotOurs {
            file: input.label(),
            format: "table of events",
            found: Text::clean(&format!("the columns {}", excerpt(line))),
            expected: Text::clean(&format!(
                "some of {}; --map FIELD=COLUMN says which is which",
                known.join(", ")
            )),
        });
    }
    Ok(Kind::Native)
}

/// Where the list of events stands in a large document; `None` where there is none to be found.
fn listing(input: &Input) -> Result<Option<Listing>, Unreadable> {
    let skipped = mark_len(input)?;
    let mut look = LOOK;
    loop {
        let mut buffer = Vec::new();
        let bytes = input.store.part(skipped, look, &mut buffer);
        let bytes = bytes.map_err(|source| input.failed(source))?;
        let is_all = bytes.len() < look;
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or(&[])).unwrap_or("")
            }
        };
        match list_in(text, skipped) {
            Search::Found(listing) => return Ok(Some(listing)),
            Search::None => return Ok(None),
            Search::Further if is_all || look >= LONGEST_HEAD => return Ok(None),
            Search::Further => look *= 4,
        }
    }
}

enum Search {
    Found(Listing),
    None,
    Further,
}

fn list_in(text: &str, skipped: u64) -> Search {
    let bytes = text.as_bytes();
    let mut at = skip_blank(bytes, skip_blank(bytes, 0) + 1);
    loop {
        if bytes.get(at).is_some_and(|byte| *byte != b'"') {
            return Search::None;
        }
        let Some((end, _)) = string_end(bytes, at) else {
            return Search::Further;
        };
        let key = text.get(at + 1..end - 1).unwrap_or("");
        let value = skip_blank(bytes, skip_blank(bytes, end) + 1);
        if key == "events" && bytes.get(value) == Some(&b'[') {
            let first = skip_blank(bytes, value + 1);
            let quote = skip_blank(bytes, first + 1);
            if first >= bytes.len() || quote >= bytes.len() {
                return Search::Further;
            }
            let first_key = plain_string(text, quote).filter(|_| bytes.get(quote) == Some(&b'"'));
            return Search::Found(Listing {
                head: text.get(..=value).unwrap_or("").to_owned(),
                first: skipped + first as u64,
                first_key: first_key.map_or(String::new(), |(key, _)| key.to_owned()),
            });
        }
        let Some(end) = value_end(bytes, value) else {
            return Search::Further;
        };
        let comma = skip_blank(bytes, end);
        match bytes.get(comma) {
            Some(b',') => at = skip_blank(bytes, comma + 1),
            Some(_) => return Search::None,
            None => return Search::Further,
        }
    }
}
