//! Everything there is to look at: what was loaded, the gazetteer, the base map and the indexes. It never changes.
//!
//! A view asks the fixed handful of questions that stand here as methods.

use std::sync::{Arc, OnceLock};
use std::thread;

use super::answers::{Answers, Question, Rows, Sorting};
use super::shelf::Shelf;
use super::timing::Mode;
use super::view::{Order, View};
use crate::basemap::Basemap;
use crate::gazetteer::{Gazetteer, Resolution, Whereabouts};
use crate::index::extent::Extent;
use crate::index::kinds::{ByKind, Kinds, by_kind};
use crate::index::set::EventSet;
use crate::index::space::{Form, Site, Sites, Space, Standing, own};
use crate::index::time::{Axis, KnownEnds, histogram};
use crate::index::times::Times;
use crate::index::{
    Index, joined,
    names::{Found, Ground, Named, Names, Watch},
};
use crate::model::dataset::Dataset;
use crate::model::documents::Document;
use crate::model::entry::{ActorIx, DocIx, EventIx, NamedIx, PlaceIx, Region};
use crate::model::geo::{Merc, MercBox};
use crate::model::query::Filter;
use crate::model::record::Report;
use crate::model::time::{Stamp, Stretch};
use crate::model::vocabulary::Role;
use crate::model::words::Words;

/// What was loaded, the gazetteer, the base map, and the indexes over them.
pub struct World {
    /// What was loaded.
    pub dataset: Arc<Dataset>,
    /// Places and regions.
    pub gazetteer: Arc<Gazetteer>,
    /// What is drawn under the events.
    pub basemap: Arc<Basemap>,
    /// What loading found wrong, a line each.
    pub faults: Vec<String>,
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

impl World {
    /// Builds the indexes.
    pub fn new(
        dataset: Dataset,
        gazetteer: Gazetteer,
        basemap: Basemap,
        faults: Vec<String>,
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
            faults,
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

    /// The stretch of time that a view shows: its window, all until the window's end, or the time of the one event.
    pub fn shown_time(&self, view: &View) -> Stretch {
        match (view.timing.mode, view.selection) {
            (Mode::Until, _) => Stretch {
                start: None,
                ..view.window
            },
            (Mode::Single, Some(event)) => self.dataset.events.stretch(event),
            _ => view.window,
        }
    }

    /// The one event that a view shows; `None` while it shows a stretch of time.
    pub fn single(&self, view: &View) -> Option<EventIx> {
        view.selection.filter(|_| view.timing.mode == Mode::Single)
    }

    /// What a view is asked about: its filter, the time it shows, and the one event that it shows alone.
    fn asked(&self, view: &View) -> (Filter, Stretch, Option<EventIx>) {
        (view.filter, self.shown_time(view), self.single(view))
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
        if view.shows_unreal {
            return inside;
        }
        let (filter, time, single) = self.asked(view);
        self.answers
            .set(Question::Mapped(filter, time, single), || {
                (*inside).clone().without(&self.unreal)
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
        self.answers.set(Question::Filter(view.filter), || {
            self.index
                .select(&self.dataset, &self.gazetteer, &view.filter)
        })
    }

    /// The events of [`World::listed`] that are in a place or in what lies in it.
    pub fn events_in(&self, view: &View, place: PlaceIx) -> Arc<EventSet> {
        let filter = Filter {
            actor: None,
            place: Some(place),
        };
        let there = self.answers.set(Question::Filter(filter), || {
            self.index.select(&self.dataset, &self.gazetteer, &filter)
        });
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

    /// The part of time where events are dense; `None` where no event has a date.
    pub fn home_axis(&self) -> Option<Axis> {
        self.home_axis
    }

    /// All of time that events tell of; `None` where no event has a date.
    pub fn whole_axis(&self) -> Option<Axis> {
        self.whole_axis
    }

    /// How many events of a set fall into each of `bins` equal parts of an axis.
    pub fn histogram(&self, set: &EventSet, axis: &Axis, bins: usize) -> Vec<u32> {
        if let Some(kinds) = self.kinds()
            && set.is_all()
        {
            let (events, times) = (&self.dataset.events, &self.index.times);
            return kinds.histogram(events, times, axis, bins).all();
        }
        histogram(&self.dataset.events, &self.index.times, set, axis, bins)
    }

    /// The same for each kind of event.
    pub fn histogram_by_type(&self, set: &EventSet, axis: &Axis, bins: usize) -> ByKind {
        let when = (&self.dataset.events, &self.index.times);
        by_kind(when, self.kinds(), set, (axis, bins))
    }

    /// The kinds of all events over time, counted when first asked for.
    fn kinds(&self) -> Option<&Kinds> {
        let count = || Kinds::build(&self.dataset.events, &self.index.times);
        self.kinds.get_or_init(count).as_ref()
    }

    /// The events of a set in an order, written out: for what goes through all of them.
    pub fn page(&self, set: &EventSet, order: Order) -> Vec<EventIx> {
        let rows = self.rows(&Arc::new(set.clone()), order);
        match &rows.sorted {
            None => set.iter().collect(),
            Some((sorted, sorting)) => sorted
                .iter()
                .filter_map(|place| sorting.events.get(place.at()).copied())
                .collect(),
        }
    }

    /// The events of a set in an order, as rows to look some of them up.
    pub fn rows(&self, set: &Arc<EventSet>, order: Order) -> Rows<'_> {
        let sorting = self.answers.sorting(order, || self.sort(order));
        let sorted = sorting.map(|sorting| (self.answers.sorted(order, set, sorting), sorting));
        Rows {
            set: Arc::clone(set),
            sorted,
            len: set.count(),
        }
    }

    /// The row of an event among those of a set in an order; `None` where it is not in the set.
    pub fn row_of(&self, rows: &Rows<'_>, order: Order, event: EventIx) -> Option<usize> {
        if !rows.set.contains(event) {
            return None;
        }
        let Some((sorted, sorting)) = &rows.sorted else {
            return Some(rows.set.before(event));
        };
        let key = |event: EventIx| (self.sort_key(&sorting.keys, order, event), event);
        let own = key(event);
        let place = sorting.events.partition_point(|other| key(*other) < own);
        Some(sorted.before(EventIx::from_position(place)))
    }

    /// All events in an order: names that are missing come last; within one name, time decides. Numbers are sorted, not
    /// names: of names there are few.
    fn sort(&self, order: Order) -> Sorting {
        let events = &self.dataset.events;
        let keys = self.sort_keys(order);
        let mut starts = vec![0_u32; keys.len() + 2];
        for event in events.all() {
            let key = self.sort_key(&keys, order, event) as usize;
            if let Some(start) = starts.get_mut(key + 1) {
                *start += 1;
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut sorted = vec![EventIx(0); events.len()];
        for event in events.all() {
            let key = self.sort_key(&keys, order, event) as usize;
            let Some(next) = starts.get_mut(key) else {
                continue;
            };
            if let Some(slot) = sorted.get_mut(*next as usize) {
                *slot = event;
            }
            *next += 1;
        }
        Sorting {
            events: sorted,
            keys,
        }
    }

    /// The place of each name among all of an order: of those of places as events name them, or of actors. Equal names have
    /// the same.
    fn sort_keys(&self, order: Order) -> Vec<u32> {
        let names: Vec<String> = match order {
            Order::Actor => {
                let actors = self.dataset.actors.iter();
                actors.map(|actor| actor.name.to_lowercase()).collect()
            }
            Order::Place | Order::Time => {
                let named = (0..self.dataset.named.len()).map(NamedIx::from_position);
                named
                    .map(|named| self.name_of(named).to_lowercase())
                    .collect()
            }
        };
        let mut sorted: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let key = |name: &String| match sorted.binary_search(&name) {
            Ok(at) => u32::try_from(at).unwrap_or(u32::MAX),
            Err(_) => u32::try_from(names.len()).unwrap_or(u32::MAX),
        };
        names.iter().map(key).collect()
    }

    fn sort_key(&self, keys: &[u32], order: Order, event: EventIx) -> u32 {
        let at = match order {
            Order::Actor => self.first_agent(event).map(ActorIx::at),
            Order::Place => self.first_named(event).map(NamedIx::at),
            Order::Time => None,
        };
        let last = u32::try_from(keys.len()).unwrap_or(u32::MAX);
        at.and_then(|at| keys.get(at).copied()).unwrap_or(last)
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

    /// What a query finds among places, actors and events, in groups, best first.
    pub fn find(&self, query: &str) -> Found {
        let (names, ground) = self.names();
        names.find(ground, query)
    }

    /// The same for who may lose interest; `None` if so.
    pub fn find_while(&self, query: &str, watch: &mut Watch<'_>) -> Option<Found> {
        let (names, ground) = self.names();
        names.find_while(ground, query, watch)
    }

    /// Makes ready what the first search needs.
    pub fn warm_search(&self) {
        let (names, ground) = self.names();
        names.warm(ground);
    }

    /// How many bytes a search has of events' names, once it is ready; the words of sentences come on top.
    pub fn search_bytes(&self) -> usize {
        let (names, _) = self.names();
        names.bytes_by_event()
    }

    fn names(&self) -> (&Names, Ground<'_>) {
        self.index
            .names(&self.dataset, &self.gazetteer, self.words())
    }

    /// The words of all summaries and sentences; `None` until somebody has read them.
    pub fn words(&self) -> Option<&Words> {
        self.words.get()
    }

    /// Takes in the words of all summaries and sentences, once. They are read from the records, which takes a while where
    /// there are many, and this room may not do it: until then searches do without.
    pub fn know_words(&self, words: Words) {
        // Whoever was first read the same.
        drop(self.words.set(words));
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

    /// The place of a name among all names of the gazetteer, in steps of two; that of another lies between those of its
    /// neighbours. So that what is to stand in order of names need not compare them.
    pub fn name_order(&self, name: &str) -> u32 {
        let found = self
            .by_name
            .binary_search_by(|place| self.name_at(*place).cmp(name));
        let (at, other) = match found {
            Ok(at) => (
                self.by_name
                    .partition_point(|place| self.name_at(*place) < name)
                    .min(at),
                1,
            ),
            Err(at) => (at, 0),
        };
        u32::try_from(at * 2 + other).unwrap_or(u32::MAX)
    }

    /// The same of a place of the gazetteer.
    pub fn name_order_of(&self, place: PlaceIx) -> u32 {
        self.name_orders
            .get(place.at())
            .copied()
            .unwrap_or(u32::MAX)
    }

    fn name_at(&self, place: PlaceIx) -> &str {
        self.gazetteer.place(place).map_or("", |place| &place.name)
    }

    fn order_names(&mut self) {
        let places = self.gazetteer.places().len();
        let mut by_name: Vec<PlaceIx> = (0..places).map(PlaceIx::from_position).collect();
        by_name.sort_by(|a, b| self.name_at(*a).cmp(self.name_at(*b)));
        let mut orders = vec![0; places];
        let mut last: Option<(usize, PlaceIx)> = None;
        for (at, place) in by_name.iter().enumerate() {
            let same = last.filter(|(_, other)| self.name_at(*other) == self.name_at(*place));
            let at = same.map_or(at, |(at, _)| at);
            last = Some((at, *place));
            if let Some(order) = orders.get_mut(place.at()) {
                *order = u32::try_from(at * 2 + 1).unwrap_or(u32::MAX);
            }
        }
        self.by_name = by_name;
        self.name_orders = orders;
    }

    /// What the gazetteer made of a place as events name it.
    pub fn resolution(&self, named: NamedIx) -> Option<&Resolution> {
        self.resolved.get(named.at())
    }

    /// The name of the first place of an event, as people know it; empty where it has none.
    pub fn place_name(&self, event: EventIx) -> &str {
        self.first_named(event)
            .map_or("", |named| self.name_of(named))
    }

    fn first_named(&self, event: EventIx) -> Option<NamedIx> {
        let first = self.dataset.events.locations(event).next()?;
        first.named
    }

    /// The name of a place that events name, as people know it.
    fn name_of(&self, named: NamedIx) -> &str {
        match self
            .resolution(named)
            .and_then(|found| self.gazetteer.place(found.place?))
        {
            Some(place) => &place.name,
            None => self
                .dataset
                .named
                .get(named.at())
                .map_or("", |named| named.text.as_str()),
        }
    }

    /// The actor in the first part as an agent; else the first actor in any role.
    pub fn first_agent(&self, event: EventIx) -> Option<ActorIx> {
        let mut actors = self.dataset.events.actors(event);
        let first = actors.clone().next();
        let agent = actors.find(|(_, role)| *role == Role::Agent);
        agent.or(first).map(|(actor, _)| actor)
    }

    /// The place among the sides of the actor whose colour an event has: the topmost of its first agent.
    pub fn side(&self, event: EventIx) -> Option<usize> {
        let agent = self.first_agent(event)?;
        let side = self.side_of.get(agent.at()).copied().flatten()?;
        Some(side as usize)
    }

    /// The actor of an id.
    pub fn actor_of_id(&self, id: &str) -> Option<ActorIx> {
        let actors = self.dataset.actors.iter();
        let at = actors.enumerate().find(|(_, actor)| *actor.id == *id);
        at.map(|(at, _)| ActorIx::from_position(at))
    }

    /// The topmost actors, most events first: their place in this order is their colour.
    pub fn sides(&self) -> &[ActorIx] {
        &self.sides
    }

    fn count_sides(&mut self) {
        let actors = self.dataset.actors.len();
        let mut counts = vec![0_usize; actors];
        for agent in self
            .dataset
            .events
            .all()
            .filter_map(|event| self.first_agent(event))
        {
            if let Some(count) = counts.get_mut(agent.at()) {
                *count += 1;
            }
        }
        let topmost = |actor: usize| self.dataset.topmost(ActorIx::from_position(actor));
        let tops: Vec<ActorIx> = (0..actors).map(topmost).collect();
        let mut of_tops = vec![0_usize; actors];
        for (top, count) in tops.iter().zip(counts) {
            if let Some(sum) = of_tops.get_mut(top.at()) {
                *sum += count;
            }
        }
        let filled = of_tops.iter().enumerate().filter(|(_, count)| **count > 0);
        let mut sides: Vec<(usize, ActorIx)> = filled
            .map(|(actor, count)| (*count, ActorIx::from_position(actor)))
            .collect();
        sides.sort_by_key(|(count, actor)| (std::cmp::Reverse(*count), *actor));
        let mut place_of = vec![None; actors];
        for (place, (_, side)) in (0_u32..).zip(&sides) {
            if let Some(slot) = place_of.get_mut(side.at()) {
                *slot = Some(place);
            }
        }
        let side_of = tops
            .iter()
            .map(|top| place_of.get(top.at()).copied().flatten());
        self.side_of = side_of.collect();
        self.sides = sides.into_iter().map(|(_, actor)| actor).collect();
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

    /// Where the first event after a window begins: the first of all, where the window is everything.
    pub fn next_time(&self, view: &View) -> Option<Stamp> {
        let (events, times) = (&self.dataset.events, &self.index.times);
        let after = view.window.end.map_or(0, |end| times.place(events, end));
        times.first(events, &self.filtered(view), after..usize::MAX)
    }

    /// Where the last event before a window begins.
    pub fn previous_time(&self, view: &View) -> Option<Stamp> {
        let (events, times) = (&self.dataset.events, &self.index.times);
        let start = view.window.start;
        let before = start.map_or(usize::MAX, |start| times.place(events, start));
        times.last(events, &self.filtered(view), 0..before)
    }

    /// Where the first and the last event of a view's filter begin, whatever the window; `None` where none has a date.
    pub fn first_and_last(&self, view: &View) -> Option<(Stamp, Stamp)> {
        let (events, times) = (&self.dataset.events, &self.index.times);
        let set = self.filtered(view);
        Some((
            times.first(events, &set, 0..usize::MAX)?,
            times.last(events, &set, 0..usize::MAX)?,
        ))
    }

    /// Where the selected event begins, or its last moment where that is not known; `None` for one without a date.
    pub fn selected_moment(&self, view: &View) -> Option<Stamp> {
        self.dataset.events.moment(view.selection?)
    }

    /// Whether some date of a view's filter is known to the hour or better.
    pub fn knows_hours(&self, view: &View) -> bool {
        self.filtered(view).shared(self.index.times.to_the_hour()) > 0
    }

    /// When what a view shows changes next as its window moves on: where the next event begins after it, and where the
    /// first of those in it ends. What is gathered does not end.
    pub fn next_changes(&self, view: &View) -> (Option<Stamp>, Option<Stamp>) {
        let ends = || {
            let events = &self.dataset.events;
            self.index.times.first_end(events, &self.in_window(view))
        };
        let ends = (view.timing.mode != Mode::Until).then(ends).flatten();
        (self.next_time(view), ends)
    }
}
