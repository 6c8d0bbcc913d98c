//! The search box: what is found while somebody types, and going to it.

use super::{map, rows, select};
use crate::app::view::{Overlay, Search, View};
use crate::app::world::World;
use crate::index::names::{Found, Group, Hit, Kind, Named, Thing, Tier};
use crate::model::entry::{EventIx, PlaceIx};

/// Of a group that others stand below, no more than this are shown: a letter more says which is meant.
const MOST_ABOVE_OTHERS: usize = 8;
/// As many places and sides are suggested before anything is typed.
const SUGGESTED: usize = 6;

/// The box as it opens: with what there is most of, and the cursor on none of it.
pub fn opened(world: &World) -> Search {
    let mut search = Search::default();
    look(world, &mut search);
    search
}

/// Finds what the text says now.
pub fn look(world: &World, search: &mut Search) {
    if search.is_blank() {
        search.found = suggestions(world);
        search.picked = None;
        return;
    }
    search.found = world.find(&search.text);
    let last = search.found.groups.len().saturating_sub(1);
    for group in search.found.groups.iter_mut().take(last) {
        group.hits.truncate(MOST_ABOVE_OTHERS);
    }
    search.picked = Some(0).filter(|_| !search.found.is_empty());
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
    let Some(thing) = search.picked() else {
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
