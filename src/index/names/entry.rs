//! One name of an actor or a place, and what becomes of a query that lies in it.

use strsim::osa_distance;

use super::Named;
use super::found::{Hit, Thing, Tier};
use super::query::{Fit, Query, Reach, joined_sound};

/// A name, folded.
pub(super) struct Entry {
    pub named: Named,
    pub name: String,
    pub folded: String,
    pub bare: String,
    /// What it is worth before anybody types: more events, higher rank.
    pub weight: i64,
    /// There are events.
    pub eventful: bool,
    /// An alias; the name itself goes first.
    pub alias: bool,
}

/// Within a tier, what has events stands before all that has none, however well that matched.
const EVENTFUL: i64 = 100_000;
/// What one letter off costs.
pub(super) const OFF: i64 = 1_000;
impl Entry {
    /// The hit that it makes.
    pub fn hit(&self, tier: Tier, how: i64) -> Hit {
        // Shorter names are nearer to what was typed.
        let length = i64::try_from(self.folded.chars().count().min(60)).unwrap_or(60);
        let by_letters = tier <= Tier::Within;
        let worth = if by_letters { EVENTFUL } else { OFF / 2 };
        let events = i64::from(self.eventful) * worth;
        let alias = i64::from(self.alias) * 20;
        Hit {
            thing: Thing::Named(self.named),
            name: self.name.clone(),
            tier,
            score: how + events + self.weight - length * 4 - alias,
        }
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
}

/// How a query lies in a name, if it does.
pub(super) fn hit(
    entry: &Entry,
    query: &Query,
    lies: &[Option<(Fit, i64)>],
    reach: Reach,
) -> Option<Hit> {
    let alike = || {
        let off = (reach >= Reach::Sound)
            .then(|| entry.sounds_like(query))
            .flatten()?;
        Some((Tier::Alike, -OFF * i64::try_from(off).unwrap_or(0)))
    };
    let (tier, how) = if entry.folded == query.folded {
        (Tier::Whole, 10)
    } else if entry.bare == query.bare {
        (Tier::Whole, 0)
    } else if entry.folded.starts_with(&query.folded) || entry.bare.starts_with(&query.bare) {
        (Tier::Beginning, 0)
    } else {
        let start = Some((Tier::Word, 0));
        let by_terms = lies.iter().fold(start, |sum, lies| {
            let ((tier, how), (fit, score)) = (sum?, (*lies)?);
            Some((tier.max(tier_of(fit)), how + score))
        });
        let by_terms = by_terms.map(|(tier, how)| {
            // A word for each word: the whole name was meant.
            let whole = tier >= Tier::Alike && entry.bare.split(' ').count() == query.terms.len();
            (tier, how + if whole { OFF * 2 } else { 0 })
        });
        by_terms.or_else(alike)?
    };
    let tier = match tier {
        Tier::Beginning | Tier::Word if entry.eventful => Tier::Eventful,
        tier => tier,
    };
    Some(entry.hit(tier, how))
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
