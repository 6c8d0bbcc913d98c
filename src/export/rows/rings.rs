//! Lines and rings as RFC 7946 wants them: cut at the antimeridian, rings closed, the outer ones counter-clockwise and
//! their holes clockwise.
//!
//! Known to be imperfect: a ring around a pole is not cut; a hole that touches the edge of what it is in may be taken for
//! an area of its own; what is cut out of a ring may keep an edge along the antimeridian that joins two parts.

use super::places::rounded;
use crate::model::geo::{Merc, WORLD_UNITS};

/// Longitude and latitude, in degrees.
pub(super) type Point = [f64; 2];

/// An outer ring, then its holes; each ends where it begins.
pub(super) type Polygon = Vec<Vec<Point>>;

/// One position.
pub(super) fn point(at: Merc) -> Point {
    let at = rounded(at);
    [at.lon, at.lat]
}

/// A line in the parts that lie on one side of the antimeridian each; of fewer than two points, nothing.
pub(super) fn lines(part: &[Merc]) -> Vec<Vec<Point>> {
    let points = unrolled(part);
    let turns = turns(&points);
    if turns.is_empty() {
        return vec![points]
            .into_iter()
            .filter(|line| line.len() > 1)
            .collect();
    }
    let bands = turns.into_iter().flat_map(|turn| {
        let mut lines = vec![Vec::new()];
        for (a, b) in points.iter().zip(points.iter().skip(1)) {
            match clipped(*a, *b, turn) {
                Some((from, to)) => {
                    let last = lines.last_mut();
                    let goes_on = last.as_ref().is_some_and(|line| line.last() == Some(&from));
                    match last {
                        Some(line) if goes_on => line.push(to),
                        _ => lines.push(vec![from, to]),
                    }
                }
                None => lines.push(Vec::new()),
            }
        }
        lines
    });
    bands.filter(|line| line.len() > 1).collect()
}

/// Rings as polygons: those that lie in an odd number of others are holes.
pub(super) fn polygons(parts: &[Vec<Merc>]) -> Vec<Polygon> {
    let rings: Vec<Vec<Point>> = parts.iter().flat_map(|part| rings(part)).collect();
    let holders: Vec<Vec<usize>> = rings
        .iter()
        .enumerate()
        .map(|(own, ring)| {
            let others = rings.iter().enumerate();
            let holds = others.filter(|(at, other)| {
                let first = ring.first();
                *at != own && first.is_some_and(|first| contains(other, *first))
            });
            holds.map(|(at, _)| at).collect()
        })
        .collect();
    let depth = |at: usize| holders.get(at).map_or(0, Vec::len);
    let outer = rings
        .iter()
        .enumerate()
        .filter(|(at, _)| depth(*at) % 2 == 0);
    outer
        .map(|(own, ring)| {
            let mut polygon = vec![turned(ring.clone(), true)];
            for (at, hole) in rings.iter().enumerate() {
                // A hole belongs to the innermost ring around it.
                let inside = holders.get(at).is_some_and(|around| around.contains(&own));
                if inside && depth(at) == depth(own) + 1 {
                    polygon.push(turned(hole.clone(), false));
                }
            }
            polygon
        })
        .collect()
}

/// A ring, closed, in the parts that lie on one side of the antimeridian each; what encloses nothing is left out.
fn rings(part: &[Merc]) -> Vec<Vec<Point>> {
    let mut points = unrolled(part);
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    let turns = turns(&points);
    let bands = if turns.is_empty() {
        vec![points]
    } else {
        let bands = turns.into_iter().map(|turn| {
            let (west, east) = (turn - 180.0, turn + 180.0);
            let half = cut(&points, |lon| lon >= west, west);
            let band = cut(&half, |lon| lon <= east, east);
            band.into_iter()
                .map(|[lon, lat]| [lon - turn, lat])
                .collect()
        });
        bands.collect()
    };
    let closed = bands.into_iter().filter_map(|mut ring: Vec<Point>| {
        ring.dedup();
        let first = *ring.first()?;
        ring.push(first);
        (ring.len() > 3 && twice_area(&ring) != 0.0).then_some(ring)
    });
    closed.collect()
}

/// Positions in degrees that go on beyond 180 where the line does, so that no two neighbours are more than half the Earth
/// apart.
fn unrolled(part: &[Merc]) -> Vec<Point> {
    let mut shift = 0.0;
    let mut before: Option<Merc> = None;
    let points = part.iter().map(|at| {
        if let Some(before) = before {
            let step = f64::from(at.x.wrapping_sub(before.x).cast_signed());
            let straight = f64::from(at.x) - f64::from(before.x);
            shift += ((step - straight) / WORLD_UNITS).round() * 360.0;
        }
        before = Some(*at);
        let [lon, lat] = point(*at);
        [lon + shift, lat]
    });
    points.collect()
}

/// By how many degrees the parts of a line have to be turned back that lie around the Earth; empty where none does.
fn turns(points: &[Point]) -> Vec<f64> {
    let turn = |lon: f64| ((lon + 180.0) / 360.0).floor() * 360.0;
    let mut turns: Vec<f64> = points.iter().map(|[lon, _]| turn(*lon)).collect();
    turns.sort_by(f64::total_cmp);
    turns.dedup();
    if turns == [0.0] {
        turns.clear();
    }
    turns
}

/// The part of a step that lies in the turn of the Earth around a longitude, turned back.
fn clipped(a: Point, b: Point, turn: f64) -> Option<(Point, Point)> {
    let at = |lon: f64| {
        let part = (lon - a[0]) / (b[0] - a[0]);
        [lon - turn, part.mul_add(b[1] - a[1], a[1])]
    };
    let (west, east) = (turn - 180.0, turn + 180.0);
    let inside = |lon: f64| (west..=east).contains(&lon);
    if (a[0] < west && b[0] < west) || (a[0] > east && b[0] > east) {
        return None;
    }
    let end = |point: Point| match point {
        [lon, lat] if inside(lon) => [lon - turn, lat],
        [lon, _] if lon < west => at(west),
        _ => at(east),
    };
    let (from, to) = (end(a), end(b));
    let length = (to[0] - from[0]).abs() + (to[1] - from[1]).abs();
    (length > 0.0).then_some((from, to))
}

/// The part of a ring on one side of a meridian.
fn cut(ring: &[Point], keeps: impl Fn(f64) -> bool, meridian: f64) -> Vec<Point> {
    let mut kept = Vec::with_capacity(ring.len() + 2);
    let next = ring.iter().cycle().skip(1);
    for (a, b) in ring.iter().zip(next) {
        if keeps(a[0]) {
            kept.push(*a);
        }
        if keeps(a[0]) != keeps(b[0]) {
            let part = (meridian - a[0]) / (b[0] - a[0]);
            kept.push([meridian, part.mul_add(b[1] - a[1], a[1])]);
        }
    }
    kept
}

/// Twice the area that a closed ring encloses, in square degrees; negative where it runs clockwise.
fn twice_area(ring: &[Point]) -> f64 {
    let steps = ring.iter().zip(ring.iter().skip(1));
    steps.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
}

fn turned(mut ring: Vec<Point>, counter_clockwise: bool) -> Vec<Point> {
    if (twice_area(&ring) > 0.0) != counter_clockwise {
        ring.reverse();
    }
    ring
}

/// Whether a closed ring goes around a point.
fn contains(ring: &[Point], at: Point) -> bool {
    let steps = ring.iter().zip(ring.iter().skip(1));
    let crossed = steps.filter(|(a, b)| {
        let spans = (a[1] > at[1]) != (b[1] > at[1]);
        spans && at[0] < (b[0] - a[0]) * (at[1] - a[1]) / (b[1] - a[1]) + a[0]
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::geo::LonLat;

    fn part(points: &[(f64, f64)]) -> Vec<Merc> {
        let at = |(lon, lat): &(f64, f64)| {
            Merc::from_lonlat(LonLat {
                lon: *lon,
                lat: *lat,
            })
        };
        points.iter().map(at).collect()
    }

    fn square(west: f64, south: f64, side: f64) -> Vec<Merc> {
        let (east, north) = (west + side, south + side);
        // Clockwise, as files may have it.
        part(&[
            (west, south),
            (west, north),
            (east, north),
            (east, south),
            (west, south),
        ])
    }

    #[test]
    fn rings_are_closed_and_turn_the_right_way_and_holes_are_found() {
        let island = square(4.0, 4.0, 1.0);
        let found = polygons(&[
            square(0.0, 0.0, 10.0),
            square(3.0, 3.0, 3.0),
            island,
            square(20.0, 0.0, 1.0),
        ]);
        assert_eq!(found.len(), 3, "{found:?}");
        let holes: Vec<usize> = found.iter().map(|polygon| polygon.len() - 1).collect();
        assert_eq!(holes, [1, 0, 0]);
        for polygon in &found {
            for (number, ring) in polygon.iter().enumerate() {
                assert_eq!(ring.first(), ring.last());
                assert_eq!(twice_area(ring) > 0.0, number == 0);
            }
        }
    }

    #[test]
    fn what_encloses_nothing_is_no_polygon() {
        for points in [
            &[][..],
            &[(1.0, 1.0)],
            &[(1.0, 1.0), (2.0, 2.0), (1.0, 1.0)],
        ] {
            assert_eq!(polygons(&[part(points)]), Vec::<Polygon>::new());
        }
    }

    #[test]
    fn a_line_over_the_antimeridian_is_two() {
        let found = lines(&part(&[(170.0, 0.0), (-170.0, 10.0), (-160.0, 10.0)]));
        let ends: Vec<(f64, f64)> = found
            .iter()
            .map(|line| (line[0][0], line[line.len() - 1][0]))
            .collect();
        assert_eq!(ends, [(170.0, 180.0), (-180.0, -160.0)]);
        assert_eq!(lines(&part(&[(1.0, 1.0), (2.0, 2.0)])).len(), 1);
        assert!(lines(&part(&[(1.0, 1.0)])).is_empty());
    }

    #[test]
    fn a_ring_over_the_antimeridian_is_two_of_the_same_area() {
        let ring = part(&[(175.0, 0.0), (-175.0, 0.0), (-175.0, 10.0), (175.0, 10.0)]);
        let found = polygons(&[ring]);
        assert_eq!(found.len(), 2);
        let area: f64 = found.iter().map(|polygon| twice_area(&polygon[0])).sum();
        assert!((area - 200.0).abs() < 1e-3, "{area}");
        for [lon, _] in found.iter().flatten().flatten() {
            assert!((-180.0..=180.0).contains(lon));
        }
    }
}
