//! Where an event is said to be: gazetteer ids, names, coordinates, lines and areas.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::fault::quoted;
use super::json::Node;
use super::known::Known;
use super::names::Names;
use super::native::Context;
use super::object::Object;
use super::place;
use super::sink::Sink;
use crate::model::dataset::Shape;
use crate::model::geo::{LonLat, Merc};
use crate::model::vocabulary::{PlacePrecision, Relation};

const FIELDS: &[&str] = &[
    "place",
    "name",
    "lat",
    "lon",
    "precision",
    "relation",
    "inferred",
    "geometry",
];

/// How an event names its place.
#[derive(Debug, Clone)]
pub(super) struct PlaceName<'a> {
    pub text: Cow<'a, str>,
    pub by_id: bool,
    /// Written as a bare string, so that precision is the gazetteer's to say.
    pub short: bool,
}

/// One place of an event.
#[derive(Debug)]
pub(super) struct RawSpot<'a> {
    pub named: Option<PlaceName<'a>>,
    pub at: Option<LonLat>,
    pub precision: PlacePrecision,
    pub relation: Option<Relation>,
    pub inferred: bool,
    pub shape: Option<Shape>,
}

/// Reads either form; `None` after a fault.
pub(super) fn read<'a>(
    node: Node<'a, '_>,
    context: Option<&Context<'_>>,
    sink: &mut Sink<'_>,
) -> Option<RawSpot<'a>> {
    if node.is_string() {
        let text = node.string(sink)?;
        if let Some(context) = context {
            known_name(&node, &text, true, context, sink);
        }
        let named = PlaceName {
            text,
            by_id: false,
            short: true,
        };
        return Some(RawSpot {
            named: Some(named),
            at: None,
            precision: PlacePrecision::Unknown,
            relation: None,
            inferred: false,
            shape: None,
        });
    }
    if !node.is_object() {
        sink.mismatch(&node, "a name or an object");
        return None;
    }
    let object = Object::read(node, FIELDS, sink)?;
    let id = object
        .get("place")
        .and_then(|node| Some((node, node.id(sink)?)));
    if let (Some((node, id)), Some(context)) = (&id, context) {
        known_place(node, id, context, sink);
        whole_place(node, id, context, sink);
    }
    let name = object.string("name", sink);
    let at = place::position(&object, sink);
    let coordinates = object.get("lat").is_some() || object.get("lon").is_some();
    if object.get("place").is_none() && object.get("name").is_none() && !coordinates {
        let found = "neither place, nor name, nor lat and lon";
        sink.error(&node, found, "one of them");
    }
    if let (Some(context), Some(node), Some(name)) = (context, object.get("name"), &name)
        && object.get("place").is_none()
        && object.get("geometry").is_none()
        && !coordinates
    {
        known_name(&node, name, false, context, sink);
    }
    let precision = object
        .need("precision", sink)
        .and_then(|node| node.word(sink));
    let named = match (id, name) {
        (Some((_, text)), _) => Some(PlaceName {
            text,
            by_id: true,
            short: false,
        }),
        (None, Some(text)) => Some(PlaceName {
            text,
            by_id: false,
            short: false,
        }),
        (None, None) => None,
    };
    Some(RawSpot {
        named,
        at,
        precision: precision.unwrap_or(PlacePrecision::Unknown),
        relation: object.word("relation", sink),
        inferred: object.flag("inferred", sink),
        shape: object.get("geometry").and_then(|node| geometry(node, sink)),
    })
}

/// A place that neither the files nor the gazetteer know is a fault.
pub(super) fn known_place(
    node: &Node<'_, '_>,
    id: &str,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) {
    if context.names.has_place(id) || (context.known.id)(id) {
        return;
    }
    let hint = context.names.near_place(id, sink);
    let fault = sink.error(
        node,
        &quoted(id),
        "the id of a place in the file or the gazetteer",
    );
    if let Some(hint) = hint {
        fault.hint(&hint);
    }
}

/// An event at a place whose only entry was set aside is not on the map, and should not be so in silence.
fn whole_place(node: &Node<'_, '_>, id: &str, context: &Context<'_>, sink: &mut Sink<'_>) {
    let names = context.names;
    if names.has_place(id) && !names.has_whole_place(id) && !(context.known.id)(id) {
        let found = format!("{}, which was set aside for its own faults", quoted(id));
        sink.warning(
            node,
            &found,
            "a place without faults: the event has no position",
        );
    }
}

/// A name that no place has looks wrong: the event loads without a position. A bare string (`short`) may be an id.
fn known_name(
    node: &Node<'_, '_>,
    name: &str,
    short: bool,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) {
    let (names, known) = (context.names, context.known);
    if short && (names.has_place(name) || (known.id)(name)) {
        whole_place(node, name, context, sink);
        return;
    }
    if is_called(name, names, known) {
        return;
    }
    let near = sink.may_suggest().then(|| (known.near)(name));
    let expected = "the name of a place in the file or the gazetteer: the event has no position";
    let fault = sink.warning(node, &quoted(name), expected);
    if let Some(near) = near.filter(|near| !near.is_empty()) {
        let near: Vec<String> = near.iter().map(|name| quoted(name)).collect();
        fault.hint(&format!("did you mean {}?", near.join(" or ")));
    }
}

/// Whether a place of the files or the gazetteer is called so.
pub(super) fn is_called(name: &str, names: &Names<'_>, known: Known<'_>) -> bool {
    // "Raqqa, Syria" is Raqqa, in Syria; what lies in what is the gazetteer's to say.
    let own = |name: &str| names.has_place_called(name);
    let inner = name.split_once([',', '،']).map(|(inner, _)| inner.trim());
    own(name) || inner.is_some_and(own) || (known.name)(name)
}

/// Reads a `GeoJSON` geometry. Fields beyond `type` and `coordinates` belong to `GeoJSON` and are let pass.
fn geometry(node: Node<'_, '_>, sink: &mut Sink<'_>) -> Option<Shape> {
    const KNOWN: &[&str] = &["type", "coordinates", "bbox", "crs"];
    let object = Object::read(node, KNOWN, sink)?;
    let kind = object.need("type", sink)?;
    let name = kind.string(sink)?;
    let coordinates = object.need("coordinates", sink)?;
    // How many lists there are around a part of the shape.
    let (depth, closed) = match name.as_ref() {
        "MultiPoint" | "LineString" => (0, false),
        "MultiLineString" => (1, false),
        "Polygon" => (1, true),
        "MultiPolygon" => (2, true),
        other => {
            let expected = "one of LineString, MultiLineString, Polygon, MultiPolygon, MultiPoint";
            sink.error(&kind, &quoted(other), expected);
            return None;
        }
    };
    let before = sink.errors();
    let mut parts = Vec::new();
    collect(coordinates, depth, &mut parts, sink);
    if name == "MultiPoint" {
        parts = parts
            .into_iter()
            .flatten()
            .map(|point| vec![point])
            .collect();
    }
    (sink.errors() == before).then_some(Shape { parts, closed })
}

fn collect(node: Node<'_, '_>, depth: u8, parts: &mut Vec<Vec<Merc>>, sink: &mut Sink<'_>) {
    let items: Vec<&RawValue> = node.items(sink);
    let nodes = items.into_iter().enumerate();
    if depth > 0 {
        for (index, raw) in nodes {
            collect(node.item(index, raw), depth - 1, parts, sink);
        }
        return;
    }
    let points = nodes.filter_map(|(index, raw)| place::pair(&node.item(index, raw), sink));
    parts.push(points.map(Merc::from_lonlat).collect());
}
