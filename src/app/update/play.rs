//! Playing through time, and what of it the window lets through.

use super::{rows, select, time};
use crate::app::action::Action;
use crate::app::timing::{Grip, LanesBy, Mode, Pace};
use crate::app::view::{View, next_of};
use crate::app::world::World;
use crate::model::time::{DAY_MS, HOUR_MS, Stamp, Stretch};

/// What plays from beginning to end has no more steps than this, if the calendar has a unit that long.
const MOST_STEPS: i64 = 150;
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

fn next_mode(world: &World, view: &mut View) {
    view.timing.mode = next_of(&Mode::ALL, view.timing.mode);
    view.message = Some(view.timing.mode.meaning().into());
    if view.timing.mode == Mode::Single && !has_single(world, view) {
        view.timing.mode = Mode::Window;
        view.message = Some("there is no event to show alone".into());
    }
    // One event at a time may have led far from the window.
    let left = view
        .selection
        .filter(|event| !world.listed(view).contains(*event));
    match left.and(world.selected_moment(view)) {
        Some(moment) => time::show(world, view, moment),
        None => rows::reveal_from_top(world, view),
    }
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
    let (length, from) = match (view.window.start, view.window.end) {
        (Some(_), Some(end)) if end <= last => (0, None),
        (Some(start), Some(end)) => (end.ms() - start.ms(), Some(first)),
        _ => {
            let length = step_for(last.ms() - first.ms(), world.knows_hours(view));
            (length, Some(world.selected_moment(view).unwrap_or(first)))
        }
    };
    if let Some(from) = from {
        let start = Stamp::from_ms(time::floor(from.ms(), time::unit_of(length)));
        view.window = Stretch::new(start, start.plus_ms(length));
        time::settle(world, view);
    }
    let from = if from == Some(first) {
        " from the beginning"
    } else {
        ""
    };
    view.message = Some(format!("playing{from}, {}", view.timing.pace.name()));
}

/// The shortest step that gets through a stretch in time; where no date is known to the hour, none shorter than a day.
fn step_for(length_ms: i64, hours: bool) -> i64 {
    let enough = |step: &&i64| length_ms / **step < MOST_STEPS && (hours || **step >= DAY_MS);
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
    match (view.window.start, view.window.end, last) {
        (Some(start), Some(end), Some(last)) if last >= end => go_on(world, view, (start, end)),
        _ => stop(view, "no event begins later than this"),
    }
}

/// To the next step at which something begins or ends; what was left out is said.
fn go_on(world: &World, view: &mut View, (start, end): (Stamp, Stamp)) {
    let length = (end.ms() - start.ms()).max(1);
    let (begins, ends) = world.next_changes(view);
    let until_begin = begins.map(|at| (at.ms() - end.ms()).div_euclid(length) + 1);
    let until_end = ends.map(|at| (at.ms() - start.ms() + length - 1).div_euclid(length));
    let steps = until_begin.into_iter().chain(until_end).min();
    let steps = steps.unwrap_or(1).max(1);
    if !time::move_whole(world, view, steps) {
        return stop(view, "the calendar ends here");
    }
    let left_out = (steps - 1).saturating_mul(length);
    if left_out >= DAY_MS {
        let days = usize::try_from(left_out / DAY_MS).unwrap_or(usize::MAX);
        let s = if days == 1 { "" } else { "s" };
        view.message = Some(format!("{days} day{s} without a change left out"));
    }
}
