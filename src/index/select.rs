//! Which events a filter lets through.
//!
//! Each clause is a pass over the columns that it is about, with what its tests mean worked out beforehand: a table of actors
//! or of spots, a handful of words. A set is a bit an event, so that clauses meet in no time.

use std::collections::HashSet;

use super::names::Ground;
use super::set::EventSet;
use super::space::{Form, Site, Spot, Standing};
use super::times::Times;
use crate::model::entry::{ActorIx, EventIx, PlaceIx};
use crate::model::events::Location;
use crate::model::filter::{Clause, Filter, Has, Test};
use crate::model::fold::{fold, without_arabic_article};
use crate::model::geo::Merc;
use crate::model::postings::List;
use crate::model::query::Key;
use crate::model::text::Text;
use crate::model::vocabulary::Role;
use crate::model::words::Words;

/// What clauses are looked up in.
#[derive(Clone, Copy)]
pub struct Select<'a> {
    ground: Ground<'a>,
    times: &'a Times,
}

impl<'a> Select<'a> {
    /// Looks things up so.
    pub fn new(ground: Ground<'a>, times: &'a Times) -> Self {
        Self { ground, times }
    }

    /// The events that a filter lets through. Words that nobody has read yet let nothing through.
    pub fn filter(self, filter: &Filter) -> EventSet {
        let mut found: Option<EventSet> = None;
        for clause in filter.clauses() {
            let set = self.clause(clause);
            found = Some(match found {
                None => set,
                Some(found) => found.and(&set),
            });
        }
        found.unwrap_or_else(|| EventSet::all(self.len()))
    }

    fn len(self) -> usize {
        self.ground.dataset.events.len()
    }

    fn that(self, holds: impl Fn(EventIx) -> bool + Sync) -> EventSet {
        EventSet::that(self.len(), holds)
    }

    /// The events that one clause lets through.
    pub fn clause(self, clause: &Clause) -> EventSet {
        let events = &self.ground.dataset.events;
        let any = |passes: &(dyn Fn(&Test) -> bool + Sync)| clause.any.iter().any(passes);
        let set = match clause.key {
            None => self.told(clause),
            Some(Key::Actor) => self.who(clause, |event, is_one| events.involved(event).any(is_one)),
            Some(Key::Agent) => self.in_role(clause, &[Role::Agent]),
            Some(Key::Target) => self.in_role(clause, &[Role::Target]),
            Some(Key::Partner) => self.in_role(clause, &[Role::Partner, Role::Beneficiary]),
            Some(Key::By) => self.said_by(clause),
            Some(Key::Place) => self.at_places(clause),
            Some(Key::Near) => self.near(clause),
            Some(Key::Where) => self.that_is_at(|spot| {
                any(&|test| *test == Test::Where(spot.precision))
            }),
            Some(Key::Region) => self.that(|event| {
                let region = self.ground.space.region(event);
                any(&|test| *test == Test::Region(region))
            }),
            Some(Key::Type) => self.that(|event| {
                let kind = events.kind(event);
                any(&|test| *test == Test::Type(kind))
            }),
            Some(Key::Status) => self.that(|event| {
                let status = events.factuality(event);
                any(&|test| *test == Test::Status(status))
            }),
            Some(Key::When) => self.that(|event| {
                let precision = events.when(event).precision;
                any(&|test| *test == Test::When(precision))
            }),
            Some(Key::Source) => self.published(clause),
            Some(Key::From | Key::To | Key::Date) => self.within(clause),
            Some(Key::Has) => self.that(|event| {
                any(&|test| matches!(test, Test::Has(has) if self.has(event, *has)))
            }),
            Some(Key::Tag) => self.that(|event| {
                events.tags(event).any(|tag| any(&|test| *test == Test::Tag(tag)))
            }),
            Some(Key::Fatalities) => self.that(|event| {
                let dead = events.fatalities(event);
                dead.is_some_and(|dead| {
                    any(&|test| {
                        matches!(test, Test::Fatalities(least, most) if (*least..=*most).contains(&dead))
                    })
                })
            }),
            // What says how things are seen chooses nothing.
            Some(_) => EventSet::all(self.len()),
        };
        if clause.negated {
            EventSet::all(self.len()).without(&set)
        } else {
            set
        }
    }

    /// For each actor whether a clause means it.
    fn meant(self, clause: &Clause) -> Vec<bool> {
        let dataset = self.ground.dataset;
        let is_meant = |one: ActorIx| {
            clause.any.iter().any(|test| match test {
                Test::Actor { actor, whole: true } => dataset.belongs_to(one, *actor),
                Test::Actor { actor, .. } => one == *actor,
                _ => false,
            })
        };
        let actors = (0..dataset.actors.len()).map(ActorIx::from_position);
        actors.map(is_meant).collect()
    }

    /// The events for which `has` finds one of the actors that a clause means.
    fn who(
        self,
        clause: &Clause,
        has: impl Fn(EventIx, &dyn Fn(ActorIx) -> bool) -> bool + Sync,
    ) -> EventSet {
        let meant = self.meant(clause);
        let is_one = |actor: ActorIx| meant.get(actor.at()).copied().unwrap_or(false);
        self.that(|event| has(event, &is_one))
    }

    fn in_role(self, clause: &Clause, roles: &[Role]) -> EventSet {
        let events = &self.ground.dataset.events;
        self.who(clause, |event, is_one| {
            let mut actors = events.actors(event);
            actors.any(|(actor, of)| roles.contains(&of) && is_one(actor))
        })
    }

    fn said_by(self, clause: &Clause) -> EventSet {
        let events = &self.ground.dataset.events;
        self.who(clause, |event, is_one| {
            // Where nothing is reported nobody speaks, not even a document.
            let is_told = events.reports(event) > 0;
            let mut voices = events.voices(event).map(Test::Voice);
            is_told && voices.any(|voice| clause.any.contains(&voice))
                || events.speakers(event).any(is_one)
        })
    }

    /// The events with a place, positioned or not, of which something holds.
    fn that_is_at(self, holds: impl Fn(&Spot) -> bool) -> EventSet {
        let Ground { space, dataset, .. } = self.ground;
        let spots: Vec<bool> = space.spots().iter().map(holds).collect();
        let holds = |spot: usize| spots.get(spot).copied().unwrap_or(false);
        let of = |location: Location| space.spot_of(&location);
        self.that(|event| {
            // Beside the place where it stands it may have one that has no position.
            let mut locations = dataset.events.locations(event);
            match space.standing(event) {
                Standing::At(spot) | Standing::Own(spot) if holds(spot) => true,
                _ => locations.any(|location| of(location).is_some_and(holds)),
            }
        })
    }

    fn at_places(self, clause: &Clause) -> EventSet {
        let gazetteer = self.ground.gazetteer;
        let holds = |outer: &PlaceIx, inner| gazetteer.holds(*outer, inner);
        self.that_is_at(|spot| {
            clause.any.iter().any(|test| match (test, spot.place) {
                (Test::Place(outer), Some(inner)) => holds(outer, inner),
                _ => false,
            })
        })
    }

    fn near(self, clause: &Clause) -> EventSet {
        let Ground { space, dataset, .. } = self.ground;
        let is_near = |site: &Site| {
            clause.any.iter().any(|test| match test {
                Test::Near { at, metres, .. } => self
                    .distance_km(site, *at)
                    .is_some_and(|km| km * 1_000.0 <= f64::from(*metres)),
                _ => false,
            })
        };
        let nobody = EventIx(u32::MAX);
        let of_spot = |spot: &Spot| {
            spot.site(nobody, None, None)
                .is_some_and(|site| is_near(&site))
        };
        let spots: Vec<bool> = space.spots().iter().map(of_spot).collect();
        self.that(|event| match space.standing(event) {
            Standing::Nowhere => false,
            Standing::At(spot) => spots.get(spot).copied().unwrap_or(false),
            Standing::Own(_) | Standing::Apart => {
                space.sites(&dataset.events, event).iter().any(is_near)
            }
        })
    }

    /// How far a site is from a position, in km: the nearest point of its course where it has one, nothing inside an area of
    /// its own. `None` for what is known to a province or a country only: its middle says nothing.
    fn distance_km(self, site: &Site, from: Merc) -> Option<f64> {
        if site.form == Form::Label {
            return None;
        }
        let Ground {
            gazetteer, dataset, ..
        } = self.ground;
        let shape = site
            .shape
            .and_then(|shape| dataset.shapes.get(shape as usize));
        let route = site.place.filter(|_| site.form == Form::Route);
        let line = route
            .and_then(|place| gazetteer.place(place))
            .map(|place| &place.line);
        let courses: Vec<Vec<Merc>> = match (shape, line) {
            (Some(shape), _) if shape.holds(from) => return Some(0.0),
            (Some(shape), _) => shape.parts.clone(),
            (None, Some(line)) if line.len() > 1 => {
                vec![line.iter().map(|at| Merc::from_lonlat(*at)).collect()]
            }
            _ => return Some(site.at.to_lonlat().distance_km(from.to_lonlat())),
        };
        let courses = courses.iter();
        courses
            .map(|course| from.km_to_course(course))
            .reduce(f64::min)
    }

    /// The events that documents report of which a clause means the publisher, who it has it from, or the document.
    fn published(self, clause: &Clause) -> EventSet {
        let dataset = self.ground.dataset;
        let documents = &dataset.documents;
        let is_of = |doc| {
            let publisher = documents.publisher(doc).map(Text::as_str);
            let via = documents
                .get(doc)
                .map_or(&[][..], |described| &described.via);
            clause.any.iter().any(|test| match test {
                Test::Document(other) => *other == doc,
                Test::Publisher(name) => {
                    publisher == Some(&**name) || via.iter().any(|via| via.as_str() == &**name)
                }
                _ => false,
            })
        };
        let meant: Vec<bool> = documents.all().map(is_of).collect();
        let is_meant = |at: usize| meant.get(at).copied().unwrap_or(false);
        self.that(|event| {
            dataset
                .events
                .documents(event)
                .any(|doc| is_meant(doc.at()))
        })
    }

    /// The dated events that touch a stretch of time.
    fn within(self, clause: &Clause) -> EventSet {
        let events = &self.ground.dataset.events;
        let mut found = EventSet::none(self.len());
        for test in &clause.any {
            if let Test::Within(stretch) = test {
                found = found.or(&self.times.within(events, stretch));
            }
        }
        // All of time is not a date.
        let dated = EventSet::run(self.len(), 0..self.times.dated());
        found.and(&dated)
    }

    fn has(self, event: EventIx, has: Has) -> bool {
        let Ground { space, dataset, .. } = self.ground;
        let events = &dataset.events;
        let acts = |role| events.actors(event).any(|(_, of)| of == role);
        match has {
            Has::Date => event.at() < self.times.dated(),
            Has::Place => events.locations(event).next().is_some(),
            Has::Position => space.standing(event) != Standing::Nowhere,
            Has::Agent => acts(Role::Agent),
            Has::Target => acts(Role::Target),
            Has::Speaker => events.speakers(event).next().is_some(),
            Has::Report => events.reports(event) > 0,
            Has::Document => events.documents(event).next().is_some(),
            Has::Fatalities => events.fatalities(event).is_some(),
            Has::Tag => events.tags(event).next().is_some(),
        }
    }

    /// The events whose summary or sentences have all the words of one of a clause's values.
    fn told(self, clause: &Clause) -> EventSet {
        let mut found = EventSet::none(self.len());
        let Some(words) = self.ground.words else {
            return found;
        };
        for test in &clause.any {
            let Test::Words(text) = test else { continue };
            let mut with_all: Option<EventSet> = None;
            for word in fold(text).split(' ').filter(|word| !word.is_empty()) {
                let set = with_word(words, word, self.len());
                with_all = Some(match with_all {
                    None => set,
                    Some(all) => all.and(&set),
                });
            }
            if let Some(all) = with_all {
                found = found.or(&all);
            }
        }
        found
    }
}

/// The events that are told with a word that begins with some letters, whatever article it has.
fn with_word(words: &Words, word: &str, len: usize) -> EventSet {
    let letters = without_arabic_article(word);
    let lexicon = words.lexicon();
    let with_article = format!("ال{letters}");
    let begin = lexicon.beginning_with(letters);
    let numbers: HashSet<usize> = begin.chain(lexicon.beginning_with(&with_article)).collect();
    let mut found = EventSet::none(len);
    let mut add = |list: List<'_>| {
        for event in list.events() {
            found.insert(event);
        }
    };
    for number in numbers {
        add(words.told_with(number));
        add(words.quoted_with(number));
    }
    found
}
