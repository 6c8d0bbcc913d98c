//! How far a file has come that is still being read, and what becomes of a view when more of it is there.

use std::sync::Arc;
use std::time::Duration;

use super::App;
use super::facets::Panel;
use super::line;
use super::shelf::{Reader, Shelf};
use super::view::{Overlay, View};
use super::world::World;
use crate::model::query::print;

/// How far what is being read has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coming {
    /// Bytes read so far.
    pub read: u64,
    /// Bytes in all; 0 where nobody can say.
    pub total: u64,
    /// Events taken so far.
    pub events: u64,
    /// For how long it has been read.
    pub elapsed: Duration,
    /// It was asked to stop.
    pub stops: bool,
}

impl Coming {
    /// How much of it was read, in percent; `None` where nobody can say.
    pub fn percent(&self) -> Option<u64> {
        let share = self.read.saturating_mul(100).checked_div(self.total)?;
        Some(share.min(100))
    }

    /// How long the rest will take at the pace so far; `None` where nobody can say.
    pub fn left(&self) -> Option<Duration> {
        let rest = self.total.saturating_sub(self.read);
        let elapsed = u64::try_from(self.elapsed.as_millis()).ok()?;
        let left = elapsed.saturating_mul(rest).checked_div(self.read)?;
        (self.total > 0).then(|| Duration::from_millis(left))
    }

    /// How many events a second.
    pub fn pace(&self) -> Option<u64> {
        let elapsed = u64::try_from(self.elapsed.as_millis()).ok()?;
        self.events.saturating_mul(1_000).checked_div(elapsed)
    }
}

impl App {
    /// Goes over to another world that holds what this one holds and more. Whoever has moved stays where they are; whoever
    /// has not sees it as if it had been there from the start.
    pub fn renew(&mut self, world: Arc<World>, reader: Reader) {
        let old = Arc::clone(&self.world);
        let mut first = View::first(&world, self.view.size, self.view.aspect);
        let carry = |view: &mut View| carry(view, (&old, &self.shelf), &world);
        self.trail.each(carry);
        let view = &mut self.view;
        if is_untouched(view, &old) {
            first.glyphs = view.glyphs;
            first.ascii_only = view.ascii_only;
            first.mouse = view.mouse;
            first.message = view.message.take();
            first.overlays = std::mem::take(&mut view.overlays);
            self.view = first;
        } else {
            carry(view);
        }
        // Values are counted anew, and have other numbers.
        let filter = self.view.filter.clone();
        for overlay in &mut self.view.overlays {
            if let Overlay::Facets(panel) = overlay {
                let narrow = panel.narrow.take();
                *panel = Panel {
                    narrow,
                    ..Panel::of(panel.dimension, &filter)
                };
            }
        }
        // Boxes that list events or places list those of the old world.
        self.view.overlays.retain(|overlay| match overlay {
            Overlay::Help { .. }
            | Overlay::Search(_)
            | Overlay::Palette(_)
            | Overlay::Layers { .. }
            | Overlay::Facets(_)
            | Overlay::Faults { .. }
            | Overlay::Copied { .. }
            | Overlay::Naming(_)
            | Overlay::Marks(_)
            | Overlay::Writing(_)
            | Overlay::Briefing
            | Overlay::Steps(_) => true,
            Overlay::Stack { .. }
            | Overlay::Document { .. }
            | Overlay::Place { .. }
            | Overlay::Lens { .. } => false,
        });
        self.world = world;
        self.shelf = Shelf::new(reader);
        self.fetch();
        self.go_to_awaited();
    }
}

/// Takes a view over from one world to another: what was chosen there is chosen here, by the names of things.
fn carry(view: &mut View, (old, shelf): (&World, &Shelf), world: &World) {
    let selected = view.selection.and_then(|event| shelf.look_up(event).ok());
    view.selection = selected.and_then(|record| world.dataset.events.find(&record.id));
    let chosen = print(&line::filter_terms(old, &view.filter));
    view.filter = line::read(world, &|_| None, &chosen).filter;
    view.gone_to = None;
    if view.axis == old.home_axis() {
        view.axis = world.home_axis();
    }
}

/// Whether somebody has looked at a world without changing anything but how it is drawn.
fn is_untouched(view: &View, world: &World) -> bool {
    let first = View::first(world, view.size, view.aspect);
    view.camera == first.camera
        && view.window == first.window
        && view.axis == first.axis
        && view.filter.is_open()
        && view.selection.is_none()
        && view.list_top == 0
        && view.timing == first.timing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_said_is_not() {
        let mut coming = Coming::default();
        assert_eq!(
            (coming.percent(), coming.left(), coming.pace()),
            (None, None, None)
        );
        coming = Coming {
            read: 25,
            total: 100,
            events: 10,
            elapsed: Duration::from_secs(2),
            stops: false,
        };
        assert_eq!(coming.percent(), Some(25));
        assert_eq!(coming.left(), Some(Duration::from_secs(6)));
        assert_eq!(coming.pace(), Some(5));
    }
}
