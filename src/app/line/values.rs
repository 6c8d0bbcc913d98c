//! What the values of a term mean, and what is said of those that mean nothing.

mod words;

use std::sync::Arc;

use super::names::{self, Found};
use super::{ById, Setting};
use crate::app::timing::{LanesBy, Mode};
use crate::app::view::{ColourBy, Order, Pane};
use crate::app::world::World;
use crate::model::documents::Document;
use crate::model::entry::{DocIx, PlaceIx, Region, TagIx};
use crate::model::filter::{Clause, Has, Test};
use crate::model::fold::fold;
use crate::model::geo::{Merc, MercBox, to_u32};
use crate::model::query::{Fault, Key, Piece, Term, Value};
use crate::model::text::Text;
use crate::model::time::{Stretch, parse_short};
use crate::model::vocabulary::{EventType, Factuality, PlacePrecision, SourceKind, TimePrecision};

use words::{
    Read, Wrong, date, fatalities, kilometres, layers, nearest, number, one_of, position, shown,
    stretch, word,
};

pub(super) use words::{UNREAL, layer_name, mode_name, pane_name};

/// What a term means.
pub(super) enum Meant {
    /// It chooses events.
    Clause(Clause),
    /// It says how they are seen.
    Setting(Setting),
}

/// Reads the values of one term.
pub(super) struct Reader<'a> {
    pub world: &'a World,
    pub by_id: ById<'a>,
    /// Names that were taken for others.
    pub notes: Vec<String>,
}

/// The word of the document's own voice.
pub(super) const OWN: &str = "own";
/// The word of what lies in no region.
pub(super) const ELSEWHERE: &str = "elsewhere";

impl Reader<'_> {
    /// What a term means.
    pub fn term(&mut self, piece: &Piece, term: &Term) -> Result<Meant, Fault> {
        let plain = !matches!(
            term.key,
            Some(Key::Actor | Key::Agent | Key::Target | Key::Partner | Key::By) | None
        );
        if let Some(at) = term.values.iter().position(|value| value.plus && plain) {
            let words = "+ is for actors: it takes their units and members too";
            return Err(fault(piece, term, at, Wrong::new(words)));
        }
        if let Some(fault) = bare_date(piece, term) {
            return Err(fault);
        }
        match term.key {
            Some(key) if key.is_view() => {
                let setting = if term.negated {
                    Err(Wrong::new(
                        "this says how things are seen; - is for what chooses events",
                    ))
                } else {
                    self.setting(key, &term.values)
                };
                setting
                    .map(Meant::Setting)
                    .map_err(|wrong| fault(piece, term, 0, wrong))
            }
            Some(Key::Near) => {
                let any = self.near(&term.values);
                let any = any.map_err(|wrong| fault(piece, term, 0, wrong))?;
                Ok(Meant::Clause(Clause {
                    negated: term.negated,
                    key: term.key,
                    any,
                }))
            }
            key => {
                let mut any = Vec::with_capacity(term.values.len());
                for (at, value) in term.values.iter().enumerate() {
                    let test = self.test(key, value);
                    let test = test.map_err(|wrong| fault(piece, term, at, wrong))?;
                    if !any.contains(&test) {
                        any.push(test);
                    }
                }
                Ok(Meant::Clause(Clause {
                    negated: term.negated,
                    key,
                    any,
                }))
            }
        }
    }

    fn test(&mut self, key: Option<Key>, value: &Value) -> Read<Test> {
        let text = value.text.as_str();
        match key {
            None if fold(text).is_empty() => Err(Wrong::new("there is no letter in it")),
            None => Ok(Test::Words(Arc::from(text))),
            Some(Key::Actor | Key::Agent | Key::Target | Key::Partner) => self.actor(value),
            Some(Key::By) if text == OWN => Ok(Test::Voice(None)),
            Some(Key::By) => match SourceKind::from_name(text) {
                Some(kind) => Ok(Test::Voice(Some(kind))),
                None => self.actor(value),
            },
            Some(Key::Place) => self.place(text).map(Test::Place),
            Some(Key::Region) => self.region(text),
            Some(Key::Type) => word(text, EventType::ALL, EventType::name).map(Test::Type),
            Some(Key::Status) => word(text, Factuality::ALL, Factuality::name).map(Test::Status),
            Some(Key::Source) => self.source(text),
            Some(Key::Where) => {
                word(text, PlacePrecision::ALL, PlacePrecision::name).map(Test::Where)
            }
            Some(Key::When) => word(text, TimePrecision::ALL, TimePrecision::name).map(Test::When),
            Some(Key::From) => Ok(Test::Within(Stretch {
                end: None,
                ..date(text)?
            })),
            Some(Key::To) => Ok(Test::Within(Stretch {
                start: None,
                ..date(text)?
            })),
            Some(Key::Date) => stretch(text).map(Test::Within),
            Some(Key::Has) => word(text, Has::ALL, Has::name).map(Test::Has),
            Some(Key::Tag) => self.tag(text),
            Some(Key::Fatalities) => fatalities(text),
            Some(key) => Err(Wrong::new(format!("{}: cannot stand here", key.name()))),
        }
    }

    fn setting(&mut self, key: Key, values: &[Value]) -> Read<Setting> {
        let [first, rest @ ..] = values else {
            return Err(Wrong::new("nothing stands here"));
        };
        let text = first.text.as_str();
        match key {
            Key::Map => return self.map(values),
            Key::Show => return shown(values).map(Setting::Show),
            Key::Layers => return layers(values).map(Setting::Layers),
            _ => {}
        }
        if !rest.is_empty() {
            return Err(Wrong::new(format!("{}: takes one value", key.name())));
        }
        match key {
            Key::Time => stretch(text).map(Setting::Window),
            Key::Axis => match stretch(text)? {
                Stretch {
                    start: Some(_),
                    end: Some(_),
                } => stretch(text).map(Setting::Axis),
                _ => Err(Wrong::new(
                    "an axis has two ends, such as 2017-03-01/2017-03-31",
                )),
            },
            Key::Mode => word(text, &Mode::ALL, mode_name).map(Setting::Mode),
            Key::Select => match (self.by_id)(text) {
                Some(event) => Ok(Setting::Select(event)),
                None => Err(Wrong::new(format!("no event has the id \"{text}\""))),
            },
            Key::Colour => word(text, &ColourBy::ALL, ColourBy::name).map(Setting::Colour),
            Key::Lanes => word(text, &LanesBy::ALL, LanesBy::name).map(Setting::Lanes),
            Key::Sort => word(text, &Order::ALL, Order::name).map(Setting::Sort),
            Key::Focus => word(text, &Pane::ALL, pane_name).map(Setting::Focus),
            _ => Err(Wrong::new(format!("{}: cannot stand here", key.name()))),
        }
    }

    fn actor(&mut self, value: &Value) -> Read<Test> {
        let actor = match names::actor(self.world, &value.text) {
            Found::Called(actor) => actor,
            Found::Near(actor) => {
                self.note(&value.text, self.world.dataset.actor_name(actor));
                actor
            }
            Found::No => return Err(self.unknown("actor", &value.text, true)),
        };
        // Without members, the whole is the actor: two ways to say one thing would be two filters.
        let whole = value.plus && self.world.has_members(actor);
        Ok(Test::Actor { actor, whole })
    }

    fn place(&mut self, text: &str) -> Read<PlaceIx> {
        match names::place(self.world, text) {
            Found::Called(place) => Ok(place),
            Found::Near(place) => {
                let name = self
                    .world
                    .gazetteer
                    .place(place)
                    .map_or("", |place| &place.name);
                self.note(text, name);
                Ok(place)
            }
            Found::No => Err(self.unknown("place", text, false)),
        }
    }

    fn note(&mut self, text: &str, name: &str) {
        self.notes.push(format!("“{text}” taken for {name}"));
    }

    fn unknown(&self, what: &str, text: &str, is_actor: bool) -> Wrong {
        let offered = names::offered(self.world, text, is_actor);
        let first = offered.first().cloned();
        let words = match offered.len() {
            0 | 1 => format!("no {what} is called \"{text}\""),
            _ => format!("several could be \"{text}\": {}", offered.join(", ")),
        };
        Wrong(words, first)
    }

    fn region(&self, text: &str) -> Read<Test> {
        if text == ELSEWHERE {
            return Ok(Test::Region(None));
        }
        let regions = self.world.regions();
        let folded = fold(text);
        let is_it = |region: &Region| {
            *region.id == *text || fold(&region.name) == folded || fold(&region.id) == folded
        };
        if let Some(region) = regions.iter().position(is_it) {
            return Ok(Test::Region(Some(region)));
        }
        let ids = regions.iter().map(|region| region.id.as_str());
        Err(one_of(text, ids.chain([ELSEWHERE])))
    }

    /// A publisher, an upstream source, or a document by its id or title.
    fn source(&self, text: &str) -> Read<Test> {
        let documents = &self.world.dataset.documents;
        let described = documents.described();
        let folded = fold(text);
        if let Some(at) = described.iter().position(|document| *document.id == *text) {
            return Ok(Test::Document(DocIx::from_position(at)));
        }
        let upstream = described.iter().flat_map(|document| &document.via);
        let mut names = documents.publishers().chain(upstream);
        if let Some(name) = names.find(|name| fold(name) == folded) {
            return Ok(Test::Publisher(Arc::from(name.as_str())));
        }
        let titled = |document: &Document| {
            let title = document.title.as_ref();
            title.is_some_and(|title| fold(title) == folded) || fold(&document.id) == folded
        };
        if let Some(at) = described.iter().position(titled) {
            return Ok(Test::Document(DocIx::from_position(at)));
        }
        let all = documents
            .publishers()
            .chain(described.iter().map(|document| &document.id));
        Err(nearest(
            text,
            "no publisher or document is called",
            all.map(Text::as_str),
        ))
    }

    fn tag(&self, text: &str) -> Read<Test> {
        let tags = &self.world.dataset.tags;
        let folded = fold(text);
        let exact = tags.iter().position(|tag| **tag == *text);
        let at = exact.or_else(|| tags.iter().position(|tag| fold(tag) == folded));
        match at {
            Some(at) => Ok(Test::Tag(TagIx::from_position(at))),
            None => Err(nearest(
                text,
                "nothing is tagged",
                tags.iter().map(Text::as_str),
            )),
        }
    }

    /// `PLACE,KM` and `LAT,LON,KM`, one after the other.
    fn near(&mut self, values: &[Value]) -> Read<Vec<Test>> {
        let shape = || Wrong::new("expected PLACE,KM such as mosul,20, or LAT,LON,KM");
        let mut any = Vec::new();
        let mut rest = values;
        while let [first, more @ ..] = rest {
            let (at, place, km) = match (number(&first.text), more) {
                (Some(lat), [lon, km, more @ ..]) => {
                    rest = more;
                    let lon = number(&lon.text).ok_or_else(shape)?;
                    (position(lat, lon)?, None, km)
                }
                (None, [km, more @ ..]) => {
                    rest = more;
                    let place = self.place(&first.text)?;
                    let found = self.world.whereabouts(place);
                    let found = found.ok_or_else(|| {
                        Wrong::new(format!("nobody knows where {} is", first.text))
                    })?;
                    (found.lonlat, Some(place), km)
                }
                _ => return Err(shape()),
            };
            let km = kilometres(&km.text).ok_or_else(shape)?;
            any.push(Test::Near {
                at: Merc::from_lonlat(at),
                metres: to_u32(km * 1_000.0),
                place,
            });
        }
        Ok(any)
    }

    /// `LAT,LON,KM`, or the name of a region or a place, and how many km across where that is said.
    fn map(&mut self, values: &[Value]) -> Read<Setting> {
        let shape =
            || Wrong::new("expected LAT,LON,SPAN such as 36.34,43.13,120km, or a place or region");
        let texts: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
        match texts.as_slice() {
            [lat, lon, km] => {
                let (lat, lon) = number(lat).zip(number(lon)).ok_or_else(shape)?;
                Ok(Setting::Around(
                    position(lat, lon)?,
                    kilometres(km).ok_or_else(shape)?,
                ))
            }
            [name, km] => {
                let km = kilometres(km).ok_or_else(shape)?;
                Ok(Setting::Area(self.area(name)?, Some(km)))
            }
            [name] => Ok(Setting::Area(self.area(name)?, None)),
            _ => Err(shape()),
        }
    }

    fn area(&mut self, name: &str) -> Read<MercBox> {
        if let Ok(Test::Region(Some(region))) = self.region(name)
            && let Some(region) = self.world.regions().get(region)
        {
            return Ok(region.bbox.to_merc());
        }
        let place = self.place(name)?;
        let area = self.world.surroundings(place);
        area.ok_or_else(|| Wrong::new(format!("nobody knows where {name} is")))
    }
}

/// A date without a key stands in no sentence: it is asked for with one.
fn bare_date(piece: &Piece, term: &Term) -> Option<Fault> {
    let date = |value: &Value| value.text.contains('-') && parse_short(&value.text).is_ok();
    let dates = term.key.is_none() && !term.values.is_empty() && term.values.iter().all(date);
    dates.then(|| Fault {
        span: piece.span.clone(),
        words: "a date has a key".to_owned(),
        instead: Some(
            Term {
                key: Some(Key::Date),
                ..term.clone()
            }
            .to_string(),
        ),
    })
}

/// What is said of a value: where it stands, and the whole term as it would be right.
fn fault(piece: &Piece, term: &Term, at: usize, Wrong(words, instead): Wrong) -> Fault {
    let instead = instead.map(|text| {
        let mut right = term.clone();
        if let Some(value) = right.values.get_mut(at) {
            value.text = text;
        }
        right.to_string()
    });
    let key = term
        .key
        .map_or(String::new(), |key| format!("{}: ", key.name()));
    Fault {
        span: piece.values.get(at).unwrap_or(&piece.span).clone(),
        words: format!("{key}{}", clipped(&words)),
        instead,
    }
}

/// More letters than these of what is wrong help nobody.
const MOST_WORDS: usize = 400;

fn clipped(words: &str) -> String {
    match words.char_indices().nth(MOST_WORDS) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or("")),
        None => words.to_owned(),
    }
}
