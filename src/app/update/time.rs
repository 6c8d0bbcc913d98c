//! Moving the window of time, and the axis after it.

use super::{rows, select};
use crate::app::action::Action;
use crate::app::timing::{Grip, Mode};
use crate::app::view::View;
use crate::app::world::World;
use crate::index::time::Axis;
use crate::model::time::{DAY_MS, HOUR_MS, Stamp, Stretch};

/// Why the window does not move.
pub const ALONE: &str = "one event is shown, whatever the window";
const NARROWEST: &str = "the window is as narrow as it gets";

/// Does one of the actions that move the window or the axis.
pub fn update(world: &World, view: &mut View, action: Action) {
    let Some(axis) = view.axis else {
        view.message = Some("no event has a date".into());
        return;
    };
    match action {
        Action::AllTime => {
            view.window = Stretch::EVERYTHING;
            view.axis = world.home_axis();
            view.timing.mode = Mode::Window;
            view.timing.playing = false;
            return rows::reveal_from_top(world, view);
        }
        Action::AxisIn
        | Action::AxisOut
        | Action::AxisEarlier
        | Action::AxisLater
        | Action::AxisHome
        | Action::AxisToWindow => return move_axis(world, view, axis, action),
        _ if world.single(view).is_some() => return step_single(world, view, action),
        Action::NextTime => jump(view, next_time(world, view), "no event later than this"),
        Action::PreviousTime => jump(
            view,
            world.previous_time(view),
            "no event earlier than this",
        ),
        Action::Later => return shift(world, view, 1),
        Action::Earlier => return shift(world, view, -1),
        Action::Widen => widen(world, view),
        Action::Narrow => narrow(view, axis),
        _ => {}
    }
    settle(world, view);
}

/// Where one event is shown, time moves from event to event.
fn step_single(world: &World, view: &mut View, action: Action) {
    match action {
        Action::NextTime | Action::Later => select::step(world, view, true),
        Action::PreviousTime | Action::Earlier => select::step(world, view, false),
        _ => view.message = Some(ALONE.into()),
    }
}

/// After the window moved: the axis follows it, the selection too, and the list shows both.
pub fn settle(world: &World, view: &mut View) {
    if let Some(axis) = view.axis {
        follow(view, axis);
    }
    settle_on_axis(world, view);
}

/// After the window moved on an axis that stays as it is.
pub fn settle_on_axis(world: &World, view: &mut View) {
    select::follow_window(world, view);
    rows::reveal_from_top(world, view);
}

/// Moves the window so that it begins with a moment; its length stays.
pub fn show(world: &World, view: &mut View, moment: Stamp) {
    jump(view, Some(moment), "");
    if let Some(axis) = view.axis {
        follow(view, axis);
    }
    rows::reveal_from_top(world, view);
}

/// Both ends of the window; those of the axis where it has none.
pub fn ends(view: &View, axis: Axis) -> (Stamp, Stamp) {
    (
        view.window.start.unwrap_or(axis.start),
        view.window.end.unwrap_or(axis.end),
    )
}

/// Windows of a day and more begin and end with days, shorter ones with hours.
pub fn unit_of(length_ms: i64) -> i64 {
    if length_ms >= DAY_MS { DAY_MS } else { HOUR_MS }
}

pub fn floor(at: i64, unit: i64) -> i64 {
    at.div_euclid(unit) * unit
}

fn ceil(at: i64, unit: i64) -> i64 {
    -floor(-at, unit)
}

/// Moves the window to where an event begins; its length stays.
fn jump(view: &mut View, to: Option<Stamp>, none: &str) {
    let Some(to) = to else {
        view.message = Some(none.into());
        return;
    };
    let length = match (view.window.start, view.window.end) {
        (Some(start), Some(end)) => end.ms() - start.ms(),
        _ => DAY_MS,
    };
    let start = Stamp::from_ms(floor(to.ms(), unit_of(length)));
    view.window = Stretch::new(start, start.plus_ms(length));
}

/// The next time with events; from everything, that of the selected event.
fn next_time(world: &World, view: &View) -> Option<Stamp> {
    let selected = view.window.is_open().then(|| world.selected_moment(view));
    selected.flatten().or_else(|| world.next_time(view))
}

/// Moves the window by its own length, or the edge that is held by a part of it; from everything, to the first or the
/// last day with events.
pub fn shift(world: &World, view: &mut View, by: i64) {
    let (Some(start), Some(end)) = (view.window.start, view.window.end) else {
        let to = if by > 0 {
            next_time(world, view)
        } else {
            world.previous_time(view)
        };
        jump(view, to, "no event has a date");
        return settle(world, view);
    };
    if view.timing.grip == Grip::Whole {
        move_whole(world, view, by);
        return;
    }
    let length = end.ms() - start.ms();
    // A day can be cut into hours, but grows by days.
    let shrinks = (view.timing.grip == Grip::Start) == (by > 0);
    let unit = if shrinks && length <= DAY_MS {
        HOUR_MS
    } else {
        unit_of(length)
    };
    let part = floor(length / 8, unit).max(unit);
    let (start, end) = match view.timing.grip {
        Grip::Start => (start.plus_ms(by * part), end),
        _ => (start, end.plus_ms(by * part)),
    };
    if end.ms() - start.ms() < HOUR_MS {
        view.message = Some(NARROWEST.into());
    } else {
        view.window = Stretch::new(start, end);
    }
    settle(world, view);
}

/// Moves the window by so many times its own length; says whether the calendar goes so far.
pub fn move_whole(world: &World, view: &mut View, by: i64) -> bool {
    let (Some(start), Some(end)) = (view.window.start, view.window.end) else {
        return false;
    };
    let by_ms = (end.ms() - start.ms()).saturating_mul(by);
    let (start, end) = (start.plus_ms(by_ms), end.plus_ms(by_ms));
    let inside = start > Stamp::MIN && end < Stamp::MAX;
    if inside {
        view.window = Stretch::new(start, end);
        settle(world, view);
    }
    inside
}

/// Doubles the window about its middle; beyond all events it is everything.
fn widen(world: &World, view: &mut View) {
    let (Some(start), Some(end)) = (view.window.start, view.window.end) else {
        view.message = Some("the window is all of time already".into());
        return;
    };
    let wide = widened(start, end);
    let all = world.whole_axis().map_or(0, |axis| axis.length_ms());
    view.window = if wide.1.ms() - wide.0.ms() >= all {
        Stretch::EVERYTHING
    } else {
        Stretch::new(wide.0, wide.1)
    };
}

/// At least twice as long, and holding all that was in it.
fn widened(start: Stamp, end: Stamp) -> (Stamp, Stamp) {
    let old = end.ms() - start.ms();
    let unit = unit_of(old * 2);
    let new = ceil(old * 2, unit);
    let wide = floor(start.ms() - (new - old) / 2, unit);
    (
        Stamp::from_ms(wide),
        Stamp::from_ms((wide + new).max(ceil(end.ms(), unit))),
    )
}

/// Halves the window about its middle; from everything, about the middle of the axis.
fn narrow(view: &mut View, axis: Axis) {
    let (start, end) = ends(view, axis);
    if end.ms() - start.ms() <= HOUR_MS {
        view.message = Some(NARROWEST.into());
        return;
    }
    let (start, end) = narrowed(start, end);
    view.window = Stretch::new(start, end);
}

/// About half as long, and inside what it was.
fn narrowed(start: Stamp, end: Stamp) -> (Stamp, Stamp) {
    let (start, end) = (start.ms(), end.ms());
    let half = ((end - start) / 2).max(HOUR_MS);
    let unit = unit_of(half);
    let new = floor(half, unit);
    let middle = floor(start + (end - start - new) / 2, unit);
    let first = if middle < start {
        middle + unit
    } else {
        middle
    };
    // Where no whole hour fits, the beginning does.
    let first = if first + new > end { start } else { first };
    (
        Stamp::from_ms(first),
        Stamp::from_ms((first + new).min(end)),
    )
}

/// Moves the axis so that the window is on it, with room to go on the same way: a step that moves all of the axis is more
/// to look at and more to send. An axis that is too short for the window grows.
fn follow(view: &mut View, axis: Axis) {
    let (start, end) = ends(view, axis);
    let spare = axis.length_ms() - (end.ms() - start.ms());
    let place = if spare < 0 {
        view.axis = Some(Axis::new(start, end));
        return;
    } else if end > axis.end {
        spare / 4
    } else if start < axis.start {
        spare / 4 * 3
    } else {
        return;
    };
    view.axis = Some(axis.moved(start.ms() - axis.start.ms() - place));
}

/// Moves the axis to a stretch that lies beside it; it keeps its length.
pub fn reveal(view: &mut View, stretch: &Stretch) {
    let (Some(axis), Some(at)) = (view.axis, stretch.start.or(stretch.end)) else {
        return;
    };
    if !stretch.overlaps(&axis.stretch()) {
        view.axis = Some(axis.moved(at.ms() - axis.start.ms() - axis.length_ms() / 2));
    }
}

/// The axis of its own: nearer, farther, earlier, later, and where it began.
fn move_axis(world: &World, view: &mut View, axis: Axis, action: Action) {
    let length = axis.length_ms();
    // About the window where that is on the axis, so that it stays there.
    let middle = match (view.window.start, view.window.end) {
        (Some(start), Some(end)) if view.window.overlaps(&axis.stretch()) => {
            start.plus_ms((end.ms() - start.ms()) / 2)
        }
        _ => axis.start.plus_ms(length / 2),
    };
    view.axis = match action {
        Action::AxisIn => Some(axis.zoomed(length / 2, middle)),
        Action::AxisOut => Some(zoomed_out(world, axis, middle)),
        Action::AxisEarlier => Some(moved_within(world, view, axis, -length / 2)),
        Action::AxisLater => Some(moved_within(world, view, axis, length / 2)),
        Action::AxisToWindow => to_window(world, view, axis),
        _ if view.axis == world.home_axis() => world.whole_axis(),
        _ => world.home_axis(),
    };
}

/// The longest axis that all of time is seen on: beyond it there is nothing but emptiness.
const LONGEST_MS: i64 = 200 * 365 * DAY_MS;

/// Twice as long; where all that is known is on it by far, no longer.
pub fn zoomed_out(world: &World, axis: Axis, about: Stamp) -> Axis {
    let whole = world.whole_axis().map_or(0, |whole| whole.length_ms());
    let longest = LONGEST_MS
        .max(whole.saturating_mul(2))
        .max(axis.length_ms());
    axis.zoomed(axis.length_ms().saturating_mul(2).min(longest), about)
}

/// The axis earlier or later, as long as something of what is known is still on it.
fn moved_within(world: &World, view: &mut View, axis: Axis, by_ms: i64) -> Axis {
    let moved = axis.moved(by_ms);
    let seen = |whole: Axis| whole.stretch().overlaps(&moved.stretch());
    if world.whole_axis().is_some_and(seen) {
        return moved;
    }
    view.message = Some("no event lies further that way".into());
    axis
}

/// The axis about the window, a quarter as long again on either side; all of time where the window is that.
fn to_window(world: &World, view: &View, axis: Axis) -> Option<Axis> {
    let shown = match view.timing.mode {
        Mode::Until => view.window,
        Mode::Window | Mode::Single => world.shown_time(view),
    };
    let ends = match (shown.start, shown.end) {
        (Some(start), Some(end)) => Some((start, end)),
        // With one end known, a day about it.
        (Some(one), None) | (None, Some(one)) => {
            Some((one.plus_ms(-DAY_MS / 2), one.plus_ms(DAY_MS / 2)))
        }
        (None, None) => None,
    };
    let Some((start, end)) = ends else {
        return world.whole_axis();
    };
    let length = end.ms() - start.ms();
    let middle = start.plus_ms(length / 2);
    let about = Axis::new(start, end).zoomed(length + length / 2, middle);
    Some(if length > 0 { about } else { axis })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_wider_window_holds_the_old_one_and_a_narrower_lies_in_it(
            start in -60_000_000_000_000i64..200_000_000_000_000, hours in 1i64..100_000, rest in 0i64..HOUR_MS,
        ) {
            let (old, end) = (Stamp::from_ms(start), Stamp::from_ms(start + hours * HOUR_MS + rest));
            let length = end.ms() - old.ms();
            let wide = widened(old, end);
            prop_assert!(wide.0 <= old && wide.1 >= end);
            prop_assert!(wide.1.ms() - wide.0.ms() >= length * 2);
            let narrow = narrowed(old, end);
            prop_assert!(narrow.0 >= old && narrow.1 <= end && narrow.0 < narrow.1);
            prop_assert!(hours < 2 || (narrow.1.ms() - narrow.0.ms()) * 2 <= length);
        }
    }
}
