//! Where a place is shown, and in which region.

use super::{Gazetteer, Whereabouts};
use crate::model::entry::{Place, PlaceIx};
use crate::model::geo::{BBox, LonLat, Merc};
use crate::model::vocabulary::PlaceKind;

/// What the lists of regions say of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByList {
    /// It is in this region, or in none: its position says nothing.
    Decided(Option<usize>),
    /// Nothing; its position decides.
    AskPosition,
}

impl Gazetteer {
    /// Where a place is shown: at its own position, else at that of the nearest place around it that has one.
    pub fn whereabouts(&self, place: PlaceIx) -> Option<Whereabouts> {
        self.ancestry(place).find_map(|of| {
            let place = self.place(of)?;
            let (lonlat, extent_km) = position(place)?;
            Some(Whereabouts {
                at: Merc::from_lonlat(lonlat),
                lonlat,
                radius_km: place
                    .radius_km
                    .or(extent_km)
                    .unwrap_or(usual_km(place.kind)),
                of,
            })
        })
    }

    /// The first region that holds an event: by the ids it lists and what lies inside them, else by position. A country
    /// or a province is in a region only if the region lists it: its middle says nothing.
    pub fn region_of(&self, place: Option<PlaceIx>, at: Option<Merc>) -> Option<usize> {
        if let ByList::Decided(region) = self.region_by_list(place) {
            return region;
        }
        let at = at.or_else(|| Some(self.whereabouts(place?)?.at))?;
        self.regions()
            .iter()
            .position(|region| region.bbox.to_merc().contains(at))
    }

    /// The first region that lists a place or what it lies in.
    pub fn region_by_list(&self, place: Option<PlaceIx>) -> ByList {
        let listed = |id: &str| {
            let outer = self.find(id);
            place
                .zip(outer)
                .is_some_and(|(place, outer)| self.lies_in(place, outer))
        };
        let by_id = self
            .regions()
            .iter()
            .position(|region| region.places.iter().any(|id| listed(id)));
        let kind = place
            .and_then(|place| self.place(place))
            .map(|place| place.kind);
        let decides = matches!(kind, Some(PlaceKind::Country | PlaceKind::Province));
        if by_id.is_some() || decides {
            ByList::Decided(by_id)
        } else {
            ByList::AskPosition
        }
    }
}

/// A place's own position, and half its extent in km where its shape says so.
fn position(place: &Place) -> Option<(LonLat, Option<f64>)> {
    let of_bbox = || {
        let bbox = place.bbox?;
        let middle = middle(&bbox);
        let corner = LonLat {
            lon: bbox.east,
            lat: bbox.north,
        };
        Some((middle, middle.distance_km(corner)))
    };
    let of_line = || {
        let middle = *place.line.get(place.line.len() / 2)?;
        let reach = place.line.iter().map(|point| middle.distance_km(*point));
        Some((middle, reach.fold(0.0, f64::max)))
    };
    let shape = of_line().or_else(of_bbox);
    match place.at {
        Some(at) => Some((at, shape.map(|(_, km)| km))),
        None => shape.map(|(at, km)| (at, Some(km))),
    }
}

fn middle(bbox: &BBox) -> LonLat {
    let area = bbox.to_merc();
    area.centre().to_lonlat()
}

/// Half of what a name of this kind usually covers, in km, where the gazetteer does not say.
const fn usual_km(kind: PlaceKind) -> f64 {
    match kind {
        PlaceKind::Site => 0.5,
        PlaceKind::Neighbourhood => 1.5,
        PlaceKind::Settlement => 3.0,
        PlaceKind::Route | PlaceKind::Water => 10.0,
        PlaceKind::District => 25.0,
        PlaceKind::Area => 30.0,
        PlaceKind::Province => 80.0,
        PlaceKind::Country => 300.0,
    }
}
