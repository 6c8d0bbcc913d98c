//! One event in full, read again from its file's content when somebody looks at it.

use std::collections::HashMap;

use serde_json::value::RawValue;
use thiserror::Error;
use unicode_segmentation::UnicodeSegmentation as _;

use super::event::{self, RawEvent};
use super::json::Node;
use super::report::{RawMark, RawReport, RawSource};
use super::sink::Sink;
use crate::model::dataset::{Dataset, Document};
use crate::model::entry::{ActorIx, DocIx, EventIx};
use crate::model::events::RecordAt;
use crate::model::record::{Attribution, CharRange, Link, Mark, Part, Record, Report, Spot};
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
    /// What stands there is no longer an event.
    #[error("the record of event {0} cannot be read")]
    NotAnEvent(Text),
}

/// Reads an event's record from its file's content.
///
/// # Errors
/// [`RecordError`] where the event, its file, or the record in it is not there.
pub fn read_record(dataset: &Dataset, event: EventIx) -> Result<Record, RecordError> {
    with_event(dataset, event, |read, slice| {
        assemble(dataset, event, read, slice)
    })
}

/// Hands over an event as the file has it, and the part of the file that it stands in.
pub(super) fn with_event<T>(
    dataset: &Dataset,
    event: EventIx,
    take: impl FnOnce(RawEvent<'_>, &str) -> T,
) -> Result<T, RecordError> {
    let at = dataset.events.record(event).ok_or(RecordError::NoEvent)?;
    let slice = slice(dataset, at)?;
    let broken = || RecordError::NotAnEvent(Text::clean(dataset.events.id(event)));
    let raw: &RawValue = serde_json::from_str(slice).map_err(|_| broken())?;
    let mut sink = Sink::new(Text::default(), slice);
    let read = event::read(Node::root(raw), None, &mut |_, _, _| {}, &mut sink);
    Ok(take(read.ok_or_else(broken)?, slice))
}

fn slice(dataset: &Dataset, at: RecordAt) -> Result<&str, RecordError> {
    let source = dataset.sources.get(at.source as usize);
    let start = usize::try_from(at.offset).unwrap_or(usize::MAX);
    let range = start..start.saturating_add(at.len as usize);
    let name = || source.map(|source| source.name.clone()).unwrap_or_default();
    source
        .and_then(|source| source.content.get(range))
        .ok_or_else(|| RecordError::NoSource(name()))
}

fn assemble(dataset: &Dataset, event: EventIx, read: RawEvent<'_>, slice: &str) -> Record {
    let text = |text: Option<std::borrow::Cow<'_, str>>| text.map(|text| Text::clean(&text));
    let reports = reports(dataset, event, &read);
    // The columns hold the same actors and places in the same order, already looked up.
    let actors = read.actors.iter().zip(dataset.events.actors(event));
    let places = read.places.iter().zip(dataset.events.locations(event));
    let links = read.links.into_iter().map(|link| Link {
        kind: link.kind,
        event: dataset.events.find(&link.to),
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
                actor: *actor,
                role: *role,
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
        tags: read.tags,
        note: text(read.note),
        origin: read.origin,
        raw: lines(slice),
    }
}

fn reports(dataset: &Dataset, event: EventIx, read: &RawEvent<'_>) -> Vec<Report> {
    if let Some(sentence) = &read.sentence {
        let quote = Text::clean(sentence);
        return vec![Report {
            doc: dataset.events.documents(event).first().copied(),
            sentence: None,
            range: 0..quote.chars().count(),
            quote,
            trigger: None,
            marks: Vec::new(),
            source: None,
        }];
    }
    let documents = dataset.events.documents(event).iter();
    let by_id: HashMap<&str, DocIx> = documents
        .filter_map(|doc| Some((dataset.documents.get(doc.at())?.id.as_str(), *doc)))
        .collect();
    let doc = |raw: &RawReport<'_>| by_id.get(raw.doc.as_ref()).copied();
    let reports = read.reports.iter();
    reports.map(|raw| report(dataset, doc(raw), raw)).collect()
}

fn report(dataset: &Dataset, doc: Option<DocIx>, raw: &RawReport<'_>) -> Report {
    let here = doc.and_then(|doc| dataset.documents.get(doc.at()));
    let range = here.map_or(0..0, |document| quoted_range(document, raw));
    let quote = here.map_or("", |document| document.slice(&range));
    Report {
        doc,
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
fn lines(slice: &str) -> Vec<Text> {
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let rest = slice.lines().skip(1).filter(|line| !line.trim().is_empty());
    let margin = rest.map(|line| indent(&line)).min().unwrap_or(0);
    let shifted = |line: &str| {
        let by = indent(&line).min(margin);
        Text::clean(line.get(by..).unwrap_or(""))
    };
    slice.lines().map(shifted).collect()
}
