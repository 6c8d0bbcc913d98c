//! Cells as text with SGR sequences, the ones that say how text looks; the cursor is never moved.
//!
//! The sixteen colours are written as the sixteen (`31`, `92`), never as numbers of the 256: a terminal that has only
//! sixteen does not understand those.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::{drawn, rows};

/// What a cell looks like, apart from its glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looks {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Looks {
    /// As the terminal is after a reset.
    pub const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    /// What a cell looks like.
    pub fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether a glyph looks the same this way as another way: a blank has no colour of its own and is never bold.
    pub fn serves(self, other: Self, symbol: &str) -> bool {
        self == other || symbol == " " && self.on_blank() == other.on_blank()
    }

    /// What of it shows on a blank.
    fn on_blank(self) -> Self {
        let shows = Modifier::UNDERLINED | Modifier::CROSSED_OUT | Modifier::REVERSED;
        if self.modifier.contains(Modifier::REVERSED) {
            return self;
        }
        Self {
            fg: Color::Reset,
            modifier: self.modifier & shows,
            ..self
        }
    }

    /// Writes the sequence that makes what follows look so, whatever came before.
    pub fn write(self, out: &mut String) {
        out.push_str("\x1b[0");
        for (modifier, code) in MODIFIERS {
            if self.modifier.contains(modifier) {
                let _ = write!(out, ";{code}");
            }
        }
        colour(out, self.fg, 30);
        colour(out, self.bg, 40);
        out.push('m');
    }
}

const MODIFIERS: [(Modifier, u8); 8] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// The number of one of the sixteen colours.
pub(super) fn number(colour: Color) -> Option<u8> {
    const ORDER: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    let at = ORDER.iter().position(|other| *other == colour)?;
    u8::try_from(at).ok()
}

/// `base` is 30 for what is written, 40 for what is behind it.
fn colour(out: &mut String, colour: Color, base: u8) {
    let _ = match colour {
        Color::Reset => Ok(()),
        Color::Indexed(index) => write!(out, ";{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => write!(out, ";{};2;{red};{green};{blue}", base + 8),
        named => match number(named) {
            Some(dark @ 0..8) => write!(out, ";{}", base + dark),
            Some(bright) => write!(out, ";{}", base + 60 + bright - 8),
            None => Ok(()),
        },
    };
}

/// A line for each row, each of which begins and ends plain.
pub fn of(buffer: &Buffer) -> String {
    let mut out = String::new();
    for row in rows(buffer) {
        let mut line = String::new();
        let mut looks = Looks::PLAIN;
        let mut end = 0;
        for (_, _, cell) in drawn(row) {
            let wanted = Looks::of(cell);
            if !looks.serves(wanted, cell.symbol()) {
                wanted.write(&mut line);
                looks = wanted;
            }
            line.push_str(cell.symbol());
            if !Looks::PLAIN.serves(wanted, cell.symbol()) || cell.symbol() != " " {
                end = line.len();
            }
        }
        line.truncate(end);
        out.push_str(&line);
        if line.contains('\x1b') {
            out.push_str("\x1b[0m");
        }
        out.push('\n');
    }
    out
}
