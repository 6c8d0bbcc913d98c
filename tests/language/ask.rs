//! Questions made up at random: each as a term of a line, and as what it means.

use std::collections::HashMap;

use sitmap::app::world::World;
use sitmap::model::entry::{ActorIx, EventIx, PlaceIx};
use sitmap::model::fold::fold;
use sitmap::model::geo::LonLat;
use sitmap::model::query::{KEYS, Key};
use sitmap::model::time::{DAY_MS, Stamp};
use sitmap::model::vocabulary::{EventType, Factuality, PlacePrecision, SourceKind, TimePrecision};

use crate::obvious::{Meant, Obvious, Question};
use crate::worlds::Random;

const HAS: &[&str] = &[
    "date",
    "place",
    "position",
    "agent",
    "target",
    "speaker",
    "report",
    "document",
    "fatalities",
    "tag",
];
/// No word of any language.
const NOTHING: &str = "xqzj";

/// Whoever asks: what can be asked for is known.
pub struct Asker<'w> {
    obvious: &'w Obvious<'w>,
    /// Of each folded spelling how many actors are called so.
    called: HashMap<String, usize>,
    /// The places of events, and what these lie in.
    places: Vec<PlaceIx>,
    publishers: Vec<String>,
}

impl<'w> Asker<'w> {
    pub fn of(obvious: &'w Obvious<'w>) -> Self {
        let world = obvious.world;
        let mut called: HashMap<String, usize> = HashMap::new();
        for actor in &world.dataset.actors {
            let mut spellings: Vec<String> = actor.aliases.iter().map(|name| fold(name)).collect();
            spellings.extend([fold(&actor.name), fold(&actor.id)]);
            spellings.sort();
            spellings.dedup();
            for spelling in spellings {
                *called.entry(spelling).or_default() += 1;
            }
        }
        let mut places: Vec<PlaceIx> = Vec::new();
        for record in &obvious.records {
            let named = record.locations.iter().filter_map(|spot| spot.named);
            let found = named.filter_map(|named| world.resolution(named)?.place);
            places.extend(found.flat_map(|place| world.gazetteer.ancestry(place)));
        }
        places.sort();
        places.dedup();
        places.push(world.gazetteer.find("raqqa").unwrap());
        let documents = &world.dataset.documents;
        let via = documents
            .described()
            .iter()
            .flat_map(|document| &document.via);
        let publishers = documents.publishers().chain(via);
        Self {
            obvious,
            called,
            places,
            publishers: publishers.map(ToString::to_string).collect(),
        }
    }

    fn world(&self) -> &'w World {
        self.obvious.world
    }

    /// A line of one to three terms, and what it asks.
    pub fn line(&self, random: &mut Random) -> (String, Vec<Question>) {
        let (mut terms, mut questions) = (Vec::new(), Vec::new());
        for _ in 0..=random.below(3) {
            if let Some((term, question)) = self.term(random) {
                terms.push(term);
                questions.push(question);
            }
        }
        (terms.join(" "), questions)
    }

    /// A term; `None` where there is nothing of the key to ask for.
    fn term(&self, random: &mut Random) -> Option<(String, Question)> {
        let keys: Vec<Key> = KEYS
            .iter()
            .filter(|spec| !spec.is_view)
            .map(|spec| spec.key)
            .collect();
        let key = Some(*random.pick(&keys)).filter(|_| !random.one_in(6));
        let (mut texts, mut any) = (Vec::new(), Vec::new());
        for _ in 0..*random.pick(&[1, 1, 2, 3]) {
            let (text, meant) = match key {
                Some(key) => self.value(key, random)?,
                None => self.words(random)?,
            };
            texts.push(text);
            any.push(meant);
        }
        let negated = random.one_in(3);
        let sign = if negated { "-" } else { "" };
        let name = key.map_or(String::new(), |key| format!("{}:", key.name()));
        let term = format!("{sign}{name}{}", texts.join(","));
        let question = Question { negated, key, any };
        Some((term, question))
    }

    fn value(&self, key: Key, random: &mut Random) -> Option<(String, Meant)> {
        Some(match key {
            Key::By if random.one_in(4) => ("own".to_owned(), Meant::Voice(None)),
            Key::By if random.one_in(2) => {
                let kind = *random.pick(SourceKind::ALL);
                (kind.name().to_owned(), Meant::Voice(Some(kind)))
            }
            Key::Actor | Key::Agent | Key::Target | Key::Partner | Key::By => self.actor(random)?,
            Key::Place => {
                let place = *random.pick(&self.places);
                (self.spelling(place, random), Meant::Place(place))
            }
            Key::Near => self.near(random),
            Key::Region => match random
                .below(self.world().regions().len() + 1)
                .checked_sub(1)
            {
                None => ("elsewhere".to_owned(), Meant::Region(None)),
                Some(at) => {
                    let region = &self.world().regions()[at];
                    let text = random.pick(&[&region.id, &region.name]).as_str();
                    (written(text), Meant::Region(Some(at)))
                }
            },
            Key::Type => {
                let kind = *random.pick(EventType::ALL);
                (cased(kind.name(), random), Meant::Type(kind))
            }
            Key::Status => {
                let status = *random.pick(Factuality::ALL);
                (cased(status.name(), random), Meant::Status(status))
            }
            Key::Where => {
                let precision = *random.pick(PlacePrecision::ALL);
                (precision.name().to_owned(), Meant::Where(precision))
            }
            Key::When => {
                let precision = *random.pick(TimePrecision::ALL);
                (precision.name().to_owned(), Meant::When(precision))
            }
            Key::Source => self.source(random)?,
            Key::From | Key::To | Key::Date => self.date(key, random),
            Key::Has => {
                let has = *random.pick(HAS);
                (has.to_owned(), Meant::Has(has))
            }
            Key::Tag => {
                let tags = &self.world().dataset.tags;
                let tag = tags.get(random.below(tags.len().max(1)))?;
                (written(tag), Meant::Tag(tag.to_string()))
            }
            Key::Fatalities => dead(random),
            other => panic!("{other:?} chooses nothing"),
        })
    }

    fn actor(&self, random: &mut Random) -> Option<(String, Meant)> {
        let actors = &self.world().dataset.actors;
        let at = random.below(actors.len());
        let entry = &actors[at];
        let mut spellings: Vec<&str> = entry.aliases.iter().map(|name| &**name).collect();
        spellings.extend([&*entry.name, &*entry.name, &*entry.id]);
        let mut text = random.pick(&spellings).to_string();
        if self.called[&fold(&text)] > 1 {
            text = entry.id.to_string();
        }
        // In the language these are kinds of sources.
        if text == "own" || SourceKind::from_name(&text).is_some() {
            return None;
        }
        let whole = random.one_in(2);
        let plus = if whole { "+" } else { "" };
        let meant = Meant::Actor(ActorIx::from_position(at), whole);
        Some((format!("{}{plus}", written(&text)), meant))
    }

    /// A place by its id, or by a name that means no other.
    fn spelling(&self, place: PlaceIx, random: &mut Random) -> String {
        let gazetteer = &self.world().gazetteer;
        let entry = gazetteer.place(place).unwrap();
        let mut names: Vec<&str> = entry.alt.iter().map(|name| &**name).collect();
        names.push(&entry.name);
        let name = *random.pick(&names);
        let meant = gazetteer.by_name(name);
        let is_it = meant.first().is_some_and(|first| first.place == place);
        if is_it && gazetteer.find(name).is_none() && random.one_in(2) {
            written(name)
        } else {
            entry.id.to_string()
        }
    }

    fn near(&self, random: &mut Random) -> (String, Meant) {
        let km = *random.pick(&[0.5, 3.0, 12.5, 20.0, 60.0, 150.0, 400.0]);
        let unit = random.pick(&["", "km"]);
        let gazetteer = &self.world().gazetteer;
        if random.one_in(2) {
            let place = *random.pick(&self.places);
            if let Some(found) = gazetteer.whereabouts(place) {
                let name = self.spelling(place, random);
                // The number of kilometres ends it, so that a bare number is no place.
                return (format!("{name},{km}{unit}"), Meant::Near(found.lonlat, km));
            }
        }
        let degree = |random: &mut Random, from: i32, steps: usize| {
            f64::from(from) + f64::from(i32::try_from(random.below(steps)).unwrap()) / 100.0
        };
        let (lat, lon) = (degree(random, 34, 350), degree(random, 37, 800));
        let at = LonLat { lon, lat };
        (format!("{lat},{lon},{km}{unit}"), Meant::Near(at, km))
    }

    fn source(&self, random: &mut Random) -> Option<(String, Meant)> {
        let described = self.world().dataset.documents.described();
        if !described.is_empty() && random.one_in(2) {
            let at = random.below(described.len());
            let id = &described[at].id;
            let doc = sitmap::model::entry::DocIx::from_position(at);
            return Some((written(id), Meant::Document(doc)));
        }
        let name = self
            .publishers
            .get(random.below(self.publishers.len().max(1)))?;
        // One that is written in two ways is the first of them.
        let first = self
            .publishers
            .iter()
            .find(|other| fold(other) == fold(name))?;
        Some((written(name), Meant::Publisher(first.clone())))
    }

    /// A moment about which some event is.
    fn moment(&self, random: &mut Random) -> Stamp {
        let record = random.pick(&self.obvious.records);
        let near = record.when.stretch.start.or(record.when.stretch.end);
        let day = i64::try_from(random.below(5)).unwrap() - 2;
        near.unwrap_or(Stamp::from_ms(1_488_672_000_000))
            .plus_ms(day * DAY_MS)
    }

    fn date(&self, key: Key, random: &mut Random) -> (String, Meant) {
        let (text, start, end) = date(self.moment(random), random);
        match key {
            Key::From => return (text, Meant::Within(Some(start), None)),
            Key::To => return (text, Meant::Within(None, Some(end))),
            _ => {}
        }
        let (other, first, last) = date(self.moment(random), random);
        match random.below(5) {
            0 => (format!("{text}/.."), Meant::Within(Some(start), None)),
            1 => (format!("../{text}"), Meant::Within(None, Some(end))),
            2 if start < last => (
                format!("{text}/{other}"),
                Meant::Within(Some(start), Some(last)),
            ),
            3 if first < end => (
                format!("{other}/{text}"),
                Meant::Within(Some(first), Some(end)),
            ),
            _ => (text, Meant::Within(Some(start), Some(end))),
        }
    }

    /// Words that an event is told with, or their beginnings, one or two.
    fn words(&self, random: &mut Random) -> Option<(String, Meant)> {
        if random.one_in(12) {
            return Some((NOTHING.to_owned(), Meant::Words(NOTHING.to_owned())));
        }
        let record = random.pick(&self.obvious.records);
        let mut texts = vec![record.summary.as_str()];
        texts.extend(record.reports.iter().map(|report| report.quote.as_str()));
        let told: Vec<&str> = random.pick(&texts).split_whitespace().collect();
        let words: Vec<String> = (0..=random.below(2))
            .map(|_| {
                let word: Vec<char> = random
                    .pick(if told.is_empty() { &["x"] } else { &told })
                    .chars()
                    .collect();
                let kept = if random.one_in(2) {
                    word.len()
                } else {
                    1 + random.below(word.len())
                };
                word[..kept].iter().collect()
            })
            .collect();
        let words = words.join(" ");
        // What is a sign alone asks for nothing.
        if fold(&words).is_empty() {
            return None;
        }
        Some((format!("\"{}\"", escaped(&words)), Meant::Words(words)))
    }
}

/// A date about a moment, with its first and the first moment after it.
fn date(at: Stamp, random: &mut Random) -> (String, i64, i64) {
    let (civil, day) = (at.civil(), at.floor_day().ms());
    let month = civil.date().first_of_month();
    let ms = |date: jiff::civil::Date| Stamp::from_civil(date.at(0, 0, 0, 0)).ms();
    match random.below(6) {
        0 => {
            let next = month.last_of_month().tomorrow().unwrap();
            (civil.strftime("%Y-%m").to_string(), ms(month), ms(next))
        }
        1 => {
            let year = month.first_of_year();
            let next = year.last_of_year().tomorrow().unwrap();
            (civil.strftime("%Y").to_string(), ms(year), ms(next))
        }
        2 => {
            let start = day + 14 * 3_600_000 + 30 * 60_000;
            (
                civil.strftime("%Y-%m-%dT14:30Z").to_string(),
                start,
                start + 60_000,
            )
        }
        3 => {
            let start = day + 11 * 3_600_000 + 5_000;
            (
                civil.strftime("%Y-%m-%dT14:00:05+03:00").to_string(),
                start,
                start + 1_000,
            )
        }
        _ => (civil.strftime("%Y-%m-%d").to_string(), day, day + DAY_MS),
    }
}

fn dead(random: &mut Random) -> (String, Meant) {
    let most = u64::from(u32::MAX);
    let number = random.below(30);
    let count = u64::try_from(number).unwrap();
    let more = count + 7;
    match random.below(6) {
        0 => (format!(">{number}"), Meant::Dead(count + 1, most)),
        1 => (format!(">={number}"), Meant::Dead(count, most)),
        2 if count > 0 => (format!("<{number}"), Meant::Dead(0, count - 1)),
        3 => (format!("<={number}"), Meant::Dead(0, count)),
        4 => (format!("{number}-{more}"), Meant::Dead(count, more)),
        _ => (number.to_string(), Meant::Dead(count, count)),
    }
}

fn cased(word: &str, random: &mut Random) -> String {
    if random.one_in(3) {
        word.to_uppercase()
    } else {
        word.to_owned()
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// In quotes, where it has anything in it that is not a letter or a digit.
fn written(text: &str) -> String {
    if text
        .chars()
        .all(|letter| letter.is_alphanumeric() || letter == '-')
    {
        text.to_owned()
    } else {
        format!("\"{}\"", escaped(text))
    }
}

/// Ids of events, in their order.
pub fn ids(obvious: &Obvious<'_>, events: &[EventIx]) -> Vec<String> {
    events
        .iter()
        .map(|event| obvious.records[event.at()].id.to_string())
        .collect()
}
