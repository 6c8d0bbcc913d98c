//! A briefing and the world that it is about: what each step shows.
//!
//! What a step leaves out comes from the front matter, never from the step before it, so that every step looks the same
//! however one came to it.

mod doubts;

use std::collections::{HashMap, HashSet};

use super::layout::Size;
use super::line::{self, ById, Reading};
use super::view::View;
use super::world::World;
use crate::model::briefing::{Briefing, Cited, Fault, Focus, Said, Step};
use crate::model::entry::EventIx;
use crate::model::query::{Key, Piece, parse};
use crate::model::text::Text;

/// So many ids that no event has are looked at for what they could be slips of.
const MOST_SUGGESTED: usize = 100;

/// A briefing, read for a world.
#[derive(Debug, Clone, Default)]
pub struct Deck {
    /// What the file says.
    pub briefing: Briefing,
    /// What each of its steps shows; as many as there are steps.
    pub stops: Vec<Stop>,
    /// The events of [`Briefing::cited`]; `None` for an id that no event has.
    pub cited: Vec<Option<EventIx>>,
    /// What is wrong with it, in the writing and for this world, in the order of the file.
    pub faults: Vec<Fault>,
}

/// What one step shows.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    /// Its own view and what the front matter adds to that.
    pub reading: Reading,
    /// What it shows.
    pub focus: Focus,
}

impl Deck {
    /// Reads a briefing for a world.
    pub fn read(world: &World, by_id: ById<'_>, briefing: Briefing) -> Self {
        let mut faults = briefing.faults.clone();
        let cited: Vec<_> = briefing.cited.iter().map(|one| by_id(&one.id)).collect();
        for (one, event) in briefing.cited.iter().zip(&cited) {
            if event.is_none() {
                faults.extend(missing(one));
            }
        }
        let front = briefing.front.view.as_ref();
        let mut stops = Vec::new();
        let mut reader = Views {
            world,
            by_id,
            faults: &mut faults,
        };
        if let Some(said) = front {
            reader.read(said, "sitmap.view");
        }
        for step in &briefing.steps {
            if let Some(said) = &step.view {
                let reading = reader.read(said, "view");
                reader.look_for_events(said, &reading);
            }
            stops.push(stop_of(world, by_id, front, step));
        }
        let mut deck = Self {
            briefing,
            stops,
            cited,
            faults,
        };
        let doubts = doubts::of(world, &deck);
        deck.faults.extend(doubts);
        deck.faults.sort_by_key(|fault| fault.span.start);
        deck
    }

    /// Says which id could have been meant by each that no event has; `near` may take its time, and is asked for few.
    pub fn suggest(&mut self, near: &dyn Fn(&str) -> Option<Text>) {
        let cited = self.briefing.cited.iter().zip(&self.cited);
        let missing = cited.filter(|(_, event)| event.is_none());
        let mut instead = HashMap::new();
        for (one, _) in missing.take(MOST_SUGGESTED) {
            if let Some(id) = near(&one.id) {
                let starts = one.spans.iter().map(|span| span.start);
                instead.extend(starts.map(|start| (start, id.clone())));
            }
        }
        for fault in self.faults.iter_mut().filter(|it| &*it.of == "event") {
            if fault.instead.is_none() {
                fault.instead = instead.get(&fault.span.start).cloned();
            }
        }
    }

    /// The events that a step cites, each once, in its order.
    pub fn events_of(&self, step: usize) -> Vec<EventIx> {
        let cites = self.briefing.steps.get(step).map(|step| &*step.cites);
        let events = cites.unwrap_or(&[]).iter();
        events
            .filter_map(|cited| self.cited.get(*cited).copied().flatten())
            .collect()
    }

    /// The view of a step, on a screen like that of another view.
    pub fn view(&self, world: &World, like: &View, step: usize) -> View {
        let reading = self.stops.get(step).map(|stop| &stop.reading);
        match reading {
            Some(reading) => line::take(world, like, reading),
            None => line::blank_like(world, like, like.size),
        }
    }
}

/// An id that no event has, each time it is cited.
fn missing(one: &Cited) -> impl Iterator<Item = Fault> {
    one.spans.iter().map(|span| Fault {
        is_warning: false,
        span: span.clone(),
        of: Text::clean("event"),
        words: Text::clean(&format!("no event has the id \"{}\"", one.id)),
        instead: None,
    })
}

/// What a step shows, beside a view that holds for all of them.
pub(super) fn stop_of(world: &World, by_id: ById<'_>, front: Option<&Said>, step: &Step) -> Stop {
    let own = step.view.as_ref().map_or("", |said| &*said.text);
    Stop {
        reading: line::read(world, by_id, &joined(front, own)),
        focus: step.focus.unwrap_or_default(),
    }
}

/// The line of a step: its own terms, and before them those of the front matter that it says nothing about.
pub(super) fn joined(front: Option<&Said>, own: &str) -> String {
    let front = front.map_or("", |said| &*said.text);
    let said: HashSet<Option<Key>> = keys(own).collect();
    // Both say where the map is.
    let has_map = said.contains(&Some(Key::Map)) || said.contains(&Some(Key::Region));
    let stays = |piece: &Piece| {
        let key = piece.term.as_ref().ok().map(|term| term.key);
        let gives_way = |key| said.contains(&key) || has_map && key == Some(Key::Map);
        key.is_some_and(|key| !gives_way(key))
    };
    let kept = parse(front).into_iter().filter(stays);
    let mut line: Vec<&str> = kept.filter_map(|piece| front.get(piece.span)).collect();
    line.push(own);
    line.join(" ")
}

fn keys(line: &str) -> impl Iterator<Item = Option<Key>> {
    let terms = parse(line).into_iter().filter_map(|piece| piece.term.ok());
    terms.map(|term| term.key)
}

/// Whether it is known which events a reading chooses.
fn is_answered(world: &World, reading: &Reading) -> bool {
    // Words are looked for in sentences that may not be read yet.
    let unknown = reading.filter.asks_for_words() && world.words().is_none();
    !unknown && reading.faults.is_empty() && !world.dataset.events.is_empty()
}

/// A view with nothing chosen, on a screen of the size that many have.
fn plain_view(world: &World) -> View {
    let size = Size {
        columns: 80,
        rows: 24,
    };
    View::first(world, size, 2.0)
}

/// Reads views and collects what is wrong with them.
struct Views<'w> {
    world: &'w World,
    by_id: ById<'w>,
    faults: &'w mut Vec<Fault>,
}

impl Views<'_> {
    fn read(&mut self, said: &Said, of: &str) -> Reading {
        let reading = line::read(self.world, self.by_id, &said.text);
        for fault in &reading.faults {
            let start = said.span.start;
            self.faults.push(Fault {
                is_warning: false,
                span: start + fault.span.start..start + fault.span.end,
                of: Text::clean(of),
                words: Text::clean(&fault.words),
                instead: fault.instead.as_deref().map(Text::clean),
            });
        }
        reading
    }

    /// A view that shows nothing is most likely a mistake.
    fn look_for_events(&mut self, said: &Said, reading: &Reading) {
        if !is_answered(self.world, reading) {
            return;
        }
        let view = line::take(self.world, &plain_view(self.world), reading);
        if self.world.listed(&view).is_empty() {
            let words = if self.world.selected(&reading.filter).is_empty() {
                "no event is chosen by this; \"sitmap facets\" counts what there is"
            } else {
                "none of the events chosen is in this time; \"sitmap timeline\" shows when they are"
            };
            self.faults.push(Fault {
                is_warning: true,
                span: said.span.clone(),
                of: Text::clean("view"),
                words: Text::clean(words),
                instead: None,
            });
        }
    }
}
