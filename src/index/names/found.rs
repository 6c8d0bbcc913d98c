//! What a query found, in groups: what the search box lists.

use super::{Named, Query};
use crate::model::entry::EventIx;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Thing {
    /// An actor or a place.
    Named(Named),
    /// An event.
    Event(EventIx),
}

/// In what way it was found, best first. What has events comes before what has none, where both begin a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// The whole name, but for articles.
    Whole,
    /// The beginning of the name or of its words, and there are events.
    Eventful,
    /// The beginning of the name.
    Beginning,
    /// The beginning of words.
    Word,
    /// Words of several of its names, or of what it lies in or belongs to; words of a sentence that reports it.
    Around,
    /// Inside words.
    Within,
    /// Words that sound alike, longer ones with one letter wrong.
    Alike,
    /// Words a letter or two off.
    Typo,
    /// Letters in order.
    Fuzzy,
}

/// One thing that a query found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub thing: Thing,
    /// The name or alias that matched, as it is written; empty for an event.
    pub name: String,
    /// In what way it matched: the first thing that decides.
    pub tier: Tier,
    /// How well, higher first; comparable within one tier of one query.
    pub score: i64,
}

/// What kind of things stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Places of the gazetteer.
    Places,
    /// Actors of the data set.
    Actors,
    /// Events.
    Events,
}

impl Kind {
    /// Its heading.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Places => "Places",
            Self::Actors => "Actors",
            Self::Events => "Events",
        }
    }
}

impl Hit {
    /// The group that it stands in.
    pub fn kind(&self) -> Kind {
        match self.thing {
            Thing::Named(Named::Place(_)) => Kind::Places,
            Thing::Named(Named::Actor(_)) => Kind::Actors,
            Thing::Event(_) => Kind::Events,
        }
    }
}

impl Group {
    /// Even the best of it is only near to what was typed.
    pub fn is_similar(&self) -> bool {
        let best = self.hits.first();
        best.is_some_and(|hit| hit.tier >= Tier::Alike)
    }
}

/// One group of what was found; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it holds.
    pub kind: Kind,
    /// How many were found in all.
    pub total: usize,
    /// The best of them, best first.
    pub hits: Vec<Hit>,
}

/// Everything that was found, the group with the best hit first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// What was looked for.
    pub query: Query,
    /// The groups.
    pub groups: Vec<Group>,
    /// The nearest name, where nothing was found.
    pub near: Option<String>,
    /// Events are still to come and to be counted.
    pub is_partial: bool,
}

impl Found {
    /// Every hit, in the order of the screen.
    pub fn hits(&self) -> impl Iterator<Item = &Hit> {
        self.groups.iter().flat_map(|group| &group.hits)
    }

    /// How many hits there are to move through.
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.hits.len()).sum()
    }

    /// Nothing was found.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}
