//! Cells as a picture that stands for itself: SVG on a dark ground, its text selectable.
//!
//! Every letter is put where its cell is, so that the picture does not depend on the font that is found. What fonts draw
//! with gaps, or not at all (lines, blocks, braille), is drawn as shapes, and stands over them as text that is not seen.
//!
//! Known to be imperfect: letters that join (Arabic) keep together as one text, stretched to its cells.

mod colour;
mod shape;

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;

use super::{drawn, rows};
use colour::Pair;

/// Size of a cell, in pixels; letters of most monospaced fonts are 0.6 as wide as their size.
const WIDTH: usize = 9;
const HEIGHT: usize = 18;
const FONT_SIZE: usize = 15;
/// From the top of a cell to the line that letters stand on.
const BASELINE: usize = 14;

/// A picture of a buffer.
pub fn of(buffer: &Buffer) -> String {
    let (width, height) = (
        usize::from(buffer.area.width) * WIDTH,
        usize::from(buffer.area.height) * HEIGHT,
    );
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"{FONT_SIZE}\" \
         fill=\"{fg}\">\n<rect width=\"100%\" height=\"100%\" fill=\"{bg}\"/>",
        fg = colour::FOREGROUND,
        bg = colour::BACKGROUND,
    );
    for (at, row) in rows(buffer).enumerate() {
        backgrounds(&mut out, row, at * HEIGHT);
        for run in runs(row) {
            run.write(&mut out, at * HEIGHT);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// One rectangle for neighbours of one background.
fn backgrounds(out: &mut String, row: &[Cell], y: usize) {
    let mut cells = row.iter().map(|cell| Pair::of(cell).bg).enumerate();
    let mut open: Option<(usize, String)> = None;
    let mut close = |open: Option<(usize, String)>, end: usize| {
        if let Some((start, colour)) = open.filter(|(_, colour)| colour != colour::BACKGROUND) {
            let _ = writeln!(
                out,
                "<rect x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{HEIGHT}\" fill=\"{colour}\"/>",
                start * WIDTH,
                (end - start) * WIDTH,
            );
        }
    };
    for (column, colour) in cells.by_ref() {
        if open.as_ref().is_none_or(|(_, other)| *other != colour) {
            close(open.take(), column);
            open = Some((column, colour));
        }
    }
    close(open, row.len());
}

/// How the letters of a run are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Placing {
    /// Each on its own.
    Each,
    /// As one text, stretched to its cells: letters that join.
    Whole,
    /// Not seen: shapes are.
    Shapes,
}

/// Neighbours that look the same.
struct Run {
    colour: String,
    modifier: Modifier,
    placing: Placing,
    /// Column, width in cells, glyph.
    cells: Vec<(usize, usize, String)>,
}

fn placing(symbol: &str) -> Placing {
    let joins = |letter| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    if shape::of(symbol).is_some() {
        Placing::Shapes
    } else if symbol.chars().any(joins) || symbol.chars().nth(1).is_some() {
        Placing::Whole
    } else {
        Placing::Each
    }
}

/// What shows where nothing is written.
const ON_BLANK: Modifier = Modifier::UNDERLINED.union(Modifier::CROSSED_OUT);

/// The runs of a row. Blanks that show nothing end one, unless it goes on behind a single one.
fn runs(row: &[Cell]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (column, width, cell) in drawn(row) {
        let symbol = cell.symbol();
        let blank = symbol.trim().is_empty();
        let hidden = cell.modifier.contains(Modifier::HIDDEN);
        if hidden || blank && !cell.modifier.intersects(ON_BLANK) {
            continue;
        }
        let (colour, placing) = (Pair::of(cell).fg, placing(symbol));
        if let Some(run) = runs.last_mut() {
            let same = run.modifier == cell.modifier && run.placing == placing;
            let end = run.end();
            if same && run.colour == colour && column <= end + 1 {
                if column > end {
                    run.cells.push((end, 1, " ".to_owned()));
                }
                run.cells.push((column, width, symbol.to_owned()));
                continue;
            }
        }
        runs.push(Run {
            colour,
            modifier: cell.modifier,
            placing,
            cells: vec![(column, width, symbol.to_owned())],
        });
    }
    runs
}

impl Run {
    fn start(&self) -> usize {
        self.cells.first().map_or(0, |(column, _, _)| *column)
    }

    /// The column behind it.
    fn end(&self) -> usize {
        self.cells
            .last()
            .map_or(0, |(column, width, _)| column + width)
    }

    fn write(&self, out: &mut String, y: usize) {
        let (start, end) = (self.start(), self.end());
        out.push_str("<text");
        match self.placing {
            Placing::Each => {
                out.push_str(" x=\"");
                for (column, _, _) in &self.cells {
                    let _ = write!(out, "{} ", column * WIDTH);
                }
                out.pop();
                out.push('"');
            }
            Placing::Whole | Placing::Shapes => {
                let length = (end - start) * WIDTH;
                let _ = write!(
                    out,
                    " x=\"{}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\"",
                    start * WIDTH
                );
            }
        }
        let _ = write!(out, " y=\"{}\" xml:space=\"preserve\"", y + BASELINE);
        if self.placing == Placing::Shapes {
            out.push_str(" fill-opacity=\"0\"");
        } else {
            self.write_looks(out);
        }
        out.push('>');
        for (_, _, symbol) in &self.cells {
            escape(out, symbol);
        }
        out.push_str("</text>\n");
        if self.placing == Placing::Shapes {
            let cells = self.cells.iter();
            let shapes = cells.filter_map(|(column, _, symbol)| Some((column, shape::of(symbol)?)));
            let shapes = shapes.map(|(column, shape)| (column * WIDTH, shape));
            shape::write(out, shapes, y, &self.colour);
        }
        self.write_lines(out, y, start * WIDTH, (end - start) * WIDTH);
    }

    fn write_looks(&self, out: &mut String) {
        if self.colour != colour::FOREGROUND {
            let _ = write!(out, " fill=\"{}\"", self.colour);
        }
        for (modifier, looks) in [
            (Modifier::BOLD, " font-weight=\"bold\""),
            (Modifier::ITALIC, " font-style=\"italic\""),
            (Modifier::DIM, " opacity=\"0.6\""),
        ] {
            if self.modifier.contains(modifier) {
                out.push_str(looks);
            }
        }
    }

    /// Lines under and through the text; those that come with a font stop between letters that are placed one by one.
    fn write_lines(&self, out: &mut String, y: usize, x: usize, width: usize) {
        for (modifier, down) in [
            (Modifier::UNDERLINED, BASELINE + 2),
            (Modifier::CROSSED_OUT, BASELINE - 5),
        ] {
            if self.modifier.contains(modifier) {
                let _ = writeln!(
                    out,
                    "<rect x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"1\" fill=\"{}\"/>",
                    y + down,
                    self.colour
                );
            }
        }
    }
}

fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // XML has no way to write these.
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
}
