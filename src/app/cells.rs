//! Which events share which cell of the map.

use std::collections::{BTreeMap, HashMap};

use super::view::View;
use super::world::World;
use crate::index::space::{Form, Site};
use crate::model::camera::{Camera, Viewport};
use crate::model::entry::EventIx;
use crate::model::frame::halfway;
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
    /// Those of them that are not said to have happened.
    pub unreal: Vec<EventIx>,
}

/// The cell of a map that a position falls into, if it is on it.
pub fn cell_of(at: Merc, camera: &Camera, viewport: Viewport) -> Option<(u16, u16)> {
    let (column, row) = camera.cell(at, viewport);
    let inside = (0.0..f32::from(viewport.columns)).contains(&column)
        && (0.0..f32::from(viewport.rows)).contains(&row);
    inside.then(|| (floor(column), floor(row)))
}

/// Where on a map the mark of a site stands: at its own position; where that is beyond the map and its course is not, in the
/// middle of what is seen of the course, so that no line is there unexplained.
pub fn stand(world: &World, site: &Site, view: &View, viewport: Viewport) -> Option<(u16, u16)> {
    let own = cell_of(site.at, &view.camera, viewport);
    own.or_else(|| {
        let courses = world.courses(site);
        let (column, row) = halfway(courses.iter().map(Vec::as_slice), &view.camera, viewport)?;
        Some((floor(column), floor(row)))
    })
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

/// How many events share a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Those that are said to have happened.
    pub real: usize,
    /// Those that are not.
    pub unreal: usize,
}

impl Tally {
    /// What stands on the map: "12", and "2+1" or "+3" where not all are said to have happened.
    pub fn text(self) -> String {
        match (self.real, self.unreal) {
            (real, 0) => count_text(real),
            (0, unreal) => format!("+{}", count_text(unreal)),
            (real, unreal) => format!("{}+{}", count_text(real), count_text(unreal)),
        }
    }

    /// How many columns that takes.
    pub fn width(self) -> u16 {
        u16::try_from(self.text().len()).unwrap_or(u16::MAX)
    }
}

impl Cell {
    /// How many of its events are said to have happened, and how many are not.
    pub fn tally(&self) -> Tally {
        let unreal = self.unreal.len();
        Tally {
            real: self.events.len().saturating_sub(unreal),
            unreal,
        }
    }

    /// How many columns what stands in it takes: one for one event, as many as a count has letters for more.
    pub fn width(&self) -> u16 {
        match self.events.len() {
            0 | 1 => 1,
            _ => self.tally().width(),
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
        let both = |mut events: Vec<EventIx>, others: Vec<EventIx>| {
            events.extend(others);
            events.sort_unstable();
            events.dedup();
            events
        };
        Self {
            column,
            row: self.row,
            events: both(self.events, other.events),
            unreal: both(self.unreal, other.unreal),
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
    // A course is long, and many events may share it.
    let mut stands: HashMap<_, Option<(u16, u16)>> = HashMap::new();
    for event in world.mapped(view).iter() {
        for site in world.sites(event) {
            let own = cell_of(site.at, &view.camera, viewport);
            let on_course = || {
                let of = (site.place, site.shape, site.form == Form::Route);
                let known = stands.entry(of);
                *known.or_insert_with(|| stand(world, site, view, viewport))
            };
            let has_course = site.form == Form::Route || site.shape.is_some();
            let found = if has_course {
                own.or_else(on_course)
            } else {
                own
            };
            let Some((column, row)) = found else {
                continue;
            };
            let cell = cells.entry((row, column)).or_insert(Cell {
                column,
                row,
                events: Vec::new(),
                unreal: Vec::new(),
            });
            // Events come in order, so that a second place in the same cell follows at once.
            if cell.events.last() != Some(&event) {
                cell.events.push(event);
                let is_unreal = world.dataset.events.factuality(event).is_unreal();
                cell.unreal.extend(is_unreal.then_some(event));
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
            let events: Vec<EventIx> = (next..next + count).map(EventIx::from_position).collect();
            next += count;
            // Every seventh did not happen.
            let unreal = events.iter().filter(|event| event.at() % 7 == 6);
            Cell {
                column,
                row: 0,
                unreal: unreal.copied().collect(),
                events,
            }
        };
        cells.iter().map(&mut cell).collect()
    }

    /// Where cells of events that all happened end up.
    fn apart(cells: &[(u16, usize)]) -> Vec<(u16, usize)> {
        let mut cells = row(cells);
        for cell in &mut cells {
            cell.unreal.clear();
        }
        set_apart(cells.into_iter(), 40)
            .iter()
            .map(|cell| (cell.column, cell.events.len()))
            .collect()
    }

    #[test]
    fn what_did_not_happen_is_counted_apart() {
        for (real, unreal, text) in [
            (3, 0, "3"),
            (2, 1, "2+1"),
            (0, 2, "+2"),
            (12, 34, "12+34"),
            (12_345, 6, "12k+6"),
        ] {
            let tally = Tally { real, unreal };
            assert_eq!(tally.text(), text);
            assert_eq!(usize::from(tally.width()), text.len());
        }
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
