//! One event in full, read again from its file when somebody looks at it.

mod row;

use std::collections::HashMap;

use serde_json::value::RawValue;
use thiserror::Error;
use unicode_segmentation::UnicodeSegmentation as _;

use super::event::{self, RawEvent};
use super::flat;
use super::json::Node;
use super::report::{RawMark, RawReport, RawSource};
use super::sink::Sink;
use crate::model::columns::hash_of;
use crate::model::dataset::{Dataset, Lost, SourceFile};
use crate::model::documents::Document;
use crate::model::entry::{ActorIx, DocIx, EventIx};
use crate::model::events::RecordAt;
use crate::model::record::{Attribution, CharRange, Link, Mark, Part, Record, Report, Spot};
use crate::model::table::Table;
use crate::model::text::Text;

/// Why a record cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RecordError {
    /// There is no such event.
    #[error("there is no such event")]
    NoEvent,
    /// The file's content is not at hand.
    #[error("the content of {0} is not at hand")]
    NoSource(Text),
    /// The file is not what it was when it was loaded.
    #[error("the file has changed since it was loaded: {0}")]
    Changed(Text),
    /// What stands there is no longer an event.
    #[error("the record at byte {at} of {file} cannot be read")]
    NotAnEvent {
        /// The file.
        file: Text,
        /// First byte of the record.
        at: u64,
    },
}

/// Reads an event's record from its file.
///
/// # Errors
/// [`RecordError`] where the event, its file, or the record in it is not there, or no longer what it was.
pub fn read_record(dataset: &Dataset, event: EventIx) -> Result<Record, RecordError> {
    with_record(dataset, event, |(record, at), said| match said {
        Said::Event(read) => assemble(dataset, event, *read, record),
        Said::Row(values, table) => row::assemble(dataset, event, (record, at), values, table),
    })
}

/// What a record says, as its file has it.
pub(super) enum Said<'r> {
    /// An event of the native format.
    Event(Box<RawEvent<'r>>),
    /// A row of a table.
    Row(&'r flat::Values<'r>, &'r Table),
}

/// Hands over a record and what it says.
pub(super) fn with_record<T>(
    dataset: &Dataset,
    event: EventIx,
    take: impl FnOnce((&str, RecordAt), Said<'_>) -> T,
) -> Result<T, RecordError> {
    let at = dataset.events.record(event).ok_or(RecordError::NoEvent)?;
    let source = dataset.sources.get(at.source as usize);
    let source = source.ok_or(RecordError::NoSource(Text::default()))?;
    let bytes = bytes(source, at)?;
    let broken = || RecordError::NotAnEvent {
        file: source.name.clone(),
        at: at.offset,
    };
    let record = std::str::from_utf8(&bytes).map_err(|_| broken())?;
    if let Some(table) = &source.table {
        let take = |values: &flat::Values<'_>| take((record, at), Said::Row(values, table));
        return row::with_values(record, table, take).ok_or_else(broken);
    }
    let raw: &RawValue = serde_json::from_str(record).map_err(|_| broken())?;
    let mut sink = Sink::new(Text::default(), record);
    let read = event::read(Node::root(raw), None, &mut |_, _, _| {}, &mut sink);
    let read = Box::new(read.ok_or_else(broken)?);
    Ok(take((record, at), Said::Event(read)))
}

fn bytes(source: &SourceFile, at: RecordAt) -> Result<Vec<u8>, RecordError> {
    let read = source.content.read(at.offset, at.len as usize);
    read.map_err(|lost| match lost {
        Lost::Changed => RecordError::Changed(source.name.clone()),
        Lost::Unreadable => RecordError::NoSource(source.name.clone()),
    })
}

/// The event of an id. Events are found by a part of a hash, so that the record has to say whether it is the one.
fn event_of(dataset: &Dataset, id: &str) -> Option<EventIx> {
    let event = dataset.events.find(id)?;
    let at = dataset.events.record(event)?;
    let source = dataset.sources.get(at.source as usize)?;
    let bytes = bytes(source, at).ok()?;
    let record = std::str::from_utf8(&bytes).ok()?;
    let found = super::id::in_record(record, at.offset, source.table.as_deref())?;
    (hash_of(&found.id) == hash_of(id)).then_some(event)
}

fn assemble(dataset: &Dataset, event: EventIx, read: RawEvent<'_>, slice: &str) -> Record {
    let text = |text: Option<std::borrow::Cow<'_, str>>| text.map(|text| Text::clean(&text));
    let reports = reports(dataset, event, &read);
    // The columns hold the same actors and places in the same order, already looked up.
    let actors = read.actors.iter().zip(dataset.events.actors(event));
    let places = read.places.iter().zip(dataset.events.locations(event));
    let links = read.links.into_iter().map(|link| Link {
        kind: link.kind,
        event: event_of(dataset, &link.to),
        to: Text::clean(&link.to),
        note: text(link.note),
    });
    Record {
        id: Text::clean(&read.id),
        kind: read.kind,
        phase: read.phase,
        summary: Text::clean(&read.summary),
        actors: actors
            .map(|(part, (actor, role))| Part {
                actor,
                role,
                inferred: part.inferred,
            })
            .collect(),
        locations: places
            .map(|(spot, location)| Spot {
                named: location.named,
                at: spot.at,
                precision: spot.precision,
                relation: spot.relation,
                inferred: spot.inferred,
            })
            .collect(),
        when: read.when,
        factuality: read.factuality,
        condition: text(read.condition),
        background: read.background,
        fatalities: read.fatalities,
        confidence: read.confidence,
        review: read.review,
        reports,
        links: links.collect(),
        tags: read.tags.iter().map(|tag| Text::clean(tag)).collect(),
        note: text(read.note),
        origin: read.origin,
        raw: lines(slice),
    }
}

fn reports(dataset: &Dataset, event: EventIx, read: &RawEvent<'_>) -> Vec<Report> {
    if let Some(sentence) = &read.sentence {
        let quote = Text::clean(sentence);
        return vec![Report {
            doc: dataset.events.documents(event).next(),
            url: read.url.as_deref().map(Text::clean),
            sentence: None,
            range: 0..quote.chars().count(),
            quote,
            trigger: None,
            marks: Vec::new(),
            source: None,
        }];
    }
    let documents = dataset.events.documents(event);
    let by_id: HashMap<&str, DocIx> = documents
        .filter_map(|doc| Some((dataset.documents.get(doc)?.id.as_str(), doc)))
        .collect();
    let doc = |raw: &RawReport<'_>| by_id.get(raw.doc.as_ref()).copied();
    let reports = read.reports.iter();
    reports.map(|raw| report(dataset, doc(raw), raw)).collect()
}

fn report(dataset: &Dataset, doc: Option<DocIx>, raw: &RawReport<'_>) -> Report {
    let here = doc.and_then(|doc| dataset.documents.get(doc));
    let range = here.map_or(0..0, |document| quoted_range(document, raw));
    let quote = here.map_or("", |document| document.slice(&range));
    Report {
        doc,
        url: None,
        sentence: raw.sentence,
        quote: Text::clean(quote),
        range,
        trigger: raw.trigger.as_ref().map(mark),
        marks: raw.marks.iter().map(mark).collect(),
        source: raw
            .source
            .as_ref()
            .map(|source| attribution(dataset, source)),
    }
}

fn mark(raw: &RawMark<'_>) -> Mark {
    Mark {
        slot: raw.slot,
        range: raw.range.clone(),
        text: Text::clean(&raw.text),
        refers_to: raw.refers_to.as_deref().map(Text::clean),
        elsewhere: raw.elsewhere,
    }
}

fn attribution(dataset: &Dataset, raw: &RawSource<'_>) -> Attribution {
    let named = |id: &str| dataset.actors.iter().position(|actor| *actor.id == *id);
    Attribution {
        kind: raw.kind,
        actor: raw
            .actor
            .as_deref()
            .and_then(named)
            .map(ActorIx::from_position),
        text: raw.text.as_deref().map(Text::clean),
        range: raw.range.clone(),
        inherited: raw.inherited,
    }
}

/// Which part of the document a report is: the sentence it names, else the one that the document lists around its
/// words, else the one that stands around them.
fn quoted_range(document: &Document, raw: &RawReport<'_>) -> CharRange {
    if let Some(sentence) = raw
        .sentence
        .and_then(|number| document.sentences.get(number))
    {
        return sentence.clone();
    }
    let marks = raw.marks.iter().filter(|mark| mark.elsewhere.is_none());
    let ranges = raw
        .trigger
        .iter()
        .chain(marks)
        .map(|mark| mark.range.clone());
    let Some(words) = ranges.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)) else {
        return 0..0;
    };
    let holds = |sentence: &&CharRange| sentence.start <= words.start && words.start < sentence.end;
    if let Some(sentence) = document.sentences.iter().find(holds) {
        return sentence.start..sentence.end.max(words.end);
    }
    let text = document.text.as_deref().unwrap_or("");
    let mut around = words.clone();
    let mut start = 0;
    for sentence in text.split_sentence_bounds() {
        let end = start + sentence.chars().count();
        if start <= words.start && words.start < end {
            around.start = start;
        }
        if start < words.end && words.end <= end {
            around.end = start + sentence.trim_end().chars().count();
            break;
        }
        start = end;
    }
    around.start..around.end.max(words.end)
}

/// The record's lines, moved left by what its depth in the file indents them.
pub(super) fn lines(slice: &str) -> Vec<Text> {
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let rest = slice.lines().skip(1).filter(|line| !line.trim().is_empty());
    let margin = rest.map(|line| indent(&line)).min().unwrap_or(0);
    let shifted = |line: &str| {
        let by = indent(&line).min(margin);
        Text::clean(line.get(by..).unwrap_or(""))
    };
    slice.lines().map(shifted).collect()
}
