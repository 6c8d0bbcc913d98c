//! Lenses: what an actor or a place has to do with others, in what the list shows.

use std::sync::Arc;

use super::World;
use crate::app::answers::LensQuestion;
use crate::app::lens::{Lens, Row, Section, Topic, What, strip};
use crate::app::view::View;
use crate::index::here::here;
use crate::index::names::Named;
use crate::index::pairs::{Part, Party, Tie, pairs};
use crate::index::set::EventSet;
use crate::index::stays::{Where, stays};
use crate::model::entry::{ActorIx, PlaceIx};
use crate::model::filter::{Clause, Filter, Test};
use crate::model::query::Key;

impl World {
    /// What a lens shows of a view; the last one is kept.
    pub fn lens(&self, view: &View, of: Named) -> Arc<Lens> {
        let (filter, time, single) = self.asked(view);
        let question = LensQuestion {
            of,
            filter,
            time,
            single,
            axis: view.axis,
            bins: strip(view.size.columns),
        };
        self.answers.lens(question, || {
            let theirs = self.selected(&Filter::new(vec![self.clause_of(of)]));
            let events = (*self.listed(view)).clone().and(&theirs);
            let sections = match of {
                Named::Actor(actor) => self.on_actor(view, actor, &events),
                Named::Place(place) => self.on_place(place, &events),
            };
            let sections = sections.into_iter().filter(|section| section.len > 0);
            Lens {
                of,
                sections: sections.collect(),
                events: Arc::new(events),
            }
        })
    }

    /// The clause of an actor with its units, or of a place.
    pub fn clause_of(&self, named: Named) -> Clause {
        match named {
            Named::Actor(actor) => self.party(actor).clause(Key::Actor),
            Named::Place(place) => Clause::of(Key::Place, Test::Place(place)),
        }
    }

    /// An actor with its units, if it has some.
    fn party(&self, actor: ActorIx) -> Party {
        let whole = self.has_members(actor);
        Party { actor, whole }
    }

    fn ground(&self) -> Where<'_> {
        Where {
            events: &self.dataset.events,
            space: self.space(),
            gazetteer: &self.gazetteer,
        }
    }

    fn on_actor(&self, view: &View, actor: ActorIx, events: &EventSet) -> Vec<Section> {
        let own = self.party(actor);
        let found = pairs(&self.dataset, events, actor);
        let anywhere = |clause| vec![own.clause(Key::Actor), clause];
        let parts = Part::ALL.into_iter().zip(found.parts);
        let parts = parts.filter(|(_, count)| *count > 0);
        let parts = parts.map(|(part, count)| row(What::Part(part), count, vec![part.clause(own)]));
        let ties = |topic: Topic| {
            let meant = found
                .ties
                .iter()
                .filter(|(tie, ..)| topic == topic_of(*tie));
            let rows = meant.map(|(tie, other, count)| {
                row(What::Tie(*tie, *other), *count, tie.clauses(own, *other))
            });
            section(topic, rows.collect())
        };
        let voices = found.voices.iter().map(|(voice, count)| {
            let clause = Clause::of(Key::By, Test::Voice(*voice));
            row(What::Voice(*voice), *count, anywhere(clause))
        });
        let speakers = found.speakers.iter().map(|(actor, count)| {
            let (actor, whole) = (*actor, false);
            let speaker = Party { actor, whole };
            row(
                What::Speaker(speaker),
                *count,
                anywhere(speaker.clause(Key::By)),
            )
        });
        let bins = strip(view.size.columns);
        let stays = stays(self.ground(), events, view.axis.as_ref(), bins).into_iter();
        let stays = stays.map(|stay| {
            let clauses = anywhere(self.clause_of(Named::Place(stay.place)));
            let count = stay.count;
            row(What::Stay(stay), count, clauses)
        });
        vec![
            section(Topic::Parts, parts.collect()),
            ties(Topic::Against),
            ties(Topic::Under),
            ties(Topic::With),
            section(Topic::Said, voices.chain(speakers).collect()),
            section(Topic::Stays, stays.collect()),
        ]
    }

    fn on_place(&self, place: PlaceIx, events: &EventSet) -> Vec<Section> {
        let found = here(&self.dataset, self.ground(), events);
        let there = |clause| vec![self.clause_of(Named::Place(place)), clause];
        let presences = |part: Part| {
            let meant = found.presences.iter().filter(|one| one.part == part);
            let rows = meant.map(|one| {
                let what = What::Presence(one.party, one.ends);
                row(what, one.count, there(part.clause(one.party)))
            });
            rows.collect()
        };
        let kinds = found.kinds.iter().map(|(kind, count)| {
            let clause = Clause::of(Key::Type, Test::Type(*kind));
            row(What::Kind(*kind), *count, there(clause))
        });
        let known = found.known.iter();
        let known =
            known.map(|(known, count)| row(What::Known(*known), *count, there(known.clause())));
        vec![
            section(Topic::Acts, presences(Part::Agent)),
            section(Topic::Suffers, presences(Part::Target)),
            section(Topic::Kinds, kinds.collect()),
            section(Topic::Known, known.collect()),
            Section {
                len: events.count(),
                ..section(Topic::Events, Vec::new())
            },
        ]
    }
}

const fn topic_of(tie: Tie) -> Topic {
    match tie {
        Tie::Against => Topic::Against,
        Tie::Under => Topic::Under,
        Tie::Together | Tie::Beside | Tie::BesideIt | Tie::BothBeside => Topic::With,
    }
}

fn row(what: What, count: usize, clauses: Vec<Clause>) -> Row {
    Row {
        what,
        count,
        clauses,
    }
}

fn section(topic: Topic, rows: Vec<Row>) -> Section {
    let len = rows.len();
    Section { topic, rows, len }
}
