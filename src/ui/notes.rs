//! Speaker notes on a screen of their own.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::Theme;
use super::{ascii, panes, text, too_small};
use crate::app::layout::Area;
use crate::scene::notes::Page;

/// Draws a page into a buffer of its size.
pub fn draw(page: &Page, theme: &Theme) -> Buffer {
    let (theme, size) = (*theme, page.size);
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
    let screen = Area::new(0, 0, size.columns, size.rows);
    if page.too_small {
        too_small(screen, theme, &mut buffer);
        return buffer;
    }
    panes::lines(&mut buffer, screen, &page.lines, theme);
    text::line_right(
        &mut buffer,
        Area {
            height: 1,
            ..screen
        },
        &page.right,
        theme,
    );
    panes::more(&mut buffer, page.notes, page.above, page.below, theme);
    if theme.ascii {
        ascii::fold(&mut buffer);
    }
    buffer
}
