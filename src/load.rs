//! From bytes to a [`Dataset`]: what a file says is read, checked and never dropped in silence.
//!
//! One bad event is set aside, named in the [`LoadReport`], and the rest loads; a file that cannot be read at all is one
//! [`Unreadable`]. Nothing here looks at the terminal, the clock or the gazetteer: whether a place is known is asked
//! through functions ([`Known`]).
//!
//! Files are read in two passes: first what all of them declare (documents, actors, places), then the events, each of
//! which needs nothing but those declarations. So events are read on all cores at a time (`rows`), each core filling
//! columns with numbers of its own, and are put together once all are there (`settle`, `twice`). A large file is never
//! in memory as a whole: a record is read again when somebody looks at it (`store`).
//!
//! | module | what it owns |
//! | --- | --- |
//! | `input`, `store`, `zstd` | bytes: files, pipes, what is compressed |
//! | `sniff` | what kind of file it is |
//! | `rows`, `worker`, `interner` | reading records on all cores |
//! | `objects`, `separated`, `listed` | where records stand, one file a way of writing them |
//! | `flat` | what a flat row says; the dialects are tables in [`crate::model::table`] |
//! | `native`, `event` and what they use | what an event of the native format says |
//!
//! Every value that is looked at knows where it stands in its file.

mod bundled;
mod declared;
mod document;
#[cfg(test)]
mod engine_tests;
mod entries;
mod event;
mod fault;
mod flat;
mod gazetteer;
mod id;
mod input;
mod interner;
mod json;
mod known;
mod listed;
mod location;
mod names;
mod native;
mod object;
mod objects;
mod parents;
mod pass;
mod place;
mod position;
mod record;
mod report;
mod rows;
mod scan;
mod separated;
mod settle;
mod sink;
mod sniff;
mod spans;
mod store;
mod suggest;
#[cfg(test)]
mod tests;
mod twice;
mod watch;
mod when;
mod wording;
mod words;
mod worker;
mod zstd;

use std::borrow::Cow;

pub use fault::{Fault, LoadReport, Severity};
pub use gazetteer::{GazetteerFile, load_gazetteer};
pub use input::{Input, Opening, Unreadable};
pub use known::Known;
pub use record::{RecordError, read_record};
pub use watch::{Progress, Watch};
pub use wording::read_words;

use crate::model::dataset::Dataset;
use declared::{Content, Declared};
use pass::Pass;
use rows::Portions;
use sniff::Kind;

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

/// Loads event files into one data set. `known` is what the gazetteer knows of places.
///
/// # Errors
/// [`Unreadable`] for all files that are not text, not JSON, or not event files.
pub fn load(inputs: &[Input], known: Known<'_>) -> Result<Loaded, Unreadable> {
    load_watched(inputs, known, &Watch::default())
}

/// The same, while somebody watches, who may stop it: what was read until then is what was loaded.
///
/// # Errors
/// As [`load`].
pub fn load_watched(
    inputs: &[Input],
    known: Known<'_>,
    watch: &Watch,
) -> Result<Loaded, Unreadable> {
    load_some(inputs, known, Limits::of(watch))
}

/// What stands in about so many bytes at the beginning of each file, to have something to look at while the rest is read.
///
/// # Errors
/// As [`load`].
pub fn load_first(
    inputs: &[Input],
    known: Known<'_>,
    most_bytes: u64,
) -> Result<Loaded, Unreadable> {
    let watch = Watch::default();
    let limits = Limits {
        most_bytes,
        ..Limits::of(&watch)
    };
    load_some(inputs, known, limits)
}

fn load_some(inputs: &[Input], known: Known<'_>, limits: Limits<'_>) -> Result<Loaded, Unreadable> {
    let mut unreadable = Vec::new();
    let mut files = Vec::new();
    for input in inputs {
        match sniff::kind(input, limits.portions.small).and_then(|kind| File::of(input, kind)) {
            Ok(file) => files.push(file),
            Err(why) => unreadable.push(why),
        }
    }
    // A document may go on behind its events. What it declares there has to be known before they are read.
    for _ in 0..2 {
        let mut contents = Vec::new();
        for file in &files {
            match Content::of(file) {
                Ok(content) => contents.push(content),
                Err(why) => unreadable.push(why),
            }
        }
        if let Some(why) = Unreadable::all(std::mem::take(&mut unreadable)) {
            return Err(why);
        }
        let mut declared = Declared::of(&files, &contents, known)?;
        let names = std::mem::take(&mut declared.names);
        let read = Pass::new(&files, &names, known, limits).read(&mut declared)?;
        let tails = read.tails_that_declare(&files)?;
        if tails.is_empty() {
            return Ok(read.finish(&files, names, declared));
        }
        for (file, tail) in tails {
            if let Some(file) = files.get_mut(file) {
                file.tail = Some(tail);
            }
        }
    }
    Err(Unreadable::Several(Vec::new()))
}

/// How far a load goes, and in what portions.
#[derive(Clone, Copy)]
struct Limits<'l> {
    watch: &'l Watch,
    /// So much of each file is read.
    most_bytes: u64,
    portions: Portions,
}

impl<'l> Limits<'l> {
    /// All of each file, until whoever watches stops it.
    fn of(watch: &'l Watch) -> Self {
        Self {
            watch,
            most_bytes: u64::MAX,
            portions: Portions::default(),
        }
    }
}

/// A file on its way in.
struct File<'i> {
    input: Cow<'i, Input>,
    kind: Kind,
    /// Where its list of events ends and what stands behind it, once that is known to matter.
    tail: Option<Tail>,
}

/// Where the list of a document ends, and what stands behind it.
#[derive(Debug, Clone)]
struct Tail {
    /// First byte behind the list's last element.
    closed: u64,
    /// From there to the end of the file.
    text: String,
}

impl<'i> File<'i> {
    /// Documents of the native format are held in memory where their events cannot be told from the rest.
    fn of(input: &'i Input, kind: Kind) -> Result<Self, Unreadable> {
        let input = match kind {
            Kind::Native if input.store.in_memory().is_none() => {
                Cow::Owned(input.clone().in_memory()?)
            }
            _ => Cow::Borrowed(input),
        };
        Ok(Self {
            input,
            kind,
            tail: None,
        })
    }
}
