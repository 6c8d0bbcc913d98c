//! Speaker notes on a screen of their own: what whoever reads them sees, and what their keys do.
//!
//! What is presented is somewhere else, and may come and go: all that is known of it is the last [`Prompt`]. Keys that drive
//! it come back as [`Deed::Ask`]; they change nothing here before the presenter has said so.

use std::time::Duration;

use super::action::{Action, Context, Motion};
use super::layout::Size;
use super::player::{Clock, Prompt};
use crate::model::text::Text;

/// A longer number is that of no step.
const MOST_DIGITS: usize = 6;

/// Speaker notes as somebody reads them.
#[derive(Debug, Clone)]
pub struct Notes {
    /// The file of the briefing, as it was named; `None` for the bundled one.
    pub file: Option<Text>,
    /// The size of the screen.
    pub size: Size,
    /// Where the presenter stands, or stood last.
    pub prompt: Option<Prompt>,
    /// There is a presenter.
    pub is_here: bool,
    /// The first line of the notes that is shown.
    pub top: usize,
    /// So many lines of them fit on the screen, as they were drawn last.
    pub page: usize,
    /// The number of a step that is being typed.
    pub typed: Option<String>,
    /// What there is to say.
    pub message: Option<String>,
    /// What time it is.
    pub clock: Clock,
}

/// What the outside has to do after an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Ask the presenter for an action.
    Ask(Action),
    /// Leave the notes.
    Quit,
    /// Give the terminal back to the shell and stop until called again.
    Suspend,
    /// Draw everything anew.
    Redraw,
}

impl Notes {
    /// The notes of a briefing that nobody presents yet.
    pub fn new(file: Option<Text>, size: Size) -> Self {
        Self {
            file,
            size,
            prompt: None,
            is_here: false,
            top: 0,
            page: 1,
            typed: None,
            message: None,
            clock: Clock::default(),
        }
    }

    /// Where keys are looked up: the nearest meaning first.
    pub fn contexts(&self) -> Vec<Context> {
        match self.typed {
            Some(_) => vec![Context::Typing],
            None => vec![
                Context::Presenting,
                Context::Away,
                Context::Rows,
                Context::Everywhere,
            ],
        }
    }

    /// Takes in where the presenter stands. Other notes are read from their beginning.
    pub fn hear(&mut self, prompt: Prompt) {
        let is_same = self
            .prompt
            .as_ref()
            .is_some_and(|last| last.at == prompt.at && last.notes == prompt.notes);
        if !is_same {
            self.top = 0;
        }
        self.is_here = true;
        self.prompt = Some(prompt);
    }

    /// The presenter is gone. What was said last stays.
    pub fn lose(&mut self) {
        self.is_here = false;
        self.typed = None;
    }

    /// Takes over what drawing found: the first line that is shown, and how many are.
    pub fn drawn(&mut self, top: usize, page: usize) {
        self.top = top;
        self.page = page.max(1);
    }

    /// Does an action; what is none here does nothing.
    pub fn act(&mut self, action: Action) -> Option<Deed> {
        self.message = None;
        match action {
            Action::Quit => return Some(Deed::Quit),
            Action::Suspend => return Some(Deed::Suspend),
            Action::Redraw => return Some(Deed::Redraw),
            Action::Rows(motion) => self.scroll(motion),
            Action::Steps if self.is_here => self.typed = Some(String::new()),
            Action::Back => self.typed = None,
            Action::DeleteAll => self.typed = self.typed.as_ref().map(|_| String::new()),
            Action::DeleteBack => drop(self.typed.as_mut().and_then(String::pop)),
            Action::Insert(digit) => self.insert(digit),
            Action::Open => return self.go_to_typed(),
            Action::NextStep
            | Action::PreviousStep
            | Action::FirstStep
            | Action::LastStep
            | Action::Blank
            | Action::ReturnToStep
                if self.is_here =>
            {
                return Some(Deed::Ask(action));
            }
            _ => {}
        }
        None
    }

    fn scroll(&mut self, motion: Motion) {
        // A line of what was read stays on the screen.
        let page = self.page.saturating_sub(1).max(1);
        self.top = match motion {
            Motion::Up => self.top.saturating_sub(1),
            Motion::Down => self.top.saturating_add(1),
            Motion::PageUp => self.top.saturating_sub(page),
            Motion::PageDown => self.top.saturating_add(page),
            Motion::First => 0,
            Motion::Last => usize::MAX,
        };
    }

    fn insert(&mut self, digit: char) {
        if let Some(typed) = &mut self.typed
            && digit.is_ascii_digit()
            && typed.len() < MOST_DIGITS
        {
            typed.push(digit);
        }
    }

    /// To the step of the number that was typed; without one, nowhere.
    fn go_to_typed(&mut self) -> Option<Deed> {
        let number: usize = self.typed.take()?.parse().ok()?;
        let steps = self.prompt.as_ref().map_or(0, |prompt| prompt.steps);
        let step = number.checked_sub(1).filter(|step| *step < steps);
        if step.is_none() {
            self.message = Some(format!("there is no step {number}: they go to {steps}"));
        }
        step.map(|step| Deed::Ask(Action::GoToStep(step)))
    }
}

/// For how long somebody has presented, in whole minutes.
pub fn in_minutes(elapsed: Duration) -> String {
    let minutes = elapsed.as_secs() / 60;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes:02} min"),
    }
}
