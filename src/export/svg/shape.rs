//! Glyphs that are drawn as shapes: dots, blocks and lines, each to the edge of its cell.

use std::fmt::Write as _;

use super::{HEIGHT, WIDTH};

/// What stands for a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Dots of braille, a bit each, in the order of Unicode.
    Dots(u8),
    /// A block in eighths of the cell: left, top, right, bottom.
    Block([usize; 4]),
    /// Lines from the middle: bits for up, right, down, left.
    Lines(u8),
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
        '▔' => Some(Shape::Block([0, 0, 8, 1])),
        '▕' => Some(Shape::Block([7, 0, 8, 8])),
        _ => lines(letter).map(Shape::Lines),
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

/// Draws shapes, each at its left edge, in a row whose top is `y`: one path for dots, one for blocks, one for lines.
pub(super) fn write(
    out: &mut String,
    shapes: impl Iterator<Item = (usize, Shape)>,
    y: usize,
    colour: &str,
) {
    let (mut dots, mut blocks, mut strokes) = (String::new(), String::new(), String::new());
    for (x, shape) in shapes {
        match shape {
            Shape::Dots(bits) => write_dots(&mut dots, x, y, bits),
            Shape::Block(edges) => write_block(&mut blocks, x, y, edges),
            Shape::Lines(bits) => write_lines(&mut strokes, x, y, bits),
        }
    }
    for (path, looks) in [
        (
            dots,
            format!("stroke=\"{colour}\" stroke-width=\"2.4\" stroke-linecap=\"round\""),
        ),
        (
            blocks,
            format!("fill=\"{colour}\" shape-rendering=\"crispEdges\""),
        ),
        (strokes, format!("stroke=\"{colour}\" fill=\"none\"")),
    ] {
        if !path.is_empty() {
            let _ = writeln!(out, "<path d=\"{path}\" {looks}/>");
        }
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
        for other in ["a", " ", "\u{2800}", "●", "é", "a\u{301}", ""] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
