//! Gazetteer files.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::value::RawValue;

use super::fault::{At, Fault, LoadReport};
use super::input::{Input, Unreadable};
use super::json::Node;
use super::object::Object;
use super::parents::Doubt;
use super::sink::Sink;
use super::{GAZETTEER_FORMAT, native, place, position};
use crate::model::entry::{Place, Region};
use crate::model::text::Text;

const GAZETTEER: &[&str] = &["format", "version", "title", "license", "places", "regions"];

/// The places and regions of one gazetteer file, as they stand in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GazetteerFile {
    /// Places, each id once.
    pub places: Vec<Place>,
    /// Regions, each id once.
    pub regions: Vec<Region>,
}

/// Loads a gazetteer. Parents are not looked up here: they may stand in another file.
///
/// # Errors
/// [`Unreadable`] where the file is not text, not JSON, or not a gazetteer.
pub fn load_gazetteer(input: &Input) -> Result<(GazetteerFile, LoadReport), Unreadable> {
    let content = input.content()?;
    let raw = native::parse(input, content)?;
    let root = Node::root(raw);
    native::expect_format(input, root, GAZETTEER_FORMAT)?;
    let mut sink = Sink::new(input.label(), content);
    let mut report = LoadReport::default();
    let mut file = GazetteerFile::default();
    if let Some(object) = Object::read(root, GAZETTEER, &mut sink) {
        let _ = (
            object.text("title", &mut sink),
            object.text("license", &mut sink),
        );
        let read = |node: Node<'_, '_>, sink: &mut Sink<'_>| {
            let entry = place::read(node, sink)?;
            Some((entry.id, entry.id_offset, (entry.place?, entry.parent)))
        };
        let listed = object.need("places", &mut sink);
        let mut read_places = Vec::new();
        let count = listed.map_or(0, |node| entries(&node, read, &mut read_places, &mut sink));
        report.set_aside = count - read_places.len();
        file.places = settled(read_places, &mut sink);
        let read = |node: Node<'_, '_>, sink: &mut Sink<'_>| {
            let (region, id_offset) = place::read_region(node, sink)?;
            Some((region.id.clone(), id_offset, region))
        };
        if let Some(node) = object.get("regions") {
            entries(&node, read, &mut file.regions, &mut sink);
        }
    }
    report.loaded = file.places.len();
    let labels = [sink.file.clone()];
    let faults = sink.faults.iter_mut().map(|fault| (0, fault));
    let mut walk = position::Walk::of(content);
    position::name_firsts(faults, &labels, |first| walk.to(first.offset).0);
    sink.report(content, &mut report);
    Ok((file, report))
}

/// The places without parents that lead in a circle. Unknown ones may stand in another file.
fn settled(read: Vec<(Place, Option<(Text, Fault)>)>, sink: &mut Sink<'_>) -> Vec<Place> {
    let mut places = Vec::new();
    let mut doubts = Vec::new();
    for (child, (place, parent)) in read.into_iter().enumerate() {
        places.push(place);
        doubts.extend(parent.map(|(parent, fault)| Doubt {
            child,
            parent,
            file: 0,
            fault,
        }));
    }
    place::settle_parents(
        &mut places,
        |_| true,
        &mut doubts,
        std::slice::from_mut(sink),
    );
    places
}

/// Takes in the entries of a list, each id once, and says how many there are.
fn entries<T>(
    list: &Node<'_, '_>,
    read: impl Fn(Node<'_, '_>, &mut Sink<'_>) -> Option<(Text, usize, T)>,
    into: &mut Vec<T>,
    sink: &mut Sink<'_>,
) -> usize {
    let items: Vec<&RawValue> = list.items(sink);
    let count = items.len();
    let mut seen = HashMap::new();
    for (index, raw) in items.into_iter().enumerate() {
        let node = list.item(index, raw);
        let Some((id, offset, entry)) = read(node, sink) else {
            continue;
        };
        match seen.entry(id) {
            Entry::Vacant(free) => {
                free.insert(At { file: 0, offset });
                into.push(entry);
            }
            Entry::Occupied(first) => sink.repeated(&node, offset, first.key(), *first.get()),
        }
    }
    count
}
