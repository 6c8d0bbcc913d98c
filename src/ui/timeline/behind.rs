//! What stands behind the bars while a filter is on: all events, faint, so that one sees how much of them it leaves.
//!
//! All are dots, which no bar is made of, so that without colours too nobody takes them for what the filter leaves. Both are
//! measured by one peak. Where bar and dots end in one cell, the cell shows the bar, and the ground behind it is the lighter
//! the more of the rest of the cell the dots would fill.
//!
//! Without colours there is no such ground: there the dots show through in every fourth cell of what runs on unchanged.
//!
//! Known to be imperfect: without colours a bar that differs from those beside it hides the dots of the cell in which it ends.
//! With sixteen colours the ground is there or not.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;

use super::{EIGHTHS, bar_height, put};
use crate::app::layout::Area;
use crate::app::view::Glyphs;
use crate::ui::theme::Theme;

/// Heights of dots within one cell, in quarters.
const DOTS: [&str; 4] = ["⣀", "⣤", "⣶", "⣿"];
/// The same where the map is not drawn with dots either.
const COARSE: [&str; 4] = [",", ",", ";", ";"];

/// Draws the columns of an area behind what already stands there: so many events in each, the most of any being `peak`.
pub(super) fn draw(
    buffer: &mut Buffer,
    area: Area,
    (counts, peak): (&[u32], u32),
    glyphs: Glyphs,
    theme: Theme,
) {
    let dots = match glyphs {
        Glyphs::Braille | Glyphs::Octant => DOTS,
        Glyphs::Half | Glyphs::Ascii => COARSE,
    };
    for (column, count) in (area.x..).zip(counts) {
        if *count == 0 {
            continue;
        }
        let height = bar_height(*count, peak, area.height);
        for row in 0..area.height {
            let below = u64::from(area.height - 1 - row) * 8;
            let eighths = height.saturating_sub(below).min(8);
            let at = (column, area.y + row);
            let quarters = usize::try_from(eighths.div_ceil(2)).unwrap_or(0);
            let Some(glyph) = quarters.checked_sub(1).and_then(|at| dots.get(at)) else {
                continue;
            };
            let is_taken = buffer.cell(at).is_some_and(|cell| cell.symbol() != " ");
            if !is_taken || !fill(buffer, at, eighths, theme) && shows_through(buffer, area, at) {
                put(buffer, at.0, at.1, glyph, theme.behind());
            }
        }
    }
}

/// Whether dots take the cell of a bar: it is one of many that look the same, and not the selected event.
fn shows_through(buffer: &Buffer, area: Area, (column, row): (u16, u16)) -> bool {
    let cell = |column: u16| buffer.cell((column, row));
    let here = cell(column);
    let same = |other: Option<&Cell>| other.map(Cell::symbol) == here.map(Cell::symbol);
    let is_plain = here.is_some_and(|cell| !cell.modifier.contains(Modifier::BOLD));
    (column - area.x) % 4 == 2 && is_plain && same(cell(column - 1)) && same(cell(column + 1))
}

/// The ground of a cell in which a bar ends, or a line runs, and dots would fill so many eighths: whether that tells of
/// them, as far as they have to be told of.
fn fill(buffer: &mut Buffer, at: (u16, u16), eighths: u64, theme: Theme) -> bool {
    let Some(cell) = buffer.cell_mut(at) else {
        return true;
    };
    let bar = EIGHTHS.iter().position(|glyph| *glyph == cell.symbol());
    let bar = bar.and_then(|bar| u64::try_from(bar).ok()).unwrap_or(1);
    // In thirds of what the bar leaves of the cell.
    let thirds = (eighths.saturating_sub(bar) * 3).div_ceil((8 - bar.min(7)).max(1));
    let ground = theme.ground_behind(thirds);
    // Where both are the one grey there is, the bar is what has to be seen.
    let Some(bg) = ground.bg.filter(|bg| *bg != cell.fg) else {
        return thirds < 2;
    };
    cell.set_bg(bg);
    true
}
