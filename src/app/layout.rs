//! Which pane stands where: a pure function of the size and the view, known before anything is drawn.
//!
//! Zooming, the mouse and scrolling ask here for pane sizes, so that drawing never has to report back.

mod stage;

use super::view::{Pane, View};
use crate::model::briefing::Focus;
use crate::model::camera::Viewport;

/// A size in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size {
    /// Width in cells.
    pub columns: u16,
    /// Height in cells.
    pub rows: u16,
}

/// A rectangle of cells; `x` and `y` count from the top left corner of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Width in cells.
    pub width: u16,
    /// Height in cells.
    pub height: u16,
}

impl Area {
    /// A rectangle.
    pub const fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// Whether a cell of the screen lies inside.
    pub fn contains(&self, column: u16, row: u16) -> bool {
        (self.x..self.x + self.width).contains(&column)
            && (self.y..self.y + self.height).contains(&row)
    }

    /// What is left below the first row.
    #[must_use]
    pub fn below_first_row(&self) -> Self {
        let height = self.height.saturating_sub(1);
        Self {
            y: self.y + self.height - height,
            height,
            ..*self
        }
    }

    /// Takes rows off the top: the part above, and the rest.
    fn split_rows(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.height);
        (
            Self {
                height: rows,
                ..self
            },
            Self {
                y: self.y + rows,
                height: self.height - rows,
                ..self
            },
        )
    }

    /// Takes columns off the left: the part before, and the rest.
    fn split_columns(self, columns: u16) -> (Self, Self) {
        let columns = columns.min(self.width);
        (
            Self {
                width: columns,
                ..self
            },
            Self {
                x: self.x + columns,
                width: self.width - columns,
                ..self
            },
        )
    }
}

/// The least that the program can show itself in.
pub const LEAST: Size = Size {
    columns: 40,
    rows: 12,
};
/// From here on map, list and inspector stand side by side.
const WIDE: Size = Size {
    columns: 100,
    rows: 26,
};
/// From here on map, timeline and inspector stand one above the other.
const STACKED: Size = Size {
    columns: 60,
    rows: 20,
};

/// Where everything stands. A pane that is `None` is not on screen. The first row of a pane is its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// The whole screen.
    pub screen: Area,
    /// The line on top: what this is, and what the count counts.
    pub header: Area,
    /// The line at the bottom: keys.
    pub footer: Area,
    /// The map.
    pub map: Option<Area>,
    /// The list of events.
    pub list: Option<Area>,
    /// The inspector.
    pub inspector: Option<Area>,
    /// The timeline.
    pub timeline: Option<Area>,
    /// The words of a step of a briefing.
    pub words: Option<Area>,
    /// The document that a step shows.
    pub document: Option<Area>,
    /// Map and list stand side by side, with a line between.
    pub divider: Option<Area>,
    /// The screen is smaller than [`LEAST`]: nothing else is on it.
    pub too_small: bool,
}

impl Layout {
    /// The layout of a view.
    pub fn of(view: &View) -> Self {
        Self::focused(view, view.focus)
    }

    /// The layout of a view as it would be if a pane had the focus.
    pub fn focused(view: &View, focus: Pane) -> Self {
        let Size { columns, rows } = view.size;
        let screen = Area::new(0, 0, columns, rows);
        if columns < LEAST.columns || rows < LEAST.rows {
            return Self {
                screen,
                too_small: true,
                ..Self::default()
            };
        }
        let (header, rest) = screen.split_rows(1);
        let (_, footer) = rest.split_rows(rest.height - 1);
        let frame = Self {
            screen,
            header,
            footer,
            ..Self::default()
        };
        let body = frame.body();
        if let Some(stage) = &view.stage {
            stage::frame(frame, body, stage.focus)
        } else if columns >= WIDE.columns && rows >= WIDE.rows {
            frame.side_by_side(body)
        } else if columns >= STACKED.columns && rows >= STACKED.rows {
            frame.stacked(body, focus)
        } else {
            frame.one_pane(body, focus)
        }
    }

    /// What is left between the lines on top and at the bottom.
    fn body(&self) -> Area {
        let (_, rest) = self.screen.split_rows(1);
        rest.split_rows(rest.height.saturating_sub(1)).0
    }

    fn side_by_side(self, body: Area) -> Self {
        let (top, timeline) = body.split_rows(body.height - (body.height / 4 + 1).clamp(6, 10));
        let right_width = (top.width * 2 / 5).clamp(44, 76);
        let (map, rest) = top.split_columns(top.width - right_width - 1);
        let (divider, right) = rest.split_columns(1);
        let (list, inspector) = right.split_rows((right.height * 2 / 5).clamp(6, 24));
        Self {
            map: Some(map),
            list: Some(list),
            inspector: Some(inspector),
            timeline: Some(timeline),
            divider: Some(divider),
            ..self
        }
    }

    fn stacked(self, body: Area, focus: Pane) -> Self {
        let inspector_height = (body.height / 3 + 1).clamp(8, 18);
        let (top, inspector) = body.split_rows(body.height - inspector_height);
        let (main, timeline) = top.split_rows(top.height - 3);
        let stacked = Self {
            timeline: Some(timeline),
            inspector: Some(inspector),
            ..self
        };
        if focus == Pane::Timeline {
            // Lanes have room where the inspector was; the map stays as it is.
            let height = timeline.height + inspector.height;
            Self {
                map: Some(main),
                timeline: Some(Area { height, ..timeline }),
                inspector: None,
                ..stacked
            }
        } else if focus == Pane::List {
            Self {
                list: Some(main),
                ..stacked
            }
        } else {
            Self {
                map: Some(main),
                ..stacked
            }
        }
    }

    fn one_pane(self, body: Area, focus: Pane) -> Self {
        match focus {
            Pane::Map => Self {
                map: Some(body),
                ..self
            },
            Pane::List => Self {
                list: Some(body),
                ..self
            },
            Pane::Inspector => Self {
                inspector: Some(body),
                ..self
            },
            Pane::Timeline => Self {
                timeline: Some(body),
                ..self
            },
        }
    }

    /// The cells that the map of a view is drawn into: the pane without its title. Where the map is not on screen, what it
    /// has when it has the focus, so that the camera does not depend on which pane the keys go to.
    pub fn viewport(view: &View) -> Viewport {
        let layout = Self::focused(view, Pane::Map);
        // A step without a map has one beside its words as soon as somebody leaves it.
        let layout = match (layout.map, &view.stage) {
            (None, Some(_)) if !layout.too_small => {
                stage::frame(Self::default(), layout.body(), Focus::Split)
            }
            _ => layout,
        };
        let area = layout.map.unwrap_or(layout.screen).below_first_row();
        Viewport {
            columns: area.width.max(1),
            rows: area.height.max(1),
            aspect: view.aspect,
        }
    }

    /// The pane under a cell of the screen.
    pub fn pane_at(&self, column: u16, row: u16) -> Option<Pane> {
        let panes = [
            (self.map, Pane::Map),
            (self.list, Pane::List),
            (self.inspector, Pane::Inspector),
            (self.timeline, Pane::Timeline),
        ];
        panes
            .into_iter()
            .find(|(area, _)| area.is_some_and(|area| area.contains(column, row)))
            .map(|(_, pane)| pane)
    }

    /// How many rows of a view's list are visible; where it is not on screen, how many are when it has the focus.
    pub fn list_rows(view: &View) -> usize {
        let area = Self::focused(view, Pane::List).list;
        usize::from(area.map_or(1, |area| area.below_first_row().height)).max(1)
    }

    /// How many rows of the inspector are visible.
    pub fn inspector_rows(&self) -> usize {
        usize::from(
            self.inspector
                .map_or(1, |area| area.below_first_row().height),
        )
        .max(1)
    }

    /// The rectangle of an overlay of a wanted size, centred, with the frame around it inside the screen.
    pub fn overlay(&self, columns: u16, rows: u16) -> Area {
        let width = columns.min(self.screen.width.saturating_sub(2));
        let height = rows.min(self.screen.height.saturating_sub(2));
        Area::new(
            (self.screen.width - width) / 2,
            (self.screen.height - height) / 2,
            width,
            height,
        )
    }
}
