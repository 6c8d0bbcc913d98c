//! Cells with events: their sign or count, and the signs around them that say what their place is worth and which is
//! selected.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use super::{put, words};
use crate::app::layout::Area;
use crate::scene::map::MapScene;
use crate::scene::marks::{Glyph, Hold, Mark};
use crate::scene::prose::Ink;
use crate::ui::glyphs;
use crate::ui::theme::{Colours, Theme};

/// Blanks on either side of a mark: a block that touches it would be read as part of it.
pub(super) fn gap(buffer: &mut Buffer, area: Area, mark: &Mark) {
    let end = mark.column.saturating_add(mark.width());
    for column in mark.column.checked_sub(1).into_iter().chain([end]) {
        if column < area.width && mark.row < area.height {
            put(
                buffer,
                area.x + column,
                area.y + mark.row,
                " ",
                Style::new(),
            );
        }
    }
}

/// An event or a count, in reverse where the selected event is. What is not known to the cell is not bold.
pub(super) fn event(buffer: &mut Buffer, area: Area, mark: &Mark, theme: Theme) {
    let mut style = theme.tint(mark.tint);
    let text = match mark.glyph {
        Glyph::Event(kind, unreal) => {
            if unreal {
                style = style.remove_modifier(Modifier::BOLD);
            }
            glyphs::event(kind, unreal, theme.ascii).to_owned()
        }
        Glyph::Count(tally) => {
            // Without colours, reverse is the selection's alone.
            if theme.colours != Colours::None && mark.hold == Hold::Exact {
                style = style.add_modifier(Modifier::REVERSED);
            }
            tally.text()
        }
    };
    if mark.hold != Hold::Exact {
        style = style.remove_modifier(Modifier::BOLD);
    }
    if mark.lit {
        style = theme.lit(style);
    }
    if mark.selected {
        style = theme.selection();
    }
    words(buffer, area, mark.column, mark.row, &text, style);
}

/// A cell of the map and the sign that stands there.
type Sign = (u16, u16, &'static str);

/// The signs around a mark: what its place is worth, and brackets where that is exact and the selected event is. Where these
/// would hide what a neighbour says, and where there are none, pointers above and below say what is selected.
pub(super) fn signs(buffer: &mut Buffer, area: Area, mark: &Mark, map: &MapScene, theme: Theme) {
    let tinted = theme.tint(mark.tint).remove_modifier(Modifier::BOLD);
    let heading = theme.ink(Ink::Heading);
    let is_exact = mark.hold == Hold::Exact;
    let style = match (mark.selected, is_exact, theme.colours) {
        (false, ..) => tinted,
        // Without colours, reverse is the selected event's alone.
        (true, true, _) | (true, false, Colours::None) => heading,
        (true, false, _) => theme.selection(),
    };
    let beside = beside(mark, map);
    let has_brackets = is_exact && beside.len() == 2;
    let pointers = if mark.selected && !has_brackets {
        pointers(mark, map)
    } else {
        Vec::new()
    };
    for (column, row, sign) in &pointers {
        words(buffer, area, *column, *row, sign, heading);
    }
    // Half a pair of brackets is better than nothing only.
    if !is_exact || has_brackets || pointers.is_empty() {
        for (column, row, sign) in beside {
            words(buffer, area, column, row, sign, style);
        }
    }
}

/// The marks of one row of a map: they stand row by row.
fn in_row(map: &MapScene, row: u16) -> &[Mark] {
    let first = map.marks.partition_point(|mark| mark.row < row);
    let end = map.marks.partition_point(|mark| mark.row <= row);
    map.marks.get(first..end).unwrap_or(&[])
}

/// The signs before and behind a mark, where they hide no event; brackets hide no sign of another place either.
fn beside(mark: &Mark, map: &MapScene) -> Vec<Sign> {
    let Some((before, behind)) = mark.signs() else {
        return Vec::new();
    };
    let end = mark.column.saturating_add(mark.width());
    let is_exact = mark.hold == Hold::Exact;
    let is_free = |column: u16| {
        let mut others = in_row(map, mark.row).iter().filter(|other| *other != mark);
        !others.any(|other| {
            other.covers(column, mark.row) || (is_exact && other.claims(column, mark.row))
        })
    };
    [(mark.column.checked_sub(1), before), (Some(end), behind)]
        .into_iter()
        .filter_map(|(column, sign)| Some((column?, mark.row, sign)))
        .filter(|(column, ..)| *column < map.viewport.columns && is_free(*column))
        .collect()
}

/// Pointers above and below a mark, where they hide no event and none of its signs.
fn pointers(mark: &Mark, map: &MapScene) -> Vec<Sign> {
    [
        (mark.row.checked_sub(1), "▾"),
        (mark.row.checked_add(1), "▴"),
    ]
    .into_iter()
    .filter_map(|(row, sign)| Some((mark.column, row?, sign)))
    .filter(|(_, row, _)| *row < map.viewport.rows)
    .filter(|(column, row, _)| !map.marks.iter().any(|other| other.claims(*column, *row)))
    .collect()
}
