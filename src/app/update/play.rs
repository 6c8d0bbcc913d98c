//! Playing through time, and what of it the window lets through.

use super::{rows, select, time};
use crate::app::action::Action;
use crate::app::timing::{Grip, LanesBy, Mode, Pace};
use crate::app::view::{View, next_of};
use crate::app::world::World;
use crate::model::time::{DAY_MS, Stamp, Stretch};

/// What plays from beginning to end has no more steps than this, if the calendar has a unit that long.
const MOST_STEPS: i64 = 150;
const HOUR_MS: i64 = 3_600_000;
/// How long a step can be where the window does not say so.
const STEPS_MS: [i64; 6] = [
    HOUR_MS,
    6 * HOUR_MS,
    DAY_MS,
    7 * DAY_MS,
    30 * DAY_MS,
    365 * DAY_MS,
];

/// Does one of the actions of playing.
pub fn update(world: &World, view: &mut View, action: Action) {
    match action {
        Action::NextMode => next_mode(world, view),
        Action::NextLanes => {
            view.timing.lanes = next_of(&LanesBy::ALL, view.timing.lanes);
            view.message = Some(format!("lanes by {}", view.timing.lanes.name()));
        }
        Action::NextGrip => {
            view.timing.grip = next_of(&Grip::ALL, view.timing.grip);
            view.message = Some(view.timing.grip.meaning().into());
        }
        Action::NextPace => {
            view.timing.pace = next_of(&Pace::ALL, view.timing.pace);
            view.message = Some(view.timing.pace.name().into());
        }
        Action::Play if view.timing.playing => stop(view, "stopped"),
        Action::Play => start(world, view),
        Action::Tick if view.timing.playing => tick(world, view),
        _ => {}
    }
}

/// Stops playing, and says why.
pub fn stop(view: &mut View, why: &str) {
    view.timing.playing = false;
    view.message = Some(why.into());
}

/// Nothing is selected any more: a single event cannot be shown.
pub fn leave_single(view: &mut View) {
    if view.timing.mode == Mode::Single {
        view.timing.mode = Mode::Window;
    }
}

fn next_mode(world: &World, view: &mut View) {
    view.timing.mode = next_of(&Mode::ALL, view.timing.mode);
    view.message = Some(view.timing.mode.meaning().into());
    if view.timing.mode == Mode::Single && !has_single(world, view) {
        view.timing.mode = Mode::Window;
        view.message = Some("there is no event to show alone".into());
    }
    rows::reveal_from_top(world, view);
}

/// Whether there is an event to show alone; the first one listed is taken where none is selected.
fn has_single(world: &World, view: &mut View) -> bool {
    if view.selection.is_none() {
        select::step(world, view, true);
    }
    view.selection.is_some()
}

fn start(world: &World, view: &mut View) {
    let Some((first, last)) = world.first_and_last(view) else {
        view.message = Some("no event has a date".into());
        return;
    };
    view.timing.playing = true;
    if view.timing.mode == Mode::Single {
        return;
    }
    let length = match (view.window.start, view.window.end) {
        (Some(start), Some(end)) => end.ms() - start.ms(),
        _ => step_for(last.ms() - first.ms()),
    };
    if view
        .window
        .start
        .is_none_or(|_| view.window.end.is_none_or(|end| end > last))
    {
        let start = Stamp::from_ms(time::floor(first.ms(), time::unit_of(length)));
        view.window = Stretch::new(start, start.plus_ms(length));
        time::settle(world, view);
    }
    view.message = Some(format!("playing, {}", view.timing.pace.name()));
}

/// The shortest step that gets through a stretch in time.
fn step_for(length_ms: i64) -> i64 {
    let enough = |step: &&i64| length_ms / **step < MOST_STEPS;
    STEPS_MS
        .iter()
        .find(enough)
        .or(STEPS_MS.last())
        .copied()
        .unwrap_or(DAY_MS)
}

/// One step on; stops where nothing begins any more.
fn tick(world: &World, view: &mut View) {
    // The words of the start have been read by now.
    view.message = None;
    if view.timing.mode == Mode::Single {
        let before = view.selection;
        select::step(world, view, true);
        if view.selection == before {
            stop(view, "that was the last event");
        }
        return;
    }
    let last = world.first_and_last(view).map(|(_, last)| last);
    match (view.window.end, last) {
        (Some(end), Some(last)) if last >= end => time::shift(world, view, 1),
        _ => stop(view, "no event begins later than this"),
    }
}
