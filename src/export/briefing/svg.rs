//! A briefing as a picture: its steps one below the other, each with its map and its words.
//!
//! All of it is text and shapes on cells; titles are larger. What goes with one step only (the signs, and what all of it
//! rests on) is left out where one step is asked for.
//!
//! Known to be imperfect: as in any such picture, letters that join keep together as one text, stretched to its cells.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;

use super::Handout;
use super::lines::{Piece, Sheet};
use super::maps::Maps;
use crate::app::layout::Size;
use crate::export::picture::colour::Pair;
use crate::export::picture::{self, HEIGHT, Tone, WIDTH, escape};
use crate::export::svg::{self, FONT_SIZE, FONTS};
use crate::model::briefing::Theme as Made;
use crate::ui;
use crate::ui::theme::{Backdrop, Colours, Theme};

/// What is large enough to be read in a text and small enough to stand in one.
const MAP: Size = Size {
    columns: 100,
    rows: 30,
};
/// Titles are so many times as large as words: halves.
const TITLE: usize = 3;
/// Around everything, in pixels.
const MARGIN: usize = 2 * HEIGHT;
/// Before each step, in pixels.
const GAP: usize = 3 * HEIGHT;
/// Lines of one drawing: buffers have an end.
const AT_ONCE: usize = 500;

/// The picture.
pub(super) fn of(handout: &Handout<'_>, maps: &mut Maps<'_>) -> String {
    let backdrop = backdrop(handout);
    let map = maps.size(MAP);
    let columns = usize::from(map.columns);
    let sheet = Sheet {
        handout,
        theme: Theme {
            colours: Colours::Many,
            backdrop,
            ..maps.plain()
        },
        width: columns,
        title_width: columns * 2 / TITLE,
        map,
        breaks_addresses: true,
    };
    let mut drawing = Drawing {
        out: String::new(),
        backdrop,
        y: MARGIN,
    };
    let is_alone = handout.options.step.is_some();
    if !is_alone {
        drawing.pieces(sheet, maps, &sheet.head());
    }
    for leaf in &handout.leaves {
        drawing.gap(GAP);
        let pieces = sheet.step(leaf, maps);
        drawing.pieces(sheet, maps, &pieces);
    }
    if !is_alone {
        drawing.gap(GAP);
        drawing.pieces(sheet, maps, &sheet.end());
    }
    let title = match (is_alone, handout.leaves.first()) {
        (true, Some(leaf)) => format!("{} · {}", leaf.title, handout.title),
        _ => handout.title.clone(),
    };
    drawing.picture(columns * WIDTH + 2 * MARGIN, &title)
}

/// What is asked for, else what the briefing is made for, else paper.
fn backdrop(handout: &Handout<'_>) -> Backdrop {
    let made = handout.deck.briefing.front.theme.map(|theme| match theme {
        Made::Dark => Backdrop::Dark,
        Made::Light => Backdrop::Light,
    });
    let asked = handout.options.backdrop.or(made);
    asked.unwrap_or(Backdrop::Light)
}

/// A picture that grows downwards.
struct Drawing {
    out: String,
    backdrop: Backdrop,
    /// Where the next piece goes, in pixels.
    y: usize,
}

impl Drawing {
    /// Leaves a gap before what comes, unless nothing stands above it.
    fn gap(&mut self, pixels: usize) {
        if self.y > MARGIN {
            self.y += pixels - HEIGHT;
        }
    }

    /// Pieces with an empty row between them.
    fn pieces(&mut self, sheet: Sheet<'_>, maps: &mut Maps<'_>, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Lines(lines) if lines.is_empty() => continue,
                Piece::Title(lines) => self.draw(&ui::lines(lines, &sheet.theme), TITLE),
                Piece::Lines(lines) => {
                    for some in lines.chunks(AT_ONCE) {
                        self.draw(&ui::lines(some, &sheet.theme), 2);
                    }
                }
                Piece::Map(step) => {
                    let map = maps.draw(*step, sheet.map, sheet.theme, true);
                    self.draw(&map, 2);
                }
            }
            self.y += HEIGHT;
        }
    }

    /// Cells at the left margin, so many halves as large as usual.
    fn draw(&mut self, buffer: &Buffer, halves: usize) {
        let sheet = picture::Sheet::of(&[(self.backdrop, buffer)]);
        let scale = match halves {
            2 => String::new(),
            halves => format!(" scale({}.{})", halves / 2, halves % 2 * 5),
        };
        let _ = writeln!(
            self.out,
            "<g transform=\"translate({MARGIN} {}){scale}\">",
            self.y
        );
        let paint = |tone: Tone, with: &str| format!("{with}=\"{}\"", sheet.colour(tone));
        svg::drawing(&mut self.out, &sheet, &paint);
        self.out.push_str("</g>\n");
        self.y += sheet.size().1 * halves / 2;
    }

    /// All of it.
    fn picture(self, width: usize, title: &str) -> String {
        let height = self.y - HEIGHT + MARGIN;
        let bare = Pair::bare(self.backdrop);
        let mut out = String::new();
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" font-family=\"{FONTS}\" font-size=\"{FONT_SIZE}\" fill=\"{fg}\">\n<title>",
            fg = bare.fg,
        );
        escape(&mut out, title);
        let _ = writeln!(
            out,
            "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>",
            bare.bg
        );
        out + &self.out + "</svg>\n"
    }
}
