//! A briefing that is worked on in the viewer: its text as it is by now, what was done to it, and what of that is in its file.
//!
//! Where the file is and how it is written is the outside's business. It is told to write by
//! [`Effect::SaveBriefing`](super::Effect), and says what came of it. Somebody else may have changed the file meanwhile: what
//! was done here and is not in it yet is then done to theirs.
//!
//! A step that was taken out can be put back all the same, as it was.
//!
//! Known to be imperfect: whatever else was done before somebody else changed the file cannot be taken back any more; nor is a
//! step put back whose return could not be written before something else was done, and before the file was changed.

mod act;
mod line;
mod panel;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::briefing::{Back, Briefing, Edit, Refused};
use crate::model::text::Text;

/// So many changes can be taken back, as long as what they need is not more than so many bytes.
const MOST: usize = 200;
const MOST_BYTES: usize = 32 << 20;

/// A briefing that is worked on.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its file, as people call it.
    pub name: Text,
    /// What it says by now.
    pub briefing: Arc<Briefing>,
    /// The step that the cursor of the panel is on: what is added comes behind it.
    pub at: usize,
    /// Why the file is not written, where that was tried.
    pub unsaved_for: Option<Text>,
    /// What the file holds, as far as is known; `None` where there is none.
    known: Option<Arc<str>>,
    /// What was done, and the text before each.
    past: VecDeque<Done>,
    /// What was taken back, and the text after each.
    future: Vec<Done>,
    /// After so many of what was done it was written; `None` where that cannot be got back to.
    saved_at: Option<usize>,
    /// Some of what was done cannot be taken back any more, as somebody else has changed the file since.
    has_given_up: bool,
    /// Somebody wants to leave it unsaved, and was told that it is.
    leaving: bool,
}

/// Something that was done.
#[derive(Debug, Clone)]
struct Done {
    source: Arc<str>,
    edit: Edit,
}

/// What came of going over to a file that somebody else has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// There was nothing to be done to it.
    Read,
    /// What was done here is done to it.
    Carried,
    /// A step is not in it any more, or is another one by now: something that was done here is not in it.
    Dropped,
}

impl Met {
    /// What came of both.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Dropped, _) | (_, Self::Dropped) => Self::Dropped,
            (Self::Carried, _) | (_, Self::Carried) => Self::Carried,
            (Self::Read, Self::Read) => Self::Read,
        }
    }
}

impl Draft {
    /// The briefing of a file.
    pub fn open(name: Text, source: impl Into<Arc<str>>) -> Self {
        let source = source.into();
        Self {
            known: Some(Arc::clone(&source)),
            ..Self::begin(name, source)
        }
    }

    /// A briefing whose file is written once something is in it.
    pub fn begin(name: Text, source: impl Into<Arc<str>>) -> Self {
        let briefing = Arc::new(Briefing::parse(source));
        Self {
            name,
            at: briefing.steps.len().saturating_sub(1),
            briefing,
            unsaved_for: None,
            known: None,
            past: VecDeque::new(),
            future: Vec::new(),
            saved_at: Some(0),
            has_given_up: false,
            leaving: false,
        }
    }

    /// What the file holds, as far as is known; `None` where there is none.
    pub fn known(&self) -> Option<&Arc<str>> {
        self.known.as_ref()
    }

    /// All that was done is in the file.
    pub fn is_saved(&self) -> bool {
        self.saved_at == Some(self.past.len())
    }

    /// Something was done that can be taken back.
    pub fn has_past(&self) -> bool {
        !self.past.is_empty()
    }

    /// The step behind which a new one comes.
    pub fn last_before_new(&self) -> Option<usize> {
        let last = self.briefing.steps.len().checked_sub(1)?;
        Some(self.at.min(last))
    }

    /// Makes an edit; the cursor goes along.
    ///
    /// # Errors
    /// As [`Briefing::edited`]; nothing is changed then.
    pub fn edit(&mut self, edit: Edit) -> Result<(), Refused> {
        let edited = self.briefing.edited(&edit)?;
        // What it could have been got back to is gone.
        if self.saved_at.is_some_and(|at| at > self.past.len()) {
            self.saved_at = None;
        }
        self.future.clear();
        self.at = match &edit {
            Edit::Add { after, .. } => after.map_or(0, |after| after + 1),
            Edit::Up(step) => step.saturating_sub(1),
            Edit::View(step, _)
            | Edit::Title(step, _)
            | Edit::Note(step, _)
            | Edit::Delete(step) => *step,
        };
        self.past.push_back(Done {
            source: Arc::clone(&self.briefing.source),
            edit,
        });
        self.forget_oldest();
        self.show(edited);
        Ok(())
    }

    fn forget_oldest(&mut self) {
        let mut bytes: usize = self.past.iter().map(|done| done.source.len()).sum();
        while self.past.len() > MOST || bytes > MOST_BYTES && self.past.len() > 1 {
            bytes -= self.past.pop_front().map_or(0, |done| done.source.len());
            self.saved_at = self.saved_at.and_then(|at| at.checked_sub(1));
        }
    }

    fn show(&mut self, briefing: Briefing) {
        self.at = self.at.min(briefing.steps.len().saturating_sub(1));
        self.briefing = Arc::new(briefing);
    }

    /// Takes the last change back, or does what was taken back again; what it was.
    pub fn turn(&mut self, back: bool) -> Option<Edit> {
        let Done { source, edit } = if back {
            self.past.pop_back()
        } else {
            self.future.pop()
        }?;
        let now = Done {
            source: Arc::clone(&self.briefing.source),
            edit: edit.clone(),
        };
        if back {
            self.future.push(now);
        } else {
            self.past.push_back(now);
        }
        self.at = match (&edit, back) {
            (Edit::Add { after, .. }, false) => after.map_or(0, |after| after + 1),
            (Edit::Add { after, .. }, true) => after.unwrap_or(0),
            (Edit::Up(step), false) => step.saturating_sub(1),
            (
                Edit::Up(step)
                | Edit::View(step, _)
                | Edit::Title(step, _)
                | Edit::Note(step, _)
                | Edit::Delete(step),
                _,
            ) => *step,
        };
        self.show(Briefing::parse(source));
        Some(edit)
    }

    /// The file holds what is here now.
    pub fn saved(&mut self) {
        self.known = Some(Arc::clone(&self.briefing.source));
        self.saved_at = Some(self.past.len());
        self.unsaved_for = None;
    }

    /// Some of what was done cannot be taken back, or done again, as somebody else has changed the file since.
    pub fn has_given_up(&self) -> bool {
        self.has_given_up
    }

    /// The file is what somebody else made of it: what was done here and is not in it yet is done to that.
    pub fn meet(&mut self, theirs: impl Into<Arc<str>>) -> Met {
        let mut now = Self::open(self.name.clone(), theirs);
        now.at = now
            .briefing
            .step_of(&self.briefing, self.at)
            .unwrap_or(now.at);
        now.has_given_up = self.has_given_up;
        let mut met = now.take_back_again(self);
        let written = self.saved_at.unwrap_or(usize::MAX).min(self.past.len());
        let to_do = self.past.split_off(written);
        now.remember_deleted(std::mem::take(&mut self.past));
        for Done { source, edit } in to_do {
            let carried = now.briefing.carried(&Briefing::parse(source), &edit);
            let done = carried.is_some_and(|edit| now.edit(edit).is_ok());
            met = met.and(if done { Met::Carried } else { Met::Dropped });
        }
        *self = now;
        met
    }

    /// Takes back what another draft of the file has taken back since it was written: the steps that were taken out are put
    /// back. Other changes stay as they are in the file.
    fn take_back_again(&mut self, old: &Self) -> Met {
        let Some(saved_at) = old.saved_at else {
            self.has_given_up = true;
            return Met::Dropped;
        };
        let written = saved_at.saturating_sub(old.past.len());
        let first = old.future.len().saturating_sub(written);
        self.has_given_up |= first > 0;
        let mut met = Met::Read;
        // The last of what was done comes first; before each the text was that after the one which was done before it.
        for at in first..old.future.len() {
            let before = match old.future.get(at + 1) {
                Some(earlier) => &earlier.source,
                None => &old.briefing.source,
            };
            let Some(Done { edit, .. }) = old.future.get(at) else {
                continue;
            };
            let back = put_back(&self.briefing, before, edit);
            met = met.and(if let Back::Nowhere = back {
                Met::Dropped
            } else {
                Met::Carried
            });
            match back {
                Back::Put(with_it, step) => {
                    self.future.push(Done {
                        source: Arc::clone(&self.briefing.source),
                        edit: Edit::Delete(step),
                    });
                    self.at = step;
                    self.show(*with_it);
                }
                Back::There => {}
                Back::Nowhere => self.has_given_up = true,
            }
        }
        self.saved_at = Some(self.future.len());
        met
    }

    /// Of what was done and written the steps that were taken out can be put back, as they were.
    fn remember_deleted(&mut self, written: VecDeque<Done>) {
        let mut text = Arc::clone(&self.briefing);
        for Done { source, edit } in written.into_iter().rev() {
            match put_back(&text, &source, &edit) {
                Back::Put(with_it, step) => {
                    self.past.push_front(Done {
                        source: Arc::clone(&with_it.source),
                        edit: Edit::Delete(step),
                    });
                    text = Arc::from(with_it);
                }
                Back::There => {}
                Back::Nowhere => self.has_given_up = true,
            }
        }
        self.saved_at = self.saved_at.map(|at| at + self.past.len());
        self.forget_oldest();
    }
}

/// A text with a step that an edit took out of another one.
fn put_back(text: &Briefing, before: &Arc<str>, edit: &Edit) -> Back {
    match edit {
        Edit::Delete(step) => text.with_back(&Briefing::parse(Arc::clone(before)), *step),
        _ => Back::Nowhere,
    }
}
