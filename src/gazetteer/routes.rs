//! Where routes start and end, so that what happened on the road from a town is found under the town too.

use super::Gazetteer;
use crate::model::entry::{Place, PlaceIx};
use crate::model::geo::LonLat;
use crate::model::vocabulary::PlaceKind;

/// A route that ends this near to a settlement ends there, however small that is, in km; one that ends farther off does not,
/// however large.
const LEAST_KM: f64 = 3.0;
const MOST_KM: f64 = 30.0;
/// Less than a degree of latitude is anywhere.
const KM_A_DEGREE: f64 = 110.0;

impl Gazetteer {
    /// Whether a place is another, lies in it, or is a route that starts or ends in it.
    pub fn holds(&self, outer: PlaceIx, inner: PlaceIx) -> bool {
        self.lines(inner).flatten().any(|place| place == outer)
    }

    /// What a place lies in: a line from the place outwards; for a route one more from each of the settlements that it starts
    /// and ends at. A place may stand in several.
    pub fn lines(&self, place: PlaceIx) -> impl Iterator<Item = impl Iterator<Item = PlaceIx>> {
        let ends = self.ends.get(&place).map_or(&[][..], Vec::as_slice);
        let starts = std::iter::once(place).chain(ends.iter().copied());
        starts.map(|place| self.ancestry(place))
    }

    /// Finds the settlements that routes start and end at: of those within reach the nearest.
    pub(super) fn tie_routes(&mut self) {
        let numbers = || (0..).map(PlaceIx::from_position).zip(&self.places);
        let is_route = |entry: &Place| entry.kind == PlaceKind::Route && entry.line.len() > 1;
        let routes: Vec<_> = numbers().filter(|(_, entry)| is_route(entry)).collect();
        if routes.is_empty() {
            return;
        }
        let towns = numbers().filter(|(_, entry)| entry.kind == PlaceKind::Settlement);
        let mut towns: Vec<Town> = towns
            .filter_map(|(place, entry)| {
                let reach_km = entry.radius_km.unwrap_or(0.0).clamp(LEAST_KM, MOST_KM);
                let at = entry.at?;
                Some(Town {
                    place,
                    at,
                    reach_km,
                })
            })
            .collect();
        towns.sort_by(|a, b| a.at.lat.total_cmp(&b.at.lat));
        let tied = routes.into_iter().map(|(route, entry)| {
            let ends = [entry.line.first(), entry.line.last()];
            let found = ends
                .into_iter()
                .flatten()
                .filter_map(|end| town_at(&towns, *end));
            let mut found: Vec<PlaceIx> = found.collect();
            found.dedup();
            (route, found)
        });
        self.ends = tied.filter(|(_, found)| !found.is_empty()).collect();
    }
}

/// A settlement that a route may end at.
struct Town {
    place: PlaceIx,
    at: LonLat,
    reach_km: f64,
}

/// The nearest of the settlements that reach to a position. They are sorted by latitude, so that not all are looked at.
fn town_at(towns: &[Town], at: LonLat) -> Option<PlaceIx> {
    let margin = MOST_KM / KM_A_DEGREE;
    let first = towns.partition_point(|town| town.at.lat < at.lat - margin);
    let rest = towns.get(first..).unwrap_or(&[]);
    let around = rest
        .iter()
        .take_while(|town| town.at.lat <= at.lat + margin);
    let near = around.filter_map(|town| {
        let km = town.at.distance_km(at);
        (km <= town.reach_km).then_some((km, town.place))
    });
    let nearest = near.min_by(|(a, _), (b, _)| a.total_cmp(b));
    nearest.map(|(_, place)| place)
}
