//! Which place a name means.

use std::cmp::Reverse;

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
        Resolution {
            place: best.map(|best| best.place),
            matched: best.map_or(How::Nothing, |best| best.how),
            rivals: matches.iter().skip(1).map(|rival| rival.place).collect(),
            precision: kind.filter(|_| named.short).map(PlaceKind::precision),
        }
    }

    /// Reads "Raqqa, Syria" too: those of the first name that lie in what the second one means.
    fn by_name_within(&self, name: &str) -> Vec<Match> {
        let whole = self.by_name(name);
        let Some((inner, outer)) = name.split_once([',', '،']) else {
            return whole;
        };
        if !whole.is_empty() {
            return whole;
        }
        let outer = self.by_name_within(outer.trim());
        let inside = |place: PlaceIx| outer.iter().any(|outer| self.lies_in(place, outer.place));
        let mut inner = self.by_name(inner.trim());
        inner.retain(|found| inside(found.place));
        inner
    }
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
    // Places with many names are the better known ones.
    let names = Reverse(place.alt.len());
    (
        exactness,
        commonness(place.kind),
        place.rank.unwrap_or(u8::MAX),
        names,
        how,
    )
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
