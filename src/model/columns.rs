//! The events' columns while they are being filled: one row an event, in the order of the file.
//!
//! An event costs about 60 bytes here, whatever it says: what nearly every event has once (who, against whom, where, by which
//! document) has a slot in a column; where there is more of it, the slot says so and a [`Sparse`] list holds it. Ids are kept
//! as hashes, and where the record stands as one number: what these stand for is in the file.
//!
//! Filled by loaders, by several at a time; [`Events`](super::events::Events) puts what they have together in order of time.

use std::ops::Range;

use super::entry::{ActorIx, DocIx, EventIx, NamedIx, TagIx};
use super::events::{EventRow, Location, RecordAt};
use super::geo::Merc;
use super::sparse::Sparse;
use super::time::{Stamp, Stretch, When};
use super::vocabulary::{
    EventType, Factuality, PlacePrecision, Relation, Role, SourceKind, TimeBasis, TimePrecision,
};

/// Stands for an open start.
pub(super) const OPEN_START: i64 = i64::MIN;
/// In the column of lengths: the end is open, or stands in the sparse column of ends.
pub(super) const OPEN_END: u32 = u32::MAX;
pub(super) const END_APART: u32 = u32::MAX - 1;
/// In a column of slots: there is nothing, or more than one.
pub(super) const NONE: u32 = u32::MAX;
pub(super) const SEVERAL: u32 = u32::MAX - 1;
/// How many bits of a slot for an actor say who; the others say in what role.
const ACTOR_BITS: u32 = 29;
/// How many bits of where a record stands say at which byte; the others say in which file.
const OFFSET_BITS: u32 = 48;
/// Stands for a place without coordinates: an event that is there to the centimetre is moved by one.
pub(super) const NOWHERE: Merc = Merc {
    x: u32::MAX,
    y: u32::MAX,
};

/// One event, as a loader hands it over; what it points at may be numbered for its part only.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// [`hash_of`] its id.
    pub id: u64,
    /// What kind of thing.
    pub kind: EventType,
    /// Whether it happened.
    pub factuality: Factuality,
    /// When.
    pub when: When,
    /// Who says so in its first report.
    pub attribution: Option<SourceKind>,
    /// Who, and in what role.
    pub actors: &'r [(ActorIx, Role)],
    /// Who says so in further reports, each kind once and none that says so in the first.
    pub voices: &'r [Option<SourceKind>],
    /// Who its reports say says so, each once.
    pub speakers: &'r [ActorIx],
    /// Where.
    pub locations: &'r [Location],
    /// The documents that report it, each once.
    pub documents: &'r [DocIx],
    /// How many reports it has.
    pub reports: u32,
    /// How many died, as [`Fatalities::count`](super::record::Fatalities::count) has it.
    pub fatalities: Option<u64>,
    /// What it is tagged with, each tag once.
    pub tags: &'r [TagIx],
    /// Where its record stands.
    pub record: RecordAt,
}

impl<'r> Row<'r> {
    /// The same row, out of one that owns its lists.
    pub fn of(row: &'r EventRow) -> Self {
        Self {
            id: hash_of(&row.id),
            kind: row.kind,
            factuality: row.factuality,
            when: row.when,
            attribution: row.attribution,
            actors: &row.actors,
            voices: &row.voices,
            speakers: &row.speakers,
            locations: &row.locations,
            documents: &row.documents,
            reports: row.reports,
            fatalities: row.fatalities,
            tags: &row.tags,
            record: row.record,
        }
    }
}

/// What an id is known by in memory: the same for the same id as long as the program runs.
pub fn hash_of(id: &str) -> u64 {
    use std::hash::BuildHasher as _;
    foldhash::quality::FixedState::with_seed(0x5157).hash_one(id)
}

/// The columns of some of the events, in the order in which they were read.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    pub(super) ids: Vec<u64>,
    pub(super) start: Vec<i64>,
    pub(super) length: Vec<u32>,
    pub(super) kind: Vec<EventType>,
    pub(super) factuality: Vec<Factuality>,
    pub(super) time_precision: Vec<TimePrecision>,
    pub(super) time_basis: Vec<Option<TimeBasis>>,
    pub(super) attribution: Vec<Option<SourceKind>>,
    pub(super) reports: Vec<u8>,
    pub(super) record: Vec<u64>,
    pub(super) record_len: Vec<u32>,
    pub(super) who: Vec<[u32; 2]>,
    pub(super) named: Vec<u32>,
    pub(super) at: Vec<Merc>,
    pub(super) how: Vec<(PlacePrecision, Option<Relation>)>,
    pub(super) document: Vec<u32>,
    pub(super) apart: Apart,
}

/// What does not fit into the slots of the columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Apart {
    /// Ends that lie more than seven weeks after the start, or have no start.
    pub ends: Sparse<i64>,
    pub actors: Sparse<(ActorIx, Role)>,
    pub voices: Sparse<Option<SourceKind>>,
    pub speakers: Sparse<ActorIx>,
    pub locations: Sparse<Location>,
    pub documents: Sparse<DocIx>,
    /// Where there are 255 or more.
    pub reports: Sparse<u32>,
    /// Counts past `u32` are its largest.
    pub fatalities: Sparse<u32>,
    pub tags: Sparse<TagIx>,
}

/// Which numbers of a part its rows have, and in what order they come.
#[derive(Debug, Clone, Default)]
pub struct Used {
    /// For each actor's number, when it came first; `None` where no row has it.
    pub actors: Vec<Option<u64>>,
    /// For each place's.
    pub named: Vec<Option<u64>>,
    /// For each document's.
    pub documents: Vec<Option<u64>>,
    /// For each tag's.
    pub tags: Vec<Option<u64>>,
}

/// How the numbers of a part are to be read in the whole.
#[derive(Debug, Clone, Copy)]
pub struct Numbers<'n> {
    /// The actor of each number of the part.
    pub actors: &'n [ActorIx],
    /// The place of each number of the part.
    pub named: &'n [NamedIx],
    /// The document of each number of the part.
    pub documents: &'n [DocIx],
    /// The tag of each number of the part.
    pub tags: &'n [TagIx],
}

impl Columns {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The hashed id of every row.
    pub fn ids(&self) -> &[u64] {
        &self.ids
    }

    /// Where the record of a row stands.
    pub fn record(&self, row: usize) -> Option<RecordAt> {
        let (record, len) = (self.record.get(row)?, self.record_len.get(row)?);
        Some(record_at(*record, *len))
    }

    /// One more row.
    pub fn push(&mut self, row: &Row<'_>) {
        let event = EventIx::from_position(self.len());
        self.ids.push(row.id);
        self.push_time(event, &row.when);
        self.kind.push(row.kind);
        self.factuality.push(row.factuality);
        self.attribution.push(row.attribution);
        let few = u8::try_from(row.reports).ok().filter(|few| *few < u8::MAX);
        self.reports.push(few.unwrap_or(u8::MAX));
        if few.is_none() {
            self.apart.reports.push(event, &[row.reports]);
        }
        if let Some(count) = row.fatalities {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            self.apart.fatalities.push(event, &[count]);
        }
        self.apart.tags.push(event, row.tags);
        self.record.push(packed(row.record));
        self.record_len.push(row.record.len);
        self.push_who(event, row.actors);
        self.apart.voices.push(event, row.voices);
        self.apart.speakers.push(event, row.speakers);
        self.push_where(event, row.locations);
        self.document.push(match row.documents {
            [] => NONE,
            [one] => one.0,
            several => {
                self.apart.documents.push(event, several);
                SEVERAL
            }
        });
    }

    fn push_time(&mut self, event: EventIx, when: &When) {
        let Stretch { start, end } = when.stretch;
        self.start.push(start.map_or(OPEN_START, Stamp::ms));
        let length = match (start, end) {
            (_, None) => OPEN_END,
            (Some(start), Some(end)) => {
                let length = u32::try_from(end.ms() - start.ms());
                length
                    .ok()
                    .filter(|ms| *ms < END_APART)
                    .unwrap_or(END_APART)
            }
            (None, Some(_)) => END_APART,
        };
        if let Some(end) = end.filter(|_| length == END_APART) {
            self.apart.ends.push(event, &[end.ms()]);
        }
        self.length.push(length);
        self.time_precision.push(when.precision);
        self.time_basis.push(when.basis);
    }

    fn push_who(&mut self, event: EventIx, actors: &[(ActorIx, Role)]) {
        let slot = |at: usize| match actors.get(at) {
            Some((actor, role)) => packed_actor(*actor, *role),
            None => Some(NONE),
        };
        self.who.push(match (slot(0), slot(1)) {
            (Some(first), Some(second)) if actors.len() <= 2 => [first, second],
            _ => {
                self.apart.actors.push(event, actors);
                [SEVERAL, NONE]
            }
        });
    }

    fn push_where(&mut self, event: EventIx, locations: &[Location]) {
        let slot = match locations {
            [] => (NONE, NOWHERE, PlacePrecision::Unknown, None),
            [one] if one.shape.is_none() && (one.named.is_some() || one.at.is_some()) => {
                let named = one.named.map_or(NONE, |named| named.0);
                let at = match one.at {
                    Some(NOWHERE) => Merc { x: 0, y: NOWHERE.y },
                    Some(at) => at,
                    None => NOWHERE,
                };
                (named, at, one.precision, one.relation)
            }
            several => {
                self.apart.locations.push(event, several);
                (SEVERAL, NOWHERE, PlacePrecision::Unknown, None)
            }
        };
        self.named.push(slot.0);
        self.at.push(slot.1);
        self.how.push((slot.2, slot.3));
    }

    /// Counts its shapes from another number on.
    pub fn shift_shapes(&mut self, by: u32) {
        for location in self.apart.locations.items_mut() {
            location.shape = location.shape.map(|shape| shape.saturating_add(by));
        }
    }

    /// Notes which numbers some rows have; `count` goes on with each.
    pub fn note_used(&self, rows: Range<usize>, used: &mut Used, count: &mut u64) {
        let mut note = |list: &mut Vec<Option<u64>>, at: usize| {
            *count += 1;
            if let Some(slot) = list.get_mut(at) {
                slot.get_or_insert(*count);
            }
        };
        for row in rows {
            let event = EventIx::from_position(row);
            let who = self.who.get(row).into_iter().flatten();
            let more = self.apart.actors.get(event).iter().copied();
            for (actor, _) in who.filter_map(|slot| actor_of(*slot)).chain(more) {
                note(&mut used.actors, actor.at());
            }
            for actor in self.apart.speakers.get(event) {
                note(&mut used.actors, actor.at());
            }
            let more = self.apart.locations.get(event).iter();
            let more = more.filter_map(|location| location.named);
            for named in self
                .named
                .get(row)
                .map(|slot| NamedIx(*slot))
                .into_iter()
                .chain(more)
            {
                note(&mut used.named, named.at());
            }
            let more = self.apart.documents.get(event).iter().copied();
            for document in self
                .document
                .get(row)
                .map(|slot| DocIx(*slot))
                .into_iter()
                .chain(more)
            {
                note(&mut used.documents, document.at());
            }
            for tag in self.apart.tags.get(event) {
                note(&mut used.tags, tag.at());
            }
        }
    }

    /// Reads all numbers as those of the whole.
    pub fn renumber(&mut self, numbers: Numbers<'_>) {
        let actor = |slot: &mut u32| {
            if let Some((known, role)) = actor_of(*slot)
                && let Some(actor) = numbers.actors.get(known.at())
            {
                *slot = packed_actor(*actor, role).unwrap_or(NONE);
            }
        };
        self.who.iter_mut().flatten().for_each(actor);
        for slot in self.named.iter_mut().filter(|slot| **slot < SEVERAL) {
            *slot = numbers.named.get(*slot as usize).map_or(NONE, |it| it.0);
        }
        for slot in self.document.iter_mut().filter(|slot| **slot < SEVERAL) {
            *slot = numbers
                .documents
                .get(*slot as usize)
                .map_or(NONE, |it| it.0);
        }
        let known = |actor: ActorIx| numbers.actors.get(actor.at()).copied().unwrap_or(actor);
        for (actor, _) in self.apart.actors.items_mut() {
            *actor = known(*actor);
        }
        for actor in self.apart.speakers.items_mut() {
            *actor = known(*actor);
        }
        for location in self.apart.locations.items_mut() {
            let known = |named: NamedIx| numbers.named.get(named.at()).copied();
            location.named = location.named.and_then(known);
        }
        for document in self.apart.documents.items_mut() {
            let known = numbers.documents.get(document.at());
            *document = known.copied().unwrap_or(*document);
        }
        for tag in self.apart.tags.items_mut() {
            *tag = numbers.tags.get(tag.at()).copied().unwrap_or(*tag);
        }
    }
}

/// Where a record stands, in one number.
fn packed(record: RecordAt) -> u64 {
    u64::from(record.source) << OFFSET_BITS | record.offset & ((1 << OFFSET_BITS) - 1)
}

/// The same, read again.
pub(super) fn record_at(packed: u64, len: u32) -> RecordAt {
    RecordAt {
        source: u32::try_from(packed >> OFFSET_BITS).unwrap_or(u32::MAX),
        offset: packed & ((1 << OFFSET_BITS) - 1),
        len,
    }
}

/// An actor and a role in one slot; `None` where the number is too large for it.
fn packed_actor(actor: ActorIx, role: Role) -> Option<u32> {
    let slot = (role as u32) << ACTOR_BITS | actor.0;
    (actor.0 < 1 << ACTOR_BITS && slot < SEVERAL).then_some(slot)
}

/// The same, read again; `None` where there is nobody.
pub(super) fn actor_of(slot: u32) -> Option<(ActorIx, Role)> {
    let role = Role::ALL.get((slot >> ACTOR_BITS) as usize);
    let actor = ActorIx(slot & ((1 << ACTOR_BITS) - 1));
    Some((actor, *role?))
}

/// Where an event's one place is, in the columns' terms; `None` where it has none.
pub(super) fn location_of(
    named: u32,
    at: Merc,
    (precision, relation): (PlacePrecision, Option<Relation>),
) -> Option<Location> {
    (named != NONE || at != NOWHERE).then(|| Location {
        named: (named != NONE).then_some(NamedIx(named)),
        at: (at != NOWHERE).then_some(at),
        precision,
        relation,
        shape: None,
    })
}
