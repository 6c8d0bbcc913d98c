//! What a base map is made of: kinds, tiers, features.

use std::ops::Range;

use crate::model::geo::{Merc, MercBox};

/// What a feature is. Listed in the order the packed file numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Filled: dry land and the lakes in it.
    Land,
    /// A line: where land meets the sea; never the edge of a cut.
    Coast,
    /// A line between states; rank 0 agreed, rank 1 disputed, indefinite or a line of control.
    Border,
    /// A line between governorates or provinces; the name gives both sides.
    Governorate,
    /// A line: a river's middle, through its lakes too.
    River,
    /// Filled: inland water. A wide river of a city is one of these too.
    Lake,
    /// Filled: built-up land.
    Urban,
    /// A line: a road between towns.
    Road,
    /// A point: a town outside Iraq and Syria, whose towns the gazetteer knows.
    Town,
    /// A line: a runway; always of tier [`Tier::City`], as are bridges, streets, sites and quarters.
    Runway,
    /// A line: a bridge, or the crest of a dam.
    Bridge,
    /// A line: a street or a road within a city; from rank [`LEAST_STREET`] on a railway or an old wall.
    Street,
    /// A point: a site within a city; the gazetteer writes its name.
    Site,
    /// A point: a quarter of a city; the gazetteer writes its name.
    Quarter,
    /// A point: where a country's name stands; the lower the rank, the larger the country (0–6).
    Country,
}

/// The first rank of streets that are none: railways and old walls, which only look like streets.
pub const LEAST_STREET: u8 = 8;
/// The first rank of those stretches of a road that a city's own streets repeat, and know better.
pub const REPEATED_ROAD: u8 = 20;

impl Kind {
    /// All kinds, in the order of the packed file.
    pub const ALL: [Self; 15] = [
        Self::Land,
        Self::Coast,
        Self::Border,
        Self::Governorate,
        Self::River,
        Self::Lake,
        Self::Urban,
        Self::Road,
        Self::Town,
        Self::Runway,
        Self::Bridge,
        Self::Street,
        Self::Site,
        Self::Quarter,
        Self::Country,
    ];

    /// Whether features of this kind are closed rings to be filled.
    pub fn is_filled(self) -> bool {
        matches!(self, Self::Land | Self::Lake | Self::Urban)
    }

    /// Whether features of this kind are of a city's layer alone.
    pub fn is_of_city(self) -> bool {
        matches!(
            self,
            Self::Runway | Self::Bridge | Self::Street | Self::Site | Self::Quarter
        )
    }

    /// Whether features of this kind are single points.
    pub fn is_point(self) -> bool {
        matches!(
            self,
            Self::Town | Self::Site | Self::Quarter | Self::Country
        )
    }
}

/// At which levels of detail a feature is shown, and how exact it is. Listed in the order the packed file numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// The whole world, to about a kilometre (Natural Earth 1:110m).
    Overview,
    /// The world without the region's box, to about 100 m (1:50m).
    WorldOutside,
    /// The region's box at the world's scale (1:50m).
    WorldInside,
    /// The region's box, to about 10 m (1:10m).
    Region,
    /// Cities of the region.
    City,
    /// What is the same at every level: names of towns and countries.
    Always,
}

impl Tier {
    /// All tiers, in the order of the packed file.
    pub const ALL: [Self; 6] = [
        Self::Overview,
        Self::WorldOutside,
        Self::WorldInside,
        Self::Region,
        Self::City,
        Self::Always,
    ];
}

/// How closely the map is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Detail {
    /// The world on one screen.
    Overview,
    /// A continent or a country on one screen.
    World,
    /// A few hundred kilometres or less on one screen.
    Region,
}

impl Detail {
    /// Whether features of a tier belong to this level.
    pub fn shows(self, tier: Tier) -> bool {
        match tier {
            Tier::Overview => self == Self::Overview,
            Tier::WorldOutside => self != Self::Overview,
            Tier::WorldInside => self == Self::World,
            Tier::Region | Tier::City => self == Self::Region,
            Tier::Always => true,
        }
    }
}

/// One ring, line or point of the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feature<'a> {
    /// What it is.
    pub kind: Kind,
    /// At which levels of detail it is shown.
    pub tier: Tier,
    /// Its name, or empty. Free of control and direction characters.
    pub name: &'a str,
    /// How minor it is: 0 for the most important, 127 for the least. The scale is the kind's own.
    pub rank: u8,
    /// It was placed by reasoning or sketched by hand, not surveyed: off by some hundred metres in a city, by 2–5 km
    /// between towns.
    pub is_estimate: bool,
    /// The smallest box around its points.
    pub bounds: MercBox,
    /// At least one point; a line has two or more; a ring four or more, the last of them equal to the first.
    pub points: &'a [Merc],
}

/// A feature as it is kept: ranges instead of references.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub kind: Kind,
    pub tier: Tier,
    /// Index into the names.
    pub name: usize,
    pub rank: u8,
    pub is_estimate: bool,
    pub bounds: MercBox,
    /// Where its points lie among all points.
    pub points: Range<usize>,
}
