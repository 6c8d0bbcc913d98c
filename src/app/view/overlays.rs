//! What lies over the panes: boxes with what was typed into them and where their cursors are.

use std::sync::Arc;

use crate::app::facets::Panel;
use crate::app::line::{self, Offer, Offered};
use crate::app::memory::Bookmark;
use crate::app::title::name;
use crate::index::names::{Found, Named, Thing};
use crate::index::set::EventSet;
use crate::model::entry::{DocIx, PlaceIx};
use crate::model::fold::fold;
use crate::model::text::Text;

/// Something that lies over the panes and takes the keys. They are a stack: the last one is on top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// The keys of the pane that had the focus.
    Help {
        /// First row shown.
        top: usize,
    },
    /// Finding places, actors and events.
    Search(Box<Search>),
    /// Finding an action by name.
    Palette(Entry),
    /// The events of one cell of the map.
    Stack {
        /// All of them.
        events: Arc<EventSet>,
        /// The row the cursor is on.
        picked: usize,
    },
    /// What there is, counted, to be chosen.
    Facets(Panel),
    /// Switching layers of the map.
    Layers {
        /// The row the cursor is on.
        picked: usize,
    },
    /// A whole document with every marked sentence.
    Document {
        /// Which.
        doc: DocIx,
        /// The sentence the cursor is on.
        sentence: usize,
    },
    /// What the gazetteer says of a place.
    Place {
        /// The places to read of, one after the other; never empty.
        places: Vec<PlaceIx>,
        /// The one shown.
        at: usize,
        /// First row shown.
        top: usize,
    },
    /// What an actor or a place has to do with others.
    Lens {
        /// The actors or the places to look at, one after the other; never empty.
        over: Vec<Named>,
        /// The one shown.
        at: usize,
        /// The row the cursor is on, counted through all sections.
        picked: usize,
    },
    /// What loading found wrong.
    Faults {
        /// First row shown.
        top: usize,
    },
    /// A text that was to be copied.
    Copied {
        /// All of it.
        text: Text,
        /// There is no clipboard for it.
        by_hand: bool,
        /// First row shown.
        top: usize,
    },
    /// Giving what is seen a name.
    Naming(Naming),
    /// The views that have names.
    Marks(Marks),
    /// The steps of a briefing, narrowed by what is typed.
    Steps(Entry),
    /// The steps of the briefing that is worked on.
    Briefing,
    /// Something being typed for that briefing.
    Writing(Box<Writing>),
}

/// What is typed for a briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The name of its file; and whether what is seen is then added to it.
    File(bool),
    /// Title and note of a new step, and the line of what it shows.
    Step(Text),
    /// Another title for a step.
    Title(usize),
    /// One more note for a step.
    Note(usize),
}

/// A line being typed for a briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// What it is.
    pub wanted: Wanted,
    /// What was typed.
    pub text: String,
    /// What it is where nothing is typed.
    pub offered: Text,
    /// The note of a new step.
    pub note: String,
    /// It is the note that is typed.
    pub in_note: bool,
}

impl Writing {
    /// A line with nothing typed yet.
    pub fn of(wanted: Wanted, offered: Text) -> Self {
        Self {
            wanted,
            text: String::new(),
            offered,
            note: String::new(),
            in_note: false,
        }
    }

    /// What was typed, or else what was offered.
    pub fn said(&self) -> Text {
        let typed = Text::clean(self.text.trim());
        if typed.is_empty() {
            self.offered.clone()
        } else {
            typed
        }
    }

    /// The line that is typed into.
    pub fn line(&mut self) -> &mut String {
        if self.in_note {
            &mut self.note
        } else {
            &mut self.text
        }
    }
}

/// A name being typed for what is seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Naming {
    /// What was typed.
    pub text: String,
    /// What it is called where nothing is.
    pub offered: Text,
    /// The names that there are.
    pub known: Arc<Vec<Bookmark>>,
}

impl Naming {
    /// The name that it gets.
    pub fn name(&self) -> Text {
        let typed = name(&self.text);
        if typed.is_empty() {
            self.offered.clone()
        } else {
            typed
        }
    }

    /// Whether something has this name already.
    pub fn replaces(&self) -> bool {
        let name = self.name();
        self.known.iter().any(|mark| mark.name == name)
    }
}

/// The views that have names, narrowed by what is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// What was typed.
    pub text: String,
    /// The row the cursor is on, of those found.
    pub picked: usize,
    /// All of them.
    pub all: Arc<Vec<Bookmark>>,
    /// The one that is forgotten if that is asked for once more.
    pub doomed: Option<Text>,
}

impl Marks {
    /// Those whose name or line holds every word that was typed.
    pub fn found(&self) -> impl Iterator<Item = &Bookmark> {
        let words: Vec<String> = self.text.split_whitespace().map(fold).collect();
        self.all.iter().filter(move |mark| {
            let (name, line) = (fold(&mark.name), fold(&mark.line));
            let holds =
                |word: &String| name.contains(word.as_str()) || line.contains(word.as_str());
            words.iter().all(holds)
        })
    }

    /// The one that the cursor is on.
    pub fn picked(&self) -> Option<&Bookmark> {
        self.found().nth(self.picked)
    }
}

/// A line of text being typed, and the row picked among what it finds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// What was typed.
    pub text: String,
    /// The row the cursor is on.
    pub picked: usize,
}

/// Whether what a search box shows is what its text finds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Waits {
    /// It is.
    #[default]
    Not,
    /// It is of an earlier text, or not all of it is known yet.
    ForAnswer,
    /// It is, but there is more to find than there was, and that is being looked for.
    ForMore,
}

/// The search box: what was typed and what that finds. It is found once, when the text changes, and only read while drawing.
/// It may be found later than typed: until then the box has what was found before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// What was typed.
    pub text: String,
    /// What it finds; with nothing typed, what there is most of.
    pub found: Found,
    /// The row the cursor is on, counted through all groups; none until something is typed or the cursor moved.
    pub picked: Option<usize>,
    /// What is found is not what the text finds, not yet.
    pub waits: Waits,
    /// What the text says, where it is a line of the language, and how it could go on.
    pub offered: Offered,
    /// The line takes the place of the filter that is on: it is that filter being mended.
    pub replaces: bool,
}

impl Search {
    /// What the cursor is on, of what was found.
    pub fn picked(&self) -> Option<Thing> {
        let hit = self.found.hits().nth(self.picked?)?;
        Some(hit.thing)
    }

    /// What the cursor is on, of what could stand at the end of the line: it stands below what was found.
    pub fn picked_offer(&self) -> Option<&Offer> {
        let at = self.picked?.checked_sub(self.found.len())?;
        self.offered.offers.get(at)
    }

    /// What is typed is a line of the language.
    pub fn is_line(&self) -> bool {
        self.replaces || line::is_line(&self.text)
    }

    /// How many rows the cursor can be on.
    pub fn rows(&self) -> usize {
        self.found.len() + self.offered.offers.len()
    }

    /// Nothing that could be looked for was typed: what it shows are suggestions.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}
