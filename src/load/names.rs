//! The dictionaries of a load: documents, actors and places that the files declare. What events bring along is the
//! business of [`super::interner`].
//!
//! Across files an id means one thing: the first file that declares it wins. Within one file a second entry is a fault.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::document;
use super::fault::{At, quoted};
use super::json::Node;
use super::object::Object;
use super::parents::{self, Doubt};
use super::place;
use super::sink::Sink;
use super::spans::Spans;
use crate::model::documents::Document;
use crate::model::entry::{Actor, ActorIx, DocIx, Place};
use crate::model::fold::{bare, fold};
use crate::model::text::Text;
use crate::model::vocabulary::ActorKind;

const ACTOR: &[&str] = &[
    "id", "name", "aliases", "kind", "parent", "external", "note",
];

/// More aliases than this are not collected from other entries for the same actor.
const MOST_ALIASES: usize = 200;

/// Everything that events may refer to.
#[derive(Default)]
pub(super) struct Names<'a> {
    pub documents: Vec<Document>,
    /// The documents' texts as they came; in step with `documents`.
    pub spans: Vec<Option<Spans<'a>>>,
    pub actors: Vec<Actor>,
    pub places: Vec<Place>,
    document_ids: HashMap<Text, (DocIx, At)>,
    actor_ids: HashMap<Text, (ActorIx, At)>,
    actors_called: HashMap<String, ActorIx>,
    place_ids: HashMap<Text, At>,
    /// Ids and bare names of the places that could be taken.
    whole_places: HashSet<Text>,
    places_called: HashSet<String>,
    actor_parents: Vec<Doubt>,
    place_parents: Vec<Doubt>,
    sourced: HashMap<(String, String), DocIx>,
}

impl<'a> Names<'a> {
    pub fn document(&self, id: &str) -> Option<DocIx> {
        self.document_ids.get(id).map(|(document, _)| *document)
    }

    pub fn actor(&self, id: &str) -> Option<ActorIx> {
        self.actor_ids.get(id).map(|(actor, _)| *actor)
    }

    pub fn has_place(&self, id: &str) -> bool {
        self.place_ids.contains_key(id)
    }

    /// Whether a place has an entry that could be taken.
    pub fn has_whole_place(&self, id: &str) -> bool {
        self.whole_places.contains(id)
    }

    /// Whether a place of the files is called so.
    pub fn has_place_called(&self, name: &str) -> bool {
        self.places_called.contains(&bare(name))
    }

    /// What an unknown id may have meant.
    pub fn near_actor(&self, id: &str, sink: &mut Sink<'_>) -> Option<String> {
        sink.suggest(id, self.actor_ids.keys().map(Text::as_str))
    }

    pub fn near_document(&self, id: &str, sink: &mut Sink<'_>) -> Option<String> {
        sink.suggest(id, self.document_ids.keys().map(Text::as_str))
    }

    pub fn near_place(&self, id: &str, sink: &mut Sink<'_>) -> Option<String> {
        sink.suggest(id, self.place_ids.keys().map(Text::as_str))
    }

    /// Takes in a document of a file.
    pub fn add_document(
        &mut self,
        node: &Node<'_, '_>,
        read: document::Read<'a>,
        file: usize,
        sink: &mut Sink<'_>,
    ) {
        let document = read.document;
        let at = At {
            file,
            offset: read.id_offset,
        };
        if let Some((_, first)) = self.document_ids.get(&document.id) {
            doubled(node, &document.id, (*first, at), sink);
            return;
        }
        let ix = DocIx::from_position(self.documents.len());
        self.document_ids.insert(document.id.clone(), (ix, at));
        for key in keys(&document) {
            self.sourced.entry(key).or_insert(ix);
        }
        self.documents.push(document);
        self.spans.push(read.spans);
    }

    /// Takes in an actor of a file. It is kept in spite of faults as long as it has an id.
    pub fn add_actor(&mut self, node: Node<'a, '_>, file: usize, sink: &mut Sink<'_>) {
        let Some(object) = Object::read(node, ACTOR, sink) else {
            return;
        };
        let id = object.need("id", sink).and_then(|node| node.id(sink));
        let name = object.need("name", sink).and_then(|node| node.string(sink));
        let aliases = object.texts("aliases", sink);
        let _: Vec<(Text, Cow<'_, str>)> = object.pairs("external", "a text", sink);
        let kind = object.word("kind", sink).unwrap_or(ActorKind::Unknown);
        let remark = object.text("note", sink);
        let Some(id) = id.as_deref().map(Text::clean) else {
            return;
        };
        let actor = Actor {
            name: name.as_deref().map_or_else(|| id.clone(), Text::clean),
            id,
            aliases,
            kind,
            parent: None,
            note: remark,
        };
        let at = At {
            file,
            offset: object.offset_of("id", sink),
        };
        let parent = object.get("parent");
        let parent = parent.and_then(|node| Some((node, node.id(sink)?)));
        if let Some((known, first)) = self.actor_ids.get(&actor.id).copied() {
            doubled(&object.node, &actor.id, (first, at), sink);
            self.more_aliases(known, actor);
            return;
        }
        let child = self.push_actor(actor, at);
        if let Some((node, id)) = parent {
            let fault = sink.doubt(&node, &quoted(&id), "the id of an actor");
            self.actor_parents.push(Doubt {
                child: child.at(),
                parent: Text::clean(&id),
                file,
                fault,
            });
        }
    }

    fn push_actor(&mut self, actor: Actor, at: At) -> ActorIx {
        let ix = ActorIx::from_position(self.actors.len());
        for name in std::iter::once(&actor.name).chain(&actor.aliases) {
            self.actors_called.entry(fold(name)).or_insert(ix);
        }
        self.actor_ids.insert(actor.id.clone(), (ix, at));
        self.actors.push(actor);
        ix
    }

    fn more_aliases(&mut self, known: ActorIx, other: Actor) {
        let Some(actor) = self.actors.get_mut(known.at()) else {
            return;
        };
        for name in std::iter::once(other.name).chain(other.aliases) {
            let room = actor.aliases.len() < MOST_ALIASES;
            if room && name != actor.name && !actor.aliases.contains(&name) {
                self.actors_called.entry(fold(&name)).or_insert(known);
                actor.aliases.push(name);
            }
        }
    }

    /// Takes in a place of a file.
    pub fn add_place(&mut self, node: Node<'_, '_>, file: usize, sink: &mut Sink<'_>) {
        let Some(entry) = place::read(node, sink) else {
            return;
        };
        let at = At {
            file,
            offset: entry.id_offset,
        };
        if let Some(first) = self.place_ids.get(&entry.id) {
            if first.file == file {
                doubled(&node, &entry.id, (*first, at), sink);
                return;
            }
        } else {
            self.place_ids.insert(entry.id.clone(), at);
        }
        // The gazetteer merges the places of several files.
        if let Some(place) = entry.place {
            let child = self.places.len();
            let doubt = entry.parent.map(|(parent, fault)| Doubt {
                child,
                parent,
                file,
                fault,
            });
            self.place_parents.extend(doubt);
            for name in std::iter::once(&place.name).chain(&place.alt) {
                self.places_called.insert(bare(name));
            }
            self.whole_places.insert(place.id.clone());
            self.places.push(place);
        }
    }

    /// Ties actors and places to their parents once all are known; unknown parents and cycles are faults.
    pub fn settle_parents(&mut self, knows_place: &dyn Fn(&str) -> bool, sinks: &mut [Sink<'_>]) {
        let ids = self
            .actors
            .iter()
            .map(|actor| actor.id.clone())
            .collect::<Vec<_>>();
        let known = |id: &str| self.actor_ids.get(id).map(|(actor, _)| actor.at());
        let ties = parents::settle(&ids, known, |_| false, &mut self.actor_parents, sinks);
        for (actor, tie) in self.actors.iter_mut().zip(ties) {
            actor.parent = tie.map(ActorIx::from_position);
        }
        place::settle_parents(
            &mut self.places,
            knows_place,
            &mut self.place_parents,
            sinks,
        );
    }

    /// The declared actor of an id, a name or an alias.
    pub fn actor_known_as(&self, name: &str) -> Option<ActorIx> {
        let called = || self.actors_called.get(&fold(name)).copied();
        self.actor(name).or_else(called)
    }

    /// The declared document that a row names by publisher, title or address.
    pub fn document_known_as(&self, source: Option<&str>, url: Option<&str>) -> Option<DocIx> {
        if self.sourced.is_empty() {
            return None;
        }
        self.sourced.get(&pair(source, url)).copied()
    }
}

/// What a hand-written event may call a document. A publisher alone names none, unless nothing else is known of it.
fn keys(document: &Document) -> Vec<(String, String)> {
    let title = document.title.as_deref();
    let publisher = document.publisher.as_deref();
    let url = document.url.as_deref();
    let mut keys = Vec::new();
    if url.is_some() {
        keys.extend([pair(title, url), pair(publisher, url), pair(None, url)]);
    }
    if title.is_some() {
        keys.push(pair(title, None));
    } else if publisher.is_some() && url.is_none() {
        keys.push(pair(publisher, None));
    }
    keys
}

/// Source and address as a key; what is absent is empty.
fn pair(source: Option<&str>, url: Option<&str>) -> (String, String) {
    (
        source.unwrap_or("").to_owned(),
        url.unwrap_or("").to_owned(),
    )
}

/// An id that stands twice in one file is a fault.
fn doubled(entry: &Node<'_, '_>, id: &str, (first, at): (At, At), sink: &mut Sink<'_>) {
    if first.file == at.file {
        sink.repeated(entry, at.offset, id, first);
    }
}
