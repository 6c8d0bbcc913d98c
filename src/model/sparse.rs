//! Lists that few events have: each costs what is in it, and an event without one costs nothing.

use std::ops::Range;

use super::entry::EventIx;

/// Lists by event, in order of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sparse<T> {
    events: Vec<EventIx>,
    /// Where the list of each of these events ends in `items`.
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Self {
            events: Vec::new(),
            ends: Vec::new(),
            items: Vec::new(),
        }
    }
}

impl<T: Copy> Sparse<T> {
    /// None yet, with room for as many as another has.
    pub fn as_roomy_as(other: &Self) -> Self {
        Self {
            events: Vec::with_capacity(other.events.len()),
            ends: Vec::with_capacity(other.ends.len()),
            items: Vec::with_capacity(other.items.len()),
        }
    }

    /// Gives an event a list; events come in ascending order, each once. An empty list is not kept.
    pub fn push(&mut self, event: EventIx, list: &[T]) {
        if list.is_empty() {
            return;
        }
        self.events.push(event);
        self.items.extend_from_slice(list);
        self.ends
            .push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    /// The list of an event; empty where it has none.
    pub fn get(&self, event: EventIx) -> &[T] {
        match self.events.binary_search(&event) {
            Ok(at) => self.nth(at),
            Err(_) => &[],
        }
    }

    /// Every event that has a list, with it.
    pub fn iter(&self) -> impl Iterator<Item = (EventIx, &[T])> {
        let events = self.events.iter().enumerate();
        events.map(|(at, event)| (*event, self.nth(at)))
    }

    /// Puts what some events of another have behind all that is here: the first of them becomes the event of that position.
    pub fn append(&mut self, other: &Self, some: &Range<usize>, position: usize) {
        let [first, behind] = [some.start, some.end].map(|row| {
            let is_before = |event: &EventIx| event.at() < row;
            other.events.partition_point(is_before)
        });
        let lists = first..behind;
        let events = other.events.get(lists.clone()).unwrap_or(&[]).iter();
        let moved = events.map(|event| position + event.at() - some.start);
        self.events.extend(moved.map(EventIx::from_position));
        let (here, there) = (self.items.len(), other.begin(first));
        let ends = other.ends.get(lists).unwrap_or(&[]).iter();
        let moved = ends.map(|end| here + *end as usize - there);
        self.ends
            .extend(moved.map(|end| u32::try_from(end).unwrap_or(u32::MAX)));
        let items = other.items.get(there..other.begin(behind));
        self.items.extend_from_slice(items.unwrap_or(&[]));
    }

    /// Every item of every list, to be changed where it stands.
    pub fn items_mut(&mut self) -> &mut [T] {
        &mut self.items
    }

    /// The list that stands at a position among all that there are.
    pub fn nth(&self, at: usize) -> &[T] {
        if at >= self.ends.len() {
            return &[];
        }
        let items = self.begin(at)..self.begin(at + 1);
        self.items.get(items).unwrap_or(&[])
    }

    /// Where the items of the list at a position begin: where those of the one before it end.
    fn begin(&self, at: usize) -> usize {
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        before.map_or(0, |end| *end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_that_have_a_list_have_one() {
        let mut lists = Sparse::default();
        lists.push(EventIx(3), &[1, 2]);
        lists.push(EventIx(5), &[]);
        lists.push(EventIx(9), &[7]);
        assert_eq!(lists.get(EventIx(3)), [1, 2]);
        assert!(lists.get(EventIx(5)).is_empty());
        assert_eq!(lists.get(EventIx(9)), [7]);
        assert!(lists.get(EventIx(10)).is_empty());
        assert_eq!(lists.iter().count(), 2);
        assert!(lists.nth(2).is_empty());
    }

    #[test]
    fn some_lists_behind_others_are_what_they_were() {
        let mut lists = Sparse::default();
        for (event, list) in [(1, &[1][..]), (4, &[2, 3]), (6, &[4]), (9, &[5, 6])] {
            lists.push(EventIx(event), list);
        }
        let mut all = lists.clone();
        all.append(&lists, &(2..9), 10);
        all.append(&lists, &(7..9), 17);
        all.append(&lists, &(9..10), 19);
        let behind: Vec<_> = all.iter().skip(4).collect();
        let expected = [
            (EventIx(12), &[2, 3][..]),
            (EventIx(14), &[4]),
            (EventIx(19), &[5, 6]),
        ];
        assert_eq!(behind, expected);
    }
}
