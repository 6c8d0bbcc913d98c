//! Runs of words, put together from what Markdown says piece by piece.

use std::fmt::Write as _;

use crate::model::briefing::{Link, Run};
use crate::model::text::Text;

/// How a run looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Look {
    strong: usize,
    emphasis: usize,
    code: bool,
    link: Option<Link>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String, Look),
    Break,
}

/// Words that are being put together.
#[derive(Debug, Default)]
pub(super) struct Words {
    pieces: Vec<Piece>,
    look: Look,
}

impl Words {
    /// Adds words. Where a comment was taken out from between two blanks, one of them goes too.
    pub(super) fn text(&mut self, text: &str) {
        let text = if self.ends_blank() {
            text.trim_start()
        } else {
            text
        };
        self.add(text, self.look.clone());
    }

    /// Adds `code`.
    pub(super) fn code(&mut self, text: &str) {
        let look = Look {
            code: true,
            ..self.look.clone()
        };
        self.add(text, look);
    }

    /// A new line begins.
    pub(super) fn line_break(&mut self) {
        self.pieces.push(Piece::Break);
    }

    /// More or less of `**`.
    pub(super) fn strong(&mut self, begins: bool) {
        step(&mut self.look.strong, begins);
    }

    /// More or less of `*`.
    pub(super) fn emphasis(&mut self, begins: bool) {
        step(&mut self.look.emphasis, begins);
    }

    /// A link begins.
    pub(super) fn open_link(&mut self, link: Link) {
        self.look.link = Some(link);
    }

    /// The link that is open has words.
    pub(super) fn is_linked(&self) -> bool {
        matches!(self.pieces.last(), Some(Piece::Words(_, look)) if look.link == self.look.link)
    }

    /// A link ends.
    pub(super) fn close_link(&mut self) {
        self.look.link = None;
    }

    /// All of it, without the blanks at both ends. How words look goes on: a pause may stand in the middle of a sentence.
    pub(super) fn take(&mut self) -> Vec<Run> {
        let mut pieces = std::mem::take(&mut self.pieces);
        while let Some(last) = pieces.last_mut() {
            if trim(last, |words| words.truncate(words.trim_end().len())) {
                break;
            }
            pieces.pop();
        }
        let leading = pieces.iter_mut().position(|first| {
            trim(first, |words| {
                words.drain(..words.len() - words.trim_start().len());
            })
        });
        let runs = pieces.into_iter().skip(leading.unwrap_or(0));
        runs.map(|piece| match piece {
            Piece::Words(text, look) => Run {
                text: Text::clean(&text),
                strong: look.strong > 0,
                emphasis: look.emphasis > 0,
                code: look.code,
                is_break: false,
                link: look.link,
            },
            Piece::Break => Run {
                is_break: true,
                ..Run::default()
            },
        })
        .collect()
    }

    /// The words that a run says come after a blank, or after nothing.
    fn ends_blank(&self) -> bool {
        match self.pieces.last() {
            Some(Piece::Words(words, look)) => !look.code && words.ends_with(' '),
            Some(Piece::Break) | None => true,
        }
    }

    fn add(&mut self, text: &str, look: Look) {
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(Piece::Words(words, last)) if *last == look => words.push_str(text),
            _ => self.pieces.push(Piece::Words(text.to_owned(), look)),
        }
    }
}

/// Trims a piece; whether anything is left of it.
fn trim(piece: &mut Piece, how: impl Fn(&mut String)) -> bool {
    match piece {
        // Blanks in code are meant.
        Piece::Words(_, look) if look.code => true,
        Piece::Words(words, _) => {
            how(words);
            !words.is_empty()
        }
        Piece::Break => false,
    }
}

fn step(count: &mut usize, begins: bool) {
    *count = if begins {
        *count + 1
    } else {
        count.saturating_sub(1)
    };
}

/// Runs as they are read in one line; events that are cited by their numbers.
pub(super) fn plain(runs: &[Run], id_of: impl Fn(usize) -> Text) -> Text {
    let mut line = String::new();
    let mut runs = runs.iter().peekable();
    while let Some(run) = runs.next() {
        let event = match run.link {
            Some(Link::Event(at)) => Some(at),
            _ => None,
        };
        match event {
            _ if run.is_break => line.push(' '),
            Some(at) if run.text == id_of(at) => {}
            _ => line.push_str(&run.text),
        }
        let goes_on = runs.peek().is_some_and(|next| next.link == run.link);
        if let Some(at) = event.filter(|_| !goes_on) {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
            let _ = write!(line, "[{}]", at + 1);
        }
    }
    Text::clean(line.trim())
}
