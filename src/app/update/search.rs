//! The search box: what is found while somebody types, and going to it.

use super::{map, rows, select};
use crate::app::Effect;
use crate::app::view::{Overlay, Search, View, Waits};
use crate::app::world::World;
use crate::index::names::{Found, Group, Hit, Kind, Named, Thing, Tier};
use crate::model::entry::{EventIx, PlaceIx};

/// Of a group that others stand below, no more than this are shown: a letter more says which is meant.
const MOST_ABOVE_OTHERS: usize = 8;
/// As many places and sides are suggested before anything is typed.
const SUGGESTED: usize = 6;

/// The box as it opens: with what there is most of, and the cursor on none of it.
pub fn opened(world: &World) -> Search {
    Search {
        found: suggestions(world),
        ..Search::default()
    }
}

/// The text is another one: what it finds has to be looked for, unless it is blank.
pub fn look(world: &World, search: &mut Search) -> Vec<Effect> {
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
        Overlay::Search(search) => Some(search),
        _ => None,
    })
}

/// The sides and the places with most events.
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
    let sides = world.sides().iter().map(|actor| Named::Actor(*actor));
    let places = world.busiest_places().into_iter().map(Named::Place);
    let mut groups = vec![
        group(Kind::Actors, sides.collect()),
        group(Kind::Places, places.collect()),
    ];
    groups.retain(|group| group.total > 0);
    Found {
        groups,
        ..Found::default()
    }
}

/// Enter: to the place, to the actor's events alone, or to the event.
pub fn open(world: &World, view: &mut View) {
    let Some(Overlay::Search(search)) = view.overlays.last() else {
        return;
    };
    match search.picked() {
        // What the cursor is on is not what was typed. The session holds Enter back until it is.
        _ if search.waits == Waits::ForAnswer => {}
        Some(thing) => {
            view.overlays.pop();
            go_to(world, view, thing);
        }
        None if search.is_blank() => view.message = Some("type a name, or move to a row".into()),
        None => {}
    }
}

/// Filters to what is picked; an event cannot be filtered to, and is gone to.
pub fn filter_to_hit(world: &World, view: &mut View) {
    let Some(Overlay::Search(search)) = view.overlays.last() else {
        return;
    };
    let Some(thing) = search.picked().filter(|_| search.waits != Waits::ForAnswer) else {
        return open(world, view);
    };
    view.overlays.pop();
    match thing {
        Thing::Named(named) => select::filter_to(world, view, named),
        Thing::Event(event) => go_to_event(world, view, event),
    }
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
