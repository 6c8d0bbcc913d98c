//! Finding a place or an actor by what a person types.
//!
//! Every distinct name is folded once (case, diacritics, Arabic letter forms: see `model::fold`); a query is folded the
//! same way and split at blanks, and a name matches if every term does. How a term matches decides the order: the whole
//! name before its beginning, before the beginning of a word, before anything inside, before letters in order (which is
//! `fuzzy-matcher`'s part).

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::gazetteer::Gazetteer;
use crate::model::dataset::Dataset;
use crate::model::entry::{ActorIx, PlaceIx};
use crate::model::fold::fold;
use crate::model::text::Text;
use crate::model::vocabulary::PlaceKind;

/// What a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Named {
    /// An actor of the data set.
    Actor(ActorIx),
    /// A place of the gazetteer.
    Place(PlaceIx),
}

/// One thing that a query found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub named: Named,
    /// The name or alias that matched, as it is written.
    pub name: String,
    /// In what way it matched: the first thing that decides.
    pub tier: Tier,
    /// How well, higher first; comparable within one tier of one query.
    pub score: i64,
}

/// How a query lies in a name, best first. What has events comes before what has none, where both begin a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// The whole name.
    Whole,
    /// The beginning of the name or of its words, and there are events.
    Eventful,
    /// The beginning of the name.
    Beginning,
    /// The beginning of words.
    Word,
    /// Anywhere.
    Within,
    /// Letters in order.
    Fuzzy,
}

struct Entry {
    named: Named,
    name: String,
    folded: String,
    /// What it is worth before anybody types: more events, higher rank.
    weight: i64,
    /// There are events.
    eventful: bool,
    /// An alias; the name itself goes first.
    alias: bool,
}

/// All names, folded.
pub struct Names {
    entries: Vec<Entry>,
    matcher: SkimMatcherV2,
}

/// `fuzzy-matcher` gives about 16 a letter where letters stand together, and less the more they are scattered.
const LEAST_FUZZY_A_LETTER: i64 = 13;
/// Within a tier, what has events stands before all that has none, however well that matched.
const EVENTFUL: i64 = 100_000;

impl Names {
    /// Folds every name of actors and places. `events_of` says how many events a name has: the more, the higher it stands.
    pub fn build(
        dataset: &Dataset,
        gazetteer: &Gazetteer,
        events_of: impl Fn(Named) -> usize,
    ) -> Self {
        let mut entries = Vec::new();
        let mut add = |named: Named, rank: i64, name: &Text, others: &[Text]| {
            let events = events_of(named);
            let weight = i64::try_from(events.min(100)).unwrap_or(0) * 8 - rank * 4;
            for (number, name) in std::iter::once(name).chain(others).enumerate() {
                let folded = fold(name);
                if !folded.is_empty() {
                    let name = name.to_string();
                    entries.push(Entry {
                        named,
                        name,
                        folded,
                        weight,
                        eventful: events > 0,
                        alias: number > 0,
                    });
                }
            }
        };
        for (at, actor) in dataset.actors.iter().enumerate() {
            add(
                Named::Actor(ActorIx::from_position(at)),
                0,
                &actor.name,
                &actor.aliases,
            );
        }
        for (at, place) in gazetteer.places().iter().enumerate() {
            let rank = i64::from(place.rank.unwrap_or(match place.kind {
                PlaceKind::Country | PlaceKind::Province => 4,
                PlaceKind::Settlement => 9,
                _ => 12,
            }));
            add(
                Named::Place(PlaceIx::from_position(at)),
                rank,
                &place.name,
                &place.alt,
            );
        }
        Self {
            entries,
            matcher: SkimMatcherV2::default(),
        }
    }

    /// What a query finds, best first, each actor and place once. An empty query finds nothing.
    pub fn find(&self, query: &str) -> Vec<Hit> {
        let folded = fold(query);
        let terms: Vec<&str> = folded.split_whitespace().collect();
        if terms.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<Hit> = self
            .entries
            .iter()
            .filter_map(|entry| self.hit(entry, &folded, &terms))
            .collect();
        hits.sort_by_key(|hit| (hit.named, hit.tier, Reverse(hit.score)));
        hits.dedup_by_key(|hit| hit.named);
        hits.sort_by_key(|hit| (hit.tier, Reverse(hit.score), hit.named));
        // Letters in order find something in every long name: they count only where nothing better was found.
        if hits.first().is_some_and(|best| best.tier < Tier::Fuzzy) {
            hits.retain(|hit| hit.tier < Tier::Fuzzy);
        }
        hits
    }

    fn hit(&self, entry: &Entry, folded: &str, terms: &[&str]) -> Option<Hit> {
        let (tier, how) = if entry.folded == folded {
            (Tier::Whole, 0)
        } else if entry.folded.starts_with(folded) {
            (Tier::Beginning, 0)
        } else {
            terms.iter().map(|term| self.term(entry, term)).try_fold(
                (Tier::Word, 0),
                |(tier, how), found| {
                    let (other, score) = found?;
                    Some((tier.max(other), how + score))
                },
            )?
        };
        let tier = match tier {
            Tier::Beginning | Tier::Word if entry.eventful => Tier::Eventful,
            tier => tier,
        };
        // Shorter names are nearer to what was typed.
        let length = i64::try_from(entry.folded.chars().count().min(60)).unwrap_or(60);
        let events = i64::from(entry.eventful) * EVENTFUL;
        let alias = i64::from(entry.alias) * 20;
        Some(Hit {
            named: entry.named,
            name: entry.name.clone(),
            tier,
            score: how + events + entry.weight - length * 4 - alias,
        })
    }

    /// How a term lies in a name; a score only where its letters are scattered.
    fn term(&self, entry: &Entry, term: &str) -> Option<(Tier, i64)> {
        let mut found = entry.folded.match_indices(term).peekable();
        if found.peek().is_some() {
            let before = |at| entry.folded.get(..at).unwrap_or("");
            let starts_word =
                found.any(|(at, _)| before(at).is_empty() || before(at).ends_with(' '));
            let tier = if starts_word {
                Tier::Word
            } else {
                Tier::Within
            };
            return Some((tier, 0));
        }
        let letters = i64::try_from(term.chars().count()).unwrap_or(i64::MAX);
        let score = self.matcher.fuzzy_match(&entry.folded, term)?;
        (letters >= 3 && score >= letters * LEAST_FUZZY_A_LETTER).then_some((Tier::Fuzzy, score))
    }
}
