//! The sides: the topmost actors, most events first. Their place in this order is their colour.

use std::cmp::Reverse;

use super::World;
use crate::index::names::Named;
use crate::model::entry::{ActorIx, EventIx};
use crate::model::vocabulary::Role;

impl World {
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

    /// The topmost actors with events, whatever they do in them, the most first.
    pub fn busiest_actors(&self) -> Vec<ActorIx> {
        let actors = (0..self.dataset.actors.len()).map(ActorIx::from_position);
        let topmost = actors.filter(|actor| self.dataset.topmost(*actor) == *actor);
        let counted = topmost.map(|actor| (self.events_of(Named::Actor(actor)), actor));
        let mut busiest: Vec<_> = counted.filter(|(events, _)| *events > 0).collect();
        busiest.sort_by_key(|(events, actor)| (Reverse(*events), *actor));
        busiest.into_iter().map(|(_, actor)| actor).collect()
    }

    /// Whether an actor has units or members.
    pub fn has_members(&self, actor: ActorIx) -> bool {
        let mut actors = self.dataset.actors.iter();
        actors.any(|other| other.parent == Some(actor))
    }

    /// The id of an actor.
    pub fn actor_id(&self, actor: ActorIx) -> Option<&str> {
        let actor = self.dataset.actors.get(actor.at())?;
        Some(&actor.id)
    }

    /// The topmost actors, most events first: their place in this order is their colour.
    pub fn sides(&self) -> &[ActorIx] {
        &self.sides
    }

    pub(super) fn count_sides(&mut self) {
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
}
