//! What helps to read the map: the legend of its colours, and the scale bar.

use std::cmp::Reverse;

use super::labels::Occupancy;
use super::map::{Tint, Tints, decoded};
use super::marks::Mark;
use super::prose::{Ink, Line, grouped};
use crate::app::cells::Cell;
use crate::app::counts::One;
use crate::app::crowd::{Crowd, add};
use crate::app::layout::Area;
use crate::app::view::{ColourBy, View};
use crate::model::camera::Viewport;
use crate::model::geo::to_u32;
use crate::model::vocabulary::EventType;
use unicode_width::UnicodeWidthStr as _;

/// A row of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendRow {
    /// A glyph, where rows differ by it.
    pub glyph: Option<EventType>,
    /// The colour.
    pub tint: Tint,
    /// What it means.
    pub name: String,
    /// How many events on the map are so.
    pub count: usize,
}

/// The scale bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// First column of the bar on the map.
    pub column: u16,
    /// Its row.
    pub row: u16,
    /// Its length in cells.
    pub columns: u16,
    /// What that is on the ground.
    pub name: String,
}

impl Scale {
    /// How many cells bar and name take.
    pub fn width(&self) -> u16 {
        let name = u16::try_from(self.name.width()).unwrap_or(u16::MAX);
        self.columns.saturating_add(name).saturating_add(2)
    }
}

/// A scale shorter than this, in cells, is too coarse to measure with.
const SHORTEST_SCALE: u16 = 3;
/// Round distances, in km.
const STEPS: [f64; 17] = [
    0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0,
    5000.0, 10_000.0,
];

/// The longest round distance that fits a fifth of the map, in the bottom left corner. It gives way to events: to another
/// corner, then by being shorter; `None` where they leave no room at all. Takes its cells.
pub(super) fn scale(view: &View, viewport: Viewport, taken: &mut Occupancy) -> Option<Scale> {
    let km_per_column = view.camera.km_per_column();
    let most = f64::from((viewport.columns / 5).clamp(6, 24));
    let fits = |km: &&f64| **km / km_per_column <= most;
    let longest = STEPS.iter().rposition(|km| fits(&km)).unwrap_or(0);
    let steps = STEPS.iter().take(longest + 1).rev().enumerate();
    let scales = steps.map(|(at, km)| (at == 0, bar(*km, km_per_column)));
    let long_enough =
        |(is_longest, bar): &(bool, Scale)| *is_longest || bar.columns >= SHORTEST_SCALE;
    let scale = scales
        .filter(long_enough)
        .find_map(|(_, bar)| in_a_corner(bar, viewport, taken))?;
    taken.take(scale.column, scale.row, scale.width());
    Some(scale)
}

fn bar(km: f64, km_per_column: f64) -> Scale {
    let name = if km < 1.0 {
        format!("{:.0} m", km * 1000.0)
    } else {
        format!("{km:.0} km")
    };
    let columns = to_u32(km / km_per_column).max(1);
    Scale {
        column: 0,
        row: 0,
        columns: u16::try_from(columns).unwrap_or(u16::MAX),
        name,
    }
}

/// The scale in the first corner that no event needs.
fn in_a_corner(scale: Scale, viewport: Viewport, taken: &Occupancy) -> Option<Scale> {
    let (right, bottom) = (
        viewport.columns.saturating_sub(scale.width()),
        viewport.rows.saturating_sub(1),
    );
    let corners = [(0, bottom), (right, bottom), (right, 0), (0, 0)];
    let is_free = |(column, row): &(u16, u16)| {
        taken.is_free(i32::from(*column), i32::from(*row), scale.width())
    };
    let (column, row) = corners.into_iter().find(is_free)?;
    Some(Scale {
        column,
        row,
        ..scale
    })
}

/// What colours and signs on a map mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Legend {
    /// Where on the map it stands.
    pub area: Area,
    /// Most events first; as many as there is room for.
    pub rows: Vec<LegendRow>,
}

impl Legend {
    /// The legend of a map; `None` where the map is too small for one, or has no events.
    pub(super) fn build(
        tints: &Tints,
        (crowd, cells): (&Crowd, &[Cell]),
        marks: &[Mark],
        scale: Option<&Scale>,
        viewport: Viewport,
    ) -> Option<Self> {
        if viewport.columns < 56 || viewport.rows < 14 {
            return None;
        }
        let rows = rows(tints, (crowd, cells), viewport);
        let names = rows.iter().map(|row| row.name.width()).max()?;
        let counts = rows.iter().map(|row| grouped(row.count).len()).max()?;
        // A sign before the name, and a blank on either side of it and of the count.
        let width = u16::try_from(names + 5 + counts.max(3)).ok()?;
        let width = width.min(viewport.columns);
        let height = u16::try_from(rows.len()).ok()?;
        let (right, bottom) = (
            viewport.columns - width,
            viewport.rows.saturating_sub(height),
        );
        // The bottom left corner is the scale bar's, as long as no event stands there.
        let corners =
            [(right, bottom), (right, 0), (0, 0)].map(|(x, y)| Area::new(x, y, width, height));
        let hidden = |area: &Area| {
            marks
                .iter()
                .filter(|mark| area.contains(mark.column, mark.row))
                .count()
        };
        let is_clear = |area: &Area| {
            let on_scale = |scale: &Scale| {
                let end = scale.column.saturating_add(scale.width());
                (scale.column..end).any(|column| area.contains(column, scale.row))
            };
            !scale.is_some_and(on_scale)
        };
        let area = corners.into_iter().filter(is_clear).min_by_key(hidden)?;
        Some(Self { area, rows })
    }
}

fn rows(tints: &Tints, (crowd, cells): (&Crowd, &[Cell]), viewport: Viewport) -> Vec<LegendRow> {
    let mut counts = crowd.colours().to_vec();
    let mut loners: Vec<One> = cells.iter().flat_map(Cell::loners).copied().collect();
    loners.sort_unstable();
    loners.dedup();
    for one in &loners {
        add(&mut counts, one.code, 1);
    }
    let row = |(code, count)| {
        let tint = decoded(tints.by, code);
        LegendRow {
            glyph: match tint {
                Tint::Type(kind) => Some(kind),
                _ => None,
            },
            tint,
            name: String::new(),
            count,
        }
    };
    let filled = (0..).zip(counts).filter(|(_, count)| *count > 0);
    let mut rows: Vec<LegendRow> = filled.map(row).collect();
    let most = usize::from(viewport.rows / 4).clamp(3, 9);
    // Names of what has no chance of a row are not written.
    let mut best: Vec<usize> = rows.iter().map(|row| row.count).collect();
    best.sort_unstable_by_key(|count| Reverse(*count));
    let least = best.get(most - 1).copied().unwrap_or(0);
    rows.retain(|row| row.count >= least);
    for row in &mut rows {
        row.name = tint_name(tints, row.tint);
    }
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    rows.truncate(most);
    rows
}

fn tint_name(tints: &Tints, tint: Tint) -> String {
    let name = match tint {
        Tint::Type(kind) => kind.name().to_owned(),
        Tint::Status(status) => status.name().to_owned(),
        Tint::Side(side) => tints.side_name(side).to_owned(),
        Tint::Mixed if tints.by == ColourBy::Actor => "no actor named".to_owned(),
        Tint::Mixed => String::new(),
    };
    Line::of(Ink::Plain, name).cut(26).text()
}
