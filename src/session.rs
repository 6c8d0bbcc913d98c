//! The loop between one person's terminal and the program, and what the terminal is like.
//!
//! The only room that touches the terminal, the environment, signals or the clock. Everything that waits to be read is
//! read and done before one frame is drawn, so that the newest frame wins and a held key never lags; a frame is one
//! write of what differs from the last.
//!
//! Known to be imperfect: an escape sequence that a slow line tears apart may be taken for the Esc key; Ctrl-Z stops the
//! program even where no shell is there to call it back.

pub mod briefings;
pub mod clipboard;
pub mod desk;
pub mod environment;
pub mod frame;
pub mod kept;
mod keys;
mod loading;
mod lock;
pub mod notes;
pub mod presenting;
mod press;
mod searcher;
mod terminal;
#[cfg(test)]
mod tests;
pub mod whole;
mod wires;

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crossterm::event::Event;
use rustix::io::Errno;
use signal_hook::consts::signal::SIGHUP;
use signal_hook::low_level::emulate_default_handler;

use crate::app::action::Action;
use crate::app::layout::Size;
use crate::app::line;
use crate::app::{Answer, App, Effect};
use crate::export::{self, Cache};
use crate::model::text::Text;
use crate::ui::theme::Theme;
use clipboard::Way;
use frame::Shown;
use kept::Kept;
use loading::Loading;
pub use loading::{Fresh, Rest};
use notes::Server;
use presenting::{Script, Watch};
use searcher::{Reading, Searcher};
use terminal::Terminal;
use thiserror::Error;
use wires::Word;

/// Input that keeps coming is not read for longer than this before a frame is drawn.
const LONGEST_READ: Duration = Duration::from_millis(100);

/// Whether a program can be shown here; if not, a listing can.
pub fn has_screen() -> bool {
    terminal::is_there() && !environment::is_dumb()
}

/// The size of the terminal.
pub fn size() -> Size {
    terminal::size()
}

/// Shows a program on the terminal until its person leaves it. Ends the process the way a signal would where one asks so.
///
/// # Errors
/// Where the terminal cannot be taken over, or nothing more can be read from it.
///
/// `rest` reads what is still to come of what the program shows; it is read while somebody looks at that. What is worth
/// keeping goes to `kept`, the last view too, however the program ends.
/// With a `script` the briefing is presented that the program has.
pub fn run(
    app: App,
    theme: Theme,
    rest: Option<Rest>,
    kept: Kept,
    script: Option<Script>,
) -> Result<(), Ended> {
    let (tell, words) = wires::wires();
    wires::listen_for_signals(tell.clone())?;
    terminal::give_back_on_panic();
    let terminal = Terminal::enter()?;
    wires::listen_to_terminal(&tell)?;
    let mut session = Session {
        app,
        theme,
        cache: Cache::default(),
        shown: Shown::default(),
        terminal,
        stopped: false,
        resized: true,
        ticked: None,
        tell,
        loading: None,
        searcher: None,
        reading: None,
        held: VecDeque::new(),
        kept,
        watch: Watch::start(),
        step: None,
        files: presenting::Files::default(),
        notes: None,
    };
    session.kept.tell(&mut session.app);
    if let Some(script) = script {
        session.begin(script)?;
    }
    session.tell_time();
    match rest {
        Some(rest) => {
            let loading = Loading::start(rest, session.tell.clone())?;
            session.app.coming = Some(loading.coming());
            session.loading = Some(loading);
        }
        None => session.search_outside()?,
    }
    let ended = session.live(&words);
    session.kept.leave(&session.app);
    drop(session);
    ending(ended)
}

/// What the way a loop ended comes to, once the terminal is given back.
fn ending(ended: Result<Option<i32>, Lost>) -> Result<(), Ended> {
    match ended {
        Ok(None) => Ok(()),
        Ok(Some(signal)) => Ok(die(signal)?),
        // Nobody is there to be told.
        Err(Lost::Terminal) => Ok(die(SIGHUP)?),
        Err(Lost::Input(error)) => Err(Ended::Terminal(error)),
        Err(Lost::File(why)) => Err(Ended::File(why)),
    }
}

/// Why a program ended that nobody left.
#[derive(Debug, Error)]
pub enum Ended {
    /// The terminal cannot be taken over, or nothing more can be read from it.
    #[error(transparent)]
    Terminal(#[from] io::Error),
    /// What it was to show cannot be read.
    #[error("{0}")]
    File(String),
}

/// Dies of a signal, so that whoever started the program sees why it ended.
fn die(signal: i32) -> io::Result<()> {
    emulate_default_handler(signal)
}

/// What has gone away.
enum Lost {
    /// Nothing can be written any more.
    Terminal,
    /// Nothing can be read any more.
    Input(io::Error),
    /// The file cannot be read that the program was to show.
    File(String),
}

/// What a failed write means, whatever the system calls it.
fn gone(_: io::Error) -> Lost {
    Lost::Terminal
}

/// What comes of a word.
enum Next {
    GoOn,
    Quit,
    Die(i32),
}

struct Session {
    app: App,
    theme: Theme,
    cache: Cache,
    shown: Shown,
    terminal: Terminal,
    /// Given back until called again.
    stopped: bool,
    /// The size has to be asked for.
    resized: bool,
    /// When time last went on by itself; `None` while it does not.
    ticked: Option<Instant>,
    /// Where others say what they have to say.
    tell: Sender<Word>,
    /// What is still being read.
    loading: Option<Loading>,
    /// Who searches, where that takes longer than a key may.
    searcher: Option<Searcher>,
    /// The sentences that are being read.
    reading: Option<Reading>,
    /// Keys that are about what is looked for, until it is found.
    held: VecDeque<Event>,
    /// What is kept for the days to come.
    kept: Kept,
    /// What time it is.
    watch: Watch,
    /// The step that was presented last.
    step: Option<usize>,
    /// The files of the briefing that is presented.
    files: presenting::Files,
    /// Where whoever shows its notes hears of it.
    notes: Option<Server>,
}

impl Session {
    /// Lives until it is left (`None`) or a signal ends it.
    fn live(&mut self, words: &Receiver<Word>) -> Result<Option<i32>, Lost> {
        if self.app.view.mouse {
            self.terminal.mouse(true).map_err(gone)?;
        }
        loop {
            self.draw().map_err(gone)?;
            self.follow_step();
            let Some(first) = self.wait(words) else {
                return Ok(None);
            };
            let began = Instant::now();
            let waiting = std::iter::from_fn(|| {
                // Asked first: a word that is taken has to be heard.
                let in_time = began.elapsed() < LONGEST_READ;
                in_time.then(|| words.try_recv().ok()).flatten()
            });
            for word in std::iter::once(first).chain(waiting) {
                match self.hear(word)? {
                    Next::GoOn => {}
                    Next::Quit => return Ok(None),
                    Next::Die(signal) => return Ok(Some(signal)),
                }
            }
        }
    }

    /// The next word: from outside, or that it is time for the next step of what plays. `None` where nobody is left to
    /// say anything.
    fn wait(&mut self, words: &Receiver<Word>) -> Option<Word> {
        let interval = self.app.next_tick().filter(|_| !self.stopped);
        if self.loading.is_some() {
            return match words.recv_timeout(loading::PACE) {
                Ok(word) => Some(word),
                Err(RecvTimeoutError::Timeout) => Some(Word::Coming),
                Err(RecvTimeoutError::Disconnected) => None,
            };
        }
        let Some(interval) = interval else {
            self.ticked = None;
            return self.wait_for_minute(words);
        };
        // From one step to the next, not from key to key; a step that took longer than that is not made up for.
        let now = Instant::now();
        let due = *self.ticked.get_or_insert(now) + interval;
        match words.recv_timeout(due.saturating_duration_since(now)) {
            Ok(word) => Some(word),
            Err(RecvTimeoutError::Timeout) => {
                self.ticked = Some(Instant::now());
                Some(Word::Tick)
            }
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// The next word while nothing moves but the clock.
    fn wait_for_minute(&self, words: &Receiver<Word>) -> Option<Word> {
        if self.app.player.is_none() || self.stopped {
            return words.recv().ok();
        }
        match words.recv_timeout(self.watch.left()) {
            Ok(word) => Some(word),
            Err(RecvTimeoutError::Timeout) => Some(Word::Minute),
            Err(RecvTimeoutError::Disconnected) => None,
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
            Word::Tick => drop(self.app.act(Action::Tick)),
            Word::Minute => self.tell_time(),
            Word::Briefing(read) => self.briefing_changed(read),
            Word::Input(_) if self.stopped => {}
            Word::Input(event) => return self.press(event),
            Word::Found(answer) => {
                self.app.answer(answer);
                return self.let_go();
            }
            Word::Offered(number, offered) => {
                self.app.complete(number, offered);
                return self.let_go();
            }
            Word::Coming => {
                self.app.coming = self.loading.as_ref().map(Loading::coming);
                if self.app.view.next_tick().is_some() {
                    drop(self.app.act(Action::Tick));
                }
            }
            Word::Drive(action) => {
                let effects = self.app.act(action);
                return self.carry_out(effects);
            }
            // Only asked for where there is nothing but notes.
            Word::Heard(_) => {}
            Word::NotLoaded(why) => return Err(Lost::File(why)),
            Word::Loaded(fresh) => return self.go_over(*fresh),
            Word::Read(percent) => self.app.reading = Some(percent),
            // Of the events that were there before more of them came: those of now are still read.
            Word::AllRead if self.app.world.words().is_none() => {}
            Word::AllRead => {
                self.reading = None;
                self.app.reading = None;
                if self.app.view.filter.asks_for_words() {
                    // What was counted and drawn is of a filter that let nothing through.
                    self.cache = Cache::default();
                }
                let effects = self.app.know_more();
                return self.carry_out(effects);
            }
        }
        Ok(Next::GoOn)
    }

    /// Has searches done by others, and the sentences read, where there are many events.
    fn search_outside(&mut self) -> io::Result<()> {
        let world = &self.app.world;
        let tell = self.tell.clone();
        if searcher::is_needed(world) {
            self.searcher = Some(Searcher::start(Arc::clone(world), tell.clone())?);
            if world.words().is_none() {
                self.reading = Some(searcher::read_sentences(Arc::clone(world), tell)?);
                self.app.reading = Some(0);
            }
            self.app.search_outside();
        }
        Ok(())
    }

    /// Shows what has been read by now instead of what was there before.
    fn go_over(&mut self, fresh: Fresh) -> Result<Next, Lost> {
        let stopped = self.loading.take().is_some_and(|it| it.coming().stops);
        self.app.coming = None;
        self.app.renew(fresh.world, fresh.reader);
        // What was counted and drawn is of the old one.
        self.cache = Cache::default();
        // What was said of the part may not be so of the whole.
        self.app.view.message = if stopped {
            Some("stopped: what was read until then is shown".to_owned())
        } else {
            fresh.message
        };
        self.search_outside().map_err(Lost::Input)?;
        let effects = self.app.know_more();
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Result<Next, Lost> {
        for effect in effects {
            match effect {
                Effect::Quit => return Ok(Next::Quit),
                Effect::Suspend => self.stop(true),
                Effect::Redraw => self.shown.forget(),
                Effect::Mouse(on) => self.terminal.mouse(on).map_err(gone)?,
                Effect::Search => self.search(),
                Effect::Copy(text) => self.copy(&text).map_err(gone)?,
                Effect::Keep(keep) => self.kept.keep(&keep, &mut self.app),
                Effect::OpenBriefing { name, adds } => {
                    self.kept.author.open_named(&name, &mut self.app, adds);
                }
                Effect::SaveBriefing => self.kept.author.save(&mut self.app),
            }
        }
        Ok(Next::GoOn)
    }

    /// Puts a text on the clipboard, or shows it.
    fn copy(&mut self, text: &Text) -> io::Result<()> {
        let way = environment::clipboard();
        if way == Way::Tmux && clipboard::give_to_tmux(text) {
            return Ok(());
        }
        if let Some(bytes) = clipboard::sequence(way, text) {
            return self.terminal.write(bytes.as_bytes());
        }
        self.app.not_copied(text);
        Ok(())
    }

    /// Has the search box's question answered: by who searches, or here, should nobody be there.
    fn search(&mut self) {
        let Some(question) = self.app.question() else {
            return;
        };
        let searcher = self.searcher.as_ref();
        let asked = searcher.is_some_and(|all| all.ask(&self.app.world, question.clone()));
        if asked {
            return;
        }
        if question.is_line {
            let offered =
                line::complete(&self.app.world, &question.text, &question.beside, &|| false);
            self.app
                .complete(question.number, offered.unwrap_or_default());
        } else {
            let found = self.app.world.find(&question.text);
            let number = question.number;
            self.app.answer(Answer { number, found });
        }
    }

    /// Gives the terminal back and stops, with everything that was started along with it if a key asked for that.
    fn stop(&mut self, all: bool) {
        if self.stopped {
            return;
        }
        self.stopped = true;
        terminal::stop(all);
    }

    /// Takes the terminal again, as a shell may have left it.
    fn come_back(&mut self) -> io::Result<()> {
        self.stopped = false;
        self.resized = true;
        self.terminal.take()?;
        self.terminal.mouse(self.app.view.mouse)?;
        self.shown.forget();
        Ok(())
    }

    /// Takes on the size that the terminal has now.
    fn fit(&mut self) {
        if std::mem::take(&mut self.resized) {
            let size = terminal::size();
            if size != self.app.view.size {
                self.app.act(Action::Resize(size));
            }
            // Terminals reflow what they show when their size changes.
            self.shown.forget();
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        if self.stopped {
            return Ok(());
        }
        self.fit();
        let next = export::screen(&mut self.app, &self.theme, &mut self.cache);
        let bytes = self.shown.turn_into(next);
        let began = Instant::now();
        self.terminal.write(bytes.as_bytes())?;
        if began.elapsed() > presenting::FLUENT {
            self.app.land();
        }
        Ok(())
    }
}
