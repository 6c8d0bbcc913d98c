//! Everything there is to look at: what was loaded, the gazetteer, the base map and the indexes. It never changes.
//!
//! A view asks the fixed handful of questions that stand here as methods.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::shelf::Shelf;
use super::timing::Mode;
use super::view::{Order, View};
use crate::basemap::Basemap;
use crate::gazetteer::{Gazetteer, Resolution};
use crate::index::set::EventSet;
use crate::index::space::{Form, Site};
use crate::index::time::{Axis, histogram, within};
use crate::index::{
    Index,
    names::{Found, Ground, Named, Names, Watch},
};
use crate::model::dataset::Dataset;
use crate::model::documents::Document;
use crate::model::entry::{ActorIx, DocIx, EventIx, NamedIx, PlaceIx, Region};
use crate::model::geo::{Merc, MercBox};
use crate::model::query::Filter;
use crate::model::record::Report;
use crate::model::time::{Stamp, Stretch};
use crate::model::vocabulary::{Role, TimePrecision};
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
    /// Each event's place among all, sorted by place.
    by_place: Vec<u32>,
    /// Each event's place among all, sorted by actor.
    by_actor: Vec<u32>,
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
        let index = Index::build(&dataset, &gazetteer, &resolved);
        let mut world = Self {
            sides: Vec::new(),
            by_place: Vec::new(),
            by_actor: Vec::new(),
            home_axis: Axis::home(&dataset.events),
            whole_axis: Axis::whole(&dataset.events),
            dataset: Arc::new(dataset),
            gazetteer: Arc::new(gazetteer),
            basemap: Arc::new(basemap),
            faults,
            resolved,
            index,
            words: OnceLock::new(),
        };
        world.sides = world.count_sides();
        world.by_place = world.ranks(|event| world.place_name(event));
        world.by_actor = world.ranks(|event| {
            let agent = world.first_agent(event);
            agent.map_or("", |actor| world.dataset.actor_name(actor))
        });
        world
    }

    /// The place of each event among all when they are sorted by a name: names that are missing come last; within one
    /// name, time decides.
    fn ranks<'a>(&'a self, name: impl Fn(EventIx) -> &'a str) -> Vec<u32> {
        let mut sorted: Vec<EventIx> = self.dataset.events.all().collect();
        sorted.sort_by_cached_key(|event| {
            let name = name(*event).to_lowercase();
            (name.is_empty(), name, *event)
        });
        let mut ranks = vec![0; sorted.len()];
        for (rank, event) in (0..).zip(sorted) {
            if let Some(place) = ranks.get_mut(event.at()) {
                *place = rank;
            }
        }
        ranks
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

    /// The one event of a view as a set, if its filter lets it through.
    fn alone(&self, view: &View) -> Option<EventSet> {
        let single = self.single(view)?;
        let mut alone = EventSet::none(self.dataset.events.len());
        alone.insert(single);
        Some(alone.and(&self.filtered(view)))
    }

    /// The events that a view's filter and window let through, whether or not they happened: what the list shows. What
    /// has no date stays in it, whatever the window.
    pub fn listed(&self, view: &View) -> EventSet {
        if let Some(alone) = self.alone(view) {
            return alone;
        }
        let events = &self.dataset.events;
        let inside = within(events, &self.shown_time(view));
        let stays = |event| inside.contains(event) || events.stretch(event).is_open();
        self.filtered(view)
            .and(&EventSet::that(events.len(), stays))
    }

    /// The events of [`World::listed`] whose time is known to touch the window: no undated ones, unless the window is
    /// everything.
    pub fn in_window(&self, view: &View) -> EventSet {
        if let Some(alone) = self.alone(view) {
            return alone;
        }
        self.filtered(view)
            .and(&within(&self.dataset.events, &self.shown_time(view)))
    }

    /// The events of [`World::in_window`] that the map shows: those that did not happen only on request.
    pub fn mapped(&self, view: &View) -> EventSet {
        let events = &self.dataset.events;
        let shown = |event| view.shows_unreal || !events.factuality(event).is_unreal();
        self.in_window(view)
            .and(&EventSet::that(events.len(), shown))
    }

    /// The events of the filter alone, in all of time: what the timeline shows.
    pub fn filtered(&self, view: &View) -> EventSet {
        self.index
            .select(&self.dataset, &self.gazetteer, &view.filter)
    }

    /// The events of [`World::listed`] that are in a place or in what lies in it.
    pub fn events_in(&self, view: &View, place: PlaceIx) -> EventSet {
        let filter = Filter {
            actor: None,
            place: Some(place),
        };
        let there = self.index.select(&self.dataset, &self.gazetteer, &filter);
        self.listed(view).and(&there)
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
        histogram(&self.dataset.events, set, axis, bins)
    }

    /// The events of a set in an order.
    pub fn page(&self, set: &EventSet, order: Order) -> Vec<EventIx> {
        let mut page: Vec<EventIx> = set.iter().collect();
        match order {
            Order::Time => {}
            Order::Place => page.sort_by_key(|event| self.by_place.get(event.at())),
            Order::Actor => page.sort_by_key(|event| self.by_actor.get(event.at())),
        }
        page
    }

    /// The places of an event that have a position.
    pub fn sites(&self, event: EventIx) -> &[Site] {
        self.index.space.sites(event)
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
        let sites = events.iter().flat_map(|event| self.sites(event));
        MercBox::around(sites.flat_map(|site| self.reach(site)))
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

    /// What the gazetteer made of a place as events name it.
    pub fn resolution(&self, named: NamedIx) -> Option<&Resolution> {
        self.resolved.get(named.at())
    }

    /// The name of the first place of an event, as people know it; empty where it has none.
    pub fn place_name(&self, event: EventIx) -> &str {
        let Some(first) = self.dataset.events.locations(event).next() else {
            return "";
        };
        let Some(named) = first.named else { return "" };
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

    /// The actor whose colour an event has: the topmost of its first agent.
    pub fn side(&self, event: EventIx) -> Option<ActorIx> {
        self.first_agent(event)
            .map(|actor| self.dataset.topmost(actor))
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

    fn count_sides(&self) -> Vec<ActorIx> {
        let events = self.dataset.events.all();
        let mut counts: BTreeMap<ActorIx, usize> = BTreeMap::new();
        for side in events.filter_map(|event| self.side(event)) {
            *counts.entry(side).or_default() += 1;
        }
        let mut counts: Vec<(usize, ActorIx)> = counts
            .into_iter()
            .map(|(actor, count)| (count, actor))
            .collect();
        counts.sort_by_key(|(count, actor)| (std::cmp::Reverse(*count), *actor));
        counts.into_iter().map(|(_, actor)| actor).collect()
    }

    /// A document that a file describes.
    pub fn document(&self, doc: DocIx) -> Option<&Document> {
        self.dataset.documents.get(doc)
    }

    /// The first document there is.
    pub fn first_document(&self) -> Option<DocIx> {
        (!self.dataset.documents.is_empty()).then_some(DocIx(0))
    }

    /// The events that a document reports, in order of time.
    pub fn events_of_document(&self, doc: DocIx) -> Vec<EventIx> {
        self.dataset
            .events
            .all()
            .filter(|event| {
                self.dataset
                    .events
                    .documents(*event)
                    .any(|other| other == doc)
            })
            .collect()
    }

    /// The events that were taken from one sentence of a document, as far as their records are at hand.
    pub fn events_of_sentence(&self, records: &Shelf, doc: DocIx, sentence: usize) -> Vec<EventIx> {
        let tells = |report: &Report| report.doc == Some(doc) && report.sentence == Some(sentence);
        let taken = |event: &EventIx| {
            records
                .record(*event)
                .is_some_and(|record| record.reports.iter().any(tells))
        };
        self.events_of_document(doc)
            .into_iter()
            .filter(taken)
            .collect()
    }

    /// The first document of an event.
    pub fn document_of(&self, event: EventIx) -> Option<DocIx> {
        self.dataset.events.documents(event).next()
    }

    /// Where the first event after a window begins: the first of all, where the window is everything.
    pub fn next_time(&self, view: &View) -> Option<Stamp> {
        let after = view.window.end;
        self.starts(view)
            .filter(|at| after.is_none_or(|after| *at >= after))
            .min()
    }

    /// Where the last event before a window begins.
    pub fn previous_time(&self, view: &View) -> Option<Stamp> {
        let before = view.window.start;
        self.starts(view)
            .filter(|at| before.is_none_or(|before| *at < before))
            .max()
    }

    /// Where the first and the last event of a view's filter begin, whatever the window; `None` where none has a date.
    pub fn first_and_last(&self, view: &View) -> Option<(Stamp, Stamp)> {
        Some((self.starts(view).min()?, self.starts(view).max()?))
    }

    /// Where the selected event begins, or its last moment where that is not known; `None` for one without a date.
    pub fn selected_moment(&self, view: &View) -> Option<Stamp> {
        self.dataset.events.moment(view.selection?)
    }

    /// Whether some date of a view's filter is known to the hour or better.
    pub fn knows_hours(&self, view: &View) -> bool {
        let exact = [TimePrecision::Minute, TimePrecision::Hour];
        self.filtered(view)
            .iter()
            .any(|event| exact.contains(&self.dataset.events.when(event).precision))
    }

    /// When what a view shows changes next as its window moves on: where the next event begins after it, and where the
    /// first of those in it ends. What is gathered does not end.
    pub fn next_changes(&self, view: &View) -> (Option<Stamp>, Option<Stamp>) {
        let events = &self.dataset.events;
        let ends = match view.timing.mode {
            Mode::Until => None,
            _ => self
                .in_window(view)
                .iter()
                .filter_map(|event| events.stretch(event).end)
                .min(),
        };
        (self.next_time(view), ends)
    }

    /// Where events begin; where that is not known, their last moment.
    fn starts(&self, view: &View) -> impl Iterator<Item = Stamp> + '_ {
        let set: Vec<EventIx> = self.filtered(view).iter().collect();
        set.into_iter()
            .filter_map(|event| self.dataset.events.moment(event))
    }
}
