//! The list of events: only the rows that are visible.

use super::map::{Tint, tint_of};
use super::prose::{Ink, Line, column, grouped};
use super::status::said_by;
use crate::app::App;
use crate::app::layout::Area;
use crate::model::entry::EventIx;
use crate::model::time::{Stretch, short_day};
use crate::model::vocabulary::EventType;

/// A row of a list of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What is before the glyph: the date.
    pub date: String,
    /// The glyph.
    pub kind: EventType,
    /// It did not happen, so that the glyph is hollow and the words are struck.
    pub unreal: bool,
    /// In what colour.
    pub tint: Tint,
    /// What is behind the glyph.
    pub words: Line,
    /// The selected one.
    pub selected: bool,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListScene {
    /// Its title: how many, and in what order.
    pub title: Line,
    /// The visible rows.
    pub rows: Vec<Row>,
    /// Said where there are no rows.
    pub empty: Option<&'static str>,
    /// Rows above the first visible one, and all rows: for the scroll mark.
    pub top: usize,
    /// How many rows there are in all.
    pub total: usize,
}

impl ListScene {
    /// Builds the list of a view for an area without its title row.
    pub fn build(app: &App, area: Area) -> Self {
        let (world, view) = (&*app.world, &app.view);
        let page = world.page(&world.listed(view), view.order);
        let sides = world.sides();
        let width = usize::from(area.width);
        let visible = page
            .iter()
            .skip(view.list_top)
            .take(usize::from(area.height));
        let rows: Vec<Row> = visible
            .map(|event| Row {
                selected: view.selection == Some(*event),
                ..row(
                    app,
                    *event,
                    width,
                    tint_of(world, view.colour_by, sides, *event),
                )
            })
            .collect();
        let all = world.dataset.events.len();
        let title = format!(
            "{} of {} · by {}",
            grouped(page.len()),
            grouped(all),
            view.order.name()
        );
        Self {
            title: Line::of(Ink::Dim, title),
            empty: rows.is_empty().then_some("no reports in this window"),
            rows,
            top: view.list_top,
            total: page.len(),
        }
    }
}

/// A row that fits a width: date, glyph, summary, place, who says so.
pub fn row(app: &App, event: EventIx, width: usize, tint: Tint) -> Row {
    let events = &app.world.dataset.events;
    let unreal = events.factuality(event).is_unreal();
    let (summary, ink) = match app.shelf.get(event) {
        Some(Ok(record)) => (
            record.summary.as_str(),
            if unreal { Ink::Dim } else { Ink::Plain },
        ),
        Some(Err(why)) => (why, Ink::Warn),
        None => ("…", Ink::Dim),
    };
    let place_width = if width >= 60 { 16 } else { 0 };
    let by_width = if width >= 72 { 10 } else { 0 };
    let gaps = usize::from(place_width > 0) + usize::from(by_width > 0);
    let left = width.saturating_sub(DATE_WIDTH + 3 + place_width + by_width + gaps);
    let mut words = Line::of(ink, column(summary, left));
    if place_width > 0 {
        words.push(
            Ink::Dim,
            format!(" {}", column(app.world.place_name(event), place_width)),
        );
    }
    if by_width > 0 {
        words.push(
            Ink::Dim,
            format!(" {}", column(said_by(events.attribution(event)), by_width)),
        );
    }
    let date = column(&short_date(&events.stretch(event)), DATE_WIDTH);
    Row {
        date,
        kind: events.kind(event),
        unreal,
        tint,
        words,
        selected: false,
    }
}

/// Width of a date in a row.
const DATE_WIDTH: usize = 13;

/// A stretch in a column: its first day, with a sign where there is more to it.
fn short_date(stretch: &Stretch) -> String {
    let several = |start: crate::model::time::Stamp, end: crate::model::time::Stamp| {
        start.floor_day() != end.plus_ms(-1).floor_day()
    };
    match (stretch.start, stretch.end) {
        (None, None) => "    no date".to_owned(),
        (None, Some(end)) => format!("≤{}", short_day(end.plus_ms(-1))),
        (Some(start), None) => format!(" {}…", short_day(start)),
        (Some(start), Some(end)) if several(start, end) => format!(" {}+", short_day(start)),
        (Some(start), Some(_)) => format!(" {}", short_day(start)),
    }
}
