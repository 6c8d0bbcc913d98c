//! Bars over time, the window as a bracket, the selected event, and dates.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::put;
use super::theme::Theme;
use crate::app::layout::Area;
use crate::scene::prose::Ink;
use crate::scene::timeline::{Extent, TimelineScene};

/// Heights of a bar within one cell.
const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Draws the timeline.
pub fn draw(buffer: &mut Buffer, area: Area, timeline: &TimelineScene, theme: Theme) {
    // Dates below; above them a row for window and selection, if there is room; the rest are bars.
    let (bars, extents) = if area.height >= 3 {
        (area.height - 2, area.height - 2)
    } else {
        (1, 0)
    };
    draw_bars(
        buffer,
        Area {
            height: bars,
            ..area
        },
        timeline,
        theme,
    );
    let row = area.y + extents;
    if let Some(extent) = &timeline.selected {
        let glyph = if extents == 0 { None } else { Some("━") };
        draw_selected(buffer, area, row, extent, glyph, theme);
    }
    // Where there is no row for the bracket, the window is told by its bars: they are not painted over.
    if let Some(window) = timeline.window.as_ref() {
        if extents > 0 {
            draw_window(buffer, area, row, window, theme);
        } else {
            mark_window(buffer, area, row, window, theme);
        }
    }
    let dates = area.y + area.height.saturating_sub(1);
    for tick in &timeline.ticks {
        let column = area
            .x
            .saturating_add(u16::try_from(tick.column).unwrap_or(u16::MAX));
        let width = usize::from((area.x + area.width).saturating_sub(column));
        buffer.set_stringn(
            column,
            dates,
            format!("╵{}", tick.name),
            width,
            theme.ink(Ink::Dim),
        );
    }
}

fn draw_bars(buffer: &mut Buffer, area: Area, timeline: &TimelineScene, theme: Theme) {
    let steps = u64::from(area.height) * 8;
    for (at, count) in timeline.bars.iter().enumerate() {
        let inside = timeline
            .window
            .is_none_or(|window| (window.first..=window.last).contains(&at));
        // Never nothing where there is something.
        let height =
            (u64::from(*count) * steps / u64::from(timeline.peak)).max(u64::from(*count > 0));
        let Ok(column) = u16::try_from(at) else {
            return;
        };
        for row in 0..area.height {
            let below = u64::from(area.height - 1 - row) * 8;
            let eighths = usize::try_from(height.saturating_sub(below).min(8)).unwrap_or(8);
            if let Some(glyph) = EIGHTHS.get(eighths).filter(|_| eighths > 0) {
                put(
                    buffer,
                    area.x + column,
                    area.y + row,
                    glyph,
                    theme.bar(inside),
                );
            }
        }
    }
}

fn columns(area: Area, extent: &Extent) -> (u16, u16) {
    let at = |column: usize| {
        area.x
            .saturating_add(u16::try_from(column).unwrap_or(u16::MAX))
    };
    let last = (area.x + area.width).saturating_sub(1);
    (at(extent.first).min(last), at(extent.last).min(last))
}

/// The selected event as a bar of its own; open ends fade out.
fn draw_selected(
    buffer: &mut Buffer,
    area: Area,
    row: u16,
    extent: &Extent,
    glyph: Option<&str>,
    theme: Theme,
) {
    let (first, last) = columns(area, extent);
    for column in first..=last {
        let faded =
            (extent.fades_left && column - first < 3) || (extent.fades_right && last - column < 3);
        match glyph {
            Some(solid) => put(
                buffer,
                column,
                row,
                if faded { "╌" } else { solid },
                theme.ink(Ink::Key),
            ),
            None => {
                if let Some(cell) = buffer.cell_mut((column, row)) {
                    cell.set_style(theme.ink(Ink::Key).add_modifier(Modifier::UNDERLINED));
                }
            }
        }
    }
}

/// The window as a line under its bars, in reverse where there are no colours to tell them by.
fn mark_window(buffer: &mut Buffer, area: Area, row: u16, window: &Extent, theme: Theme) {
    let (first, last) = columns(area, window);
    for column in first..=last {
        if let Some(cell) = buffer.cell_mut((column, row)) {
            let style = if theme.look().mono {
                Modifier::REVERSED
            } else {
                Modifier::UNDERLINED
            };
            cell.modifier.insert(style);
        }
    }
}

/// The window: a bracket at either end.
fn draw_window(buffer: &mut Buffer, area: Area, row: u16, window: &Extent, theme: Theme) {
    let (first, last) = columns(area, window);
    let style = theme.ink(Ink::Heading);
    if first == last {
        put(buffer, first, row, "┃", style);
        return;
    }
    put(buffer, first, row, "┣", style);
    put(buffer, last, row, "┫", style);
    for column in first + 1..last {
        let blank = buffer
            .cell((column, row))
            .is_some_and(|cell| cell.symbol() == " ");
        if blank {
            put(buffer, column, row, "─", style);
        }
    }
}
