//! Documents and their texts.

use std::borrow::Cow;

use super::fault::quoted;
use super::input::{Input, NoText};
use super::json::Node;
use super::object::Object;
use super::sink::Sink;
use super::spans::Spans;
use super::when;
use crate::model::documents::Document;
use crate::model::record::CharRange;
use crate::model::text::Text;

const FIELDS: &[&str] = &[
    "id",
    "title",
    "publisher",
    "via",
    "url",
    "license",
    "lang",
    "published",
    "published_basis",
    "text",
    "sentences",
    "note",
    "text_file",
];

/// A document, and its text as it came.
pub(super) struct Read<'a> {
    pub document: Document,
    /// First byte of its id.
    pub id_offset: usize,
    pub spans: Option<Spans<'a>>,
    /// The text that it points to and that is not there.
    pub absent: Option<Text>,
}

/// Reads a document. It is kept in spite of faults as long as it has an id, lest every report of it be a fault too.
pub(super) fn read<'a>(
    node: Node<'a, '_>,
    input: &'a Input,
    sink: &mut Sink<'_>,
) -> Option<Read<'a>> {
    let object = Object::read(node, FIELDS, sink)?;
    let id = object.need("id", sink).and_then(|node| node.id(sink));
    let (text, absent) = text(&object, input, sink);
    let spans = text.map(Spans::new);
    let document = Document {
        id: id.as_deref().map(Text::clean).unwrap_or_default(),
        title: object.text("title", sink),
        publisher: object.text("publisher", sink),
        via: object.texts("via", sink),
        url: object.text("url", sink),
        license: object.text("license", sink),
        lang: object.text("lang", sink),
        published: object
            .get("published")
            .and_then(|node| when::date(&node, sink)),
        published_inferred: inferred(&object, sink),
        note: object.text("note", sink),
        text: spans.as_ref().map(|spans| Text::clean(spans.text())),
        sentences: sentences(&object, spans.as_ref(), sink),
    };
    id.is_some().then_some(Read {
        document,
        id_offset: object.offset_of("id", sink),
        spans,
        absent,
    })
}

fn inferred(object: &Object<'_, '_>, sink: &mut Sink<'_>) -> bool {
    let Some(node) = object.get("published_basis") else {
        return false;
    };
    match node.string(sink).as_deref() {
        Some("inferred") => true,
        Some("stated") | None => false,
        Some(other) => {
            sink.error(&node, &quoted(other), "one of stated, inferred");
            false
        }
    }
}

/// The text, written out or in a file beside; or the name of the file that is not there.
fn text<'a>(
    object: &Object<'a, '_>,
    input: &'a Input,
    sink: &mut Sink<'_>,
) -> (Option<Cow<'a, str>>, Option<Text>) {
    let inline = object.string("text", sink);
    let Some(node) = object.get("text_file") else {
        return (inline, None);
    };
    if inline.is_some() {
        sink.error(&node, "both text and text_file", "one of them");
        return (inline, None);
    }
    let Some(name) = node.string(sink) else {
        return (None, None);
    };
    match input.companion(&name) {
        Ok(text) => (Some(text), None),
        Err(NoText::NotAtHand) => (None, Some(Text::clean(&name))),
        Err(NoText::Refused(expected)) => {
            sink.error(&node, &quoted(&name), expected);
            (None, None)
        }
    }
}

/// The sentences' ranges. Those outside the text are faults and stay, so that the others keep their numbers.
fn sentences(
    object: &Object<'_, '_>,
    spans: Option<&Spans<'_>>,
    sink: &mut Sink<'_>,
) -> Vec<CharRange> {
    let Some(node) = object.get("sentences") else {
        return Vec::new();
    };
    let items = node.items(sink);
    let items = items.into_iter().enumerate();
    items
        .map(|(index, raw)| {
            let item = node.item(index, raw);
            let range = range(&item, sink).unwrap_or(0..0);
            if let Some(spans) = spans
                && range.end > spans.len()
            {
                let expected = format!("a range inside the text's {} characters", spans.len());
                sink.error(&item, item.raw.get(), &expected);
            }
            range
        })
        .collect()
}

/// Reads `[start, end]`.
pub(super) fn range(node: &Node<'_, '_>, sink: &mut Sink<'_>) -> Option<CharRange> {
    let expected = "[start, end] in characters, start not after end";
    let [start, end]: [usize; 2] = node.typed(expected, sink)?;
    if start > end {
        sink.error(node, node.raw.get(), expected);
        return None;
    }
    Some(start..end)
}
