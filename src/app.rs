//! The program without a terminal: what there is (World), what one person sees of it (View), what a person can do (the
//! table of Actions), and what an action changes (update).
//!
//! Nothing here draws, reads files, or asks for the time. What the outside has to do comes back as [`Effect`]s.
//!
//! Known to be imperfect: [`App`] fetches records itself, through a function that the outside hands it: after each action it
//! reads the few that the next frame shows from their files. Where these lie on a slow disk, a key waits for it.

pub mod action;
pub mod answers;
pub mod cells;
pub mod citation;
pub mod coming;
pub mod counts;
pub mod crowd;
pub mod deck;
pub mod draft;
pub mod facets;
pub mod going;
pub mod keys;
pub mod lanes;
pub mod layout;
pub mod lens;
pub mod line;
pub mod memory;
pub mod notes;
pub mod player;
pub mod shelf;
pub mod strips;
pub mod timing;
pub mod title;
pub mod told;
mod trail;
pub mod unreal;
pub mod update;
pub mod view;
pub mod world;

use std::sync::Arc;

use crate::index::names::Found;
use crate::model::filter::Filter;
use crate::model::text::Text;
use action::Action;
use coming::Coming;
use draft::Draft;
use layout::{Area, Layout, Size};
use line::Offered;
use memory::{Keep, Memory};
use player::Player;
use shelf::{Reader, Shelf};
use trail::Trail;
use view::{Overlay, View, Waits};
use world::World;

/// What the outside has to do after an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Leave the program.
    Quit,
    /// Give the terminal back to the shell and stop until called again.
    Suspend,
    /// Draw everything anew, whatever the terminal is thought to show.
    Redraw,
    /// Start or stop listening to the mouse.
    Mouse(bool),
    /// Find what stands in the search box: see [`App::question`].
    Search,
    /// Put a text on the clipboard; where there is none, show it: see [`App::not_copied`].
    Copy(Text),
    /// Keep something, or forget it, for the days to come; the program knows of it already: see [`App::remember`].
    Keep(Keep),
    /// Open a briefing to work on it, or begin one: see [`App::work_on`].
    OpenBriefing {
        /// The name of its file, as it was typed.
        name: Text,
        /// What is seen is to be added to it.
        adds: bool,
    },
    /// Write the briefing that is worked on: see [`App::draft`].
    SaveBriefing,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Of all questions; only the last one's answer is wanted.
    pub number: u64,
    /// What was typed.
    pub text: String,
    /// It is meant as a line of the language.
    pub is_line: bool,
    /// What is chosen already, where a line is to stand beside it.
    pub beside: Filter,
}

/// What was found; a part of it may come before the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// To which question.
    pub number: u64,
    /// What was found.
    pub found: Found,
}

/// Who carries a search out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Searcher {
    /// The program itself, at once: for small sets, pictures and tests.
    Own,
    /// Whoever holds the program, in their own time.
    Outside,
}

/// What of a view only shows once it is drawn: how long a text is depends on how it wraps, and how large a box is on what
/// it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drawn {
    /// The first line of the inspector that is on screen.
    pub inspector: Option<usize>,
    /// Where the topmost box stands, and the first of its lines that is on screen.
    pub over: Option<(Area, usize)>,
    /// The first line of a step's words that is on screen.
    pub words: Option<usize>,
}

/// One person at one screen: the world, what they see of it, and the records that are at hand.
pub struct App {
    /// What there is.
    pub world: Arc<World>,
    /// What is seen.
    pub view: View,
    /// The records at hand.
    pub shelf: Shelf,
    /// How far the file has come that is still being read; `None` once all of it is there.
    pub coming: Option<Coming>,
    /// How much of the sentences was read so far, in percent; `None` where nobody is at it.
    pub reading: Option<u8>,
    /// The line to go to once all of the file is there.
    pub awaited: Option<String>,
    /// The briefing that is presented.
    pub player: Option<Player>,
    /// The briefing that is worked on.
    pub draft: Option<Draft>,
    memory: Memory,
    trail: Trail,
    searcher: Searcher,
    /// How many questions there were.
    asked: u64,
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
            coming: None,
            reading: None,
            awaited: None,
            player: None,
            draft: None,
            memory: Memory::default(),
            trail: Trail::default(),
            searcher: Searcher::Own,
            asked: 0,
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
        if let Some(effects) = self.authored(action) {
            self.fetch();
            return effects;
        }
        if let Some(effects) = self.played(action) {
            return effects;
        }
        let effects = match self.call_back(action) {
            Some(effects) => effects,
            None => self.done(action),
        };
        let effects = self.searched(effects);
        self.fetch();
        effects
    }

    /// Does an action that changes the view, and remembers where it was and what it keeps.
    fn done(&mut self, action: Action) -> Vec<Effect> {
        let meant = trail::meant(&self.view, action);
        let asked = memory::asked(&self.view, action);
        let before = trail::before(&self.view, action);
        let effects = update::update(&self.world, &self.shelf, &mut self.view, action);
        match before {
            Some(before) if trail::has_gone(&before, meant, &self.view) => {
                self.trail.left(trail::bare(&before));
            }
            _ => {}
        }
        if matches!(meant, Action::ViewBack | Action::ViewForth) {
            self.turn(meant == Action::ViewBack);
        }
        self.remembered(effects, asked)
    }

    /// From now on searching is an effect that the outside carries out, and answers when it can.
    pub fn search_outside(&mut self) {
        self.searcher = Searcher::Outside;
    }

    /// Counts a question, and answers it where that is not for somebody else to do.
    fn searched(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        if effects.contains(&Effect::Search) {
            self.asked += 1;
            if let (Searcher::Own, Some(question)) = (self.searcher, self.question()) {
                if question.is_line {
                    let Question { text, beside, .. } = &question;
                    let offered = line::complete(&self.world, text, beside, &|| false);
                    update::offered(&mut self.view, offered.unwrap_or_default());
                } else {
                    let found = self.world.find(&question.text);
                    update::found(&mut self.view, found);
                }
                effects.retain(|effect| *effect != Effect::Search);
            }
        }
        effects
    }

    /// What is looked for, as long as it was not found.
    pub fn question(&self) -> Option<Question> {
        let search = self.view.search()?;
        let number = self.asked;
        let text = search.text.clone();
        let beside = if search.replaces {
            Filter::default()
        } else {
            self.view.filter.clone()
        };
        (search.waits != Waits::Not).then_some(Question {
            number,
            text,
            is_line: search.is_line(),
            beside,
        })
    }

    /// What the search box shows is not what was typed, not yet: a key that is about what it shows has to wait.
    pub fn waits_for_answer(&self) -> bool {
        let search = self.view.overlays.last();
        matches!(search, Some(Overlay::Search(search)) if search.waits == Waits::ForAnswer)
    }

    /// Takes an answer in; one to an earlier question, or to a box that was closed, changes nothing.
    pub fn answer(&mut self, answer: Answer) {
        if answer.number == self.asked {
            update::found(&mut self.view, answer.found);
            self.fetch();
        }
    }

    /// Takes in how a line could go on; what answers an earlier question changes nothing.
    pub fn complete(&mut self, number: u64, offered: Offered) {
        if number == self.asked {
            update::offered(&mut self.view, offered);
        }
    }

    /// The words of all sentences are known by now: what is looked for is looked for again.
    pub fn know_more(&mut self) -> Vec<Effect> {
        let effects = update::look_again(&mut self.view);
        let effects = self.searched(effects);
        self.fetch();
        effects
    }

    /// There is no clipboard for a text that was to be copied: it is shown instead.
    pub fn not_copied(&mut self, text: &Text) {
        update::show_copied(&mut self.view, text.clone(), true);
    }

    /// Takes over what drawing found: what was scrolled past its end stands at its end from now on, so that the next key
    /// moves it. Several keys pressed before one frame may still overshoot by their number.
    pub fn drawn(&mut self, drawn: Drawn) {
        if let Some(top) = drawn.inspector {
            self.view.reading.top = self.view.reading.top.min(top);
        }
        if let (Some(top), Some(player)) = (drawn.words, &mut self.player) {
            // Past the end, or where a part has come that lies further down.
            player.top = if std::mem::take(&mut player.reveals) {
                top
            } else {
                player.top.min(top)
            };
        }
        if let (
            Some((_, shown)),
            Some(
                Overlay::Help { top }
                | Overlay::Faults { top }
                | Overlay::Place { top, .. }
                | Overlay::Copied { top, .. },
            ),
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
