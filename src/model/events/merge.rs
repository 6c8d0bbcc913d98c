//! Parts of the events, put together in order of time.
//!
//! Where every row goes is worked out once; then each column goes there by itself, as many at a time as there are cores, and
//! the parts' column is given back as soon as it has. Days are sorted by counting, and only rows of one day are compared.

use std::sync::{Mutex, PoisonError};

use super::{Events, half, moment_of};
use crate::model::columns::{Apart, Columns, OPEN_END, OPEN_START};
use crate::model::entry::EventIx;
use crate::model::postings::Postings;
use crate::model::sparse::Sparse;
use crate::model::time::{DAY_MS, Stamp};

/// More days than this are not counted one by one: there are no more in the calendar.
const MOST_DAYS: usize = 4_000_000;

/// What a row is sorted by: undated ones last, then by moment, then by end.
type Key = (bool, i64, i64);

impl Events {
    /// Puts parts together. Rows of one moment stay in the order of the parts, and in that of each part.
    pub fn merge(mut parts: Vec<Columns>) -> Self {
        parts.retain(|part| !part.is_empty());
        let apart = std::mem::take(&mut parts).into_iter();
        let (mut columns, apart): (Vec<Columns>, Vec<Apart>) = apart
            .map(|mut part| {
                let apart = std::mem::take(&mut part.apart);
                (part, apart)
            })
            .unzip();
        let counts: Vec<usize> = columns.iter().map(Columns::len).collect();
        let mut whole = Columns {
            apart: joined(&counts, &apart),
            ..Columns::default()
        };
        drop(apart);
        whole.start = concat(&mut columns, |part| &mut part.start);
        whole.length = concat(&mut columns, |part| &mut part.length);
        let order = order(&whole);
        whole.gather(columns, &order);
        if let Order::Moved(order) = &order {
            whole.apart.reorder(order);
        }
        let words = std::mem::take(&mut whole.words);
        let ids = std::mem::take(&mut whole.ids);
        Self {
            ids: ids.into_iter().map(half).collect(),
            columns: whole,
            in_summaries: Postings::of(words.iter().map(|words| words.summary.as_slice())),
            in_quotes: Postings::of(words.iter().map(|words| words.quoted.as_slice())),
        }
    }
}

/// Where rows go.
enum Order {
    /// They stand in order of time as they are.
    Kept,
    /// For each row of the whole, which row of the parts it is.
    Moved(Vec<u32>),
}

/// The order of time.
fn order(columns: &Columns) -> Order {
    let events = Events {
        columns: Columns {
            start: columns.start.clone(),
            length: columns.length.clone(),
            apart: Apart {
                ends: columns.apart.ends.clone(),
                ..Apart::default()
            },
            ..Columns::default()
        },
        ..Events::default()
    };
    let key = |row: u32| key(&events, row);
    let rows = u32::try_from(columns.start.len()).unwrap_or(u32::MAX);
    if (0..rows).is_sorted_by_key(key) {
        return Order::Kept;
    }
    let day = |row: u32| {
        let (undated, moment, _) = key(row);
        (!undated).then(|| moment.div_euclid(DAY_MS))
    };
    let days = (0..rows).filter_map(day);
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else {
        return Order::Moved((0..rows).collect());
    };
    let count = usize::try_from(last - first + 2).unwrap_or(0);
    let mut order: Vec<u32> = (0..rows).collect();
    if count == 0 || count > MOST_DAYS {
        order.sort_by_key(|row| key(*row));
        return Order::Moved(order);
    }
    let bucket = |row: u32| {
        let past = day(row).map(|day| usize::try_from(day - first).unwrap_or(0));
        past.unwrap_or(count - 1)
    };
    let mut ends = vec![0_u32; count];
    for row in 0..rows {
        if let Some(end) = ends.get_mut(bucket(row)) {
            *end += 1;
        }
    }
    let mut total = 0;
    for end in &mut ends {
        let rows = *end;
        *end = total;
        total += rows;
    }
    for row in 0..rows {
        let Some(end) = ends.get_mut(bucket(row)) else {
            continue;
        };
        if let Some(slot) = order.get_mut(*end as usize) {
            *slot = row;
        }
        *end += 1;
    }
    let mut begin = 0;
    for end in ends {
        let day = order.get_mut(begin..end as usize).unwrap_or_default();
        begin = end as usize;
        if !day.is_sorted_by_key(|row| key(*row)) {
            // Stable: events of one moment stay in the order of their file.
            day.sort_by_key(|row| key(*row));
        }
    }
    Order::Moved(order)
}

fn key(events: &Events, row: u32) -> Key {
    let event = EventIx(row);
    let start = events.columns.start.get(event.at()).copied();
    let length = events.columns.length.get(event.at()).copied();
    if let (Some(start), Some(length)) = (start, length)
        && start != OPEN_START
        && length < OPEN_END - 1
    {
        return (false, start, start + i64::from(length));
    }
    let stretch = events.stretch(event);
    let moment = moment_of(&stretch);
    (
        moment.is_none(),
        moment.map_or(0, Stamp::ms),
        stretch.end.map_or(i64::MAX, Stamp::ms),
    )
}

/// One column of all parts behind each other; the parts lose theirs.
fn concat<T: Copy>(parts: &mut [Columns], column: impl Fn(&mut Columns) -> &mut Vec<T>) -> Vec<T> {
    if let [only] = parts {
        return std::mem::take(column(only));
    }
    let mut whole = Vec::with_capacity(parts.iter_mut().map(|part| column(part).len()).sum());
    for part in parts {
        whole.append(&mut std::mem::take(column(part)));
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
    fn gather(&mut self, parts: Vec<Columns>, order: &Order) {
        let mut split: Vec<Jobs> = Vec::new();
        let mut parts = parts;
        macro_rules! column {
            ($($name:ident),+) => {
                $({
                    let pieces: Vec<_> = parts.iter_mut().map(|part| std::mem::take(&mut part.$name)).collect();
                    let whole = &mut self.$name;
                    split.push(Box::new(move || *whole = gathered(behind_each_other(pieces), order)));
                })+
            };
        }
        column!(
            record,
            who,
            ids,
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
        let (start, length, words) = (&mut self.start, &mut self.length, &mut self.words);
        split.push(Box::new(move || {
            *start = gathered(std::mem::take(start), order)
        }));
        split.push(Box::new(move || {
            *length = gathered(std::mem::take(length), order)
        }));
        *words = parts.into_iter().flat_map(|part| part.words).collect();
        if let Order::Moved(order) = order
            && !words.is_empty()
        {
            let rows = order.iter();
            *words = rows
                .filter_map(|row| words.get_mut(*row as usize).map(std::mem::take))
                .collect();
        }
        on_all_cores(split);
    }
}

type Jobs<'j> = Box<dyn FnOnce() + Send + 'j>;

fn on_all_cores(jobs: Vec<Jobs<'_>>) {
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

fn behind_each_other<T: Copy>(mut pieces: Vec<Vec<T>>) -> Vec<T> {
    if pieces.len() == 1 {
        return pieces.pop().unwrap_or_default();
    }
    let mut whole = Vec::with_capacity(pieces.iter().map(Vec::len).sum());
    for piece in pieces {
        whole.extend_from_slice(&piece);
    }
    whole
}

/// The lists of all parts, by row of the whole before it is sorted.
fn joined(counts: &[usize], parts: &[Apart]) -> Apart {
    let mut whole = Apart::default();
    let mut before = 0;
    for (count, part) in counts.iter().zip(parts) {
        behind(&mut whole.ends, &part.ends, before);
        behind(&mut whole.actors, &part.actors, before);
        behind(&mut whole.speakers, &part.speakers, before);
        behind(&mut whole.locations, &part.locations, before);
        behind(&mut whole.documents, &part.documents, before);
        behind(&mut whole.reports, &part.reports, before);
        before += count;
    }
    whole
}

fn behind<T: Copy>(whole: &mut Sparse<T>, part: &Sparse<T>, before: usize) {
    for (event, list) in part.iter() {
        whole.push(EventIx::from_position(before + event.at()), list);
    }
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
        self.speakers = moved(&self.speakers, &places);
        self.locations = moved(&self.locations, &places);
        self.documents = moved(&self.documents, &places);
        self.reports = moved(&self.reports, &places);
    }
}

fn moved<T: Copy>(lists: &Sparse<T>, places: &[u32]) -> Sparse<T> {
    let placed = lists.iter().filter_map(|(event, list)| {
        let place = places.get(event.at())?;
        Some((*place, list))
    });
    let mut placed: Vec<(u32, &[T])> = placed.collect();
    placed.sort_unstable_by_key(|(place, _)| *place);
    let mut moved = Sparse::default();
    for (place, list) in placed {
        moved.push(EventIx(place), list);
    }
    moved
}
