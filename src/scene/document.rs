//! A whole document, a sentence a paragraph: where it was marked, and which events were taken from it; which of them a step
//! of a briefing cites.

use std::collections::HashMap;
use std::ops::Range;

use super::inspector::marked;
use super::lit::{Lit, listed};
use super::prose::{Ink, Line, count};
use super::{Look, Text};
use crate::app::App;
use crate::app::layout::Area;
use crate::model::entry::{DocIx, EventIx};
use crate::model::record::Report;

/// The document's lines, and which of them the picked sentence begins and ends at.
pub fn lines(
    app: &App,
    doc: DocIx,
    picked: usize,
    look: Look,
    width: usize,
) -> (Vec<Line>, Range<usize>) {
    let document = app.world.document(doc);
    let Some((document, text)) = document.and_then(|it| Some((it, it.text.as_ref()?))) else {
        let words = "the text of this document is not at hand";
        return (vec![Line::of(Ink::Warn, words)], 0..1);
    };
    if document.sentences.is_empty() {
        // Nobody said where its sentences are: it is read in one piece.
        return (Line::of(Ink::Quote, text.as_str()).wrap(width, 0), 0..0);
    }
    let mut out = Vec::new();
    let mut at_picked = 0..0;
    for (number, range) in document.sentences.iter().enumerate() {
        let first = out.len();
        let events = app.world.events_of_sentence(&app.shelf, doc, number);
        let sentence = match merged(app, doc, number, &events) {
            Some(report) => marked(&report, look),
            None => Line::of(Ink::Dim, document.slice(range)),
        };
        let line = Line::of(Ink::Dim, format!("{:>3}  ", number + 1)).and_line(sentence);
        out.extend(line.wrap(width, 5));
        if number == picked {
            out.push(taken_from_it(app, &events));
            for line in out.iter_mut().skip(first) {
                line.picked = true;
            }
            at_picked = first..out.len();
        }
        out.push(Line::default());
    }
    (out, at_picked)
}

/// The document of the first event that a step cites, scrolled to the first sentence that an event of those is taken from.
/// Such sentences are picked out, and have the numbers of their events behind them.
pub fn cited(app: &App, look: Look, lit: &[Lit], area: Area) -> Text {
    let rows = usize::from(area.height);
    // One blank column on either side.
    let width = usize::from(area.width).saturating_sub(2).max(10);
    let stage = app.view.stage.as_ref();
    let event = stage.and_then(|stage| stage.lit.first());
    let Some(doc) = event.and_then(|event| app.world.document_of(*event)) else {
        let words = "no event of a document is cited here";
        let lines = Line::of(Ink::Warn, words).wrap(width, 0);
        return Text::cut(Line::default(), lines, 0, rows);
    };
    let title = app.world.document(doc).and_then(|it| it.title.as_ref());
    let title = title.or_else(|| app.world.dataset.documents.label(doc));
    let title = Line::of(Ink::Plain, title.map_or("", |title| title.as_str()));
    let (lines, first) = cited_lines(app, doc, look, lit, width);
    let top = first
        .start
        .saturating_sub(rows / 3)
        .max(first.end.saturating_sub(rows))
        .min(first.start);
    Text::cut(title, lines, top, rows)
}

/// The lines of a document with what is cited picked out, and which of them the first such sentence begins and ends at.
fn cited_lines(
    app: &App,
    doc: DocIx,
    look: Look,
    lit: &[Lit],
    width: usize,
) -> (Vec<Line>, Range<usize>) {
    let known = app.world.document(doc);
    let known = known.filter(|known| known.text.is_some() && !known.sentences.is_empty());
    let Some(document) = known else {
        return lines(app, doc, 0, look, width);
    };
    let events = events_by_sentence(app, doc);
    let mut out = Vec::new();
    let mut first = None;
    for (number, range) in document.sentences.iter().enumerate() {
        let start = out.len();
        let events = events.get(&number).map_or(&[][..], Vec::as_slice);
        let sentence = match merged(app, doc, number, events) {
            Some(report) => marked(&report, look),
            None => Line::of(Ink::Dim, document.slice(range)),
        };
        let mut line = Line::of(Ink::Dim, format!("{:>3}  ", number + 1)).and_line(sentence);
        let cited = lit.iter().filter(|lit| events.contains(&lit.event));
        let numbers: Vec<usize> = cited.map(|lit| lit.number).collect();
        if !numbers.is_empty() {
            line.push(Ink::Key, format!(" [{}]", listed(&numbers)));
        }
        out.extend(line.wrap(width, 5));
        if !numbers.is_empty() {
            for line in out.iter_mut().skip(start) {
                line.picked = true;
            }
            first.get_or_insert(start..out.len());
        }
        out.push(Line::default());
    }
    (out, first.unwrap_or(0..0))
}

/// The events that were taken from each sentence of a document, as far as their records are at hand.
fn events_by_sentence(app: &App, doc: DocIx) -> HashMap<usize, Vec<EventIx>> {
    let mut all: HashMap<usize, Vec<EventIx>> = HashMap::new();
    for event in app.world.events_of_document(doc).iter() {
        let reports = app.shelf.record(event).map(|record| &record.reports);
        let of_doc = reports.into_iter().flatten();
        let of_doc = of_doc.filter(|report| report.doc == Some(doc));
        for sentence in of_doc.filter_map(|report| report.sentence) {
            let events = all.entry(sentence).or_default();
            if !events.contains(&event) {
                events.push(event);
            }
        }
    }
    all
}

/// One report of a sentence with the marks of all its events; `None` where no event was taken from it.
fn merged(app: &App, doc: DocIx, number: usize, events: &[EventIx]) -> Option<Report> {
    let records = events.iter().filter_map(|event| app.shelf.record(*event));
    let reports = records.flat_map(|record| &record.reports);
    let mut reports =
        reports.filter(|report| report.doc == Some(doc) && report.sentence == Some(number));
    let mut all = reports.next()?.clone();
    for other in reports {
        let marks = other.marks.iter().chain(&other.trigger);
        all.marks.extend(marks.cloned());
        all.source = all.source.or_else(|| other.source.clone());
    }
    all.marks
        .sort_by_key(|mark| (mark.range.start, mark.range.end, mark.slot));
    all.marks
        .dedup_by(|b, a| a.range == b.range && a.slot == b.slot);
    Some(all)
}

/// Which events were taken from the picked sentence.
fn taken_from_it(app: &App, events: &[EventIx]) -> Line {
    let records = events.iter().filter_map(|event| app.shelf.record(*event));
    let ids: Vec<&str> = records.map(|record| record.id.as_str()).collect();
    let words = match ids.len() {
        0 => "no event was taken from it".to_owned(),
        n => format!("{}: {}", count(n, "event"), ids.join(", ")),
    };
    Line::of(Ink::Key, "     ↳ ").and(Ink::Strong, words)
}
