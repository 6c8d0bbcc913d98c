//! The program without a terminal: what there is (World), what one person sees of it (View), what a person can do (the
//! table of Actions), and what an action changes (update).
//!
//! Nothing here draws, reads files, or asks for the time. What the outside has to do comes back as [`Effect`]s.
//!
//! Known to be imperfect: [`App`] fetches records itself, through a function that the outside hands it, as all records are in
//! memory today. Once they stay in files, reading becomes an [`Effect`] and arrives as an action.

pub mod action;
pub mod answers;
pub mod cells;
pub mod counts;
pub mod crowd;
pub mod keys;
pub mod lanes;
pub mod layout;
pub mod shelf;
pub mod strips;
pub mod timing;
pub mod update;
pub mod view;
pub mod world;

use std::sync::Arc;

use action::Action;
use layout::{Area, Layout, Size};
use shelf::{Reader, Shelf};
use view::{Overlay, View};
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

/// What of a view only shows once it is drawn: how long a text is depends on how it wraps, and how large a box is on what
/// it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drawn {
    /// The first line of the inspector that is on screen.
    pub inspector: Option<usize>,
    /// Where the topmost box stands, and the first of its lines that is on screen.
    pub over: Option<(Area, usize)>,
}

/// One person at one screen: the world, what they see of it, and the records that are at hand.
pub struct App {
    /// What there is.
    pub world: Arc<World>,
    /// What is seen.
    pub view: View,
    /// The records at hand.
    pub shelf: Shelf,
    /// Where the topmost box stands, as it was drawn last.
    over: Option<Area>,
}

impl App {
    /// The first view of a world on a screen of a size. Records are read through `reader`: this room may not do it.
    pub fn new(world: Arc<World>, reader: Reader, size: Size, aspect: f32) -> Self {
        let view = View::first(&world, size, aspect);
        let mut app = Self {
            world,
            view,
            shelf: Shelf::new(reader),
            over: None,
        };
        app.fetch();
        app
    }

    /// Does an action: changes the view, and says what the outside has to do.
    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        let action = match action {
            // A click beside a box closes it; one inside does nothing yet.
            Action::Click { column, row } if !self.view.overlays.is_empty() => {
                if self.over.is_some_and(|over| over.contains(column, row)) {
                    return Vec::new();
                }
                Action::Back
            }
            action => action,
        };
        let effects = update::update(&self.world, &self.shelf, &mut self.view, action);
        self.fetch();
        effects
    }

    /// Takes over what drawing found: what was scrolled past its end stands at its end from now on, so that the next key
    /// moves it. Several keys pressed before one frame may still overshoot by their number.
    pub fn drawn(&mut self, drawn: Drawn) {
        if let Some(top) = drawn.inspector {
            self.view.reading.top = self.view.reading.top.min(top);
        }
        if let (
            Some((_, shown)),
            Some(Overlay::Help { top } | Overlay::Faults { top } | Overlay::Place { top, .. }),
        ) = (drawn.over, self.view.overlays.last_mut())
        {
            *top = (*top).min(shown);
        }
        self.over = drawn.over.map(|(area, _)| area);
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
