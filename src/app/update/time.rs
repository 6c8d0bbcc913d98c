//! Moving the window of time, and the axis after it.

use super::rows;
use crate::app::action::Action;
use crate::app::view::View;
use crate::app::world::World;
use crate::index::time::Axis;
use crate::model::time::{DAY_MS, Stamp, Stretch};

/// The narrowest window.
const HOUR_MS: i64 = 3_600_000;

/// Does one of the actions that move the window.
pub fn update(world: &World, view: &mut View, action: Action) {
    let Some(axis) = view.axis else {
        view.message = Some("no event has a date".into());
        return;
    };
    match action {
        Action::AllTime => view.window = Stretch::EVERYTHING,
        Action::NextTime => jump(view, world.next_time(view), "no event later than this"),
        Action::PreviousTime => jump(
            view,
            world.previous_time(view),
            "no event earlier than this",
        ),
        Action::Later => shift(world, view, axis, 1),
        Action::Earlier => shift(world, view, axis, -1),
        Action::Widen => resize(view, axis, |length| length.saturating_mul(2)),
        Action::Narrow => resize(view, axis, |length| length / 2),
        _ => {}
    }
    follow(view, axis);
    view.list_top = 0;
    rows::reveal_selection(world, view);
}

/// Both ends of the window; those of the axis where it has none.
fn ends(view: &View, axis: Axis) -> (Stamp, Stamp) {
    (
        view.window.start.unwrap_or(axis.start),
        view.window.end.unwrap_or(axis.end),
    )
}

fn jump(view: &mut View, to: Option<Stamp>, none: &str) {
    let Some(to) = to else {
        view.message = Some(none.into());
        return;
    };
    let length = match (view.window.start, view.window.end) {
        (Some(start), Some(end)) => end.ms() - start.ms(),
        _ => DAY_MS,
    };
    view.window = Stretch::new(to, to.plus_ms(length));
}

/// Moves the window by its own length; from everything, to the first or the last day with events.
fn shift(world: &World, view: &mut View, axis: Axis, by: i64) {
    if view.window.is_open() {
        let to = if by > 0 {
            world.next_time(view)
        } else {
            world.previous_time(view)
        };
        jump(view, to, "no event has a date");
        return;
    }
    let (start, end) = ends(view, axis);
    let length = end.ms() - start.ms();
    let moved = start.plus_ms(by * length);
    if moved.plus_ms(length) < Stamp::MAX && moved > Stamp::MIN {
        view.window = Stretch::new(moved, moved.plus_ms(length));
    }
}

/// Widens or narrows about the window's middle. Days stay whole days.
fn resize(view: &mut View, axis: Axis, length: impl Fn(i64) -> i64) {
    if view.window.is_open() && length(2) > 2 {
        view.message = Some("the window is all of time already".into());
        return;
    }
    let (start, end) = ends(view, axis);
    let old = end.ms() - start.ms();
    let mut new = length(old).max(HOUR_MS);
    let unit = if new >= DAY_MS { DAY_MS } else { HOUR_MS };
    new = new / unit * unit;
    if !view.window.is_open() && new >= axis.length_ms() && new > old {
        view.window = Stretch::EVERYTHING;
        return;
    }
    let start = Stamp::from_ms((start.ms() + (old - new) / 2).div_euclid(unit) * unit);
    view.window = Stretch::new(start, start.plus_ms(new));
}

/// Moves the axis so that the window is on it.
fn follow(view: &mut View, axis: Axis) {
    let (start, end) = ends(view, axis);
    let moved = if end > axis.end {
        end.ms() - axis.end.ms()
    } else if start < axis.start {
        start.ms() - axis.start.ms()
    } else {
        0
    };
    view.axis = Some(Axis::new(
        axis.start.plus_ms(moved),
        axis.end.plus_ms(moved),
    ));
}
