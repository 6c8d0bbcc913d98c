//! The timeline: lanes of bars and lines, the window as a bracket, dates, and the axis in all of time.

mod behind;

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use super::put;
use super::theme::Theme;
use crate::app::layout::Area;
use crate::app::timing::Grip;
use crate::app::view::Glyphs;
use crate::scene::prose::{Ink, Line, grouped};
use crate::scene::timeline::{
    Content, Extent, LaneScene, Mark, Overview, Tick, TimelineScene, WindowScene,
};

/// Heights of a bar within one cell.
const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// The selected event's bars, where no colour tells them.
const HATCHED: &str = "▒";
/// One event in a row of its own.
const ALONE: &str = "▄";
/// Two that last, and shades of more, the most last.
const TWO: &str = "═";
const SHADES: [&str; 3] = ["░", "▒", "▓"];
/// Where fewer than so many are the most in any column, they are not shaded as if they were many.
const MANY: u32 = 12;

/// Draws the timeline into its pane without the title.
pub fn draw(buffer: &mut Buffer, area: Area, timeline: &TimelineScene, theme: Theme) {
    let strips = &timeline.strips;
    if timeline.lanes.is_empty() {
        let line = Line::of(Ink::Dim, "no reports with a date");
        let row = Area { height: 1, ..area };
        return super::text::line(buffer, row, &line, theme);
    }
    lanes(buffer, area, timeline, theme);
    if let Some(row) = strips.window {
        margin(buffer, area, timeline, row, timeline.mode.name(), theme);
        window(buffer, strips.lanes, row, timeline.window.as_ref(), theme);
    }
    if let Some(row) = strips.dates {
        // Where there is no row for the bracket, it stands among the dates, and in place of those that it meets.
        let among = timeline.window.as_ref().filter(|_| strips.window.is_none());
        dates(buffer, row, timeline, among, theme);
        if among.is_some() {
            window(buffer, strips.lanes, row, among, theme);
        }
    }
    if let (Some(row), Some(overview)) = (strips.overview, &timeline.overview) {
        margin(buffer, area, timeline, row, &overview.name, theme);
        draw_overview(
            buffer,
            strips.lanes,
            row,
            (overview, timeline.glyphs),
            theme,
        );
    }
}

/// Words left of the axis.
fn margin(
    buffer: &mut Buffer,
    area: Area,
    timeline: &TimelineScene,
    row: u16,
    words: &str,
    theme: Theme,
) {
    let names = timeline.strips.names;
    if names > 1 {
        let line = Line::of(Ink::Dim, format!(" {words}"));
        let area = Area::new(area.x, row, names - 1, 1);
        super::text::line(buffer, area, &line.cut(usize::from(names - 1)), theme);
    }
}

fn lanes(buffer: &mut Buffer, area: Area, timeline: &TimelineScene, theme: Theme) {
    let all = timeline.strips.lanes;
    for scene in &timeline.lanes {
        let lane = Area {
            y: all.y + scene.top,
            height: scene.height,
            ..all
        };
        if scene.top + scene.height > all.height {
            return;
        }
        name(buffer, area.x, timeline.strips.names, lane, scene, theme);
        match &scene.content {
            Content::Undated => undated(buffer, lane, scene, theme),
            Content::Heights(marks) => {
                bars(buffer, lane, timeline, scene, (marks, None), theme);
            }
            Content::Rows(rows) => {
                for (at, marks) in rows.iter().enumerate() {
                    let row = Area {
                        y: lane.y + u16::try_from(at).unwrap_or(u16::MAX),
                        height: 1,
                        ..lane
                    };
                    bars(buffer, row, timeline, scene, (marks, Some(at)), theme);
                }
            }
        }
        let all = (&*scene.behind, timeline.peak);
        behind::draw(buffer, lane, all, timeline.glyphs, theme);
    }
}

/// A lane's name and how many events it has, beside its lowest row.
fn name(buffer: &mut Buffer, x: u16, width: u16, lane: Area, scene: &LaneScene, theme: Theme) {
    if width < 4 {
        return;
    }
    let count = if scene.shown == scene.events {
        grouped(scene.events)
    } else {
        format!("{}/{}", grouped(scene.shown), grouped(scene.events))
    };
    let room = usize::from(width - 1);
    let ink = if scene.selected.is_some() {
        Ink::Heading
    } else {
        Ink::Plain
    };
    let name = Line::of(ink, format!(" {}", scene.name)).cut(room.saturating_sub(count.len() + 1));
    let gap = room.saturating_sub(name.width() + count.len());
    let words = name.and(Ink::Plain, " ".repeat(gap)).and(Ink::Dim, count);
    let row = Area::new(x, lane.y + lane.height - 1, width - 1, 1);
    super::text::line(buffer, row, &words, theme);
}

/// What has no date has no place on the axis: its lane says where it is.
fn undated(buffer: &mut Buffer, lane: Area, scene: &LaneScene, theme: Theme) {
    let ink = if scene.selected.is_some() {
        Ink::Key
    } else {
        Ink::Dim
    };
    let row = Area::new(lane.x, lane.y + lane.height - 1, lane.width, 1);
    let words = match scene.events {
        0 => "the filter leaves none",
        _ => "listed at any time; on the map only in all of time",
    };
    let words = Line::of(ink, words);
    super::text::line(buffer, row, &words.cut(usize::from(lane.width)), theme);
}

/// What stands in the columns of a lane, or of one of its rows.
fn bars(
    buffer: &mut Buffer,
    lane: Area,
    timeline: &TimelineScene,
    scene: &LaneScene,
    (marks, row): (&[Mark], Option<usize>),
    theme: Theme,
) {
    let window = timeline.window.as_ref();
    for (at, mark) in marks.iter().enumerate() {
        let Ok(column) = u16::try_from(at) else {
            return;
        };
        let inside = window.is_none_or(|window| window.lets_through(at));
        let style = style(scene, (row, at), inside, theme);
        let cell = Area::new(lane.x + column, lane.y, 1, lane.height);
        let glyph = match *mark {
            Mark::Blank => continue,
            Mark::Events(_) if row.is_some() => {
                let (hatched, style) = unreversed(style);
                let glyph = if hatched { HATCHED } else { ALONE };
                put(buffer, cell.x, lane.y, glyph, style);
                continue;
            }
            Mark::Events(count) => {
                let height = bar_height(count, timeline.peak, lane.height);
                draw_bar(buffer, cell, height, style);
                continue;
            }
            Mark::Span => "━",
            Mark::Within => "╌",
            Mark::ReachesBack => "‹",
            Mark::ReachesOn => "›",
            Mark::Several(2) => TWO,
            Mark::Several(count) => shade(count, timeline.peak.max(MANY)),
        };
        put(buffer, cell.x, lane.y + lane.height - 1, glyph, style);
    }
}

impl WindowScene {
    /// Whether the events of a column are shown.
    fn lets_through(&self, column: usize) -> bool {
        match self.extent {
            Some(extent) => column <= extent.last && (self.until || column >= extent.first),
            None => self.until && self.is_right,
        }
    }
}

/// The colour of what stands in a row and a column of a lane: bright where it is shown, and most where it is the selected
/// event.
fn style(
    scene: &LaneScene,
    (row, column): (Option<usize>, usize),
    inside: bool,
    theme: Theme,
) -> Style {
    let selected = scene.selected.as_ref().is_some_and(|selected| {
        let stands = |extent: Extent| (extent.first..=extent.last).contains(&column);
        selected.row == row && selected.extent.is_some_and(stands)
    });
    if selected {
        let style = theme.ink(Ink::Key).add_modifier(Modifier::BOLD);
        return if theme.look().mono {
            style.add_modifier(Modifier::REVERSED)
        } else {
            style
        };
    }
    match scene.tint {
        Some(tint) if inside => theme.tint(tint).remove_modifier(Modifier::BOLD),
        _ => theme.bar(inside),
    }
}

fn shade(count: u32, peak: u32) -> &'static str {
    let step = u64::from(count) * 3 / (u64::from(peak) + 1);
    let step = usize::try_from(step).unwrap_or(0).min(SHADES.len() - 1);
    SHADES.get(step).copied().unwrap_or(" ")
}

/// The height of a bar in eighths of a row; one event is never nothing.
fn bar_height(count: u32, peak: u32, rows: u16) -> u64 {
    let most = u64::from(rows) * 8;
    (u64::from(count) * most)
        .div_ceil(u64::from(peak))
        .clamp(2, most.max(2))
}

/// A bar that stands on the lowest row of an area, in the area's first column.
fn draw_bar(buffer: &mut Buffer, area: Area, height: u64, style: Style) {
    let (hatched, style) = unreversed(style);
    for row in 0..area.height {
        let below = u64::from(area.height - 1 - row) * 8;
        let eighths = usize::try_from(height.saturating_sub(below).min(8)).unwrap_or(8);
        if let Some(glyph) = EIGHTHS.get(eighths).filter(|_| eighths > 0) {
            let glyph = if hatched { HATCHED } else { glyph };
            put(buffer, area.x, area.y + row, glyph, style);
        }
    }
}

/// Whether a style is in reverse, and the same without: a block in reverse would be a hole.
fn unreversed(style: Style) -> (bool, Style) {
    let reversed = style.add_modifier.contains(Modifier::REVERSED);
    let style = Style {
        add_modifier: style.add_modifier - Modifier::REVERSED,
        ..style
    };
    (reversed, style)
}

/// The columns of the screen that an extent of an axis has.
fn columns(axis: Area, extent: Extent) -> (u16, u16) {
    let last = axis.width.saturating_sub(1);
    let at = |column: usize| axis.x + u16::try_from(column).unwrap_or(u16::MAX).min(last);
    (at(extent.first), at(extent.last))
}

/// The window as a bracket; all of time, and what is shown before the window, as a faint line.
fn window(buffer: &mut Buffer, axis: Area, row: u16, window: Option<&WindowScene>, theme: Theme) {
    if axis.width == 0 {
        return;
    }
    let faint = theme.ink(Ink::Dim);
    let mut line = |first: u16, last: u16, glyph: &str, style: Style| {
        for column in first..=last {
            put(buffer, column, row, glyph, style);
        }
    };
    let (left, right) = (axis.x, axis.x + axis.width - 1);
    let Some(window) = window else {
        line(left, right, "╌", faint);
        line(left, left, "‹", faint);
        return line(right, right, "›", faint);
    };
    let style = theme.ink(Ink::Heading);
    if window.is_undated {
        let words = Line::of(Ink::Dim, "no date");
        return super::text::line(buffer, Area::new(axis.x, row, axis.width, 1), &words, theme);
    }
    let Some(extent) = window.extent else {
        let (at, glyph) = if window.is_right {
            (right, "›")
        } else {
            (left, "‹")
        };
        return line(at, at, glyph, style);
    };
    let (first, last) = columns(axis, extent);
    if window.until {
        line(left, first, "╌", faint);
    }
    let held = |grip: Grip| {
        if window.grip == grip && grip != Grip::Whole {
            style.add_modifier(Modifier::REVERSED)
        } else {
            style
        }
    };
    if first == last {
        return line(first, first, "┃", held(window.grip));
    }
    for column in first..=last {
        if buffer
            .cell((column, row))
            .is_some_and(|cell| cell.symbol() == " ")
        {
            put(buffer, column, row, "─", style);
        }
    }
    let mut line = |column: u16, glyph: &str, style: Style| put(buffer, column, row, glyph, style);
    let (before, behind) = (
        if extent.fades_left { "‹" } else { "┣" },
        if extent.fades_right { "›" } else { "┫" },
    );
    line(first, before, held(Grip::Start));
    line(last, behind, held(Grip::End));
}

fn dates(
    buffer: &mut Buffer,
    row: u16,
    timeline: &TimelineScene,
    among: Option<&WindowScene>,
    theme: Theme,
) {
    let axis = timeline.strips.lanes;
    let taken = among.and_then(|window| window.extent);
    let meets = |tick: &&Tick| {
        taken.is_some_and(|taken| {
            let end = tick.column + 1 + tick.name.len();
            tick.column <= taken.last + 1 && taken.first <= end
        })
    };
    for tick in timeline.ticks.iter().filter(|tick| !meets(tick)) {
        let column = axis
            .x
            .saturating_add(u16::try_from(tick.column).unwrap_or(u16::MAX));
        let width = usize::from((axis.x + axis.width).saturating_sub(column));
        let name = format!("╵{}", tick.name);
        buffer.set_stringn(column, row, name, width, theme.ink(Ink::Dim));
    }
}

/// All of time in one row: what is on the axis bright and between brackets.
fn draw_overview(
    buffer: &mut Buffer,
    area: Area,
    row: u16,
    (overview, glyphs): (&Overview, Glyphs),
    theme: Theme,
) {
    let all = overview.bars.iter().chain(&overview.behind).copied();
    let peak = all.max().unwrap_or(0).max(1);
    let on_axis = overview.axis.first..=overview.axis.last;
    for (at, count) in overview.bars.iter().enumerate() {
        let Ok(column) = u16::try_from(at) else {
            return;
        };
        let cell = Area::new(area.x + column, row, 1, 1);
        let style = theme.bar(on_axis.contains(&at));
        match count {
            0 if overview.behind.get(at).is_some_and(|all| *all > 0) => {}
            0 => put(buffer, cell.x, row, "·", theme.ink(Ink::Dim)),
            count => draw_bar(buffer, cell, bar_height(*count, peak, 1), style),
        }
    }
    let strip = Area::new(area.x, row, area.width, 1);
    behind::draw(buffer, strip, (&overview.behind, peak), glyphs, theme);
    let (first, last) = columns(area, overview.axis);
    put(buffer, first, row, "[", theme.ink(Ink::Heading));
    put(buffer, last, row, "]", theme.ink(Ink::Heading));
}
