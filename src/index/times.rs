//! When all events are, so that a window costs what lies at its edges.
//!
//! Events are sorted by the moment they begin (by their last one where that is not known), so that a window is a run of
//! places, found by two binary searches. What begins before it and lasts into it is found by the latest end of each 64
//! events: only where that reaches into the window are they looked at one by one. Events with an open end are kept in sets.
//!
//! It costs half a byte an event and is made in one pass.
//!
//! Known to be imperfect: where very many events begin at one moment, those at the edge of a window are each looked at.

use std::ops::Range;

use super::set::{EventSet, of_word};
use crate::model::entry::EventIx;
use crate::model::events::Events;
use crate::model::time::{DAY_MS, Stamp, Stretch};
use crate::model::vocabulary::TimePrecision;

/// The times of all events, as far as questions need them at once.
#[derive(Debug, Clone, Default)]
pub struct Times {
    /// How many events have a date: they are the first.
    dated: usize,
    /// The place of the first event of each day, and what the days are counted from.
    days: Days,
    /// The latest known end among each 64 events in milliseconds, and the earliest.
    ends: Vec<(i64, i64)>,
    /// Those of which the start is not known, but the end is.
    open_start: EventSet,
    /// Those of which the end is not known, but the start is.
    open_end: EventSet,
    /// Those known to the hour or better.
    to_the_hour: EventSet,
    /// Sets of events of a day or shorter that are equally long, with that length in milliseconds.
    usual: Vec<(i64, EventSet)>,
    /// The dated events that are in none of these.
    rest: EventSet,
}

/// The first event of each day from the first to the last that any begins on; none where they are too many.
#[derive(Debug, Clone, Default)]
struct Days {
    /// The first day, from 1970.
    first: i64,
    /// For each day the place of the first event that is not before it; behind the last day, how many events there are.
    places: Vec<u32>,
}

/// More days than this, 180 years, are told apart only where there are more events.
const MOST_DAYS: usize = 1 << 16;

impl Days {
    fn of(events: &Events, dated: usize) -> Self {
        let day = |place: usize| {
            let moment = events.moment(EventIx::from_position(place))?;
            Some(moment.ms().div_euclid(DAY_MS))
        };
        let Some((first, last)) = dated.checked_sub(1).and_then(|last| day(0).zip(day(last)))
        else {
            return Self::default();
        };
        let count = usize::try_from(last - first).unwrap_or(usize::MAX);
        if count >= dated.max(MOST_DAYS) {
            return Self::default();
        }
        let mut places: Vec<u32> = Vec::with_capacity(count + 2);
        for place in 0..dated {
            let day = day(place).unwrap_or(last) - first;
            while i64::try_from(places.len()).is_ok_and(|next| next <= day) {
                places.push(u32::try_from(place).unwrap_or(u32::MAX));
            }
        }
        places.push(u32::try_from(dated).unwrap_or(u32::MAX));
        Self { first, places }
    }

    /// The places between which that of a moment is, of so many events.
    fn around(&self, at: Stamp, dated: usize) -> Range<usize> {
        if self.places.is_empty() {
            return 0..dated;
        }
        let day = at.ms().div_euclid(DAY_MS) - self.first;
        let Ok(day) = usize::try_from(day) else {
            return 0..0;
        };
        let place = |day: usize| self.places.get(day).map_or(dated, |place| *place as usize);
        place(day)..place(day + 1)
    }
}

/// As many lengths get a set of their own.
const MOST_USUAL: usize = 3;
/// As many events say which these are.
const ASKED: usize = 4_096;

/// Whether an event is an exact moment or day, how long that is; `None` for others.
fn moment_length(events: &Events, event: EventIx) -> Option<i64> {
    let when = events.when(event);
    let exact = matches!(
        when.precision,
        TimePrecision::Minute | TimePrecision::Hour | TimePrecision::Day
    );
    let (start, end) = (when.stretch.start?, when.stretch.end?);
    Some(end.ms() - start.ms()).filter(|length| exact && *length > 0)
}

impl Times {
    /// Looks at the times of all events.
    pub fn build(events: &Events) -> Self {
        let len = events.len();
        let none = || EventSet::none(len);
        let lengths = usual_lengths(events);
        let dated = first_place(0..len, |event| events.moment(event).is_some());
        let mut times = Self {
            dated,
            days: Days::of(events, dated),
            ends: Vec::with_capacity(len.div_ceil(64)),
            open_start: none(),
            open_end: none(),
            to_the_hour: none(),
            usual: lengths.iter().map(|length| (*length, none())).collect(),
            rest: none(),
        };
        let (mut latest, mut earliest) = (i64::MIN, i64::MAX);
        for event in events.all() {
            if event.at() % 64 == 0 && event.at() > 0 {
                times.ends.push((latest, earliest));
                (latest, earliest) = (i64::MIN, i64::MAX);
            }
            let when = events.when(event);
            let stretch = when.stretch;
            match (stretch.start, stretch.end) {
                (None, Some(_)) => times.open_start.insert(event),
                (Some(_), None) => times.open_end.insert(event),
                _ => {}
            }
            if let Some(end) = stretch.end {
                latest = latest.max(end.ms());
                earliest = earliest.min(end.ms());
            }
            let exact = matches!(when.precision, TimePrecision::Minute | TimePrecision::Hour);
            if exact {
                times.to_the_hour.insert(event);
            }
            if stretch.is_open() {
                continue;
            }
            let length = moment_length(events, event);
            let of_length = |set: &&mut (i64, EventSet)| Some(set.0) == length;
            match times.usual.iter_mut().find(of_length) {
                Some((_, set)) => set.insert(event),
                None => times.rest.insert(event),
            }
        }
        times.ends.push((latest, earliest));
        times
    }

    /// From the first known start to the last known end; `None` where none is known.
    pub fn span(&self, events: &Events) -> Option<Stretch> {
        let known = EventSet::run(events.len(), 0..self.dated).without(&self.open_start);
        let start = events.stretch(known.first()?).start?;
        let latest = self.ends.iter().map(|(latest, _)| *latest).max();
        let end = latest.filter(|latest| *latest > i64::MIN)?;
        Some(Stretch::new(start, Stamp::from_ms(end)))
    }

    /// How many events have a date: they are the first, the undated the last.
    pub fn dated(&self) -> usize {
        self.dated
    }

    /// Those with an end but no known start.
    pub fn open_start(&self) -> &EventSet {
        &self.open_start
    }

    /// Those with a start but no known end.
    pub fn open_end(&self) -> &EventSet {
        &self.open_end
    }

    /// Those known to the hour or better.
    pub fn to_the_hour(&self) -> &EventSet {
        &self.to_the_hour
    }

    /// Events known to the minute, the hour or the day that are equally long, with their length in milliseconds.
    pub fn usual(&self) -> &[(i64, EventSet)] {
        &self.usual
    }

    /// The dated events that are not among [`Times::usual`].
    pub fn rest(&self) -> &EventSet {
        &self.rest
    }

    /// The place of the first event that begins at a moment or later.
    pub fn place(&self, events: &Events, at: Stamp) -> usize {
        self.place_where(at, |event| {
            events.moment(event).is_some_and(|moment| moment < at)
        })
    }

    /// The place of the first event for which something no longer holds that holds for all that begin on a day before a
    /// moment, and for none of a day after.
    fn place_where(&self, at: Stamp, holds: impl Fn(EventIx) -> bool) -> usize {
        let around = self.days.around(at, self.dated);
        // Most begin with their day: then the first and the last say it of all.
        let at = |place: usize| holds(EventIx::from_position(place));
        match around.end.checked_sub(1) {
            Some(last) if around.start < around.end => {
                if !at(around.start) {
                    around.start
                } else if at(last) {
                    around.end
                } else {
                    first_place(around, holds)
                }
            }
            _ => around.start,
        }
    }

    /// The events whose time overlaps a window. The undated are there only while the window is everything.
    pub fn within(&self, events: &Events, window: &Stretch) -> EventSet {
        let len = events.len();
        if window.is_open() {
            return EventSet::all(len);
        }
        let end = window.end.map_or(self.dated, |end| self.place(events, end));
        let start = window.start.map_or(0, |start| {
            self.place_where(start, |event| {
                events.moment(event).is_some_and(|moment| moment <= start)
            })
        });
        let mut set = EventSet::run(len, start..end);
        if let Some(from) = window.start {
            // What began before: with an open end, or with one that lies in the window.
            set.add_of(&self.open_end, 0..start.min(end));
            for event in self.lasting(events, start.min(end), from) {
                set.insert(event);
            }
            // What ends later began at a moment that nobody knows.
            set.add_of(&self.open_start, end.max(start)..self.dated);
        } else {
            set.add_of(&self.open_start, end..self.dated);
        }
        set
    }

    /// Of the events before a place, those with a known end after a moment.
    fn lasting<'a>(
        &'a self,
        events: &'a Events,
        before: usize,
        after: Stamp,
    ) -> impl Iterator<Item = EventIx> + 'a {
        let words = self.ends.iter().take(before.div_ceil(64)).enumerate();
        let reaching = words.filter(move |(_, (latest, _))| *latest > after.ms());
        let each = reaching.flat_map(|(at, _)| of_word(at, u64::MAX));
        each.take_while(move |event| event.at() < before)
            .filter(move |event| events.stretch(*event).end.is_some_and(|end| end > after))
    }

    /// Where the first event of a set begins, or its last moment where that is not known, at some neighbouring places.
    pub fn first(&self, events: &Events, set: &EventSet, places: Range<usize>) -> Option<Stamp> {
        let event = set.first_in(places.start..places.end.min(self.dated))?;
        events.moment(event)
    }

    /// The same of the last event.
    pub fn last(&self, events: &Events, set: &EventSet, places: Range<usize>) -> Option<Stamp> {
        let event = set.last_in(places.start..places.end.min(self.dated))?;
        events.moment(event)
    }

    /// The last event of a set, in order of time, that has ended by a moment.
    pub fn last_ended(&self, events: &Events, set: &EventSet, by: Stamp) -> Option<EventIx> {
        // Nothing that begins later has, and nearly everything that begins a little earlier.
        let mut before = self.place(events, by.plus_ms(1));
        loop {
            let event = set.last_in(0..before)?;
            let (at, word) = (event.at() / 64, event.at() + 1);
            let earliest = self
                .ends
                .get(at)
                .map_or(i64::MAX, |(_, earliest)| *earliest);
            if earliest > by.ms() {
                before = at * 64;
                continue;
            }
            let ended = |event: &EventIx| events.stretch(*event).end.is_some_and(|end| end <= by);
            let found = set.of(at * 64..word).filter(ended).last();
            if found.is_some() {
                return found;
            }
            before = at * 64;
        }
    }

    /// The first moment at which an event of a set has ended.
    pub fn first_end(&self, events: &Events, set: &EventSet) -> Option<Stamp> {
        let mut first: Option<Stamp> = None;
        for (at, word) in set.words() {
            let earliest = self
                .ends
                .get(at)
                .map_or(i64::MAX, |(_, earliest)| *earliest);
            if first.is_some_and(|first| first.ms() <= earliest) {
                continue;
            }
            let ends = of_word(at, word).filter_map(|event| events.stretch(event).end);
            first = first.into_iter().chain(ends).min();
        }
        first
    }
}

/// The place of the first event, of some neighbours, for which something no longer holds; behind them, if there is none.
fn first_place(places: Range<usize>, holds: impl Fn(EventIx) -> bool) -> usize {
    let (mut low, mut high) = (places.start, places.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(EventIx::from_position(middle)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// How long exact events are most often, from some of them.
fn usual_lengths(events: &Events) -> Vec<i64> {
    let step = (events.len() / ASKED).max(1);
    let some = events.all().step_by(step);
    let mut lengths: Vec<i64> = some
        .filter_map(|event| moment_length(events, event))
        .collect();
    lengths.sort_unstable();
    let mut counts: Vec<(usize, i64)> = Vec::new();
    for length in lengths {
        match counts.last_mut().filter(|(_, last)| *last == length) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, length)),
        }
    }
    counts.sort_unstable_by_key(|(count, length)| (std::cmp::Reverse(*count), *length));
    counts.truncate(MOST_USUAL);
    counts.into_iter().map(|(_, length)| length).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::events::{EventRow, RecordAt};
    use crate::model::time::{HOUR_MS, When};
    use crate::model::vocabulary::{EventType, Factuality};
    use proptest::prelude::*;

    /// Events at some times.
    pub(in crate::index) fn events(times: Vec<When>) -> Events {
        of_kinds(times, |_| EventType::Clash)
    }

    /// The same, of all kinds.
    pub(in crate::index) fn events_of_kinds(times: Vec<When>) -> Events {
        let kinds = EventType::ALL;
        of_kinds(times, |number| kinds[number * 7 % kinds.len()])
    }

    fn of_kinds(times: Vec<When>, kind: impl Fn(usize) -> EventType) -> Events {
        let row = |(number, when): (usize, When)| EventRow {
            id: format!("e{number}").as_str().into(),
            kind: kind(number),
            factuality: Factuality::Happened,
            when,
            attribution: None,
            actors: vec![],
            voices: vec![],
            speakers: vec![],
            locations: vec![],
            documents: vec![],
            reports: 0,
            fatalities: None,
            tags: vec![],
            record: RecordAt {
                source: 0,
                offset: 0,
                len: 0,
            },
        };
        Events::from_rows(times.into_iter().enumerate().map(row).collect())
    }

    /// Days, hours, spans of any length, open ends, nothing at all.
    pub(in crate::index) fn any_time() -> impl Strategy<Value = When> {
        let length = prop_oneof![
            6 => Just(DAY_MS), 2 => Just(HOUR_MS), 1 => Just(0), 2 => 1..90 * DAY_MS, 1 => Just(7 * DAY_MS),
        ];
        let precision = proptest::sample::select(TimePrecision::ALL);
        let open = prop_oneof![12 => Just((false, false)), 1 => Just((true, false)), 1 => Just((false, true)), 1 => Just((true, true))];
        (0..80_i64, 0..3_i64, length, precision, open).prop_map(
            |(day, hour, length, precision, open)| {
                let start = Stamp::from_ms(day * DAY_MS + hour * HOUR_MS);
                let stretch = Stretch {
                    start: Some(start).filter(|_| !open.0),
                    end: Some(start.plus_ms(length)).filter(|_| !open.1),
                };
                When {
                    stretch,
                    precision,
                    basis: None,
                }
            },
        )
    }

    fn any_window() -> impl Strategy<Value = Stretch> {
        let end = || proptest::option::weighted(0.8, (-2..100_i64, 0..3_i64));
        (end(), end()).prop_map(|(start, end)| {
            let at = |(day, hour): (i64, i64)| Stamp::from_ms(day * DAY_MS + hour * HOUR_MS);
            Stretch {
                start: start.map(at),
                end: end.map(at),
            }
        })
    }

    proptest! {
        #[test]
        fn a_window_holds_what_each_event_says_of_itself(
            times in prop::collection::vec(any_time(), 0..400), window in any_window(), n in 1usize..5,
        ) {
            let events = events(times);
            let index = Times::build(&events);
            let holds = |event: EventIx| {
                let stretch = events.stretch(event);
                window.is_open() || (!stretch.is_open() && stretch.overlaps(&window))
            };
            let backwards = window.start.zip(window.end).is_some_and(|(start, end)| start >= end);
            let within = index.within(&events, &window);
            let slow = EventSet::that(events.len(), holds);
            if !backwards {
                prop_assert_eq!(&within, &slow);
            }
            let some = EventSet::that(events.len(), |event| event.at() % n == 0).and(&slow);
            let ends = some.iter().filter_map(|event| events.stretch(event).end);
            prop_assert_eq!(index.first_end(&events, &some), ends.min());
            let moments = || some.iter().filter_map(|event| events.moment(event));
            prop_assert_eq!(index.first(&events, &some, 0..usize::MAX), moments().min());
            prop_assert_eq!(index.last(&events, &some, 0..usize::MAX), moments().max());
            if let Some(at) = window.start {
                let place = index.place(&events, at);
                prop_assert_eq!(index.first(&events, &some, place..usize::MAX), moments().filter(|moment| *moment >= at).min());
                prop_assert_eq!(index.last(&events, &some, 0..place), moments().filter(|moment| *moment < at).max());
            }
            let stretches = || events.all().map(|event| events.stretch(event));
            let start = stretches().filter_map(|stretch| stretch.start).min();
            let end = stretches().filter_map(|stretch| stretch.end).max();
            prop_assert_eq!(index.span(&events), start.zip(end).map(|(start, end)| Stretch::new(start, end)));
            let by = window.end.or(window.start);
            let ended = |event: &EventIx| events.stretch(*event).end.is_some_and(|end| Some(end) <= by);
            let last = some.iter().filter(ended).last();
            prop_assert_eq!(by.and_then(|by| index.last_ended(&events, &some, by)), last.filter(|_| by.is_some()));
            let usual: usize = index.usual().iter().map(|(_, set)| set.count()).sum();
            prop_assert_eq!(usual + index.rest().count(), index.dated());
        }
    }
}
