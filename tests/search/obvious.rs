//! The obvious search: every name and every event is asked every word, one after the other.

use std::cmp::Reverse;

use fuzzy_matcher::skim::SkimMatcherV2;
use sitmap::index::names::{Fit, Found, Group, Hit, Kind, Named, Query, Reach, Thing, Tier};
use sitmap::load::read_record;
use sitmap::model::entry::{ActorIx, EventIx, PlaceIx};
use sitmap::model::fold::{bare, fold};
use sitmap::model::text::Text;
use sitmap::model::vocabulary::PlaceKind;
use strsim::{jaro_winkler, osa_distance};

use super::Ground;

const OFF: i64 = 1_000;
const MOST: usize = 60;

struct Name {
    named: Named,
    written: String,
    folded: String,
    bare: String,
    weight: i64,
    eventful: bool,
    alias: bool,
}

type Lie = Option<(Fit, i64)>;

pub fn find(ground: &Ground, typed: &str) -> Found {
    let names = names(ground);
    let mut query = Query::new(typed);
    add_names(&names, &mut query);
    let mut groups = Vec::new();
    for reach in Reach::ALL {
        if query.is_empty() || (reach > Reach::Letters && query.is_date()) {
            break;
        }
        groups = look(ground, &names, &query, reach);
        let best = best_of(&groups);
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
    groups.sort_by_key(|group| {
        let hit = &group.hits[0];
        let called = group.kind == Kind::Actors && hit.tier == Tier::Whole;
        (
            hit.tier,
            group.kind == Kind::Events,
            !called,
            Reverse(hit.score),
            group.kind,
        )
    });
    let near = (groups.is_empty() && !query.is_date())
        .then(|| nearest(&names, &query))
        .flatten();
    Found {
        query,
        groups,
        near,
        is_partial: false,
    }
}

fn names(ground: &Ground) -> Vec<Name> {
    let mut names = Vec::new();
    let mut add = |named: Named, rank: i64, name: &Text, others: &[Text]| {
        let events = ground.index.events_of(named);
        for (number, name) in std::iter::once(name).chain(others).enumerate() {
            names.push(Name {
                named,
                written: name.to_string(),
                folded: fold(name),
                bare: bare(name),
                weight: i64::try_from(events.min(100)).unwrap() * 8 - rank * 4,
                eventful: events > 0,
                alias: number > 0,
            });
        }
    };
    for (at, actor) in ground.dataset.actors.iter().enumerate() {
        add(
            Named::Actor(ActorIx::from_position(at)),
            0,
            &actor.name,
            &actor.aliases,
        );
    }
    for (at, place) in ground.gazetteer.places().iter().enumerate() {
        let by_kind = match place.kind {
            PlaceKind::Country | PlaceKind::Province => 4,
            PlaceKind::Settlement => 9,
            _ => 12,
        };
        let rank = place.rank.map_or(by_kind, i64::from);
        add(
            Named::Place(PlaceIx::from_position(at)),
            rank,
            &place.name,
            &place.alt,
        );
    }
    names.retain(|name| !name.folded.is_empty());
    names
}

fn add_names(names: &[Name], query: &mut Query) {
    let others = |bare: &str| -> Vec<&str> {
        let called: Vec<Named> = names
            .iter()
            .filter(|name| name.bare == bare)
            .map(|name| name.named)
            .collect();
        names
            .iter()
            .filter(|name| called.contains(&name.named))
            .map(|name| name.bare.as_str())
            .collect()
    };
    for name in others(&query.bare.clone()) {
        query.add_name(name);
    }
    for term in &mut query.terms {
        for name in others(&term.letters.clone()) {
            term.add_name(name);
        }
    }
}

fn nearest(names: &[Name], query: &Query) -> Option<String> {
    let alike = names
        .iter()
        .map(|name| (jaro_winkler(&name.bare, &query.bare), name));
    let worth = |(alike, name): &(f64, &Name)| alike + f64::from(name.eventful) * 0.03;
    let near = alike.filter(|(alike, _)| *alike >= 0.88);
    near.max_by(|one, other| worth(one).total_cmp(&worth(other)))
        .map(|(_, name)| name.written.clone())
}

fn best_of(groups: &[Group]) -> Option<Tier> {
    groups.iter().map(|group| group.hits[0].tier).min()
}

/// How a term lies in the names of one, and in those of what that lies in or belongs to.
type Fits<'a> = &'a dyn Fn(usize, Named) -> (Option<Fit>, Option<Fit>);

fn look(ground: &Ground, names: &[Name], query: &Query, reach: Reach) -> Vec<Group> {
    let lies: Vec<Vec<Lie>> = names.iter().map(|name| lies(name, query, reach)).collect();
    let all = names.iter().zip(&lies);
    let hits = all
        .clone()
        .filter_map(|(name, lies)| hit(name, query, lies, reach));
    let mut hits: Vec<Hit> = hits.collect();
    hits.sort_by_key(|hit| (hit.thing, hit.tier, Reverse(hit.score)));
    hits.dedup_by_key(|hit| hit.thing);
    // The best fit of a term in all names of one.
    let own = |term: usize, named: Named| {
        let own = all.clone().filter(|(name, _)| name.named == named);
        own.filter_map(|(_, lies)| lies[term])
            .map(|(fit, _)| fit)
            .min()
    };
    let fits = |term: usize, named: Named| {
        let above: Vec<Named> = match named {
            Named::Actor(actor) => ground
                .dataset
                .lineage(actor)
                .skip(1)
                .map(Named::Actor)
                .collect(),
            Named::Place(place) => ground
                .gazetteer
                .ancestry(place)
                .skip(1)
                .map(Named::Place)
                .collect(),
        };
        let above = above.into_iter().filter_map(|named| own(term, named)).min();
        (own(term, named), above)
    };
    if query.terms.len() > 1 {
        let around = around(names, query, &hits, &fits);
        hits.extend(around);
    }
    hits.sort_by_key(|hit| (hit.tier, Reverse(hit.score), hit.thing));
    let events = ground.dataset.events.all();
    let told = events.map(|event| {
        let terms = 0..query.terms.len();
        let told = terms.map(|term| {
            told(ground, (query, term), event, reach, &|named| {
                fits(term, named)
            })
        });
        told.max().unwrap_or(0)
    });
    grouped(hits, told.collect())
}

/// What has some of the words in one name and the rest in another, or above it.
fn around(names: &[Name], query: &Query, hits: &[Hit], fits: Fits<'_>) -> Vec<Hit> {
    let own_names = names.iter().filter(|name| !name.alias);
    let around = own_names.filter_map(|name| {
        let of_term = |term: usize| {
            let (own, above) = fits(term, name.named);
            let tells = |fit: &Fit| *fit == Fit::Equal || query.terms[term].is_telling();
            (own, above.filter(tells))
        };
        let of_terms: Vec<(Option<Fit>, Option<Fit>)> =
            (0..query.terms.len()).map(of_term).collect();
        let all = of_terms
            .iter()
            .map(|(own, above)| own.or(*above).filter(|fit| *fit < Fit::Fuzzy));
        let all: Option<Vec<Fit>> = all.collect();
        let worst = all?.into_iter().max()?;
        let some_own = of_terms.iter().any(|(own, _)| own.is_some());
        let known = hits.iter().any(|hit| hit.thing == Thing::Named(name.named));
        (some_own && !known).then(|| made(name, tier_of(worst).max(Tier::Around), -OFF * 2))
    });
    around.collect()
}

/// What is near enough to what is best, in groups. Events come with how each is told of.
fn grouped(hits: Vec<Hit>, told: Vec<u8>) -> Vec<Group> {
    let best_told = told
        .iter()
        .filter(|told| **told < NOT)
        .map(|told| told_tier(*told));
    let limit = match hits.iter().map(|hit| hit.tier).chain(best_told).min() {
        Some(best) if best <= Tier::Around => Tier::Around,
        Some(best) if best < Tier::Fuzzy => Tier::Typo,
        _ => Tier::Fuzzy,
    };
    let mut events: Vec<(u8, usize)> = told.into_iter().zip(0..).collect();
    events.retain(|(told, _)| *told < NOT && told_tier(*told) <= limit);
    events.sort_unstable();
    let events = events.into_iter().map(|(told, at)| Hit {
        thing: Thing::Event(EventIx::from_position(at)),
        name: String::new(),
        tier: told_tier(told),
        score: 0,
    });
    let near = hits.into_iter().filter(|hit| hit.tier <= limit);
    let (places, actors) = near.partition(|hit| hit.kind() == Kind::Places);
    let groups = [
        (Kind::Places, places),
        (Kind::Actors, actors),
        (Kind::Events, events.collect()),
    ];
    let groups = groups
        .into_iter()
        .map(|(kind, mut hits): (Kind, Vec<Hit>)| {
            let total = hits.len();
            hits.truncate(MOST);
            Group { kind, total, hits }
        });
    groups.filter(|group| group.total > 0).collect()
}

fn lies(name: &Name, query: &Query, reach: Reach) -> Vec<Lie> {
    let lone = !name.bare.contains(' ');
    let matcher = SkimMatcherV2::default();
    let lie = |term: &sitmap::index::names::Term| {
        let lie = match term.in_name(&name.folded, lone, reach) {
            Some((fit, off)) => Some((fit, -OFF * i64::try_from(off).unwrap())),
            None if reach == Reach::Anything => term
                .scattered(&name.folded, &matcher)
                .map(|score| (Fit::Fuzzy, score)),
            None => None,
        };
        let means = query.means(&name.bare).then_some((Fit::Begins, -OFF));
        lie.into_iter().chain(means).min()
    };
    query.terms.iter().map(lie).collect()
}

fn hit(name: &Name, query: &Query, lies: &[Lie], reach: Reach) -> Option<Hit> {
    let by_terms = || {
        let lies: Option<Vec<(Fit, i64)>> = lies.iter().copied().collect();
        let lies = lies?;
        let tier = lies
            .iter()
            .map(|(fit, _)| tier_of(*fit))
            .chain([Tier::Word])
            .max()?;
        let how: i64 = lies.iter().map(|(_, how)| how).sum();
        let whole = tier >= Tier::Alike && name.bare.split(' ').count() == query.terms.len();
        Some((tier, how + if whole { OFF * 2 } else { 0 }))
    };
    let by_sound = || {
        let sound = Query::new(&name.written).sound;
        if reach < Reach::Sound || query.sound.is_empty() || sound != query.sound {
            return None;
        }
        let off = osa_distance(&name.bare, &query.bare);
        let longest = name.bare.chars().count().max(query.bare.chars().count());
        let near = off <= longest / 3 || name.bare.is_ascii() != query.bare.is_ascii();
        near.then_some((Tier::Alike, -OFF * i64::try_from(off).unwrap()))
    };
    let (tier, how) = if name.folded == query.folded {
        (Tier::Whole, 10)
    } else if name.bare == query.bare {
        (Tier::Whole, 0)
    } else if name.folded.starts_with(&query.folded) || name.bare.starts_with(&query.bare) {
        (Tier::Beginning, 0)
    } else {
        by_terms().or_else(by_sound)?
    };
    let eventful = name.eventful && matches!(tier, Tier::Beginning | Tier::Word);
    Some(made(
        name,
        if eventful { Tier::Eventful } else { tier },
        how,
    ))
}

fn made(name: &Name, tier: Tier, how: i64) -> Hit {
    let worth = if tier <= Tier::Within {
        100_000
    } else {
        OFF / 2
    };
    let length = i64::try_from(name.folded.chars().count().min(60)).unwrap();
    Hit {
        thing: Thing::Named(name.named),
        name: name.written.clone(),
        tier,
        score: how + i64::from(name.eventful) * worth + name.weight
            - length * 4
            - i64::from(name.alias) * 20,
    }
}

fn tier_of(fit: Fit) -> Tier {
    match fit {
        Fit::Equal | Fit::Begins => Tier::Word,
        Fit::Within => Tier::Within,
        Fit::Alike => Tier::Alike,
        Fit::Typo => Tier::Typo,
        Fit::Fuzzy => Tier::Fuzzy,
    }
}

/// Equal, begins, around, within, alike, typo, and not at all: the smaller, the better told.
const AROUND: u8 = 2;
const NOT: u8 = 6;

fn by(fit: Fit) -> u8 {
    match fit {
        Fit::Equal => 0,
        Fit::Begins => 1,
        Fit::Within => 3,
        Fit::Alike => 4,
        Fit::Typo => 5,
        Fit::Fuzzy => NOT,
    }
}

fn told_tier(told: u8) -> Tier {
    [
        Tier::Word,
        Tier::Word,
        Tier::Around,
        Tier::Within,
        Tier::Alike,
        Tier::Typo,
    ][usize::from(told)]
}

fn told(
    ground: &Ground,
    (query, term): (&Query, usize),
    event: EventIx,
    reach: Reach,
    fit: &dyn Fn(Named) -> (Option<Fit>, Option<Fit>),
) -> u8 {
    let term = &query.terms[term];
    let events = &ground.dataset.events;
    let mut all = Vec::new();
    let kind = events.kind(event).name();
    if term.letters.strip_suffix('s') == Some(kind) {
        all.push(0);
    }
    all.extend(term.in_text(kind, reach).map(|(fit, _)| by(fit)));
    let mut named: Vec<Named> = events.involved(event).map(Named::Actor).collect();
    named.extend(
        ground
            .index
            .space
            .sites(&ground.dataset.events, event)
            .iter()
            .filter_map(|site| site.place)
            .map(Named::Place),
    );
    for named in named {
        let (own, above) = fit(named);
        all.extend(own.map(by));
        all.extend(above.map(|fit| by(fit).max(AROUND)));
    }
    for named in events
        .locations(event)
        .filter_map(|location| location.named)
    {
        if ground.resolved[named.at()].place.is_none() {
            let name = fold(&ground.dataset.named[named.at()].text);
            let fit = term
                .in_name(&name, !name.contains(' '), reach)
                .filter(|_| !name.is_empty());
            all.extend(fit.map(|(fit, _)| by(fit)));
        }
    }
    let record = read_record(&ground.dataset, event).unwrap();
    for word in fold(&record.summary).split(' ') {
        all.extend(term.in_text(word, reach).map(|(fit, _)| by(fit)));
    }
    for report in &record.reports {
        for word in fold(&report.quote).split(' ') {
            all.extend(
                term.in_text(word, reach)
                    .map(|(fit, _)| by(fit).max(AROUND)),
            );
        }
    }
    all.into_iter().min().unwrap_or(NOT)
}
