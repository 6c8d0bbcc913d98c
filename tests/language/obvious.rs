//! The obvious filter: each event's record is asked each question by itself, with the gazetteer at hand and no index.

use std::collections::HashMap;

use sitmap::app::world::World;
use sitmap::gazetteer::Gazetteer;
use sitmap::load::read_record;
use sitmap::model::entry::{ActorIx, DocIx, EventIx, PlaceIx};
use sitmap::model::fold::{fold, without_arabic_article};
use sitmap::model::geo::{LonLat, Merc};
use sitmap::model::query::Key;
use sitmap::model::record::{Record, Spot};
use sitmap::model::time::{Stamp, Stretch};
use sitmap::model::vocabulary::{
    EventType, Factuality, PlaceKind, PlacePrecision, Role, SourceKind, TimePrecision,
};

/// One value, as whoever wrote it meant it.
#[derive(Debug, Clone)]
pub enum Meant {
    Actor(ActorIx, bool),
    Place(PlaceIx),
    Near(LonLat, f64),
    Region(Option<usize>),
    Type(EventType),
    Status(Factuality),
    Voice(Option<SourceKind>),
    Publisher(String),
    Document(DocIx),
    Where(PlacePrecision),
    When(TimePrecision),
    /// From the one moment up to the other, in milliseconds.
    Within(Option<i64>, Option<i64>),
    Has(&'static str),
    Tag(String),
    Dead(u64, u64),
    Words(String),
}

/// One term, as whoever wrote it meant it.
#[derive(Debug, Clone)]
pub struct Question {
    pub negated: bool,
    pub key: Option<Key>,
    pub any: Vec<Meant>,
}

/// All records of a world.
pub struct Obvious<'w> {
    pub world: &'w World,
    pub records: Vec<Record>,
    ends: HashMap<PlaceIx, Vec<PlaceIx>>,
}

impl<'w> Obvious<'w> {
    pub fn of(world: &'w World) -> Self {
        let events = world.dataset.events.all();
        let records = events.map(|event| read_record(&world.dataset, event).unwrap());
        Self {
            world,
            records: records.collect(),
            ends: ends(&world.gazetteer),
        }
    }

    /// The events that pass all questions, in order.
    pub fn chosen(&self, questions: &[Question]) -> Vec<EventIx> {
        let events = self.world.dataset.events.all();
        let passes = |event: &EventIx| {
            questions.iter().all(|question| {
                let any = |meant: &Meant| self.holds(*event, question.key, meant);
                question.any.iter().any(any) != question.negated
            })
        };
        events.filter(passes).collect()
    }

    fn holds(&self, event: EventIx, key: Option<Key>, meant: &Meant) -> bool {
        let record = &self.records[event.at()];
        let dated = record.when.stretch.start.is_some() || record.when.stretch.end.is_some();
        let sources = || {
            record
                .reports
                .iter()
                .filter_map(|report| report.source.as_ref())
        };
        match meant {
            Meant::Actor(actor, whole) => about(key, record)
                .into_iter()
                .any(|one| one == *actor || (*whole && self.belongs_to(one, *actor))),
            Meant::Place(place) => {
                let found = record
                    .locations
                    .iter()
                    .filter_map(|spot| self.place_of(spot));
                found.into_iter().any(|inner| self.lies_in(inner, *place))
            }
            Meant::Near(at, km) => {
                let mut spots = record.locations.iter().enumerate();
                spots.any(|(number, spot)| self.is_within(event, number, spot, (*at, *km)))
            }
            Meant::Region(region) => self.region(record) == *region,
            Meant::Type(kind) => record.kind == *kind,
            Meant::Status(status) => record.factuality == *status,
            // The first report says how an event is known; of one that nobody reports nobody else says so.
            Meant::Voice(kind) => {
                let mut kinds = record
                    .reports
                    .iter()
                    .map(|report| report.source.as_ref().map(|source| source.kind));
                kinds.any(|one| one == *kind)
            }
            Meant::Publisher(name) => documents(record).any(|doc| {
                let documents = &self.world.dataset.documents;
                let via = documents.get(doc).map_or(&[][..], |document| &document.via);
                documents
                    .publisher(doc)
                    .is_some_and(|publisher| **publisher == **name)
                    || via.iter().any(|via| **via == **name)
            }),
            Meant::Document(doc) => documents(record).any(|other| other == *doc),
            Meant::Where(precision) => record
                .locations
                .iter()
                .any(|spot| self.precision(spot) == *precision),
            Meant::When(precision) => record.when.precision == *precision,
            Meant::Within(start, end) => {
                let (own, stretch) = (record.when.stretch, (*start, *end));
                dated && shares(own, stretch)
            }
            Meant::Has(what) => match *what {
                "date" => dated,
                "place" => !record.locations.is_empty(),
                "position" => record
                    .locations
                    .iter()
                    .any(|spot| self.position(spot).is_some()),
                "agent" => record.actors.iter().any(|part| part.role == Role::Agent),
                "target" => record.actors.iter().any(|part| part.role == Role::Target),
                "speaker" => sources().any(|source| source.actor.is_some()),
                "report" => !record.reports.is_empty(),
                "document" => documents(record).next().is_some(),
                "fatalities" => dead(record).is_some(),
                "tag" => !record.tags.is_empty(),
                other => panic!("{other}"),
            },
            Meant::Tag(tag) => record.tags.iter().any(|own| **own == **tag),
            Meant::Dead(least, most) => {
                dead(record).is_some_and(|dead| *least <= dead && dead <= *most)
            }
            Meant::Words(words) => {
                let folded = fold(words);
                folded.split(' ').all(|word| tells(record, word))
            }
        }
    }

    fn belongs_to(&self, actor: ActorIx, whole: ActorIx) -> bool {
        let parent = self.world.dataset.actors[actor.at()].parent;
        parent.is_some_and(|parent| parent == whole || self.belongs_to(parent, whole))
    }

    fn place_of(&self, spot: &Spot) -> Option<PlaceIx> {
        self.world.resolution(spot.named?)?.place
    }

    /// It is the place, lies in it, or is a road with one end in it.
    fn lies_in(&self, inner: PlaceIx, outer: PlaceIx) -> bool {
        let gazetteer = &self.world.gazetteer;
        let inside = |place: PlaceIx| gazetteer.ancestry(place).any(|around| around == outer);
        let ends = self.ends.get(&inner).into_iter().flatten();
        inside(inner) || ends.into_iter().any(|end| inside(*end))
    }

    /// What is written as a bare name is known as exactly as its kind.
    fn precision(&self, spot: &Spot) -> PlacePrecision {
        let by_kind = || self.world.resolution(spot.named?)?.precision;
        match spot.precision {
            PlacePrecision::Unknown => by_kind().unwrap_or(PlacePrecision::Unknown),
            known => known,
        }
    }

    /// Its own coordinates, else its place's, else those of what that lies in.
    fn position(&self, spot: &Spot) -> Option<LonLat> {
        let of_place = || {
            Some(
                self.world
                    .gazetteer
                    .whereabouts(self.place_of(spot)?)?
                    .lonlat,
            )
        };
        spot.at.or_else(of_place)
    }

    /// Nobody knows where in a province or a country it is.
    fn is_vague(&self, spot: &Spot) -> bool {
        let vague = |precision| {
            matches!(
                precision,
                PlacePrecision::Province | PlacePrecision::Country
            )
        };
        let gazetteer = &self.world.gazetteer;
        let of = self
            .place_of(spot)
            .and_then(|place| gazetteer.whereabouts(place));
        let owner = of.and_then(|found| gazetteer.place(found.of));
        let is_borrowed = of.is_some_and(|found| Some(found.of) != self.place_of(spot));
        vague(self.precision(spot))
            || (spot.at.is_none() && is_borrowed && vague(owner.unwrap().kind.precision()))
    }

    fn is_within(&self, event: EventIx, number: usize, spot: &Spot, near: (LonLat, f64)) -> bool {
        if self.is_vague(spot) {
            return false;
        }
        let Some(at) = self.position(spot) else {
            return false;
        };
        let (from, km) = near;
        let dataset = &self.world.dataset;
        let shape = dataset.events.locations(event).nth(number).unwrap().shape;
        if let Some(shape) = shape {
            let shape = &dataset.shapes[usize::try_from(shape).unwrap()];
            let inside = shape.closed && is_inside(&shape.parts, from);
            let mut parts = shape.parts.iter();
            return inside || parts.any(|part| km_to_line(from, &degrees(part)) <= km);
        }
        let place = self
            .place_of(spot)
            .and_then(|place| self.world.gazetteer.place(place));
        let is_route = self.precision(spot) == PlacePrecision::Route;
        match place.filter(|place| is_route && place.line.len() > 1) {
            Some(route) => km_to_line(from, &route.line) <= km,
            None => haversine_km(from, at) <= km,
        }
    }

    /// The region of the first of its places that has one.
    fn region(&self, record: &Record) -> Option<usize> {
        record
            .locations
            .iter()
            .find_map(|spot| self.region_of(spot))
    }

    fn region_of(&self, spot: &Spot) -> Option<usize> {
        let (gazetteer, place) = (&self.world.gazetteer, self.place_of(spot));
        let at = self.position(spot)?;
        let lists = |id: &str| {
            let outer = gazetteer.find(id);
            let mut around = place
                .into_iter()
                .flat_map(|place| gazetteer.ancestry(place));
            around.any(|place| Some(place) == outer)
        };
        let regions = self.world.regions();
        let listed = regions
            .iter()
            .position(|region| region.places.iter().any(|id| lists(id)));
        let entry = place.and_then(|place| gazetteer.place(place));
        let kind = entry.map(|entry| entry.kind);
        if listed.is_some() || matches!(kind, Some(PlaceKind::Country | PlaceKind::Province)) {
            return listed;
        }
        // Where in a province it is nobody knows: only the place that is named may say it.
        let at = if self.is_vague(spot) {
            gazetteer.whereabouts(place?)?.lonlat
        } else {
            at
        };
        regions.iter().position(|region| region.bbox.contains(at))
    }
}

/// Whom a key is about.
fn about(key: Option<Key>, record: &Record) -> Vec<ActorIx> {
    let of = |role: Option<Role>| {
        let parts = record.actors.iter();
        let parts = parts.filter(move |part| role.is_none() || role == Some(part.role));
        parts.map(|part| part.actor)
    };
    let sources = record
        .reports
        .iter()
        .filter_map(|report| report.source.as_ref());
    let speakers = sources.filter_map(|source| source.actor);
    match key {
        Some(Key::Actor) => of(None).chain(speakers).collect(),
        Some(Key::Agent) => of(Some(Role::Agent)).collect(),
        Some(Key::Target) => of(Some(Role::Target)).collect(),
        Some(Key::Partner) => {
            let beside = of(Some(Role::Partner)).chain(of(Some(Role::Beneficiary)));
            beside.collect()
        }
        Some(Key::By) => speakers.collect(),
        other => panic!("{other:?} is about no actors"),
    }
}

fn documents(record: &Record) -> impl Iterator<Item = DocIx> {
    record.reports.iter().filter_map(|report| report.doc)
}

fn dead(record: &Record) -> Option<u64> {
    let dead = record.fatalities.as_ref()?;
    dead.best.or(dead.low).or(dead.high)
}

/// Whether a word of what is told begins so, with an Arabic article before it or not.
fn tells(record: &Record, word: &str) -> bool {
    let letters = without_arabic_article(word);
    let mut texts = vec![record.summary.as_str()];
    for report in &record.reports {
        texts.push(&report.quote);
        texts.extend(report.trigger.iter().map(|trigger| trigger.text.as_str()));
        texts.extend(report.marks.iter().map(|mark| mark.text.as_str()));
    }
    let folded: Vec<String> = texts.into_iter().map(fold).collect();
    let mut told = folded.iter().flat_map(|text| text.split(' '));
    told.any(|told| {
        told.starts_with(letters)
            || told
                .strip_prefix('ا')
                .and_then(|rest| rest.strip_prefix('ل'))
                .is_some_and(|rest| rest.starts_with(letters))
    })
}

/// Whether two half-open stretches share a moment; an open end reaches without limit.
fn shares(own: Stretch, (start, end): (Option<i64>, Option<i64>)) -> bool {
    let first = |at: Option<i64>| at.unwrap_or(i64::MIN);
    let last = |at: Option<i64>| at.unwrap_or(i64::MAX);
    let (own_start, own_end) = (own.start.map(Stamp::ms), own.end.map(Stamp::ms));
    first(own_start) < last(end) && first(start) < last(own_end)
}

const EARTH_KM: f64 = 6371.0088;

fn haversine_km(a: LonLat, b: LonLat) -> f64 {
    let (north, east) = (b.lat - a.lat, b.lon - a.lon);
    let sin2 = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let h = sin2(north) + a.lat.to_radians().cos() * b.lat.to_radians().cos() * sin2(east);
    2.0 * EARTH_KM * h.sqrt().min(1.0).asin()
}

fn degrees(part: &[Merc]) -> Vec<LonLat> {
    part.iter().map(|at| at.to_lonlat()).collect()
}

/// How far the nearest of a thousand points of each step of a line is; steps are short, so that they are straight.
fn km_to_line(from: LonLat, line: &[LonLat]) -> f64 {
    let mut nearest = line
        .first()
        .map_or(f64::INFINITY, |at| haversine_km(from, *at));
    for step in line.windows(2) {
        for part in 0..=1_000 {
            let share = f64::from(part) / 1_000.0;
            let at = LonLat {
                lon: step[0].lon + (step[1].lon - step[0].lon) * share,
                lat: step[0].lat + (step[1].lat - step[0].lat) * share,
            };
            nearest = nearest.min(haversine_km(from, at));
        }
    }
    nearest
}

/// Whether a line from a position eastwards leaves rings an odd number of times.
fn is_inside(rings: &[Vec<Merc>], at: LonLat) -> bool {
    let mut crossings = 0;
    for ring in rings {
        for step in degrees(ring).windows(2) {
            let (a, b) = (step[0], step[1]);
            let spans = (a.lat > at.lat) != (b.lat > at.lat);
            if spans && at.lon < a.lon + (b.lon - a.lon) * (at.lat - a.lat) / (b.lat - a.lat) {
                crossings += 1;
            }
        }
    }
    crossings % 2 == 1
}

/// The settlements where each road starts and ends: the nearest one that reaches so far, by 3 to 30 km.
fn ends(gazetteer: &Gazetteer) -> HashMap<PlaceIx, Vec<PlaceIx>> {
    let all = || (0..).map(PlaceIx).zip(gazetteer.places());
    let towns = || all().filter(|(_, place)| place.kind == PlaceKind::Settlement);
    let town_at = |end: LonLat| {
        let near = towns().filter_map(|(town, place)| {
            let km = haversine_km(place.at?, end);
            let reach = place.radius_km.unwrap_or(0.0).clamp(3.0, 30.0);
            (km <= reach).then_some((km, town))
        });
        near.min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, town)| town)
    };
    let roads = all().filter(|(_, place)| place.kind == PlaceKind::Route && place.line.len() > 1);
    let ends = roads.map(|(road, place)| {
        let ends = [place.line[0], place.line[place.line.len() - 1]];
        (road, ends.into_iter().filter_map(town_at).collect())
    });
    ends.collect()
}
