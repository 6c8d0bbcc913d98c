//! Taking a line on: a view as it says, and as it opens where it says nothing.

use super::{Reading, Setting};
use crate::app::layout::Size;
use crate::app::update::look_at;
use crate::app::view::View;
use crate::app::world::World;
use crate::index::time::Axis;
use crate::model::camera::Camera;
use crate::model::filter::{Filter, Test};
use crate::model::geo::Merc;
use crate::model::query::Key;

/// The map as it opens with a filter: its region, else all that its events touch; without one all events.
pub fn home(world: &World, filter: &Filter, view: &View) -> Camera {
    let mut home = view.clone();
    let mut area = world.bounds();
    if !filter.is_open() {
        let regions = filter
            .clauses()
            .iter()
            .filter(|clause| clause.key == Some(Key::Region) && !clause.negated);
        let mut tests = regions.flat_map(|clause| &clause.any);
        let region = match (tests.next(), tests.next()) {
            (Some(Test::Region(Some(region))), None) => world.regions().get(*region),
            _ => None,
        };
        let region = region.map(|region| region.bbox.to_merc());
        area = region
            .or_else(|| world.extent(&world.selected(filter)))
            .or(area);
    }
    home.fit(area);
    home.camera
}

/// A view of a line: what a person sees who opens the program with it, on a screen like that of another view.
pub fn take(world: &World, like: &View, reading: &Reading) -> View {
    let size: Size = like.size;
    let mut view = super::blank_like(world, like, size);
    view.filter = reading.filter.clone();
    view.camera = home(world, &view.filter, &view);
    let is_axis = |setting: &&Setting| matches!(setting, Setting::Axis(_));
    for setting in reading.settings.iter().filter(|setting| !is_axis(setting)) {
        set(&mut view, setting);
    }
    let viewport = view.viewport();
    view.camera = view.camera.clamped(viewport);
    look_at(world, &mut view);
    // What is said of the axis is how it is, wherever the window lies.
    for setting in reading.settings.iter().filter(is_axis) {
        set(&mut view, setting);
    }
    view
}

/// A view as it is, with what a line says of how things are seen.
pub fn adjust(world: &World, view: &mut View, settings: &[Setting]) {
    for setting in settings {
        set(view, setting);
    }
    let viewport = view.viewport();
    view.camera = view.camera.clamped(viewport);
    look_at(world, view);
}

fn set(view: &mut View, setting: &Setting) {
    let viewport = view.viewport();
    match *setting {
        Setting::Around(at, km) => {
            view.camera = Camera::spanning(Merc::from_lonlat(at), km, viewport);
        }
        Setting::Area(area, None) => view.fit(Some(area)),
        Setting::Area(area, Some(km)) => {
            view.camera = Camera::spanning(area.centre(), km, viewport);
        }
        Setting::Window(window) => view.window = window,
        Setting::Axis(stretch) => {
            if let (Some(start), Some(end)) = (stretch.start, stretch.end) {
                view.axis = view.axis.map(|_| Axis::new(start, end));
            }
        }
        Setting::Mode(mode) => view.timing.mode = mode,
        Setting::Select(event) => view.selection = Some(event),
        Setting::Colour(by) => view.colour_by = by,
        Setting::Lanes(by) => view.timing.lanes = by,
        Setting::Sort(order) => view.order = order,
        Setting::Show(unreal) => view.unreal = unreal,
        Setting::Layers(layers) => view.layers = layers,
        Setting::Focus(pane) => view.focus = pane,
    }
}
