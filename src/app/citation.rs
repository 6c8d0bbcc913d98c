//! An event as it is cited: its source sentence, who says so, and where that stands, in one paragraph of plain text.
//!
//! What is not known is left out, and that a sentence is not at hand is said: nothing is ever quoted that no source says.
//!
//! Known to be imperfect: only one report is cited, the first that the filter asks for; how many more there are is told.

use crate::app::shelf::Shelf;
use crate::app::told;
use crate::app::world::World;
use crate::model::entry::EventIx;
use crate::model::filter::Filter;
use crate::model::record::{Attribution, Record, Report};
use crate::model::text::Text;
use crate::model::time::in_words;
use crate::model::vocabulary::SourceKind;

/// The paragraph that cites an event.
///
/// # Errors
/// Why there is none: its record cannot be read, or is not at hand yet.
pub fn citation(
    world: &World,
    shelf: &Shelf,
    filter: &Filter,
    event: EventIx,
) -> Result<Text, String> {
    let record = match shelf.get(event) {
        Some(Ok(record)) => record,
        Some(Err(why)) => return Err(format!("the record could not be read: {why}")),
        None => return Err("the record is still being read".to_owned()),
    };
    let mut parts = Vec::new();
    if let Some(report) = told::reports(world, filter, record).first() {
        parts.extend(said(record, report));
        parts.push(by_whom(world, report));
        parts.extend(published(world, report));
        // An address stands alone, so that no full stop becomes a part of it.
        let of_document = || report.doc.and_then(|doc| world.document(doc)?.url.as_ref());
        let url = report.url.as_ref().or_else(of_document);
        parts.extend(url.map(Text::to_string));
    } else {
        parts.push(sentence(&record.summary));
        parts.push("No report of it is in the file.".to_owned());
    }
    parts.push(reference(world, event, record));
    Ok(Text::clean(&parts.join(" ")))
}

/// The source sentence; where it is not at hand, the summary, as what it is.
fn said(record: &Record, report: &Report) -> Vec<String> {
    let quote = report.quote.trim();
    if quote.is_empty() {
        let missing = "(A summary: the sentence itself is not at hand.)";
        return vec![sentence(&record.summary), missing.to_owned()];
    }
    vec![format!("“{quote}”")]
}

/// Who says so in a report, to stand inside a sentence.
pub fn voice(world: &World, report: &Report) -> String {
    match &report.source {
        Some(source) => format!("according to {}", source_words(world, source)),
        None if report.doc.is_some() => "in the document's own voice".to_owned(),
        None => "nobody is named as its source".to_owned(),
    }
}

/// Who says so, in a sentence of its own.
fn by_whom(world: &World, report: &Report) -> String {
    let voice = voice(world, report);
    let mut letters = voice.chars();
    let first = letters.next().map(|letter| letter.to_uppercase());
    let first: String = first.into_iter().flatten().collect();
    format!("{first}{}.", letters.as_str())
}

fn source_words(world: &World, source: &Attribution) -> String {
    let actor = source.actor.map(|actor| world.dataset.actor_name(actor));
    let name = actor.filter(|name| !name.is_empty());
    let name = name.or(source.text.as_deref());
    let mut words = match name {
        Some(name) => format!("{name}, {}", kind_in_words(source.kind)),
        None => "somebody not named".to_owned(),
    };
    if source.inherited {
        words.push_str(" (named in an earlier sentence)");
    }
    words
}

/// What kind of source somebody is, as it stands behind a name.
pub fn kind_in_words(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Witness => "who saw it",
        SourceKind::Party => "party to the fighting",
        SourceKind::Monitor => "a monitor",
        SourceKind::Official => "an official",
        SourceKind::Media => "a news medium",
        SourceKind::Anonymous => "not named",
    }
}

/// The document: title, publisher, whom that credits, and the day.
fn published(world: &World, report: &Report) -> Option<String> {
    let doc = report.doc?;
    let Some(document) = world.document(doc) else {
        let publisher = world.dataset.documents.publisher(doc)?;
        return Some(sentence(publisher));
    };
    let mut parts = Vec::new();
    parts.extend(document.title.as_ref().map(|title| format!("“{title}”")));
    parts.extend(document.publisher.as_ref().map(Text::to_string));
    if parts.is_empty() {
        parts.push(document.id.to_string());
    }
    if !document.via.is_empty() {
        let via: Vec<&str> = document.via.iter().map(Text::as_str).collect();
        parts.push(format!("via {}", via.join(", ")));
    }
    parts.extend(document.published.as_ref().map(|day| {
        let how = if document.published_inferred {
            " (day inferred)"
        } else {
            ""
        };
        format!("{}{how}", in_words(day))
    }));
    Some(sentence(&parts.join(", ")))
}

/// Where to find it again: the event's id, its file, and how many more report it.
fn reference(world: &World, event: EventIx, record: &Record) -> String {
    let source = world.dataset.events.record(event);
    let file = source.and_then(|at| world.dataset.sources.get(at.source as usize));
    let file = file.map_or(String::new(), |file| format!(" in {}", file.name));
    let more = match record.reports.len().saturating_sub(1) {
        0 => String::new(),
        1 => "; 1 more report".to_owned(),
        more => format!("; {more} more reports"),
    };
    format!("[event {}{file}{more}]", record.id)
}

/// With a full stop, unless it ends in one of its own.
fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.ends_with(['.', '!', '?', '…']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}
