//! Several gazetteers made one.

use std::collections::HashMap;
use std::fmt;

use super::Gazetteer;
use crate::model::entry::{Place, PlaceIx, Region};
use crate::model::fold::bare;
use crate::model::forest::cut_cycles;
use crate::model::text::Text;

/// Something that does not fit together once gazetteers are merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Id of the place.
    pub place: Text,
    /// What does not fit.
    pub kind: ProblemKind,
}

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// No gazetteer has its parent.
    UnknownParent(Text),
    /// It lies in itself, over this parent.
    Cycle(Text),
    /// No gazetteer has a place that a region lists; the problem's `place` is the region.
    UnknownInRegion(Text),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = &self.place;
        match &self.kind {
            ProblemKind::UnknownParent(parent) => {
                write!(
                    f,
                    "place {place}: parent: found \"{parent}\", expected the id of a place"
                )
            }
            ProblemKind::Cycle(parent) => write!(
                f,
                "place {place}: parent: found \"{parent}\", expected a place that does not lie in {place} itself"
            ),
            ProblemKind::UnknownInRegion(id) => {
                write!(
                    f,
                    "region {place}: places: found \"{id}\", expected the id of a place"
                )
            }
        }
    }
}

/// More names than this are not collected from entries that lost.
const MOST_NAMES: usize = 500;

/// Ids in other gazetteers, by scheme and id.
type External = HashMap<(Text, Text), PlaceIx>;

impl Gazetteer {
    /// Merges layers; the first wins. Entries are one place if they share an external id, else if they share their id.
    /// What loses leaves its names behind. Parents that are unknown or lead in a circle are left out and reported.
    pub fn merge(layers: Vec<(Vec<Place>, Vec<Region>)>) -> (Self, Vec<Problem>) {
        let mut merged = Self::default();
        let mut external = External::new();
        for (places, regions) in layers {
            for place in places {
                merged.add(place, &mut external);
            }
            for region in regions {
                if !merged.regions.iter().any(|known| known.id == region.id) {
                    merged.regions.push(region);
                }
            }
        }
        let mut problems = merged.tie_parents();
        problems.extend(merged.unknown_in_regions());
        merged.index_names();
        merged.tie_routes();
        (merged, problems)
    }

    fn add(&mut self, place: Place, external: &mut External) {
        let pairs = || place.external.iter().map(|(a, b)| (a.clone(), b.clone()));
        let same = pairs().find_map(|pair| external.get(&pair).copied());
        let same = same.or_else(|| self.find(&place.id));
        let ix = same.unwrap_or_else(|| PlaceIx::from_position(self.places.len()));
        for pair in pairs() {
            external.entry(pair).or_insert(ix);
        }
        self.ids.entry(place.id.clone()).or_insert(ix);
        match self.places.get_mut(ix.at()) {
            None => self.places.push(place),
            Some(winner) => absorb(winner, place),
        }
    }

    fn tie_parents(&mut self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut ties = vec![None; self.places.len()];
        for (place, tie) in self.places.iter().zip(&mut ties) {
            let Some(id) = &place.parent else { continue };
            *tie = self.ids.get(id).map(|parent| parent.at());
            if tie.is_none() {
                problems.push(Problem {
                    place: place.id.clone(),
                    kind: ProblemKind::UnknownParent(id.clone()),
                });
            }
        }
        for (child, _) in cut_cycles(&mut ties) {
            let place = self.places.get(child);
            problems.extend(place.map(|place| Problem {
                place: place.id.clone(),
                kind: ProblemKind::Cycle(place.parent.clone().unwrap_or_default()),
            }));
        }
        let ties = ties.into_iter();
        self.parents = ties.map(|tie| tie.map(PlaceIx::from_position)).collect();
        problems
    }

    fn unknown_in_regions(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for region in &self.regions {
            for id in region.places.iter().filter(|id| self.find(id).is_none()) {
                problems.push(Problem {
                    place: region.id.clone(),
                    kind: ProblemKind::UnknownInRegion(id.clone()),
                });
            }
        }
        problems
    }

    fn index_names(&mut self) {
        for (at, place) in self.places.iter().enumerate() {
            let ix = PlaceIx::from_position(at);
            for name in std::iter::once(&place.name).chain(&place.alt) {
                let places = self.names.entry(bare(name)).or_default();
                if places.last() != Some(&ix) {
                    places.push(ix);
                }
            }
        }
    }
}

/// Keeps the names and the foreign ids of an entry that lost.
fn absorb(winner: &mut Place, loser: Place) {
    for name in std::iter::once(loser.name).chain(loser.alt) {
        let room = winner.alt.len() < MOST_NAMES;
        if room && name != winner.name && !winner.alt.contains(&name) {
            winner.alt.push(name);
        }
    }
    for (scheme, id) in loser.external {
        winner.external.entry(scheme).or_insert(id);
    }
}
