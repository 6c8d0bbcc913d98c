//! Which actor or place a person means who writes a name: by id, by name, by another name, or the only one that is near.

use crate::app::world::World;
use crate::index::names::{Found as Everything, Named, Thing, Tier};
use crate::model::entry::{ActorIx, PlaceIx};
use crate::model::fold::fold;

/// What a name was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found<T> {
    /// It is called so.
    Called(T),
    /// It is the only one that is near.
    Near(T),
    /// There are several, or none.
    No,
}

/// More names than these are not offered.
const MOST: usize = 4;

/// The actor that a name means.
pub(super) fn actor(world: &World, name: &str) -> Found<ActorIx> {
    if let Some(actor) = world.actor_of_id(name) {
        return Found::Called(actor);
    }
    let folded = fold(name);
    if folded.is_empty() {
        return Found::No;
    }
    let actors = || world.dataset.actors.iter().enumerate();
    let is_called: [&dyn Fn(&crate::model::entry::Actor) -> bool; 3] = [
        &|actor| *actor.name == *name,
        &|actor| fold(&actor.name) == folded || fold(&actor.id) == folded,
        &|actor| actor.aliases.iter().any(|alias| fold(alias) == folded),
    ];
    for is_called in is_called {
        let mut called = actors().filter(|(_, actor)| is_called(actor));
        if let (Some((at, _)), None) = (called.next(), called.next()) {
            return Found::Called(ActorIx::from_position(at));
        }
    }
    only(near(world, name).filter_map(|(named, tier)| match named {
        Named::Actor(actor) => Some((actor, tier)),
        Named::Place(_) => None,
    }))
}

/// The place that a name means; of several of one name, the likeliest.
pub(super) fn place(world: &World, name: &str) -> Found<PlaceIx> {
    if let Some(place) = world.gazetteer.find(name) {
        return Found::Called(place);
    }
    let meant = world.gazetteer.meant_by(name);
    if let Some(likeliest) = meant.first() {
        return Found::Called(likeliest.place);
    }
    only(near(world, name).filter_map(|(named, tier)| match named {
        Named::Place(place) => Some((place, tier)),
        Named::Actor(_) => None,
    }))
}

/// The names that could be meant, best first, as they would have to be written.
pub(super) fn offered(world: &World, name: &str, is_actor: bool) -> Vec<String> {
    let ids = near(world, name).filter_map(|(named, _)| match named {
        Named::Actor(actor) if is_actor => world.actor_id(actor).map(str::to_owned),
        Named::Place(place) if !is_actor => world.place_id(place).map(str::to_owned),
        _ => None,
    });
    ids.take(MOST).collect()
}

/// What a name could be, best first.
pub(super) fn near_ids(world: &World, name: &str) -> Vec<Named> {
    near(world, name).map(|(named, _)| named).collect()
}

fn near(world: &World, name: &str) -> impl Iterator<Item = (Named, Tier)> + use<> {
    let has_letters = name.chars().any(char::is_alphabetic);
    let found = if has_letters {
        world.find(name)
    } else {
        Everything::default()
    };
    let hits: Vec<(Named, Tier)> = found
        .hits()
        .filter_map(|hit| match hit.thing {
            Thing::Named(named) => Some((named, hit.tier)),
            Thing::Event(_) => None,
        })
        .collect();
    hits.into_iter()
}

/// The only one that is as near as the nearest.
fn only<T: Copy>(mut hits: impl Iterator<Item = (T, Tier)>) -> Found<T> {
    let Some((first, tier)) = hits.next() else {
        return Found::No;
    };
    // What is farther off is a guess: it may be offered, not taken.
    if tier > Tier::Alike {
        return Found::No;
    }
    if hits.any(|(_, other)| other == tier) {
        Found::No
    } else {
        Found::Near(first)
    }
}
