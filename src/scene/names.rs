//! Which names a map would like to show, and how much it would like to.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::cities::{Cities, Known};
use super::ground::{LEAST_RIVER, Near, detail};
use super::labels::{Candidate, Name, Naming};
use super::map::Sheet;
use crate::app::cells::cell_of;
use crate::app::crowd::Crowd;
use crate::app::view::Layer;
use crate::app::world::World;
use crate::basemap::{Feature, Kind};
use crate::index::space::{Form, Site, Spot, Standing};
use crate::model::entry::{EventIx, Place, PlaceIx};
use crate::model::geo::Merc;
use crate::model::vocabulary::PlaceKind;

/// Every name that a map would like to show if there were events at all spots, with the spot of each.
pub(super) fn all(sheet: &Sheet) -> Vec<(Option<u32>, Candidate)> {
    let cities = Cities::of(sheet);
    let spots = (0..).zip(sheet.world.space().spots());
    let of_spot = |(number, spot): (u32, &Spot)| {
        let site = named_site(sheet.world, spot)?;
        Some((Some(number), of_site(sheet, &cities, &site)?))
    };
    let mut candidates: Vec<(Option<u32>, Candidate)> = spots.filter_map(of_spot).collect();
    let ground = of_gazetteer(sheet, &cities);
    let mut ground: Vec<Candidate> = ground.into_iter().chain(of_basemap(sheet)).collect();
    ground.retain(|candidate| on_map(sheet, candidate.at));
    candidates.extend(ground.into_iter().map(|candidate| (None, candidate)));
    candidates
}

/// Whether a name's place is on the map.
fn on_map(sheet: &Sheet, at: Merc) -> bool {
    cell_of(at, &sheet.view.camera, sheet.viewport).is_some()
}

/// The least important rank of towns that a scale has room for.
fn most_rank(km_per_column: f64) -> u8 {
    match km_per_column {
        km if km > 40.0 => 0,
        km if km > 14.0 => 1,
        km if km > 7.0 => 3,
        km if km > 4.0 => 5,
        km if km > 2.0 => 7,
        km if km > 0.9 => 8,
        km if km > 0.4 => 9,
        _ => u8::MAX,
    }
}

/// The site where the name of a spot's events stands: events with coordinates of their own are not all there, that is the
/// place's. `None` where it has none, and where the place is not known.
fn named_site(world: &World, spot: &Spot) -> Option<Site> {
    let found = spot.place.filter(|_| spot.at.is_none());
    let found = found.and_then(|place| world.whereabouts(place));
    spot.site(EventIx(0), found.map(|found| found.at), None)
        .filter(|site| site.place.is_some())
}

/// The places that events name: which spots say how theirs is written, and the names that events say themselves how to write.
/// Of a place that is known in several ways, the most exact one does.
pub(super) fn of_events(sheet: &Sheet, crowd: &Crowd) -> (Vec<bool>, Vec<Candidate>) {
    let world = sheet.world;
    let spots = world.space().spots();
    let mut chosen = vec![false; spots.len()];
    // Each place with the best of its spots.
    let mut best: HashMap<PlaceIx, (Form, usize), FixedState> = HashMap::default();
    let mut roving: Vec<usize> = Vec::new();
    for (number, _) in crowd.spots().filled() {
        let Some((spot, place)) = spots.get(number).and_then(|spot| Some((spot, spot.place?)))
        else {
            continue;
        };
        if spot.at.is_none() && world.whereabouts(place).is_none() {
            roving.push(number);
            continue;
        }
        let known = best.entry(place).or_insert((spot.form, number));
        *known = (*known).min((spot.form, number));
    }
    let mut others: Vec<Site> = first_of_each(world, crowd, roving);
    let loners = crowd.loners().iter();
    others.extend(loners.flat_map(|loner| loner.sites.iter()));
    others.sort_by_key(|site| (site.place, site.form));
    others.dedup_by_key(|site| site.place);
    others.retain(|site| {
        let known = site.place.and_then(|place| best.get(&place));
        known.is_none_or(|(form, _)| site.form < *form)
    });
    for site in &others {
        if let Some(place) = site.place {
            best.remove(&place);
        }
    }
    for (_, number) in best.into_values() {
        if let Some(slot) = chosen.get_mut(number) {
            *slot = true;
        }
    }
    let cities = Cities::of(sheet);
    let names = others.iter();
    let names = names.filter_map(|site| of_site(sheet, &cities, site));
    (chosen, names.collect())
}

/// The site of the first event of each of some spots, whose place nobody knows but its events.
fn first_of_each(world: &World, crowd: &Crowd, mut spots: Vec<usize>) -> Vec<Site> {
    let mut sites = Vec::new();
    if spots.is_empty() {
        return sites;
    }
    let own = (**crowd.set()).clone().and(world.space().own());
    for event in own.iter() {
        let Standing::Own(spot) = world.space().standing(event) else {
            continue;
        };
        if let Some(at) = spots.iter().position(|wanted| *wanted == spot) {
            spots.swap_remove(at);
            sites.extend(world.sites(event));
        }
        if spots.is_empty() {
            break;
        }
    }
    sites
}

/// The name of a site's place: first, what a province or an area is; then towns and quarters, as far as there is room.
/// `None` where it is not on the map.
fn of_site(sheet: &Sheet, cities: &Cities, site: &Site) -> Option<Candidate> {
    if !on_map(sheet, site.at) {
        return None;
    }
    let number = site.place?;
    let place = sheet.world.gazetteer.place(number)?;
    let reach = || sheet.radius_columns(site);
    let (priority, naming, reach) = match site.form {
        Form::Label => (-10, Naming::Area, Some(reach())),
        Form::Area | Form::Route if reach() >= 1.2 => (2, Naming::Area, None),
        Form::Point if place.kind == PlaceKind::Settlement => (2, Naming::Town(false), None),
        // Quarters and sites of one town all stand in one cell until the map is near enough.
        Form::Point if sheet.km_per_column < Near::CITY || stands_alone(place) => {
            (3, Naming::Street, None)
        }
        _ => return None,
    };
    let known = cities.find(&place.name, site.at);
    Some(Candidate {
        priority,
        order: sheet.world.name_order_of(number),
        name: Name::Of(number),
        at: site.at,
        naming: within_city(naming, known),
        reach,
        known,
    })
}

/// Whether a site lies outside towns, so that its name is its own: the gazetteer ranks it among the towns.
fn stands_alone(place: &Place) -> bool {
    place.rank.is_some_and(|rank| rank <= 7)
}

fn of_gazetteer(sheet: &Sheet, cities: &Cities) -> Vec<Candidate> {
    let most = most_rank(sheet.km_per_column);
    let bounds = sheet.view.camera.bounds(sheet.viewport);
    let gazetteer = &sheet.world.gazetteer;
    let mut candidates = Vec::new();
    for (at, place) in gazetteer.places().iter().enumerate() {
        let Some((layer, naming, rank)) = naming(place, sheet.km_per_column) else {
            continue;
        };
        if !sheet.view.layers.shows(layer) {
            continue;
        }
        let number = PlaceIx::from_position(at);
        // A place that borrows its parent's position has none to stand at.
        let Some(found) = sheet
            .world
            .whereabouts(number)
            .filter(|found| found.of == number)
        else {
            continue;
        };
        if !bounds.contains(found.at) {
            continue;
        }
        let known = cities.find(&place.name, found.at);
        let priority = match known {
            Some(known) if naming == Naming::Street && !stands_alone(place) => {
                known.priority(sheet.km_per_column)
            }
            _ => (rank <= most).then_some(i32::from(rank)),
        };
        if let Some(priority) = priority {
            candidates.push(Candidate {
                priority,
                order: sheet.world.name_order_of(number),
                name: Name::Of(number),
                at: found.at,
                naming: within_city(naming, known),
                reach: None,
                known,
            });
        }
    }
    candidates
}

/// How a place is written of which the base map knows what it is.
fn within_city(naming: Naming, known: Option<Known>) -> Naming {
    match known {
        Some(known) if known.kind == Kind::Bridge && naming == Naming::Street => Naming::Bridge,
        _ => naming,
    }
}

/// How a place is written, in which layer, and its rank.
fn naming(place: &Place, km_per_column: f64) -> Option<(Layer, Naming, u8)> {
    match place.kind {
        PlaceKind::Settlement => {
            let rank = place.rank.unwrap_or(9);
            Some((Layer::Towns, Naming::Town(rank <= 1), rank))
        }
        PlaceKind::Neighbourhood | PlaceKind::Site => Some((
            Layer::Streets,
            Naming::Street,
            place.rank.unwrap_or(20).max(10),
        )),
        PlaceKind::Province if km_per_column < 6.0 => {
            Some((Layer::Governorates, Naming::Governorate, 4))
        }
        _ => None,
    }
}

fn of_basemap(sheet: &Sheet) -> Vec<Candidate> {
    let km = sheet.km_per_column;
    let shows = |layer| sheet.view.layers.shows(layer);
    let mut candidates = Vec::new();
    if shows(Layer::Borders) && km > 2.5 {
        let (most, first) = if km > 40.0 { (3, -5) } else { (u8::MAX, 2) };
        named(
            sheet,
            Kind::Country,
            most,
            Naming::Country,
            first,
            &mut candidates,
        );
    }
    if shows(Layer::Towns) {
        named(
            sheet,
            Kind::Town,
            most_rank(km),
            Naming::Town(false),
            1,
            &mut candidates,
        );
    }
    if shows(Layer::Rivers) && km < 14.0 {
        let most = match km {
            km if km > 4.0 => 5,
            km if km > Near::CITY => LEAST_RIVER,
            _ => u8::MAX,
        };
        named(sheet, Kind::River, most, Naming::Water, 1, &mut candidates);
    }
    if shows(Layer::Water) && km < 4.0 {
        named(
            sheet,
            Kind::Lake,
            u8::MAX,
            Naming::Water,
            3,
            &mut candidates,
        );
    }
    candidates
}

/// The names of one kind of feature, each where the middle of what is seen of it lies; pieces that meet are one.
fn named(
    sheet: &Sheet,
    kind: Kind,
    most: u8,
    naming: Naming,
    first: i32,
    candidates: &mut Vec<Candidate>,
) {
    let bounds = sheet.view.camera.bounds(sheet.viewport);
    let detail = detail(&sheet.view.camera);
    let features = sheet.world.basemap.features(kind, detail, &bounds);
    let named = features.filter(|feature| feature.rank <= most && !feature.name.is_empty());
    for whole in joined(named) {
        let mut seen: Vec<Merc> = whole.points;
        seen.retain(|at| bounds.contains(*at));
        if let Some(at) = seen.get(seen.len() / 2) {
            candidates.push(Candidate {
                priority: first + i32::from(whole.rank),
                order: sheet.world.name_order(whole.name),
                name: Name::Given(whole.name.to_owned()),
                at: *at,
                naming,
                reach: None,
                known: None,
            });
        }
    }
}

/// A feature with a name, or the pieces of a river that meet.
struct Whole<'a> {
    name: &'a str,
    rank: u8,
    points: Vec<Merc>,
}

/// Features, pieces of a river that share an end as one.
fn joined<'a>(features: impl Iterator<Item = Feature<'a>>) -> Vec<Whole<'a>> {
    let mut wholes: Vec<Whole> = Vec::new();
    for feature in features {
        let mut whole = Whole {
            name: feature.name,
            rank: feature.rank,
            points: feature.points.to_vec(),
        };
        while feature.kind == Kind::River
            && let Some(met) = wholes.iter().position(|other| other.meets(&whole))
        {
            whole = wholes.remove(met).led_on(whole);
        }
        wholes.push(whole);
    }
    wholes
}

impl Whole<'_> {
    fn ends(&self) -> [Option<&Merc>; 2] {
        [self.points.first(), self.points.last()]
    }

    fn meets(&self, other: &Self) -> bool {
        let others = other.ends();
        self.name == other.name && self.ends().iter().any(|end| others.contains(end))
    }

    /// Both as one line, in the order in which one goes along it.
    fn led_on(mut self, mut other: Self) -> Self {
        if other.ends().contains(&self.points.first()) {
            self.points.reverse();
        }
        if other.points.first() != self.points.last() {
            other.points.reverse();
        }
        self.points.extend(other.points);
        self
    }
}
