//! Selecting an event, and keeping it in sight.

use super::{lens, map, rows, time};
use crate::app::action::Action;
use crate::app::cells::stand;
use crate::app::keys::key_of;
use crate::app::layout::Layout;
use crate::app::line::{self, Reading};
use crate::app::shelf::Shelf;
use crate::app::timing::Mode;
use crate::app::view::{Fitted, Order, Overlay, View};
use crate::app::world::World;
use crate::index::names::{Named, Thing};
use crate::model::briefing::Focus;
use crate::model::camera::Camera;
use crate::model::entry::EventIx;
use crate::model::filter::{Clause, Filter};

/// More events of one document than this are not read for its page.
const MOST_OF_DOCUMENT: usize = 500;

/// Looks at an event; the window moves to where it is shown.
pub fn select(world: &World, view: &mut View, event: EventIx) {
    view.selection = Some(event);
    view.reading.top = 0;
    let moment = world.dataset.events.moment(event);
    match moment.filter(|_| !world.in_window(view).contains(event)) {
        Some(moment) if world.filtered(view).contains(event) => time::show(world, view, moment),
        _ => {}
    }
    time::reveal(view, &world.dataset.events.stretch(event));
    reveal(world, view);
}

/// Brings what a new view looks at into sight: the selected event in the list, it and the window on the axis.
pub fn look_at(world: &World, view: &mut View) {
    let window = view.window;
    time::reveal(view, &window);
    if let Some(event) = view.selection {
        time::reveal(view, &world.dataset.events.stretch(event));
    } else if view.timing.mode == Mode::Single {
        view.timing.mode = Mode::Window;
    }
    rows::reveal_selection(world, view);
}

/// After the window moved away from the selected event: the first that begins in it is selected instead, or the first
/// that lasts until then. Where there is none the selection stays, so that it goes on when events come again.
pub fn follow_window(world: &World, view: &mut View) {
    let Some(before) = view.selection else { return };
    if world.single(view).is_some() || world.listed(view).contains(before) {
        return;
    }
    let start = world.shown_time(view).start;
    let events = &world.dataset.events;
    let inside = world.in_window(view);
    let from = start.map_or(0, |start| world.times().place(events, start));
    if let Some(event) = inside.first_in(from..inside.len()).or(inside.first()) {
        view.selection = Some(event);
        view.reading.top = 0;
        view.message = Some("the window left the selected event; the next one is selected".into());
        time::reveal(view, &events.stretch(event));
        reveal(world, view);
    }
}

/// To the next or previous event of the list. In order of time, what lies beyond the window comes after what is in it.
pub fn step(world: &World, view: &mut View, forward: bool) {
    let shown = match world.single(view) {
        Some(_) => world.filtered(view),
        None => world.listed(view),
    };
    let page = world.rows(&shown, view.order);
    let at = view
        .selection
        .and_then(|event| world.row_of(&page, view.order, event));
    let next = match (at, forward) {
        (Some(at), true) => at.checked_add(1),
        (Some(at), false) => at.checked_sub(1),
        (None, true) => Some(0),
        (None, false) => page.len().checked_sub(1),
    };
    let next = next.and_then(|at| page.get(at));
    let dated = |event: &EventIx| world.dataset.events.moment(*event).is_some();
    let next = match next.filter(dated) {
        Some(next) => Some(next),
        None => beyond_window(world, view, forward).or(next),
    };
    match next {
        Some(event) => select(world, view, event),
        None if page.is_empty() => view.message = Some(why_none(world, view).into()),
        None => {
            view.message = Some(
                if forward {
                    "that was the last event"
                } else {
                    "that was the first event"
                }
                .into(),
            );
        }
    }
}

/// The nearest event that begins after the window, or ended before it; `None` but in order of time.
fn beyond_window(world: &World, view: &View, forward: bool) -> Option<EventIx> {
    if view.order != Order::Time || world.single(view).is_some() || view.selection.is_none() {
        return None;
    }
    let shown = world.shown_time(view);
    let events = &world.dataset.events;
    let (all, times) = (world.filtered(view), world.times());
    if forward {
        let from = times.place(events, shown.end?);
        all.first_in(from..times.dated())
    } else {
        times.last_ended(events, &all, shown.start?)
    }
}

/// Why the list is empty.
fn why_none(world: &World, view: &View) -> &'static str {
    if world.dataset.events.is_empty() {
        "this file has no events"
    } else if world.filtered(view).is_empty() {
        "the filter leaves no event"
    } else {
        "no reports in this window"
    }
}

/// Whether one of the selected event's places is on the map.
pub fn is_seen(world: &World, view: &View) -> bool {
    let viewport = view.viewport();
    let Some(event) = view.selection else {
        return false;
    };
    let sites = world.sites(event);
    sites
        .iter()
        .any(|site| stand(world, site, view, viewport).is_some())
}

/// Brings the selected event into sight: on the map, unless one of its places is there already, and in the list.
pub fn reveal(world: &World, view: &mut View) {
    rows::reveal_selection(world, view);
    let Some(event) = view.selection else { return };
    let viewport = view.viewport();
    let (margin_x, margin_y) = (viewport.columns / 12, viewport.rows / 8);
    let in_sight = |(column, row): (u16, u16)| {
        (margin_x..viewport.columns - margin_x).contains(&column)
            && (margin_y..viewport.rows - margin_y).contains(&row)
    };
    let sites = world.sites(event);
    let seen = sites
        .iter()
        .filter_map(|site| stand(world, site, view, viewport))
        .any(in_sight);
    if let Some(first) = sites.first().filter(|_| !seen) {
        view.camera.centre = first.at;
        view.camera = view.camera.clamped(viewport);
    }
}

/// Narrows the events to a place or an actor, and the map to what is left.
pub fn filter_to(world: &World, view: &mut View, named: Named) {
    let before = before_fitting(view);
    view.filter = narrowed(&view.filter, world.clause_of(named));
    match named {
        Named::Actor(_) => {
            // All of its events, so that the map is the same whatever the window.
            if let Some(area) = world.extent(&world.filtered(view)) {
                view.fit(Some(area));
            }
        }
        Named::Place(place) => {
            map::go_to_place(world, view, place);
        }
    }
    fitted(view, before);
    after_filter(world, view);
    if let Some(words) = left_out(world, view) {
        view.message = Some(words);
    }
}

/// Chooses what a line says, beside what is chosen already or instead of it, and shows it as the line says. A term takes the
/// place of those with its key.
pub fn choose(world: &World, view: &mut View, reading: &Reading, replaces: bool) {
    let filter = if replaces {
        reading.filter.clone()
    } else {
        line::joined(&view.filter, &reading.filter)
    };
    if filter != view.filter {
        let before = before_fitting(view);
        view.filter = filter;
        if !view.filter.is_open() {
            view.camera = line::home(world, &view.filter, view);
        }
        fitted(view, before);
        after_filter(world, view);
        view.message = left_out(world, view);
    }
    let selected = view.selection;
    line::adjust(world, view, &reading.settings);
    if let Some(event) = view.selection.filter(|_| view.selection != selected) {
        select(world, view, event);
    }
    if let Some(note) = reading.notes.first() {
        view.message = Some(note.clone());
    }
}

/// Where the map is to be once no filter is on: where it was before the first.
fn before_fitting(view: &View) -> Option<Camera> {
    match view.fitted {
        _ if view.filter.is_open() => Some(view.camera),
        Some(fitted) if fitted.after == view.camera => Some(fitted.before),
        _ => None,
    }
}

/// Remembers that the map was moved to show what a filter leaves; with none on, it goes back.
fn fitted(view: &mut View, before: Option<Camera>) {
    if view.filter.is_open() {
        view.camera = before.unwrap_or(view.camera);
        view.fitted = None;
        return;
    }
    view.fitted = before.map(|before| Fitted {
        before,
        after: view.camera,
    });
}

/// A filter with one more clause. One actor takes the place of another, and one place that of another.
fn narrowed(filter: &Filter, clause: Clause) -> Filter {
    let replaces = |other: &Clause| !other.negated && other.key == clause.key;
    filter.without(replaces).and(clause)
}

/// How many events of the filter the window leaves out, if any.
fn left_out(world: &World, view: &View) -> Option<String> {
    let (all, inside) = (world.filtered(view).count(), world.listed(view).count());
    if inside >= all || world.single(view).is_some() {
        return None;
    }
    let events = if all == 1 { "event" } else { "events" };
    if inside > 0 {
        return Some(format!("{inside} of {all} {events} in this window"));
    }
    let key = key_of(Action::AllTime, view, view.ascii_only);
    let key = key.map_or(String::new(), |key| {
        // The message has to fit the narrowest screen.
        if view.size.columns < 60 {
            format!(" ({key}: all)")
        } else {
            format!(": {key} shows all of time")
        }
    });
    Some(format!("{all} {events}, none in this window{key}"))
}

/// Takes the last filter off: the one whose chip stands rightmost.
pub fn clear_filter(world: &World, view: &mut View) {
    if view.filter.is_open() {
        view.message = Some("there is no filter".into());
        return;
    }
    view.filter = view.filter.without_last();
    if view.filter.is_open()
        && let Some(fitted) = view.fitted.take()
        && fitted.after == view.camera
    {
        view.camera = fitted.before;
    }
    after_filter(world, view);
}

/// After the filter changed: an event that it leaves out is not looked at any more, and the list starts anew.
pub(super) fn after_filter(world: &World, view: &mut View) {
    if view
        .selection
        .is_some_and(|event| !world.listed(view).contains(event))
    {
        deselect(view);
    }
    rows::reveal_from_top(world, view);
}

/// Looks at no event; where one alone was shown, the window is shown again.
pub fn deselect(view: &mut View) {
    view.selection = None;
    view.reading.top = 0;
    if view.timing.mode == Mode::Single {
        view.timing.mode = Mode::Window;
    }
}

/// Narrows the events so, and the map to what is left of them in all of time.
pub fn set_filter(world: &World, view: &mut View, filter: Filter) {
    let before = before_fitting(view);
    view.filter = filter;
    if let Some(area) = world.extent(&world.filtered(view)) {
        view.fit(Some(area));
    }
    fitted(view, before);
    after_filter(world, view);
    if let Some(words) = left_out(world, view) {
        view.message = Some(words);
    }
}

/// The events whose records the view needs: what the list shows, what is looked at and what that is tied to.
pub fn wanted(world: &World, shelf: &Shelf, view: &View) -> Vec<EventIx> {
    let rows = Layout::list_rows(view);
    let page = world.rows(&world.listed(view), view.order);
    let mut wanted = page.some(view.list_top, rows);
    wanted.extend(view.selection);
    if let Some(stage) = &view.stage {
        wanted.extend(stage.lit.iter());
        let doc = stage
            .lit
            .first()
            .and_then(|event| world.document_of(*event));
        if let Some(doc) = doc.filter(|_| stage.focus == Focus::Document) {
            wanted.extend(world.events_of_document(doc).iter().take(MOST_OF_DOCUMENT));
        }
    }
    let links = view
        .selection
        .and_then(|event| shelf.record(event))
        .map(|record| record.links.as_slice());
    wanted.extend(links.unwrap_or(&[]).iter().filter_map(|link| link.event));
    for overlay in &view.overlays {
        match overlay {
            Overlay::Search(search) => {
                wanted.extend(search.found.hits().filter_map(|hit| match hit.thing {
                    Thing::Event(event) => Some(event),
                    Thing::Named(_) => None,
                }));
            }
            Overlay::Stack { events, picked } => {
                // As many rows as any screen shows, and the picked one is the last of them at worst.
                let rows = usize::from(view.size.rows);
                let first = (*picked + 1).saturating_sub(rows);
                wanted.extend(events.some(first, 2 * rows));
            }
            Overlay::Lens { over, at, picked } => {
                let shown = over
                    .get(*at)
                    .map(|named| lens::wanted(world, view, *named, *picked));
                wanted.extend(shown.unwrap_or_default());
            }
            Overlay::Document { doc, .. } => {
                let events = world.events_of_document(*doc);
                wanted.extend(events.iter().take(MOST_OF_DOCUMENT));
            }
            _ => {}
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    wanted
}
