//! Reports: which sentence of which document tells of an event, and which of its words say what.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::document::range;
use super::fault::quoted;
use super::json::Node;
use super::location::known_place;
use super::native::Context;
use super::object::Object;
use super::sink::Sink;
use crate::model::entry::DocIx;
use crate::model::record::CharRange;
use crate::model::vocabulary::{Slot, SourceKind};

const REPORT: &[&str] = &["doc", "sentence", "trigger", "marks", "source"];
const TRIGGER: &[&str] = &["at", "text"];
const MARK: &[&str] = &["slot", "ref", "at", "text", "sentence"];
const SOURCE: &[&str] = &["kind", "ref", "at", "text", "inherited"];

/// One report, as the file has it.
#[derive(Debug)]
pub(super) struct RawReport<'a> {
    pub doc: Cow<'a, str>,
    pub sentence: Option<usize>,
    pub trigger: Option<RawMark<'a>>,
    pub marks: Vec<RawMark<'a>>,
    pub source: Option<RawSource<'a>>,
}

#[derive(Debug)]
pub(super) struct RawMark<'a> {
    pub slot: Option<Slot>,
    pub range: CharRange,
    pub text: Cow<'a, str>,
    pub refers_to: Option<Cow<'a, str>>,
    pub elsewhere: Option<usize>,
}

#[derive(Debug)]
pub(super) struct RawSource<'a> {
    pub kind: SourceKind,
    pub actor: Option<Cow<'a, str>>,
    pub text: Option<Cow<'a, str>>,
    pub range: Option<CharRange>,
    pub inherited: bool,
}

/// What a report's words are checked against.
#[derive(Clone, Copy)]
struct Against<'c> {
    context: &'c Context<'c>,
    doc: Option<DocIx>,
    sentence: Option<usize>,
}

/// Reads a report, and checks it where there is a context; `None` after a fault in what it cannot be without.
pub(super) fn read<'a>(
    node: Node<'a, '_>,
    context: Option<&Context<'_>>,
    sink: &mut Sink<'_>,
) -> Option<RawReport<'a>> {
    let object = Object::read(node, REPORT, sink)?;
    let doc = object.need("doc", sink).and_then(|node| node.id(sink));
    let sentence: Option<usize> = object.whole("sentence", sink);
    let against = context.map(|context| Against {
        context,
        doc: doc.as_deref().and_then(|id| context.names.document(id)),
        sentence,
    });
    if let (Some(against), Some(id)) = (against, doc.as_deref()) {
        against.known_document(&object, id, sink);
    }
    let trigger = object.get("trigger");
    let trigger = trigger.and_then(|node| mark(node, TRIGGER, against, sink));
    let mut marks = Vec::new();
    if let Some(list) = object.get("marks") {
        let items: Vec<&RawValue> = list.items(sink);
        for (index, raw) in items.into_iter().enumerate() {
            marks.extend(mark(list.item(index, raw), MARK, against, sink));
        }
    }
    let source = object.get("source");
    let source = source.and_then(|node| attribution(node, against, sink));
    Some(RawReport {
        doc: doc?,
        sentence,
        trigger,
        marks,
        source,
    })
}

/// Reads a mark, or the trigger, which is a mark without a slot.
fn mark<'a>(
    node: Node<'a, '_>,
    fields: &'static [&'static str],
    against: Option<Against<'_>>,
    sink: &mut Sink<'_>,
) -> Option<RawMark<'a>> {
    let object = Object::read(node, fields, sink)?;
    let wants_slot = fields.contains(&"slot");
    let slot = if wants_slot {
        object.need("slot", sink).and_then(|node| node.word(sink))
    } else {
        None
    };
    let at = object.need("at", sink).and_then(|node| range(&node, sink));
    let text = object.need("text", sink).and_then(|node| node.string(sink));
    let elsewhere: Option<usize> = object.whole("sentence", sink);
    let reference = object
        .get("ref")
        .and_then(|node| Some((node, node.id(sink)?)));
    if let Some(against) = against {
        if let (Some(at), Some(text)) = (&at, &text)
            && against.span(&object, at, text, sink)
        {
            against.inside(&object, at, elsewhere, sink);
        }
        if let Some((node, id)) = &reference {
            match slot {
                Some(Slot::Place) => known_place(node, id, against.context, sink),
                _ => against.known_actor(node, id, sink),
            }
        }
    }
    Some(RawMark {
        slot,
        range: at?,
        text: text?,
        refers_to: reference.map(|(_, id)| id),
        elsewhere,
    })
}

fn attribution<'a>(
    node: Node<'a, '_>,
    against: Option<Against<'_>>,
    sink: &mut Sink<'_>,
) -> Option<RawSource<'a>> {
    let object = Object::read(node, SOURCE, sink)?;
    let kind = object.need("kind", sink).and_then(|node| node.word(sink));
    let range = object.get("at").and_then(|node| range(&node, sink));
    let text = object.string("text", sink);
    let actor = object
        .get("ref")
        .and_then(|node| Some((node, node.id(sink)?)));
    let inherited = object.flag("inherited", sink);
    if let Some(against) = against {
        if let (Some(range), Some(text)) = (&range, &text) {
            against.span(&object, range, text, sink);
        }
        if let Some((node, id)) = &actor {
            against.known_actor(node, id, sink);
        }
    }
    Some(RawSource {
        kind: kind?,
        actor: actor.map(|(_, id)| id),
        text,
        range,
        inherited,
    })
}

impl Against<'_> {
    fn known_document(&self, object: &Object<'_, '_>, id: &str, sink: &mut Sink<'_>) {
        let Some(doc) = self.doc else {
            if let Some(node) = object.get("doc") {
                let hint = self.context.names.near_document(id, sink);
                let fault = sink.error(&node, &quoted(id), "the id of a document in the file");
                if let Some(hint) = hint {
                    fault.hint(&hint);
                }
            }
            return;
        };
        let document = self.context.names.documents.get(doc.at());
        let count = document.map_or(0, |document| document.sentences.len());
        if let (Some(number), Some(node)) = (self.sentence, object.get("sentence"))
            && count > 0
            && number >= count
        {
            let expected = format!("a sentence from 0 to {}", count - 1);
            sink.error(&node, node.raw.get(), &expected);
        }
    }

    fn known_actor(&self, node: &Node<'_, '_>, id: &str, sink: &mut Sink<'_>) {
        let names = self.context.names;
        if names.actor(id).is_some() {
            return;
        }
        let hint = names.near_actor(id, sink);
        let fault = sink.error(node, &quoted(id), "the id of an actor in the file");
        if let Some(hint) = hint {
            fault.hint(&hint);
        }
    }

    /// Whether the words stand where the span says; if not, that is a fault, unless nobody has the text.
    fn span(
        &self,
        object: &Object<'_, '_>,
        range: &CharRange,
        words: &str,
        sink: &mut Sink<'_>,
    ) -> bool {
        let Some(doc) = self.doc else {
            return false;
        };
        let Some(Some(spans)) = self.context.names.spans.get(doc.at()) else {
            sink.unverified_spans += 1;
            return true;
        };
        let Err(wrong) = spans.check(range, words) else {
            return true;
        };
        if let (Some(at), Some(text)) = (object.get("at"), object.get("text")) {
            let fault = if let Some(found) = &wrong.found {
                let expected =
                    format!("{}, as the document has at {}", quoted(found), at.raw.get());
                sink.error(&text, &quoted(words), &expected)
            } else {
                let expected = format!("a span inside the text's {} characters", spans.len());
                sink.error(&at, at.raw.get(), &expected)
            };
            if let Some(hint) = wrong.hint {
                fault.hint(&hint);
            }
        }
        false
    }

    /// A mark outside its report's sentence looks wrong unless it says so itself.
    fn inside(
        &self,
        object: &Object<'_, '_>,
        range: &CharRange,
        elsewhere: Option<usize>,
        sink: &mut Sink<'_>,
    ) {
        let document = self
            .doc
            .and_then(|doc| self.context.names.documents.get(doc.at()));
        let Some(number) = elsewhere.or(self.sentence) else {
            return;
        };
        let Some(sentence) = document.and_then(|document| document.sentences.get(number)) else {
            return;
        };
        if range.start >= sentence.start && range.end <= sentence.end {
            return;
        }
        if let Some(at) = object.get("at") {
            let expected = format!(
                "a span inside sentence {number}, which is [{}, {}]",
                sentence.start, sentence.end
            );
            sink.warning(&at, at.raw.get(), &expected);
        }
    }
}
