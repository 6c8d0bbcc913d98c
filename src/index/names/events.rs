//! Finding events: by the words of their summaries and of the sentences that report them, by kind, by who and where.
//!
//! Every term has to be found, but each may be found elsewhere: "seized raqqa" is a word of a sentence and a place. No
//! record is read: whole words are kept with the data set, names with the gazetteer and the actors.
//!
//! Known to be imperfect: words that stand in different reports of one event count as if they stood together.

use super::found::{Hit, Thing, Tier};
use super::query::{Fit, Query, Reach, Term};
use super::{Ground, MOST_HITS, Names, Spread};
use crate::model::entry::{ActorIx, EventIx, PlaceIx};
use crate::model::vocabulary::EventType;

/// How a term tells of an event, best first; the order of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum Told {
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
    const FOUND: [Self; 6] = [
        Self::Equal,
        Self::Begins,
        Self::Around,
        Self::Within,
        Self::Alike,
        Self::Typo,
    ];

    fn by(fit: Fit) -> Self {
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
    fn around(fit: Fit) -> Self {
        Self::by(fit).max(Self::Around)
    }

    fn tier(self) -> Tier {
        match self {
            Self::Equal | Self::Begins => Tier::Word,
            Self::Around => Tier::Around,
            Self::Within => Tier::Within,
            Self::Alike => Tier::Alike,
            Self::Typo | Self::Not => Tier::Typo,
        }
    }
}

/// How a query tells of every event, by its number.
pub(super) struct Found(Vec<Told>);

impl Found {
    /// Looks for every term.
    pub fn by(
        names: &Names,
        ground: Ground<'_>,
        query: &Query,
        spreads: &[Spread],
        reach: Reach,
    ) -> Self {
        let mut worst = vec![Told::Equal; ground.dataset.events.len()];
        for (term, spread) in query.terms.iter().zip(spreads) {
            let told = told(names, ground, term, spread, reach);
            for (worst, told) in worst.iter_mut().zip(told) {
                *worst = told.max(*worst);
            }
        }
        Self(worst)
    }

    /// In what way the best event was found.
    pub fn best(&self) -> Option<Tier> {
        let best = self.0.iter().min().filter(|told| **told < Told::Not);
        best.map(|told| told.tier())
    }

    /// How many events were found so or better, and the first of them: the best told first, those of one kind in order of
    /// time.
    pub fn hits(&self, limit: Tier) -> (usize, Vec<Hit>) {
        let levels = Told::FOUND.into_iter().filter(|told| told.tier() <= limit);
        let counts = levels
            .clone()
            .map(|level| self.0.iter().filter(|told| **told == level).count());
        let total = counts.sum();
        let ordered = levels.flat_map(|level| {
            let events = self.0.iter().enumerate();
            let of_level = events.filter(move |(_, told)| **told == level);
            of_level.map(move |(at, _)| (EventIx::from_position(at), level))
        });
        let hits = ordered.take(MOST_HITS).map(|(event, level)| Hit {
            thing: Thing::Event(event),
            name: String::new(),
            tier: level.tier(),
            score: 0,
        });
        (total, hits.collect())
    }
}

/// How one term tells of every event.
fn told(
    names: &Names,
    ground: Ground<'_>,
    term: &Term,
    spread: &Spread,
    reach: Reach,
) -> Vec<Told> {
    let events = &ground.dataset.events;
    let parts = Parts::of(names, ground, term, spread, reach);
    let mut told: Vec<Told> = events
        .all()
        .map(|event| parts.told(ground, event))
        .collect();
    let mut note = |event: &EventIx, how: Told| {
        if let Some(known) = told.get_mut(event.at()) {
            *known = how.min(*known);
        }
    };
    for (number, word) in ground.dataset.words.iter().enumerate() {
        let Some((fit, _)) = term.in_text(word, reach) else {
            continue;
        };
        for event in events.told_with(number) {
            note(event, Told::by(fit));
        }
        for event in events.quoted_with(number) {
            note(event, Told::around(fit));
        }
    }
    told
}

/// How one term lies in what the columns of events point at: looked up once, however many events there are.
struct Parts {
    kinds: Vec<(EventType, Told)>,
    actors: Vec<Told>,
    places: Vec<Told>,
    unplaced: Vec<Told>,
}

impl Parts {
    fn of(names: &Names, ground: Ground<'_>, term: &Term, spread: &Spread, reach: Reach) -> Self {
        let (dataset, gazetteer) = (ground.dataset, ground.gazetteer);
        let with_above = |own: Option<Fit>, above: Option<Fit>| {
            let own = own.map_or(Told::Not, Told::by);
            own.min(above.map_or(Told::Not, Told::around))
        };
        let actors = (0..dataset.actors.len()).map(|at| {
            let actor = ActorIx::from_position(at);
            let above = dataset.lineage(actor).skip(1);
            let above = above.filter_map(|actor| spread.actor(actor)).min();
            with_above(spread.actor(actor), above)
        });
        let places = (0..gazetteer.places().len()).map(|at| {
            let place = PlaceIx::from_position(at);
            let above = gazetteer.ancestry(place).skip(1);
            let above = above.filter_map(|place| spread.place(place)).min();
            with_above(spread.place(place), above)
        });
        let unplaced = names.unplaced.iter().map(|name| {
            let fit = term
                .in_name(name, !name.contains(' '), reach)
                .filter(|_| !name.is_empty());
            fit.map_or(Told::Not, |(fit, _)| Told::by(fit))
        });
        let kinds = EventType::ALL.iter().filter_map(|kind| {
            // People ask for airstrikes.
            let plural = term.letters.strip_suffix('s') == Some(kind.name());
            let fit = if plural {
                Some(Fit::Equal)
            } else {
                term.in_text(kind.name(), reach).map(|(fit, _)| fit)
            };
            fit.map(|fit| (*kind, Told::by(fit)))
        });
        Self {
            kinds: kinds.collect(),
            actors: actors.collect(),
            places: places.collect(),
            unplaced: unplaced.collect(),
        }
    }

    fn told(&self, ground: Ground<'_>, event: EventIx) -> Told {
        let events = &ground.dataset.events;
        let at = |table: &[Told], at: usize| table.get(at).copied().unwrap_or(Told::Not);
        let kind = self
            .kinds
            .iter()
            .find(|(kind, _)| *kind == events.kind(event));
        let kind = kind.map_or(Told::Not, |(_, told)| *told);
        let actors = events
            .involved(event)
            .map(|actor| at(&self.actors, actor.at()));
        let sites = ground.space.sites(events, event);
        let places = sites
            .iter()
            .filter_map(|site| site.place)
            .map(|place| at(&self.places, place.at()));
        let named = events
            .locations(event)
            .filter_map(|location| location.named);
        let unplaced = named.map(|named| at(&self.unplaced, named.at()));
        actors.chain(places).chain(unplaced).fold(kind, Told::min)
    }
}
