//! Which cells lie inside a set of rings: even-odd, decided at the middle of each cell.

use super::clip::Line;
use crate::model::camera::Viewport;

/// Rings being collected, as the columns at which they cross the middle of each row.
pub struct Fill {
    columns: u16,
    crossings: Vec<Vec<f32>>,
}

impl Fill {
    /// No ring yet.
    pub fn new(viewport: Viewport) -> Self {
        Self {
            columns: viewport.columns,
            crossings: vec![Vec::new(); usize::from(viewport.rows)],
        }
    }

    /// Adds a ring, in cells.
    pub fn add(&mut self, ring: &Line) {
        for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (upper, lower) = if from.1 <= to.1 {
                (from, to)
            } else {
                (to, from)
            };
            // The rows whose middle lies in [upper, lower).
            let (first, last) = (row_after(upper.1), row_after(lower.1));
            let slope = (lower.0 - upper.0) / (lower.1 - upper.1);
            for (row, crossings) in self.crossings.iter_mut().enumerate().take(last).skip(first) {
                crossings.push((middle(row) - upper.1).mul_add(slope, upper.0));
            }
        }
    }

    /// Whether the middle of each cell is inside, row by row.
    pub fn cells(mut self) -> Vec<bool> {
        let columns = usize::from(self.columns);
        let mut cells = Vec::with_capacity(columns * self.crossings.len());
        for crossings in &mut self.crossings {
            crossings.sort_by(f32::total_cmp);
            let mut passed = crossings.iter().peekable();
            let mut inside = false;
            for column in 0..columns {
                while passed.next_if(|at| **at <= middle(column)).is_some() {
                    inside = !inside;
                }
                cells.push(inside);
            }
        }
        cells
    }
}

/// The first row whose middle lies at or below a height.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates; negative heights begin at row 0"
)]
fn row_after(height: f32) -> usize {
    (height - 0.5).ceil().max(0.0) as usize
}

/// The middle of a cell along one axis.
fn middle(cell: usize) -> f32 {
    f32::from(u16::try_from(cell).unwrap_or(u16::MAX)) + 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(rings: &[Line]) -> Vec<String> {
        let mut fill = Fill::new(Viewport {
            columns: 8,
            rows: 4,
            aspect: 2.0,
        });
        for ring in rings {
            fill.add(ring);
        }
        let cells = fill.cells();
        cells
            .chunks(8)
            .map(|row| {
                row.iter()
                    .map(|inside| if *inside { '#' } else { '.' })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn a_ring_fills_the_cells_whose_middle_it_holds() {
        let square = vec![(1.0, 1.0), (5.0, 1.0), (5.0, 3.0), (1.0, 3.0)];
        assert_eq!(
            picture(std::slice::from_ref(&square)),
            ["........", ".####...", ".####...", "........"]
        );
        let hole = vec![(2.0, 1.0), (3.0, 1.0), (3.0, 2.0), (2.0, 2.0)];
        assert_eq!(
            picture(&[square, hole]),
            ["........", ".#.##...", ".####...", "........"]
        );
        let wide = vec![
            (-90.0, -9.0),
            (90.0, -9.0),
            (90.0, 2.0),
            (-90.0, 2.0),
            (-90.0, -9.0),
        ];
        assert_eq!(
            picture(&[wide]),
            ["########", "########", "........", "........"]
        );
        assert_eq!(picture(&[]), ["........"; 4]);
    }
}
