//! One event as fields: what JSON and `GeoJSON` write, and what the other formats take from.

use serde::Serialize;

use super::dates;
use super::places::{Where, places};
use crate::app::world::World;
use crate::model::entry::{ActorIx, DocIx, EventIx};
use crate::model::record::{Fatalities, Record, Report};
use crate::model::text::Text;
use crate::model::vocabulary::{Phase, Review, Role, SourceKind, TimeBasis};

/// One event. The names of the fields, and their order, are what other programs see: see [`super`].
#[derive(Debug, Serialize)]
pub(super) struct Row<'r> {
    pub id: &'r str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub phase: Option<&'static str>,
    pub status: &'static str,
    pub summary: &'r str,
    pub start: Option<String>,
    pub end: Option<String>,
    pub from: Option<String>,
    pub before: Option<String>,
    pub when: &'static str,
    pub basis: Option<&'static str>,
    pub agents: Vec<Who<'r>>,
    pub targets: Vec<Who<'r>>,
    pub others: Vec<Other<'r>>,
    pub place: Option<&'r str>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    #[serde(rename = "where")]
    pub precision: Option<&'static str>,
    pub radius_km: Option<f64>,
    pub places: Vec<Where<'r>>,
    pub region: Option<&'r str>,
    pub by: Option<&'static str>,
    pub speakers: Vec<Named<'r>>,
    pub sources: Vec<&'r str>,
    pub documents: Vec<&'r str>,
    pub sentence: Option<&'r str>,
    pub url: Option<&'r str>,
    pub reports: Vec<Told<'r>>,
    pub fatalities: Option<u64>,
    pub fatalities_low: Option<u64>,
    pub fatalities_high: Option<u64>,
    pub tags: Vec<&'r str>,
    pub note: Option<&'r str>,
    pub condition: Option<&'r str>,
    pub background: bool,
    pub confidence: Option<f64>,
    pub review: Option<&'static str>,
    pub links: Vec<Tie<'r>>,
}

/// An actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Named<'r> {
    pub id: &'r str,
    pub name: &'r str,
}

/// An actor that takes part.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Who<'r> {
    pub id: &'r str,
    pub name: &'r str,
    pub inferred: bool,
}

/// An actor that takes part and is neither agent nor target.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Other<'r> {
    #[serde(flatten)]
    pub who: Who<'r>,
    pub role: &'static str,
}

/// A report.
#[derive(Debug, Serialize)]
pub(super) struct Told<'r> {
    pub document: Option<&'r str>,
    pub source: Option<&'r str>,
    pub url: Option<&'r str>,
    pub number: Option<usize>,
    pub sentence: Option<&'r str>,
    pub by: Option<&'static str>,
    pub speaker: Option<&'r str>,
    /// The words that name who says so.
    pub words: Option<&'r str>,
}

/// A tie to another event.
#[derive(Debug, Serialize)]
pub(super) struct Tie<'r> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub to: &'r str,
    pub note: Option<&'r str>,
}

impl<'r> Row<'r> {
    pub fn of(world: &'r World, event: EventIx, record: &'r Record, with_courses: bool) -> Self {
        let stretch = &record.when.stretch;
        let places = places(world, event, record, with_courses);
        let first = places.first();
        let reports: Vec<Told> = record.reports.iter().map(|it| told(world, it)).collect();
        let part = |role: Role| {
            let parts = record.actors.iter().filter(move |part| part.role == role);
            parts
                .map(|part| who(world, part.actor, part.inferred))
                .collect()
        };
        let deaths = record.fatalities.as_ref();
        let deaths = |of: fn(&Fatalities) -> Option<u64>| deaths.and_then(of);
        Self {
            id: &record.id,
            kind: record.kind.name(),
            phase: record.phase.map(Phase::name),
            status: record.factuality.name(),
            summary: &record.summary,
            start: stretch.start.map(dates::first),
            end: stretch.end.map(dates::last),
            from: stretch.start.map(dates::exact),
            before: stretch.end.map(dates::exact),
            when: record.when.precision.name(),
            basis: record.when.basis.map(TimeBasis::name),
            agents: part(Role::Agent),
            targets: part(Role::Target),
            others: others(world, record),
            place: first.and_then(|first| first.name),
            lat: first.and_then(|first| first.lat),
            lon: first.and_then(|first| first.lon),
            precision: first.map(|first| first.precision),
            radius_km: first.and_then(|first| first.radius_km),
            places,
            region: world
                .region_of(event)
                .and_then(|region| world.regions().get(region))
                .map(|region| region.name.as_str()),
            by: lead(&reports).and_then(|lead| lead.by),
            speakers: speakers(world, record),
            sources: distinct(reports.iter().filter_map(|told| told.source)),
            documents: distinct(reports.iter().filter_map(|told| told.document)),
            sentence: lead(&reports).and_then(|lead| lead.sentence),
            url: reports.iter().find_map(|told| told.url),
            reports,
            fatalities: deaths(|it| it.best),
            fatalities_low: deaths(|it| it.low),
            fatalities_high: deaths(|it| it.high),
            tags: record.tags.iter().map(Text::as_str).collect(),
            note: record.note.as_deref(),
            condition: record.condition.as_deref(),
            background: record.background,
            confidence: record.confidence,
            review: record.review.map(Review::name),
            links: ties(record),
        }
    }
}

fn who(world: &World, actor: ActorIx, inferred: bool) -> Who<'_> {
    let Named { id, name } = named(world, actor);
    Who { id, name, inferred }
}

fn named(world: &World, actor: ActorIx) -> Named<'_> {
    let entry = world.dataset.actors.get(actor.at());
    Named {
        id: entry.map_or("", |actor| actor.id.as_str()),
        name: entry.map_or("", |actor| actor.name.as_str()),
    }
}

fn others<'r>(world: &'r World, record: &Record) -> Vec<Other<'r>> {
    let parts = record.actors.iter();
    let parts = parts.filter(|part| !matches!(part.role, Role::Agent | Role::Target));
    parts
        .map(|part| Other {
            who: who(world, part.actor, part.inferred),
            role: part.role.name(),
        })
        .collect()
}

/// The report that an event's sentence, address and voice are of: the first with a sentence, else the first.
pub(super) fn lead<'a, 'r>(reports: &'a [Told<'r>]) -> Option<&'a Told<'r>> {
    let first = reports.iter().find(|told| told.sentence.is_some());
    first.or(reports.first())
}

fn speakers<'r>(world: &'r World, record: &Record) -> Vec<Named<'r>> {
    let sources = record.reports.iter().filter_map(|it| it.source.as_ref());
    distinct(sources.filter_map(|source| Some(named(world, source.actor?))))
}

fn ties(record: &Record) -> Vec<Tie<'_>> {
    let ties = record.links.iter().map(|link| Tie {
        kind: link.kind.name(),
        to: &link.to,
        note: link.note.as_deref(),
    });
    ties.collect()
}

fn told<'r>(world: &'r World, report: &'r Report) -> Told<'r> {
    let document = report.doc.and_then(|doc| world.document(doc));
    let source = report.source.as_ref();
    Told {
        document: document.map(|document| document.id.as_str()),
        source: report.doc.and_then(|doc| publisher(world, doc)),
        url: report.url.as_deref().or_else(|| document?.url.as_deref()),
        number: report.sentence.map(|number| number + 1),
        sentence: Some(report.quote.as_str()).filter(|quote| !quote.is_empty()),
        by: source.map(|source| SourceKind::name(source.kind)),
        speaker: source.and_then(|source| Some(named(world, source.actor?).name)),
        words: source.and_then(|source| source.text.as_deref()),
    }
}

/// Who published a document; its title or id, where nobody is named.
fn publisher(world: &World, doc: DocIx) -> Option<&str> {
    world.dataset.documents.label(doc).map(Text::as_str)
}

/// Each once, in the order in which they come.
fn distinct<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen
}
