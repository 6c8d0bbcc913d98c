//! The search box: what is found while somebody types, and going to it.

use super::{map, rows, select};
use crate::app::Effect;
use crate::app::line::{self, Offered};
use crate::app::shelf::Shelf;
use crate::app::view::{Overlay, Search, View, Waits};
use crate::app::world::World;
use crate::index::names::{Found, Group, Hit, Kind, Named, Thing, Tier};
use crate::model::entry::{EventIx, PlaceIx};
use crate::model::query::print;

/// Of a group that others stand below, no more than this are shown: a letter more says which is meant.
const MOST_ABOVE_OTHERS: usize = 8;
/// As many places and sides are suggested before anything is typed.
const SUGGESTED: usize = 6;
/// Fewer letters than these are not taken for the beginning of a key.
const LEAST_KEY: usize = 3;

/// The box as it opens: with what there is most of, and the cursor on none of it.
pub fn opened(world: &World) -> Search {
    Search {
        found: suggestions(world),
        ..Search::default()
    }
}

/// The text is another one: what it finds has to be looked for, unless it is blank.
pub fn look(world: &World, search: &mut Search) -> Vec<Effect> {
    search.offered = Offered::default();
    if search.is_line() {
        search.found = Found::default();
        search.picked = None;
        search.waits = Waits::ForAnswer;
        return vec![Effect::Search];
    }
    if search.text.chars().count() >= LEAST_KEY && !search.text.contains(char::is_whitespace) {
        search.offered.offers = line::keys_for(&search.text);
    }
    if search.is_blank() {
        search.found = suggestions(world);
        search.picked = None;
        search.waits = Waits::Not;
        return Vec::new();
    }
    search.waits = Waits::ForAnswer;
    // What it is a part of is not what is looked for any more.
    search.found.is_partial = false;
    vec![Effect::Search]
}

/// There is more to find than there was: what is open is looked for again.
pub fn look_again(view: &mut View) -> Vec<Effect> {
    let Some(search) = open_box(view).filter(|search| !search.is_blank()) else {
        return Vec::new();
    };
    if search.waits == Waits::Not {
        search.waits = Waits::ForMore;
    }
    vec![Effect::Search]
}

/// Takes in what the text finds, if somebody waits for it.
pub fn found(view: &mut View, mut found: Found) {
    let Some(search) = open_box(view) else { return };
    // What stands already is more than a part of what will.
    let is_less = search.waits == Waits::ForMore && found.is_partial;
    if search.waits == Waits::Not || is_less {
        return;
    }
    let last = found.groups.len().saturating_sub(1);
    // While events are still to come, whatever is last is not.
    let above = if found.is_partial { last + 1 } else { last };
    for group in found.groups.iter_mut().take(above) {
        group.hits.truncate(MOST_ABOVE_OTHERS);
    }
    // Of the same text the cursor stays on what it is on.
    let kept = search.picked().filter(|_| search.waits == Waits::ForMore);
    let kept = kept.and_then(|kept| found.hits().position(|hit| hit.thing == kept));
    search.picked = Some(kept.unwrap_or(0)).filter(|_| !found.is_empty());
    if !found.is_partial {
        search.waits = Waits::Not;
    }
    search.found = found;
}

/// The search box, even if something lies over it: there is one at most.
fn open_box(view: &mut View) -> Option<&mut Search> {
    view.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Search(search) => Some(&mut **search),
        _ => None,
    })
}

/// The actors and the places with most events.
fn suggestions(world: &World) -> Found {
    let group = |kind, things: Vec<Named>| {
        let total = things.len();
        let hits = things.into_iter().take(SUGGESTED).map(|named| Hit {
            thing: Thing::Named(named),
            name: String::new(),
            tier: Tier::Whole,
            score: 0,
        });
        let hits = hits.collect();
        Group { kind, total, hits }
    };
    let actors = world.busiest_actors().into_iter().map(Named::Actor);
    let places = world.busiest_places().into_iter().map(Named::Place);
    let mut groups = vec![
        group(Kind::Actors, actors.collect()),
        group(Kind::Places, places.collect()),
    ];
    groups.retain(|group| group.total > 0);
    Found {
        groups,
        ..Found::default()
    }
}

/// Takes in what a line says and how it could go on, if somebody waits for it.
pub fn offered(view: &mut View, offered: Offered) {
    let Some(search) = open_box(view).filter(|search| search.waits != Waits::Not) else {
        return;
    };
    search.waits = Waits::Not;
    search.picked = search.picked.filter(|at| *at < offered.offers.len());
    search.offered = offered;
}

/// Opens the box with the filter that is on, to be mended.
pub fn edit_filter(world: &World, view: &mut View) -> Vec<Effect> {
    let mut text = print(&line::filter_terms(world, &view.filter));
    if !text.is_empty() {
        text.push(' ');
    }
    let mut search = Search {
        text,
        replaces: true,
        ..Search::default()
    };
    let effects = look(world, &mut search);
    view.overlays
        .retain(|overlay| !matches!(overlay, Overlay::Search(_)));
    view.overlays.push(Overlay::Search(Box::new(search)));
    effects
}

/// Enter: to the place, to the actor's events alone, or to the event; what is offered is taken into the line, and a line is
/// taken on.
pub fn open(world: &World, shelf: &Shelf, view: &mut View) -> Vec<Effect> {
    let Some(Overlay::Search(search)) = view.overlays.last() else {
        return Vec::new();
    };
    // What the cursor is on is not what was typed. The session holds Enter back until it is.
    if search.waits == Waits::ForAnswer {
        return Vec::new();
    }
    if let Some(offer) = search.picked_offer() {
        let text = offer.line.clone();
        return write_on(world, view, text);
    }
    if search.is_line() {
        return take_line(world, shelf, view);
    }
    if let Some(thing) = search.picked() {
        view.overlays.pop();
        go_to(world, view, thing);
    } else if search.is_blank() {
        view.message = Some("type a name, or move to a row".into());
    }
    Vec::new()
}

/// Tab: filters to what is picked; an event cannot be filtered to, and is gone to. A line is completed.
pub fn filter_to_hit(world: &World, shelf: &Shelf, view: &mut View) -> Vec<Effect> {
    let Some(Overlay::Search(search)) = view.overlays.last() else {
        return Vec::new();
    };
    if search.waits == Waits::ForAnswer {
        return Vec::new();
    }
    let offers = &search.offered.offers;
    let first = offers.first().filter(|_| search.is_line());
    if let Some(offer) = search.picked_offer().or(first) {
        let text = offer.line.clone();
        return write_on(world, view, text);
    }
    let Some(thing) = search.picked() else {
        return open(world, shelf, view);
    };
    view.overlays.pop();
    match thing {
        Thing::Named(named) => select::filter_to(world, view, named),
        Thing::Event(event) => go_to_event(world, view, event),
    }
    Vec::new()
}

/// The line of the box is another one.
fn write_on(world: &World, view: &mut View, text: String) -> Vec<Effect> {
    let Some(search) = open_box(view) else {
        return Vec::new();
    };
    search.text = text;
    look(world, search)
}

/// Chooses and shows what the line says. One that is wrong does nothing until it is mended; where only its end is not there
/// yet, that is filled in.
fn take_line(world: &World, shelf: &Shelf, view: &mut View) -> Vec<Effect> {
    let Some(Overlay::Search(search)) = view.overlays.last() else {
        return Vec::new();
    };
    if let Some(fault) = search.offered.faults.first() {
        let is_end = fault.span.end == search.text.len() && search.offered.faults.len() == 1;
        if let Some(offer) = search.offered.offers.first().filter(|_| is_end) {
            let text = offer.line.clone();
            return write_on(world, view, text);
        }
        view.message = Some(fault.to_string());
        return Vec::new();
    }
    let by_id = |id: &str| line::event_of(world, shelf, id);
    let reading = line::read(world, &by_id, &search.text);
    if let Some(fault) = reading.faults.first() {
        view.message = Some(fault.to_string());
        return Vec::new();
    }
    let replaces = search.replaces;
    view.overlays.pop();
    select::choose(world, view, &reading, replaces);
    Vec::new()
}

fn go_to(world: &World, view: &mut View, thing: Thing) {
    match thing {
        Thing::Named(Named::Place(place)) => go_to_place(world, view, place),
        Thing::Named(named @ Named::Actor(_)) => select::filter_to(world, view, named),
        Thing::Event(event) => go_to_event(world, view, event),
    }
}

/// Map and list go to a place: the list's first event there is selected. Where there is none, nothing is: an event selected
/// before has nothing to do with it.
fn go_to_place(world: &World, view: &mut View, place: PlaceIx) {
    let there = world.events_in(view, place);
    let page = world.rows(&there, view.order);
    if let Some(first) = page.first() {
        view.selection = Some(first);
        view.reading.top = 0;
        rows::reveal_selection(world, view);
    } else {
        select::deselect(view);
    }
    let name = world.gazetteer.place(place).map_or("", |place| &place.name);
    view.message = Some(match page.len() {
        0 if world.events_of(Named::Place(place)) > 0 => {
            format!("{name}: no report in what the list shows")
        }
        0 => format!("{name}: no report"),
        1 => format!("{name}: 1 event, selected"),
        more => format!("{name}: {more} events, the first one selected"),
    });
    map::go_to_place(world, view, place);
}

fn go_to_event(world: &World, view: &mut View, event: EventIx) {
    select::select(world, view, event);
    if !world.listed(view).contains(event) {
        view.message = Some("the filter leaves this event out of the list".into());
    }
}
