//! What the program keeps while it runs and when it is left: between the [`App`], which knows what to keep, and the
//! [`Desk`], which knows where.

use std::path::{Path, PathBuf};

use super::briefings::Author;
use super::desk::{self, Desk};
use super::environment;
use crate::app::App;
use crate::app::memory::{Bookmark, Keep, Memory};
use crate::model::text::Text;

/// The desk of whoever runs the program, and what the data on it goes by.
#[derive(Debug)]
pub struct Kept {
    desk: Desk,
    /// `None` for what comes through a pipe: it is another one every time.
    key: Option<String>,
    /// What the briefing goes by that is presented.
    briefing: Option<String>,
    /// Who works on a briefing.
    pub(super) author: Author,
}

impl Kept {
    /// What was kept up to now, for these event files.
    pub fn open(files: &[PathBuf]) -> Self {
        let is_pipe = files.iter().any(|file| file == Path::new("-"));
        Self {
            desk: Desk::open(environment::state().as_deref()),
            key: (!is_pipe).then(|| desk::key(files)),
            briefing: None,
            author: Author::of(files),
        }
    }

    /// A briefing that is begun names these gazetteers beside the event files.
    #[must_use]
    pub fn with_gazetteers(mut self, gazetteers: &[PathBuf]) -> Self {
        self.author.gazetteers = gazetteers.to_vec();
        self
    }

    /// Opens a briefing to work on it; one that is not there is begun.
    ///
    /// # Errors
    /// Where its file cannot be read, or is none that could be a briefing.
    pub fn work_on(&mut self, path: &Path, app: &mut App) -> Result<(), String> {
        self.author.open(path, app, None)
    }

    /// What was kept up to now, for somebody who presents a briefing; none is the bundled one.
    pub fn of_briefing(path: Option<&Path>) -> Self {
        let files: Vec<PathBuf> = path.map(Path::to_owned).into_iter().collect();
        Self {
            desk: Desk::open(environment::state().as_deref()),
            // What is seen last is a step, and no view of somebody's own.
            key: None,
            briefing: Some(desk::key(&files)),
            author: Author::default(),
        }
    }

    /// The step that the briefing was left at before its end, from 0.
    pub fn last_step(&self) -> Option<usize> {
        let number = self.desk.last_step(self.briefing.as_deref()?)?;
        number.checked_sub(1)
    }

    /// Keeps the step that is shown; whoever came to the last one begins anew.
    pub(super) fn keep_step(&mut self, at: usize, steps: usize) {
        if let Some(key) = &self.briefing {
            let number = (at > 0 && at + 1 < steps).then_some(at + 1);
            self.desk.remember_step(key, number);
        }
    }

    /// The line of the view that these files were left with.
    pub fn last_view(&self) -> Option<String> {
        let key = self.key.as_deref()?;
        self.desk.last_view(key).map(str::to_owned)
    }

    /// Tells the program what is kept, and its person what is wrong with it.
    pub(super) fn tell(&mut self, app: &mut App) {
        let marks = self.desk.bookmarks().into_iter();
        let marks = marks.map(|(name, line)| Bookmark {
            name: Text::clean(name),
            line: Text::clean(line),
        });
        let memory = Memory::of(self.desk.queries().to_vec(), marks.collect());
        app.remember(memory);
        self.say(app);
    }

    /// The same, after looking at what others have kept meanwhile.
    pub(super) fn look_again(&mut self, app: &mut App) {
        self.desk.look_again();
        self.tell(app);
    }

    /// Keeps something.
    pub(super) fn keep(&mut self, keep: &Keep, app: &mut App) {
        match keep {
            Keep::Mark(Bookmark { name, line }) => {
                if !self.desk.set_bookmark(name, line) {
                    let words = format!("“{name}” is too long to be kept after this");
                    app.view.message = Some(words);
                }
            }
            Keep::Forget(name) => self.desk.remove_bookmark(name),
        }
        self.say(app);
    }

    /// Keeps what was looked for.
    pub(super) fn keep_queries(&mut self, app: &mut App) {
        for query in app.take_queries() {
            self.desk.remember_query(&query);
        }
        self.say(app);
    }

    /// Keeps what is seen last, unless it is what is seen first or not all of the data is there yet.
    pub(super) fn leave(&mut self, app: &App) {
        let line = app.line();
        if let Some(key) = &self.key
            && app.awaited.is_none()
            && !line.is_empty()
        {
            self.desk.remember_view(key, &line);
        }
    }

    /// Says what the desk has to say, after what is said already.
    fn say(&mut self, app: &mut App) {
        let Some(words) = self.desk.message() else {
            return;
        };
        let said = app.view.message.take();
        app.view.message = Some(match said {
            Some(said) => format!("{said}; {words}"),
            None => words,
        });
    }
}
