//! The places of an event as other programs want them: name, position, and how exactly that is known.

use serde::Serialize;

use crate::app::world::World;
use crate::model::entry::{EventIx, PlaceIx};
use crate::model::geo::{LonLat, Merc};
use crate::model::record::Record;
use crate::model::vocabulary::{PlacePrecision, Relation};

/// One place of one event.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Where<'r> {
    pub id: Option<&'r str>,
    pub name: Option<&'r str>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub precision: &'static str,
    pub relation: Option<&'static str>,
    pub radius_km: Option<f64>,
    /// Id of the place around it whose position this is, as its own is not known.
    pub position_of: Option<&'r str>,
    pub inferred: bool,
    /// Which gazetteer entry it was taken for.
    #[serde(skip)]
    pub place: Option<PlaceIx>,
    /// Lines or rings that are known of it, and whether they are rings.
    #[serde(skip)]
    pub course: Option<(Vec<Vec<Merc>>, bool)>,
}

impl Where<'_> {
    pub fn position(&self) -> Option<LonLat> {
        LonLat::new(self.lon?, self.lat?)
    }
}

/// The places of an event, in the order of the record. Their courses are looked up where they are wanted.
pub(super) fn places<'r>(
    world: &'r World,
    event: EventIx,
    record: &'r Record,
    with_courses: bool,
) -> Vec<Where<'r>> {
    let mut sites = world.sites(event).into_iter();
    let locations = world.dataset.events.locations(event);
    let spots = locations.zip(&record.locations);
    let places = spots.map(|(location, spot)| {
        let found = location.named.and_then(|named| world.resolution(named));
        let place = found.and_then(|found| found.place);
        let entry = place.and_then(|place| world.gazetteer.place(place));
        let stands = place.and_then(|place| world.whereabouts(place));
        // Sites come in the same order, those without a position left out.
        let has_site = location.at.is_some() || stands.is_some();
        let site = if has_site { sites.next() } else { None };
        let own = spot.at.or(location.at.map(rounded));
        let at = own.or(stands.map(|stands| stands.lonlat));
        let borrowed = stands.filter(|stands| own.is_none() && Some(stands.of) != place);
        let owner = borrowed.and_then(|stands| world.gazetteer.place(stands.of));
        let by_kind = found.and_then(|found| found.precision);
        let precision = site.as_ref().map_or_else(
            || match spot.precision {
                PlacePrecision::Unknown => by_kind.unwrap_or(PlacePrecision::Unknown),
                known => known,
            },
            |site| site.precision,
        );
        let course = with_courses.then(|| {
            let shape = location
                .shape
                .and_then(|at| world.dataset.shapes.get(at as usize));
            match (shape, &site) {
                (Some(shape), _) => Some((shape.parts.clone(), shape.closed)),
                (None, Some(site)) => Some((world.courses(site), false)),
                (None, None) => None,
            }
        });
        Where {
            id: entry.map(|entry| entry.id.as_str()),
            name: entry.map(|entry| entry.name.as_str()).or_else(|| {
                let named = world.dataset.named.get(location.named?.at())?;
                Some(named.text.as_str())
            }),
            lat: at.map(|at| at.lat),
            lon: at.map(|at| at.lon),
            precision: precision.name(),
            relation: spot.relation.map(Relation::name),
            radius_km: site.map(|site| site.radius_km),
            position_of: owner.map(|owner| owner.id.as_str()),
            inferred: spot.inferred,
            place,
            course: course.flatten().filter(|(parts, _)| !parts.is_empty()),
        }
    });
    places.collect()
}

/// A position of the map in degrees, as exactly as the map has it: 9 mm are less than seven digits.
pub(super) fn rounded(at: Merc) -> LonLat {
    let exact = at.to_lonlat();
    let digits = |degrees: f64| (degrees * 1e7).round() / 1e7;
    LonLat {
        lon: digits(exact.lon),
        lat: digits(exact.lat),
    }
}
