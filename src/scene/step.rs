//! The words of a step of a briefing as lines at a width: title, paragraphs, lists, quotes, tables, and the footnotes that say
//! what each cited event rests on.
//!
//! Only what the shown parts hold is laid out: nothing is kept free for what comes after a pause. What the presenter reads
//! alone is never in these lines.
//!
//! Known to be imperfect: quotes inside lists look like lists inside quotes.

mod blocks;
mod footnotes;
mod pane;
mod runs;
mod table;

use super::Look;
use super::lit::Lit;
use super::prose::{Ink, Line};
use crate::app::deck::Deck;
use crate::app::player::Player;
use crate::app::shelf::Shelf;
use crate::app::world::World;
use crate::model::briefing::Step;
use runs::Pen;

pub(super) use pane::{Last, build};
pub use pane::{Words, overflow};

/// Longer lines than this are hard to find back into.
const WIDEST: usize = 76;

/// What words are laid out for.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// The briefing, read for the world.
    pub deck: &'a Deck,
    /// How it is shown.
    pub look: Look,
    /// How wide lines may be, in cells; words are kept to what is good to read.
    pub width: usize,
}

/// What is known of the events that are cited.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// What there is.
    pub world: &'a World,
    /// The records at hand.
    pub shelf: &'a Shelf,
}

/// A step and how much of it is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shown {
    /// Its place among the steps, from 0.
    pub step: usize,
    /// The last of its parts that is shown, from 0.
    pub part: usize,
}

impl Shown {
    /// What a presenter shows.
    pub fn of(player: &Player) -> Self {
        Self {
            step: player.at,
            part: player.part,
        }
    }

    /// All of a step.
    pub fn all(deck: &Deck, step: usize) -> Self {
        let part = deck.briefing.steps.get(step).map_or(0, |step| step.pauses);
        Self { step, part }
    }
}

/// All of a step that is shown: its title, its words, and the footnotes behind a thin rule.
pub fn lines(sheet: Sheet<'_>, evidence: Evidence<'_>, shown: Shown) -> Vec<Line> {
    let mut out = title(sheet, shown.step);
    append(&mut out, words(sheet, shown));
    append(&mut out, footnotes(sheet, evidence, shown));
    out
}

/// Lines below others, with an empty row between.
pub(super) fn append(out: &mut Vec<Line>, more: Vec<Line>) {
    if !out.is_empty() && !more.is_empty() {
        out.push(Line::default());
    }
    out.extend(more);
}

/// The title of a step; nothing where it has none.
pub fn title(sheet: Sheet<'_>, step: usize) -> Vec<Line> {
    match step_of(sheet.deck, step).filter(|step| !step.title.is_empty()) {
        Some(step) => Line::of(Ink::Heading, step.title.as_str()).wrap(sheet.width, 0),
        None => Vec::new(),
    }
}

/// The words of the shown parts, without title and footnotes.
pub fn words(sheet: Sheet<'_>, shown: Shown) -> Vec<Line> {
    let Some(step) = step_of(sheet.deck, shown.step) else {
        return Vec::new();
    };
    let blocks = step.blocks.iter();
    let blocks = blocks.filter(|block| block.part <= shown.part);
    blocks::lines(sheet.pen(Ink::Plain), blocks)
}

/// The footnotes of the events that the shown parts cite, by their numbers, behind a thin rule; nothing where none is cited.
pub fn footnotes(sheet: Sheet<'_>, evidence: Evidence<'_>, shown: Shown) -> Vec<Line> {
    footnotes::lines(sheet, evidence, shown)
}

/// The events that the shown parts cite, with their numbers; those that there are.
pub fn lit(deck: &Deck, shown: Shown) -> Vec<Lit> {
    let cited = footnotes::cited(deck, shown).into_iter();
    let event = |at: usize| deck.cited.get(at).copied().flatten();
    cited
        .filter_map(|at| {
            Some(Lit {
                event: event(at)?,
                number: at + 1,
            })
        })
        .collect()
}

fn step_of(deck: &Deck, at: usize) -> Option<&Step> {
    deck.briefing.steps.get(at)
}

impl<'a> Sheet<'a> {
    fn pen(self, base: Ink) -> Pen<'a> {
        Pen {
            deck: self.deck,
            look: self.look,
            base,
            width: self.width.clamp(2, WIDEST),
        }
    }
}

#[cfg(test)]
mod tests;
