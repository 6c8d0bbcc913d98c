//! Byte offsets in a file, turned into lines and columns.
//!
//! Positions are looked up once, after a file is read and in order, so that a million faults on one long line cost one walk
//! through the file.

use memchr::{memchr_iter, memrchr};

use super::fault::{At, Fault};
use super::input::MARK;
use super::store::Store;
use crate::model::text::Text;

/// Fills in line and column of one file's faults, which end up in order of position.
pub(super) fn locate(faults: &mut [Fault], content: &str) {
    sort(faults);
    let mut walk = Walk::of(content);
    for fault in faults {
        (fault.line, fault.column) = walk.to(fault.offset);
    }
}

/// The same for the faults of a file that may not be in memory.
pub(super) fn locate_in(faults: &mut [Fault], store: &Store) {
    sort(faults);
    let mut walk = Walk::through(store);
    for fault in faults {
        (fault.line, fault.column) = walk.to(fault.offset);
    }
}

/// Puts faults in order of position. Those of one position may have been found by different cores, in any order.
fn sort(faults: &mut [Fault]) {
    faults.sort_by(|one, other| {
        let by_offset = one.offset.cmp(&other.offset);
        by_offset.then_with(|| one.path.cmp(&other.path))
    });
}

/// Says of all faults that repeat something where it stands first; `line_of` is asked in order of files and positions.
pub(super) fn name_firsts<'f>(
    faults: impl Iterator<Item = (usize, &'f mut Fault)>,
    labels: &[Text],
    mut line_of: impl FnMut(At) -> usize,
) {
    let repeats = faults.filter_map(|(file, fault)| Some((fault.first.take()?, file, fault)));
    let mut repeats: Vec<(At, usize, &mut Fault)> = repeats.collect();
    repeats.sort_by_key(|(first, _, _)| *first);
    for (first, file, fault) in repeats {
        let line = line_of(first);
        match labels.get(first.file).filter(|_| first.file != file) {
            Some(label) => fault.hint(&format!("the first one is in {label}, line {line}")),
            None => fault.hint(&format!("the first one is in line {line}")),
        }
    }
}

/// The lines of positions that are asked for file by file and in order.
pub(super) fn lines_of<'s>(stores: &'s [&'s Store]) -> impl FnMut(At) -> usize + 's {
    let mut walk: (usize, Walk<'s>) = (usize::MAX, Walk::of(""));
    move |at| {
        if walk.0 != at.file {
            let store = stores.get(at.file);
            walk = (
                at.file,
                store.map_or(Walk::of(""), |store| Walk::through(store)),
            );
        }
        walk.1.to(at.offset).0
    }
}

/// Line and column (from 1, in characters) of one byte offset.
pub(super) fn line_and_column(content: &str, offset: usize) -> (usize, usize) {
    Walk::of(content).to(offset)
}

/// The byte offset of a line and a column that counts bytes, both from 1, as `serde_json` gives them.
pub(super) fn offset_of(content: &str, line: usize, byte_column: usize) -> usize {
    let before: usize = content
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (before + byte_column.saturating_sub(1)).min(content.len())
}

/// A walk through a content that knows the line and the column that it has come to.
pub(super) struct Walk<'a> {
    content: Walked<'a>,
    offset: usize,
    line: usize,
    column: usize,
}

enum Walked<'a> {
    Text(&'a [u8]),
    Store(&'a Store, Vec<u8>),
}

/// So much of a file is walked through at a time.
const STRIDE: usize = 1 << 20;

impl<'a> Walk<'a> {
    /// Through a text.
    pub fn of(content: &'a str) -> Self {
        Self {
            content: Walked::Text(content.as_bytes()),
            offset: 0,
            line: 1,
            column: 1,
        }
    }

    /// Through a file; a byte-order mark is no column of it.
    pub fn through(store: &'a Store) -> Self {
        let mut buffer = Vec::new();
        let marked = store
            .part(0, MARK.len(), &mut buffer)
            .is_ok_and(|begin| begin == MARK);
        Self {
            content: Walked::Store(store, Vec::new()),
            offset: if marked { MARK.len() } else { 0 },
            line: 1,
            column: 1,
        }
    }

    /// Walks on to an offset that is not before the last one.
    pub fn to(&mut self, offset: usize) -> (usize, usize) {
        while self.offset < offset {
            let end = offset.min(self.offset + STRIDE);
            let passed = match &mut self.content {
                Walked::Text(text) => text.get(self.offset..end.min(text.len())),
                Walked::Store(store, buffer) => {
                    let begin = self.offset as u64;
                    store.part(begin, end - self.offset, buffer).ok()
                }
            };
            let passed = passed.unwrap_or(&[]);
            if passed.is_empty() {
                break;
            }
            self.offset += passed.len();
            if let Some(last) = memrchr(b'\n', passed) {
                self.line += memchr_iter(b'\n', passed).count();
                self.column = 1 + letters(passed.get(last + 1..).unwrap_or(&[]));
            } else {
                self.column += letters(passed);
            }
        }
        (self.line, self.column)
    }
}

/// How many characters there are; bytes that continue one are not counted.
fn letters(text: &[u8]) -> usize {
    text.iter()
        .filter(|byte| !(0x80..=0xbf).contains(*byte))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let content = "ab\n“الرقة” x\n";
        let x = content.find('x').unwrap();
        assert_eq!(line_and_column(content, x), (2, 9));
        assert_eq!(line_and_column(content, 0), (1, 1));
        assert_eq!(line_and_column(content, 999), (3, 1));
        assert_eq!(offset_of(content, 2, x - 3 + 1), x);
    }
}
