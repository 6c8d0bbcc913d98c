//! The file as an edit makes it: which bytes go, which come, and where.

use std::ops::Range;

use super::{NewStep, Refused};
use crate::model::briefing::cut::{Joined, Parts, level_of, line_end};
use crate::model::briefing::escape::{in_comment, in_markdown, lines, one_line};
use crate::model::briefing::{Briefing, Step};

impl Briefing {
    fn step(&self, at: usize) -> Result<&Step, Refused> {
        self.steps.get(at).ok_or(Refused::Gone)
    }

    pub(super) fn text(&self, span: Range<usize>) -> &str {
        self.source.get(span).unwrap_or("")
    }

    /// The file with other bytes in the place of some.
    fn with(&self, place: Range<usize>, words: &str) -> String {
        [
            self.text(0..place.start),
            words,
            self.text(place.end..self.source.len()),
        ]
        .concat()
    }

    pub(super) fn with_step(&self, after: Option<usize>, new: &NewStep) -> Result<String, Refused> {
        let title = one_line(&new.title);
        if title.is_empty() {
            return Err(Refused::Empty);
        }
        let next = after.map_or(0, |after| after + 1);
        let at = match after {
            Some(after) => self.step(after)?.span.end,
            None => self
                .steps
                .first()
                .map_or(self.source.len(), |first| first.span.start),
        };
        // It looks like its neighbour; the first step may be the title of all.
        let neighbour = after.filter(|after| *after > 0).or(Some(next));
        let neighbour = neighbour.and_then(|at| self.steps.get(at));
        let neighbour = neighbour.map(|step| Parts::of(self, step));
        let level = neighbour
            .and_then(|parts| level_of(parts.body.lines().next()?))
            .unwrap_or(2);
        let mut out = Joined::up_to(self, at);
        let end = out.line_end();
        if let Some(separator) = neighbour
            .and_then(|parts| parts.separator())
            .filter(|_| after.is_some())
        {
            out.end_paragraph();
            out.add(&format!("{separator}{end}{end}"));
        }
        if !(at == self.front.span.start && after.is_none()) {
            out.end_paragraph();
        }
        out.add(&format!(
            "{} {}{end}",
            "#".repeat(level),
            in_markdown(&title)
        ));
        if let Some(view) = view_comment(&new.view) {
            out.add(&format!("{view}{end}"));
        }
        if let Some(note) = note_comment(&new.note, end) {
            out.add(&format!("{note}{end}"));
        }
        let rest = self.text(at..self.source.len());
        if !rest.trim().is_empty() {
            out.end_paragraph();
        }
        out.add(rest);
        Ok(out.finish())
    }

    pub(super) fn with_view(&self, step: usize, view: &str) -> Result<String, Refused> {
        let step = self.step(step)?;
        let view = one_line(view);
        if view.is_empty() {
            return Err(Refused::Empty);
        }
        match &step.view {
            Some(said) => Ok(self.with(said.span.clone(), &in_comment(&view))),
            None => Ok(self.with_line(step, &view_comment(&view).unwrap_or_default())),
        }
    }

    pub(super) fn with_note(&self, step: usize, note: &str) -> Result<String, Refused> {
        let step = self.step(step)?;
        let note = note_comment(note, line_end(self)).ok_or(Refused::Empty)?;
        Ok(self.with_line(step, &note))
    }

    /// The file with a line right under a step's heading, or under the view that stands there; without a heading, before its
    /// words.
    fn with_line(&self, step: &Step, line: &str) -> String {
        let mut at = self.below_heading(step);
        if let Some(view) = step.view.as_ref().filter(|view| view.span.start >= at) {
            let begins = self.line_start(view.span.start);
            let is_next = self.text(at..begins).trim().is_empty();
            if is_next && self.text(begins..view.span.start).starts_with("<!--") {
                at = self.line_after(view.span.end);
            }
        }
        self.with_lines(at, line, "")
    }

    /// The file with a line more before the one that begins at a byte.
    fn with_lines(&self, at: usize, line: &str, gap: &str) -> String {
        let end = line_end(self);
        let mut out = Joined::up_to(self, at);
        out.end_line();
        out.add(&format!("{line}{end}{gap}"));
        out.add(self.text(at..self.source.len()));
        out.finish()
    }

    /// Where the line under a step's heading begins; without a heading, where its words do.
    fn below_heading(&self, step: &Step) -> usize {
        let Some((heading, _)) = self.heading(step) else {
            return step.span.start + Parts::of(self, step).lead.len();
        };
        let first = self.text(self.line_start(heading.start)..self.source.len());
        let below = self.line_after(heading.end);
        if level_of(first.lines().next().unwrap_or("")).is_some() {
            below
        } else {
            // What it is underlined with.
            self.line_after(below)
        }
    }

    pub(super) fn with_title(&self, step: usize, title: &str) -> Result<String, Refused> {
        let step = self.step(step)?;
        let title = one_line(title);
        if title.is_empty() {
            return Err(Refused::Empty);
        }
        let words = in_markdown(&title);
        match self.heading(step) {
            Some((heading, true)) => Ok(self.with(heading, &format!(" {words}"))),
            Some((heading, false)) => Ok(self.with(heading, &words)),
            None => {
                let at = step.span.start + Parts::of(self, step).lead.len();
                Ok(self.with_lines(at, &format!("## {words}"), line_end(self)))
            }
        }
    }

    /// Where the words of a step's heading stand, with all that marks them; whether there are none yet behind its signs.
    fn heading(&self, step: &Step) -> Option<(Range<usize>, bool)> {
        let Some(words) = &step.title_span else {
            return self.signs_alone(step);
        };
        // One that is underlined may have several lines.
        let lines = Stretch {
            text: self.text(self.line_start(words.start)..self.line_after(words.end)),
            start: self.line_start(words.start),
        };
        let line = lines.without_blanks();
        let is_signed = level_of(line.text).is_some();
        let said = if is_signed {
            line.without_signs()
        } else {
            line
        };
        Some((said.span(), false))
    }

    /// The same where signs begin a step and no words stand behind them.
    fn signs_alone(&self, step: &Step) -> Option<(Range<usize>, bool)> {
        let mut start = step.span.start;
        for text in self.text(step.span.clone()).split_inclusive('\n') {
            let line = Stretch { text, start }.without_blanks();
            let rest = line.ending(line.text.trim_start_matches('#'));
            if level_of(line.text).is_some() && rest.text.trim_matches(['#', ' ']).is_empty() {
                return Some((rest.span(), true));
            }
            start += text.len();
        }
        None
    }

    fn line_start(&self, byte: usize) -> usize {
        let before = self.text(0..byte);
        before
            .rfind('\n')
            .map_or(if before.starts_with('\u{feff}') { 3 } else { 0 }, |end| {
                end + 1
            })
    }

    fn line_after(&self, byte: usize) -> usize {
        let rest = self.text(byte..self.source.len());
        rest.find('\n')
            .map_or(self.source.len(), |end| byte + end + 1)
    }

    pub(super) fn without(&self, at: usize) -> Result<String, Refused> {
        let step = self.step(at)?;
        let mut out = Joined::up_to(self, step.span.end - self.taken_out(at, step).len());
        out.add_line(self.text(step.span.end..self.source.len()));
        Ok(out.finish())
    }

    /// The file with a step and the one before it in each other's place. What sets steps apart and the empty lines between them
    /// stay where they are, unless a step needs its own to be one.
    pub(super) fn swapped(&self, at: usize) -> Result<String, Refused> {
        let (one, other) = (
            self.step(at.checked_sub(1).ok_or(Refused::Gone)?)?,
            self.step(at)?,
        );
        let (a, b) = (Parts::of(self, one), Parts::of(self, other));
        let is_first = at == 1;
        let stays =
            (b.is_headed || a.is_set_apart() || is_first) && (a.is_headed || b.is_set_apart());
        let mut out = Joined::up_to(self, one.span.start);
        let end = out.line_end();
        if stays {
            out.add_line(a.lead);
            out.add_line(b.body);
            out.add(a.trail);
            out.add_line(b.lead);
            out.add_line(a.body);
        } else {
            out.add_line(b.lead);
            out.add_line(b.body);
            out.add(a.trail);
            if !(a.is_headed || a.is_set_apart()) {
                out.add_line(&format!("---{end}{end}"));
            }
            out.add_line(a.lead);
            out.add_line(a.body);
        }
        out.add(b.trail);
        let rest = self.text(other.span.end..self.source.len());
        out.add_line(rest);
        Ok(out.finish())
    }
}

fn view_comment(view: &str) -> Option<String> {
    let view = one_line(view);
    (!view.is_empty()).then(|| format!("<!-- view: {} -->", in_comment(&view)))
}

/// A note as a comment, of several lines where it has them; `None` where it says nothing.
fn note_comment(note: &str, end: &str) -> Option<String> {
    let lines: Vec<String> = lines(note).iter().map(|line| in_comment(line)).collect();
    match lines.as_slice() {
        [] => None,
        [only] => Some(format!("<!-- note: {only} -->")),
        _ => Some(format!("<!-- note:{end}{}{end}-->", lines.join(end))),
    }
}

/// Some of a file's bytes, and where they stand in it.
#[derive(Debug, Clone, Copy)]
struct Stretch<'f> {
    text: &'f str,
    start: usize,
}

impl<'f> Stretch<'f> {
    fn span(self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// What is left of it, where that is its end.
    fn ending(self, text: &'f str) -> Self {
        Self {
            text,
            start: self.start + (self.text.len() - text.len()),
        }
    }

    fn without_blanks(self) -> Self {
        let line = self.ending(self.text.trim_start());
        Self {
            text: line.text.trim_end(),
            ..line
        }
    }

    /// The words of a heading between its signs. Signs behind the words belong to it where a blank stands before them.
    fn without_signs(self) -> Self {
        let line = self.ending(self.text.trim_start_matches('#'));
        let open = line.text.trim_end_matches('#');
        let words = if open.ends_with([' ', '\t']) {
            Self { text: open, ..line }
        } else {
            line
        };
        words.without_blanks()
    }
}
