//! The list of events: only the rows that are visible.

use super::map::{Tint, tint_of};
use super::prose::{Ink, Line, column, grouped};
use super::status::said_by;
use crate::app::App;
use crate::app::layout::Area;
use crate::app::view::Order;
use crate::model::entry::EventIx;
use crate::model::time::{Stamp, Stretch};
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
        let page = world.rows(&world.listed(view), view.order);
        let width = usize::from(area.width);
        let visible = page.some(view.list_top, usize::from(area.height));
        let rows: Vec<Row> = visible
            .into_iter()
            .map(|event| Row {
                selected: view.selection == Some(event),
                ..row(app, event, width, tint_of(world, view.colour_by, event))
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
            empty: rows.is_empty().then_some(match app.coming {
                Some(_) if all == 0 => "reading…",
                _ => "no reports in this window",
            }),
            rows,
            top: view.list_top,
            total: page.len(),
        }
    }
}

/// A row that fits a width: date, sign, summary; then place and who says so, as there is room. What the list is sorted by
/// always has room.
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
    let agent = app
        .world
        .first_agent(event)
        .map_or("", |actor| app.world.dataset.actor_name(actor));
    let place = app.world.place_name(event);
    let by = said_by(events.attribution(event));
    let columns: Vec<(&str, usize)> = match (app.view.order, width) {
        (Order::Actor, ..60) => vec![(agent, 14)],
        (Order::Actor, ..80) => vec![(agent, 18)],
        (Order::Actor, _) => vec![(agent, 18), (place, 14), (by, 9)],
        (Order::Place, ..60) => vec![(place, 14)],
        (Order::Time, ..60) => vec![],
        (_, ..72) => vec![(place, 16)],
        (_, _) => vec![(place, 16), (by, 9)],
    };
    let taken: usize = columns.iter().map(|(_, width)| width + 1).sum();
    let mut words = Line::of(
        ink,
        column(summary, width.saturating_sub(DATE_WIDTH + 3 + taken)),
    );
    for (text, width) in columns {
        words.push(Ink::Dim, format!(" {}", column(text, width)));
    }
    let date = column(
        &short_date(&events.stretch(event), app.view.ascii_only),
        DATE_WIDTH,
    );
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
pub const DATE_WIDTH: usize = 13;

/// A stretch in a column: both days where they fit, else the first; `…` on the side where there is more, in ASCII `..` as
/// in files.
pub fn short_date(stretch: &Stretch, ascii: bool) -> String {
    let more = if ascii { ".." } else { "…" };
    let day = |at: Stamp| at.civil().strftime("%-d %b %Y").to_string();
    match (stretch.start, stretch.end.map(|end| end.plus_ms(-1))) {
        (None, None) => "no date".to_owned(),
        (None, Some(last)) => format!("{more}{}", day(last)),
        (Some(start), None) => format!("{}{more}", day(start)),
        (Some(start), Some(last)) => {
            let (a, b) = (start.civil().date(), last.civil().date());
            match (a == b, (a.year(), a.month()) == (b.year(), b.month())) {
                (true, _) => day(start),
                (false, true) => format!("{}–{}", a.day(), day(last)),
                (false, false) => format!("{}{more}", day(start)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::parse_short;
    use unicode_width::UnicodeWidthStr as _;

    #[test]
    fn a_date_says_which_side_has_more_and_always_fits() {
        for (text, said) in [
            ("2017-03-06", "6 Mar 2017"),
            ("2017-03-05/2017-03-06", "5–6 Mar 2017"),
            ("2016-11-01/2016-11-10", "1–10 Nov 2016"),
            ("2016-11-01/2017-03-06", "1 Nov 2016…"),
            ("../2017-03-06", "…6 Mar 2017"),
            ("2017-03-26/..", "26 Mar 2017…"),
            ("../..", "no date"),
        ] {
            let stretch = parse_short(text).unwrap().stretch;
            let date = short_date(&stretch, false);
            assert_eq!(date, said);
            assert!(date.width() <= DATE_WIDTH);
            let date = short_date(&stretch, true);
            assert_eq!(date, said.replace('…', ".."));
            assert!(date.width() <= DATE_WIDTH);
        }
    }
}
