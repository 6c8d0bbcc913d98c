//! Titles, the lines between panes, and panes of text.

use ratatui::buffer::Buffer;

use super::theme::Theme;
use super::{put, text};
use crate::app::layout::{Area, Layout};
use crate::scene::Text;
use crate::scene::prose::{Ink, Line};
use crate::scene::step::Words;

/// The first row of a pane: a rule with its name, and what there is to say of it.
pub fn title(
    buffer: &mut Buffer,
    area: Area,
    (name, focused): (&str, bool),
    about: &Line,
    theme: Theme,
) {
    rule(buffer, area, focused, theme);
    let name = format!(" {name} ");
    let start = area.x + 1;
    let left = area.width.saturating_sub(2);
    let (end, _) = buffer.set_stringn(
        start,
        area.y,
        &name,
        usize::from(left),
        theme.title(focused),
    );
    let room = (area.x + area.width).saturating_sub(end + 2);
    let about = about.clone().cut(usize::from(room.saturating_sub(2)));
    if !about.spans.is_empty() {
        let about = Line::of(Ink::Plain, " ")
            .and_line(about)
            .and(Ink::Plain, " ");
        text::line(buffer, Area::new(end + 1, area.y, room, 1), &about, theme);
    }
}

/// The words of a step: its title in the rule above them, where it fits.
pub fn words(buffer: &mut Buffer, words: &Words, theme: Theme) {
    let area = words.area;
    rule(buffer, area, false, theme);
    let inside = Area {
        x: area.x + words.margin,
        width: area.width.saturating_sub(words.margin + 1),
        ..area
    };
    if !words.text.title.spans.is_empty() {
        // The words stand exactly above each other.
        let start = Area {
            x: inside.x.saturating_sub(1),
            width: inside.width + 1,
            ..inside
        };
        let room = usize::from(start.width).saturating_sub(2);
        let title = Line::of(Ink::Plain, " ")
            .and_line(words.text.title.clone().cut(room))
            .and(Ink::Plain, " ");
        text::line(buffer, start, &title, theme);
    }
    lines(buffer, inside.below_first_row(), &words.text.lines, theme);
    let (above, below) = (words.text.above, words.text.below);
    more(buffer, area.below_first_row(), above, below, theme);
}

fn rule(buffer: &mut Buffer, area: Area, focused: bool, theme: Theme) {
    let rule = theme.rule(focused);
    for column in area.x..area.x + area.width {
        put(buffer, column, area.y, "─", rule);
    }
}

/// The line between the map and what stands beside it.
pub fn divider(buffer: &mut Buffer, area: Area, layout: &Layout, theme: Theme) {
    let rule = theme.rule(false);
    let y_of = |pane: Option<Area>| pane.map(|pane| pane.y);
    let right = [layout.list, layout.inspector, layout.words].map(y_of);
    let bottom = area.y + area.height;
    let left = y_of(layout.timeline).filter(|row| (area.y..bottom).contains(row));
    for row in area.y..bottom {
        let glyph = match (right.contains(&Some(row)), left == Some(row)) {
            (true, _) if row == area.y => "┬",
            (true, true) => "┼",
            (true, false) => "├",
            (false, true) => "┤",
            (false, false) => "│",
        };
        put(buffer, area.x, row, glyph, rule);
    }
    // The timeline ends the line where it stands below it.
    if let Some(timeline) = layout.timeline.filter(|timeline| timeline.y >= bottom) {
        let is_rule = buffer
            .cell((area.x, timeline.y))
            .is_some_and(|cell| cell.symbol() == "─");
        if is_rule {
            put(buffer, area.x, timeline.y, "┴", rule);
        }
    }
}

/// A pane of text with a blank column on either side, and marks where there is more above or below.
pub fn text(buffer: &mut Buffer, area: Area, content: &Text, theme: Theme) {
    let inside = Area {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    lines(buffer, inside, &content.lines, theme);
    more(buffer, area, content.above, content.below, theme);
}

/// Lines one below the other.
pub fn lines(buffer: &mut Buffer, area: Area, lines: &[Line], theme: Theme) {
    for (row, line) in (area.y..area.y + area.height).zip(lines) {
        text::line(
            buffer,
            Area {
                y: row,
                height: 1,
                ..area
            },
            line,
            theme,
        );
    }
}

/// Marks in the last column where there is more above or below.
pub fn more(buffer: &mut Buffer, area: Area, above: usize, below: usize, theme: Theme) {
    let column = (area.x + area.width).saturating_sub(1);
    if above > 0 {
        put(buffer, column, area.y, "▴", theme.ink(Ink::Key));
    }
    if below > 0 {
        put(
            buffer,
            column,
            (area.y + area.height).saturating_sub(1),
            "▾",
            theme.ink(Ink::Key),
        );
    }
}
