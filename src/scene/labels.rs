//! Names on the map: each placed once, by priority, never over another and never over an event.

use super::map::Sheet;
use super::marks::Mark;
use super::names;
use super::prose::{Ink, Line};
use crate::app::cells::cell_of;
use crate::model::camera::Viewport;
use crate::model::geo::Merc;
use unicode_width::UnicodeWidthStr as _;

/// What a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Naming {
    /// A country.
    Country,
    /// A governorate.
    Governorate,
    /// A town; `true` where it stands in the first two ranks.
    Town(bool),
    /// A quarter, a site, a bridge.
    Street,
    /// A river or a lake.
    Water,
    /// An area, a province or a country that events are known to, and no better.
    Area,
}

/// A name with its place on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// First column.
    pub column: u16,
    /// Row.
    pub row: u16,
    /// The name, in one run whatever its script.
    pub text: String,
    /// What it belongs to.
    pub naming: Naming,
    /// The cell of the place itself, where a dot stands.
    pub dot: Option<(u16, u16)>,
}

/// Which cells are taken.
pub struct Occupancy {
    columns: u16,
    rows: u16,
    taken: Vec<bool>,
}

impl Occupancy {
    /// Nothing is taken.
    pub fn new(viewport: Viewport) -> Self {
        let cells = usize::from(viewport.columns) * usize::from(viewport.rows);
        Self {
            columns: viewport.columns,
            rows: viewport.rows,
            taken: vec![false; cells],
        }
    }

    fn at(&self, column: u16, row: u16) -> usize {
        usize::from(row) * usize::from(self.columns) + usize::from(column)
    }

    /// Takes a run of cells, as far as they are on the map.
    pub fn take(&mut self, column: u16, row: u16, width: u16) {
        if row < self.rows {
            for column in column..column.saturating_add(width).min(self.columns) {
                let at = self.at(column, row);
                if let Some(cell) = self.taken.get_mut(at) {
                    *cell = true;
                }
            }
        }
    }

    /// Takes the cells of a mark and of the signs around it.
    pub fn take_mark(&mut self, mark: &Mark) {
        let sign = u16::from(mark.signs().is_some());
        self.take_apart(
            mark.column.saturating_sub(sign),
            mark.row,
            mark.width() + 2 * sign,
        );
        if mark.selected {
            // Pointers stand here where there is no room for brackets.
            self.take(mark.column, mark.row.saturating_sub(1), 1);
            self.take(mark.column, mark.row + 1, 1);
        }
    }

    /// Takes a run of cells with one more on either side, so that nothing written later touches it.
    fn take_apart(&mut self, column: u16, row: u16, width: u16) {
        let before = u16::from(column > 0);
        self.take(column - before, row, width + before + 1);
    }

    /// Whether a run of cells is on the map and free.
    pub(super) fn is_free(&self, column: i32, row: i32, width: u16) -> bool {
        let (Ok(first), Ok(row)) = (u16::try_from(column), u16::try_from(row)) else {
            return false;
        };
        let end = first.saturating_add(width);
        end <= self.columns
            && row < self.rows
            && (first..end).all(|column| !self.is_taken(column, row))
    }

    fn is_taken(&self, column: u16, row: u16) -> bool {
        self.taken
            .get(self.at(column, row))
            .copied()
            .unwrap_or(true)
    }
}

/// A name that wants a place.
pub(super) struct Candidate<'a> {
    /// Lower goes first.
    pub priority: i32,
    pub name: &'a str,
    pub at: Merc,
    pub naming: Naming,
    /// How far the name reaches, in columns, where a name beside it would mislead; `None` for points.
    pub reach: Option<f64>,
}

/// Places the names of a map.
pub(super) fn place_labels(sheet: &Sheet, taken: &mut Occupancy) -> Vec<Label> {
    let mut candidates = names::all(sheet);
    candidates.sort_by(|a, b| (a.priority, a.name).cmp(&(b.priority, b.name)));
    // A map with a name in every corner is read no faster than one without names.
    let most = usize::from(sheet.viewport.columns) * usize::from(sheet.viewport.rows) / 70 + 4;
    let mut placed: Vec<(&str, u16, u16)> = Vec::new();
    let mut labels: Vec<Label> = Vec::new();
    for candidate in candidates {
        if labels.len() >= most {
            break;
        }
        let Some((column, row)) = cell_of(candidate.at, &sheet.view.camera, sheet.viewport) else {
            continue;
        };
        // Two entries for one place must not be written twice; two places of one name may.
        let same = |(name, x, y): &(&str, u16, u16)| {
            *name == candidate.name && x.abs_diff(column) < 14 && y.abs_diff(row) < 6
        };
        // Of quarters and sites that share a cell one is named: the others cannot be told from it there.
        let crowded = candidate.naming == Naming::Street
            && placed.iter().any(|(_, x, y)| (*x, *y) == (column, row));
        if crowded || placed.iter().any(same) {
            continue;
        }
        if let Some(label) = try_place(&candidate, column, row, taken) {
            placed.push((candidate.name, column, row));
            labels.push(label);
        }
    }
    labels
}

fn try_place(candidate: &Candidate, column: u16, row: u16, taken: &mut Occupancy) -> Option<Label> {
    let text = Line::of(Ink::Plain, candidate.name).cut(28).text();
    let width = u16::try_from(text.width()).ok()?;
    // A country's name over its neighbour is worse than none.
    if candidate
        .reach
        .is_some_and(|reach| reach * 2.2 < f64::from(width))
    {
        return None;
    }
    let pointed = matches!(candidate.naming, Naming::Town(_) | Naming::Street);
    // A dot is not drawn over an event: the name beside it says enough.
    let dot = (pointed && !taken.is_taken(column, row)).then_some((column, row));
    let (first, row) = anchors(
        candidate.naming,
        i32::from(column),
        i32::from(row),
        i32::from(width),
    )
    .into_iter()
    .find(|(column, row)| taken.is_free(*column, *row, width))?;
    let (first, row) = (u16::try_from(first).ok()?, u16::try_from(row).ok()?);
    taken.take_apart(first, row, width);
    if let Some((column, row)) = dot {
        taken.take_apart(column, row, 1);
    }
    Some(Label {
        column: first,
        row,
        text,
        naming: candidate.naming,
        dot,
    })
}

/// Where a name may begin, the best place first: beside a point, over the middle of everything else.
fn anchors(naming: Naming, x: i32, y: i32, width: i32) -> Vec<(i32, i32)> {
    match naming {
        Naming::Town(_) | Naming::Street => vec![
            (x + 2, y),
            (x - width - 1, y),
            (x + 1, y - 1),
            (x + 1, y + 1),
            (x - width, y - 1),
            (x - width, y + 1),
        ],
        Naming::Area => vec![
            (x + 3, y),
            (x - width - 2, y),
            (x - width / 2, y - 1),
            (x - width / 2, y + 1),
        ],
        Naming::Country | Naming::Governorate | Naming::Water => {
            vec![
                (x - width / 2, y),
                (x - width / 2, y - 1),
                (x - width / 2, y + 1),
            ]
        }
    }
}
