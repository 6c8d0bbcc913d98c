//! Lines that events draw on the map: rings of what is not known better, courses of routes, shapes of their own.

use super::clip::{Line, Unwrapped, clip};
use super::map::{Tint, Tints};
use crate::app::view::View;
use crate::app::world::World;
use crate::index::space::{Form, Site};
use crate::model::camera::Viewport;
use crate::model::geo::{Merc, to_u32};

/// A ring, a route or an outline of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Its course, clipped to the map.
    pub line: Line,
    /// In what colour.
    pub tint: Tint,
    /// It belongs to the selected event.
    pub selected: bool,
    /// It is a known course, not the ring of what is not known.
    pub exact: bool,
}

/// The outlines of the events on a map, those of the selected event last, over all others.
pub(super) fn outlines(
    world: &World,
    view: &View,
    viewport: Viewport,
    tints: &Tints,
) -> Vec<Outline> {
    let mut outlines = Vec::new();
    for event in world.mapped(view).iter() {
        let selected = view.selection == Some(event);
        for site in world.sites(event) {
            let exact = site.form == Form::Route || site.shape.is_some();
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
                    exact,
                }));
            }
        }
    }
    outlines.sort_by_key(|outline| outline.selected);
    outlines
}

/// A ring this small on screen says no more than the cell it would stand in.
const LEAST_RING_COLUMNS: f64 = 1.2;
/// How many straight parts a ring has.
const RING_PARTS: u32 = 72;

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
    let entry = site.place.and_then(|place| world.gazetteer.place(place));
    let line = entry.map_or(&[][..], |place| &place.line);
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
    let most = f64::from(viewport.columns) * 2.0;
    if columns < LEAST_RING_COLUMNS || columns > most || units > f64::from(1u32 << 30) {
        return Vec::new();
    }
    let point = |part: u32| {
        let angle = std::f64::consts::TAU * f64::from(part) / f64::from(RING_PARTS);
        let (dx, dy) = (units * angle.cos(), units * angle.sin());
        let across = to_u32(dx.abs());
        let x = if dx < 0.0 {
            site.at.x.wrapping_sub(across)
        } else {
            site.at.x.wrapping_add(across)
        };
        Merc {
            x,
            y: to_u32(f64::from(site.at.y) + dy),
        }
    };
    vec![(0..=RING_PARTS).map(point).collect()]
}
