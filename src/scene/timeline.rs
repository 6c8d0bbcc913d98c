//! The timeline: lanes of events over time, the window, the selected event, dates, and where all that lies in the whole.

mod ticks;

use super::map::Tint;
use super::prose::{Ink, Line, count};
use crate::app::lanes::{Common, NamedLane, named_lanes};
use crate::app::layout::Area;
use crate::app::strips::Strips;
use crate::app::timing::{Grip, LanesBy, Mode};
use crate::app::view::View;
use crate::app::world::World;
use crate::index::time::Axis;
use crate::model::entry::ActorIx;
use crate::model::text::Text;
use crate::model::time::{Stretch, in_words};

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

/// What stands in a column of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// Nothing.
    #[default]
    Blank,
    /// So many events; its height says how many.
    Events(u32),
    /// One event that lasted all the while.
    Span,
    /// One event that happened at some time within.
    Within,
    /// Several that last or lie somewhere within; its shade says how many.
    Several(u32),
    /// What stands here reaches further back than the axis.
    ReachesBack,
    /// What stands here reaches further on than the axis.
    ReachesOn,
}

/// One lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneScene {
    /// What its events have in common; empty where there is one lane for all.
    pub name: String,
    /// How many events it has, on the axis and off it.
    pub events: usize,
    /// Its colour; `None` for that of the timeline.
    pub tint: Option<Tint>,
    /// What stands in each column.
    pub marks: Vec<Mark>,
    /// The columns of the selected event, if it is in this lane.
    pub selected: Option<Extent>,
    /// Its events have no date.
    pub undated: bool,
}

/// The window on the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowScene {
    /// Its columns; `None` where it lies beside the axis.
    pub extent: Option<Extent>,
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
    /// The most events in any column of any lane; at least 1.
    pub peak: u32,
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
    pub fn build(world: &World, view: &View, area: Area) -> Self {
        let strips = Strips::of(area);
        let mut timeline = Self {
            strips,
            title: title(world, view, &strips),
            lanes: Vec::new(),
            peak: 1,
            window: None,
            mode: view.timing.mode,
            ticks: Vec::new(),
            overview: None,
        };
        let Some(axis) = view.axis else {
            return timeline;
        };
        let columns = strips.columns();
        let filtered = world.filtered(view);
        let lanes = named_lanes(
            world,
            &filtered,
            view.timing.lanes,
            (&axis, columns),
            strips.most_lanes(),
            view.selection,
        );
        let stretch = view
            .selection
            .map(|event| world.dataset.events.stretch(event));
        let selected = stretch.and_then(|stretch| extent(&stretch, &axis, columns));
        timeline.lanes = lanes
            .iter()
            .map(|lane| lane_scene(world, view, lane, selected))
            .collect();
        let counts = timeline.lanes.iter().flat_map(|lane| &lane.marks);
        timeline.peak = counts.map(|mark| mark.count()).max().unwrap_or(0).max(1);
        timeline.window = window(world, view, &axis, columns);
        timeline.ticks = ticks::ticks(&axis, columns);
        timeline.overview = world.whole_axis().and_then(|whole| {
            Some(Overview {
                bars: world.histogram(&filtered, &whole, columns),
                axis: extent(&axis.stretch(), &whole, columns)?,
                name: years(&whole),
            })
        });
        timeline
    }
}

impl Mark {
    fn count(self) -> u32 {
        match self {
            Self::Events(count) | Self::Several(count) => count,
            _ => 0,
        }
    }
}

/// The time that is shown, how many events that is, and how it is looked at.
fn title(world: &World, view: &View, strips: &Strips) -> Line {
    let shown = world.shown_time(view);
    let mut title = Line::default();
    if view.timing.playing {
        title.push(Ink::Key, "▸ ");
    }
    title.push(
        Ink::Strong,
        if world.single(view).is_none() && shown.is_open() {
            "all of time".to_owned()
        } else {
            in_words(&shown)
        },
    );
    title.push(
        Ink::Dim,
        format!(" · {}", count(world.listed(view).count(), "event")),
    );
    if view.timing.mode != Mode::Window {
        title.push(Ink::Dim, " · ");
        title.push(Ink::Plain, view.timing.mode.name());
    }
    if view.timing.playing {
        title.push(Ink::Dim, format!(" · {}", view.timing.pace.name()));
    }
    if strips.names > 0 {
        title.push(Ink::Dim, format!(" · by {}", view.timing.lanes.name()));
    } else {
        let filtered = world.filtered(view);
        let events = &world.dataset.events;
        let undated = filtered
            .iter()
            .filter(|event| events.stretch(*event).is_open());
        match undated.count() {
            0 => {}
            undated => title.push(Ink::Dim, format!(" · {undated} without a date")),
        }
    }
    title
}

fn lane_scene(world: &World, view: &View, lane: &NamedLane, selected: Option<Extent>) -> LaneScene {
    let tint = match lane.common {
        Common::Type(kind) => Some(Tint::Type(kind)),
        Common::Side(_, place) => Some(Tint::Side(place)),
        _ if view.timing.lanes == LanesBy::Region => None,
        _ => Some(Tint::Mixed),
    };
    LaneScene {
        name: name(world, lane.common),
        events: lane.lane.events,
        tint,
        marks: marks(lane),
        selected: selected.filter(|_| lane.selected),
        undated: lane.common == Common::Undated,
    }
}

fn name(world: &World, common: Common) -> String {
    match common {
        Common::All => String::new(),
        Common::Region(number) => {
            let region = world.regions().get(number);
            region.map_or_else(String::new, |region| region.name.to_string())
        }
        Common::Elsewhere => "elsewhere".into(),
        Common::Type(kind) => kind.name().into(),
        Common::Side(actor, _) => short_name(world, actor),
        Common::Nobody => "nobody named".into(),
        Common::Others(count) => format!("{count} others"),
        Common::Undated => "no date".into(),
    }
}

/// An actor's shortest name in capitals, as it is known by one; else its name.
fn short_name(world: &World, actor: ActorIx) -> String {
    let Some(actor) = world.dataset.actors.get(actor.at()) else {
        return String::new();
    };
    let capitals = |name: &&Text| name.chars().all(char::is_uppercase);
    let known_by = actor.aliases.iter().filter(capitals);
    let shortest = known_by.min_by_key(|name| name.chars().count());
    shortest.unwrap_or(&actor.name).to_string()
}

/// What stands in each column: events of a day together with all that lasts there, so that nothing is hidden; what
/// lasts alone as a line.
fn marks(named: &NamedLane) -> Vec<Mark> {
    let (lane, alone) = (&named.lane, named.common == Common::All);
    let columns = lane.moments.iter().zip(&lane.spans).zip(&lane.within);
    let mut marks: Vec<Mark> = columns
        .map(
            |((moments, spans), within)| match (moments, spans, within) {
                (0, 0, 0) => Mark::Blank,
                // The lane of all has nothing to be told apart by but height.
                (moments, spans, within) if alone => Mark::Events(moments + spans + within),
                (0, 1, 0) => Mark::Span,
                (0, 0, 1) => Mark::Within,
                (0, spans, within) => Mark::Several(spans + within),
                (moments, spans, within) => Mark::Events(moments + spans + within),
            },
        )
        .collect();
    let lasts = |mark: &Mark| matches!(mark, Mark::Span | Mark::Within | Mark::Several(_));
    if let Some(first) = marks
        .first_mut()
        .filter(|mark| lane.reaches_back && lasts(mark))
    {
        *first = Mark::ReachesBack;
    }
    if let Some(last) = marks
        .last_mut()
        .filter(|mark| lane.reaches_on && lasts(mark))
    {
        *last = Mark::ReachesOn;
    }
    marks
}

fn window(world: &World, view: &View, axis: &Axis, columns: usize) -> Option<WindowScene> {
    let single = world.single(view).is_some();
    let stretch = if single {
        world.shown_time(view)
    } else {
        view.window
    };
    (!stretch.is_open()).then(|| WindowScene {
        extent: extent(&stretch, axis, columns),
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
