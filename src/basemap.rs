//! The map under the events: land, borders, water, roads and names, packed into the program.
//!
//! Owns reading the packed layers and handing out those a view can see. Never draws, clips or projects to a screen,
//! and never trusts the bytes: damage is an error with a name, not a panic. How the bytes are made and what each of
//! them means stands in `assets/basemap/README.md`.
//!
//! Filled kinds ([`Kind::is_filled`]) come as rings, each a feature of its own: holes and islands too. Fill *all* rings
//! of one kind and one [`Detail`] together by the even-odd rule; where a ring was cut in two the pieces share their
//! edge exactly. Fill land, and water on top of it: lakes are no holes in the land. No segment is longer than 30°, and
//! no feature crosses the antimeridian, so that `x` may be compared as it is.
//!
//! Known to be imperfect: where the region's box (lon 34–49, lat 31–39.5) ends, a line of one scale meets one of
//! another and may be off by a kilometre or two; hand-drawn roads and tributaries are good to 2–5 km. Six cities have
//! layers of their own, most of them estimates too ([`Feature::is_estimate`]); where one repeats a river of the region, the
//! region's line is cut and led to the ends of the city's, so that both together are one river.

#[cfg(test)]
mod city_tests;
#[cfg(test)]
mod damage_tests;
mod decode;
mod layers;
mod reader;
#[cfg(test)]
mod tests;

pub use decode::Damaged;
pub use layers::{Detail, Feature, Kind, LEAST_STREET, REPEATED_ROAD, Tier};

use layers::Entry;

use crate::model::geo::{Merc, MercBox};

/// The packed layers that come with the program.
static BUNDLED: &[u8] = include_bytes!("../assets/basemap/basemap.bin");

/// All layers, decoded and projected.
#[derive(Debug, Clone, Default)]
pub struct Basemap {
    /// The points of all features, one after the other.
    points: Vec<Merc>,
    /// Names, without repetition; the first is empty.
    names: Vec<Box<str>>,
    /// Sorted by kind, then tier, then as packed: the more important first.
    entries: Vec<Entry>,
}

impl Basemap {
    /// The map that comes with the program.
    ///
    /// # Errors
    ///
    /// [`Damaged`], if the program was built with a damaged file.
    pub fn bundled() -> Result<Self, Damaged> {
        Self::decode(BUNDLED)
    }

    /// Reads packed layers; allocates no more than a small multiple of what `bytes` really holds.
    ///
    /// # Errors
    ///
    /// [`Damaged`], saying where the bytes are not what the format asks for.
    pub fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        decode::decode(bytes)
    }

    /// A map with nothing on it.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The features of one kind at one level of detail whose bounds touch the view, the more important (lower
    /// [`Feature::rank`]) first within each tier.
    pub fn features(
        &self,
        kind: Kind,
        detail: Detail,
        view: &MercBox,
    ) -> impl Iterator<Item = Feature<'_>> + use<'_> {
        let view = *view;
        let start = self.entries.partition_point(|entry| entry.kind < kind);
        let end = self.entries.partition_point(|entry| entry.kind <= kind);
        let of_kind = self.entries.get(start..end).unwrap_or_default();
        of_kind
            .iter()
            .filter(move |entry| detail.shows(entry.tier) && entry.bounds.touches(&view))
            .filter_map(|entry| self.feature(entry))
    }

    fn feature(&self, entry: &Entry) -> Option<Feature<'_>> {
        Some(Feature {
            kind: entry.kind,
            tier: entry.tier,
            name: self.names.get(entry.name)?,
            rank: entry.rank,
            is_estimate: entry.is_estimate,
            bounds: entry.bounds,
            points: self.points.get(entry.points.clone())?,
        })
    }
}
