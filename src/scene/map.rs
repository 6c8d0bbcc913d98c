//! The map: ground, events, labels, scale and legend, in cells.

use std::sync::Arc;

use super::Look;
use super::ground::{Ground, GroundCache};
use super::labels::{Label, Occupancy, place_labels};
use super::legend::{LegendRow, Scale, legend, scale};
use super::outlines::{Outline, outlines};
use super::prose;
use crate::app::cells::{Cell, cell_of, cells};
use crate::app::view::{ColourBy, Layer, Pane, View};
use crate::app::world::World;
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

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// One event: its kind, and whether it is drawn hollow because it did not happen.
    Event(EventType, bool),
    /// How many events share the cell.
    Count(usize),
}

/// A cell with events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Column from the left edge of the map.
    pub column: u16,
    /// Row from the top edge of the map.
    pub row: u16,
    /// What stands there.
    pub glyph: Glyph,
    /// In what colour.
    pub tint: Tint,
    /// The selected event is here.
    pub selected: bool,
    /// Known to no more than a province or a country.
    pub vague: bool,
}

/// The map.
#[derive(Debug)]
pub struct MapScene {
    /// The cells that it fills.
    pub viewport: Viewport,
    /// Its title.
    pub title: prose::Line,
    /// What lies under the events.
    pub ground: Arc<Ground>,
    /// Rings and routes.
    pub outlines: Vec<Outline>,
    /// Cells with events.
    pub marks: Vec<Mark>,
    /// Names, none over another.
    pub labels: Vec<Label>,
    /// The scale bar; it stands in the last row from the left.
    pub scale: Scale,
    /// What colours mean; it stands above the last row on the right.
    pub legend: Vec<LegendRow>,
    /// The middle of the map, while it has the keys and no event is selected.
    pub crosshair: Option<(u16, u16)>,
}

impl MapScene {
    /// Builds the map of a view.
    pub fn build(world: &World, view: &View, look: Look, cache: &mut GroundCache) -> Self {
        let viewport = view.viewport();
        let ground = cache.get(&world.basemap, &view.camera, viewport, view.layers);
        let sides = world.sides();
        let tints = Tints {
            world,
            by: view.colour_by,
            sides,
        };
        let cells = cells(world, view, viewport);
        let marks = marks(view, &cells, &tints);
        let legend = if view.layers.shows(Layer::Legend) {
            legend(&tints, &cells, viewport)
        } else {
            Vec::new()
        };
        let scale = scale(view, viewport);
        let mut taken = Occupancy::new(viewport);
        for mark in &marks {
            taken.take_mark(mark);
        }
        taken.take(
            0,
            viewport.rows.saturating_sub(1),
            scale.columns + 2 + narrow(scale.name.chars().count()),
        );
        let legend_width = legend
            .iter()
            .map(|row| narrow(row.name.chars().count()) + 8)
            .max()
            .unwrap_or(0);
        for row in 0..narrow(legend.len()) {
            let from_bottom = narrow(legend.len()) - row;
            taken.take(
                viewport.columns.saturating_sub(legend_width),
                viewport.rows.saturating_sub(from_bottom),
                legend_width,
            );
        }
        let labels = place_labels(world, view, viewport, &mut taken);
        let crosshair =
            (view.focus == Pane::Map && view.selection.is_none() && view.overlays.is_empty())
                .then_some((viewport.columns / 2, viewport.rows / 2));
        Self {
            viewport,
            title: title(world, view, look),
            ground,
            outlines: outlines(world, view, viewport, &tints),
            marks,
            labels,
            scale,
            legend,
            crosshair,
        }
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

fn marks(view: &View, cells: &[Cell], tints: &Tints) -> Vec<Mark> {
    let mark = |cell: &Cell| {
        let selected = view
            .selection
            .is_some_and(|event| cell.events.contains(&event));
        let mut of_cell = cell.events.iter().map(|event| tints.of(*event));
        let first = of_cell.next().unwrap_or(Tint::Mixed);
        let tint = if of_cell.all(|tint| tint == first) {
            first
        } else {
            Tint::Mixed
        };
        let glyph = match cell.events.as_slice() {
            [only] => {
                let events = &tints.world.dataset.events;
                Glyph::Event(events.kind(*only), events.factuality(*only).is_unreal())
            }
            several => Glyph::Count(several.len()),
        };
        Mark {
            column: cell.column,
            row: cell.row,
            glyph,
            tint,
            selected,
            vague: cell.vague,
        }
    };
    cells.iter().map(mark).collect()
}

fn title(world: &World, view: &View, look: Look) -> prose::Line {
    let viewport = view.viewport();
    let km = view.camera.span_km(viewport);
    let across = if km < 10.0 {
        format!("{km:.1} km across")
    } else {
        format!("{km:.0} km across")
    };
    let dot = if look.ascii { " - " } else { " · " };
    let mut line = prose::Line::of(
        prose::Ink::Dim,
        format!("{across}{dot}colour: {}", view.colour_by.name()),
    );
    let mapped = world.mapped(view);
    let placeless = mapped
        .iter()
        .filter(|event| world.sites(*event).is_empty())
        .count();
    let on_screen = |event: &EventIx| {
        world
            .sites(*event)
            .iter()
            .any(|site| cell_of(site.at, &view.camera, viewport).is_some())
    };
    let off_screen = mapped
        .iter()
        .filter(|event| !world.sites(*event).is_empty() && !on_screen(event))
        .count();
    let unreal = world.in_window(view).count() - mapped.count();
    for (number, what) in [
        (off_screen, "off screen"),
        (placeless, "without a place"),
        (unreal, "did not happen (x)"),
    ] {
        if number > 0 {
            line.push(
                prose::Ink::Dim,
                format!("{dot}{} {what}", prose::grouped(number)),
            );
        }
    }
    line
}

fn narrow(value: usize) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}
