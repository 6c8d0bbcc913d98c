//! From a scene to a buffer of cells: the only place that knows what things look like.
//!
//! Drawing takes a [`Scene`] and a [`Theme`] and writes cells. It decides nothing, reads nothing, and reports nothing back.

mod ascii;
mod boxes;
mod dots;
pub mod glyphs;
mod list;
mod map;
pub mod notes;
mod panes;
mod text;
pub mod theme;
mod timeline;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::layout::{Area, LEAST};
use crate::app::view::Pane;
use crate::scene::Scene;
use crate::scene::map::MapScene;
use crate::scene::prose::{Ink, Line};
use theme::Theme;

pub use ascii::text as ascii_text;
pub use dots::dots_of_octant;
pub use map::DrawnMap;

/// Draws a scene into an empty buffer that begins at the top left corner of the screen.
pub fn draw(scene: &Scene, theme: &Theme, buffer: &mut Buffer, kept: &mut DrawnMap) {
    let (layout, theme) = (&scene.layout, *theme);
    if scene.blank {
        return over(scene, theme, buffer);
    }
    if layout.too_small {
        return too_small(layout.screen, theme, buffer);
    }
    text::line(buffer, layout.header, &scene.header.left, theme);
    text::line_right(buffer, layout.header, &scene.header.right, theme);
    // While a step is on screen, keys go to its script.
    let has_keys = scene.boxes.is_empty() && scene.words.is_none();
    let titled = |buffer: &mut Buffer, pane: Pane, area: Area, title: &Line| {
        let name = (pane.name(), has_keys && scene.focus == pane);
        panes::title(buffer, area, name, title, theme);
    };
    if let (Some(area), Some(map)) = (layout.map, &scene.map) {
        titled(buffer, Pane::Map, area, &map.title);
        map::draw(buffer, area.below_first_row(), map, theme, kept);
    }
    if let (Some(area), Some(list)) = (layout.list, &scene.list) {
        titled(buffer, Pane::List, area, &list.title);
        list::draw(buffer, area.below_first_row(), list, theme);
    }
    if let (Some(area), Some(inspector)) = (layout.inspector, &scene.inspector) {
        titled(buffer, Pane::Inspector, area, &inspector.title);
        panes::text(buffer, area.below_first_row(), inspector, theme);
    }
    if let (Some(area), Some(timeline)) = (layout.timeline, &scene.timeline) {
        titled(buffer, Pane::Timeline, area, &timeline.title);
        timeline::draw(buffer, area.below_first_row(), timeline, theme);
    }
    if let (Some(area), Some(document)) = (layout.document, &scene.document) {
        panes::title(buffer, area, ("Document", false), &document.title, theme);
        panes::text(buffer, area.below_first_row(), document, theme);
    }
    if let Some(words) = &scene.words {
        panes::words(buffer, words, theme);
    }
    if let Some(divider) = layout.divider {
        panes::divider(buffer, divider, layout, theme);
    }
    text::line(buffer, layout.footer, &scene.footer, theme);
    over(scene, theme, buffer);
}

/// What lies over the panes.
fn over(scene: &Scene, theme: Theme, buffer: &mut Buffer) {
    for boxed in &scene.boxes {
        boxes::draw(buffer, boxed, theme);
    }
    if theme.ascii {
        ascii::fold(buffer);
    }
}

/// Lines of text, one below the other, in a buffer that is as wide as the widest of them.
pub fn lines(lines: &[Line], theme: &Theme) -> Buffer {
    let widest = lines.iter().map(Line::width).max().unwrap_or(0);
    let width = u16::try_from(widest).unwrap_or(u16::MAX);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    for (row, line) in (0..height).zip(lines) {
        text::line(&mut buffer, Area::new(0, row, width, 1), line, *theme);
    }
    if theme.ascii {
        ascii::fold(&mut buffer);
    }
    buffer
}

/// A map alone, in a buffer of its size.
pub fn map_alone(map: &Arc<MapScene>, theme: &Theme, kept: &mut DrawnMap) -> Buffer {
    let (width, height) = (map.viewport.columns, map.viewport.rows);
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    map::draw(
        &mut buffer,
        Area::new(0, 0, width, height),
        map,
        *theme,
        kept,
    );
    if theme.ascii {
        ascii::fold(&mut buffer);
    }
    buffer
}

fn too_small(screen: Area, theme: Theme, buffer: &mut Buffer) {
    let needs = format!(
        "sitmap needs {} columns and {} rows;",
        LEAST.columns, LEAST.rows
    );
    let has = format!("this is {} by {}.", screen.width, screen.height);
    for (row, words) in [needs, has].iter().enumerate() {
        let line = Line::of(Ink::Plain, words.as_str());
        let y = u16::try_from(row).unwrap_or(0);
        let width = usize::from(screen.width).max(1);
        for (part, wrapped) in line.wrap(width, 0).iter().enumerate() {
            let y = y * 2 + u16::try_from(part).unwrap_or(0);
            if y < screen.height {
                text::line(buffer, Area::new(0, y, screen.width, 1), wrapped, theme);
            }
        }
    }
}

/// Puts one glyph into a cell, if the cell is there. The background stays where the style names none.
fn put(buffer: &mut Buffer, column: u16, row: u16, glyph: &str, style: Style) {
    if let Some(cell) = buffer.cell_mut((column, row)) {
        cell.set_symbol(glyph).set_style(style);
    }
}

/// The part of an area that the buffer has.
fn rect(buffer: &Buffer, area: Area) -> Rect {
    Rect::new(area.x, area.y, area.width, area.height).intersection(buffer.area)
}
