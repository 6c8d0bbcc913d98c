//! Places: which one a name means, where it is, and what it lies in.
//!
//! A [`Gazetteer`] is merged from layers once and never changes. Names are matched exactly or folded
//! ([`crate::model::fold`]), and every other place that a name could mean is kept as a rival: the choice is a guess that a
//! reader may look at. It reads no files; [`crate::load`] does.
//!
//! Known to be imperfect: a place without a radius gets the usual one of its kind; of two places of one name the larger
//! kind is taken for the one that is meant, whatever the document is about.

mod merge;
mod names;
mod routes;
mod whereabouts;

use std::collections::HashMap;

use crate::model::entry::{Place, PlaceIx, Region};
use crate::model::geo::{LonLat, Merc};
use crate::model::text::Text;
use crate::model::vocabulary::PlacePrecision;

pub use merge::{Problem, ProblemKind};
pub use whereabouts::ByList;

/// All places and regions there are, merged.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    places: Vec<Place>,
    parents: Vec<Option<PlaceIx>>,
    /// Ids, those too that lost against another entry for the same place.
    ids: HashMap<Text, PlaceIx>,
    /// Bare folded names.
    names: HashMap<String, Vec<PlaceIx>>,
    regions: Vec<Region>,
    /// The settlements that each route starts and ends at.
    ends: HashMap<PlaceIx, Vec<PlaceIx>>,
}

/// How a name was matched, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// By id.
    Id,
    /// By the place's own name.
    Name,
    /// By one of its other names.
    Alias,
    /// By a name that differs in case, marks, signs or an article.
    Folded,
    /// Not at all.
    Nothing,
}

/// A place that a name could mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The place.
    pub place: PlaceIx,
    /// Why it could.
    pub how: How,
}

/// What became of a place that events name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The place that is taken to be meant.
    pub place: Option<PlaceIx>,
    /// Why.
    pub matched: How,
    /// The other places that could be meant, likeliest first.
    pub rivals: Vec<PlaceIx>,
    /// For a place written as a bare string, how precisely its kind says where.
    pub precision: Option<PlacePrecision>,
}

/// Where a place is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Whereabouts {
    /// On the map.
    pub at: Merc,
    /// In degrees.
    pub lonlat: LonLat,
    /// Half of what the name covers, in km.
    pub radius_km: f64,
    /// Whose position this is: the place's own, or the nearest parent's that has one.
    pub of: PlaceIx,
}

impl Gazetteer {
    /// All places.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// One place.
    pub fn place(&self, place: PlaceIx) -> Option<&Place> {
        self.places.get(place.at())
    }

    /// The place of an id.
    pub fn find(&self, id: &str) -> Option<PlaceIx> {
        self.ids.get(id).copied()
    }

    /// The place that a place lies in.
    pub fn parent(&self, place: PlaceIx) -> Option<PlaceIx> {
        self.parents.get(place.at()).copied().flatten()
    }

    /// A place, the place it lies in, and so on outwards.
    pub fn ancestry(&self, place: PlaceIx) -> impl Iterator<Item = PlaceIx> {
        let known = self.place(place).map(|_| place);
        std::iter::successors(known, |place| self.parent(*place))
    }

    /// Whether a place is another or lies in it.
    pub fn lies_in(&self, inner: PlaceIx, outer: PlaceIx) -> bool {
        self.ancestry(inner).any(|place| place == outer)
    }

    /// All regions, in the order of their number keys.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }
}

#[cfg(test)]
mod tests;
