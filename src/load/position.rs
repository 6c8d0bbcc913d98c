//! Byte offsets in a file, turned into lines and columns.
//!
//! Positions are looked up once, after a file is read and in order, so that a million faults on one long line cost one walk
//! through the file.

use super::fault::{At, Fault};
use super::sink::Sink;

/// Fills in line and column of one file's faults, which end up in order of position.
pub(super) fn locate(faults: &mut [Fault], content: &str) {
    faults.sort_by_key(|fault| fault.offset);
    let mut walk = Walk::new(content);
    for fault in faults {
        (fault.line, fault.column) = walk.to(fault.offset);
    }
}

/// Says of all faults that repeat something where it stands first; `contents` are the files', in their order.
pub(super) fn name_firsts(sinks: &mut [Sink<'_>], contents: &[&str]) {
    let labels: Vec<_> = sinks.iter().map(|sink| sink.file.clone()).collect();
    let mut repeats: Vec<(At, usize, &mut Fault)> = Vec::new();
    for (file, sink) in sinks.iter_mut().enumerate() {
        let faults = sink.faults.iter_mut();
        repeats.extend(faults.filter_map(|fault| Some((fault.first.take()?, file, fault))));
    }
    repeats.sort_by_key(|(first, _, _)| *first);
    let mut walk = (usize::MAX, Walk::new(""));
    for (first, file, fault) in repeats {
        if walk.0 != first.file {
            let content = contents.get(first.file).copied().unwrap_or("");
            walk = (first.file, Walk::new(content));
        }
        let (line, _) = walk.1.to(first.offset);
        match labels.get(first.file).filter(|_| first.file != file) {
            Some(label) => fault.hint(&format!("the first one is in {label}, line {line}")),
            None => fault.hint(&format!("the first one is in line {line}")),
        }
    }
}

/// Line and column (from 1, in characters) of one byte offset.
pub(super) fn line_and_column(content: &str, offset: usize) -> (usize, usize) {
    Walk::new(content).to(offset)
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

struct Walk<'a> {
    content: &'a str,
    offset: usize,
    line: usize,
    column: usize,
}

impl<'a> Walk<'a> {
    fn new(content: &'a str) -> Self {
        Self {
            content,
            offset: 0,
            line: 1,
            column: 1,
        }
    }

    /// Walks on to an offset that is not before the last one.
    fn to(&mut self, offset: usize) -> (usize, usize) {
        let end = offset.min(self.content.len());
        let passed = self.content.as_bytes().get(self.offset..end).unwrap_or(&[]);
        for byte in passed {
            match byte {
                b'\n' => (self.line, self.column) = (self.line + 1, 1),
                // Bytes that continue a character are not characters of their own.
                0x80..=0xbf => {}
                _ => self.column += 1,
            }
        }
        self.offset = end.max(self.offset);
        (self.line, self.column)
    }
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
