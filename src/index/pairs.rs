//! Who with whom, who against whom, and who says so: what an actor has to do with others, counted over a set of events.
//!
//! Each count is that of the events which some clauses leave of the set; [`Tie::clauses`] and [`Part::clause`] say which, and
//! a test holds one against the other. One pass over the set; nothing is kept.
//!
//! Others are counted with their units, under their topmost: the war is not fought with a brigade. Who belongs to the same
//! whole as the actor itself (above it or beside it) stands for itself, and its own units are the actor. Where two attack each
//! other, as "the YPG and Turkey clash", both act and both are acted against: they are not taken for acting together.

use std::cmp::Reverse;

use super::set::EventSet;
use crate::model::dataset::Dataset;
use crate::model::entry::{ActorIx, EventIx};
use crate::model::filter::{Clause, Test};
use crate::model::query::Key;
use crate::model::vocabulary::{Role, SourceKind};

/// An actor as it is counted: by itself, or with its units and members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Party {
    /// Who.
    pub actor: ActorIx,
    /// With its units and members.
    pub whole: bool,
}

impl Party {
    /// What a clause asks of it.
    pub fn test(self) -> Test {
        Test::Actor {
            actor: self.actor,
            whole: self.whole,
        }
    }

    /// The clause that finds it in a part.
    pub fn clause(self, key: Key) -> Clause {
        Clause::of(key, self.test())
    }
}

/// What part an actor has in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// It acts.
    Agent,
    /// It is acted against.
    Target,
    /// It supports, or is supported.
    Partner,
    /// It says so.
    Speaker,
}

impl Part {
    /// In the order of the panel.
    pub const ALL: [Self; 4] = [Self::Agent, Self::Target, Self::Partner, Self::Speaker];

    /// The clause that finds the events in which somebody has this part.
    pub fn clause(self, own: Party) -> Clause {
        own.clause(match self {
            Self::Agent => Key::Agent,
            Self::Target => Key::Target,
            Self::Partner => Key::Partner,
            Self::Speaker => Key::By,
        })
    }
}

/// How an actor and another stand to each other in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tie {
    /// It acts against the other.
    Against,
    /// The other acts against it.
    Under,
    /// Both act, and the other is not the one acted against.
    Together,
    /// It acts, the other supports it or is supported.
    Beside,
    /// The other acts, it supports that or is supported.
    BesideIt,
    /// Both support or are supported.
    BothBeside,
}

impl Tie {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Against,
        Self::Under,
        Self::Together,
        Self::Beside,
        Self::BesideIt,
        Self::BothBeside,
    ];

    /// The clauses that leave the events in which two stand so.
    pub fn clauses(self, own: Party, other: Party) -> Vec<Clause> {
        let (one, two) = match self {
            Self::Against => (Key::Agent, Key::Target),
            Self::Under => (Key::Target, Key::Agent),
            Self::Together => (Key::Agent, Key::Agent),
            Self::Beside => (Key::Agent, Key::Partner),
            Self::BesideIt => (Key::Partner, Key::Agent),
            Self::BothBeside => (Key::Partner, Key::Partner),
        };
        let mut clauses = vec![own.clause(one), other.clause(two)];
        if self == Self::Together {
            let clause = other.clause(Key::Target);
            clauses.push(Clause {
                negated: true,
                ..clause
            });
        }
        clauses
    }

    /// Whether two stand so, by the parts that each has.
    const fn holds(self, own: u8, other: u8) -> bool {
        match self {
            Self::Against => own & AGENT != 0 && other & TARGET != 0,
            Self::Under => own & TARGET != 0 && other & AGENT != 0,
            Self::Together => own & AGENT != 0 && other & AGENT != 0 && other & TARGET == 0,
            Self::Beside => own & AGENT != 0 && other & PARTNER != 0,
            Self::BesideIt => own & PARTNER != 0 && other & AGENT != 0,
            Self::BothBeside => own & PARTNER != 0 && other & PARTNER != 0,
        }
    }
}

/// A part as a bit, so that the parts of one who has several are a number.
const AGENT: u8 = 1;
const TARGET: u8 = 2;
const PARTNER: u8 = 4;

const fn bit(role: Role) -> u8 {
    match role {
        Role::Agent => AGENT,
        Role::Target => TARGET,
        Role::Partner | Role::Beneficiary => PARTNER,
    }
}

/// What an actor has to do with others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairs {
    /// In how many events it has each part, in the order of [`Part::ALL`].
    pub parts: [usize; 4],
    /// How it stands to others, most events first.
    pub ties: Vec<(Tie, Party, usize)>,
    /// What kind of source says so first; `None` is the document's own voice. Most events first.
    pub voices: Vec<(Option<SourceKind>, usize)>,
    /// Who is said to say so, most events first.
    pub speakers: Vec<(ActorIx, usize)>,
}

/// An actor in the eyes of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// It is that one, or a unit of it.
    Own,
    /// It counts for one of the others, by its number.
    Other(usize),
}

/// Counts for one actor with its units. Events that have nothing to do with it count nowhere.
pub fn pairs(dataset: &Dataset, set: &EventSet, own: ActorIx) -> Pairs {
    let (seen, others) = sides(dataset, own);
    let of = |actor: ActorIx| seen.get(actor.at()).copied();
    let mut counts = Counts {
        parts: [0; 4],
        ties: vec![[0; Tie::ALL.len()]; others.len()],
        voices: Vec::new(),
        speakers: vec![0; dataset.actors.len()],
    };
    let mut here: Vec<(usize, u8)> = Vec::new();
    for event in set.iter() {
        let own = parts_in(dataset, event, of, &mut here);
        let mut speakers = dataset.events.speakers(event);
        let speaks = speakers.any(|actor| of(actor) == Some(Seen::Own));
        if own != 0 || speaks {
            counts.add(own, speaks, &here);
            counts.add_voices(dataset, event);
        }
    }
    counts.pairs(&others)
}

/// Counts while they grow.
struct Counts {
    parts: [usize; 4],
    ties: Vec<[usize; Tie::ALL.len()]>,
    voices: Vec<(Option<SourceKind>, usize)>,
    speakers: Vec<usize>,
}

impl Counts {
    /// The parts of an event: the actor's own, and those of the others.
    fn add(&mut self, own: u8, speaks: bool, here: &[(usize, u8)]) {
        let has = [
            own & AGENT != 0,
            own & TARGET != 0,
            own & PARTNER != 0,
            speaks,
        ];
        for (count, has) in self.parts.iter_mut().zip(has) {
            *count += usize::from(has);
        }
        for (number, other) in here {
            let Some(counts) = self.ties.get_mut(*number) else {
                continue;
            };
            for (count, tie) in counts.iter_mut().zip(Tie::ALL) {
                *count += usize::from(tie.holds(own, *other));
            }
        }
    }

    /// Who says so: where nothing is reported, nobody.
    fn add_voices(&mut self, dataset: &Dataset, event: EventIx) {
        let events = &dataset.events;
        let is_told = events.reports(event) > 0;
        for voice in events.voices(event).filter(|_| is_told) {
            match self.voices.iter_mut().find(|(known, _)| *known == voice) {
                Some((_, count)) => *count += 1,
                None => self.voices.push((voice, 1)),
            }
        }
        for speaker in events.speakers(event) {
            if let Some(count) = self.speakers.get_mut(speaker.at()) {
                *count += 1;
            }
        }
    }

    /// The counts that are not nothing, the most first.
    fn pairs(self, others: &[Party]) -> Pairs {
        let speakers = self.speakers.into_iter().enumerate();
        let speakers = speakers.map(|(at, count)| (ActorIx::from_position(at), count));
        let ties = others.iter().zip(self.ties).flat_map(|(party, counts)| {
            let counts = Tie::ALL.into_iter().zip(counts);
            counts.map(|(tie, count)| (tie, *party, count))
        });
        let mut pairs = Pairs {
            parts: self.parts,
            ties: ties.filter(|(.., count)| *count > 0).collect(),
            voices: self.voices,
            speakers: speakers.filter(|(_, count)| *count > 0).collect(),
        };
        pairs
            .ties
            .sort_by_key(|(_, party, count)| (Reverse(*count), *party));
        pairs
            .voices
            .sort_by_key(|(voice, count)| (Reverse(*count), *voice));
        pairs
            .speakers
            .sort_by_key(|(actor, count)| (Reverse(*count), *actor));
        pairs
    }
}

/// The parts that an actor has in an event, and those of each of the others.
fn parts_in(
    dataset: &Dataset,
    event: EventIx,
    of: impl Fn(ActorIx) -> Option<Seen>,
    others: &mut Vec<(usize, u8)>,
) -> u8 {
    let mut own = 0;
    others.clear();
    for (actor, role) in dataset.events.actors(event) {
        match of(actor) {
            Some(Seen::Own) => own |= bit(role),
            Some(Seen::Other(number)) => {
                match others.iter_mut().find(|(known, _)| *known == number) {
                    Some((_, parts)) => *parts |= bit(role),
                    None => others.push((number, bit(role))),
                }
            }
            None => {}
        }
    }
    own
}

/// For each actor what it is in the eyes of one, and the others that it may count for.
fn sides(dataset: &Dataset, own: ActorIx) -> (Vec<Seen>, Vec<Party>) {
    let whole = dataset.topmost(own);
    let has_members = with_members(dataset);
    let mut others: Vec<Party> = Vec::new();
    let mut number_of: Vec<Option<usize>> = vec![None; dataset.actors.len()];
    let actors = (0..dataset.actors.len()).map(ActorIx::from_position);
    let seen = actors.map(|actor| {
        if dataset.belongs_to(actor, own) {
            return Seen::Own;
        }
        let top = dataset.topmost(actor);
        let party = if top == whole {
            Party {
                actor,
                whole: false,
            }
        } else {
            party_of(&has_members, top)
        };
        let known = number_of.get(party.actor.at()).copied().flatten();
        let number = known.unwrap_or_else(|| {
            others.push(party);
            others.len() - 1
        });
        if let Some(slot) = number_of.get_mut(party.actor.at()) {
            *slot = Some(number);
        }
        Seen::Other(number)
    });
    (seen.collect(), others)
}

/// For each actor whether it has units or members.
pub(super) fn with_members(dataset: &Dataset) -> Vec<bool> {
    let mut has = vec![false; dataset.actors.len()];
    for parent in dataset.actors.iter().filter_map(|actor| actor.parent) {
        if let Some(has) = has.get_mut(parent.at()) {
            *has = true;
        }
    }
    has
}

/// An actor with its units, where it has some.
pub(super) fn party_of(has_members: &[bool], actor: ActorIx) -> Party {
    Party {
        actor,
        whole: has_members.get(actor.at()).copied().unwrap_or(false),
    }
}
