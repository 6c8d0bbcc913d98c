//! What a person narrows the events to: the terms of a line, with the names in them found.

use std::sync::Arc;

use super::entry::{ActorIx, DocIx, PlaceIx, TagIx};
use super::geo::Merc;
use super::query::Key;
use super::time::Stretch;
use super::vocabulary::{EventType, Factuality, PlacePrecision, SourceKind, TimePrecision};

/// A filter: an event has to pass every clause. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    clauses: Option<Arc<Vec<Clause>>>,
}

/// One term of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Clause {
    /// What passes none of the tests passes the clause.
    pub negated: bool,
    /// What the tests are about; `None` for words.
    pub key: Option<Key>,
    /// One of these has to be passed; never empty.
    pub any: Vec<Test>,
}

/// One value of a term. What it means for `actor:` and for `agent:` is not the same: its clause's key says which.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Test {
    /// An actor; `whole` means its units and members too.
    Actor {
        /// Who.
        actor: ActorIx,
        /// Its units and members too.
        whole: bool,
    },
    /// A place, with what lies in it and the roads that start or end there.
    Place(PlaceIx),
    /// Around a position.
    Near {
        /// The middle.
        at: Merc,
        /// How far, in metres.
        metres: u32,
        /// The place whose position it is.
        place: Option<PlaceIx>,
    },
    /// A region, by its number; `None` is elsewhere.
    Region(Option<usize>),
    /// A kind of event.
    Type(EventType),
    /// Whether it happened.
    Status(Factuality),
    /// A kind of source; `None` is the document's own voice.
    Voice(Option<SourceKind>),
    /// Who published it.
    Publisher(Arc<str>),
    /// A document.
    Document(DocIx),
    /// How exactly its place is known.
    Where(PlacePrecision),
    /// How exactly its time is known.
    When(TimePrecision),
    /// A stretch of time.
    Within(Stretch),
    /// Something is known of it.
    Has(Has),
    /// A tag.
    Tag(TagIx),
    /// From so many to so many reported dead, both included.
    Fatalities(u32, u32),
    /// Words of its summary or its sentences.
    Words(Arc<str>),
}

macro_rules! has {
    ($($variant:ident $word:literal $help:literal,)+) => {
        /// What may be known of an event or not.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Has { $(#[doc = $help] $variant,)+ }

        impl Has {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its word.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }
    };
}

has! {
    Date "date" "A date, or one end of it.",
    Place "place" "A place, named or by coordinates.",
    Position "position" "A position on the map.",
    Agent "agent" "Somebody who acts.",
    Target "target" "Somebody who is acted against.",
    Speaker "speaker" "Somebody by name who says so.",
    Report "report" "A report.",
    Document "document" "A document.",
    Fatalities "fatalities" "A number of dead.",
    Tag "tag" "A tag.",
}

impl Filter {
    /// One of these clauses.
    pub fn new(clauses: Vec<Clause>) -> Self {
        let clauses = (!clauses.is_empty()).then(|| Arc::new(clauses));
        Self { clauses }
    }

    /// Of one clause with one test.
    pub fn of(key: Key, test: Test) -> Self {
        Self::new(vec![Clause::of(key, test)])
    }

    /// Its clauses, in the order in which they were made.
    pub fn clauses(&self) -> &[Clause] {
        self.clauses.as_ref().map_or(&[], |clauses| clauses)
    }

    /// Whether it lets everything through.
    pub fn is_open(&self) -> bool {
        self.clauses.is_none()
    }

    /// The same with one more clause.
    #[must_use]
    pub fn and(&self, clause: Clause) -> Self {
        let mut clauses = self.clauses().to_vec();
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
        Self::new(clauses)
    }

    /// The same without some clauses.
    #[must_use]
    pub fn without(&self, is_dropped: impl Fn(&Clause) -> bool) -> Self {
        let kept = self.clauses().iter().filter(|clause| !is_dropped(clause));
        Self::new(kept.cloned().collect())
    }

    /// The same without its last clause.
    #[must_use]
    pub fn without_last(&self) -> Self {
        let clauses = self.clauses();
        let kept = clauses.split_last().map_or(&[][..], |(_, kept)| kept);
        Self::new(kept.to_vec())
    }

    /// Whether it asks for words, which are known later than the rest.
    pub fn asks_for_words(&self) -> bool {
        let tests = self.clauses().iter().flat_map(|clause| &clause.any);
        tests.into_iter().any(|test| matches!(test, Test::Words(_)))
    }
}

impl Clause {
    /// One test of a key.
    pub fn of(key: Key, test: Test) -> Self {
        Self {
            negated: false,
            key: Some(key),
            any: vec![test],
        }
    }
}
