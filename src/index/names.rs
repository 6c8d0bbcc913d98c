//! Finding places, actors and events by what a person types.
//!
//! Every distinct name is folded once (case, diacritics, Arabic letter forms: see `model::fold`); a query is folded the
//! same way and split at blanks, and a name matches if every term does. How a term matches decides the order: the whole
//! name before its beginning, before the beginning of a word, before anything inside. Only where nothing is found so, words
//! that sound alike are looked for, then words with a letter wrong, then letters in order (`fuzzy-matcher`'s part).
//!
//! A query that is a name stands for the other names of what is called so, so that every spelling of a town finds what is
//! named after it in any other; up to sixteen of them are looked for in each name, which costs that much more.
//!
//! Events are found through the words of their summaries and sentences, and through the names of who and where: never one
//! after the other, so that a million of them cost what their distinct words cost.
//!
//! What it costs: a folded name is kept three times (as written, folded, without articles), about 100 bytes; 100,000 names
//! are 10 MB, and a key pressed walks through these once, which is some milliseconds. The fallbacks compare letters with
//! every distinct word and take about ten times as long, only where nothing was found. Events cost one byte a term and
//! event for as long as the search takes.

mod entry;
mod events;
mod found;
mod query;
mod skeleton;

use std::cmp::Reverse;

use super::space::Space;
use crate::gazetteer::{Gazetteer, Resolution};
use crate::model::dataset::Dataset;
use crate::model::entry::{ActorIx, PlaceIx};
use crate::model::fold::{bare, fold};
use crate::model::text::Text;
use crate::model::vocabulary::PlaceKind;
use entry::{Entry, OFF, hit, tier_of};
use fuzzy_matcher::skim::SkimMatcherV2;

pub use found::{Found, Group, Hit, Kind, Thing, Tier};
pub use query::{Fit, Query, Reach};

/// What a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Named {
    /// An actor of the data set.
    Actor(ActorIx),
    /// A place of the gazetteer.
    Place(PlaceIx),
}

/// What is searched beside the names.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// Actors and events.
    pub dataset: &'a Dataset,
    /// Places.
    pub gazetteer: &'a Gazetteer,
    /// Where events stand.
    pub space: &'a Space,
}

/// All names, folded.
pub struct Names {
    entries: Vec<Entry>,
    /// The folded names of places that the gazetteer does not have; empty for those it has. One for each named place.
    unplaced: Vec<String>,
    matcher: SkimMatcherV2,
}

/// How one term of a query lies in the names of every actor and place: the best fit of each.
struct Spread {
    actors: Vec<Option<Fit>>,
    places: Vec<Option<Fit>>,
}

impl Spread {
    fn slot(&mut self, named: Named) -> Option<&mut Option<Fit>> {
        match named {
            Named::Actor(actor) => self.actors.get_mut(actor.at()),
            Named::Place(place) => self.places.get_mut(place.at()),
        }
    }

    fn note(&mut self, named: Named, fit: Fit) {
        if let Some(slot) = self.slot(named)
            && slot.is_none_or(|known| fit < known)
        {
            *slot = Some(fit);
        }
    }

    fn actor(&self, actor: ActorIx) -> Option<Fit> {
        self.actors.get(actor.at()).copied().flatten()
    }

    fn place(&self, place: PlaceIx) -> Option<Fit> {
        self.places.get(place.at()).copied().flatten()
    }
}

/// Names less alike than so, where 1 is the same, are not suggested; and what events add to that.
const LEAST_NEAR: f64 = 0.88;
const EVENTFUL: f64 = 0.03;
/// More of one group than this are not looked through.
const MOST_HITS: usize = 60;

impl Names {
    /// Folds every name of actors and places. `events_of` says how many events a name has: the more, the higher it stands.
    pub fn build(
        dataset: &Dataset,
        gazetteer: &Gazetteer,
        resolved: &[Resolution],
        events_of: impl Fn(Named) -> usize,
    ) -> Self {
        let mut entries = Vec::new();
        let mut add = |named: Named, rank: i64, name: &Text, others: &[Text]| {
            let events = events_of(named);
            let weight = i64::try_from(events.min(100)).unwrap_or(0) * 8 - rank * 4;
            for (number, name) in std::iter::once(name).chain(others).enumerate() {
                let folded = fold(name);
                if !folded.is_empty() {
                    entries.push(Entry {
                        named,
                        name: name.to_string(),
                        folded,
                        bare: bare(name),
                        weight,
                        eventful: events > 0,
                        alias: number > 0,
                    });
                }
            }
        };
        for (at, actor) in dataset.actors.iter().enumerate() {
            let named = Named::Actor(ActorIx::from_position(at));
            add(named, 0, &actor.name, &actor.aliases);
        }
        for (at, place) in gazetteer.places().iter().enumerate() {
            let rank = i64::from(place.rank.unwrap_or(match place.kind {
                PlaceKind::Country | PlaceKind::Province => 4,
                PlaceKind::Settlement => 9,
                _ => 12,
            }));
            let named = Named::Place(PlaceIx::from_position(at));
            add(named, rank, &place.name, &place.alt);
        }
        let spots = dataset.named.iter().zip(resolved);
        let unplaced = spots.map(|(spot, found)| match found.place {
            Some(_) => String::new(),
            None => fold(&spot.text),
        });
        Self {
            entries,
            unplaced: unplaced.collect(),
            matcher: SkimMatcherV2::default(),
        }
    }

    /// What a query finds, the best of each group first. An empty query finds nothing.
    pub fn find(&self, ground: Ground<'_>, typed: &str) -> Found {
        let mut query = Query::new(typed);
        self.add_names(&mut query);
        let mut groups = Vec::new();
        for reach in Reach::ALL {
            // What sounds like a date is not what somebody means by one.
            if query.is_empty() || (reach > Reach::Letters && query.is_date()) {
                break;
            }
            groups = self.groups(ground, &query, reach);
            let best = best_of(&groups);
            // What is only inside words is weak: what sounds alike may well be what is meant.
            let enough = match reach {
                Reach::Letters => best.is_some_and(|tier| tier <= Tier::Around),
                Reach::Sound | Reach::Anything => best.is_some(),
            };
            if enough {
                break;
            }
        }
        if query.is_date() && best_of(&groups).is_some_and(|tier| tier > Tier::Around) {
            groups.clear();
        }
        // At one tier names stand before events; an actor called so before all else; of other names, the better ones.
        groups.sort_by_key(|group| {
            let best = group.hits.first();
            let events = group.kind == Kind::Events;
            best.map(|hit| {
                let called = group.kind == Kind::Actors && hit.tier == Tier::Whole;
                (hit.tier, events, !called, Reverse(hit.score), group.kind)
            })
        });
        let near = if groups.is_empty() && !query.is_date() {
            self.nearest(&query)
        } else {
            None
        };
        Found {
            query,
            groups,
            near,
        }
    }

    /// The name that is nearest to a query that finds nothing, if one is near at all; what has events goes before the rest.
    fn nearest(&self, query: &Query) -> Option<String> {
        let alike = self.entries.iter().map(|entry| {
            let alike = strsim::jaro_winkler(&entry.bare, &query.bare);
            (alike, entry)
        });
        let worth = |(alike, entry): &(f64, &Entry)| alike + f64::from(entry.eventful) * EVENTFUL;
        let near = alike.filter(|(alike, _)| *alike >= LEAST_NEAR);
        let nearest = near.max_by(|one, other| worth(one).total_cmp(&worth(other)));
        nearest.map(|(_, entry)| entry.name.clone())
    }

    /// Lets a query, and each of its terms, stand for the other names of whatever is called so.
    fn add_names(&self, query: &mut Query) {
        let whole = self.entries.iter().filter(|entry| entry.bare == query.bare);
        let called: Vec<Named> = whole.map(|entry| entry.named).collect();
        if !called.is_empty() {
            let names = self.entries.iter();
            for entry in names.filter(|entry| called.contains(&entry.named)) {
                query.add_name(&entry.bare);
            }
        }
        for term in &mut query.terms {
            let called = self
                .entries
                .iter()
                .filter(|entry| entry.bare == term.letters);
            let called: Vec<Named> = called.map(|entry| entry.named).collect();
            if called.is_empty() {
                continue;
            }
            for entry in self
                .entries
                .iter()
                .filter(|entry| called.contains(&entry.named))
            {
                term.add_name(&entry.bare);
            }
        }
    }

    fn groups(&self, ground: Ground<'_>, query: &Query, reach: Reach) -> Vec<Group> {
        let (mut hits, spreads) = self.named_hits(ground, query, reach);
        let told = events::Found::by(self, ground, query, &spreads, reach);
        let best = hits.first().map(|hit| hit.tier).into_iter();
        let limit = match best.chain(told.best()).min() {
            // What is only inside words is noise beside what is a word.
            Some(best) if best <= Tier::Around => Tier::Around,
            // Letters in order find something in every long name.
            Some(best) if best < Tier::Fuzzy => Tier::Typo,
            _ => Tier::Fuzzy,
        };
        hits.retain(|hit| hit.tier <= limit);
        let (places, actors) = hits.into_iter().partition(|hit| hit.kind() == Kind::Places);
        let mut groups: Vec<Group> = [(Kind::Places, places), (Kind::Actors, actors)]
            .into_iter()
            .map(|(kind, hits): (Kind, Vec<Hit>)| group(kind, hits.len(), hits))
            .collect();
        let (total, hits) = told.hits(limit);
        groups.push(group(Kind::Events, total, hits));
        groups.retain(|group| group.total > 0);
        groups
    }

    /// The actors and places that a query finds, best first, each once; and how each term lies in all of them.
    fn named_hits(
        &self,
        ground: Ground<'_>,
        query: &Query,
        reach: Reach,
    ) -> (Vec<Hit>, Vec<Spread>) {
        let empty = || Spread {
            actors: vec![None; ground.dataset.actors.len()],
            places: vec![None; ground.gazetteer.places().len()],
        };
        let mut spreads: Vec<Spread> = query.terms.iter().map(|_| empty()).collect();
        let mut hits = Vec::new();
        for entry in &self.entries {
            let mut lies: Vec<Option<(Fit, i64)>> = self.lies(entry, query, reach);
            if query.means(&entry.bare) {
                for lies in &mut lies {
                    let means = (Fit::Begins, -OFF);
                    *lies = Some(lies.map_or(means, |lies| lies.min(means)));
                }
            }
            for (spread, lies) in spreads.iter_mut().zip(&lies) {
                if let Some((fit, _)) = lies {
                    spread.note(entry.named, *fit);
                }
            }
            hits.extend(hit(entry, query, &lies, reach));
        }
        hits.sort_by_key(|hit: &Hit| (hit.thing, hit.tier, Reverse(hit.score)));
        hits.dedup_by_key(|hit| hit.thing);
        if query.terms.len() > 1 {
            let around = self.around(ground, query, &spreads, &hits);
            hits.extend(around);
        }
        hits.sort_by_key(|hit| (hit.tier, Reverse(hit.score), hit.thing));
        (hits, spreads)
    }

    /// How each term lies in a name, and what speaks for it.
    fn lies(&self, entry: &Entry, query: &Query, reach: Reach) -> Vec<Option<(Fit, i64)>> {
        let lie = |term: &query::Term| {
            let lone = !entry.bare.contains(' ');
            if let Some((fit, off)) = term.in_name(&entry.folded, lone, reach) {
                return Some((fit, -OFF * i64::try_from(off).unwrap_or(0)));
            }
            if reach < Reach::Anything {
                return None;
            }
            let score = term.scattered(&entry.folded, &self.matcher)?;
            Some((Fit::Fuzzy, score))
        };
        query.terms.iter().map(lie).collect()
    }

    /// What has some of the words in one of its names and the rest in another, or in a name of what it lies in or belongs
    /// to: "bridge mosul".
    fn around(
        &self,
        ground: Ground<'_>,
        query: &Query,
        spreads: &[Spread],
        hits: &[Hit],
    ) -> Vec<Hit> {
        let fit = |spread: &Spread, named| match named {
            Named::Actor(actor) => {
                let above = ground.dataset.lineage(actor).skip(1);
                let above = above.filter_map(|actor| spread.actor(actor)).min();
                (spread.actor(actor), above)
            }
            Named::Place(place) => {
                let above = ground.gazetteer.ancestry(place).skip(1);
                let above = above.filter_map(|place| spread.place(place)).min();
                (spread.place(place), above)
            }
        };
        let tier = |named| {
            let fits = query.terms.iter().zip(spreads).map(|(term, spread)| {
                let (own, above) = fit(spread, named);
                // Two or three letters begin some word nearly everywhere.
                let tells = |fit: &Fit| *fit == Fit::Equal || term.is_telling();
                (own, above.filter(tells))
            });
            let all: Option<Vec<Fit>> = fits
                .clone()
                .map(|(own, above)| own.or(above).filter(|fit| *fit < Fit::Fuzzy))
                .collect();
            let own = fits.clone().any(|(own, _)| own.is_some());
            let worst = all?.into_iter().max().filter(|_| own)?;
            Some(tier_of(worst).max(Tier::Around))
        };
        let names = self.entries.iter().filter(|entry| !entry.alias);
        let fresh = names.filter(|entry| {
            let thing = Thing::Named(entry.named);
            hits.binary_search_by_key(&thing, |hit| hit.thing).is_err()
        });
        fresh
            .filter_map(|entry| {
                let tier = tier(entry.named)?;
                // What has all of it in one name is nearer to what was typed.
                Some(entry.hit(tier, -OFF * 2))
            })
            .collect()
    }
}

fn group(kind: Kind, total: usize, mut hits: Vec<Hit>) -> Group {
    hits.truncate(MOST_HITS);
    Group { kind, total, hits }
}

fn best_of(groups: &[Group]) -> Option<Tier> {
    let first = groups.iter().filter_map(|group| group.hits.first());
    first.map(|hit| hit.tier).min()
}
