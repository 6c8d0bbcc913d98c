//! The names that all workers came across, put together.
//!
//! They get the numbers that they have in the whole, in the order in which the files bring them along: what comes out does
//! not depend on how many workers there were or which of them read what.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::FixedState;

use super::interner::{Met, NewActor, NewDocument, NewPlace, NewTag};
use super::names::Names;
use super::worker::{Worker, Yield};
use crate::model::columns::{Columns, Numbers, Used};
use crate::model::dataset::{NamedPlace, Shape};
use crate::model::documents::Documents;
use crate::model::entry::{Actor, ActorIx, DocIx, NamedIx, TagIx};
use crate::model::text::Text;
use crate::model::vocabulary::ActorKind;

/// What a worker came across; the rest of what it knew is no longer needed.
pub(super) struct Brought {
    actors: Vec<NewActor>,
    places: Vec<NewPlace>,
    publishers: Vec<Text>,
    documents: Vec<NewDocument>,
    tags: Vec<NewTag>,
    pub columns: Columns,
    pub shapes: Vec<Shape>,
}

impl From<Worker<'_>> for Brought {
    fn from(worker: Worker<'_>) -> Self {
        let interner = worker.interner;
        Self {
            columns: worker.columns,
            shapes: worker.shapes,
            actors: interner.new_actors,
            places: interner.new_places,
            publishers: interner.new_publishers,
            documents: interner.new_documents,
            tags: interner.new_tags,
        }
    }
}

/// All names, with the numbers that they have in the whole.
#[derive(Default)]
pub(super) struct Settled {
    pub actors: Vec<Actor>,
    pub named: Vec<NamedPlace>,
    pub documents: Documents,
    pub tags: Vec<Text>,
}

/// Things of all workers, in order: of those that are one, the first counts.
struct Numbered {
    /// Worker and number of the first of each.
    firsts: Vec<(usize, usize)>,
    /// For each worker and each of its numbers, the number in the whole.
    numbers: Vec<Vec<u32>>,
}

/// Numbers what all workers brought along. `met` tells of the `n`th of a worker where it came first; `None` if no event
/// has it.
fn number<T, K: Eq + Hash>(
    lists: &[&[T]],
    key: impl Fn(&T) -> K,
    met: impl Fn(&T, usize, usize) -> Option<Met>,
) -> Numbered {
    let mut all: Vec<(Met, usize, usize)> = Vec::new();
    for (worker, list) in lists.iter().enumerate() {
        let list = list.iter().enumerate();
        all.extend(list.filter_map(|(at, thing)| Some((met(thing, worker, at)?, worker, at))));
    }
    // Each worker's own are in order already, or nearly: this is a merge.
    all.sort();
    let mut numbered = Numbered {
        firsts: Vec::new(),
        numbers: lists
            .iter()
            .map(|list| vec![u32::MAX; list.len()])
            .collect(),
    };
    let mut known: HashMap<K, u32, FixedState> = HashMap::default();
    for (_, worker, at) in all {
        let Some(thing) = lists.get(worker).and_then(|list| list.get(at)) else {
            continue;
        };
        let next = u32::try_from(numbered.firsts.len()).unwrap_or(u32::MAX);
        let number = *known.entry(key(thing)).or_insert(next);
        if number == next {
            numbered.firsts.push((worker, at));
        }
        if let Some(slot) = numbered
            .numbers
            .get_mut(worker)
            .and_then(|list| list.get_mut(at))
        {
            *slot = number;
        }
    }
    numbered
}

/// Gives every name its number in the whole, in the yields too. Where workers hold names that no event has, as what they
/// read turned out not to count, or did not read in order, the events are asked which there are and in what order.
pub(super) fn settle(
    names: Names<'_>,
    brought: &mut [Brought],
    yields: &[Yield],
    is_littered: bool,
) -> Settled {
    let used = is_littered.then(|| used(&names, brought, yields));
    let met = |met: Met, pick: fn(&Used) -> &Vec<Option<u64>>, worker: usize, at: usize| {
        let Some(used) = &used else {
            return Some(met);
        };
        let first = pick(used.get(worker)?).get(at).copied().flatten();
        first.map(|offset| Met { file: 0, offset })
    };
    let declared = (names.actors.len(), names.documents.len());
    let actors = number(
        &brought
            .iter()
            .map(|one| one.actors.as_slice())
            .collect::<Vec<_>>(),
        |actor| actor.folded.clone(),
        |actor, worker, at| met(actor.met, |used| &used.actors, worker, declared.0 + at),
    );
    let places = number(
        &brought
            .iter()
            .map(|one| one.places.as_slice())
            .collect::<Vec<_>>(),
        |place| place.named.clone(),
        |place, worker, at| met(place.met, |used| &used.named, worker, at),
    );
    let documents = number(
        &brought
            .iter()
            .map(|one| one.documents.as_slice())
            .collect::<Vec<_>>(),
        |document| document.key,
        |document, worker, at| {
            met(
                document.met,
                |used| &used.documents,
                worker,
                declared.1 + at,
            )
        },
    );
    let tags = number(
        &brought
            .iter()
            .map(|one| one.tags.as_slice())
            .collect::<Vec<_>>(),
        |tag| tag.text.clone(),
        |tag, worker, at| met(tag.met, |used| &used.tags, worker, at),
    );
    renumber(brought, declared, [&actors, &places, &documents, &tags]);
    let brought = &*brought;
    let find = |worker: usize| brought.get(worker);
    let mut settled = Settled {
        actors: names.actors,
        named: Vec::with_capacity(places.firsts.len()),
        documents: Documents::new(names.documents),
        tags: Vec::with_capacity(tags.firsts.len()),
    };
    let new = actors.firsts.iter();
    let new = new.filter_map(|(worker, at)| Some(nobody(&find(*worker)?.actors.get(*at)?.name)));
    settled.actors.extend(new);
    let new = places.firsts.iter();
    settled
        .named
        .extend(new.filter_map(|(worker, at)| Some(find(*worker)?.places.get(*at)?.named.clone())));
    let new = tags.firsts.iter();
    settled
        .tags
        .extend(new.filter_map(|(worker, at)| Some(find(*worker)?.tags.get(*at)?.text.clone())));
    name_documents(&mut settled.documents, brought, &documents.firsts);
    settled
}

/// An actor of whom nothing is known but a name.
fn nobody(name: &Text) -> Actor {
    Actor {
        id: name.clone(),
        name: name.clone(),
        aliases: Vec::new(),
        kind: ActorKind::Unknown,
        parent: None,
        note: None,
    }
}

fn used(names: &Names<'_>, brought: &[Brought], yields: &[Yield]) -> Vec<Used> {
    let blank = |one: &Brought| Used {
        actors: vec![None; names.actors.len() + one.actors.len()],
        named: vec![None; one.places.len()],
        documents: vec![None; names.documents.len() + one.documents.len()],
        tags: vec![None; one.tags.len()],
    };
    let mut used: Vec<Used> = brought.iter().map(blank).collect();
    let mut count = 0;
    for yielded in yields {
        if let (Some(used), Some(one)) = (used.get_mut(yielded.worker), brought.get(yielded.worker))
        {
            for rows in &yielded.rows {
                one.columns.note_used(rows.clone(), used, &mut count);
            }
        }
    }
    used
}

fn renumber(
    brought: &mut [Brought],
    (actors, documents): (usize, usize),
    [new_actors, new_places, new_documents, new_tags]: [&Numbered; 4],
) {
    let behind = |declared: usize, numbers: &[u32]| -> Vec<u32> {
        let own = (0..declared).map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        let first = u32::try_from(declared).unwrap_or(u32::MAX);
        let new = numbers.iter().map(|number| number.saturating_add(first));
        own.chain(new).collect()
    };
    let workers = new_actors.numbers.iter();
    let workers = workers.zip(&new_places.numbers).zip(&new_documents.numbers);
    let workers = workers.zip(&new_tags.numbers);
    std::thread::scope(|scope| {
        for (one, (((new_actors, new_places), new_documents), new_tags)) in
            brought.iter_mut().zip(workers)
        {
            scope.spawn(move || {
                let actors = behind(actors, new_actors).into_iter().map(ActorIx);
                let named = new_places.iter().map(|at| NamedIx(*at));
                let documents = behind(documents, new_documents).into_iter().map(DocIx);
                let tags = new_tags.iter().map(|at| TagIx(*at));
                one.columns.renumber(Numbers {
                    actors: &actors.collect::<Vec<_>>(),
                    named: &named.collect::<Vec<_>>(),
                    documents: &documents.collect::<Vec<_>>(),
                    tags: &tags.collect::<Vec<_>>(),
                });
            });
        }
    });
}

fn name_documents(documents: &mut Documents, brought: &[Brought], firsts: &[(usize, usize)]) {
    let mut publishers: Vec<Text> = Vec::new();
    let mut numbers: HashMap<&Text, u32> = HashMap::new();
    // For each worker and each of its numbers, the number in the whole, once a document has it.
    let tables = brought.iter().map(|one| vec![None; one.publishers.len()]);
    let mut tables: Vec<Vec<Option<u32>>> = tables.collect();
    let named = firsts.iter().map(|(worker, at)| {
        let one = brought.get(*worker)?;
        let publisher = one.documents.get(*at)?.publisher? as usize;
        let number = tables.get_mut(*worker)?.get_mut(publisher)?;
        if number.is_none() {
            let name = one.publishers.get(publisher)?;
            let next = u32::try_from(publishers.len()).ok()?;
            *number = Some(*numbers.entry(name).or_insert_with(|| {
                publishers.push(name.clone());
                next
            }));
        }
        *number
    });
    let named: Vec<Option<u32>> = named.collect();
    documents.name(publishers, named.into_iter());
}
