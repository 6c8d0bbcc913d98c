//! A set of events as one bit each: what every filter makes and every question is asked of.

use crate::model::entry::EventIx;

/// A set of the events of one data set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventSet {
    words: Vec<u64>,
    len: usize,
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
        let mut set = Self {
            words: vec![u64::MAX; len.div_ceil(64)],
            len,
        };
        if let Some(last) = set.words.last_mut().filter(|_| !len.is_multiple_of(64)) {
            *last = (1 << (len % 64)) - 1;
        }
        set
    }

    /// The events that `holds` is true for.
    pub fn that(len: usize, holds: impl Fn(EventIx) -> bool) -> Self {
        let mut set = Self::none(len);
        for event in (0..len)
            .map(EventIx::from_position)
            .filter(|event| holds(*event))
        {
            set.insert(event);
        }
        set
    }

    /// Adds an event; one that the data set does not have is not added.
    pub fn insert(&mut self, event: EventIx) {
        if event.at() < self.len
            && let Some(word) = self.words.get_mut(event.at() / 64)
        {
            *word |= 1 << (event.at() % 64);
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

    /// How many events are in the set.
    pub fn count(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// Whether it holds no event.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Its events, in order of time.
    pub fn iter(&self) -> impl Iterator<Item = EventIx> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest.checked_sub(1)?;
                Some(EventIx::from_position(at * 64 + bit))
            })
        })
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
    }
}
