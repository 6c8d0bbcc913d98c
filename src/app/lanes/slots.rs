//! Which lane of the timeline an event belongs to: slots are what its kind, place or side says, lanes what there is room for.

use std::cmp::Reverse;

use super::Common;
use crate::app::timing::LanesBy;
use crate::app::world::World;
use crate::index::set::EventSet;
use crate::model::entry::EventIx;
use crate::model::vocabulary::EventType;

/// Says which events belong together.
pub(super) struct Sorter<'a> {
    world: &'a World,
    by: LanesBy,
    /// What each slot holds; the undated come last.
    slots: Vec<Common>,
}

impl<'a> Sorter<'a> {
    pub(super) fn new(world: &'a World, by: LanesBy) -> Self {
        let mut slots: Vec<Common> = match by {
            LanesBy::Region => {
                let regions = (0..world.regions().len()).map(Common::Region);
                regions.chain([Common::Elsewhere]).collect()
            }
            LanesBy::Type => EventType::ALL
                .iter()
                .map(|kind| Common::Type(*kind))
                .collect(),
            LanesBy::Actor => {
                let sides = world.sides().iter().enumerate();
                let sides = sides.map(|(place, side)| Common::Side(*side, place));
                sides.chain([Common::Nobody]).collect()
            }
        };
        slots.push(Common::Undated);
        Self { world, by, slots }
    }

    /// The slot that an event belongs to.
    pub(super) fn slot(&self, event: EventIx) -> usize {
        let undated = self.slots.len() - 1;
        if event.at() >= self.world.times().dated() {
            return undated;
        }
        let slot = match self.by {
            LanesBy::Region => self.world.region_of(event),
            LanesBy::Type => Some(self.world.dataset.events.kind(event) as usize),
            LanesBy::Actor => self.world.side(event),
        };
        // What belongs nowhere stands before the undated.
        slot.unwrap_or(undated.saturating_sub(1))
    }

    /// The slots of the events of a set.
    pub(super) fn slotted(&self, set: &EventSet) -> Slotted {
        let mut slotted = Slotted {
            slots: Vec::with_capacity(set.count()),
            counts: vec![0; self.slots.len()],
        };
        for event in set.iter() {
            let slot = self.slot(event);
            slotted.slots.push(u16::try_from(slot).unwrap_or(u16::MAX));
            if let Some(count) = slotted.counts.get_mut(slot) {
                *count += 1;
            }
        }
        slotted
    }

    /// The slots that get a lane: those with events, with a filter or without, so that a filter moves no lane; of kinds the
    /// more frequent first. Where there is no room for all, those that the filter leaves something of come before others.
    pub(super) fn chosen(&self, all: &[usize], filtered: &[usize], most: usize) -> Chosen {
        let count = |counts: &[usize], slot: usize| counts.get(slot).copied().unwrap_or(0);
        let undated = self.slots.len() - 1;
        let mut filled: Vec<usize> = (0..undated).filter(|slot| count(all, *slot) > 0).collect();
        if self.by == LanesBy::Type {
            filled.sort_by_key(|slot| (Reverse(count(all, *slot)), *slot));
        }
        let has_undated = count(all, undated) > 0;
        let room = most.saturating_sub(usize::from(has_undated));
        if most <= 1 || room == 0 {
            return Chosen {
                lanes: vec![Common::All],
                lane_of_slot: vec![Some(0); self.slots.len()],
            };
        }
        let own = if filled.len() > room {
            room - 1
        } else {
            filled.len()
        };
        let mut first = filled.clone();
        first.sort_by_key(|slot| count(filtered, *slot) == 0);
        first.truncate(own);
        let (alone, together): (Vec<usize>, Vec<usize>) =
            filled.into_iter().partition(|slot| first.contains(slot));
        let mut chosen = Chosen {
            lanes: Vec::new(),
            lane_of_slot: vec![None; self.slots.len()],
        };
        for slot in alone {
            chosen.add(self.slots.get(slot).copied(), &[slot]);
        }
        if !together.is_empty() {
            chosen.add(Some(Common::Others(together.len())), &together);
        }
        if has_undated {
            chosen.add(Some(Common::Undated), &[undated]);
        }
        chosen
    }
}

/// The slots of some events.
#[derive(Debug)]
pub(super) struct Slotted {
    /// That of each, in their order.
    pub(super) slots: Vec<u16>,
    /// How many each has.
    pub(super) counts: Vec<usize>,
}

/// Which slots have which lanes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    /// The lanes, from the top.
    pub(super) lanes: Vec<Common>,
    lane_of_slot: Vec<Option<usize>>,
}

impl Chosen {
    /// One more lane, for these slots.
    fn add(&mut self, common: Option<Common>, slots: &[usize]) {
        for slot in slots {
            if let Some(lane) = self.lane_of_slot.get_mut(*slot) {
                *lane = Some(self.lanes.len());
            }
        }
        self.lanes.extend(common);
    }

    /// The lane of a slot.
    pub(super) fn of(&self, slot: usize) -> Option<usize> {
        self.lane_of_slot.get(slot).copied().flatten()
    }
}
