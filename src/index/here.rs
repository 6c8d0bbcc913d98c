//! What happened somewhere: who was there in what part, from when to when, what kinds of events, and how exactly their places
//! are known.
//!
//! Counted over a set of events, in one pass. Each count is that of the events which a clause leaves of the set, and a test
//! holds one against the other. Actors are counted with their units, under their topmost.

use std::cmp::Reverse;

use super::pairs::{Part, Party, party_of, with_members};
use super::set::EventSet;
use super::stays::Where;
use crate::model::dataset::Dataset;
use crate::model::entry::{ActorIx, EventIx};
use crate::model::filter::{Clause, Test};
use crate::model::query::Key;
use crate::model::vocabulary::{EventType, PlacePrecision, Role};

/// How exactly a place is known, in the four ways that the map draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Known {
    /// To a settlement or better.
    Point,
    /// Somewhere along a road.
    Road,
    /// Somewhere in it.
    Within,
    /// Nobody says.
    Unknown,
}

impl Known {
    /// The most exact first.
    pub const ALL: [Self; 4] = [Self::Point, Self::Road, Self::Within, Self::Unknown];

    /// What a precision comes down to.
    pub const fn of(precision: PlacePrecision) -> Self {
        match precision {
            PlacePrecision::Site | PlacePrecision::Neighbourhood | PlacePrecision::Settlement => {
                Self::Point
            }
            PlacePrecision::Route => Self::Road,
            PlacePrecision::Area
            | PlacePrecision::District
            | PlacePrecision::Province
            | PlacePrecision::Country => Self::Within,
            PlacePrecision::Unknown => Self::Unknown,
        }
    }

    /// The clause that finds the events known so.
    pub fn clause(self) -> Clause {
        let all = PlacePrecision::ALL.iter().copied();
        let any = all.filter(|precision| Self::of(*precision) == self);
        Clause {
            negated: false,
            key: Some(Key::Where),
            any: any.map(Test::Where).collect(),
        }
    }
}

/// Somebody who acts, or is acted against, in some events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    /// Who.
    pub party: Party,
    /// As what.
    pub part: Part,
    /// In how many events.
    pub count: usize,
    /// The first and the last of those that have a date, in order of time.
    pub ends: Option<(EventIx, EventIx)>,
}

/// What happened somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Here {
    /// Who acts and who is acted against, most events first.
    pub presences: Vec<Presence>,
    /// What kinds of events, the most frequent first.
    pub kinds: Vec<(EventType, usize)>,
    /// How exactly their places are known; one event may have several.
    pub known: Vec<(Known, usize)>,
}

/// Counts for all events of a set.
pub fn here(dataset: &Dataset, at: Where<'_>, set: &EventSet) -> Here {
    let mut kinds = vec![0_usize; EventType::ALL.len()];
    let mut known = [0_usize; Known::ALL.len()];
    let how = at
        .space
        .spots()
        .iter()
        .map(|spot| Known::of(spot.precision));
    let how: Vec<Known> = how.collect();
    for event in set.iter() {
        if let Some(count) = kinds.get_mut(at.events.kind(event) as usize) {
            *count += 1;
        }
        let mut is_known = [false; Known::ALL.len()];
        at.each_spot(event, |spot| {
            let spot = how.get(spot).map(|known| *known as usize);
            if let Some(is_known) = spot.and_then(|known| is_known.get_mut(known)) {
                *is_known = true;
            }
        });
        for (count, is_known) in known.iter_mut().zip(is_known) {
            *count += usize::from(is_known);
        }
    }
    let kinds = EventType::ALL.iter().copied().zip(kinds);
    let known = Known::ALL.into_iter().zip(known);
    let mut here = Here {
        presences: presences(dataset, set),
        kinds: kinds.filter(|(_, count)| *count > 0).collect(),
        known: known.filter(|(_, count)| *count > 0).collect(),
    };
    here.kinds
        .sort_by_key(|(kind, count)| (Reverse(*count), *kind));
    here
}

/// One party in one part while it is counted.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    count: usize,
    ends: Option<(EventIx, EventIx)>,
    /// The event that was counted last.
    last: Option<EventIx>,
}

fn presences(dataset: &Dataset, set: &EventSet) -> Vec<Presence> {
    let actors = || (0..dataset.actors.len()).map(ActorIx::from_position);
    let tops: Vec<ActorIx> = actors().map(|actor| dataset.topmost(actor)).collect();
    let mut tallies = vec![[Tally::default(); 2]; tops.len()];
    for event in set.iter() {
        let is_dated = !dataset.events.stretch(event).is_open();
        for (actor, role) in dataset.events.actors(event) {
            let top = tops
                .get(actor.at())
                .and_then(|top| tallies.get_mut(top.at()));
            let (Some([agent, target]), Role::Agent | Role::Target) = (top, role) else {
                continue;
            };
            let tally = if role == Role::Agent { agent } else { target };
            if tally.last.replace(event) == Some(event) {
                continue;
            }
            tally.count += 1;
            if is_dated {
                let first = tally.ends.map_or(event, |(first, _)| first);
                tally.ends = Some((first, event));
            }
        }
    }
    let has_members = with_members(dataset);
    let all = actors().zip(tallies).flat_map(|(actor, tallies)| {
        let party = party_of(&has_members, actor);
        let acts_or_suffers = [Part::Agent, Part::Target].into_iter().zip(tallies);
        acts_or_suffers.map(move |(part, tally)| Presence {
            party,
            part,
            count: tally.count,
            ends: tally.ends,
        })
    });
    let mut presences: Vec<Presence> = all.filter(|one| one.count > 0).collect();
    presences.sort_by_key(|one| (Reverse(one.count), one.party));
    presences
}
