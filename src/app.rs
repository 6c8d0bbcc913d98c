//! The program without a terminal: what there is (World), what one person sees of it (View), what a person can do (the
//! table of Actions), and what an action changes (update).
//!
//! Nothing here draws, reads files, or asks for the time. What the outside has to do comes back as [`Effect`]s.

pub mod action;
pub mod cells;
pub mod keys;
pub mod layout;
pub mod shelf;
pub mod update;
pub mod view;
pub mod world;

use std::sync::Arc;

use action::Action;
use layout::{Layout, Size};
use shelf::{Reader, Shelf};
use view::View;
use world::World;

/// What the outside has to do after an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Leave the program.
    Quit,
    /// Give the terminal back to the shell and stop until called again.
    Suspend,
    /// Draw everything anew, whatever the terminal is thought to show.
    Redraw,
    /// Start or stop listening to the mouse.
    Mouse(bool),
}

/// One person at one screen: the world, what they see of it, and the records that are at hand.
pub struct App {
    /// What there is.
    pub world: Arc<World>,
    /// What is seen.
    pub view: View,
    /// The records at hand.
    pub shelf: Shelf,
}

impl App {
    /// The first view of a world on a screen of a size. Records are read through `reader`: this room may not do it.
    pub fn new(world: Arc<World>, reader: Reader, size: Size, aspect: f32) -> Self {
        let view = View::first(&world, size, aspect);
        let mut app = Self {
            world,
            view,
            shelf: Shelf::new(reader),
        };
        app.fetch();
        app
    }

    /// Does an action: changes the view, and says what the outside has to do.
    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        let effects = update::update(&self.world, &self.shelf, &mut self.view, action);
        self.fetch();
        effects
    }

    /// Where everything stands now.
    pub fn layout(&self) -> Layout {
        Layout::of(&self.view)
    }

    /// Reads the records that the view needs, before anything is drawn.
    fn fetch(&mut self) {
        // Twice: what an event is tied to is known once its own record is at hand.
        for _ in 0..2 {
            let wanted = update::wanted(&self.world, &self.shelf, &self.view);
            self.shelf.fetch(&wanted);
        }
    }
}
