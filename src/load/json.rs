//! JSON values that know where they stand, read one level at a time.
//!
//! `serde_json` parses; what it hands out is borrowed from the file's content, so that a value's position is the distance
//! between two slices. A value that is not what it should be leaves a fault and reading goes on: one pass finds them all.
//! `null` stands for an absent optional field.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::fault::{Fault, LoadReport, Severity, excerpt, quoted};
use super::input::without_position;
use super::position;
use super::suggest::nearest;
use crate::model::text::Text;

/// After so many suggestions no more are looked for: a file with more slips has another problem.
const MOST_SUGGESTIONS: usize = 200;

/// The way from the root of a file to a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path<'p> {
    up: Option<&'p Path<'p>>,
    step: Step,
}

#[derive(Debug, Clone, Copy)]
enum Step {
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

/// A value and the way to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a, 'p> {
    pub raw: &'a RawValue,
    pub path: Path<'p>,
}

/// Where faults go while one file is read.
pub(super) struct Sink<'c> {
    content: &'c str,
    file: Text,
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
        Self {
            content,
            file,
            event: None,
            faults: Vec::new(),
            unverified_spans: 0,
            pinned: 0,
            errors: 0,
            suggestions: 0,
        }
    }

    /// First byte of a slice of the file's content.
    pub fn offset(&self, slice: &str) -> usize {
        let offset = slice
            .as_ptr()
            .addr()
            .wrapping_sub(self.content.as_ptr().addr());
        // A slice from elsewhere (a string that had to be unescaped) has no position of its own.
        if offset <= self.content.len() {
            offset
        } else {
            0
        }
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

    /// A known word near an unknown one, unless there were too many of them.
    pub fn suggest<'w>(
        &mut self,
        word: &str,
        known: impl IntoIterator<Item = &'w str>,
    ) -> Option<String> {
        self.suggestions += 1;
        let near = (self.suggestions <= MOST_SUGGESTIONS)
            .then(|| nearest(word, known))
            .flatten()?;
        Some(format!("did you mean \"{near}\"?"))
    }

    fn push(
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
        }
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

    fn read<T: Deserialize<'a>>(&self) -> Result<T, serde_json::Error> {
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
            let expected = "only fields that the format knows";
            let fault = sink.push(Severity::Error, offset, &self.node.path, &found, expected);
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

    pub fn texts(&self, key: &'static str, sink: &mut Sink<'_>) -> Vec<Text> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let strings = node.strings(sink);
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

/// A closed set of words.
pub(super) trait Word: Sized {
    fn from_word(word: &str) -> Option<Self>;
    fn words() -> Vec<&'static str>;
}

macro_rules! words {
    ($($name:ident),+ $(,)?) => {
        $(impl Word for crate::model::vocabulary::$name {
            fn from_word(word: &str) -> Option<Self> {
                Self::from_name(word)
            }
            fn words() -> Vec<&'static str> {
                Self::names().collect()
            }
        })+
    };
}

words!(
    EventType,
    Phase,
    Factuality,
    PlacePrecision,
    Relation,
    PlaceKind,
    TimePrecision,
    TimeBasis,
    ActorKind,
    Role,
    Slot,
    SourceKind,
    Review,
    LinkKind,
);

/// A string that is borrowed where it has no escapes.
pub(super) struct Str<'a>(pub Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StrVisitor;
        impl<'de> Visitor<'de> for StrVisitor {
            type Value = Str<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Str(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Str(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(StrVisitor)
    }
}

/// An object's fields in their order, doubles included.
struct Entries<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((Str(key), raw)) = map.next_entry::<Str<'de>, &'de RawValue>()? {
                    entries.push((key, raw));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(EntriesVisitor)
    }
}
