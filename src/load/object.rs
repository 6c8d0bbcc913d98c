//! Objects with their fields sorted out.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::entries::Entries;
use super::fault::{Severity, quoted};
use super::input::without_position;
use super::json::Node;
use super::position;
use super::sink::{Path, Sink, Step};
use super::words::Word;
use crate::model::text::Text;

/// Where no known field is near an unknown one, so many are listed at most.
const MOST_LISTED: usize = 8;

/// An object with its fields sorted out.
pub(super) struct Object<'a, 'p> {
    pub node: Node<'a, 'p>,
    known: &'static [&'static str],
    values: Vec<Option<&'a RawValue>>,
}

impl<'a, 'p> Object<'a, 'p> {
    /// Sorts out the fields; those that are not known are faults, of those that are there twice the last counts.
    pub fn read(
        node: Node<'a, 'p>,
        known: &'static [&'static str],
        sink: &mut Sink<'_>,
    ) -> Option<Self> {
        let Entries(entries) = match node.read::<Entries<'a>>() {
            Ok(entries) => entries,
            Err(error) => {
                let fault = sink.mismatch(&node, "an object");
                if node.raw.get().starts_with('{') {
                    fault.hint(&without_position(&error));
                    let within = position::offset_of(node.raw.get(), error.line(), error.column());
                    fault.offset += within;
                }
                return None;
            }
        };
        let mut object = Self {
            node,
            known,
            values: vec![None; known.len()],
        };
        for (key, raw) in entries {
            let offset = match key {
                Cow::Borrowed(key) => sink.offset(key).saturating_sub(1),
                Cow::Owned(_) => sink.offset(raw.get()),
            };
            object.sort_in(&key, offset, raw, sink);
        }
        Some(object)
    }

    fn sort_in(&mut self, key: &str, offset: usize, raw: &'a RawValue, sink: &mut Sink<'_>) {
        let place = self.known.iter().position(|known| *known == key);
        let found = format!("the field {}", quoted(key));
        let Some(slot) = place.and_then(|place| self.values.get_mut(place)) else {
            let hint = sink.suggest(key, self.known.iter().copied());
            let expected = if hint.is_none() && self.known.len() <= MOST_LISTED {
                format!("one of {}", self.known.join(", "))
            } else {
                "only fields that the format knows".to_owned()
            };
            let fault = sink.push(Severity::Error, offset, &self.node.path, &found, &expected);
            if let Some(hint) = hint {
                fault.hint(&hint);
            }
            return;
        };
        if slot.replace(raw).is_some() {
            let found = format!("{found} twice");
            let expected = "each field once";
            sink.push(Severity::Warning, offset, &self.node.path, &found, expected)
                .hint("the last one counts");
        }
    }

    /// A field's value, unless it is absent or null.
    pub fn get<'s>(&'s self, key: &'static str) -> Option<Node<'a, 's>> {
        let node = self.any(key)?;
        (!node.is_null()).then_some(node)
    }

    /// A field's value, null included.
    pub fn any<'s>(&'s self, key: &'static str) -> Option<Node<'a, 's>> {
        let place = self.known.iter().position(|known| *known == key)?;
        let raw = (*self.values.get(place)?)?;
        let path = Path {
            up: Some(&self.node.path),
            step: Step::Key(key),
        };
        Some(Node { raw, path })
    }

    /// A field's value; its absence is a fault.
    pub fn need<'s>(&'s self, key: &'static str, sink: &mut Sink<'_>) -> Option<Node<'a, 's>> {
        let node = self.get(key);
        if node.is_none() {
            self.missing(key, sink);
        }
        node
    }

    /// Where a field's value begins, or the object where there is none.
    pub fn offset_of(&self, key: &'static str, sink: &Sink<'_>) -> usize {
        let raw = self.any(key).map_or(self.node.raw, |node| node.raw);
        sink.offset(raw.get())
    }

    pub fn missing(&self, key: &str, sink: &mut Sink<'_>) {
        let found = format!("no field \"{key}\"");
        sink.error(&self.node, &found, &format!("a field \"{key}\""));
    }

    pub fn string(&self, key: &'static str, sink: &mut Sink<'_>) -> Option<Cow<'a, str>> {
        self.get(key)?.string(sink)
    }

    pub fn text(&self, key: &'static str, sink: &mut Sink<'_>) -> Option<Text> {
        Some(Text::clean(&self.string(key, sink)?))
    }

    pub fn strings(&self, key: &'static str, sink: &mut Sink<'_>) -> Vec<Cow<'a, str>> {
        let node = self.get(key);
        node.map_or_else(Vec::new, |node| node.strings(sink))
    }

    pub fn texts(&self, key: &'static str, sink: &mut Sink<'_>) -> Vec<Text> {
        let strings = self.strings(key, sink);
        strings.iter().map(|text| Text::clean(text)).collect()
    }

    pub fn word<T: Word>(&self, key: &'static str, sink: &mut Sink<'_>) -> Option<T> {
        self.get(key)?.word(sink)
    }

    pub fn flag(&self, key: &'static str, sink: &mut Sink<'_>) -> bool {
        let value = self.get(key);
        value.is_some_and(|node| node.typed("true or false", sink).unwrap_or(false))
    }

    pub fn whole<'s, T: Deserialize<'a>>(
        &'s self,
        key: &'static str,
        sink: &mut Sink<'_>,
    ) -> Option<T> {
        self.get(key)?.typed("a whole number, 0 or more", sink)
    }

    pub fn number(&self, key: &'static str, sink: &mut Sink<'_>) -> Option<f64> {
        self.get(key)?.typed("a number", sink)
    }

    /// An object whose keys are free and whose values are strings.
    pub fn pairs<T: Deserialize<'a>>(
        &self,
        key: &'static str,
        expected: &str,
        sink: &mut Sink<'_>,
    ) -> Vec<(Text, T)> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let entries: Option<Entries<'a>> = node.typed("an object", sink);
        let mut pairs = Vec::new();
        for (key, raw) in entries.map(|entries| entries.0).unwrap_or_default() {
            let value = Node {
                raw,
                path: node.path,
            };
            if let Some(value) = value.typed(expected, sink) {
                pairs.push((Text::clean(&key), value));
            }
        }
        pairs
    }
}
