//! Answers to what a view asks: filter to set, set over time, sites in space, names.
//!
//! Plain values in and out. An [`Index`] is built once for a data set and a gazetteer and never changes.

pub mod extent;
pub mod kinds;
pub mod lanes;
pub mod names;
pub mod set;
pub mod space;
pub mod time;
pub mod times;

use std::cmp::Reverse;
use std::thread;

use crate::gazetteer::{Gazetteer, Resolution};
use crate::model::dataset::Dataset;
use crate::model::entry::{ActorIx, EventIx, PlaceIx};
use crate::model::query::Filter;
use crate::model::words::Words;
use names::{Ground, Named, Names};
use set::EventSet;
use space::{Space, Standing};
use times::Times;

/// Everything that is looked up and can be made beforehand.
pub struct Index {
    /// Sites and regions.
    pub space: Space,
    /// When all events are.
    pub times: Times,
    names: Names,
    counts: Counts,
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
        }
    }

    /// The events that a filter lets through. What it does not name it does not narrow.
    pub fn select(&self, dataset: &Dataset, gazetteer: &Gazetteer, filter: &Filter) -> EventSet {
        let len = dataset.events.len();
        let mut found = EventSet::all(len);
        if let Some(actor) = filter.actor {
            let numbers = (0..dataset.actors.len()).map(ActorIx::from_position);
            let belongs: Vec<bool> = numbers
                .map(|part| dataset.belongs_to(part, actor))
                .collect();
            let is_part = |part: ActorIx| belongs.get(part.at()).copied().unwrap_or(false);
            let takes_part = |event| dataset.events.involved(event).any(is_part);
            found = EventSet::that(len, takes_part);
        }
        if let Some(place) = filter.place {
            let inside =
                |inner: Option<PlaceIx>| inner.is_some_and(|inner| gazetteer.lies_in(inner, place));
            let spots = self.space.spots().iter();
            let spots: Vec<bool> = spots.map(|spot| inside(spot.place)).collect();
            let happened = |event| match self.space.standing(event) {
                Standing::Nowhere => false,
                Standing::At(spot) | Standing::Own(spot) => {
                    spots.get(spot).copied().unwrap_or(false)
                }
                Standing::Apart => {
                    let sites = self.space.sites(&dataset.events, event);
                    sites.iter().any(|site| inside(site.place))
                }
            };
            found = found.and(&EventSet::that(len, happened));
        }
        found
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
        thread::scope(|scope| {
            let actors = scope.spawn(|| Self::of_actors(dataset));
            let places = Self::of_places(dataset, space, gazetteer);
            Self {
                actors: joined(actors.join()),
                places,
            }
        })
    }

    fn of_actors(dataset: &Dataset) -> Vec<usize> {
        let mut tally = Tally::new(dataset.actors.len());
        for event in dataset.events.all() {
            for actor in dataset.events.involved(event) {
                tally.count(event, dataset.lineage(actor).map(ActorIx::at));
            }
        }
        tally.counts
    }

    fn of_places(dataset: &Dataset, space: &Space, gazetteer: &Gazetteer) -> Vec<usize> {
        let mut of_spots = vec![0; space.spots().len()];
        let mut tally = Tally::new(gazetteer.places().len());
        for event in dataset.events.all() {
            match space.standing(event) {
                Standing::Nowhere => {}
                Standing::At(spot) | Standing::Own(spot) => {
                    if let Some(count) = of_spots.get_mut(spot) {
                        *count += 1;
                    }
                }
                Standing::Apart => {
                    let sites = space.sites(&dataset.events, event);
                    for place in sites.iter().filter_map(|site| site.place) {
                        tally.count(event, gazetteer.ancestry(place).map(PlaceIx::at));
                    }
                }
            }
        }
        for (spot, count) in space.spots().iter().zip(of_spots) {
            let places = spot.place.into_iter();
            for place in places.flat_map(|place| gazetteer.ancestry(place)) {
                if let Some(known) = tally.counts.get_mut(place.at()) {
                    *known += count;
                }
            }
        }
        tally.counts
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

/// Counts of events where one event counts once, in whatever ways it belongs.
struct Tally {
    counts: Vec<usize>,
    /// The event that was counted last.
    last: Vec<Option<EventIx>>,
}

impl Tally {
    fn new(len: usize) -> Self {
        Self {
            counts: vec![0; len],
            last: vec![None; len],
        }
    }

    /// Counts an event in a line of what lies in one another, from the innermost outwards.
    fn count(&mut self, event: EventIx, line: impl Iterator<Item = usize>) {
        for at in line {
            let (Some(count), Some(last)) = (self.counts.get_mut(at), self.last.get_mut(at)) else {
                return;
            };
            // What lies further out has counted it too.
            if last.replace(event) == Some(event) {
                return;
            }
            *count += 1;
        }
    }
}
