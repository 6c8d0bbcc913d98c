//! Which events share which cell of the map.

use std::collections::BTreeMap;

use super::view::View;
use super::world::World;
use crate::index::space::Form;
use crate::model::camera::{Camera, Viewport};
use crate::model::entry::EventIx;
use crate::model::geo::Merc;

/// A cell of the map with events in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Column from the left edge of the map.
    pub column: u16,
    /// Row from the top edge of the map.
    pub row: u16,
    /// Its events, each once, in order of time; never empty.
    pub events: Vec<EventIx>,
    /// Whether all of them are known to no more than a province or a country.
    pub vague: bool,
}

/// The cell of a map that a position falls into, if it is on it.
pub fn cell_of(at: Merc, camera: &Camera, viewport: Viewport) -> Option<(u16, u16)> {
    let (column, row) = camera.cell(at, viewport);
    let inside = (0.0..f32::from(viewport.columns)).contains(&column)
        && (0.0..f32::from(viewport.rows)).contains(&row);
    inside.then(|| (floor(column), floor(row)))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "inside the viewport, which is u16"
)]
fn floor(value: f32) -> u16 {
    value.floor() as u16
}

/// The cells of a view's map that hold events, row by row.
pub fn cells(world: &World, view: &View, viewport: Viewport) -> Vec<Cell> {
    let mut cells: BTreeMap<(u16, u16), Cell> = BTreeMap::new();
    for event in world.mapped(view).iter() {
        for site in world.sites(event) {
            let Some((column, row)) = cell_of(site.at, &view.camera, viewport) else {
                continue;
            };
            let cell = cells.entry((row, column)).or_insert(Cell {
                column,
                row,
                events: Vec::new(),
                vague: true,
            });
            cell.vague &= site.form == Form::Label;
            // Events come in order, so that a second place in the same cell follows at once.
            if cell.events.last() != Some(&event) {
                cell.events.push(event);
            }
        }
    }
    cells.into_values().collect()
}

/// A count in as few cells as tell it: thousands as `k`, millions as `M`.
pub fn count_text(count: usize) -> String {
    match count {
        0..1_000 => count.to_string(),
        1_000..1_000_000 => format!("{}k", count / 1_000),
        _ => format!("{}M", count / 1_000_000),
    }
}
