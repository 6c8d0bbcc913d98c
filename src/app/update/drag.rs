//! The mouse on the timeline: moving the window and its edges, drawing a new one, and moving the axis.

use super::time;
use crate::app::strips::Strips;
use crate::app::timing::{Drag, Grip};
use crate::app::view::View;
use crate::app::world::World;
use crate::index::time::Axis;
use crate::model::time::{DAY_MS, HOUR_MS, Stamp, Stretch};

/// The button went down over the timeline: takes hold of what is there.
pub fn taken(world: &World, view: &mut View, (column, row): (u16, u16)) {
    let (Some(strips), Some(axis)) = (Strips::on_screen(view), view.axis) else {
        return;
    };
    if column < strips.lanes.x || row < strips.lanes.y {
        return;
    }
    if world.single(view).is_some() && strips.overview != Some(row) {
        view.message = Some(time::ALONE.into());
        return;
    }
    if strips.overview == Some(row) {
        view.timing.drag = Some(Drag::Axis);
        return dragged(world, view, (column, row));
    }
    let at = strips.column(column);
    let window = match (view.window.start, view.window.end) {
        (Some(_), Some(_)) => axis.bins_of(&view.window, strips.columns()),
        _ => None,
    };
    let moment = snapped(axis, at, strips.columns());
    view.timing.drag = Some(match window {
        Some((first, last)) if first < last && at == first => Drag::Window(Grip::Start, moment),
        Some((first, last)) if first < last && at == last => Drag::Window(Grip::End, moment),
        Some((first, last)) if (first..=last).contains(&at) => Drag::Window(Grip::Whole, moment),
        _ => Drag::Draw(moment),
    });
    if view.timing.drag == Some(Drag::Draw(moment)) {
        let (start, end) = around(axis, at, strips.columns());
        view.window = Stretch::new(start, end);
        time::settle_on_axis(world, view);
    }
}

/// The mouse moved with its button down.
pub fn dragged(world: &World, view: &mut View, (column, _): (u16, u16)) {
    let (Some(strips), Some(axis), Some(drag)) =
        (Strips::on_screen(view), view.axis, view.timing.drag)
    else {
        return;
    };
    let (at, columns) = (strips.column(column), strips.columns());
    if drag == Drag::Axis {
        let Some(whole) = world.whole_axis() else {
            return;
        };
        let middle = whole.bin_start(at, columns).ms()
            + whole.length_ms() / (2 * i64::try_from(columns.max(1)).unwrap_or(1));
        view.axis = Some(axis.moved(middle - axis.start.ms() - axis.length_ms() / 2));
        return;
    }
    let here = snapped(axis, at, columns);
    let (start, end) = time::ends(view, axis);
    view.window = match drag {
        Drag::Window(Grip::Start, _) => Stretch::new(here.min(end.plus_ms(-HOUR_MS)), end),
        Drag::Window(Grip::End, _) => Stretch::new(start, here.max(start.plus_ms(HOUR_MS))),
        Drag::Window(Grip::Whole, from) => {
            // Not past the calendar: pinned there, its ends would run into one another.
            let by = (here.ms() - from.ms())
                .clamp(Stamp::MIN.ms() - start.ms(), Stamp::MAX.ms() - end.ms());
            view.timing.drag = Some(Drag::Window(Grip::Whole, from.plus_ms(by)));
            Stretch::new(start.plus_ms(by), end.plus_ms(by))
        }
        Drag::Draw(from) if here < from => Stretch::new(here, from),
        Drag::Draw(from) => Stretch::new(from, here.max(from.plus_ms(unit(axis, columns)))),
        Drag::Axis => view.window,
    };
    time::settle_on_axis(world, view);
}

/// The wheel over the timeline: time nearer or farther, about the moment under the mouse.
pub fn wheel(world: &World, view: &mut View, column: u16, nearer: bool) {
    if let (Some(strips), Some(axis)) = (Strips::on_screen(view), view.axis) {
        let about = axis.bin_start(strips.column(column), strips.columns());
        view.axis = Some(if nearer {
            axis.zoomed(axis.length_ms() / 2, about)
        } else {
            time::zoomed_out(world, axis, about)
        });
    }
}

/// What a hand can aim at: hours where they have a column each, else days.
fn unit(axis: Axis, columns: usize) -> i64 {
    let column = axis.length_ms() / i64::try_from(columns.max(1)).unwrap_or(1);
    if column > HOUR_MS { DAY_MS } else { HOUR_MS }
}

fn middle(axis: Axis, column: usize, columns: usize) -> i64 {
    let (first, next) = (
        axis.bin_start(column, columns).ms(),
        axis.bin_start(column + 1, columns).ms(),
    );
    first + (next - first) / 2
}

/// The beginning of a day or an hour that is nearest to a column.
fn snapped(axis: Axis, column: usize, columns: usize) -> Stamp {
    let unit = unit(axis, columns);
    let near = middle(axis, column, columns).saturating_add(unit / 2);
    Stamp::from_ms(time::floor(near, unit))
}

/// The day or the hour that a column lies in.
fn around(axis: Axis, column: usize, columns: usize) -> (Stamp, Stamp) {
    let unit = unit(axis, columns);
    let start = Stamp::from_ms(time::floor(middle(axis, column, columns), unit));
    (start, start.plus_ms(unit))
}
