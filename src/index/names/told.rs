//! How a query tells of events, all at once: a bit for each event and level.

use super::MOST_HITS;
use super::found::{Hit, Thing, Tier};
use super::query::Fit;
use crate::model::entry::EventIx;
use crate::model::postings::List;

/// How a term tells of an event, best first; the order of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Told {
    /// A word of its summary or trigger, its kind, or a name of who or where.
    Equal,
    /// The beginning of one.
    Begins,
    /// A word of a sentence that reports it, or a name of what its places lie in or its actors belong to.
    Around,
    /// Inside a word.
    Within,
    /// A word that sounds alike.
    Alike,
    /// A word a letter or two off.
    Typo,
    /// Not at all.
    Not,
}

impl Told {
    pub const FOUND: [Self; 6] = [
        Self::Equal,
        Self::Begins,
        Self::Around,
        Self::Within,
        Self::Alike,
        Self::Typo,
    ];

    pub fn by(fit: Fit) -> Self {
        match fit {
            Fit::Equal => Self::Equal,
            Fit::Begins => Self::Begins,
            Fit::Within => Self::Within,
            Fit::Alike => Self::Alike,
            Fit::Typo => Self::Typo,
            Fit::Fuzzy => Self::Not,
        }
    }

    /// The same, not said of the event itself.
    pub fn around(fit: Fit) -> Self {
        Self::by(fit).max(Self::Around)
    }

    pub fn tier(self) -> Tier {
        match self {
            Self::Equal | Self::Begins => Tier::Word,
            Self::Around => Tier::Around,
            Self::Within => Tier::Within,
            Self::Alike => Tier::Alike,
            Self::Typo | Self::Not => Tier::Typo,
        }
    }
}

/// The events that are told of at each level; once [`Levels::gather`]ed, at each level or better.
#[derive(Debug, Clone)]
pub(super) struct Levels {
    /// A bit for each event. Empty where a level adds nothing to the one before.
    sets: [Vec<u64>; Told::FOUND.len()],
    len: usize,
}

impl Levels {
    /// No event of so many.
    pub fn none(len: usize) -> Self {
        Self {
            sets: Default::default(),
            len,
        }
    }

    /// Events are told of so.
    pub fn note(&mut self, told: Told, events: List<'_>) {
        let words = self.len.div_ceil(64);
        let Some(set) = self.sets.get_mut(told as usize) else {
            return;
        };
        if set.is_empty() {
            set.resize(words, 0);
        }
        match events {
            List::Sparse(steps) => {
                for event in steps {
                    if let Some(word) = set.get_mut(event.at() / 64) {
                        *word |= 1 << (event.at() % 64);
                    }
                }
            }
            List::Dense(bits) => join(set, bits),
        }
    }

    /// From now on each level has what the better ones have too.
    pub fn gather(&mut self) {
        let mut better: &[u64] = &[];
        for set in &mut self.sets {
            if !set.is_empty() {
                join(set, better);
                better = set;
            }
        }
    }

    /// Keeps what another term tells of too; what both tell of it is the worse of the two. Both are gathered.
    pub fn meet(&mut self, other: &Self) {
        let mut sets: [Vec<u64>; Told::FOUND.len()] = Default::default();
        for (told, met) in Told::FOUND.into_iter().zip(&mut sets) {
            let adds = |levels: &Self| {
                levels
                    .sets
                    .get(told as usize)
                    .is_some_and(|set| !set.is_empty())
            };
            if adds(self) || adds(other) {
                let both = self.upto(told).iter().zip(other.upto(told));
                *met = both.map(|(one, other)| one & other).collect();
            }
        }
        self.sets = sets;
    }

    /// Nothing is told of.
    pub fn is_empty(&self) -> bool {
        self.upto(Told::Typo).iter().all(|word| *word == 0)
    }

    /// In what way the best event was found.
    pub fn best(&self) -> Option<Tier> {
        let some = |told: &Told| self.upto(*told).iter().any(|word| *word != 0);
        Told::FOUND.into_iter().find(some).map(Told::tier)
    }

    /// How many events were found so or better, and the first of them: the best told first, those of one kind in order of
    /// time.
    pub fn hits(&self, limit: Tier) -> (usize, Vec<Hit>) {
        let levels = Told::FOUND.into_iter().filter(|told| told.tier() <= limit);
        let last = levels.clone().next_back();
        let all = last.map_or(&[][..], |told| self.upto(told));
        let total = all.iter().map(|word| word.count_ones() as usize).sum();
        let mut better: &[u64] = &[];
        let mut hits = Vec::new();
        for level in levels {
            let set = self.upto(level);
            let fresh = fresh(set, better).take(MOST_HITS - hits.len());
            hits.extend(fresh.map(|event| Hit {
                thing: Thing::Event(event),
                name: String::new(),
                tier: level.tier(),
                score: 0,
            }));
            better = set;
        }
        (total, hits)
    }

    /// The events of a level or a better one; empty where there are none.
    fn upto(&self, told: Told) -> &[u64] {
        let sets = self.sets.get(..=told as usize).unwrap_or(&self.sets);
        let own = sets.iter().rfind(|set| !set.is_empty());
        own.map_or(&[], Vec::as_slice)
    }
}

fn join(set: &mut [u64], other: &[u64]) {
    for (word, other) in set.iter_mut().zip(other) {
        *word |= other;
    }
}

/// The events of one set that another lacks, in order.
fn fresh<'a>(set: &'a [u64], known: &'a [u64]) -> impl Iterator<Item = EventIx> + 'a {
    let known = known.iter().copied().chain(std::iter::repeat(0));
    let words = set.iter().zip(known).enumerate();
    words.flat_map(|(at, (word, known))| {
        let mut rest = word & !known;
        std::iter::from_fn(move || {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest.checked_sub(1)?;
            Some(EventIx::from_position(at * 64 + bit))
        })
    })
}
