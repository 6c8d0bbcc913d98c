//! What lies under the events: the base map under a camera, projected and clipped, in cells.
//!
//! Strokes are lines for the dot grid; water and built-up land are whole cells. It depends on camera, size and layers
//! alone, so that it is made once and kept while only time and selection move.
//!
//! From near ([`Near`]) the cities' own layers come in, and what they repeat goes out: a road sketched from town to town
//! does not run through a city beside its streets. A line is said to be an estimate only from where a cell is small enough
//! to show that it is off. Known to be imperfect: a river's middle runs through its lakes too, as broad as outside them.

use std::sync::Arc;

use super::clip::{Line, Unwrapped, clip};
use super::fill::Fill;
use crate::app::view::{Layer, Layers};
use crate::basemap::{Basemap, Detail, Feature, REPEATED_ROAD, Tier};
pub use crate::basemap::{Kind, LEAST_STREET};
use crate::model::camera::{Camera, Viewport};

/// A line on the map, in cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// What it is.
    pub kind: Kind,
    /// How minor it is; see [`Feature::rank`].
    pub rank: u8,
    /// It belongs to a city's own layer.
    pub is_city: bool,
    /// It is a great river seen from within a city.
    pub is_broad: bool,
    /// It was placed by reasoning or by hand, and is seen from so near that this matters.
    pub is_estimate: bool,
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
    /// Cells of lakes of which the shore was sketched by hand, and is seen from so near that this matters.
    pub sketched_water: Vec<bool>,
    /// Cells of built-up land, row by row.
    pub urban: Vec<bool>,
    /// It is seen from so near that a city's own layer says more than the outline of built-up land, good to a kilometre.
    pub is_near: bool,
}

/// From where on what is seen, in km to a column.
pub struct Near;

impl Near {
    /// Streets, runways, quarters; and no coarse road through them. The map is then about 60 km across.
    pub const CITY: f64 = 0.8;
    /// Bridges, railways, old walls.
    const BRIDGES: f64 = 0.5;
    /// That a city's line was placed by reasoning: some hundred metres.
    const CITY_ESTIMATES: f64 = Self::CITY;
    /// That a line of the region was sketched by hand: 2–5 km.
    const SKETCHES: f64 = 2.5;
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
pub fn detail(camera: &Camera) -> Detail {
    match camera.km_per_column() {
        km if km > 60.0 => Detail::Overview,
        km if km > 18.0 => Detail::World,
        _ => Detail::Region,
    }
}

impl Ground {
    /// Projects and clips the layers that are shown.
    pub fn build(basemap: &Basemap, camera: &Camera, viewport: Viewport, layers: Layers) -> Self {
        let detail = detail(camera);
        let bounds = camera.bounds(viewport);
        let km_per_column = camera.km_per_column();
        let mut ground = Self {
            is_near: km_per_column <= Near::CITY,
            ..Self::default()
        };
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
                ground.strokes.extend(lines.map(|line| Stroke {
                    kind,
                    rank: feature.rank,
                    is_city: feature.tier == Tier::City,
                    is_broad: is_broad(&feature, km_per_column),
                    is_estimate: is_seen_estimate(&feature, km_per_column),
                    line,
                }));
            }
        }
        let fill = |kind, sketches| {
            let mut fill = Fill::new(viewport);
            let features = basemap.features(kind, detail, &bounds);
            for feature in features.filter(|f| is_seen_estimate(f, km_per_column) == sketches) {
                Unwrapped::new(feature.points, camera)
                    .copies(camera, viewport)
                    .for_each(|ring| fill.add(&ring));
            }
            fill.cells()
        };
        if layers.shows(Layer::Water) {
            let (land, lakes) = (fill(Kind::Land, false), fill(Kind::Lake, false));
            ground.water = land
                .iter()
                .zip(&lakes)
                .map(|(land, lake)| !land || *lake)
                .collect();
            ground.sketched_water = fill(Kind::Lake, true);
        }
        if layers.shows(Layer::Urban) {
            ground.urban = fill(Kind::Urban, false);
        }
        ground
    }
}

/// The first rank of rivers that were drawn by hand: tributaries, narrower than a cell at any scale.
const REGION_SKETCH: u8 = 6;
/// The last rank of rivers that a region shows; what is beyond are a city's own streams.
pub(super) const LEAST_RIVER: u8 = 19;

/// Whether a feature is one of the great rivers, and a city's own layer around it is on the map.
fn is_broad(feature: &Feature, km_per_column: f64) -> bool {
    feature.kind == Kind::River && feature.rank < REGION_SKETCH && km_per_column <= Near::CITY
}

/// Whether a feature is an estimate, and a cell small enough to show that it is off.
fn is_seen_estimate(feature: &Feature, km_per_column: f64) -> bool {
    let farthest = if feature.tier == Tier::City {
        Near::CITY_ESTIMATES
    } else {
        Near::SKETCHES
    };
    feature.is_estimate && km_per_column <= farthest
}

/// The least important rank of a kind that a scale has room for; `None` where it has no room for the kind at all.
fn most_rank(kind: Kind, km_per_column: f64) -> Option<u8> {
    match (kind, km_per_column) {
        (Kind::River, km) if km > 40.0 => Some(3),
        (Kind::River, km) if km > 16.0 => Some(5),
        (Kind::River, km) if km > 9.0 => Some(7),
        (Kind::River, km) if km > Near::CITY => Some(LEAST_RIVER),
        (Kind::Road, km) if km <= Near::CITY => Some(REPEATED_ROAD - 1),
        (Kind::Street | Kind::Runway, km) if km > Near::CITY => None,
        (Kind::Street, km) if km > Near::BRIDGES => Some(LEAST_STREET - 1),
        (Kind::Bridge, km) if km > Near::BRIDGES => None,
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
