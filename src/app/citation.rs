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

/// Said behind a summary that stands in for a sentence.
pub const NOT_AT_HAND: &str = "(A summary: the sentence itself is not at hand.)";
/// Said of an event without a report.
pub const NOT_REPORTED: &str = "No report of it is in the file.";

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
    let cited = Citation::of(world, filter, event, record);
    let reference = format!("[{}]", cited.reference(1));
    let mut parts = Vec::new();
    if let Some(told) = cited.told.into_iter().next() {
        parts.extend(match told.quote {
            Some(quote) => vec![quote],
            None => vec![cited.summary, NOT_AT_HAND.to_owned()],
        });
        parts.push(told.by);
        parts.extend(told.published);
        // An address stands alone, so that no full stop becomes a part of it.
        parts.extend(told.url.map(|url| url.to_string()));
    } else {
        parts.push(cited.summary);
        parts.push(NOT_REPORTED.to_owned());
    }
    parts.push(reference);
    Ok(Text::clean(&parts.join(" ")))
}

/// An event as it is cited, in parts; each but an address is a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Every report of it, the one that the filter asks for first; none where the file has none.
    pub told: Vec<Told>,
    /// The line that says it.
    pub summary: String,
    /// Its id.
    pub id: Text,
    /// The file that it stands in.
    pub file: Option<String>,
}

/// One report of an event that is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The source sentence in quotation marks; `None` where it is not at hand.
    pub quote: Option<String>,
    /// Who says so.
    pub by: String,
    /// The document: title, publisher, whom that credits, and the day.
    pub published: Option<String>,
    /// The same in a few words, for who has read that.
    pub again: Option<String>,
    /// Where it stands.
    pub url: Option<Text>,
}

impl Citation {
    /// The parts that cite an event whose record is at hand.
    pub fn of(world: &World, filter: &Filter, event: EventIx, record: &Record) -> Self {
        let reports = told::reports(world, filter, record).into_iter();
        let told = reports.map(|report| {
            let quote = report.quote.trim();
            let of_document = || report.doc.and_then(|doc| world.document(doc)?.url.clone());
            Told {
                quote: (!quote.is_empty()).then(|| format!("“{quote}”")),
                by: by_whom(world, report),
                published: published(world, report),
                again: again(world, report),
                url: report.url.clone().or_else(of_document),
            }
        });
        let told = told.collect();
        let source = world.dataset.events.record(event);
        let source = source.and_then(|at| world.dataset.sources.get(at.source as usize));
        Self {
            told,
            summary: sentence(&record.summary),
            id: record.id.clone(),
            file: source.map(|file| file.name.to_string()),
        }
    }

    /// Where to find it again: the event's id, its file, and how many more report it than the first few that are told.
    pub fn reference(&self, told: usize) -> String {
        let file = self.file.as_ref();
        let file = file.map_or(String::new(), |file| format!(" in {file}"));
        let more = match self.told.len().saturating_sub(told) {
            0 => String::new(),
            1 => "; 1 more report".to_owned(),
            more => format!("; {more} more reports"),
        };
        format!("event {}{file}{more}", self.id)
    }
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
    let first = letters.next().map(char::to_uppercase);
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

/// The document: its publisher or its name, and the day.
fn again(world: &World, report: &Report) -> Option<String> {
    let doc = report.doc?;
    let label = world.dataset.documents.label(doc)?;
    let published = world.document(doc).and_then(|it| it.published.as_ref());
    let day = published.map_or(String::new(), |day| format!(", {}", in_words(day)));
    Some(sentence(&format!("{label}{day}")))
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
