//! The first pass: what files declare before any event is read.

use serde_json::value::RawValue;

use super::input::{MARK, Unreadable};
use super::json::Node;
use super::known::Known;
use super::names::Names;
use super::native::{self, Held};
use super::sink::Sink;
use super::sniff::Kind;
use super::{EVENTS_FORMAT, File};

/// What of a file may declare something.
pub(super) enum Content<'i> {
    /// A document, whole.
    Document(&'i str, &'i RawValue),
    /// A document without the events in its list: how much stands before that, and how many bytes are left out.
    Envelope(String, (usize, usize)),
    /// Rows declare nothing.
    Rows,
}

/// What files declare.
pub(super) struct Declared<'a> {
    pub names: Names<'a>,
    /// One a file.
    pub held: Vec<Held<'a>>,
    /// One a file: what was wrong with what it declares.
    pub sinks: Vec<Sink<'a>>,
}

impl<'i> Content<'i> {
    /// What there is of a file.
    ///
    /// # Errors
    /// [`Unreadable`] where it is no document of the format.
    pub fn of(file: &'i File<'_>) -> Result<Self, Unreadable> {
        let input = &*file.input;
        match &file.kind {
            Kind::Native => {
                let content = input.content()?;
                let raw = native::parse(input, content)?;
                native::expect_format(input, Node::root(raw), EVENTS_FORMAT)?;
                Ok(Self::Document(content, raw))
            }
            Kind::NativeList(listing) => {
                let before = listing.head.len();
                let (text, bytes) = match &file.tail {
                    None => (format!("{}]}}", listing.head), 0),
                    Some(tail) => {
                        let closed = usize::try_from(tail.closed).unwrap_or(usize::MAX);
                        let text = format!("{}{}", listing.head, tail.text);
                        (text, closed.saturating_sub(before + mark_len(file)))
                    }
                };
                let raw = native::parse(input, &text)?;
                native::expect_format(input, Node::root(raw), EVENTS_FORMAT)?;
                Ok(Self::Envelope(text, (before, bytes)))
            }
            Kind::Lines(..) | Kind::Elements(..) | Kind::Separated(..) => Ok(Self::Rows),
        }
    }
}

/// How many bytes of a byte-order mark a file begins with.
fn mark_len(file: &File<'_>) -> usize {
    let mut buffer = Vec::new();
    let begin = file.input.store.part(0, MARK.len(), &mut buffer);
    if begin.is_ok_and(|begin| begin == MARK) {
        MARK.len()
    } else {
        0
    }
}

impl<'a> Declared<'a> {
    /// Takes in what all files declare.
    ///
    /// # Errors
    /// [`Unreadable`] where a document is none after all.
    pub fn of(
        files: &'a [File<'_>],
        contents: &'a [Content<'_>],
        known: Known<'_>,
    ) -> Result<Self, Unreadable> {
        let mut declared = Self {
            names: Names::default(),
            held: Vec::new(),
            sinks: Vec::new(),
        };
        for (number, (file, content)) in files.iter().zip(contents).enumerate() {
            let (input, base) = (&*file.input, mark_len(file));
            let (text, root, gap) = match content {
                Content::Document(text, raw) => (*text, Some(*raw), None),
                Content::Envelope(text, gap) => {
                    (text.as_str(), Some(native::parse(input, text)?), Some(*gap))
                }
                Content::Rows => ("", None, None),
            };
            let mut sink = Sink::within(input.label(), text, base);
            if let Some((behind, bytes)) = gap {
                sink = sink.with_gap(behind, bytes);
            }
            declared.held.push(match root {
                Some(raw) => {
                    let names = &mut declared.names;
                    native::declarations(input, number, Node::root(raw), names, &mut sink)
                }
                None => Held::default(),
            });
            declared.sinks.push(sink);
        }
        declared.names.settle_parents(known.id, &mut declared.sinks);
        Ok(declared)
    }
}
