//! The lens on an actor or a place: on whom it is opened, turning to the next, moving in it, and what Enter does there.

use super::overlay::picked_events;
use super::{place, rows, select};
use crate::app::action::Action;
use crate::app::lens::{Lens, Target, narrowed};
use crate::app::shelf::Shelf;
use crate::app::view::{Overlay, Pane, View};
use crate::app::world::World;
use crate::index::names::{Named, Thing};
use crate::model::entry::EventIx;
use crate::model::filter::{Clause, Test};
use crate::model::query::Key;
use crate::model::vocabulary::Role;

/// Opens a lens, or turns the one that is open to its next actor or place; after the last of them it closes.
pub fn show(world: &World, shelf: &Shelf, view: &mut View, action: Action) {
    match next(view, action) {
        Turn::To(named) => return turn_to(world, view, named),
        Turn::Close => {
            view.overlays.pop();
            return;
        }
        Turn::Other => {}
    }
    let over = asked_for(world, shelf, view, action);
    let Some(first) = over.first().copied() else {
        view.message = Some(
            match action {
                Action::PlaceLens => "no place of the gazetteer is meant here",
                _ => "no actor is meant here: select an event, or find an actor",
            }
            .into(),
        );
        return;
    };
    view.overlays.clear();
    view.overlays.push(Overlay::Lens {
        over,
        at: 0,
        picked: 0,
    });
    turn_to(world, view, first);
}

/// What the key of a lens does to one that is open.
enum Turn {
    To(Named),
    Close,
    /// None is open, or one of the other kind.
    Other,
}

fn next(view: &mut View, action: Action) -> Turn {
    let Some(Overlay::Lens { over, at, picked }) = view.overlays.last_mut() else {
        return Turn::Other;
    };
    let is_place = matches!(over.first(), Some(Named::Place(_)));
    if is_place != (action == Action::PlaceLens) {
        return Turn::Other;
    }
    let Some(next) = over.get(*at + 1) else {
        return Turn::Close;
    };
    *at += 1;
    *picked = 0;
    Turn::To(*next)
}

/// Narrows to what the lens is on, as the search does.
fn turn_to(world: &World, view: &mut View, named: Named) {
    let clause = world.clause_of(named);
    if !view.filter.clauses().contains(&clause) {
        select::filter_to(world, view, named);
    }
}

/// Who or where is meant: what the cursor of the topmost box is on, else the selected event's, else what is filtered to,
/// else, of places, the one under the crosshair.
fn asked_for(world: &World, shelf: &Shelf, view: &View, action: Action) -> Vec<Named> {
    let places = action == Action::PlaceLens;
    let mut events: Vec<EventIx> = Vec::new();
    match view.overlays.last() {
        Some(Overlay::Search(search)) => match search.picked() {
            Some(Thing::Named(named)) => return vec![named],
            Some(Thing::Event(event)) => events.push(event),
            None => return Vec::new(),
        },
        Some(Overlay::Place {
            places: open, at, ..
        }) if places => {
            return open
                .get(*at)
                .copied()
                .map(Named::Place)
                .into_iter()
                .collect();
        }
        _ => events = picked_events(world, shelf, view),
    }
    if events.is_empty() {
        events.extend(view.selection);
    }
    let mut found: Vec<Named> = Vec::new();
    for event in events {
        let of_event = if places {
            place::of_event(world, event)
                .into_iter()
                .map(Named::Place)
                .collect()
        } else {
            actors_of(world, event)
        };
        found.extend(of_event);
    }
    if found.is_empty() {
        found = filtered_to(view, places);
    }
    if found.is_empty() && places && view.focus == Pane::Map {
        let near = place::nearest(world, view);
        found.extend(near.map(|(_, place)| Named::Place(place)));
    }
    let mut each_once: Vec<Named> = Vec::new();
    for named in found {
        if !each_once.contains(&named) {
            each_once.push(named);
        }
    }
    each_once
}

/// Who takes part in an event: who acts first, then the others in the order of the record.
fn actors_of(world: &World, event: EventIx) -> Vec<Named> {
    let actors = world.dataset.events.actors(event);
    let (agents, others): (Vec<_>, Vec<_>) = actors.partition(|(_, role)| *role == Role::Agent);
    let all = agents.into_iter().chain(others);
    all.map(|(actor, _)| Named::Actor(actor)).collect()
}

/// The actors or places that the filter asks for.
fn filtered_to(view: &View, places: bool) -> Vec<Named> {
    let clauses = view.filter.clauses().iter();
    let asked = clauses.filter(|clause: &&Clause| {
        let key = matches!(
            clause.key,
            Some(Key::Actor | Key::Agent | Key::Target | Key::Partner | Key::Place)
        );
        key && !clause.negated
    });
    let tests = asked.flat_map(|clause| &clause.any);
    let named = tests.filter_map(|test| match test {
        Test::Actor { actor, .. } if !places => Some(Named::Actor(*actor)),
        Test::Place(place) if places => Some(Named::Place(*place)),
        _ => None,
    });
    named.collect()
}

/// What the topmost box is a lens on, and the row the cursor is on.
fn open_lens(view: &View) -> Option<(Named, usize)> {
    match view.overlays.last() {
        Some(Overlay::Lens { over, at, picked }) => Some((*over.get(*at)?, *picked)),
        _ => None,
    }
}

/// How many rows the topmost box has as a lens.
pub fn len(world: &World, view: &View) -> usize {
    open_lens(view).map_or(0, |(named, _)| world.lens(view, named).len())
}

/// Moves the cursor to the first row of the next or the previous section.
pub fn turn_section(world: &World, view: &mut View, forward: bool) {
    let Some((named, picked)) = open_lens(view) else {
        return;
    };
    let lens = world.lens(view, named);
    let starts: Vec<usize> = lens.starts().map(|(start, _)| start).collect();
    let own = starts.iter().rposition(|start| *start <= picked);
    let own = own.unwrap_or(0);
    let to = if forward {
        (own + 1) % starts.len().max(1)
    } else {
        own.checked_sub(1).unwrap_or(starts.len().saturating_sub(1))
    };
    pick(view, starts.get(to).copied().unwrap_or(0));
}

fn pick(view: &mut View, row: usize) {
    if let Some(Overlay::Lens { picked, .. }) = view.overlays.last_mut() {
        *picked = row;
    }
}

/// Enter: to fewer events, or to the one.
pub fn open(world: &World, view: &mut View) {
    let Some((named, picked)) = open_lens(view) else {
        return;
    };
    let lens: std::sync::Arc<Lens> = world.lens(view, named);
    match lens.get(picked) {
        Some(Target::Event(event)) => {
            view.overlays.clear();
            select::select(world, view, event);
            view.focus = Pane::Inspector;
        }
        Some(Target::Row(row)) => {
            let filter = narrowed(&view.filter, &row.clauses);
            if filter == view.filter {
                view.message = Some("the filter asks for this already".into());
                return;
            }
            select::set_filter(world, view, filter);
            // What is counted anew may stand elsewhere.
            let at = world.lens(view, named).find(row);
            pick(view, at.unwrap_or(0));
            rows::reveal_selection(world, view);
        }
        None => {}
    }
}

/// The events whose records a lens shows.
pub fn wanted(world: &World, view: &View, named: Named, picked: usize) -> Vec<EventIx> {
    let lines = usize::from(view.size.rows);
    world.lens(view, named).events_around(picked, lines)
}
