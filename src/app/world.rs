//! Everything there is to look at: what was loaded, the gazetteer, the base map and the indexes. It never changes.
//!
//! A view asks the fixed handful of questions that stand here and in the rooms below as methods.

mod facets;
mod lens;
mod names;
mod orders;
mod sides;
mod time;

use std::sync::{Arc, OnceLock};
use std::thread;

use super::answers::{Answers, Question};
use super::shelf::Shelf;
use super::unreal::Unreal;
use super::view::View;
use crate::basemap::Basemap;
use crate::gazetteer::{Gazetteer, Resolution, Whereabouts};
use crate::index::extent::Extent;
use crate::index::kinds::Kinds;
use crate::index::set::EventSet;
use crate::index::space::{Form, Site, Sites, Space, Standing, own};
use crate::index::time::{Axis, KnownEnds};
use crate::index::times::Times;
use crate::index::{Index, joined, names::Named};
use crate::model::dataset::Dataset;
use crate::model::documents::Document;
use crate::model::entry::{ActorIx, DocIx, EventIx, NamedIx, PlaceIx, Region};
use crate::model::filter::{Filter, Test};
use crate::model::geo::{Merc, MercBox};
use crate::model::query::Key;
use crate::model::record::Report;
use crate::model::time::Stretch;
use crate::model::words::Words;

/// What was loaded, the gazetteer, the base map, and the indexes over them.
pub struct World {
    /// What was loaded.
    pub dataset: Arc<Dataset>,
    /// Places and regions.
    pub gazetteer: Arc<Gazetteer>,
    /// What is drawn under the events.
    pub basemap: Arc<Basemap>,
    /// What loading found wrong.
    pub faults: Faults,
    /// There is more of it than was read.
    pub is_part: bool,
    resolved: Vec<Resolution>,
    index: Index,
    /// Comes later than the rest, and changes nothing that is drawn.
    words: OnceLock<Words>,
    home_axis: Option<Axis>,
    whole_axis: Option<Axis>,
    /// The topmost actors, most events first.
    sides: Vec<ActorIx>,
    /// The place among the sides of the topmost of each actor.
    side_of: Vec<Option<u32>>,
    /// The events that are not said to have happened.
    unreal: EventSet,
    /// Where each place of the gazetteer is shown.
    whereabouts: Vec<Option<Whereabouts>>,
    /// The places of the gazetteer in order of their names, and the place of each name in that.
    by_name: Vec<PlaceIx>,
    name_orders: Vec<u32>,
    answers: Answers,
    kinds: OnceLock<Option<Kinds>>,
}

/// What loading found wrong.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    /// The first of it, a line each.
    pub first: Vec<String>,
    /// How much there is.
    pub count: usize,
}

impl From<Vec<String>> for Faults {
    fn from(first: Vec<String>) -> Self {
        let count = first.len();
        Self { first, count }
    }
}

impl World {
    /// Builds the indexes.
    pub fn new(
        dataset: Dataset,
        gazetteer: Gazetteer,
        basemap: Basemap,
        faults: impl Into<Faults>,
    ) -> Self {
        let resolved = gazetteer.resolve(&dataset.named);
        let events = &dataset.events;
        let (index, ends, unreal) = thread::scope(|scope| {
            let ends = scope.spawn(|| KnownEnds::of(events));
            let unreal = |event| events.factuality(event).is_unreal();
            let unreal = EventSet::that(events.len(), unreal);
            let index = Index::build(&dataset, &gazetteer, &resolved);
            (index, joined(ends.join()), unreal)
        });
        let places = (0..gazetteer.places().len()).map(PlaceIx::from_position);
        let whereabouts = places.map(|place| gazetteer.whereabouts(place)).collect();
        let mut world = Self {
            sides: Vec::new(),
            side_of: Vec::new(),
            home_axis: Axis::home(&ends),
            whole_axis: Axis::whole(&ends),
            dataset: Arc::new(dataset),
            gazetteer: Arc::new(gazetteer),
            basemap: Arc::new(basemap),
            faults: faults.into(),
            is_part: false,
            resolved,
            index,
            unreal,
            whereabouts,
            by_name: Vec::new(),
            name_orders: Vec::new(),
            answers: Answers::default(),
            words: OnceLock::new(),
            kinds: OnceLock::new(),
        };
        world.count_sides();
        world.order_names();
        world
    }

    /// What a view is asked about: its filter, the time it shows, and the one event that it shows alone.
    fn asked(&self, view: &View) -> (Filter, Stretch, Option<EventIx>) {
        (
            view.filter.clone(),
            self.shown_time(view),
            self.single(view),
        )
    }

    /// One event as a set, if a view's filter lets it through.
    fn alone(&self, view: &View, single: EventIx) -> EventSet {
        let mut alone = EventSet::none(self.dataset.events.len());
        alone.insert(single);
        alone.and(&self.filtered(view))
    }

    /// The events that a view's filter and window let through, whether or not they happened: what the list shows. What
    /// has no date stays in it, whatever the window.
    pub fn listed(&self, view: &View) -> Arc<EventSet> {
        let (filter, time, single) = self.asked(view);
        self.answers
            .set(Question::Listed(filter, time, single), || {
                if let Some(single) = single {
                    return self.alone(view, single);
                }
                let events = &self.dataset.events;
                let mut listed = self.index.times.within(events, &time);
                listed.add_run(self.index.times.dated()..events.len());
                self.narrowed(view, listed)
            })
    }

    /// The events of [`World::listed`] whose time is known to touch the window: no undated ones, unless the window is
    /// everything.
    pub fn in_window(&self, view: &View) -> Arc<EventSet> {
        let (filter, time, single) = self.asked(view);
        self.answers
            .set(Question::InWindow(filter, time, single), || match single {
                Some(single) => self.alone(view, single),
                None => self.narrowed(view, self.index.times.within(&self.dataset.events, &time)),
            })
    }

    /// The events of [`World::in_window`] that the map shows: those that did not happen only on request.
    pub fn mapped(&self, view: &View) -> Arc<EventSet> {
        let inside = self.in_window(view);
        if view.unreal == Unreal::ALL {
            return inside;
        }
        let (filter, time, single) = self.asked(view);
        let events = &self.dataset.events;
        self.answers
            .set(Question::Mapped(filter, time, single, view.unreal), || {
                let inside = (*inside).clone();
                if view.unreal == Unreal::NONE {
                    return inside.without(&self.unreal);
                }
                let is_hidden = |event| !view.unreal.shows(events.factuality(event));
                inside.without(&EventSet::that(events.len(), is_hidden))
            })
    }

    /// Those of some events that a view's filter lets through.
    fn narrowed(&self, view: &View, events: EventSet) -> EventSet {
        if view.filter.is_open() {
            events
        } else {
            events.and(&self.filtered(view))
        }
    }

    /// The events of the filter alone, in all of time: what the timeline shows.
    pub fn filtered(&self, view: &View) -> Arc<EventSet> {
        self.selected(&view.filter)
    }

    /// The events that a filter lets through, in all of time.
    pub fn selected(&self, filter: &Filter) -> Arc<EventSet> {
        self.answers.set(Question::Filter(filter.clone()), || {
            let (dataset, gazetteer) = (&self.dataset, &self.gazetteer);
            self.index.select(dataset, gazetteer, self.words(), filter)
        })
    }

    /// The events of [`World::listed`] that `place:` finds.
    pub fn events_in(&self, view: &View, place: PlaceIx) -> Arc<EventSet> {
        let there = self.selected(&Filter::of(Key::Place, Test::Place(place)));
        Arc::new((*self.listed(view)).clone().and(&there))
    }

    /// The events that are not said to have happened.
    pub fn unreal(&self) -> &EventSet {
        &self.unreal
    }

    /// Where all events stand.
    pub fn space(&self) -> &Space {
        &self.index.space
    }

    /// When all events are.
    pub fn times(&self) -> &Times {
        &self.index.times
    }

    /// The places of an event that have a position.
    pub fn sites(&self, event: EventIx) -> Sites {
        self.index.space.sites(&self.dataset.events, event)
    }

    /// The number of an event's region; `None` is "elsewhere".
    pub fn region_of(&self, event: EventIx) -> Option<usize> {
        self.index.space.region(event)
    }

    /// The regions, in order of their keys.
    pub fn regions(&self) -> &[Region] {
        self.gazetteer.regions()
    }

    /// A box around all events that have a place; `None` where none has.
    pub fn bounds(&self) -> Option<MercBox> {
        self.index.space.bounds()
    }

    /// A box around all that events touch, as far as it is known: courses of routes, shapes, and the radius of what is
    /// known to an area or a province only. `None` where none has a place.
    pub fn extent(&self, events: &EventSet) -> Option<MercBox> {
        let space = self.space();
        let mut seen = vec![false; space.spots().len()];
        let mut extent = Extent::default();
        for event in events.iter() {
            match space.standing(event) {
                Standing::Nowhere => {}
                Standing::At(spot) => {
                    let Some(seen) = seen.get_mut(spot).filter(|seen| !**seen) else {
                        continue;
                    };
                    *seen = true;
                    let site = space.spots().get(spot);
                    let site = site.and_then(|spot| spot.site(event, None, None));
                    let reach = site.map_or_else(Vec::new, |site| self.reach(&site));
                    extent.add_all(reach);
                }
                Standing::Own(_) => {
                    extent.add_all(own(&self.dataset.events, event));
                }
                Standing::Apart => {
                    for site in self.sites(event) {
                        extent.add_all(self.reach(&site));
                    }
                }
            }
        }
        extent.bounds()
    }

    /// The courses that are known of a site: its own shape, else the line of a route's place. Empty where it is a point or
    /// an area.
    pub fn courses(&self, site: &Site) -> Vec<Vec<Merc>> {
        let shape = site
            .shape
            .and_then(|shape| self.dataset.shapes.get(shape as usize));
        if let Some(shape) = shape {
            return shape.parts.clone();
        }
        let place = site.place.and_then(|place| self.gazetteer.place(place));
        let line = place.map_or(&[][..], |place| &place.line);
        if site.form == Form::Route && line.len() > 1 {
            vec![line.iter().map(|at| Merc::from_lonlat(*at)).collect()]
        } else {
            Vec::new()
        }
    }

    /// The points that a site reaches to.
    fn reach(&self, site: &Site) -> Vec<Merc> {
        let courses = self.courses(site);
        if !courses.is_empty() {
            return courses.concat();
        }
        match site.form {
            Form::Point => vec![site.at],
            Form::Area | Form::Route | Form::Label => {
                let around = MercBox::about(site.at, site.radius_km);
                vec![
                    Merc {
                        x: around.west,
                        y: around.north,
                    },
                    Merc {
                        x: around.west.wrapping_add(around.width),
                        y: around.south,
                    },
                ]
            }
        }
    }

    /// The places with events, in them or in what lies in them, the most first.
    pub fn busiest_places(&self) -> Vec<PlaceIx> {
        self.index.busiest_places(&self.gazetteer)
    }

    /// How many events an actor or a place has, with what belongs to it.
    pub fn events_of(&self, named: Named) -> usize {
        self.index.events_of(named)
    }

    /// Where a place of the gazetteer is shown.
    pub fn whereabouts(&self, place: PlaceIx) -> Option<&Whereabouts> {
        self.whereabouts.get(place.at())?.as_ref()
    }

    /// What the gazetteer made of a place as events name it.
    pub fn resolution(&self, named: NamedIx) -> Option<&Resolution> {
        self.resolved.get(named.at())
    }

    /// A document that a file describes.
    pub fn document(&self, doc: DocIx) -> Option<&Document> {
        self.dataset.documents.get(doc)
    }

    /// The first document there is.
    pub fn first_document(&self) -> Option<DocIx> {
        (!self.dataset.documents.is_empty()).then_some(DocIx(0))
    }

    /// The events that a document reports.
    pub fn events_of_document(&self, doc: DocIx) -> Arc<EventSet> {
        let events = &self.dataset.events;
        self.answers.set(Question::Document(doc), || {
            let reports = |event| events.documents(event).any(|other| other == doc);
            EventSet::that(events.len(), reports)
        })
    }

    /// The events that were taken from one sentence of a document, as far as their records are at hand.
    pub fn events_of_sentence(&self, records: &Shelf, doc: DocIx, sentence: usize) -> Vec<EventIx> {
        let tells = |report: &Report| report.doc == Some(doc) && report.sentence == Some(sentence);
        let taken = |event: &EventIx| {
            records
                .record(*event)
                .is_some_and(|record| record.reports.iter().any(tells))
        };
        self.events_of_document(doc).iter().filter(taken).collect()
    }

    /// The first document of an event.
    pub fn document_of(&self, event: EventIx) -> Option<DocIx> {
        self.dataset.events.documents(event).next()
    }
}
