//! Moving through rows: of the list, of the inspector's text, of whatever lies over the panes.

use super::overlay::commands;
use super::{lens, select};
use crate::app::action::Motion;
use crate::app::facets::Rows;
use crate::app::layout::Layout;
use crate::app::shelf::Shelf;
use crate::app::view::{Layer, Overlay, Pane, View};
use crate::app::world::World;

/// Where a motion leads among `count` rows.
fn moved(at: usize, motion: Motion, count: usize, page: usize) -> usize {
    let last = count.saturating_sub(1);
    match motion {
        Motion::Up => at.saturating_sub(1),
        Motion::Down => (at + 1).min(last),
        Motion::PageUp => at.saturating_sub(page),
        Motion::PageDown => (at + page).min(last),
        Motion::First => 0,
        Motion::Last => last,
    }
}

/// Moves through the rows of whatever has the keys.
pub fn update(world: &World, _shelf: &Shelf, view: &mut View, motion: Motion) {
    let layout = Layout::of(view);
    let page = usize::from(layout.screen.height).saturating_sub(6).max(1);
    let found = match view.overlays.last() {
        Some(Overlay::Search(search)) => search.rows(),
        Some(Overlay::Palette(entry)) => commands(&entry.text).len(),
        Some(Overlay::Facets(panel)) => Rows::of(world, view, panel).len(),
        Some(Overlay::Marks(marks)) => marks.found().count(),
        Some(Overlay::Lens { .. }) => lens::len(world, view),
        _ => 0,
    };
    let sentences = |doc| {
        world
            .document(doc)
            .map_or(0, |document| document.sentences.len())
    };
    match view.overlays.last_mut() {
        Some(Overlay::Search(search)) => {
            let to = match search.picked {
                Some(at) => moved(at, motion, found, page),
                None if motion == Motion::Last => found.saturating_sub(1),
                None => 0,
            };
            search.picked = Some(to).filter(|_| found > 0);
        }
        Some(Overlay::Palette(entry)) => {
            entry.picked = moved(entry.picked, motion, found, page);
        }
        Some(Overlay::Facets(panel)) => {
            panel.picked = moved(panel.picked, motion, found, page);
        }
        // How many steps there are, the `App` knows.
        Some(Overlay::Naming(_) | Overlay::Steps(_) | Overlay::Writing(_) | Overlay::Briefing) => {}
        Some(Overlay::Marks(marks)) => {
            marks.picked = moved(marks.picked, motion, found, page);
        }
        Some(Overlay::Stack { events, picked }) => {
            *picked = moved(*picked, motion, events.count(), page);
        }
        Some(Overlay::Lens { picked, .. }) => {
            // The filter may have left fewer rows than there were.
            *picked = moved((*picked).min(found.saturating_sub(1)), motion, found, page);
        }
        Some(Overlay::Layers { picked }) => {
            *picked = moved(*picked, motion, Layer::ALL.len(), page);
        }
        Some(Overlay::Document { doc, sentence }) => {
            *sentence = moved(*sentence, motion, sentences(*doc), 5);
        }
        // How long the text is depends on how it wraps: `App::drawn` brings it back from beyond its end.
        Some(
            Overlay::Help { top }
            | Overlay::Faults { top }
            | Overlay::Place { top, .. }
            | Overlay::Copied { top, .. },
        ) => {
            *top = moved(*top, motion, TALLEST, page);
        }
        None => in_pane(world, view, motion),
    }
}

/// The same in the pane that has the keys.
fn in_pane(world: &World, view: &mut View, motion: Motion) {
    match view.focus {
        Pane::List => move_selection(world, view, motion, Layout::list_rows(view)),
        Pane::Inspector => {
            let rows = Layout::of(view).inspector_rows();
            view.reading.top = moved(view.reading.top, motion, TALLEST, rows);
        }
        Pane::Map | Pane::Timeline => {}
    }
}

/// More lines than any text has.
const TALLEST: usize = usize::MAX / 2;

/// How many rows a notch of the wheel scrolls.
const NOTCH: usize = 3;

/// The wheel, over whatever has rows: the selection stays where it is.
pub fn wheel(world: &World, shelf: &Shelf, view: &mut View, pane: Option<Pane>, up: bool) {
    let scrolled = |top: usize| {
        if up {
            top.saturating_sub(NOTCH)
        } else {
            top.saturating_add(NOTCH)
        }
    };
    match (view.overlays.last_mut(), pane) {
        (
            Some(
                Overlay::Help { top }
                | Overlay::Faults { top }
                | Overlay::Place { top, .. }
                | Overlay::Copied { top, .. },
            ),
            _,
        ) => {
            *top = scrolled(*top);
        }
        (Some(_), _) => update(
            world,
            shelf,
            view,
            if up { Motion::Up } else { Motion::Down },
        ),
        (None, Some(Pane::Inspector)) => view.reading.top = scrolled(view.reading.top),
        (None, Some(Pane::List)) => {
            let last = world.listed(view).count();
            let last = last.saturating_sub(Layout::list_rows(view));
            view.list_top = scrolled(view.list_top).min(last);
        }
        (None, _) => {}
    }
}

fn move_selection(world: &World, view: &mut View, motion: Motion, rows: usize) {
    let page = world.rows(&world.listed(view), view.order);
    let at = view
        .selection
        .and_then(|event| world.row_of(&page, view.order, event));
    let to = match (at, motion) {
        (Some(at), _) => moved(at, motion, page.len(), rows),
        (None, Motion::Last) => page.len().saturating_sub(1),
        (None, _) => 0,
    };
    if let Some(event) = page.get(to) {
        select::select(world, view, event);
    }
}

/// Scrolls the list so that the selected event is among its visible rows.
pub fn reveal_selection(world: &World, view: &mut View) {
    let rows = Layout::list_rows(view);
    let page = world.rows(&world.listed(view), view.order);
    if let Some(at) = view
        .selection
        .and_then(|event| world.row_of(&page, view.order, event))
    {
        if at < view.list_top {
            view.list_top = at;
        } else if at >= view.list_top + rows {
            view.list_top = at + 1 - rows;
        }
    }
    view.list_top = view.list_top.min(page.len().saturating_sub(rows));
}

/// The list from its first row, if the selected event is visible then.
pub fn reveal_from_top(world: &World, view: &mut View) {
    view.list_top = 0;
    reveal_selection(world, view);
}
