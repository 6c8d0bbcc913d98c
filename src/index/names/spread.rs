//! How the terms of a query lie in all names: the names themselves, and through them actors, places and what belongs to
//! them.

use super::entry::OFF;
use super::fits::{WordFit, by_letters, letters};
use super::query::{Fit, Query, Reach, Term};
use super::told::Told;
use super::{Ground, Named, Names};
use crate::model::entry::{ActorIx, PlaceIx};

/// How one term lies in one name, and what speaks for it.
pub(super) type Lie = Option<(Fit, i32)>;

/// The best fit of a term in the names of each actor, or of each place.
#[derive(Default)]
pub(super) struct Fits {
    /// In its own names.
    own: Vec<Option<Fit>>,
    /// In those of what it lies in or belongs to; empty where there are none.
    above: Vec<Option<Fit>>,
}

impl Fits {
    fn none(len: usize) -> Self {
        Self {
            own: vec![None; len],
            above: Vec::new(),
        }
    }

    fn note(&mut self, at: usize, fit: Fit) {
        if let Some(slot) = self.own.get_mut(at)
            && slot.is_none_or(|known| fit < known)
        {
            *slot = Some(fit);
        }
    }

    /// Hands on to each what is known of those above it.
    fn hand_on<I: Iterator<Item = usize>>(&mut self, above: impl Fn(usize) -> I) {
        if self.own.iter().all(Option::is_none) {
            return;
        }
        let fit = |at: usize| self.own.get(at).copied().flatten();
        let best = |at: usize| above(at).filter_map(fit).min();
        self.above = (0..self.own.len()).map(best).collect();
    }

    fn of(&self, at: usize) -> (Option<Fit>, Option<Fit>) {
        let fit = |fits: &[Option<Fit>]| fits.get(at).copied().flatten();
        (fit(&self.own), fit(&self.above))
    }

    /// How the events of each are told of.
    pub fn told(&self) -> impl Iterator<Item = (usize, Told)> + '_ {
        (0..self.own.len()).map(|at| {
            let (own, above) = self.of(at);
            let own = own.map_or(Told::Not, Told::by);
            (at, own.min(above.map_or(Told::Not, Told::around)))
        })
    }
}

/// How one term lies in everything that has a name.
#[derive(Default)]
pub(super) struct Spread {
    pub actors: Fits,
    pub places: Fits,
    /// In the places, as events name them, that the gazetteer does not have.
    pub unplaced: Vec<Option<Fit>>,
}

impl Spread {
    /// How it lies in the names of one, and in those of what that lies in or belongs to.
    pub fn of(&self, named: Named) -> (Option<Fit>, Option<Fit>) {
        match named {
            Named::Actor(actor) => self.actors.of(actor.at()),
            Named::Place(place) => self.places.of(place.at()),
        }
    }
}

impl Names {
    /// How each term lies in each name.
    pub(super) fn lies(&self, query: &Query, reach: Reach) -> Vec<Vec<Lie>> {
        let mut lies: Vec<Vec<Lie>> = query
            .terms
            .iter()
            .map(|term| self.lies_of(term, reach))
            .collect();
        for entry in self.meant(query) {
            for lies in &mut lies {
                let means = (Fit::Begins, -OFF);
                if let Some(lie) = lies.get_mut(entry) {
                    *lie = Some(lie.map_or(means, |lie| lie.min(means)));
                }
            }
        }
        lies
    }

    fn lies_of(&self, term: &Term, reach: Reach) -> Vec<Lie> {
        let mut lies: Vec<Lie> = vec![None; self.lone.len()];
        let mut fits = by_letters(term, &self.spelt.words.texts);
        if reach > Reach::Letters {
            let near = self.spelt.near(term).into_iter();
            fits.extend(near.filter(|near| reach == Reach::Anything || near.fit == Fit::Alike));
        }
        for WordFit {
            word,
            fit,
            off,
            loose,
        } in fits
        {
            // The nearer of two fits is the smaller; of how far off they are, the larger.
            let off = i32::try_from(off).unwrap_or(i32::MAX);
            for name in self.spelt.words.owners(word..word + 1) {
                let lone = self.lone.get(name).copied().unwrap_or(false);
                if let Some(lie) = lies.get_mut(name).filter(|_| lone || !loose) {
                    *lie = Some(lie.map_or((fit, off), |known| known.min((fit, off))));
                }
            }
        }
        for (_, off) in lies.iter_mut().flatten() {
            *off = off.saturating_mul(-OFF);
        }
        if reach == Reach::Anything {
            self.scatter(term, &mut lies);
        }
        lies
    }

    /// Looks for a term's letters in order in the names that it does not lie in otherwise.
    fn scatter(&self, term: &Term, lies: &mut [Lie]) {
        let own = letters(&term.letters);
        let names = self.entries.iter().zip(lies);
        for (entry, lie) in names.filter(|(entry, lie)| lie.is_none() && own & !entry.letters == 0)
        {
            let score = term.scattered(&entry.folded, &self.matcher);
            *lie = score.map(|score| (Fit::Fuzzy, i32::try_from(score).unwrap_or(i32::MAX)));
        }
    }

    /// The names that have another name of what is meant as some of their words.
    fn meant(&self, query: &Query) -> Vec<usize> {
        let mut meant = Vec::new();
        for name in query.other_names() {
            for bare in self.bares.texts.containing(name) {
                if query.means(self.bares.texts.word(bare)) {
                    meant.extend(self.bares.owners(bare..bare + 1));
                }
            }
        }
        meant.sort_unstable();
        meant.dedup();
        meant
    }

    /// What that makes of actors and places, for one term.
    pub(super) fn spread(&self, ground: Ground<'_>, lies: &[Lie]) -> Spread {
        let (dataset, gazetteer) = (ground.dataset, ground.gazetteer);
        let mut actors = Fits::none(dataset.actors.len());
        let mut places = Fits::none(gazetteer.places().len());
        for (entry, lie) in self.entries.iter().zip(lies) {
            match (lie, entry.named) {
                (Some((fit, _)), Named::Actor(actor)) => actors.note(actor.at(), *fit),
                (Some((fit, _)), Named::Place(place)) => places.note(place.at(), *fit),
                (None, _) => {}
            }
        }
        actors.hand_on(|at| {
            let lineage = dataset.lineage(ActorIx::from_position(at)).skip(1);
            lineage.map(ActorIx::at)
        });
        places.hand_on(|at| {
            let ancestry = gazetteer.ancestry(PlaceIx::from_position(at)).skip(1);
            ancestry.map(PlaceIx::at)
        });
        let unplaced = lies.get(self.entries.len()..).unwrap_or(&[]);
        Spread {
            actors,
            places,
            unplaced: unplaced.iter().map(|lie| lie.map(|(fit, _)| fit)).collect(),
        }
    }
}
