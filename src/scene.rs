//! What is to be drawn for a world, a view and the records at hand: plain values, in cells, without a colour.
//!
//! Nothing here touches a terminal. Text lines carry [`prose::Ink`]s and marks carry [`map::Tint`]s; what these look like is
//! the theme's business, in `ui`.

pub mod chips;
mod cities;
mod clip;
pub mod describe;
mod document;
pub mod doubt;
mod entry;
mod fill;
pub mod ground;
mod hints;
pub mod inspector;
pub mod labels;
pub mod legend;
pub mod list;
mod listed;
pub mod lit;
pub mod map;
pub mod marks;
mod names;
pub mod notes;
pub mod outlines;
pub mod overlay;
mod presenting;
pub mod prose;
pub mod status;
pub mod step;
pub mod timeline;

use std::sync::Arc;

use crate::app::App;
use crate::app::crowd::Crowd;
use crate::app::lanes::Timeline;
use crate::app::layout::{Area, Layout};
use crate::app::view::{Pane, View};
use crate::app::world::World;
use ground::GroundCache;
use labels::NamesCache;
use list::ListScene;
use listed::Listed;
use lit::Lit;
use map::MapScene;
use outlines::Courses;
use overlay::Boxed;
use prose::Line;
use step::{Shown, Words};
use timeline::TimelineScene;

/// What is kept from one scene to the next. Nothing in it changes what is drawn, only how long that takes.
#[derive(Debug, Default)]
pub struct Cache {
    ground: GroundCache,
    crowd: Crowd,
    listed: Listed,
    timeline: Timeline,
    courses: Courses,
    names: NamesCache,
    map: map::Last,
    words: step::Last,
}

/// How the screen can show things, as far as it changes what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Colours cannot be told apart, so that marks and sides are told by words and brackets.
    pub mono: bool,
    /// Only ASCII can be shown.
    pub ascii: bool,
}

/// Everything that is to be drawn.
#[derive(Debug)]
pub struct Scene {
    /// Where it stands.
    pub layout: Layout,
    /// The pane that keys go to.
    pub focus: Pane,
    /// The line on top.
    pub header: Header,
    /// The line at the bottom: keys with their meaning, or a message.
    pub footer: Line,
    /// The map.
    pub map: Option<Arc<MapScene>>,
    /// The timeline.
    pub timeline: Option<TimelineScene>,
    /// The list.
    pub list: Option<ListScene>,
    /// The inspector.
    pub inspector: Option<Text>,
    /// The words of a step of a briefing.
    pub words: Option<Words>,
    /// The document that a step shows.
    pub document: Option<Text>,
    /// Nothing is shown but what lies over the panes.
    pub blank: bool,
    /// What lies over the panes, the topmost last.
    pub boxes: Vec<Boxed>,
}

/// The line on top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What was loaded, and what it is narrowed to.
    pub left: Line,
    /// What the count counts.
    pub right: Line,
}

/// A scrolled text with a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its title.
    pub title: Line,
    /// The lines that are visible.
    pub lines: Vec<Line>,
    /// Lines above the first visible one.
    pub above: usize,
    /// Lines below the last visible one.
    pub below: usize,
}

impl Text {
    /// Cuts a text to `rows` lines from `top` on; never past its end.
    pub fn cut(title: Line, lines: Vec<Line>, top: usize, rows: usize) -> Self {
        let above = top.min(lines.len().saturating_sub(rows));
        let below = lines.len().saturating_sub(above + rows);
        Self {
            title,
            lines: lines.into_iter().skip(above).take(rows).collect(),
            above,
            below,
        }
    }
}

/// The map of a view alone, without the panes around it, with cited events standing out.
pub fn map_alone(
    world: &World,
    view: &View,
    look: Look,
    lit: &[Lit],
    cache: &mut Cache,
) -> Arc<MapScene> {
    map::of(world, view, look, lit, cache)
}

impl Scene {
    /// Builds what is to be drawn. The cache keeps what was made of the last scene.
    pub fn build(app: &App, look: Look, cache: &mut Cache) -> Self {
        let layout = app.layout();
        let (world, view) = (&*app.world, &app.view);
        let inside = |area: Option<Area>| area.map(|area| area.below_first_row());
        let player = app.player.as_ref().filter(|_| view.stage.is_some());
        let lit = player.map_or_else(Vec::new, |player| {
            step::lit(&player.deck, Shown::of(player))
        });
        let words = player.zip(layout.words);
        let words =
            words.map(|(player, area)| step::build(app, player, look, area, &mut cache.words));
        let header = match player {
            Some(player) => presenting::header(app, player, layout.header.width, &mut cache.listed),
            None => status::header(world, view, layout.header.width, &mut cache.listed),
        };
        // What lies over a step has keys of its own.
        let footer = match player.filter(|_| view.overlays.is_empty()) {
            Some(player) => {
                presenting::footer(app, player, words.as_ref(), look, layout.footer.width)
            }
            None => status::footer(app, look, &layout),
        };
        Self {
            layout,
            focus: view.focus,
            header,
            footer,
            map: inside(layout.map).map(|_| map::of(world, view, look, &lit, cache)),
            timeline: inside(layout.timeline)
                .map(|area| TimelineScene::build(world, view, area, &mut cache.timeline)),
            list: inside(layout.list).map(|area| ListScene::build(app, area)),
            inspector: inside(layout.inspector).map(|area| inspector::build(app, look, area)),
            document: inside(layout.document).map(|area| document::cited(app, look, &lit, area)),
            words,
            blank: player.is_some_and(|player| player.blank),
            boxes: overlay::build(app, look, &layout),
        }
    }
}
