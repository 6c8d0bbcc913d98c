//! Working on a briefing: adding what is seen as a step, and what the outside says of its file.

use super::line::for_step;
use super::{Draft, Met};
use crate::app::action::Action;
use crate::app::keys::key_of;
use crate::app::title::of_step;
use crate::app::update::edit_line;
use crate::app::view::{Overlay, Wanted, Writing};
use crate::app::{App, Effect, trail};
use crate::model::briefing::{Edit, NewStep};
use crate::model::text::Text;

/// What a briefing is called where nobody says another name.
const OFFERED: &str = "briefing.md";

impl App {
    /// Does what an action means to a briefing that is worked on; `None` where it means nothing to that.
    pub(in crate::app) fn authored(&mut self, action: Action) -> Option<Vec<Effect>> {
        let meant = trail::meant(&self.view, action);
        if !matches!(action, Action::Tick | Action::Resize(_) | Action::Drop) {
            let leaving = self
                .draft
                .as_mut()
                .map(|draft| std::mem::take(&mut draft.leaving));
            if meant == Action::Quit {
                return self.hold_back(leaving == Some(true));
            }
        }
        if matches!(self.view.overlays.last(), Some(Overlay::Writing(_))) {
            return self.write(action);
        }
        let is_ours = match meant {
            Action::AddStep | Action::Briefing => true,
            changes if changes.changes_draft() => self.draft.is_some(),
            Action::Open | Action::Rows(_) => self.panel_on_top(),
            _ => false,
        };
        if !is_ours {
            return None;
        }
        if action != meant {
            // The box that a command was picked in.
            self.view.overlays.pop();
        }
        self.view.message = None;
        self.view.copied = None;
        if self.player.is_some() {
            let words = "a briefing is presented: sitmap --briefing FILE is for working on it";
            self.view.message = Some(words.into());
            return Some(Vec::new());
        }
        Some(match meant {
            Action::AddStep => self.ask_for_step(),
            Action::Briefing => self.turn_panel(),
            _ => self.in_panel(meant),
        })
    }

    /// Before it is left, what is not saved is tried once more, and said.
    fn hold_back(&mut self, is_told: bool) -> Option<Vec<Effect>> {
        let draft = self
            .draft
            .as_mut()
            .filter(|draft| !(is_told || draft.is_saved()))?;
        draft.leaving = true;
        self.view.message = Some(format!("{} is not saved; q again leaves it", draft.name));
        Some(vec![Effect::SaveBriefing])
    }

    /// Asks for the title of a new step; first for the file that it goes into.
    fn ask_for_step(&mut self) -> Vec<Effect> {
        let Some(draft) = &self.draft else {
            self.ask_for_file(true);
            return Vec::new();
        };
        let front = draft.briefing.front.view.as_ref();
        let (line, says_more) = for_step(&self.world, &self.shelf, &self.view, front);
        let offered = of_step(&self.world, &self.view);
        if says_more {
            let words = "the view in the front matter adds to this: the step will show that too";
            self.view.message = Some(words.into());
        }
        let wanted = Wanted::Step(Text::clean(&line));
        self.type_for(Writing::of(wanted, offered));
        Vec::new()
    }

    pub(super) fn ask_for_file(&mut self, adds: bool) {
        self.type_for(Writing::of(Wanted::File(adds), Text::clean(OFFERED)));
    }

    pub(super) fn type_for(&mut self, writing: Writing) {
        self.view.overlays.push(Overlay::Writing(Box::new(writing)));
    }

    /// Types into the box on top, or takes on what was typed.
    fn write(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::Writing(writing)) = self.view.overlays.last_mut() else {
            return None;
        };
        match action {
            Action::Insert(_) | Action::DeleteBack | Action::DeleteAll => {
                edit_line(writing.line(), action);
            }
            Action::FilterToHit | Action::Rows(_) if matches!(writing.wanted, Wanted::Step(_)) => {
                writing.in_note = !writing.in_note;
            }
            Action::FilterToHit | Action::Rows(_) | Action::OlderQuery | Action::Forget => {}
            Action::Open => {
                let writing = (**writing).clone();
                self.view.message = None;
                return Some(self.take_on(&writing));
            }
            _ => return None,
        }
        self.view.message = None;
        Some(Vec::new())
    }

    fn take_on(&mut self, writing: &Writing) -> Vec<Effect> {
        let said = writing.said();
        if let Wanted::File(adds) = writing.wanted {
            // The box closes once the file is open.
            return vec![Effect::OpenBriefing { name: said, adds }];
        }
        self.view.overlays.pop();
        match &writing.wanted {
            Wanted::File(_) => Vec::new(),
            Wanted::Step(line) => {
                let after = self.draft.as_ref().and_then(Draft::last_before_new);
                let new = NewStep {
                    title: said.to_string(),
                    view: line.to_string(),
                    note: writing.note.trim().to_owned(),
                };
                let key = key_of(Action::Briefing, &self.view, self.view.ascii_only);
                let key = key.map_or(String::new(), |key| format!("; {key} shows them all"));
                self.change(Edit::Add { after, new }, |at| {
                    format!("added as step {}{key}", at + 1)
                })
            }
            Wanted::Title(step) => self.change(Edit::Title(*step, said.to_string()), |at| {
                format!("step {} is called so now", at + 1)
            }),
            Wanted::Note(step) => self.change(Edit::Note(*step, said.to_string()), |at| {
                format!("the note is in step {}", at + 1)
            }),
        }
    }

    /// Makes an edit and has it saved; what is said of it is told the number of the step, from 0.
    pub(super) fn change(&mut self, edit: Edit, said: impl FnOnce(usize) -> String) -> Vec<Effect> {
        let Some(draft) = &mut self.draft else {
            return Vec::new();
        };
        match draft.edit(edit) {
            Ok(()) => {
                self.view.message = Some(said(draft.at));
                vec![Effect::SaveBriefing]
            }
            Err(why) => {
                self.view.message = Some(why.to_string());
                Vec::new()
            }
        }
    }

    /// A briefing is open now; what is seen is to be added to it, or its steps are to be shown, if that was asked for.
    pub fn work_on(&mut self, draft: Draft, adds: Option<bool>) {
        self.draft = Some(draft);
        let is_asking = |top: &mut Overlay| matches!(top, Overlay::Writing(writing) if matches!(writing.wanted, Wanted::File(_)));
        self.view.overlays.pop_if(is_asking);
        match adds {
            Some(true) => drop(self.ask_for_step()),
            Some(false) => drop(self.turn_panel()),
            None => {}
        }
        self.fetch();
    }

    /// The file holds what the draft does.
    pub fn draft_is_saved(&mut self) {
        if let Some(draft) = &mut self.draft {
            draft.saved();
            if draft.leaving {
                self.view.message = Some(format!("{} is saved now", draft.name));
            }
        }
    }

    /// The file could not be written.
    pub fn draft_is_not_saved(&mut self, why: &str) {
        if let Some(draft) = &mut self.draft {
            let next = if draft.leaving {
                "; q again leaves it"
            } else {
                ""
            };
            self.view.message = Some(format!("{} is not saved: {why}{next}", draft.name));
            draft.unsaved_for = Some(Text::clean(why));
        }
    }

    /// The file is another one than it was; whether what was done here is to be written now.
    pub fn draft_was_changed(&mut self, theirs: &str) -> bool {
        let Some(draft) = &mut self.draft else {
            return false;
        };
        let leaving = draft.leaving;
        let met = draft.meet(theirs);
        draft.leaving = leaving;
        let changed = format!("{} was changed elsewhere", draft.name);
        self.view.message = Some(match met {
            Met::Read => format!("{changed} and read again"),
            Met::Carried => format!("{changed}: read again, and this change made to it"),
            Met::Dropped => format!("{changed} and read again; this change is not in it"),
        });
        !draft.is_saved()
    }
}
