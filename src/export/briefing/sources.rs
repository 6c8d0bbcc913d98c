//! What each cited event rests on, in parts that every format sets in its own way.

use crate::app::App;
use crate::app::citation::{Citation, NOT_AT_HAND, NOT_REPORTED};
use crate::app::deck::Deck;
use crate::model::entry::EventIx;
use crate::model::filter::Filter;
use crate::model::text::Text;
use crate::scene::describe;

/// So many reports of one event are told; the others are counted.
const MOST_TOLD: usize = 3;

/// What a cited event rests on.
pub(super) struct Source {
    /// Its number, from 1.
    pub number: usize,
    pub parts: Vec<Part>,
}

/// A part of that: a sentence or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A source sentence, in quotation marks.
    Quote(String),
    /// Who says so.
    Words(String),
    /// Where that was published.
    Published(Published),
    /// When and where it was, whether it happened, and where to find it again.
    Facts(String),
    /// What is wrong with it.
    Fault(String),
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Published {
    /// All that is known of it.
    pub words: String,
    /// As much as is needed where the same page has told all.
    pub again: String,
    pub url: Option<Text>,
}

/// The documents that a page has told of.
#[derive(Debug, Default)]
pub(super) struct Told(Vec<Published>);

impl Told {
    /// What to say of a document now.
    pub fn say<'p>(&mut self, document: &'p Published) -> &'p str {
        if self.0.contains(document) {
            return &document.again;
        }
        self.0.push(document.clone());
        &document.words
    }
}

/// What all cited events rest on, by their numbers; their records are at hand.
pub(super) fn of(app: &App, deck: &Deck) -> Vec<Source> {
    let cited = deck.briefing.cited.iter().zip(&deck.cited).enumerate();
    let sources = cited.map(|(at, (cited, event))| Source {
        number: at + 1,
        parts: match event {
            Some(event) => parts(app, *event),
            None => vec![Part::Fault(format!("No event has the id “{}”.", cited.id))],
        },
    });
    sources.collect()
}

fn parts(app: &App, event: EventIx) -> Vec<Part> {
    let record = match app.shelf.look_up(event) {
        Ok(record) => record,
        Err(why) => return vec![Part::Fault(format!("The record cannot be read: {why}."))],
    };
    let cited = Citation::of(&app.world, &Filter::default(), event, &record);
    let mut parts = Vec::new();
    let mut before = None;
    for told in cited.told.iter().take(MOST_TOLD) {
        match &told.quote {
            Some(quote) => parts.push(Part::Quote(quote.clone())),
            None => parts.push(Part::Words(format!("{} {NOT_AT_HAND}", cited.summary))),
        }
        parts.push(Part::Words(told.by.clone()));
        // Several sentences of one document name it once.
        let document = told.published.as_ref().map(|words| Published {
            words: words.clone(),
            again: told.again.clone().unwrap_or_else(|| words.clone()),
            url: told.url.clone(),
        });
        if before != Some(document.clone()) {
            parts.extend(document.clone().map(Part::Published));
        }
        before = Some(document);
    }
    if cited.told.is_empty() {
        parts.push(Part::Words(cited.summary.clone()));
        parts.push(Part::Fault(NOT_REPORTED.to_owned()));
    }
    let facts = describe::facts(&app.world, &record);
    let reference = cited.reference(MOST_TOLD);
    parts.push(Part::Facts(format!("{facts} [{reference}]")));
    parts
}
