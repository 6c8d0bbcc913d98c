//! Putting a step back that was taken out, into a file that may have become another one since.

use super::Shape;
use crate::model::briefing::cut::{Joined, Parts};
use crate::model::briefing::{Briefing, Step};

/// What came of putting a step back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Back {
    /// The file with it, and which of its steps it is.
    Put(Box<Briefing>, usize),
    /// Somebody else has put it there already.
    There,
    /// Wherever it is put, something else would change too.
    Nowhere,
}

impl Briefing {
    /// This briefing with a step that stood in another one: behind the step that it stood behind, else at the end. Its own
    /// bytes are as they were, and so is every other step.
    pub fn with_back(&self, from: &Self, step: usize) -> Back {
        let Some(taken) = from.steps.get(step) else {
            return Back::Nowhere;
        };
        let words = from.text(taken.span.clone()).trim();
        if self.times_said(words) >= from.times_said(words) {
            return Back::There;
        }
        let end = self.steps.len();
        let place = match step.checked_sub(1) {
            None => 0,
            Some(before) => self.step_of(from, before).map_or(end, |before| before + 1),
        };
        let places = [(place, false), (place, true), (end, false), (end, true)];
        let put = places.into_iter().find_map(|(place, is_parted)| {
            let file = Self::parse(self.put_at(place, from.taken_out(step, taken), is_parted));
            let shapes = self.steps.iter().map(Shape::of);
            let mut meant: Vec<Shape> = shapes.collect();
            meant.insert(place, Shape::of(taken));
            let says = file.text(file.steps.get(place)?.span.clone());
            let is_it = file.front == self.front
                && file.steps.iter().map(Shape::of).eq(meant)
                && says.trim().ends_with(from.taken_out(step, taken).trim());
            is_it.then_some((file, place))
        });
        put.map_or(Back::Nowhere, |(file, place)| {
            Back::Put(Box::new(file), place)
        })
    }

    /// How many steps say just this.
    fn times_said(&self, words: &str) -> usize {
        let texts = self.steps.iter().map(|one| self.text(one.span.clone()));
        texts.filter(|text| text.trim() == words).count()
    }

    /// The bytes that go where a step is taken out. Empty lines under the front matter stay.
    pub(super) fn taken_out(&self, at: usize, step: &Step) -> &str {
        let parts = Parts::of(self, step);
        let all = self.text(step.span.clone());
        if at == 0 && !parts.is_set_apart() {
            all.get(parts.lead.len()..).unwrap_or("")
        } else {
            all
        }
    }

    /// The file with these bytes where a step begins; set apart from what stands above them, or from the step below where
    /// they come first, if they do not begin a step by themselves.
    fn put_at(&self, place: usize, words: &str, is_parted: bool) -> String {
        let byte = match (place.checked_sub(1), self.steps.first()) {
            (Some(before), _) => self.steps.get(before).map(|before| before.span.end),
            (None, Some(first)) => Some(first.span.end - self.taken_out(0, first).len()),
            (None, None) => None,
        };
        let byte = byte.unwrap_or(self.source.len());
        let mut out = Joined::up_to(self, byte);
        let end = out.line_end();
        let part = format!("---{end}{end}");
        if is_parted && place > 0 {
            out.add_line(&part);
        }
        out.add_line(words);
        if is_parted && place == 0 {
            out.add_line(&part);
        }
        out.add_line(self.text(byte..self.source.len()));
        out.finish()
    }
}
