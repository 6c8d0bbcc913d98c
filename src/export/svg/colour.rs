//! The colours of cells as a picture has them.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::export::ansi;

/// What is written in no colour of its own.
pub(super) const FOREGROUND: &str = "#d0d0d0";
/// What nothing lies on.
pub(super) const BACKGROUND: &str = "#101418";

/// The sixteen, as xterm has them.
const SIXTEEN: [&str; 16] = [
    "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
    "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
];

/// Both colours of a cell, as they are seen.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) fg: String,
    pub(super) bg: String,
}

impl Pair {
    /// Those of a cell.
    pub(super) fn of(cell: &Cell) -> Self {
        let fg = hex(cell.fg).unwrap_or_else(|| FOREGROUND.to_owned());
        let bg = hex(cell.bg).unwrap_or_else(|| BACKGROUND.to_owned());
        if cell.modifier.contains(Modifier::REVERSED) {
            Self { fg: bg, bg: fg }
        } else {
            Self { fg, bg }
        }
    }
}

/// A colour as six digits; none for the terminal's own.
fn hex(colour: Color) -> Option<String> {
    match colour {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some(rgb(red, green, blue)),
        Color::Indexed(index) => Some(indexed(index)),
        named => ansi::number(named).map(indexed),
    }
}

fn rgb(red: u8, green: u8, blue: u8) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A colour of xterm's 256: sixteen, a cube of six by six by six, and greys.
fn indexed(index: u8) -> String {
    let part = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match index {
        0..16 => SIXTEEN
            .get(usize::from(index))
            .copied()
            .unwrap_or(FOREGROUND)
            .to_owned(),
        16..232 => {
            let cube = index - 16;
            rgb(part(cube / 36), part(cube / 6 % 6), part(cube % 6))
        }
        232.. => {
            let grey = 8 + 10 * (index - 232);
            rgb(grey, grey, grey)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_xterm() {
        for (index, expected) in [
            (16, "#000000"),
            (214, "#ffaf00"),
            (75, "#5fafff"),
            (231, "#ffffff"),
            (232, "#080808"),
            (255, "#eeeeee"),
        ] {
            assert_eq!(indexed(index), expected);
        }
        assert_eq!(hex(Color::LightRed).as_deref(), Some("#ff0000"));
    }

    #[test]
    fn reversed_cells_swap_even_colours_of_the_terminal() {
        let mut cell = Cell::new("x");
        cell.modifier = Modifier::REVERSED;
        let pair = Pair::of(&cell);
        assert_eq!(
            (pair.fg.as_str(), pair.bg.as_str()),
            (BACKGROUND, FOREGROUND)
        );
    }
}
