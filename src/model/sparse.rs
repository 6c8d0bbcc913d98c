//! Lists that few events have: each costs what is in it, and an event without one costs nothing.

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

    /// The same for some events, which are all from the first to before the last.
    pub fn within(&self, first: EventIx, behind: EventIx) -> impl Iterator<Item = (EventIx, &[T])> {
        let start = self.events.partition_point(|event| *event < first);
        let rest = self.events.iter().enumerate().skip(start);
        let some = rest.take_while(move |(_, event)| **event < behind);
        some.map(|(at, event)| (*event, self.nth(at)))
    }

    /// Every item of every list, to be changed where it stands.
    pub fn items_mut(&mut self) -> &mut [T] {
        &mut self.items
    }

    fn nth(&self, at: usize) -> &[T] {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).map_or(0, end);
        self.items.get(start..end(at)).unwrap_or(&[])
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
    }
}
