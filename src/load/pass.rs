//! The second pass: the events of all files, read by as many workers as there are cores, and what comes of it.

use std::collections::HashSet;
use std::hash::BuildHasher as _;
use std::sync::Arc;

use foldhash::fast::FixedState;
use foldhash::quality::FixedState as Hasher;
use serde_json::value::RawValue;

use super::declared::Declared;
use super::fault::{Fault, LoadReport, Severity};
use super::id::{self, IdAt};
use super::input::Unreadable;
use super::json::Node;
use super::known::Known;
use super::listed::{self, Listed};
use super::names::Names;
use super::objects::{Elements, Lines};
use super::position;
use super::rows::{self, Ground, Portions, Rows};
use super::separated::Separated;
use super::settle::{self, Brought};
use super::sniff::Kind;
use super::twice;
use super::watch::Watch;
use super::worker::{OpenLink, Shared, Worker, Yield};
use super::{File, Limits, Loaded, Tail, native};
use crate::model::dataset::{Content, Dataset, Shape, SourceFile};
use crate::model::events::merge::Stretch;
use crate::model::events::{Events, RecordAt};
use crate::model::table::Table;
use crate::model::text::Text;

/// The events of all files while they are read.
pub(super) struct Pass<'p, 'n> {
    files: &'p [File<'p>],
    shared: Shared<'n>,
    watch: &'p Watch,
    workers: Vec<Worker<'n>>,
    portions: Portions,
    /// So much of each file is read.
    most_bytes: u64,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Read {
    brought: Vec<Brought>,
    yields: Vec<Yield>,
    /// Where the list of a file's events was closed.
    closed: Vec<Option<u64>>,
    is_littered: bool,
}

impl<'p, 'n> Pass<'p, 'n> {
    pub fn new(
        files: &'p [File<'p>],
        names: &'n Names<'n>,
        known: Known<'n>,
        limits: Limits<'p>,
    ) -> Self {
        let bytes: u64 = files.iter().map(|file| file.input.store.len()).sum();
        let mut portions = limits.portions;
        if bytes <= portions.small {
            portions.workers = 1;
        }
        let shared = Shared {
            names,
            known,
            hasher: Hasher::with_seed(std::hash::RandomState::new().hash_one(0)),
        };
        Self {
            files,
            workers: vec![Worker::new(&shared)],
            shared,
            watch: limits.watch,
            portions,
            most_bytes: limits.most_bytes,
        }
    }

    /// Reads the events of all files.
    ///
    /// # Errors
    /// [`Unreadable`] for a file that cannot be read, or that changed meanwhile.
    pub fn read(mut self, declared: &mut Declared<'_>) -> Result<Read, Unreadable> {
        let mut read = Read::default();
        let held = declared.held.iter().zip(&mut declared.sinks);
        for ((number, file), (held, sink)) in (0_u32..).zip(self.files).zip(held) {
            if let Some((rows, first)) = rows_of(&file.kind) {
                let closed = self.rows(&*rows, (number, file), first, &mut read)?;
                read.closed.push(closed);
                continue;
            }
            if let Some(worker) = self.workers.first_mut() {
                (worker.file, worker.label) = (number, file.input.label());
                let root = Node::<'_, 'static>::root(RawValue::NULL);
                native::each_event(root, &held.events, |node| listed::read(node, sink, worker));
                read.yields.push(worker.hand_over());
            }
            read.closed.push(None);
        }
        for worker in self.workers {
            read.brought.push(worker.into());
        }
        Ok(read)
    }

    fn rows(
        &mut self,
        rows: &dyn Rows,
        (number, file): (u32, &File<'_>),
        first: u64,
        read: &mut Read,
    ) -> Result<Option<u64>, Unreadable> {
        let input = &*file.input;
        let ground = Ground {
            store: &input.store,
            file: number,
            label: input.label(),
            first,
            watch: self.watch,
            portions: self.portions,
            most: self.most_bytes,
        };
        let harvest = rows::read(rows, &ground, &mut self.workers, &self.shared);
        let harvest = harvest.map_err(|source| input.failed(source))?;
        if !input.store.is_unchanged() {
            return Err(input.failed(std::io::Error::other("it changed while it was read")));
        }
        read.is_littered |= harvest.is_littered;
        read.yields.extend(harvest.yields);
        Ok(harvest.closed)
    }
}

/// The way in which a file's events stand in it, and where the first one does; `None` for a document that is read whole.
fn rows_of(kind: &Kind) -> Option<(Box<dyn Rows>, u64)> {
    Some(match kind {
        Kind::Native => return None,
        Kind::NativeList(listing) => {
            let first_key = listing.first_key.clone();
            (Box::new(Listed { first_key }), listing.first)
        }
        Kind::Lines(table, first) => {
            let table = Arc::clone(table);
            (Box::new(Lines { table }), *first)
        }
        Kind::Elements(table, listing) => {
            let (table, first_key) = (Arc::clone(table), listing.first_key.clone());
            (Box::new(Elements { table, first_key }), listing.first)
        }
        Kind::Separated(table, first) => {
            let table = Arc::clone(table);
            (Box::new(Separated { table }), *first)
        }
    })
}

/// How the rows of a file are to be read; `None` for a document.
fn table_of(kind: &Kind) -> Option<&Arc<Table>> {
    match kind {
        Kind::Native | Kind::NativeList(_) => None,
        Kind::Lines(table, _) | Kind::Elements(table, _) | Kind::Separated(table, _) => Some(table),
    }
}

impl Read {
    /// What stands behind the events of files, where it declares something that was not known when they were read.
    ///
    /// # Errors
    /// [`Unreadable`] where that cannot be read.
    pub fn tails_that_declare(&self, files: &[File<'_>]) -> Result<Vec<(usize, Tail)>, Unreadable> {
        let mut tails = Vec::new();
        for (number, (file, closed)) in files.iter().zip(&self.closed).enumerate() {
            let (Kind::NativeList(_), Some(closed), None) = (&file.kind, closed, &file.tail) else {
                continue;
            };
            let mut buffer = Vec::new();
            let store = &file.input.store;
            let len = usize::try_from(store.len() - closed).unwrap_or(usize::MAX);
            let tail = store.part(*closed, len, &mut buffer);
            let tail = tail.map_err(|source| file.input.failed(source))?;
            let text = String::from_utf8_lossy(tail).into_owned();
            // A list that breaks off was told of.
            let plain: String = text.split_whitespace().collect();
            if !plain.is_empty() && plain != "]}" {
                tails.push((
                    number,
                    Tail {
                        closed: *closed,
                        text,
                    },
                ));
            }
        }
        Ok(tails)
    }

    /// Puts everything together.
    pub fn finish(
        mut self,
        files: &[File<'_>],
        names: Names<'_>,
        declared: Declared<'_>,
    ) -> Loaded {
        let label = |file: u32| {
            let file = files.get(file as usize);
            file.map_or_else(Text::default, |file| file.input.label())
        };
        let shapes = self.shapes_in_one();
        let id = |at: RecordAt| id_at(files.get(at.source as usize)?, at);
        self.is_littered |= twice::set_aside(&mut self.yields, &self.brought, id, label);
        let mut report = LoadReport::default();
        let mut faults: Vec<Vec<Fault>> = files.iter().map(|_| Vec::new()).collect();
        for (sink, faults) in declared.sinks.into_iter().zip(&mut faults) {
            report.unverified_spans += sink.unverified_spans;
            report.pinned += sink.pinned;
            faults.extend(sink.faults);
        }
        self.count(&mut report, &mut faults);
        locate(files, &mut faults);
        report.faults = faults.concat();
        let mut dataset = Dataset {
            sources: files.iter().map(source).collect(),
            places: names.places.clone(),
            shapes,
            ..Dataset::default()
        };
        let littered = self.is_littered;
        let settled = settle::settle(names, &mut self.brought, &self.yields, littered);
        let stretches = self.yields.iter();
        let stretches: Vec<Stretch> = stretches
            .flat_map(|it| it.rows.iter().map(|rows| (it.worker, rows.clone())))
            .collect();
        let parts = self.brought.into_iter().map(|one| one.columns);
        dataset.events = Events::merge(parts.collect(), &stretches);
        dataset.actors = settled.actors;
        dataset.named = settled.named;
        dataset.documents = settled.documents;
        dataset.tags = settled.tags;
        for held in declared.held {
            dataset.title = dataset.title.or(held.title);
            dataset.note = dataset.note.or(held.note);
            report.notes.extend(held.notes);
        }
        Loaded { dataset, report }
    }

    /// All shapes behind each other, numbered so.
    fn shapes_in_one(&mut self) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for one in &mut self.brought {
            if !one.shapes.is_empty() {
                let before = u32::try_from(shapes.len()).unwrap_or(u32::MAX);
                one.columns.shift_shapes(before);
                shapes.append(&mut one.shapes);
            }
        }
        shapes
    }

    /// Counts what was taken, and hands each fault to its file.
    fn count(&mut self, report: &mut LoadReport, faults: &mut [Vec<Fault>]) {
        let links: Vec<(u32, OpenLink)> = self
            .yields
            .iter_mut()
            .flat_map(|yielded| {
                let file = yielded.file;
                std::mem::take(&mut yielded.links)
                    .into_iter()
                    .map(move |link| (file, link))
            })
            .collect();
        let taken: HashSet<u64, FixedState> = if links.is_empty() {
            HashSet::default()
        } else {
            let rows = self
                .yields
                .iter()
                .flat_map(|it| it.rows.iter().map(|rows| (it.worker, rows)));
            rows.filter_map(|(worker, rows)| {
                self.brought.get(worker)?.columns.ids().get(rows.clone())
            })
            .flatten()
            .copied()
            .collect()
        };
        let mut hand = |file: u32, some: &mut Vec<Fault>| {
            if let Some(faults) = faults.get_mut(file as usize) {
                faults.append(some);
            }
        };
        for (file, OpenLink { to, mut doubt, .. }) in links {
            if !taken.contains(&to) {
                doubt.severity = Severity::Warning;
                hand(file, &mut vec![doubt]);
            }
        }
        for yielded in &mut self.yields {
            hand(yielded.file, &mut yielded.faults);
            report.loaded += yielded.taken();
            report.set_aside += yielded.set_aside;
            report.unverified_spans += yielded.unverified_spans;
            report.pinned += yielded.pinned;
        }
    }
}

/// Says of every fault in which line it stands.
fn locate(files: &[File<'_>], faults: &mut [Vec<Fault>]) {
    let stores: Vec<_> = files.iter().map(|file| &file.input.store).collect();
    let labels: Vec<Text> = files.iter().map(|file| file.input.label()).collect();
    let all = faults.iter_mut().enumerate();
    let all = all.flat_map(|(file, faults)| faults.iter_mut().map(move |fault| (file, fault)));
    position::name_firsts(all, &labels, position::lines_of(&stores));
    for (store, faults) in stores.into_iter().zip(faults) {
        if !faults.is_empty() {
            position::locate_in(faults, store);
        }
    }
}

fn source(file: &File<'_>) -> SourceFile {
    let content: Arc<dyn Content> = Arc::new(file.input.store.clone());
    SourceFile {
        name: file.input.label(),
        content,
        table: table_of(&file.kind).cloned(),
    }
}

/// Reads the id of a record again.
fn id_at(file: &File<'_>, at: RecordAt) -> Option<IdAt> {
    let mut buffer = Vec::new();
    let bytes = file
        .input
        .store
        .part(at.offset, at.len as usize, &mut buffer)
        .ok()?;
    let record = std::str::from_utf8(bytes).ok()?;
    let table = table_of(&file.kind).map(|table| &**table);
    id::in_record(record, at.offset, table)
}
