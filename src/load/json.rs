//! JSON values that know where they stand, read one level at a time.
//!
//! `serde_json` parses; what it hands out is borrowed from the file's content, so that a value's position is the distance
//! between two slices. A value that is not what it should be leaves a fault and reading goes on: one pass finds them all.
//! `null` stands for an absent optional field.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::entries::Str;
use super::fault::quoted;
use super::input::without_position;
use super::sink::{Path, Sink, Step};
use super::words::Word;

/// A value and the way to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a, 'p> {
    pub raw: &'a RawValue,
    pub path: Path<'p>,
}

impl<'a> Node<'a, 'static> {
    /// The outermost value.
    pub fn root(raw: &'a RawValue) -> Self {
        let path = Path {
            up: None,
            step: Step::Root,
        };
        Self { raw, path }
    }
}

impl<'a> Node<'a, 'static> {
    /// A value that stands for itself, under a name.
    pub fn alone(raw: &'a RawValue, name: &'static str) -> Self {
        let path = Path {
            up: None,
            step: Step::Key(name),
        };
        Self { raw, path }
    }
}

impl<'a> Node<'a, '_> {
    /// The way to a field whose value is looked at elsewhere.
    pub fn field<'s>(&'s self, key: &'static str) -> Node<'a, 's> {
        let path = Path {
            up: Some(&self.path),
            step: Step::Key(key),
        };
        Node {
            raw: self.raw,
            path,
        }
    }

    pub fn is_null(&self) -> bool {
        self.raw.get() == "null"
    }

    pub fn is_string(&self) -> bool {
        self.raw.get().starts_with('"')
    }

    pub fn is_object(&self) -> bool {
        self.raw.get().starts_with('{')
    }

    pub fn read<T: Deserialize<'a>>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.raw.get())
    }

    /// The value as any type, or a fault.
    pub fn typed<T: Deserialize<'a>>(&self, expected: &str, sink: &mut Sink<'_>) -> Option<T> {
        let value = self.read().ok();
        if value.is_none() {
            sink.mismatch(self, expected);
        }
        value
    }

    pub fn string(&self, sink: &mut Sink<'_>) -> Option<Cow<'a, str>> {
        match self.read::<Str<'a>>() {
            Ok(Str(text)) => Some(text),
            Err(error) => {
                let fault = sink.mismatch(self, "a text");
                if self.is_string() {
                    fault.hint(&without_position(&error));
                }
                None
            }
        }
    }

    /// A string that says something.
    pub fn said(&self, sink: &mut Sink<'_>) -> Option<Cow<'a, str>> {
        let text = self.string(sink)?;
        if text.trim().is_empty() {
            sink.error(self, &quoted(&text), "a text that is not blank");
            return None;
        }
        Some(text)
    }

    /// A string in the form of an id.
    pub fn id(&self, sink: &mut Sink<'_>) -> Option<Cow<'a, str>> {
        let id = self.string(sink)?;
        let letter = |c: char| c.is_ascii_alphanumeric();
        if id.starts_with(letter) && id.chars().all(|c| letter(c) || "._:-".contains(c)) {
            return Some(id);
        }
        let expected = "an id: letters, digits and . _ : - after a letter or digit";
        sink.error(self, &quoted(&id), expected);
        None
    }

    /// One word of a closed set.
    pub fn word<T: Word>(&self, sink: &mut Sink<'_>) -> Option<T> {
        let word = self.string(sink)?;
        let value = T::from_word(&word);
        if value.is_none() {
            let words = T::words();
            let hint = sink.suggest(&word, words.iter().copied());
            let fault = sink.error(self, &quoted(&word), &one_of(&words));
            if let Some(hint) = hint {
                fault.hint(&hint);
            }
        }
        value
    }

    /// The values of a list.
    pub fn items(&self, sink: &mut Sink<'_>) -> Vec<&'a RawValue> {
        self.typed("a list", sink).unwrap_or_default()
    }

    /// One value of the list.
    pub fn item<'s>(&'s self, index: usize, raw: &'a RawValue) -> Node<'a, 's> {
        let path = Path {
            up: Some(&self.path),
            step: Step::Index(index),
        };
        Node { raw, path }
    }

    /// The strings of a list.
    pub fn strings(&self, sink: &mut Sink<'_>) -> Vec<Cow<'a, str>> {
        let items = self.items(sink);
        let items = items.into_iter().enumerate();
        items
            .filter_map(|(index, raw)| self.item(index, raw).string(sink))
            .collect()
    }
}

fn one_of(words: &[&str]) -> String {
    format!("one of {}", words.join(", "))
}
