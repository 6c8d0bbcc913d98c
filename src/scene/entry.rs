//! The gazetteer's entry of a place: what it lies in, where it is, how well that is known, who says so, and its names.
//!
//! What the entry does not say is left out. Only where the map takes something for granted all the same, such as the
//! usual radius of its kind, this is told as what it is.

use super::Text;
use super::inspector::labelled;
use super::overlay::Boxed;
use super::prose::{Ink, Line, count, distance, give_or_take, grouped};
use crate::app::App;
use crate::app::layout::Layout;
use crate::app::world::World;
use crate::gazetteer::Whereabouts;
use crate::index::names::Named;
use crate::model::entry::{Place, PlaceIx};
use crate::model::geo::{BBox, LonLat};
use crate::model::text::Text as Clean;
use crate::model::vocabulary::PlaceKind;

/// Width of the box, its frame included.
const WIDTH: u16 = 84;
/// More lines of names than this are there to be scrolled to: a city has thirty spellings, and they say little of it.
const NAME_LINES: usize = 3;

/// The box with one of several entries.
pub fn boxed(app: &App, layout: &Layout, places: &[PlaceIx], at: usize, top: usize) -> Boxed {
    // Two columns of the box are its frame, two are blank.
    let width = usize::from(layout.overlay(WIDTH, 1).width).saturating_sub(4);
    let world = &*app.world;
    let shown = places.get(at).copied();
    let entry = shown.and_then(|place| Some((place, world.gazetteer.place(place)?)));
    let (title, mut lines, names) = match entry {
        Some((place, entry)) => (
            title(entry, at, places.len(), width),
            facts(app, place, entry, width),
            names(entry, width),
        ),
        None => (Line::of(Ink::Heading, "Place"), Vec::new(), Vec::new()),
    };
    let rows = lines.len() + names.len().min(NAME_LINES);
    lines.extend(names);
    let rows = u16::try_from(rows).unwrap_or(u16::MAX);
    let area = layout.overlay(WIDTH, rows.saturating_add(2));
    let visible = usize::from(area.height).saturating_sub(2);
    Boxed {
        area,
        prompt: None,
        text: Text::cut(title, lines, top, visible),
        rows: Vec::new(),
        columns: Vec::new(),
    }
}

fn title(entry: &Place, at: usize, of: usize, width: usize) -> Line {
    let more = if of > 1 {
        format!(" · place {} of {of}", at + 1)
    } else {
        String::new()
    };
    Line::of(Ink::Heading, entry.name.as_str())
        .cut(width.saturating_sub(more.len() + 2))
        .and(Ink::Dim, more)
}

/// Paragraphs with a label each; what there is nothing to say of is left out.
struct Paragraphs {
    lines: Vec<Line>,
    width: usize,
}

impl Paragraphs {
    fn say(&mut self, label: &str, ink: Ink, words: Option<impl Into<String>>) {
        if let Some(words) = words {
            self.lines
                .extend(labelled(label, Line::of(ink, words), self.width));
        }
    }
}

fn facts(app: &App, place: PlaceIx, entry: &Place, width: usize) -> Vec<Line> {
    let world = &*app.world;
    let mut out = Paragraphs {
        lines: labelled("is", kind(world, place, entry), width),
        width,
    };
    whereabouts(&mut out, app, place, entry);
    out.say("source", Ink::Dim, entry.source.as_deref());
    out.say("note", Ink::Dim, entry.note.as_deref());
    let ids: Vec<String> = entry
        .external
        .iter()
        .map(|(scheme, id)| format!("{scheme} {id}"))
        .collect();
    out.say("ids", Ink::Dim, (!ids.is_empty()).then(|| ids.join(", ")));
    let origin = entry.origin.as_ref();
    let origin = origin.map_or(String::new(), |origin| format!("{origin}, "));
    out.say("from", Ink::Dim, Some(format!("{origin}id {}", entry.id)));
    let events = match world.events_of(Named::Place(place)) {
        0 => "none here".to_owned(),
        n => format!("{} here", count(n, "event")),
    };
    out.say("events", Ink::Plain, Some(events));
    out.lines
}

fn names(entry: &Place, width: usize) -> Vec<Line> {
    let mut out = Paragraphs {
        lines: Vec::new(),
        width,
    };
    let (arabic, latin): (Vec<&str>, Vec<&str>) = entry
        .alt
        .iter()
        .map(Clean::as_str)
        .partition(|name| name.chars().any(is_arabic));
    out.say("names", Ink::Plain, joined(&latin));
    // A line of its own: a terminal that turns Arabic around turns whole lines.
    let label = if latin.is_empty() { "names" } else { "" };
    out.say(label, Ink::Plain, joined(&arabic));
    out.lines
}

fn whereabouts(out: &mut Paragraphs, app: &App, place: PlaceIx, entry: &Place) {
    let world = &*app.world;
    let found = world.gazetteer.whereabouts(place);
    match found.filter(|found| found.of == place) {
        Some(found) => out.say("at", Ink::Plain, Some(position(entry, &found))),
        None => out.say("at", Ink::Warn, Some(borrowed(world, found.as_ref()))),
    }
    out.say("box", Ink::Plain, entry.bbox.as_ref().map(edges));
    out.say("course", Ink::Plain, course(entry));
    let origin = accuracy(entry, app.view.ascii_only);
    let extent = extent(entry, place, found.as_ref(), origin.is_some());
    match (origin, extent) {
        // How the point came about and how far the name reaches are two things, where both are told.
        (Some((ink, words)), extent) => {
            out.say("known", ink, Some(words));
            out.say("reaches", Ink::Plain, extent);
        }
        (None, extent) if entry.radius_km.is_some() => out.say("known", Ink::Plain, extent),
        (None, extent) => out.say("reaches", Ink::Plain, extent),
    }
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}')
}

fn joined(names: &[&str]) -> Option<String> {
    (!names.is_empty()).then(|| names.join(", "))
}

/// What it is, and the places around it, the smallest first.
pub(super) fn kind(world: &World, place: PlaceIx, entry: &Place) -> Line {
    let around: Vec<&str> = world
        .gazetteer
        .ancestry(place)
        .skip(1)
        .filter_map(|outer| Some(world.gazetteer.place(outer)?.name.as_str()))
        .collect();
    let mut line = Line::of(Ink::Strong, entry.kind.name());
    if !around.is_empty() {
        line.push(Ink::Plain, format!(" in {}", around.join(", ")));
    }
    line
}

/// Degrees as maps write them.
fn degrees(at: LonLat) -> String {
    let half = |value: f64, plus, minus| {
        let side = if value < 0.0 { minus } else { plus };
        format!("{:.4}° {side}", value.abs())
    };
    format!("{}, {}", half(at.lat, "N", "S"), half(at.lon, "E", "W"))
}

fn position(entry: &Place, found: &Whereabouts) -> String {
    let at = degrees(found.lonlat);
    match (entry.line.len(), entry.at, entry.bbox) {
        (0, None, Some(_)) => format!("{at}, the middle of its box"),
        (0, ..) | (_, Some(_), _) => at,
        (_, None, _) => format!("{at}, a point in the middle of its course"),
    }
}

/// What its line is drawn through, in the word for what it is.
fn course(entry: &Place) -> Option<String> {
    let points = entry.line.len();
    let word = if entry.kind == PlaceKind::Route {
        "route"
    } else {
        "line"
    };
    (points > 0).then(|| format!("a {word}, drawn through {} points", grouped(points)))
}

fn edges(bbox: &BBox) -> String {
    let corner = |lon, lat| degrees(LonLat { lon, lat });
    format!(
        "{} to {}",
        corner(bbox.west, bbox.south),
        corner(bbox.east, bbox.north)
    )
}

/// What is said of a place that has no position of its own.
fn borrowed(world: &World, found: Option<&Whereabouts>) -> String {
    let owner = found.and_then(|found| world.gazetteer.place(found.of));
    match owner {
        Some(owner) => format!("its own position is not known: it stands at {}", owner.name),
        None => "its position is not known: it is not on the map".to_owned(),
    }
}

/// How the position came about and how far it may be off, as far as the entry says.
fn accuracy(entry: &Place, ascii: bool) -> Option<(Ink, String)> {
    let off = entry.accuracy_km.map(|km| give_or_take(km, ascii));
    let point = if entry.line.is_empty() {
        "point"
    } else {
        "line"
    };
    match (entry.estimate, off) {
        (Some(true), Some(off)) => Some((
            Ink::Warn,
            format!("an estimate: the {point} was placed by reasoning, {off}"),
        )),
        (Some(true), None) => Some((
            Ink::Warn,
            format!("an estimate: the {point} was placed by reasoning"),
        )),
        (Some(false), Some(off)) => Some((Ink::Plain, format!("a published {point}, {off}"))),
        (Some(false), None) => Some((Ink::Plain, format!("a published {point}"))),
        (None, Some(off)) => Some((Ink::Plain, format!("a {point} known to {off}"))),
        (None, None) => None,
    }
}

/// How far the name reaches, or how far off the place may be, as one number says both; for a line, how far off it may be.
/// Where the entry does not say, what the map draws.
fn extent(
    entry: &Place,
    place: PlaceIx,
    found: Option<&Whereabouts>,
    says_how: bool,
) -> Option<String> {
    match (entry.radius_km, found) {
        (Some(km), _) if !entry.line.is_empty() => Some(format!(
            "to about {} on either side of the line",
            distance(km)
        )),
        (Some(km), _) if says_how => Some(format!("about {} around the point", distance(km))),
        (Some(km), _) => Some(format!("to about {}", distance(km))),
        (None, Some(found)) if found.of == place => Some(format!(
            "not said; the map takes {} around the point",
            distance(found.radius_km)
        )),
        (None, _) => None,
    }
}
