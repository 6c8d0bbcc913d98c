//! The names that one worker came across: each kept once, numbered for its part of the events only.
//!
//! What the files declare has the numbers that it has in the whole; what rows bring along comes after, in the order in which
//! the worker met it. [`super::settle`] says what all workers' numbers are in the whole: in the order of the files, however
//! many workers there were.

use std::collections::HashMap;
use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;
use foldhash::quality::FixedState as Hasher;

use super::known::Known;
use super::names::Names;
use crate::model::dataset::NamedPlace;
use crate::model::entry::{ActorIx, DocIx, NamedIx, TagIx};
use crate::model::fold::fold;
use crate::model::text::Text;

/// Numbers by the hash of what they stand for: where a name stands in memory is not looked at again. The seed is another one
/// each time, so that nobody can make two names one; by chance that happens once in some billion files of 10,000 names.
type Map = HashMap<u64, u32, FixedState>;

/// Where something stands in the order of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Met {
    pub file: u32,
    pub offset: u64,
}

/// An actor that no file declares.
#[derive(Debug)]
pub(super) struct NewActor {
    pub name: Text,
    pub folded: String,
    pub met: Met,
}

/// A place as events name it.
#[derive(Debug)]
pub(super) struct NewPlace {
    pub named: NamedPlace,
    pub met: Met,
    /// Whether neither the files nor the gazetteer have it; asked once.
    unknown: Option<bool>,
}

/// A document that rows only name.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewDocument {
    /// Of publisher and address.
    pub key: u64,
    pub publisher: Option<u32>,
    pub met: Met,
}

/// What rows are tagged with.
#[derive(Debug)]
pub(super) struct NewTag {
    pub text: Text,
    pub met: Met,
    /// The last row that has it: what is written in one row twice counts once.
    last: Option<usize>,
}

/// Why a document has the number that it has: the row before may well have named the same.
#[derive(Debug, Default)]
struct LastDocument {
    source: Option<String>,
    url: Option<String>,
    number: Option<DocIx>,
}

/// How a place's name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    Id,
    Short,
    Name,
}

/// All that one worker came across.
pub(super) struct Interner<'n> {
    names: &'n Names<'n>,
    known: Known<'n>,
    hasher: Hasher,
    actors: Map,
    places: [Map; 3],
    publishers: Map,
    documents: Map,
    tags: Map,
    last: LastDocument,
    pub new_actors: Vec<NewActor>,
    pub new_places: Vec<NewPlace>,
    pub new_publishers: Vec<Text>,
    pub new_documents: Vec<NewDocument>,
    pub new_tags: Vec<NewTag>,
}

impl<'n> Interner<'n> {
    pub fn new(names: &'n Names<'n>, known: Known<'n>, hasher: Hasher) -> Self {
        Self {
            names,
            known,
            hasher,
            actors: Map::default(),
            places: Default::default(),
            publishers: Map::default(),
            documents: Map::default(),
            tags: Map::default(),
            last: LastDocument::default(),
            new_actors: Vec::new(),
            new_places: Vec::new(),
            new_publishers: Vec::new(),
            new_documents: Vec::new(),
            new_tags: Vec::new(),
        }
    }

    /// The actor of an id that a file declares.
    pub fn declared_actor(&self, id: &str) -> Option<ActorIx> {
        self.names.actor(id)
    }

    /// The document of an id that a file declares.
    pub fn declared_document(&self, id: &str) -> Option<DocIx> {
        self.names.document(id)
    }

    /// The actor of an id, a name or an alias; a new one where nobody is called so.
    pub fn actor_called(&mut self, name: &str, met: Met) -> ActorIx {
        let key = self.hasher.hash_one(name);
        if let Some(number) = self.actors.get(&key) {
            return ActorIx(*number);
        }
        let actor = self.names.actor_known_as(name).unwrap_or_else(|| {
            let at = self.names.actors.len() + self.new_actors.len();
            self.new_actors.push(NewActor {
                name: Text::clean(name),
                folded: fold(name),
                met,
            });
            ActorIx::from_position(at)
        });
        self.actors.insert(key, actor.0);
        actor
    }

    /// A place as it is named.
    pub fn place(&mut self, text: &str, naming: Naming, met: Met) -> NamedIx {
        let Some(map) = self.places.get_mut(naming as usize) else {
            return NamedIx(u32::MAX);
        };
        let key = self.hasher.hash_one(text);
        if let Some(number) = map.get(&key) {
            return NamedIx(*number);
        }
        let number = NamedIx::from_position(self.new_places.len());
        map.insert(key, number.0);
        self.new_places.push(NewPlace {
            named: NamedPlace {
                text: Text::clean(text),
                by_id: naming == Naming::Id,
                short: naming == Naming::Short,
            },
            met,
            unknown: None,
        });
        number
    }

    /// Whether no place is called as a place is named, in the files or in the gazetteer. `text` is how it is written.
    pub fn is_unknown(&mut self, place: NamedIx, text: &str) -> bool {
        let (names, known) = (self.names, self.known);
        let Some(place) = self.new_places.get_mut(place.at()) else {
            return false;
        };
        let by_id = || place.named.short && (names.has_place(text) || (known.id)(text));
        *place
            .unknown
            .get_or_insert_with(|| !by_id() && !super::location::is_called(text, names, known))
    }

    /// What a name without a place may have meant.
    pub fn near_places(&self, name: &str) -> Vec<String> {
        (self.known.near)(name)
    }

    /// The document that a row names by publisher, title or address.
    pub fn document_of(
        &mut self,
        source: Option<&str>,
        url: Option<&str>,
        met: Met,
    ) -> Option<DocIx> {
        if source.is_none() && url.is_none() {
            return None;
        }
        if self.last.source.as_deref() == source && self.last.url.as_deref() == url {
            return self.last.number;
        }
        let number = self
            .names
            .document_known_as(source, url)
            .or_else(|| self.named_document(source, url, met));
        keep(&mut self.last.source, source);
        keep(&mut self.last.url, url);
        self.last.number = number;
        number
    }

    fn named_document(
        &mut self,
        source: Option<&str>,
        url: Option<&str>,
        met: Met,
    ) -> Option<DocIx> {
        let key = self.hasher.hash_one((source, url));
        let declared = self.names.documents.len();
        let ix = |number: u32| DocIx::from_position(declared + number as usize);
        if let Some(number) = self.documents.get(&key) {
            return Some(ix(*number));
        }
        let publisher = source.map(|source| self.publisher(source));
        let number = u32::try_from(self.new_documents.len()).ok()?;
        self.documents.insert(key, number);
        self.new_documents.push(NewDocument {
            key,
            publisher,
            met,
        });
        Some(ix(number))
    }

    /// A tag of a row; `None` where it says nothing, or the row has it already.
    pub fn tag(&mut self, text: &str, row: usize, met: Met) -> Option<TagIx> {
        let key = self.hasher.hash_one(text);
        let number = if let Some(number) = self.tags.get(&key) {
            *number
        } else {
            let number = self.new_tag(text, met)?;
            self.tags.insert(key, number);
            number
        };
        let tag = self.new_tags.get_mut(number as usize)?;
        let before = tag.last.replace(row);
        (before != Some(row)).then_some(TagIx(number))
    }

    /// The number of a tag that was not written like this before.
    fn new_tag(&mut self, text: &str, met: Met) -> Option<u32> {
        let text = Text::clean(text);
        if text.trim().is_empty() {
            return None;
        }
        // What differs in hostile characters only is one.
        let key = self.hasher.hash_one(text.as_str());
        if let Some(number) = self.tags.get(&key) {
            return Some(*number);
        }
        let number = u32::try_from(self.new_tags.len()).ok()?;
        self.tags.insert(key, number);
        self.new_tags.push(NewTag {
            text,
            met,
            last: None,
        });
        Some(number)
    }

    fn publisher(&mut self, name: &str) -> u32 {
        let key = self.hasher.hash_one(name);
        if let Some(number) = self.publishers.get(&key) {
            return *number;
        }
        let number = u32::try_from(self.new_publishers.len()).unwrap_or(u32::MAX);
        self.publishers.insert(key, number);
        self.new_publishers.push(Text::clean(name));
        number
    }
}

/// Keeps a text in the place of another, without a new allocation where the old one has room.
fn keep(slot: &mut Option<String>, text: Option<&str>) {
    match (slot.as_mut(), text) {
        (Some(kept), Some(text)) => {
            kept.clear();
            kept.push_str(text);
        }
        _ => *slot = text.map(str::to_owned),
    }
}
