//! From courses on the Earth to lines on the map: around the Earth without a seam, coarsened, and clipped.

use crate::model::camera::{Camera, Viewport};
use crate::model::frame::clip_segment;
use crate::model::geo::Merc;

/// A line on the map: columns and rows from its top left corner, in cells.
pub type Line = Vec<(f32, f32)>;

/// One whole Earth in [`Merc`] units.
const EARTH: i64 = 1 << 32;
/// Points nearer to each other than this are one: a quarter of a cell is less than two dots of any glyph table.
const COARSEST: f32 = 0.2;
/// A frame this wide around the map keeps lines that leave and return from breaking at its edge.
const MARGIN: f32 = 1.0;

/// A course as offsets from the camera's centre in units, without a jump where it crosses the antimeridian.
#[derive(Debug, Clone)]
pub struct Unwrapped {
    offsets: Vec<(i64, i64)>,
    west: i64,
    east: i64,
}

impl Unwrapped {
    /// Unwraps a course: each step goes the short way around the Earth.
    pub fn new(points: &[Merc], camera: &Camera) -> Self {
        let mut offsets = Vec::with_capacity(points.len());
        let mut last: Option<(Merc, i64)> = None;
        for point in points {
            let (first_dx, dy) = camera.offset(*point);
            let dx = match last {
                Some((before, dx)) => dx + i64::from(point.x.wrapping_sub(before.x).cast_signed()),
                None => first_dx,
            };
            offsets.push((dx, dy));
            last = Some((*point, dx));
        }
        let west = offsets.iter().map(|(dx, _)| *dx).min().unwrap_or(0);
        let east = offsets.iter().map(|(dx, _)| *dx).max().unwrap_or(0);
        Self {
            offsets,
            west,
            east,
        }
    }

    /// The course in cells, once for each time that the map goes around the Earth over it; points that a cell cannot
    /// tell apart left out.
    pub fn copies(&self, camera: &Camera, viewport: Viewport) -> impl Iterator<Item = Line> {
        let half = i64::from(camera.units_per_column) * i64::from(viewport.columns / 2 + 2);
        let seen =
            move |turn: &i64| self.east + turn * EARTH >= -half && self.west + turn * EARTH <= half;
        (-1..=1)
            .filter(seen)
            .map(move |turn| self.line(turn * EARTH, camera, viewport))
    }

    fn line(&self, shift: i64, camera: &Camera, viewport: Viewport) -> Line {
        let mut line: Line = Vec::with_capacity(self.offsets.len() / 2);
        let last_at = self.offsets.len().saturating_sub(1);
        for (at, (dx, dy)) in self.offsets.iter().enumerate() {
            let point = camera.place(dx + shift, *dy, viewport);
            let near = |before: &(f32, f32)| {
                (before.0 - point.0).abs() < COARSEST
                    && (before.1 - point.1).abs() < COARSEST / viewport.aspect
            };
            if at == last_at || !line.last().is_some_and(near) {
                line.push(point);
            }
        }
        line
    }
}

/// Cuts a line to the map, with a cell's margin: the parts of it that are inside.
pub fn clip(line: &[(f32, f32)], viewport: Viewport) -> Vec<Line> {
    let frame = (
        -MARGIN,
        -MARGIN,
        f32::from(viewport.columns) + MARGIN,
        f32::from(viewport.rows) + MARGIN,
    );
    let mut parts: Vec<Line> = Vec::new();
    for (from, to) in line.iter().zip(line.iter().skip(1)) {
        let Some((a, b)) = clip_segment(*from, *to, frame) else {
            continue;
        };
        match parts.last_mut() {
            // The last part ends where this segment begins only if neither was cut there.
            Some(part) if part.last() == Some(&a) => part.push(b),
            _ => parts.push(vec![a, b]),
        }
    }
    parts
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

    proptest! {
        #[test]
        fn what_is_left_lies_inside_and_on_the_line(
            line in prop::collection::vec((-200.0f32..300.0, -200.0f32..300.0), 0..20),
        ) {
            for part in clip(&line, VIEW) {
                for (column, row) in part {
                    prop_assert!((-1.01..=81.01).contains(&column) && (-1.01..=25.01).contains(&row));
                }
            }
        }
    }

    #[test]
    fn a_line_inside_is_left_as_it_is() {
        let line = vec![(1.0, 1.0), (5.0, 5.0), (70.0, 20.0)];
        assert_eq!(clip(&line, VIEW), [line]);
        assert_eq!(
            clip(&[(-50.0, 5.0), (-20.0, 9.0)], VIEW),
            Vec::<Line>::new()
        );
        assert_eq!(
            clip(&[(-17.0, 12.0), (111.0, 12.0)], VIEW),
            [vec![(-1.0, 12.0), (81.0, 12.0)]]
        );
    }

    #[test]
    fn a_line_over_the_antimeridian_has_no_jump() {
        let fiji = [
            LonLat {
                lon: 179.0,
                lat: -17.0,
            },
            LonLat {
                lon: -179.0,
                lat: -17.0,
            },
        ]
        .map(Merc::from_lonlat);
        let camera = Camera::spanning(
            Merc::from_lonlat(LonLat {
                lon: 180.0,
                lat: -17.0,
            }),
            1000.0,
            VIEW,
        );
        let lines: Vec<Line> = Unwrapped::new(&fiji, &camera)
            .copies(&camera, VIEW)
            .collect();
        let [line] = lines.as_slice() else {
            panic!("{lines:?}")
        };
        assert!(
            line[0].0 > 20.0 && line[1].0 < 60.0 && line[0].0 < line[1].0,
            "{line:?}"
        );
    }
}
