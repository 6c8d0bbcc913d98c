//! What a flat row says: its values as texts, whatever they stood in, checked and taken into columns.
//!
//! Objects a line, elements of a list and separated rows all end here. A row with a fault is set aside; one whose type is
//! not known, or whose place nobody knows, is taken with a warning.

use memchr::memchr;

use super::fault::{Severity, quoted};
use super::interner::{Met, Naming};
use super::suggest::nearest;
use super::worker::Worker;
use crate::model::columns::{Row, hash_of};
use crate::model::entry::ActorIx;
use crate::model::events::{Location, RecordAt};
use crate::model::geo::{LonLat, is_pinned};
use crate::model::table::{FIELDS, Field, Table};
use crate::model::time::{DAY_MS, DateError, Stamp, Stretch, When, parse_short};
use crate::model::vocabulary::{EventType, Factuality, PlacePrecision, Role, TimePrecision};

/// Actors and tags that a row names in one value stand apart by this.
const BETWEEN: u8 = b';';
/// More actors than this in one value are one long name.
const MOST_ACTORS: usize = 16;
/// What tables write where there is nothing.
const NOTHING: &[&str] = &["NA", "N/A", "NULL", "null", "None", "nan", "NaN"];
/// None of these is longer.
const LONGEST_NOTHING: usize = 4;

/// The values of a row, by field: what says nothing is empty, and blanks around are gone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'v> {
    texts: [&'v str; FIELDS],
    /// First byte of each, from the first of the row.
    at: [u32; FIELDS],
    /// One bit a field that was set.
    set: u32,
}

impl Default for Values<'_> {
    fn default() -> Self {
        Self {
            texts: [""; FIELDS],
            at: [0; FIELDS],
            set: 0,
        }
    }
}

impl<'v> Values<'v> {
    /// Says what a field is; false where it was said before.
    pub fn set(&mut self, field: Field, text: &'v str, at: usize) -> bool {
        let number = field as usize;
        if let (Some(slot), Some(place)) = (self.texts.get_mut(number), self.at.get_mut(number)) {
            *slot = telling(text);
            *place = u32::try_from(at).unwrap_or(u32::MAX);
        }
        let bit = 1 << number;
        let is_new = self.set & bit == 0;
        self.set |= bit;
        is_new
    }

    /// What a field says, if it says anything.
    pub fn get(&self, field: Field) -> Option<&'v str> {
        let text = self.texts.get(field as usize).copied();
        text.filter(|text| !text.is_empty())
    }

    /// Where the value of a field begins in its row; its row, where there is none.
    pub fn at(&self, field: Field) -> usize {
        let at = self.at.get(field as usize).copied();
        at.map_or(0, |at| at as usize)
    }
}

/// A value without blanks around it; nothing, where it is a word for that.
fn telling(text: &str) -> &str {
    let text = match text.as_bytes() {
        // Most are plain: these are told from the rest by their ends.
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    };
    let may_be_nothing = matches!(text.as_bytes(), [b'N' | b'n', ..]);
    if may_be_nothing && text.len() <= LONGEST_NOTHING && NOTHING.contains(&text) {
        return "";
    }
    text
}

/// Who acts and who is acted upon, each by name.
pub(super) fn actors_of<'v>(
    values: &Values<'v>,
) -> impl Iterator<Item = (&'v str, Role)> + use<'v> {
    let sides = [(Field::Actor, Role::Agent), (Field::Target, Role::Target)];
    let sides = sides.map(|(field, role)| (values.get(field), role));
    sides.into_iter().flat_map(|(names, role)| {
        let names = names.into_iter().flat_map(|names| {
            // Most often it is one.
            let most = if memchr(BETWEEN, names.as_bytes()).is_some() {
                MOST_ACTORS
            } else {
                1
            };
            names.splitn(most, char::from(BETWEEN))
        });
        let names = names.map(str::trim).filter(|name| !name.is_empty());
        names.map(move |name| (name, role))
    })
}

/// What stands for it in a list: the summary, or what comes next to one.
pub(super) fn summary_of<'v>(values: &'v Values<'_>) -> Option<&'v str> {
    let fields = [Field::Summary, Field::Sentence, Field::Type];
    fields.into_iter().find_map(|field| values.get(field))
}

/// When it happened.
pub(super) fn when_of(values: &Values<'_>) -> Result<When, (Field, DateError)> {
    let Some(date) = values.get(Field::Date) else {
        return match values.get(Field::End) {
            None => Ok(When::UNDATED),
            Some(end) => moment(&format!("../{end}")).map_err(|why| (Field::End, why)),
        };
    };
    match values.get(Field::End).filter(|end| *end != date) {
        None => moment(date).map_err(|why| (Field::Date, why)),
        Some(end) => {
            moment(date).map_err(|why| (Field::Date, why))?;
            moment(&format!("{date}/{end}")).map_err(|why| (Field::End, why))
        }
    }
}

/// A date as tables have it: a plain day at once, and a blank for the `T` between day and time.
fn moment(text: &str) -> Result<When, DateError> {
    if let Some(start) = plain_day(text.as_bytes()) {
        return Ok(When {
            stretch: Stretch::new(start, start.plus_ms(DAY_MS)),
            precision: TimePrecision::Day,
            basis: None,
        });
    }
    match text.find(' ') {
        Some(_) => parse_short(&text.replace(' ', "T")),
        None => parse_short(text),
    }
}

/// The days of each month; whether there is a 29th of February is left to the calendar.
const DAYS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// The first moment of a day like 2017-03-05; `None` for whatever else, and for what the calendar may not have.
#[expect(clippy::many_single_char_names, reason = "eight digits")]
pub(super) fn plain_day(text: &[u8]) -> Option<Stamp> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text else {
        return None;
    };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    let year = digit(a)? * 1000 + digit(b)? * 100 + digit(c)? * 10 + digit(d)?;
    let month = digit(e)? * 10 + digit(f)?;
    let day = digit(g)? * 10 + digit(h)?;
    let days = usize::try_from(month - 1)
        .ok()
        .and_then(|month| DAYS.get(month))?;
    if !(1..=9998).contains(&year) || !(1..=*days).contains(&day) {
        return None;
    }
    // Years from March on, so that the day that comes and goes is the last.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = year * 365 + leaps + (month * 153 + 2) / 5 + day - 1 - 719_468;
    Some(Stamp::from_ms(days * DAY_MS))
}

/// Where it is said to be: degrees, if it says so.
///
/// # Errors
/// The field that does not fit, and what would.
pub(super) fn position_of(values: &Values<'_>) -> Result<Option<LonLat>, (Field, &'static str)> {
    let (lat, lon) = (values.get(Field::Lat), values.get(Field::Lon));
    let (lat, lon) = match (lat, lon) {
        (None, None) => return Ok(None),
        (Some(lat), Some(lon)) => (lat, lon),
        (Some(_), None) => return Err((Field::Lon, "a longitude, as there is a latitude")),
        (None, Some(_)) => return Err((Field::Lat, "a latitude, as there is a longitude")),
    };
    let degrees = |text: &str, most: f64| {
        let number: f64 = text.parse().ok()?;
        (-most..=most).contains(&number).then_some(number)
    };
    let lat = degrees(lat, 90.0).ok_or((Field::Lat, "degrees north, from -90 to 90"))?;
    let lon = degrees(lon, 180.0).ok_or((Field::Lon, "degrees east, from -180 to 180"))?;
    Ok(LonLat::new(lon, lat))
}

/// A row on its way in.
pub(super) struct Taking<'t, 'v> {
    pub values: &'t Values<'v>,
    pub table: &'t Table,
    pub record: RecordAt,
}

impl Taking<'_, '_> {
    /// Takes a row, or sets it aside.
    pub fn take(&self, worker: &mut Worker<'_>) {
        let id = self.values.get(Field::Id);
        let made_up;
        let id = if let Some(id) = id {
            id
        } else {
            made_up = id_of_nameless(self.record.offset);
            &made_up
        };
        let before = worker.yielded.faults.len();
        let row = self.checked(id, worker);
        let is_wrong = worker
            .yielded
            .faults
            .get(before..)
            .is_some_and(|new| new.iter().any(|fault| fault.severity == Severity::Error));
        let Some((when, at)) = row.filter(|_| !is_wrong) else {
            worker.set_aside(Some(id), self.record.offset, self.record.len);
            return;
        };
        self.add(id, when, at, worker);
    }

    fn checked(&self, id: &str, worker: &mut Worker<'_>) -> Option<(When, Option<LonLat>)> {
        let values = self.values;
        let when = when_of(values).map_err(|(field, why)| {
            self.wrong(field, id, super::when::expected(&why), worker);
        });
        let at = position_of(values).map_err(|(field, expected)| {
            self.wrong(field, id, expected, worker);
        });
        if let Some(count) = values.get(Field::Fatalities)
            && count.parse::<u64>().is_err()
            && !count
                .parse::<f64>()
                .is_ok_and(|count| count >= 0.0 && count.fract() == 0.0)
        {
            self.wrong(Field::Fatalities, id, "a whole number, 0 or more", worker);
        }
        self.known_word(
            Field::Precision,
            id,
            PlacePrecision::from_name,
            PlacePrecision::ALL.iter().map(|it| it.name()),
            worker,
        );
        self.known_word(
            Field::Status,
            id,
            Factuality::from_name,
            Factuality::ALL.iter().map(|it| it.name()),
            worker,
        );
        if values.get(Field::Summary).is_none()
            && values.get(Field::Sentence).is_none()
            && values.get(Field::Type).is_none()
        {
            self.wrong(
                Field::Summary,
                id,
                "a summary, a sentence or a type: it says nothing",
                worker,
            );
        }
        Some((when.ok()?, at.ok()?))
    }

    /// A word of a closed set that is not one of it is a fault.
    fn known_word<T>(
        &self,
        field: Field,
        id: &str,
        read: impl Fn(&str) -> Option<T>,
        words: impl Iterator<Item = &'static str>,
        worker: &mut Worker<'_>,
    ) {
        let Some(word) = self.values.get(field) else {
            return;
        };
        if read(word).is_none() && read(&word.to_lowercase()).is_none() {
            let words: Vec<&str> = words.collect();
            let near = nearest(word, words.iter().copied());
            let fault = self.wrong(field, id, &format!("one of {}", words.join(", ")), worker);
            if let Some(near) = near {
                fault.hint(&format!("did you mean \"{near}\"?"));
            }
        }
    }

    fn wrong<'w>(
        &self,
        field: Field,
        id: &str,
        expected: &str,
        worker: &'w mut Worker<'_>,
    ) -> &'w mut super::fault::Fault {
        let offset = self.record.offset + self.values.at(field) as u64;
        let found = match self.values.get(field) {
            Some(text) => quoted(text),
            None => "nothing".to_owned(),
        };
        let name = self.table.name_of(field);
        worker.fault(Severity::Error, offset, (name, Some(id)), &found, expected)
    }

    /// Puts a row without faults into the columns.
    fn add(&self, id: &str, when: When, at: Option<LonLat>, worker: &mut Worker<'_>) {
        let values = self.values;
        let met = Met {
            file: worker.file,
            offset: self.record.offset,
        };
        let kind = self.kind(id, worker);
        let mut actors = [(ActorIx(0), Role::Agent); 2];
        let mut more = Vec::new();
        let mut count = 0;
        for (name, role) in actors_of(values) {
            let actor = (worker.interner.actor_called(name, met), role);
            match actors.get_mut(count) {
                Some(slot) => *slot = actor,
                None => more.push(actor),
            }
            count += 1;
        }
        let few = actors.get(..count.min(actors.len())).unwrap_or(&[]);
        let all: Vec<_>;
        let actors = if more.is_empty() {
            few
        } else {
            all = few.iter().chain(&more).copied().collect();
            &all
        };
        let document =
            worker
                .interner
                .document_of(values.get(Field::Source), values.get(Field::Url), met);
        let location = self.location(id, at, met, worker);
        match values.get(Field::Tags) {
            Some(tags) => worker.tag(tags_of(tags), met),
            None => worker.tags.clear(),
        }
        worker.columns.push(&Row {
            id: hash_of(id),
            kind,
            factuality: status_of(values),
            when,
            attribution: None,
            actors,
            voices: &[],
            speakers: &[],
            locations: location.as_slice(),
            documents: document.as_slice(),
            reports: u32::from(values.get(Field::Sentence).is_some()),
            fatalities: fatalities_of(values),
            tags: &worker.tags,
            record: self.record,
        });
    }

    /// The kind of event; one that is not known is said to be, and counts as another kind.
    fn kind(&self, id: &str, worker: &mut Worker<'_>) -> EventType {
        let (kind, is_known) = kind_of(self.values);
        if !is_known {
            let word = self.values.get(Field::Type).unwrap_or("");
            let near = nearest(word, EventType::names());
            let offset = self.record.offset + self.values.at(Field::Type) as u64;
            let path = (self.table.name_of(Field::Type), Some(id));
            let expected = "a type of the format: it counts as \"other\"";
            let fault = worker.fault(Severity::Warning, offset, path, &quoted(word), expected);
            if let Some(near) = near {
                fault.hint(&format!("did you mean \"{near}\"?"));
            }
        }
        kind
    }

    fn location(
        &self,
        id: &str,
        at: Option<LonLat>,
        met: Met,
        worker: &mut Worker<'_>,
    ) -> Option<Location> {
        let precision = precision_of(self.values);
        let name = self.values.get(Field::Place);
        let named = name.map(|name| {
            let naming = if precision.is_some() {
                Naming::Name
            } else {
                Naming::Short
            };
            worker.interner.place(name, naming, met)
        });
        if let (Some(named), Some(name), None) = (named, name, at)
            && worker.interner.is_unknown(named, name)
        {
            let near = worker.interner.near_places(name);
            let offset = self.record.offset + self.values.at(Field::Place) as u64;
            let path = (self.table.name_of(Field::Place), Some(id));
            let expected =
                "the name of a place in the file or the gazetteer: the event has no position";
            let fault = worker.fault(Severity::Warning, offset, path, &quoted(name), expected);
            if !near.is_empty() {
                let near: Vec<String> = near.iter().map(|name| quoted(name)).collect();
                fault.hint(&format!("did you mean {}?", near.join(" or ")));
            }
        }
        if at.is_some_and(|at| is_pinned(at.lat)) {
            worker.yielded.pinned += 1;
        }
        (named.is_some() || at.is_some()).then(|| Location {
            named,
            at: at.map(|at| worker.projected(at, named)),
            precision: precision.unwrap_or(PlacePrecision::Unknown),
            relation: None,
            shape: None,
        })
    }
}

/// The kind of a row, and whether the format knows it; a row without one is of another kind.
pub(super) fn kind_of(values: &Values<'_>) -> (EventType, bool) {
    match values.get(Field::Type) {
        None => (EventType::Other, true),
        Some(word) => {
            let kind = EventType::from_name(word);
            let kind = kind.or_else(|| EventType::from_name(&word.to_lowercase()));
            (kind.unwrap_or(EventType::Other), kind.is_some())
        }
    }
}

/// Whether it happened: where nothing is said, it did.
pub(super) fn status_of(values: &Values<'_>) -> Factuality {
    let word = values.get(Field::Status);
    let status = word.and_then(|word| {
        Factuality::from_name(word).or_else(|| Factuality::from_name(&word.to_lowercase()))
    });
    status.unwrap_or(Factuality::Happened)
}

/// How exactly its place is known, if the row says so.
pub(super) fn precision_of(values: &Values<'_>) -> Option<PlacePrecision> {
    let word = values.get(Field::Precision)?;
    let known = PlacePrecision::from_name(word);
    known.or_else(|| PlacePrecision::from_name(&word.to_lowercase()))
}

/// How many died: the one count that a row has, its best.
pub(super) fn fatalities_of(values: &Values<'_>) -> Option<u64> {
    let count = values.get(Field::Fatalities)?;
    let whole = count.strip_suffix(".0").unwrap_or(count);
    whole.parse().ok()
}

/// The tags that stand in one value, as often as they do.
pub(super) fn tags_of(value: &str) -> impl Iterator<Item = &str> {
    let tags = value.split(char::from(BETWEEN)).map(str::trim);
    tags.filter(|tag| !tag.is_empty())
}

/// What a row is known by that has no id.
pub(super) fn id_of_nameless(offset: u64) -> String {
    format!("at-{offset}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_plain_day_is_what_the_calendar_says(year in 1_i16..9999, month in 1_u8..13, day in 1_u8..29) {
            let text = format!("{year:04}-{month:02}-{day:02}");
            let quick = plain_day(text.as_bytes()).unwrap();
            prop_assert_eq!(Some(quick), parse_short(&text).unwrap().stretch.start);
        }

        #[test]
        fn whatever_is_written_as_a_date_is_read_as_ever(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}") {
            prop_assert_eq!(moment(&text), parse_short(&text));
        }
    }
}
