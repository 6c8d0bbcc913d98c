//! The map: ground, events, labels, scale and legend, in cells.

use std::collections::HashSet;
use std::sync::Arc;

use super::Look;
use super::doubt::{Hatch, Notice, hatches, may_lie_here, notices};
use super::ground::{Ground, GroundCache};
use super::labels::{Label, Occupancy, place_labels};
use super::legend::{Legend, Scale, scale};
use super::marks::{Mark, marks};
use super::outlines::{Drawn, Outline, Shared, outlines, places, shared};
use super::prose;
use crate::app::cells::{Cell, cells};
use crate::app::view::{ColourBy, Glyphs, Layer, Pane, View};
use crate::app::world::World;
use crate::index::set::EventSet;
use crate::index::space::Site;
use crate::model::camera::Viewport;
use crate::model::entry::{ActorIx, EventIx};
use crate::model::vocabulary::{EventType, Factuality};

/// What an event's colour says; the theme knows the colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tint {
    /// The colour of a kind of event.
    Type(EventType),
    /// The colour of a side: its place among the sides, most events first.
    Side(usize),
    /// The colour of a status.
    Status(Factuality),
    /// Events of several colours, or of none.
    Mixed,
}

/// The map.
#[derive(Debug)]
pub struct MapScene {
    /// The cells that it fills.
    pub viewport: Viewport,
    /// Its title.
    pub title: prose::Line,
    /// What its lines are drawn with, where more than ASCII can be shown.
    pub glyphs: Glyphs,
    /// What lies under the events.
    pub ground: Arc<Ground>,
    /// Rings and routes.
    pub outlines: Vec<Outline>,
    /// Where events may lie of which nothing else on the map says so.
    pub hatches: Vec<Hatch>,
    /// How well places are known that are shown finer than that, the most telling words first.
    pub notices: Vec<Notice>,
    /// Cells with events.
    pub marks: Vec<Mark>,
    /// Names, none over another.
    pub labels: Vec<Label>,
    /// The scale bar, where events leave room for it.
    pub scale: Option<Scale>,
    /// What colours and signs mean, in the corner with the fewest events.
    pub legend: Option<Legend>,
    /// The middle of the map, while it has the keys and no event is selected.
    pub crosshair: Option<(u16, u16)>,
}

impl MapScene {
    /// Builds the map of a view.
    pub fn build(world: &World, view: &View, look: Look, cache: &mut GroundCache) -> Self {
        let sheet = Sheet::of(world, view);
        let viewport = sheet.viewport;
        let ground = cache.get(&world.basemap, &view.camera, viewport, view.layers);
        let sides = world.sides();
        // Without colours only the signs tell events apart, and they say the type.
        let by = if look.mono {
            ColourBy::Type
        } else {
            view.colour_by
        };
        let tints = Tints { world, by, sides };
        let cells = cells(world, view, viewport);
        let marks = marks(&sheet, &cells, &tints);
        let mut taken = Occupancy::new(viewport);
        for mark in &marks {
            taken.take_mark(mark);
        }
        let scale = scale(view, viewport, &mut taken);
        let legend = view
            .layers
            .shows(Layer::Legend)
            .then(|| Legend::build(&tints, &cells, &marks, scale.as_ref(), viewport));
        let legend = legend.flatten();
        if let Some(area) = legend.as_ref().map(|legend| legend.area) {
            for row in area.y..area.y + area.height {
                taken.take(area.x, row, area.width);
            }
        }
        let mut drawn = places(&sheet, &tints);
        let outlines = outlines(&sheet, &mut drawn);
        let notices = notices(&sheet, &drawn, &mut taken);
        taken.spare(&ground);
        let labels = place_labels(&sheet, &mut taken);
        let has_keys = view.focus == Pane::Map && view.overlays.is_empty();
        let crosshair = (has_keys && view.selection.is_none())
            .then_some((viewport.columns / 2, viewport.rows / 2));
        Self {
            viewport,
            title: title(&sheet, by, &cells, &drawn),
            glyphs: view.glyphs,
            ground,
            outlines,
            hatches: hatches(&sheet, &drawn),
            notices,
            marks,
            labels,
            scale,
            legend,
            crosshair,
        }
    }
}

/// What a map is drawn of, and at what scale.
pub(super) struct Sheet<'a> {
    pub world: &'a World,
    pub view: &'a View,
    pub viewport: Viewport,
    pub km_per_column: f64,
}

impl<'a> Sheet<'a> {
    fn of(world: &'a World, view: &'a View) -> Self {
        let viewport = view.viewport();
        let km_per_column = view.camera.km_per_column();
        Self {
            world,
            view,
            viewport,
            km_per_column,
        }
    }

    /// How many columns the radius of a site is.
    pub fn radius_columns(&self, site: &Site) -> f64 {
        site.radius_km * site.at.units_per_km() / f64::from(self.view.camera.units_per_column)
    }
}

/// Which tint events have.
pub(super) struct Tints<'a> {
    pub world: &'a World,
    pub by: ColourBy,
    pub sides: &'a [ActorIx],
}

impl Tints<'_> {
    pub fn of(&self, event: EventIx) -> Tint {
        tint_of(self.world, self.by, self.sides, event)
    }

    /// The name of the actor whose colour a side is.
    pub fn side_name(&self, side: usize) -> &str {
        self.sides
            .get(side)
            .map_or("", |actor| self.world.dataset.actor_name(*actor))
    }
}

/// Which tint an event has.
pub fn tint_of(world: &World, by: ColourBy, sides: &[ActorIx], event: EventIx) -> Tint {
    let events = &world.dataset.events;
    match by {
        ColourBy::Type => Tint::Type(events.kind(event)),
        ColourBy::Status => Tint::Status(events.factuality(event)),
        ColourBy::Actor => {
            let side = world
                .side(event)
                .and_then(|side| sides.iter().position(|other| *other == side));
            side.map_or(Tint::Mixed, Tint::Side)
        }
    }
}

/// How many events with a place have no mark on the map and are not among those that may lie there all the same.
fn off_the_map(sheet: &Sheet, cells: &[Cell], drawn: &[Drawn]) -> usize {
    let (world, view) = (sheet.world, sheet.view);
    let mut shown = EventSet::none(world.dataset.events.len());
    for event in cells.iter().flat_map(|cell| &cell.events) {
        shown.insert(*event);
    }
    let rings: HashSet<Shared> = drawn
        .iter()
        .filter(|drawn| may_lie_here(sheet, drawn))
        .map(|drawn| shared(&drawn.site))
        .collect();
    let is_off = |event: &EventIx| {
        let sites = world.sites(*event);
        let ringed = || sites.iter().any(|site| rings.contains(&shared(site)));
        !sites.is_empty() && !shown.contains(*event) && !ringed()
    };
    world.mapped(view).iter().filter(is_off).count()
}

/// How far the map reaches, and what is not on it: what a reader must not miss comes first.
fn title(sheet: &Sheet, by: ColourBy, cells: &[Cell], drawn: &[Drawn]) -> prose::Line {
    let (world, view) = (sheet.world, sheet.view);
    let km = view.camera.span_km(sheet.viewport);
    let across = if km < 10.0 {
        format!("{km:.1} km")
    } else {
        format!("{km:.0} km")
    };
    let mapped = world.mapped(view);
    let placeless = mapped
        .iter()
        .filter(|event| world.sites(*event).is_empty())
        .count();
    let off_screen = off_the_map(sheet, cells, drawn);
    // The undated stay in the list whatever the window is; they are not what the map hides.
    let in_window = world.in_window(view);
    let unreal = in_window
        .iter()
        .filter(|event| world.dataset.events.factuality(*event).is_unreal())
        .count();
    let unreal_words = if view.shows_unreal {
        "hollow (x)"
    } else {
        "hidden (x)"
    };
    let mut line = prose::Line::of(prose::Ink::Dim, across);
    for (number, what) in [
        (off_screen, "off the map"),
        (placeless, "without a place"),
        (unreal, unreal_words),
    ] {
        if number > 0 {
            line.push(
                prose::Ink::Dim,
                format!(" · {} {what}", prose::grouped(number)),
            );
        }
    }
    line.and(prose::Ink::Dim, format!(" · by {}", by.name()))
}
