//! Rows of events.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::theme::Theme;
use super::{glyphs, panes, put, rect, text};
use crate::app::layout::Area;
use crate::scene::list::{ListScene, Row};
use crate::scene::prose::{Ink, Line};

/// Draws the list.
pub fn draw(buffer: &mut Buffer, area: Area, list: &ListScene, theme: Theme) {
    if let Some(words) = list.empty {
        text::line(
            buffer,
            Area {
                x: area.x + 1,
                ..area
            },
            &Line::of(Ink::Dim, words),
            theme,
        );
    }
    rows(buffer, area, &list.rows, theme);
    let below = list.total.saturating_sub(list.top + list.rows.len());
    panes::more(buffer, area, list.top, below, theme);
}

/// Draws rows one below the other.
pub fn rows(buffer: &mut Buffer, area: Area, rows: &[Row], theme: Theme) {
    for (y, row) in (area.y..area.y + area.height).zip(rows) {
        let here = Area {
            y,
            height: 1,
            ..area
        };
        let date = Line::of(Ink::Dim, row.date.as_str()).and(Ink::Plain, " ");
        text::line(buffer, here, &date, theme);
        let glyph = area.x + u16::try_from(date.width()).unwrap_or(0);
        let style = if row.unreal {
            theme.tint(row.tint).remove_modifier(Modifier::BOLD)
        } else {
            theme.tint(row.tint)
        };
        put(
            buffer,
            glyph,
            y,
            glyphs::event(row.kind, row.unreal, theme.ascii),
            style,
        );
        let words = Area {
            x: glyph + 2,
            width: (area.x + area.width).saturating_sub(glyph + 2),
            ..here
        };
        text::line(buffer, words, &row.words, theme);
        if row.unreal {
            buffer.set_style(
                rect(buffer, words),
                ratatui::style::Style::new().add_modifier(Modifier::CROSSED_OUT),
            );
        }
        if row.selected {
            buffer.set_style(rect(buffer, here), theme.picked());
        }
    }
}
