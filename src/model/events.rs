//! The events' columns, one row an event, and what a loader hands over to fill them.

use std::ops::Range;

use super::entry::{ActorIx, DocIx, EventIx, NamedIx};
use super::geo::Merc;
use super::text::Text;
use super::time::{Stamp, Stretch, When};
use super::vocabulary::{
    EventType, Factuality, PlacePrecision, Relation, Role, SourceKind, TimeBasis, TimePrecision,
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
    /// Where its record stands.
    pub record: RecordAt,
}

/// The events' columns. All have one row an event, in order of time; the undated come last.
#[derive(Debug, Clone, Default)]
pub struct Events {
    ids: Vec<Text>,
    by_id: Vec<EventIx>,
    start: Vec<i64>,
    end: Vec<i64>,
    kind: Vec<EventType>,
    factuality: Vec<Factuality>,
    time_precision: Vec<TimePrecision>,
    time_basis: Vec<Option<TimeBasis>>,
    attribution: Vec<Option<SourceKind>>,
    reports: Vec<u32>,
    record: Vec<RecordAt>,
    actors: Lists<(ActorIx, Role)>,
    speakers: Lists<ActorIx>,
    locations: Lists<Location>,
    documents: Lists<DocIx>,
}

/// Stands for an open end in a column of starts or ends.
const OPEN_START: i64 = i64::MIN;
const OPEN_END: i64 = i64::MAX;

/// Where a stretch stands among others: "until 6 March" stands with the 6th of March, not before everything.
fn moment_of(stretch: &Stretch) -> Option<Stamp> {
    stretch
        .start
        .or_else(|| stretch.end.map(|end| end.plus_ms(-1)))
}

impl Events {
    /// Columns from rows in any order.
    pub fn from_rows(mut rows: Vec<EventRow>) -> Self {
        // Stable: events of one moment stay in the order of their file. The undated have no moment.
        rows.sort_by_key(|row| {
            let stretch = row.when.stretch;
            let moment = moment_of(&stretch);
            (
                moment.is_none(),
                moment,
                stretch.end.map_or(OPEN_END, Stamp::ms),
            )
        });
        let mut events = Self::default();
        for row in rows {
            let stretch = row.when.stretch;
            events.ids.push(row.id);
            events
                .start
                .push(stretch.start.map_or(OPEN_START, Stamp::ms));
            events.end.push(stretch.end.map_or(OPEN_END, Stamp::ms));
            events.kind.push(row.kind);
            events.factuality.push(row.factuality);
            events.time_precision.push(row.when.precision);
            events.time_basis.push(row.when.basis);
            events.attribution.push(row.attribution);
            events.reports.push(row.reports);
            events.record.push(row.record);
            events.actors.push(row.actors);
            events.speakers.push(row.speakers);
            events.locations.push(row.locations);
            events.documents.push(row.documents);
        }
        events.by_id = events.all().collect();
        let ids = &events.ids;
        events
            .by_id
            .sort_by(|a, b| ids.get(a.at()).cmp(&ids.get(b.at())));
        events
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

    /// The event's id; empty for an event that is not there.
    pub fn id(&self, event: EventIx) -> &str {
        self.ids.get(event.at()).map_or("", Text::as_str)
    }

    /// The event of an id.
    pub fn find(&self, id: &str) -> Option<EventIx> {
        let at = self
            .by_id
            .binary_search_by(|event| self.id(*event).cmp(id))
            .ok()?;
        self.by_id.get(at).copied()
    }

    /// Within what stretch of time it happened.
    pub fn stretch(&self, event: EventIx) -> Stretch {
        let end = |column: &[i64], open: i64| {
            column
                .get(event.at())
                .filter(|ms| **ms != open)
                .map(|ms| Stamp::from_ms(*ms))
        };
        Stretch {
            start: end(&self.start, OPEN_START),
            end: end(&self.end, OPEN_END),
        }
    }

    /// The moment that it is sorted by: its start; where that is not known, its last moment. `None` for the undated.
    pub fn moment(&self, event: EventIx) -> Option<Stamp> {
        moment_of(&self.stretch(event))
    }

    /// When it happened and how we know.
    pub fn when(&self, event: EventIx) -> When {
        When {
            stretch: self.stretch(event),
            precision: column(&self.time_precision, event, TimePrecision::Unknown),
            basis: column(&self.time_basis, event, None),
        }
    }

    /// What kind of thing it is.
    pub fn kind(&self, event: EventIx) -> EventType {
        column(&self.kind, event, EventType::Other)
    }

    /// Whether it happened.
    pub fn factuality(&self, event: EventIx) -> Factuality {
        column(&self.factuality, event, Factuality::Unknown)
    }

    /// Who says so in its first report; `None` is the document's own voice.
    pub fn attribution(&self, event: EventIx) -> Option<SourceKind> {
        column(&self.attribution, event, None)
    }

    /// How many reports it has.
    pub fn reports(&self, event: EventIx) -> u32 {
        column(&self.reports, event, 0)
    }

    /// Where its record stands.
    pub fn record(&self, event: EventIx) -> Option<RecordAt> {
        self.record.get(event.at()).copied()
    }

    /// Who, and in what role.
    pub fn actors(&self, event: EventIx) -> &[(ActorIx, Role)] {
        self.actors.get(event)
    }

    /// Who its reports say says so, each once.
    pub fn speakers(&self, event: EventIx) -> &[ActorIx] {
        self.speakers.get(event)
    }

    /// Who takes part, then who is said to say so; one who does both stands twice.
    pub fn involved(&self, event: EventIx) -> impl Iterator<Item = ActorIx> + '_ {
        let parts = self.actors(event).iter().map(|(actor, _)| *actor);
        parts.chain(self.speakers(event).iter().copied())
    }

    /// Where.
    pub fn locations(&self, event: EventIx) -> &[Location] {
        self.locations.get(event)
    }

    /// The documents that report it.
    pub fn documents(&self, event: EventIx) -> &[DocIx] {
        self.documents.get(event)
    }

    /// How many reports all events have together.
    pub fn report_count(&self) -> u64 {
        self.reports.iter().map(|n| u64::from(*n)).sum()
    }
}

fn column<T: Copy>(values: &[T], event: EventIx, missing: T) -> T {
    values.get(event.at()).copied().unwrap_or(missing)
}

/// A list for each event, all in one vector.
#[derive(Debug, Clone)]
struct Lists<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self {
            ends: Vec::new(),
            items: Vec::new(),
        }
    }
}

impl<T> Lists<T> {
    fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.ends
            .push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    fn get(&self, event: EventIx) -> &[T] {
        self.items.get(self.range(event)).unwrap_or(&[])
    }

    fn range(&self, event: EventIx) -> Range<usize> {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = event.at().checked_sub(1).map_or(0, end);
        start..end(event.at()).max(start)
    }
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
            record: RecordAt {
                source: 0,
                offset: 0,
                len: 0,
            },
        }
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
        let order: Vec<&str> = events.all().map(|event| events.id(event)).collect();
        assert_eq!(order, ["a", "b", "until", "after", "undated"]);
        let a = events.find("a").unwrap();
        assert_eq!(
            events.stretch(a),
            parse_short("2017-03-01").unwrap().stretch
        );
        assert_eq!(events.actors(a), [(ActorIx(7), Role::Agent)]);
        assert_eq!(events.find("nobody"), None);
        assert!(events.stretch(events.find("undated").unwrap()).is_open());
    }
}
