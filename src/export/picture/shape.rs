//! Glyphs that are drawn as shapes: dots, blocks and lines, each to the edge of its cell.

use std::fmt::Write as _;

use super::{HEIGHT, WIDTH};
use crate::ui::dots_of_octant;

/// What stands for a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Dots of braille, a bit each, in the order of Unicode.
    Dots(u8),
    /// A block in eighths of the cell: left, top, right, bottom.
    Block([usize; 4]),
    /// Blocks of a quarter of the height and half the width, a bit each, row by row from the top left.
    Mosaic(u8),
    /// All of the cell, in quarters of the paint.
    Shade(u8),
    /// Lines from the middle: bits for up, right, down, left.
    Lines(u8),
    /// The same, of twice the breadth.
    Heavy(u8),
    /// Two lines from left to right.
    Double,
    /// A line from left to right with gaps.
    Dashes,
}

const UP: u8 = 1;
const RIGHT: u8 = 2;
const DOWN: u8 = 4;
const LEFT: u8 = 8;

/// The shape that stands for a glyph, if one does.
pub(super) fn of(symbol: &str) -> Option<Shape> {
    let mut letters = symbol.chars();
    let (letter, None) = (letters.next()?, letters.next()) else {
        return None;
    };
    let code = u32::from(letter);
    let eighths = |from: u32| usize::try_from(code - from).unwrap_or(0);
    match letter {
        '\u{2801}'..='\u{28ff}' => u8::try_from(code - 0x2800).ok().map(Shape::Dots),
        '▀' => Some(Shape::Block([0, 0, 8, 4])),
        '▁'..='█' => Some(Shape::Block([0, 7 - eighths(0x2581), 8, 8])),
        '▉'..='▏' => Some(Shape::Block([0, 0, 7 - eighths(0x2589), 8])),
        '▐' => Some(Shape::Block([4, 0, 8, 8])),
        '░' => Some(Shape::Shade(1)),
        '▒' => Some(Shape::Shade(2)),
        '▓' => Some(Shape::Shade(3)),
        '▔' => Some(Shape::Block([0, 0, 8, 1])),
        '▕' => Some(Shape::Block([7, 0, 8, 8])),
        '━' => Some(Shape::Heavy(LEFT | RIGHT)),
        '┃' => Some(Shape::Heavy(UP | DOWN)),
        '┣' => Some(Shape::Heavy(UP | DOWN | RIGHT)),
        '┫' => Some(Shape::Heavy(UP | DOWN | LEFT)),
        '═' => Some(Shape::Double),
        '╌' => Some(Shape::Dashes),
        _ => lines(letter)
            .map(Shape::Lines)
            .or_else(|| dots_of_octant(letter).map(Shape::Mosaic)),
    }
}

fn lines(letter: char) -> Option<u8> {
    Some(match letter {
        '─' => LEFT | RIGHT,
        '│' => UP | DOWN,
        '┌' | '╭' => RIGHT | DOWN,
        '┐' | '╮' => LEFT | DOWN,
        '└' | '╰' => RIGHT | UP,
        '┘' | '╯' => LEFT | UP,
        '├' => UP | DOWN | RIGHT,
        '┤' => UP | DOWN | LEFT,
        '┬' => LEFT | RIGHT | DOWN,
        '┴' => LEFT | RIGHT | UP,
        '┼' => UP | RIGHT | DOWN | LEFT,
        '╴' => LEFT,
        '╵' => UP,
        '╶' => RIGHT,
        '╷' => DOWN,
        _ => return None,
    })
}

/// Shapes of one paint, as the courses of paths.
#[derive(Debug, Default)]
pub(super) struct Paths {
    dots: String,
    blocks: String,
    shades: [String; 3],
    thin: String,
    heavy: String,
}

impl Paths {
    /// Adds a shape to a cell, given by its left edge and its top in pixels.
    pub(super) fn add(&mut self, shape: Shape, x: usize, y: usize) {
        match shape {
            Shape::Dots(bits) => write_dots(&mut self.dots, x, y, bits),
            Shape::Block(edges) => write_block(&mut self.blocks, x, y, edges),
            Shape::Mosaic(bits) => {
                let dots = (0..8usize).filter(|dot| bits >> dot & 1 == 1);
                for (right, down) in dots.map(|dot| (dot % 2 * 4, dot / 2 * 2)) {
                    write_block(&mut self.blocks, x, y, [right, down, right + 4, down + 2]);
                }
            }
            Shape::Shade(quarters) => {
                if let Some(path) = self.shades.get_mut(usize::from(quarters.max(1)) - 1) {
                    write_block(path, x, y, [0, 0, 8, 8]);
                }
            }
            Shape::Lines(bits) => write_lines(&mut self.thin, x, y, bits),
            Shape::Heavy(bits) => write_lines(&mut self.heavy, x, y, bits),
            Shape::Double => {
                for down in [HEIGHT / 2 - 2, HEIGHT / 2 + 1] {
                    let _ = write!(self.thin, "M{x} {}.5h{WIDTH}", y + down);
                }
            }
            Shape::Dashes => {
                for right in [1, 1 + WIDTH / 2] {
                    let middle = whole(y) + whole(HEIGHT) / 2.0;
                    let _ = write!(self.thin, "M{} {middle}h{}", x + right, WIDTH / 2 - 1);
                }
            }
        }
    }

    /// Writes a path for each that there is. `paint` makes the attributes that give the paint to `fill` or `stroke`.
    pub(super) fn write(&self, out: &mut String, paint: &dyn Fn(&str) -> String) {
        let mut path = |course: &str, paint: String, looks: &str| {
            if !course.is_empty() {
                let _ = writeln!(out, "<path d=\"{course}\" {paint}{looks}/>");
            }
        };
        let crisp = " shape-rendering=\"crispEdges\"";
        for (course, quarters) in self.shades.iter().zip([0.25, 0.5, 0.75]) {
            let looks = format!(" fill-opacity=\"{quarters}\"{crisp}");
            path(course, paint("fill"), &looks);
        }
        path(&self.blocks, paint("fill"), crisp);
        let round = " fill=\"none\" stroke-width=\"2.4\" stroke-linecap=\"round\"";
        path(&self.dots, paint("stroke"), round);
        path(&self.thin, paint("stroke"), " fill=\"none\"");
        let broad = " fill=\"none\" stroke-width=\"2\"";
        path(&self.heavy, paint("stroke"), broad);
    }
}

/// Where the dots are, from the corner of the cell: two columns, four rows.
const DOTS: [(f32, f32); 8] = [
    (2.25, 2.25),
    (2.25, 6.75),
    (2.25, 11.25),
    (6.75, 2.25),
    (6.75, 6.75),
    (6.75, 11.25),
    (2.25, 15.75),
    (6.75, 15.75),
];

fn write_dots(out: &mut String, x: usize, y: usize, bits: u8) {
    for (dot, (right, down)) in DOTS.iter().enumerate() {
        if bits >> dot & 1 == 1 {
            // A line without a length has nothing but its round ends.
            let _ = write!(out, "M{} {}h0", whole(x) + right, whole(y) + down);
        }
    }
}

fn write_block(out: &mut String, x: usize, y: usize, [left, top, right, bottom]: [usize; 4]) {
    let across = |eighths: usize| whole(x) + whole(eighths * WIDTH) / 8.0;
    let down = |eighths: usize| whole(y) + whole(eighths * HEIGHT) / 8.0;
    let _ = write!(
        out,
        "M{} {}H{}V{}H{}z",
        across(left),
        down(top),
        across(right),
        down(bottom),
        across(left)
    );
}

fn write_lines(out: &mut String, x: usize, y: usize, bits: u8) {
    let (middle, centre) = (
        whole(x) + whole(WIDTH) / 2.0,
        whole(y) + whole(HEIGHT) / 2.0,
    );
    for (bit, end) in [
        (UP, format!("V{y}")),
        (RIGHT, format!("H{}", x + WIDTH)),
        (DOWN, format!("V{}", y + HEIGHT)),
        (LEFT, format!("H{x}")),
    ] {
        if bits & bit != 0 {
            let _ = write!(out, "M{middle} {centre}{end}");
        }
    }
}

/// A length in pixels.
fn whole(pixels: usize) -> f32 {
    f32::from(u16::try_from(pixels).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_that_fonts_draw_badly_are_shapes_and_letters_are_not() {
        assert_eq!(of("⣿"), Some(Shape::Dots(255)));
        assert_eq!(of("▁"), Some(Shape::Block([0, 7, 8, 8])));
        assert_eq!(of("█"), Some(Shape::Block([0, 0, 8, 8])));
        assert_eq!(of("▌"), Some(Shape::Block([0, 0, 4, 8])));
        assert_eq!(of("▏"), Some(Shape::Block([0, 0, 1, 8])));
        assert_eq!(of("┤"), Some(Shape::Lines(UP | DOWN | LEFT)));
        assert_eq!(of("━"), Some(Shape::Heavy(LEFT | RIGHT)));
        assert_eq!(of("▒"), Some(Shape::Shade(2)));
        assert_eq!(of("▘"), Some(Shape::Mosaic(0b101)));
        assert_eq!(of("\u{1cd00}"), Some(Shape::Mosaic(0b100)));
        for other in ["a", " ", "\u{2800}", "●", "é", "a\u{301}", ""] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
