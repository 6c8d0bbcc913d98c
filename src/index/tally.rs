//! Counting events by what they have, several shares of them at a time.

use std::num::NonZero;
use std::ops::Range;
use std::thread;

use super::joined;
use crate::model::entry::EventIx;

/// Fewer events than this are not worth another thread.
const WORTH_THREADS: usize = 200_000;

/// Does the same for each share of so many places of events; of many, several shares at a time.
pub(super) fn by_share<T: Send>(len: usize, count: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    if len < WORTH_THREADS {
        return vec![count(0..len)];
    }
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = len.div_ceil(threads.clamp(1, 8));
    thread::scope(|scope| {
        let count = &count;
        let shares = (0..len).step_by(share);
        let running: Vec<_> = shares
            .map(|first| scope.spawn(move || count(first..len.min(first + share))))
            .collect();
        let found = running.into_iter().map(|running| joined(running.join()));
        found.collect()
    })
}

/// Counts of events where one event counts once, in whatever ways it belongs.
pub(super) struct Tally {
    /// A count, and the event that was counted last.
    slots: Vec<(u32, u32)>,
}

/// No event has this number.
const NOBODY: u32 = u32::MAX;

impl Tally {
    /// Nothing counted of so many.
    pub(super) fn new(len: usize) -> Self {
        Self {
            slots: vec![(0, NOBODY); len],
        }
    }

    /// Counts an event that belongs to one of them, unless it was counted there just before.
    pub(super) fn once(&mut self, event: EventIx, at: usize) {
        if let Some((count, last)) = self.slots.get_mut(at)
            && *last != event.0
        {
            *last = event.0;
            *count += 1;
        }
    }

    /// Counts more that were counted elsewhere.
    pub(super) fn add(&mut self, at: usize, more: u32) {
        if let Some((count, _)) = self.slots.get_mut(at) {
            *count += more;
        }
    }

    /// The counts, by their place.
    pub(super) fn counts(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        let counts = self.slots.iter().map(|(count, _)| *count);
        counts.enumerate()
    }

    /// The first counts of several, together.
    pub(super) fn sum(tallies: impl IntoIterator<Item = Self>, len: usize) -> Vec<usize> {
        let mut sums = vec![0; len];
        for tally in tallies {
            for (sum, (count, _)) in sums.iter_mut().zip(tally.slots) {
                *sum += count as usize;
            }
        }
        sums
    }
}
