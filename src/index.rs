//! Answers to what a view asks: filter to set, set over time, sites in space, names.
//!
//! Plain values in and out. An [`Index`] is built once for a data set and a gazetteer and never changes.

pub mod extent;
pub mod here;
pub mod kinds;
pub mod lanes;
pub mod names;
pub mod pairs;
pub mod select;
pub mod set;
pub mod space;
pub mod stays;
pub mod time;
pub mod times;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::thread;

use crate::gazetteer::{Gazetteer, Resolution};
use crate::model::dataset::Dataset;
use crate::model::entry::{ActorIx, EventIx, PlaceIx};
use crate::model::filter::Filter;
use crate::model::words::Words;
use names::{Ground, Named, Names};
use select::Select;
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
                Standing::At(spot) | Standing::Own(spot) => {
                    if let Some(count) = of_spots.get_mut(spot) {
                        *count += 1;
                    }
                }
                Standing::Apart | Standing::Nowhere => {
                    let spots = dataset.events.locations(event);
                    let spots = spots.filter_map(|location| space.spot_of(&location));
                    let places = spots.filter_map(|spot| space.spots().get(spot)?.place);
                    for place in places {
                        for line in gazetteer.lines(place) {
                            tally.count(event, line.map(PlaceIx::at));
                        }
                    }
                }
            }
        }
        for (spot, count) in space.spots().iter().zip(of_spots) {
            let lines = spot.place.map(|place| gazetteer.lines(place));
            let holders: BTreeSet<PlaceIx> = lines.into_iter().flatten().flatten().collect();
            for place in holders {
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
