//! What is wrong with a briefing, collected, and the nearest known word to one that is not known.

use std::ops::Range;

use strsim::osa_distance;

use crate::model::briefing::Fault;
use crate::model::text::Text;

/// So many are told one by one; nobody reads more.
const MOST: usize = 1_000;
/// Words longer than this are nobody's slip.
const LONGEST_WORD: usize = 40;
/// So much of a thing is quoted, in characters.
const LONGEST_QUOTE: usize = 60;

/// Faults, in the order in which they are found.
#[derive(Debug, Default)]
pub(super) struct Faults {
    list: Vec<Fault>,
    /// How many were found after the last that is told, and where the first of them is.
    untold: Option<(usize, Range<usize>)>,
}

impl Faults {
    /// Something is wrong.
    pub(super) fn error(&mut self, span: Range<usize>, of: &str, words: &str) {
        self.put(false, span, (of, words), None);
    }

    /// Something is wrong, and it is known what could stand there instead.
    pub(super) fn error_with(
        &mut self,
        span: Range<usize>,
        of: &str,
        words: &str,
        instead: Option<&str>,
    ) {
        self.put(false, span, (of, words), instead);
    }

    /// Something looks wrong.
    pub(super) fn warning(&mut self, span: Range<usize>, of: &str, words: &str) {
        self.put(true, span, (of, words), None);
    }

    fn put(
        &mut self,
        is_warning: bool,
        span: Range<usize>,
        (of, words): (&str, &str),
        instead: Option<&str>,
    ) {
        if self.list.len() >= MOST {
            self.untold.get_or_insert((0, span)).0 += 1;
            return;
        }
        self.list.push(Fault {
            is_warning,
            span,
            of: Text::clean(of),
            words: Text::clean(words),
            instead: instead.map(Text::clean),
        });
    }

    /// All of them, in the order of the file.
    pub(super) fn in_order(mut self) -> Vec<Fault> {
        if let Some((count, span)) = self.untold {
            self.list.push(Fault {
                is_warning: false,
                span,
                of: Text::clean("briefing"),
                words: Text::clean(&format!("{count} more things are wrong from here on")),
                instead: None,
            });
        }
        self.list.sort_by_key(|fault| fault.span.start);
        self.list
    }
}

/// The candidate that a word is most likely a slip of.
pub(super) fn nearest<'c>(word: &str, candidates: &[&'c str]) -> Option<&'c str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    let word = word.to_lowercase();
    let most = if word.chars().count() < 4 { 1 } else { 2 };
    let near = candidates
        .iter()
        .map(|known| (osa_distance(&word, known), *known));
    let near = near.filter(|(distance, known)| *distance <= most && *distance < known.len());
    near.min().map(|(_, known)| known)
}

/// A piece of the file in quotation marks, short enough to read.
pub(super) fn quoted(raw: &str) -> String {
    match raw.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("\"{}…\"", raw.get(..end).unwrap_or("")),
        None => format!("\"{raw}\""),
    }
}
