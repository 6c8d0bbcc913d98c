//! Ties to other events, deaths, tags, notes, and where the record stands.

use super::Sheet;
use super::words::labelled;
use crate::app::App;
use crate::model::entry::EventIx;
use crate::model::record::Record;
use crate::model::vocabulary::LinkKind;
use crate::scene::prose::{Ink, Line, count};

/// Ties and disputes, then tags, note and record.
pub fn rest(app: &App, event: EventIx, record: &Record, sheet: Sheet) -> Vec<Line> {
    let (world, width) = (&*app.world, sheet.width);
    let mut out = vec![Line::default()];
    for link in &record.links {
        let (label, ink) = match link.kind {
            LinkKind::PartOf => ("part of", Ink::Plain),
            LinkKind::Follows => ("follows", Ink::Plain),
            LinkKind::Duplicates => ("same as", Ink::Plain),
            LinkKind::Disputes => ("disputes", Ink::Warn),
        };
        let other = link.event.and_then(|other| app.shelf.record(other));
        let summary = other.map_or("not loaded", |other| other.summary.as_str());
        let mut line = Line::of(ink, format!("{} ", link.to)).and(Ink::Plain, summary);
        if let Some(note) = &link.note {
            line.push(Ink::Dim, format!(" ({note})"));
        }
        out.extend(labelled(label, line, width));
    }
    if let Some(fatalities) = &record.fatalities {
        let number = |label: &str, n: Option<u64>| n.map(|n| format!("{label}{n}"));
        let words: Vec<String> = [
            number("", fatalities.best),
            number("at least ", fatalities.low),
            number("at most ", fatalities.high),
        ]
        .into_iter()
        .flatten()
        .chain(fatalities.by.iter().map(|(side, n)| format!("{side} {n}")))
        .collect();
        out.extend(labelled(
            "killed",
            Line::of(Ink::Plain, words.join(", ")),
            width,
        ));
    }
    if !record.tags.is_empty() {
        let tags: Vec<&str> = record
            .tags
            .iter()
            .map(crate::model::text::Text::as_str)
            .collect();
        out.extend(labelled(
            "tags",
            Line::of(Ink::Plain, tags.join(", ")),
            width,
        ));
    }
    if let Some(note) = &record.note {
        out.extend(labelled("note", Line::of(Ink::Plain, note.as_str()), width));
    }
    if let Some((scheme, id)) = &record.origin {
        let id = id.as_ref().map_or(String::new(), |id| format!(" {id}"));
        out.extend(labelled(
            "from",
            Line::of(Ink::Plain, format!("{scheme}{id}")),
            width,
        ));
    }
    let file = world
        .dataset
        .events
        .record(event)
        .and_then(|at| world.dataset.sources.get(at.source as usize));
    let hint = if sheet.has_keys { " (r shows it)" } else { "" };
    let file = file.map_or("", |file| file.name.as_str());
    let line = Line::of(Ink::Dim, format!("{} in {file}{hint}", record.id));
    out.extend(labelled("record", line, width));
    let reports = world.dataset.events.reports(event) as usize;
    if reports > 1 {
        out.extend(labelled(
            "",
            Line::of(Ink::Dim, count(reports, "report")),
            width,
        ));
    }
    out
}
