//! What stands behind the bars while a filter is on: all events, faint, so that one sees how much of them it leaves.
//!
//! All are dots, which no bar is made of, so that without colours too nobody takes them for what the filter leaves. Both are
//! measured by one peak. Where bar and dots end in one cell, the cell shows the bar, and the ground behind it is the lighter
//! the more of the rest of the cell the dots would fill.
//!
//! Known to be imperfect: without colours there is no such ground, so that there a bar hides the dots in the row in which it
//! ends; with sixteen it is there or not.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

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
            let is_free = |cell: &ratatui::buffer::Cell| cell.symbol() == " ";
            if eighths == 0 {
                continue;
            } else if buffer.cell(at).is_some_and(is_free) {
                let quarter = usize::try_from(eighths.div_ceil(2) - 1).unwrap_or(0);
                let glyph = dots.get(quarter).copied().unwrap_or(" ");
                put(buffer, at.0, at.1, glyph, theme.behind());
            } else {
                fill(buffer, at, eighths, theme);
            }
        }
    }
}

/// The ground of a cell in which a bar ends, or a line runs, and dots would fill so many eighths.
fn fill(buffer: &mut Buffer, at: (u16, u16), eighths: u64, theme: Theme) {
    let Some(cell) = buffer.cell_mut(at) else {
        return;
    };
    let bar = EIGHTHS.iter().position(|glyph| *glyph == cell.symbol());
    let bar = bar.and_then(|bar| u64::try_from(bar).ok()).unwrap_or(1);
    // In thirds of what the bar leaves of the cell.
    let thirds = (eighths.saturating_sub(bar) * 3).div_ceil((8 - bar.min(7)).max(1));
    let ground = theme.ground_behind(thirds);
    // Where both are the one grey there is, the bar is what has to be seen.
    if ground.bg != Some(cell.fg) {
        cell.set_style(Style {
            bg: ground.bg,
            ..Style::new()
        });
    }
}
