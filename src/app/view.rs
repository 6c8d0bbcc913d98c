//! What one person sees: small, cloneable, and all that changes while the program runs.

mod layers;
mod overlays;
mod stage;

use std::time::Duration;

use super::layout::{Layout, Size};
use super::timing::Timing;
use super::unreal::Unreal;
use super::world::World;
use crate::index::time::Axis;
use crate::model::camera::{Camera, Viewport};
use crate::model::entry::{EventIx, PlaceIx};
use crate::model::filter::Filter;
use crate::model::geo::{Merc, MercBox};
use crate::model::text::Text;
use crate::model::time::Stretch;

pub use layers::{Layer, Layers};
pub use overlays::{Entry, Marks, Naming, Overlay, Search, Waits, Wanted, Writing};
pub use stage::Stage;

/// A part of the screen that keys can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The map.
    Map,
    /// The list of events.
    List,
    /// The inspector: one event in full.
    Inspector,
    /// The timeline.
    Timeline,
}

impl Pane {
    /// In the order of `Tab`.
    pub const ALL: [Self; 4] = [Self::Map, Self::List, Self::Inspector, Self::Timeline];

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Map => "Map",
            Self::List => "Events",
            Self::Inspector => "Inspector",
            Self::Timeline => "Timeline",
        }
    }
}

/// What an event's colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColourBy {
    /// The kind of event.
    Type,
    /// The topmost actor of the first agent.
    Actor,
    /// Whether it happened.
    Status,
}

impl ColourBy {
    /// In the order of the key.
    pub const ALL: [Self; 3] = [Self::Type, Self::Actor, Self::Status];

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Actor => "actor",
            Self::Status => "status",
        }
    }
}

/// What the lines of the map are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Glyphs {
    /// Braille patterns: fine lines in nearly every font.
    #[default]
    Braille,
    /// Octants of Unicode 16: as fine, without gaps.
    Octant,
    /// Half blocks: coarse, in every font.
    Half,
    /// Strokes of ASCII.
    Ascii,
}

impl Glyphs {
    /// In the order of the key.
    pub const ALL: [Self; 4] = [Self::Braille, Self::Octant, Self::Half, Self::Ascii];

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Braille => "braille",
            Self::Octant => "octants",
            Self::Half => "half blocks",
            Self::Ascii => "ASCII",
        }
    }
}

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// When it happened; the undated last.
    Time,
    /// Where, by name; what has no place last.
    Place,
    /// Who, by name of the first agent; what has none last.
    Actor,
}

impl Order {
    /// In the order of the key.
    pub const ALL: [Self; 3] = [Self::Time, Self::Place, Self::Actor];

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Place => "place",
            Self::Actor => "actor",
        }
    }
}

/// The next value of a list of values, around the end.
pub fn next_of<T: PartialEq + Copy>(all: &[T], now: T) -> T {
    let at = all.iter().position(|value| *value == now).unwrap_or(0);
    all.iter().cycle().nth(at + 1).copied().unwrap_or(now)
}

/// How the inspector stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// First row shown.
    pub top: usize,
    /// The words before and after the source sentence are shown.
    pub context: bool,
    /// The record is shown as it stands in its file.
    pub record: bool,
}

/// A map that was moved to show what a filter leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitted {
    /// Where it was.
    pub before: Camera,
    /// Where it was moved to; if it is elsewhere by now, it stays there.
    pub after: Camera,
}

/// What one person sees.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The size of the screen.
    pub size: Size,
    /// Height of a cell divided by its width.
    pub aspect: f32,
    /// What the map shows.
    pub camera: Camera,
    /// The place that the map was taken to last, and what was its middle then.
    pub gone_to: Option<(PlaceIx, Merc)>,
    /// The stretch of time whose events stand on the map.
    pub window: Stretch,
    /// What the window lets through, what the lanes are, and whether time plays.
    pub timing: Timing,
    /// What the timeline shows; `None` where no event has a date.
    pub axis: Option<Axis>,
    /// What the events are narrowed to.
    pub filter: Filter,
    /// Where the map was before the filter moved it; `None` where no filter did.
    pub fitted: Option<Fitted>,
    /// What did not happen is drawn too.
    pub unreal: Unreal,
    /// The event looked at.
    pub selection: Option<EventIx>,
    /// Where the keys go.
    pub focus: Pane,
    /// What colours say.
    pub colour_by: ColourBy,
    /// What is drawn under the events.
    pub layers: Layers,
    /// What the lines of the map are drawn with.
    pub glyphs: Glyphs,
    /// Only ASCII can be shown, whatever the glyphs: the outside knows.
    pub ascii_only: bool,
    /// What the list is sorted by.
    pub order: Order,
    /// First row of the list shown.
    pub list_top: usize,
    /// How the inspector stands.
    pub reading: Reading,
    /// What is drawn of a step of a briefing; `None` where none is on screen.
    pub stage: Option<Stage>,
    /// A briefing is presented, and whoever does that is away from its script.
    pub away: bool,
    /// What lies over the panes.
    pub overlays: Vec<Overlay>,
    /// The mouse is listened to, so that text cannot be selected with it.
    pub mouse: bool,
    /// One line to say once, until the next key.
    pub message: Option<String>,
    /// What the last key copied.
    pub copied: Option<Text>,
}

impl View {
    /// What a person sees first: all events, in all of time.
    pub fn first(world: &World, size: Size, aspect: f32) -> Self {
        let mut view = Self {
            size,
            aspect,
            camera: Camera {
                centre: Merc {
                    x: 1 << 31,
                    y: 1 << 31,
                },
                units_per_column: u32::MAX,
            },
            gone_to: None,
            window: Stretch::EVERYTHING,
            timing: Timing::default(),
            axis: world.home_axis(),
            filter: Filter::default(),
            fitted: None,
            unreal: Unreal::NONE,
            selection: None,
            focus: Pane::Map,
            colour_by: ColourBy::Actor,
            layers: Layers::ALL,
            glyphs: Glyphs::default(),
            ascii_only: false,
            order: Order::Time,
            list_top: 0,
            reading: Reading::default(),
            stage: None,
            away: false,
            overlays: Vec::new(),
            mouse: false,
            message: None,
            copied: None,
        };
        view.fit(world.bounds());
        view
    }

    /// The search box, even if something lies over it.
    pub fn search(&self) -> Option<&Search> {
        self.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Search(search) => Some(&**search),
            _ => None,
        })
    }

    /// How long to wait for the next step of time; `None` while it stands still. It does while something lies over the
    /// panes, so that nobody misses what is under it.
    pub fn next_tick(&self) -> Option<Duration> {
        let plays = self.timing.playing && self.overlays.is_empty();
        plays.then(|| self.timing.pace.interval())
    }

    /// The cells that the map is drawn into.
    pub fn viewport(&self) -> Viewport {
        Layout::viewport(self)
    }

    /// Shows an area on the map as near as it fits, but never nearer than 12 km across; without one, the whole Earth.
    pub fn fit(&mut self, area: Option<MercBox>) {
        let viewport = self.viewport();
        self.camera = match area {
            Some(area) => {
                let camera = Camera::fit(&area, viewport);
                if camera.span_km(viewport) < 12.0 {
                    Camera::spanning(camera.centre, 12.0, viewport)
                } else {
                    camera
                }
            }
            None => Camera {
                units_per_column: u32::MAX,
                ..self.camera
            }
            .clamped(viewport),
        };
    }
}
