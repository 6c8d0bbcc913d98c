//! Which events share which cell of the map.

use std::collections::BTreeMap;

use super::view::View;
use super::world::World;
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

/// A count in as few cells as tell it: thousands as `k`, millions as `M`.
pub fn count_text(count: usize) -> String {
    match count {
        0..1_000 => count.to_string(),
        1_000..1_000_000 => format!("{}k", count / 1_000),
        _ => format!("{}M", count / 1_000_000),
    }
}

impl Cell {
    /// How many columns what stands in it takes: one for one event, the digits of a count for more.
    pub fn width(&self) -> u16 {
        match self.events.len() {
            0 | 1 => 1,
            several => u16::try_from(count_text(several).len()).unwrap_or(u16::MAX),
        }
    }

    fn is_count(&self) -> bool {
        self.events.len() > 1
    }

    /// The first column behind what stands in it.
    fn end(&self) -> u16 {
        self.column.saturating_add(self.width())
    }

    /// Whether a cell of the map is covered by what stands here.
    pub fn covers(&self, column: u16, row: u16) -> bool {
        row == self.row && (self.column..self.end()).contains(&column)
    }

    /// Whether the two could be read as one number, or hide each other; the other stands further right in the same row.
    fn blurs(&self, right: &Self) -> bool {
        self.row == right.row
            && (self.end() > right.column || (self.end() == right.column && right.is_count()))
    }

    /// Both in one, where the one with more events is.
    fn merged(self, other: Self) -> Self {
        let column = if other.events.len() > self.events.len() {
            other.column
        } else {
            self.column
        };
        let mut events = self.events;
        events.extend(other.events);
        events.sort_unstable();
        events.dedup();
        Self {
            column,
            row: self.row,
            events,
        }
    }

    /// Moved left where its last digit would be cut off: half a number is a false one.
    fn inside(mut self, columns: u16) -> Self {
        self.column = self.column.min(columns.saturating_sub(self.width()));
        self
    }
}

/// The cells of a view's map that hold events, row by row, so that no two run into each other: "6" beside "10" would
/// read "610", so that they are one cell of 16 there.
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
            });
            // Events come in order, so that a second place in the same cell follows at once.
            if cell.events.last() != Some(&event) {
                cell.events.push(event);
            }
        }
    }
    set_apart(cells.into_values(), viewport.columns)
}

/// Merges what would run together; cells come row by row, from the left.
fn set_apart(cells: impl Iterator<Item = Cell>, columns: u16) -> Vec<Cell> {
    let mut apart: Vec<Cell> = Vec::new();
    for cell in cells {
        let mut cell = cell.inside(columns);
        // A merged cell is wider, and may run into the one before it.
        while let Some(left) = apart.pop_if(|left| left.blurs(&cell)) {
            cell = left.merged(cell).inside(columns);
        }
        apart.push(cell);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Cells of a row, written as (column, number of events); every event is in one cell only.
    fn row(cells: &[(u16, usize)]) -> Vec<Cell> {
        let mut next = 0;
        let mut cell = |&(column, count): &(u16, usize)| {
            let events = (next..next + count).map(EventIx::from_position).collect();
            next += count;
            Cell {
                column,
                row: 0,
                events,
            }
        };
        cells.iter().map(&mut cell).collect()
    }

    fn apart(cells: &[(u16, usize)]) -> Vec<(u16, usize)> {
        set_apart(row(cells).into_iter(), 40)
            .iter()
            .map(|cell| (cell.column, cell.events.len()))
            .collect()
    }

    #[test]
    fn counts_never_run_together() {
        assert_eq!(apart(&[(3, 6), (4, 10)]), [(4, 16)]);
        assert_eq!(apart(&[(3, 6), (5, 10)]), [(3, 6), (5, 10)]);
        assert_eq!(apart(&[(3, 10), (4, 1)]), [(3, 11)], "hidden by the 0");
        assert_eq!(apart(&[(3, 10), (5, 1)]), [(3, 10), (5, 1)]);
        assert_eq!(apart(&[(3, 1), (4, 1)]), [(3, 1), (4, 1)], "two glyphs");
        assert_eq!(
            apart(&[(3, 2), (4, 9), (6, 2)]),
            [(4, 13)],
            "11 is wider than 9 was"
        );
        assert_eq!(apart(&[(39, 12)]), [(38, 12)], "not cut at the edge");
    }

    proptest! {
        #[test]
        fn no_event_is_lost_and_nothing_touches_a_count(
            counts in prop::collection::btree_map(0u16..40, 1usize..2_000, 0..20),
        ) {
            let counts: Vec<(u16, usize)> = counts.into_iter().collect();
            let cells = set_apart(row(&counts).into_iter(), 40);
            let total: usize = counts.iter().map(|(_, count)| count).sum();
            prop_assert_eq!(cells.iter().map(|cell| cell.events.len()).sum::<usize>(), total);
            prop_assert!(cells.iter().all(|cell| cell.end() <= 40));
            for pair in cells.windows(2) {
                prop_assert!(!pair[0].blurs(&pair[1]));
            }
        }
    }
}
