//! What one person sees: small, cloneable, and all that changes while the program runs.

use std::sync::Arc;
use std::time::Duration;

use super::facets::Panel;
use super::layout::{Layout, Size};
use super::line::{self, Offer, Offered};
use super::memory::Bookmark;
use super::timing::Timing;
use super::title::name;
use super::unreal::Unreal;
use super::world::World;
use crate::index::names::{Found, Named, Thing};
use crate::index::set::EventSet;
use crate::index::time::Axis;
use crate::model::camera::{Camera, Viewport};
use crate::model::entry::{DocIx, EventIx, PlaceIx};
use crate::model::filter::Filter;
use crate::model::fold::fold;
use crate::model::geo::{Merc, MercBox};
use crate::model::text::Text;
use crate::model::time::Stretch;

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

/// A kind of thing under the events that can be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Layer {
    /// Seas and lakes.
    Water,
    /// Coasts.
    Coast,
    /// Borders of countries.
    Borders,
    /// Borders of governorates.
    Governorates,
    /// Rivers.
    Rivers,
    /// Roads.
    Roads,
    /// Built-up land.
    Urban,
    /// Towns and their names.
    Towns,
    /// Streets and runways; quarters, sites and bridges with their names.
    Streets,
    /// What the colours and glyphs mean.
    Legend,
}

impl Layer {
    /// In the order of the menu.
    pub const ALL: [Self; 10] = [
        Self::Water,
        Self::Coast,
        Self::Borders,
        Self::Governorates,
        Self::Rivers,
        Self::Roads,
        Self::Urban,
        Self::Towns,
        Self::Streets,
        Self::Legend,
    ];

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Water => "water",
            Self::Coast => "coasts",
            Self::Borders => "borders",
            Self::Governorates => "governorates",
            Self::Rivers => "rivers",
            Self::Roads => "roads",
            Self::Urban => "built-up land",
            Self::Towns => "towns",
            Self::Streets => "streets, quarters, sites",
            Self::Legend => "legend",
        }
    }
}

/// Which layers are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Layers(u16);

impl Layers {
    /// All of them.
    pub const ALL: Self = Self(u16::MAX);

    /// Whether a layer is shown.
    pub const fn shows(self, layer: Layer) -> bool {
        self.0 >> (layer as u8) & 1 == 1
    }

    /// The same with one layer switched.
    #[must_use]
    pub const fn toggled(self, layer: Layer) -> Self {
        Self(self.0 ^ (1 << (layer as u8)))
    }
}

/// Something that lies over the panes and takes the keys. They are a stack: the last one is on top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// The keys of the pane that had the focus.
    Help {
        /// First row shown.
        top: usize,
    },
    /// Finding places, actors and events.
    Search(Box<Search>),
    /// Finding an action by name.
    Palette(Entry),
    /// The events of one cell of the map.
    Stack {
        /// All of them.
        events: Arc<EventSet>,
        /// The row the cursor is on.
        picked: usize,
    },
    /// What there is, counted, to be chosen.
    Facets(Panel),
    /// Switching layers of the map.
    Layers {
        /// The row the cursor is on.
        picked: usize,
    },
    /// A whole document with every marked sentence.
    Document {
        /// Which.
        doc: DocIx,
        /// The sentence the cursor is on.
        sentence: usize,
    },
    /// What the gazetteer says of a place.
    Place {
        /// The places to read of, one after the other; never empty.
        places: Vec<PlaceIx>,
        /// The one shown.
        at: usize,
        /// First row shown.
        top: usize,
    },
    /// What an actor or a place has to do with others.
    Lens {
        /// The actors or the places to look at, one after the other; never empty.
        over: Vec<Named>,
        /// The one shown.
        at: usize,
        /// The row the cursor is on, counted through all sections.
        picked: usize,
    },
    /// What loading found wrong.
    Faults {
        /// First row shown.
        top: usize,
    },
    /// A text that was to be copied.
    Copied {
        /// All of it.
        text: Text,
        /// There is no clipboard for it.
        by_hand: bool,
        /// First row shown.
        top: usize,
    },
    /// Giving what is seen a name.
    Naming(Naming),
    /// The views that have names.
    Marks(Marks),
}

/// A name being typed for what is seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Naming {
    /// What was typed.
    pub text: String,
    /// What it is called where nothing is.
    pub offered: Text,
    /// The names that there are.
    pub known: Arc<Vec<Bookmark>>,
}

impl Naming {
    /// The name that it gets.
    pub fn name(&self) -> Text {
        let typed = name(&self.text);
        if typed.is_empty() {
            self.offered.clone()
        } else {
            typed
        }
    }

    /// Whether something has this name already.
    pub fn replaces(&self) -> bool {
        let name = self.name();
        self.known.iter().any(|mark| mark.name == name)
    }
}

/// The views that have names, narrowed by what is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// What was typed.
    pub text: String,
    /// The row the cursor is on, of those found.
    pub picked: usize,
    /// All of them.
    pub all: Arc<Vec<Bookmark>>,
    /// The one that is forgotten if that is asked for once more.
    pub doomed: Option<Text>,
}

impl Marks {
    /// Those whose name or line holds every word that was typed.
    pub fn found(&self) -> impl Iterator<Item = &Bookmark> {
        let words: Vec<String> = self.text.split_whitespace().map(fold).collect();
        self.all.iter().filter(move |mark| {
            let (name, line) = (fold(&mark.name), fold(&mark.line));
            let holds =
                |word: &String| name.contains(word.as_str()) || line.contains(word.as_str());
            words.iter().all(holds)
        })
    }

    /// The one that the cursor is on.
    pub fn picked(&self) -> Option<&Bookmark> {
        self.found().nth(self.picked)
    }
}

/// A line of text being typed, and the row picked among what it finds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// What was typed.
    pub text: String,
    /// The row the cursor is on.
    pub picked: usize,
}

/// Whether what a search box shows is what its text finds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Waits {
    /// It is.
    #[default]
    Not,
    /// It is of an earlier text, or not all of it is known yet.
    ForAnswer,
    /// It is, but there is more to find than there was, and that is being looked for.
    ForMore,
}

/// The search box: what was typed and what that finds. It is found once, when the text changes, and only read while drawing.
/// It may be found later than typed: until then the box has what was found before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// What was typed.
    pub text: String,
    /// What it finds; with nothing typed, what there is most of.
    pub found: Found,
    /// The row the cursor is on, counted through all groups; none until something is typed or the cursor moved.
    pub picked: Option<usize>,
    /// What is found is not what the text finds, not yet.
    pub waits: Waits,
    /// What the text says, where it is a line of the language, and how it could go on.
    pub offered: Offered,
    /// The line takes the place of the filter that is on: it is that filter being mended.
    pub replaces: bool,
}

impl Search {
    /// What the cursor is on, of what was found.
    pub fn picked(&self) -> Option<Thing> {
        let hit = self.found.hits().nth(self.picked?)?;
        Some(hit.thing)
    }

    /// What the cursor is on, of what could stand at the end of the line: it stands below what was found.
    pub fn picked_offer(&self) -> Option<&Offer> {
        let at = self.picked?.checked_sub(self.found.len())?;
        self.offered.offers.get(at)
    }

    /// What is typed is a line of the language.
    pub fn is_line(&self) -> bool {
        self.replaces || line::is_line(&self.text)
    }

    /// How many rows the cursor can be on.
    pub fn rows(&self) -> usize {
        self.found.len() + self.offered.offers.len()
    }

    /// Nothing that could be looked for was typed: what it shows are suggestions.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
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
