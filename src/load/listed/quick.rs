//! Events in short forms, read in one pass.
//!
//! Large files are written by programs, and most of their events are plain: names, a date, one place, one sentence. Such an
//! event is checked here as [`super::event`] would; one that is anything else, or has a fault, is left to that. A test holds
//! that both make the same of the same text.

use crate::load::flat::plain_day;
use crate::load::interner::{Met, Naming};
use crate::load::objects::{Keys, has_control, is_number};
use crate::load::scan::{plain_string, skip_blank, value_end};
use crate::load::worker::Worker;
use crate::model::columns::{Row, hash_of};
use crate::model::entry::ActorIx;
use crate::model::events::{Location, RecordAt};
use crate::model::geo::{LonLat, is_pinned};
use crate::model::record::Fatalities;
use crate::model::table::Field;
use crate::model::time::{DAY_MS, Stretch, When, parse_short};
use crate::model::vocabulary::{EventType, Factuality, PlacePrecision, Role, TimePrecision};

/// More actors than this are not plain.
const MOST_ACTORS: usize = 4;

/// One event, as its text has it.
#[derive(Default)]
pub(super) struct Plain<'a> {
    id: &'a str,
    kind: Option<EventType>,
    has_summary: bool,
    has_sentence: bool,
    when: Option<When>,
    actors: [Option<Part<'a>>; MOST_ACTORS],
    place: Option<Spot<'a>>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    fatalities: Option<u64>,
    tags: Vec<&'a str>,
    /// One bit a field that was there.
    set: u32,
}

/// An actor's part.
#[derive(Clone, Copy)]
struct Part<'a> {
    name: &'a str,
    by_id: bool,
    role: Role,
}

/// A place.
#[derive(Clone, Copy)]
struct Spot<'a> {
    name: Option<(&'a str, Naming)>,
    at: Option<LonLat>,
    precision: PlacePrecision,
}

/// The field that a key of an event is here; `None` for one that is not plain.
fn field(key: &str) -> Option<Field> {
    Some(match key {
        "id" => Field::Id,
        "type" => Field::Type,
        "summary" => Field::Summary,
        "actors" => Field::Actor,
        "places" => Field::Place,
        "time" => Field::Date,
        "sentence" => Field::Sentence,
        "source" => Field::Source,
        "url" => Field::Url,
        "tags" => Field::Tags,
        "fatalities" => Field::Fatalities,
        _ => return None,
    })
}

/// Reads the event that a text begins with, and where it ends; `None` where it is not plain.
pub(super) fn read<'a>(text: &'a str, keys: &mut Keys) -> Option<(Plain<'a>, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    let mut plain = Plain::default();
    cursor.eat(b'{')?;
    loop {
        cursor.blank();
        let (field, behind) = keys.key(text, cursor.at, field)?;
        cursor.at = behind;
        plain.value(field?, &mut cursor)?;
        if !cursor.goes_on(b'}')? {
            return Some((plain, cursor.at));
        }
    }
}

impl<'a> Plain<'a> {
    fn value(&mut self, field: Field, cursor: &mut Cursor<'a>) -> Option<()> {
        let bit = 1 << (field as u32);
        if self.set & bit != 0 {
            return None;
        }
        self.set |= bit;
        match field {
            Field::Id => self.id = cursor.string()?,
            Field::Type => self.kind = Some(EventType::from_name(cursor.string()?)?),
            Field::Summary => self.has_summary = !cursor.string()?.trim().is_empty(),
            Field::Sentence => self.has_sentence = !cursor.string()?.trim().is_empty(),
            Field::Date if cursor.next()? == b'{' => self.when = Some(stretch(cursor)?),
            Field::Date => self.when = Some(moment(cursor.string()?)?),
            Field::Fatalities => self.fatalities = fatalities(cursor)?.count(),
            Field::Source => self.source = Some(cursor.string()?),
            Field::Url => self.url = Some(cursor.string()?),
            Field::Actor => {
                let mut slots = self.actors.iter_mut();
                cursor.list(|cursor| {
                    *slots.next()? = Some(part(cursor)?);
                    Some(())
                })?;
            }
            Field::Place => {
                let place = &mut self.place;
                cursor.list(|cursor| {
                    let known = place.replace(spot(cursor)?);
                    known.is_none().then_some(())
                })?;
            }
            Field::Tags => cursor.list(|cursor| {
                self.tags.push(cursor.string()?);
                Some(())
            })?,
            _ => return None,
        }
        Some(())
    }

    /// Takes it, if it has no fault and nothing to warn of.
    pub fn take(&self, record: RecordAt, worker: &mut Worker<'_>) -> Option<()> {
        let letter = |byte: &u8| byte.is_ascii_alphanumeric();
        let fits = self
            .id
            .bytes()
            .all(|byte| letter(&byte) || b"._:-".contains(&byte));
        if !self.id.as_bytes().first().is_some_and(letter) || !fits {
            return None;
        }
        if !self.has_summary || !self.has_sentence {
            return None;
        }
        let kind = self.kind?;
        let when = match self.when {
            Some(when) => when,
            None if self.set & (1 << (Field::Date as u32)) == 0 => When::UNDATED,
            None => return None,
        };
        let met = Met {
            file: worker.file,
            offset: record.offset,
        };
        // What is declared has to be there before anything is numbered.
        for part in self.actors.iter().flatten().filter(|part| part.by_id) {
            worker.interner.declared_actor(part.name)?;
        }
        let location = match &self.place {
            Some(spot) => Some(spot.taken(met, worker)?),
            None => None,
        };
        let mut actors = [(ActorIx(0), Role::Agent); MOST_ACTORS];
        let mut count = 0;
        for (part, slot) in self.actors.iter().flatten().zip(&mut actors) {
            let declared = part
                .by_id
                .then(|| worker.interner.declared_actor(part.name));
            let actor = declared.flatten();
            let actor = actor.unwrap_or_else(|| worker.interner.actor_called(part.name, met));
            *slot = (actor, part.role);
            count += 1;
        }
        let document = worker.interner.document_of(self.source, self.url, met);
        worker.tag(self.tags.iter().copied(), met);
        worker.columns.push(&Row {
            id: hash_of(self.id),
            kind,
            factuality: Factuality::Happened,
            when,
            attribution: None,
            actors: actors.get(..count).unwrap_or(&[]),
            voices: &[],
            speakers: &[],
            locations: location.as_slice(),
            documents: document.as_slice(),
            reports: 1,
            fatalities: self.fatalities,
            tags: &worker.tags,
            record,
        });
        Some(())
    }
}

impl Spot<'_> {
    /// The place in columns' terms; `None` where there is something to say of it.
    fn taken(&self, met: Met, worker: &mut Worker<'_>) -> Option<Location> {
        if let Some((id, Naming::Id)) = self.name
            && !worker.names.has_whole_place(id)
            && !(worker.known.id)(id)
        {
            return None;
        }
        let named = self
            .name
            .map(|(name, naming)| worker.interner.place(name, naming, met));
        if let (Some(named), Some((name, naming)), None) = (named, self.name, self.at)
            && naming != Naming::Id
            && worker.interner.is_unknown(named, name)
        {
            return None;
        }
        if self.at.is_some_and(|at| is_pinned(at.lat)) {
            worker.yielded.pinned += 1;
        }
        Some(Location {
            named,
            at: self.at.map(|at| worker.projected(at, named)),
            precision: self.precision,
            relation: None,
            shape: None,
        })
    }
}

fn moment(text: &str) -> Option<When> {
    match plain_day(text.as_bytes()) {
        Some(start) => Some(When {
            stretch: Stretch::new(start, start.plus_ms(DAY_MS)),
            precision: TimePrecision::Day,
            basis: None,
        }),
        None => parse_short(text).ok(),
    }
}

/// A time with both ends: each a plain day, and the last one included.
fn stretch(cursor: &mut Cursor<'_>) -> Option<When> {
    let (mut start, mut end, mut precision) = (None, None, None);
    cursor.object(|key, cursor| {
        let is_new = match key {
            "start" => start
                .replace(plain_day(cursor.string()?.as_bytes())?)
                .is_none(),
            "end" => end
                .replace(plain_day(cursor.string()?.as_bytes())?)
                .is_none(),
            "precision" => {
                let word = TimePrecision::from_name(cursor.string()?)?;
                precision.replace(word).is_none()
            }
            _ => false,
        };
        is_new.then_some(())
    })?;
    let (start, end) = (start?, end?);
    (start <= end).then_some(())?;
    Some(When {
        stretch: Stretch::new(start, end.plus_ms(DAY_MS)),
        precision: precision?,
        basis: None,
    })
}

/// How many died: whole numbers in their order.
fn fatalities(cursor: &mut Cursor<'_>) -> Option<Fatalities> {
    let mut counts: [Option<u64>; 3] = [None; 3];
    cursor.object(|key, cursor| {
        let at = ["low", "best", "high"]
            .iter()
            .position(|known| *known == key)?;
        let count = cursor.whole()?;
        counts.get_mut(at)?.replace(count).is_none().then_some(())
    })?;
    let [low, best, high] = counts;
    let is_in_order = counts.iter().flatten().is_sorted();
    is_in_order.then(|| Fatalities {
        low,
        best,
        high,
        by: Vec::new(),
    })
}

/// A name, or an object with a name or an id and a role.
fn part<'a>(cursor: &mut Cursor<'a>) -> Option<Part<'a>> {
    if cursor.next() == Some(b'"') {
        return Some(Part {
            name: cursor.string()?,
            by_id: false,
            role: Role::Agent,
        });
    }
    let (mut name, mut role) = (None, None);
    cursor.object(|key, cursor| {
        let is_new = match key {
            "name" => name.replace((cursor.string()?, false)).is_none(),
            "actor" => name.replace((cursor.string()?, true)).is_none(),
            "role" => role.replace(Role::from_name(cursor.string()?)?).is_none(),
            _ => false,
        };
        is_new.then_some(())
    })?;
    let (name, by_id) = name?;
    Some(Part {
        name,
        by_id,
        role: role?,
    })
}

/// A name, or an object with a name or an id, perhaps coordinates, and how exactly it is known.
fn spot<'a>(cursor: &mut Cursor<'a>) -> Option<Spot<'a>> {
    if cursor.next() == Some(b'"') {
        return Some(Spot {
            name: Some((cursor.string()?, Naming::Short)),
            at: None,
            precision: PlacePrecision::Unknown,
        });
    }
    let (mut name, mut precision) = (None, None);
    let (mut lat, mut lon) = (None, None);
    cursor.object(|key, cursor| {
        let is_new = match key {
            "name" => name.replace((cursor.string()?, Naming::Name)).is_none(),
            "place" => name.replace((cursor.string()?, Naming::Id)).is_none(),
            "lat" => lat.replace(cursor.number()?).is_none(),
            "lon" => lon.replace(cursor.number()?).is_none(),
            "precision" => {
                let word = PlacePrecision::from_name(cursor.string()?)?;
                precision.replace(word).is_none()
            }
            _ => false,
        };
        is_new.then_some(())
    })?;
    let at = match (lat, lon) {
        (None, None) => None,
        (Some(lat), Some(lon)) => Some(LonLat::new(lon, lat)?),
        _ => return None,
    };
    if name.is_none() && at.is_none() {
        return None;
    }
    Some(Spot {
        name,
        at,
        precision: precision?,
    })
}

/// A walk through plain JSON: `None` at whatever is not.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn blank(&mut self) {
        self.at = skip_blank(self.text.as_bytes(), self.at);
    }

    /// The next byte that is no blank.
    fn next(&mut self) -> Option<u8> {
        self.blank();
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then(|| self.at += 1)
    }

    /// Whether there is a comma, or the end of what it is in.
    fn goes_on(&mut self, close: u8) -> Option<bool> {
        let goes_on = match self.next()? {
            b',' => true,
            byte if byte == close => false,
            _ => return None,
        };
        self.at += 1;
        Some(goes_on)
    }

    fn string(&mut self) -> Option<&'a str> {
        if self.next()? != b'"' {
            return None;
        }
        let (text, end) = plain_string(self.text, self.at)?;
        self.at = end;
        (!has_control(text)).then_some(text)
    }

    fn whole(&mut self) -> Option<u64> {
        self.blank();
        let end = value_end(self.text.as_bytes(), self.at)?;
        let text = self.text.get(self.at..end)?;
        self.at = end;
        let digits = is_number(text.as_bytes()) && !text.contains('.');
        digits.then(|| text.parse().ok())?
    }

    fn number(&mut self) -> Option<f64> {
        self.blank();
        let end = value_end(self.text.as_bytes(), self.at)?;
        let text = self.text.get(self.at..end)?;
        self.at = end;
        is_number(text.as_bytes()).then(|| text.parse().ok())?
    }

    fn list(&mut self, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.eat(b'[')?;
        if self.next()? == b']' {
            self.at += 1;
            return Some(());
        }
        loop {
            self.blank();
            item(self)?;
            if !self.goes_on(b']')? {
                return Some(());
            }
        }
    }

    fn object(&mut self, mut value: impl FnMut(&str, &mut Self) -> Option<()>) -> Option<()> {
        self.eat(b'{')?;
        if self.next()? == b'}' {
            return None;
        }
        loop {
            let key = self.string()?;
            self.eat(b':')?;
            value(key, self)?;
            if !self.goes_on(b'}')? {
                return Some(());
            }
        }
    }
}
