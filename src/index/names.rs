//! Finding a place or an actor by what a person types.
//!
//! Every distinct name is folded once (case, diacritics, Arabic letter forms: see `model::fold`); a query is folded the
//! same way and split at blanks, and a name matches if every term does. How a term matches decides the order: the whole
//! name before its beginning, before the beginning of a word, before anything inside, before letters in order (which is
//! `fuzzy-matcher`'s part).

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
    /// How well, higher first; comparable within one query.
    pub score: i64,
}

struct Entry {
    named: Named,
    name: String,
    folded: String,
    /// What it is worth before anybody types: more events, higher rank.
    weight: i64,
    /// An alias; the name itself goes first.
    alias: bool,
}

/// All names, folded.
pub struct Names {
    entries: Vec<Entry>,
    matcher: SkimMatcherV2,
}

/// How a term lies in a name, best last.
const WITHIN: i64 = 3_000;
const WORD: i64 = 5_000;
const BEGINNING: i64 = 6_000;
const WHOLE: i64 = 8_000;
/// Letters in order score below everything that holds the term as it is.
const MOST_FUZZY: i64 = 2_000;
/// `fuzzy-matcher` gives about 16 a letter where letters stand together, and less the more they are scattered.
const LEAST_FUZZY_A_LETTER: i64 = 13;

impl Names {
    /// Folds every name of actors and places. `events_of` says how many events a name has: the more, the higher it stands.
    pub fn build(
        dataset: &Dataset,
        gazetteer: &Gazetteer,
        events_of: impl Fn(Named) -> usize,
    ) -> Self {
        let mut entries = Vec::new();
        let mut add = |named: Named, rank: i64, name: &Text, others: &[Text]| {
            let weight = i64::try_from(events_of(named).min(100)).unwrap_or(0) * 8 - rank * 4;
            for (number, name) in std::iter::once(name).chain(others).enumerate() {
                let folded = fold(name);
                if !folded.is_empty() {
                    let name = name.to_string();
                    entries.push(Entry {
                        named,
                        name,
                        folded,
                        weight,
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
        hits.sort_by(|a, b| (a.named, b.score).cmp(&(b.named, a.score)));
        hits.dedup_by_key(|hit| hit.named);
        hits.sort_by_key(|hit| (-hit.score, hit.named));
        // Letters in order find something in every long name: they count only where nothing better was found.
        if hits.first().is_some_and(|best| best.score >= WITHIN) {
            hits.retain(|hit| hit.score >= WITHIN);
        }
        hits
    }

    fn hit(&self, entry: &Entry, folded: &str, terms: &[&str]) -> Option<Hit> {
        let how = if entry.folded == folded {
            WHOLE
        } else if entry.folded.starts_with(folded) {
            BEGINNING
        } else {
            terms
                .iter()
                .map(|term| self.term(entry, term))
                .try_fold(WORD, |worst, score| Some(worst.min(score?)))?
        };
        // Shorter names are nearer to what was typed.
        let length = i64::try_from(entry.folded.chars().count().min(60)).unwrap_or(60);
        let score = how + entry.weight - length * 4 - i64::from(entry.alias) * 20;
        Some(Hit {
            named: entry.named,
            name: entry.name.clone(),
            score,
        })
    }

    fn term(&self, entry: &Entry, term: &str) -> Option<i64> {
        if let Some(at) = entry.folded.find(term) {
            let starts_word = entry
                .folded
                .get(..at)
                .is_none_or(|before| before.is_empty() || before.ends_with(' '));
            return Some(if starts_word { WORD } else { WITHIN });
        }
        let letters = i64::try_from(term.chars().count()).unwrap_or(i64::MAX);
        let score = self.matcher.fuzzy_match(&entry.folded, term)?;
        (letters >= 3 && score >= letters * LEAST_FUZZY_A_LETTER).then_some(score.min(MOST_FUZZY))
    }
}
