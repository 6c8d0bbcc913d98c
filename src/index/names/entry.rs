//! One name of an actor or a place, and what becomes of a query that lies in it.

use strsim::{jaro_winkler, osa_distance};

use super::Named;
use super::fits::letters;
use super::found::{Hit, Thing, Tier};
use super::query::{Fit, Query, Reach, joined_sound};
use super::spread::Lie;
use crate::model::fold::{bare, fold};

/// A name, folded.
pub(super) struct Entry {
    pub named: Named,
    pub name: String,
    pub folded: String,
    pub bare: String,
    /// How long it is, folded, and without articles; in letters.
    length: u32,
    bare_length: u32,
    /// Which letters it has.
    pub letters: u64,
    /// What it is worth before anybody types: more events, higher rank.
    pub weight: i64,
    /// There are events.
    pub eventful: bool,
    /// An alias; the name itself goes first.
    pub alias: bool,
}

/// One name that a query found; what it is called is said once it is known to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scored {
    pub named: Named,
    /// The number of its entry.
    pub entry: usize,
    pub tier: Tier,
    pub score: i64,
}

/// Within a tier, what has events stands before all that has none, however well that matched.
const EVENTFUL: i64 = 100_000;
/// What one letter off costs.
pub(super) const OFF: i32 = 1_000;
/// Names less alike than so, where 1 is the same, are not suggested.
const LEAST_NEAR: f64 = 0.88;

impl Entry {
    /// Folds a name; `None` where nothing is left of it.
    pub fn of(named: Named, name: &str, weight: i64, eventful: bool, alias: bool) -> Option<Self> {
        let folded = fold(name);
        if folded.is_empty() {
            return None;
        }
        let bare = bare(name);
        Some(Self {
            named,
            name: name.to_owned(),
            length: count(&folded),
            bare_length: count(&bare),
            letters: letters(&folded),
            folded,
            bare,
            weight,
            eventful,
            alias,
        })
    }

    /// What it is worth, found in this way.
    pub fn score(&self, tier: Tier, how: i64) -> i64 {
        // Shorter names are nearer to what was typed.
        let length = i64::from(self.length.min(60));
        let by_letters = tier <= Tier::Within;
        let worth = if by_letters {
            EVENTFUL
        } else {
            i64::from(OFF / 2)
        };
        let events = i64::from(self.eventful) * worth;
        let alias = i64::from(self.alias) * 20;
        how + events + self.weight - length * 4 - alias
    }

    /// The hit that it makes.
    pub fn hit(&self, scored: &Scored) -> Hit {
        Hit {
            thing: Thing::Named(self.named),
            name: self.name.clone(),
            tier: scored.tier,
            score: scored.score,
        }
    }

    /// In what way a query lies in it, if it does, and how well. `lies` says how each term does.
    pub fn lies(&self, query: &Query, lies: &[Lie], reach: Reach) -> Option<(Tier, i64)> {
        let alike = || {
            let off = (reach >= Reach::Sound)
                .then(|| self.sounds_like(query))
                .flatten()?;
            Some((Tier::Alike, cost(off)))
        };
        let (tier, how) = if self.folded == query.folded {
            (Tier::Whole, 10)
        } else if self.bare == query.bare {
            (Tier::Whole, 0)
        } else if self.folded.starts_with(&query.folded) || self.bare.starts_with(&query.bare) {
            (Tier::Beginning, 0)
        } else {
            let start = Some((Tier::Word, 0));
            let by_terms = lies.iter().fold(start, |sum, lies| {
                let ((tier, how), (fit, score)) = (sum?, (*lies)?);
                Some((tier.max(tier_of(fit)), how + i64::from(score)))
            });
            let by_terms = by_terms.map(|(tier, how)| {
                // A word for each word: the whole name was meant.
                let whole =
                    tier >= Tier::Alike && self.bare.split(' ').count() == query.terms.len();
                let more = if whole { i64::from(OFF) * 2 } else { 0 };
                (tier, how + more)
            });
            by_terms.or_else(alike)?
        };
        let tier = match tier {
            Tier::Beginning | Tier::Word if self.eventful => Tier::Eventful,
            tier => tier,
        };
        Some((tier, how))
    }

    /// Whether it sounds like the query, if both are written in one word.
    fn sounds_like(&self, query: &Query) -> Option<usize> {
        if query.sound.is_empty() || joined_sound(&self.bare) != query.sound {
            return None;
        }
        let off = osa_distance(&self.bare, &query.bare);
        let longest = self.bare.chars().count().max(query.bare.chars().count());
        let one_script = self.bare.is_ascii() == query.bare.is_ascii();
        // Nearer than for one word: with the blanks gone, any two names may run into a third.
        (off <= longest / 3 || !one_script).then_some(off)
    }

    /// How near it is to a query, from 0 to 1, where it is near at all.
    pub fn nearness(&self, query: &Query) -> Option<f64> {
        if self.most_near(&query.bare) < LEAST_NEAR {
            return None;
        }
        let near = jaro_winkler(&self.bare, &query.bare);
        (near >= LEAST_NEAR).then_some(near)
    }

    /// No nearer than this can it be, by the letters that each lacks of the other.
    fn most_near(&self, text: &str) -> f64 {
        let own = letters(text);
        let lacks = |one: u64, other: u64| (one & !other).count_ones();
        let length = count(text);
        let shared = length.saturating_sub(lacks(own, self.letters));
        let shared = shared.min(
            self.bare_length
                .saturating_sub(lacks(letters(&self.bare), own)),
        );
        if shared == 0 {
            return 0.0;
        }
        let part = |length: u32| f64::from(shared) / f64::from(length.max(1));
        let most = (part(length) + part(self.bare_length) + 1.0) / 3.0;
        let begins = text.chars().zip(self.bare.chars()).take(4);
        let begins = begins.take_while(|(one, other)| one == other).count();
        most + 0.1 * f64::from(u8::try_from(begins).unwrap_or(4)) * (1.0 - most) + 1e-9
    }
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// What it costs to be some letters off.
fn cost(off: usize) -> i64 {
    -i64::from(OFF) * i64::try_from(off).unwrap_or(0)
}

/// The tier of a name that a term lies in.
pub(super) fn tier_of(fit: Fit) -> Tier {
    match fit {
        Fit::Equal | Fit::Begins => Tier::Word,
        Fit::Within => Tier::Within,
        Fit::Alike => Tier::Alike,
        Fit::Typo => Tier::Typo,
        Fit::Fuzzy => Tier::Fuzzy,
    }
}
