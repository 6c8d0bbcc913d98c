//! The panel of the briefing that is worked on: its steps, and what is done to them.

use super::Draft;
use super::line::for_step;
use crate::app::action::{Action, Motion};
use crate::app::deck::stop_of;
use crate::app::keys::key_of;
use crate::app::layout::Layout;
use crate::app::line;
use crate::app::view::{Overlay, Wanted, Writing};
use crate::app::{App, Effect, trail};
use crate::model::briefing::Edit;
use crate::model::text::Text;

impl App {
    pub(super) fn panel_on_top(&self) -> bool {
        matches!(self.view.overlays.last(), Some(Overlay::Briefing))
    }

    /// Shows the panel, or closes it where it is on top.
    pub(super) fn turn_panel(&mut self) -> Vec<Effect> {
        if self.draft.is_none() {
            self.ask_for_file(false);
            return Vec::new();
        }
        if self.panel_on_top() {
            self.view.overlays.pop();
        } else {
            self.show_panel();
        }
        Vec::new()
    }

    fn show_panel(&mut self) {
        self.view
            .overlays
            .retain(|overlay| *overlay != Overlay::Briefing);
        self.view.overlays.push(Overlay::Briefing);
    }

    /// Does something to the step that the cursor is on.
    pub(super) fn in_panel(&mut self, action: Action) -> Vec<Effect> {
        let Some(draft) = &self.draft else {
            return Vec::new();
        };
        let (at, count) = (draft.at, draft.briefing.steps.len());
        match action {
            Action::Undo | Action::Redo => return self.turn_back(action == Action::Undo),
            Action::Save => return self.save_again(),
            _ => {}
        }
        let Some(step) = draft.briefing.steps.get(at) else {
            let key = key_of(Action::AddStep, &self.view, self.view.ascii_only);
            let key = key.unwrap_or_default();
            self.view.message = Some(format!("there is no step yet: {key} adds what is seen"));
            return Vec::new();
        };
        let title = named(&step.title);
        match action {
            Action::Open => self.go_to_step(at),
            Action::Rows(motion) => self.move_in_panel(motion),
            Action::ReplaceView => return self.replace_view(at),
            Action::Retitle => {
                let mut writing = Writing::of(Wanted::Title(at), step.title.clone());
                writing.text = step.title.to_string();
                self.type_for(writing);
            }
            Action::AddNote => self.type_for(Writing::of(Wanted::Note(at), Text::default())),
            Action::StepUp if at == 0 => self.view.message = Some("this is the first step".into()),
            Action::StepDown if at + 1 == count => {
                self.view.message = Some("this is the last step".into());
            }
            Action::StepUp => {
                return self.change(Edit::Up(at), |at| format!("this is step {} now", at + 1));
            }
            Action::StepDown => {
                let effects =
                    self.change(Edit::Up(at + 1), |_| format!("this is step {} now", at + 2));
                if let Some(draft) = self.draft.as_mut().filter(|_| !effects.is_empty()) {
                    draft.at = at + 1;
                }
                return effects;
            }
            Action::DeleteStep => {
                let key = key_of(Action::Undo, &self.view, self.view.ascii_only);
                let back = key.map_or(String::new(), |key| format!("; {key} brings it back"));
                return self.change(Edit::Delete(at), |_| format!("{title} is deleted{back}"));
            }
            _ => {}
        }
        Vec::new()
    }

    /// Takes the last change back, or does it again.
    fn turn_back(&mut self, back: bool) -> Vec<Effect> {
        let has_given_up = self.draft.as_ref().is_some_and(Draft::has_given_up);
        let turned = self.draft.as_mut().and_then(|draft| draft.turn(back));
        let what = match turned {
            None => {
                let words = match (back, has_given_up) {
                    (true, false) => "nothing was done that could be taken back",
                    (false, false) => "nothing was taken back that could be done again",
                    (true, true) => {
                        "what was done before the file was changed elsewhere cannot be taken back"
                    }
                    (false, true) => {
                        "what was done before the file was changed elsewhere cannot be done again"
                    }
                };
                self.view.message = Some(words.into());
                return Vec::new();
            }
            Some(Edit::Add { .. }) => "adding a step",
            Some(Edit::View(..)) => "another view",
            Some(Edit::Title(..)) => "another title",
            Some(Edit::Note(..)) => "a note",
            Some(Edit::Delete(_)) => "deleting a step",
            Some(Edit::Up(_)) => "moving a step",
        };
        let how = if back { "taken back" } else { "done again" };
        self.view.message = Some(format!("{how}: {what}"));
        vec![Effect::SaveBriefing]
    }

    fn save_again(&mut self) -> Vec<Effect> {
        match &self.draft {
            Some(draft) if !draft.is_saved() => {
                self.view.message = Some(format!("{} is saved", draft.name));
                vec![Effect::SaveBriefing]
            }
            _ => {
                self.view.message = Some("everything is saved".into());
                Vec::new()
            }
        }
    }

    fn replace_view(&mut self, at: usize) -> Vec<Effect> {
        let front = self
            .draft
            .as_ref()
            .and_then(|draft| draft.briefing.front.view.as_ref());
        let (line, says_more) = for_step(&self.world, &self.shelf, &self.view, front);
        self.change(Edit::View(at, line), |at| {
            let more = if says_more {
                ", and what the front matter adds"
            } else {
                ""
            };
            format!("step {} shows what is seen now{more}", at + 1)
        })
    }

    fn move_in_panel(&mut self, motion: Motion) {
        let page = usize::from(Layout::of(&self.view).screen.height / 2).max(1);
        if let Some(draft) = &mut self.draft {
            let last = draft.briefing.steps.len().saturating_sub(1);
            draft.at = match motion {
                Motion::Up => draft.at.saturating_sub(1),
                Motion::Down => draft.at + 1,
                Motion::PageUp => draft.at.saturating_sub(page),
                Motion::PageDown => draft.at + page,
                Motion::First => 0,
                Motion::Last => last,
            }
            .min(last);
        }
    }

    /// Goes to what a step shows. What its line says that this data does not have is left out, and the first of it said.
    fn go_to_step(&mut self, at: usize) {
        let Some(draft) = &self.draft else { return };
        let Some(step) = draft.briefing.steps.get(at) else {
            return;
        };
        let by_id = |id: &str| line::event_of(&self.world, &self.shelf, id);
        let front = draft.briefing.front.view.as_ref();
        let reading = stop_of(&self.world, &by_id, front, step).reading;
        let view = line::take(&self.world, &self.view, &reading);
        let name = format!("step {}, {}", at + 1, named(&step.title));
        if trail::has_gone(&self.view, Action::Open, &view) {
            self.trail.left(trail::bare(&self.view));
        }
        self.view = view;
        self.view.message = Some(match reading.faults.first() {
            None => name,
            Some(fault) => format!("{name}, but for this: {fault}"),
        });
    }
}

fn named(title: &Text) -> String {
    if title.is_empty() {
        "a step without a title".to_owned()
    } else {
        format!("“{title}”")
    }
}
