//! What a briefing rests on and how sure that is, for who has only the paper: the documents, how much of the data is cited,
//! who says so, and what is not known.
//!
//! It is about all events of the data, not about those alone that a briefing cites: what was left out is told too.
//!
//! Known to be imperfect: documents that rows only name are counted and not listed.

use super::event::one_line;
use super::spoken;
use crate::app::layout::Size;
use crate::app::view::View;
use crate::app::world::World;
use crate::index::facets::Dimension;
use crate::index::set::EventSet;
use crate::index::space::Site;
use crate::model::documents::Document;
use crate::model::entry::EventIx;
use crate::model::filter::Test;
use crate::model::text::Text;
use crate::model::time::in_words;
use crate::model::vocabulary::{Factuality, PlacePrecision, SourceKind, TimeBasis, TimePrecision};
use crate::scene::listed::Listed;
use crate::scene::prose::{count, grouped};

/// More documents than this are only counted.
const MOST_DOCUMENTS: usize = 40;

/// What a briefing rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    /// How much there is, from where, and how much of it is cited: a sentence each.
    pub extent: Vec<String>,
    /// The documents, the first of many.
    pub documents: Vec<Source>,
    /// How many documents are not among them.
    pub more_documents: usize,
    /// What is uncertain: a sentence each.
    pub doubts: Vec<String>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Title, publisher, whom that credits, the day, under what terms.
    pub words: String,
    /// Where it stands.
    pub url: Option<Text>,
}

impl Statement {
    /// What stands behind a briefing that cites these events.
    pub fn of(world: &World, events: &[EventIx]) -> Self {
        let mut cited = EventSet::none(world.dataset.events.len());
        for event in events {
            cited.insert(*event);
        }
        let view = everything(world);
        let all = world.listed(&view);
        if all.is_empty() {
            return Self {
                extent: vec!["There are no events in the data.".to_owned()],
                ..Self::default()
            };
        }
        let described = world.dataset.documents.described();
        let documents: Vec<Source> = described.iter().take(MOST_DOCUMENTS).map(source).collect();
        Self {
            extent: extent(world, &view, &cited),
            more_documents: world.dataset.documents.len() - documents.len(),
            documents,
            doubts: doubts(world, &view, &all),
        }
    }
}

impl Statement {
    /// That there are documents which are not listed.
    pub fn more(&self) -> Option<String> {
        let more = count(self.more_documents, "more document");
        (self.more_documents > 0).then(|| format!("And {more}."))
    }
}

/// All events, at any time.
fn everything(world: &World) -> View {
    let size = Size {
        columns: 80,
        rows: 24,
    };
    View::first(world, size, 2.0)
}

fn extent(world: &World, view: &View, cited: &EventSet) -> Vec<String> {
    let mut listed = Listed::default();
    listed.follow(world, view);
    let mut said = count(listed.events, "event");
    said += " from ";
    said += &count(listed.reports, "report");
    said += " in ";
    said += &count(listed.documents(), "document");
    if listed.publishers() > 0 {
        said += " of ";
        said += &count(listed.publishers(), "publisher");
    }
    match listed.via() {
        (0, _) => {}
        (1, one) => said = said + ", via " + &one_line(one),
        (more, _) => said = said + ", via " + &grouped(more) + " sources",
    }
    if let Some(span) = world.times().span(&world.dataset.events) {
        said = said + ", " + &spoken(&span);
    }
    let mut out = Vec::new();
    if let Some(title) = &world.dataset.title {
        out.push(format!("The data set is “{}”.", one_line(title)));
    }
    out.push(said + ".");
    out.push(match (cited.count(), listed.events - cited.count()) {
        (0, _) => "The briefing cites none of them.".to_owned(),
        (_, 0) => "The briefing cites all of them.".to_owned(),
        (some, rest) => format!(
            "The briefing cites {}; {} more {} in the data.",
            grouped(some),
            grouped(rest),
            if rest == 1 { "is" } else { "are" }
        ),
    });
    if listed.publishers() == 1 && listed.events > 1 {
        out.push("One publisher tells all of it: nobody else is shown to confirm it.".to_owned());
    }
    out
}

fn source(document: &Document) -> Source {
    let mut parts = Vec::new();
    let title = document.title.as_ref();
    parts.extend(title.map(|title| format!("“{}”", one_line(title))));
    parts.extend(document.publisher.as_ref().map(|name| one_line(name)));
    if parts.is_empty() {
        parts.push(one_line(&document.id));
    }
    if !document.via.is_empty() {
        let via: Vec<String> = document.via.iter().map(|name| one_line(name)).collect();
        parts.push(format!("via {}", via.join(", ")));
    }
    parts.push(match &document.published {
        Some(day) if document.published_inferred => format!("{} (day inferred)", in_words(day)),
        Some(day) => in_words(day),
        None => "no date of publication".to_owned(),
    });
    let mut words = parts.join(", ") + ".";
    if let Some(terms) = &document.license {
        words = format!("{words} Terms: {}.", one_line(terms).trim_end_matches('.'));
    }
    Source {
        words,
        url: document.url.clone(),
    }
}

/// What is uncertain, the most telling first; what is true of no event is left out.
fn doubts(world: &World, view: &View, all: &EventSet) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(places(world, all));
    said.extend(times(world, all));
    said.extend(statuses(world, all));
    said.extend(voices(world, view));
    let unreported = number(all, |event| world.dataset.events.reports(event) == 0);
    said.extend(sentence(unreported, "No report in the data tells of", ""));
    if world.faults.count > 0 {
        let faults = count(world.faults.count, "thing");
        said.push(format!("Loading the data found {faults} wrong in it."));
    }
    if world.is_part {
        said.push("Only a part of the data was read.".to_owned());
    }
    said
}

fn number(set: &EventSet, is_so: impl Fn(EventIx) -> bool) -> usize {
    set.iter().filter(|event| is_so(*event)).count()
}

/// A sentence about some events, if there are any.
fn sentence(number: usize, before: &str, behind: &str) -> Option<String> {
    (number > 0).then(|| format!("{before} {}{behind}.", count(number, "event")))
}

/// Numbers with their words, those of nothing left out.
fn listed(parts: impl Iterator<Item = (usize, String)>) -> Option<String> {
    let parts = parts.filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts
        .map(|(number, words)| format!("{} {words}", grouped(number)))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// How exactly places are known, each event by the best of its places.
fn places(world: &World, all: &EventSet) -> Vec<String> {
    let coarse: Vec<PlacePrecision> = all
        .iter()
        .filter_map(|event| world.sites(event).iter().map(|site| site.precision).min())
        .filter(|precision| !precision.is_point())
        .collect();
    let kinds = PlacePrecision::ALL.iter().map(|kind| {
        let words = match kind {
            PlacePrecision::Area => "to an area",
            PlacePrecision::Route => "to a route",
            PlacePrecision::District => "to a district",
            PlacePrecision::Province => "to a province",
            PlacePrecision::Country => "to a country",
            _ => "to nobody says what",
        };
        let number = coarse.iter().filter(|one| *one == kind).count();
        (number, words.to_owned())
    });
    let coarse = listed(kinds).map(|parts| format!("Places known less exactly: {parts}."));
    let placeless = number(all, |event| world.space().placeless().contains(event));
    let estimated = |site: &Site| {
        let place = site.place.and_then(|place| world.gazetteer.place(place));
        place.is_some_and(|place| place.estimate == Some(true))
    };
    let estimated = number(all, |event| {
        let sites = world.sites(event);
        !sites.is_empty() && sites.iter().all(estimated)
    });
    let estimated = sentence(
        estimated,
        "Positions placed by reasoning, not taken from a published figure:",
        "",
    );
    let placeless = sentence(placeless, "No known position:", "");
    coarse
        .into_iter()
        .chain(estimated)
        .chain(placeless)
        .collect()
}

fn times(world: &World, all: &EventSet) -> Vec<String> {
    let events = &world.dataset.events;
    let dated = world.times().dated();
    let undated = number(all, |event| event.at() >= dated);
    let loose = number(all, |event| {
        let exact = matches!(
            events.when(event).precision,
            TimePrecision::Minute | TimePrecision::Hour | TimePrecision::Day | TimePrecision::Span
        );
        event.at() < dated && !exact
    });
    let inferred = number(all, |event| {
        let basis = events.when(event).basis;
        matches!(basis, Some(TimeBasis::Inferred | TimeBasis::Context))
    });
    let undated = sentence(undated, "No date:", "");
    let loose = sentence(loose, "Day not known exactly:", "");
    let inferred = sentence(inferred, "Date inferred, not stated:", "");
    undated.into_iter().chain(loose).chain(inferred).collect()
}

/// Whether it happened.
fn statuses(world: &World, all: &EventSet) -> Option<String> {
    let events = &world.dataset.events;
    let kinds = Factuality::ALL
        .iter()
        .filter(|kind| **kind != Factuality::Happened);
    let kinds = kinds.map(|kind| {
        let words = match kind {
            Factuality::Negated => "said not to happen".to_owned(),
            Factuality::Unknown => "not known to have happened".to_owned(),
            other => other.name().to_owned(),
        };
        let number = number(all, |event| events.factuality(event) == *kind);
        (number, words)
    });
    listed(kinds).map(|parts| format!("Not simply said to have happened: {parts}."))
}

/// Who says so; an event that several say is counted with each.
fn voices(world: &World, view: &View) -> Option<String> {
    let counted = world.counted(view, Dimension::By);
    let voices = counted.iter().filter_map(|value| match value.test {
        Test::Voice(kind) => Some((value.count, voice(kind).to_owned())),
        _ => None,
    });
    listed(voices).map(|parts| format!("Who says so: {parts}."))
}

fn voice(kind: Option<SourceKind>) -> &'static str {
    match kind {
        None => "in a document's own voice",
        Some(SourceKind::Witness) => "by who saw it",
        Some(SourceKind::Party) => "by a party to the fighting",
        Some(SourceKind::Monitor) => "by a monitor",
        Some(SourceKind::Official) => "by an official",
        Some(SourceKind::Media) => "by a news medium",
        Some(SourceKind::Anonymous) => "by somebody not named",
    }
}
