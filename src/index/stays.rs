//! The places of some events, in order of the first event there, with their events over time.
//!
//! A place has the events that `place:` finds there: what happened in what lies in it, and on roads that start or end there,
//! counts for it too. Only places that an event names stand as one, so that not every event adds a province and a country.

use std::collections::BTreeSet;

use super::set::EventSet;
use super::space::{Space, Standing};
use super::time::{Axis, Steps};
use crate::gazetteer::Gazetteer;
use crate::model::entry::{EventIx, PlaceIx};
use crate::model::events::Events;

/// A place of some events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// Where.
    pub place: PlaceIx,
    /// How many events.
    pub count: usize,
    /// The first of them.
    pub first: EventIx,
    /// How many fall into each part of the axis. One counts in every part that it overlaps, an undated one in none.
    pub bars: Vec<u32>,
}

/// What the places of events are looked up in.
#[derive(Clone, Copy)]
pub struct Where<'a> {
    /// The events.
    pub events: &'a Events,
    /// Where they stand.
    pub space: &'a Space,
    /// What lies in what.
    pub gazetteer: &'a Gazetteer,
}

impl Where<'_> {
    /// Does something with each spot of an event, as `place:` and `where:` see them.
    pub(super) fn each_spot(self, event: EventIx, mut found: impl FnMut(usize)) {
        match self.space.standing(event) {
            Standing::At(spot) | Standing::Own(spot) => found(spot),
            Standing::Apart | Standing::Nowhere => {
                let spots = self.events.locations(event);
                let spots = spots.filter_map(|location| self.space.spot_of(&location));
                spots.for_each(found);
            }
        }
    }
}

/// Places while they are counted.
struct Counting {
    /// Only those that events name.
    places: Vec<PlaceIx>,
    /// For each spot, the places that it counts for.
    holders: Vec<Vec<usize>>,
}

impl Counting {
    /// The places that events of a set name, and what counts for each.
    fn of(at: Where<'_>, set: &EventSet) -> Self {
        let spots = at.space.spots();
        let mut is_used = vec![false; spots.len()];
        for event in set.iter() {
            at.each_spot(event, |spot| {
                if let Some(is_used) = is_used.get_mut(spot) {
                    *is_used = true;
                }
            });
        }
        let used = || spots.iter().zip(&is_used).map(|(spot, used)| (spot, *used));
        let named = used().filter_map(|(spot, used)| spot.place.filter(|_| used));
        let places: Vec<PlaceIx> = named.collect::<BTreeSet<PlaceIx>>().into_iter().collect();
        let holders = used().map(|(spot, used)| {
            let lines = spot.place.filter(|_| used);
            let lines = lines.map(|place| at.gazetteer.lines(place)).into_iter();
            let around = lines.flatten().flatten();
            let mut numbers: Vec<usize> = around
                .filter_map(|place| places.binary_search(&place).ok())
                .collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        });
        let holders = holders.collect();
        Self { places, holders }
    }
}

/// The places of a set of events, with their events over some equal parts of an axis.
pub fn stays(at: Where<'_>, set: &EventSet, axis: Option<&Axis>, bins: usize) -> Vec<Stay> {
    let Counting { places, holders } = Counting::of(at, set);
    let mut counts = vec![0_usize; places.len()];
    // The first event of each, and the last that was counted: one counts once, in however many ways it belongs.
    let mut ends: Vec<Option<(EventIx, EventIx)>> = vec![None; places.len()];
    let mut steps = vec![Steps::new(bins); places.len()];
    for event in set.iter() {
        let parts = axis.and_then(|axis| axis.bins_of(&at.events.stretch(event), bins));
        at.each_spot(event, |spot| {
            for number in holders.get(spot).into_iter().flatten() {
                let ends = ends.get_mut(*number);
                let (Some(ends), Some(count)) = (ends, counts.get_mut(*number)) else {
                    continue;
                };
                if ends.is_some_and(|(_, last)| last == event) {
                    continue;
                }
                *ends = Some((ends.map_or(event, |(first, _)| first), event));
                *count += 1;
                if let (Some(steps), Some((first, last))) = (steps.get_mut(*number), parts) {
                    steps.add(first, last);
                }
            }
        });
    }
    let all = places
        .into_iter()
        .zip(counts)
        .zip(ends.into_iter().zip(steps));
    let stays = all.filter_map(|((place, count), (ends, steps))| {
        Some(Stay {
            place,
            count,
            first: ends?.0,
            bars: steps.counts(),
        })
    });
    let mut stays: Vec<Stay> = stays.collect();
    stays.sort_by_key(|stay| (stay.first, stay.place));
    stays
}
