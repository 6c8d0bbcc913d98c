//! The YAML of a front matter as a small tree whose values know where they stand.
//!
//! Anchors and aliases are refused, so that a few lines cannot stand for a million; so is what is nested deeper than anything
//! that a front matter has need of. Tags are passed over.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// Nothing is nested deeper.
const DEEPEST: usize = 16;

/// A value.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// One value: its text and where that stands; for a value in quotes what is between them.
    Value(String, Range<usize>),
    /// A list.
    List(Vec<Node>, Range<usize>),
    /// Keys, each with where it stands, and their values.
    Map(Vec<(String, Range<usize>, Node)>, Range<usize>),
}

impl Node {
    /// Where it stands.
    pub(super) fn span(&self) -> Range<usize> {
        match self {
            Self::Value(_, span) | Self::List(_, span) | Self::Map(_, span) => span.clone(),
        }
    }

    /// Nothing stands there.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Value(text, span) if text.is_empty() || (text == "~" && span.len() == 1))
    }
}

/// What could not be read: where and why.
pub(super) type Wrong = (Range<usize>, String);

/// Reads a text that begins at a byte of its file: what stands before the first thing that cannot be read, and that thing.
pub(super) fn read(text: &str, offset: usize) -> (Option<Node>, Option<Wrong>) {
    let bytes = text.char_indices().map(|(byte, _)| byte);
    let mut tree = Tree {
        text,
        offset,
        bytes: bytes.chain([text.len()]).collect(),
        open: Vec::new(),
        root: None,
    };
    let mut wrong = None;
    for event in Parser::new_from_str(text) {
        let told = match event {
            Ok((event, span)) => tree.take(&event, span),
            Err(error) => {
                let at = tree.byte(error.marker().index());
                let why = error.info();
                Err((
                    at..at,
                    format!("this is no YAML: {why}; a value with a colon in it wants quotes"),
                ))
            }
        };
        if let Err(why) = told {
            wrong = Some(why);
            break;
        }
    }
    while !tree.open.is_empty() {
        tree.close();
    }
    (tree.root, wrong)
}

/// A key, and where it stands.
type Key = (String, Range<usize>);

/// What is being read.
struct Tree<'t> {
    text: &'t str,
    offset: usize,
    /// The byte of each character: markers count characters.
    bytes: Vec<usize>,
    /// Lists and maps that have not ended, with the key whose value comes next.
    open: Vec<(Node, Option<Key>)>,
    root: Option<Node>,
}

impl Tree<'_> {
    fn take(&mut self, event: &Event<'_>, span: Span) -> Result<(), Wrong> {
        let place = self.place(span);
        let (Event::Scalar(_, _, anchor, _)
        | Event::SequenceStart(anchor, _)
        | Event::MappingStart(anchor, _)
        | Event::Alias(anchor)) = event
        else {
            if matches!(event, Event::SequenceEnd | Event::MappingEnd) {
                self.close();
            }
            return Ok(());
        };
        if *anchor > 0 || matches!(event, Event::Alias(_)) {
            let words = "anchors and aliases (& and *) are not read here; a value in quotes may begin with them";
            return Err((place, words.to_owned()));
        }
        match event {
            Event::Scalar(text, style, ..) => {
                let node = self.value(text, *style, place);
                self.add(node);
            }
            _ if self.open.len() >= DEEPEST => {
                return Err((place, "this is nested too deep".to_owned()));
            }
            Event::SequenceStart(..) => self.open.push((Node::List(Vec::new(), place), None)),
            _ => self.open.push((Node::Map(Vec::new(), place), None)),
        }
        Ok(())
    }

    /// Adds a value to what is open, or takes it for the key of the next one.
    fn add(&mut self, node: Node) {
        match self.open.last_mut() {
            None => {
                self.root.get_or_insert(node);
            }
            Some((Node::Map(entries, _), key)) => {
                if let Some((name, place)) = key.take() {
                    entries.push((name, place, node));
                } else {
                    let place = node.span();
                    let name = match node {
                        Node::Value(name, _) => name,
                        Node::List(..) | Node::Map(..) => String::new(),
                    };
                    *key = Some((name, place));
                }
            }
            Some((Node::List(items, _), _)) => items.push(node),
            Some((Node::Value(..), _)) => {}
        }
    }

    fn close(&mut self) {
        if let Some((mut node, key)) = self.open.pop() {
            if let (Node::Map(entries, _), Some((name, place))) = (&mut node, key) {
                let nothing = Node::Value(String::new(), place.end..place.end);
                entries.push((name, place, nothing));
            }
            self.add(node);
        }
    }

    fn value(&self, text: &str, style: ScalarStyle, place: Range<usize>) -> Node {
        let raw = self.raw(&place);
        let span = match style {
            ScalarStyle::Plain => place.start..place.start + raw.trim_end().len(),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                place.start + 1..place.end.saturating_sub(1).max(place.start + 1)
            }
            ScalarStyle::Literal | ScalarStyle::Folded => return self.block(&place),
        };
        Node::Value(text.to_owned(), span)
    }

    /// A value of lines of its own: it is kept as it stands, so that what is wrong in it can be pointed at.
    fn block(&self, place: &Range<usize>) -> Node {
        let raw = self.raw(place);
        let start = place.start + (raw.len() - raw.trim_start().len());
        let words = raw.trim();
        Node::Value(words.to_owned(), start..start + words.len())
    }

    fn raw(&self, place: &Range<usize>) -> &str {
        let inside = place.start - self.offset..place.end - self.offset;
        self.text.get(inside).unwrap_or("")
    }

    fn place(&self, span: Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }

    fn byte(&self, character: usize) -> usize {
        let byte = self.bytes.get(character).copied();
        self.offset + byte.unwrap_or(self.text.len())
    }
}
