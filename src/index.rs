//! Answers to what a view asks: filter to set, set over time, sites in space, names.
//!
//! Plain values in and out. An [`Index`] is built once for a data set and a gazetteer and never changes.

pub mod lanes;
pub mod names;
pub mod set;
pub mod space;
pub mod time;

use std::cmp::Reverse;

use crate::gazetteer::{Gazetteer, Resolution};
use crate::model::dataset::Dataset;
use crate::model::entry::{ActorIx, EventIx, PlaceIx};
use crate::model::query::Filter;
use crate::model::words::Words;
use names::{Ground, Named, Names};
use set::EventSet;
use space::Space;

/// Everything that is looked up and can be made beforehand.
pub struct Index {
    /// Sites and regions.
    pub space: Space,
    names: Names,
    counts: Counts,
}

impl Index {
    /// Builds every index.
    pub fn build(dataset: &Dataset, gazetteer: &Gazetteer, resolved: &[Resolution]) -> Self {
        let space = Space::build(dataset, gazetteer, resolved);
        let counts = Counts::of(dataset, &space, gazetteer);
        let names = Names::build(dataset, gazetteer, resolved, |named| {
            counts.events_of(named)
        });
        Self {
            space,
            names,
            counts,
        }
    }

    /// The events that a filter lets through. What it does not name it does not narrow.
    pub fn select(&self, dataset: &Dataset, gazetteer: &Gazetteer, filter: &Filter) -> EventSet {
        EventSet::that(dataset.events.len(), |event| {
            filter
                .actor
                .is_none_or(|actor| concerns(dataset, event, actor))
                && filter
                    .place
                    .is_none_or(|place| self.happened_in(gazetteer, event, place))
        })
    }

    /// The names, and what is searched beside them.
    pub fn names<'a>(
        &'a self,
        dataset: &'a Dataset,
        gazetteer: &'a Gazetteer,
        words: Option<&'a Words>,
    ) -> (&'a Names, Ground<'a>) {
        let ground = Ground {
            dataset,
            gazetteer,
            space: &self.space,
            words,
        };
        (&self.names, ground)
    }

    /// The places with events, in them or in what lies in them, the most first; of equals, what lies in another first, as
    /// it says more.
    pub fn busiest_places(&self, gazetteer: &Gazetteer) -> Vec<PlaceIx> {
        let counts = self.counts.places.iter().enumerate();
        let mut places: Vec<(usize, usize, PlaceIx)> = counts
            .filter(|(_, count)| **count > 0)
            .map(|(at, count)| {
                let place = PlaceIx::from_position(at);
                (*count, gazetteer.ancestry(place).count(), place)
            })
            .collect();
        places.sort_by_key(|(count, depth, place)| (Reverse(*count), Reverse(*depth), *place));
        places.into_iter().map(|(_, _, place)| place).collect()
    }

    /// How many events an actor or a place has, with what belongs to it.
    pub fn events_of(&self, named: Named) -> usize {
        self.counts.events_of(named)
    }

    fn happened_in(&self, gazetteer: &Gazetteer, event: EventIx, place: PlaceIx) -> bool {
        let inside =
            |inner: Option<PlaceIx>| inner.is_some_and(|inner| gazetteer.lies_in(inner, place));
        self.space
            .sites(event)
            .iter()
            .any(|site| inside(site.place))
    }
}

/// Whether an actor, or a unit or member of it, takes part in an event or says so.
fn concerns(dataset: &Dataset, event: EventIx, actor: ActorIx) -> bool {
    dataset
        .events
        .involved(event)
        .any(|part| dataset.belongs_to(part, actor))
}

/// How many events each actor and place has, with what belongs to it.
struct Counts {
    actors: Vec<usize>,
    places: Vec<usize>,
}

impl Counts {
    fn of(dataset: &Dataset, space: &Space, gazetteer: &Gazetteer) -> Self {
        let mut counts = Self {
            actors: vec![0; dataset.actors.len()],
            places: vec![0; gazetteer.places().len()],
        };
        for event in dataset.events.all() {
            let all = dataset.events.involved(event);
            let mut actors: Vec<_> = all.flat_map(|actor| dataset.lineage(actor)).collect();
            actors.sort_unstable();
            actors.dedup();
            for actor in actors {
                if let Some(count) = counts.actors.get_mut(actor.at()) {
                    *count += 1;
                }
            }
            let sites = space.sites(event).iter().filter_map(|site| site.place);
            let mut places: Vec<_> = sites.flat_map(|place| gazetteer.ancestry(place)).collect();
            places.sort_unstable();
            places.dedup();
            for place in places {
                if let Some(count) = counts.places.get_mut(place.at()) {
                    *count += 1;
                }
            }
        }
        counts
    }

    fn events_of(&self, named: Named) -> usize {
        match named {
            Named::Actor(actor) => self.actors.get(actor.at()),
            Named::Place(place) => self.places.get(place.at()),
        }
        .copied()
        .unwrap_or(0)
    }
}
