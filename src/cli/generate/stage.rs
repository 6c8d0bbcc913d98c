//! What made-up events are made of: places, actors, publishers, words and days, drawn once from the seed.

use super::calendar::Calendar;
use super::lexicon::{self, Unique, Vocabulary};
use super::random::{Odds, Random};
use crate::load::{Input, Unreadable, load_gazetteer};
use crate::model::entry;
use crate::model::vocabulary::{PlaceKind, PlacePrecision};

/// How many places there are, those of the gazetteer included.
const PLACES: usize = 5_000;
const ACTORS: usize = 2_000;
const PUBLISHERS: usize = 300;
/// Offensives are about the first so many places.
const FRONTS: usize = 120;

/// Parts of the world beyond the gazetteer: latitude and longitude in degrees.
const ELSEWHERE: &[(i32, i32)] = &[
    (48, 37),
    (15, -3),
    (13, 24),
    (15, 44),
    (13, 39),
    (12, 13),
    (7, 125),
    (22, 97),
    (3, -76),
    (32, 65),
    (-1, 29),
    (-13, 39),
];

/// Bodies that act anywhere; they come first, so that they come often.
const KNOWN_ACTORS: &[&str] = &[
    "Government forces",
    "Army",
    "Islamic State",
    "Air force",
    "Coalition",
    "Border guards",
    "Federal police",
    "Civilians",
    "Opposition fighters",
    "Special forces",
    "Military intelligence",
    "Protesters",
    "Red Crescent",
    "Unidentified gunmen",
];
const BODIES: &[&str] = &[
    "Brigade",
    "Division",
    "Front",
    "Council",
    "Shield",
    "Movement",
    "Battalion",
    "Local Police",
    "Tribal Forces",
    "Military Council",
    "Self-Defence Units",
    "Border Regiment",
];
const ARABIC_BODIES: &[&str] = &["لواء", "كتيبة", "جيش", "مجلس", "حركة"];
const PAPERS: &[&str] = &[
    "News Agency",
    "Times",
    "Radio",
    "Monitor",
    "Post",
    "Press",
    "Observatory",
    "Today",
];

/// Degrees in ten-thousandths: about 11 m.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub lat: i32,
    pub lon: i32,
}

/// A place that events are at.
#[derive(Debug)]
pub(super) struct Place {
    pub name: String,
    /// Its name in Arabic letters, where it has one.
    pub arabic: Option<String>,
    pub at: At,
    /// How far its events lie around it, in ten-thousandths of a degree.
    pub radius: i32,
    pub precision: PlacePrecision,
    /// Whether its name alone says where it is.
    pub known: bool,
}

/// Who tells.
#[derive(Debug)]
pub(super) struct Publisher {
    pub name: String,
    /// The beginning of its addresses.
    pub site: String,
}

/// Everything there is to draw from.
#[derive(Debug)]
pub(super) struct Stage {
    places: Vec<Place>,
    place_odds: Odds,
    actors: Vec<String>,
    actor_odds: Odds,
    publishers: Vec<Publisher>,
    publisher_odds: Odds,
    pub vocabulary: Vocabulary,
    pub calendar: Calendar,
}

impl Stage {
    /// The stage of a seed.
    ///
    /// # Errors
    /// [`Unreadable`] where the bundled gazetteer is damaged.
    pub fn set(seed: u64) -> Result<Self, Unreadable> {
        // Each part has a stream of its own, so that a change to one leaves the others alone.
        let stream = |number: u64| Random::of(seed, u64::MAX - number);
        let places = places(&mut stream(0))?;
        let actors = actors(&mut stream(1), &places);
        let publishers = publishers(&mut stream(2));
        Ok(Self {
            place_odds: Odds::zipf(places.len(), 20),
            actor_odds: Odds::zipf(actors.len(), 5),
            publisher_odds: Odds::zipf(publishers.len(), 10),
            places,
            actors,
            publishers,
            vocabulary: Vocabulary::make(&mut stream(3)),
            calendar: Calendar::make(&mut stream(4), FRONTS),
        })
    }

    pub fn place(&self, random: &mut Random) -> Option<&Place> {
        self.places.get(self.place_odds.draw(random))
    }

    /// The place of an offensive.
    pub fn front(&self, position: usize) -> Option<&Place> {
        self.places.get(position)
    }

    pub fn actor(&self, random: &mut Random) -> &str {
        let position = self.actor_odds.draw(random);
        self.actors.get(position).map_or("", String::as_str)
    }

    pub fn publisher(&self, random: &mut Random) -> Option<&Publisher> {
        self.publishers.get(self.publisher_odds.draw(random))
    }
}

/// The gazetteer's, the better known ones first, then made-up ones around them and elsewhere.
fn places(random: &mut Random) -> Result<Vec<Place>, Unreadable> {
    let (file, _) = load_gazetteer(&Input::bundled_gazetteer())?;
    let mut listed: Vec<&entry::Place> = file.places.iter().collect();
    listed.sort_by_key(|place| (order(place.kind), place.rank));
    let mut places: Vec<Place> = listed.into_iter().filter_map(known).collect();
    let mut unique = Unique::default();
    for place in &places {
        unique.take(&place.name);
    }
    let first = places.len();
    for number in first..PLACES {
        let name = unique.make(random, lexicon::name);
        let near = places.get(random.position(first));
        let (centre, far) = match near {
            Some(near) if random.chance(750) => (near.at, 4_000),
            _ => {
                let part = ELSEWHERE.get(random.position(ELSEWHERE.len()));
                let (lat, lon) = part.copied().unwrap_or_default();
                let at = At {
                    lat: lat * 10_000,
                    lon: lon * 10_000,
                };
                (at, 25_000)
            }
        };
        let arabic = (number % 25 == 0).then(|| lexicon::arabic(random));
        let precision = precision(random);
        places.push(Place {
            name,
            arabic,
            at: around(random, centre, far),
            radius: if precision == PlacePrecision::Settlement {
                150
            } else {
                400
            },
            precision,
            known: false,
        });
    }
    Ok(places)
}

/// What the news is about most comes first.
fn order(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Settlement => 0,
        PlaceKind::Site | PlaceKind::Neighbourhood => 1,
        PlaceKind::Province | PlaceKind::District | PlaceKind::Area => 2,
        PlaceKind::Route | PlaceKind::Water | PlaceKind::Country => 3,
    }
}

fn known(place: &entry::Place) -> Option<Place> {
    let at = place.at?;
    let is_arabic = |name: &str| {
        name.chars()
            .any(|letter| ('\u{620}'..'\u{650}').contains(&letter))
    };
    let arabic = place.alt.iter().find(|name| is_arabic(name));
    Some(Place {
        name: place.name.to_string(),
        arabic: arabic.map(ToString::to_string),
        at: At {
            lat: ten_thousandths(at.lat),
            lon: ten_thousandths(at.lon),
        },
        // A degree is 111 km.
        radius: ten_thousandths(place.radius_km.unwrap_or(1.0) / 111.2),
        precision: place.kind.precision(),
        known: true,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees in ten-thousandths are far below the range of i32"
)]
fn ten_thousandths(degrees: f64) -> i32 {
    (degrees * 10_000.0).round() as i32
}

fn precision(random: &mut Random) -> PlacePrecision {
    match random.below(20) {
        0 | 1 => PlacePrecision::Site,
        2 => PlacePrecision::Neighbourhood,
        3 => PlacePrecision::Area,
        4 => PlacePrecision::District,
        _ => PlacePrecision::Settlement,
    }
}

/// A point of the disc around another.
pub(super) fn around(random: &mut Random, centre: At, radius: i32) -> At {
    loop {
        let (north, east) = (
            random.between(-radius, radius),
            random.between(-radius, radius),
        );
        let square = |side: i32| i64::from(side) * i64::from(side);
        if square(north) + square(east) <= square(radius) {
            return At {
                lat: centre.lat + north,
                lon: centre.lon + east,
            };
        }
    }
}

fn actors(random: &mut Random, places: &[Place]) -> Vec<String> {
    let mut unique = Unique::default();
    let mut actors: Vec<String> = KNOWN_ACTORS.iter().map(|name| (*name).to_owned()).collect();
    for name in &actors {
        unique.take(name);
    }
    while actors.len() < ACTORS {
        let name = unique.make(random, |random| match random.below(100) {
            0..4 => format!("{} {}", random.word(ARABIC_BODIES), lexicon::arabic(random)),
            4..20 => {
                let number = 1 + random.below(99);
                let ending = match number {
                    11..=13 => "th",
                    number => match number % 10 {
                        1 => "st",
                        2 => "nd",
                        3 => "rd",
                        _ => "th",
                    },
                };
                format!(
                    "{number}{ending} {} {}",
                    lexicon::name(random),
                    random.word(BODIES)
                )
            }
            20..50 => {
                let place = places.get(random.position(places.len()));
                let place = place.map_or("", |place| place.name.as_str());
                format!("{place} {}", random.word(BODIES))
            }
            50..60 => lexicon::name(random) + " " + &lexicon::name(random),
            _ => format!("{} {}", lexicon::name(random), random.word(BODIES)),
        });
        actors.push(name);
    }
    actors
}

fn publishers(random: &mut Random) -> Vec<Publisher> {
    let mut unique = Unique::default();
    let mut publishers = Vec::new();
    while publishers.len() < PUBLISHERS {
        let town = lexicon::name(random);
        let name = unique.make(random, |random| format!("{town} {}", random.word(PAPERS)));
        // A name that no machine on the network can have.
        let site = format!("https://{}.example/", lexicon::slug(&town));
        publishers.push(Publisher { name, site });
    }
    publishers
}
