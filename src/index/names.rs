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
//! What it costs: a folded name is kept as it is written, folded, without articles, and in tables of distinct words, sounds
//! and names, about 250 bytes. A key pressed looks into these tables and touches only the names that have one of the words
//! found, so that nothing has to be remembered from the key before. Events cost a bit each for a term and a level, for as
//! long as the search takes.
//!
//! A search may take some milliseconds with a million events, so that it can be run elsewhere and given up: see [`Watch`].

mod entry;
mod events;
mod fits;
mod found;
mod query;
mod skeleton;
mod spread;
mod table;
mod told;

use std::cmp::Reverse;
use std::sync::OnceLock;

use super::space::Space;
use crate::gazetteer::{Gazetteer, Resolution};
use crate::model::dataset::Dataset;
use crate::model::entry::{ActorIx, PlaceIx};
use crate::model::fold::fold;
use crate::model::text::Text;
use crate::model::vocabulary::PlaceKind;
use crate::model::words::Words;
use entry::{Entry, OFF, Scored, tier_of};
use events::Whose;
use fits::Spelt;
use fuzzy_matcher::skim::SkimMatcherV2;
use spread::{Lie, Spread};
use table::Table;

pub use found::{Found, Group, Hit, Kind, Thing, Tier};
pub use query::{Fit, Query, Reach, Term};

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
    /// The words of summaries and sentences; without them, events are found by kind, by who and where.
    pub words: Option<&'a Words>,
}

/// Whether nobody wants to know any more.
pub type IsStale<'a> = &'a dyn Fn() -> bool;

/// Who waits for what a search finds.
pub struct Watch<'a> {
    /// Asked now and then; a search that is stale is given up.
    pub is_stale: IsStale<'a>,
    /// Told the places and actors as soon as they are known to stand, before the events are counted.
    pub first: &'a mut dyn FnMut(Found),
}

/// All names, folded.
pub struct Names {
    entries: Vec<Entry>,
    /// The words of all names: of the entries first, then of the places that events name and the gazetteer does not have.
    spelt: Spelt,
    /// For each of those names, whether it is of one word.
    lone: Vec<bool>,
    /// The entries by their names, folded; without articles; and by what those sound like in one word.
    folded: Table,
    bares: Table,
    joined: Table,
    /// For each place, as events name it, whether the gazetteer lacks it.
    unplaced: Vec<bool>,
    /// Made by the first search: nobody else asks.
    whose: OnceLock<Whose>,
    matcher: SkimMatcherV2,
}

/// What being near adds where there are events.
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
                entries.extend(Entry::of(named, name, weight, events > 0, number > 0));
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
        Self::of(entries, &unplaced.collect::<Vec<_>>())
    }

    /// Tables of entries, and of the folded names of places that the gazetteer lacks: empty for those that it has.
    fn of(entries: Vec<Entry>, unplaced: &[String]) -> Self {
        let by = |text: fn(&Entry) -> &str| -> Table {
            let entries = (0..).zip(&entries);
            Table::of(entries.map(|(at, entry)| (text(entry), at)).collect())
        };
        let names = entries.iter().map(|entry| entry.folded.as_str());
        let names = names.chain(unplaced.iter().map(String::as_str));
        let words = (0..).zip(names).flat_map(|(at, name)| {
            let words = name.split(' ').filter(|word| !word.is_empty());
            words.map(move |word| (word, at))
        });
        let lone = entries.iter().map(|entry| !entry.bare.contains(' '));
        let lone = lone.chain(unplaced.iter().map(|name| !name.contains(' ')));
        let sounds: Vec<String> = entries
            .iter()
            .map(|entry| query::joined_sound(&entry.bare))
            .collect();
        let sounds = (0..).zip(&sounds).map(|(at, sound)| (sound.as_str(), at));
        Self {
            spelt: Spelt::of(words.collect()),
            lone: lone.collect(),
            folded: by(|entry| &entry.folded),
            bares: by(|entry| &entry.bare),
            joined: Table::of(sounds.collect()),
            unplaced: unplaced.iter().map(|name| !name.is_empty()).collect(),
            whose: OnceLock::new(),
            matcher: SkimMatcherV2::default(),
            entries,
        }
    }

    /// What a query finds, the best of each group first. An empty query finds nothing.
    pub fn find(&self, ground: Ground<'_>, typed: &str) -> Found {
        let mut watch = Watch {
            is_stale: &|| false,
            first: &mut |_| {},
        };
        self.find_while(ground, typed, &mut watch)
            .unwrap_or_default()
    }

    /// The same for who may lose interest; `None` if so.
    pub fn find_while(
        &self,
        ground: Ground<'_>,
        typed: &str,
        watch: &mut Watch<'_>,
    ) -> Option<Found> {
        let mut query = Query::new(typed);
        self.add_names(&mut query);
        let mut groups = Vec::new();
        for reach in Reach::ALL {
            // What sounds like a date is not what somebody means by one.
            if query.is_empty() || (reach > Reach::Letters && query.is_date()) {
                break;
            }
            let named = self.named(ground, &query, reach);
            if reach == Reach::Letters && named.best().is_some_and(|tier| tier <= Tier::Around) {
                (watch.first)(self.first(&query, &named));
            }
            groups = self.groups(ground, &query, (reach, named), watch.is_stale)?;
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
        sort(&mut groups);
        let near = if groups.is_empty() && !query.is_date() {
            self.nearest(&query)
        } else {
            None
        };
        Some(Found {
            query,
            groups,
            near,
            is_partial: false,
        })
    }

    /// What stands whatever events will be found.
    fn first(&self, query: &Query, named: &NamedHits) -> Found {
        let mut groups = self.named_groups(named, Tier::Around);
        sort(&mut groups);
        Found {
            query: query.clone(),
            groups,
            near: None,
            is_partial: true,
        }
    }

    /// Makes ready what the first search needs.
    pub fn warm(&self, ground: Ground<'_>) {
        self.whose(ground);
    }

    /// How many bytes it takes to know which events a name has, once that is known.
    pub fn bytes_by_event(&self) -> usize {
        self.whose.get().map_or(0, Whose::bytes)
    }

    fn whose(&self, ground: Ground<'_>) -> &Whose {
        let unplaced = |at: usize| self.unplaced.get(at).copied().unwrap_or(false);
        self.whose.get_or_init(|| Whose::of(ground, unplaced))
    }

    /// The name that is nearest to a query that finds nothing, if one is near at all; what has events goes before the rest.
    fn nearest(&self, query: &Query) -> Option<String> {
        let entries = self.entries.iter();
        let near = entries.filter_map(|entry| Some((entry.nearness(query)?, entry)));
        let worth = |(alike, entry): &(f64, &Entry)| alike + f64::from(entry.eventful) * EVENTFUL;
        let nearest = near.max_by(|one, other| worth(one).total_cmp(&worth(other)));
        nearest.map(|(_, entry)| entry.name.clone())
    }

    /// Lets a query, and each of its terms, stand for the other names of whatever is called so.
    fn add_names(&self, query: &mut Query) {
        for name in self.other_names(&query.bare) {
            query.add_name(name);
        }
        for term in &mut query.terms {
            for name in self.other_names(&term.letters) {
                term.add_name(name);
            }
        }
    }

    /// All names, without articles, of whatever has a name; in order of entries.
    fn other_names<'a>(&'a self, bare: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let entries = self.bares.owners_of(bare);
        let mut called: Vec<Named> = entries
            .filter_map(|at| Some(self.entries.get(at)?.named))
            .collect();
        called.sort_unstable();
        called.dedup();
        // The names of one stand side by side, and in order of what they belong to.
        called.into_iter().flat_map(|named| {
            let first = self.entries.partition_point(|entry| entry.named < named);
            let own = self.entries.get(first..).unwrap_or(&[]).iter();
            let own = own.take_while(move |entry| entry.named == named);
            own.map(|entry| entry.bare.as_str())
        })
    }

    fn groups(
        &self,
        ground: Ground<'_>,
        query: &Query,
        (reach, named): (Reach, NamedHits),
        is_stale: IsStale<'_>,
    ) -> Option<Vec<Group>> {
        let whose = self.whose(ground);
        let told = events::told(ground, whose, (query, &named.spreads), reach, is_stale)?;
        let limit = match named.best().into_iter().chain(told.best()).min() {
            // What is only inside words is noise beside what is a word.
            Some(best) if best <= Tier::Around => Tier::Around,
            // Letters in order find something in every long name.
            Some(best) if best < Tier::Fuzzy => Tier::Typo,
            _ => Tier::Fuzzy,
        };
        let mut groups = self.named_groups(&named, limit);
        let (total, hits) = told.hits(limit);
        groups.push(Group {
            kind: Kind::Events,
            total,
            hits,
        });
        groups.retain(|group| group.total > 0);
        Some(groups)
    }

    /// The places and the actors of a tier or a better one.
    fn named_groups(&self, named: &NamedHits, limit: Tier) -> Vec<Group> {
        let hits = named.hits.iter().filter(|hit| hit.tier <= limit);
        let (places, actors): (Vec<&Scored>, Vec<&Scored>) =
            hits.partition(|hit| matches!(hit.named, Named::Place(_)));
        let group = |kind, scored: Vec<&Scored>| {
            let best = scored.iter().take(MOST_HITS);
            let hits = best.filter_map(|scored| Some(self.entries.get(scored.entry)?.hit(scored)));
            Group {
                kind,
                total: scored.len(),
                hits: hits.collect(),
            }
        };
        let mut groups = vec![group(Kind::Places, places), group(Kind::Actors, actors)];
        groups.retain(|group| group.total > 0);
        groups
    }

    /// The actors and places that a query finds, best first, each once; and how each term lies in all of them.
    fn named(&self, ground: Ground<'_>, query: &Query, reach: Reach) -> NamedHits {
        let lies = self.lies(query, reach);
        let spreads: Vec<Spread> = lies.iter().map(|lies| self.spread(ground, lies)).collect();
        let mut hits = Vec::new();
        for number in self.candidates(query, &lies, reach) {
            let own = lies.iter().map(|lies| lies.get(number).copied().flatten());
            let own: Vec<Lie> = own.collect();
            let entry = self.entries.get(number);
            hits.extend(entry.and_then(|entry| {
                let (tier, how) = entry.lies(query, &own, reach)?;
                Some(Scored {
                    named: entry.named,
                    entry: number,
                    tier,
                    score: entry.score(tier, how),
                })
            }));
        }
        hits.sort_by_key(|hit| (hit.named, hit.tier, Reverse(hit.score)));
        hits.dedup_by_key(|hit| hit.named);
        if query.terms.len() > 1 {
            let around = self.around(query, &spreads, &hits);
            hits.extend(around);
        }
        hits.sort_by_key(|hit| (hit.tier, Reverse(hit.score), hit.named));
        NamedHits { hits, spreads }
    }

    /// The entries that a query may lie in, in order: every term does, or it begins so, or it sounds so.
    fn candidates(&self, query: &Query, lies: &[Vec<Lie>], reach: Reach) -> Vec<usize> {
        let has = |at: &usize| {
            lies.iter()
                .all(|lies| lies.get(*at).is_some_and(Option::is_some))
        };
        let mut entries: Vec<usize> = (0..self.entries.len()).filter(has).collect();
        let begun = |table: &Table, text: &str| -> Vec<usize> {
            table.owners(table.texts.beginning_with(text)).collect()
        };
        entries.extend(begun(&self.folded, &query.folded));
        entries.extend(begun(&self.bares, &query.bare));
        if reach >= Reach::Sound && !query.sound.is_empty() {
            entries.extend(self.joined.owners_of(&query.sound));
        }
        entries.sort_unstable();
        entries.dedup();
        entries
    }

    /// What has some of the words in one of its names and the rest in another, or in a name of what it lies in or belongs
    /// to: "bridge mosul".
    fn around(&self, query: &Query, spreads: &[Spread], hits: &[Scored]) -> Vec<Scored> {
        let tier = |named| {
            let fits = query.terms.iter().zip(spreads).map(|(term, spread)| {
                let (own, above) = spread.of(named);
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
        let names = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| !entry.alias);
        let fresh = names.filter_map(|(number, entry)| {
            let tier = tier(entry.named)?;
            let known = hits.binary_search_by_key(&entry.named, |hit| hit.named);
            known.is_err().then(|| Scored {
                named: entry.named,
                entry: number,
                tier,
                // What has all of it in one name is nearer to what was typed.
                score: entry.score(tier, -i64::from(OFF) * 2),
            })
        });
        fresh.collect()
    }
}

/// Actors and places that were found, best first, and how each term lies in everything that has a name.
struct NamedHits {
    hits: Vec<Scored>,
    spreads: Vec<Spread>,
}

impl NamedHits {
    fn best(&self) -> Option<Tier> {
        self.hits.first().map(|hit| hit.tier)
    }
}

/// At one tier names stand before events; an actor called so before all else; of other names, the better ones.
fn sort(groups: &mut [Group]) {
    groups.sort_by_key(|group| {
        let best = group.hits.first();
        let events = group.kind == Kind::Events;
        best.map(|hit| {
            let called = group.kind == Kind::Actors && hit.tier == Tier::Whole;
            (hit.tier, events, !called, Reverse(hit.score), group.kind)
        })
    });
}

fn best_of(groups: &[Group]) -> Option<Tier> {
    let first = groups.iter().filter_map(|group| group.hits.first());
    first.map(|hit| hit.tier).min()
}
