//! The events on a map, counted where they stand: kept from one frame to the next, and changed by what enters and leaves.
//!
//! Events of one spot stand together whatever the camera shows, so that they are counted there, and only spots are
//! projected. Events with coordinates of their own are counted in the cells of the map; these are counted anew when the
//! camera moves. The few that stand at several places, or along a course of their own, are looked at one by one.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;

use foldhash::fast::FixedState;

use super::cells::{Hold, Place, cell_of, stand};
use super::counts::{Counts, One};
use super::view::{ColourBy, View};
use super::world::World;
use crate::index::joined;
use crate::index::set::EventSet;
use crate::index::space::{Form, Site, Sites, Standing, own};
use crate::model::camera::{Camera, Viewport};
use crate::model::dataset::Dataset;
use crate::model::entry::{EventIx, PlaceIx};

/// The number of an event's colour: of its kind, of its status, or 1 and up for the place of its side among the sides; 0
/// where it has none.
pub fn code(world: &World, by: ColourBy, event: EventIx) -> u32 {
    let events = &world.dataset.events;
    match by {
        ColourBy::Type => events.kind(event) as u32,
        ColourBy::Status => events.factuality(event) as u32,
        ColourBy::Actor => world.side(event).map_or(0, |side| {
            u32::try_from(side)
                .unwrap_or(u32::MAX - 1)
                .saturating_add(1)
        }),
    }
}

/// An event as it counts.
pub(super) fn one(world: &World, by: ColourBy, event: EventIx) -> One {
    One {
        event: event.0,
        code: code(world, by, event),
        unreal: world.unreal().contains(event),
    }
}

/// How an event with its own coordinates is known, as a place in a row of counts.
fn class(form: Form) -> usize {
    match form {
        Form::Point | Form::Route => 0,
        Form::Area => 1,
        Form::Label => 2,
    }
}

/// Adds to the count of a colour.
pub fn add(colours: &mut Vec<usize>, code: u32, count: usize) {
    let at = code as usize;
    if at >= colours.len() {
        colours.resize(at + 1, 0);
    }
    if let Some(sum) = colours.get_mut(at) {
        *sum += count;
    }
}

/// What a course is of.
type Course = (Option<PlaceIx>, Option<u32>, bool);

/// An event that is looked at by itself.
#[derive(Debug, Clone)]
pub struct Loner {
    /// It, as it counts.
    pub one: One,
    /// Its places that have a position.
    pub sites: Sites,
}

impl Loner {
    /// Which event it is.
    pub fn event(&self) -> EventIx {
        EventIx(self.one.event)
    }
}

/// An event with coordinates of its own that is on the map.
struct Placed {
    cell: usize,
    /// How it is known.
    class: usize,
    one: One,
}

/// The events on a map.
#[derive(Debug, Default)]
pub struct Crowd {
    /// Of what, and coloured by what.
    of: Option<(Arc<Dataset>, ColourBy)>,
    seen: Option<(Camera, Viewport)>,
    set: Arc<EventSet>,
    /// Events at spots, by the spot's number.
    pub(super) spots: Counts,
    /// Where on the map each spot stands.
    pub(super) stands: Vec<Option<Place>>,
    /// How much the place of each spot is worth.
    pub(super) holds: Vec<Hold>,
    /// Events with coordinates of their own, by their cell.
    pub(super) own: Counts,
    /// How these are known: a count of each class in each cell.
    pub(super) classes: Vec<[u32; 3]>,
    /// Those of the map's events that stand at several places, or along a course of their own.
    pub(super) loners: Vec<Loner>,
    /// How many of those that stand on the map, and nowhere else, have each colour.
    colours: Vec<usize>,
    /// Where the courses stand that were looked at.
    courses: HashMap<Course, Option<Place>, FixedState>,
}

/// A map of fewer events is not worth another thread.
const WORTH_THREADS: usize = 200_000;
/// Fewer events than this are placed sooner than another thread begins.
const WORTH_TWO: usize = 20_000;

impl Crowd {
    /// The crowd of a view's map, counted anew.
    pub fn new(world: &World, view: &View, by: ColourBy) -> Self {
        let mut crowd = Self::default();
        crowd.follow(world, view, by);
        crowd
    }

    /// Goes on to the map of a view.
    pub fn follow(&mut self, world: &World, view: &View, by: ColourBy) {
        let set = world.mapped(view);
        let viewport = view.viewport();
        let known = self.of.as_ref();
        let same_world = known.is_some_and(|(of, _)| Arc::ptr_eq(of, &world.dataset));
        let same = same_world && known.is_some_and(|(_, known)| *known == by);
        let moved = !same || self.seen != Some((view.camera, viewport));
        self.seen = Some((view.camera, viewport));
        if !same {
            self.of = Some((Arc::clone(&world.dataset), by));
        }
        if moved {
            self.move_to(world, view, viewport);
        }
        let changed = if same {
            set.apart(&self.set)
        } else {
            usize::MAX
        };
        if changed > set.count() {
            self.count_anew(world, &set, by);
        } else {
            let before = std::mem::replace(&mut self.set, Arc::clone(&set));
            for (event, enters) in set.changes(&before) {
                self.change(world, by, event, (enters, !moved));
            }
        }
        if moved || changed > set.count() {
            self.count_own(world, &set, by);
            self.count_colours();
        }
        if !same || changed > 0 {
            let apart = (*set).clone().and(world.space().apart());
            let loner = |event| Loner {
                one: one(world, by, event),
                sites: world.sites(event),
            };
            self.loners = apart.iter().map(loner).collect();
        }
        self.set = set;
    }

    /// Projects the spots, and forgets what stood on the map before.
    fn move_to(&mut self, world: &World, view: &View, viewport: Viewport) {
        let cells = usize::from(viewport.columns) * usize::from(viewport.rows);
        if self.own.places() != cells {
            self.own = Counts::new(cells);
        }
        self.courses.clear();
        let site = |spot: &crate::index::space::Spot| spot.site(EventIx(0), None, None);
        let spots = world.space().spots().iter();
        let stands = spots
            .clone()
            .map(|spot| stand(world, &site(spot)?, view, viewport));
        self.stands = stands.collect();
        let holds = spots.map(|spot| {
            let hold = site(spot).map(|site| Hold::of_site(&site, &view.camera));
            hold.unwrap_or(Hold::Exact)
        });
        self.holds = holds.collect();
    }

    fn count_anew(&mut self, world: &World, set: &EventSet, by: ColourBy) {
        let places = world.space().spots().len();
        if self.spots.places() == places {
            self.spots.clear();
        } else {
            self.spots = Counts::new(places);
        }
        let count = |counts: &mut Counts, part: std::ops::Range<usize>| {
            for event in set.of(part) {
                if let Standing::At(spot) | Standing::Own(spot) = world.space().standing(event) {
                    counts.change(spot, one(world, by, event), true);
                }
            }
        };
        let all = set.len();
        if set.count() < WORTH_THREADS {
            return count(&mut self.spots, 0..all);
        }
        // Two halves, each with as many events.
        let half = set.nth(set.count() / 2).map_or(all, EventIx::at);
        let spots = &mut self.spots;
        let other = thread::scope(|scope| {
            let other = scope.spawn(|| {
                let mut other = Counts::new(places);
                count(&mut other, half..all);
                other
            });
            count(spots, 0..half);
            other.join()
        });
        self.spots.absorb(&joined(other));
    }

    /// Counts those with coordinates of their own anew: where they stand is worked out by two threads, where they are many.
    fn count_own(&mut self, world: &World, set: &EventSet, by: ColourBy) {
        self.own.clear();
        self.classes = vec![[0; 3]; self.own.places()];
        let own = set.clone().and(world.space().own());
        let placed = |part: std::ops::Range<usize>| -> Vec<Placed> {
            let events = own.of(part);
            events
                .filter_map(|event| self.placed(world, by, event))
                .collect()
        };
        let count = own.count();
        let half = (count >= WORTH_TWO).then(|| own.nth(count / 2)).flatten();
        let half = half.map_or(own.len(), EventIx::at);
        let (first, second) = thread::scope(|scope| {
            let second = (half < own.len()).then(|| scope.spawn(|| placed(half..own.len())));
            let first = placed(0..half);
            let second = second.map(|second| joined(second.join()));
            (first, second.unwrap_or_default())
        });
        for placed in first.iter().chain(&second) {
            self.change_placed(placed, true);
        }
    }

    /// Counts the colours on the map anew.
    fn count_colours(&mut self) {
        let mut colours = Vec::new();
        for (spot, _) in self
            .spots
            .filled()
            .filter(|(spot, _)| self.stand_of(*spot).is_some())
        {
            self.spots
                .each_colour(spot, |code, count| add(&mut colours, code, count as usize));
        }
        for (cell, _) in self.own.filled() {
            self.own
                .each_colour(cell, |code, count| add(&mut colours, code, count as usize));
        }
        self.colours = colours;
    }

    /// One more or one less of a colour is on the map.
    fn change_colour(&mut self, code: u32, enters: bool) {
        if enters {
            add(&mut self.colours, code, 1);
        } else if let Some(count) = self.colours.get_mut(code as usize) {
            *count = count.saturating_sub(1);
        }
    }

    /// How many events that stand on the map, and nowhere else, have each colour, by its number.
    pub fn colours(&self) -> &[usize] {
        &self.colours
    }

    /// An event enters or leaves; those with coordinates of their own only where these are kept.
    fn change(&mut self, world: &World, by: ColourBy, event: EventIx, (enters, own): (bool, bool)) {
        match world.space().standing(event) {
            Standing::At(spot) => {
                let one = one(world, by, event);
                self.spots.change(spot, one, enters);
                if self.stand_of(spot).is_some() {
                    self.change_colour(one.code, enters);
                }
            }
            Standing::Own(spot) => {
                self.spots.change(spot, one(world, by, event), enters);
                if own {
                    self.change_own(world, by, event, enters);
                }
            }
            Standing::Apart | Standing::Nowhere => {}
        }
    }

    fn change_own(&mut self, world: &World, by: ColourBy, event: EventIx, enters: bool) {
        if let Some(placed) = self.placed(world, by, event) {
            self.change_placed(&placed, enters);
            self.change_colour(placed.one.code, enters);
        }
    }

    /// An event with coordinates of its own as it counts; `None` where it is not on the map.
    fn placed(&self, world: &World, by: ColourBy, event: EventIx) -> Option<Placed> {
        let Standing::Own(spot) = world.space().standing(event) else {
            return None;
        };
        let (camera, viewport) = self.seen?;
        let (column, row) = cell_of(own(&world.dataset.events, event)?, &camera, viewport)?;
        let form = world.space().spots().get(spot)?.form;
        Some(Placed {
            cell: usize::from(row) * usize::from(viewport.columns) + usize::from(column),
            class: class(form),
            one: one(world, by, event),
        })
    }

    fn change_placed(&mut self, placed: &Placed, enters: bool) {
        self.own.change(placed.cell, placed.one, enters);
        let count = self.classes.get_mut(placed.cell);
        if let Some(count) = count.and_then(|row| row.get_mut(placed.class)) {
            *count = if enters {
                *count + 1
            } else {
                count.saturating_sub(1)
            };
        }
    }

    /// What the colours say.
    pub fn coloured_by(&self) -> ColourBy {
        self.of.as_ref().map_or(ColourBy::Type, |(_, by)| *by)
    }

    /// The events on the map or beside it.
    pub fn set(&self) -> &Arc<EventSet> {
        &self.set
    }

    /// Those of them that stand at several places or along a course of their own.
    pub fn loners(&self) -> &[Loner] {
        &self.loners
    }

    /// The events of each spot, by its number; those with coordinates of their own too.
    pub fn spots(&self) -> &Counts {
        &self.spots
    }

    /// The events with coordinates of their own, by the cell of the map, row by row.
    pub fn own(&self) -> &Counts {
        &self.own
    }

    /// Where a spot stands, by its number.
    pub fn stand_of(&self, spot: usize) -> Option<Place> {
        self.stands.get(spot).copied().flatten()
    }

    /// Where a site stands: a course is long, and many events may share it.
    pub(super) fn stand(&mut self, world: &World, view: &View, site: &Site) -> Option<Place> {
        let viewport = view.viewport();
        let own = cell_of(site.at, &view.camera, viewport);
        if own.is_some() || (site.form != Form::Route && site.shape.is_none()) {
            return own;
        }
        let course = (site.place, site.shape, site.form == Form::Route);
        let known = self.courses.entry(course);
        *known.or_insert_with(|| stand(world, site, view, viewport))
    }
}
