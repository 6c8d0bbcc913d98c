//! Makes events up, document by document: what one document tells of lies close together.
//!
//! A document and all its events follow from the seed and the document's number, so that a longer file begins like a
//! shorter one. Documents come in no order of time, as in a file that many sources were poured into.

use std::fmt::Write as _;

use super::lexicon::{capital, slug};
use super::phrases::{BYSTANDERS, ENDINGS, Piece, QUOTES, TAGS, TELLINGS, Telling, Template};
use super::random::{Odds, Random};
use super::row::Row;
use super::stage::{Place, Publisher, Stage, around};
use crate::load::Unreadable;

/// What ids begin with.
pub(super) const ID: &str = "SYN";
/// Nobody is named.
const NOBODY: &str = "Unidentified gunmen";
/// Sentences grow until they have so many words.
const LONG_ENOUGH: usize = 15;
/// Days between an event and the document that tells of it: mostly one.
const LATE: &[usize] = &[0, 0, 1, 1, 1, 1, 2, 3];

/// Writes documents.
#[derive(Debug)]
pub(super) struct Author {
    seed: u64,
    stage: Stage,
    kinds: Odds,
    told: Vec<Told>,
    endings: Vec<Template>,
    quotes: Vec<Template>,
}

/// A type of event with its templates.
#[derive(Debug)]
struct Told {
    telling: &'static Telling,
    summaries: Vec<Template>,
    sentences: Vec<Template>,
}

/// One document.
struct Document<'s> {
    publisher: Option<&'s Publisher>,
    url: String,
    /// The day it is published.
    day: usize,
    place: Option<&'s Place>,
    actor: &'s str,
}

/// Who and where of one event, for the gaps of its sentences.
struct Facts<'s> {
    actor: &'s str,
    target: &'s str,
    place: Option<&'s Place>,
    name: &'s str,
    weekday: &'static str,
}

impl Author {
    /// The author of a seed.
    ///
    /// # Errors
    /// [`Unreadable`] where the bundled gazetteer is damaged.
    pub fn of(seed: u64) -> Result<Self, Unreadable> {
        let weights: Vec<u64> = TELLINGS.iter().map(|telling| telling.weight).collect();
        let told = TELLINGS.iter().map(|telling| Told {
            telling,
            summaries: Template::all(telling.summaries),
            sentences: Template::all(telling.sentences),
        });
        Ok(Self {
            seed,
            stage: Stage::set(seed)?,
            kinds: Odds::of(&weights),
            told: told.collect(),
            endings: Template::all(ENDINGS),
            quotes: Template::all(QUOTES),
        })
    }

    /// Hands `rows` events to a function, one after the other, in the same row.
    ///
    /// # Errors
    /// What the function returns.
    pub fn write<E>(
        &self,
        rows: u64,
        mut take: impl FnMut(u64, &mut Row) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut row = Row::default();
        let mut number = 0;
        for document in 0.. {
            let mut random = Random::of(self.seed, document);
            let told = self.document(document, &mut random);
            for _ in 0..1 + random.below(5) + random.below(5) {
                if number == rows {
                    return Ok(());
                }
                row.clear();
                self.event(number, &told, &mut random, &mut row);
                take(number, &mut row)?;
                number += 1;
            }
        }
        Ok(())
    }

    fn document(&self, number: u64, random: &mut Random) -> Document<'_> {
        let stage = &self.stage;
        let day = stage.calendar.draw(random);
        let front = stage.calendar.day(day).and_then(|day| day.front);
        let place = match front {
            Some(front) if random.chance(600) => stage.front(front),
            _ => stage.place(random),
        };
        let publisher = stage.publisher(random);
        let mut url = publisher.map_or_else(String::new, |publisher| publisher.site.clone());
        let date = stage.calendar.day(day).map_or("", |day| &day.text);
        for part in date.split('-') {
            url.push_str(part);
            url.push('/');
        }
        let word = slug(stage.vocabulary.draw(random));
        let _ = write!(url, "{word}-{number}");
        Document {
            publisher,
            url,
            day,
            place,
            actor: stage.actor(random),
        }
    }

    fn event<'s>(&'s self, number: u64, told: &Document<'s>, random: &mut Random, row: &mut Row) {
        let stage = &self.stage;
        let Some(kind) = self.told.get(self.kinds.draw(random)) else {
            return;
        };
        let day = told.day.saturating_sub(late(random));
        let place = if random.chance(500) {
            told.place
        } else {
            stage.place(random)
        };
        let place = place.filter(|_| !random.chance(5));
        let name = place.map_or("the border", |place| match &place.arabic {
            Some(arabic) if random.chance(30) => arabic,
            _ => &place.name,
        });
        let facts = Facts {
            actor: if random.chance(450) {
                told.actor
            } else {
                stage.actor(random)
            },
            target: stage.actor(random),
            place,
            name,
            weekday: stage.calendar.day(day).map_or("", |day| day.weekday),
        };
        let _ = write!(row.id, "{ID}{number}");
        row.kind.push_str(kind.telling.kind.name());
        self.when(day, random, row);
        if !random.chance(40) {
            row.actor.push_str(facts.actor);
        }
        if !random.chance(300) {
            row.target.push_str(facts.target);
        }
        whereabouts(&facts, random, row);
        if let Some(template) = kind.summaries.get(random.position(kind.summaries.len())) {
            self.fill(template, &facts, random, &mut row.summary);
        }
        self.sentence(kind, &facts, random, &mut row.sentence);
        if let Some(publisher) = told.publisher {
            row.source.push_str(&publisher.name);
        }
        row.url.push_str(&told.url);
        if kind.telling.deadly && random.chance(300) {
            // Few die often, many seldom.
            let most = 1 << random.below(7);
            let _ = write!(row.fatalities, "{}", 1 + random.below(most));
        }
        if random.chance(80) {
            row.tags.push_str(random.word(TAGS));
            if random.chance(250) {
                row.tags.push(';');
                row.tags.push_str(random.word(TAGS));
            }
        }
        let ascii = row.columns().iter().all(|(_, text, _)| text.is_ascii());
        row.escaped = random.chance(if ascii { 2 } else { 80 });
    }

    /// Mostly a day; sometimes a moment, a span, a range, a month, a year, an open end, or nothing.
    fn when(&self, day: usize, random: &mut Random, row: &mut Row) {
        let calendar = &self.stage.calendar;
        let text = |day: usize| calendar.day(day).map_or("", |day| day.text.as_str());
        let date = text(day);
        let later = text(day + 1 + random.position(14));
        let row_date = &mut row.date;
        let _ = match random.below(1000) {
            0..3 => Ok(()),
            3..15 if later > date => {
                row.end.push_str(later);
                row_date.write_str(date)
            }
            15..20 if later > date => write!(row_date, "{date}/{later}"),
            20..26 => row_date.write_str(date.get(..7).unwrap_or(date)),
            26..28 => row_date.write_str(date.get(..4).unwrap_or(date)),
            28 => write!(row_date, "{date}/.."),
            29 => write!(row_date, "../{date}"),
            30..50 => {
                let (hour, minute) = (random.below(24), random.below(60));
                write!(row_date, "{date}T{hour:02}:{minute:02}Z")
            }
            _ => row_date.write_str(date),
        };
    }

    /// Clauses until it is long enough.
    fn sentence(&self, kind: &Told, facts: &Facts<'_>, random: &mut Random, out: &mut String) {
        if let Some(template) = kind.sentences.get(random.position(kind.sentences.len())) {
            self.fill(template, facts, random, out);
        }
        let words = |text: &str| text.bytes().filter(|byte| *byte == b' ').count() + 1;
        while words(out) < LONG_ENOUGH {
            let clauses = if random.chance(12) {
                &self.quotes
            } else {
                &self.endings
            };
            let joined = out.len();
            if let Some(template) = clauses.get(random.position(clauses.len())) {
                self.fill(template, facts, random, out);
            }
            // A line that was wrapped and never joined again.
            if random.chance(8)
                && out
                    .get(joined..)
                    .is_some_and(|clause| clause.starts_with(' '))
            {
                out.replace_range(joined..=joined, "\n");
            }
        }
        out.push('.');
    }

    fn fill(&self, template: &Template, facts: &Facts<'_>, random: &mut Random, out: &mut String) {
        let begins = out.is_empty();
        for piece in &template.0 {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Gap('a') => out.push_str(if facts.actor.is_empty() {
                    NOBODY
                } else {
                    facts.actor
                }),
                Piece::Gap('t') => out.push_str(if facts.target.is_empty() {
                    NOBODY
                } else {
                    facts.target
                }),
                Piece::Gap('p') => out.push_str(facts.name),
                Piece::Gap('q') => {
                    let other = self.stage.place(random).or(facts.place);
                    out.push_str(other.map_or("the border", |place| &place.name));
                }
                Piece::Gap('n') => {
                    let _ = write!(out, "{}", 2 + random.below(48));
                }
                Piece::Gap('d') => out.push_str(facts.weekday),
                Piece::Gap('b') => out.push_str(random.word(BYSTANDERS)),
                Piece::Gap(_) => out.push_str(self.stage.vocabulary.draw(random)),
            }
        }
        if begins && out.starts_with(char::is_lowercase) {
            *out = capital(out);
        }
    }
}

fn late(random: &mut Random) -> usize {
    LATE.get(random.position(LATE.len())).copied().unwrap_or(0)
}

/// Place, position and precision, as far as they are known.
fn whereabouts(facts: &Facts<'_>, random: &mut Random, row: &mut Row) {
    let Some(place) = facts.place else {
        return;
    };
    row.place.push_str(facts.name);
    row.precision.push_str(place.precision.name());
    row.known = place.known && facts.name == place.name;
    if row.known && random.chance(50) {
        // Whoever wrote it down left it to the reader to know where that is.
        return;
    }
    let at = if random.chance(333) {
        around(random, place.at, place.radius)
    } else {
        place.at
    };
    degrees(at.lat, &mut row.lat);
    degrees(at.lon, &mut row.lon);
}

/// Ten-thousandths of a degree as a number.
fn degrees(number: i32, out: &mut String) {
    let sign = if number < 0 { "-" } else { "" };
    let (whole, rest) = (
        number.unsigned_abs() / 10_000,
        number.unsigned_abs() % 10_000,
    );
    let _ = write!(out, "{sign}{whole}.{rest:04}");
}
