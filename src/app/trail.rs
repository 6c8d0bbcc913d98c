//! Back and forth through the views that somebody went away from.
//!
//! As in a browser: going somewhere is a step, and a step cuts off what lay ahead. Walking from event to event, panning,
//! zooming and moving the window are none: they change the view that one is at, and coming back to it comes back to where
//! they led.

use std::collections::VecDeque;

use super::App;
use super::action::Action;
use super::update::{commands, update};
use super::view::{Overlay, View};

/// So many views lie behind at most; the oldest go.
const MOST: usize = 100;

/// The views behind and ahead of the one that is shown, none with a box over it.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// The nearest last.
    behind: VecDeque<View>,
    /// The nearest last.
    ahead: VecDeque<View>,
}

impl Trail {
    /// Somebody has gone away from a view.
    pub fn left(&mut self, view: View) {
        self.ahead.clear();
        self.behind.push_back(view);
        if self.behind.len() > MOST {
            self.behind.pop_front();
        }
    }

    /// Changes all of them.
    pub fn each(&mut self, change: impl FnMut(&mut View)) {
        let all = self.behind.iter_mut().chain(&mut self.ahead);
        all.for_each(change);
    }

    /// The view behind or ahead, in exchange for the one that is shown.
    fn turn(&mut self, now: &View, back: bool) -> Option<View> {
        let (from, to) = if back {
            (&mut self.behind, &mut self.ahead)
        } else {
            (&mut self.ahead, &mut self.behind)
        };
        let view = from.pop_back()?;
        to.push_back(bare(now));
        Some(view)
    }
}

/// A view without what lies over it and what goes on in it.
pub(super) fn bare(view: &View) -> View {
    let mut bare = View {
        overlays: Vec::new(),
        message: None,
        copied: None,
        ..view.clone()
    };
    bare.timing.playing = false;
    bare.timing.drag = None;
    bare
}

/// What an action does, where it only runs a command by its name.
pub(super) fn meant(view: &View, action: Action) -> Action {
    match (action, view.overlays.last()) {
        (Action::Open, Some(Overlay::Palette(entry))) => {
            let commands = commands(&entry.text);
            commands
                .get(entry.picked)
                .map_or(action, |spec| spec.action)
        }
        _ => action,
    }
}

/// The view as it is before an action that may go somewhere.
pub(super) fn before(view: &View, action: Action) -> Option<View> {
    let stays = matches!(
        action,
        Action::Insert(_)
            | Action::DeleteBack
            | Action::Tick
            | Action::Resize(_)
            | Action::Drag { .. }
            | Action::Wheel { .. }
            | Action::Rows(_)
            | Action::Pan(_)
            | Action::ViewBack
            | Action::ViewForth
    );
    (!stays).then(|| view.clone())
}

/// Whether what was meant went somewhere: to a region, to all of it, to what was picked in a box, or to other events.
pub(super) fn has_gone(before: &View, action: Action, after: &View) -> bool {
    let goes = match action {
        Action::Region(_) | Action::Everything | Action::AllTime => true,
        // Keeping what is seen moves it by less than can be seen.
        Action::Open if matches!(before.overlays.last(), Some(Overlay::Naming(_))) => false,
        Action::Open | Action::FilterToHit => !before.overlays.is_empty(),
        _ => false,
    };
    let is_elsewhere = before.camera != after.camera
        || before.window != after.window
        || before.axis != after.axis
        || before.selection != after.selection
        || before.timing.mode != after.timing.mode;
    before.filter != after.filter || goes && is_elsewhere
}

impl App {
    /// Goes to the view behind or ahead of the one that is shown.
    pub(super) fn turn(&mut self, back: bool) {
        let Some(mut view) = self.trail.turn(&self.view, back) else {
            let words = if back {
                "there is no view before this one"
            } else {
                "there is no view after this one"
            };
            self.view.message = Some(words.into());
            return;
        };
        // The terminal is as it is now.
        let now = &self.view;
        view.glyphs = now.glyphs;
        view.ascii_only = now.ascii_only;
        view.mouse = now.mouse;
        view.aspect = now.aspect;
        if view.size != now.size {
            let resize = Action::Resize(now.size);
            drop(update(&self.world, &self.shelf, &mut view, resize));
        }
        let at = self.trail.behind.len() + 1;
        let all = at + self.trail.ahead.len();
        view.message = Some(format!("view {at} of {all}"));
        self.view = view;
    }
}
