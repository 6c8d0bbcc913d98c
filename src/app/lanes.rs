//! Which events stand in which lane of the timeline.

use std::cmp::Reverse;
use std::sync::Arc;

use super::timing::LanesBy;
use super::view::View;
use super::world::World;
use crate::index::lanes::{Lane, Strand, lanes};
use crate::index::set::EventSet;
use crate::index::time::Axis;
use crate::model::dataset::Dataset;
use crate::model::entry::{ActorIx, EventIx};
use crate::model::filter::Filter;
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

/// What the strands of a timeline depend on: filter, what the lanes are, and how many there is room for.
type Sorted = (Filter, LanesBy, usize);

/// The lanes of a timeline, kept from one frame to the next.
///
/// Which event is in which lane depends on the filter; where they stand, on the axis too; only how many of them are shown
/// follows the window.
#[derive(Debug, Default)]
pub struct Timeline {
    dataset: Option<Arc<Dataset>>,
    sorted: Option<Sorted>,
    commons: Chosen,
    strands: Vec<Strand>,
    drawn: Option<(Axis, usize)>,
    lanes: Vec<Lane>,
    listed: Arc<EventSet>,
    shown: Vec<usize>,
    overview: Option<(Filter, Axis, usize, Vec<u32>)>,
}

impl Timeline {
    /// The lanes that the events of a view's filter fill, at most so many: what there is no room for shares the last lane
    /// with a place. Events without a date have a lane of their own, below all others.
    pub fn lanes(
        &mut self,
        world: &World,
        view: &View,
        (axis, columns): (&Axis, usize),
        most: usize,
    ) -> Vec<NamedLane> {
        let sorter = Sorter::new(world, view.timing.lanes);
        let filtered = world.filtered(view);
        self.forget_others(world);
        let asked = (view.filter.clone(), view.timing.lanes, most);
        let is_sorted = self.sorted.as_ref() == Some(&asked);
        if !is_sorted {
            self.sort(world, &sorter, &filtered, most);
            self.sorted = Some(asked);
        }
        if !is_sorted || self.drawn != Some((*axis, columns)) {
            let events = &world.dataset.events;
            self.lanes = lanes(events, world.times(), &self.strands, (axis, columns));
            self.drawn = Some((*axis, columns));
        }
        self.count_shown(world, view, &sorter, is_sorted);
        let selection = view.selection.filter(|event| filtered.contains(*event));
        let selected = selection.and_then(|event| self.commons.of(sorter.slot(event)));
        let lanes = self.commons.lanes.iter().zip(&self.lanes).zip(&self.shown);
        let named = lanes
            .enumerate()
            .map(|(at, ((common, lane), shown))| NamedLane {
                common: *common,
                lane: lane.clone(),
                shown: *shown,
                selected: selected == Some(at),
            });
        named.collect()
    }

    /// How many events of a view's filter each of so many parts of an axis has.
    pub fn overview(
        &mut self,
        world: &World,
        view: &View,
        axis: &Axis,
        columns: usize,
    ) -> Vec<u32> {
        self.forget_others(world);
        if let Some((filter, of, bins, bars)) = &self.overview
            && (filter, *of, *bins) == (&view.filter, *axis, columns)
        {
            return bars.clone();
        }
        let bars = world.histogram(&world.filtered(view), axis, columns);
        self.overview = Some((view.filter.clone(), *axis, columns, bars.clone()));
        bars
    }

    /// Of another data set nothing is the same.
    fn forget_others(&mut self, world: &World) {
        let known = self.dataset.as_ref();
        if !known.is_some_and(|known| Arc::ptr_eq(known, &world.dataset)) {
            *self = Self {
                dataset: Some(Arc::clone(&world.dataset)),
                ..Self::default()
            };
        }
    }

    fn sort(&mut self, world: &World, sorter: &Sorter<'_>, set: &EventSet, most: usize) {
        let mut slots: Vec<u16> = Vec::with_capacity(set.count());
        let mut counts = vec![0_usize; sorter.slots.len()];
        for event in set.iter() {
            let slot = sorter.slot(event);
            slots.push(u16::try_from(slot).unwrap_or(u16::MAX));
            if let Some(count) = counts.get_mut(slot) {
                *count += 1;
            }
        }
        self.commons = sorter.chosen(&counts, most);
        let mut sets = vec![EventSet::none(set.len()); self.commons.lanes.len()];
        for (event, slot) in set.iter().zip(slots) {
            let lane = self.commons.of(usize::from(slot));
            if let Some(lane) = lane.and_then(|lane| sets.get_mut(lane)) {
                lane.insert(event);
            }
        }
        let strands = sets.iter().map(|set| Strand::of(world.times(), set));
        self.strands = strands.collect();
    }

    /// How many of each lane the list shows: by what came and went since the last frame, where that is less.
    fn count_shown(&mut self, world: &World, view: &View, sorter: &Sorter<'_>, go_on: bool) {
        let listed = world.listed(view);
        let few = go_on && listed.len() == self.listed.len() && listed.apart(&self.listed) < FEW;
        if few {
            for (event, enters) in listed.changes(&self.listed) {
                let lane = self.commons.of(sorter.slot(event));
                if let Some(shown) = lane.and_then(|lane| self.shown.get_mut(lane)) {
                    *shown = if enters {
                        *shown + 1
                    } else {
                        shown.saturating_sub(1)
                    };
                }
            }
        } else {
            let undated = listed.count_in(world.times().dated()..listed.len());
            let shown = self
                .strands
                .iter()
                .map(|strand| strand.dated_in(&listed) + strand.undated().min(undated));
            self.shown = shown.collect();
        }
        self.listed = listed;
    }
}

/// So many changes are worth counting one by one.
const FEW: usize = 5_000;

/// Says which events belong together.
struct Sorter<'a> {
    world: &'a World,
    by: LanesBy,
    /// What each slot holds; the undated come last.
    slots: Vec<Common>,
}

impl<'a> Sorter<'a> {
    fn new(world: &'a World, by: LanesBy) -> Self {
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
    fn slot(&self, event: EventIx) -> usize {
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

    /// The slots that get a lane: those with events, of which each slot has so many; of kinds the more frequent first.
    fn chosen(&self, counts: &[usize], most: usize) -> Chosen {
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
#[derive(Debug, Default)]
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
