//! Parts of the events, put together in order of time.
//!
//! Where every row goes is worked out once; then each column goes there by itself, as many at a time as there are cores, and
//! what it came from is given back as soon as it has.

mod order;

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::{Events, half};
use crate::model::columns::{Apart, Columns};
use crate::model::entry::EventIx;
use crate::model::sparse::Sparse;
use order::{Order, order};

/// Rows that belong behind each other: whose, and which of them.
pub type Stretch = (usize, Range<usize>);

impl Events {
    /// Puts together what several have read: `stretches` says in what order the rows stand in the files. Rows of one moment
    /// stay in this order; rows that are in no stretch are left out.
    pub fn merge(mut parts: Vec<Columns>, stretches: &[Stretch]) -> Self {
        let mut whole = Columns {
            apart: joined(&parts, stretches),
            ..Columns::default()
        };
        whole.start = concat(take(&mut parts, |part| &mut part.start), stretches);
        whole.length = concat(take(&mut parts, |part| &mut part.length), stretches);
        let order = order(&whole);
        let mut ids = Vec::new();
        whole.gather(parts, stretches, (&order, &mut ids));
        if let Order::Moved(order) = &order {
            whole.apart.reorder(order);
        }
        Self {
            ids,
            columns: whole,
        }
    }
}

/// One column of each part; the parts lose it.
fn take<T>(parts: &mut [Columns], column: impl Fn(&mut Columns) -> &mut Vec<T>) -> Vec<Vec<T>> {
    let parts = parts.iter_mut();
    parts.map(|part| std::mem::take(column(part))).collect()
}

/// One column of all parts in the order of the files.
fn concat<T: Clone>(mut pieces: Vec<Vec<T>>, stretches: &[Stretch]) -> Vec<T> {
    if let ([only], [(0, rows)]) = (pieces.as_mut_slice(), stretches)
        && *rows == (0..only.len())
    {
        return std::mem::take(only);
    }
    let mut whole = Vec::with_capacity(stretches.iter().map(|(_, rows)| rows.len()).sum());
    for (part, rows) in stretches {
        let piece = pieces.get(*part).and_then(|piece| piece.get(rows.clone()));
        whole.extend_from_slice(piece.unwrap_or(&[]));
    }
    whole
}

/// A column in an order.
fn gathered<T: Copy>(column: Vec<T>, order: &Order) -> Vec<T> {
    match order {
        Order::Kept => column,
        Order::Moved(order) => {
            let rows = order.iter();
            rows.filter_map(|row| column.get(*row as usize).copied())
                .collect()
        }
    }
}

impl Columns {
    /// Fills the columns from those of the parts, each in its new order. Times are there already, in the old one.
    fn gather(
        &mut self,
        mut parts: Vec<Columns>,
        stretches: &[Stretch],
        (order, ids): (&Order, &mut Vec<u32>),
    ) {
        let mut jobs: Vec<Job> = Vec::new();
        macro_rules! column {
            ($($name:ident),+) => {
                $({
                    let pieces = take(&mut parts, |part| &mut part.$name);
                    let whole = &mut self.$name;
                    jobs.push(Box::new(move || *whole = gathered(concat(pieces, stretches), order)));
                })+
            };
        }
        column!(
            record,
            who,
            at,
            named,
            document,
            record_len,
            how,
            kind,
            factuality,
            time_precision,
            time_basis,
            attribution,
            reports
        );
        let pieces = take(&mut parts, |part| &mut part.ids);
        jobs.push(Box::new(move || {
            let halves = concat(pieces, stretches).into_iter().map(half);
            *ids = gathered(halves.collect(), order);
        }));
        let (start, length) = (&mut self.start, &mut self.length);
        jobs.push(Box::new(move || {
            *start = gathered(std::mem::take(start), order);
        }));
        jobs.push(Box::new(move || {
            *length = gathered(std::mem::take(length), order);
        }));
        on_all_cores(jobs);
    }
}

type Job<'j> = Box<dyn FnOnce() + Send + 'j>;

fn on_all_cores(jobs: Vec<Job<'_>>) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let queue = Mutex::new(jobs.into_iter());
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                    match job {
                        Some(job) => job(),
                        None => return,
                    }
                }
            });
        }
    });
}

/// The lists of all parts, by row of the whole before it is sorted.
fn joined(parts: &[Columns], stretches: &[Stretch]) -> Apart {
    let mut whole = Apart::default();
    let mut before = 0;
    for (part, rows) in stretches {
        if let Some(part) = parts.get(*part).map(|part| &part.apart) {
            whole.ends.append(&part.ends, rows, before);
            whole.actors.append(&part.actors, rows, before);
            whole.voices.append(&part.voices, rows, before);
            whole.speakers.append(&part.speakers, rows, before);
            whole.locations.append(&part.locations, rows, before);
            whole.documents.append(&part.documents, rows, before);
            whole.reports.append(&part.reports, rows, before);
            whole.fatalities.append(&part.fatalities, rows, before);
            whole.tags.append(&part.tags, rows, before);
        }
        before += rows.len();
    }
    whole
}

impl Apart {
    /// The same lists by the rows' new positions.
    fn reorder(&mut self, order: &[u32]) {
        let mut places = vec![0_u32; order.len()];
        for (place, row) in (0_u32..).zip(order) {
            if let Some(slot) = places.get_mut(*row as usize) {
                *slot = place;
            }
        }
        self.ends = moved(&self.ends, &places);
        self.actors = moved(&self.actors, &places);
        self.voices = moved(&self.voices, &places);
        self.speakers = moved(&self.speakers, &places);
        self.locations = moved(&self.locations, &places);
        self.documents = moved(&self.documents, &places);
        self.reports = moved(&self.reports, &places);
        self.fatalities = moved(&self.fatalities, &places);
        self.tags = moved(&self.tags, &places);
    }
}

fn moved<T: Copy>(lists: &Sparse<T>, places: &[u32]) -> Sparse<T> {
    // One number a list sorts faster than a pair: where it goes, then which of the lists it is.
    let all = lists.iter().zip(0_u64..).filter_map(|((event, _), at)| {
        let place = places.get(event.at())?;
        Some(u64::from(*place) << 32 | at)
    });
    let mut all: Vec<u64> = all.collect();
    all.sort_unstable();
    let mut moved = Sparse::as_roomy_as(lists);
    for key in all {
        let [place, at] = [key >> 32, key & u64::from(u32::MAX)].map(u32::try_from);
        if let (Ok(place), Ok(at)) = (place, at) {
            moved.push(EventIx(place), lists.nth(at as usize));
        }
    }
    moved
}
