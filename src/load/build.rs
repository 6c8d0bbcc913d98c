//! Events on their way into columns: names become indices.
//!
//! This is the part of a load that has to go one event after the other; reading and checking them does not.

use std::collections::{HashMap, HashSet};

use super::event::{RawEvent, RawPart};
use super::location::RawSpot;
use super::names::Names;
use crate::model::dataset::{NamedPlace, Shape};
use crate::model::entry::{ActorIx, DocIx, NamedIx};
use crate::model::events::{EventRow, Location, RecordAt};
use crate::model::geo::Merc;
use crate::model::text::Text;
use crate::model::vocabulary::Role;

/// Rows, and what they point into beside the names.
#[derive(Default)]
pub(super) struct Builder {
    pub rows: Vec<EventRow>,
    pub named: Vec<NamedPlace>,
    pub shapes: Vec<Shape>,
    named_ix: HashMap<NamedPlace, NamedIx>,
}

impl Builder {
    /// Takes in an event that has no faults.
    pub fn add(&mut self, event: RawEvent<'_>, record: RecordAt, names: &mut Names<'_>) {
        let documents = documents(&event, names);
        let reports = event.reports.len() + usize::from(event.sentence.is_some());
        let source = event
            .reports
            .first()
            .and_then(|report| report.source.as_ref());
        let row = EventRow {
            id: Text::clean(&event.id),
            kind: event.kind,
            factuality: event.factuality,
            when: event.when,
            attribution: source.map(|source| source.kind),
            actors: event.actors.iter().map(|part| actor(part, names)).collect(),
            speakers: speakers(&event, names),
            locations: event
                .places
                .into_iter()
                .map(|spot| self.location(spot))
                .collect(),
            documents,
            reports: u32::try_from(reports).unwrap_or(u32::MAX),
            record,
        };
        self.rows.push(row);
    }

    fn location(&mut self, spot: RawSpot<'_>) -> Location {
        let named = spot.named.map(|name| {
            let named = NamedPlace {
                text: Text::clean(&name.text),
                by_id: name.by_id,
                short: name.short,
            };
            if let Some(known) = self.named_ix.get(&named) {
                return *known;
            }
            let ix = NamedIx::from_position(self.named.len());
            self.named.push(named.clone());
            self.named_ix.insert(named, ix);
            ix
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
}

fn actor(part: &RawPart<'_>, names: &mut Names<'_>) -> (ActorIx, Role) {
    let known = if part.by_id {
        names.actor(&part.name)
    } else {
        None
    };
    let actor = known.unwrap_or_else(|| names.actor_called(&part.name));
    (actor, part.role)
}

/// Who the reports say says so, each once.
fn speakers(event: &RawEvent<'_>, names: &mut Names<'_>) -> Vec<ActorIx> {
    let sources = event
        .reports
        .iter()
        .filter_map(|report| report.source.as_ref());
    let mut seen = HashSet::new();
    sources
        .filter_map(|source| names.actor(source.actor.as_deref()?))
        .filter(|actor| seen.insert(*actor))
        .collect()
}

fn documents(event: &RawEvent<'_>, names: &mut Names<'_>) -> Vec<DocIx> {
    let reported = event
        .reports
        .iter()
        .filter_map(|report| names.document(&report.doc));
    let mut seen = HashSet::new();
    let mut documents: Vec<DocIx> = reported.filter(|document| seen.insert(*document)).collect();
    if documents.is_empty() {
        documents.extend(names.document_of(event.source.as_deref(), event.url.as_deref()));
    }
    documents
}
