//! The pane of the words: the title in its first row where it fits, and as many lines as there is room for.
//!
//! The lines are laid out once for a step and a width, however often they are drawn.

use std::sync::Arc;

use super::{Evidence, Sheet, Shown, WIDEST, append, footnotes, lit, title, words};
use crate::app::App;
use crate::app::deck::Deck;
use crate::app::layout::{Area, Layout, Size};
use crate::app::player::Player;
use crate::app::view::{Stage, View};
use crate::app::world::World;
use crate::model::briefing::Focus;
use crate::scene::lit::Lit;
use crate::scene::prose::{Ink, Line};
use crate::scene::{Look, Text};

/// Fewer rows than these are for the words alone.
const FEW_ROWS: usize = 5;

/// The words of a step on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The pane, its first row is that of the title.
    pub area: Area,
    /// Blank columns before the lines.
    pub margin: u16,
    /// Title and lines; the title is empty where it stands among the lines.
    pub text: Text,
    /// Of the lines below the last visible one, those of the words; the rest are footnotes.
    pub words_below: usize,
}

/// What words and footnotes were laid out for.
#[derive(Debug, Clone)]
struct Asked {
    deck: Arc<Deck>,
    shown: Shown,
    look: Look,
    width: usize,
    title_fits: bool,
    /// So many records of cited events were at hand.
    records: usize,
}

impl Asked {
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.deck, &other.deck)
            && (self.shown, self.look, self.width) == (other.shown, other.look, other.width)
            && (self.title_fits, self.records) == (other.title_fits, other.records)
    }
}

/// Words and the footnotes below them.
#[derive(Debug, Default)]
struct Told {
    lines: Vec<Line>,
    /// So many of the lines are words, or the title above these.
    words: usize,
}

/// The lines that were laid out last.
#[derive(Debug, Default)]
pub struct Last(Option<(Asked, Arc<Told>)>);

impl Last {
    fn get(&mut self, asked: Asked, evidence: Evidence<'_>) -> Arc<Told> {
        if let Some((known, told)) = &self.0
            && known.is(&asked)
        {
            return Arc::clone(told);
        }
        let sheet = Sheet {
            deck: &asked.deck,
            look: asked.look,
            width: asked.width,
        };
        let mut lines = told(sheet, asked.shown, asked.title_fits);
        let words = lines.len();
        append(&mut lines, footnotes(sheet, evidence, asked.shown));
        let told = Arc::new(Told { lines, words });
        self.0 = Some((asked, Arc::clone(&told)));
        told
    }
}

/// The words, with the title above them where its own row has no room for it.
fn told(sheet: Sheet<'_>, shown: Shown, title_fits: bool) -> Vec<Line> {
    let mut lines = if title_fits {
        Vec::new()
    } else {
        title(sheet, shown.step)
    };
    append(&mut lines, words(sheet, shown));
    lines
}

/// Builds the pane of the words.
pub fn build(app: &App, player: &Player, look: Look, area: Area, last: &mut Last) -> Words {
    let shown = Shown::of(player);
    let (margin, width) = margins(area);
    let rows = usize::from(area.below_first_row().height);
    let name = heading(&player.deck, player.at);
    let title_fits = fits(&name, width, rows);
    let cited = lit(&player.deck, shown);
    let at_hand = |lit: &&Lit| app.shelf.get(lit.event).is_some();
    let asked = Asked {
        deck: Arc::clone(&player.deck),
        shown,
        look,
        width,
        title_fits,
        records: cited.iter().filter(at_hand).count(),
    };
    let evidence = Evidence {
        world: &app.world,
        shelf: &app.shelf,
    };
    let told = last.get(asked, evidence);
    let lines = &told.lines;
    let mut above = player.top;
    if player.reveals {
        above = told.words.saturating_sub(rows);
    }
    let above = above.min(lines.len().saturating_sub(rows));
    // Where there is a title alone, nothing can be scrolled to.
    let below = match rows {
        0 => 0,
        rows => lines.len().saturating_sub(above + rows),
    };
    let notes = lines.len() - told.words;
    let text = Text {
        title: if title_fits { name } else { Line::default() },
        lines: lines.iter().skip(above).take(rows).cloned().collect(),
        above,
        below,
    };
    Words {
        area,
        margin,
        text,
        words_below: below.saturating_sub(notes),
    }
}

/// The title of a step as it stands in the rule above its words; empty where it has none.
fn heading(deck: &Deck, step: usize) -> Line {
    let step = deck.briefing.steps.get(step);
    Line::of(Ink::Heading, step.map_or("", |step| step.title.as_str()))
}

/// Blank columns before the lines, and how wide these are: a narrow column stands in the middle of a wide pane.
fn margins(area: Area) -> (u16, usize) {
    let inside = area.width.saturating_sub(2);
    if area.height <= 1 {
        // A title alone.
        return (1, usize::from(inside));
    }
    let widest = u16::try_from(WIDEST).unwrap_or(u16::MAX);
    let spare = inside.saturating_sub(widest);
    // Beside a map the words stand close to it.
    let margin = 1 + if spare > 8 { spare / 2 } else { 0 };
    (margin, usize::from(inside.min(widest)))
}

/// Whether a title stands in the row of the rule above the words. Where there are few rows it does though it is cut there:
/// the words need them.
fn fits(title: &Line, width: usize, rows: usize) -> bool {
    rows < FEW_ROWS || title.width() < width
}

/// How many lines of a step's words, all its parts shown, have to be scrolled to at a screen size. Footnotes do not count:
/// that the last of these have to be scrolled to is nothing that a writer could mend.
pub fn overflow(world: &World, deck: &Deck, step: usize, size: Size) -> usize {
    let mut view = View::first(world, size, 2.0);
    let focus = deck.stops.get(step).map(|stop| stop.focus);
    let focus = focus.unwrap_or_default();
    let lit = Arc::default();
    view.stage = Some(Stage { focus, lit });
    let Some(area) = Layout::of(&view).words.filter(|_| focus != Focus::Map) else {
        return 0;
    };
    let sheet = Sheet {
        deck,
        look: Look {
            mono: false,
            ascii: false,
        },
        width: margins(area).1,
    };
    let rows = usize::from(area.below_first_row().height);
    let title_fits = fits(&heading(deck, step), sheet.width, rows);
    let lines = told(sheet, Shown::all(deck, step), title_fits);
    lines.len().saturating_sub(rows)
}
