//! Which events stand in which lane of the timeline.

mod slots;

use std::sync::Arc;

use super::timing::LanesBy;
use super::view::View;
use super::world::World;
use crate::index::lanes::{Lane, Strand, lanes};
use crate::index::set::EventSet;
use crate::index::time::Axis;
use crate::model::dataset::Dataset;
use crate::model::entry::ActorIx;
use crate::model::filter::Filter;
use crate::model::vocabulary::EventType;
use slots::{Chosen, Slotted, Sorter};

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
    /// All that would be in it without the filter; `None` while there is none.
    pub unfiltered: Option<Lane>,
    /// How many of them the list shows.
    pub shown: usize,
    /// The selected event is among them.
    pub selected: bool,
}

/// What the lanes of a timeline depend on: filter, what the lanes are, and how many there is room for.
type Sorted = (Filter, LanesBy, usize);

/// How many events each column of an axis has.
type Counted = (Axis, Vec<u32>);

/// The lanes of a timeline, kept from one frame to the next.
///
/// Which event is in which lane depends on the filter; where they stand, on the axis too; only how many of them are shown
/// follows the window. Of all events nothing depends on the filter but which kinds share a lane, so that they are sorted
/// once and counted once for an axis, whatever the filter.
#[derive(Debug, Default)]
pub struct Timeline {
    dataset: Option<Arc<Dataset>>,
    sorted: Option<Sorted>,
    commons: Chosen,
    /// How many of all events each slot has.
    slots: Option<(LanesBy, Vec<usize>)>,
    all_for: Option<(LanesBy, Chosen)>,
    all: Sheaf,
    /// What the filter leaves; empty while there is none.
    filtered: Sheaf,
    listed: Arc<EventSet>,
    shown: Vec<usize>,
    overview: Option<(Filter, Counted)>,
    overview_of_all: Option<Counted>,
}

/// Some events, sorted into lanes.
#[derive(Debug, Default)]
struct Sheaf {
    strands: Vec<Strand>,
    drawn: Option<(Axis, usize)>,
    lanes: Vec<Lane>,
}

impl Sheaf {
    /// Sorts the events of a set, of which the slots are known.
    fn of(world: &World, set: &EventSet, slotted: &Slotted, chosen: &Chosen) -> Self {
        let mut sets = vec![EventSet::none(set.len()); chosen.lanes.len()];
        for (event, slot) in set.iter().zip(&slotted.slots) {
            let lane = chosen.of(usize::from(*slot));
            if let Some(lane) = lane.and_then(|lane| sets.get_mut(lane)) {
                lane.insert(event);
            }
        }
        let strands = sets.iter().map(|set| Strand::of(world.times(), set));
        Self {
            strands: strands.collect(),
            ..Self::default()
        }
    }

    /// Puts them on an axis, unless they stand there already.
    fn draw(&mut self, world: &World, (axis, columns): (&Axis, usize)) {
        if self.drawn != Some((*axis, columns)) {
            let events = &world.dataset.events;
            self.lanes = lanes(events, world.times(), &self.strands, (axis, columns));
            self.drawn = Some((*axis, columns));
        }
    }
}

impl Timeline {
    /// The lanes of a view, at most so many, each with the events that the filter leaves and with all: what there is no
    /// room for shares the last lane with a place. Events without a date have a lane of their own, below all others.
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
            self.sort(world, view, &sorter, most);
            self.sorted = Some(asked);
        }
        let is_open = view.filter.is_open();
        self.all.draw(world, (axis, columns));
        if !is_open {
            self.filtered.draw(world, (axis, columns));
        }
        self.count_shown(world, view, &sorter, is_sorted);
        let selection = view.selection.filter(|event| filtered.contains(*event));
        let selected = selection.and_then(|event| self.commons.of(sorter.slot(event)));
        let front = if is_open { &self.all } else { &self.filtered };
        let lanes = front.lanes.iter().zip(&self.all.lanes);
        let named = self.commons.lanes.iter().zip(lanes).zip(&self.shown);
        let named = named
            .enumerate()
            .map(|(at, ((common, (lane, all)), shown))| NamedLane {
                common: *common,
                lane: lane.clone(),
                unfiltered: (!is_open).then(|| all.clone()),
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
        if let Some((filter, (of, bars))) = &self.overview
            && (filter, *of, bars.len()) == (&view.filter, *axis, columns)
        {
            return bars.clone();
        }
        let bars = world.histogram(&world.filtered(view), axis, columns);
        self.overview = Some((view.filter.clone(), (*axis, bars.clone())));
        bars
    }

    /// How many of all events each of them has; `None` while nothing is filtered.
    pub fn overview_of_all(
        &mut self,
        world: &World,
        view: &View,
        axis: &Axis,
        columns: usize,
    ) -> Option<Vec<u32>> {
        if view.filter.is_open() {
            return None;
        }
        self.forget_others(world);
        if let Some((of, bars)) = &self.overview_of_all
            && (*of, bars.len()) == (*axis, columns)
        {
            return Some(bars.clone());
        }
        let all = EventSet::all(world.dataset.events.len());
        let bars = world.histogram(&all, axis, columns);
        self.overview_of_all = Some((*axis, bars.clone()));
        Some(bars)
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

    /// Says which lanes there are, and sorts what is not sorted yet.
    fn sort(&mut self, world: &World, view: &View, sorter: &Sorter<'_>, most: usize) {
        let by = view.timing.lanes;
        let all = EventSet::all(world.dataset.events.len());
        let mut slotted = None;
        let counts = match self.slots.take() {
            Some((of, counts)) if of == by => counts,
            _ => slotted.insert(sorter.slotted(&all)).counts.clone(),
        };
        if view.filter.is_open() {
            self.commons = sorter.chosen(&counts, &counts, most);
            self.filtered = Sheaf::default();
        } else {
            let set = world.filtered(view);
            let slotted = sorter.slotted(&set);
            self.commons = sorter.chosen(&counts, &slotted.counts, most);
            self.filtered = Sheaf::of(world, &set, &slotted, &self.commons);
        }
        self.slots = Some((by, counts));
        let all_for = Some((by, self.commons.clone()));
        if self.all_for != all_for {
            let slotted = slotted.unwrap_or_else(|| sorter.slotted(&all));
            self.all = Sheaf::of(world, &all, &slotted, &self.commons);
            self.all_for = all_for;
        }
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
            let front = if view.filter.is_open() {
                &self.all
            } else {
                &self.filtered
            };
            let strands = front.strands.iter();
            let shown =
                strands.map(|strand| strand.dated_in(&listed) + strand.undated().min(undated));
            self.shown = shown.collect();
        }
        self.listed = listed;
    }
}

/// So many changes are worth counting one by one.
const FEW: usize = 5_000;
