//! What there is to know before an event is looked at: sources, time, and what is not known.

use super::words::labelled;
use crate::app::world::World;
use crate::model::documents::Document;
use crate::model::entry::DocIx;
use crate::model::text::Text;
use crate::model::time::in_words;
use crate::scene::prose::{Ink, Line, grouped};

/// What there is to know before an event is looked at.
pub fn summary(world: &World, width: usize) -> Vec<Line> {
    let dataset = &world.dataset;
    let mut out = Vec::new();
    if dataset.events.is_empty() {
        return Line::of(Ink::Warn, "there are no events in what was loaded").wrap(width, 0);
    }
    let title = dataset.title.as_deref().unwrap_or("Events");
    out.extend(Line::of(Ink::Heading, title).wrap(width, 0));
    out.push(Line::default());
    for doc in (0..dataset.documents.len().min(5)).map(DocIx::from_position) {
        let words = match dataset.documents.get(doc) {
            Some(document) => document_words(document),
            None => dataset
                .documents
                .label(doc)
                .map_or_else(String::new, Text::to_string),
        };
        out.extend(labelled("source", Line::of(Ink::Plain, words), width));
    }
    if dataset.documents.len() > 5 {
        out.extend(labelled(
            "",
            Line::of(
                Ink::Dim,
                format!(
                    "and {} more documents",
                    grouped(dataset.documents.len() - 5)
                ),
            ),
            width,
        ));
    }
    let events = &dataset.events;
    let times = world.times();
    if let Some(span) = times.span(events) {
        let span = in_words(&span);
        out.extend(labelled("time", Line::of(Ink::Plain, span), width));
    }
    let many =
        |number: usize, what: &str| (number > 0).then(|| format!("{} {what}", grouped(number)));
    let open = times.open_start().count() + times.open_end().count();
    let undated = events.len() - times.dated();
    let (coarse, placeless) = (
        world.space().coarse().count(),
        world.space().placeless().count(),
    );
    let unreal = world.unreal().count();
    let unsure: Vec<String> = [
        many(open, "with one end of time unknown"),
        many(undated, "without a date"),
        many(coarse, "known to an area or a route"),
        many(placeless, "without a place"),
        many(unreal, "not said to have happened"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !unsure.is_empty() {
        out.extend(labelled(
            "unsure",
            Line::of(Ink::Plain, unsure.join(", ")),
            width,
        ));
    }
    if let Some(note) = &dataset.note {
        out.extend(labelled("note", Line::of(Ink::Dim, note.as_str()), width));
    }
    out.push(Line::default());
    let hint = Line::of(Ink::Key, "n")
        .and(Ink::Dim, " first event   ")
        .and(Ink::Key, "/")
        .and(Ink::Dim, " find   ");
    out.extend(
        hint.and(Ink::Key, "?")
            .and(Ink::Dim, " keys")
            .wrap(width, 0),
    );
    out
}

/// A document in one line: publisher, what it credits, title, day.
pub fn document_words(document: &Document) -> String {
    let mut words = document.label().to_string();
    if !document.via.is_empty() {
        let via: Vec<&str> = document.via.iter().map(Text::as_str).collect();
        words = format!("{words}, via {}", via.join(", "));
    }
    if let Some(title) = document
        .title
        .as_ref()
        .filter(|_| document.publisher.is_some())
    {
        words = format!("{words}: {title}");
    }
    if let Some(published) = &document.published {
        let how = if document.published_inferred {
            " (day inferred)"
        } else {
            ""
        };
        words = format!("{words}, {}{how}", in_words(published));
    }
    words
}
