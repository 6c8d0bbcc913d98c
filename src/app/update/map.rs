//! Moving the map.

use std::sync::Arc;

use super::{drag, select};
use crate::app::action::{Action, Way};
use crate::app::cells::{cells, events_of};
use crate::app::layout::Layout;
use crate::app::view::{Overlay, Pane, View};
use crate::app::world::World;
use crate::model::entry::PlaceIx;

/// Does one of the map's actions.
pub fn update(world: &World, view: &mut View, action: Action) {
    let viewport = view.viewport();
    let middle = (
        f32::from(viewport.columns) / 2.0,
        f32::from(viewport.rows) / 2.0,
    );
    match action {
        Action::Region(number) => go_to_region(world, view, usize::from(number).saturating_sub(1)),
        Action::Everything => view.fit(world.bounds()),
        Action::ZoomIn => view.camera = view.camera.zoomed(1, middle, viewport),
        Action::ZoomOut => view.camera = view.camera.zoomed(-1, middle, viewport),
        Action::Pan(way) => pan(view, way, (4, 2)),
        Action::PanFar(way) => {
            pan(
                view,
                way,
                (
                    i32::from(viewport.columns / 2).max(1),
                    i32::from(viewport.rows / 2).max(1),
                ),
            );
        }
        Action::CentreSelection => {
            let sites = view.selection.map(|event| world.sites(event));
            match sites.as_ref().and_then(|sites| sites.first()) {
                Some(site) => view.camera.centre = site.at,
                None => view.message = Some("nothing with a place is selected".into()),
            }
        }
        Action::Wheel { column, row, steps } => wheel(view, column, row, steps),
        Action::Click { column, row } => click(world, view, column, row),
        _ => {}
    }
    view.camera = view.camera.clamped(viewport);
}

fn go_to_region(world: &World, view: &mut View, number: usize) {
    match world.regions().get(number) {
        Some(region) => {
            view.fit(Some(region.bbox.to_merc()));
            view.message = Some(region.name.to_string());
        }
        None => view.message = Some(format!("there are {} regions", world.regions().len())),
    }
}

fn pan(view: &mut View, way: Way, (columns, rows): (i32, i32)) {
    let (dx, dy) = match way {
        Way::North => (0, -rows),
        Way::South => (0, rows),
        Way::West => (-columns, 0),
        Way::East => (columns, 0),
    };
    view.camera = view.camera.panned(dx, dy, view.viewport());
}

/// Shows a place with its surroundings.
pub fn go_to_place(world: &World, view: &mut View, place: PlaceIx) {
    match world.surroundings(place) {
        Some(area) => {
            view.fit(Some(area));
            view.gone_to = Some((place, view.camera.centre));
        }
        None => view.message = Some("the gazetteer does not say where that is".into()),
    }
}

/// The cell of the map under a cell of the screen, if the map is there.
fn on_map(view: &View, column: u16, row: u16) -> Option<(u16, u16)> {
    let map = Layout::of(view).map?.below_first_row();
    map.contains(column, row)
        .then(|| (column - map.x, row - map.y))
}

fn wheel(view: &mut View, column: u16, row: u16, steps: i8) {
    if let Some((column, row)) = on_map(view, column, row) {
        let about = (f32::from(column) + 0.5, f32::from(row) + 0.5);
        view.camera = view.camera.zoomed(i32::from(steps), about, view.viewport());
    }
}

fn click(world: &World, view: &mut View, column: u16, row: u16) {
    let layout = Layout::of(view);
    let Some(pane) = layout.pane_at(column, row) else {
        return;
    };
    view.focus = pane;
    match pane {
        Pane::Map => {
            let Some((column, row)) = on_map(view, column, row) else {
                return;
            };
            let cells = cells(world, view, view.viewport());
            if let Some(cell) = cells.iter().find(|cell| cell.covers(column, row)) {
                match cell.only() {
                    Some(only) => select::select(world, view, only),
                    None => view.overlays.push(Overlay::Stack {
                        events: Arc::new(events_of(world, view, cell)),
                        picked: 0,
                    }),
                }
            }
        }
        Pane::List => {
            let Some(area) = layout.list.map(|area| area.below_first_row()) else {
                return;
            };
            let at = view.list_top + usize::from(row.saturating_sub(area.y));
            let event = world.rows(&world.listed(view), view.order).get(at);
            if let Some(event) = event.filter(|_| row >= area.y) {
                select::select(world, view, event);
            }
        }
        Pane::Timeline => drag::taken(world, view, (column, row)),
        Pane::Inspector => {}
    }
}
