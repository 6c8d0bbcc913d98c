//! What there is among some events, counted: the values by which they can be chosen, dimension by dimension.
//!
//! A count is what the same value finds as a clause of a filter, in one pass over the events for all values together. What
//! values have in common is looked up beforehand and added up in the end: which places hold a spot, who published a document.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::names::Ground;
use super::set::EventSet;
use super::space::{Space, Spot, Standing};
use super::tally::{Tally, by_share};
use crate::gazetteer::Gazetteer;
use crate::model::dataset::Dataset;
use crate::model::documents::Documents;
use crate::model::entry::{ActorIx, DocIx, EventIx, PlaceIx};
use crate::model::events::Location;
use crate::model::filter::Test;
use crate::model::query::Key;
use crate::model::vocabulary::{EventType, Factuality, PlacePrecision, SourceKind, TimePrecision};

/// What events can be told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// What kind of thing.
    Type,
    /// Who takes part or says so; units and members count for what they belong to.
    Actor,
    /// Where: in a place, in what lies in it, or on a road that starts or ends there.
    Place,
    /// In which region.
    Region,
    /// Who says so: a kind of source, or somebody by name.
    By,
    /// Whether it happened.
    Status,
    /// How exactly the place is known.
    Where,
    /// How exactly the time is known.
    When,
    /// Who published it, and in which document.
    Source,
}

impl Dimension {
    /// In the order of the panel.
    pub const ALL: [Self; 9] = [
        Self::Type,
        Self::Actor,
        Self::Place,
        Self::Region,
        Self::By,
        Self::Status,
        Self::Where,
        Self::When,
        Self::Source,
    ];

    /// The key of its clauses.
    pub const fn key(self) -> Key {
        match self {
            Self::Type => Key::Type,
            Self::Actor => Key::Actor,
            Self::Place => Key::Place,
            Self::Region => Key::Region,
            Self::By => Key::By,
            Self::Status => Key::Status,
            Self::Where => Key::Where,
            Self::When => Key::When,
            Self::Source => Key::Source,
        }
    }

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Type => "Type",
            Self::Actor => "Actor",
            Self::Place => "Place",
            Self::Region => "Region",
            Self::By => "Said by",
            Self::Status => "Status",
            Self::Where => "Place known to",
            Self::When => "Dated to",
            Self::Source => "Source",
        }
    }
}

/// A value, and how many events it finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The value, as a clause of the dimension's key has it.
    pub test: Test,
    /// How many of the events.
    pub count: usize,
}

/// Who published which document, and who they have it from.
#[derive(Debug, Default)]
pub struct Sources {
    names: Vec<Arc<str>>,
    /// Where the names of each document end among all of them.
    ends: Vec<u32>,
    /// Numbers of names, document by document, each once.
    of_documents: Vec<u32>,
}

impl Sources {
    /// Looks all documents through.
    pub fn of(documents: &Documents) -> Self {
        let mut sources = Self::default();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        for doc in documents.all() {
            let first = sources.of_documents.len();
            let via = documents.get(doc).map_or(&[][..], |it| &it.via);
            for name in documents.publisher(doc).into_iter().chain(via) {
                let number = *numbers.entry(name.as_str()).or_insert_with(|| {
                    sources.names.push(name.as_str().into());
                    u32::try_from(sources.names.len() - 1).unwrap_or(u32::MAX)
                });
                let own = sources.of_documents.get(first..).unwrap_or(&[]);
                if !own.contains(&number) {
                    sources.of_documents.push(number);
                }
            }
            let end = u32::try_from(sources.of_documents.len()).unwrap_or(u32::MAX);
            sources.ends.push(end);
        }
        sources
    }

    /// The numbers of the names of a document.
    fn names_of(&self, doc: usize) -> &[u32] {
        let before = doc.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |end| *end as usize);
        let end = self.ends.get(doc).map_or(start, |end| *end as usize);
        self.of_documents.get(start..end).unwrap_or(&[])
    }
}

/// The values of a dimension that some events have, those of most events first.
pub fn values(
    ground: Ground<'_>,
    sources: &Sources,
    set: &EventSet,
    dimension: Dimension,
) -> Vec<Counted> {
    let Ground { dataset, space, .. } = ground;
    let events = &dataset.events;
    let mut values = match dimension {
        Dimension::Type => {
            let counts = kinds(set, EventType::ALL.len(), |event| {
                events.kind(event) as usize
            });
            of_words(EventType::ALL, Test::Type, &counts)
        }
        Dimension::Status => {
            let of = |event| events.factuality(event) as usize;
            let counts = kinds(set, Factuality::ALL.len(), of);
            of_words(Factuality::ALL, Test::Status, &counts)
        }
        Dimension::When => {
            let of = |event| events.time_precision(event) as usize;
            let counts = kinds(set, TimePrecision::ALL.len(), of);
            of_words(TimePrecision::ALL, Test::When, &counts)
        }
        Dimension::Where => {
            let of = |spot: &Spot| vec![spot.precision as usize];
            let counts = by_spot((dataset, space), set, PlacePrecision::ALL.len(), of);
            of_words(PlacePrecision::ALL, Test::Where, &counts)
        }
        Dimension::Region => {
            let regions = ground.gazetteer.regions().len();
            let of = |event| space.region(event).unwrap_or(regions);
            let counts = kinds(set, regions + 1, of);
            let region = |at: usize| Test::Region((at < regions).then_some(at));
            found(&counts, region)
        }
        Dimension::Actor => found_actors(dataset, &actors(dataset, set)),
        Dimension::Place => {
            let counts = places(dataset, space, ground.gazetteer, set);
            found(&counts, |at| Test::Place(PlaceIx::from_position(at)))
        }
        Dimension::By => voices(dataset, set),
        Dimension::Source => published(dataset, sources, set),
    };
    values.sort_by_key(|value| Reverse(value.count));
    values
}

/// Actors with events, each with its units and members, if it has some.
fn found_actors(dataset: &Dataset, counts: &[usize]) -> Vec<Counted> {
    let mut wholes = vec![false; counts.len()];
    for parent in dataset.actors.iter().filter_map(|actor| actor.parent) {
        if let Some(whole) = wholes.get_mut(parent.at()) {
            *whole = true;
        }
    }
    found(counts, |at| Test::Actor {
        actor: ActorIx::from_position(at),
        whole: wholes.get(at).copied().unwrap_or(false),
    })
}

/// What has events.
fn found(counts: &[usize], test: impl Fn(usize) -> Test) -> Vec<Counted> {
    let counts = counts.iter().copied().enumerate();
    let some = counts.filter(|(_, count)| *count > 0);
    some.map(|(at, count)| Counted {
        test: test(at),
        count,
    })
    .collect()
}

fn of_words<T: Copy>(all: &[T], test: impl Fn(T) -> Test, counts: &[usize]) -> Vec<Counted> {
    let counts = all.iter().zip(counts.iter().copied());
    let some = counts.filter(|(_, count)| *count > 0);
    some.map(|(word, count)| Counted {
        test: test(*word),
        count,
    })
    .collect()
}

/// Counts where each event has one of a few values.
fn kinds(set: &EventSet, len: usize, of: impl Fn(EventIx) -> usize + Sync) -> Vec<usize> {
    let shares = by_share(set.len(), |places| {
        let mut tally = Tally::new(len);
        for event in set.of(places) {
            tally.add(of(event), 1);
        }
        tally
    });
    Tally::sum(shares, len)
}

/// How many events each actor has, with its units and members: those that it takes part in, and those that it tells of.
pub(super) fn actors(dataset: &Dataset, set: &EventSet) -> Vec<usize> {
    let events = &dataset.events;
    let len = dataset.actors.len();
    let shares = by_share(set.len(), |places| {
        let mut tally = Tally::new(len);
        let mut count = |event, actor| {
            for whole in dataset.lineage(actor) {
                tally.once(event, whole.at());
            }
        };
        // Few events have speakers: they are walked along, not looked up.
        let is_before = |(event, _): &(EventIx, _)| event.at() < places.start;
        let mut spoken = events.with_speakers().skip_while(is_before).peekable();
        for event in set.of(places.clone()) {
            for (actor, _) in events.actors(event) {
                count(event, actor);
            }
            while spoken.next_if(|(other, _)| *other < event).is_some() {}
            let speakers = spoken.next_if(|(other, _)| *other == event);
            for speaker in speakers.map_or(&[][..], |(_, speakers)| speakers) {
                count(event, *speaker);
            }
        }
        tally
    });
    Tally::sum(shares, len)
}

/// How many events each place has: in it, in what lies in it, and on the roads that start or end there.
pub(super) fn places(
    dataset: &Dataset,
    space: &Space,
    gazetteer: &Gazetteer,
    set: &EventSet,
) -> Vec<usize> {
    let holders = |spot: &Spot| {
        let lines = spot.place.map(|place| gazetteer.lines(place));
        let holders: BTreeSet<PlaceIx> = lines.into_iter().flatten().flatten().collect();
        holders.into_iter().map(PlaceIx::at).collect()
    };
    by_spot((dataset, space), set, gazetteer.places().len(), holders)
}

/// Counts where the values follow from the spots of an event: `of` says which a spot has, each once.
fn by_spot(
    (dataset, space): (&Dataset, &Space),
    set: &EventSet,
    len: usize,
    of: impl Fn(&Spot) -> Vec<usize>,
) -> Vec<usize> {
    let values: Vec<Vec<usize>> = space.spots().iter().map(of).collect();
    let spot_of = |location: Location| values.get(space.spot_of(&location)?);
    let shares = by_share(set.len(), |places| {
        let mut tally = Tally::new(len);
        let mut spots = vec![0_u32; values.len()];
        for event in set.of(places) {
            match space.standing(event) {
                Standing::At(spot) | Standing::Own(spot) => {
                    if let Some(count) = spots.get_mut(spot) {
                        *count += 1;
                    }
                }
                Standing::Apart | Standing::Nowhere => {
                    let spots = dataset.events.locations(event).filter_map(spot_of);
                    for value in spots.flatten() {
                        tally.once(event, *value);
                    }
                }
            }
        }
        for (values, count) in values.iter().zip(spots).filter(|(_, count)| *count > 0) {
            for value in values {
                tally.add(*value, count);
            }
        }
        tally
    });
    Tally::sum(shares, len)
}

/// Who says so: kinds of sources, then those who are named.
fn voices(dataset: &Dataset, set: &EventSet) -> Vec<Counted> {
    let events = &dataset.events;
    // Where nothing is reported nobody speaks: that is counted behind all kinds, and left out.
    let nobody = SourceKind::ALL.len() + 1;
    let of = |event| match events.attribution(event) {
        Some(kind) => kind as usize + 1,
        None if events.reports(event) == 0 => nobody,
        None => 0,
    };
    let mut counts = kinds(set, nobody + 1, of);
    counts.truncate(nobody);
    let more = events.with_more_voices();
    for (_, more) in more.filter(|(event, _)| set.contains(*event)) {
        for kind in more {
            if let Some(count) = counts.get_mut(kind.map_or(0, |kind| kind as usize + 1)) {
                *count += 1;
            }
        }
    }
    let kind = |at: usize| at.checked_sub(1).and_then(|at| SourceKind::ALL.get(at));
    let mut values = found(&counts, |at| Test::Voice(kind(at).copied()));
    let mut tally = Tally::new(dataset.actors.len());
    let spoken = events.with_speakers();
    for (event, speakers) in spoken.filter(|(event, _)| set.contains(*event)) {
        for whole in speakers.iter().flat_map(|one| dataset.lineage(*one)) {
            tally.once(event, whole.at());
        }
    }
    let counts = Tally::sum([tally], dataset.actors.len());
    values.extend(found_actors(dataset, &counts));
    values
}

/// Who published events or was the source of who did, then the documents themselves.
fn published(dataset: &Dataset, sources: &Sources, set: &EventSet) -> Vec<Counted> {
    let (names, documents) = (sources.names.len(), dataset.documents.len());
    let shares = by_share(set.len(), |places| {
        let mut tally = Tally::new(names);
        // Most events have one document: what its names are counted by is added up in the end.
        let (mut alone, mut beside) = (Tally::new(documents), Tally::new(documents));
        for event in set.of(places) {
            let mut of_event = dataset.events.documents(event);
            match (of_event.next(), of_event.next()) {
                (None, _) => {}
                (Some(doc), None) => alone.add(doc.at(), 1),
                (Some(first), Some(second)) => {
                    for doc in [first, second].into_iter().chain(of_event) {
                        beside.once(event, doc.at());
                        for name in sources.names_of(doc.at()) {
                            tally.once(event, *name as usize);
                        }
                    }
                }
            }
        }
        for (doc, count) in alone.counts().filter(|(_, count)| *count > 0) {
            beside.add(doc, count);
            for name in sources.names_of(doc) {
                tally.add(*name as usize, count);
            }
        }
        (tally, beside)
    });
    let (by_name, by_document): (Vec<Tally>, Vec<Tally>) = shares.into_iter().unzip();
    let name = |at: usize| sources.names.get(at).map_or("".into(), Arc::clone);
    let mut values = found(&Tally::sum(by_name, names), |at| Test::Publisher(name(at)));
    // What is only named by rows has no id to be asked for by.
    let described = dataset.documents.described().len();
    let counts = Tally::sum(by_document, described);
    let document = |at| Test::Document(DocIx::from_position(at));
    values.extend(found(&counts, document));
    values
}
