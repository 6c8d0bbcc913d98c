//! A briefing as lines at a width, with the maps between them: what plain text and pictures have in common.

use super::maps::{Caption, Maps};
use super::passage::Passage;
use super::sources::{Part, Source, Told};
use super::{Handout, Leaf, signs};
use crate::app::layout::Size;
use crate::scene::prose::{Ink, Line, column};
use crate::scene::step::{self, Shown};
use crate::ui::theme::Theme;

/// How wide signs are that are explained.
const SIGNS: usize = 8;

/// A part of a step, from its top to its end.
pub(super) enum Piece {
    /// The title of all of it, or of a step.
    Title(Vec<Line>),
    /// The map of a step, by the step's place.
    Map(usize),
    /// Words.
    Lines(Vec<Line>),
}

/// How lines are laid out.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'a> {
    pub handout: &'a Handout<'a>,
    pub theme: Theme,
    /// How wide lines may be, in cells.
    pub width: usize,
    /// How wide titles may be.
    pub title_width: usize,
    pub map: Size,
    /// Addresses that are wider than a line are broken; where they are not, they can be copied.
    pub breaks_addresses: bool,
}

impl Sheet<'_> {
    /// What stands above all steps.
    pub fn head(self) -> Vec<Piece> {
        let title = Line::of(Ink::Heading, self.handout.title.as_str());
        let mut pieces = vec![Piece::Title(title.wrap(self.title_width, 0))];
        if let Some(byline) = self.handout.byline() {
            pieces.push(self.paragraph(Ink::Dim, &byline));
        }
        pieces
    }

    /// A step.
    pub fn step(self, leaf: &Leaf<'_>, maps: &mut Maps<'_>) -> Vec<Piece> {
        let title = format!("{}. {}", leaf.number(), leaf.title);
        let title = Line::of(Ink::Heading, title);
        let mut pieces = vec![Piece::Title(title.wrap(self.title_width, 0))];
        if leaf.has_map {
            pieces.push(Piece::Map(leaf.at));
            let caption = maps.caption(leaf.at, self.map, self.theme);
            pieces.push(Piece::Lines(self.caption(&caption)));
        }
        if let Some(passage) = &leaf.passage {
            pieces.push(Piece::Lines(self.passage(passage)));
        }
        let words = step::Sheet {
            deck: self.handout.deck,
            look: self.theme.look(),
            width: self.width,
        };
        let shown = Shown::all(self.handout.deck, leaf.at);
        pieces.push(Piece::Lines(step::words(words, shown)));
        for (at, words) in self.handout.notes_of(leaf.step).iter().enumerate() {
            let name = if at == 0 { "Note: " } else { "      " };
            let line = Line::of(Ink::Strong, name).and(Ink::Plain, words);
            pieces.push(Piece::Lines(line.wrap(self.width, name.len())));
        }
        let sources = self.handout.sources_of(leaf.step);
        let mut told = Told::default();
        let sources = sources.flat_map(|source| self.source(source, &mut told));
        let sources: Vec<Line> = sources.collect();
        if !sources.is_empty() {
            let rule = Line::of(Ink::Dim, "─".repeat(12));
            pieces.push(Piece::Lines(std::iter::once(rule).chain(sources).collect()));
        }
        pieces
    }

    /// What all of it rests on, and what the signs mean.
    pub fn end(self) -> Vec<Piece> {
        let statement = &self.handout.statement;
        let mut pieces = vec![
            self.heading("What this rests on"),
            self.paragraph(Ink::Plain, &statement.extent.join(" ")),
        ];
        let mut documents = Vec::new();
        for document in &statement.documents {
            documents.extend(self.item(&document.words));
            if let Some(url) = &document.url {
                let line = Line::of(Ink::Dim, format!("  {url}"));
                documents.extend(if self.breaks_addresses {
                    line.wrap(self.width, 2)
                } else {
                    vec![line]
                });
            }
        }
        if let Some(more) = statement.more() {
            documents.extend(self.item(&more));
        }
        pieces.push(Piece::Lines(documents));
        if !statement.doubts.is_empty() {
            pieces.push(self.heading("How sure it is"));
            let doubts = statement.doubts.iter();
            let doubts = doubts.flat_map(|doubt| self.item(doubt)).collect();
            pieces.push(Piece::Lines(doubts));
        }
        if self.handout.leaves.iter().any(|leaf| leaf.has_map) {
            pieces.push(self.heading("Signs on the maps"));
            let signs = signs::of(self.handout, self.theme.ascii).into_iter();
            let mut lines: Vec<Line> = signs
                .flat_map(|sign| {
                    let line = Line::of(Ink::Strong, column(&sign.sign, SIGNS));
                    let line = line.and(Ink::Plain, sign.meaning);
                    line.wrap(self.width, SIGNS)
                })
                .collect();
            lines.push(Line::default());
            let said = signs::SAID.join(" ");
            lines.extend(Line::of(Ink::Plain, said).wrap(self.width, 0));
            pieces.push(Piece::Lines(lines));
        }
        pieces
    }

    fn heading(self, words: &str) -> Piece {
        Piece::Title(Line::of(Ink::Heading, words).wrap(self.title_width, 0))
    }

    fn paragraph(self, ink: Ink, words: &str) -> Piece {
        Piece::Lines(Line::of(ink, words).wrap(self.width, 0))
    }

    fn item(self, words: &str) -> Vec<Line> {
        Line::of(Ink::Plain, format!("- {words}")).wrap(self.width, 2)
    }

    fn caption(self, caption: &Caption) -> Vec<Line> {
        let mut lines = Line::of(Ink::Plain, caption.says.as_str()).wrap(self.width, 0);
        lines.extend(Line::of(Ink::Dim, caption.command()).wrap(self.width, 2));
        lines
    }

    fn passage(self, passage: &Passage) -> Vec<Line> {
        let mut line = Line::default();
        for sentence in &passage.sentences {
            if sentence.has_gap {
                line.push(Ink::Dim, "[…] ");
            }
            let ink = if sentence.is_cited {
                Ink::Strong
            } else {
                Ink::Quote
            };
            line.push(ink, format!("{} ", sentence.text));
        }
        let lead = Line::of(Ink::Dim, "│ ");
        let title = Line::of(Ink::Dim, passage.title.as_str());
        let lines = [title, line].into_iter();
        let lines = lines.flat_map(|line| line.wrap(self.width.saturating_sub(2), 0));
        lines.map(|line| lead.clone().and_line(line)).collect()
    }

    fn source(self, source: &Source, told: &mut Told) -> Vec<Line> {
        let mut line = Line::of(Ink::Key, format!("[{}] ", source.number));
        let indent = line.width();
        for (at, part) in source.parts.iter().enumerate() {
            if at > 0 {
                line.push(Ink::Plain, " ");
            }
            match part {
                Part::Quote(words) => line.push(Ink::Quote, words.as_str()),
                Part::Words(words) => line.push(Ink::Plain, words.as_str()),
                Part::Published(document) => line.push(Ink::Plain, told.say(document)),
                Part::Facts(words) => line.push(Ink::Dim, words.as_str()),
                Part::Fault(words) => line.push(Ink::Warn, words.as_str()),
            }
        }
        line.wrap(self.width, indent)
    }
}
