//! Who and where: actors, places and regions, as the format and the gazetteer hold them.

use std::collections::BTreeMap;

use super::geo::{BBox, LonLat};
use super::text::Text;
use super::vocabulary::{ActorKind, PlaceKind};

/// Declares an index into one of the program's tables.
macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The index for slices.
            pub const fn at(self) -> usize {
                self.0 as usize
            }

            /// The index of the entry at a position of a table. Tables stop at 2³² entries.
            pub fn from_position(position: usize) -> Self {
                Self(u32::try_from(position).unwrap_or(u32::MAX))
            }
        }
    };
}

index! {
    /// An actor of a [`Dataset`](super::dataset::Dataset).
    ActorIx
}
index! {
    /// A place of the gazetteer.
    PlaceIx
}
index! {
    /// A document of a [`Dataset`](super::dataset::Dataset).
    DocIx
}
index! {
    /// An event of a [`Dataset`](super::dataset::Dataset), in order of time.
    EventIx
}
index! {
    /// A place as events name it, before the gazetteer says which place that is.
    NamedIx
}
index! {
    /// A tag of a [`Dataset`](super::dataset::Dataset).
    TagIx
}

/// An organisation, force, state or person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Unique in the data set.
    pub id: Text,
    /// The name to show.
    pub name: Text,
    /// Other names, as documents write them.
    pub aliases: Vec<Text>,
    /// What kind of actor.
    pub kind: ActorKind,
    /// The actor that this one is a unit, an office or a member of. Never a cycle.
    pub parent: Option<ActorIx>,
    /// What an annotator has to say of it.
    pub note: Option<Text>,
}

/// A gazetteer entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Unique in the gazetteer.
    pub id: Text,
    /// The name to show.
    pub name: Text,
    /// Other names, in any script.
    pub alt: Vec<Text>,
    /// What kind of place.
    pub kind: PlaceKind,
    /// A point in it; a place without one stands where its parent does.
    pub at: Option<LonLat>,
    /// Half of what the name covers, in km.
    pub radius_km: Option<f64>,
    /// How far its position may be off, in km, apart from its extent.
    pub accuracy_km: Option<f64>,
    /// Whether its position was placed by reasoning, not taken from a published figure; `None` where nobody says.
    pub estimate: Option<bool>,
    /// A route's course.
    pub line: Vec<LonLat>,
    /// Its extent, where that is better known than a radius.
    pub bbox: Option<BBox>,
    /// Id of the place that this one lies in. Never a cycle once it is in a gazetteer.
    pub parent: Option<Text>,
    /// Two letters of ISO 3166.
    pub country: Option<Text>,
    /// Ids in other gazetteers, by scheme.
    pub external: BTreeMap<Text, Text>,
    /// Where name and position come from.
    pub source: Option<Text>,
    /// What a reader should know of it.
    pub note: Option<Text>,
    /// Label priority, 0 first.
    pub rank: Option<u8>,
    /// The file that it was read from.
    pub origin: Option<Text>,
}

/// A named window on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Unique in the gazetteer.
    pub id: Text,
    /// The name to show.
    pub name: Text,
    /// What the map shows of it.
    pub bbox: BBox,
    /// Ids of places that belong to it with all that lies inside them.
    pub places: Vec<Text>,
}
