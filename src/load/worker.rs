//! One worker of a load: what it made of the records that it was given.
//!
//! Reading, checking and taking a record touches nothing but the worker's own; what it left is put together by
//! [`super::settle`].

use std::collections::HashSet;
use std::ops::Range;

use foldhash::quality::FixedState as Hasher;

use super::event::{RawEvent, RawPart};
use super::fault::{Fault, Severity, excerpt};
use super::interner::{Interner, Met, Naming};
use super::known::Known;
use super::location::RawSpot;
use super::names::Names;
use super::native::Context;
use super::objects::Keys;
use super::sink::Sink;
use crate::model::columns::{Columns, Row, hash_of};
use crate::model::dataset::Shape;
use crate::model::entry::{ActorIx, DocIx, NamedIx, TagIx};
use crate::model::events::{EventRow, Location, RecordAt};
use crate::model::geo::{LonLat, Merc};
use crate::model::record::Fatalities;
use crate::model::text::Text;
use crate::model::vocabulary::{Role, SourceKind};

/// A link whose other end may turn out not to be there.
#[derive(Debug)]
pub(super) struct OpenLink {
    pub to: u64,
    /// First byte of the record that has it.
    pub from: u64,
    /// The fault that this is then.
    pub doubt: Fault,
}

/// An id of a record that was set aside: it is taken all the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct AsideId {
    pub id: u64,
    pub offset: u64,
    pub len: u32,
}

/// What came of a stretch of a file.
#[derive(Debug, Default)]
pub(super) struct Yield {
    /// Rows of the worker's columns, in the order of the file.
    pub rows: Vec<Range<usize>>,
    pub faults: Vec<Fault>,
    pub links: Vec<OpenLink>,
    pub aside: Vec<AsideId>,
    pub set_aside: usize,
    pub unverified_spans: usize,
    pub pinned: usize,
    /// Which worker's numbers these are.
    pub worker: usize,
    /// Number of the file.
    pub file: u32,
}

/// What all workers of a load share.
#[derive(Clone)]
pub(super) struct Shared<'n> {
    pub names: &'n Names<'n>,
    pub known: Known<'n>,
    /// What is one to one of them has to be one to all.
    pub hasher: Hasher,
}

/// Somebody who reads records.
pub(super) struct Worker<'n> {
    pub names: &'n Names<'n>,
    pub known: Known<'n>,
    pub interner: Interner<'n>,
    /// All events that it took, in the order in which it read them.
    pub columns: Columns,
    /// Lines and areas of theirs.
    pub shapes: Vec<Shape>,
    /// What else it made of the stretch of the file that it is in.
    pub yielded: Yield,
    /// Where in the columns this stretch begins.
    begun: usize,
    /// Number of the file.
    pub file: u32,
    /// What the person calls it.
    pub label: Text,
    /// Where on the map each place was last, by its number: most events at it are at the same point.
    positions: Vec<Option<(LonLat, Merc)>>,
    /// What the row that is being taken is tagged with.
    pub tags: Vec<TagIx>,
    /// The keys of the last row.
    pub keys: Keys,
}

impl Yield {
    /// How many events were taken.
    pub fn taken(&self) -> usize {
        self.rows.iter().map(Range::len).sum()
    }
}

impl<'n> Worker<'n> {
    pub fn new(shared: &Shared<'n>) -> Self {
        let Shared {
            names,
            known,
            hasher,
        } = shared.clone();
        Self {
            names,
            known,
            interner: Interner::new(names, known, hasher),
            columns: Columns::default(),
            shapes: Vec::new(),
            yielded: Yield::default(),
            begun: 0,
            file: 0,
            label: Text::default(),
            positions: Vec::new(),
            tags: Vec::new(),
            keys: Keys::default(),
        }
    }

    /// What it made of a stretch; the next one begins.
    pub fn hand_over(&mut self) -> Yield {
        let mut yielded = std::mem::take(&mut self.yielded);
        let begun = std::mem::replace(&mut self.begun, self.columns.len());
        yielded.rows.push(begun..self.begun);
        yielded.file = self.file;
        yielded
    }

    pub fn context(&self) -> Context<'n> {
        Context {
            names: self.names,
            known: self.known,
        }
    }

    /// A record that could not be taken.
    pub fn set_aside(&mut self, id: Option<&str>, offset: u64, len: u32) {
        self.yielded.set_aside += 1;
        self.yielded.aside.extend(id.map(|id| AsideId {
            id: hash_of(id),
            offset,
            len,
        }));
    }

    /// A fault at a byte of the file, in a field of an event.
    pub fn fault(
        &mut self,
        severity: Severity,
        offset: u64,
        (path, event): (&str, Option<&str>),
        found: &str,
        expected: &str,
    ) -> &mut Fault {
        let fault = Fault {
            severity,
            file: self.label.clone(),
            line: 0,
            column: 0,
            path: Text::clean(path),
            event: event.map(|id| Text::clean(&excerpt(id))),
            found: Text::clean(found),
            expected: Text::clean(expected),
            hint: None,
            offset: usize::try_from(offset).unwrap_or(usize::MAX),
            first: None,
        };
        let faults = &mut self.yielded.faults;
        faults.push(fault);
        let last = faults.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "pushed just above")]
        &mut faults[last]
    }

    /// Takes what a sink heard.
    pub fn hear(&mut self, sink: &mut Sink<'_>) {
        self.yielded.faults.append(&mut sink.faults);
        self.yielded.unverified_spans += std::mem::take(&mut sink.unverified_spans);
        self.yielded.pinned += std::mem::take(&mut sink.pinned);
    }

    /// Takes in an event that has no faults.
    pub fn take(&mut self, mut event: RawEvent<'_>, record: RecordAt) {
        let met = Met {
            file: self.file,
            offset: record.offset,
        };
        for link in &mut event.links {
            self.yielded
                .links
                .extend(link.doubt.take().map(|doubt| OpenLink {
                    to: hash_of(&link.to),
                    from: record.offset,
                    doubt,
                }));
        }
        let documents = self.documents(&event, met);
        let reports = event.reports.len() + usize::from(event.sentence.is_some());
        let source = event
            .reports
            .first()
            .and_then(|report| report.source.as_ref());
        let tags = event.tags.iter();
        self.tag(tags.map(|tag| &**tag), met);
        let actors = event.actors.iter();
        let row = EventRow {
            id: Text::clean(&event.id),
            kind: event.kind,
            factuality: event.factuality,
            when: event.when,
            attribution: source.map(|source| source.kind),
            actors: actors.map(|part| self.actor(part, met)).collect(),
            voices: voices(&event),
            speakers: self.speakers(&event),
            locations: event
                .places
                .into_iter()
                .map(|spot| self.location(spot, met))
                .collect(),
            documents,
            reports: u32::try_from(reports).unwrap_or(u32::MAX),
            fatalities: event.fatalities.as_ref().and_then(Fatalities::count),
            tags: std::mem::take(&mut self.tags),
            record,
        };
        self.columns.push(&Row::of(&row));
    }

    /// Notes what the row that comes next is tagged with, each tag once.
    pub fn tag<'t>(&mut self, tags: impl Iterator<Item = &'t str>, met: Met) {
        self.tags.clear();
        let row = self.columns.len();
        for tag in tags {
            self.tags.extend(self.interner.tag(tag, row, met));
        }
    }

    /// A position on the map; `place` is what the event calls it.
    pub fn projected(&mut self, at: LonLat, place: Option<NamedIx>) -> Merc {
        let Some(place) = place.map(NamedIx::at) else {
            return Merc::from_lonlat(at);
        };
        if place >= self.positions.len() {
            self.positions.resize(place + 1, None);
        }
        let slot = self.positions.get_mut(place);
        match slot {
            Some(Some((known, merc))) if *known == at => *merc,
            slot => {
                let merc = Merc::from_lonlat(at);
                if let Some(slot) = slot {
                    *slot = Some((at, merc));
                }
                merc
            }
        }
    }

    fn location(&mut self, spot: RawSpot<'_>, met: Met) -> Location {
        let named = spot.named.map(|name| {
            let naming = match (name.by_id, name.short) {
                (true, _) => Naming::Id,
                (false, true) => Naming::Short,
                (false, false) => Naming::Name,
            };
            self.interner.place(&name.text, naming, met)
        });
        let shape = spot.shape.map(|shape| {
            self.shapes.push(shape);
            u32::try_from(self.shapes.len() - 1).unwrap_or(u32::MAX)
        });
        Location {
            named,
            at: spot.at.map(Merc::from_lonlat),
            precision: spot.precision,
            relation: spot.relation,
            shape,
        }
    }

    fn actor(&mut self, part: &RawPart<'_>, met: Met) -> (ActorIx, Role) {
        let known = part.by_id.then(|| self.interner.declared_actor(&part.name));
        let actor = known
            .flatten()
            .unwrap_or_else(|| self.interner.actor_called(&part.name, met));
        (actor, part.role)
    }

    /// Who the reports say says so, each once.
    fn speakers(&self, event: &RawEvent<'_>) -> Vec<ActorIx> {
        let sources = event
            .reports
            .iter()
            .filter_map(|report| report.source.as_ref());
        let mut seen = HashSet::new();
        sources
            .filter_map(|source| self.interner.declared_actor(source.actor.as_deref()?))
            .filter(|actor| seen.insert(*actor))
            .collect()
    }

    fn documents(&mut self, event: &RawEvent<'_>, met: Met) -> Vec<DocIx> {
        let reported = event
            .reports
            .iter()
            .filter_map(|report| self.interner.declared_document(&report.doc));
        let mut seen = HashSet::new();
        let mut documents: Vec<DocIx> = reported.filter(|doc| seen.insert(*doc)).collect();
        if documents.is_empty() {
            let (source, url) = (event.source.as_deref(), event.url.as_deref());
            documents.extend(self.interner.document_of(source, url, met));
        }
        documents
    }
}

/// Who says so in further reports, each kind once and none that says so in the first.
fn voices(event: &RawEvent<'_>) -> Vec<Option<SourceKind>> {
    let kinds = event.reports.iter();
    let mut kinds = kinds.map(|report| report.source.as_ref().map(|source| source.kind));
    let first = kinds.next().flatten();
    let mut more: Vec<Option<SourceKind>> = Vec::new();
    for kind in kinds {
        if kind != first && !more.contains(&kind) {
            more.push(kind);
        }
    }
    more
}
