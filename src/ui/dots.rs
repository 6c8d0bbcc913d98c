//! A grid of dots finer than cells, for lines: braille has two across and four down in each cell.
//!
//! Each dot is set once; a cell remembers the last style that touched it. Glyphs differ in their [`Table`] alone.

mod tables;

use ratatui::style::Style;

pub use tables::{Table, dots_of_octant};

/// How a line is broken: dots on, dots off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dash {
    /// Every dot.
    Solid,
    /// Five on, three off.
    Dashed,
    /// One on, two off.
    Dotted,
}

impl Dash {
    fn is_on(self, step: i64) -> bool {
        match self {
            Self::Solid => true,
            Self::Dashed => step.rem_euclid(8) < 5,
            Self::Dotted => step.rem_euclid(3) == 0,
        }
    }
}

/// The dots of an area.
pub struct Grid {
    table: Table,
    columns: u16,
    rows: u16,
    bits: Vec<u8>,
    styles: Vec<Style>,
}

impl Grid {
    /// No dot is set.
    pub fn new(table: Table, columns: u16, rows: u16) -> Self {
        let cells = usize::from(columns) * usize::from(rows);
        Self {
            table,
            columns,
            rows,
            bits: vec![0; cells],
            styles: vec![Style::new(); cells],
        }
    }

    /// Draws a line given in cells.
    pub fn line(&mut self, line: &[(f32, f32)], style: Style, dash: Dash) {
        let mut step = 0;
        for (from, to) in line.iter().zip(line.iter().skip(1)) {
            step = self.segment(self.dot(*from), self.dot(*to), style, dash, step);
        }
    }

    /// The dot that a point in cells falls on.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "lines are clipped to a cell around the map"
    )]
    fn dot(&self, (column, row): (f32, f32)) -> (i64, i64) {
        let x = (column * f32::from(self.table.across)).floor();
        let y = (row * f32::from(self.table.down)).floor();
        (x as i64, y as i64)
    }

    /// Bresenham; returns how many dots the line has by now, so that dashes run on around corners.
    fn segment(
        &mut self,
        from: (i64, i64),
        to: (i64, i64),
        style: Style,
        dash: Dash,
        first: i64,
    ) -> i64 {
        let (dx, dy) = ((to.0 - from.0).abs(), -(to.1 - from.1).abs());
        let (sx, sy) = ((to.0 - from.0).signum(), (to.1 - from.1).signum());
        let (mut x, mut y) = from;
        let mut error = dx + dy;
        let mut step = first;
        loop {
            if dash.is_on(step) {
                self.set(x, y, style);
            }
            if (x, y) == to {
                return step;
            }
            let twice = 2 * error;
            if twice >= dy {
                error += dy;
                x += sx;
            }
            if twice <= dx {
                error += dx;
                y += sy;
            }
            step += 1;
        }
    }

    fn set(&mut self, x: i64, y: i64, style: Style) {
        let (across, down) = (i64::from(self.table.across), i64::from(self.table.down));
        let (column, row) = (x.div_euclid(across), y.div_euclid(down));
        if column < 0 || row < 0 || column >= i64::from(self.columns) || row >= i64::from(self.rows)
        {
            return;
        }
        let bit = y.rem_euclid(down) * across + x.rem_euclid(across);
        let Ok(at) = usize::try_from(row * i64::from(self.columns) + column) else {
            return;
        };
        if let (Some(bits), Some(kept)) = (self.bits.get_mut(at), self.styles.get_mut(at)) {
            *bits |= 1 << bit;
            *kept = style;
        }
    }

    /// The cells with dots: column, row, glyph, style.
    pub fn cells(&self) -> impl Iterator<Item = (u16, u16, char, Style)> + '_ {
        let columns = usize::from(self.columns).max(1);
        let set = self
            .bits
            .iter()
            .zip(&self.styles)
            .enumerate()
            .filter(|(_, (bits, _))| **bits != 0);
        set.filter_map(move |(at, (bits, style))| {
            let (column, row) = (
                u16::try_from(at % columns).ok()?,
                u16::try_from(at / columns).ok()?,
            );
            Some((column, row, (self.table.glyph)(*bits), *style))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::view::Glyphs;

    fn picture(glyphs: Glyphs, lines: &[&[(f32, f32)]]) -> Vec<String> {
        let mut grid = Grid::new(Table::of(glyphs), 4, 2);
        for line in lines {
            grid.line(line, Style::new(), Dash::Solid);
        }
        let mut picture = vec![vec![' '; 4]; 2];
        for (column, row, glyph, _) in grid.cells() {
            picture[usize::from(row)][usize::from(column)] = glyph;
        }
        picture
            .into_iter()
            .map(|row| row.into_iter().collect())
            .collect()
    }

    #[test]
    fn lines_become_glyphs() {
        let across: &[(f32, f32)] = &[(0.0, 0.0), (3.9, 0.0)];
        let down: &[(f32, f32)] = &[(0.0, 0.0), (0.0, 1.99)];
        let aslant: &[(f32, f32)] = &[(0.0, 0.0), (1.9, 0.9)];
        let outside: &[(f32, f32)] = &[(-5.0, -5.0), (-1.0, -1.0)];
        for (glyphs, lines) in [
            (Glyphs::Braille, ["⠉⠉⠉⠉/    ", "⡇   /⡇   ", "⠑⢄  /    "]),
            (
                Glyphs::Octant,
                [
                    "\u{1fb82}\u{1fb82}\u{1fb82}\u{1fb82}/    ",
                    "▌   /▌   ",
                    "\u{1cd04}\u{1cd80}  /    ",
                ],
            ),
            (Glyphs::Half, ["▀▀▀▀/    ", "█   /█   ", "▀▄  /    "]),
            (Glyphs::Ascii, ["----/    ", "|   /|   ", "\\\\  /    "]),
        ] {
            for (line, drawn) in [across, down, aslant].into_iter().zip(lines) {
                assert_eq!(picture(glyphs, &[line]).join("/"), drawn, "{glyphs:?}");
            }
            assert_eq!(picture(glyphs, &[outside]).join("/"), "    /    ");
        }
    }
}
