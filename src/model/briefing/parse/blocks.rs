//! What Markdown says, event by event, as blocks of steps.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::Reader;
use super::commands::Html;
use super::inline::HTML;
use super::tables::Rows;
use super::words::plain;
use crate::model::briefing::{Block, Kind, Marker};
use crate::model::text::Text;

/// Lists and quotes that are nested deeper are shown as if they were not.
const DEEPEST: usize = 8;
/// A tab in code ends at the next column that is so many times something.
const TAB: usize = 4;

/// Where in its step the reader is.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The number that the next item of each open list has; `None` for one with bullets.
    lists: Vec<Option<u64>>,
    quotes: usize,
    /// What stands before the next block.
    marker: Option<Marker>,
    /// What is open.
    pub(super) inside: Inside,
    /// Where the last heading or table ends: no step begins in the middle of one.
    whole_until: usize,
    /// So far the file has been looked through for empty lines, and there was one since the last block.
    seen: usize,
    has_gap: bool,
    /// Where the words of the next block begin and end.
    pub(super) span: Option<Range<usize>>,
    /// What the link that is open says where it has no words.
    pub(super) address: Option<String>,
    /// Something is nested deeper than is shown, and that was said.
    told_deep: bool,
}

/// What is open, besides lists and quotes.
#[derive(Debug, Default)]
pub(super) enum Inside {
    #[default]
    Words,
    /// A heading of a level, and whether it is that of the step.
    Heading(u8, bool),
    Code(String),
    Html(Html),
    Table(Rows),
}

impl Place {
    /// At the first byte after the front matter.
    pub(super) fn at(start: usize) -> Self {
        Self {
            seen: start,
            has_gap: true,
            ..Self::default()
        }
    }
}

impl Reader<'_> {
    /// Takes what comes next.
    pub(super) fn take(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, &span),
            Event::Text(text) => self.text(&text, span),
            Event::Code(code) => self.code(&code, span),
            Event::Html(html) => {
                if let Inside::Html(open) = &mut self.place.inside {
                    open.add(&html, span.start);
                }
            }
            Event::InlineHtml(html) => self.inline_html(&html, &span),
            Event::SoftBreak => self.text(" ", span),
            Event::HardBreak => self.line_break(&span),
            Event::Rule => self.rule(&span),
            // The rest is switched on nowhere.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Emphasis => self.words.emphasis(true),
            Tag::Strong => self.words.strong(true),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url, &span),
            Tag::Image { .. } => {
                let words = "a picture is not shown; what stands for it is";
                self.faults.warning(span, "picture", words);
            }
            Tag::Heading { level, .. } => self.heading(level, &span),
            Tag::CodeBlock(_) => {
                self.end_words();
                self.place.inside = Inside::Code(String::new());
            }
            Tag::HtmlBlock => {
                self.end_words();
                self.look_for_gap(span.start);
                self.place.inside = Inside::Html(Html::default());
            }
            Tag::Table(aligns) => {
                self.end_words();
                self.place.whole_until = span.end;
                let rows = Rows::of(&aligns, &span, &mut self.faults);
                self.place.inside = Inside::Table(rows);
            }
            Tag::List(_) | Tag::BlockQuote(_) | Tag::Item => self.open(&tag, &span),
            Tag::Paragraph => self.end_words(),
            _ => {}
        }
    }

    /// Something begins that has blocks in it.
    fn open(&mut self, tag: &Tag<'_>, span: &Range<usize>) {
        self.end_words();
        match tag {
            Tag::List(first) => {
                self.end_marker(span);
                self.place.lists.push(*first);
                self.tell_depth(span);
            }
            Tag::Item => {
                let number = self.place.lists.last_mut().and_then(Option::as_mut);
                self.place.marker = Some(match number {
                    Some(next) => {
                        let number = *next;
                        *next = next.saturating_add(1);
                        Marker::Number(number)
                    }
                    None => Marker::Bullet,
                });
            }
            _ => {
                self.place.quotes += 1;
                self.tell_depth(span);
            }
        }
    }

    fn end(&mut self, tag: TagEnd, span: &Range<usize>) {
        match tag {
            TagEnd::Emphasis => self.words.emphasis(false),
            TagEnd::Strong => self.words.strong(false),
            TagEnd::Link => self.end_link(span),
            TagEnd::Heading(_) => self.end_heading(span),
            TagEnd::CodeBlock => self.end_code(span),
            TagEnd::HtmlBlock => self.end_html(span),
            TagEnd::TableCell => {
                let words = self.words.take();
                if let Inside::Table(rows) = &mut self.place.inside {
                    rows.cell(words);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Inside::Table(rows) = &mut self.place.inside {
                    rows.end_row(span);
                }
            }
            TagEnd::Table => {
                if let Inside::Table(rows) = std::mem::take(&mut self.place.inside) {
                    let table = rows.finish(&mut self.faults);
                    self.place.span = None;
                    self.add(Kind::Table(table), span);
                }
            }
            TagEnd::List(_) => {
                self.end_words();
                self.place.lists.pop();
            }
            TagEnd::Item => {
                self.end_words();
                self.end_marker(span);
            }
            TagEnd::BlockQuote(_) => {
                self.end_words();
                self.place.quotes = self.place.quotes.saturating_sub(1);
            }
            TagEnd::Paragraph => self.end_words(),
            _ => {}
        }
    }

    fn end_html(&mut self, span: &Range<usize>) {
        let Inside::Html(html) = std::mem::take(&mut self.place.inside) else {
            return;
        };
        let mut is_told = false;
        self.take_html(&html, |reader, text, span| {
            let trimmed = text.trim();
            if trimmed.is_empty() {
                return;
            }
            let start = span.start + (text.len() - text.trim_start().len());
            if !is_told {
                is_told = true;
                let words = if trimmed.starts_with('<') {
                    HTML
                } else {
                    BESIDE
                };
                reader
                    .faults
                    .warning(start..start + trimmed.len(), "html", words);
            }
            for (at, line) in trimmed.lines().enumerate() {
                if reader.say(line.len(), start..span.end) {
                    if at > 0 {
                        reader.words.line_break();
                    }
                    reader.words.text(line.trim());
                }
            }
            reader.end_words();
        });
        self.place.seen = span.end;
    }

    fn heading(&mut self, level: HeadingLevel, span: &Range<usize>) {
        self.end_words();
        self.place.whole_until = span.end;
        let level = match level {
            HeadingLevel::H1 => 1,
            HeadingLevel::H2 => 2,
            HeadingLevel::H3 => 3,
            HeadingLevel::H4 => 4,
            HeadingLevel::H5 => 5,
            HeadingLevel::H6 => 6,
        };
        let is_title = level <= 2 && self.place.lists.is_empty() && self.place.quotes == 0;
        if is_title {
            let start = self.line_start(span.start);
            self.steps.head(start, &mut self.faults);
        }
        let raw = self.source.get(span.clone()).unwrap_or("").trim_end();
        if level == 2 && !raw.starts_with('#') {
            let line = raw.rfind('\n').map_or(0, |end| end + 1);
            let words = "a line of dashes right under words makes a heading of them; an empty line between them makes it begin a step";
            let start = span.start + line;
            self.faults
                .warning(start..span.start + raw.len(), "---", words);
        }
        self.place.inside = Inside::Heading(level, is_title);
    }

    fn end_heading(&mut self, span: &Range<usize>) {
        let Inside::Heading(level, is_title) = std::mem::take(&mut self.place.inside) else {
            return;
        };
        let runs = self.words.take();
        let place = self.place.span.take();
        if !is_title {
            self.add(Kind::Heading(level, runs), span);
            return;
        }
        let cited = &self.steps.cited;
        let id_of = |at: usize| cited.get(at).map(|cited| cited.id.clone());
        let title = plain(&runs, |at| id_of(at).unwrap_or_default());
        self.place.seen = span.end;
        self.place.has_gap = true;
        let raw = place.clone().and_then(|place| self.source.get(place));
        let length = raw.map_or(0, |raw| raw.trim_end().len());
        if let Some(step) = self.steps.current() {
            step.title = title;
            step.title_span = place.map(|place| place.start..place.start + length);
        }
    }

    fn end_code(&mut self, span: &Range<usize>) {
        let Inside::Code(code) = std::mem::take(&mut self.place.inside) else {
            return;
        };
        let mut lines = Vec::new();
        for line in code.lines() {
            if !self.say(line.len(), span.clone()) {
                break;
            }
            lines.push(Text::clean(&without_tabs(line)));
        }
        self.place.span = None;
        self.add(Kind::Code(lines), span);
    }

    fn rule(&mut self, span: &Range<usize>) {
        self.end_words();
        let raw = self.source.get(span.clone()).unwrap_or("");
        let is_nested = !self.place.lists.is_empty() || self.place.quotes > 0;
        if is_nested || !raw.trim_start().starts_with('-') {
            let words = "this line is not shown; a line of --- that stands alone, between empty lines, begins a step";
            self.faults.warning(span.clone(), "line", words);
            return;
        }
        self.end_step(span.start);
    }

    /// The step ends, and the next one begins at a byte.
    pub(super) fn end_step(&mut self, byte: usize) {
        self.end_words();
        let start = self.line_start(byte).max(self.place.whole_until);
        self.steps.end_at(start);
    }

    /// Ends the block that the words so far are.
    pub(super) fn end_words(&mut self) {
        if !matches!(self.place.inside, Inside::Words | Inside::Html(_)) {
            return;
        }
        let runs = self.words.take();
        if let Some(span) = self.place.span.take().filter(|_| !runs.is_empty()) {
            self.add(Kind::Words(runs), &span);
        }
    }

    /// An item that says nothing has its bullet all the same.
    fn end_marker(&mut self, span: &Range<usize>) {
        if self.place.marker.is_some() {
            self.steps.enter(span.start, &mut self.faults);
            if self.steps.has_room(1, span, &mut self.faults) {
                self.add(Kind::Words(Vec::new()), &(span.start..span.start));
            }
            self.place.marker = None;
        }
    }

    fn add(&mut self, kind: Kind, span: &Range<usize>) {
        self.steps.enter(span.start, &mut self.faults);
        self.look_for_gap(span.start);
        let count = |depth: usize| u8::try_from(depth.min(DEEPEST)).unwrap_or(u8::MAX);
        let depth = count(self.place.lists.len());
        self.steps.add(Block {
            kind,
            part: 0,
            quoted: count(self.place.quotes),
            depth,
            marker: self.place.marker.take(),
            tight: depth > 0 && !self.place.has_gap,
        });
        self.place.has_gap = false;
        self.place.seen = self.place.seen.max(span.end);
    }

    /// Looks for an empty line between the last block and a byte.
    fn look_for_gap(&mut self, until: usize) {
        let Some(between) = self.source.get(self.place.seen..until) else {
            return;
        };
        let before = self.source.get(..self.place.seen).unwrap_or("");
        let begins = before.is_empty() || before.ends_with('\n');
        let mut lines = between.split_inclusive('\n').skip(usize::from(!begins));
        let is_empty = |line: &str| {
            line.ends_with('\n') && line.trim_matches([' ', '\t', '>', '\r', '\n']).is_empty()
        };
        self.place.has_gap |= lines.any(is_empty);
        self.place.seen = until;
    }

    fn tell_depth(&mut self, span: &Range<usize>) {
        let is_deep = self.place.lists.len() > DEEPEST || self.place.quotes > DEEPEST;
        if is_deep && !self.place.told_deep {
            self.place.told_deep = true;
            let words = format!(
                "lists and quotes are shown {DEEPEST} deep; deeper ones stand where those do"
            );
            self.faults.warning(span.clone(), "depth", &words);
        }
    }
}

const BESIDE: &str = "words in the line of a comment are shown as they stand; Markdown is read from the next line on";

/// Code with blanks for tabs.
fn without_tabs(line: &str) -> String {
    let mut clean = String::with_capacity(line.len());
    let mut column = 0;
    for letter in line.chars() {
        let blanks = TAB - column % TAB;
        if letter == '\t' {
            clean.extend(std::iter::repeat_n(' ', blanks));
            column += blanks;
        } else {
            clean.push(letter);
            column += 1;
        }
    }
    clean
}
