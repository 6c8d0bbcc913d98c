//! What part of the Earth a rectangle of terminal cells shows.
//!
//! A camera is a position and an integer scale: projecting a point is one wrapping subtraction and one division, so a
//! map crosses the antimeridian without a seam and never meets a NaN.
//!
//! Coordinates on screen are *cells*: columns eastwards and rows southwards from the top left corner, as `f32` so that a
//! glyph table with any number of dots in a cell can round them its own way.

use super::geo::{Merc, MercBox, WORLD_UNITS, to_u32, units_per_km};

/// Where the middle of the map is, and how many [`Merc`] units one column of cells is wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Camera {
    /// The position in the middle of the map.
    pub centre: Merc,
    /// Width of one cell in [`Merc`] units; never 0.
    pub units_per_column: u32,
}

/// A rectangle of cells that a map is drawn into.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// Width in cells.
    pub columns: u16,
    /// Height in cells.
    pub rows: u16,
    /// Height of a cell divided by its width: about 2 in most terminals.
    pub aspect: f32,
}

/// The narrowest map: 2 km across.
pub const NARROWEST_KM: f64 = 2.0;
/// One press of a zoom key.
const ZOOM_STEP: f64 = std::f64::consts::SQRT_2;

impl Camera {
    /// The camera that shows all of `area` with a margin, as near as it fits.
    pub fn fit(area: &MercBox, view: Viewport) -> Self {
        let margin = 1.2;
        let columns = f64::from(view.columns.max(1));
        let rows = f64::from(view.rows.max(1)) * f64::from(view.aspect);
        let across = f64::from(area.width) * margin / columns;
        let down = f64::from(area.south.saturating_sub(area.north)) * margin / rows;
        Self {
            centre: area.centre(),
            units_per_column: to_u32(across.max(down)),
        }
        .clamped(view)
    }

    /// The camera that shows `km` from left to right around a position.
    pub fn spanning(centre: Merc, km: f64, view: Viewport) -> Self {
        let units = km * centre.units_per_km() / f64::from(view.columns.max(1));
        Self {
            centre,
            units_per_column: to_u32(units),
        }
        .clamped(view)
    }

    /// How many km the map is across, at the latitude of its middle.
    pub fn span_km(&self, view: Viewport) -> f64 {
        self.km_per_column() * f64::from(view.columns)
    }

    /// How many km a column is across, at the latitude of the map's middle.
    pub fn km_per_column(&self) -> f64 {
        f64::from(self.units_per_column) / self.centre.units_per_km()
    }

    /// Zooms by a number of steps about a cell that stays where it is: nearer where positive.
    #[must_use]
    pub fn zoomed(self, steps: i32, about: (f32, f32), view: Viewport) -> Self {
        let fixed = self.at_cell(about, view);
        let scale = f64::from(self.units_per_column) * ZOOM_STEP.powi(-steps);
        let nearer = Self {
            units_per_column: to_u32(scale),
            ..self
        }
        .clamped(view);
        let moved = nearer.at_cell(about, view);
        let centre = Merc {
            x: nearer.centre.x.wrapping_add(fixed.x.wrapping_sub(moved.x)),
            y: shifted(nearer.centre.y, i64::from(fixed.y) - i64::from(moved.y)),
        };
        Self { centre, ..nearer }.clamped(view)
    }

    /// Moves the map's middle by cells: right and down where positive.
    #[must_use]
    pub fn panned(self, columns: i32, rows: i32, view: Viewport) -> Self {
        let dx = i64::from(self.units_per_column) * i64::from(columns);
        let dy = self.units_per_row(view) * f64::from(rows);
        let centre = Merc {
            x: wrapped(self.centre.x, dx),
            y: shifted(self.centre.y, round_i64(dy)),
        };
        Self { centre, ..self }.clamped(view)
    }

    /// Where a position lies, in cells; the copy of it that is nearest to the middle.
    pub fn cell(&self, at: Merc, view: Viewport) -> (f32, f32) {
        let (dx, dy) = self.offset(at);
        self.place(dx, dy, view)
    }

    /// Offset of a position from the map's middle in units: the short way around the Earth.
    pub fn offset(&self, at: Merc) -> (i64, i64) {
        let dx = at.x.wrapping_sub(self.centre.x).cast_signed();
        (i64::from(dx), i64::from(at.y) - i64::from(self.centre.y))
    }

    /// Where an offset from the map's middle lies, in cells.
    pub fn place(&self, dx: i64, dy: i64, view: Viewport) -> (f32, f32) {
        let column = float(dx) / f64::from(self.units_per_column) + f64::from(view.columns) / 2.0;
        let row = float(dy) / self.units_per_row(view) + f64::from(view.rows) / 2.0;
        (narrow(column), narrow(row))
    }

    /// The position under a cell coordinate.
    pub fn at_cell(&self, (column, row): (f32, f32), view: Viewport) -> Merc {
        let dx =
            (f64::from(column) - f64::from(view.columns) / 2.0) * f64::from(self.units_per_column);
        let dy = (f64::from(row) - f64::from(view.rows) / 2.0) * self.units_per_row(view);
        Merc {
            x: wrapped(self.centre.x, round_i64(dx)),
            y: shifted(self.centre.y, round_i64(dy)),
        }
    }

    /// What the map shows, a little more than less.
    pub fn bounds(&self, view: Viewport) -> MercBox {
        let half_width = i64::from(self.units_per_column) * i64::from(view.columns.div_ceil(2) + 1);
        let half_height =
            round_i64(self.units_per_row(view) * f64::from(view.rows.div_ceil(2) + 1));
        let whole = half_width * 2 >= i64::from(u32::MAX);
        MercBox {
            west: if whole {
                0
            } else {
                wrapped(self.centre.x, -half_width)
            },
            width: u32::try_from(half_width * 2).unwrap_or(u32::MAX),
            north: shifted(self.centre.y, -half_height),
            south: shifted(self.centre.y, half_height),
        }
    }

    /// Height of one cell in units.
    pub fn units_per_row(&self, view: Viewport) -> f64 {
        f64::from(self.units_per_column) * f64::from(view.aspect)
    }

    /// How many columns a distance on the ground is, at a latitude in degrees.
    pub fn columns_per_km(&self, lat: f64) -> f64 {
        units_per_km(lat) / f64::from(self.units_per_column)
    }

    /// Keeps the scale between 2 km and one whole Earth across, and the middle where the map has something to show.
    #[must_use]
    pub fn clamped(self, view: Viewport) -> Self {
        let columns = f64::from(view.columns.max(1));
        let nearest = NARROWEST_KM * self.centre.units_per_km() / columns;
        let farthest = WORLD_UNITS / columns;
        let units_per_column =
            to_u32(f64::from(self.units_per_column).clamp(nearest.min(farthest), farthest)).max(1);
        let half = round_i64(
            f64::from(units_per_column) * f64::from(view.aspect) * f64::from(view.rows) / 2.0,
        );
        let most = i64::from(u32::MAX);
        let y = if half * 2 >= most {
            most / 2
        } else {
            i64::from(self.centre.y).clamp(half, most - half)
        };
        Self {
            centre: Merc {
                y: shifted(0, y),
                ..self.centre
            },
            units_per_column,
        }
    }
}

/// Adds around the Earth.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "modulo 2^32 is what wrapping means"
)]
fn wrapped(x: u32, by: i64) -> u32 {
    x.wrapping_add(by as u32)
}

/// Adds and stops at the edge of the map.
fn shifted(y: u32, by: i64) -> u32 {
    let moved = (i64::from(y).saturating_add(by)).clamp(0, i64::from(u32::MAX));
    u32::try_from(moved).unwrap_or(u32::MAX)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "saturates, which is what a map's edge does"
)]
fn round_i64(value: f64) -> i64 {
    value.round() as i64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "offsets are below 2^33 and exact in an f64"
)]
fn float(value: i64) -> f64 {
    value as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "cells are drawn to 1/8; what overflows lies off every screen"
)]
fn narrow(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::geo::LonLat;
    use proptest::prelude::*;

    const VIEW: Viewport = Viewport {
        columns: 80,
        rows: 24,
        aspect: 2.0,
    };

    fn camera(lon: f64, lat: f64, km: f64) -> Camera {
        Camera::spanning(Merc::from_lonlat(LonLat { lon, lat }), km, VIEW)
    }

    proptest! {
        #[test]
        fn a_cell_survives_the_way_to_the_ground_and_back(
            lon in -180.0..180.0, lat in -80.0..80.0, km in 2.0..3000.0, column in 0.0f32..80.0, row in 0.0f32..24.0,
        ) {
            let camera = camera(lon, lat, km);
            let back = camera.cell(camera.at_cell((column, row), VIEW), VIEW);
            prop_assert!((back.0 - column).abs() < 0.01 && (back.1 - row).abs() < 0.01, "{:?}", back);
        }

        #[test]
        fn zooming_keeps_the_fixed_cell(
            lon in -180.0..180.0, lat in -60.0..60.0, steps in -3i32..3, column in 0.0f32..80.0, row in 0.0f32..24.0,
        ) {
            let before = camera(lon, lat, 100.0);
            let fixed = before.at_cell((column, row), VIEW);
            let after = before.zoomed(steps, (column, row), VIEW).cell(fixed, VIEW);
            prop_assert!((after.0 - column).abs() < 0.05 && (after.1 - row).abs() < 0.05, "{:?}", after);
        }

        #[test]
        fn any_camera_is_clamped_to_a_map(x in any::<u32>(), y in any::<u32>(), units in any::<u32>(), columns in 1u16..400, rows in 1u16..200) {
            let view = Viewport { columns, rows, aspect: 2.0 };
            let camera = Camera { centre: Merc { x, y }, units_per_column: units }.clamped(view);
            prop_assert!(camera.units_per_column > 0);
            let _ = (camera.bounds(view), camera.panned(999, -999, view), camera.zoomed(9, (0.0, 0.0), view));
        }
    }

    #[test]
    fn a_kilometre_is_a_kilometre() {
        let camera = camera(43.12, 36.335, 80.0);
        assert!((camera.span_km(VIEW) - 80.0).abs() < 0.01);
        assert!((camera.columns_per_km(36.335) - 1.0).abs() < 0.01);
        let east = Merc::from_lonlat(LonLat {
            lon: 43.12 + 10.0 / (111.32 * 36.335f64.to_radians().cos()),
            lat: 36.335,
        });
        assert!((camera.cell(east, VIEW).0 - 50.0).abs() < 0.1);
    }

    #[test]
    fn fitting_shows_every_corner() {
        let area = crate::model::geo::BBox::new([36.0, 33.0, 44.0, 37.0])
            .unwrap()
            .to_merc();
        let camera = Camera::fit(&area, VIEW);
        for at in [
            Merc {
                x: area.west,
                y: area.north,
            },
            Merc {
                x: area.west.wrapping_add(area.width),
                y: area.south,
            },
        ] {
            let (column, row) = camera.cell(at, VIEW);
            assert!(
                (0.0..80.0).contains(&column) && (0.0..24.0).contains(&row),
                "{column} {row}"
            );
        }
    }
}
