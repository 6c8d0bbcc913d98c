//! What the program keeps beside its user from one day to the next: queries, bookmarks, the last view of each data set, and
//! the last step of each briefing.
//!
//! Four files of plain text in the state folder, a line each, that a person can read and mend. What is in them is about
//! data and never in it. Nothing is written before there is something to keep, and where nothing can be, the program works
//! and remembers until it is left.
//!
//! Known to be imperfect: what another sitmap kept meanwhile is seen once this one keeps something, or looks again.

mod drawer;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use crate::model::text::Text;
use drawer::{Drawer, NotKept};

/// So many queries are kept, the newest.
const MOST_QUERIES: usize = 500;
/// So many bookmarks; the oldest go.
const MOST_BOOKMARKS: usize = 500;
/// Of so many data sets the last view is kept.
const MOST_VIEWS: usize = 200;
/// Of so many briefings the last step is kept.
const MOST_BRIEFINGS: usize = 200;
/// A longer line than this says nothing that a person would want back; in bytes.
const LONGEST: usize = 4_000;
/// A longer name than this is none; in characters.
const LONGEST_NAME: usize = 60;

/// A name or a key, and the line that is kept under it.
type Named = (Text, Text);

/// What is kept.
#[derive(Debug)]
pub struct Desk {
    queries: Drawer<Text>,
    bookmarks: Drawer<Named>,
    views: Drawer<Named>,
    steps: Drawer<Named>,
    /// What there is to say, the first first.
    said: Vec<String>,
    /// That something is not kept was said: it is said once.
    is_told: bool,
}

impl Desk {
    /// What is kept in a folder; without one, nothing is kept but for as long as this lives. A folder that is not there is
    /// made once there is something to keep.
    pub fn open(folder: Option<&Path>) -> Self {
        let mut desk = Self {
            queries: Drawer::new(folder, "queries", MOST_QUERIES),
            bookmarks: Drawer::new(folder, "bookmarks", MOST_BOOKMARKS),
            views: Drawer::new(folder, "views", MOST_VIEWS),
            steps: Drawer::new(folder, "steps", MOST_BRIEFINGS),
            said: Vec::new(),
            is_told: false,
        };
        desk.look_again();
        desk
    }

    /// Reads what others have kept by now.
    pub fn look_again(&mut self) {
        self.queries.read();
        self.bookmarks.read();
        self.views.read();
        self.steps.read();
        self.hear();
    }

    /// What was asked for, the newest last; each once.
    pub fn queries(&self) -> &[Text] {
        self.queries.kept()
    }

    /// Keeps a query as the newest; a blank one is none.
    pub fn remember_query(&mut self, query: &str) {
        let query = Text::clean(query.trim());
        if query.is_empty() || query.len() > LONGEST {
            return;
        }
        let kept = self.queries.change(|queries| {
            queries.retain(|other| *other != query);
            queries.push(query);
        });
        self.settle(kept);
    }

    /// The bookmarks: name and line, in the order of their names.
    pub fn bookmarks(&self) -> Vec<(&str, &str)> {
        let kept = self.bookmarks.kept().iter();
        let mut all: Vec<(&str, &str)> = kept.map(|(name, line)| (&**name, &**line)).collect();
        all.sort_unstable();
        all
    }

    /// Keeps a line under a name, in place of what was there; says whether it is a name and a line that can be kept.
    pub fn set_bookmark(&mut self, name: &str, line: &str) -> bool {
        let (name, line) = (Text::clean(name.trim()), Text::clean(line.trim()));
        let is_name = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
        if !is_name || line.is_empty() || line.len() > LONGEST {
            return false;
        }
        self.put(name, line, |desk| &mut desk.bookmarks);
        true
    }

    /// Forgets a bookmark.
    pub fn remove_bookmark(&mut self, name: &str) {
        let kept = self
            .bookmarks
            .change(|bookmarks| bookmarks.retain(|(other, _)| **other != *name));
        self.settle(kept);
    }

    /// The last view of a data set, by its [`key`].
    pub fn last_view(&self, key: &str) -> Option<&str> {
        let key = Text::clean(key);
        let mut kept = self.views.kept().iter();
        let (_, line) = kept.find(|(other, _)| *other == key)?;
        Some(line)
    }

    /// Keeps the last view of a data set.
    pub fn remember_view(&mut self, key: &str, line: &str) {
        let (key, line) = (Text::clean(key), Text::clean(line.trim()));
        if key.len() > LONGEST || line.is_empty() || line.len() > LONGEST {
            return;
        }
        self.put(key, line, |desk| &mut desk.views);
    }

    /// The number of the step that a briefing was left at, from 1, by its [`key`].
    pub fn last_step(&self, key: &str) -> Option<usize> {
        let key = Text::clean(key);
        let mut kept = self.steps.kept().iter();
        let (_, number) = kept.find(|(other, _)| *other == key)?;
        number.parse().ok().filter(|number| *number > 0)
    }

    /// Keeps the number of a step, or forgets it.
    pub fn remember_step(&mut self, key: &str, number: Option<usize>) {
        let key = Text::clean(key);
        match number {
            _ if key.len() > LONGEST => {}
            Some(number) => {
                let number = Text::clean(&number.to_string());
                self.put(key, number, |desk| &mut desk.steps);
            }
            None if self.steps.kept().iter().any(|(other, _)| *other == key) => {
                let kept = self
                    .steps
                    .change(|all| all.retain(|(other, _)| *other != key));
                self.settle(kept);
            }
            None => {}
        }
    }

    /// What there is to say that was not said before: files that were set aside, and, once, what is not kept.
    pub fn message(&mut self) -> Option<String> {
        let said = std::mem::take(&mut self.said);
        // Names of folders come from anywhere.
        (!said.is_empty()).then(|| Text::clean(&said.join("; ")).to_string())
    }

    fn put(&mut self, name: Text, line: Text, drawer: fn(&mut Self) -> &mut Drawer<Named>) {
        let kept = drawer(self).change(|all| {
            all.retain(|(other, _)| *other != name);
            all.push((name, line));
        });
        self.settle(kept);
    }

    fn settle(&mut self, kept: Result<(), NotKept>) {
        self.hear();
        if let Err(why) = kept
            && !std::mem::replace(&mut self.is_told, true)
        {
            self.said.push(why.to_string());
        }
    }

    /// Takes over what the drawers have to say.
    fn hear(&mut self) {
        self.said.extend(self.queries.said());
        self.said.extend(self.bookmarks.said());
        self.said.extend(self.views.said());
        self.said.extend(self.steps.said());
    }
}

/// What a data set goes by: its files, wherever they are named from, in their order; `bundled` without any.
pub fn key(files: &[PathBuf]) -> String {
    if files.is_empty() {
        return "bundled".to_owned();
    }
    let keys: Vec<String> = files.iter().map(|file| key_of(file)).collect();
    keys.join(" ")
}

/// A path in one word that no other path has.
fn key_of(path: &Path) -> String {
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut out = String::new();
    for piece in whole.as_os_str().as_bytes().utf8_chunks() {
        for letter in piece.valid().chars() {
            // What the door would change, and what sets words and files apart.
            let is_plain = !letter.is_whitespace() && letter != '%';
            if is_plain && *Text::clean(letter.encode_utf8(&mut [0; 4])) == *letter.to_string() {
                out.push(letter);
            } else {
                escape(&mut out, letter.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        escape(&mut out, piece.invalid());
    }
    out
}

fn escape(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(out, "%{byte:02X}");
    }
}
