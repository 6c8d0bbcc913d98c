//! Reading a briefing.
//!
//! Never fails and never refuses: what is wrong is among the faults, each with its place, and the rest stands. Nothing is
//! executed, no link is followed, and HTML is shown as what it is, letters. What is beyond a limit is left out and said to be;
//! so is whatever would take longer than the length of the file allows.
//!
//! Markdown is as `CommonMark` has it, with tables. What is struck out keeps its tildes: a terminal that cannot strike would say
//! the opposite.

mod blocks;
mod commands;
mod comments;
mod depth;
#[cfg(test)]
mod fault_tests;
mod faults;
mod front;
#[cfg(test)]
mod hostile;
mod inline;
mod steps;
mod tables;
#[cfg(test)]
mod tests;
mod words;
mod yaml;

use std::sync::Arc;

use pulldown_cmark::{Options, Parser};

use self::blocks::Place;
use self::faults::Faults;
use self::steps::Steps;
use self::words::Words;
use super::Briefing;

/// A larger file is no briefing, and whoever opens files refuses it, in bytes.
pub const LARGEST_FILE: u64 = 8 << 20;

/// A longer line of the language is none, in bytes: every step reads that of the front matter.
const LONGEST_VIEW: usize = 1 << 10;

impl Briefing {
    /// Reads a briefing.
    pub fn parse(source: impl Into<Arc<str>>) -> Self {
        let source: Arc<str> = source.into();
        let mut faults = Faults::default();
        // A byte order mark says nothing.
        let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
        let front = front::read(&source, start, &mut faults);
        let mut reader = Reader {
            source: &source,
            steps: Steps::from(front.span.end),
            faults,
            words: Words::default(),
            place: Place::at(front.span.end),
        };
        let offset = front.span.end;
        let body = reader.readable(offset);
        for (event, span) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
            reader.take(event, offset + span.start..offset + span.end);
            if reader.steps.is_full {
                break;
            }
        }
        reader.end_words();
        let faults = reader.faults.in_order();
        let (steps, cited) = reader.steps.finish(source.len());
        Self {
            source,
            front,
            steps,
            cited,
            faults,
        }
    }
}

/// Whether a line is nothing but a comment that is no command.
pub(super) fn is_for_others(line: &str) -> bool {
    let inside = line
        .strip_prefix("<!--")
        .and_then(|rest| rest.strip_suffix("-->"));
    inside.is_some_and(|inside| {
        !inside.contains("-->") && comments::read(inside) == comments::Said::Nothing
    })
}

/// A briefing that is being read.
struct Reader<'s> {
    source: &'s str,
    steps: Steps,
    faults: Faults,
    /// What will be the next block.
    words: Words,
    place: Place,
}

impl<'s> Reader<'s> {
    /// The part of the file, from a byte on, that can be read in good time.
    fn readable(&mut self, from: usize) -> &'s str {
        let all = self.source.get(from..).unwrap_or("");
        let Some(end) = depth::too_deep(all) else {
            return all;
        };
        let words = "lists and quotes are nested too deep here; this is where reading ends";
        let at = from + end;
        self.faults.error(at..at, "depth", words);
        all.get(..end).unwrap_or("")
    }
}

/// What is said of a line of the language that is too long.
fn too_long() -> String {
    format!("a view has at most {LONGEST_VIEW} bytes; this one is not read")
}
