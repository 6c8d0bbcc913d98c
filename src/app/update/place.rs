//! The gazetteer's entry of a place: which place is asked for, and turning to the next.

use super::overlay::{REACH, picked_events};
use crate::app::action::Action;
use crate::app::cells::cell_of;
use crate::app::shelf::Shelf;
use crate::app::view::{Overlay, Pane, View};
use crate::app::world::World;
use crate::index::names::{Named, Thing};
use crate::model::entry::{EventIx, PlaceIx};
use crate::model::vocabulary::PlaceKind;

/// The places of the gazetteer that an event names, each once, in the order of the record.
pub fn of_event(world: &World, event: EventIx) -> Vec<PlaceIx> {
    let locations = world.dataset.events.locations(event);
    let found = locations.filter_map(|location| world.resolution(location.named?)?.place);
    let mut places: Vec<PlaceIx> = Vec::new();
    for place in found {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// The places that the action is about: those of what is picked in the topmost box, else of the selected event, else
/// the one under the crosshair. None for any other action.
pub fn asked_for(world: &World, shelf: &Shelf, view: &View, action: Action) -> Vec<PlaceIx> {
    if action != Action::PlaceEntry {
        return Vec::new();
    }
    if let Some(Overlay::Search(search)) = view.overlays.last() {
        return match search.picked() {
            Some(Thing::Named(Named::Place(place))) => vec![place],
            Some(Thing::Event(event)) => of_event(world, event),
            Some(Thing::Named(Named::Actor(_))) | None => Vec::new(),
        };
    }
    let mut events = picked_events(world, shelf, view);
    if events.is_empty() {
        events.extend(view.selection);
    }
    if events.is_empty() && view.focus == Pane::Map {
        let near = nearest(world, view);
        return near.into_iter().map(|(_, place)| place).collect();
    }
    let mut places: Vec<PlaceIx> = Vec::new();
    for place in events.into_iter().flat_map(|event| of_event(world, event)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// Opens the entries of some places; where there are none, says why.
pub fn show(view: &mut View, places: Vec<PlaceIx>, none: &str) {
    if places.is_empty() {
        view.message = Some(none.into());
    } else {
        view.overlays
            .retain(|overlay| !matches!(overlay, Overlay::Place { .. }));
        view.overlays.push(Overlay::Place {
            places,
            at: 0,
            top: 0,
        });
    }
}

/// The place that was gone to last, while it is in the middle of the map.
pub fn gone_to(view: &View) -> Option<PlaceIx> {
    let (place, centre) = view.gone_to?;
    let viewport = view.viewport();
    let middle = (viewport.columns / 2, viewport.rows / 2);
    (cell_of(centre, &view.camera, viewport) == Some(middle)).then_some(place)
}

/// Turns to the next place of the box on top; says whether there is one.
pub fn next(view: &mut View) -> bool {
    match view.overlays.last_mut() {
        Some(Overlay::Place { places, at, top }) if *at + 1 < places.len() => {
            *at += 1;
            *top = 0;
            true
        }
        _ => false,
    }
}

/// The place nearest to the middle of the map within reach, and how many columns away it is. Of several that a person
/// could not tell apart there, the one of the best rank; a country's middle is not where a country is.
pub fn nearest(world: &World, view: &View) -> Option<(u16, PlaceIx)> {
    let viewport = view.viewport();
    let (column, row) = (viewport.columns / 2, viewport.rows / 2);
    let gazetteer = &world.gazetteer;
    let near = gazetteer
        .places()
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| {
            let place = PlaceIx::from_position(at);
            let found = world.whereabouts(place)?;
            // A place that borrows its parent's position is not there.
            if found.of != place || entry.kind == PlaceKind::Country {
                return None;
            }
            let (x, y) = cell_of(found.at, &view.camera, viewport)?;
            let columns = x.abs_diff(column).max(y.abs_diff(row).saturating_mul(2));
            (columns <= REACH).then_some((
                columns / 3,
                entry.rank.unwrap_or(u8::MAX),
                columns,
                place,
            ))
        });
    near.min().map(|(.., columns, place)| (columns, place))
}
