//! A whole document, a sentence a paragraph: where it was marked, and which events were taken from it.

use super::Look;
use super::inspector::marked;
use super::prose::{Ink, Line, count};
use crate::app::App;
use crate::model::entry::DocIx;
use crate::model::record::Report;

/// The document's lines, and which of them the picked sentence begins and ends at.
pub fn lines(
    app: &App,
    doc: DocIx,
    picked: usize,
    look: Look,
    width: usize,
) -> (Vec<Line>, std::ops::Range<usize>) {
    let world = &*app.world;
    let Some(document) = world.document(doc) else {
        return (Vec::new(), 0..0);
    };
    if document.text.is_none() {
        return (
            vec![Line::of(
                Ink::Warn,
                "the text of this document is not at hand",
            )],
            0..1,
        );
    }
    let mut out = Vec::new();
    let mut at_picked = 0..0;
    for (number, range) in document.sentences.iter().enumerate() {
        let first = out.len();
        let events = world.events_of_sentence(&app.shelf, doc, number);
        let tells = |report: &&Report| report.doc == Some(doc) && report.sentence == Some(number);
        let reports = events
            .iter()
            .filter_map(|event| app.shelf.record(*event))
            .flat_map(|record| &record.reports);
        let reports: Vec<&Report> = reports.filter(tells).collect();
        let sentence = match reports.split_first() {
            Some((first, others)) => {
                // One sentence, the marks of all its events.
                let mut all = (*first).clone();
                for other in others {
                    all.marks
                        .extend(other.marks.iter().chain(&other.trigger).cloned());
                    all.source = all.source.or_else(|| other.source.clone());
                }
                all.marks
                    .sort_by_key(|mark| (mark.range.start, mark.range.end, mark.slot));
                all.marks
                    .dedup_by(|b, a| a.range == b.range && a.slot == b.slot);
                marked(&all, look)
            }
            None => Line::of(Ink::Dim, document.slice(range)),
        };
        let mut line = Line::of(Ink::Dim, format!("{:>3}  ", number + 1));
        line.spans.extend(sentence.spans);
        out.extend(line.wrap(width, 5));
        if number == picked {
            let ids: Vec<&str> = events
                .iter()
                .map(|event| world.dataset.events.id(*event))
                .collect();
            let words = match ids.len() {
                0 => "no event was taken from it".to_owned(),
                n => format!("{}: {}", count(n, "event"), ids.join(", ")),
            };
            out.push(Line::of(Ink::Key, "     ↳ ").and(Ink::Strong, words));
            out.iter_mut()
                .skip(first)
                .for_each(|line| line.picked = true);
            at_picked = first..out.len();
        }
        out.push(Line::default());
    }
    (out, at_picked)
}
