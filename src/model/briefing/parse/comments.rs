//! HTML comments: cut out of what surrounds them, and told apart into commands and what is for other people.
//!
//! A comment is a command where it could be meant as one: its first word is a command, or is close to one and not the
//! beginning of a sentence, or stands alone, or has a colon. What is prose, or shouts (`TODO: …`), is left alone.

use std::ops::Range;

use super::faults::nearest;

/// The commands, and what presenterm calls a note.
pub(super) const COMMANDS: [&str; 6] = [
    "view",
    "focus",
    "note",
    "pause",
    "end_slide",
    "speaker_note",
];

/// A part of a piece of HTML, in bytes of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A comment: all of it, and what is inside.
    Comment(Range<usize>, Range<usize>),
    /// A comment begins here and does not end.
    Unclosed(usize),
    /// Anything else.
    Other(Range<usize>),
}

/// Cuts a piece of HTML into comments and what stands between them.
pub(super) fn cut(html: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(start) = find(html, at, "<!--") {
        if start > at {
            parts.push(Part::Other(at..start));
        }
        // "<!-->" is a comment too, of nothing.
        let Some(close) = find(html, start + 2, "-->") else {
            parts.push(Part::Unclosed(start));
            return parts;
        };
        at = close + 3;
        parts.push(Part::Comment(start..at, (start + 4).min(close)..close));
    }
    if at < html.len() {
        parts.push(Part::Other(at..html.len()));
    }
    parts
}

fn find(text: &str, from: usize, what: &str) -> Option<usize> {
    text.get(from..)?.find(what).map(|at| from + at)
}

/// What a comment says, in bytes of what is inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said<'c> {
    /// A command, and what stands after its colon; `None` where there is no colon.
    Command(&'c str, Range<usize>, Option<Range<usize>>),
    /// A command without its colon, and what stands after it.
    NoColon(&'c str, Range<usize>, Range<usize>),
    /// Meant as a command, and none.
    Unknown(&'c str, Range<usize>),
    /// Something for somebody else.
    Nothing,
}

/// Tells what a comment says.
pub(super) fn read(inside: &str) -> Said<'_> {
    let start = inside.len() - inside.trim_start().len();
    let trimmed = inside.trim();
    let goes_on = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let length = trimmed.find(|letter| !goes_on(letter));
    let (word, rest) = trimmed.split_at(length.unwrap_or(trimmed.len()));
    let place = start..start + word.len();
    let end = start + trimmed.len();
    let behind = rest.trim_start();
    let is_known = COMMANDS.contains(&word);
    if let Some(value) = behind.strip_prefix(':') {
        let could_be = is_lower(word) || nearest(word, &COMMANDS).is_some();
        return match (is_known, could_be) {
            (true, _) => Said::Command(word, place, Some(trimmed_range(value, end))),
            (false, true) => Said::Unknown(word, place),
            (false, false) => Said::Nothing,
        };
    }
    if behind.is_empty() {
        return match (is_known, is_lower(word)) {
            (true, _) => Said::Command(word, place, None),
            (false, true) => Said::Unknown(word, place),
            (false, false) if nearest(word, &COMMANDS).is_some() => Said::Unknown(word, place),
            (false, false) => Said::Nothing,
        };
    }
    if is_known && rest.starts_with(char::is_whitespace) {
        return Said::NoColon(word, place, trimmed_range(behind, end));
    }
    // Somebody who means a view writes keys with colons; "not yet" is no note.
    if behind.contains(':') && nearest(word, &COMMANDS).is_some() {
        return Said::Unknown(word, place);
    }
    Said::Nothing
}

/// Where a text that ends at a byte begins and ends, without the blanks around it.
fn trimmed_range(text: &str, end: usize) -> Range<usize> {
    end - text.trim_start().len()..end
}

fn is_lower(word: &str) -> bool {
    let letters = |letter: char| letter.is_lowercase() || matches!(letter, '_' | '-' | '0'..='9');
    word.starts_with(char::is_lowercase) && word.chars().all(letters)
}

/// The lines of a note: without the indent that all but the first have in common, and with single empty lines between
/// paragraphs.
pub(super) fn note_lines(note: &str) -> Vec<String> {
    let mut lines = note.lines();
    // presenterm has a bar before notes of several lines.
    let first = lines.next().unwrap_or("").trim();
    let first = if first == "|" { "" } else { first };
    let rest: Vec<&str> = lines.map(str::trim_end).collect();
    let full = rest.iter().filter(|line| !line.is_empty());
    let indent = full.map(|line| line.len() - line.trim_start().len()).min();
    let rest = rest.iter().map(|line| {
        let line = line.get(indent.unwrap_or(0)..).unwrap_or("");
        line.to_owned()
    });
    let mut told: Vec<String> = Vec::new();
    for line in std::iter::once(first.to_owned()).chain(rest) {
        let repeats = told.last().is_none_or(String::is_empty);
        if !(line.is_empty() && repeats) {
            told.push(line);
        }
    }
    if told.last().is_some_and(String::is_empty) {
        told.pop();
    }
    told
}
