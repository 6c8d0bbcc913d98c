//! Changing a briefing without touching what somebody wrote around it.
//!
//! An edit replaces, inserts or moves some bytes of the file, and every other byte stays as it is. What comes of it is read
//! again and compared with what was meant: an edit that would change anything else is refused, such as one after a block of
//! code that does not end.
//!
//! Known to be imperfect: a step that is taken out takes along what it defines for others, such as the address of a link.

mod back;
mod made;
#[cfg(test)]
mod tests;

pub use back::Back;

use super::escape::{in_yaml, lines, one_line};
use super::{Briefing, Focus, Step};
use crate::model::text::Text;

/// A change of one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A new step behind another one; `None` for the first of all.
    Add {
        /// Behind which.
        after: Option<usize>,
        /// What is in it.
        new: NewStep,
    },
    /// Another view for a step.
    View(usize, String),
    /// Another title; an empty one is none.
    Title(usize, String),
    /// One more note for its presenter.
    Note(usize, String),
    /// The step is taken out.
    Delete(usize),
    /// The step changes places with the one before it.
    Up(usize),
}

/// What is in a new step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewStep {
    /// Its title.
    pub title: String,
    /// A line of the language.
    pub view: String,
    /// What its presenter reads; empty for none.
    pub note: String,
}

/// Why an edit is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such step.
    #[error("the step is not there any more")]
    Gone,
    /// Nothing was said.
    #[error("it has to say something")]
    Empty,
    /// Something else would change too.
    #[error("it would change other steps too: the file has to be edited by hand there")]
    Unclear,
}

impl Briefing {
    /// A file with nothing in it but a front matter: a title, and the files that it is about, relative to it.
    pub fn begun(title: &str, data: &[String], gazetteers: &[String]) -> String {
        let mut lines = vec![
            "---".to_owned(),
            format!("title: {}", in_yaml(&one_line(title))),
        ];
        if !(data.is_empty() && gazetteers.is_empty()) {
            lines.push("sitmap:".to_owned());
        }
        for (key, files) in [("data", data), ("gazetteer", gazetteers)] {
            match files {
                [] => {}
                [only] => lines.push(format!("  {key}: {}", in_yaml(only))),
                several => {
                    lines.push(format!("  {key}:"));
                    let items = several
                        .iter()
                        .map(|file| format!("    - {}", in_yaml(file)));
                    lines.extend(items);
                }
            }
        }
        lines.push("---\n".to_owned());
        lines.join("\n")
    }

    /// The briefing after an edit.
    ///
    /// # Errors
    /// [`Refused`] where the edit makes no sense here; nothing is changed then.
    pub fn edited(&self, edit: &Edit) -> Result<Self, Refused> {
        let source = match edit {
            Edit::Add { after, new } => self.with_step(*after, new),
            Edit::View(step, view) => self.with_view(*step, view),
            Edit::Title(step, title) => self.with_title(*step, title),
            Edit::Note(step, note) => self.with_note(*step, note),
            Edit::Delete(step) => self.without(*step),
            Edit::Up(step) => self.swapped(*step),
        }?;
        let edited = Self::parse(source);
        let (is, meant) = (edited.steps.iter().map(Shape::of), self.meant(edit));
        if is.eq(meant) && edited.front == self.front {
            Ok(edited)
        } else {
            Err(Refused::Unclear)
        }
    }

    /// The step that another briefing's step is in this one, to the letter.
    fn same_step(&self, other: &Self, step: usize) -> Option<usize> {
        let sought = other.text(other.steps.get(step)?.span.clone()).trim();
        let all = self.steps.iter().enumerate();
        let same = all.filter(|(_, one)| self.text(one.span.clone()).trim() == sought);
        // Of several the one that is where it was, or the nearest.
        let (at, _) = same.min_by_key(|(at, _)| at.abs_diff(step))?;
        Some(at)
    }

    /// The step that another briefing's step has become in this one: the one that is the same to the letter, else the only
    /// one of its title.
    pub fn step_of(&self, other: &Self, step: usize) -> Option<usize> {
        let same = self.same_step(other, step);
        same.or_else(|| {
            let title = &other.steps.get(step)?.title;
            let all = self.steps.iter().enumerate();
            let mut titled = all.filter(|(_, one)| one.title == *title);
            let (at, _) = titled.next().filter(|_| !title.is_empty())?;
            titled.next().is_none().then_some(at)
        })
    }

    /// An edit of another briefing as an edit of this one; `None` where its step is not here.
    pub fn carried(&self, from: &Self, edit: &Edit) -> Option<Edit> {
        let here = |step: &usize| self.step_of(from, *step);
        Some(match edit {
            // A new step finds a place in any file.
            Edit::Add { after, new } => {
                let behind = after.and_then(|after| self.step_of(from, after));
                let last = self.steps.len().checked_sub(1);
                Edit::Add {
                    after: behind.or(last.filter(|_| after.is_some())),
                    new: new.clone(),
                }
            }
            Edit::View(step, view) => Edit::View(here(step)?, view.clone()),
            Edit::Title(step, title) => Edit::Title(here(step)?, title.clone()),
            Edit::Note(step, note) => Edit::Note(here(step)?, note.clone()),
            // What somebody has changed since is not what was to go.
            Edit::Delete(step) => Edit::Delete(self.same_step(from, *step)?),
            Edit::Up(step) => Edit::Up(here(step)?),
        })
    }
}

impl Briefing {
    /// What the steps are to be after an edit.
    fn meant(&self, edit: &Edit) -> Vec<Shape> {
        let mut shapes: Vec<Shape> = self.steps.iter().map(Shape::of).collect();
        match edit {
            Edit::View(at, view) => {
                if let Some(shape) = shapes.get_mut(*at) {
                    shape.view = Some(one_line(view).to_string());
                }
            }
            Edit::Title(at, title) => {
                if let Some(shape) = shapes.get_mut(*at) {
                    shape.title = without_numbers(&one_line(title));
                }
            }
            Edit::Note(at, note) => {
                if let Some(shape) = shapes.get_mut(*at) {
                    shape.add_note(note);
                }
            }
            Edit::Delete(at) => drop(shapes.remove(*at)),
            Edit::Up(at) => shapes.swap(at.saturating_sub(1), *at),
            Edit::Add { after, new } => {
                shapes.insert(after.map_or(0, |after| after + 1), Shape::of_new(new));
            }
        }
        shapes
    }
}

/// What of a step an edit may change, or must not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Shape {
    title: Text,
    view: Option<String>,
    focus: Option<Focus>,
    pauses: usize,
    notes: Vec<Text>,
    blocks: usize,
}

impl Shape {
    fn of(step: &Step) -> Self {
        Self {
            title: without_numbers(&step.title),
            view: step.view.as_ref().map(|said| said.text.clone()),
            focus: step.focus,
            pauses: step.pauses,
            notes: step.notes.clone(),
            blocks: step.blocks.len(),
        }
    }

    fn of_new(new: &NewStep) -> Self {
        let view = one_line(&new.view);
        let mut shape = Self {
            title: without_numbers(&one_line(&new.title)),
            view: (!view.is_empty()).then(|| view.to_string()),
            ..Self::default()
        };
        shape.add_note(&new.note);
        shape
    }

    /// A note comes before those that there are.
    fn add_note(&mut self, note: &str) {
        let mut all = lines(note);
        if !(all.is_empty() || self.notes.is_empty()) {
            all.push(Text::default());
        }
        all.append(&mut self.notes);
        self.notes = all;
    }
}

/// A title without the numbers of what it cites: they change with every citation before it.
fn without_numbers(title: &str) -> Text {
    let mut out = String::new();
    for piece in title.split_inclusive(']') {
        let number = piece
            .rfind('[')
            .and_then(|open| Some((open, piece.get(open + 1..piece.len() - 1)?)));
        match number {
            Some((open, digits))
                if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                out.push_str(piece.get(..open).unwrap_or(""));
            }
            _ => out.push_str(piece),
        }
    }
    Text::clean(&out)
}
