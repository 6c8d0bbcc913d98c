//! The native format's outermost object: which kind of file it is, and what it declares before its events.

use serde_json::value::RawValue;

use super::document;
use super::fault::excerpt;
use super::input::{Input, Unreadable};
use super::json::Node;
use super::known::Known;
use super::names::Names;
use super::object::Object;
use super::sink::Sink;
use crate::model::text::Text;

/// The one version of both formats that there is so far.
const VERSION: &str = "1";

const EVENTS: &[&str] = &[
    "format",
    "version",
    "title",
    "note",
    "license",
    "documents",
    "actors",
    "places",
    "events",
];

/// What events are checked against. All of it stands still while events are read.
pub(super) struct Context<'c> {
    pub names: &'c Names<'c>,
    /// What the gazetteer knows of places.
    pub known: Known<'c>,
}

/// What a file holds beside its declarations.
#[derive(Default)]
pub(super) struct Held<'a> {
    pub title: Option<Text>,
    pub note: Option<Text>,
    pub events: Vec<&'a RawValue>,
    pub notes: Vec<Text>,
}

/// The content as JSON, if it is.
pub(super) fn parse<'a>(input: &Input, content: &'a str) -> Result<&'a RawValue, Unreadable> {
    serde_json::from_str(content).map_err(|error| input.not_json(content, &error))
}

/// Makes sure that a file says it is what it is taken for.
pub(super) fn expect_format(
    input: &Input,
    node: Node<'_, '_>,
    format: &'static str,
) -> Result<(), Unreadable> {
    const SIGNS: &[&str] = &["format", "version", "type"];
    let raw = node.raw.get();
    let refuse = |found: String| Unreadable::NotOurs {
        file: input.label(),
        format,
        found: Text::clean(&found),
        expected: Text::clean(&format!("format \"{format}\", version {VERSION}")),
    };
    let what = match raw.as_bytes().first() {
        Some(b'{') => None,
        Some(b'[') => Some("a list".to_owned()),
        Some(b'"') => Some("a text".to_owned()),
        _ => Some(excerpt(raw)),
    };
    if let Some(what) = what {
        return Err(refuse(what));
    }
    // Other fields are nobody's fault as long as nobody knows what file this is.
    let mut aside = Sink::new(Text::default(), raw);
    let object = Object::read(node, SIGNS, &mut aside);
    let sign = |key| {
        let node = object.as_ref().and_then(|object| object.get(key));
        node.map(|node| node.raw.get())
    };
    let named = format!("\"{format}\"");
    match (sign("format"), sign("version"), sign("type")) {
        (Some(found), Some(VERSION), _) if found == named => Ok(()),
        (Some(found), version, _) => {
            let version = version.map_or("no version".to_owned(), |version| {
                format!("version {}", excerpt(version))
            });
            Err(refuse(format!("format {}, {version}", excerpt(found))))
        }
        (None, _, Some(kind)) => Err(refuse(format!("no format, but type {}", excerpt(kind)))),
        (None, _, None) => Err(refuse("an object without a format".to_owned())),
    }
}

/// Takes in what a file declares, and hands out its events unread.
pub(super) fn declarations<'a>(
    input: &'a Input,
    file: usize,
    root: Node<'a, '_>,
    names: &mut Names<'a>,
    sink: &mut Sink<'_>,
) -> Held<'a> {
    let Some(object) = Object::read(root, EVENTS, sink) else {
        return Held::default();
    };
    let mut held = Held {
        title: object.text("title", sink),
        note: object.text("note", sink),
        ..Held::default()
    };
    let _ = object.text("license", sink);
    if let Some(list) = object.get("documents") {
        for (index, raw) in list.items(sink).into_iter().enumerate() {
            let node = list.item(index, raw);
            if let Some(read) = document::read(node, input, sink) {
                held.notes.extend(
                    read.absent
                        .as_ref()
                        .map(|name| absent(input, &read.document.id, name)),
                );
                names.add_document(&node, read, file, sink);
            }
        }
    }
    if let Some(list) = object.get("actors") {
        for (index, raw) in list.items(sink).into_iter().enumerate() {
            names.add_actor(list.item(index, raw), file, sink);
        }
    }
    if let Some(list) = object.get("places") {
        for (index, raw) in list.items(sink).into_iter().enumerate() {
            names.add_place(list.item(index, raw), file, sink);
        }
    }
    if let Some(list) = object.need("events", sink) {
        held.events = list.items(sink);
    }
    held
}

fn absent(input: &Input, document: &str, name: &str) -> Text {
    Text::clean(&format!(
        "{}: document {document}: its text {name} is not at hand, so that its spans cannot be checked",
        input.name
    ))
}

/// Hands each event to a function, with the way to it.
pub(super) fn each_event<'a>(
    root: Node<'a, '_>,
    events: &[&'a RawValue],
    mut take: impl FnMut(Node<'a, '_>),
) {
    let list = root.field("events");
    for (index, raw) in events.iter().enumerate() {
        take(list.item(index, raw));
    }
}
