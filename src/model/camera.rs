//! What part of the Earth a rectangle of terminal cells shows.
//!
//! A camera is a position and an integer scale: projecting a point is a wrapping subtraction and a shift of scale, so a
//! map can cross the antimeridian and never meets a NaN.

use super::geo::{Merc, MercBox, WORLD_UNITS, to_u32, units_per_km};

/// Where the middle of the map is, and how many [`Merc`] units one column of cells is wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Camera {
    /// The position in the middle of the map.
    pub centre: Merc,
    /// Width of one cell in [`Merc`] units; never 0.
    pub units_per_column: u32,
}
