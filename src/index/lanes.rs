//! Events over time in lanes: how many stand in each column of each, told apart by how long they are and how well that is
//! known.
//!
//! Which events are in which lane is sorted out once ([`Strand`]); where they stand on an axis is then a matter of counting
//! runs of those that are equally long, and only the others are looked at one by one.

use crate::index::set::{Counted, EventSet};
use crate::index::time::{Axis, Edges, Steps};
use crate::index::times::Times;
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

/// The events of one lane, ready to be put on any axis.
#[derive(Debug, Clone, Default)]
pub struct Strand {
    /// Those of each of [`Times::usual`].
    usual: Vec<Counted>,
    /// The other dated ones, in order of time.
    rest: Vec<EventIx>,
    /// How many have no date.
    undated: usize,
}

impl Strand {
    /// Sorts a set of events.
    pub fn of(times: &Times, set: &EventSet) -> Self {
        let usual = times.usual().iter();
        Self {
            usual: usual
                .map(|(_, usual)| Counted::of(usual.clone().and(set)))
                .collect(),
            rest: times.rest().clone().and(set).iter().collect(),
            undated: set.count_in(times.dated()..set.len()),
        }
    }

    /// How many events it holds.
    pub fn count(&self) -> usize {
        let usual = self.usual.iter().map(Counted::count);
        usual.sum::<usize>() + self.rest.len() + self.undated
    }

    /// How many of its dated events are in a set.
    pub fn dated_in(&self, set: &EventSet) -> usize {
        let usual = self.usual.iter().map(|usual| usual.set().shared(set));
        let rest = self.rest.iter().filter(|event| set.contains(**event));
        usual.sum::<usize>() + rest.count()
    }

    /// How many have no date.
    pub fn undated(&self) -> usize {
        self.undated
    }
}

/// The events of each strand over an axis of `columns` columns; those without a date are counted and stand in no column.
pub fn lanes(
    events: &Events,
    times: &Times,
    strands: &[Strand],
    (axis, columns): (&Axis, usize),
) -> Vec<Lane> {
    let edges: Vec<Edges> = times
        .usual()
        .iter()
        .map(|(length, _)| Edges::of(events, times, axis, columns, *length))
        .collect();
    let lane = |strand| lane(events, strand, &edges, (axis, columns));
    strands.iter().map(lane).collect()
}

fn lane(
    events: &Events,
    strand: &Strand,
    edges: &[Edges],
    (axis, columns): (&Axis, usize),
) -> Lane {
    let mut lane = Lane {
        events: strand.count(),
        ..Lane::default()
    };
    let [mut moments, mut spans, mut within] = [(); 3].map(|()| Steps::new(columns));
    let mut on_axis = 0;
    for (usual, edges) in strand.usual.iter().zip(edges) {
        moments.add_runs(edges, usual);
        let all = edges.all();
        on_axis += usual
            .before(all.end)
            .saturating_sub(usual.before(all.start));
    }
    let mut bars = Vec::new();
    for event in &strand.rest {
        let Some(bar) = bar(events, *event, (axis, columns)) else {
            continue;
        };
        match bar.shape {
            Shape::Moment => &mut moments,
            Shape::Span => &mut spans,
            Shape::Within => &mut within,
        }
        .add(bar.first, bar.last);
        if bar.shape != Shape::Moment {
            lane.reaches_back |= bar.reaches_back;
            lane.reaches_on |= bar.reaches_on;
        }
        on_axis += 1;
        if bars.len() <= MOST_BARS {
            bars.push(bar);
        }
    }
    if on_axis <= MOST_BARS {
        for (usual, edges) in strand.usual.iter().zip(edges) {
            let shown = usual.set().of(edges.all());
            bars.extend(shown.filter_map(|event| bar(events, event, (axis, columns))));
        }
        bars.sort_by_key(|bar| bar.event);
        lane.bars = Some(bars);
    }
    lane.moments = moments.counts();
    lane.spans = spans.counts();
    lane.within = within.counts();
    lane
}

/// One event on an axis; `None` where it does not stand on it.
fn bar(events: &Events, event: EventIx, (axis, columns): (&Axis, usize)) -> Option<Bar> {
    let when = events.when(event);
    let (first, last) = axis.bins_of(&when.stretch, columns)?;
    Some(Bar {
        event,
        first,
        last,
        shape: Shape::of(&when, last + 1 - first),
        reaches_back: when.stretch.start.is_none_or(|at| at < axis.start),
        reaches_on: when.stretch.end.is_none_or(|at| at > axis.end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::times::tests::{any_time, events as of_times};
    use crate::model::time::{DAY_MS, HOUR_MS, Stamp};
    use proptest::prelude::*;

    /// One event after the other.
    fn slowly(events: &Events, set: &EventSet, on: (&Axis, usize)) -> Lane {
        let [mut moments, mut spans, mut within] = [(); 3].map(|()| Steps::new(on.1));
        let mut lane = Lane {
            events: set.count(),
            ..Lane::default()
        };
        let bars: Vec<Bar> = set
            .iter()
            .filter_map(|event| bar(events, event, on))
            .collect();
        for bar in &bars {
            match bar.shape {
                Shape::Moment => moments.add(bar.first, bar.last),
                Shape::Span => spans.add(bar.first, bar.last),
                Shape::Within => within.add(bar.first, bar.last),
            }
            lane.reaches_back |= bar.reaches_back && bar.shape != Shape::Moment;
            lane.reaches_on |= bar.reaches_on && bar.shape != Shape::Moment;
        }
        lane.bars = Some(bars).filter(|bars| bars.len() <= MOST_BARS);
        (lane.moments, lane.spans, lane.within) =
            (moments.counts(), spans.counts(), within.counts());
        lane
    }

    proptest! {
        #[test]
        fn a_lane_is_what_each_event_adds_to_it(
            times in prop::collection::vec(any_time(), 0..300), start in -10..80_i64, length in 1..2_000_i64, columns in 0..40_usize, n in 1..4_usize,
        ) {
            let events = of_times(times);
            let index = Times::build(&events);
            let start = Stamp::from_ms(start * DAY_MS);
            let axis = Axis::new(start, start.plus_ms(length * HOUR_MS));
            let set = EventSet::that(events.len(), |event| event.at() % n == 0);
            let strand = Strand::of(&index, &set);
            prop_assert_eq!(strand.dated_in(&EventSet::all(events.len())) + strand.undated(), set.count());
            let found = lanes(&events, &index, &[strand], (&axis, columns));
            prop_assert_eq!(found, vec![slowly(&events, &set, (&axis, columns))]);
        }
    }
}
