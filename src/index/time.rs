//! Events over time: which stand in a window, how many fall into each bin, and where the next one is.

use crate::index::set::EventSet;
use crate::model::events::Events;
use crate::model::time::{DAY_MS, HOUR_MS, Stamp, Stretch};

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
    let mut steps = Steps::new(bins);
    for event in set.iter() {
        if let Some((first, last)) = axis.bins_of(&events.stretch(event), bins) {
            steps.add(first, last);
        }
    }
    steps.counts()
}

/// Counts over bins, kept as differences: a stretch of any length costs two additions, and one running sum ends it.
#[derive(Debug, Clone)]
pub struct Steps(Vec<i64>);

impl Steps {
    /// Nothing counted in so many bins.
    pub fn new(bins: usize) -> Self {
        Self(vec![0; bins + 1])
    }

    /// One more in each bin from the first to the last.
    pub fn add(&mut self, first: usize, last: usize) {
        if let Some(step) = self.0.get_mut(first) {
            *step += 1;
        }
        if let Some(step) = self.0.get_mut(last + 1) {
            *step -= 1;
        }
    }

    /// The count in each bin.
    pub fn counts(mut self) -> Vec<u32> {
        let mut sum = 0;
        self.0.pop();
        self.0
            .into_iter()
            .map(|step| {
                sum += step;
                u32::try_from(sum).unwrap_or(0)
            })
            .collect()
    }
}

/// The nearest that an axis is looked at.
const SHORTEST_MS: i64 = 6 * HOUR_MS;

/// Every known start and every known last moment, in order.
fn known_ends(events: &Events) -> Vec<Stamp> {
    let mut ends: Vec<Stamp> = Vec::with_capacity(events.len() * 2);
    for event in events.all() {
        let stretch = events.stretch(event);
        ends.extend(stretch.start);
        ends.extend(stretch.end.map(|end| end.plus_ms(-1)));
    }
    ends.sort_unstable();
    ends
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
            end: end.max(start.plus_ms(HOUR_MS)),
        }
    }

    /// Where the events are dense: the shortest stretch that holds nine of ten known ends (all of them where there are
    /// fewer than ten), and a tenth of it, at least a day, on either side.
    ///
    /// A date of 1970 that means "unknown" or an old quarrel told for context does not squeeze the rest into one column.
    pub fn home(events: &Events) -> Option<Self> {
        let ends = known_ends(events);
        let enough = if ends.len() < 10 {
            ends.len()
        } else {
            (ends.len() * 9).div_ceil(10)
        };
        let stretches = ends.iter().zip(ends.get(enough.checked_sub(1)?..)?);
        let (first, last) = stretches.min_by_key(|(first, last)| last.ms() - first.ms())?;
        Some(Self::about(*first, *last))
    }

    /// Everything that is known, with as much to spare.
    pub fn whole(events: &Events) -> Option<Self> {
        let ends = known_ends(events);
        Some(Self::about(*ends.first()?, *ends.last()?))
    }

    /// Whole days from one moment to another, and a tenth as many, at least one, on either side.
    fn about(first: Stamp, last: Stamp) -> Self {
        let (start, end) = (first.floor_day(), last.floor_day().plus_ms(DAY_MS));
        let spare = ((end.ms() - start.ms()) / (10 * DAY_MS)).max(1) * DAY_MS;
        Self::new(start.plus_ms(-spare), end.plus_ms(spare))
    }

    /// The same length, later by some milliseconds (earlier where negative), within the calendar.
    #[must_use]
    pub fn moved(&self, by_ms: i64) -> Self {
        let by = by_ms.clamp(
            Stamp::MIN.ms() - self.start.ms(),
            // An axis begins no later than a day before the calendar ends.
            (Stamp::MAX.ms() - self.end.ms())
                .min(Stamp::MAX.ms() - DAY_MS - self.start.ms())
                .max(0),
        );
        Self::new(self.start.plus_ms(by), self.end.plus_ms(by))
    }

    /// Another length about a moment that keeps its share of the axis: from six hours to all of the calendar.
    #[must_use]
    pub fn zoomed(&self, length_ms: i64, about: Stamp) -> Self {
        let all = Stamp::MAX.ms() - Stamp::MIN.ms();
        let length = length_ms.clamp(SHORTEST_MS, all);
        let before = i128::from(about.ms() - self.start.ms()) * i128::from(length)
            / i128::from(self.length_ms());
        let start = about
            .ms()
            .saturating_sub(i64::try_from(before).unwrap_or(0))
            .clamp(Stamp::MIN.ms(), Stamp::MAX.ms() - length);
        Self::new(Stamp::from_ms(start), Stamp::from_ms(start + length))
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

    /// The first and the last of `bins` equal parts that a stretch touches; `None` where it has no date, where it lies
    /// off the axis, and where there are no parts.
    pub fn bins_of(&self, stretch: &Stretch, bins: usize) -> Option<(usize, usize)> {
        if bins == 0 || stretch.is_open() || !stretch.overlaps(&self.stretch()) {
            return None;
        }
        let first = stretch.start.map_or(0, |at| self.bin(at, bins));
        let last = stretch
            .end
            .map_or(bins - 1, |end| self.bin(end.plus_ms(-1), bins));
        Some((first, last.max(first)))
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
    use crate::model::events::{EventRow, RecordAt};
    use crate::model::time::parse_short;
    use crate::model::vocabulary::{EventType, Factuality};
    use proptest::prelude::*;

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
    fn the_first_axis_covers_the_known_ends_of_few_events() {
        let axis = Axis::home(&events(&[
            "2017-03-01/2017-03-05",
            "../2017-03-06",
            "../..",
        ]))
        .unwrap();
        assert_eq!(axis.stretch(), window("2017-02-28/2017-03-07"));
        assert_eq!(Axis::home(&events(&["../.."])), None);
        assert_eq!(axis.bin(axis.start, 10), 0);
        assert_eq!(axis.bin(axis.end, 10), 9);
        assert_eq!(axis.bin_start(0, 10), axis.start);
    }

    #[test]
    fn what_is_far_from_all_others_is_left_off_the_first_axis() {
        let mut times = vec!["2017-03-06"; 30];
        times.extend(["1970-01-01", "2019"]);
        let events = events(&times);
        let axis = Axis::home(&events).unwrap();
        assert_eq!(axis.stretch(), window("2017-03-05/2017-03-07"));
        let whole = Axis::whole(&events).unwrap().stretch();
        let every = window("1970/2019");
        assert!(whole.start < every.start && whole.end > every.end);
    }

    proptest! {
        #[test]
        fn an_axis_stays_an_axis_on_the_calendar(
            start in any::<i64>(), length in any::<i64>(), by in any::<i64>(), about in any::<i64>(),
        ) {
            let start = Stamp::from_ms(start);
            let axis = Axis::new(start, start.plus_ms(length));
            for other in [axis.moved(by), axis.zoomed(by, Stamp::from_ms(about))] {
                prop_assert!(other.start < other.end);
            }
            prop_assert_eq!(axis.moved(by).length_ms(), axis.length_ms());
        }
    }
}
