//! Where each row goes in order of time.
//!
//! The day of each row is worked out once, days are sorted by counting, and only rows of one day are compared: all of it on
//! as many cores as there are, but for the counting.

use std::thread;

use crate::model::columns::Columns;
use crate::model::entry::EventIx;
use crate::model::events::{moment_of, stretch_in};
use crate::model::time::{DAY_MS, Stamp};

/// More days than this are not counted one by one: there are no more in the calendar.
const MOST_DAYS: usize = 4_000_000;
/// Stands for the day of what has no date.
const UNDATED: i32 = i32::MAX;

/// What a row is sorted by: undated ones last, then by moment, then by end.
type Key = (bool, i64, i64);

/// Where rows go.
pub(super) enum Order {
    /// They stand in order of time as they are.
    Kept,
    /// For each row of the whole, which row of the parts it is.
    Moved(Vec<u32>),
}

/// The order of time. Rows of one moment stay as they are.
pub(super) fn order(columns: &Columns) -> Order {
    let rows = u32::try_from(columns.start.len()).unwrap_or(u32::MAX);
    if (0..rows).is_sorted_by_key(|row| key(columns, row)) {
        return Order::Kept;
    }
    let days = days(columns);
    let dated = || days.iter().filter(|day| **day != UNDATED);
    let (first, last) = (dated().min(), dated().max());
    let first = first.copied().unwrap_or(0);
    let count = last.map_or(0, |last| {
        usize::try_from(last - first).unwrap_or(MOST_DAYS) + 1
    });
    if count > MOST_DAYS {
        let mut order: Vec<u32> = (0..rows).collect();
        order.sort_by_key(|row| key(columns, *row));
        return Order::Moved(order);
    }
    // What has no date has a place of its own behind all days.
    let bucket = |day: i32| match day {
        UNDATED => count,
        day => usize::try_from(day - first).unwrap_or(0),
    };
    let (mut order, ends) = by_bucket(&days, count + 1, bucket);
    sort_days(columns, &mut order, &ends);
    Order::Moved(order)
}

/// The day of each row.
fn days(columns: &Columns) -> Vec<i32> {
    let mut days = vec![UNDATED; columns.start.len()];
    let share = share_of(days.len());
    thread::scope(|scope| {
        for (number, part) in days.chunks_mut(share).enumerate() {
            scope.spawn(move || {
                let first = u32::try_from(number * share).unwrap_or(u32::MAX);
                for (row, slot) in (first..).zip(part) {
                    let (is_undated, moment, _) = key(columns, row);
                    let day = i32::try_from(moment.div_euclid(DAY_MS)).unwrap_or(UNDATED - 1);
                    *slot = if is_undated { UNDATED } else { day };
                }
            });
        }
    });
    days
}

/// Rows in the order of their buckets, in each as they were; and where each bucket ends.
fn by_bucket(days: &[i32], count: usize, bucket: impl Fn(i32) -> usize) -> (Vec<u32>, Vec<u32>) {
    let mut ends = vec![0_u32; count];
    for day in days {
        if let Some(end) = ends.get_mut(bucket(*day)) {
            *end += 1;
        }
    }
    let mut total = 0;
    for end in &mut ends {
        let rows = *end;
        *end = total;
        total += rows;
    }
    let mut order = vec![0_u32; days.len()];
    for (row, day) in (0_u32..).zip(days) {
        let Some(end) = ends.get_mut(bucket(*day)) else {
            continue;
        };
        if let Some(slot) = order.get_mut(*end as usize) {
            *slot = row;
        }
        *end += 1;
    }
    (order, ends)
}

/// Puts the rows of each day in order.
fn sort_days(columns: &Columns, order: &mut [u32], ends: &[u32]) {
    let share = share_of(order.len());
    thread::scope(|scope| {
        let (mut rest, mut begun, mut ends) = (order, 0, ends);
        while !ends.is_empty() {
            // As many whole days as fill a share.
            let most = begun + share;
            let days = ends.partition_point(|end| (*end as usize) < most) + 1;
            let (some, later) = ends.split_at(days.min(ends.len()));
            ends = later;
            let end = some.last().map_or(begun, |end| *end as usize);
            let (part, behind) = std::mem::take(&mut rest).split_at_mut(end - begun);
            rest = behind;
            let first = std::mem::replace(&mut begun, end);
            scope.spawn(move || {
                let mut at = 0;
                for end in some {
                    let end = *end as usize - first;
                    sort_day(columns, part.get_mut(at..end).unwrap_or_default());
                    at = end;
                }
            });
        }
    });
}

fn sort_day(columns: &Columns, day: &mut [u32]) {
    if !day.is_sorted_by_key(|row| key(columns, *row)) {
        // Stable: events of one moment stay in the order of their file.
        day.sort_by_key(|row| key(columns, *row));
    }
}

/// How many rows each core gets.
fn share_of(rows: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    rows.div_ceil(cores).max(1)
}

fn key(columns: &Columns, row: u32) -> Key {
    let event = EventIx(row);
    let stretch = stretch_in(columns, event);
    if let (Some(start), Some(end)) = (stretch.start, stretch.end) {
        return (false, start.ms(), end.ms());
    }
    let moment = moment_of(&stretch);
    (
        moment.is_none(),
        moment.map_or(0, Stamp::ms),
        stretch.end.map_or(i64::MAX, Stamp::ms),
    )
}
