//! Events over time by their kind: how many of each overlap each of some equal parts of an axis.
//!
//! An event overlaps a part if it begins before the part ends and has not ended when that begins. So that for all events
//! together two sums are enough, which are kept for every day and every kind ([`Kinds`]); what begins or ends within the
//! day of an edge is looked at one by one. Of some events only ([`by_kind`]), those that are equally long are counted once
//! where they begin to touch the parts and once where they cease to, in the order in which they stand; the others are
//! looked at each by itself. Of most events, the few that are left out are counted and taken off.
//!
//! Known to be imperfect: where the days from the first event to the last are very many there are no sums.

use std::ops::Range;

use super::set::EventSet;
use super::time::{Axis, Edges};
use super::times::Times;
use crate::model::entry::EventIx;
use crate::model::events::Events;
use crate::model::time::{DAY_MS, Stamp};
use crate::model::vocabulary::EventType;

/// How many kinds there are.
const KINDS: usize = EventType::ALL.len();

/// A count of each kind.
type Row = [u32; KINDS];

/// How many events of each kind each of some equal parts of an axis has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByKind {
    bins: usize,
    /// One part after the other.
    rows: Vec<Row>,
}

impl ByKind {
    fn new(bins: usize) -> Self {
        Self {
            bins,
            rows: vec![[0; KINDS]; bins],
        }
    }

    /// How many of one kind each part has.
    pub fn of(&self, kind: EventType) -> Vec<u32> {
        let count = |row: &Row| row.get(kind as usize).copied().unwrap_or(0);
        self.rows.iter().map(count).collect()
    }

    /// How many of any kind each part has.
    pub fn all(&self) -> Vec<u32> {
        self.rows.iter().map(|row| row.iter().sum()).collect()
    }

    /// One more in each part that an event touches.
    fn add(&mut self, events: &Events, axis: &Axis, event: EventIx) {
        let bins = axis.bins_of(&events.stretch(event), self.bins);
        let Some((first, last)) = bins else { return };
        let kind = events.kind(event) as usize;
        for row in self.rows.get_mut(first..=last).unwrap_or(&mut []) {
            add(row, kind, 1);
        }
    }

    /// Equally long events, by what is new in each part and what is no longer there.
    fn add_sliding(&mut self, events: &Events, usual: &EventSet, edges: &Edges) {
        let mut here = [0; KINDS];
        let (mut first, mut end) = (edges.all().start, edges.all().start);
        for (run, row) in edges.runs().zip(&mut self.rows) {
            for event in usual.of(end..run.end) {
                add(&mut here, events.kind(event) as usize, 1);
            }
            for event in usual.of(first..run.start) {
                add(&mut here, events.kind(event) as usize, u32::MAX);
            }
            (first, end) = (run.start, run.end);
            for (sum, count) in row.iter_mut().zip(here) {
                *sum += count;
            }
        }
    }

    /// Takes off what others have.
    fn less(mut self, others: &Self) -> Self {
        for (row, others) in self.rows.iter_mut().zip(&others.rows) {
            for (count, other) in row.iter_mut().zip(others) {
                *count = count.saturating_sub(*other);
            }
        }
        self
    }
}

fn add(row: &mut Row, kind: usize, count: u32) {
    if let Some(sum) = row.get_mut(kind) {
        *sum = sum.wrapping_add(count);
    }
}

/// One more on a day.
fn add_on(days: &mut [Row], day: usize, kind: usize) {
    if let Some(row) = days.get_mut(day) {
        add(row, kind, 1);
    }
}

/// The kinds of all events by the day on which they begin and end.
#[derive(Debug, Clone)]
pub struct Kinds {
    /// The day before the first, from 1970.
    first: i64,
    /// For each day how many events have begun before it.
    begun: Vec<Row>,
    /// For each day how many events have ended by its first moment.
    ended: Vec<Row>,
    /// The events that end within a day, by their end; and how many of these have ended by each day's first moment.
    late: Vec<EventIx>,
    late_by: Vec<u32>,
    /// Those that nobody knows a beginning of: they always have begun.
    always: Row,
    /// Those, and the ones that take no time.
    beside: EventSet,
    /// These, each to be looked at.
    timeless: Vec<EventIx>,
}

/// More days than this, 350 years, are not kept.
const MOST_DAYS: i64 = 1 << 17;

impl Kinds {
    /// Counts all events; `None` where the days are too many.
    pub fn build(events: &Events, times: &Times) -> Option<Self> {
        let days = Self::days(events, times)?;
        let rows = usize::try_from(days.end - days.start).ok()?;
        let mut kinds = Self {
            first: days.start,
            begun: vec![[0; KINDS]; rows],
            ended: vec![[0; KINDS]; rows],
            late: Vec::new(),
            late_by: Vec::new(),
            always: [0; KINDS],
            beside: EventSet::none(events.len()),
            timeless: Vec::new(),
        };
        let mut late: Vec<(i64, EventIx)> = Vec::new();
        for event in events.all().take(times.dated()) {
            let (kind, stretch) = (events.kind(event) as usize, events.stretch(event));
            let start = stretch.start.map(Stamp::ms);
            let end = stretch.end.map(Stamp::ms);
            match (start, end) {
                (Some(start), Some(end)) if end <= start => {
                    kinds.beside.insert(event);
                    kinds.timeless.push(event);
                    continue;
                }
                (Some(start), _) => {
                    let day = kinds.day(start) + 1;
                    add_on(&mut kinds.begun, day, kind);
                }
                (None, _) => {
                    kinds.beside.insert(event);
                    add(&mut kinds.always, kind, 1);
                }
            }
            let Some(end) = end else { continue };
            let day = kinds.day(end + DAY_MS - 1);
            add_on(&mut kinds.ended, day, kind);
            if end.rem_euclid(DAY_MS) != 0 {
                late.push((end, event));
            }
        }
        late.sort_unstable();
        let by = |day: i64| late.partition_point(|(end, _)| *end <= day * DAY_MS);
        let late_by = days.map(|day| u32::try_from(by(day)).unwrap_or(u32::MAX));
        kinds.late_by = late_by.collect();
        kinds.late = late.into_iter().map(|(_, event)| event).collect();
        summed(&mut kinds.begun);
        summed(&mut kinds.ended);
        Some(kinds)
    }

    /// From the day before the first that anything begins or ends on to the second after the last.
    fn days(events: &Events, times: &Times) -> Option<Range<i64>> {
        let mut days: Option<(i64, i64)> = None;
        for event in events.all().take(times.dated()) {
            let stretch = events.stretch(event);
            for at in stretch.start.into_iter().chain(stretch.end) {
                let (first, last) = days.unwrap_or((at.ms(), at.ms()));
                days = Some((first.min(at.ms()), last.max(at.ms())));
            }
        }
        let (first, last) = days?;
        let days = first.div_euclid(DAY_MS) - 1..last.div_euclid(DAY_MS) + 3;
        (days.end - days.start <= MOST_DAYS).then_some(days)
    }

    /// The row of the day that a moment is on.
    fn day(&self, ms: i64) -> usize {
        let last = self.begun.len().saturating_sub(1);
        usize::try_from(ms.div_euclid(DAY_MS) - self.first).map_or(0, |day| day.min(last))
    }

    /// How many of all events each of `bins` equal parts of an axis has.
    pub fn histogram(&self, events: &Events, times: &Times, axis: &Axis, bins: usize) -> ByKind {
        let mut found = ByKind::new(bins);
        for (bin, row) in found.rows.iter_mut().enumerate() {
            *row = self.begun_by(events, times, axis.edge(bin + 1, bins));
            let ended = self.ended_by(events, axis.edge(bin, bins));
            for (count, ended) in row.iter_mut().zip(ended) {
                *count = count.saturating_sub(ended);
            }
        }
        for event in &self.timeless {
            found.add(events, axis, *event);
        }
        found
    }

    /// How many events have begun before a moment.
    fn begun_by(&self, events: &Events, times: &Times, at: Stamp) -> Row {
        let day = self.day(at.ms());
        let mut row = self.begun.get(day).copied().unwrap_or([0; KINDS]);
        for (count, always) in row.iter_mut().zip(self.always) {
            *count += always;
        }
        let Some(start) = self.within(day, at) else {
            return row;
        };
        // None but those of this day are between the two places.
        let (first, end) = (times.place(events, start), times.place(events, at));
        let next = start.plus_ms(DAY_MS);
        if first < end && end == times.place(events, next) {
            return self.begun_by(events, times, next);
        }
        for event in (first..end).map(EventIx::from_position) {
            if !self.beside.contains(event) {
                add(&mut row, events.kind(event) as usize, 1);
            }
        }
        row
    }

    /// How many events have ended by a moment.
    fn ended_by(&self, events: &Events, at: Stamp) -> Row {
        let day = self.day(at.ms());
        let mut row = self.ended.get(day).copied().unwrap_or([0; KINDS]);
        if self.within(day, at).is_none() {
            return row;
        }
        let late_by = |day: usize| {
            self.late_by
                .get(day)
                .map_or(self.late.len(), |by| *by as usize)
        };
        let late = self.late.get(late_by(day)..late_by(day + 1));
        for event in late.unwrap_or(&[]) {
            if events.stretch(*event).end.is_some_and(|end| end > at) {
                break;
            }
            add(&mut row, events.kind(*event) as usize, 1);
        }
        row
    }

    /// The beginning of a day, if a moment is on it and later.
    fn within(&self, day: usize, at: Stamp) -> Option<Stamp> {
        let start = (self.first + i64::try_from(day).ok()?) * DAY_MS;
        let is_within = (1..DAY_MS).contains(&(at.ms() - start));
        is_within.then(|| Stamp::from_ms(start))
    }
}

/// Each row with all before it.
fn summed(rows: &mut [Row]) {
    let mut sums = [0; KINDS];
    for row in rows {
        for (sum, count) in sums.iter_mut().zip(row.iter()) {
            *sum += count;
        }
        *row = sums;
    }
}

/// How many events of a set each of `bins` equal parts of an axis has; `all` are all there are, where they are counted.
pub fn by_kind(
    (events, times): (&Events, &Times),
    all: Option<&Kinds>,
    set: &EventSet,
    (axis, bins): (&Axis, usize),
) -> ByKind {
    let Some(all) = all else {
        return each((events, times), set, (axis, bins));
    };
    let count = set.count();
    if count <= set.len() / 2 {
        return each((events, times), set, (axis, bins));
    }
    let found = all.histogram(events, times, axis, bins);
    if count == set.len() {
        return found;
    }
    let others = EventSet::all(set.len()).without(set);
    found.less(&each((events, times), &others, (axis, bins)))
}

/// The same, by what each event of the set adds to it.
fn each(
    (events, times): (&Events, &Times),
    set: &EventSet,
    (axis, bins): (&Axis, usize),
) -> ByKind {
    let mut found = ByKind::new(bins);
    for (length, usual) in times.usual() {
        let usual = usual.clone().and(set);
        let edges = Edges::of(events, times, axis, bins, *length);
        let touching: usize = edges.runs().map(|run| run.len()).sum();
        if touching < edges.all().len().saturating_mul(2) {
            // Few touch more than one part.
            for (run, row) in edges.runs().zip(&mut found.rows) {
                for event in usual.of(run) {
                    add(row, events.kind(event) as usize, 1);
                }
            }
        } else {
            found.add_sliding(events, &usual, &edges);
        }
    }
    for event in times.rest().clone().and(set).iter() {
        found.add(events, axis, event);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::times::tests::{any_time, events_of_kinds};
    use crate::model::time::HOUR_MS;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_kind_is_what_each_event_adds_to_it(
            times in prop::collection::vec(any_time(), 0..300), start in -10..80_i64, hour in 0..24_i64,
            length in 1..2_000_i64, bins in 0..40_usize, n in 1..4_usize, most in any::<bool>(),
        ) {
            let events = events_of_kinds(times);
            let index = Times::build(&events);
            let start = Stamp::from_ms(start * DAY_MS + hour * HOUR_MS);
            let axis = Axis::new(start, start.plus_ms(length * HOUR_MS));
            let set = EventSet::that(events.len(), |event| (event.at() % n == 0) != most);
            let kinds = Kinds::build(&events, &index);
            prop_assert_eq!(kinds.is_some(), index.dated() > 0);
            for set in [set, EventSet::all(events.len())] {
                let mut slow = ByKind::new(bins);
                for event in set.iter() {
                    slow.add(&events, &axis, event);
                }
                let fast = by_kind((&events, &index), kinds.as_ref(), &set, (&axis, bins));
                prop_assert_eq!(&fast, &slow);
                prop_assert_eq!(by_kind((&events, &index), None, &set, (&axis, bins)), slow);
                let counts = EventType::ALL.iter().map(|kind| fast.of(*kind).iter().sum::<u32>());
                prop_assert_eq!(counts.sum::<u32>(), fast.all().iter().sum::<u32>());
            }
        }
    }
}
