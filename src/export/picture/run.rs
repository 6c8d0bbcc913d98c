//! Runs of a row: neighbours that are written as one.

use ratatui::style::Modifier;

use super::{PLAIN, Spot, Tone, shape};

/// How the letters of a run are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Placing {
    /// Each on its own.
    Each,
    /// As one text over all its cells: letters that join, and signs that are made of several characters.
    Whole,
    /// Not seen: shapes are.
    Shapes,
}

/// What of a style shows in letters.
const SHOWN: Modifier = Modifier::BOLD.union(Modifier::ITALIC).union(Modifier::DIM);

/// Neighbours that look the same. Blanks have no looks of their own and go with what stands before them.
#[derive(Debug)]
pub(in crate::export) struct Run<'a> {
    pub(in crate::export) tone: Tone,
    /// Bold, italic and dim only.
    pub(in crate::export) modifier: Modifier,
    pub(in crate::export) placing: Placing,
    /// Never none.
    pub(in crate::export) spots: Vec<&'a Spot>,
}

fn placing(symbol: &str) -> Placing {
    let joins = |letter| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    if shape::of(symbol).is_some() {
        Placing::Shapes
    } else if symbol.chars().any(joins) || symbol.encode_utf16().nth(1).is_some() {
        // SVG counts the letters that it places in units of UTF-16.
        Placing::Whole
    } else {
        Placing::Each
    }
}

/// The runs of a row up to its last glyph: all of them together are its text.
pub(in crate::export) fn runs(row: &[Spot]) -> Vec<Run<'_>> {
    let end = row.iter().rposition(|spot| !spot.is_blank());
    let mut runs: Vec<Run<'_>> = Vec::new();
    for spot in row.iter().take(end.map_or(0, |end| end + 1)) {
        if spot.is_blank() {
            match runs.last_mut() {
                Some(run) => run.spots.push(spot),
                None => runs.push(Run::blank(vec![spot])),
            }
            continue;
        }
        let fresh = Run {
            tone: spot.fg,
            modifier: spot.modifier & SHOWN,
            placing: placing(&spot.symbol),
            spots: vec![spot],
        };
        match runs.last_mut() {
            Some(run) if run.takes(&fresh) => {
                let spots = std::mem::take(&mut run.spots).into_iter().chain([spot]);
                *run = Run {
                    spots: spots.collect(),
                    ..fresh
                };
            }
            Some(run) => {
                let blanks = run.give_blanks();
                if !blanks.is_empty() {
                    runs.push(Run::blank(blanks));
                }
                runs.push(fresh);
            }
            None => runs.push(fresh),
        }
    }
    runs
}

impl<'a> Run<'a> {
    fn blank(spots: Vec<&'a Spot>) -> Self {
        Self {
            tone: PLAIN,
            modifier: Modifier::empty(),
            placing: Placing::Each,
            spots,
        }
    }

    /// Its spots up to the last glyph.
    pub(in crate::export) fn glyphs(&self) -> &[&'a Spot] {
        let end = self.spots.iter().rposition(|spot| !spot.is_blank());
        let end = end.map_or(0, |end| end + 1);
        self.spots.get(..end).unwrap_or(&[])
    }

    /// Whether it goes on with another run.
    fn takes(&self, next: &Run<'_>) -> bool {
        let glyphs = self.glyphs().len();
        if glyphs == 0 {
            return next.placing == Placing::Each;
        }
        // Across a gap it is another text, and text that is written from the right must not change places with it.
        let joined = self.placing != Placing::Whole || self.spots.len() <= glyphs + 1;
        joined
            && (self.tone, self.modifier, self.placing) == (next.tone, next.modifier, next.placing)
    }

    /// The blanks behind one text: they are no part of it.
    fn give_blanks(&mut self) -> Vec<&'a Spot> {
        if self.placing != Placing::Whole {
            return Vec::new();
        }
        let glyphs = self.glyphs().len();
        self.spots.split_off(glyphs)
    }

    /// From its first column to behind the last of some of its spots, in cells.
    pub(in crate::export) fn extent(spots: &[&Spot]) -> (usize, usize) {
        let start = spots.first().map_or(0, |spot| spot.column);
        let end = spots.last().map_or(0, |spot| spot.column + spot.width);
        (start, end)
    }
}
