//! What lies over the panes: opening it, typing into it, and what Enter does there.

use std::sync::Arc;

use super::{facets, lens, map, marks, place, search, select};
use crate::app::Effect;
use crate::app::action::{ACTIONS, Action, Context, Spec};
use crate::app::cells::{Cell, cells, events_of, stand};
use crate::app::shelf::Shelf;
use crate::app::view::{Entry, Layer, Marks, Overlay, Pane, View};
use crate::app::world::World;
use crate::index::set::EventSet;
use crate::model::entry::EventIx;
use crate::model::text::Text;

/// A longer line than this is not typed by a person.
const LONGEST_LINE: usize = 1_000;
/// The commands whose name or help holds every word of a query, each action once.
pub fn commands(query: &str) -> Vec<&'static Spec> {
    let query = query.to_lowercase();
    let mut found: Vec<&'static Spec> = Vec::new();
    for spec in ACTIONS
        .iter()
        .filter(|spec| spec.context != Context::Typing && spec.action != Action::Palette)
    {
        let holds =
            |word: &str| spec.name.contains(word) || spec.help.to_lowercase().contains(word);
        let known = found.iter().any(|other| other.action == spec.action);
        if !known && query.split_whitespace().all(holds) {
            found.push(spec);
        }
    }
    found.sort_by_key(|spec| !spec.name.starts_with(query.trim()));
    found
}

/// Whether an action opens this kind of overlay.
fn is_of(overlay: &Overlay, action: Action) -> bool {
    matches!(
        (overlay, action),
        (Overlay::Help { .. }, Action::Help)
            | (Overlay::Search(_), Action::Search)
            | (Overlay::Palette(_), Action::Palette)
            | (Overlay::Facets(_), Action::Facets)
            | (Overlay::Layers { .. }, Action::Layers)
            | (Overlay::Faults { .. }, Action::Faults)
            | (Overlay::Stack { .. }, Action::OpenStack)
            | (Overlay::Place { .. }, Action::PlaceEntry)
            | (Overlay::Document { .. }, Action::Document)
            | (Overlay::Naming(_), Action::Mark)
            | (Overlay::Marks(_), Action::Marks)
    )
}

/// Opens an overlay. Its key closes it again where it is on top, and brings it there where it is not: no two are of a
/// kind.
pub fn show(world: &World, shelf: &Shelf, view: &mut View, action: Action) {
    if action == Action::PlaceEntry && place::next(view) {
        return;
    }
    if view.overlays.pop_if(|top| is_of(top, action)).is_some() {
        return;
    }
    // What is picked in the topmost box is asked for before any box goes.
    let places = place::asked_for(world, shelf, view, action);
    view.overlays.retain(|overlay| !is_of(overlay, action));
    match action {
        Action::Help => view.overlays.push(Overlay::Help { top: 0 }),
        Action::Search => view
            .overlays
            .push(Overlay::Search(Box::new(search::opened(world)))),
        Action::Palette => view.overlays.push(Overlay::Palette(Entry::default())),
        Action::Facets => view.overlays.push(facets::opened(view)),
        Action::Layers => view.overlays.push(Overlay::Layers { picked: 0 }),
        Action::Faults if world.faults.count == 0 => {
            view.message = Some("loading found nothing wrong".into());
        }
        Action::Faults => view.overlays.push(Overlay::Faults { top: 0 }),
        Action::OpenStack => look_here(world, view),
        Action::PlaceEntry => place::show(view, places, "no place of the gazetteer is named here"),
        Action::Document => document(world, shelf, view),
        Action::Mark => marks::name(world, view),
        // Which there are, the `App` knows.
        Action::Marks => view.overlays.push(Overlay::Marks(Marks::default())),
        _ => {}
    }
}

/// How far a cell is from another one of the map, in columns: a row is about as high as two columns are wide.
fn distance(cell: &Cell, (column, row): (u16, u16)) -> u16 {
    let last = cell.column + cell.width() - 1;
    let across = cell
        .column
        .saturating_sub(column)
        .max(column.saturating_sub(last));
    across.max(cell.row.abs_diff(row).saturating_mul(2))
}

/// From how far the crosshair reaches an event or a place, in columns.
pub(super) const REACH: u16 = 6;

/// Opens what stands where the cursor is: on the map that is the selected event, else the crosshair.
fn look_here(world: &World, view: &mut View) {
    let cursor = view.selection.filter(|_| select::is_seen(world, view));
    match cursor {
        Some(event) if !open_shared(world, view, event) => {
            let places = place::of_event(world, event);
            place::show(
                view,
                places,
                "the event stands alone, at no place of the gazetteer",
            );
        }
        Some(_) => {}
        None => under_crosshair(world, view),
    }
}

/// A place this much nearer to the crosshair than any event is what is meant, in columns.
const NEARER: u16 = 2;

/// Opens the events of the cell in the middle of the map, or of the nearest one within reach; where a place is nearer, its
/// entry.
fn under_crosshair(world: &World, view: &mut View) {
    // Of all that is near, the place that was asked for is what is meant, unless it has events here.
    let asked = place::gone_to(view).filter(|place| world.events_in(view, *place).is_empty());
    if let Some(place) = asked {
        place::show(view, vec![place], "");
        return;
    }
    let viewport = view.viewport();
    let middle = (viewport.columns / 2, viewport.rows / 2);
    let nearest = cells(world, view, viewport)
        .into_iter()
        .min_by_key(|cell| distance(cell, middle))
        .filter(|cell| distance(cell, middle) <= REACH);
    let place = place::nearest(world, view);
    let is_nearer =
        |cell: &Cell| place.is_some_and(|(columns, _)| columns + NEARER < distance(cell, middle));
    if let Some(cell) = nearest.filter(|cell| !is_nearer(cell)) {
        let events = Arc::new(events_of(world, view, &cell));
        view.overlays.push(Overlay::Stack { events, picked: 0 });
    } else {
        let near = place.into_iter().map(|(_, place)| place).collect();
        place::show(view, near, "no event and no place under the crosshair");
    }
}

fn document(world: &World, shelf: &Shelf, view: &mut View) {
    let doc = view.selection.and_then(|event| world.document_of(event));
    let Some(doc) = doc.or_else(|| world.first_document()) else {
        view.message = Some("the text of the document is not at hand".into());
        return;
    };
    let record = view.selection.and_then(|event| shelf.record(event));
    let sentence = record.and_then(|record| {
        record
            .reports
            .iter()
            .find(|report| report.doc == Some(doc))?
            .sentence
    });
    view.overlays.push(Overlay::Document {
        doc,
        sentence: sentence.unwrap_or(0),
    });
}

/// Enter: what it does depends on what has the keys.
pub fn open(world: &World, shelf: &Shelf, view: &mut View) -> Vec<Effect> {
    match view.overlays.last().cloned() {
        Some(Overlay::Search(_)) => return search::open(world, shelf, view),
        Some(Overlay::Palette(entry)) => {
            if let Some(spec) = commands(&entry.text).get(entry.picked) {
                view.overlays.pop();
                return super::update(world, shelf, view, spec.action);
            }
        }
        Some(Overlay::Stack { events, picked }) => {
            if let Some(event) = events.nth(picked) {
                view.overlays.clear();
                select::select(world, view, event);
                view.focus = Pane::Inspector;
            }
        }
        Some(Overlay::Facets(_)) => facets::open(world, view),
        Some(Overlay::Layers { picked }) => {
            if let Some(layer) = Layer::ALL.get(picked) {
                view.layers = view.layers.toggled(*layer);
            }
        }
        Some(Overlay::Document { doc, sentence }) => {
            let events = world.events_of_sentence(shelf, doc, sentence);
            match events.as_slice() {
                [] => view.message = Some("no event was taken from this sentence".into()),
                [only] => {
                    view.overlays.clear();
                    select::select(world, view, *only);
                }
                _ => {
                    let mut all = EventSet::none(world.dataset.events.len());
                    for event in events {
                        all.insert(event);
                    }
                    let events = Arc::new(all);
                    view.overlays.push(Overlay::Stack { events, picked: 0 });
                }
            }
        }
        Some(Overlay::Place { places, at, .. }) => {
            if let Some(place) = places.get(at) {
                view.overlays.clear();
                view.focus = Pane::Map;
                map::go_to_place(world, view, *place);
            }
        }
        Some(Overlay::Naming(naming)) => return marks::keep(world, shelf, view, &naming),
        Some(Overlay::Marks(open)) => marks::go_to(world, shelf, view, &open),
        Some(Overlay::Lens { .. }) => lens::open(world, view),
        // The `App` knows where they lead.
        Some(Overlay::Steps(_) | Overlay::Briefing | Overlay::Writing(_)) => {}
        Some(Overlay::Help { .. } | Overlay::Faults { .. } | Overlay::Copied { .. }) => {
            view.overlays.pop();
        }
        None => open_pane(world, view),
    }
    Vec::new()
}

fn open_pane(world: &World, view: &mut View) {
    match (view.focus, view.selection) {
        (Pane::Map, Some(event)) => {
            if !open_shared(world, view, event) {
                view.focus = Pane::Inspector;
            }
        }
        (Pane::Map, None) => under_crosshair(world, view),
        (Pane::List, Some(_)) => view.focus = Pane::Inspector,
        (Pane::Inspector, Some(_)) => view.reading.context = !view.reading.context,
        (Pane::Timeline, _) => view.focus = Pane::List,
        (_, None) => select::step(world, view, true),
    }
}

/// Opens the events that share the selected event's cell of the map; says whether there are others.
fn open_shared(world: &World, view: &mut View, event: EventIx) -> bool {
    let viewport = view.viewport();
    let sites = world.sites(event);
    let own = sites
        .iter()
        .find_map(|site| stand(world, site, view, viewport));
    // The one nearest to its place: cells that run together are one.
    let of_event = cells(world, view, viewport)
        .into_iter()
        .filter(|cell| cell.selected);
    let shared = own
        .and_then(|own| of_event.min_by_key(|cell| distance(cell, own)))
        .filter(|cell| cell.total() > 1);
    let Some(cell) = shared else { return false };
    let events = Arc::new(events_of(world, view, &cell));
    let picked = events.before(event);
    view.overlays.push(Overlay::Stack { events, picked });
    true
}

/// The events that the cursor of the topmost box is on.
pub(super) fn picked_events(world: &World, shelf: &Shelf, view: &View) -> Vec<EventIx> {
    match view.overlays.last() {
        Some(Overlay::Stack { events, picked }) => events.nth(*picked).into_iter().collect(),
        Some(Overlay::Document { doc, sentence }) => {
            world.events_of_sentence(shelf, *doc, *sentence)
        }
        _ => Vec::new(),
    }
}

/// Types into the topmost line.
pub fn edit(world: &World, view: &mut View, action: Action) -> Vec<Effect> {
    match view.overlays.last_mut() {
        Some(Overlay::Search(search)) => {
            let changed = edit_line(&mut search.text, action);
            if changed {
                return search::look(world, search);
            }
        }
        Some(Overlay::Palette(entry) | Overlay::Steps(entry)) => {
            let changed = edit_line(&mut entry.text, action);
            entry.picked = if changed { 0 } else { entry.picked };
        }
        Some(Overlay::Facets(_)) => facets::edit(world, view, action),
        Some(Overlay::Naming(naming)) => {
            edit_line(&mut naming.text, action);
        }
        Some(Overlay::Marks(marks)) => {
            let changed = edit_line(&mut marks.text, action);
            marks.picked = if changed { 0 } else { marks.picked };
        }
        _ => {}
    }
    Vec::new()
}

/// Whether the line is another one now.
pub fn edit_line(line: &mut String, action: Action) -> bool {
    match action {
        Action::Insert(letter) if line.len() < LONGEST_LINE => {
            line.push(letter);
            // What is pasted comes from anywhere: it passes the door like every other text. Whether a joiner belongs
            // to a word is only known with the next letter.
            let joins = matches!(letter, '\u{200c}' | '\u{200d}');
            let in_word = line.chars().rev().nth(1).is_some_and(char::is_alphabetic);
            if !(joins && in_word) {
                *line = Text::clean(line).to_string();
            }
            true
        }
        Action::DeleteBack => line.pop().is_some(),
        Action::DeleteAll => !std::mem::take(line).is_empty(),
        _ => false,
    }
}
