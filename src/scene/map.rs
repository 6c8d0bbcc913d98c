//! The map: ground, events, labels, scale and legend, in cells.

use std::sync::Arc;

use super::Look;
use super::clip::{Line, Unwrapped, clip};
use super::ground::{Ground, GroundCache};
use super::labels::{Label, Occupancy, place_labels};
use super::prose;
use crate::app::cells::{Cell, cell_of, cells};
use crate::app::view::{ColourBy, Layer, Pane, View};
use crate::app::world::World;
use crate::index::space::{Form, Site};
use crate::model::camera::Viewport;
use crate::model::entry::EventIx;
use crate::model::geo::Merc;
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

/// A ring, a route or an outline of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Its course, clipped to the map.
    pub line: Line,
    /// In what colour.
    pub tint: Tint,
    /// It belongs to the selected event.
    pub selected: bool,
}

/// A row of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendRow {
    /// A glyph, where rows differ by it.
    pub glyph: Option<EventType>,
    /// The colour.
    pub tint: Tint,
    /// What it means.
    pub name: String,
    /// How many events on the map are so.
    pub count: usize,
}

/// The scale bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Its length in cells.
    pub columns: u16,
    /// What that is on the ground.
    pub name: String,
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
            sides: &sides,
        };
        let cells = cells(world, view, viewport);
        let marks = marks(view, &cells, &tints);
        let legend = if view.layers.shows(Layer::Legend) {
            legend(world, view, &cells, &tints, viewport)
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
struct Tints<'a> {
    world: &'a World,
    by: ColourBy,
    sides: &'a [crate::model::entry::ActorIx],
}

impl Tints<'_> {
    fn of(&self, event: EventIx) -> Tint {
        tint_of(self.world, self.by, self.sides, event)
    }
}

/// Which tint an event has.
pub fn tint_of(
    world: &World,
    by: ColourBy,
    sides: &[crate::model::entry::ActorIx],
    event: EventIx,
) -> Tint {
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

/// Rings of areas, lines of routes, outlines of events' own shapes.
fn outlines(world: &World, view: &View, viewport: Viewport, tints: &Tints) -> Vec<Outline> {
    let mut outlines = Vec::new();
    for event in world.mapped(view).iter() {
        let selected = view.selection == Some(event);
        for site in world.sites(event) {
            for course in courses(world, view, viewport, site, selected) {
                let course = Unwrapped::new(&course, &view.camera);
                let lines = course
                    .copies(&view.camera, viewport)
                    .flat_map(|line| clip(&line, viewport));
                let tint = tints.of(event);
                outlines.extend(lines.map(|line| Outline {
                    line,
                    tint,
                    selected,
                }));
            }
        }
    }
    // The selected event's outlines last, over all others.
    outlines.sort_by_key(|outline| outline.selected);
    outlines
}

/// A ring this small on screen says no more than the cell it would stand in.
const LEAST_RING_COLUMNS: f64 = 1.2;

fn courses(
    world: &World,
    view: &View,
    viewport: Viewport,
    site: &Site,
    selected: bool,
) -> Vec<Vec<Merc>> {
    if let Some(shape) = site
        .shape
        .and_then(|shape| world.dataset.shapes.get(shape as usize))
    {
        return shape.parts.clone();
    }
    let line = site
        .place
        .and_then(|place| world.gazetteer.place(place))
        .map_or(&[][..], |place| &place.line);
    match site.form {
        Form::Route if line.len() > 1 => {
            vec![line.iter().map(|at| Merc::from_lonlat(*at)).collect()]
        }
        Form::Area | Form::Route => ring(view, viewport, site),
        // How far the name reaches, for the event that is looked at: a quarter, a town, a whole province.
        Form::Point | Form::Label if selected => ring(view, viewport, site),
        Form::Point | Form::Label => Vec::new(),
    }
}

/// A circle of the site's radius; none where it would be smaller than a cell or larger than a map.
fn ring(view: &View, viewport: Viewport, site: &Site) -> Vec<Vec<Merc>> {
    let units = site.radius_km * site.at.units_per_km();
    let columns = units / f64::from(view.camera.units_per_column);
    if columns < LEAST_RING_COLUMNS
        || columns > f64::from(viewport.columns) * 2.0
        || units > f64::from(1u32 << 30)
    {
        return Vec::new();
    }
    let parts = 72;
    let point = |part: u32| {
        let angle = std::f64::consts::TAU * f64::from(part) / f64::from(parts);
        let (dx, dy) = (units * angle.cos(), units * angle.sin());
        let x = crate::model::geo::to_u32(dx.abs());
        let x = if dx < 0.0 {
            site.at.x.wrapping_sub(x)
        } else {
            site.at.x.wrapping_add(x)
        };
        Merc {
            x,
            y: crate::model::geo::to_u32(f64::from(site.at.y) + dy),
        }
    };
    vec![(0..=parts).map(point).collect()]
}

/// The longest round distance that fits a fifth of the map.
fn scale(view: &View, viewport: Viewport) -> Scale {
    let km_per_column = view.camera.span_km(viewport) / f64::from(viewport.columns);
    let most = f64::from((viewport.columns / 5).clamp(6, 24));
    let fits = |km: &f64| km / km_per_column <= most;
    let steps = [
        0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0,
        5000.0, 10_000.0,
    ];
    let km = steps.into_iter().rfind(fits).unwrap_or(0.05);
    let name = if km < 1.0 {
        format!("{:.0} m", km * 1000.0)
    } else {
        format!("{km:.0} km")
    };
    let columns = crate::model::geo::to_u32(km / km_per_column).max(1);
    Scale {
        columns: u16::try_from(columns).unwrap_or(u16::MAX),
        name,
    }
}

/// What the colours on the map mean, most events first; as many rows as there is room for.
fn legend(
    world: &World,
    view: &View,
    cells: &[Cell],
    tints: &Tints,
    viewport: Viewport,
) -> Vec<LegendRow> {
    if viewport.columns < 56 || viewport.rows < 14 {
        return Vec::new();
    }
    let mut seen: Vec<EventIx> = cells
        .iter()
        .flat_map(|cell| cell.events.iter().copied())
        .collect();
    seen.sort_unstable();
    seen.dedup();
    let mut rows: Vec<LegendRow> = Vec::new();
    for tint in seen.into_iter().map(|event| tints.of(event)) {
        match rows.iter_mut().find(|row| row.tint == tint) {
            Some(row) => row.count += 1,
            None => rows.push(LegendRow {
                glyph: if let Tint::Type(kind) = tint {
                    Some(kind)
                } else {
                    None
                },
                tint,
                name: tint_name(world, tints.sides, tint, view.colour_by),
                count: 1,
            }),
        }
    }
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    rows.truncate(usize::from(viewport.rows / 4).clamp(3, 9));
    rows
}

fn tint_name(
    world: &World,
    sides: &[crate::model::entry::ActorIx],
    tint: Tint,
    by: ColourBy,
) -> String {
    let name = match tint {
        Tint::Type(kind) => kind.name().to_owned(),
        Tint::Status(status) => status.name().to_owned(),
        Tint::Side(side) => sides.get(side).map_or(String::new(), |actor| {
            world.dataset.actor_name(*actor).to_owned()
        }),
        Tint::Mixed if by == ColourBy::Actor => "no actor named".to_owned(),
        Tint::Mixed => String::new(),
    };
    prose::Line::of(prose::Ink::Plain, name).cut(26).text()
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
    let unreal = world.listed(view).count() - mapped.count();
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
