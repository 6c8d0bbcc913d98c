//! The colours of cells as a picture has them.

use std::fmt;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::export::ansi;
use crate::ui::theme::Backdrop;

/// A colour as its parts of red, green and blue; written as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(red, green, blue) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The sixteen, as xterm has them.
const SIXTEEN: [Rgb; 16] = [
    Rgb(0x00, 0x00, 0x00),
    Rgb(0xcd, 0x00, 0x00),
    Rgb(0x00, 0xcd, 0x00),
    Rgb(0xcd, 0xcd, 0x00),
    Rgb(0x00, 0x00, 0xee),
    Rgb(0xcd, 0x00, 0xcd),
    Rgb(0x00, 0xcd, 0xcd),
    Rgb(0xe5, 0xe5, 0xe5),
    Rgb(0x7f, 0x7f, 0x7f),
    Rgb(0xff, 0x00, 0x00),
    Rgb(0x00, 0xff, 0x00),
    Rgb(0xff, 0xff, 0x00),
    Rgb(0x5c, 0x5c, 0xff),
    Rgb(0xff, 0x00, 0xff),
    Rgb(0x00, 0xff, 0xff),
    Rgb(0xff, 0xff, 0xff),
];

/// Both colours of a cell, as they are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// What is written.
    pub fg: Rgb,
    /// What is behind it.
    pub bg: Rgb,
}

impl Pair {
    /// What is written in no colour of its own, and what it stands on.
    pub const fn bare(backdrop: Backdrop) -> Self {
        match backdrop {
            Backdrop::Dark => Self {
                fg: Rgb(0xd0, 0xd0, 0xd0),
                bg: Rgb(0x10, 0x14, 0x18),
            },
            Backdrop::Light => Self {
                fg: Rgb(0x1c, 0x1c, 0x1c),
                bg: Rgb(0xff, 0xff, 0xff),
            },
        }
    }

    /// Those of a cell.
    pub fn of(cell: &Cell, backdrop: Backdrop) -> Self {
        let bare = Self::bare(backdrop);
        let fg = rgb(cell.fg).unwrap_or(bare.fg);
        let bg = rgb(cell.bg).unwrap_or(bare.bg);
        if cell.modifier.contains(Modifier::REVERSED) {
            Self { fg: bg, bg: fg }
        } else {
            Self { fg, bg }
        }
    }
}

/// A colour by its parts; none for the terminal's own.
pub fn rgb(colour: Color) -> Option<Rgb> {
    match colour {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
        Color::Indexed(index) => Some(indexed(index)),
        named => ansi::number(named).map(indexed),
    }
}

/// A colour of xterm's 256: sixteen, a cube of six by six by six, and greys.
fn indexed(index: u8) -> Rgb {
    let part = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match index {
        16..232 => {
            let cube = index - 16;
            Rgb(part(cube / 36), part(cube / 6 % 6), part(cube % 6))
        }
        232.. => {
            let grey = 8 + 10 * (index - 232);
            Rgb(grey, grey, grey)
        }
        sixteen => {
            let [black, ..] = SIXTEEN;
            SIXTEEN.get(usize::from(sixteen)).copied().unwrap_or(black)
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
            assert_eq!(indexed(index).to_string(), expected);
        }
        assert_eq!(rgb(Color::LightRed), Some(Rgb(0xff, 0, 0)));
    }

    #[test]
    fn reversed_cells_swap_even_colours_of_the_terminal() {
        let mut cell = Cell::new("x");
        cell.modifier = Modifier::REVERSED;
        for backdrop in [Backdrop::Dark, Backdrop::Light] {
            let (pair, bare) = (Pair::of(&cell, backdrop), Pair::bare(backdrop));
            assert_eq!((pair.fg, pair.bg), (bare.bg, bare.fg));
        }
    }
}
