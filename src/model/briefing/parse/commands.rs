//! What comments do to the step that they stand in.

use std::ops::Range;

use super::comments::{self, COMMANDS, Part, note_lines};
use super::faults::{nearest, quoted};
use super::{LONGEST_VIEW, Reader, too_long};
use crate::model::briefing::escape::from_comment;
use crate::model::briefing::{Focus, Said};
use crate::model::text::Text;

/// A piece of HTML, and which byte of the file each of its own is: in a quote its lines do not follow upon each other.
#[derive(Debug, Default)]
pub(super) struct Html {
    /// What it says.
    pub(super) text: String,
    /// Bytes of it from which on the file is so many bytes further.
    pieces: Vec<(usize, usize)>,
}

impl Html {
    /// Adds what stands at a byte of the file.
    pub(super) fn add(&mut self, text: &str, at: usize) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(text);
    }

    fn place(&self, byte: usize) -> usize {
        let after = self.pieces.partition_point(|(start, _)| *start <= byte);
        let piece = self.pieces.get(after.saturating_sub(1));
        piece.map_or(0, |(start, at)| at + byte.saturating_sub(*start))
    }

    /// Where a part of it stands in the file.
    pub(super) fn span(&self, part: &Range<usize>) -> Range<usize> {
        let start = self.place(part.start);
        // The byte after the last may begin the next piece.
        let end = match part.end.checked_sub(1) {
            Some(last) if last >= part.start => self.place(last) + 1,
            _ => start,
        };
        start..end
    }
}

impl Reader<'_> {
    /// Does what the comments in a piece of HTML say, in order; `other` gets what stands between them.
    pub(super) fn take_html(
        &mut self,
        html: &Html,
        mut other: impl FnMut(&mut Self, &str, Range<usize>),
    ) {
        for part in comments::cut(&html.text) {
            if self.steps.is_full {
                return;
            }
            match part {
                Part::Comment(all, inside) => self.comment(html, &all, inside),
                Part::Unclosed(start) => {
                    let words = "the comment has no end; expected --> behind it";
                    let span = html.span(&(start..start + 4));
                    self.faults.error(span, "comment", words);
                }
                Part::Other(range) => {
                    let text = html.text.get(range.clone()).unwrap_or("");
                    other(self, text, html.span(&range));
                }
            }
        }
    }

    fn comment(&mut self, html: &Html, all: &Range<usize>, inside: Range<usize>) {
        let text = html.text.get(inside.clone()).unwrap_or("");
        let within = |range: &Range<usize>| inside.start + range.start..inside.start + range.end;
        match comments::read(text) {
            comments::Said::Command(name, place, value) => {
                let value = value.map(|value| Said {
                    text: from_comment(text.get(value.clone()).unwrap_or("")),
                    span: html.span(&within(&value)),
                });
                let command = Command {
                    name,
                    place: html.span(&within(&place)),
                    all: html.span(all),
                };
                self.command(&command, value);
            }
            comments::Said::NoColon(name, place, value) => {
                let value = text.get(value).unwrap_or("");
                let place = html.span(&within(&place));
                match name {
                    "note" | "speaker_note" => {
                        let words = "this is no note without a colon behind its first word";
                        self.faults.warning(place, name, words);
                    }
                    "pause" | "end_slide" => {
                        let words = format!("found {}, expected nothing behind it", quoted(value));
                        self.faults.error(place, name, &words);
                    }
                    _ => {
                        let instead = format!("{name}: {value}");
                        let words = "a colon is missing";
                        self.faults.error_with(place, name, words, Some(&instead));
                    }
                }
            }
            comments::Said::Unknown(word, place) => {
                let words = format!("there is no command {}", quoted(word));
                let place = html.span(&within(&place));
                let instead = nearest(word, &COMMANDS);
                self.faults.error_with(place, "comment", &words, instead);
            }
            comments::Said::Nothing => {}
        }
    }

    fn command(&mut self, command: &Command<'_>, value: Option<Said>) {
        let (name, place) = (command.name, command.place.clone());
        let value = value.filter(|value| !value.text.is_empty());
        if matches!(name, "pause" | "end_slide") {
            if let Some(value) = &value {
                let words = format!("found {}, expected nothing behind it", quoted(&value.text));
                self.faults.error(value.span.clone(), name, &words);
            }
            if name == "end_slide" {
                self.end_step(command.all.start);
                return;
            }
        }
        self.steps.enter(command.all.start, &mut self.faults);
        match (name, value) {
            ("pause", _) => self.pause(place),
            ("view", Some(value)) => self.view(place, value),
            ("focus", Some(value)) => self.focus(place, &value),
            ("note" | "speaker_note", Some(value)) => self.note(&value),
            _ => {
                let expected = match name {
                    "view" => "a line of the language, such as region:mosul",
                    "focus" => "map, split, text or document",
                    _ => "words for the presenter",
                };
                let words = format!("nothing stands here; expected {expected}");
                self.faults.error(place, name, &words);
            }
        }
    }

    fn pause(&mut self, place: Range<usize>) {
        self.end_words();
        if let Some(step) = self.steps.current() {
            step.pauses += 1;
            step.pause_spans.push(place);
        }
    }

    fn view(&mut self, place: Range<usize>, value: Said) {
        if value.text.len() > LONGEST_VIEW {
            self.faults.error(value.span, "view", &too_long());
            return;
        }
        let Some(step) = self.steps.current() else {
            return;
        };
        if step.view.replace(value).is_some() {
            let words = "the step has a view already; the last one holds";
            self.faults.error(place, "view", words);
        }
    }

    fn focus(&mut self, place: Range<usize>, value: &Said) {
        let focus = Focus::ALL
            .into_iter()
            .find(|focus| focus.name() == value.text);
        let Some(focus) = focus else {
            let words = format!(
                "found {}, expected map, split, text or document",
                quoted(&value.text)
            );
            let names = Focus::ALL.map(Focus::name);
            let instead = nearest(&value.text, &names);
            self.faults
                .error_with(value.span.clone(), "focus", &words, instead);
            return;
        };
        let Some(step) = self.steps.current() else {
            return;
        };
        step.focus_span = Some(value.span.clone());
        if step.focus.replace(focus).is_some() {
            let words = "the step has a focus already; the last one holds";
            self.faults.error(place, "focus", words);
        }
    }

    fn note(&mut self, value: &Said) {
        let lines = note_lines(&value.text);
        let size = value.text.len() + lines.len();
        if !self.steps.has_room(size, &value.span, &mut self.faults) {
            return;
        }
        if let Some(step) = self.steps.current() {
            if !step.notes.is_empty() && !lines.is_empty() {
                step.notes.push(Text::default());
            }
            step.notes
                .extend(lines.iter().map(|line| Text::clean(line)));
        }
    }

    /// Where the line of a byte begins, if only blanks stand between.
    pub(super) fn line_start(&self, byte: usize) -> usize {
        let before = self.source.get(..byte).unwrap_or("");
        let line = before.trim_end_matches([' ', '\t']);
        let begins = line.is_empty() || line.ends_with('\n') || line.ends_with('\u{feff}');
        if begins { line.len() } else { byte }
    }
}

/// A command as it stands in the file.
struct Command<'c> {
    name: &'c str,
    /// Its name.
    place: Range<usize>,
    /// All of its comment.
    all: Range<usize>,
}
