//! The timeline: lanes of events over time, the window, the selected event, dates, and where all that lies in the whole.

mod lanes;
mod ticks;

use super::prose::{Ink, Line, count};
use crate::app::lanes::Timeline;
use crate::app::layout::Area;
use crate::app::strips::Strips;
use crate::app::timing::{Grip, Mode};
use crate::app::view::{Glyphs, View};
use crate::app::world::World;
use crate::index::time::Axis;
use crate::model::time::{Stretch, in_words};

pub use lanes::{Content, LaneScene, Mark, Selected};
pub use ticks::Tick;

/// A stretch of columns; open ends fade out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// First column.
    pub first: usize,
    /// Last column.
    pub last: usize,
    /// It reaches further to the left than the axis shows.
    pub fades_left: bool,
    /// It reaches further to the right than the axis shows.
    pub fades_right: bool,
}

/// The window on the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowScene {
    /// Its columns; `None` where it lies beside the axis.
    pub extent: Option<Extent>,
    /// It is that of an event without a date: it lies nowhere.
    pub is_undated: bool,
    /// Where it lies beside the axis, whether that is to the right.
    pub is_right: bool,
    /// All that is before it is shown too.
    pub until: bool,
    /// What of it moves.
    pub grip: Grip,
}

/// The row that shows where the axis lies in all of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Events in each column of all of time.
    pub bars: Vec<u32>,
    /// The same without the filter, for what stands behind; empty while there is none.
    pub behind: Vec<u32>,
    /// The columns of the axis.
    pub axis: Extent,
    /// The years it covers.
    pub name: String,
}

/// The timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineScene {
    /// Where its parts stand.
    pub strips: Strips,
    /// Its title: the window in words, and what has no date.
    pub title: Line,
    /// Its lanes from the top.
    pub lanes: Vec<LaneScene>,
    /// The most events in any column of a lane whose bars tell by their height, with the filter or without; at least 1.
    pub peak: u32,
    /// What lines are drawn with on the map, and what stands behind the bars.
    pub glyphs: Glyphs,
    /// The window; `None` while it is all of time.
    pub window: Option<WindowScene>,
    /// What the window lets through.
    pub mode: Mode,
    /// Dates under the axis, not touching each other.
    pub ticks: Vec<Tick>,
    /// Where the axis lies in all of time.
    pub overview: Option<Overview>,
}

impl TimelineScene {
    /// Builds the timeline of a view for an area without its title row.
    pub fn build(world: &World, view: &View, area: Area, kept: &mut Timeline) -> Self {
        let strips = Strips::of(area);
        let mut timeline = Self {
            strips,
            title: title(world, view, &strips),
            lanes: Vec::new(),
            peak: 1,
            glyphs: view.glyphs,
            window: None,
            mode: view.timing.mode,
            ticks: Vec::new(),
            overview: None,
        };
        let Some(axis) = view.axis else {
            return timeline;
        };
        let columns = strips.columns();
        let lanes = kept.lanes(world, view, (&axis, columns), strips.most_lanes());
        let stretch = view
            .selection
            .map(|event| world.dataset.events.stretch(event));
        let selected = stretch.and_then(|stretch| extent(&stretch, &axis, columns));
        timeline.lanes = lanes::scenes(world, view, &lanes, selected, strips.lanes.height);
        timeline.peak = lanes::peak(&timeline.lanes);
        timeline.window = window(world, view, &axis, columns);
        timeline.ticks = ticks::ticks(&axis, columns);
        timeline.overview = world.whole_axis().and_then(|whole| {
            Some(Overview {
                bars: kept.overview(world, view, &whole, columns),
                behind: kept
                    .overview_of_all(world, view, &whole, columns)
                    .unwrap_or_default(),
                axis: extent(&axis.stretch(), &whole, columns)?,
                name: years(&whole),
            })
        });
        timeline
    }
}

/// The time that is shown, how many events that is, and how it is looked at.
fn title(world: &World, view: &View, strips: &Strips) -> Line {
    let mut title = Line::default();
    if view.timing.playing {
        title.push(Ink::Key, "▸ ");
    }
    let shown = world.shown_time(view);
    let words = match (world.single(view), shown.is_open()) {
        (None, true) => "all of time".to_owned(),
        _ => in_words(&shown),
    };
    title.push(Ink::Strong, words);
    for part in counts(world, view) {
        title.push(Ink::Dim, format!(" · {part}"));
    }
    if view.timing.mode != Mode::Window {
        title.push(Ink::Dim, " · ");
        title.push(Ink::Plain, view.timing.mode.name());
    }
    match view.timing.grip {
        Grip::Whole => {}
        held => title.push(Ink::Key, format!(" · {}", held.name())),
    }
    if view.timing.playing {
        title.push(Ink::Dim, format!(" · {}", view.timing.pace.name()));
    }
    if strips.names > 0 {
        title.push(Ink::Dim, format!(" · by {}", view.timing.lanes.name()));
    }
    title
}

/// What the list shows: in a window, what is known to lie in it apart from what only may.
fn counts(world: &World, view: &View) -> Vec<String> {
    let listed = world.listed(view);
    if world.single(view).is_some() || view.window.is_open() {
        return vec![count(listed.count(), "event")];
    }
    let times = world.times();
    let undated = listed.count_in(times.dated()..listed.len());
    let open = listed.shared(times.open_start());
    let dated = listed.count() - open - undated;
    let mut counts = vec![count(dated, "event")];
    if open > 0 {
        counts.push(format!("{open} since an unknown time"));
    }
    if undated > 0 {
        counts.push(format!("{undated} undated"));
    }
    counts
}

fn window(world: &World, view: &View, axis: &Axis, columns: usize) -> Option<WindowScene> {
    let single = world.single(view).is_some();
    let stretch = if single {
        world.shown_time(view)
    } else {
        view.window
    };
    (single || !stretch.is_open()).then(|| WindowScene {
        extent: extent(&stretch, axis, columns),
        is_undated: stretch.is_open(),
        is_right: stretch.start.is_some_and(|start| start >= axis.end),
        until: view.timing.mode == Mode::Until,
        grip: if single {
            Grip::Whole
        } else {
            view.timing.grip
        },
    })
}

fn extent(stretch: &Stretch, axis: &Axis, columns: usize) -> Option<Extent> {
    let (first, last) = axis.bins_of(stretch, columns)?;
    Some(Extent {
        first,
        last,
        fades_left: stretch.start.is_none_or(|at| at < axis.start),
        fades_right: stretch.end.is_none_or(|at| at > axis.end),
    })
}

/// The years of an axis, as short as they can be.
fn years(axis: &Axis) -> String {
    let (first, last) = (
        axis.start.civil().year(),
        axis.end.plus_ms(-1).civil().year(),
    );
    if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    }
}
