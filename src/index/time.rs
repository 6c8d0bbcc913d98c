//! Events over time: which stand in a window, how many fall into each bin, and where the next one is.

use crate::index::set::{Counted, EventSet};
use crate::index::times::Times;
use crate::model::events::Events;
use crate::model::time::{DAY_MS, HOUR_MS, Stamp, Stretch};

/// How many events of a set overlap each of `bins` equal parts of a stretch that has both ends.
///
/// An event counts in every bin that it overlaps; undated events count in none.
///
/// Events that are equally long end in the order in which they begin: of these, as many overlap a bin as begin before it
/// ends less those that end before it begins, and both are runs of the set. The others are looked at one by one.
pub fn histogram(
    events: &Events,
    times: &Times,
    set: &EventSet,
    axis: &Axis,
    bins: usize,
) -> Vec<u32> {
    let mut steps = Steps::new(bins);
    for (length, usual) in times.usual() {
        let usual = Counted::of(usual.clone().and(set));
        let edges = Edges::of(events, times, axis, bins, *length);
        steps.add_runs(&edges, &usual);
    }
    for event in times.rest().clone().and(set).iter() {
        if let Some((first, last)) = axis.bins_of(&events.stretch(event), bins) {
            steps.add(first, last);
        }
    }
    steps.counts()
}

/// The places at which events of one length begin to touch each of some equal parts of an axis, and cease to.
#[derive(Debug, Clone, Default)]
pub struct Edges {
    /// For each part, the place of the first event that does not end before it.
    first: Vec<usize>,
    /// For each part, the place of the first event that begins after it.
    end: Vec<usize>,
}

impl Edges {
    /// Looks for the edges of `bins` parts among all events; `length` is that of the ones that are meant, in milliseconds.
    pub fn of(events: &Events, times: &Times, axis: &Axis, bins: usize, length: i64) -> Self {
        let place =
            |bin: usize, before: i64| times.place(events, axis.edge(bin, bins).plus_ms(before));
        Self {
            // What ends with the millisecond before a part is not in it.
            first: (0..bins).map(|bin| place(bin, 1 - length)).collect(),
            end: (0..bins).map(|bin| place(bin + 1, 0)).collect(),
        }
    }

    /// The places of the events that touch each part.
    pub fn runs(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let edges = self.first.iter().zip(&self.end);
        edges.map(|(first, end)| *first..*end)
    }

    /// The places of the events that touch any part.
    pub fn all(&self) -> std::ops::Range<usize> {
        let (first, end) = (self.first.first(), self.end.last());
        first.copied().unwrap_or(0)..end.copied().unwrap_or(0)
    }
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

    /// Those of a set of equally long events that stand between the edges of each bin.
    pub fn add_runs(&mut self, edges: &Edges, set: &Counted) {
        let mut before = 0;
        let runs = edges.first.iter().zip(&edges.end);
        for ((first, end), step) in runs.zip(&mut self.0) {
            let count = set.before(*end).saturating_sub(set.before(*first));
            let count = i64::try_from(count).unwrap_or(0);
            *step += count - before;
            before = count;
        }
        if let Some(last) = self.0.last_mut() {
            *last -= before;
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

/// Every known start and every known last moment, each once and in order, with how often it comes.
#[derive(Debug, Clone, Default)]
pub struct KnownEnds(Vec<(Stamp, usize)>);

impl KnownEnds {
    /// Those of all events. Starts are in order already, and so are the ends of whatever is a day long; only those of the
    /// others have to be sorted.
    pub fn of(events: &Events) -> Self {
        let (mut starts, mut ends, mut others) = (Self::default(), Self::default(), Vec::new());
        for event in events.all() {
            let stretch = events.stretch(event);
            if let Some(start) = stretch.start {
                starts.add(start, 1);
            }
            let Some(end) = stretch.end else { continue };
            let last = end.plus_ms(-1);
            if stretch
                .start
                .is_some_and(|start| end.ms() - start.ms() == DAY_MS)
            {
                ends.add(last, 1);
            } else {
                others.push(last);
            }
        }
        others.sort_unstable();
        let mut sorted = Self::default();
        for at in others {
            sorted.add(at, 1);
        }
        starts.merged(&ends).merged(&sorted)
    }

    /// One that is not before the last.
    fn add(&mut self, at: Stamp, times: usize) {
        match self.0.last_mut() {
            Some((last, count)) if *last == at => *count += times,
            _ => self.0.push((at, times)),
        }
    }

    fn merged(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut both = Self::default();
        loop {
            let next = match (a.peek(), b.peek()) {
                (Some((x, _)), Some((y, _))) if y < x => b.next(),
                (Some(_), _) => a.next(),
                (None, _) => b.next(),
            };
            let Some((at, times)) = next else { return both };
            both.add(*at, *times);
        }
    }

    /// The shortest stretch from one of them to another that holds so many; of equals, the first.
    fn shortest(&self, enough: usize) -> Option<(Stamp, Stamp)> {
        let mut shortest: Option<(Stamp, Stamp)> = None;
        // How many come before the first, and how many up to the last.
        let (mut before, mut held) = (0, 0);
        let mut lasts = self.0.iter();
        let mut last = self.0.first()?.0;
        for (first, times) in &self.0 {
            while held < before + enough {
                let Some((at, more)) = lasts.next() else {
                    return shortest;
                };
                held += more;
                last = *at;
            }
            let length = |(first, last): (Stamp, Stamp)| last.ms() - first.ms();
            if shortest.is_none_or(|known| length((*first, last)) < length(known)) {
                shortest = Some((*first, last));
            }
            before += times;
        }
        shortest
    }
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
    pub fn home(ends: &KnownEnds) -> Option<Self> {
        let count: usize = ends.0.iter().map(|(_, times)| times).sum();
        let enough = if count < 10 {
            count
        } else {
            (count * 9).div_ceil(10)
        };
        let (first, last) = ends.shortest(enough)?;
        Some(Self::about(first, last))
    }

    /// Everything that is known, with as much to spare.
    pub fn whole(ends: &KnownEnds) -> Option<Self> {
        let ((first, _), (last, _)) = (ends.0.first()?, ends.0.last()?);
        Some(Self::about(*first, *last))
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
        let last = bins.saturating_sub(1);
        let past = u64::try_from(at.ms() - self.start.ms()).unwrap_or(0);
        let length = self.length_ms().unsigned_abs();
        // The calendar is shorter than 2⁴⁹ ms: with a screen's columns the product fits, and division is quick.
        let bin = match past.checked_mul(u64::try_from(bins).unwrap_or(u64::MAX)) {
            Some(product) => product / length,
            None => past / (length / u64::try_from(bins.max(1)).unwrap_or(1)).max(1),
        };
        usize::try_from(bin).unwrap_or(last).min(last)
    }

    /// The first moment of one of `bins` equal parts; that of the one behind the last is the end.
    pub fn edge(&self, bin: usize, bins: usize) -> Stamp {
        let share = i128::from(self.length_ms()) * i128::try_from(bin).unwrap_or(0);
        let parts = i128::try_from(bins.max(1)).unwrap_or(1);
        // Rounded up: a moment before it is still in the part before.
        let offset = (share + parts - 1).div_euclid(parts);
        self.start
            .plus_ms(i64::try_from(offset).unwrap_or(i64::MAX))
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
    use crate::index::times::tests::{any_time, events as of_times};
    use crate::model::time::parse_short;
    use proptest::prelude::*;

    fn events(times: &[&str]) -> Events {
        let when = |time: &&str| parse_short(time).unwrap();
        of_times(times.iter().map(when).collect())
    }

    fn within(events: &Events, window: &Stretch) -> EventSet {
        Times::build(events).within(events, window)
    }

    fn histogram(events: &Events, set: &EventSet, axis: &Axis, bins: usize) -> Vec<u32> {
        super::histogram(events, &Times::build(events), set, axis, bins)
    }

    fn home(events: &Events) -> Option<Axis> {
        Axis::home(&KnownEnds::of(events))
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
        let axis = home(&events(&[
            "2017-03-01/2017-03-05",
            "../2017-03-06",
            "../..",
        ]))
        .unwrap();
        assert_eq!(axis.stretch(), window("2017-02-28/2017-03-07"));
        assert_eq!(home(&events(&["../.."])), None);
        assert_eq!(axis.bin(axis.start, 10), 0);
        assert_eq!(axis.bin(axis.end, 10), 9);
        assert_eq!(axis.bin_start(0, 10), axis.start);
    }

    #[test]
    fn what_is_far_from_all_others_is_left_off_the_first_axis() {
        let mut times = vec!["2017-03-06"; 30];
        times.extend(["1970-01-01", "2019"]);
        let events = events(&times);
        let axis = home(&events).unwrap();
        assert_eq!(axis.stretch(), window("2017-03-05/2017-03-07"));
        let whole = Axis::whole(&KnownEnds::of(&events)).unwrap().stretch();
        let every = window("1970/2019");
        assert!(whole.start < every.start && whole.end > every.end);
    }

    proptest! {
        #[test]
        fn a_histogram_is_what_each_event_adds_to_it(
            times in prop::collection::vec(any_time(), 0..300), start in -10..80_i64, length in 1..2_000_i64, bins in 0..40_usize, n in 1..4_usize,
        ) {
            let events = of_times(times);
            let start = Stamp::from_ms(start * DAY_MS);
            let axis = Axis::new(start, start.plus_ms(length * HOUR_MS));
            let set = EventSet::that(events.len(), |event| event.at() % n == 0);
            let mut steps = Steps::new(bins);
            for event in set.iter() {
                if let Some((first, last)) = axis.bins_of(&events.stretch(event), bins) {
                    steps.add(first, last);
                }
            }
            prop_assert_eq!(histogram(&events, &set, &axis, bins), steps.counts());
        }

        #[test]
        fn the_first_axis_is_the_shortest_of_all(times in prop::collection::vec(any_time(), 0..60)) {
            let events = of_times(times);
            let mut ends: Vec<Stamp> = Vec::new();
            for event in events.all() {
                let stretch = events.stretch(event);
                ends.extend(stretch.start);
                ends.extend(stretch.end.map(|end| end.plus_ms(-1)));
            }
            ends.sort_unstable();
            let enough = if ends.len() < 10 { ends.len() } else { (ends.len() * 9).div_ceil(10) };
            let stretches = ends.iter().zip(ends.iter().skip(enough.saturating_sub(1)));
            let shortest = stretches.min_by_key(|(first, last)| last.ms() - first.ms());
            prop_assert_eq!(home(&events), shortest.map(|(first, last)| Axis::about(*first, *last)));
        }

        #[test]
        fn a_moment_falls_into_the_part_between_its_edges(
            start in any::<i64>(), length in any::<i64>(), at in any::<i64>(), bins in 1..400_usize,
        ) {
            let start = Stamp::from_ms(start);
            let axis = Axis::new(start, start.plus_ms(length));
            let at = Stamp::from_ms(at);
            let exact = i128::from(at.ms() - axis.start.ms()) * i128::try_from(bins).unwrap() / i128::from(axis.length_ms());
            let bin = axis.bin(at, bins);
            prop_assert_eq!(i128::try_from(bin).unwrap(), exact.clamp(0, i128::try_from(bins - 1).unwrap()));
            if axis.start <= at && at < axis.end {
                prop_assert!(axis.edge(bin, bins) <= at && at < axis.edge(bin + 1, bins));
            }
        }

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
