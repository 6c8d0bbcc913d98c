//! A briefing: a text that moves the map, step by step.
//!
//! The file is Markdown with a YAML front matter and HTML comments as commands, so that it can be read on any forge, compared
//! line by line and written by hand. This is what it says, as plain values; each keeps where it stands in the file, so that
//! what is wrong can be pointed at, and what is changed can be changed alone. What it means for some data is the business of
//! who knows the data.
//!
//! A step begins at a heading of the first or the second level, at a line of `---`, and at `<!-- end_slide -->`; deeper
//! headings stand inside a step. A heading that comes first after such a line belongs to the step that the line began.

mod cut;
mod edit;
mod escape;
mod parse;

use std::ops::Range;
use std::sync::Arc;

use super::text::Text;

pub use edit::{Back, Edit, NewStep, Refused};
pub use escape::in_comment;
pub use parse::LARGEST_FILE;

/// A briefing as its file says it. There is always one: what is wrong in it is among its faults, and the rest stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Briefing {
    /// The file as it is, to the byte.
    pub source: Arc<str>,
    /// What holds for all of it.
    pub front: Front,
    /// In the order of the file.
    pub steps: Vec<Step>,
    /// The events that are cited, each once, in the order of their first citation: the first one has the number 1 wherever it
    /// is cited.
    pub cited: Vec<Cited>,
    /// What is wrong with the writing, in the order of the file.
    pub faults: Vec<Fault>,
}

/// An event that is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Its id.
    pub id: Text,
    /// Where that stands in the file each time, in bytes.
    pub spans: Vec<Range<usize>>,
}

/// What the front matter says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Front {
    /// The lines of the front matter with their fences, in bytes of the file; empty where there is none.
    pub span: Range<usize>,
    /// `title:`.
    pub title: Option<Text>,
    /// `author:`.
    pub author: Option<Text>,
    /// `date:`, as written.
    pub date: Option<Text>,
    /// `sitmap.data`: event files, relative to the briefing.
    pub data: Vec<Said>,
    /// `sitmap.gazetteer`: gazetteers, relative to the briefing.
    pub gazetteers: Vec<Said>,
    /// `sitmap.theme`: `dark` or `light`.
    pub theme: Option<Theme>,
    /// `sitmap.view`: a line of the little language that holds where a step says nothing.
    pub view: Option<Said>,
}

/// A value as it stands in the file: nobody has looked at it, and it is not fit to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its text.
    pub text: String,
    /// Where that stands in the file, in bytes; for a value in quotes what is between them.
    pub span: Range<usize>,
}

/// The background that a briefing is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
}

/// What a step shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Focus {
    /// The map, and of the words the heading only.
    Map,
    /// The map, and the words beside or below it.
    #[default]
    Split,
    /// The words alone.
    Text,
    /// The document of the first event that is cited, its sentences marked, and the words beside or below it.
    Document,
}

impl Focus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Map, Self::Split, Self::Text, Self::Document];

    /// As it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Split => "split",
            Self::Text => "text",
            Self::Document => "document",
        }
    }
}

/// One stop of a briefing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// All of it in the file, in bytes: from where it begins to where the next one does. The spans of all steps and of the
    /// front matter are one after the other and make up the whole file, but for what stands before the first of them.
    pub span: Range<usize>,
    /// The words of its heading; empty where it has none.
    pub title: Text,
    /// Where the words of its heading stand, in bytes.
    pub title_span: Option<Range<usize>>,
    /// `<!-- view: … -->`, the last one of several.
    pub view: Option<Said>,
    /// `<!-- focus: … -->`.
    pub focus: Option<Focus>,
    /// Where the name of its focus stands, in bytes.
    pub focus_span: Option<Range<usize>>,
    /// Its words, without the heading that is its title.
    pub blocks: Vec<Block>,
    /// How many `<!-- pause -->` it has: a step is shown in so many parts and one.
    pub pauses: usize,
    /// Where the word of each pause stands, in bytes.
    pub pause_spans: Vec<Range<usize>>,
    /// What its presenter reads, a line each; paragraphs are set apart by an empty one.
    pub notes: Vec<Text>,
    /// The events that it cites, each once, in order: indexes into [`Briefing::cited`].
    pub cites: Vec<usize>,
}

/// A piece of a step's words that begins a line of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// The part of the step that it comes with: after so many pauses.
    pub part: usize,
    /// Inside so many quotes.
    pub quoted: u8,
    /// Inside so many lists.
    pub depth: u8,
    /// The bullet or the number before it; none for what goes on an item.
    pub marker: Option<Marker>,
    /// It follows what stands before it without an empty line: an item of a tight list.
    pub tight: bool,
}

/// What stands before an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// A dot.
    Bullet,
    /// A number.
    Number(u64),
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A heading inside the step, of a level from 1 to 6.
    Heading(u8, Vec<Run>),
    /// A paragraph, or the words of an item.
    Words(Vec<Run>),
    /// Lines that are shown as they are.
    Code(Vec<Text>),
    /// A table.
    Table(Table),
}

/// A table; every row has as many cells as the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// How each column is set.
    pub aligns: Vec<Align>,
    /// The names of the columns.
    pub head: Vec<Vec<Run>>,
    /// Its rows.
    pub rows: Vec<Vec<Vec<Run>>>,
}

/// How a column of a table is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// To the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
}

/// A run of words that look the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "Markdown combines them freely"
)]
pub struct Run {
    /// What it says.
    pub text: Text,
    /// `**strong**`.
    pub strong: bool,
    /// `*emphasis*`.
    pub emphasis: bool,
    /// `` `code` ``.
    pub code: bool,
    /// A new line begins here; there is no text.
    pub is_break: bool,
    /// Where it leads.
    pub link: Option<Link>,
}

/// Where a run of words leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// `[…](event:ID)`: an index into [`Briefing::cited`].
    Event(usize),
    /// Somewhere else: it is shown, and never opened.
    Elsewhere(Text),
}

/// Something that is wrong with a briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// It looks wrong and works anyway.
    pub is_warning: bool,
    /// Where, in bytes of the file.
    pub span: Range<usize>,
    /// Of which command, key or thing: `view`, `sitmap.data`, `event`.
    pub of: Text,
    /// What was found and what was expected.
    pub words: Text,
    /// What could stand there instead.
    pub instead: Option<Text>,
}

impl Briefing {
    /// Line and column of a byte of the file, both from 1; columns are counted in characters.
    pub fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let before = self.source.get(..byte).unwrap_or(&self.source);
        let line = before.rsplit('\n').next().unwrap_or("");
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }

    /// Tells lines and columns of bytes, one after the other.
    pub fn places(&self) -> Places<'_> {
        Places {
            source: &self.source,
            at: 0,
            line: 1,
            column: 1,
        }
    }

    /// The step of a byte of the file.
    pub fn step_at(&self, byte: usize) -> Option<usize> {
        self.steps.iter().position(|step| step.span.contains(&byte))
    }
}

/// Tells lines and columns of many bytes. Where they come in order, the file is gone through once.
#[derive(Debug, Clone)]
pub struct Places<'b> {
    source: &'b str,
    at: usize,
    line: usize,
    column: usize,
}

impl Places<'_> {
    /// Line and column of a byte, as [`Briefing::line_and_column`] has them.
    pub fn of(&mut self, byte: usize) -> (usize, usize) {
        if byte < self.at {
            (self.at, self.line, self.column) = (0, 1, 1);
        }
        let end = if self.source.is_char_boundary(byte) {
            byte
        } else {
            self.source.len()
        };
        let between = self.source.get(self.at..end).unwrap_or("");
        let column = match between.rsplit_once('\n') {
            Some((before, last)) => {
                self.line += before.matches('\n').count() + 1;
                last.chars().count() + 1
            }
            None => self.column + between.chars().count(),
        };
        (self.at, self.column) = (end, column);
        (self.line, self.column)
    }
}
