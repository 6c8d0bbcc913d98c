//! What is done with a key: at once, or held back until what it is about is there.
//!
//! While something typed is looked for, the box shows what was found before. Enter means what was typed and not what
//! happens to be on the screen: it waits, and all keys after it wait behind it. Esc does not wait.

use crossterm::event::Event;

use super::{Lost, Next, Session, keys};
use crate::app::action::Action;

impl Session {
    /// A key, a paste or the mouse.
    pub(super) fn press(&mut self, event: Event) -> Result<Next, Lost> {
        // What a key means may depend on the size that it was pressed at.
        self.fit();
        let actions = keys::actions(&self.app.view, &event);
        let is_back = actions.contains(&Action::Back);
        if let Some(loading) = self.loading.as_ref().filter(|_| is_back)
            && self.app.view.overlays.is_empty()
        {
            loading.stop();
            self.app.coming = Some(loading.coming());
            return Ok(Next::GoOn);
        }
        if is_back {
            // Out of it, whatever was to come.
            self.held.clear();
        } else if self.has_to_wait(&actions) {
            self.held.push_back(event);
            return Ok(Next::GoOn);
        }
        if actions.contains(&Action::Marks) {
            // Another sitmap may have kept more.
            self.kept.look_again(&mut self.app);
        }
        if actions.contains(&Action::AddStep) || actions.contains(&Action::Briefing) {
            self.kept.author.look_again(&mut self.app);
        }
        for action in actions {
            let effects = self.app.act(action);
            match self.carry_out(effects)? {
                Next::GoOn => {}
                end => return Ok(end),
            }
        }
        self.kept.keep_queries(&mut self.app);
        Ok(Next::GoOn)
    }

    /// Presses the keys that were held back, as far as they need not wait on.
    pub(super) fn let_go(&mut self) -> Result<Next, Lost> {
        if self.app.waits_for_answer() {
            return Ok(Next::GoOn);
        }
        for event in std::mem::take(&mut self.held) {
            match self.press(event)? {
                Next::GoOn => {}
                end => return Ok(end),
            }
        }
        Ok(Next::GoOn)
    }

    fn has_to_wait(&self, actions: &[Action]) -> bool {
        if self.held.is_empty() && !self.app.waits_for_answer() {
            return false;
        }
        let goes_on = |action: &Action| match action {
            Action::Quit | Action::Suspend | Action::Redraw => true,
            Action::Insert(_) | Action::DeleteBack | Action::DeleteAll => self.held.is_empty(),
            _ => false,
        };
        // What means nothing now may mean something once what was pressed before it was done.
        let means_nothing = actions.is_empty() && !self.held.is_empty();
        means_nothing || !actions.iter().all(goes_on)
    }
}
