//! What was loaded: columns, not objects.
//!
//! An event is an index into columns, sorted by time. Its text stays in the bytes of its file until somebody reads it: the
//! columns hold only what a map, a timeline and a filter ask for. A [`Dataset`] is immutable once it is built.

use std::sync::Arc;

use super::entry::{Actor, ActorIx, Place};
use super::events::Events;
use super::geo::Merc;
use super::record::CharRange;
use super::text::Text;
use super::time::Stretch;

/// The article, the table or whatever the events were taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Unique in the data set.
    pub id: Text,
    /// Its headline.
    pub title: Option<Text>,
    /// Who published it.
    pub publisher: Option<Text>,
    /// Upstream sources that the publisher credits, nearest first.
    pub via: Vec<Text>,
    /// Where it stands.
    pub url: Option<Text>,
    /// Under what terms.
    pub license: Option<Text>,
    /// Language tag.
    pub lang: Option<Text>,
    /// The day it was published.
    pub published: Option<Stretch>,
    /// That day was inferred, not stated.
    pub published_inferred: bool,
    /// What the annotator has to say.
    pub note: Option<Text>,
    /// Its text; `None` where it is not at hand.
    pub text: Option<Text>,
    /// Its sentences, in the text's characters.
    pub sentences: Vec<CharRange>,
}

impl Document {
    /// The name to show: publisher, else title, else id.
    pub fn label(&self) -> &Text {
        self.publisher
            .as_ref()
            .or(self.title.as_ref())
            .unwrap_or(&self.id)
    }

    /// A part of the text; empty where the text is not at hand or the range lies outside it.
    pub fn slice(&self, range: &CharRange) -> &str {
        self.text
            .as_deref()
            .map_or("", |text| char_slice(text, range))
    }
}

/// The part of a string that a range of characters covers; empty where it lies outside.
pub fn char_slice<'a>(text: &'a str, range: &CharRange) -> &'a str {
    let byte_at = |at: usize| {
        text.char_indices()
            .map(|(byte, _)| byte)
            .chain([text.len()])
            .nth(at)
    };
    let (Some(start), Some(end)) = (byte_at(range.start), byte_at(range.end)) else {
        return "";
    };
    text.get(start..end).unwrap_or("")
}

/// A file's bytes, kept for reading records late.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// What people call it: its path, or "bundled".
    pub name: Text,
    /// Its content, as it came.
    pub content: Arc<str>,
}

/// A place as events name it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NamedPlace {
    /// The id or the name, as written.
    pub text: Text,
    /// Written as an id (`place`), not as a name.
    pub by_id: bool,
    /// Written as a bare string: an id or a name, and how precisely is the gazetteer's to say.
    pub short: bool,
}

/// A line or an area of an event's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Lines or rings.
    pub parts: Vec<Vec<Merc>>,
    /// Rings that enclose an area, not lines.
    pub closed: bool,
}

/// What was loaded.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    /// What the file says it is.
    pub title: Option<Text>,
    /// What the file says of itself.
    pub note: Option<Text>,
    /// The files' bytes.
    pub sources: Vec<SourceFile>,
    /// Documents, in order of loading.
    pub documents: Vec<Document>,
    /// Actors, in order of loading.
    pub actors: Vec<Actor>,
    /// Places that the files bring along for the gazetteer.
    pub places: Vec<Place>,
    /// Places as events name them, each once.
    pub named: Vec<NamedPlace>,
    /// Lines and areas of events' own.
    pub shapes: Vec<Shape>,
    /// The events.
    pub events: Events,
}

impl Dataset {
    /// An actor, then what it is a unit or member of, up to the topmost.
    pub fn lineage(&self, actor: ActorIx) -> impl Iterator<Item = ActorIx> + '_ {
        let parent = |actor: &ActorIx| self.actors.get(actor.at())?.parent;
        // Loading refuses cycles; the bound keeps a mistake there from hanging a screen here.
        std::iter::successors(Some(actor), parent).take(self.actors.len().max(1))
    }

    /// The actor that an actor belongs to in the end: itself, if it has no parent.
    pub fn topmost(&self, actor: ActorIx) -> ActorIx {
        self.lineage(actor).last().unwrap_or(actor)
    }

    /// Whether an actor is another one, or a unit or member of it.
    pub fn belongs_to(&self, actor: ActorIx, whole: ActorIx) -> bool {
        self.lineage(actor).any(|part| part == whole)
    }

    /// An actor's name; empty for one that is not there.
    pub fn actor_name(&self, actor: ActorIx) -> &str {
        self.actors
            .get(actor.at())
            .map_or("", |actor| actor.name.as_str())
    }

    /// How many reports all events have together.
    pub fn report_count(&self) -> u64 {
        self.events.report_count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_count_characters() {
        assert_eq!(char_slice("Iraq’s elite", &(5..12)), "s elite");
        assert_eq!(char_slice("abc", &(2..9)), "");
        assert_eq!(char_slice("الرقة", &(2..5)), "رقة");
    }
}
