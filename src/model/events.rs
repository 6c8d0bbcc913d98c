//! The events, in order of time, and what is asked of each.
//!
//! One row an event in [`Columns`], sorted; an event is its position. Ids and texts are in the file: an id is found by its
//! hash, which whoever reads the record has to check.

pub mod merge;

use super::columns::{
    Columns, END_APART, NONE, NOWHERE, OPEN_END, OPEN_START, Row, SEVERAL, actor_of, hash_of,
    location_of, record_at,
};
use super::entry::{ActorIx, DocIx, EventIx, NamedIx, TagIx};
use super::geo::Merc;
use super::text::Text;
use super::time::{Stamp, Stretch, When};
use super::vocabulary::{
    EventType, Factuality, PlacePrecision, Relation, Role, SourceKind, TimePrecision,
};

/// Where an event's record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordAt {
    /// Which [`SourceFile`](super::dataset::SourceFile).
    pub source: u32,
    /// First byte.
    pub offset: u64,
    /// Length in bytes.
    pub len: u32,
}

/// One place of one event, in columns' terms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Location {
    /// The place it names.
    pub named: Option<NamedIx>,
    /// Its own coordinates, if it has any.
    pub at: Option<Merc>,
    /// How exactly.
    pub precision: PlacePrecision,
    /// How the event lies to the place.
    pub relation: Option<Relation>,
    /// Its own line or area: an index into [`Dataset::shapes`](super::dataset::Dataset::shapes).
    pub shape: Option<u32>,
}

/// Everything that the columns hold of one event; what a loader hands over.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    /// Unique in the data set.
    pub id: Text,
    /// What kind of thing.
    pub kind: EventType,
    /// Whether it happened.
    pub factuality: Factuality,
    /// When.
    pub when: When,
    /// Who says so in its first report; `None` is the document's own voice.
    pub attribution: Option<SourceKind>,
    /// Who, and in what role.
    pub actors: Vec<(ActorIx, Role)>,
    /// Who its reports say says so, each once.
    pub speakers: Vec<ActorIx>,
    /// Where.
    pub locations: Vec<Location>,
    /// The documents that report it, each once.
    pub documents: Vec<DocIx>,
    /// How many reports it has.
    pub reports: u32,
    /// How many died, as [`Fatalities::count`](super::record::Fatalities::count) has it.
    pub fatalities: Option<u64>,
    /// What it is tagged with, each tag once.
    pub tags: Vec<TagIx>,
    /// Where its record stands.
    pub record: RecordAt,
}

/// The events' columns. All have one row an event, in order of time; the undated come last.
#[derive(Debug, Clone, Default)]
pub struct Events {
    columns: Columns,
    /// The lower half of each id's hash.
    ids: Vec<u32>,
}

impl Events {
    /// Columns from rows in any order.
    pub fn from_rows(rows: Vec<EventRow>) -> Self {
        let mut columns = Columns::default();
        for row in rows {
            columns.push(&Row::of(&row));
        }
        let all = 0..columns.len();
        Self::merge(vec![columns], &[(0, all)])
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Every event, in order of time.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = EventIx> + use<> {
        (0..self.ids.len()).map(EventIx::from_position)
    }

    /// The first event whose id has the hash of this one. Of an id that no event has, one in four billion is taken for
    /// each event's: the record tells.
    pub fn find(&self, id: &str) -> Option<EventIx> {
        self.may_be(id).next()
    }

    /// The events whose ids have the hash of this one: the event of the id is among them, if there is one.
    pub fn may_be(&self, id: &str) -> impl Iterator<Item = EventIx> + '_ {
        let wanted = half(hash_of(id));
        let ids = self.ids.iter().enumerate();
        let found = ids.filter(move |(_, id)| **id == wanted);
        found.map(|(at, _)| EventIx::from_position(at))
    }

    /// Within what stretch of time it happened.
    pub fn stretch(&self, event: EventIx) -> Stretch {
        stretch_in(&self.columns, event)
    }

    /// The moment that it is sorted by: its start; where that is not known, its last moment. `None` for the undated.
    pub fn moment(&self, event: EventIx) -> Option<Stamp> {
        let start = column(&self.columns.start, event, OPEN_START);
        if start != OPEN_START {
            return Some(Stamp::from_ms(start));
        }
        moment_of(&self.stretch(event))
    }

    /// When it happened and how we know.
    pub fn when(&self, event: EventIx) -> When {
        When {
            stretch: self.stretch(event),
            precision: self.time_precision(event),
            basis: column(&self.columns.time_basis, event, None),
        }
    }

    /// How exactly its time is known.
    pub fn time_precision(&self, event: EventIx) -> TimePrecision {
        column(&self.columns.time_precision, event, TimePrecision::Unknown)
    }

    /// What kind of thing it is.
    pub fn kind(&self, event: EventIx) -> EventType {
        column(&self.columns.kind, event, EventType::Other)
    }

    /// Whether it happened.
    pub fn factuality(&self, event: EventIx) -> Factuality {
        column(&self.columns.factuality, event, Factuality::Unknown)
    }

    /// Who says so in its first report; `None` is the document's own voice.
    pub fn attribution(&self, event: EventIx) -> Option<SourceKind> {
        column(&self.columns.attribution, event, None)
    }

    /// How many reports it has.
    pub fn reports(&self, event: EventIx) -> u32 {
        match column(&self.columns.reports, event, 0) {
            u8::MAX => {
                let many = self.columns.apart.reports.get(event).first();
                many.copied().unwrap_or(0)
            }
            few => u32::from(few),
        }
    }

    /// How many died: the best count, else the lowest, else the highest. `None` where none are reported, which is not
    /// zero, or where they are counted by side only. A count past `u32` is its largest.
    pub fn fatalities(&self, event: EventIx) -> Option<u32> {
        self.columns.apart.fatalities.get(event).first().copied()
    }

    /// Every event with a count of how many died, and this count, in order of time.
    pub fn with_fatalities(&self) -> impl Iterator<Item = (EventIx, u32)> + '_ {
        let all = self.columns.apart.fatalities.iter();
        all.filter_map(|(event, count)| Some((event, *count.first()?)))
    }

    /// What it is tagged with, each tag once.
    pub fn tags(&self, event: EventIx) -> impl Iterator<Item = TagIx> + Clone + '_ {
        self.columns.apart.tags.get(event).iter().copied()
    }

    /// Every event that is tagged, and with what, in order of time.
    pub fn with_tags(&self) -> impl Iterator<Item = (EventIx, &[TagIx])> {
        self.columns.apart.tags.iter()
    }

    /// Where its record stands.
    pub fn record(&self, event: EventIx) -> Option<RecordAt> {
        let record = self.columns.record.get(event.at())?;
        let len = self.columns.record_len.get(event.at())?;
        Some(record_at(*record, *len))
    }

    /// Who, and in what role.
    pub fn actors(&self, event: EventIx) -> impl Iterator<Item = (ActorIx, Role)> + Clone + '_ {
        let slots = column(&self.columns.who, event, [NONE, NONE]);
        let several = if slots.first() == Some(&SEVERAL) {
            self.columns.apart.actors.get(event)
        } else {
            &[]
        };
        let few = slots.into_iter().filter_map(actor_of);
        few.chain(several.iter().copied())
    }

    /// Who its reports say says so, each once.
    pub fn speakers(&self, event: EventIx) -> impl Iterator<Item = ActorIx> + Clone + '_ {
        self.columns.apart.speakers.get(event).iter().copied()
    }

    /// Every event that somebody by name is said to tell of, and who does, in order of time.
    pub fn with_speakers(&self) -> impl Iterator<Item = (EventIx, &[ActorIx])> {
        self.columns.apart.speakers.iter()
    }

    /// Who takes part, then who is said to say so; one who does both stands twice.
    pub fn involved(&self, event: EventIx) -> impl Iterator<Item = ActorIx> + Clone + '_ {
        let parts = self.actors(event).map(|(actor, _)| actor);
        parts.chain(self.speakers(event))
    }

    /// Where.
    pub fn locations(&self, event: EventIx) -> impl Iterator<Item = Location> + Clone + '_ {
        let columns = &self.columns;
        let named = column(&columns.named, event, NONE);
        let (one, several): (Option<Location>, &[Location]) = if named == SEVERAL {
            (None, columns.apart.locations.get(event))
        } else {
            let at = columns.at.get(event.at()).copied();
            let how = columns.how.get(event.at()).copied();
            let one = at.zip(how);
            (one.and_then(|(at, how)| location_of(named, at, how)), &[])
        };
        one.into_iter().chain(several.iter().copied())
    }

    /// The coordinates of its own that its first place has, if it has some.
    pub fn own_position(&self, event: EventIx) -> Option<Merc> {
        let columns = &self.columns;
        if column(&columns.named, event, NONE) == SEVERAL {
            return self.locations(event).next()?.at;
        }
        let at = columns.at.get(event.at()).copied();
        at.filter(|at| *at != NOWHERE)
    }

    /// The documents that report it, each once.
    pub fn documents(&self, event: EventIx) -> impl Iterator<Item = DocIx> + Clone + '_ {
        let slot = column(&self.columns.document, event, NONE);
        let several: &[DocIx] = if slot == SEVERAL {
            self.columns.apart.documents.get(event)
        } else {
            &[]
        };
        let one = (slot < SEVERAL).then_some(DocIx(slot));
        one.into_iter().chain(several.iter().copied())
    }

    /// How many reports all events have together.
    pub fn report_count(&self) -> u64 {
        let few = self.columns.reports.iter().filter(|n| **n < u8::MAX);
        let many = self.columns.apart.reports.iter();
        few.map(|n| u64::from(*n)).sum::<u64>()
            + many
                .flat_map(|(_, n)| n)
                .map(|n| u64::from(*n))
                .sum::<u64>()
    }
}

/// Within what stretch of time the event of a row happened.
fn stretch_in(columns: &Columns, event: EventIx) -> Stretch {
    let start = column(&columns.start, event, OPEN_START);
    let start = (start != OPEN_START).then(|| Stamp::from_ms(start));
    let end = match (column(&columns.length, event, OPEN_END), start) {
        (OPEN_END, _) => None,
        (END_APART, _) | (_, None) => {
            let end = columns.apart.ends.get(event).first();
            end.map(|ms| Stamp::from_ms(*ms))
        }
        (length, Some(start)) => Some(start.plus_ms(i64::from(length))),
    };
    Stretch { start, end }
}

/// Where a stretch stands among others: "until 6 March" stands with the 6th of March, not before everything.
fn moment_of(stretch: &Stretch) -> Option<Stamp> {
    stretch
        .start
        .or_else(|| stretch.end.map(|end| end.plus_ms(-1)))
}

fn column<T: Copy>(values: &[T], event: EventIx, missing: T) -> T {
    values.get(event.at()).copied().unwrap_or(missing)
}

/// The half of a hash that is kept once ids are known to be unique.
fn half(hash: u64) -> u32 {
    u32::try_from(hash & u64::from(u32::MAX)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::parse_short;

    fn row(id: &str, time: &str) -> EventRow {
        EventRow {
            id: id.into(),
            kind: EventType::Clash,
            factuality: Factuality::Happened,
            when: parse_short(time).unwrap(),
            attribution: None,
            actors: vec![(ActorIx(7), Role::Agent)],
            speakers: vec![],
            locations: vec![],
            documents: vec![],
            reports: 1,
            fatalities: None,
            tags: vec![],
            record: RecordAt {
                source: 0,
                offset: 0,
                len: 0,
            },
        }
    }

    #[test]
    fn deaths_and_tags_go_where_their_event_goes() {
        let with = |id: &str, time: &str, fatalities, tags: &[u32]| EventRow {
            fatalities,
            tags: tags.iter().copied().map(TagIx).collect(),
            ..row(id, time)
        };
        let events = Events::from_rows(vec![
            with("late", "2017-03-09", Some(u64::MAX), &[4, 1]),
            with("none", "2017-03-08", None, &[]),
            with("zero", "2017-03-01", Some(0), &[1]),
        ]);
        let said = |id: &str| {
            let event = events.find(id).unwrap();
            let tags: Vec<u32> = events.tags(event).map(|tag| tag.0).collect();
            (events.fatalities(event), tags)
        };
        assert_eq!(said("late"), (Some(u32::MAX), vec![4, 1]));
        assert_eq!(said("none"), (None, vec![]));
        assert_eq!(said("zero"), (Some(0), vec![1]));
        let counts = [(EventIx(0), 0), (EventIx(2), u32::MAX)];
        assert!(events.with_fatalities().eq(counts));
    }

    #[test]
    fn events_stand_in_order_of_time_with_the_undated_last() {
        let rows = vec![
            row("undated", "../.."),
            row("b", "2017-03"),
            row("a", "2017-03-01"),
            row("until", "../2017-03-06"),
            row("after", "2017-03-07"),
        ];
        let events = Events::from_rows(rows);
        let order = ["a", "b", "until", "after", "undated"];
        let found = order.map(|id| events.find(id).unwrap().at());
        assert_eq!(found, [0, 1, 2, 3, 4]);
        let a = events.find("a").unwrap();
        assert_eq!(
            events.stretch(a),
            parse_short("2017-03-01").unwrap().stretch
        );
        assert!(events.actors(a).eq([(ActorIx(7), Role::Agent)]));
        assert_eq!(events.find("nobody"), None);
        assert!(events.stretch(events.find("undated").unwrap()).is_open());
    }
}
