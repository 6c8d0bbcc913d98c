//! One event of a native file: read field by field, checked against the file's names.
//!
//! The same function serves loading, which keeps little of what it returns, and reading a record late, which keeps all.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::fault::{Fault, excerpt, quoted};
use super::json::Node;
use super::location::{self, RawSpot};
use super::native::Context;
use super::object::Object;
use super::report::{self, RawReport};
use super::sink::Sink;
use super::when;
use crate::model::record::Fatalities;
use crate::model::text::Text;
use crate::model::time::When;
use crate::model::vocabulary::{EventType, Factuality, LinkKind, Phase, Review, Role};

const EVENT: &[&str] = &[
    "id",
    "type",
    "phase",
    "summary",
    "actors",
    "places",
    "time",
    "factuality",
    "condition",
    "background",
    "fatalities",
    "confidence",
    "review",
    "reports",
    "links",
    "tags",
    "note",
    "origin",
    "sentence",
    "source",
    "url",
];
const PART: &[&str] = &["actor", "name", "role", "inferred"];
const LINK: &[&str] = &["rel", "to", "note"];
const FATALITIES: &[&str] = &["low", "best", "high", "by"];
const ORIGIN: &[&str] = &["scheme", "id", "type", "raw"];

/// One event, as the file has it.
#[derive(Debug)]
pub(super) struct RawEvent<'a> {
    pub id: Cow<'a, str>,
    pub kind: EventType,
    pub phase: Option<Phase>,
    pub summary: Cow<'a, str>,
    pub actors: Vec<RawPart<'a>>,
    pub places: Vec<RawSpot<'a>>,
    pub when: When,
    pub factuality: Factuality,
    pub condition: Option<Cow<'a, str>>,
    pub background: bool,
    pub fatalities: Option<Fatalities>,
    pub confidence: Option<f64>,
    pub review: Option<Review>,
    pub reports: Vec<RawReport<'a>>,
    pub links: Vec<RawLink<'a>>,
    pub tags: Vec<Cow<'a, str>>,
    pub note: Option<Cow<'a, str>>,
    pub origin: Option<(Text, Option<Text>)>,
    pub sentence: Option<Cow<'a, str>>,
    pub source: Option<Cow<'a, str>>,
    pub url: Option<Cow<'a, str>>,
}

/// An actor's part, as the file has it.
#[derive(Debug)]
pub(super) struct RawPart<'a> {
    pub name: Cow<'a, str>,
    /// An id, not a name.
    pub by_id: bool,
    pub role: Role,
    pub inferred: bool,
}

#[derive(Debug)]
pub(super) struct RawLink<'a> {
    pub kind: LinkKind,
    pub to: Cow<'a, str>,
    pub note: Option<Cow<'a, str>>,
    /// The fault that this is, should there be no such event.
    pub doubt: Option<Fault>,
}

/// Told an event's id and its first byte as soon as they are known, whatever else is wrong.
pub(super) type Identified<'f, 'a> = dyn FnMut(&Cow<'a, str>, usize, &mut Sink<'_>) + 'f;

/// Reads an event, and checks it where there is a context; `None` after a fault in it.
pub(super) fn read<'a>(
    node: Node<'a, '_>,
    context: Option<&Context<'_>>,
    identified: &mut Identified<'_, 'a>,
    sink: &mut Sink<'_>,
) -> Option<RawEvent<'a>> {
    let (before, first) = (sink.errors(), sink.faults.len());
    sink.event = None;
    let object = Object::read(node, EVENT, sink)?;
    let id = object.need("id", sink).and_then(|node| node.id(sink));
    // Every fault names its event, those too that were found before its id.
    sink.event = id.as_deref().map(|id| Text::clean(&excerpt(id)));
    for fault in sink.faults.iter_mut().skip(first) {
        fault.event.clone_from(&sink.event);
    }
    if let Some(id) = &id {
        identified(id, object.offset_of("id", sink), sink);
    }
    let event = fields(&object, id, context, sink);
    sink.event = None;
    event.filter(|_| sink.errors() == before)
}

fn fields<'a>(
    object: &Object<'a, '_>,
    id: Option<Cow<'a, str>>,
    context: Option<&Context<'_>>,
    sink: &mut Sink<'_>,
) -> Option<RawEvent<'a>> {
    let kind = object.need("type", sink).and_then(|node| node.word(sink));
    let summary = object
        .need("summary", sink)
        .and_then(|node| node.said(sink));
    let when = match object.get("time") {
        Some(node) => when::read(node, sink),
        None => Some(When::UNDATED),
    };
    let actors = list(object, "actors", sink, |node, sink| {
        part(node, context, sink)
    });
    let places = list(object, "places", sink, |node, sink| {
        location::read(node, context, sink)
    });
    let before = sink.errors();
    let reports = list(object, "reports", sink, |node, sink| {
        report::read(node, context, sink)
    });
    if reports.is_empty() && sink.errors() == before && object.get("sentence").is_none() {
        let expected = "reports or a sentence: nothing says so";
        sink.warning(&object.node, "no report", expected);
    }
    let links = list(object, "links", sink, |node, sink| {
        link(node, context.is_some(), sink)
    });
    let sentence = object.get("sentence").and_then(|node| node.said(sink));
    if let Some(node) = object.get("sentence")
        && !reports.is_empty()
    {
        sink.error(&node, "both reports and a sentence", "one of them");
    }
    // A struct's fields are read in the order they are written in, whether or not those above failed.
    let rest = RawEvent {
        id: Cow::Borrowed(""),
        kind: EventType::Other,
        phase: object.word("phase", sink),
        summary: Cow::Borrowed(""),
        actors,
        places,
        when: When::UNDATED,
        factuality: object
            .word("factuality", sink)
            .unwrap_or(Factuality::Happened),
        condition: object.string("condition", sink),
        background: object.flag("background", sink),
        fatalities: object
            .get("fatalities")
            .and_then(|node| fatalities(node, sink)),
        confidence: confidence(object, sink),
        review: object.word("review", sink),
        reports,
        links,
        tags: object.strings("tags", sink),
        note: object.string("note", sink),
        origin: object.get("origin").and_then(|node| origin(node, sink)),
        sentence,
        source: object.string("source", sink),
        url: object.string("url", sink),
    };
    Some(RawEvent {
        id: id?,
        kind: kind?,
        summary: summary?,
        when: when?,
        ..rest
    })
}

/// Reads each value of a list that may be absent.
fn list<'a, T>(
    object: &Object<'a, '_>,
    key: &'static str,
    sink: &mut Sink<'_>,
    read: impl Fn(Node<'a, '_>, &mut Sink<'_>) -> Option<T>,
) -> Vec<T> {
    let Some(node) = object.get(key) else {
        return Vec::new();
    };
    let items: Vec<&'a RawValue> = node.items(sink);
    let items = items.into_iter().enumerate();
    items
        .filter_map(|(index, raw)| read(node.item(index, raw), sink))
        .collect()
}

fn part<'a>(
    node: Node<'a, '_>,
    context: Option<&Context<'_>>,
    sink: &mut Sink<'_>,
) -> Option<RawPart<'a>> {
    if node.is_string() {
        return Some(RawPart {
            name: node.string(sink)?,
            by_id: false,
            role: Role::Agent,
            inferred: false,
        });
    }
    if !node.is_object() {
        sink.mismatch(&node, "a name or an object");
        return None;
    }
    let object = Object::read(node, PART, sink)?;
    let id = object
        .get("actor")
        .and_then(|node| Some((node, node.id(sink)?)));
    let name = object.string("name", sink);
    let role = object.need("role", sink).and_then(|node| node.word(sink));
    let inferred = object.flag("inferred", sink);
    if let (Some((node, id)), Some(context)) = (&id, context)
        && context.names.actor(id).is_none()
    {
        let hint = context.names.near_actor(id, sink);
        let fault = sink.error(node, &quoted(id), "the id of an actor in the file");
        if let Some(hint) = hint {
            fault.hint(&hint);
        }
    }
    if object.get("actor").is_none() && object.get("name").is_none() {
        sink.error(&node, "neither actor nor name", "one of them");
    }
    let by_id = id.is_some();
    Some(RawPart {
        name: id.map(|(_, id)| id).or(name)?,
        by_id,
        role: role?,
        inferred,
    })
}

fn link<'a>(node: Node<'a, '_>, doubtful: bool, sink: &mut Sink<'_>) -> Option<RawLink<'a>> {
    let object = Object::read(node, LINK, sink)?;
    let kind = object.need("rel", sink).and_then(|node| node.word(sink));
    let remark = object.string("note", sink);
    let to_node = object.need("to", sink);
    let to = to_node.and_then(|node| node.id(sink));
    let doubt = match (&to_node, &to) {
        (Some(node), Some(to)) if doubtful => {
            Some(sink.doubt(node, &quoted(to), "the id of an event"))
        }
        _ => None,
    };
    Some(RawLink {
        kind: kind?,
        to: to?,
        note: remark,
        doubt,
    })
}

fn fatalities(node: Node<'_, '_>, sink: &mut Sink<'_>) -> Option<Fatalities> {
    let object = Object::read(node, FATALITIES, sink)?;
    let counts = Fatalities {
        low: object.whole("low", sink),
        best: object.whole("best", sink),
        high: object.whole("high", sink),
        by: object.pairs("by", "a whole number, 0 or more", sink),
    };
    let known = [counts.low, counts.best, counts.high];
    if !known.iter().flatten().is_sorted() {
        sink.warning(&node, node.raw.get(), "low, best and high in this order");
    }
    Some(counts)
}

fn confidence(object: &Object<'_, '_>, sink: &mut Sink<'_>) -> Option<f64> {
    let value = object.number("confidence", sink)?;
    if !(0.0..=1.0).contains(&value) {
        let node = object.get("confidence")?;
        sink.error(&node, node.raw.get(), "a number from 0 to 1");
    }
    Some(value)
}

fn origin(node: Node<'_, '_>, sink: &mut Sink<'_>) -> Option<(Text, Option<Text>)> {
    let object = Object::read(node, ORIGIN, sink)?;
    let scheme = object
        .need("scheme", sink)
        .and_then(|node| node.string(sink));
    if let Some(raw) = object.get("raw")
        && !raw.raw.get().starts_with('{')
    {
        sink.mismatch(&raw, "an object");
    }
    let _ = object.string("type", sink);
    let id = object.text("id", sink);
    Some((Text::clean(&scheme?), id))
}
