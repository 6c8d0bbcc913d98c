//! Which events share which cell of the map.
//!
//! A cell holds counts, not events: which these are is asked for when somebody opens it ([`events_of`]). Counts are always
//! exact: a million events are counted anew in some milliseconds, which is sooner than a map could say that it is not done.

mod sheet;

use super::counts::{Colour, One};
use super::crowd::Crowd;
use super::view::{ColourBy, View};
use super::world::World;
use crate::index::set::EventSet;
use crate::index::space::{Form, Site, Standing, own};
use crate::model::camera::{Camera, Viewport};
use crate::model::entry::EventIx;
use crate::model::frame::halfway;
use crate::model::geo::Merc;

/// A cell of the map: its column and its row.
pub type Place = (u16, u16);

/// How much the place of a mark is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hold {
    /// The place is known as well as the cell can show, or better.
    Exact,
    /// Somewhere along a line.
    Route,
    /// Somewhere in an area.
    Area,
    /// Somewhere in a province or a country.
    Province,
}

impl Hold {
    /// That of a place that is known so, of a radius in km and in columns.
    pub fn of(form: Form, radius_km: f64, radius_columns: f64) -> Self {
        match form {
            Form::Label => Self::Province,
            Form::Route => Self::Route,
            // An area that a cell holds is known as well as the cell can show.
            Form::Area if radius_columns >= 0.6 || radius_km <= 0.0 => Self::Area,
            Form::Area | Form::Point => Self::Exact,
        }
    }

    /// That of a site on a map.
    pub fn of_site(site: &Site, camera: &Camera) -> Self {
        Self::of(site.form, site.radius_km, radius_columns(site, camera))
    }

    /// The signs before and behind a mark that say so.
    pub const fn signs(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Exact => None,
            Self::Route => Some(("~", "~")),
            Self::Area => Some(("(", ")")),
            Self::Province => Some(("▒", "▒")),
        }
    }
}

/// How many columns the radius of a site is.
pub fn radius_columns(site: &Site, camera: &Camera) -> f64 {
    site.radius_km * site.at.units_per_km() / f64::from(camera.units_per_column)
}

/// What stands in one column of the map: cells that run together have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The column.
    pub column: u16,
    /// How much the best place of its events is worth; `None` where these are all in [`Cell::loners`].
    pub hold: Option<Hold>,
}

/// A cell of the map with events in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Column from the left edge of the map.
    pub column: u16,
    /// Row from the top edge of the map.
    pub row: u16,
    /// The selected event is here.
    pub selected: bool,
    /// How many of its events stand nowhere else.
    crowd: usize,
    /// How many of these are not said to have happened.
    crowd_unreal: usize,
    /// The colour of these.
    crowd_colour: Colour,
    /// The number of the one of these, where it is one.
    only: u32,
    /// What it is made of: itself, and what ran together with it.
    part: Part,
    others: Vec<Part>,
    /// Its events that stand at other places too, each once, in order of time.
    loners: Vec<One>,
    /// How much each place of these is worth that stands in this row, and in which column.
    loner_holds: Vec<(u16, Hold)>,
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
    // What is not negative is rounded down.
    value as u16
}

/// A count in as few cells as tell it: thousands as `k`, millions as `M`.
pub fn count_text(count: usize) -> String {
    match count {
        0..1_000 => count.to_string(),
        1_000..1_000_000 => format!("{}k", count / 1_000),
        _ => format!("{}M", count / 1_000_000),
    }
}

/// How many columns [`count_text`] takes.
fn count_width(count: usize) -> u16 {
    let digits = |count: usize| match count {
        0..10 => 1,
        10..100 => 2,
        100..1_000 => 3,
        _ => u16::try_from(count.ilog10()).unwrap_or(0) + 1,
    };
    match count {
        0..1_000 => digits(count),
        1_000..1_000_000 => digits(count / 1_000) + 1,
        _ => digits(count / 1_000_000) + 1,
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
        match (self.real, self.unreal) {
            (real, 0) => count_width(real),
            (0, unreal) => 1 + count_width(unreal),
            (real, unreal) => count_width(real) + 1 + count_width(unreal),
        }
    }
}

impl Cell {
    /// How many events it holds; never 0.
    pub fn total(&self) -> usize {
        self.crowd + self.loners.len()
    }

    /// How many of its events are said to have happened, and how many are not.
    pub fn tally(&self) -> Tally {
        let unreal = self.loners.iter().filter(|one| one.unreal).count();
        let unreal = unreal + self.crowd_unreal;
        Tally {
            real: self.total().saturating_sub(unreal),
            unreal,
        }
    }

    /// The event, where it is the only one.
    pub fn only(&self) -> Option<EventIx> {
        let number = match self.loners.as_slice() {
            [] => self.only,
            [one, ..] => one.event,
        };
        (self.total() == 1).then_some(EventIx(number))
    }

    /// The colour of its events.
    pub fn colour(&self) -> Colour {
        let loners = self.loners.iter().map(|one| Colour::One(one.code));
        loners.fold(self.crowd_colour, Colour::with)
    }

    /// Its events that stand at other places too, each once, in order of time.
    pub fn loners(&self) -> &[One] {
        &self.loners
    }

    /// How much each place of these is worth that stands in this row, and in which column.
    pub fn loner_holds(&self) -> &[(u16, Hold)] {
        &self.loner_holds
    }

    /// What it is made of.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        std::iter::once(&self.part).chain(&self.others)
    }

    /// How many columns what stands in it takes: one for one event, as many as a count has letters for more.
    pub fn width(&self) -> u16 {
        match self.total() {
            0 | 1 => 1,
            _ => self.tally().width(),
        }
    }

    fn is_count(&self) -> bool {
        self.total() > 1
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
    fn merged(mut self, other: Self) -> Self {
        if other.total() > self.total() {
            self.column = other.column;
        }
        if other.crowd > 0 {
            self.only = other.only;
        }
        self.selected |= other.selected;
        self.crowd += other.crowd;
        self.crowd_unreal += other.crowd_unreal;
        self.crowd_colour = self.crowd_colour.with(other.crowd_colour);
        self.others.push(other.part);
        self.others.extend(other.others);
        self.loners.extend(other.loners);
        self.loner_holds.extend(other.loner_holds);
        self.loners.sort_unstable();
        self.loners.dedup();
        self
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
    let mut crowd = Crowd::new(world, view, ColourBy::Status);
    crowd.cells(world, view, viewport)
}

/// The events of one cell of a view's map.
pub fn events_of(world: &World, view: &View, cell: &Cell) -> EventSet {
    let viewport = view.viewport();
    let here = |place: Option<Place>| {
        place.is_some_and(|(column, row)| {
            row == cell.row && cell.parts().any(|part| part.column == column)
        })
    };
    let site = |at: usize| world.space().spots().get(at)?.site(EventIx(0), None, None);
    let spots = 0..world.space().spots().len();
    let spots: Vec<bool> = spots
        .map(|at| here(site(at).and_then(|site| stand(world, &site, view, viewport))))
        .collect();
    let mapped = world.mapped(view);
    let stands = |event: EventIx| {
        mapped.contains(event)
            && match world.space().standing(event) {
                Standing::At(spot) => spots.get(spot).copied().unwrap_or(false),
                Standing::Own(_) => {
                    let at = own(&world.dataset.events, event);
                    here(at.and_then(|at| cell_of(at, &view.camera, viewport)))
                }
                Standing::Apart => cell.loners.iter().any(|one| one.event == event.0),
                Standing::Nowhere => false,
            }
    };
    EventSet::that(mapped.len(), stands)
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
            // Every seventh did not happen.
            let unreal = (next..next + count).filter(|at| at % 7 == 6).count();
            next += count;
            Cell {
                crowd: count,
                crowd_unreal: unreal,
                ..Cell::blank((column, 0))
            }
        };
        cells.iter().map(&mut cell).collect()
    }

    /// Where cells of events that all happened end up.
    fn apart(cells: &[(u16, usize)]) -> Vec<(u16, usize)> {
        let mut cells = row(cells);
        for cell in &mut cells {
            cell.crowd_unreal = 0;
        }
        set_apart(cells.into_iter(), 40)
            .iter()
            .map(|cell| (cell.column, cell.total()))
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
        fn a_count_is_as_wide_as_its_text(real in 0..3_000_000_usize, unreal in 0..2_000_usize, part in 0..4_u32) {
            let tally = Tally { real: real / 100_usize.pow(part), unreal: unreal / 40_usize.pow(part) };
            prop_assert_eq!(usize::from(tally.width()), tally.text().len());
        }

        #[test]
        fn no_event_is_lost_and_nothing_touches_a_count(
            counts in prop::collection::btree_map(0u16..40, 1usize..2_000, 0..20),
        ) {
            let counts: Vec<(u16, usize)> = counts.into_iter().collect();
            let cells = set_apart(row(&counts).into_iter(), 40);
            let total: usize = counts.iter().map(|(_, count)| count).sum();
            prop_assert_eq!(cells.iter().map(Cell::total).sum::<usize>(), total);
            prop_assert!(cells.iter().all(|cell| cell.end() <= 40));
            for pair in cells.windows(2) {
                prop_assert!(!pair[0].blurs(&pair[1]));
            }
        }
    }
}
