//! A whole document, a sentence a paragraph: where it was marked, and which events were taken from it.

use std::ops::Range;

use super::Look;
use super::inspector::marked;
use super::prose::{Ink, Line, count};
use crate::app::App;
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
