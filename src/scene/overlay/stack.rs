//! The events of one cell of the map.

use super::super::map::tint_of;
use super::super::prose::{Ink, Line, count};
use super::super::{Text, list};
use super::{Boxed, narrow};
use crate::app::App;
use crate::app::layout::Layout;
use crate::model::entry::EventIx;

/// The events, a row each, as in the list.
pub(super) fn stack(app: &App, layout: &Layout, events: &[EventIx], picked: usize) -> Boxed {
    let area = layout.overlay(90, narrow(events.len()).saturating_add(2));
    let width = usize::from(area.width).saturating_sub(2);
    let visible = usize::from(area.height).saturating_sub(2).max(1);
    let top = (picked + 1).saturating_sub(visible);
    let sides = app.world.sides();
    let row = |(at, event): (usize, &EventIx)| list::Row {
        selected: at == picked,
        ..list::row(
            app,
            *event,
            width,
            tint_of(&app.world, app.view.colour_by, sides, *event),
        )
    };
    let rows = events
        .iter()
        .enumerate()
        .skip(top)
        .take(visible)
        .map(row)
        .collect();
    let title = Line::of(
        Ink::Heading,
        format!("{} here", count(events.len(), "event")),
    );
    let below = events.len().saturating_sub(top + visible);
    let text = Text {
        title,
        lines: Vec::new(),
        above: top,
        below,
    };
    Boxed {
        area,
        prompt: None,
        text,
        rows,
    }
}
