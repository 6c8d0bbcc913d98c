//! The events as plain lines, for where there is no screen: a pipe, a file, a dumb terminal.

use std::fmt::Write as _;

use crate::app::App;
use crate::app::shelf::Shelf;
use crate::app::view::Order;
use crate::app::world::World;
use crate::model::entry::EventIx;
use crate::model::record::{Record, Report};
use crate::model::time::in_words;
use crate::model::vocabulary::Factuality;

/// So many records are at hand at a time.
const AT_ONCE: usize = 500;

/// Hands every event that the view lists to `write`: a line with date, kind, place, summary and who says so, and the
/// sentence on a line below.
///
/// # Errors
/// What `write` says; nothing is handed to it after that.
pub fn each<E>(app: &mut App, mut write: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let world = std::sync::Arc::clone(&app.world);
    let page = world.page(&world.listed(&app.view), Order::Time);
    for some in page.chunks(AT_ONCE) {
        app.shelf.fetch(some);
        for event in some {
            write(&lines(&world, &app.shelf, *event))?;
        }
    }
    Ok(())
}

fn lines(world: &World, shelf: &Shelf, event: EventIx) -> String {
    let events = &world.dataset.events;
    let mut out = in_words(&events.stretch(event));
    let _ = write!(out, " · {}", events.kind(event));
    if events.factuality(event) != Factuality::Happened {
        let _ = write!(out, ", {}", events.factuality(event));
    }
    match world.place_name(event) {
        "" => match world.sites(event).first().map(|site| site.at.to_lonlat()) {
            Some(at) => {
                let _ = write!(out, " · {:.4}, {:.4}", at.lat, at.lon);
            }
            None => out.push_str(" · no place"),
        },
        place => {
            let _ = write!(out, " · {place}");
        }
    }
    match shelf.get(event) {
        Some(Ok(record)) => words(world, record, &mut out),
        Some(Err(why)) => {
            let _ = writeln!(out, " · {why}");
        }
        None => out.push('\n'),
    }
    out
}

fn words(world: &World, record: &Record, out: &mut String) {
    let _ = write!(out, " · {}", record.summary);
    match record.reports.first() {
        Some(report) => {
            let _ = writeln!(out, " · {}", said_by(world, report));
            if report.quote.is_empty() {
                out.push_str("    the text of the document is not at hand\n");
            } else {
                let _ = writeln!(out, "    “{}”", one_line(&report.quote));
            }
        }
        None => out.push_str(" · no report of it is in the file\n"),
    }
}

/// Who says so, and where it was published.
fn said_by(world: &World, report: &Report) -> String {
    let label = report
        .doc
        .and_then(|doc| world.dataset.documents.label(doc));
    let published = label.map(crate::model::text::Text::as_str);
    let voice = report.source.as_ref().map(|source| {
        let actor = source.actor.map(|actor| world.dataset.actor_name(actor));
        let text = source.text.as_ref().map(|text| one_line(text));
        match (actor, text) {
            (Some(actor), _) => actor.to_owned(),
            (None, Some(text)) => text,
            (None, None) => source.kind.name().to_owned(),
        }
    });
    match (voice, published) {
        (Some(voice), Some(published)) => format!("{voice}, in {published}"),
        (Some(voice), None) => voice,
        (None, Some(published)) => published.to_owned(),
        (None, None) => "nobody is named".to_owned(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
