//! Where the parts of the timeline stand in its pane: lanes, the window's row, dates, and the overview.

use super::layout::{Area, Layout};
use super::view::View;

/// The rows of a timeline, from the top: lanes, window, dates, overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strips {
    /// The lanes, without their names: its columns are those of the axis in all strips.
    pub lanes: Area,
    /// How many columns left of the axis are for names; 0 where there is no room for more than one lane.
    pub names: u16,
    /// The row of the window.
    pub window: Option<u16>,
    /// The row of dates.
    pub dates: Option<u16>,
    /// The row that shows where the axis lies in all of time.
    pub overview: Option<u16>,
}

/// Fewer rows than this hold one lane for all.
const LEAST_LANES: u16 = 3;

impl Strips {
    /// The strips of a pane without its title.
    pub fn of(area: Area) -> Self {
        let has = |least: u16| u16::from(area.height >= least);
        let (dates, window, overview) = (has(2), has(3), has(6));
        let height = area.height - dates - window - overview;
        let names = match area.width {
            _ if height < LEAST_LANES => 0,
            70.. => 17,
            _ => 12,
        };
        let row = |there: u16, below: u16| (there == 1).then_some(area.y + height + below);
        Self {
            lanes: Area {
                x: area.x + names,
                width: area.width.saturating_sub(names),
                height,
                ..area
            },
            names,
            window: row(window, 0),
            dates: row(dates, window),
            overview: row(overview, window + dates),
        }
    }

    /// The strips of a view, where its timeline is on screen.
    pub fn on_screen(view: &View) -> Option<Self> {
        let pane = Layout::of(view).timeline?;
        Some(Self::of(pane.below_first_row()))
    }

    /// How many columns the axis has.
    pub fn columns(&self) -> usize {
        usize::from(self.lanes.width)
    }

    /// How many lanes there is room for.
    pub fn most_lanes(&self) -> usize {
        if self.names == 0 {
            1
        } else {
            usize::from(self.lanes.height)
        }
    }

    /// The column of the axis under a column of the screen: the first or the last for one beside it.
    pub fn column(&self, column: u16) -> usize {
        let last = self.lanes.width.saturating_sub(1);
        usize::from(column.saturating_sub(self.lanes.x).min(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_a_pane_is_used_once() {
        for height in 1..20 {
            let strips = Strips::of(Area::new(3, 5, 80, height));
            let mut rows: Vec<u16> =
                (strips.lanes.y..strips.lanes.y + strips.lanes.height).collect();
            rows.extend(
                [strips.window, strips.dates, strips.overview]
                    .into_iter()
                    .flatten(),
            );
            assert_eq!(rows, (5..5 + height).collect::<Vec<_>>());
            assert_eq!(strips.lanes.x + strips.lanes.width, 83);
        }
    }
}
