//! When: the time that a view shows, the events over time, and what comes next.

use super::World;
use crate::app::timing::Mode;
use crate::app::view::View;
use crate::index::kinds::{ByKind, Kinds, by_kind};
use crate::index::set::EventSet;
use crate::index::time::{Axis, histogram};
use crate::model::entry::EventIx;
use crate::model::time::{Stamp, Stretch};

impl World {
    /// The stretch of time that a view shows: its window, all until the window's end, or the time of the one event.
    pub fn shown_time(&self, view: &View) -> Stretch {
        match (view.timing.mode, view.selection) {
            (Mode::Until, _) => Stretch {
                start: None,
                ..view.window
            },
            (Mode::Single, Some(event)) => self.dataset.events.stretch(event),
            _ => view.window,
        }
    }

    /// The one event that a view shows; `None` while it shows a stretch of time.
    pub fn single(&self, view: &View) -> Option<EventIx> {
        view.selection.filter(|_| view.timing.mode == Mode::Single)
    }

    /// The part of time where events are dense; `None` where no event has a date.
    pub fn home_axis(&self) -> Option<Axis> {
        self.home_axis
    }

    /// All of time that events tell of; `None` where no event has a date.
    pub fn whole_axis(&self) -> Option<Axis> {
        self.whole_axis
    }

    /// How many events of a set fall into each of `bins` equal parts of an axis.
    pub fn histogram(&self, set: &EventSet, axis: &Axis, bins: usize) -> Vec<u32> {
        if let Some(kinds) = self.kinds()
            && set.is_all()
        {
            let (events, times) = (&self.dataset.events, &self.index.times);
            return kinds.histogram(events, times, axis, bins).all();
        }
        histogram(&self.dataset.events, &self.index.times, set, axis, bins)
    }

    /// The same for each kind of event.
    pub fn histogram_by_type(&self, set: &EventSet, axis: &Axis, bins: usize) -> ByKind {
        let when = (&self.dataset.events, &self.index.times);
        by_kind(when, self.kinds(), set, (axis, bins))
    }

    /// The kinds of all events over time, counted when first asked for.
    fn kinds(&self) -> Option<&Kinds> {
        let count = || Kinds::build(&self.dataset.events, &self.index.times);
        self.kinds.get_or_init(count).as_ref()
    }

    /// Where the first event after a window begins: the first of all, where the window is everything.
    pub fn next_time(&self, view: &View) -> Option<Stamp> {
        let (events, times) = (&self.dataset.events, &self.index.times);
        let after = view.window.end.map_or(0, |end| times.place(events, end));
        times.first(events, &self.filtered(view), after..usize::MAX)
    }

    /// Where the last event before a window begins.
    pub fn previous_time(&self, view: &View) -> Option<Stamp> {
        let (events, times) = (&self.dataset.events, &self.index.times);
        let start = view.window.start;
        let before = start.map_or(usize::MAX, |start| times.place(events, start));
        times.last(events, &self.filtered(view), 0..before)
    }

    /// Where the first and the last event of a view's filter begin, whatever the window; `None` where none has a date.
    pub fn first_and_last(&self, view: &View) -> Option<(Stamp, Stamp)> {
        let (events, times) = (&self.dataset.events, &self.index.times);
        let set = self.filtered(view);
        Some((
            times.first(events, &set, 0..usize::MAX)?,
            times.last(events, &set, 0..usize::MAX)?,
        ))
    }

    /// Where the selected event begins, or its last moment where that is not known; `None` for one without a date.
    pub fn selected_moment(&self, view: &View) -> Option<Stamp> {
        self.dataset.events.moment(view.selection?)
    }

    /// Whether some date of a view's filter is known to the hour or better.
    pub fn knows_hours(&self, view: &View) -> bool {
        self.filtered(view).shared(self.index.times.to_the_hour()) > 0
    }

    /// When what a view shows changes next as its window moves on: where the next event begins after it, and where the
    /// first of those in it ends. What is gathered does not end.
    pub fn next_changes(&self, view: &View) -> (Option<Stamp>, Option<Stamp>) {
        let ends = || {
            let events = &self.dataset.events;
            self.index.times.first_end(events, &self.in_window(view))
        };
        let ends = (view.timing.mode != Mode::Until).then(ends).flatten();
        (self.next_time(view), ends)
    }
}
