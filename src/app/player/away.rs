//! Leaving the script and coming back to it.

use super::Player;
use crate::app::action::Action;
use crate::app::update::{restage, update};
use crate::app::view::{Overlay, Pane, View};
use crate::app::{App, trail};

impl App {
    /// Leaves the script for an action that it knows nothing of; what only looks at the script stays in it.
    pub(super) fn leave_for(&mut self, action: Action, meant: Action) {
        if self.view.stage.is_none() || stays(&self.view, action, meant) {
            return;
        }
        let Some(player) = &mut self.player else {
            return;
        };
        player.away = Some(trail::bare(&self.view));
        player.blank = false;
        let cited = self
            .view
            .stage
            .as_ref()
            .and_then(|stage| stage.lit.first().copied());
        restage(&self.world, &mut self.view, None);
        self.view.away = true;
        // What is asked about an event is about the one that is talked of.
        let is_about_one = matches!(
            meant,
            Action::Open | Action::Document | Action::ActorLens | Action::PlaceLens
        );
        if is_about_one && self.view.selection.is_none() {
            self.view.selection = cited;
            self.fetch();
        }
        if meant == Action::Open && self.view.overlays.is_empty() {
            self.view.focus = Pane::Inspector;
        }
    }

    /// Back to the step as it was, from wherever somebody is.
    pub(super) fn return_to_step(&mut self) {
        self.come_back();
        self.view.message = None;
        if let Some(player) = &mut self.player {
            player.blank = false;
        }
    }

    /// Back to the step, if somebody is away from it; nothing lies over it.
    pub(super) fn come_back(&mut self) {
        let away = self
            .player
            .as_mut()
            .and_then(|player: &mut Player| player.away.take());
        if let Some(mut view) = away {
            // The terminal is as it is now.
            let now = &self.view;
            view.glyphs = now.glyphs;
            view.mouse = now.mouse;
            if view.size != now.size {
                let resize = Action::Resize(now.size);
                drop(update(&self.world, &self.shelf, &mut view, resize));
            }
            self.view = view;
        }
        self.view.overlays.clear();
    }
}

/// Whether an action leaves what is on screen as it is, or is about a box over it.
fn stays(view: &View, action: Action, meant: Action) -> bool {
    let is_about_screen = matches!(
        meant,
        Action::Help
            | Action::Palette
            | Action::Faults
            | Action::CopyView
            | Action::CopyCitation
            | Action::NextGlyphs
            | Action::ToggleMouse
            | Action::Redraw
            | Action::Suspend
            | Action::Quit
            | Action::Resize(_)
            | Action::Tick
            | Action::Drop
    );
    let is_about_box = matches!(
        meant,
        Action::Back
            | Action::Rows(_)
            | Action::Insert(_)
            | Action::DeleteBack
            | Action::DeleteAll
            | Action::Wheel { .. }
            | Action::Click { .. }
            | Action::Drag { .. }
            | Action::NextPane
            | Action::PreviousPane
    );
    let in_palette = matches!(view.overlays.last(), Some(Overlay::Palette(_)));
    is_about_screen
        || meant == Action::Back
        || is_about_box && !view.overlays.is_empty()
        || action == Action::Open && !in_palette && !view.overlays.is_empty()
}
