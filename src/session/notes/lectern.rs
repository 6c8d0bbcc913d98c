//! The loop of whoever shows the notes: keys, and what is heard of the presenter, onto the screen.
//!
//! Nothing wakes it but these, and the clock once its minutes are others.

use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Instant;

use crossterm::event::Event;
use rustix::io::Errno;

use super::finder::{self, Heard, Line};
use super::name;
use crate::app::action::Action;
use crate::app::notes::{Deed, Notes};
use crate::input;
use crate::model::text::Text;
use crate::scene::notes::page;
use crate::session::frame::Shown;
use crate::session::presenting::Watch;
use crate::session::terminal::{self, Terminal};
use crate::session::wires::{self, Word, spawn};
use crate::session::{Ended, LONGEST_READ, Lost, Next, ending, environment, gone, keys};
use crate::ui::notes::draw;
use crate::ui::theme::Theme;

/// Shows the notes of a briefing on the terminal until its person leaves them; those of the bundled one without a path.
/// Ends the process the way a signal would where one asks so.
///
/// # Errors
/// Where the terminal cannot be taken over, or nothing more can be read from it.
pub fn show(briefing: Option<&Path>, theme: Theme) -> Result<(), Ended> {
    let (tell, words) = wires::wires();
    wires::listen_for_signals(tell.clone())?;
    terminal::give_back_on_panic();
    let terminal = Terminal::enter()?;
    wires::listen_to_terminal(&tell)?;
    let name = name(briefing);
    spawn("presenter", move || {
        let say = |heard| tell.send(Word::Heard(heard)).is_ok();
        finder::look_for(&environment::runtime(), &name, &say);
    })?;
    let file = briefing.map(|path| Text::clean(&path.to_string_lossy()));
    let mut lectern = Lectern {
        notes: Notes::new(file, terminal::size()),
        theme,
        shown: Shown::default(),
        terminal,
        stopped: false,
        resized: false,
        watch: Watch::start(),
        presenter: None,
    };
    let ended = lectern.live(&words);
    drop(lectern);
    ending(ended)
}

struct Lectern {
    notes: Notes,
    theme: Theme,
    shown: Shown,
    terminal: Terminal,
    /// Given back until called again.
    stopped: bool,
    /// The size has to be asked for.
    resized: bool,
    /// What time it is, and how long ago the presenter began.
    watch: Watch,
    /// The way to whoever presents, while somebody does.
    presenter: Option<Line>,
}

impl Lectern {
    /// Lives until it is left (`None`) or a signal ends it.
    fn live(&mut self, words: &Receiver<Word>) -> Result<Option<i32>, Lost> {
        loop {
            self.draw().map_err(gone)?;
            let first = match words.recv_timeout(self.watch.left()) {
                Ok(first) => Some(first),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
            };
            let began = Instant::now();
            let waiting = std::iter::from_fn(|| {
                // Asked first: a word that is taken has to be heard.
                let in_time = began.elapsed() < LONGEST_READ;
                in_time.then(|| words.try_recv().ok()).flatten()
            });
            for word in first.into_iter().chain(waiting) {
                match self.hear(word)? {
                    Next::GoOn => {}
                    Next::Quit => return Ok(None),
                    Next::Die(signal) => return Ok(Some(signal)),
                }
            }
        }
    }

    fn hear(&mut self, word: Word) -> Result<Next, Lost> {
        match word {
            Word::End(signal) => return Ok(Next::Die(signal)),
            // What a terminal that is gone says.
            Word::InputEnded(error) if error.raw_os_error() == Some(Errno::IO.raw_os_error()) => {
                return Err(Lost::Terminal);
            }
            Word::InputEnded(error) => return Err(Lost::Input(error)),
            Word::Continue => self.come_back().map_err(gone)?,
            Word::Stop => self.stop(false),
            Word::Resized => self.resized = true,
            Word::Input(Event::Key(pressed)) if !self.stopped => {
                let key = keys::key(pressed);
                let action = key.and_then(|key| input::action_in(self.notes.contexts(), key));
                return Ok(action.map_or(Next::GoOn, |action| self.act(action)));
            }
            Word::Heard(heard) => self.take_in(heard),
            _ => {}
        }
        Ok(Next::GoOn)
    }

    fn take_in(&mut self, heard: Heard) {
        match heard {
            Heard::Found(line) => {
                self.presenter = Some(line);
                // What was wrong with the search is not any more.
                self.notes.message = None;
            }
            Heard::Prompt(prompt) => {
                self.watch = Watch::since(prompt.elapsed);
                self.notes.hear(*prompt);
            }
            Heard::Told(words) => self.notes.message = Some(Text::clean(&words).to_string()),
            Heard::Lost => {
                self.presenter = None;
                self.notes.lose();
            }
        }
    }

    fn act(&mut self, action: Action) -> Next {
        match self.notes.act(action) {
            Some(Deed::Quit) => return Next::Quit,
            Some(Deed::Suspend) => self.stop(true),
            Some(Deed::Redraw) => self.shown.forget(),
            Some(Deed::Ask(action)) => {
                // Where it fails the presenter is gone, and that is heard.
                let asked = self.presenter.as_mut().map(|line| line.ask(action));
                if let Some(Err(_)) = asked {
                    self.presenter = None;
                }
            }
            None => {}
        }
        Next::GoOn
    }

    fn stop(&mut self, all: bool) {
        if !self.stopped {
            self.stopped = true;
            terminal::stop(all);
        }
    }

    /// Takes the terminal again, as a shell may have left it.
    fn come_back(&mut self) -> io::Result<()> {
        self.stopped = false;
        self.resized = true;
        self.terminal.take()
    }

    fn draw(&mut self) -> io::Result<()> {
        if self.stopped {
            return Ok(());
        }
        if std::mem::take(&mut self.resized) {
            self.notes.size = terminal::size();
            // Terminals reflow what they show when their size changes.
            self.shown.forget();
        }
        self.notes.clock = self.watch.clock();
        let page = page(&self.notes, self.theme.look());
        self.notes.drawn(page.above, usize::from(page.notes.height));
        let bytes = self.shown.turn_into(draw(&page, &self.theme));
        self.terminal.write(bytes.as_bytes())
    }
}
