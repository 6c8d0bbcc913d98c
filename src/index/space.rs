//! Where every event stands on the map: its places as the gazetteer resolved them, and its region.
//!
//! Most events happen at one of a few thousand named places, known so or so well: a [`Spot`], resolved once. An event keeps
//! four bytes that say which spot it has; what it has beside (coordinates of its own, several places, a line) stays in
//! its columns, and a [`Site`] is made from both when somebody asks.

use std::collections::HashMap;
use std::ops::Deref;

use foldhash::fast::FixedState;

use super::extent::Extent;
use super::set::EventSet;
use crate::gazetteer::{ByList, Gazetteer, Resolution};
use crate::model::dataset::Dataset;
use crate::model::entry::{EventIx, PlaceIx};
use crate::model::events::{Events, Location};
use crate::model::geo::{Merc, MercBox};
use crate::model::vocabulary::{PlacePrecision, Relation};

/// How a place of an event is drawn, so that the mark claims no more than is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Known to a settlement or better: a glyph where it is.
    Point,
    /// Known to an area: its radius as a ring.
    Area,
    /// Along a route: its line.
    Route,
    /// Known to a province or a country: hatching beside the name.
    Label,
}

/// One place of one event, with its position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Site {
    /// Whose.
    pub event: EventIx,
    /// Which gazetteer entry it was taken for.
    pub place: Option<PlaceIx>,
    /// The position; a place without one stands where its parent does.
    pub at: Merc,
    /// Half-width of what is meant, in km; 0 where the event has its own coordinates.
    pub radius_km: f64,
    /// How exactly it is known.
    pub precision: PlacePrecision,
    /// How the event lies to the place.
    pub relation: Option<Relation>,
    /// How it is drawn.
    pub form: Form,
    /// The event's own line or area in [`Dataset::shapes`].
    pub shape: Option<u32>,
}

/// What sites have in common: a place, how exactly it is known, and whether events bring their own coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Which gazetteer entry it was taken for.
    pub place: Option<PlaceIx>,
    /// Where it is; `None` where each of its events has its own coordinates.
    pub at: Option<Merc>,
    /// Half-width of what is meant, in km; 0 where its events have their own coordinates.
    pub radius_km: f64,
    /// How exactly it is known.
    pub precision: PlacePrecision,
    /// How its events lie to the place.
    pub relation: Option<Relation>,
    /// How it is drawn.
    pub form: Form,
}

impl Spot {
    /// The site of one of its events. `own` are the event's own coordinates, if it has some.
    pub fn site(&self, event: EventIx, own: Option<Merc>, shape: Option<u32>) -> Option<Site> {
        Some(Site {
            event,
            place: self.place,
            at: self.at.or(own)?,
            radius_km: self.radius_km,
            precision: self.precision,
            relation: self.relation,
            form: self.form,
            shape,
        })
    }
}

/// Where one event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nowhere that is known.
    Nowhere,
    /// At one spot, by its number, with all others of it.
    At(usize),
    /// At coordinates of its own; the spot says the rest.
    Own(usize),
    /// At several places, or with a course of its own: it has to be looked at by itself.
    Apart,
}

/// A standing in four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Packed(u32);

impl Packed {
    const NOWHERE: Self = Self(u32::MAX);
    const APART: Self = Self(u32::MAX - 1);
    const OWN: u32 = 1 << 31;

    fn of(spot: u32, own: bool) -> Self {
        Self(spot | if own { Self::OWN } else { 0 })
    }

    fn standing(self) -> Standing {
        match self {
            Self::NOWHERE => Standing::Nowhere,
            Self::APART => Standing::Apart,
            Self(spot) if spot & Self::OWN == 0 => Standing::At(spot as usize),
            Self(spot) => Standing::Own((spot & !Self::OWN) as usize),
        }
    }
}

/// The sites of one event.
#[derive(Debug, Clone, PartialEq)]
pub enum Sites {
    /// None, or one.
    Few(Option<Site>),
    /// Several.
    Many(Vec<Site>),
}

impl Deref for Sites {
    type Target = [Site];

    fn deref(&self) -> &[Site] {
        match self {
            Self::Few(site) => site.as_slice(),
            Self::Many(sites) => sites,
        }
    }
}

impl IntoIterator for Sites {
    type Item = Site;
    type IntoIter = std::iter::Chain<std::option::IntoIter<Site>, std::vec::IntoIter<Site>>;

    fn into_iter(self) -> Self::IntoIter {
        let (few, many) = match self {
            Self::Few(site) => (site, Vec::new()),
            Self::Many(sites) => (None, sites),
        };
        few.into_iter().chain(many)
    }
}

/// Spots by what makes them.
type Ids = HashMap<u64, u32, FixedState>;

/// Where all events stand, and the region of each.
#[derive(Debug, Clone, Default)]
pub struct Space {
    standings: Vec<Packed>,
    spots: Vec<Spot>,
    ids: Ids,
    regions: Vec<u8>,
    /// The spots with a position, those that are drawn as one next to each other, the most exact of these first.
    drawn: Vec<u32>,
    /// Events to be looked at one by one.
    apart: EventSet,
    /// Events with coordinates of their own that need no more than that.
    own: EventSet,
    placeless: EventSet,
    coarse: EventSet,
    bounds: Option<MercBox>,
}

/// Stands for "elsewhere" in the column of regions.
const ELSEWHERE: u8 = u8::MAX;

impl Space {
    /// Resolves every location of every event.
    pub fn build(dataset: &Dataset, gazetteer: &Gazetteer, resolved: &[Resolution]) -> Self {
        let events = &dataset.events;
        let len = events.len();
        let mut space = Self {
            standings: Vec::with_capacity(len),
            regions: Vec::with_capacity(len),
            apart: EventSet::none(len),
            own: EventSet::none(len),
            placeless: EventSet::none(len),
            coarse: EventSet::none(len),
            ..Self::default()
        };
        let mut regions = Regions::of(gazetteer);
        let mut reach = [Extent::default(), Extent::default()];
        for event in events.all() {
            let packed = space.stand(events, event, gazetteer, resolved);
            space.standings.push(packed);
            let region = space.note(events, event, &mut regions, &mut reach);
            space.regions.push(region);
        }
        let [drawn, all] = reach;
        space.bounds = drawn.bounds().or_else(|| all.bounds());
        space.drawn = space.in_drawing_order();
        space
    }

    /// Where an event stands; its spots are made on the way.
    fn stand(
        &mut self,
        events: &Events,
        event: EventIx,
        gazetteer: &Gazetteer,
        resolved: &[Resolution],
    ) -> Packed {
        let mut found: Option<Packed> = None;
        for (number, location) in events.locations(event).enumerate() {
            let id = self.spot(&location, gazetteer, resolved);
            let spot = self.spots.get(id as usize);
            let own = location.at.is_some();
            if !own && spot.is_none_or(|spot| spot.at.is_none()) {
                continue;
            }
            let course = own && spot.is_some_and(|spot| spot.form == Form::Route);
            // The columns are asked for the first location only.
            let apart = number > 0 || course || location.shape.is_some();
            // All of them are looked at, so that each has its spot.
            found = Some(if apart || found == Some(Packed::APART) {
                Packed::APART
            } else {
                Packed::of(id, own)
            });
        }
        found.unwrap_or(Packed::NOWHERE)
    }

    /// The number of the spot of a location.
    fn spot(&mut self, location: &Location, gazetteer: &Gazetteer, resolved: &[Resolution]) -> u32 {
        let key = key(location);
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = u32::try_from(self.spots.len()).unwrap_or(u32::MAX);
        self.spots.push(spot(location, gazetteer, resolved));
        self.ids.insert(key, id);
        id
    }

    /// Takes down what is asked of an event later; its region.
    fn note(
        &mut self,
        events: &Events,
        event: EventIx,
        regions: &mut Regions,
        reach: &mut [Extent; 2],
    ) -> u8 {
        let standing = self.standing(event);
        match standing {
            Standing::Nowhere => self.placeless.insert(event),
            Standing::Apart => self.apart.insert(event),
            Standing::Own(_) => self.own.insert(event),
            Standing::At(_) => {}
        }
        if let Standing::At(number) = standing
            && let Some(Some(known)) = regions.of_spots.get(number)
        {
            if known.coarse {
                self.coarse.insert(event);
            }
            return known.region;
        }
        let sites = self.sites(events, event);
        let coarse = sites.first().is_some_and(|site| site.form != Form::Point);
        if coarse {
            self.coarse.insert(event);
        }
        for site in sites.iter() {
            let [drawn, all] = reach;
            all.add(site.at);
            if site.form != Form::Label {
                drawn.add(site.at);
            }
        }
        let region = sites.iter().find_map(|site| regions.of_site(site));
        let region = region.unwrap_or(ELSEWHERE);
        if let Standing::At(number) = standing {
            regions
                .of_spots
                .resize(self.spots.len().max(number + 1), None);
            if let Some(slot) = regions.of_spots.get_mut(number) {
                *slot = Some(Known { region, coarse });
            }
        }
        region
    }

    /// The spots with a position, ordered by what is drawn as one: position, then radius.
    fn in_drawing_order(&self) -> Vec<u32> {
        let numbers = (0..).zip(&self.spots);
        let mut drawn: Vec<(Merc, u64, Form, u32)> = numbers
            .filter_map(|(number, spot)| {
                let radius = spot.radius_km.to_bits();
                Some((spot.at?, radius, spot.form, number))
            })
            .collect();
        drawn.sort_unstable();
        drawn.into_iter().map(|(.., number)| number).collect()
    }

    /// Where an event stands.
    pub fn standing(&self, event: EventIx) -> Standing {
        let packed = self.standings.get(event.at());
        packed.copied().unwrap_or(Packed::NOWHERE).standing()
    }

    /// The number of the spot of a location of an event.
    pub fn spot_of(&self, location: &Location) -> Option<usize> {
        self.ids.get(&key(location)).map(|id| *id as usize)
    }

    /// All spots, by their numbers.
    pub fn spots(&self) -> &[Spot] {
        &self.spots
    }

    /// The numbers of the spots with a position, those that are drawn as one next to each other, the most exact of these
    /// first.
    pub fn drawn(&self) -> &[u32] {
        &self.drawn
    }

    /// The events that stand [`Standing::Apart`].
    pub fn apart(&self) -> &EventSet {
        &self.apart
    }

    /// The events that stand at their [`Standing::Own`] coordinates.
    pub fn own(&self) -> &EventSet {
        &self.own
    }

    /// The events without a position.
    pub fn placeless(&self) -> &EventSet {
        &self.placeless
    }

    /// The events whose first place is known to less than a settlement.
    pub fn coarse(&self) -> &EventSet {
        &self.coarse
    }

    /// The places of an event that have a position.
    pub fn sites(&self, events: &Events, event: EventIx) -> Sites {
        let spot = |number: usize| self.spots.get(number);
        match self.standing(event) {
            Standing::Nowhere => Sites::Few(None),
            Standing::At(number) => {
                Sites::Few(spot(number).and_then(|spot| spot.site(event, None, None)))
            }
            Standing::Own(number) => {
                let own = own(events, event);
                Sites::Few(spot(number).and_then(|spot| spot.site(event, own, None)))
            }
            Standing::Apart => {
                let sites = events.locations(event).filter_map(|location| {
                    let id = self.ids.get(&key(&location))?;
                    spot(*id as usize)?.site(event, location.at, location.shape)
                });
                Sites::Many(sites.collect())
            }
        }
    }

    /// Number of the first region that holds one of its places; `None` is "elsewhere".
    pub fn region(&self, event: EventIx) -> Option<usize> {
        let region = self.regions.get(event.at()).copied();
        region
            .filter(|region| *region != ELSEWHERE)
            .map(usize::from)
    }

    /// A box around all sites that are drawn where they are; `None` where no event has one.
    pub fn bounds(&self) -> Option<MercBox> {
        self.bounds
    }
}

/// The own coordinates of an event that stands at some.
pub fn own(events: &Events, event: EventIx) -> Option<Merc> {
    events.own_position(event)
}

/// What makes the spot of a location, as one number: name, precision, relation, and whether it has its own coordinates.
fn key(location: &Location) -> u64 {
    let named = location.named.map_or(0, |named| u64::from(named.0) + 1);
    let relation = location.relation.map_or(0, |relation| relation as u64 + 1);
    named << 16
        | (location.precision as u64) << 8
        | relation << 1
        | u64::from(location.at.is_some())
}

fn spot(location: &Location, gazetteer: &Gazetteer, resolved: &[Resolution]) -> Spot {
    let place = location
        .named
        .and_then(|named| resolved.get(named.at())?.place);
    let whereabouts = place.and_then(|place| gazetteer.whereabouts(place));
    let has_own = location.at.is_some();
    // A place written as a bare name is known as precisely as its kind.
    let by_kind = location
        .named
        .and_then(|named| resolved.get(named.at())?.precision);
    let precision = match location.precision {
        PlacePrecision::Unknown => by_kind.unwrap_or(PlacePrecision::Unknown),
        known => known,
    };
    let own = form_of(precision);
    // A place that stands where its parent does is known no better than the parent.
    let borrowed = whereabouts.filter(|found| !has_own && Some(found.of) != place);
    let parent = borrowed.and_then(|found| gazetteer.place(found.of));
    let form = parent.map_or(own, |parent| coarser(own, form_of(parent.kind.precision())));
    let found = whereabouts.filter(|_| !has_own);
    Spot {
        place,
        at: found.map(|found| found.at),
        radius_km: found.map_or(0.0, |found| found.radius_km),
        precision,
        relation: location.relation,
        form,
    }
}

/// How a place of a precision is drawn.
fn form_of(precision: PlacePrecision) -> Form {
    match precision {
        PlacePrecision::Site | PlacePrecision::Neighbourhood | PlacePrecision::Settlement => {
            Form::Point
        }
        // What is not said to be exact is not drawn as if it were.
        PlacePrecision::Area | PlacePrecision::District | PlacePrecision::Unknown => Form::Area,
        PlacePrecision::Route => Form::Route,
        PlacePrecision::Province | PlacePrecision::Country => Form::Label,
    }
}

/// The less exact of two forms, and never better than an area.
fn coarser(own: Form, parent: Form) -> Form {
    if own == Form::Label || parent == Form::Label {
        Form::Label
    } else {
        Form::Area
    }
}

/// What is known of a spot beside its site.
#[derive(Debug, Clone, Copy)]
struct Known {
    region: u8,
    coarse: bool,
}

/// Says which region holds a site, without asking the gazetteer twice for one place.
struct Regions<'a> {
    gazetteer: &'a Gazetteer,
    of_spots: Vec<Option<Known>>,
    of_places: HashMap<Option<PlaceIx>, ByList, FixedState>,
    boxes: Vec<MercBox>,
}

impl<'a> Regions<'a> {
    fn of(gazetteer: &'a Gazetteer) -> Self {
        let regions = gazetteer.regions().iter();
        Self {
            gazetteer,
            of_spots: Vec::new(),
            of_places: HashMap::default(),
            boxes: regions.map(|region| region.bbox.to_merc()).collect(),
        }
    }

    fn of_site(&mut self, site: &Site) -> Option<u8> {
        let gazetteer = self.gazetteer;
        let by_list = self.of_places.entry(site.place);
        let by_list = *by_list.or_insert_with(|| gazetteer.region_by_list(site.place));
        let region = match by_list {
            ByList::Decided(region) => region,
            // A country is not in the region that its middle happens to fall into.
            ByList::AskPosition if site.form == Form::Label => {
                gazetteer.region_of(site.place, None)
            }
            ByList::AskPosition => self.boxes.iter().position(|area| area.contains(site.at)),
        };
        region.and_then(|region| u8::try_from(region).ok())
    }
}
