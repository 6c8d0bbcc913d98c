//! Which place a name means.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::{Gazetteer, How, Match, Resolution};
use crate::model::dataset::NamedPlace;
use crate::model::entry::{Place, PlaceIx};
use crate::model::fold::{bare, fold};
use crate::model::vocabulary::PlaceKind;

impl Gazetteer {
    /// The places that are called so, likeliest first: exact names before folded ones, then by kind and rank.
    pub fn by_name(&self, name: &str) -> Vec<Match> {
        let folded = fold(name);
        let places = self.names.get(&bare(name)).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<_> = places
            .iter()
            .filter_map(|ix| {
                let place = self.place(*ix)?;
                Some((likelihood(place, name, &folded), *ix))
            })
            .collect();
        found.sort_by_key(|(likelihood, _)| *likelihood);
        found.dedup_by_key(|(_, place)| *place);
        let found = found.into_iter();
        found
            .map(|(likelihood, place)| Match {
                place,
                how: likelihood.4,
            })
            .collect()
    }

    /// Whether some place is called so, "Raqqa, Syria" included.
    pub fn has_name(&self, name: &str) -> bool {
        !self.by_name_within(name).is_empty()
    }

    /// Names of places that are nearest to one that none has: at most three, likeliest first.
    pub fn near_names(&self, name: &str) -> Vec<String> {
        let word: Vec<char> = bare(name).chars().collect();
        if word.len() < SHORTEST || word.len() > LONGEST {
            return Vec::new();
        }
        let most = (word.len() / 4).clamp(1, 3);
        let near = self.names.iter().filter_map(|(known, places)| {
            let distance = distance(&word, known, most)?;
            let place = places.iter().filter_map(|ix| self.place(*ix));
            let place = place.min_by_key(|place| weight(place))?;
            Some((distance, weight(place), place.name.as_str()))
        });
        let mut near: Vec<_> = near.collect();
        near.sort_unstable();
        let nearest = near.first().map(|(distance, _, _)| *distance);
        let mut names: Vec<String> = Vec::new();
        for (distance, _, name) in near {
            if Some(distance) == nearest && names.len() < 3 && !names.iter().any(|n| n == name) {
                names.push(name.to_owned());
            }
        }
        names
    }

    /// The other places that share a name with one, its own name's first, then by kind and rank.
    fn namesakes(&self, place: PlaceIx) -> Vec<PlaceIx> {
        let Some(entry) = self.place(place) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (order, name) in std::iter::once(&entry.name).chain(&entry.alt).enumerate() {
            let others = self.names.get(&bare(name)).map_or(&[][..], Vec::as_slice);
            let others = others.iter().filter(|other| **other != place);
            found.extend(
                others.filter_map(|other| Some((order > 0, weight(self.place(*other)?), *other))),
            );
        }
        found.sort_unstable_by_key(|(alias, weight, other)| (*alias, *weight, other.at()));
        let mut seen = HashSet::new();
        let others = found.into_iter().map(|(_, _, other)| other);
        others.filter(|other| seen.insert(*other)).collect()
    }

    /// What events' places are, one answer for each.
    pub fn resolve(&self, named: &[NamedPlace]) -> Vec<Resolution> {
        named.iter().map(|named| self.resolve_one(named)).collect()
    }

    fn resolve_one(&self, named: &NamedPlace) -> Resolution {
        let by_id = (named.by_id || named.short)
            .then(|| self.find(&named.text))
            .flatten();
        let mut matches: Vec<Match> = by_id
            .map(|place| Match {
                place,
                how: How::Id,
            })
            .into_iter()
            .collect();
        if !named.by_id {
            let by_name = self.by_name_within(&named.text);
            matches.extend(
                by_name
                    .into_iter()
                    .filter(|found| Some(found.place) != by_id),
            );
        }
        let best = matches.first().copied();
        let kind = best
            .and_then(|best| self.place(best.place))
            .map(|place| place.kind);
        let rivals = match by_id {
            Some(place) if named.by_id => self.namesakes(place),
            _ => matches.iter().skip(1).map(|rival| rival.place).collect(),
        };
        Resolution {
            place: best.map(|best| best.place),
            matched: best.map_or(How::Nothing, |best| best.how),
            rivals,
            precision: kind.filter(|_| named.short).map(PlaceKind::precision),
        }
    }

    /// The places that somebody means who writes so, likeliest first: [`Gazetteer::by_name`], and "Raqqa, Syria" too.
    pub fn meant_by(&self, name: &str) -> Vec<Match> {
        self.by_name_within(name)
    }

    /// Reads "Raqqa, Syria" too: those of the first name that lie in what the others mean, from the last one inwards.
    fn by_name_within(&self, name: &str) -> Vec<Match> {
        // Names come from files: what no person would call a place is not looked up.
        if name.chars().nth(LONGEST_NAMED).is_some() {
            return Vec::new();
        }
        let whole = self.by_name(name);
        let parts: Vec<&str> = name.split([',', '،']).map(str::trim).collect();
        if !whole.is_empty() || parts.len() > MOST_PARTS {
            return whole;
        }
        let mut found: Option<Vec<Match>> = None;
        for part in parts.into_iter().rev() {
            let mut here = self.by_name(part);
            if let Some(outer) = &found {
                here.retain(|inner| {
                    outer
                        .iter()
                        .any(|outer| self.lies_in(inner.place, outer.place))
                });
            }
            found = Some(here);
        }
        found.unwrap_or_default()
    }
}

/// A longer text than this is not looked up as a name.
const LONGEST_NAMED: usize = 200;
/// "Quarter, town, district, province, country" is as many parts as a place is told in.
const MOST_PARTS: usize = 5;

/// Names shorter than this are near to anything, longer ones nobody's slip.
const SHORTEST: usize = 3;
const LONGEST: usize = 40;

/// Letters to insert, delete or replace between two folded names; `None` where there are more than `most`.
fn distance(word: &[char], other: &str, most: usize) -> Option<usize> {
    let other: Vec<char> = other.chars().take(LONGEST + most + 1).collect();
    if word.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in word.iter().enumerate() {
        let (mut left, mut corner) = (i + 1, i);
        for (b, above) in other.iter().zip(row.iter_mut().skip(1)) {
            let cost = (corner + usize::from(a != b)).min(*above + 1).min(left + 1);
            corner = std::mem::replace(above, cost);
            left = cost;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().filter(|distance| *distance <= most)
}

/// The smaller, the likelier to be meant by a bare name.
fn weight(place: &Place) -> (u8, u8, Reverse<usize>) {
    (
        commonness(place.kind),
        place.rank.unwrap_or(u8::MAX),
        // Places with many names are the better known ones.
        Reverse(place.alt.len()),
    )
}

/// The smaller, the likelier: exactness, kind, rank, size, and how.
type Likelihood = (u8, u8, u8, Reverse<usize>, How);

fn likelihood(place: &Place, name: &str, folded: &str) -> Likelihood {
    let how = if *place.name == *name {
        How::Name
    } else if place.alt.iter().any(|alt| **alt == *name) {
        How::Alias
    } else {
        How::Folded
    };
    let mut names = std::iter::once(&place.name).chain(&place.alt);
    let exactness = match how {
        How::Folded if names.any(|known| fold(known) == folded) => 1,
        How::Folded => 2,
        _ => 0,
    };
    let (kind, rank, names) = weight(place);
    (exactness, kind, rank, names, how)
}

/// What kind of place a bare name in the news means most often comes first.
fn commonness(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Country => 0,
        PlaceKind::Settlement => 1,
        PlaceKind::Province => 2,
        PlaceKind::District => 3,
        PlaceKind::Area => 4,
        PlaceKind::Neighbourhood => 5,
        PlaceKind::Site => 6,
        PlaceKind::Route => 7,
        PlaceKind::Water => 8,
    }
}
