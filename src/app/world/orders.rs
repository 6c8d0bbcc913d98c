//! The events of a set in an order, as rows.

use std::sync::Arc;

use super::World;
use crate::app::answers::{Rows, Sorting};
use crate::app::view::Order;
use crate::index::set::EventSet;
use crate::model::entry::{ActorIx, EventIx, NamedIx};

impl World {
    /// The events of a set in an order, written out: for what goes through all of them.
    pub fn page(&self, set: &EventSet, order: Order) -> Vec<EventIx> {
        let rows = self.rows(&Arc::new(set.clone()), order);
        match &rows.sorted {
            None => set.iter().collect(),
            Some((sorted, sorting)) => sorted
                .iter()
                .filter_map(|place| sorting.events.get(place.at()).copied())
                .collect(),
        }
    }

    /// The events of a set in an order, as rows to look some of them up.
    pub fn rows(&self, set: &Arc<EventSet>, order: Order) -> Rows<'_> {
        let sorting = self.answers.sorting(order, || self.sort(order));
        let sorted = sorting.map(|sorting| (self.answers.sorted(order, set, sorting), sorting));
        Rows {
            set: Arc::clone(set),
            sorted,
            len: set.count(),
        }
    }

    /// The row of an event among those of a set in an order; `None` where it is not in the set.
    pub fn row_of(&self, rows: &Rows<'_>, order: Order, event: EventIx) -> Option<usize> {
        if !rows.set.contains(event) {
            return None;
        }
        let Some((sorted, sorting)) = &rows.sorted else {
            return Some(rows.set.before(event));
        };
        let key = |event: EventIx| (self.sort_key(&sorting.keys, order, event), event);
        let own = key(event);
        let place = sorting.events.partition_point(|other| key(*other) < own);
        Some(sorted.before(EventIx::from_position(place)))
    }

    /// All events in an order: names that are missing come last; within one name, time decides. Numbers are sorted, not
    /// names: of names there are few.
    fn sort(&self, order: Order) -> Sorting {
        let events = &self.dataset.events;
        let keys = self.sort_keys(order);
        let mut starts = vec![0_u32; keys.len() + 2];
        for event in events.all() {
            let key = self.sort_key(&keys, order, event) as usize;
            if let Some(start) = starts.get_mut(key + 1) {
                *start += 1;
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut sorted = vec![EventIx(0); events.len()];
        for event in events.all() {
            let key = self.sort_key(&keys, order, event) as usize;
            let Some(next) = starts.get_mut(key) else {
                continue;
            };
            if let Some(slot) = sorted.get_mut(*next as usize) {
                *slot = event;
            }
            *next += 1;
        }
        Sorting {
            events: sorted,
            keys,
        }
    }

    /// The place of each name among all of an order: of those of places as events name them, or of actors. Equal names have
    /// the same.
    fn sort_keys(&self, order: Order) -> Vec<u32> {
        let names: Vec<String> = match order {
            Order::Actor => {
                let actors = self.dataset.actors.iter();
                actors.map(|actor| actor.name.to_lowercase()).collect()
            }
            Order::Place | Order::Time => {
                let named = (0..self.dataset.named.len()).map(NamedIx::from_position);
                named
                    .map(|named| self.name_of(named).to_lowercase())
                    .collect()
            }
        };
        let mut sorted: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let key = |name: &String| match sorted.binary_search(&name) {
            Ok(at) => u32::try_from(at).unwrap_or(u32::MAX),
            Err(_) => u32::try_from(names.len()).unwrap_or(u32::MAX),
        };
        names.iter().map(key).collect()
    }

    fn sort_key(&self, keys: &[u32], order: Order, event: EventIx) -> u32 {
        let at = match order {
            Order::Actor => self.first_agent(event).map(ActorIx::at),
            Order::Place => self.first_named(event).map(NamedIx::at),
            Order::Time => None,
        };
        let last = u32::try_from(keys.len()).unwrap_or(u32::MAX);
        at.and_then(|at| keys.get(at).copied()).unwrap_or(last)
    }
}
