//! Cells with events: their sign or count, their colour, and how much their place is worth.

use super::map::{Sheet, Tint, Tints};
use crate::app::cells::{Cell, Tally};
use crate::model::vocabulary::EventType;

pub use crate::app::cells::Hold;

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// One event: its kind, and whether it is drawn hollow because it is not said to have happened.
    Event(EventType, bool),
    /// How many events share the cell.
    Count(Tally),
}

/// A cell with events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Column from the left edge of the map.
    pub column: u16,
    /// Row from the top edge of the map.
    pub row: u16,
    /// What stands there.
    pub glyph: Glyph,
    /// In what colour.
    pub tint: Tint,
    /// The selected event is here.
    pub selected: bool,
    /// An event that a step of a briefing cites is here.
    pub lit: bool,
    /// How much its place is worth: as much as that of its best placed event.
    pub hold: Hold,
}

impl Mark {
    /// How many cells it is wide, without the signs around it.
    pub fn width(&self) -> u16 {
        match self.glyph {
            Glyph::Event(..) => 1,
            Glyph::Count(tally) => tally.width(),
        }
    }

    /// The signs around it: what its place is worth; brackets where that is exact and the selected event is.
    pub fn signs(&self) -> Option<(&'static str, &'static str)> {
        let brackets = || self.selected.then_some(("[", "]"));
        self.hold.signs().or_else(brackets)
    }

    /// Whether it needs a cell, for what stands there or for the sign of what its place is worth.
    pub fn claims(&self, column: u16, row: u16) -> bool {
        let sign = u16::from(self.hold != Hold::Exact);
        let first = self.column.saturating_sub(sign);
        row == self.row && (first..self.column + self.width() + sign).contains(&column)
    }

    /// Whether a cell is its own, without the signs around it.
    pub fn covers(&self, column: u16, row: u16) -> bool {
        row == self.row && (self.column..self.column + self.width()).contains(&column)
    }
}

/// The marks of a map.
pub(super) fn marks(sheet: &Sheet, cells: &[Cell], tints: &Tints) -> Vec<Mark> {
    cells.iter().map(|cell| mark(sheet, cell, tints)).collect()
}

fn mark(sheet: &Sheet, cell: &Cell, tints: &Tints) -> Mark {
    let glyph = match cell.only() {
        Some(only) => {
            let events = &sheet.world.dataset.events;
            Glyph::Event(events.kind(only), events.factuality(only).is_unreal())
        }
        None => Glyph::Count(cell.tally()),
    };
    Mark {
        column: cell.column,
        row: cell.row,
        glyph,
        tint: tints.of_colour(cell.colour()),
        selected: cell.selected,
        lit: false,
        hold: hold(cell),
    }
}

/// Cells that would touch are merged, so that a site may stand a few columns beside its mark.
const BESIDE: u16 = 3;

/// How much the best place of the events in a cell is worth.
fn hold(cell: &Cell) -> Hold {
    let near = |column: u16| column.abs_diff(cell.column) <= BESIDE;
    let parts = cell.parts().filter(|part| near(part.column));
    let of_crowd = parts.filter_map(|part| part.hold).min();
    let loners = cell.loner_holds().iter();
    let of_loners = loners
        .filter(|(column, _)| near(*column))
        .map(|(_, hold)| *hold)
        .min();
    let best = of_crowd.into_iter().chain(of_loners).min();
    best.unwrap_or(Hold::Exact)
}
