//! Where an event was, how precisely that is known, and why it stands where it stands.

use super::words::labelled;
use crate::app::App;
use crate::app::world::World;
use crate::gazetteer::How;
use crate::model::entry::{EventIx, PlaceIx};
use crate::model::geo::is_pinned;
use crate::model::record::{Record, Spot};
use crate::model::vocabulary::{PlacePrecision, Slot};
use crate::scene::prose::{Ink, Line, give_or_take};

/// Where, how precisely, and why there.
pub fn places(app: &App, event: EventIx, record: &Record, width: usize) -> Vec<Line> {
    let world = &*app.world;
    if record.locations.is_empty() {
        return labelled("where", Line::of(Ink::Dim, "no place is given"), width);
    }
    let mut out = Vec::new();
    for (number, spot) in record.locations.iter().enumerate() {
        let label = if number == 0 { "where" } else { "" };
        out.extend(labelled(label, place(app, event, spot), width));
        out.extend(
            why_there(world, spot)
                .into_iter()
                .flat_map(|line| labelled("", line, width)),
        );
    }
    out
}

fn place(app: &App, event: EventIx, spot: &Spot) -> Line {
    let world = &*app.world;
    let found = spot
        .named
        .and_then(|named| world.resolution(named))
        .and_then(|found| found.place);
    let entry = found.and_then(|place| world.gazetteer.place(place));
    let written = spot
        .named
        .and_then(|named| world.dataset.named.get(named.at()))
        .map(|named| named.text.as_str());
    let name = entry
        .map(|entry| entry.name.as_str())
        .or(written)
        .unwrap_or("coordinates only");
    let mut line = Line::default();
    if let Some(relation) = spot.relation {
        line.push(Ink::Dim, format!("{relation} "));
    }
    line.push(Ink::Mark(Slot::Place), name);
    let lineage: Vec<&str> = found
        .into_iter()
        .flat_map(|place| world.gazetteer.ancestry(place).skip(1))
        .filter_map(|place| Some(world.gazetteer.place(place)?.name.as_str()))
        .collect();
    if !lineage.is_empty() {
        line.push(Ink::Plain, format!(", {}", lineage.join(", ")));
    }
    let sites = world.sites(event);
    let site = sites.iter().find(|site| site.place == found);
    let precision = site.map_or(spot.precision, |site| site.precision);
    let known = match precision {
        PlacePrecision::Unknown => "how exactly is not known".to_owned(),
        precision => format!("known to the {precision}"),
    };
    line.push(Ink::Dim, format!(" · {known}"));
    if let Some(site) = site.filter(|site| site.radius_km > 0.0) {
        let off = give_or_take(site.radius_km, app.view.ascii_only);
        line.push(Ink::Dim, format!(", {off}"));
    }
    if spot.inferred {
        line.push(Ink::Warn, " · inferred");
    }
    line
}

/// Why the event stands where it stands: what was matched, whose position it is, and what else has the name.
fn why_there(world: &World, spot: &Spot) -> Option<Line> {
    if let Some(at) = spot.at {
        if is_pinned(at.lat) {
            let words = format!(
                "the record's own position, {:.4}, {:.4}: beyond the map, which ends at 85.05°; it stands at the edge",
                at.lat, at.lon
            );
            return Some(Line::of(Ink::Warn, words));
        }
        return Some(Line::of(
            Ink::Dim,
            format!("the record's own position, {:.4}, {:.4}", at.lat, at.lon),
        ));
    }
    let named = spot.named?;
    let written = world.dataset.named.get(named.at())?;
    let found = world.resolution(named)?;
    let Some(place) = found.place else {
        return Some(Line::of(
            Ink::Warn,
            format!("the gazetteer has no “{}”: not on the map", written.text),
        ));
    };
    let mut words = match found.matched {
        How::Nothing => String::new(),
        How::Id => format!("by id {}", written.text),
        How::Name => "by its name".to_owned(),
        How::Alias => format!("by its other name “{}”", written.text),
        How::Folded => format!("by a spelling of its name, “{}”", written.text),
    };
    let entry = world.gazetteer.place(place)?;
    match world.gazetteer.whereabouts(place) {
        Some(at) if at.of != place => {
            let owner = world
                .gazetteer
                .place(at.of)
                .map_or("", |owner| owner.name.as_str());
            words = format!("{words}; stands at {owner}, as its own position is not known");
        }
        Some(_) => {}
        None => words = format!("{words}; its position is not known"),
    }
    if let Some(source) = &entry.source {
        words = format!("{words}; position: {source}");
    }
    if !found.rivals.is_empty() {
        words = format!(
            "{words}; others of the name: {}",
            rivals(world, &found.rivals)
        );
    }
    Some(Line::of(Ink::Dim, words))
}

fn rivals(world: &World, rivals: &[PlaceIx]) -> String {
    let name = |place: &PlaceIx| {
        let entry = world.gazetteer.place(*place)?;
        let parent = world
            .gazetteer
            .parent(*place)
            .and_then(|parent| world.gazetteer.place(parent));
        Some(parent.map_or(entry.name.to_string(), |parent| {
            format!("{} in {}", entry.name, parent.name)
        }))
    };
    let mut names: Vec<String> = rivals.iter().take(4).filter_map(name).collect();
    if rivals.len() > 4 {
        names.push(format!("{} more", rivals.len() - 4));
    }
    names.join(", ")
}
