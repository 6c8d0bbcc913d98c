//! The words of events' summaries and reports, on their way into an index: read again from the records, as somebody who
//! looks at each would read them.

use std::collections::HashMap;
use std::ops::Range;

use super::event::RawEvent;
use super::flat;
use super::record::{Said, with_record};
use super::report::RawReport;
use crate::model::dataset::Dataset;
use crate::model::documents::Document;
use crate::model::entry::{DocIx, EventIx};
use crate::model::table::Field;
use crate::model::words::{Pace, Row, Words};

/// Reads what all events say, word by word. What cannot be read says nothing. `None` where the pace says to stop.
pub fn read_words(dataset: &Dataset, pace: Pace<'_>) -> Option<Words> {
    let ids = dataset.documents.described().iter().enumerate();
    let ids: HashMap<&str, DocIx> = ids
        .map(|(at, document)| (document.id.as_str(), DocIx::from_position(at)))
        .collect();
    let reader = || {
        let mut wording = Wording {
            dataset,
            ids: &ids,
            sentences: HashMap::new(),
        };
        move |event: EventIx, row: &mut Row| {
            let said = with_record(dataset, event, |_, said| match said {
                Said::Event(event) => wording.of(&event, row),
                Said::Row(values, _) => of_row(values, row),
            });
            drop(said);
        }
    };
    Words::read(dataset.events.len(), reader, pace)
}

/// What one reader knows of the documents.
struct Wording<'a> {
    dataset: &'a Dataset,
    ids: &'a HashMap<&'a str, DocIx>,
    /// The bytes of each listed sentence of the documents that were reported from.
    sentences: HashMap<DocIx, Vec<Range<usize>>>,
}

impl Wording<'_> {
    fn of(&mut self, event: &RawEvent<'_>, row: &mut Row) {
        row.tell(&event.summary);
        let triggers = event.reports.iter();
        for trigger in triggers.filter_map(|report| report.trigger.as_ref()) {
            row.tell(&trigger.text);
        }
        if let Some(sentence) = &event.sentence {
            row.quote(sentence);
        }
        for report in &event.reports {
            self.add_report(report, row);
        }
    }

    fn add_report(&mut self, report: &RawReport<'_>, row: &mut Row) {
        for mark in &report.marks {
            row.quote(&mark.text);
        }
        let doc = self.ids.get(report.doc.as_ref()).copied();
        let document = doc.and_then(|doc| Some((doc, self.dataset.documents.get(doc)?)));
        let (Some((doc, document)), Some(sentence)) = (document, report.sentence) else {
            return;
        };
        let sentences = self.sentences.entry(doc);
        let sentences = sentences.or_insert_with(|| sentences_of(document));
        let said = sentences.get(sentence).cloned();
        let text = document.text.as_deref().unwrap_or("");
        row.quote(said.and_then(|bytes| text.get(bytes)).unwrap_or(""));
    }
}

fn of_row(values: &flat::Values<'_>, row: &mut Row) {
    row.tell(flat::summary_of(values).unwrap_or(""));
    row.quote(values.get(Field::Sentence).unwrap_or(""));
}

/// The bytes of each sentence; the text is counted through once, however long it is.
fn sentences_of(document: &Document) -> Vec<Range<usize>> {
    let text = document.text.as_deref().unwrap_or("");
    let ends = text.char_indices().map(|(byte, _)| byte);
    let bytes: Vec<usize> = ends.chain([text.len()]).collect();
    let range = |start: usize, end: usize| Some(*bytes.get(start)?..*bytes.get(end)?);
    let sentences = document.sentences.iter();
    sentences
        .map(|sentence| range(sentence.start, sentence.end).unwrap_or(0..0))
        .collect()
}
