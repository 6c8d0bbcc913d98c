//! What a lens on an actor or a place shows: sections of counted rows, each with the clauses that leave what it counts.
//!
//! It is made of the events that the list shows, and each count is that of the list once the row's clauses are added to the
//! filter. Made by [`World::lens`](super::world::World::lens), which keeps the last one.

use std::sync::Arc;

use crate::index::here::Known;
use crate::index::names::Named;
use crate::index::pairs::{Part, Party, Tie};
use crate::index::set::EventSet;
use crate::index::stays::Stay;
use crate::model::entry::EventIx;
use crate::model::filter::{Clause, Filter};
use crate::model::query::Key;
use crate::model::vocabulary::{EventType, SourceKind};

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// An actor's parts.
    Parts,
    /// Whom it acts against.
    Against,
    /// Who acts against it.
    Under,
    /// With whom it acts, and whom it stands beside.
    With,
    /// Who says so.
    Said,
    /// Its places.
    Stays,
    /// Who acts at a place.
    Acts,
    /// Who is acted against there.
    Suffers,
    /// What kinds of events.
    Kinds,
    /// How exactly their places are known.
    Known,
    /// The events themselves.
    Events,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A part that the actor has.
    Part(Part),
    /// Another actor, and how it stands to this one.
    Tie(Tie, Party),
    /// A kind of source; `None` is the document's own voice.
    Voice(Option<SourceKind>),
    /// Somebody who is said to say so.
    Speaker(Party),
    /// A place, with its events.
    Stay(Stay),
    /// Somebody who is there, with the first and the last dated event.
    Presence(Party, Option<(EventIx, EventIx)>),
    /// A kind of event.
    Kind(EventType),
    /// How exactly a place is known.
    Known(Known),
}

/// A row that can be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub what: What,
    /// How many events.
    pub count: usize,
    /// What leaves these.
    pub clauses: Vec<Clause>,
}

/// Rows under a heading; never none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What they are about.
    pub topic: Topic,
    /// The rows; those of [`Topic::Events`] are the lens's events instead.
    pub rows: Vec<Row>,
    /// How many rows.
    pub len: usize,
}

/// What a lens shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// What it is on.
    pub of: Named,
    /// The sections that have rows, in order.
    pub sections: Vec<Section>,
    /// Every event that it shows.
    pub events: Arc<EventSet>,
}

/// What a row leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// To fewer events.
    Row(&'a Row),
    /// To one.
    Event(EventIx),
}

impl Lens {
    /// How many rows there are in all.
    pub fn len(&self) -> usize {
        self.sections.iter().map(|section| section.len).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    /// What a row leads to, counted through all sections from 0.
    pub fn get(&self, row: usize) -> Option<Target<'_>> {
        let mut left = row;
        for section in &self.sections {
            if left < section.len {
                return match section.topic {
                    Topic::Events => self.events.nth(left).map(Target::Event),
                    _ => section.rows.get(left).map(Target::Row),
                };
            }
            left -= section.len;
        }
        None
    }

    /// The first row of each section.
    pub fn starts(&self) -> impl Iterator<Item = (usize, &Section)> {
        let mut next = 0;
        self.sections.iter().map(move |section| {
            let start = next;
            next += section.len;
            (start, section)
        })
    }

    /// The row that asks for the same.
    pub fn find(&self, row: &Row) -> Option<usize> {
        let mut starts = self.starts();
        starts.find_map(|(start, section)| {
            let mut rows = section.rows.iter();
            let at = rows.position(|other| other.clauses == row.clauses)?;
            Some(start + at)
        })
    }

    /// The rows of its events that stand around a row, as many as fill some lines on either side; where the row is none of
    /// them, the first ones.
    pub fn events_around(&self, row: usize, lines: usize) -> Vec<EventIx> {
        let events = self
            .starts()
            .find(|(_, section)| section.topic == Topic::Events);
        let Some((start, _)) = events else {
            return Vec::new();
        };
        let first = row.saturating_sub(start + lines);
        self.events.some(first, 2 * lines + 1)
    }
}

/// A filter with some clauses more. Where somebody was asked for in any part and now is in one, the part says it all.
pub fn narrowed(filter: &Filter, clauses: &[Clause]) -> Filter {
    let mut narrowed = filter.clone();
    for clause in clauses {
        let says_more = |one: &Clause, other: &Clause| {
            let has_part = matches!(
                one.key,
                Some(Key::Agent | Key::Target | Key::Partner | Key::By)
            );
            let is_plain = other.key == Some(Key::Actor) && !one.negated && !other.negated;
            has_part && is_plain && one.any == other.any
        };
        if narrowed
            .clauses()
            .iter()
            .any(|other| says_more(other, clause))
        {
            continue;
        }
        narrowed = narrowed
            .without(|other| says_more(clause, other))
            .and(clause.clone());
    }
    narrowed
}

/// Into how many parts the axis is cut beside a place, on a screen of so many columns.
pub const fn strip(columns: u16) -> usize {
    if columns < 60 { 12 } else { 24 }
}
