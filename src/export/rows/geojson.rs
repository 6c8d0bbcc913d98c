//! `GeoJSON` (RFC 7946): a feature collection, each event a feature with all its fields as properties.
//!
//! An event without a position is a feature without a geometry. How exactly its place is known is said in `where` and
//! `radius_km`, so that nobody takes a province's middle for a point.

use std::io::{self, Write};

use serde::Serialize;

use super::Writer;
use super::places::Where;
use super::rings::{Point, Polygon, lines, point, polygons};
use super::row::Row;
use crate::app::world::World;
use crate::model::entry::EventIx;
use crate::model::record::Record;

pub(super) struct GeoJson<'w> {
    world: &'w World,
    is_first: bool,
}

#[derive(Serialize)]
struct Feature<'r> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: &'r str,
    geometry: Option<Geometry>,
    properties: Row<'r>,
}

/// What RFC 7946 has for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type")]
enum Geometry {
    Point {
        coordinates: Point,
    },
    LineString {
        coordinates: Vec<Point>,
    },
    Polygon {
        coordinates: Polygon,
    },
    MultiPoint {
        coordinates: Vec<Point>,
    },
    MultiLineString {
        coordinates: Vec<Vec<Point>>,
    },
    MultiPolygon {
        coordinates: Vec<Polygon>,
    },
    #[serde(rename = "GeometryCollection")]
    Collection {
        geometries: Vec<Self>,
    },
}

/// Everything that is drawn of an event.
#[derive(Default)]
struct Drawn {
    points: Vec<Point>,
    lines: Vec<Vec<Point>>,
    polygons: Vec<Polygon>,
}

impl Drawn {
    fn add(&mut self, place: &Where<'_>) {
        let before = self.len();
        match &place.course {
            Some((parts, true)) => self.polygons.extend(polygons(parts)),
            Some((parts, false)) => {
                for part in parts {
                    match part.as_slice() {
                        [one] => self.points.push(point(*one)),
                        part => self.lines.extend(lines(part)),
                    }
                }
            }
            None => {}
        }
        // A shape that encloses nothing and leads nowhere is where its event is.
        if let Some(at) = place.position().filter(|_| self.len() == before) {
            self.points.push([at.lon, at.lat]);
        }
    }

    fn len(&self) -> usize {
        self.points.len() + self.lines.len() + self.polygons.len()
    }

    fn geometry(mut self) -> Option<Geometry> {
        let mut geometries = Vec::new();
        match (self.points.pop(), self.points.is_empty()) {
            (Some(coordinates), true) => geometries.push(Geometry::Point { coordinates }),
            (Some(last), false) => {
                self.points.push(last);
                let coordinates = self.points;
                geometries.push(Geometry::MultiPoint { coordinates });
            }
            (None, _) => {}
        }
        match (self.lines.pop(), self.lines.is_empty()) {
            (Some(coordinates), true) => geometries.push(Geometry::LineString { coordinates }),
            (Some(last), false) => {
                self.lines.push(last);
                let coordinates = self.lines;
                geometries.push(Geometry::MultiLineString { coordinates });
            }
            (None, _) => {}
        }
        match (self.polygons.pop(), self.polygons.is_empty()) {
            (Some(coordinates), true) => geometries.push(Geometry::Polygon { coordinates }),
            (Some(last), false) => {
                self.polygons.push(last);
                let coordinates = self.polygons;
                geometries.push(Geometry::MultiPolygon { coordinates });
            }
            (None, _) => {}
        }
        match geometries.len() {
            0 | 1 => geometries.pop(),
            _ => Some(Geometry::Collection { geometries }),
        }
    }
}

impl<'w> GeoJson<'w> {
    pub fn new(world: &'w World) -> Self {
        Self {
            world,
            is_first: true,
        }
    }
}

impl Writer for GeoJson<'_> {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")
    }

    fn some(&mut self, rows: &[(EventIx, Record)], out: &mut dyn Write) -> io::Result<()> {
        for (event, record) in rows {
            out.write_all(if self.is_first { b"\n" } else { b",\n" })?;
            self.is_first = false;
            let row = Row::of(self.world, *event, record, true);
            let mut drawn = Drawn::default();
            for place in &row.places {
                drawn.add(place);
            }
            let feature = Feature {
                kind: "Feature",
                id: row.id,
                geometry: drawn.geometry(),
                properties: row,
            };
            serde_json::to_writer(&mut *out, &feature)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.is_first { b"]}\n" } else { b"\n]}\n" })
    }
}
