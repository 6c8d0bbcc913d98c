//! What helps to read the map: the legend of its colours, and the scale bar.

use super::map::{Tint, Tints};
use super::prose::{Ink, Line};
use crate::app::cells::Cell;
use crate::app::view::{ColourBy, View};
use crate::model::camera::Viewport;
use crate::model::entry::EventIx;
use crate::model::geo::to_u32;
use crate::model::vocabulary::EventType;

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
    /// Its length in cells.
    pub columns: u16,
    /// What that is on the ground.
    pub name: String,
}

/// The longest round distance that fits a fifth of the map.
pub(super) fn scale(view: &View, viewport: Viewport) -> Scale {
    let km_per_column = view.camera.span_km(viewport) / f64::from(viewport.columns);
    let most = f64::from((viewport.columns / 5).clamp(6, 24));
    let fits = |km: &f64| km / km_per_column <= most;
    let steps = [
        0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0,
        5000.0, 10_000.0,
    ];
    let km = steps.into_iter().rfind(fits).unwrap_or(0.05);
    let name = if km < 1.0 {
        format!("{:.0} m", km * 1000.0)
    } else {
        format!("{km:.0} km")
    };
    let columns = to_u32(km / km_per_column).max(1);
    Scale {
        columns: u16::try_from(columns).unwrap_or(u16::MAX),
        name,
    }
}

/// What the colours on the map mean, most events first; as many rows as there is room for.
pub(super) fn legend(tints: &Tints, cells: &[Cell], viewport: Viewport) -> Vec<LegendRow> {
    if viewport.columns < 56 || viewport.rows < 14 {
        return Vec::new();
    }
    let mut seen: Vec<EventIx> = cells
        .iter()
        .flat_map(|cell| cell.events.iter().copied())
        .collect();
    seen.sort_unstable();
    seen.dedup();
    let mut rows: Vec<LegendRow> = Vec::new();
    for tint in seen.into_iter().map(|event| tints.of(event)) {
        match rows.iter_mut().find(|row| row.tint == tint) {
            Some(row) => row.count += 1,
            None => rows.push(LegendRow {
                glyph: if let Tint::Type(kind) = tint {
                    Some(kind)
                } else {
                    None
                },
                tint,
                name: tint_name(tints, tint),
                count: 1,
            }),
        }
    }
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    rows.truncate(usize::from(viewport.rows / 4).clamp(3, 9));
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
