//! Which events stand in which lane of the timeline.

use std::cmp::Reverse;

use super::timing::LanesBy;
use super::view::View;
use super::world::World;
use crate::index::lanes::{Lane, lanes};
use crate::index::set::EventSet;
use crate::index::time::Axis;
use crate::model::entry::{ActorIx, EventIx};
use crate::model::vocabulary::EventType;

/// What the events of a lane have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Common {
    /// Nothing: it is the only lane.
    All,
    /// A region, by its number.
    Region(usize),
    /// They lie in no region.
    Elsewhere,
    /// Their kind.
    Type(EventType),
    /// The side that acts, and its place among the sides.
    Side(ActorIx, usize),
    /// Nobody is said to act.
    Nobody,
    /// Any of so many lanes that there is no room for.
    Others(usize),
    /// They have no date.
    Undated,
}

/// A lane of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLane {
    /// What its events have in common.
    pub common: Common,
    /// They over time.
    pub lane: Lane,
    /// How many of them the list shows.
    pub shown: usize,
    /// The selected event is among them.
    pub selected: bool,
}

/// The lanes that the events of a view's filter fill, at most so many: what there is no room for shares the last lane with
/// a place. Events without a date have a lane of their own, below all others.
pub fn named_lanes(
    world: &World,
    view: &View,
    (axis, columns): (&Axis, usize),
    most: usize,
) -> Vec<NamedLane> {
    let (all, listed) = (world.filtered(view), world.listed(view));
    let sorter = Sorter::new(world, view.timing.lanes);
    let commons = sorter.chosen(&all, most);
    let lane_of = |event| commons.of(sorter.slot(event));
    let events = &world.dataset.events;
    let found = lanes(events, &all, (axis, columns), commons.lanes.len(), lane_of);
    let mut shown = vec![0; found.len()];
    for lane in listed.iter().filter_map(lane_of) {
        if let Some(count) = shown.get_mut(lane) {
            *count += 1;
        }
    }
    let selection = view.selection.filter(|event| all.contains(*event));
    let selected = selection.and_then(lane_of);
    let named = commons.lanes.iter().zip(found).zip(shown).enumerate();
    named
        .map(|(at, ((common, lane), shown))| NamedLane {
            common: *common,
            lane,
            shown,
            selected: selected == Some(at),
        })
        .collect()
}

/// Says which events belong together.
struct Sorter<'a> {
    world: &'a World,
    by: LanesBy,
    /// What each slot holds; the undated come last.
    slots: Vec<Common>,
    /// The place of each actor among the sides.
    side_of: Vec<Option<usize>>,
}

impl<'a> Sorter<'a> {
    fn new(world: &'a World, by: LanesBy) -> Self {
        let mut side_of = vec![None; world.dataset.actors.len()];
        for (place, side) in world.sides().iter().enumerate() {
            if let Some(slot) = side_of.get_mut(side.at()) {
                *slot = Some(place);
            }
        }
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
        Self {
            world,
            by,
            slots,
            side_of,
        }
    }

    /// The slot that an event belongs to.
    fn slot(&self, event: EventIx) -> usize {
        let undated = self.slots.len() - 1;
        if self.world.dataset.events.stretch(event).is_open() {
            return undated;
        }
        let slot = match self.by {
            LanesBy::Region => self.world.region_of(event),
            LanesBy::Type => Some(self.world.dataset.events.kind(event) as usize),
            LanesBy::Actor => {
                let side = self.world.side(event);
                side.and_then(|side| self.side_of.get(side.at()).copied().flatten())
            }
        };
        // What belongs nowhere stands before the undated.
        slot.unwrap_or(undated.saturating_sub(1))
    }

    /// The slots that get a lane: those with events, and of kinds the more frequent first.
    fn chosen(&self, set: &EventSet, most: usize) -> Chosen {
        let mut counts = vec![0_usize; self.slots.len()];
        for event in set.iter() {
            if let Some(count) = counts.get_mut(self.slot(event)) {
                *count += 1;
            }
        }
        let count = |slot: usize| counts.get(slot).copied().unwrap_or(0);
        let undated = self.slots.len() - 1;
        let mut filled: Vec<usize> = (0..undated).filter(|slot| count(*slot) > 0).collect();
        if self.by == LanesBy::Type {
            filled.sort_by_key(|slot| (Reverse(count(*slot)), *slot));
        }
        let has_undated = count(undated) > 0;
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
        let mut chosen = Chosen {
            lanes: Vec::new(),
            lane_of_slot: vec![None; self.slots.len()],
        };
        let (alone, together) = filled.split_at(own);
        for slot in alone {
            chosen.add(self.slots.get(*slot).copied(), &[*slot]);
        }
        if !together.is_empty() {
            chosen.add(Some(Common::Others(together.len())), together);
        }
        if has_undated {
            chosen.add(Some(Common::Undated), &[undated]);
        }
        chosen
    }
}

/// Which slots have which lanes.
struct Chosen {
    lanes: Vec<Common>,
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

    fn of(&self, slot: usize) -> Option<usize> {
        self.lane_of_slot.get(slot).copied().flatten()
    }
}
