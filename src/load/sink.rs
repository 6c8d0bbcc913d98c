//! Where faults go while one file is read, with the way to the value that each is about.

use std::fmt;

use super::fault::{At, Fault, LoadReport, Severity, excerpt, quoted};
use super::json::Node;
use super::position;
use super::suggest::nearest;
use crate::model::text::Text;

/// After so many suggestions no more are looked for: a file with more slips has another problem.
const MOST_SUGGESTIONS: usize = 200;

/// The way from the root of a file to a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path<'p> {
    pub up: Option<&'p Path<'p>>,
    pub step: Step,
}

/// One step of it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Root,
    Key(&'static str),
    Index(usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(up) = self.up {
            up.fmt(f)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Key(key) if self.up.is_none_or(|up| matches!(up.step, Step::Root)) => {
                f.write_str(key)
            }
            Step::Key(key) => write!(f, ".{key}"),
            Step::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// Where faults go while one file is read.
pub(super) struct Sink<'c> {
    content: &'c str,
    /// First byte of the content in the file.
    base: usize,
    /// Something was left out of the content behind a byte of it: so many bytes of the file.
    gap: (usize, usize),
    pub file: Text,
    /// The event being read.
    pub event: Option<Text>,
    pub faults: Vec<Fault>,
    pub unverified_spans: usize,
    pub pinned: usize,
    errors: usize,
    suggestions: usize,
}

impl<'c> Sink<'c> {
    pub fn new(file: Text, content: &'c str) -> Self {
        Self::within(file, content, 0)
    }

    /// For a part of a file that begins at a byte of it.
    pub fn within(file: Text, content: &'c str, base: usize) -> Self {
        Self {
            content,
            base,
            gap: (usize::MAX, 0),
            file,
            event: None,
            faults: Vec::new(),
            unverified_spans: 0,
            pinned: 0,
            errors: 0,
            suggestions: 0,
        }
    }

    /// Something was left out of the content behind a byte of it.
    pub fn with_gap(mut self, behind: usize, bytes: usize) -> Self {
        self.gap = (behind, bytes);
        self
    }

    /// First byte of a slice of the file's content.
    pub fn offset(&self, slice: &str) -> usize {
        let offset = slice
            .as_ptr()
            .addr()
            .wrapping_sub(self.content.as_ptr().addr());
        // A slice from elsewhere (a string that had to be unescaped) has no position of its own.
        if offset > self.content.len() {
            return self.base;
        }
        let (behind, bytes) = self.gap;
        self.base + offset + if offset >= behind { bytes } else { 0 }
    }

    /// How many errors there are so far.
    pub fn errors(&self) -> usize {
        self.errors
    }

    pub fn error(&mut self, node: &Node<'_, '_>, found: &str, expected: &str) -> &mut Fault {
        let offset = self.offset(node.raw.get());
        self.push(Severity::Error, offset, &node.path, found, expected)
    }

    pub fn warning(&mut self, node: &Node<'_, '_>, found: &str, expected: &str) -> &mut Fault {
        let offset = self.offset(node.raw.get());
        self.push(Severity::Warning, offset, &node.path, found, expected)
    }

    /// The fault that a value is not what it should be.
    pub fn mismatch(&mut self, node: &Node<'_, '_>, expected: &str) -> &mut Fault {
        self.error(node, &described(node.raw.get()), expected)
    }

    /// Whether to look for one more suggestion.
    pub fn may_suggest(&mut self) -> bool {
        self.suggestions += 1;
        self.suggestions <= MOST_SUGGESTIONS
    }

    /// A known word near an unknown one, unless there were too many of them.
    pub fn suggest<'w>(
        &mut self,
        word: &str,
        known: impl IntoIterator<Item = &'w str>,
    ) -> Option<String> {
        let near = self.may_suggest().then(|| nearest(word, known)).flatten()?;
        Some(format!("did you mean \"{near}\"?"))
    }

    pub fn push(
        &mut self,
        severity: Severity,
        offset: usize,
        path: &Path<'_>,
        found: &str,
        expected: &str,
    ) -> &mut Fault {
        let mut fault = self.prepare(severity, path, found, expected);
        fault.offset = offset;
        self.adopt(fault)
    }

    fn prepare(&self, severity: Severity, path: &Path<'_>, found: &str, expected: &str) -> Fault {
        Fault {
            severity,
            file: self.file.clone(),
            line: 0,
            column: 0,
            path: Text::clean(&path.to_string()),
            event: self.event.clone(),
            found: Text::clean(found),
            expected: Text::clean(expected),
            hint: None,
            offset: 0,
            first: None,
        }
    }

    /// The fault that an entry's id was there before.
    pub fn repeated(&mut self, entry: &Node<'_, '_>, id_offset: usize, id: &str, first: At) {
        let found = format!("the id {} a second time", quoted(id));
        let path = entry.field("id").path;
        let fault = self.push(
            Severity::Error,
            id_offset,
            &path,
            &found,
            "ids that are unique",
        );
        fault.first = Some(first);
    }

    /// A fault that only the rest of the files will show to be one.
    pub fn doubt(&self, node: &Node<'_, '_>, found: &str, expected: &str) -> Fault {
        let mut fault = self.prepare(Severity::Error, &node.path, found, expected);
        fault.offset = self.offset(node.raw.get());
        fault
    }

    /// Adds what was found to a report, with every position looked up.
    pub fn report(mut self, content: &str, report: &mut LoadReport) {
        position::locate(&mut self.faults, content);
        report.faults.append(&mut self.faults);
        report.unverified_spans += self.unverified_spans;
        report.pinned += self.pinned;
    }

    /// Takes in a fault that was prepared before.
    pub fn adopt(&mut self, fault: Fault) -> &mut Fault {
        self.errors += usize::from(fault.severity == Severity::Error);
        let at = self.faults.len();
        self.faults.push(fault);
        #[expect(clippy::indexing_slicing, reason = "pushed just above")]
        &mut self.faults[at]
    }
}

/// A value in words: short ones as they stand, long ones by their kind.
fn described(raw: &str) -> String {
    match raw.as_bytes().first() {
        Some(b'{') => "an object".into(),
        Some(b'[') if raw.len() > 30 => "a list".into(),
        _ => excerpt(raw),
    }
}
