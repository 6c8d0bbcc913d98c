//! What a person keeps from one day to the next, as the program knows it while it runs: bookmarks, and what was looked for.
//!
//! Where it is kept is the outside's business. What a person asks for comes out as an effect; what was looked for is asked
//! for by nobody, and lies ready for whoever keeps it. What others have kept comes in.

use std::sync::Arc;

use super::update::look;
use super::view::{Overlay, View};
use super::{App, Effect};
use crate::app::action::{Action, Motion};
use crate::model::text::Text;

/// A longer name than this is none; in characters.
pub const LONGEST_NAME: usize = 60;
/// So many queries are remembered, the newest.
const MOST_QUERIES: usize = 500;

/// A view under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// What it goes by.
    pub name: Text,
    /// The view, as a line.
    pub line: Text,
}

/// Something to be kept, or not any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// A view under a name, in place of another one of that name.
    Mark(Bookmark),
    /// No view under this name.
    Forget(Text),
}

/// What is known of what is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    /// What was looked for, the newest last; each once.
    queries: Vec<Text>,
    /// Those that nobody has taken yet to keep them.
    fresh: Vec<Text>,
    /// Views under a name, in the order of their names.
    bookmarks: Arc<Vec<Bookmark>>,
    /// The query that stands in the search box instead of what was typed.
    recalled: Option<Recalled>,
}

/// A query of before that was called back.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Recalled {
    /// What was typed: it holds that.
    typed: String,
    /// Which one it is, as it stands in the box.
    query: Text,
    /// Where it was found; older ones are before it.
    at: usize,
}

impl Memory {
    /// What is kept: queries the newest last, bookmarks in any order.
    pub fn of(queries: Vec<Text>, mut bookmarks: Vec<Bookmark>) -> Self {
        bookmarks.sort_by(|one, other| one.name.cmp(&other.name));
        Self {
            queries,
            fresh: Vec::new(),
            bookmarks: Arc::new(bookmarks),
            recalled: None,
        }
    }

    /// What was looked for, the newest last.
    pub fn queries(&self) -> &[Text] {
        &self.queries
    }

    /// Views under a name, in the order of their names.
    pub fn bookmarks(&self) -> &Arc<Vec<Bookmark>> {
        &self.bookmarks
    }

    fn keep(&mut self, keep: &Keep) {
        match keep {
            Keep::Mark(mark) => {
                let all = Arc::make_mut(&mut self.bookmarks);
                all.retain(|other| other.name != mark.name);
                let at = all.partition_point(|other| other.name < mark.name);
                all.insert(at, mark.clone());
            }
            Keep::Forget(name) => {
                Arc::make_mut(&mut self.bookmarks).retain(|other| other.name != *name);
            }
        }
    }

    fn asked(&mut self, query: Text) {
        self.queries.retain(|other| *other != query);
        self.queries.push(query.clone());
        let over = self.queries.len().saturating_sub(MOST_QUERIES);
        self.queries.drain(..over);
        self.fresh.push(query);
    }

    /// The next older query that holds what was typed.
    fn older(&mut self, text: &str) -> Option<Text> {
        let last = self.recalled.take().filter(|last| *last.query == *text);
        let (typed, before) = match last {
            Some(last) => (last.typed, last.at),
            None => (text.trim().to_owned(), self.queries.len()),
        };
        let needle = typed.to_lowercase();
        let mut older = self.queries.iter().enumerate().take(before).rev();
        let found =
            older.find(|(_, query)| ***query != *text && query.to_lowercase().contains(&needle));
        // At the oldest one it stays.
        let (at, query) = match found {
            Some((at, query)) => (at, query.clone()),
            None => (before, Text::clean(text)),
        };
        let is_found = found.is_some();
        self.recalled = Some(Recalled {
            typed,
            query: query.clone(),
            at,
        });
        is_found.then_some(query)
    }

    /// Whether the box holds a query that was called back.
    fn is_recalled(&self, text: &str) -> bool {
        let recalled = self.recalled.as_ref();
        recalled.is_some_and(|recalled| *recalled.query == *text)
    }
}

/// What is looked for, where an action may go to what it finds.
pub(super) fn asked(view: &View, action: Action) -> Option<Text> {
    let goes = matches!(action, Action::Open | Action::FilterToHit);
    match view.overlays.last() {
        Some(Overlay::Search(search)) if goes && !search.is_blank() => {
            Some(Text::clean(search.text.trim()))
        }
        _ => None,
    }
}

impl App {
    /// Takes over what is kept by now, by this program and others.
    pub fn remember(&mut self, memory: Memory) {
        let old = std::mem::take(&mut self.memory);
        self.memory = Memory {
            recalled: old.recalled,
            fresh: old.fresh,
            ..memory
        };
        self.show_bookmarks();
    }

    /// What was looked for since this was asked last, to be kept.
    pub fn take_queries(&mut self) -> Vec<Text> {
        std::mem::take(&mut self.memory.fresh)
    }

    /// What is kept, as far as the program knows.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Takes over what an action keeps; `asked` is what was looked for before it.
    pub(super) fn remembered(&mut self, effects: Vec<Effect>, asked: Option<Text>) -> Vec<Effect> {
        // A box that is still open has not gone anywhere.
        if let Some(query) = asked.filter(|_| self.view.search().is_none()) {
            self.memory.asked(query);
        }
        for effect in &effects {
            if let Effect::Keep(keep) = effect {
                self.memory.keep(keep);
            }
        }
        self.show_bookmarks();
        effects
    }

    /// Boxes of bookmarks show those of now.
    fn show_bookmarks(&mut self) {
        let known = self.memory.bookmarks();
        for overlay in &mut self.view.overlays {
            match overlay {
                Overlay::Naming(naming) => naming.known = Arc::clone(known),
                Overlay::Marks(marks) => {
                    marks.all = Arc::clone(known);
                    let last = marks.found().count().saturating_sub(1);
                    marks.picked = marks.picked.min(last);
                }
                _ => {}
            }
        }
    }

    /// Puts an older query into the search box, where an action asks for one; `None` where it does not.
    pub(super) fn call_back(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::Search(search)) = self.view.overlays.last_mut() else {
            return None;
        };
        let is_top = search.picked.is_none_or(|picked| picked == 0);
        let asks = match action {
            Action::OlderQuery => true,
            Action::Rows(Motion::Up) => {
                let is_old = self.memory.is_recalled(&search.text);
                is_top && (is_old || search.is_blank()) && !self.memory.queries.is_empty()
            }
            _ => false,
        };
        if !asks {
            return None;
        }
        self.view.message = None;
        if let Some(query) = self.memory.older(&search.text) {
            search.text = query.to_string();
            return Some(look(&self.world, search));
        }
        let words = if self.memory.queries.is_empty() {
            "nothing was looked for before"
        } else if search.is_blank() || self.memory.is_recalled(&search.text) {
            "nothing older was looked for"
        } else {
            "nothing like this was looked for before"
        };
        self.view.message = Some(words.into());
        Some(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queries(all: &[&str]) -> Memory {
        Memory::of(all.iter().map(|query| Text::clean(query)).collect(), vec![])
    }

    #[test]
    fn older_queries_come_back_one_after_the_other_and_the_oldest_stays() {
        let mut memory = queries(&["Raqqa", "sdf", "raqqa bridge"]);
        let mut text = "raq".to_owned();
        for expected in [Some("raqqa bridge"), Some("Raqqa"), None, None] {
            let found = memory.older(&text);
            assert_eq!(found.as_deref(), expected, "after {text}");
            text = found.map_or(text, |found| found.to_string());
        }
        // What is typed on is a new beginning.
        assert_eq!(memory.older("raqqa b").as_deref(), Some("raqqa bridge"));
        assert_eq!(memory.older("homs"), None);
    }

    #[test]
    fn the_newest_of_a_query_is_the_one_that_counts() {
        let mut memory = queries(&["a", "b"]);
        memory.asked(Text::clean("a"));
        assert_eq!(memory.queries(), [Text::clean("b"), Text::clean("a")]);
    }
}
