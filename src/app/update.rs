//! What each action changes.
//!
//! One function a kind of action, each in the file of what it moves; this file only says which.

mod copy;
mod drag;
mod facets;
mod lens;
mod map;
mod marks;
mod overlay;
mod place;
mod play;
mod rows;
mod search;
mod select;
mod time;

use super::Effect;
use super::action::Action;
use super::layout::Layout;
use super::shelf::Shelf;
use super::timing::Grip;
use super::unreal::Unreal;
use super::view::{ColourBy, Glyphs, Order, Overlay, Pane, Stage, View, next_of};
use super::world::World;

pub use copy::{show as show_copied, taken_down};
pub use overlay::{commands, edit_line};
pub use place::gone_to;
pub use search::{found, look, look_again, offered};
pub use select::{look_at, wanted};

/// Does an action to a view.
pub fn update(world: &World, shelf: &Shelf, view: &mut View, action: Action) -> Vec<Effect> {
    if !matches!(action, Action::Resize(_) | Action::Tick) {
        view.message = None;
    }
    if !matches!(
        action,
        Action::Drag { .. } | Action::Resize(_) | Action::Tick
    ) {
        view.timing.drag = None;
    }
    if !matches!(
        action,
        Action::CopyView | Action::CopyCitation | Action::Resize(_) | Action::Tick
    ) {
        view.copied = None;
    }
    marks::spare(view, action);
    let focus = view.focus;
    let effects = effects(view, action);
    let effects = effects.unwrap_or_else(|| one(world, shelf, view, action));
    // A pane that comes on screen shows the selected event.
    if view.focus != focus {
        view.timing.grip = Grip::Whole;
        rows::reveal_selection(world, view);
    }
    effects
}

/// What the outside has to do for an action that is its business alone.
fn effects(view: &mut View, action: Action) -> Option<Vec<Effect>> {
    Some(match action {
        Action::Quit => vec![Effect::Quit],
        Action::Suspend => vec![Effect::Suspend],
        Action::Redraw => vec![Effect::Redraw],
        Action::ToggleMouse => {
            view.mouse = !view.mouse;
            let said = if view.mouse {
                "mouse on"
            } else {
                "mouse off: it selects text again"
            };
            view.message = Some(said.into());
            vec![Effect::Mouse(view.mouse)]
        }
        _ => return None,
    })
}

fn one(world: &World, shelf: &Shelf, view: &mut View, action: Action) -> Vec<Effect> {
    if let Some(words) = without_briefing(action) {
        view.message = Some(words.into());
        return Vec::new();
    }
    match action {
        Action::Resize(size) => resize(world, view, size),
        Action::Back => back(world, view),
        Action::NextPane | Action::PreviousPane if !view.overlays.is_empty() => {
            lens::turn_section(world, view, action == Action::NextPane);
        }
        Action::NextPane => turn_pane(view, 1),
        Action::PreviousPane => turn_pane(view, Pane::ALL.len() - 1),
        Action::ToggleUnreal
        | Action::NextColours
        | Action::NextGlyphs
        | Action::NextOrder
        | Action::ToggleContext
        | Action::ToggleRecord => switch(world, view, action),
        Action::ClearFilter => select::clear_filter(world, view),
        Action::NextEvent => select::step(world, view, true),
        Action::PreviousEvent => select::step(world, view, false),
        Action::Region(_)
        | Action::Everything
        | Action::ZoomIn
        | Action::ZoomOut
        | Action::Pan(_)
        | Action::PanFar(_)
        | Action::CentreSelection
        | Action::Click { .. } => map::update(world, view, action),
        Action::Earlier
        | Action::Later
        | Action::Widen
        | Action::Narrow
        | Action::AllTime
        | Action::NextTime
        | Action::PreviousTime
        | Action::AxisIn
        | Action::AxisOut
        | Action::AxisEarlier
        | Action::AxisLater
        | Action::AxisHome
        | Action::AxisToWindow => time::update(world, view, action),
        Action::NextMode
        | Action::NextLanes
        | Action::NextGrip
        | Action::NextPace
        | Action::Play
        | Action::Tick => play::update(world, view, action),
        Action::Drag { column, row } => drag::dragged(world, view, (column, row)),
        Action::Wheel { column, row, steps } => wheel(world, shelf, view, (column, row), steps),
        Action::Rows(motion) => rows::update(world, shelf, view, motion),
        Action::CopyView => return copy::copy_view(world, shelf, view),
        Action::CopyCitation => return copy::copy_citation(world, shelf, view),
        // Letting go of the mouse is seen to before, views before and after, old queries and the briefing that is worked on by
        // the `App`, and the rest by `effects`.
        Action::AddStep
        | Action::Briefing
        | Action::ViewBack
        | Action::ViewForth
        | Action::OlderQuery
        | Action::Drop
        | Action::Quit
        | Action::Suspend
        | Action::Redraw
        | Action::ToggleMouse => {}
        boxed => return boxes(world, shelf, view, boxed),
    }
    Vec::new()
}

/// What to say to an action that is about a briefing, where there is none: else the `App` does it.
fn without_briefing(action: Action) -> Option<&'static str> {
    match action {
        changes if changes.changes_draft() => {
            Some("no briefing is worked on: b adds what is seen to one")
        }
        Action::NextStep
        | Action::PreviousStep
        | Action::FirstStep
        | Action::LastStep
        | Action::Steps
        | Action::GoOn
        | Action::Blank
        | Action::ReturnToStep
        | Action::GoToStep(_) => Some("no briefing is presented: sitmap present shows one"),
        _ => None,
    }
}

/// What lies over the panes: opening it, typing into it, and what Enter does.
fn boxes(world: &World, shelf: &Shelf, view: &mut View, action: Action) -> Vec<Effect> {
    match action {
        Action::Open => return overlay::open(world, shelf, view),
        Action::ActorLens | Action::PlaceLens => lens::show(world, shelf, view, action),
        Action::FilterToHit if facets_on_top(view) => {
            facets::update(world, view, Action::ToggleValue);
        }
        Action::ToggleValue
        | Action::LeaveOutValue
        | Action::ClearDimension
        | Action::NextDimension
        | Action::PreviousDimension
        | Action::NarrowValues => facets::update(world, view, action),
        Action::Forget => return marks::forget(view),
        Action::FilterToHit => return search::filter_to_hit(world, shelf, view),
        Action::EditFilter => return search::edit_filter(world, view),
        Action::Insert(_) | Action::DeleteBack | Action::DeleteAll => {
            return overlay::edit(world, view, action);
        }
        _ => overlay::show(world, shelf, view, action),
    }
    Vec::new()
}

fn facets_on_top(view: &View) -> bool {
    matches!(view.overlays.last(), Some(Overlay::Facets(_)))
}

/// The wheel zooms the map or the time it turns over; over anything else it moves through rows.
fn wheel(world: &World, shelf: &Shelf, view: &mut View, at: (u16, u16), steps: i8) {
    let (column, row) = at;
    let pane = Layout::of(view).pane_at(column, row);
    if pane == Some(Pane::Map) && view.overlays.is_empty() {
        map::update(world, view, Action::Wheel { column, row, steps });
    } else if pane == Some(Pane::Timeline) && view.overlays.is_empty() {
        drag::wheel(world, view, column, steps > 0);
    } else {
        rows::wheel(world, shelf, view, pane, steps > 0);
    }
}

/// Switches between ways of looking at the same events, and says so where the screen does not.
fn switch(world: &World, view: &mut View, action: Action) {
    match action {
        Action::ToggleUnreal => {
            let shows_all = view.unreal == Unreal::ALL;
            view.unreal = if shows_all { Unreal::NONE } else { Unreal::ALL };
            let said = if shows_all {
                "the map shows what is said to have happened"
            } else {
                "the map shows what is not said to have happened too, hollow"
            };
            view.message = Some(said.into());
        }
        Action::NextColours => {
            view.colour_by = next_of(&ColourBy::ALL, view.colour_by);
            view.message = Some(format!("colour by {}", view.colour_by.name()));
        }
        Action::NextGlyphs if view.ascii_only => {
            view.message = Some("only ASCII can be shown here: the map stays in ASCII".into());
        }
        Action::NextGlyphs => {
            view.glyphs = next_of(&Glyphs::ALL, view.glyphs);
            view.message = Some(format!("the map is drawn in {}", view.glyphs.name()));
        }
        Action::NextOrder => {
            view.order = next_of(&Order::ALL, view.order);
            rows::reveal_selection(world, view);
        }
        Action::ToggleContext => view.reading.context = !view.reading.context,
        Action::ToggleRecord => {
            view.reading.record = !view.reading.record;
            view.reading.top = 0;
        }
        _ => {}
    }
}

/// Always out of anything, never out of the program: the topmost overlay, then playing, the pane, the selection, the
/// filter.
fn back(world: &World, view: &mut View) {
    if facets::leave_typing(world, view) {
        return;
    }
    if view.overlays.pop().is_some() {
        return;
    }
    if view.timing.playing {
        play::stop(view, "stopped");
    } else if view.focus != Pane::Map {
        view.focus = Pane::Map;
    } else if view.selection.is_some() {
        select::deselect(view);
    } else if !view.filter.is_open() {
        select::clear_filter(world, view);
    }
}

fn turn_pane(view: &mut View, by: usize) {
    if view.overlays.is_empty() {
        let at = Pane::ALL
            .iter()
            .position(|pane| *pane == view.focus)
            .unwrap_or(0);
        view.focus = Pane::ALL
            .iter()
            .cycle()
            .nth(at + by)
            .copied()
            .unwrap_or(Pane::Map);
    }
}

/// Keeps what the map shows from left to right; the selection stays in sight if it was.
fn resize(world: &World, view: &mut View, size: super::layout::Size) {
    reshape(world, view, |view| view.size = size);
}

/// The same where a step comes on screen, or goes off it.
pub fn restage(world: &World, view: &mut View, stage: Option<Stage>) {
    reshape(world, view, |view| view.stage = stage);
}

fn reshape(world: &World, view: &mut View, change: impl FnOnce(&mut View)) {
    let seen = select::is_seen(world, view);
    let before = view.viewport();
    let span_km = view.camera.span_km(before);
    change(view);
    let after = view.viewport();
    view.camera = crate::model::camera::Camera::spanning(view.camera.centre, span_km, after);
    if seen {
        select::reveal(world, view);
    } else {
        rows::reveal_selection(world, view);
    }
}
