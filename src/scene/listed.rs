//! What the listed events come from: counted, and kept from one frame to the next by what enters and leaves.

use std::collections::HashMap;
use std::sync::Arc;

use crate::app::view::View;
use crate::app::world::World;
use crate::index::set::EventSet;
use crate::model::dataset::Dataset;
use crate::model::entry::{DocIx, EventIx};

/// How often each of many things is there.
#[derive(Debug, Clone, Default)]
struct Often {
    counts: Vec<u32>,
    /// How many are there at all.
    present: usize,
}

impl Often {
    fn new(len: usize) -> Self {
        Self {
            counts: vec![0; len],
            present: 0,
        }
    }

    /// Once more, or once less; says whether it is there now and was not, or the other way round.
    fn change(&mut self, at: usize, enters: bool) -> bool {
        let Some(count) = self.counts.get_mut(at) else {
            return false;
        };
        if enters {
            *count += 1;
            self.present += usize::from(*count == 1);
            *count == 1
        } else {
            let was_last = *count == 1;
            *count = count.saturating_sub(1);
            self.present -= usize::from(was_last);
            was_last
        }
    }

    /// The first that is there.
    fn first(&self) -> Option<usize> {
        self.counts.iter().position(|count| *count > 0)
    }
}

/// The names of a data set's documents that are told apart: publishers, and whom they credit.
#[derive(Debug, Clone, Default)]
struct Credits {
    publisher: Vec<Option<u32>>,
    via: Vec<Vec<u32>>,
    publishers: usize,
    /// Names of those credited, by their number.
    sources: Vec<String>,
}

impl Credits {
    fn of(dataset: &Dataset) -> Self {
        let mut credits = Self::default();
        let mut publishers: HashMap<&str, u32> = HashMap::new();
        let mut sources: HashMap<&str, u32> = HashMap::new();
        for doc in (0..dataset.documents.len()).map(DocIx::from_position) {
            let publisher = dataset.documents.publisher(doc).map(|name| {
                let next = u32::try_from(publishers.len()).unwrap_or(u32::MAX);
                *publishers.entry(name.as_str()).or_insert(next)
            });
            credits.publisher.push(publisher);
            let described = dataset.documents.get(doc);
            let credited = described.map_or(&[][..], |document| &document.via);
            let via = credited.iter().map(|name| {
                let next = u32::try_from(sources.len()).unwrap_or(u32::MAX);
                *sources.entry(name.as_str()).or_insert_with(|| {
                    credits.sources.push(name.to_string());
                    next
                })
            });
            credits.via.push(via.collect());
        }
        credits.publishers = publishers.len();
        credits
    }
}

/// How many reports, documents and publishers the listed events have.
#[derive(Debug, Default)]
pub(super) struct Listed {
    dataset: Option<Arc<Dataset>>,
    credits: Credits,
    set: Arc<EventSet>,
    /// How many events.
    pub events: usize,
    /// How many reports.
    pub reports: usize,
    documents: Often,
    publishers: Often,
    via: Often,
}

impl Listed {
    /// Goes on to the events that a view lists.
    pub fn follow(&mut self, world: &World, view: &View) {
        let known = self.dataset.as_ref();
        if !known.is_some_and(|known| Arc::ptr_eq(known, &world.dataset)) {
            self.credits = Credits::of(&world.dataset);
            self.dataset = Some(Arc::clone(&world.dataset));
            self.forget(world);
        }
        let listed = world.listed(view);
        self.events = listed.count();
        if listed.apart(&self.set) > self.events {
            self.forget(world);
        }
        let before = std::mem::replace(&mut self.set, Arc::clone(&listed));
        for (event, enters) in listed.changes(&before) {
            self.change(world, event, enters);
        }
    }

    fn forget(&mut self, world: &World) {
        self.set = Arc::new(EventSet::none(world.dataset.events.len()));
        self.reports = 0;
        self.documents = Often::new(self.credits.publisher.len());
        self.publishers = Often::new(self.credits.publishers);
        self.via = Often::new(self.credits.sources.len());
    }

    fn change(&mut self, world: &World, event: EventIx, enters: bool) {
        let events = &world.dataset.events;
        let reports = events.reports(event) as usize;
        self.reports = if enters {
            self.reports + reports
        } else {
            self.reports.saturating_sub(reports)
        };
        for document in events.documents(event) {
            if !self.documents.change(document.at(), enters) {
                continue;
            }
            let publisher = self.credits.publisher.get(document.at()).copied().flatten();
            if let Some(publisher) = publisher {
                self.publishers.change(publisher as usize, enters);
            }
            for source in self.credits.via.get(document.at()).into_iter().flatten() {
                self.via.change(*source as usize, enters);
            }
        }
    }

    /// How many documents report them.
    pub fn documents(&self) -> usize {
        self.documents.present
    }

    /// How many publishers these have.
    pub fn publishers(&self) -> usize {
        self.publishers.present
    }

    /// How many sources they credit, and the name of the one where it is one.
    pub fn via(&self) -> (usize, &str) {
        let first = self.via.first().and_then(|at| self.credits.sources.get(at));
        (self.via.present, first.map_or("", String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_and_went_is_not_there() {
        let mut often = Often::new(2);
        assert!(often.change(0, true) && !often.change(0, true));
        assert_eq!((often.present, often.first()), (1, Some(0)));
        assert!(!often.change(0, false) && often.change(0, false));
        assert!(!often.change(0, false), "it was not there");
        assert_eq!((often.present, often.first()), (0, None));
    }
}
