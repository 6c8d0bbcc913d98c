//! scratch: swapped for app::player at the merge
use crate::model::text::Text;
use std::time::Duration;
/// What a presenter wants to know: what is on the screen of the audience, and what is not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prompt {
    /// What the briefing is called.
    pub briefing: Text,
    /// The step, from 0, and how many there are.
    pub at: usize,
    /// How many steps there are.
    pub steps: usize,
    /// So many of its pauses have passed.
    pub part: usize,
    /// How many it has.
    pub pauses: usize,
    /// What the step is called.
    pub title: Text,
    /// What is to be said, a line each.
    pub notes: Vec<Text>,
    /// What the next step is called; `None` at the last one.
    pub next: Option<Text>,
    /// The audience sees nothing.
    pub blank: bool,
    /// The audience sees something else than the step.
    pub away: bool,
    /// Since the first step was shown.
    pub elapsed: Duration,
}
