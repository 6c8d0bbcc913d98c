//! Where steps begin and end, and what has been put into the one that is open.

use std::collections::HashMap;
use std::ops::Range;

use super::faults::Faults;
use crate::model::briefing::{Block, Cited, Step};
use crate::model::text::Text;

/// So many steps are read.
pub(super) const MOST_STEPS: usize = 2_000;
/// So many bytes of words and notes are read of each.
pub(super) const MOST_WORDS: usize = 256 << 10;

/// So many events are cited.
pub(super) const MOST_CITED: usize = 10_000;

/// The steps read so far.
#[derive(Debug, Default)]
pub(super) struct Steps {
    /// Those that have ended.
    done: Vec<Step>,
    /// The one that is open.
    open: Option<Open>,
    /// A line that ends a step was read, and nothing after it.
    pending: Option<usize>,
    /// The events that are cited.
    pub(super) cited: Vec<Cited>,
    /// The number of each, and the last step that cites it.
    numbers: HashMap<String, (usize, usize)>,
    /// There are more steps than are read.
    pub(super) is_full: bool,
}

#[derive(Debug, Default)]
struct Open {
    step: Step,
    /// It has a heading, were it an empty one.
    is_headed: bool,
    /// Bytes of words that it has.
    size: usize,
    /// It has more than are read.
    is_told: bool,
}

impl Steps {
    /// The first step begins at a byte, as soon as anything stands there.
    pub(super) fn from(start: usize) -> Self {
        Self {
            pending: Some(start),
            ..Self::default()
        }
    }

    /// A line ends the step; the next begins where that line does.
    pub(super) fn end_at(&mut self, byte: usize) {
        // Lines one after the other begin one step.
        self.pending.get_or_insert(byte);
    }

    /// Something stands at a byte: it belongs to the step that is open, or begins the one that a line announced. `None`
    /// where there are too many.
    pub(super) fn enter(&mut self, byte: usize, faults: &mut Faults) -> Option<&mut Step> {
        // A heading that has a line of these in its middle goes on.
        if let Some(start) = self.pending.take_if(|start| *start <= byte) {
            self.begin(start, byte, faults);
        }
        self.open.as_mut().map(|open| &mut open.step)
    }

    /// A heading that begins a step stands at a byte, unless it belongs to a step that has nothing yet.
    pub(super) fn head(&mut self, byte: usize, faults: &mut Faults) {
        let joins = self.open.as_ref().is_some_and(Open::waits_for_heading);
        match self.pending.take() {
            Some(start) => self.begin(start, byte, faults),
            None if !joins => self.begin(byte, byte, faults),
            None => {}
        }
        if let Some(open) = &mut self.open {
            open.is_headed = true;
        }
    }

    fn begin(&mut self, start: usize, at: usize, faults: &mut Faults) {
        if self.is_full {
            return;
        }
        if self.done.len() + usize::from(self.open.is_some()) >= MOST_STEPS {
            let words =
                format!("a briefing has at most {MOST_STEPS} steps; this is where reading ends");
            faults.error(at..at, "step", &words);
            self.is_full = true;
            return;
        }
        self.close(start);
        self.open = Some(Open {
            step: Step {
                span: start..start,
                ..Step::default()
            },
            ..Open::default()
        });
    }

    fn close(&mut self, end: usize) {
        if let Some(mut open) = self.open.take() {
            open.step.span.end = end;
            self.done.push(open.step);
        }
    }

    /// The step that is open.
    pub(super) fn current(&mut self) -> Option<&mut Step> {
        self.open.as_mut().map(|open| &mut open.step)
    }

    /// Adds a block to the step that is open.
    pub(super) fn add(&mut self, mut block: Block) {
        if let Some(open) = &mut self.open {
            block.part = open.step.pauses;
            open.step.blocks.push(block);
        }
    }

    /// Whether so many bytes of words more, which stand at a place, are read of this step.
    pub(super) fn has_room(
        &mut self,
        bytes: usize,
        at: &Range<usize>,
        faults: &mut Faults,
    ) -> bool {
        let Some(open) = self.open.as_mut().filter(|_| !self.is_full) else {
            return false;
        };
        open.size = open.size.saturating_add(bytes);
        if open.size <= MOST_WORDS {
            return true;
        }
        if !open.is_told {
            open.is_told = true;
            let words = format!(
                "a step has at most {} KiB of words; what comes here is left out",
                MOST_WORDS >> 10
            );
            faults.error(at.clone(), "step", &words);
        }
        false
    }

    /// An event is cited: its number, from 0; `None` where there are too many.
    pub(super) fn cite(&mut self, id: &str, span: Range<usize>) -> Option<usize> {
        let step = self.done.len();
        let next = self.cited.len();
        if next >= MOST_CITED && !self.numbers.contains_key(id) {
            return None;
        }
        let known = self.numbers.entry(id.to_owned());
        let (number, last) = known.or_insert((next, usize::MAX));
        let is_new_here = std::mem::replace(last, step) != step;
        let number = *number;
        if number == next {
            self.cited.push(Cited {
                id: Text::clean(id),
                spans: Vec::new(),
            });
        }
        if let Some(cited) = self.cited.get_mut(number) {
            cited.spans.push(span);
        }
        if let Some(open) = self.open.as_mut().filter(|_| is_new_here) {
            open.step.cites.push(number);
        }
        Some(number)
    }

    /// All steps; the last one ends where the file does.
    pub(super) fn finish(mut self, end: usize) -> (Vec<Step>, Vec<Cited>) {
        self.close(end);
        (self.done, self.cited)
    }
}

impl Open {
    fn waits_for_heading(&self) -> bool {
        !self.is_headed && self.step.blocks.is_empty()
    }
}
