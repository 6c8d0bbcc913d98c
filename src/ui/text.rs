//! Lines of text into cells.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use super::theme::Theme;
use super::{glyphs, rect};
use crate::app::layout::Area;
use crate::scene::prose::{Ink, Line};

/// Writes a line at the left of an area's first row, cut at its right edge.
pub fn line(buffer: &mut Buffer, area: Area, line: &Line, theme: Theme) {
    let area = rect(buffer, area);
    if area.is_empty() {
        return;
    }
    // Whatever stood here before must not shine through; the background may.
    let base = Style::new()
        .fg(Color::Reset)
        .remove_modifier(Modifier::all());
    let mut column = area.x;
    for span in &line.spans {
        let left = area.right().saturating_sub(column);
        let text = match span.ink {
            Ink::Sign(kind) => glyphs::event(kind, false, theme.ascii),
            _ => &span.text,
        };
        let (end, _) = buffer.set_stringn(
            column,
            area.y,
            text,
            usize::from(left),
            base.patch(theme.ink(span.ink)),
        );
        column = end;
    }
    if line.picked {
        buffer.set_style(ratatui::layout::Rect { height: 1, ..area }, theme.picked());
    }
}

/// Writes a line at the right of an area's first row.
pub fn line_right(buffer: &mut Buffer, area: Area, text: &Line, theme: Theme) {
    let width = u16::try_from(text.width())
        .unwrap_or(u16::MAX)
        .min(area.width);
    line(
        buffer,
        Area {
            x: area.x + area.width - width,
            width,
            ..area
        },
        text,
        theme,
    );
}

/// Empties an area.
pub fn clear(buffer: &mut Buffer, area: Area) {
    let area = rect(buffer, area);
    for position in area.positions() {
        if let Some(cell) = buffer.cell_mut(position) {
            cell.reset();
            cell.set_style(Style::new());
        }
    }
}
