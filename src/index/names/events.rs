//! Finding events: by the words of their summaries and of the sentences that report them, by kind, by who and where.
//!
//! Every term has to be found, but each may be found elsewhere: "seized raqqa" is a word of a sentence and a place. No
//! record is read and no column walked: which events a word, a name or a kind stands in is known beforehand, and a term
//! makes a set of bits of it.
//!
//! Known to be imperfect: words that stand in different reports of one event count as if they stood together.

use super::fits::{by_letters, near_in_text};
use super::query::{Fit, Query, Reach, Term};
use super::spread::Spread;
use super::told::{Levels, Told};
use super::{Ground, IsStale};
use crate::model::postings::{List, Making, Postings};
use crate::model::vocabulary::EventType;

/// So many lists are gone through before one asks whether anybody still wants to know.
const BREATH: usize = 256;

/// Which events have each kind, actor and place: about eight bytes an event of two actors and a place. Going through the
/// columns instead takes no memory, and for every term as long as a term that is in every event takes this way.
pub(super) struct Whose {
    kinds: Postings,
    actors: Postings,
    places: Postings,
    /// Places that the gazetteer does not have, as events name them.
    unplaced: Postings,
}

impl Whose {
    /// Goes through all events once. `is_unplaced` says which places, as events name them, the gazetteer lacks.
    pub fn of(ground: Ground<'_>, is_unplaced: impl Fn(usize) -> bool) -> Self {
        let dataset = ground.dataset;
        let events = &dataset.events;
        let mut kinds = Making::default();
        let mut actors = Making::default();
        let mut places = Making::default();
        let mut unplaced = Making::default();
        for event in events.all() {
            kinds.push(events.kind(event) as usize, event);
            for actor in events.involved(event) {
                actors.push(actor.at(), event);
            }
            let sites = ground.space.sites(events, event);
            for place in sites.iter().filter_map(|site| site.place) {
                places.push(place.at(), event);
            }
            let named = events.locations(event);
            let named = named.filter_map(|location| location.named);
            for named in named.filter(|named| is_unplaced(named.at())) {
                unplaced.push(named.at(), event);
            }
        }
        Self {
            kinds: kinds.finish(EventType::ALL.len(), events.len()),
            actors: actors.finish(dataset.actors.len(), events.len()),
            places: places.finish(ground.gazetteer.places().len(), events.len()),
            unplaced: unplaced.finish(dataset.named.len(), events.len()),
        }
    }

    /// How many bytes they take.
    pub fn bytes(&self) -> usize {
        self.kinds.bytes() + self.actors.bytes() + self.places.bytes() + self.unplaced.bytes()
    }
}

/// How a query tells of every event; `None` where nobody wants to know any more.
pub(super) fn told(
    ground: Ground<'_>,
    whose: &Whose,
    (query, spreads): (&Query, &[Spread]),
    reach: Reach,
    is_stale: IsStale<'_>,
) -> Option<Levels> {
    let mut all: Option<Levels> = None;
    for (term, spread) in query.terms.iter().zip(spreads) {
        if is_stale() {
            return None;
        }
        let asked = Asked {
            ground,
            whose,
            term,
            reach,
            is_stale,
        };
        let mut levels = asked.levels(spread)?;
        levels.gather();
        if let Some(all) = &mut all {
            all.meet(&levels);
        } else {
            all = Some(levels);
        }
        if all.as_ref().is_some_and(Levels::is_empty) {
            break;
        }
    }
    Some(all.unwrap_or_else(|| Levels::none(ground.dataset.events.len())))
}

/// One term that is looked for.
struct Asked<'a> {
    ground: Ground<'a>,
    whose: &'a Whose,
    term: &'a Term,
    reach: Reach,
    is_stale: IsStale<'a>,
}

impl Asked<'_> {
    fn levels(&self, spread: &Spread) -> Option<Levels> {
        let mut levels = Levels::none(self.ground.dataset.events.len());
        for (at, kind) in EventType::ALL.iter().enumerate() {
            let told = self.kind(*kind);
            if told < Told::Not {
                levels.note(told, self.whose.kinds.list(at));
            }
        }
        let whose = self.whose;
        self.note(&mut levels, spread.actors.told(), &whose.actors)?;
        self.note(&mut levels, spread.places.told(), &whose.places)?;
        let unplaced = spread.unplaced.iter().enumerate();
        let unplaced = unplaced.map(|(at, fit)| (at, fit.map_or(Told::Not, Told::by)));
        self.note(&mut levels, unplaced, &whose.unplaced)?;
        self.words(&mut levels)?;
        Some(levels)
    }

    fn kind(&self, kind: EventType) -> Told {
        // People ask for airstrikes.
        let plural = self.term.letters.strip_suffix('s') == Some(kind.name());
        let fit = if plural {
            Some(Fit::Equal)
        } else {
            let fit = self.term.in_text(kind.name(), self.reach);
            fit.map(|(fit, _)| fit)
        };
        fit.map_or(Told::Not, Told::by)
    }

    /// Events of names that are told of.
    fn note(
        &self,
        levels: &mut Levels,
        told: impl Iterator<Item = (usize, Told)>,
        postings: &Postings,
    ) -> Option<()> {
        let told = told.filter(|(_, told)| *told < Told::Not);
        self.note_each(levels, told.map(|(at, told)| (told, postings.list(at))))
    }

    fn words(&self, levels: &mut Levels) -> Option<()> {
        let Some(words) = self.ground.words else {
            return Some(());
        };
        let mut fits = by_letters(self.term, words.lexicon());
        fits.extend(near_in_text(self.term, words.lexicon(), self.reach));
        let lists = fits.iter().flat_map(|fit| {
            let told = (Told::by(fit.fit), words.told_with(fit.word));
            let quoted = (Told::around(fit.fit), words.quoted_with(fit.word));
            [told, quoted]
        });
        self.note_each(levels, lists)
    }

    fn note_each<'l>(
        &self,
        levels: &mut Levels,
        lists: impl Iterator<Item = (Told, List<'l>)>,
    ) -> Option<()> {
        for (number, (told, events)) in lists.enumerate() {
            if number % BREATH == 0 && (self.is_stale)() {
                return None;
            }
            levels.note(told, events);
        }
        Some(())
    }
}
