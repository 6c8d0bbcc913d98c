//! The inspector: one event in full, always in the same order.
//!
//! The source sentence with its words picked out; who says so; when, and how we know; where, how precisely, and why there;
//! other reports of the same event; ties and disputes; the record it came from.

mod marked;
mod places;
mod rest;
mod summary;
mod words;

pub use marked::marked;
pub(super) use words::labelled;

use super::map::tint_of;
use super::prose::{Ink, Line, count, grouped};
use super::{Look, Text};
use crate::app::App;
use crate::app::layout::Area;
use crate::app::told;
use crate::model::entry::EventIx;
use crate::model::record::{Record, Report};

/// Width of the labels on the left.
const LABEL: usize = 8;

/// What the text is laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// How it is shown.
    pub look: Look,
    /// How wide its lines may be, in cells.
    pub width: usize,
    /// Somebody can press keys: those that show more are named.
    pub has_keys: bool,
}

/// Builds the inspector of a view for an area without its title row.
pub fn build(app: &App, look: Look, area: Area) -> Text {
    // One blank column on either side.
    let width = usize::from(area.width).saturating_sub(2).max(10);
    let (title, lines) = match app.view.selection {
        None if app.coming.is_some() && app.world.dataset.events.is_empty() => (
            Line::of(Ink::Dim, "nothing selected"),
            vec![Line::of(Ink::Dim, "reading…")],
        ),
        None => (
            Line::of(Ink::Dim, "nothing selected"),
            summary::summary(&app.world, width),
        ),
        Some(event) => {
            let sheet = Sheet {
                look,
                width,
                has_keys: true,
            };
            (title(app, event), event_lines(app, event, sheet))
        }
    };
    Text::cut(title, lines, app.view.reading.top, usize::from(area.height))
}

fn title(app: &App, event: EventIx) -> Line {
    let page = app.world.rows(&app.world.listed(&app.view), app.view.order);
    let record = app.shelf.record(event);
    let mut line = Line::of(Ink::Strong, record.map_or("…", |record| record.id.as_str()));
    match app.world.row_of(&page, app.view.order, event) {
        Some(at) => line.push(
            Ink::Dim,
            format!(" · {} of {}", grouped(at + 1), grouped(page.len())),
        ),
        None => line.push(Ink::Warn, " · outside the window or the filter"),
    }
    line
}

fn event_lines(app: &App, event: EventIx, sheet: Sheet) -> Vec<Line> {
    let width = sheet.width;
    match app.shelf.get(event) {
        Some(Ok(record)) if app.view.reading.record => record
            .raw
            .iter()
            .flat_map(|line| Line::of(Ink::Plain, line.as_str()).wrap(width, 2))
            .collect(),
        Some(Ok(record)) => lines(app, event, record, sheet),
        Some(Err(why)) => {
            Line::of(Ink::Warn, format!("the record could not be read: {why}")).wrap(width, 0)
        }
        None => vec![Line::of(Ink::Dim, "reading…")],
    }
}

/// One event in full, wrapped at a width.
pub fn lines(app: &App, event: EventIx, record: &Record, sheet: Sheet) -> Vec<Line> {
    let (world, width) = (&*app.world, sheet.width);
    let mut out = Line::of(Ink::Heading, record.summary.as_str()).wrap(width, 0);
    let reports = told::reports(world, &app.view.filter, record);
    let (first, others) = match reports.split_first() {
        Some((first, others)) => (report(app, first, sheet), others),
        None => (
            vec![Line::of(Ink::Warn, "no report of it is in the file")],
            &[][..],
        ),
    };
    out.extend(first);
    let tint = tint_of(world, app.view.colour_by, event);
    let mut nature = words::nature(record, tint);
    nature.push(Ink::Warn, words::off_map(app, event, sheet.has_keys));
    out.extend(words::labelled("what", nature, width));
    out.extend(words::actors(world, record, width));
    out.extend(words::when(world, record, width));
    out.extend(places::places(app, event, record, width));
    if !others.is_empty() {
        out.push(Line::default());
        out.push(Line::of(
            Ink::Strong,
            format!("Also in {}", count(others.len(), "report")),
        ));
    }
    for other in others {
        out.extend(report(app, other, sheet));
    }
    out.extend(rest::rest(app, event, record, sheet));
    out
}

/// A report: its sentence with the words picked out, then who says so and in what document.
fn report(app: &App, report: &Report, sheet: Sheet) -> Vec<Line> {
    let Sheet { look, width, .. } = sheet;
    let mut out = Vec::new();
    if report.quote.is_empty() {
        out.push(Line::of(
            Ink::Warn,
            "the text of the document is not at hand",
        ));
        for mark in report.trigger.iter().chain(&report.marks) {
            let what = marked::question(mark.slot);
            out.extend(words::labelled(
                what,
                Line::of(Ink::Quote, format!("“{}”", mark.text)),
                width,
            ));
        }
    } else {
        let (before, after) = if app.view.reading.context {
            words::context(&app.world, report)
        } else {
            (None, None)
        };
        let mut line = Line::default();
        if let Some(before) = before {
            line.push(Ink::Dim, format!("{before} "));
        }
        line.push(Ink::Quote, "“");
        line.spans.extend(marked(report, look).spans);
        line.push(Ink::Quote, "”");
        if let Some(after) = after {
            line.push(Ink::Dim, format!(" {after}"));
        }
        out.extend(line.wrap(width, 0));
        if !look.mono {
            out.extend(
                marked::key(report)
                    .map(|key| key.wrap(width, 0))
                    .unwrap_or_default(),
            );
        }
    }
    out.extend(
        words::elsewhere(report)
            .into_iter()
            .flat_map(|line| line.wrap(width, LABEL + 1)),
    );
    out.extend(words::attribution(&app.world, report, sheet));
    out
}
