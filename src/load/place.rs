//! Gazetteer entries and regions, as a gazetteer and an event file both hold them.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::fault::{Fault, quoted};
use super::json::Node;
use super::object::Object;
use super::parents::{self, Doubt};
use super::sink::Sink;
use crate::model::entry::{Place, Region};
use crate::model::geo::{BBox, LonLat, is_pinned};
use crate::model::text::Text;

const PLACE: &[&str] = &[
    "id",
    "name",
    "alt",
    "kind",
    "lat",
    "lon",
    "radius_km",
    "accuracy_km",
    "estimate",
    "line",
    "parent",
    "country",
    "external",
    "source",
    "note",
    "bbox",
    "rank",
];
const REGION: &[&str] = &["id", "name", "bbox", "places"];

/// What came of an entry: its id stays known even where the rest is faulty, lest every mention of it be a fault too.
pub(super) struct Entry {
    pub id: Text,
    /// First byte of its id.
    pub id_offset: usize,
    pub place: Option<Place>,
    /// Its parent, and the fault that this is, should there be none.
    pub parent: Option<(Text, Fault)>,
}

/// Reads a place; `None` where not even its id can be read.
pub(super) fn read(node: Node<'_, '_>, sink: &mut Sink<'_>) -> Option<Entry> {
    let before = sink.errors();
    let object = Object::read(node, PLACE, sink)?;
    let id = object.need("id", sink).and_then(|node| node.id(sink));
    let name = object.need("name", sink).and_then(|node| node.string(sink));
    let kind = object.need("kind", sink).and_then(|node| node.word(sink));
    let at = position(&object, sink);
    let line = line(&object, sink);
    let parent = object.get("parent").and_then(|node| {
        let id = node.id(sink)?;
        let doubt = sink.doubt(&node, &quoted(&id), "the id of a place");
        Some((Text::clean(&id), doubt))
    });
    if object.get("lat").is_some() && object.get("source").is_none() {
        object.missing("source", sink);
    }
    if object.get("lat").is_none() && line.is_empty() && parent.is_none() {
        let found = "neither lat and lon, nor a line, nor a parent";
        sink.error(&node, found, "a place that says where it is");
    }
    let mut place = Place {
        id: id.as_deref().map(Text::clean).unwrap_or_default(),
        name: Text::clean(name.as_deref().unwrap_or("")),
        alt: object.texts("alt", sink),
        kind: kind.unwrap_or(crate::model::vocabulary::PlaceKind::Area),
        at,
        radius_km: kilometres(&object, "radius_km", "a radius of 0 km or more", sink),
        accuracy_km: kilometres(&object, "accuracy_km", "a distance of 0 km or more", sink),
        estimate: object
            .get("estimate")
            .and_then(|node| node.typed("true or false", sink)),
        line,
        bbox: object.get("bbox").and_then(|node| bbox(&node, sink)),
        parent: parent.as_ref().map(|(id, _)| id.clone()),
        country: country(&object, sink),
        external: object
            .pairs("external", "a text", sink)
            .into_iter()
            .map(text_pair)
            .collect(),
        source: object.text("source", sink),
        note: object.text("note", sink),
        rank: None,
        origin: Some(sink.file.clone()),
    };
    // Labels beyond the 255th rank are all alike.
    let rank: Option<u64> = object.whole("rank", sink);
    place.rank = rank.map(|rank| u8::try_from(rank).unwrap_or(u8::MAX));
    id.is_some().then(|| Entry {
        id: place.id.clone(),
        id_offset: object.offset_of("id", sink),
        place: (sink.errors() == before).then_some(place),
        parent,
    })
}

/// Leaves out parents that are unknown or lead in a circle, and says so. `elsewhere` knows the places of other files.
pub(super) fn settle_parents(
    places: &mut [Place],
    elsewhere: impl Fn(&str) -> bool,
    doubts: &mut Vec<Doubt>,
    sinks: &mut [Sink<'_>],
) {
    let ids: Vec<Text> = places.iter().map(|place| place.id.clone()).collect();
    let mut by_id = HashMap::new();
    for (at, id) in ids.iter().enumerate() {
        by_id.entry(id.as_str()).or_insert(at);
    }
    let known = |id: &str| by_id.get(id).copied();
    let ties = parents::settle(&ids, known, &elsewhere, doubts, sinks);
    for (place, tie) in places.iter_mut().zip(ties) {
        let outside = |id: &Text| known(id).is_none() && elsewhere(id);
        if tie.is_none() && !place.parent.as_ref().is_some_and(outside) {
            place.parent = None;
        }
    }
}

/// Reads a region, and where its id stands; `None` after a fault.
pub(super) fn read_region(node: Node<'_, '_>, sink: &mut Sink<'_>) -> Option<(Region, usize)> {
    let before = sink.errors();
    let object = Object::read(node, REGION, sink)?;
    let id = object.need("id", sink).and_then(|node| node.id(sink));
    let name = object.need("name", sink).and_then(|node| node.string(sink));
    let bbox = object.need("bbox", sink).and_then(|node| bbox(&node, sink));
    let places = object.texts("places", sink);
    let region = Region {
        id: Text::clean(&id?),
        name: Text::clean(&name?),
        bbox: bbox?,
        places,
    };
    (sink.errors() == before).then(|| (region, object.offset_of("id", sink)))
}

/// Reads `lat` and `lon`, which come together or not at all.
pub(super) fn position(object: &Object<'_, '_>, sink: &mut Sink<'_>) -> Option<LonLat> {
    let (lat_node, lon_node) = (object.get("lat"), object.get("lon"));
    match (lat_node, lon_node) {
        (Some(_), None) => object.missing("lon", sink),
        (None, Some(_)) => object.missing("lat", sink),
        _ => {}
    }
    let lat = object.number("lat", sink);
    let lon = object.number("lon", sink);
    // Swapped only where that mends it: a latitude that is none, beside a longitude that could be one.
    let swapped = match (lat, lon) {
        (Some(lat), Some(lon)) => {
            LonLat::new(lon, lat).is_none() && LonLat::new(lat, lon).is_some()
        }
        _ => false,
    };
    for (node, value, most, what) in [
        (lat_node, lat, 90.0, "a latitude from -90 to 90"),
        (lon_node, lon, 180.0, "a longitude from -180 to 180"),
    ] {
        if let (Some(node), Some(value)) = (node, value)
            && !(-most..=most).contains(&value)
        {
            let fault = sink.error(&node, node.raw.get(), what);
            if swapped {
                fault.hint("lat and lon look swapped");
            }
        }
    }
    let at = LonLat::new(lon?, lat?);
    sink.pinned += usize::from(at.is_some_and(|at| is_pinned(at.lat)));
    at
}

/// Reads one `[lon, lat]` pair of `GeoJSON`; a height behind them is let pass.
pub(super) fn pair(node: &Node<'_, '_>, sink: &mut Sink<'_>) -> Option<LonLat> {
    let expected = "[longitude, latitude] in degrees";
    let numbers: Vec<f64> = node.typed(expected, sink)?;
    let at = match numbers.as_slice() {
        [lon, lat] | [lon, lat, _] => LonLat::new(*lon, *lat),
        _ => None,
    };
    if at.is_none() {
        sink.error(node, node.raw.get(), expected);
    }
    at
}

fn line(object: &Object<'_, '_>, sink: &mut Sink<'_>) -> Vec<LonLat> {
    let Some(node) = object.get("line") else {
        return Vec::new();
    };
    let items: Vec<&RawValue> = node.items(sink);
    if items.len() == 1 {
        sink.error(&node, "one point", "two points or more");
    }
    let points = items.into_iter().enumerate();
    points
        .filter_map(|(index, raw)| pair(&node.item(index, raw), sink))
        .collect()
}

fn kilometres(
    object: &Object<'_, '_>,
    key: &'static str,
    expected: &str,
    sink: &mut Sink<'_>,
) -> Option<f64> {
    let km = object.number(key, sink)?;
    if km < 0.0 {
        let node = object.get(key)?;
        sink.error(&node, node.raw.get(), expected);
    }
    Some(km)
}

fn bbox(node: &Node<'_, '_>, sink: &mut Sink<'_>) -> Option<BBox> {
    let expected = "[west, south, east, north] in degrees, south below north";
    let edges: [f64; 4] = node.typed(expected, sink)?;
    let bbox = BBox::new(edges);
    if bbox.is_none() {
        sink.mismatch(node, expected);
    }
    bbox
}

fn country(object: &Object<'_, '_>, sink: &mut Sink<'_>) -> Option<Text> {
    let node = object.get("country")?;
    let code = node.string(sink)?;
    if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        sink.error(
            &node,
            node.raw.get(),
            "two capital letters of ISO 3166, such as IQ",
        );
    }
    Some(Text::clean(&code))
}

fn text_pair((key, value): (Text, std::borrow::Cow<'_, str>)) -> (Text, Text) {
    (key, Text::clean(&value))
}
