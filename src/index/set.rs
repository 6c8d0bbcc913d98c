//! A set of events as one bit each: what every filter makes and every question is asked of.
//!
//! Events stand in order of time, so that a stretch of time is a run of bits. Questions go by words of 64 events: counting,
//! what two sets share, what lies between two places, the n-th member. None of them looks at an event that is not there,
//! and a million events are 16,000 words.

use std::num::NonZero;
use std::ops::Range;
use std::thread;

use crate::model::entry::EventIx;

/// A set of the events of one data set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventSet {
    words: Vec<u64>,
    len: usize,
}

/// Fewer events than this are not worth another thread.
const WORTH_THREADS: usize = 200_000;

/// The bits of a word from `first` up to, not including, `end`; both within 0 to 64.
fn bits(first: usize, end: usize) -> u64 {
    let below = |end: usize| {
        if end >= 64 {
            u64::MAX
        } else {
            (1_u64 << end) - 1
        }
    };
    below(end) & !below(first)
}

impl EventSet {
    /// No event of `len`.
    pub fn none(len: usize) -> Self {
        Self {
            words: vec![0; len.div_ceil(64)],
            len,
        }
    }

    /// Every event of `len`.
    pub fn all(len: usize) -> Self {
        Self::run(len, 0..len)
    }

    /// The events of `len` at some neighbouring places.
    pub fn run(len: usize, places: Range<usize>) -> Self {
        let mut set = Self::none(len);
        set.add_run(places);
        set
    }

    /// The events that `holds` is true for; of many, several at a time.
    pub fn that(len: usize, holds: impl Fn(EventIx) -> bool + Sync) -> Self {
        let mut set = Self::none(len);
        let word = |at: usize| {
            let first = at * 64;
            (first..len.min(first + 64)).fold(0, |word, event| {
                word | u64::from(holds(EventIx::from_position(event))) << (event % 64)
            })
        };
        let fill = |first: usize, words: &mut [u64]| {
            for (at, slot) in (first..).zip(words) {
                *slot = word(at);
            }
        };
        if len < WORTH_THREADS {
            fill(0, &mut set.words);
            return set;
        }
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let share = set.words.len().div_ceil(threads.clamp(1, 8)).max(1);
        thread::scope(|scope| {
            for (number, words) in set.words.chunks_mut(share).enumerate() {
                let fill = &fill;
                scope.spawn(move || fill(number * share, words));
            }
        });
        set
    }

    /// How many events the data set has.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Adds an event; one that the data set does not have is not added.
    pub fn insert(&mut self, event: EventIx) {
        if event.at() < self.len
            && let Some(word) = self.words.get_mut(event.at() / 64)
        {
            *word |= 1 << (event.at() % 64);
        }
    }

    /// Adds an event that is not there, takes out one that is.
    pub fn flip(&mut self, event: EventIx) {
        if event.at() < self.len
            && let Some(word) = self.words.get_mut(event.at() / 64)
        {
            *word ^= 1 << (event.at() % 64);
        }
    }

    /// Adds all events at some neighbouring places.
    pub fn add_run(&mut self, places: Range<usize>) {
        let (first, end) = (places.start, places.end.min(self.len));
        if first >= end {
            return;
        }
        let (from, to) = (first / 64, (end - 1) / 64);
        for (at, word) in (from..).zip(self.words.get_mut(from..=to).unwrap_or(&mut [])) {
            *word |= bits(first.saturating_sub(at * 64).min(64), end - at * 64);
        }
    }

    /// Adds those of another set that stand at some neighbouring places.
    pub fn add_of(&mut self, other: &Self, places: Range<usize>) {
        for (at, mask) in masks(places, self.len) {
            if let (Some(word), Some(other)) = (self.words.get_mut(at), other.words.get(at)) {
                *word |= other & mask;
            }
        }
    }

    /// Whether an event is in the set.
    pub fn contains(&self, event: EventIx) -> bool {
        self.words
            .get(event.at() / 64)
            .is_some_and(|word| word >> (event.at() % 64) & 1 == 1)
    }

    /// Keeps what is in the other set too.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
        self
    }

    /// Adds what is in the other set.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
        self
    }

    /// Keeps what is not in the other set.
    #[must_use]
    pub fn without(mut self, other: &Self) -> Self {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
        self
    }

    /// How many events are in the set.
    pub fn count(&self) -> usize {
        ones(self.words.iter().copied())
    }

    /// How many events are in both.
    pub fn shared(&self, other: &Self) -> usize {
        ones(self.words.iter().zip(&other.words).map(|(a, b)| a & b))
    }

    /// How many events are in one of the two only.
    pub fn apart(&self, other: &Self) -> usize {
        ones(self.words.iter().zip(&other.words).map(|(a, b)| a ^ b))
    }

    /// How many of its events stand at some neighbouring places.
    pub fn count_in(&self, places: Range<usize>) -> usize {
        let whole = masks(places, self.len).map(|(at, mask)| self.word(at) & mask);
        ones(whole)
    }

    /// Whether it holds every event.
    pub fn is_all(&self) -> bool {
        let whole = masks(0..self.len, self.len);
        whole
            .zip(&self.words)
            .all(|((_, mask), word)| *word == mask)
    }

    /// Whether it holds no event.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many of its events stand before one, in order of time.
    pub fn before(&self, event: EventIx) -> usize {
        self.count_in(0..event.at())
    }

    /// Its n-th event in order of time, from 0.
    pub fn nth(&self, n: usize) -> Option<EventIx> {
        let mut left = n;
        for (at, word) in self.words.iter().enumerate() {
            let count = word.count_ones() as usize;
            if left < count {
                let mut rest = *word;
                for _ in 0..left {
                    rest &= rest.wrapping_sub(1);
                }
                return Some(EventIx::from_position(
                    at * 64 + rest.trailing_zeros() as usize,
                ));
            }
            left -= count;
        }
        None
    }

    /// Some of its events in order of time, from the n-th on.
    pub fn some(&self, n: usize, count: usize) -> Vec<EventIx> {
        let first = self.nth(n).map_or(self.len, EventIx::at);
        self.of(first..self.len).take(count).collect()
    }

    /// Its first event.
    pub fn first(&self) -> Option<EventIx> {
        self.first_in(0..self.len)
    }

    /// Its first event at some neighbouring places.
    pub fn first_in(&self, places: Range<usize>) -> Option<EventIx> {
        let mut words = masks(places, self.len);
        words.find_map(|(at, mask)| {
            let word = self.word(at) & mask;
            let bit = word.trailing_zeros() as usize;
            (word != 0).then(|| EventIx::from_position(at * 64 + bit))
        })
    }

    /// Its last event at some neighbouring places.
    pub fn last_in(&self, places: Range<usize>) -> Option<EventIx> {
        let mut words = masks(places, self.len).rev();
        words.find_map(|(at, mask)| {
            let word = self.word(at) & mask;
            let bit = 63_usize.checked_sub(word.leading_zeros() as usize)?;
            Some(EventIx::from_position(at * 64 + bit))
        })
    }

    /// Its events, in order of time.
    pub fn iter(&self) -> impl Iterator<Item = EventIx> + '_ {
        let words = self.words.iter().copied().enumerate();
        words.flat_map(|(at, word)| of_word(at, word))
    }

    /// Its events at some neighbouring places, in order of time.
    pub fn of(&self, places: Range<usize>) -> impl Iterator<Item = EventIx> + '_ {
        let words = masks(places, self.len);
        words.flat_map(|(at, mask)| of_word(at, self.word(at) & mask))
    }

    /// The events that are in one of the two only, and whether it is this one, in order of time.
    pub fn changes<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = (EventIx, bool)> + 'a {
        let words = self.words.iter().zip(&before.words).enumerate();
        words.flat_map(|(at, (now, before))| {
            of_word(at, now ^ before).map(move |event| (event, now >> (event.at() % 64) & 1 == 1))
        })
    }

    /// The words that hold any of its events: which word it is, and its bits.
    pub fn words(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        let words = self.words.iter().copied().enumerate();
        words.filter(|(_, word)| *word != 0)
    }

    fn word(&self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or(0)
    }
}

fn ones(words: impl Iterator<Item = u64>) -> usize {
    words.map(|word| word.count_ones() as usize).sum()
}

/// The words that some neighbouring places of `len` lie in, each with the bits that are theirs.
fn masks(places: Range<usize>, len: usize) -> impl DoubleEndedIterator<Item = (usize, u64)> {
    let (first, end) = (places.start, places.end.min(len));
    let words = if first < end {
        first / 64..end.div_ceil(64)
    } else {
        0..0
    };
    words.map(move |at| {
        let start = at * 64;
        (at, bits(first.saturating_sub(start).min(64), end - start))
    })
}

/// The events of one word.
pub fn of_word(at: usize, word: u64) -> impl Iterator<Item = EventIx> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let bit = rest.trailing_zeros() as usize;
        rest &= rest.checked_sub(1)?;
        Some(EventIx::from_position(at * 64 + bit))
    })
}

/// A set with its count kept in steps, for many questions of how many lie between two places.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    set: EventSet,
    /// How many events stand before each step.
    steps: Vec<u32>,
}

/// How many words a step is long.
const STEP: usize = 8;

impl Counted {
    /// Counts a set.
    pub fn of(set: EventSet) -> Self {
        let mut count = 0;
        let steps = set.words.chunks(STEP).map(|words| {
            let before = count;
            count += words.iter().map(|word| word.count_ones()).sum::<u32>();
            before
        });
        let mut steps: Vec<u32> = steps.collect();
        steps.push(count);
        Self { set, steps }
    }

    /// The set.
    pub fn set(&self) -> &EventSet {
        &self.set
    }

    /// How many of its events stand before a place.
    pub fn before(&self, place: usize) -> usize {
        let place = place.min(self.set.len);
        let step = place / (64 * STEP);
        let counted = self.steps.get(step).map_or(0, |count| *count as usize);
        counted + self.set.count_in(step * 64 * STEP..place)
    }

    /// How many events are in the set.
    pub fn count(&self) -> usize {
        self.steps.last().map_or(0, |count| *count as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn behaves_as_a_set(len in 0usize..300, a in prop::collection::btree_set(0u32..300, 0..50), b in prop::collection::btree_set(0u32..300, 0..50)) {
            let make = |ids: &BTreeSet<u32>| {
                let mut set = EventSet::none(len);
                for id in ids {
                    set.insert(EventIx(*id));
                }
                set
            };
            let kept = |id: &u32| (*id as usize) < len;
            let both: Vec<u32> = a.intersection(&b).copied().filter(kept).collect();
            let set = make(&a).and(&make(&b));
            prop_assert_eq!(set.iter().map(|event| event.0).collect::<Vec<_>>(), both.clone());
            prop_assert_eq!(set.count(), both.len());
            prop_assert_eq!(EventSet::all(len).count(), len);
            prop_assert_eq!(EventSet::that(len, |event| event.0 % 2 == 0).count(), len.div_ceil(2));
        }

        #[test]
        fn words_answer_as_one_event_after_the_other_would(
            len in 0usize..1_400, a in prop::collection::btree_set(0u32..1_400, 0..90),
            b in prop::collection::btree_set(0u32..1_400, 0..90), from in 0usize..1_500, to in 0usize..1_500, n in 0usize..100,
        ) {
            let make = |ids: &BTreeSet<u32>| EventSet::that(len, |event| ids.contains(&event.0));
            let of = |set: &EventSet| set.iter().map(|event| event.0).collect::<Vec<_>>();
            let kept = |id: &u32| (*id as usize) < len;
            let (x, y) = (make(&a), make(&b));
            let a: BTreeSet<u32> = a.into_iter().filter(kept).collect();
            let b: BTreeSet<u32> = b.into_iter().filter(kept).collect();
            let list = |ids: Vec<&u32>| ids.into_iter().copied().collect::<Vec<u32>>();
            prop_assert_eq!(of(&x.clone().or(&y)), list(a.union(&b).collect()));
            prop_assert_eq!(of(&x.clone().without(&y)), list(a.difference(&b).collect()));
            prop_assert_eq!(x.is_all(), x.count() == len);
            prop_assert!(EventSet::all(len).is_all());
            prop_assert_eq!(x.shared(&y), a.intersection(&b).count());
            prop_assert_eq!(x.apart(&y), a.symmetric_difference(&b).count());
            let changes: Vec<(u32, bool)> = x.changes(&y).map(|(event, here)| (event.0, here)).collect();
            let expected: Vec<(u32, bool)> = a.symmetric_difference(&b).map(|id| (*id, a.contains(id))).collect();
            prop_assert_eq!(changes, expected);
            let inside: Vec<u32> = a.iter().copied().filter(|id| (from..to).contains(&(*id as usize))).collect();
            prop_assert_eq!(x.count_in(from..to), inside.len());
            prop_assert_eq!(x.first_in(from..to).map(|event| event.0), inside.first().copied());
            prop_assert_eq!(x.last_in(from..to).map(|event| event.0), inside.last().copied());
            prop_assert_eq!(x.nth(n).map(|event| event.0), a.iter().nth(n).copied());
            let some: Vec<u32> = x.some(n, 5).iter().map(|event| event.0).collect();
            prop_assert_eq!(some, a.iter().copied().skip(n).take(5).collect::<Vec<_>>());
            let before = a.iter().filter(|id| (**id as usize) < from).count();
            prop_assert_eq!(x.before(EventIx::from_position(from)), before);
            prop_assert_eq!(Counted::of(x.clone()).before(from), before);
            let run: Vec<u32> = (0..u32::try_from(len).unwrap()).filter(|id| (from..to).contains(&(*id as usize))).collect();
            prop_assert_eq!(of(&EventSet::run(len, from..to)), run.clone());
            let mut sum = x.clone();
            sum.add_of(&y, from..to);
            let some: BTreeSet<u32> = b.iter().copied().filter(|id| run.contains(id)).collect();
            prop_assert_eq!(of(&sum), list(a.union(&some).collect()));
        }
    }

    #[test]
    fn many_are_asked_several_at_a_time() {
        let len = WORTH_THREADS + 77;
        let set = EventSet::that(len, |event| event.0 % 7 == 3);
        assert_eq!(set.count(), (0..len).filter(|at| at % 7 == 3).count());
        assert_eq!(set.nth(1_000), Some(EventIx(7_003)));
    }
}
