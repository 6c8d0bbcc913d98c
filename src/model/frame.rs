//! What of a line lies inside a frame, in cells.
//!
//! Known to be imperfect: a course is taken the short way around the Earth from the middle of the map, point by point, so
//! that [`halfway`] does not see one that is more than half the Earth long.

use super::camera::{Camera, Viewport};
use super::geo::Merc;

/// A point in cells: column and row.
pub type Point = (f32, f32);

/// The part of a segment inside a frame (left, top, right, bottom), after Liang and Barsky; `None` where nothing of it is.
pub fn clip_segment(from: Point, to: Point, frame: (f32, f32, f32, f32)) -> Option<(Point, Point)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let edges = [
        (-dx, from.0 - frame.0),
        (dx, frame.2 - from.0),
        (-dy, from.1 - frame.1),
        (dy, frame.3 - from.1),
    ];
    let (mut enter, mut leave) = (0.0f32, 1.0f32);
    for (towards, distance) in edges {
        if towards == 0.0 {
            if distance < 0.0 {
                return None;
            }
        } else if towards < 0.0 {
            enter = enter.max(distance / towards);
        } else {
            leave = leave.min(distance / towards);
        }
    }
    if enter > leave {
        return None;
    }
    // Rounding must not leave the frame.
    let at = |t: f32| {
        let (column, row) = (dx.mul_add(t, from.0), dy.mul_add(t, from.1));
        (column.clamp(frame.0, frame.2), row.clamp(frame.1, frame.3))
    };
    let start = if enter > 0.0 { at(enter) } else { from };
    let end = if leave < 1.0 { at(leave) } else { to };
    Some((start, end))
}

/// The middle of what is seen of some courses: half of all that is on the map lies before it. `None` where nothing is seen.
pub fn halfway<'a>(
    courses: impl Iterator<Item = &'a [Merc]>,
    camera: &Camera,
    viewport: Viewport,
) -> Option<Point> {
    let frame = (
        0.0,
        0.0,
        f32::from(viewport.columns) - 0.01,
        f32::from(viewport.rows) - 0.01,
    );
    let mut seen: Vec<(Point, Point)> = Vec::new();
    for course in courses {
        let points = course.iter().map(|at| camera.cell(*at, viewport));
        let steps = points.clone().zip(points.skip(1));
        seen.extend(steps.filter_map(|(from, to)| clip_segment(from, to, frame)));
    }
    let length = |(from, to): &(Point, Point)| (to.0 - from.0).hypot(to.1 - from.1);
    let mut left = seen.iter().map(length).sum::<f32>() / 2.0;
    for step in &seen {
        let part = length(step);
        if part >= left && part > 0.0 {
            let (from, to) = step;
            let share = left / part;
            return Some((
                (to.0 - from.0).mul_add(share, from.0),
                (to.1 - from.1).mul_add(share, from.1),
            ));
        }
        left -= part;
    }
    seen.first().map(|(from, _)| *from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: Viewport = Viewport {
        columns: 80,
        rows: 24,
        aspect: 2.0,
    };

    #[test]
    fn halfway_is_the_middle_of_what_is_seen() {
        let camera = Camera {
            centre: Merc {
                x: 1 << 31,
                y: 1 << 31,
            },
            units_per_column: 1000,
        };
        let at = |column: f32, row: f32| camera.at_cell((column, row), VIEW);
        let near = |course: &[Merc], (column, row): Point| {
            let (x, y) = halfway(std::iter::once(course), &camera, VIEW).expect("it is seen");
            assert!((x - column).abs() < 0.1 && (y - row).abs() < 0.1, "{x} {y}");
        };
        near(&[at(10.0, 4.0), at(30.0, 4.0)], (20.0, 4.0));
        // What is beyond the map does not count.
        near(&[at(-100.0, 4.0), at(40.0, 4.0)], (20.0, 4.0));
        near(&[at(-9.0, 4.0), at(40.0, 4.0), at(40.0, 20.0)], (28.0, 4.0));
        let beyond = [at(-9.0, 4.0), at(-9.0, 30.0)];
        assert_eq!(halfway(std::iter::once(&beyond[..]), &camera, VIEW), None);
    }
}
