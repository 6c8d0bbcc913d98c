//! Which events something stands in: a word, a name, a kind.
//!
//! A list of events is kept as the steps from one to the next, seven bits a byte: a little more than one byte an event for
//! what is common, two for what is rare. What stands in more than one event of eight would take more than a bit for each
//! event there is, and is kept so. Lists are made in order of events, by several at once if each has a stretch of them.

use super::entry::EventIx;

/// From one event of so many on, a bit for each event takes no more room.
const DENSE: usize = 8;

/// For each key, by its number, the events that it stands in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings {
    /// Where each key's steps end in `steps`.
    ends: Vec<u32>,
    steps: Vec<u8>,
    /// The keys that are kept as bits, in order.
    dense: Vec<(u32, Box<[u64]>)>,
}

/// The events of one key.
#[derive(Debug, Clone)]
pub enum List<'a> {
    /// One after the other.
    Sparse(Steps<'a>),
    /// A bit for each event there is, 64 to a word, the lowest first.
    Dense(&'a [u64]),
}

impl Postings {
    /// The events that a key stands in.
    pub fn list(&self, key: usize) -> List<'_> {
        let dense = u32::try_from(key)
            .ok()
            .and_then(|key| self.dense.binary_search_by_key(&key, |(key, _)| *key).ok());
        if let Some((_, bits)) = dense.and_then(|at| self.dense.get(at)) {
            return List::Dense(bits);
        }
        let end = |at: usize| self.ends.get(at).map(|end| *end as usize);
        let start = key.checked_sub(1).and_then(end).unwrap_or(0);
        let end = end(key).unwrap_or(start);
        List::Sparse(Steps::of(self.steps.get(start..end).unwrap_or(&[])))
    }

    /// How many bytes they take.
    pub fn bytes(&self) -> usize {
        let dense: usize = self.dense.iter().map(|(_, bits)| bits.len() * 8).sum();
        self.steps.len() + self.ends.len() * size_of::<u32>() + dense
    }
}

impl List<'_> {
    /// The events, in order of time.
    pub fn events(self) -> Vec<EventIx> {
        match self {
            List::Sparse(steps) => steps.collect(),
            List::Dense(bits) => of_bits(bits).collect(),
        }
    }
}

fn of_bits(bits: &[u64]) -> impl Iterator<Item = EventIx> + '_ {
    bits.iter().enumerate().flat_map(|(at, word)| {
        let has = move |bit: &usize| word >> bit & 1 == 1;
        (0..64)
            .filter(has)
            .map(move |bit| EventIx::from_position(at * 64 + bit))
    })
}

/// Goes through one list.
#[derive(Debug, Clone)]
pub struct Steps<'a> {
    rest: &'a [u8],
    /// The event after the last one.
    next: u32,
}

impl<'a> Steps<'a> {
    fn of(rest: &'a [u8]) -> Self {
        Self { rest, next: 0 }
    }
}

impl Iterator for Steps<'_> {
    type Item = EventIx;

    #[inline]
    fn next(&mut self) -> Option<EventIx> {
        let (first, mut rest) = self.rest.split_first()?;
        let mut step = u32::from(first & 0x7f);
        if *first >= 0x80 {
            let mut shift = 7;
            while let Some((more, left)) = rest.split_first() {
                rest = left;
                step |= u32::from(more & 0x7f) << shift;
                shift = (shift + 7) % 32;
                if *more < 0x80 {
                    break;
                }
            }
        }
        self.rest = rest;
        let event = self.next.wrapping_add(step);
        self.next = event.wrapping_add(1);
        Some(EventIx(event))
    }
}

/// Writes a step: seven bits a byte, the lowest first; the highest bit says that more follow.
fn write(step: u32, into: &mut Vec<u8>) {
    let mut rest = step;
    loop {
        let [low, ..] = rest.to_le_bytes();
        rest >>= 7;
        if rest == 0 {
            into.push(low & 0x7f);
            return;
        }
        into.push(low | 0x80);
    }
}

/// The list of one key while it is made.
#[derive(Debug, Clone, Default)]
struct Growing {
    /// The event after the last one.
    next: u32,
    count: u32,
    steps: Vec<u8>,
}

/// Lists while they are made, of a stretch of events.
#[derive(Debug, Clone, Default)]
pub struct Making {
    keys: Vec<Growing>,
}

impl Making {
    /// Says that a key stands in an event. Events come in order; of one event a key is taken once.
    pub fn push(&mut self, key: usize, event: EventIx) {
        if key >= self.keys.len() {
            self.keys.resize_with(key + 1, Growing::default);
        }
        let Some(list) = self.keys.get_mut(key) else {
            return;
        };
        if list.count > 0 && event.0 < list.next {
            return;
        }
        write(event.0 - list.next, &mut list.steps);
        list.next = event.0 + 1;
        list.count += 1;
    }

    /// The lists of keys numbered as they were pushed, up to `keys`, in a data set of so many events.
    pub fn finish(self, keys: usize, events: usize) -> Postings {
        let numbers: Vec<usize> = (0..keys).collect();
        Postings::joined(&[(self, numbers)], keys, events)
    }
}

impl Postings {
    /// Lists that were made of stretches of events, one after the other. Beside each stand the numbers that its keys have
    /// from now on, of `keys` in all.
    pub fn joined(stretches: &[(Making, Vec<usize>)], keys: usize, events: usize) -> Self {
        // For each key, which list of which stretch: one after the other, in order of stretches.
        let mut parts: Vec<(usize, &Growing)> = Vec::new();
        for (making, numbers) in stretches {
            let lists = making.keys.iter().zip(numbers);
            let lists = lists.filter(|(list, number)| list.count > 0 && **number < keys);
            parts.extend(lists.map(|(list, number)| (*number, list)));
        }
        parts.sort_by_key(|(number, _)| *number);
        let mut joined = Self::default();
        let mut parts = parts.as_slice();
        for key in 0..keys {
            let own = parts.partition_point(|(number, _)| *number <= key);
            let (lists, rest) = parts.split_at_checked(own).unwrap_or((parts, &[]));
            parts = rest;
            joined.add(key, lists, events);
        }
        joined.steps.shrink_to_fit();
        joined
    }

    fn add(&mut self, key: usize, lists: &[(usize, &Growing)], events: usize) {
        let count: usize = lists.iter().map(|(_, list)| list.count as usize).sum();
        if count > events / DENSE {
            let mut bits = vec![0_u64; events.div_ceil(64)];
            for event in lists.iter().flat_map(|(_, list)| Steps::of(&list.steps)) {
                if let Some(word) = bits.get_mut(event.at() / 64) {
                    *word |= 1 << (event.at() % 64);
                }
            }
            let key = u32::try_from(key).unwrap_or(u32::MAX);
            self.dense.push((key, bits.into()));
        } else {
            let mut next = 0;
            for (_, list) in lists {
                // The first step was counted from the first event of all.
                let mut steps = Steps::of(&list.steps);
                if let Some(first) = steps.next() {
                    write(first.0.saturating_sub(next), &mut self.steps);
                    self.steps.extend_from_slice(steps.rest);
                    next = list.next;
                }
            }
        }
        self.ends
            .push(u32::try_from(self.steps.len()).unwrap_or(u32::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const KEYS: usize = 6;

    fn made(rows: &[BTreeSet<usize>], stretch: std::ops::Range<usize>) -> Making {
        let mut making = Making::default();
        for at in stretch {
            for key in &rows[at] {
                making.push(*key, EventIx::from_position(at));
                making.push(*key, EventIx::from_position(at));
            }
        }
        making
    }

    proptest! {
        #[test]
        fn each_key_has_its_events_however_they_were_made(
            rows in prop::collection::vec(prop::collection::btree_set(0..KEYS, 0..3), 0..700),
            cut in 0.0..1.0_f64,
        ) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a part of a small number")]
            let cut = (rows.len() as f64 * cut) as usize;
            let whole = made(&rows, 0..rows.len()).finish(KEYS, rows.len());
            let numbers: Vec<usize> = (0..KEYS).collect();
            let parts = [
                (made(&rows, 0..cut), numbers.clone()),
                (made(&rows, cut..rows.len()), numbers),
            ];
            prop_assert_eq!(&Postings::joined(&parts, KEYS, rows.len()), &whole);
            for key in 0..KEYS {
                let has = |at: &usize| rows[*at].contains(&key);
                let events: Vec<EventIx> = (0..rows.len()).filter(has).map(EventIx::from_position).collect();
                prop_assert_eq!(whole.list(key).events(), events);
            }
            prop_assert_eq!(whole.list(KEYS).events(), vec![]);
        }

        #[test]
        fn steps_of_any_size_come_back(events in prop::collection::btree_set(any::<u32>(), 1..50)) {
            let mut making = Making::default();
            for event in events.iter().filter(|event| **event < u32::MAX) {
                making.push(0, EventIx(*event));
            }
            let list = making.finish(1, usize::MAX / 2).list(0).events();
            let events: Vec<EventIx> = events.into_iter().filter(|event| *event < u32::MAX).map(EventIx).collect();
            prop_assert_eq!(list, events);
        }
    }

    #[test]
    fn keys_may_have_other_numbers_in_each_stretch() {
        let mut first = Making::default();
        first.push(0, EventIx(0));
        let mut second = Making::default();
        second.push(0, EventIx(30));
        second.push(1, EventIx(31));
        let stretches = [(first, vec![1]), (second, vec![0, 1])];
        let joined = Postings::joined(&stretches, 2, 100);
        assert_eq!(joined.list(0).events(), [EventIx(30)]);
        assert_eq!(joined.list(1).events(), [EventIx(0), EventIx(31)]);
    }
}
