//! The map into cells: ground, outlines, names, events, scale, legend, crosshair; later ones over earlier ones.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use super::dots::{ASCII, BRAILLE, Dash, Grid};
use super::theme::{Colours, Theme};
use super::{glyphs, put};
use crate::app::layout::Area;
use crate::scene::ground::Kind;
use crate::scene::labels::{Label, Naming};
use crate::scene::map::{Glyph, MapScene, Mark};
use crate::scene::prose::{Ink, grouped};
use unicode_width::UnicodeWidthStr as _;

/// Draws the map.
pub fn draw(buffer: &mut Buffer, area: Area, map: &MapScene, theme: Theme) {
    fills(buffer, area, map, theme);
    let table = if theme.ascii { ASCII } else { BRAILLE };
    let mut grid = Grid::new(table, area.width, area.height);
    for stroke in &map.ground.strokes {
        grid.line(&stroke.line, theme.stroke(stroke.kind), dash(stroke.kind));
    }
    dots(buffer, area, &grid);
    let mut outlines = Grid::new(table, area.width, area.height);
    for outline in &map.outlines {
        let style = theme.tint(outline.tint);
        let style = if outline.selected {
            style
        } else {
            style.remove_modifier(Modifier::BOLD)
        };
        let dash = if outline.selected || outline.exact {
            Dash::Solid
        } else {
            Dash::Dotted
        };
        outlines.line(&outline.line, style, dash);
    }
    dots(buffer, area, &outlines);
    for label in &map.labels {
        name(buffer, area, label, theme);
    }
    scale(buffer, area, map, theme);
    legend(buffer, area, map, theme);
    for mark in map.marks.iter().filter(|mark| mark.selected) {
        pointers(buffer, area, mark, map, theme);
    }
    for mark in &map.marks {
        event(buffer, area, mark, theme);
    }
    if let Some((column, row)) = map.crosshair {
        crosshair(buffer, area.x + column, area.y + row, theme);
    }
}

/// A cross in the middle; over an event or a name only their style changes.
fn crosshair(buffer: &mut Buffer, column: u16, row: u16, theme: Theme) {
    let Some(cell) = buffer.cell_mut((column, row)) else {
        return;
    };
    let on_ground =
        cell.symbol() == " " || ('\u{2800}'..='\u{28ff}').contains(&first(cell.symbol()));
    if on_ground {
        cell.set_symbol("+").set_style(theme.ink(Ink::Key));
    } else {
        cell.set_style(Style::new().add_modifier(Modifier::REVERSED));
    }
}

fn first(symbol: &str) -> char {
    symbol.chars().next().unwrap_or(' ')
}

fn dash(kind: Kind) -> Dash {
    match kind {
        Kind::Border => Dash::Dashed,
        Kind::Governorate => Dash::Dotted,
        _ => Dash::Solid,
    }
}

/// Water and built-up land as background; without colours, water as a sparse pattern.
fn fills(buffer: &mut Buffer, area: Area, map: &MapScene, theme: Theme) {
    let columns = usize::from(area.width).max(1);
    let cells = |fill: &[bool]| -> Vec<(u16, u16)> {
        let inside = fill
            .iter()
            .enumerate()
            .filter(|(_, inside)| **inside)
            .map(|(at, _)| at);
        inside
            .filter_map(|at| {
                Some((
                    u16::try_from(at % columns).ok()?,
                    u16::try_from(at / columns).ok()?,
                ))
            })
            .collect()
    };
    for (column, row) in cells(&map.ground.urban) {
        restyle(buffer, area, column, row, theme.urban());
    }
    for (column, row) in cells(&map.ground.water) {
        if theme.colours == Colours::None {
            if (column + row * 2) % 4 == 0 {
                put(
                    buffer,
                    area.x + column,
                    area.y + row,
                    "~",
                    theme.ink(Ink::Dim),
                );
            }
        } else {
            restyle(buffer, area, column, row, theme.water());
        }
    }
}

fn restyle(buffer: &mut Buffer, area: Area, column: u16, row: u16, style: Style) {
    if column < area.width
        && row < area.height
        && let Some(cell) = buffer.cell_mut((area.x + column, area.y + row))
    {
        cell.set_style(style);
    }
}

fn dots(buffer: &mut Buffer, area: Area, grid: &Grid) {
    let mut utf8 = [0; 4];
    for (column, row, glyph, style) in grid.cells() {
        put(
            buffer,
            area.x + column,
            area.y + row,
            glyph.encode_utf8(&mut utf8),
            style,
        );
    }
}

fn name(buffer: &mut Buffer, area: Area, label: &Label, theme: Theme) {
    let style = theme.naming(label.naming);
    if let Some((column, row)) = label.dot {
        let dot = if matches!(label.naming, Naming::Street) {
            "·"
        } else {
            "•"
        };
        put(buffer, area.x + column, area.y + row, dot, style);
    }
    // A blank on either side, so that a river does not run into the word.
    let end = label
        .column
        .saturating_add(u16::try_from(label.text.width()).unwrap_or(u16::MAX));
    for column in label.column.checked_sub(1).into_iter().chain([end]) {
        let is_dot = label.dot == Some((column, label.row));
        if column < area.width && !is_dot {
            put(
                buffer,
                area.x + column,
                area.y + label.row,
                " ",
                Style::new(),
            );
        }
    }
    words(buffer, area, label.column, label.row, &label.text, style);
}

/// Writes words over dots; what is under them keeps its background.
fn words(buffer: &mut Buffer, area: Area, column: u16, row: u16, text: &str, style: Style) {
    let left = usize::from(area.width.saturating_sub(column));
    if row < area.height {
        buffer.set_stringn(
            area.x + column,
            area.y + row,
            text,
            left,
            Style::new().remove_modifier(Modifier::all()).patch(style),
        );
    }
}

/// An event or a count; the selected one reversed and in brackets, what is known to a province or less underlined.
fn event(buffer: &mut Buffer, area: Area, mark: &Mark, theme: Theme) {
    let mut style = theme.tint(mark.tint);
    let text = match mark.glyph {
        Glyph::Event(kind, unreal) => {
            if unreal {
                style = style.remove_modifier(Modifier::BOLD);
            }
            glyphs::event(kind, unreal, theme.ascii).to_owned()
        }
        Glyph::Count(count) => {
            // Without colours, reverse is the selection's alone.
            if theme.colours != Colours::None {
                style = style.add_modifier(Modifier::REVERSED);
            }
            count_text(count)
        }
    };
    if mark.vague {
        style = style.add_modifier(Modifier::ITALIC | Modifier::UNDERLINED);
    }
    if mark.selected {
        style = theme.selection();
    }
    words(buffer, area, mark.column, mark.row, &text, style);
}

/// Brackets around the selected event's cell, so that it is found without colours too; where a neighbour stands in the
/// way of one, pointers above and below.
fn pointers(buffer: &mut Buffer, area: Area, mark: &Mark, map: &MapScene, theme: Theme) {
    let width = match mark.glyph {
        Glyph::Event(..) => 1,
        Glyph::Count(count) => u16::try_from(count_text(count).width()).unwrap_or(1),
    };
    let end = mark.column.saturating_add(width);
    let row = Some(mark.row);
    let beside = [
        (mark.column.checked_sub(1), row, "["),
        (Some(end), row, "]"),
    ];
    let above = mark.row.checked_sub(1);
    let stacked = [
        (Some(mark.column), above, "▾"),
        (Some(mark.column), Some(mark.row + 1), "▴"),
    ];
    let taken = |column: u16, row: u16| {
        map.marks
            .iter()
            .any(|other| (other.column, other.row) == (column, row))
    };
    let free = |(column, row, sign): (Option<u16>, Option<u16>, &'static str)| {
        let (column, row) = (
            column.filter(|c| *c < area.width)?,
            row.filter(|r| *r < area.height)?,
        );
        (!taken(column, row)).then_some((column, row, sign))
    };
    let mut signs: Vec<_> = beside.into_iter().filter_map(free).collect();
    if signs.len() < 2 {
        signs.extend(stacked.into_iter().filter_map(free));
    }
    for (column, row, sign) in signs {
        put(
            buffer,
            area.x + column,
            area.y + row,
            sign,
            theme.ink(Ink::Heading),
        );
    }
}

/// A count in as few cells as tell it: thousands as `k`, millions as `M`.
fn count_text(count: usize) -> String {
    match count {
        0..1_000 => count.to_string(),
        1_000..1_000_000 => format!("{}k", count / 1_000),
        _ => format!("{}M", grouped(count / 1_000_000)),
    }
}

/// The scale bar in the bottom left corner.
fn scale(buffer: &mut Buffer, area: Area, map: &MapScene, theme: Theme) {
    let row = area.height.saturating_sub(1);
    let columns = usize::from(map.scale.columns);
    let bar = match columns {
        0 | 1 => "╵".to_owned(),
        _ => format!("└{}┘", "─".repeat(columns - 2)),
    };
    words(
        buffer,
        area,
        0,
        row,
        &format!("{bar} {} ", map.scale.name),
        theme.ink(Ink::Dim),
    );
}

/// What colours mean, in the bottom right corner.
fn legend(buffer: &mut Buffer, area: Area, map: &MapScene, theme: Theme) {
    let width = map
        .legend
        .iter()
        .map(|row| row.name.width() + 8)
        .max()
        .unwrap_or(0);
    let Ok(width) = u16::try_from(width) else {
        return;
    };
    let rows = u16::try_from(map.legend.len()).unwrap_or(0);
    let first = Area {
        x: (area.x + area.width).saturating_sub(width),
        y: (area.y + area.height).saturating_sub(rows),
        width,
        height: rows,
    };
    super::text::clear(buffer, first);
    for (y, row) in (first.y..).zip(&map.legend) {
        let sign = row
            .glyph
            .map_or("●", |kind| glyphs::event(kind, false, theme.ascii));
        put(buffer, first.x + 1, y, sign, theme.tint(row.tint));
        buffer.set_stringn(
            first.x + 3,
            y,
            &row.name,
            usize::from(width - 3),
            theme.ink(Ink::Plain),
        );
        let count = grouped(row.count);
        let end = first.x + width.saturating_sub(u16::try_from(count.len()).unwrap_or(0) + 1);
        buffer.set_stringn(end, y, &count, count.len(), theme.ink(Ink::Dim));
    }
}
