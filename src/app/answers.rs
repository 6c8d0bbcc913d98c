//! What a [`World`](super::world::World) was asked last, and what it answered.
//!
//! A world never changes, so that a question asked again has the same answer. The same few sets of events are asked for by
//! every pane of every frame, and by an action several times while it changes a view: here the last few are kept, and the
//! orders of all events once somebody sorts by them. Nobody can tell but by the clock.
//!
//! They are kept behind a lock inside the world and not handed along: a question may be asked in the middle of an action, by
//! several people at one world, and by a search on another thread.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::lens::Lens;
use super::unreal::Unreal;
use super::view::Order;
use crate::index::facets::{Counted, Dimension};
use crate::index::names::Named;
use crate::index::set::EventSet;
use crate::index::time::Axis;
use crate::model::entry::{DocIx, EventIx};
use crate::model::filter::Filter;
use crate::model::time::Stretch;

/// A question with a set of events for an answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Question {
    /// Which a filter lets through.
    Filter(Filter),
    /// Which of these the list shows at a time, or the one event alone.
    Listed(Filter, Stretch, Option<EventIx>),
    /// Which of these are known to lie there.
    InWindow(Filter, Stretch, Option<EventIx>),
    /// Which of these are on the map: those that happened, and what is shown beside them.
    Mapped(Filter, Stretch, Option<EventIx>, Unreal),
    /// Which a document reports.
    Document(DocIx),
}

/// A question with a lens for an answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LensQuestion {
    /// On what.
    pub of: Named,
    /// Of the events that the list shows with this filter, at this time, or of the one event alone.
    pub filter: Filter,
    /// See there.
    pub time: Stretch,
    /// See there.
    pub single: Option<EventIx>,
    /// Over what time, in so many parts.
    pub axis: Option<Axis>,
    /// See there.
    pub bins: usize,
}

/// More answers than this are not kept: a bit an event each.
const MOST: usize = 12;
/// The same for counted values: two screens of all dimensions.
const MOST_COUNTED: usize = 2 * Dimension::ALL.len();

/// The values of a dimension that a set of events has.
type CountedOf = ((Dimension, Question), Arc<Vec<Counted>>);

/// All events in another order than that of time.
#[derive(Debug, Default)]
pub(super) struct Sorting {
    /// The events, by their place in this order.
    pub events: Vec<EventIx>,
    /// The place of each name in it: of those of places as events name them, or of actors.
    pub keys: Vec<u32>,
}

/// Events of a set by their place in an order, and the set.
type Sorted = (Order, Arc<EventSet>, Arc<EventSet>);

/// The last answers.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// The one asked for last is the last.
    sets: Mutex<Vec<(Question, Arc<EventSet>)>>,
    counted: Mutex<Vec<CountedOf>>,
    by_place: OnceLock<Sorting>,
    by_actor: OnceLock<Sorting>,
    sorted: Mutex<Option<Sorted>>,
    lens: Mutex<Option<(LensQuestion, Arc<Lens>)>>,
}

impl Answers {
    /// The answer to a question: the last one, if it is still known.
    pub fn set(&self, question: Question, find: impl FnOnce() -> EventSet) -> Arc<EventSet> {
        if let Some(known) = self.known(&question) {
            return known;
        }
        // Not under the lock: one question may lead to another.
        let found = Arc::new(find());
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        if sets.len() >= MOST {
            sets.remove(0);
        }
        sets.push((question, Arc::clone(&found)));
        found
    }

    /// The values of a dimension that a set of events has: the last ones, if they are still known.
    pub fn counted(
        &self,
        of: (Dimension, Question),
        count: impl FnOnce() -> Vec<Counted>,
    ) -> Arc<Vec<Counted>> {
        let lock = || self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = lock().iter().find(|(known, _)| *known == of) {
            return Arc::clone(known);
        }
        let found = Arc::new(count());
        let mut all = lock();
        if all.len() >= MOST_COUNTED {
            all.remove(0);
        }
        all.push((of, Arc::clone(&found)));
        found
    }

    /// Forgets all sets and counts: what they were made from is known better now.
    pub fn forget(&self) {
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        sets.clear();
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.clear();
        let mut lens = self.lens.lock().unwrap_or_else(PoisonError::into_inner);
        *lens = None;
    }

    /// What a lens shows: the last one, if nothing else was asked since.
    pub fn lens(&self, question: LensQuestion, look: impl FnOnce() -> Lens) -> Arc<Lens> {
        let known = self.lens.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, lens)) = &*known
            && *of == question
        {
            return Arc::clone(lens);
        }
        // Not under the lock: looking asks for sets.
        drop(known);
        let lens = Arc::new(look());
        let mut known = self.lens.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Some((question, Arc::clone(&lens)));
        lens
    }

    fn known(&self, question: &Question) -> Option<Arc<EventSet>> {
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        let at = sets.iter().position(|(known, _)| known == question)?;
        let found = sets.remove(at);
        let answer = Arc::clone(&found.1);
        sets.push(found);
        Some(answer)
    }

    /// All events in an order, sorted when it is first asked for; `None` for that of time.
    pub fn sorting(&self, order: Order, sort: impl FnOnce() -> Sorting) -> Option<&Sorting> {
        match order {
            Order::Time => None,
            Order::Place => Some(self.by_place.get_or_init(sort)),
            Order::Actor => Some(self.by_actor.get_or_init(sort)),
        }
    }

    /// The events of a set by their place in an order.
    pub fn sorted(&self, order: Order, set: &Arc<EventSet>, sorting: &Sorting) -> Arc<EventSet> {
        let mut last = self.sorted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, from, sorted)) = &*last
            && *of == order
            && (Arc::ptr_eq(from, set) || **from == **set)
        {
            return Arc::clone(sorted);
        }
        let event = |place: EventIx| sorting.events.get(place.at()).copied();
        let holds = |place: EventIx| event(place).is_some_and(|event| set.contains(event));
        let sorted = Arc::new(EventSet::that(sorting.events.len(), holds));
        *last = Some((order, Arc::clone(set), Arc::clone(&sorted)));
        sorted
    }
}

/// The events of a set in an order, each at its place; nothing is written out.
#[derive(Debug, Clone)]
pub struct Rows<'a> {
    pub(super) set: Arc<EventSet>,
    /// The events by their place in another order than that of time, and that order.
    pub(super) sorted: Option<(Arc<EventSet>, &'a Sorting)>,
    /// How many events there are.
    pub(super) len: usize,
}

impl Rows<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The event in a row, from 0.
    pub fn get(&self, row: usize) -> Option<EventIx> {
        match &self.sorted {
            None => self.set.nth(row),
            Some((sorted, sorting)) => sorting.events.get(sorted.nth(row)?.at()).copied(),
        }
    }

    /// The event in the first row.
    pub fn first(&self) -> Option<EventIx> {
        self.get(0)
    }

    /// The events in some rows.
    pub fn some(&self, first: usize, count: usize) -> Vec<EventIx> {
        match &self.sorted {
            None => self.set.some(first, count),
            Some((sorted, sorting)) => {
                let places = sorted.some(first, count).into_iter();
                let event = |place: EventIx| sorting.events.get(place.at()).copied();
                places.filter_map(event).collect()
            }
        }
    }
}
