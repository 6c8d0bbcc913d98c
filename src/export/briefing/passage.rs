//! What a step shows of a document: the sentences that its events come from, with those around them.

use std::collections::BTreeSet;

use crate::app::App;
use crate::model::entry::{DocIx, EventIx};

/// So many sentences before and after one that is cited are shown too.
const AROUND: usize = 1;

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passage {
    /// Its title and its publisher.
    pub title: String,
    pub sentences: Vec<Sentence>,
}

/// A sentence of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub text: String,
    /// A cited event comes from it.
    pub is_cited: bool,
    /// Others were left out before it.
    pub has_gap: bool,
}

impl Passage {
    /// What the document of the first of some events says of them; `None` where there is none, or its text is not at hand.
    pub fn of(app: &App, events: &[EventIx]) -> Option<Self> {
        let doc = app.world.document_of(*events.first()?)?;
        let document = app.world.document(doc)?;
        document.text.as_ref()?;
        let cited = cited(app, events, doc);
        let last = document.sentences.len().checked_sub(1)?;
        let shown: BTreeSet<usize> = cited
            .iter()
            .flat_map(|at| at.saturating_sub(AROUND)..=(at + AROUND).min(last))
            .collect();
        let mut before = None;
        let mut sentences = Vec::new();
        for at in shown {
            let Some(range) = document.sentences.get(at) else {
                continue;
            };
            let text = document.slice(range).split_whitespace();
            sentences.push(Sentence {
                text: text.collect::<Vec<_>>().join(" "),
                is_cited: cited.contains(&at),
                has_gap: before.map_or(at > 0, |before| before + 1 < at),
            });
            before = Some(at);
        }
        let name = document.title.as_ref().unwrap_or(&document.id);
        let publisher = document.publisher.as_ref();
        let publisher = publisher.map_or(String::new(), |name| format!(", {name}"));
        (!sentences.is_empty()).then(|| Self {
            title: format!("“{name}”{publisher}"),
            sentences,
        })
    }
}

/// The numbers of the sentences of a document that some events come from.
fn cited(app: &App, events: &[EventIx], doc: DocIx) -> BTreeSet<usize> {
    let records = events.iter().filter_map(|event| app.shelf.record(*event));
    let reports = records.flat_map(|record| record.reports.iter());
    let reports = reports.filter(|report| report.doc == Some(doc));
    reports.filter_map(|report| report.sentence).collect()
}
