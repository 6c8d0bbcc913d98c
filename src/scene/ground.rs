//! What lies under the events: the base map under a camera, projected and clipped, in cells.
//!
//! Strokes are lines for the dot grid; water and built-up land are whole cells. It depends on camera, size and layers
//! alone, so that it is made once and kept while only time and selection move.

use std::sync::Arc;

use super::clip::{Line, Unwrapped, clip};
use super::fill::Fill;
use crate::app::view::{Layer, Layers};
pub use crate::basemap::Kind;
use crate::basemap::{Basemap, Detail};
use crate::model::camera::{Camera, Viewport};

/// A line on the map, in cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// What it is.
    pub kind: Kind,
    /// Its course, clipped to the map.
    pub line: Line,
}

/// The base map under a camera.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ground {
    /// Lines, the less important first: what comes later is drawn over it.
    pub strokes: Vec<Stroke>,
    /// Cells of sea and lakes, row by row.
    pub water: Vec<bool>,
    /// Cells of built-up land, row by row.
    pub urban: Vec<bool>,
}

/// Lines in the order in which they are drawn, with the layer that shows them.
const STROKES: [(Kind, Layer); 8] = [
    (Kind::Road, Layer::Roads),
    (Kind::Street, Layer::Streets),
    (Kind::Governorate, Layer::Governorates),
    (Kind::River, Layer::Rivers),
    (Kind::Coast, Layer::Coast),
    (Kind::Border, Layer::Borders),
    (Kind::Runway, Layer::Streets),
    (Kind::Bridge, Layer::Streets),
];

/// How much of the base map a scale deserves: one cell against the size of a detail.
pub fn detail(camera: &Camera, viewport: Viewport) -> Detail {
    match camera.span_km(viewport) / f64::from(viewport.columns.max(1)) {
        km if km > 60.0 => Detail::Overview,
        km if km > 18.0 => Detail::World,
        _ => Detail::Region,
    }
}

impl Ground {
    /// Projects and clips the layers that are shown.
    pub fn build(basemap: &Basemap, camera: &Camera, viewport: Viewport, layers: Layers) -> Self {
        let detail = detail(camera, viewport);
        let bounds = camera.bounds(viewport);
        let km_per_column = camera.span_km(viewport) / f64::from(viewport.columns.max(1));
        let mut ground = Self::default();
        for (kind, _) in STROKES
            .into_iter()
            .filter(|(_, layer)| layers.shows(*layer))
        {
            for feature in basemap.features(kind, detail, &bounds) {
                if most_rank(kind, km_per_column).is_none_or(|most| feature.rank > most) {
                    continue;
                }
                let course = Unwrapped::new(feature.points, camera);
                let lines = course
                    .copies(camera, viewport)
                    .flat_map(|line| clip(&line, viewport));
                ground
                    .strokes
                    .extend(lines.map(|line| Stroke { kind, line }));
            }
        }
        let fill = |kind| {
            let mut fill = Fill::new(viewport);
            for feature in basemap.features(kind, detail, &bounds) {
                Unwrapped::new(feature.points, camera)
                    .copies(camera, viewport)
                    .for_each(|ring| fill.add(&ring));
            }
            fill.cells()
        };
        if layers.shows(Layer::Water) {
            let (land, lakes) = (fill(Kind::Land), fill(Kind::Lake));
            ground.water = land
                .iter()
                .zip(&lakes)
                .map(|(land, lake)| !land || *lake)
                .collect();
        }
        if layers.shows(Layer::Urban) {
            ground.urban = fill(Kind::Urban);
        }
        ground
    }
}

/// The least important rank of a kind that a scale has room for; `None` where it has no room for the kind at all.
fn most_rank(kind: Kind, km_per_column: f64) -> Option<u8> {
    match (kind, km_per_column) {
        (Kind::River, km) if km > 40.0 => Some(3),
        (Kind::River, km) if km > 16.0 => Some(5),
        (Kind::River, km) if km > 9.0 => Some(7),
        (Kind::Road, km) if km > 14.0 => None,
        (Kind::Road, km) if km > 9.0 => Some(2),
        (Kind::Governorate, km) if km > 6.0 => None,
        _ => Some(u8::MAX),
    }
}

/// What a ground depends on: camera, size and aspect, layers.
type Key = (Camera, (u16, u16, u32), Layers);

/// The ground of the last view, kept while camera, size and layers stay the same.
#[derive(Debug, Default)]
pub struct GroundCache {
    last: Option<(Key, Arc<Ground>)>,
}

impl GroundCache {
    /// The ground of a view: the last one, if nothing it depends on has changed.
    pub fn get(
        &mut self,
        basemap: &Basemap,
        camera: &Camera,
        viewport: Viewport,
        layers: Layers,
    ) -> Arc<Ground> {
        let key = (
            *camera,
            (viewport.columns, viewport.rows, viewport.aspect.to_bits()),
            layers,
        );
        match &self.last {
            Some((last, ground)) if *last == key => Arc::clone(ground),
            _ => {
                let ground = Arc::new(Ground::build(basemap, camera, viewport, layers));
                self.last = Some((key, Arc::clone(&ground)));
                ground
            }
        }
    }
}
