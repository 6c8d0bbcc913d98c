//! From one step to the next over a few frames: the camera flies, and the window moves along.

use std::time::Duration;

use crate::app::view::View;
use crate::index::time::Axis;
use crate::model::camera::{Camera, Viewport};
use crate::model::geo::{Merc, WORLD_UNITS, to_u32};
use crate::model::time::{Stamp, Stretch};

const DAY_MS: i64 = 24 * 3_600_000;
/// From one frame to the next.
pub(super) const INTERVAL: Duration = Duration::from_millis(60);
/// So many frames a flight has; a window that moves has time to be followed.
const FRAMES: u16 = 9;
const FRAMES_OF_TIME: u16 = 18;
/// How much rather a flight zooms out than goes far: the value that people liked best in the study of van Wijk and Nuij,
/// "Smooth and efficient zooming and panning", 2003.
const RHO: f64 = std::f64::consts::SQRT_2;

/// A flight between two views.
#[derive(Debug, Clone)]
pub(super) struct Glide {
    from: Camera,
    to: Camera,
    windows: Option<(Span, Span)>,
    /// What the window is in the end.
    window: Stretch,
    frame: u16,
    frames: u16,
}

/// First moment and end of a window.
type Span = (Stamp, Stamp);

impl Glide {
    /// The flight from what is seen to what is to be seen; none where both show the same part of the map and of time.
    pub fn between(from: &View, to: &View) -> Option<Self> {
        let moves = from.camera != to.camera;
        let windows = (from.window != to.window)
            .then(|| Some((span(&from.window, from.axis)?, span(&to.window, to.axis)?)))
            .flatten();
        (moves || windows.is_some()).then(|| Self {
            from: from.camera,
            to: to.camera,
            window: to.window,
            frame: 0,
            frames: if windows.is_some() {
                FRAMES_OF_TIME
            } else {
                FRAMES
            },
            windows,
        })
    }

    /// Shows a view as it is at the present frame.
    pub fn show(&self, view: &mut View) {
        let part = f64::from(self.frame) / f64::from(self.frames);
        // Slow at both ends.
        let part = part * part * (3.0 - 2.0 * part);
        let viewport = view.viewport();
        view.camera = on_the_way(self.from, self.to, part, viewport);
        view.window = match self.windows {
            Some((from, to)) => by_days(from, to, part),
            None => self.window,
        };
    }

    /// The next frame; false once there is none.
    pub fn step(&mut self) -> bool {
        self.frame += 1;
        self.frame < self.frames
    }

    /// Shows a view as it is in the end.
    pub fn land(&self, view: &mut View) {
        view.camera = self.to;
        view.window = self.window;
    }
}

/// A window that is open to a side ends where the timeline does.
fn span(window: &Stretch, axis: Option<Axis>) -> Option<Span> {
    let shown = axis.map(|axis| axis.stretch());
    let start = window.start.or_else(|| shown.and_then(|it| it.start))?;
    let end = window.end.or_else(|| shown.and_then(|it| it.end))?;
    (start < end).then_some((start, end))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "between two moments lies a moment, and nobody sees the last millisecond"
)]
fn between(from: Stamp, to: Stamp, part: f64) -> Stamp {
    let (from, to) = (from.ms() as f64, to.ms() as f64);
    Stamp::from_ms((from + (to - from) * part) as i64)
}

/// The same by whole days, where a window begins and ends with days.
fn by_days(from: Span, to: Span, part: f64) -> Stretch {
    let ends = [from.0, from.1, to.0, to.1];
    let (start, end) = (between(from.0, to.0, part), between(from.1, to.1, part));
    if ends.iter().any(|end| *end != end.floor_day()) {
        return Stretch::new(start, end);
    }
    let (first, last) = (start.floor_day(), end.floor_day());
    Stretch::new(first, last.max(first.plus_ms(DAY_MS)))
}

/// Where the camera is after a part of the way, from 0 to 1: far ways go over a wider map.
fn on_the_way(from: Camera, to: Camera, part: f64, viewport: Viewport) -> Camera {
    let columns = f64::from(viewport.columns.max(1));
    let widths = (
        f64::from(from.units_per_column) * columns,
        f64::from(to.units_per_column) * columns,
    );
    let (dx, dy) = from.offset(to.centre);
    let (dx, dy) = (lossy(dx), lossy(dy));
    let (gone, width) = flight(widths, dx.hypot(dy), part);
    Camera {
        centre: moved(from.centre, dx * gone, dy * gone),
        units_per_column: to_u32(width / columns).max(1),
    }
    .clamped(viewport)
}

/// The part of the distance that is covered, and the width of the map, after a part of the way.
fn flight((start, end): (f64, f64), distance: f64, part: f64) -> (f64, f64) {
    if distance < start.min(end) * 0.01 {
        return (part, start * (end / start).powf(part));
    }
    let (rho2, square) = (RHO * RHO, distance * distance);
    let bend = |width: f64, sign: f64| {
        let grows = end * end - start * start + sign * rho2 * rho2 * square;
        let bend = grows / (2.0 * width * rho2 * distance);
        (bend.hypot(1.0) - bend).ln()
    };
    let (first, last) = (bend(start, 1.0), bend(end, -1.0));
    let at = first + (last - first) * part;
    let covered = start / rho2 * (first.cosh() * at.tanh() - first.sinh());
    (covered / distance, start * first.cosh() / at.cosh())
}

/// A position moved by so many units, around the Earth.
fn moved(at: Merc, dx: f64, dy: f64) -> Merc {
    let x = (f64::from(at.x) + dx).rem_euclid(WORLD_UNITS);
    Merc {
        x: to_u32(x),
        y: to_u32(f64::from(at.y) + dy),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a distance on the Earth has 33 bits"
)]
fn lossy(units: i64) -> f64 {
    units as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn viewport() -> Viewport {
        Viewport {
            columns: 80,
            rows: 20,
            aspect: 2.0,
        }
    }

    proptest! {
        #[test]
        fn a_flight_begins_at_its_start_and_ends_at_its_end(
            from in (any::<u32>(), 1_u32 << 30..3 << 30, 100_u32..1 << 24),
            to in (any::<u32>(), 1_u32 << 30..3 << 30, 100_u32..1 << 24),
        ) {
            let camera = |(x, y, units_per_column): (u32, u32, u32)| Camera {
                centre: Merc { x, y },
                units_per_column,
            }.clamped(viewport());
            let (from, to) = (camera(from), camera(to));
            for (part, expected) in [(0.0, from), (1.0, to)] {
                let at = on_the_way(from, to, part, viewport());
                let near = |one: u32, other: u32| one.wrapping_sub(other).cast_signed().unsigned_abs();
                prop_assert!(near(at.centre.x, expected.centre.x) <= expected.units_per_column);
                prop_assert!(near(at.centre.y, expected.centre.y) <= expected.units_per_column);
                let scale = f64::from(at.units_per_column) / f64::from(expected.units_per_column);
                prop_assert!((0.99..1.01).contains(&scale), "{scale}");
            }
        }
    }

    #[test]
    fn a_far_way_goes_over_a_wider_map() {
        let camera = |x| Camera {
            centre: Merc { x, y: 1 << 31 },
            units_per_column: 1_000,
        };
        let half = on_the_way(
            camera(1 << 30),
            camera((1 << 30) + (1 << 26)),
            0.5,
            viewport(),
        );
        assert!(half.units_per_column > 100_000);
    }
}
