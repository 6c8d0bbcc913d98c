//! Boxes over the panes.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr as _;

use super::theme::Theme;
use super::{list, panes, put, text};
use crate::app::layout::Area;
use crate::scene::overlay::{Boxed, Column};
use crate::scene::prose::{Ink, Line};

/// Draws a box with its frame.
pub fn draw(buffer: &mut Buffer, boxed: &Boxed, theme: Theme) {
    let area = boxed.area;
    // One blank column on either side, so that what is under the box does not run into it.
    let around = Area {
        x: area.x.saturating_sub(1),
        width: area.width + 2,
        ..area
    };
    text::clear(buffer, around);
    frame(buffer, area, theme);
    let title = Line::of(Ink::Plain, " ")
        .and_line(boxed.text.title.clone())
        .and(Ink::Plain, " ");
    text::line(
        buffer,
        Area::new(area.x + 2, area.y, area.width.saturating_sub(4), 1),
        &title,
        theme,
    );
    let mut inside = Area::new(
        area.x + 2,
        area.y + 1,
        area.width.saturating_sub(4),
        area.height.saturating_sub(2),
    );
    if let Some((sign, typed)) = &boxed.prompt {
        let room = usize::from(inside.width).saturating_sub(sign.width() + 2);
        let cursor = Line::of(Ink::Key, *sign).and_line(typed.clone().tail(room));
        text::line(
            buffer,
            Area {
                height: 1,
                ..inside
            },
            &cursor,
            theme,
        );
        let column = inside.x + u16::try_from(cursor.width()).unwrap_or(0);
        put(buffer, column, inside.y, " ", theme.cursor());
        inside = inside.below_first_row();
    }
    panes::lines(buffer, inside, &boxed.text.lines, theme);
    for (number, column) in boxed.columns.iter().enumerate() {
        draw_column(buffer, column, number > 0, theme);
    }
    let full = Area {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..inside
    };
    list::rows(buffer, full, &boxed.rows, theme);
    panes::more(
        buffer,
        Area {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..inside
        },
        boxed.text.above,
        boxed.text.below,
        theme,
    );
}

/// A column of text, with a line before it where another stands on its left.
fn draw_column(buffer: &mut Buffer, column: &Column, is_beside: bool, theme: Theme) {
    let Column { area, text } = column;
    if is_beside {
        for row in area.y..area.y + area.height {
            put(
                buffer,
                area.x.saturating_sub(2),
                row,
                "│",
                theme.rule(false),
            );
        }
    }
    panes::lines(buffer, *area, &text.lines, theme);
    let with_margin = Area {
        width: area.width + 1,
        ..*area
    };
    panes::more(buffer, with_margin, text.above, text.below, theme);
}

fn frame(buffer: &mut Buffer, area: Area, theme: Theme) {
    let rule = theme.rule(true);
    let (right, bottom) = (
        (area.x + area.width).saturating_sub(1),
        (area.y + area.height).saturating_sub(1),
    );
    for column in area.x..right {
        put(buffer, column, area.y, "─", rule);
        put(buffer, column, bottom, "─", rule);
    }
    for row in area.y..bottom {
        put(buffer, area.x, row, "│", rule);
        put(buffer, right, row, "│", rule);
    }
    for (column, row, corner) in [
        (area.x, area.y, "╭"),
        (right, area.y, "╮"),
        (area.x, bottom, "╰"),
        (right, bottom, "╯"),
    ] {
        put(buffer, column, row, corner, rule);
    }
}
