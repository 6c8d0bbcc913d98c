//! What presenting needs of the outside: what time it is, the file of the briefing while somebody writes it, and where to go
//! on next time.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use jiff::Zoned;

use super::wires::{Word, spawn};
use super::{Session, notes};
use crate::app::App;
use crate::app::deck::Deck;
use crate::app::line;
use crate::app::player::Clock;
use crate::model::briefing::{Briefing, Front, Said};
use crate::model::text::Text;

/// How often the file of a briefing is looked at.
const LOOK: Duration = Duration::from_millis(500);
/// The clock shows minutes.
const MINUTE: Duration = Duration::from_secs(60);
/// A frame that takes longer than this to be written is too much for the line: a flight ends at once.
pub(super) const FLUENT: Duration = Duration::from_millis(120);

/// The files that a briefing named when they were opened.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Its event files; `None` where others were opened in their place.
    pub data: Option<Vec<String>>,
    /// Its gazetteers; `None` where others were opened in their place.
    pub gazetteers: Option<Vec<String>>,
}

impl Files {
    /// Whether a briefing names them still; what was not opened may change.
    fn are_of(&self, front: &Front) -> bool {
        let same = |opened: &Option<Vec<String>>, said: &[Said]| {
            let said = said.iter().map(|said| &said.text);
            opened.as_ref().is_none_or(|opened| opened.iter().eq(said))
        };
        same(&self.data, &front.data) && same(&self.gazetteers, &front.gazetteers)
    }
}

/// What presenting wants besides the program.
pub struct Script {
    /// What is shown comes from these.
    pub files: Files,
    /// The briefing is read again when its file changes.
    pub watched: Option<Watched>,
    /// What its notes go by: see [`notes::name`].
    pub notes: String,
}

/// A file that somebody may change.
pub struct Watched {
    /// Where it is.
    pub path: PathBuf,
    /// Reads it; says why where it cannot.
    pub read: Box<dyn Fn() -> Result<String, String> + Send>,
}

/// The time since something began, and the time of the day.
#[derive(Debug)]
pub(super) struct Watch {
    began: Instant,
    told: Instant,
}

impl Watch {
    pub fn start() -> Self {
        let now = Instant::now();
        Self {
            began: now,
            told: now,
        }
    }

    /// One that began so long ago.
    pub fn since(elapsed: Duration) -> Self {
        let now = Instant::now();
        Self {
            began: now.checked_sub(elapsed).unwrap_or(now),
            told: now,
        }
    }

    /// What it shows.
    pub fn clock(&mut self) -> Clock {
        self.told = Instant::now();
        Clock {
            elapsed: self.began.elapsed(),
            now: Text::clean(&Zoned::now().strftime("%H:%M").to_string()),
        }
    }

    /// How long what it showed last stays true.
    pub fn left(&self) -> Duration {
        let second = u64::try_from(Zoned::now().second()).unwrap_or(0);
        let to_minute = MINUTE.saturating_sub(Duration::from_secs(second));
        let elapsed = self.began.elapsed().as_secs() % MINUTE.as_secs();
        let to_elapsed = MINUTE.saturating_sub(Duration::from_secs(elapsed));
        let next = to_minute.min(to_elapsed).max(Duration::from_secs(1));
        next.saturating_sub(self.told.elapsed().min(Duration::from_secs(1)))
    }
}

/// Looks at a file now and then, and says what is in it when that changes.
pub(super) fn watch(watched: Watched, tell: Sender<Word>) -> io::Result<()> {
    spawn("briefing", move || {
        let mut seen = state(&watched.path);
        loop {
            thread::sleep(LOOK);
            let now = state(&watched.path);
            // While an editor puts a new file in the place of the old one there may be none.
            if now.is_none() || now == seen {
                continue;
            }
            seen = now;
            if tell.send(Word::Briefing((watched.read)())).is_err() {
                return;
            }
        }
    })
}

/// When a file was changed, and how long it is.
fn state(path: &Path) -> Option<(SystemTime, u64)> {
    let about = fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}

impl Session {
    /// Has the briefing's file looked at, and its notes shown to whoever asks for them.
    pub(super) fn begin(&mut self, script: Script) -> io::Result<()> {
        self.files = script.files;
        if let Some(watched) = script.watched {
            watch(watched, self.tell.clone())?;
        }
        match notes::open(&script.notes, &self.tell) {
            Ok(server) => self.notes = Some(server),
            Err(why) => {
                // Names of folders come from anywhere.
                let words = Text::clean(&why.to_string()).to_string();
                let said = self.app.view.message.take();
                let said = said.map_or(words.clone(), |said| format!("{said}; {words}"));
                self.app.view.message = Some(said);
            }
        }
        Ok(())
    }

    /// Shows a briefing as it is now.
    pub(super) fn briefing_changed(&mut self, read: Result<String, String>) {
        match read {
            Ok(text) => {
                let deck = read_again(&self.app, text);
                let is_of_these = self.files.are_of(&deck.briefing.front);
                self.app.present_anew(deck);
                if !is_of_these {
                    let words = "the briefing names other data now: start again to see them";
                    self.app.view.message = Some(words.to_owned());
                }
            }
            Err(why) => {
                let words = format!("the briefing cannot be read again: {why}");
                self.app.view.message = Some(Text::clean(&words).to_string());
            }
        }
    }

    /// Tells the program the time.
    pub(super) fn tell_time(&mut self) {
        let clock = self.watch.clock();
        self.app.tell_time(clock);
    }

    /// After something was done: keeps where the presenter stands, and tells whoever shows the notes.
    pub(super) fn follow_step(&mut self) {
        let Some(player) = &self.app.player else {
            return;
        };
        if self.step != Some(player.at) {
            self.step = Some(player.at);
            self.kept.keep_step(player.at, player.steps());
        }
        if let (Some(notes), Some(prompt)) = (&self.notes, self.app.prompt()) {
            notes.tell(&prompt);
        }
    }
}

fn read_again(app: &App, text: String) -> Deck {
    let by_id = |id: &str| line::event_of(&app.world, &app.shelf, id);
    Deck::read(&app.world, &by_id, Briefing::parse(text))
}
