//! The events of one cell of the map.

use super::super::map::tint_of;
use super::super::prose::{Ink, Line, count};
use super::super::{Text, list};
use super::{Boxed, narrow};
use crate::app::App;
use crate::app::layout::Layout;
use crate::index::set::EventSet;
use crate::model::entry::EventIx;

/// The events, a row each, as in the list.
pub(super) fn stack(app: &App, layout: &Layout, events: &EventSet, picked: usize) -> Boxed {
    let total = events.count();
    let area = layout.overlay(90, narrow(total).saturating_add(2));
    let width = usize::from(area.width).saturating_sub(2);
    let visible = usize::from(area.height).saturating_sub(2).max(1);
    let top = (picked + 1).saturating_sub(visible);
    let row = |(at, event): (usize, EventIx)| {
        let tint = tint_of(&app.world, app.view.colour_by, event);
        list::Row {
            selected: at == picked,
            ..list::row(app, event, width, tint)
        }
    };
    let shown = events.some(top, visible);
    let rows = (top..).zip(shown).map(row).collect();
    let title = Line::of(Ink::Heading, format!("{} here", count(total, "event")));
    let below = total.saturating_sub(top + visible);
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
        columns: Vec::new(),
    }
}
