//! What SVG and HTML have in common: a screen as a picture, with the tones that its cells are painted in.
//!
//! A sheet may hold a screen in more than one theme: the glyphs are the same, and each tone is one colour a theme. What
//! fonts draw with gaps, or not at all (lines, blocks, braille), is drawn under the text as shapes, so that a picture does
//! not depend on the font that is found.
//!
//! Known to be imperfect: what is bold, in italics or in reverse is so in every theme, as in the first.

pub mod colour;
mod markup;
mod run;
mod shape;
mod underlay;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::{drawn, rows};
use crate::ui::theme::Backdrop;
use colour::{Pair, Rgb};

pub(super) use markup::escape;
pub(super) use run::{Placing, Run, runs};
pub(super) use underlay::underlay;

/// Size of a cell, in pixels; letters of most monospaced fonts are 0.6 as wide as their size.
pub(super) const WIDTH: usize = 9;
pub(super) const HEIGHT: usize = 18;
/// From the top of a cell to the line that letters stand on.
pub(super) const BASELINE: usize = 14;

/// One paint of a picture: its number among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tone(pub(super) usize);

/// What nothing lies on.
pub(super) const BARE: Tone = Tone(0);
/// What is written in no colour of its own.
pub(super) const PLAIN: Tone = Tone(1);

/// What is drawn in a cell, or in the cells of a wide glyph.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) column: usize,
    /// In cells.
    pub(super) width: usize,
    /// A blank where it is hidden.
    pub(super) symbol: String,
    pub(super) fg: Tone,
    pub(super) bg: Tone,
    pub(super) modifier: Modifier,
}

impl Spot {
    pub(super) fn is_blank(&self) -> bool {
        self.symbol.trim().is_empty()
    }
}

/// A screen as a picture has it.
#[derive(Debug)]
pub(super) struct Sheet {
    /// In cells.
    pub(super) columns: usize,
    /// Top first.
    pub(super) rows: Vec<Vec<Spot>>,
    /// The colour of each tone in every theme.
    tones: Vec<Vec<Rgb>>,
}

impl Sheet {
    /// One screen, once for each theme; glyphs are those of the first.
    pub(super) fn of(faces: &[(Backdrop, &Buffer)]) -> Self {
        let mut tones = Tones::default();
        let bare = || faces.iter().map(|(backdrop, _)| Pair::bare(*backdrop));
        tones.tone(bare().map(|pair| pair.bg).collect());
        tones.tone(bare().map(|pair| pair.fg).collect());
        let Some((_, first)) = faces.first() else {
            return Self {
                columns: 0,
                rows: Vec::new(),
                tones: tones.all,
            };
        };
        let columns = usize::from(first.area.width);
        let sheet = rows(first).enumerate().map(|(row, cells)| {
            let spots = drawn(cells).map(|(column, width, cell)| {
                let at = row * columns + column;
                let pairs: Vec<Pair> = faces
                    .iter()
                    .filter_map(|(backdrop, face)| Some((*backdrop, face.content.get(at)?)))
                    .map(|(backdrop, cell)| Pair::of(cell, backdrop))
                    .collect();
                let hidden = cell.modifier.contains(Modifier::HIDDEN);
                Spot {
                    column,
                    width,
                    symbol: if hidden { " " } else { cell.symbol() }.to_owned(),
                    fg: tones.tone(pairs.iter().map(|pair| pair.fg).collect()),
                    bg: tones.tone(pairs.iter().map(|pair| pair.bg).collect()),
                    modifier: cell.modifier,
                }
            });
            spots.collect()
        });
        Self {
            columns,
            rows: sheet.collect(),
            tones: tones.all,
        }
    }

    /// The colours of every tone, in the order of the themes.
    pub(super) fn tones(&self) -> impl Iterator<Item = (Tone, &[Rgb])> {
        let all = self.tones.iter().enumerate();
        all.map(|(at, colours)| (Tone(at), colours.as_slice()))
    }

    /// The colour of a tone in the first theme.
    pub(super) fn colour(&self, Tone(at): Tone) -> Rgb {
        let colours = self.tones.get(at).and_then(|colours| colours.first());
        colours.copied().unwrap_or(Rgb(0, 0, 0))
    }

    /// Its size in pixels.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.columns * WIDTH, self.rows.len() * HEIGHT)
    }

    /// What a person calls the picture who does not see it: the words of its first row, which say what is looked at.
    pub(super) fn title(&self) -> String {
        let mut row = String::new();
        for spot in self.rows.first().into_iter().flatten() {
            row.push_str(&spot.symbol);
        }
        let parts = row.split("  ").map(str::trim);
        let mut title = String::new();
        for part in parts.filter(|part| !part.is_empty()) {
            let gap = if title.is_empty() { "" } else { " · " };
            // A string takes whatever is written to it.
            let _ = write!(title, "{gap}{part}");
        }
        title
    }
}

/// Tones as they are met, each once.
#[derive(Default)]
struct Tones {
    all: Vec<Vec<Rgb>>,
    known: BTreeMap<Vec<Rgb>, Tone>,
}

impl Tones {
    fn tone(&mut self, colours: Vec<Rgb>) -> Tone {
        if let Some(tone) = self.known.get(&colours) {
            return *tone;
        }
        let tone = Tone(self.all.len());
        self.all.push(colours.clone());
        self.known.insert(colours, tone);
        tone
    }
}
