//! Names: of the places of events, in what order they stand, and what a query finds among all.

use super::World;
use crate::index::names::{Found, Ground, Names, Watch};
use crate::model::entry::{EventIx, NamedIx, PlaceIx};
use crate::model::geo::{BBox, MercBox};
use crate::model::words::Words;

impl World {
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
        self.answers.forget();
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

    pub(super) fn order_names(&mut self) {
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

    /// The id of a place of the gazetteer.
    pub fn place_id(&self, place: PlaceIx) -> Option<&str> {
        Some(&self.gazetteer.place(place)?.id)
    }

    /// What the map shows of a place: its extent, or what lies around it. `None` where nobody knows where it is.
    pub fn surroundings(&self, place: PlaceIx) -> Option<MercBox> {
        let entry = self.gazetteer.place(place)?;
        let around = || {
            let found = self.whereabouts(place)?;
            Some(MercBox::about(found.at, (found.radius_km * 3.0).max(4.0)))
        };
        entry.bbox.map(BBox::to_merc).or_else(around)
    }

    /// The name of the first place of an event, as people know it; empty where it has none.
    pub fn place_name(&self, event: EventIx) -> &str {
        self.first_named(event)
            .map_or("", |named| self.name_of(named))
    }

    pub(super) fn first_named(&self, event: EventIx) -> Option<NamedIx> {
        let first = self.dataset.events.locations(event).next()?;
        first.named
    }

    /// The name of a place that events name, as people know it.
    pub(super) fn name_of(&self, named: NamedIx) -> &str {
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
}
