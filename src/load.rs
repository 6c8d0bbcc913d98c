//! From bytes to a [`Dataset`]: what a file says is read, checked and never dropped in silence.
//!
//! One bad event is set aside, named in the [`LoadReport`], and the rest loads; a file that cannot be read at all is one
//! [`Unreadable`]. Nothing here looks at the terminal, the clock or the gazetteer: whether a place is known is asked
//! through functions ([`Known`]).
//!
//! Files are read in two passes: first what all of them declare (documents, actors, places), then the events, each of
//! which needs nothing but those declarations. Every value that is looked at knows where it stands in its file.
//!
//! Known to be imperfect: content is held twice while it is being read (the input's bytes and the data set's text); an
//! event's nested values are scanned once a level.

mod build;
mod bundled;
mod document;
mod entries;
mod event;
mod fault;
mod gazetteer;
mod input;
mod json;
mod known;
mod location;
mod names;
mod native;
mod object;
mod parents;
mod place;
mod position;
mod record;
mod report;
mod sink;
mod spans;
mod suggest;
#[cfg(test)]
mod tests;
mod when;
mod wording;
mod words;

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::value::RawValue;

pub use fault::{Fault, LoadReport, Severity};
pub use gazetteer::{GazetteerFile, load_gazetteer};
pub use input::{Input, Unreadable};
pub use known::Known;
pub use record::{RecordError, read_record};
pub use wording::read_words;

use crate::model::dataset::{Dataset, SourceFile};
use crate::model::events::{EventRow, Events, RecordAt};
use build::Builder;
use event::RawEvent;
use fault::At;
use json::Node;
use names::Names;
use native::{Context, Held};
use sink::Sink;

/// The `format` of an event file.
pub const EVENTS_FORMAT: &str = "situation-events";
/// The `format` of a gazetteer.
pub const GAZETTEER_FORMAT: &str = "situation-gazetteer";

/// What came of loading.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What could be taken.
    pub dataset: Dataset,
    /// What was wrong with the rest.
    pub report: LoadReport,
}

/// A link whose other end may turn out not to be there.
struct OpenLink<'a> {
    file: usize,
    to: Cow<'a, str>,
    doubt: Fault,
}

/// Loads event files into one data set. `known` is what the gazetteer knows of places.
///
/// # Errors
/// [`Unreadable`] for all files that are not text, not JSON, or not event files.
pub fn load(inputs: &[Input], known: Known<'_>) -> Result<Loaded, Unreadable> {
    let mut contents = Vec::new();
    let mut roots: Vec<&RawValue> = Vec::new();
    let mut unreadable = Vec::new();
    for input in inputs {
        match root(input) {
            Ok((content, raw)) => {
                contents.push(content);
                roots.push(raw);
            }
            Err(why) => unreadable.push(why),
        }
    }
    if let Some(why) = Unreadable::all(unreadable) {
        return Err(why);
    }
    let mut sinks: Vec<Sink<'_>> = inputs
        .iter()
        .zip(&contents)
        .map(|(input, content)| Sink::new(input.label(), content))
        .collect();
    let mut names = Names::default();
    let mut held = Vec::new();
    for (file, ((input, raw), sink)) in inputs.iter().zip(&roots).zip(&mut sinks).enumerate() {
        held.push(native::declarations(
            input,
            file,
            Node::root(raw),
            &mut names,
            sink,
        ));
    }
    names.settle_parents(known.id, &mut sinks);
    let mut events = EventPass {
        names,
        known,
        builder: Builder::default(),
        seen: HashMap::new(),
        taken: HashSet::new(),
        links: Vec::new(),
        set_aside: 0,
    };
    for (file, ((held, raw), sink)) in held.iter().zip(&roots).zip(&mut sinks).enumerate() {
        events.file(file, held, raw, sink);
    }
    Ok(events.finish(inputs, &contents, sinks, held))
}

/// A file's content, and its outermost object.
fn root(input: &Input) -> Result<(&str, &RawValue), Unreadable> {
    let content = input.content()?;
    let raw = native::parse(input, content)?;
    native::expect_format(input, Node::root(raw), EVENTS_FORMAT)?;
    Ok((content, raw))
}

/// The second pass.
struct EventPass<'a, 'k> {
    names: Names<'a>,
    known: Known<'k>,
    builder: Builder,
    /// Every id that events have, and where it stands first.
    seen: HashMap<Cow<'a, str>, At>,
    /// The ids of those that were taken.
    taken: HashSet<Cow<'a, str>>,
    links: Vec<OpenLink<'a>>,
    set_aside: usize,
}

impl<'a> EventPass<'a, '_> {
    fn file(&mut self, file: usize, held: &Held<'a>, root: &'a RawValue, sink: &mut Sink<'_>) {
        native::each_event(Node::root(root), &held.events, |node| {
            let context = Context {
                names: &self.names,
                known: self.known,
            };
            let seen = &mut self.seen;
            let mut once = |id: &Cow<'a, str>, offset: usize, sink: &mut Sink<'_>| match seen
                .entry(id.clone())
            {
                Entry::Vacant(free) => {
                    free.insert(At { file, offset });
                }
                Entry::Occupied(first) => sink.repeated(&node, offset, id, *first.get()),
            };
            let event = event::read(node, Some(&context), &mut once, sink);
            let taken = event.is_some_and(|event| self.take(file, node, event, sink));
            self.set_aside += usize::from(!taken);
        });
    }

    /// Whether the event could be taken.
    fn take(
        &mut self,
        file: usize,
        node: Node<'a, '_>,
        mut event: RawEvent<'a>,
        sink: &mut Sink<'_>,
    ) -> bool {
        for link in &mut event.links {
            let to = link.to.clone();
            self.links
                .extend(link.doubt.take().map(|doubt| OpenLink { file, to, doubt }));
        }
        let raw = node.raw.get();
        let (Ok(source), Ok(offset), Ok(len)) = (
            u32::try_from(file),
            u64::try_from(sink.offset(raw)),
            u32::try_from(raw.len()),
        ) else {
            sink.error(&node, "a record of more than 4 GB", "a shorter one");
            return false;
        };
        let record = RecordAt {
            source,
            offset,
            len,
        };
        self.taken.insert(event.id.clone());
        self.builder.add(event, record, &mut self.names);
        true
    }

    fn finish(
        mut self,
        inputs: &[Input],
        contents: &[&str],
        mut sinks: Vec<Sink<'_>>,
        held: Vec<Held<'_>>,
    ) -> Loaded {
        for OpenLink {
            file,
            to,
            mut doubt,
        } in self.links
        {
            if let (false, Some(sink)) = (self.taken.contains(&to), sinks.get_mut(file)) {
                doubt.severity = Severity::Warning;
                sink.adopt(doubt);
            }
        }
        position::name_firsts(&mut sinks, contents);
        let mut report = LoadReport {
            loaded: self.builder.rows.len(),
            set_aside: self.set_aside,
            ..LoadReport::default()
        };
        for (sink, content) in sinks.into_iter().zip(contents) {
            sink.report(content, &mut report);
        }
        let sources = inputs
            .iter()
            .zip(contents)
            .map(|(input, content)| SourceFile {
                name: input.label(),
                content: Arc::from(*content),
            });
        let rows: Vec<EventRow> = std::mem::take(&mut self.builder.rows);
        let mut dataset = Dataset {
            sources: sources.collect(),
            documents: self.names.documents,
            actors: self.names.actors,
            places: self.names.places,
            named: self.builder.named,
            shapes: self.builder.shapes,
            events: Events::from_rows(rows),
            ..Dataset::default()
        };
        for held in held {
            dataset.title = dataset.title.or(held.title);
            dataset.note = dataset.note.or(held.note);
            report.notes.extend(held.notes);
        }
        Loaded { dataset, report }
    }
}
