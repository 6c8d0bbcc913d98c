//! The facets panel: turning to a dimension, and choosing values. The map stays where it is.

use super::overlay::edit_line;
use super::select;
use crate::app::action::Action;
use crate::app::facets::{self, Panel, Rows};
use crate::app::view::{Overlay, View};
use crate::app::world::World;
use crate::index::facets::Dimension;
use crate::model::filter::{Filter, Test};

/// The panel as it opens.
pub fn opened(view: &View) -> Overlay {
    let [first, ..] = Dimension::ALL;
    Overlay::Facets(Panel::of(first, &view.filter))
}

/// What a key does while the panel is on top.
pub fn update(world: &World, view: &mut View, action: Action) {
    match action {
        Action::NextDimension => turn(view, 1),
        Action::PreviousDimension => turn(view, Dimension::ALL.len() - 1),
        Action::NarrowValues => {
            if let Some(panel) = panel(view) {
                panel.narrow = Some(String::new());
                panel.picked = 0;
            }
        }
        Action::ToggleValue => choose(world, view, facets::toggled),
        Action::LeaveOutValue => choose(world, view, facets::left_out),
        Action::ClearDimension => {
            if let Some(panel) = panel(view) {
                let key = panel.dimension.key();
                let filter = facets::cleared(&view.filter, key);
                take(world, view, filter);
            }
        }
        _ => {}
    }
}

/// Enter: only the value that the cursor is on, and the panel closes.
pub fn open(world: &World, view: &mut View) {
    if picked(world, view).is_some() {
        choose(world, view, facets::only);
        view.overlays.pop();
    }
}

/// Esc: first nobody types any more; says whether somebody did. The cursor stays on its value.
pub fn leave_typing(world: &World, view: &mut View) -> bool {
    let value = picked(world, view);
    let Some(panel) = panel(view).filter(|panel| panel.narrow.is_some()) else {
        return false;
    };
    panel.narrow = None;
    let panel = panel.clone();
    let rows = Rows::of(world, view, &panel);
    let at = value.and_then(|(_, test)| {
        (0..rows.len()).find(|row| rows.get(*row).is_some_and(|value| value.test == test))
    });
    if let Some(panel) = self::panel(view) {
        panel.picked = at.unwrap_or(0);
    }
    true
}

/// Types into the line that narrows the rows. Where a dimension has nothing of this name, the first that has is turned to.
pub fn edit(world: &World, view: &mut View, action: Action) {
    let Some(panel) = panel(view) else { return };
    let Some(text) = &mut panel.narrow else {
        return;
    };
    if !edit_line(text, action) {
        return;
    }
    panel.picked = 0;
    let panel = panel.clone();
    if !Rows::of(world, view, &panel).is_empty() {
        return;
    }
    let others = Dimension::ALL.into_iter().map(|dimension| Panel {
        narrow: panel.narrow.clone(),
        ..Panel::of(dimension, &view.filter)
    });
    let mut fitting = others.filter(|other| !Rows::of(world, view, other).is_empty());
    if let Some(other) = fitting.next()
        && let Some(shown) = self::panel(view)
    {
        *shown = other;
    }
}

/// The panel, if it is on top.
fn panel(view: &mut View) -> Option<&mut Panel> {
    match view.overlays.last_mut() {
        Some(Overlay::Facets(panel)) => Some(panel),
        _ => None,
    }
}

fn turn(view: &mut View, by: usize) {
    let filter = view.filter.clone();
    let Some(panel) = panel(view) else { return };
    let is_here = |dimension: &Dimension| *dimension == panel.dimension;
    let at = Dimension::ALL.iter().position(is_here).unwrap_or(0);
    if let Some(next) = Dimension::ALL.iter().cycle().nth(at + by) {
        *panel = Panel::of(*next, &filter);
    }
}

/// The dimension that is shown, and the value that the cursor is on.
fn picked(world: &World, view: &View) -> Option<(Dimension, Test)> {
    let Some(Overlay::Facets(panel)) = view.overlays.last() else {
        return None;
    };
    let rows = Rows::of(world, view, panel);
    let value = rows.get(panel.picked)?;
    Some((panel.dimension, value.test.clone()))
}

/// Makes another filter of the value that the cursor is on.
fn choose(
    world: &World,
    view: &mut View,
    change: impl FnOnce(&Filter, crate::model::query::Key, &Test) -> Filter,
) {
    if let Some((dimension, test)) = picked(world, view) {
        let filter = change(&view.filter, dimension.key(), &test);
        take(world, view, filter);
    }
}

fn take(world: &World, view: &mut View, filter: Filter) {
    view.filter = filter;
    // A filter that came from here did not move the map.
    if view.filter.is_open() {
        view.fitted = None;
    }
    select::after_filter(world, view);
}
