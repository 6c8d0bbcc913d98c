//! Events over time in lanes: how many stand in each column of each, told apart by how long they are and how well that is
//! known.

use crate::index::set::EventSet;
use crate::index::time::{Axis, Steps};
use crate::model::entry::EventIx;
use crate::model::events::Events;
use crate::model::time::When;
use crate::model::vocabulary::TimePrecision;

/// How the time of an event shows on an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As long as a day, or no longer than a column: counted where it stands.
    Moment,
    /// It lasted from one end to the other.
    Span,
    /// It happened somewhere within.
    Within,
}

impl Shape {
    fn of(when: &When, columns: usize) -> Self {
        let closed = when.stretch.start.is_some() && when.stretch.end.is_some();
        match when.precision {
            TimePrecision::Span => Self::Span,
            // However exact the end that is known, the other is not.
            _ if !closed => Self::Within,
            TimePrecision::Minute | TimePrecision::Hour | TimePrecision::Day => Self::Moment,
            _ if columns <= 1 => Self::Moment,
            _ => Self::Within,
        }
    }
}

/// One event on the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// Which.
    pub event: EventIx,
    /// Its first column.
    pub first: usize,
    /// Its last column.
    pub last: usize,
    /// How its time shows.
    pub shape: Shape,
    /// It begins before the axis does.
    pub reaches_back: bool,
    /// It goes on after the axis ends.
    pub reaches_on: bool,
}

/// No lane has room for more bars one below the other than this.
const MOST_BARS: usize = 64;

/// One lane: a count a column of each way in which an event's time can show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lane {
    /// Events of a day or of a column.
    pub moments: Vec<u32>,
    /// Events that lasted all the while.
    pub spans: Vec<u32>,
    /// Events that happened at some time within.
    pub within: Vec<u32>,
    /// How many events it holds, on the axis and off it.
    pub events: usize,
    /// Its events one by one, in order of time; `None` where they are many.
    pub bars: Option<Vec<Bar>>,
    /// A span or a time within reaches further back than the axis.
    pub reaches_back: bool,
    /// A span or a time within reaches further on than the axis.
    pub reaches_on: bool,
}

impl Lane {
    fn add_bar(&mut self, bar: Bar) {
        let few = self.bars.take().filter(|bars| bars.len() < MOST_BARS);
        self.bars = few.map(|mut bars| {
            bars.push(bar);
            bars
        });
    }
}

/// The events of a set in `lanes` lanes over an axis of `columns` columns; `lane_of` says which is whose. An event of no
/// lane (or of one past the last) is left out; one without a date is counted in its lane and stands in no column.
pub fn lanes(
    events: &Events,
    set: &EventSet,
    (axis, columns): (&Axis, usize),
    lanes: usize,
    lane_of: impl Fn(EventIx) -> Option<usize>,
) -> Vec<Lane> {
    let blank = || {
        [
            Steps::new(columns),
            Steps::new(columns),
            Steps::new(columns),
        ]
    };
    let mut steps: Vec<[Steps; 3]> = (0..lanes).map(|_| blank()).collect();
    let few = Lane {
        bars: Some(Vec::new()),
        ..Lane::default()
    };
    let mut found = vec![few; lanes];
    for event in set.iter() {
        let Some(at) = lane_of(event) else { continue };
        let (Some(steps), Some(lane)) = (steps.get_mut(at), found.get_mut(at)) else {
            continue;
        };
        lane.events += 1;
        let when = events.when(event);
        let Some((first, last)) = axis.bins_of(&when.stretch, columns) else {
            continue;
        };
        let shape = Shape::of(&when, last + 1 - first);
        let [moments, spans, within] = steps;
        let steps = match shape {
            Shape::Moment => moments,
            Shape::Span => spans,
            Shape::Within => within,
        };
        steps.add(first, last);
        let bar = Bar {
            event,
            first,
            last,
            shape,
            reaches_back: when.stretch.start.is_none_or(|at| at < axis.start),
            reaches_on: when.stretch.end.is_none_or(|at| at > axis.end),
        };
        if shape != Shape::Moment {
            lane.reaches_back |= bar.reaches_back;
            lane.reaches_on |= bar.reaches_on;
        }
        lane.add_bar(bar);
    }
    for (lane, [moments, spans, within]) in found.iter_mut().zip(steps) {
        lane.moments = moments.counts();
        lane.spans = spans.counts();
        lane.within = within.counts();
    }
    found
}
