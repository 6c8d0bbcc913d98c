//! What is wrong with a file, and the one place that says so in words.
//!
//! A [`Fault`] keeps its parts apart (where, whose, what was found, what was expected), so that a screen may lay them out in
//! columns; its `Display` is the line that `sitmap check` prints. Everything in it has passed the door for untrusted text.

use std::fmt;

use crate::model::text::Text;

/// Longest piece of a file that a fault quotes, in characters.
const LONGEST_EXCERPT: usize = 60;

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something could not be taken as it stands.
    Error,
    /// It was taken, but looks wrong.
    Warning,
}

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How bad.
    pub severity: Severity,
    /// The file, as the person named it.
    pub file: Text,
    /// Line of the offending value, from 1.
    pub line: usize,
    /// Column of the offending value in characters, from 1.
    pub column: usize,
    /// JSON path of the offending value, such as `events[3].reports[0].marks[2]`.
    pub path: Text,
    /// Id of the event, where there is one.
    pub event: Option<Text>,
    /// What stands there.
    pub found: Text,
    /// What ought to.
    pub expected: Text,
    /// What may help.
    pub hint: Option<Text>,
    /// First byte of the offending value in the file's content.
    pub(super) offset: usize,
    /// Where what it repeats stands, until that is put in words.
    pub(super) first: Option<At>,
}

/// A value's place among the files of a load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    /// Number of the file.
    pub file: usize,
    /// First byte in the file's content.
    pub offset: usize,
}

impl Fault {
    /// Adds what may help.
    pub(super) fn hint(&mut self, hint: &str) {
        self.hint = Some(Text::clean(hint));
    }

    /// The path without the part that the event's id already says.
    fn path_in_event(&self) -> &str {
        let whole = self.path.as_str();
        if self.event.is_none() {
            return whole;
        }
        // Of an event that was read for itself nobody knows the number.
        let inner = match whole.strip_prefix("events[") {
            Some(numbered) => numbered.split_once(']').map(|(_, rest)| rest),
            None => whole
                .strip_prefix("event")
                .filter(|rest| rest.is_empty() || rest.starts_with('.')),
        };
        inner.map_or(whole, |rest| rest.strip_prefix('.').unwrap_or(rest))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        if self.severity == Severity::Warning {
            f.write_str("warning: ")?;
        }
        if let Some(event) = &self.event {
            write!(f, "event {event}: ")?;
        }
        let path = self.path_in_event();
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        write!(f, "found {}, expected {}", self.found, self.expected)?;
        if let Some(hint) = &self.hint {
            write!(f, "; {hint}")?;
        }
        Ok(())
    }
}

/// What a load made of its files.
#[derive(Debug, Clone, Default)]
pub struct LoadReport {
    /// Every fault, in the order of files and of positions in them.
    pub faults: Vec<Fault>,
    /// How many events (or, of a gazetteer, places) were taken.
    pub loaded: usize,
    /// How many were set aside.
    pub set_aside: usize,
    /// Spans that could not be checked because their document's text is not at hand.
    pub unverified_spans: usize,
    /// Positions beyond ±85.05° that stand on the edge of the map.
    pub pinned: usize,
    /// What is no fault and still worth a line.
    pub notes: Vec<Text>,
}

impl LoadReport {
    /// How many faults of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        let of = |fault: &&Fault| fault.severity == severity;
        self.faults.iter().filter(of).count()
    }

    /// Adds another report's findings behind these.
    pub fn append(&mut self, other: Self) {
        self.faults.extend(other.faults);
        self.loaded += other.loaded;
        self.set_aside += other.set_aside;
        self.unverified_spans += other.unverified_spans;
        self.pinned += other.pinned;
        self.notes.extend(other.notes);
    }
}

/// A piece of a file, short enough to quote.
pub(super) fn excerpt(raw: &str) -> String {
    match raw.char_indices().nth(LONGEST_EXCERPT) {
        Some((end, _)) => format!("{}…", raw.get(..end).unwrap_or("")),
        None => raw.to_owned(),
    }
}

/// A piece of a file in quotation marks.
pub(super) fn quoted(raw: &str) -> String {
    format!("\"{}\"", excerpt(raw))
}
