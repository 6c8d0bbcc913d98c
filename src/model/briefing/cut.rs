//! A step cut into what sets it apart from others, what it says, and the empty lines behind it.

use std::ops::Range;

use super::parse::is_for_others;
use super::{Briefing, Step};

/// A step's bytes in three parts, one after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'b> {
    /// Lines that begin a step, and empty ones; at the head of a file comments for others too.
    pub lead: &'b str,
    /// From the first line that says something to the last one, without its end.
    pub body: &'b str,
    /// The end of that line, and empty ones.
    pub trail: &'b str,
    /// The body begins with a heading that begins a step by itself.
    pub is_headed: bool,
}

impl<'b> Parts<'b> {
    /// Cuts a step.
    pub(super) fn of(briefing: &'b Briefing, step: &Step) -> Self {
        let all = briefing.source.get(step.span.clone()).unwrap_or("");
        let mut length = 0;
        // What others are told at the head of a file is about all of it.
        let is_first = step.span.start == briefing.front.span.end;
        let is_lead = |line: &str| {
            line.trim().is_empty() || is_separator(line) || is_first && is_for_others(line.trim())
        };
        for line in all.split_inclusive('\n') {
            if !is_lead(line) {
                break;
            }
            length += line.len();
        }
        let (lead, rest) = all.split_at(length);
        let (body, behind) = rest.split_at(rest.trim_end().len());
        let first = body.lines().next().unwrap_or("");
        let body_at = step.span.start + lead.len();
        let begins_there = |span: &Range<usize>| span.start <= body_at + first.len();
        Self {
            lead,
            body,
            trail: behind,
            is_headed: level_of(first).is_some()
                || step.title_span.as_ref().is_some_and(begins_there),
        }
    }

    /// Something in it ends the step before it.
    pub(super) fn is_set_apart(&self) -> bool {
        self.separator().is_some()
    }

    /// How it is set apart: the last line that does.
    pub(super) fn separator(&self) -> Option<&'b str> {
        let mut lines = self.lead.lines().rev();
        lines.find(|line| is_separator(line)).map(str::trim)
    }
}

/// Whether a line does nothing but end a step.
fn is_separator(line: &str) -> bool {
    let line = line.trim();
    let inside = line
        .strip_prefix("<!--")
        .and_then(|rest| rest.strip_suffix("-->"));
    is_rule(line) || inside.is_some_and(|inside| inside.trim() == "end_slide")
}

/// Whether a line is one of dashes alone.
pub(super) fn is_rule(line: &str) -> bool {
    let dashes = line.bytes().filter(|byte| *byte == b'-').count();
    let blanks = line.bytes().filter(u8::is_ascii_whitespace).count();
    dashes >= 3 && dashes + blanks == line.len()
}

/// The level of a heading that begins with signs and begins a step: 1 or 2.
pub(super) fn level_of(line: &str) -> Option<usize> {
    let line = line.trim_start_matches(' ');
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let ends = rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']);
    (ends && matches!(level, 1 | 2)).then_some(level)
}

/// Puts pieces of a file one behind the other so that none runs into the next.
pub(super) struct Joined {
    out: String,
    /// How lines end in this file.
    end: &'static str,
}

impl Joined {
    /// Begins with all of a file up to a byte.
    pub(super) fn up_to(briefing: &Briefing, byte: usize) -> Self {
        Self {
            out: briefing.source.get(..byte).unwrap_or("").to_owned(),
            end: line_end(briefing),
        }
    }

    /// Adds a piece that goes on where the last one ends.
    pub(super) fn add(&mut self, piece: &str) {
        self.out.push_str(piece);
    }

    /// Adds a piece that begins a line. Words right above a line of dashes would become a heading, and those right above
    /// other words a part of them; dashes that open a file a front matter.
    pub(super) fn add_line(&mut self, piece: &str) {
        let first = piece.lines().next().unwrap_or("");
        if self.out.is_empty() || self.out == "\u{feff}" {
            if is_rule(first) {
                self.out.push_str(self.end);
            }
        } else if !first.is_empty() {
            self.end_line();
            // Headings that begin with signs and comments stand for themselves anywhere.
            let stands = level_of(first).is_some() || first.trim_start().starts_with("<!--");
            if !(stands || self.ends_blank()) {
                self.out.push_str(self.end);
            }
        }
        self.out.push_str(piece);
    }

    /// Ends the line, if one is open.
    pub(super) fn end_line(&mut self) {
        if !(self.out.is_empty() || self.out.ends_with('\n') || self.out == "\u{feff}") {
            self.out.push_str(self.end);
        }
    }

    /// Ends with an empty line, unless it is empty.
    pub(super) fn end_paragraph(&mut self) {
        self.end_line();
        if !self.ends_blank() {
            self.out.push_str(self.end);
        }
    }

    /// How lines end.
    pub(super) fn line_end(&self) -> &'static str {
        self.end
    }

    /// The whole.
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn ends_blank(&self) -> bool {
        let mut lines = self.out.trim_start_matches('\u{feff}').rsplit('\n');
        lines.next() == Some("") && lines.next().is_none_or(|line| line.trim().is_empty())
    }
}

/// How lines end in a file: as its first one does.
pub(super) fn line_end(briefing: &Briefing) -> &'static str {
    let first = briefing.source.split_inclusive('\n').next();
    if first.is_some_and(|line| line.ends_with("\r\n")) {
        "\r\n"
    } else {
        "\n"
    }
}
