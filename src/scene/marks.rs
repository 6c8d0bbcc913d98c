//! Cells with events: their sign or count, their colour, and how much their place is worth.

use super::map::{Sheet, Tint, Tints};
use crate::app::cells::{Cell, Tally, stand};
use crate::index::space::{Form, Site};
use crate::model::entry::EventIx;
use crate::model::vocabulary::EventType;

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// One event: its kind, and whether it is drawn hollow because it is not said to have happened.
    Event(EventType, bool),
    /// How many events share the cell.
    Count(Tally),
}

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
    let selected = sheet
        .view
        .selection
        .is_some_and(|event| cell.events.contains(&event));
    let mut of_cell = cell.events.iter().map(|event| tints.of(*event));
    let first = of_cell.next().unwrap_or(Tint::Mixed);
    let tint = if of_cell.all(|tint| tint == first) {
        first
    } else {
        Tint::Mixed
    };
    let glyph = match cell.events.as_slice() {
        [only] => {
            let events = &sheet.world.dataset.events;
            Glyph::Event(events.kind(*only), events.factuality(*only).is_unreal())
        }
        _ => Glyph::Count(cell.tally()),
    };
    let hold = cell
        .events
        .iter()
        .filter_map(|event| hold(sheet, cell, *event))
        .min();
    let hold = hold.unwrap_or(Hold::Exact);
    Mark {
        column: cell.column,
        row: cell.row,
        glyph,
        tint,
        selected,
        hold,
    }
}

/// How much the best place of an event in a cell is worth.
fn hold(sheet: &Sheet, cell: &Cell, event: EventIx) -> Option<Hold> {
    let here = |site: &&Site| {
        let at = stand(sheet.world, site, sheet.view, sheet.viewport);
        // Cells that would touch are merged, so that a site may stand a few columns beside its mark.
        at.is_some_and(|(column, row)| row == cell.row && column.abs_diff(cell.column) <= 3)
    };
    let worth = |site: &Site| match site.form {
        Form::Label => Hold::Province,
        Form::Route => Hold::Route,
        // An area that a cell holds is known as well as the cell can show.
        Form::Area if sheet.radius_columns(site) >= 0.6 || site.radius_km <= 0.0 => Hold::Area,
        Form::Area | Form::Point => Hold::Exact,
    };
    sheet
        .world
        .sites(event)
        .iter()
        .filter(here)
        .map(worth)
        .min()
}
