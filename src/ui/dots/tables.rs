//! Tables of glyphs: how the dots of a cell become one character.
//!
//! A pattern is a number whose bits are the dots row by row, the lowest at the top left. Known to be imperfect: octants
//! came with Unicode 16 in 2024, so that older fonts show boxes in their place; that is why braille comes first.

use crate::app::view::Glyphs;

/// How dots become a glyph.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Dots across a cell.
    pub across: u16,
    /// Dots down a cell.
    pub down: u16,
    /// Its glyphs fill their cells, so that a sign beside one needs a gap.
    pub solid: bool,
    /// Glyph of a cell whose dots are the bits of a number, row by row from the top left.
    pub glyph: fn(u8) -> char,
}

/// Braille patterns: two across, four down.
const BRAILLE: Table = Table {
    across: 2,
    down: 4,
    solid: false,
    glyph: braille,
};

/// Octants: the dots of braille as blocks without gaps.
const OCTANT: Table = Table {
    across: 2,
    down: 4,
    solid: true,
    glyph: octant,
};

/// Half blocks: one across, two down.
const HALF: Table = Table {
    across: 1,
    down: 2,
    solid: true,
    glyph: half,
};

/// The dots of half blocks, each cell as one dot of text: a block would be read as an event.
const POINTS: Table = Table {
    solid: false,
    glyph: point,
    ..HALF
};

/// Strokes of ASCII: the same dots as braille, read as the letter that looks most like them.
const ASCII: Table = Table {
    across: 2,
    down: 4,
    solid: false,
    glyph: stroke,
};

impl Table {
    /// The table of that name.
    pub const fn of(glyphs: Glyphs) -> Self {
        match glyphs {
            Glyphs::Braille => BRAILLE,
            Glyphs::Octant => OCTANT,
            Glyphs::Half => HALF,
            Glyphs::Ascii => ASCII,
        }
    }

    /// The table for rings around events: nothing in it looks like an event's own sign.
    pub const fn of_rings(self) -> Self {
        if self.solid { POINTS } else { self }
    }
}

/// The ASCII character that looks most like a pattern of dots.
fn stroke(bits: u8) -> char {
    let dot = |row: u8, column: u8| bits >> (row * 2 + column) & 1 == 1;
    let rows = |column: u8| (0..4).filter(move |row| dot(*row, column));
    let (left, right) = (rows(0).count(), rows(1).count());
    // Where each side's dots are, on the average, in quarters of a row.
    let height =
        |column: u8, count: usize| rows(column).map(usize::from).sum::<usize>() * 4 / count.max(1);
    match (left, right) {
        (0, 0) => ' ',
        (3.., 3..) => '#',
        (2.., 0 | 1) | (0 | 1, 2..) => '|',
        (1, 0) | (0, 1) => {
            if bits >= 1 << 4 {
                '.'
            } else {
                '\''
            }
        }
        _ => match height(0, left).cmp(&height(1, right)) {
            std::cmp::Ordering::Less => '\\',
            std::cmp::Ordering::Greater => '/',
            std::cmp::Ordering::Equal if bits >= 1 << 6 => '_',
            std::cmp::Ordering::Equal => '-',
        },
    }
}

/// U+2800 and its dots: numbered down the left column, then the right, with the lowest pair added last.
fn braille(bits: u8) -> char {
    const DOTS: [u32; 8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
    let pattern = DOTS
        .iter()
        .enumerate()
        .filter(|(bit, _)| bits >> bit & 1 == 1)
        .map(|(_, dot)| dot)
        .sum::<u32>();
    char::from_u32(0x2800 + pattern).unwrap_or(' ')
}

/// The dots of an octant, row by row, the lowest bit at the top left; none for what is no octant, and for a blank.
pub fn dots_of_octant(glyph: char) -> Option<u8> {
    if !matches!(glyph, '\u{2580}'..='\u{259f}' | '\u{1cd00}'..='\u{1ceaf}' | '\u{1fb82}'..='\u{1fbe7}')
    {
        return None;
    }
    (1..=u8::MAX).find(|bits| octant(*bits) == glyph)
}

/// The patterns of octants that Unicode had before, or has in another place, each with its glyph; in order.
const NO_OCTANTS: [(u8, char); 26] = [
    (0b0000_0000, ' '),
    (0b0000_0001, '\u{1cea8}'),
    (0b0000_0010, '\u{1ceab}'),
    (0b0000_0011, '\u{1fb82}'),
    (0b0000_0101, '▘'),
    (0b0000_1010, '▝'),
    (0b0000_1111, '▀'),
    (0b0001_0100, '\u{1fbe6}'),
    (0b0010_1000, '\u{1fbe7}'),
    (0b0011_1111, '\u{1fb85}'),
    (0b0100_0000, '\u{1cea3}'),
    (0b0101_0000, '▖'),
    (0b0101_0101, '▌'),
    (0b0101_1010, '▞'),
    (0b0101_1111, '▛'),
    (0b1000_0000, '\u{1cea0}'),
    (0b1010_0000, '▗'),
    (0b1010_0101, '▚'),
    (0b1010_1010, '▐'),
    (0b1010_1111, '▜'),
    (0b1100_0000, '▂'),
    (0b1111_0000, '▄'),
    (0b1111_0101, '▙'),
    (0b1111_1010, '▟'),
    (0b1111_1100, '▆'),
    (0b1111_1111, '█'),
];

/// U+1CD00 and on: the patterns in order of their number, without those that stand elsewhere.
fn octant(bits: u8) -> char {
    match NO_OCTANTS.binary_search_by_key(&bits, |(pattern, _)| *pattern) {
        Ok(at) => NO_OCTANTS.get(at).map_or(' ', |(_, glyph)| *glyph),
        Err(before) => u32::try_from(before)
            .ok()
            .and_then(|before| char::from_u32(0x1cd00 + u32::from(bits) - before))
            .unwrap_or(' '),
    }
}

/// A dot, whichever half it is in.
fn point(bits: u8) -> char {
    if bits == 0 { ' ' } else { '·' }
}

/// The upper half, the lower, or both.
fn half(bits: u8) -> char {
    match bits & 0b11 {
        0b00 => ' ',
        0b01 => '▀',
        0b10 => '▄',
        _ => '█',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use unicode_width::UnicodeWidthChar as _;

    #[test]
    fn every_glyph_is_one_cell_wide_and_no_pattern_looks_like_another() {
        for glyphs in Glyphs::ALL {
            let table = Table::of(glyphs);
            let patterns = (1u32 << (table.across * table.down)) - 1;
            let drawn: Vec<char> = (0..=patterns)
                .map(|bits| (table.glyph)(u8::try_from(bits).unwrap()))
                .collect();
            for glyph in &drawn {
                assert_eq!(glyph.width(), Some(1), "{glyphs:?} {glyph:?}");
                assert!(glyphs != Glyphs::Ascii || glyph.is_ascii(), "{glyph:?}");
            }
            let distinct: HashSet<&char> = drawn.iter().collect();
            if glyphs != Glyphs::Ascii {
                assert_eq!(distinct.len(), drawn.len(), "{glyphs:?}");
            }
            for (bits, glyph) in drawn.iter().enumerate() {
                let blank = [' ', '\u{2800}'].contains(glyph);
                assert_eq!(blank, bits == 0, "{glyphs:?}: {bits:08b} is {glyph:?}");
            }
        }
    }

    /// A pattern from the numbers in the name of its character: 1 2 / 3 4 / 5 6 / 7 8.
    fn named(octants: &str) -> char {
        octant(octants.bytes().map(|digit| 1 << (digit - b'1')).sum())
    }

    #[test]
    fn octants_are_those_of_the_unicode_chart() {
        for (octants, code) in [
            ("3", 0x1cd00),
            ("23", 0x1cd01),
            ("123", 0x1cd02),
            ("4", 0x1cd03),
            ("34678", 0x1cdd7),
            ("1234678", 0x1cdda),
            ("15678", 0x1cddb),
            ("235678", 0x1cddf),
            ("2345678", 0x1cde5),
        ] {
            assert_eq!(u32::from(named(octants)), code, "BLOCK OCTANT-{octants}");
        }
        for (octants, glyph) in [
            ("1234", '▀'),
            ("5678", '▄'),
            ("1357", '▌'),
            ("2468", '▐'),
            ("13", '▘'),
            ("24", '▝'),
            ("57", '▖'),
            ("68", '▗'),
            ("1368", '▚'),
            ("2457", '▞'),
            ("123457", '▛'),
            ("123468", '▜'),
            ("135678", '▙'),
            ("245678", '▟'),
            ("78", '▂'),
            ("345678", '▆'),
        ] {
            assert_eq!(named(octants), glyph, "{octants}");
        }
        assert!(
            NO_OCTANTS.is_sorted_by_key(|(pattern, _)| *pattern),
            "searched by halves"
        );
    }
}
