//! Runs of words into lines: what is emphasised, where links lead, and the numbers of cited events.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::app::deck::Deck;
use crate::model::briefing::{Link, Run};
use crate::scene::Look;
use crate::scene::prose::{Ink, Line, cut_text};

/// A longer address than this is cut in the middle.
const LONGEST_ADDRESS: usize = 44;
/// Holds a number to the word before it; a blank once the line is broken.
const GLUE: char = '\u{a0}';

/// How words are written.
#[derive(Clone, Copy)]
pub(super) struct Pen<'a> {
    /// Whose numbers and events stand behind the words.
    pub deck: &'a Deck,
    /// How it is shown.
    pub look: Look,
    /// The ink of words that nothing is said about.
    pub base: Ink,
    /// How wide lines may be.
    pub width: usize,
}

impl Pen<'_> {
    /// The same pen with other ink.
    pub(super) fn dipped(self, base: Ink) -> Self {
        Self { base, ..self }
    }

    /// The same pen with less room.
    pub(super) fn within(self, width: usize) -> Self {
        Self { width, ..self }
    }

    /// Runs in lines no wider than there is room.
    pub(super) fn wrapped(self, runs: &[Run]) -> Vec<Line> {
        let lines = self.written(runs).into_iter();
        lines
            .flat_map(|line| line.wrap(self.width, 0))
            .map(unglued)
            .collect()
    }

    /// Runs in one line, however long.
    pub(super) fn on_one_line(self, runs: &[Run]) -> Line {
        let mut all = Line::default();
        for line in self.written(runs) {
            if !all.spans.is_empty() {
                all.push(self.base, " ");
            }
            all = all.and_line(line);
        }
        all
    }

    /// A line for each stretch between two breaks.
    fn written(self, runs: &[Run]) -> Vec<Line> {
        let mut lines = vec![Line::default()];
        // What leads to the same place is one link, whatever its words look like.
        for piece in runs.chunk_by(|a, b| a.link.is_some() && a.link == b.link) {
            for piece in self.piece(piece) {
                match lines.last_mut() {
                    Some(last) if piece.joint != Joint::NewLine => {
                        if piece.joint == Joint::Glued {
                            glue(last);
                        }
                        last.spans.extend(piece.line.spans);
                    }
                    _ => lines.push(piece.line),
                }
            }
        }
        lines
    }

    /// Runs that lead to the same place, or one that leads nowhere.
    fn piece(self, runs: &[Run]) -> Vec<Piece> {
        let link = runs.first().and_then(|run| run.link.as_ref());
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let mut pieces: Vec<Piece> = runs.iter().map(|run| self.run(run)).collect();
        match link {
            None => {}
            Some(Link::Event(at)) => {
                let id = self.deck.briefing.cited.get(*at);
                if id.is_some_and(|cited| *cited.id == *text.trim()) {
                    pieces.clear();
                } else {
                    pieces.push(Piece::of(Joint::Within, Line::of(self.base, " ")));
                }
                pieces.push(Piece::of(Joint::Glued, self.number(*at)));
            }
            Some(Link::Elsewhere(address)) => {
                let shown = middle(address, LONGEST_ADDRESS.min(self.width.saturating_sub(2)));
                let bare = address.strip_prefix("mailto:").unwrap_or(address);
                if text.trim() == bare {
                    return vec![Piece::of(Joint::Within, Line::of(Ink::Dim, shown))];
                }
                let address = Line::of(Ink::Dim, format!(" ({shown})"));
                pieces.push(Piece::of(Joint::Within, address));
            }
        }
        pieces
    }

    fn run(self, run: &Run) -> Piece {
        let text = run.text.as_str();
        let line = if run.code && self.look.mono {
            Line::of(Ink::Code, format!("`{text}`"))
        } else {
            Line::of(self.ink(run), text)
        };
        let joint = if run.is_break {
            Joint::NewLine
        } else {
            Joint::Within
        };
        Piece::of(joint, line)
    }

    fn ink(self, run: &Run) -> Ink {
        if run.code {
            Ink::Code
        } else if run.strong && self.base != Ink::Heading {
            Ink::Strong
        } else if run.emphasis {
            Ink::Emphasis
        } else {
            self.base
        }
    }

    /// The number of a cited event; in the ink of what is wrong where no event has its id.
    fn number(self, at: usize) -> Line {
        let is_there = self.deck.cited.get(at).is_some_and(Option::is_some);
        let ink = if is_there { Ink::Key } else { Ink::Warn };
        Line::of(ink, format!("[{}]", at + 1))
    }
}

/// How a part of a line is joined to what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// As it comes.
    Within,
    /// In the same line as the word before it.
    Glued,
    /// In a new line.
    NewLine,
}

/// A part of a line.
struct Piece {
    joint: Joint,
    line: Line,
}

impl Piece {
    fn of(joint: Joint, line: Line) -> Self {
        Self { joint, line }
    }
}

/// Holds what comes next to the last word of a line.
fn glue(line: &mut Line) {
    if let Some(last) = line.spans.last_mut()
        && last.text.ends_with(' ')
    {
        last.text.pop();
        last.text.push(GLUE);
    }
}

/// A line with blanks where it had been held together.
pub(super) fn unglued(mut line: Line) -> Line {
    for span in &mut line.spans {
        if span.text.contains(GLUE) {
            span.text = span.text.replace(GLUE, " ");
        }
    }
    line
}

/// A text cut in the middle, so that its end is seen too.
fn middle(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(1);
    let head = cut_text(text, room - room / 3);
    let mut tail = text.get(head.len()..).unwrap_or("");
    for (at, _) in tail.grapheme_indices(true) {
        let rest = tail.get(at..).unwrap_or("");
        if rest.width() <= room / 3 {
            tail = rest;
            break;
        }
    }
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_beginning_and_its_end() {
        assert_eq!(middle("https://example.org", 20), "https://example.org");
        assert_eq!(
            middle("https://example.org/a/long/way/page.html", 20),
            "https://examp…e.html"
        );
    }
}
