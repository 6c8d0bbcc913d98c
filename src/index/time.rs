//! Events over time: which stand in a window, how many fall into each bin, and where the next one is.

use crate::index::set::EventSet;
use crate::model::dataset::Events;
use crate::model::time::{DAY_MS, Stamp, Stretch};

/// The events whose time overlaps a window. The undated are there only while the window is everything.
pub fn within(events: &Events, window: &Stretch) -> EventSet {
    EventSet::that(events.len(), |event| {
        let stretch = events.stretch(event);
        window.is_open() || (!stretch.is_open() && stretch.overlaps(window))
    })
}

/// How many events of a set overlap each of `bins` equal parts of a stretch that has both ends.
///
/// An event counts in every bin that it overlaps; undated events count in none.
pub fn histogram(events: &Events, set: &EventSet, axis: &Axis, bins: usize) -> Vec<u32> {
    // Differences first, then one running sum: an event of any length costs two additions.
    let mut steps = vec![0i64; bins + 1];
    for event in set.iter() {
        let stretch = events.stretch(event);
        if stretch.is_open() || !stretch.overlaps(&axis.stretch()) {
            continue;
        }
        let first = stretch.start.map_or(0, |at| axis.bin(at, bins));
        let last = stretch
            .end
            .map_or(bins.saturating_sub(1), |at| axis.bin(at.plus_ms(-1), bins));
        if let Some(step) = steps.get_mut(first) {
            *step += 1;
        }
        if let Some(step) = steps.get_mut(last + 1) {
            *step -= 1;
        }
    }
    let mut sum = 0;
    steps.truncate(bins);
    steps
        .into_iter()
        .map(|step| {
            sum += step;
            u32::try_from(sum).unwrap_or(0)
        })
        .collect()
}

/// The part of time that a timeline shows: both ends known, never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Axis {
    /// The first moment shown.
    pub start: Stamp,
    /// The first moment no longer shown.
    pub end: Stamp,
}

impl Axis {
    /// An axis of at least one hour.
    pub fn new(start: Stamp, end: Stamp) -> Self {
        let start = start.min(Stamp::MAX.plus_ms(-DAY_MS));
        Self {
            start,
            end: end.max(start.plus_ms(3_600_000)),
        }
    }

    /// Where the events are dense: from the first to the last end that is known, with a day to spare on either side.
    ///
    /// Ends far from all others (a date of 1970 that means "unknown") are left outside: the axis covers the middle
    /// 98 of a hundred when there are that many.
    pub fn of(events: &Events) -> Option<Self> {
        let mut ends: Vec<Stamp> = Vec::with_capacity(events.len() * 2);
        for event in events.all() {
            let stretch = events.stretch(event);
            ends.extend(stretch.start);
            ends.extend(stretch.end.map(|end| end.plus_ms(-1)));
        }
        ends.sort_unstable();
        let outliers = ends.len() / 100;
        let first = ends.get(outliers)?.floor_day();
        let last = ends.get(ends.len() - 1 - outliers)?.floor_day();
        Some(Self::new(first.plus_ms(-DAY_MS), last.plus_ms(2 * DAY_MS)))
    }

    /// As a stretch of time.
    pub fn stretch(&self) -> Stretch {
        Stretch::new(self.start, self.end)
    }

    /// How long it is in milliseconds; never 0.
    pub fn length_ms(&self) -> i64 {
        (self.end.ms() - self.start.ms()).max(1)
    }

    /// Which of `bins` equal parts a moment falls into; outside, the first or the last.
    pub fn bin(&self, at: Stamp, bins: usize) -> usize {
        let last = i128::try_from(bins.saturating_sub(1)).unwrap_or(0);
        let past = i128::from(at.ms() - self.start.ms());
        let bin = past * (last + 1) / i128::from(self.length_ms());
        usize::try_from(bin.clamp(0, last)).unwrap_or(0)
    }

    /// The moment at which one of `bins` equal parts begins.
    pub fn bin_start(&self, bin: usize, bins: usize) -> Stamp {
        let share = i128::from(self.length_ms()) * i128::try_from(bin).unwrap_or(0);
        let offset = share / i128::try_from(bins.max(1)).unwrap_or(1);
        self.start
            .plus_ms(i64::try_from(offset).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dataset::{EventRow, RecordAt};
    use crate::model::time::parse_short;
    use crate::model::vocabulary::{EventType, Factuality};

    fn events(times: &[&str]) -> Events {
        let row = |(number, time): (usize, &&str)| EventRow {
            id: format!("e{number}").as_str().into(),
            kind: EventType::Clash,
            factuality: Factuality::Happened,
            when: parse_short(time).unwrap(),
            attribution: None,
            actors: vec![],
            speakers: vec![],
            locations: vec![],
            documents: vec![],
            reports: 0,
            record: RecordAt {
                source: 0,
                offset: 0,
                len: 0,
            },
        };
        Events::from_rows(times.iter().enumerate().map(row).collect())
    }

    fn window(text: &str) -> Stretch {
        parse_short(text).unwrap().stretch
    }

    #[test]
    fn a_window_holds_what_overlaps_it() {
        let events = events(&[
            "2017-03-05",
            "2017-03-05/2017-03-06",
            "../2017-03-01",
            "2017-03-06",
            "../..",
        ]);
        assert_eq!(within(&events, &window("2017-03-06")).count(), 2);
        assert_eq!(
            within(&events, &window("2017-02-01")).count(),
            1,
            "an open start reaches back"
        );
        assert_eq!(
            within(&events, &Stretch::EVERYTHING).count(),
            5,
            "the undated one only here"
        );
    }

    #[test]
    fn a_histogram_counts_every_bin_an_event_overlaps() {
        let events = events(&[
            "2017-03-01",
            "2017-03-01/2017-03-03",
            "../2017-03-02",
            "../..",
            "2016",
        ]);
        let days = window("2017-03-01/2017-03-04");
        let axis = Axis::new(days.start.unwrap(), days.end.unwrap());
        assert_eq!(
            histogram(&events, &EventSet::all(5), &axis, 4),
            [3, 2, 1, 0]
        );
        assert_eq!(
            histogram(&events, &EventSet::none(5), &axis, 4),
            [0, 0, 0, 0]
        );
        assert_eq!(
            histogram(&events, &EventSet::all(5), &axis, 0),
            Vec::<u32>::new()
        );
    }

    #[test]
    fn the_first_axis_covers_the_known_ends() {
        let axis = Axis::of(&events(&[
            "2016-11-01/2016-11-10",
            "../2017-03-06",
            "../..",
        ]))
        .unwrap();
        assert_eq!(axis.stretch(), window("2016-10-31/2017-03-07"));
        assert_eq!(Axis::of(&events(&["../.."])), None);
        assert_eq!(axis.bin(axis.start, 10), 0);
        assert_eq!(axis.bin(axis.end, 10), 9);
        assert_eq!(axis.bin_start(0, 10), axis.start);
    }
}
