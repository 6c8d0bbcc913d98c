//! Answers to what a view asks: filter to set, set over time, sites in space, names.
//!
//! Plain values in and out. An [`Index`] is built once for a data set and a gazetteer and never changes.

pub mod extent;
pub mod facets;
pub mod here;
pub mod kinds;
pub mod lanes;
pub mod names;
pub mod pairs;
pub mod select;
pub mod set;
pub mod space;
pub mod stays;
mod tally;
pub mod time;
pub mod times;

use std::cmp::Reverse;
use std::sync::OnceLock;
use std::thread;

use crate::gazetteer::{Gazetteer, Resolution};
use crate::model::dataset::Dataset;
use crate::model::entry::PlaceIx;
use crate::model::filter::Filter;
use crate::model::words::Words;
use facets::{Counted, Dimension, Sources};
use names::{Ground, Named, Names};
use select::Select;
use set::EventSet;
use space::Space;
use times::Times;

/// Everything that is looked up and can be made beforehand.
pub struct Index {
    /// Sites and regions.
    pub space: Space,
    /// When all events are.
    pub times: Times,
    names: Names,
    counts: Counts,
    /// Looked through when they are first counted.
    sources: OnceLock<Sources>,
}

impl Index {
    /// Builds every index.
    pub fn build(dataset: &Dataset, gazetteer: &Gazetteer, resolved: &[Resolution]) -> Self {
        let (space, times) = thread::scope(|scope| {
            let times = scope.spawn(|| Times::build(&dataset.events));
            let space = Space::build(dataset, gazetteer, resolved);
            (space, joined(times.join()))
        });
        let counts = Counts::of(dataset, &space, gazetteer);
        let names = Names::build(dataset, gazetteer, resolved, |named| {
            counts.events_of(named)
        });
        Self {
            space,
            times,
            names,
            counts,
            sources: OnceLock::new(),
        }
    }

    /// The events that a filter lets through.
    pub fn select(
        &self,
        dataset: &Dataset,
        gazetteer: &Gazetteer,
        words: Option<&Words>,
        filter: &Filter,
    ) -> EventSet {
        let (_, ground) = self.names(dataset, gazetteer, words);
        Select::new(ground, &self.times).filter(filter)
    }

    /// The values of a dimension that some events have, with how many each finds, those of most events first.
    pub fn facets(
        &self,
        dataset: &Dataset,
        gazetteer: &Gazetteer,
        set: &EventSet,
        dimension: Dimension,
    ) -> Vec<Counted> {
        let (_, ground) = self.names(dataset, gazetteer, None);
        let sources = || Sources::of(&dataset.documents);
        facets::values(ground, self.sources.get_or_init(sources), set, dimension)
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
}

/// What a thread found; if it died, this one dies of the same.
pub fn joined<T>(found: thread::Result<T>) -> T {
    found.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// How many events each actor and place has, with what belongs to it.
struct Counts {
    actors: Vec<usize>,
    places: Vec<usize>,
}

impl Counts {
    fn of(dataset: &Dataset, space: &Space, gazetteer: &Gazetteer) -> Self {
        let all = EventSet::all(dataset.events.len());
        Self {
            actors: facets::actors(dataset, &all),
            places: facets::places(dataset, space, gazetteer, &all),
        }
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
