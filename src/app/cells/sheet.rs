//! From the crowd on a map to its cells.

use super::{Cell, Hold, Part, Place, set_apart};
use crate::app::counts::{Colour, Slot};
use crate::app::crowd::Crowd;
use crate::app::view::View;
use crate::app::world::World;
use crate::index::space::Site;
use crate::model::camera::Viewport;

impl Cell {
    /// One with nothing in it.
    pub(super) fn blank((column, row): Place) -> Self {
        Self {
            column,
            row,
            selected: false,
            crowd: 0,
            crowd_unreal: 0,
            crowd_colour: Colour::None,
            only: 0,
            part: Part { column, hold: None },
            others: Vec::new(),
            loners: Vec::new(),
            loner_holds: Vec::new(),
        }
    }

    /// Takes in all events of a slot; their places are worth so much.
    fn take_in(&mut self, slot: &Slot, hold: Hold) {
        self.crowd += slot.total as usize;
        self.crowd_unreal += slot.unreal as usize;
        self.crowd_colour = self.crowd_colour.with(slot.colour());
        self.only = slot.only().unwrap_or(0);
        self.part.hold = self.part.hold.into_iter().chain([hold]).min();
    }
}

/// Cells on their way to a map.
struct Sheet {
    columns: usize,
    /// The number of the cell at each place, one more than its place in `cells`; 0 where there is none.
    numbers: Vec<u32>,
    cells: Vec<Cell>,
}

impl Sheet {
    fn new(viewport: Viewport) -> Self {
        let columns = usize::from(viewport.columns);
        Self {
            columns,
            numbers: vec![0; columns * usize::from(viewport.rows)],
            cells: Vec::new(),
        }
    }

    /// The cell at a place, made where there is none yet.
    fn at(&mut self, place: Place) -> Option<&mut Cell> {
        let at = usize::from(place.1) * self.columns + usize::from(place.0);
        let number = self.numbers.get_mut(at)?;
        if *number == 0 {
            self.cells.push(Cell::blank(place));
            *number = u32::try_from(self.cells.len()).ok()?;
        }
        let number = usize::try_from(*number).ok()?;
        self.cells.get_mut(number - 1)
    }

    /// The cells row by row, from the left.
    fn in_order(mut self) -> Vec<Cell> {
        self.cells
            .sort_unstable_by_key(|cell| (cell.row, cell.column));
        self.cells
    }
}

impl Crowd {
    /// The cells of the map that it follows; see [`cells`](super::cells).
    pub fn cells(&mut self, world: &World, view: &View, viewport: Viewport) -> Vec<Cell> {
        let mut sheet = Sheet::new(viewport);
        for (number, slot) in self.spots.filled() {
            let hold = self.holds.get(number).copied().unwrap_or(Hold::Exact);
            let place = self.stand_of(number);
            if let Some(cell) = place.and_then(|place| sheet.at(place)) {
                cell.take_in(slot, hold);
            }
        }
        for (at, slot) in self.own.filled() {
            let place = (at % sheet.columns.max(1), at / sheet.columns.max(1));
            let (Ok(column), Ok(row)) = (u16::try_from(place.0), u16::try_from(place.1)) else {
                continue;
            };
            let classes = self.classes.get(at).copied().unwrap_or_default();
            let hold = match classes {
                [0, 0, _] => Hold::Province,
                [0, ..] => Hold::Area,
                _ => Hold::Exact,
            };
            if let Some(cell) = sheet.at((column, row)) {
                cell.take_in(slot, hold);
            }
        }
        let loners = std::mem::take(&mut self.loners);
        for loner in &loners {
            let stands = self.stands_of(world, view, &loner.sites);
            for (number, (place, _)) in stands.iter().enumerate() {
                let is_known = stands.iter().take(number).any(|(known, _)| known == place);
                let Some(cell) = sheet.at(*place).filter(|_| !is_known) else {
                    continue;
                };
                cell.loners.push(loner.one);
                let in_row = stands.iter().filter(|((_, row), _)| *row == place.1);
                let holds = in_row.map(|((column, _), hold)| (*column, *hold));
                cell.loner_holds.extend(holds);
            }
        }
        self.loners = loners;
        let selected = view.selection.filter(|event| self.set().contains(*event));
        for (place, _) in selected
            .into_iter()
            .flat_map(|event| self.stands_of(world, view, &world.sites(event)))
        {
            if let Some(cell) = sheet.at(place) {
                cell.selected = true;
            }
        }
        set_apart(sheet.in_order().into_iter(), viewport.columns)
    }

    /// The cells that the sites of an event stand in, and how much each of these is worth.
    fn stands_of(&mut self, world: &World, view: &View, sites: &[Site]) -> Vec<(Place, Hold)> {
        let place = |site: &Site| {
            let place = self.stand(world, view, site)?;
            Some((place, Hold::of_site(site, &view.camera)))
        };
        sites.iter().filter_map(place).collect()
    }
}
